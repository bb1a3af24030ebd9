// SPDX-License-Identifier: GPL-3.0-or-later
// The checks by which somebody who moves over from scripts of his own would judge the engine: each with the numbers he
// would try. What is counted in seconds is tried a few times, since the machine has other things to do.
#include "engine/capability/access_keys.h"
#include "engine/capability/broker.h"
#include "engine/runs/batch.h"
#include "engine/runs/coalescer.h"
#include "engine/runs/engine.h"
#include "engine/runs/task_queue.h"
#include "tests/network/test_server.h"
#include "tests/network/web_script.h"

#include <QDateTime>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

#include <map>

using namespace latchkey;
using namespace latchkey::runs;
using namespace latchkey::tests;
using namespace Qt::StringLiterals;

namespace {

constexpr int kTries = 5;

Script scriptOf(const QByteArray &source)
{
    Script script;
    script.source = source;
    script.name = u"promise.ml"_s;
    script.folder = u"/"_s;
    return script;
}

QByteArray outputOf(const RunPtr &run)
{
    return run->output().read(0, 1 << 20);
}

/// The best of a few tries is within the limit.
template<typename F>
bool isWithin(qint64 milliseconds, F &&measure)
{
    qint64 best = -1;
    for (int i = 0; i < kTries; ++i) {
        const qint64 time = measure();
        best = best < 0 ? time : std::min(best, time);
        if (best >= 0 && best <= milliseconds) return true;
    }
    qWarning("best of %d tries: %lld ms", kTries, best);
    return false;
}

} // namespace

class tst_Promises : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void threeTasksThreeCallbacks();
    void grantsStayWithTheirRun();
    void keyDecides_data();
    void keyDecides();
    void keyOnTheCommandLine();
    void fiveWorkersForAHundredRuns();
    void partFullBatchesAreAnswered_data();
    void partFullBatchesAreAnswered();
    void neverMoreThanTen();
    void everybodyHasHisOwnId();
    void blockedOnHttpHoldsNoWorker();
    void fourRequestsAtOnce_data();
    void fourRequestsAtOnce();
    void valuesAppearWhileRunning();
    void cleansUp_data();
    void cleansUp();
    void stopsWhileWaitingForAnAnswer();
    void pipelineTellsItsSpeed();
    void healthOfThree();
    void trainingLogIsLive();
    void hundredInHundredOut();

private:
    std::unique_ptr<TestServer> m_server;
    QTemporaryDir m_folder;
};

void tst_Promises::initTestCase()
{
    forgetProxies();
    m_server = std::make_unique<TestServer>();
    m_server->on("/mute", [](QTcpSocket &, const Seen &) {});
    m_server->on("/ten-seconds", [](QTcpSocket &socket, const Seen &) {
        QTimer::singleShot(10'000, &socket, [&socket] { socket.write(TestServer::response("late")); });
    });
}

/// Three tasks give three callbacks, the queue runs empty, and no thread is left.
void tst_Promises::threeTasksThreeCallbacks()
{
    const int before = threadCount();
    {
        Engine engine;
        TaskQueue queue(engine);
        std::atomic<int> callbacks = 0;
        for (const char *source : {"result = 2 + 2;", "result = 1 / 0;", "import async; async.sleep(0.02);"})
            queue.submit({scriptOf(source), {}, {}, {}, {}}, [&](quint64, const RunResult &) { ++callbacks; });
        QVERIFY(queue.drain(10'000));
        QCOMPARE(callbacks.load(), 3);
        queue.shutdown(false);
        QCOMPARE(queue.figures().running + queue.figures().waiting, 0);
    }
    QTRY_VERIFY_WITH_TIMEOUT(threadCount() <= before, 10'000);
}

/// Two runs side by side: what one was granted is denied to the other, each of a thousand times.
void tst_Promises::grantsStayWithTheirRun()
{
    QFile file(m_folder.filePath(u"data.txt"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("secret");
    file.close();
    const QByteArray source =
        "import file; import async; ok = 0; denied = 0;\n"
        "for (i in range(1000)) { try { file.read(\"" +
        file.fileName().toUtf8() +
        "\"); ok = ok + 1; } except (e) { if (e.name == \"capability_error\") { denied = denied + "
        "1; } } async.sleep(0); }\nresult = [ok, denied];";
    Engine engine(EngineOptions{2, 0, 64 << 20, {}});
    RunOptions granted;
    granted.grants = {u"file.read:%1/**"_s.arg(m_folder.path())};
    const RunPtr first = engine.submit(scriptOf(source), granted);
    const RunPtr second = engine.submit(scriptOf(source), {});
    QVERIFY(first->wait(30'000) && second->wait(30'000));
    QCOMPARE(first->result().value.toJson(), "[1000, 0]");
    QCOMPARE(second->result().value.toJson(), "[0, 1000]");
}

void tst_Promises::keyDecides_data()
{
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<QStringList>("asked"); ///< grants that the request itself names
    QTest::addColumn<QString>("error");     ///< empty: it reads the file

    const QString denied = u"Denied capability: file.read for '%1/data.txt'"_s;
    QTest::newRow("admin") << QByteArray("admin") << QStringList() << QString();
    QTest::newRow("admin, narrowed to what is needed")
        << QByteArray("admin") << QStringList{u"file.read:%1/*"_s} << QString();
    QTest::newRow("admin, narrowed to something else")
        << QByteArray("admin") << QStringList{u"math.*"_s}
        << u"Missing required capabilities: ['file.read'] for '%1/data.txt'"_s;
    QTest::newRow("user, another folder") << QByteArray("user") << QStringList() << denied;
    QTest::newRow("guest") << QByteArray("guest") << QStringList() << denied;
    QTest::newRow("guest who asks for more") << QByteArray("guest") << QStringList{u"file.read"_s} << denied;
    QTest::newRow("nobody") << QByteArray("nobody") << QStringList() << denied;
    QTest::newRow("nobody who asks for more") << QByteArray("nobody") << QStringList{u"file.read"_s} << denied;
}

/// An access key stands for a list of capabilities; an unknown one for none.
void tst_Promises::keyDecides()
{
    QFETCH(QByteArray, key);
    QFETCH(QStringList, asked);
    QFETCH(QString, error);
    QFile file(m_folder.filePath(u"data.txt"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("secret");
    file.close();
    const auto entry = [](const char *name, const QStringList &allow) {
        return QJsonObject{{u"hash"_s, QString::fromLatin1(capability::hashedKey(name))},
                           {u"allow"_s, QJsonArray::fromStringList(allow)}};
    };
    const QJsonObject keys{{u"admin"_s, entry("admin", {u"file.*"_s, u"network.*"_s})},
                           {u"user"_s, entry("user", {u"file.read:./public/**"_s})},
                           {u"guest"_s, entry("guest", {u"math:*"_s, u"console:log"_s})}};
    const QByteArray text = QJsonDocument(QJsonObject{{u"keys"_s, keys}}).toJson();
    Engine engine;
    engine.broker().setPolicies({capability::Policy::parse(text, m_folder.filePath(u"policy.json"_s))});
    RunOptions options;
    for (const QString &grant : asked) options.grants.append(QString(grant).replace(u"%1"_s, m_folder.path()));
    options.key = engine.broker().holderOf(key);
    options.canAsk = true; // nobody is asked for what the key does not stand for
    const QByteArray source = "import file; result = file.read(\"" + file.fileName().toUtf8() + "\");";
    const RunPtr run = engine.submit(scriptOf(source), options);
    if (error.startsWith("Missing"_L1)) { // within the key, but not what was asked for: that is a question
        QTRY_VERIFY(!run->questions().isEmpty());
        run->cancel();
        QVERIFY(run->wait(10'000));
        return;
    }
    QVERIFY(run->wait(10'000));
    if (error.isEmpty()) {
        QCOMPARE(run->result().value.toJson(), "\"secret\"");
    } else {
        QCOMPARE(run->result().error->message, error.arg(m_folder.path()));
        QCOMPARE(run->result().error->kind, syntax::ErrorKind::CapabilityError);
    }
}

/// `latchkey key` makes a key, its entry goes into a policy file, `latchkey run --key` is held to it.
void tst_Promises::keyOnTheCommandLine()
{
    const auto run = [](const QStringList &arguments, QByteArray *error = nullptr) -> std::pair<int, QByteArray> {
        QProcess process;
        process.start(QString::fromUtf8(LATCHKEY_PROGRAM), arguments);
        process.closeWriteChannel();
        if (!process.waitForFinished(60'000)) return {-1, {}};
        if (error) *error = process.readAllStandardError();
        return {process.exitCode(), process.readAllStandardOutput()};
    };
    const auto [status, made] =
        run({u"key"_s, u"guest"_s, u"--allow"_s, u"file.read:%1/public/**"_s.arg(m_folder.path()), u"--json"_s});
    QCOMPARE(status, 0);
    const QJsonObject key = QJsonDocument::fromJson(made).object();
    const QString secret = key[u"key"].toString();
    const QByteArray policyText =
        "// who may do what\n" +
        QJsonDocument(QJsonObject{{u"keys"_s, QJsonObject{{u"guest"_s, key[u"entry"]}}}}).toJson();
    QVERIFY(secret.size() > 40 && !policyText.contains(secret.toUtf8()));
    const auto write = [this](const QString &name, const QByteArray &text) {
        QFile file(m_folder.filePath(name));
        (void)QDir().mkpath(QFileInfo(file.fileName()).path());
        return file.open(QIODevice::WriteOnly) && file.write(text) == text.size() ? file.fileName() : QString();
    };
    const QString policy = write(u"policy.json"_s, policyText);
    const QString keyFile = write(u"key.txt"_s, secret.toUtf8() + '\n');
    write(u"public/a.txt"_s, "open");
    write(u"private/a.txt"_s, "closed");
    const QString open = u"import file; print(file.read(\"%1/public/a.txt\"));"_s.arg(m_folder.path());
    const QString closed = u"import file; print(file.read(\"%1/private/a.txt\"));"_s.arg(m_folder.path());
    const QStringList under{u"--policy"_s, policy, u"--key"_s};
    QByteArray error;
    QCOMPARE(run(QStringList{u"run"_s, u"-e"_s, open} + under + QStringList{secret}),
             std::pair(0, QByteArray("open\n")));
    QCOMPARE(run(QStringList{u"run"_s, u"-e"_s, open} + under + QStringList{u"@"_s + keyFile}).first, 0);
    QCOMPARE(run(QStringList{u"run"_s, u"-e"_s, closed} + under + QStringList{secret}, &error).first, 3);
    QVERIFY2(error.contains("file.read"), error.constData());
    QCOMPARE(run(QStringList{u"run"_s, u"-e"_s, closed, u"--grant-all"_s} + under + QStringList{secret}).first, 3);
    QCOMPARE(run(QStringList{u"run"_s, u"-e"_s, open} + under + QStringList{u"guest"_s}, &error).first, 3);
    QVERIFY(error.contains("the access key is unknown"));
    QCOMPARE(run({u"key"_s}).first, 64);
    QCOMPARE(run({u"key"_s, u"x"_s, u"--allow"_s, u"file.read:"_s}).first, 64);
}

/// A hundred runs on five workers: no more than five are ever made, and the script is compiled once.
void tst_Promises::fiveWorkersForAHundredRuns()
{
    Engine engine(EngineOptions{5, 0, 64 << 20, {}});
    QList<RunPtr> runs;
    for (int i = 0; i < 100; ++i)
        runs.append(engine.submit(scriptOf("t = 0; for (i in range(1000)) { t = t + i; } result = t;")));
    for (const RunPtr &run : runs) QVERIFY(run->wait(30'000));
    const EngineFigures figures = engine.figures();
    QCOMPARE(figures.runs, 100u);
    QCOMPARE(figures.compiled, 1u);
    QVERIFY2(figures.workers >= 1 && figures.workers <= 5, QByteArray::number(figures.workers));
    QVERIFY(figures.mostAtOnce <= 5);
}

void tst_Promises::partFullBatchesAreAnswered_data()
{
    QTest::addColumn<int>("requests");
    QTest::newRow("3 of 10") << 3;
    QTest::newRow("22 by tens") << 22;
}

/// Batches of 10, or what has come after 100 ms: everybody is answered within 200 ms.
void tst_Promises::partFullBatchesAreAnswered()
{
    QFETCH(int, requests);
    Engine engine;
    QVERIFY(engine.submit(scriptOf("result = 0;"))->wait(10'000)); // threads are there
    const auto measure = [&] {
        Coalescer coalescer(engine, {10, std::chrono::milliseconds(100)});
        std::atomic<int> answers = 0;
        QElapsedTimer time;
        time.start();
        for (int i = 0; i < requests; ++i)
            coalescer.submit({scriptOf("result = " + QByteArray::number(i) + ";"), {}, {}, {}, {}},
                             [&](const RunResult &result) { answers += result.success; });
        while (answers < requests && time.elapsed() < 10'000) QThread::usleep(200);
        return answers == requests ? time.elapsed() : qint64(99'999);
    };
    QVERIFY(isWithin(200, measure));
}

/// A hundred submits, a limit of ten: the high-water mark is ten.
void tst_Promises::neverMoreThanTen()
{
    Engine engine;
    QueueOptions options;
    options.workers = 10;
    TaskQueue queue(engine, options);
    for (int i = 0; i < 100; ++i) queue.submit({scriptOf("import async; async.sleep(0.01);"), {}, {}, {}, {}});
    QVERIFY(queue.drain(30'000));
    QCOMPARE(queue.figures().highWater, 10);
    QCOMPARE(queue.figures().finished, 100u);
}

/// Fifty runs side by side, each with its own id, over and over.
void tst_Promises::everybodyHasHisOwnId()
{
    Engine engine;
    QList<RunPtr> runs;
    for (int i = 0; i < 50; ++i) {
        RunOptions options;
        options.context = {{u"request_id"_s, i}};
        options.label = u"request %1"_s.arg(i);
        runs.append(engine.submit(
            scriptOf("import async; for (i in range(20)) { print(request_id); async.sleep(0.001); } throw request_id;"),
            options));
    }
    QSet<quint64> ids;
    for (int i = 0; i < 50; ++i) {
        QVERIFY(runs[i]->wait(30'000));
        QCOMPARE(outputOf(runs[i]), (QByteArray::number(i) + '\n').repeated(20));
        QVERIFY(runs[i]->result().error->message.contains(QString::number(i)));
        QCOMPARE(runs[i]->result().runId, runs[i]->id());
        QCOMPARE(runs[i]->options().label, u"request %1"_s.arg(i));
        ids.insert(runs[i]->id());
    }
    QCOMPARE(ids.size(), 50);
}

/// Eight runs wait for a server that says nothing; on two workers, one that computes goes on.
void tst_Promises::blockedOnHttpHoldsNoWorker()
{
    Engine engine(EngineOptions{2, 0, 64 << 20, {}});
    RunOptions options;
    options.grants = {u"network.http:127.0.0.1:*"_s};
    QList<RunPtr> blocked;
    for (int i = 0; i < 8; ++i)
        blocked.append(engine.submit(
            scriptOf("import http; http.get(\"" + m_server->base().toUtf8() + "/mute\", null, 100);"), options));
    for (const RunPtr &run : blocked) QTRY_COMPARE(run->status().waiting, WaitKind::Network);
    QCOMPARE(engine.runningCount(), 0);
    const RunPtr busy = engine.submit(scriptOf("t = 0; for (i in range(300000)) { t = t + i % 7; } result = t;"), {});
    QVERIFY(busy->wait(30'000) && busy->result().success);
    for (const RunPtr &run : blocked) QVERIFY(!run->isFinished());
    engine.cancelAll();
    QVERIFY(engine.drain(10'000));
}

void tst_Promises::fourRequestsAtOnce_data()
{
    QTest::addColumn<bool>("isOwn"); ///< the policy is of one run, and not of all
    QTest::newRow("all runs together") << false;
    QTest::newRow("one run") << true;
}

/// "http": 4 in a policy: a hundred requests are never more than four at once.
void tst_Promises::fourRequestsAtOnce()
{
    QFETCH(bool, isOwn);
    std::atomic<int> now = 0;
    std::atomic<int> most = 0;
    TestServer server;
    server.on("/slow", [&](QTcpSocket &socket, const Seen &) {
        most = std::max(most.load(), ++now);
        QTimer::singleShot(5, &socket, [&socket, &now] {
            --now;
            socket.write(TestServer::response("done"));
        });
    });
    const QString path = m_folder.filePath(u"limits.json"_s);
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(R"({"limits": {"http": 4}})");
    file.close();
    Engine engine;
    RunOptions options;
    options.grants = {u"network.http:127.0.0.1:*"_s};
    if (isOwn) options.policies = {path};
    else engine.broker().setPolicies({capability::Policy::load(path)});
    const int runCount = isOwn ? 1 : 10;
    const QByteArray source = "import http; import async;\n"
                              "result = len(async.map(fn(i) => http.get(\"" +
                              server.base().toUtf8() + "/slow\").body(), range(" + QByteArray::number(100 / runCount) +
                              ")));";
    QList<RunPtr> runs;
    for (int i = 0; i < runCount; ++i) runs.append(engine.submit(scriptOf(source), options));
    for (const RunPtr &run : runs) {
        QVERIFY(run->wait(30'000));
        QVERIFY2(run->result().success, run->result().error ? qPrintable(run->result().error->message) : "");
    }
    QCOMPARE(server.seen().size(), 100);
    QCOMPARE(most.load(), 4);
    QCOMPARE(engine.network().mostAtOnce(), 4);
    // One that is stopped gives its place to the next.
    if (isOwn) return;
    options.timeoutSeconds = 30;
    const QByteArray mute = "import http; import async; async.map(fn(i) => http.get(\"" + m_server->base().toUtf8() +
                            "/mute\", null, 100), range(8));";
    const RunPtr holder = engine.submit(scriptOf(mute), options);
    QTRY_COMPARE(holder->status().waiting, WaitKind::Task);
    const RunPtr next = engine.submit(scriptOf(source), options);
    holder->cancel();
    QVERIFY(next->wait(30'000) && next->result().success);
}

/// The table of a hundred rows grows while the run goes on.
void tst_Promises::valuesAppearWhileRunning()
{
    Engine engine;
    const RunPtr run = engine.submit(scriptOf("import show; import async; rows = [];\n"
                                              "for (i in range(100)) { rows.append({step: i}); if (i % 10 == 9) { "
                                              "show.table(rows, {title: \"values\"}); async.sleep(0.02); } }\n"
                                              "result = len(rows);"));
    QList<qsizetype> seen;
    const auto look = [&] {
        const QList<RunView> views = run->views();
        const qsizetype count = views.isEmpty() ? 0 : views.first().data.size();
        if (!run->isFinished() && count > 0 && (seen.isEmpty() || seen.last() != count)) seen.append(count);
        return run->isFinished();
    };
    QTRY_VERIFY_WITH_TIMEOUT(look(), 20'000);
    QVERIFY2(seen.size() >= 2, "the table was seen only at its end");
    QVERIFY(std::is_sorted(seen.begin(), seen.end()));
    QCOMPARE(run->views().first().data.size(), 100);
    QCOMPARE(run->result().views.size(), 1);
}

void tst_Promises::cleansUp_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<double>("timeout");
    QTest::addColumn<RunState>("state");

    QTest::newRow("stop") << QByteArray("while (true) { }") << 0.0 << RunState::Cancelled;
    QTest::newRow("stop while waiting") << QByteArray("async.sleep(1000);") << 0.0 << RunState::Cancelled;
    QTest::newRow("timeout") << QByteArray("while (true) { }") << 0.1 << RunState::TimedOut;
    QTest::newRow("error") << QByteArray("1 / 0;") << 0.0 << RunState::Failed;
    QTest::newRow("nothing wrong") << QByteArray("x = 1;") << 0.0 << RunState::Succeeded;
}

/// However it ends, the clean-up runs, once, within half a second of the end that was asked for.
void tst_Promises::cleansUp()
{
    QFETCH(QByteArray, body);
    QFETCH(double, timeout);
    QFETCH(RunState, state);
    Engine engine;
    RunOptions options;
    options.timeoutSeconds = timeout;
    const auto measure = [&]() -> qint64 {
        const RunPtr run = engine.submit(scriptOf("import async; import console; print(\"connect\"); try { " + body +
                                                  " } finally { console.log(\"clean\"); }"),
                                         options);
        if (state == RunState::Cancelled) {
            while (outputOf(run).isEmpty() && !run->isFinished()) QThread::usleep(200);
            run->cancel();
        }
        QElapsedTimer time;
        time.start();
        if (!run->wait(10'000) || run->state() != state || outputOf(run) != "connect\nclean\n") return 99'999;
        return time.elapsed();
    };
    QVERIFY(isWithin(500, measure));
}

/// A server that takes ten seconds: Stop ends in less than 100 ms.
void tst_Promises::stopsWhileWaitingForAnAnswer()
{
    Engine engine;
    RunOptions options;
    options.grants = {u"network.http:127.0.0.1:*"_s};
    const QByteArray source = "import http; http.get(\"" + m_server->base().toUtf8() + "/ten-seconds\");";
    const auto measure = [&]() -> qint64 {
        m_server->forget();
        const RunPtr run = engine.submit(scriptOf(source), options);
        if (!QTest::qWaitFor([this] { return m_server->targets().contains("/ten-seconds"); }, 10'000)) return 99'999;
        QElapsedTimer time;
        time.start();
        run->cancel();
        if (!run->wait(10'000) || run->state() != RunState::Cancelled) return 99'999;
        return time.elapsed();
    };
    QVERIFY(isWithin(100, measure));
}

void tst_Promises::pipelineTellsItsSpeed()
{
    QFile file(QStringLiteral(LATCHKEY_SOURCE_DIR) + u"/resources/examples/pipeline.ml"_s);
    QVERIFY(file.open(QIODevice::ReadOnly));
    Engine engine;
    const RunPtr run = engine.submit(scriptOf(file.readAll()));
    QVERIFY(run->wait(30'000) && run->result().success);
    static const QRegularExpression speed(u"60 items in [0-9.]+ s: [0-9.]+ items/s"_s);
    QVERIFY2(speed.match(QString::fromUtf8(outputOf(run))).hasMatch(), outputOf(run).constData());
}

/// Three endpoints, one of them down: three rows with the right states.
void tst_Promises::healthOfThree()
{
    TestServer server;
    server.reply("/health/0", TestServer::response("ok"));
    server.reply("/health/1", TestServer::response("no", "404 Not Found"));
    server.on("/health/2", [](QTcpSocket &socket, const Seen &) { socket.abort(); });
    QFile file(QStringLiteral(LATCHKEY_SOURCE_DIR) + u"/resources/examples/health_monitor.ml"_s);
    QVERIFY(file.open(QIODevice::ReadOnly));
    Engine engine;
    RunOptions options;
    options.context = {{u"base"_s, server.base()}, {u"endpoints"_s, 3}};
    options.grants = {u"network.http:127.0.0.1:*"_s};
    const RunPtr run = engine.submit(scriptOf(file.readAll()), options);
    QVERIFY(run->wait(30'000));
    QVERIFY2(run->result().success, run->result().error ? qPrintable(run->result().error->message) : "");
    QCOMPARE(run->views().size(), 1);
    const QJsonArray rows = QJsonDocument::fromJson(run->views().first().data.toJson()).array();
    std::map<QString, QString> states;
    for (const QJsonValue row : rows) {
        states[row[u"endpoint"].toString()] = row[u"state"].toString();
        QVERIFY(row[u"milliseconds"].isDouble());
    }
    QCOMPARE(rows.size(), 3);
    QCOMPARE(states,
             (std::map<QString, QString>{
                 {u"/health/0"_s, u"healthy"_s}, {u"/health/1"_s, u"unhealthy"_s}, {u"/health/2"_s, u"error"_s}}));
}

/// Ten lines, half a second apart: each is there within 100 ms, and the bar moves by a tenth each.
void tst_Promises::trainingLogIsLive()
{
    Engine engine;
    const RunPtr run = engine.submit(scriptOf("import async; import progress; import datetime;\n"
                                              "for (i in range(10)) {\n"
                                              "  progress.report(i + 1, 10, \"training\");\n"
                                              "  print(\"Epoch \" + str(i + 1) + \"/10\");\n"
                                              "  async.sleep(0.5);\n}"));
    RunWatcher watcher(run);
    QElapsedTimer clock;
    QList<qint64> arrivals;
    QList<double> bar;
    connect(&watcher, &RunWatcher::outputReady, this, [&] {
        const qsizetype lines = outputOf(run).count('\n');
        if (arrivals.isEmpty()) clock.start();
        while (arrivals.size() < lines) arrivals.append(clock.elapsed());
    });
    connect(&watcher, &RunWatcher::statusChanged, this, [&](const RunStatus &status) {
        if (status.progress.isEmpty()) return;
        const double part = status.progress.first().done / status.progress.first().total;
        if (bar.isEmpty() || bar.last() != part) bar.append(part);
    });
    QTRY_VERIFY_WITH_TIMEOUT(run->isFinished(), 30'000);
    QTRY_COMPARE(arrivals.size(), 10);
    qint64 worst = 0; // against the line before: what one sleep is late adds up
    for (int i = 1; i < 10; ++i) worst = std::max(worst, arrivals[i] - arrivals[i - 1] - 500);
    QVERIFY2(worst < 100, QByteArray::number(worst));
    QCOMPARE(bar.size(), 10);
    for (int i = 0; i < 10; ++i) QCOMPARE(bar[i], (i + 1) / 10.0);
}

/// A hundred rows by batches of twenty-five: a hundred come out, in order.
void tst_Promises::hundredInHundredOut()
{
    QList<QByteArray> batches;
    for (int i = 0; i < 4; ++i) {
        QJsonArray rows;
        for (int j = 0; j < 25; ++j) rows.append(QJsonObject{{u"id"_s, i * 25 + j}});
        batches.append(QJsonDocument(rows).toJson(QJsonDocument::Compact));
    }
    Engine engine;
    BatchOptions options;
    options.script = scriptOf("function predict(rows) { out = []; for (row in rows) { out.append({id: row.id, double: "
                              "row.id * 2}); } return out; }");
    options.function = u"predict"_s;
    options.valuesAsText = true;
    Batch batch(engine, options, itemsFrom(batches));
    QJsonArray flat;
    connect(&batch, &Batch::outcomesReady, this, [&flat](const QList<BatchOutcome> &outcomes) {
        for (const BatchOutcome &outcome : outcomes)
            for (const QJsonValue row : QJsonDocument::fromJson(outcome.value).array()) flat.append(row);
    });
    batch.start();
    QTRY_VERIFY(batch.isFinished());
    QCOMPARE(flat.size(), 100);
    for (int i = 0; i < 100; ++i) QCOMPARE(flat[i][u"double"].toInt(), i * 2);
}

QTEST_GUILESS_MAIN(tst_Promises)
#include "tst_promises.moc"
