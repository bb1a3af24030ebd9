// SPDX-License-Identifier: GPL-3.0-or-later
//
// The middle of the window: the strip of editor tabs, the bar for notices of the window, and the page in front; the
// welcome page while no file is open. It knows pages and tabs, not what files or runs are about: FileDesk opens and
// closes through it, RunDesk tells it the state of each tab's run.
#pragma once

#include "ui/theme/run_state_look.h"
#include "ui/widgets/notices.h"
#include "ui/widgets/tab_bars.h"
#include "ui/window/editor_page.h"

#include <QStackedWidget>
#include <QWidget>

namespace latchkey::window {

class EditorArea : public QWidget
{
    Q_OBJECT

public:
    /// Takes `welcome` in, shown while there are no pages.
    explicit EditorArea(QWidget *welcome, QWidget *parent = nullptr);

    /// Adds a page at the end or behind the current one; it is the area's from now on.
    void addPage(EditorPage *page, bool show = true, int position = -1);
    /// Takes a page out and deletes it when control returns to the event loop.
    void removePage(EditorPage *page);
    [[nodiscard]] QList<EditorPage *> pages() const; ///< in the order of the tabs
    [[nodiscard]] EditorPage *currentPage() const;
    void setCurrentPage(EditorPage *page);
    [[nodiscard]] EditorPage *pageOfKey(const QString &key) const;
    /// The page of a path, key, or name of an unsaved text.
    [[nodiscard]] EditorPage *pageOfFile(const QString &file) const;
    /// The next tab in the order they were used, as Ctrl+Tab goes.
    void goToLastUsed();
    void step(int by);

    void setRunState(const QString &key, std::optional<theme::RunState> state, bool spins);

    [[nodiscard]] widgets::NotificationBar *notices() const { return m_notices; }
    [[nodiscard]] widgets::EditorTabBar *tabBar() const { return m_bar; }
    [[nodiscard]] widgets::TabStrip *strip() const { return m_strip; }

signals:
    void currentPageChanged(latchkey::window::EditorPage *page); ///< null: none is left
    void pageAdded(latchkey::window::EditorPage *page);
    void closeRequested(latchkey::window::EditorPage *page);
    /// The pointer asks for a tab's menu.
    void menuRequested(latchkey::window::EditorPage *page, const QPoint &globalPos);
    /// A tab was added, removed, moved, renamed, or its unsaved marker changed.
    void tabsChanged();

private:
    [[nodiscard]] EditorPage *pageAt(int index) const;
    [[nodiscard]] int indexOf(const EditorPage *page) const;
    void showTab(int index);
    void refreshTab(EditorPage *page);
    [[nodiscard]] QString tabText(const EditorPage *page) const;

    widgets::EditorTabBar *m_bar;
    widgets::TabStrip *m_strip;
    widgets::NotificationBar *m_notices;
    QStackedWidget *m_stack;
    QWidget *m_welcome;
    QList<EditorPage *> m_used; ///< last used first
};

} // namespace latchkey::window
