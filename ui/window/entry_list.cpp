// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/entry_list.h"

#include "ui/theme/theme.h"

#include <QKeyEvent>

using namespace Qt::StringLiterals;

namespace latchkey::window {

using theme::TextSize;
using theme::Token;
using widgets::RowPainter;
using widgets::Span;

namespace {

// A name with the letters that were found in bold.
widgets::Spans spansOf(const Entry &entry)
{
    widgets::Spans spans;
    for (int i = 0; i < entry.name.size(); ++i) {
        const auto voice = entry.hits.contains(i) ? Span::Voice::Hit : Span::Voice::Plain;
        if (!spans.isEmpty() && spans.last().voice == voice) spans.last().text += entry.name[i];
        else spans.append({entry.name.mid(i, 1), voice, {}});
    }
    return spans;
}

class EntryDelegate : public widgets::RowDelegate
{
public:
    EntryDelegate(const EntryModel *model, EntryView *view)
        : RowDelegate(theme::Part::PaletteRow, view)
        , m_model(model)
        , m_view(view)
    {
    }

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        return RowDelegate::sizeHint(option, index) + QSize(0, m_view->gapAbove(index.row()));
    }

    void paintRow(RowPainter &row, const QStyleOptionViewItem &, const QModelIndex &index) const override
    {
        const Entry &entry = m_model->entries()[index.row()];
        row.take(theme::kRowMargin);
        row.takeEnd(theme::kRowMargin);
        if (entry.heading) {
            row.drawText(row.rest().adjusted(0, m_view->gapAbove(index.row()), 0, 0), entry.name,
                         {TextSize::Small, Token::Muted, widgets::Align::Start, QFont::DemiBold});
            return;
        }
        row.drawIcon(row.take(theme::kIcon), entry.icon, entry.token);
        row.take(theme::kRowMargin);
        if (!entry.keys.isEmpty()) {
            row.drawKeyCap(row.takeEnd(theme::keyCapSize(entry.keys).width()), entry.keys);
            row.takeEnd(theme::kSide);
        }
        if (!entry.end.isEmpty()) {
            const widgets::RowText look{TextSize::Small, Token::Muted, widgets::Align::End};
            // The name has its room first.
            const int room = row.rest().width() - widgets::spansWidth(spansOf(entry)) - theme::kRowMargin;
            row.drawText(row.takeEnd(std::clamp(RowPainter::widthOf(entry.end, look), 0, std::max(room, 0))), entry.end,
                         look);
            row.takeEnd(theme::kSide);
        }
        row.take(row.drawSpans(row.rest(), spansOf(entry)) + theme::kRowMargin);
        row.drawText(row.rest(), entry.where, {TextSize::Small, Token::Muted});
    }

private:
    const EntryModel *m_model;
    const EntryView *m_view;
};

} // namespace

void EntryModel::setEntries(const QList<Entry> &entries)
{
    beginResetModel();
    m_entries = entries;
    endResetModel();
}

int EntryModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_entries.size());
}

QVariant EntryModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= m_entries.size()) return {};
    const Entry &entry = m_entries[index.row()];
    if (role == Qt::DisplayRole) return entry.name;
    if (role != Qt::AccessibleTextRole) return {};
    QStringList parts{entry.name, entry.where, entry.end, entry.keys};
    parts.removeAll(QString());
    return parts.join(u", "_s);
}

Qt::ItemFlags EntryModel::flags(const QModelIndex &index) const
{
    // Views ask this also of what is below the pointer where no row is.
    if (!index.isValid() || index.row() >= m_entries.size()) return Qt::NoItemFlags;
    return m_entries[index.row()].heading ? Qt::ItemIsEnabled : Qt::ItemIsEnabled | Qt::ItemIsSelectable;
}

EntryView::EntryView(QWidget *parent)
    : RowView(parent)
    , m_model(new EntryModel(this))
{
    setModel(m_model);
    setItemDelegate(new EntryDelegate(m_model, this));
    setEditTriggers(NoEditTriggers);
    connect(this, &QAbstractItemView::clicked, this, [this](const QModelIndex &index) {
        if (m_model->entries()[index.row()].heading) return;
        setCurrentIndex(index);
        activateCurrent();
    });
}

void EntryView::setEntries(const QList<Entry> &entries)
{
    m_model->setEntries(entries);
    selectRow(0, 1);
}

void EntryView::selectRow(int from, int by)
{
    const QList<Entry> &entries = m_model->entries();
    for (int row = from; row >= 0 && row < entries.size(); row += by) {
        if (entries[row].heading) continue;
        setCurrentIndex(m_model->index(row, 0));
        return;
    }
}

void EntryView::step(int by)
{
    selectRow(currentIndex().row() + by, by < 0 ? -1 : 1);
}

void EntryView::activateCurrent()
{
    const QModelIndex index = currentIndex();
    if (!index.isValid()) return;
    if (m_model->entries()[index.row()].heading) return;
    const std::function<void()> act = m_model->entries()[index.row()].act;
    emit chosen();
    if (act) act();
}

void EntryView::setSectionGap(int gap)
{
    m_gap = gap;
    setUniformRowHeights(gap == 0);
    scheduleDelayedItemsLayout();
}

int EntryView::gapAbove(int row) const
{
    return m_model->entries()[row].heading ? m_gap : 0; // the first one too: each stands as far from what follows
}

int EntryView::contentHeight() const
{
    int height = m_model->rowCount() * theme::metrics().height(theme::Part::PaletteRow);
    for (int row = 0; row < m_model->rowCount(); ++row) height += gapAbove(row);
    return height;
}

void EntryView::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) activateCurrent();
    else RowView::keyPressEvent(event);
}

} // namespace latchkey::window
