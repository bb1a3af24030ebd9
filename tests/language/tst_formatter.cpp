// SPDX-License-Identifier: GPL-3.0-or-later
// The formatter on small texts with known results, and its promises on every program of the conformance set: the tree
// stays, comments stay, formatting twice changes nothing.
#include "engine/language/formatter.h"
#include "tests/language/marked.h"

#include <QDirIterator>
#include <QFile>
#include <QTest>

#include <algorithm>

using namespace latchkey::language;
using namespace Qt::StringLiterals;

class TstFormatter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void formats_data();
    void formats();
    void keepsPromises_data();
    void keepsPromises();
    void refusesMistakes();
    void formatsOnlyARange();
    void usesTabs();
    void keepsLineEnds();
    void sameTreeSeesDifferences_data();
    void sameTreeSeesDifferences();

private:
    static QString formatted(const QString &source)
    {
        const DocumentPtr document = Marked(source).document();
        const auto edits = format(*document);
        return edits ? QString::fromStdString(applied(document->text(), *edits))
                     : QString::fromStdString(edits.error());
    }
    static QStringList comments(const Document &document)
    {
        QStringList all;
        for (const Piece &piece : document.pieces())
            if (piece.isComment) all << QString::fromStdString(std::string(document.text(piece.span())));
        return all;
    }
};

void TstFormatter::formats_data()
{
    QTest::addColumn<QString>("source");
    QTest::addColumn<QString>("result");
    const auto row = [](const char *name, const QString &source, const QString &result) {
        QTest::newRow(name) << source << result;
    };
    row("nothing", u""_s, u""_s);
    row("only white space", u"  \n\n "_s, u""_s);
    row("only a comment", u"  // note  \n\n"_s, u"// note\n"_s);
    row("operators", u"x=1+2*-y//3;"_s, u"x = 1 + 2 * -y // 3;\n"_s);
    row("signs", u"a=- 1;b=-1;c=--1;d=x- -1;e=x -1;g=a+ +3;"_s,
        u"a = - 1;\nb = -1;\nc = --1;\nd = x - -1;\ne = x - 1;\ng = a + +3;\n"_s);
    row("signs behind a block", u"if(a){}-x;"_s, u"if (a) {}\n-x;\n"_s);
    row("not", u"x=! a&&!b;"_s, u"x = !a && !b;\n"_s);
    row("calls and members", u"print ( a . b [ 1 ] ( 2 , 3 ) ) ;"_s, u"print(a.b[1](2, 3));\n"_s);
    row("a member of a number", u"x = 5 .y;"_s, u"x = 5 .y;\n"_s);
    row("slices", u"x=a[ 1 : 2 ];y=a[::-1];z=a[c?1:2:3];"_s, u"x = a[1:2];\ny = a[::-1];\nz = a[c ? 1 : 2:3];\n"_s);
    row("a ternary", u"x=a?b:c?d:e;"_s, u"x = a ? b : c ? d : e;\n"_s);
    row("an object", u"o={ a:1,\"b\" :fn(x)=>x,if:2};"_s, u"o = {a: 1, \"b\": fn(x) => x, if: 2};\n"_s);
    row("an annotation", u"function f(a:number,b){}"_s, u"function f(a: number, b) {}\n"_s);
    row("a statement a line", u"a();b();c();"_s, u"a();\nb();\nc();\n"_s);
    row("blocks", u"if(a){b();}elif(c){d();}else{e();}"_s, u"if (a) { b(); } elif (c) { d(); } else { e(); }\n"_s);
    row("braces on their own lines", u"while (a)\n{\n  b();\n}\n"_s, u"while (a) {\n    b();\n}\n"_s);
    row("try", u"try{a();}except(e){b();}finally{c();}"_s, u"try { a(); } except (e) { b(); } finally { c(); }\n"_s);
    row("except without a name", u"try{}except{}"_s, u"try {} except {}\n"_s);
    row("for", u"for(x in xs){print(x);}"_s, u"for (x in xs) { print(x); }\n"_s);
    row("nested", u"function f(){for(x in y){if(x){return;}}}"_s,
        u"function f() {\n    for (x in y) {\n        if (x) { return; }\n    }\n}\n"_s);
    row("an arrow's block on one line", u"x=map(fn(a)=>{return a;},b);"_s, u"x = map(fn(a) => { return a; }, b);\n"_s);
    row("an arrow's block over lines", u"x = map(fn(a) => {\nreturn a;\n}, b);"_s,
        u"x = map(fn(a) => {\n    return a;\n}, b);\n"_s);
    row("an arrow's block with two statements", u"f=fn(a)=>{b();return a;};"_s,
        u"f = fn(a) => {\n    b();\n    return a;\n};\n"_s);
    row("an empty object as an arrow's value", u"f=fn()=>{};"_s, u"f = fn() => {};\n"_s);
    row("imports", u"import  a . b  as  c ;"_s, u"import a.b as c;\n"_s);
    row("capabilities", u"capability X{resource \"a\";allow read \"b\";}"_s,
        u"capability X {\n    resource \"a\";\n    allow read \"b\";\n}\n"_s);
    row("destructuring", u"[a,b]=[b,a];{c,d}=o;"_s, u"[a, b] = [b, a];\n{c, d} = o;\n"_s);
    row("one blank line stays", u"a();\n\nb();\nc();"_s, u"a();\n\nb();\nc();\n"_s);
    row("more become one", u"\n\na();\n\n\n\nb();\n\n"_s, u"a();\n\nb();\n"_s);
    row("none at the edges of a block", u"if (a) {\n\n  b();\n\n}"_s, u"if (a) {\n    b();\n}\n"_s);
    row("a list over lines", u"x = [\n1,\n  2];"_s, u"x = [\n    1,\n    2\n];\n"_s);
    row("a list begun on its line", u"x = [1,\n2\n];"_s, u"x = [1,\n    2];\n"_s);
    row("an object in a call", u"f({\na: 1,\nb: {\nc: 2\n}\n});"_s,
        u"f({\n    a: 1,\n    b: {\n        c: 2\n    }\n});\n"_s);
    row("a long expression", u"x = a +\nb\n+ c;"_s, u"x = a +\n    b\n    + c;\n"_s);
    row("a condition over lines", u"if (a &&\nb) {\nc();\n}"_s, u"if (a &&\n        b) {\n    c();\n}\n"_s);
    row("a condition with its own lines", u"if (\na &&\nb\n) {\nc();\n}"_s,
        u"if (\n    a &&\n    b\n) {\n    c();\n}\n"_s);
    row("a chain of calls", u"x = a\n.b()\n.c();"_s, u"x = a\n    .b()\n    .c();\n"_s);
    row("breaks that are none", u"return_\n(\na\n)\n;"_s, u"return_(\n    a\n);\n"_s);
    row("return keeps its value", u"function f() { return\n1; }"_s, u"function f() {\n    return 1;\n}\n"_s);
    row("a comment behind", u"a();// note\nb();   // more"_s, u"a(); // note\nb(); // more\n"_s);
    row("a comment above", u"if (a) {\n// note\nb();\n  // end\n}"_s,
        u"if (a) {\n    // note\n    b();\n    // end\n}\n"_s);
    row("a comment in an empty block", u"if (a) { // note\n}"_s, u"if (a) { // note\n}\n"_s);
    row("a comment in a list", u"x = [ // one\n1, // two\n2\n];"_s, u"x = [ // one\n    1, // two\n    2\n];\n"_s);
    row("division at the start of a line", u"x = [1,\n2\n// three\n];"_s, u"x = [1,\n    2\n        // three];\n"_s);
    row("division that looks like a comment", u"x = [1, 2 // 3\n];"_s, u"x = [1, 2 // 3];\n"_s);
    row("a comment behind an operator", u"x = a + // note\nb;"_s, u"x = a + // note\n    b;\n"_s);
    row("a comment before else", u"if (a) {\n} // note\nelse {\n}"_s, u"if (a) {} // note\nelse {}\n"_s);
    row("a comment before a brace", u"if (a) // note\n{\nb();\n}"_s, u"if (a) // note\n{\n    b();\n}\n"_s);
    row("a comment behind a comma in a call", u"f(a, // one\nb);"_s, u"f(a, // one\n    b);\n"_s);
    row("a comment behind a dot", u"x = a. // note\nb;"_s, u"x = a. // note\n    b;\n"_s);
    row("strings stay as they are", u"x = \"a  +b\n  c\";y='d';"_s, u"x = \"a  +b\n  c\";\ny = 'd';\n"_s);
    row("keywords as names", u"o . if = o.fn ( o.in - 1 );"_s, u"o.if = o.fn(o.in - 1);\n"_s);
    row("throw and nonlocal", u"function f(){nonlocal a,b;throw{message:\"x\"};}"_s,
        u"function f() {\n    nonlocal a, b;\n    throw {message: \"x\"};\n}\n"_s);
}

void TstFormatter::formats()
{
    QFETCH(QString, source);
    const QString once = formatted(source);
    QTEST(once, "result");
    QCOMPARE(formatted(once), once);
}

void TstFormatter::keepsPromises_data()
{
    QTest::addColumn<QString>("path");
    const QString root = QString::fromUtf8(LATCHKEY_SOURCE_DIR);
    for (const QString &folder : {u"/tests/conformance"_s, u"/resources/examples"_s, u"/engine/modules/prelude"_s}) {
        QDirIterator files(root + folder, {u"*.ml"_s}, QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            const QString path = files.next();
            QTest::newRow(qPrintable(path.sliced(root.size() + 1))) << path;
        }
    }
}

void TstFormatter::keepsPromises()
{
    QFETCH(QString, path);
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const DocumentPtr before = analyse("a.ml", file.readAll().toStdString());
    const auto edits = format(*before);
    if (!before->diagnostics().empty()) {
        QVERIFY(!edits);
        return;
    }
    QVERIFY2(edits, edits ? "" : edits.error().c_str());
    const DocumentPtr after = analyse("a.ml", applied(before->text(), *edits));
    QVERIFY(after->diagnostics().empty());
    QVERIFY(sameTree(before->tree(), after->tree()));
    QCOMPARE(comments(*after), comments(*before));
    const auto again = format(*after);
    QVERIFY(again);
    QCOMPARE(QString::fromStdString(applied(after->text(), *again)),
             QString::fromStdString(std::string(after->text())));
}

void TstFormatter::refusesMistakes()
{
    QCOMPARE(formatted(u"x = 1;\ny = (2;"_s), u"Line 2 has to be mended first: unexpected ';'."_s);
}

void TstFormatter::formatsOnlyARange()
{
    const Marked marked(u"a=1;\n^b=2;\nc=3;^\nd=4;\n"_s);
    const DocumentPtr document = marked.document();
    const auto edits = format(*document, {}, Span{marked.marks[0], marked.marks[1]});
    QVERIFY(edits);
    QCOMPARE(QString::fromStdString(applied(document->text(), *edits)), u"a=1;\nb = 2;\nc = 3;\nd=4;\n"_s);
}

void TstFormatter::usesTabs()
{
    const DocumentPtr document = Marked(u"if (a) { b(); c(); }"_s).document();
    const auto edits = format(*document, {.indent = 4, .tabs = true});
    QVERIFY(edits);
    QCOMPARE(QString::fromStdString(applied(document->text(), *edits)), u"if (a) {\n\tb();\n\tc();\n}\n"_s);
}

void TstFormatter::keepsLineEnds()
{
    QCOMPARE(formatted(u"a();\r\nif (b) { c(); d(); }\r\n"_s), u"a();\r\nif (b) {\r\n    c();\r\n    d();\r\n}\r\n"_s);
}

void TstFormatter::sameTreeSeesDifferences_data()
{
    QTest::addColumn<QString>("one");
    QTest::addColumn<QString>("other");
    QTest::newRow("a number") << u"x = 1;"_s << u"x = 2;"_s;
    QTest::newRow("a number's kind") << u"x = 1;"_s << u"x = 1.0;"_s;
    QTest::newRow("a sign") << u"x = -1;"_s << u"x = - 1;"_s;
    QTest::newRow("a string") << u"x = \"a\";"_s << u"x = \"b\";"_s;
    QTest::newRow("a name") << u"x = a;"_s << u"x = b;"_s;
    QTest::newRow("an operator") << u"x = a + b;"_s << u"x = a - b;"_s;
    QTest::newRow("grouping") << u"x = a + b + c;"_s << u"x = a + (b + c);"_s;
    QTest::newRow("a statement more") << u"a();"_s << u"a(); b();"_s;
    QTest::newRow("a key") << u"x = {a: 1};"_s << u"x = {b: 1};"_s;
    QTest::newRow("which part of a slice") << u"x = a[1:];"_s << u"x = a[:1];"_s;
    QTest::newRow("where an else ends") << u"if (a) { b(); c(); } else { }"_s << u"if (a) { b(); } else { c(); }"_s;
    QTest::newRow("a parameter") << u"f = fn(a) => 1;"_s << u"f = fn(b) => 1;"_s;
}

void TstFormatter::sameTreeSeesDifferences()
{
    QFETCH(QString, one);
    QFETCH(QString, other);
    const DocumentPtr a = Marked(one).document(), b = Marked(other).document();
    QVERIFY(sameTree(a->tree(), a->tree()));
    QVERIFY(!sameTree(a->tree(), b->tree()));
}

QTEST_GUILESS_MAIN(TstFormatter)
#include "tst_formatter.moc"
