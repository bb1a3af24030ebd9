// SPDX-License-Identifier: GPL-3.0-or-later
// The tokens and comments of a parsed text, as its parser read them. Private to this folder.
#pragma once

#include "engine/language/document.h"

namespace latchkey::language {

/// `numbers` are the places of number literals in the tree, ascending: a sign belongs to them or it does not.
std::vector<Piece> scanPieces(const syn::Tree &tree, const std::vector<Span> &numbers);

} // namespace latchkey::language
