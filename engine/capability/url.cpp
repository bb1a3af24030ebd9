// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/capability/url.h"

#include <QString>
#include <QUrl>

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <optional>
#include <vector>

namespace latchkey::capability {

namespace {

using Failure = std::unexpected<std::string>;

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}
bool isLetter(char c)
{
    return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

int hexValue(char c)
{
    if (isDigit(c)) return c - '0';
    if ((c | 0x20) >= 'a' && (c | 0x20) <= 'f') return (c | 0x20) - 'a' + 10;
    return -1;
}

std::string lower(std::string_view text)
{
    std::string result(text);
    for (char &c : result)
        if (c >= 'A' && c <= 'Z') c |= 0x20;
    return result;
}

/// One part of an IPv4 address: decimal, 0-octal or 0x-hexadecimal.
std::optional<uint64_t> ipv4Number(std::string_view part)
{
    if (part.empty()) return std::nullopt;
    unsigned base = 10;
    if (part.size() > 1 && part[0] == '0') {
        const bool hex = (part[1] | 0x20) == 'x';
        base = hex ? 16 : 8;
        part.remove_prefix(hex ? 2 : 1);
    }
    uint64_t number = 0;
    for (char c : part) {
        const int digit = hexValue(c);
        if (digit < 0 || unsigned(digit) >= base) return std::nullopt;
        number = std::min<uint64_t>(number * base + unsigned(digit), uint64_t(1) << 40);
    }
    return number;
}

std::vector<std::string_view> split(std::string_view text, char separator)
{
    std::vector<std::string_view> parts;
    for (;;) {
        const size_t at = text.find(separator);
        parts.push_back(text.substr(0, at));
        if (at == std::string_view::npos) return parts;
        text.remove_prefix(at + 1);
    }
}

/// A host whose last label is a number must be an IPv4 address.
bool endsInNumber(std::string_view host)
{
    const std::string_view last = split(host, '.').back();
    if (last.empty()) return false;
    return std::ranges::all_of(last, isDigit) || (last.starts_with("0x") && ipv4Number(last));
}

std::expected<std::string, std::string> canonicalIpv4(std::string_view host)
{
    const auto parts = split(host, '.');
    if (parts.size() > 4) return Failure("not an IPv4 address");
    uint64_t address = 0;
    for (size_t i = 0; i < parts.size(); ++i) {
        const auto number = ipv4Number(parts[i]);
        const bool last = i + 1 == parts.size();
        const uint64_t limit = last ? uint64_t(1) << (8 * (5 - parts.size())) : 256;
        if (!number || *number >= limit) return Failure("not an IPv4 address");
        address |= last ? *number : *number << (8 * (3 - i));
    }
    in_addr raw{htonl(static_cast<uint32_t>(address))};
    std::array<char, INET_ADDRSTRLEN> text{};
    inet_ntop(AF_INET, &raw, text.data(), text.size());
    return std::string(text.data());
}

std::expected<std::string, std::string> canonicalIpv6(std::string_view host, bool *isIpv6)
{
    in6_addr raw{};
    if (inet_pton(AF_INET6, std::string(host).c_str(), &raw) != 1) return Failure("not an IPv6 address");
    if (IN6_IS_ADDR_V4MAPPED(&raw)) { // the same machine in other clothes
        std::array<char, INET_ADDRSTRLEN> four{};
        inet_ntop(AF_INET, &raw.s6_addr[12], four.data(), four.size());
        return std::string(four.data());
    }
    std::array<char, INET6_ADDRSTRLEN> text{};
    inet_ntop(AF_INET6, &raw, text.data(), text.size());
    if (isIpv6) *isIpv6 = true;
    return std::string(text.data());
}

std::string percentDecoded(std::string_view text)
{
    std::string result;
    for (size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '%' && i + 2 < text.size() && hexValue(text[i + 1]) >= 0 && hexValue(text[i + 2]) >= 0) {
            result += static_cast<char>(hexValue(text[i + 1]) * 16 + hexValue(text[i + 2]));
            i += 2;
        } else {
            result += text[i];
        }
    }
    return result;
}

void appendEscaped(std::string &out, unsigned char byte)
{
    constexpr char kDigits[] = "0123456789ABCDEF";
    out += '%';
    out += kDigits[byte >> 4];
    out += kDigits[byte & 15];
}

bool isUnreserved(char c)
{
    return isLetter(c) || isDigit(c) || c == '-' || c == '.' || c == '_' || c == '~';
}

/// Percent escapes upper-cased, needless ones undone, everything outside ASCII, the unsafe characters and stray percent
/// signs escaped.
std::string canonicalEscapes(std::string_view text, std::string_view unsafe)
{
    std::string result;
    for (size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '%' && i + 2 < text.size() && hexValue(text[i + 1]) >= 0 && hexValue(text[i + 2]) >= 0) {
            const char decoded = static_cast<char>(hexValue(text[i + 1]) * 16 + hexValue(text[i + 2]));
            if (isUnreserved(decoded)) result += decoded;
            else appendEscaped(result, static_cast<unsigned char>(decoded));
            i += 2;
        } else if (c == '%' || static_cast<unsigned char>(c) >= 0x7F || unsafe.find(c) != std::string_view::npos) {
            // A percent sign that begins no escape is a character: left alone it could become one beside what the next
            // escape turns into (`%%32e`).
            appendEscaped(result, static_cast<unsigned char>(c));
        } else {
            result += c;
        }
    }
    return result;
}

std::string withoutDotSegments(std::string_view path)
{
    std::vector<std::string_view> kept;
    bool endsOpen = false; // the path ends in a slash
    auto parts = split(path.substr(1), '/');
    for (size_t i = 0; i < parts.size(); ++i) {
        const bool last = i + 1 == parts.size();
        endsOpen = false;
        if (parts[i] == ".") {
            endsOpen = last;
        } else if (parts[i] == "..") {
            if (!kept.empty()) kept.pop_back();
            endsOpen = last;
        } else {
            kept.push_back(parts[i]);
        }
    }
    if (endsOpen) kept.push_back({});
    std::string result;
    for (std::string_view part : kept) result.append("/").append(part);
    return result.empty() ? "/" : result;
}

std::optional<std::string> refusedText(std::string_view text)
{
    for (char c : text) {
        if (c == '\\') return "backslash in a URL";
        if (static_cast<unsigned char>(c) <= 0x20 || c == 0x7F) return "whitespace or control character in a URL";
    }
    return std::nullopt;
}

std::expected<int, std::string> parsePort(std::string_view text)
{
    int port = 0;
    for (char c : text) {
        if (!isDigit(c)) return Failure("port is not a number");
        port = std::min(port * 10 + (c - '0'), 100'000);
    }
    if (port < 1 || port > 65535) return Failure("port outside 1..65535");
    return port;
}

/// Takes host and port out of the part between `//` and the path.
std::expected<void, std::string> parseAuthority(std::string_view authority, Url &url)
{
    if (authority.find('@') != std::string_view::npos) return Failure("user information in a URL is not allowed");
    std::string_view host = authority;
    std::string_view port;
    if (authority.starts_with('[')) {
        const size_t close = authority.find(']');
        if (close == std::string_view::npos) return Failure("not an IPv6 address");
        host = authority.substr(0, close + 1);
        port = authority.substr(close + 1);
    } else if (const size_t colon = authority.find(':'); colon != std::string_view::npos) {
        host = authority.substr(0, colon);
        port = authority.substr(colon);
    }
    if (host.empty()) return Failure("empty host");
    auto canonical = canonicalHost(host, &url.isIpv6);
    if (!canonical) return Failure(canonical.error());
    url.host = std::move(*canonical);
    url.port = url.scheme == "https" ? 443 : 80;
    if (port.empty() || port == ":") return {};
    if (port[0] != ':') return Failure("port is not a number");
    const auto number = parsePort(port.substr(1));
    if (!number) return Failure(number.error());
    url.port = *number;
    return {};
}

} // namespace

std::expected<std::string, std::string> canonicalHost(std::string_view host, bool *isIpv6)
{
    if (host.starts_with('[')) {
        if (!host.ends_with(']')) return Failure("not an IPv6 address");
        return canonicalIpv6(host.substr(1, host.size() - 2), isIpv6);
    }
    const std::string decoded = percentDecoded(host);
    QString unicode = QString::fromUtf8(decoded);
    // The ideographic full stops are dots to IDNA.
    for (char16_t stop : {u'\u3002', u'\uFF0E', u'\uFF61'}) unicode.replace(QChar(stop), QLatin1Char('.'));
    QByteArray ascii = QUrl::toAce(unicode);
    if (ascii.isEmpty() && std::ranges::all_of(decoded, [](char c) {
            return isLetter(c) || isDigit(c) || c == '-' || c == '.' || c == '_';
        }))
        ascii = QByteArray::fromStdString(lower(decoded)); // names such as `_service.example.com`
    std::string result = lower(ascii.toStdString());
    if (result.starts_with('.') || result.contains("..")) return Failure("invalid host"); // a label without letters
    if (result.ends_with('.')) result.pop_back();
    if (result.empty()) return Failure("invalid host");
    for (char c : result)
        if (!isLetter(c) && !isDigit(c) && c != '-' && c != '.' && c != '_') return Failure("invalid host");
    if (endsInNumber(result)) return canonicalIpv4(result);
    return result;
}

std::expected<Url, std::string> Url::parse(std::string_view text)
{
    if (const auto why = refusedText(text)) return Failure(*why);
    const size_t colon = text.find(':');
    if (colon == std::string_view::npos || text.substr(colon, 3) != "://") {
        const std::string scheme = lower(text.substr(0, colon == std::string_view::npos ? 0 : colon));
        if (!scheme.empty() && scheme != "http" && scheme != "https") return Failure("scheme '" + scheme + "'");
        return Failure("not an absolute URL");
    }
    Url url;
    url.scheme = lower(text.substr(0, colon));
    if (url.scheme != "http" && url.scheme != "https") return Failure("scheme '" + url.scheme + "'");
    std::string_view rest = text.substr(colon + 3);
    rest = rest.substr(0, rest.find('#'));
    const size_t authorityEnd = std::min(rest.find_first_of("/?"), rest.size());
    if (auto parsed = parseAuthority(rest.substr(0, authorityEnd), url); !parsed) return Failure(parsed.error());
    rest.remove_prefix(authorityEnd);
    const size_t question = rest.find('?');
    std::string_view path = rest.substr(0, question);
    url.path = withoutDotSegments(canonicalEscapes(path.empty() ? "/" : path, "\"<>`{}^|[]"));
    if (question != std::string_view::npos) url.query = canonicalEscapes(rest.substr(question), "\"<>'");
    return url;
}

std::string Url::resource() const
{
    std::string result = scheme + "://" + (isIpv6 ? "[" + host + "]" : host);
    if (!hasDefaultPort()) result += ":" + std::to_string(port);
    return result + path;
}

std::string Url::full() const
{
    return resource() + query;
}

bool isAddress(std::string_view host)
{
    in6_addr raw{};
    const std::string text(host);
    return inet_pton(AF_INET, text.c_str(), &raw) == 1 || inet_pton(AF_INET6, text.c_str(), &raw) == 1;
}

bool isPrivateAddress(std::string_view address)
{
    const std::string text(address);
    in_addr four{};
    if (inet_pton(AF_INET, text.c_str(), &four) == 1) {
        const uint32_t a = ntohl(four.s_addr);
        const auto inNet = [a](uint32_t net, int bits) { return (a >> (32 - bits)) == (net >> (32 - bits)); };
        return inNet(0x00000000, 8) || inNet(0x0A000000, 8) || inNet(0x64400000, 10) || inNet(0x7F000000, 8) ||
               inNet(0xA9FE0000, 16) || inNet(0xAC100000, 12) || inNet(0xC0000000, 24) || inNet(0xC0A80000, 16) ||
               inNet(0xC6120000, 15) || inNet(0xE0000000, 3);
    }
    in6_addr six{};
    if (inet_pton(AF_INET6, text.c_str(), &six) != 1) return false;
    const uint8_t *b = six.s6_addr;
    if (IN6_IS_ADDR_UNSPECIFIED(&six) || IN6_IS_ADDR_LOOPBACK(&six)) return true;
    // Addresses that carry an IPv4 one (mapped, compatible, NAT64, 6to4) are as private as that one.
    const auto carried = [&](const uint8_t *at) {
        std::array<char, INET_ADDRSTRLEN> inner{};
        inet_ntop(AF_INET, at, inner.data(), inner.size());
        return isPrivateAddress(inner.data());
    };
    if (IN6_IS_ADDR_V4MAPPED(&six) || IN6_IS_ADDR_V4COMPAT(&six)) return carried(b + 12);
    if (b[0] == 0x00 && b[1] == 0x64 && b[2] == 0xFF && b[3] == 0x9B) return carried(b + 12);
    if (b[0] == 0x20 && b[1] == 0x02) return carried(b + 2);
    return (b[0] & 0xFE) == 0xFC || (b[0] == 0xFE && (b[1] & 0xC0) != 0) || b[0] == 0xFF;
}

bool isLoopback(std::string_view address)
{
    return isPrivateAddress(address) && (address.starts_with("127.") || address == "::1");
}

bool isLocalName(std::string_view host)
{
    return host == "localhost" || host.ends_with(".localhost");
}

bool isInnerName(std::string_view host)
{
    if (isAddress(host)) return isPrivateAddress(host);
    return !host.contains('.') || isLocalName(host) || host.ends_with(".local") || host.ends_with(".internal") ||
           host.ends_with(".home.arpa");
}

} // namespace latchkey::capability
