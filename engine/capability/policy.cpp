// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/capability/policy.h"

#include "engine/capability/capability_list.h"
#include "engine/capability/json_text.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QStandardPaths>

namespace latchkey::capability {

using namespace Qt::StringLiterals;

namespace {

/// A limit that is misspelt would be none: then the policy is not understood.
Policy::Limits readLimits(const QJsonObject &policy, QStringList &problems)
{
    constexpr int kMost = 1'000'000;
    Policy::Limits limits;
    const QJsonValue member = policy.value("limits"_L1);
    if (!member.isUndefined() && !member.isObject()) problems.append(u"'limits' is no object"_s);
    const QJsonObject entries = member.toObject();
    for (auto it = entries.begin(); it != entries.end(); ++it) {
        const int number = it.value().toInt();
        if (it.key() != "http"_L1) problems.append(u"there is no limit '%1', only 'http'"_s.arg(it.key()));
        else if (number < 1 || number > kMost || number != it.value().toDouble())
            problems.append(u"the limit '%1' is not a whole number from 1 to %2"_s.arg(it.key()).arg(kMost));
        else limits.http = number;
    }
    return limits;
}

Policy policyOf(const QJsonObject &object, const QString &path)
{
    Policy policy;
    policy.name = path;
    const std::string base = folderOfFile(path);
    policy.denies = readCapabilities(object, u"deny"_s, Source::Policy, base, nullptr, policy.problems);
    policy.ceiling = readCapabilities(object, u"ceiling"_s, Source::Policy, base, nullptr, policy.problems);
    policy.hasCeiling = object.contains("ceiling"_L1);
    policy.keys = readKeys(object, base, policy.problems);
    policy.limits = readLimits(object, policy.problems);
    return policy;
}

void denyAll(Policy &policy)
{
    policy.hasCeiling = true;
    policy.ceiling.clear();
    policy.keys.clear();
}

} // namespace

Policy Policy::load(const QString &path)
{
    QFile file(path);
    if (path.isEmpty() || !file.exists()) return {};
    if (file.open(QIODevice::ReadOnly)) return parse(file.readAll(), path);
    Policy policy;
    policy.name = path;
    policy.problems.append(u"%1: %2"_s.arg(path, file.errorString()));
    denyAll(policy);
    return policy;
}

Policy Policy::parse(const QByteArray &text, const QString &path)
{
    const auto document = parseWithComments(text);
    Policy policy = policyOf(document ? document->object() : QJsonObject(), path);
    if (!document) policy.problems.append(document.error());
    else if (!document->isObject()) policy.problems.append(u"the policy is no JSON object"_s);
    if (!policy.problems.isEmpty()) denyAll(policy);
    return policy;
}

Policy Policy::loadForProject(const QString &projectFile)
{
    const QString path = QFileInfo(projectFile).absolutePath() + u"/policy.json"_s;
    Policy policy = load(path);
    // A file that says nothing of ours is the project's own matter; one that tries to and fails is not ignored.
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) return policy;
    const QByteArray content = file.readAll();
    return content.contains("\"deny\"") || content.contains("\"ceiling\"") ? policy : Policy();
}

QString userPolicyPath()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) + u"/latchkey/policy.json"_s;
}

QByteArray policyTemplate()
{
    return R"(// What scripts on this account may never do, whoever allows it. A policy only narrows: it grants nothing.
// It counts as soon as it is saved. A policy that can not be understood denies everything until it is put right.
{
    // Never, whatever else allows it.
    "deny": [
        // "file.read:~/.ssh/**",
        // "network.http:*.example.com",
    ],

    // Nothing outside of this can be granted; without a ceiling everything can.
    // "ceiling": ["file.read:~/scripts/**", "network.https:api.example.org"],

    // So many requests at once, of all runs together.
    // "limits": {"http": 4},

    // What others may do who show a key. `latchkey key NAME` makes one and the line to put here.
    // "keys": {"guest": {"hash": "sha256:SALT:HASH", "allow": ["file.read:~/public/**"]}},
}
)";
}

std::vector<Policy> loadPolicies(const QStringList &further)
{
    QStringList paths{u"/etc/latchkey/policy.json"_s};
    for (const QString &folder : QStandardPaths::standardLocations(QStandardPaths::GenericConfigLocation))
        paths.append(folder + u"/latchkey/policy.json"_s);
    paths.append(further);
    std::vector<Policy> policies;
    for (const QString &path : std::as_const(paths))
        if (Policy policy = Policy::load(path); !policy.name.isEmpty()) policies.push_back(std::move(policy));
    return policies;
}

} // namespace latchkey::capability
