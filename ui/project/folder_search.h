// SPDX-License-Identifier: GPL-3.0-or-later
//
// Finding and replacing in all files of a folder. Results come in as they are found, on the GUI thread, until all is
// done, the search is cancelled, or there are more than anybody reads. Files that are binary or huge are left out and
// counted.
//
// Replacing works out new texts from the files as they are then: a file that changed since it was found is left alone
// and named.
#pragma once

#include "ui/editor/matcher.h"

#include <QObject>

namespace latchkey::project {

using editor::Matcher;

struct FoundLine {
    int line = 1;
    int column = 1;    ///< in code points
    int length = 0;    ///< of the match, in code points
    QString text;      ///< the line, cut where it is long
    int matchFrom = 0; ///< of `text`
    int matchLength = 0;
};

struct FoundFile {
    QString path;
    QList<FoundLine> lines;
    qint64 size = 0; ///< as it was searched
    qint64 modifiedNs = 0;
};

struct FolderQuery {
    QString folder;
    editor::SearchQuery query;
    QStringList names; ///< patterns like "*.ml"; empty: all files
};

struct SearchTotals {
    int files = 0;   ///< looked into
    int matched = 0; ///< with hits
    int hits = 0;
    int leftOut = 0;   ///< binary or huge
    bool more = false; ///< there were more hits than are kept
    bool cancelled = false;
    QString error; ///< a full sentence
};

class FolderSearch : public QObject
{
    Q_OBJECT

public:
    static constexpr int kMaxHits = 20'000;
    static constexpr qint64 kMaxFile = 8'000'000;

    using QObject::QObject;
    ~FolderSearch() override;

    /// Starts anew; what ran before is cancelled and tells nothing any more.
    void start(const FolderQuery &query);
    /// Ends with what is found so far; `finished` follows.
    void cancel();
    [[nodiscard]] bool isRunning() const { return m_running; }
    [[nodiscard]] const SearchTotals &totals() const { return m_totals; }

signals:
    void found(const QList<latchkey::project::FoundFile> &files);
    void progressed(int files);
    void finished(const latchkey::project::SearchTotals &totals);

private:
    struct Shared;
    void take(const QList<FoundFile> &files, int generation);
    void finish(int generation);

    std::shared_ptr<Shared> m_shared;
    SearchTotals m_totals;
    int m_generation = 0;
    bool m_running = false;
};

/// What replacing in one file came to; on a thread of the pool.
struct ReplacedFile {
    QString path;
    int count = 0;
    QString error; ///< a full sentence: why the file was left alone
};
/// Replaces every match in `file`, if it is still the one that was searched.
[[nodiscard]] ReplacedFile replaceInFile(const FoundFile &file, const Matcher &matcher, const QString &replacement);

/// The hits in one text; fills line, column and what is shown.
[[nodiscard]] QList<FoundLine> linesFound(QByteArrayView text, const Matcher &matcher, const editor::SearchStop &stop,
                                          int most, QString *error);

} // namespace latchkey::project
