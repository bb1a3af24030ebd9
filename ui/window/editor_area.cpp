// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/editor_area.h"

#include "ui/window/tab_drop.h"

#include <QFileInfo>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace latchkey::window {

EditorArea::EditorArea(QWidget *welcome, QWidget *parent)
    : QWidget(parent)
    , m_bar(new widgets::EditorTabBar)
    , m_strip(new widgets::TabStrip(m_bar))
    , m_notices(new widgets::NotificationBar)
    , m_stack(new QStackedWidget)
    , m_welcome(welcome)
{
    setObjectName(u"editorArea"_s);
    m_bar->setObjectName(u"editorTabs"_s);
    m_bar->setAccessibleName(tr("Open files"));
    m_bar->setMovable(true);
    m_notices->setObjectName(u"windowNotices"_s);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_strip);
    column->addWidget(m_notices);
    column->addWidget(m_stack, 1);
    m_stack->addWidget(welcome);
    m_strip->hide();
    connect(m_bar, &QTabBar::currentChanged, this, &EditorArea::showTab);
    connect(new TabDrop(m_bar, m_stack), &TabDrop::split, this, [this](Qt::Orientation orientation) {
        if (currentPage() != nullptr) currentPage()->setSplitWay(orientation);
    });
    connect(m_bar, &QTabBar::tabMoved, this, &EditorArea::tabsChanged);
    connect(m_bar, &QTabBar::tabCloseRequested, this, [this](int index) { emit closeRequested(pageAt(index)); });
    connect(m_bar, &widgets::EditorTabBar::tabMenuRequested, this,
            [this](int index, const QPoint &at) { emit menuRequested(pageAt(index), at); });
}

void EditorArea::addPage(EditorPage *page, bool show, int position)
{
    m_stack->addWidget(page);
    m_used.append(page);
    {
        const QSignalBlocker blocker(m_bar); // the tab has no page yet
        const int index = m_bar->insertTab(position, QString());
        m_bar->setTabData(index, page->key());
    }
    refreshTab(page);
    connect(page->document(), &editor::Document::modifiedChanged, this, [this, page] { refreshTab(page); });
    connect(page->document(), &editor::Document::pathChanged, this, [this, page] { refreshTab(page); });
    connect(page, &EditorPage::splitChanged, this, &EditorArea::tabsChanged);
    m_strip->show();
    emit pageAdded(page);
    if (show || m_bar->count() == 1) {
        if (m_bar->currentIndex() == indexOf(page)) showTab(indexOf(page));
        else m_bar->setCurrentIndex(indexOf(page));
    }
}

void EditorArea::removePage(EditorPage *page)
{
    const int index = indexOf(page);
    if (index < 0) return;
    page->document()->disconnect(this);
    m_used.removeOne(page);
    const bool hadFocus = page->isAncestorOf(focusWidget());
    if (index == m_bar->currentIndex() && !m_used.isEmpty()) m_bar->setCurrentIndex(indexOf(m_used.first()));
    m_bar->removeTab(indexOf(page));
    m_stack->removeWidget(page);
    page->hide();
    page->deleteLater();
    if (m_bar->count() == 0) {
        m_strip->hide();
        m_stack->setCurrentWidget(m_welcome);
        if (hadFocus) m_welcome->setFocus();
        emit currentPageChanged(nullptr);
    } else if (hadFocus) {
        currentPage()->setFocus();
    }
    emit tabsChanged();
}

EditorPage *EditorArea::pageAt(int index) const
{
    return index < 0 ? nullptr : pageOfKey(m_bar->tabData(index).toString());
}

int EditorArea::indexOf(const EditorPage *page) const
{
    for (int i = 0; i < m_bar->count(); ++i)
        if (m_bar->tabData(i).toString() == page->key()) return i;
    return -1;
}

QList<EditorPage *> EditorArea::pages() const
{
    QList<EditorPage *> pages;
    for (int i = 0; i < m_bar->count(); ++i) pages << pageAt(i);
    return pages;
}

EditorPage *EditorArea::currentPage() const
{
    return pageAt(m_bar->currentIndex());
}

void EditorArea::setCurrentPage(EditorPage *page)
{
    if (const int index = indexOf(page); index >= 0) m_bar->setCurrentIndex(index);
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
    if (const int count = m_bar->count(); count > 1)
        m_bar->setCurrentIndex((m_bar->currentIndex() + by + count) % count);
}

void EditorArea::showTab(int index)
{
    EditorPage *page = pageAt(index);
    if (page == nullptr) return;
    m_used.removeOne(page);
    m_used.prepend(page);
    const bool hadFocus = m_stack->isAncestorOf(m_stack->focusWidget()) && window()->focusWidget() != nullptr &&
                          m_stack->isAncestorOf(window()->focusWidget());
    m_stack->setCurrentWidget(page);
    if (hadFocus) page->setFocus();
    emit currentPageChanged(page);
}

void EditorArea::refreshTab(EditorPage *page)
{
    const int index = indexOf(page);
    m_bar->setTabText(index, tabText(page));
    m_bar->setTabToolTip(index, page->path().isEmpty() ? tr("%1, never saved").arg(page->name()) : page->path());
    m_bar->setTabDirty(index, page->document()->isModified());
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
    for (int i = 0; i < m_bar->count(); ++i) {
        if (m_bar->tabData(i).toString() != key) continue;
        m_bar->setTabState(i, state);
        m_bar->setTabSpins(i, spins);
    }
}

} // namespace latchkey::window
