// SPDX-License-Identifier: GPL-3.0-or-later
//
// What About tells: every library of the process with version and licence, and a report that has the log and no script
// unless it is asked for.
#include "tests/ui/window/window_test.h"

#include "ui/window/message_log.h"
#include "ui/window/program_parts.h"

#include <QCheckBox>
#include <QClipboard>
#include <QDialog>
#include <QRegularExpression>
#include <QTest>
#include <QThread>
#include <QTreeWidget>

using namespace Qt::StringLiterals;
using namespace latchkey;
using namespace latchkey::window;
using namespace latchkey::window::test;

class tst_About : public QObject
{
    Q_OBJECT

private slots:
    void everyLinkedLibraryIsTold_data();
    void everyLinkedLibraryIsTold();
    void partsHaveVersionAndLicence();
    void tableShowsTheParts();
    void reportHasNoScriptUnlessTicked();
    void reportWithoutAScript();
    void logKeepsTheLastLines();
    void logTakesLinesOfOtherThreads();
};

void tst_About::everyLinkedLibraryIsTold_data()
{
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QString>("part");
    QTest::newRow("Qt") << QByteArray("libQt6Core.so") << u"Qt"_s;
    QTest::newRow("QScintilla") << QByteArray("libqscintilla2") << u"QScintilla"_s;
    QTest::newRow("KSyntaxHighlighting") << QByteArray("libKF6SyntaxHighlighting.so") << u"KSyntaxHighlighting"_s;
    QTest::newRow("QCustomPlot") << QByteArray("libQCustomPlot") << u"QCustomPlot"_s;
    QTest::newRow("PCRE2") << QByteArray("libpcre2-8.so") << u"PCRE2"_s;
    QTest::newRow("GMP") << QByteArray("libgmp.so") << u"GMP"_s;
    QTest::newRow("double-conversion") << QByteArray("libdouble-conversion.so") << u"double-conversion"_s;
    QTest::newRow("ICU") << QByteArray("libicuuc.so") << u"ICU"_s;
    QTest::newRow("OpenSSL") << QByteArray("libcrypto.so") << u"OpenSSL"_s;
    QTest::newRow("SQLite") << QByteArray("libsqlite3.so") << u"SQLite"_s;
    QTest::newRow("zlib") << QByteArray("libz.so") << u"zlib"_s;
    QTest::newRow("Brotli") << QByteArray("libbrotlidec.so") << u"Brotli"_s;
    QTest::newRow("hiredis") << QByteArray("libhiredis.so") << u"hiredis"_s;
}

// What the process has loaded is in the table, and the other way round.
void tst_About::everyLinkedLibraryIsTold()
{
    QFETCH(QByteArray, file);
    QFETCH(QString, part);
    const QList<ProgramPart> parts = programParts(); // loads SQLite
    const bool isLoaded = contentOf(u"/proc/self/maps"_s).contains('/' + file);
    const bool isTold = std::ranges::any_of(parts, [&](const ProgramPart &each) { return each.name == part; });
    QCOMPARE(isTold, isLoaded);
}

void tst_About::partsHaveVersionAndLicence()
{
    const QList<ProgramPart> parts = programParts();
    static const QRegularExpression kVersion(uR"(^\d+(\.\d+)+[\w.-]*$)"_s);
    for (const ProgramPart &part : parts) {
        QVERIFY2(kVersion.match(part.version).hasMatch() || part.name == u"Scintilla",
                 qPrintable(part.name + u": "_s + part.version));
        QVERIFY2(!part.licence.isEmpty() && !part.task.isEmpty(), qPrintable(part.name));
    }
}

void tst_About::tableShowsTheParts()
{
    TestWindow window;
    window->commands()[u"about"_s]->trigger();
    auto *about = window->findChild<QDialog *>(u"about"_s);
    QVERIFY(about != nullptr);
    const auto *table = about->findChild<QTreeWidget *>(u"aboutParts"_s);
    QTRY_COMPARE(table->topLevelItemCount(), programParts().size());
    QVERIFY(!about->findChild<QCheckBox *>(u"reportScript"_s)->isVisible()); // no script is open
    QVERIFY(about->focusWidget() != nullptr);
    QTest::keyClick(about->focusWidget(), Qt::Key_Escape);
    QTRY_VERIFY(window->findChild<QDialog *>(u"about"_s) == nullptr);
}

void tst_About::reportHasNoScriptUnlessTicked()
{
    MessageLog::install();
    TestWindow window;
    window.newFile("secret_of_mine = 1;\n");
    QTest::ignoreMessage(QtWarningMsg, "the lamp is out");
    qWarning("the lamp is out");
    window->commands()[u"about"_s]->trigger();
    auto *about = window->findChild<QDialog *>(u"about"_s);
    QTRY_VERIFY(about->findChild<QTreeWidget *>(u"aboutParts"_s)->topLevelItemCount() > 0);
    auto *copy = about->findChild<QAbstractButton *>(u"copyReport"_s);
    auto *script = about->findChild<QCheckBox *>(u"reportScript"_s);
    QVERIFY(!script->isChecked());
    QTest::mouseClick(copy, Qt::LeftButton);
    QString report = QGuiApplication::clipboard()->text();
    QVERIFY2(report.contains(u"Qt "_s + QString::fromLatin1(qVersion())), qPrintable(report));
    QVERIFY(report.contains(QSysInfo::prettyProductName()));
    QVERIFY(!report.contains(u"secret_of_mine"));
    QTest::mouseClick(script, Qt::LeftButton, {}, {8, script->height() / 2});
    QVERIFY(script->isChecked());
    QTest::mouseClick(copy, Qt::LeftButton);
    QVERIFY(QGuiApplication::clipboard()->text().contains(u"secret_of_mine = 1;"));
}

void tst_About::reportWithoutAScript()
{
    const QList<ProgramPart> parts{{u"Latchkey"_s, u"9.8.7"_s, u"GPL-3.0-or-later"_s, u"this"_s}};
    const QString report = programReport(parts, {u"first"_s, u"second"_s});
    QVERIFY(report.startsWith(u"Latchkey 9.8.7\n"));
    QVERIFY(report.contains(u"\nLog, 2 lines:\nfirst\nsecond\n"));
    QVERIFY(!report.contains(u"Script:"));
    QVERIFY(programReport(parts, {}, u"a = 1;"_s).endsWith(u"\nScript:\na = 1;\n"));
}

void tst_About::logKeepsTheLastLines()
{
    MessageLog::install();
    constexpr int kSpoken = MessageLog::kLines + 50;
    for (int i = 0; i < kSpoken; ++i) {
        const QByteArray line = "line " + QByteArray::number(i);
        QTest::ignoreMessage(QtInfoMsg, line.constData());
        qInfo("%s", line.constData());
    }
    const QStringList lines = MessageLog::lines();
    QCOMPARE(lines.size(), MessageLog::kLines);
    QVERIFY2(lines.last().endsWith(u"info line 249"), qPrintable(lines.last()));
    QVERIFY2(lines.first().endsWith(u"info line 50"), qPrintable(lines.first()));
}

void tst_About::logTakesLinesOfOtherThreads()
{
    MessageLog::install();
    QTest::ignoreMessage(QtInfoMsg, "from elsewhere");
    const std::unique_ptr<QThread> thread(QThread::create([] { qInfo("from elsewhere"); }));
    thread->start();
    QVERIFY(thread->wait());
    QTRY_VERIFY(MessageLog::lines().last().endsWith(u"from elsewhere"));
}

QTEST_MAIN(tst_About)
#include "tst_about.moc"
