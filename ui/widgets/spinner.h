// SPDX-License-Identifier: GPL-3.0-or-later
//
// The one clock that turns spinners: 30 degrees every 100 ms, for all widgets that show one, and only while one of
// them can be seen. When less motion is wanted the icon stands still. Whoever shows a spinner attaches the widget it
// is painted in and asks `degrees()` while painting; rule: one turning icon per visible group, after 500 ms.
#pragma once

#include <QObject>
#include <QTimer>

class QWidget;

namespace latchkey::widgets {

/// A spinner appears this long after its run started: a shorter flash is worse than nothing.
inline constexpr int kSpinnerDelayMs = 500;

class Spinner : public QObject
{
    Q_OBJECT

public:
    static Spinner &instance();

    /// Repaints `widget` at each step until it is detached or destroyed.
    void attach(QWidget *widget);
    void detach(QWidget *widget);
    /// How far the icon is turned now.
    [[nodiscard]] int degrees() const;
    [[nodiscard]] bool isTurning() const { return m_timer.isActive(); }

private:
    explicit Spinner(QObject *parent);
    void step();

    QTimer m_timer;
    QList<QWidget *> m_widgets;
    int m_degrees = 0;
};

} // namespace latchkey::widgets
