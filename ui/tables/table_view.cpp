// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tables/table_view.h"

#include "ui/output/visible_text.h"
#include "ui/tables/table_accessible.h"
#include "ui/theme/painting.h"
#include "ui/theme/theme.h"

#include <QAccessible>
#include <QApplication>
#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QScopedValueRollback>
#include <QScrollBar>

using namespace Qt::StringLiterals;

namespace latchkey::tables {

using theme::Part;
using theme::TextSize;
using theme::Token;
using Kind = runs::ResultValue::Kind;

namespace {

constexpr int kLeastWidth = 64, kMostWidth = 320;
constexpr int kLeastShare = 160; ///< of a narrow pane that one column may take at first
constexpr int kFitted = 100;     ///< columns whose width is chosen
constexpr int kFitRows = 60;     ///< rows looked at to choose widths

/// A cell's text may be long; no more than this can be seen.
constexpr int kCellCharacters = 120;

QFont fontOf(Kind kind, ColumnType type)
{
    const bool plain =
        kind == Kind::Integer || kind == Kind::Float || kind == Kind::Boolean || type == ColumnType::Date;
    return plain && kind != Kind::Null ? theme::fonts().ui() : theme::fonts().code();
}

Token tokenOf(Kind kind, ColumnType type, int column)
{
    if (kind == Kind::String) return type == ColumnType::Date || column == 0 ? Token::Text : Token::SyntaxString;
    if (kind == Kind::Integer || kind == Kind::Float || kind == Kind::Boolean) return Token::Text;
    return kind == Kind::Error ? Token::Fail : Token::Muted;
}

} // namespace

/// The column of row numbers: those of the list, so that a sorted row still says where it lies.
class RowNumbers : public QWidget
{
public:
    explicit RowNumbers(TableView *view)
        : QWidget(view)
        , m_view(view)
    {
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setLayoutDirection(Qt::LeftToRight);
        painter.fillRect(rect(), theme::color(Token::Panel));
        const int head = m_view->header()->height();
        const QRect top(0, 0, width(), head);
        painter.fillRect(top, theme::color(Token::Window));
        theme::drawEdge(&painter, top, Qt::BottomEdge, theme::color(Token::Border));
        theme::drawEdge(&painter, rect(), isRightToLeft() ? Qt::LeftEdge : Qt::RightEdge, theme::color(Token::Border));
        const TableModel *model = m_view->tableModel();
        painter.setFont(theme::fonts().ui());
        const int first = m_view->firstVisibleRow(), height = m_view->rowHeight();
        const int last = std::min(model->rowCount() - 1, first + m_view->visibleRows() + 1);
        painter.setClipRect(rect().adjusted(0, head, 0, 0));
        const int current = m_view->currentIndex().isValid() ? m_view->currentIndex().row() : -1;
        for (int row = first; row <= last; ++row) {
            const QRect cell(0, head + (row - first) * height, width() - theme::kSide, height);
            painter.setPen(theme::color(row == current ? Token::Text : Token::LineNo));
            painter.drawText(cell, Qt::AlignRight | Qt::AlignVCenter, QString::number(model->sourceRow(row)));
        }
    }
    void mousePressEvent(QMouseEvent *event) override
    {
        const int y = static_cast<int>(event->position().y()) - m_view->header()->height();
        const int row = m_view->firstVisibleRow() + y / m_view->rowHeight();
        if (y < 0 || row >= m_view->tableModel()->rowCount()) return;
        m_view->setCurrentIndex(m_view->tableModel()->index(row, std::max(0, m_view->currentIndex().column())));
        m_view->setFocus(Qt::MouseFocusReason);
    }

private:
    TableView *m_view;
};

TableView::TableView(TableModel *model, QWidget *parent)
    : QAbstractItemView(parent)
    , m_model(model)
    , m_header(new TableHeader(model, this))
    , m_numbers(new RowNumbers(this))
{
    installTableAccessibility();
    setObjectName(u"tableView"_s);
    setAccessibleName(tr("Table"));
    setFrameShape(QFrame::NoFrame);
    setSelectionBehavior(SelectRows);
    setSelectionMode(ExtendedSelection);
    setEditTriggers(NoEditTriggers);
    setVerticalScrollMode(ScrollPerItem);
    setHorizontalScrollMode(ScrollPerPixel);
    setTabKeyNavigation(false);
    setAutoScroll(true);
    viewport()->setBackgroundRole(QPalette::Base);
    setModel(model);
    connect(model, &QAbstractItemModel::modelReset, this, &TableView::onReset);
    connect(m_header, &QHeaderView::sectionClicked, this, &TableView::onHeaderClicked);
    connect(m_header, &QHeaderView::sectionHandleDoubleClicked, this, &TableView::fitColumn);
    connect(m_header, &QHeaderView::sectionMoved, viewport(), [this] { viewport()->update(); });
    connect(model, &TableModel::statisticsReady, this, &TableView::fitStrip);
    connect(m_header, &QHeaderView::sectionResized, this, [this](int column) {
        if (!m_fitting) m_chosenWidths.insert(column);
        updateGeometries();
        viewport()->update();
    });
    connect(m_header, &QWidget::customContextMenuRequested, this, [this](const QPoint &point) {
        if (const int column = m_header->logicalIndexAt(point); column >= 0)
            emit columnMenuRequested(column, m_header->mapToGlobal(point));
    });
    connect(this, &QAbstractItemView::activated, this, &TableView::activatedCell);
    connect(&theme::Theme::instance(), &theme::Theme::changed, this, [this] { updateGeometries(); });
}

int TableView::rowHeight() const
{
    return theme::metrics().height(Part::TreeRow);
}

int TableView::firstVisibleRow() const
{
    return verticalScrollBar()->value();
}

int TableView::visibleRows() const
{
    return std::max(1, viewport()->height() / rowHeight());
}

int TableView::horizontalOffset() const
{
    return horizontalScrollBar()->value();
}

int TableView::numbersWidth() const
{
    const qsizetype last = m_model->table() ? std::max<qsizetype>(m_model->table()->rowCount() - 1, 99) : 99;
    const QFontMetrics metrics(theme::fonts().ui());
    return metrics.horizontalAdvance(QString(QString::number(last).size(), u'0')) + 2 * theme::kSide;
}

// ---- geometry -----------------------------------------------------------------------------------------------------

void TableView::updateGeometries()
{
    const int head = m_header->sizeHint().height(), numbers = numbersWidth();
    const bool mirrored = isRightToLeft();
    setViewportMargins(mirrored ? 0 : numbers, head, mirrored ? numbers : 0, 0);
    const QRect inside = viewport()->geometry();
    m_header->setGeometry(inside.left(), inside.top() - head, inside.width(), head);
    m_numbers->setGeometry(mirrored ? inside.right() + 1 : inside.left() - numbers, inside.top() - head, numbers,
                           inside.height() + head);
    const int rows = m_model->rowCount();
    verticalScrollBar()->setPageStep(visibleRows());
    verticalScrollBar()->setSingleStep(1);
    verticalScrollBar()->setRange(0, std::max(0, rows - visibleRows()));
    horizontalScrollBar()->setPageStep(inside.width());
    horizontalScrollBar()->setSingleStep(24);
    horizontalScrollBar()->setRange(0, std::max(0, m_header->length() - inside.width()));
    m_header->setOffset(horizontalOffset());
    QAbstractItemView::updateGeometries();
}

void TableView::scrollContentsBy(int dx, int dy)
{
    if (dx != 0) m_header->setOffset(horizontalOffset());
    if (dy != 0) m_numbers->update();
    viewport()->update();
}

QRect TableView::cellRect(int row, int column) const
{
    return {m_header->sectionViewportPosition(column), (row - firstVisibleRow()) * rowHeight(),
            m_header->sectionSize(column), rowHeight()};
}

QRect TableView::visualRect(const QModelIndex &index) const
{
    return index.isValid() ? cellRect(index.row(), index.column()) : QRect();
}

QModelIndex TableView::indexAt(const QPoint &point) const
{
    const int column = m_header->logicalIndexAt(point.x());
    const int row = firstVisibleRow() + point.y() / rowHeight();
    return point.y() >= 0 && column >= 0 && row < m_model->rowCount() ? m_model->index(row, column) : QModelIndex();
}

void TableView::scrollTo(const QModelIndex &index, ScrollHint hint)
{
    if (!index.isValid() || m_staying) return;
    const int first = firstVisibleRow(), page = visibleRows();
    int wanted = first;
    if (hint == PositionAtTop) wanted = index.row();
    else if (hint == PositionAtCenter) wanted = index.row() - page / 2;
    else if (hint == PositionAtBottom || index.row() >= first + page) wanted = index.row() - page + 1;
    else if (index.row() < first) wanted = index.row();
    verticalScrollBar()->setValue(wanted);
    const int left = m_header->sectionPosition(index.column()), width = m_header->sectionSize(index.column());
    if (left < horizontalOffset() || width > viewport()->width()) horizontalScrollBar()->setValue(left);
    else if (left + width > horizontalOffset() + viewport()->width())
        horizontalScrollBar()->setValue(left + width - viewport()->width());
}

int TableView::fittingWidth(int column) const
{
    const Column &about = m_model->table()->columns()[column];
    const QFontMetrics name(theme::fonts().ui(TextSize::Body, QFont::DemiBold)),
        type(theme::fonts().ui(TextSize::Small));
    int width = name.horizontalAdvance(output::visibleText(about.name).left(kCellCharacters)) +
                type.horizontalAdvance(typeWord(about.type)) + theme::kIconGap + theme::kChevron + theme::kBarGap;
    const int last = std::min(m_model->rowCount(), firstVisibleRow() + kFitRows);
    for (int row = firstVisibleRow(); row < last; ++row) {
        const Kind kind = m_model->table()->table().cell(m_model->sourceRow(row), column).kind();
        const QString text = m_model->table()->cellText(m_model->sourceRow(row), column, kCellCharacters);
        width = std::max(width, QFontMetrics(fontOf(kind, about.type)).horizontalAdvance(text));
    }
    return std::max(width + 2 * theme::kSide + 2, m_header->stripWidth(column));
}

void TableView::setWidth(int column, int width)
{
    const QScopedValueRollback fitting(m_fitting, true);
    m_header->resizeSection(column, std::clamp(width, kLeastWidth, kMostWidth));
}

void TableView::fitColumn(int column)
{
    if (m_model->table() && column >= 0 && column < m_model->columnCount()) setWidth(column, fittingWidth(column));
}

// The line below the name comes a moment after the rows. A column whose width nobody has chosen makes room for it.
void TableView::fitStrip(int column)
{
    const int wanted = m_header->stripWidth(column);
    if (column < kFitted && !m_chosenWidths.contains(column) && wanted > m_header->sectionSize(column))
        setWidth(column, wanted);
}

void TableView::fitColumns()
{
    m_chosenWidths.clear();
    // In a narrow pane a second column is to be seen beside a wide one.
    const bool several = m_model->columnCount() > 1;
    const int most = several ? std::max(kLeastShare, viewport()->width() / 2) : kMostWidth;
    // Of very wide tables those in sight; the others as wide as most.
    for (int column = 0; column < std::min(kFitted, m_model->columnCount()); ++column)
        setWidth(column, std::min(most, fittingWidth(column)));
}

void TableView::showEvent(QShowEvent *event)
{
    QAbstractItemView::showEvent(event);
    if (std::exchange(m_fitsLater, false) && m_model->table() && m_chosenWidths.isEmpty()) fitColumns();
}

// A table that grows or is sorted keeps the place of the cursor and of the scroll bars.
void TableView::onReset()
{
    const QStringList columns = m_model->table() ? m_model->table()->table().columns() : QStringList();
    const bool same = columns == m_shownColumns;
    const int row = m_currentRow, column = m_currentColumn;
    m_shownColumns = columns;
    if (!same) {
        verticalScrollBar()->setValue(0);
        horizontalScrollBar()->setValue(0);
        m_fitsLater = !isVisible();
        fitColumns();
    }
    updateGeometries();
    m_numbers->update();
    if (m_model->rowCount() == 0 || m_model->columnCount() == 0) return;
    const QModelIndex current = m_model->index(same ? std::min(row, m_model->rowCount() - 1) : 0, same ? column : 0);
    // Without scrolling there: the reader may look somewhere else.
    const QScopedValueRollback keep(m_staying, true);
    selectionModel()->setCurrentIndex(current, QItemSelectionModel::NoUpdate);
}

// ---- input --------------------------------------------------------------------------------------------------------

// Up, down, as the list lies.
void TableView::onHeaderClicked(int column)
{
    const SortKey &sort = m_model->sort();
    if (sort.column != column) m_model->setSort({column, Qt::AscendingOrder});
    else if (sort.order == Qt::AscendingOrder) m_model->setSort({column, Qt::DescendingOrder});
    else m_model->setSort({});
}

QModelIndex TableView::moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers)
{
    const int rows = m_model->rowCount(), columns = m_model->columnCount();
    if (rows == 0 || columns == 0) return {};
    const QModelIndex current = currentIndex();
    if (!current.isValid()) return m_model->index(0, m_header->logicalIndex(0));
    int row = current.row(), place = m_header->visualIndex(current.column());
    const bool control = modifiers & Qt::ControlModifier;
    const int forward = isRightToLeft() ? -1 : 1;
    switch (action) {
    case MoveUp:
        row = control ? 0 : row - 1;
        break;
    case MoveDown:
        row = control ? rows - 1 : row + 1;
        break;
    case MoveLeft:
        place -= forward;
        break;
    case MoveRight:
        place += forward;
        break;
    case MovePrevious:
        --place;
        break;
    case MoveNext:
        ++place;
        break;
    case MoveHome:
        control ? row = 0 : place = 0;
        break;
    case MoveEnd:
        control ? row = rows - 1 : place = columns - 1;
        break;
    case MovePageUp:
        row -= visibleRows();
        break;
    case MovePageDown:
        row += visibleRows();
        break;
    }
    return m_model->index(std::clamp(row, 0, rows - 1), m_header->logicalIndex(std::clamp(place, 0, columns - 1)));
}

void TableView::setSelection(const QRect &rect, QItemSelectionModel::SelectionFlags command)
{
    const int rows = m_model->rowCount();
    if (rows == 0) return;
    const int first =
        std::clamp(firstVisibleRow() + static_cast<int>(std::floor(double(rect.top()) / rowHeight())), 0, rows - 1);
    const int last =
        std::clamp(firstVisibleRow() + static_cast<int>(std::floor(double(rect.bottom()) / rowHeight())), 0, rows - 1);
    const QItemSelection selection(m_model->index(first, 0), m_model->index(last, m_model->columnCount() - 1));
    selectionModel()->select(selection, command);
}

void TableView::keyPressEvent(QKeyEvent *event)
{
    const QModelIndex current = currentIndex();
    if (event->key() == Qt::Key_Down && event->modifiers() == Qt::AltModifier && current.isValid()) {
        const QRect section(m_header->sectionViewportPosition(current.column()), 0, 1, m_header->height());
        emit columnMenuRequested(current.column(), m_header->mapToGlobal(section.bottomLeft()));
        return;
    }
    // Letters do not search: with ten million rows that would be a long walk on this thread.
    const bool isLetter = !event->text().isEmpty() && event->text()[0].isPrint() && event->key() != Qt::Key_Space;
    if (isLetter && (event->modifiers() & ~Qt::ShiftModifier) == 0) return event->ignore();
    if (event->matches(QKeySequence::Copy)) return event->ignore(); // an action of the pane
    QAbstractItemView::keyPressEvent(event);
}

void TableView::contextMenuEvent(QContextMenuEvent *event)
{
    const bool byKey = event->reason() == QContextMenuEvent::Keyboard;
    const QModelIndex index = byKey ? currentIndex() : indexAt(viewport()->mapFrom(this, event->pos()));
    if (!index.isValid()) return;
    if (!byKey) setCurrentIndex(index);
    emit cellMenuRequested(index, byKey ? viewport()->mapToGlobal(visualRect(index).bottomLeft()) : event->globalPos());
}

void TableView::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QAbstractItemView::currentChanged(current, previous);
    if (current.isValid()) {
        m_currentRow = current.row();
        m_currentColumn = current.column();
    }
    viewport()->update();
    m_numbers->update();
    if (!QAccessible::isActive() || !current.isValid() || !hasFocus()) return;
    QAccessibleEvent event(this, QAccessible::Focus);
    event.setChild(current.row() * m_model->columnCount() + current.column());
    QAccessible::updateAccessibility(&event);
}

void TableView::selectionChanged(const QItemSelection &, const QItemSelection &)
{
    // The base class would ask for the region of each range.
    viewport()->update();
}

// ---- painting -----------------------------------------------------------------------------------------------------

QList<int> TableView::visibleColumns() const
{
    QList<int> columns;
    if (m_header->count() == 0) return columns;
    const int width = viewport()->width();
    const int a = m_header->visualIndexAt(0), b = m_header->visualIndexAt(width - 1);
    const int last = m_header->count() - 1;
    const int from = std::min(a < 0 ? last : a, b < 0 ? last : b), to = std::max(a < 0 ? last : a, b < 0 ? last : b);
    for (int place = from; place <= to; ++place) columns.append(m_header->logicalIndex(place));
    return columns;
}

void TableView::paintEvent(QPaintEvent *)
{
    QPainter painter(viewport());
    painter.setLayoutDirection(Qt::LeftToRight); // numbers at the right, in a mirrored window too
    painter.fillRect(viewport()->rect(), theme::color(Token::Editor));
    if (!m_model->table()) return;
    const QList<int> columns = visibleColumns();
    const int first = firstVisibleRow();
    const int last = std::min(m_model->rowCount() - 1, first + visibleRows() + 1);
    for (int row = first; row <= last; ++row)
        paintRow(&painter, row, QRect(0, (row - first) * rowHeight(), viewport()->width(), rowHeight()), columns);
}

void TableView::paintRow(QPainter *painter, int row, const QRect &rect, const QList<int> &columns)
{
    const bool selected = selectionModel()->isSelected(m_model->index(row, 0));
    const bool current = currentIndex().isValid() && currentIndex().row() == row;
    if (selected || current) painter->fillRect(rect, theme::color(hasFocus() ? Token::Select : Token::Inactive));
    theme::drawEdge(painter, rect, Qt::BottomEdge, theme::color(Token::Alt));
    for (const int column : columns) paintCell(painter, row, column, cellRect(row, column));
}

void TableView::paintCell(QPainter *painter, int row, int column, const QRect &rect)
{
    theme::drawEdge(painter, rect, isRightToLeft() ? Qt::LeftEdge : Qt::RightEdge, theme::color(Token::Alt));
    const qsizetype source = m_model->sourceRow(row);
    const runs::ResultValue cell = m_model->table()->table().cell(source, column);
    const ColumnType type = m_model->table()->columns()[column].type;
    if (cell.isValid()) {
        const Kind kind = cell.kind();
        QString text = output::visibleText(cell.preview(kCellCharacters));
        if (type == ColumnType::Date && kind == Kind::String && text.size() > 2) text = text.sliced(1, text.size() - 2);
        const QRect inside = rect.adjusted(theme::kSide, 0, -theme::kSide, 0);
        painter->setFont(fontOf(kind, type));
        painter->setPen(theme::color(tokenOf(kind, type, column)));
        const QFontMetrics metrics = painter->fontMetrics();
        if (metrics.horizontalAdvance(text) > inside.width())
            text = metrics.elidedText(text, Qt::ElideRight, inside.width());
        const bool number = isNumeric(type) && kind != Kind::Null;
        painter->drawText(inside, (number ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter | Qt::TextSingleLine,
                          text);
    }
    if (hasFocus() && currentIndex() == m_model->index(row, column)) theme::drawFocusRing(painter, rect, 0);
}

} // namespace latchkey::tables
