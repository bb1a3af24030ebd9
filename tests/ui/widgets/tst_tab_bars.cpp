// SPDX-License-Identifier: GPL-3.0-or-later
//
// Tabs of files and panes, driven by events.
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/widgets/row_painter.h"
#include "ui/widgets/tab_bars.h"
#include "ui/widgets/tabbed_dock.h"

#include <QApplication>
#include <QMainWindow>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace latchkey::theme;
using namespace latchkey::widgets;

namespace {

int pixelsOf(const QImage &image, const QRect &area, const QColor &color)
{
    int count = 0;
    for (int y = area.top(); y <= area.bottom(); ++y)
        for (int x = area.left(); x <= area.right(); ++x) count += image.pixelColor(x, y) == color;
    return count;
}

// Thin strokes are smoothed: no pixel of them need have the colour quite.
bool hasNearly(const QImage &image, const QRect &area, const QColor &color)
{
    for (int y = area.top(); y <= area.bottom(); ++y)
        for (int x = area.left(); x <= area.right(); ++x) {
            const QColor pixel = image.pixelColor(x, y);
            const int distance = qAbs(pixel.red() - color.red()) + qAbs(pixel.green() - color.green()) +
                                 qAbs(pixel.blue() - color.blue());
            if (distance < 60) return true;
        }
    return false;
}

QRect boltArea(const QRect &tab)
{
    return {tab.x() + 12, tab.y(), 20, 3};
}

} // namespace

class tst_TabBars : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void widths();
    void selectedTabHasTheEditorsGround();
    void boltMarksTheSelectedTab();
    void boltTellsTheRunsState_data();
    void boltTellsTheRunsState();
    void endedRunLeavesNoMark();
    void dirtyDot();
    void crossCloses();
    void crossPressedAndLeftDoesNot();
    void middleButtonCloses();
    void clickBesideTheCrossSelects();
    void factsMoveWithTheTab();
    void factsGoWithTheTab();
    void accessibleNames();
    void moreListsAllTabs();
    void keysChangeTheTab();
    void manyTabsScroll();
    void badges();
    void badgeChangesTheWidthOnly();
    void badgesKeepTheirRoomWhenTabsComeAndGo();
    void selectingDoesNotMoveTabs();
    void dockShowsTheChosenPane();
    void dockButtonsFollowThePane();
    void paneMovesToAnotherDock();
    void dockMenu();
    void dockHasNoTitleUntilItFloats();

private:
    std::unique_ptr<EditorTabBar> m_bar;
};

void tst_TabBars::init()
{
    m_bar = std::make_unique<EditorTabBar>();
    for (const QString &name : {u"report.ml"_s, u"lib.ml"_s, u"a-rather-long-name.ml"_s}) m_bar->addTab(name);
    m_bar->resize(m_bar->sizeHint().width() + 50, m_bar->sizeHint().height());
    m_bar->show();
}

void tst_TabBars::cleanup()
{
    m_bar.reset();
}

void tst_TabBars::widths()
{
    QCOMPARE(m_bar->tabRect(0).height(), metrics().height(Part::EditorTab));
    QVERIFY(m_bar->tabRect(1).width() >= 96);
    const int text = RowPainter::widthOf(u"a-rather-long-name.ml"_s);
    QVERIFY(m_bar->tabRect(2).width() >= text + 14 + 14 + 24); // the whole name, icon and cross
}

void tst_TabBars::selectedTabHasTheEditorsGround()
{
    const QImage image = m_bar->grab().toImage();
    const QRect selected = m_bar->tabRect(0);
    QCOMPARE(image.pixelColor(selected.x() + 4, selected.bottom()), color(Token::Editor)); // no line below
    QCOMPARE(image.pixelColor(m_bar->tabRect(1).x() + 4, 16), color(Token::Window));
    QCOMPARE(image.pixelColor(m_bar->tabRect(1).x() + 4, selected.bottom()), color(Token::Border));
}

void tst_TabBars::boltMarksTheSelectedTab()
{
    const QImage image = m_bar->grab().toImage();
    QVERIFY(pixelsOf(image, boltArea(m_bar->tabRect(0)), color(Token::Accent)) >= 50);
    QCOMPARE(pixelsOf(image, boltArea(m_bar->tabRect(1)), color(Token::Accent)), 0);
}

void tst_TabBars::boltTellsTheRunsState_data()
{
    QTest::addColumn<int>("state");
    QTest::addColumn<int>("token");
    QTest::newRow("running") << int(RunState::Running) << int(Token::Running);
    QTest::newRow("needs you") << int(RunState::WaitingForYou) << int(Token::Key);
    QTest::newRow("paused") << int(RunState::Paused) << int(Token::Paused);
}

void tst_TabBars::boltTellsTheRunsState()
{
    QFETCH(int, state);
    QFETCH(int, token);
    const QRect tab = m_bar->tabRect(1);
    const QRect icon(tab.x() + 12, tab.y() + 8, 14, 16);
    const QColor expected = color(static_cast<Token>(token));
    QCOMPARE(pixelsOf(m_bar->grab().toImage(), boltArea(tab), expected), 0);
    QVERIFY(!hasNearly(m_bar->grab().toImage(), icon, expected));
    m_bar->setTabState(1, static_cast<RunState>(state));
    const QImage image = m_bar->grab().toImage();
    QVERIFY(pixelsOf(image, boltArea(tab), expected) >= 50);
    QVERIFY(hasNearly(image, icon, expected)); // the icon as well: colour is never the only sign
}

void tst_TabBars::endedRunLeavesNoMark()
{
    m_bar->setTabState(1, RunState::Running);
    m_bar->setTabState(1, RunState::Finished);
    QVERIFY(!m_bar->tabState(1));
    QCOMPARE(pixelsOf(m_bar->grab().toImage(), boltArea(m_bar->tabRect(1)), color(Token::Ok)), 0);
}

void tst_TabBars::dirtyDot()
{
    const QRect place = m_bar->closeRect(1);
    QCOMPARE(pixelsOf(m_bar->grab().toImage(), place, color(Token::Text)), 0);
    m_bar->setTabDirty(1, true);
    QVERIFY(m_bar->isTabDirty(1));
    QVERIFY(pixelsOf(m_bar->grab().toImage(), place, color(Token::Text)) >= 16);
    m_bar->setTabDirty(1, false);
    QCOMPARE(pixelsOf(m_bar->grab().toImage(), place, color(Token::Text)), 0);
}

void tst_TabBars::crossCloses()
{
    QSignalSpy close(m_bar.get(), &QTabBar::tabCloseRequested);
    QTest::mouseClick(m_bar.get(), Qt::LeftButton, {}, m_bar->closeRect(1).center());
    QCOMPARE(close.size(), 1);
    QCOMPARE(close[0][0].toInt(), 1);
    QCOMPARE(m_bar->currentIndex(), 0); // closing is not selecting
}

void tst_TabBars::crossPressedAndLeftDoesNot()
{
    QSignalSpy close(m_bar.get(), &QTabBar::tabCloseRequested);
    QTest::mousePress(m_bar.get(), Qt::LeftButton, {}, m_bar->closeRect(1).center());
    QTest::mouseRelease(m_bar.get(), Qt::LeftButton, {}, m_bar->closeRect(2).center());
    QCOMPARE(close.size(), 0);
}

void tst_TabBars::middleButtonCloses()
{
    QSignalSpy close(m_bar.get(), &QTabBar::tabCloseRequested);
    QTest::mouseClick(m_bar.get(), Qt::MiddleButton, {}, m_bar->tabRect(2).center());
    QCOMPARE(close.size(), 1);
    QCOMPARE(close[0][0].toInt(), 2);
}

void tst_TabBars::clickBesideTheCrossSelects()
{
    QSignalSpy close(m_bar.get(), &QTabBar::tabCloseRequested);
    QTest::mouseClick(m_bar.get(), Qt::LeftButton, {}, m_bar->tabRect(1).topLeft() + QPoint(30, 15));
    QCOMPARE(m_bar->currentIndex(), 1);
    QCOMPARE(close.size(), 0);
}

void tst_TabBars::factsMoveWithTheTab()
{
    m_bar->setTabDirty(0, true);
    m_bar->setTabState(0, RunState::Paused);
    m_bar->moveTab(0, 2);
    QCOMPARE(m_bar->tabText(2), u"report.ml"_s);
    QVERIFY(m_bar->isTabDirty(2));
    QVERIFY(m_bar->tabState(2) == RunState::Paused);
    QVERIFY(!m_bar->isTabDirty(0));
}

void tst_TabBars::factsGoWithTheTab()
{
    m_bar->setTabDirty(1, true);
    m_bar->removeTab(0);
    QVERIFY(m_bar->isTabDirty(0));
    m_bar->insertTab(0, u"new.ml"_s);
    QVERIFY(!m_bar->isTabDirty(0));
    QVERIFY(m_bar->isTabDirty(1));
}

void tst_TabBars::accessibleNames()
{
    m_bar->setTabDirty(1, true);
    m_bar->setTabState(1, RunState::WaitingForYou);
    QCOMPARE(m_bar->accessibleTabName(1), u"lib.ml, not saved, Waiting for you"_s);
    QVERIFY(!m_bar->accessibleName().isEmpty());
}

void tst_TabBars::moreListsAllTabs()
{
    QMenu menu;
    m_bar->listTabs(&menu);
    QCOMPARE(menu.actions().size(), 3);
    QVERIFY(menu.actions().first()->isChecked());
    QVERIFY(!menu.actions().last()->icon().isNull());
    menu.actions().last()->trigger();
    QCOMPARE(m_bar->currentIndex(), 2);
}

void tst_TabBars::keysChangeTheTab()
{
    m_bar->setFocus();
    QTest::keyClick(m_bar.get(), Qt::Key_Right);
    QCOMPARE(m_bar->currentIndex(), 1);
    QTest::keyClick(m_bar.get(), Qt::Key_Left);
    QCOMPARE(m_bar->currentIndex(), 0);
    QVERIFY(m_bar->focusPolicy() & Qt::TabFocus);
}

void tst_TabBars::manyTabsScroll()
{
    for (int i = 0; i < 20; ++i) m_bar->addTab(u"file-%1.ml"_s.arg(i));
    m_bar->resize(400, 32);
    m_bar->setCurrentIndex(22);
    QTRY_VERIFY(m_bar->rect().contains(m_bar->tabRect(22)));
    QCOMPARE(m_bar->tabRect(22).height(), metrics().height(Part::EditorTab)); // never two lines
    QVERIFY(m_bar->tabRect(22).width() >= 96);
}

void tst_TabBars::badges()
{
    DockTabBar bar;
    bar.addTab(u"Problems"_s);
    bar.addTab(u"Prompts"_s);
    const int plain = bar.tabRect(1).width();
    bar.setTabBadge(1, 3, BadgeLook::Questions);
    QCOMPARE(bar.tabBadge(1), 3);
    QCOMPARE(bar.accessibleTabName(1), u"Prompts, 3"_s);
    bar.resize(bar.sizeHint());
    QVERIFY(pixelsOf(bar.grab().toImage(), bar.tabRect(1), color(Token::Key)) > 60);
    bar.setTabBadge(1, 0, BadgeLook::Questions);
    QCOMPARE(bar.tabRect(1).width(), plain); // zero shows no badge
    QCOMPARE(pixelsOf(bar.grab().toImage(), bar.tabRect(1), color(Token::Key)), 0);
}

void tst_TabBars::badgeChangesTheWidthOnly()
{
    DockTabBar bar;
    bar.addTab(u"Runs"_s);
    bar.addTab(u"Prompts"_s);
    const int before = bar.tabRect(0).width();
    bar.setTabBadge(0, 12);
    QVERIFY(bar.tabRect(0).width() > before);
    QCOMPARE(bar.tabRect(0).height(), metrics().height(Part::DockTab));
}

// Found in a window that grew again: the room of a badge was its neighbour's.
void tst_TabBars::badgesKeepTheirRoomWhenTabsComeAndGo()
{
    DockTabBar bar;
    for (const QString &name : {u"Output"_s, u"Result"_s, u"Runs"_s, u"Prompts"_s}) bar.addTab(name);
    bar.resize(800, bar.sizeHint().height());
    bar.show();
    QVERIFY(QTest::qWaitForWindowExposed(&bar));
    const int runs = bar.tabRect(2).width(), prompts = bar.tabRect(3).width();
    bar.setTabBadge(2, 1);
    const int badged = bar.tabRect(2).width();
    QVERIFY(badged > runs);
    bar.removeTab(1);
    QCOMPARE(bar.tabRect(1).width(), badged);
    QCOMPARE(bar.tabRect(2).width(), prompts);
    bar.insertTab(0, u"Result"_s);
    QCOMPARE(bar.tabRect(2).width(), badged);
    QCOMPARE(bar.tabRect(3).width(), prompts);
}

void tst_TabBars::selectingDoesNotMoveTabs()
{
    DockTabBar bar;
    for (const QString &name : {u"Output"_s, u"Problems"_s, u"Runs"_s}) bar.addTab(name);
    const QRect last = bar.tabRect(2);
    bar.setCurrentIndex(1);
    QCOMPARE(bar.tabRect(2), last);
}

void tst_TabBars::dockShowsTheChosenPane()
{
    TabbedDock dock(u"bottom"_s, u"Bottom"_s);
    auto *output = new QWidget;
    auto *runs = new QWidget;
    dock.addPane(u"output"_s, u"Output"_s, output);
    dock.addPane(u"runs"_s, u"Runs"_s, runs);
    QCOMPARE(dock.currentPane(), u"output"_s);
    QSignalSpy changed(&dock, &TabbedDock::currentPaneChanged);
    dock.setCurrentPane(u"runs"_s);
    QCOMPARE(changed.size(), 1);
    QCOMPARE(changed[0][0].toString(), u"runs"_s);
    dock.show();
    QVERIFY(runs->isVisible());
    QVERIFY(!output->isVisible());
    QCOMPARE(dock.panes(), (QStringList{u"output"_s, u"runs"_s}));
}

void tst_TabBars::dockButtonsFollowThePane()
{
    TabbedDock dock(u"bottom"_s, u"Bottom"_s);
    dock.addPane(u"output"_s, u"Output"_s, new QWidget);
    dock.addPane(u"runs"_s, u"Runs"_s, new QWidget);
    auto *filter = new IconButton(u"filter"_s, u"Filter"_s);
    dock.setPaneButtons(u"runs"_s, {filter});
    dock.show();
    QVERIFY(!filter->isVisible());
    dock.setCurrentPane(u"runs"_s);
    QVERIFY(filter->isVisible());
    dock.setCurrentPane(u"output"_s);
    QVERIFY(!filter->isVisible());
}

void tst_TabBars::paneMovesToAnotherDock()
{
    TabbedDock from(u"right"_s, u"Right"_s);
    TabbedDock to(u"bottom"_s, u"Bottom"_s);
    auto *plot = new QWidget;
    from.addPane(u"result"_s, u"Result"_s, new QWidget);
    from.addPane(u"plot"_s, u"Plot"_s, plot);
    QCOMPARE(from.takePane(u"plot"_s), plot);
    QVERIFY(!from.takePane(u"plot"_s));
    to.addPane(u"plot"_s, u"Plot"_s, plot);
    QCOMPARE(from.panes(), QStringList{u"result"_s});
    QCOMPARE(to.pane(u"plot"_s), plot);
    QCOMPARE(to.currentPane(), u"plot"_s);
}

void tst_TabBars::dockMenu()
{
    TabbedDock dock(u"bottom"_s, u"Bottom"_s);
    dock.addPane(u"runs"_s, u"Runs"_s, new QWidget);
    QSignalSpy move(&dock, &TabbedDock::paneMoveRequested);
    QSignalSpy close(&dock, &TabbedDock::paneCloseRequested);
    QMenu *menu = dock.strip()->moreButton()->menu();
    emit menu->aboutToShow();
    for (QAction *action : menu->actions()) {
        if (action->menu()) action->menu()->actions().last()->trigger();
        if (action->text().startsWith(u"Close")) action->trigger();
    }
    QCOMPARE(move.size(), 1);
    QCOMPARE(move[0][0].toString(), u"runs"_s);
    QCOMPARE(move[0][1].value<Qt::DockWidgetArea>(), Qt::BottomDockWidgetArea);
    QCOMPARE(close.size(), 1);
}

void tst_TabBars::dockHasNoTitleUntilItFloats()
{
    QMainWindow window;
    auto *dock = new TabbedDock(u"bottom"_s, u"Bottom"_s);
    dock->addPane(u"runs"_s, u"Runs"_s, new QWidget);
    window.addDockWidget(Qt::BottomDockWidgetArea, dock);
    window.resize(600, 400);
    window.show();
    QVERIFY(dock->titleBarWidget());
    QVERIFY(dock->titleBarWidget()->height() <= 1);
    dock->setFloating(true);
    QTRY_VERIFY(!dock->titleBarWidget());
    dock->setFloating(false);
    QTRY_VERIFY(dock->titleBarWidget());
}

int main(int argc, char *argv[])
{
    QApplication app(argc, argv);
    Theme::instance().apply();
    Theme::instance().setScheme(Theme::Scheme::Light);
    tst_TabBars test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_tab_bars.moc"
