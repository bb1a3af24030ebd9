// SPDX-License-Identifier: GPL-3.0-or-later
// The parser itself, private to this folder. Statements are read by recursive descent (parser.cpp), expressions by an
// operator-precedence machine whose stacks lie on the heap (expressions.cpp), and recovery.cpp words the errors and
// finds the place to go on. `m_token` is always the first token that was not consumed yet.
//
// A parse function that fails has reported why, and answers null or false; the statement loop then skips to the next
// statement. Nesting is counted in `m_depth`; native recursion (blocks, functions) also asks for real stack space.
#pragma once

#include "engine/syntax/lexer.h"
#include "engine/syntax/parser.h"

#include <algorithm>
#include <initializer_list>

namespace latchkey::syntax {

/// Parentheses leave no node and take no native stack; this only bounds the memory that a hostile text can ask for.
inline constexpr size_t kMaxOpenParentheses = 1'000'000;

class Parser
{
public:
    Parser(SourcePtr source, const ParseOptions &options);
    ParseResult run();

private:
    // ---- parser.cpp: tokens -------------------------------------------------------------------------------------
    void advance(Lexer::Expect expect = Lexer::Expect::Anything);
    bool accept(TokenKind kind);
    Token peekAfter(const Token &token, Lexer::Expect expect = Lexer::Expect::Anything) const
    {
        return m_lexer.scan(token.end, expect);
    }
    bool at(TokenKind kind) const { return m_token.kind == kind; }
    bool atEnd() const { return m_token.kind == TokenKind::EndOfInput; }
    std::string_view textOf(const Token &token) const { return m_lexer.text(token); }
    NameAt nameAt(const Token &token);

    // ---- parser.cpp: nesting ------------------------------------------------------------------------------------
    bool enter(uint32_t offset);
    void leave() { --m_depth; }

    // ---- parser.cpp: statements ---------------------------------------------------------------------------------
    void program();
    void statementsUntilBrace();
    StatementList takeStatements(size_t base);
    Statement *statement();
    Statement *functionStatement();
    bool functionHeader(Function &function);
    bool parameters(Function &function);
    bool parameter();
    bool functionBody(Function &function);
    Statement *ifStatement();
    bool ifBranch();
    Statement *whileStatement();
    Statement *forStatement();
    bool forHeader(ForStatement &loop);
    Statement *tryStatement();
    bool exceptClause(std::vector<ExceptClause> &clauses);
    Statement *returnStatement();
    Statement *throwStatement();
    Statement *nonlocalStatement();
    Statement *importStatement();
    Statement *capabilityStatement();
    bool capabilityItem(std::vector<CapabilityItem> &items);
    template<typename T>
    Statement *keywordStatement();
    void requireTopLevel();
    bool atCatch() const;
    Expression *invalidExpression(uint32_t begin);
    Statement *braceStatement();
    Statement *freeBlock(const Token &unexpectedToken);
    bool startsDestructuring() const;
    Statement *destructuring();
    Statement *simpleStatement();
    Statement *assignment(uint32_t begin, Expression *target);
    bool headerCondition(std::string_view word, Expression *&condition);
    bool block(Block &block, std::string_view after);
    void loopBlock(Block &body, std::string_view after);
    void tryClauses(TryStatement &node);
    void blockBody(Block &block);
    template<typename T>
    T *finish(T *node, uint32_t begin)
    {
        node->begin = begin;
        node->end = std::max(begin, m_previous.end); // nothing of it was read when the parser gave up
        return node;
    }
    bool endOfStatement();

    // ---- expressions.cpp ----------------------------------------------------------------------------------------
    struct Operand {
        Expression *node = nullptr; ///< null: an omitted part of a slice
        uint32_t begin = 0;         ///< parentheses included, unlike in the node
        uint32_t end = 0;
        uint32_t height = 0; ///< how deep a walker recurses below it; left spines are walked in loops
    };
    struct Frame {
        enum class Kind : uint8_t { Group, Array, Object, Call, Index, Unary, Binary, Then, Else, ArrowBody };
        Kind kind = Kind::Group;
        uint8_t precedence = 0; ///< Binary
        TokenKind op = TokenKind::EndOfInput;
        uint8_t colons = 0; ///< Index
        uint32_t begin = 0; ///< of the bracket or operator
        uint32_t end = 0;
        uint32_t operands = 0; ///< size of the operand stack when it was opened
        uint32_t properties = 0;
        ArrowExpression *arrow = nullptr;
        uint32_t outerDeepest = 0; ///< ArrowBody
    };
    struct ExpressionRun ///< where the frames and operands of one `expression()` call start
    {
        size_t frames;
        size_t operands;
        size_t properties;
    };
    enum class Step : uint8_t { Operand, Operator, Done, Failed };

    Expression *expression();
    Step operandStep();
    Step operatorStep();
    Step closeStep();
    Step commaStep();
    Step colonStep();
    Step questionStep();
    Step omittedSlicePart();
    Step openBracket(Frame::Kind kind);
    Step openObject();
    bool objectKey();
    Step openArrow();
    bool arrowHasBlock() const;
    Step arrowBlock(ArrowExpression *arrow);
    Step prefixOperator();
    Step openPostfix(Frame::Kind kind);
    Step member();
    bool pushFrame(Frame frame);
    void popFrame();
    Frame *topFrame() { return m_frames.size() > m_run.frames ? &m_frames.back() : nullptr; }
    void reduceOperators(int precedence);
    bool reduceToBracket();
    void reduceUnary();
    void reduceBinary();
    bool reduceConditional();
    void reduceArrow();
    void closeArray(uint32_t end);
    void closeObject(uint32_t end);
    void closeCall(uint32_t end);
    void closeIndex(uint32_t end);
    void closeSlice(const Frame &frame, uint32_t end);
    ExpressionList takeList(size_t base, uint32_t &height);
    void pushOperand(Expression *node, uint32_t begin, uint32_t end, uint32_t height);
    template<typename T>
    T *makeExpression(uint32_t begin, uint32_t end);
    void pushNumber();
    void pushString();
    void pushLiteral(LiteralExpression::Value value);
    void pushIdentifier();
    void afterOperandToken() { advance(Lexer::Expect::Operator); }
    std::string_view stringValue(const Token &token);
    void numberValue(NumberExpression *number, const Token &token) const;

    // ---- recovery.cpp -------------------------------------------------------------------------------------------
    void report(std::string code, Span span, std::string message, std::string hint = {}, std::vector<Fix> fixes = {});
    void unexpected(std::string hint = {}, std::vector<Fix> fixes = {})
    {
        unexpectedAt(m_token, std::move(hint), std::move(fixes));
    }
    // Out of line, so that the functions which recurse keep small frames.
    void unexpectedWith(std::initializer_list<std::string_view> hint);
    void unexpectedFix(std::string_view hint, std::string_view title, Span span, std::string_view text);
    void unclosedParenthesis(uint32_t paren);
    void unexpectedAt(const Token &token, std::string hint, std::vector<Fix> fixes = {});
    void unexpectedOperand();
    void unexpectedInBrackets(const Frame &bracket);
    bool startsArrowParameters() const;
    void unexpectedAfterStatement();
    void reportUnclosedBlock(uint32_t brace);
    void reportMissingBrace(uint32_t brace);
    void reportBadTarget(uint32_t begin, Expression *target);
    void tooDeep(uint32_t offset);
    std::string describe(const Token &token) const;
    std::string habitHint(const Token &token) const;
    std::string place(uint32_t offset) const;
    bool startsLine(const Token &token) const;
    bool onLineOfDivision(uint32_t offset) const;
    bool isOnLine(uint32_t a, uint32_t b) const;
    bool isConsequence(const Token &token) const;
    Statement *recover(uint32_t begin);
    void skipStatement();
    struct Skipped ///< brackets in the text being skipped
    {
        uint32_t pendingBraces = 0; ///< `{` of object literals that were open at the mistake
        uint32_t braces = 0;        ///< `{` opened since
        uint32_t others = 0;        ///< `(` and `[` opened since
    };
    bool endsSkipping(const Skipped &skipped, bool first) const;
    bool skipHeader();
    bool isClosedLater();
    bool endsUnclosedBlock() const;
    bool startsObject() const;
    void noteSkippedNames(uint32_t begin, uint32_t end);
    void giveUp();

    SourcePtr m_source;
    ParseOptions m_options;
    TreePtr m_treePtr;
    Tree &m_tree;
    Lexer m_lexer;
    Diagnostics m_diagnostics;

    Token m_token;
    Token m_previous;         ///< the last token consumed
    uint32_t m_untilPoll = 0; ///< tokens until `shouldStop` is asked again
    bool m_stopped = false;
    bool m_invalidUtf8 = false;
    uint32_t m_statementBegin = 0; ///< of the innermost statement of a list
    bool m_afterError = false;     ///< no statement was good since the last error
    bool m_reportedEnd = false;    ///< the end of input was said to be unexpected
    bool m_gaveUp = false;         ///< nothing more is read or reported
    uint32_t m_depth = 0;          ///< open constructs, statements and expressions together
    uint32_t m_deepest = 0;        ///< the largest `m_depth` since the innermost arrow began
    uint32_t m_functionDepth = 0;
    uint32_t m_openBlocks = 0;
    /// The words that can only follow the innermost block, so that they end it even where its `}` is missing.
    enum class BlockEnds : uint8_t { Nothing, Else, Except };
    BlockEnds m_blockEnds = BlockEnds::Nothing;
    uint32_t m_lastErrorOffset = UINT32_MAX;
    uint32_t m_openBraces = 0; ///< object literals that the failed expression left open
    size_t m_skippedBytes = 0; ///< looked through for names; see noteSkippedNames
    size_t m_openGroups = 0;

    // Stacks shared by all levels: a level remembers where its part starts.
    ExpressionRun m_run{};
    std::vector<Frame> m_frames;
    std::vector<Operand> m_operands;
    std::vector<Property> m_properties;
    std::vector<Expression *> m_list;
    std::vector<Statement *> m_statements;
    std::vector<IfBranch> m_branches;
    std::vector<Parameter> m_parameters;
};

} // namespace latchkey::syntax
