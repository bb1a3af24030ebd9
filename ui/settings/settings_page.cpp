// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/settings_page.h"

#include "ui/settings/setting_row.h"
#include "ui/settings/settings.h"
#include "ui/settings/shortcut_page.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/notices.h"
#include "ui/widgets/small_parts.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QScopedValueRollback>
#include <QScrollArea>
#include <QScrollBar>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace latchkey::settings {

using widgets::SmallButton;

namespace {

constexpr QSize kFirstSize(800, 640), kLeastSize(520, 360);
constexpr int kGroupsWidth = 168, kHeadingGap = 8;

} // namespace

SettingsPage::SettingsPage(Settings *settings, Keymap *keymap, QWidget *parent)
    : QDialog(parent)
    , m_settings(settings)
    , m_search(new widgets::SearchField(tr("Search settings")))
    , m_groups(new QListWidget)
    , m_stack(new QStackedWidget)
    , m_scroll(new QScrollArea)
    , m_nothing(new widgets::EmptyState(tr("No setting has these words"), tr("Keys have a group of their own")))
    , m_shortcuts(new ShortcutPage(keymap))
{
    setObjectName(u"settingsPage"_s);
    setWindowTitle(tr("Settings"));
    setAttribute(Qt::WA_DeleteOnClose);
    setMinimumSize(kLeastSize);
    m_search->setObjectName(u"settingsSearch"_s);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(theme::kRowMargin, theme::kRowMargin, theme::kRowMargin, theme::kRowMargin);
    column->setSpacing(theme::kRowMargin);
    column->addWidget(m_search);
    column->addWidget(makePages(), 1);
    column->addWidget(makeFoot());
    connect(m_search, &QLineEdit::textChanged, this, &SettingsPage::search);
    connect(settings, &Settings::changed, this, &SettingsPage::refresh);
    connect(&theme::Theme::instance(), &theme::Theme::changed, this, &SettingsPage::refresh);
    refresh();
    m_groups->setCurrentRow(0);
    resize(kFirstSize);
    m_search->setFocus();
}

QWidget *SettingsPage::makePages()
{
    m_groups->setObjectName(u"settingsGroups"_s);
    m_groups->setAccessibleName(tr("Groups of settings"));
    m_groups->setFrameShape(QFrame::NoFrame);
    m_groups->viewport()->setBackgroundRole(QPalette::Window);
    m_scroll->setObjectName(u"settingsScroll"_s);
    m_scroll->setAccessibleName(tr("Settings"));
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->setWidget(makeRows());
    m_groups->addItem(tr("Keys"));
    connect(m_groups, &QListWidget::currentRowChanged, this, &SettingsPage::goToGroup);
    connect(m_scroll->verticalScrollBar(), &QScrollBar::valueChanged, this, &SettingsPage::followScrolling);
    m_stack->addWidget(m_scroll);
    m_stack->addWidget(m_nothing);
    m_stack->addWidget(m_shortcuts);
    auto *pages = new QWidget;
    auto *row = new QHBoxLayout(pages);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(theme::kPageMargin);
    row->addWidget(m_groups);
    row->addWidget(m_stack, 1);
    return pages;
}

QWidget *SettingsPage::makeRows()
{
    auto *page = new QWidget;
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, theme::kSide, 0);
    column->setSpacing(0);
    for (const Setting &setting : schema()) {
        if (!isOffered(setting)) continue;
        if (m_rows.isEmpty() || m_rows.last()->setting().group != setting.group) {
            auto *heading = new QLabel(titleOf(setting.group));
            heading->setContentsMargins(0, m_headings.isEmpty() ? 0 : theme::kRowMargin, 0, kHeadingGap);
            m_headings << heading;
            m_shown << setting.group;
            m_groups->addItem(titleOf(setting.group));
            column->addWidget(heading);
        }
        auto *row = new SettingRow(setting, m_settings);
        m_rows << row;
        column->addWidget(row);
    }
    column->addStretch(1);
    return page;
}

QWidget *SettingsPage::makeFoot()
{
    auto *open = new SmallButton(tr("Open settings.json"));
    open->setObjectName(u"openSettingsFile"_s);
    connect(open, &QAbstractButton::clicked, this, &SettingsPage::fileWanted);
    m_resetAll = new SmallButton(tr("Reset all settings"));
    m_resetAll->setObjectName(u"resetAllSettings"_s);
    connect(m_resetAll, &QAbstractButton::clicked, this, &SettingsPage::resetAllRequested);
    auto *close = new SmallButton(tr("Close"));
    close->setAccessibleName(tr("Close the settings"));
    connect(close, &QAbstractButton::clicked, this, &QWidget::close);
    auto *foot = new QWidget;
    auto *row = new QHBoxLayout(foot);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(theme::kBarGap);
    row->addWidget(open);
    row->addWidget(m_resetAll);
    row->addStretch(1);
    row->addWidget(close);
    return foot;
}

void SettingsPage::showShortcuts()
{
    m_groups->setCurrentRow(m_groups->count() - 1);
}

void SettingsPage::search(const QString &wanted)
{
    m_shortcuts->search(wanted);
    QList<bool> any(m_shown.size(), false);
    for (SettingRow *row : std::as_const(m_rows)) {
        const bool fits = row->matches(wanted);
        row->setVisible(fits);
        any[m_shown.indexOf(row->setting().group)] |= fits;
    }
    for (int group = 0; group < m_headings.size(); ++group) {
        m_headings[group]->setVisible(any[group]);
        m_groups->item(group)->setHidden(!any[group]);
    }
    if (m_stack->currentWidget() == m_shortcuts) return;
    m_stack->setCurrentWidget(any.contains(true) ? static_cast<QWidget *>(m_scroll) : m_nothing);
    m_scroll->verticalScrollBar()->setValue(0);
}

void SettingsPage::goToGroup(int row)
{
    if (m_following || row < 0) return;
    m_search->setPlaceholderText(row == m_headings.size() ? tr("Search keys and commands") : tr("Search settings"));
    if (row == m_headings.size()) return m_stack->setCurrentWidget(m_shortcuts);
    m_stack->setCurrentWidget(m_scroll);
    search(m_search->text());
    const QScopedValueRollback guard(m_following, true); // the end of the page may come before the heading's place
    m_scroll->widget()->layout()->activate();
    const int heading = m_headings[row]->y();
    m_scroll->verticalScrollBar()->setValue(row == 0 ? 0 : heading);
}

void SettingsPage::followScrolling()
{
    if (m_following || m_stack->currentWidget() != m_scroll) return;
    const QScopedValueRollback guard(m_following, true);
    const int top = m_scroll->verticalScrollBar()->value();
    int row = 0;
    for (int group = 0; group < m_headings.size(); ++group)
        if (m_headings[group]->isVisible() && m_headings[group]->y() <= top + theme::kRowMargin) row = group;
    if (top > 0 && top == m_scroll->verticalScrollBar()->maximum() && m_groups->currentRow() > row) return;
    m_groups->setCurrentRow(row);
}

void SettingsPage::refresh()
{
    for (SettingRow *row : std::as_const(m_rows)) row->refresh();
    for (QLabel *heading : std::as_const(m_headings))
        heading->setFont(theme::fonts().ui(theme::TextSize::SectionTitle));
    m_groups->setFixedWidth(theme::metrics().scaledWidth(kGroupsWidth));
    m_resetAll->setEnabled(std::ranges::any_of(
        m_rows, [this](const SettingRow *row) { return !m_settings->isUsual(row->setting().key); }));
}

// Enter in a field is done with it, not with the page.
void SettingsPage::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) return event->accept();
    if (event->matches(QKeySequence::Find)) return m_search->setFocus();
    QDialog::keyPressEvent(event);
}

} // namespace latchkey::settings
