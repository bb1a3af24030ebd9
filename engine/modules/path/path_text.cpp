// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/modules/path/path_text.h"

#include <algorithm>

namespace latchkey::modules::pathtext {

std::string join(std::span<const std::string_view> parts)
{
    std::string joined;
    for (size_t i = 0; i < parts.size(); ++i) {
        if (parts[i].starts_with('/')) joined.clear();
        if (!joined.empty() && !joined.ends_with('/')) joined += '/';
        joined += parts[i];
    }
    return joined;
}

std::string_view dirname(std::string_view path)
{
    const size_t slash = path.rfind('/');
    if (slash == std::string_view::npos) return {};
    const std::string_view head = path.substr(0, slash + 1);
    const size_t last = head.find_last_not_of('/');
    return last == std::string_view::npos ? head : head.substr(0, last + 1);
}

std::string_view basename(std::string_view path)
{
    const size_t slash = path.rfind('/');
    return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

std::string_view extname(std::string_view path)
{
    const std::string_view name = basename(path);
    const size_t start = name.find_first_not_of('.');
    const size_t dot = name.rfind('.');
    return start == std::string_view::npos || dot == std::string_view::npos || dot < start ? std::string_view()
                                                                                           : name.substr(dot);
}

std::vector<std::string_view> components(std::string_view path)
{
    std::vector<std::string_view> parts;
    for (size_t at = 0; at < path.size();) {
        const size_t end = std::min(path.find('/', at), path.size());
        if (end > at) parts.push_back(path.substr(at, end - at));
        at = end + 1;
    }
    return parts;
}

namespace {

std::string joined(std::span<const std::string_view> parts, std::string_view lead)
{
    std::string text(lead);
    for (size_t i = 0; i < parts.size(); ++i) {
        if (i > 0) text += '/';
        text += parts[i];
    }
    return text;
}

} // namespace

std::string normalize(std::string_view path)
{
    const bool isAbsolute = path.starts_with('/');
    std::vector<std::string_view> kept;
    for (const std::string_view part : components(path)) {
        if (part == ".") continue;
        const bool canGoUp = !kept.empty() && kept.back() != "..";
        if (part != "..") kept.push_back(part);
        else if (canGoUp) kept.pop_back();
        else if (!isAbsolute) kept.push_back(part);
    }
    const std::string text = joined(kept, isAbsolute ? "/" : "");
    return text.empty() ? "." : text;
}

std::string relative(std::string_view from, std::string_view to)
{
    const std::vector<std::string_view> a = components(from), b = components(to);
    const auto [left, right] = std::ranges::mismatch(a, b);
    std::vector<std::string_view> way(static_cast<size_t>(a.end() - left), "..");
    way.insert(way.end(), right, b.end());
    return way.empty() ? "." : joined(way, "");
}

bool hasWildcard(std::string_view component)
{
    return component.find_first_of("*?[") != std::string_view::npos;
}

GlobParts globParts(std::string_view absolutePattern)
{
    GlobParts parts;
    for (const std::string_view component : components(absolutePattern)) {
        if (parts.rest.empty() && !hasWildcard(component)) parts.root.append("/").append(component);
        else parts.rest.emplace_back(component);
    }
    if (parts.root.empty()) parts.root = "/";
    return parts;
}

} // namespace latchkey::modules::pathtext
