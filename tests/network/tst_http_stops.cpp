// SPDX-License-Identifier: GPL-3.0-or-later
// How requests end before their time: cancelled, timed out, revoked, out of memory, with their engine. In each phase of
// a request, and seen from the server, which must lose the connection at once.
#include "tests/network/test_server.h"
#include "tests/network/web_script.h"

#include <QElapsedTimer>
#include <QSemaphore>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

#include <algorithm>
#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace latchkey;
using namespace latchkey::tests;

namespace {

/// Sockets of this machine that lead to a port, in a state by its number in the kernel's table.
int socketsTo(quint16 port, const QByteArray &state)
{
    QFile table(u"/proc/net/tcp"_s);
    if (!table.open(QIODevice::ReadOnly)) return -1;
    const QByteArray place = ":" + QByteArray::number(port, 16).toUpper().rightJustified(4, '0') + ' ' + state + ' ';
    return static_cast<int>(table.readAll().count(place));
}

/// A listener whose queue is full: whoever connects waits for an answer that does not come.
class FullListener
{
public:
    FullListener()
        : m_listener(::socket(AF_INET, SOCK_STREAM, 0))
    {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        if (::bind(m_listener, reinterpret_cast<sockaddr *>(&address), size) != 0 || ::listen(m_listener, 0) != 0)
            qFatal("can not listen");
        ::getsockname(m_listener, reinterpret_cast<sockaddr *>(&address), &size);
        m_port = ntohs(address.sin_port);
        for (int i = 0; i < 3; ++i) { // fills the queue, whose real length is a little more than was asked for
            const int client = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
            static_cast<void>(::connect(client, reinterpret_cast<sockaddr *>(&address), size));
            m_clients.append(client);
        }
    }
    ~FullListener()
    {
        for (const int client : std::as_const(m_clients)) ::close(client);
        ::close(m_listener);
    }
    quint16 port() const { return m_port; }

    /// Sockets of this machine that are trying to reach it.
    int connecting() const { return socketsTo(m_port, "02"); }

private:
    int m_listener;
    QList<int> m_clients;
    quint16 m_port = 0;
};

/// Waits without the long breaths of QTRY_, for loops that wait often and for measurements.
bool becomes(const std::function<bool()> &condition, int milliseconds = 5000)
{
    QElapsedTimer timer;
    for (timer.start(); timer.elapsed() < milliseconds; QThread::usleep(100))
        if (condition()) return true;
    return condition();
}

/// What counts on a machine that others use too; the longest times are those of its scheduler.
double median(QList<double> times)
{
    std::ranges::sort(times);
    return times[times.size() / 2];
}

/// p50, p99 and the most of some times.
QString figures(QList<double> times)
{
    std::ranges::sort(times);
    const auto at = [&times](double part) { return times[static_cast<qsizetype>(part * double(times.size() - 1))]; };
    return u"p50 %1 ms, p99 %2 ms, max %3 ms"_s.arg(at(0.5), 0, 'f', 2)
        .arg(at(0.99), 0, 'f', 2)
        .arg(times.last(), 0, 'f', 2);
}

} // namespace

class tst_HttpStops : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cancelled_data();
    void cancelled();
    void cancelledWhileConnecting();
    void cancelledWhileLookingUp();
    void timedOut_data();
    void timedOut();
    void timedOutWhileConnecting();
    void timedOutWhileLookingUp();
    void oneByteAtATimeIsNoExcuse();
    void runTimeLimitClosesTheSocket();
    void cleanUpMayStillAsk();
    void revoked_data();
    void revoked();
    void memoryLimit();
    void endOfTheEngine();
    void cancelledTask();
    void sixteenAtOnce();
    void manyWaitForAMuteServer();

private:
    WebOptions options() const;
    runs::RunPtr start(const QString &source, WebOptions options);
    runs::RunPtr start(const QString &source) { return start(source, options()); }

    std::unique_ptr<runs::Engine> m_engine;
    std::unique_ptr<TestServer> m_server;
    std::unique_ptr<TestServer> m_muteTls;
};

void tst_HttpStops::initTestCase()
{
    forgetProxies();
    m_server = std::make_unique<TestServer>();
    m_server->on("/mute", [](QTcpSocket &, const Seen &) {});
    m_server->stopReadingAt("/stuck");
    m_server->on("/half-head", [](QTcpSocket &socket, const Seen &) { socket.write("HTTP/1.1 200 OK\r\nX-A: "); });
    m_server->on("/half-body", [](QTcpSocket &socket, const Seen &) {
        socket.write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf");
    });
    const auto trickle = [](const QByteArray &head, const QByteArray &drop) {
        return [head, drop](QTcpSocket &socket, const Seen &) {
            socket.write(head);
            auto *timer = new QTimer(&socket);
            QObject::connect(timer, &QTimer::timeout, &socket, [&socket, drop] { socket.write(drop); });
            timer->start(5);
        };
    };
    m_server->on("/slow-body", trickle("HTTP/1.1 200 OK\r\n\r\n", "x"));
    m_server->on("/slow-head", trickle("HTTP/1.1 200 OK\r\n", "X-A: b\r\n"));
    m_server->on("/slow-chunks", trickle("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", "1\r\nx\r\n"));
    m_server->on("/stream", trickle("HTTP/1.1 200 OK\r\n\r\n", QByteArray(10'000, 'x')));
    m_server->on("/redirect-and-stall", [](QTcpSocket &socket, const Seen &) {
        socket.write("HTTP/1.1 302 Found\r\nLocation: /mute\r\nContent-Length: 0\r\n\r\n");
    });
    m_server->reply("/large", TestServer::response(QByteArray(9 << 20, 'x')));
    m_server->reply("/hello", TestServer::response("hello"));
}

void tst_HttpStops::init()
{
    m_server->dropAll();
    m_engine = std::make_unique<runs::Engine>(); // with it go the connections that were kept
    m_engine->network().setFindProxies([](const QUrl &) { return QList<QNetworkProxy>(); });
    QTRY_COMPARE(m_server->open(), 0);
    m_server->forget();
}

WebOptions tst_HttpStops::options() const
{
    WebOptions options;
    options.grants = {u"network.http:127.0.0.1:*"_s, u"network.http:slow.example:*"_s, u"file.write:./**"_s};
    options.timeoutSeconds = 0;
    return options;
}

runs::RunPtr tst_HttpStops::start(const QString &source, WebOptions options)
{
    return startWeb(*m_engine, QString(source).replace(u"$"_s, m_server->base()), options);
}

void tst_HttpStops::cancelled_data()
{
    QTest::addColumn<QString>("source");
    for (const char *path : {"/mute", "/half-head", "/half-body", "/slow-head", "/slow-body", "/slow-chunks", "/stream",
                             "/redirect-and-stall"})
        QTest::newRow(path) << u"http.get(\"$%1\", null, 100);"_s.arg(QLatin1StringView(path));
    QTest::newRow("in an upload")
        << u"b = \"x\"; while (len(b) < 16000000) { b = b + b; } http.post(\"$/stuck\", {body: b, timeout: 100});"_s;
    QTest::newRow("in a download") << u"http.download(\"$/stream\", \"x.bin\", {timeout: 100});"_s;
}

/// The run is over and the server has lost the connection, within moments.
void tst_HttpStops::cancelled()
{
    QFETCH(QString, source);
    const bool isStuck = source.contains("/stuck"_L1);
    QTemporaryDir folder;
    WebOptions given = options();
    given.folder = folder.path();
    QList<double> ended;
    QList<double> closed;
    for (int i = 0; i < (isStuck ? 5 : 20); ++i) {
        m_server->forget();
        const auto run = start(source, given);
        const int hops = source.contains("redirect"_L1) ? 2 : 1;
        QVERIFY(becomes([&] { return m_server->seen().size() >= hops && run->state() == runs::RunState::Waiting; }));
        QElapsedTimer timer;
        timer.start();
        run->cancel();
        QVERIFY(run->wait(1000));
        ended.append(double(timer.nsecsElapsed()) / 1e6);
        // A server that does not read does not see the end either: then the kernel is asked.
        while ((isStuck ? socketsTo(m_server->port(), "01") : m_server->open()) > 0 && timer.elapsed() < 1000)
            QThread::yieldCurrentThread();
        closed.append(double(timer.nsecsElapsed()) / 1e6);
        QCOMPARE(run->state(), runs::RunState::Cancelled);
    }
    qInfo("run ends: %s; socket closes: %s", qPrintable(figures(ended)), qPrintable(figures(closed)));
    QVERIFY(median(ended) < 10 && median(closed) < 50);
    QVERIFY(*std::ranges::max_element(ended) < 500 && *std::ranges::max_element(closed) < 900);
    QTRY_COMPARE(QDir(folder.path()).entryList(QDir::Files | QDir::Hidden), QStringList()); // nothing half-written
}

void tst_HttpStops::cancelledWhileConnecting()
{
    const FullListener listener;
    const int before = listener.connecting();
    QList<double> ended;
    for (int i = 0; i < 10; ++i) {
        const auto run = start(u"http.get(\"http://127.0.0.1:%1/\", null, 100);"_s.arg(listener.port()));
        QVERIFY(becomes([&] { return listener.connecting() == before + 1; }));
        QElapsedTimer timer;
        timer.start();
        run->cancel();
        QVERIFY(run->wait(1000));
        ended.append(double(timer.nsecsElapsed()) / 1e6);
        QVERIFY(becomes([&] { return listener.connecting() <= before; }));
    }
    qInfo("run ends: %s", qPrintable(figures(ended)));
    QVERIFY(median(ended) < 10 && *std::ranges::max_element(ended) < 500);
}

void tst_HttpStops::cancelledWhileLookingUp()
{
    auto gate = std::make_shared<QSemaphore>();
    m_engine->network().setLookUp([gate](const std::string &) {
        gate->acquire();
        return std::vector<std::string>{"127.0.0.1"};
    });
    const auto run = start(u"http.get(\"http://slow.example:%1/hello\", null, 100);"_s.arg(m_server->port()));
    QTRY_COMPARE(run->state(), runs::RunState::Waiting);
    run->cancel();
    QVERIFY(run->wait(5000)); // and not when the name server answers
    gate->release(8);
    // What the look-up finds in the end is nobody's business; the next request finds a name server again.
    QCOMPARE(printedBy(start(u"print(http.get(\"http://slow.example:%1/hello\").body());"_s.arg(m_server->port()))),
             u"hello"_s);
    QCOMPARE(m_server->seen().size(), 1);
}

void tst_HttpStops::timedOut_data()
{
    cancelled_data();
}

void tst_HttpStops::timedOut()
{
    QFETCH(QString, source);
    QTemporaryDir folder;
    WebOptions given = options();
    given.folder = folder.path();
    QElapsedTimer timer;
    timer.start();
    const auto run = start(QString(source).replace(u"100"_s, u"0.25"_s), given);
    QCOMPARE(printedBy(run), u"!network_error: Network error: timed out"_s);
    QVERIFY2(timer.elapsed() >= 240 && timer.elapsed() < 50'000, qPrintable(QString::number(timer.elapsed())));
    QTRY_COMPARE_WITH_TIMEOUT(socketsTo(m_server->port(), "01"), 0, 1000);
}

void tst_HttpStops::timedOutWhileConnecting()
{
    const FullListener listener;
    QCOMPARE(printedBy(start(u"http.get(\"http://127.0.0.1:%1/\", null, 0.2);"_s.arg(listener.port()))),
             u"!network_error: Network error: timed out"_s);
}

void tst_HttpStops::timedOutWhileLookingUp()
{
    auto gate = std::make_shared<QSemaphore>();
    m_engine->network().setLookUp([gate](const std::string &) {
        gate->acquire();
        return std::vector<std::string>{"127.0.0.1"};
    });
    QCOMPARE(printedBy(start(u"http.get(\"http://slow.example:%1/hello\", null, 0.2);"_s.arg(m_server->port()))),
             u"!network_error: Network error: timed out"_s);
    gate->release(8);
}

/// The time limit is on the whole exchange, not on the pause between two bytes; also across redirects.
void tst_HttpStops::oneByteAtATimeIsNoExcuse()
{
    m_server->on("/slow-hops", [](QTcpSocket &socket, const Seen &) {
        QTimer::singleShot(60, &socket, [&socket] {
            socket.write("HTTP/1.1 302 Found\r\nLocation: /slow-hops\r\nContent-Length: 0\r\n\r\n");
        });
    });
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(printedBy(start(u"http.get(\"$/slow-hops\", null, 0.3);"_s)),
             u"!network_error: Network error: timed out"_s);
    QVERIFY(timer.elapsed() >= 290);
}

void tst_HttpStops::runTimeLimitClosesTheSocket()
{
    WebOptions given = options();
    given.timeoutSeconds = 0.2;
    const auto run = start(u"try { http.get(\"$/mute\"); } except (e) { print(\"caught\"); }"_s, given);
    QVERIFY(run->wait(5000));
    QCOMPARE(run->state(), runs::RunState::TimedOut);
    QCOMPARE(run->output().byteCount(), 0);
    QTRY_COMPARE_WITH_TIMEOUT(m_server->open(), 0, 1000);
}

void tst_HttpStops::cleanUpMayStillAsk()
{
    const auto run = start(u"try { http.get(\"$/mute\"); } finally { http.get(\"$/hello\"); }"_s);
    QTRY_VERIFY(m_server->targets().contains("/mute"));
    run->cancel();
    QVERIFY(run->wait(2000));
    QCOMPARE(run->state(), runs::RunState::Cancelled);
    QVERIFY(m_server->targets().contains("/hello"));
}

void tst_HttpStops::revoked_data()
{
    QTest::addColumn<QString>("source");
    QTest::addColumn<QString>("capability");
    QTest::addColumn<QString>("expected");

    QTest::newRow("while reading") << u"http.get(\"$/stream\");"_s << u"network.http"_s
                                   << u"!capability_error: Capability 'network.http' was revoked"_s;
    QTest::newRow("while downloading") << u"http.download(\"$/stream\", \"x.bin\");"_s << u"network.http"_s
                                       << u"!capability_error: Capability 'network.http' was revoked"_s;
    QTest::newRow("the file of a download") << u"http.download(\"$/stream\", \"x.bin\");"_s << u"file.write"_s
                                            << u"!capability_error: Capability 'file.write' was revoked"_s;
}

void tst_HttpStops::revoked()
{
    QFETCH(QString, source);
    QFETCH(QString, capability);
    QFETCH(QString, expected);
    QTemporaryDir folder;
    WebOptions given = options();
    given.folder = folder.path();
    const auto run = start(source, given);
    QTRY_VERIFY(!m_server->seen().isEmpty() && run->state() == runs::RunState::Waiting);
    QVERIFY(run->revoke(capability));
    QCOMPARE(printedBy(run), expected);
    QTRY_COMPARE_WITH_TIMEOUT(m_server->open(), 0, 1000);
    QTRY_COMPARE(QDir(folder.path()).entryList(QDir::Files | QDir::Hidden), QStringList());
}

/// What arrives counts against the run while it arrives.
void tst_HttpStops::memoryLimit()
{
    WebOptions given = options();
    given.memoryLimit = 6 << 20;
    const auto run = start(u"try { http.get(\"$/large\"); } except (e) { print(\"caught\"); }"_s, given);
    QVERIFY(run->wait(10'000));
    QCOMPARE(run->result().error->message, u"Memory limit of 6 MB exceeded"_s);
    QCOMPARE(run->output().byteCount(), 0);
    // Enough for some, one after the other: what is let go is given back.
    given.memoryLimit = 64 << 20;
    QCOMPARE(
        printedBy(start(u"n = 0; for (i in range(20)) { n = n + len(http.get(\"$/large\").bodyBytes()); } print(n);"_s,
                        given)),
        QString::number(20 * (9 << 20)));
}

void tst_HttpStops::endOfTheEngine()
{
    {
        runs::Engine engine;
        engine.network().setFindProxies([](const QUrl &) { return QList<QNetworkProxy>(); });
        for (int i = 0; i < 20; ++i) startWeb(engine, u"http.get(\"%1/mute\");"_s.arg(m_server->base()), options());
        QTRY_COMPARE(m_server->open(), 20);
    }
    QTRY_COMPARE_WITH_TIMEOUT(m_server->open(), 0, 500);
}

/// One task of a run is cancelled and the run goes on: its request is over too.
void tst_HttpStops::cancelledTask()
{
    const auto run =
        start(u"import async; t = async.spawn(fn() => http.get(\"$/mute\")); async.sleep(0.1); t.cancel(); "
              "async.sleep(1000);"_s);
    QVERIFY(becomes([&] { return m_server->open() == 1 || run->isFinished(); }));
    QVERIFY(becomes([&] { return m_server->open() == 0; }, 1000));
    if (run->isFinished()) QFAIL(qPrintable(printedBy(run)));
    run->cancel();
    QVERIFY(run->wait(1000));
}

/// Of the requests of one run, sixteen are under way and the rest wait for their turn.
void tst_HttpStops::sixteenAtOnce()
{
    const auto run = start(
        u"import async; for (i in range(40)) { async.spawn(fn() => http.get(\"$/mute\")); } async.sleep(1000);"_s);
    QTRY_VERIFY(m_server->seen().size() == 16 || run->isFinished());
    if (run->isFinished()) QFAIL(qPrintable(printedBy(run)));
    m_server->reply("/quick", TestServer::response("quick", "200 OK", "Connection: close\r\n"));
    // What another run asks for now arrives behind anything that this one may still have sent.
    const auto other = start(u"http.get(\"$/quick\");"_s);
    QVERIFY(other->wait(5000));
    QCOMPARE(m_server->targets().count("/mute"), 16);
    run->cancel();
    QVERIFY(run->wait(1000));
    QTRY_COMPARE_WITH_TIMEOUT(m_server->open(), 0, 1000);
}

void tst_HttpStops::manyWaitForAMuteServer()
{
    constexpr int kRuns = 1000;
    printedBy(start(u"http.get(\"$/hello\");"_s)); // all threads are there
    const int threadsBefore = threadCount();
    QList<runs::RunPtr> runs;
    QElapsedTimer timer;
    timer.start();
    for (int i = 0; i < kRuns; ++i) runs.append(start(u"http.get(\"$/mute\", null, 1000);"_s));
    const auto areWaiting = [&runs] {
        return std::ranges::all_of(runs,
                                   [](const runs::RunPtr &run) { return run->state() == runs::RunState::Waiting; });
    };
    QTRY_VERIFY_WITH_TIMEOUT(areWaiting(), 20'000);
    QTRY_VERIFY(m_server->open() >= 256);
    const qint64 waiting = timer.restart();
    QVERIFY2(threadCount() <= threadsBefore + 2, qPrintable(u"%1 threads"_s.arg(threadCount())));
    // Others are not held up, neither those who need no network nor those who go elsewhere.
    TestServer other;
    other.reply("/", TestServer::response("here"));
    QCOMPARE(printedBy(start(u"print(http.get(\"%1/\").body());"_s.arg(other.base()))), u"here"_s);
    const qint64 elsewhere = timer.restart();
    for (const runs::RunPtr &run : std::as_const(runs)) run->cancel();
    for (const runs::RunPtr &run : std::as_const(runs)) QVERIFY(run->wait(2000));
    const qint64 ended = timer.elapsed();
    QVERIFY(becomes([&] { return m_server->open() == 0; }, 1000)); // some ten milliseconds where nobody else computes
    qInfo("%d runs wait after %lld ms, %d threads; another request takes %lld ms; all are cancelled after %lld ms, all "
          "sockets closed after %lld ms",
          kRuns, waiting, threadCount(), elsewhere, ended, timer.elapsed());
    QVERIFY(ended < 1000);
}

QTEST_GUILESS_MAIN(tst_HttpStops)
#include "tst_http_stops.moc"
