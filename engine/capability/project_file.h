// SPDX-License-Identifier: GPL-3.0-or-later
// The project file (`latchkey.json`, else `mlpy.json`). It may grant, so it counts only for content that the user
// accepted (Broker::accept): a folder from elsewhere grants itself nothing.
#pragma once

#include "engine/capability/grant.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <vector>

namespace latchkey::capability {

struct ProjectFile {
    QString path;        ///< empty: there is none
    std::string folder;  ///< canonical, where it lies
    QByteArray hash;     ///< of the content, in hexadecimal
    QStringList allowed; ///< as written, for the question whether to accept
    QStringList denied;
    std::vector<GrantPtr> grants;
    std::vector<GrantPtr> denies;
    QStringList problems; ///< entries that are invalid: they grant nothing
    bool isValid() const { return !path.isEmpty(); }
    /// Says nothing about capabilities: there is nothing to accept.
    bool isEmpty() const { return grants.empty() && denies.empty() && problems.isEmpty(); }

    /// Looks upward from `folder`, stopping at the home folder or a file-system root.
    static QString find(const QString &folder);
    /// Relative patterns start at the file's folder. Invalid when there is no file or it can not be read.
    static ProjectFile load(const QString &path);
};

} // namespace latchkey::capability
