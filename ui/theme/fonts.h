// SPDX-License-Identifier: GPL-3.0-or-later
//
// The two type families of the window: the desktop's UI font in five sizes, always with digits of one width, and the
// code font. `Fonts` is a value made from the system font, the user's choice and the zoom of the text panes; the
// present one is `theme::fonts()` (theme.h). No other file builds a QFont.
#pragma once

#include <QFont>
#include <QString>
#include <QStringList>

namespace latchkey::theme {

/// The five sizes of UI text, from the system size s.
enum class TextSize : quint8 {
    PageTitle,    ///< s+7
    SectionTitle, ///< s+3
    Body,         ///< s
    Small,        ///< s-1: status bar, details
    Tiny,         ///< s-2: key caps, badges
};

class Fonts
{
public:
    /// Fonts from `system`; `codeFamily` is the user's choice (may be empty), `zoom` that of all text panes in percent,
    /// `codePixels` the size of code before that (0: the UI size).
    explicit Fonts(const QFont &system = {}, const QString &codeFamily = {}, int zoom = 100, int codePixels = 0);

    /// UI text; titles are semibold unless `weight` says otherwise. Weights in use: 400, 500 (state words), 600.
    [[nodiscard]] QFont ui(TextSize size = TextSize::Body) const;
    [[nodiscard]] QFont ui(TextSize size, QFont::Weight weight) const;

    /// Code in the editor: the UI size or the one chosen for code, zoomed.
    [[nodiscard]] QFont editor() const;
    /// Code in output, trees and Session: one pixel less, zoomed.
    [[nodiscard]] QFont code() const;
    /// Code inside UI text of that size (never zoomed), e.g. a path in a question.
    [[nodiscard]] QFont code(TextSize size) const;

    [[nodiscard]] const QString &codeFamily() const { return m_codeFamily; }
    [[nodiscard]] int zoom() const { return m_zoom; }
    /// The system size s in pixels.
    [[nodiscard]] int pixelSize() const { return m_pixelSize; }

    friend bool operator==(const Fonts &a, const Fonts &b) = default;

private:
    [[nodiscard]] QFont codeOfSize(int pixels) const;

    QFont m_ui;
    QString m_codeFamily;
    int m_pixelSize = 13;
    int m_codePixels = 13;
    int m_zoom = 100;
};

/// The family to show code in: `chosen` if installed, else the desktop's fixed font if it names a real family, else
/// the first installed one of the look's list, else whatever the desktop calls monospace.
QString chooseCodeFamily(const QString &chosen);

/// The height of a line of code: the font's height and 3 pixels.
int codeLineHeight(const QFont &font);

inline constexpr int kMinZoom = 50;
inline constexpr int kMaxZoom = 300;

} // namespace latchkey::theme
