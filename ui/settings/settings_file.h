// SPDX-License-Identifier: GPL-3.0-or-later
//
// One JSON file of settings, which users may edit by hand while the program runs. Reading a value is a look-up in
// memory. `set` and `remove` change memory at once and the file soon after, on the file pool: there the file is read
// anew, the changes go into its text, and it is written beside and put in place, so that neither comments nor what
// somebody wrote meanwhile is lost. What changes on disk arrives through `changed`.
//
// A file that is no JSON stays where it is and what it held before holds on; the next change sets it aside under
// another name before a new one is written.
#pragma once

#include <QFuture>
#include <QHash>
#include <QJsonObject>
#include <QObject>
#include <QStringList>

namespace latchkey::settings {

class SettingsFile : public QObject
{
    Q_OBJECT

public:
    /// Reads the file at once: it is small and decides how the first window looks. `preface` is the comment a new file
    /// begins with.
    explicit SettingsFile(const QString &path, const QByteArray &preface = {}, QObject *parent = nullptr);
    /// Waits until everything is written.
    ~SettingsFile() override;

    [[nodiscard]] const QString &path() const { return m_path; }
    [[nodiscard]] const QJsonObject &values() const { return m_values; }
    [[nodiscard]] QJsonValue value(const QString &key) const { return m_values.value(key); }
    void set(const QString &key, const QJsonValue &value);
    void remove(const QString &key) { set(key, QJsonValue(QJsonValue::Undefined)); }
    /// Waits until everything is written.
    void flush();
    /// Why the file can not be read, a full sentence; empty when it can.
    [[nodiscard]] const QString &damage() const { return m_damage; }
    /// The line, from 1, a member begins at; 0: it is not in the file.
    [[nodiscard]] int lineOf(const QString &key) const;

signals:
    /// Values differ now, by `set` or because the file did.
    void changed(const QStringList &keys);
    /// The file could not be read, or (empty) can be read again.
    void damageChanged(const QString &sentence);
    /// The damaged file was kept under this name.
    void setAside(const QString &path);
    /// The file could not be written; what was set holds until the program ends.
    void failed(const QString &sentence);

private:
    struct Outcome {
        QByteArray text;
        QJsonObject values;
        QString damage;
        QString setAside;
        QString failure;
    };
    using Edits = QHash<QString, QJsonValue>;

    [[nodiscard]] static Outcome load(const QString &path);
    [[nodiscard]] static Outcome save(const QString &path, const QByteArray &preface, const QJsonObject &known,
                                      const Edits &edits);
    [[nodiscard]] static QString keepAside(const QString &path, const QByteArray &bytes);
    void take(const Outcome &outcome);
    void takeDamage(const QString &damage);
    void startSaving();
    void reload();

    QString m_path;
    QByteArray m_preface;
    QByteArray m_text; ///< as last read or written
    QJsonObject m_values;
    QString m_damage;
    Edits m_edits;   ///< wait for the write under way
    Edits m_writing; ///< are being written
    QFuture<Outcome> m_flight;
    int m_writes = 0;
    bool m_startQueued = false;
};

} // namespace latchkey::settings
