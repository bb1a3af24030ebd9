// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the welcome page offers: commands, the tour, recent files, examples.
#include "ui/window/main_window.h"

#include "ui/theme/theme.h"
#include "ui/window/examples.h"
#include "ui/window/settings_desk.h"
#include "ui/window/tour.h"
#include "ui/window/welcome_page.h"

#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace latchkey::window {

void MainWindow::refreshWelcome()
{
    if (page() != nullptr) return;
    const auto heading = [](const QString &text) { return Entry{.name = text, .heading = true}; };
    const auto command = [this](const QString &id) {
        QAction *action = (*m_commands)[id];
        return Entry{.icon = m_commands->iconOf(action),
                     .name = plainName(action),
                     .keys = action->shortcut().toString(QKeySequence::NativeText),
                     .token = theme::Token::Text,
                     .act = [action] { action->trigger(); }};
    };
    QList<Entry> start{heading(tr("Start")), command(u"new"_s), command(u"open"_s)};
    const QStringList recent =
        m_settings->recentFiles().first(std::min<qsizetype>(8, m_settings->recentFiles().size()));
    start << heading(tr("Tour in five steps")) << m_tour->entries();
    if (!recent.isEmpty()) start << heading(tr("Recent"));
    for (const QString &path : recent)
        start << Entry{.icon = u"file-ml"_s,
                       .name = QFileInfo(path).fileName(),
                       .end = QFileInfo(path).dir().dirName(),
                       .act = [this, path] { m_files->open({path}); }};
    // Other programs mean other things by these keys; the rows lead to where they are changed.
    start << heading(tr("Keys you can change"));
    for (const QString &id : {u"run"_s, u"runSelection"_s, u"runSelectionStay"_s}) {
        Entry entry = command(id);
        entry.act = [this] { m_settingsDesk->openPage(true); };
        start << entry;
    }
    QList<Entry> shown{heading(tr("Examples"))};
    for (const Example &example : examples()) {
        const bool asks = asksForSomething(example);
        shown << Entry{.icon = asks ? u"permission-key"_s : u"check"_s,
                       .name = example.title,
                       .end = example.about,
                       .token = asks ? theme::Token::Key : theme::Token::Muted,
                       .act = [this, file = example.file] { openExample(file); }};
    }
    m_welcome->setEntries(start, shown);
}

} // namespace latchkey::window
