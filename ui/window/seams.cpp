// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/seams.h"

#include "ui/theme/metrics.h"
#include "ui/theme/painting.h"
#include "ui/theme/theme.h"
#include "ui/widgets/tab_bars.h"

#include <QDockWidget>
#include <QEvent>
#include <QPainter>
#include <QTimer>

namespace latchkey::window {
namespace {

using theme::Token;

// One side of the line: the ground of what is beside it, with the strip of tabs at its top.
class Seam : public QWidget
{
public:
    explicit Seam(QWidget *parent)
        : QWidget(parent)
    {
        setAttribute(Qt::WA_TransparentForMouseEvents);
        setFocusPolicy(Qt::NoFocus);
    }

    Token ground = Token::Panel;
    bool hasStrip = false;

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.fillRect(rect(), theme::color(ground));
        if (!hasStrip) return;
        const QRect strip(0, 0, width(), theme::metrics().height(theme::Part::DockTab));
        painter.fillRect(strip, theme::color(Token::Window));
        theme::drawEdge(&painter, strip, Qt::BottomEdge, theme::color(Token::Border));
    }
};

} // namespace

Seams::Seams(QMainWindow *window)
    : QObject(window)
    , m_window(window)
{
    watch(window->centralWidget());
    if (auto *strip = window->centralWidget()->findChild<widgets::TabStrip *>()) watch(strip);
    for (QDockWidget *dock : window->findChildren<QDockWidget *>(Qt::FindDirectChildrenOnly)) watch(dock);
}

void Seams::watch(QWidget *widget)
{
    widget->installEventFilter(this);
}

bool Seams::eventFilter(QObject *, QEvent *event)
{
    switch (event->type()) {
    case QEvent::Move:
    case QEvent::Resize:
    case QEvent::Show:
    case QEvent::Hide:
        // Once for all the moves of one layout.
        if (!std::exchange(m_queued, true))
            QTimer::singleShot(0, this, [this] {
                m_queued = false;
                place();
            });
        break;
    default:
        break;
    }
    return false;
}

void Seams::place()
{
    constexpr int kSide = theme::kSplitter / 2;
    qsizetype used = 0;
    const auto put = [&](const QRect &rect, Token ground, bool hasStrip) {
        if (used == m_seams.size()) m_seams << new Seam(m_window);
        auto *seam = static_cast<Seam *>(m_seams[used++]);
        seam->ground = ground;
        seam->hasStrip = hasStrip;
        seam->setGeometry(rect);
        seam->show();
        seam->update();
    };
    const auto around = [&](const QWidget *widget, Token ground, bool hasStrip) {
        if (!widget->isVisible() || widget->isWindow()) return;
        const QRect rect = widget->geometry();
        const QRect window = m_window->rect();
        // Only edges with a neighbour have a gap; those at the window's edge have none.
        if (rect.left() > window.left()) put({rect.left() - kSide, rect.top(), kSide, rect.height()}, ground, hasStrip);
        if (rect.right() < window.right()) put({rect.right() + 1, rect.top(), kSide, rect.height()}, ground, hasStrip);
        const QWidget *bottom =
            m_window->findChild<QDockWidget *>(QStringLiteral("bottom"), Qt::FindDirectChildrenOnly);
        if (bottom != nullptr && bottom->isVisible() && !bottom->isWindow() && widget != bottom &&
            rect.bottom() < bottom->geometry().top() && rect.right() >= bottom->geometry().left())
            put({rect.left(), rect.bottom() + 1, rect.width(), kSide}, ground, false);
    };
    const auto *strip = m_window->centralWidget()->findChild<widgets::TabStrip *>();
    around(m_window->centralWidget(), Token::Editor, strip != nullptr && strip->isVisible());
    for (const QDockWidget *dock : m_window->findChildren<QDockWidget *>(Qt::FindDirectChildrenOnly))
        around(dock, Token::Panel, true);
    for (qsizetype i = used; i < m_seams.size(); ++i) m_seams[i]->hide();
}

} // namespace latchkey::window
