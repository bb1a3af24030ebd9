// SPDX-License-Identifier: GPL-3.0-or-later
//
// The middle of the window: strips of editor tabs with the page in front, the bar for notices of the window, and the
// welcome page while no file is open. Usually there is one side; a second one comes when a tab is moved to it, beside
// or below the first, and goes with its last tab. One side is the active one: the one whose page has, or last had, the
// focus. What the window calls the current page is the page in front there.
//
// It knows pages and tabs, not what files or runs are about: FileDesk opens and closes through it, RunDesk tells it the
// state of each tab's run.
#pragma once

#include "ui/theme/run_state_look.h"
#include "ui/widgets/notices.h"
#include "ui/widgets/tab_bars.h"
#include "ui/window/editor_page.h"
#include "ui/window/editor_side.h"
#include "ui/window/tab_drop.h"

#include <QSplitter>
#include <QWidget>

namespace latchkey::window {

class EditorArea : public QWidget
{
    Q_OBJECT

public:
    /// Takes `welcome` in, shown while there are no pages.
    explicit EditorArea(QWidget *welcome, QWidget *parent = nullptr);

    /// Adds a page to the active side, at `position` or the end of its tabs; it is the area's from now on.
    void addPage(EditorPage *page, bool show = true, int position = -1);
    /// Takes a page out and deletes it when control returns to the event loop.
    void removePage(EditorPage *page);
    [[nodiscard]] QList<EditorPage *> pages() const; ///< in the order of the tabs, the first side's before the second's
    [[nodiscard]] EditorPage *currentPage() const { return m_active->currentPage(); }
    void setCurrentPage(EditorPage *page);
    [[nodiscard]] EditorPage *pageOfKey(const QString &key) const;
    /// The page of a path, key, or name of an unsaved text.
    [[nodiscard]] EditorPage *pageOfFile(const QString &file) const;
    /// The next tab in the order they were used, as Ctrl+Tab goes.
    void goToLastUsed();
    /// Along the tabs of the active side.
    void step(int by);

    /// How the second side stands to the first; none: there is one side.
    [[nodiscard]] std::optional<Qt::Orientation> sides() const;
    [[nodiscard]] bool isOnSecondSide(const EditorPage *page) const { return sideOf(page) != m_first; }
    /// Whether the page is in front on its side.
    [[nodiscard]] bool isInFront(const EditorPage *page) const { return sideOf(page)->currentPage() == page; }
    /// Takes a tab to the other side, which is made when there is none: beside the first unless told otherwise. The
    /// last tab of the only side stays where it is.
    void moveToOtherSide(EditorPage *page, std::optional<Qt::Orientation> orientation = {});
    /// Moves the focus to the page in front of the other side.
    void goToOtherSide();

    void setRunState(const QString &key, std::optional<theme::RunState> state, bool spins);

    [[nodiscard]] widgets::NotificationBar *notices() const { return m_notices; }
    [[nodiscard]] widgets::EditorTabBar *tabBar() const { return m_active->bar(); } ///< of the active side

signals:
    void currentPageChanged(latchkey::window::EditorPage *page); ///< null: none is left
    void pageAdded(latchkey::window::EditorPage *page);
    void closeRequested(latchkey::window::EditorPage *page);
    /// The pointer asks for a tab's menu.
    void menuRequested(latchkey::window::EditorPage *page, const QPoint &globalPos);
    /// "More" of a strip opens: the list of its tabs is in `menu`.
    void moreAboutToShow(QMenu *menu);
    /// A tab was added, removed, moved, renamed, or its unsaved marker changed.
    void tabsChanged();

private:
    struct TabRun {
        std::optional<theme::RunState> state;
        bool spins = false;
    };

    EditorSide *makeSide();
    [[nodiscard]] EditorSide *sideOf(const EditorPage *page) const;
    [[nodiscard]] EditorSide *otherOf(const EditorSide *side) const { return side == m_first ? m_second : m_first; }
    void setActive(EditorSide *side);
    void onShown(EditorPage *page);
    void onFocus(const QWidget *now);
    void takeFrom(EditorSide *side, EditorPage *page);
    void closeEmptySide();
    [[nodiscard]] std::optional<TabDrop::Place> dropPlace(EditorSide *from, const QPoint &place);
    void refreshTab(EditorPage *page);
    [[nodiscard]] QString tabText(const EditorPage *page) const;

    widgets::NotificationBar *m_notices;
    QSplitter *m_splitter;
    QWidget *m_welcome;
    EditorSide *m_first;
    EditorSide *m_second = nullptr;
    EditorSide *m_active;
    QList<EditorPage *> m_used;    ///< last used first
    QHash<QString, TabRun> m_runs; ///< by the page's key
    bool m_moving = false;         ///< tabs come to the front because others go
};

} // namespace latchkey::window
