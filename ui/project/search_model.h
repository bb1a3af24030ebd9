// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a search in a folder found: files, and below each its lines. Grows while results come in.
#pragma once

#include "ui/project/folder_search.h"

#include <QAbstractItemModel>

namespace latchkey::project {

class SearchModel : public QAbstractItemModel
{
    Q_OBJECT

public:
    using QAbstractItemModel::QAbstractItemModel;

    void clear(const QString &folder);
    void append(const QList<FoundFile> &files);
    /// Shown behind each match; empty: nothing is replaced.
    void setReplacement(const QString &replacement);
    [[nodiscard]] const QString &replacement() const { return m_replacement; }
    [[nodiscard]] const QList<FoundFile> &files() const { return m_files; }
    /// The file of a row of either kind; the line of a line's row, null else.
    [[nodiscard]] const FoundFile *fileAt(const QModelIndex &index) const;
    [[nodiscard]] const FoundLine *lineAt(const QModelIndex &index) const;
    /// A file's folder below the one that was searched.
    [[nodiscard]] QString folderOf(const FoundFile &file) const;

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &index) const override;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex & = {}) const override { return 1; }
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

private:
    QString m_folder;
    QString m_replacement;
    QList<FoundFile> m_files;
};

} // namespace latchkey::project
