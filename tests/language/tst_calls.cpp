// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/language/calls.h"

#include <QTest>

using namespace latchkey;

class tst_Calls : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void functionsOfAFile();
    void endOfStatement_data();
    void endOfStatement();
    void statementsOfALine_data();
    void statementsOfALine();
    void literals_data();
    void literals();
    void noLiterals_data();
    void noLiterals();
};

void tst_Calls::functionsOfAFile()
{
    const auto document =
        language::analyse("a.ml", "x = 1;\nfunction add(a, b: number) { function inner(q) { return q; }"
                                  " return a + b; }\nfunction nothing() { return 0; }\n");
    const auto functions = language::callableFunctions(*document);
    QCOMPARE(functions.size(), size_t(2));
    QCOMPARE(functions[0].name, std::string("add"));
    const std::vector<language::CallableParameter> wanted{{"a", ""}, {"b", "number"}};
    QCOMPARE(functions[0].parameters, wanted);
    QCOMPARE(functions[1].name, std::string("nothing"));
    QVERIFY(functions[1].parameters.empty());
}

// "|" is the caret, "^" where the statement it is in, or the one before, ends.
void tst_Calls::endOfStatement_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("in a statement") << QByteArray("a = 1;\nb |= 2;^\nc = 3;\n");
    QTest::newRow("at its start") << QByteArray("a = 1;\n|b = 2;^\nc = 3;\n");
    QTest::newRow("behind it") << QByteArray("a = 1;\nb = 2;^ | // two\nc = 3;\n");
    QTest::newRow("in an empty line") << QByteArray("a = 1;^\n|\nb = 2;\n");
    QTest::newRow("inside a loop") << QByteArray("for (i in [1]) {\n    pri|nt(i);\n}^\nb = 2;\n");
    QTest::newRow("inside a function") << QByteArray("function f(a) {\n    re|turn a;\n}^\nf(1);\n");
    QTest::newRow("before the first") << QByteArray("^// no|thing\na = 1;\n");
    QTest::newRow("before a mistake") << QByteArray("a |= 1;^\nb = = 2;\n");
}

void tst_Calls::endOfStatement()
{
    QFETCH(QByteArray, text);
    QByteArray plain = text;
    const auto caret = plain.replace("^", "").indexOf('|');
    plain = text;
    const auto wanted = plain.replace("|", "").indexOf('^');
    const auto document = language::analyse("a.ml", plain.replace("^", "").toStdString());
    QVERIFY(document);
    QCOMPARE(language::endOfStatement(*document, uint32_t(caret)), uint32_t(wanted));
}

// "|" is in the line that is asked for.
void tst_Calls::statementsOfALine_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("statements");
    QTest::newRow("one") << QByteArray("a = 1;\nb |= 2;\nc = 3;\n") << QByteArray("b = 2;");
    QTest::newRow("two in a line") << QByteArray("a = 1;\nb |= 2; c = 3;\n") << QByteArray("b = 2; c = 3;");
    QTest::newRow("over lines") << QByteArray("x = [\n  1,|\n];\ny = 2;\n") << QByteArray("x = [\n  1,\n];");
    QTest::newRow("inside a loop") << QByteArray("for (i in [1]) {\n    pri|nt(i);\n}\n")
                                   << QByteArray("for (i in [1]) {\n    print(i);\n}");
    QTest::newRow("the end of one and the next")
        << QByteArray("if (true) {\n  a = 1;\n} b |= 2;\n") << QByteArray("if (true) {\n  a = 1;\n} b = 2;");
    QTest::newRow("an empty line") << QByteArray("a = 1;\n|\nb = 2;\n") << QByteArray();
    QTest::newRow("a comment") << QByteArray("a = 1;\n// |\nb = 2;\n") << QByteArray();
}

void tst_Calls::statementsOfALine()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, statements);
    const qsizetype caret = text.indexOf('|');
    text.remove(caret, 1);
    const qsizetype begin = caret > 0 ? text.lastIndexOf('\n', caret - 1) + 1 : 0;
    const auto document = language::analyse("a.ml", text.toStdString());
    const language::Span span =
        language::statementsBetween(*document, uint32_t(begin), uint32_t(text.indexOf('\n', begin)));
    QCOMPARE(text.sliced(span.begin, span.end - span.begin), statements);
}

void tst_Calls::literals_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("json");
    QTest::newRow("integer") << QByteArray("42") << QByteArray("42");
    QTest::newRow("negative") << QByteArray("-3") << QByteArray("-3");
    QTest::newRow("a large integer keeps its digits")
        << QByteArray("123456789012345678901234567890") << QByteArray("123456789012345678901234567890");
    QTest::newRow("a float stays one") << QByteArray("5.0") << QByteArray("5.0");
    QTest::newRow("exponent") << QByteArray("1e300") << QByteArray("1e+300");
    QTest::newRow("text") << QByteArray("\"a \\\"b\\\"\\n\"") << QByteArray("\"a \\\"b\\\"\\u000a\"");
    QTest::newRow("text in single quotes") << QByteArray("'a'") << QByteArray("\"a\"");
    QTest::newRow("words") << QByteArray("[true, false, null]") << QByteArray("[true,false,null]");
    QTest::newRow("object of the language")
        << QByteArray("{name: \"x\", 'y z': [1, {}]}") << QByteArray("{\"name\":\"x\",\"y z\":[1,{}]}");
    QTest::newRow("JSON") << QByteArray("{\"a\": [1.5, null]}") << QByteArray("{\"a\":[1.5,null]}");
}

void tst_Calls::literals()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, json);
    const auto made = language::jsonOfLiteral(text.toStdString());
    QVERIFY2(made.has_value(), made ? "" : made.error().c_str());
    QCOMPARE(QByteArray::fromStdString(*made), json);
}

void tst_Calls::noLiterals_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("nothing") << QByteArray("  ");
    QTest::newRow("a name") << QByteArray("x");
    QTest::newRow("a word without quotes") << QByteArray("hello world");
    QTest::newRow("a call") << QByteArray("f(1)");
    QTest::newRow("a sum") << QByteArray("1 + 2");
    QTest::newRow("two values") << QByteArray("1, 2");
    QTest::newRow("open bracket") << QByteArray("[1, 2");
    QTest::newRow("out of the bracket") << QByteArray("1]; x = [2");
    QTest::newRow("inside another") << QByteArray("[1, g()]");
    QTest::newRow("not of a text") << QByteArray("-\"a\"");
    QTest::newRow("too deep") << QByteArray(2000, '[') + QByteArray(2000, ']');
}

void tst_Calls::noLiterals()
{
    QFETCH(QByteArray, text);
    const auto made = language::jsonOfLiteral(text.toStdString());
    QVERIFY2(!made.has_value(), made ? made->c_str() : "");
    QVERIFY(!made.error().empty());
}

QTEST_GUILESS_MAIN(tst_Calls)
#include "tst_calls.moc"
