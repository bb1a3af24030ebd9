// SPDX-License-Identifier: GPL-3.0-or-later
// The parts of the network room that need no network: answers from bytes, compression, where redirects lead, and the
// resolver with a name server of the test's own.
#include "engine/network/decoder.h"
#include "engine/network/redirect.h"
#include "engine/network/resolver.h"
#include "engine/network/response_parser.h"

#include <QSemaphore>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace latchkey;
using namespace latchkey::network;

class tst_NetworkParts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void answers_data();
    void answers();
    void endsOfConnections_data();
    void endsOfConnections();
    void headsAreBounded();
    void decoders_data();
    void decoders();
    void decodedPartsCanBeStopped();
    void references_data();
    void references();
    void hops_data();
    void hops();
    void origins_data();
    void origins();
    void equalQuestionsAreOne();
    void fewThreadsAsk();
    void nobodyIsToldWhoIsGone();
};

namespace {

/// What became of the bytes: "STATUS fields|body" and a mark for how it ended.
QByteArray outcome(const QByteArray &bytes, bool hasBody, qsizetype step, bool isClosed = false)
{
    ResponseParser parser(hasBody);
    std::string body;
    bool isSound = true;
    for (qsizetype at = 0; isSound && at < bytes.size(); at += step) {
        const QByteArray part = bytes.mid(at, step);
        isSound = parser.feed({part.constData(), static_cast<size_t>(part.size())}, [&](std::string_view more) {
            body += more;
            return true;
        });
    }
    if (!isSound) return "refused";
    const bool isWhole = isClosed && parser.end();
    std::string text = std::to_string(parser.status());
    for (const auto &[name, value] : parser.headers()) text += " " + name + "=" + value;
    text += "|" + body;
    if (parser.keepsConnection()) text += "|kept";
    else if (parser.isDone() || isWhole) text += "|closed";
    else text += "|unfinished";
    return QByteArray::fromStdString(text);
}

} // namespace

void tst_NetworkParts::answers_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *name, const QByteArray &bytes, const char *expected) {
        QTest::newRow(name) << bytes << QByteArray(expected);
    };
    row("with a length", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nab", "200 Content-Length=2|ab|kept");
    row("no body", "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", "200 Content-Length=0||kept");
    row("without a reason", "HTTP/1.1 200\r\nContent-Length: 0\r\n\r\n", "200 Content-Length=0||kept");
    row("line feeds alone", "HTTP/1.1 200 OK\nContent-Length: 1\n\nx", "200 Content-Length=1|x|kept");
    row("spaces around a value", "HTTP/1.1 200 OK\r\nA: \t b \t\r\nContent-Length: 0\r\n\r\n",
        "200 A=b Content-Length=0||kept");
    row("a folded field", "HTTP/1.1 200 OK\r\nA: b\r\n  c\r\nContent-Length: 0\r\n\r\n",
        "200 A=b c Content-Length=0||kept");
    row("closes", "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n",
        "200 Connection=close Content-Length=0||closed");
    row("closes among others", "HTTP/1.1 200 OK\r\nConnection: x, Close\r\nContent-Length: 0\r\n\r\n",
        "200 Connection=x, Close Content-Length=0||closed");
    row("an old one closes", "HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n", "200 Content-Length=0||closed");
    row("an old one that stays", "HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Length: 0\r\n\r\n",
        "200 Connection=keep-alive Content-Length=0||kept");
    row("chunks", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n1;x=y\r\nc\r\n0\r\n\r\n",
        "200 Transfer-Encoding=chunked|abc|kept");
    row("chunks with trailers",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\n\r\nA\r\n0123456789\r\n0\r\nX: y\r\n\r\n",
        "200 Transfer-Encoding=Chunked|0123456789|kept");
    row("interim answers",
        "HTTP/1.1 100 Continue\r\nA: b\r\n\r\nHTTP/1.1 103 Hints\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx",
        "200 Content-Length=1|x|kept");
    row("until the end", "HTTP/1.1 200 OK\r\n\r\nabc", "200|abc|unfinished");
    row("204 has no body", "HTTP/1.1 204 No\r\n\r\n", "204||kept");
    row("304 has no body", "HTTP/1.1 304 No\r\nContent-Length: 5\r\n\r\n", "304 Content-Length=5||kept");
    row("the same length twice", "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\nx",
        "200 Content-Length=1 Content-Length=1|x|kept");
    row("two lengths", "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nx", "refused");
    row("a length beside chunks", "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
        "refused");
    row("chunks twice", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n",
        "refused");
    row("another transfer encoding", "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n", "refused");
    row("a negative length", "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n", "refused");
    row("a length with a sign", "HTTP/1.1 200 OK\r\nContent-Length: +1\r\n\r\n", "refused");
    row("a list of lengths", "HTTP/1.1 200 OK\r\nContent-Length: 1, 1\r\n\r\n", "refused");
    row("an empty length", "HTTP/1.1 200 OK\r\nContent-Length:\r\n\r\n", "refused");
    row("a length beyond all", "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n", "refused");
    row("a chunk beyond all", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFF\r\n", "refused");
    row("a chunk that is no number", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n", "refused");
    row("a negative chunk", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n", "refused");
    row("a chunk longer than it says", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nab\r\n0\r\n\r\n",
        "refused");
    row("switching protocols", "HTTP/1.1 101 Switching\r\nUpgrade: x\r\n\r\n", "refused");
    row("another version", "HTTP/2 200 OK\r\n\r\n", "refused");
    row("an old protocol", "hello\r\n", "refused");
    row("a short status", "HTTP/1.1 99 X\r\n\r\n", "refused");
    row("a long status", "HTTP/1.1 2000 X\r\n\r\n", "refused");
    row("no status", "HTTP/1.1 OK\r\n\r\n", "refused");
    row("a line that is no field", "HTTP/1.1 200 OK\r\nhello\r\n\r\n", "refused");
    row("a space before the colon", "HTTP/1.1 200 OK\r\nA : b\r\n\r\n", "refused");
    row("a field without a name", "HTTP/1.1 200 OK\r\n: b\r\n\r\n", "refused");
    row("folded before the first", "HTTP/1.1 200 OK\r\n A: b\r\n\r\n", "refused");
    row("NUL in a value", "HTTP/1.1 200 OK\r\nA: b\0c\r\n\r\n"_ba, "refused");
    row("a lone return in a value", "HTTP/1.1 200 OK\r\nA: b\rSet-Cookie: x\r\n\r\n", "refused");
    row("cut in the head", "HTTP/1.1 200 OK\r\nConte",
        "200|"
        "|unfinished");
}

/// However the bytes are cut on their way.
void tst_NetworkParts::answers()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, expected);
    for (const qsizetype step : {bytes.size(), qsizetype(1), qsizetype(2), qsizetype(7)})
        QCOMPARE(outcome(bytes, true, step), expected);
}

void tst_NetworkParts::endsOfConnections_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("hasBody");
    QTest::addColumn<QByteArray>("expected");

    QTest::newRow("until the end") << QByteArray("HTTP/1.1 200 OK\r\n\r\nabc") << true << QByteArray("200|abc|closed");
    QTest::newRow("in a body") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nab") << true
                               << QByteArray("200 Content-Length=3|ab|unfinished");
    QTest::newRow("in a chunk") << QByteArray("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nab") << true
                                << QByteArray("200 Transfer-Encoding=chunked|ab|unfinished");
    QTest::newRow("before the last chunk")
        << QByteArray("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n") << true
        << QByteArray("200 Transfer-Encoding=chunked|ab|unfinished");
    QTest::newRow("in the trailers") << QByteArray(
                                            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n0\r\n")
                                     << true << QByteArray("200 Transfer-Encoding=chunked|ab|unfinished");
    QTest::newRow("nothing") << QByteArray() << true << QByteArray("0||unfinished");
    QTest::newRow("more than the answer") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nxHTTP/1.1 200 OK")
                                          << true << QByteArray("200 Content-Length=1|x|closed");
    QTest::newRow("answer to HEAD") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n") << false
                                    << QByteArray("200 Content-Length=9||kept");
    QTest::newRow("chunks for HEAD") << QByteArray("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n") << false
                                     << QByteArray("200 Transfer-Encoding=chunked||kept");
}

void tst_NetworkParts::endsOfConnections()
{
    QFETCH(QByteArray, bytes);
    QFETCH(bool, hasBody);
    QFETCH(QByteArray, expected);
    QCOMPARE(outcome(bytes, hasBody, std::max<qsizetype>(bytes.size(), 1), true), expected);
}

void tst_NetworkParts::headsAreBounded()
{
    const auto fields = [](size_t count, size_t length) {
        QByteArray head = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n";
        for (size_t i = 1; i < count; ++i) head += "A: " + QByteArray(qsizetype(length), 'x') + "\r\n";
        return head + "\r\n";
    };
    const auto isTaken = [](const QByteArray &bytes) { return outcome(bytes, true, 4096) != "refused"; };
    QVERIFY(isTaken(fields(ResponseParser::kMaxFields, 100)));
    QVERIFY(!isTaken(fields(ResponseParser::kMaxFields + 1, 100)));
    QVERIFY(isTaken(fields(2, 60'000)));
    QVERIFY(!isTaken(fields(2, 70'000)));
    QVERIFY(!isTaken(fields(6, 60'000)));
    QVERIFY(!isTaken("HTTP/1.1 200 " + QByteArray(70'000, 'x')));
    QVERIFY(!isTaken(QByteArray("HTTP/1.1 100 Continue\r\n\r\n").repeated(20'000)));
    QVERIFY(!isTaken("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;" + QByteArray(5000, 'x') + "\r\n"));
    QVERIFY(!isTaken("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n" +
                     QByteArray("A: b\r\n").repeated(60'000)));
}

void tst_NetworkParts::decoders_data()
{
    QTest::addColumn<QByteArray>("encoding");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("expected"); ///< "!" refused, "?" not whole
    const QByteArray gzip = QByteArray::fromHex("1f8b0800000000000003cb48cdc9c907008"
                                                "6a6103605000000");
    const QByteArray zlib = qCompress("hello").sliced(4);
    const QByteArray brotli = QByteArray::fromHex("0b028068656c6c6f03");

    QTest::newRow("gzip") << QByteArray("gzip") << gzip << QByteArray("hello");
    QTest::newRow("gzip, old name") << QByteArray("X-Gzip") << gzip << QByteArray("hello");
    QTest::newRow("gzip of several members") << QByteArray("gzip") << gzip + gzip << QByteArray("hellohello");
    QTest::newRow("gzip and something else") << QByteArray("gzip") << gzip + "junk" << QByteArray("hello");
    QTest::newRow("gzip cut short") << QByteArray("gzip") << gzip.chopped(3) << QByteArray("?");
    QTest::newRow("gzip with another sum")
        << QByteArray("gzip") << gzip.chopped(8) + QByteArray(8, 'x') << QByteArray("!");
    QTest::newRow("no gzip") << QByteArray("gzip") << QByteArray("plain") << QByteArray("!");
    QTest::newRow("nothing") << QByteArray("gzip") << QByteArray() << QByteArray();
    QTest::newRow("deflate") << QByteArray("deflate") << zlib << QByteArray("hello");
    QTest::newRow("deflate without a frame")
        << QByteArray("deflate") << zlib.sliced(2).chopped(4) << QByteArray("hello");
    QTest::newRow("deflate cut short") << QByteArray("Deflate") << zlib.chopped(5) << QByteArray("?");
    if (Decoder::accepted().contains("br")) {
        QTest::newRow("brotli") << QByteArray("br") << brotli << QByteArray("hello");
        QTest::newRow("brotli cut short") << QByteArray("br") << brotli.chopped(2) << QByteArray("?");
        QTest::newRow("no brotli") << QByteArray("br") << QByteArray(20, '\xFF') << QByteArray("!");
    }
}

void tst_NetworkParts::decoders()
{
    QFETCH(QByteArray, encoding);
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, expected);
    for (const qsizetype step : {std::max<qsizetype>(bytes.size(), 1), qsizetype(1), qsizetype(3)}) {
        const auto decoder = Decoder::make(encoding.toStdString());
        QVERIFY(decoder);
        QByteArray decoded;
        bool isSound = true;
        for (qsizetype at = 0; isSound && at < bytes.size(); at += step) {
            const QByteArray part = bytes.mid(at, step);
            isSound = decoder->feed({part.constData(), size_t(part.size())}, [&decoded](std::string_view more) {
                decoded.append(more.data(), qsizetype(more.size()));
                return true;
            });
        }
        if (expected == "!") QVERIFY(!isSound);
        else if (expected == "?") QVERIFY(isSound && !decoder->isWhole());
        else QCOMPARE(decoded, expected);
        if (expected != "!" && expected != "?") QVERIFY(isSound && decoder->isWhole());
    }
    QVERIFY(!Decoder::make("identity") && !Decoder::make("") && !Decoder::make("gzip, br"));
}

void tst_NetworkParts::decodedPartsCanBeStopped()
{
    const QByteArray bomb = qCompress(QByteArray(100 << 20, '\0'), 9).sliced(4);
    const auto decoder = Decoder::make("deflate");
    size_t seen = 0;
    QVERIFY(decoder->feed({bomb.constData(), size_t(bomb.size())}, [&seen](std::string_view part) {
        seen += part.size();
        return seen < (1 << 20);
    }));
    QVERIFY(seen < (2 << 20));
}

void tst_NetworkParts::references_data()
{
    QTest::addColumn<QByteArray>("location");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *location, const char *expected) {
        QTest::newRow(location) << QByteArray(location) << QByteArray(expected);
    };
    row("http://b/c", "http://b/c");
    row("//b/c", "https://b/c");
    row("/c", "https://a:8443/c");
    row("c", "https://a:8443/x/c");
    row("../c", "https://a:8443/x/../c");
    row("?c", "https://a:8443/x/y?c");
    row("#c", "https://a:8443/x/y?q");
    row("", "https://a:8443/x/y?q");
    row("c:d", "c:d");
    row("/c:d", "https://a:8443/c:d");
    row("c?d:e", "https://a:8443/x/c?d:e");
    row("file:///etc/passwd", "file:///etc/passwd");
    row(" /a b ", "https://a:8443/a%20b");
}

void tst_NetworkParts::references()
{
    QFETCH(QByteArray, location);
    QFETCH(QByteArray, expected);
    const auto base = capability::Url::parse("https://a:8443/x/y?q");
    QCOMPARE(QByteArray::fromStdString(resolveReference(*base, location.toStdString())), expected);
}

void tst_NetworkParts::hops_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("next"); ///< with a mark when the body goes along
    const auto row = [](const char *method, int status, const char *next) {
        QTest::addRow("%s %d", method, status) << QByteArray(method) << status << QByteArray(next);
    };
    row("GET", 301, "GET+");
    row("POST", 301, "GET");
    row("POST", 302, "GET");
    row("POST", 303, "GET");
    row("POST", 307, "POST+");
    row("POST", 308, "POST+");
    row("PUT", 302, "PUT+");
    row("PUT", 303, "GET");
    row("HEAD", 303, "HEAD");
    row("DELETE", 301, "DELETE+");
}

void tst_NetworkParts::hops()
{
    QFETCH(QByteArray, method);
    QFETCH(int, status);
    QFETCH(QByteArray, next);
    const Hop hop = hopAfter(method.toStdString(), status);
    QCOMPARE(QByteArray::fromStdString(hop.method) + (hop.keepsBody ? "+" : ""), next);
    QVERIFY(isRedirect(status) && !isRedirect(300) && !isRedirect(304) && !isRedirect(200));
}

void tst_NetworkParts::origins_data()
{
    QTest::addColumn<QByteArray>("to");
    QTest::addColumn<bool>("isSame");

    QTest::newRow("itself") << QByteArray("http://a/x") << true;
    QTest::newRow("its port written out") << QByteArray("http://A:80/") << true;
    QTest::newRow("another scheme") << QByteArray("https://a/") << false;
    QTest::newRow("another port") << QByteArray("http://a:81/") << false;
    QTest::newRow("another host") << QByteArray("http://a.b/") << false;
    QTest::newRow("no URL") << QByteArray("http://a@b/") << false;
}

void tst_NetworkParts::origins()
{
    QFETCH(QByteArray, to);
    QFETCH(bool, isSame);
    QCOMPARE(isSameOrigin(*capability::Url::parse("http://a/"), to.toStdString()), isSame);
}

void tst_NetworkParts::equalQuestionsAreOne()
{
    Resolver resolver;
    resolver.setFindProxies([](const QUrl &) { return QList<QNetworkProxy>(); });
    const auto asked = std::make_shared<std::atomic<int>>(0);
    const auto gate = std::make_shared<QSemaphore>();
    resolver.setLookUp([asked, gate](const std::string &) {
        ++*asked;
        gate->acquire();
        return std::vector<std::string>{"203.0.113.7"};
    });
    int answers = 0;
    for (int i = 0; i < 50; ++i)
        resolver.find(*capability::Url::parse("http://a.example/"), false, this, [&answers](const Route &route) {
            answers += route.addresses == std::vector<std::string>{"203.0.113.7"} ? 1 : 0;
        });
    gate->release(1);
    QTRY_COMPARE(answers, 50);
    QCOMPARE(asked->load(), 1);
}

void tst_NetworkParts::fewThreadsAsk()
{
    Resolver resolver;
    resolver.setFindProxies([](const QUrl &) { return QList<QNetworkProxy>(); });
    const auto now = std::make_shared<std::atomic<int>>(0);
    const auto gate = std::make_shared<QSemaphore>();
    resolver.setLookUp([now, gate](const std::string &) {
        ++*now;
        gate->acquire();
        return std::vector<std::string>();
    });
    int answers = 0;
    for (int i = 0; i < 20; ++i)
        resolver.find(*capability::Url::parse("http://a" + std::to_string(i) + ".example/"), false, this,
                      [&answers](const Route &) { ++answers; });
    QTRY_COMPARE(now->load(), 3);
    gate->release(20);
    QTRY_COMPARE(answers, 20);
}

void tst_NetworkParts::nobodyIsToldWhoIsGone()
{
    Resolver resolver;
    resolver.setFindProxies([](const QUrl &) { return QList<QNetworkProxy>(); });
    const auto gate = std::make_shared<QSemaphore>();
    resolver.setLookUp([gate](const std::string &) {
        gate->acquire();
        return std::vector<std::string>();
    });
    int answers = 0;
    auto gone = std::make_unique<QObject>();
    const auto url = capability::Url::parse("http://a.example/");
    resolver.find(*url, false, gone.get(), [](const Route &) { qFatal("told"); });
    resolver.find(*url, false, this, [&answers](const Route &) { ++answers; });
    gone.reset();
    gate->release(1);
    QTRY_COMPARE(answers, 1);
}

QTEST_GUILESS_MAIN(tst_NetworkParts)
#include "tst_network_parts.moc"
