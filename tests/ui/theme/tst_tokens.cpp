// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/tokens.h"

#include <QTest>
#include <set>

using namespace Qt::StringLiterals;
using namespace latchkey::theme;

namespace {

struct Value {
    QStringView name, light, dark;
};

// Written down a second time on purpose: a slip in one of the two tables must not pass.
constexpr Value kValues[] = {
    {u"window", u"#eff0f2", u"#23272c"},      {u"panel", u"#f8f9fa", u"#1d2125"},
    {u"editor", u"#ffffff", u"#181b1f"},      {u"alt", u"#f3f5f7", u"#20242a"},
    {u"text", u"#1c2126", u"#dfe3e8"},        {u"muted", u"#555d66", u"#a3abb4"},
    {u"lineno", u"#6b737c", u"#868e97"},      {u"faint", u"#8b939b", u"#6d757e"},
    {u"accent", u"#34527a", u"#a9c3e8"},      {u"fill", u"#34527a", u"#3f5f8c"},
    {u"onaccent", u"#ffffff", u"#ffffff"},    {u"accenthover", u"#2b466a", u"#466795"},
    {u"accentpress", u"#223a5a", u"#35557f"}, {u"ink", u"#2a3138", u"#dfe3e8"},
    {u"onink", u"#ffffff", u"#1b1f23"},       {u"focus", u"#2f6fc4", u"#6ea5ee"},
    {u"select", u"#e5ecf5", u"#2b3a4e"},      {u"inactive", u"#e9ebee", u"#2d3238"},
    {u"textsel", u"#c6daf4", u"#2a4366"},     {u"hover", u"#e9ecef", u"#2d3238"},
    {u"press", u"#dcdfe3", u"#383e45"},       {u"border", u"#d5d9de", u"#363c43"},
    {u"strong", u"#7f8790", u"#7b838c"},      {u"door", u"#cdd2d8", u"#3a4047"},
    {u"link", u"#1f5fa8", u"#7cb8ff"},        {u"curline", u"#f4f6f9", u"#1e2227"},
    {u"pausedline", u"#fbf1d9", u"#332a14"},  {u"match", u"#fff0b8", u"#4a3f16"},
    {u"matchcur", u"#ffd766", u"#7a6418"},    {u"keybg", u"#f6f2fb", u"#28222f"},
    {u"keyborder", u"#c9b5e4", u"#584870"},   {u"keyhover", u"#ece4f6", u"#332b3f"},
    {u"infobg", u"#eef4fb", u"#1c2836"},      {u"infoborder", u"#b9cfea", u"#33506f"},
    {u"warnbg", u"#fdf6e7", u"#2e2718"},      {u"warnborder", u"#e2c88f", u"#5e4d23"},
    {u"errbg", u"#fdf0ef", u"#33201f"},       {u"errborder", u"#e9b8b4", u"#6b3a37"},
    {u"plot1", u"#34527a", u"#8fb0e0"},       {u"plot2", u"#b0752a", u"#e0ad76"},
    {u"plotgrid", u"#e3e6ea", u"#2a2f35"},    {u"queued", u"#5a6168", u"#a8b0b8"},
    {u"running", u"#1f5fa8", u"#7cb8ff"},     {u"key", u"#6b3fa0", u"#c3a4f2"},
    {u"paused", u"#8a5300", u"#f2b84b"},      {u"ok", u"#1a7a3c", u"#6fd08c"},
    {u"fail", u"#b3261e", u"#ff9a94"},        {u"squiggle", u"#d03027", u"#ff7a72"},
    {u"s_keyword", u"#2b4f86", u"#93b4ea"},   {u"s_func", u"#0b6570", u"#74c7cf"},
    {u"s_cap", u"#6b3fa0", u"#c3a4f2"},       {u"s_string", u"#1b6b45", u"#8ccf9f"},
    {u"s_number", u"#96480a", u"#e0ad76"},    {u"s_op", u"#4a525b", u"#b4bcc5"},
    {u"s_comment", u"#68707a", u"#8a929b"},
};

struct Ratio {
    QStringView token, ground;
    bool dark;
    double ratio;
};

// As the look promises them.
constexpr Ratio kRatios[] = {
    {u"text", u"window", false, 14.2},
    {u"text", u"panel", false, 15.4},
    {u"text", u"editor", false, 16.2},
    {u"text", u"select", false, 13.6},
    {u"text", u"keybg", false, 14.7},
    {u"text", u"hover", false, 13.7},
    {u"text", u"window", true, 11.7},
    {u"text", u"panel", true, 12.6},
    {u"text", u"editor", true, 13.4},
    {u"text", u"select", true, 9.0},
    {u"text", u"keybg", true, 12.0},
    {u"text", u"hover", true, 10.0},
    {u"muted", u"window", false, 5.9},
    {u"muted", u"panel", false, 6.3},
    {u"muted", u"editor", false, 6.7},
    {u"muted", u"select", false, 5.6},
    {u"muted", u"keybg", false, 6.0},
    {u"muted", u"hover", false, 5.6},
    {u"muted", u"window", true, 6.5},
    {u"muted", u"panel", true, 7.0},
    {u"muted", u"editor", true, 7.4},
    {u"muted", u"select", true, 5.0},
    {u"muted", u"keybg", true, 6.6},
    {u"muted", u"hover", true, 5.6},
    {u"queued", u"window", false, 5.5},
    {u"queued", u"panel", false, 6.0},
    {u"queued", u"editor", false, 6.3},
    {u"queued", u"select", false, 5.3},
    {u"queued", u"window", true, 6.8},
    {u"queued", u"panel", true, 7.4},
    {u"queued", u"editor", true, 7.9},
    {u"queued", u"select", true, 5.3},
    {u"running", u"window", false, 5.6},
    {u"running", u"panel", false, 6.1},
    {u"running", u"editor", false, 6.4},
    {u"running", u"select", false, 5.4},
    {u"running", u"window", true, 7.3},
    {u"running", u"panel", true, 7.8},
    {u"running", u"editor", true, 8.4},
    {u"running", u"select", true, 5.6},
    {u"key", u"window", false, 6.5},
    {u"key", u"panel", false, 7.0},
    {u"key", u"editor", false, 7.4},
    {u"key", u"select", false, 6.2},
    {u"key", u"window", true, 7.1},
    {u"key", u"panel", true, 7.6},
    {u"key", u"editor", true, 8.2},
    {u"key", u"select", true, 5.5},
    {u"paused", u"window", false, 5.6},
    {u"paused", u"panel", false, 6.0},
    {u"paused", u"editor", false, 6.3},
    {u"paused", u"select", false, 5.3},
    {u"paused", u"window", true, 8.4},
    {u"paused", u"panel", true, 9.0},
    {u"paused", u"editor", true, 9.7},
    {u"paused", u"select", true, 6.5},
    {u"ok", u"window", false, 4.7},
    {u"ok", u"panel", false, 5.1},
    {u"ok", u"editor", false, 5.4},
    {u"ok", u"select", false, 4.5},
    {u"ok", u"window", true, 7.9},
    {u"ok", u"panel", true, 8.5},
    {u"ok", u"editor", true, 9.1},
    {u"ok", u"select", true, 6.1},
    {u"fail", u"window", false, 5.7},
    {u"fail", u"panel", false, 6.2},
    {u"fail", u"editor", false, 6.5},
    {u"fail", u"select", false, 5.5},
    {u"fail", u"window", true, 7.4},
    {u"fail", u"panel", true, 7.9},
    {u"fail", u"editor", true, 8.5},
    {u"fail", u"select", true, 5.7},
    {u"link", u"window", false, 5.6},
    {u"link", u"panel", false, 6.1},
    {u"link", u"editor", false, 6.4},
    {u"link", u"select", false, 5.4},
    {u"link", u"window", true, 7.3},
    {u"link", u"panel", true, 7.8},
    {u"link", u"editor", true, 8.4},
    {u"link", u"select", true, 5.6},
    {u"accent", u"window", false, 7.0},
    {u"accent", u"panel", false, 7.6},
    {u"accent", u"editor", false, 8.0},
    {u"accent", u"window", true, 8.3},
    {u"accent", u"panel", true, 9.0},
    {u"accent", u"editor", true, 9.6},
    {u"onaccent", u"fill", false, 8.0},
    {u"onaccent", u"accenthover", false, 9.6},
    {u"onaccent", u"accentpress", false, 11.5},
    {u"onaccent", u"fill", true, 6.5},
    {u"onaccent", u"accenthover", true, 5.8},
    {u"onaccent", u"accentpress", true, 7.6},
    {u"onink", u"ink", false, 13.2},
    {u"onink", u"ink", true, 12.9},
    {u"focus", u"window", false, 4.4},
    {u"focus", u"panel", false, 4.8},
    {u"focus", u"editor", false, 5.0},
    {u"focus", u"select", false, 4.2},
    {u"focus", u"keybg", false, 4.5},
    {u"focus", u"window", true, 5.9},
    {u"focus", u"panel", true, 6.4},
    {u"focus", u"editor", true, 6.8},
    {u"focus", u"select", true, 4.6},
    {u"focus", u"keybg", true, 6.1},
    {u"strong", u"window", false, 3.2},
    {u"strong", u"panel", false, 3.5},
    {u"strong", u"editor", false, 3.6},
    {u"strong", u"window", true, 3.9},
    {u"strong", u"panel", true, 4.2},
    {u"strong", u"editor", true, 4.5},
    {u"s_keyword", u"editor", false, 8.2},
    {u"s_keyword", u"curline", false, 7.6},
    {u"s_keyword", u"textsel", false, 5.7},
    {u"s_keyword", u"editor", true, 8.2},
    {u"s_keyword", u"curline", true, 7.6},
    {u"s_keyword", u"textsel", true, 4.8},
    {u"s_func", u"editor", false, 6.8},
    {u"s_func", u"curline", false, 6.2},
    {u"s_func", u"textsel", false, 4.7},
    {u"s_func", u"editor", true, 8.9},
    {u"s_func", u"curline", true, 8.2},
    {u"s_func", u"textsel", true, 5.2},
    {u"s_string", u"editor", false, 6.5},
    {u"s_string", u"curline", false, 6.0},
    {u"s_string", u"textsel", false, 4.6},
    {u"s_string", u"editor", true, 9.5},
    {u"s_string", u"curline", true, 8.8},
    {u"s_string", u"textsel", true, 5.5},
    {u"s_number", u"editor", false, 6.5},
    {u"s_number", u"curline", false, 6.0},
    {u"s_number", u"textsel", false, 4.6},
    {u"s_number", u"editor", true, 8.6},
    {u"s_number", u"curline", true, 7.9},
    {u"s_number", u"textsel", true, 5.0},
    {u"s_cap", u"editor", false, 7.4},
    {u"s_cap", u"curline", false, 6.8},
    {u"s_cap", u"pausedline", false, 6.6},
    {u"s_cap", u"editor", true, 8.2},
    {u"s_cap", u"curline", true, 7.5},
    {u"s_cap", u"pausedline", true, 6.7},
    {u"s_comment", u"editor", false, 5.0},
    {u"s_comment", u"curline", false, 4.6},
    {u"s_comment", u"editor", true, 5.5},
    {u"s_comment", u"curline", true, 5.1},
    {u"s_op", u"editor", false, 7.9},
    {u"s_op", u"curline", false, 7.3},
    {u"s_op", u"editor", true, 9.0},
    {u"s_op", u"curline", true, 8.3},
    {u"squiggle", u"editor", false, 5.1},
    {u"squiggle", u"curline", false, 4.7},
    {u"squiggle", u"editor", true, 6.8},
    {u"squiggle", u"curline", true, 6.3},
    {u"lineno", u"editor", false, 4.8},
    {u"lineno", u"panel", false, 4.6},
    {u"lineno", u"editor", true, 5.2},
    {u"lineno", u"panel", true, 4.9},
    {u"faint", u"editor", false, 3.1},
    {u"faint", u"window", false, 2.7},
    {u"faint", u"editor", true, 3.7},
    {u"faint", u"window", true, 3.2},
};

Token named(QStringView name)
{
    const auto token = tokenNamed(name);
    if (!token) qFatal("no token %s", qPrintable(name.toString()));
    return *token;
}

QString slug(QStringView text)
{
    return text.toString();
}

// Which contrast a token is for: text, or outlines and icons.
double wantedFor(Token token)
{
    switch (token) {
    case Token::Focus:
    case Token::Strong:
    case Token::Squiggle:
        return 3.0;
    case Token::Faint:
        return 1.0; // disabled: exempt
    default:
        return 4.5;
    }
}

QPalette desktop(const QColor &window, const QColor &base, const QColor &text, const QColor &highlight)
{
    QPalette palette;
    palette.setColor(QPalette::Window, window);
    palette.setColor(QPalette::Base, base);
    palette.setColor(QPalette::WindowText, text);
    palette.setColor(QPalette::Text, text);
    palette.setColor(QPalette::Highlight, highlight);
    palette.setColor(QPalette::HighlightedText, Qt::white);
    return palette;
}

} // namespace

class tst_Tokens : public QObject
{
    Q_OBJECT

private slots:
    void values_data();
    void values();
    void everyTokenIsListed();
    void namesRoundTrip();
    void contrastKnownPairs();
    void contrastAsPromised_data();
    void contrastAsPromised();
    void paletteRoles_data();
    void paletteRoles();
    void disabledTextIsFaint();
    void inactiveSelectionIsPaler();
    void derivedKeepsTheDesktop_data();
    void derivedKeepsTheDesktop();
    void derivedIsReadable_data();
    void derivedIsReadable();
    void derivedPaletteIsTheDesktops();
    void readableMovesOnlyLightness();
    void readableLeavesReadableAlone();
    void highContrastIsReadable_data();
    void highContrastIsReadable();
    void highContrast_data();
    void highContrast();
};

void tst_Tokens::values_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("light");
    QTest::addColumn<QString>("dark");
    for (const Value &value : kValues)
        QTest::newRow(qPrintable(slug(value.name))) << slug(value.name) << slug(value.light) << slug(value.dark);
}

void tst_Tokens::values()
{
    QFETCH(QString, name);
    QFETCH(QString, light);
    QFETCH(QString, dark);
    QCOMPARE(Tokens::light().color(named(name)).name(), light);
    QCOMPARE(Tokens::dark().color(named(name)).name(), dark);
}

void tst_Tokens::everyTokenIsListed()
{
    std::set<QString> listed;
    for (const Value &value : kValues) listed.insert(slug(value.name));
    for (const Token token : allTokens())
        QVERIFY2(listed.contains(slug(nameOf(token))), qPrintable(slug(nameOf(token))));
    QCOMPARE(listed.size(), kTokenCount);
}

void tst_Tokens::namesRoundTrip()
{
    for (const Token token : allTokens()) QVERIFY(tokenNamed(nameOf(token)) == token);
    QVERIFY(!tokenNamed(u"nosuch"));
    QCOMPARE(nameOf(Token::SyntaxComment), u"s_comment");
    QCOMPARE(nameOf(Token::Window), u"window");
}

void tst_Tokens::contrastKnownPairs()
{
    QCOMPARE(qRound(contrast(Qt::black, Qt::white) * 100), 2100);
    QCOMPARE(qRound(contrast(Qt::white, Qt::white) * 100), 100);
    QCOMPARE(qRound(contrast(QColor(u"#767676"_s), Qt::white) * 100), 454); // the grey everybody quotes
}

void tst_Tokens::contrastAsPromised_data()
{
    QTest::addColumn<QString>("token");
    QTest::addColumn<QString>("ground");
    QTest::addColumn<bool>("dark");
    QTest::addColumn<double>("ratio");
    for (const Ratio &r : kRatios) {
        const QString row = u"%1 on %2, %3"_s.arg(r.token, r.ground, r.dark ? u"dark" : u"light");
        QTest::newRow(qPrintable(row)) << slug(r.token) << slug(r.ground) << r.dark << r.ratio;
    }
}

void tst_Tokens::contrastAsPromised()
{
    QFETCH(QString, token);
    QFETCH(QString, ground);
    QFETCH(bool, dark);
    QFETCH(double, ratio);
    const Tokens tokens = dark ? Tokens::dark() : Tokens::light();
    const double real = contrast(tokens[named(token)], tokens[named(ground)]);
    QVERIFY2(real >= wantedFor(named(token)), qPrintable(QString::number(real)));
    QVERIFY2(qAbs(real - ratio) <= 0.0501, qPrintable(QString::number(real)));
}

void tst_Tokens::paletteRoles_data()
{
    QTest::addColumn<QPalette::ColorRole>("role");
    QTest::addColumn<QString>("token");
    QTest::newRow("window") << QPalette::Window << u"window"_s;
    QTest::newRow("button") << QPalette::Button << u"panel"_s;
    QTest::newRow("alternate base") << QPalette::AlternateBase << u"panel"_s;
    QTest::newRow("tool tip") << QPalette::ToolTipBase << u"panel"_s;
    QTest::newRow("base") << QPalette::Base << u"editor"_s;
    QTest::newRow("midlight") << QPalette::Midlight << u"alt"_s;
    QTest::newRow("text") << QPalette::Text << u"text"_s;
    QTest::newRow("highlighted text") << QPalette::HighlightedText << u"text"_s;
    QTest::newRow("placeholder") << QPalette::PlaceholderText << u"muted"_s;
    QTest::newRow("accent") << QPalette::Accent << u"accent"_s;
    QTest::newRow("highlight") << QPalette::Highlight << u"select"_s;
    QTest::newRow("mid") << QPalette::Mid << u"border"_s;
    QTest::newRow("dark") << QPalette::Dark << u"border"_s;
    QTest::newRow("shadow") << QPalette::Shadow << u"strong"_s;
    QTest::newRow("link") << QPalette::Link << u"link"_s;
    QTest::newRow("visited link") << QPalette::LinkVisited << u"link"_s;
}

void tst_Tokens::paletteRoles()
{
    QFETCH(QPalette::ColorRole, role);
    QFETCH(QString, token);
    for (const Tokens &tokens : {Tokens::light(), Tokens::dark()})
        QCOMPARE(tokens.palette().color(QPalette::Active, role), tokens[named(token)]);
}

void tst_Tokens::disabledTextIsFaint()
{
    const QPalette palette = Tokens::light().palette();
    for (const auto role : {QPalette::Text, QPalette::WindowText, QPalette::ButtonText})
        QCOMPARE(palette.color(QPalette::Disabled, role), Tokens::light()[Token::Faint]);
}

void tst_Tokens::inactiveSelectionIsPaler()
{
    const QPalette palette = Tokens::dark().palette();
    QCOMPARE(palette.color(QPalette::Inactive, QPalette::Highlight), Tokens::dark()[Token::Inactive]);
}

void tst_Tokens::derivedKeepsTheDesktop_data()
{
    QTest::addColumn<QPalette>("palette");
    QTest::addColumn<bool>("dark");
    QTest::newRow("grey light") << desktop(0xffefefef, 0xffffffff, 0xff000000, 0xff308cc6) << false;
    QTest::newRow("slate dark") << desktop(0xff31363b, 0xff232629, 0xffeff0f1, 0xff3daee9) << true;
    QTest::newRow("black contrast") << desktop(0xff000000, 0xff000000, 0xffffffff, 0xff1aebff) << true;
    QTest::newRow("white contrast") << desktop(0xffffffff, 0xffffffff, 0xff000000, 0xff0000ff) << false;
    QTest::newRow("cream") << desktop(0xfff2e8d0, 0xfffdf6e3, 0xff073642, 0xff268bd2) << false;
}

void tst_Tokens::derivedKeepsTheDesktop()
{
    QFETCH(QPalette, palette);
    QFETCH(bool, dark);
    const Tokens tokens = Tokens::fromPalette(palette);
    QVERIFY(tokens.isDerived());
    QCOMPARE(tokens.isDark(), dark);
    QCOMPARE(tokens[Token::Window], palette.color(QPalette::Window));
    QCOMPARE(tokens[Token::Editor], palette.color(QPalette::Base));
    QCOMPARE(tokens[Token::Text], palette.color(QPalette::WindowText));
    QCOMPARE(tokens[Token::Panel], mixed(tokens[Token::Window], tokens[Token::Editor], 0.5));
    QCOMPARE(tokens[Token::Border], mixed(tokens[Token::Window], tokens[Token::Text], 0.2));
}

void tst_Tokens::derivedIsReadable_data()
{
    derivedKeepsTheDesktop_data();
}

void tst_Tokens::derivedIsReadable()
{
    QFETCH(QPalette, palette);
    const Tokens tokens = Tokens::fromPalette(palette);
    for (const Token state : {Token::Text, Token::Muted, Token::Queued, Token::Running, Token::Key, Token::Paused,
                              Token::Ok, Token::Fail, Token::Link})
        for (const Token ground : {Token::Window, Token::Panel, Token::Editor, Token::Select}) {
            const double real = contrast(tokens[state], tokens[ground]);
            QVERIFY2(real >= 4.5, qPrintable(u"%1 on %2: %3"_s.arg(nameOf(state), nameOf(ground)).arg(real)));
        }
    for (const Token outline : {Token::Strong, Token::Focus})
        QVERIFY(contrast(tokens[outline], tokens[Token::Window]) >= 3.0);
    QVERIFY(contrast(tokens[Token::OnInk], tokens[Token::Ink]) >= 4.5);
}

void tst_Tokens::derivedPaletteIsTheDesktops()
{
    const QPalette palette = desktop(0xffefefef, 0xffffffff, 0xff000000, 0xff308cc6);
    QCOMPARE(Tokens::fromPalette(palette).palette(), palette);
}

void tst_Tokens::readableMovesOnlyLightness()
{
    const QColor ground(0xff303030);
    const QColor moved = readable(QColor(0xff1f5fa8), std::array{ground}, 4.5);
    QVERIFY(contrast(moved, ground) >= 4.5);
    QVERIFY(moved.lightness() > QColor(0xff1f5fa8).lightness());
    QVERIFY(qAbs(moved.hslHue() - QColor(0xff1f5fa8).hslHue()) <= 2);
}

void tst_Tokens::readableLeavesReadableAlone()
{
    QCOMPARE(readable(Qt::black, std::array{QColor(Qt::white)}, 4.5), QColor(Qt::black));
}

void tst_Tokens::highContrastIsReadable_data()
{
    QTest::addColumn<bool>("dark");
    QTest::newRow("black on white") << false;
    QTest::newRow("white on black") << true;
}

// Rule 72: words, also on the grounds of bars, and every outline that says where a control ends.
void tst_Tokens::highContrastIsReadable()
{
    QFETCH(bool, dark);
    const Tokens tokens = Tokens::highContrast(dark);
    const auto check = [&](Token token, Token ground, double wanted) {
        const double real = contrast(tokens[token], tokens[ground]);
        return real >= wanted ? QString() : u"%1 on %2: %3"_s.arg(nameOf(token), nameOf(ground)).arg(real);
    };
    QStringList faults;
    const QList<Token> pages{Token::Window, Token::Panel, Token::Editor};
    for (const Token ground : pages + QList{Token::Select, Token::KeyBg, Token::InfoBg, Token::WarnBg, Token::ErrBg})
        for (const Token text : {Token::Text, Token::Muted, Token::Queued, Token::Running, Token::Key, Token::Paused,
                                 Token::Ok, Token::Fail, Token::Link})
            faults << check(text, ground, 4.5);
    for (const Token ground : pages)
        for (const Token outline : {Token::Border, Token::Strong, Token::Focus, Token::Door, Token::KeyBorder,
                                    Token::InfoBorder, Token::WarnBorder, Token::ErrBorder, Token::PlotGrid})
            faults << check(outline, ground, 3.0);
    faults.removeAll(QString());
    QVERIFY2(faults.isEmpty(), qPrintable(faults.join(u'\n')));
}

void tst_Tokens::highContrast_data()
{
    QTest::addColumn<QPalette>("palette");
    QTest::addColumn<bool>("high");
    QTest::newRow("black") << desktop(0xff000000, 0xff000000, 0xffffffff, 0xff1aebff) << true;
    QTest::newRow("white") << desktop(0xffffffff, 0xffffffff, 0xff000000, 0xff0000ff) << true;
    QTest::newRow("plain grey") << desktop(0xffefefef, 0xffffffff, 0xff000000, 0xff308cc6) << false;
    QTest::newRow("our own light") << Tokens::light().palette() << false;
    QTest::newRow("our own dark") << Tokens::dark().palette() << false;
}

void tst_Tokens::highContrast()
{
    QFETCH(QPalette, palette);
    QFETCH(bool, high);
    QCOMPARE(isHighContrast(palette), high);
}

QTEST_MAIN(tst_Tokens)
#include "tst_tokens.moc"
