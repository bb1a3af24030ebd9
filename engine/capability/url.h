// SPDX-License-Identifier: GPL-3.0-or-later
// URLs as the broker judges them and as the network class sends them: one canonical form, so that two spellings of one
// address can not be told apart by accident. `127.1`, `0x7f.1` and `2130706433` are `127.0.0.1` here.
#pragma once

#include <expected>
#include <string>
#include <string_view>

namespace latchkey::capability {

struct Url {
    std::string scheme; ///< "http" or "https"
    std::string host;   ///< lower case, ASCII; IPv6 without brackets
    bool isIpv6 = false;
    int port = 0;      ///< always set
    std::string path;  ///< begins with '/', percent escapes normalised
    std::string query; ///< with '?', or empty; not part of any decision

    static std::expected<Url, std::string> parse(std::string_view text);

    bool hasDefaultPort() const { return port == (scheme == "https" ? 443 : 80); }
    std::string resource() const; ///< without query: what is matched, shown and logged
    std::string full() const;     ///< what is sent
};

/// Canonical host: IDNA to ASCII, IPv4 in any spelling to four decimal numbers, IPv6 shortest. Patterns keep their
/// wildcards out of here. An error says why the host is refused.
std::expected<std::string, std::string> canonicalHost(std::string_view host, bool *isIpv6 = nullptr);

bool isAddress(std::string_view host);
/// Loopback, link-local, private, unique-local, multicast, unspecified and reserved addresses.
bool isPrivateAddress(std::string_view address);
/// Of this machine itself.
bool isLoopback(std::string_view address);
/// Names that lead to this machine by definition.
bool isLocalName(std::string_view host);
/// Names that nobody can have in public: who writes one means a machine in the neighbourhood.
bool isInnerName(std::string_view host);

} // namespace latchkey::capability
