// SPDX-License-Identifier: GPL-3.0-or-later
//
// The window answers while four runs flood it with output. Its figures hold on a machine that has a core for it.
#include "tests/ui/window/window_test.h"

#include "ui/window/stall_watchdog.h"

#include <QElapsedTimer>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace latchkey;
using namespace latchkey::window;
using namespace latchkey::window::test;

class tst_WindowStalls : public QObject
{
    Q_OBJECT

private slots:
    void rule5_fourRunsFlood_data();
    void rule5_fourRunsFlood();
};

void tst_WindowStalls::rule5_fourRunsFlood_data()
{
    QTest::addColumn<QByteArray>("script");
    QTest::newRow("short lines") << QByteArray(
        "for (i in range(6000000)) {\n    print(\"line\", i, \"of a flood\");\n}\n");
    QTest::newRow("lines of ten thousand characters")
        << QByteArray("wide = \"x\" * 10000;\nfor (i in range(200000)) {\n    print(wide);\n}\n");
    QTest::newRow("endless loops") << QByteArray("n = 0;\nwhile (n < 3000000000) {\n    n = n + 1;\n}\n");
}

void tst_WindowStalls::rule5_fourRunsFlood()
{
    QFETCH(QByteArray, script);
    TestWindow window;
    window.newFile(script);
    StallWatchdog watchdog;
    for (int i = 0; i < 4; ++i) QVERIFY(window.run() != 0);
    window.newFile();
    QElapsedTimer typing;
    typing.start();
    int typed = 0;
    QTRY_VERIFY_WITH_TIMEOUT(
        (window.type(u"a"_s), ++typed, window->runList()->liveCount() == 0 || typing.elapsed() > 6000), 60'000);
    const StallReport report = watchdog.report();
    qInfo("%d keys, waiting p50 %.1f, p99 %.1f, p99.9 %.1f, longest %.1f ms", typed, report.p50, report.p99,
          report.p999, report.longest);
    QCOMPARE(window.page()->editor()->utf8().size(), typed);
    QVERIFY(report.p99 <= 50);
    QVERIFY(report.longest <= 200);
    // The flood lasted long enough to be one.
    for (const runs::RunEntry &entry : window->runList()->entries())
        QVERIFY2(entry.look() != theme::RunState::Failed, qPrintable(entry.errorMessage));
    QVERIFY(report.samples > 100);
    window->runList()->stopAll();
    QTRY_COMPARE(window->runList()->liveCount(), 0);
}

QTEST_MAIN(tst_WindowStalls)
#include "tst_window_stalls.moc"
