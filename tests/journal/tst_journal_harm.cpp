// SPDX-License-Identifier: GPL-3.0-or-later
//
// What may happen to the journal's file: its writer is killed at any moment, and bytes of it change. With
// LATCHKEY_STRESS set, many times over.
#include "engine/journal/journal.h"
#include "engine/runs/engine.h"

#include <QElapsedTimer>
#include <QProcess>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace latchkey;
using namespace latchkey::journal;

namespace {

QList<quint64> allOf(Journal &journal)
{
    journal.sync();
    auto future = journal.find({});
    future.waitForFinished();
    QList<quint64> ids;
    for (const QList<quint64> &batch : future.results()) ids += batch;
    return ids;
}

bool isStress()
{
    return qEnvironmentVariableIsSet("LATCHKEY_STRESS");
}

} // namespace

class tst_JournalHarm : public QObject
{
    Q_OBJECT

private slots:
    void killedAtAnyMoment();
    void mutatedCopiesStart();
};

void tst_JournalHarm::killedAtAnyMoment()
{
    QTemporaryDir folder;
    const QString file = folder.filePath(u"history.db"_s);
    QList<quint64> begun, ended;
    auto *random = QRandomGenerator::global();
    for (int i = 0; i < (isStress() ? 200 : 8); ++i) {
        QProcess victim;
        victim.start(QStringLiteral(VICTIM), {file});
        QVERIFY(victim.waitForReadyRead(20'000));
        const int wait = random->bounded(60);
        QElapsedTimer timer;
        timer.start();
        while (timer.elapsed() < wait) victim.waitForReadyRead(int(wait - timer.elapsed()));
        victim.kill();
        victim.waitForFinished();
        const QList<QByteArray> lines = victim.readAllStandardOutput().split('\n');
        for (qsizetype line = 0; line + 1 < lines.size(); ++line) // the last one may be half of one
            (lines[line].startsWith("begun") ? begun : ended) << lines[line].sliced(6).toULongLong();
        QStringList problems;
        Journal journal(file, {}, {{}, [&](const QString &problem) { problems << problem; }});
        const QList<quint64> ids = allOf(journal);
        QVERIFY2(problems.isEmpty(), qPrintable(problems.join(u'\n')));
        const QSet<quint64> there(ids.cbegin(), ids.cend());
        for (const quint64 id : std::as_const(ended)) QVERIFY(there.contains(id));
        for (const quint64 id : std::as_const(begun)) QVERIFY(there.contains(id));
        int lost = 0;
        for (const RunRecord &record : journal.records(ids).result()) {
            QVERIFY(record.isOver());
            lost += record.outcome == Outcome::Lost;
        }
        QVERIFY2(lost <= i + 1, QByteArray::number(lost).constData()); // at most the one that was going
    }
    QVERIFY(ended.size() > 8);
    Journal journal(file);
    journal.sync();
    for (const quint64 id : std::as_const(ended)) {
        const auto details = journal.details(id).result();
        QVERIFY(details && details->record.outcome == Outcome::Succeeded);
        QVERIFY(details->result.startsWith("{\"n\":"));
        QCOMPARE(details->output.head.size(), 1);
    }
}

void tst_JournalHarm::mutatedCopiesStart()
{
    QTemporaryDir folder;
    const QString file = folder.filePath(u"history.db"_s);
    runs::Engine engine;
    {
        Journal journal(file);
        for (int i = 0; i < 30; ++i) {
            const runs::RunPtr run = engine.submit(
                {"print(\"" + QByteArray::number(i).repeated(300) + "\");\nresult = [" + QByteArray::number(i) + "];",
                 u"a.ml"_s,
                 {},
                 {}});
            journal.record(run);
            run->wait();
        }
        journal.sync();
    }
    QFile whole(file);
    QVERIFY(whole.open(QIODevice::ReadOnly));
    const QByteArray bytes = whole.readAll();
    QVERIFY(bytes.size() > 20'000);
    auto *random = QRandomGenerator::global();
    int aside = 0;
    for (int i = 0; i < (isStress() ? 1000 : 40); ++i) {
        QByteArray mutated = bytes;
        if (i % 5 == 0) mutated.truncate(random->bounded(int(bytes.size())));
        for (int change = 0; change < 1 + i % 20 && !mutated.isEmpty(); ++change)
            mutated[random->bounded(int(mutated.size()))] = char(random->bounded(256));
        const QString copy = folder.filePath(u"copy%1.db"_s.arg(i));
        QFile out(copy);
        QVERIFY(out.open(QIODevice::WriteOnly));
        out.write(mutated);
        out.close();
        QElapsedTimer timer;
        timer.start();
        {
            QStringList problems;
            Journal journal(copy, {}, {{}, [&](const QString &problem) { problems << problem; }});
            for (const quint64 id : allOf(journal)) (void)journal.details(id).result();
            journal.find({.text = u"absent"_s, .outcome = {}, .script = {}}).waitForFinished();
            const quint64 id = journal.record(engine.submit({"result = 1;", u"b.ml"_s, {}, {}}));
            const auto isKept = [&] {
                journal.sync();
                const auto details = journal.details(id).result();
                return details && details->record.outcome == Outcome::Succeeded;
            };
            const bool kept = QTest::qWaitFor(isKept);
            // One that now says it is of a newer version is left alone, as such a file must be.
            const bool isNewer = problems.join(u' ').contains(u"newer version"_s);
            QVERIFY2(kept || isNewer, qPrintable(problems.join(u'\n')));
        }
        QVERIFY2(timer.elapsed() < 2000, QByteArray::number(timer.elapsed()).constData());
        aside += QFile::exists(copy + u".damaged"_s);
        for (const QString &end : {u""_s, u".damaged"_s, u"-wal"_s, u"-shm"_s, u".damaged-wal"_s, u".damaged-shm"_s})
            QFile::remove(copy + end);
    }
    QVERIFY(aside > 0);
}

QTEST_GUILESS_MAIN(tst_JournalHarm)
#include "tst_journal_harm.moc"
