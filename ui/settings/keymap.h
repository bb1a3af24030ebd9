// SPDX-License-Identifier: GPL-3.0-or-later
//
// The keys of all commands: what they are usually, what a preset makes of that, and what the user chose (`keys/ID` in
// the settings file). The window adds its commands and sets what `keysChanged` tells. A command works in the whole
// window or in one part of it (its context); two commands clash when one key would mean both in some place.
#pragma once

#include <QHash>
#include <QKeySequence>
#include <QList>
#include <QObject>
#include <QString>

namespace latchkey::settings {

class Settings;

struct KeyEntry {
    QString id;
    QString name;  ///< "Run file"
    QString where; ///< "Run"
    QString icon;
    QString context; ///< empty: the whole window; else the part it works in
    QList<QKeySequence> usual;
};

/// A key that is no command's and can not be changed: of a menu, or inside a pane.
struct FixedKey {
    QKeySequence key;
    QString name;
    QString context;
};

class Keymap : public QObject
{
    Q_OBJECT

public:
    explicit Keymap(Settings *settings, QObject *parent = nullptr);

    void add(const KeyEntry &entry);
    void setFixed(const QList<FixedKey> &fixed) { m_fixed = fixed; }
    [[nodiscard]] const QList<KeyEntry> &entries() const { return m_entries; }
    [[nodiscard]] QList<QKeySequence> keysOf(const QString &id) const;
    /// What the preset says.
    [[nodiscard]] QList<QKeySequence> usualOf(const QString &id) const;
    [[nodiscard]] bool isUsual(const QString &id) const { return keysOf(id) == usualOf(id); }
    /// Takes the keys away from whoever else has them.
    void setKeys(const QString &id, const QList<QKeySequence> &keys);
    void reset(const QString &id);
    void resetAll();
    /// Names of what else `key` would mean where that command works; ids of commands in `ids`.
    [[nodiscard]] QStringList clashes(const QString &id, const QKeySequence &key, QStringList *ids = nullptr) const;
    /// Clashes among all keys in force, "Ctrl+R: Run file and Reload".
    [[nodiscard]] QStringList allClashes() const;

    [[nodiscard]] QString preset() const;
    void setPreset(const QString &name);
    static QStringList presets();

    /// All keys as JSON, and back: empty, or why nothing was taken.
    [[nodiscard]] QByteArray exported() const;
    QString import(const QByteArray &json);

signals:
    void keysChanged(const QString &id);

private:
    [[nodiscard]] const KeyEntry *entryOf(const QString &id) const;
    void store(const QString &id, const QList<QKeySequence> &keys);
    void refresh();

    Settings *m_settings;
    QList<KeyEntry> m_entries;
    QHash<QString, qsizetype> m_byId;
    QList<FixedKey> m_fixed;
    QHash<QString, QList<QKeySequence>> m_told; ///< in force, as told last
};

/// Keys as they stand in files: "Ctrl+R".
QStringList toText(const QList<QKeySequence> &keys);
QList<QKeySequence> fromText(const QStringList &texts);

} // namespace latchkey::settings
