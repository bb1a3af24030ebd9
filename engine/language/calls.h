// SPDX-License-Identifier: GPL-3.0-or-later
// What it takes to call a function of a script from outside: which functions there are, what they take, and what a
// person types as an argument. An argument is a literal, never an expression: nothing is evaluated.
#pragma once

#include "engine/language/document.h"

#include <expected>
#include <string>
#include <string_view>
#include <vector>

namespace latchkey::language {

struct CallableParameter {
    std::string name;
    std::string type; ///< its annotation; empty: none
    friend bool operator==(const CallableParameter &, const CallableParameter &) = default;
};

struct CallableFunction {
    std::string name;
    std::vector<CallableParameter> parameters;
    Span span; ///< from its first word to its end
};

/// The functions that the file itself binds, in the order of the text.
std::vector<CallableFunction> callableFunctions(const Document &document);

/// Where the statement of the file's own level that `offset` is in ends; outside of all, the one before. 0: there is
/// none.
uint32_t endOfStatement(const Document &document, uint32_t offset);

/// From the first to the last statement of the file's own level that stands, even partly, between the two offsets;
/// empty: there is none.
Span statementsBetween(const Document &document, uint32_t begin, uint32_t end);

/// The JSON text of a literal (`[1, 2.5]`, `{name: "a"}`, `-3`), or why it is none, in a sentence. Integers keep all
/// digits, a float stays one.
std::expected<std::string, std::string> jsonOfLiteral(std::string_view text);

} // namespace latchkey::language
