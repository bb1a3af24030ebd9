// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/output_commands.h"

#include "ui/output/output_pane.h"
#include "ui/widgets/notices.h"
#include "ui/window/commands.h"
#include "ui/window/corner.h"

#include <QMainWindow>

using namespace Qt::StringLiterals;

namespace latchkey::window {
namespace {

using output::OutputPane;

// A command that does what an action of the pane does, and looks like it.
void addCommand(Commands &commands, const QString &id, const QString &icon, QAction *does)
{
    QAction *command = commands.add({id, Menu::Tools, does->text(), {}, icon}, does, [does] { does->trigger(); });
    command->setCheckable(does->isCheckable());
    const auto follow = [command, does] {
        command->setEnabled(does->isEnabled());
        command->setChecked(does->isChecked());
    };
    QObject::connect(does, &QAction::changed, command, follow);
    follow();
}

} // namespace

void addOutputCommands(Commands &commands, OutputPane *pane, QMainWindow *window)
{
    using Do = OutputPane::Do;
    commands.addSeparator(Menu::Tools);
    addCommand(commands, u"outputTimes"_s, u"queued"_s, pane->action(Do::Times));
    addCommand(commands, u"outputWrap"_s, u"output"_s, pane->action(Do::Wrap));
    commands.add({u"outputCopyTimes"_s, Menu::Tools, OutputPane::tr("Copy the output with time stamps"), {}, u"copy"_s},
                 pane, [pane] { pane->copyAs(output::CopyStyle::WithTimes); });
    commands.add({u"outputCopyMarkdown"_s, Menu::Tools, OutputPane::tr("Copy the output as Markdown"), {}, u"copy"_s},
                 pane, [pane] { pane->copyAs(output::CopyStyle::Markdown); });
    addCommand(commands, u"outputSave"_s, u"save"_s, pane->action(Do::Save));
    addCommand(commands, u"outputClear"_s, u"clear"_s, pane->action(Do::Clear));
    addCommand(commands, u"outputUndoClear"_s, u"undo"_s, pane->action(Do::UndoClear));

    const QString cleared = OutputPane::tr("The output was cleared");
    QObject::connect(pane, &OutputPane::cleared, window, [pane, window, cleared] {
        Corner::toast(window)->present({{cleared}}, [pane] { pane->view()->undoClear(); });
    });
    // By the key: the toast offers nothing any more, unless it speaks of something else by now.
    QObject::connect(pane->view(), &output::OutputView::clearingUndone, window, [window, cleared] {
        if (Corner::toast(window)->accessibleName() == cleared) Corner::toast(window)->dismiss();
    });
}

} // namespace latchkey::window
