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

TabDrop::TabDrop(QTabBar *bar, QWidget *field)
    : QObject(bar)
    , m_bar(bar)
    , m_field(field)
    , m_shade(new Shade(field))
{
    bar->installEventFilter(this);
}

std::optional<Qt::Orientation> TabDrop::halfAt(const QPoint &place) const
{
    const QRect field = m_field->rect();
    if (!field.contains(place)) return {};
    if (place.x() >= field.width() * 2 / 3) return Qt::Horizontal;
    if (place.y() >= field.height() * 2 / 3) return Qt::Vertical;
    return {};
}

void TabDrop::shade(std::optional<Qt::Orientation> half)
{
    if (std::exchange(m_half, half) == half) return;
    m_shade->setVisible(half.has_value());
    if (!half) return;
    QRect area = m_field->rect();
    if (*half == Qt::Horizontal) area.setLeft(area.center().x());
    else area.setTop(area.center().y());
    m_shade->setGeometry(area);
    m_shade->raise();
}

void TabDrop::cancel()
{
    m_pressed = false;
    shade({});
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
            shade(halfAt(m_field->mapFromGlobal(static_cast<QMouseEvent *>(event)->globalPosition().toPoint())));
        break;
    case QEvent::MouseButtonRelease: {
        const auto half = m_half;
        const bool pressed = m_pressed;
        cancel();
        // When the bar has put the tab back into its place.
        if (pressed && half) QMetaObject::invokeMethod(this, [this, half] { emit split(*half); }, Qt::QueuedConnection);
        break;
    }
    case QEvent::KeyPress:
    case QEvent::ShortcutOverride:
        if (m_half && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape) cancel();
        break;
    case QEvent::Hide:
        cancel();
        break;
    default:
        break;
    }
    return false;
}

} // namespace latchkey::window
