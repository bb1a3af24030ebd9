// SPDX-License-Identifier: GPL-3.0-or-later
//
// A strip of controls above or below the content of a pane, with a hairline towards it.
#pragma once

#include "ui/theme/metrics.h"

#include <QHBoxLayout>
#include <QWidget>

namespace latchkey::tables {

class PaneBar : public QWidget
{
    Q_OBJECT

public:
    PaneBar(Qt::Edge edge, theme::Part part, QWidget *parent = nullptr);
    QHBoxLayout *row() const { return m_row; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {0, sizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Qt::Edge m_edge;
    theme::Part m_part;
    QHBoxLayout *m_row;
};

} // namespace latchkey::tables
