// SPDX-License-Identifier: GPL-3.0-or-later
//
// The view of a batch's table: columns as in the window's other tables, states with icon and word, a bar while an item
// runs. Return opens an item, Delete cancels it, a click on a head sorts. Columns keep their place; in a narrow window
// the attempts give way first.
#pragma once

#include "ui/batch/batch_model.h"
#include "ui/widgets/row_table.h"

namespace latchkey::batch {

class BatchTable : public widgets::RowTable
{
    Q_OBJECT

public:
    explicit BatchTable(BatchModel *model, QWidget *parent = nullptr);

    /// The item of the current row; -1: none.
    [[nodiscard]] int currentItem() const;
    [[nodiscard]] QList<qsizetype> selectedItems() const;
    void selectItem(int item);

signals:
    void currentItemChanged(int item);
    void activatedItem(int item);
    void cancelRequested(const QList<qsizetype> &items);
    void retryRequested(const QList<qsizetype> &items);
    void openRequested(int item);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    void placeColumns() override;

    BatchModel *m_model;
};

} // namespace latchkey::batch
