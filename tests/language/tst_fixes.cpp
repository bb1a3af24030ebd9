// SPDX-License-Identifier: GPL-3.0-or-later
// The mends that are offered for what a check finds, and that each of them mends it.
#include "engine/language/fixes.h"
#include "engine/language/formatter.h"
#include "engine/runs/compile.h"
#include "tests/language/marked.h"

#include <QTest>

#include <algorithm>

using namespace latchkey;
using namespace latchkey::language;
using namespace Qt::StringLiterals;

class TstFixes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void mends_data();
    void mends();
    void offersOnlyWhatIsNear();

private:
    static std::vector<syntax::Diagnostic> check(const std::string &text)
    {
        runs::CompileRequest request;
        request.text = text;
        request.name = "test.ml";
        request.lint = true;
        return runs::compileProgram(request)->diagnostics;
    }
    static std::string applyTo(std::string text, std::vector<TextEdit> edits)
    {
        std::ranges::sort(edits, {}, [](const TextEdit &edit) { return edit.span.begin; });
        return applied(text, edits);
    }
};

void TstFixes::mends_data()
{
    QTest::addColumn<QString>("source");
    QTest::addColumn<QString>("title");
    QTest::addColumn<QString>("result");
    const auto row = [](const char *name, const QString &source, const QString &title, const QString &result) {
        QTest::newRow(name) << source << title << result;
    };
    row("a missing semicolon", u"x = 1\nprint(x);"_s, u"Insert `;`"_s, u"x = 1;\nprint(x);"_s);
    row("else if", u"a = 1;\nif (a) {} else if (a) {}"_s, u"Replace by `elif`"_s, u"a = 1;\nif (a) {} elif (a) {}"_s);
    row("a typing mistake", u"total = 1;\nprint(totl);"_s, u"Replace with `total`"_s, u"total = 1;\nprint(total);"_s);
    row("an import that is missing", u"print(json.stringify(1));"_s, u"Add `import json;`"_s,
        u"import json;\nprint(json.stringify(1));"_s);
    row("a function of a module", u"print(sqrt(2));"_s, u"Use `math.sqrt`"_s, u"import math;\nprint(math.sqrt(2));"_s);
    row("a function of an imported module", u"import math;\nprint(math.pi, sqrt(2));"_s, u"Use `math.sqrt`"_s,
        u"import math;\nprint(math.pi, math.sqrt(2));"_s);
    row("an unused import", u"import json;\nprint(1);"_s, u"Remove the import"_s, u"print(1);"_s);
    row("an unused variable", u"function f() {\n    x = 1;\n    return 2;\n}\nf();"_s, u"Remove the assignment"_s,
        u"function f() {\n    return 2;\n}\nf();"_s);
    row("an unused variable with a call", u"function f() {\n    x = g();\n}\nfunction g() { return 1; }\nf();"_s,
        u"Rename to `_x`"_s, u"function f() {\n    _x = g();\n}\nfunction g() { return 1; }\nf();"_s);
    row("a counter that should be nonlocal", u"n = 0;\nfunction f() {\n    n = 1;\n}\nf();\nprint(n);"_s,
        u"Declare `nonlocal n`"_s, u"n = 0;\nfunction f() {\n    nonlocal n;\n    n = 1;\n}\nf();\nprint(n);"_s);
    row("an unused function", u"function f() {\n    function g() { return 1; }\n    return 2;\n}\nf();"_s,
        u"Remove the function"_s, u"function f() {\n    return 2;\n}\nf();"_s);
    row("let", u"let x = 1;\nprint(x);"_s, u"Remove `let`"_s, u"x = 1;\nprint(x);"_s);
    row("compound assignment", u"x = 1;\nx += 2;"_s, u"Write `x = x + …`"_s, u"x = 1;\nx = x + 2;"_s);
    row("increment", u"x = 1;\nx++;"_s, u"Write `x = x + 1`"_s, u"x = 1;\nx = x + 1;"_s);
    row("three equals signs", u"a = 1;\nif (a === 1) {}"_s, u"Remove the `=` too many"_s, u"a = 1;\nif (a == 1) {}"_s);
    row("an assignment as a condition", u"a = 1;\nif (a = 1) {}"_s, u"Replace `=` by `==`"_s,
        u"a = 1;\nif (a == 1) {}"_s);
    row("an arrow without fn", u"f = (x) => x;"_s, u"Write `fn` before the parameters"_s, u"f = fn(x) => x;"_s);
    row("a comment of other languages", u"# note"_s, u"Write `//`"_s, u"// note"_s);
    row("catch", u"try {} catch (e) {}"_s, u"Replace by `except`"_s, u"try {} except (e) {}"_s);
    row("a trailing comma", u"x = [1, 2,];"_s, u"Remove `,`"_s, u"x = [1, 2];"_s);
    row("an unknown member", u"import math;\nprint(math.sqrtt(1));"_s, u"Replace with `sqrt`"_s,
        u"import math;\nprint(math.sqrt(1));"_s);
    row("a second except clause", u"try {} except (e) {} except (f) {}"_s, u"Remove the clause"_s,
        u"try {} except (e) {}"_s);
    row("an unclosed parenthesis", u"print((1 + 2);"_s, u"Insert `)`"_s, u"print((1 + 2));"_s);
}

void TstFixes::mends()
{
    QFETCH(QString, source);
    QFETCH(QString, title);
    const std::string text = source.toStdString();
    const DocumentPtr document = analyse("test.ml", text);
    const std::vector<syntax::Diagnostic> found = check(text);
    QStringList offered;
    for (const syntax::Diagnostic &diagnostic : found) {
        for (const QuickFix &fix : fixesFor(document, diagnostic)) {
            offered << QString::fromStdString(fix.title);
            if (offered.last() != title) continue;
            const std::string mended = applyTo(text, fix.edits);
            QTEST(QString::fromStdString(mended), "result");
            for (const syntax::Diagnostic &left : check(mended))
                QVERIFY2(left.code != diagnostic.code, left.message.c_str());
            return;
        }
    }
    QFAIL(qPrintable(u"offered: "_s + offered.join(u", "_s)));
}

void TstFixes::offersOnlyWhatIsNear()
{
    const std::string text = "totl = 1;\nprint(tota);\nprint(totl);\nx = 1\ny = 2;\n";
    const DocumentPtr document = analyse("test.ml", text);
    const std::vector<syntax::Diagnostic> found = check(text);
    const auto titles = [&](uint32_t at) {
        QStringList all;
        for (const QuickFix &fix : fixesAt(document, found, {at, at})) all << QString::fromStdString(fix.title);
        return all;
    };
    QCOMPARE(titles(17), QStringList{u"Replace with `totl`"_s});
    QVERIFY(titles(0).isEmpty());
}

QTEST_GUILESS_MAIN(TstFixes)
#include "tst_fixes.moc"
