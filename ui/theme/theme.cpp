// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/theme.h"

#include "ui/theme/focus_ring.h"
#include "ui/theme/icons.h"
#include "ui/theme/latchkey_style.h"

#include <QApplication>
#include <QEvent>
#include <QFontDatabase>
#include <QPixmapCache>
#include <QPointer>
#include <QScopedValueRollback>
#include <QStyleFactory>
#include <QStyleHints>
#include <QToolTip>
#if QT_VERSION >= QT_VERSION_CHECK(6, 10, 0)
#include <QAccessibilityHints>
#endif

using namespace Qt::StringLiterals;

// Outside any namespace, as the resource compiler wants it. Holds the highlighting themes beside the icons.
static void initThemeResources()
{
    Q_INIT_RESOURCE(theme);
}

namespace latchkey::theme {
namespace {

constexpr int kIconCacheKilobytes = 32 * 1024;

bool desktopWantsHighContrast(const QPalette &desktop)
{
#if QT_VERSION >= QT_VERSION_CHECK(6, 10, 0)
    const QAccessibilityHints *hints = QGuiApplication::styleHints()->accessibility();
    if (hints->contrastPreference() == Qt::ContrastPreference::HighContrast) return true;
#endif
    return isHighContrast(desktop);
}

} // namespace

Theme &Theme::instance()
{
    static QPointer<Theme> theme;
    if (!theme) {
        Q_ASSERT(qApp);
        theme = new Theme(qApp);
    }
    return *theme;
}

Theme::Theme(QObject *parent)
    : QObject(parent)
    , m_systemFont(QApplication::font())
    , m_desktopFont(QFontDatabase::systemFont(QFontDatabase::GeneralFont))
    , m_fonts(m_systemFont)
    , m_metrics(m_systemFont)
{
    initThemeResources();
    if (QGuiApplication::styleHints()->colorScheme() == Qt::ColorScheme::Dark) m_tokens = Tokens::dark();
    connect(QGuiApplication::styleHints(), &QStyleHints::colorSchemeChanged, this, &Theme::refresh);
}

Theme::~Theme() = default;

void Theme::apply()
{
    if (!m_applied) {
        m_applied = true;
        m_desktopStyleName = QApplication::style()->name();
        m_systemFont = QApplication::font();
        // Room for every icon in three sizes at 200 %, so that scrolling never draws one anew.
        QPixmapCache::setCacheLimit(std::max(QPixmapCache::cacheLimit(), kIconCacheKilobytes));
        qApp->installEventFilter(this);
        new FocusRing(this);
    }
    applyStyle();
    refresh();
}

void Theme::setScheme(Scheme scheme)
{
    if (scheme == m_scheme) return;
    m_scheme = scheme;
    requestColorScheme();
    refresh();
}

// Tells the platform too, so that window frames and native dialogs go along.
void Theme::requestColorScheme()
{
    if (!m_applied) return;
    const QScopedValueRollback guard(m_applying, true);
    QStyleHints *hints = QGuiApplication::styleHints();
    switch (m_scheme) {
    case Scheme::Light:
        hints->setColorScheme(Qt::ColorScheme::Light);
        break;
    case Scheme::Dark:
        hints->setColorScheme(Qt::ColorScheme::Dark);
        break;
    case Scheme::System:
    case Scheme::Desktop:
    case Scheme::HighContrast:
        hints->unsetColorScheme();
        break;
    }
}

void Theme::setUseDesktopStyle(bool on)
{
    if (on == m_useDesktopStyle) return;
    m_useDesktopStyle = on;
    if (m_applied) applyStyle();
    refresh();
}

void Theme::setComfortable(bool on)
{
    m_comfortable = on;
    refresh();
}

void Theme::setCodeFamily(const QString &family)
{
    m_codeFamily = family;
    refresh();
}

void Theme::setUiFont(const QString &family, int pixels)
{
    m_uiFamily = family;
    m_uiPixels = pixels;
    refresh();
}

void Theme::setCodeSize(int pixels)
{
    m_codePixels = pixels;
    refresh();
}

void Theme::setEditorTheme(const QString &name)
{
    if (std::exchange(m_editorTheme, name) != name) emit changed();
}

QFont Theme::chosenFont() const
{
    QFont font = m_systemFont;
    if (!m_uiFamily.isEmpty()) font.setFamilies({m_uiFamily, m_systemFont.family()});
    if (m_uiPixels > 0) font.setPixelSize(m_uiPixels);
    return font;
}

void Theme::setZoom(int percent)
{
    m_zoom = percent;
    refresh();
}

void Theme::setDesktopIcons(bool on)
{
    if (on == Icons::desktopIcons()) return;
    Icons::setDesktopIcons(on);
    emit changed();
}

void Theme::setReducedMotion(bool on)
{
    if (on == m_reducedMotion) return;
    m_reducedMotion = on;
    emit changed();
}

bool Theme::motionAllowed() const
{
    static const bool forbidden = qEnvironmentVariableIntValue("LATCHKEY_NO_ANIMATION") == 1;
    return !forbidden && !m_reducedMotion && QApplication::style()->styleHint(QStyle::SH_Widget_Animation_Duration) > 0;
}

// Everything follows from the settings and the desktop: compute it anew, and tell whoever listens if it differs.
void Theme::refresh()
{
    if (m_applying) return;
    const Tokens newTokens = chooseTokens();
    const Fonts newFonts(chosenFont(), m_codeFamily, m_zoom, m_codePixels);
    const Metrics newMetrics(newFonts.ui(), m_comfortable);
    const bool same = newTokens == m_tokens && newFonts == m_fonts && newMetrics == m_metrics;
    m_tokens = newTokens;
    m_fonts = newFonts;
    m_metrics = newMetrics;
    if (m_applied) {
        const QScopedValueRollback guard(m_applying, true);
        applyPalette();
        applyFonts();
    }
    if (!same) emit changed();
}

Tokens Theme::chooseTokens()
{
    if (m_applied) {
        const QPalette desktop = desktopPalette();
        if (m_scheme == Scheme::Desktop || m_useDesktopStyle || desktopWantsHighContrast(desktop))
            return Tokens::fromPalette(desktop);
    }
    if (m_scheme == Scheme::HighContrast)
        return Tokens::highContrast(QGuiApplication::styleHints()->colorScheme() == Qt::ColorScheme::Dark);
    if (m_scheme == Scheme::Light) return Tokens::light();
    if (m_scheme == Scheme::Dark) return Tokens::dark();
    const bool dark = QGuiApplication::styleHints()->colorScheme() == Qt::ColorScheme::Dark;
    return dark ? Tokens::dark() : Tokens::light();
}

// The platform's palette shows itself only while the application has none of its own.
QPalette Theme::desktopPalette()
{
    const QScopedValueRollback guard(m_applying, true);
    QApplication::setPalette(QPalette());
    return QApplication::palette();
}

void Theme::applyStyle()
{
    const QScopedValueRollback guard(m_applying, true);
    const bool ours = dynamic_cast<LatchkeyStyle *>(QApplication::style()) != nullptr;
    if (m_useDesktopStyle && ours) QApplication::setStyle(QStyleFactory::create(m_desktopStyleName));
    if (!m_useDesktopStyle && !ours) QApplication::setStyle(new LatchkeyStyle);
}

void Theme::applyPalette()
{
    const QPalette palette = m_tokens.palette();
    QApplication::setPalette(m_useDesktopStyle ? QPalette() : palette);
    // Selected text, unlike selected rows, is marked in `textsel`.
    QPalette text;
    if (!m_tokens.isDerived()) {
        text.setColor(QPalette::Highlight, m_tokens[Token::TextSel]);
        text.setColor(QPalette::Inactive, QPalette::Highlight, m_tokens[Token::Press]);
    }
    for (const char *name : {"QLineEdit", "QTextEdit", "QPlainTextEdit"}) QApplication::setPalette(text, name);
    QToolTip::setPalette(palette);
}

void Theme::applyFonts()
{
    const QFont font = m_fonts.ui();
    if (QApplication::font() != font) QApplication::setFont(font);
    QToolTip::setFont(font);
}

void Theme::followSystemFont()
{
    const QFont now = QFontDatabase::systemFont(QFontDatabase::GeneralFont);
    if (now == m_desktopFont) return;
    m_desktopFont = now;
    m_systemFont = now;
}

// Windows are told when the desktop's theme changes; several of them, so the work waits for the loop's next turn.
bool Theme::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::ThemeChange && !m_refreshQueued && !m_applying) {
        m_refreshQueued = true;
        QMetaObject::invokeMethod(
            this,
            [this] {
                m_refreshQueued = false;
                followSystemFont();
                refresh();
            },
            Qt::QueuedConnection);
    }
    return QObject::eventFilter(watched, event);
}

const Tokens &tokens()
{
    return Theme::instance().tokens();
}
const Fonts &fonts()
{
    return Theme::instance().fonts();
}
const Metrics &metrics()
{
    return Theme::instance().metrics();
}
QColor color(Token token)
{
    return tokens().color(token);
}

} // namespace latchkey::theme
