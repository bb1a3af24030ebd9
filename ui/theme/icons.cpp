// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/icons.h"

#include "ui/theme/run_state_look.h"
#include "ui/theme/theme.h"

#include <QDir>
#include <QFile>
#include <QHash>
#include <QIconEngine>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

using namespace Qt::StringLiterals;

// Outside any namespace, as the resource compiler wants it: a static library's resources are not linked unasked.
static void initIconResources()
{
    Q_INIT_RESOURCE(theme);
}

namespace latchkey::theme {
namespace {

const QString kFolder = u":/latchkey/icons"_s;
bool g_desktopIcons = false;

QByteArray source(const QString &name)
{
    static QHash<QString, QByteArray> sources;
    static const bool ready = (initIconResources(), true);
    Q_UNUSED(ready)
    const auto it = sources.constFind(name);
    if (it != sources.constEnd()) return *it;
    QFile file(kFolder + u'/' + name + u".svg"_s);
    const QByteArray text = file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    Q_ASSERT_X(!text.isEmpty(), "Icons", qPrintable(name));
    sources.insert(name, text);
    return text;
}

QPixmap rendered(const QString &name, const QColor &color, int size, qreal ratio)
{
    const bool mirror = name == u"chevron-left";
    QByteArray svg = source(mirror ? u"chevron-right"_s : name);
    svg.replace("currentColor", color.name(QColor::HexRgb).toLatin1());
    QImage image(QSize(size, size) * ratio, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    {
        QPainter painter(&image);
        painter.setOpacity(color.alphaF());
        QSvgRenderer(svg).render(&painter, QRectF(image.rect()));
    }
    if (mirror) image = image.mirrored(true, false);
    image.setDevicePixelRatio(ratio);
    return QPixmap::fromImage(std::move(image));
}

QPixmap fromDesktop(const QString &name, int size, qreal ratio)
{
    const QString wanted = Icons::desktopName(name);
    if (wanted.isEmpty() || !QIcon::hasThemeIcon(wanted)) return {};
    return QIcon::fromTheme(wanted).pixmap(QSize(size, size), ratio);
}

// Draws one bundled icon in the present colour of a token.
class TokenIconEngine : public QIconEngine
{
public:
    TokenIconEngine(QString name, Token token)
        : m_name(std::move(name))
        , m_token(token)
    {
    }

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State) override
    {
        Icons::paint(painter, rect, m_name, colorFor(mode));
    }

    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        return scaledPixmap(size, mode, state, 1.0);
    }

    // Since Qt 6.8 `size` is device-independent here.
    QPixmap scaledPixmap(const QSize &size, QIcon::Mode mode, QIcon::State, qreal scale) override
    {
        const int side = std::max(1, std::min(size.width(), size.height()));
        return Icons::pixmap(m_name, colorFor(mode), side, scale);
    }

    QIconEngine *clone() const override { return new TokenIconEngine(m_name, m_token); }
    QString key() const override { return u"latchkey"_s; }
    QString iconName() override { return m_name; }
    QList<QSize> availableSizes(QIcon::Mode, QIcon::State) override
    {
        return {QSize(16, 16), QSize(32, 32), QSize(64, 64), QSize(256, 256)};
    }

private:
    QColor colorFor(QIcon::Mode mode) const { return tokens().color(mode == QIcon::Disabled ? Token::Faint : m_token); }

    QString m_name;
    Token m_token;
};

} // namespace

QIcon Icons::icon(const QString &name, Token token)
{
    return QIcon(new TokenIconEngine(name, token));
}

QIcon Icons::application()
{
    return icon(u"latchkey"_s);
}

QPixmap Icons::pixmap(const QString &name, const QColor &color, int size, qreal pixelRatio)
{
    if (name.isEmpty()) return {};
    const QString key =
        u"latchkey/%1/%2/%3/%4/%5"_s.arg(name).arg(size).arg(pixelRatio).arg(color.rgba(), 0, 16).arg(g_desktopIcons);
    QPixmap result;
    if (QPixmapCache::find(key, &result)) return result;
    if (g_desktopIcons) result = fromDesktop(name, size, pixelRatio);
    if (result.isNull()) result = rendered(name, color, size, pixelRatio);
    QPixmapCache::insert(key, result);
    return result;
}

void Icons::paint(QPainter *painter, const QRectF &rect, const QString &name, const QColor &color, int degrees)
{
    const int side = qRound(std::min(rect.width(), rect.height()));
    if (side <= 0 || name.isEmpty()) return;
    const qreal ratio = painter->device() ? painter->device()->devicePixelRatio() : 1.0;
    const QPixmap drawing = pixmap(name, color, side, ratio);
    QPointF corner(rect.center().x() - side / 2.0, rect.center().y() - side / 2.0);
    // Strokes lie on quarter pixels of the icon's own grid: half a pixel off, and they blur.
    corner = QPointF(qRound(corner.x() * ratio) / ratio, qRound(corner.y() * ratio) / ratio);
    if (degrees == 0) {
        painter->drawPixmap(corner, drawing);
        return;
    }
    painter->save();
    painter->setRenderHint(QPainter::SmoothPixmapTransform);
    painter->translate(corner + QPointF(side / 2.0, side / 2.0));
    painter->rotate(degrees);
    painter->drawPixmap(QPointF(-side / 2.0, -side / 2.0), drawing);
    painter->restore();
}

QStringList Icons::names()
{
    initIconResources();
    QStringList names;
    for (const QString &file : QDir(kFolder).entryList({u"*.svg"_s}, QDir::Files)) names << file.chopped(4);
    return names;
}

bool Icons::exists(const QString &name)
{
    initIconResources();
    return name == u"chevron-left" || QFile::exists(kFolder + u'/' + name + u".svg"_s);
}

QString Icons::forwardChevron(Qt::LayoutDirection direction)
{
    return direction == Qt::RightToLeft ? u"chevron-left"_s : u"chevron-right"_s;
}

void Icons::setDesktopIcons(bool on)
{
    g_desktopIcons = on;
}

bool Icons::desktopIcons()
{
    return g_desktopIcons;
}

QString Icons::desktopName(const QString &name)
{
    for (const RunState state : allRunStates()) {
        const RunStateLook look = runStateLook(state);
        if (look.icon == name) return look.desktopIcon;
    }
    static const QHash<QString, QString> names{
        {u"run"_s, u"media-playback-start"_s}, {u"stop"_s, u"media-playback-stop"_s},
        {u"warning"_s, u"dialog-warning"_s},   {u"info"_s, u"dialog-information"_s},
        {u"new"_s, u"document-new"_s},         {u"open"_s, u"document-open"_s},
        {u"save"_s, u"document-save"_s},       {u"undo"_s, u"edit-undo"_s},
        {u"redo"_s, u"edit-redo"_s},           {u"copy"_s, u"edit-copy"_s},
        {u"search"_s, u"edit-find"_s},         {u"clear"_s, u"edit-clear-all"_s},
        {u"close"_s, u"window-close"_s},       {u"folder"_s, u"folder"_s},
        {u"help"_s, u"help-contents"_s},       {u"settings"_s, u"preferences-system"_s},
        {u"rerun"_s, u"view-refresh"_s},       {u"export"_s, u"document-export"_s},
    };
    return names.value(name);
}

} // namespace latchkey::theme
