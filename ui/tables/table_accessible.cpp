// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tables/table_accessible.h"

#include "ui/tables/table_view.h"

#include <QAccessibleWidget>
#include <QHash>
#include <QPointer>

#include <limits>

using namespace Qt::StringLiterals;

namespace latchkey::tables {
namespace {

constexpr qsizetype kMostCells = 4000;

class CellAccessible final : public QAccessibleInterface, public QAccessibleTableCellInterface
{
public:
    CellAccessible(TableView *view, int row, int column)
        : m_view(view)
        , m_row(row)
        , m_column(column)
    {
    }

    bool isValid() const override { return m_view && index().isValid(); }
    QObject *object() const override { return nullptr; }
    QAccessibleInterface *childAt(int, int) const override { return nullptr; }
    QAccessibleInterface *parent() const override { return QAccessible::queryAccessibleInterface(m_view.data()); }
    QAccessibleInterface *child(int) const override { return nullptr; }
    int childCount() const override { return 0; }
    int indexOfChild(const QAccessibleInterface *) const override { return -1; }
    QString text(QAccessible::Text type) const override
    {
        if (!isValid() || (type != QAccessible::Name && type != QAccessible::Value)) return {};
        return index().data(type == QAccessible::Name ? Qt::AccessibleTextRole : Qt::DisplayRole).toString();
    }
    void setText(QAccessible::Text, const QString &) override {}
    QRect rect() const override
    {
        if (!isValid()) return {};
        return m_view->visualRect(index()).translated(m_view->viewport()->mapToGlobal(QPoint()));
    }
    QAccessible::Role role() const override { return QAccessible::Cell; }
    QAccessible::State state() const override
    {
        QAccessible::State state;
        if (!isValid()) {
            state.invalid = true;
            return state;
        }
        state.readOnly = state.selectable = state.focusable = true;
        state.selected = isSelected();
        state.focused = m_view->hasFocus() && m_view->currentIndex() == index();
        return state;
    }
    void *interface_cast(QAccessible::InterfaceType type) override
    {
        return type == QAccessible::TableCellInterface ? static_cast<QAccessibleTableCellInterface *>(this) : nullptr;
    }

    bool isSelected() const override { return isValid() && m_view->selectionModel()->isSelected(index()); }
    QList<QAccessibleInterface *> columnHeaderCells() const override { return {}; }
    QList<QAccessibleInterface *> rowHeaderCells() const override { return {}; }
    int columnIndex() const override { return m_column; }
    int rowIndex() const override { return m_row; }
    int columnExtent() const override { return 1; }
    int rowExtent() const override { return 1; }
    QAccessibleInterface *table() const override { return parent(); }

private:
    QModelIndex index() const { return m_view->tableModel()->index(m_row, m_column); }

    QPointer<TableView> m_view;
    int m_row, m_column;
};

class TableAccessible final : public QAccessibleWidget, public QAccessibleTableInterface
{
public:
    explicit TableAccessible(TableView *view)
        : QAccessibleWidget(view, QAccessible::Table)
        , m_view(view)
    {
    }
    ~TableAccessible() override { forget(); }

    void *interface_cast(QAccessible::InterfaceType type) override
    {
        if (type == QAccessible::TableInterface) return static_cast<QAccessibleTableInterface *>(this);
        return QAccessibleWidget::interface_cast(type);
    }
    int childCount() const override
    {
        return static_cast<int>(std::min<qint64>(qint64(rowCount()) * columnCount(), std::numeric_limits<int>::max()));
    }
    QAccessibleInterface *child(int index) const override
    {
        const int columns = columnCount();
        return index >= 0 && columns > 0 ? cellAt(index / columns, index % columns) : nullptr;
    }
    int indexOfChild(const QAccessibleInterface *child) const override
    {
        const auto *cell = dynamic_cast<const CellAccessible *>(child);
        return cell ? cell->rowIndex() * columnCount() + cell->columnIndex() : -1;
    }
    QAccessibleInterface *childAt(int x, int y) const override
    {
        const QModelIndex index = m_view->indexAt(m_view->viewport()->mapFromGlobal(QPoint(x, y)));
        return index.isValid() ? cellAt(index.row(), index.column()) : nullptr;
    }

    QAccessibleInterface *caption() const override { return nullptr; }
    QAccessibleInterface *summary() const override { return nullptr; }
    QAccessibleInterface *cellAt(int row, int column) const override
    {
        if (!m_view->tableModel()->hasIndex(row, column)) return nullptr;
        const qint64 key = qint64(row) * columnCount() + column;
        if (const auto known = m_cells.constFind(key); known != m_cells.constEnd())
            return QAccessible::accessibleInterface(*known);
        if (m_cells.size() > kMostCells) forget();
        auto *cell = new CellAccessible(m_view, row, column);
        m_cells.insert(key, QAccessible::registerAccessibleInterface(cell));
        return cell;
    }
    int selectedCellCount() const override { return selectedRowCount() * columnCount(); }
    QList<QAccessibleInterface *> selectedCells() const override { return {}; }
    QString columnDescription(int column) const override
    {
        return m_view->tableModel()->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
    }
    QString rowDescription(int row) const override
    {
        return m_view->tableModel()->headerData(row, Qt::Vertical, Qt::DisplayRole).toString();
    }
    int selectedColumnCount() const override { return 0; }
    int selectedRowCount() const override
    {
        int rows = 0;
        for (const QItemSelectionRange &range : m_view->selectionModel()->selection()) rows += range.height();
        return rows;
    }
    int columnCount() const override { return m_view->tableModel()->columnCount(); }
    int rowCount() const override { return m_view->tableModel()->rowCount(); }
    QList<int> selectedColumns() const override { return {}; }
    QList<int> selectedRows() const override
    {
        QList<int> rows;
        for (const QItemSelectionRange &range : m_view->selectionModel()->selection())
            for (int row = range.top(); row <= range.bottom() && rows.size() < kMostCells; ++row) rows.append(row);
        return rows;
    }
    bool isColumnSelected(int) const override { return false; }
    bool isRowSelected(int row) const override
    {
        return m_view->selectionModel()->isSelected(m_view->tableModel()->index(row, 0));
    }
    bool selectRow(int row) override
    {
        if (!m_view->tableModel()->hasIndex(row, 0)) return false;
        m_view->setCurrentIndex(m_view->tableModel()->index(row, 0));
        return true;
    }
    bool selectColumn(int) override { return false; }
    bool unselectRow(int) override { return false; }
    bool unselectColumn(int) override { return false; }
    void modelChange(QAccessibleTableModelChangeEvent *) override { forget(); }

private:
    void forget() const
    {
        for (const QAccessible::Id id : std::as_const(m_cells)) QAccessible::deleteAccessibleInterface(id);
        m_cells.clear();
    }

    TableView *m_view;
    mutable QHash<qint64, QAccessible::Id> m_cells;
};

QAccessibleInterface *makeInterface(const QString &, QObject *object)
{
    auto *view = qobject_cast<TableView *>(object);
    return view ? new TableAccessible(view) : nullptr;
}

} // namespace

void installTableAccessibility()
{
    static const bool installed = (QAccessible::installFactory(makeInterface), true);
    Q_UNUSED(installed)
}

} // namespace latchkey::tables
