// SPDX-License-Identifier: GPL-3.0-or-later
// What the functions of `http` send and give, against a real server: each row is a script, what it prints, and what the
// server is told to do.
#include "tests/network/test_server.h"
#include "tests/network/web_script.h"

#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace latchkey;
using namespace latchkey::tests;

class tst_Http : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init() { m_server->forget(); }
    void cleanupTestCase() { m_server.reset(); }
    void scripts_data();
    void scripts();
    void sends_data();
    void sends();
    void targetsArriveAsJudged_data();
    void targetsArriveAsJudged();
    void aPostIsNotRepeated();
    void connectionsAreReused();
    void downloads_data();
    void downloads();

private:
    QString run(const QString &source);
    runs::Engine m_engine;
    std::unique_ptr<TestServer> m_server;
    QTemporaryDir m_folder;
};

namespace {

/// What `gzip` would make of 20 MB of zeros, without the tool: stored and repeated deflate blocks are made by zlib in
/// qCompress, whose two bytes of head and four of check are taken off.
QByteArray deflated(const QByteArray &bytes)
{
    return qCompress(bytes, 9).sliced(4); // zlib form: what HTTP calls deflate
}

} // namespace

void tst_Http::initTestCase()
{
    forgetProxies();
    m_server = std::make_unique<TestServer>();
    TestServer &server = *m_server;
    const auto response = [](const QByteArray &body, const QByteArray &status = "200 OK",
                             const QByteArray &headers = {}) { return TestServer::response(body, status, headers); };
    server.reply("/hello", response("hello", "200 OK", "Content-Type: text/plain\r\n"));
    server.reply("/empty", response("", "204 No Content"));
    server.reply("/json", response("{\"a\": [1, 2]}", "200 OK", "Content-Type: application/json\r\n"));
    server.reply("/latin", response("caf\xE9", "200 OK", "Content-Type: text/plain; charset=ISO-8859-1\r\n"));
    server.reply("/bad-utf8", response("a\xFF"
                                       "b"));
    server.reply("/missing", response("no such thing", "404 Not Found"));
    server.reply("/broken", response("oh no", "500 Internal Server Error"));
    server.reply("/login", response("who are you?", "401 Unauthorized", "WWW-Authenticate: Basic realm=\"x\"\r\n"));
    server.reply("/teapot", response("short", "418 I'm a teapot"));
    server.reply("/bad-request", response("what?", "400 Bad Request"));
    server.reply("/unavailable", response("later", "503 Service Unavailable", "Retry-After: 5\r\n"));
    server.reply("/cookies",
                 response("", "200 OK", "Set-Cookie: a=1\r\nSet-Cookie: b=2\r\nX-Twice: 1\r\nx-twice: 2\r\n"));
    server.reply("/chunked",
                 "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n");
    server.on("/until-close", [](QTcpSocket &socket, const Seen &) {
        socket.write("HTTP/1.0 200 OK\r\n\r\nall of it");
        socket.disconnectFromHost();
    });
    server.on("/cut-short", [](QTcpSocket &socket, const Seen &) {
        socket.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nonly this");
        socket.disconnectFromHost();
    });
    server.on("/cut-chunked", [](QTcpSocket &socket, const Seen &) {
        socket.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhel");
        socket.disconnectFromHost();
    });
    server.on("/early-close", [](QTcpSocket &socket, const Seen &) { socket.disconnectFromHost(); });
    server.on("/garbage", [](QTcpSocket &socket, const Seen &) {
        socket.write("this is no HTTP at all\r\n\r\n");
        socket.disconnectFromHost();
    });
    server.reply("/deflate", response(deflated("squeezed"), "200 OK", "Content-Encoding: deflate\r\n"));
    server.reply("/bad-deflate", response("no deflate at all", "200 OK", "Content-Encoding: deflate\r\n"));
    server.reply("/ten-mib", response(QByteArray(10'485'760, 'x')));
    server.reply("/ten-mib-and-one", response(QByteArray(10'485'761, 'x')));
    server.on("/endless", [](QTcpSocket &socket, const Seen &) {
        socket.write("HTTP/1.1 200 OK\r\n\r\n");
        QObject::connect(&socket, &QTcpSocket::bytesWritten, &socket, [&socket] {
            if (socket.bytesToWrite() < (1 << 20)) socket.write(QByteArray(1 << 18, 'x'));
        });
        socket.write(QByteArray(1 << 18, 'x'));
    });
    server.reply("/bomb", response(deflated(QByteArray(64 << 20, '\0')), "200 OK", "Content-Encoding: deflate\r\n"));
    server.reply("/bomb-in-error",
                 response(deflated(QByteArray(64 << 20, '\0')), "500 Boom", "Content-Encoding: deflate\r\n"));
    QByteArray many = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n";
    for (int i = 0; i < 100'000; ++i) many += "X-" + QByteArray::number(i) + ": 1\r\n";
    server.reply("/many-headers", many + "\r\n");
    server.reply("/long-header",
                 "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nX-Long: " + QByteArray(1 << 20, 'x') + "\r\n\r\n");
    server.on("/endless-header", [](QTcpSocket &socket, const Seen &) {
        socket.write("HTTP/1.1 200 OK\r\nX-Long: ");
        QObject::connect(&socket, &QTcpSocket::bytesWritten, &socket, [&socket] {
            if (socket.bytesToWrite() < (1 << 20)) socket.write(QByteArray(1 << 18, 'x'));
        });
        socket.write(QByteArray(1 << 18, 'x'));
    });
    for (const auto &[path, status] :
         {std::pair("/moved", "301 Moved Permanently"), std::pair("/found", "302 Found"),
          std::pair("/see-other", "303 See Other"), std::pair("/temporary", "307 Temporary Redirect"),
          std::pair("/permanent", "308 Permanent Redirect")})
        server.reply(path, response("", status, "Location: /landing?from=there\r\n"));
    server.on("/landing", [](QTcpSocket &socket, const Seen &request) {
        socket.write(TestServer::response(request.method + " " + request.body + " " + request.header("Content-Type")));
    });
    server.reply("/loop", response("", "302 Found", "Location: /loop\r\n"));
    server.on("/count", [](QTcpSocket &socket, const Seen &request) {
        const int left = request.target.split('=').value(1).toInt();
        const QByteArray next = left > 0 ? "/count?n=" + QByteArray::number(left - 1) : QByteArray("/hello");
        socket.write(TestServer::response("", "302 Found", "Location: " + next + "\r\n"));
    });
    server.reply("/no-location", response("stay", "302 Found"));
    server.reply("/not-modified", response("", "304 Not Modified"));
    server.on("/echo", [](QTcpSocket &socket, const Seen &request) {
        socket.write(TestServer::response(request.method + "|" + request.body + "|" + request.header("Content-Type")));
    });
    server.on("/interim", [](QTcpSocket &socket, const Seen &) {
        socket.write("HTTP/1.1 100 Continue\r\n\r\n" + TestServer::response("after"));
    });
}

/// `$` in a script stands for the server.
QString tst_Http::run(const QString &source)
{
    WebOptions options;
    options.grants = {u"network.http:127.0.0.1:%1"_s.arg(m_server->port()), u"file.write:./**"_s};
    options.folder = m_folder.path();
    return webOutput(m_engine, QString(source).replace(u"\"$"_s, u"\""_s + m_server->base()), options);
}

void tst_Http::scripts_data()
{
    QTest::addColumn<QString>("source");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, const char *source, const char *expected) {
        QTest::newRow(name) << QString::fromUtf8(source) << QString::fromUtf8(expected);
    };
    row("a plain get", R"(r = http.get("$/hello"); print(r.status(), r.statusText(), r.ok(), r.body());)",
        "200 OK true hello");
    row("text and bytes",
        R"(r = http.get("$/hello"); print(r.text() == r.body(), r.bodyBytes()[0], len(r.bodyBytes()));)", "true 104 5");
    row("as text", R"(r = http.get("$/hello"); print(str(r), typeof(r));)", "HttpResponse(200 OK) HttpResponse");
    row("no content", R"(r = http.get("$/empty"); print(r.status(), r.ok(), len(r.body()));)", "204 true 0");
    row("json", R"(print(http.get("$/json").json().a[1]);)", "2");
    row("json that is none", R"(try { http.get("$/hello").json(); } except (e) { print(e.name, e.message); })",
        "value_error JSON parsing failed: Expecting value: line 1 column 1 (char 0)");
    row("charset of the type", R"(print(http.get("$/latin").text());)", "café");
    row("bytes that are no text", R"(print(http.get("$/bad-utf8").text() == "a" + chr(65533) + "b");)", "true");
    row("404 is a response", R"(r = http.get("$/missing"); print(r.status(), r.ok(), r.body());)",
        "404 false no such thing");
    row("500 is a response", R"(r = http.get("$/broken"); print(r.status(), r.ok(), r.body());)", "500 false oh no");
    row("401 is a response", R"(r = http.get("$/login"); print(r.status(), r.body());)", "401 who are you?");
    row("400 is a response", R"(r = http.get("$/bad-request"); print(r.status(), r.body());)", "400 what?");
    row("418 is a response", R"(r = http.get("$/teapot"); print(r.status(), r.statusText(), r.body());)",
        "418 I'm a teapot short");
    row("503 with its header", R"(r = http.get("$/unavailable"); print(r.status(), r.header("RETRY-after"));)",
        "503 5");
    row("header that is missing", R"(r = http.get("$/hello"); print(r.header("x"), r.header("x", "none"));)",
        "None none");
    row("header names", R"(print(http.get("$/hello").headers());)",
        "{'Content-Type': 'text/plain', 'Content-Length': '5'}");
    row("repeated headers", R"(h = http.get("$/cookies").headers(); print(h["Set-Cookie"], h["X-Twice"]);)",
        "['a=1', 'b=2'] 1, 2");
    row("headers are a copy", R"(r = http.get("$/hello"); h = r.headers(); h.X = 1; print(r.headers());)",
        "{'Content-Type': 'text/plain', 'Content-Length': '5'}");
    row("no cookie comes back", R"(http.get("$/cookies"); print(http.get("$/hello").ok());)", "true");
    row("chunks", R"(print(http.get("$/chunked").body());)", "hello world");
    row("body until the end", R"(print(http.get("$/until-close").body());)", "all of it");
    row("interim answer", R"(print(http.get("$/interim").body());)", "after");
    row("body cut short", R"(http.get("$/cut-short");)", "!network_error: Network error: Connection closed");
    row("chunks cut short", R"(http.get("$/cut-chunked");)", "!network_error: Network error: Connection closed");
    row("no answer", R"(http.get("$/early-close");)", "!network_error: Network error: Connection closed");
    row("no HTTP", R"(http.get("$/garbage");)", "!network_error: Network error: invalid response");
    row("deflate", R"(print(http.get("$/deflate").body());)", "squeezed");
    row("deflate though asked otherwise", R"(print(http.get("$/deflate", {"Accept-Encoding": "gzip"}).body());)",
        "squeezed");
    row("bad deflate", R"(try { http.get("$/bad-deflate"); } except (e) { print(e.name); })", "network_error");
    row("as much as is allowed", R"(print(len(http.get("$/ten-mib").bodyBytes()));)", "10485760");
    row("one byte more", R"(http.get("$/ten-mib-and-one");)",
        "!network_error: Network error: response larger than 10485760 bytes");
    row("endless", R"(http.get("$/endless");)", "!network_error: Network error: response larger than 10485760 bytes");
    row("a bomb", R"(http.get("$/bomb");)", "!network_error: Network error: response larger than 10485760 bytes");
    row("a bomb in an error", R"(http.get("$/bomb-in-error");)",
        "!network_error: Network error: response larger than 10485760 bytes");
    row("100,000 headers", R"(try { http.get("$/many-headers"); } except (e) { print(e.name); })", "network_error");
    row("a header of 1 MB", R"(try { http.get("$/long-header"); } except (e) { print(e.name); })", "network_error");
    row("an endless header", R"(try { http.get("$/endless-header"); } except (e) { print(e.name); })", "network_error");
    row("moved", R"(r = http.get("$/moved"); print(r.status(), r.url() == "$/landing?from=there");)", "200 true");
    row("post moved", R"(print(http.post("$/moved", {body: "x"}).body());)", "GET  ");
    row("post found", R"(print(http.post("$/found", {body: "x"}).body());)", "GET  ");
    row("post see other", R"(print(http.post("$/see-other", {body: "x"}).body());)", "GET  ");
    row("put see other", R"(print(http.put("$/see-other", {body: "x"}).body());)", "GET  ");
    row("put moved", R"(print(http.put("$/moved", {body: "x"}).body());)", "PUT x text/plain; charset=utf-8");
    row("post temporary", R"(print(http.post("$/temporary", {body: "x"}).body());)",
        "POST x text/plain; charset=utf-8");
    row("post permanent", R"(print(http.post("$/permanent", {body: [1]}).body());)", "POST [1] application/json");
    row("delete found", R"(print(http.delete("$/found").body());)", "DELETE  ");
    row("ten hops", R"(print(http.get("$/count?n=9").body());)", "hello");
    row("eleven hops", R"(http.get("$/count?n=10");)", "!network_error: Network error: too many redirects");
    row("round and round", R"(http.get("$/loop");)", "!network_error: Network error: too many redirects");
    row("redirect without a place", R"(r = http.get("$/no-location"); print(r.status(), r.body());)", "302 stay");
    row("not modified", R"(print(http.get("$/not-modified").status());)", "304");
    row("head", R"(r = http.head("$/hello"); print(r.status(), r.header("content-length"), len(r.body()));)",
        "200 5 0");
    row("post text", R"(print(http.post("$/echo", {body: "é"}).body());)", "POST|é|text/plain; charset=utf-8");
    row("post an object", R"(print(http.post("$/echo", {body: {a: true}}).body());)",
        "POST|{\"a\": true}|application/json");
    row("post a number", R"(print(http.post("$/echo", {body: 7}).body());)", "POST|7|application/json");
    row("post bytes", R"(print(http.post("$/echo", {body: http.get("$/hello").bodyBytes()}).body());)",
        "POST|hello|application/octet-stream");
    row("post nothing", R"(print(http.post("$/echo").body());)", "POST||");
    row("own type", R"(print(http.post("$/echo", {body: "a=1", headers: {"content-type": "x/y"}}).body());)",
        "POST|a=1|x/y");
    row("put", R"(print(http.put("$/echo", {body: "p"}).body());)", "PUT|p|text/plain; charset=utf-8");
    row("patch", R"(print(http.patch("$/echo", {body: "p"}).body());)", "PATCH|p|text/plain; charset=utf-8");
    row("delete", R"(print(http.delete("$/echo").body());)", "DELETE||");
    row("options", R"(print(http.request({method: "options", url: "$/echo"}).body());)", "OPTIONS||");
    row("request with all",
        R"(print(http.request({method: "delete", url: "$/echo", body: "b", headers: {}, timeout: 5}).body());)",
        "DELETE|b|text/plain; charset=utf-8");
    row("get with a body", R"(print(http.request({url: "$/echo", body: "b"}).body());)",
        "GET|b|text/plain; charset=utf-8");
    row("unset options",
        R"(print(http.request({url: "$/echo", body: null, headers: null, timeout: null, method: null}).body());)",
        "GET||");
    row("unknown method", R"(http.request({method: "BREW", url: "$/"});)", "!value_error: Unsupported method: BREW");
    row("method with a line end", "http.request({method: \"GET\\r\\nX: y\", url: \"$/\"});",
        "!value_error: Unsupported method: GET\\r\nX: y");
    row("no url", R"(http.request({});)", "!value_error: http.request: option 'url' is required");
    row("unknown option", R"(http.post("$/", {json: 1});)", "!value_error: http.post: unknown option 'json'");
    row("method is no option of post", R"(http.post("$/", {method: "GET"});)",
        "!value_error: http.post: unknown option 'method'");
    row("timeout of a wrong type", R"(http.post("$/", {timeout: "1"});)",
        "!type_error: http.post: option 'timeout' must be a number, got string");
    row("timeout of zero", R"(http.get("$/", null, 0);)", "!value_error: http.get: timeout must be above 0");
    row("timeout is a boolean", R"(http.post("$/", {timeout: true});)",
        "!type_error: http.post: option 'timeout' must be a number, got boolean");
    row("too few arguments", R"(http.get();)", "!type_error: http.get: expected at least 1 argument, got 0");
    row("url of a wrong type", R"(http.get(1);)", "!type_error: http.get: argument 1 must be a string, got number");
    row("header of a wrong type", R"(http.get("$/", {a: []});)",
        "!type_error: http.get: header 'a' must be a string, got array");
    row("not there", R"(r = http.get("$/hello"); try { r.length(); } except (e) { print(e.name); })",
        "attribute_error");
    row("a method keeps its response", R"(f = http.get("$/hello").body; print(f());)", "hello");
    row("caught", R"(try { http.get("$/early-close"); } except (e) { print(e.name, "|", str(e)); })",
        "network_error | Network error: Connection closed");
    row("many in a row", R"(n = 0; for (i in range(50)) { n = n + http.get("$/hello").status(); } print(n);)", "10000");
    row("through a callback", R"(f = http.get; g = {f: f}; print(g.f("$/hello").body());)", "hello");
}

void tst_Http::scripts()
{
    QFETCH(QString, source);
    QFETCH(QString, expected);
    QCOMPARE(run(source), expected);
}

void tst_Http::sends_data()
{
    QTest::addColumn<QString>("source");
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<QByteArray>("value");
    const auto row = [](const char *name, const char *source, const char *header, const char *value) {
        QTest::newRow(name) << QString::fromUtf8(source) << QByteArray(header) << QByteArray(value);
    };
    row("its name", R"(http.get("$/hello");)", "User-Agent", "ML-HTTP-Client/1.0");
    row("another name", R"(http.get("$/hello", {"user-agent": "me"});)", "User-Agent", "me");
    row("what it takes", R"(http.get("$/hello");)", "Accept", "*/*");
    row("not where the user lives", R"(http.get("$/hello");)", "Accept-Language", "");
    row("a header", R"(http.get("$/hello", {"X-A": "b"});)", "X-A", "b");
    row("a number", R"(http.get("$/hello", {"X-A": 1.5});)", "X-A", "1.5");
    row("a boolean", R"(http.get("$/hello", {"X-A": true});)", "X-A", "true");
    row("beyond ASCII", R"(http.get("$/hello", {"X-A": "é"});)", "X-A", "é");
    row("own host is ignored", R"(http.get("$/hello", {"Host": "evil"});)", "Host", "127.0.0.1:PORT");
    row("own length is ignored", R"(http.post("$/echo", {body: "four", headers: {"content-length": 1}});)",
        "Content-Length", "4");
    row("own encoding is ignored", R"(http.post("$/echo", {body: "four", headers: {"Transfer-Encoding": "chunked"}});)",
        "Transfer-Encoding", "");
    row("own connection is ignored", R"(http.get("$/hello", {"Connection": "upgrade", "Upgrade": "x"});)", "Upgrade",
        "");
    row("proxy headers are ignored", R"(http.get("$/hello", {"Proxy-Authorization": "x"});)", "Proxy-Authorization",
        "");
    row("no cookies are kept", R"(http.get("$/cookies"); http.get("$/hello");)", "Cookie", "");
    row("no length without a body", R"(http.get("$/hello");)", "Content-Length", "");
    row("an empty post has a length", R"(http.post("$/echo");)", "Content-Length", "0");
    row("a header twice is one", R"(http.get("$/hello", {"X-A": "1", "x-a": "2"});)", "X-A", "2");
}

void tst_Http::sends()
{
    QFETCH(QString, source);
    QFETCH(QByteArray, header);
    QFETCH(QByteArray, value);
    QCOMPARE(run(source), QString());
    const Seen last = m_server->seen().last();
    QCOMPARE(last.header(header), value.replace("PORT", QByteArray::number(m_server->port())));
    QVERIFY(last.count(header) <= 1);
}

void tst_Http::targetsArriveAsJudged_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QByteArray>("target");
    const auto row = [](const char *path, const char *target) {
        QTest::newRow(path) << QString::fromUtf8(path) << QByteArray(target);
    };
    row("", "/");
    row("?q=1", "/?q=1");
    row("/a/../b/./c", "/b/c");
    row("/a/%2e%2E/b", "/b");
    row("/%41%7e", "/A~");
    row("/x%2fy%5Cz", "/x%2Fy%5Cz");
    row("/%zz%4", "/%25zz%254");
    row("/v1/%%32e%%32e/x", "/v1/%252e%252e/x");
    row("/ü", "/%C3%BC");
    row("/a#fragment", "/a");
    row("/a?b#c", "/a?b");
    row("/a;b=1,2!$&'()*+", "/a;b=1,2!$&'()*+");
    row("/a//b", "/a//b");
    row("/%00%0d%0a", "/%00%0D%0A");
    row("/?a=b&c={d}|[e]^`", "/?a=b&c={d}|[e]^`");
    row("/?a=%2f%20+ü", "/?a=%2F%20+%C3%BC");
    row("/?a=100%", "/?a=100%25");
    row("/?a=?/@:", "/?a=?/@:");
    row("/[x]{y}|^`", "/%5Bx%5D%7By%7D%7C%5E%60");
}

void tst_Http::targetsArriveAsJudged()
{
    QFETCH(QString, path);
    QFETCH(QByteArray, target);
    const QString source = u"print(http.get(\"%1\" + \"%2\").url() == \"%1\" + \"%3\");"_s;
    QCOMPARE(run(source.arg(u"$"_s, path, QString::fromUtf8(target))), u"true"_s);
    QCOMPARE(m_server->seen().last().target, target);
}

/// The manager would send it again when the server hangs up without an answer.
void tst_Http::aPostIsNotRepeated()
{
    for (const QString &body : {u"{body: \"pay\"}"_s, u"{}"_s}) {
        m_server->forget();
        QCOMPARE(run(u"http.post(\"$/early-close\", %1);"_s.arg(body)),
                 u"!network_error: Network error: Connection closed"_s);
        QCOMPARE(m_server->targets(), QByteArrayList{"/early-close"});
    }
}

void tst_Http::connectionsAreReused()
{
    QCOMPARE(run(u"for (i in range(20)) { http.get(\"$/hello\"); }"_s), QString());
    QCOMPARE(m_server->targets().size(), 20);
    QVERIFY2(m_server->accepted() <= 2, qPrintable(QString::number(m_server->accepted())));
}

void tst_Http::downloads_data()
{
    QTest::addColumn<QString>("source");
    QTest::addColumn<QString>("expected");
    QTest::addColumn<qint64>("size");
    const auto row = [](const char *name, const char *source, const char *expected, qint64 size) {
        QTest::newRow(name) << QString::fromUtf8(source) << QString::fromUtf8(expected) << size;
    };
    row("a small one", R"(r = http.download("$/hello", "x.bin"); print(r.status(), len(r.body()));)", "200 0", 5);
    row("more than a response may hold", R"(http.download("$/ten-mib-and-one", "x.bin");)", "", 10'485'761);
    row("through a redirect", R"(print(http.download("$/moved", "x.bin").status());)", "200", 5);
    row("into a folder that is made", R"(http.download("$/hello", "x.bin");)", "", 5);
    row("decompressed", R"(http.download("$/deflate", "x.bin");)", "", 8);
    row("an error is no file", R"(r = http.download("$/missing", "x.bin"); print(r.status(), r.body());)",
        "404 no such thing", -1);
    row("half of it is no file", R"(http.download("$/cut-short", "x.bin");)",
        "!network_error: Network error: Connection closed", -1);
    row("not allowed there", R"(try { http.download("$/hello", "/tmp/x.bin"); } except (e) { print(e.message); })",
        "Missing required capabilities: ['file.write'] for '/tmp/x.bin'", -1);
    row("a folder", R"(http.download("$/hello", ".");)", "!io_error: Is a directory: '.'", -1);
    row("no path", R"(http.download("$/hello", "");)", "!value_error: http.download: the path is empty", -1);
    row("no such option", R"(http.download("$/hello", "x", {body: 1});)",
        "!value_error: http.download: unknown option 'body'", -1);
}

void tst_Http::downloads()
{
    QFETCH(QString, source);
    QFETCH(QString, expected);
    QFETCH(qint64, size);
    QFile::remove(m_folder.filePath(u"x.bin"_s));
    QCOMPARE(run(source), expected);
    const QFileInfo file(m_folder.filePath(u"x.bin"_s));
    QCOMPARE(file.exists() ? file.size() : qint64(-1), size);
    // Nothing half-written is left beside it.
    QTRY_COMPARE(QDir(m_folder.path()).entryList(QDir::Files | QDir::Hidden).size(), size < 0 ? 0 : 1);
}

QTEST_GUILESS_MAIN(tst_Http)
#include "tst_http.moc"
