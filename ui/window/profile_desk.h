// SPDX-License-Identifier: GPL-3.0-or-later
//
// Connects the Profile pane with the window: starts runs with a profile, brings the pane to the front when one is
// there, goes to the places it names, and says behind the lines of the editor what share of the time each took. Such a
// share belongs to a text: it is shown only while the editor holds the text that ran.
#pragma once

#include "ui/profile/profile_pane.h"
#include "ui/tables/work.h"

#include <QObject>
#include <QPointer>

#include <functional>

namespace latchkey::runs {
class RunList;
}

namespace latchkey::window {

class Commands;
class EditorArea;
class EditorPage;
class Panes;
class RunDesk;
class StatusLine;

class ProfileDesk : public QObject
{
    Q_OBJECT

public:
    struct Parts {
        profile::ProfilePane *pane = nullptr;
        Panes *panes = nullptr;
        EditorArea *area = nullptr;
        RunDesk *desk = nullptr;
        runs::RunList *list = nullptr;
        QWidget *window = nullptr;
        std::function<void(const QString &, int, int)> goTo = {};
        StatusLine *status = nullptr;
    };
    /// Its parent is the window.
    explicit ProfileDesk(const Parts &parts);

private:
    void onShown();
    void showHeat();
    void exportAs(profile::ProfileFile form);
    void write(const runs::ProfilePtr &profile, profile::ProfileFile form, const QString &path);
    [[nodiscard]] EditorPage *pageOfRun(quint64 run) const;

    Parts m_parts;
    QPointer<EditorPage> m_heated; ///< whose editor shows shares
    tables::Work m_writing;
    quint64 m_fronted = 0; ///< the run whose profile was brought to the front
};

/// The exports as commands: for menu and palette.
void addProfileCommands(Commands &commands, profile::ProfilePane *pane);

} // namespace latchkey::window
