// SPDX-License-Identifier: GPL-3.0-or-later
#define PCRE2_CODE_UNIT_WIDTH 8

#include "engine/modules/regex/compiled.h"

#include "engine/text/utf8.h"

#include <algorithm>
#include <chrono>
#include <format>
#include <list>
#include <mutex>
#include <pcre2.h>

namespace latchkey::modules {

namespace {

constexpr uint32_t kMatchLimit = 10'000'000, kDepthLimit = 250'000, kHeapLimitKib = 64 * 1024;
constexpr uint32_t kMaxNesting = 1000;
constexpr size_t kCacheEntries = 256;
constexpr size_t kMaxSource = 256 * 1024;

uint32_t optionsOf(uint32_t flags)
{
    uint32_t options = PCRE2_UTF | PCRE2_USE_OFFSET_LIMIT;
    if (!(flags & kRegexAscii)) options |= PCRE2_UCP;
    if (flags & kRegexIgnoreCase) options |= PCRE2_CASELESS;
    if (flags & kRegexMultiline) options |= PCRE2_MULTILINE | PCRE2_ALT_CIRCUMFLEX;
    if (flags & kRegexDotAll) options |= PCRE2_DOTALL;
    return options;
}

using CompileContext = std::unique_ptr<pcre2_compile_context, void (*)(pcre2_compile_context *)>;

std::shared_ptr<pcre2_code> compileTranslated(const TranslatedRegex &translated, std::string &error)
{
    const CompileContext context(pcre2_compile_context_create(nullptr), &pcre2_compile_context_free);
    pcre2_set_newline(context.get(), PCRE2_NEWLINE_LF);
    pcre2_set_parens_nest_limit(context.get(), kMaxNesting);
#ifdef PCRE2_EXTRA_CASELESS_RESTRICT
    if (translated.flags & kRegexAscii) pcre2_set_compile_extra_options(context.get(), PCRE2_EXTRA_CASELESS_RESTRICT);
#endif
    int code = 0;
    PCRE2_SIZE offset = 0;
    pcre2_code *compiled =
        pcre2_compile(reinterpret_cast<PCRE2_SPTR>(translated.pattern.data()), translated.pattern.size(),
                      optionsOf(translated.flags), &code, &offset, context.get());
    if (compiled) {
        // What can not be translated to machine code (or may not be, on this system) is interpreted: slower, no less.
        (void)pcre2_jit_compile(compiled, PCRE2_JIT_COMPLETE);
        return {compiled, &pcre2_code_free};
    }
    PCRE2_UCHAR message[160] = {};
    pcre2_get_error_message(code, message, sizeof message);
    error = reinterpret_cast<const char *>(message);
    return nullptr;
}

/// The patterns used last, shared by all threads; the lock is held for a lookup, never while compiling.
class Cache
{
public:
    RegexPtr find(std::string_view source, uint32_t flags)
    {
        const std::lock_guard lock(m_mutex);
        for (auto it = m_entries.begin(); it != m_entries.end(); ++it) {
            if ((*it)->flags != flags || (*it)->source != source) continue;
            m_entries.splice(m_entries.begin(), m_entries, it);
            return m_entries.front();
        }
        return nullptr;
    }

    void add(RegexPtr regex)
    {
        const std::lock_guard lock(m_mutex);
        m_entries.push_front(std::move(regex));
        if (m_entries.size() > kCacheEntries) m_entries.pop_back();
    }

private:
    std::mutex m_mutex;
    std::list<RegexPtr> m_entries;
};

Cache &cache()
{
    static Cache instance;
    return instance;
}

std::string invalid(std::string_view source, std::string_view reason)
{
    return std::format("Invalid regex pattern '{}': {}", source, reason);
}

/// The first window of starting places; it doubles as long as a window takes next to no time.
constexpr size_t kFirstWindow = 1024, kLargestWindow = size_t(1) << 22;
constexpr std::chrono::microseconds kQuick{500};
constexpr size_t kSmallestJitStack = 32 * 1024, kLargestJitStack = 1024 * 1024;

/// Limits and machine stack of matching, one set a thread.
struct MatchTools {
    MatchTools()
        : context(pcre2_match_context_create(nullptr), &pcre2_match_context_free)
        , stack(pcre2_jit_stack_create(kSmallestJitStack, kLargestJitStack, nullptr), &pcre2_jit_stack_free)
    {
        pcre2_jit_stack_assign(context.get(), nullptr, stack.get());
        pcre2_set_match_limit(context.get(), kMatchLimit);
        pcre2_set_depth_limit(context.get(), kDepthLimit);
        pcre2_set_heap_limit(context.get(), kHeapLimitKib);
    }
    std::unique_ptr<pcre2_match_context, void (*)(pcre2_match_context *)> context;
    std::unique_ptr<pcre2_jit_stack, void (*)(pcre2_jit_stack *)> stack;
};

const MatchTools &tools()
{
    thread_local const MatchTools made;
    return made;
}

} // namespace

std::string faultText(const RegexFault &fault, std::string_view source)
{
    if (fault.position < 0) return fault.reason;
    std::string text = std::format("{} at position {}", fault.reason, fault.position);
    if (source.find('\n') == std::string_view::npos) return text;
    const std::string_view before = source.substr(0, text::offsetOf(source, static_cast<size_t>(fault.position)));
    const size_t lineStart = before.rfind('\n') == std::string_view::npos ? 0 : before.rfind('\n') + 1;
    const auto line = std::count(before.begin(), before.end(), '\n') + 1;
    return text + std::format(" (line {}, column {})", line, text::countCodePoints(before.substr(lineStart)) + 1);
}

std::expected<RegexPtr, std::string> compileRegex(std::string_view source, int64_t flags)
{
    constexpr uint32_t kKnown =
        kRegexIgnoreCase | kRegexMultiline | kRegexDotAll | kRegexUnicode | kRegexVerbose | kRegexAscii;
    if (flags < 0 || (flags & ~int64_t(kKnown))) return std::unexpected(std::format("Invalid regex flags: {}", flags));
    const auto known = static_cast<uint32_t>(flags);
    if ((known & kRegexAscii) && (known & kRegexUnicode))
        return std::unexpected("ASCII and UNICODE flags are incompatible");
    // PCRE2 would refuse it too, but only after the work of translating it.
    if (source.size() > kMaxSource)
        return std::unexpected(std::format("Invalid regex pattern: longer than {} bytes", kMaxSource));
    if (RegexPtr cached = cache().find(source, known)) return cached;
    auto translated = translateRegex(source, known);
    if (!translated) return std::unexpected(invalid(source, faultText(translated.error(), source)));
    auto regex = std::make_shared<CompiledRegex>();
    regex->source = source;
    regex->flags = known;
    regex->translated = std::move(*translated);
    std::string error;
    regex->code = compileTranslated(regex->translated, error);
    if (!regex->code) return std::unexpected(invalid(source, error));
    cache().add(regex);
    return regex;
}

Matcher::Matcher(RegexPtr regex, std::string_view text, text::Poll poll)
    : m_regex(std::move(regex))
    , m_data(pcre2_match_data_create_from_pattern(m_regex->code.get(), nullptr), &pcre2_match_data_free)
    , m_poll(poll)
    , m_text(text)
{
    if (text::firstInvalid(text) == text::kNone) return;
    // A lone surrogate takes three bytes, as its replacement does, so all offsets stay what they are.
    m_replaced = text::withReplacements(text);
    if (m_replaced.size() == text.size()) m_text = m_replaced;
}

/// A match that begins between the two places.
int Matcher::matchOnce(size_t from, size_t lastStart, uint32_t options)
{
    pcre2_match_context *context = tools().context.get();
    pcre2_set_offset_limit(context, lastStart);
    const auto match = [&](uint32_t more) {
        return pcre2_match(m_regex->code.get(), reinterpret_cast<PCRE2_SPTR>(m_text.data()), m_text.size(), from,
                           options | more, m_data.get(), context);
    };
    const int count = match(0);
    // The interpreter keeps its frames on the heap and gets further.
    return count == PCRE2_ERROR_JIT_STACKLIMIT ? match(PCRE2_NO_JIT) : count;
}

int Matcher::search(size_t from, uint32_t options)
{
    using Clock = std::chrono::steady_clock;
    for (size_t window = kFirstWindow;;) {
        const size_t last = std::min(from + window, m_text.size());
        const bool isLast = last == m_text.size();
        const auto begun = isLast && window == kFirstWindow ? Clock::time_point() : Clock::now();
        const int count = matchOnce(from, last, options);
        if (count != PCRE2_ERROR_NOMATCH || isLast) return count;
        if (m_poll()) {
            m_wasStopped = true;
            return PCRE2_ERROR_NOMATCH;
        }
        if (Clock::now() - begun < kQuick) window = std::min(window * 4, kLargestWindow);
        else window = std::max(window / 4, kFirstWindow);
        // The next start is the character behind the last one that was tried.
        for (from = last + 1; from < m_text.size() && (m_text[from] & 0xC0) == 0x80;) ++from;
        options &= ~PCRE2_NOTEMPTY_ATSTART;
    }
}

MatchStatus Matcher::match(size_t from, MatchMode mode, bool notEmptyThere, RegexSpans &spans)
{
    uint32_t options = PCRE2_NO_UTF_CHECK;
    if (mode != MatchMode::Anywhere) options |= PCRE2_ANCHORED;
    if (mode == MatchMode::Whole) options |= PCRE2_ENDANCHORED;
    if (notEmptyThere) options |= PCRE2_NOTEMPTY_ATSTART;
    const int count = mode == MatchMode::Anywhere ? search(from, options) : matchOnce(from, m_text.size(), options);
    if (m_wasStopped) return MatchStatus::Stopped;
    if (count == PCRE2_ERROR_NOMATCH) return MatchStatus::None;
    if (count < 0) return MatchStatus::LimitExceeded;
    const PCRE2_SIZE *offsets = pcre2_get_ovector_pointer(m_data.get());
    spans.assign(m_regex->translated.groups + 1, {kUnset, kUnset});
    for (uint32_t i = 0; i < spans.size() && i < pcre2_get_ovector_count(m_data.get()); ++i)
        if (offsets[2 * i] != PCRE2_UNSET) spans[i] = {offsets[2 * i], offsets[2 * i + 1]};
    return MatchStatus::Found;
}

uint32_t lastClosedGroup(const CompiledRegex &regex, const RegexSpans &spans)
{
    const auto encloses = [&regex](uint32_t outer, uint32_t inner) {
        while (inner != 0 && inner != outer) inner = regex.translated.parents[inner - 1];
        return inner == outer;
    };
    uint32_t last = 0;
    for (uint32_t i = 1; i < spans.size(); ++i) {
        if (spans[i].first == kUnset) continue;
        const bool isLater = last == 0 || spans[i].second > spans[last].second ||
                             (spans[i].second == spans[last].second && !encloses(last, i));
        if (isLater) last = i;
    }
    return last;
}

} // namespace latchkey::modules
