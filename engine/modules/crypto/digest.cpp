// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/modules/crypto/digest.h"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <sys/random.h>

namespace latchkey::modules {

DigestKind findDigest(std::string_view name)
{
    static constexpr std::pair<std::string_view, const EVP_MD *(*)()> kDigests[] = {
        {"md5", EVP_md5},       {"sha1", EVP_sha1},     {"sha224", EVP_sha224},     {"sha256", EVP_sha256},
        {"sha384", EVP_sha384}, {"sha512", EVP_sha512}, {"sha3_256", EVP_sha3_256}, {"sha3_512", EVP_sha3_512}};
    for (const auto &[known, make] : kDigests)
        if (known == name) return make();
    return nullptr;
}

Digest::Digest(DigestKind kind)
    : m_context(EVP_MD_CTX_new(), &EVP_MD_CTX_free)
{
    EVP_DigestInit_ex(m_context.get(), kind, nullptr);
}

void Digest::add(std::string_view bytes)
{
    EVP_DigestUpdate(m_context.get(), bytes.data(), bytes.size());
}

std::string Digest::finish()
{
    unsigned char out[EVP_MAX_MD_SIZE];
    unsigned size = 0;
    EVP_DigestFinal_ex(m_context.get(), out, &size);
    return {reinterpret_cast<const char *>(out), size};
}

std::string digestOf(DigestKind kind, std::string_view bytes)
{
    Digest digest(kind);
    digest.add(bytes);
    return digest.finish();
}

std::string hmacOf(DigestKind kind, std::string_view key, std::string_view message)
{
    unsigned char out[EVP_MAX_MD_SIZE];
    unsigned size = 0;
    HMAC(kind, key.data(), static_cast<int>(key.size()), reinterpret_cast<const unsigned char *>(message.data()),
         message.size(), out, &size);
    return {reinterpret_cast<const char *>(out), size};
}

std::string hexText(std::string_view bytes)
{
    static constexpr char kDigits[] = "0123456789abcdef";
    std::string text;
    text.reserve(bytes.size() * 2);
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        text += kDigits[byte >> 4];
        text += kDigits[byte & 15];
    }
    return text;
}

bool equalInConstantTime(std::string_view a, std::string_view b)
{
    return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

std::string randomBytes(size_t count)
{
    std::string bytes(count, '\0');
    for (size_t at = 0; at < count;) {
        const ssize_t got = getrandom(bytes.data() + at, count - at, 0);
        if (got < 0 && errno != EINTR) std::abort(); // no machine we run on lacks the call
        at += static_cast<size_t>(std::max<ssize_t>(got, 0));
    }
    return bytes;
}

uint64_t randomWord()
{
    const std::string bytes = randomBytes(sizeof(uint64_t));
    uint64_t word = 0;
    std::copy_n(bytes.data(), sizeof word, reinterpret_cast<char *>(&word));
    return word;
}

uint64_t randomBelow(uint64_t bound)
{
    const uint64_t unfair = (0 - bound) % bound;
    uint64_t word = randomWord();
    while (word < unfair) word = randomWord();
    return word % bound;
}

std::string uuidText(std::string bytes, int version)
{
    bytes[6] = static_cast<char>((bytes[6] & 0x0F) | (version << 4));
    bytes[8] = static_cast<char>((bytes[8] & 0x3F) | 0x80);
    std::string text = hexText(bytes);
    for (const size_t at : {8, 13, 18, 23}) text.insert(at, 1, '-');
    return text;
}

std::optional<std::string> uuidBytes(std::string_view text)
{
    if (text.starts_with("urn:uuid:")) text.remove_prefix(9);
    if (text.starts_with('{') && text.ends_with('}')) text = text.substr(1, text.size() - 2);
    std::string bytes;
    int high = -1;
    for (const char c : text) {
        if (c == '-') continue;
        const int digit = c >= '0' && c <= '9'   ? c - '0'
                          : c >= 'a' && c <= 'f' ? c - 'a' + 10
                          : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                                 : -1;
        if (digit < 0) return std::nullopt;
        if (high >= 0) bytes += static_cast<char>(high * 16 + digit);
        high = high >= 0 ? -1 : digit;
    }
    return bytes.size() == 16 && high < 0 ? std::optional(bytes) : std::nullopt;
}

} // namespace latchkey::modules
