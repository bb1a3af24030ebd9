// SPDX-License-Identifier: GPL-3.0-or-later
//
// Random real events into the whole window: keys, clicks, drags, wheels, commands, resizing, closing, while scripts run
// and ask. Nothing may crash or hang; how long the longest event held the window up is told. Three seconds in the quick
// run; LATCHKEY_STRESS sets another number of seconds, LATCHKEY_SEED the seed of the first session. Each session has a
// seed of its own, so a short one finds again what a long one found.
#include "tests/ui/window/window_test.h"

#include "ui/editor/code_editor.h"
#include "ui/window/editor_area.h"

#include <QAction>
#include <QApplication>
#include <QDesktopServices>
#include <QDir>
#include <QElapsedTimer>
#include <QMenu>
#include <QPointer>
#include <QRandomGenerator>
#include <QTest>
#include <QTimer>
#include <QWheelEvent>
#include <QWindow>

#include <ctime>

using namespace Qt::StringLiterals;
using namespace latchkey;
using namespace latchkey::window;
using namespace latchkey::window::test;

namespace {

constexpr qint64 kSessionMs = 3000;
constexpr qint64 kHangMs = 5000; ///< of the GUI thread's own work: far above any stall, far below patience

double cpuMs()
{
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return double(now.tv_sec) * 1e3 + double(now.tv_nsec) / 1e6;
}

const QByteArray kScripts[] = {
    "for (i in range(100000)) {\n    print(\"line\", i);\n}\nresult = 1;\n",
    "rows = [];\nfor (i in range(500)) {\n    rows.append({id: i, name: \"n\" + i});\n}\nresult = rows;\n",
    "import file;\ntext = file.read(\"notes.txt\");\nprint(text);\n",
    "while (true) {\n    x = 1;\n}\n",
    "function f(a, b) {\n    return a + b;\n}\nprint(f(1, 2)\n",
    "name = input(\"Name: \");\nprint(\"\\x1b[1;31m\" + name);\n",
    QByteArray("total = 0;\n").repeated(2000),
};

} // namespace

class tst_WindowStorm : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        const int seconds = qEnvironmentVariableIntValue("LATCHKEY_STRESS");
        if (seconds > 0) m_length = qint64(seconds) * 1000;
        const int seed = qEnvironmentVariableIntValue("LATCHKEY_SEED");
        if (seed > 0) m_seed = quint32(seed);
        QDesktopServices::setUrlHandler(u"http"_s, this, "swallow");
        QDesktopServices::setUrlHandler(u"https"_s, this, "swallow");
        for (int i = 0; i < 5; ++i)
            makeFile(m_folder, u"file%1.ml"_s.arg(i), kScripts[size_t(i) % std::size(kScripts)]);
        QDir::setCurrent(m_folder.path());
        setAnswerer(
            {[this](const Question &question) { return int(m_random.bounded(quint32(question.buttons.size()))); },
             [this](const FileQuestion &question) {
                 if (m_random.bounded(3) == 0) return QStringList();
                 if (question.folders) return QStringList{m_folder.path()};
                 return QStringList{m_folder.filePath(u"file%1.ml"_s.arg(m_random.bounded(6)))};
             }});
    }

    void init()
    {
        // Dragging out of a view and Qt's own menus run loops of their own until somebody lets go or presses Escape.
        connect(&m_lettingGo, &QTimer::timeout, this, &tst_WindowStorm::letGo);
        m_lettingGo.start(40);
    }

    void cleanup() { m_lettingGo.stop(); }

    void cleanupTestCase() { setAnswerer({}); }

    void u1_randomEvents()
    {
        QElapsedTimer whole;
        whole.start();
        qint64 events = 0;
        for (quint32 seed = m_seed; whole.elapsed() < m_length; ++seed) {
            const qint64 before = events;
            session(seed, std::min(kSessionMs, m_length - whole.elapsed()), events);
            if (QTest::currentTestFailed()) return;
            QVERIFY2(events > before, "a session without events");
        }
        qInfo("%lld events; the longest took %.0f ms of the thread's time (%s); %lld took more than 100 ms",
              static_cast<long long>(events), m_longest, qPrintable(m_longestWhat), static_cast<long long>(m_slow));
    }

public slots:
    void swallow(const QUrl &) {}

private:
    void letGo()
    {
        if (m_inStep == nullptr) return;
        if (QWidget *popup = QApplication::activePopupWidget()) popup->close();
        else if (QWidget *dialog = QApplication::activeModalWidget()) dialog->close();
        else if (QWindow *handle = m_inStep->windowHandle()) {
            QKeyEvent escape(QEvent::KeyPress, Qt::Key_Escape, Qt::NoModifier);
            QCoreApplication::sendEvent(handle, &escape);
        }
    }

    void session(quint32 seed, qint64 length, qint64 &events)
    {
        m_random.seed(seed);
        QTemporaryDir state;
        QElapsedTimer clock;
        clock.start();
        while (clock.elapsed() < length) {
            TestWindow window(state.path());
            for (int i = 0; i < 2; ++i) window.newFile(kScripts[m_random.bounded(quint32(std::size(kScripts)))]);
            while (clock.elapsed() < length && window->isVisible()) {
                const double before = cpuMs();
                m_what.clear();
                m_inStep = &*window;
                step(window);
                m_inStep = nullptr;
                if (m_traces) qInfo("%s %s", qPrintable(m_what), qPrintable(carets(window)));
                QCoreApplication::processEvents();
                ++events;
                note(cpuMs() - before, seed);
                checkCarets(window, seed);
                if (QTest::currentTestFailed()) return;
            }
            window->engine().cancelAll();
        }
    }

    void note(double took, quint32 seed)
    {
        if (took > 100) ++m_slow;
        if (took > m_longest) m_longest = took, m_longestWhat = m_what;
        QVERIFY2(took < kHangMs,
                 qPrintable(u"%1 held the window up for %2 ms (seed %3)"_s.arg(m_what).arg(took).arg(seed)));
    }

    static QString carets(const TestWindow &window)
    {
        using S = QsciScintilla;
        const EditorPage *page = window->editors()->currentPage();
        if (!page) return {};
        const editor::CodeEditor *code = page->editor();
        QString text = u"[%1:"_s.arg(code->SendScintilla(S::SCI_GETLENGTH));
        for (long i = code->SendScintilla(S::SCI_GETSELECTIONS) - 1; i >= 0; --i)
            text += u" %1-%2"_s.arg(code->SendScintilla(S::SCI_GETSELECTIONNANCHOR, i))
                        .arg(code->SendScintilla(S::SCI_GETSELECTIONNCARET, i));
        return text + u']';
    }

    // The next key at a caret outside of the text would end the program. What is not in sight is mended at its next
    // key.
    void checkCarets(const TestWindow &window, quint32 seed)
    {
        using S = QsciScintilla;
        for (const editor::CodeEditor *code : window->findChildren<editor::CodeEditor *>()) {
            if (!code->isVisible()) continue;
            const long length = code->SendScintilla(S::SCI_GETLENGTH);
            for (long i = code->SendScintilla(S::SCI_GETSELECTIONS) - 1; i >= 0; --i) {
                const long caret = code->SendScintilla(S::SCI_GETSELECTIONNCARET, i);
                const long anchor = code->SendScintilla(S::SCI_GETSELECTIONNANCHOR, i);
                QVERIFY2(std::max(caret, anchor) <= length,
                         qPrintable(u"%1 left a selection from %2 to %3 in a text of %4 (seed %5)"_s.arg(m_what)
                                        .arg(anchor)
                                        .arg(caret)
                                        .arg(length)
                                        .arg(seed)));
            }
        }
    }

    void step(TestWindow &window)
    {
        if (QWidget *popup = QApplication::activePopupWidget()) return stepInPopup(popup);
        if (QWidget *dialog = QApplication::activeModalWidget()) {
            m_what = u"closing a dialog"_s;
            dialog->close();
            return;
        }
        const quint32 dice = m_random.bounded(100);
        if (dice < 45) pressKey(window);
        else if (dice < 70) useMouse(window);
        else if (dice < 78) turnWheel(window);
        else if (dice < 92) triggerCommand(window);
        else if (dice < 96) {
            m_what = u"resizing"_s;
            window->resize(640 + int(m_random.bounded(1000)), 420 + int(m_random.bounded(600)));
        } else if (dice < 99) {
            m_what = u"run"_s;
            QTest::keyClick(&*window, Qt::Key_F5);
        } else {
            m_what = u"waiting"_s;
            QTest::qWait(int(m_random.bounded(20)));
        }
    }

    void stepInPopup(QWidget *popup)
    {
        m_what = u"popup"_s;
        const Qt::Key keys[] = {Qt::Key_Down, Qt::Key_Up, Qt::Key_Escape, Qt::Key_Escape, Qt::Key_Right};
        QTest::keyClick(popup, keys[m_random.bounded(quint32(std::size(keys)))]);
    }

    void pressKey(const TestWindow &window)
    {
        QWidget *focus = QApplication::focusWidget();
        if (focus == nullptr || focus->window() != &*window) {
            window->activateWindow();
            focus = &*window;
        }
        if (m_random.bounded(3) != 0) { // typing
            const char letters[] = "abcxyz01 (){}[]\"'.=+;/#\t";
            const char letter = letters[m_random.bounded(quint32(sizeof(letters) - 1))];
            m_what = u"typing '%1' into %2"_s.arg(QLatin1Char(letter))
                         .arg(QLatin1StringView(focus->metaObject()->className()));
            QTest::keyClick(focus, letter);
            return;
        }
        const Qt::Key keys[] = {Qt::Key_Return,   Qt::Key_Backspace, Qt::Key_Delete,  Qt::Key_Left,   Qt::Key_Right,
                                Qt::Key_Up,       Qt::Key_Down,      Qt::Key_Home,    Qt::Key_End,    Qt::Key_PageUp,
                                Qt::Key_PageDown, Qt::Key_Tab,       Qt::Key_Backtab, Qt::Key_Escape, Qt::Key_F2,
                                Qt::Key_F3,       Qt::Key_F6,        Qt::Key_F8,      Qt::Key_F12,    Qt::Key_A,
                                Qt::Key_C,        Qt::Key_D,         Qt::Key_F,       Qt::Key_P,      Qt::Key_V,
                                Qt::Key_X,        Qt::Key_Y,         Qt::Key_Z,       Qt::Key_Space,  Qt::Key_Slash};
        const Qt::KeyboardModifiers modifiers[] = {Qt::NoModifier,
                                                   Qt::NoModifier,
                                                   Qt::ShiftModifier,
                                                   Qt::ControlModifier,
                                                   Qt::ControlModifier | Qt::ShiftModifier,
                                                   Qt::AltModifier,
                                                   Qt::AltModifier | Qt::ShiftModifier};
        const Qt::Key key = keys[m_random.bounded(quint32(std::size(keys)))];
        const auto with = modifiers[m_random.bounded(quint32(std::size(modifiers)))];
        m_what = u"pressing %1 in %2"_s.arg(QKeySequence(QKeyCombination(with, key)).toString(),
                                            QLatin1StringView(focus->metaObject()->className()));
        QTest::keyClick(focus, key, with);
    }

    // A visible widget somewhere in the window, and a point of it.
    QWidget *somewhere(const TestWindow &window, QPoint &point)
    {
        const QPoint place(int(m_random.bounded(quint32(window->width()))),
                           int(m_random.bounded(quint32(window->height()))));
        QWidget *widget = window->childAt(place);
        if (widget == nullptr) widget = &*window;
        point = widget->mapFrom(&*window, place);
        return widget;
    }

    void useMouse(const TestWindow &window)
    {
        QPoint point;
        const QPointer<QWidget> widget = somewhere(window, point);
        const Qt::KeyboardModifiers with = m_random.bounded(6) == 0 ? Qt::AltModifier : Qt::NoModifier;
        const quint32 kind = m_random.bounded(6);
        m_what = u"the mouse (%1%2) on %3 (%4)"_s.arg(with == Qt::AltModifier ? u"Alt, "_s : QString())
                     .arg(kind)
                     .arg(QLatin1StringView(widget->metaObject()->className()), widget->objectName());
        switch (kind) {
        case 0:
            QTest::mouseDClick(widget, Qt::LeftButton, with, point);
            break;
        case 1: { // a drag to another place
            QTest::mousePress(widget, Qt::LeftButton, with, point);
            for (int i = 0; i < 3 && widget; ++i)
                QTest::mouseMove(widget, {int(m_random.bounded(quint32(widget->width() + 1))),
                                          int(m_random.bounded(quint32(widget->height() + 1)))});
            if (widget) QTest::mouseRelease(widget, Qt::LeftButton, with, point);
            break;
        }
        case 2: {
            QContextMenuEvent menu(QContextMenuEvent::Mouse, point, widget->mapToGlobal(point));
            QCoreApplication::sendEvent(widget, &menu);
            break;
        }
        default:
            QTest::mouseClick(widget, Qt::LeftButton, with, point);
        }
    }

    void turnWheel(const TestWindow &window)
    {
        QPoint point;
        QWidget *widget = somewhere(window, point);
        m_what = u"the wheel on %1"_s.arg(QLatin1StringView(widget->metaObject()->className()));
        const int delta = m_random.bounded(2) == 0 ? 120 : -120;
        const Qt::KeyboardModifiers with = m_random.bounded(10) == 0 ? Qt::ControlModifier : Qt::NoModifier;
        QWheelEvent wheel(point, widget->mapToGlobal(point), {}, {0, delta}, Qt::NoButton, with, Qt::NoScrollPhase,
                          false);
        QCoreApplication::sendEvent(widget, &wheel);
    }

    void triggerCommand(const TestWindow &window)
    {
        const QList<QAction *> all = window->commands().all();
        QAction *action = all[m_random.bounded(quint32(all.size()))];
        m_what = u"command %1"_s.arg(action->objectName().isEmpty() ? action->text() : action->objectName());
        // Ending the program is rare, or nothing else would be tried.
        const bool ends = action == window->commands()[u"quit"_s];
        if (!ends || m_random.bounded(20) == 0) action->trigger();
    }

    QTemporaryDir m_folder;
    QRandomGenerator m_random;
    qint64 m_length = kSessionMs;
    quint32 m_seed = 1;
    const bool m_traces = qEnvironmentVariableIntValue("LATCHKEY_TRACE_STORM") == 1;
    QTimer m_lettingGo;
    QPointer<QWidget> m_inStep; ///< an event is being handled
    QString m_what;
    QString m_longestWhat;
    double m_longest = 0;
    qint64 m_slow = 0;
};

QTEST_MAIN(tst_WindowStorm)
#include "tst_window_storm.moc"
