// SPDX-License-Identifier: GPL-3.0-or-later
//
// The settings file: JSON with comments, changed in place; watched, written in the background, damaged, and fought
// over.
#include "ui/settings/json_text.h"
#include "ui/settings/settings_file.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace latchkey::settings;

class tst_SettingsFile : public QObject
{
    Q_OBJECT

private slots:
    void parses_data();
    void parses();
    void tellsTheLineOfAFault_data();
    void tellsTheLineOfAFault();
    void sets_data();
    void sets();
    void removes_data();
    void removes();
    void randomEditsKeepCommentsAndOtherValues();
    void writesAndReadsBack();
    void manyChangesOneWrite();
    void editsByHandArrive();
    void editsByHandSurviveAWrite();
    void damageKeepsWhatHeld();
    void damagedFileIsSetAside();
    void damagedAtTheStart();
    void mendedByHand();
    void deletedFileMeansUsualValues();
    void readOnlyFolderIsTold();
    void endingWritesWhatIsPending();

private:
    static QByteArray contentOf(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("(none)");
    }
    static void write(const QString &path, const QByteArray &text)
    {
        QFile file(path + u".new"_s);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
        file.close();
        QFile::remove(path);
        QVERIFY(QFile::rename(path + u".new"_s, path));
    }
};

void tst_SettingsFile::parses_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("members");
    QTest::newRow("nothing") << QByteArray() << 0;
    QTest::newRow("only a comment") << QByteArray("// later\n") << 0;
    QTest::newRow("plain") << QByteArray(R"({"a": 1, "b": [1, 2]})") << 2;
    QTest::newRow("line comments") << QByteArray("{ // one\n\"a\": 1 // two\n}") << 1;
    QTest::newRow("block comment inside") << QByteArray("{\"a\": /* x */ 1}") << 1;
    QTest::newRow("comma at the end") << QByteArray("{\"a\": 1, \"b\": [1,],}") << 2;
    QTest::newRow("slashes in a string") << QByteArray(R"({"a": "http://x/*y*/"})") << 1;
    QTest::newRow("quote in a string") << QByteArray(R"({"a": "\"//", "b": 1})") << 2;
    QTest::newRow("an array is none") << QByteArray("[1]") << -1;
    QTest::newRow("unfinished") << QByteArray("{\"a\": 1") << -1;
    QTest::newRow("comment never closed") << QByteArray("{\"a\": 1} /* ") << 1;
}

void tst_SettingsFile::parses()
{
    QFETCH(QByteArray, text);
    QFETCH(int, members);
    const auto object = parseJsonText(text);
    QCOMPARE(object ? int(object->size()) : -1, members);
}

void tst_SettingsFile::tellsTheLineOfAFault_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("line");
    QTest::newRow("missing comma") << QByteArray("{\n  \"a\": 1\n  \"b\": 2\n}\n") << 2;
    QTest::newRow("no value") << QByteArray("{\n  \"a\": yes,\n  \"b\": 2\n}\n") << 2;
    QTest::newRow("end missing") << QByteArray("{\n  \"a\": 1,\n  \"b\": 2\n") << 3;
    QTest::newRow("missing colon") << QByteArray("{\n  \"a\" 1\n}\n") << 2;
    QTest::newRow("below a comment") << QByteArray("// x\n/* y\n z */\n{\n  \"a\": ,\n}\n") << 5;
}

void tst_SettingsFile::tellsTheLineOfAFault()
{
    QFETCH(QByteArray, text);
    QFETCH(int, line);
    const auto object = parseJsonText(text);
    QVERIFY(!object);
    QCOMPARE(object.error().line, line);
    QVERIFY(!object.error().message.isEmpty());
}

void tst_SettingsFile::sets_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("after");
    QTest::newRow("into nothing") << QByteArray() << QByteArray("{\n    \"k\": 7\n}\n");
    QTest::newRow("below a comment") << QByteArray("// mine\n") << QByteArray("// mine\n{\n    \"k\": 7\n}\n");
    QTest::newRow("into an empty object") << QByteArray("{\n}\n") << QByteArray("{\n    \"k\": 7\n}\n");
    QTest::newRow("on one line") << QByteArray("{}") << QByteArray("{\n    \"k\": 7\n}");
    QTest::newRow("another value") << QByteArray("{\n  \"k\": [1, {\"k\": 2}] // why\n}\n")
                                   << QByteArray("{\n  \"k\": 7 // why\n}\n");
    QTest::newRow("behind the last") << QByteArray("{\n  \"a\": 1 // one\n}\n")
                                     << QByteArray("{\n  \"a\": 1, // one\n  \"k\": 7\n}\n");
    QTest::newRow("behind a comma") << QByteArray("{\n  \"a\": 1,\n}\n")
                                    << QByteArray("{\n  \"a\": 1,\n  \"k\": 7\n}\n");
    QTest::newRow("behind a last comment")
        << QByteArray("{\n  \"a\": 1\n  // end\n}\n") << QByteArray("{\n  \"a\": 1,\n  // end\n  \"k\": 7\n}\n");
    QTest::newRow("not the one inside") << QByteArray("{\n    \"a\": {\"k\": 1}\n}\n")
                                        << QByteArray("{\n    \"a\": {\"k\": 1},\n    \"k\": 7\n}\n");
    QTest::newRow("the last of two") << QByteArray("{\"k\": 1, \"k\": 2}") << QByteArray("{\"k\": 1, \"k\": 7}");
}

void tst_SettingsFile::sets()
{
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, after);
    QCOMPARE(withMember(before, u"k"_s, 7), after);
}

void tst_SettingsFile::removes_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("after");
    QTest::newRow("is not there") << QByteArray("{\"a\": 1}") << QByteArray("{\"a\": 1}");
    QTest::newRow("the only one") << QByteArray("{\n    \"k\": 7\n}\n") << QByteArray("{\n}\n");
    QTest::newRow("the first") << QByteArray("{\n  \"k\": 7,\n  \"a\": 1\n}\n") << QByteArray("{\n  \"a\": 1\n}\n");
    QTest::newRow("the last") << QByteArray("{\n  \"a\": 1,\n  \"k\": 7\n}\n") << QByteArray("{\n  \"a\": 1\n}\n");
    QTest::newRow("a comment stays") << QByteArray("{\n  // why\n  \"k\": 7\n}\n") << QByteArray("{\n  // why\n}\n");
    QTest::newRow("both of two") << QByteArray("{\"k\": 1, \"k\": 2}") << QByteArray("{ }");
}

void tst_SettingsFile::removes()
{
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, after);
    const QByteArray made = withoutMember(before, u"k"_s);
    QVERIFY2(parseJsonText(made), made.constData());
    QCOMPARE(made.simplified(), after.simplified());
}

void tst_SettingsFile::randomEditsKeepCommentsAndOtherValues()
{
    QRandomGenerator random(7);
    QByteArray text = "// head\n{\n    // first\n    \"stays\": {\"a\": [1, 2]}, /* tail */\n}\n// foot\n";
    QJsonObject expected = *parseJsonText(text);
    for (int i = 0; i < 3000; ++i) {
        const QString key = u"k%1"_s.arg(random.bounded(8));
        if (random.bounded(3) == 0) {
            text = withoutMember(text, key);
            expected.remove(key);
        } else {
            const QJsonValue value =
                random.bounded(2) == 0 ? QJsonValue(int(random.bounded(100))) : QJsonValue(u"// \" } ] , é"_s);
            text = withMember(text, key, value);
            expected[key] = value;
        }
        const auto now = parseJsonText(text);
        QVERIFY2(now, text.constData());
        QCOMPARE(*now, expected);
        for (const char *comment : {"// head", "// first", "/* tail */", "// foot"}) QVERIFY(text.contains(comment));
    }
    QVERIFY(text.size() < 2000); // nothing piles up
}

void tst_SettingsFile::writesAndReadsBack()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"new/settings.json"_s);
    {
        SettingsFile file(path, "// hello\n{\n}\n");
        file.set(u"a"_s, 1);
        QCOMPARE(file.value(u"a"_s).toInt(), 1); // at once
        QTRY_VERIFY(contentOf(path).contains("\"a\": 1"));
    }
    QVERIFY(contentOf(path).startsWith("// hello\n"));
    QCOMPARE(QFile::permissions(path) & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
    QCOMPARE(SettingsFile(path).value(u"a"_s).toInt(), 1);
}

void tst_SettingsFile::manyChangesOneWrite()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"s.json"_s);
    SettingsFile file(path);
    for (int i = 0; i < 1000; ++i) file.set(u"zoom"_s, i);
    QTRY_VERIFY(contentOf(path).contains("999"));
    QCOMPARE(file.value(u"zoom"_s).toInt(), 999);
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files).size(), 1); // nothing is left beside it
}

void tst_SettingsFile::editsByHandArrive()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"s.json"_s);
    write(path, "{\"a\": 1, \"b\": 2, \"c\": 3}");
    SettingsFile file(path);
    QSignalSpy changed(&file, &SettingsFile::changed);
    write(path, "{\"a\": 1, \"b\": 5, \"d\": 4}");
    QTRY_COMPARE(changed.size(), 1);
    QStringList keys = changed.first().first().toStringList();
    keys.sort();
    QCOMPARE(keys, (QStringList{u"b"_s, u"c"_s, u"d"_s}));
    QCOMPARE(file.value(u"b"_s).toInt(), 5);
    QVERIFY(file.value(u"c"_s).isUndefined());
}

void tst_SettingsFile::editsByHandSurviveAWrite()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"s.json"_s);
    write(path, "{\n    \"a\": 1\n}\n");
    SettingsFile file(path);
    write(path, "{\n    // by hand\n    \"a\": 1,\n    \"future\": true\n}\n");
    file.set(u"a"_s, 2); // before the change was noticed
    QTRY_COMPARE(contentOf(path), QByteArray("{\n    // by hand\n    \"a\": 2,\n    \"future\": true\n}\n"));
    QTRY_COMPARE(file.value(u"future"_s).toBool(), true);
}

void tst_SettingsFile::damageKeepsWhatHeld()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"s.json"_s);
    write(path, "{\"a\": 1}");
    SettingsFile file(path);
    QSignalSpy damaged(&file, &SettingsFile::damageChanged);
    write(path, "{\"a\": 2,, }");
    QTRY_COMPARE(damaged.size(), 1);
    QVERIFY(file.damage().contains(u"line 1"_s));
    QCOMPARE(file.value(u"a"_s).toInt(), 1);
    QCOMPARE(contentOf(path), QByteArray("{\"a\": 2,, }")); // somebody is at work there
}

void tst_SettingsFile::damagedFileIsSetAside()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"s.json"_s);
    write(path, "{\"a\": 1}");
    SettingsFile file(path);
    QSignalSpy damaged(&file, &SettingsFile::damageChanged), aside(&file, &SettingsFile::setAside);
    write(path, "{\"a\": broken");
    QTRY_COMPARE(damaged.size(), 1);
    file.set(u"b"_s, 2);
    QTRY_COMPARE(aside.size(), 1);
    QCOMPARE(contentOf(aside.first().first().toString()), QByteArray("{\"a\": broken"));
    QCOMPARE(*parseJsonText(contentOf(path)), (QJsonObject{{u"a"_s, 1}, {u"b"_s, 2}}));
    QVERIFY(file.damage().isEmpty());
    // Once more: the first one kept is not written over.
    write(path, "}");
    QTRY_VERIFY(!file.damage().isEmpty());
    file.set(u"b"_s, 3);
    QTRY_COMPARE(aside.size(), 2);
    QVERIFY(aside[0] != aside[1]);
}

void tst_SettingsFile::damagedAtTheStart()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"s.json"_s);
    write(path, QByteArray("\0\0\0\0", 4));
    SettingsFile file(path);
    QVERIFY(!file.damage().isEmpty());
    QVERIFY(file.values().isEmpty());
}

void tst_SettingsFile::mendedByHand()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"s.json"_s);
    write(path, "{");
    SettingsFile file(path);
    QSignalSpy damaged(&file, &SettingsFile::damageChanged);
    write(path, "{\"a\": 3}");
    QTRY_COMPARE(file.value(u"a"_s).toInt(), 3);
    QCOMPARE(damaged.size(), 1);
    QVERIFY(file.damage().isEmpty());
}

void tst_SettingsFile::deletedFileMeansUsualValues()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"s.json"_s);
    write(path, "{\"a\": 1}");
    SettingsFile file(path);
    QFile::remove(path);
    QTRY_VERIFY(file.value(u"a"_s).isUndefined());
    file.set(u"b"_s, 1);
    QTRY_VERIFY(contentOf(path).contains("\"b\": 1"));
}

void tst_SettingsFile::readOnlyFolderIsTold()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"s.json"_s);
    QVERIFY(QDir().mkdir(path)); // a folder in its place can not be written, whoever one is
    SettingsFile file(path);
    QSignalSpy failed(&file, &SettingsFile::failed);
    file.set(u"a"_s, 1);
    QTRY_COMPARE(failed.size(), 1);
    QVERIFY(!failed.first().first().toString().isEmpty());
    QCOMPARE(file.value(u"a"_s).toInt(), 1); // holds for now
}

void tst_SettingsFile::endingWritesWhatIsPending()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"s.json"_s);
    {
        SettingsFile file(path);
        file.set(u"a"_s, 1);
        QCoreApplication::processEvents(); // the first write is under way
        file.set(u"b"_s, 2);
    }
    QCOMPARE(*parseJsonText(contentOf(path)), (QJsonObject{{u"a"_s, 1}, {u"b"_s, 2}}));
}

QTEST_MAIN(tst_SettingsFile)
#include "tst_settings_file.moc"
