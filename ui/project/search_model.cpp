// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/project/search_model.h"

#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace latchkey::project {

// A line's index carries its file's row plus one, a file's carries 0.

void SearchModel::clear(const QString &folder)
{
    beginResetModel();
    m_folder = folder;
    m_files.clear();
    endResetModel();
}

void SearchModel::append(const QList<FoundFile> &files)
{
    if (files.isEmpty()) return;
    beginInsertRows({}, int(m_files.size()), int(m_files.size() + files.size()) - 1);
    m_files << files;
    endInsertRows();
}

void SearchModel::setReplacement(const QString &replacement)
{
    m_replacement = replacement;
    if (!m_files.isEmpty()) emit dataChanged(index(0, 0), index(int(m_files.size()) - 1, 0));
}

const FoundFile *SearchModel::fileAt(const QModelIndex &index) const
{
    if (!index.isValid()) return nullptr;
    return &m_files[index.internalId() == 0 ? index.row() : int(index.internalId()) - 1];
}

const FoundLine *SearchModel::lineAt(const QModelIndex &index) const
{
    if (!index.isValid() || index.internalId() == 0) return nullptr;
    return &m_files[int(index.internalId()) - 1].lines[index.row()];
}

QString SearchModel::folderOf(const FoundFile &file) const
{
    const QString folder = QFileInfo(file.path).path();
    return folder.startsWith(m_folder) ? folder.sliced(std::min(folder.size(), m_folder.size() + 1)) : folder;
}

QModelIndex SearchModel::index(int row, int column, const QModelIndex &parent) const
{
    if (row < 0 || column != 0 || row >= rowCount(parent)) return {};
    return createIndex(row, 0, parent.isValid() ? quintptr(parent.row() + 1) : quintptr(0));
}

QModelIndex SearchModel::parent(const QModelIndex &index) const
{
    if (!index.isValid() || index.internalId() == 0) return {};
    return createIndex(int(index.internalId()) - 1, 0, quintptr(0));
}

int SearchModel::rowCount(const QModelIndex &parent) const
{
    if (!parent.isValid()) return int(m_files.size());
    return parent.internalId() == 0 ? int(m_files[parent.row()].lines.size()) : 0;
}

QVariant SearchModel::data(const QModelIndex &index, int role) const
{
    const FoundFile *file = fileAt(index);
    if (file == nullptr) return {};
    const FoundLine *line = lineAt(index);
    switch (role) {
    case Qt::DisplayRole:
        return line != nullptr ? line->text : QFileInfo(file->path).fileName();
    case Qt::ToolTipRole:
        return line != nullptr ? QVariant() : file->path;
    case Qt::AccessibleTextRole:
        return line != nullptr ? tr("line %1: %2").arg(line->line).arg(line->text.trimmed())
                               : tr("%1, %n place(s)", nullptr, int(file->lines.size())).arg(file->path);
    default:
        return {};
    }
}

} // namespace latchkey::project
