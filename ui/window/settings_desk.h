// SPDX-License-Identifier: GPL-3.0-or-later
//
// Where the window's settings take effect: editors get their options, commands their keys, the engine its threads, the
// history its bounds, notifications their least time. What is wrong with the settings file is told in the bar above the
// editor. It opens the page, and does for it what needs the window: opening the file, choosing files, asking before
// everything is reset.
#pragma once

#include "engine/journal/terms.h"
#include "ui/settings/keymap.h"
#include "ui/settings/settings.h"
#include "ui/window/commands.h"
#include "ui/window/editor_area.h"

#include <QObject>

class QMainWindow;

namespace latchkey::settings {
class SettingsPage;
}
namespace latchkey::history {
class HistoryStore;
}
namespace latchkey::runs {
class Engine;
}

namespace latchkey::window {

class FileDesk;
class EventSounds;
class RunNotifier;
class ToolBar;

class SettingsDesk : public QObject
{
    Q_OBJECT

public:
    struct Parts {
        QMainWindow *window;
        settings::Settings *settings;
        Commands *commands; ///< all are made
        EditorArea *area;
        FileDesk *files;
        ToolBar *toolBar;
        QString stateFolder;
        runs::Engine *engine;
        history::HistoryStore *history;
    };
    explicit SettingsDesk(const Parts &parts);
    /// How much of the history is to be kept.
    static journal::Bounds historyBounds(const settings::Settings &settings);

    [[nodiscard]] settings::Keymap *keymap() const { return m_keymap; }
    /// The page, made when it is not open; `shortcuts` shows the keys.
    settings::SettingsPage *openPage(bool shortcuts = false);
    /// From now on it tells what the settings say.
    void setNotifier(RunNotifier *notifier);
    /// The settings say whether they are heard.
    void setSounds(EventSounds *sounds);

signals:
    /// The engine computes with another number of threads.
    void workersChanged();
    /// Another part of the history is kept.
    void historyBoundsChanged(const latchkey::journal::Bounds &bounds);

private:
    void addKeys();
    void applyKeys(const QString &id);
    [[nodiscard]] QList<settings::FixedKey> fixedKeys() const;
    void applyTo(EditorPage *page);
    void applyRecovery(EditorPage *page);
    void showSwitches();
    void onChanged(const QString &key);
    void tellProblems();
    void importKeys();
    void exportKeys();
    void resetAll(bool keys);

    Parts m_parts;
    settings::Keymap *m_keymap;
};

} // namespace latchkey::window
