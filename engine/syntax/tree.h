// SPDX-License-Identifier: GPL-3.0-or-later
// The syntax tree. Nodes lie in the tree's arena and are never freed one by one; they hold byte offsets into the
// source, from which `Source::position` makes lines and columns. The parser fills everything but the `binding` fields,
// which belong to the resolver (engine/analysis).
//
// Two promises make it safe to walk by recursion: parentheses leave no node (`Expression::parenthesised` says they were
// there), and every construct but the left spine of operators and postfix chains nests at most `kMaxNesting` deep.
// Spines (`1+1+...`, `a.b.c`, `f()()`) may be of any length: walk them in a loop.
#pragma once

#include "engine/syntax/source.h"

#include <cstddef>
#include <memory>
#include <new>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace latchkey::syntax {

/// Deepest nesting of a construct that the parser accepts; one more is the diagnostic "nesting too deep".
inline constexpr int kMaxNesting = 2000;

/// An interned identifier; ids are dense and start at 0, so tables by name are plain vectors.
using NameId = uint32_t;
inline constexpr NameId kNoName = UINT32_MAX;

enum class NodeKind : uint8_t {
    // expressions
    Number,
    String,
    Literal,
    Identifier,
    Array,
    Object,
    Arrow,
    Unary,
    Binary,
    Logical,
    Conditional,
    Call,
    Index,
    Slice,
    Member,
    Invalid, ///< where recovery gave up; a diagnostic was reported
    // statements
    FunctionStatement,
    If,
    While,
    For,
    Try,
    Return,
    Throw,
    Break,
    Continue,
    Nonlocal,
    DestructureArray,
    DestructureObject,
    Assign,
    ExpressionStatement,
    Import,
    Capability,
};

struct Node {
    NodeKind kind;
    uint32_t begin = 0; ///< byte offset of the first character
    uint32_t end = 0;   ///< one past the last
    Span span() const { return {begin, end}; }

protected:
    explicit Node(NodeKind k)
        : kind(k)
    {
    }
};

struct Expression : Node {
    bool parenthesised = false; ///< stood in ( ): not an assignment target
    bool stringShaped = false;  ///< language.md 4.3: `+` with such an operand concatenates text
    using Node::Node;
};
struct Statement : Node {
    using Node::Node;
};

/// Arena lists: contiguous, owned by the tree.
using ExpressionList = std::span<Expression *>;
using StatementList = std::span<Statement *>;

/// Where a name leads, filled by the resolver.
struct Binding {
    enum class Kind : uint8_t {
        Unresolved,
        Local,    ///< register variable `index` of the function it stands in
        Captured, ///< variable `index` of the environment `depth` functions-with-environment outwards (0: own)
        Global,   ///< module variable `index`
        Builtin,  ///< built-in number `index` of the resolver's table
        Unknown,  ///< bound nowhere: a call of it raises name_error at run time
    };
    Kind kind = Kind::Unresolved;
    bool maybeUnset = true; ///< a read must test whether it was assigned
    uint16_t depth = 0;
    uint32_t index = 0;
    uint32_t fallbackBuiltin = UINT32_MAX; ///< Global that shadows a built-in: read this while unassigned
};

/// A name at a place where it is bound or assigned (not read).
struct NameAt {
    NameId name = kNoName;
    Span span;
    Binding binding;
};

// ---- expressions ------------------------------------------------------------------------------------------------

struct NumberExpression : Expression {
    NumberExpression()
        : Expression(NodeKind::Number)
    {
    }
    bool isInteger = false;
    bool isBig = false; ///< integer that does not fit `integer`: take `digits`
    int64_t integer = 0;
    double real = 0;
    std::string_view digits; ///< of a big integer: optional '-', decimal digits (in the arena or the source)
};
struct StringExpression : Expression {
    StringExpression()
        : Expression(NodeKind::String)
    {
    }
    std::string_view value; ///< escapes processed; in the arena or the source
};
struct LiteralExpression : Expression {
    enum class Value : uint8_t { Null, False, True };
    LiteralExpression()
        : Expression(NodeKind::Literal)
    {
    }
    Value value = Value::Null;
};
struct IdentifierExpression : Expression {
    IdentifierExpression()
        : Expression(NodeKind::Identifier)
    {
    }
    NameId name = kNoName;
    Binding binding;
};
struct ArrayExpression : Expression {
    ArrayExpression()
        : Expression(NodeKind::Array)
    {
    }
    ExpressionList elements;
};
struct Property {
    std::string_view key; ///< bare word or the value of a quoted one
    Span keySpan;
    bool quoted = false;
    Expression *value = nullptr;
};
struct ObjectExpression : Expression {
    ObjectExpression()
        : Expression(NodeKind::Object)
    {
    }
    std::span<Property> properties;
};

struct Parameter {
    NameAt name;
    NameId type = kNoName; ///< annotation, carries no meaning at run time
    Span typeSpan;
};

/// What `function` and `fn` share. `scope` is the resolver's number of the function's scope.
struct Function {
    NameId name = kNoName; ///< kNoName: an arrow
    Span nameSpan;
    std::span<Parameter> parameters;
    StatementList body;               ///< empty for an arrow with an expression
    Expression *expression = nullptr; ///< the body of an expression arrow
    Span span;                        ///< from `function`/`fn` to the end of the body
    Span bodySpan;
    uint32_t scope = UINT32_MAX;
};
struct ArrowExpression : Expression {
    ArrowExpression()
        : Expression(NodeKind::Arrow)
    {
    }
    Function function;
};

enum class UnaryOperator : uint8_t { Not, Negate };
struct UnaryExpression : Expression {
    UnaryExpression()
        : Expression(NodeKind::Unary)
    {
    }
    UnaryOperator op = UnaryOperator::Not;
    Expression *operand = nullptr;
};
enum class BinaryOperator : uint8_t {
    Add,
    Subtract,
    Multiply,
    Divide,
    FloorDivide,
    Remainder,
    Equal,
    NotEqual,
    Less,
    Greater,
    LessEqual,
    GreaterEqual
};
struct BinaryExpression : Expression {
    BinaryExpression()
        : Expression(NodeKind::Binary)
    {
    }
    BinaryOperator op = BinaryOperator::Add;
    Span opSpan;
    Expression *left = nullptr;
    Expression *right = nullptr;
};
struct LogicalExpression : Expression {
    LogicalExpression()
        : Expression(NodeKind::Logical)
    {
    }
    bool isAnd = true;
    Span opSpan;
    Expression *left = nullptr;
    Expression *right = nullptr;
};
struct ConditionalExpression : Expression {
    ConditionalExpression()
        : Expression(NodeKind::Conditional)
    {
    }
    Expression *condition = nullptr;
    Expression *whenTrue = nullptr;
    Expression *whenFalse = nullptr;
};
struct CallExpression : Expression {
    CallExpression()
        : Expression(NodeKind::Call)
    {
    }
    Expression *callee = nullptr;
    ExpressionList arguments;
    Span parentheses; ///< from `(` to `)`
};
struct IndexExpression : Expression {
    IndexExpression()
        : Expression(NodeKind::Index)
    {
    }
    Expression *object = nullptr;
    Expression *index = nullptr;
    uint32_t bracket = 0; ///< offset of `[`: where its errors point
};
struct SliceExpression : Expression {
    SliceExpression()
        : Expression(NodeKind::Slice)
    {
    }
    Expression *object = nullptr;
    Expression *from = nullptr; ///< null when omitted, as are the next two
    Expression *to = nullptr;
    Expression *step = nullptr;
    uint32_t bracket = 0;
};
struct MemberExpression : Expression {
    MemberExpression()
        : Expression(NodeKind::Member)
    {
    }
    Expression *object = nullptr;
    NameId name = kNoName;
    Span nameSpan;
    uint32_t dot = 0; ///< offset of `.`: where its errors point
};
struct InvalidExpression : Expression {
    InvalidExpression()
        : Expression(NodeKind::Invalid)
    {
    }
};

// ---- statements -------------------------------------------------------------------------------------------------

struct FunctionStatement : Statement {
    FunctionStatement()
        : Statement(NodeKind::FunctionStatement)
    {
    }
    Function function;
    NameAt target; ///< the name it binds
};
struct Block {
    StatementList statements;
    Span span;
};
struct IfBranch {
    Expression *condition = nullptr;
    Block block;
};
struct IfStatement : Statement {
    IfStatement()
        : Statement(NodeKind::If)
    {
    }
    std::span<IfBranch> branches; ///< `if`, then each `elif`
    bool hasElse = false;
    Block otherwise;
};
struct WhileStatement : Statement {
    WhileStatement()
        : Statement(NodeKind::While)
    {
    }
    Expression *condition = nullptr;
    Block block;
};
struct ForStatement : Statement {
    ForStatement()
        : Statement(NodeKind::For)
    {
    }
    NameAt variable;
    Expression *iterable = nullptr;
    Block block;
};
struct ExceptClause {
    bool hasVariable = false;
    NameAt variable;
    Block block;
    Span span;
};
struct TryStatement : Statement {
    TryStatement()
        : Statement(NodeKind::Try)
    {
    }
    Block block;
    std::span<ExceptClause> clauses; ///< the first handles everything; more are unreachable (a warning)
    bool hasFinally = false;
    Block finalizer;
};
struct ReturnStatement : Statement {
    ReturnStatement()
        : Statement(NodeKind::Return)
    {
    }
    Expression *value = nullptr; ///< null: `return;`
};
struct ThrowStatement : Statement {
    ThrowStatement()
        : Statement(NodeKind::Throw)
    {
    }
    Expression *value = nullptr;
};
struct BreakStatement : Statement {
    BreakStatement()
        : Statement(NodeKind::Break)
    {
    }
};
struct ContinueStatement : Statement {
    ContinueStatement()
        : Statement(NodeKind::Continue)
    {
    }
};
struct NonlocalStatement : Statement {
    NonlocalStatement()
        : Statement(NodeKind::Nonlocal)
    {
    }
    std::span<NameAt> names;
};
struct DestructureStatement : Statement {
    explicit DestructureStatement(NodeKind k)
        : Statement(k)
    {
    } ///< DestructureArray or DestructureObject
    std::span<NameAt> targets;
    Expression *value = nullptr;
};
/// `target` is an Identifier, Index, Slice or Member expression.
struct AssignStatement : Statement {
    AssignStatement()
        : Statement(NodeKind::Assign)
    {
    }
    Expression *target = nullptr;
    Expression *value = nullptr;
};
struct ExpressionStatement : Statement {
    ExpressionStatement()
        : Statement(NodeKind::ExpressionStatement)
    {
    }
    Expression *expression = nullptr;
};
struct ImportStatement : Statement {
    ImportStatement()
        : Statement(NodeKind::Import)
    {
    }
    std::span<NameId> path; ///< `a.b.c`
    std::span<Span> pathSpans;
    bool hasAlias = false;
    NameAt target; ///< the alias, else the first name of the path
};
struct CapabilityItem {
    enum class Kind : uint8_t { Resource, Allow };
    Kind kind = Kind::Resource;
    std::string_view permission; ///< of an allow: read, write, execute, network, system
    bool hasTarget = false;
    std::string_view target; ///< of a resource: the pattern
    Span span;
};
struct CapabilityStatement : Statement {
    CapabilityStatement()
        : Statement(NodeKind::Capability)
    {
    }
    NameAt name;
    std::span<CapabilityItem> items;
};

// ---- the tree ---------------------------------------------------------------------------------------------------

/// Owns the nodes of one source text. Made by `parse`.
class Tree
{
public:
    explicit Tree(SourcePtr source)
        : m_source(std::move(source))
    {
    }
    Tree(const Tree &) = delete;
    Tree &operator=(const Tree &) = delete;

    const SourcePtr &source() const { return m_source; }
    StatementList statements;

    /// Offsets of every `//` that was read as floor division, ascending: everywhere else it starts a comment.
    std::vector<uint32_t> floorDivisions;
    /// Names that stand in text which recovery from an error skipped: they may be bound there, so nobody should call
    /// them unknown. `skippedUnlistedText`: there was more of it than is listed; any name may be bound there.
    std::vector<NameId> namesInSkippedText;
    bool skippedUnlistedText = false;
    /// Where the syntax errors stand, ascending: a name beside one is not called unknown on top of it.
    std::vector<uint32_t> errorOffsets;

    NameId intern(std::string_view name);
    NameId find(std::string_view name) const; ///< kNoName when the text never uses it
    std::string_view name(NameId id) const { return m_names[id].text; }
    size_t nameCount() const { return m_names.size(); }

    template<typename T, typename... Args>
    T *make(Args &&...args)
    {
        return new (allocate(sizeof(T), alignof(T))) T(std::forward<Args>(args)...);
    }
    /// Copies `items` into the arena.
    template<typename T>
    std::span<T> list(std::span<const T> items)
    {
        if (items.empty()) return {};
        T *place = static_cast<T *>(allocate(items.size() * sizeof(T), alignof(T)));
        std::uninitialized_copy(items.begin(), items.end(), place);
        return {place, items.size()};
    }
    template<typename T>
    std::span<T> list(const std::vector<T> &items)
    {
        return list(std::span<const T>(items));
    }
    std::string_view text(std::string_view bytes); ///< a copy in the arena
    void *allocate(size_t bytes, size_t alignment)
    {
        const uintptr_t at = (reinterpret_cast<uintptr_t>(m_cursor) + alignment - 1) & ~(uintptr_t(alignment) - 1);
        if (at + bytes > reinterpret_cast<uintptr_t>(m_limit)) return allocateChunk(bytes, alignment);
        m_cursor = reinterpret_cast<std::byte *>(at + bytes);
        return reinterpret_cast<void *>(at);
    }
    size_t arenaBytes() const { return m_arenaBytes; }

private:
    struct Name {
        std::string_view text;
        uint32_t hash;
    };

    void *allocateChunk(size_t bytes, size_t alignment);
    size_t slotOf(std::string_view name, uint32_t hash) const;
    void growIds();

    SourcePtr m_source;
    std::vector<std::unique_ptr<std::byte[]>> m_chunks;
    std::byte *m_cursor = nullptr;
    std::byte *m_limit = nullptr;
    size_t m_arenaBytes = 0;
    std::vector<Name> m_names;
    std::vector<NameId> m_ids; ///< open addressing, a power of two, kNoName where free
};

using TreePtr = std::shared_ptr<Tree>;

} // namespace latchkey::syntax
