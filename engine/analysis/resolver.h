// SPDX-License-Identifier: GPL-3.0-or-later
// The resolver itself, private to this folder. One walk over the tree (walk.cpp) opens the scopes, notes every place
// where a name is bound or read, and follows which variables are certainly assigned. What those places mean is decided
// (binding.cpp) when a function of the top level ends, for its variables and captures, and at the end of the file for
// module variables that are bound further down, built-ins and unknown names. security.cpp and lint.cpp hold the rules.
//
// Certainly assigned: variables are never unset, so what is assigned when a closure is made is assigned whenever its
// body runs. `m_assignedIn` gives for a name the innermost scope that has certainly assigned it at this point.
#pragma once

#include "engine/analysis/resolve.h"

namespace latchkey::analysis {

namespace syn = syntax;

inline constexpr uint32_t kNone = UINT32_MAX;
inline constexpr uint32_t kStatementsPerPoll = 512;

/// What is known about a name wherever it stands; one byte a name.
enum NameFlag : uint8_t {
    kDunderName = 1,      ///< starts with `__`
    kDangerousName = 2,   ///< of the list in language.md 10.3
    kBoundInFunction = 4, ///< some function binds it
    kMaybeBound = 8,      ///< stands in text that recovery skipped
    kFailedImport = 16,   ///< an import of it found nothing
};

/// How a module variable came to be, for lint.
struct GlobalFacts {
    bool read = false;
    uint32_t bindings = 0;
    uint32_t functions = 0;   ///< how many of them are `function` statements
    uint32_t assignments = 0; ///< how many are plain assignments
    syn::Span firstSpan{};
    const syn::ImportStatement *import = nullptr;
    const syn::Function *function = nullptr; ///< the last that was bound to it
};

/// How a local variable came to be, for lint.
struct VariableFacts {
    enum class Origin : uint8_t { Assigned, Function, Other };
    Origin origin = Origin::Other;
    bool read = false;
    bool nonlocal = false;
};

/// A place where a name stands.
struct Use {
    enum class Kind : uint8_t { Read, Call, Bind };
    syn::Binding *binding = nullptr;
    NameId name = syn::kNoName;
    uint32_t scope = 0;
    uint32_t offset = 0;
    uint32_t assignedIn = kNone; ///< scope in which it is certainly assigned
    uint32_t owner = kNone;      ///< scope that binds it, once known
    uint32_t variable = 0;       ///< its number there
    Kind kind = Kind::Read;
};

/// (scope, name) -> number; open addressing. Emptied after each function of the top level, so it stays in the cache.
class VariableTable
{
public:
    uint32_t *find(uint32_t scope, NameId name);
    void insert(uint32_t scope, NameId name, uint32_t value);
    void clear();

private:
    struct Entry {
        uint64_t key = kFree;
        uint32_t value = 0;
    };
    static constexpr uint64_t kFree = UINT64_MAX;
    static uint64_t keyOf(uint32_t scope, NameId name) { return uint64_t(scope) << 32 | name; }
    size_t slotOf(uint64_t key) const;
    void grow();

    std::vector<Entry> m_entries = std::vector<Entry>(64);
    std::vector<uint64_t> m_keys;
};

class Resolver
{
public:
    Resolver(syn::Tree &tree, const ResolveOptions &options);
    Resolution run();

private:
    /// What a statement is inside of.
    struct Context {
        uint32_t scope = 0;
        uint32_t loops = 0;        ///< open loops of this function
        bool loopHasBreak = false; ///< of the innermost loop
        bool returnsValue = false; ///< a `return x;` was seen in this function
    };

    // ---- walk.cpp: each returns whether execution can go on behind it -------------------------------------------
    bool statements(syn::StatementList list);
    bool statement(syn::Statement *node);
    void functionStatement(syn::FunctionStatement *node);
    void function(syn::Function &function);
    bool ifStatement(syn::IfStatement *node);
    bool whileStatement(syn::WhileStatement *node);
    bool forStatement(syn::ForStatement *node);
    bool loopBody(const syn::Block &block);
    bool tryStatement(syn::TryStatement *node);
    void assignStatement(syn::AssignStatement *node);
    void nonlocalStatement(syn::NonlocalStatement *node);
    void importStatement(syn::ImportStatement *node);
    void expression(syn::Expression *node);
    void operand(syn::Expression *node);
    bool hasRoom(const syn::Node *node);
    bool isStopped();
    // Out of line, so that the functions which recurse keep small frames.
    void misplaced(std::string_view code, const syn::Statement *node, std::string_view message);
    void unreachableClause(const syn::ExceptClause &clause);

    // ---- walk.cpp: what is certainly assigned -------------------------------------------------------------------
    struct Assigned {
        NameId name;
        uint32_t before;
    };
    size_t mark() const { return m_assigned.size(); }
    void assign(NameId name);
    std::vector<NameId> undoTo(size_t mark, bool collect);
    void assignCommon(std::span<const std::vector<NameId>> ends);

    // ---- binding.cpp --------------------------------------------------------------------------------------------
    uint32_t openScope(syn::Function *function);
    void bind(syn::NameAt &at, VariableFacts::Origin origin);
    void bindIdentifier(syn::IdentifierExpression *node);
    void bindPlace(NameId name, syn::Span span, syn::Binding &binding, VariableFacts::Origin origin);
    void read(syn::IdentifierExpression *node, Use::Kind kind);
    void declareLocal(NameId name, syn::Span span, VariableFacts::Origin origin, bool isParameter);
    uint32_t declareGlobal(NameId name);
    void declareNonlocal(const syn::NameAt &name);
    struct NonlocalUse {
        uint32_t scope;
        NameId name;
        syn::Span span;
    };
    void finishFunctions();
    void checkNonlocal(const NonlocalUse &nonlocal);
    void dropNonlocals(uint32_t scope);
    bool findOwner(Use &use);
    void noteCapture(const Use &use);
    void layOut(uint32_t scope);
    void fill(const Use &use);
    void finishLate();
    bool bindToModule(const Use &use);
    void unknown(const Use &use);
    void reportUnknown(const Use &use, syn::Span span, bool isCall);
    const std::vector<std::string> &namesLike(const Use &use);
    void missingImport(syn::ImportStatement *node, const std::string &dotted);
    void useBuiltin(uint32_t index);

    // ---- security.cpp -------------------------------------------------------------------------------------------
    void checkDunder(NameId name, syn::Span span, std::string_view what);
    void checkMember(const syn::MemberExpression *node);
    bool checkDangerousName(const Use &use, syn::Span span);
    bool checkImport(const syn::ImportStatement *node, const std::string &dotted);
    void capability(syn::CapabilityStatement *node);
    void request(const syn::CapabilityStatement *node, const syn::CapabilityItem &item);

    // ---- lint.cpp -----------------------------------------------------------------------------------------------
    void lintUnreachable(const syn::Statement *node);
    void lintCondition(const syn::Expression *condition, bool isLoop);
    void lintComparison(const syn::BinaryExpression *node);
    void lintMissingReturn(const syn::Function &function);
    void lintScope(const Scope &scope, const std::vector<VariableFacts> &facts);
    void lintGlobals();
    void lintImports();
    void lintUnreached();
    void lintOverwritten(const syn::Statement *first, const syn::Statement *second);
    void reportOverwritten(bool isEnd);
    void noteModuleRead(const Use &use, uint32_t index);
    void lintShadowedBuiltin(NameId name, syn::Span span);
    void lintMembers();
    void lintCalls();
    void lintCall(const syn::CallExpression &call, const syn::IdentifierExpression &callee,
                  const syn::Function &function);
    void lintInvisibleCharacters();

    // ---- resolve.cpp --------------------------------------------------------------------------------------------
    void report(syn::Severity severity, syn::ErrorKind kind, std::string code, syn::Span span, std::string message,
                std::string hint = {}, std::vector<syn::Fix> fixes = {});
    void syntaxError(std::string code, syn::Span span, std::string message, std::string hint = {},
                     std::vector<syn::Fix> fixes = {});
    void securityError(std::string code, syn::Span span, std::string message, std::string hint = {});
    void warning(std::string code, syn::Span span, std::string message, std::string hint = {},
                 std::vector<syn::Fix> fixes = {});
    void hint(std::string code, syn::Span span, std::string message, std::string advice = {});
    std::string nameText(NameId name) const;
    bool afterDivision(uint32_t offset) const;
    bool isBesideSyntaxError(uint32_t offset) const;

    syn::Tree &m_tree;
    const ResolveOptions &m_options;
    Resolution m_result;
    syn::Diagnostics m_diagnostics;

    Context m_context;
    bool m_stackEnded = false;
    bool m_stopped = false;
    uint32_t m_untilPoll = 0; ///< statements until `shouldStop` is asked again; 0: never

    // by NameId
    std::vector<uint8_t> m_flags;
    std::vector<uint32_t> m_assignedIn; ///< scope, or kNone
    std::vector<uint32_t> m_globalOf;   ///< module variable, or kNone
    std::vector<uint32_t> m_builtinOf;  ///< built-in, or kNone
    std::vector<uint32_t> m_ends;       ///< of assignCommon

    std::vector<Assigned> m_assigned; ///< to take back what a branch assigned
    std::vector<GlobalFacts> m_globalFacts;
    std::vector<bool> m_builtinUsed;

    // the functions of one statement of the top level
    uint32_t m_firstScope = 1;
    std::vector<std::vector<VariableFacts>> m_facts; ///< by scope - m_firstScope
    VariableTable m_table;
    std::vector<Use> m_uses;
    std::vector<uint32_t> m_environments; ///< by scope - m_firstScope: environments from it outwards, its own included
    std::vector<uint32_t> m_reach;        ///< by scope - m_firstScope: the outermost scope whose variables it uses

    std::vector<NonlocalUse> m_overwritten; ///< for lint: assigned twice in a row
    std::vector<NonlocalUse> m_nonlocalUses;
    std::vector<NonlocalUse> m_lateNonlocals;         ///< must turn out to be module variables
    std::vector<Use> m_late;                          ///< module variables bound further down, built-ins, unknown names
    std::vector<const syn::CallExpression *> m_calls; ///< for lint: of names
    std::vector<const syn::MemberExpression *> m_members;         ///< for lint
    std::vector<std::pair<uint32_t, uint32_t>> m_moduleFunctions; ///< for lint: scope, module variable
    std::vector<std::pair<uint32_t, uint32_t>> m_moduleReads;     ///< for lint: by whom (kNone: the top level), what
    std::vector<std::pair<NameId, std::vector<std::string>>> m_similar; ///< answers of namesLike
};

} // namespace latchkey::analysis
