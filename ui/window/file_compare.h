// SPDX-License-Identifier: GPL-3.0-or-later
//
// The text in the editor beside other versions of its file: the one on disk, and those that earlier saves replaced.
#pragma once

#include <QObject>
#include <QPointer>

namespace latchkey::window {

class Commands;
class EditorArea;
class EditorPage;

class FileCompare : public QObject
{
    Q_OBJECT

public:
    /// `stateFolder` empty: no earlier versions are kept. `window` is the parent of what is shown.
    FileCompare(EditorArea *area, const QString &stateFolder, QWidget *window);

    void addCommands(Commands &commands);
    void showDiskDifference(EditorPage *page);
    /// Says so when there are none.
    void showEarlierVersions(EditorPage *page);
    /// Where earlier versions are kept, empty for nowhere.
    [[nodiscard]] QString versionsFolder() const;

signals:
    /// A few words for the status bar.
    void said(const QString &message);

private:
    EditorArea *m_area;
    QString m_stateFolder;
    QWidget *m_window;
};

} // namespace latchkey::window
