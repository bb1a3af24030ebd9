// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/profile/profile_view.h"

#include "ui/theme/theme.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QPainter>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace latchkey::profile {

namespace {

using theme::Part;
using theme::Token;
using widgets::Align;
using widgets::RowPainter;

constexpr int kPlaceWidth = 150, kCallsWidth = 90, kWaitingWidth = 90, kShareWidth = 140, kLeastName = 120;
constexpr int kNarrowTable = 720;
constexpr int kFigureWidth = 52; // of a share, beside its bar
constexpr int kBarHeight = 6;

class ProfileCells : public widgets::CellDelegate
{
public:
    using CellDelegate::CellDelegate;

private:
    void paintCell(QPainter *painter, RowPainter &row, const QModelIndex &index) const override
    {
        if (index.column() == ProfileModel::Own) row.takeEnd(theme::kRowMargin - theme::kSide);
        const QString text = index.data().toString();
        const double share = index.data(ProfileModel::ShareRole).toDouble();
        switch (index.column()) {
        case ProfileModel::Name:
            row.drawText(row.rest(), text, {.code = true});
            break;
        case ProfileModel::Place:
            row.drawText(row.rest(), text, {.token = Token::Muted, .elide = Qt::ElideMiddle});
            break;
        case ProfileModel::Own:
        case ProfileModel::Total:
            row.drawText(
                row.takeEnd(theme::metrics().scaledWidth(kFigureWidth)), text,
                {.token = index.column() == ProfileModel::Own ? Token::Text : Token::Muted, .align = Align::End});
            row.takeEnd(theme::kSide);
            paintBar(painter, row, share, index.column() == ProfileModel::Own ? Token::Accent : Token::Strong);
            break;
        default:
            row.drawText(row.rest(), text, {.token = Token::Muted, .align = Align::End});
        }
    }

    // It grows towards its figure, so that long bars and large figures stand together.
    static void paintBar(QPainter *painter, const RowPainter &row, double share, Token token)
    {
        const QRect column = row.rest();
        const int width = std::min(column.width(), static_cast<int>(std::lround(column.width() * share)));
        if (width <= 0) return;
        QRect bar(0, column.center().y() - kBarHeight / 2 + 1, width, kBarHeight);
        if (row.layout() == Qt::LeftToRight) bar.moveRight(column.right());
        else bar.moveLeft(column.left());
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(Qt::NoPen);
        painter->setBrush(theme::color(token));
        painter->drawRoundedRect(bar, std::min(3, width / 2), 3);
    }
};

} // namespace

ProfileView::ProfileView(ProfileModel *model, QWidget *parent)
    : RowTable(Part::TreeRow, parent)
    , m_model(model)
{
    setModel(model);
    setObjectName(u"profileView"_s);
    setAccessibleName(tr("Where the time went"));
    setItemDelegate(new ProfileCells(this));
    setSelectionMode(SingleSelection);
    viewport()->setBackgroundRole(QPalette::AlternateBase);
    horizontalHeader()->setSortIndicator(ProfileModel::Own, Qt::DescendingOrder);
    setSortingEnabled(true);
    connect(this, &QTableView::clicked, this, &ProfileView::activate);
    placeColumns();
}

void ProfileView::activate(const QModelIndex &index)
{
    if (const ProfileRow *row = m_model->rowAt(index.row())) emit placeActivated(row->file, row->line, 1);
}

void ProfileView::placeColumns()
{
    const theme::Metrics &m = theme::metrics();
    const int all = viewport()->width();
    const bool narrow = all < m.scaledWidth(kNarrowTable);
    const bool functions = m_model->by() == ProfileModel::By::Function;
    setColumnHidden(ProfileModel::Calls, narrow || !functions);
    setColumnHidden(ProfileModel::Waiting, narrow);
    setColumnHidden(ProfileModel::Total, !functions);
    int left = all;
    const auto width = [&](int column, int wanted) {
        if (isColumnHidden(column)) return;
        setColumnWidth(column, m.scaledWidth(wanted));
        left -= columnWidth(column);
    };
    width(ProfileModel::Place, kPlaceWidth);
    width(ProfileModel::Calls, kCallsWidth);
    width(ProfileModel::Waiting, kWaitingWidth);
    width(ProfileModel::Total, kShareWidth);
    width(ProfileModel::Own, kShareWidth);
    setColumnWidth(ProfileModel::Name, std::max(m.scaledWidth(kLeastName), left));
}

void ProfileView::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) return activate(currentIndex());
    if (event->matches(QKeySequence::Copy)) return copyRows();
    RowTable::keyPressEvent(event);
}

/// The whole table, for a spreadsheet: nobody wants one row of it.
void ProfileView::copyRows() const
{
    QStringList lines;
    for (int row = 0; row < m_model->rowCount(); ++row) {
        QStringList cells;
        for (int column = 0; column < ProfileModel::ColumnCount; ++column)
            if (!isColumnHidden(column)) cells.append(m_model->index(row, column).data().toString());
        lines.append(cells.join(u'\t'));
    }
    QGuiApplication::clipboard()->setText(lines.join(u'\n'));
}

} // namespace latchkey::profile
