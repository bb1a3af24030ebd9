// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/fonts.h"

#include <QFontDatabase>
#include <QFontInfo>
#include <QFontMetrics>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace latchkey::theme {
namespace {

constexpr int kSmallestPixels = 8;

// Names fontconfig and the desktops use for "any such font": no family to be chosen by its own looks.
bool isGenericFamily(const QString &family)
{
    static const QStringList generic{u"monospace"_s, u"mono"_s,       u"fixed"_s, u"courier"_s,
                                     u"sans"_s,      u"sans serif"_s, u"serif"_s};
    return generic.contains(family.toLower());
}

bool isInstalled(const QString &family)
{
    return !family.isEmpty() && QFontDatabase::families().contains(family, Qt::CaseInsensitive);
}

int deltaOf(TextSize size)
{
    switch (size) {
    case TextSize::PageTitle:
        return 7;
    case TextSize::SectionTitle:
        return 3;
    case TextSize::Body:
        return 0;
    case TextSize::Small:
        return -1;
    case TextSize::Tiny:
        return -2;
    }
    return 0;
}

} // namespace

QString chooseCodeFamily(const QString &chosen)
{
    if (isInstalled(chosen)) return chosen;
    const QFont fixed = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    if (!isGenericFamily(fixed.family()) && isInstalled(fixed.family())) return fixed.family();
    static const QStringList wanted{u"JetBrains Mono"_s, u"Source Code Pro"_s, u"Cascadia Mono"_s, u"Noto Sans Mono"_s,
                                    u"Hack"_s,           u"DejaVu Sans Mono"_s};
    const auto it = std::ranges::find_if(wanted, isInstalled);
    return it != wanted.end() ? *it : QFontInfo(fixed).family();
}

int codeLineHeight(const QFont &font)
{
    return QFontMetrics(font).height() + 3;
}

Fonts::Fonts(const QFont &system, const QString &codeFamily, int zoom, int codePixels)
    : m_ui(system)
    , m_codeFamily(chooseCodeFamily(codeFamily))
    , m_pixelSize(std::max(kSmallestPixels, QFontInfo(system).pixelSize()))
    , m_codePixels(codePixels > 0 ? codePixels : m_pixelSize)
    , m_zoom(std::clamp(zoom, kMinZoom, kMaxZoom))
{
    m_ui.setFeature("tnum", 1);
}

QFont Fonts::ui(TextSize size) const
{
    const bool title = size == TextSize::PageTitle || size == TextSize::SectionTitle;
    return ui(size, title ? QFont::DemiBold : QFont::Normal);
}

QFont Fonts::ui(TextSize size, QFont::Weight weight) const
{
    QFont font = m_ui;
    if (size != TextSize::Body) font.setPixelSize(std::max(kSmallestPixels, m_pixelSize + deltaOf(size)));
    font.setWeight(weight);
    return font;
}

QFont Fonts::editor() const
{
    return codeOfSize(m_codePixels * m_zoom / 100);
}

QFont Fonts::code() const
{
    return codeOfSize((m_codePixels - 1) * m_zoom / 100);
}

QFont Fonts::code(TextSize size) const
{
    return codeOfSize(m_pixelSize + deltaOf(size));
}

QFont Fonts::codeOfSize(int pixels) const
{
    QFont font(m_codeFamily);
    font.setPixelSize(std::max(kSmallestPixels - 2, pixels));
    font.setStyleHint(QFont::Monospace);
    font.setFixedPitch(true);
    // `=>` must show its two characters.
    font.setFeature("calt", 0);
    font.setFeature("liga", 0);
    return font;
}

} // namespace latchkey::theme
