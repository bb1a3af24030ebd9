// SPDX-License-Identifier: GPL-3.0-or-later
// Every program of this folder prints what its first comment says, and every piece of C++ in the page about embedding
// is a piece of one of them.
#include <QDir>
#include <QProcess>
#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;

class tst_Embedding : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void prints_data();
    void prints();
    void pageQuotesThePrograms();

private:
    static QString read(const QString &path)
    {
        QFile file(QStringLiteral(LATCHKEY_SOURCE_DIR) + u'/' + path);
        return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
    }
    static QStringList programs()
    {
        QStringList names =
            QDir(QStringLiteral(LATCHKEY_SOURCE_DIR) + u"/examples/embedding"_s).entryList({u"*.cpp"_s});
        names.removeAll(u"tst_embedding.cpp"_s);
        return names;
    }
    static QString plain(QString text) { return text.replace(QRegularExpression(u"\\s+"_s), u" "_s).trimmed(); }
};

void tst_Embedding::prints_data()
{
    QTest::addColumn<QString>("program");
    QTest::addColumn<QString>("expected");
    for (const QString &name : programs()) {
        QString expected;
        static const QRegularExpression kLine(u"^//   (.*)$"_s);
        for (const QString &line : read(u"examples/embedding/"_s + name).split(u'\n')) {
            if (const auto match = kLine.match(line); match.hasMatch()) expected += match.captured(1) + u'\n';
            if (line.startsWith(u"#include")) break;
        }
        QTest::newRow(qPrintable(name)) << name.chopped(4) << expected;
    }
}

void tst_Embedding::prints()
{
    QFETCH(QString, program);
    QFETCH(QString, expected);
    QVERIFY2(!expected.isEmpty(), "its first comment does not say what it prints");
    QProcess process;
    process.start(QStringLiteral(LATCHKEY_EMBEDDING) + u"/embedding_"_s + program, QStringList());
    QVERIFY(process.waitForFinished(60'000));
    QCOMPARE(process.exitCode(), 0);
    QStringList lines;
    for (const QString &line : QString::fromUtf8(process.readAllStandardOutput()).split(u'\n'))
        lines.append(line.trimmed());
    QCOMPARE(lines.join(u'\n'), expected);
}

void tst_Embedding::pageQuotesThePrograms()
{
    QString all;
    for (const QString &name : programs()) all += plain(read(u"examples/embedding/"_s + name)) + u' ';
    static const QRegularExpression kBlock(u"```cpp\\n(.*?)```"_s, QRegularExpression::DotMatchesEverythingOption);
    int blocks = 0;
    auto matches = kBlock.globalMatch(read(u"docs/embedding.md"_s));
    while (matches.hasNext()) {
        const QString block = matches.next().captured(1);
        // "..." stands for lines left out.
        for (const QString &piece : block.split(u"\n...\n"_s)) QVERIFY2(all.contains(plain(piece)), qPrintable(piece));
        ++blocks;
    }
    QVERIFY(blocks >= programs().size());
}

QTEST_GUILESS_MAIN(tst_Embedding)
#include "tst_embedding.moc"
