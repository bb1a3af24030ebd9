// SPDX-License-Identifier: GPL-3.0-or-later
// The audit log as a file: complete, one line a record, rotated, refusing when it can not be written; and read back in
// pages through a filter.
#include "engine/capability/audit_reader.h"
#include "engine/capability/broker.h"
#include "engine/capability/run_grants.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

#include <thread>

using namespace latchkey::capability;
using namespace Qt::StringLiterals;

class tst_Audit : public QObject
{
    Q_OBJECT

private slots:
    void init();

    void hostileNamesStayOneLine_data();
    void hostileNamesStayOneLine();
    void equalDecisionsAreCounted();
    void differentPlacesAreDifferent();
    void eventsAreNeverMerged();
    void rotation();
    void twoWritersRotate();
    void fullDiskRefuses();
    void unwritableRefuses();
    void manyThreads();
    void pages();
    void pagesAcrossRotation();
    void filters_data();
    void filters();
    void tornLinesArePassedOver();
    void repeatedDecisionsOfARun();
    void grantsAndRevocationsAreRecorded();

private:
    AuditRecord record(const QString &resource, int line = 1) const;
    QList<QByteArray> lines() const;
    AuditPage read(const AuditFilter &filter, AuditPlace place = {}, int limit = 200) const;
    std::unique_ptr<QTemporaryDir> m_dir;
    QString m_path;
};

void tst_Audit::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
    m_path = m_dir->filePath(u"audit.jsonl"_s);
}

AuditRecord tst_Audit::record(const QString &resource, int line) const
{
    AuditRecord record;
    record.run = u"r-1"_s;
    record.script = u"/s/a.ml"_s;
    record.capability = u"file.read"_s;
    record.resource = resource;
    record.line = line;
    return record;
}

QList<QByteArray> tst_Audit::lines() const
{
    QFile file(m_path);
    if (!file.open(QIODevice::ReadOnly)) return {};
    return file.readAll().trimmed().split('\n');
}

AuditPage tst_Audit::read(const AuditFilter &filter, AuditPlace place, int limit) const
{
    return readAudit(m_path, filter, place, limit).result();
}

void tst_Audit::hostileNamesStayOneLine_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("newline") << u"/a\n{\"decision\": \"allow\"}"_s;
    QTest::newRow("return") << u"/a\r\nb"_s;
    QTest::newRow("quote") << u"/a\", \"decision\": \"allow"_s;
    QTest::newRow("escape code") << u"/a\x1b[2J"_s;
    QTest::newRow("line separator") << u"/a\u2028b\u0085c"_s;
    QTest::newRow("turned text") << u"/a\u202Etxt.exe"_s;
    QTest::newRow("zero") << u"/a"_s + QChar(0) + u"b"_s;
    QTest::newRow("half a pair") << u"/a"_s + QChar(0xD800) + u"b"_s;
    QTest::newRow("a hundred thousand characters") << QString(100'000, u'x');
}

void tst_Audit::hostileNamesStayOneLine()
{
    QFETCH(QString, name);
    {
        AuditLog log(m_dir->path());
        QVERIFY(log.append(record(name)));
        QVERIFY(log.append(record(u"/after"_s)));
    }
    const QList<QByteArray> all = lines();
    QCOMPARE(all.size(), 2);
    const QJsonDocument first = QJsonDocument::fromJson(all[0]);
    QVERIFY(first.isObject());
    QCOMPARE(first["decision"_L1].toString(), u"deny"_s);
    for (const char c : all[0]) QVERIFY(static_cast<unsigned char>(c) >= 0x20);
    QVERIFY(!all[0].contains("\xE2\x80\xAE") && !all[0].contains("\xE2\x80\xA8"));
}

void tst_Audit::equalDecisionsAreCounted()
{
    {
        AuditLog log(m_dir->path());
        for (int i = 0; i < 50; ++i) { // two at a time, in turn
            QVERIFY(log.append(record(u"/a"_s)));
            QVERIFY(log.append(record(u"/b"_s)));
        }
        QCOMPARE(log.records().size(), 2);
        QCOMPARE(log.records()[1].count, 50);
    }
    int sum = 0;
    for (const QByteArray &line : lines()) sum += QJsonDocument::fromJson(line)["count"_L1].toInt(1);
    QCOMPARE(sum, 100);
    QCOMPARE(lines().size(), 4);
}

void tst_Audit::differentPlacesAreDifferent()
{
    AuditLog log(m_dir->path());
    QVERIFY(log.append(record(u"/a"_s, 1)));
    QVERIFY(log.append(record(u"/a"_s, 2)));
    AuditRecord allowed = record(u"/a"_s, 2);
    allowed.allowed = true;
    QVERIFY(log.append(allowed));
    QCOMPARE(log.records().size(), 3);
}

void tst_Audit::eventsAreNeverMerged()
{
    AuditLog log(m_dir->path());
    AuditRecord event = record(u"/a"_s);
    event.event = u"grant"_s;
    QVERIFY(log.append(event));
    QVERIFY(log.append(event));
    QCOMPARE(lines().size(), 2);
    QVERIFY(!QJsonDocument::fromJson(lines()[0]).object().contains("decision"_L1));
}

void tst_Audit::rotation()
{
    AuditLog log(m_dir->path(), 2000);
    for (int i = 0; i < 400; ++i) QVERIFY(log.append(record(u"/%1"_s.arg(i))));
    QCOMPARE(AuditLog::files(m_path).size(), AuditLog::kKeptFiles + 1);
    for (const QString &name : AuditLog::files(m_path)) {
        QVERIFY(QFileInfo(name).size() < 2600);
        QVERIFY(!(QFile::permissions(name) & (QFile::ReadGroup | QFile::ReadOther)));
    }
    QVERIFY(lines().constLast().contains("/399"));
}

void tst_Audit::twoWritersRotate()
{
    AuditLog one(m_dir->path(), 20'000);
    AuditLog two(m_dir->path(), 20'000);
    for (int i = 0; i < 200; ++i) {
        QVERIFY(one.append(record(u"/one/%1"_s.arg(i))));
        QVERIFY(two.append(record(u"/two/%1"_s.arg(i))));
    }
    QCOMPARE(read({}, {}, 1000).records.size(), 400); // nothing lost by two rotations at once
}

void tst_Audit::fullDiskRefuses()
{
    if (!QFile::exists(u"/dev/full"_s)) QSKIP("no full device here");
    QVERIFY(QFile::link(u"/dev/full"_s, m_path));
    AuditLog log(m_dir->path());
    QVERIFY(!log.append(record(u"/a"_s)));
    QVERIFY(log.records().isEmpty());
    // And through the broker: denied, though granted.
    Broker broker(m_dir->path());
    RunGrants run(broker, {u"r-1"_s, u"/s/a.ml"_s, "/s", false});
    QVERIFY(run.add("env.read"));
    const Need needs[] = {{"env.read", canonicalResource(ResourceForm::Text, "HOME", "/").value(), "HOME"}};
    const Decision decision = run.decide(needs, [] { return CallPlace(); });
    QVERIFY(decision.verdict == Verdict::Deny);
    QCOMPARE(decision.message, "The audit log can not be written");
}

void tst_Audit::unwritableRefuses()
{
    QVERIFY(QDir().mkpath(m_path)); // a folder stands there
    AuditLog log(m_dir->path());
    QVERIFY(!log.append(record(u"/a"_s)));
}

void tst_Audit::manyThreads()
{
    {
        AuditLog log(m_dir->path(), 100'000);
        std::vector<std::thread> threads;
        for (int t = 0; t < 8; ++t)
            threads.emplace_back([&, t] {
                for (int i = 0; i < 250; ++i) QVERIFY(log.append(record(u"/%1/%2"_s.arg(t).arg(i))));
            });
        for (std::thread &thread : threads) thread.join();
    }
    QCOMPARE(read({}, {}, 10'000).records.size(), 2000);
}

void tst_Audit::pages()
{
    AuditLog log(m_dir->path());
    for (int i = 0; i < 25; ++i) QVERIFY(log.append(record(QString::number(i))));
    AuditPlace place;
    QStringList seen;
    for (int pages = 0; pages < 10; ++pages) {
        const AuditPage page = read({}, place, 10);
        for (const AuditRecord &found : page.records) seen.append(found.resource);
        if (page.isLast) break;
        QCOMPARE(page.records.size(), 10);
        place = page.next;
    }
    QCOMPARE(seen.size(), 25);
    QCOMPARE(seen.first(), u"24"_s);
    QCOMPARE(seen.last(), u"0"_s);
    QVERIFY(read({}).records[0].time.isValid());
    QCOMPARE(read({}).records[0].pid, QCoreApplication::applicationPid());
}

void tst_Audit::pagesAcrossRotation()
{
    AuditLog log(m_dir->path(), 1500);
    for (int i = 0; i < 8; ++i) QVERIFY(log.append(record(QString::number(i))));
    const AuditPage first = read({}, {}, 3);
    QCOMPARE(first.records.last().resource, u"5"_s);
    for (int i = 8; i < 16; ++i) QVERIFY(log.append(record(QString::number(i)))); // rotated away meanwhile
    const AuditPage second = read({}, first.next, 3);
    QCOMPARE(second.records.first().resource, u"4"_s);
    QCOMPARE(second.records.last().resource, u"2"_s);
}

void tst_Audit::filters_data()
{
    QTest::addColumn<AuditFilter>("filter");
    QTest::addColumn<QString>("found");
    AuditFilter filter;
    QTest::newRow("everything") << filter << u"5 4 3 2 1 0"_s;
    filter.denied = true;
    QTest::newRow("denials") << filter << u"2 0"_s;
    filter.denied = false;
    QTest::newRow("allowed") << filter << u"4 3 1"_s;
    filter = {};
    filter.withEvents = false;
    QTest::newRow("without events") << filter << u"4 3 2 1 0"_s;
    filter = {};
    filter.run = u"r-2"_s;
    QTest::newRow("a run") << filter << u"3 2"_s;
    filter = {};
    filter.script = u"/s/b.ml"_s;
    QTest::newRow("a script") << filter << u"4"_s;
    filter = {};
    filter.folder = u"/s"_s;
    QTest::newRow("a folder") << filter << u"5 4 3 2 1 0"_s;
    filter.folder = u"/other"_s;
    QTest::newRow("another folder") << filter << QString();
    filter = {};
    filter.capability = u"file"_s;
    QTest::newRow("a kind") << filter << u"5 3 2 1 0"_s;
    filter.capability = u"network.http"_s;
    QTest::newRow("a name") << filter << u"4"_s;
    filter = {};
    filter.text = u"SECRET"_s;
    QTest::newRow("a text in the resource") << filter << u"2"_s;
}

void tst_Audit::filters()
{
    QFETCH(AuditFilter, filter);
    QFETCH(QString, found);
    AuditLog log(m_dir->path());
    for (int i = 0; i < 6; ++i) {
        AuditRecord entry = record(i == 2 ? u"/my/secret"_s : u"/x"_s, i);
        entry.allowed = i == 1 || i == 3 || i == 4;
        if (i == 2 || i == 3) entry.run = u"r-2"_s;
        if (i == 4) entry.script = u"/s/b.ml"_s, entry.capability = u"network.http"_s;
        if (i == 5) entry.event = u"grant"_s;
        QVERIFY(log.append(entry));
    }
    QStringList lines;
    for (const AuditRecord &entry : read(filter).records) lines.append(QString::number(entry.line));
    QCOMPARE(lines.join(u' '), found);
}

void tst_Audit::tornLinesArePassedOver()
{
    AuditLog log(m_dir->path());
    QVERIFY(log.append(record(u"/a"_s)));
    QFile file(m_path);
    QVERIFY(file.open(QIODevice::Append));
    file.write("{\"time\": \"2026\n\n\x01\n");
    file.close();
    QVERIFY(log.append(record(u"/b"_s)));
    QCOMPARE(read({}).records.size(), 2);
}

void tst_Audit::repeatedDecisionsOfARun()
{
    Broker broker(m_dir->path());
    RunGrants run(broker, {u"r-1"_s, u"/s/a.ml"_s, "/s", false});
    QVERIFY(run.add("env.read:HOME"));
    const Need needs[] = {{"env.read", canonicalResource(ResourceForm::Text, "HOME", "/").value(), "HOME"}};
    int places = 0;
    for (int i = 0; i < 1000; ++i) {
        const Decision decision = run.decide(
            needs,
            [&places] {
                ++places;
                CallPlace place;
                place.line = 3;
                return place;
            },
            99);
        QVERIFY(decision.verdict == Verdict::Allow);
        QCOMPARE(decision.grants.size(), 1);
    }
    QVERIFY(places < 10);
    run.flush();
    QCOMPARE(run.uses().size(), 1);
    QCOMPARE(run.uses()[0].count, 1000);
    QCOMPARE(run.uses()[0].line, 3);
    QCOMPARE(run.held()[0].uses, 1000);
    QCOMPARE(run.held()[0].lastLine, 3);
    int sum = 0;
    for (const AuditRecord &entry : broker.audit().records()) sum += entry.event.isEmpty() ? entry.count : 0;
    QCOMPARE(sum, 1000);
}

void tst_Audit::grantsAndRevocationsAreRecorded()
{
    Broker broker(m_dir->path());
    RunGrants run(broker, {u"r-1"_s, u"/s/a.ml"_s, "/s", false});
    QVERIFY(run.add("env.read:HOME"));
    QVERIFY(run.add("file.read", true));
    QVERIFY(run.revoke("env.read"));
    QStringList events;
    for (const AuditRecord &entry : broker.audit().records())
        events.append(entry.event + u' ' + entry.capability + u':' + entry.resource);
    QCOMPARE(events, (QStringList{u"grant env.read:HOME"_s, u"grant !file.read:"_s, u"revoke env.read:HOME"_s}));
}

QTEST_GUILESS_MAIN(tst_Audit)
#include "tst_audit.moc"
