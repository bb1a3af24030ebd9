// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/file_tree.h"

#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"

#include <QAbstractFileIconProvider>
#include <QFileInfo>
#include <QFileSystemModel>
#include <QHeaderView>
#include <QKeyEvent>

using namespace Qt::StringLiterals;

namespace latchkey::window {
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

} // namespace

FileTree::FileTree(QWidget *parent)
    : QTreeView(parent)
{
    setObjectName(u"fileTree"_s);
    setAccessibleName(tr("Files of the folder"));
    setHeaderHidden(true);
    setFrameShape(NoFrame);
    setIndentation(theme::kTreeIndent);
    setEditTriggers(NoEditTriggers);
    setUniformRowHeights(true);
    setBackgroundRole(QPalette::Button);
    viewport()->setBackgroundRole(QPalette::Button);
    connect(this, &QAbstractItemView::doubleClicked, this, &FileTree::activateIndex);
}

void FileTree::setFile(const QString &file)
{
    if (file.isEmpty()) return;
    m_file = file;
    if (isVisible()) showFile(file);
}

void FileTree::showEvent(QShowEvent *event)
{
    QTreeView::showEvent(event);
    if (!m_file.isEmpty()) showFile(m_file);
}

void FileTree::showFile(const QString &file)
{
    if (m_model == nullptr) {
        m_model = new QFileSystemModel(this);
        static Icons icons;
        m_model->setIconProvider(&icons);
        m_model->setOption(QFileSystemModel::DontUseCustomDirectoryIcons);
        m_model->setFilter(QDir::AllDirs | QDir::Files | QDir::NoDotAndDotDot);
        setModel(m_model);
        for (int column = 1; column < m_model->columnCount(); ++column) hideColumn(column);
    }
    const QString folder = QFileInfo(file).path();
    // A file below the folder shown leaves it: one is still at work there.
    if (m_folder.isEmpty() || !(file.startsWith(m_folder + u'/'))) {
        m_folder = folder;
        setRootIndex(m_model->setRootPath(folder));
    }
    const QModelIndex index = m_model->index(file);
    setCurrentIndex(index);
    scrollTo(index);
}

void FileTree::activateIndex(const QModelIndex &index)
{
    if (m_model != nullptr && index.isValid() && !m_model->isDir(index)) emit fileActivated(m_model->filePath(index));
}

void FileTree::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) activateIndex(currentIndex());
    else QTreeView::keyPressEvent(event);
}

} // namespace latchkey::window
