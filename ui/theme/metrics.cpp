// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/metrics.h"

#include <QFontMetricsF>
#include <algorithm>
#include <array>
#include <cmath>

namespace latchkey::theme {
namespace {

// The font height the look's numbers assume.
constexpr int kReferenceHeight = 16;
constexpr int kComfortable = 4;

struct Entry {
    int height;
    bool isRow; ///< of a list: grows when the user wants rows comfortable
};

// In the order of the enum.
constexpr std::array<Entry, kPartCount> kParts = {{
    {28, false}, // MenuBar
    {42, false}, // ToolBar
    {30, false}, // ToolButton
    {32, false}, // EditorTab
    {32, false}, // DockTab
    {34, false}, // FilterBar
    {26, false}, // SmallButton
    {30, true},  // RunRow
    {30, true},  // ProblemRow
    {32, true},  // PaletteRow
    {30, false}, // PaletteField
    {36, false}, // NotificationBar
    {20, false}, // OutputLine
    {24, true},  // TreeRow
    {26, true},  // BatchRow
    {30, true},  // PermissionsRow
    {28, false}, // TableHeader
    {46, false}, // StatisticsStrip
    {26, false}, // StatusBar
    {16, false}, // Badge
    {28, false}, // GapLine
    {34, false}, // FixesLine
    {28, false}, // PaletteFoot
    {36, false}, // UndoToast
}};

} // namespace

Metrics::Metrics(const QFont &uiFont, bool comfortable)
    : m_comfortable(comfortable)
{
    const QFontMetricsF metrics(uiFont);
    m_fontHeight = static_cast<int>(std::floor(metrics.ascent() + metrics.descent()));
}

Metrics Metrics::forFontHeight(int fontHeight, bool comfortable)
{
    Metrics metrics;
    metrics.m_fontHeight = fontHeight;
    metrics.m_comfortable = comfortable;
    return metrics;
}

int Metrics::height(Part part) const
{
    const Entry &entry = kParts[static_cast<std::size_t>(part)];
    return scaled(entry.height) + (m_comfortable && entry.isRow ? kComfortable : 0);
}

int Metrics::scaled(int value) const
{
    return std::max(value, m_fontHeight + (value - kReferenceHeight));
}

int Metrics::scaledWidth(int value) const
{
    return std::max(value, (value * m_fontHeight + kReferenceHeight / 2) / kReferenceHeight);
}

} // namespace latchkey::theme
