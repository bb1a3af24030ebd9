// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/journal/journal.h"
#include "engine/journal/writer.h"
#include "engine/runs/engine.h"
#include "tests/processor_time.h"

#include <QFileInfo>
#include <QFutureWatcher>
#include <QSignalSpy>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <mutex>
#include <sys/resource.h>
#include <sys/stat.h>

using namespace Qt::StringLiterals;
using namespace latchkey;
using namespace latchkey::journal;
using runs::OutputStream;

namespace {

/// All batches of a search in one list.
QList<quint64> allOf(QFuture<QList<quint64>> future)
{
    future.waitForFinished();
    QList<quint64> ids;
    for (const QList<quint64> &batch : future.results()) ids += batch;
    return ids;
}

QByteArray textOf(const QList<OutputPart> &parts)
{
    QByteArray text;
    for (const OutputPart &part : parts) text += part.text;
    return text;
}

void execute(const QString &file, const QStringList &statements)
{
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"test"_s);
        database.setDatabaseName(file);
        QVERIFY(database.open());
        for (const QString &statement : statements) {
            QSqlQuery query(database);
            QVERIFY2(query.exec(statement), qPrintable(statement));
        }
    }
    QSqlDatabase::removeDatabase(u"test"_s);
}

} // namespace

class tst_Journal : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void keepsWhatRan();
    void keepsEachOutcome_data();
    void keepsEachOutcome();
    void headAndTailOfALongOutput();
    void givesBackScriptAndOptions();
    void sameTextIsKeptOnce();
    void survivesReopening();
    void isPrivate();
    void finds_data();
    void finds();
    void searchCanBeCancelled();
    void listsScriptsNewestFirst();
    void pinnedStaysAndOthersMakeRoom();
    void oldOnesGo();
    void soManyOfEachScript();
    void nothingIsKeptAtBoundZero();
    void keepsOutputOfWhatGoesOn();
    void runOfADeadProcessIsLost();
    void runOfALivingProcessIsNot();
    void runEndsAfterTheJournal();
    void damagedFileIsSetAside_data();
    void damagedFileIsSetAside();
    void damageMetWhileReading();
    void newerFileIsLeftAlone();
    void fullDiskIsToldOnceAndNothingIsLost();
    void twoProcessesShareTheFile();
    void tellsWhatChanged();
    void hundredThousandRuns();

private:
    std::unique_ptr<Journal> open(const Bounds &bounds = {})
    {
        return std::make_unique<Journal>(m_file, bounds,
                                         Listener{[this](const Change &change) {
                                                      const std::lock_guard lock(m_mutex);
                                                      m_changes << change;
                                                  },
                                                  [this](const QString &problem) {
                                                      const std::lock_guard lock(m_mutex);
                                                      m_problems << problem;
                                                  }});
    }
    quint64 record(Journal &journal, const QByteArray &source, const runs::RunOptions &options = {},
                   const QString &name = u"a.ml"_s)
    {
        const runs::RunPtr run = m_engine.submit({source, name, {}, {}}, options);
        const quint64 id = journal.record(run);
        run->wait();
        // Its end is told a moment after it.
        const auto isThere = [&] {
            journal.sync();
            return id == 0 || detailsOf(journal, id).record.isOver();
        };
        if (!QTest::qWaitFor(isThere)) qWarning("A run was not recorded");
        return id;
    }
    static RunDetails detailsOf(Journal &journal, quint64 id)
    {
        const auto found = journal.details(id).result();
        return found.value_or(RunDetails());
    }
    QStringList problems()
    {
        const std::lock_guard lock(m_mutex);
        return m_problems;
    }

    runs::Engine m_engine;
    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_file;
    std::mutex m_mutex;
    QList<Change> m_changes;
    QStringList m_problems;
};

void tst_Journal::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_file = m_folder->filePath(u"state/history.db"_s);
    m_changes.clear();
    m_problems.clear();
}

void tst_Journal::keepsWhatRan()
{
    const auto journal = open();
    runs::RunOptions options;
    options.contextText = "{\"rate\": 12345678901234567890123}";
    options.timeoutSeconds = 7;
    options.memoryLimit = 64 << 20;
    const runs::RunPtr run =
        m_engine.submit({"print(\"hello\");\nresult = {total: rate};", u"report.ml"_s, u"/x/report.ml"_s, {}}, options);
    const quint64 id = journal->record(run, u"Large"_s);
    QVERIFY(id != 0);
    QTRY_VERIFY(detailsOf(*journal, id).record.isOver());
    const RunDetails kept = detailsOf(*journal, id);
    QCOMPARE(kept.record.id, id);
    QCOMPARE(kept.record.outcome, Outcome::Succeeded);
    QCOMPARE(kept.record.name, u"report.ml"_s);
    QCOMPARE(kept.record.path, u"/x/report.ml"_s);
    QCOMPARE(kept.record.configuration, u"Large"_s);
    QCOMPARE(kept.record.started.toMSecsSinceEpoch(), run->submittedAt().toMSecsSinceEpoch());
    QVERIFY(kept.record.summary.contains("12345678901234567890123"_L1));
    QCOMPARE(kept.record.outputLines, 1);
    QCOMPARE(kept.source, run->script().source);
    QCOMPARE(kept.inputs, options.contextText);
    QCOMPARE(kept.timeoutSeconds, 7.0);
    QCOMPARE(kept.memoryLimit, qint64(64 << 20));
    QCOMPARE(textOf(kept.output.head), "hello\n");
    QCOMPARE(kept.result, "{\"total\":12345678901234567890123}");
    QVERIFY(!kept.isResultCut);
    QCOMPARE(journal->records({id}).result(), QList{kept.record});
}

void tst_Journal::keepsEachOutcome_data()
{
    QTest::addColumn<QByteArray>("source");
    QTest::addColumn<Outcome>("outcome");
    QTest::addColumn<QString>("error");
    QTest::addColumn<int>("line");
    QTest::newRow("failed") << QByteArray("x = 0;\ny = 1 / x;") << Outcome::Failed << u"zero_division"_s << 2;
    QTest::newRow("does not compile") << QByteArray("x = ;") << Outcome::Failed << QString() << 1;
    QTest::newRow("timed out") << QByteArray("while (true) {}") << Outcome::TimedOut << QString() << 1;
    QTest::newRow("limit") << QByteArray("x = [];\nwhile (true) { x.append(\"aaaaaaaa\" + str(len(x))); }")
                           << Outcome::LimitReached << QString() << 2;
}

void tst_Journal::keepsEachOutcome()
{
    QFETCH(QByteArray, source);
    QFETCH(Outcome, outcome);
    QFETCH(QString, error);
    QFETCH(int, line);
    const auto journal = open();
    runs::RunOptions options;
    options.timeoutSeconds = outcome == Outcome::TimedOut ? 0.05 : 30;
    options.memoryLimit = 8 << 20;
    const RunDetails kept = detailsOf(*journal, record(*journal, source, options));
    QCOMPARE(kept.record.outcome, outcome);
    if (!error.isEmpty()) QCOMPARE(kept.record.errorName, error);
    QVERIFY(!kept.record.errorMessage.isEmpty());
    QCOMPARE(kept.record.line, line);
    QVERIFY(kept.result.isEmpty());
}

void tst_Journal::headAndTailOfALongOutput()
{
    const auto journal = open();
    const quint64 id = record(*journal, "for (i in range(0, 60000)) { print(\"line number\", i); }");
    const RunDetails kept = detailsOf(*journal, id);
    QCOMPARE(kept.record.outputLines, 60'000);
    QVERIFY(textOf(kept.output.head).startsWith("line number 0\n"));
    QVERIFY(textOf(kept.output.tail).startsWith("line number "));
    QVERIFY(textOf(kept.output.tail).endsWith("line number 59999\n"));
    QCOMPARE(qint64(textOf(kept.output.head).size() + textOf(kept.output.tail).size()) + kept.output.missingBytes,
             kept.record.outputBytes);
    QVERIFY(kept.output.missingBytes > 0);
    QVERIFY(QFileInfo(m_file).size() < 1 << 20);
}

void tst_Journal::givesBackScriptAndOptions()
{
    const auto journal = open();
    runs::RunOptions options;
    options.context = {{u"a"_s, 1}};
    options.function = u"add"_s;
    options.arguments = {2, 3};
    options.grants = QStringList{u"file.read:/tmp/**"_s};
    options.canAsk = true;
    const quint64 id = record(*journal, "function add(x, y) { return x + y + a; }", options);
    const RunDetails kept = detailsOf(*journal, id);
    QCOMPARE(kept.result, "6");
    const runs::RunOptions again = optionsOf(kept);
    QCOMPARE(again.grants, options.grants);
    QVERIFY(again.canAsk);
    runs::RunOptions silent = again;
    silent.canAsk = false;
    const runs::RunPtr run = m_engine.submit(scriptOf(kept), silent);
    run->wait();
    QCOMPARE(run->result().value.toJson(), "6");
}

void tst_Journal::sameTextIsKeptOnce()
{
    {
        const auto journal = open();
        const QByteArray text = "// " + QByteArray(100, 'x') + "\nresult = 1;";
        for (int i = 0; i < 5; ++i) record(*journal, text);
        record(*journal, "result = 2;");
    }
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"count"_s);
        database.setDatabaseName(m_file);
        QVERIFY(database.open());
        QSqlQuery query(u"SELECT count(*) FROM sources"_s, database);
        QVERIFY(query.next());
        QCOMPARE(query.value(0).toInt(), 2);
    }
    QSqlDatabase::removeDatabase(u"count"_s);
}

void tst_Journal::survivesReopening()
{
    quint64 id = 0;
    RunDetails before;
    {
        const auto journal = open();
        id = record(*journal, "print(1); result = [1];");
        before = detailsOf(*journal, id);
    }
    const auto journal = open();
    journal->sync();
    const RunDetails after = detailsOf(*journal, id);
    QCOMPARE(after.record, before.record);
    QCOMPARE(after.source, before.source);
    QCOMPARE(after.result, before.result);
    QCOMPARE(after.output.head, before.output.head);
    QVERIFY(record(*journal, "result = 2;") > id);
    QVERIFY(problems().isEmpty());
}

void tst_Journal::isPrivate()
{
    const auto journal = open();
    record(*journal, "result = 1;");
    for (const QString &end : {u""_s, u"-wal"_s, u"-shm"_s}) {
        struct stat info = {};
        QCOMPARE(stat(QFile::encodeName(m_file + end).constData(), &info), 0);
        QCOMPARE(info.st_mode & 0777, 0600U);
    }
}

void tst_Journal::finds_data()
{
    QTest::addColumn<RunFilter>("filter");
    QTest::addColumn<QList<int>>("found"); // in the order of recording, newest first
    QTest::newRow("everything") << RunFilter{} << QList{4, 3, 2, 1, 0};
    QTest::newRow("finished") << RunFilter{.text = {}, .outcome = Outcome::Succeeded, .script = {}}
                              << QList{4, 2, 1, 0};
    QTest::newRow("failed") << RunFilter{.text = {}, .outcome = Outcome::Failed, .script = {}} << QList{3};
    QTest::newRow("script") << RunFilter{.text = {}, .outcome = {}, .script = u"b.ml"_s} << QList{4, 2};
    QTest::newRow("in the output") << RunFilter{.text = u"APPLE"_s, .outcome = {}, .script = {}} << QList{0};
    QTest::newRow("in the error") << RunFilter{.text = u"zero"_s, .outcome = {}, .script = {}} << QList{3};
    QTest::newRow("in the inputs") << RunFilter{.text = u"Zürich"_s, .outcome = {}, .script = {}} << QList{1};
    QTest::newRow("in the result") << RunFilter{.text = u"pear"_s, .outcome = {}, .script = {}} << QList{2};
    QTest::newRow("in the source") << RunFilter{.text = u"needle"_s, .outcome = {}, .script = {}} << QList{4};
    QTest::newRow("script's name") << RunFilter{.text = u"b.M"_s, .outcome = {}, .script = {}} << QList{4, 2};
    QTest::newRow("text and script") << RunFilter{.text = u"pear"_s, .outcome = {}, .script = u"a.ml"_s}
                                     << QList<int>{};
    QTest::newRow("signs of patterns") << RunFilter{.text = u"%"_s, .outcome = {}, .script = {}} << QList<int>{};
}

void tst_Journal::finds()
{
    QFETCH(RunFilter, filter);
    QFETCH(QList<int>, found);
    const auto journal = open();
    runs::RunOptions inputs;
    inputs.contextText = "{\"city\": \"Zürich\"}";
    const QList<quint64> ids{record(*journal, "print(\"one apple\");"), record(*journal, "result = 1;", inputs),
                             record(*journal, "result = {x: \"p\" + \"ear\"};", {}, u"b.ml"_s),
                             record(*journal, "x = 0;\ny = 1 / x;"),
                             record(*journal, "// a needle\nresult = 0;", {}, u"b.ml"_s)};
    QList<quint64> wanted;
    for (const int at : found) wanted << ids[at];
    QCOMPARE(allOf(journal->find(filter)), wanted);
}

void tst_Journal::searchCanBeCancelled()
{
    const auto journal = open();
    for (int i = 0; i < 50; ++i) record(*journal, "print(\"" + QByteArray::number(i) + "\");");
    auto search = journal->find({.text = u"nowhere to be found"_s, .outcome = {}, .script = {}});
    search.cancel();
    search.waitForFinished();
    QVERIFY(search.isCanceled());
    QCOMPARE(allOf(journal->find({})).size(), 50);
}

void tst_Journal::listsScriptsNewestFirst()
{
    const auto journal = open();
    for (const QString &name : {u"a.ml"_s, u"b.ml"_s, u"c.ml"_s, u"a.ml"_s}) record(*journal, "1;", {}, name);
    QCOMPARE(journal->scripts().result(), (QStringList{u"a.ml"_s, u"c.ml"_s, u"b.ml"_s}));
}

void tst_Journal::pinnedStaysAndOthersMakeRoom()
{
    constexpr qint64 kBytes = 600 << 10;
    const auto journal = open({kBytes, 90, 0});
    const quint64 pinned = record(*journal, "result = \"first\";");
    const quint64 second = record(*journal, "result = \"second\";");
    journal->setPinned(pinned, true);
    quint64 last = 0;
    for (int i = 0; i < 150; ++i) // output that hardly packs
        last = record(*journal, "x = " + QByteArray::number(i) +
                                    ";\nfor (i in range(0, 1500)) { x = (x * 1103515245 + 12345) % 2147483648;"
                                    " print(x); }");
    journal->sync();
    const QList<quint64> left = allOf(journal->find({}));
    QVERIFY(left.contains(pinned));
    QVERIFY(left.contains(last));
    QVERIFY(!left.contains(second));
    QVERIFY(detailsOf(*journal, pinned).record.isPinned);
    QVERIFY(!detailsOf(*journal, pinned).source.isEmpty());
    // As far as it grows between two times of making room.
    QVERIFY2(QFileInfo(m_file).size() < 3 * kBytes, QByteArray::number(QFileInfo(m_file).size()).constData());
}

void tst_Journal::oldOnesGo()
{
    QList<quint64> ids;
    {
        const auto journal = open();
        for (int i = 0; i < 3; ++i) ids << record(*journal, "1;");
        journal->setPinned(ids[1], true);
        journal->sync();
    }
    const qint64 old = QDateTime::currentDateTime().addDays(-31).toMSecsSinceEpoch();
    execute(m_file, {u"UPDATE runs SET started = %1 WHERE id <> %2"_s.arg(old).arg(ids[2])});
    const auto journal = open({256 << 20, 30, 0});
    journal->sync();
    QCOMPARE(allOf(journal->find({})), (QList{ids[2], ids[1]}));
}

void tst_Journal::soManyOfEachScript()
{
    const auto journal = open();
    QList<quint64> first, second;
    for (int i = 0; i < 4; ++i) first << record(*journal, "1;");
    for (int i = 0; i < 2; ++i) second << record(*journal, "1;", {}, u"b.ml"_s);
    journal->setPinned(first[0], true);
    Bounds bounds;
    bounds.runsPerScript = 2;
    journal->setBounds(bounds);
    journal->sync();
    QCOMPARE(allOf(journal->find({})), (QList{second[1], second[0], first[3], first[2], first[0]}));
}

void tst_Journal::nothingIsKeptAtBoundZero()
{
    const auto journal = open({0, 90, 0});
    QCOMPARE(record(*journal, "result = 1;"), 0);
    QVERIFY(allOf(journal->find({})).isEmpty());
    journal->setBounds({});
    QVERIFY(record(*journal, "result = 1;") != 0);
    QCOMPARE(allOf(journal->find({})).size(), 1);
}

void tst_Journal::keepsOutputOfWhatGoesOn()
{
    const auto journal = open();
    const runs::RunPtr run = m_engine.submit({"print(\"so far\"); while (true) {}", u"a.ml"_s, {}, {}});
    const quint64 id = journal->record(run);
    QTRY_COMPARE(textOf(detailsOf(*journal, id).output.head), "so far\n");
    QCOMPARE(detailsOf(*journal, id).record.outcome, Outcome::Going);
    run->cancel();
    QTRY_COMPARE(detailsOf(*journal, id).record.outcome, Outcome::Stopped);
}

void tst_Journal::runOfADeadProcessIsLost()
{
    quint64 id = 0;
    {
        const auto journal = open();
        id = record(*journal, "print(1);");
    }
    execute(m_file, {u"UPDATE runs SET outcome = 0, owner = '%1'"_s.arg(u"1:2:3"_s)});
    const auto journal = open();
    journal->sync();
    QCOMPARE(detailsOf(*journal, id).record.outcome, Outcome::Lost);
    QCOMPARE(textOf(detailsOf(*journal, id).output.head), "1\n");
}

void tst_Journal::runOfALivingProcessIsNot()
{
    quint64 id = 0;
    {
        const auto journal = open();
        id = record(*journal, "print(1);");
    }
    execute(m_file, {u"UPDATE runs SET outcome = 0"_s}); // its owner is this process
    const auto journal = open();
    journal->sync();
    QCOMPARE(detailsOf(*journal, id).record.outcome, Outcome::Going);
    QVERIFY(isOwnerAlive(ownerName()));
    QVERIFY(!isOwnerAlive(ownerName() + u"x"_s));
    QVERIFY(!isOwnerAlive(u""_s));
}

void tst_Journal::runEndsAfterTheJournal()
{
    auto journal = open();
    const runs::RunPtr run = m_engine.submit({"while (true) {}", u"a.ml"_s, {}, {}});
    journal->record(run);
    journal.reset();
    run->cancel();
    QVERIFY(run->wait(5000));
}

void tst_Journal::damagedFileIsSetAside_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("no database")
        << QByteArray("this is no database at all, but long enough to be read as one").repeated(20);
    QTest::newRow("header only") << QByteArray("SQLite format 3");
    QTest::newRow("zeros") << QByteArray(8192, '\0');
}

void tst_Journal::damagedFileIsSetAside()
{
    QFETCH(QByteArray, content);
    QVERIFY(QDir().mkpath(QFileInfo(m_file).path()));
    QFile file(m_file);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(content);
    file.close();
    const auto journal = open();
    const quint64 id = record(*journal, "result = 1;");
    QCOMPARE(detailsOf(*journal, id).record.outcome, Outcome::Succeeded);
    QCOMPARE(problems().size(), 1);
    QVERIFY2(problems().first().contains(".damaged"_L1), qPrintable(problems().first()));
    QFile aside(m_file + u".damaged"_s);
    QVERIFY(aside.open(QIODevice::ReadOnly));
    QCOMPARE(aside.readAll(), content);
}

void tst_Journal::damageMetWhileReading()
{
    const auto journal = open();
    for (int i = 0; i < 200; ++i) record(*journal, "print(\"" + QByteArray::number(i) + QByteArray(400, 'q') + "\");");
    execute(m_file, {u"PRAGMA wal_checkpoint(TRUNCATE)"_s});
    {
        QFile file(m_file);
        QVERIFY(file.open(QIODevice::ReadWrite));
        QVERIFY(file.size() > 40'000);
        file.seek(4096);
        file.write(QByteArray(file.size() - 4096, '\xa5'));
    }
    // Whoever meets it first, reader or writer: the file goes aside, and the next run is kept.
    const quint64 id = record(*journal, "result = 1;");
    journal->find({.text = u"x"_s, .outcome = {}, .script = {}}).waitForFinished();
    journal->sync();
    QTRY_VERIFY(QFileInfo::exists(m_file + u".damaged"_s));
    QTRY_COMPARE(detailsOf(*journal, record(*journal, "result = 1;")).record.outcome, Outcome::Succeeded);
    Q_UNUSED(id)
}

void tst_Journal::newerFileIsLeftAlone()
{
    {
        const auto journal = open();
        record(*journal, "result = 1;");
    }
    execute(m_file, {u"PRAGMA user_version = 99"_s});
    const auto journal = open();
    const runs::RunPtr run = m_engine.submit({"result = 1;", u"a.ml"_s, {}, {}});
    journal->record(run);
    QTRY_COMPARE(problems().size(), 1);
    QVERIFY(!QFileInfo::exists(m_file + u".damaged"_s));
}

void tst_Journal::fullDiskIsToldOnceAndNothingIsLost()
{
    const auto journal = open();
    const quint64 before = record(*journal, "result = 1;");
    // No file may grow any more: what the system answers is what a full disk answers.
    std::signal(SIGXFSZ, SIG_IGN);
    rlimit old = {};
    QCOMPARE(getrlimit(RLIMIT_FSIZE, &old), 0);
    const rlimit none{4096, old.rlim_max};
    QCOMPARE(setrlimit(RLIMIT_FSIZE, &none), 0);
    QList<quint64> ids;
    for (int i = 0; i < 3; ++i)
        ids << journal->record(m_engine.submit({"result = " + QByteArray::number(i) + ";", u"a.ml"_s, {}, {}}));
    QTRY_COMPARE(problems().size(), 1);
    QVERIFY(m_engine.drain(5000));
    journal->sync();
    QCOMPARE(setrlimit(RLIMIT_FSIZE, &old), 0);
    QCOMPARE(problems().size(), 1);
    // Again after a while, by itself.
    QTRY_COMPARE(allOf(journal->find({})).size(), 4);
    for (const quint64 id : ids) QTRY_COMPARE(detailsOf(*journal, id).record.outcome, Outcome::Succeeded);
    QCOMPARE(detailsOf(*journal, before).record.outcome, Outcome::Succeeded);
    QVERIFY(!QFileInfo::exists(m_file + u".damaged"_s));
}

void tst_Journal::twoProcessesShareTheFile()
{
    const auto first = open(), second = open();
    QSet<quint64> ids;
    for (int i = 0; i < 40; ++i) ids << record(i % 2 ? *first : *second, "result = " + QByteArray::number(i) + ";");
    QCOMPARE(ids.size(), 40);
    QCOMPARE(allOf(first->find({})), allOf(second->find({})));
    QCOMPARE(allOf(first->find({})).size(), 40);
}

void tst_Journal::tellsWhatChanged()
{
    const auto journal = open();
    const quint64 id = record(*journal, "result = 1;");
    journal->setPinned(id, true);
    journal->remove({id});
    journal->sync();
    const std::lock_guard lock(m_mutex);
    QCOMPARE(m_changes.size(), 5);
    const Change::Kind kinds[] = {Change::Kind::Everything, Change::Kind::Added, Change::Kind::Changed,
                                  Change::Kind::Changed, Change::Kind::Removed};
    for (int i = 0; i < 5; ++i) QCOMPARE(m_changes[i].kind, kinds[i]);
    QCOMPARE(m_changes.last().ids, QList{id});
}

void tst_Journal::hundredThousandRuns()
{
    {
        const auto journal = open();
        record(*journal, "print(\"seldom\"); result = 1;");
    }
    execute(m_file,
            {u"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000)"
             u" INSERT INTO runs SELECT i, started, 1 + i % 5, 'b' || (i % 40) || '.ml', '', '', hash, 0, 0.5, '', '',"
             u" 0, 'null', 0, 0, 0, 0, '' FROM n, (SELECT * FROM runs LIMIT 1)"_s});
    const auto journal = open({qint64(1) << 40, 0, 0});
    journal->sync();
    const auto work = tests::ProcessorTime::ofAllThreads();
    QCOMPARE(allOf(journal->find({})).size(), 100'001);
    QVERIFY2(work.milliseconds() < 1000, QByteArray::number(qint64(work.milliseconds())).constData());
    auto search = journal->find({.text = u"seldom"_s, .outcome = {}, .script = {}});
    QFutureWatcher<QList<quint64>> watcher;
    QSignalSpy ready(&watcher, &QFutureWatcherBase::resultReadyAt);
    watcher.setFuture(search);
    QVERIFY(ready.wait(5000)); // the newest is found at once, long before the end
    search.cancel();
    search.waitForFinished();
    QVERIFY2(work.milliseconds() < 2000, QByteArray::number(qint64(work.milliseconds())).constData());
}

QTEST_GUILESS_MAIN(tst_Journal)
#include "tst_journal.moc"
