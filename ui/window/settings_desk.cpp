// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/settings_desk.h"

#include "engine/runs/engine.h"
#include "ui/editor/background.h"
#include "ui/editor/safe_file.h"
#include "ui/history/history_store.h"
#include "ui/settings/settings_page.h"
#include "ui/settings/shortcut_page.h"
#include "ui/window/ask.h"
#include "ui/window/autosave.h"
#include "ui/window/event_sounds.h"
#include "ui/window/file_desk.h"
#include "ui/window/run_notifier.h"
#include "ui/window/tool_bar.h"

#include <QFileInfo>
#include <QMainWindow>

#include <limits>

using namespace Qt::StringLiterals;

namespace latchkey::window {

using settings::FixedKey;
using settings::SettingsPage;
using widgets::Notice;
namespace key = settings::key;

namespace {

constexpr qint64 kMaxKeyFile = 1 << 20;

} // namespace

SettingsDesk::SettingsDesk(const Parts &parts)
    : QObject(parts.window)
    , m_parts(parts)
    , m_keymap(new settings::Keymap(parts.settings, this))
{
    addKeys();
    new Autosave(parts.area, parts.settings, this);
    for (EditorPage *page : parts.area->pages()) applyTo(page);
    connect(parts.area, &EditorArea::pageAdded, this, &SettingsDesk::applyTo);
    connect(parts.settings, &settings::Settings::changed, this, &SettingsDesk::onChanged);
    showSwitches();
    settings::SettingsFile &file = parts.settings->file();
    connect(&file, &settings::SettingsFile::damageChanged, this, &SettingsDesk::tellProblems);
    connect(&file, &settings::SettingsFile::changed, this, &SettingsDesk::tellProblems);
    connect(&file, &settings::SettingsFile::setAside, this, [this](const QString &kept) {
        m_parts.area->notices()->post(
            {u"settingsAside"_s,
             Notice::Kind::Warning,
             {{tr("The settings file could not be read and was kept as %1.").arg(QFileInfo(kept).fileName())}},
             {{tr("Open it"), [this, kept] { m_parts.files->open({kept}); }}}});
    });
    connect(&file, &settings::SettingsFile::failed, this, [this](const QString &why) {
        m_parts.area->notices()->post(
            {u"settingsFailed"_s, Notice::Kind::Error, {{tr("Settings hold until the program ends. %1").arg(why)}}});
    });
    tellProblems();
}

// ---- keys -------------------------------------------------------------------------------------------------------

void SettingsDesk::addKeys()
{
    connect(m_keymap, &settings::Keymap::keysChanged, this, &SettingsDesk::applyKeys);
    const Commands &commands = *m_parts.commands;
    for (const QAction *action : commands.all()) {
        const Command command = commands.commandOf(action);
        m_keymap->add({command.id, plainName(action), Commands::menuTitle(command.menu).remove(u'&'), command.icon,
                       command.scope == nullptr ? QString() : command.scope->objectName(), command.keys});
    }
    for (const QString &id : {u"run"_s, u"stop"_s, u"palette"_s}) applyKeys(id);
}

void SettingsDesk::applyKeys(const QString &id)
{
    const QList<QKeySequence> keys = m_keymap->keysOf(id);
    (*m_parts.commands)[id]->setShortcuts(keys);
    if (id == u"run") m_parts.toolBar->runButton()->setKeys(keys.value(0));
    if (id == u"stop") m_parts.toolBar->stopButton()->setKeys(keys.value(0));
}

// Menus of the bar and what panes have for themselves.
QList<FixedKey> SettingsDesk::fixedKeys() const
{
    QList<FixedKey> fixed;
    for (int menu = 0; menu < int(Menu::Count); ++menu) {
        const QString title = Commands::menuTitle(Menu(menu));
        fixed << FixedKey{QKeySequence::mnemonic(title), tr("the menu %1").arg(QString(title).remove(u'&')), {}};
    }
    for (const QWidget *widget : m_parts.window->findChildren<QWidget *>())
        for (const QAction *action : widget->actions())
            if (action->parent() != m_parts.commands && widget->window() == m_parts.window)
                for (const QKeySequence &each : action->shortcuts())
                    fixed << FixedKey{each, plainName(action), u"pane "_s + widget->objectName()};
    return fixed;
}

// ---- editors ----------------------------------------------------------------------------------------------------

void SettingsDesk::applyTo(EditorPage *page)
{
    const settings::Settings &chosen = *m_parts.settings;
    editor::EditorOptions options;
    options.tabWidth = int(chosen.number(key::kTabWidth));
    options.indentsWithTabs = chosen.text(key::kIndentWith) == u"tabs";
    options.detectsIndentation = chosen.flag(key::kDetectIndent);
    options.showsSpaces = chosen.flag(key::kWhitespace);
    options.showsMinimap = chosen.flag(key::kMinimap);
    options.caretWidth = int(chosen.number(key::kCaretWidth));
    options.caretBlinks = chosen.flag(key::kCaretBlinks);
    options.marksCaretLine = chosen.flag(key::kCaretLine);
    options.closesBrackets = chosen.flag(key::kCloseBrackets);
    options.trimsOnSave = chosen.flag(key::kTrimOnSave);
    options.endsWithNewLine = chosen.flag(key::kFinalNewline);
    page->editor()->setOptions(options);
    page->assist()->setCompletesWhileTyping(chosen.flag(key::kComplete));
    if (!chosen.flag(key::kRecovery)) page->editor()->disableJournal();
}

// Settings that have an entry in a menu.
void SettingsDesk::showSwitches()
{
    const auto show = [this](const QString &command, QLatin1StringView key) {
        (*m_parts.commands)[command]->setChecked(m_parts.settings->flag(key));
    };
    show(u"whitespace"_s, key::kWhitespace);
    show(u"minimap"_s, key::kMinimap);
}

void SettingsDesk::applyRecovery(EditorPage *page)
{
    if (!m_parts.settings->flag(key::kRecovery)) page->editor()->disableJournal();
    else if (page->editor()->journal() == nullptr && !m_parts.stateFolder.isEmpty())
        page->editor()->enableJournal(FileDesk::journalsIn(m_parts.stateFolder));
}

void SettingsDesk::onChanged(const QString &changed)
{
    if (changed == key::kWorkers) {
        m_parts.engine->setThreadCount(int(m_parts.settings->number(key::kWorkers)));
        emit workersChanged();
    }
    if (changed.startsWith(u"history/")) {
        const journal::Bounds bounds = historyBounds(*m_parts.settings);
        m_parts.history->journal().setBounds(bounds);
        emit historyBoundsChanged(bounds);
    }
    if (changed == key::kWhitespace || changed == key::kMinimap) showSwitches();
    for (EditorPage *page : m_parts.area->pages()) {
        if (changed.startsWith(u"editor/") || changed.startsWith(u"files/")) applyTo(page);
        if (changed == key::kRecovery) applyRecovery(page);
    }
}

journal::Bounds SettingsDesk::historyBounds(const settings::Settings &settings)
{
    constexpr qint64 kMega = qint64(1) << 20, kNoLimit = std::numeric_limits<qint64>::max();
    const double megabytes = settings.number(key::kHistoryMegabytes);
    journal::Bounds bounds;
    if (!settings.flag(key::kHistoryKeep)) bounds.bytes = 0;
    else bounds.bytes = megabytes > 0 ? qint64(megabytes * kMega) : kNoLimit;
    bounds.days = int(settings.number(key::kHistoryDays));
    bounds.runsPerScript = int(settings.number(key::kHistoryRuns));
    return bounds;
}

void SettingsDesk::setNotifier(RunNotifier *notifier)
{
    const auto apply = [this, notifier] {
        const bool tells = m_parts.settings->flag(key::kNotify);
        notifier->setLeastSeconds(tells ? m_parts.settings->number(key::kNotifySeconds) : -1);
    };
    connect(m_parts.settings, &settings::Settings::changed, notifier, [apply](const QString &changed) {
        if (changed.startsWith(u"notify/")) apply();
    });
    apply();
}

void SettingsDesk::setSounds(EventSounds *sounds)
{
    const auto apply = [this, sounds] { sounds->setEnabled(m_parts.settings->flag(key::kSounds)); };
    connect(m_parts.settings, &settings::Settings::changed, sounds, apply);
    apply();
}

// ---- the file and the page --------------------------------------------------------------------------------------

void SettingsDesk::tellProblems()
{
    const QString id = u"settings"_s;
    QString problem = m_parts.settings->file().damage();
    if (!problem.isEmpty()) problem += u' ' + tr("What held before holds on until it is mended.");
    else problem = m_parts.settings->problems().value(0);
    if (problem.isEmpty()) return m_parts.area->notices()->withdraw(id);
    const QString path = m_parts.settings->file().path();
    m_parts.area->notices()->post({id,
                                   Notice::Kind::Warning,
                                   {{problem}},
                                   {{tr("Open the file"), [this, path] { m_parts.files->open({path}); }, true}}});
}

SettingsPage *SettingsDesk::openPage(bool shortcuts)
{
    auto *page = m_parts.window->findChild<SettingsPage *>();
    if (page == nullptr) {
        m_keymap->setFixed(fixedKeys());
        page = new SettingsPage(m_parts.settings, m_keymap, m_parts.window);
        connect(page, &SettingsPage::fileWanted, this, [this] {
            m_parts.settings->file().flush(); // a new file is there to be opened
            m_parts.files->open({m_parts.settings->file().path()});
            m_parts.window->activateWindow();
        });
        connect(page, &SettingsPage::resetAllRequested, this, [this] { resetAll(false); });
        connect(page->shortcuts(), &settings::ShortcutPage::resetAllRequested, this, [this] { resetAll(true); });
        connect(page->shortcuts(), &settings::ShortcutPage::importRequested, this, &SettingsDesk::importKeys);
        connect(page->shortcuts(), &settings::ShortcutPage::exportRequested, this, &SettingsDesk::exportKeys);
    }
    if (shortcuts) page->showShortcuts();
    page->show();
    page->raise();
    page->activateWindow();
    return page;
}

void SettingsDesk::resetAll(bool keys)
{
    Question question{keys ? u"resetKeys"_s : u"resetSettings"_s,
                      keys ? tr("Reset all keys?") : tr("Reset all settings?"),
                      keys ? tr("Every command gets the keys of “%1”.").arg(m_keymap->preset())
                           : tr("Everything on the page is as at the first start. Keys stay as they are."),
                      {keys ? tr("Reset all keys") : tr("Reset all settings"), tr("Cancel")},
                      0};
    ask(m_parts.window, question, [this, keys](int button) {
        if (button != 0) return;
        if (keys) m_keymap->resetAll();
        else m_parts.settings->resetAll();
    });
}

void SettingsDesk::exportKeys()
{
    FileQuestion question{u"exportKeys"_s, tr("Export keys"), QDir::homePath(), u"latchkey-keys.json"_s, true};
    askFiles(m_parts.window, question, [this](const QStringList &paths) {
        if (paths.isEmpty()) return;
        editor::inBackground([path = paths.first(), json = m_keymap->exported()] {
            const auto written = editor::SafeFile::write(path, json);
            return written ? QString() : written.error().message;
        }).then(this, [this](const QString &fault) {
            if (!fault.isEmpty()) m_parts.area->notices()->post({u"keys"_s, Notice::Kind::Error, {{fault}}});
        });
    });
}

void SettingsDesk::importKeys()
{
    FileQuestion question{u"importKeys"_s, tr("Import keys"), QDir::homePath(), {}};
    askFiles(m_parts.window, question, [this](const QStringList &paths) {
        if (paths.isEmpty()) return;
        editor::inBackground([path = paths.first()] {
            return editor::SafeFile::read(path, kMaxKeyFile);
        }).then(this, [this](const std::expected<editor::FileBytes, editor::FileError> &file) {
            const QString fault = file ? m_keymap->import(file->bytes) : file.error().message;
            if (!fault.isEmpty()) m_parts.area->notices()->post({u"keys"_s, Notice::Kind::Error, {{fault}}});
        });
    });
}

} // namespace latchkey::window
