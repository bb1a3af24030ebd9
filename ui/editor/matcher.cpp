// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/matcher.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QLocale>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include <algorithm>

namespace latchkey::editor {

namespace {

constexpr uint32_t kHeapLimitKb = 64 * 1024, kDepthLimit = 5'000;
constexpr size_t kMaxPattern = 10'000;
constexpr size_t kJitStackStart = 32 * 1024, kJitStackMost = 16 * 1024 * 1024;
constexpr PCRE2_SIZE kFirstStretch = 16, kLongestStretch = 1024;
constexpr qint64 kShortMs = 5, kLongMs = 15; // a stretch is to take between these

QString tr(const char *text)
{
    return QCoreApplication::translate("latchkey::editor", text);
}

// Room for deep patterns, one for each thread that searches; what is not used takes no memory.
pcre2_jit_stack *stackOfThread()
{
    struct Free {
        void operator()(pcre2_jit_stack *stack) const { pcre2_jit_stack_free(stack); }
    };
    static thread_local const std::unique_ptr<pcre2_jit_stack, Free> stack(
        pcre2_jit_stack_create(kJitStackStart, kJitStackMost, nullptr));
    return stack.get();
}

struct Context {
    pcre2_match_context *context = pcre2_match_context_create(nullptr);
    pcre2_match_data *data;

    explicit Context(const pcre2_code *code)
        : data(pcre2_match_data_create_from_pattern(code, nullptr))
    {
        pcre2_set_match_limit(context, Matcher::kMaxSteps);
        pcre2_set_heap_limit(context, kHeapLimitKb);
        pcre2_set_depth_limit(context, kDepthLimit);
        pcre2_jit_stack_assign(context, nullptr, stackOfThread());
    }
    Context(const Context &) = delete;
    Context &operator=(const Context &) = delete;
    ~Context()
    {
        pcre2_match_data_free(data);
        pcre2_match_context_free(context);
    }
};

// The stretch of starting places one call goes through, longer or shorter by how long the last one took.
class Stretch
{
public:
    explicit Stretch(pcre2_match_context *context)
        : m_context(context)
    {
    }

    void begin(PCRE2_SIZE at)
    {
        m_end = at + m_length - 1; // it may begin there, too
        pcre2_set_offset_limit(m_context, m_end);
        m_timer.start();
    }
    /// Nothing was found in it: where the next one begins.
    PCRE2_SIZE next()
    {
        const qint64 took = m_timer.elapsed();
        if (took > kLongMs) m_length = std::max<PCRE2_SIZE>(1, m_length / 4);
        else if (took < kShortMs) m_length = std::min(kLongestStretch, m_length * 2);
        return m_end + 1;
    }

    /// A shorter one from the same place; false: it is one place already.
    bool shorten() { return std::exchange(m_length, std::max<PCRE2_SIZE>(1, m_length / 8)) > 1; }

private:
    pcre2_match_context *m_context;
    PCRE2_SIZE m_length = kFirstStretch;
    PCRE2_SIZE m_end = 0;
    QElapsedTimer m_timer;
};

PCRE2_SIZE behind(QByteArrayView text, PCRE2_SIZE at)
{
    do ++at;
    while (at < PCRE2_SIZE(text.size()) && (uchar(text[qsizetype(at)]) & 0xC0) == 0x80);
    return at;
}

// Not inside of a character.
PCRE2_SIZE startOfCharacter(QByteArrayView text, PCRE2_SIZE at)
{
    for (int back = 0;
         back < 3 && at > 0 && at < PCRE2_SIZE(text.size()) && (uchar(text[qsizetype(at)]) & 0xC0) == 0x80; ++back)
        --at;
    return at;
}

QString tooLong()
{
    return tr("The pattern is too long.");
}

QString notComplete(int error)
{
    PCRE2_UCHAR message[200];
    pcre2_get_error_message(error, message, sizeof message);
    return tr("The pattern is not complete: %1.").arg(QString::fromUtf8(reinterpret_cast<const char *>(message)));
}

QString costSentence(QByteArrayView text, PCRE2_SIZE at, int error)
{
    const auto line = text.first(qsizetype(std::min<PCRE2_SIZE>(at, PCRE2_SIZE(text.size())))).count('\n') + 1;
    const QLocale locale;
    if (error != PCRE2_ERROR_MATCHLIMIT)
        return tr("The pattern is too complicated for the text at line %1.").arg(locale.toString(line));
    return tr("The pattern is too complicated: at line %1 it tries more than %2 ways to match. A repetition inside of "
              "another does that.")
        .arg(locale.toString(line), locale.toString(Matcher::kMaxSteps));
}

} // namespace

struct Matcher::Code {
    pcre2_code *code = nullptr;

    Code() = default;
    Code(const Code &) = delete;
    Code &operator=(const Code &) = delete;
    ~Code() { pcre2_code_free(code); }
};

std::expected<Matcher, QString> Matcher::make(const SearchQuery &query)
{
    QByteArray pattern = query.pattern.toUtf8();
    if (size_t(pattern.size()) > kMaxPattern) return std::unexpected(tooLong());
    uint32_t options = PCRE2_UTF | PCRE2_MULTILINE | PCRE2_MATCH_INVALID_UTF | PCRE2_USE_OFFSET_LIMIT;
    if (!query.matchCase) options |= PCRE2_CASELESS;
    if (query.regex || query.wholeWords) options |= PCRE2_UCP;
    if (!query.regex && !query.wholeWords) options |= PCRE2_LITERAL;
    if (options & PCRE2_LITERAL) options &= ~uint32_t(PCRE2_MULTILINE);
    if (query.wholeWords)
        pattern =
            query.regex ? "\\b(?:" + pattern + ")\\b" : "\\b\\Q" + pattern.replace("\\E", "\\E\\\\E\\Q") + "\\E\\b";
    int error = 0;
    PCRE2_SIZE at = 0;
    auto code = std::make_shared<Code>();
    pcre2_compile_context *context = pcre2_compile_context_create(nullptr);
    pcre2_set_newline(context, PCRE2_NEWLINE_ANYCRLF); // $ is before the line end, whichever a text has
    code->code = pcre2_compile(reinterpret_cast<PCRE2_SPTR>(pattern.constData()), PCRE2_SIZE(pattern.size()), options,
                               &error, &at, context);
    pcre2_compile_context_free(context);
    if (code->code == nullptr) return std::unexpected(notComplete(error));
    pcre2_jit_compile(code->code, PCRE2_JIT_COMPLETE); // without it all works, slower
    Matcher matcher;
    matcher.m_code = std::move(code);
    matcher.m_isRegex = query.regex;
    matcher.m_keepsCase = query.keepCase;
    return matcher;
}

QString Matcher::each(QByteArrayView text, const SearchStop &stop, const Visit &visit, qsizetype from) const
{
    const Context context(m_code->code);
    const auto *subject = reinterpret_cast<PCRE2_SPTR>(text.data());
    const auto length = PCRE2_SIZE(text.size());
    Stretch stretch(context.context);
    for (auto at = PCRE2_SIZE(from); at <= length;) {
        if (stop && stop->load(std::memory_order_relaxed)) return {};
        stretch.begin(at);
        const int count = pcre2_match(m_code->code, subject, length, at, 0, context.data, context.context);
        if (count == PCRE2_ERROR_NOMATCH) {
            at = std::max(at + 1, startOfCharacter(text, stretch.next()));
            continue;
        }
        if (count < 0 && stretch.shorten()) continue;
        if (count < 0) return costSentence(text, at, count);
        const PCRE2_SIZE *places = pcre2_get_ovector_pointer(context.data);
        if (places[1] <= places[0]) { // empty: go on behind it
            at = behind(text, std::max(places[0], at));
            continue;
        }
        Groups groups;
        for (int i = 0; i < (m_isRegex ? count : 1); ++i) {
            const bool took = places[2 * i] != PCRE2_UNSET;
            groups << (took ? text.sliced(qsizetype(places[2 * i]), qsizetype(places[2 * i + 1] - places[2 * i]))
                            : QByteArrayView());
        }
        at = places[1];
        if (!visit(qsizetype(places[0]), qsizetype(places[1]), groups)) return {};
    }
    return {};
}

QByteArray Matcher::replacement(const QByteArray &text, const Groups &groups) const
{
    QByteArray out;
    for (qsizetype i = 0; m_isRegex && i < text.size(); ++i) {
        if (text[i] != '\\' || i + 1 == text.size()) {
            out += text[i];
            continue;
        }
        const char next = text[++i];
        if (next >= '0' && next <= '9') out += groups.value(next - '0');
        else if (next == 'n') out += '\n';
        else if (next == 't') out += '\t';
        else if (next == '\\') out += next;
        else out += '\\', out += next;
    }
    if (!m_isRegex) out = text;
    return m_keepsCase ? inCaseOf(QString::fromUtf8(groups.value(0)), QString::fromUtf8(out)).toUtf8() : out;
}

} // namespace latchkey::editor
