// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/result_view.h"

#include "ui/output/row_painting.h"
#include "ui/theme/theme.h"
#include "ui/widgets/row_painter.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QHeaderView>
#include <QMenu>
#include <QMouseEvent>
#include <QPainter>
#include <QStyledItemDelegate>

using namespace Qt::StringLiterals;

namespace latchkey::results {
namespace {

using theme::Part;
using theme::TextSize;
using theme::Token;
using widgets::Align;
using widgets::RowPainter;

constexpr int kGap = 16; // between name and preview

Token tokenOf(Kind kind, bool cycle)
{
    if (cycle) return Token::Muted;
    switch (kind) {
    case Kind::Boolean:
    case Kind::Integer:
    case Kind::Float:
        return Token::SyntaxNumber;
    case Kind::String:
    case Kind::Bytes:
        return Token::SyntaxString;
    case Kind::Function:
    case Kind::Module:
        return Token::SyntaxFunc;
    case Kind::Error:
        return Token::Fail;
    default:
        return Token::Muted;
    }
}

class ResultDelegate : public QStyledItemDelegate
{
public:
    ResultDelegate(ResultView *view)
        : QStyledItemDelegate(view)
        , m_view(view)
    {
    }

    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override
    {
        return {100, theme::metrics().height(Part::TreeRow)};
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        painter->save();
        RowPainter row(painter, option);
        row.drawGround();
        row.take(theme::kSide - 2 + theme::kTreeIndent * m_view->depthOf(index));
        row.takeChevron(index.model()->hasChildren(index), m_view->isExpanded(index));
        row.take(2);
        row.takeEnd(theme::kRowMargin);
        const QString type = index.siblingAtColumn(ResultModel::Type).data().toString();
        const widgets::RowText typeLook{.size = TextSize::Small, .token = Token::Muted, .align = Align::End};
        const int typeWidth = std::min(RowPainter::widthOf(type, typeLook) + 1, option.rect.width() / 3);
        row.drawText(row.takeEnd(typeWidth), type, typeLook);
        row.takeEnd(theme::kSide);
        // Code in trees is one pixel smaller than the editor's: the look's small size, zoomed with the text panes.
        paintFacts(painter, row.rest(), option.direction, index);
        row.drawFocus();
        painter->restore();
    }

private:
    void paintFacts(QPainter *painter, const QRect &rect, Qt::LayoutDirection direction, const QModelIndex &index) const
    {
        const QFont font = theme::fonts().code();
        const QString name = index.data().toString();
        const QFontMetricsF metrics(font);
        const int nameWidth =
            std::min(static_cast<int>(std::ceil(metrics.horizontalAdvance(name))), rect.width() * 2 / 3);
        const QRect nameRect(rect.left(), rect.top(), nameWidth, rect.height());
        const QRect valueRect = rect.adjusted(nameWidth + kGap, 0, 0, 0);
        painter->setLayoutDirection(direction);
        output::paintText(painter, output::mirroredRect(direction, rect, nameRect), name, font, Token::Text);
        const bool cycle = index.data(ResultModel::CycleRole).toBool();
        const auto kind = static_cast<Kind>(index.data(ResultModel::KindRole).toInt());
        output::paintText(painter, output::mirroredRect(direction, rect, valueRect),
                          index.siblingAtColumn(ResultModel::Preview).data().toString(), font, tokenOf(kind, cycle));
    }

    ResultView *m_view;
};

} // namespace

ResultView::ResultView(ResultModel *model, QWidget *parent)
    : QTreeView(parent)
    , m_model(model)
{
    setModel(model);
    setObjectName(u"resultView"_s);
    setAccessibleName(tr("Result"));
    setItemDelegate(new ResultDelegate(this));
    setHeaderHidden(true);
    setRootIsDecorated(false);
    setIndentation(0); // the delegate paints it: the ground reaches from edge to edge
    setUniformRowHeights(true);
    setFrameShape(QFrame::NoFrame);
    setMouseTracking(true);
    setExpandsOnDoubleClick(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    viewport()->setBackgroundRole(QPalette::AlternateBase);
    header()->setStretchLastSection(false);
    header()->setSectionResizeMode(0, QHeaderView::Stretch);
    for (int column = 1; column < ResultModel::ColumnCount; ++column) setColumnHidden(column, true);
    const auto add = [this](const QString &text, const QKeySequence &key, auto slot) {
        auto *action = new QAction(text, this);
        action->setShortcut(key);
        action->setShortcutContext(Qt::WidgetShortcut);
        connect(action, &QAction::triggered, this, slot);
        addAction(action);
    };
    add(tr("Copy path"), QKeySequence::Copy, &ResultView::copyPath);
    add(tr("Copy as JSON"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C), &ResultView::copyJson);
    connect(&theme::Theme::instance(), &theme::Theme::changed, this, [this] { scheduleDelayedItemsLayout(); });
}

int ResultView::depthOf(const QModelIndex &index) const
{
    int depth = 0;
    for (QModelIndex at = index.parent(); at.isValid() && at != rootIndex(); at = at.parent()) ++depth;
    return depth;
}

QRect ResultView::chevronRect(const QModelIndex &index) const
{
    const QRect row = visualRect(index);
    const int x = theme::kSide - 2 + theme::kTreeIndent * depthOf(index);
    return output::mirroredRect(layoutDirection(), row,
                                QRect(row.left() + x, row.top(), theme::kTreeIndent, row.height()));
}

QStringList ResultView::openPaths() const
{
    constexpr qsizetype kMost = 100;
    QStringList paths;
    QModelIndexList open{m_model->index(0, 0)};
    for (qsizetype i = 0; i < open.size() && paths.size() < kMost; ++i) {
        const QModelIndex node = open[i];
        if (!isExpanded(node)) continue;
        paths.append(m_model->pathAt(node));
        for (int row = 0; row < m_model->rowCount(node) && row < ResultModel::kFetch; ++row)
            if (const QModelIndex child = m_model->index(row, 0, node); isExpanded(child)) open.append(child);
    }
    return paths;
}

void ResultView::openAgain(const QStringList &paths, const QString &current)
{
    const QSet<QString> wanted(paths.begin(), paths.end());
    QModelIndexList look{m_model->index(0, 0)};
    for (qsizetype i = 0; i < look.size(); ++i) {
        const QModelIndex node = look[i];
        const QString path = m_model->pathAt(node);
        if (path == current) setCurrentIndex(node);
        if (!wanted.contains(path)) continue;
        expand(node);
        if (m_model->rowCount(node) == 0) m_model->fetchMore(node);
        for (int row = 0; row < m_model->rowCount(node); ++row) look.append(m_model->index(row, 0, node));
    }
}

void ResultView::mousePressEvent(QMouseEvent *event)
{
    const QModelIndex index = indexAt(event->position().toPoint());
    const bool chevron = index.isValid() && event->button() == Qt::LeftButton && m_model->hasChildren(index) &&
                         chevronRect(index).contains(event->position().toPoint());
    QTreeView::mousePressEvent(event);
    if (chevron) setExpanded(index, !isExpanded(index));
}

void ResultView::copyPath()
{
    const QString path = m_model->pathAt(currentIndex());
    if (path.isEmpty()) return;
    QApplication::clipboard()->setText(path);
    emit copied();
}

void ResultView::copyJson()
{
    if (const ValuePtr value = m_model->valueAt(currentIndex())) emit jsonWanted(value);
}

void ResultView::contextMenuEvent(QContextMenuEvent *event)
{
    if (!currentIndex().isValid()) return;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addActions(actions());
    menu->popup(event->globalPos());
}

} // namespace latchkey::results
