// SPDX-License-Identifier: GPL-3.0-or-later
//
// The Problems pane: one row a finding with its code and place; the selected one opens a line with what can be done
// about it. Return goes to the place, Alt+Return applies the first fix, F1 explains; the fixes are in the context menu
// too.
#pragma once

#include "ui/output/problems_model.h"

#include <QListView>
#include <QPersistentModelIndex>
#include <QWidget>
#include <optional>

namespace latchkey::output {

class ProblemsView : public QListView
{
    Q_OBJECT

public:
    explicit ProblemsView(ProblemsModel *model, QWidget *parent = nullptr);

    struct Button {
        QString text;
        int fix = -1; ///< -1: explain
        QRect rect;   ///< in the viewport
    };
    /// The buttons of the selected row.
    QList<Button> buttons(const QModelIndex &index, const QRect &row) const;
    QPoint pointer() const { return m_pointer; }

signals:
    void activated(const QString &file, int line, int column);
    void fixRequested(const latchkey::output::Problem &problem, int fix);
    void explainRequested(const QString &code);

protected:
    void mouseMoveEvent(QMouseEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;

private:
    void activate(const QModelIndex &index);
    void press(const QModelIndex &index, int fix);

    struct Pressed {
        QPersistentModelIndex index = {};
        QPoint point = {};
        std::optional<int> hit = {};
    };
    /// The button at a point of a row, or its place; nothing elsewhere.
    std::optional<int> hitAt(const QModelIndex &index, const QPoint &point) const;

    ProblemsModel *m_model;
    Pressed m_pressed;
    QPoint m_pointer{-1, -1};
};

class ProblemsPane : public QWidget
{
    Q_OBJECT

public:
    explicit ProblemsPane(QWidget *parent = nullptr);

    ProblemsModel *model() const { return m_model; }
    ProblemsView *view() const { return m_view; }

signals:
    void activated(const QString &file, int line, int column);
    void fixRequested(const latchkey::output::Problem &problem, int fix);
    void explainRequested(const QString &code);
    void countsChanged(int errors, int warnings);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    ProblemsModel *m_model;
    ProblemsView *m_view;
};

} // namespace latchkey::output
