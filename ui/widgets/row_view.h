// SPDX-License-Identifier: GPL-3.0-or-later
//
// A tree or list of rows, each painted whole by its delegate through RowPainter: ground, focus ring and chevron belong
// to the row, not to its cells. `RowView` takes off what QTreeView paints itself; `RowDelegate` is what the delegates
// of the panes derive from: it gives rows their height and finds the painted button under the pointer.
#pragma once

#include "ui/theme/metrics.h"
#include "ui/widgets/row_painter.h"

#include <QStyledItemDelegate>
#include <QTreeView>

namespace latchkey::widgets {

class RowView : public QTreeView
{
    Q_OBJECT

public:
    explicit RowView(QWidget *parent = nullptr);

    /// Whether rows are kept apart by a pale line.
    void setSeparators(bool on);
    /// Whether the view draws indentation and chevrons (trees), or the delegate what it needs of them (lists, the
    /// rule).
    void setTree(bool on);

signals:
    /// A button painted in a row was clicked; `button` counts from the delegate's first.
    void rowButtonClicked(const QModelIndex &index, int button);

protected:
    void drawRow(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    void drawBranches(QPainter *painter, const QRect &rect, const QModelIndex &index) const override;
    bool viewportEvent(QEvent *event) override;

private:
    bool m_separators = false;
};

/// Base of all row delegates.
class RowDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    explicit RowDelegate(theme::Part part, QObject *parent = nullptr);

    /// Paints the row's facts; ground and focus are painted already. Called with a painter-less RowPainter too.
    virtual void paintRow(RowPainter &row, const QStyleOptionViewItem &option, const QModelIndex &index) const = 0;
    /// The places of the buttons in the row, in order. None unless a subclass says so.
    [[nodiscard]] virtual QList<QRect> buttonRects(const QStyleOptionViewItem &option, const QModelIndex &index) const;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const final;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    bool editorEvent(QEvent *event, QAbstractItemModel *model, const QStyleOptionViewItem &option,
                     const QModelIndex &index) override;

    /// Whether the pointer is over that button of that row, or holds it pressed.
    [[nodiscard]] bool isHovered(const QModelIndex &index, int button) const;
    [[nodiscard]] bool isPressed(const QModelIndex &index, int button) const;
    /// The pointer left the view.
    void forgetPointer();

signals:
    void buttonClicked(const QModelIndex &index, int button);

private:
    theme::Part m_part;
    QPersistentModelIndex m_hoveredRow;
    int m_hoveredButton = -1;
    QPersistentModelIndex m_pressedRow;
    int m_pressedButton = -1;
};

} // namespace latchkey::widgets
