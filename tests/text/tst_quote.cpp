// SPDX-License-Identifier: GPL-3.0-or-later
// The quoted form of strings.
#include "engine/text/quote.h"

#include <QTest>

using namespace latchkey::text;

namespace {

std::string_view view(const QByteArray &bytes)
{
    return {bytes.constData(), static_cast<size_t>(bytes.size())};
}

QByteArray bytes(std::string_view text)
{
    return {text.data(), static_cast<qsizetype>(text.size())};
}

} // namespace

class tst_Quote : public QObject
{
    Q_OBJECT

private slots:
    void strings_data();
    void strings();
    void zeroByte();
    void appends();
};

void tst_Quote::strings_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("<plain>") << QByteArray("plain") << QByteArray("'plain'");
    QTest::newRow("<it's>") << QByteArray("it's") << QByteArray("\"it's\"");
    QTest::newRow("<say \"hi\">") << QByteArray("say \"hi\"") << QByteArray("'say \"hi\"'");
    QTest::newRow("<a\"b>") << QByteArray("a\"b") << QByteArray("'a\"b'");
    QTest::newRow("<k\"q>") << QByteArray("k\"q") << QByteArray("'k\"q'");
    QTest::newRow("<>") << QByteArray("") << QByteArray("''");
    QTest::newRow("<both ' and \">") << QByteArray("both ' and \"") << QByteArray("'both \\' and \"'");
    QTest::newRow("<back\\slash>") << QByteArray("back\\slash") << QByteArray("'back\\\\slash'");
    QTest::newRow("<\n>") << QByteArray("\n") << QByteArray("'\\n'");
    QTest::newRow("<\x0d>") << QByteArray("\x0d") << QByteArray("'\\r'");
    QTest::newRow("<\t>") << QByteArray("\t") << QByteArray("'\\t'");
    QTest::newRow("<\x01>") << QByteArray("\x01") << QByteArray("'\\x01'");
    QTest::newRow("<\x1b[0m>") << QByteArray("\x1b[0m") << QByteArray("'\\x1b[0m'");
    QTest::newRow("<\x7f>") << QByteArray("\x7f") << QByteArray("'\\x7f'");
    QTest::newRow("<\xc2\x80>") << QByteArray("\xc2\x80") << QByteArray("'\\x80'");
    QTest::newRow("<\xc2\x9f>") << QByteArray("\xc2\x9f") << QByteArray("'\\x9f'");
    QTest::newRow("<\xc2\xa0>") << QByteArray("\xc2\xa0") << QByteArray("'\\xa0'");
    QTest::newRow("<\xc2\xad>") << QByteArray("\xc2\xad") << QByteArray("'\\xad'");
    QTest::newRow("<é>") << QByteArray("é") << QByteArray("'é'");
    QTest::newRow("<€>") << QByteArray("€") << QByteArray("'€'");
    QTest::newRow("<😀>") << QByteArray("😀") << QByteArray("'😀'");
    QTest::newRow("<ñ>") << QByteArray("ñ") << QByteArray("'ñ'");
    QTest::newRow("<\xe2\x80\x8b>") << QByteArray("\xe2\x80\x8b") << QByteArray("'\\u200b'");
    QTest::newRow("<\xe2\x80\x8d>") << QByteArray("\xe2\x80\x8d") << QByteArray("'\\u200d'");
    QTest::newRow("<\xe2\x80\xa8>") << QByteArray("\xe2\x80\xa8") << QByteArray("'\\u2028'");
    QTest::newRow("<\xe2\x80\xa9>") << QByteArray("\xe2\x80\xa9") << QByteArray("'\\u2029'");
    QTest::newRow("<\xe3\x80\x80>") << QByteArray("\xe3\x80\x80") << QByteArray("'\\u3000'");
    QTest::newRow("<\xef\xbb\xbf>") << QByteArray("\xef\xbb\xbf") << QByteArray("'\\ufeff'");
    QTest::newRow("<́>") << QByteArray("́") << QByteArray("'́'");
    QTest::newRow("<\xee\x80\x80>") << QByteArray("\xee\x80\x80") << QByteArray("'\\ue000'");
    QTest::newRow("<\xed\xa0\x80>") << QByteArray("\xed\xa0\x80") << QByteArray("'\\ud800'");
    QTest::newRow("<\xed\xbf\xbf>") << QByteArray("\xed\xbf\xbf") << QByteArray("'\\udfff'");
    QTest::newRow("<a\xed\xa0\xbdz>") << QByteArray("a\xed\xa0\xbdz") << QByteArray("'a\\ud83dz'");
    QTest::newRow("<\xf3\xa0\x80\x81>") << QByteArray("\xf3\xa0\x80\x81") << QByteArray("'\\U000e0001'");
    QTest::newRow("<\xf4\x8f\xbf\xbf>") << QByteArray("\xf4\x8f\xbf\xbf") << QByteArray("'\\U0010ffff'");
    QTest::newRow("<\xef\xbf\xbf>") << QByteArray("\xef\xbf\xbf") << QByteArray("'\\uffff'");
    QTest::newRow("<\xcd\xb8>") << QByteArray("\xcd\xb8") << QByteArray("'\\u0378'");
    QTest::newRow("<日本語>") << QByteArray("日本語") << QByteArray("'日本語'");
    QTest::newRow("<clé>") << QByteArray("clé") << QByteArray("'clé'");
    QTest::newRow("<tab\there>") << QByteArray("tab\there") << QByteArray("'tab\\there'");
    QTest::newRow("<c\\d\n>") << QByteArray("c\\d\n") << QByteArray("'c\\\\d\\n'");
    QTest::newRow("<'>") << QByteArray("'") << QByteArray("\"'\"");
    QTest::newRow("<\">") << QByteArray("\"") << QByteArray("'\"'");
    QTest::newRow("<''\">") << QByteArray("''\"") << QByteArray("'\\'\\'\"'");
    QTest::newRow("<x'y\\>") << QByteArray("x'y\\") << QByteArray("\"x'y\\\\\"");
}

void tst_Quote::strings()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, expected);
    QCOMPARE(bytes(quoted(view(text))), expected);
}

void tst_Quote::zeroByte()
{
    QCOMPARE(bytes(quoted({"a\0b", 3})), R"('a\x00b')");
}

void tst_Quote::appends()
{
    std::string out = "[";
    appendQuoted(out, "x");
    QCOMPARE(bytes(out), "['x'");
}

QTEST_APPLESS_MAIN(tst_Quote)
#include "tst_quote.moc"
