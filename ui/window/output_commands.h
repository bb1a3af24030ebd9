// SPDX-License-Identifier: GPL-3.0-or-later
//
// What can be done with the output, as commands of the window: so menus and the palette know it, not only the pane's
// own menu. Also the toast that takes a clearing back.
#pragma once

class QMainWindow;

namespace latchkey::output {
class OutputPane;
}

namespace latchkey::window {

class Commands;

void addOutputCommands(Commands &commands, output::OutputPane *pane, QMainWindow *window);

} // namespace latchkey::window
