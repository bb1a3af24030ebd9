// SPDX-License-Identifier: GPL-3.0-or-later
//
// Lines of output made ready to be painted, a few thousand at most. What is in a source's memory is made ready on the
// spot; what is on disk only is read by a worker in pages, and `linesRead()` tells when it is there. A line that was
// not ended yet is never kept.
#pragma once

#include "ui/output/output_source.h"
#include "ui/output/visible_text.h"

#include <QCache>
#include <QObject>
#include <QSet>
#include <QTextLayout>

#include <memory>

namespace latchkey::output {

/// One line, ready. `layout` is made by the painter for lines whose characters differ in width.
struct ReadyLine {
    DisplayLine display;
    OutputStream stream = OutputStream::Output;
    qint64 milliseconds = 0;
    qint64 hiddenBytes = 0; ///< cut off behind what is shown
    bool complete = true;
    mutable std::unique_ptr<QTextLayout> layout;
    mutable qreal layoutWidth = -1;
};

ReadyLine makeReady(const OutputSource &source, const OutputLine &line);

class LineCache : public QObject
{
    Q_OBJECT

public:
    explicit LineCache(QObject *parent = nullptr);

    /// The line, or null while it has to be read; then it is asked for. `owner` names the source among others.
    std::shared_ptr<const ReadyLine> line(quint64 owner, const OutputSourcePtr &source, qint64 number);
    /// Makes lines ready in one go, as far as they are in memory: cheaper than one by one.
    void prepare(quint64 owner, const OutputSourcePtr &source, qint64 first, qint64 count);
    void forget(quint64 owner);
    void clear();
    bool isReading() const { return !m_reading.isEmpty(); }

signals:
    void linesRead();

private:
    using Key = std::pair<quint64, qint64>;
    using Entry = std::shared_ptr<const ReadyLine>;

    void keep(quint64 owner, const OutputSource &source, const OutputLine &line);
    void readPage(quint64 owner, const OutputSourcePtr &source, qint64 page);

    QCache<Key, Entry> m_lines;
    QSet<Key> m_reading; ///< pages under way
    int m_age = 0;       ///< pages asked for before the last clear() are not kept
};

} // namespace latchkey::output
