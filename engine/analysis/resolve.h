// SPDX-License-Identifier: GPL-3.0-or-later
// Gives every name of a tree its meaning: which variable of which scope, module variable or built-in it is. Reports
// unknown names, misplaced statements (`return` outside a function, ...), the static security rules and, when asked,
// lint. Fills the `binding` fields of the tree in place and returns the table of scopes that the compiler needs.
#pragma once

#include "engine/syntax/parser.h"

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace latchkey::analysis {

using syntax::NameId;

/// Two names that every program has unless it binds them. They are bound as Binding::Kind::Builtin (or appear as
/// `fallbackBuiltin`) with these indices, which no table reaches: `undefined` is null, `builtin` is the module that
/// holds all built-in functions.
inline constexpr uint32_t kUndefinedBuiltin = UINT32_MAX - 1;
inline constexpr uint32_t kBuiltinModule = UINT32_MAX - 2;

/// A variable of a function. A captured one lives in the function's environment, else in a register.
struct Variable {
    NameId name = syntax::kNoName;
    bool isParameter = false;
    bool captured = false;  ///< read or assigned by an inner function
    uint32_t index = 0;     ///< register number, or slot of the environment; parameters take registers 0..n-1 first
    syntax::Span firstSpan; ///< where it is first bound
};

/// One function or arrow; scope 0 is the module (its variables are globals, never registers).
struct Scope {
    syntax::Function *function = nullptr; ///< null for the module
    uint32_t parent = 0;
    std::vector<Variable> variables;
    uint32_t registerCount =
        0; ///< registers taken by parameters and uncaptured variables; captured parameters keep their register too
    uint32_t environmentSize = 0;      ///< 0: the function makes no environment
    bool usesOuterEnvironment = false; ///< its closure must keep the enclosing environment
};

/// What an import leads to, decided by the host.
enum class ImportKind : uint8_t { Standard, User, Missing };

struct Manifest ///< the `capability` declarations: what the script will ask for
{
    struct Request {
        std::string name;
        std::string capability;
        std::string target;
        syntax::Span span;
    };
    std::vector<Request> requests;
};

struct ResolveOptions {
    /// Names of the built-in functions, their index is the binding's index.
    std::span<const std::string_view> builtins;
    /// Module variables that exist before the first statement: the run's context, earlier inputs of a session. Unless
    /// `interactive`, they must have a value by then: reads of them are not checked.
    std::vector<std::string> predefinedGlobals;
    /// True in a session: an identifier that nothing binds yet becomes a module variable without a value, so that a
    /// read raises name_error now and sees the value that a later input gives it.
    bool interactive = false;
    bool lint = false;
    /// Asked every few hundred statements; true gives up: the result is not ok and says nothing.
    bool (*shouldStop)(void *) = nullptr;
    void *stopContext = nullptr;
    /// Library code: names starting with `__` are allowed.
    bool prelude = false;
    /// Says what `import a.b.c` finds; without it every import is taken as Standard.
    std::function<ImportKind(std::string_view dottedName)> findImport;
    /// Candidates for "did you mean" after a missing import.
    std::vector<std::string> importableNames;
    /// Members of a standard module, for "did you mean" and lint; nullopt when unknown.
    std::function<std::optional<std::vector<std::string>>(std::string_view module)> moduleMembers;
};

struct Resolution {
    std::vector<Scope> scopes;   ///< 0 is the module
    std::vector<NameId> globals; ///< module variables by index; predefined ones first, in their order
    std::vector<uint32_t> usedBuiltins;
    Manifest manifest;
    std::vector<syntax::Diagnostic> diagnostics; ///< in source order
    bool ok = true;                              ///< no error among them
};

/// Works also on the partial tree of a text with syntax errors: names that may be bound in the text that recovery
/// skipped are not called unknown. A missing import leaves its `target` Unresolved: it binds nothing at run time.
Resolution resolve(syntax::Tree &tree, const ResolveOptions &options);

} // namespace latchkey::analysis
