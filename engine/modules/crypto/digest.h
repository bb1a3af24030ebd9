// SPDX-License-Identifier: GPL-3.0-or-later
// Hashes and random bytes, from OpenSSL and the system's generator.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

struct evp_md_st;
struct evp_md_ctx_st;

namespace latchkey::modules {

using DigestKind = const evp_md_st *;
/// By name: md5, sha1, sha224, sha256, sha384, sha512, sha3_256, sha3_512; null for others.
DigestKind findDigest(std::string_view name);

/// A hash that takes its input in pieces.
class Digest
{
public:
    explicit Digest(DigestKind kind);
    void add(std::string_view bytes);
    std::string finish(); ///< raw bytes

private:
    std::unique_ptr<evp_md_ctx_st, void (*)(evp_md_ctx_st *)> m_context;
};

std::string digestOf(DigestKind kind, std::string_view bytes);
std::string hmacOf(DigestKind kind, std::string_view key, std::string_view message);
std::string hexText(std::string_view bytes); ///< lower case
/// In time that depends on the lengths alone.
bool equalInConstantTime(std::string_view a, std::string_view b);

/// Bytes from the system's generator.
std::string randomBytes(size_t count);
uint64_t randomWord();
/// 0 <= result < bound without bias.
uint64_t randomBelow(uint64_t bound);

/// "xxxxxxxx-xxxx-Vxxx-xxxx-xxxxxxxxxxxx" of 16 bytes, version and variant put in.
std::string uuidText(std::string bytes, int version);
/// The 16 bytes of a UUID's text: hexadecimal digits with or without dashes, braces and `urn:uuid:`.
std::optional<std::string> uuidBytes(std::string_view text);

} // namespace latchkey::modules
