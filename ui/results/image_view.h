// SPDX-License-Identifier: GPL-3.0-or-later
//
// A picture to look at: as large as fits at first, then as the user likes it, from a sixty-fourth to thirty-two times
// its size. Ctrl and the wheel, + and -, 0 (all of it) and 1 (its own size) zoom, dragging and the arrow keys move.
// What is painted is only what is in sight, from the smallest of the picture's levels that is large enough.
#pragma once

#include "ui/results/image_data.h"

#include <QAbstractScrollArea>

namespace latchkey::results {

class ImageView : public QAbstractScrollArea
{
    Q_OBJECT

public:
    static constexpr double kLeastZoom = 1.0 / 64, kMostZoom = 32;

    explicit ImageView(QWidget *parent = nullptr);

    void setPicture(const Picture &picture);
    [[nodiscard]] const Picture &picture() const { return m_picture; }
    /// Pixels of the window for one of the picture.
    [[nodiscard]] double zoom() const { return m_zoom; }
    [[nodiscard]] bool fits() const { return m_fits; }
    /// Where the picture is in the viewport.
    [[nodiscard]] QRectF pictureRect() const;

public slots:
    /// All of the picture, at most its own size.
    void fit();
    void setZoom(double zoom);
    void zoomIn() { setZoom(m_zoom * kStep); }
    void zoomOut() { setZoom(m_zoom / kStep); }
    void copy() const;

signals:
    void zoomChanged(double zoom);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;

private:
    static constexpr double kStep = 1.25;

    void zoomAt(double zoom, const QPointF &anchor);
    [[nodiscard]] double fittingZoom() const;
    void layOut();

    Picture m_picture;
    double m_zoom = 1;
    bool m_fits = true;
    bool m_dragging = false;
    QPointF m_dragAt;
};

} // namespace latchkey::results
