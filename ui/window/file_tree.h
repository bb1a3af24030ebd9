// SPDX-License-Identifier: GPL-3.0-or-later
//
// The Files pane of the navigator: the folder of the file in front as a tree. Reading folders is QFileSystemModel's,
// on a thread of its own; the model is made when the pane is first seen.
#pragma once

#include <QTreeView>

class QFileSystemModel;

namespace latchkey::window {

class FileTree : public QTreeView
{
    Q_OBJECT

public:
    explicit FileTree(QWidget *parent = nullptr);

    /// Shows the folder of `file` and marks the file; an empty path leaves what is shown.
    void setFile(const QString &file);

signals:
    void fileActivated(const QString &path);

protected:
    void showEvent(QShowEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void showFile(const QString &file);
    void activateIndex(const QModelIndex &index);

    QFileSystemModel *m_model = nullptr;
    QString m_file;
    QString m_folder;
};

} // namespace latchkey::window
