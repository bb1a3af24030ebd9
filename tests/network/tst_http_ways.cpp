// SPDX-License-Identifier: GPL-3.0-or-later
// The ways that the system names for a URL: tried in order until one works, against proxies of the test's own.
#include "tests/network/fake_proxy.h"
#include "tests/network/test_server.h"
#include "tests/network/web_script.h"

#include <QElapsedTimer>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace latchkey;
using namespace latchkey::tests;

using Manner = FakeProxy::Manner;

namespace {

/// One way of a list as a row writes it: "direct", or how a proxy is spoken to and behaves.
struct WayIs {
    enum Kind : quint8 { Direct, Http, Socks, Nobody, Ftp } kind = Direct;
    Manner manner = Manner::Works;
};

const QNetworkProxy kDirect{QNetworkProxy::NoProxy};
/// Nobody listens there.
const QNetworkProxy kNobody{QNetworkProxy::HttpProxy, u"127.0.0.1"_s, 1};

} // namespace

class tst_HttpWays : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void ways_data();
    void ways();
    void tunnels_data();
    void tunnels();
    void theEnd_data();
    void theEnd();
    void badCertificateIsNoReasonToGoElsewhere();
    void nameOnlyTheProxyKnows();
    void failedProxyComesLast();
    void stopWhileWaitingForAProxy();
    void longLists();

private:
    void setWays(const QList<QNetworkProxy> &ways);
    QString run(const QString &source, double timeout = 20);

    std::unique_ptr<runs::Engine> m_engine;
    std::unique_ptr<TestServer> m_server;
    std::shared_ptr<std::atomic<int>> m_lookUps = std::make_shared<std::atomic<int>>(0);
};

void tst_HttpWays::initTestCase()
{
    forgetProxies();
    m_server = std::make_unique<TestServer>();
    m_server->reply("/", TestServer::response("reached"));
}

/// A new engine knows nothing of proxies that failed.
void tst_HttpWays::init()
{
    m_engine = std::make_unique<runs::Engine>();
    m_server->dropAll();
    m_server->forget();
    *m_lookUps = 0;
    m_engine->network().setLookUp([count = m_lookUps](const std::string &host) -> std::vector<std::string> {
        ++*count;
        if (host == "inside.example") return {};
        return {"127.0.0.1"};
    });
}

void tst_HttpWays::setWays(const QList<QNetworkProxy> &ways)
{
    m_engine->network().setFindProxies([ways](const QUrl &) { return ways; });
}

QString tst_HttpWays::run(const QString &source, double timeout)
{
    WebOptions options;
    options.grants = {u"network.http:web.example:*"_s, u"network.http:inside.example:*"_s};
    options.timeoutSeconds = timeout;
    QString filled = source;
    return webOutput(*m_engine, filled.replace(u"PORT"_s, QString::number(m_server->port())), options);
}

void tst_HttpWays::ways_data()
{
    QTest::addColumn<QList<int>>("kinds"); ///< WayIs::Kind and Manner in turn
    QTest::addColumn<int>("used");         ///< which way the request came by; -1: none
    const auto row = [](const char *name, std::initializer_list<WayIs> ways, int used) {
        QList<int> kinds;
        for (const WayIs &way : ways) kinds << way.kind << static_cast<int>(way.manner);
        QTest::newRow(name) << kinds << used;
    };
    const WayIs direct{WayIs::Direct, Manner::Works};
    const WayIs http{WayIs::Http, Manner::Works};
    const WayIs socks{WayIs::Socks, Manner::Works};
    const WayIs nobody{WayIs::Nobody, Manner::Works};
    row("an empty list is direct", {}, -1);
    row("direct", {direct}, 0);
    row("an HTTP proxy", {http}, 0);
    row("a SOCKS proxy", {socks}, 0);
    row("the first that works", {http, socks, direct}, 0);
    row("nobody listens, then a proxy", {nobody, http}, 1);
    row("nobody listens, then a SOCKS proxy", {nobody, socks}, 1);
    row("nobody listens, then direct", {nobody, direct}, 1);
    row("a SOCKS proxy that hangs up, then direct", {{WayIs::Socks, Manner::HangsUp}, direct}, 1);
    row("a SOCKS proxy that forbids it, then another", {{WayIs::Socks, Manner::Forbids}, socks}, 1);
    row("a SOCKS proxy that wants a password, then direct", {{WayIs::Socks, Manner::WantsPassword}, direct}, 1);
    row("a SOCKS proxy that says nothing, then direct", {{WayIs::Socks, Manner::Mute}, direct}, 1);
    row("two that do not work", {nobody, {WayIs::Socks, Manner::HangsUp}, http}, 2);
    row("a kind that does not fit is passed over", {{WayIs::Ftp, Manner::Works}, http}, 1);
    row("only kinds that do not fit: direct", {{WayIs::Ftp, Manner::Works}}, -1);
}

void tst_HttpWays::ways()
{
    QFETCH(QList<int>, kinds);
    QFETCH(int, used);
    QList<QNetworkProxy> ways;
    std::vector<std::unique_ptr<FakeProxy>> proxies;
    for (qsizetype i = 0; i < kinds.size(); i += 2) {
        proxies.push_back(std::make_unique<FakeProxy>(static_cast<Manner>(kinds[i + 1])));
        switch (kinds[i]) {
        case WayIs::Http:
            ways << proxies.back()->http();
            break;
        case WayIs::Socks:
            ways << proxies.back()->socks();
            break;
        case WayIs::Ftp:
            ways << QNetworkProxy(QNetworkProxy::FtpCachingProxy, u"127.0.0.1"_s, 1);
            break;
        case WayIs::Nobody:
            ways << kNobody;
            break;
        default:
            ways << kDirect;
        }
    }
    setWays(ways);
    QCOMPARE(run(u"print(http.get(\"http://web.example:PORT/\", null, 4).body());"_s), u"reached"_s);
    QCOMPARE(m_server->seen().size(), 1);
    for (qsizetype i = 0; i < ways.size(); ++i) {
        const bool isProxy = kinds[i * 2] == WayIs::Http || kinds[i * 2] == WayIs::Socks;
        const QByteArrayList expected = i == used && isProxy
                                            ? QByteArrayList{"web.example:" + QByteArray::number(m_server->port())}
                                            : QByteArrayList();
        QCOMPARE(proxies[static_cast<size_t>(i)]->asked(), expected);
    }
    const bool isDirect = used < 0 || kinds[used * 2] == WayIs::Direct;
    QCOMPARE(*m_lookUps > 0, isDirect); // a proxy is told the name
}

void tst_HttpWays::tunnels_data()
{
    QTest::addColumn<int>("manner");

    QTest::newRow("works") << static_cast<int>(Manner::Works);
    QTest::newRow("hangs up") << static_cast<int>(Manner::HangsUp);
    QTest::newRow("says nothing") << static_cast<int>(Manner::Mute);
    QTest::newRow("forbids it") << static_cast<int>(Manner::Forbids);
    QTest::newRow("wants a password") << static_cast<int>(Manner::WantsPassword);
}

/// https goes through a tunnel; when the first proxy makes none, the second does.
void tst_HttpWays::tunnels()
{
    QFETCH(int, manner);
    const QSslConfiguration own = selfSigned("web.example");
    TestServer server(own);
    server.reply("/", TestServer::response("reached"));
    const QSslConfiguration before = QSslConfiguration::defaultConfiguration();
    const auto restore = qScopeGuard([before] { QSslConfiguration::setDefaultConfiguration(before); });
    QSslConfiguration trusting = before;
    trusting.addCaCertificate(own.localCertificate());
    QSslConfiguration::setDefaultConfiguration(trusting);
    const FakeProxy first(static_cast<Manner>(manner));
    const FakeProxy second;
    setWays({first.http(), second.http()});
    const QByteArrayList asked{"web.example:" + QByteArray::number(server.port())};
    QCOMPARE(run(u"print(http.get(\"https://web.example:%1/\", null, 4).body());"_s.arg(server.port())), u"reached"_s);
    QCOMPARE(first.asked(), manner == 0 ? asked : QByteArrayList());
    QCOMPARE(second.asked(), manner == 0 ? QByteArrayList() : asked);
}

void tst_HttpWays::theEnd_data()
{
    QTest::addColumn<int>("manner");
    QTest::addColumn<QString>("expected");

    QTest::newRow("all hang up") << static_cast<int>(Manner::HangsUp) << u"network_error"_s;
    QTest::newRow("all forbid it") << static_cast<int>(Manner::Forbids) << u"network_error"_s;
    QTest::newRow("all say nothing") << static_cast<int>(Manner::Mute) << u"network_error"_s;
}

/// When no way works the request fails, in its time, and never goes around the list.
void tst_HttpWays::theEnd()
{
    QFETCH(int, manner);
    QFETCH(QString, expected);
    const FakeProxy first(static_cast<Manner>(manner));
    const FakeProxy second(static_cast<Manner>(manner));
    setWays({first.socks(), second.socks()});
    QElapsedTimer time;
    time.start();
    QCOMPARE(run(u"try { http.get(\"http://web.example:PORT/\", null, 1); } except (e) { print(e.name); }"_s),
             expected);
    QVERIFY(time.elapsed() < 3000);
    QCOMPARE(first.accepted(), 1);
    QCOMPARE(second.accepted(), 1);
    QVERIFY(m_server->seen().isEmpty());
    QTRY_COMPARE(first.open() + second.open(), 0);
}

/// What is wrong with the server itself is not put right by another way to it.
void tst_HttpWays::badCertificateIsNoReasonToGoElsewhere()
{
    TestServer server(selfSigned("web.example")); // trusted by nobody
    const FakeProxy proxy;
    setWays({proxy.http(), kDirect});
    const QString printed =
        run(u"try { http.get(\"https://web.example:%1/\"); } except (e) { print(e.message); }"_s.arg(server.port()));
    QVERIFY2(printed.startsWith("Network error: TLS handshake failed"_L1), qPrintable(printed));
    QCOMPARE(proxy.accepted(), 1);
    QCOMPARE(*m_lookUps, 0);
}

/// Directly it can not be found, so the next way is taken.
void tst_HttpWays::nameOnlyTheProxyKnows()
{
    const FakeProxy proxy;
    setWays({kDirect, proxy.http()});
    QCOMPARE(run(u"print(http.get(\"http://inside.example:PORT/\").body());"_s), u"reached"_s);
    QCOMPARE(proxy.asked(), QByteArrayList{"inside.example:" + QByteArray::number(m_server->port())});
}

/// The second request does not wait for the proxy that was mute a moment ago.
void tst_HttpWays::failedProxyComesLast()
{
    const FakeProxy mute(Manner::Mute);
    setWays({mute.socks(), kDirect});
    const QString source = u"print(http.get(\"http://web.example:PORT/\", {Connection: \"x\"}, 2).body());"_s;
    QCOMPARE(run(source), u"reached"_s);
    m_server->dropAll();
    QElapsedTimer time;
    time.start();
    QCOMPARE(run(source), u"reached"_s);
    QVERIFY2(time.elapsed() < 900, qPrintable(QString::number(time.elapsed())));
    QCOMPARE(mute.accepted(), 1);
}

void tst_HttpWays::stopWhileWaitingForAProxy()
{
    const FakeProxy mute(Manner::Mute);
    setWays({mute.socks(), mute.http(), kDirect});
    WebOptions options;
    options.grants = {u"network.http:web.example:*"_s};
    const runs::RunPtr started =
        startWeb(*m_engine, u"http.get(\"http://web.example:%1/\");"_s.arg(m_server->port()), options);
    QTRY_COMPARE(mute.open(), 1);
    QElapsedTimer time;
    time.start();
    started->cancel();
    QVERIFY(started->wait(2000));
    QVERIFY(time.elapsed() < 500);
    QCOMPARE(started->state(), runs::RunState::Cancelled);
    QTRY_COMPARE(mute.open(), 0);
    QVERIFY(m_server->seen().isEmpty());
}

/// A list without end is cut: nobody waits for a thousand proxies.
void tst_HttpWays::longLists()
{
    QList<QNetworkProxy> ways;
    for (quint16 port = 1; port <= 200; ++port) ways << QNetworkProxy(QNetworkProxy::HttpProxy, u"127.0.0.2"_s, port);
    const FakeProxy last;
    ways << last.http();
    setWays(ways);
    QCOMPARE(run(u"try { http.get(\"http://web.example:PORT/\", null, 10); } except (e) { print(e.name); }"_s),
             u"network_error"_s);
    QCOMPARE(last.accepted(), 0);
}

QTEST_GUILESS_MAIN(tst_HttpWays)
#include "tst_http_ways.moc"
