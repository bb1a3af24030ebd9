// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/editor_area.h"

#include <QApplication>
#include <QFileInfo>
#include <QScopedValueRollback>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace latchkey::window {

EditorArea::EditorArea(QWidget *welcome, QWidget *parent)
    : QWidget(parent)
    , m_notices(new widgets::NotificationBar)
    , m_splitter(new QSplitter)
    , m_welcome(welcome)
    , m_first(makeSide())
    , m_active(m_first)
{
    setObjectName(u"editorArea"_s);
    m_notices->setObjectName(u"windowNotices"_s);
    m_first->addBar(m_notices);
    m_first->setEmptyWidget(welcome);
    m_splitter->setObjectName(u"sides"_s);
    m_splitter->setAccessibleName(tr("Sides of the editor"));
    m_splitter->setChildrenCollapsible(false);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_splitter);
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget *, const QWidget *now) { onFocus(now); });
}

// ---- pages ------------------------------------------------------------------------------------------------------

void EditorArea::addPage(EditorPage *page, bool show, int position)
{
    m_used.append(page);
    m_active->insert(page, position);
    refreshTab(page);
    connect(page->document(), &editor::Document::modifiedChanged, this, [this, page] { refreshTab(page); });
    connect(page->document(), &editor::Document::pathChanged, this, [this, page] { refreshTab(page); });
    connect(page, &EditorPage::splitChanged, this, &EditorArea::tabsChanged);
    emit pageAdded(page);
    if (show || m_active->count() == 1) setCurrentPage(page);
}

void EditorArea::removePage(EditorPage *page)
{
    EditorSide *side = sideOf(page);
    if (side == nullptr) return;
    page->document()->disconnect(this);
    m_used.removeOne(page);
    m_runs.remove(page->key());
    const bool hadFocus = page->isAncestorOf(focusWidget());
    const EditorPage *before = currentPage();
    takeFrom(side, page);
    page->deleteLater();
    closeEmptySide();
    EditorPage *now = currentPage();
    if (now == nullptr) {
        if (hadFocus) m_welcome->setFocus();
        emit currentPageChanged(nullptr);
    } else if (now != before) {
        onShown(now);
    }
    if (now != nullptr && hadFocus) now->setFocus();
    emit tabsChanged();
}

QList<EditorPage *> EditorArea::pages() const
{
    QList<EditorPage *> pages;
    for (const EditorSide *side : {m_first, m_second})
        for (int i = 0; side != nullptr && i < side->count(); ++i) pages << side->pageAt(i);
    return pages;
}

void EditorArea::setCurrentPage(EditorPage *page)
{
    EditorSide *side = sideOf(page);
    if (side == nullptr) return;
    if (side->currentPage() == page) onShown(page);
    else side->bar()->setCurrentIndex(side->indexOf(page));
}

EditorPage *EditorArea::pageOfKey(const QString &key) const
{
    for (EditorPage *page : m_used)
        if (page->key() == key) return page;
    return nullptr;
}

EditorPage *EditorArea::pageOfFile(const QString &file) const
{
    for (EditorPage *page : m_used)
        if (page->isFile(file)) return page;
    return nullptr;
}

void EditorArea::goToLastUsed()
{
    if (m_used.size() > 1) setCurrentPage(m_used[1]);
}

void EditorArea::step(int by)
{
    if (const int count = tabBar()->count(); count > 1)
        tabBar()->setCurrentIndex((tabBar()->currentIndex() + by + count) % count);
}

// The page came to the front, or was asked to: its side is the active one now. Who was in the editor goes with it.
void EditorArea::onShown(EditorPage *page)
{
    if (m_moving) return;
    m_used.removeOne(page);
    m_used.prepend(page);
    const QWidget *focus = window()->focusWidget();
    const bool hadFocus = focus != nullptr && (m_first->stack()->isAncestorOf(focus) ||
                                               (m_second != nullptr && m_second->stack()->isAncestorOf(focus)));
    m_active = sideOf(page);
    for (EditorSide *side : {m_first, m_second})
        if (side != nullptr) side->bar()->setActive(side == m_active);
    if (hadFocus && !page->isAncestorOf(focus)) page->setFocus();
    emit currentPageChanged(page);
}

// ---- sides ------------------------------------------------------------------------------------------------------

EditorSide *EditorArea::makeSide()
{
    auto *side = new EditorSide;
    m_splitter->addWidget(side);
    connect(side, &EditorSide::shown, this, &EditorArea::onShown);
    connect(side, &EditorSide::pressed, this, [this, side] { setActive(side); });
    connect(side->strip(), &widgets::TabStrip::moreAboutToShow, this, &EditorArea::moreAboutToShow);
    connect(side->bar(), &QTabBar::tabMoved, this, &EditorArea::tabsChanged);
    connect(side->bar(), &QTabBar::tabCloseRequested, this,
            [this, side](int index) { emit closeRequested(side->pageAt(index)); });
    connect(side->bar(), &widgets::EditorTabBar::tabMenuRequested, this,
            [this, side](int index, const QPoint &at) { emit menuRequested(side->pageAt(index), at); });
    new TabDrop(side->bar(), this, [this, side](const QPoint &place) { return dropPlace(side, place); });
    return side;
}

EditorSide *EditorArea::sideOf(const EditorPage *page) const
{
    for (EditorSide *side : {m_first, m_second})
        if (side != nullptr && side->indexOf(page) >= 0) return side;
    return nullptr;
}

std::optional<Qt::Orientation> EditorArea::sides() const
{
    return m_second != nullptr ? std::optional(m_splitter->orientation()) : std::nullopt;
}

void EditorArea::setActive(EditorSide *side)
{
    if (side != m_active && side->currentPage() != nullptr) onShown(side->currentPage());
}

void EditorArea::onFocus(const QWidget *now)
{
    if (m_second == nullptr || now == nullptr) return;
    EditorSide *other = otherOf(m_active);
    if (other->isAncestorOf(now)) setActive(other);
}

// What was used last on that side comes to its front.
void EditorArea::takeFrom(EditorSide *side, EditorPage *page)
{
    const QScopedValueRollback moving(m_moving, true);
    if (side->currentPage() == page)
        for (EditorPage *used : std::as_const(m_used)) {
            if (used == page || sideOf(used) != side) continue;
            side->bar()->setCurrentIndex(side->indexOf(used));
            break;
        }
    side->take(page);
}

// The first side is never empty while the second is not: it has the welcome page and the notices.
void EditorArea::closeEmptySide()
{
    if (m_second == nullptr || (m_first->count() > 0 && m_second->count() > 0)) return;
    const QScopedValueRollback moving(m_moving, true);
    EditorPage *front = m_second->currentPage();
    while (m_second->count() > 0) {
        EditorPage *page = m_second->pageAt(0);
        m_second->take(page);
        m_first->insert(page);
        refreshTab(page);
    }
    if (front != nullptr) m_first->bar()->setCurrentIndex(m_first->indexOf(front));
    m_active = m_first;
    m_first->bar()->setActive(true);
    m_second->hide();
    std::exchange(m_second, nullptr)->deleteLater();
}

void EditorArea::moveToOtherSide(EditorPage *page, std::optional<Qt::Orientation> orientation)
{
    EditorSide *from = sideOf(page);
    if (from == nullptr || (m_second == nullptr && from->count() < 2)) return;
    const bool hadFocus = isAncestorOf(window()->focusWidget());
    if (orientation) m_splitter->setOrientation(*orientation);
    if (m_second == nullptr) {
        if (!orientation) m_splitter->setOrientation(Qt::Horizontal);
        m_second = makeSide();
        m_second->bar()->setAccessibleName(tr("Open files of the second side"));
        const int half = (m_splitter->orientation() == Qt::Horizontal ? width() : height()) / 2;
        m_splitter->setSizes({half, half});
    }
    EditorSide *to = otherOf(from);
    takeFrom(from, page);
    to->insert(page);
    refreshTab(page);
    closeEmptySide();
    setCurrentPage(page);
    if (hadFocus) page->setFocus();
    emit tabsChanged();
}

void EditorArea::goToOtherSide()
{
    if (m_second == nullptr) {
        if (currentPage() != nullptr) currentPage()->changeViews();
        return;
    }
    setActive(otherOf(m_active));
    currentPage()->setFocus();
}

// Over the other side a tab goes there. At the right or lower edge of its own it goes to a new side, or, when it is
// alone there or both sides are taken, its page is split.
std::optional<TabDrop::Place> EditorArea::dropPlace(EditorSide *from, const QPoint &place)
{
    EditorPage *page = from->currentPage();
    const auto rectOf = [this](const QWidget *widget) { return QRect(widget->mapTo(this, QPoint()), widget->size()); };
    const EditorSide *other = otherOf(from);
    if (other != nullptr && rectOf(other).contains(place))
        return TabDrop::Place{rectOf(other), [this, page = QPointer(page)] {
                                  if (page) moveToOtherSide(page);
                              }};
    QRect field = rectOf(from->stack());
    if (!field.contains(place) || page == nullptr) return {};
    const bool right = place.x() >= field.left() + field.width() * 2 / 3;
    if (!right && place.y() < field.top() + field.height() * 2 / 3) return {};
    const Qt::Orientation way = right ? Qt::Horizontal : Qt::Vertical;
    if (right) field.setLeft(field.center().x());
    else field.setTop(field.center().y());
    const bool newSide = m_second == nullptr && from->count() > 1;
    return TabDrop::Place{field, [this, page = QPointer(page), way, newSide] {
                              if (!page) return;
                              if (newSide) moveToOtherSide(page, way);
                              else page->setSplitWay(way);
                          }};
}

// ---- tabs -------------------------------------------------------------------------------------------------------

void EditorArea::refreshTab(EditorPage *page)
{
    const EditorSide *side = sideOf(page);
    widgets::EditorTabBar *bar = side->bar();
    const int index = side->indexOf(page);
    bar->setTabText(index, tabText(page));
    bar->setTabToolTip(index, page->path().isEmpty() ? tr("%1, never saved").arg(page->name()) : page->path());
    bar->setTabDirty(index, page->document()->isModified());
    const TabRun run = m_runs.value(page->key());
    bar->setTabState(index, run.state);
    bar->setTabSpins(index, run.spins);
    emit tabsChanged();
}

// Two files of one name are told apart by their folders.
QString EditorArea::tabText(const EditorPage *page) const
{
    const QString name = page->name();
    for (const EditorPage *other : m_used)
        if (other != page && other->name() == name && !page->path().isEmpty())
            return u"%1 — %2"_s.arg(name, QFileInfo(page->path()).dir().dirName());
    return name;
}

void EditorArea::setRunState(const QString &key, std::optional<theme::RunState> state, bool spins)
{
    const EditorPage *page = pageOfKey(key);
    if (page == nullptr) return;
    m_runs[key] = {state, spins};
    const EditorSide *side = sideOf(page);
    side->bar()->setTabState(side->indexOf(page), state);
    side->bar()->setTabSpins(side->indexOf(page), spins);
}

} // namespace latchkey::window
