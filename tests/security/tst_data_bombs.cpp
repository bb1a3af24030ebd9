// SPDX-License-Identifier: GPL-3.0-or-later
// Data that is small to write and large to work on: patterns that explode, JSON that nests, tables with one field of a
// gigabyte, keys that collide. Each gets an answer at once, or its run ends at a limit; never anything else.
#include "tests/sanitized.h"
#include "tests/security/sandbox.h"

#include <QFile>
#include <QJsonDocument>
#include <QTest>

#include <cstdio>

using namespace latchkey;
using namespace latchkey::tests;
using namespace Qt::StringLiterals;

namespace {

bool isThorough()
{
    return qEnvironmentVariableIsSet("LATCHKEY_STRESS");
}

} // namespace

class tst_DataBombs : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_box = std::make_unique<Sandbox>(); }
    void cleanup() { m_box.reset(); }

    void patterns_data();
    void patterns();
    void patternsTellTheTruth();
    void json_data();
    void json();
    void collidingKeys();
    void tableWithOneHugeField();
    void cycles_data();
    void cycles();
    void locales_data();
    void locales();

private:
    std::unique_ptr<Sandbox> m_box;
};

// ---- patterns ---------------------------------------------------------------------------------------------------

void tst_DataBombs::patterns_data()
{
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<QString>("text");
    int number = 0;
    const auto row = [&number](const QString &pattern, const QString &text) {
        QTest::addRow("%03d %s", ++number, qPrintable(pattern.left(60))) << pattern << text;
    };
    const QString a = u"a"_s.repeated(30);
    const QString many = u"a"_s.repeated(2000);
    // Nested quantifiers, overlapping branches, and what follows them.
    for (const char *core :
         {"(a+)+",     "(a*)*",           "(a+)*",     "(a*)+",         "(a|a)+",       "(a|aa)+",     "(a|a?)+",
          "(a|b|ab)*", "(.*)*",           "(.+)+",     "(a?){30}a{30}", "([a-z]+)*",    "(\\w+\\s?)+", "(\\w*)*",
          "((a+)+)+",  "(a+b?)+",         "(a|\\w)*",  "(?:a+)+",       "(?:(?:a+)+)+", "(x+x+)+y",    "(aa|aab?)*",
          "(a+){10,}", "(a{1,10}){1,10}", "(.{1,5})+", "(\\d|\\w)+",    "([^b]+)*"})
        row(QString::fromLatin1(core) + u"$"_s, a + u"!"_s);
    for (const char *core : {"(a+)+", "(a|aa)+", "(\\w+)*", "(.*a){12}", "(a*?)*?", "(a+?)+?", "(\\S+)*"}) {
        row(u"^"_s + QString::fromLatin1(core) + u"b"_s, a + u"c"_s);
        row(u"(?=^"_s + QString::fromLatin1(core) + u"b)a"_s, a + u"c"_s);
        row(QString::fromLatin1(core) + u"\\1b"_s, a);
        row(u"(?i)"_s + QString::fromLatin1(core) + u"Z"_s, a + u"y"_s);
        row(QString::fromLatin1(core) + u"b"_s, many);
    }
    // As they were found in the wild: addresses, numbers, markup, dates, white space, quoted text.
    row(u"^([a-zA-Z0-9])(([\\-.]|[_]+)?([a-zA-Z0-9]+))*(@){1}[a-z0-9]+[.]{1}(([a-z]{2,3})|([a-z]{2,3}[.]{1}[a-z]{2,3}))$"_s,
        a + u"!"_s);
    row(u"^(([a-z])+.)+[A-Z]([a-z])+$"_s, a);
    row(u"^([0-9a-zA-Z]([-.\\w]*[0-9a-zA-Z])*@([0-9a-zA-Z][-\\w]*[0-9a-zA-Z]\\.)+[a-zA-Z]{2,9})$"_s, a + u"@"_s);
    row(u"^\\d*[0-9](|.\\d*[0-9]|)*$"_s, u"1"_s.repeated(30) + u"x"_s);
    row(u"(\\s*)*;"_s, u" "_s.repeated(3000));
    row(u"\\s+$"_s, u" "_s.repeated(20000) + u"x"_s);
    row(u"[\\s\\u200c]+$"_s, u" "_s.repeated(20000) + u"x"_s);
    row(u"^(?:.?(?:.?)*)+x$"_s, a);
    row(u"<(\\w+)(\\s+\\w+=\"[^\"]*\")*\\s*>"_s, u"<a "_s + u"b=\"c\" "_s.repeated(300) + u"!"_s);
    row(u"(?:\"(?:\\\\.|[^\"])*\"\\s*)+;"_s, u"\"a\" "_s.repeated(300));
    row(u"(?:(?:\\\"|\\')(?:.*?)(?:\\\"|\\')\\s*,?\\s*)+]"_s, u"'a', "_s.repeated(100));
    row(u"^(a|b|c|ab|bc|abc)*$"_s, u"abc"_s.repeated(40) + u"x"_s);
    row(u"(.*),(.*),(.*),(.*),(.*),(.*),(.*),(.*),(.*),(.*),(.*)!"_s, u","_s.repeated(200));
    row(u".*.*.*.*.*.*.*.*.*.*.*x"_s, u"a"_s.repeated(300));
    row(u".*?.*?.*?.*?.*?.*?.*?.*?x"_s, u"a"_s.repeated(300));
    row(u"(?:.|\\n)*?end"_s, u"a\n"_s.repeated(20000));
    row(u"((?:a|b)*)*c"_s, u"ab"_s.repeated(20));
    row(u"(a(b(c(d(e)*)*)*)*)*x"_s, u"abcde"_s.repeated(20));
    row(u"^(?=(a+)+$)"_s, a + u"b"_s);
    row(u"^(?!(a+)+$)b"_s, a + u"b"_s);
    row(u"(?<=a)(a+)+b"_s, a);
    row(u"(?:a(?=(a+)+c))*b"_s, a);
    row(u"(\\w+)\\s+\\1\\s+\\1$"_s, u"a "_s.repeated(2000));
    row(u"(a*)(a*)(a*)(a*)(a*)(a*)(a*)(a*)b"_s, a);
    row(u"(a|ab)(c|bcd)(d*)e"_s, u"abcd"_s.repeated(500));
    row(u"(?P<x>a+)+(?(x)b|c)d"_s, a);
    row(u"[a-z]+[a-z]+[a-z]+[a-z]+[a-z]+[a-z]+[a-z]+1"_s, u"a"_s.repeated(200));
    row(u"(([^/]+)/)*x"_s, u"abc/"_s.repeated(500));
    row(u"(\\((?:[^()]|\\([^()]*\\))*\\))+x"_s, u"("_s.repeated(300));
    row(u"(,[^,]*)*;"_s, u","_s.repeated(3000));
    row(u"^(\\-|\\+)?([0-9]+|[0-9]+\\.[0-9]*|\\.[0-9]+)+$"_s, u"1"_s.repeated(40) + u"e"_s);
    row(u"(?:0|1|2|3|4|5|6|7|8|9|10|11|12)+x"_s, u"1011"_s.repeated(100));
    row(u"^((ab)*(ba)*)*$"_s, u"abba"_s.repeated(20) + u"c"_s);
    row(u"(a{0,50}){0,50}b"_s, u"a"_s.repeated(100));
    row(u"((a{0,5}){0,5}){0,5}b"_s, u"a"_s.repeated(60));
    row(u"(?:(?:(?:(?:a)*)*)*)*b"_s, a);
    row(u"\\b(\\w+\\b\\W*)+!"_s, u"word "_s.repeated(60));
    row(u"(\\p)*"_s, a); // no pattern at all
    row(u"(?>a+)b"_s, many);
    row(u"a++b"_s, many);
    row(u"(x*)*(x*)*(x*)*y"_s, u"x"_s.repeated(40));
    row(u"^(?:a?){100}a{100}$"_s, u"a"_s.repeated(99));
}

/// 100 ms to an answer, or the limit of matching says so; the run goes on in either case.
void tst_DataBombs::patterns()
{
    QFETCH(QString, pattern);
    QFETCH(QString, text);
    runs::RunOptions options;
    options.context = {{u"pattern"_s, pattern}, {u"text"_s, text}};
    options.timeoutSeconds = 10;
    options.memoryLimit = 64 << 20;
    const QByteArray output = m_box->run(R"(
import regex;
for (way in [fn() => regex.search(pattern, text) != null, fn() => regex.fullmatch(pattern, text) != null,
             fn() => len(regex.findall(pattern, text)) >= 0]) {
    try { way(); print("answer"); } except (e) { print(e.message == "Regex match limit exceeded" || e.message.startswith("Invalid regex") ? "limit" : e.message); }
}
)",
                                         {}, options);
    QVERIFY2(m_box->last()->result().success, m_box->last()->result().toJsonText().constData());
    QCOMPARE(output.count("answer\n") + output.count("limit\n"), 3);
    // Three ways, on a machine that others use too.
    QVERIFY2(m_box->last()->result().cpuTime < 1.0, qPrintable(QString::number(m_box->last()->result().cpuTime)));
}

/// What is given as an answer is the answer, also near the limit.
void tst_DataBombs::patternsTellTheTruth()
{
    const QByteArray output = m_box->run(R"(
import regex;
wrong = 0;
for (n in range(1, 26)) {
    try { if (regex.fullmatch("(a|aa)+", "a" * n) == null) { wrong = wrong + 1; } } except (e) { }
    try { if (regex.fullmatch("(a|aa)+", "a" * n + "b") != null) { wrong = wrong + 1; } } except (e) { }
    try { if (regex.search("(a+)+$", "a" * n) == null) { wrong = wrong + 1; } } except (e) { }
}
print(wrong);
)",
                                         {});
    QCOMPARE(output, "0\n");
}

// ---- JSON -------------------------------------------------------------------------------------------------------

void tst_DataBombs::json_data()
{
    QTest::addColumn<QString>("source");
    QTest::addColumn<QString>("expected"); // "stopped" for a memory limit
    const auto row = [](const char *name, const char *source, const char *expected) {
        QTest::newRow(name) << QString::fromUtf8(source) << QString::fromUtf8(expected);
    };
    const char *tooDeep = "JSON parsing failed: nesting deeper than 10000";
    row("arrays, a hundred thousand deep", "json.parse('[' * 100000 + ']' * 100000)", tooDeep);
    row("arrays that never close", "json.parse('[' * 1000000)", tooDeep);
    row("objects, a hundred thousand deep", "json.parse('{\"a\":' * 100000 + '1' + '}' * 100000)", tooDeep);
    row("just deep enough", "len(json.stringify(json.parse('[' * 10000 + ']' * 10000)))", "20000");
    row("1e999", "json.parse('[1e999, -1e999]')", "[inf, -inf]");
    row("a number of a million digits", "json.validate('1' * 1000000) || true", "true");
    row("a fraction of a million digits", "json.parse('0.' + '1' * 1000000) > 0.1", "true");
    row("an exponent of a million digits", "json.parse('1e' + '9' * 1000000)", "inf");
    row("an exponent below everything", "json.parse('1e-' + '9' * 1000000)", "0.0");
    row("lone surrogates", "json.stringify(json.parse('\"\\\\ud800 \\\\udfff\"'))", "\"\\ud800 \\udfff\"");
    row("a key twice", "json.parse('{\"a\": 1, \"b\": 2, \"a\": 3}')", "{'a': 3, 'b': 2}");
    row("a hundred thousand equal keys", "json.parse('{' + '\"a\": 1,' * 100000 + '\"a\": 2}')", "{'a': 2}");
    row("two million small numbers", "len(json.parse('[' + '1,' * 2000000 + '1]'))", "2000001");
    row("more than fits", "len(json.parse('[' + '{},' * 3000000 + '1]'))", "stopped");
    row("a shared structure of 2^30 leaves", "doubled(30)", "stopped");
    row("a shared structure, drawn out", "prettyDoubled(30)", "stopped");
    row("a structure that holds itself", "ring()", "JSON serialization failed: Circular reference detected");
    row("a hundred thousand deep, written", "deep()", "JSON serialization failed: nesting deeper than 10000");
    row("escapes that grow six times", "len(json.stringify('\\\\' * 0 + chr(1) * 5000000))", "30000002");
    row("escapes that grow beyond the limit", "len(json.stringify(chr(1) * 20000000))", "stopped");
    row("a text of 20 MB", "len(json.parse('\"' + 'x' * 20000000 + '\"'))", "20000000");
}

void tst_DataBombs::json()
{
    QFETCH(QString, source);
    QFETCH(QString, expected);
    runs::RunOptions options;
    options.memoryLimit = 128 << 20;
    options.timeoutSeconds = 120; // memory is what must end it, under a sanitizer and beside other work too
    m_box->run(R"(
import json;
function grow(n) { x = [1, 2]; for (i in range(n)) { x = [x, x]; } return x; }
function doubled(n) { return len(json.stringify(grow(n))); }
function prettyDoubled(n) { return len(json.prettyPrint(grow(n))); }
function ring() { x = [1]; x.append({inner: x}); return json.stringify(x); }
function deep() { x = []; for (i in range(100000)) { x = [x]; } return json.stringify(x); }
try { result = str()" +
                   source.toUtf8() +
                   R"(); } except (e) { result = e.message; }
)",
               {}, options);
    const runs::RunResult &result = m_box->last()->result();
    if (expected == "stopped"_L1) {
        QVERIFY2(result.error && result.error->kind == syntax::ErrorKind::ResourceLimit,
                 result.toJsonText().left(500).constData());
    } else {
        QVERIFY2(result.success, result.toJsonText().left(500).constData());
        QCOMPARE(result.value.text().left(200), expected);
    }
    if (!tests::kSanitized) QVERIFY2(result.cpuTime < 5, qPrintable(QString::number(result.cpuTime)));
    QVERIFY(result.peakMemory <= options.memoryLimit * 5 / 4);
}

/// Keys chosen to fall into one place of a plain hash table take no longer than others.
void tst_DataBombs::collidingKeys()
{
    const char *const kSource = R"(
import json; import functional;
function fill(keys) { o = {}; for (k in keys) { o[k] = 1; } return len(o); }
keys = %1;
result = fill(keys);
)";
    const auto seconds = [&](const QString &keys) {
        m_box->run(QString::fromLatin1(kSource).arg(keys).toUtf8(), {});
        return m_box->last()->result().success ? m_box->last()->result().executionTime : 1e9;
    };
    const QString plain = u"functional.times(200000, fn(i) => i * 7919)"_s;
    const double base = seconds(plain);
    QVERIFY(base < 1e9);
    for (const QString &keys :
         {u"functional.times(200000, fn(i) => i * 4294967296)"_s, u"functional.times(200000, fn(i) => i * 1048576)"_s,
          u"functional.times(200000, fn(i) => i + 0.5)"_s, u"functional.times(200000, fn(i) => i * 1e10 + 0.5)"_s,
          u"functional.times(200000, fn(i) => \"a\" * (i % 300) + str(i))"_s,
          u"functional.times(200000, fn(i) => -i * 65536)"_s})
        QVERIFY2(seconds(keys) < base * 10 + 0.5, qPrintable(keys));
    // One JSON object with as many members.
    m_box->run(
        "import json; import functional; t = '{' + ','.join(functional.times(100000, fn(i) => '\"' + str(i * 65536) + "
        "'\": 1')) + '}'; result = len(json.parse(t));",
        {});
    QCOMPARE(m_box->last()->result().value.text(), u"100000"_s);
    if (!tests::kSanitized) QVERIFY(m_box->last()->result().cpuTime < 3);
}

// ---- tables -----------------------------------------------------------------------------------------------------

/// A file of one quoted field: read within the memory limit or refused, counted without being held as a whole.
void tst_DataBombs::tableWithOneHugeField()
{
    const qint64 megabytes = isThorough() ? 1024 : 96;
    const QString path = m_box->home() + u"/data/huge.csv"_s;
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("name\n\"");
    const QByteArray block(1 << 20, 'x');
    for (qint64 i = 0; i < megabytes; ++i) file.write(block);
    file.close(); // never closed
    runs::RunOptions options;
    options.memoryLimit = 64 << 20;
    options.timeoutSeconds = 60;
    const QByteArray output = m_box->run(R"(
import csv;
for (call in [fn() => csv.get_headers("data/huge.csv"), fn() => csv.count_rows("data/huge.csv"),
              fn() => len(csv.read("data/huge.csv"))]) {
    try { print(call()); } except (e) { print(e.name, e.message); }
}
)",
                                         {u"file.read:./data/*"_s}, options);
    QCOMPARE(output, "['name']\n1\nio_error file too large: 'data/huge.csv'\n");
    QVERIFY(m_box->last()->result().peakMemory <= options.memoryLimit * 5 / 4);
}

// ---- cycles -----------------------------------------------------------------------------------------------------

void tst_DataBombs::cycles_data()
{
    QTest::addColumn<QString>("expression");
    for (const char *expression : {"str(a)",
                                   "str(o)",
                                   "print(a)",
                                   "a == a",
                                   "a == b",
                                   "o == p",
                                   "json.stringify(a)",
                                   "json.prettyPrint(o)",
                                   "collections.unique([a, b])",
                                   "collections.contains([a], b)",
                                   "collections.indexOf([a], b)",
                                   "collections.sort([a, b])",
                                   "collections.flatten([a, a])",
                                   "functional.unique([a, b])",
                                   "json.merge(o, p)",
                                   "csv.write_string([a])",
                                   "csv.write_string([[o]])",
                                   "console.log(a, o)",
                                   "log.info('x', o)",
                                   "{k: a}",
                                   "[a] == [b]",
                                   "str(deep)",
                                   "deep == deep2",
                                   "json.stringify(deep)",
                                   "collections.sort([deep, deep2])",
                                   "print(deep)",
                                   "collections.contains([deep], deep2)",
                                   "math.max(a, b)",
                                   "math.max(deep, deep2)",
                                   "a < b",
                                   "a + a",
                                   "functional.memoize(fn(x) => 1)(a)",
                                   "functional.groupBy(fn(x) => str(x), [a])",
                                   "'{}'.format(a)",
                                   "len(str(o))",
                                   "env.set('APP', a)",
                                   "file.writeLines('data/w', [a])",
                                   "crypto.md5(str(a))",
                                   "regex.sub('a', fn(m) => str(a), 'a')"})
        QTest::newRow(expression) << QString::fromUtf8(expression);
}

void tst_DataBombs::cycles()
{
    QFETCH(QString, expression);
    runs::RunOptions options;
    options.memoryLimit = 256 << 20;
    options.timeoutSeconds = 10;
    m_box->run(R"(
import json; import collections; import functional; import csv; import console; import log; import math; import env;
import file; import crypto; import regex;
a = [1]; a.append(a); b = [1]; b.append(b);
o = {x: 1}; o.self = o; p = {x: 1}; p.self = p;
deep = []; for (i in range(200000)) { deep = [deep]; }
deep2 = []; for (i in range(200000)) { deep2 = [deep2]; }
try { )" + expression.toUtf8() +
                   R"(; } except (e) { print(e.name); }
result = "ended";
)",
               {u"env.write"_s, u"file.*:./data/**"_s}, options);
    const runs::RunResult &result = m_box->last()->result();
    QVERIFY2(result.success || result.error->kind == syntax::ErrorKind::ResourceLimit,
             result.toJsonText().left(300).constData());
    if (!tests::kSanitized) QVERIFY2(result.cpuTime < 3, qPrintable(QString::number(result.cpuTime)));
}

// ---- locales ----------------------------------------------------------------------------------------------------

void tst_DataBombs::locales_data()
{
    QTest::addColumn<QByteArray>("locale");
    for (const char *locale : {"C", "C.UTF-8", "de_DE.UTF-8", "tr_TR.UTF-8", "ar_EG.UTF-8", "fa_IR.UTF-8"})
        QTest::newRow(locale) << QByteArray(locale);
}

/// The same text for numbers, dates and cases wherever the process stands.
void tst_DataBombs::locales()
{
    QFETCH(QByteArray, locale);
    const QByteArray old = qgetenv("LC_ALL");
    qputenv("LC_ALL", locale);
    setlocale(LC_ALL, "");
    QLocale::setDefault(QLocale(QString::fromLatin1(locale)));
    const QByteArray output = m_box->run(R"(
import json; import datetime; import math;
print(1.5, 1234567.891, 1e20, str(0.1));
print("TITLE".lower(), "title".upper(), "İı".lower(), "straße".upper());
print(json.stringify([1.5, 1e300]), json.parse("1.5"), float("1.5"), int("12"));
print(datetime.create(2024, 3, 1).format("%A %B %a %b %c %x %X %p"));
l = ["b", "ä", "a", "Z"]; l.sort(); print(l);
)",
                                         {});
    setlocale(LC_ALL, "C.UTF-8");
    qputenv("LC_ALL", old);
    QLocale::setDefault(QLocale::c());
    static QByteArray first;
    if (first.isEmpty()) first = output;
    QVERIFY2(m_box->last()->result().success, m_box->last()->result().toJsonText().constData());
    QCOMPARE(output, first);
    QVERIFY(output.contains("Friday March Fri Mar"));
}

QTEST_GUILESS_MAIN(tst_DataBombs)
#include "tst_data_bombs.moc"
