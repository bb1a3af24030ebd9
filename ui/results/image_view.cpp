// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/image_view.h"

#include "ui/theme/theme.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QPainter>
#include <QScrollBar>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace latchkey::results {

using theme::Token;

ImageView::ImageView(QWidget *parent)
    : QAbstractScrollArea(parent)
{
    setObjectName(u"imageView"_s);
    setAccessibleName(tr("Picture"));
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    viewport()->setAutoFillBackground(false);
    connect(&theme::Theme::instance(), &theme::Theme::changed, viewport(), [this] { viewport()->update(); });
}

void ImageView::setPicture(const Picture &picture)
{
    const bool other = picture.size != m_picture.size;
    m_picture = picture;
    setAccessibleDescription(
        tr("%1, %2 by %3 pixels").arg(picture.format).arg(picture.size.width()).arg(picture.size.height()));
    if (other || m_fits) fit(); // a picture that a script shows again and again keeps what the user chose
    viewport()->update();
}

double ImageView::fittingZoom() const
{
    if (m_picture.size.isEmpty()) return 1;
    const QSizeF room = maximumViewportSize();
    const QSizeF size = m_picture.size;
    return std::clamp(std::min(room.width() / size.width(), room.height() / size.height()), kLeastZoom, 1.0);
}

void ImageView::fit()
{
    m_fits = true;
    m_zoom = fittingZoom();
    layOut();
}

void ImageView::setZoom(double zoom)
{
    zoomAt(zoom, QRectF(viewport()->rect()).center());
}

// The pixel under `anchor` stays there.
void ImageView::zoomAt(double zoom, const QPointF &anchor)
{
    const double wanted = std::clamp(zoom, kLeastZoom, kMostZoom);
    const QPointF pixel = (anchor - pictureRect().topLeft()) / m_zoom;
    m_fits = false;
    m_zoom = wanted;
    layOut();
    const QPointF moved = pixel * m_zoom + pictureRect().topLeft() - anchor;
    horizontalScrollBar()->setValue(horizontalScrollBar()->value() + int(std::lround(moved.x())));
    verticalScrollBar()->setValue(verticalScrollBar()->value() + int(std::lround(moved.y())));
}

void ImageView::layOut()
{
    const QSize room = viewport()->size();
    const QSizeF size = QSizeF(m_picture.size) * m_zoom;
    const auto set = [this](QScrollBar *bar, double all, int page) {
        bar->setRange(0, m_fits ? 0 : std::max(0, int(std::ceil(all)) - page));
        bar->setPageStep(page);
        bar->setSingleStep(20);
    };
    set(horizontalScrollBar(), size.width(), room.width());
    set(verticalScrollBar(), size.height(), room.height());
    viewport()->setCursor(horizontalScrollBar()->maximum() > 0 || verticalScrollBar()->maximum() > 0
                              ? Qt::OpenHandCursor
                              : Qt::ArrowCursor);
    viewport()->update();
    emit zoomChanged(m_zoom);
}

QRectF ImageView::pictureRect() const
{
    const QSizeF size = QSizeF(m_picture.size) * m_zoom, room = viewport()->size();
    const auto place = [](double all, double shown, int scrolled) {
        return all < shown ? std::floor((shown - all) / 2) : -double(scrolled);
    };
    return {QPointF(place(size.width(), room.width(), horizontalScrollBar()->value()),
                    place(size.height(), room.height(), verticalScrollBar()->value())),
            size};
}

void ImageView::paintEvent(QPaintEvent *event)
{
    QPainter painter(viewport());
    painter.fillRect(event->rect(), theme::color(Token::Panel));
    if (!m_picture.isValid()) return;
    const QRectF whole = pictureRect();
    const QRectF seen = whole.intersected(QRectF(event->rect()));
    if (seen.isEmpty()) return;
    // The ground of what is clear in the picture.
    painter.fillRect(seen, theme::color(Token::Editor));
    const double wanted = whole.width() * devicePixelRatio();
    qsizetype at = 0;
    while (at + 1 < m_picture.levels.size() && m_picture.levels[at + 1].width() >= wanted) ++at;
    const QImage &level = m_picture.levels[at];
    const double x = level.width() / whole.width(), y = level.height() / whole.height();
    const QRectF source((seen.left() - whole.left()) * x, (seen.top() - whole.top()) * y, seen.width() * x,
                        seen.height() * y);
    // Enlarged, single pixels are what one wants to see.
    painter.setRenderHint(QPainter::SmoothPixmapTransform, wanted < 2.0 * level.width());
    painter.drawImage(seen, level, source);
}

void ImageView::resizeEvent(QResizeEvent *)
{
    if (m_fits) fit();
    else layOut();
}

void ImageView::wheelEvent(QWheelEvent *event)
{
    if ((event->modifiers() & Qt::ControlModifier) == 0) return QAbstractScrollArea::wheelEvent(event);
    zoomAt(m_zoom * std::pow(kStep, event->angleDelta().y() / 120.0), event->position());
    event->accept();
}

void ImageView::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy)) return copy();
    const bool plain = (event->modifiers() & ~(Qt::ShiftModifier | Qt::KeypadModifier)) == 0;
    if (plain && (event->key() == Qt::Key_Plus || event->key() == Qt::Key_Equal)) return zoomIn();
    if (plain && event->key() == Qt::Key_Minus) return zoomOut();
    if (plain && event->key() == Qt::Key_0) return fit();
    if (plain && event->key() == Qt::Key_1) return setZoom(1);
    QAbstractScrollArea::keyPressEvent(event);
}

void ImageView::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton) return event->ignore();
    m_dragging = true;
    m_dragAt = event->position();
}

void ImageView::mouseMoveEvent(QMouseEvent *event)
{
    if (!m_dragging) return;
    const QPointF way = m_dragAt - event->position();
    m_dragAt = event->position();
    horizontalScrollBar()->setValue(horizontalScrollBar()->value() + int(way.x()));
    verticalScrollBar()->setValue(verticalScrollBar()->value() + int(way.y()));
}

void ImageView::mouseReleaseEvent(QMouseEvent *)
{
    m_dragging = false;
}

void ImageView::copy() const
{
    if (m_picture.isValid()) QGuiApplication::clipboard()->setImage(m_picture.levels.first());
}

} // namespace latchkey::results
