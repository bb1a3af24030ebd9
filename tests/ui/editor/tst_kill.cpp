// SPDX-License-Identifier: GPL-3.0-or-later
//
// Kills a process (editor_victim) at random moments while it saves, types or recovers, and looks at what is left.
// 50 kills in the quick run; LATCHKEY_KILLS sets another number.
#include "ui/editor/recovery_journal.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace latchkey::editor;

class tst_Kill : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        const int wanted = qEnvironmentVariableIntValue("LATCHKEY_KILLS");
        if (wanted > 0) m_kills = wanted;
        m_random.seed(quint32(QDateTime::currentMSecsSinceEpoch()));
    }

    void whileSaving()
    {
        QTemporaryDir dir;
        const QString path = dir.filePath(u"a.ml"_s);
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray("0\n").repeated(20'000));
        file.close();
        for (int kill = 0; kill < m_kills; ++kill) {
            const QByteArrayList said = runAndKill({u"save"_s, path});
            QVERIFY(file.open(QIODevice::ReadOnly));
            const QByteArray left = file.readAll();
            file.close();
            const QByteArray first = left.left(left.indexOf('\n') + 1);
            QVERIFY(!first.isEmpty());
            QVERIFY2(left == first.repeated(20'000), "neither the old text nor the new one");
            if (!said.isEmpty()) QVERIFY(first.toInt() >= said.last().toInt()); // what was called saved is there
        }
        // A last save that is not killed leaves no litter of the killed ones.
        const QByteArrayList said = runAndKill({u"save"_s, path}, 3);
        QVERIFY(!said.isEmpty());
        const QStringList left = QDir(dir.path()).entryList(QDir::Files | QDir::Hidden);
        QVERIFY2(left.size() <= 2, qPrintable(left.join(u' '))); // its own last one at most
    }

    void whileTyping()
    {
        for (int kill = 0; kill < m_kills; ++kill) {
            QTemporaryDir dir;
            QElapsedTimer clock;
            const QByteArrayList said = runAndKill({u"type"_s, dir.path()});
            const RecoveredSet set = RecoveryJournal::recover(dir.path());
            QVERIFY(set.damaged.isEmpty());
            const qsizetype typed = said.isEmpty() ? 0 : said.last().toInt();
            const qsizetype kept = set.texts.empty() ? 0 : set.texts[0].text.size();
            QVERIFY2(typed - kept <= kMostLost, qPrintable(u"%1 of %2 kept"_s.arg(kept).arg(typed)));
            if (!set.texts.empty()) verifyText(set.texts[0].text);
        }
    }

    void whileRecovering()
    {
        QTemporaryDir dir;
        runAndKill({u"type"_s, dir.path()}, 300);
        qsizetype known = recoveredSize(dir.path());
        QVERIFY(known > 0);
        for (int kill = 0; kill < m_kills; ++kill) {
            const QByteArrayList said = runAndKill({u"recover"_s, dir.path()});
            if (!said.isEmpty()) QCOMPARE(said.first(), "H " + QByteArray::number(known));
            const qsizetype now = recoveredSize(dir.path());
            QVERIFY2(now >= known, qPrintable(u"%1 after %2"_s.arg(now).arg(known)));
            known = now;
        }
        QCOMPARE(QDir(dir.path()).entryList({u"*.journal"_s}, QDir::Files).size(), 1);
    }

private:
    // The victim writes at least each 30 ms and types a key each millisecond; a loaded machine gets ten times that,
    // still far below the two seconds that are promised.
    static constexpr qsizetype kMostLost = 500;

    // Starts the victim, lets it live for a random while (at least until it said `lines`), kills it.
    QByteArrayList runAndKill(const QStringList &arguments, int lines = 0)
    {
        QProcess victim;
        victim.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        victim.start(QStringLiteral(VICTIM), arguments);
        if (!victim.waitForStarted()) qFatal("cannot start %s", VICTIM);
        QByteArray said;
        QElapsedTimer clock;
        clock.start();
        const int life = m_random.bounded(120);
        while (clock.elapsed() < life || said.count('\n') < lines) {
            victim.waitForReadyRead(5);
            said += victim.readAllStandardOutput();
            if (victim.state() != QProcess::Running || clock.elapsed() > 20'000) break;
        }
        victim.kill();
        victim.waitForFinished();
        said += victim.readAllStandardOutput();
        QByteArrayList whole = said.split('\n');
        whole.removeLast(); // cut short, or empty
        return whole;
    }

    static qsizetype recoveredSize(const QString &folder)
    {
        const RecoveredSet set = RecoveryJournal::recover(folder);
        if (set.texts.size() != 1) return -1;
        verifyText(set.texts[0].text);
        return set.texts[0].text.size();
    }

    static void verifyText(const QByteArray &text)
    {
        for (qsizetype i = 0; i < text.size(); ++i) QVERIFY(text[i] == char('a' + i % 26));
    }

    int m_kills = 50;
    QRandomGenerator m_random;
};

QTEST_GUILESS_MAIN(tst_Kill)
#include "tst_kill.moc"
