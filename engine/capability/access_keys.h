// SPDX-License-Identifier: GPL-3.0-or-later
// Access keys: what somebody may do who is not at this machine, or whom its owner gives only a part. A policy file
// holds, for each key, a name, a hash, and the capabilities it stands for:
//   "keys": {"guest": {"hash": "sha256:SALT:HASH", "allow": ["file.read:./public/**"]}}
// A run under a key is given those and never more, whatever else allows it. The key itself is on no disk: `makeKey`
// gives a new one to hand out, `hashedKey` what to write down. Keys are long and random, so one round of hashing is
// enough: there is nothing to guess.
#pragma once

#include "engine/capability/grant.h"

#include <QByteArray>
#include <QJsonObject>
#include <QString>
#include <QStringList>

#include <memory>
#include <span>
#include <vector>

namespace latchkey::capability {

struct Policy;

struct AccessKey {
    QString name;                ///< of its holder, for people: "guest"
    QByteArray salt;             ///< random
    QByteArray hash;             ///< SHA-256 of salt and key
    std::vector<GrantPtr> allow; ///< shared by all runs under the key, and so are their counters

    /// Whom nobody knows: allowed nothing.
    static std::shared_ptr<const AccessKey> nobody();
};
using AccessKeyPtr = std::shared_ptr<const AccessKey>;

/// A new key, as text.
QByteArray makeKey();
/// "sha256:SALT:HASH" in hexadecimal digits, with a new salt.
QByteArray hashedKey(QByteArrayView key);

/// The member `keys` of a policy. `base`: where relative patterns start.
std::vector<AccessKeyPtr> readKeys(const QJsonObject &policy, const std::string &base, QStringList &problems);

/// Whom a key belongs to; `nobody` when it is none of the policies'. Takes the same time whichever it is and however
/// much of it is right.
AccessKeyPtr holderOf(QByteArrayView key, std::span<const Policy> policies);

} // namespace latchkey::capability
