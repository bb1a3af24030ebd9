// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the file in front defines: functions with those inside of them, variables and imports. Typing in the field
// narrows it; the row the caret is in is current.
#pragma once

#include "engine/language/structure.h"
#include "ui/widgets/row_view.h"

#include <QAbstractItemModel>
#include <QSortFilterProxyModel>
#include <QWidget>

class QLabel;

namespace latchkey::widgets {
class SearchField;
}

namespace latchkey::project {

class OutlineModel : public QAbstractItemModel
{
    Q_OBJECT

public:
    enum Role { Detail = Qt::UserRole, Position, Kind };
    using QAbstractItemModel::QAbstractItemModel;

    static constexpr int kMaxRows = 5000;

    /// Where only places have changed the rows stay. Files with more definitions than anybody scrolls through are cut.
    void setItems(const std::vector<language::OutlineItem> &items);
    /// The row of the innermost item that `offset` is in.
    [[nodiscard]] QModelIndex indexAt(uint32_t offset) const;

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &index) const override;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex & = {}) const override { return 1; }
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

private:
    struct Row {
        language::OutlineItem item; ///< without children
        int parent = -1;
        int row = 0; ///< among its siblings
        QList<int> children;
    };
    struct Rows {
        QList<Row> all;
        QList<int> top;
    };
    static void add(Rows &rows, const language::OutlineItem &item, int parent);
    static bool sameBuild(const Rows &a, const Rows &b);

    Rows m_rows;
};

class OutlinePane : public QWidget
{
    Q_OBJECT

public:
    explicit OutlinePane(QWidget *parent = nullptr);

    void setItems(const std::vector<language::OutlineItem> &items);
    void setCaret(uint32_t offset);
    [[nodiscard]] OutlineModel *model() const { return m_model; }
    [[nodiscard]] widgets::RowView *view() const { return m_view; }

signals:
    void activated(uint32_t offset);

private:
    OutlineModel *m_model;
    QSortFilterProxyModel *m_filtered;
    widgets::SearchField *m_field;
    widgets::RowView *m_view;
    QLabel *m_empty;
};

} // namespace latchkey::project
