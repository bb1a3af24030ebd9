// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/syntax/parser_impl.h"

#include "engine/syntax/stack_guard.h"

#include <algorithm>
#include <utility>

namespace latchkey::syntax {

namespace {

constexpr uint32_t kTokensPerPoll = 4096;

} // namespace

bool ParseResult::ok() const
{
    return !stopped && std::ranges::none_of(diagnostics, [](const auto &d) { return d.severity == Severity::Error; });
}

ParseResult parse(SourcePtr source, const ParseOptions &options)
{
    return Parser(std::move(source), options).run();
}

Parser::Parser(SourcePtr source, const ParseOptions &options)
    : m_source(std::move(source))
    , m_options(options)
    , m_treePtr(std::make_shared<Tree>(m_source))
    , m_tree(*m_treePtr)
    , m_lexer(m_source->text())
    , m_untilPoll(options.shouldStop ? kTokensPerPoll : 0)
{
}

ParseResult Parser::run()
{
    const std::string_view text = m_source->text();
    if (text.size() > kMaxSourceBytes) {
        report("E-SOURCE-TOO-LARGE", {0, 0}, "source is larger than 1 GB");
    } else {
        if (const auto invalid = findInvalidUtf8(text)) {
            m_invalidUtf8 = true;
            report("E-SOURCE-UTF8", {*invalid, *invalid + characterLength(text, *invalid)}, "source is not valid UTF-8",
                   "save the file with the encoding UTF-8");
        }
        program();
    }
    ParseResult result;
    result.tree = m_treePtr;
    result.stopped = m_stopped;
    std::ranges::sort(m_tree.errorOffsets);
    result.diagnostics = m_diagnostics.takeSorted();
    return result;
}

// ---- tokens -----------------------------------------------------------------------------------------------------

void Parser::advance(Lexer::Expect expect)
{
    if (m_gaveUp) return;
    m_previous = m_token;
    if (m_untilPoll > 0 && --m_untilPoll == 0) {
        m_untilPoll = kTokensPerPoll;
        if (m_options.shouldStop(m_options.stopContext)) {
            m_stopped = true;
            giveUp();
            return;
        }
    }
    m_token = m_lexer.scan(m_token.end, expect);
}

bool Parser::accept(TokenKind kind)
{
    if (!at(kind)) return false;
    advance();
    return true;
}

NameAt Parser::nameAt(const Token &token)
{
    NameAt name;
    name.name = m_tree.intern(textOf(token));
    name.span = token.span();
    return name;
}

/// Before native recursion: counts the level and makes sure that the stack has room for it.
bool Parser::enter(uint32_t offset)
{
    if (m_depth >= kMaxNesting || !stackHasRoom()) {
        tooDeep(offset);
        return false;
    }
    m_deepest = std::max(m_deepest, ++m_depth);
    return true;
}

// ---- lists of statements ----------------------------------------------------------------------------------------

// program = { capability | import | statement }
void Parser::program()
{
    m_token = m_lexer.scan(0, Lexer::Expect::Anything);
    while (!atEnd()) {
        statementsUntilBrace();
        if (!at(TokenKind::RightBrace)) continue;
        unexpectedFix("there is no open block here", "Remove `}`", m_token.span(), "");
        advance();
        accept(TokenKind::Semicolon); // of the statement whose beginning was not understood
    }
    m_tree.statements = takeStatements(0);
}

void Parser::statementsUntilBrace()
{
    while (!atEnd() && !at(TokenKind::RightBrace) && !endsUnclosedBlock()) {
        const uint32_t begin = m_token.begin;
        m_statementBegin = begin;
        m_openBraces = 0;
        const size_t errors = m_tree.errorOffsets.size();
        Statement *parsed = statement();
        if (parsed && errors == m_tree.errorOffsets.size()) m_afterError = false;
        m_statements.push_back(parsed ? parsed : recover(begin));
    }
}

StatementList Parser::takeStatements(size_t base)
{
    const StatementList list = m_tree.list(std::span<Statement *const>(m_statements).subspan(base));
    m_statements.resize(base);
    return list;
}

Statement *Parser::statement()
{
    switch (m_token.kind) {
    case TokenKind::Function:
        return functionStatement();
    case TokenKind::If:
        return ifStatement();
    case TokenKind::While:
        return whileStatement();
    case TokenKind::For:
        return forStatement();
    case TokenKind::Try:
        return tryStatement();
    case TokenKind::Return:
        return returnStatement();
    case TokenKind::Throw:
        return throwStatement();
    case TokenKind::Break:
        return keywordStatement<BreakStatement>();
    case TokenKind::Continue:
        return keywordStatement<ContinueStatement>();
    case TokenKind::Nonlocal:
        return nonlocalStatement();
    case TokenKind::Import:
        return importStatement();
    case TokenKind::Capability:
        return capabilityStatement();
    case TokenKind::LeftBracket:
        return startsDestructuring() ? destructuring() : simpleStatement();
    case TokenKind::LeftBrace:
        return braceStatement();
    default:
        return simpleStatement();
    }
}

/// The `;`. Reports one that is missing; false when the statement is followed by something that was then skipped.
bool Parser::endOfStatement()
{
    if (accept(TokenKind::Semicolon)) return true;
    if (m_options.interactive && atEnd()) return true;
    const bool complete = atEnd() || at(TokenKind::RightBrace) || startsLine(m_token);
    unexpectedAfterStatement();
    if (complete) return true;
    const uint32_t begin = m_token.begin;
    skipStatement();
    noteSkippedNames(begin, m_token.begin);
    return false;
}

// block = "{" { statement } "}"
bool Parser::block(Block &block, std::string_view after)
{
    if (at(TokenKind::LeftBrace)) {
        blockBody(block);
        return true;
    }
    unexpectedWith({"a block `{ }` is required after ", after});
    if (isClosedLater()) {
        blockBody(block);
        return true;
    }
    if (atEnd() || at(TokenKind::Semicolon) || at(TokenKind::RightBrace)) return false;
    // The one statement that stands there is taken for the block, so that its names are known.
    if (!enter(m_token.begin)) return false;
    const size_t base = m_statements.size();
    const uint32_t begin = m_token.begin;
    Statement *only = statement();
    m_statements.push_back(only ? only : recover(begin));
    block.statements = takeStatements(base);
    block.span = {begin, m_previous.end};
    leave();
    return true;
}

void Parser::blockBody(Block &block)
{
    const Token brace = m_token;
    if (!enter(brace.begin)) return;
    accept(TokenKind::LeftBrace); // when it is missing, that was said
    ++m_openBlocks;
    const size_t base = m_statements.size();
    statementsUntilBrace();
    block.statements = takeStatements(base);
    --m_openBlocks;
    if (at(TokenKind::RightBrace) || atEnd()) {
        if (atEnd()) reportUnclosedBlock(brace.begin);
        advance();
    } else {
        reportMissingBrace(brace.begin);
    }
    block.span = {brace.begin, m_previous.end};
    leave();
}

// ---- functions --------------------------------------------------------------------------------------------------

// function = "function" IDENT "(" [ params ] ")" "{" { statement } "}"
Statement *Parser::functionStatement()
{
    const uint32_t begin = m_token.begin;
    auto *node = m_tree.make<FunctionStatement>();
    Function &function = node->function;
    function.span.begin = begin;
    advance();
    if (!at(TokenKind::Identifier)) {
        unexpectedWith({at(TokenKind::LeftParen)
                            ? "a function statement needs a name; without one use `fn(x) => { ... }`"
                        : isReservedWord(m_token.kind) ? "a reserved word is no name"
                                                       : ""});
        m_tree.skippedUnlistedText = true; // its name may be what is missing
        return nullptr;
    }
    node->target = nameAt(m_token);
    function.name = node->target.name;
    function.nameSpan = m_token.span();
    advance();
    if (!functionHeader(function)) {
        noteSkippedNames(function.nameSpan.begin, function.nameSpan.end); // it may take more than was understood
        if (!skipHeader()) return finish(node, begin);
    }
    if (!at(TokenKind::LeftBrace)) {
        unexpectedWith({at(TokenKind::Arrow) || at(TokenKind::Colon) ? "a function's block follows its parameters"
                                                                     : "a function needs a block `{ }`"});
        if (!isClosedLater() && !skipHeader()) return finish(node, begin);
    }
    functionBody(function);
    return finish(node, begin);
}

/// `fn` or the name was consumed; reads up to and with the `)`.
bool Parser::functionHeader(Function &function)
{
    const Token paren = m_token;
    const bool isOpen = accept(TokenKind::LeftParen);
    if (!isOpen) {
        unexpectedWith({"expected `(` and the parameters"});
        m_tree.skippedUnlistedText = true; // parameters may be what was not understood
        if (!at(TokenKind::Identifier)) return false;
    }
    if (!parameters(function)) return false;
    if (accept(TokenKind::RightParen) || !isOpen) return true;
    if (at(TokenKind::Assign)) unexpectedWith({"parameters have no default values"});
    else if (at(TokenKind::Identifier)) unexpectedWith({"separate parameters with `,`"});
    else unclosedParenthesis(paren.begin);
    return false;
}

// params = param { "," param }
bool Parser::parameters(Function &function)
{
    const size_t base = m_parameters.size();
    bool good = true;
    if (!at(TokenKind::RightParen)) {
        do {
            good = parameter();
        } while (good && accept(TokenKind::Comma));
    }
    function.parameters = m_tree.list(std::span<const Parameter>(m_parameters).subspan(base));
    m_parameters.resize(base);
    return good;
}

// param = IDENT [ ":" IDENT ]
bool Parser::parameter()
{
    if (!at(TokenKind::Identifier)) {
        const bool trailingComma = at(TokenKind::RightParen) && m_previous.kind == TokenKind::Comma;
        if (trailingComma) unexpectedFix("remove the trailing comma", "Remove `,`", m_previous.span(), "");
        else unexpectedWith({"expected the name of a parameter"});
        m_tree.skippedUnlistedText = true;
        return false;
    }
    Parameter parameter;
    parameter.name = nameAt(m_token);
    advance();
    m_parameters.push_back(parameter);
    if (!accept(TokenKind::Colon)) return true;
    if (!at(TokenKind::Identifier)) {
        unexpectedWith({"expected the name of a type after `:`"});
        return false;
    }
    m_parameters.back().type = m_tree.intern(textOf(m_token));
    m_parameters.back().typeSpan = m_token.span();
    advance();
    return true;
}

bool Parser::functionBody(Function &function)
{
    Block body;
    ++m_functionDepth;
    const BlockEnds outer = std::exchange(m_blockEnds, BlockEnds::Nothing);
    blockBody(body);
    m_blockEnds = outer;
    --m_functionDepth;
    function.body = body.statements;
    function.bodySpan = body.span;
    function.span.end = body.span.end;
    return !m_gaveUp;
}

// ---- if, while, for ---------------------------------------------------------------------------------------------

/// `"(" expression ")"` after a word; false when neither it nor the `{` after it could be found.
bool Parser::headerCondition(std::string_view word, Expression *&condition)
{
    const Token paren = m_token;
    if (accept(TokenKind::LeftParen)) {
        condition = expression();
        if (condition && accept(TokenKind::RightParen)) return true;
        if (condition && at(TokenKind::Assign)) {
            unexpectedFix("use `==` to compare; assignment is a statement", "Replace `=` by `==`", m_token.span(),
                          "==");
        } else if (condition) {
            unclosedParenthesis(paren.begin);
        }
    } else if (at(TokenKind::Assign) || at(TokenKind::Dot) || at(TokenKind::Semicolon)) {
        unexpectedWith({"`", word, "` is a reserved word"});
        return false;
    } else {
        unexpectedWith({"the condition of `", word, "` stands in parentheses"});
    }
    condition = invalidExpression(paren.begin);
    return skipHeader();
}

// if = "if" "(" expression ")" block { "elif" "(" expression ")" block } [ "else" block ]
Statement *Parser::ifStatement()
{
    const uint32_t begin = m_token.begin;
    const size_t base = m_branches.size();
    auto *node = m_tree.make<IfStatement>();
    const BlockEnds outer = std::exchange(m_blockEnds, BlockEnds::Else);
    bool good = ifBranch();
    while (good && (at(TokenKind::Elif) || at(TokenKind::Else))) {
        const Token word = m_token;
        if (word.kind == TokenKind::Elif) {
            good = ifBranch();
            continue;
        }
        advance();
        if (at(TokenKind::If)) { // read as the `elif` that was meant
            unexpectedFix("use `elif`", "Replace by `elif`", {word.begin, m_token.end}, "elif");
            good = ifBranch();
            continue;
        }
        node->hasElse = true;
        m_blockEnds = BlockEnds::Nothing;
        good = block(node->otherwise, "`else`");
        break;
    }
    m_blockEnds = outer;
    node->branches = m_tree.list(std::span<const IfBranch>(m_branches).subspan(base));
    m_branches.resize(base);
    return good || !node->branches.empty() ? finish(node, begin) : nullptr;
}

bool Parser::ifBranch()
{
    const std::string_view word = textOf(m_token);
    advance();
    Expression *condition = nullptr;
    if (!headerCondition(word, condition)) return false;
    const size_t index = m_branches.size();
    m_branches.push_back({condition, {}});
    Block body;
    const bool good = block(body, "the condition");
    m_branches[index].block = body;
    return good;
}

// while = "while" "(" expression ")" block
Statement *Parser::whileStatement()
{
    const uint32_t begin = m_token.begin;
    advance();
    auto *node = m_tree.make<WhileStatement>();
    if (!headerCondition("while", node->condition)) return nullptr;
    loopBlock(node->block, "the condition");
    return finish(node, begin);
}

/// A block that no word goes on with.
void Parser::loopBlock(Block &body, std::string_view after)
{
    const BlockEnds outer = std::exchange(m_blockEnds, BlockEnds::Nothing);
    block(body, after);
    m_blockEnds = outer;
}

// for = "for" "(" IDENT "in" expression ")" block
Statement *Parser::forStatement()
{
    const uint32_t begin = m_token.begin;
    advance();
    auto *node = m_tree.make<ForStatement>();
    if (forHeader(*node)) {
        loopBlock(node->block, "the header of `for`");
        return finish(node, begin);
    }
    const bool found = skipHeader();
    noteSkippedNames(begin, m_token.begin);
    if (!found) return nullptr;
    auto *loop = m_tree.make<WhileStatement>(); // keeps the names of its block and its `break`s
    loop->condition = invalidExpression(begin);
    loopBlock(loop->block, "the header of `for`");
    return finish(loop, begin);
}

bool Parser::forHeader(ForStatement &loop)
{
    const Token paren = m_token;
    if (!accept(TokenKind::LeftParen)) {
        unexpectedWith({at(TokenKind::Assign) ? "`for` is a reserved word"
                                              : "the header of `for` stands in parentheses: `for (i in range(n))`"});
        return false;
    }
    if (!at(TokenKind::Identifier)) {
        unexpectedWith({"expected the loop's variable"});
        m_tree.skippedUnlistedText = true;
        return false;
    }
    loop.variable = nameAt(m_token);
    const std::string_view variable = textOf(m_token).substr(0, 40);
    advance();
    if (!accept(TokenKind::In)) {
        if (at(TokenKind::Assign)) unexpectedWith({"use `for (", variable, " in range(n))`"});
        else if (at(TokenKind::Comma)) unexpectedWith({"one variable only: use `for (", variable, " in o)`"});
        else unexpectedWith({"expected `in`"});
        return false;
    }
    loop.iterable = expression();
    if (!loop.iterable) return false;
    if (accept(TokenKind::RightParen)) return true;
    unclosedParenthesis(paren.begin);
    return false;
}

// ---- try --------------------------------------------------------------------------------------------------------

// try = "try" block { "except" [ "(" IDENT ")" ] block } [ "finally" block ]
Statement *Parser::tryStatement()
{
    const uint32_t begin = m_token.begin;
    advance();
    auto *node = m_tree.make<TryStatement>();
    if (at(TokenKind::Assign)) {
        unexpectedWith({"`try` is a reserved word"});
        return nullptr;
    }
    const BlockEnds outer = std::exchange(m_blockEnds, BlockEnds::Except);
    block(node->block, "`try`");
    tryClauses(*node);
    m_blockEnds = outer;
    return finish(node, begin);
}

/// What follows the block of a `try`.
void Parser::tryClauses(TryStatement &node)
{
    std::vector<ExceptClause> clauses;
    while ((at(TokenKind::Except) || atCatch()) && exceptClause(clauses)) {
    }
    node.clauses = m_tree.list(clauses);
    if (!accept(TokenKind::Finally)) return;
    node.hasFinally = true;
    m_blockEnds = BlockEnds::Nothing;
    block(node.finalizer, "`finally`");
}

/// `catch (e) {` after a block: other languages' word for `except`, otherwise a legal call.
bool Parser::atCatch() const
{
    if (!at(TokenKind::Identifier) || textOf(m_token) != "catch") return false;
    Token token = peekAfter(m_token);
    if (token.kind == TokenKind::LeftParen) {
        const Token name = peekAfter(token);
        token = peekAfter(name);
        if (name.kind != TokenKind::Identifier || token.kind != TokenKind::RightParen) return false;
        token = peekAfter(token);
    }
    return token.kind == TokenKind::LeftBrace;
}

bool Parser::exceptClause(std::vector<ExceptClause> &clauses)
{
    const Token word = m_token;
    const bool isCatch = word.kind == TokenKind::Identifier;
    ExceptClause clause;
    advance();
    if (accept(TokenKind::LeftParen)) {
        if (at(TokenKind::Identifier)) {
            clause.hasVariable = true;
            clause.variable = nameAt(m_token);
            advance();
        } else {
            unexpectedWith({"expected the name for the error"});
        }
        if (!accept(TokenKind::RightParen)) {
            unexpectedWith({"`except (e)` names the error; there are no error types to choose from"});
            if (!skipHeader()) return false;
        }
    } else if (at(TokenKind::Identifier)) { // `except e {`
        unexpectedWith({"the name of the error stands in parentheses: `except (e)`"});
        clause.hasVariable = true;
        clause.variable = nameAt(m_token);
        advance();
        accept(TokenKind::RightParen);
    }
    if (isCatch) unexpectedFix("use `except`", "Replace by `except`", word.span(), "except");
    const bool good = block(clause.block, "`except`");
    clause.span = {word.begin, m_previous.end};
    clauses.push_back(clause);
    return good;
}

// ---- statements of one word -------------------------------------------------------------------------------------

template<typename T>
Statement *Parser::keywordStatement()
{
    const uint32_t begin = m_token.begin;
    advance();
    T *node = m_tree.make<T>();
    if (at(TokenKind::Assign)) {
        unexpectedWith({"`", textOf(m_previous), "` is a reserved word"});
        return nullptr;
    }
    endOfStatement();
    return finish(node, begin);
}

// return = "return" [ expression ] ";"
Statement *Parser::returnStatement()
{
    const uint32_t begin = m_token.begin;
    advance();
    auto *node = m_tree.make<ReturnStatement>();
    const bool bare = at(TokenKind::Semicolon) || at(TokenKind::RightBrace) || atEnd();
    if (!bare && !(node->value = expression())) return nullptr;
    endOfStatement();
    return finish(node, begin);
}

// throw = "throw" expression ";"
Statement *Parser::throwStatement()
{
    const uint32_t begin = m_token.begin;
    advance();
    auto *node = m_tree.make<ThrowStatement>();
    node->value = expression();
    if (!node->value) return nullptr;
    endOfStatement();
    return finish(node, begin);
}

// nonlocal = "nonlocal" IDENT { "," IDENT } ";"
Statement *Parser::nonlocalStatement()
{
    const uint32_t begin = m_token.begin;
    advance();
    std::vector<NameAt> names;
    do {
        if (!at(TokenKind::Identifier)) {
            unexpectedWith({"expected the name of a variable"});
            return nullptr;
        }
        names.push_back(nameAt(m_token));
        advance();
    } while (accept(TokenKind::Comma));
    auto *node = m_tree.make<NonlocalStatement>();
    node->names = m_tree.list(names);
    if (at(TokenKind::Assign)) {
        unexpectedWith({"declare it first, then assign: `nonlocal x; x = ...;`"});
        return nullptr;
    }
    endOfStatement();
    return finish(node, begin);
}

// ---- import and capability --------------------------------------------------------------------------------------

/// Both stand at the top level only; elsewhere they are reported and then read all the same.
void Parser::requireTopLevel()
{
    if (m_depth > 0) unexpectedWith({"`", textOf(m_token), "` is allowed only at the top level of a file"});
}

// import = "import" IDENT { "." IDENT } [ "as" IDENT ] ";"
Statement *Parser::importStatement()
{
    const uint32_t begin = m_token.begin;
    requireTopLevel();
    advance();
    std::vector<NameId> path;
    std::vector<Span> spans;
    auto *node = m_tree.make<ImportStatement>();
    do {
        if (!at(TokenKind::Identifier)) {
            unexpectedWith({at(TokenKind::String) ? "a module is named without quotes: `import math;`"
                                                  : "expected the name of a module"});
            return nullptr;
        }
        if (path.empty()) node->target = nameAt(m_token);
        path.push_back(m_tree.intern(textOf(m_token)));
        spans.push_back(m_token.span());
        advance();
    } while (accept(TokenKind::Dot));
    if (accept(TokenKind::As)) {
        if (!at(TokenKind::Identifier)) {
            unexpectedWith({"expected a name after `as`"});
            return nullptr;
        }
        node->hasAlias = true;
        node->target = nameAt(m_token);
        advance();
    }
    node->path = m_tree.list(path);
    node->pathSpans = m_tree.list(spans);
    endOfStatement();
    return finish(node, begin);
}

// capability = "capability" IDENT "{" { ( "resource" STRING | "allow" perm [ STRING ] ) ";" } "}"
Statement *Parser::capabilityStatement()
{
    const uint32_t begin = m_token.begin;
    requireTopLevel();
    advance();
    auto *node = m_tree.make<CapabilityStatement>();
    if (!at(TokenKind::Identifier)) {
        unexpectedWith({"expected the name of the capability"});
        return nullptr;
    }
    node->name = nameAt(m_token);
    advance();
    const Token brace = m_token;
    if (!accept(TokenKind::LeftBrace)) {
        unexpectedWith({"expected `{`"});
        return nullptr;
    }
    std::vector<CapabilityItem> items;
    while (!atEnd() && !at(TokenKind::RightBrace)) {
        if (capabilityItem(items)) continue;
        m_openBraces = 0;
        skipStatement();
    }
    node->items = m_tree.list(items);
    if (!at(TokenKind::RightBrace)) reportUnclosedBlock(brace.begin);
    advance();
    return finish(node, begin);
}

bool Parser::capabilityItem(std::vector<CapabilityItem> &items)
{
    static constexpr std::string_view kPermissions[] = {"read", "write", "execute", "network", "system"};
    CapabilityItem item;
    item.span.begin = m_token.begin;
    const std::string_view word = textOf(m_token);
    if (!at(TokenKind::Identifier) || (word != "resource" && word != "allow")) {
        unexpectedWith({"expected `resource \"...\";` or `allow PERMISSION \"...\";`"});
        return false;
    }
    advance();
    if (word == "allow") {
        item.kind = CapabilityItem::Kind::Allow;
        item.permission = textOf(m_token);
        if (!at(TokenKind::Identifier) || std::ranges::find(kPermissions, item.permission) == std::end(kPermissions)) {
            unexpectedWith({"a permission is one of read, write, execute, network, system"});
            return false;
        }
        advance();
    }
    if (at(TokenKind::String)) {
        item.hasTarget = true;
        item.target = stringValue(m_token);
        advance();
    } else if (word == "resource") {
        unexpectedWith({"expected a pattern in quotes"});
        return false;
    }
    item.span.end = m_previous.end;
    items.push_back(item);
    endOfStatement();
    return true;
}

// ---- destructuring, assignment, expression ----------------------------------------------------------------------

/// A list of plain identifiers in brackets, followed by `=`. It reads as an expression up to there, so `//` divides.
bool Parser::startsDestructuring() const
{
    using enum Lexer::Expect;
    const TokenKind closing = at(TokenKind::LeftBrace) ? TokenKind::RightBrace : TokenKind::RightBracket;
    Token token = m_token;
    do {
        token = peekAfter(token);
        if (token.kind != TokenKind::Identifier) return false;
        token = peekAfter(token, Operator);
    } while (token.kind == TokenKind::Comma);
    return token.kind == closing && peekAfter(token, Operator).kind == TokenKind::Assign;
}

// destructuring = ( "[" IDENT { "," IDENT } "]" | "{" IDENT { "," IDENT } "}" ) "=" expression ";"
Statement *Parser::destructuring()
{
    const uint32_t begin = m_token.begin;
    const bool isArray = at(TokenKind::LeftBracket);
    auto *node = m_tree.make<DestructureStatement>(isArray ? NodeKind::DestructureArray : NodeKind::DestructureObject);
    std::vector<NameAt> targets;
    do {
        advance();
        targets.push_back(nameAt(m_token));
        advance();
    } while (at(TokenKind::Comma));
    node->targets = m_tree.list(targets);
    advance();
    advance();
    node->value = expression();
    if (!node->value) {
        node->value = invalidExpression(m_token.begin);
        recover(begin);
        return finish(node, begin);
    }
    endOfStatement();
    return finish(node, begin);
}

/// A `{` at the start of a statement: destructuring, an object literal, or the free-standing block that ML has not.
Statement *Parser::braceStatement()
{
    if (startsDestructuring()) return destructuring();
    const Token first = peekAfter(m_token);
    if (first.kind == TokenKind::RightBrace) return simpleStatement();
    if (first.kind != TokenKind::String && !isName(first.kind)) return freeBlock(first);
    const Token second = peekAfter(first);
    const bool isList = second.kind == TokenKind::Comma || second.kind == TokenKind::RightBrace;
    if (second.kind == TokenKind::Colon || isList) return simpleStatement();
    return freeBlock(second);
}

Statement *Parser::freeBlock(const Token &unexpectedToken)
{
    const uint32_t begin = m_token.begin;
    unexpectedAt(unexpectedToken, "there are no free-standing blocks");
    auto *node = m_tree.make<TryStatement>(); // holds the statements, so that their names are known
    const BlockEnds outer = std::exchange(m_blockEnds, BlockEnds::Except);
    blockBody(node->block);
    tryClauses(*node); // the `try` may be what is missing
    m_blockEnds = outer;
    return finish(node, begin);
}

// expression ";" | target "=" expression ";"
Statement *Parser::simpleStatement()
{
    const uint32_t begin = m_token.begin;
    if (at(TokenKind::Assign)) m_tree.skippedUnlistedText = true; // what should be bound here is missing
    Expression *value = expression();
    if (!value) return nullptr;
    if (at(TokenKind::Assign)) return assignment(begin, value);
    auto *node = m_tree.make<ExpressionStatement>();
    node->expression = value;
    if (!endOfStatement()) {
        noteSkippedNames(begin, value->end);
        node->expression = invalidExpression(begin);
    }
    return finish(node, begin);
}

// target = IDENT | postfix "[" ( slice | expression ) "]" | postfix "." NAME
Statement *Parser::assignment(uint32_t begin, Expression *target)
{
    const bool isTarget = target->kind == NodeKind::Identifier || target->kind == NodeKind::Index ||
                          target->kind == NodeKind::Slice || target->kind == NodeKind::Member;
    if (!isTarget || target->parenthesised) {
        reportBadTarget(begin, target);
        return nullptr;
    }
    advance();
    auto *node = m_tree.make<AssignStatement>();
    node->target = target;
    node->value = expression();
    if (!node->value) { // the name is bound all the same
        node->value = invalidExpression(m_token.begin);
        recover(begin);
        return finish(node, begin);
    }
    endOfStatement();
    return finish(node, begin);
}

Expression *Parser::invalidExpression(uint32_t begin)
{
    auto *node = m_tree.make<InvalidExpression>();
    node->begin = begin;
    node->end = std::max(begin, m_previous.end);
    return node;
}

} // namespace latchkey::syntax
