// SPDX-License-Identifier: GPL-3.0-or-later
//
// The set-ups for runs of each file: one without a name that every file has, and any number of named ones; one of them
// is in use. They are kept in one readable JSON file of the user's; on request also beside the script, as
// SCRIPT.runs.json, from where others get them too. That file can not grant anything by itself: of the permissions it
// names, only those count that the user's own file has for the same configuration.
//
// Reading and writing happens on the file pool. A file that can not be understood is kept as FILE.damaged.
#pragma once

#include "ui/window/editor_page.h"

#include <QFuture>
#include <QHash>
#include <QJsonObject>
#include <QObject>
#include <QTimer>

namespace latchkey::window {

struct RunConfiguration {
    QString name; ///< empty: the one that every file has
    RunSetup setup;
    friend bool operator==(const RunConfiguration &, const RunConfiguration &) = default;
};

/// Those of one file.
struct FileConfigurations {
    QList<RunConfiguration> all; ///< the one without a name is first
    QString current;
    bool isBeside = false; ///< kept beside the script too

    [[nodiscard]] int indexOf(const QString &name) const;
    friend bool operator==(const FileConfigurations &, const FileConfigurations &) = default;
};

QJsonObject toJson(const RunSetup &setup);
RunSetup setupOf(const QJsonObject &object);

class RunConfigurations : public QObject
{
    Q_OBJECT

public:
    /// `file` empty: nothing is kept.
    explicit RunConfigurations(const QString &file, QObject *parent = nullptr);
    /// Writes what waits to be written.
    ~RunConfigurations() override;

    /// Where they are kept for a state folder of the program.
    static QString fileFor(const QString &stateFolder);
    static QString besideName(const QString &script) { return script + QStringLiteral(".runs.json"); }

    /// Calls `loaded` with the configurations of a file once they are read, and the permissions that the file beside it
    /// names but that do not count; not when `context` is gone.
    void load(const QString &script, QObject *context,
              std::function<void(const FileConfigurations &found, const QStringList &refused)> loaded);
    /// Keeps them, soon.
    void keep(const QString &script, const FileConfigurations &configurations);
    /// Takes the file beside the script away.
    void dropBeside(const QString &script);

signals:
    void problem(const QString &sentence);

private:
    struct Read {
        QHash<QString, FileConfigurations> files;
        QString problem;
    };
    void addUnchanged(const Read &read);
    void take(const Read &read);
    static Read readAll(const QString &file);
    void write();
    [[nodiscard]] QByteArray jsonOfAll() const;

    QString m_file;
    QHash<QString, FileConfigurations> m_files;
    QSet<QString> m_changed; ///< since they were read: those count
    QSet<QString> m_besides; ///< files beside scripts that wait to be written
    QFuture<Read> m_reading;
    bool m_isRead = false;
    QList<std::function<void()>> m_waiting;
    QTimer m_soon;
};

} // namespace latchkey::window
