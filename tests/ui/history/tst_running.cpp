// SPDX-License-Identifier: GPL-3.0-or-later
//
// Ways to run: a function with arguments, everything that changed, a configuration.
#include "tests/ui/window/window_test.h"
#include "ui/runs/runs_pane.h"
#include "ui/runs/runs_view.h"
#include "ui/window/call_panel.h"
#include "ui/window/configuration_desk.h"
#include "ui/window/name_panel.h"
#include "ui/window/run_desk.h"
#include "ui/window/run_notifier.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLineEdit>
#include <QMenu>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace latchkey;
using namespace latchkey::window;
using namespace latchkey::window::test;

namespace {

/// A disk that others keep busy takes its time with renaming and syncing.
constexpr int kDiskMs = 30'000;

const QByteArray kFunctions = "function add(a, b: number) {\n    return a + b;\n}\n\nfunction hello() {\n    return "
                              "\"hi\";\n}\n";

/// Opens the form for the page in front and waits for its functions.
CallPanel *openPanel(TestWindow &window, int functions)
{
    window->commands()[u"callFunction"_s]->trigger();
    auto *panel = window->findChild<CallPanel *>();
    const auto isReady = [&] { return panel != nullptr && panel->functions()->count() == functions; };
    if (!QTest::qWaitFor(isReady)) qWarning("the functions were not found");
    return panel;
}

} // namespace

class tst_Running : public QObject
{
    Q_OBJECT

private slots:
    void callsAFunction();
    void formChecksWhatIsTyped_data();
    void formChecksWhatIsTyped();
    void functionWithoutParameters();
    void functionAtTheCaretIsChosen();
    void formRemembersWhatWasTyped();
    void textWithoutFunctions();
    void escapeGivesTheFocusBack();
    void runsAllThatChanged();

    void configurationsAreNamedChosenAndDeleted();
    void configurationsSurviveTheWindow();
    void inputsAreRememberedForAClosedFile();
    void configurationsBesideTheScript();
    void fileBesideGrantsNothing();
    void damagedConfigurationsAreSetAside();
    void mutatedConfigurationsStart();
    void setupComesBack_data();
    void setupComesBack();
    void asksBeforeASecondRun();
    void runsInItsFolder();
    void historyNamesTheConfiguration();

    void longRunIsTold();
    void rule23_offForOneRun();
    void rule23_offForAFile();
    void runsThatEndTogetherAreOne();
    void rule23_batchIsToldOnce();
};

void tst_Running::callsAFunction()
{
    TestWindow window;
    window.newFile(kFunctions);
    CallPanel *panel = openPanel(window, 2);
    QTRY_VERIFY(panel->fields().size() == 2 && panel->fields().first()->hasFocus());
    auto *button = panel->findChild<QAbstractButton *>(u"callButton"_s);
    QVERIFY(!button->isEnabled());
    QTest::keyClicks(panel->fields()[0], u"40"_s);
    QTest::keyClicks(panel->fields()[1], u"2.5"_s);
    QVERIFY(button->isEnabled());
    QTest::keyClick(panel->fields()[1], Qt::Key_Return);
    QVERIFY(!panel->isVisible());
    const quint64 run = window->runList()->frontRun();
    QTRY_VERIFY(window.entry(run).isOver());
    QVERIFY(window.entry(run).success);
    QCOMPARE(window->runList()->run(run)->result().value.toJson(), "42.5");
}

void tst_Running::formChecksWhatIsTyped_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<bool>("good");
    QTest::newRow("number") << u"1"_s << true;
    QTest::newRow("object of the language") << u"{a: [1, -2]}"_s << true;
    QTest::newRow("JSON") << u"{\"a\": null}"_s << true;
    QTest::newRow("a name") << u"abc"_s << false;
    QTest::newRow("an expression") << u"1 + 1"_s << false;
    QTest::newRow("half of a text") << u"\"abc"_s << false;
}

void tst_Running::formChecksWhatIsTyped()
{
    QFETCH(QString, typed);
    QFETCH(bool, good);
    TestWindow window;
    window.newFile("function f(x) { return x; }");
    CallPanel *panel = openPanel(window, 1);
    QTRY_COMPARE(panel->fields().size(), 1);
    QTest::keyClicks(panel->fields()[0], typed);
    QCOMPARE(panel->fault().isEmpty(), good);
    QCOMPARE(panel->arguments().isEmpty(), !good);
    QCOMPARE(panel->findChild<QAbstractButton *>(u"callButton"_s)->isEnabled(), good);
    if (!good) QVERIFY(panel->fault().startsWith(u"x: "_s));
}

void tst_Running::functionWithoutParameters()
{
    TestWindow window;
    window.newFile(kFunctions);
    CallPanel *panel = openPanel(window, 2);
    panel->functions()->setCurrentIndex(1);
    QVERIFY(panel->fields().isEmpty());
    QTest::mouseClick(panel->findChild<QAbstractButton *>(u"callButton"_s), Qt::LeftButton);
    const quint64 run = window->runList()->frontRun();
    QTRY_VERIFY(window.entry(run).isOver());
    QCOMPARE(window->runList()->run(run)->result().value.toJson(), "\"hi\"");
}

void tst_Running::functionAtTheCaretIsChosen()
{
    TestWindow window;
    window.newFile(kFunctions)->editor()->goTo({6, 1});
    QCOMPARE(openPanel(window, 2)->functions()->currentIndex(), 1);
}

void tst_Running::formRemembersWhatWasTyped()
{
    TestWindow window;
    window.newFile("function f(x) { return x; }");
    CallPanel *panel = openPanel(window, 1);
    QTRY_COMPARE(panel->fields().size(), 1);
    QTest::keyClicks(panel->fields()[0], u"7"_s);
    QTest::keyClick(panel->fields()[0], Qt::Key_Return);
    openPanel(window, 1);
    QTRY_VERIFY(panel->fields().size() == 1 && panel->fields()[0]->text() == u"7"_s);
}

void tst_Running::textWithoutFunctions()
{
    TestWindow window;
    window.newFile("result = 1;");
    CallPanel *panel = openPanel(window, 0);
    QVERIFY(panel->isVisible());
    QVERIFY(panel->findChild<QWidget *>(u"callNone"_s)->isVisible());
    QVERIFY(!panel->findChild<QAbstractButton *>(u"callButton"_s)->isEnabled());
}

void tst_Running::escapeGivesTheFocusBack()
{
    TestWindow window;
    window.newFile(kFunctions);
    CallPanel *panel = openPanel(window, 2);
    QTRY_VERIFY(!panel->fields().isEmpty() && panel->fields().first()->hasFocus());
    window.press(Qt::Key_Escape);
    QVERIFY(!panel->isVisible());
    QTRY_VERIFY(window.page()->editor()->hasFocus());
}

void tst_Running::runsAllThatChanged()
{
    TestWindow window;
    EditorPage *first = window.newFile("result = 1;");
    window.newFile("result = 2;");
    QCOMPARE(window->desk()->runChanged(), 2); // neither has run
    QTRY_COMPARE(window->runList()->liveCount(), 0);
    QCOMPARE(window->desk()->runChanged(), 0);
    first->editor()->replaceText("result = 3;");
    QCOMPARE(window->desk()->runChanged(), 1);
    QTRY_COMPARE(window->runList()->liveCount(), 0);
    QCOMPARE(window->desk()->runChanged(), 0);
}

// ---- configurations -------------------------------------------------------------------------------------------------

void tst_Running::configurationsAreNamedChosenAndDeleted()
{
    QTemporaryDir files;
    TestWindow window;
    EditorPage *page = window.open(makeFile(files, u"a.ml"_s, "result = n;"));
    page->setup.inputs = "{\"n\": 1}";
    auto *desk = window->configurations();
    QMenu menu;
    desk->fill(&menu, page);
    QAction *make = nullptr;
    for (QAction *action : menu.actions())
        if (action->text() == u"New configuration…"_s) make = action;
    QVERIFY(make != nullptr);
    make->trigger();
    auto *panel = window->findChild<NamePanel *>();
    QTRY_VERIFY(panel != nullptr && panel->field()->hasFocus());
    QTest::keyClicks(panel->field(), u"Large"_s);
    QTest::keyClick(panel->field(), Qt::Key_Return);
    QVERIFY(!panel->isVisible());
    QCOMPARE(page->configuration, u"Large"_s);
    page->setup.inputs = "{\"n\": 1000}";
    desk->choose(page, {});
    QCOMPARE(page->setup.inputs, "{\"n\": 1}");
    desk->choose(page, u"Large"_s);
    QCOMPARE(page->setup.inputs, "{\"n\": 1000}");
    desk->rename(page, u"Huge"_s);
    QCOMPARE(desk->of(page).all.last().name, u"Huge"_s);
    QMenu second;
    desk->fill(&second, page);
    QStringList texts;
    for (const QAction *action : second.actions()) texts << action->text();
    QVERIFY(texts.contains(u"Standard"_s) && texts.contains(u"Huge"_s) && texts.contains(u"Delete Huge"_s));
    desk->removeCurrent(page);
    QCOMPARE(desk->of(page).all.size(), 1);
    QCOMPARE(page->setup.inputs, "{\"n\": 1}");
}

void tst_Running::configurationsSurviveTheWindow()
{
    QTemporaryDir files, state;
    const QString path = makeFile(files, u"a.ml"_s, "result = n;");
    {
        TestWindow window(state.path());
        EditorPage *page = window.open(path);
        QTRY_VERIFY_WITH_TIMEOUT(window->configurations()->isLoaded(page), kDiskMs);
        page->setup.inputs = "{\"n\": 5}";
        page->setup.limits = settings::Limits{7, 64 << 20};
        window->configurations()->add(page, u"Five"_s);
    } // written when the window goes
    const QJsonObject kept = QJsonDocument::fromJson(contentOf(state.filePath(u"configurations.json"_s))).object();
    QVERIFY(kept[u"files"].toObject().contains(path));
    TestWindow window(state.path());
    EditorPage *page = window.open(path);
    QTRY_COMPARE(page->configuration, u"Five"_s);
    QCOMPARE(page->setup.inputs, "{\"n\": 5}");
    QCOMPARE(page->setup.limits->seconds, 7.0);
}

void tst_Running::inputsAreRememberedForAClosedFile()
{
    QTemporaryDir files;
    TestWindow window;
    const QString path = makeFile(files, u"a.ml"_s, "result = n;");
    EditorPage *page = window.open(path);
    QTRY_VERIFY_WITH_TIMEOUT(window->configurations()->isLoaded(page), kDiskMs);
    page->setup.inputs = "{\"n\": 5}";
    window->configurations()->keep(page);
    window->files()->close(page);
    QTRY_VERIFY(window->editors()->pageOfFile(path) == nullptr);
    page = window.open(path);
    QTRY_COMPARE(page->setup.inputs, "{\"n\": 5}");
}

void tst_Running::configurationsBesideTheScript()
{
    QTemporaryDir files, state;
    const QString path = makeFile(files, u"a.ml"_s, "result = n;"), beside = RunConfigurations::besideName(path);
    {
        TestWindow window(state.path());
        EditorPage *page = window.open(path);
        QTRY_VERIFY_WITH_TIMEOUT(window->configurations()->isLoaded(page), kDiskMs);
        page->setup.inputs = "{\"n\": 5}";
        page->setup.grants = QStringList{u"file.read:/tmp/**"_s};
        window->configurations()->setBeside(page, true);
        QTRY_VERIFY(contentOf(beside).contains("\\\"n\\\": 5"));
    }
    {
        TestWindow again(state.path()); // the user's own: permissions and all
        EditorPage *page = again.open(path);
        QTRY_COMPARE(page->setup.grants.size(), 1);
        QVERIFY(again->configurations()->of(page).isBeside);
        again->configurations()->setBeside(page, false);
        QTRY_VERIFY(!QFile::exists(beside));
    }
}

void tst_Running::fileBesideGrantsNothing()
{
    QTemporaryDir files;
    const QString path = makeFile(files, u"a.ml"_s, "result = n;");
    makeFile(files, u"a.ml.runs.json"_s,
             R"({"version": 1, "current": "Theirs", "configurations": [{"name": "Theirs", "inputs": "{\"n\": 1}",
                 "grants": ["file.read:/**"], "mayAsk": true}]})");
    TestWindow window;
    EditorPage *page = window.open(path);
    QTRY_COMPARE(page->configuration, u"Theirs"_s);
    QCOMPARE(page->setup.inputs, "{\"n\": 1}");
    QVERIFY(page->setup.grants.isEmpty());
    QTRY_VERIFY(page->notices()->isVisible()); // says what it named
}

void tst_Running::damagedConfigurationsAreSetAside()
{
    QTemporaryDir files, state, other;
    const RunConfigurations store(makeFile(other, u"c.json"_s, "{ this is no JSON"));
    QSignalSpy told(&store, &RunConfigurations::problem);
    QTRY_COMPARE_WITH_TIMEOUT(told.size(), 1, kDiskMs);
    QVERIFY(told.first().first().toString().contains(u"c.json.damaged"_s));
    makeFile(state, u"configurations.json"_s, "{ this is no JSON");
    TestWindow window(state.path());
    QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(state.filePath(u"configurations.json.damaged"_s)), kDiskMs);
    QTRY_VERIFY_WITH_TIMEOUT(window->editors()->notices()->isVisible(), kDiskMs);
    EditorPage *page = window.open(makeFile(files, u"a.ml"_s, "1;"));
    QTRY_VERIFY_WITH_TIMEOUT(window->configurations()->isLoaded(page), kDiskMs);
    page->setup.inputs = "{\"n\": 5}";
    window->configurations()->keep(page);
    QTRY_VERIFY(contentOf(state.filePath(u"configurations.json"_s)).contains("a.ml"));
}

void tst_Running::mutatedConfigurationsStart()
{
    QTemporaryDir folder;
    const QByteArray whole = R"({"version": 1, "files": {"/a.ml": {"current": "x", "configurations": [
        {"name": "x", "inputs": "{}", "grants": ["file.read:/x"], "mayAsk": false, "seconds": 3, "bytes": 5,
         "whenRunning": "ask", "folder": "/tmp"}]}}})";
    auto *random = QRandomGenerator::global();
    std::vector<std::unique_ptr<RunConfigurations>> stores;
    int loaded = 0;
    for (int i = 0; i < 1000; ++i) {
        QByteArray mutated = whole;
        for (int change = 0; change < 1 + i % 5; ++change)
            mutated[random->bounded(int(mutated.size()))] = char(random->bounded(256));
        stores.push_back(std::make_unique<RunConfigurations>(makeFile(folder, u"c%1.json"_s.arg(i), mutated)));
        stores.back()->load(u"/a.ml"_s, stores.back().get(), [&](const FileConfigurations &found, const QStringList &) {
            loaded += found.indexOf(found.current) >= 0 && found.all.first().name.isEmpty();
        });
    }
    QTRY_COMPARE_WITH_TIMEOUT(loaded, 1000, kDiskMs);
}

void tst_Running::setupComesBack_data()
{
    QTest::addColumn<RunSetup>("setup");
    QTest::newRow("nothing") << RunSetup{};
    RunSetup all;
    all.inputs = "{\"n\": 12345678901234567890}";
    all.limits = settings::Limits{0, 0};
    all.grants = QStringList{u"file.read:data/**"_s, u"env.read"_s};
    all.mayAsk = false;
    all.folder = u"/tmp/ü"_s;
    all.again = RunSetup::Again::Ask;
    all.tellsEnd = false;
    QTest::newRow("everything") << all;
}

void tst_Running::setupComesBack()
{
    QFETCH(RunSetup, setup);
    QCOMPARE(setupOf(toJson(setup)), setup);
}

void tst_Running::asksBeforeASecondRun()
{
    TestWindow window;
    EditorPage *page = window.newFile("while (true) {}");
    page->setup.again = RunSetup::Again::Ask;
    const quint64 first = window.run();
    QVERIFY(first != 0);
    QCOMPARE(window->desk()->run(page), 0); // a question in the bar instead
    QTRY_VERIFY(page->notices()->isVisible());
    QAbstractButton *replace = nullptr;
    for (auto *button : page->notices()->findChildren<QAbstractButton *>())
        if (button->text() == u"Replace the running one"_s) replace = button;
    QVERIFY(replace != nullptr);
    QTest::mouseClick(replace, Qt::LeftButton);
    QTRY_VERIFY(window.entry(first).isOver());
    QTRY_COMPARE(window->runList()->liveCount(), 1);
}

void tst_Running::runsInItsFolder()
{
    QTemporaryDir files, data;
    makeFile(data, u"x.txt"_s, "here");
    TestWindow window;
    EditorPage *page = window.open(makeFile(files, u"a.ml"_s, "import file;\nresult = file.read(\"x.txt\");"));
    page->setup.folder = data.path();
    page->setup.grants = QStringList{u"file.read:%1/**"_s.arg(data.path())};
    const quint64 run = window.run();
    QTRY_VERIFY(window.entry(run).isOver());
    QVERIFY2(window.entry(run).success, qPrintable(window.entry(run).errorMessage));
    QCOMPARE(window->runList()->run(run)->result().value.toJson(), "\"here\"");
}

void tst_Running::historyNamesTheConfiguration()
{
    TestWindow window;
    EditorPage *page = window.newFile("1;");
    window->configurations()->add(page, u"Quick"_s);
    const quint64 run = window.run();
    QTRY_VERIFY(window.entry(run).isOver());
    QCOMPARE(window->desk()->configurationOf(run), u"Quick"_s);
}

// ---- notifications --------------------------------------------------------------------------------------------------

void tst_Running::longRunIsTold()
{
    QWidget elsewhere; // never the active window
    runs::Engine engine;
    runs::RunList list;
    RunNotifier notifier(&list, &elsewhere);
    QList<RunNotification> told;
    notifier.setSend([&told](const RunNotification &one) { told << one; });
    const auto runOnce = [&](const QByteArray &source) {
        const runs::RunPtr run = engine.submit({source, u"a.ml"_s, {}, {}});
        list.add(run);
        return run->id();
    };
    const quint64 quick = runOnce("1;");
    QTRY_VERIFY(list.entry(quick).isOver());
    notifier.setLeastSeconds(0);
    const quint64 failed = runOnce("x = 0; y = 1 / x;");
    QTRY_COMPARE(told.size(), 1); // not the quick one before
    QCOMPARE(told.first().run, failed);
    QVERIFY(told.first().isFailure);
    QVERIFY(told.first().title.startsWith(u"a.ml: "_s));
    notifier.setLeastSeconds(-1);
    const quint64 silent = runOnce("1;");
    QTRY_VERIFY(list.entry(silent).isOver());
    QCOMPARE(told.size(), 1);
}

/// Rule 23: off per run as well, and for all runs of a file by its configuration.
void tst_Running::rule23_offForOneRun()
{
    QWidget elsewhere;
    runs::Engine engine;
    runs::RunList list;
    RunNotifier notifier(&list, &elsewhere);
    notifier.setLeastSeconds(0);
    QList<RunNotification> told;
    notifier.setSend([&told](const RunNotification &one) { told << one; });
    runs::RunsPane pane;
    pane.follow(&list);
    pane.show();
    const runs::RunPtr silent = engine.submit({"while (true) { }", u"a.ml"_s, {}, {}});
    list.add(silent);
    auto *tells = pane.findChild<QAction *>(u"tellsEnd"_s);
    QVERIFY(tells != nullptr);
    QTRY_VERIFY(tells->isEnabled() && tells->isChecked());
    tells->trigger(); // in the row's menu
    QVERIFY(!list.entry(silent->id()).tellsEnd);
    const runs::RunPtr other = engine.submit({"x = 0; y = 1 / x;", u"b.ml"_s, {}, {}});
    list.add(other);
    QTRY_COMPARE(told.size(), 1);
    QCOMPARE(told.first().run, other->id());
    silent->cancel();
    QTRY_VERIFY(list.entry(silent->id()).isOver());
    pane.view()->selectRun(silent->id());
    QVERIFY(!tells->isVisible()); // it is over: nothing to be told of
}

void tst_Running::rule23_offForAFile()
{
    TestWindow window;
    EditorPage *page = window.newFile("x = 1;");
    QMenu menu;
    window->configurations()->fill(&menu, page);
    QAction *tells = menu.findChild<QAction *>(u"tellsEnd"_s);
    QVERIFY(tells != nullptr && tells->isChecked());
    tells->trigger();
    QVERIFY(!page->setup.tellsEnd);
    const quint64 run = window.run();
    QVERIFY(!window.entry(run).tellsEnd);
    QTRY_VERIFY(window.entry(run).isOver());
    const quint64 again = window->desk()->rerun(run);
    QVERIFY(!window.entry(again).tellsEnd);
    QTRY_VERIFY(window.entry(again).isOver());
}

void tst_Running::runsThatEndTogetherAreOne()
{
    QWidget elsewhere;
    runs::Engine engine;
    runs::RunList list;
    RunNotifier notifier(&list, &elsewhere);
    notifier.setLeastSeconds(0);
    QList<RunNotification> told;
    notifier.setSend([&told](const RunNotification &one) { told << one; });
    for (int i = 0; i < 5; ++i) list.add(engine.submit({i == 0 ? "x = 0; y = 1 / x;" : "1;", u"a.ml"_s, {}, {}}));
    QTRY_COMPARE(told.size(), 1);
    QCOMPARE(told.first().run, 0);
    QVERIFY(told.first().text.startsWith(u'1')); // one failed
}

void tst_Running::rule23_batchIsToldOnce()
{
    QWidget elsewhere;
    runs::RunList list;
    RunNotifier notifier(&list, &elsewhere);
    QList<RunNotification> told;
    notifier.setSend([&told](const RunNotification &one) { told << one; });
    notifier.tellBatch(u"a.ml: 20 items"_s, 9);
    QVERIFY2(told.isEmpty(), "too short to be told");
    notifier.tellBatch(u"a.ml: 20 items"_s, 11);
    QCOMPARE(told.size(), 1);
    QCOMPARE(told.first().text, u"a.ml: 20 items"_s);
    notifier.setLeastSeconds(-1);
    notifier.tellBatch(u"a.ml: 20 items"_s, 11);
    QCOMPARE(told.size(), 1);
}

QTEST_MAIN(tst_Running)
#include "tst_running.moc"
