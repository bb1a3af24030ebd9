// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/modules/script_table.h"

#include "engine/modules/library.h"

#include <QTemporaryDir>

using namespace latchkey;
using namespace latchkey::tests;
using namespace Qt::StringLiterals;

class tst_LibraryModules : public QObject
{
    Q_OBJECT

private slots:
    void tablesAreSound();
    void json_data();
    void json() { compareScript(); }
    void collections_data();
    void collections() { compareScript(); }
    void functional_data();
    void functional() { compareScript(); }
    void mathAndRandom_data();
    void mathAndRandom() { compareScript(); }
    void regex_data();
    void regex() { compareScript(); }
    void datetime_data();
    void datetime() { compareScript(); }
    void others_data();
    void others() { compareScript(); }
    void files_data();
    void files();
    void deniedCallsDoNothing();
    void seededSequenceIsFixed();
    void progressReports();
    void deepJsonNeedsNoStack();
    void sameResultsUnderConstantCollection();
};

void tst_LibraryModules::tablesAreSound()
{
    const vm::Library &library = modules::standardLibrary();
    QVERIFY(std::ranges::is_sorted(library.builtins(), {}, &vm::NativeSpec::name));
    QVERIFY(library.modules().size() >= 17);
    for (const vm::StandardModule *module : library.modules()) {
        QVERIFY(library.module(module->name) == module);
        for (const vm::NativeSpec &spec : module->functions) {
            QVERIFY2(!spec.help.empty() && spec.help.ends_with('.') + spec.help.ends_with('?') == 1, spec.name.data());
            QVERIFY2(spec.function || !module->prelude.empty(), spec.name.data());
            QVERIFY(!library.moduleMember(*module, spec.name).isUnset());
        }
    }
    QVERIFY(library.module("nosuch") == nullptr);
}

void tst_LibraryModules::json_data()
{
    scriptColumns();
    scriptRow("numbers", "import json; print(json.parse(\"[-0, 1e3, 12345678901234567890, 1E400, -Infinity]\"));",
              "[0, 1000.0, 12345678901234567890, inf, -inf]");
    scriptRow("surrogates", "import json; print(json.stringify(json.parse('\"\\\\ud83d\\\\ude00 \\\\ud800\"')));",
              "\"\\ud83d\\ude00 \\ud800\"");
    scriptRow("error on a later line", "import json; json.parse(\"[1,\" + chr(10) + \"é x]\");",
              "!value_error: JSON parsing failed: Expecting value: line 2 column 1 (char 4)");
    scriptRow(
        "trailing comma", "import json; json.parse(\"[1, ]\");",
        "!value_error: JSON parsing failed: Illegal trailing comma before end of array: line 1 column 3 (char 2)");
    scriptRow("duplicate keys", "import json; print(json.parse('{\"a\": 1, \"b\": 2, \"a\": 3}'));",
              "{'a': 3, 'b': 2}");
    scriptRow("cycle", "import json; a = []; a.append(a); json.stringify(a);",
              "!value_error: JSON serialization failed: Circular reference detected");
    scriptRow("shared is no cycle", "import json; a = [1]; print(json.stringify([a, a]));", "[[1], [1]]");
    scriptRow("function", "import json; json.stringify([print]);",
              "!type_error: JSON serialization failed: Object of type function is not JSON serializable");
    scriptRow("pretty", "import json; print(json.prettyPrint({a: [1, {}]}, 1));", "{\n \"a\": [\n  1,\n  {}\n ]\n}");
    scriptRow("depth", "import json; print(json.safeParse(\"[]\", 0)); json.safeParse(\"[1]\", 0);",
              "[]\n!value_error: JSON object depth exceeds maximum allowed (0)");
    scriptRow("wrong type", "import json; json.parse(5);",
              "!type_error: json.parse: argument 1 must be a string, got number");
}

void tst_LibraryModules::collections_data()
{
    scriptColumns();
    scriptRow("unique by equality", "import collections; print(collections.unique([1, 1.0, true, [1], [1], \"1\"]));",
              "[1, True, [1], '1']");
    scriptRow("callback never touched", "import collections; print(collections.map([], 5));", "[]");
    scriptRow("error in a callback", "import collections; collections.map([1], fn(x) => x / 0);",
              "!zero_division: division by zero");
    scriptRow("sort a mixture", "import collections; collections.sort([1, \"a\"]);",
              "!type_error: cannot compare string with number");
    scriptRow("chunks of text",
              "import collections; print(collections.chunk(\"abcde\", 2), collections.chunk([1, 2, 3], 0));",
              "['ab', 'cd', 'e'] []");
    scriptRow("removeAt copies",
              "import collections; a = [1]; b = collections.removeAt(a, 5); b.append(2); print(a, "
              "collections.removeAt(\"héy\", 1));",
              "[1] hy");
    scriptRow("count of arguments", "import collections; collections.get([1]);",
              "!type_error: collections.get: expected 2 arguments, got 1");
}

void tst_LibraryModules::functional_data()
{
    scriptColumns();
    scriptRow("curry in steps",
              "import functional; f = functional.curry(fn(a, b, c) => [a, b, c]); print(f(1)()(2)(3, 4), f(1, 2, 3));",
              "[1, 2, 3] [1, 2, 3]");
    scriptRow("partial", "import functional; print(functional.partial(fn(a, b) => a - b, 10)(3));", "7");
    scriptRow("memoize keeps kinds apart",
              "import functional; n = [0]; function f(x) { n[0] = n[0] + 1; return typeof(x); }"
              "m = functional.memoize(f); m(1); m(1.0); m(true); m([1]); m([1]); print(n);",
              "[4]");
    scriptRow("groups named like methods",
              "import functional; print(functional.groupBy(fn(x) => x, [\"get\", \"keys\", \"get\"]));",
              "{'get': ['get', 'get'], 'keys': ['keys']}");
    scriptRow("reduce nothing", "import functional; functional.reduce(fn(a, b) => a, []);",
              "!type_error: reduce() of empty iterable with no initial value");
    scriptRow("compose from right to left",
              "import functional; print(functional.compose(fn(x) => x + 1, fn(x) => x * 2)(5));", "11");
    scriptRow("wrong count", "import functional; functional.pipe(fn(x) => x)(1, 2);",
              "!type_error: fn() takes 1 positional argument but 2 were given");
    scriptRow("range",
              "import functional; print(functional.range(3), functional.range(5, 0, -2)); functional.range(1, 2, 0);",
              "[0, 1, 2] [5, 3, 1]\n!value_error: range: step must not be zero");
}

void tst_LibraryModules::mathAndRandom_data()
{
    scriptColumns();
    scriptRow("sentinels",
              "import math; print(math.sqrt(-1), math.ln(0), math.log(5, 1), math.factorial(-1), math.pow(0, -1));",
              "0 -999 -999 0 0");
    scriptRow("exact powers",
              "import math; print(math.pow(-2, 3), math.pow(2, 70), math.pow(-1, 100000000000000000000001));",
              "-8 1180591620717411303424 -1");
    scriptRow("power just too large", "import math; math.pow(2, 1048577);",
              "!overflow_error: math.pow: result too large");
    scriptRow("power at the limit", "import math; print(math.pow(2, 500000) > 1);", "true");
    scriptRow(
        "round to even",
        "import math; print(math.round(0.5), math.round(1.5), math.round(-2.5), math.floor(1e20), math.ceil(-0.5));",
        "0 2 -2 100000000000000000000 0");
    scriptRow("domain", "import math; math.asin(2);", "!value_error: math domain error");
    scriptRow("logarithm of a huge integer", "import math; print(math.round(math.log(math.pow(10, 1000))));", "1000");
    scriptRow("empty range", "import random; random.randomInt(5, 5);",
              "!value_error: random.randomInt: empty range [5, 5)");
    scriptRow("seed in force",
              "import random; random.setSeed(2.0); a = random.nextInt(); random.setSeed(2); print(a == "
              "random.nextInt(), random.getSeed());",
              "true 2");
    scriptRow("sample is distinct",
              "import random; s = random.sample(range(100), 50); s.sort(); ok = len(s) == 50;"
              "for (i in range(49)) { if (s[i] == s[i + 1]) { ok = false; } } print(ok);",
              "true");
}

void tst_LibraryModules::regex_data()
{
    scriptColumns();
    scriptRow("positions are code points", "import regex; m = regex.search('b+', 'éébb'); print(m.span(), m.value());",
              "[2, 4] bb");
    scriptRow("empty matches", "import regex; print(regex.findall('x*', 'axb'), regex.sub('x*', '-', 'abxd'));",
              "['', 'x', '', ''] -a-b--d-");
    scriptRow("replacement function", "import regex; print(regex.sub('\\d', fn(m) => m.value() * 2, 'a1b2'));",
              "a11b22");
    scriptRow("method with a function", "import regex; print(regex.compile('b').subn(fn(m) => null, 'abc'));",
              "{'result': 'ac', 'count': 1}");
    scriptRow("bad replacement", "import regex; regex.sub('a', fn(m) => 5, 'a');",
              "!type_error: the replacement function must return a string, got number");
    scriptRow("catastrophe is stopped", "import regex; regex.search('(a+)+$', 'a' * 40 + 'b');",
              "!runtime_error: Regex match limit exceeded");
    scriptRow("syntax of others", "import regex; regex.compile('\\p{L}');",
              "!value_error: Invalid regex pattern '\\p{L}': bad escape \\p at position 0");
    scriptRow("verbose",
              "import regex; print(regex.fullmatch('a # one' + chr(10) + ' b', 'ab', regex.VERBOSE()) != null);",
              "true");
    scriptRow("scoped ASCII", "import regex; print(regex.findall('(?a:\\w)', 'aé'), regex.findall('\\w', 'aé'));",
              "['a'] ['a', 'é']");
    scriptRow("no place in an empty text",
              "import regex; print(regex.search('\\B', ''), regex.search('(?a:\\B)', ''), regex.findall('\\B', 'ab'));",
              "None None ['']");
    scriptRow("lone surrogates", "import regex; print(regex.search('b', chr(55296) + 'b').start());", "1");
    scriptRow("outermost group closes last", "import regex; print(regex.search('(?P<a>(?P<b>x))', 'x').lastGroup());",
              "a");
    scriptRow("conditional",
              "import regex; print(regex.fullmatch('(<)?a(?(1)>|!)', '<a>') != null, regex.fullmatch('(<)?a(?(1)>|!)', "
              "'a>'));",
              "true None");
    scriptRow("as deep as may be",
              "import regex; print(regex.isValid('(?:' * 250 + 'a' + ')' * 250), regex.isValid('(?:' * 251 + 'a' + ')' "
              "* 251));",
              "true false");
}

void tst_LibraryModules::datetime_data()
{
    scriptColumns();
    scriptRow("a week that the year lacks", "import datetime; datetime.parseISO('2024-W53');",
              "!value_error: Invalid ISO datetime string '2024-W53': Invalid isoformat string: '2024-W53'");
    scriptRow("leap day",
              "import datetime; print(datetime.create(2024, 2, 28).addDays(1), datetime.createDate(2000, 2, "
              "29).addDays(366));",
              "2024-02-29T00:00:00 2001-03-01");
    scriptRow("first and last day",
              "import datetime; print(datetime.create(1, 1, 1).weekday(), datetime.create(9999, 12, 31).weekday());",
              "0 4");
    scriptRow("week dates",
              "import datetime; print(datetime.parseISO(\"2020-W53-5\"), datetime.parseISO(\"2021W01\"));",
              "2021-01-01T00:00:00 2021-01-04T00:00:00");
    scriptRow("no such week", "import datetime; datetime.parseISO(\"2021-W53-1\");",
              "!value_error: Invalid ISO datetime string '2021-W53-1': Invalid isoformat string: '2021-W53-1'");
    scriptRow("durations as text",
              "import datetime; print(datetime.createDelta(), datetime.createDelta(0, 0, 0, 0.25), "
              "datetime.createDelta(-1, 0, 0, -1));",
              "PT0S PT0.25S -P1DT1S");
    scriptRow("zones",
              "import datetime; a = datetime.parseISO(\"2024-07-01T12:00:00Z\"); "
              "print(a.inZone(datetime.createTimeZone(-5, 30)), a.inZone(\"UTC\").format(\"%Z %z\"));",
              "2024-07-01T06:30:00-05:30 UTC +0000");
    scriptRow("unknown zone", "import datetime; datetime.now(\"Nowhere/Land\");",
              "!value_error: unknown time zone: Nowhere/Land");
    scriptRow("wrong type", "import datetime; datetime.create(true, 1, 1);",
              "!type_error: datetime.create: argument 1 must be an integer, got boolean");
    scriptRow("whole floats are integers", "import datetime; print(datetime.createDate(2024.0, 1, 2));", "2024-01-02");
    scriptRow("wrong method argument", "import datetime; datetime.create(2024, 1, 1).diff(5);",
              "!type_error: DateTimeObject.diff: argument 1 must be a DateTimeObject, got number");
    scriptRow("far business days",
              "import datetime; print(datetime.addBusinessDays(datetime.create(2024, 3, 2), 5000));",
              "2043-05-01T00:00:00");
    scriptRow("in JSON", "import datetime; import json; print(json.stringify([datetime.createDate(2024, 1, 2)]));",
              "[\"2024-01-02\"]");
}

void tst_LibraryModules::others_data()
{
    scriptColumns();
    scriptRow("csv quotes",
              "import csv; print(csv.write_string([[\"a,b\", \"q\\\"\", null]]) == \"\\\"a,b\\\",\\\"q\\\"\\\"\\\",\" "
              "+ chr(13) + chr(10));",
              "true");
    scriptRow("csv text after quotes", "import csv; print(csv.read_string(\"\\\"1\\\"x,2\", \",\", false));",
              "[['1x', '2']]");
    scriptRow("csv lone carriage returns",
              "import csv; print(csv.read_string(\"a\" + chr(13) + \"1\" + chr(13) + \"2\"));",
              "[{'a': '1'}, {'a': '2'}]");
    scriptRow("env is the run's own",
              "import env; env.set(\"LATCHKEY_T\", true); print(env.get(\"LATCHKEY_T\")); env.require(\"LATCHKEY_U\");",
              "true\n!value_error: Required environment variable not set: LATCHKEY_U");
    scriptRow("constant time comparison",
              "import crypto; print(crypto.verify_hmac(\"m\", crypto.hmac(\"m\", \"k\"), \"k\"), "
              "crypto.compare_hash(\"a\", \"ab\"));",
              "true false");
    scriptRow("log as text", "import log; log.set_timestamp(false); log.warn(\"w\", {a: true}); log.debug(\"d\");",
              "WARNING: w | a=true");
    scriptRow("log of wrong data", "import log; log.info(\"x\", 5);",
              "!type_error: log.info: argument 2 must be an object or null, got number");
    scriptRow("sleep", "import async; async.sleep(1000); print(\"up\");", "up");
    scriptRow("paths",
              "import path; print(path.join(\"a\", \"/b\", \"c\", \"\"), path.dirname(\"a//b\"), "
              "path.extname(\".a.b\"), path.normalize(\"//a/../..\"));",
              "/b/c/ a .b /");
    scriptRow("module is read-only", "import math; math.pi = 3;",
              "!type_error: 'module' object does not support item assignment");
}

void tst_LibraryModules::files_data()
{
    scriptColumns();
    scriptRow("write, append, read",
              "import file; file.write(\"d/a.txt\", \"x\"); file.append(\"d/a.txt\", \"y\"); "
              "print(file.read(\"d/a.txt\"), file.size(\"d/a.txt\"));",
              "xy 2");
    scriptRow("newlines",
              "import file; file.write(\"n\", \"a\" + chr(13) + chr(10) + \"b\" + chr(13)); "
              "print(file.readLines(\"n\"), file.size(\"n\"));",
              "['a', 'b'] 5");
    scriptRow(
        "utf-16 with a mark",
        "import file; file.write(\"u\", \"é😀\", \"UTF_16\"); print(file.size(\"u\"), file.read(\"u\", \"utf-16\"));",
        "8 é😀");
    scriptRow("not in this encoding", "import file; file.write(\"w\", \"€\", \"latin-1\");",
              "!value_error: cannot encode character U+20AC in latin-1: w");
    scriptRow(
        "failed writes leave nothing",
        "import file; import path; try { file.write(\"w\", \"€\", \"ascii\"); } except (e) {} print(path.listDir());",
        "[]");
    scriptRow("missing", "import file; file.read(\"no/where\");", "!io_error: No such file or directory: 'no/where'");
    scriptRow("folder", "import file; import path; path.createDir(\"f\"); file.read(\"f\");",
              "!io_error: Is a directory: 'f'");
    scriptRow("walk and glob",
              "import file; import path; file.write(\"t/a.txt\", \"\"); file.write(\"t/x/b.txt\", \"\"); "
              "file.write(\"t/.h/c.txt\", \"\");"
              "print(path.walk(\"t\"), path.walk(\"t\", 0), len(path.glob(\"t/**/*.txt\")), len(path.glob(\"t/*\")));",
              "['.h/c.txt', 'a.txt', 'x/b.txt'] ['a.txt'] 2 2");
    scriptRow("refuses its own folder", "import path; path.removeDirRecursive(\".\");",
              "!value_error: refusing to remove '.'");
    scriptRow("into itself", "import file; import path; path.createDir(\"m/n\"); file.move(\"m\", \"m/n/o\");",
              "!value_error: cannot move a directory into itself: 'm'");
    scriptRow("the same file", "import file; file.write(\"s\", \"1\"); file.copy(\"s\", \"s\");",
              "!value_error: source and destination are the same file: 's'");
    scriptRow("bytes",
              "import file; file.write(\"b\", \"AB\"); d = file.readBytes(\"b\"); print(d, len(d), d[0], d == "
              "file.readBytes(\"b\"));",
              "bytes[2] 2 65 true");
    scriptRow("log file",
              "import log; import file; log.set_timestamp(false); log.add_file(\"x.log\"); log.info(\"one\"); "
              "print(file.read(\"x.log\").strip());",
              "INFO: one\nINFO: one");
    scriptRow("csv append",
              "import csv; import file; csv.append(\"c.csv\", {a: 1, b: 2}); csv.append(\"c.csv\", {b: 3}); "
              "print(csv.read(\"c.csv\"));",
              "[{'a': '1', 'b': '2'}, {'a': '', 'b': '3'}]");
}

void tst_LibraryModules::files()
{
    const QTemporaryDir folder;
    ScriptOptions options;
    options.folder = folder.path().toStdString();
    compareScript(options);
}

void tst_LibraryModules::deniedCallsDoNothing()
{
    const QTemporaryDir folder;
    ScriptOptions options;
    options.folder = folder.path().toStdString();
    options.denied = {"file.write", "console.write"};
    QCOMPARE(
        printed(
            u"import file; f = file.write; try { f(\"a\", \"x\"); } except (e) { print(e.name); } print(file.exists(\"a\"));"_s,
            options),
        u"capability_error\nfalse"_s);
    QCOMPARE(printed(u"import console; console.log(\"x\");"_s, options),
             u"!capability_error: Missing required capabilities: ['console.write']"_s);
}

void tst_LibraryModules::seededSequenceIsFixed()
{
    QCOMPARE(
        printed(
            u"import random; random.setSeed(42); print(random.nextInt(), random.randomInt(0, 1000000), random.shuffle([1, 2, 3, 4, 5]));"_s),
        printed(
            u"import random; random.setSeed(42.0); print(random.nextInt(), random.randomInt(0, 1000000), random.shuffle([1, 2, 3, 4, 5]));"_s));
}

void tst_LibraryModules::progressReports()
{
    const ScriptOutcome outcome =
        runScript("import progress; n = 0; for (x in progress.track(range(1000), \"outer\")) {"
                  "  if (n == 0) { for (y in progress.track(\"ab\", \"inner\")) {} } n = n + 1; } progress.report(1, "
                  "2, \"done\");");
    QVERIFY(outcome.progress.size() >= 5);
    QCOMPARE(outcome.progress.front().message, std::string("outer"));
    QCOMPARE(outcome.progress.front().level, 0u);
    const auto inner = std::ranges::find(outcome.progress, "inner", &vm::ProgressReport::message);
    QVERIFY(inner != outcome.progress.end());
    QCOMPARE(inner->level, 1u);
    QCOMPARE(outcome.progress.back().message, std::string("done"));
    QCOMPARE(outcome.progress.back().level, 0u);
}

void tst_LibraryModules::deepJsonNeedsNoStack()
{
    QCOMPARE(
        printed(
            u"import json; t = \"[\" * 10000 + \"]\" * 10000; print(len(json.stringify(json.parse(t)))); json.parse(\"[\" + t + \"]\");"_s),
        u"20000\n!value_error: JSON parsing failed: nesting deeper than 10000"_s);
}

void tst_LibraryModules::sameResultsUnderConstantCollection()
{
    const std::string source = "import functional; import regex; import json; import datetime; import collections;"
                               "a = functional.map(fn(i) => {k: str(i), d: datetime.createDelta(i)}, range(20));"
                               "print(collections.sortBy(a, fn(o) => o.k)[3].d, regex.sub('\\d', fn(m) => m.value() * "
                               "2, json.stringify([1, 22])));";
    ScriptOptions options;
    options.collectAlways = true;
    QCOMPARE(runScript(source, options).output, runScript(source).output);
}

QTEST_APPLESS_MAIN(tst_LibraryModules)
#include "tst_library_modules.moc"
