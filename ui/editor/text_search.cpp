// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/text_search.h"

#include "ui/editor/matcher.h"

#include <algorithm>

namespace latchkey::editor {

namespace {

bool stopped(const SearchStop &stop)
{
    return stop && stop->load(std::memory_order_relaxed);
}

bool isInside(const SearchRange &range, qsizetype to)
{
    return range.to < 0 || to <= range.to;
}

// A plain word in its own case needs no pattern.
SearchResult findBytes(const QByteArray &text, const QByteArray &word, const SearchStop &stop, const SearchRange &range)
{
    SearchResult result;
    for (qsizetype at = text.indexOf(word, range.from); at >= 0 && isInside(range, at + word.size()) && !stopped(stop);
         at = text.indexOf(word, at + word.size())) {
        if (result.hits.size() == kMaxHits) {
            result.more = true;
            break;
        }
        result.hits.append({at, at + word.size()});
    }
    return result;
}

} // namespace

SearchResult findAll(const QByteArray &text, const SearchQuery &query, const SearchStop &stop, const SearchRange &range)
{
    if (query.pattern.isEmpty()) return {};
    if (!query.regex && query.matchCase && !query.wholeWords)
        return findBytes(text, query.pattern.toUtf8(), stop, range);
    const auto matcher = Matcher::make(query);
    if (!matcher) return {{}, false, matcher.error()};
    SearchResult result;
    const auto visit = [&](qsizetype from, qsizetype to, const Matcher::Groups &) {
        if (!isInside(range, from)) return false;
        if (!isInside(range, to)) return true;
        result.more = result.hits.size() == kMaxHits;
        if (!result.more) result.hits.append({from, to});
        return !result.more;
    };
    result.error = matcher->each(text, stop, visit, range.from);
    return result;
}

QByteArray replacementFor(const QByteArray &text, const SearchHit &hit, const SearchQuery &query,
                          const QString &replacement)
{
    QByteArray by = replacement.toUtf8();
    const auto matcher = Matcher::make(query);
    if (!matcher) return by;
    // In the whole text, so that what the pattern looks at before and behind the match is there.
    const auto visit = [&](qsizetype from, qsizetype, const Matcher::Groups &groups) {
        if (from == hit.from) by = matcher->replacement(by, groups);
        return false;
    };
    (void)matcher->each(text, {}, visit, hit.from);
    return by;
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
                            const SearchStop &stop, const SearchRange &range)
{
    ReplaceAllResult result{text, 0, {}};
    if (query.pattern.isEmpty()) return result;
    const auto matcher = Matcher::make(query);
    if (!matcher) {
        result.error = matcher.error();
        return result;
    }
    const QByteArray by = replacement.toUtf8();
    QByteArray out;
    qsizetype done = 0;
    const auto visit = [&](qsizetype from, qsizetype to, const Matcher::Groups &groups) {
        if (!isInside(range, from)) return false;
        if (!isInside(range, to)) return true;
        out += QByteArrayView(text).sliced(done, from - done);
        out += matcher->replacement(by, groups);
        done = to;
        ++result.count;
        return true;
    };
    result.error = matcher->each(text, stop, visit, range.from);
    if (stopped(stop) || !result.error.isEmpty()) result.count = 0;
    if (result.count == 0) return result;
    out += QByteArrayView(text).sliced(done);
    result.text = out;
    return result;
}

} // namespace latchkey::editor
