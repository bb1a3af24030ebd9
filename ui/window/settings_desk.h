// SPDX-License-Identifier: GPL-3.0-or-later
//
// Where the window's settings take effect: editors get their options, commands their keys, and what is wrong with the
// settings file is told in the bar above the editor. It opens the page, and does for it what needs the window: opening
// the file, choosing files, asking before everything is reset.
#pragma once

#include "ui/settings/keymap.h"
#include "ui/settings/settings.h"
#include "ui/window/commands.h"
#include "ui/window/editor_area.h"

#include <QObject>

class QMainWindow;

namespace latchkey::settings {
class SettingsPage;
}

namespace latchkey::window {

class FileDesk;
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
    };
    explicit SettingsDesk(const Parts &parts);

    [[nodiscard]] settings::Keymap *keymap() const { return m_keymap; }
    /// The page, made when it is not open; `shortcuts` shows the keys.
    settings::SettingsPage *openPage(bool shortcuts = false);

private:
    void addKeys();
    void applyKeys(const QString &id);
    [[nodiscard]] QList<settings::FixedKey> fixedKeys() const;
    void applyTo(EditorPage *page);
    void applyRecovery(EditorPage *page);
    void onChanged(const QString &key);
    void tellProblems();
    void importKeys();
    void exportKeys();
    void resetAll(bool keys);

    Parts m_parts;
    settings::Keymap *m_keymap;
};

} // namespace latchkey::window
