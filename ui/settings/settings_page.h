// SPDX-License-Identifier: GPL-3.0-or-later
//
// The page of settings, in a window of its own that stays open beside the work: each choice takes effect at once, there
// is nothing to apply. It is made from the table of settings (schema.h): a search field, the groups at the left, one
// row for each setting at the right; the keys of the commands are its last group. The JSON file below can be opened
// from here.
#pragma once

#include "ui/settings/schema.h"

#include <QDialog>
#include <QList>

class QLabel;
class QListWidget;
class QScrollArea;
class QStackedWidget;

namespace latchkey::widgets {
class EmptyState;
class SearchField;
class SmallButton;
} // namespace latchkey::widgets

namespace latchkey::settings {

class Keymap;
class SettingRow;
class Settings;
class ShortcutPage;

class SettingsPage : public QDialog
{
    Q_OBJECT

public:
    SettingsPage(Settings *settings, Keymap *keymap, QWidget *parent = nullptr);

    /// Shows the keys instead of the settings.
    void showShortcuts();
    [[nodiscard]] widgets::SearchField *searchField() const { return m_search; }
    [[nodiscard]] ShortcutPage *shortcuts() const { return m_shortcuts; }
    [[nodiscard]] QList<SettingRow *> rows() const { return m_rows; }

signals:
    /// The user wants to edit the file by hand.
    void fileWanted();
    void resetAllRequested();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    QWidget *makePages();
    QWidget *makeRows();
    QWidget *makeFoot();
    void search(const QString &wanted);
    void goToGroup(int row);
    void followScrolling();
    void refresh();

    Settings *m_settings;
    widgets::SearchField *m_search;
    QListWidget *m_groups;
    QStackedWidget *m_stack;
    QScrollArea *m_scroll;
    widgets::EmptyState *m_nothing;
    ShortcutPage *m_shortcuts;
    QList<Group> m_shown;       ///< groups with rows, and
    QList<QLabel *> m_headings; ///< theirs
    QList<SettingRow *> m_rows;
    widgets::SmallButton *m_resetAll = nullptr;
    bool m_following = false; ///< the list follows the scrolling, not the other way round
};

} // namespace latchkey::settings
