// SPDX-License-Identifier: GPL-3.0-or-later
//
// Finding and replacing in one text, without a window: pure functions on UTF-8, for the file pool. Offsets are bytes.
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

#include <atomic>
#include <memory>

namespace latchkey::editor {

struct SearchQuery {
    QString pattern;
    bool regex = false;
    bool matchCase = false;
    bool wholeWords = false;
    bool keepCase = false; ///< a replacement is written as what it replaces: total, Total, TOTAL
    friend bool operator==(const SearchQuery &, const SearchQuery &) = default;
};

struct SearchHit {
    qsizetype from = 0;
    qsizetype to = 0;
    friend bool operator==(const SearchHit &, const SearchHit &) = default;
};

struct SearchResult {
    QList<SearchHit> hits;
    bool more = false; ///< there are more than `kMaxHits`
    QString error;     ///< of the pattern, or that it is too complicated for this text; a full sentence
};

/// Where to look; what a pattern looks at before and behind a match may lie outside.
struct SearchRange {
    qsizetype from = 0;
    qsizetype to = -1; ///< -1: to the end
    friend bool operator==(const SearchRange &, const SearchRange &) = default;
};

/// Hits kept and counted.
inline constexpr qsizetype kMaxHits = 100'000;

/// A flag to stop a search: set by whoever no longer wants it, read by the thread that searches.
using SearchStop = std::shared_ptr<std::atomic<bool>>;

/// All places `query` matches in `text`; empty matches are left out.
[[nodiscard]] SearchResult findAll(const QByteArray &text, const SearchQuery &query, const SearchStop &stop = {},
                                   const SearchRange &range = {});
/// What stands in the place of `hit` after replacing; with a regular expression \1 .. \9 and \0 in `replacement` stand
/// for captures, \n and \t for line end and tab.
[[nodiscard]] QByteArray replacementFor(const QByteArray &text, const SearchHit &hit, const SearchQuery &query,
                                        const QString &replacement);
/// `replacement` in capitals, with a capital first, or in small letters, as `matched` is; else as it stands.
[[nodiscard]] QString inCaseOf(QStringView matched, const QString &replacement);
/// The whole text with every match replaced, and how many there were.
struct ReplaceAllResult {
    QByteArray text;
    qsizetype count = 0;
    QString error;
};
[[nodiscard]] ReplaceAllResult replaceAll(const QByteArray &text, const SearchQuery &query, const QString &replacement,
                                          const SearchStop &stop = {}, const SearchRange &range = {});

} // namespace latchkey::editor
