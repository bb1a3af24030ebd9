// SPDX-License-Identifier: GPL-3.0-or-later
// What `latchkey run` may do by its options: --grant, --deny, --grant-all, --ask, --no-ask, --policy and --project,
// each as a process; questions are answered on a terminal of its own.
#include <QDeadlineTimer>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <poll.h>
#include <pty.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace {

const QByteArray kScript = "import file;\n"
                           "try { print(file.read('data/in.txt')); } except (e) { print('no:', e.message); }\n";

struct Outcome {
    int status = -1;
    QByteArray out;
};

} // namespace

class tst_GrantOptions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void options_data();
    void options();
    void mistakes_data();
    void mistakes();
    void terminal_data();
    void terminal();
    void alwaysIsRememberedForTheNextRun();

private:
    [[nodiscard]] QStringList command(const QStringList &options) const;
    [[nodiscard]] Outcome run(const QStringList &options) const;
    [[nodiscard]] Outcome runOnTerminal(const QStringList &options, const QByteArray &ahead,
                                        const QByteArray &answer) const;
    void write(const QString &name, const QByteArray &text) const;

    QTemporaryDir m_folder;
};

void tst_GrantOptions::write(const QString &name, const QByteArray &text) const
{
    QFile file(m_folder.filePath(name));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(text);
}

void tst_GrantOptions::initTestCase()
{
    QVERIFY(QDir(m_folder.path()).mkpath(u"data"_s));
    QVERIFY(QDir(m_folder.path()).mkpath(u"open"_s));
    write(u"data/in.txt"_s, "inside");
    write(u"script.ml"_s, kScript);
    write(u"policy.json"_s, R"({"deny": ["file.read:./data/**"]})");
    QVERIFY(qputenv("XDG_DATA_HOME", m_folder.filePath(u"home"_s).toLocal8Bit()));
    QVERIFY(qputenv("XDG_CONFIG_HOME", m_folder.filePath(u"home"_s).toLocal8Bit()));
}

QStringList tst_GrantOptions::command(const QStringList &options) const
{
    return QStringList{u"run"_s} + options + QStringList{u"script.ml"_s};
}

Outcome tst_GrantOptions::run(const QStringList &options) const
{
    QProcess process;
    process.setWorkingDirectory(m_folder.path());
    process.start(QString::fromUtf8(LATCHKEY_PROGRAM), command(options));
    process.closeWriteChannel();
    if (!process.waitForFinished(60'000)) return {};
    return {process.exitCode(), process.readAllStandardOutput() + process.readAllStandardError()};
}

// Types `ahead` before anything is asked, and `answer` again and again once the question is there: keys of its first
// moments are not taken.
Outcome tst_GrantOptions::runOnTerminal(const QStringList &options, const QByteArray &ahead,
                                        const QByteArray &answer) const
{
    int terminal = -1;
    const pid_t child = forkpty(&terminal, nullptr, nullptr, nullptr);
    if (child == 0) {
        QList<QByteArray> words{LATCHKEY_PROGRAM};
        for (const QString &word : command(options)) words.append(word.toLocal8Bit());
        QList<char *> list;
        for (QByteArray &word : words) list.append(word.data());
        list.append(nullptr);
        if (::chdir(m_folder.path().toLocal8Bit().constData()) == 0) execv(LATCHKEY_PROGRAM, list.data());
        _exit(127);
    }
    [[maybe_unused]] auto sent = ::write(terminal, ahead.constData(), size_t(ahead.size()));
    Outcome outcome;
    for (const QDeadlineTimer deadline(30'000); !deadline.hasExpired();) {
        pollfd wait{terminal, POLLIN, 0};
        if (::poll(&wait, 1, 100) > 0) {
            char bytes[4096];
            const ssize_t count = ::read(terminal, bytes, sizeof bytes);
            if (count <= 0) break;
            outcome.out.append(bytes, count);
        } else if (outcome.out.contains("Allow?")) {
            sent = ::write(terminal, answer.constData(), size_t(answer.size()));
        }
    }
    int status = 0;
    waitpid(child, &status, 0);
    ::close(terminal);
    outcome.status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    return outcome;
}

void tst_GrantOptions::options_data()
{
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<QByteArray>("printed");
    const QString data = u"file.read:./data/**"_s;
    QTest::newRow("nothing is granted, nobody to ask") << QStringList{} << QByteArray("no:");
    QTest::newRow("grant of a folder") << QStringList{u"--grant"_s, data} << QByteArray("inside");
    QTest::newRow("grant in the other spelling")
        << QStringList{u"--grant"_s, u"file:read:./data/*"_s} << QByteArray("inside");
    QTest::newRow("grant of another folder")
        << QStringList{u"--grant"_s, u"file.read:./open/**"_s} << QByteArray("no:");
    QTest::newRow("grant of another act") << QStringList{u"--grant"_s, u"file.write:./data/**"_s} << QByteArray("no:");
    QTest::newRow("two grants") << QStringList{u"--grant"_s, u"file.read:./open/**"_s, u"--grant"_s, data}
                                << QByteArray("inside");
    QTest::newRow("everything") << QStringList{u"--grant-all"_s} << QByteArray("inside");
    QTest::newRow("a denial wins over a grant")
        << QStringList{u"--grant"_s, data, u"--deny"_s, u"file.read:./data/in.txt"_s} << QByteArray("no:");
    QTest::newRow("a denial wins over everything")
        << QStringList{u"--grant-all"_s, u"--deny"_s, data} << QByteArray("no:");
    QTest::newRow("a denial of another file")
        << QStringList{u"--grant"_s, data, u"--deny"_s, u"file.read:./data/x"_s} << QByteArray("inside");
    QTest::newRow("a policy wins over everything")
        << QStringList{u"--grant-all"_s, u"--policy"_s, u"policy.json"_s} << QByteArray("no:");
    QTest::newRow("nobody may be asked") << QStringList{u"--no-ask"_s} << QByteArray("no:");
}

void tst_GrantOptions::options()
{
    QFETCH(QStringList, options);
    QFETCH(QByteArray, printed);
    const Outcome outcome = run(options);
    QVERIFY2(outcome.out.startsWith(printed), outcome.out.constData());
    QCOMPARE(outcome.status, 0);
}

void tst_GrantOptions::mistakes_data()
{
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<QByteArray>("said");
    QTest::newRow("a slip") << QStringList{u"--grant"_s, u"flie.read:./data/**"_s}
                            << QByteArray("did you mean file.read?");
    QTest::newRow("empty grant") << QStringList{u"--grant"_s, QString()} << QByteArray("capability");
    QTest::newRow("a slip in a denial") << QStringList{u"--deny"_s, u"file.reed"_s}
                                        << QByteArray("did you mean file.read?");
    QTest::newRow("policy file that is missing")
        << QStringList{u"--policy"_s, u"none.json"_s} << QByteArray("none.json");
}

void tst_GrantOptions::mistakes()
{
    QFETCH(QStringList, options);
    QFETCH(QByteArray, said);
    const Outcome outcome = run(options);
    QVERIFY2(!outcome.out.contains("inside"), outcome.out.constData());
    QVERIFY2(outcome.out.contains(said), outcome.out.constData());
    // What could be meant for a module of a host is said, not refused.
    QCOMPARE(outcome.status == 0, said.startsWith("did you mean"));
}

void tst_GrantOptions::terminal_data()
{
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<QByteArray>("ahead");
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<QByteArray>("printed");
    QTest::newRow("yes") << QStringList{} << QByteArray() << QByteArray("y\n") << QByteArray("inside");
    QTest::newRow("yes, asked for") << QStringList{u"--ask"_s} << QByteArray() << QByteArray("y\n")
                                    << QByteArray("inside");
    QTest::newRow("for this run, the folder")
        << QStringList{} << QByteArray() << QByteArray("r1\n") << QByteArray("inside");
    QTest::newRow("no") << QStringList{} << QByteArray() << QByteArray("n\n") << QByteArray("no:");
    QTest::newRow("only Return") << QStringList{} << QByteArray() << QByteArray("\n") << QByteArray("no:");
    QTest::newRow("keys typed before the question")
        << QStringList{} << QByteArray("y\ny\ny\n") << QByteArray("n\n") << QByteArray("no:");
    QTest::newRow("denied without a question")
        << QStringList{u"--deny"_s, u"file.read"_s} << QByteArray() << QByteArray("y\n") << QByteArray("no:");
    QTest::newRow("nobody may be asked") << QStringList{u"--no-ask"_s} << QByteArray() << QByteArray("y\n")
                                         << QByteArray("no:");
}

void tst_GrantOptions::terminal()
{
    QFETCH(QStringList, options);
    QFETCH(QByteArray, ahead);
    QFETCH(QByteArray, answer);
    QFETCH(QByteArray, printed);
    const Outcome outcome = runOnTerminal(options, ahead, answer);
    QVERIFY2(outcome.out.contains(printed), outcome.out.constData());
    QCOMPARE(outcome.out.contains("Allow?"), options.isEmpty() || options == QStringList{u"--ask"_s});
    QCOMPARE(outcome.status, 0);
}

void tst_GrantOptions::alwaysIsRememberedForTheNextRun()
{
    QVERIFY(runOnTerminal({}, {}, "a\n").out.contains("inside"));
    const Outcome next = run({});
    QVERIFY2(next.out.startsWith("inside"), next.out.constData());
}

QTEST_GUILESS_MAIN(tst_GrantOptions)
#include "tst_grant_options.moc"
