// SPDX-License-Identifier: GPL-3.0-or-later
// Ten thousand runs that wait for a server that says nothing: what they cost, and what they do to others.
#include "tests/network/test_server.h"
#include "tests/network/web_script.h"

#include <QElapsedTimer>
#include <QTest>

#include <algorithm>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace latchkey;
using namespace latchkey::tests;

class tst_HttpLoad : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { forgetProxies(); }
    void tenThousandWait();
    void throughput();
};

namespace {

/// Memory of this process that is really there.
qint64 residentBytes()
{
    QFile file(u"/proc/self/statm"_s);
    if (!file.open(QIODevice::ReadOnly)) return 0;
    return file.readAll().split(' ').value(1).toLongLong() * ::sysconf(_SC_PAGESIZE);
}

} // namespace

void tst_HttpLoad::tenThousandWait()
{
    constexpr int kRuns = 10'000;
    TestServer server;
    server.on("/mute", [](QTcpSocket &, const Seen &) {});
    server.reply("/hello", TestServer::response("hello"));
    const int threadsOfTest = threadCount();
    runs::Engine engine;
    engine.network().setFindProxies([](const QUrl &) { return QList<QNetworkProxy>(); });
    WebOptions options;
    options.grants = {u"network.http:127.0.0.1:%1"_s.arg(server.port())};
    options.timeoutSeconds = 0;
    QCOMPARE(webOutput(engine, u"print(http.get(\"%1/hello\").body());"_s.arg(server.base()), options), u"hello"_s);
    const qint64 before = residentBytes();

    QElapsedTimer timer;
    timer.start();
    QList<runs::RunPtr> runs;
    const QString source = u"http.get(\"%1/mute\", null, 1000);"_s.arg(server.base());
    for (int i = 0; i < kRuns; ++i) runs.append(startWeb(engine, source, options));
    QTRY_VERIFY_WITH_TIMEOUT(
        std::ranges::all_of(runs, [](const runs::RunPtr &run) { return run->state() == runs::RunState::Waiting; }),
        20'000);
    const qint64 waiting = timer.elapsed();
    const qint64 each = (residentBytes() - before) / kRuns;
    const int threads = threadCount() - threadsOfTest;

    QList<qint64> fresh;
    for (int i = 0; i < 200; ++i) {
        timer.restart();
        QVERIFY(startWeb(engine, u"x = 1;"_s, {})->wait(5000));
        fresh.append(timer.nsecsElapsed() / 1000);
    }
    std::ranges::sort(fresh);

    timer.restart();
    engine.cancelAll();
    for (const runs::RunPtr &run : std::as_const(runs)) QVERIFY(run->wait(5000));
    const qint64 cancelled = timer.elapsed();
    QTRY_COMPARE_WITH_TIMEOUT(server.open(), 0, 1000);
    runs.clear();
    qInfo(
        "waiting after %lld ms, %lld bytes each, %d threads; a fresh run p50 %lld us, p99 %lld us; all cancelled after "
        "%lld ms",
        waiting, each, threads, fresh[100], fresh[198], cancelled);
    QVERIFY(waiting < 5000);
    QVERIFY(each < 64 << 10);
    QVERIFY(threads <= QThread::idealThreadCount() + 6);
    QVERIFY(fresh[198] < 20'000);
    QVERIFY(cancelled < 1000);
}

void tst_HttpLoad::throughput()
{
    TestServer server;
    server.reply("/hello", TestServer::response("hello"));
    server.reply("/large", TestServer::response(QByteArray(8 << 20, 'x')));
    runs::Engine engine;
    engine.network().setFindProxies([](const QUrl &) { return QList<QNetworkProxy>(); });
    WebOptions options;
    options.grants = {u"network.http:127.0.0.1:%1"_s.arg(server.port())};
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(webOutput(engine, u"for (i in range(2000)) { http.get(\"%1/hello\"); }"_s.arg(server.base()), options),
             QString());
    const qint64 small = timer.restart();
    QCOMPARE(webOutput(engine, u"for (i in range(20)) { http.get(\"%1/large\"); }"_s.arg(server.base()), options),
             QString());
    const qint64 large = timer.elapsed();
    qInfo("2000 small answers in %lld ms (%.0f a second), 160 MB in %lld ms (%.0f MB/s)", small,
          2000.0 * 1000 / double(small), large, 160.0 * 1000 / double(large));
}

QTEST_GUILESS_MAIN(tst_HttpLoad)
#include "tst_http_load.moc"
