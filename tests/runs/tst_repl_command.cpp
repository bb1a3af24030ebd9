// SPDX-License-Identifier: GPL-3.0-or-later
// `latchkey repl` with its inputs from a pipe: what it says to each, and how it ends. On a terminal: what it asks.
#include <QDeadlineTimer>
#include <QProcess>
#include <QTest>

#include <poll.h>
#include <pty.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

class tst_ReplCommand : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void talks_data();
    void talks();
    void stopKeepsVariables();
    void terminalConfirmsGrants_data();
    void terminalConfirmsGrants();
};

void tst_ReplCommand::talks_data()
{
    QTest::addColumn<QByteArray>("input");
    QTest::addColumn<QByteArray>("output");
    QTest::addColumn<QByteArray>("complaint"); ///< a part of it; empty: none at all
    QTest::addColumn<int>("status");
    const auto row = [](const char *name, const QByteArray &input, const QByteArray &output,
                        const QByteArray &complaint = {},
                        int status = 0) { QTest::newRow(name) << input << output << complaint << status; };
    row("nothing", "", "");
    row("values", "1 + 1\n'a'\ntrue\nnull\n[1, 'b']\n", "2\n'a'\ntrue\n[1, 'b']\n");
    row("variables", "x = 20;\nx * 2 + 2\n", "42\n");
    row("printed and a value", "print('hello'); 5\n", "hello\n5\n");
    row("over several lines", "function f(n) {\n  return n * 2;\n}\nf(\n4\n)\n[1,\n2]\n", "8\n[1, 2]\n");
    row("a string over two lines", "'a\nb'\n", "'a\\nb'\n");
    row("an empty line ends what is unfinished", "f(1,\n\n2\n", "2\n", "syntax_error", 2);
    row("without the last line break", "1\n2", "1\n2\n");
    row("an error", "x = 1; 1 / 0\nx\n", "1\n", "division by zero", 1);
    row("an unknown name", "y\n2\n", "2\n", "name 'y' is not defined", 1);
    row("a number is no command", ".5 + 1\n", "1.5\n");
    row("an unknown command is a mistake", ".nothing\n1\n", "1\n", "syntax_error", 2);
    row("quit", "1\n.quit\n2\n", "1\n");
    row("reset", "x = 1;\n.reset\nx\n", "", "name 'x' is not defined", 1);
    row("denied", "import env; env.get('HOME', 'x')\n1\n", "1\n", "env.read", 3);
    row("granted", ".grant env.read:HOME\nimport env; len(env.get('HOME', 'x')) > 0\n",
        "Granted: env.read:HOME\ntrue\n");
    row("taken back", ".grant env.read:HOME\n.revoke env.read:HOME\nimport env; env.get('HOME', 'x')\n",
        "Granted: env.read:HOME\nRevoked: env.read:HOME\n", "env.read", 3);
    row("what is granted", ".capabilities\n.grant env:read:HOME\n.grant env.read:HOME\n.capabilities\n",
        "No capabilities granted\nGranted: env.read:HOME\nAlready granted: env.read:HOME\nenv.read:HOME  (run)\n");
    row("what is granted, behind a mistake", ".grant env.read:HOME\n)\n.capabilities\n",
        "Granted: env.read:HOME\nenv.read:HOME  (run)\n", "syntax_error", 2);
    row("uses are counted", ".grant env.read:HOME\nimport env; x = env.get('HOME', 'x');\n.capabilities\n",
        "Granted: env.read:HOME\nenv.read:HOME  (run, used once)\n");
    row("taking back what is not there", ".revoke env.read\n1\n", "1\n", "Not granted: env.read");
    row("no capability is named", ".grant\n1\n", "1\n", "Which capability?");
    row("a capability that is none", ".grant nonsense::\n1\n", "1\n", "nonsense");
    row("control characters of a value", "'\x1b[31mred'\n", "'\\x1b[31mred'\n");
}

void tst_ReplCommand::talks()
{
    QFETCH(QByteArray, input);
    QFETCH(QByteArray, output);
    QFETCH(QByteArray, complaint);
    QFETCH(int, status);
    QProcess process;
    process.start(QStringLiteral(LATCHKEY_PROGRAM), {u"repl"_s});
    QVERIFY(process.waitForStarted());
    process.write(input);
    process.closeWriteChannel();
    QVERIFY(process.waitForFinished());
    const QByteArray said = process.readAllStandardError();
    QCOMPARE(process.readAllStandardOutput(), output);
    QVERIFY2(complaint.isEmpty() ? said.isEmpty() : said.contains(complaint), said.constData());
    QCOMPARE(process.exitCode(), status);
}

/// Ctrl+C, twice in a conversation: each ends the input that runs, and no more.
void tst_ReplCommand::stopKeepsVariables()
{
    QProcess process;
    process.start(QStringLiteral(LATCHKEY_PROGRAM), {u"repl"_s});
    QVERIFY(process.waitForStarted());
    process.write("x = 7;\n");
    for (int i = 0; i < 2; ++i) {
        process.write("print('begun'); while (true) { }\n");
        QByteArray said;
        QTRY_COMPARE((said += process.readAllStandardOutput()), "begun\n");
        QCOMPARE(QProcess::execute(u"kill"_s, {u"-INT"_s, QString::number(process.processId())}), 0);
    }
    process.write("x\n");
    process.closeWriteChannel();
    QVERIFY(process.waitForFinished());
    QCOMPARE(process.readAllStandardOutput(), "7\n");
    QCOMPARE(process.exitStatus(), QProcess::NormalExit);
}

void tst_ReplCommand::terminalConfirmsGrants_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<QByteArray>("reply");
    QTest::newRow("y") << QByteArray("y\n") << QByteArray("\nGranted: env.read:HOME");
    QTest::newRow("another word") << QByteArray("yes\n") << QByteArray("\nNot granted: env.read:HOME");
    QTest::newRow("nothing") << QByteArray("\n") << QByteArray("\nNot granted: env.read:HOME");
}

/// Only `y`, typed after the question, counts: not what was pasted behind the command.
void tst_ReplCommand::terminalConfirmsGrants()
{
    QFETCH(QByteArray, answer);
    QFETCH(QByteArray, reply);
    int terminal = -1;
    const pid_t child = forkpty(&terminal, nullptr, nullptr, nullptr);
    if (child == 0) {
        execl(LATCHKEY_PROGRAM, LATCHKEY_PROGRAM, "repl", nullptr);
        _exit(127);
    }
    QByteArray said;
    const auto says = [&](const QByteArray &text) {
        for (const QDeadlineTimer deadline(20'000); !said.contains(text) && !deadline.hasExpired();) {
            pollfd wait{terminal, POLLIN, 0};
            char bytes[4096];
            if (::poll(&wait, 1, 100) <= 0) continue;
            const ssize_t count = ::read(terminal, bytes, sizeof bytes);
            if (count <= 0) break;
            said += QByteArray(bytes, count).replace("\r", "");
        }
        return said.contains(text);
    };
    const auto type = [terminal](const QByteArray &text) { return ::write(terminal, text.data(), text.size()); };
    QVERIFY(says("> "));
    type(".grant env.read:HOME\ny\n");
    QVERIFY2(says("[y/N] "), said.constData());
    type(answer);
    QVERIFY2(says(reply), said.constData());
    type(".quit\n");
    int status = 0;
    waitpid(child, &status, 0);
    ::close(terminal);
    QCOMPARE(WEXITSTATUS(status), 0);
}

QTEST_GUILESS_MAIN(tst_ReplCommand)
#include "tst_repl_command.moc"
