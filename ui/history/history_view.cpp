// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/history/history_view.h"

#include "ui/history/history_words.h"
#include "ui/theme/theme.h"

#include <QContextMenuEvent>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QToolTip>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace latchkey::history {
namespace {

using journal::RunRecord;
using theme::Token;
using widgets::Align;
using widgets::RowPainter;

constexpr int kStateColumn = 132, kNameColumn = 168, kNarrowNameColumn = 110, kWhenColumn = 112, kTimeColumn = 64;
constexpr int kButton = 26, kNarrowView = 700;

enum Button : int { PinButton, RerunButton };

class Delegate : public widgets::RowDelegate
{
public:
    Delegate(HistoryView *view, const HistoryModel *model)
        : RowDelegate(theme::Part::RunRow, view)
        , m_view(view)
        , m_model(model)
    {
    }

    void paintRow(RowPainter &row, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const RunRecord *record = m_model->recordAt(index.row());
        if (record == nullptr) return; // on its way
        const theme::Metrics &metrics = theme::metrics();
        const bool narrow = m_view->isNarrow();
        row.take(theme::kRowMargin);
        row.drawState(row.take(metrics.scaledWidth(kStateColumn)), lookOf(record->outcome));
        row.drawText(row.take(metrics.scaledWidth(narrow ? kNarrowNameColumn : kNameColumn))
                         .adjusted(0, 0, -theme::kRowMargin, 0),
                     nameText(*record), {.elide = Qt::ElideMiddle});
        row.drawText(row.take(metrics.scaledWidth(kWhenColumn)), whenText(record->started), {.token = Token::Muted});
        buttons(row, option, index, *record);
        row.drawText(row.takeEnd(metrics.scaledWidth(kTimeColumn)), durationText(*record), {.align = Align::End});
        row.takeEnd(theme::kSide);
        row.drawText(row.rest(), detailText(*record), {.token = Token::Muted});
    }

    [[nodiscard]] QList<QRect> buttonRects(const QStyleOptionViewItem &option, const QModelIndex &) const override
    {
        RowPainter row(nullptr, option);
        row.takeEnd(theme::kSide);
        const QRect rerun = row.takeEnd(kButton), pin = row.takeEnd(kButton);
        return {squared(pin), squared(rerun)};
    }

private:
    static QRect squared(const QRect &column)
    {
        return {column.x(), column.center().y() - kButton / 2 + 1, kButton, kButton};
    }

    /// The pin is seen where it is set; otherwise both come under the pointer.
    void buttons(RowPainter &row, const QStyleOptionViewItem &option, const QModelIndex &index,
                 const RunRecord &record) const
    {
        const QList<QRect> places = buttonRects(option, index);
        const bool isLooked = option.state.testFlag(QStyle::State_MouseOver) || option.state & QStyle::State_Selected;
        const auto draw = [&](int button, const QString &icon, Token token) {
            row.drawButton(places[button], {.icon = icon,
                                            .hovered = isHovered(index, button),
                                            .pressed = isPressed(index, button),
                                            .token = token});
        };
        if (record.isPinned || isLooked) draw(PinButton, u"pin"_s, record.isPinned ? Token::Accent : Token::Muted);
        if (isLooked) draw(RerunButton, u"rerun"_s, Token::Muted);
        row.takeEnd(theme::kSide + 2 * kButton + theme::kSide);
    }

    HistoryView *m_view;
    const HistoryModel *m_model;
};

} // namespace

HistoryView::HistoryView(HistoryModel *model, QWidget *parent)
    : RowView(parent)
    , m_model(model)
{
    setObjectName(u"historyView"_s);
    setAccessibleName(tr("History of runs"));
    setModel(model);
    setItemDelegate(new Delegate(this, model));
    setSelectionMode(ExtendedSelection);
    setSeparators(true);
    connect(this, &RowView::rowButtonClicked, this, [this](const QModelIndex &index, int button) {
        const quint64 id = m_model->idAt(index.row());
        const RunRecord *record = m_model->recordAt(index.row());
        if (record == nullptr) return;
        if (button == RerunButton) emit rerunRequested(id);
        else emit pinRequested(id, !record->isPinned);
    });
}

QList<quint64> HistoryView::selectedRuns() const
{
    QList<quint64> ids;
    for (const QModelIndex &index : selectionModel()->selectedRows()) ids << m_model->idAt(index.row());
    std::ranges::sort(ids);
    return ids;
}

quint64 HistoryView::currentRun() const
{
    return currentIndex().isValid() ? m_model->idAt(currentIndex().row()) : 0;
}

void HistoryView::selectRun(quint64 id)
{
    const int row = m_model->rowOf(id);
    if (row >= 0) setCurrentIndex(m_model->index(row));
}

bool HistoryView::isNarrow() const
{
    return viewport()->width() < theme::metrics().scaledWidth(kNarrowView);
}

void HistoryView::selectionChanged(const QItemSelection &selected, const QItemSelection &deselected)
{
    RowView::selectionChanged(selected, deselected);
    emit selectionChangedTo(int(selectionModel()->selectedRows().size()));
}

void HistoryView::keyPressEvent(QKeyEvent *event)
{
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    const quint64 id = currentRun();
    if (enter && id != 0) {
        if (event->modifiers() & Qt::ShiftModifier) emit rerunRequested(id);
        else emit opened(id);
        return;
    }
    if (event->key() == Qt::Key_Delete && !selectedRuns().isEmpty()) {
        emit removeRequested(selectedRuns());
        return;
    }
    RowView::keyPressEvent(event);
}

void HistoryView::mouseDoubleClickEvent(QMouseEvent *event)
{
    const QModelIndex index = indexAt(event->position().toPoint());
    QStyleOptionViewItem option;
    initViewItemOption(&option);
    option.rect = visualRect(index);
    const auto *delegate = static_cast<const Delegate *>(itemDelegate());
    for (const QRect &button : delegate->buttonRects(option, index))
        if (button.contains(event->position().toPoint())) return RowView::mouseDoubleClickEvent(event);
    if (index.isValid()) emit opened(m_model->idAt(index.row()));
}

void fillRunMenu(QMenu *menu, HistoryView *view, quint64 id, bool isPinned)
{
    menu->addAction(HistoryView::tr("Run again with the same text and inputs"), view,
                    [view, id] { emit view->rerunRequested(id); });
    menu->addAction(HistoryView::tr("Open the text of then"), view, [view, id] { emit view->sourceRequested(id); });
    menu->addAction(HistoryView::tr("Use its inputs"), view, [view, id] { emit view->inputsRequested(id); });
    menu->addAction(HistoryView::tr("Compare with the run before"), view,
                    [view, id] { emit view->previousRequested(id); });
    menu->addSeparator();
    menu->addAction(isPinned ? HistoryView::tr("Do not keep for ever") : HistoryView::tr("Keep for ever"), view,
                    [view, id, isPinned] { emit view->pinRequested(id, !isPinned); });
    QMenu *copy = menu->addMenu(HistoryView::tr("Copy as"));
    copy->addAction(HistoryView::tr("Command line"), view, [view, id] { emit view->copyRequested(id, false); });
    copy->addAction(HistoryView::tr("JSON"), view, [view, id] { emit view->copyRequested(id, true); });
}

void HistoryView::fill(QMenu *menu)
{
    const QList<quint64> chosen = selectedRuns();
    if (chosen.size() == 1) {
        const RunRecord *record = m_model->recordAt(currentIndex().row());
        menu->addAction(tr("Open"), this, [this, id = chosen.first()] { emit opened(id); });
        fillRunMenu(menu, this, chosen.first(), record != nullptr && record->isPinned);
    } else if (chosen.size() == 2) {
        menu->addAction(tr("Compare these two"), this, [this, chosen] { emit compareRequested(chosen[0], chosen[1]); });
    }
    menu->addSeparator();
    menu->addAction(tr("Delete %n run(s)…", nullptr, int(chosen.size())), this,
                    [this, chosen] { emit removeRequested(chosen); });
}

void HistoryView::contextMenuEvent(QContextMenuEvent *event)
{
    if (selectedRuns().isEmpty()) return;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    fill(menu);
    const bool byKey = event->reason() == QContextMenuEvent::Keyboard;
    menu->popup(byKey ? viewport()->mapToGlobal(visualRect(currentIndex()).bottomLeft()) : event->globalPos());
}

} // namespace latchkey::history
