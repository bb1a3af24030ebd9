// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/capability/capability_string.h"

#include "engine/capability/pattern.h"

#include <algorithm>

namespace latchkey::capability {

namespace {

std::string_view trimmed(std::string_view text)
{
    constexpr std::string_view kSpaces = " \t\r\n";
    const size_t begin = text.find_first_not_of(kSpaces);
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(kSpaces) - begin + 1);
}

std::string lowered(std::string_view text)
{
    std::string result(text);
    for (char &c : result)
        if (c >= 'A' && c <= 'Z') c |= 0x20;
    return result;
}

/// part = "*" | letter { letter | digit | "_" | "-" }
bool isPart(std::string_view part)
{
    if (part == "*") return true;
    const auto isLetter = [](char c) { return c >= 'a' && c <= 'z'; };
    const auto isTail = [&](char c) { return isLetter(c) || (c >= '0' && c <= '9') || c == '_' || c == '-'; };
    return !part.empty() && isLetter(part[0]) && std::ranges::all_of(part, isTail);
}

bool isName(std::string_view name)
{
    for (;;) {
        const size_t dot = name.find('.');
        if (!isPart(name.substr(0, dot))) return false;
        if (dot == std::string_view::npos) return true;
        name.remove_prefix(dot + 1);
    }
}

/// Type and operation of the older spelling that are not simply joined by a dot.
std::string translated(const std::string &type, const std::string &operation)
{
    if (type == "console" && (operation == "log" || operation == "info" || operation == "debug"))
        return "console.write";
    if (type == "console" && (operation == "error" || operation == "warn")) return "console.error";
    if (type == "http") return operation == "*" ? "network.http" : "network.http." + operation;
    if (type == "file" && operation == "list") return "path.read";
    if (type == "system" && operation == "environ") return "env.read";
    return type + "." + operation;
}

/// Names that old project files use.
std::string renamed(const std::string &name)
{
    if (name == "file_read") return "file.read";
    if (name == "file_write") return "file.write";
    return name;
}

} // namespace

std::string Capability::canonical() const
{
    return (isDeny ? "!" : "") + name + (hasResource ? ":" + resource : "");
}

std::string escapedPattern(std::string_view text)
{
    std::string result;
    for (char c : text) {
        if (c == '*' || c == '?' || c == '[' || c == '\\') result += '\\';
        result += c;
    }
    return result;
}

std::expected<Capability, std::string> parseCapability(std::string_view text)
{
    const auto invalid = [text](std::string_view why) {
        return std::unexpected("Invalid capability: " + std::string(trimmed(text)) + " (" + std::string(why) + ")");
    };
    std::string_view rest = trimmed(text);
    Capability capability;
    if (rest.starts_with('!')) {
        capability.isDeny = true;
        rest.remove_prefix(1);
    }
    if (rest.empty()) return invalid("empty");
    const size_t colon = rest.find(':');
    const std::string first = lowered(rest.substr(0, colon));
    if (colon == std::string_view::npos || first.find('.') != std::string::npos) {
        capability.name = renamed(first);
        if (!isName(capability.name)) return invalid("not a capability name");
        capability.hasResource = colon != std::string_view::npos;
        if (capability.hasResource) capability.resource = rest.substr(colon + 1);
    } else {
        rest.remove_prefix(colon + 1);
        const size_t second = rest.find(':');
        const std::string operation = lowered(rest.substr(0, second));
        if (!isPart(first) || !isPart(operation)) return invalid("not type:operation:resource");
        capability.name = translated(first, operation);
        capability.hasResource = second != std::string_view::npos;
        if (capability.hasResource) capability.resource = rest.substr(second + 1);
    }
    if (capability.hasResource)
        if (const auto why = ResourcePattern::fault(capability.name, capability.resource)) return invalid(*why);
    return capability;
}

} // namespace latchkey::capability
