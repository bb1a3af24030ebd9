// SPDX-License-Identifier: GPL-3.0-or-later
// `latchkey batch` and `latchkey bench` as processes: what they print, in which order, and their exit status.
#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

#include <csignal>

using namespace Qt::StringLiterals;

class tst_BatchCommand : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void gathersInOrder();
    void countsFailures();
    void streamsAsTheyEnd();
    void mapsItems_data();
    void mapsItems();
    void retriesAndFallsBack();
    void equalScriptsRunOnce();
    void usageErrors_data();
    void usageErrors();
    void interrupted();
    void readerGoesAway();
    void measures();
    void threadsPayForWork();
    void tellsWhereTheTimeWent();
    void profileForOtherTools();
    void measuresByName();

private:
    struct Outcome {
        int status = -1;
        QByteArray out;
        QByteArray error;
        QJsonObject json() const { return QJsonDocument::fromJson(out).object(); }
        QJsonArray values() const
        {
            QJsonArray values;
            const QJsonArray results = json()[u"results"].toArray();
            for (const QJsonValue result : results) values.append(result[u"value"]);
            return values;
        }
    };
    static Outcome run(const QStringList &arguments)
    {
        QProcess process;
        process.start(QString::fromUtf8(LATCHKEY_PROGRAM), arguments);
        process.closeWriteChannel();
        if (!process.waitForFinished(60'000)) return {};
        return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
    }
    QString write(const QString &name, const QByteArray &text)
    {
        QFile file(m_folder.filePath(name));
        if (!file.open(QIODevice::WriteOnly)) return {};
        file.write(text);
        return file.fileName();
    }
    QTemporaryDir m_folder;
};

void tst_BatchCommand::tellsWhereTheTimeWent()
{
    const QString script = write(u"hot.ml"_s, R"(function hot(n) {
    x = 0;
    for (i in range(n)) {
        x = (x * 31 + i * 7 - x // 5 + i * 11) % 1000003 + (x + i) % 97 - (x * 3) % 11;
    }
    return x;
}
print(hot(400000));
)");
    const Outcome outcome = run({u"run"_s, u"--profile"_s, script});
    QCOMPARE(outcome.status, 0);
    QCOMPARE(outcome.out.count('\n'), 1); // what the script prints, and nothing else
    const QString report = QString::fromUtf8(outcome.error);
    const QStringList lines = report.split(u'\n');
    const auto firstWith = [&lines](const QString &text) {
        return std::ranges::find_if(lines, [&](const QString &line) { return line.contains(text); }) - lines.begin();
    };
    QVERIFY2(report.contains(u"hot.ml:1"_s), qPrintable(report));
    QVERIFY2(report.contains(u"hot.ml:4"_s), qPrintable(report));
    QVERIFY(report.contains(u"x = (x * 31"_s)); // the source of the line
    QVERIFY(firstWith(u"hot.ml:1"_s) < firstWith(u"hot.ml:4"_s));
    QVERIFY(report.contains(u"running "_s));
    const Outcome json = run({u"run"_s, u"--profile"_s, u"--json"_s, script});
    QVERIFY(json.json()[u"success"].toBool()); // standard output stays what it was
}

void tst_BatchCommand::profileForOtherTools()
{
    const QString script =
        write(u"work.ml"_s, "function work(n) { x = 0; for (i in range(n)) { x = x + i; } return x; }\n"
                            "result = work(3000000);\n");
    const QString scope = m_folder.filePath(u"out.json"_s);
    const QString stacks = m_folder.filePath(u"out.folded"_s);
    QCOMPARE(run({u"run"_s, u"--profile-to"_s, scope, script}).status, 0);
    QCOMPARE(run({u"run"_s, u"--profile-to"_s, stacks, script}).status, 0);
    QFile json(scope);
    QVERIFY(json.open(QIODevice::ReadOnly));
    QCOMPARE(QJsonDocument::fromJson(json.readAll())[u"exporter"].toString(), u"latchkey"_s);
    QFile folded(stacks);
    QVERIFY(folded.open(QIODevice::ReadOnly));
    QVERIFY(folded.readAll().contains("work.ml (work.ml:1);work (work.ml:1) "));
    const Outcome refused = run({u"run"_s, u"--profile-to"_s, u"/no/such/folder/x.json"_s, script});
    QCOMPARE(refused.status, 0); // the run itself went well
    QVERIFY(refused.error.contains("could not be written"));
}

void tst_BatchCommand::measuresByName()
{
    const QString good = write(u"good.ml"_s, "result = 1;");
    const QString bad = write(u"bad.ml"_s, "result = 1 / 0;");
    const Outcome outcome = run({u"batch"_s, u"--profile"_s, good, bad, good, good});
    QCOMPARE(outcome.status, 1);
    static const QRegularExpression kGood(u"\n +3 +0 .*good\\.ml\n"_s);
    static const QRegularExpression kBad(u"\n +1 +1 .*bad\\.ml\n"_s);
    const QString report = QString::fromUtf8(outcome.error);
    QVERIFY2(report.contains(kGood), qPrintable(report));
    QVERIFY2(report.contains(kBad), qPrintable(report));
}

void tst_BatchCommand::gathersInOrder()
{
    const Outcome outcome = run({u"batch"_s, u"-e"_s, u"result=2+2;"_s, u"-e"_s, u"result=5*5;"_s, u"-e"_s,
                                 u"result=10-3;"_s, u"-e"_s, u"result=20/4;"_s, u"--json"_s});
    QCOMPARE(outcome.status, 0);
    QCOMPARE(outcome.values(), (QJsonArray{4, 25, 7, 5.0}));
    QVERIFY(outcome.out.contains("\"value\": 5.0"));
    QCOMPARE(outcome.json()[u"summary"][u"success_rate"].toDouble(), 100.0);
}

void tst_BatchCommand::countsFailures()
{
    const QStringList tasks{u"batch"_s,       u"-e"_s, u"result = 1;"_s,    u"-e"_s, u"result = x + y;"_s, u"-e"_s,
                            u"result = 3;"_s, u"-e"_s, u"result = 1 / 0;"_s};
    const Outcome outcome = run(tasks + QStringList{u"--json"_s});
    QCOMPARE(outcome.status, 2);
    const QJsonObject summary = outcome.json()[u"summary"_s].toObject();
    QCOMPARE(summary[u"total"].toInt(), 4);
    QCOMPARE(summary[u"failures"].toInt(), 2);
    QCOMPARE(summary[u"successes"].toInt(), 2);
    QCOMPARE(summary[u"success_rate"].toDouble(), 50.0);
    const Outcome words = run(tasks);
    QCOMPARE(words.status, 2);
    QCOMPARE(words.out.split('\n').size(), 5);
    QVERIFY(words.error.contains("success rate 50.0 %"));
    QVERIFY(words.error.contains("runtime_error"));
    QStringList many{u"batch"_s};
    for (int i = 0; i < 70; ++i) many << u"-e"_s << u"throw 1;"_s;
    QCOMPARE(run(many + QStringList{u"--quiet"_s}).status, 63);
}

void tst_BatchCommand::streamsAsTheyEnd()
{
    const Outcome outcome = run({u"batch"_s, u"-e"_s, u"import async; async.sleep(0.5); result = \"slow\";"_s, u"-e"_s,
                                 u"result = 1 / 0;"_s, u"-e"_s, u"result = \"fast\";"_s, u"--stream"_s, u"--json"_s});
    QCOMPARE(outcome.status, 1);
    const QList<QByteArray> lines = outcome.out.trimmed().split('\n');
    QCOMPARE(lines.size(), 4);
    const auto object = [&](int i) { return QJsonDocument::fromJson(lines[i]).object(); };
    QCOMPARE(object(2)[u"value"].toString(), u"slow"_s);
    QCOMPARE(object(2)[u"index"].toInt(), 0);
    QCOMPARE(object(0)[u"success"].toBool() + object(1)[u"success"].toBool(), 1);
    QCOMPARE(object(3)[u"summary"][u"total"].toInt(), 3);
}

void tst_BatchCommand::mapsItems_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QByteArray>("items");
    QTest::addColumn<QJsonArray>("values");
    QTest::newRow("JSON lines") << u"items.jsonl"_s << QByteArray("{\"x\": 1}\n{\"x\": 2}\n") << QJsonArray{2, 4};
    QTest::newRow("JSON") << u"items.json"_s << QByteArray("[{\"x\": 3}, {\"x\": 4}]") << QJsonArray{6, 8};
    QTest::newRow("CSV") << u"items.csv"_s << QByteArray("x\n5\n6\n") << QJsonArray{10, 12};
    QTest::newRow("one is no item") << u"bad.jsonl"_s << QByteArray("{\"x\": 1}\noops\n")
                                    << QJsonArray{2, QJsonValue()};
}

void tst_BatchCommand::mapsItems()
{
    QFETCH(QString, file);
    QFETCH(QByteArray, items);
    QFETCH(QJsonArray, values);
    const QString script = write(u"double.ml"_s, "function twice(row) { return row.x * 2; } if (false) { } ");
    const QString whole = write(u"whole.ml"_s, "result = x * 2;");
    const QString path = write(file, items);
    const int failures = values.contains(QJsonValue()) ? 1 : 0;
    for (const QStringList &arguments :
         {QStringList{script, u"--items"_s, path, u"--call"_s, u"twice"_s}, QStringList{whole, u"--items"_s, path},
          QStringList{u"--map"_s, whole, u"--inputs"_s, path, u"--limit"_s, u"1"_s}}) {
        const Outcome outcome = run(QStringList{u"batch"_s} + arguments + QStringList{u"--json"_s});
        QCOMPARE(outcome.values(), values);
        QCOMPARE(outcome.status, failures);
    }
}

void tst_BatchCommand::retriesAndFallsBack()
{
    const QString second = write(u"second.ml"_s, "result = \"second\";");
    const Outcome outcome =
        run({u"batch"_s, u"-e"_s, u"import async; async.sleep(30);"_s, u"--timeout"_s, u"0.1"_s, u"--retries"_s, u"2"_s,
             u"--backoff"_s, u"0.05"_s, u"--fallback"_s, second, u"--json"_s});
    QCOMPARE(outcome.status, 0);
    const QJsonObject result = outcome.json()[u"results"_s][0].toObject();
    QCOMPARE(result[u"value"].toString(), u"second"_s);
    QVERIFY(result[u"answered_by"].toString().endsWith(u"second.ml"_s));
    const QJsonArray attempts = result[u"attempts"].toArray();
    QCOMPARE(attempts.size(), 3);
    QCOMPARE(attempts[0][u"error_kind"].toString(), u"timeout"_s);
    QCOMPARE(attempts[1][u"waited"].toDouble(), 0.05);
    QVERIFY(attempts[2][u"success"].toBool());
}

void tst_BatchCommand::equalScriptsRunOnce()
{
    QStringList arguments{u"batch"_s, u"--cache"_s, u"--json"_s};
    const QString script = write(u"same.ml"_s, "t = 0; for (i in range(100000)) { t = t + i; } result = t;");
    for (int i = 0; i < 5; ++i) arguments << script;
    const Outcome outcome = run(arguments);
    int cached = 0;
    const QJsonArray results = outcome.json()[u"results"_s].toArray();
    for (const QJsonValue result : results) cached += result[u"from_cache"].toBool();
    QCOMPARE(cached, 4);
}

void tst_BatchCommand::usageErrors_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("nothing") << QStringList{};
    QTest::newRow("a missing file") << QStringList{u"/no/such.ml"_s};
    QTest::newRow("missing items") << QStringList{u"-e"_s, u"x"_s, u"--items"_s, u"/no/such.json"_s};
    QTest::newRow("two scripts for items")
        << QStringList{u"-e"_s, u"x"_s, u"-e"_s, u"y"_s, u"--items"_s, u"/dev/null"_s};
    QTest::newRow("a limit of nothing") << QStringList{u"-e"_s, u"x"_s, u"--limit"_s, u"0"_s};
    QTest::newRow("half an attempt") << QStringList{u"-e"_s, u"x"_s, u"--retries"_s, u"1.5"_s};
    QTest::newRow("files and code") << QStringList{u"-e"_s, u"x"_s, u"y.ml"_s};
    QTest::newRow("map without inputs") << QStringList{u"--map"_s, u"/dev/null"_s};
}

void tst_BatchCommand::usageErrors()
{
    QFETCH(QStringList, arguments);
    const Outcome outcome = run(QStringList{u"batch"_s} + arguments);
    QCOMPARE(outcome.status, 64);
    QVERIFY(outcome.error.startsWith("latchkey: "));
}

void tst_BatchCommand::interrupted()
{
    QProcess process;
    process.start(QString::fromUtf8(LATCHKEY_PROGRAM),
                  {u"batch"_s, u"-e"_s, u"result = 1;"_s, u"-e"_s,
                   u"try { while (true) { } } finally { print(\"clean\"); }"_s, u"--stream"_s, u"--json"_s});
    QVERIFY(process.waitForReadyRead(20'000)); // the first has ended, so the second is under way
    ::kill(static_cast<pid_t>(process.processId()), SIGINT);
    QVERIFY(process.waitForFinished(20'000));
    QCOMPARE(process.exitCode(), 130);
    QVERIFY(process.readAllStandardOutput().contains("\"cancelled\": 1"));
}

void tst_BatchCommand::readerGoesAway()
{
    const QString items = write(u"many.jsonl"_s, QByteArray("1\n").repeated(200'000));
    QProcess process;
    process.start(u"/bin/sh"_s,
                  {u"-c"_s, u"\"$0\" batch -e 'result = item;' --items \"$1\" --stream --json | head -n 1"_s,
                   QString::fromUtf8(LATCHKEY_PROGRAM), items});
    QVERIFY(process.waitForFinished(20'000));
    QVERIFY(process.readAllStandardOutput().contains("\"value\": 1"));
}

void tst_BatchCommand::measures()
{
    const Outcome runs = run({u"bench"_s, u"runs"_s, u"--count"_s, u"1000"_s, u"--json"_s});
    QCOMPARE(runs.status, 0);
    QVERIFY(runs.json()[u"runs_per_second"_s].toDouble() > 0);
    const Outcome modes = run({u"bench"_s, u"modes"_s});
    QCOMPARE(modes.status, 0);
    QVERIFY(modes.out.contains("at once on all threads"));
    QCOMPARE(run({u"bench"_s}).status, 64);
}

/// The table of modes: work for the processor is done sooner on all threads, waiting already on one.
void tst_BatchCommand::threadsPayForWork()
{
    if (QThread::idealThreadCount() < 2) QSKIP("one core");
    bool pays = false;
    for (int i = 0; i < 5 && !pays; ++i) { // other programs may have the second core for a moment
        const QJsonObject modes = run({u"bench"_s, u"modes"_s, u"--json"_s}).json();
        pays = modes[u"parallel_cpu_ms"_s].toDouble() < modes[u"sequential_cpu_ms"_s].toDouble() &&
               modes[u"concurrent_waiting_ms"_s].toDouble() < modes[u"sequential_waiting_ms"_s].toDouble() / 2;
    }
    QVERIFY(pays);
}

QTEST_GUILESS_MAIN(tst_BatchCommand)
#include "tst_batch_command.moc"
