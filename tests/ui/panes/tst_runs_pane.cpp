// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/panes/samples.h"
#include "ui/runs/runs_pane.h"
#include "ui/runs/task_lines.h"
#include "ui/theme/theme.h"

#include <QAbstractItemModelTester>
#include <QAccessible>
#include <QAction>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace latchkey;
using namespace latchkey::runs;
using Look = theme::RunState;

class tst_RunsPane : public QObject
{
    Q_OBJECT

private slots:
    void rule15_wordsOfStates_data();
    void rule15_wordsOfStates();
    void details_data();
    void details();
    void times_data();
    void times();
    void textFromScriptsIsShownAsData();
    void order();
    void rowsMoveWhenStatesChange();
    void modelHoldsUnderAnyChanges();
    void detailLinesFollow();
    void waitingReasons_data();
    void waitingReasons();
    void tasksAreATree();
    void tasksKeepTheirRows();
    void manyTasks();
    void cancelOfOneTask();
    void rule21_linesItCirclesIn();
    void rule20_restIsEstimatedLate();
    void rule20_barsNeverGoBack();
    void rule29_notAnswering();
    void rule18_spinnerAfterHalfASecond();
    void rule22_oneSpinner();
    void buttons_data();
    void buttons();
    void rule27_stopStaysWhileStopping();
    void clicksOnPaintedButtons();
    void keys();
    void columnsKeepTheirPlace();
    void narrowRowsFold();
    void spoken();
    void empty();

private:
    static RunEntry inState(RunState state, WaitKind waiting = WaitKind::None)
    {
        RunEntry entry = samples::running(1);
        entry.status.state = state;
        entry.status.waiting = waiting;
        return entry;
    }
};

void tst_RunsPane::rule15_wordsOfStates_data()
{
    QTest::addColumn<RunState>("state");
    QTest::addColumn<WaitKind>("waiting");
    QTest::addColumn<Look>("look");
    QTest::newRow("queued") << RunState::Queued << WaitKind::None << Look::Queued;
    QTest::newRow("compiling") << RunState::Compiling << WaitKind::None << Look::Compiling;
    QTest::newRow("running") << RunState::Running << WaitKind::None << Look::Running;
    QTest::newRow("asks") << RunState::Waiting << WaitKind::Permission << Look::WaitingForYou;
    QTest::newRow("asks for input") << RunState::Waiting << WaitKind::Input << Look::WaitingForYou;
    QTest::newRow("network") << RunState::Waiting << WaitKind::Network << Look::Waiting;
    QTest::newRow("sleeping") << RunState::Waiting << WaitKind::Timer << Look::Waiting;
    QTest::newRow("ahead of its reader") << RunState::Waiting << WaitKind::Output << Look::Running;
    QTest::newRow("paused") << RunState::Paused << WaitKind::None << Look::Paused;
    QTest::newRow("stopping") << RunState::Stopping << WaitKind::None << Look::Stopping;
    QTest::newRow("finished") << RunState::Succeeded << WaitKind::None << Look::Finished;
    QTest::newRow("failed") << RunState::Failed << WaitKind::None << Look::Failed;
    QTest::newRow("timed out") << RunState::TimedOut << WaitKind::None << Look::TimedOut;
    QTest::newRow("limit") << RunState::LimitReached << WaitKind::None << Look::LimitReached;
    QTest::newRow("stopped") << RunState::Cancelled << WaitKind::None << Look::Stopped;
}

void tst_RunsPane::rule15_wordsOfStates()
{
    QFETCH(RunState, state);
    QFETCH(WaitKind, waiting);
    QTEST(inState(state, waiting).look(), "look");
}

void tst_RunsPane::details_data()
{
    QTest::addColumn<RunEntry>("entry");
    QTest::addColumn<bool>("folded");
    QTest::addColumn<QString>("text");
    QTest::newRow("running") << samples::running() << false << u"line 88 · epochs · 3.1 M steps/s · 84 MB"_s;
    QTest::newRow("running, folded") << samples::running() << true << u"line 88 · 41 of 100"_s;
    RunEntry slowed = inState(RunState::Waiting, WaitKind::Output);
    slowed.status.progress.clear();
    slowed.outputLines = 1'205'331;
    QTest::newRow("slowed") << slowed << false
                            << u"line 88 · 3.1 M steps/s · 1205331 line(s) · 84 MB · slowed by output"_s;
    QTest::newRow("asks") << samples::waitingForYou() << false << u"read notes/s-07.txt"_s;
    QTest::newRow("queued") << samples::queued() << false << u"1st in line"_s;
    QTest::newRow("finished") << samples::finished() << false << u"2 rows · 1 denied"_s;
    QTest::newRow("timed out") << samples::timedOut() << false << u"30 s limit at line 52"_s;
    QTest::newRow("failed") << samples::failed() << false << u"name_error at line 20 · Unknown name totl."_s;
    QTest::newRow("stopped") << inState(RunState::Cancelled) << false << u"by you at line 88"_s;
    QTest::newRow("stopping") << inState(RunState::Stopping) << false << u"finishing clean-up"_s;
    QTest::newRow("paused") << inState(RunState::Paused) << false << u"at line 88"_s;
    RunEntry lost = samples::queued();
    lost.lost = true;
    QTest::newRow("lost") << lost << false << u"Latchkey closed while it ran"_s;
}

void tst_RunsPane::details()
{
    QFETCH(RunEntry, entry);
    QFETCH(bool, folded);
    QTEST(detailText(entry, folded), "text");
}

void tst_RunsPane::times_data()
{
    QTest::addColumn<QString>("shown");
    QTest::addColumn<QString>("wanted");
    QTest::newRow("start") << clockText(0) << u"0:00"_s;
    QTest::newRow("seconds") << clockText(12.9) << u"0:12"_s;
    QTest::newRow("minutes") << clockText(888) << u"14:48"_s;
    QTest::newRow("hours") << clockText(3723) << u"1:02:03"_s;
    QTest::newRow("hardly any time") << durationText(0.00002) << u"< 0.1 ms"_s;
    QTest::newRow("a tenth of a millisecond") << durationText(0.0001) << u"0.1 ms"_s;
    QTest::newRow("milliseconds") << durationText(0.0123) << u"12 ms"_s;
    QTest::newRow("below a second") << durationText(0.4) << u"0.4 s"_s;
    QTest::newRow("just below a minute") << durationText(30) << u"30.0 s"_s;
    QTest::newRow("a minute") << durationText(65) << u"1:05"_s;
}

void tst_RunsPane::times()
{
    QFETCH(QString, shown);
    QTEST(shown, "wanted");
    RunEntry entry = samples::running();
    entry.sampledAt = 1000;
    QCOMPARE(timeText(entry, 3800), u"0:51"_s); // goes on between two reports
    entry.status.state = RunState::Paused;
    QCOMPARE(timeText(entry, 3800), u"0:48"_s);
}

void tst_RunsPane::textFromScriptsIsShownAsData()
{
    RunEntry entry = samples::running();
    entry.name = u"a\u202eb\n.ml"_s;
    entry.status.progress[0].message = u"\u001b[31m"_s + QString(5000, u'x');
    entry.errorMessage = u"bad\u200b"_s;
    RunsModel model;
    model.set(entry);
    QString all = detailText(entry);
    QVERIFY(all.size() < 400);
    for (const DetailLine &line : detailLines(entry)) all += line.text;
    for (int column = 0; column < RunsModel::ColumnCount; ++column) all += model.index(0, column).data().toString();
    for (const QChar c : {QChar(0x202e), QChar(0x1b), QChar(u'\n'), QChar(0x200b)}) QVERIFY(!all.contains(c));
}

void tst_RunsPane::order()
{
    RunsModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    for (const RunEntry &entry : {samples::timedOut(4), samples::finished(5), samples::queued(9), samples::running(6),
                                  samples::queued(8), samples::waitingForYou(7), samples::running(2)})
        model.set(entry);
    QStringList numbers;
    for (int row = 0; row < model.rowCount(); ++row)
        numbers.append(model.index(row, RunsModel::Number).data().toString());
    QCOMPARE(numbers.join(u' '), u"#7 #6 #2 #8 #9 #5 #4"_s);
}

void tst_RunsPane::rowsMoveWhenStatesChange()
{
    RunsModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    for (int i = 1; i <= 5; ++i) model.set(samples::running(i));
    const QPersistentModelIndex third = model.indexOf(3);
    QSignalSpy moved(&model, &QAbstractItemModel::rowsMoved);
    RunEntry entry = samples::waitingForYou(3);
    model.set(entry);
    QCOMPARE(moved.count(), 1);
    QCOMPARE(third.row(), 0);
    QCOMPARE(model.runAt(third), 3);
    model.set(samples::finished(3));
    QCOMPARE(third.row(), 4);
    model.remove(3);
    QVERIFY(!third.isValid());
    QCOMPARE(model.rowCount(), 4);
}

void tst_RunsPane::modelHoldsUnderAnyChanges()
{
    RunsModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QRandomGenerator random(42);
    for (int i = 0; i < 250; ++i) {
        const int number = random.bounded(1, 14);
        switch (random.bounded(7)) {
        case 0:
            model.set(samples::running(number));
            break;
        case 1:
            model.set(samples::waitingForYou(number));
            break;
        case 2:
            model.set(samples::queued(number));
            break;
        case 3:
            model.set(samples::finished(number));
            break;
        case 4:
            model.set(samples::failed(number));
            break;
        case 5:
            model.set(samples::timedOut(number));
            break;
        default:
            model.remove(static_cast<quint64>(number));
        }
        for (int row = 0; row < model.rowCount(); ++row)
            QCOMPARE(model.indexOf(model.runAt(model.index(row, 0))).row(), row);
    }
}

void tst_RunsPane::detailLinesFollow()
{
    RunsModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    RunEntry entry = samples::running();
    model.set(entry);
    const QModelIndex row = model.index(0, 0);
    QCOMPARE(model.rowCount(row), 3); // two levels of progress, the file
    QCOMPARE(model.index(1, 0, row).data().toString(), u"batches of epoch 42 · 3 of 8"_s);
    QCOMPARE(model.index(1, 0, row).data(RunsModel::ShareRole).toDouble(), 0.375);
    entry.status.progress.removeLast();
    model.set(entry);
    QCOMPARE(model.rowCount(row), 2);
    model.set(samples::failed(6));
    QVERIFY(model.index(0, 0, model.index(0, 0)).data(RunsModel::ErrorRole).toBool());
}

void tst_RunsPane::waitingReasons_data()
{
    QTest::addColumn<WaitKind>("kind");
    QTest::addColumn<QString>("detail");
    QTest::addColumn<int>("tasks");
    QTest::addColumn<QString>("text");
    const auto row = [](const char *name, WaitKind kind, const QString &detail, int tasks, const QString &text) {
        QTest::newRow(name) << kind << detail << tasks << text;
    };
    row("asleep", WaitKind::Timer, u"asleep for 3.2 s"_s, 0, u"asleep for 3.2 s"_s);
    row("a host", WaitKind::Network, u"GET https://api.example.org/v1/rows"_s, 0,
        u"waiting for api.example.org · GET /v1/rows"_s);
    row("a host with its port", WaitKind::Network, u"POST http://127.0.0.1:8080"_s, 0,
        u"waiting for 127.0.0.1:8080 · POST /"_s);
    row("no address", WaitKind::Network, u"a socket"_s, 0, u"waiting for a socket"_s);
    row("a file", WaitKind::File, u"reads notes/a.csv"_s, 0, u"reads notes/a.csv"_s);
    row("a permission", WaitKind::Permission, u"file.read"_s, 0, u"asks for file.read"_s);
    row("tasks", WaitKind::Task, {}, 3, u"waits for 3 task(s)"_s);
    row("tasks that sleep", WaitKind::Task, u"asleep for 1 s"_s, 3, u"waits for 3 task(s) · asleep for 1 s"_s);
    row("a task", WaitKind::Task, {}, 0, u"waits for another task"_s);
    row("hidden characters", WaitKind::File, u"reads a\u202eb"_s, 0, u"reads a⟨U+202E⟩b"_s);
}

void tst_RunsPane::waitingReasons()
{
    QFETCH(WaitKind, kind);
    QFETCH(QString, detail);
    QFETCH(int, tasks);
    QTEST(waitText(kind, detail, tasks), "text");
    RunEntry entry = samples::withTasks();
    entry.sampledAt = 1000;
    QVERIFY(detailText(entry, false, 2000).startsWith(u"waits for 6 task(s) · line 31"_s));
    QVERIFY(detailText(entry, false, 13'000).startsWith(u"waits for 6 task(s) · for 15 s · line 31"_s));
}

void tst_RunsPane::tasksAreATree()
{
    RunsModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.set(samples::withTasks());
    const QModelIndex run = model.index(0, 0);
    QStringList shown;
    for (int row = 0; row < model.rowCount(run); ++row) {
        const QModelIndex index = model.index(row, 0, run);
        const DetailLine *line = model.detailAt(index);
        if (model.taskAt(index) != 0)
            shown.append(
                u"%1%2 %3"_s.arg(QString(line->depth, u'-'), line->name, theme::runStateLook(line->look).word));
    }
    QCOMPARE(shown, QStringList({u"collect Waiting"_s, u"-fetch Waiting"_s, u"-fetch Waiting for you"_s,
                                 u"-store Running"_s, u"--compress Queued"_s, u"monitor Waiting"_s}));
    const QModelIndex store = model.index(4, 0, run);
    QCOMPARE(store.data(Qt::AccessibleTextRole).toString(),
             u"Task store, Running, pages · started at line 15, 12 of 40"_s);
    QCOMPARE(store.data(RunsModel::ShareRole).toDouble(), 0.3);
    QVERIFY(model.index(1, 0, run).data().toString().contains(u"waits for 3 task(s)"_s)); // its own
    // The one they were started by is gone: they stand by themselves.
    RunEntry entry = samples::withTasks();
    entry.status.tasks.removeFirst();
    model.set(entry);
    QCOMPARE(model.detailAt(model.index(2, 0, run))->depth, 0);
    model.set(samples::finished(9));
    for (int row = 0; row < model.rowCount(run); ++row) QCOMPARE(model.taskAt(model.index(row, 0, run)), 0u);
}

void tst_RunsPane::tasksKeepTheirRows()
{
    RunsModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const RunEntry all = samples::withTasks();
    model.set(all);
    const QModelIndex run = model.index(0, 0);
    const auto rowOfTask = [&](quint32 task) {
        for (int row = 0; row < model.rowCount(run); ++row)
            if (model.taskAt(model.index(row, 0, run)) == task) return model.index(row, 0, run);
        return QModelIndex();
    };
    const QPersistentModelIndex monitor = rowOfTask(2);
    QRandomGenerator random(7);
    for (int i = 0; i < 200; ++i) {
        RunEntry entry = all;
        for (qsizetype t = entry.status.tasks.size() - 1; t >= 0; --t)
            if (entry.status.tasks[t].number != 2 && random.bounded(3) == 0) entry.status.tasks.removeAt(t);
        entry.status.taskCount = static_cast<int>(entry.status.tasks.size()) + random.bounded(2);
        model.set(entry);
        QVERIFY(monitor.isValid());
        QCOMPARE(model.taskAt(monitor), 2u);
        for (const RunTask &task : std::as_const(entry.status.tasks)) QVERIFY(rowOfTask(task.number).isValid());
    }
}

/// Ten thousand tasks: those that are listed, and how many there are besides. Many changes cost little.
void tst_RunsPane::manyTasks()
{
    RunsPane pane;
    pane.resize(1200, 200);
    pane.show();
    RunEntry entry = samples::withTasks();
    entry.status.tasks.clear();
    const auto add = [&entry](quint32 number, quint32 parent) {
        RunTask task;
        task.number = number;
        task.parent = parent;
        task.name = u"work"_s;
        entry.status.tasks.append(task);
    };
    for (quint32 i = 1; i <= RunStatus::kShownTasks; ++i) add(i, i / 10);
    entry.status.taskCount = 10'000;
    pane.model()->set(entry);
    const QModelIndex run = pane.model()->indexOf(9);
    QCOMPARE(pane.model()->index(1 + RunStatus::kShownTasks, 0, run).data().toString(),
             u"and %1 more"_s.arg(QLocale().toString(9800)));
    pane.view()->expand(run);
    QElapsedTimer timer;
    timer.start();
    for (int i = 0; i < 100; ++i) {
        entry.status.tasks.removeFirst();
        add(1000 + quint32(i), 0);
        pane.model()->set(entry);
        pane.view()->viewport()->repaint();
    }
    QVERIFY2(timer.elapsed() < 5000, qPrintable(QString::number(timer.elapsed()))); // 50 ms each at the very most
}

void tst_RunsPane::cancelOfOneTask()
{
    RunsPane pane;
    pane.resize(1200, 400);
    pane.show();
    QVERIFY(QTest::qWaitForWindowActive(&pane));
    pane.model()->set(samples::withTasks());
    auto *view = pane.view();
    view->expand(pane.model()->indexOf(9));
    QSignalSpy cancelled(view, &RunsView::cancelTaskRequested);
    QSignalSpy stopped(view, &RunsView::stopRequested);
    const QModelIndex fetch = pane.model()->index(3, 0, pane.model()->indexOf(9));
    QCOMPARE(pane.model()->taskAt(fetch), 4u);
    const QPoint button = view->buttonRects(view->visualRect(fetch), 1).last().center();
    QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, button);
    QCOMPARE(cancelled.count(), 1);
    QCOMPARE(cancelled.takeFirst(), QVariantList({quint64(9), quint32(4)}));
    // The task under the pointer has given way to another between press and release.
    QTest::mousePress(view->viewport(), Qt::LeftButton, {}, button);
    RunEntry entry = samples::withTasks();
    entry.status.tasks.removeAt(2);
    pane.model()->set(entry);
    QTest::mouseRelease(view->viewport(), Qt::LeftButton, {}, button);
    QCOMPARE(cancelled.count(), 0);
    view->setCurrentIndex(pane.model()->index(1, 0, pane.model()->indexOf(9)));
    view->setFocus();
    QTest::keyClick(view, Qt::Key_Delete);
    QCOMPARE(cancelled.takeFirst(), QVariantList({quint64(9), quint32(1)}));
    QCOMPARE(stopped.count(), 0);
    for (const QAction *action : view->actions())
        if (action->isEnabled()) QVERIFY(!action->text().isEmpty());
}

void tst_RunsPane::rule21_linesItCirclesIn()
{
    LineTrail trail;
    for (qint64 now = 0; now < 9000; now += 200) trail.see(now, 11 + int(now / 200) % 4);
    QVERIFY(!trail.circle(9000));
    for (qint64 now = 9000; now < 12'000; now += 200) trail.see(now, 11 + int(now / 200) % 4);
    QVERIFY(trail.circle(12'000));
    QCOMPARE(trail.circle(12'000)->first, 11);
    QCOMPARE(trail.circle(12'000)->last, 14);
    // It went on to another loop: what was before is forgotten in time.
    for (qint64 now = 12'000; now < 24'000; now += 200) trail.see(now, 20 + int(now / 200) % 2);
    QCOMPARE(trail.circle(24'000)->first, 20);
    QCOMPARE(trail.circle(24'000)->last, 21);
    trail.moved();
    QVERIFY(!trail.circle(24'000));
    RunEntry entry = samples::running();
    entry.status.progress.clear();
    entry.circle = {11, 14, 1000};
    QVERIFY(detailText(entry, false, 11'400).startsWith(u"lines 11–14 for 10 s · "_s));
    QVERIFY(detailText(entry, false, 126'000).startsWith(u"lines 11–14 for 2:05 · "_s));
    entry.circle = {11, 11, 1000};
    QVERIFY(detailText(entry, false, 21'000).startsWith(u"line 11 for 20 s · "_s));
}

void tst_RunsPane::rule20_restIsEstimatedLate()
{
    ProgressTrail trail;
    trail.see(1000, {0, 100, u"files"_s, 0});
    trail.see(10'000, {30, 100, u"files"_s, 0});
    QVERIFY2(trail.rest() < 0, "nine seconds are too short");
    trail.see(11'000, {4, 100, u"files"_s, 0});
    QVERIFY2(trail.rest() < 0, "four in a hundred are too few");
    trail.see(21'000, {50, 100, u"files"_s, 0});
    QCOMPARE(trail.rest(), 20.0);
    QCOMPARE(restText(trail.rest()), u"about 20 s left"_s);
    trail.see(31'000, {100, 100, u"files"_s, 0});
    QVERIFY(trail.rest() < 0);
    QCOMPARE(restText(1), u"about 5 s left"_s);
    QCOMPARE(restText(58), u"about 1 min left"_s);
    QCOMPARE(restText(150), u"about 3 min left"_s);
    QCOMPARE(restText(7100), u"about 2 h left"_s);
    QCOMPARE(restText(-1), QString());
}

void tst_RunsPane::rule20_barsNeverGoBack()
{
    RunEntry entry = samples::running();
    const auto report = [&entry](double done, double total, const QString &text) {
        entry.status.progress = {{done, total, text, 0}};
        entry.progress.see(1000, entry.status.progress.first());
    };
    entry.progress = {};
    report(60, 100, u"files"_s);
    report(20, 100, u"files"_s);
    QCOMPARE(progressShare(entry), 0.6);
    report(60, 200, u"files"_s); // it grew: said, not shown as a step back
    QCOMPARE(progressShare(entry), 0.6);
    QVERIFY(detailText(entry).contains(u"the total was 100"_s));
    report(200, 200, u"files"_s);
    QCOMPARE(progressShare(entry), 1.0);
    report(1, 10, u"checks"_s); // what comes after the end is something else
    QCOMPARE(progressShare(entry), 0.1);
    QVERIFY(!detailText(entry).contains(u"the total was"_s));
}

void tst_RunsPane::rule29_notAnswering()
{
    RunEntry entry = inState(RunState::Stopping);
    entry.stoppingSince = 1000;
    QCOMPARE(detailText(entry, false, 2900), u"finishing clean-up"_s);
    QCOMPARE(detailText(entry, false, 3000), u"Not answering"_s);
    QCOMPARE(runButtons(entry, false, 2900), QList{RunButton::Stop});
    QCOMPARE(runButtons(entry, false, 3000), (QList{RunButton::Stop, RunButton::LeaveBehind}));
}

void tst_RunsPane::rule18_spinnerAfterHalfASecond()
{
    RunsPane pane;
    pane.resize(1100, 200);
    pane.show();
    QVERIFY(QTest::qWaitForWindowExposed(&pane));
    RunEntry entry = samples::running(1);
    entry.status.elapsed = 0.1;
    entry.sampledAt = 0;
    pane.model()->set(entry);
    QCOMPARE(pane.view()->spinningRun(), 0);
    entry.status.elapsed = 0.6;
    pane.model()->set(entry);
    QCOMPARE(pane.view()->spinningRun(), 1);
    // Less motion was asked for: the icon stands still.
    QVERIFY(!theme::Theme::instance().motionAllowed());
    QCOMPARE(pane.view()->spinnerDegrees(1), 0);
}

void tst_RunsPane::rule22_oneSpinner()
{
    RunsPane pane;
    pane.resize(1100, 200);
    pane.show();
    for (int i = 1; i <= 3; ++i) pane.model()->set(samples::running(i));
    QCOMPARE(pane.view()->spinningRun(), 3); // the first row
    pane.model()->set(samples::finished(3));
    QCOMPARE(pane.view()->spinningRun(), 2);
}

void tst_RunsPane::buttons_data()
{
    QTest::addColumn<RunEntry>("entry");
    QTest::addColumn<bool>("compare");
    QTest::addColumn<QList<RunButton>>("buttons");
    QTest::newRow("running") << samples::running() << true << QList{RunButton::Stop, RunButton::Pause};
    QTest::newRow("queued") << samples::queued() << true << QList{RunButton::Cancel};
    QTest::newRow("paused") << inState(RunState::Paused) << true << QList{RunButton::Stop, RunButton::Resume};
    QTest::newRow("ended") << samples::finished() << false << QList{RunButton::Rerun};
    RunEntry limited = inState(RunState::LimitReached);
    QTest::newRow("ended at a limit") << limited << true << QList{RunButton::Rerun, RunButton::Raise};
    QTest::newRow("ended, to compare") << samples::finished() << true << QList{RunButton::Rerun, RunButton::Compare};
}

void tst_RunsPane::buttons()
{
    QFETCH(RunEntry, entry);
    QFETCH(bool, compare);
    QTEST(runButtons(entry, compare), "buttons");
}

void tst_RunsPane::rule27_stopStaysWhileStopping()
{
    QCOMPARE(runButtons(inState(RunState::Stopping), false), QList{RunButton::Stop});
}

void tst_RunsPane::clicksOnPaintedButtons()
{
    RunsPane pane;
    pane.resize(1200, 200);
    pane.show();
    QVERIFY(QTest::qWaitForWindowExposed(&pane));
    pane.model()->set(samples::running(1));
    pane.model()->set(samples::finished(2));
    auto *view = pane.view();
    QSignalSpy stop(&pane, &RunsPane::stopRequested);
    QSignalSpy pause(&pane, &RunsPane::pauseRequested);
    QSignalSpy rerun(&pane, &RunsPane::rerunRequested);
    const auto place = [&](int run, int button, qsizetype of) {
        return view->buttonRects(view->visualRect(pane.model()->indexOf(static_cast<quint64>(run))), of)[button]
            .center();
    };
    QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, place(1, 0, 2));
    QCOMPARE(stop.takeFirst().first().toULongLong(), 1);
    QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, place(1, 1, 2));
    QCOMPARE(pause.takeFirst().first().toULongLong(), 1);
    QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, place(2, 0, 1));
    QCOMPARE(rerun.takeFirst().first().toULongLong(), 2);
    // The row moved away between press and release: nothing happens to the one that came.
    QTest::mousePress(view->viewport(), Qt::LeftButton, {}, place(1, 0, 2));
    const QPoint point = place(1, 0, 2);
    pane.model()->set(samples::waitingForYou(3));
    QTest::mouseRelease(view->viewport(), Qt::LeftButton, {}, point);
    QCOMPARE(stop.count(), 0);
    view->grab();
}

void tst_RunsPane::keys()
{
    RunsPane pane;
    pane.resize(1200, 200);
    pane.show();
    QVERIFY(QTest::qWaitForWindowActive(&pane));
    pane.model()->set(samples::running(1));
    pane.model()->set(samples::finished(2));
    auto *view = pane.view();
    view->setFocus();
    view->selectRun(1);
    QSignalSpy stop(&pane, &RunsPane::stopRequested);
    QSignalSpy pause(&pane, &RunsPane::pauseRequested);
    QSignalSpy rerun(&pane, &RunsPane::rerunRequested);
    QSignalSpy shown(&pane, &RunsPane::activated);
    QTest::keyClick(view, Qt::Key_Delete);
    QCOMPARE(stop.count(), 1);
    QTest::keyClick(view, Qt::Key_Space);
    QCOMPARE(pause.count(), 1);
    QTest::keyClick(view, Qt::Key_Return);
    QCOMPARE(shown.takeFirst().first().toULongLong(), 1);
    QTest::keyClick(view, Qt::Key_Right);
    QVERIFY(view->isExpanded(pane.model()->indexOf(1)));
    view->selectRun(2);
    QTest::keyClick(view, Qt::Key_Delete);
    QCOMPARE(stop.count(), 1); // nothing to stop
    QTest::keyClick(view, Qt::Key_Return, Qt::ShiftModifier);
    QCOMPARE(rerun.takeFirst().first().toULongLong(), 2);
    for (const QAction *action : view->actions()) QVERIFY(!action->text().isEmpty());
}

void tst_RunsPane::columnsKeepTheirPlace()
{
    RunsPane pane;
    pane.resize(1232, 200);
    pane.show();
    pane.model()->set(samples::running(1));
    const auto columns = pane.view()->columnsOf({0, 0, 1232, 30});
    // They fill the row from start to end and do not overlap.
    const QList<QRect> order{columns.chevron,  columns.number, columns.file,       columns.state,     columns.detail,
                             columns.progress, columns.time,   columns.buttons[0], columns.buttons[1]};
    for (qsizetype i = 1; i < order.size(); ++i)
        QVERIFY2(order[i].left() > order[i - 1].right(), qPrintable(QString::number(i)));
    QVERIFY(columns.detail.width() > 300);
    QVERIFY(columns.buttons[1].right() < 1232);
    // Mirrored in a right-to-left layout.
    pane.view()->setLayoutDirection(Qt::RightToLeft);
    const auto mirrored = pane.view()->columnsOf({0, 0, 1232, 30});
    QCOMPARE(mirrored.chevron.left(), 1232 - 1 - columns.chevron.right());
    QCOMPARE(mirrored.time.left(), 1232 - 1 - columns.time.right());
}

void tst_RunsPane::narrowRowsFold()
{
    RunsPane pane;
    pane.resize(900, 200);
    pane.show();
    pane.model()->set(samples::running(1));
    QVERIFY(pane.view()->isFolded());
    pane.resize(1200, 200);
    QTRY_VERIFY(!pane.view()->isFolded());
    const auto folded = rowFacts(samples::running(), 0, true);
    QVERIFY(!folded.progress);
    QVERIFY(folded.detail.contains(u"41 of 100"_s));
    QVERIFY(rowFacts(samples::running(), 0, false).progress.has_value());
}

void tst_RunsPane::spoken()
{
    RunsModel model;
    model.set(samples::waitingForYou());
    QCOMPARE(model.index(0, 0).data(Qt::AccessibleTextRole).toString(),
             u"Run 7, report.ml, Waiting for you, read notes/s-07.txt, 0:12"_s);
    QCOMPARE(announcement(samples::waitingForYou()), u"Run 7 needs permission: read notes/s-07.txt"_s);
    QCOMPARE(announcement(samples::finished()), u"Run 5 finished, 2 rows · 1 denied"_s);
    QCOMPARE(announcement(samples::running()), QString());
    RunsPane pane;
    QVERIFY(!pane.accessibleName().isEmpty());
    QVERIFY(!pane.view()->accessibleName().isEmpty());
}

void tst_RunsPane::empty()
{
    RunsPane pane;
    pane.resize(900, 200);
    pane.show();
    QVERIFY(!pane.view()->isVisible());
    pane.model()->set(samples::queued());
    QVERIFY(pane.view()->isVisible());
    pane.model()->clear();
    QVERIFY(!pane.view()->isVisible());
    pane.grab();
}

QTEST_MAIN(tst_RunsPane)
#include "tst_runs_pane.moc"
