// SPDX-License-Identifier: GPL-3.0-or-later
// Ctrl+C on a slow terminal: what is still on its way to it is left out behind a whole line and said, and clean-up is
// heard. A file gets everything.
#include <QDeadlineTimer>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

class tst_StoppedTerminal : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void rule25_leavesOutWhatIsPending();
    void aFileGetsEverything();

private:
    QTemporaryDir m_folder;
    QString m_script;
};

void tst_StoppedTerminal::initTestCase()
{
    m_script = m_folder.filePath(u"flood.ml"_s);
    QFile script(m_script);
    QVERIFY(script.open(QIODevice::WriteOnly));
    script.write("i = 100000000; try { while (true) { print(i); i = i + 1; } } finally { print('cleaned up'); }\n");
}

void tst_StoppedTerminal::rule25_leavesOutWhatIsPending()
{
    int terminal = -1;
    const pid_t child = forkpty(&terminal, nullptr, nullptr, nullptr);
    if (child == 0) {
        execl(LATCHKEY_PROGRAM, LATCHKEY_PROGRAM, "run", qPrintable(m_script), nullptr);
        _exit(127);
    }
    // The first lines are there, then nobody reads for so long that the run is megabytes ahead.
    char bytes[4096];
    QVERIFY(::read(terminal, bytes, sizeof bytes) > 0);
    const auto used = [child] { // of the processor, in ticks: it rests once it may not go on
        QFile stat(u"/proc/%1/stat"_s.arg(child));
        return stat.open(QIODevice::ReadOnly) ? stat.readAll().split(' ').value(13).toLongLong() : 0;
    };
    qint64 before = -1;
    for (int rests = 0; rests < 5;) {
        QTest::qWait(50);
        const qint64 now = used();
        rests = now == before ? rests + 1 : 0;
        before = now;
    }
    ::kill(child, SIGINT);
    QByteArray after;
    for (const QDeadlineTimer deadline(30'000); !deadline.hasExpired();) {
        pollfd wait{terminal, POLLIN, 0};
        if (::poll(&wait, 1, 100) <= 0) continue;
        const ssize_t count = ::read(terminal, bytes, sizeof bytes);
        if (count <= 0) break;
        after.append(bytes, count);
    }
    int status = 0;
    waitpid(child, &status, 0);
    ::close(terminal);
    QCOMPARE(WEXITSTATUS(status), 130);
    QVERIFY2(after.size() < 400'000, qPrintable(QString::number(after.size())));
    const QByteArrayList lines = after.replace("\r\n", "\n").split('\n');
    const auto isSaid = [](const QByteArray &line) {
        return line.startsWith("latchkey: ") && line.endsWith("of output not shown");
    };
    const qsizetype said = std::ranges::find_if(lines, isSaid) - lines.begin();
    QVERIFY2(said < lines.size(), lines.mid(lines.size() - 5).join('\n').constData());
    QCOMPARE(lines[said - 1].size(), 9); // a whole line
    QVERIFY(lines.mid(said).contains("cleaned up"));
}

void tst_StoppedTerminal::aFileGetsEverything()
{
    const QString out = m_folder.filePath(u"out.txt"_s);
    QProcess process;
    process.setStandardOutputFile(out);
    process.start(QString::fromLocal8Bit(LATCHKEY_PROGRAM), {u"run"_s, m_script});
    QVERIFY(process.waitForStarted());
    QTRY_VERIFY_WITH_TIMEOUT(QFile(out).size() > 1'000'000, 20'000);
    ::kill(static_cast<pid_t>(process.processId()), SIGINT);
    QVERIFY(process.waitForFinished(20'000));
    QCOMPARE(process.exitCode(), 130);
    QVERIFY(!process.readAllStandardError().contains("not shown"));
    QFile file(out);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QByteArrayList lines = file.readAll().trimmed().split('\n');
    QCOMPARE(lines.takeLast(), "cleaned up");
    QCOMPARE(lines.last().toLongLong(), 100'000'000 + lines.size() - 1); // none is missing
}

QTEST_GUILESS_MAIN(tst_StoppedTerminal)
#include "tst_stopped_terminal.moc"
