// SPDX-License-Identifier: GPL-3.0-or-later
// What a request asks a person for. A public name that means an address in the neighbourhood: who may allow that, how
// it is asked, and what an answer is about; the name server is the test's own. The file of a download.
#include "tests/network/test_server.h"
#include "tests/network/web_script.h"

#include "engine/capability/broker.h"

#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace latchkey;
using namespace latchkey::tests;

using runs::PermissionAnswer;
using runs::PermissionRequest;

namespace {

/// Names and what they mean, which a test may change at any moment.
struct Names {
    QMutex mutex;
    QHash<QString, QStringList> known;
    int asked = 0;

    void set(const QString &name, const QStringList &addresses)
    {
        const QMutexLocker lock(&mutex);
        known[name] = addresses;
    }
    std::vector<std::string> find(const std::string &host)
    {
        const QMutexLocker lock(&mutex);
        ++asked;
        std::vector<std::string> addresses;
        for (const QString &address : known.value(QString::fromStdString(host)))
            addresses.push_back(address.toStdString());
        return addresses;
    }
};

} // namespace

class tst_HttpAsks : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void asksInPlainWords_data();
    void asksInPlainWords();
    void answers_data();
    void answers();
    void grants_data();
    void grants();
    void rememberedPublicGrantDoesNotCover();
    void rememberedAddressCovers();
    void goesToWhatWasAsked();
    void everyAddressIsAsked();
    void tooManyAddresses();
    void redirectIsAskedAsWell();
    void oneQuestionForManyFibers();
    void revokedMeanwhile();
    void stopWithdraws();
    void downloadAsksForTheFileOnce();
    void downloadUsesTheFileOnce_data();
    void downloadUsesTheFileOnce();
    void downloadStopsWhenTheFileIsTakenBack();

private:
    runs::RunPtr start(const QString &source, const QStringList &grants = {}, bool canAsk = true);
    std::optional<PermissionRequest> question(const runs::RunPtr &run, quint64 after = 0);
    QString url(const QString &host = u"api.example.org"_s) const;

    QTemporaryDir m_folder;
    std::unique_ptr<runs::Engine> m_engine;
    std::unique_ptr<TestServer> m_server;
    std::shared_ptr<Names> m_names;
};

void tst_HttpAsks::initTestCase()
{
    forgetProxies();
    m_server = std::make_unique<TestServer>();
    m_server->reply("/", TestServer::response("reached"));
    m_server->on("/to", [](QTcpSocket &socket, const Seen &request) {
        const QByteArray target = QByteArray::fromPercentEncoding(request.target.mid(request.target.indexOf('?') + 1));
        socket.write(TestServer::response("", "302 Found", "Location: " + target + "\r\n"));
    });
}

void tst_HttpAsks::init()
{
    m_server->forget();
    m_names = std::make_shared<Names>();
    m_names->set(u"api.example.org"_s, {u"127.0.0.1"_s});
    m_names->set(u"localhost"_s, {u"127.0.0.1"_s});
    m_names->set(u"nas"_s, {u"127.0.0.1"_s});
    m_engine = std::make_unique<runs::Engine>();
    m_engine->network().setLookUp([names = m_names](const std::string &host) { return names->find(host); });
    m_engine->network().setFindProxies([](const QUrl &) { return QList<QNetworkProxy>(); });
}

QString tst_HttpAsks::url(const QString &host) const
{
    return u"http://%1:%2/"_s.arg(host).arg(m_server->port());
}

runs::RunPtr tst_HttpAsks::start(const QString &source, const QStringList &grants, bool canAsk)
{
    runs::Script script;
    script.source = u"import http; import async; %1"_s.arg(source).toUtf8();
    script.path = m_folder.filePath(u"script.ml"_s);
    script.name = u"script.ml"_s;
    runs::RunOptions options;
    options.canAsk = canAsk;
    for (QString grant : grants) options.grants.append(grant.replace(u"PORT"_s, QString::number(m_server->port())));
    options.timeoutSeconds = 20;
    return m_engine->submit(script, options);
}

/// The question that a run waits for, another one than `after`; none when it ends without.
std::optional<PermissionRequest> tst_HttpAsks::question(const runs::RunPtr &run, quint64 after)
{
    std::optional<PermissionRequest> found;
    const auto isThere = [&] {
        const auto questions = run->status().questions;
        if (!questions.isEmpty() && questions.first().id != after) found = questions.first();
        return found || run->isFinished();
    };
    (void)QTest::qWaitFor(isThere, 10'000);
    return found;
}

void tst_HttpAsks::asksInPlainWords_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<QString>("note");
    QTest::addColumn<QString>("resource");

    QTest::newRow("a private network") << u"10.0.0.7"_s << u"api.example.org is the private address 10.0.0.7"_s
                                       << u"http://10.0.0.7/data"_s;
    QTest::newRow("this computer") << u"127.0.0.1"_s << u"api.example.org is this computer, at the address 127.0.0.1"_s
                                   << u"http://127.0.0.1/data"_s;
    QTest::newRow("this computer, by IPv6")
        << u"::1"_s << u"api.example.org is this computer, at the address ::1"_s << u"http://[::1]/data"_s;
    QTest::newRow("hidden in an IPv6 address")
        << u"::ffff:192.168.1.1"_s << u"api.example.org is the private address 192.168.1.1"_s
        << u"http://192.168.1.1/data"_s;
    QTest::newRow("the metadata service")
        << u"169.254.169.254"_s << u"api.example.org is the private address 169.254.169.254"_s
        << u"http://169.254.169.254/data"_s;
}

void tst_HttpAsks::asksInPlainWords()
{
    QFETCH(QString, address);
    QFETCH(QString, note);
    QFETCH(QString, resource);
    m_names->set(u"api.example.org"_s, {address});
    const runs::RunPtr run = start(u"http.get(\"http://api.example.org/data?key=secret\");"_s, {u"network.http:**"_s});
    const auto asked = question(run);
    QVERIFY(asked);
    QCOMPARE(asked->note, note);
    QCOMPARE(asked->capability, u"network.http.get"_s);
    QCOMPARE(asked->resource, resource);
    QCOMPARE(asked->written, QString()); // the script wrote no address
    QCOMPARE(asked->patterns.value(0), resource.replace(u'[', "\\["_L1));
    QVERIFY(asked->about.contains(u"port 80"_s));
    run->answer(asked->id, PermissionAnswer::DenyOnce);
    QVERIFY(run->wait(10'000));
    QCOMPARE(run->result().error->name, u"capability_error"_s);
}

void tst_HttpAsks::answers_data()
{
    QTest::addColumn<PermissionAnswer>("answer");
    QTest::addColumn<int>("questions"); ///< for two requests, one after the other
    QTest::addColumn<bool>("isAllowed");

    QTest::newRow("once") << PermissionAnswer::AllowOnce << 2 << true;
    QTest::newRow("for this run") << PermissionAnswer::AllowForRun << 1 << true;
    QTest::newRow("always for this script") << PermissionAnswer::AlwaysForScript << 1 << true;
    QTest::newRow("always for this folder") << PermissionAnswer::AlwaysForFolder << 1 << true;
    QTest::newRow("not now") << PermissionAnswer::DenyOnce << 2 << false;
    QTest::newRow("nothing of this kind") << PermissionAnswer::DenyKindForRun << 1 << false;
    QTest::newRow("never") << PermissionAnswer::AlwaysDeny << 1 << false;
}

void tst_HttpAsks::answers()
{
    QFETCH(PermissionAnswer, answer);
    QFETCH(int, questions);
    QFETCH(bool, isAllowed);
    const runs::RunPtr run =
        start(u"result = []; for (i in range(2)) { try { result.append(http.get(\"%1\").body()); } "
              "except (e) { result.append(e.name); } }"_s.arg(url()),
              {u"network.http:*:PORT"_s});
    quint64 last = 0;
    int count = 0;
    while (const auto asked = question(run, last)) {
        QVERIFY(asked->note.contains("127.0.0.1"_L1));
        run->answer(last = asked->id, answer);
        ++count;
    }
    QCOMPARE(count, questions);
    QCOMPARE(run->result().value.toJson(), isAllowed ? QByteArray(R"(["reached", "reached"])")
                                                     : QByteArray(R"(["capability_error", "capability_error"])"));
    QCOMPARE(m_server->seen().size(), isAllowed ? 2 : 0);
    if (isAllowed) QVERIFY(m_server->seen().first().header("Host").startsWith("api.example.org:"));
}

void tst_HttpAsks::grants_data()
{
    QTest::addColumn<QString>("host");
    QTest::addColumn<QStringList>("grants");
    QTest::addColumn<QString>("expected"); ///< without anybody who could answer

    const QString refused = u"capability_error: private address 127.0.0.1 must be named by the grant"_s;
    QTest::newRow("by hand, the name") << u"api.example.org"_s << QStringList{u"network.http:api.example.org:PORT"_s}
                                       << u"reached"_s;
    QTest::newRow("by hand, name and address apart")
        << u"api.example.org"_s << QStringList{u"network.http:*:*"_s, u"network.http:127.0.0.1:PORT"_s} << u"reached"_s;
    QTest::newRow("the address alone is not the name")
        << u"api.example.org"_s << QStringList{u"network.http:127.0.0.1:PORT"_s}
        << u"capability_error: Missing required capabilities: ['network.http'] for 'http://api.example.org:PORT/'"_s;
    QTest::newRow("the address, another port")
        << u"api.example.org"_s << QStringList{u"network.http:*:*"_s, u"network.http:127.0.0.1:1"_s} << refused;
    QTest::newRow("the address for another method")
        << u"api.example.org"_s << QStringList{u"network.http:*:*"_s, u"network.http.post:127.0.0.1:PORT"_s} << refused;
    QTest::newRow("a wildcard") << u"api.example.org"_s << QStringList{u"network.http:*.example.org:PORT"_s} << refused;
    QTest::newRow("the address is denied")
        << u"api.example.org"_s
        << QStringList{u"network.http:*:*"_s, u"network.http:127.0.0.1:PORT"_s, u"!network.http:127.0.0.1:PORT"_s}
        << u"capability_error: Denied capability: network.http for 'http://127.0.0.1:PORT/'"_s;
    QTest::newRow("a name of the house") << u"nas"_s << QStringList{u"network.http:nas:PORT"_s} << u"reached"_s;
    QTest::newRow("a name of the house, by a wildcard") << u"nas"_s << QStringList{u"network.http:*:PORT"_s} << refused;
}

void tst_HttpAsks::grants()
{
    QFETCH(QString, host);
    QFETCH(QStringList, grants);
    QFETCH(QString, expected);
    const runs::RunPtr run = start(u"print(http.get(\"%1\").body());"_s.arg(url(host)), grants, false);
    QString printed = printedBy(run);
    if (printed.startsWith(u'!')) printed.remove(0, 1);
    QCOMPARE(printed.replace(QString::number(m_server->port()), u"PORT"_s), expected);
    if (expected.startsWith("capability_error: private"_L1))
        QCOMPARE(run->result().error->hint, u"--grant network.http:"_s + url(host).chopped(1));
}

/// The name was allowed for good when it was somewhere public. Then it moves next door.
void tst_HttpAsks::rememberedPublicGrantDoesNotCover()
{
    capability::Remembered row;
    row.folder = m_folder.path();
    row.capability = u"network.http"_s;
    row.pattern = u"api.example.org:%1"_s.arg(m_server->port());
    row.allow = true;
    m_engine->broker().waitUntilLoaded();
    m_engine->broker().remember(row);
    const QString source = u"print(http.get(\"%1\").body());"_s.arg(url());
    QCOMPARE(printedBy(start(source, {}, false)),
             u"!capability_error: private address 127.0.0.1 must be named by the grant"_s);
    const runs::RunPtr run = start(source);
    const auto asked = question(run);
    QVERIFY(asked && asked->note.contains("this computer"_L1));
    run->answer(asked->id, PermissionAnswer::AllowOnce);
    QCOMPARE(printedBy(run), u"reached"_s);
}

/// Once it was said of the address, nobody is asked again; of another address they are.
void tst_HttpAsks::rememberedAddressCovers()
{
    m_engine->broker().waitUntilLoaded();
    const QString source = u"print(http.get(\"%1\").body());"_s.arg(url());
    const QStringList any{u"network.http:*:*"_s};
    const runs::RunPtr first = start(source, any);
    const auto asked = question(first);
    QVERIFY(asked);
    first->answer(asked->id, PermissionAnswer::AlwaysForFolder, asked->patterns.last());
    QCOMPARE(printedBy(first), u"reached"_s);
    QCOMPARE(printedBy(start(source, any, false)), u"reached"_s);
    m_names->set(u"api.example.org"_s, {u"127.0.0.2"_s});
    QCOMPARE(printedBy(start(source, any, false)),
             u"!capability_error: private address 127.0.0.2 must be named by the grant"_s);
}

/// While somebody thinks about one address the name gets another: the connection goes to the one that was shown.
void tst_HttpAsks::goesToWhatWasAsked()
{
    const runs::RunPtr run = start(u"print(http.get(\"%1\").body());"_s.arg(url()), {u"network.http:*:*"_s});
    const auto asked = question(run);
    QVERIFY(asked);
    m_names->set(u"api.example.org"_s, {u"127.0.0.9"_s}); // nobody listens there
    run->answer(asked->id, PermissionAnswer::AllowOnce);
    QCOMPARE(printedBy(run), u"reached"_s);
    QCOMPARE(m_names->asked, 1);
}

void tst_HttpAsks::everyAddressIsAsked()
{
    m_names->set(u"api.example.org"_s, {u"10.1.1.1"_s, u"127.0.0.1"_s, u"10.1.1.1"_s});
    const QString source =
        u"try { print(http.get(\"%1\", null, 3).body()); } except (e) { print(e.name); }"_s.arg(url());
    const runs::RunPtr run = start(source, {u"network.http:*:*"_s});
    const auto first = question(run);
    QVERIFY(first && first->note.contains("10.1.1.1"_L1));
    run->answer(first->id, PermissionAnswer::AllowOnce);
    const auto second = question(run, first->id);
    QVERIFY(second && second->note.contains("127.0.0.1"_L1));
    run->answer(second->id, PermissionAnswer::DenyOnce);
    QCOMPARE(printedBy(run), u"capability_error"_s);
    QVERIFY(m_server->seen().isEmpty());
}

void tst_HttpAsks::tooManyAddresses()
{
    QStringList many;
    for (int i = 1; i <= 9; ++i) many.append(u"10.0.0.%1"_s.arg(i));
    m_names->set(u"api.example.org"_s, many);
    const runs::RunPtr run = start(u"http.get(\"%1\");"_s.arg(url()), {u"network.http:*:*"_s});
    QVERIFY(!question(run));
    QCOMPARE(run->result().error->message, u"too many private addresses behind the name 'api.example.org'"_s);
}

void tst_HttpAsks::redirectIsAskedAsWell()
{
    const runs::RunPtr run = start(u"print(http.get(\"%1to?%2\").body());"_s.arg(url(u"localhost"_s), url()),
                                   {u"network.http:*:*"_s, u"network.http:localhost:PORT"_s});
    const auto asked = question(run);
    QVERIFY(asked && asked->note.contains("api.example.org is this computer"_L1));
    QCOMPARE(m_server->seen().size(), 1);
    run->answer(asked->id, PermissionAnswer::AllowOnce);
    QCOMPARE(printedBy(run), u"reached"_s);
}

void tst_HttpAsks::oneQuestionForManyFibers()
{
    const runs::RunPtr run = start(u"result = async.map(fn(i) => http.get(\"%1\").body(), range(20));"_s.arg(url()),
                                   {u"network.http:*:*"_s});
    const auto asked = question(run);
    QVERIFY(asked);
    QCOMPARE(run->status().questions.size(), 1);
    run->answer(asked->id, PermissionAnswer::AllowForRun);
    QVERIFY(!question(run, asked->id));
    QCOMPARE(run->result().value.toJson().count("reached"), 20);
}

/// The name was granted and the address was granted: both must hold until the last byte.
void tst_HttpAsks::revokedMeanwhile()
{
    for (const char *taken : {"network.http:*:*", "network.http:127.0.0.1:PORT"}) {
        m_server->on("/slow", [](QTcpSocket &socket, const Seen &) {
            socket.write("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nbegun");
        });
        const runs::RunPtr run = start(u"http.get(\"%1slow\");"_s.arg(url()),
                                       {u"network.http:*:*"_s, u"network.http:127.0.0.1:PORT"_s}, false);
        QTRY_VERIFY(!m_server->seen().isEmpty());
        QVERIFY(run->revoke(QString::fromLatin1(taken).replace(u"PORT"_s, QString::number(m_server->port()))));
        m_server->sayToAll("more");
        QVERIFY(run->wait(10'000));
        QVERIFY(run->result().error);
        QCOMPARE(run->result().error->message, u"Capability 'network.http' was revoked"_s);
        m_server->forget();
    }
}

void tst_HttpAsks::stopWithdraws()
{
    const runs::RunPtr run = start(u"http.get(\"%1\");"_s.arg(url()), {u"network.http:*:*"_s});
    QVERIFY(question(run));
    run->cancel();
    QVERIFY(run->wait(5000));
    QVERIFY(run->status().questions.isEmpty());
    QCOMPARE(m_server->accepted(), 0);
}

// ---- downloads --------------------------------------------------------------------------------------------------

/// Three hops, each a question about its URL; the file is part of the first one only.
void tst_HttpAsks::downloadAsksForTheFileOnce()
{
    const QString file = m_folder.filePath(u"asked.bin"_s);
    const QString last = url(u"localhost"_s);
    const QString source = u"print(http.download(\"%1to?%1to%3F%1\", \"asked.bin\").status());"_s;
    const runs::RunPtr run = start(QString(source).replace(u"%1"_s, last));
    QStringList asked;
    quint64 id = 0;
    while (const auto request = question(run, id)) {
        asked.append(request->capability);
        run->answer(id = request->id, PermissionAnswer::AllowOnce);
    }
    QCOMPARE(printedBy(run), u"200"_s);
    QCOMPARE(asked, (QStringList{u"network.http.get, file.write"_s, u"network.http.get"_s, u"network.http.get"_s}));
    QVERIFY(QFile::remove(file));
}

void tst_HttpAsks::downloadUsesTheFileOnce_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("expected");

    QTest::newRow("one use is enough for all hops") << u"to?/"_s << u"200"_s;
    QTest::newRow("without a redirect") << QString() << u"200"_s;
    QTest::newRow("each hop's host is judged")
        << u"to?http://other.example/"_s
        << u"!capability_error: Missing required capabilities: ['network.http'] for 'http://other.example/'"_s;
}

void tst_HttpAsks::downloadUsesTheFileOnce()
{
    QFETCH(QString, path);
    QFETCH(QString, expected);
    const QString file = m_folder.filePath(u"used.bin"_s);
    const runs::RunPtr run = start(
        u"print(http.download(\"%1%2\", \"used.bin\").status());"_s.arg(url(u"localhost"_s), path),
        {u"network.http:localhost:PORT"_s, uR"({"capability": "file.write:%1", "max_uses": 1})"_s.arg(file)}, false);
    QCOMPARE(printedBy(run), expected);
    QCOMPARE(QFile::remove(file), !expected.startsWith(u'!'));
}

/// The file's permission is looked at until the end, also by hops that did not ask for it.
void tst_HttpAsks::downloadStopsWhenTheFileIsTakenBack()
{
    m_server->on("/slow", [](QTcpSocket &socket, const Seen &) {
        socket.write("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nbegun");
    });
    const QString grant = u"file.write:"_s + m_folder.filePath(u"taken.bin"_s);
    const runs::RunPtr run = start(u"http.download(\"%1to?/slow\", \"taken.bin\");"_s.arg(url(u"localhost"_s)),
                                   {u"network.http:localhost:PORT"_s, grant}, false);
    QTRY_COMPARE(m_server->seen().size(), 2);
    QVERIFY(run->revoke(grant));
    m_server->sayToAll("more");
    QVERIFY(run->wait(10'000));
    QCOMPARE(run->result().error->message, u"Capability 'file.write' was revoked"_s);
    QVERIFY(!QFile::exists(m_folder.filePath(u"taken.bin"_s)));
}

QTEST_GUILESS_MAIN(tst_HttpAsks)
#include "tst_http_asks.moc"
