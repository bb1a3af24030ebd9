// SPDX-License-Identifier: GPL-3.0-or-later
//
// The page of keys: all commands with theirs, found by name or by pressing keys; below the list the keys of the chosen
// command can be taken away and new ones pressed, and what else those keys mean is told before they are taken.
#pragma once

#include <QWidget>

class QComboBox;
class QHBoxLayout;
class QKeySequenceEdit;
class QLabel;
class QTreeWidget;
class QTreeWidgetItem;

namespace latchkey::widgets {
class SmallButton;
}

namespace latchkey::settings {

class Keymap;

class ShortcutPage : public QWidget
{
    Q_OBJECT

public:
    explicit ShortcutPage(Keymap *keymap, QWidget *parent = nullptr);

    /// Shows the commands whose name, menu or keys hold every word.
    void search(const QString &wanted);
    void choose(const QString &id);
    [[nodiscard]] QString chosen() const;
    [[nodiscard]] QTreeWidget *list() const { return m_list; }

signals:
    void importRequested();
    void exportRequested();
    void resetAllRequested();

private:
    void makeFinders(class QVBoxLayout *column);
    void makeEditor(class QVBoxLayout *column);
    void makeFoot(class QVBoxLayout *column);
    void fill();
    void refreshRow(QTreeWidgetItem *row);
    void refreshRows();
    void refreshEditor();
    void refreshClash();
    void filter();
    void addTyped();
    [[nodiscard]] QTreeWidgetItem *rowOf(const QString &id) const;

    Keymap *m_keymap;
    QComboBox *m_preset;
    QKeySequenceEdit *m_findKeys;
    QTreeWidget *m_list;
    QLabel *m_name;
    QLabel *m_clash;
    QWidget *m_present = nullptr; ///< the chosen command's keys
    QHBoxLayout *m_editorRow;
    QKeySequenceEdit *m_typed;
    widgets::SmallButton *m_add;
    widgets::SmallButton *m_reset;
    QString m_wanted;
};

} // namespace latchkey::settings
