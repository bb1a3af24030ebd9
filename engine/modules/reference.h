// SPDX-License-Identifier: GPL-3.0-or-later
// The reference of the standard library as Markdown, made from the tables that the library itself is made of: what is
// in no table is in no reference, and the other way round. docs/library.md is this text; a test compares.
#pragma once

#include <string>

namespace latchkey::modules {

std::string libraryReference();

} // namespace latchkey::modules
