// SPDX-License-Identifier: GPL-3.0-or-later
// What is offered at a cursor, what comes first, what is put in; the cursor is `^`.
#include "engine/language/completion.h"
#include "engine/language/signature.h"
#include "tests/language/marked.h"

#include <QElapsedTimer>
#include <QTest>

#include <algorithm>

using namespace latchkey::language;
using namespace Qt::StringLiterals;

class TstCompletion : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void offers_data();
    void offers();
    void offersNothing_data();
    void offersNothing();
    void first_data();
    void first();
    void inserts_data();
    void inserts();
    void documentation_data();
    void documentation();
    void recentFirst();
    void offersWhatWasSeen_data();
    void offersWhatWasSeen();
    void matching_data();
    void matching();
    void signature_data();
    void signature();
    void importsAtTheTop_data();
    void importsAtTheTop();
    void stopsWhenAsked();
    void survivesEveryPrefix();
    void staysFast();
    void findsOneOfThousands();

private:
    static TestFiles &files()
    {
        static TestFiles files({{"util", "// Adds up.\nfunction total(rows, start) { return 0; }\nlimit = 5;\n"
                                         "settings = {depth: 3, name: \"x\"};\n"},
                                {"a", "import b;\nx = b.y;\n"},
                                {"b", "import a;\ny = a.x;\n"}});
        return files;
    }
    static Completion complete(const QString &source, bool asked = true)
    {
        const Marked marked(source);
        CompletionOptions options;
        options.asked = asked;
        return completeAt(marked.document(), marked.cursor(), files().workspace, options);
    }
    static const CompletionItem *find(const Completion &completion, const QString &label)
    {
        for (const CompletionItem &item : completion.items)
            if (QString::fromStdString(item.label) == label) return &item;
        return nullptr;
    }
    static QString labels(const Completion &completion)
    {
        QStringList all;
        for (const CompletionItem &item : completion.items) all << QString::fromStdString(item.label);
        return all.join(u' ');
    }
};

void TstCompletion::offers_data()
{
    QTest::addColumn<QString>("source");
    QTest::addColumn<QString>("wanted");
    QTest::addColumn<QString>("unwanted");

    QTest::newRow("a variable of the file") << u"total = 1; t^"_s << u"total"_s << u""_s;
    QTest::newRow("nothing typed") << u"total = 1; ^"_s << u"total print if"_s << u""_s;
    QTest::newRow("a variable assigned further down") << u"x = lat^; later = 2;"_s << u"later"_s << u""_s;
    QTest::newRow("a parameter") << u"function f(rows) { return r^ }"_s << u"rows"_s << u""_s;
    QTest::newRow("a parameter in an open function") << u"function f(rows) {\n  x = r^"_s << u"rows"_s << u""_s;
    QTest::newRow("a local of an open function") << u"function f(a) {\n  lines = [];\n  li^"_s << u"lines"_s << u""_s;
    QTest::newRow("not the local of another function")
        << u"function f() { secret = 1; }\nfunction g() { s^ }"_s << u"str"_s << u"secret"_s;
    QTest::newRow("an outer function's variable")
        << u"function f() { outer = 1; return fn(x) => o^; }"_s << u"outer ord"_s << u""_s;
    QTest::newRow("an arrow's parameter") << u"f = fn(value) => v^;"_s << u"value"_s << u""_s;
    QTest::newRow("a loop's variable") << u"for (row in [1]) { r^ }"_s << u"row"_s << u""_s;
    QTest::newRow("an error's variable") << u"try { x(); } except (problem) { p^ }"_s << u"problem"_s << u""_s;
    QTest::newRow("built-in functions") << u"x = so^;"_s << u"sorted"_s << u""_s;
    QTest::newRow("no statement words in an expression") << u"x = whi^;"_s << u""_s << u"while"_s;
    QTest::newRow("values in an expression") << u"x = nu^;"_s << u"null"_s << u""_s;
    QTest::newRow("statement words") << u"whi^"_s << u"while"_s << u""_s;
    QTest::newRow("elif behind a block") << u"if (a) { }\nel^"_s << u"elif else"_s << u""_s;
    QTest::newRow("no elif behind a statement") << u"a();\nel^"_s << u""_s << u"elif"_s;
    QTest::newRow("members of a module") << u"import file;\nfile.^"_s << u"read write exists"_s << u"print if"_s;
    QTest::newRow("members under another name") << u"import json as j;\nx = j.pa^"_s << u"parse"_s << u""_s;
    QTest::newRow("members in the middle of a file") << u"import math;\nx = math.^\ny = 2;"_s << u"sqrt pi"_s << u""_s;
    QTest::newRow("members inside of a call") << u"import math;\nprint(math.sq^"_s << u"sqrt"_s << u""_s;
    QTest::newRow("string methods") << u"s = \"a\";\ns.^"_s << u"upper split length"_s << u"append keys"_s;
    QTest::newRow("of a literal") << u"\"a,b\".^"_s << u"split"_s << u"append"_s;
    QTest::newRow("of a method's result") << u"s = \"a\";\ns.upper().^"_s << u"lower"_s << u""_s;
    QTest::newRow("of split's elements") << u"for (p in \"a b\".split()) { p.^ }"_s << u"upper"_s << u"append"_s;
    QTest::newRow("array methods") << u"a = [1];\na.^"_s << u"append sort length"_s << u"upper"_s;
    QTest::newRow("of an array's element")
        << u"rows = [{id: 1, name: \"x\"}];\nrows[0].^"_s << u"id name"_s << u"append"_s;
    QTest::newRow("of a loop's element") << u"rows = [{id: 1, name: \"x\"}];\nfor (r in rows) { r.^ }"_s << u"id name"_s
                                         << u""_s;
    QTest::newRow("of an object") << u"o = {first: 1, second: {third: 2}};\no.^"_s << u"first second keys"_s
                                  << u"third"_s;
    QTest::newRow("of an object in an object")
        << u"o = {first: 1, second: {third: 2}};\no.second.^"_s << u"third"_s << u"first"_s;
    QTest::newRow("a property that was assigned") << u"o = {};\no.later = 1;\no.^"_s << u"later"_s << u""_s;
    QTest::newRow("what a function returns")
        << u"function make() { return {width: 1, height: 2}; }\nmake().^"_s << u"width height"_s << u""_s;
    QTest::newRow("what an arrow returns") << u"make = fn() => ({width: 1});\nmake().^"_s << u"width"_s << u""_s;
    QTest::newRow("either of two") << u"o = c ? {left: 1} : {right: 2};\no.^"_s << u"left right"_s << u""_s;
    QTest::newRow("of a destructured array") << u"[a, b] = [\"x\", [1]];\na.^"_s << u"upper"_s << u"append"_s;
    QTest::newRow("of a destructured object") << u"{a} = {a: \"x\"};\na.^"_s << u"upper"_s << u""_s;
    QTest::newRow("of a library object") << u"import datetime;\nd = datetime.now();\nd.^"_s << u"addDays year"_s
                                         << u""_s;
    QTest::newRow("of an error") << u"try { f(); } except (e) { e.^ }"_s << u"message line"_s << u""_s;
    QTest::newRow("of something unknown, what the file calls members")
        << u"function f(x) { y = x.title; return x.^; }"_s << u"title upper append"_s << u""_s;
    QTest::newRow("exports of a user module") << u"import util;\nutil.^"_s << u"total limit settings"_s << u""_s;
    QTest::newRow("properties of an export") << u"import util;\nutil.settings.^"_s << u"depth name"_s << u""_s;
    QTest::newRow("modules behind import") << u"import ^"_s << u"math json util"_s << u"print"_s;
    QTest::newRow("modules behind import, begun") << u"import js^;"_s << u"json"_s << u"math"_s;
    QTest::newRow("a module that is not imported yet") << u"x = js^;"_s << u"json"_s << u""_s;
    QTest::newRow("in, of a loop") << u"for (x ^"_s << u"in"_s << u"if"_s;
    QTest::newRow("items of a capability") << u"capability X { ^ }"_s << u"resource allow"_s << u"print"_s;
    QTest::newRow("permissions of a capability")
        << u"capability X { allow ^ }"_s << u"read write network"_s << u"resource"_s;
    QTest::newRow("behind a statement without its semicolon") << u"total = 1\nto^"_s << u"total"_s << u""_s;
    QTest::newRow("after a division that looks like a comment") << u"abc = 1; x = 8 // ab^"_s << u"abc"_s << u""_s;
    QTest::newRow("modules that import each other") << u"import a;\na.x.^"_s << u""_s << u"print"_s;
    QTest::newRow("camel humps") << u"import file;\nfile.rL^"_s << u"readLines"_s << u"write"_s;
    QTest::newRow("a key in an object, when asked") << u"a = {width: 1};\nb = {w^}"_s << u"width"_s << u"while"_s;
    QTest::newRow("a value in an object") << u"width = 2;\nb = {a: w^}"_s << u"width"_s << u""_s;
    QTest::newRow("in the parentheses of if") << u"ready = true;\nif (r^) {}"_s << u"ready"_s << u""_s;
    QTest::newRow("after a comma in a call") << u"ready = true;\nprint(1, r^)"_s << u"ready"_s << u""_s;
    QTest::newRow("behind an unclosed call above") << u"ready = true;\nprint(1\nx = 2;\nr^"_s << u"ready"_s << u""_s;
}

void TstCompletion::offers()
{
    QFETCH(QString, source);
    QFETCH(QString, wanted);
    QFETCH(QString, unwanted);
    const Completion completion = complete(source);
    for (const QString &word : wanted.split(u' ', Qt::SkipEmptyParts))
        QVERIFY2(find(completion, word), qPrintable(word + u" is missing in: "_s + labels(completion)));
    for (const QString &word : unwanted.split(u' ', Qt::SkipEmptyParts))
        QVERIFY2(!find(completion, word), qPrintable(word + u" is offered"_s));
}

void TstCompletion::offersNothing_data()
{
    QTest::addColumn<QString>("source");
    QTest::newRow("in a comment") << u"// pri^"_s;
    QTest::newRow("at the end of a comment") << u"// pri ^"_s;
    QTest::newRow("in a string") << u"x = \"pri^\";"_s;
    QTest::newRow("in an open string") << u"x = \"pri^"_s;
    QTest::newRow("in a number") << u"x = 12^;"_s;
    QTest::newRow("behind an operand") << u"x = total ^;"_s;
    QTest::newRow("the name of a function") << u"function pri^"_s;
    QTest::newRow("a parameter's name") << u"function f(pri^"_s;
    QTest::newRow("a second parameter's name") << u"function f(a, pri^"_s;
    QTest::newRow("an arrow's parameter") << u"x = fn(pri^"_s;
    QTest::newRow("a loop's name") << u"for (pri^"_s;
    QTest::newRow("an error's name") << u"try { } except (pri^"_s;
    QTest::newRow("an alias") << u"import json as pri^"_s;
    QTest::newRow("a member of a number") << u"x = 5;\nx.^"_s;
}

void TstCompletion::offersNothing()
{
    QFETCH(QString, source);
    const Completion completion = complete(source, false);
    QVERIFY2(completion.items.empty(), qPrintable(labels(completion)));
}

void TstCompletion::first_data()
{
    QTest::addColumn<QString>("source");
    QTest::addColumn<QString>("label");
    QTest::newRow("a local before a built-in") << u"function f(print_all) { prin^ }"_s << u"print_all"_s;
    QTest::newRow("a local before a variable of the file")
        << u"count_a = 1;\nfunction f() { count_b = 1;\n count_a = count_a;\n return coun^ }"_s << u"count_a"_s;
    QTest::newRow("the whole word before longer ones") << u"import math;\nmath.si^"_s << u"sin"_s;
    QTest::newRow("a beginning before a hump") << u"ab_cd = 1; acd = 2; x = ac^"_s << u"acd"_s;
    QTest::newRow("the same case before another") << u"Total = 1; total = 2; x = Tot^"_s << u"Total"_s;
    QTest::newRow("an object's properties before its methods") << u"o = {keynote: 1};\no.key^"_s << u"keynote"_s;
    QTest::newRow("what was used just above")
        << u"item_a = 1; item_b = 2;\nprint(item_b);\nprint(item_a);\nprint(item_^);"_s << u"item_a"_s;
}

void TstCompletion::first()
{
    QFETCH(QString, source);
    QFETCH(QString, label);
    const Completion completion = complete(source);
    QVERIFY(!completion.items.empty());
    QCOMPARE(QString::fromStdString(completion.items.front().label), label);
}

void TstCompletion::inserts_data()
{
    QTest::addColumn<QString>("source");
    QTest::addColumn<QString>("label");
    QTest::addColumn<QString>("insert");
    QTest::newRow("a call") << u"x = le^"_s << u"len"_s << u"len($1)$0"_s;
    QTest::newRow("a call without arguments") << u"\"a\".upp^"_s << u"upper"_s << u"upper()$0"_s;
    QTest::newRow("a call that has its parenthesis") << u"x = le^(a)"_s << u"len"_s << u"len"_s;
    QTest::newRow("a user function") << u"function sum_up(a, b) { }\nsum_^"_s << u"sum_up"_s << u"sum_up($1)$0"_s;
    QTest::newRow("a variable") << u"total = 1;\ntot^"_s << u"total"_s << u"total"_s;
    QTest::newRow("a module") << u"import js^"_s << u"json"_s << u"json"_s;
}

void TstCompletion::inserts()
{
    QFETCH(QString, source);
    QFETCH(QString, label);
    QFETCH(QString, insert);
    const Completion completion = complete(source);
    const CompletionItem *item = find(completion, label);
    QVERIFY(item);
    QCOMPARE(QString::fromStdString(item->insert), insert);
}

void TstCompletion::documentation_data()
{
    QTest::addColumn<QString>("source");
    QTest::addColumn<QString>("label");
    QTest::addColumn<QString>("signature");
    QTest::addColumn<QString>("documentation");
    QTest::addColumn<QString>("needs");
    QTest::newRow("a guarded function") << u"import file;\nfile.rea^"_s << u"read"_s
                                        << u"file.read(path: string, encoding: string or null = \"utf-8\") -> string"_s
                                        << u"The text of a file."_s << u"file.read"_s;
    QTest::newRow("two capabilities") << u"import file;\nfile.cop^"_s << u"copy"_s
                                      << u"file.copy(source: string, destination: string) -> null"_s
                                      << u"Copies a file."_s << u"file.read and file.write"_s;
    QTest::newRow("the comment above") << u"// Adds up.\n// All of them.\nfunction total(rows, start) { }\ntot^"_s
                                       << u"total"_s << u"total(rows, start)"_s << u"Adds up.\nAll of them."_s << u""_s;
    QTest::newRow("of a user module") << u"import util;\nutil.tot^"_s << u"total"_s << u"total(rows, start)"_s
                                      << u"Adds up."_s << u""_s;
    QTest::newRow("a keyword") << u"whi^"_s << u"while"_s << u""_s
                               << u"while (condition) { ... }: repeats the block as long as the condition is truthy."_s
                               << u""_s;
}

void TstCompletion::documentation()
{
    QFETCH(QString, source);
    QFETCH(QString, label);
    const Completion completion = complete(source);
    const CompletionItem *item = find(completion, label);
    QVERIFY(item);
    QTEST(QString::fromStdString(item->signature), "signature");
    QTEST(QString::fromStdString(item->documentation), "documentation");
    QTEST(QString::fromStdString(item->needs), "needs");
}

void TstCompletion::offersWhatWasSeen_data()
{
    QTest::addColumn<QString>("source");
    QTest::addColumn<QString>("path"); // what is asked for; empty: nothing
    QTest::newRow("a variable") << u"import json;\ndata = json.parse(text);\ndata.^"_s << u"data"_s;
    QTest::newRow("a property") << u"data = load();\ndata.user.^"_s << u"data user"_s;
    QTest::newRow("an element's property") << u"data = load();\nx = data.rows[0].na^"_s << u"data rows []"_s;
    QTest::newRow("an element by a name") << u"data = load();\nx = data[i].^"_s << u"data []"_s;
    QTest::newRow("a loop at the top") << u"data = load();\nfor (row in data.rows) { row.^ }"_s << u"row"_s;
    QTest::newRow("a loop in a function")
        << u"data = load();\nfunction f() { for (row in data.rows) { row.^ } }"_s << u"data rows []"_s;
    QTest::newRow("a local's value") << u"data = load();\nfunction f() { first = data[0]; first.user.^ }"_s
                                     << u"data [] user"_s;
    QTest::newRow("an input of the run") << u"order.^"_s << u"order"_s;
    QTest::newRow("not a parameter") << u"function f(row) { row.^ }"_s << QString();
    QTest::newRow("not what a call gives") << u"load().^"_s << QString();
    QTest::newRow("not a text") << u"s = \"a\";\ns.^"_s << QString();
    QTest::newRow("not itself for ever") << u"function f() { a = b; b = a; a.^ }"_s << QString();
}

void TstCompletion::offersWhatWasSeen()
{
    QFETCH(QString, source);
    const Marked marked(source);
    CompletionOptions options;
    QString asked;
    options.seen = [&](const std::vector<std::string> &path) {
        QStringList steps;
        for (const std::string &step : path) steps << QString::fromStdString(step);
        asked = steps.join(u' ');
        return std::vector<SeenField>{{"name", "string", "\"first\""}, {"no name", "null", "null"}};
    };
    const Completion completion = completeAt(marked.document(), marked.cursor(), files().workspace, options);
    QTEST(asked, "path");
    const CompletionItem *name = find(completion, u"name"_s);
    QCOMPARE(name != nullptr && name->detail == "string", !asked.isEmpty());
    if (name == nullptr || asked.isEmpty()) return;
    QCOMPARE(name->kind, ItemKind::Property);
    QVERIFY(name->documentation.find("\"first\"") != std::string::npos);
    QVERIFY(find(completion, u"no name"_s) == nullptr);
}

void TstCompletion::recentFirst()
{
    const Marked marked(u"\"a\".i^"_s);
    CompletionOptions options;
    options.recent = {"isupper"};
    QCOMPARE(completeAt(marked.document(), marked.cursor(), {}, options).items.front().label, "isupper");
    options.recent = {"isspace", "isupper"};
    QCOMPARE(completeAt(marked.document(), marked.cursor(), {}, options).items.front().label, "isspace");
}

void TstCompletion::matching_data()
{
    QTest::addColumn<QByteArray>("typed");
    QTest::addColumn<QByteArray>("better");
    QTest::addColumn<QByteArray>("worse");
    QTest::newRow("beginning before middle") << "line"_ba << "lines"_ba << "readLine"_ba;
    QTest::newRow("humps before middle") << "rl"_ba << "readLines"_ba << "curl"_ba;
    QTest::newRow("snake humps") << "ad"_ba << "add_days"_ba << "read"_ba;
    QTest::newRow("short before long") << "re"_ba << "read"_ba << "readLines"_ba;
    QTest::newRow("no match") << "xyz"_ba << "axbyczxyz"_ba << "read"_ba;
    QTest::newRow("too long") << "reads"_ba << "readsAll"_ba << "read"_ba;
}

void TstCompletion::matching()
{
    QFETCH(QByteArray, typed);
    QFETCH(QByteArray, better);
    QFETCH(QByteArray, worse);
    QVERIFY(matchScore(typed.toStdString(), better.toStdString()) >
            matchScore(typed.toStdString(), worse.toStdString()));
}

void TstCompletion::signature_data()
{
    QTest::addColumn<QString>("source");
    QTest::addColumn<QString>("label");
    QTest::addColumn<QString>("parameter");
    QTest::newRow("behind the parenthesis") << u"len(^"_s << u"len(collection) -> integer"_s << u"collection"_s;
    QTest::newRow("second argument")
        << u"import file;\nfile.write(\"a\", ^"_s
        << u"file.write(path: string, content: string, encoding: string or null = \"utf-8\") -> null"_s
        << u"content: string"_s;
    QTest::newRow("a user function") << u"function f(a, b) { }\nf(1, ^)"_s << u"f(a, b)"_s << u"b"_s;
    QTest::newRow("an arrow in a variable") << u"f = fn(a, b) => a;\nf(^)"_s << u"f(a, b)"_s << u"a"_s;
    QTest::newRow("variadic") << u"max(1, 2, 3, ^"_s << u"max(...values)"_s << u"...values"_s;
    QTest::newRow("commas in an inner call do not count")
        << u"function f(a, b) { }\nf(max(1, 2, 3), ^"_s << u"f(a, b)"_s << u"b"_s;
    QTest::newRow("commas in an array do not count") << u"function f(a, b) { }\nf([1, 2, ^"_s << u"f(a, b)"_s << u"a"_s;
    QTest::newRow("the inner of two") << u"print(len(^"_s << u"len(collection) -> integer"_s << u"collection"_s;
    QTest::newRow("back in the outer") << u"function f(a, b) { }\nf(len(1), ^)"_s << u"f(a, b)"_s << u"b"_s;
    QTest::newRow("a method") << u"\"a\".replace(\"x\", ^"_s << u"replace(old, new, count = -1) -> string"_s
                              << u"new"_s;
    QTest::newRow("more than it takes") << u"function f(a) { }\nf(1, ^"_s << u"f(a)"_s << u""_s;
    QTest::newRow("inside of a word") << u"function f(a, b) { }\nf(1, val^ue)"_s << u"f(a, b)"_s << u"b"_s;
    QTest::newRow("a grouping parenthesis is no call") << u"x = (^1)"_s << u""_s << u""_s;
    QTest::newRow("a header is no call") << u"if (^a) {}"_s << u""_s << u""_s;
    QTest::newRow("a declaration is no call") << u"function f(^a) {}"_s << u""_s << u""_s;
    QTest::newRow("in a block inside of a call") << u"print(fn() => { x = 1; ^ })"_s << u""_s << u""_s;
    QTest::newRow("an unknown function") << u"nothing(^)"_s << u""_s << u""_s;
    QTest::newRow("behind the call") << u"len(1); ^"_s << u""_s << u""_s;
    QTest::newRow("in a comment") << u"len(// ^"_s << u""_s << u""_s;
}

void TstCompletion::signature()
{
    QFETCH(QString, source);
    const Marked marked(source);
    const auto help = signatureAt(marked.document(), marked.cursor(), files().workspace);
    QTEST(help ? QString::fromStdString(help->label) : QString(u""_s), "label");
    QString parameter = u""_s;
    if (help && help->active >= 0) {
        const auto at = help->parameters[size_t(help->active)];
        parameter = QString::fromStdString(help->label.substr(at.begin, at.end - at.begin));
    }
    QTEST(parameter, "parameter");
}

void TstCompletion::importsAtTheTop_data()
{
    QTest::addColumn<QString>("source");
    QTest::addColumn<QString>("result");
    QTest::newRow("an empty file") << u"x = js^;"_s << u"import json;\nx = js;"_s;
    QTest::newRow("below the imports") << u"import math;\nimport csv;\n\nx = js^;"_s
                                       << u"import math;\nimport csv;\nimport json;\n\nx = js;"_s;
    QTest::newRow("below a comment at the top")
        << u"// About.\n\nx = js^;"_s << u"// About.\n\nimport json;\n\nx = js;"_s;
    QTest::newRow("above a comment of the code") << u"// Of x.\nx = js^;"_s << u"import json;\n// Of x.\nx = js;"_s;
}

void TstCompletion::importsAtTheTop()
{
    QFETCH(QString, source);
    const Marked marked(source);
    const Completion completion = completeAt(marked.document(), marked.cursor(), {}, {});
    const CompletionItem *item = find(completion, u"json"_s);
    QVERIFY(item);
    QCOMPARE(item->also.size(), size_t(1));
    std::string text = marked.text;
    const TextEdit &edit = item->also.front();
    text.replace(edit.span.begin, edit.span.end - edit.span.begin, edit.text);
    QTEST(QString::fromStdString(text), "result");
}

void TstCompletion::stopsWhenAsked()
{
    std::atomic<bool> stop = true;
    QVERIFY(!analyse("a.ml", "x = 1;", {}, &stop));
}

// Whatever one has written so far, an answer comes.
void TstCompletion::survivesEveryPrefix()
{
    const std::string text =
        "import math;\n// note\nfunction f(a, b) { rows = [{x: 1}, {y: fn(q) => q // 2}];\n"
        "  for (r in rows) { print(r.x, \"t\", -1); }\n  try { throw {m: 1}; } except (e) { e.message; }\n"
        "  return a ? rows[0:1] : {k: \"v\"}.k; }\n[p, q] = [1, 2]; capability C { allow read \"x\"; }\n";
    for (size_t length = 0; length <= text.size(); ++length) {
        const DocumentPtr document = analyse("a.ml", text.substr(0, length));
        const auto end = static_cast<uint32_t>(length);
        CompletionOptions options;
        options.asked = true;
        (void)completeAt(document, end, files().workspace, options);
        (void)signatureAt(document, end, files().workspace);
    }
}

void TstCompletion::staysFast()
{
    std::string text = "import math;\nimport file;\n";
    for (int i = 0; i < 500; ++i) {
        const std::string n = std::to_string(i);
        text += "// Number " + n + ".\nfunction work_" + n + "(rows, start) {\n    total_" + n +
                " = start;\n    for (row in rows) {\n        total_" + n + " = total_" + n +
                " + row.value;\n    }\n    print(math.sqrt(total_" + n + "));\n    return {total: total_" + n +
                ", count: len(rows)};\n}\n";
    }
    text += "result = work_1([], 2).";
    QElapsedTimer timer;
    timer.start();
    const DocumentPtr document = analyse("a.ml", text);
    const Completion completion = completeAt(document, static_cast<uint32_t>(text.size()), {}, {});
    QVERIFY(find(completion, u"total"_s));
    QVERIFY2(timer.elapsed() < 500, "ten times what it takes on a slow machine");
}

void TstCompletion::findsOneOfThousands()
{
    QString source;
    for (int i = 0; i < 5000; ++i) source += u"value_%1 = %1;\n"_s.arg(i);
    QElapsedTimer timer;
    timer.start();
    const Completion completion = complete(source + u"value_49^"_s, false);
    QCOMPARE(completion.items.front().label, "value_49");
    QVERIFY2(timer.elapsed() < 500, "ten times what it takes on a slow machine");
}

QTEST_GUILESS_MAIN(TstCompletion)
#include "tst_completion.moc"
