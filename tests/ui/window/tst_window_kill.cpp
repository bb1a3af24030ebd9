// SPDX-License-Identifier: GPL-3.0-or-later
//
// Kills a whole window (window_victim) with a run going, at any moment while a person types, and opens another one on
// what it left. Three kills in the quick run; LATCHKEY_KILLS sets another number.
#include "tests/ui/window/window_test.h"

#include "engine/journal/journal.h"
#include "ui/history/details_page.h"
#include "ui/history/history_pane.h"
#include "ui/output/output_view.h"
#include "ui/runs/runs_pane.h"
#include "ui/window/panes.h"

#include <QAction>
#include <QElapsedTimer>
#include <QProcess>
#include <QRandomGenerator>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace latchkey;
using namespace latchkey::window;
using namespace latchkey::window::test;

namespace {

constexpr qint64 kMostLostMs = 2000;
constexpr int kStartMs = 60'000; ///< on a busy machine
const QByteArray kScript = "print(\"before the crash\");\nwhile (true) {\n    x = 1;\n}\n";

} // namespace

class tst_WindowKill : public QObject
{
    Q_OBJECT

private slots:
    void rule80_typingSurvivesAKill();
    void rule84_twoEarlyDeathsOpenASafeWindow();
    void rule85_lostRunHasItsOutputAndCanBeRunAgain();

private:
    /// Starts a victim; true once it types.
    bool start(QProcess &victim, const QStringList &arguments)
    {
        victim.start(QStringLiteral(VICTIM), arguments);
        return victim.waitForReadyRead(kStartMs);
    }
};

// Rules 80 and 83: dirty, in order, without a question, and with at most the last two seconds missing.
void tst_WindowKill::rule80_typingSurvivesAKill()
{
    const int wanted = qEnvironmentVariableIntValue("LATCHKEY_KILLS");
    for (int kill = 0; kill < (wanted > 0 ? wanted : 3); ++kill) {
        QTemporaryDir folder, state;
        const QString file = makeFile(folder, u"a.ml"_s, "saved"), script = makeFile(folder, u"run.ml"_s, kScript);
        QProcess victim;
        QVERIFY(start(victim, {state.path(), file, script}));
        const int length = QRandomGenerator::global()->bounded(200, 4000);
        QElapsedTimer clock;
        clock.start();
        QList<std::pair<qint64, int>> typed; // when each count was heard of
        while (clock.elapsed() < length) {
            victim.waitForReadyRead(int(length - clock.elapsed()) + 1);
            for (const QByteArray &line : victim.readAllStandardOutput().split('\n'))
                if (!line.isEmpty()) typed.emplaceBack(clock.elapsed(), line.toInt());
        }
        victim.kill();
        QVERIFY(victim.waitForFinished());
        int expected = 0;
        for (const auto &[when, count] : std::as_const(typed))
            if (when < clock.elapsed() - kMostLostMs) expected = count;
        QCOMPARE(contentOf(file), "saved");
        const QByteArray session = contentOf(state.path() + u"/session.json"_s);
        const bool knewAll = session.contains("a.ml") && session.contains("run.ml") && session.contains("untitled");

        Person person;
        TestWindow window(state.path());
        QVERIFY(person.asked.isEmpty());
        const QList<EditorPage *> pages = window->editors()->pages();
        for (const EditorPage *page : pages) // one that is still being read has no path yet
            QTRY_VERIFY_WITH_TIMEOUT(!page->document()->isBusy() && !page->editor()->isLoading(), kStartMs);
        EditorPage *fresh = nullptr;
        for (EditorPage *page : pages)
            if (page->path().isEmpty()) fresh = page;
        const QByteArray kept = fresh != nullptr ? fresh->editor()->utf8() : QByteArray();
        QVERIFY2(kept.size() >= expected, qPrintable(u"%1 of %2"_s.arg(kept.size()).arg(expected)));
        QByteArray whole;
        for (qsizetype i = 0; i < kept.size(); ++i) whole += char('a' + (i / 20 * 40 + i % 20) % 26);
        QCOMPARE(kept, whole); // what is there is what was typed
        if (fresh == nullptr) continue;
        QVERIFY(fresh->document()->isModified());
        QCOMPARE(window->editors()->notices()->current(), u"restored"_s);
        if (knewAll) QCOMPARE(pages.indexOf(fresh), 2); // behind the two that were opened before it
    }
}

void tst_WindowKill::rule84_twoEarlyDeathsOpenASafeWindow()
{
    QTemporaryDir folder, state;
    const QString file = makeFile(folder, u"a.ml"_s, "saved"), script = makeFile(folder, u"run.ml"_s, kScript);
    for (int i = 0; i < 2; ++i) {
        QProcess victim;
        QVERIFY(start(victim, {state.path(), file, script}));
        QTRY_VERIFY_WITH_TIMEOUT(contentOf(state.path() + u"/session.json"_s).contains("run.ml"), kStartMs);
        victim.kill();
        QVERIFY(victim.waitForFinished());
    }
    TestWindow window(state.path());
    QCOMPARE(window->editors()->notices()->current(), u"safeStart"_s);
    QVERIFY(window->editors()->pages().isEmpty());
    QVERIFY(contentOf(state.path() + u"/session.json"_s).contains("run.ml")); // it is kept
}

void tst_WindowKill::rule85_lostRunHasItsOutputAndCanBeRunAgain()
{
    QTemporaryDir folder, state;
    const QString file = makeFile(folder, u"a.ml"_s, "saved"), script = makeFile(folder, u"run.ml"_s, kScript);
    {
        QProcess victim;
        QVERIFY(start(victim, {state.path(), file, script}));
        // Until what it printed is in the history: a matter of two seconds.
        journal::Journal journal(state.path() + u"/history.db"_s);
        const auto isKept = [&] {
            QFuture<QList<quint64>> found =
                journal.find({.text = u"before the crash"_s, .outcome = {}, .script = script});
            if (!QTest::qWaitFor([&] { return found.isFinished(); }) || found.resultCount() == 0) return false;
            QFuture<std::optional<journal::RunDetails>> details = journal.details(found.resultAt(0).value(0));
            if (!QTest::qWaitFor([&] { return details.isFinished(); }) || !details.result()) return false;
            return !details.result()->output.head.isEmpty();
        };
        QTRY_VERIFY_WITH_TIMEOUT(isKept(), kStartMs);
        QTRY_VERIFY_WITH_TIMEOUT(contentOf(state.path() + u"/session.json"_s).contains("\"running\":[{"), kStartMs);
        victim.kill();
        QVERIFY(victim.waitForFinished());
    }
    TestWindow window(state.path());
    const QList<runs::RunEntry> entries = window->runList()->entries();
    QCOMPARE(entries.size(), 1); // listed, and nothing was run by itself
    const runs::RunEntry lost = entries.first();
    QVERIFY(lost.lost);
    QCOMPARE(lost.path, script);

    auto *runs = window->findChild<runs::RunsPane *>();
    QVERIFY(runs != nullptr);
    emit runs->activated(lost.id);
    history::HistoryPane *pane = window->historyPane();
    QTRY_VERIFY_WITH_TIMEOUT(window->panes()->isShown(u"history"_s) && pane->isPageShown(), kStartMs);
    QTRY_COMPARE(pane->details()->run().details.record.outcome, journal::Outcome::Lost);
    QTRY_VERIFY(pane->details()->outputView()->rowCount() > 0);
    QStringList rows;
    for (qint64 row = 0; row < pane->details()->outputView()->rowCount(); ++row)
        rows << pane->details()->outputView()->rowText(row);
    QVERIFY2(rows.contains(u"before the crash"_s), qPrintable(rows.join(u'|')));
    QCOMPARE(window->runList()->frontRun(), 0U); // the other panes have nothing of it to show

    // Also when the file is another one meanwhile: what was lost is run.
    makeFile(folder, u"run.ml"_s, "result = 1;\n");
    emit runs->rerunRequested(lost.id);
    QTRY_COMPARE(window->runList()->entries().size(), 2);
    const runs::RunPtr again = window->runList()->run(window->runList()->entries().last().id);
    QVERIFY(again && again->script().source == kScript);
}

QTEST_MAIN(tst_WindowKill)
#include "tst_window_kill.moc"
