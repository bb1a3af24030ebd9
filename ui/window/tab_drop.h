// SPDX-License-Identifier: GPL-3.0-or-later
//
// A tab dragged down into the text splits its page: at the right edge side by side, at the lower edge above and below.
// While the pointer is over such an edge the half that the new view will have is shaded; Escape, or letting go anywhere
// else, changes nothing. Moving tabs along the strip is the tab bar's own.
#pragma once

#include <QObject>

#include <optional>

class QTabBar;
class QWidget;

namespace latchkey::window {

class TabDrop : public QObject
{
    Q_OBJECT

public:
    /// Watches `bar`; `field` is where tabs can be dropped.
    TabDrop(QTabBar *bar, QWidget *field);

    bool eventFilter(QObject *watched, QEvent *event) override;

signals:
    /// The tab in front was dropped there.
    void split(Qt::Orientation orientation);

private:
    [[nodiscard]] std::optional<Qt::Orientation> halfAt(const QPoint &place) const;
    void shade(std::optional<Qt::Orientation> half);
    void cancel();

    QTabBar *m_bar;
    QWidget *m_field;
    QWidget *m_shade;
    bool m_pressed = false; ///< on a tab
    std::optional<Qt::Orientation> m_half;
};

} // namespace latchkey::window
