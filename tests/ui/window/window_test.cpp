// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/window/window_test.h"

#include "ui/output/output_pane.h"
#include "ui/theme/theme.h"
#include "ui/widgets/accessibility.h"
#include "ui/window/english.h"
#include "ui/window/run_desk.h"

#include <QApplication>
#include <QFile>
#include <QMenuBar>
#include <QSet>
#include <QSignalSpy>
#include <QTest>

namespace latchkey::window::test {

TestWindow::TestWindow(const QString &state, QSize size)
    : m_state(state.isEmpty() ? m_folder.path() : state)
{
    widgets::installAccessibility();
    English::install();
    static const bool themed = (theme::Theme::instance().apply(), true);
    Q_UNUSED(themed)
    WindowOptions options;
    options.stateFolder = m_state;
    options.threads = 2;
    m_window = std::make_unique<MainWindow>(options);
    QSignalSpy restored(m_window.get(), &MainWindow::restored);
    m_window->resize(size);
    m_window->show();
    m_window->activateWindow();
    if (!QTest::qWaitForWindowActive(m_window.get())) qWarning("the window did not become active");
    if (restored.isEmpty()) restored.wait();
}

TestWindow::~TestWindow()
{
    if (m_window) m_window->engine().cancelAll();
}

EditorPage *TestWindow::newFile(const QByteArray &text)
{
    EditorPage *made = m_window->files()->newFile(text);
    made->editor()->setFocus();
    return made;
}

EditorPage *TestWindow::open(const QString &path)
{
    EditorPage *opened = m_window->files()->open({path});
    const QPointer<EditorPage> watched(opened);
    if (!QTest::qWaitFor(
            [&] { return !watched || (!watched->document()->isBusy() && !watched->editor()->isLoading()); }, 20'000))
        qWarning("the file was not read in time");
    return watched;
}

void TestWindow::press(Qt::Key key, Qt::KeyboardModifiers modifiers)
{
    QWidget *focus = QApplication::focusWidget();
    QTest::keyClick(focus != nullptr ? focus : m_window.get(), key, modifiers);
}

void TestWindow::type(const QString &text)
{
    for (const QChar letter : text) {
        if (letter == u'\n') press(Qt::Key_Return);
        else QTest::keyClick(QApplication::focusWidget(), letter.toLatin1());
    }
}

quint64 TestWindow::run()
{
    const quint64 before = m_window->runList()->frontRun();
    press(Qt::Key_F5);
    const quint64 started = m_window->runList()->frontRun();
    return started == before ? 0 : started;
}

QString TestWindow::output() const
{
    const output::OutputView *view = m_window->outputPane()->view();
    QString text;
    for (qint64 row = 0; row < view->rowCount(); ++row) text += view->rowText(row) + u'\n';
    return text;
}

Person::Person(int pressed)
    : button(pressed)
{
    setAnswerer({[this](const Question &question) {
                     asked << question.id;
                     texts << question.text;
                     return button < 0 ? int(question.buttons.size()) - 1 : button;
                 },
                 [this](const FileQuestion &question) {
                     asked << question.id;
                     return files;
                 }});
}

QStringList mnemonicClashes(const QList<QAction *> &actions)
{
    QSet<QString> taken;
    QStringList clashes;
    for (const QAction *action : actions) {
        const QString key = QKeySequence::mnemonic(action->text()).toString();
        if (key.isEmpty()) continue;
        if (taken.contains(key)) clashes << action->text();
        taken.insert(key);
    }
    return clashes;
}

QStringList mnemonicClashes(MainWindow &window)
{
    const QList<QAction *> menus = window.menuBar()->actions();
    QStringList clashes = mnemonicClashes(menus);
    QSet<QString> bar;
    for (const QAction *menu : menus) bar << QKeySequence::mnemonic(menu->text()).toString();
    for (const QAction *action : window.commands().all())
        for (const QKeySequence &key : action->shortcuts())
            if (bar.contains(key.toString())) clashes << action->text();
    for (const QAction *menu : menus) {
        emit menu->menu()->aboutToShow();
        clashes << mnemonicClashes(menu->menu()->actions());
    }
    return clashes;
}

QString makeFile(const QTemporaryDir &folder, const QString &name, const QByteArray &content)
{
    const QString path = folder.filePath(name);
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        qWarning("could not write %s", qPrintable(path));
    return path;
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("(cannot be read)");
}

} // namespace latchkey::window::test
