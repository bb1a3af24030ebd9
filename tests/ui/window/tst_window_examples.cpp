// SPDX-License-Identifier: GPL-3.0-or-later
// Rule 36 as a person meets it: every example that is shipped is opened and started in the real window, each question
// is answered by pressing the first thing that lets the script go on, and the answers are counted. One must be enough.
#include "ui/permissions/permission_bar.h"
#include "ui/permissions/preflight_bar.h"
#include "ui/window/editor_area.h"
#include "ui/window/examples.h"
#include "ui/window/permission_desk.h"
#include "ui/window/run_desk.h"
#include "window_test.h"

#include <QAbstractButton>
#include <QJsonObject>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace latchkey;
using namespace latchkey::window;
using namespace latchkey::window::test;

class tst_WindowExamples : public QObject
{
    Q_OBJECT

private slots:
    void rule36_atMostOneDecision_data();
    void rule36_atMostOneDecision();

private:
    static bool answerWhatIsAsked(TestWindow &window);
};

void tst_WindowExamples::rule36_atMostOneDecision_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<int>("decisions"); // exactly: an example that asks nothing any more shows nothing of asking
    const QHash<QString, int> asking{
        {u"tour.ml"_s, 1}, {u"read_a_file.ml"_s, 1}, {u"csv_files.ml"_s, 1}, {u"health_monitor.ml"_s, 1}};
    for (const Example &example : examples())
        QTest::newRow(qPrintable(example.file)) << example.file << asking.value(example.file, 0);
}

/// Presses the button that lets the script go on for this run, in whichever bar asks. False: no bar is alive.
bool tst_WindowExamples::answerWhatIsAsked(TestWindow &window)
{
    permissions::PreflightBar *before = window->permissionDesk()->barOf(window.page());
    permissions::PermissionBar *bar = window->desk()->barOf(window.page());
    permissions::QuestionBar *asking = before != nullptr && before->isVisible()
                                           ? static_cast<permissions::QuestionBar *>(before)
                                           : static_cast<permissions::QuestionBar *>(bar);
    if (asking == nullptr || !asking->isVisible() || asking->isDead()) return false;
    auto *allow = asking->findChild<QAbstractButton *>(u"allowForRun"_s);
    if (allow == nullptr) allow = asking->findChild<QAbstractButton *>(u"allowListed"_s);
    if (allow == nullptr || !allow->isEnabled()) return false;
    QTest::mouseClick(allow, Qt::LeftButton);
    return true;
}

void tst_WindowExamples::rule36_atMostOneDecision()
{
    QFETCH(QString, file);
    QFETCH(int, decisions);
    QVERIFY(decisions <= 1);
    TestWindow window;
    window->openExample(file);
    QTRY_VERIFY(window.page() != nullptr && window.page()->name().startsWith(file));
    const quint64 run = window.run();
    int answered = 0;
    QElapsedTimer clock;
    clock.start();
    const bool endless = file == "endless_loop.ml"_L1;
    while (!window.entry(run).isOver() && clock.elapsed() < 60'000) {
        if (endless && window.entry(run).status.steps > 0) window->desk()->stopFront();
        if (answerWhatIsAsked(window)) ++answered;
        QTest::qWait(5); // the bars are dead for their first 600 ms
    }
    QVERIFY(window.entry(run).isOver());
    QCOMPARE(answered, decisions);
    const runs::RunEntry entry = window.entry(run);
    QCOMPARE(entry.denied, 0);
    if (!endless && file != "error_with_line.ml"_L1) QVERIFY2(entry.success, qPrintable(entry.errorMessage));
}

QTEST_MAIN(tst_WindowExamples)
#include "tst_window_examples.moc"
