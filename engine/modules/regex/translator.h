// SPDX-License-Identifier: GPL-3.0-or-later
// From the language's pattern syntax to PCRE2's. The translator checks everything itself, so that errors have the
// documented texts and places, and gives PCRE2 only what both understand alike: groups by number, characters by code.
// Groups are kept on a stack of its own; nothing recurses on the pattern.
#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace latchkey::modules {

/// Flags as scripts write them.
enum RegexFlag : uint32_t {
    kRegexIgnoreCase = 2,
    kRegexMultiline = 8,
    kRegexDotAll = 16,
    kRegexUnicode = 32,
    kRegexVerbose = 64,
    kRegexAscii = 256,
};

struct RegexFault {
    std::string reason;
    int64_t position = -1; ///< in code points; -1: none
};

struct TranslatedRegex {
    std::string pattern;                                 ///< for PCRE2, UTF-8
    uint32_t flags = 0;                                  ///< those given and those of global inline groups
    uint32_t groups = 0;                                 ///< without group 0
    std::vector<std::pair<std::string, uint32_t>> names; ///< in pattern order
    std::vector<uint32_t> parents;                       ///< of group i: the capturing group around it, 0 for none
};

std::expected<TranslatedRegex, RegexFault> translateRegex(std::string_view source, uint32_t flags);

/// A template of sub(): literal text and groups in turn.
struct TemplatePart {
    std::string text;
    int64_t group = -1; ///< -1: literal
};

std::expected<std::vector<TemplatePart>, RegexFault> parseTemplate(std::string_view source,
                                                                   const TranslatedRegex &regex);

} // namespace latchkey::modules
