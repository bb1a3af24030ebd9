// SPDX-License-Identifier: GPL-3.0-or-later
//
// The language in pages: what each part of it is, with a script that can be run as it stands.
#pragma once

#include <span>

namespace latchkey::help {

struct Topic {
    const char *id;
    const char *title; ///< for translation in the context "Help", as `text`
    const char *text;  ///< paragraphs, separated by an empty line; `code` in backticks
    const char *example;
    const char *keywords; ///< reserved words this page is about, separated by spaces
};

std::span<const Topic> topics();

} // namespace latchkey::help
