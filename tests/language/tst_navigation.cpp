// SPDX-License-Identifier: GPL-3.0-or-later
// Definition, references, rename, hover, outline, folding and selection at a cursor, which is `^`.
#include "engine/language/formatter.h"
#include "engine/language/hover.h"
#include "engine/language/navigation.h"
#include "engine/language/structure.h"
#include "tests/language/marked.h"

#include <QTest>

#include <algorithm>

using namespace latchkey::language;
using namespace Qt::StringLiterals;

class TstNavigation : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void definition_data();
    void definition();
    void references_data();
    void references();
    void sharedNames_data();
    void sharedNames();
    void usesInOtherFiles_data();
    void usesInOtherFiles();
    void renames_data();
    void renames();
    void refusesToRename_data();
    void refusesToRename();
    void hover_data();
    void hover();
    void outlineOfAFile();
    void outlineOfDataIsCut();
    void breadcrumbs();
    void folding_data();
    void folding();
    void selection_data();
    void selection();
    void survivesEveryPlace();

private:
    static TestFiles &files()
    {
        static TestFiles files({{"util", "// Adds up.\nfunction total(rows) { return 0; }\nsettings = {depth: 3};\n"}});
        return files;
    }
    static QString place(const Location &location)
    {
        const auto position = location.document->source()->position(location.span.begin);
        return QString::fromStdString(location.document->source()->name()) +
               u":%1:%2"_s.arg(position.line).arg(position.column);
    }
};

void TstNavigation::definition_data()
{
    QTest::addColumn<QString>("source");
    QTest::addColumn<QString>("wanted");
    QTest::newRow("a variable") << u"total = 1;\nprint(to^tal);"_s << u"test.ml:1:1"_s;
    QTest::newRow("at the end of the word") << u"total = 1;\nprint(total^);"_s << u"test.ml:1:1"_s;
    QTest::newRow("at the definition itself") << u"to^tal = 1;"_s << u"test.ml:1:1"_s;
    QTest::newRow("a function") << u"function f() { }\nf^();"_s << u"test.ml:1:10"_s;
    QTest::newRow("a function defined below")
        << u"function g() { return f^(); }\nfunction f() { }"_s << u"test.ml:2:10"_s;
    QTest::newRow("a parameter, not the variable outside")
        << u"x = 1;\nfunction f(x) { return x^; }"_s << u"test.ml:2:12"_s;
    QTest::newRow("the variable outside") << u"x = 1;\nfunction f() { return x^; }"_s << u"test.ml:1:1"_s;
    QTest::newRow("nonlocal") << u"x = 1;\nfunction f() { nonlocal x; x^ = 2; }"_s << u"test.ml:1:1"_s;
    QTest::newRow("a local that hides") << u"x = 1;\nfunction f() { x = 2; return x^; }"_s << u"test.ml:2:16"_s;
    QTest::newRow("an import") << u"import json;\njs^on.parse(\"1\");"_s << u"test.ml:1:8"_s;
    QTest::newRow("into a user module") << u"import util;\nutil.to^tal([]);"_s << u"util.ml:2:10"_s;
    QTest::newRow("a module's file") << u"import ut^il;"_s << u"util.ml:1:1"_s;
    QTest::newRow("a property of a module's object")
        << u"import util;\nprint(util.settings.de^pth);"_s << u"util.ml:3:13"_s;
    QTest::newRow("a property") << u"o = {\n  width: 1};\nprint(o.wi^dth);"_s << u"test.ml:2:3"_s;
    QTest::newRow("a property assigned") << u"o = {};\no.width = 1;\nprint(o.wi^dth);"_s << u"test.ml:2:3"_s;
    QTest::newRow("a built-in has none") << u"pri^nt(1);"_s << u""_s;
    QTest::newRow("a library function has none") << u"import math;\nmath.sq^rt(1);"_s << u""_s;
    QTest::newRow("in a comment") << u"x = 1; // x^"_s << u""_s;
    QTest::newRow("an unknown name") << u"zz^z();"_s << u""_s;
}

void TstNavigation::definition()
{
    QFETCH(QString, source);
    const Marked marked(source);
    const auto location = definitionAt(marked.document(), marked.cursor(), files().workspace);
    QTEST(location ? place(*location) : QString(u""_s), "wanted");
}

void TstNavigation::references_data()
{
    QTest::addColumn<QString>("source"); // every reference stands between < >
    QTest::newRow("a variable") << u"<x> = 1; y = <x^> + <x>; o.x = {x: 2};"_s;
    QTest::newRow("not the inner one of that name") << u"<x^> = 1; function f(x) { return x; } print(<x>);"_s;
    QTest::newRow("only the inner one") << u"x = 1; function f(<x>) { return <x^>; } print(x);"_s;
    QTest::newRow("through nonlocal") << u"<n> = 0; function f() { nonlocal <n>; <n^> = <n> + 1; }"_s;
    QTest::newRow("a built-in") << u"<print^>(1); <print>(2);"_s;
    QTest::newRow("a property by its name") << u"o = {<w>: 1}; o.<w^> = o.<w> + w;"_s;
    QTest::newRow("a function") << u"function <f>() { return <f^>(); } x = <f>;"_s;
    QTest::newRow("an import") << u"import <math>; x = <math^>.pi;"_s;
    QTest::newRow("a loop variable") << u"for (<i> in [1]) { print(<i^>); } print(<i>);"_s;
}

void TstNavigation::references()
{
    QFETCH(QString, source);
    QString plain = source;
    const Marked marked(plain.remove(u'<').remove(u'>'));
    std::string shown = marked.text;
    std::vector<Reference> found = referencesAt(marked.document(), marked.cursor());
    for (auto it = found.rbegin(); it != found.rend(); ++it) {
        shown.insert(it->span.end, ">");
        shown.insert(it->span.begin, "<");
    }
    QCOMPARE(QString::fromStdString(shown), source.remove(u'^'));
}

void TstNavigation::sharedNames_data()
{
    QTest::addColumn<QString>("source");
    QTest::addColumn<QString>("wanted"); // path:name; empty: none
    QTest::newRow("a function of the file") << u"function to^tal() { }"_s << u"/folder/test.ml:total"_s;
    QTest::newRow("a variable where it is used") << u"limit = 1;\nprint(li^mit);"_s << u"/folder/test.ml:limit"_s;
    QTest::newRow("in a function it is the file's")
        << u"limit = 1;\nfunction f() { return li^mit; }"_s << u"/folder/test.ml:limit"_s;
    QTest::newRow("not a parameter") << u"function f(ro^w) { }"_s << QString();
    QTest::newRow("not a local") << u"function f() { lo^cal = 1; }"_s << QString();
    QTest::newRow("not a built-in") << u"pri^nt(1);"_s << QString();
    QTest::newRow("not a module's name") << u"import util;\nut^il.total();"_s << QString();
    QTest::newRow("of a module") << u"import util;\nutil.tot^al();"_s << u"/folder/util.ml:total"_s;
    QTest::newRow("of a module under another name")
        << u"import util as u;\nx = u.lim^it;"_s << u"/folder/util.ml:limit"_s;
    QTest::newRow("not a property of a module's object") << u"import util;\nutil.settings.dep^th;"_s << QString();
    QTest::newRow("not of the library") << u"import math;\nmath.p^i;"_s << QString();
}

void TstNavigation::sharedNames()
{
    QFETCH(QString, source);
    TestFiles files({{"util", "function total(rows) { return 0; }\nlimit = 5;\nsettings = {depth: 3};\n"}});
    const Marked marked(source);
    const auto shared = sharedNameAt(marked.document(), marked.cursor(), files.workspace);
    QTEST(shared ? QString::fromStdString(shared->path + ":" + shared->name) : QString(), "wanted");
}

void TstNavigation::usesInOtherFiles_data()
{
    QTest::addColumn<QString>("source"); // ^ before each use
    QTest::addColumn<bool>("taken");
    QTest::newRow("calls") << u"import util;\nutil.^total(1);\nx = util.^total(2);"_s << false;
    QTest::newRow("under another name") << u"import util as u;\nf = u.^total;"_s << false;
    QTest::newRow("in a function") << u"import util;\nfunction f() { return util.^total(1); }"_s << false;
    QTest::newRow("not another module's") << u"import other;\nother.total(1);"_s << false;
    QTest::newRow("not an object's") << u"import util;\nx = {total: 1};\nprint(x.total);"_s << false;
    QTest::newRow("not one that hides the module")
        << u"import util;\nfunction f(util) { return util.total; }"_s << false;
    QTest::newRow("not the same letters") << u"import util;\ntotal = 1;\nprint(\"util.total\");"_s << false;
    QTest::newRow("not a longer name") << u"import util;\nutil.totals(1);"_s << false;
    QTest::newRow("taken out by its name") << u"import util;\n{total} = util;\nutil.^total(1);"_s << true;
}

void TstNavigation::usesInOtherFiles()
{
    QFETCH(QString, source);
    TestFiles files({{"util", "function total(rows) { return 0; }\n"}, {"other", "function total() { }\n"}});
    const Marked marked(source);
    const ForeignUses uses = usesOf(marked.document(), {"/folder/util.ml", "total"}, files.workspace);
    std::vector<uint32_t> places;
    for (const Reference &reference : uses.references) places.push_back(reference.span.begin);
    QCOMPARE(places, marked.marks);
    QTEST(uses.takenByName.has_value(), "taken");
}

void TstNavigation::renames_data()
{
    QTest::addColumn<QString>("source");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("result");
    QTest::newRow("a variable") << u"x^ = 1; print(x, o.x);"_s << u"total"_s << u"total = 1; print(total, o.x);"_s;
    QTest::newRow("a parameter") << u"x = 0; function f(x^) { return x; }"_s << u"y"_s
                                 << u"x = 0; function f(y) { return y; }"_s;
    QTest::newRow("a function with its calls")
        << u"function f^() { f(); } f();"_s << u"go"_s << u"function go() { go(); } go();"_s;
    QTest::newRow("nonlocal too") << u"n^ = 0; function f() { nonlocal n; n = 1; }"_s << u"m"_s
                                  << u"m = 0; function f() { nonlocal m; m = 1; }"_s;
    QTest::newRow("an alias") << u"import json as j^; j.parse(\"\");"_s << u"data"_s
                              << u"import json as data; data.parse(\"\");"_s;
    QTest::newRow("an inner function keeps its own")
        << u"x^ = 1; function f(y) { return y; }"_s << u"y"_s << u"y = 1; function f(y) { return y; }"_s;
    QTest::newRow("to itself") << u"x^ = 1;"_s << u"x"_s << u"x = 1;"_s;
    QTest::newRow("a destructured array's name")
        << u"[a^, b] = [1, 2]; print(a);"_s << u"c"_s << u"[c, b] = [1, 2]; print(c);"_s;
}

void TstNavigation::renames()
{
    QFETCH(QString, source);
    QFETCH(QString, name);
    const Marked marked(source);
    const auto edits = rename(marked.document(), marked.cursor(), name.toStdString());
    QVERIFY2(edits, edits ? "" : edits.error().c_str());
    QTEST(QString::fromStdString(applied(marked.text, *edits)), "result");
}

void TstNavigation::refusesToRename_data()
{
    QTest::addColumn<QString>("source");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("why");
    QTest::newRow("a reserved word") << u"x^ = 1;"_s << u"while"_s << u"`while` is a reserved word."_s;
    QTest::newRow("no name") << u"x^ = 1;"_s << u"1a"_s
                             << u"`1a` is no name: letters, digits and `_`, no digit first."_s;
    QTest::newRow("nothing") << u"x^ = 1;"_s << u""_s << u"A name is needed."_s;
    QTest::newRow("forbidden") << u"x^ = 1;"_s << u"__x"_s << u"Names that start with `__` are forbidden."_s;
    QTest::newRow("taken in the same scope")
        << u"x^ = 1;\ny = 2;"_s << u"y"_s << u"`y` is already a name here (line 2)."_s;
    QTest::newRow("a use inside would mean another")
        << u"x^ = 1;\nfunction f(y) { return x + y; }"_s << u"y"_s << u"In line 2 `y` means another variable."_s;
    QTest::newRow("it would hide a variable used inside")
        << u"y = 1;\nfunction f(x^) { return y; }"_s << u"y"_s << u"`y` in line 2 would mean this variable then."_s;
    QTest::newRow("it would hide a built-in that is used")
        << u"x^ = 1;\nprint(x);"_s << u"print"_s << u"`print` in line 2 would mean this variable then."_s;
    QTest::newRow("a built-in") << u"prin^t(1);"_s << u"out"_s << u"`print` is a built-in function."_s;
    QTest::newRow("a property") << u"o = {a: 1}; o.a^ = 2;"_s << u"b"_s
                                << u"`a` is a property: other files and data may call it so too."_s;
    QTest::newRow("a module") << u"import json^;"_s << u"j"_s
                              << u"`json` is the name of a module; import it `as` another name."_s;
    QTest::newRow("taken out of an object")
        << u"{a^} = {a: 1};"_s << u"b"_s << u"`a` is taken out of an object by its name."_s;
    QTest::newRow("a keyword of the text")
        << u"whil^e (x) { }"_s << u"b"_s << u"`while` is no name that can be changed."_s;
    QTest::newRow("nothing there") << u"x = 1;  ^"_s << u"b"_s << u"There is no name at the cursor."_s;
}

void TstNavigation::refusesToRename()
{
    QFETCH(QString, source);
    QFETCH(QString, name);
    const Marked marked(source);
    const auto edits = rename(marked.document(), marked.cursor(), name.toStdString());
    QVERIFY(!edits);
    QTEST(QString::fromStdString(edits.error()), "why");
}

void TstNavigation::hover_data()
{
    QTest::addColumn<QString>("source");
    QTest::addColumn<QString>("title");
    QTest::addColumn<QString>("documentation");
    QTest::addColumn<QString>("needs");
    QTest::newRow("a variable and its type") << u"x = \"a\"; print(x^);"_s << u"x: string"_s << u""_s << u""_s;
    QTest::newRow("an array of objects") << u"x = [{a: 1}]; print(x^);"_s << u"x: array of object"_s << u""_s << u""_s;
    QTest::newRow("an object with its properties")
        << u"x = {a: 1, b: \"t\"}; print(x^);"_s << u"x: object"_s << u"{a: number, b: string}"_s << u""_s;
    QTest::newRow("a function with its comment")
        << u"// Doubles.\nfunction f(n) { return n * 2; }\nf^(1);"_s << u"f(n)"_s << u"Doubles."_s << u""_s;
    QTest::newRow("a built-in") << u"le^n(1);"_s << u"len(collection) -> integer"_s
                                << u"Characters, elements or properties; 0 for anything else."_s << u""_s;
    QTest::newRow("a guarded function") << u"import file;\nfile.re^ad(\"x\");"_s
                                        << u"file.read(path: string, encoding: string or null = \"utf-8\") -> string"_s
                                        << u"The text of a file."_s << u"file.read"_s;
    QTest::newRow("a guarded function under another name")
        << u"import file;\nr = file.read;\nr^(\"x\");"_s
        << u"file.r(path: string, encoding: string or null = \"utf-8\") -> string"_s << u"The text of a file."_s
        << u"file.read"_s;
    QTest::newRow("a constant") << u"import math;\nx = math.p^i;"_s << u"math.pi"_s
                                << u"The circumference of a circle of diameter 1."_s << u""_s;
    QTest::newRow("a module") << u"import json;\njs^on.parse(\"\");"_s << u"json: module"_s << u"*"_s << u""_s;
    QTest::newRow("an export") << u"import util;\nutil.to^tal([]);"_s << u"total(rows)"_s << u"Adds up."_s << u""_s;
    QTest::newRow("a method") << u"x = \"a\"; x.up^per();"_s << u"upper() -> string"_s << u"*"_s << u""_s;
    QTest::newRow("a keyword") << u"nonloc^al x;"_s << u"nonlocal"_s << u"*"_s << u""_s;
    QTest::newRow("nothing in a string") << u"x = \"pri^nt\";"_s << u""_s << u""_s << u""_s;
    QTest::newRow("nothing on an operator") << u"x =^ 1;"_s << u""_s << u""_s << u""_s;
}

void TstNavigation::hover()
{
    QFETCH(QString, source);
    QFETCH(QString, documentation);
    const Marked marked(source);
    const auto hover = hoverAt(marked.document(), marked.cursor(), files().workspace);
    QTEST(hover ? QString::fromStdString(hover->title) : QString(u""_s), "title");
    if (documentation != "*"_L1)
        QTEST(hover ? QString::fromStdString(hover->documentation) : QString(u""_s), "documentation");
    else QVERIFY(!hover->documentation.empty());
    QTEST(hover ? QString::fromStdString(hover->needs) : QString(u""_s), "needs");
}

static QString shown(const std::vector<OutlineItem> &items)
{
    QStringList all;
    for (const OutlineItem &item : items)
        all << QString::fromStdString(item.name + item.detail) +
                   (item.children.empty() ? QString() : u" {"_s + shown(item.children) + u"}"_s);
    return all.join(u", "_s);
}

void TstNavigation::outlineOfAFile()
{
    const Marked marked(
        u"import math;\nlimit = 3;\nlimit = 4;\nfunction outer(a, b) {\n  local = 1;\n  function inner() { }\n"
        "  helper = fn(x) => x;\n}\ndouble = fn(n) => n * 2;\nfor (i in []) { inLoop = 1; }\n"_s);
    QCOMPARE(shown(outline(*marked.document())), u"math, limit, outer(a, b) {inner(), helper(x)}, double(n), inLoop"_s);
}

void TstNavigation::outlineOfDataIsCut()
{
    for (const size_t count : {kMaxOutlineVariables, kMaxOutlineVariables + 1}) {
        std::string text;
        for (size_t i = 0; i < count; ++i) text += "v" + std::to_string(i) + " = 1;\n";
        text += "function last() { }\n";
        const auto items = outline(*analyse("a.ml", text));
        QCOMPARE(items.size(), kMaxOutlineVariables + 1);
        QCOMPARE(items.back().name, "last");
    }
}

void TstNavigation::breadcrumbs()
{
    const Marked marked(u"function outer() { function inner() { ^x = 1; } }\nfunction other() { }"_s);
    QCOMPARE(shown(pathTo(outline(*marked.document()), marked.cursor())), u"outer(), inner()"_s);
}

void TstNavigation::folding_data()
{
    QTest::addColumn<QString>("source");
    QTest::addColumn<QString>("ranges");
    QTest::newRow("a function") << u"function f() {\n  x = 1;\n}\n"_s << u"1-2"_s;
    QTest::newRow("nested") << u"if (a) {\n  if (b) {\n    c();\n  }\n}\n"_s << u"1-4 2-3"_s;
    QTest::newRow("if and else") << u"if (a) {\n  b();\n} else {\n  c();\n}\n"_s << u"1-2 3-4"_s;
    QTest::newRow("an array") << u"x = [\n  1,\n  2\n];\n"_s << u"1-3"_s;
    QTest::newRow("comment lines") << u"// a\n// b\n// c\nx = 1;\n"_s << u"1-3"_s;
    QTest::newRow("one line") << u"if (a) { b(); }\n"_s << u""_s;
}

void TstNavigation::folding()
{
    QFETCH(QString, source);
    QStringList ranges;
    for (const FoldingRange &range : foldingRanges(*Marked(source).document()))
        ranges << u"%1-%2"_s.arg(range.first).arg(range.last);
    QTEST(ranges.join(u' '), "ranges");
}

void TstNavigation::selection_data()
{
    QTest::addColumn<QString>("source");
    QTest::addColumn<QStringList>("steps");
    QTest::newRow("outwards") << u"x = f(a + b^c, 2);"_s
                              << QStringList{u"bc"_s,          u"a + bc"_s,       u"a + bc, 2"_s,
                                             u"(a + bc, 2)"_s, u"f(a + bc, 2)"_s, u"x = f(a + bc, 2);"_s};
    QTest::newRow("a block") << u"if (a) { b^(); }"_s << QStringList{u"b"_s,      u"b()"_s,      u"b();"_s,
                                                                     u" b(); "_s, u"{ b(); }"_s, u"if (a) { b(); }"_s};
}

void TstNavigation::selection()
{
    QFETCH(QString, source);
    QFETCH(QStringList, steps);
    const Marked marked(source);
    const DocumentPtr document = marked.document();
    Span span{marked.cursor(), marked.cursor()};
    for (const QString &step : steps) {
        span = expandSelection(*document, span);
        QCOMPARE(QString::fromStdString(std::string(document->text(span))), step);
    }
}

// Every service answers at every place of every beginning of a text.
void TstNavigation::survivesEveryPlace()
{
    const std::string text =
        "import util as u;\nfunction f(a, [ { nonlocal q; u.total(a.b[1].c(\"x\"\n) } for (i in { x: fn(y) => {";
    for (size_t length = 0; length <= text.size(); ++length) {
        const DocumentPtr document = analyse("a.ml", text.substr(0, length));
        for (uint32_t at = 0; at <= length; ++at) {
            (void)definitionAt(document, at, files().workspace);
            (void)referencesAt(document, at);
            (void)rename(document, at, "other");
            (void)hoverAt(document, at, files().workspace);
            (void)expandSelection(*document, {at, at});
        }
        (void)outline(*document);
        (void)foldingRanges(*document);
    }
}

QTEST_GUILESS_MAIN(TstNavigation)
#include "tst_navigation.moc"
