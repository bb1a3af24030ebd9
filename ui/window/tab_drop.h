// SPDX-License-Identifier: GPL-3.0-or-later
//
// A tab dragged out of its bar. While the pointer is over a place that takes tabs, what the tab will cover there is
// shaded; letting go puts it there; Escape, or letting go anywhere else, changes nothing. Moving tabs along the bar is
// the bar's own.
#pragma once

#include <QObject>
#include <QPointer>
#include <QRect>
#include <QWidget>

#include <functional>
#include <optional>

class QTabBar;

namespace latchkey::window {

class TabDrop : public QObject
{
    Q_OBJECT

public:
    /// What a drop of the tab in front means.
    struct Place {
        QRect area; ///< in the field
        std::function<void()> drop;
    };
    /// Says what lies at a point of the field.
    using Look = std::function<std::optional<Place>(const QPoint &place)>;

    /// Watches `bar`; `field` is where tabs can be dropped.
    TabDrop(QTabBar *bar, QWidget *field, Look look);
    ~TabDrop() override;

    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void setPlace(std::optional<Place> place);
    void cancel();

    QTabBar *m_bar;
    QWidget *m_field;
    Look m_look;
    QPointer<QWidget> m_shade; ///< the field's
    bool m_pressed = false;    ///< on a tab
    std::optional<Place> m_place;
};

} // namespace latchkey::window
