// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/tab_drop.h"

#include "ui/theme/theme.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QTabBar>
#include <QWidget>

using namespace Qt::StringLiterals;

namespace latchkey::window {
namespace {

using theme::Token;

// What the new view will cover.
class Shade : public QWidget
{
public:
    explicit Shade(QWidget *parent)
        : QWidget(parent)
    {
        setObjectName(u"tabDropShade"_s);
        setAttribute(Qt::WA_TransparentForMouseEvents);
        setFocusPolicy(Qt::NoFocus);
        hide();
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        QColor ground = theme::color(Token::Accent);
        ground.setAlphaF(0.12F);
        painter.fillRect(rect(), ground);
        painter.setPen(QPen(theme::color(Token::Accent), 2));
        painter.drawRect(rect().adjusted(1, 1, -1, -1));
    }
};

} // namespace

TabDrop::TabDrop(QTabBar *bar, QWidget *field, Look look)
    : QObject(bar)
    , m_bar(bar)
    , m_field(field)
    , m_look(std::move(look))
    , m_shade(new Shade(field))
{
    bar->installEventFilter(this);
}

TabDrop::~TabDrop()
{
    // The field outlives the bars of a side that goes, or takes the shade along.
    if (m_shade) m_shade->deleteLater();
}

void TabDrop::setPlace(std::optional<Place> place)
{
    m_place = std::move(place);
    m_shade->setVisible(m_place.has_value());
    if (!m_place) return;
    m_shade->setGeometry(m_place->area);
    m_shade->raise();
}

void TabDrop::cancel()
{
    m_pressed = false;
    setPlace({});
}

bool TabDrop::eventFilter(QObject *, QEvent *event)
{
    switch (event->type()) {
    case QEvent::MouseButtonPress: {
        const auto *mouse = static_cast<QMouseEvent *>(event);
        m_pressed = mouse->button() == Qt::LeftButton && m_bar->tabAt(mouse->position().toPoint()) >= 0;
        break;
    }
    case QEvent::MouseMove:
        if (m_pressed)
            setPlace(m_look(m_field->mapFromGlobal(static_cast<QMouseEvent *>(event)->globalPosition().toPoint())));
        break;
    case QEvent::MouseButtonRelease: {
        const std::optional<Place> place = m_pressed ? m_place : std::nullopt;
        cancel();
        // When the bar has put the tab back into its place.
        if (place) QMetaObject::invokeMethod(m_field, place->drop, Qt::QueuedConnection);
        break;
    }
    case QEvent::KeyPress:
    case QEvent::ShortcutOverride:
        if (m_place && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape) cancel();
        break;
    case QEvent::Hide:
        if (m_shade) cancel();
        break;
    default:
        break;
    }
    return false;
}

} // namespace latchkey::window
