// SPDX-License-Identifier: GPL-3.0-or-later
// `latchkey fmt` as a process: what it changes, what it prints, what it leaves alone, its exit status.
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

class TstFmtCommand : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QVERIFY(m_folder.isValid()); }
    void formatsFiles();
    void leavesFormattedFilesUntouched();
    void readsStandardInput();
    void checks();
    void leavesMistakesAlone();
    void keepsTheByteOrderMark();
    void keepsLinks();

private:
    struct Outcome {
        int status = -1;
        QByteArray out;
        QByteArray error;
    };
    static Outcome run(const QStringList &arguments, const QByteArray &input = {})
    {
        QProcess process;
        process.start(QString::fromUtf8(LATCHKEY_PROGRAM), QStringList{u"fmt"_s} + arguments);
        process.write(input);
        process.closeWriteChannel();
        if (!process.waitForFinished()) return {};
        return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
    }
    QString write(const QString &name, const QByteArray &text)
    {
        QFile file(m_folder.filePath(name));
        if (!file.open(QIODevice::WriteOnly)) return {};
        file.write(text);
        return file.fileName();
    }
    static QByteArray read(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    QTemporaryDir m_folder;
};

void TstFmtCommand::formatsFiles()
{
    const QString a = write(u"a.ml"_s, "x=1;"), b = write(u"b.ml"_s, "y=2;");
    const Outcome outcome = run({a, b});
    QCOMPARE(outcome.status, 0);
    QCOMPARE(outcome.out, QByteArray());
    QCOMPARE(read(a), "x = 1;\n");
    QCOMPARE(read(b), "y = 2;\n");
}

void TstFmtCommand::leavesFormattedFilesUntouched()
{
    const QString path = write(u"same.ml"_s, "x = 1;\n");
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadWrite));
    QVERIFY(file.setFileTime(QDateTime::fromSecsSinceEpoch(1000), QFileDevice::FileModificationTime));
    file.close();
    QCOMPARE(run({path}).status, 0);
    QCOMPARE(QFileInfo(path).lastModified().toSecsSinceEpoch(), 1000);
}

void TstFmtCommand::readsStandardInput()
{
    const Outcome outcome = run({u"-"_s}, "if(a){b();c();}");
    QCOMPARE(outcome.status, 0);
    QCOMPARE(outcome.out, "if (a) {\n    b();\n    c();\n}\n");
}

void TstFmtCommand::checks()
{
    const QString good = write(u"good.ml"_s, "x = 1;\n"), bad = write(u"bad.ml"_s, "x=1;\n");
    QCOMPARE(run({u"--check"_s, good}).status, 0);
    const Outcome outcome = run({u"--check"_s, good, bad});
    QCOMPARE(outcome.status, 1);
    QCOMPARE(outcome.out, bad.toUtf8() + '\n');
    QCOMPARE(read(bad), "x=1;\n");
}

void TstFmtCommand::leavesMistakesAlone()
{
    const QString path = write(u"mistake.ml"_s, "x=1;\ny=(2;\n");
    const Outcome outcome = run({path});
    QCOMPARE(outcome.status, 2);
    QVERIFY(outcome.error.contains("Line 2 has to be mended first: unexpected ';'."));
    QCOMPARE(read(path), "x=1;\ny=(2;\n");
}

void TstFmtCommand::keepsTheByteOrderMark()
{
    const QString path = write(u"mark.ml"_s, "\xEF\xBB\xBFx=1;");
    QCOMPARE(run({path}).status, 0);
    QCOMPARE(read(path), "\xEF\xBB\xBFx = 1;\n");
}

void TstFmtCommand::keepsLinks()
{
    const QString real = write(u"real.ml"_s, "x=1;"), link = m_folder.filePath(u"link.ml"_s);
    QVERIFY(QFile::link(real, link));
    QCOMPARE(run({link}).status, 0);
    QVERIFY(QFileInfo(link).isSymLink());
    QCOMPARE(read(real), "x = 1;\n");
}

QTEST_GUILESS_MAIN(TstFmtCommand)
#include "tst_fmt_command.moc"
