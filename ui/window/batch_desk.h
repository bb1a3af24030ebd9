// SPDX-License-Identifier: GPL-3.0-or-later
//
// The batches of the main window: opens a window for each, asks for their files, asks before one that runs is closed,
// and carries what they want back: an item to run by itself, a place to show.
#pragma once

#include "engine/runs/engine.h"

#include <QList>
#include <QObject>
#include <QPointer>

namespace latchkey::batch {
class BatchWindow;
}

namespace latchkey::window {

class BatchDesk : public QObject
{
    Q_OBJECT

public:
    BatchDesk(runs::Engine *engine, QWidget *window);
    ~BatchDesk() override;

    /// A window for this script; its items are chosen there.
    batch::BatchWindow *open(const runs::Script &script, const runs::RunOptions &options);
    /// The same over these items, each JSON; `name` is what they are called.
    batch::BatchWindow *openBatch(const runs::Script &script, const runs::RunOptions &options,
                                  const QList<QByteArray> &items, const QString &name);
    /// The same over the elements of a value of an ended run.
    batch::BatchWindow *openValue(const runs::Script &script, const runs::RunOptions &options,
                                  const runs::ResultValue &value, const QString &name);
    /// Batches that have runs under way.
    [[nodiscard]] QStringList running() const;
    void closeAll();

signals:
    void runRequested(const latchkey::runs::Script &script, const latchkey::runs::RunOptions &options);
    void placeActivated(const QString &file, int line, int column);
    void said(const QString &sentence); ///< a batch has ended
    void ended(const QString &sentence, double seconds);

private:
    void choose(batch::BatchWindow *window, int what, const std::function<void(const QString &)> &chosen);

    runs::Engine *m_engine;
    QWidget *m_window;
    QList<QPointer<batch::BatchWindow>> m_windows;
};

} // namespace latchkey::window
