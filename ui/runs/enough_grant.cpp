// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/enough_grant.h"

#include "engine/capability/tighten.h"

#include <QFileInfo>

#include <array>

using namespace Qt::StringLiterals;

namespace latchkey::runs {

QString enoughGrant(const CapabilityUse &use, const QString &path)
{
    if (use.by == "policy"_L1) return {};
    const std::string folder = path.isEmpty() ? "/" : QFileInfo(path).absolutePath().toStdString();
    const std::array used{capability::UsedResource{use.capability.toStdString(), use.resource.toStdString()}};
    const std::vector<std::string> grants = capability::smallestGrants(used, folder);
    return grants.empty() ? QString() : QString::fromStdString(grants.front());
}

const CapabilityUse *denialOf(const RunError &error, const QList<CapabilityUse> &uses)
{
    if (error.kind != syntax::ErrorKind::CapabilityError) return nullptr;
    const CapabilityUse *found = nullptr;
    for (const CapabilityUse &use : uses) {
        if (use.allowed || use.count == 0) continue;
        if (found == nullptr || use.line == error.line || found->line != error.line) found = &use;
    }
    return found;
}

} // namespace latchkey::runs
