// SPDX-License-Identifier: GPL-3.0-or-later
//
// Runs every script of this folder in the window, one after the other. While it does its worst a person types into
// another tab, turns the pages of the output and looks at the panes; then Stop is pressed, once. Every letter must
// arrive, and the run must be over soon. How long the window kept one waiting is told, and judged in the long run.
#include "tests/sanitized.h"
#include "tests/ui/window/window_test.h"

#include "ui/output/output_pane.h"
#include "ui/window/panes.h"
#include "ui/window/run_desk.h"
#include "ui/window/stall_watchdog.h"

#include <QDir>
#include <QElapsedTimer>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace latchkey;
using namespace latchkey::window;
using namespace latchkey::window::test;

namespace {

constexpr double kMostP99 = 50, kMostStall = 200;               ///< milliseconds, of the long run
constexpr qint64 kMostStop = tests::kSanitized ? 20'000 : 3000; ///< with what a `finally` may take

} // namespace

class tst_Torture : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void rule88_windowAnswersAndStops_data();
    void rule88_windowAnswersAndStops();

private:
    void bePerson(TestWindow &window);

    qint64 m_length = 400; ///< milliseconds for each script
    bool m_judges = false;
    qsizetype m_typed = 0;
    int m_turn = 0;
};

void tst_Torture::initTestCase()
{
    const int seconds = qEnvironmentVariableIntValue("LATCHKEY_TORTURE");
    m_judges = seconds > 0 && !tests::kSanitized;
    if (seconds > 0) m_length = qint64(seconds) * 1000;
}

void tst_Torture::rule88_windowAnswersAndStops_data()
{
    QTest::addColumn<QString>("path");
    const QDir folder(QStringLiteral(LATCHKEY_SOURCE_DIR) + u"/tests/torture"_s, u"*.ml"_s);
    for (const QFileInfo &script : folder.entryInfoList())
        QTest::newRow(qPrintable(script.completeBaseName().replace(u'_', u' '))) << script.filePath();
}

// What somebody does while a run goes mad: goes on writing, and looks at it from all sides.
void tst_Torture::bePerson(TestWindow &window)
{
    const QString panes[] = {u"output"_s, u"runs"_s, u"prompts"_s, u"result"_s, u"variables"_s, u"table"_s, u"raw"_s};
    window.type(u"a"_s);
    ++m_typed;
    if (++m_turn % 5 == 0) window->panes()->show(panes[size_t(m_turn / 5) % std::size(panes)], false);
    if (m_turn % 7 == 0) QTest::keyClick(window->outputPane()->view(), Qt::Key_PageUp);
    if (m_turn % 11 == 0) QTest::keyClick(window->outputPane()->view(), Qt::Key_End, Qt::ControlModifier);
    QTest::qWait(5);
}

void tst_Torture::rule88_windowAnswersAndStops()
{
    QFETCH(QString, path);
    TestWindow window;
    EditorPage *script = window.open(path);
    QVERIFY(script != nullptr);
    script->asksBeforehand = false; // the questions are to come while it runs
    script->setFocus();
    quint64 run = window.run();
    QVERIFY(run != 0);
    EditorPage *other = window.newFile();
    m_typed = 0;
    StallWatchdog watchdog;
    QElapsedTimer clock;
    clock.start();
    while (clock.elapsed() < m_length) {
        bePerson(window);
        if (!window.entry(run).isOver()) continue;
        // A flood ends at its limit; then it begins again.
        QCOMPARE(window.entry(run).status.state, runs::RunState::LimitReached);
        run = window->desk()->run(script);
    }
    QCOMPARE(other->editor()->utf8().size(), m_typed);
    // The panes still show this run, and Stop is where it always is.
    QCOMPARE(window->runList()->frontRun(), run);
    QVERIFY2(!window.entry(run).isOver(), qPrintable(window.entry(run).errorMessage));
    const bool asks = path.contains(u"question"_s);
    QCOMPARE(!window->runList()->questions().isEmpty(), asks);
    clock.restart();
    window.press(Qt::Key_F5, Qt::ShiftModifier);
    QTRY_VERIFY_WITH_TIMEOUT((bePerson(window), window.entry(run).isOver()), int(10 * kMostStop));
    const qint64 stopped = clock.elapsed();
    QCOMPARE(window.entry(run).status.state, runs::RunState::Cancelled);
    QTRY_VERIFY(window->runList()->questions().isEmpty());
    // What it left can be looked at as well.
    for (int i = 0; i < 40; ++i) bePerson(window);
    QCOMPARE(other->editor()->utf8().size(), m_typed);
    const StallReport report = watchdog.report();
    qInfo("%lld letters, waiting p50 %.1f, p99 %.1f, longest %.1f ms; stopped after %lld ms",
          static_cast<long long>(m_typed), report.p50, report.p99, report.longest, static_cast<long long>(stopped));
    QVERIFY2(stopped <= kMostStop, qPrintable(QString::number(stopped)));
    if (!m_judges) return;
    QVERIFY2(report.p99 <= kMostP99, qPrintable(QString::number(report.p99)));
    QVERIFY2(report.longest <= kMostStall, qPrintable(QString::number(report.longest)));
}

QTEST_MAIN(tst_Torture)
#include "tst_torture.moc"
