// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the window does with help: opens the page of the name at the caret or of a finding's code, puts examples into
// the text in front, and runs them in a tab of their own.
#pragma once

#include "ui/window/editor_area.h"

#include <QObject>

#include <functional>

namespace latchkey::help {
class HelpPane;
}
namespace latchkey::output {
class ProblemsPane;
}

namespace latchkey::window {

class FileDesk;
class Panes;
class RunDesk;

class HelpDesk : public QObject
{
    Q_OBJECT

public:
    struct Parts {
        EditorArea *area;
        FileDesk *files;
        RunDesk *runs;
        Panes *panes;
        output::ProblemsPane *problems;
        std::function<void(const QString &file)> openExample;
    };
    HelpDesk(const Parts &parts, QObject *parent);

    [[nodiscard]] help::HelpPane *pane() const { return m_pane; }
    /// Help on what the focus is on: the finding in the Problems pane, else the name at the caret, else the contents.
    void helpHere();
    void showCode(const QString &code);

private:
    void insert(const QString &script);
    void run(const QString &script);

    Parts m_parts;
    help::HelpPane *m_pane;
};

/// The name at `position` with what stands before its points: "file.read" of "x = file.read(p)".
QString nameAt(const QByteArray &text, qsizetype position);

} // namespace latchkey::window
