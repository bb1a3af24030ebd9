// SPDX-License-Identifier: GPL-3.0-or-later
//
// How the panes of the folder, Files and Search, work together with the editors.
#include "ui/window/main_window.h"

#include "ui/project/project_tree.h"
#include "ui/project/search_pane.h"
#include "ui/theme/theme.h"
#include "ui/window/ask.h"
#include "ui/window/panes.h"

#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace latchkey::window {

void MainWindow::connectProject()
{
    using project::ProjectTree;
    using project::SearchPane;
    connect(m_tree, &ProjectTree::fileActivated, this, [this](const QString &path) { m_files->open({path}); });
    connect(m_tree, &ProjectTree::folderChanged, this, [this](const QString &folder) { m_search->setFolder(folder); });
    connect(m_tree, &ProjectTree::searchRequested, this, &MainWindow::findInFolder);
    connect(m_tree, &ProjectTree::failed, this, [this](const QString &message) {
        m_area->notices()->post({u"files"_s, widgets::Notice::Kind::Error, {{message}}});
    });
    connect(m_tree, &ProjectTree::trashRequested, this, [this](const QString &path) {
        Question question{u"trash"_s, tr("Move %1 to the trash?").arg(QFileInfo(path).fileName()), path, {}, -1};
        question.buttons = {tr("Move to the trash"), tr("Cancel")};
        ask(this, question, [this, path](int button) {
            if (button == 0) m_tree->trash(path);
        });
    });
    connect(m_search, &SearchPane::activated, this, [this](const QString &path, int line, int column, int length) {
        EditorPage *its = m_files->open({path, line, column});
        if (its == nullptr || its->document()->isBusy() || its->editor()->isLoading()) return;
        its->editor()->select({{line, column}, {line, column + length}});
    });
    // Files that are open show what was written; those with unsaved text say that the disk has another.
    connect(m_search, &SearchPane::replaced, this, [this] {
        for (EditorPage *each : m_area->pages())
            if (!each->document()->isModified() && each->path().startsWith(m_search->folder() + u'/'))
                m_files->reload(each);
    });
    connect(m_search, &SearchPane::replaceRequested, this, [this](int hits, int files) {
        Question question{
            u"replaceInFiles"_s,
            tr("Replace %n place(s)?", nullptr, hits),
            tr("%n file(s) are written. This can not be undone in files that are not open.", nullptr, files),
            {},
            0};
        question.buttons = {tr("Replace"), tr("Cancel")};
        ask(this, question, [this](int button) {
            if (button == 0) m_search->replaceAll();
        });
    });
}

void MainWindow::openFolder()
{
    FileQuestion question{u"openFolder"_s, tr("Open folder"), m_tree->folder(), {}, false, true};
    askFiles(this, question, [this](const QStringList &paths) {
        if (paths.isEmpty()) return;
        m_tree->setFolder(paths.first());
        m_panes->show(u"files"_s);
    });
}

void MainWindow::findInFolder(const QString &folder)
{
    if (!folder.isEmpty()) m_search->setFolder(folder);
    else if (!m_tree->folder().isEmpty()) m_search->setFolder(m_tree->folder());
    QString typed;
    if (page() != nullptr) typed = QString::fromUtf8(page()->editor()->selectedUtf8());
    m_panes->show(u"search"_s);
    // Lines of code want more room than names of files.
    constexpr int kSearchWidth = 300;
    QDockWidget *left = m_panes->dock(Qt::LeftDockWidgetArea);
    const int wanted = std::min(theme::metrics().scaledWidth(kSearchWidth), width() / 3);
    if (left->isAncestorOf(m_search) && left->width() < wanted) resizeDocks({left}, {wanted}, Qt::Horizontal);
    m_search->open(typed.contains(u'\n') ? QString() : typed);
}

} // namespace latchkey::window
