// SPDX-License-Identifier: GPL-3.0-or-later
//
// The tour: each step opens a script that runs, and notices by the run that it was done.
#include "tests/ui/window/window_test.h"

#include "ui/runs/run_list.h"
#include "ui/window/tour.h"
#include "ui/window/welcome_page.h"

#include "engine/capability/broker.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace latchkey;
using namespace latchkey::window;
using namespace latchkey::window::test;

class tst_Tour : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void runIsNoticed_data();
    void runIsNoticed();
    void stopIsNoticed();
    void answerIsNoticed();
    void otherRunsDoNotCount();
    void doneStepsAreKept();
    void endingTakesTheBarAway();
    void commandGoesOnWhereOneWas();
};

void tst_Tour::init()
{
    settings::Settings settings; // the files of this test's home
    settings.state().remove(u"window/tourDone"_s);
}

void tst_Tour::runIsNoticed_data()
{
    QTest::addColumn<int>("step");
    QTest::newRow("run") << int(Tour::Run);
    QTest::newRow("progress") << int(Tour::Progress);
    QTest::newRow("result") << int(Tour::Result);
}

void tst_Tour::runIsNoticed()
{
    QFETCH(int, step);
    TestWindow window;
    Tour *tour = window->tour();
    tour->start(Tour::Step(step));
    QCOMPARE(window->editors()->notices()->current(), u"tour"_s);
    QVERIFY(!tour->isDone(Tour::Step(step)));
    QVERIFY(window.run() != 0);
    QTRY_VERIFY_WITH_TIMEOUT(tour->isDone(Tour::Step(step)), 30'000);
}

void tst_Tour::stopIsNoticed()
{
    TestWindow window;
    window->tour()->start(Tour::Stop);
    const quint64 run = window.run();
    QTRY_COMPARE(window.entry(run).status.state, runs::RunState::Running);
    QVERIFY(!window->tour()->isDone(Tour::Stop));
    window.press(Qt::Key_F5, Qt::ShiftModifier);
    QTRY_VERIFY(window->tour()->isDone(Tour::Stop));
}

void tst_Tour::answerIsNoticed()
{
    TestWindow window;
    window->tour()->start(Tour::Permission);
    const quint64 run = window.run();
    QTRY_VERIFY_WITH_TIMEOUT(window.entry(run).needsYou(), 30'000);
    QVERIFY(!window->tour()->isDone(Tour::Permission));
    window->engine().broker().denyEverything();
    QTRY_VERIFY(window.entry(run).isOver());
    QTRY_VERIFY(window->tour()->isDone(Tour::Permission));
}

void tst_Tour::otherRunsDoNotCount()
{
    TestWindow window;
    window->tour()->start(Tour::Run);
    window.newFile("print(1);\n");
    const quint64 run = window.run();
    QTRY_VERIFY(window.entry(run).isOver());
    QVERIFY(!window->tour()->isDone(Tour::Run));
}

void tst_Tour::doneStepsAreKept()
{
    {
        TestWindow window;
        window->tour()->start(Tour::Run);
        window.run();
        QTRY_VERIFY(window->tour()->isDone(Tour::Run));
    }
    TestWindow window;
    QVERIFY(window->tour()->isDone(Tour::Run));
    QVERIFY(!window->tour()->isDone(Tour::Stop));
    QStringList ends;
    for (const Entry &entry : window->tour()->entries()) ends << entry.end;
    QCOMPARE(ends.size(), int(Tour::Count));
    QCOMPARE(ends.first(), u"done"_s);
}

void tst_Tour::endingTakesTheBarAway()
{
    TestWindow window;
    window->tour()->start(Tour::Run);
    window->tour()->end();
    QCOMPARE(window->tour()->current(), Tour::Count);
    QVERIFY(window->editors()->notices()->current() != u"tour"_s);
}

void tst_Tour::commandGoesOnWhereOneWas()
{
    TestWindow window;
    window->commands()[u"tour"_s]->trigger();
    QCOMPARE(window->tour()->current(), Tour::Run);
    window.run();
    QTRY_VERIFY(window->tour()->isDone(Tour::Run));
    window->tour()->end();
    window->commands()[u"tour"_s]->trigger();
    QCOMPARE(window->tour()->current(), Tour::Progress);
}

QTEST_MAIN(tst_Tour)
#include "tst_tour.moc"
