// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/batch/batch_table.h"

#include "ui/theme/theme.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QHeaderView>
#include <QMenu>
#include <QPainter>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace latchkey::batch {

namespace {

using theme::Part;
using theme::Token;
using widgets::Align;
using widgets::RowPainter;

constexpr int kNumberWidth = 60, kStateWidth = 150, kTimeWidth = 84, kAttemptsWidth = 84, kLeastInput = 150;
constexpr int kNarrowTable = 640;

class BatchCells : public widgets::CellDelegate
{
public:
    using CellDelegate::CellDelegate;

private:
    void paintCell(QPainter *, RowPainter &row, const QModelIndex &index) const override
    {
        const auto state = static_cast<theme::RunState>(index.data(BatchModel::StateRole).toInt());
        const QString text = index.data().toString();
        switch (static_cast<Column>(index.column())) {
        case Column::Number:
            row.drawText(row.rest(), text, {.token = Token::LineNo, .align = Align::End});
            break;
        case Column::Input:
            row.drawText(row.rest(), text, {.code = true});
            break;
        case Column::State:
            row.drawState(row.rest(), state);
            break;
        case Column::Result:
            paintResult(row, index, state, text);
            break;
        case Column::Time:
        case Column::Attempts:
            row.drawText(row.rest(), text, {.align = Align::End});
            break;
        }
    }

    void paintResult(RowPainter &row, const QModelIndex &index, theme::RunState state, const QString &text) const
    {
        const double share = index.data(BatchModel::ShareRole).toDouble();
        if (share >= 0) return row.drawProgress(row.rest(), share, text);
        if (state == theme::RunState::Finished) {
            bool isNumber = false;
            text.toDouble(&isNumber);
            const Token token = isNumber                ? Token::SyntaxNumber
                                : text.startsWith(u'"') ? Token::SyntaxString
                                                        : Token::Text;
            return void(row.drawText(row.rest(), text, {.token = token, .code = true}));
        }
        const bool isWrong = state == theme::RunState::Failed || state == theme::RunState::TimedOut;
        row.drawText(row.rest(), text.isEmpty() && !theme::isOver(state) ? u"–"_s : text,
                     {.token = isWrong ? Token::Fail : Token::Muted});
    }
};

} // namespace

BatchTable::BatchTable(BatchModel *model, QWidget *parent)
    : RowTable(Part::BatchRow, parent)
    , m_model(model)
{
    setModel(model);
    setObjectName(u"batchTable"_s);
    setAccessibleName(tr("Items and their outcomes"));
    auto *cells = new BatchCells(this);
    cells->setColumnLines(true);
    setItemDelegate(cells);
    setSelectionMode(ExtendedSelection);
    setSortingEnabled(true);
    horizontalHeader()->setSortIndicator(0, Qt::AscendingOrder);
    placeColumns();
    const auto tell = [this] { emit currentItemChanged(currentItem()); };
    connect(selectionModel(), &QItemSelectionModel::currentChanged, this, tell);
    connect(model, &QAbstractItemModel::modelReset, this, tell);
    connect(this, &QTableView::doubleClicked, this, [this] { emit activatedItem(currentItem()); });
}

int BatchTable::currentItem() const
{
    return currentIndex().isValid() ? m_model->itemAt(currentIndex().row()) : -1;
}

QList<qsizetype> BatchTable::selectedItems() const
{
    QList<qsizetype> items;
    for (const QModelIndex &index : selectionModel()->selectedRows()) items.append(m_model->itemAt(index.row()));
    std::ranges::sort(items);
    return items;
}

void BatchTable::selectItem(int item)
{
    const int row = m_model->rowOf(item);
    if (row >= 0) setCurrentIndex(m_model->index(row, 0));
}

void BatchTable::placeColumns()
{
    const theme::Metrics &m = theme::metrics();
    const int all = viewport()->width();
    const bool narrow = all < m.scaledWidth(kNarrowTable);
    setColumnHidden(static_cast<int>(Column::Attempts), narrow);
    const auto width = [&](Column column, int wanted) {
        setColumnWidth(static_cast<int>(column), m.scaledWidth(wanted));
        return m.scaledWidth(wanted);
    };
    int left = all - width(Column::Number, kNumberWidth) - width(Column::Time, kTimeWidth);
    left -= width(Column::State, narrow ? kStateWidth - 24 : kStateWidth);
    if (!narrow) left -= width(Column::Attempts, kAttemptsWidth);
    const int input = std::max(kLeastInput, left * 55 / 100);
    setColumnWidth(static_cast<int>(Column::Input), input);
    setColumnWidth(static_cast<int>(Column::Result), std::max(60, left - input));
}

void BatchTable::keyPressEvent(QKeyEvent *event)
{
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (enter && currentItem() >= 0) return emit activatedItem(currentItem());
    if (event->key() == Qt::Key_Delete && !selectedItems().isEmpty()) return emit cancelRequested(selectedItems());
    if (event->matches(QKeySequence::Copy)) {
        QStringList lines;
        for (const qsizetype item : selectedItems()) {
            const BatchRow &row = m_model->item(item);
            lines.append(QStringList{QString::number(item + 1), inputText(row), theme::runStateLook(row.state).word,
                                     resultText(row), itemTimeText(row)}
                             .join(u'\t'));
        }
        QGuiApplication::clipboard()->setText(lines.join(u'\n'));
        return;
    }
    RowTable::keyPressEvent(event);
}

void BatchTable::contextMenuEvent(QContextMenuEvent *event)
{
    const QList<qsizetype> items = selectedItems();
    if (items.isEmpty()) return;
    bool canCancel = false;
    bool canRetry = false;
    for (const qsizetype item : items) {
        canCancel = canCancel || !m_model->item(item).isOver();
        canRetry = canRetry || m_model->item(item).isOver();
    }
    const int count = static_cast<int>(items.size());
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("Run this item in the window"), this,
                    [this, items] { emit openRequested(static_cast<int>(items.first())); });
    menu->addAction(tr("Run %n item(s) again", nullptr, count), this, [this, items] { emit retryRequested(items); })
        ->setEnabled(canRetry);
    menu->addAction(tr("Cancel %n item(s)", nullptr, count), this, [this, items] { emit cancelRequested(items); })
        ->setEnabled(canCancel);
    const bool byKey = event->reason() == QContextMenuEvent::Keyboard;
    menu->popup(byKey ? viewport()->mapToGlobal(visualRect(currentIndex()).bottomLeft()) : event->globalPos());
}

} // namespace latchkey::batch
