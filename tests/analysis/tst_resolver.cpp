// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/analysis/resolve_text.h"

#include <QTest>

#include <functional>

using namespace latchkey;
using namespace latchkey::analysis;
using syntax::Binding;

namespace {

/// Calls `visit` for each identifier of an expression in the order of the text.
void identifiers(syntax::Expression *node, const std::function<void(syntax::IdentifierExpression *)> &visit,
                 const std::function<void(const syntax::Function &)> &function)
{
    using syntax::NodeKind;
    const auto go = [&](syntax::Expression *child) {
        if (child) identifiers(child, visit, function);
    };
    switch (node->kind) {
    case NodeKind::Identifier:
        visit(static_cast<syntax::IdentifierExpression *>(node));
        break;
    case NodeKind::Binary:
        go(static_cast<syntax::BinaryExpression *>(node)->left),
            go(static_cast<syntax::BinaryExpression *>(node)->right);
        break;
    case NodeKind::Call:
        go(static_cast<syntax::CallExpression *>(node)->callee);
        for (auto *argument : static_cast<syntax::CallExpression *>(node)->arguments) go(argument);
        break;
    case NodeKind::Member:
        go(static_cast<syntax::MemberExpression *>(node)->object);
        break;
    case NodeKind::Index:
        go(static_cast<syntax::IndexExpression *>(node)->object),
            go(static_cast<syntax::IndexExpression *>(node)->index);
        break;
    case NodeKind::Array:
        for (auto *element : static_cast<syntax::ArrayExpression *>(node)->elements) go(element);
        break;
    case NodeKind::Arrow:
        function(static_cast<syntax::ArrowExpression *>(node)->function);
        break;
    default:
        break;
    }
}

/// Every name of a tree with its binding, as `x:L0`: L local register, C captured slot @ depth, G module variable,
/// B built-in, U unknown, - unresolved; `?` may be unset, `/B1` falls back to a built-in.
class BindingText
{
public:
    explicit BindingText(const syntax::Tree &tree)
        : m_tree(tree)
    {
    }

    QByteArray program()
    {
        statements(m_tree.statements);
        return m_words.join(' ');
    }

private:
    void statements(syntax::StatementList list)
    {
        for (syntax::Statement *node : list) statement(node);
    }
    void statement(syntax::Statement *node)
    {
        using syntax::NodeKind;
        switch (node->kind) {
        case NodeKind::ExpressionStatement:
            expression(static_cast<syntax::ExpressionStatement *>(node)->expression);
            break;
        case NodeKind::Assign:
            expression(static_cast<syntax::AssignStatement *>(node)->target);
            expression(static_cast<syntax::AssignStatement *>(node)->value);
            break;
        case NodeKind::Return:
            if (auto *value = static_cast<syntax::ReturnStatement *>(node)->value) expression(value);
            break;
        case NodeKind::FunctionStatement:
            name(static_cast<syntax::FunctionStatement *>(node)->target);
            function(static_cast<syntax::FunctionStatement *>(node)->function);
            break;
        case NodeKind::If:
            for (auto &branch : static_cast<syntax::IfStatement *>(node)->branches)
                expression(branch.condition), statements(branch.block.statements);
            statements(static_cast<syntax::IfStatement *>(node)->otherwise.statements);
            break;
        case NodeKind::While:
            expression(static_cast<syntax::WhileStatement *>(node)->condition);
            statements(static_cast<syntax::WhileStatement *>(node)->block.statements);
            break;
        case NodeKind::For:
            name(static_cast<syntax::ForStatement *>(node)->variable);
            expression(static_cast<syntax::ForStatement *>(node)->iterable);
            statements(static_cast<syntax::ForStatement *>(node)->block.statements);
            break;
        case NodeKind::Try:
            statements(static_cast<syntax::TryStatement *>(node)->block.statements);
            for (auto &clause : static_cast<syntax::TryStatement *>(node)->clauses) {
                if (clause.hasVariable) name(clause.variable);
                statements(clause.block.statements);
            }
            statements(static_cast<syntax::TryStatement *>(node)->finalizer.statements);
            break;
        case NodeKind::DestructureArray:
        case NodeKind::DestructureObject:
            for (auto &target : static_cast<syntax::DestructureStatement *>(node)->targets) name(target);
            expression(static_cast<syntax::DestructureStatement *>(node)->value);
            break;
        case NodeKind::Import:
            name(static_cast<syntax::ImportStatement *>(node)->target);
            break;
        default:
            break;
        }
    }
    void expression(syntax::Expression *node)
    {
        identifiers(
            node, [this](auto *identifier) { add(identifier->name, identifier->binding); },
            [this](const auto &f) { function(f); });
    }
    void function(const syntax::Function &f)
    {
        m_words << "(";
        for (const auto &parameter : f.parameters) name(parameter.name);
        if (f.expression) expression(f.expression);
        statements(f.body);
        m_words << ")";
    }
    void name(const syntax::NameAt &at) { add(at.name, at.binding); }
    void add(syntax::NameId id, const Binding &b)
    {
        const auto text = m_tree.name(id);
        QByteArray word(text.data(), qsizetype(text.size()));
        word += ":";
        switch (b.kind) {
        case Binding::Kind::Unresolved:
            word += "-";
            break;
        case Binding::Kind::Local:
            word += "L" + QByteArray::number(b.index);
            break;
        case Binding::Kind::Captured:
            word += "C" + QByteArray::number(b.index) + "@" + QByteArray::number(b.depth);
            break;
        case Binding::Kind::Global:
            word += "G" + QByteArray::number(b.index);
            break;
        case Binding::Kind::Builtin:
            word += b.index == kUndefinedBuiltin ? QByteArray("undefined")
                    : b.index == kBuiltinModule  ? QByteArray("module")
                                                 : "B" + QByteArray::number(b.index);
            break;
        case Binding::Kind::Unknown:
            word += "U";
            break;
        }
        if (b.maybeUnset && b.kind != Binding::Kind::Unresolved && b.kind != Binding::Kind::Unknown) word += "?";
        if (b.fallbackBuiltin != UINT32_MAX)
            word += b.fallbackBuiltin == kUndefinedBuiltin ? QByteArray("/undefined")
                                                           : "/B" + QByteArray::number(b.fallbackBuiltin);
        m_words << word;
    }

    const syntax::Tree &m_tree;
    QByteArrayList m_words;
};

} // namespace

class tst_Resolver : public QObject
{
    Q_OBJECT

private slots:
    void bindings_data();
    void bindings();
    void scopes();
    void findings_data();
    void findings();
    void unknownNamesAreExplained_data();
    void unknownNamesAreExplained();
    void missingImports();
    void predefinedGlobals();
    void interactive();
    void brokenTextGivesNoFalseUnknowns_data();
    void brokenTextGivesNoFalseUnknowns();
    void usedBuiltins();
    void manyFunctionsShareNoVariables();
};

void tst_Resolver::bindings_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("bindings");
    const auto row = [](const char *name, const char *text, const char *bindings) {
        QTest::newRow(name) << QByteArray(text) << QByteArray(bindings);
    };
    row("module variables", "x = 1; y = x; x = y;", "x:G0 y:G1 x:G0 x:G0 y:G1");
    row("module variable read before it is set", "y = x; x = 1;", "y:G0 x:G1? x:G1");
    row("built-in", "print(len);", "print:B0 len:B1");
    row("module variable hides a built-in", "x = len; len = 1; y = len;", "x:G0 len:G1?/B1 len:G1 y:G2 len:G1/B1");
    row("undefined", "x = undefined;", "x:G0 undefined:undefined");
    row("undefined when bound", "x = undefined; undefined = 1;", "x:G0 undefined:G1?/undefined undefined:G1");
    row("the module of built-ins", "builtin.len(1);", "builtin:module");
    row("parameters and locals", "function f(a) { b = a; return b; }", "f:G0 ( a:L0 b:L1 a:L0 b:L1 )");
    row("local read before it is set", "x = 1; function f() { y = x; x = 2; }", "x:G0 f:G1 ( y:L0 x:L1? x:L1 )");
    row("function reads a later module variable", "function f() { return g; } g = 1;", "f:G0 ( g:G1? ) g:G1");
    row("function reads an earlier module variable", "g = 1; function f() { return g; }", "g:G0 f:G1 ( g:G0 )");
    row("recursion", "function f(n) { return f(n); }", "f:G0 ( n:L0 f:G0 n:L0 )");
    row("recursion of an arrow", "f = fn(n) => f(n);", "f:G0 ( n:L0 f:G0 n:L0 )");
    row("closure captures a parameter", "function f(a) { return fn() => a; }", "f:G0 ( a:C0@0 ( a:C0@0 ) )");
    row("closure captures a variable", "function f() { a = 1; b = 2; return fn() => b; }",
        "f:G0 ( a:L0 b:C0@0 ( b:C0@0 ) )");
    row("captured before it is set", "function f() { g = fn() => b; b = 2; return g; }",
        "f:G0 ( g:L0 ( b:C0@0? ) b:C0@0 g:L0 )");
    row("functions without environment are not counted", "function f(a) { return fn() => fn() => a; }",
        "f:G0 ( a:C0@0 ( ( a:C0@0 ) ) )");
    row("functions with environment are", "function f(a) { return fn(b) => fn() => a + b; }",
        "f:G0 ( a:C0@0 ( b:C0@0 ( a:C0@1 b:C0@0 ) ) )");
    row("local function", "function f() { function g() { return g; } return g(); }",
        "f:G0 ( g:C0@0 ( g:C0@0 ) g:C0@0 )");
    row("nonlocal of a function", "function f() { n = 0; function g() { nonlocal n; n = n + 1; } }",
        "f:G0 ( n:C0@0 g:L0 ( n:C0@0 n:C0@0 ) )");
    row("nonlocal of the module", "n = 0; function g() { nonlocal n; n = n + 1; }", "n:G0 g:G1 ( n:G0 n:G0 )");
    row("nonlocal below its use", "function f() { n = 0; function g() { m = 1; n = m; nonlocal n; } }",
        "f:G0 ( n:C0@0 g:L0 ( m:L0 n:C0@0 m:L0 ) )");
    row("nonlocal in a block", "function f() { n = 0; function g() { if (n) { nonlocal n; } n = 1; } }",
        "f:G0 ( n:C0@0 g:L0 ( n:C0@0 n:C0@0 ) )");
    row("nonlocal skips a function that only reads",
        "function f() { n = 0; function g() { x = n; function h() { nonlocal n; n = 1; } } }",
        "f:G0 ( n:C0@0 g:L0 ( x:L0 n:C0@0 h:L1 ( n:C0@0 ) ) )");
    row("inner name hides the outer one", "function f(x) { return fn(x) => x; }", "f:G0 ( x:L0 ( x:L0 x:L0 ) )");
    row("parameter hides a built-in", "function f(len) { return len; }", "f:G0 ( len:L0 len:L0 )");
    row("local hides a built-in without falling back", "function f() { x = len; len = 1; }",
        "f:G0 ( x:L0 len:L1? len:L1 )");
    row("loop variable", "function f(xs) { for (x in xs) { y = x; } return x; }",
        "f:G0 ( xs:L0 x:L1 xs:L0 y:L2 x:L1 x:L1? )");
    row("except variable", "function f() { try { a = 1; } except (e) { b = e; } return e; }",
        "f:G0 ( a:L0 e:L1 b:L2 e:L1 e:L1? )");
    row("both branches assign", "function f(c) { if (c) { x = 1; } else { x = 2; } return x; }",
        "f:G0 ( c:L0 c:L0 x:L1 x:L1 x:L1 )");
    row("one branch assigns", "function f(c) { if (c) { x = 1; } return x; }", "f:G0 ( c:L0 c:L0 x:L1 x:L1? )");
    row("the other branch leaves", "function f(c) { if (c) { x = 1; } else { return 0; } return x; }",
        "f:G0 ( c:L0 c:L0 x:L1 x:L1 )");
    row("elif without else", "function f(c) { if (c) { x = 1; } elif (c) { x = 2; } return x; }",
        "f:G0 ( c:L0 c:L0 x:L1 c:L0 x:L1 x:L1? )");
    row("a loop may not run", "function f(c) { while (c) { x = 1; y = x; } return x; }",
        "f:G0 ( c:L0 c:L0 x:L1 y:L2 x:L1 x:L1? )");
    row("try may stop before it", "function f() { try { x = 1; } except (e) { y = x; } return x; }",
        "f:G0 ( x:L0 e:L1 y:L2 x:L0? x:L0? )");
    row("try and except assign", "function f() { try { x = 1; } except (e) { x = 2; } return x; }",
        "f:G0 ( x:L0 e:L1 x:L0 x:L0 )");
    row("finally after try", "function f() { try { x = 1; } finally { y = x; } return x + y; }",
        "f:G0 ( x:L0 y:L1 x:L0? x:L0 y:L1 )");
    row("destructuring", "function f(o) { [a, b] = o; {c} = o; return a + c; }",
        "f:G0 ( o:L0 a:L1 b:L2 o:L0 c:L3 o:L0 a:L1 c:L3 )");
    row("import binds the first name", "import a.b; import c.d as e; x = a; y = e;", "a:G0 e:G1 x:G2 a:G0 y:G3 e:G1");
    row("unset stays unset in a closure made before", "x = fn() => y; y = 1; z = fn() => y;",
        "x:G0 ( y:G1? ) y:G1 z:G2 ( y:G1 )");
    row("captured parameter keeps its register", "function f(a, b) { c = b; return fn() => a; }",
        "f:G0 ( a:C0@0 b:L1 c:L2 b:L1 ( a:C0@0 ) )");
    row("call of an unknown name", "zzz(1);", "zzz:U");
    row("name of another function", "function f(q) { return q; } x = q;", "f:G0 ( q:L0 q:L0 ) x:G1 q:U");
}

void tst_Resolver::bindings()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, bindings);
    const Resolved resolved = resolveText(text);
    QVERIFY2(resolved.parsed.ok() && resolved.resolution.ok, listed(resolved.all));
    QCOMPARE(BindingText(*resolved.parsed.tree).program(), bindings);
}

void tst_Resolver::scopes()
{
    const Resolved resolved =
        resolveText("function f(a, b) { c = 1; d = 2; g = fn() => a + d; return g; }\nh = fn() => 1;");
    const auto &scopes = resolved.resolution.scopes;
    QCOMPARE(scopes.size(), 4u);
    const Scope &f = scopes[1];
    QCOMPARE(f.registerCount, 4u); // a b c g
    QCOMPARE(f.environmentSize, 2u);
    QVERIFY(!f.usesOuterEnvironment);
    QCOMPARE(f.variables.size(), 5u);
    QVERIFY(f.variables[0].isParameter && f.variables[0].captured);
    QVERIFY(f.variables[1].isParameter && !f.variables[1].captured);
    QCOMPARE(f.variables[1].index, 1u);
    QCOMPARE(f.variables[2].index, 2u);
    QVERIFY(f.variables[3].captured);
    QCOMPARE(f.variables[3].index, 1u);
    QCOMPARE(scopes[2].parent, 1u);
    QVERIFY(scopes[2].usesOuterEnvironment);
    QCOMPARE(scopes[2].environmentSize, 0u);
    QVERIFY(!scopes[3].usesOuterEnvironment);
    QCOMPARE(scopes[3].parent, 0u);
    QCOMPARE(scopes[1].function->scope, 1u);
    QCOMPARE(resolved.resolution.globals.size(), 2u);
}

void tst_Resolver::findings_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("messages");
    const auto row = [](const char *name, const char *text, const char *messages) {
        QTest::newRow(name) << QByteArray(text) << QByteArray(messages);
    };
    row("return at the top", "return 5;", "1:1 'return' outside function");
    row("return in a block at the top", "if (1) {\n  return;\n}", "2:3 'return' outside function");
    row("break without loop", "break;", "1:1 'break' outside loop");
    row("continue without loop", "continue;", "1:1 'continue' not properly in loop");
    row("break in a function inside a loop", "while (true) { f = fn() => { break; }; }", "1:30 'break' outside loop");
    row("break after a loop", "while (true) { }\nbreak;", "2:1 'break' outside loop");
    row("good loop words",
        "for (x in [1]) { if (x) { break; } else { continue; } try { break; } finally { continue; } }", "");
    row("duplicate parameter", "function f(a, b, a) { }", "1:18 duplicate argument 'a' in function definition");
    row("duplicate parameter of an arrow", "f = fn(a, a) => 1;", "1:11 duplicate argument 'a' in function definition");
    row("nonlocal at the top", "x = 1; nonlocal x;", "1:8 nonlocal declaration not allowed at module level");
    row("nonlocal without binding", "function f() { nonlocal zz; }", "1:25 no binding for nonlocal 'zz' found");
    row("nonlocal of its own variable only", "function f() { zz = 1; nonlocal zz; }",
        "1:33 no binding for nonlocal 'zz' found");
    row("nonlocal of a built-in", "function f() { nonlocal len; len = 1; }",
        "1:25 no binding for nonlocal 'len' found");
    row("nonlocal of a parameter", "function f(a) { nonlocal a; }", "1:26 name 'a' is parameter and nonlocal");
    row("nonlocal of a later module variable", "function f() { nonlocal a; a = 2; } a = 1;", "");
    row("unknown name", "x = 1; print(zzz);", "1:14 Unknown identifier 'zzz'");
    row("each unknown name", "x = yyy + zzz;", "1:5 Unknown identifier 'yyy'; 1:11 Unknown identifier 'zzz'");
    row("unknown name in a function", "function f() { return zzz; }", "1:23 Unknown identifier 'zzz'");
    row("unknown object of a method", "zzz.foo();", "1:1 Unknown identifier 'zzz'");
    row("call of an unknown name", "zzz(1);", "1:1 Unknown function 'zzz'; calling it raises name_error");
    row("name bound in another function", "function f(q) { return q; } print(q);", "");
    row("unreachable except", "try { } except (e) { } except { }", "1:24 unreachable except clause");
    row("sorted with syntax errors", "print(aaa);\nx = ;\nprint(bbb);\n__x = 1;",
        "1:7 Unknown identifier 'aaa'; 2:5 unexpected ';'; 3:7 Unknown identifier 'bbb'; 4:1 Dunder identifier '__x' "
        "is forbidden in ML code");
}

void tst_Resolver::findings()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, messages);
    QCOMPARE(listed(resolveText(text).all), messages);
}

void tst_Resolver::unknownNamesAreExplained_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("hint");
    QTest::addColumn<QByteArray>("replacement");
    const auto row = [](const char *text, const char *hint, const char *replacement) {
        QTest::newRow(text) << QByteArray(text) << QByteArray(hint) << QByteArray(replacement);
    };
    row("total = 1; print(totla);", "did you mean `total`?", "total");
    row("function f(counter) { return count; }", "did you mean `counter`?", "counter");
    row("function f(counter) { return cost; }", "", "");
    row("function f(counter) { return conter; }", "did you mean `counter`?", "counter");
    row("x = lenn;", "did you mean `len`?", "len");
    row("Total = 1; print(total);", "did you mean `Total`?", "Total");
    row("x = None;", "in ML write `null`", "null");
    row("x = True;", "in ML write `true`", "true");
    row("a = [1, 2 // two\n];", "`//` after a value is floor division; put the comment after the `,` or `;`", "");
    row("pritn(1);", "did you mean `print`?", "print");
    row("print(xyzzyplugh);", "", "");
}

void tst_Resolver::unknownNamesAreExplained()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, hint);
    QFETCH(QByteArray, replacement);
    const Resolved resolved = resolveText(text);
    QVERIFY2(resolved.all.size() == 1, listed(resolved.all));
    QCOMPARE(QByteArray::fromStdString(resolved.all[0].hint), hint);
    QCOMPARE(resolved.all[0].fixes.empty() ? QByteArray() : QByteArray::fromStdString(resolved.all[0].fixes[0].text),
             replacement);
}

void tst_Resolver::missingImports()
{
    ResolveOptions options;
    options.findImport = [](std::string_view name) {
        return name == "math" ? ImportKind::Standard : ImportKind::Missing;
    };
    options.importableNames = {"math", "json", "regex"};
    const Resolved unused = resolveText("import maths;\nimport math;\nimport a.b;", options);
    QCOMPARE(listed(unused.all), QByteArray("1:8 Import 'maths' not found; 3:8 Import 'a.b' not found"));
    QCOMPARE(unused.all[0].hint, "did you mean `math`?");
    QCOMPARE(unused.all[0].fixes.size(), 1u);
    QVERIFY(unused.all[0].severity == syntax::Severity::Warning);
    QVERIFY(unused.resolution.ok);
    QCOMPARE(BindingText(*unused.parsed.tree).program(), "maths:- math:G0 a:-");
    const Resolved used = resolveText("import maths;\nprint(maths.pi);", options);
    QCOMPARE(listed(used.all), QByteArray("1:8 Import 'maths' not found; 2:7 Unknown identifier 'maths'"));
    QCOMPARE(used.all[1].hint, "the import of 'maths' failed");
}

void tst_Resolver::predefinedGlobals()
{
    ResolveOptions options;
    options.predefinedGlobals = {"limit", "unused_one"};
    const Resolved resolved = resolveText("x = limit; function f() { nonlocal limit; limit = 2; }", options);
    QVERIFY2(resolved.resolution.ok, listed(resolved.all));
    QCOMPARE(BindingText(*resolved.parsed.tree).program(), "x:G2 limit:G0 f:G3 ( limit:G0 )");
    QCOMPARE(resolved.resolution.globals.size(), 4u);
}

void tst_Resolver::interactive()
{
    ResolveOptions options;
    options.interactive = true;
    options.predefinedGlobals = {"a"};
    const Resolved resolved = resolveText("function f() { return later; } x = a; later", options);
    QVERIFY2(resolved.all.empty(), listed(resolved.all));
    QCOMPARE(BindingText(*resolved.parsed.tree).program(), "f:G1 ( later:G3? ) x:G2 a:G0? later:G3?");
    QVERIFY(!resolveText("eval(1)", options).resolution.ok);
    QVERIFY(!resolveText("return 1", options).resolution.ok);
}

void tst_Resolver::brokenTextGivesNoFalseUnknowns_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("let") << QByteArray("let total = 1;\nprint(total);");
    QTest::newRow("assignment with a mistake") << QByteArray("total = f(1 2;\nprint(total);");
    QTest::newRow("function with a bad header") << QByteArray("function total(a = 1) { return a; }\nx = total;");
    QTest::newRow("C loop") << QByteArray("for (i = 0; i < 3; i = i + 1) { print(i); }");
    QTest::newRow("two loop variables") << QByteArray("for (k, v in {}) { print(k, v); }");
    QTest::newRow("catch") << QByteArray("try { } catch (e) { print(e); }");
    QTest::newRow("free block") << QByteArray("{ y = 2; }\nprint(y);");
    QTest::newRow("unterminated string") << QByteArray("print(later);\nx = \"abc;\nlater = 1;");
    QTest::newRow("destructuring") << QByteArray("[p, q] = f(;\nprint(p, q);");
    QTest::newRow("missing block") << QByteArray("if (1) y = 2;\nprint(y);");
    QTest::newRow("nested destructuring") << QByteArray("[a, [b]] = [1, [2]];\nprint(a, b);");
}

void tst_Resolver::brokenTextGivesNoFalseUnknowns()
{
    QFETCH(QByteArray, text);
    const Resolved resolved = resolveText(text);
    QVERIFY(!resolved.parsed.ok());
    QVERIFY2(resolved.resolution.ok, listed(resolved.all));
    QCOMPARE(resolved.parsed.diagnostics.size(), 1u);
}

void tst_Resolver::usedBuiltins()
{
    const Resolved resolved = resolveText("print(str(1)); f = fn() => print; x = sum; sum = 1;");
    const std::vector<uint32_t> expected{0, 2, 4};
    QVERIFY(resolved.resolution.usedBuiltins == expected);
}

/// The table of variables is emptied after each function; nothing of one may be seen by the next.
void tst_Resolver::manyFunctionsShareNoVariables()
{
    QByteArray text;
    for (int i = 0; i < 300; ++i) {
        const QByteArray n = QByteArray::number(i);
        text += "function f" + n + "(p" + n + ") { v" + n + " = p" + n + "; return fn() => v" + n;
        if (i > 0) text += " + v" + QByteArray::number(i - 1);
        text += "; }\n";
    }
    const Resolved resolved = resolveText(text);
    QVERIFY2(resolved.all.empty(), listed(resolved.all));
    const QByteArray bindings = BindingText(*resolved.parsed.tree).program();
    for (int i = 1; i < 300; ++i) {
        const QByteArray own = QByteArray::number(i);
        const QByteArray expected = "( v" + own + ":C0@0 v" + QByteArray::number(i - 1) + ":U )";
        QVERIFY2(bindings.contains(expected), expected);
    }
}

QTEST_APPLESS_MAIN(tst_Resolver)
#include "tst_resolver.moc"
