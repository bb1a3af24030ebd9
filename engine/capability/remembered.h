// SPDX-License-Identifier: GPL-3.0-or-later
// A remembered answer: one row of the store (grant_store.h), one line of the Permissions page.
#pragma once

#include <QDateTime>
#include <QString>

namespace latchkey::capability {

struct Remembered {
    QString id;
    QString script;     ///< canonical path; empty when it holds for a folder
    QString folder;     ///< scripts in this folder or below
    QString capability; ///< name
    QString pattern;    ///< empty: any resource
    bool allow = true;
    QString functionHash; ///< of the asking function's source; empty: not bound
    int line = 0;         ///< where it was asked, for "line 12 changed"
    QDateTime created;
    QDateTime lastUsed;
    int count = 0;
};

} // namespace latchkey::capability
