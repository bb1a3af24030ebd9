// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/network/redirect.h"

#include <algorithm>

namespace latchkey::network {

using capability::Url;

namespace {

bool isSchemeCharacter(char c)
{
    return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || c == '+' || c == '-' || c == '.';
}

/// `scheme:` at the start; a colon behind a slash or question mark is none.
bool hasScheme(std::string_view text)
{
    const size_t colon = text.find(':');
    return colon != std::string_view::npos && colon > 0 &&
           std::ranges::all_of(text.substr(0, colon), isSchemeCharacter);
}

/// Spaces are common in the wild and harmless once escaped; the rest is left for the judge.
std::string withoutSpaces(std::string_view text)
{
    while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
    while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
    std::string result;
    for (const char c : text) {
        if (c == ' ') result += "%20";
        else result += c;
    }
    return result;
}

} // namespace

bool isRedirect(int status)
{
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

Hop hopAfter(std::string_view method, int status)
{
    const bool becomesGet = status == 303 || ((status == 301 || status == 302) && method == "POST");
    if (!becomesGet) return {std::string(method), true};
    return {method == "HEAD" ? "HEAD" : "GET", false};
}

std::string resolveReference(const Url &base, std::string_view location)
{
    const std::string text = withoutSpaces(location);
    if (hasScheme(text)) return text;
    if (text.starts_with("//")) return base.scheme + ":" + text;
    Url origin = base;
    origin.path.clear();
    origin.query.clear();
    if (text.starts_with('/')) return origin.full() + text;
    if (text.starts_with('?')) return origin.full() + base.path + text;
    if (text.empty() || text.starts_with('#')) return base.full();
    return origin.full() + base.path.substr(0, base.path.rfind('/') + 1) + text;
}

bool isSameOrigin(const Url &from, std::string_view to)
{
    const auto url = Url::parse(to);
    return url && url->scheme == from.scheme && url->host == from.host && url->port == from.port;
}

} // namespace latchkey::network
