// SPDX-License-Identifier: GPL-3.0-or-later
// Rule 24: the window's own background jobs stand in one stack with title, bar and cross. The list is looked at as
// values, the stack with real clicks and keys.
#include "ui/jobs/job.h"
#include "ui/jobs/job_stack.h"
#include "ui/tables/work.h"
#include "ui/theme/theme.h"

#include <QAbstractButton>
#include <QLabel>
#include <QMainWindow>
#include <QProgressBar>
#include <QSemaphore>
#include <QSignalSpy>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace latchkey;
using namespace latchkey::jobs;

namespace {

JobList &list()
{
    return *JobList::instance();
}

/// A window with a stack in its corner.
struct Bench {
    explicit Bench(QSize size = {900, 640})
    {
        window.resize(size);
        window.setCentralWidget(new QWidget);
        stack = new JobStack(JobList::instance(), &window);
        stack->setBottomInset(26);
        window.show();
    }
    [[nodiscard]] QList<QAbstractButton *> crosses() const
    {
        return stack->findChildren<QAbstractButton *>(u"jobCancel"_s);
    }
    QMainWindow window;
    JobStack *stack = nullptr;
};

} // namespace

class tst_Jobs : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { theme::Theme::instance(); }
    void cleanup() { QCOMPARE(list().count(), 0); }
    void rule24_aShortJobIsNeverSeen();
    void rule24_shareIsAskedForAndNeverGoesBack();
    void rule24_cancelIsToldOnceAndTheJobStaysUntilItEnds();
    void rule24_aJobThatGoesAwayEnds();
    void rule24_workReportsItselfAndIsCancelled();
    void rule24_stackShowsTitleBarAndCross();
    void rule24_crossCancels();
    void rule24_stackKeepsItsCorner_data();
    void rule24_stackKeepsItsCorner();
    void rule24_foldedItTakesNoRoom();
    void rule24_manyJobsAreCounted();
    void rule24_focusStaysWithItsJob();
    void rule24_longTitlesDoNotWidenIt();
};

void tst_Jobs::rule24_aShortJobIsNeverSeen()
{
    QSignalSpy changed(&list(), &JobList::changed);
    {
        const Job job(u"Short"_s, {});
        QCOMPARE(list().count(), 1);
        QVERIFY(list().shown().isEmpty());
    }
    QCOMPARE(changed.count(), 0);
    QElapsedTimer age;
    age.start();
    const Job longer(u"Long"_s, {});
    QTRY_COMPARE(list().shown().size(), 1);
    QVERIFY(age.elapsed() >= JobList::kQuietMs);
    QCOMPARE(list().shown().first().title, u"Long"_s);
}

void tst_Jobs::rule24_shareIsAskedForAndNeverGoesBack()
{
    double share = 0;
    const Job job(u"Exporting"_s, {}, [&share] { return share; });
    QTRY_COMPARE(list().shown().size(), 1);
    QVERIFY(list().shown().first().share < 0); // no end is known yet: no bar
    share = 0.5;
    QTRY_COMPARE(list().shown().first().share, 0.5);
    share = 0.25;
    job.setDetail(u"a quarter"_s);
    QTRY_COMPARE(list().shown().first().detail, u"a quarter"_s);
    QCOMPARE(list().shown().first().share, 0.5);
    share = 7;
    QTRY_COMPARE(list().shown().first().share, 1.0);
}

void tst_Jobs::rule24_cancelIsToldOnceAndTheJobStaysUntilItEnds()
{
    int cancelled = 0;
    Job job(u"Replacing"_s, [&cancelled] { ++cancelled; });
    QTRY_COMPARE(list().shown().size(), 1);
    const quint64 id = list().shown().first().id;
    list().cancel(id);
    list().cancel(id);
    QCOMPARE(cancelled, 1);
    QVERIFY(list().shown().first().isStopping);
    job.end();
    QVERIFY(list().shown().isEmpty());
    list().cancel(id); // of one that is over
    QCOMPARE(cancelled, 1);
}

void tst_Jobs::rule24_aJobThatGoesAwayEnds()
{
    Job job(u"First"_s, {});
    job = Job(u"Second"_s, {});
    QCOMPARE(list().count(), 1);
    Job other = std::move(job);
    QCOMPARE(list().count(), 1);
    QVERIFY(other.isActive() && !job.isActive());
    // A cancel that ends its own job and begins another.
    other = Job(u"Third"_s, [&other] { other = Job(u"Fourth"_s, {}); });
    QTRY_COMPARE(list().shown().size(), 1);
    list().cancel(list().shown().first().id);
    QCOMPARE(list().count(), 1);
    QTRY_COMPARE(list().shown().size(), 1);
    QCOMPARE(list().shown().first().title, u"Fourth"_s);
}

void tst_Jobs::rule24_workReportsItselfAndIsCancelled()
{
    QObject context;
    QSemaphore begun, seen;
    bool stopped = false, done = false;
    auto work = std::make_unique<tables::Work>();
    work->startShown(
        u"Ordering"_s, &context,
        [&](tables::Progress &progress) {
            progress.setShare(0.4);
            begun.release();
            while (!progress.isCancelled()) QThread::usleep(100);
            seen.release();
            return 1;
        },
        [&](int) { done = true; }, [&] { stopped = true; });
    begun.acquire();
    QTRY_COMPARE(list().shown().size(), 1);
    QCOMPARE(list().shown().first().share, 0.4);
    list().cancel(list().shown().first().id);
    QVERIFY(stopped && !work->isRunning());
    QVERIFY(seen.tryAcquire(1, 5000)); // the worker itself ended
    QVERIFY(list().shown().isEmpty());
    work->startShown(u"Quick"_s, &context, [](tables::Progress &) { return 2; }, [&](int) { done = true; });
    QTRY_VERIFY(done);
    QCOMPARE(list().count(), 0);
    work->startShown(
        u"Left"_s, &context,
        [](tables::Progress &progress) {
            while (!progress.isCancelled()) QThread::usleep(100);
            return 3;
        },
        [](int) {});
    QCOMPARE(list().count(), 1);
    work.reset(); // the pane is gone
    QCOMPARE(list().count(), 0);
}

void tst_Jobs::rule24_stackShowsTitleBarAndCross()
{
    Bench bench;
    QVERIFY(!bench.stack->isVisible());
    double share = 0;
    const Job job(u"Exporting value.json"_s, {}, [&share] { return share; });
    QTRY_VERIFY(bench.stack->isVisible());
    QCOMPARE(bench.stack->findChild<QLabel *>(u"jobTitle"_s)->text(), u"Exporting value.json"_s);
    auto *bar = bench.stack->findChild<QProgressBar *>(u"jobBar"_s);
    QVERIFY(!bar->isVisible());
    share = 0.3;
    QTRY_VERIFY(bar->isVisible());
    QTRY_COMPARE(bar->value(), 300);
    QVERIFY(bar->accessibleName().contains(u"value.json"_s));
    QCOMPARE(bench.crosses().size(), 1);
    QCOMPARE(bench.crosses().first()->accessibleName(), u"Cancel: Exporting value.json"_s);
    QVERIFY(bench.crosses().first()->focusPolicy() & Qt::TabFocus);
    QVERIFY(!bench.stack->accessibleName().isEmpty());
}

void tst_Jobs::rule24_crossCancels()
{
    Bench bench;
    bool cancelled = false;
    Job job(u"Searching"_s, [&cancelled] { cancelled = true; });
    QTRY_VERIFY(bench.stack->isVisible());
    QTest::mouseClick(bench.crosses().first(), Qt::LeftButton);
    QTRY_VERIFY(cancelled);
    QTRY_COMPARE(bench.stack->findChild<QLabel *>(u"jobDetail"_s)->text(), u"Stopping"_s);
    QCOMPARE(bench.crosses().first()->accessibleName(), u"Stopping: Searching"_s);
    job.end();
    QVERIFY(!bench.stack->isVisible());
    Job next(u"Reading"_s, [&] { next.end(); }); // ends at once, as most do
    QTRY_VERIFY(bench.stack->isVisible());
    bench.crosses().first()->setFocus();
    QTest::keyClick(bench.crosses().first(), Qt::Key_Space);
    QTRY_VERIFY(!bench.stack->isVisible());
}

void tst_Jobs::rule24_stackKeepsItsCorner_data()
{
    QTest::addColumn<QSize>("size");
    QTest::addColumn<bool>("mirrored");
    QTest::newRow("large window") << QSize(1440, 900) << false;
    QTest::newRow("smallest window") << QSize(640, 420) << false;
    QTest::newRow("right to left") << QSize(900, 640) << true;
}

void tst_Jobs::rule24_stackKeepsItsCorner()
{
    QFETCH(QSize, size);
    QFETCH(bool, mirrored);
    Bench bench(size);
    bench.window.setLayoutDirection(mirrored ? Qt::RightToLeft : Qt::LeftToRight);
    const Job job(u"Searching for total"_s, {});
    QTRY_VERIFY(bench.stack->isVisible());
    const auto check = [&] {
        const QRect window = bench.window.rect(), box = bench.stack->geometry();
        QCOMPARE(window.bottom() - box.bottom(), 26 + 12); // above the status bar
        if (mirrored) QCOMPARE(box.left(), 16);
        else QCOMPARE(window.right() - box.right(), 16);
        QVERIFY(window.contains(box));
    };
    check();
    const Job second(u"Exporting"_s, {});
    QTRY_COMPARE(bench.crosses().size(), 2);
    check();
    bench.window.resize(size + QSize(40, 30));
    QTRY_COMPARE(bench.window.size(), size + QSize(40, 30));
    check();
}

void tst_Jobs::rule24_foldedItTakesNoRoom()
{
    Bench bench;
    QSignalSpy counted(bench.stack, &JobStack::countChanged);
    Job job(u"Searching"_s, {});
    QTRY_VERIFY(bench.stack->isVisible());
    QVERIFY(bench.stack->takenHeight() > bench.stack->height());
    QCOMPARE(counted.last().first().toInt(), 1);
    QTest::mouseClick(bench.stack->findChild<QAbstractButton *>(u"jobFold"_s), Qt::LeftButton);
    QVERIFY(!bench.stack->isVisible());
    QCOMPARE(bench.stack->takenHeight(), 0);
    const Job second(u"Exporting"_s, {});
    QTRY_COMPARE(counted.last().first().toInt(), 2); // told of all the same
    QVERIFY(!bench.stack->isVisible());
    bench.stack->enter();
    QVERIFY(bench.stack->isVisible());
    QVERIFY(bench.crosses().first()->hasFocus());
}

void tst_Jobs::rule24_manyJobsAreCounted()
{
    Bench bench;
    std::vector<Job> many;
    for (int i = 0; i < 9; ++i) many.emplace_back(u"Job %1"_s.arg(i), nullptr);
    QTRY_COMPARE(list().shown().size(), 9);
    QCOMPARE(bench.crosses().size(), JobStack::kMostRows);
    auto *more = bench.stack->findChild<QLabel *>(u"jobMore"_s);
    QVERIFY(more->isVisible());
    QVERIFY2(more->text().contains(u'5'), qPrintable(more->text()));
    many.resize(4);
    QTRY_VERIFY(!more->isVisible());
}

void tst_Jobs::rule24_focusStaysWithItsJob()
{
    Bench bench;
    QSignalSpy lost(bench.stack, &JobStack::focusLost);
    Job first(u"First"_s, {}), second(u"Second"_s, {});
    QTRY_COMPARE(bench.crosses().size(), 2);
    bench.crosses().last()->setFocus();
    first.end();
    QCOMPARE(bench.crosses().size(), 1);
    QVERIFY(bench.crosses().first()->hasFocus());
    QCOMPARE(bench.crosses().first()->accessibleName(), u"Cancel: Second"_s);
    Job third(u"Third"_s, {});
    QTRY_COMPARE(bench.crosses().size(), 2);
    second.end(); // a press meant for the second must not cancel the third
    QVERIFY(bench.stack->findChild<QAbstractButton *>(u"jobFold"_s)->hasFocus());
    third.end();
    QCOMPARE(lost.count(), 1);
}

void tst_Jobs::rule24_longTitlesDoNotWidenIt()
{
    Bench bench;
    const Job job(u"Exporting %1.json"_s.arg(QString(300, u'x')), {});
    job.setDetail(u"12 345 files"_s);
    QTRY_VERIFY(bench.stack->isVisible());
    QVERIFY(bench.stack->width() <= theme::metrics().scaledWidth(340));
    const auto *title = bench.stack->findChild<QLabel *>(u"jobTitle"_s);
    QTRY_VERIFY(title->text().contains(u'…'));
    QVERIFY(title->accessibleName().size() > 300);
    QVERIFY(bench.stack->rect().contains(bench.crosses().first()->geometry()));
}

QTEST_MAIN(tst_Jobs)
#include "tst_jobs.moc"
