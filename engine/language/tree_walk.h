// SPDX-License-Identifier: GPL-3.0-or-later
// The walk through a syntax tree (engine/syntax/tree_walk.h), by the names that this room uses.
#pragma once

#include "engine/syntax/tree_walk.h"

namespace latchkey::language {

namespace syn = syntax;
using syn::as;
using syn::forEachChild;
using syn::functionOf;
using syn::walk;

} // namespace latchkey::language
