// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/capability/capability_string.h"
#include "engine/capability/names.h"

#include <QTest>

using namespace latchkey::capability;

class tst_CapabilityStrings : public QObject
{
    Q_OBJECT

private slots:
    void slips_data();
    void slips();
    void spellings_data();
    void spellings();
    void refused_data();
    void refused();
    void covering_data();
    void covering();
    void classes_data();
    void classes();
    void escapedPatternMatchesOnlyItself();
};

void tst_CapabilityStrings::spellings_data()
{
    QTest::addColumn<QByteArray>("written");
    QTest::addColumn<QByteArray>("canonical");

    QTest::newRow("dotted") << QByteArray("file.read:/data/**") << QByteArray("file.read:/data/**");
    QTest::newRow("dotted without resource") << QByteArray("file.read") << QByteArray("file.read");
    QTest::newRow("a name alone") << QByteArray("file") << QByteArray("file");
    QTest::newRow("colon") << QByteArray("file:read:/data/**") << QByteArray("file.read:/data/**");
    QTest::newRow("colon without resource") << QByteArray("file:read") << QByteArray("file.read");
    QTest::newRow("everything") << QByteArray("*") << QByteArray("*");
    QTest::newRow("everything of the seeds") << QByteArray("*:*:**") << QByteArray("*.*:**");
    QTest::newRow("names fold to lower case, resources do not")
        << QByteArray("File.READ:/Data") << QByteArray("file.read:/Data");
    QTest::newRow("spaces around") << QByteArray("  file.read:a  ") << QByteArray("file.read:a");
    QTest::newRow("deny") << QByteArray("!file.read:./secret/**") << QByteArray("!file.read:./secret/**");
    QTest::newRow("console log") << QByteArray("console:log") << QByteArray("console.write");
    QTest::newRow("console warn") << QByteArray("console:warn") << QByteArray("console.error");
    QTest::newRow("http any method") << QByteArray("http:*:example.com") << QByteArray("network.http:example.com");
    QTest::newRow("http one method") << QByteArray("http:get:https://example.com/**")
                                     << QByteArray("network.http.get:https://example.com/**");
    QTest::newRow("file list") << QByteArray("file:list:/a") << QByteArray("path.read:/a");
    QTest::newRow("system environ") << QByteArray("system:environ:HOME") << QByteArray("env.read:HOME");
    QTest::newRow("execute") << QByteArray("execute:calculations") << QByteArray("execute.calculations");
    QTest::newRow("old project file") << QByteArray("file_read") << QByteArray("file.read");
    QTest::newRow("URL with a port") << QByteArray("network.http:localhost:8080")
                                     << QByteArray("network.http:localhost:8080");
    QTest::newRow("foreign") << QByteArray("database.query:users") << QByteArray("database.query:users");
}

void tst_CapabilityStrings::spellings()
{
    QFETCH(QByteArray, written);
    QFETCH(QByteArray, canonical);
    const auto parsed = parseCapability(written.toStdString());
    QVERIFY2(parsed, parsed ? "" : parsed.error().c_str());
    QCOMPARE(QByteArray::fromStdString(parsed->canonical()), canonical);
    // The canonical form is its own canonical form.
    const auto again = parseCapability(parsed->canonical());
    QVERIFY(again);
    QVERIFY(*again == *parsed);
}

void tst_CapabilityStrings::refused_data()
{
    QTest::addColumn<QByteArray>("written");
    QTest::addColumn<QByteArray>("why");

    QTest::newRow("nothing") << QByteArray("") << QByteArray("empty");
    QTest::newRow("only a deny mark") << QByteArray("!") << QByteArray("empty");
    QTest::newRow("empty resource") << QByteArray("file.read:") << QByteArray("empty resource");
    QTest::newRow("empty part") << QByteArray("file..read") << QByteArray("not a capability name");
    QTest::newRow("starts with a digit") << QByteArray("1file.read") << QByteArray("not a capability name");
    QTest::newRow("space in the name") << QByteArray("file read.x") << QByteArray("not a capability name");
    QTest::newRow("colon, empty operation") << QByteArray("file::x") << QByteArray("not type:operation:resource");
    QTest::newRow("dots upward") << QByteArray("file.read:../x") << QByteArray("'..' in a pattern");
    QTest::newRow("unclosed set") << QByteArray("file.read:[abc") << QByteArray("unclosed '['");
    QTest::newRow("control character") << QByteArray("file.read:a\x1b[31m") << QByteArray("control character");
    QTest::newRow("right-to-left override") << QByteArray("file.read:a\xE2\x80\xAE"
                                                          "b")
                                            << QByteArray("bidirectional control character");
    QTest::newRow("too long") << QByteArray("file.read:" + QByteArray(4097, 'a'))
                              << QByteArray("longer than 4096 bytes");
    QTest::newRow("query in a URL") << QByteArray("network.http:example.com/a?b") << QByteArray("'?' in a URL pattern");
    QTest::newRow("user in a URL") << QByteArray("network.http:https://me@example.com/")
                                   << QByteArray("user information");
    QTest::newRow("other scheme") << QByteArray("network.http:ftp://example.com") << QByteArray("scheme 'ftp'");
    QTest::newRow("port too large") << QByteArray("network.http:example.com:70000") << QByteArray("port outside");
    QTest::newRow("https with http scheme")
        << QByteArray("network.https:http://example.com") << QByteArray("network.https");
}

void tst_CapabilityStrings::refused()
{
    QFETCH(QByteArray, written);
    QFETCH(QByteArray, why);
    const auto parsed = parseCapability(written.toStdString());
    QVERIFY(!parsed);
    const QByteArray message = QByteArray::fromStdString(parsed.error());
    QVERIFY2(message.startsWith("Invalid capability: "), message);
    QVERIFY2(message.contains(why), message);
}

void tst_CapabilityStrings::covering_data()
{
    QTest::addColumn<QByteArray>("granted");
    QTest::addColumn<QByteArray>("needed");
    QTest::addColumn<bool>("covered");

    const auto row = [](const char *granted, const char *needed, bool covered) {
        QTest::addRow("%s %s %s", granted, covered ? "covers" : "does not cover", needed)
            << QByteArray(granted) << QByteArray(needed) << covered;
    };
    row("file.read", "file.read", true);
    row("file", "file.read", true);
    row("file.*", "file.read", true);
    row("*", "file.read", true);
    row("*.*", "network.http.get", true);
    row("*.read", "file.read", true);
    row("network.http", "network.http.get", true);
    row("network.https", "network.http.get", true);
    row("network.http.get", "network.http.post", false);
    row("network.http.get", "network.http", false);
    row("file.read", "file", false);
    row("file.read", "file.write", false);
    row("file.write", "file.append", true);
    row("file.append", "file.write", false);
    row("file.write", "file.delete", false);
    row("file.read", "path.read", false);
    row("file.read", "path.metadata", true);
    row("path.read", "path.metadata", true);
    row("env.read", "path.metadata", false);
    row("fil", "file.read", false);
}

void tst_CapabilityStrings::covering()
{
    QFETCH(QByteArray, granted);
    QFETCH(QByteArray, needed);
    QFETCH(bool, covered);
    QCOMPARE(covers(granted.toStdString(), needed.toStdString()), covered);
}

void tst_CapabilityStrings::classes_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<int>("expected");

    QTest::newRow("file.read") << QByteArray("file.read") << int(NameClass::Guarded);
    QTest::newRow("network.http.get") << QByteArray("network.http.get") << int(NameClass::Guarded);
    QTest::newRow("console.write") << QByteArray("console.write") << int(NameClass::Free);
    QTest::newRow("math.compute") << QByteArray("math.compute") << int(NameClass::Pure);
    QTest::newRow("gui.window") << QByteArray("gui.window") << int(NameClass::Foreign);
    QTest::newRow("unknown") << QByteArray("reader") << int(NameClass::Foreign);
    QTest::newRow("looks like network.http") << QByteArray("network.httpx") << int(NameClass::Foreign);
}

void tst_CapabilityStrings::classes()
{
    QFETCH(QByteArray, name);
    QFETCH(int, expected);
    QCOMPARE(int(classOf(name.toStdString())), expected);
}

void tst_CapabilityStrings::slips_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("likely");
    QTest::newRow("two letters swapped") << QByteArray("flie.read") << QByteArray("file.read");
    QTest::newRow("wrong letter") << QByteArray("path.reed") << QByteArray("path.read");
    QTest::newRow("letter left out") << QByteArray("network.htp") << QByteArray("network.http");
    QTest::newRow("known") << QByteArray("file.read") << QByteArray();
    QTest::newRow("whole module") << QByteArray("file") << QByteArray();
    QTest::newRow("any part") << QByteArray("flie.*") << QByteArray();
    QTest::newRow("of a host") << QByteArray("database.query") << QByteArray();
}

void tst_CapabilityStrings::slips()
{
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, likely);
    QCOMPARE(QByteArray::fromStdString(std::string(likelyName(name.toStdString()))), likely);
}

void tst_CapabilityStrings::escapedPatternMatchesOnlyItself()
{
    QCOMPARE(escapedPattern("/a/b[1]*?\\c"), std::string("/a/b\\[1]\\*\\?\\\\c"));
}

QTEST_APPLESS_MAIN(tst_CapabilityStrings)
#include "tst_capability_strings.moc"
