// SPDX-License-Identifier: GPL-3.0-or-later
//
// The head of a table: name, type and sort chevron of each column, below them the strip with bars and figures. It
// paints what the model knows; bars appear when a worker has counted. Sections are moved and sized with the pointer.
#pragma once

#include "ui/tables/table_model.h"

#include <QHeaderView>

namespace latchkey::tables {

class TableHeader : public QHeaderView
{
    Q_OBJECT

public:
    explicit TableHeader(TableModel *model, QWidget *parent = nullptr);

    /// Height of the names, without the strip.
    static int namesHeight();
    QSize sizeHint() const override;
    /// What a column needs for its line of figures; 0 while there is none.
    int stripWidth(int column) const;

protected:
    void paintSection(QPainter *painter, const QRect &rect, int logicalIndex) const override;
    void paintEvent(QPaintEvent *event) override;

private:
    void paintName(QPainter *painter, const QRect &rect, int column) const;
    void paintStrip(QPainter *painter, const QRect &rect, int column) const;

    TableModel *m_model;
};

} // namespace latchkey::tables
