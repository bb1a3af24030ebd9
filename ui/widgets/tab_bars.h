// SPDX-License-Identifier: GPL-3.0-or-later
//
// The two tab bars of the window. `EditorTabBar` shows files: icon, name, and a place that is the dot of an unsaved
// file or the close cross; a running file carries its state's icon and bolt. `DockTabBar` shows panes: text and badge,
// the bolt at the bottom edge. `TabStrip` is the bar they stand in, with icon buttons and "more" at its end; "more"
// lists all tabs. Both are QTabBars (keys, moving by drag, accessibility are Qt's); only sizes and painting are own,
// in a style of their own, so that they look the same under the desktop's style.
#pragma once

#include "ui/theme/painting.h"
#include "ui/theme/run_state_look.h"
#include "ui/widgets/buttons.h"

#include <QList>
#include <QMenu>
#include <QStyleOptionTab>
#include <QTabBar>
#include <optional>

class QHBoxLayout;

namespace latchkey::widgets {

/// What both bars have in common: who paints a tab.
class PaintedTabBar : public QTabBar
{
    Q_OBJECT

public:
    explicit PaintedTabBar(QWidget *parent = nullptr);

    /// Draws one tab; called by the bar's style, also for the tab being dragged.
    virtual void paintTab(QPainter *painter, const QStyleOptionTab &option, int index) const = 0;

    /// Fills `menu` with one entry per tab; choosing one shows that tab.
    void listTabs(QMenu *menu);

    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    [[nodiscard]] QSize minimumTabSizeHint(int index) const override { return tabSizeHint(index); }
    /// The entry of a tab in the list of all.
    [[nodiscard]] virtual QIcon listIcon(int index) const;
    [[nodiscard]] bool isTabHovered(const QStyleOptionTab &option) const;
    void drawTabFocus(QPainter *painter, const QStyleOptionTab &option) const;
};

class EditorTabBar : public PaintedTabBar
{
    Q_OBJECT

public:
    explicit EditorTabBar(QWidget *parent = nullptr);

    /// Icon of a tab at rest; "file-ml" unless set.
    void setTabIconName(int index, const QString &icon, theme::Token token = theme::Token::Muted);
    void setTabDirty(int index, bool dirty);
    [[nodiscard]] bool isTabDirty(int index) const;
    /// State of the file's front run; without one, or when it is over, the tab shows its own icon.
    void setTabState(int index, std::optional<theme::RunState> state);
    [[nodiscard]] std::optional<theme::RunState> tabState(int index) const;
    /// Whether the tab's spinner turns: after 500 ms, one per visible group.
    void setTabSpins(int index, bool on);

    /// Whether it is the bar whose page is worked on; of several only one is. The other's bolt is paler.
    void setActive(bool on);
    [[nodiscard]] bool isActive() const { return m_isActive; }

    /// The place of dot and cross.
    [[nodiscard]] QRect closeRect(int index) const;
    void paintTab(QPainter *painter, const QStyleOptionTab &option, int index) const override;

signals:
    /// The pointer asks for the tab's menu.
    void tabMenuRequested(int index, const QPoint &globalPos);

protected:
    [[nodiscard]] QSize tabSizeHint(int index) const override;
    [[nodiscard]] QIcon listIcon(int index) const override;
    void tabInserted(int index) override;
    void tabRemoved(int index) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    bool event(QEvent *event) override;

private:
    struct Extra {
        QString icon = QStringLiteral("file-ml");
        theme::Token iconToken = theme::Token::Muted;
        std::optional<theme::RunState> state;
        bool dirty = false;
        bool spins = false;
    };
    [[nodiscard]] QRect closeRectIn(const QRect &tab) const;
    [[nodiscard]] int closeAt(const QPoint &pos) const;
    [[nodiscard]] bool showsCross(const QStyleOptionTab &option, int index) const;
    void drawEndMark(QPainter *painter, const QStyleOptionTab &option, int index) const;
    void drawTabIcon(QPainter *painter, const QRect &rect, int index) const;
    void describe(int index);
    void updateSpinning();

    QList<Extra> m_extra;
    int m_pressedClose = -1;
    int m_hoveredClose = -1;
    bool m_isActive = true;
};

class DockTabBar : public PaintedTabBar
{
    Q_OBJECT

public:
    explicit DockTabBar(QWidget *parent = nullptr);

    /// The badge of a tab. Zero shows none.
    void setTabBadge(int index, int count, theme::BadgeLook look = theme::BadgeLook::Count);
    [[nodiscard]] int tabBadge(int index) const;
    void paintTab(QPainter *painter, const QStyleOptionTab &option, int index) const override;

protected:
    [[nodiscard]] QSize tabSizeHint(int index) const override;
    void tabInserted(int index) override;
    void tabRemoved(int index) override;

private:
    struct Extra {
        int count = 0;
        theme::BadgeLook look = theme::BadgeLook::Count;
    };
    void describe(int index);
    void measureAgain();

    QList<Extra> m_extra;
};

/// A strip 32 pixels high: tabs, then icon buttons, then "more". Hairline below.
class TabStrip : public QWidget
{
    Q_OBJECT

public:
    /// Takes the bar in.
    explicit TabStrip(PaintedTabBar *bar, QWidget *parent = nullptr);

    [[nodiscard]] PaintedTabBar *bar() const { return m_bar; }
    /// Adds a button before "more"; the strip owns it. Up to three.
    void addButton(IconButton *button);
    /// Shows exactly these of the added buttons, those of the pane in front.
    void setVisibleButtons(const QList<IconButton *> &buttons);
    [[nodiscard]] IconButton *moreButton() const { return m_more; }

signals:
    /// "More" opens: the list of tabs is in `menu`, and whoever listens adds his entries.
    void moreAboutToShow(QMenu *menu);

protected:
    void paintEvent(QPaintEvent *event) override;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

private:
    void fillMore();

    PaintedTabBar *m_bar;
    QHBoxLayout *m_layout;
    QList<IconButton *> m_buttons;
    IconButton *m_more;
    QMenu *m_menu;
};

} // namespace latchkey::widgets
