// SPDX-License-Identifier: GPL-3.0-or-later
// A day at the desk: with the window open, one run a second of everything scripts do, against a server on this machine.
// Afterwards memory must not have been rising, no descriptor or thread be left, and the quick runs be as quick as at
// the beginning. A few seconds by default, which shows only that the mix works; LATCHKEY_SOAK gives the seconds (86400
// for the day), LATCHKEY_SOAK_RATE the runs a second: 24 make an hour of a day. What is called an hour below is 3600
// runs, however long they took.
//
// Memory is judged by its slope, and not by its end: a line is laid through the samples of the second half, and its
// standard error says how sure one can be of it. The first half fills what is kept on purpose and bounded, the longest
// of all the 10,000 newest decisions on permissions, which takes thousands of runs: fewer runs than kLeastRuns are not
// judged. Memory must not rise by more than 1 MB an hour; on a soak of less than a day, where noise alone can look
// steeper, it must not be shown to. One line of JSON has all figures.
// The server's library does without these keywords for the VM's sake; the headers of the window use them.
#undef QT_NO_KEYWORDS

#include "tests/network/test_server.h"
#include "tests/sanitized.h"
#include "tests/ui/window/window_test.h"

#include "ui/editor/code_editor.h"
#include "ui/runs/run_list.h"
#include "ui/window/run_desk.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <malloc.h>

using namespace Qt::StringLiterals;
using namespace latchkey;
using namespace latchkey::window;
using namespace latchkey::window::test;

namespace {

constexpr double kMostSlope = 1.0; ///< megabytes an hour
constexpr int kRunsAnHour = 3600;
constexpr int kLeastRuns = 20'000;
constexpr int kLongSoak = 80'000; ///< runs from which on the slope itself is judged
constexpr int kSamples = 400;
const QByteArray kImports = "import async; import collections; import csv; import file; import http; import json; "
                            "import math; import parallel; import progress; import regex; import show;\n";

struct Kind {
    const char *name;
    QByteArray body;
    runs::RunState end = runs::RunState::Succeeded;
    bool isStopped = false; ///< by a person
};

QList<Kind> kinds(const tests::TestServer &server)
{
    const QByteArray url = server.base().toUtf8();
    return {
        {"quick", "x = 0; for (i in range(1000)) { x = x + i; } result = x;"},
        {"output", "for (i in range(2000)) { print('line', i); }"},
        {"http", "r = async.map(fn(i) => http.get('" + url + "/quick').body(), range(8)); result = len(r);"},
        {"quick", "x = 0; for (i in range(1000)) { x = x + i; } result = x;"},
        {"files", "csv.write('soak.csv', [{a: 1, b: 2}, {a: 3, b: 4}]); result = file.read('soak.csv');"},
        {"parallel",
         "result = parallel.map(fn(n) => { x = 0; for (i in range(20000)) { x = x + i; } return x; }, [1, 2]);"},
        {"views",
         "rows = []; for (i in range(50)) { rows.append({step: i, loss: 1 / (i + 1)}); progress.report(i + 1, 50); } "
         "show.table(rows, {title: 'loss'}); result = rows;"},
        {"quick", "x = 0; for (i in range(1000)) { x = x + i; } result = x;"},
        {"error", "function f(n) { return n == 0 ? 1 / 0 : f(n - 1); } f(20);", runs::RunState::Failed},
        {"garbage",
         "for (k in range(20)) { a = []; for (i in range(5000)) { a.append([i, str(i)]); } } result = len(a);"},
        {"big", "result = range(100000); text = json.stringify(result);"},
        {"stopped", "try { while (true) { async.sleep(0.01); } } finally { print('clean'); }",
         runs::RunState::Cancelled, true},
    };
}

struct Sample {
    double hours = 0;    ///< of kRunsAnHour
    double heap = 0;     ///< megabytes that are in use, by the allocator's own count
    double resident = 0; ///< megabytes
};

/// Least squares: megabytes an hour, and the standard error of that.
struct Slope {
    double value = 0;
    double error = 0;
};

Slope slopeOf(const QList<Sample> &samples, double Sample::*member)
{
    const auto n = static_cast<double>(samples.size());
    double meanX = 0, meanY = 0;
    for (const Sample &sample : samples) {
        meanX += sample.hours / n;
        meanY += sample.*member / n;
    }
    double xx = 0, xy = 0;
    for (const Sample &sample : samples) {
        xx += (sample.hours - meanX) * (sample.hours - meanX);
        xy += (sample.hours - meanX) * (sample.*member - meanY);
    }
    if (n < 3 || xx <= 0) return {};
    Slope slope{xy / xx, 0};
    double rest = 0;
    for (const Sample &sample : samples) {
        const double off = sample.*member - meanY - slope.value * (sample.hours - meanX);
        rest += off * off;
    }
    slope.error = std::sqrt(rest / (n - 2) / xx);
    return slope;
}

double residentMegabytes()
{
    QFile file(u"/proc/self/status"_s);
    if (!file.open(QIODevice::ReadOnly)) return 0;
    for (const QByteArray &line : file.readAll().split('\n'))
        if (line.startsWith("VmRSS:")) return line.sliced(6).simplified().split(' ').value(0).toDouble() / 1024;
    return 0;
}

/// The size in the last `<total type="..." count="..." size="..."/>` or `<system type="..." size="..."/>` of that kind:
/// the one of all areas together.
double lastSize(const QByteArray &xml, const QByteArray &element)
{
    const qsizetype place = xml.lastIndexOf(element);
    const qsizetype begin = xml.indexOf("size=\"", place) + 6;
    return place < 0 ? 0 : xml.sliced(begin, xml.indexOf('"', begin) - begin).toDouble();
}

/// What is in use of all areas of the allocator.
double heapMegabytes()
{
    char *text = nullptr;
    size_t size = 0;
    FILE *stream = open_memstream(&text, &size);
    if (stream == nullptr) return 0;
    malloc_info(0, stream);
    std::fclose(stream);
    const QByteArray xml(text, static_cast<qsizetype>(size));
    std::free(text);
    const double taken = lastSize(xml, "<system type=\"current\"") + lastSize(xml, "<total type=\"mmap\"");
    const double unused = lastSize(xml, "<total type=\"fast\"") + lastSize(xml, "<total type=\"rest\"");
    return (taken - unused) / (1 << 20);
}

Sample sampleAfter(qsizetype runs)
{
    return {static_cast<double>(runs) / kRunsAnHour, heapMegabytes(), residentMegabytes()};
}

qsizetype entriesOf(const QString &folder)
{
    return QDir(folder).entryList(QDir::NoDotAndDotDot | QDir::AllEntries | QDir::System).size();
}

double percentile(QList<double> values, double part)
{
    if (values.isEmpty()) return 0;
    std::ranges::sort(values);
    return values[std::min(values.size() - 1, static_cast<qsizetype>(part * static_cast<double>(values.size())))];
}

} // namespace

class tst_WindowSoak : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void slopes_data();
    void slopes();
    void soak();

private:
    struct Page {
        Kind kind;
        EditorPage *page = nullptr;
    };
    QList<Page> openPages(TestWindow &window, const tests::TestServer &server);
    double runOnce(TestWindow &window, const Page &page);
    QTemporaryDir m_folder;
    QHash<QByteArray, int> m_counts;
};

void tst_WindowSoak::slopes_data()
{
    QTest::addColumn<double>("rise"); ///< megabytes an hour
    QTest::newRow("level") << 0.0;
    QTest::newRow("a leak of a kilobyte a second") << 3.5;
    QTest::newRow("falling") << -2.0;
}

/// The judge sees a leak through noise and takes no noise for one.
void tst_WindowSoak::slopes()
{
    QFETCH(double, rise);
    QList<Sample> samples;
    for (int i = 0; i < 200; ++i) {
        const double hours = i / 600.0; // twenty minutes
        samples.append({hours, 100 + rise * hours + (i * 37 % 11 - 5) * 0.05, 0});
    }
    const Slope slope = slopeOf(samples, &Sample::heap);
    QVERIFY2(std::abs(slope.value - rise) <= 3 * slope.error, QByteArray::number(slope.value));
    QCOMPARE(slope.value - 2 * slope.error > kMostSlope, rise > kMostSlope);
}

QList<tst_WindowSoak::Page> tst_WindowSoak::openPages(TestWindow &window, const tests::TestServer &server)
{
    QList<Page> pages;
    int number = 0;
    for (const Kind &kind : kinds(server)) {
        const QString path = m_folder.filePath(u"%1-%2.ml"_s.arg(++number).arg(QLatin1StringView(kind.name)));
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly)) return {};
        file.write(kImports + kind.body + '\n');
        file.close();
        EditorPage *page = window.open(path);
        page->setup.grants = {u"network.http:127.0.0.1:%1"_s.arg(server.port()),
                              u"file.*:%1/**"_s.arg(m_folder.path())};
        page->setup.mayAsk = false;
        pages.append({kind, page});
    }
    return pages;
}

/// Milliseconds from the command to the end; negative: it did not end as it must.
double tst_WindowSoak::runOnce(TestWindow &window, const Page &page)
{
    window->editors()->setCurrentPage(page.page);
    QElapsedTimer time;
    time.start();
    const quint64 id = window->desk()->run(page.page);
    const runs::RunPtr run = window->runList()->run(id);
    if (!run) return -1;
    if (page.kind.isStopped) {
        if (!QTest::qWaitFor([&run] { return run->state() == runs::RunState::Waiting; }, 20'000)) return -1;
        run->cancel();
    }
    if (!QTest::qWaitFor([&] { return run->isFinished() && window->runList()->liveCount() == 0; }, 60'000)) return -1;
    const double took = static_cast<double>(time.nsecsElapsed()) / 1e6;
    ++m_counts[page.kind.name];
    if (run->state() == page.kind.end) return took;
    qWarning("%s: %s", page.kind.name, run->result().error ? qPrintable(run->result().error->message) : "succeeded");
    return -1;
}

void tst_WindowSoak::soak()
{
    const double seconds = std::max(3.0, qEnvironmentVariable("LATCHKEY_SOAK").toDouble());
    const double rate = qEnvironmentVariableIsSet("LATCHKEY_SOAK")
                            ? std::max(0.1, qEnvironmentVariable("LATCHKEY_SOAK_RATE", u"1"_s).toDouble())
                            : 20;
    tests::TestServer server;
    server.reply("/quick", tests::TestServer::response(QByteArray(1000, 'x')));
    TestWindow window;
    const QList<Page> pages = openPages(window, server);
    QVERIFY(!pages.isEmpty() && heapMegabytes() > 1);
    for (const Page &page : pages) QVERIFY2(runOnce(window, page) >= 0, page.kind.name); // everything was there once

    QTRY_VERIFY(window->engine().runningCount() == 0);
    const qsizetype descriptors = entriesOf(u"/proc/self/fd"_s);
    qsizetype mostThreads = entriesOf(u"/proc/self/task"_s);
    QList<Sample> samples;
    QList<std::pair<double, double>> quick; ///< when, and how long it took
    QElapsedTimer clock;
    clock.start();
    const auto now = [&clock] { return static_cast<double>(clock.nsecsElapsed()) / 1e9; };
    qsizetype done = 0;
    for (; now() < seconds; ++done) {
        const Page &page = pages[done % pages.size()];
        const double took = runOnce(window, page);
        QVERIFY2(took >= 0, page.kind.name);
        if (page.kind.name == QByteArrayView("quick")) quick.append({now(), took});
        if (now() >= seconds / kSamples * static_cast<double>(samples.size() + 1)) samples.append(sampleAfter(done));
        server.forget(); // which keeps what it was asked
        mostThreads = std::max(mostThreads, entriesOf(u"/proc/self/task"_s));
        const double next = static_cast<double>(done + 1) / rate;
        if (next > now()) QTest::qWait(static_cast<int>((next - now()) * 1000)); // the pace, not a wait for something
    }
    QTRY_VERIFY(window->engine().runningCount() == 0);

    const bool isLong = done >= kLeastRuns;
    if (isLong) QTRY_VERIFY_WITH_TIMEOUT(entriesOf(u"/proc/self/fd"_s) <= descriptors, 30'000); // idle ones are closed
    const QList<Sample> later = samples.sliced(samples.size() / 2);
    const Slope heap = slopeOf(later, &Sample::heap);
    const Slope resident = slopeOf(later, &Sample::resident);
    QList<double> early, late;
    for (const auto &[when, took] : std::as_const(quick)) {
        if (when < seconds / 4) early.append(took);
        if (when > seconds * 3 / 4) late.append(took);
    }
    const QJsonObject figures{{u"seconds"_s, seconds},
                              {u"runs"_s, done},
                              {u"heap_slope_mb_per_hour"_s, heap.value},
                              {u"heap_slope_error"_s, heap.error},
                              {u"resident_slope_mb_per_hour"_s, resident.value},
                              {u"resident_slope_error"_s, resident.error},
                              {u"heap_mb"_s, samples.isEmpty() ? 0 : samples.last().heap},
                              {u"resident_mb"_s, samples.isEmpty() ? 0 : samples.last().resident},
                              {u"descriptors_before"_s, descriptors},
                              {u"descriptors_after"_s, entriesOf(u"/proc/self/fd"_s)},
                              {u"threads_most"_s, mostThreads},
                              {u"quick_ms_p50_first"_s, percentile(early, 0.5)},
                              {u"quick_ms_p50_last"_s, percentile(late, 0.5)},
                              {u"quick_ms_p99_first"_s, percentile(early, 0.99)},
                              {u"quick_ms_p99_last"_s, percentile(late, 0.99)}};
    qInfo("%s", QJsonDocument(figures).toJson(QJsonDocument::Compact).constData());
    if (tests::kSanitized || !isLong) return;
    const double doubt = done >= kLongSoak ? 0 : 2;
    QVERIFY2(heap.value - doubt * heap.error <= kMostSlope, "the memory in use rises");
    QVERIFY2(resident.value - doubt * resident.error <= 2 * kMostSlope, "resident memory rises");
    QVERIFY2(percentile(late, 0.5) <= 1.5 * percentile(early, 0.5) + 5, "quick runs became slower");
    QVERIFY2(mostThreads <= 40, "threads pile up");
}

QTEST_MAIN(tst_WindowSoak)
#include "tst_window_soak.moc"
