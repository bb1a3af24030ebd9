// SPDX-License-Identifier: GPL-3.0-or-later
//
// The controller of a window's runs over the real engine, with the panes that listen to it.
#include "engine/capability/broker.h"
#include "engine/runs/engine.h"
#include "ui/output/output_pane.h"
#include "ui/permissions/permissions_pane.h"
#include "ui/permissions/prompts_pane.h"
#include "ui/results/result_pane.h"
#include "ui/runs/run_list.h"
#include "ui/runs/runs_pane.h"

#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTreeView>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace latchkey;
using namespace latchkey::runs;
using Look = theme::RunState;

class tst_RunList : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void finishedRun();
    void failedRun();
    void endedBeforeItWasListed();
    void rule25_stopIsShownAtOnce();
    void questionsAreAskedAndSettled();
    void grantsAreListedAndRevoked();
    void answersAreForgotten();
    void frontRunOfFileAndTab();
    void rule17_lateEndsDoNotReplaceTheFront();
    void endedRunsAreBounded();
    void tasksAreCancelledOneByOne();
    void shortWaitsAreNoState();
    void lostRuns();
    void goneWhileRunning();

private:
    quint64 start(const QByteArray &source, const QString &name = u"a.ml"_s, RunOptions options = {})
    {
        Script script;
        script.source = source;
        script.name = name;
        script.path = m_folder.filePath(name);
        const RunPtr run = m_engine->submit(script, options);
        m_list->add(run, name);
        return run->id();
    }
    bool ended(quint64 run) const { return m_list->entry(run).isOver(); }

    QTemporaryDir m_folder;
    std::unique_ptr<Engine> m_engine;
    std::unique_ptr<RunList> m_list;
};

void tst_RunList::init()
{
    m_engine = std::make_unique<Engine>();
    m_list = std::make_unique<RunList>();
}

void tst_RunList::cleanup()
{
    m_list.reset();
    m_engine.reset();
}

void tst_RunList::finishedRun()
{
    output::OutputPane output;
    results::ResultPane result;
    RunsPane pane;
    for (QWidget *widget : std::initializer_list<QWidget *>{&output, &result, &pane})
        widget->resize(600, 300), widget->show();
    output.follow(m_list.get());
    result.follow(m_list.get());
    pane.follow(m_list.get());
    QSignalSpy endedOnce(m_list.get(), &RunList::runEnded);
    const quint64 run = start("print(\"hello\");\nresult = {a: 1, b: [2, 3]};\n");
    QTRY_VERIFY(ended(run));
    QCOMPARE(endedOnce.count(), 1);
    QCOMPARE(m_list->entry(run).look(), Look::Finished);
    QCOMPARE(m_list->entry(run).number, 1);
    QCOMPARE(m_list->entry(run).summary, u"object with 2 key(s)"_s);
    QCOMPARE(m_list->liveCount(), 0);
    QCOMPARE(pane.model()->rowCount(), 1);
    QTRY_COMPARE(output.view()->rowCount(), 3);
    QVERIFY(output.view()->rowText(0).startsWith(u"Run 1 a.ml"_s));
    QCOMPARE(output.view()->rowText(1), u"hello"_s);
    const QModelIndex root = result.model()->index(0, 0);
    QTRY_COMPARE(result.model()->rowCount(root), 2);
    QCOMPARE(result.model()->index(0, 1, root).data().toString(), u"1"_s);
}

void tst_RunList::failedRun()
{
    output::OutputPane output;
    output.resize(600, 300);
    output.show();
    output.follow(m_list.get());
    const quint64 run = start("x = 1;\ny = [1][5];\n");
    QTRY_VERIFY(ended(run));
    const RunEntry entry = m_list->entry(run);
    QCOMPARE(entry.look(), Look::Failed);
    QCOMPARE(entry.status.line, 2);
    QVERIFY(!entry.errorMessage.isEmpty());
    QTRY_VERIFY(output.view()->rowCount() >= 4);
    QVERIFY(output.view()->rowText(2).startsWith(u"a.ml:2"_s));
}

void tst_RunList::rule25_stopIsShownAtOnce()
{
    const quint64 run = start("while (true) { }\n");
    QTRY_COMPARE(m_list->entry(run).look(), Look::Running);
    m_list->stop(run);
    QVERIFY(m_list->entry(run).look() == Look::Stopping || ended(run));
    QTRY_VERIFY(ended(run));
    QCOMPARE(m_list->entry(run).look(), Look::Stopped);
    m_list->stop(run); // nothing left to stop
    QCOMPARE(m_list->entry(run).look(), Look::Stopped);
}

void tst_RunList::questionsAreAskedAndSettled()
{
    permissions::PromptsPane prompts;
    permissions::PermissionsPane uses;
    prompts.follow(m_list.get());
    uses.follow(m_list.get(), &m_engine->broker());
    uses.show();
    uses.showSection(permissions::Section::Ledger);
    QFile file(m_folder.filePath(u"notes.txt"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("abc");
    file.close();
    RunOptions options;
    options.canAsk = true;
    const quint64 run = start("import file;\nresult = file.read(\"notes.txt\");\n", u"ask.ml"_s, options);
    QTRY_COMPARE(prompts.model()->rowCount(), 1);
    QTRY_COMPARE(m_list->entry(run).look(), Look::WaitingForYou);
    QCOMPARE(m_list->needsYouCount(), 1);
    const PermissionRequest request = m_list->questions().first();
    QCOMPARE(request.run, run);
    m_list->answer(run, request.id, PermissionAnswer::AllowOnce, {});
    QTRY_VERIFY(ended(run));
    QCOMPARE(prompts.model()->rowCount(), 0);
    QCOMPARE(m_list->entry(run).look(), Look::Finished);
    QTRY_VERIFY(uses.model()->rowCount() >= 1);
    // Stopped while it asks: the question goes with it.
    const quint64 second = start("import file;\nfile.read(\"notes.txt\");\n", u"ask.ml"_s, options);
    QTRY_COMPARE(prompts.model()->rowCount(), 1);
    m_list->stop(second);
    QTRY_VERIFY(ended(second));
    QCOMPARE(prompts.model()->rowCount(), 0);
    QCOMPARE(m_list->needsYouCount(), 0);
}

void tst_RunList::endedBeforeItWasListed()
{
    Script script;
    script.source = "result = 1;";
    script.name = u"quick.ml"_s;
    const RunPtr run = m_engine->submit(script);
    QVERIFY(run->wait(10'000));
    m_list->add(run);
    QVERIFY(!ended(run->id())); // its result has not come yet
    QTRY_VERIFY(ended(run->id()));
    QVERIFY(m_list->entry(run->id()).success);
}

void tst_RunList::grantsAreListedAndRevoked()
{
    permissions::PermissionsPane pane;
    pane.resize(500, 300);
    pane.follow(m_list.get(), &m_engine->broker());
    pane.show();
    RunOptions options;
    options.grants = {u"file.read:./**"_s, u"env.read:HOME"_s};
    const quint64 run =
        start("import async;\nimport env;\nenv.get(\"HOME\", \"\");\nasync.sleep(1000);\n", u"granted.ml"_s, options);
    m_list->setFrontRun(run);
    QTRY_COMPARE(pane.model()->rowCount(), 2);
    QTRY_COMPARE(pane.model()->index(1, 0).data().toString(), u"env.read"_s);
    QTRY_COMPARE(pane.model()->index(1, 3).data().toString(), u"1"_s); // used once, in line 3
    QCOMPARE(pane.model()->index(1, 4).data().toString(), u"3"_s);
    auto *view = pane.findChild<QTreeView *>(u"usesView"_s);
    auto *revoke = pane.findChild<QPushButton *>(u"revokeButton"_s);
    view->setCurrentIndex(pane.model()->index(1, 0));
    QVERIFY(revoke->isEnabled());
    QTest::mouseClick(revoke, Qt::LeftButton);
    QTRY_COMPARE(pane.model()->rowCount(), 1);
    QCOMPARE(m_list->run(run)->grants().size(), 1);
    // A filter, and everything at once.
    pane.findChild<QLineEdit *>(u"permissionFilter"_s)->setText(u"env"_s);
    QCOMPARE(pane.model()->rowCount(), 0);
    QTest::mouseClick(pane.findChild<QPushButton *>(u"denyEverythingButton"_s), Qt::LeftButton);
    m_list->stop(run);
    QTRY_VERIFY(ended(run));
}

void tst_RunList::answersAreForgotten()
{
    capability::Broker &broker = m_engine->broker();
    capability::Remembered row;
    row.folder = m_folder.path();
    row.capability = u"file.read"_s;
    row.pattern = u"./**"_s;
    broker.remember(row);
    permissions::PermissionsPane pane;
    pane.resize(500, 300);
    pane.follow(m_list.get(), &broker);
    pane.show();
    pane.showSection(permissions::Section::Remembered);
    QTRY_COMPARE(pane.model()->rowCount(), 1);
    pane.findChild<QTreeView *>(u"usesView"_s)->setCurrentIndex(pane.model()->index(0, 0));
    QTest::mouseClick(pane.findChild<QPushButton *>(u"revokeButton"_s), Qt::LeftButton);
    QTRY_COMPARE(pane.model()->rowCount(), 0);
    QVERIFY(broker.remembered().isEmpty());
    pane.showSection(permissions::Section::Log); // nothing is kept on disk here
    QTRY_COMPARE(pane.model()->section(), permissions::Section::Log);
}

void tst_RunList::frontRunOfFileAndTab()
{
    const quint64 first = start("result = 1;\n");
    const quint64 other = start("result = 2;\n", u"b.ml"_s);
    const quint64 second = start("result = 3;\n");
    QCOMPARE(m_list->frontRunOfFile(m_folder.filePath(u"a.ml"_s)), second);
    QCOMPARE(m_list->frontRunOfTab(u"b.ml"_s), other);
    QCOMPARE(m_list->frontRun(), second);
    QTRY_VERIFY(ended(first) && ended(other) && ended(second));
    m_list->remove(second);
    QCOMPARE(m_list->frontRunOfTab(u"a.ml"_s), 0);
    QCOMPARE(m_list->frontRun(), 0);
    QCOMPARE(m_list->entries().size(), 2);
}

void tst_RunList::rule17_lateEndsDoNotReplaceTheFront()
{
    results::ResultPane result;
    result.follow(m_list.get());
    const quint64 slow = start("i = 0;\nwhile (i < 300000) { i = i + 1; }\nresult = \"old\";\n");
    const quint64 quick = start("result = \"new\";\n");
    QTRY_VERIFY(ended(slow) && ended(quick));
    QCOMPARE(result.run(), quick);
    QVERIFY(result.model()->index(0, 1).data().toString().contains(u"new"_s));
}

void tst_RunList::endedRunsAreBounded()
{
    QSignalSpy removed(m_list.get(), &RunList::runRemoved);
    for (int i = 0; i < RunList::kEndedRuns + 10; ++i) start("result = 1;\n");
    QTRY_COMPARE(m_list->liveCount(), 0);
    QCOMPARE(m_list->entries().size(), RunList::kEndedRuns);
    QCOMPARE(removed.count(), 10);
    QCOMPARE(m_list->entries().last().number, RunList::kEndedRuns + 10);
}

void tst_RunList::tasksAreCancelledOneByOne()
{
    RunsPane pane;
    pane.resize(900, 300);
    pane.show();
    pane.follow(m_list.get());
    const quint64 run = start("import async;\nfunction nap(s) { async.sleep(s); }\n"
                              "tasks = [async.spawn(nap, 1000), async.spawn(nap, 0.6)];\n"
                              "try { tasks[0].wait(); } except (e) { }\ntasks[1].wait();\nresult = \"both over\";\n");
    QTRY_COMPARE(m_list->entry(run).look(), Look::Waiting);
    QTRY_COMPARE(m_list->entry(run).status.tasks.size(), 2);
    QVERIFY(detailText(m_list->entry(run)).startsWith(u"waits for 2 task(s)"_s));
    const QModelIndex row = pane.model()->indexOf(run);
    pane.view()->expand(row);
    QModelIndex first;
    for (int i = 0; i < pane.model()->rowCount(row) && !first.isValid(); ++i)
        if (pane.model()->taskAt(pane.model()->index(i, 0, row)) != 0) first = pane.model()->index(i, 0, row);
    pane.view()->scrollTo(first);
    QTest::mouseClick(pane.view()->viewport(), Qt::LeftButton, {},
                      pane.view()->buttonRects(pane.view()->visualRect(first), 1).last().center());
    QTRY_VERIFY(ended(run));
    QCOMPARE(m_list->entry(run).summary, u"\"both over\""_s);
}

/// A script that sleeps a little again and again is shown as one that runs, and its progress arrives.
void tst_RunList::shortWaitsAreNoState()
{
    const quint64 run = start("import async; import progress;\nfor (i in range(40)) {\n"
                              "    progress.report(i, 40);\n    async.sleep(0.02);\n}\nasync.sleep(1000);\n");
    QSet<Look> seen;
    double done = 0;
    connect(m_list.get(), &RunList::runChanged, this, [&](quint64 changed) {
        const RunEntry entry = m_list->entry(changed);
        if (entry.status.progress.isEmpty() || entry.status.progress[0].done > 38) return;
        done = entry.status.progress[0].done;
        seen.insert(entry.look());
    });
    QTRY_COMPARE(m_list->entry(run).look(), Look::Waiting);
    QVERIFY(done > 10);
    QVERIFY(seen.contains(Look::Running));
    QVERIFY(!seen.contains(Look::Waiting));
    QVERIFY(detailText(m_list->entry(run)).startsWith(u"asleep for 1000 s"_s));
    m_list->stop(run);
    QTRY_VERIFY(ended(run));
}

void tst_RunList::lostRuns()
{
    RunsPane pane;
    pane.follow(m_list.get());
    m_list->addLost(u"report.ml"_s, u"/x/report.ml"_s);
    QCOMPARE(m_list->entries().first().look(), Look::Lost);
    QCOMPARE(pane.model()->rowCount(), 1);
    QCOMPARE(runButtons(m_list->entries().first(), false), QList{RunButton::Rerun});
    m_list->removeEnded();
    QCOMPARE(pane.model()->rowCount(), 0);
}

void tst_RunList::goneWhileRunning()
{
    output::OutputPane output;
    output.resize(600, 300);
    output.show();
    output.follow(m_list.get());
    start("while (true) { print(\"x\"); }\n");
    QTRY_VERIFY(output.view()->rowCount() > 2);
    m_list.reset(); // the window closes
    m_engine->cancelAll();
    QVERIFY(m_engine->drain(5000));
    output.grab();
}

QTEST_MAIN(tst_RunList)
#include "tst_run_list.moc"
