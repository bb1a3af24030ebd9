// SPDX-License-Identifier: GPL-3.0-or-later
//
// What tests of the window share: the real window, shown offscreen with a state folder of its own, and a person who
// types and answers dialogs.
#pragma once

#include "ui/window/ask.h"
#include "ui/window/main_window.h"

#include <QTemporaryDir>

#include <memory>

namespace latchkey::window::test {

class TestWindow
{
public:
    /// Shows the window and waits until it is active and its session is back. `state` empty: a folder of its own.
    explicit TestWindow(const QString &state = {}, QSize size = {1200, 800});
    ~TestWindow();

    MainWindow *operator->() const { return m_window.get(); }
    MainWindow &operator*() const { return *m_window; }
    [[nodiscard]] EditorPage *page() const { return m_window->editors()->currentPage(); }
    [[nodiscard]] QString stateFolder() const { return m_state; }
    /// A new tab with this text, the focus in it.
    EditorPage *newFile(const QByteArray &text = {});
    /// Opens a file and waits for its text.
    EditorPage *open(const QString &path);
    /// A key for whatever has the focus.
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {});
    void type(const QString &text);
    /// Starts the page in front with F5. Its run.
    quint64 run();
    [[nodiscard]] runs::RunEntry entry(quint64 run) const { return m_window->runList()->entry(run); }
    [[nodiscard]] QString output() const;
    /// Lets the window go without closing it, as a crash does.
    void vanish() { m_window.reset(); }

private:
    QTemporaryDir m_folder;
    QString m_state;
    std::unique_ptr<MainWindow> m_window;
};

/// Answers every dialog with a button, and notes what was asked.
class Person
{
public:
    explicit Person(int button = -1);
    ~Person() { setAnswerer({}); }
    QStringList asked; ///< ids
    QStringList texts;
    int button;        ///< to press; -1: the last, which changes nothing
    QStringList files; ///< to choose
};

/// The entries whose mnemonic one before them has.
QStringList mnemonicClashes(const QList<QAction *> &actions);
/// The same in the menu bar and in each of its menus, and the commands whose keys open a menu of the bar.
QStringList mnemonicClashes(MainWindow &window);

/// A file with this content.
QString makeFile(const QTemporaryDir &folder, const QString &name, const QByteArray &content);
QByteArray contentOf(const QString &path);

} // namespace latchkey::window::test
