// SPDX-License-Identifier: GPL-3.0-or-later
//
// Shows a comparison of two runs: what differs in result, output, text, inputs and permissions, one at a time, with the
// number of differences on each button.
#pragma once

#include "ui/compare/diff_view.h"
#include "ui/history/comparison.h"
#include "ui/output/rich_line.h"

#include <QWidget>

class QStackedWidget;

namespace latchkey::widgets {
class Chip;
class EmptyState;
class IconButton;
class SmallButton;
} // namespace latchkey::widgets

namespace latchkey::history {

class ComparisonPage : public QWidget
{
    Q_OBJECT

public:
    explicit ComparisonPage(QWidget *parent = nullptr);
    /// Whether the page stands in the list's place: its way back is named then, otherwise it is a cross at the end.
    void setAlone(bool alone);

    void show(const Comparison &comparison);
    /// Says that the comparison is being made.
    void wait();
    [[nodiscard]] const Comparison &comparison() const { return m_comparison; }
    void showSide(Side side);
    [[nodiscard]] compare::DiffView *view() const { return m_view; }

signals:
    void closed();

private:
    [[nodiscard]] output::RichLine title() const;

    Comparison m_comparison;
    output::RichLabel *m_title;
    widgets::SmallButton *m_back;
    widgets::IconButton *m_close;
    QList<widgets::Chip *> m_chips;
    QStackedWidget *m_pages;
    compare::DiffView *m_view;
    widgets::EmptyState *m_empty;
};

} // namespace latchkey::history
