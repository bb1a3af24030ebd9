// SPDX-License-Identifier: GPL-3.0-or-later
// Shapes that break parsers which trust the stack. All run on a thread whose stack is 256 KB.
#include "engine/analysis/resolve.h"
#include "engine/syntax/stack_guard.h"
#include "tests/sanitized.h"

#include <QTest>

#include <QThread>
#include <ctime>

using namespace latchkey;

namespace {

constexpr uint kSmallStack = 256 * 1024;

template<typename Body>
void onSmallStack(Body body)
{
    std::unique_ptr<QThread> thread(QThread::create(body));
    thread->setStackSize(kSmallStack);
    thread->start();
    thread->wait();
}

struct Outcome {
    bool parsed = false;
    size_t messages = 0;
    QByteArray first;
    size_t arena = 0;
};

Outcome compile(const QByteArray &text)
{
    const auto parsed = syntax::parse(syntax::Source::make("deep.ml", text.toStdString()));
    analysis::ResolveOptions options;
    options.lint = true;
    const std::vector<std::string_view> builtins{"print"};
    options.builtins = builtins;
    const auto resolved = analysis::resolve(*parsed.tree, options);
    Outcome outcome{parsed.ok() && resolved.ok, parsed.diagnostics.size(), {}, parsed.tree->arenaBytes()};
    for (const auto *list : {&parsed.diagnostics, &resolved.diagnostics}) {
        if (!list->empty() && outcome.first.isEmpty()) outcome.first = QByteArray::fromStdString(list->front().message);
    }
    return outcome;
}

QByteArray nest(const QByteArray &open, const QByteArray &middle, const QByteArray &close, int depth)
{
    return open.repeated(depth) + middle + close.repeated(depth);
}

} // namespace

class tst_Nesting : public QObject
{
    Q_OBJECT

private slots:
    void hundredThousand_data();
    void hundredThousand();
    void thousandWorks_data();
    void thousandWorks();
    void aSmallStackTakesHundreds();
    void theLimit_data();
    void theLimit();
    void wideTextsAreLinear_data();
    void wideTextsAreLinear();
    void theGuardSeesTheEnd();
};

void tst_Nesting::hundredThousand_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("works");
    constexpr int n = 100'000;

    QTest::newRow("parentheses") << "x = " + nest("(", "1", ")", n) + ";" << true;
    QTest::newRow("sum") << "x = 1" + QByteArray("+1").repeated(n) + ";" << true;
    QTest::newRow("sum of parentheses on the left") << "x = " + nest("(", "1", "+1)", n) + ";" << true;
    QTest::newRow("members") << "x = {}; x" + QByteArray(".b").repeated(n) + ";" << true;
    QTest::newRow("calls") << "x = {}; x" + QByteArray("()").repeated(n) + ";" << true;
    QTest::newRow("indexes") << "x = {}; x" + QByteArray("[0]").repeated(n) + ";" << true;
    QTest::newRow("and") << "x = 1" + QByteArray(" && 1").repeated(n) + ";" << true;
    QTest::newRow("elif") << "x = 1; if (x) {}" + QByteArray(" elif (x) {}").repeated(n) << true;
    QTest::newRow("sum of parentheses on the right") << "x = " + nest("(1+", "1", ")", n) + ";" << false;
    QTest::newRow("brackets") << "x = " + nest("[", "1", "]", n) + ";" << false;
    QTest::newRow("unclosed brackets") << QByteArray("[").repeated(n) << false;
    QTest::newRow("unclosed parentheses") << QByteArray("(").repeated(n) << false;
    QTest::newRow("unclosed braces") << QByteArray("{").repeated(n) << false;
    QTest::newRow("objects") << "x = " + nest("{a:", "1", "}", n) + ";" << false;
    QTest::newRow("not") << "x = " + QByteArray("!").repeated(n) + "1;" << false;
    QTest::newRow("minus") << "x = " + QByteArray("-").repeated(n) + "1;" << false;
    QTest::newRow("arguments") << nest("print(", "1", ")", n) + ";" << false;
    QTest::newRow("indexes inside") << "x = 1; x" + nest("[x", "[0]", "]", n) + ";" << false;
    QTest::newRow("ternaries to the right") << "x = " + QByteArray("1 ? 2 : ").repeated(n) + "3;" << false;
    QTest::newRow("ternaries in the middle") << "x = " + nest("1 ? ", "2", " : 3", n) + ";" << false;
    QTest::newRow("question marks") << "x = " + QByteArray("x ? ").repeated(n) << false;
    QTest::newRow("ternaries in the condition") << "x = " + nest("(", "1", "? 2 : 3)", n) + ";" << false;
    QTest::newRow("arrows") << "x = " + QByteArray("fn() => ").repeated(n) + "1;" << false;
    QTest::newRow("arrows with blocks") << nest("x = fn() => { ", "x = 1;", " };", n) << false;
    QTest::newRow("arrows in conditions") << "x = " + nest("(fn() => { y = (", "1", "); } ? 1 : 2)", n) + ";" << false;
    QTest::newRow("blocks") << nest("if (true) {", "", "}", n) << false;
    QTest::newRow("loops") << nest("while (true) {", "", "}", n) << false;
    QTest::newRow("try") << nest("try {", "", "}", n) << false;
    QTest::newRow("functions") << nest("function f() {", "", "}", n) << false;
    QTest::newRow("else if") << "if (1) {}" + QByteArray(" else if (1) {}").repeated(n) << false;
    QTest::newRow("else if in blocks") << nest("if (1) {} else { ", "", "}", n) << false;
    QTest::newRow("if without block") << QByteArray("if (1) ").repeated(n) << false;
    QTest::newRow("closing brackets") << QByteArray(")").repeated(n) << false;
    QTest::newRow("closing braces") << QByteArray("}").repeated(n) << false;
    QTest::newRow("bad statements") << QByteArray("x = ;\n").repeated(n) << false;
    QTest::newRow("bad characters") << QByteArray("#").repeated(n) << false;
    QTest::newRow("bad functions") << QByteArray("function (").repeated(n) << false;
    QTest::newRow("unclosed functions") << QByteArray("function f() { x = [fn() => {").repeated(n) << false;
}

void tst_Nesting::hundredThousand()
{
    QFETCH(QByteArray, text);
    QFETCH(bool, works);
    Outcome outcome;
    const std::clock_t start = std::clock(); // of the processor: other work does not count
    onSmallStack([&] { outcome = compile(text); });
    const std::clock_t spent = (std::clock() - start) * 1000 / CLOCKS_PER_SEC;
    if (!tests::kSanitized) QVERIFY2(spent < 1000, qPrintable(QString::number(spent)));
    QVERIFY2(outcome.parsed == works, outcome.first);
    QVERIFY(outcome.arena < 100'000'000);
    if (!works) QVERIFY(!outcome.first.isEmpty());
}

void tst_Nesting::thousandWorks_data()
{
    QTest::addColumn<QByteArray>("open");
    QTest::addColumn<QByteArray>("middle");
    QTest::addColumn<QByteArray>("close");
    const auto row = [](const char *name, const char *open, const char *middle, const char *close) {
        QTest::newRow(name) << QByteArray(open) << QByteArray(middle) << QByteArray(close);
    };
    row("if", "if (true) {", "", "}");
    row("if and else", "if (true) {} else {", "", "}");
    row("while", "while (true) {", "", "}");
    row("for", "for (i in []) {", "", "}");
    row("try", "try {", "", "}");
    row("except", "try {} except (e) {", "", "}");
    row("functions", "function f() {", "", "}");
    row("arrows with blocks", "x = fn() => {", "x = 1;", "};");
    row("arrows", "x = (fn() => ", "1;", "");
    row("arrays", "x = [", "1", "];");
    row("objects", "{a: ", "1", "}");
    row("arguments", "print(", "1", ")");
    row("indexes", "[1][", "0", "]");
    row("ternaries", "(true ? ", "1", " : 2)");
}

void tst_Nesting::thousandWorks()
{
    QFETCH(QByteArray, open);
    QFETCH(QByteArray, middle);
    QFETCH(QByteArray, close);
    // Rows that are expressions are wrapped once; their brackets repeat.
    QByteArray text;
    if (open == "x = [") {
        text = "x = " + nest("[", middle, "]", 1000) + ";";
    } else if (open == "x = (fn() => ") {
        text = "x = " + nest("(fn() => ", "1", ")", 1000) + ";";
    } else if (open.startsWith("if") || open.startsWith("while") || open.startsWith("for") || open.startsWith("try") ||
               open.startsWith("function") || open.endsWith("=> {")) {
        text = nest(open, middle, close, 1000);
    } else {
        text = "y = " + nest(open, middle, close, 1000) + ";";
    }
    const Outcome outcome = compile(text); // on the test's own, large stack
    QVERIFY2(outcome.parsed, outcome.first);
}

/// A stack of 256 KB is a worst case; a program that a person wrote still compiles there.
void tst_Nesting::aSmallStackTakesHundreds()
{
    constexpr int depth = tests::kSanitized ? 50 : 250; // a sanitizer's frames are several times as large
    for (const QByteArray &text :
         {nest("if (true) {", "", "}", depth), nest("while (true) {", "", "}", depth), nest("try {", "", "}", depth),
          nest("function f() {", "", "}", depth), nest("x = fn() => {", "x = 1;", "};", depth),
          "x = " + nest("[fn() => {a: ", "1", "}]", depth) + ";"}) {
        Outcome outcome;
        onSmallStack([&] { outcome = compile(text); });
        QVERIFY2(outcome.parsed, text.first(20) + outcome.first);
    }
}

void tst_Nesting::theLimit_data()
{
    QTest::addColumn<int>("depth");
    QTest::addColumn<bool>("works");
    QTest::newRow("at the limit") << syntax::kMaxNesting << true;
    QTest::newRow("one past the limit") << syntax::kMaxNesting + 1 << false;
}

void tst_Nesting::theLimit()
{
    QFETCH(int, depth);
    QFETCH(bool, works);
    for (const QByteArray &text :
         {"x = " + nest("[", "1", "]", depth) + ";", nest("if (true) {", "", "}", depth),
          "x = " + QByteArray("!").repeated(depth) + "1;", nest("function f() {", "", "}", depth),
          "x = " + nest("(", "1", "? 2 : 3)", depth) + ";"}) {
        const Outcome outcome = compile(text);
        QVERIFY2(outcome.parsed == works, text.first(20));
        if (works) continue;
        QCOMPARE(outcome.messages, 1u);
        QCOMPARE(outcome.first, QByteArray("nesting too deep"));
    }
}

void tst_Nesting::wideTextsAreLinear_data()
{
    QTest::addColumn<QByteArray>("unit");
    QTest::newRow("statements") << QByteArray("x = 1 + x;\n");
    QTest::newRow("errors") << QByteArray("x = (1 + ;\n");
    QTest::newRow("errors in objects") << QByteArray("x = {a 1};\n");
    QTest::newRow("unknown names") << QByteArray("x = zzz;\n");
    QTest::newRow("functions") << QByteArray("function f(a) { b = a; return fn() => b; }\n");
    QTest::newRow("one long line") << QByteArray("x=1;y=x;");
    QTest::newRow("errors on one line") << QByteArray("x=1 2;");
    QTest::newRow("free blocks") << QByteArray("{ y = 2; }");
}

/// Ten times the text must not take much more than ten times as long.
void tst_Nesting::wideTextsAreLinear()
{
    QFETCH(QByteArray, unit);
    const auto measure = [&](int count) {
        const QByteArray text = unit.repeated(count);
        std::clock_t best = std::numeric_limits<std::clock_t>::max(); // of the processor: other work does not count
        for (int i = 0; i < 3; ++i) {
            const std::clock_t start = std::clock();
            compile(text);
            best = std::min<std::clock_t>(best, std::clock() - start);
        }
        return double(best) * 1000 / CLOCKS_PER_SEC;
    };
    const double small = measure(5'000);
    const double large = measure(50'000);
    QVERIFY2(large < small * 40, qPrintable(QStringLiteral("%1 ms, %2 ms").arg(small).arg(large)));
}

void tst_Nesting::theGuardSeesTheEnd()
{
    bool atStart = false;
    bool wantsTooMuch = true;
    onSmallStack([&] {
        atStart = syntax::stackHasRoom();
        wantsTooMuch = syntax::stackHasRoom(kSmallStack);
    });
    QVERIFY(atStart);
    QVERIFY(!wantsTooMuch);
}

QTEST_APPLESS_MAIN(tst_Nesting)
#include "tst_nesting.moc"
