// SPDX-License-Identifier: GPL-3.0-or-later
// Policy files (`policy.json`): what an administrator, a user or a project never wants granted. A policy only narrows,
// so it needs no acceptance. {"deny": ["network"], "ceiling": ["file.read:/data/**"]}: nothing outside the ceiling can
// be granted. {"limits": {"http": 4}}: so many requests at once, of all runs together. {"keys": {...}}: access_keys.h.
// The file is JSON that may hold comments.
#pragma once

#include "engine/capability/access_keys.h"
#include "engine/capability/grant.h"

#include <QString>
#include <QStringList>

#include <algorithm>
#include <vector>

namespace latchkey::capability {

struct Policy {
    std::vector<GrantPtr> denies;
    std::vector<GrantPtr> ceiling; ///< nothing outside it can be granted
    bool hasCeiling = false;
    std::vector<AccessKeyPtr> keys;
    /// How much of a resource is used at once; 0: as much as there is.
    struct Limits {
        int http = 0; ///< requests under way
        /// The tighter of both.
        Limits with(const Limits &other) const
        {
            return {http > 0 && other.http > 0 ? std::min(http, other.http) : std::max(http, other.http)};
        }
    } limits;
    QString name; ///< path of the file, shown where it denies; empty: there is none
    QStringList problems;

    /// A file that exists but can not be understood denies everything: a policy must not vanish by a typing error.
    /// Relative patterns start at the file's folder.
    static Policy load(const QString &path);
    /// The same for a text that stands, or is going to, in the file `path`.
    static Policy parse(const QByteArray &text, const QString &path);
    /// The `policy.json` beside a project file. One without `deny` and `ceiling` is some other file of that name.
    static Policy loadForProject(const QString &projectFile);
};

/// Those of the machine (/etc/latchkey/policy.json), of the user (latchkey/policy.json in the settings folder), and
/// further ones named by the user. Reads the disk.
std::vector<Policy> loadPolicies(const QStringList &further = {});
/// Where the user's own is, or would be.
QString userPolicyPath();
/// A text to begin a policy file with: it changes nothing and says in comments what could be written.
QByteArray policyTemplate();

} // namespace latchkey::capability
