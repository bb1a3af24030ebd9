// SPDX-License-Identifier: GPL-3.0-or-later
// Policy files (`policy.json`): what an administrator, a user or a project never wants granted. A policy only narrows,
// so it needs no acceptance. {"deny": ["network"], "ceiling": ["file.read:/data/**"]}: nothing outside the ceiling can
// be granted.
#pragma once

#include "engine/capability/grant.h"

#include <QString>
#include <QStringList>

#include <vector>

namespace latchkey::capability {

struct Policy {
    std::vector<GrantPtr> denies;
    std::vector<GrantPtr> ceiling; ///< nothing outside it can be granted
    bool hasCeiling = false;
    QString name; ///< path of the file, shown where it denies; empty: there is none
    QStringList problems;

    /// A file that exists but can not be understood denies everything: a policy must not vanish by a typing error.
    /// Relative patterns start at the file's folder.
    static Policy load(const QString &path);
    /// The `policy.json` beside a project file. One without `deny` and `ceiling` is some other file of that name.
    static Policy loadForProject(const QString &projectFile);
};

/// Those of the machine (/etc/latchkey/policy.json), of the user (latchkey/policy.json in the settings folder), and
/// further ones named by the user. Reads the disk.
std::vector<Policy> loadPolicies(const QStringList &further = {});

} // namespace latchkey::capability
