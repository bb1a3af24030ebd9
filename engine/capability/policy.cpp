// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/capability/policy.h"

#include "engine/capability/capability_list.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QStandardPaths>

namespace latchkey::capability {

using namespace Qt::StringLiterals;

namespace {

Policy policyOf(const QJsonDocument &document, const QString &path)
{
    Policy policy;
    policy.name = path;
    const std::string base = folderOfFile(path);
    const QJsonObject object = document.object();
    policy.denies = readCapabilities(object, u"deny"_s, Source::Policy, base, nullptr, policy.problems);
    policy.ceiling = readCapabilities(object, u"ceiling"_s, Source::Policy, base, nullptr, policy.problems);
    policy.hasCeiling = object.contains("ceiling"_L1);
    return policy;
}

void denyAll(Policy &policy)
{
    policy.hasCeiling = true;
    policy.ceiling.clear();
}

} // namespace

Policy Policy::load(const QString &path)
{
    QFile file(path);
    if (path.isEmpty() || !file.exists()) return {};
    QJsonParseError error{};
    QJsonDocument document;
    const bool isOpen = file.open(QIODevice::ReadOnly);
    if (isOpen) document = QJsonDocument::fromJson(file.readAll(), &error);
    Policy policy = policyOf(document, path);
    if (!document.isObject())
        policy.problems.append(u"%1: %2"_s.arg(path, isOpen ? error.errorString() : file.errorString()));
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
