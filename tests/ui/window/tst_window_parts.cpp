// SPDX-License-Identifier: GPL-3.0-or-later
//
// Keys and names of the whole window, its layout, the palette, the session file, the watchdog.
#include "tests/ui/window/window_test.h"

#include "ui/settings/settings_page.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/small_parts.h"
#include "ui/window/command_palette.h"
#include "ui/window/editor_side.h"
#include "ui/window/entry_list.h"
#include "ui/window/examples.h"
#include "ui/window/panes.h"
#include "ui/window/session_store.h"
#include "ui/window/stall_watchdog.h"
#include "ui/window/status_line.h"
#include "ui/window/tab_order.h"
#include "ui/window/tool_bar.h"
#include "ui/window/welcome_page.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAccessible>
#include <QApplication>
#include <QComboBox>
#include <QLineEdit>
#include <QMenuBar>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>
#include <QThread>

#include <mutex>

using namespace Qt::StringLiterals;
using namespace latchkey;
using namespace latchkey::window;
using namespace latchkey::window::test;

const QStringList kSidePanes{u"result"_s, u"variables"_s, u"table"_s, u"plot"_s, u"raw"_s, u"help"_s};

class tst_WindowParts : public QObject
{
    Q_OBJECT

private slots:
    void draggedTabSplits_data();
    void draggedTabSplits();
    void tabIsDraggedToTheOtherSide();
    void sidesFollowTheFocus();
    void closingTheLastTabClosesItsSide_data();
    void closingTheLastTabClosesItsSide();
    void tabKeepsItsRunOnTheOtherSide();
    void sidesComeBack();
    void windowGoesWithTheFocusInItsSecondSide();
    void listCanBePressedWhereNoRowIs();
    void rule11_noTwoActionsShareAKey();
    void rule11_noTwoMnemonicsClash();
    void rule8_noCommandHasOnlyAControlFunctionKey();
    void rule10_everyKeyOfTheRulesIsThere_data();
    void rule10_everyKeyOfTheRulesIsThere();
    void rule70_everyControlHasAName();
    void rule2_narrowWindowMovesTheResult();
    void rule2_smallestWindowShowsRunStopAndEditor();
    void dockTabsAreSeen();
    void layoutComesBack();
    void rule1_resetRestoresTheLayout();
    void paletteFindsAndRuns();
    void paletteGoesToALine();
    void palettePrefersBeginnings();
    void escapeLeavesThePalette();
    void examplesOpenUnsavedAndRun();
    void welcomeIsAListForKeys();
    void rule7_firstPageListsTheKeys();
    void zonesCycle();
    void tabOrderHasRoomForAControlWithoutHeight();
    void lastUsedTab();
    void placesFromArguments_data();
    void placesFromArguments();
    void sessionFileRoundTrip();
    void rule82_damagedSessionFallsBack();
    void f6_mutatedSessionsOpen();
    void watchdogSeesAStall();
    void rule89_stallIsLoggedWithItsCalls();
    void englishPlurals();
};

void tst_WindowParts::rule11_noTwoActionsShareAKey()
{
    TestWindow window;
    QHash<QString, QString> owners;
    for (const QAction *action : window->commands().all()) {
        for (const QKeySequence &key : action->shortcuts()) {
            const QString name = key.toString();
            QVERIFY2(!owners.contains(name),
                     qPrintable(u"%1: %2 and %3"_s.arg(name, owners.value(name), action->objectName())));
            owners.insert(name, action->objectName());
        }
    }
    // Panes have keys of their own; one that is the window's too would be ambiguous there.
    for (const QWidget *widget : window->findChildren<QWidget *>()) {
        for (const QAction *action : widget->actions()) {
            if (action->parent() == &window->commands()) continue;
            for (const QKeySequence &key : action->shortcuts()) {
                const QAction *clash = nullptr;
                for (const QAction *command : window->commands().all())
                    if (command->shortcuts().contains(key) && command->shortcutContext() == Qt::WindowShortcut)
                        clash = command;
                QVERIFY2(clash == nullptr,
                         qPrintable(u"%1 of %2 is also %3"_s.arg(key.toString(), action->text(),
                                                                 clash ? clash->objectName() : QString())));
            }
        }
    }
    QVERIFY(owners.size() > 40);
}

void tst_WindowParts::rule11_noTwoMnemonicsClash()
{
    TestWindow window;
    window.newFile("a = 1;\n");
    QCOMPARE(mnemonicClashes(*window), QStringList());
    // What the check would see.
    QAction one(u"&Stop"_s), two(u"&Save"_s);
    QCOMPARE(mnemonicClashes({&one, &two}), QStringList{u"&Save"_s});
}

// Some desktops keep Ctrl+F1 to Ctrl+F12 for themselves.
void tst_WindowParts::rule8_noCommandHasOnlyAControlFunctionKey()
{
    const auto isTaken = [](const QKeySequence &keys) {
        const int key = keys[0].key();
        return keys[0].keyboardModifiers() == Qt::ControlModifier && key >= Qt::Key_F1 && key <= Qt::Key_F12;
    };
    TestWindow window;
    int withKeys = 0;
    for (const QAction *action : window->commands().all()) {
        const QList<QKeySequence> keys = action->shortcuts();
        withKeys += !keys.isEmpty();
        QVERIFY2(keys.isEmpty() || !std::ranges::all_of(keys, isTaken), qPrintable(action->text()));
    }
    QVERIFY(withKeys > 40);
    QVERIFY(isTaken(QKeySequence(u"Ctrl+F5"_s)) && !isTaken(QKeySequence(u"Ctrl+Shift+F5"_s)));
}

void tst_WindowParts::rule10_everyKeyOfTheRulesIsThere_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("command");
    const auto row = [](const char *key, const QString &command) {
        QTest::newRow(key) << QString::fromLatin1(key) << command;
    };
    row("F5", u"run"_s);
    row("Ctrl+R", u"run"_s);
    row("Shift+F5", u"stop"_s);
    row("Ctrl+Alt+Shift+F5", u"stopAll"_s);
    row("Ctrl+Shift+F5", u"runFresh"_s);
    row("Ctrl+Return", u"runSelection"_s);
    row("Shift+Return", u"runSelectionStay"_s);
    row("Alt+P", u"oldestQuestion"_s);
    row("F8", u"nextProblem"_s);
    row("Shift+F8", u"previousProblem"_s);
    row("Ctrl+Shift+P", u"palette"_s);
    row("Ctrl+P", u"goFile"_s);
    row("Ctrl+G", u"goLine"_s);
    row("Ctrl+,", u"settings"_s);
    row("Ctrl+Tab", u"lastTab"_s);
    row("Ctrl+1", u"editor"_s);
    row("Alt+1", u"show-output"_s);
    row("Ctrl+Shift+T", u"reopen"_s);
    row("Ctrl+Shift+S", u"saveAs"_s);
    row("F12", u"definition"_s);
    row("Alt+2", u"show-problems"_s);
    row("Alt+3", u"show-runs"_s);
    row("Alt+4", u"show-prompts"_s);
    row("Alt+5", u"show-session"_s);
    row("Alt+6", u"show-profile"_s);
    row("Ctrl+2", u"otherSide"_s);
    row("F6", u"nextZone"_s);
    row("Shift+F6", u"previousZone"_s);
}

void tst_WindowParts::rule10_everyKeyOfTheRulesIsThere()
{
    QFETCH(QString, key);
    QFETCH(QString, command);
    TestWindow window;
    QVERIFY(window->commands()[command]->shortcuts().contains(QKeySequence(key)));
}

void tst_WindowParts::rule70_everyControlHasAName()
{
    TestWindow window;
    EditorPage *page = window.newFile("a = 1;\n");
    page->findBar()->openReplace();
    for (const QString &id : {u"palette"_s, u"runInputs"_s, u"showAsks"_s, u"settings"_s, u"about"_s})
        window->commands()[id]->trigger();
    int controls = 0;
    QStringList nameless;
    for (const QWidget *widget : window->findChildren<QWidget *>()) {
        const bool control = qobject_cast<const QAbstractButton *>(widget) || qobject_cast<const QLineEdit *>(widget) ||
                             qobject_cast<const QAbstractItemView *>(widget) || qobject_cast<const QTabBar *>(widget) ||
                             qobject_cast<const QComboBox *>(widget) || qobject_cast<const QMenuBar *>(widget) ||
                             (widget->focusPolicy() & Qt::TabFocus) != 0;
        // Parts of a control: arrows of a scroll bar, the clear button of a field, the field and list of a combo box.
        const QString internal = widget->objectName();
        if (!control || widget->isHidden() || widget->inherits("QHeaderView") || internal.startsWith(u"qt_"_s) ||
            qobject_cast<const QComboBox *>(widget->parentWidget()) ||
            qobject_cast<const QLineEdit *>(widget->parentWidget()) ||
            (widget->parentWidget() != nullptr && widget->parentWidget()->inherits("QComboBoxPrivateContainer")) ||
            widget->inherits("QTabBar") != bool(qobject_cast<const QTabBar *>(widget)) ||
            qobject_cast<const QTabBar *>(widget->parentWidget()))
            continue;
        ++controls;
        const QAccessibleInterface *spoken = QAccessible::queryAccessibleInterface(const_cast<QWidget *>(widget));
        if (spoken == nullptr || spoken->text(QAccessible::Name).trimmed().isEmpty())
            nameless << u"%1 '%2' in %3"_s.arg(QString::fromLatin1(widget->metaObject()->className()), internal,
                                               widget->parentWidget() ? widget->parentWidget()->objectName()
                                                                      : QString());
    }
    QVERIFY2(nameless.isEmpty(), qPrintable(nameless.join(u"\n"_s)));
    QVERIFY(controls > 60);
}

void tst_WindowParts::rule2_narrowWindowMovesTheResult()
{
    TestWindow window({}, {1200, 800});
    const Panes *panes = window->panes();
    QVERIFY(panes->dock(Qt::RightDockWidgetArea)->panes().contains(u"result"_s));
    window->resize(900, 640);
    QTRY_VERIFY(panes->isNarrow());
    QCOMPARE(panes->dock(Qt::BottomDockWidgetArea)->panes().first(2), (QStringList{u"output"_s, u"result"_s}));
    QVERIFY(!panes->dock(Qt::RightDockWidgetArea)->isVisible());
    const auto *bar = window->findChild<ToolBar *>();
    QVERIFY(!bar->inputs()->isVisible() && !bar->limits()->isVisible() && bar->more()->isVisible());
    window->resize(1200, 800);
    QTRY_VERIFY(!panes->isNarrow());
    QCOMPARE(panes->dock(Qt::RightDockWidgetArea)->panes(), kSidePanes);
    QVERIFY(panes->dock(Qt::RightDockWidgetArea)->isVisible());
    QCOMPARE(panes->dock(Qt::BottomDockWidgetArea)->panes(),
             (QStringList{u"output"_s, u"problems"_s, u"runs"_s, u"prompts"_s, u"session"_s, u"permissions"_s,
                          u"history"_s, u"profile"_s}));
}

void tst_WindowParts::rule2_smallestWindowShowsRunStopAndEditor()
{
    TestWindow window({}, {640, 420});
    EditorPage *page = window.newFile("a = 1;\n");
    QTRY_COMPARE(window->size(), QSize(640, 420));
    for (const QString &name : {u"runButton"_s, u"stopButton"_s}) {
        const auto *button = window->findChild<QWidget *>(name);
        QVERIFY(button->isVisible());
        const QRect place(button->mapTo(&*window, QPoint()), button->size());
        QVERIFY2(window->rect().contains(place), qPrintable(name));
    }
    QTRY_VERIFY2(page->editor()->height() >= 100, qPrintable(QString::number(page->editor()->height())));
}

void tst_WindowParts::dockTabsAreSeen()
{
    TestWindow window({}, {1440, 900});
    for (const Qt::DockWidgetArea area : {Qt::RightDockWidgetArea, Qt::BottomDockWidgetArea}) {
        const widgets::DockTabBar *bar = window->panes()->dock(area)->tabBar();
        QVERIFY(bar->count() > 1);
        QTRY_VERIFY(bar->isVisible());
        for (int i = 0; i < bar->count(); ++i)
            QVERIFY2(bar->rect().contains(bar->tabRect(i)), qPrintable(bar->tabText(i)));
    }
}

void tst_WindowParts::layoutComesBack()
{
    QTemporaryDir state;
    {
        TestWindow window(state.path());
        window->panes()->show(u"runs"_s);
        window->panes()->closePane(u"permissions"_s);
        window->panes()->toggleDock(Qt::LeftDockWidgetArea);
        window->close();
    }
    TestWindow window(state.path());
    QVERIFY(window->panes()->isShown(u"runs"_s));
    QVERIFY(!window->panes()->dock(Qt::BottomDockWidgetArea)->panes().contains(u"permissions"_s));
    QVERIFY(window->panes()->isShown(u"files"_s));
}

void tst_WindowParts::rule1_resetRestoresTheLayout()
{
    TestWindow window;
    Panes *panes = window->panes();
    for (const QString &id : {u"output"_s, u"result"_s, u"runs"_s}) panes->closePane(id);
    emit panes->dock(Qt::BottomDockWidgetArea)->paneMoveRequested(u"prompts"_s, Qt::RightDockWidgetArea);
    QVERIFY(panes->dock(Qt::RightDockWidgetArea)->panes().contains(u"prompts"_s));
    panes->reset();
    QCOMPARE(panes->dock(Qt::RightDockWidgetArea)->panes(), kSidePanes);
    QCOMPARE(panes->dock(Qt::BottomDockWidgetArea)->panes(),
             (QStringList{u"output"_s, u"problems"_s, u"runs"_s, u"prompts"_s, u"session"_s, u"permissions"_s,
                          u"history"_s, u"profile"_s}));
    QVERIFY(!panes->dock(Qt::LeftDockWidgetArea)->isVisible());
}

void tst_WindowParts::paletteFindsAndRuns()
{
    TestWindow window;
    EditorPage *page = window.newFile("result = 3;\n");
    window.press(Qt::Key_P, Qt::ControlModifier | Qt::ShiftModifier);
    const auto *palette = window->findChild<CommandPalette *>();
    QVERIFY(palette != nullptr && palette->isVisible());
    QCOMPARE(QApplication::focusWidget(), palette->field());
    window.type(u"run file"_s);
    QCOMPARE(palette->view()->entries()->entries().first().name, u"Run file"_s);
    QCOMPARE(palette->view()->entries()->entries().first().keys, u"F5"_s);
    window.press(Qt::Key_Return);
    QVERIFY(!palette->isVisible());
    QCOMPARE(QApplication::focusWidget(), page->editor());
    QTRY_COMPARE(window->runList()->entries().size(), 1);
    QTRY_VERIFY(window->runList()->entries().first().success);
}

void tst_WindowParts::paletteGoesToALine()
{
    TestWindow window;
    EditorPage *page = window.newFile("a\nb\nc\nd\n");
    window.press(Qt::Key_G, Qt::ControlModifier);
    window.type(u"3"_s);
    window.press(Qt::Key_Return);
    QCOMPARE(page->editor()->caretPlace().line, 3);
}

void tst_WindowParts::palettePrefersBeginnings()
{
    QVERIFY(matchScore(u"run"_s, u"Run file"_s) > matchScore(u"run"_s, u"Rerun last run"_s));
    QVERIFY(matchScore(u"run"_s, u"Show runs"_s) > matchScore(u"run"_s, u"Open trunk.ml"_s));
    QVERIFY(matchScore(u"run"_s, u"Open trunk.ml"_s) > matchScore(u"rfl"_s, u"Run file"_s));
    QVERIFY(matchScore(u"rfl"_s, u"Run file"_s) > 0);
    QCOMPARE(matchScore(u"xyz"_s, u"Run file"_s), 0);
    QList<int> hits;
    matchScore(u"fi"_s, u"Run file"_s, &hits);
    QCOMPARE(hits, (QList<int>{4, 5}));
}

void tst_WindowParts::escapeLeavesThePalette()
{
    TestWindow window;
    EditorPage *page = window.newFile();
    window.press(Qt::Key_P, Qt::ControlModifier);
    window.press(Qt::Key_Escape);
    QVERIFY(!window->findChild<CommandPalette *>()->isVisible());
    QCOMPARE(QApplication::focusWidget(), page->editor());
}

void tst_WindowParts::examplesOpenUnsavedAndRun()
{
    QVERIFY(examples().size() >= 10);
    for (const Example &example : examples()) QVERIFY2(!exampleText(example).isEmpty(), qPrintable(example.file));
    TestWindow window;
    window->openExample(u"context_variables.ml"_s);
    QVERIFY(window.page()->path().isEmpty());
    QVERIFY(!window.page()->document()->isModified());
    const quint64 run = window.run();
    QTRY_VERIFY(window.entry(run).isOver());
    QVERIFY2(window.entry(run).success, qPrintable(window.entry(run).errorMessage));
}

void tst_WindowParts::welcomeIsAListForKeys()
{
    TestWindow window;
    const auto *welcome = window->findChild<WelcomePage *>();
    QVERIFY(welcome->isVisible());
    QCOMPARE(welcome->startView()->currentIndex().data().toString(), u"New script"_s);
    welcome->startView()->setFocus();
    window.press(Qt::Key_Return);
    QVERIFY(window.page() != nullptr);
    QVERIFY(!welcome->isVisible());
}

void tst_WindowParts::rule7_firstPageListsTheKeys()
{
    TestWindow window;
    EntryView *list = window->findChild<WelcomePage *>()->startView();
    QStringList names;
    for (int row = 0; row < list->model()->rowCount(); ++row) names << list->model()->index(row, 0).data().toString();
    for (const QString &id : {u"runSelection"_s, u"runSelectionStay"_s})
        QVERIFY2(names.contains(plainName(window->commands()[id])), qPrintable(names.join(u'|')));
    // Such a row leads to where the key is changed.
    const auto row = int(names.indexOf(plainName(window->commands()[u"runSelectionStay"_s])));
    list->setCurrentIndex(list->model()->index(row, 0));
    list->setFocus();
    window.press(Qt::Key_Return);
    QTRY_VERIFY(window->findChild<settings::SettingsPage *>() != nullptr);
}

// Found by random events: the order was never found while a control had been squeezed to nothing.
void tst_WindowParts::tabOrderHasRoomForAControlWithoutHeight()
{
    QWidget window;
    auto *first = new QLineEdit(&window), *flat = new QLineEdit(&window), *last = new QLineEdit(&window);
    window.resize(300, 300);
    first->setGeometry(0, 10, 100, 20);
    flat->setGeometry(0, 100, 100, 0);
    last->setGeometry(0, 200, 100, 20);
    window.show();
    QCOMPARE(tabOrder(&window, {}), (QList<QWidget *>{first, flat, last}));
}

void tst_WindowParts::zonesCycle()
{
    TestWindow window;
    EditorPage *page = window.newFile("a = 1;\n");
    page->setFocus();
    QSet<QWidget *> seen;
    for (int i = 0; i < 8; ++i) {
        window.press(Qt::Key_F6);
        seen << QApplication::focusWidget();
    }
    QVERIFY2(seen.size() >= 3, qPrintable(QString::number(seen.size())));
    QVERIFY(seen.contains(page->editor()));
}

void tst_WindowParts::lastUsedTab()
{
    TestWindow window;
    EditorPage *a = window.newFile("a"), *b = window.newFile("b"), *c = window.newFile("c");
    window->editors()->setCurrentPage(a);
    a->setFocus();
    window.press(Qt::Key_Tab, Qt::ControlModifier);
    QCOMPARE(window.page(), c);
    window.press(Qt::Key_Tab, Qt::ControlModifier);
    QCOMPARE(window.page(), a);
    QVERIFY(b != nullptr);
}

void tst_WindowParts::placesFromArguments_data()
{
    QTest::addColumn<QString>("argument");
    QTest::addColumn<QString>("path");
    QTest::addColumn<int>("line");
    QTest::addColumn<int>("column");
    QTest::newRow("a name") << u"a.ml"_s << u"/w/a.ml"_s << 0 << 1;
    QTest::newRow("a line") << u"a.ml:12"_s << u"/w/a.ml"_s << 12 << 1;
    QTest::newRow("a line and a column") << u"a.ml:12:5"_s << u"/w/a.ml"_s << 12 << 5;
    QTest::newRow("an absolute path") << u"/x/b.ml:3"_s << u"/x/b.ml"_s << 3 << 1;
    QTest::newRow("a colon in the name") << u"a:b.ml"_s << u"/w/a:b.ml"_s << 0 << 1;
    QTest::newRow("a folder up") << u"../a.ml:1"_s << u"/a.ml"_s << 1 << 1;
}

void tst_WindowParts::placesFromArguments()
{
    QFETCH(QString, argument);
    const FilePlace place = placeFromArgument(argument, u"/w"_s);
    QTEST(place.path, "path");
    QTEST(place.line, "line");
    QTEST(place.column, "column");
}

void tst_WindowParts::sessionFileRoundTrip()
{
    SessionState state;
    SessionTab tab;
    tab.path = u"/w/ä.ml"_s;
    tab.journal = u"j1"_s;
    tab.line = 7;
    tab.column = 3;
    tab.setup.inputs = "{\"x\": 1}";
    tab.setup.limits = settings::Limits{1.5, 123};
    tab.setup.grants = QStringList{u"file.read:a"_s};
    tab.setup.mayAsk = false;
    state.tabs << tab;
    state.current = 0;
    state.geometry = QByteArray("\0\1\2", 3);
    state.running << std::pair(u"loop.ml"_s, u"/w/loop.ml"_s);
    const auto back = SessionStore::fromJson(SessionStore::toJson(state));
    QVERIFY(back.has_value());
    QCOMPARE(SessionStore::toJson(*back), SessionStore::toJson(state));
    QVERIFY(!SessionStore::fromJson("{\"version\": 1").has_value());
    QVERIFY(!SessionStore::fromJson("{\"version\": 99}").has_value());
}

void tst_WindowParts::rule82_damagedSessionFallsBack()
{
    QTemporaryDir folder;
    SessionState state;
    SessionTab tab;
    tab.path = u"/w/first.ml"_s;
    state.tabs << tab;
    SessionStore(folder.path()).writeNow(state);
    state.tabs[0].path = u"/w/second.ml"_s;
    SessionStore(folder.path()).writeNow(state);
    QCOMPARE(SessionStore(folder.path()).read().tabs.first().path, u"/w/second.ml"_s);
    makeFile(folder, u"session.json"_s, "{\"version\": 1, \"tabs\": [{\"pa");
    QCOMPARE(SessionStore(folder.path()).read().tabs.first().path, u"/w/first.ml"_s);
}

// A thousand damaged session files, layouts in them: each can be read or an older one is taken; those that say the most
// are opened in a window.
void tst_WindowParts::f6_mutatedSessionsOpen()
{
    QTemporaryDir folder, state;
    const QString path = makeFile(folder, u"kept.ml"_s, "x = 1;\n");
    QByteArray good;
    {
        TestWindow window(state.path());
        window.open(path);
        window->close();
        QTRY_VERIFY(!window->isVisible());
        good = contentOf(state.path() + u"/session.json"_s);
    }
    QVERIFY(SessionStore::fromJson(good) && good.contains("kept.ml"));
    QRandomGenerator random(7);
    int readable = 0;
    for (int i = 0; i < 1000; ++i) {
        QByteArray bad = good;
        for (quint32 changes = 1 + random.bounded(6); changes > 0; --changes) {
            const auto at = qsizetype(random.bounded(quint32(bad.size())));
            if (random.bounded(4) == 0) bad.remove(at, qsizetype(random.bounded(40U)));
            else if (random.bounded(4) == 0) bad.insert(at, bad.sliced(at / 2, std::min<qsizetype>(20, at / 2)));
            else bad[at] = char(random.bounded(256));
            if (bad.isEmpty()) bad = "x";
        }
        const auto read = SessionStore::fromJson(bad);
        readable += read.has_value();
        if (i % 50 != 0) continue;
        makeFile(state, u"session.json"_s, bad);
        TestWindow window(state.path());
        QVERIFY(window->isVisible());
        QVERIFY(window->editors()->isVisible());
        QTRY_COMPARE(contentOf(path), "x = 1;\n");
        window->commands()[u"resetLayout"_s]->trigger();
        QVERIFY(window->panes()->isShown(u"output"_s));
        QFile::remove(state.path() + u"/starts"_s); // each of these is a first start
    }
    QVERIFY2(readable > 100 && readable < 1000, qPrintable(QString::number(readable)));
}

void tst_WindowParts::watchdogSeesAStall()
{
    StallWatchdog watchdog;
    QTRY_VERIFY(watchdog.report().samples > 20);
    watchdog.reset();
    QThread::msleep(120); // the stall to be seen
    QTRY_VERIFY(watchdog.report().samples > 20);
    const StallReport report = watchdog.report();
    QVERIFY2(report.longest >= 100, qPrintable(QString::number(report.longest)));
    QVERIFY(report.p50 < report.longest);
    QVERIFY(report.p50 <= report.p99 && report.p99 <= report.p999 && report.p999 <= report.longest);
}

namespace {

// What the program says about itself, from any thread.
class Messages
{
public:
    Messages() { s_before = qInstallMessageHandler(take); }
    ~Messages() { qInstallMessageHandler(s_before); }
    static bool has(const QByteArray &text)
    {
        const std::scoped_lock lock(s_mutex);
        return s_text.contains(text);
    }

private:
    static void take(QtMsgType, const QMessageLogContext &, const QString &message)
    {
        const std::scoped_lock lock(s_mutex);
        s_text += message.toUtf8() + '\n';
    }
    static inline QtMessageHandler s_before = nullptr;
    static inline std::mutex s_mutex;
    static inline QByteArray s_text;
};

class Sleeper : public QObject
{
    Q_OBJECT

public:
    bool event(QEvent *event) override
    {
        if (event->type() == QEvent::User) QThread::msleep(300);
        return QObject::event(event);
    }
};

} // namespace

void tst_WindowParts::rule89_stallIsLoggedWithItsCalls()
{
    const Messages messages;
    StallWatchdog watchdog(StallWatchdog::Culprits::Named);
    QTRY_VERIFY(watchdog.report().samples > 20);
    QVERIFY(!messages.has("Sleeper"));
    Sleeper sleeper;
    QCoreApplication::postEvent(&sleeper, new QEvent(QEvent::User));
    QTRY_VERIFY(messages.has("The window has not answered for"));
    QVERIFY(messages.has("Sleeper, event 1000"));
    // The innermost call is the system's, then come Qt's.
    QVERIFY(messages.has("nanosleep"));
    QVERIFY(messages.has("QCoreApplication::notifyInternal2"));
    QTRY_VERIFY(watchdog.report().longest > 200);
}

void tst_WindowParts::englishPlurals()
{
    TestWindow window;
    QCOMPARE(tr("Save the changes to %n file(s)?", nullptr, 1), u"Save the changes to 1 file?"_s);
    QCOMPARE(tr("Save the changes to %n file(s)?", nullptr, 3), u"Save the changes to 3 files?"_s);
    QCOMPARE(tr("file(s) without a number"), u"file(s) without a number"_s);
}

namespace {

// Drags the tab of a page to a point of the window's middle, in real steps.
void dragTab(const EditorArea *area, const EditorPage *page, const QPoint &to, bool escape = false)
{
    QTabBar *bar = nullptr;
    int index = -1;
    for (EditorSide *side : area->findChildren<EditorSide *>())
        if (side->indexOf(page) >= 0) bar = side->bar(), index = side->indexOf(page);
    QVERIFY(bar != nullptr);
    const QPoint start = bar->tabRect(index).center(), end = bar->mapFromGlobal(area->mapToGlobal(to));
    QTest::mousePress(bar, Qt::LeftButton, {}, start);
    QTest::mouseMove(bar, (start + end) / 2);
    QTest::mouseMove(bar, end);
    if (escape) QTest::keyClick(bar, Qt::Key_Escape);
    QTest::mouseRelease(bar, Qt::LeftButton, {}, end);
}

bool isShaded(const EditorArea *area)
{
    const QList<QWidget *> shades = area->findChildren<QWidget *>(u"tabDropShade"_s);
    return std::ranges::any_of(shades, [](const QWidget *shade) { return shade->isVisible(); });
}

} // namespace

void tst_WindowParts::draggedTabSplits_data()
{
    using Way = std::optional<Qt::Orientation>;
    QTest::addColumn<QPointF>("to"); // of the middle of the window
    QTest::addColumn<int>("tabs");
    QTest::addColumn<bool>("escape");
    QTest::addColumn<Way>("sides");
    QTest::addColumn<Way>("split"); // of the page
    QTest::newRow("right edge") << QPointF(0.9, 0.5) << 2 << false << Way(Qt::Horizontal) << Way();
    QTest::newRow("lower edge") << QPointF(0.3, 0.9) << 2 << false << Way(Qt::Vertical) << Way();
    QTest::newRow("the only tab, right edge") << QPointF(0.9, 0.5) << 1 << false << Way() << Way(Qt::Horizontal);
    QTest::newRow("the only tab, lower edge") << QPointF(0.3, 0.9) << 1 << false << Way() << Way(Qt::Vertical);
    QTest::newRow("middle") << QPointF(0.4, 0.4) << 2 << false << Way() << Way();
    QTest::newRow("thought better of it") << QPointF(0.9, 0.5) << 2 << true << Way() << Way();
}

void tst_WindowParts::draggedTabSplits()
{
    QFETCH(QPointF, to);
    QFETCH(int, tabs);
    QFETCH(bool, escape);
    QFETCH(std::optional<Qt::Orientation>, sides);
    QFETCH(std::optional<Qt::Orientation>, split);
    TestWindow window;
    EditorArea *area = window->editors();
    if (tabs > 1) window.newFile("a = 1;\n");
    EditorPage *page = window.newFile("b = 2;\n");
    dragTab(area, page, QPoint(int(to.x() * area->width()), int(to.y() * area->height())), escape);
    QVERIFY(!isShaded(area));
    QTRY_COMPARE(area->sides(), sides);
    QTRY_COMPARE(page->splitWay(), split);
    QCOMPARE(area->pages().size(), tabs);
    QCOMPARE(window.page(), page);
    QVERIFY(page->isAncestorOf(QApplication::focusWidget()));
}

// There and back by the mouse: what will happen is shaded, the last tab takes its side along.
void tst_WindowParts::tabIsDraggedToTheOtherSide()
{
    TestWindow window;
    EditorArea *area = window->editors();
    EditorPage *a = window.newFile("a = 1;\n"), *b = window.newFile("b = 2;\n"), *c = window.newFile("c = 3;\n");
    window.press(Qt::Key_PageDown, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(area->sides(), std::optional(Qt::Horizontal));
    QVERIFY(!area->isOnSecondSide(a) && !area->isOnSecondSide(b) && area->isOnSecondSide(c));
    QTRY_VERIFY(b->isVisible() && c->isVisible()); // side by side
    QVERIFY(c->mapTo(area, QPoint()).x() > b->mapTo(area, QPoint()).x() + 100);
    dragTab(area, a, c->mapTo(area, c->rect().center()));
    QTRY_VERIFY(area->isOnSecondSide(a));
    QCOMPARE(window.page(), a);
    QTRY_VERIFY(a->isVisible() && b->isVisible() && !c->isVisible());
    QCOMPARE(area->pages(), (QList<EditorPage *>{b, c, a}));
    dragTab(area, b, a->mapTo(area, a->rect().center()));
    QTRY_COMPARE(area->sides(), std::nullopt);
    QCOMPARE(area->pages().size(), 3);
    QCOMPARE(window.page(), b);
    QVERIFY(b->isVisible());
    QVERIFY(b->isAncestorOf(QApplication::focusWidget()));
}

void tst_WindowParts::sidesFollowTheFocus()
{
    TestWindow window;
    EditorArea *area = window->editors();
    EditorPage *a = window.newFile("a = 1;\n"), *b = window.newFile("b = 2;\n");
    QVERIFY(!window->commands()[u"otherSide"_s]->isEnabled());
    window->commands()[u"moveToOtherSide"_s]->trigger();
    QCOMPARE(window.page(), b);
    QVERIFY(window->windowTitle().startsWith(b->name()));
    QTRY_VERIFY(a->isVisible());
    QTest::mouseClick(a->editor()->viewport(), Qt::LeftButton, {}, {200, 60});
    QTRY_COMPARE(window.page(), a);
    QVERIFY(window->windowTitle().startsWith(a->name()));
    // What one types, runs and closes is of this side now.
    window.type(u"x"_s);
    QVERIFY(a->editor()->utf8().contains('x') && !b->editor()->utf8().contains('x'));
    window.press(Qt::Key_2, Qt::ControlModifier);
    QCOMPARE(window.page(), b);
    QVERIFY(b->isAncestorOf(QApplication::focusWidget()));
    const quint64 run = window.run();
    QCOMPARE(window.entry(run).tab, b->key());
    window.press(Qt::Key_Tab, Qt::ControlModifier);
    QCOMPARE(window.page(), a);
    QVERIFY(a->isAncestorOf(QApplication::focusWidget()));
    // Only one of two bars is the one that is worked in.
    int active = 0;
    for (const EditorSide *side : area->findChildren<EditorSide *>()) active += side->bar()->isActive();
    QCOMPARE(active, 1);
}

void tst_WindowParts::closingTheLastTabClosesItsSide_data()
{
    QTest::addColumn<bool>("second");
    QTest::newRow("the second side") << true;
    QTest::newRow("the first side") << false;
}

void tst_WindowParts::closingTheLastTabClosesItsSide()
{
    QFETCH(bool, second);
    Person person(1); // do not save
    TestWindow window;
    EditorArea *area = window->editors();
    EditorPage *a = window.newFile("a = 1;\n"), *b = window.newFile("b = 2;\n");
    area->moveToOtherSide(b, Qt::Vertical);
    EditorPage *goes = second ? b : a, *stays = second ? a : b;
    window->files()->close(goes);
    QTRY_COMPARE(area->pages(), QList<EditorPage *>{stays});
    QCOMPARE(area->sides(), std::nullopt);
    QCOMPARE(window.page(), stays);
    QVERIFY(stays->isVisible());
    window->files()->close(stays);
    QTRY_VERIFY(area->pages().isEmpty());
    QVERIFY(window->findChild<WelcomePage *>()->isVisible());
    EditorPage *again = window.newFile("again = 1;\n");
    QTRY_VERIFY(again->isVisible());
}

void tst_WindowParts::tabKeepsItsRunOnTheOtherSide()
{
    TestWindow window;
    window.newFile("a = 1;\n");
    EditorPage *page = window.newFile("while (true) {\n    x = 1;\n}\n");
    const quint64 run = window.run();
    QTRY_COMPARE(window->editors()->tabBar()->tabState(1), std::optional(theme::RunState::Running));
    window->commands()[u"moveToOtherSide"_s]->trigger();
    QCOMPARE(window.page(), page);
    QCOMPARE(window->editors()->tabBar()->tabState(0), std::optional(theme::RunState::Running));
    window->runList()->stop(run);
    QTRY_VERIFY(!window->editors()->tabBar()->tabState(0).has_value());
}

void tst_WindowParts::sidesComeBack()
{
    QTemporaryDir folder, state;
    QStringList paths;
    for (const char *name : {"a.ml", "b.ml", "c.ml", "d.ml"})
        paths << makeFile(folder, QString::fromLatin1(name), "x = 1;\n");
    {
        TestWindow window(state.path());
        EditorArea *area = window->editors();
        for (const QString &path : std::as_const(paths)) window.open(path);
        area->moveToOtherSide(area->pageOfFile(paths[1]), Qt::Vertical);
        area->moveToOtherSide(area->pageOfFile(paths[3]));
        area->setCurrentPage(area->pageOfFile(paths[1]));
        area->setCurrentPage(area->pageOfFile(paths[0]));
        window->close();
        QTRY_VERIFY(!window->isVisible());
    }
    TestWindow window(state.path());
    EditorArea *area = window->editors();
    QTRY_COMPARE(area->pages().size(), 4);
    QTRY_COMPARE(area->sides(), std::optional(Qt::Vertical));
    const auto page = [&](int i) { return area->pageOfFile(paths[i]); };
    for (int i = 0; i < 4; ++i) QTRY_VERIFY(page(i) != nullptr);
    QCOMPARE(area->pages(), (QList<EditorPage *>{page(0), page(2), page(1), page(3)}));
    QCOMPARE(window.page(), page(0));
    QVERIFY(area->isInFront(page(1)) && !area->isInFront(page(3)));
    QTRY_VERIFY(page(0)->isVisible() && page(1)->isVisible());
}

// Found by random events under sanitizers: the focus moved while the editor was being taken apart.
void tst_WindowParts::windowGoesWithTheFocusInItsSecondSide()
{
    TestWindow window;
    window.newFile("a = 1;\n");
    EditorPage *page = window.newFile("b = 2;\n");
    window->editors()->moveToOtherSide(page);
    page->editor()->setFocus();
    QVERIFY(page->isAncestorOf(QApplication::focusWidget()));
    const QPointer<EditorArea> area(window->editors());
    window.vanish();
    QVERIFY(!area);
}

// Found by random events: letting go of the mouse below the last row.
void tst_WindowParts::listCanBePressedWhereNoRowIs()
{
    EntryView view;
    Entry entry;
    entry.name = u"one"_s;
    view.entries()->setEntries({entry});
    view.resize(300, 300);
    view.show();
    QVERIFY(QTest::qWaitForWindowExposed(&view));
    QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, {50, 280});
    QTest::mousePress(view.viewport(), Qt::LeftButton, {}, {50, 5});
    QTest::mouseRelease(view.viewport(), Qt::LeftButton, {}, {50, 280});
    QCOMPARE(view.entries()->flags(QModelIndex()), Qt::ItemFlags(Qt::NoItemFlags));
    QVERIFY(!view.entries()->data(QModelIndex(), Qt::DisplayRole).isValid());
}

QTEST_MAIN(tst_WindowParts)
#include "tst_window_parts.moc"
