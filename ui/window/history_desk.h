// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the window does for the history of runs: keeps every run of the list, carries out what the pane asks for (run
// again, open the text of then, take its inputs, delete), and says what could not be kept.
#pragma once

#include "engine/journal/record.h"

#include <QObject>

#include <functional>

namespace latchkey::history {
class HistoryPane;
class HistoryStore;
} // namespace latchkey::history
namespace latchkey::runs {
class RunList;
class RunsPane;
} // namespace latchkey::runs

namespace latchkey::window {

class EditorArea;
class FileDesk;
class Panes;
class RunDesk;
class StatusLine;

/// The parts of the window that the history has to do with.
struct HistoryParts {
    history::HistoryStore *store = nullptr;
    history::HistoryPane *pane = nullptr;
    runs::RunList *list = nullptr;
    runs::RunsPane *runsPane = nullptr;
    RunDesk *desk = nullptr;
    EditorArea *area = nullptr;
    FileDesk *files = nullptr;
    Panes *panes = nullptr;
    StatusLine *status = nullptr;
    QWidget *window = nullptr;
};

class HistoryDesk : public QObject
{
    Q_OBJECT

public:
    explicit HistoryDesk(const HistoryParts &parts, QObject *parent = nullptr);

    /// Shows how a run differs from the one before it of the same script.
    void compareWithPrevious(quint64 run);
    /// Shows what is kept of a run that an earlier window left behind, or runs its text of then.
    void showLost(quint64 run);
    void rerunLost(quint64 run);

signals:
    /// The inputs of a file are other ones now.
    void setupChanged();

private:
    void keep(quint64 run);
    void keepInput(quint64 run);
    void withLost(quint64 run, const std::function<void(quint64 id)> &then, int tries = 4);
    void takeInputs(const journal::RunDetails &details);
    void openSource(const journal::RunDetails &details);
    void askToRemove(const QList<quint64> &ids);

    HistoryParts m_parts;
};

} // namespace latchkey::window
