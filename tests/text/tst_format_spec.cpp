// SPDX-License-Identifier: GPL-3.0-or-later
// The mini-language of format(): what each spec gives and the text of every refusal.
#include "engine/text/format_spec.h"

#include <QTest>

#include <limits>

using namespace latchkey::text;

using Kind = FormatError::Kind;

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

QByteArray shown(const Formatted &formatted)
{
    return formatted ? bytes(*formatted) : "refused: " + bytes(formatted.error().message);
}

Formatted formatAny(const QVariant &value, std::string_view spec, size_t maxBytes = SIZE_MAX)
{
    switch (value.typeId()) {
    case QMetaType::QByteArray:
        return formatString(view(value.toByteArray()), spec, maxBytes);
    case QMetaType::Double:
        return formatFloat(value.toDouble(), spec, maxBytes);
    default:
        return formatInteger(value.toLongLong(), spec, maxBytes);
    }
}

/// A big integer as the caller of formatInteger() would have it: its digits in the bases asked for.
struct BigNumber {
    std::string decimal;
    std::string hexadecimal;
};

std::string digitsOfBig(const void *number, int base)
{
    const auto *big = static_cast<const BigNumber *>(number);
    return base == 16 ? big->hexadecimal : big->decimal;
}

Formatted formatBig(const BigNumber &number, bool negative, std::string_view spec)
{
    return formatInteger(IntegerOperand{negative, digitsOfBig, &number}, spec);
}

} // namespace

class tst_FormatSpec : public QObject
{
    Q_OBJECT

private slots:
    void floats_data();
    void floats();
    void integers_data();
    void integers();
    void strings_data();
    void strings();
    void refusals_data();
    void refusals();
    void bigIntegers();
    void unsupportedTypes();
    void hugeResults_data();
    void hugeResults();
};

void tst_FormatSpec::floats_data()
{
    QTest::addColumn<double>("value");
    QTest::addColumn<QByteArray>("spec");
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("3.14159 .2f") << 3.14159 << QByteArray(".2f") << QByteArray("3.14");
    QTest::newRow("2.5 .0f") << 2.5 << QByteArray(".0f") << QByteArray("2");
    QTest::newRow("1.5 .0f") << 1.5 << QByteArray(".0f") << QByteArray("2");
    QTest::newRow("0.125 .2f") << 0.125 << QByteArray(".2f") << QByteArray("0.12");
    QTest::newRow("3.0 .3f") << 3.0 << QByteArray(".3f") << QByteArray("3.000");
    QTest::newRow("12345.678 ,.1f") << 12345.678 << QByteArray(",.1f") << QByteArray("12,345.7");
    QTest::newRow("0.5 %") << 0.5 << QByteArray("%") << QByteArray("50.000000%");
    QTest::newRow("0.256 .1%") << 0.256 << QByteArray(".1%") << QByteArray("25.6%");
    QTest::newRow("12345.678 e") << 12345.678 << QByteArray("e") << QByteArray("1.234568e+04");
    QTest::newRow("0.00012 .2e") << 0.00012 << QByteArray(".2e") << QByteArray("1.20e-04");
    QTest::newRow("10000000000.0 g") << 10000000000.0 << QByteArray("g") << QByteArray("1e+10");
    QTest::newRow("123456789.0 g") << 123456789.0 << QByteArray("g") << QByteArray("1.23457e+08");
    QTest::newRow("0.1 .20f") << 0.1 << QByteArray(".20f") << QByteArray("0.10000000000000000555");
    QTest::newRow("123.0 8.2f") << 123.0 << QByteArray("8.2f") << QByteArray("  123.00");
    QTest::newRow("3.0 ") << 3.0 << QByteArray("") << QByteArray("3.0");
    QTest::newRow("1e+100 .3e") << 1e+100 << QByteArray(".3e") << QByteArray("1.000e+100");
    QTest::newRow("1.5 >8.2f") << 1.5 << QByteArray(">8.2f") << QByteArray("    1.50");
    QTest::newRow("12.25 >8.2f") << 12.25 << QByteArray(">8.2f") << QByteArray("   12.25");
    QTest::newRow("1.0 f") << 1.0 << QByteArray("f") << QByteArray("1.000000");
    QTest::newRow("1.0 e") << 1.0 << QByteArray("e") << QByteArray("1.000000e+00");
    QTest::newRow("1.0 g") << 1.0 << QByteArray("g") << QByteArray("1");
    QTest::newRow("1.0 n") << 1.0 << QByteArray("n") << QByteArray("1");
    QTest::newRow("0.0 e") << 0.0 << QByteArray("e") << QByteArray("0.000000e+00");
    QTest::newRow("0.0 g") << 0.0 << QByteArray("g") << QByteArray("0");
    QTest::newRow("-0.0 f") << -0.0 << QByteArray("f") << QByteArray("-0.000000");
    QTest::newRow("-0.0 z.1f") << -0.0 << QByteArray("z.1f") << QByteArray("0.0");
    QTest::newRow("-0.04 z.1f") << -0.04 << QByteArray("z.1f") << QByteArray("0.0");
    QTest::newRow("-0.04 .1f") << -0.04 << QByteArray(".1f") << QByteArray("-0.0");
    QTest::newRow("-0.06 z.1f") << -0.06 << QByteArray("z.1f") << QByteArray("-0.1");
    QTest::newRow("1e+16 10") << 1e+16 << QByteArray("10") << QByteArray("     1e+16");
    QTest::newRow("1.0 6") << 1.0 << QByteArray("6") << QByteArray("   1.0");
    QTest::newRow("1.0 .3") << 1.0 << QByteArray(".3") << QByteArray("1.0");
    QTest::newRow("123456.0 .3") << 123456.0 << QByteArray(".3") << QByteArray("1.23e+05");
    QTest::newRow("1234.5 .10") << 1234.5 << QByteArray(".10") << QByteArray("1234.5");
    QTest::newRow("100.0 .3") << 100.0 << QByteArray(".3") << QByteArray("1e+02");
    QTest::newRow("1e-05 .2") << 1e-05 << QByteArray(".2") << QByteArray("1e-05");
    QTest::newRow("3.0 #") << 3.0 << QByteArray("#") << QByteArray("3.0");
    QTest::newRow("1e+16 #") << 1e+16 << QByteArray("#") << QByteArray("1.e+16");
    QTest::newRow("3.0 #.0f") << 3.0 << QByteArray("#.0f") << QByteArray("3.");
    QTest::newRow("3.0 .0f") << 3.0 << QByteArray(".0f") << QByteArray("3");
    QTest::newRow("3.0 #g") << 3.0 << QByteArray("#g") << QByteArray("3.00000");
    QTest::newRow("3.0 #.3g") << 3.0 << QByteArray("#.3g") << QByteArray("3.00");
    QTest::newRow("0.0001 g") << 0.0001 << QByteArray("g") << QByteArray("0.0001");
    QTest::newRow("1e-05 g") << 1e-05 << QByteArray("g") << QByteArray("1e-05");
    QTest::newRow("100000.0 g") << 100000.0 << QByteArray("g") << QByteArray("100000");
    QTest::newRow("1000000.0 g") << 1000000.0 << QByteArray("g") << QByteArray("1e+06");
    QTest::newRow("999999.5 g") << 999999.5 << QByteArray("g") << QByteArray("1e+06");
    QTest::newRow("1000000.0 G") << 1000000.0 << QByteArray("G") << QByteArray("1E+06");
    QTest::newRow("1e-07 E") << 1e-07 << QByteArray("E") << QByteArray("1.000000E-07");
    QTest::newRow("1.5 +") << 1.5 << QByteArray("+") << QByteArray("+1.5");
    QTest::newRow("1.5  ") << 1.5 << QByteArray(" ") << QByteArray(" 1.5");
    QTest::newRow("1.5 -") << 1.5 << QByteArray("-") << QByteArray("1.5");
    QTest::newRow("-1.5 +") << -1.5 << QByteArray("+") << QByteArray("-1.5");
    QTest::newRow("-1.5  f") << -1.5 << QByteArray(" f") << QByteArray("-1.500000");
    QTest::newRow("inf f") << kInfinity << QByteArray("f") << QByteArray("inf");
    QTest::newRow("inf F") << kInfinity << QByteArray("F") << QByteArray("INF");
    QTest::newRow("-inf E") << -kInfinity << QByteArray("E") << QByteArray("-INF");
    QTest::newRow("nan g") << kNan << QByteArray("g") << QByteArray("nan");
    QTest::newRow("nan G") << kNan << QByteArray("G") << QByteArray("NAN");
    QTest::newRow("inf 010") << kInfinity << QByteArray("010") << QByteArray("0000000inf");
    QTest::newRow("-inf 010.2f") << -kInfinity << QByteArray("010.2f") << QByteArray("-000000inf");
    QTest::newRow("inf +%") << kInfinity << QByteArray("+%") << QByteArray("+inf%");
    QTest::newRow("nan z") << kNan << QByteArray("z") << QByteArray("nan");
    QTest::newRow("1234567.891 ,") << 1234567.891 << QByteArray(",") << QByteArray("1,234,567.891");
    QTest::newRow("1234567.891 _") << 1234567.891 << QByteArray("_") << QByteArray("1_234_567.891");
    QTest::newRow("1234567.891 _.2f") << 1234567.891 << QByteArray("_.2f") << QByteArray("1_234_567.89");
    QTest::newRow("1234.5 012,.1f") << 1234.5 << QByteArray("012,.1f") << QByteArray("00,001,234.5");
    QTest::newRow("1234.5 010,.1f") << 1234.5 << QByteArray("010,.1f") << QByteArray("0,001,234.5");
    QTest::newRow("0.5 08,") << 0.5 << QByteArray("08,") << QByteArray("00,000.5");
    QTest::newRow("1e+20 ,.0f") << 1e+20 << QByteArray(",.0f") << QByteArray("100,000,000,000,000,000,000");
    QTest::newRow("1e+20 ,") << 1e+20 << QByteArray(",") << QByteArray("1e+20");
    QTest::newRow("1234567.0 ,e") << 1234567.0 << QByteArray(",e") << QByteArray("1.234567e+06");
    QTest::newRow("1234.0 ,%") << 1234.0 << QByteArray(",%") << QByteArray("123,400.000000%");
    QTest::newRow("1.5 *^10") << 1.5 << QByteArray("*^10") << QByteArray("***1.5****");
    QTest::newRow("1.5 *<10") << 1.5 << QByteArray("*<10") << QByteArray("1.5*******");
    QTest::newRow("1.5 *=10") << 1.5 << QByteArray("*=10") << QByteArray("*******1.5");
    QTest::newRow("-1.5 *=10") << -1.5 << QByteArray("*=10") << QByteArray("-******1.5");
    QTest::newRow("-1.5 =10") << -1.5 << QByteArray("=10") << QByteArray("-      1.5");
    QTest::newRow("-1.5 010") << -1.5 << QByteArray("010") << QByteArray("-0000001.5");
    QTest::newRow("-1.5 <010") << -1.5 << QByteArray("<010") << QByteArray("-1.5000000");
    QTest::newRow("-1.5 é^9") << -1.5 << QByteArray("é^9") << QByteArray("éé-1.5ééé");
    QTest::newRow("1.5 😀>6") << 1.5 << QByteArray("😀>6") << QByteArray("😀😀😀1.5");
    QTest::newRow("1e+308 %") << 1e+308 << QByteArray("%") << QByteArray("inf%");
    QTest::newRow("1e+22 f") << 1e+22 << QByteArray("f") << QByteArray("10000000000000000000000.000000");
    QTest::newRow("5e-324 .3g") << 5e-324 << QByteArray(".3g") << QByteArray("4.94e-324");
    QTest::newRow("5e-324 f") << 5e-324 << QByteArray("f") << QByteArray("0.000000");
    QTest::newRow("0.1 .60f") << 0.1 << QByteArray(".60f")
                              << QByteArray("0.100000000000000005551115123125782702118158340454101562500000");
    QTest::newRow("123.456 .0e") << 123.456 << QByteArray(".0e") << QByteArray("1e+02");
    QTest::newRow("9.995 .2f") << 9.995 << QByteArray(".2f") << QByteArray("9.99");
    QTest::newRow("0.5 .0%") << 0.5 << QByteArray(".0%") << QByteArray("50%");
    QTest::newRow("0.005 .0%") << 0.005 << QByteArray(".0%") << QByteArray("0%");
    QTest::newRow("2.5 .0e") << 2.5 << QByteArray(".0e") << QByteArray("2e+00");
    QTest::newRow("3.5 .0e") << 3.5 << QByteArray(".0e") << QByteArray("4e+00");
    QTest::newRow("25.0 .1g") << 25.0 << QByteArray(".1g") << QByteArray("2e+01");
    QTest::newRow("1.0 ٣") << 1.0 << QByteArray("٣") << QByteArray("1.0");
}

void tst_FormatSpec::floats()
{
    QFETCH(double, value);
    QFETCH(QByteArray, spec);
    QFETCH(QByteArray, text);
    QCOMPARE(shown(formatFloat(value, view(spec))), text);
}

void tst_FormatSpec::integers_data()
{
    QTest::addColumn<qint64>("value");
    QTest::addColumn<QByteArray>("spec");
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("3 .3f") << qint64(3) << QByteArray(".3f") << QByteArray("3.000");
    QTest::newRow("42 05d") << qint64(42) << QByteArray("05d") << QByteArray("00042");
    QTest::newRow("-5 05d") << qint64(-5) << QByteArray("05d") << QByteArray("-0005");
    QTest::newRow("42 +d") << qint64(42) << QByteArray("+d") << QByteArray("+42");
    QTest::newRow("42 x") << qint64(42) << QByteArray("x") << QByteArray("2a");
    QTest::newRow("255 X") << qint64(255) << QByteArray("X") << QByteArray("FF");
    QTest::newRow("255 #x") << qint64(255) << QByteArray("#x") << QByteArray("0xff");
    QTest::newRow("10 b") << qint64(10) << QByteArray("b") << QByteArray("1010");
    QTest::newRow("8 o") << qint64(8) << QByteArray("o") << QByteArray("10");
    QTest::newRow("1234567 ,") << qint64(1234567) << QByteArray(",") << QByteArray("1,234,567");
    QTest::newRow("7 5") << qint64(7) << QByteArray("5") << QByteArray("    7");
    QTest::newRow("7 <5") << qint64(7) << QByteArray("<5") << QByteArray("7    ");
    QTest::newRow("7 ^5") << qint64(7) << QByteArray("^5") << QByteArray("  7  ");
    QTest::newRow("7 *>5") << qint64(7) << QByteArray("*>5") << QByteArray("****7");
    QTest::newRow("65 c") << qint64(65) << QByteArray("c") << QByteArray("A");
    QTest::newRow("1 d") << qint64(1) << QByteArray("d") << QByteArray("1");
    QTest::newRow("3 ") << qint64(3) << QByteArray("") << QByteArray("3");
    QTest::newRow("1 >6") << qint64(1) << QByteArray(">6") << QByteArray("     1");
    QTest::newRow("5 <05d") << qint64(5) << QByteArray("<05d") << QByteArray("50000");
    QTest::newRow("1234 08,d") << qint64(1234) << QByteArray("08,d") << QByteArray("0,001,234");
    QTest::newRow("1234 04,d") << qint64(1234) << QByteArray("04,d") << QByteArray("1,234");
    QTest::newRow("1234 05,d") << qint64(1234) << QByteArray("05,d") << QByteArray("1,234");
    QTest::newRow("1234 06,") << qint64(1234) << QByteArray("06,") << QByteArray("01,234");
    QTest::newRow("1234 09,") << qint64(1234) << QByteArray("09,") << QByteArray("0,001,234");
    QTest::newRow("1 03,") << qint64(1) << QByteArray("03,") << QByteArray("001");
    QTest::newRow("1 04,") << qint64(1) << QByteArray("04,") << QByteArray("0,001");
    QTest::newRow("1 05,") << qint64(1) << QByteArray("05,") << QByteArray("0,001");
    QTest::newRow("0 010_x") << qint64(0) << QByteArray("010_x") << QByteArray("0_0000_0000");
    QTest::newRow("255 #X") << qint64(255) << QByteArray("#X") << QByteArray("0XFF");
    QTest::newRow("255 #b") << qint64(255) << QByteArray("#b") << QByteArray("0b11111111");
    QTest::newRow("8 #o") << qint64(8) << QByteArray("#o") << QByteArray("0o10");
    QTest::newRow("-255 #010x") << qint64(-255) << QByteArray("#010x") << QByteArray("-0x00000ff");
    QTest::newRow("-255 #x") << qint64(-255) << QByteArray("#x") << QByteArray("-0xff");
    QTest::newRow("255 #10x") << qint64(255) << QByteArray("#10x") << QByteArray("      0xff");
    QTest::newRow("255 <#10x") << qint64(255) << QByteArray("<#10x") << QByteArray("0xff      ");
    QTest::newRow("255 ^#10x") << qint64(255) << QByteArray("^#10x") << QByteArray("   0xff   ");
    QTest::newRow("255 =#10x") << qint64(255) << QByteArray("=#10x") << QByteArray("0x      ff");
    QTest::newRow("255 _b") << qint64(255) << QByteArray("_b") << QByteArray("1111_1111");
    QTest::newRow("65535 _b") << qint64(65535) << QByteArray("_b") << QByteArray("1111_1111_1111_1111");
    QTest::newRow("65535 #_X") << qint64(65535) << QByteArray("#_X") << QByteArray("0XFFFF");
    QTest::newRow("65535 020_b") << qint64(65535) << QByteArray("020_b") << QByteArray("0_1111_1111_1111_1111");
    QTest::newRow("123456789 _x") << qint64(123456789) << QByteArray("_x") << QByteArray("75b_cd15");
    QTest::newRow("1234567 _") << qint64(1234567) << QByteArray("_") << QByteArray("1_234_567");
    QTest::newRow("1234567 _d") << qint64(1234567) << QByteArray("_d") << QByteArray("1_234_567");
    QTest::newRow("-1234567 ,") << qint64(-1234567) << QByteArray(",") << QByteArray("-1,234,567");
    QTest::newRow("-1234567 +,") << qint64(-1234567) << QByteArray("+,") << QByteArray("-1,234,567");
    QTest::newRow("42  d") << qint64(42) << QByteArray(" d") << QByteArray(" 42");
    QTest::newRow("-42  d") << qint64(-42) << QByteArray(" d") << QByteArray("-42");
    QTest::newRow("42 -d") << qint64(42) << QByteArray("-d") << QByteArray("42");
    QTest::newRow("42 n") << qint64(42) << QByteArray("n") << QByteArray("42");
    QTest::newRow("1234567 n") << qint64(1234567) << QByteArray("n") << QByteArray("1234567");
    QTest::newRow("42 #d") << qint64(42) << QByteArray("#d") << QByteArray("42");
    QTest::newRow("42 #n") << qint64(42) << QByteArray("#n") << QByteArray("42");
    QTest::newRow("0 d") << qint64(0) << QByteArray("d") << QByteArray("0");
    QTest::newRow("0 x") << qint64(0) << QByteArray("x") << QByteArray("0");
    QTest::newRow("0 #x") << qint64(0) << QByteArray("#x") << QByteArray("0x0");
    QTest::newRow("0 ,") << qint64(0) << QByteArray(",") << QByteArray("0");
    QTest::newRow("0 +") << qint64(0) << QByteArray("+") << QByteArray("+0");
    QTest::newRow("65 5c") << qint64(65) << QByteArray("5c") << QByteArray("    A");
    QTest::newRow("65 <5c") << qint64(65) << QByteArray("<5c") << QByteArray("A    ");
    QTest::newRow("65 05c") << qint64(65) << QByteArray("05c") << QByteArray("0000A");
    QTest::newRow("8364 c") << qint64(8364) << QByteArray("c") << QByteArray("€");
    QTest::newRow("128512 c") << qint64(128512) << QByteArray("c") << QByteArray("😀");
    QTest::newRow("233 ^5c") << qint64(233) << QByteArray("^5c") << QByteArray("  é  ");
    QTest::newRow("1114111 >3c") << qint64(1114111) << QByteArray(">3c") << QByteArray("  \xf4\x8f\xbf\xbf");
    QTest::newRow("3 e") << qint64(3) << QByteArray("e") << QByteArray("3.000000e+00");
    QTest::newRow("3 g") << qint64(3) << QByteArray("g") << QByteArray("3");
    QTest::newRow("3 %") << qint64(3) << QByteArray("%") << QByteArray("300.000000%");
    QTest::newRow("1 .0%") << qint64(1) << QByteArray(".0%") << QByteArray("100%");
    QTest::newRow("1234567 ,.2f") << qint64(1234567) << QByteArray(",.2f") << QByteArray("1,234,567.00");
    QTest::newRow("-3 08.2f") << qint64(-3) << QByteArray("08.2f") << QByteArray("-0003.00");
    QTest::newRow("3 #.0f") << qint64(3) << QByteArray("#.0f") << QByteArray("3.");
    QTest::newRow("1000000000000000 g") << qint64(1000000000000000) << QByteArray("g") << QByteArray("1e+15");
    QTest::newRow("9007199254740993 .1f")
        << qint64(9007199254740993) << QByteArray(".1f") << QByteArray("9007199254740992.0");
    QTest::newRow("4611686018427387904 f")
        << qint64(4611686018427387904) << QByteArray("f") << QByteArray("4611686018427387904.000000");
    QTest::newRow("-9223372036854775808 d")
        << qint64(std::numeric_limits<qint64>::min()) << QByteArray("d") << QByteArray("-9223372036854775808");
    QTest::newRow("-9223372036854775808 x")
        << qint64(std::numeric_limits<qint64>::min()) << QByteArray("x") << QByteArray("-8000000000000000");
    QTest::newRow("9223372036854775807 ,")
        << qint64(9223372036854775807) << QByteArray(",") << QByteArray("9,223,372,036,854,775,807");
    QTest::newRow("7 x<5") << qint64(7) << QByteArray("x<5") << QByteArray("7xxxx");
    QTest::newRow("7 {>5") << qint64(7) << QByteArray("{>5") << QByteArray("{{{{7");
    QTest::newRow("7 <<5") << qint64(7) << QByteArray("<<5") << QByteArray("7<<<<");
    QTest::newRow("7 =5") << qint64(7) << QByteArray("=5") << QByteArray("    7");
    QTest::newRow("-7 =5") << qint64(-7) << QByteArray("=5") << QByteArray("-   7");
    QTest::newRow("-7 0=5") << qint64(-7) << QByteArray("0=5") << QByteArray("-0007");
    QTest::newRow("-7 *=5") << qint64(-7) << QByteArray("*=5") << QByteArray("-***7");
    QTest::newRow("7 0>5") << qint64(7) << QByteArray("0>5") << QByteArray("00007");
    QTest::newRow("7 é^5") << qint64(7) << QByteArray("é^5") << QByteArray("éé7éé");
    QTest::newRow("7 😀<3") << qint64(7) << QByteArray("😀<3") << QByteArray("7😀😀");
    QTest::newRow("7 00005") << qint64(7) << QByteArray("00005") << QByteArray("00007");
    QTest::newRow("7 0") << qint64(7) << QByteArray("0") << QByteArray("7");
    QTest::newRow("7 <") << qint64(7) << QByteArray("<") << QByteArray("7");
    QTest::newRow("7 1") << qint64(7) << QByteArray("1") << QByteArray("7");
    QTest::newRow("12345 3") << qint64(12345) << QByteArray("3") << QByteArray("12345");
    QTest::newRow("5 z.1f") << qint64(5) << QByteArray("z.1f") << QByteArray("5.0");
    QTest::newRow("7 ٣") << qint64(7) << QByteArray("٣") << QByteArray("  7");
}

void tst_FormatSpec::integers()
{
    QFETCH(qint64, value);
    QFETCH(QByteArray, spec);
    QFETCH(QByteArray, text);
    QCOMPARE(shown(formatInteger(value, view(spec))), text);
}

void tst_FormatSpec::strings_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QByteArray>("spec");
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("a >5") << QByteArray("a") << QByteArray(">5") << QByteArray("    a");
    QTest::newRow("a <5") << QByteArray("a") << QByteArray("<5") << QByteArray("a    ");
    QTest::newRow("ab ^6") << QByteArray("ab") << QByteArray("^6") << QByteArray("  ab  ");
    QTest::newRow("x *^5") << QByteArray("x") << QByteArray("*^5") << QByteArray("**x**");
    QTest::newRow("abcdef .3") << QByteArray("abcdef") << QByteArray(".3") << QByteArray("abc");
    QTest::newRow("s ") << QByteArray("s") << QByteArray("") << QByteArray("s");
    QTest::newRow("abc s") << QByteArray("abc") << QByteArray("s") << QByteArray("abc");
    QTest::newRow("apple <8") << QByteArray("apple") << QByteArray("<8") << QByteArray("apple   ");
    QTest::newRow("x 05") << QByteArray("x") << QByteArray("05") << QByteArray("x0000");
    QTest::newRow("x >05") << QByteArray("x") << QByteArray(">05") << QByteArray("0000x");
    QTest::newRow("x <05") << QByteArray("x") << QByteArray("<05") << QByteArray("x0000");
    QTest::newRow("abc ^6") << QByteArray("abc") << QByteArray("^6") << QByteArray(" abc  ");
    QTest::newRow("abc ^7") << QByteArray("abc") << QByteArray("^7") << QByteArray("  abc  ");
    QTest::newRow("abc 2") << QByteArray("abc") << QByteArray("2") << QByteArray("abc");
    QTest::newRow("abc .0") << QByteArray("abc") << QByteArray(".0") << QByteArray("");
    QTest::newRow("abc .10") << QByteArray("abc") << QByteArray(".10") << QByteArray("abc");
    QTest::newRow("日本語 .2") << QByteArray("日本語") << QByteArray(".2") << QByteArray("日本");
    QTest::newRow("日本語 6") << QByteArray("日本語") << QByteArray("6") << QByteArray("日本語   ");
    QTest::newRow("日本語 >6s") << QByteArray("日本語") << QByteArray(">6s") << QByteArray("   日本語");
    QTest::newRow("é é>3") << QByteArray("é") << QByteArray("é>3") << QByteArray("ééé");
    QTest::newRow("ab 😀^5") << QByteArray("ab") << QByteArray("😀^5") << QByteArray("😀ab😀😀");
    QTest::newRow("abc *<6.2") << QByteArray("abc") << QByteArray("*<6.2") << QByteArray("ab****");
    QTest::newRow(" 3") << QByteArray("") << QByteArray("3") << QByteArray("   ");
    QTest::newRow(" *^3") << QByteArray("") << QByteArray("*^3") << QByteArray("***");
    QTest::newRow("abc <") << QByteArray("abc") << QByteArray("<") << QByteArray("abc");
    QTest::newRow("abc >") << QByteArray("abc") << QByteArray(">") << QByteArray("abc");
    QTest::newRow("a 0<3") << QByteArray("a") << QByteArray("0<3") << QByteArray("a00");
    QTest::newRow("a <<3") << QByteArray("a") << QByteArray("<<3") << QByteArray("a<<");
    QTest::newRow("a {^3") << QByteArray("a") << QByteArray("{^3") << QByteArray("{a{");
    QTest::newRow("a  <3") << QByteArray("a") << QByteArray(" <3") << QByteArray("a  ");
    QTest::newRow("😀x .1s") << QByteArray("😀x") << QByteArray(".1s") << QByteArray("😀");
    QTest::newRow("a 00003") << QByteArray("a") << QByteArray("00003") << QByteArray("a00");
}

void tst_FormatSpec::strings()
{
    QFETCH(QByteArray, value);
    QFETCH(QByteArray, spec);
    QFETCH(QByteArray, text);
    QCOMPARE(shown(formatString(view(value), view(spec))), text);
}

void tst_FormatSpec::refusals_data()
{
    QTest::addColumn<QVariant>("value");
    QTest::addColumn<QByteArray>("spec");
    QTest::addColumn<bool>("overflow"); // an overflow_error, else a value_error
    QTest::addColumn<QByteArray>("message");
    QTest::newRow("5 by <zz>") << QVariant(qlonglong(5)) << QByteArray("zz") << false
                               << QByteArray("Unknown format code 'z' for object of type 'number'");
    QTest::newRow("5 by <q>") << QVariant(qlonglong(5)) << QByteArray("q") << false
                              << QByteArray("Unknown format code 'q' for object of type 'number'");
    QTest::newRow("5 by <s>") << QVariant(qlonglong(5)) << QByteArray("s") << false
                              << QByteArray("Unknown format code 's' for object of type 'number'");
    QTest::newRow("5 by <é>") << QVariant(qlonglong(5)) << QByteArray("é") << false
                              << QByteArray("Unknown format code '\\xe9' for object of type 'number'");
    QTest::newRow("5 by <.2>") << QVariant(qlonglong(5)) << QByteArray(".2") << false
                               << QByteArray("Precision not allowed in integer format specifier");
    QTest::newRow("5 by <.2d>") << QVariant(qlonglong(5)) << QByteArray(".2d") << false
                                << QByteArray("Precision not allowed in integer format specifier");
    QTest::newRow("5 by <.2x>") << QVariant(qlonglong(5)) << QByteArray(".2x") << false
                                << QByteArray("Precision not allowed in integer format specifier");
    QTest::newRow("5 by <z>") << QVariant(qlonglong(5)) << QByteArray("z") << false
                              << QByteArray("Negative zero coercion (z) not allowed in integer format specifier");
    QTest::newRow("5 by <zd>") << QVariant(qlonglong(5)) << QByteArray("zd") << false
                               << QByteArray("Negative zero coercion (z) not allowed in integer format specifier");
    QTest::newRow("5 by <+c>") << QVariant(qlonglong(5)) << QByteArray("+c") << false
                               << QByteArray("Sign not allowed with integer format specifier 'c'");
    QTest::newRow("5 by <#c>") << QVariant(qlonglong(5)) << QByteArray("#c") << false
                               << QByteArray("Alternate form (#) not allowed with integer format specifier 'c'");
    QTest::newRow("-1 by <c>") << QVariant(qlonglong(-1)) << QByteArray("c") << true
                               << QByteArray("%c arg not in range(0x110000)");
    QTest::newRow("1114112 by <c>") << QVariant(qlonglong(1114112)) << QByteArray("c") << true
                                    << QByteArray("%c arg not in range(0x110000)");
    QTest::newRow("4611686018427387904 by <c>") << QVariant(qlonglong(4611686018427387904)) << QByteArray("c") << true
                                                << QByteArray("%c arg not in range(0x110000)");
    QTest::newRow("5 by <,x>") << QVariant(qlonglong(5)) << QByteArray(",x") << false
                               << QByteArray("Cannot specify ',' with 'x'.");
    QTest::newRow("5 by <,o>") << QVariant(qlonglong(5)) << QByteArray(",o") << false
                               << QByteArray("Cannot specify ',' with 'o'.");
    QTest::newRow("5 by <,b>") << QVariant(qlonglong(5)) << QByteArray(",b") << false
                               << QByteArray("Cannot specify ',' with 'b'.");
    QTest::newRow("5 by <,X>") << QVariant(qlonglong(5)) << QByteArray(",X") << false
                               << QByteArray("Cannot specify ',' with 'X'.");
    QTest::newRow("5 by <,c>") << QVariant(qlonglong(5)) << QByteArray(",c") << false
                               << QByteArray("Cannot specify ',' with 'c'.");
    QTest::newRow("5 by <_c>") << QVariant(qlonglong(5)) << QByteArray("_c") << false
                               << QByteArray("Cannot specify '_' with 'c'.");
    QTest::newRow("5 by <,n>") << QVariant(qlonglong(5)) << QByteArray(",n") << false
                               << QByteArray("Cannot specify ',' with 'n'.");
    QTest::newRow("5 by <_n>") << QVariant(qlonglong(5)) << QByteArray("_n") << false
                               << QByteArray("Cannot specify '_' with 'n'.");
    QTest::newRow("5 by <,_>") << QVariant(qlonglong(5)) << QByteArray(",_") << false
                               << QByteArray("Cannot specify both ',' and '_'.");
    QTest::newRow("5 by <_,>") << QVariant(qlonglong(5)) << QByteArray("_,") << false
                               << QByteArray("Cannot specify both ',' and '_'.");
    QTest::newRow("5 by <,_d>") << QVariant(qlonglong(5)) << QByteArray(",_d") << false
                                << QByteArray("Cannot specify both ',' and '_'.");
    QTest::newRow("5 by <.>") << QVariant(qlonglong(5)) << QByteArray(".") << false
                              << QByteArray("Format specifier missing precision");
    QTest::newRow("5 by <.d>") << QVariant(qlonglong(5)) << QByteArray(".d") << false
                               << QByteArray("Format specifier missing precision");
    QTest::newRow("5 by <99999999999999999999>") << QVariant(qlonglong(5)) << QByteArray("99999999999999999999")
                                                 << false << QByteArray("Too many decimal digits in format string");
    QTest::newRow("5 by <dd>") << QVariant(qlonglong(5)) << QByteArray("dd") << false
                               << QByteArray("Invalid format specifier");
    QTest::newRow("5 by <5 >") << QVariant(qlonglong(5)) << QByteArray("5 ") << false
                               << QByteArray("Unknown format code '\\x20' for object of type 'number'");
    QTest::newRow("5 by <5d >") << QVariant(qlonglong(5)) << QByteArray("5d ") << false
                                << QByteArray("Invalid format specifier");
    QTest::newRow("5 by <<<<5>") << QVariant(qlonglong(5)) << QByteArray("<<<5") << false
                                 << QByteArray("Invalid format specifier");
    QTest::newRow("5 by <d5>") << QVariant(qlonglong(5)) << QByteArray("d5") << false
                               << QByteArray("Invalid format specifier");
    QTest::newRow("5 by <\x01>") << QVariant(qlonglong(5)) << QByteArray("\x01") << false
                                 << QByteArray("Unknown format code '\\x1' for object of type 'number'");
    QTest::newRow("1.5 by <d>") << QVariant(1.5) << QByteArray("d") << false
                                << QByteArray("Unknown format code 'd' for object of type 'number'");
    QTest::newRow("1.5 by <x>") << QVariant(1.5) << QByteArray("x") << false
                                << QByteArray("Unknown format code 'x' for object of type 'number'");
    QTest::newRow("1.5 by <c>") << QVariant(1.5) << QByteArray("c") << false
                                << QByteArray("Unknown format code 'c' for object of type 'number'");
    QTest::newRow("1.5 by <s>") << QVariant(1.5) << QByteArray("s") << false
                                << QByteArray("Unknown format code 's' for object of type 'number'");
    QTest::newRow("1.5 by <b>") << QVariant(1.5) << QByteArray("b") << false
                                << QByteArray("Unknown format code 'b' for object of type 'number'");
    QTest::newRow("1.5 by <.>") << QVariant(1.5) << QByteArray(".") << false
                                << QByteArray("Format specifier missing precision");
    QTest::newRow("1.5 by <.99999999999>")
        << QVariant(1.5) << QByteArray(".99999999999") << false << QByteArray("precision too big");
    QTest::newRow("1.5 by <ff>") << QVariant(1.5) << QByteArray("ff") << false
                                 << QByteArray("Invalid format specifier");
    QTest::newRow("1.5 by <,n>") << QVariant(1.5) << QByteArray(",n") << false
                                 << QByteArray("Cannot specify ',' with 'n'.");
    QTest::newRow("1.5 by <f2>") << QVariant(1.5) << QByteArray("f2") << false
                                 << QByteArray("Invalid format specifier");
    QTest::newRow("a by <d>") << QVariant(QByteArray("a")) << QByteArray("d") << false
                              << QByteArray("Unknown format code 'd' for object of type 'string'");
    QTest::newRow("a by <f>") << QVariant(QByteArray("a")) << QByteArray("f") << false
                              << QByteArray("Unknown format code 'f' for object of type 'string'");
    QTest::newRow("a by <x>") << QVariant(QByteArray("a")) << QByteArray("x") << false
                              << QByteArray("Unknown format code 'x' for object of type 'string'");
    QTest::newRow("a by <+>") << QVariant(QByteArray("a")) << QByteArray("+") << false
                              << QByteArray("Sign not allowed in string format specifier");
    QTest::newRow("a by <->") << QVariant(QByteArray("a")) << QByteArray("-") << false
                              << QByteArray("Sign not allowed in string format specifier");
    QTest::newRow("a by < >") << QVariant(QByteArray("a")) << QByteArray(" ") << false
                              << QByteArray("Space not allowed in string format specifier");
    QTest::newRow("a by <z>") << QVariant(QByteArray("a")) << QByteArray("z") << false
                              << QByteArray("Negative zero coercion (z) not allowed in string format specifier");
    QTest::newRow("a by <#>") << QVariant(QByteArray("a")) << QByteArray("#") << false
                              << QByteArray("Alternate form (#) not allowed in string format specifier");
    QTest::newRow("a by <=5>") << QVariant(QByteArray("a")) << QByteArray("=5") << false
                               << QByteArray("'=' alignment not allowed in string format specifier");
    QTest::newRow("a by <=05>") << QVariant(QByteArray("a")) << QByteArray("=05") << false
                                << QByteArray("'=' alignment not allowed in string format specifier");
    QTest::newRow("a by <,>") << QVariant(QByteArray("a")) << QByteArray(",") << false
                              << QByteArray("Cannot specify ',' with 's'.");
    QTest::newRow("a by <_>") << QVariant(QByteArray("a")) << QByteArray("_") << false
                              << QByteArray("Cannot specify '_' with 's'.");
    QTest::newRow("a by <,d>") << QVariant(QByteArray("a")) << QByteArray(",d") << false
                               << QByteArray("Unknown format code 'd' for object of type 'string'");
    QTest::newRow("a by <ss>") << QVariant(QByteArray("a")) << QByteArray("ss") << false
                               << QByteArray("Invalid format specifier");
    QTest::newRow("a by <.>") << QVariant(QByteArray("a")) << QByteArray(".") << false
                              << QByteArray("Format specifier missing precision");
    QTest::newRow("a by <5q>") << QVariant(QByteArray("a")) << QByteArray("5q") << false
                               << QByteArray("Unknown format code 'q' for object of type 'string'");
    QTest::newRow("a by <é>") << QVariant(QByteArray("a")) << QByteArray("é") << false
                              << QByteArray("Unknown format code '\\xe9' for object of type 'string'");
    QTest::newRow("a by <<5>>") << QVariant(QByteArray("a")) << QByteArray("<5>") << false
                                << QByteArray("Unknown format code '>' for object of type 'string'");
}

void tst_FormatSpec::refusals()
{
    QFETCH(QVariant, value);
    QFETCH(QByteArray, spec);
    QFETCH(bool, overflow);
    QFETCH(QByteArray, message);
    const Formatted formatted = formatAny(value, view(spec));
    QVERIFY2(!formatted, shown(formatted).constData());
    QCOMPARE(bytes(formatted.error().message), message);
    QCOMPARE(formatted.error().kind, overflow ? Kind::OverflowError : Kind::ValueError);
}

void tst_FormatSpec::bigIntegers()
{
    const BigNumber tenToTwenty{"100000000000000000000", "56bc75e2d63100000"};
    QCOMPARE(shown(formatBig(tenToTwenty, false, "")), "100000000000000000000");
    QCOMPARE(shown(formatBig(tenToTwenty, true, ",")), "-100,000,000,000,000,000,000");
    QCOMPARE(shown(formatBig(tenToTwenty, true, "#_X")), "-0X5_6BC7_5E2D_6310_0000");
    QCOMPARE(shown(formatBig(tenToTwenty, false, "025d")), "0000100000000000000000000");
    QCOMPARE(shown(formatBig(tenToTwenty, false, ".3e")), "1.000e+20");
    QCOMPARE(shown(formatBig(tenToTwenty, false, "c")), "refused: %c arg not in range(0x110000)");

    const BigNumber beyondFloats{"1" + std::string(309, '0'), {}};
    const Formatted formatted = formatBig(beyondFloats, false, "f");
    QVERIFY(!formatted);
    QCOMPARE(formatted.error().kind, Kind::OverflowError);
    QCOMPARE(bytes(formatted.error().message), "integer too large to convert to float");
}

void tst_FormatSpec::unsupportedTypes()
{
    QCOMPARE(unsupportedFormat("array"), (FormatError{Kind::TypeError, "unsupported format string passed to array"}));
}

void tst_FormatSpec::hugeResults_data()
{
    QTest::addColumn<QVariant>("value");
    QTest::addColumn<QByteArray>("spec");
    QTest::addColumn<bool>("accepted"); // with a limit of 1000 bytes
    QTest::newRow("width at the limit") << QVariant(7) << QByteArray("1000") << true;
    QTest::newRow("width one past it") << QVariant(7) << QByteArray("1001") << false;
    QTest::newRow("width of a fill of two bytes") << QVariant(7) << QByteArray("é<501") << false;
    QTest::newRow("width of a float") << QVariant(7.5) << QByteArray("9000000000000000000") << false;
    QTest::newRow("width of a string at the limit") << QVariant(QByteArray("x")) << QByteArray("1000") << true;
    QTest::newRow("width of a string one past it") << QVariant(QByteArray("x")) << QByteArray("1001") << false;
    QTest::newRow("fill of a string of four bytes") << QVariant(QByteArray("x")) << QByteArray("😀<300") << false;
    QTest::newRow("precision inside") << QVariant(7.5) << QByteArray(".900f") << true;
    QTest::newRow("precision beyond") << QVariant(7.5) << QByteArray(".2000000000f") << false;
    QTest::newRow("precision of an integer beyond") << QVariant(7) << QByteArray(".2000000000f") << false;
    QTest::newRow("precision that ends after few digits") << QVariant(7.5) << QByteArray(".900g") << true;
}

void tst_FormatSpec::hugeResults()
{
    QFETCH(QVariant, value);
    QFETCH(QByteArray, spec);
    QFETCH(bool, accepted);
    const Formatted formatted = formatAny(value, view(spec), 1000);
    QCOMPARE(formatted.has_value(), accepted);
    if (formatted) {
        QVERIFY(formatted->size() <= 1000);
    } else {
        QCOMPARE(formatted.error().kind, Kind::TooLarge);
    }
}

QTEST_APPLESS_MAIN(tst_FormatSpec)
#include "tst_format_spec.moc"
