// SPDX-License-Identifier: GPL-3.0-or-later
//
// The inputs that are kept: what is found going back, what a file holds, and files that are damaged, missing or can
// not be written.
#include "ui/session/session_history.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

using namespace Qt::StringLiterals;
using latchkey::session::SessionHistory;

class tst_SessionHistory : public QObject
{
    Q_OBJECT

private slots:
    void goesBack_data();
    void goesBack();
    void equalNeighboursAreOne();
    void isKept();
    void isPrivate();
    void twoWindowsJoin();
    void damage_data();
    void damage();
    void damageLosesNothing();
    void unwritableIsToldOnce();
    void bounds();
    void typedBeforeTheFileIsRead();
    void withoutFile();

private:
    [[nodiscard]] QString fileIn(const QTemporaryDir &folder) const { return folder.filePath(u"state/inputs.json"_s); }
};

namespace {

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("(cannot be read)");
}

QStringList inputsOf(const QString &path)
{
    return SessionHistory::fromJson(contentOf(path)).value_or(QStringList{u"(damaged)"_s});
}

} // namespace

void tst_SessionHistory::goesBack_data()
{
    QTest::addColumn<QString>("prefix");
    QTest::addColumn<QStringList>("found"); ///< going back from the end
    QTest::newRow("all") << QString() << QStringList{u"x = 2"_s, u"print(x)"_s, u"x = 1"_s};
    QTest::newRow("those that begin alike") << u"x"_s << QStringList{u"x = 2"_s, u"x = 1"_s};
    QTest::newRow("none") << u"y"_s << QStringList();
    QTest::newRow("case counts") << u"X"_s << QStringList();
}

void tst_SessionHistory::goesBack()
{
    QFETCH(QString, prefix);
    QFETCH(QStringList, found);
    SessionHistory history({});
    for (const QString &input : {u"x = 1"_s, u"print(x)"_s, u"x = 2"_s}) history.add(input);
    QStringList back;
    for (qsizetype at = history.before(history.inputs().size(), prefix); at >= 0; at = history.before(at, prefix))
        back << history.inputs()[at];
    QCOMPARE(back, found);
    if (found.size() < 2) return;
    QCOMPARE(history.behind(history.before(2, prefix), prefix), 2);
    QCOMPARE(history.behind(2, prefix), -1);
}

void tst_SessionHistory::equalNeighboursAreOne()
{
    SessionHistory history({});
    for (const QString &input : {u"a"_s, u"a"_s, u"b"_s, u"a"_s, u"  "_s, QString()}) history.add(input);
    QCOMPARE(history.inputs(), QStringList({u"a"_s, u"b"_s, u"a"_s}));
}

void tst_SessionHistory::isKept()
{
    QTemporaryDir folder;
    const QString several = u"function f() {\n    return \"\u00e4 \U0001F511\";\n}"_s;
    {
        SessionHistory history(fileIn(folder));
        history.add(u"x = 1"_s);
        QTRY_COMPARE(inputsOf(fileIn(folder)), QStringList{u"x = 1"_s}); // by itself
        history.add(several);
    } // the rest at the end
    SessionHistory history(fileIn(folder));
    QSignalSpy loaded(&history, &SessionHistory::loaded);
    QVERIFY(loaded.wait());
    QCOMPARE(history.inputs(), QStringList({u"x = 1"_s, several}));
}

void tst_SessionHistory::isPrivate()
{
    QTemporaryDir folder;
    SessionHistory(fileIn(folder)).add(u"secret"_s);
    struct stat status{};
    QCOMPARE(::stat(QFile::encodeName(fileIn(folder)).constData(), &status), 0);
    QCOMPARE(status.st_mode & 0777u, 0600u);
}

void tst_SessionHistory::twoWindowsJoin()
{
    QTemporaryDir folder;
    SessionHistory first(fileIn(folder)), second(fileIn(folder));
    QSignalSpy loaded(&second, &SessionHistory::loaded);
    QVERIFY(loaded.wait());
    first.add(u"of the first"_s);
    QTRY_COMPARE(inputsOf(fileIn(folder)), QStringList{u"of the first"_s});
    second.add(u"of the second"_s);
    QTRY_COMPARE(inputsOf(fileIn(folder)), QStringList({u"of the first"_s, u"of the second"_s}));
}

void tst_SessionHistory::damage_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("no JSON") << QByteArray("{\"version\": 1, \"inpu");
    QTest::newRow("another version") << QByteArray("{\"version\": 2, \"inputs\": [\"x\"]}");
    QTest::newRow("a list") << QByteArray("[1, 2]");
    QTest::newRow("bytes") << QByteArray(1000, '\xff');
}

void tst_SessionHistory::damage()
{
    QFETCH(QByteArray, content);
    QVERIFY(!SessionHistory::fromJson(content));
}

void tst_SessionHistory::damageLosesNothing()
{
    QTemporaryDir folder;
    QVERIFY(QDir().mkpath(folder.filePath(u"state"_s)));
    QFile file(fileIn(folder));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("{\"version\": 1, \"inputs\": [\"precious");
    file.close();
    {
        SessionHistory history(fileIn(folder));
        QSignalSpy problem(&history, &SessionHistory::problem);
        QVERIFY(problem.wait());
        QVERIFY2(problem[0][0].toString().contains(u"inputs.json.damaged"_s), qPrintable(problem[0][0].toString()));
        history.add(u"new"_s);
    }
    QVERIFY(contentOf(fileIn(folder) + u".damaged"_s).contains("precious"));
    QCOMPARE(inputsOf(fileIn(folder)), QStringList{u"new"_s});
}

void tst_SessionHistory::unwritableIsToldOnce()
{
    QTemporaryDir folder;
    // A file where the folder should be: no user can write there, root neither.
    QFile blocker(folder.filePath(u"state"_s));
    QVERIFY(blocker.open(QIODevice::WriteOnly));
    blocker.close();
    SessionHistory history(fileIn(folder));
    QSignalSpy problem(&history, &SessionHistory::problem);
    history.add(u"first"_s);
    QVERIFY(problem.wait());
    QCOMPARE(history.inputs(), QStringList{u"first"_s}); // in this window they are there
    QVERIFY(QFile::remove(blocker.fileName()));
    history.add(u"second"_s);
    QTRY_COMPARE(inputsOf(fileIn(folder)), QStringList({u"first"_s, u"second"_s})); // nothing was lost meanwhile
    QVERIFY(problem.size() <= 2);                                                   // reading and writing, once each
}

void tst_SessionHistory::bounds()
{
    QTemporaryDir folder;
    {
        SessionHistory history(fileIn(folder));
        for (int i = 0; i <= SessionHistory::kMostInputs; ++i) history.add(u"x = %1"_s.arg(i));
        QCOMPARE(history.inputs().size(), SessionHistory::kMostInputs);
        QCOMPARE(history.inputs().first(), u"x = 1"_s);
        history.add(QString(SessionHistory::kLongestInput, u'x'));
        QCOMPARE(history.inputs().size(), SessionHistory::kMostInputs);
        const QString last = history.inputs().last();
        history.add(QString(SessionHistory::kLongestInput + 1, u'y'));
        QCOMPARE(history.inputs().last(), last); // one past the longest
    }
    QCOMPARE(inputsOf(fileIn(folder)).size(), SessionHistory::kMostInputs);
    // The file is bounded in bytes, the newest stay.
    QStringList large;
    for (int i = 0; i < 100; ++i) large << QString(SessionHistory::kLongestInput - 10, u'z') + QString::number(i);
    const QByteArray json = SessionHistory::toJson(large);
    QVERIFY2(json.size() <= SessionHistory::kMostBytes, qPrintable(QString::number(json.size())));
    QCOMPARE(SessionHistory::fromJson(json)->last(), large.last());
}

void tst_SessionHistory::typedBeforeTheFileIsRead()
{
    QTemporaryDir folder;
    SessionHistory(fileIn(folder)).add(u"old"_s);
    SessionHistory history(fileIn(folder));
    QSignalSpy loaded(&history, &SessionHistory::loaded);
    history.add(u"new"_s);
    QVERIFY(loaded.wait());
    QCOMPARE(history.inputs(), QStringList({u"old"_s, u"new"_s}));
}

void tst_SessionHistory::withoutFile()
{
    SessionHistory history({});
    QSignalSpy problem(&history, &SessionHistory::problem);
    history.add(u"x"_s);
    QCOMPARE(history.inputs(), QStringList{u"x"_s});
    QVERIFY(problem.isEmpty());
}

QTEST_GUILESS_MAIN(tst_SessionHistory)
#include "tst_session_history.moc"
