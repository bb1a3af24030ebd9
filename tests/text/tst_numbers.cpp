// SPDX-License-Identifier: GPL-3.0-or-later
// Number texts: display of floats, reading of floats and integers, decimal rounding.
#include "engine/text/numbers.h"

#include <QTest>

#include <cmath>
#include <limits>
#include <random>

using namespace latchkey::text;

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

std::string_view view(const QByteArray &bytes)
{
    return {bytes.constData(), static_cast<size_t>(bytes.size())};
}

QByteArray bytes(std::string_view text)
{
    return {text.data(), static_cast<qsizetype>(text.size())};
}

QByteArray shown(const std::optional<IntegerText> &number)
{
    if (!number) return {};
    if (number->small) return bytes(display(*number->small));
    return (number->negative ? "-" : "") + bytes(number->digits);
}

} // namespace

class tst_Numbers : public QObject
{
    Q_OBJECT

private slots:
    void displayOfFloats_data();
    void displayOfFloats();
    void displayReadsBackEqual();
    void displayOfIntegers();
    void floatFromText_data();
    void floatFromText();
    void floatLiterals_data();
    void floatLiterals();
    void integerFromText_data();
    void integerFromText();
    void rounding_data();
    void rounding();
};

void tst_Numbers::displayOfFloats_data()
{
    QTest::addColumn<double>("value");
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("1.0") << 1.0 << QByteArray("1.0");
    QTest::newRow("100.0") << 100.0 << QByteArray("100.0");
    QTest::newRow("100000.0") << 100000.0 << QByteArray("100000.0");
    QTest::newRow("123456789.123") << 123456789.123 << QByteArray("123456789.123");
    QTest::newRow("1000000000000000.0") << 1000000000000000.0 << QByteArray("1000000000000000.0");
    QTest::newRow("1e+16") << 1e+16 << QByteArray("1e+16");
    QTest::newRow("1e+17") << 1e+17 << QByteArray("1e+17");
    QTest::newRow("1e+21") << 1e+21 << QByteArray("1e+21");
    QTest::newRow("1e+22") << 1e+22 << QByteArray("1e+22");
    QTest::newRow("1e+100") << 1e+100 << QByteArray("1e+100");
    QTest::newRow("9999999999999998.0") << 9999999999999998.0 << QByteArray("9999999999999998.0");
    QTest::newRow("9999000000000000.0") << 9999000000000000.0 << QByteArray("9999000000000000.0");
    QTest::newRow("1.2345678901234568e+16") << 1.2345678901234568e+16 << QByteArray("1.2345678901234568e+16");
    QTest::newRow("0.1") << 0.1 << QByteArray("0.1");
    QTest::newRow("0.01") << 0.01 << QByteArray("0.01");
    QTest::newRow("0.001") << 0.001 << QByteArray("0.001");
    QTest::newRow("0.0001") << 0.0001 << QByteArray("0.0001");
    QTest::newRow("1e-05") << 1e-05 << QByteArray("1e-05");
    QTest::newRow("0.00012345") << 0.00012345 << QByteArray("0.00012345");
    QTest::newRow("1.5e-07") << 1.5e-07 << QByteArray("1.5e-07");
    QTest::newRow("1e-10") << 1e-10 << QByteArray("1e-10");
    QTest::newRow("5e-324") << 5e-324 << QByteArray("5e-324");
    QTest::newRow("1.7976931348623157e+308") << 1.7976931348623157e+308 << QByteArray("1.7976931348623157e+308");
    QTest::newRow("2.2250738585072014e-308") << 2.2250738585072014e-308 << QByteArray("2.2250738585072014e-308");
    QTest::newRow("33.333333333333336") << 33.333333333333336 << QByteArray("33.333333333333336");
    QTest::newRow("0.6666666666666666") << 0.6666666666666666 << QByteArray("0.6666666666666666");
    QTest::newRow("2500.0") << 2500.0 << QByteArray("2500.0");
    QTest::newRow("0.7999999999999999") << 0.7999999999999999 << QByteArray("0.7999999999999999");
    QTest::newRow("434.99999999999994") << 434.99999999999994 << QByteArray("434.99999999999994");
    QTest::newRow("1004.9999999999999") << 1004.9999999999999 << QByteArray("1004.9999999999999");
    QTest::newRow("0.0") << 0.0 << QByteArray("0.0");
    QTest::newRow("-0.0") << -0.0 << QByteArray("-0.0");
    QTest::newRow("-1.5") << -1.5 << QByteArray("-1.5");
    QTest::newRow("123456789012345.6") << 123456789012345.6 << QByteArray("123456789012345.6");
    QTest::newRow("9.9999e-05") << 9.9999e-05 << QByteArray("9.9999e-05");
    QTest::newRow("9007199254740992.0") << 9007199254740992.0 << QByteArray("9007199254740992.0");
    QTest::newRow("1.5e-323") << 1.5e-323 << QByteArray("1.5e-323");
    QTest::newRow("4.94e-322") << 4.94e-322 << QByteArray("4.94e-322");
    QTest::newRow("1.2345678901234567") << 1.2345678901234567 << QByteArray("1.2345678901234567");
    QTest::newRow("-1e-07") << -1e-07 << QByteArray("-1e-07");
    QTest::newRow("0.30000000000000004") << 0.30000000000000004 << QByteArray("0.30000000000000004");
    QTest::newRow("inf") << kInfinity << QByteArray("inf");
    QTest::newRow("-inf") << -kInfinity << QByteArray("-inf");
    QTest::newRow("nan") << kNan << QByteArray("nan");
}

void tst_Numbers::displayOfFloats()
{
    QFETCH(double, value);
    QFETCH(QByteArray, text);
    QCOMPARE(bytes(display(value)), text);
}

void tst_Numbers::displayReadsBackEqual()
{
    std::mt19937_64 random(7);
    for (int i = 0; i < 20'000; ++i) {
        const double value = std::bit_cast<double>(random());
        if (std::isnan(value)) continue;
        const std::string text = display(value);
        QVERIFY2(text.size() <= kNumberChars, text.c_str());
        QVERIFY2(parseFloat(text) == value, text.c_str());
    }
}

void tst_Numbers::displayOfIntegers()
{
    QCOMPARE(bytes(display(int64_t(0))), "0");
    QCOMPARE(bytes(display(int64_t(-7))), "-7");
    QCOMPARE(bytes(display(std::numeric_limits<int64_t>::max())), "9223372036854775807");
    QCOMPARE(bytes(display(std::numeric_limits<int64_t>::min())), "-9223372036854775808");
}

void tst_Numbers::floatFromText_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("value"); // its display; empty: refused
    QTest::newRow("<2.5>") << QByteArray("2.5") << QByteArray("2.5");
    QTest::newRow("< 1e3 >") << QByteArray(" 1e3 ") << QByteArray("1000.0");
    QTest::newRow("<-.5>") << QByteArray("-.5") << QByteArray("-0.5");
    QTest::newRow("<5.>") << QByteArray("5.") << QByteArray("5.0");
    QTest::newRow("<1_0.5>") << QByteArray("1_0.5") << QByteArray("10.5");
    QTest::newRow("<inf>") << QByteArray("inf") << QByteArray("inf");
    QTest::newRow("<NaN>") << QByteArray("NaN") << QByteArray("nan");
    QTest::newRow("<-Infinity>") << QByteArray("-Infinity") << QByteArray("-inf");
    QTest::newRow("<+iNf>") << QByteArray("+iNf") << QByteArray("inf");
    QTest::newRow("<infinity>") << QByteArray("infinity") << QByteArray("inf");
    QTest::newRow("< nan\n>") << QByteArray(" nan\n") << QByteArray("nan");
    QTest::newRow("<x>") << QByteArray("x") << QByteArray("");
    QTest::newRow("<>") << QByteArray("") << QByteArray("");
    QTest::newRow("<1.2.3>") << QByteArray("1.2.3") << QByteArray("");
    QTest::newRow("<->") << QByteArray("-") << QByteArray("");
    QTest::newRow("<+>") << QByteArray("+") << QByteArray("");
    QTest::newRow("<.>") << QByteArray(".") << QByteArray("");
    QTest::newRow("< >") << QByteArray(" ") << QByteArray("");
    QTest::newRow("<1__0>") << QByteArray("1__0") << QByteArray("");
    QTest::newRow("<_1>") << QByteArray("_1") << QByteArray("");
    QTest::newRow("<1_>") << QByteArray("1_") << QByteArray("");
    QTest::newRow("<1_.5>") << QByteArray("1_.5") << QByteArray("");
    QTest::newRow("<1._5>") << QByteArray("1._5") << QByteArray("");
    QTest::newRow("<1e_5>") << QByteArray("1e_5") << QByteArray("");
    QTest::newRow("<1_e5>") << QByteArray("1_e5") << QByteArray("");
    QTest::newRow("<1e1_0>") << QByteArray("1e1_0") << QByteArray("10000000000.0");
    QTest::newRow("<0x10>") << QByteArray("0x10") << QByteArray("");
    QTest::newRow("<1e>") << QByteArray("1e") << QByteArray("");
    QTest::newRow("<1e+>") << QByteArray("1e+") << QByteArray("");
    QTest::newRow("<e5>") << QByteArray("e5") << QByteArray("");
    QTest::newRow("<infin>") << QByteArray("infin") << QByteArray("");
    QTest::newRow("<nano>") << QByteArray("nano") << QByteArray("");
    QTest::newRow("<--1>") << QByteArray("--1") << QByteArray("");
    QTest::newRow("<+-1>") << QByteArray("+-1") << QByteArray("");
    QTest::newRow("<1 2>") << QByteArray("1 2") << QByteArray("");
    QTest::newRow("<1e400>") << QByteArray("1e400") << QByteArray("inf");
    QTest::newRow("<-1e400>") << QByteArray("-1e400") << QByteArray("-inf");
    QTest::newRow("<1e-400>") << QByteArray("1e-400") << QByteArray("0.0");
    QTest::newRow("<-1e-400>") << QByteArray("-1e-400") << QByteArray("-0.0");
    QTest::newRow("<0e999999999999999999999>") << QByteArray("0e999999999999999999999") << QByteArray("0.0");
    QTest::newRow("<1e99999999999999999999>") << QByteArray("1e99999999999999999999") << QByteArray("inf");
    QTest::newRow("<1e-99999999999999999999>") << QByteArray("1e-99999999999999999999") << QByteArray("0.0");
    QTest::newRow("<٣>") << QByteArray("٣") << QByteArray("3.0");
    QTest::newRow("<٣.٥>") << QByteArray("٣.٥") << QByteArray("3.5");
    QTest::newRow("<१२>") << QByteArray("१२") << QByteArray("12.0");
    QTest::newRow("<²>") << QByteArray("²") << QByteArray("");
    QTest::newRow("<½>") << QByteArray("½") << QByteArray("");
    QTest::newRow("<１２．５>") << QByteArray("１２．５") << QByteArray("");
    QTest::newRow("<1\xc2\xa0>") << QByteArray("1\xc2\xa0") << QByteArray("1.0");
    QTest::newRow("<\xe2\x80\x83 7\xe2\x80\xa8>") << QByteArray("\xe2\x80\x83 7\xe2\x80\xa8") << QByteArray("7.0");
    QTest::newRow("<7\x1c>") << QByteArray("7\x1c") << QByteArray("");
    QTest::newRow("<\x1f"
                  "7>")
        << QByteArray("\x1f"
                      "7")
        << QByteArray("");
    QTest::newRow("<7\xe2\x80\x8b>") << QByteArray("7\xe2\x80\x8b") << QByteArray("");
    QTest::newRow("<12345678901234567890123>")
        << QByteArray("12345678901234567890123") << QByteArray("1.2345678901234568e+22");
    QTest::newRow("<0.1e1>") << QByteArray("0.1e1") << QByteArray("1.0");
    QTest::newRow("<00.5>") << QByteArray("00.5") << QByteArray("0.5");
    QTest::newRow("<1,000>") << QByteArray("1,000") << QByteArray("");
    QTest::newRow("<1e5f>") << QByteArray("1e5f") << QByteArray("");
    QTest::newRow("<1d>") << QByteArray("1d") << QByteArray("");
    QTest::newRow("<9007199254740993>") << QByteArray("9007199254740993") << QByteArray("9007199254740992.0");
    QTest::newRow("<2.2250738585072011e-308>")
        << QByteArray("2.2250738585072011e-308") << QByteArray("2.225073858507201e-308");
    QTest::newRow("<0.0000000000000000000000000000001>")
        << QByteArray("0.0000000000000000000000000000001") << QByteArray("1e-31");
}

void tst_Numbers::floatFromText()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, value);
    const std::optional<double> parsed = parseFloat(view(text));
    QCOMPARE(parsed ? bytes(display(*parsed)) : QByteArray(), value);
}

void tst_Numbers::floatLiterals_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("value"); // its display; empty: refused
    QTest::newRow("exponent only") << QByteArray("1e3") << QByteArray("1000.0");
    QTest::newRow("nothing after the point") << QByteArray("5.") << QByteArray("5.0");
    QTest::newRow("nothing before the point") << QByteArray(".5") << QByteArray("0.5");
    QTest::newRow("point and exponent") << QByteArray("5.e2") << QByteArray("500.0");
    QTest::newRow("capital exponent") << QByteArray("25E-1") << QByteArray("2.5");
    QTest::newRow("leading zeros") << QByteArray("007.50") << QByteArray("7.5");
    QTest::newRow("too large") << QByteArray("1e400") << QByteArray("inf");
    QTest::newRow("largest") << QByteArray("1.7976931348623157e308") << QByteArray("1.7976931348623157e+308");
    QTest::newRow("just too large") << QByteArray("1.7976931348623159e308") << QByteArray("inf");
    QTest::newRow("too small") << QByteArray("1e-400") << QByteArray("0.0");
    QTest::newRow("smallest") << QByteArray("5e-324") << QByteArray("5e-324");
    QTest::newRow("half the smallest goes to even") << QByteArray("2.4703282292062327e-324") << QByteArray("0.0");
    QTest::newRow("zero with a huge exponent") << QByteArray("0e99999999999999999999") << QByteArray("0.0");
    QTest::newRow("long digits brought back") << QByteArray(400, '1') + "e-399" << QByteArray("1.1111111111111112");
    QTest::newRow("a tie decided by a far digit")
        << "9007199254740993." + QByteArray(300, '0') + "1" << QByteArray("9007199254740994.0");
    QTest::newRow("underscore") << QByteArray("1_0.5") << QByteArray();
    QTest::newRow("word") << QByteArray("inf") << QByteArray();
    QTest::newRow("sign") << QByteArray("-1.0") << QByteArray();
    QTest::newRow("space") << QByteArray(" 1.0") << QByteArray();
    QTest::newRow("nothing") << QByteArray() << QByteArray();
}

void tst_Numbers::floatLiterals()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, value);
    const std::optional<double> parsed = parseFloatLiteral(view(text));
    QCOMPARE(parsed ? bytes(display(*parsed)) : QByteArray(), value);
}

void tst_Numbers::integerFromText_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("value"); // empty: refused
    QTest::newRow("<42>") << QByteArray("42") << QByteArray("42");
    QTest::newRow("<-7>") << QByteArray("-7") << QByteArray("-7");
    QTest::newRow("< 5 >") << QByteArray(" 5 ") << QByteArray("5");
    QTest::newRow("<+3>") << QByteArray("+3") << QByteArray("3");
    QTest::newRow("<1_000>") << QByteArray("1_000") << QByteArray("1000");
    QTest::newRow("<1__000>") << QByteArray("1__000") << QByteArray("");
    QTest::newRow("<_1>") << QByteArray("_1") << QByteArray("");
    QTest::newRow("<1_>") << QByteArray("1_") << QByteArray("");
    QTest::newRow("<-_1>") << QByteArray("-_1") << QByteArray("");
    QTest::newRow("<007>") << QByteArray("007") << QByteArray("7");
    QTest::newRow("<-0>") << QByteArray("-0") << QByteArray("0");
    QTest::newRow("<0>") << QByteArray("0") << QByteArray("0");
    QTest::newRow("<00>") << QByteArray("00") << QByteArray("0");
    QTest::newRow("<>") << QByteArray("") << QByteArray("");
    QTest::newRow("<->") << QByteArray("-") << QByteArray("");
    QTest::newRow("<+>") << QByteArray("+") << QByteArray("");
    QTest::newRow("<abc>") << QByteArray("abc") << QByteArray("");
    QTest::newRow("<0x10>") << QByteArray("0x10") << QByteArray("");
    QTest::newRow("<1,000>") << QByteArray("1,000") << QByteArray("");
    QTest::newRow("<3.99>") << QByteArray("3.99") << QByteArray("");
    QTest::newRow("<1e3>") << QByteArray("1e3") << QByteArray("");
    QTest::newRow("<٣>") << QByteArray("٣") << QByteArray("3");
    QTest::newRow("<-٣٤>") << QByteArray("-٣٤") << QByteArray("-34");
    QTest::newRow("<१२३>") << QByteArray("१२३") << QByteArray("123");
    QTest::newRow("<1٣>") << QByteArray("1٣") << QByteArray("13");
    QTest::newRow("<²>") << QByteArray("²") << QByteArray("");
    QTest::newRow("<½>") << QByteArray("½") << QByteArray("");
    QTest::newRow("<+ 3>") << QByteArray("+ 3") << QByteArray("");
    QTest::newRow("<\t12\n>") << QByteArray("\t12\n") << QByteArray("12");
    QTest::newRow("<\xe2\x80\x83"
                  "1\xe3\x80\x80>")
        << QByteArray("\xe2\x80\x83"
                      "1\xe3\x80\x80")
        << QByteArray("1");
    QTest::newRow("<1\xe2\x80\x8b>") << QByteArray("1\xe2\x80\x8b") << QByteArray("");
    QTest::newRow("<1\x1c>") << QByteArray("1\x1c") << QByteArray("");
    QTest::newRow("<\xc2\x85"
                  "1\x0b>")
        << QByteArray("\xc2\x85"
                      "1\x0b")
        << QByteArray("1");
    QTest::newRow("<9223372036854775807>") << QByteArray("9223372036854775807") << QByteArray("9223372036854775807");
    QTest::newRow("<-9223372036854775808>") << QByteArray("-9223372036854775808") << QByteArray("-9223372036854775808");
    QTest::newRow("<9223372036854775808>") << QByteArray("9223372036854775808") << QByteArray("9223372036854775808");
    QTest::newRow("<-9223372036854775809>") << QByteArray("-9223372036854775809") << QByteArray("-9223372036854775809");
    QTest::newRow("<9007199254740993>") << QByteArray("9007199254740993") << QByteArray("9007199254740993");
    QTest::newRow("<123456789012345678901234567890>")
        << QByteArray("123456789012345678901234567890") << QByteArray("123456789012345678901234567890");
    QTest::newRow("<-000000000000000000000000000012>")
        << QByteArray("-000000000000000000000000000012") << QByteArray("-12");
    QTest::newRow("<18446744073709551616>") << QByteArray("18446744073709551616") << QByteArray("18446744073709551616");
    QTest::newRow("<000000000000000000000000000000000000000018446744073709551615>")
        << QByteArray("000000000000000000000000000000000000000018446744073709551615")
        << QByteArray("18446744073709551615");
}

void tst_Numbers::integerFromText()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, value);
    const std::optional<IntegerText> parsed = parseInteger(view(text));
    QCOMPARE(shown(parsed), value);
    if (parsed) QCOMPARE(parsed->digits.empty(), parsed->small.has_value());
}

void tst_Numbers::rounding_data()
{
    QTest::addColumn<double>("value");
    QTest::addColumn<qint64>("places");
    QTest::addColumn<QByteArray>("rounded");
    QTest::newRow("2.5 to 0") << 2.5 << qint64(0) << QByteArray("2.0");
    QTest::newRow("3.5 to 0") << 3.5 << qint64(0) << QByteArray("4.0");
    QTest::newRow("-2.5 to 0") << -2.5 << qint64(0) << QByteArray("-2.0");
    QTest::newRow("0.5 to 0") << 0.5 << qint64(0) << QByteArray("0.0");
    QTest::newRow("1.5 to 0") << 1.5 << qint64(0) << QByteArray("2.0");
    QTest::newRow("-0.4 to 0") << -0.4 << qint64(0) << QByteArray("-0.0");
    QTest::newRow("3.14159 to 2") << 3.14159 << qint64(2) << QByteArray("3.14");
    QTest::newRow("2.675 to 2") << 2.675 << qint64(2) << QByteArray("2.67");
    QTest::newRow("0.15 to 1") << 0.15 << qint64(1) << QByteArray("0.1");
    QTest::newRow("0.3333333333333333 to 4") << 0.3333333333333333 << qint64(4) << QByteArray("0.3333");
    QTest::newRow("2.5 to 1") << 2.5 << qint64(1) << QByteArray("2.5");
    QTest::newRow("1e+20 to 0") << 1e+20 << qint64(0) << QByteArray("1e+20");
    QTest::newRow("1234.5 to -2") << 1234.5 << qint64(-2) << QByteArray("1200.0");
    QTest::newRow("12345.6789 to -2") << 12345.6789 << qint64(-2) << QByteArray("12300.0");
    QTest::newRow("1e+300 to 0") << 1e+300 << qint64(0) << QByteArray("1e+300");
    QTest::newRow("2.5 to -1") << 2.5 << qint64(-1) << QByteArray("0.0");
    QTest::newRow("5.0 to -1") << 5.0 << qint64(-1) << QByteArray("0.0");
    QTest::newRow("15.0 to -1") << 15.0 << qint64(-1) << QByteArray("20.0");
    QTest::newRow("25.0 to -1") << 25.0 << qint64(-1) << QByteArray("20.0");
    QTest::newRow("25.5 to -1") << 25.5 << qint64(-1) << QByteArray("30.0");
    QTest::newRow("-15.0 to -1") << -15.0 << qint64(-1) << QByteArray("-20.0");
    QTest::newRow("250.0 to -2") << 250.0 << qint64(-2) << QByteArray("200.0");
    QTest::newRow("350.0 to -2") << 350.0 << qint64(-2) << QByteArray("400.0");
    QTest::newRow("99.0 to -2") << 99.0 << qint64(-2) << QByteArray("100.0");
    QTest::newRow("50.0 to -2") << 50.0 << qint64(-2) << QByteArray("0.0");
    QTest::newRow("50.5 to -2") << 50.5 << qint64(-2) << QByteArray("100.0");
    QTest::newRow("51.0 to -3") << 51.0 << qint64(-3) << QByteArray("0.0");
    QTest::newRow("999.5 to 0") << 999.5 << qint64(0) << QByteArray("1000.0");
    QTest::newRow("0.05 to 1") << 0.05 << qint64(1) << QByteArray("0.1");
    QTest::newRow("0.25 to 1") << 0.25 << qint64(1) << QByteArray("0.2");
    QTest::newRow("0.35 to 1") << 0.35 << qint64(1) << QByteArray("0.3");
    QTest::newRow("1.005 to 2") << 1.005 << qint64(2) << QByteArray("1.0");
    QTest::newRow("5e-324 to 323") << 5e-324 << qint64(323) << QByteArray("0.0");
    QTest::newRow("5e-324 to 400") << 5e-324 << qint64(400) << QByteArray("5e-324");
    QTest::newRow("1e+308 to -308") << 1e+308 << qint64(-308) << QByteArray("1e+308");
    QTest::newRow("1.4e+308 to -308") << 1.4e+308 << qint64(-308) << QByteArray("1e+308");
    QTest::newRow("1.7e+308 to -309") << 1.7e+308 << qint64(-309) << QByteArray("0.0");
    QTest::newRow("1e+308 to -400") << 1e+308 << qint64(-400) << QByteArray("0.0");
    QTest::newRow("-0.001 to 2") << -0.001 << qint64(2) << QByteArray("-0.0");
    QTest::newRow("0.0 to -5") << 0.0 << qint64(-5) << QByteArray("0.0");
    QTest::newRow("-0.0 to 2") << -0.0 << qint64(2) << QByteArray("-0.0");
    QTest::newRow("4503599627370498.0 to 0") << 4503599627370498.0 << qint64(0) << QByteArray("4503599627370498.0");
    QTest::newRow("4503599627370496.0 to 0") << 4503599627370496.0 << qint64(0) << QByteArray("4503599627370496.0");
    QTest::newRow("9007199254740992.0 to -1") << 9007199254740992.0 << qint64(-1) << QByteArray("9007199254740990.0");
    QTest::newRow("1e+22 to -21") << 1e+22 << qint64(-21) << QByteArray("1e+22");
    QTest::newRow("9.5 to 0") << 9.5 << qint64(0) << QByteArray("10.0");
    QTest::newRow("9.995 to 2") << 9.995 << qint64(2) << QByteArray("9.99");
    QTest::newRow("99999.99999 to 3") << 99999.99999 << qint64(3) << QByteArray("100000.0");
    QTest::newRow("infinity") << kInfinity << qint64(2) << QByteArray("inf");
    QTest::newRow("nan") << kNan << qint64(-2) << QByteArray("nan");
    QTest::newRow("beyond the largest") << 1.7e308 << qint64(-308) << QByteArray("inf");
    QTest::newRow("most places") << 1.5 << std::numeric_limits<qint64>::max() << QByteArray("1.5");
    QTest::newRow("fewest places") << -1.5 << std::numeric_limits<qint64>::min() << QByteArray("-0.0");
}

void tst_Numbers::rounding()
{
    QFETCH(double, value);
    QFETCH(qint64, places);
    QFETCH(QByteArray, rounded);
    QCOMPARE(bytes(display(roundTo(value, places))), rounded);
}

QTEST_APPLESS_MAIN(tst_Numbers)
#include "tst_numbers.moc"
