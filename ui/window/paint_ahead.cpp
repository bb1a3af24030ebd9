// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/paint_ahead.h"

#include <QBackingStore>
#include <QEvent>
#include <QGuiApplication>
#include <QWidget>

using namespace Qt::StringLiterals;

namespace latchkey::window {

namespace {

constexpr int kQuietMs = 8; // after a painting; while paintings follow one another there is no time for it

} // namespace

PaintAhead::PaintAhead(QWidget *window)
    : QObject(window)
    , m_window(window)
{
    if (QGuiApplication::platformName() != "xcb"_L1) return;
    m_quiet.setSingleShot(true);
    m_quiet.setInterval(kQuietMs);
    connect(&m_quiet, &QTimer::timeout, this, &PaintAhead::settle);
    window->installEventFilter(this);
}

bool PaintAhead::eventFilter(QObject *, QEvent *event)
{
    if (event->type() == QEvent::UpdateRequest) m_quiet.start();
    return false;
}

// Beginning to paint is what waits for the server; nothing is painted and nothing handed over.
void PaintAhead::settle()
{
    QBackingStore *store = m_window->backingStore();
    if (store == nullptr || !m_window->isVisible() || store->size().isEmpty()) return;
    store->beginPaint(QRect(QPoint(), store->size()));
    store->endPaint();
}

} // namespace latchkey::window
