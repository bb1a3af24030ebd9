// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/language/context.h"

#include "engine/language/tree_walk.h"

#include <algorithm>

namespace latchkey::language {

using syn::TokenKind;

namespace {

constexpr int kFarBack = 20'000; // tokens looked at for an opening bracket

bool isOpening(TokenKind kind)
{
    return kind == TokenKind::LeftParen || kind == TokenKind::LeftBracket || kind == TokenKind::LeftBrace;
}

bool isClosing(TokenKind kind)
{
    return kind == TokenKind::RightParen || kind == TokenKind::RightBracket || kind == TokenKind::RightBrace;
}

bool startsStatement(TokenKind kind)
{
    switch (kind) {
    case TokenKind::If:
    case TokenKind::Elif:
    case TokenKind::Else:
    case TokenKind::While:
    case TokenKind::For:
    case TokenKind::Break:
    case TokenKind::Continue:
    case TokenKind::Function:
    case TokenKind::Return:
    case TokenKind::Try:
    case TokenKind::Except:
    case TokenKind::Finally:
    case TokenKind::Throw:
    case TokenKind::Import:
    case TokenKind::Capability:
    case TokenKind::Nonlocal:
        return true;
    default:
        return false;
    }
}

/// Walks backwards over the tokens before a place, comments left out.
class Backwards
{
public:
    Backwards(const Document &document, uint32_t end)
        : m_document(&document)
        , m_at(document.pieceAt(end))
    {
        // The first piece that ends behind `end` is not before it.
        skipComments();
    }

    bool atStart() const { return m_at == 0; }
    const Piece &piece() const { return m_document->pieces()[m_at - 1]; }
    TokenKind kind() const { return atStart() ? TokenKind::EndOfInput : piece().kind; }
    std::string_view text() const { return m_document->text(piece().span()); }
    void step()
    {
        --m_at;
        skipComments();
    }
    /// From a closing bracket to before its opening one; false when there is none.
    bool skipBrackets()
    {
        int depth = 0;
        for (int i = 0; i < kFarBack && !atStart(); ++i) {
            if (isClosing(kind())) ++depth;
            else if (isOpening(kind()) && --depth == 0) return true;
            step();
        }
        return false;
    }
    /// To the bracket that is open here; false when there is none. `commas` counts those of its own level. What has
    /// statements in it is no list: those end the search unless they are `welcome`.
    enum class Statements : bool { EndSearch, Welcome };
    bool toOpenBracket(uint32_t &commas, Statements statements = Statements::EndSearch)
    {
        commas = 0;
        for (int i = 0; i < kFarBack && !atStart(); ++i) {
            if (isOpening(kind())) return true;
            if (kind() == TokenKind::Semicolon && statements == Statements::EndSearch) return false;
            if (isClosing(kind())) {
                if (kind() == TokenKind::RightBrace) {
                    // A block before means that the bracket was left open far above.
                    Backwards before = *this;
                    if (!before.skipBrackets()) return false;
                    *this = before;
                } else if (!skipBrackets()) {
                    return false;
                }
            } else if (kind() == TokenKind::Comma) {
                ++commas;
            }
            step();
        }
        return false;
    }

private:
    void skipComments()
    {
        while (m_at > 0 && piece().isComment) --m_at;
    }

    const Document *m_document;
    size_t m_at;
};

/// Whether the `{` that `at` stands on starts an object, judged by what is before it.
bool opensObject(Backwards at)
{
    at.step();
    switch (at.kind()) {
    case TokenKind::Assign:
    case TokenKind::LeftParen:
    case TokenKind::LeftBracket:
    case TokenKind::Comma:
    case TokenKind::Colon:
    case TokenKind::Question:
    case TokenKind::Return:
    case TokenKind::Throw:
    case TokenKind::AndAnd:
    case TokenKind::OrOr:
    case TokenKind::Plus:
    case TokenKind::EqualEqual:
    case TokenKind::NotEqual:
        return true;
    default:
        return false;
    }
}

/// Whether the `)` that `at` stands on ends the header of a statement.
bool endsHeader(Backwards at)
{
    if (!at.skipBrackets()) return false;
    at.step();
    switch (at.kind()) {
    case TokenKind::If:
    case TokenKind::Elif:
    case TokenKind::While:
    case TokenKind::For:
    case TokenKind::Except:
        return true;
    case TokenKind::Identifier:
        at.step();
        return at.kind() == TokenKind::Function;
    default:
        return false;
    }
}

/// Whether the `{` that `at` stands on opens a `capability` body.
bool opensCapability(Backwards at)
{
    at.step();
    if (at.kind() != TokenKind::Identifier) return false;
    at.step();
    return at.kind() == TokenKind::Capability;
}

/// The path of an import if `at` stands inside of one: "a.b" of `import a.b.|`.
std::optional<std::string> importPath(Backwards at)
{
    std::string path;
    while (at.kind() == TokenKind::Dot) {
        at.step();
        if (!syn::isName(at.kind())) return std::nullopt;
        path.insert(0, std::string(at.text()) + (path.empty() ? "" : "."));
        at.step();
    }
    if (at.kind() != TokenKind::Import) return std::nullopt;
    return path;
}

/// The bracket around `at`, if it is an object literal's brace and a key is wanted.
bool wantsKey(Backwards at)
{
    if (at.kind() == TokenKind::LeftBrace) return opensObject(at);
    if (at.kind() != TokenKind::Comma) return false;
    uint32_t commas = 0;
    return at.toOpenBracket(commas) && at.kind() == TokenKind::LeftBrace && opensObject(at);
}

Context::Kind kindBehindBrace(Backwards at)
{
    // Behind a block a statement begins; behind an object literal an operator may follow.
    Backwards opening = at;
    if (!opening.skipBrackets()) return Context::Kind::Statement;
    return opensObject(opening) ? Context::Kind::AfterOperand : Context::Kind::Statement;
}

/// Whether a name is being made up here: `function |`, parameters, `for (|`, `except (|`, `as |`.
bool makesName(Backwards at)
{
    const TokenKind before = at.kind();
    if (before == TokenKind::Function || before == TokenKind::As || before == TokenKind::Capability) return true;
    if (before != TokenKind::LeftParen && before != TokenKind::Comma) return false;
    uint32_t commas = 0;
    if (before == TokenKind::Comma && (!at.toOpenBracket(commas) || at.kind() != TokenKind::LeftParen)) return false;
    at.step();
    if (at.kind() == TokenKind::For || at.kind() == TokenKind::Except || at.kind() == TokenKind::Fn) return true;
    if (at.kind() != TokenKind::Identifier) return false;
    at.step();
    return at.kind() == TokenKind::Function;
}

bool isForHeader(Backwards at)
{
    if (at.kind() != TokenKind::Identifier) return false;
    at.step();
    if (at.kind() != TokenKind::LeftParen) return false;
    at.step();
    return at.kind() == TokenKind::For;
}

bool inCapability(Backwards at)
{
    uint32_t commas = 0;
    return at.toOpenBracket(commas, Backwards::Statements::Welcome) && at.kind() == TokenKind::LeftBrace &&
           opensCapability(at);
}

Context::Kind kindBehind(Backwards at)
{
    using Kind = Context::Kind;
    const TokenKind before = at.kind();
    if (inCapability(at)) {
        if (before == TokenKind::LeftBrace || before == TokenKind::Semicolon) return Kind::CapabilityItem;
        return syn::isName(before) && at.text() == "allow" ? Kind::CapabilityPermission : Kind::None;
    }
    if (isForHeader(at)) return Kind::ForIn;
    if (makesName(at)) return Kind::None;
    if (wantsKey(at)) return Kind::Key;
    switch (before) {
    case TokenKind::EndOfInput:
    case TokenKind::Semicolon:
    case TokenKind::LeftBrace:
    case TokenKind::Else:
    case TokenKind::Try:
    case TokenKind::Finally:
        return Kind::Statement;
    case TokenKind::RightBrace:
        return kindBehindBrace(at);
    case TokenKind::RightParen:
        return endsHeader(at) ? Kind::None : Kind::AfterOperand;
    case TokenKind::Identifier:
    case TokenKind::Number:
    case TokenKind::String:
    case TokenKind::True:
    case TokenKind::False:
    case TokenKind::Null:
    case TokenKind::RightBracket:
        return Kind::AfterOperand;
    case TokenKind::UnterminatedString:
    case TokenKind::Break:
    case TokenKind::Continue:
    case TokenKind::For:
    case TokenKind::While:
    case TokenKind::If:
    case TokenKind::Elif:
    case TokenKind::Except:
        return Kind::None;
    default:
        return Kind::Expression;
    }
}

} // namespace

bool isInComment(const Document &document, uint32_t offset)
{
    // The first piece that does not end before it, or the one before that, whose line may go on up to here.
    const std::vector<Piece> &pieces = document.pieces();
    const size_t index = document.pieceAt(offset > 0 ? offset - 1 : 0);
    if (index < pieces.size() && pieces[index].begin < offset) return pieces[index].isComment;
    if (index == 0 || !pieces[index - 1].isComment) return false;
    return document.text({pieces[index - 1].end, offset}).find('\n') == std::string_view::npos;
}

Context contextAt(const Document &document, uint32_t offset)
{
    Context context;
    context.word = context.wholeWord = {offset, offset};
    if (isInComment(document, offset)) return context;
    const std::vector<Piece> &pieces = document.pieces();
    size_t index = document.pieceAt(offset > 0 ? offset - 1 : 0);
    if (index < pieces.size() && pieces[index].begin < offset) {
        const Piece &piece = pieces[index];
        const bool inString = piece.kind == TokenKind::String && offset < piece.end;
        if (inString || piece.kind == TokenKind::UnterminatedString || piece.kind == TokenKind::Number) return context;
        if (syn::isName(piece.kind) && offset <= piece.end) {
            context.word = {piece.begin, offset};
            context.wholeWord = piece.span();
        }
    } else if (index < pieces.size() && pieces[index].begin == offset && syn::isName(pieces[index].kind)) {
        context.wholeWord = pieces[index].span();
    }
    Backwards at(document, context.word.begin);
    if (const auto path = importPath(at)) {
        context.kind = Context::Kind::Module;
        context.modulePath = *path;
    } else if (at.kind() == TokenKind::Dot) {
        context.kind = Context::Kind::Member;
        context.dot = at.piece().begin;
    } else {
        context.kind = kindBehind(at);
        if (context.kind == Context::Kind::AfterOperand && !at.atStart()) {
            // `x foo`: where the word before stands on a line above, a `;` is missing and a statement begins.
            const std::string_view between = document.text({at.piece().end, context.word.begin});
            if (between.find('\n') != std::string_view::npos) context.kind = Context::Kind::Statement;
        }
    }
    return context;
}

Span postfixBefore(const Document &document, uint32_t end)
{
    Backwards at(document, end);
    Span span{end, end};
    for (bool wantOperand = true; !at.atStart();) {
        const TokenKind kind = at.kind();
        if (kind == TokenKind::Identifier || (syn::isReservedWord(kind) && !startsStatement(kind))) {
            span.begin = at.piece().begin;
            at.step();
            if (at.kind() != TokenKind::Dot) break;
            at.step();
            wantOperand = true;
            continue;
        }
        if (kind == TokenKind::String && wantOperand) {
            span.begin = at.piece().begin;
            break;
        }
        if (!isClosing(kind)) break;
        if (kind == TokenKind::RightBrace && !wantOperand) break;
        if (!at.skipBrackets()) break;
        span.begin = at.piece().begin;
        const TokenKind opening = at.kind();
        at.step();
        // A parenthesis or index goes on with what it is applied to, an array or group begins the expression.
        const TokenKind before = at.kind();
        if (opening == TokenKind::LeftBrace) break;
        if (before != TokenKind::Identifier && before != TokenKind::RightParen && before != TokenKind::RightBracket &&
            before != TokenKind::String)
            break;
        wantOperand = false;
    }
    return span;
}

Type typeOfText(Types &types, Span expression, uint32_t scope)
{
    if (expression.begin == expression.end) return {};
    // Parentheses, so that an object literal is none of a statement's braces.
    const std::string text = "(" + std::string(types.document()->text(expression)) + ");";
    const syn::ParseResult parsed = syn::parse(syn::Source::make("", text));
    if (parsed.tree->statements.empty()) return {};
    const syn::Statement *statement = parsed.tree->statements.front();
    if (statement->kind != syn::NodeKind::ExpressionStatement) return {};
    return types.ofForeign(*parsed.tree, as<syn::ExpressionStatement>(statement)->expression, scope);
}

std::optional<OpenCall> callAround(const Document &document, uint32_t offset)
{
    if (isInComment(document, offset)) return std::nullopt;
    const std::vector<Piece> &pieces = document.pieces();
    const size_t index = document.pieceAt(offset > 0 ? offset - 1 : 0);
    uint32_t begin = offset;
    // Inside of a token one is still behind what comes before it.
    if (index < pieces.size() && pieces[index].begin < offset && pieces[index].end > offset)
        begin = pieces[index].begin;
    Backwards at(document, begin);
    for (;;) {
        uint32_t commas = 0;
        if (!at.toOpenBracket(commas)) return std::nullopt;
        if (at.kind() == TokenKind::LeftBrace && !opensObject(at)) return std::nullopt;
        if (at.kind() == TokenKind::LeftParen) {
            const uint32_t parenthesis = at.piece().begin;
            Backwards callee = at;
            callee.step();
            const TokenKind before = callee.kind();
            const bool called =
                before == TokenKind::Identifier || before == TokenKind::RightParen || before == TokenKind::RightBracket;
            Backwards header = callee;
            if (before == TokenKind::Identifier) header.step();
            const bool declared = before == TokenKind::Identifier && header.kind() == TokenKind::Function;
            if (called && !declared) return OpenCall{parenthesis, commas};
        }
        at.step();
    }
}

} // namespace latchkey::language
