// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/capability/names.h"

#include "engine/text/suggest.h"

#include <algorithm>
#include <array>

namespace latchkey::capability {

namespace {

constexpr auto kFree = std::to_array<std::string_view>({
    "args.read",
    "console.error",
    "console.write",
    "crypto.random",
    "datetime.now",
    "log.write",
    "random.generate",
    "random.sample",
});
constexpr auto kPure = std::to_array<std::string_view>({
    "collections.read",
    "collections.transform",
    "crypto.hash",
    "csv.read",
    "csv.write",
    "datetime.create",
    "functional.compose",
    "functional.transform",
    "json.parse",
    "json.serialize",
    "json.validate",
    "math.compute",
    "regex.compile",
    "regex.match",
    "string.read",
    "string.write",
});
constexpr auto kGuarded = std::to_array<std::string_view>({
    "env.read",
    "env.write",
    "file.append",
    "file.delete",
    "file.read",
    "file.write",
    "path.metadata",
    "path.read",
    "path.write",
});
static_assert(std::ranges::is_sorted(kFree) && std::ranges::is_sorted(kPure) && std::ranges::is_sorted(kGuarded));

std::string_view firstPart(std::string_view &rest)
{
    const size_t dot = rest.find('.');
    const std::string_view part = rest.substr(0, dot);
    rest = dot == std::string_view::npos ? std::string_view() : rest.substr(dot + 1);
    return part;
}

bool coversPlainly(std::string_view granted, std::string_view needed)
{
    while (!granted.empty()) {
        if (needed.empty()) return false;
        const std::string_view want = firstPart(granted);
        const std::string_view have = firstPart(needed);
        if (want != "*" && want != have) return false;
    }
    return true;
}

bool isNetwork(std::string_view name)
{
    return name == "network.http" || name == "network.https" || name.starts_with("network.http.") ||
           name.starts_with("network.https.");
}

} // namespace

NameClass classOf(std::string_view name)
{
    if (std::ranges::binary_search(kGuarded, name) || isNetwork(name)) return NameClass::Guarded;
    if (std::ranges::binary_search(kFree, name)) return NameClass::Free;
    if (std::ranges::binary_search(kPure, name)) return NameClass::Pure;
    return NameClass::Foreign;
}

std::string_view likelyName(std::string_view name)
{
    if (classOf(name) != NameClass::Foreign || name.contains('*')) return {};
    std::vector<std::string_view> known(kGuarded.begin(), kGuarded.end());
    known.insert(known.end(), kFree.begin(), kFree.end());
    known.insert(known.end(), {"network.http", "network.https"});
    const auto close = text::suggestions(name, known, 1);
    return close.empty() ? std::string_view() : close.front();
}

ResourceForm formOf(std::string_view name)
{
    const std::string_view type = name.substr(0, name.find('.'));
    if (type == "file" || type == "path") return ResourceForm::Path;
    if (type == "network") return ResourceForm::Url;
    return ResourceForm::Text;
}

bool covers(std::string_view granted, std::string_view needed)
{
    if (coversPlainly(granted, needed)) return true;
    if (needed == "file.append") return coversPlainly(granted, "file.write");
    if (needed == kMetadataName) {
        const std::string_view type = granted.substr(0, granted.find('.'));
        return type == "file" || type == "path" || type == "*";
    }
    // An https-only grant covers https requests; the caller compares the scheme.
    if (needed.starts_with("network.http") && (needed.size() == 12 || needed[12] == '.'))
        return coversPlainly(granted, std::string("network.https").append(needed.substr(12)));
    return false;
}

} // namespace latchkey::capability
