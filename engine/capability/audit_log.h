// SPDX-License-Identifier: GPL-3.0-or-later
// The record of every decision about a guarded, foreign or denied operation, appended before the operation starts. The
// newest records stay in memory for the Ledger; with a folder, all go to a file of JSON lines that rotates
// (audit_reader.h reads it back). When a record can not be written the operation must not happen: `append` says so and
// the broker denies.
//
// Decisions that are equal and come within a second are one record and, when the second is over, one more with the
// number of repetitions, so that a loop over a file does not fill the disk.
#pragma once

#include "engine/capability/grant.h"

#include <QDateTime>
#include <QJsonObject>
#include <QList>
#include <QString>
#include <QStringList>

#include <deque>
#include <mutex>

namespace latchkey::capability {

struct AuditRecord {
    QDateTime time;
    QString event;  ///< empty: a decision; else "grant", "revoke", "remember", "forget"
    QString run;    ///< "r-17"
    QString script; ///< absolute path
    QString capability;
    QString resource;
    bool allowed = false;
    Source by = Source::Default;
    quint64 grant = 0; ///< 0: none
    int line = 0;
    int column = 0;
    QString function;
    QStringList chain;
    int count = 1;
    qint64 pid = 0; ///< 0: this process

    QByteArray toJsonLine() const; ///< with line end; controls escaped
    static AuditRecord fromJson(const QJsonObject &object);
    bool sameDecision(const AuditRecord &other) const;
};

class AuditLog
{
public:
    static constexpr qint64 kRotateBytes = 10 << 20;
    static constexpr int kKeptFiles = 5;
    static constexpr qsizetype kKeptRecords = 10'000;

    /// `folder` empty: memory only.
    explicit AuditLog(const QString &folder, qint64 rotateBytes = kRotateBytes);
    ~AuditLog();
    AuditLog(const AuditLog &) = delete;
    AuditLog &operator=(const AuditLog &) = delete;

    /// False: it could not be written; the operation must be denied. A record that counts more than one adds so many
    /// repetitions.
    [[nodiscard]] bool append(AuditRecord record);
    /// Writes the repetitions that wait for the end of their second. False: they could not be written.
    bool flush();
    /// The newest ones of this process, oldest first.
    QList<AuditRecord> records() const;
    QString filePath() const { return m_path; }
    /// The files in which records are, newest first.
    static QStringList files(const QString &path);

private:
    struct Recent {
        AuditRecord record;
        quint64 number = 0; ///< of the record in memory
        int repeats = 0;    ///< how often it came again since it was written
    };
    bool write(const AuditRecord &record);
    bool writeRepeats(Recent &recent);
    bool writeOld(const QDateTime &now);
    bool reopen();
    void rotate();
    mutable std::mutex m_mutex; ///< runs on any thread append, panes read
    QString m_path;
    const qint64 m_rotateBytes;
    int m_file = -1;
    bool m_isTorn = false; ///< the last line was written in part: the next one begins a new line
    std::deque<AuditRecord> m_records;
    quint64 m_firstNumber = 0; ///< of the oldest record in memory
    std::vector<Recent> m_recent;
};

} // namespace latchkey::capability
