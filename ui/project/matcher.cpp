// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/project/matcher.h"

#include <QCoreApplication>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

namespace latchkey::project {

namespace {

constexpr uint32_t kMatchLimit = 5'000'000, kHeapLimitKb = 64 * 1024, kDepthLimit = 5'000;
constexpr size_t kMaxPattern = 10'000;

QString tr(const char *text)
{
    return QCoreApplication::translate("latchkey::project::Matcher", text);
}

struct Context {
    pcre2_match_context *context = pcre2_match_context_create(nullptr);
    pcre2_match_data *data;

    explicit Context(const pcre2_code *code)
        : data(pcre2_match_data_create_from_pattern(code, nullptr))
    {
        pcre2_set_match_limit(context, kMatchLimit);
        pcre2_set_heap_limit(context, kHeapLimitKb);
        pcre2_set_depth_limit(context, kDepthLimit);
    }
    Context(const Context &) = delete;
    Context &operator=(const Context &) = delete;
    ~Context()
    {
        pcre2_match_data_free(data);
        pcre2_match_context_free(context);
    }
};

} // namespace

struct Matcher::Code {
    pcre2_code *code = nullptr;

    Code() = default;
    Code(const Code &) = delete;
    Code &operator=(const Code &) = delete;
    ~Code() { pcre2_code_free(code); }
};

std::expected<Matcher, QString> Matcher::make(const editor::SearchQuery &query)
{
    QByteArray pattern = query.pattern.toUtf8();
    if (size_t(pattern.size()) > kMaxPattern) return std::unexpected(tr("The pattern is too long."));
    uint32_t options = PCRE2_UTF | PCRE2_MULTILINE | PCRE2_MATCH_INVALID_UTF;
    if (!query.matchCase) options |= PCRE2_CASELESS;
    if (query.regex) options |= PCRE2_UCP;
    else if (!query.wholeWords) options |= PCRE2_LITERAL;
    if (options & PCRE2_LITERAL) options &= ~uint32_t(PCRE2_MULTILINE);
    if (query.wholeWords)
        pattern =
            query.regex ? "\\b(?:" + pattern + ")\\b" : "\\b\\Q" + pattern.replace("\\E", "\\E\\\\E\\Q") + "\\E\\b";
    int error = 0;
    PCRE2_SIZE at = 0;
    auto code = std::make_shared<Code>();
    code->code = pcre2_compile(reinterpret_cast<PCRE2_SPTR>(pattern.constData()), PCRE2_SIZE(pattern.size()), options,
                               &error, &at, nullptr);
    if (code->code == nullptr) {
        PCRE2_UCHAR message[200];
        pcre2_get_error_message(error, message, sizeof message);
        return std::unexpected(
            tr("The pattern is not complete: %1.").arg(QString::fromUtf8(reinterpret_cast<const char *>(message))));
    }
    pcre2_jit_compile(code->code, PCRE2_JIT_COMPLETE); // without it all works, slower
    Matcher matcher;
    matcher.m_code = std::move(code);
    matcher.m_isRegex = query.regex;
    return matcher;
}

QString Matcher::each(QByteArrayView text, const editor::SearchStop &stop,
                      const std::function<bool(qsizetype, qsizetype, const Groups &)> &visit) const
{
    const Context context(m_code->code);
    const auto *subject = reinterpret_cast<PCRE2_SPTR>(text.data());
    const auto length = PCRE2_SIZE(text.size());
    for (PCRE2_SIZE at = 0; at <= length;) {
        if (stop && stop->load(std::memory_order_relaxed)) return {};
        const int count = pcre2_match(m_code->code, subject, length, at, 0, context.data, context.context);
        if (count == PCRE2_ERROR_NOMATCH) return {};
        if (count < 0) return tr("The pattern is too complicated for this text.");
        const PCRE2_SIZE *places = pcre2_get_ovector_pointer(context.data);
        if (places[1] <= places[0]) { // empty: go on behind it, not inside of a character
            at = std::max(places[0], at) + 1;
            while (at < length && (uchar(text[qsizetype(at)]) & 0xC0) == 0x80) ++at;
            continue;
        }
        Groups groups;
        for (int i = 0; m_isRegex && i < count; ++i) {
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
    if (!m_isRegex) return text;
    QByteArray out;
    for (qsizetype i = 0; i < text.size(); ++i) {
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
    return out;
}

} // namespace latchkey::project
