// SPDX-License-Identifier: GPL-3.0-or-later
//
// What each code of a finding means: the one table behind the help pages of errors ("E-NAME-UNKNOWN"). A test compares
// it with the codes the checks really give, and checks every pair of examples.
#pragma once

#include <span>
#include <string_view>

namespace latchkey::help {

struct CodeHelp {
    std::string_view code;
    const char *title; ///< for translation in the context "Help", as all words here
    const char *text;  ///< why it is told and what to do
    const char *wrong; ///< a script it is told of; empty: none fits on a page
    const char *right; ///< the same, mended
};

std::span<const CodeHelp> codeTable();

} // namespace latchkey::help
