// SPDX-License-Identifier: GPL-3.0-or-later
//
// The list that shows a comparison: a row each, painted with its sign. Ctrl+C copies the selected rows, or all.
#pragma once

#include "ui/compare/diff_rows.h"
#include "ui/widgets/row_view.h"

#include <QAbstractListModel>

namespace latchkey::compare {

class DiffModel : public QAbstractListModel
{
    Q_OBJECT

public:
    using QAbstractListModel::QAbstractListModel;

    void setDiff(const Diff &diff);
    [[nodiscard]] const Diff &diff() const { return m_diff; }
    [[nodiscard]] const DiffRow *rowAt(const QModelIndex &index) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

private:
    Diff m_diff;
};

class DiffView : public widgets::RowView
{
    Q_OBJECT

public:
    explicit DiffView(QWidget *parent = nullptr);

    void setDiff(const Diff &diff);
    [[nodiscard]] const Diff &diff() const { return m_model->diff(); }

public slots:
    void copy();

protected:
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    DiffModel *m_model;
    QAction *m_copy;
};

} // namespace latchkey::compare
