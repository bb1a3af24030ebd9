// SPDX-License-Identifier: GPL-3.0-or-later
//
// The look that is in force: which tokens, fonts and sizes, following the desktop live. There is one Theme per
// program; `main` calls `Theme::instance().apply()` once, the settings page calls the setters. Everything that paints
// reads `tokens()`, `fonts()` and `metrics()` at that moment; whoever keeps something made from them listens to
// `changed()`. Icons from `Icons` and palettes follow by themselves.
#pragma once

#include "ui/theme/fonts.h"
#include "ui/theme/metrics.h"
#include "ui/theme/tokens.h"

#include <QObject>

namespace latchkey::theme {

class Theme : public QObject
{
    Q_OBJECT

public:
    /// The setting "Colours".
    enum class Scheme : quint8 {
        System, ///< light or dark as the desktop says, live
        Light,
        Dark,
        Desktop,      ///< the desktop's own palette
        HighContrast, ///< black and white, light or dark as the desktop says
    };
    Q_ENUM(Scheme)

    /// The program's theme, made at the first call and owned by the application object.
    static Theme &instance();
    ~Theme() override;

    /// Sets style, palette and fonts of the application. Before this call nothing of the application is touched, but
    /// tokens, fonts and metrics can be asked already.
    void apply();

    [[nodiscard]] Scheme scheme() const { return m_scheme; }
    void setScheme(Scheme scheme);
    /// Leave style and palette of the application to the desktop; own painting stays.
    void setUseDesktopStyle(bool on);
    [[nodiscard]] bool useDesktopStyle() const { return m_useDesktopStyle; }
    void setComfortable(bool on);
    /// The font of menus, lists and buttons; an empty family and 0 pixels are the desktop's.
    void setUiFont(const QString &family, int pixels);
    void setCodeFamily(const QString &family);
    /// Pixels of code at 100 percent; 0: as the UI font.
    void setCodeSize(int pixels);
    /// The highlighting theme the user wants in the editor; empty: the one that goes with the tokens.
    void setEditorTheme(const QString &name);
    [[nodiscard]] const QString &editorTheme() const { return m_editorTheme; }
    /// Zoom of all text panes together, 50 to 300 percent.
    void setZoom(int percent);
    void setDesktopIcons(bool on);
    /// The user's wish for less motion; the environment variable LATCHKEY_NO_ANIMATION=1 and the desktop can ask too.
    void setReducedMotion(bool on);
    /// Whether spinners turn and bolts slide.
    [[nodiscard]] bool motionAllowed() const;

    [[nodiscard]] const Tokens &tokens() const { return m_tokens; }
    [[nodiscard]] const Fonts &fonts() const { return m_fonts; }
    [[nodiscard]] const Metrics &metrics() const { return m_metrics; }

signals:
    /// Tokens, fonts or metrics are others now.
    void changed();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    explicit Theme(QObject *parent);

    void refresh();
    void followSystemFont();
    [[nodiscard]] QFont chosenFont() const;
    void requestColorScheme();
    [[nodiscard]] Tokens chooseTokens();
    [[nodiscard]] QPalette desktopPalette();
    void applyStyle();
    void applyPalette();
    void applyFonts();

    Scheme m_scheme = Scheme::System;
    bool m_applied = false;
    bool m_applying = false; ///< our own changes come back as events
    bool m_refreshQueued = false;
    bool m_useDesktopStyle = false;
    bool m_comfortable = false;
    bool m_reducedMotion = false;
    QString m_desktopStyleName;
    QString m_uiFamily;
    int m_uiPixels = 0;
    QString m_codeFamily;
    int m_codePixels = 0;
    QString m_editorTheme;
    int m_zoom = 100;
    QFont m_systemFont;  ///< what the UI font is made from
    QFont m_desktopFont; ///< the desktop's, to notice when it changes
    Tokens m_tokens;
    Fonts m_fonts;
    Metrics m_metrics;
};

/// The tokens, fonts and sizes in force: what painting code asks.
const Tokens &tokens();
const Fonts &fonts();
const Metrics &metrics();
/// Short for tokens().color(token).
QColor color(Token token);

} // namespace latchkey::theme
