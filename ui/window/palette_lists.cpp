// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the command palette offers: commands, open and recent files, files of the folder.
#include "ui/window/main_window.h"

#include "ui/project/file_index.h"
#include "ui/project/project_tree.h"
#include "ui/widgets/small_parts.h"
#include "ui/window/code_desk.h"
#include "ui/window/command_palette.h"
#include "ui/window/examples.h"
#include "ui/window/tool_bar.h"

#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace latchkey::window {

int MainWindow::paletteTop() const
{
    return m_toolBar->mapTo(this, QPoint()).y();
}

QList<Entry> MainWindow::paletteCommands()
{
    QList<Entry> entries;
    for (QAction *action : m_commands->all()) {
        if (!action->isEnabled() || !action->isVisible()) continue;
        entries << Entry{.icon = m_commands->iconOf(action),
                         .name = plainName(action),
                         .where = m_commands->whereOf(action),
                         .keys = action->shortcut().toString(QKeySequence::NativeText),
                         .act = [action = QPointer(action)] {
                             if (action) action->trigger();
                         }};
    }
    for (const Example &example : examples())
        entries << Entry{.icon = u"file-ml"_s,
                         .name = tr("Open example %1").arg(example.title),
                         .where = example.about,
                         .act = [this, file = example.file] { openExample(file); }};
    return entries;
}

QList<Entry> MainWindow::paletteFiles()
{
    QList<Entry> entries;
    QStringList open;
    for (EditorPage *its : m_area->pages()) {
        open << its->path();
        entries << Entry{
            .icon = u"file-ml"_s, .name = its->name(), .where = tr("open file"), .act = [this, its = QPointer(its)] {
                if (its) m_area->setCurrentPage(its);
            }};
    }
    for (const QString &path : m_settings->recentFiles()) {
        if (open.contains(path)) continue;
        entries << Entry{.icon = u"file-ml"_s,
                         .name = QFileInfo(path).fileName(),
                         .where = QFileInfo(path).path(),
                         .act = [this, path] { m_files->open({path}); }};
    }
    return entries;
}

void MainWindow::openPalette(const QString &typed)
{
    if (m_palette == nullptr) {
        m_palette = new CommandPalette(this);
        connect(m_index, &project::FileIndex::listed, m_palette, &CommandPalette::refresh);
        connect(m_code, &CodeDesk::outlineChanged, m_palette, [palette = m_palette] {
            if (palette->field()->text().startsWith(u'@')) palette->refresh();
        });
        m_palette->setSources({[this] { return paletteCommands(); }, [this] { return paletteFiles(); },
                               [this] { return m_code->symbols(); },
                               [this](const QString &wanted, const auto &answer) { findIndexed(wanted, answer); },
                               [this](int line) {
                                   if (page() == nullptr) return;
                                   page()->editor()->goTo({line, 1});
                                   page()->setFocus();
                               }});
    }
    m_index->refresh(m_tree->folder());
    m_palette->open(typed, paletteTop());
}

// Files of the folder, found on another thread.
void MainWindow::findIndexed(const QString &typed, const std::function<void(const QList<Entry> &)> &answer)
{
    constexpr int kMost = 60;
    m_index->find(typed, kMost, [this, answer](const QList<project::FileHit> &hits) {
        QList<Entry> entries;
        for (const project::FileHit &hit : hits)
            entries << Entry{.icon = u"file-ml"_s,
                             .name = hit.name,
                             .where = hit.folder,
                             .act = [this, path = hit.path] { m_files->open({path}); },
                             .hits = hit.hits};
        answer(entries);
    });
}

} // namespace latchkey::window
