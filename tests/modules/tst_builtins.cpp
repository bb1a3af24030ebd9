// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/modules/script_table.h"

using namespace latchkey::tests;
using namespace Qt::StringLiterals;

class tst_Builtins : public QObject
{
    Q_OBJECT

private slots:
    void conversion_data();
    void conversion() { compareScript(); }
    void numbers_data();
    void numbers() { compareScript(); }
    void collections_data();
    void collections() { compareScript(); }
    void strings_data();
    void strings() { compareScript(); }
    void arraysAndObjects_data();
    void arraysAndObjects() { compareScript(); }
    void introspection_data();
    void introspection() { compareScript(); }
    void input();
    void sortLeavesArrayOnError();
    void sortIsStable();
    void hugeResultsStopTheRun_data();
    void hugeResultsStopTheRun();
    void survivesFailingAllocations();
};

void tst_Builtins::conversion_data()
{
    scriptColumns();
    scriptRow("int of digits beyond doubles", "print(int(\"9007199254740993\"));", "9007199254740993");
    scriptRow("int of float text", "print(int(\" 3.99 \"), int(\"-2.5\"), int(\"1e3\"));", "3 -2 1000");
    scriptRow("int of words", "print(int(\"abc\"));", "!value_error: invalid literal for int() with base 10: 'abc'");
    scriptRow("int of null", "print(int(null));",
              "!type_error: int() argument must be a string or a number, not 'null'");
    scriptRow("int of inf", "print(int(\"inf\"));", "!overflow_error: cannot convert float infinity to integer");
    scriptRow("float of text", "print(float(\"1_0.5\"), float(\"-INF\"), float(true));", "10.5 -inf 1.0");
    scriptRow("float of words", "print(float(\"x\"));", "!value_error: could not convert string to float: 'x'");
    scriptRow("direct and nested booleans", "print(str(true), repr(false), [true], \"\" + true);",
              "true false [True] True");
    scriptRow("chr and ord", "print(chr(128512) == \"😀\", ord(\"é\"));", "true 233");
    scriptRow("chr outside", "chr(1114112);", "!value_error: chr() arg not in range(0x110000)");
    scriptRow("bases", "print(hex(-255), bin(10), oct(8), hex(true));", "-0xff 0b1010 0o10 0x1");
    scriptRow("hex of float", "hex(1.5);", "!type_error: 'number' object cannot be interpreted as an integer");
    scriptRow("format of big integer", "print(format(10000000000000000000000, \",\"));",
              "10,000,000,000,000,000,000,000");
    scriptRow("format of array", "format([1], \"d\");", "!type_error: unsupported format string passed to array");
    scriptRow("count of arguments", "len(1, 2);", "!type_error: len() takes 1 positional argument but 2 were given");
    scriptRow("missing argument", "isinstance(1);",
              "!type_error: isinstance() missing 1 required positional argument: 'type_name'");
}

void tst_Builtins::numbers_data()
{
    scriptColumns();
    scriptRow("round to even", "print(round(2.5), round(3.5), round(-0.4), round(2.675, 2));", "2.0 4.0 -0.0 2.67");
    scriptRow("round integers", "print(round(1250, -2), round(1350, -2), round(5, -1), round(15, -1), round(-5, -1));",
              "1200 1400 0 20 0");
    scriptRow("round of text", "round(\"x\");", "!type_error: type string doesn't define round");
    scriptRow("compensated sum",
              "print(sum([0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1]), sum([1e16, 1, -1e16]));", "1.0 1.0");
    scriptRow("sum of big integers", "print(sum([99999999999999999999, 1]));", "100000000000000000000");
    scriptRow("sum of arrays", "print(sum([[1], [2]], []));", "[1, 2]");
    scriptRow("sum of strings", "sum([\"a\"], \"\");",
              "!type_error: unsupported operand type(s) for +: 'string' and 'string'");
    scriptRow("range downwards", "print(range(5, 0, -2), range(-3));", "[5, 3, 1] []");
    scriptRow("range beyond machine integers", "print(range(100000000000000000000, 100000000000000000002));",
              "[100000000000000000000, 100000000000000000001]");
    scriptRow("range of step 0", "range(1, 2, 0);", "!value_error: range() arg 3 must not be zero");
    scriptRow("range of nothing", "range();", "!type_error: range expected at least 1 argument, got 0");
    scriptRow("abs", "print(abs(-99999999999999999999), abs(true), abs(-0.0));", "99999999999999999999 1 0.0");
}

void tst_Builtins::collections_data()
{
    scriptColumns();
    scriptRow("enumerate from a start", "print(enumerate(\"ab\", 5));", "[[5, 'a'], [6, 'b']]");
    scriptRow("zip up to the shortest", "print(zip([1, 2, 3], \"ab\"), zip());", "[[1, 'a'], [2, 'b']] []");
    scriptRow("sorted mixed numbers", "print(sorted([2.5, 1, true, 0]));", "[0, 1, True, 2.5]");
    scriptRow("sorted without order", "sorted([1, \"a\"]);",
              "!type_error: '<' not supported between instances of 'string' and 'number'");
    scriptRow("reversed of a number", "reversed(5);", "!type_error: 'number' object is not reversible");
    scriptRow("min and max", "print(min(3, 1, 2), max([5, 2.5]), min(), min([]), max(\"x\"));", "1 5 None None x");
    scriptRow("all and any", "print(all([]), any([]), all([1, \"\"]), any([0, \"a\"]));", "true false false true");
    scriptRow("next after the end", "it = iter([1]); print(next(it), next(it, null)); next(it);",
              "1 None\n!runtime_error: Iterator exhausted - use default parameter to avoid error");
    scriptRow("next of a number", "next(5);", "!type_error: 'number' object is not an iterator");
    scriptRow("keys of a number", "keys(5);", "!attribute_error: 'number' object has no attribute 'keys'");
    scriptRow("call", "print(call(fn(a, b) => a - b, 5, 3)); call(5);",
              "2\n!type_error: Cannot call object of type 'number': not callable");
}

void tst_Builtins::strings_data()
{
    scriptColumns();
    scriptRow("case", "print(\"ß\".upper(), \"ΑΣ\".lower(), \"don't\".title());", "SS ας Don'T");
    scriptRow("strip characters", "print(\"xxaxx\".strip(\"x\"), \"  a \".lstrip() + \"|\");", "a a |");
    scriptRow("split and limits", "print(\"a,b,,c\".split(\",\"), \" a  b \".split(), \"a-b-c\".rsplit(\"-\", 1));",
              "['a', 'b', '', 'c'] ['a', 'b'] ['a-b', 'c']");
    scriptRow("split at nothing", "\"a\".split(\"\");", "!value_error: empty separator");
    scriptRow("find by code points", "print(\"héllo\".find(\"l\"), \"héllo\".rfind(\"l\", 0, 3), \"a\".find(\"b\"));",
              "2 2 -1");
    scriptRow("find a number", "\"a\".find(5);", "!type_error: find() argument 1 must be string, not number");
    scriptRow("index of nothing", "\"a\".index(\"b\");", "!value_error: substring not found");
    scriptRow("count of nothing", "print(\"abc\".count(\"\"), \"aaa\".count(\"aa\"));", "4 1");
    scriptRow("join", "print(\"-\".join([\"a\", \"b\"]), \",\".join(\"xyz\")); \",\".join([1]);",
              "a-b x,y,z\n!type_error: sequence item 0: expected string, number found");
    scriptRow("join of a number", "\",\".join(5);", "!type_error: can only join an iterable");
    scriptRow("center", "print(\"ab\".center(5, \"-\"), \"[\" + \"x\".center(4) + \"]\");", "--ab- [ x  ]");
    scriptRow("bad fill", "\"a\".ljust(5, \"xy\");",
              "!type_error: The fill character must be exactly one character long");
    scriptRow("startswith in a part", "print(\"hello\".startswith(\"l\", 2), \"hello\".endswith(\"l\", 0, 4));",
              "true true");
    scriptRow("replace between characters", "print(\"ab\".replace(\"\", \"-\"), \"aaa\".replace(\"a\", \"b\", 2));",
              "-a-b- bba");
    scriptRow("too many arguments", "\"a\".upper(1);",
              "!type_error: upper() takes 0 positional arguments but 1 was given");
}

void tst_Builtins::arraysAndObjects_data()
{
    scriptColumns();
    scriptRow("insert clamps", "a = [1, 2]; a.insert(-1, 9); a.insert(100, 8); a.insert(-100, 7); print(a);",
              "[7, 1, 9, 2, 8]");
    scriptRow("extend with itself", "a = [1, 2]; a.extend(a); print(a);", "[1, 2, 1, 2]");
    scriptRow("pop", "a = [1, 2, 3]; print(a.pop(0), a.pop(-1), a); a.pop(7);",
              "1 3 [2]\n!index_error: pop index out of range");
    scriptRow("pop of an empty array", "[].pop();", "!index_error: pop from empty array");
    scriptRow("remove by equality", "a = [true, 1]; a.remove(1); print(a);", "[True]");
    scriptRow("index between bounds", "print([1, 2, 1].index(1, 1)); [1].index(5);",
              "2\n!value_error: 5 is not in array");
    scriptRow("sort takes nothing", "[1].sort(true);", "!type_error: sort() takes no positional arguments");
    scriptRow("pop a key", "o = {a: 1}; print(o.pop(\"a\"), o.pop(\"b\", 2)); o.pop(\"zz\");",
              "1 2\n!key_error: object has no property 'zz'");
    scriptRow("popitem in order",
              "o = {a: 1, b: 2, c: 3}; o.pop(\"b\"); print(o.popitem(), o.popitem(), o); o.popitem();",
              "['c', 3] ['a', 1] {}\n!key_error: popitem(): object is empty");
    scriptRow("setdefault and update",
              "o = {a: 1}; print(o.setdefault(\"b\", 2), o.setdefault(\"a\")); o.update({a: 5, c: 6}); print(o);",
              "2 1\n{'a': 5, 'b': 2, 'c': 6}");
    scriptRow("array as key", "{}.get([1]);", "!type_error: unhashable type: 'array'");
}

void tst_Builtins::introspection_data()
{
    scriptColumns();
    scriptRow("methods", "print(len(methods(\"\")), methods({}), methods(5));",
              "29 ['clear', 'get', 'items', 'keys', 'pop', 'popitem', 'setdefault', 'update', 'values'] []");
    scriptRow("help", "print(help(len)); print(help(5));",
              "Characters, elements or properties; 0 for anything else.\nCapabilities: None required\nNo help "
              "available for 5");
    scriptRow("help of a guarded function", "import file; print(help(file.copy));",
              "Copies a file.\nRequires: file.read, file.write");
    scriptRow("hidden members",
              "print(hasattr({_x: 1}, \"_x\"), getattr(\"a\", \"__class__\", 7), hasattr([], \"length\"));",
              "false 7 true");
    scriptRow("bound methods", "f = getattr([1, 2], \"count\"); print(f(2)); print(getattr({a: 1}, \"keys\")());",
              "1\n['a']");
    scriptRow("modules",
              "import math; print(modules(), has_module(\"math\"), has_module(\"nosuch\"), module_info(\"nosuch\"));",
              "['builtin', 'math'] true false None");
    scriptRow("what file functions need",
              "import file; print(requiredCapabilities(file.move), requiredCapabilities(print), "
              "requiredCapabilities(file.exists));",
              "['file.read', 'file.delete', 'file.write'] [] []");
}

void tst_Builtins::input()
{
    ScriptOptions options;
    options.input = {"Ann"};
    QCOMPARE(printed(u"print(\"hi \" + input(\"name? \")); input();"_s, options),
             u"name? hi Ann\n!runtime_error: EOF when reading a line"_s);
}

void tst_Builtins::sortLeavesArrayOnError()
{
    QCOMPARE(printed(u"a = [3, 1, \"x\", 2]; try { a.sort(); } except (e) { print(e); } print(a);"_s),
             u"'<' not supported between instances of 'string' and 'number'\n[3, 1, 'x', 2]"_s);
}

void tst_Builtins::sortIsStable()
{
    QCOMPARE(printed(u"import collections; rows = []; for (i in range(1000)) { rows.append([(i * 7) % 10, i]); }"
                     "s = collections.sortBy(rows, fn(r) => r[0]); ok = true;"
                     "for (i in range(999)) { if (s[i][0] > s[i + 1][0] || (s[i][0] == s[i + 1][0] && s[i][1] > s[i + "
                     "1][1])) { ok = false; } }"
                     "d = collections.sortBy(rows, fn(r) => r[0], true);"
                     "for (i in range(999)) { if (d[i][0] < d[i + 1][0] || (d[i][0] == d[i + 1][0] && d[i][1] > d[i + "
                     "1][1])) { ok = false; } }"
                     "print(ok, len(s), len(d));"_s),
             u"true 1000 1000"_s);
}

void tst_Builtins::hugeResultsStopTheRun_data()
{
    QTest::addColumn<QString>("source");
    QTest::newRow("range") << u"try { range(100000000000); } except (e) { print(\"caught\"); }"_s;
    QTest::newRow("padding") << u"try { \"x\".ljust(100000000000); } except (e) { print(\"caught\"); }"_s;
    QTest::newRow("replace") << u"s = \"x\" * 100000; try { s.replace(\"x\", s); } except (e) { print(\"caught\"); }"_s;
    QTest::newRow("format") << u"try { format(1, \"100000000000d\"); } except (e) { print(\"caught\"); }"_s;
    QTest::newRow("join")
        << u"s = \"x\" * 1000000; a = []; for (i in range(10000)) { a.append(s); } try { \"\".join(a); } except (e) { print(\"caught\"); }"_s;
}

void tst_Builtins::hugeResultsStopTheRun()
{
    QFETCH(QString, source);
    ScriptOptions options;
    options.memoryLimit = size_t(64) << 20;
    QCOMPARE(printed(source, options), u"!stopped"_s);
}

void tst_Builtins::survivesFailingAllocations()
{
    const std::string source =
        "import json; import collections; import regex; import functional;"
        "o = json.parse('{\"a\": [1, 2, {\"b\": \"text\"}]}'); s = json.stringify(o) * 20;"
        "parts = s.split(\",\"); parts.sort(); t = \"-\".join(parts).upper().replace(\"A\", \"bb\");"
        "m = regex.findall('(\\w)(\\w)', t); f = functional.map(fn(x) => str(x), m);"
        "print(len(collections.unique(f)), len(sorted(f)));";
    const std::string expected = runScript(source).output;
    QVERIFY(!expected.empty());
    for (uint64_t n = 1; n <= 400; n += 3) {
        ScriptOptions options;
        options.failAllocation = n;
        const ScriptOutcome outcome = runScript(source, options);
        QVERIFY2(outcome.stopCause != 0 || outcome.output == expected, qPrintable(QString::number(n)));
    }
}

QTEST_APPLESS_MAIN(tst_Builtins)
#include "tst_builtins.moc"
