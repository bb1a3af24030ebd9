// SPDX-License-Identifier: GPL-3.0-or-later
// What `http` must not do, whatever the script, the name server and the web server try: reach what was not granted,
// send what was not meant, trust whom nobody vouches for. The name server is the test's own.
#include "tests/network/test_server.h"
#include "tests/network/web_script.h"

#include <QSslCertificate>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace latchkey;
using namespace latchkey::tests;

namespace {

/// Names and what they mean; counts how often it was asked.
struct Names {
    QMutex mutex;
    QHash<QString, QStringList> known;
    QHash<QString, QList<QStringList>> changing; ///< another answer each time
    QStringList asked;

    std::vector<std::string> find(const std::string &host)
    {
        const QMutexLocker lock(&mutex);
        const QString name = QString::fromStdString(host);
        asked.append(name);
        QStringList found = known.value(name);
        if (changing.contains(name) && !changing[name].isEmpty()) found = changing[name].takeFirst();
        std::vector<std::string> addresses;
        for (const QString &address : std::as_const(found)) addresses.push_back(address.toStdString());
        return addresses;
    }
};

} // namespace

class tst_HttpRules : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void scripts_data();
    void scripts();
    void privateAddresses_data();
    void privateAddresses();
    void spellings_data();
    void spellings();
    void headers_data();
    void headers();
    void nameIsLookedUpOnce();
    void nextAddressIsTried();
    void credentialsStayAtHome_data();
    void credentialsStayAtHome();
    void proxies_data();
    void proxies();
    void certificates_data();
    void certificates();
    void staleConnectionIsReplaced();

private:
    QString run(const QString &source, const QStringList &grants);
    runs::Engine m_engine;
    std::unique_ptr<TestServer> m_server;
    std::unique_ptr<TestServer> m_other;
    std::shared_ptr<Names> m_names = std::make_shared<Names>();
};

void tst_HttpRules::initTestCase()
{
    forgetProxies();
    m_server = std::make_unique<TestServer>();
    m_other = std::make_unique<TestServer>();
    for (TestServer *server : {m_server.get(), m_other.get()}) server->reply("/", TestServer::response("reached"));
    m_server->on("/to", [](QTcpSocket &socket, const Seen &request) {
        const QByteArray target = QByteArray::fromPercentEncoding(request.target.mid(request.target.indexOf('?') + 1));
        socket.write(TestServer::response("", "302 Found", "Location: " + target + "\r\n"));
    });
    m_server->on("/keep", [](QTcpSocket &socket, const Seen &request) {
        const QByteArray target = QByteArray::fromPercentEncoding(request.target.mid(request.target.indexOf('?') + 1));
        socket.write(TestServer::response("", "307 Temporary Redirect", "Location: " + target + "\r\n"));
    });
    m_engine.network().setLookUp([names = m_names](const std::string &host) { return names->find(host); });
    m_engine.network().setFindProxies([](const QUrl &) { return QList<QNetworkProxy>(); });
}

void tst_HttpRules::init()
{
    m_server->forget();
    m_other->forget();
    const QMutexLocker lock(&m_names->mutex);
    m_names->asked.clear();
    m_names->changing.clear();
    m_names->known = {{u"inner.example"_s, {u"127.0.0.1"_s}},
                      {u"api.inner.example"_s, {u"127.0.0.1"_s}},
                      {u"mixed.example"_s, {u"203.0.113.7"_s, u"127.0.0.1"_s}},
                      {u"public.example"_s, {u"203.0.113.7"_s}},
                      {u"localhost"_s, {u"127.0.0.1"_s}}};
}

/// PORT and OTHER stand for the ports of the two servers.
QString tst_HttpRules::run(const QString &source, const QStringList &grants)
{
    const auto filled = [this](QString text) {
        return text.replace(u"PORT"_s, QString::number(m_server->port()))
            .replace(u"OTHER"_s, QString::number(m_other->port()));
    };
    WebOptions options;
    for (const QString &grant : grants) options.grants.append(filled(grant));
    QString printed = webOutput(m_engine, filled(source), options);
    return printed.replace(QString::number(m_server->port()), u"PORT"_s)
        .replace(QString::number(m_other->port()), u"OTHER"_s);
}

void tst_HttpRules::scripts_data()
{
    QTest::addColumn<QString>("source");
    QTest::addColumn<QStringList>("grants");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, const char *source, const QStringList &grants, const char *expected) {
        QTest::newRow(name) << QString::fromUtf8(source) << grants << QString::fromUtf8(expected);
    };
    const QStringList home{u"network.http:127.0.0.1:PORT"_s};
    const QStringList any{u"network.http:*:*"_s};
    const QStringList homeAndAny = home + any;
    row("a name that was granted", R"(print(http.get("http://inner.example:PORT/").body());)",
        {u"network.http:inner.example:PORT"_s}, "reached");
    row("a name below one that was granted", R"(http.get("http://api.inner.example:PORT/");)",
        {u"network.http:*.inner.example:PORT"_s},
        "!capability_error: private address 127.0.0.1 must be named by the grant");
    row("any name", R"(http.get("http://inner.example:PORT/");)", any,
        "!capability_error: private address 127.0.0.1 must be named by the grant");
    row("any name, all ports", R"(http.get("http://inner.example:PORT/");)", {u"network.http"_s},
        "!capability_error: private address 127.0.0.1 must be named by the grant");
    row("one private address among public ones", R"(http.get("http://mixed.example/");)", any,
        "!capability_error: private address 127.0.0.1 must be named by the grant");
    row("localhost by a wildcard", R"(http.get("http://localhost:PORT/");)", any,
        "!capability_error: private address localhost must be named by the grant");
    row("localhost by its name", R"(print(http.get("http://localhost:PORT/").body());)",
        {u"network.http:localhost:PORT"_s}, "reached");
    row("no such name", R"(http.get("http://nowhere.example/");)", any,
        "!network_error: Network error: Host not found");
    row("nobody listens", R"(http.get("http://127.0.0.1:1/");)", {u"network.http:127.0.0.1:1"_s},
        "!network_error: Network error: Connection refused");
    row("redirect to a granted name",
        R"(print(http.get("http://127.0.0.1:PORT/to?http://inner.example:PORT/").url());)",
        home + QStringList{u"network.http:inner.example:PORT"_s}, "http://inner.example:PORT/");
    row("redirect to another host", R"(http.get("http://127.0.0.1:PORT/to?http://other.example/");)", home,
        "!capability_error: Missing required capabilities: ['network.http'] for 'http://other.example/'");
    row("redirect to another port", R"(http.get("http://127.0.0.1:PORT/to?http://127.0.0.1:OTHER/");)", home,
        "!capability_error: Missing required capabilities: ['network.http'] for 'http://127.0.0.1:OTHER/'");
    row("redirect without a scheme", R"(http.get("http://127.0.0.1:PORT/to?//other.example/");)", home,
        "!capability_error: Missing required capabilities: ['network.http'] for 'http://other.example/'");
    row("redirect to https", R"(http.get("http://127.0.0.1:PORT/to?https://127.0.0.1:PORT/");)",
        {u"network.http:http://127.0.0.1:PORT"_s},
        "!capability_error: Missing required capabilities: ['network.http'] for 'https://127.0.0.1:PORT/'");
    row("redirect out of the path", R"(http.get("http://127.0.0.1:PORT/to?../secret");)",
        {u"network.http:127.0.0.1:PORT/to"_s},
        "!capability_error: Missing required capabilities: ['network.http'] for 'http://127.0.0.1:PORT/secret'");
    row("redirect to the metadata service", R"(http.get("http://127.0.0.1:PORT/to?http://169.254.169.254/latest");)",
        homeAndAny, "!capability_error: private address 169.254.169.254 must be named by the grant");
    row("redirect to a name in here", R"(http.get("http://127.0.0.1:PORT/to?http://inner.example:OTHER/");)",
        homeAndAny, "!capability_error: private address 127.0.0.1 must be named by the grant");
    row("redirect to a file", R"(http.get("http://127.0.0.1:PORT/to?file:///etc/passwd");)", home,
        "!capability_error: invalid resource: scheme 'file' for 'file:///etc/passwd'");
    row("redirect to a script", R"(http.get("http://127.0.0.1:PORT/to?javascript:alert");)", home,
        "!capability_error: invalid resource: scheme 'javascript' for 'javascript:alert'");
    row("redirect with a user", R"(http.get("http://127.0.0.1:PORT/to?http://127.0.0.1@evil.example/");)", home,
        "!capability_error: invalid resource: user information in a URL is not allowed for "
        "'http://127.0.0.1@evil.example/'");
    row("redirect with a backslash", R"(http.get("http://127.0.0.1:PORT/to?http://evil.example%5C@127.0.0.1/");)", home,
        "!capability_error: invalid resource: backslash in a URL for 'http://evil.example\\@127.0.0.1/'");
    row("redirect changes the method", R"(http.post("http://127.0.0.1:PORT/to?/", {body: "x"});)",
        {u"network.http.post:127.0.0.1:PORT"_s},
        "!capability_error: Missing required capabilities: ['network.http'] for 'http://127.0.0.1:PORT/'");
    row("a deny beats the redirect", R"(http.get("http://127.0.0.1:PORT/to?/");)",
        home + QStringList{u"!network.http:127.0.0.1:PORT/"_s},
        "!capability_error: Denied capability: network.http for 'http://127.0.0.1:PORT/'");
    row("one use is one hop", R"(http.get("http://127.0.0.1:PORT/to?/");)",
        {uR"({"capability": "network.http:127.0.0.1:PORT", "max_uses": 1})"_s},
        "!capability_error: Capability 'network.http' used up (1 of 1)");
    row("two uses are two hops", R"(print(http.get("http://127.0.0.1:PORT/to?/").body());)",
        {uR"({"capability": "network.http:127.0.0.1:PORT", "max_uses": 2})"_s}, "reached");
    row("an address beside a user", R"(http.get("http://127.0.0.1:PORT@evil.example/");)", home,
        "!capability_error: invalid resource: user information in a URL is not allowed for "
        "'http://127.0.0.1:PORT@evil.example/'");
    row("a line end in the path", R"(http.get("http://127.0.0.1:PORT/a" + chr(13) + chr(10) + "X: y");)", home,
        "!capability_error: invalid resource: whitespace or control character in a URL for "
        "'http://127.0.0.1:PORT/a\r\nX: y'");
    row("a space in the path", R"(http.get("http://127.0.0.1:PORT/a HTTP/1.1");)", home,
        "!capability_error: invalid resource: whitespace or control character in a URL for 'http://127.0.0.1:PORT/a "
        "HTTP/1.1'");
    row("a NUL in the host", R"(http.get("http://127.0.0.1" + chr(0) + ".example/");)", home,
        "!capability_error: invalid resource: whitespace or control character in a URL for "
        "'http://127.0.0.1.example/'");
    row("another name that looks alike", R"(http.get("http://ex" + chr(1072) + "mple.com/");)",
        {u"network.http:example.com"_s},
        "!capability_error: Missing required capabilities: ['network.http'] for 'http://xn--exmple-4nf.com/'");
    row("the ideographic full stop", R"(http.get("http://127" + chr(12290) + "0.0.1:PORT/");)", any,
        "!capability_error: private address 127.0.0.1 must be named by the grant");
    row("full-width digits", R"(http.get("http://" + chr(65297) + "27.0.0.1:PORT/");)", any,
        "!capability_error: private address 127.0.0.1 must be named by the grant");
    row("no capability, no host", R"(try { http.get("http://"); } except (e) { print(e.name, e.message); })", {},
        "value_error Invalid URL: http://");
    row("no capability", R"(http.get("http://inner.example/?secret=1");)", {},
        "!capability_error: Missing required capabilities: ['network.http'] for 'http://inner.example/'");
    row("request names its method", R"(http.request({method: "PUT", url: "http://127.0.0.1:PORT/"});)",
        {u"network.http.get:127.0.0.1:PORT"_s},
        "!capability_error: Missing required capabilities: ['network.http'] for 'http://127.0.0.1:PORT/'");
}

void tst_HttpRules::scripts()
{
    QFETCH(QString, source);
    QFETCH(QStringList, grants);
    QFETCH(QString, expected);
    QCOMPARE(run(source, grants), expected);
    if (expected.startsWith(u'!')) QVERIFY(!m_server->targets().contains("/") && m_other->seen().isEmpty());
}

void tst_HttpRules::privateAddresses_data()
{
    QTest::addColumn<QString>("address");
    for (const char *address : {"127.0.0.1",        "127.8.9.10",      "10.0.0.1",    "172.16.0.1",
                                "192.168.1.1",      "169.254.169.254", "100.64.0.1",  "0.0.0.0",
                                "224.0.0.1",        "255.255.255.255", "::1",         "::",
                                "fe80::1",          "fc00::1",         "fd12::1",     "ff02::1",
                                "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1", "64:ff9b::7f00:1",
                                "2002:7f00:1::1",   "fec0::1"})
        QTest::newRow(address) << QString::fromLatin1(address);
}

/// What a name means is judged like an address that was written out.
void tst_HttpRules::privateAddresses()
{
    QFETCH(QString, address);
    {
        const QMutexLocker lock(&m_names->mutex);
        m_names->known[u"trick.example"_s] = {u"203.0.113.7"_s, address};
    }
    QString canonical = address;
    if (address.startsWith("::ffff:"_L1)) canonical.remove(0, 7); // an IPv4 address in disguise
    QCOMPARE(run(u"http.get(\"http://trick.example/\");"_s, {u"network.http:**"_s}),
             u"!capability_error: private address %1 must be named by the grant"_s.arg(canonical));
}

void tst_HttpRules::spellings_data()
{
    QTest::addColumn<QString>("url");
    for (const char *url :
         {"http://127.0.0.1:PORT/", "http://127.1:PORT/", "http://0x7f.1:PORT/", "http://2130706433:PORT/",
          "http://0177.0.0.1:PORT/", "http://0x7f000001:PORT/", "http://127.0.0.1.:PORT/",
          "http://[::ffff:127.0.0.1]:PORT/", "http://[::ffff:7f00:1]:PORT/", "HTTP://127.0.0.1:PORT",
          "http://127.0.0.1:0PORT/", "http://%31%32%37.0.0.1:PORT/"})
        QTest::newRow(url) << QString::fromLatin1(url);
}

/// However it is spelt, it is one address: refused by wildcards, reached by its name, and called by it.
void tst_HttpRules::spellings()
{
    QFETCH(QString, url);
    const QString source = u"print(http.get(\"%1\").url());"_s.arg(url);
    QCOMPARE(run(source, {u"network.http:*:*"_s}),
             u"!capability_error: private address 127.0.0.1 must be named by the grant"_s);
    QCOMPARE(run(source, {u"network.http:127.0.0.1:PORT"_s}), u"http://127.0.0.1:PORT/"_s);
    QCOMPARE(m_server->seen().last().header("Host"), "127.0.0.1:" + QByteArray::number(m_server->port()));
}

void tst_HttpRules::headers_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("value");
    const auto row = [](const char *label, const char *name, const char *value) {
        QTest::newRow(label) << QString::fromUtf8(name) << QString::fromUtf8(value);
    };
    row("line end in a value", R"("X-A")", R"("a" + chr(13) + chr(10) + "X-B: c")");
    row("line feed in a value", R"("X-A")", R"("a" + chr(10) + "X-B: c")");
    row("carriage return in a value", R"("X-A")", R"("a" + chr(13) + "X-B: c")");
    row("NUL in a value", R"("X-A")", R"("a" + chr(0))");
    row("bell in a value", R"("X-A")", R"("a" + chr(7))");
    row("line end in a name", R"("X-A" + chr(13) + chr(10) + "X-B")", R"("c")");
    row("space in a name", R"("X A")", R"("c")");
    row("colon in a name", R"("X-A:")", R"("c")");
    row("no name", R"("")", R"("c")");
    row("a letter beyond ASCII in a name", R"("é")", R"("c")");
    row("line end in an ignored one", R"("Host")", R"("a" + chr(13) + chr(10) + "X-B: c")");
}

void tst_HttpRules::headers()
{
    QFETCH(QString, name);
    QFETCH(QString, value);
    const QString source = u"h = {}; h[%1] = %2; try { http.get(\"http://127.0.0.1:PORT/\", h); } "
                           "except (e) { print(e.name, e.message == \"Invalid header: \" + %1); }"_s.arg(name, value);
    QCOMPARE(run(source, {u"network.http:127.0.0.1:PORT"_s}), u"value_error true"_s);
    QVERIFY(m_server->seen().isEmpty());
}

/// A name that changes its meaning between check and use gains nothing: there is one look.
void tst_HttpRules::nameIsLookedUpOnce()
{
    {
        const QMutexLocker lock(&m_names->mutex);
        m_names->changing[u"rebind.example"_s] = {{u"203.0.113.7"_s}, {u"127.0.0.1"_s}, {u"127.0.0.1"_s}};
    }
    const QString printed =
        run(u"try { http.get(\"http://rebind.example:PORT/\", null, 0.3); } except (e) { print(e.name); }"_s,
            {u"network.http:*:*"_s});
    QCOMPARE(printed, u"network_error"_s); // the public address does not answer here
    QCOMPARE(m_names->asked, QStringList{u"rebind.example"_s});
    QCOMPARE(m_server->accepted(), 0);
}

void tst_HttpRules::nextAddressIsTried()
{
    {
        const QMutexLocker lock(&m_names->mutex);
        m_names->known[u"two.example"_s] = {u"127.0.0.2"_s, u"::1"_s, u"127.0.0.1"_s}; // only the last one listens
    }
    QCOMPARE(run(u"print(http.post(\"http://two.example:PORT/\", {body: \"once\"}).body());"_s,
                 {u"network.http:two.example:PORT"_s}),
             u"reached"_s);
    QCOMPARE(m_server->seen().size(), 1);
    QCOMPARE(m_server->seen().first().header("Host"), "two.example:" + QByteArray::number(m_server->port()));
}

void tst_HttpRules::credentialsStayAtHome_data()
{
    QTest::addColumn<QString>("target");
    QTest::addColumn<bool>("isSent");

    QTest::newRow("the same place") << u"http://127.0.0.1:PORT/"_s << true;
    QTest::newRow("a relative one") << u"/"_s << true;
    QTest::newRow("the same place in other words") << u"http://127.1:PORT/"_s << true;
    QTest::newRow("another port") << u"http://127.0.0.1:OTHER/"_s << false;
    QTest::newRow("another name of the same machine") << u"http://inner.example:PORT/"_s << false;
    QTest::newRow("away and back") << u"http://inner.example:PORT/to?http://127.0.0.1:PORT/"_s << false;
}

void tst_HttpRules::credentialsStayAtHome()
{
    QFETCH(QString, target);
    QFETCH(bool, isSent);
    const QString source = u"h = {Authorization: \"secret\", cookie: \"c=1\", \"X-Other\": \"o\"}; "
                           "print(http.get(\"http://127.0.0.1:PORT/to?%1\", h).body());"_s.arg(target);
    const QStringList grants{u"network.http:127.0.0.1:*"_s, u"network.http:inner.example:PORT"_s};
    QCOMPARE(run(source, grants), u"reached"_s);
    const Seen last = m_other->seen().isEmpty() ? m_server->seen().last() : m_other->seen().last();
    QCOMPARE(last.target, "/");
    QCOMPARE(last.count("Authorization"), isSent ? 1 : 0);
    QCOMPARE(last.count("Cookie"), isSent ? 1 : 0);
    QCOMPARE(last.count("X-Other"), 1);
}

void tst_HttpRules::proxies_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("grant");
    QTest::addColumn<QByteArray>("target"); ///< what the proxy is asked for
    QTest::addColumn<bool>("isLookedUp");

    QTest::newRow("a named host goes by its name") << u"http://public.example/a?b"_s << u"network.http:public.example"_s
                                                   << QByteArray("http://public.example/a?b") << false;
    QTest::newRow("another goes by the address that was checked")
        << u"http://public.example/a?b"_s << u"network.http:*"_s << QByteArray("http://203.0.113.7/a?b") << true;
    QTest::newRow("a tunnel to a named host") << u"https://public.example/"_s << u"network.http:public.example"_s
                                              << QByteArray("public.example:443") << false;
    QTest::newRow("a tunnel to the address that was checked")
        << u"https://public.example/"_s << u"network.http:*"_s << QByteArray("203.0.113.7:443") << true;
    QTest::newRow("this machine is not the proxy's")
        << u"http://localhost:PORT/"_s << u"network.http:localhost:PORT"_s << QByteArray() << true;
    QTest::newRow("directly first") << u"http://inner.example:PORT/"_s << u"network.http:inner.example:PORT"_s
                                    << QByteArray() << true;
    QTest::newRow("not around the check") << u"http://mixed.example/"_s << u"network.http:*"_s << QByteArray() << true;
}

void tst_HttpRules::proxies()
{
    QFETCH(QString, url);
    QFETCH(QString, grant);
    QFETCH(QByteArray, target);
    QFETCH(bool, isLookedUp);
    m_engine.network().setFindProxies([port = m_other->port()](const QUrl &asked) {
        // The last one stands for settings that say: directly, else by the proxy.
        const QNetworkProxy proxy(QNetworkProxy::HttpProxy, u"127.0.0.1"_s, port, u"me"_s, u"pw"_s);
        if (asked.host() == "inner.example"_L1) return QList{QNetworkProxy(QNetworkProxy::NoProxy), proxy};
        return QList{proxy};
    });
    const auto restore =
        qScopeGuard([this] { m_engine.network().setFindProxies([](const QUrl &) { return QList<QNetworkProxy>(); }); });
    const QString printed =
        run(u"try { print(http.get(\"%1\").status()); } except (e) { print(e.name); }"_s.arg(url), {grant});
    const QByteArrayList targets = m_other->targets();
    QCOMPARE(targets.value(0), target);
    if (url.contains("PORT"_L1)) QCOMPARE(printed, u"200"_s);
    else if (target.isEmpty()) QCOMPARE(printed, u"capability_error"_s);
    else if (target.startsWith("http")) QCOMPARE(printed, u"404"_s); // the proxy's own answer
    else QCOMPARE(printed, u"network_error"_s);                      // it makes no tunnel
    QCOMPARE(!m_names->asked.isEmpty(), isLookedUp);
    if (target.startsWith("http")) {
        QCOMPARE(m_other->seen().first().header("Host"), "public.example");
        QCOMPARE(m_other->seen().first().header("Proxy-Authorization"), "Basic " + QByteArray("me:pw").toBase64());
    }
}

void tst_HttpRules::certificates_data()
{
    QTest::addColumn<bool>("isTrusted");
    QTest::addColumn<QString>("host");
    QTest::addColumn<QString>("expected");

    QTest::newRow("signed by itself") << false << u"secure.example"_s
                                      << u"!network_error: Network error: TLS handshake failed: The certificate is "
                                         "self-signed, and untrusted"_s;
    QTest::newRow("for another name") << true << u"other.example"_s
                                      << u"!network_error: Network error: TLS handshake failed: The host name did not "
                                         "match any of the valid hosts for this certificate"_s;
    QTest::newRow("for an address") << true << u"127.0.0.1"_s
                                    << u"!network_error: Network error: TLS handshake failed: The host name did not "
                                       "match any of the valid hosts for this certificate"_s;
    QTest::newRow("trusted, for this name") << true << u"secure.example"_s << u"reached"_s;
}

void tst_HttpRules::certificates()
{
    QFETCH(bool, isTrusted);
    QFETCH(QString, host);
    QFETCH(QString, expected);
    const QSslConfiguration own = selfSigned("secure.example");
    TestServer server(own);
    server.reply("/", TestServer::response("reached"));
    const QSslConfiguration before = QSslConfiguration::defaultConfiguration();
    const auto restore = qScopeGuard([before] { QSslConfiguration::setDefaultConfiguration(before); });
    if (isTrusted) {
        QSslConfiguration trusting = before;
        trusting.addCaCertificate(own.localCertificate());
        QSslConfiguration::setDefaultConfiguration(trusting);
    }
    {
        const QMutexLocker lock(&m_names->mutex);
        m_names->known[u"secure.example"_s] = m_names->known[u"other.example"_s] = {u"127.0.0.1"_s};
    }
    WebOptions options;
    options.grants = {u"network.https:%1:%2"_s.arg(host).arg(server.port())};
    QCOMPARE(webOutput(m_engine,
                       u"for (i in range(2)) { r = http.get(\"https://%1:%2/\"); } print(r.body());"_s.arg(host).arg(
                           server.port()),
                       options),
             expected);
    if (expected == "reached"_L1) QCOMPARE(server.accepted(), 1); // the second request went the same way
}

/// A server may close an idle connection at any moment: a harmless request is sent again, over a new one.
void tst_HttpRules::staleConnectionIsReplaced()
{
    TestServer server;
    std::atomic<int> count = 0;
    server.on("/", [&count](QTcpSocket &socket, const Seen &) {
        if (++count == 2) socket.abort(); // took the request over the old connection and died
        else socket.write(TestServer::response("fine"));
    });
    WebOptions options;
    options.grants = {u"network.http:127.0.0.1:%1"_s.arg(server.port())};
    const QString source = u"for (i in range(2)) { r = http.get(\"%1/\"); } print(r.body());"_s.arg(server.base());
    QCOMPARE(webOutput(m_engine, source, options), u"fine"_s);
    QCOMPARE(server.accepted(), 2);
}

QTEST_GUILESS_MAIN(tst_HttpRules)
#include "tst_http_rules.moc"
