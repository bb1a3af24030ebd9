// SPDX-License-Identifier: GPL-3.0-or-later
// What stands at a place of a text that may be half written, read from its tokens alone: the word under the cursor, the
// expression before a dot, the call whose arguments one is writing. Private to this folder.
#pragma once

#include "engine/language/types.h"

namespace latchkey::language {

/// What one is about to write at a place.
struct Context {
    enum class Kind : uint8_t {
        None,         ///< comment, string, number, a new name
        Statement,    ///< a statement may begin here
        Expression,   ///< an operand is wanted
        AfterOperand, ///< an operator, or nothing
        Member,       ///< behind a dot
        Module,       ///< the path of an import
        ForIn,        ///< `for (x |`
        CapabilityItem,
        CapabilityPermission,
        Key, ///< a property's name in an object literal
    };
    Kind kind = Kind::None;
    Span word;              ///< the name around the cursor, as far as it is written up to the cursor
    Span wholeWord;         ///< to its end
    uint32_t dot = 0;       ///< Member
    std::string modulePath; ///< Module: what is written before the last dot
};

/// Whether `offset` is in a comment, or behind one in its line.
bool isInComment(const Document &document, uint32_t offset);

Context contextAt(const Document &document, uint32_t offset);

/// The postfix expression that ends at `end`: "a.b[1].c" before a dot or parenthesis; empty span if there is none.
Span postfixBefore(const Document &document, uint32_t end);
/// Its type, seen from there.
Type typeOfText(Types &types, Span expression, uint32_t scope);

/// The call around a place: where its parenthesis opens and which argument one is at.
struct OpenCall {
    uint32_t parenthesis = 0;
    uint32_t argument = 0;
};
std::optional<OpenCall> callAround(const Document &document, uint32_t offset);

} // namespace latchkey::language
