// SPDX-License-Identifier: GPL-3.0-or-later
//
// The sizes of the look, by name. They are given for a font 16 pixels high; `height()` makes the real one, so that
// nothing is cut when the desktop's font is larger. Painters and size hints ask `theme::metrics()` (theme.h).
#pragma once

#include <QFont>

namespace latchkey::theme {

/// Parts whose height follows the font.
enum class Part : quint8 {
    MenuBar,
    ToolBar,
    ToolButton,
    EditorTab,
    DockTab,
    FilterBar,
    SmallButton,
    RunRow,
    ProblemRow,
    PaletteRow,
    PaletteField,
    NotificationBar,
    OutputLine,
    TreeRow, ///< tree, list, table
    BatchRow,
    PermissionsRow,
    TableHeader,
    StatisticsStrip,
    StatusBar,
    Badge,     ///< also key caps
    GapLine,   ///< lines of output that are not shown
    FixesLine, ///< below a selected problem
    PaletteFoot,
    UndoToast,
};
inline constexpr int kPartCount = static_cast<int>(Part::UndoToast) + 1;

// Sizes that do not follow the font.
inline constexpr int kIcon = 16;
inline constexpr int kSmallIcon = 14; ///< in tab, status bar, line of output
inline constexpr int kChevron = 12;
inline constexpr int kRadius = 4; ///< button, field, bar
inline constexpr int kPaletteRadius = 6;
inline constexpr int kBadgeRadius = 3; ///< also key caps
inline constexpr int kSide = 8;        ///< inside a control
inline constexpr int kIconGap = 6;     ///< between icon and text
inline constexpr int kBarGap = 4;      ///< between controls of a bar
inline constexpr int kAnswerGap = 6;   ///< between controls of an answer row
inline constexpr int kPageMargin = 24;
inline constexpr int kRowMargin = 12;
inline constexpr int kSectionGap = 24;
inline constexpr int kMarkMargin = 22, kNumberMargin = 30, kDoorMargin = 22; ///< of the editor
inline constexpr int kScrollBar = 12, kScrollThumb = 6;
inline constexpr int kTreeIndent = 16;
inline constexpr int kSplitter = 7; ///< to grab; the line painted is 1
inline constexpr int kNavigatorWidth = 208, kResultWidth = 400, kBottomHeight = 216;
inline constexpr int kNarrowWindow = 1000; ///< below this width the tool bar folds and the result moves down
inline constexpr int kBoltWidth = 20, kBoltHeight = 3, kBoltInset = 12; ///< bolt on a tab
inline constexpr int kProgressHeight = 6;
inline constexpr int kPermissionBarWidth = 720;
inline constexpr int kPaletteWidth = 640;

/// Heights for one font.
class Metrics
{
public:
    /// For text in `uiFont`; comfortable density adds 4 to every row of a list.
    explicit Metrics(const QFont &uiFont = {}, bool comfortable = false);
    /// The same from a font height in pixels.
    static Metrics forFontHeight(int fontHeight, bool comfortable = false);

    /// The real height of a part.
    [[nodiscard]] int height(Part part) const;
    /// What a height given for a 16 pixel font becomes with this one.
    [[nodiscard]] int scaled(int value) const;
    /// A width given for a 13 pixel font, in proportion to this one; never less than given.
    [[nodiscard]] int scaledWidth(int value) const;

    [[nodiscard]] int fontHeight() const { return m_fontHeight; }
    [[nodiscard]] bool isComfortable() const { return m_comfortable; }

    friend bool operator==(const Metrics &a, const Metrics &b) = default;

private:
    int m_fontHeight = 16;
    bool m_comfortable = false;
};

} // namespace latchkey::theme
