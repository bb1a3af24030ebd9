// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tables/pane_bar.h"

#include "ui/theme/painting.h"
#include "ui/theme/theme.h"

#include <QPainter>

namespace latchkey::tables {

PaneBar::PaneBar(Qt::Edge edge, theme::Part part, QWidget *parent)
    : QWidget(parent)
    , m_edge(edge)
    , m_part(part)
    , m_row(new QHBoxLayout(this))
{
    m_row->setContentsMargins(theme::kSide, edge == Qt::TopEdge ? 1 : 0, theme::kSide, edge == Qt::BottomEdge ? 1 : 0);
    m_row->setSpacing(theme::kAnswerGap);
}

QSize PaneBar::sizeHint() const
{
    return {QWidget::sizeHint().width(), theme::metrics().height(m_part)};
}

void PaneBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), theme::color(theme::Token::Panel));
    theme::drawEdge(&painter, rect(), m_edge, theme::color(theme::Token::Border));
}

} // namespace latchkey::tables
