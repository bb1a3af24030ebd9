// SPDX-License-Identifier: GPL-3.0-or-later
// Compiled patterns and their use. A compiled pattern is immutable and shared by all runs of the process through a
// cache; matching keeps its limits, so that no pattern holds a thread for long.
#pragma once

#include "engine/modules/regex/translator.h"
#include "engine/text/poll.h"

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

struct pcre2_real_code_8;
struct pcre2_real_match_data_8;

namespace latchkey::modules {

struct CompiledRegex {
    std::string source;
    uint32_t flags = 0; ///< as passed, without inline ones
    TranslatedRegex translated;
    std::shared_ptr<pcre2_real_code_8> code;
};
using RegexPtr = std::shared_ptr<const CompiledRegex>;

/// From the cache, or compiled now. The error is the whole message.
std::expected<RegexPtr, std::string> compileRegex(std::string_view source, int64_t flags);
/// "REASON at position P", with line and column for sources of several lines.
std::string faultText(const RegexFault &fault, std::string_view source);

/// Byte offsets of all groups, group 0 first; npos pairs for unset ones.
using RegexSpans = std::vector<std::pair<size_t, size_t>>;
inline constexpr size_t kUnset = static_cast<size_t>(-1);

enum class MatchMode : uint8_t { Anywhere, AtStart, Whole };
enum class MatchStatus : uint8_t { Found, None, LimitExceeded, Stopped };

/// Matches one pattern against one text, again and again. A search goes through the text in windows of starting places
/// and polls between them, so that a pattern that is slow at every place can be stopped; at one place the limits of
/// matching hold.
class Matcher
{
public:
    Matcher(RegexPtr regex, std::string_view text, text::Poll poll);
    /// From byte `from` on; `notEmptyThere`: an empty match at `from` does not count.
    MatchStatus match(size_t from, MatchMode mode, bool notEmptyThere, RegexSpans &spans);

private:
    int matchOnce(size_t from, size_t lastStart, uint32_t options);
    int search(size_t from, uint32_t options);
    RegexPtr m_regex;
    std::shared_ptr<pcre2_real_match_data_8> m_data;
    text::Poll m_poll;
    bool m_wasStopped = false;
    std::string m_replaced; ///< the text with lone surrogates replaced, when it has any
    std::string_view m_text;
};

/// The number of the group that closed last, 0 when none took part.
uint32_t lastClosedGroup(const CompiledRegex &regex, const RegexSpans &spans);

} // namespace latchkey::modules
