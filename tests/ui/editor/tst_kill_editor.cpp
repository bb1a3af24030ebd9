// SPDX-License-Identifier: GPL-3.0-or-later
//
// Kills a whole editor (editor_victim edit) at random moments while somebody types and saves, starts it again on what
// is left, and so on: what was called saved is in the file, which is never torn; what was typed is in the journal but
// for the last two seconds; and nothing piles up. Five kills in the quick run; LATCHKEY_KILLS sets another number.
// Also two processes on one file.
#include "ui/editor/recovery_journal.h"

#include <QDir>
#include <QElapsedTimer>
#include <QProcess>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace latchkey::editor;

namespace {

constexpr qint64 kMostLostMs = 2000;

// What a victim said, and when.
struct Said {
    qsizetype begunWith = -1;
    qsizetype saved = 0;                         ///< letters of the last text called saved
    QList<std::pair<qint64, qsizetype>> letters; ///< milliseconds since its start, letters in the text
    QByteArray other;
};

void take(Said &said, const QByteArray &line, qint64 now)
{
    const qsizetype number = line.sliced(std::min<qsizetype>(2, line.size())).toLongLong();
    if (line.startsWith("H ")) said.begunWith = number;
    else if (line.startsWith("S ")) said.saved = number;
    else if (line.startsWith("K ")) said.letters.append({now, number});
    else said.other += line + '\n';
}

QByteArray alphabet(qsizetype size)
{
    QByteArray text(size, '\0');
    for (qsizetype i = 0; i < size; ++i) text[i] = char('a' + i % 26);
    return text;
}

} // namespace

class tst_KillEditor : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        const int wanted = qEnvironmentVariableIntValue("LATCHKEY_KILLS");
        if (wanted > 0) m_kills = wanted;
        const quint32 seed = quint32(QDateTime::currentMSecsSinceEpoch());
        qInfo("seed %u, %d kills", seed, m_kills);
        m_random.seed(seed);
    }

    void typingAndSaving()
    {
        QTemporaryDir dir;
        const QString file = dir.filePath(u"a.ml"_s), journals = dir.filePath(u"journals"_s);
        QVERIFY(QFile(file).open(QIODevice::WriteOnly));
        qsizetype mustBeSaved = 0;
        qsizetype mustBeKept = 0;
        for (int kill = 0; kill < m_kills; ++kill) {
            const qint64 life = m_random.bounded(m_kills > 50 ? 2500 : 1200);
            qint64 died = 0;
            const Said said = runAndKill({u"edit"_s, file, journals}, life, &died);
            QVERIFY2(said.other.isEmpty(), said.other.constData());
            if (said.begunWith >= 0)
                QVERIFY2(
                    said.begunWith >= mustBeKept,
                    qPrintable(
                        u"began with %1, but %2 were kept (kill %3)"_s.arg(said.begunWith).arg(mustBeKept).arg(kill)));
            mustBeSaved = std::max(mustBeSaved, said.saved);
            mustBeKept = std::max(mustBeKept, said.begunWith);
            for (const auto &[when, letters] : said.letters)
                if (when <= died - kMostLostMs) mustBeKept = std::max(mustBeKept, letters);
            mustBeKept = std::max(mustBeKept, mustBeSaved);

            QFile saved(file);
            QVERIFY(saved.open(QIODevice::ReadOnly));
            const QByteArray left = saved.readAll();
            QVERIFY2(left == alphabet(left.size()), "the file is neither an old text nor a new one");
            QVERIFY2(left.size() >= mustBeSaved,
                     qPrintable(u"%1 of %2 saved letters (kill %3)"_s.arg(left.size()).arg(mustBeSaved).arg(kill)));
        }
        // A last one that is let live shows what all of them left.
        qint64 died = 0;
        const Said last = runAndKill({u"edit"_s, file, journals}, 0, &died, true);
        QVERIFY2(last.begunWith >= mustBeKept, qPrintable(u"%1 of %2 letters"_s.arg(last.begunWith).arg(mustBeKept)));
        QVERIFY2(mustBeKept > 0, "nobody typed anything");
        QVERIFY(QDir(journals).entryList({u"*.journal"_s}, QDir::Files).size() <= 1);
        QVERIFY(QDir(journals).entryList({u"*.damaged"_s}, QDir::Files).isEmpty());
        QVERIFY(QDir(dir.path()).entryList(QDir::Files | QDir::Hidden).size() <= 2); // the file, one that was under way
    }

    // Whoever is told "changed on disk" reads and goes on there, so no line is lost and none is there twice.
    void twoProcessesOnOneFile()
    {
        QTemporaryDir dir;
        const QString file = dir.filePath(u"shared.ml"_s);
        QVERIFY(QFile(file).open(QIODevice::WriteOnly));
        constexpr int kLines = 40;
        const QStringList names{u"one"_s, u"two"_s};
        std::vector<std::unique_ptr<QProcess>> processes;
        for (const QString &name : names) {
            processes.push_back(std::make_unique<QProcess>());
            processes.back()->start(QStringLiteral(VICTIM), {u"append"_s, file, name, QString::number(kLines)});
        }
        for (const auto &process : processes) {
            QVERIFY(process->waitForFinished(60'000));
            QVERIFY2(process->exitCode() == 0, process->readAllStandardOutput().constData());
        }
        QFile shared(file);
        QVERIFY(shared.open(QIODevice::ReadOnly));
        QByteArrayList lines = shared.readAll().split('\n');
        QCOMPARE(lines.takeLast(), "");
        QCOMPARE(lines.size(), kLines * 2);
        for (const QString &name : names)
            for (int i = 1; i <= kLines; ++i) QCOMPARE(lines.count(name.toUtf8() + ' ' + QByteArray::number(i)), 1);
    }

private:
    // Starts the victim, lets it type for `life` milliseconds (or until it has begun), kills it.
    Said runAndKill(const QStringList &arguments, qint64 life, qint64 *died, bool untilBegun = false)
    {
        QProcess victim;
        victim.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        victim.start(QStringLiteral(VICTIM), arguments);
        if (!victim.waitForStarted()) qFatal("cannot start %s", VICTIM);
        Said said;
        QByteArray pending;
        QElapsedTimer clock;
        clock.start();
        const auto hear = [&] {
            pending += victim.readAllStandardOutput();
            for (qsizetype end = pending.indexOf('\n'); end >= 0; end = pending.indexOf('\n')) {
                take(said, pending.first(end), clock.elapsed());
                pending.remove(0, end + 1);
            }
        };
        // Now and then even before it has begun: a kill during recovery.
        const qint64 until = untilBegun ? 20'000 : life;
        while (clock.elapsed() < until && victim.state() == QProcess::Running) {
            victim.waitForReadyRead(2);
            hear();
            if (untilBegun && said.begunWith >= 0) break;
        }
        victim.kill();
        *died = clock.elapsed();
        victim.waitForFinished();
        hear();
        return said;
    }

    int m_kills = 5;
    QRandomGenerator m_random;
};

QTEST_GUILESS_MAIN(tst_KillEditor)
#include "tst_kill_editor.moc"
