// SPDX-License-Identifier: GPL-3.0-or-later
// What the parser says about a mistake and where it goes on after it. One mistake gives one message: whatever cannot be
// trusted after it is skipped up to the next statement, and the names in the skipped text are noted so that nobody
// calls them unknown.
#include "engine/syntax/parser_impl.h"

#include <algorithm>
#include <cstdio>
#include <span>
#include <utility>

namespace latchkey::syntax {

namespace {

/// The longest piece of the program that a message quotes.
constexpr size_t kQuoted = 40;

/// Two places further apart are taken to stand on different lines.
constexpr uint32_t kLongestLine = 2000;

/// Looking through skipped text again and again must not make parsing quadratic.
constexpr size_t kMaxSkippedScans = 4;

struct Habit {
    std::string_view word;
    std::string_view hint;
};

/// Words of other languages that read as a name in ML, so that the error comes one token later.
constexpr Habit kHabits[] = {
    {"let", "ML has no `let`; write `x = 1;`"},
    {"var", "ML has no `var`; write `x = 1;`"},
    {"const", "ML has no `const`; write `x = 1;`"},
    {"def", "functions are written `function f(x) { ... }`"},
    {"func", "functions are written `function f(x) { ... }`"},
    {"class", "ML has no classes; use objects and functions"},
    {"from", "write `import math;` and use `math.sqrt`"},
    {"switch", "ML has no `switch`; use `if`, `elif`, `else`"},
    {"match", "ML has no `match`; use `if`, `elif`, `else`"},
    {"do", "ML has no `do`; use `while (condition) { ... }`"},
    {"new", "ML has no `new`; call a function or write an object `{ }`"},
    {"async", "ML has no `async`; see the module `async`"},
    {"await", "ML has no `await`; see the module `async`"},
    {"yield", "ML has no `yield`"},
    {"delete", "ML has no `delete`; use the method `pop`"},
    {"not", "use `!`"},
    {"catch", "use `except`"},
    {"raise", "use `throw`"},
    {"elseif", "use `elif`"},
    {"elsif", "use `elif`"},
    {"foreach", "use `for (x in xs) { ... }`"},
};

/// Words that are operators elsewhere: the error is at the word itself.
constexpr Habit kOperatorHabits[] = {
    {"and", "use `&&`"},
    {"or", "use `||`"},
    {"not", "use `!`"},
    {"is", "use `==`"},
    {"instanceof", "use `typeof`"},
    {"of", "use `for (x in xs)`"},
    {"mod", "use `%`"},
    {"div", "use `//`"},
    {"then", "blocks stand in `{ }`"},
};

std::string_view lookUp(std::span<const Habit> habits, std::string_view word)
{
    const auto found = std::ranges::find(habits, word, &Habit::word);
    return found == habits.end() ? std::string_view() : found->hint;
}

bool endsOperand(TokenKind kind)
{
    switch (kind) {
    case TokenKind::Identifier:
    case TokenKind::Number:
    case TokenKind::String:
    case TokenKind::True:
    case TokenKind::False:
    case TokenKind::Null:
    case TokenKind::RightParen:
    case TokenKind::RightBracket:
    case TokenKind::RightBrace:
        return true;
    default:
        return false;
    }
}

bool startsOperand(TokenKind kind)
{
    return kind == TokenKind::Identifier || kind == TokenKind::Number || kind == TokenKind::String ||
           (kind >= TokenKind::True && kind <= TokenKind::Null) || kind == TokenKind::Fn;
}

/// Words with which only a statement can start.
bool startsStatement(TokenKind kind)
{
    switch (kind) {
    case TokenKind::If:
    case TokenKind::While:
    case TokenKind::For:
    case TokenKind::Break:
    case TokenKind::Continue:
    case TokenKind::Function:
    case TokenKind::Return:
    case TokenKind::Try:
    case TokenKind::Throw:
    case TokenKind::Import:
    case TokenKind::Capability:
    case TokenKind::Nonlocal:
        return true;
    default:
        return false;
    }
}

std::string codePointName(char32_t point)
{
    char text[16];
    snprintf(text, sizeof text, "U+%04X", static_cast<unsigned>(point));
    return text;
}

/// Characters that a message can show; all others are named by their number.
bool isVisible(char32_t point)
{
    const bool control = point < 0x20 || (point >= 0x7F && point < 0xA1);
    const bool format = point == 0xAD || point == 0x061C || (point >= 0x2000 && point <= 0x200F) ||
                        (point >= 0x2028 && point <= 0x202F) || (point >= 0x205F && point <= 0x206F) ||
                        point == 0x3000 || point == 0xFEFF || (point >= 0xE000 && point <= 0xF8FF) ||
                        (point >= 0xFFF0 && point <= 0xFFFB) || point >= 0xE0000;
    return !control && !format;
}

} // namespace

// ---- reporting --------------------------------------------------------------------------------------------------

void Parser::report(std::string code, Span span, std::string message, std::string hint, std::vector<Fix> fixes)
{
    if (m_gaveUp || span.begin == m_lastErrorOffset) return;
    if (code == "E-SYNTAX-END" && std::exchange(m_reportedEnd, true)) return;
    m_lastErrorOffset = span.begin;
    m_tree.errorOffsets.push_back(span.begin);
    m_afterError = true;
    Diagnostic diagnostic;
    diagnostic.code = std::move(code);
    diagnostic.message = std::move(message);
    diagnostic.hint = std::move(hint);
    diagnostic.fixes = std::move(fixes);
    diagnostic.source = m_source;
    diagnostic.span = span;
    m_diagnostics.add(std::move(diagnostic));
}

void Parser::unexpectedWith(std::initializer_list<std::string_view> hint)
{
    std::string text;
    for (const std::string_view part : hint) text += part;
    unexpected(std::move(text));
}

void Parser::unexpectedFix(std::string_view hint, std::string_view title, Span span, std::string_view text)
{
    unexpected(std::string(hint), {{std::string(title), span, std::string(text)}});
}

void Parser::unclosedParenthesis(uint32_t paren)
{
    unexpected("unclosed `(` opened at " + place(paren));
}

std::string Parser::describe(const Token &token) const
{
    switch (token.kind) {
    case TokenKind::EndOfInput:
        return "end of input";
    case TokenKind::Number:
        return "number";
    case TokenKind::String:
        return "string";
    default:
        break;
    }
    std::string_view text = textOf(token);
    if (text.size() <= kQuoted) return "'" + std::string(text) + "'";
    return "'" + std::string(text.substr(0, kQuoted)) + "...'";
}

void Parser::unexpectedAt(const Token &token, std::string hint, std::vector<Fix> fixes)
{
    switch (token.kind) {
    case TokenKind::UnterminatedString:
        report("E-SYNTAX-STRING", {token.begin, token.begin + 1}, "unterminated string",
               std::string("the closing ") + textOf(token)[0] + " is missing");
        giveUp(); // all the rest of the text stands in that string
        return;
    case TokenKind::BadCharacter: {
        const char32_t point = characterAt(m_source->text(), token.begin);
        if (m_invalidUtf8 && point >= 0x80) return; // said once, for the whole text
        const std::string shown = isVisible(point) ? std::string(textOf(token)) : codePointName(point);
        report("E-SYNTAX-CHARACTER", token.span(), "unexpected character '" + shown + "'", habitHint(token));
        return;
    }
    case TokenKind::EndOfInput:
        report("E-SYNTAX-END", {m_previous.end, m_previous.end}, "unexpected end of input", std::move(hint),
               std::move(fixes));
        return;
    default:
        break;
    }
    if (isConsequence(token)) return;
    if (onLineOfDivision(token.begin)) {
        hint = "`//` after a value is floor division; put the comment after the `,` or `;`";
    } else if (const std::string habit = habitHint(token); !habit.empty()) {
        hint = habit;
    }
    report("E-SYNTAX-UNEXPECTED", token.span(), "unexpected " + describe(token), std::move(hint), std::move(fixes));
}

/// What someone who knows another language meant, from the token and its neighbours.
std::string Parser::habitHint(const Token &token) const
{
    const std::string_view text = textOf(token);
    const std::string_view rest = m_source->text().substr(token.begin);
    const bool adjacent = m_previous.end == token.begin && token.begin > 0;
    switch (token.kind) {
    case TokenKind::BadCharacter:
        if (text == "#") return "comments start with //";
        if (text == "&" || text == "|")
            return "use `" + std::string(text) + std::string(text) + "`; there are no bit operators";
        if (text == "~" || text == "^") return "there are no bit operators";
        if (text == "$" || text == "@") return "names are made of letters, digits and `_`";
        if (text == "`") return "strings stand in \"...\" or '...'; there is no interpolation";
        if (text == "\xE2\x80\x9C" || text == "\xE2\x80\x9D" || text == "\xE2\x80\x98" || text == "\xE2\x80\x99")
            return "use the straight quotes \" or '";
        return {};
    case TokenKind::Slash:
        return rest.starts_with("/*") ? "there are no block comments; use // on every line" : "";
    case TokenKind::Star:
        if (adjacent && m_previous.kind == TokenKind::Star) return "there is no `**`; use `math.pow`";
        return {};
    case TokenKind::Question:
        if (adjacent && m_previous.kind == TokenKind::Question) return "there is no `??`; use `||`";
        return {};
    case TokenKind::Dot:
        if (adjacent && m_previous.kind == TokenKind::Question)
            return "there is no `?.`; a member that an object does not have is null";
        return rest.starts_with("...") ? "there is no `...`" : "";
    case TokenKind::Greater:
        if (adjacent && m_previous.kind == TokenKind::Less) return "use `!=`";
        if (adjacent && m_previous.kind == TokenKind::Minus) return "arrow functions are written `fn(x) => x`";
        return {};
    case TokenKind::Colon:
        return rest.starts_with(":=") ? "assign with `=`" : "";
    case TokenKind::Arrow:
        return "arrow functions start with `fn`: `fn(x) => x`";
    case TokenKind::Function:
        if (m_previous.kind == TokenKind::Identifier && textOf(m_previous) == "async")
            return "functions are not marked; see the module `async`";
        return "a function without a name is written `fn(x) => { ... }`";
    case TokenKind::In:
        if (peekAfter(token).kind == TokenKind::Assign) return "`in` is a reserved word";
        return "`in` belongs to `for`; to search use `array.count(x)`, `string.find(s)` or `hasattr(o, key)`";
    case TokenKind::Assign:
        if (adjacent && (m_previous.kind == TokenKind::EqualEqual || m_previous.kind == TokenKind::NotEqual))
            return "use `" + std::string(textOf(m_previous)) + "`; there is no `" + std::string(textOf(m_previous)) +
                   "=`";
        if (adjacent && m_previous.kind >= TokenKind::Plus && m_previous.kind <= TokenKind::Percent)
            return "there is no compound assignment; write `x = x " + std::string(textOf(m_previous)) + " 1;`";
        return {};
    case TokenKind::Plus:
    case TokenKind::Semicolon:
        if (m_previous.kind == TokenKind::Plus && token.kind == TokenKind::Plus && adjacent)
            return "there is no `++`; write `x = x + 1;`";
        return {};
    default:
        break;
    }
    if (adjacent && m_previous.kind == TokenKind::Number && token.kind == TokenKind::Identifier)
        return "a number ends here; there are no hexadecimal numbers, `_` separators or units";
    if (adjacent && m_previous.kind == TokenKind::String && token.kind == TokenKind::Identifier)
        return std::string("inside the string a quote is written `\\") + textOf(m_previous)[0] + "`";
    if (token.kind == TokenKind::Identifier) {
        if (const std::string_view hint = lookUp(kOperatorHabits, text); !hint.empty()) return std::string(hint);
    }
    if (m_previous.kind == TokenKind::Identifier && !startsLine(token) && token.kind != TokenKind::Assign)
        return std::string(lookUp(kHabits, textOf(m_previous)));
    return {};
}

void Parser::unexpectedOperand()
{
    const bool closes = at(TokenKind::RightParen) || at(TokenKind::RightBracket) || at(TokenKind::RightBrace);
    if (closes && m_previous.kind == TokenKind::Comma)
        return unexpected("remove the trailing comma", {{"Remove `,`", m_previous.span(), ""}});
    if (at(TokenKind::Semicolon) &&
        (m_previous.kind == TokenKind::Semicolon || m_previous.kind == TokenKind::RightBrace))
        return unexpected("there are no empty statements", {{"Remove `;`", m_token.span(), ""}});
    if (at(TokenKind::Plus)) return unexpected("there is no unary `+`");
    if (at(TokenKind::Else) || at(TokenKind::Elif))
        return unexpected("`" + std::string(textOf(m_token)) + "` follows the `}` of an `if`");
    if (at(TokenKind::Except) || at(TokenKind::Finally))
        return unexpected("`" + std::string(textOf(m_token)) + "` follows the `}` of a `try`");
    if (at(TokenKind::Assign) && isReservedWord(m_previous.kind))
        return unexpected("`" + std::string(textOf(m_previous)) + "` is a reserved word");
    Token next = peekAfter(m_token);
    if (isReservedWord(m_token.kind) && next.kind == TokenKind::Assign)
        return unexpected("`" + std::string(textOf(m_token)) + "` is a reserved word");
    unexpected("expected a value");
}

/// In the middle of an expression, where `bracket` (or a ternary's `?`) is still open.
void Parser::unexpectedInBrackets(const Frame &bracket)
{
    using Kind = Frame::Kind;
    const char *const opener = bracket.kind == Kind::Group || bracket.kind == Kind::Call    ? "("
                               : bracket.kind == Kind::Array || bracket.kind == Kind::Index ? "["
                                                                                            : "{";
    const char *const closer = *opener == '(' ? ")" : *opener == '[' ? "]" : "}";
    if (bracket.kind == Kind::Then) return unexpected("the `:` and the second value of `? :` are missing");
    const bool first = m_previous.begin == bracket.begin;
    const bool closes = at(TokenKind::RightParen) || at(TokenKind::RightBracket) || at(TokenKind::RightBrace);
    if (bracket.kind == Kind::Object && m_previous.kind == TokenKind::Comma && closes)
        return unexpected("remove the trailing comma", {{"Remove `,`", m_previous.span(), ""}});
    if (bracket.kind == Kind::Object && (first || m_previous.kind == TokenKind::Comma) && !atEnd())
        return unexpected("expected a key: a name or a string");
    if (at(TokenKind::Assign)) {
        if (bracket.kind == Kind::Object) return unexpected("keys are followed by `:`");
        return unexpected("use `==` to compare; assignment is a statement",
                          {{"Replace `=` by `==`", m_token.span(), "=="}});
    }
    if (at(TokenKind::Comma) && startsArrowParameters())
        return unexpected("arrow functions start with `fn`: `fn(x, y) => x`");
    if (at(TokenKind::Comma)) return unexpected("there are no tuples; an array is written `[a, b]`");
    if (at(TokenKind::Colon) && bracket.kind == Kind::Call) return unexpected("arguments have no names");
    if (startsOperand(m_token.kind) && !startsLine(m_token) && bracket.kind != Kind::Group &&
        bracket.kind != Kind::Index)
        return unexpected("a `,` or an operator is missing", {{"Insert `,`", {m_previous.end, m_previous.end}, ","}});
    const Span end{m_previous.end, m_previous.end};
    unexpected(std::string("unclosed `") + opener + "` opened at " + place(bracket.begin),
               {{std::string("Insert `") + closer + "`", end, closer}});
}

/// At the first comma of `(x, y) => x`.
bool Parser::startsArrowParameters() const
{
    constexpr int kMostTokens = 64;
    Token token = m_token;
    for (int i = 0; i < kMostTokens && (token.kind == TokenKind::Comma || token.kind == TokenKind::Identifier); ++i)
        token = peekAfter(token);
    return token.kind == TokenKind::RightParen && peekAfter(token).kind == TokenKind::Arrow;
}

void Parser::unexpectedAfterStatement()
{
    const Span end{m_previous.end, m_previous.end};
    if (atEnd() || at(TokenKind::RightBrace)) return unexpected("missing `;`", {{"Insert `;`", end, ";"}});
    if (at(TokenKind::RightParen)) return unexpected("there is no open `(`", {{"Remove `)`", m_token.span(), ""}});
    if (at(TokenKind::RightBracket)) return unexpected("there is no open `[`", {{"Remove `]`", m_token.span(), ""}});
    if (at(TokenKind::Assign)) return unexpected("one assignment a statement: `b = 1; a = b;`");
    if (at(TokenKind::Comma)) return unexpected("there is no comma operator");
    if (at(TokenKind::LeftBrace)) {
        const Token first = m_lexer.scan(m_statementBegin, Lexer::Expect::Anything);
        return unexpected(std::string(lookUp(kHabits, textOf(first))));
    }
    if (m_previous.kind == TokenKind::Identifier && at(TokenKind::String) && !startsLine(m_token))
        return unexpected("a call needs parentheses: `" + std::string(textOf(m_previous).substr(0, kQuoted)) +
                          "(...)`");
    if (startsLine(m_token)) return unexpected("missing `;` after the previous statement", {{"Insert `;`", end, ";"}});
    if (startsOperand(m_token.kind) || startsStatement(m_token.kind))
        return unexpected("missing `;` or an operator", {{"Insert `;`", end, ";"}});
    unexpected();
}

void Parser::reportUnclosedBlock(uint32_t brace)
{
    if (m_reportedEnd) return;
    // A mistake beside the brace has left it open: that was said.
    const auto isBeside = [&](uint32_t error) { return isOnLine(brace, error); };
    if (std::ranges::any_of(m_tree.errorOffsets, isBeside)) {
        m_reportedEnd = true;
        return;
    }
    unexpected("unclosed `{` opened at " + place(brace), {{"Insert `}`", {m_previous.end, m_previous.end}, "\n}"}});
}

/// At a word that belongs behind the `}` of this block.
void Parser::reportMissingBrace(uint32_t brace)
{
    unexpected("the `}` of the block opened at " + place(brace) + " is missing",
               {{"Insert `}`", {m_previous.end, m_previous.end}, "\n}"}});
}

void Parser::reportBadTarget(uint32_t begin, Expression *target)
{
    const Span span{begin, m_previous.end};
    std::string_view what = "an expression";
    if (target->parenthesised) {
        what = "a parenthesised expression";
    } else if (target->kind == NodeKind::Array || target->kind == NodeKind::Object) {
        return unexpected("a destructuring takes plain names only: `[a, b] = e;`");
    } else if (target->kind == NodeKind::Call) {
        what = "a call";
    } else if (target->kind <= NodeKind::Literal) {
        what = textOf({.begin = begin, .end = std::min(m_previous.end, begin + uint32_t(kQuoted))});
    } else if (target->kind == NodeKind::Arrow) {
        what = "a function";
    }
    report("E-SYNTAX-TARGET", span, "cannot assign to " + std::string(what),
           "the left side of `=` is a variable, an element `a[i]` or a member `o.name`");
}

void Parser::tooDeep(uint32_t offset)
{
    report("E-SYNTAX-NESTING", {offset, offset + 1}, "nesting too deep",
           "at most " + std::to_string(kMaxNesting) + " constructs inside one another");
    giveUp();
}

std::string Parser::place(uint32_t offset) const
{
    const Position position = m_source->position(offset);
    return std::to_string(position.line) + ":" + std::to_string(position.column);
}

bool Parser::startsLine(const Token &token) const
{
    const std::string_view between = m_source->text().substr(m_previous.end, token.begin - m_previous.end);
    return between.find('\n') != std::string_view::npos;
}

bool Parser::isOnLine(uint32_t a, uint32_t b) const
{
    const auto [first, second] = std::minmax(a, b);
    if (second - first > kLongestLine) return false;
    return m_source->text().substr(first, second - first).find('\n') == std::string_view::npos;
}

/// True of what is left over from the statement that failed last: a bracket whose partner was skipped, a word that goes
/// on with a block that was not understood.
bool Parser::isConsequence(const Token &token) const
{
    if (!m_afterError || token.begin == m_lastErrorOffset) return false;
    switch (token.kind) {
    case TokenKind::Else:
    case TokenKind::Elif:
    case TokenKind::Except:
    case TokenKind::Finally:
        return true;
    case TokenKind::LeftParen:
    case TokenKind::RightParen:
    case TokenKind::RightBracket:
    case TokenKind::LeftBrace:
    case TokenKind::RightBrace:
    case TokenKind::Comma:
    case TokenKind::Colon:
    case TokenKind::Dot:
    case TokenKind::Plus:
    case TokenKind::Arrow:
        return isOnLine(m_lastErrorOffset, token.begin);
    case TokenKind::Assign:
    case TokenKind::Semicolon:
        return (m_previous.kind == TokenKind::Semicolon || m_previous.kind == TokenKind::RightBrace) &&
               isOnLine(m_lastErrorOffset, token.begin);
    default:
        return false;
    }
}

/// True when a `//` that was read as floor division stands before `offset` on its line.
bool Parser::onLineOfDivision(uint32_t offset) const
{
    if (m_tree.floorDivisions.empty() || m_tree.floorDivisions.back() >= offset) return false;
    const uint32_t division = m_tree.floorDivisions.back();
    return m_source->text().substr(division, offset - division).find('\n') == std::string_view::npos;
}

// ---- going on ---------------------------------------------------------------------------------------------------

/// Nothing more is read: the error just reported makes all the rest meaningless.
void Parser::giveUp()
{
    m_gaveUp = true;
    m_tree.skippedUnlistedText = true;
    const auto end = static_cast<uint32_t>(m_source->text().size());
    m_token = {.kind = TokenKind::EndOfInput, .begin = end, .end = end};
}

/// After a statement that failed: skips what is left of it and stands in its place.
Statement *Parser::recover(uint32_t begin)
{
    skipStatement();
    noteSkippedNames(begin, m_token.begin);
    auto *node = m_tree.make<ExpressionStatement>();
    node->expression = invalidExpression(begin);
    return finish(node, begin);
}

/// Up to and with the `;` of the failed statement, or up to where the next one must start.
void Parser::skipStatement()
{
    Skipped skipped{.pendingBraces = std::exchange(m_openBraces, 0)};
    for (bool first = true; !atEnd(); first = false) {
        if (endsSkipping(skipped, first)) return;
        switch (m_token.kind) {
        case TokenKind::Semicolon:
            if (skipped.braces > 0) break;
            advance();
            return;
        case TokenKind::LeftParen:
        case TokenKind::LeftBracket:
            ++skipped.others;
            break;
        case TokenKind::LeftBrace:
            ++skipped.braces;
            break;
        case TokenKind::RightParen:
        case TokenKind::RightBracket:
            skipped.others -= skipped.others > 0;
            break;
        case TokenKind::RightBrace:
            --(skipped.braces > 0 ? skipped.braces : skipped.pendingBraces);
            if (skipped.braces == 0) skipped.others = 0;
            break;
        default:
            break;
        }
        advance();
    }
}

bool Parser::endsSkipping(const Skipped &skipped, bool first) const
{
    if (skipped.braces > 0) return false;
    if (at(TokenKind::RightBrace)) return skipped.pendingBraces == 0;
    if (first || !startsLine(m_token)) return false;
    if (startsStatement(m_token.kind)) return true;
    // A line that starts like a statement, after one that ended like one.
    const bool freshLine = skipped.others == 0 && skipped.pendingBraces == 0 && endsOperand(m_previous.kind);
    return freshLine &&
           (at(TokenKind::Identifier) || (m_previous.kind == TokenKind::RightBrace && !at(TokenKind::Semicolon)));
}

/// After a mistake in the header of a block: true at the `{` of the block.
bool Parser::skipHeader()
{
    const uint32_t begin = m_token.begin;
    size_t parentheses = 1;
    size_t literals = 0; // braces of object literals in the header
    for (bool first = true; !atEnd() && (literals > 0 || !at(TokenKind::RightBrace)); first = false) {
        if (at(TokenKind::LeftBrace) && (literals > 0 || (parentheses > 0 && startsObject()))) {
            ++literals;
        } else if (at(TokenKind::RightBrace)) {
            --literals;
        } else if (at(TokenKind::LeftBrace)) {
            noteSkippedNames(begin, m_token.begin);
            return true;
        }
        if (!first && startsLine(m_token) && (startsStatement(m_token.kind) || parentheses == 0)) break;
        if (at(TokenKind::LeftParen)) ++parentheses;
        if (at(TokenKind::RightParen) && parentheses > 0) --parentheses;
        if (at(TokenKind::Semicolon) && parentheses == 0) break;
        advance();
    }
    noteSkippedNames(begin, m_token.begin);
    return false;
}

/// Where a `{` is missing: true when there is a `}` more than blocks are open, so that only the `{` was left out.
bool Parser::isClosedLater()
{
    size_t open = m_openBlocks;
    for (const Frame &frame : m_frames) open += frame.kind == Frame::Kind::Object;
    if (m_skippedBytes > kMaxSkippedScans * m_source->text().size()) return false;
    m_skippedBytes += m_source->text().size() - m_token.begin;
    size_t depth = 0;
    size_t unmatched = 0;
    for (Token token = m_token; token.kind != TokenKind::EndOfInput; token = peekAfter(token)) {
        if (token.kind == TokenKind::LeftBrace) ++depth;
        if (token.kind == TokenKind::RightBrace && depth == 0) ++unmatched;
        else if (token.kind == TokenKind::RightBrace) --depth;
    }
    return unmatched > open;
}

/// At `else` in a block of an `if`, or `except` in one of a `try`.
bool Parser::endsUnclosedBlock() const
{
    if (m_blockEnds == BlockEnds::Else) return at(TokenKind::Else) || at(TokenKind::Elif);
    if (m_blockEnds == BlockEnds::Except) return at(TokenKind::Except) || at(TokenKind::Finally);
    return false;
}

/// In a header that was not understood: `{}` before a `)`, or a key and a `:`.
bool Parser::startsObject() const
{
    const Token first = peekAfter(m_token);
    const TokenKind second = peekAfter(first).kind;
    if (first.kind == TokenKind::RightBrace) return second == TokenKind::RightParen;
    return (isName(first.kind) || first.kind == TokenKind::String) && second == TokenKind::Colon;
}

void Parser::noteSkippedNames(uint32_t begin, uint32_t end)
{
    if (m_gaveUp || m_tree.skippedUnlistedText || end <= begin) return;
    m_skippedBytes += end - begin;
    if (m_skippedBytes > kMaxSkippedScans * m_source->text().size()) {
        m_tree.skippedUnlistedText = true;
        return;
    }
    for (Token token = m_lexer.scan(begin, Lexer::Expect::Anything); token.begin < end; token = peekAfter(token)) {
        if (token.kind == TokenKind::EndOfInput) break;
        if (token.kind == TokenKind::Identifier) m_tree.namesInSkippedText.push_back(m_tree.intern(textOf(token)));
    }
}

} // namespace latchkey::syntax
