// SPDX-License-Identifier: GPL-3.0-or-later
// Values of any size in the panes of results: shown soon, looked at and let go without holding up the window, exported
// with progress and a way out. What is measured is the processor time of the window's thread, which other programs do
// not change: the longest turn of its event loop is what a user would feel as a stall.
#include "engine/runs/engine.h"
#include "ui/jobs/job_list.h"
#include "ui/plots/plot_pane.h"
#include "ui/results/raw_pane.h"
#include "ui/results/result_group.h"
#include "ui/results/result_pane.h"
#include "ui/results/value_export.h"
#include "ui/results/value_writer.h"

#include <QAbstractButton>
#include <QClipboard>
#include <QElapsedTimer>
#include <QLabel>
#include <QSignalSpy>
#include <QThread>
#include <QtTest>

#include <ctime>

using namespace Qt::StringLiterals;
using namespace latchkey;
using namespace latchkey::results;

namespace {

double cpuMs()
{
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return double(now.tv_sec) * 1e3 + double(now.tv_nsec) / 1e6;
}

/// Turns the event loop until `done`, and says how long the longest turn took.
class Turns
{
public:
    bool until(const std::function<bool()> &done)
    {
        QElapsedTimer clock;
        clock.start();
        while (!done()) {
            if (clock.elapsed() > 60'000) return false;
            const double before = cpuMs();
            QCoreApplication::processEvents();
            m_longest = std::max(m_longest, cpuMs() - before);
            QThread::usleep(500);
        }
        return true;
    }
    [[nodiscard]] double longest() const { return m_longest; }

private:
    double m_longest = 0;
};

runs::ResultValue madeBy(const QByteArray &source)
{
    runs::Engine engine;
    runs::RunOptions options;
    options.memoryLimit = qint64(4) << 30;
    options.timeoutSeconds = 120;
    const runs::RunPtr run = engine.submit({source, u"huge.ml"_s, {}, {}}, options);
    run->wait(120'000);
    return run->result().value;
}

runs::RunEntry ended(quint64 id)
{
    runs::RunEntry entry;
    entry.id = id;
    entry.number = static_cast<int>(id);
    entry.name = u"huge.ml"_s;
    entry.status.state = runs::RunState::Succeeded;
    entry.success = entry.hasValues = true;
    return entry;
}

constexpr auto kNumbers = "result = [];\nfor (i in range(10000000)) { result.append(i + 0.5); }\n";

} // namespace

class tst_HugeValues : public QObject
{
    Q_OBJECT

private slots:
    void ruleU2_data();
    void ruleU2();
    void freedAside();
    void rule60_exportShowsProgressAndStops();
    void rule60_exportIsWhole();
    void rule60_exportSaysWhyNot();
    void clipboardHasALimit();
    void rule57_endlessTextKeepsItsHead();
};

void tst_HugeValues::ruleU2_data()
{
    QTest::addColumn<QByteArray>("script");
    QTest::newRow("a list of ten million numbers") << QByteArray(kNumbers);
    QTest::newRow("a list of ten million texts")
        << QByteArray("result = [];\nfor (i in range(10000000)) { result.append(\"a\"); }\n");
    QTest::newRow("a text of 100 MB") << QByteArray("result = \"line of text\\n\" * 8000000;\n");
    QTest::newRow("a text of 100 MB without a line end") << QByteArray("result = \"x\" * 100000000;\n");
    QTest::newRow("a million deep") << QByteArray("result = [];\nfor (i in range(1000000)) { result = [result]; }\n");
    QTest::newRow("a million keys") << QByteArray(
        "result = {};\nfor (i in range(1000000)) { result[\"key\" + str(i)] = i; }\n");
    QTest::newRow("a million records") << QByteArray(
        "result = [];\nfor (i in range(1000000)) { result.append({id: i, name: \"n\", value: i / 3}); }\n");
}

// Shown within 200 ms, and no turn of the event loop over 50 ms, from handing it over until nothing more happens.
void tst_HugeValues::ruleU2()
{
    QFETCH(QByteArray, script);
    runs::ResultValue value = madeBy(script);
    QVERIFY(value.isValid());
    ResultGroup group;
    QList<std::shared_ptr<QWidget>> panes;
    for (const ResultGroup::Member &member : group.members()) {
        panes << std::shared_ptr<QWidget>(member.pane);
        member.pane->resize(600, 500);
        member.pane->show();
    }
    ResultPane *pane = group.result();
    QVERIFY(QTest::qWaitForWindowExposed(pane));
    QSignalSpy raw(group.raw(), &RawPane::ready);
    Turns turns;
    const double before = cpuMs();
    pane->board()->showResult(ended(1), engineValue(value));
    pane->grab();
    const double shown = cpuMs() - before;
    QVERIFY(turns.until([&] { return raw.count() > 0; }));
    pane->view()->expandToDepth(2);
    pane->view()->scrollToBottom();
    pane->grab();
    QVERIFY(turns.until([&] { return !group.table()->model()->isArranging(); }));
    if (group.raw()->isFolded()) {
        group.raw()->unfold();
        QVERIFY(turns.until([&] { return !group.raw()->isFolded(); }));
        group.raw()->grab();
    }
    // And gone again.
    value = {};
    const double full = cpuMs();
    pane->board()->showResult(ended(2), engineValue(runs::ResultValue::fromJson("1")));
    pane->grab();
    const double gone = cpuMs() - full;
    QVERIFY(turns.until([&] { return raw.count() > 1; }));
    qInfo("shown %.1f ms, let go %.1f ms, longest turn %.1f ms", shown, gone, turns.longest());
    QVERIFY2(shown < 200, qPrintable(QString::number(shown)));
    QVERIFY2(gone < 50, qPrintable(QString::number(gone)));
    QVERIFY2(turns.longest() < 50, qPrintable(QString::number(turns.longest())));
}

// Whoever lets go last does not do the freeing.
void tst_HugeValues::freedAside()
{
    runs::ResultValue value =
        madeBy("result = [];\nfor (i in range(2000000)) { result.append({id: i, name: \"n\" + str(i)}); }\n");
    QVERIFY(value.isValid());
    const double before = cpuMs();
    value = {};
    const double took = cpuMs() - before;
    QVERIFY2(took < 5, qPrintable(QString::number(took)));
}

void tst_HugeValues::rule60_exportShowsProgressAndStops()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"value.json"_s);
    ResultPane pane;
    pane.resize(500, 300);
    pane.setFileAsker(
        [&](const QString &, const QString &, const std::function<void(const QString &)> &chosen) { chosen(path); });
    pane.show();
    pane.showResult(ended(1), engineValue(madeBy(kNumbers)));
    QSignalSpy said(&pane, &ResultPane::said);
    pane.findChild<QAbstractButton *>(u"exportValue"_s)->click();
    jobs::JobList &jobs = *jobs::JobList::instance();
    QTRY_VERIFY(!jobs.shown().isEmpty() && jobs.shown().first().share > 0);
    QVERIFY(pane.writer()->isWriting());
    QCOMPARE(jobs.shown().first().title, u"Exporting value.json"_s);
    jobs.cancel(jobs.shown().first().id);
    QVERIFY(jobs.shown().isEmpty());
    QVERIFY(!pane.writer()->isWriting());
    QCOMPARE(said.count(), 1);
    QVERIFY(!QFile::exists(path));
    QTRY_VERIFY(QDir(folder.path()).entryList(QDir::Files).isEmpty()); // nothing half-made is left
}

void tst_HugeValues::rule60_exportIsWhole()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"value.json"_s);
    const ValuePtr value = engineValue(
        madeBy("result = [];\nfor (i in range(100000)) { result.append({id: i, name: \"n,{}\\\"\" + str(i), rest: [], "
               "value: i / 4.0}); }\n"));
    tables::Progress progress;
    QCOMPARE(saveValue(value, path, progress), QString());
    QVERIFY(progress.share() > 0.99);
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray text = file.readAll();
    QCOMPARE(text, indentedJson(value->json()) + '\n');
    QVERIFY(runs::ResultValue::fromJson(text).isValid());
}

void tst_HugeValues::rule60_exportSaysWhyNot()
{
    tables::Progress progress;
    const QString fault = saveValue(jsonValue(QJsonValue(1)), u"/nowhere/at/all.json"_s, progress);
    QVERIFY2(fault.contains(u"/nowhere/at/all.json"_s) && fault.endsWith(u'.'), qPrintable(fault));
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"old.json"_s);
    QFile old(path);
    QVERIFY(old.open(QIODevice::WriteOnly));
    old.write("old");
    old.close();
    tables::Progress cancelled;
    cancelled.cancel();
    saveValue(engineValue(madeBy("result = [];\nfor (i in range(1000000)) { result.append(i); }\n")), path, cancelled);
    QVERIFY(old.open(QIODevice::ReadOnly));
    QCOMPARE(old.readAll(), "old");
}

void tst_HugeValues::clipboardHasALimit()
{
    ResultPane pane;
    pane.show();
    QGuiApplication::clipboard()->setText(u"before"_s);
    QSignalSpy failed(&pane, &ResultPane::failed), said(&pane, &ResultPane::said);
    pane.showResult(ended(1), engineValue(madeBy("result = \"x\" * 70000000;\n")));
    pane.copyJson();
    QTRY_COMPARE_WITH_TIMEOUT(failed.count(), 1, 30'000);
    QVERIFY(failed.first().first().toString().contains(u"Export"_s));
    QCOMPARE(QGuiApplication::clipboard()->text(), u"before"_s);
    pane.showResult(ended(2), engineValue(madeBy("result = [1, 7.0];\n")));
    pane.copyJson();
    QTRY_COMPARE(said.count(), 1);
    QCOMPARE(QGuiApplication::clipboard()->text(), u"[\n  1,\n  7.0\n]"_s);
}

/// Sixty lists that each hold the one before twice: small as a value, endless as a text.
void tst_HugeValues::rule57_endlessTextKeepsItsHead()
{
    RawPane pane;
    pane.resize(500, 300);
    pane.show();
    QSignalSpy ready(&pane, &RawPane::ready);
    pane.setValue(engineValue(madeBy("a = ['x'];\nfor (i in range(60)) { a = [a, a]; }\nresult = a;\n")));
    QTRY_COMPARE_WITH_TIMEOUT(ready.count(), 1, 30'000);
    QVERIFY(pane.isFolded());
    auto *lacks = pane.findChild<output::RichLabel *>(u"rawLacks"_s);
    QVERIFY(lacks->isVisible());
    QVERIFY2(lacks->line().plainText().startsWith(u"Only the first 67 MB are shown"_s),
             qPrintable(lacks->line().plainText()));
}

QTEST_MAIN(tst_HugeValues)
#include "tst_huge_values.moc"
