// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tables/table_header.h"

#include "ui/output/visible_text.h"
#include "ui/theme/painting.h"
#include "ui/theme/theme.h"

#include <QPainter>

using namespace Qt::StringLiterals;

namespace latchkey::tables {

using theme::Part;
using theme::TextSize;
using theme::Token;

namespace {

constexpr int kBarsHeight = 18, kBarsTop = 5;
constexpr double kBarsOpacity = 0.55;
constexpr int kLeastSection = 48;

} // namespace

TableHeader::TableHeader(TableModel *model, QWidget *parent)
    : QHeaderView(Qt::Horizontal, parent)
    , m_model(model)
{
    setObjectName(u"tableHeader"_s);
    setAccessibleName(tr("Columns"));
    setModel(model);
    setSectionsClickable(true);
    setSectionsMovable(true);
    setHighlightSections(false);
    setStretchLastSection(false);
    setMinimumSectionSize(kLeastSection);
    setContextMenuPolicy(Qt::CustomContextMenu);
    connect(model, &TableModel::statisticsReady, this, [this] { viewport()->update(); });
    connect(model, &TableModel::arrangingChanged, this, [this] { viewport()->update(); });
    connect(&theme::Theme::instance(), &theme::Theme::changed, this, [this] { updateGeometry(); });
}

int TableHeader::namesHeight()
{
    return theme::metrics().height(Part::TableHeader);
}

QSize TableHeader::sizeHint() const
{
    return {QHeaderView::sizeHint().width(), namesHeight() + theme::metrics().height(Part::StatisticsStrip)};
}

void TableHeader::paintEvent(QPaintEvent *event)
{
    QPainter painter(viewport());
    painter.fillRect(viewport()->rect(), theme::color(Token::Window));
    theme::drawEdge(&painter, viewport()->rect(), Qt::BottomEdge, theme::color(Token::Border));
    painter.end();
    QHeaderView::paintEvent(event);
}

void TableHeader::paintSection(QPainter *painter, const QRect &rect, int column) const
{
    if (!m_model->table() || column >= m_model->columnCount()) return;
    painter->save();
    painter->setClipRect(rect);
    painter->fillRect(rect, theme::color(Token::Window));
    theme::drawEdge(painter, rect, layoutDirection() == Qt::RightToLeft ? Qt::LeftEdge : Qt::RightEdge,
                    theme::color(Token::Border));
    theme::drawEdge(painter, rect, Qt::BottomEdge, theme::color(Token::Border));
    const QRect inside = rect.adjusted(theme::kSide, 0, -theme::kSide, -1);
    paintName(painter, QRect(inside.left(), inside.top(), inside.width(), namesHeight()), column);
    paintStrip(painter, inside.adjusted(0, namesHeight(), 0, 0), column);
    painter->restore();
}

// Name and type stand together at the side where the cells stand; the chevron is always at the end.
void TableHeader::paintName(QPainter *painter, const QRect &rect, int column) const
{
    const Column &about = m_model->table()->columns()[column];
    QRect place = rect;
    const SortKey &sort = m_model->sort();
    if (sort.column == column) {
        const QRect chevron(place.right() - theme::kChevron + 1, place.top(), theme::kChevron, place.height());
        theme::drawChevron(painter, chevron,
                           sort.order == Qt::AscendingOrder ? theme::Direction::Up : theme::Direction::Down,
                           theme::color(Token::Text));
        place.setRight(chevron.left() - theme::kBarGap);
    }
    const QFont nameFont = theme::fonts().ui(TextSize::Body, QFont::DemiBold);
    const QFont typeFont = theme::fonts().ui(TextSize::Small);
    const QFontMetrics nameMetrics(nameFont), typeMetrics(typeFont);
    const QString type = typeWord(about.type);
    const QString fullName = output::visibleText(about.name);
    const int typeWidth = typeMetrics.horizontalAdvance(type) + theme::kIconGap;
    const bool fits = nameMetrics.horizontalAdvance(fullName) + typeWidth <= place.width();
    const QString name = nameMetrics.elidedText(fullName, Qt::ElideRight, place.width());
    const int nameWidth = nameMetrics.horizontalAdvance(name);
    const int baseline = place.top() + (place.height() + nameMetrics.ascent() - nameMetrics.descent()) / 2;
    int x = place.left();
    if (isNumeric(about.type)) x = place.right() + 1 - nameWidth - (fits ? typeWidth : 0);
    painter->setFont(nameFont);
    painter->setPen(theme::color(Token::Text));
    theme::drawTextAt(painter, {x, baseline}, name);
    if (!fits) return;
    painter->setFont(typeFont);
    painter->setPen(theme::color(Token::Muted));
    theme::drawTextAt(painter, {x + nameWidth + theme::kIconGap, baseline}, type);
}

int TableHeader::stripWidth(int column) const
{
    const ColumnStatistics *statistics = m_model->statistics(column);
    if (statistics == nullptr) return 0;
    const QFontMetrics metrics(theme::fonts().ui(TextSize::Tiny));
    return metrics.horizontalAdvance(statistics->line(m_model->table()->columns()[column].type)) + 2 * theme::kSide + 2;
}

void TableHeader::paintStrip(QPainter *painter, const QRect &rect, int column) const
{
    const ColumnStatistics *statistics = m_model->statistics(column);
    if (statistics == nullptr) return;
    const ColumnType type = m_model->table()->columns()[column].type;
    const QFont font = theme::fonts().ui(TextSize::Tiny);
    const QFontMetrics metrics(font);
    const QString line = metrics.elidedText(statistics->line(type), Qt::ElideRight, rect.width());
    painter->setFont(font);
    painter->setPen(theme::color(Token::Muted));
    const int width = metrics.horizontalAdvance(line);
    const int x = isNumeric(type) ? rect.right() + 1 - width : rect.left();
    theme::drawTextAt(painter, {x, rect.bottom() - metrics.descent() - 3}, line);
    if (statistics->bars.isEmpty()) return;
    const int bar = std::clamp(rect.width() / static_cast<int>(statistics->bars.size()) - 1, 1, 8);
    const int all = (bar + 1) * static_cast<int>(statistics->bars.size()) - 1;
    int left = isNumeric(type) ? rect.right() + 1 - all : rect.left();
    const QColor colour = theme::tokens().color(Token::Strong, kBarsOpacity);
    for (const double height : statistics->bars) {
        const int pixels = height > 0 ? std::max(1, static_cast<int>(height * kBarsHeight)) : 0;
        painter->fillRect(QRect(left, rect.top() + kBarsTop + kBarsHeight - pixels, bar, pixels), colour);
        left += bar + 1;
    }
}

} // namespace latchkey::tables
