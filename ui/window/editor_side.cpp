// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/editor_side.h"

#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace latchkey::window {

EditorSide::EditorSide(QWidget *parent)
    : QWidget(parent)
    , m_bar(new widgets::EditorTabBar)
    , m_strip(new widgets::TabStrip(m_bar))
    , m_stack(new QStackedWidget)
{
    setObjectName(u"editorSide"_s);
    m_bar->setAccessibleName(tr("Open files"));
    m_bar->setMovable(true);
    m_bar->installEventFilter(this);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_strip);
    column->addWidget(m_stack, 1);
    m_strip->hide();
    connect(m_bar, &QTabBar::currentChanged, this, &EditorSide::show);
}

void EditorSide::setEmptyWidget(QWidget *widget)
{
    m_empty = widget;
    m_stack->addWidget(widget);
}

void EditorSide::addBar(QWidget *bar)
{
    static_cast<QVBoxLayout *>(layout())->insertWidget(1, bar);
}

void EditorSide::insert(EditorPage *page, int position)
{
    m_stack->addWidget(page);
    {
        const QSignalBlocker blocker(m_bar); // the tab has no page yet
        const int index = m_bar->insertTab(position, QString());
        m_bar->setTabData(index, QVariant::fromValue(page));
    }
    m_strip->show();
    if (m_bar->count() == 1) m_stack->setCurrentWidget(page);
}

void EditorSide::take(EditorPage *page)
{
    const int index = indexOf(page);
    if (index < 0) return;
    m_bar->removeTab(index);
    m_stack->removeWidget(page);
    page->hide();
    if (m_bar->count() > 0) return;
    m_strip->hide();
    if (m_empty != nullptr) m_stack->setCurrentWidget(m_empty);
}

EditorPage *EditorSide::pageAt(int index) const
{
    return index < 0 ? nullptr : m_bar->tabData(index).value<EditorPage *>();
}

int EditorSide::indexOf(const EditorPage *page) const
{
    for (int i = 0; i < m_bar->count(); ++i)
        if (pageAt(i) == page) return i;
    return -1;
}

void EditorSide::show(int index)
{
    EditorPage *page = pageAt(index);
    if (page == nullptr) return;
    m_stack->setCurrentWidget(page);
    emit shown(page);
}

bool EditorSide::eventFilter(QObject *, QEvent *event)
{
    if (event->type() == QEvent::MouseButtonPress) emit pressed();
    return false;
}

} // namespace latchkey::window
