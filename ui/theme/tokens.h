// SPDX-License-Identifier: GPL-3.0-or-later
//
// The colours of the window, by name. `Token` lists the names, `Tokens` is the value that holds one colour for each:
// the light set, the dark set, or one derived from the desktop's own palette (which high contrast always gets).
// Widgets never hold a colour: they ask `theme::tokens()` (theme.h) for one by name while they paint, so a change of
// scheme needs nothing but a repaint. `palette()` is the same set as a QPalette, for everything Qt paints itself.
#pragma once

#include <QColor>
#include <QPalette>
#include <QStringView>
#include <array>
#include <optional>
#include <span>

namespace latchkey::theme {

/// One colour of the look. The comment behind each says where it is used.
enum class Token : quint8 {
    Window,      ///< menu bar, tool bar, tab strips, headers, status bar
    Panel,       ///< docks, lists, trees, output, quiet buttons
    Editor,      ///< code, table cells, fields, pages
    Alt,         ///< row separators inside lists
    Text,        ///< text and icons
    Muted,       ///< second rank: types, details, hints, inactive tabs, `null`
    LineNo,      ///< line and row numbers
    Faint,       ///< disabled only
    Accent,      ///< bolt of the selected tab, hits in the palette, Run icon beside a run
    Fill,        ///< the one filled button
    OnAccent,    ///< text and icon on `Fill`
    AccentHover, ///< filled button under the pointer
    AccentPress, ///< filled button, pressed
    Ink,         ///< Stop while something runs, undo toast
    OnInk,       ///< text on `Ink`
    Focus,       ///< focus ring
    Select,      ///< selected row, focus here
    Inactive,    ///< selected row, focus elsewhere
    TextSel,     ///< selected text in editor and output
    Hover,       ///< row or flat button under the pointer
    Press,       ///< pressed; chip on, count badge, ground of a progress bar
    Border,      ///< every hairline
    Strong,      ///< outline of fields and popups
    Door,        ///< the door line between margin and text
    Link,        ///< links, always underlined
    CurLine,     ///< caret line
    PausedLine,  ///< line where a run is paused
    Match,       ///< search hit
    MatchCur,    ///< the current search hit
    KeyBg,       ///< permission bar
    KeyBorder,   ///< outline of the permission bar and its buttons
    KeyHover,    ///< button of the permission bar under the pointer
    InfoBg,      ///< notification bar, information
    InfoBorder,
    WarnBg, ///< notification bar, warning
    WarnBorder,
    ErrBg,     ///< notification bar, error
    ErrBorder, ///< and the outline of the problem badge
    Plot1,     ///< first series
    Plot2,     ///< second series
    PlotGrid,
    Queued,   ///< Queued, Stopped
    Running,  ///< Compiling, Running, Waiting; information
    Key,      ///< Waiting for you; everything about permissions
    Paused,   ///< Paused, Stopping, Limit reached, Lost; warning
    Ok,       ///< Finished
    Fail,     ///< Failed, Timed out; error; breakpoint
    Squiggle, ///< line under an error
    SyntaxKeyword,
    SyntaxFunc,
    SyntaxCap, ///< call that reaches outside
    SyntaxString,
    SyntaxNumber, ///< also true, false, null
    SyntaxOp,
    SyntaxComment,
};
inline constexpr std::size_t kTokenCount = static_cast<std::size_t>(Token::SyntaxComment) + 1;

/// The token's name in the look's tables, e.g. "accenthover", "s_keyword".
QStringView nameOf(Token token);
/// The token of that name, if there is one.
std::optional<Token> tokenNamed(QStringView name);
/// All tokens, in the order of the enum.
std::span<const Token> allTokens();

/// One colour for every token.
class Tokens
{
public:
    /// The light set.
    Tokens();

    static Tokens light();
    static Tokens dark();
    /// The set derived from the platform's palette: its grounds, text and selection stay, the greys are mixed from
    /// them, and every colour with a meaning is moved in lightness until it can be read on those grounds.
    static Tokens fromPalette(const QPalette &desktop);
    /// Black and white for those who asked for it here, whatever the desktop has.
    static Tokens highContrast(bool dark);

    [[nodiscard]] QColor color(Token token) const { return QColor::fromRgba(m_colors[static_cast<size_t>(token)]); }
    [[nodiscard]] QColor operator[](Token token) const { return color(token); }
    /// The colour at `opacity` (0..1), for the few parts the look gives in percent.
    [[nodiscard]] QColor color(Token token, double opacity) const;

    /// Whether text is lighter than its ground.
    [[nodiscard]] bool isDark() const { return m_dark; }
    /// Whether this set came from the desktop's palette.
    [[nodiscard]] bool isDerived() const { return m_desktop.has_value(); }
    /// The name of the highlighting theme that goes with this set.
    [[nodiscard]] QString editorTheme() const;

    /// This set as a palette, all roles of all three groups. A derived set returns the desktop's own palette.
    [[nodiscard]] QPalette palette() const;

    friend bool operator==(const Tokens &a, const Tokens &b) = default;

private:
    void set(Token token, const QColor &color) { m_colors[static_cast<size_t>(token)] = color.rgba(); }
    void deriveGrounds(const QPalette &desktop);
    void deriveGreys();
    void deriveStates();

    std::array<QRgb, kTokenCount> m_colors{};
    bool m_dark = false;
    std::optional<QPalette> m_desktop; ///< what a derived set came from
};

/// The contrast ratio of two opaque colours as WCAG 2 computes it: 1 to 21.
double contrast(const QColor &a, const QColor &b);
/// `share` (0..1) of `over` laid on `under`, opaque.
QColor mixed(const QColor &under, const QColor &over, double share);
/// `color`, made lighter or darker (hue and saturation kept) until it has `wanted` contrast to each of `grounds`.
QColor readable(const QColor &color, std::span<const QColor> grounds, double wanted);
/// Whether a platform palette asks for high contrast: pure black and white, one ground for window and page.
bool isHighContrast(const QPalette &palette);

} // namespace latchkey::theme
