// SPDX-License-Identifier: GPL-3.0-or-later
//
// The list of what one may be about to write, with the documentation of the current row beside it. A child of the
// window that never takes the focus: the editor keeps the keys and moves the row by `step`.
#pragma once

#include "engine/language/completion.h"
#include "ui/editor/code_tip.h"
#include "ui/widgets/row_view.h"

#include <QAbstractListModel>

namespace latchkey::editor {

class CompletionModel : public QAbstractListModel
{
    Q_OBJECT

public:
    using QAbstractListModel::QAbstractListModel;

    void setItems(std::vector<language::CompletionItem> items);
    [[nodiscard]] const std::vector<language::CompletionItem> &items() const { return m_items; }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

private:
    std::vector<language::CompletionItem> m_items;
};

class CompletionPopup : public QWidget
{
    Q_OBJECT

public:
    static constexpr int kRows = 10;

    explicit CompletionPopup(QWidget *window);

    /// Shows the items at `place` of the window, below a line of `lineHeight` or above it. The row with the label that
    /// was current stays current if `keepRow`.
    void showItems(std::vector<language::CompletionItem> items, const QPoint &place, int lineHeight, bool keepRow);
    void closeList();
    void moveTo(const QPoint &place, int lineHeight);
    void step(int by);
    void stepPage(int by) { step(by * (kRows - 1)); }
    /// Null when there is no row.
    [[nodiscard]] const language::CompletionItem *current() const;
    [[nodiscard]] CompletionModel *model() const { return m_model; }
    [[nodiscard]] CodeTip *documentation() const { return m_documentation; }

signals:
    void activated();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void place(const QPoint &place, int lineHeight);
    void showDocumentation();
    [[nodiscard]] int widthOfItems() const;

    CompletionModel *m_model;
    widgets::RowView *m_view;
    CodeTip *m_documentation;
};

} // namespace latchkey::editor
