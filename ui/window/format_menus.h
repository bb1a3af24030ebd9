// SPDX-License-Identifier: GPL-3.0-or-later
//
// The menus of the status bar about how a file is written: its encoding and its line ends, the present ones marked.
// Line ends are converted at once, as a step to undo; another encoding is what the next save writes, or what the file
// is read in again. Each menu is filled when it opens.
#pragma once

#include <QMenu>

#include <functional>

namespace latchkey::window {

class EditorPage;

/// `page` gives the page in front, or null.
void keepEncodingMenu(QMenu *menu, std::function<EditorPage *()> page);
void keepLineEndMenu(QMenu *menu, std::function<EditorPage *()> page);

} // namespace latchkey::window
