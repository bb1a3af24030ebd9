// SPDX-License-Identifier: GPL-3.0-or-later
// Rules about runs that only the whole window can show: what a stop leaves, who waits for a question, what opening a
// file asks, what a denial says, and that everything printed is there when the end is told.
#include "ui/output/output_pane.h"
#include "ui/permissions/permission_bar.h"
#include "ui/results/result_group.h"
#include "ui/results/variables_pane.h"
#include "ui/runs/run_list.h"
#include "ui/widgets/notices.h"
#include "ui/window/editor_area.h"
#include "ui/window/panes.h"
#include "ui/window/run_desk.h"
#include "window_test.h"

#include <QSignalSpy>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace latchkey;
using namespace latchkey::window;
using namespace latchkey::window::test;
using theme::RunState;

namespace {

const QByteArray kEndless = "n = 0;\nprint(\"last words\");\nwhile (true) {\n    n = n + 1;\n}\n";

} // namespace

class tst_RunRules : public QObject
{
    Q_OBJECT

private slots:
    void rule16_titleCountsTheRuns();
    void rule18_oneGlanceAfterAStart();
    void rule26_cleanUpIsCut();
    void rule28_stopLeavesTheRest();
    void rule31_onlyThatRunWaits();
    void rule37_openingAsksNothing();
    void rule38_denialSaysWhatAndHow();
    void rule48_allOutputBeforeTheEnd();
    void rule53_valuesAreHandedOverOnce();
};

void tst_RunRules::rule16_titleCountsTheRuns()
{
    TestWindow window;
    window.newFile(kEndless);
    const quint64 first = window.run(), second = window.run();
    QVERIFY(first != second);
    QTRY_COMPARE(window->runList()->liveCount(), 2);
    QTRY_VERIFY2(window->windowTitle().contains(u"2 running"_s), qPrintable(window->windowTitle()));
    window->commands()[u"stopAll"_s]->trigger();
    QTRY_COMPARE(window->runList()->liveCount(), 0);
    QTRY_VERIFY(!window->windowTitle().contains(u"running"_s));
}

/// Within one turn of the event loop Stop can be pressed and the state stands in the list.
void tst_RunRules::rule18_oneGlanceAfterAStart()
{
    TestWindow window;
    window.newFile(kEndless);
    QElapsedTimer clock;
    clock.start();
    const quint64 run = window.run();
    QCoreApplication::processEvents();
    QVERIFY(!window.entry(run).isOver());
    QVERIFY(window->commands()[u"stop"_s]->isEnabled());
    QVERIFY2(clock.elapsed() <= 500, qPrintable(QString::number(clock.elapsed()))); // 50 on a machine that is free
    window->desk()->stopFront();
    QTRY_VERIFY(window.entry(run).isOver());
}

void tst_RunRules::rule26_cleanUpIsCut()
{
    TestWindow window;
    window.newFile("try {\n    while (true) { }\n} finally {\n    print(\"begun\");\n    while (true) { }\n}\n");
    const quint64 run = window.run();
    QTRY_COMPARE(window.entry(run).look(), RunState::Running);
    window->desk()->stopFront();
    QTRY_COMPARE(window.entry(run).look(), RunState::Stopping);
    QVERIFY(window->commands()[u"stop"_s]->isEnabled()); // a second press would end it now
    QTRY_VERIFY_WITH_TIMEOUT(window.entry(run).isOver(), 3000);
    QCOMPARE(window.entry(run).look(), RunState::Stopped); // the script's finally did not make it anything else
    QTRY_VERIFY(window.output().contains(u"begun"_s));
    // Which `finally` it was, and that its rest did not run, is said where one reads what happened.
    QTRY_VERIFY2(window.output().contains(u"clean-up was cut"_s) && window.output().contains(u"at line 5"_s),
                 qPrintable(window.output()));
}

void tst_RunRules::rule28_stopLeavesTheRest()
{
    TestWindow window;
    EditorPage *other = window.newFile(kEndless);
    const quint64 going = window.run();
    EditorPage *page = window.newFile(kEndless);
    const quint64 run = window.run();
    QTRY_VERIFY(window.output().contains(u"last words"_s));
    QTRY_VERIFY(window.entry(run).status.line >= 3);
    window->desk()->stopFront();
    QTRY_VERIFY(window.entry(run).isOver());
    QVERIFY(!window.entry(going).isOver());                   // other runs stay
    QVERIFY(window.output().contains(u"last words"_s));       // its output stays
    QTRY_COMPARE(window->results()->variables()->run(), run); // its values can be read
    QTRY_VERIFY(window->results()->variables()->model()->rowCount(window->results()->variables()->view()->rootIndex()) >
                0);
    QVERIFY(page != other);
    window->runList()->stopAll();
    QTRY_COMPARE(window->runList()->liveCount(), 0);
}

/// The clock of the one that asks stands, and nobody else waits.
void tst_RunRules::rule31_onlyThatRunWaits()
{
    QTemporaryDir folder;
    const QString path = makeFile(folder, u"asks.ml"_s, "import file;\nresult = file.read(\"a.txt\");\n");
    makeFile(folder, u"a.txt"_s, "text");
    TestWindow window;
    EditorPage *page = window.open(path);
    page->setup.limits = settings::Limits{0.5, 64 << 20}; // half a second
    page->setFocus();
    const quint64 asking = window.run();
    QTRY_COMPARE(window.entry(asking).look(), RunState::WaitingForYou);
    permissions::PermissionBar *bar = nullptr;
    QTRY_VERIFY((bar = window->desk()->barOf(page)) != nullptr && !bar->isDead()); // more than its limit has passed
    window.newFile("result = 2;\n");
    const quint64 other = window.run();
    QTRY_VERIFY(window.entry(other).isOver());
    QVERIFY(window.entry(other).success);
    QCOMPARE(window.entry(asking).look(), RunState::WaitingForYou);
    window->editors()->setCurrentPage(page);
    QTRY_VERIFY(bar->isVisible() && !bar->isDead());
    QTest::mouseClick(bar->findChild<QWidget *>(u"allowOnce"_s), Qt::LeftButton);
    QTRY_VERIFY(window.entry(asking).isOver());
    QVERIFY2(window.entry(asking).success, qPrintable(window.entry(asking).errorMessage));
}

void tst_RunRules::rule37_openingAsksNothing()
{
    QTemporaryDir folder;
    QVERIFY(QDir(folder.path()).mkdir(u"sub"_s));
    const QString path =
        makeFile(folder, u"sub/wild.ml"_s,
                 "import file;\nimport http;\nfile.delete(\"/etc/passwd\");\nhttp.get(\"http://x/\");\n");
    Person person;
    TestWindow window;
    EditorPage *page = window.open(path);
    page->setFocus();
    window.type(u"// edited"_s);
    QTRY_VERIFY(page->document()->isModified());
    QVERIFY2(person.asked.isEmpty(), qPrintable(person.asked.join(u' ')));
    QCOMPARE(window->editors()->notices()->count(), 0);
    QCOMPARE(page->notices()->count(), 0);
    QVERIFY(window->runList()->questions().isEmpty());
}

void tst_RunRules::rule38_denialSaysWhatAndHow()
{
    QTemporaryDir folder;
    const QString path = makeFile(folder, u"asks.ml"_s, "import file;\nfile.read(\"a.txt\");\n");
    TestWindow window;
    EditorPage *page = window.open(path);
    page->setFocus();
    const quint64 run = window.run();
    permissions::PermissionBar *bar = nullptr;
    QTRY_VERIFY((bar = window->desk()->barOf(page)) != nullptr && !bar->isDead());
    QTest::mouseClick(bar->findChild<QWidget *>(u"deny"_s), Qt::LeftButton);
    QTRY_VERIFY(window.entry(run).isOver());
    QTRY_VERIFY2(window.output().contains(u"file.read"_s), qPrintable(window.output())); // the capability
    QVERIFY2(window.output().contains(u"a.txt"_s), qPrintable(window.output()));         // and the object
    QVERIFY2(window.output().contains(u"llow"_s), qPrintable(window.output()));          // and the way
    QVERIFY2(!window.output().contains(u"allow all"_s, Qt::CaseInsensitive), qPrintable(window.output()));
}

void tst_RunRules::rule48_allOutputBeforeTheEnd()
{
    TestWindow window;
    window.newFile("import console;\nfor (i in range(20000)) { print(i); }\nprint(\"the last line\");\n");
    bool hadAll = false;
    quint64 run = 0;
    connect(window->runList(), &runs::RunList::runEnded, this, [&](quint64 ended) {
        const runs::RunPtr handle = window->runList()->run(ended);
        const QByteArray text = handle->output().read(0, 1 << 20);
        hadAll = text.endsWith("the last line\n") && text.count('\n') == 20'001;
    });
    run = window.run();
    QTRY_VERIFY(window.entry(run).isOver());
    QVERIFY(hadAll);
}

/// What a view shows of a run does not change with the run that goes on after it.
void tst_RunRules::rule53_valuesAreHandedOverOnce()
{
    TestWindow window;
    window.newFile(kEndless);
    window->panes()->show(u"variables"_s);
    const quint64 run = window.run();
    QTRY_COMPARE(window.entry(run).look(), RunState::Running);
    window->runList()->togglePause(run);
    results::VariablesPane *pane = window->results()->variables();
    QTRY_VERIFY(!pane->view()->isHidden());
    const std::shared_ptr<const runs::RunVariables> seen = window->runList()->run(run)->snapshot();
    QVERIFY(seen && seen->isPaused);
    const QString then = seen->modules.first().variables.first().value.preview();
    window->runList()->togglePause(run);
    QTRY_COMPARE(window.entry(run).look(), RunState::Running);
    const auto before = window.entry(run).status.steps;
    QTRY_VERIFY(window.entry(run).status.steps > before);
    QCOMPARE(seen->modules.first().variables.first().value.preview(), then);
    window->desk()->stopFront();
    QTRY_VERIFY(window.entry(run).isOver());
    QCOMPARE(seen->modules.first().variables.first().value.preview(), then);
}

QTEST_MAIN(tst_RunRules)
#include "tst_run_rules.moc"
