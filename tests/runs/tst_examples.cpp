// SPDX-License-Identifier: GPL-3.0-or-later
// Every example that Latchkey ships is run as it is, in a folder of its own, and gives what it promises. One that needs
// a server gets one on this machine; one that is meant to be stopped is stopped.
#include "engine/runs/engine.h"
#include "tests/network/test_server.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

using namespace latchkey::runs;
using namespace latchkey::tests;
using namespace Qt::StringLiterals;

namespace {

QByteArray read(const QString &name)
{
    QFile file(QStringLiteral(LATCHKEY_SOURCE_DIR) + u"/resources/examples/"_s + name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// What an example's `result` holds at least, and how it ends.
struct Promise {
    QByteArray result; ///< JSON: members that must be there with these values; empty: anything
    RunState state = RunState::Succeeded;
    QStringList grants = {};
};

const QHash<QString, Promise> &promises()
{
    static const QHash<QString, Promise> all{
        {u"csv_files.ml"_s,
         {R"({"files": 19, "rows": 38, "missing": ["part-19.csv"], "high": 8})",
          RunState::Succeeded,
          {u"file.read:./**"_s, u"file.write:./**"_s, u"path.write:./**"_s, u"file.delete:./**"_s}}},
        {u"health_monitor.ml"_s,
         {R"({"healthy": 8, "unhealthy": 1, "errors": 1, "retried": 2})",
          RunState::Succeeded,
          {u"network.http:127.0.0.1:*"_s}}},
        {u"pipeline.ml"_s, {R"({"saved": 60, "high": 30})"}},
        {u"streaming_batches.ml"_s, {R"({"rows": 100, "batches": [32, 32, 32, 4], "alarms": 10})"}},
        {u"task_group.ml"_s,
         {R"({"first": "broken failed", "stopped": ["endless"], "kept": ["job 1", "job 3"], "failed": 3})"}},
        {u"fallback.ml"_s, {R"({"models": ["precise", "quick", "precise"], "values": [4, 81, 16], "left": 3})"}},
        {u"resource_pool.ml"_s, {R"({"made": 2, "most_at_once": 2, "failed": 1, "closed": 1})"}},
        {u"measured_operations.ml"_s, {R"({"loads": 10, "saves": 10, "save_errors": 2, "done": 8})"}},
        {u"error_with_line.ml"_s, {{}, RunState::Failed}},
        {u"endless_loop.ml"_s, {{}, RunState::Cancelled}},
        {u"ten_sleepers.ml"_s, {{}, RunState::Succeeded}},
        {u"tour.ml"_s, {{}, RunState::Succeeded, {u"file.read:/**"_s}}},
        {u"read_a_file.ml"_s, {{}, RunState::Succeeded, {u"file.read:./**"_s, u"file.write:./**"_s}}},
    };
    return all;
}

} // namespace

class tst_Examples : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyFileIsListed();
    void ends_data();
    void ends();

private:
    static void serve(TestServer &server);
};

void tst_Examples::everyFileIsListed()
{
    QStringList listed;
    const QJsonArray entries = QJsonDocument::fromJson(read(u"examples.json"_s)).array();
    for (const QJsonValue entry : entries) {
        listed.append(entry[u"file"].toString());
        QVERIFY(!entry[u"title"].toString().isEmpty() && !entry[u"about"].toString().isEmpty());
    }
    const QDir folder(QStringLiteral(LATCHKEY_SOURCE_DIR) + u"/resources/examples"_s);
    QStringList files = folder.entryList({u"*.ml"_s});
    files.sort();
    listed.sort();
    QCOMPARE(listed, files);
    QFile resources(QStringLiteral(LATCHKEY_SOURCE_DIR) + u"/ui/window/examples.qrc"_s);
    QVERIFY(resources.open(QIODevice::ReadOnly));
    const QString text = QString::fromUtf8(resources.readAll());
    for (const QString &file : files) QVERIFY2(text.contains(u'"' + file + u'"'), qPrintable(file));
}

void tst_Examples::ends_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QJsonObject>("inputs");
    const QJsonArray entries = QJsonDocument::fromJson(read(u"examples.json"_s)).array();
    for (const QJsonValue entry : entries)
        QTest::newRow(qPrintable(entry[u"file"].toString()))
            << entry[u"file"].toString() << entry[u"inputs"].toObject();
}

/// Ten endpoints: one is never well, one goes away in the middle, one is well only at the second try.
void tst_Examples::serve(TestServer &server)
{
    for (int i = 0; i < 10; ++i) server.reply("/health/" + QByteArray::number(i), TestServer::response("ok"));
    server.reply("/health/3", TestServer::response("no", "404 Not Found"));
    server.on("/health/5", [](QTcpSocket &socket, const Seen &) { socket.abort(); });
    server.on("/health/7", [tries = std::make_shared<int>(0)](QTcpSocket &socket, const Seen &) {
        socket.write(++*tries == 1 ? TestServer::response("busy", "503 Service Unavailable")
                                   : TestServer::response("ok"));
    });
}

void tst_Examples::ends()
{
    QFETCH(QString, file);
    QFETCH(QJsonObject, inputs);
    const Promise promise = promises().value(file);
    const QTemporaryDir folder;
    TestServer server;
    serve(server);
    if (inputs.contains(u"base"_s)) inputs[u"base"_s] = server.base();

    Engine engine({0, 0, 64 << 20, file == "ten_sleepers.ml"_L1});
    Script script;
    script.source = read(file);
    script.name = file;
    script.path = folder.filePath(file);
    QVERIFY(QFile::copy(QStringLiteral(LATCHKEY_SOURCE_DIR) + u"/resources/examples/"_s + file, script.path));
    RunOptions options;
    options.context = inputs;
    options.grants = promise.grants;
    const RunPtr run = engine.submit(script, options);
    if (promise.state == RunState::Cancelled) {
        QTRY_VERIFY(run->status().steps > 0 || run->output().lineCount() > 0 || run->state() == RunState::Running);
        run->cancel();
    }
    QVERIFY(run->wait(60'000));
    const RunResult &result = run->result();
    QVERIFY2(run->state() == promise.state, qPrintable(result.error ? result.error->message : u"it succeeded"_s));
    for (const auto &diagnostic : result.diagnostics)
        QVERIFY2(file == "error_with_line.ml"_L1, diagnostic.message.c_str());
    const QJsonObject expected = QJsonDocument::fromJson(promise.result).object();
    const QJsonObject got = QJsonDocument::fromJson(result.value.isValid() ? result.value.toJson() : "{}").object();
    for (auto it = expected.begin(); it != expected.end(); ++it)
        QVERIFY2(got[it.key()] == it.value(),
                 qPrintable(it.key() + u": "_s + QString::fromUtf8(result.value.toJson())));
}

QTEST_GUILESS_MAIN(tst_Examples)
#include "tst_examples.moc"
