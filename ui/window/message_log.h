// SPDX-License-Identifier: GPL-3.0-or-later
//
// The last lines of what the program says about itself (qWarning and its like), for a report of a fault. Messages go on
// to where they went before. Those of other threads arrive here a moment later.
#pragma once

#include <QObject>
#include <QStringList>

namespace latchkey::window {

class MessageLog : public QObject
{
    Q_OBJECT

public:
    static constexpr qsizetype kLines = 200;

    /// Call once, in the GUI thread; calling again does nothing.
    static void install();
    /// The last kLines, oldest first; nothing before `install`. GUI thread.
    static QStringList lines();

private:
    static void take(QtMsgType type, const QMessageLogContext &context, const QString &message);
    void add(const QString &line);

    QStringList m_lines;
};

} // namespace latchkey::window
