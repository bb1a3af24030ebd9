// SPDX-License-Identifier: GPL-3.0-or-later
//
// Connects the panes of results with the window: which of them comes to the front, where their files go, what the
// status line says, and values that become inputs of a file's next run.
#pragma once

#include "ui/results/result_board.h"
#include "ui/tables/work.h"

#include <QObject>

#include <functional>

namespace latchkey::results {
class ResultGroup;
class ResultPane;
} // namespace latchkey::results

namespace latchkey::window {

class Commands;
class EditorArea;
class Panes;
class StatusLine;

class ResultDesk : public QObject
{
    Q_OBJECT

public:
    struct Parts {
        results::ResultGroup *results = nullptr;
        Panes *panes = nullptr;
        EditorArea *area = nullptr;
        StatusLine *status = nullptr;
        QWidget *window = nullptr;
        std::function<void()> inputsChanged = {};
    };
    /// Its parent is the window.
    explicit ResultDesk(const Parts &parts);

    /// `inputs` (a JSON object or nothing) with one more variable; its name is `name` or, when that is taken, the
    /// first of `name_2`, `name_3`, ... that is free. Empty when `inputs` is no JSON object.
    static QByteArray withInput(const QByteArray &inputs, const QString &name, const QByteArray &json);

private:
    void front(const QString &id);
    void compare(const results::Subject &before, const results::Subject &after);
    void sendToInputs(const results::ValuePtr &value, const QString &name);
    void openLink(const QUrl &url);

    Parts m_parts;
    tables::Work m_comparing;
    tables::Work m_sending;
};

/// What can be done with the value that `pane` shows, as commands: for menu, palette and keys.
void addResultCommands(Commands &commands, results::ResultPane *pane);

} // namespace latchkey::window
