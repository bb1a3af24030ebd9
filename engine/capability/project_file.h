// SPDX-License-Identifier: GPL-3.0-or-later
// The project file (`latchkey.json`, else `mlpy.json`) and the policy file. A project file may grant, so it counts only
// for content that the user accepted; a policy only narrows.
#pragma once

#include "engine/capability/grant.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <vector>

namespace latchkey::capability {

struct ProjectFile {
    QString path;        ///< empty: there is none
    QByteArray hash;     ///< of the content, in hexadecimal
    QStringList allowed; ///< as written, for the question whether to accept
    QStringList denied;
    std::vector<GrantPtr> grants;
    std::vector<GrantPtr> denies;
    QStringList problems; ///< entries that are invalid: they grant nothing
    bool isValid() const { return !path.isEmpty(); }

    /// Looks upward from `folder`, stopping at the home folder or a file-system root.
    static QString find(const QString &folder);
    /// Relative patterns start at the file's folder.
    static ProjectFile load(const QString &path);
};

struct Policy {
    std::vector<GrantPtr> denies;
    std::vector<GrantPtr> ceiling; ///< nothing outside it can be granted
    bool hasCeiling = false;
    QString name; ///< path of the file, shown where it denies
    QStringList problems;

    /// A file that exists but can not be understood denies everything: a policy must not vanish by a typing error.
    static Policy load(const QString &path);
};

} // namespace latchkey::capability
