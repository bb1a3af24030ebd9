// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/project/project_tree.h"

#include "ui/editor/background.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"

#include <QAbstractFileIconProvider>
#include <QContextMenuEvent>
#include <QFileInfo>
#include <QFileSystemModel>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMenu>

using namespace Qt::StringLiterals;

namespace latchkey::project {
namespace {

// Two icons; asking the desktop for one per file would read every file.
class Icons : public QAbstractFileIconProvider
{
public:
    [[nodiscard]] QIcon icon(IconType type) const override { return iconNamed(type == Folder); }
    [[nodiscard]] QIcon icon(const QFileInfo &info) const override { return iconNamed(info.isDir()); }

private:
    static QIcon iconNamed(bool folder)
    {
        return theme::Icons::icon(folder ? u"folder"_s : u"file-ml"_s, theme::Token::Muted);
    }
};

/// A name that is free in the folder: "script.ml", "script-2.ml", ...
QString freeName(const QString &folder, const QString &stem, const QString &suffix)
{
    for (int number = 1;; ++number) {
        const QString name = (number == 1 ? stem : u"%1-%2"_s.arg(stem).arg(number)) + suffix;
        if (!QFileInfo::exists(folder + u'/' + name)) return name;
    }
}

constexpr int kMaxLevels = 12;
constexpr int kPatience = 300; ///< ms in which the model hears of a file

} // namespace

QString projectFolderOf(const QString &file)
{
    const QString own = QFileInfo(file).path();
    QDir folder(own);
    for (int level = 0; level < kMaxLevels && folder.exists(); ++level) {
        for (const QString &mark : {u".git"_s, u".hg"_s, u"latchkey.json"_s, u"mlpy.json"_s})
            if (folder.exists(mark) && folder.path() != QDir::homePath()) return folder.path();
        if (folder.isRoot() || !folder.cdUp()) break;
    }
    return own;
}

ProjectTree::ProjectTree(QWidget *parent)
    : QTreeView(parent)
{
    setObjectName(u"fileTree"_s);
    setAccessibleName(tr("Files of the folder"));
    setHeaderHidden(true);
    setFrameShape(NoFrame);
    setIndentation(theme::kTreeIndent);
    setEditTriggers(EditKeyPressed);
    setUniformRowHeights(true);
    setBackgroundRole(QPalette::Button);
    viewport()->setBackgroundRole(QPalette::Button);
    connect(this, &QAbstractItemView::doubleClicked, this, &ProjectTree::activateIndex);
    m_again.setSingleShot(true);
    m_again.setInterval(kPatience);
    connect(&m_again, &QTimer::timeout, this, &ProjectTree::revealAgain);
}

void ProjectTree::makeModel()
{
    if (m_model != nullptr) return;
    m_model = new QFileSystemModel(this);
    static Icons icons;
    m_model->setIconProvider(&icons);
    m_model->setOption(QFileSystemModel::DontUseCustomDirectoryIcons);
    m_model->setFilter(QDir::AllDirs | QDir::Files | QDir::NoDotAndDotDot);
    m_model->setReadOnly(false);
    setModel(m_model);
    for (int column = 1; column < m_model->columnCount(); ++column) hideColumn(column);
    connect(m_model, &QFileSystemModel::fileRenamed, this,
            [this](const QString &folder, const QString &from, const QString &to) {
                emit renamed(folder + u'/' + from, folder + u'/' + to);
            });
    connect(m_model, &QAbstractItemModel::rowsInserted, this, [this] {
        if (!m_toEdit.isEmpty()) editWhenThere(m_toEdit);
        if (!m_toReveal.isEmpty() && currentPath() != m_toReveal) reveal(m_toReveal);
    });
}

// A listing of the folder that was on its way when a file was renamed may hide the new row from the model for good:
// then only a fresh model finds the file. Once for a file: one that the tree leaves out is not found by any.
void ProjectTree::revealAgain()
{
    if (m_toReveal.isEmpty() || currentPath() == m_toReveal || !QFileInfo::exists(m_toReveal)) return;
    if (m_model->index(m_toReveal).isValid()) return reveal(m_toReveal);
    if (std::exchange(m_lookedForAnew, m_toReveal) == m_toReveal) return;
    QFileSystemModel *old = std::exchange(m_model, nullptr);
    makeModel();
    old->deleteLater();
    setRootIndex(m_model->setRootPath(m_folder));
    reveal(m_toReveal);
}

void ProjectTree::setFile(const QString &file)
{
    if (file.isEmpty()) return;
    m_file = file;
    m_toEdit.clear(); // one went on to another file before the new one had its row
    // A file below the folder shown leaves it: one is still at work there.
    if (m_folder.isEmpty() || !file.startsWith(m_folder + u'/')) setFolder(projectFolderOf(file));
    else if (isVisible()) reveal(file);
}

void ProjectTree::setFolder(const QString &folder)
{
    if (folder.isEmpty()) return;
    const bool changed = std::exchange(m_folder, folder) != folder;
    if (isVisible()) {
        makeModel();
        setRootIndex(m_model->setRootPath(folder));
        if (!m_file.isEmpty()) reveal(m_file);
    }
    if (changed) emit folderChanged(folder);
}

void ProjectTree::showEvent(QShowEvent *event)
{
    QTreeView::showEvent(event);
    if (m_folder.isEmpty()) return;
    makeModel();
    if (m_model->rootPath() != m_folder) setRootIndex(m_model->setRootPath(m_folder));
    if (!m_file.isEmpty()) reveal(m_file);
}

void ProjectTree::reveal(QString file)
{
    if (!file.startsWith(m_folder + u'/')) return;
    // The model hears of new and renamed files in its own time, and may lose a row for a moment: the wish stays until
    // somebody chooses another row.
    m_toReveal = file;
    m_again.start();
    const QModelIndex index = m_model->index(file);
    if (!index.isValid()) return;
    setCurrentIndex(index);
    scrollTo(index);
}

QString ProjectTree::currentPath() const
{
    return m_model != nullptr && currentIndex().isValid() ? m_model->filePath(currentIndex()) : QString();
}

QString ProjectTree::targetFolder() const
{
    const QString path = currentPath();
    if (path.isEmpty()) return m_folder;
    return m_model->isDir(currentIndex()) ? path : QFileInfo(path).path();
}

void ProjectTree::createFile()
{
    if (m_model == nullptr) return;
    const QString path = targetFolder() + u'/' + freeName(targetFolder(), tr("script"), u".ml"_s);
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly))
        return void(emit failed(tr("%1 could not be made: %2.").arg(path, file.errorString())));
    file.close();
    editWhenThere(path);
}

void ProjectTree::createFolder()
{
    if (m_model == nullptr) return;
    const QString folder = targetFolder(), name = freeName(folder, tr("folder"), {});
    if (!QDir(folder).mkdir(name)) return void(emit failed(tr("A folder could not be made in %1.").arg(folder)));
    editWhenThere(folder + u'/' + name);
}

// The model hears of a new file from the system, in its own time. Asking for its index may insert the row and so come
// back here, hence the name is kept only while there is none.
void ProjectTree::editWhenThere(QString path)
{
    m_toEdit.clear();
    m_toReveal.clear();
    const QModelIndex index = m_model->index(path);
    if (!index.isValid()) return void(m_toEdit = path);
    setCurrentIndex(index);
    scrollTo(index);
    edit(index);
}

void ProjectTree::renameCurrent()
{
    if (currentIndex().isValid()) edit(currentIndex());
}

void ProjectTree::trashCurrent()
{
    if (const QString path = currentPath(); !path.isEmpty()) emit trashRequested(path);
}

void ProjectTree::trash(const QString &path)
{
    editor::inBackground([path] { return QFile::moveToTrash(path); }).then(this, [this, path](bool done) {
        if (!done) emit failed(tr("%1 could not be moved to the trash.").arg(path));
    });
}

void ProjectTree::activateIndex(const QModelIndex &index)
{
    if (m_model != nullptr && index.isValid() && !m_model->isDir(index)) emit fileActivated(m_model->filePath(index));
}

void ProjectTree::keyPressEvent(QKeyEvent *event)
{
    m_toReveal.clear();
    const bool editing = state() == EditingState;
    if (!editing && (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)) {
        if (m_model != nullptr && m_model->isDir(currentIndex()))
            setExpanded(currentIndex(), !isExpanded(currentIndex()));
        else activateIndex(currentIndex());
    } else if (!editing && event->key() == Qt::Key_Delete) {
        trashCurrent();
    } else {
        QTreeView::keyPressEvent(event);
    }
}

void ProjectTree::mousePressEvent(QMouseEvent *event)
{
    m_toReveal.clear();
    QTreeView::mousePressEvent(event);
}

void ProjectTree::contextMenuEvent(QContextMenuEvent *event)
{
    if (m_model == nullptr) return;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setAccessibleName(tr("File"));
    const bool has = !currentPath().isEmpty();
    menu->addAction(tr("New file"), this, &ProjectTree::createFile);
    menu->addAction(tr("New folder"), this, &ProjectTree::createFolder);
    menu->addSeparator();
    menu->addAction(tr("Rename"), this, &ProjectTree::renameCurrent)->setEnabled(has);
    menu->addAction(tr("Move to the trash"), this, &ProjectTree::trashCurrent)->setEnabled(has);
    menu->addSeparator();
    menu->addAction(tr("Find in this folder"), this, [this] { emit searchRequested(targetFolder()); });
    menu->popup(event->globalPos());
}

} // namespace latchkey::project
