// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/text_search.h"

#include <algorithm>

#include <QCoreApplication>
#include <QRegularExpression>

#include <expected>

using namespace Qt::Literals::StringLiterals;

namespace latchkey::editor {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("latchkey::editor", text);
}

bool stopped(const SearchStop &stop)
{
    return stop && stop->load(std::memory_order_relaxed);
}

std::expected<QRegularExpression, QString> compile(const SearchQuery &query)
{
    QString pattern = query.regex ? query.pattern : QRegularExpression::escape(query.pattern);
    if (query.wholeWords) pattern = u"\\b(?:"_s + pattern + u")\\b"_s;
    QRegularExpression::PatternOptions options =
        QRegularExpression::MultilineOption | QRegularExpression::UseUnicodePropertiesOption;
    if (!query.matchCase) options |= QRegularExpression::CaseInsensitiveOption;
    QRegularExpression regex(pattern, options);
    if (regex.isValid()) return regex;
    return std::unexpected(tr("The pattern is not complete: %1.").arg(regex.errorString()));
}

// Matches in order, as UTF-16; `visit` says whether to go on. An error is a sentence.
template<typename Visit>
QString eachMatch(const QRegularExpression &regex, const QString &text, const SearchStop &stop, const Visit &visit)
{
    auto matches = regex.globalMatchView(text);
    qsizetype end = 0;
    while (matches.hasNext()) {
        if (stopped(stop)) return {};
        const QRegularExpressionMatch match = matches.next();
        end = match.capturedEnd();
        if (match.capturedLength() > 0 && !visit(match)) return {};
    }
    // The iterator ends early when PCRE gave up (its match limit), and is not valid then.
    return matches.isValid() || end == text.size() ? QString() : tr("The pattern is too complicated for this text.");
}

// A plain word in its own case needs no detour through UTF-16.
SearchResult findBytes(const QByteArray &text, const QByteArray &word, const SearchStop &stop)
{
    SearchResult result;
    for (qsizetype at = text.indexOf(word); at >= 0 && !stopped(stop); at = text.indexOf(word, at + word.size())) {
        if (result.hits.size() == kMaxHits) {
            result.more = true;
            break;
        }
        result.hits.append({at, at + word.size()});
    }
    return result;
}

// Translates growing offsets in UTF-16 to bytes, each part of the text once.
class ByteCounter
{
public:
    explicit ByteCounter(const QString &text)
        : m_text(text)
    {
    }

    qsizetype bytesTo(qsizetype offset)
    {
        for (; m_at < offset; ++m_at) {
            const QChar c = m_text[m_at];
            if (c.unicode() < 0x80) m_bytes += 1;
            else if (c.unicode() < 0x800) m_bytes += 2;
            else m_bytes += c.isSurrogate() ? 2 : 3; // two halves make four
        }
        return m_bytes;
    }

private:
    const QString &m_text;
    qsizetype m_at = 0;
    qsizetype m_bytes = 0;
};

QString expand(const QRegularExpressionMatch &match, const QString &replacement)
{
    QString out;
    for (qsizetype i = 0; i < replacement.size(); ++i) {
        const QChar next = i + 1 < replacement.size() ? replacement[i + 1] : QChar();
        if (replacement[i] != u'\\' || next.isNull()) {
            out += replacement[i];
            continue;
        }
        ++i;
        if (next >= u'0' && next <= u'9') out += match.captured(next.unicode() - u'0');
        else if (next == u'n') out += u'\n';
        else if (next == u't') out += u'\t';
        else if (next == u'\\') out += next;
        else out += u'\\', out += next;
    }
    return out;
}

} // namespace

SearchResult findAll(const QByteArray &text, const SearchQuery &query, const SearchStop &stop)
{
    if (query.pattern.isEmpty()) return {};
    if (!query.regex && query.matchCase && !query.wholeWords) return findBytes(text, query.pattern.toUtf8(), stop);
    const auto regex = compile(query);
    if (!regex) return {{}, false, regex.error()};
    const QString wide = QString::fromUtf8(text);
    ByteCounter counter(wide);
    SearchResult result;
    result.error = eachMatch(*regex, wide, stop, [&](const QRegularExpressionMatch &match) {
        if (result.hits.size() == kMaxHits) {
            result.more = true;
            return false;
        }
        const qsizetype from = counter.bytesTo(match.capturedStart());
        result.hits.append({from, counter.bytesTo(match.capturedEnd())});
        return true;
    });
    return result;
}

QByteArray replacementFor(const QByteArray &text, const SearchHit &hit, const SearchQuery &query,
                          const QString &replacement)
{
    const auto written = [&](const QString &by) {
        return (query.keepCase ? inCaseOf(QString::fromUtf8(text.sliced(hit.from, hit.to - hit.from)), by) : by)
            .toUtf8();
    };
    if (!query.regex) return written(replacement);
    const auto regex = compile(query);
    if (!regex) return written(replacement);
    // The whole text, so that what the pattern looks at before and after the match is there.
    const QString wide = QString::fromUtf8(text);
    const qsizetype offset = QString::fromUtf8(QByteArrayView(text).first(hit.from)).size();
    return written(expand(regex->match(wide, offset), replacement));
}

QString inCaseOf(QStringView matched, const QString &replacement)
{
    const auto isLetter = [](QChar c) { return c.isUpper() || c.isLower(); };
    const auto letters = std::ranges::count_if(matched, isLetter);
    const auto capitals = std::ranges::count_if(matched, [](QChar c) { return c.isUpper(); });
    if (letters == 0 || replacement.isEmpty()) return replacement;
    if (capitals == letters && letters > 1) return replacement.toUpper();
    if (capitals == 0) return replacement.toLower();
    const QChar first = *std::ranges::find_if(matched, isLetter);
    if (capitals == 1 && first.isUpper()) return replacement.first(1).toUpper() + replacement.sliced(1);
    return replacement;
}

ReplaceAllResult replaceAll(const QByteArray &text, const SearchQuery &query, const QString &replacement,
                            const SearchStop &stop)
{
    ReplaceAllResult result{text, 0, {}};
    const auto regex = compile(query);
    if (!regex || query.pattern.isEmpty()) {
        result.error = regex ? QString() : regex.error();
        return result;
    }
    const QString wide = QString::fromUtf8(text);
    QString out;
    qsizetype done = 0;
    result.error = eachMatch(*regex, wide, stop, [&](const QRegularExpressionMatch &match) {
        out += QStringView(wide).sliced(done, match.capturedStart() - done);
        const QString by = query.regex ? expand(match, replacement) : replacement;
        out += query.keepCase ? inCaseOf(match.capturedView(), by) : by;
        done = match.capturedEnd();
        ++result.count;
        return true;
    });
    if (result.count == 0 || !result.error.isEmpty() || stopped(stop)) return result;
    out += QStringView(wide).sliced(done);
    result.text = out.toUtf8();
    return result;
}

} // namespace latchkey::editor
