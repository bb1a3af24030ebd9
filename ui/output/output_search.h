// SPDX-License-Identifier: GPL-3.0-or-later
//
// Work on whole logs that must not hold up the window: finding text, sorting lines by stream for the filter, gathering
// what is copied. Each runs on a worker over a shared source, reads in batches, reports as it goes and stops soon after
// it was cancelled; what it found arrives as values on the thread of the object.
#pragma once

#include "ui/output/output_source.h"

#include <QFuture>
#include <QList>
#include <QObject>
#include <QPromise>

namespace latchkey::output {

struct Match {
    qint64 line = 0;
    qsizetype column = 0; ///< in the text as shown
    qsizetype length = 0;
    friend bool operator==(const Match &, const Match &) = default;
};

/// Where `wanted` is in a line as shown. Ignores case unless `wanted` has a capital.
QList<Match> matchesIn(qint64 number, const QString &shown, const QString &wanted);

/// Finds text in a whole log, first line to last.
class OutputSearch : public QObject
{
    Q_OBJECT

public:
    /// So many are kept to step through; the count goes on.
    static constexpr qsizetype kKept = 100'000;

    explicit OutputSearch(QObject *parent = nullptr);
    ~OutputSearch() override;

    void start(const OutputSourcePtr &source, const QString &wanted);
    /// Goes on with what was appended since.
    void resume();
    void cancel();

    const QList<Match> &matches() const { return m_matches; }
    qint64 count() const { return m_count; }
    bool isRunning() const { return m_running; }
    QString wanted() const { return m_wanted; }

signals:
    void changed();
    void finished();

private:
    struct Batch {
        QList<Match> matches = {};
        qint64 count = 0;
        qint64 next = 0; ///< first line not searched yet
    };
    static void work(QPromise<Batch> &promise, const OutputSourcePtr &source, const QString &wanted, qint64 first);
    void run(qint64 first);

    OutputSourcePtr m_source;
    QString m_wanted;
    QList<Match> m_matches;
    qint64 m_count = 0;
    qint64 m_next = 0;
    bool m_running = false;
    int m_turn = 0; ///< batches of an earlier search are dropped
    QFuture<Batch> m_future;
};

/// The numbers of the lines of one stream in [first, end), as far as they are in memory or `readAll` is set. Blocks.
QList<qint64> linesOfStream(const OutputSource &source, OutputStream stream, qint64 first, qint64 end, bool readAll);

} // namespace latchkey::output
