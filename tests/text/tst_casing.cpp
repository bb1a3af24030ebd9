// SPDX-License-Identifier: GPL-3.0-or-later
// Case mapping and the properties of characters, by tables and against ICU over all of Unicode.
#include "engine/text/casing.h"
#include "engine/text/characters.h"
#include "engine/text/utf8.h"

#include <QTest>

#include <unicode/locid.h>
#include <unicode/stringoptions.h>
#include <unicode/unistr.h>

using namespace latchkey::text;

namespace {

enum Property { Digit = 1, Alpha = 2, Alnum = 4, Space = 8, Title = 16, Upper = 32, Lower = 64 };

std::string_view view(const QByteArray &bytes)
{
    return {bytes.constData(), static_cast<size_t>(bytes.size())};
}

QByteArray bytes(std::string_view text)
{
    return {text.data(), static_cast<qsizetype>(text.size())};
}

/// Counts how often it was asked, and stops at the question number `stopAt`.
struct Patience {
    int asked = 0;
    int stopAt = 0;

    static bool stop(void *context)
    {
        auto *self = static_cast<Patience *>(context);
        return ++self->asked == self->stopAt;
    }
    Poll poll() { return {&stop, this}; }
};

QByteArray fullMapping(char32_t c, bool toTitle)
{
    icu::UnicodeString text(static_cast<UChar32>(c));
    if (toTitle) {
        text.toTitle(nullptr, icu::Locale::getRoot(), U_TITLECASE_WHOLE_STRING | U_TITLECASE_NO_BREAK_ADJUSTMENT);
    } else {
        text.toUpper(icu::Locale::getRoot());
    }
    std::string result;
    text.toUTF8String(result);
    return bytes(result);
}

} // namespace

class tst_Casing : public QObject
{
    Q_OBJECT

private slots:
    void cases_data();
    void cases();
    void everyCharacterMapsInFull();
    void longAsciiKeepsItsOtherBytes();
    void properties_data();
    void properties();
    void decimalDigits();
    void stops();
};

void tst_Casing::cases_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("upperCase");
    QTest::addColumn<QByteArray>("lowerCase");
    QTest::addColumn<QByteArray>("swapped");
    QTest::addColumn<QByteArray>("titleCase");
    QTest::addColumn<QByteArray>("capitalized");
    QTest::newRow("<Hello World>") << QByteArray("Hello World") << QByteArray("HELLO WORLD")
                                   << QByteArray("hello world") << QByteArray("hELLO wORLD")
                                   << QByteArray("Hello World") << QByteArray("Hello world");
    QTest::newRow("<hELLO wORLD>") << QByteArray("hELLO wORLD") << QByteArray("HELLO WORLD")
                                   << QByteArray("hello world") << QByteArray("Hello World")
                                   << QByteArray("Hello World") << QByteArray("Hello world");
    QTest::newRow("<hELLO>") << QByteArray("hELLO") << QByteArray("HELLO") << QByteArray("hello") << QByteArray("Hello")
                             << QByteArray("Hello") << QByteArray("Hello");
    QTest::newRow("<it's a 1st>") << QByteArray("it's a 1st") << QByteArray("IT'S A 1ST") << QByteArray("it's a 1st")
                                  << QByteArray("IT'S A 1ST") << QByteArray("It'S A 1St") << QByteArray("It's a 1st");
    QTest::newRow("<don't>") << QByteArray("don't") << QByteArray("DON'T") << QByteArray("don't") << QByteArray("DON'T")
                             << QByteArray("Don'T") << QByteArray("Don't");
    QTest::newRow("<naïve café>") << QByteArray("naïve café") << QByteArray("NAÏVE CAFÉ") << QByteArray("naïve café")
                                  << QByteArray("NAÏVE CAFÉ") << QByteArray("Naïve Café") << QByteArray("Naïve café");
    QTest::newRow("<ÉCOLE>") << QByteArray("ÉCOLE") << QByteArray("ÉCOLE") << QByteArray("école") << QByteArray("école")
                             << QByteArray("École") << QByteArray("École");
    QTest::newRow("<ß>") << QByteArray("ß") << QByteArray("SS") << QByteArray("ß") << QByteArray("SS")
                         << QByteArray("Ss") << QByteArray("Ss");
    QTest::newRow("<a日b>") << QByteArray("a日b") << QByteArray("A日B") << QByteArray("a日b") << QByteArray("A日B")
                            << QByteArray("A日B") << QByteArray("A日b");
    QTest::newRow("<ΑΣ>") << QByteArray("ΑΣ") << QByteArray("ΑΣ") << QByteArray("ας") << QByteArray("ας")
                          << QByteArray("Ας") << QByteArray("Ας");
    QTest::newRow("<ΣΑΣ>") << QByteArray("ΣΑΣ") << QByteArray("ΣΑΣ") << QByteArray("σας") << QByteArray("σας")
                           << QByteArray("Σας") << QByteArray("Σας");
    QTest::newRow("<Σ>") << QByteArray("Σ") << QByteArray("Σ") << QByteArray("σ") << QByteArray("σ") << QByteArray("Σ")
                         << QByteArray("Σ");
    QTest::newRow("<ΑΣ.>") << QByteArray("ΑΣ.") << QByteArray("ΑΣ.") << QByteArray("ας.") << QByteArray("ας.")
                           << QByteArray("Ας.") << QByteArray("Ας.");
    QTest::newRow("<ΑΣ.Β>") << QByteArray("ΑΣ.Β") << QByteArray("ΑΣ.Β") << QByteArray("ασ.β") << QByteArray("ασ.β")
                            << QByteArray("Ασ.Β") << QByteArray("Ασ.β");
    QTest::newRow("<ΑΣ'>") << QByteArray("ΑΣ'") << QByteArray("ΑΣ'") << QByteArray("ας'") << QByteArray("ας'")
                           << QByteArray("Ας'") << QByteArray("Ας'");
    QTest::newRow("<ΑΣ'Β>") << QByteArray("ΑΣ'Β") << QByteArray("ΑΣ'Β") << QByteArray("ασ'β") << QByteArray("ασ'β")
                            << QByteArray("Ασ'Β") << QByteArray("Ασ'β");
    QTest::newRow("<ΆΣ́>") << QByteArray("ΆΣ́") << QByteArray("ΆΣ́") << QByteArray("άς́") << QByteArray("άς́")
                          << QByteArray("ΆΣ́") << QByteArray("Άς́");
    QTest::newRow("<Σ Σ>") << QByteArray("Σ Σ") << QByteArray("Σ Σ") << QByteArray("σ σ") << QByteArray("σ σ")
                           << QByteArray("Σ Σ") << QByteArray("Σ σ");
    QTest::newRow("<ὈΔΥΣΣΕΎΣ>") << QByteArray("ὈΔΥΣΣΕΎΣ") << QByteArray("ὈΔΥΣΣΕΎΣ") << QByteArray("ὀδυσσεύς")
                                << QByteArray("ὀδυσσεύς") << QByteArray("Ὀδυσσεύς") << QByteArray("Ὀδυσσεύς");
    QTest::newRow("<ὀδυσσεύς>") << QByteArray("ὀδυσσεύς") << QByteArray("ὈΔΥΣΣΕΎΣ") << QByteArray("ὀδυσσεύς")
                                << QByteArray("ὈΔΥΣΣΕΎΣ") << QByteArray("Ὀδυσσεύς") << QByteArray("Ὀδυσσεύς");
    QTest::newRow("<ŉ>") << QByteArray("ŉ") << QByteArray("ʼN") << QByteArray("ŉ") << QByteArray("ʼN")
                         << QByteArray("ʼN") << QByteArray("ʼN");
    QTest::newRow("<ǰ>") << QByteArray("ǰ") << QByteArray("J̌") << QByteArray("ǰ") << QByteArray("J̌") << QByteArray("J̌")
                         << QByteArray("J̌");
    QTest::newRow("<ΐ>") << QByteArray("ΐ") << QByteArray("Ϊ́") << QByteArray("ΐ") << QByteArray("Ϊ́") << QByteArray("Ϊ́")
                         << QByteArray("Ϊ́");
    QTest::newRow("<ﬁn>") << QByteArray("ﬁn") << QByteArray("FIN") << QByteArray("ﬁn") << QByteArray("FIN")
                          << QByteArray("Fin") << QByteArray("Fin");
    QTest::newRow("<ﬃ>") << QByteArray("ﬃ") << QByteArray("FFI") << QByteArray("ﬃ") << QByteArray("FFI")
                         << QByteArray("Ffi") << QByteArray("Ffi");
    QTest::newRow("<ﬓ>") << QByteArray("ﬓ") << QByteArray("ՄՆ") << QByteArray("ﬓ") << QByteArray("ՄՆ")
                         << QByteArray("Մն") << QByteArray("Մն");
    QTest::newRow("<և>") << QByteArray("և") << QByteArray("ԵՒ") << QByteArray("և") << QByteArray("ԵՒ")
                         << QByteArray("Եւ") << QByteArray("Եւ");
    QTest::newRow("<ǆ>") << QByteArray("ǆ") << QByteArray("Ǆ") << QByteArray("ǆ") << QByteArray("Ǆ") << QByteArray("ǅ")
                         << QByteArray("ǅ");
    QTest::newRow("<ǅ>") << QByteArray("ǅ") << QByteArray("Ǆ") << QByteArray("ǆ") << QByteArray("ǅ") << QByteArray("ǅ")
                         << QByteArray("ǅ");
    QTest::newRow("<Ǆ>") << QByteArray("Ǆ") << QByteArray("Ǆ") << QByteArray("ǆ") << QByteArray("ǆ") << QByteArray("ǅ")
                         << QByteArray("ǅ");
    QTest::newRow("<ǅungla>") << QByteArray("ǅungla") << QByteArray("ǄUNGLA") << QByteArray("ǆungla")
                              << QByteArray("ǅUNGLA") << QByteArray("ǅungla") << QByteArray("ǅungla");
    QTest::newRow("<İ>") << QByteArray("İ") << QByteArray("İ") << QByteArray("i̇") << QByteArray("i̇") << QByteArray("İ")
                         << QByteArray("İ");
    QTest::newRow("<ı>") << QByteArray("ı") << QByteArray("I") << QByteArray("ı") << QByteArray("I") << QByteArray("I")
                         << QByteArray("I");
    QTest::newRow("<İstanbul>") << QByteArray("İstanbul") << QByteArray("İSTANBUL") << QByteArray("i̇stanbul")
                                << QByteArray("i̇STANBUL") << QByteArray("İstanbul") << QByteArray("İstanbul");
    QTest::newRow("<ᾀ>") << QByteArray("ᾀ") << QByteArray("ἈΙ") << QByteArray("ᾀ") << QByteArray("ἈΙ")
                         << QByteArray("ᾈ") << QByteArray("ᾈ");
    QTest::newRow("<ᾈ>") << QByteArray("ᾈ") << QByteArray("ἈΙ") << QByteArray("ᾀ") << QByteArray("ᾈ") << QByteArray("ᾈ")
                         << QByteArray("ᾈ");
    QTest::newRow("<ᾳ>") << QByteArray("ᾳ") << QByteArray("ΑΙ") << QByteArray("ᾳ") << QByteArray("ΑΙ")
                         << QByteArray("ᾼ") << QByteArray("ᾼ");
    QTest::newRow("<ᾼ>") << QByteArray("ᾼ") << QByteArray("ΑΙ") << QByteArray("ᾳ") << QByteArray("ᾼ") << QByteArray("ᾼ")
                         << QByteArray("ᾼ");
    QTest::newRow("<ᾷ>") << QByteArray("ᾷ") << QByteArray("Α͂Ι") << QByteArray("ᾷ") << QByteArray("Α͂Ι")
                         << QByteArray("ᾼ͂") << QByteArray("ᾼ͂");
    QTest::newRow("<ῼ>") << QByteArray("ῼ") << QByteArray("ΩΙ") << QByteArray("ῳ") << QByteArray("ῼ") << QByteArray("ῼ")
                         << QByteArray("ῼ");
    QTest::newRow("<ⅷ>") << QByteArray("ⅷ") << QByteArray("Ⅷ") << QByteArray("ⅷ") << QByteArray("Ⅷ") << QByteArray("Ⅷ")
                         << QByteArray("Ⅷ");
    QTest::newRow("<Ⅷ>") << QByteArray("Ⅷ") << QByteArray("Ⅷ") << QByteArray("ⅷ") << QByteArray("ⅷ") << QByteArray("Ⅷ")
                         << QByteArray("Ⅷ");
    QTest::newRow("<ⓐ>") << QByteArray("ⓐ") << QByteArray("Ⓐ") << QByteArray("ⓐ") << QByteArray("Ⓐ") << QByteArray("Ⓐ")
                         << QByteArray("Ⓐ");
    QTest::newRow("<Ⓐ>") << QByteArray("Ⓐ") << QByteArray("Ⓐ") << QByteArray("ⓐ") << QByteArray("ⓐ") << QByteArray("Ⓐ")
                         << QByteArray("Ⓐ");
    QTest::newRow("<ªº>") << QByteArray("ªº") << QByteArray("ªº") << QByteArray("ªº") << QByteArray("ªº")
                          << QByteArray("ªº") << QByteArray("ªº");
    QTest::newRow("<ʰ>") << QByteArray("ʰ") << QByteArray("ʰ") << QByteArray("ʰ") << QByteArray("ʰ") << QByteArray("ʰ")
                         << QByteArray("ʰ");
    QTest::newRow("<ﬀ x>") << QByteArray("ﬀ x") << QByteArray("FF X") << QByteArray("ﬀ x") << QByteArray("FF X")
                           << QByteArray("Ff X") << QByteArray("Ff x");
    QTest::newRow("<Straße>") << QByteArray("Straße") << QByteArray("STRASSE") << QByteArray("straße")
                              << QByteArray("sTRASSE") << QByteArray("Straße") << QByteArray("Straße");
    QTest::newRow("<ÀÉ>") << QByteArray("ÀÉ") << QByteArray("ÀÉ") << QByteArray("àé") << QByteArray("àé")
                          << QByteArray("Àé") << QByteArray("Àé");
    QTest::newRow("<naïve 😀 ñandú>") << QByteArray("naïve 😀 ñandú") << QByteArray("NAÏVE 😀 ÑANDÚ")
                                      << QByteArray("naïve 😀 ñandú") << QByteArray("NAÏVE 😀 ÑANDÚ")
                                      << QByteArray("Naïve 😀 Ñandú") << QByteArray("Naïve 😀 ñandú");
    QTest::newRow("<𐐀𐐨>") << QByteArray("𐐀𐐨") << QByteArray("𐐀𐐀") << QByteArray("𐐨𐐨") << QByteArray("𐐨𐐀")
                          << QByteArray("𐐀𐐨") << QByteArray("𐐀𐐨");
    QTest::newRow("<ԱԲ>") << QByteArray("ԱԲ") << QByteArray("ԱԲ") << QByteArray("աբ") << QByteArray("աբ")
                          << QByteArray("Աբ") << QByteArray("Աբ");
    QTest::newRow("<ᏸ>") << QByteArray("ᏸ") << QByteArray("Ᏸ") << QByteArray("ᏸ") << QByteArray("Ᏸ") << QByteArray("Ᏸ")
                         << QByteArray("Ᏸ");
    QTest::newRow("<ꭰ>") << QByteArray("ꭰ") << QByteArray("Ꭰ") << QByteArray("ꭰ") << QByteArray("Ꭰ") << QByteArray("Ꭰ")
                         << QByteArray("Ꭰ");
    QTest::newRow("<Ა>") << QByteArray("Ა") << QByteArray("Ა") << QByteArray("ა") << QByteArray("ა") << QByteArray("Ა")
                         << QByteArray("Ა");
    QTest::newRow("<ა>") << QByteArray("ა") << QByteArray("Ა") << QByteArray("ა") << QByteArray("Ა") << QByteArray("ა")
                         << QByteArray("ა");
    QTest::newRow("<ÿ>") << QByteArray("ÿ") << QByteArray("Ÿ") << QByteArray("ÿ") << QByteArray("Ÿ") << QByteArray("Ÿ")
                         << QByteArray("Ÿ");
    QTest::newRow("<µ>") << QByteArray("µ") << QByteArray("Μ") << QByteArray("µ") << QByteArray("Μ") << QByteArray("Μ")
                         << QByteArray("Μ");
    QTest::newRow("<ſ>") << QByteArray("ſ") << QByteArray("S") << QByteArray("ſ") << QByteArray("S") << QByteArray("S")
                         << QByteArray("S");
    QTest::newRow("<K>") << QByteArray("K") << QByteArray("K") << QByteArray("k") << QByteArray("k") << QByteArray("K")
                         << QByteArray("K");
    QTest::newRow("<Å>") << QByteArray("Å") << QByteArray("Å") << QByteArray("å") << QByteArray("å") << QByteArray("Å")
                         << QByteArray("Å");
    QTest::newRow("<x\xed\xa0\x80Y>") << QByteArray("x\xed\xa0\x80Y") << QByteArray("X\xed\xa0\x80Y")
                                      << QByteArray("x\xed\xa0\x80y") << QByteArray("X\xed\xa0\x80y")
                                      << QByteArray("X\xed\xa0\x80Y") << QByteArray("X\xed\xa0\x80y");
    QTest::newRow("<123>") << QByteArray("123") << QByteArray("123") << QByteArray("123") << QByteArray("123")
                           << QByteArray("123") << QByteArray("123");
    QTest::newRow("<>") << QByteArray("") << QByteArray("") << QByteArray("") << QByteArray("") << QByteArray("")
                        << QByteArray("");
    QTest::newRow("<  >") << QByteArray("  ") << QByteArray("  ") << QByteArray("  ") << QByteArray("  ")
                          << QByteArray("  ") << QByteArray("  ");
    QTest::newRow("<\t>") << QByteArray("\t") << QByteArray("\t") << QByteArray("\t") << QByteArray("\t")
                          << QByteArray("\t") << QByteArray("\t");
    QTest::newRow("<aB1cD>") << QByteArray("aB1cD") << QByteArray("AB1CD") << QByteArray("ab1cd") << QByteArray("Ab1Cd")
                             << QByteArray("Ab1Cd") << QByteArray("Ab1cd");
    QTest::newRow("<McDonald's O'NEIL>") << QByteArray("McDonald's O'NEIL") << QByteArray("MCDONALD'S O'NEIL")
                                         << QByteArray("mcdonald's o'neil") << QByteArray("mCdONALD'S o'neil")
                                         << QByteArray("Mcdonald'S O'Neil") << QByteArray("Mcdonald's o'neil");
    QTest::newRow("<ab-cd_ef>") << QByteArray("ab-cd_ef") << QByteArray("AB-CD_EF") << QByteArray("ab-cd_ef")
                                << QByteArray("AB-CD_EF") << QByteArray("Ab-Cd_Ef") << QByteArray("Ab-cd_ef");
    QTest::newRow("<AB>") << QByteArray("AB") << QByteArray("AB") << QByteArray("ab") << QByteArray("ab")
                          << QByteArray("Ab") << QByteArray("Ab");
    QTest::newRow("<Ab>") << QByteArray("Ab") << QByteArray("AB") << QByteArray("ab") << QByteArray("aB")
                          << QByteArray("Ab") << QByteArray("Ab");
    QTest::newRow("<ab>") << QByteArray("ab") << QByteArray("AB") << QByteArray("ab") << QByteArray("AB")
                          << QByteArray("Ab") << QByteArray("Ab");
    QTest::newRow("<1>") << QByteArray("1") << QByteArray("1") << QByteArray("1") << QByteArray("1") << QByteArray("1")
                         << QByteArray("1");
    QTest::newRow("<A1>") << QByteArray("A1") << QByteArray("A1") << QByteArray("a1") << QByteArray("a1")
                          << QByteArray("A1") << QByteArray("A1");
    QTest::newRow("<Ab Cd>") << QByteArray("Ab Cd") << QByteArray("AB CD") << QByteArray("ab cd") << QByteArray("aB cD")
                             << QByteArray("Ab Cd") << QByteArray("Ab cd");
    QTest::newRow("<Ab cd>") << QByteArray("Ab cd") << QByteArray("AB CD") << QByteArray("ab cd") << QByteArray("aB CD")
                             << QByteArray("Ab Cd") << QByteArray("Ab cd");
    QTest::newRow("<AB cd>") << QByteArray("AB cd") << QByteArray("AB CD") << QByteArray("ab cd") << QByteArray("ab CD")
                             << QByteArray("Ab Cd") << QByteArray("Ab cd");
    QTest::newRow("<a_1>") << QByteArray("a_1") << QByteArray("A_1") << QByteArray("a_1") << QByteArray("A_1")
                           << QByteArray("A_1") << QByteArray("A_1");
    QTest::newRow("<12>") << QByteArray("12") << QByteArray("12") << QByteArray("12") << QByteArray("12")
                          << QByteArray("12") << QByteArray("12");
    QTest::newRow("<1.2>") << QByteArray("1.2") << QByteArray("1.2") << QByteArray("1.2") << QByteArray("1.2")
                           << QByteArray("1.2") << QByteArray("1.2");
    QTest::newRow("<a b>") << QByteArray("a b") << QByteArray("A B") << QByteArray("a b") << QByteArray("A B")
                           << QByteArray("A B") << QByteArray("A b");
    QTest::newRow("<ab1>") << QByteArray("ab1") << QByteArray("AB1") << QByteArray("ab1") << QByteArray("AB1")
                           << QByteArray("Ab1") << QByteArray("Ab1");
    QTest::newRow("< >") << QByteArray(" ") << QByteArray(" ") << QByteArray(" ") << QByteArray(" ") << QByteArray(" ")
                         << QByteArray(" ");
    QTest::newRow("< x>") << QByteArray(" x") << QByteArray(" X") << QByteArray(" x") << QByteArray(" X")
                          << QByteArray(" X") << QByteArray(" x");
    QTest::newRow("<²>") << QByteArray("²") << QByteArray("²") << QByteArray("²") << QByteArray("²") << QByteArray("²")
                         << QByteArray("²");
    QTest::newRow("<①>") << QByteArray("①") << QByteArray("①") << QByteArray("①") << QByteArray("①") << QByteArray("①")
                         << QByteArray("①");
    QTest::newRow("<½>") << QByteArray("½") << QByteArray("½") << QByteArray("½") << QByteArray("½") << QByteArray("½")
                         << QByteArray("½");
    QTest::newRow("<٣>") << QByteArray("٣") << QByteArray("٣") << QByteArray("٣") << QByteArray("٣") << QByteArray("٣")
                         << QByteArray("٣");
    QTest::newRow("<〇>") << QByteArray("〇") << QByteArray("〇") << QByteArray("〇") << QByteArray("〇")
                          << QByteArray("〇") << QByteArray("〇");
    QTest::newRow("<ⅷ1>") << QByteArray("ⅷ1") << QByteArray("Ⅷ1") << QByteArray("ⅷ1") << QByteArray("Ⅷ1")
                          << QByteArray("Ⅷ1") << QByteArray("Ⅷ1");
    QTest::newRow("<Ⓐa>") << QByteArray("Ⓐa") << QByteArray("ⒶA") << QByteArray("ⓐa") << QByteArray("ⓐA")
                          << QByteArray("Ⓐa") << QByteArray("Ⓐa");
    QTest::newRow("<ǅx>") << QByteArray("ǅx") << QByteArray("ǄX") << QByteArray("ǆx") << QByteArray("ǅX")
                          << QByteArray("ǅx") << QByteArray("ǅx");
    QTest::newRow("<ªA>") << QByteArray("ªA") << QByteArray("ªA") << QByteArray("ªa") << QByteArray("ªa")
                          << QByteArray("ªa") << QByteArray("ªa");
    QTest::newRow("<日本>") << QByteArray("日本") << QByteArray("日本") << QByteArray("日本") << QByteArray("日本")
                            << QByteArray("日本") << QByteArray("日本");
    QTest::newRow("<日A>") << QByteArray("日A") << QByteArray("日A") << QByteArray("日a") << QByteArray("日a")
                           << QByteArray("日A") << QByteArray("日a");
    QTest::newRow("<\xc2\xa0>") << QByteArray("\xc2\xa0") << QByteArray("\xc2\xa0") << QByteArray("\xc2\xa0")
                                << QByteArray("\xc2\xa0") << QByteArray("\xc2\xa0") << QByteArray("\xc2\xa0");
    QTest::newRow("<\x1c>") << QByteArray("\x1c") << QByteArray("\x1c") << QByteArray("\x1c") << QByteArray("\x1c")
                            << QByteArray("\x1c") << QByteArray("\x1c");
    QTest::newRow("<\xe2\x80\x8b>") << QByteArray("\xe2\x80\x8b") << QByteArray("\xe2\x80\x8b")
                                    << QByteArray("\xe2\x80\x8b") << QByteArray("\xe2\x80\x8b")
                                    << QByteArray("\xe2\x80\x8b") << QByteArray("\xe2\x80\x8b");
    QTest::newRow("<\xe2\x80\xa8>") << QByteArray("\xe2\x80\xa8") << QByteArray("\xe2\x80\xa8")
                                    << QByteArray("\xe2\x80\xa8") << QByteArray("\xe2\x80\xa8")
                                    << QByteArray("\xe2\x80\xa8") << QByteArray("\xe2\x80\xa8");
    QTest::newRow("<\xc2\x85>") << QByteArray("\xc2\x85") << QByteArray("\xc2\x85") << QByteArray("\xc2\x85")
                                << QByteArray("\xc2\x85") << QByteArray("\xc2\x85") << QByteArray("\xc2\x85");
    QTest::newRow("<á>") << QByteArray("á") << QByteArray("Á") << QByteArray("á") << QByteArray("Á") << QByteArray("Á")
                         << QByteArray("Á");
    QTest::newRow("<́>") << QByteArray("́") << QByteArray("́") << QByteArray("́") << QByteArray("́") << QByteArray("́")
                        << QByteArray("́");
    QTest::newRow("<_>") << QByteArray("_") << QByteArray("_") << QByteArray("_") << QByteArray("_") << QByteArray("_")
                         << QByteArray("_");
}

void tst_Casing::cases()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, upperCase);
    QFETCH(QByteArray, lowerCase);
    QFETCH(QByteArray, swapped);
    QFETCH(QByteArray, titleCase);
    QFETCH(QByteArray, capitalized);
    QCOMPARE(bytes(*upper(view(text))), upperCase);
    QCOMPARE(bytes(*lower(view(text))), lowerCase);
    QCOMPARE(bytes(*swapCase(view(text))), swapped);
    QCOMPARE(bytes(*title(view(text))), titleCase);
    QCOMPARE(bytes(*capitalize(view(text))), capitalized);
}

void tst_Casing::everyCharacterMapsInFull()
{
    for (char32_t c = 0; c <= kMaxCodePoint; ++c) {
        if (isSurrogate(c)) continue;
        const std::string text = encoded(c);
        QVERIFY2(bytes(*upper(text)) == fullMapping(c, false), text.c_str());
        QVERIFY2(bytes(*title(text)) == fullMapping(c, true), text.c_str());
    }
}

void tst_Casing::longAsciiKeepsItsOtherBytes()
{
    std::string all;
    for (char c = 0; c < 127; ++c) all += c;
    for (size_t start = 0; start < 9; ++start) {
        const QByteArray text = bytes(all).sliced(static_cast<qsizetype>(start));
        QCOMPARE(bytes(*upper(view(text))), text.toUpper());
        QCOMPARE(bytes(*lower(view(text))), text.toLower());
        QCOMPARE(bytes(*upper(view(text + "é" + text))), text.toUpper() + "É" + text.toUpper());
    }
}

void tst_Casing::properties_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("expected");
    QTest::newRow("nothing") << QByteArray() << 0;
    QTest::newRow("<Hello World>") << QByteArray("Hello World") << int(Title);
    QTest::newRow("<hELLO wORLD>") << QByteArray("hELLO wORLD") << int(0);
    QTest::newRow("<hELLO>") << QByteArray("hELLO") << int(Alpha | Alnum);
    QTest::newRow("<it's a 1st>") << QByteArray("it's a 1st") << int(Lower);
    QTest::newRow("<don't>") << QByteArray("don't") << int(Lower);
    QTest::newRow("<naïve café>") << QByteArray("naïve café") << int(Lower);
    QTest::newRow("<ÉCOLE>") << QByteArray("ÉCOLE") << int(Alpha | Alnum | Upper);
    QTest::newRow("<ß>") << QByteArray("ß") << int(Alpha | Alnum | Lower);
    QTest::newRow("<a日b>") << QByteArray("a日b") << int(Alpha | Alnum | Lower);
    QTest::newRow("<ΑΣ>") << QByteArray("ΑΣ") << int(Alpha | Alnum | Upper);
    QTest::newRow("<ΣΑΣ>") << QByteArray("ΣΑΣ") << int(Alpha | Alnum | Upper);
    QTest::newRow("<Σ>") << QByteArray("Σ") << int(Alpha | Alnum | Title | Upper);
    QTest::newRow("<ΑΣ.>") << QByteArray("ΑΣ.") << int(Upper);
    QTest::newRow("<ΑΣ.Β>") << QByteArray("ΑΣ.Β") << int(Upper);
    QTest::newRow("<ΑΣ'>") << QByteArray("ΑΣ'") << int(Upper);
    QTest::newRow("<ΑΣ'Β>") << QByteArray("ΑΣ'Β") << int(Upper);
    QTest::newRow("<ΆΣ́>") << QByteArray("ΆΣ́") << int(Title | Upper);
    QTest::newRow("<Σ Σ>") << QByteArray("Σ Σ") << int(Title | Upper);
    QTest::newRow("<ὈΔΥΣΣΕΎΣ>") << QByteArray("ὈΔΥΣΣΕΎΣ") << int(Alpha | Alnum | Upper);
    QTest::newRow("<ὀδυσσεύς>") << QByteArray("ὀδυσσεύς") << int(Alpha | Alnum | Lower);
    QTest::newRow("<ŉ>") << QByteArray("ŉ") << int(Alpha | Alnum | Lower);
    QTest::newRow("<ǰ>") << QByteArray("ǰ") << int(Alpha | Alnum | Lower);
    QTest::newRow("<ΐ>") << QByteArray("ΐ") << int(Alpha | Alnum | Lower);
    QTest::newRow("<ﬁn>") << QByteArray("ﬁn") << int(Alpha | Alnum | Lower);
    QTest::newRow("<ﬃ>") << QByteArray("ﬃ") << int(Alpha | Alnum | Lower);
    QTest::newRow("<ﬓ>") << QByteArray("ﬓ") << int(Alpha | Alnum | Lower);
    QTest::newRow("<և>") << QByteArray("և") << int(Alpha | Alnum | Lower);
    QTest::newRow("<ǆ>") << QByteArray("ǆ") << int(Alpha | Alnum | Lower);
    QTest::newRow("<ǅ>") << QByteArray("ǅ") << int(Alpha | Alnum | Title);
    QTest::newRow("<Ǆ>") << QByteArray("Ǆ") << int(Alpha | Alnum | Title | Upper);
    QTest::newRow("<ǅungla>") << QByteArray("ǅungla") << int(Alpha | Alnum | Title);
    QTest::newRow("<İ>") << QByteArray("İ") << int(Alpha | Alnum | Title | Upper);
    QTest::newRow("<ı>") << QByteArray("ı") << int(Alpha | Alnum | Lower);
    QTest::newRow("<İstanbul>") << QByteArray("İstanbul") << int(Alpha | Alnum | Title);
    QTest::newRow("<ᾀ>") << QByteArray("ᾀ") << int(Alpha | Alnum | Lower);
    QTest::newRow("<ᾈ>") << QByteArray("ᾈ") << int(Alpha | Alnum | Title);
    QTest::newRow("<ᾳ>") << QByteArray("ᾳ") << int(Alpha | Alnum | Lower);
    QTest::newRow("<ᾼ>") << QByteArray("ᾼ") << int(Alpha | Alnum | Title);
    QTest::newRow("<ᾷ>") << QByteArray("ᾷ") << int(Alpha | Alnum | Lower);
    QTest::newRow("<ῼ>") << QByteArray("ῼ") << int(Alpha | Alnum | Title);
    QTest::newRow("<ⅷ>") << QByteArray("ⅷ") << int(Alnum | Lower);
    QTest::newRow("<Ⅷ>") << QByteArray("Ⅷ") << int(Alnum | Title | Upper);
    QTest::newRow("<ⓐ>") << QByteArray("ⓐ") << int(Lower);
    QTest::newRow("<Ⓐ>") << QByteArray("Ⓐ") << int(Title | Upper);
    QTest::newRow("<ªº>") << QByteArray("ªº") << int(Alpha | Alnum | Lower);
    QTest::newRow("<ʰ>") << QByteArray("ʰ") << int(Alpha | Alnum | Lower);
    QTest::newRow("<ﬀ x>") << QByteArray("ﬀ x") << int(Lower);
    QTest::newRow("<Straße>") << QByteArray("Straße") << int(Alpha | Alnum | Title);
    QTest::newRow("<ÀÉ>") << QByteArray("ÀÉ") << int(Alpha | Alnum | Upper);
    QTest::newRow("<naïve 😀 ñandú>") << QByteArray("naïve 😀 ñandú") << int(Lower);
    QTest::newRow("<𐐀𐐨>") << QByteArray("𐐀𐐨") << int(Alpha | Alnum | Title);
    QTest::newRow("<ԱԲ>") << QByteArray("ԱԲ") << int(Alpha | Alnum | Upper);
    QTest::newRow("<ᏸ>") << QByteArray("ᏸ") << int(Alpha | Alnum | Lower);
    QTest::newRow("<ꭰ>") << QByteArray("ꭰ") << int(Alpha | Alnum | Lower);
    QTest::newRow("<Ა>") << QByteArray("Ა") << int(Alpha | Alnum | Title | Upper);
    QTest::newRow("<ა>") << QByteArray("ა") << int(Alpha | Alnum | Lower);
    QTest::newRow("<ÿ>") << QByteArray("ÿ") << int(Alpha | Alnum | Lower);
    QTest::newRow("<µ>") << QByteArray("µ") << int(Alpha | Alnum | Lower);
    QTest::newRow("<ſ>") << QByteArray("ſ") << int(Alpha | Alnum | Lower);
    QTest::newRow("<K>") << QByteArray("K") << int(Alpha | Alnum | Title | Upper);
    QTest::newRow("<Å>") << QByteArray("Å") << int(Alpha | Alnum | Title | Upper);
    QTest::newRow("<x\xed\xa0\x80Y>") << QByteArray("x\xed\xa0\x80Y") << int(0);
    QTest::newRow("<123>") << QByteArray("123") << int(Digit | Alnum);
    QTest::newRow("<>") << QByteArray("") << int(0);
    QTest::newRow("<  >") << QByteArray("  ") << int(Space);
    QTest::newRow("<\t>") << QByteArray("\t") << int(Space);
    QTest::newRow("<aB1cD>") << QByteArray("aB1cD") << int(Alnum);
    QTest::newRow("<McDonald's O'NEIL>") << QByteArray("McDonald's O'NEIL") << int(0);
    QTest::newRow("<ab-cd_ef>") << QByteArray("ab-cd_ef") << int(Lower);
    QTest::newRow("<AB>") << QByteArray("AB") << int(Alpha | Alnum | Upper);
    QTest::newRow("<Ab>") << QByteArray("Ab") << int(Alpha | Alnum | Title);
    QTest::newRow("<ab>") << QByteArray("ab") << int(Alpha | Alnum | Lower);
    QTest::newRow("<1>") << QByteArray("1") << int(Digit | Alnum);
    QTest::newRow("<A1>") << QByteArray("A1") << int(Alnum | Title | Upper);
    QTest::newRow("<Ab Cd>") << QByteArray("Ab Cd") << int(Title);
    QTest::newRow("<Ab cd>") << QByteArray("Ab cd") << int(0);
    QTest::newRow("<AB cd>") << QByteArray("AB cd") << int(0);
    QTest::newRow("<a_1>") << QByteArray("a_1") << int(Lower);
    QTest::newRow("<12>") << QByteArray("12") << int(Digit | Alnum);
    QTest::newRow("<1.2>") << QByteArray("1.2") << int(0);
    QTest::newRow("<a b>") << QByteArray("a b") << int(Lower);
    QTest::newRow("<ab1>") << QByteArray("ab1") << int(Alnum | Lower);
    QTest::newRow("< >") << QByteArray(" ") << int(Space);
    QTest::newRow("< x>") << QByteArray(" x") << int(Lower);
    QTest::newRow("<²>") << QByteArray("²") << int(Digit | Alnum);
    QTest::newRow("<①>") << QByteArray("①") << int(Digit | Alnum);
    QTest::newRow("<½>") << QByteArray("½") << int(Alnum);
    QTest::newRow("<٣>") << QByteArray("٣") << int(Digit | Alnum);
    QTest::newRow("<〇>") << QByteArray("〇") << int(Alnum);
    QTest::newRow("<ⅷ1>") << QByteArray("ⅷ1") << int(Alnum | Lower);
    QTest::newRow("<Ⓐa>") << QByteArray("Ⓐa") << int(Title);
    QTest::newRow("<ǅx>") << QByteArray("ǅx") << int(Alpha | Alnum | Title);
    QTest::newRow("<ªA>") << QByteArray("ªA") << int(Alpha | Alnum);
    QTest::newRow("<日本>") << QByteArray("日本") << int(Alpha | Alnum);
    QTest::newRow("<日A>") << QByteArray("日A") << int(Alpha | Alnum | Title | Upper);
    QTest::newRow("<\xc2\xa0>") << QByteArray("\xc2\xa0") << int(Space);
    QTest::newRow("<\x1c>") << QByteArray("\x1c") << int(Space);
    QTest::newRow("<\xe2\x80\x8b>") << QByteArray("\xe2\x80\x8b") << int(0);
    QTest::newRow("<\xe2\x80\xa8>") << QByteArray("\xe2\x80\xa8") << int(Space);
    QTest::newRow("<\xc2\x85>") << QByteArray("\xc2\x85") << int(Space);
    QTest::newRow("<á>") << QByteArray("á") << int(Lower);
    QTest::newRow("<́>") << QByteArray("́") << int(0);
    QTest::newRow("<_>") << QByteArray("_") << int(0);
}

void tst_Casing::properties()
{
    QFETCH(QByteArray, text);
    QFETCH(int, expected);
    const std::string_view t = view(text);
    const int found = (isAllDigit(t) ? Digit : 0) | (isAllAlpha(t) ? Alpha : 0) | (isAllAlnum(t) ? Alnum : 0) |
                      (isAllSpace(t) ? Space : 0) | (isTitleText(t) ? Title : 0) | (isUpperText(t) ? Upper : 0) |
                      (isLowerText(t) ? Lower : 0);
    QCOMPARE(found, expected);
}

void tst_Casing::decimalDigits()
{
    QCOMPARE(decimalDigit('7'), 7);
    QCOMPARE(decimalDigit(U'٣'), 3);
    QCOMPARE(decimalDigit(U'０'), 0);
    QCOMPARE(decimalDigit(U'²'), -1);
    QCOMPARE(decimalDigit('a'), -1);
    QCOMPARE(decimalDigit(0xD800), -1);
}

void tst_Casing::stops()
{
    for (const char *unit : {"abcdefgh", "ééééΣ"}) {
        const std::string text = bytes(unit).repeated(200'000).toStdString();
        Patience never;
        QVERIFY(upper(text, never.poll()));
        QVERIFY2(never.asked >= static_cast<int>(text.size() / kPollBytes) - 1, unit);
        for (const auto change : {upper, lower, swapCase, title, capitalize}) {
            Patience patience{.stopAt = 2};
            QVERIFY(!change(text, patience.poll()));
            QCOMPARE(patience.asked, 2);
        }
    }
}

QTEST_APPLESS_MAIN(tst_Casing)
#include "tst_casing.moc"
