// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/tokens.h"

#include <algorithm>
#include <cmath>
#include <initializer_list>

using namespace Qt::StringLiterals;

namespace latchkey::theme {
namespace {

struct Entry {
    QStringView name;
    QRgb light;
    QRgb dark;
};

// In the order of the enum.
constexpr std::array<Entry, kTokenCount> kTable = {
    Entry{u"window", 0xffeff0f2, 0xff23272c},      Entry{u"panel", 0xfff8f9fa, 0xff1d2125},
    Entry{u"editor", 0xffffffff, 0xff181b1f},      Entry{u"alt", 0xfff3f5f7, 0xff20242a},
    Entry{u"text", 0xff1c2126, 0xffdfe3e8},        Entry{u"muted", 0xff555d66, 0xffa3abb4},
    Entry{u"lineno", 0xff6b737c, 0xff868e97},      Entry{u"faint", 0xff8b939b, 0xff6d757e},
    Entry{u"accent", 0xff34527a, 0xffa9c3e8},      Entry{u"fill", 0xff34527a, 0xff3f5f8c},
    Entry{u"onaccent", 0xffffffff, 0xffffffff},    Entry{u"accenthover", 0xff2b466a, 0xff466795},
    Entry{u"accentpress", 0xff223a5a, 0xff35557f}, Entry{u"ink", 0xff2a3138, 0xffdfe3e8},
    Entry{u"onink", 0xffffffff, 0xff1b1f23},       Entry{u"focus", 0xff2f6fc4, 0xff6ea5ee},
    Entry{u"select", 0xffe5ecf5, 0xff2b3a4e},      Entry{u"inactive", 0xffe9ebee, 0xff2d3238},
    Entry{u"textsel", 0xffc6daf4, 0xff2a4366},     Entry{u"hover", 0xffe9ecef, 0xff2d3238},
    Entry{u"press", 0xffdcdfe3, 0xff383e45},       Entry{u"border", 0xffd5d9de, 0xff363c43},
    Entry{u"strong", 0xff7f8790, 0xff7b838c},      Entry{u"door", 0xffcdd2d8, 0xff3a4047},
    Entry{u"link", 0xff1f5fa8, 0xff7cb8ff},        Entry{u"curline", 0xfff4f6f9, 0xff1e2227},
    Entry{u"pausedline", 0xfffbf1d9, 0xff332a14},  Entry{u"match", 0xfffff0b8, 0xff4a3f16},
    Entry{u"matchcur", 0xffffd766, 0xff7a6418},    Entry{u"keybg", 0xfff6f2fb, 0xff28222f},
    Entry{u"keyborder", 0xffc9b5e4, 0xff584870},   Entry{u"keyhover", 0xffece4f6, 0xff332b3f},
    Entry{u"infobg", 0xffeef4fb, 0xff1c2836},      Entry{u"infoborder", 0xffb9cfea, 0xff33506f},
    Entry{u"warnbg", 0xfffdf6e7, 0xff2e2718},      Entry{u"warnborder", 0xffe2c88f, 0xff5e4d23},
    Entry{u"errbg", 0xfffdf0ef, 0xff33201f},       Entry{u"errborder", 0xffe9b8b4, 0xff6b3a37},
    Entry{u"plot1", 0xff34527a, 0xff8fb0e0},       Entry{u"plot2", 0xffb0752a, 0xffe0ad76},
    Entry{u"plotgrid", 0xffe3e6ea, 0xff2a2f35},    Entry{u"queued", 0xff5a6168, 0xffa8b0b8},
    Entry{u"running", 0xff1f5fa8, 0xff7cb8ff},     Entry{u"key", 0xff6b3fa0, 0xffc3a4f2},
    Entry{u"paused", 0xff8a5300, 0xfff2b84b},      Entry{u"ok", 0xff1a7a3c, 0xff6fd08c},
    Entry{u"fail", 0xffb3261e, 0xffff9a94},        Entry{u"squiggle", 0xffd03027, 0xffff7a72},
    Entry{u"s_keyword", 0xff2b4f86, 0xff93b4ea},   Entry{u"s_func", 0xff0b6570, 0xff74c7cf},
    Entry{u"s_cap", 0xff6b3fa0, 0xffc3a4f2},       Entry{u"s_string", 0xff1b6b45, 0xff8ccf9f},
    Entry{u"s_number", 0xff96480a, 0xffe0ad76},    Entry{u"s_op", 0xff4a525b, 0xffb4bcc5},
    Entry{u"s_comment", 0xff68707a, 0xff8a929b},
};

constexpr std::array<Token, kTokenCount> makeAll()
{
    std::array<Token, kTokenCount> all{};
    for (std::size_t i = 0; i < kTokenCount; ++i) all[i] = static_cast<Token>(i);
    return all;
}
constexpr auto kAll = makeAll();

// Text must reach 4.5 on its ground, outlines and icons 3 (WCAG 2, level AA).
constexpr double kTextContrast = 4.55; // 4.5 and a little: colours are rounded
constexpr double kOutlineContrast = 3.0;
// A derived selection is kept this far from the text, so that the coloured words of a selected row can reach 4.5 too.
constexpr double kSelectionContrast = 9.0;

// One channel of WCAG's relative luminance.
double linear(double channel)
{
    return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

double luminance(const QColor &color)
{
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

bool readableOn(const QColor &color, std::span<const QColor> grounds, double wanted)
{
    return std::ranges::all_of(grounds, [&](const QColor &ground) { return contrast(color, ground) >= wanted; });
}

} // namespace

QStringView nameOf(Token token)
{
    return kTable[static_cast<std::size_t>(token)].name;
}

std::optional<Token> tokenNamed(QStringView name)
{
    const auto it = std::ranges::find(kTable, name, &Entry::name);
    if (it == kTable.end()) return std::nullopt;
    return static_cast<Token>(it - kTable.begin());
}

std::span<const Token> allTokens()
{
    return kAll;
}

Tokens::Tokens()
{
    for (std::size_t i = 0; i < kTokenCount; ++i) m_colors[i] = kTable[i].light;
}

Tokens Tokens::light()
{
    return {};
}

Tokens Tokens::dark()
{
    Tokens tokens;
    tokens.m_dark = true;
    for (std::size_t i = 0; i < kTokenCount; ++i) tokens.m_colors[i] = kTable[i].dark;
    return tokens;
}

Tokens Tokens::fromPalette(const QPalette &desktop)
{
    const bool isDark = luminance(desktop.color(QPalette::WindowText)) > luminance(desktop.color(QPalette::Window));
    Tokens tokens = isDark ? dark() : light();
    tokens.m_desktop = desktop;
    tokens.deriveGrounds(desktop);
    tokens.deriveGreys();
    tokens.deriveStates();
    return tokens;
}

Tokens Tokens::highContrast(bool isDark)
{
    const QColor ground = isDark ? Qt::black : Qt::white, text = isDark ? Qt::white : Qt::black;
    QPalette palette(ground);
    for (const auto role : {QPalette::Window, QPalette::Base, QPalette::AlternateBase, QPalette::Button,
                            QPalette::ToolTipBase, QPalette::Midlight, QPalette::Light})
        palette.setColor(role, ground);
    for (const auto role :
         {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::ToolTipText, QPalette::HighlightedText,
          QPalette::BrightText, QPalette::PlaceholderText, QPalette::Mid, QPalette::Dark, QPalette::Shadow})
        palette.setColor(role, text);
    palette.setColor(QPalette::Highlight, isDark ? QColor(0, 60, 140) : QColor(150, 200, 255));
    for (const auto role : {QPalette::Link, QPalette::LinkVisited, QPalette::Accent})
        palette.setColor(role, isDark ? QColor(120, 190, 255) : QColor(0, 60, 140));
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, mixed(ground, text, 0.55));
    Tokens tokens = fromPalette(palette);
    // Edges are lines to be seen here, not hints.
    const std::array grounds{ground};
    tokens.set(Token::Border, readable(mixed(ground, text, 0.5), grounds, 4.5));
    tokens.set(Token::Strong, text);
    tokens.set(Token::Muted, mixed(ground, text, 0.85));
    tokens.set(Token::Door, tokens[Token::Border]);
    tokens.set(Token::PlotGrid, readable(mixed(ground, text, 0.3), grounds, kOutlineContrast));
    const std::pair<Token, Token> outlines[] = {{Token::KeyBorder, Token::Key},
                                                {Token::InfoBorder, Token::Running},
                                                {Token::WarnBorder, Token::Paused},
                                                {Token::ErrBorder, Token::Fail}};
    for (const auto &[outline, state] : outlines) tokens.set(outline, tokens[state]);
    return tokens;
}

// Grounds and text are the desktop's own; what the look tints for a meaning keeps its tint, over the desktop's page.
void Tokens::deriveGrounds(const QPalette &desktop)
{
    const QColor window = desktop.color(QPalette::Active, QPalette::Window);
    const QColor editor = desktop.color(QPalette::Active, QPalette::Base);
    const QColor text = desktop.color(QPalette::Active, QPalette::WindowText);
    const QColor panel = mixed(window, editor, 0.5);
    const Tokens tinted = m_dark ? dark() : light();
    for (const Token token : {Token::CurLine, Token::PausedLine, Token::Match, Token::KeyBg, Token::KeyHover,
                              Token::InfoBg, Token::WarnBg, Token::ErrBg, Token::TextSel})
        set(token, mixed(editor, tinted[token], 0.6));
    QColor select = desktop.color(QPalette::Active, QPalette::Highlight);
    while (contrast(text, select) < std::min(kSelectionContrast, contrast(text, editor) * 0.7))
        select = mixed(select, editor, 0.1);
    set(Token::Window, window);
    set(Token::Editor, editor);
    set(Token::Text, text);
    set(Token::Panel, panel);
    set(Token::Select, select);
    set(Token::CurLine, mixed(editor, text, 0.05));
}

void Tokens::deriveGreys()
{
    const QColor window = color(Token::Window);
    const QColor text = color(Token::Text);
    const auto grey = [&](double share) { return mixed(window, text, share); };
    const std::array grounds{window, color(Token::Panel), color(Token::Editor)};
    const std::array rows{window, color(Token::Panel), color(Token::Editor), color(Token::Select)};
    set(Token::Muted, readable(grey(0.7), rows, kTextContrast));
    set(Token::LineNo, readable(grey(0.6), grounds, kTextContrast));
    set(Token::Faint, grey(0.45));
    set(Token::Border, grey(0.2));
    set(Token::Strong, readable(grey(0.55), grounds, kOutlineContrast));
    set(Token::Door, grey(0.25));
    set(Token::Alt, mixed(color(Token::Panel), text, 0.04));
    set(Token::Hover, grey(0.06));
    set(Token::Press, grey(0.14));
    set(Token::Inactive, grey(0.1));
    set(Token::PlotGrid, grey(0.12));
    set(Token::Ink, text);
    set(Token::OnInk, readable(window, std::array{text}, kTextContrast));
}

void Tokens::deriveStates()
{
    const std::array grounds{color(Token::Window), color(Token::Panel), color(Token::Editor), color(Token::Select)};
    for (const Token token :
         {Token::Queued, Token::Running, Token::Key, Token::Paused, Token::Ok, Token::Fail, Token::Link, Token::Accent})
        set(token, readable(color(token), grounds, kTextContrast));
    const std::array page{color(Token::Editor), color(Token::CurLine)};
    for (const Token token : {Token::SyntaxKeyword, Token::SyntaxFunc, Token::SyntaxCap, Token::SyntaxString,
                              Token::SyntaxNumber, Token::SyntaxOp, Token::SyntaxComment})
        set(token, readable(color(token), page, kTextContrast));
    for (const Token token : {Token::Focus, Token::Squiggle, Token::Plot1, Token::Plot2})
        set(token, readable(color(token), grounds, kOutlineContrast));
}

QColor Tokens::color(Token token, double opacity) const
{
    QColor result = color(token);
    result.setAlphaF(static_cast<float>(opacity));
    return result;
}

QString Tokens::editorTheme() const
{
    return m_dark ? u"Latchkey Dark"_s : u"Latchkey Light"_s;
}

QPalette Tokens::palette() const
{
    if (m_desktop) return *m_desktop;
    const std::pair<QPalette::ColorRole, Token> roles[] = {
        {QPalette::Window, Token::Window},       {QPalette::Button, Token::Panel},
        {QPalette::AlternateBase, Token::Panel}, {QPalette::ToolTipBase, Token::Panel},
        {QPalette::Base, Token::Editor},         {QPalette::Light, Token::Editor},
        {QPalette::Midlight, Token::Alt},        {QPalette::WindowText, Token::Text},
        {QPalette::Text, Token::Text},           {QPalette::ButtonText, Token::Text},
        {QPalette::ToolTipText, Token::Text},    {QPalette::HighlightedText, Token::Text},
        {QPalette::BrightText, Token::Text},     {QPalette::PlaceholderText, Token::Muted},
        {QPalette::Accent, Token::Accent},       {QPalette::Highlight, Token::Select},
        {QPalette::Mid, Token::Border},          {QPalette::Dark, Token::Border},
        {QPalette::Shadow, Token::Strong},       {QPalette::Link, Token::Link},
        {QPalette::LinkVisited, Token::Link},
    };
    QPalette palette;
    for (const auto &[role, token] : roles) palette.setColor(role, color(token));
    palette.setColor(QPalette::Inactive, QPalette::Highlight, color(Token::Inactive));
    palette.setColor(QPalette::Disabled, QPalette::Highlight, color(Token::Inactive));
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::ToolTipText,
                            QPalette::HighlightedText, QPalette::BrightText, QPalette::PlaceholderText})
        palette.setColor(QPalette::Disabled, role, color(Token::Faint));
    return palette;
}

double contrast(const QColor &a, const QColor &b)
{
    const auto [low, high] = std::minmax({luminance(a), luminance(b)});
    return (high + 0.05) / (low + 0.05);
}

QColor mixed(const QColor &under, const QColor &over, double share)
{
    const auto channel = [share](int from, int to) {
        return static_cast<int>(std::lround(from + (to - from) * share));
    };
    return {channel(under.red(), over.red()), channel(under.green(), over.green()), channel(under.blue(), over.blue())};
}

QColor readable(const QColor &color, std::span<const QColor> grounds, double wanted)
{
    if (readableOn(color, grounds, wanted) || grounds.empty()) return color;
    const bool lighten = luminance(grounds.front()) < 0.18; // where black and white contrast equally
    QColor moved = color.toHsl();
    float lightness = moved.lightnessF();
    while (!readableOn(moved, grounds, wanted) && lightness > 0 && lightness < 1) {
        lightness = std::clamp(lightness + (lighten ? 0.01F : -0.01F), 0.0F, 1.0F);
        moved.setHslF(moved.hslHueF(), moved.hslSaturationF(), lightness);
    }
    return moved.toRgb();
}

bool isHighContrast(const QPalette &palette)
{
    const QColor window = palette.color(QPalette::Active, QPalette::Window);
    const QColor base = palette.color(QPalette::Active, QPalette::Base);
    const QColor text = palette.color(QPalette::Active, QPalette::WindowText);
    return contrast(window, base) < 1.1 && contrast(text, window) > 18.5;
}

} // namespace latchkey::theme
