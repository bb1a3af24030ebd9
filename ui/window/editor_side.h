// SPDX-License-Identifier: GPL-3.0-or-later
//
// One side of the editor: a strip of tabs and the page of the tab in front. There is one, or two beside each other;
// EditorArea decides which tab stands where and which side is the active one.
#pragma once

#include "ui/widgets/tab_bars.h"
#include "ui/window/editor_page.h"

#include <QStackedWidget>
#include <QWidget>

namespace latchkey::window {

class EditorSide : public QWidget
{
    Q_OBJECT

public:
    explicit EditorSide(QWidget *parent = nullptr);

    /// At `position` of the tabs, or at their end.
    void insert(EditorPage *page, int position = -1);
    /// Takes the page out; it belongs to nobody then.
    void take(EditorPage *page);
    [[nodiscard]] int count() const { return m_bar->count(); }
    [[nodiscard]] int indexOf(const EditorPage *page) const;
    [[nodiscard]] EditorPage *pageAt(int index) const;
    [[nodiscard]] EditorPage *currentPage() const { return pageAt(m_bar->currentIndex()); }
    /// Another widget than a page in the place of the pages, while there are none.
    void setEmptyWidget(QWidget *widget);

    [[nodiscard]] widgets::EditorTabBar *bar() const { return m_bar; }
    [[nodiscard]] widgets::TabStrip *strip() const { return m_strip; }
    [[nodiscard]] QStackedWidget *stack() const { return m_stack; }
    /// Between tabs and page.
    void addBar(QWidget *bar);

signals:
    /// This page is in front of this side now.
    void shown(latchkey::window::EditorPage *page);
    /// A tab was pressed, also one that is in front already.
    void pressed();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void show(int index);

    widgets::EditorTabBar *m_bar;
    widgets::TabStrip *m_strip;
    QStackedWidget *m_stack;
    QWidget *m_empty = nullptr;
};

} // namespace latchkey::window
