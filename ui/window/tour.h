// SPDX-License-Identifier: GPL-3.0-or-later
//
// The tour in five steps: run, progress, stop, permission, result. Each step opens a real script in a tab, says in the
// bar above it what to press, and notices by the run itself that it was done. What was done is kept.
#pragma once

#include "ui/settings/settings.h"
#include "ui/window/editor_area.h"
#include "ui/window/entry_list.h"

#include <QObject>
#include <QPointer>

#include <functional>

namespace latchkey::runs {
class RunList;
}

namespace latchkey::window {

class FileDesk;

class Tour : public QObject
{
    Q_OBJECT

public:
    enum Step : quint8 { Run, Progress, Stop, Permission, Result, Count };

    struct Parts {
        EditorArea *area;
        FileDesk *files;
        runs::RunList *runs;
        settings::Settings *settings;
        std::function<QString(const QString &command)> keys; ///< of a command, as people read them
        std::function<void(const QString &pane)> show;       ///< brings a pane to the front
    };
    Tour(const Parts &parts, QObject *parent);

    /// Opens the script of a step and says what to do.
    void start(Step step);
    void end();
    [[nodiscard]] bool isDone(Step step) const;
    /// The step that is being shown; Count: none.
    [[nodiscard]] Step current() const { return m_current; }
    /// The steps as rows of the welcome page.
    [[nodiscard]] QList<Entry> entries();

signals:
    void changed();

private:
    [[nodiscard]] bool isOurs(quint64 run) const;
    void onEnded(quint64 run);
    void onSettled(quint64 run);
    void finishStep();
    void post(const QString &sentence, bool done);
    [[nodiscard]] static QString titleOf(Step step);
    [[nodiscard]] QString taskOf(Step step) const;
    [[nodiscard]] static QString lessonOf(Step step);

    Parts m_parts;
    Step m_current = Count;
    QPointer<EditorPage> m_page;
};

} // namespace latchkey::window
