// SPDX-License-Identifier: GPL-3.0-or-later
// Reads the audit log back for people: newest first, a page at a time, through a filter, on a thread of its own. All
// processes of a user write the same files, so what is read is more than this process decided.
#pragma once

#include "engine/capability/audit_log.h"

#include <QFuture>

#include <optional>

namespace latchkey::capability {

/// What a record must be to be shown; what is empty says nothing.
struct AuditFilter {
    QString run;
    QString script;             ///< its path
    QString folder;             ///< scripts in this folder or below
    QString capability;         ///< a name: `file` also finds `file.read`
    QString text;               ///< stands in capability, resource, script or function; case does not matter
    std::optional<bool> denied; ///< only denials, or only what was allowed
    bool withEvents = true;     ///< grants, revocations, remembered and forgotten answers too
    QDateTime from;
    QDateTime to;

    bool accepts(const AuditRecord &record) const;
};

/// Where the next page begins. Holds on when the log is rotated in between.
struct AuditPlace {
    quint64 file = 0; ///< inode; 0: at the newest record
    qint64 offset = 0;
};

struct AuditPage {
    QList<AuditRecord> records; ///< newest first
    AuditPlace next;
    bool isLast = false; ///< there is nothing older
};

/// At most `limit` records from `place` on. Cancelling the future ends the search. `path` is AuditLog::filePath().
QFuture<AuditPage> readAudit(const QString &path, AuditFilter filter, AuditPlace place = {}, int limit = 200);

} // namespace latchkey::capability
