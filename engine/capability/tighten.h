// SPDX-License-Identifier: GPL-3.0-or-later
// The least that would have been enough: from what a run was allowed and did to the grants for exactly that.
#pragma once

#include <span>
#include <string>
#include <vector>

namespace latchkey::capability {

/// Something that was used: a capability's name and the canonical resource, empty when it has none.
struct UsedResource {
    std::string name;
    std::string resource;
};

/// So many files of one folder are named one by one; of more, the folder is (`FOLDER/*`).
inline constexpr size_t kNamedFiles = 8;

/// Capability strings, sorted, each once. Files below `folder` are written relative to it ("./data/a.csv").
std::vector<std::string> smallestGrants(std::span<const UsedResource> used, const std::string &folder);

} // namespace latchkey::capability
