// SPDX-License-Identifier: GPL-3.0-or-later
// What a bracket of a program is, found beforehand for the formatter: a block of statements, an object, a list; where
// it closes; whether it was written over several lines. Private to this folder.
#pragma once

#include "engine/language/document.h"

namespace latchkey::language {

struct Bracket {
    enum class Kind : uint8_t {
        Block,      ///< of `if`, `function`, ...: its closing brace ends a statement
        ArrowBlock, ///< of `fn(...) => {`: its closing brace ends an operand
        Capability,
        Object, ///< also the names of `{a, b} = ...`
        Square,
        Round,
    };
    Kind kind = Kind::Round;
    size_t close = 0;       ///< index of the closing piece
    bool isEmpty = false;   ///< nothing inside, not even a comment
    bool isBroken = false;  ///< its first token stood on a new line
    bool isInline = false;  ///< a block that was written on one line and may stay there
    bool hasCommas = false; ///< on its own level

    bool hasStatements() const { return kind == Kind::Block || kind == Kind::ArrowBlock || kind == Kind::Capability; }
};

/// By index of the opening piece; other entries are unused.
std::vector<Bracket> findBrackets(const Document &document);

/// Line ends between two pieces.
int lineEndsBetween(const Document &document, size_t left, size_t right);

} // namespace latchkey::language
