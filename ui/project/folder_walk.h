// SPDX-License-Identifier: GPL-3.0-or-later
//
// Goes through a folder and all below it as tasks on a pool of its own, a task for each folder and for each few hundred
// files, so that many files are worked on at once and the walk can be stopped between any two. Links to folders are not
// followed; what version control and package managers keep for themselves is left out.
#pragma once

#include "ui/editor/text_search.h"

#include <QStringList>

#include <functional>

class QThreadPool;

namespace latchkey::project {

struct WalkedFile {
    std::string path; ///< absolute
};

/// Folders nobody searches by hand: ".git", "node_modules", ...
[[nodiscard]] bool isIgnoredFolder(std::string_view name);

struct Walk {
    std::string folder;
    editor::SearchStop stop;
    /// Called on threads of the pool, for different files at the same time.
    std::function<void(const std::vector<WalkedFile> &files)> visit;
    /// Called on the thread that ends last, whether stopped or not.
    std::function<void()> finished;
};

/// Starts the walk; returns at once.
void startWalk(const Walk &walk);
/// The threads of all walks.
QThreadPool &walkPool();

} // namespace latchkey::project
