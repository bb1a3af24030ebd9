// SPDX-License-Identifier: GPL-3.0-or-later
// Access keys and limits of a policy file, and the JSON with comments it is written in.
#include "engine/capability/json_text.h"
#include "engine/capability/policy.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QSet>
#include <QTest>

using namespace latchkey::capability;
using namespace Qt::StringLiterals;

class tst_AccessKeys : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void comments_data();
    void comments();
    void faultsHaveTheirLine();
    void templateChangesNothing();
    void findsTheHolder();
    void keysAreNeverTheSame();
    void refuses_data();
    void refuses();
    void limits();
};

void tst_AccessKeys::comments_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("expected");

    QTest::newRow("none") << QByteArray(R"({"a": 1})") << QByteArray(R"({"a": 1})");
    QTest::newRow("to the end of the line") << QByteArray("[1, // one\n2]") << QByteArray("[1,       \n2]");
    QTest::newRow("over lines") << QByteArray("[/* a\nb */1]") << QByteArray("[    \n    1]");
    QTest::newRow("in a string") << QByteArray(R"(["// no", "/* no */"])") << QByteArray(R"(["// no", "/* no */"])");
    QTest::newRow("behind a quote in a string") << QByteArray(R"(["\"//"] // x)") << QByteArray(R"(["\"//"]     )");
    QTest::newRow("a comma too many") << QByteArray("[1, 2,\n]") << QByteArray("[1, 2 \n]");
    QTest::newRow("a comma before a comment") << QByteArray("{\"a\": 1, // x\n}") << QByteArray("{\"a\": 1      \n}");
    QTest::newRow("a comma in a string") << QByteArray(R"(["a,", "]"])") << QByteArray(R"(["a,", "]"])");
    QTest::newRow("without an end") << QByteArray("[1] /* x") << QByteArray("[1]     ");
    QTest::newRow("a lone slash") << QByteArray("[1] /") << QByteArray("[1] /");
    QTest::newRow("a string without an end") << QByteArray("[\"a\\") << QByteArray("[\"a\\");
}

void tst_AccessKeys::comments()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, expected);
    QCOMPARE(withoutComments(text), expected);
}

void tst_AccessKeys::faultsHaveTheirLine()
{
    const auto parsed = parseWithComments("{\n// a comment\n\"a\": nope\n}");
    QVERIFY(!parsed);
    QVERIFY2(parsed.error().startsWith("line 3: "_L1), qPrintable(parsed.error()));
}

/// As it stands, and with every line that is commented out.
void tst_AccessKeys::templateChangesNothing()
{
    const Policy policy = Policy::parse(policyTemplate(), u"/policy.json"_s);
    QCOMPARE(policy.problems, QStringList());
    QVERIFY(!policy.hasCeiling && policy.denies.empty() && policy.keys.empty() && policy.limits.http == 0);
    QByteArray all;
    for (const QByteArray &line : policyTemplate().split('\n'))
        all += (line.trimmed().startsWith("// \"") ? line.trimmed().sliced(3) : line) + '\n';
    all.replace("sha256:SALT:HASH", hashedKey("k"));
    const Policy full = Policy::parse(all, u"/policy.json"_s);
    QCOMPARE(full.problems, QStringList());
    QVERIFY(full.hasCeiling && full.denies.size() == 2 && full.keys.size() == 1 && full.limits.http == 4);
}

void tst_AccessKeys::findsTheHolder()
{
    const QByteArray admin = makeKey();
    const QByteArray guest = makeKey();
    const QByteArray text = R"({"keys": {"admin": {"hash": ")" + hashedKey(admin) +
                            R"(", "allow": ["file.*", "network.http"]}, "guest": {"hash": ")" + hashedKey(guest) +
                            R"(", "allow": ["math:*"]}}})";
    QVERIFY(!text.contains(admin) && !text.contains(guest));
    const Policy policies[] = {Policy::parse(text, u"/policy.json"_s), Policy()};
    QCOMPARE(policies[0].problems, QStringList());
    QCOMPARE(holderOf(admin, policies)->name, u"admin"_s);
    QCOMPARE(holderOf(admin, policies)->allow.size(), 2u);
    QCOMPARE(holderOf(guest, policies)->name, u"guest"_s);
    for (const QByteArray &wrong : {QByteArray(), QByteArray("guest"), guest + ' ', guest.chopped(1), guest.toUpper(),
                                    hashedKey(guest), QByteArray(100'000, 'x')}) {
        QCOMPARE(holderOf(wrong, policies), AccessKey::nobody());
        QVERIFY(holderOf(wrong, policies)->allow.empty());
    }
}

void tst_AccessKeys::keysAreNeverTheSame()
{
    QSet<QByteArray> seen;
    for (int i = 0; i < 1000; ++i) seen.insert(makeKey());
    QCOMPARE(seen.size(), 1000);
    QVERIFY(seen.begin()->size() >= 40);
    QVERIFY(hashedKey("a") != hashedKey("a")); // each with its own salt
}

void tst_AccessKeys::refuses_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("problem");

    const auto row = [](const char *name, const QByteArray &text, const char *problem) {
        QTest::newRow(name) << text << QString::fromUtf8(problem);
    };
    const QByteArray hash = hashedKey("k");
    row("the key itself", R"({"keys": {"a": {"hash": "secret", "allow": []}}})",
        "the hash of key 'a' is not of the form");
    row("no hash", R"({"keys": {"a": {"allow": ["file.read"]}}})", "the hash of key 'a'");
    row("half a hash", R"({"keys": {"a": {"hash": ")" + hash.chopped(2) + R"("}}})", "the hash of key 'a'");
    row("no salt", R"({"keys": {"a": {"hash": "sha256::)" + hash.last(64) + R"("}}})", "the hash of key 'a'");
    row("no hexadecimal digits", R"({"keys": {"a": {"hash": ")" + hash.chopped(1) + R"(x"}}})", "the hash of key 'a'");
    row("another method", R"({"keys": {"a": {"hash": ")" + QByteArray(hash).replace("sha256", "md5") + R"("}}})",
        "the hash of key 'a'");
    row("an unknown capability form", R"({"keys": {"a": {"hash": ")" + hash + R"(", "allow": ["file.read:"]}}})",
        "Invalid capability");
    row("a deny", R"({"keys": {"a": {"hash": ")" + hash + R"(", "allow": ["!file.read"]}}})", "key 'a' allows a deny");
    row("a misspelt member", R"({"keys": {"a": {"hash": ")" + hash + R"(", "alow": []}}})",
        "key 'a' has an unknown member 'alow'");
    row("keys in an array", R"({"keys": []})", "'keys' is no object");
    row("an unknown limit", R"({"limits": {"htpp": 4}})", "there is no limit 'htpp'");
    row("no request at all", R"({"limits": {"http": 0}})", "the limit 'http' is not a whole number");
    row("half a request", R"({"limits": {"http": 1.5}})", "the limit 'http' is not a whole number");
    row("a limit in words", R"({"limits": {"http": "4"}})", "the limit 'http' is not a whole number");
    row("limits in an array", R"({"limits": [4]})", "'limits' is no object");
    row("an array", "[]", "the policy is no JSON object");
    row("nothing", "", "line 1: ");
}

/// What can not be understood denies everything and knows nobody.
void tst_AccessKeys::refuses()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, problem);
    const Policy policy = Policy::parse(text, u"/policy.json"_s);
    QVERIFY2(policy.problems.value(0).startsWith(problem), qPrintable(policy.problems.join(u'\n')));
    QVERIFY(policy.hasCeiling && policy.ceiling.empty() && policy.keys.empty());
}

void tst_AccessKeys::limits()
{
    using Limits = Policy::Limits;
    QCOMPARE(Limits{}.with({4}).http, 4);
    QCOMPARE(Limits{3}.with({4}).http, 3);
    QCOMPARE(Limits{3}.with({}).http, 3);
    QCOMPARE(Limits{}.with({}).http, 0);
}

QTEST_APPLESS_MAIN(tst_AccessKeys)
#include "tst_access_keys.moc"
