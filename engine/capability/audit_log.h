// SPDX-License-Identifier: GPL-3.0-or-later
// The record of every decision about a guarded, foreign or denied operation, appended before the operation starts. The
// newest records stay in memory for the Ledger; with a folder, all go to a file of JSON lines that rotates. When a
// record can not be written the operation must not happen: `append` says so and the broker denies.
#pragma once

#include "engine/capability/grant.h"

#include <QDateTime>
#include <QFile>
#include <QList>
#include <QString>
#include <QStringList>

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

    QByteArray toJsonLine() const; ///< with line end; controls escaped
    bool sameDecision(const AuditRecord &other) const;
};

class AuditLog
{
public:
    static constexpr qint64 kRotateBytes = 10 << 20;
    static constexpr int kKeptFiles = 5;
    static constexpr int kKeptRecords = 10'000;

    /// `folder` empty: memory only.
    explicit AuditLog(const QString &folder);
    ~AuditLog();

    /// False: it could not be written; the operation must be denied. Equal decisions within a second become one more
    /// record with their count.
    [[nodiscard]] bool append(AuditRecord record);
    QList<AuditRecord> records() const;
    QString filePath() const { return m_path; }

private:
    bool write(const AuditRecord &record);
    bool writeRepeats();
    void rotate();
    mutable std::mutex m_mutex; ///< runs on any thread append, panes read
    QString m_path;
    QFile m_file;
    QList<AuditRecord> m_records;
    AuditRecord m_last; ///< the latest one written
    int m_repeats = 0;  ///< how often it came again since
};

} // namespace latchkey::capability
