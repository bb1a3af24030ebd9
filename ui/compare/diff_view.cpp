// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/diff_view.h"

#include "ui/output/visible_text.h"
#include "ui/theme/theme.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QMenu>
#include <QPainter>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace latchkey::compare {
namespace {

using theme::Token;
using widgets::Align;
using widgets::RowPainter;
using widgets::RowText;
using Kind = DiffRow::Kind;

constexpr int kNumberColumn = 40, kSignColumn = 20;

struct Mark {
    QString sign;
    Token token = Token::Muted;
};

Mark markOf(Kind kind)
{
    switch (kind) {
    case Kind::Removed:
        return {u"−"_s, Token::Fail};
    case Kind::Added:
        return {u"+"_s, Token::Ok};
    case Kind::Changed:
        return {u"~"_s, Token::Paused};
    default:
        return {};
    }
}

class Delegate : public widgets::RowDelegate
{
public:
    Delegate(const DiffModel *model, QObject *parent)
        : RowDelegate(theme::Part::OutputLine, parent)
        , m_model(model)
    {
    }

    void paintRow(RowPainter &row, const QStyleOptionViewItem &, const QModelIndex &index) const override
    {
        const DiffRow *diff = m_model->rowAt(index);
        if (diff == nullptr) return;
        row.take(theme::kSide);
        if (diff->kind == Kind::Gap || diff->kind == Kind::Note) {
            row.drawText(row.rest(), plainText(*diff),
                         {.size = theme::TextSize::Small, .token = Token::Muted, .align = Align::Centre});
            return;
        }
        const Mark mark = markOf(diff->kind);
        if (diff->place.isEmpty()) numbers(row, *diff);
        row.drawText(row.take(kSignColumn), mark.sign,
                     {.token = mark.token, .align = Align::Centre, .weight = QFont::DemiBold, .code = true});
        row.take(theme::kBarGap);
        row.takeEnd(theme::kRowMargin);
        diff->place.isEmpty() ? line(row, *diff, mark) : place(row, *diff, mark);
    }

private:
    static void numbers(RowPainter &row, const DiffRow &diff)
    {
        const RowText look{.size = theme::TextSize::Small, .token = Token::LineNo, .align = Align::End};
        const int width = theme::metrics().scaledWidth(kNumberColumn);
        for (const int number : {diff.before, diff.after})
            row.drawText(row.take(width), number > 0 ? QString::number(number) : QString(), look);
        row.take(theme::kBarGap);
    }

    static void line(RowPainter &row, const DiffRow &diff, const Mark &mark)
    {
        const Token token = diff.kind == Kind::Same ? Token::Muted : mark.token;
        row.drawText(row.rest(), output::visibleText(diff.text), {.token = token, .code = true});
    }

    static void place(RowPainter &row, const DiffRow &diff, const Mark &mark)
    {
        const QRect where = row.take(
            std::clamp(RowPainter::widthOf(diff.place, {.code = true}) + theme::kRowMargin, 0, row.rest().width() / 2));
        row.drawText(where.adjusted(0, 0, -theme::kRowMargin, 0), diff.place, {.elide = Qt::ElideMiddle, .code = true});
        const QString before = output::visibleText(diff.text);
        if (diff.kind != Kind::Changed) {
            row.drawText(row.rest(), before, {.token = mark.token, .code = true});
            return;
        }
        const int arrow = RowPainter::widthOf(u"→"_s) + 2 * theme::kSide;
        const int wanted = RowPainter::widthOf(before, {.code = true});
        row.drawText(row.take(std::min(wanted, (row.rest().width() - arrow) / 2)), before,
                     {.token = Token::Fail, .code = true});
        row.drawText(row.take(arrow), u"→"_s, {.token = Token::Muted, .align = Align::Centre});
        row.drawText(row.rest(), output::visibleText(diff.now), {.token = Token::Ok, .code = true});
    }

    const DiffModel *m_model;
};

} // namespace

void DiffModel::setDiff(const Diff &diff)
{
    beginResetModel();
    m_diff = diff;
    endResetModel();
}

const DiffRow *DiffModel::rowAt(const QModelIndex &index) const
{
    return index.isValid() && index.row() < m_diff.rows.size() ? &m_diff.rows[index.row()] : nullptr;
}

int DiffModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_diff.rows.size());
}

QVariant DiffModel::data(const QModelIndex &index, int role) const
{
    const DiffRow *row = rowAt(index);
    if (row == nullptr || (role != Qt::DisplayRole && role != Qt::AccessibleTextRole)) return {};
    return plainText(*row);
}

DiffView::DiffView(QWidget *parent)
    : RowView(parent)
    , m_model(new DiffModel(this))
    , m_copy(new QAction(tr("Copy"), this))
{
    setModel(m_model);
    setItemDelegate(new Delegate(m_model, this));
    setSelectionMode(ExtendedSelection);
    m_copy->setShortcut(QKeySequence::Copy);
    m_copy->setShortcutContext(Qt::WidgetShortcut);
    connect(m_copy, &QAction::triggered, this, &DiffView::copy);
    addAction(m_copy);
}

void DiffView::setDiff(const Diff &diff)
{
    m_model->setDiff(diff);
    scrollToTop();
}

void DiffView::copy()
{
    Diff chosen{diff().rows, 0, false};
    if (QModelIndexList rows = selectionModel()->selectedRows(); !rows.isEmpty()) {
        std::ranges::sort(rows);
        chosen.rows.clear();
        for (const QModelIndex &row : std::as_const(rows)) chosen.rows << *m_model->rowAt(row);
    }
    QApplication::clipboard()->setText(plainText(chosen));
}

void DiffView::contextMenuEvent(QContextMenuEvent *event)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(m_copy);
    menu->popup(event->globalPos());
}

} // namespace latchkey::compare
