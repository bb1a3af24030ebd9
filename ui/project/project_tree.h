// SPDX-License-Identifier: GPL-3.0-or-later
//
// The Files pane: a folder as a tree, followed as the disk changes. Files and folders can be made, renamed in place and
// moved to the trash. Reading folders is QFileSystemModel's, on a thread of its own; the model is made when the pane is
// first seen, and folders are read when they are opened.
#pragma once

#include <QTimer>
#include <QTreeView>

class QFileSystemModel;

namespace latchkey::project {

/// The folder a file belongs to: the nearest above it that version control or a project file marks, else its own.
[[nodiscard]] QString projectFolderOf(const QString &file);

class ProjectTree : public QTreeView
{
    Q_OBJECT

public:
    explicit ProjectTree(QWidget *parent = nullptr);

    /// Shows the file's place; the folder shown changes only if the file lies outside of it.
    void setFile(const QString &file);
    void setFolder(const QString &folder);
    [[nodiscard]] const QString &folder() const { return m_folder; }

    /// Makes a file or folder beside or in what is current and asks for its name in place.
    void createFile();
    void createFolder();
    void renameCurrent();
    /// Moves what is current to the trash, off the GUI thread.
    void trashCurrent();
    [[nodiscard]] QString currentPath() const;

signals:
    void fileActivated(const QString &path);
    void folderChanged(const QString &folder);
    /// The user wants to be asked before this goes to the trash; call trash(path) to go on.
    void trashRequested(const QString &path);
    void renamed(const QString &from, const QString &to);
    void failed(const QString &message);
    /// Search in this folder.
    void searchRequested(const QString &folder);

public slots:
    void trash(const QString &path);

private slots:
    void revealAgain();

protected:
    void showEvent(QShowEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    void makeModel();
    void reveal(QString file);
    void activateIndex(const QModelIndex &index);
    [[nodiscard]] QString targetFolder() const;
    void editWhenThere(QString path);

    QFileSystemModel *m_model = nullptr;
    QString m_file;
    QString m_folder;
    QString m_toReveal;      ///< to be current until somebody chooses another row
    QString m_lookedForAnew; ///< the file that the model was last made anew for
    QTimer m_again;
    QString m_toEdit; ///< just made; its row is on its way
};

} // namespace latchkey::project
