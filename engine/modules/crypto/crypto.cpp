// SPDX-License-Identifier: GPL-3.0-or-later
// The module `crypto`: hashes, message authentication, and random values for secrets. Large inputs are hashed in pieces
// with a poll between them.
#include "engine/modules/crypto/digest.h"
#include "engine/modules/file/io.h"
#include "engine/modules/tables.h"

#include <algorithm>
#include <format>
#include <unistd.h>

namespace latchkey::modules {

using namespace vm;

namespace {

constexpr size_t kPiece = size_t(1) << 20;

/// The bytes of a string or a bytes value.
std::string_view bytesOf(Value value)
{
    if (value.isString()) return value.asString()->view();
    return {reinterpret_cast<const char *>(cellAs<Bytes>(value)->data()), cellAs<Bytes>(value)->count};
}

/// The hash named by an optional argument; null: raised.
DigestKind digestArgument(NativeCall &call, uint32_t i)
{
    const std::string_view name = textOr(call, i, "sha256");
    const DigestKind kind = findDigest(name);
    if (!kind) call.raise(ErrorName::ValueError, std::format("unsupported hash algorithm: {}", name));
    return kind;
}

Outcome hashWith(NativeCall &call, std::string_view algorithm)
{
    Digest digest(findDigest(algorithm));
    digest.add(textOr(call, 1, ""));
    const std::string_view bytes = bytesOf(call.arguments[0]);
    for (size_t at = 0; at < bytes.size(); at += kPiece) {
        if (call.poll()) return Outcome::Stop;
        digest.add(bytes.substr(at, kPiece));
    }
    return call.giveText(hexText(digest.finish()));
}

Outcome sha256(NativeCall &call)
{
    return hashWith(call, "sha256");
}
Outcome sha1(NativeCall &call)
{
    return hashWith(call, "sha1");
}
Outcome md5(NativeCall &call)
{
    return hashWith(call, "md5");
}

IoResult<std::string> hashOfFile(const FilePath &path, DigestKind kind, const Cancelled &cancelled)
{
    const auto file = openToRead(path);
    if (!file) return std::unexpected(file.error());
    Digest digest(kind);
    std::string piece(kPiece, '\0');
    while (!cancelled.load(std::memory_order_relaxed)) {
        const ssize_t got = read(file->get(), piece.data(), piece.size());
        if (got == 0) break;
        if (got < 0 && errno != EINTR) return std::unexpected(systemFault(errno, path.written));
        if (const auto allowed = path.stillAllowed(); !allowed) return std::unexpected(allowed.error());
        digest.add(std::string_view(piece).substr(0, static_cast<size_t>(std::max<ssize_t>(got, 0))));
    }
    return hexText(digest.finish());
}

Outcome hashFile(NativeCall &call)
{
    const DigestKind kind = digestArgument(call, 1);
    if (!kind) return Outcome::Raise;
    const FilePath path = pathArgument(call);
    const auto work = [path, kind](const Cancelled &cancelled) {
        return completed(hashOfFile(path, kind, cancelled),
                         [](NativeCall &done, const std::string &text) { return done.giveText(text); });
    };
    return startFileWork(call, "reads " + path.written, work);
}

Outcome hmac(NativeCall &call)
{
    const DigestKind kind = digestArgument(call, 2);
    if (!kind) return Outcome::Raise;
    return call.giveText(hexText(hmacOf(kind, bytesOf(call.arguments[1]), bytesOf(call.arguments[0]))));
}

Outcome verifyHmac(NativeCall &call)
{
    const DigestKind kind = digestArgument(call, 3);
    if (!kind) return Outcome::Raise;
    const std::string expected = hexText(hmacOf(kind, bytesOf(call.arguments[2]), bytesOf(call.arguments[0])));
    return call.give(Value::boolean(equalInConstantTime(expected, textArgument(call, 1))));
}

Outcome compareHash(NativeCall &call)
{
    return call.give(Value::boolean(equalInConstantTime(textArgument(call, 0), textArgument(call, 1))));
}

Outcome uuid(NativeCall &call)
{
    return call.giveText(uuidText(randomBytes(16), 4));
}

Outcome uuidFromString(NativeCall &call)
{
    const std::optional<std::string> space = uuidBytes(textOr(call, 1, "6ba7b810-9dad-11d1-80b4-00c04fd430c8"));
    if (!space) return call.raise(ErrorName::ValueError, "badly formed hexadecimal UUID string");
    const std::string hash = digestOf(findDigest("sha1"), *space + std::string(textArgument(call, 0)));
    return call.giveText(uuidText(hash.substr(0, 16), 5));
}

// ---- random values ----------------------------------------------------------------------------------------------

/// The length of argument 0, charged with `factor` bytes each; false: raised or stopped, see `outcome`.
bool lengthArgument(NativeCall &call, size_t factor, size_t &length, Outcome &outcome)
{
    const int64_t wanted = clampInteger(call.arguments[0]);
    if (wanted < 0) {
        outcome = call.raise(ErrorName::ValueError, "length must not be negative");
        return false;
    }
    length = static_cast<size_t>(std::min<int64_t>(wanted, INT32_MAX));
    outcome = Outcome::Stop;
    return call.heap().reserve(static_cast<size_t>(wanted) > length ? SIZE_MAX / 2 : length * factor);
}

Outcome giveRandomBytes(NativeCall &call)
{
    size_t length = 0;
    Outcome outcome = Outcome::Stop;
    if (!lengthArgument(call, 1, length, outcome)) return outcome;
    Bytes *bytes = call.heap().bytes(length);
    if (!bytes) return Outcome::Stop;
    std::ranges::copy(randomBytes(length), reinterpret_cast<char *>(bytes->data()));
    return call.give(Value::cell(bytes));
}

Outcome randomHex(NativeCall &call)
{
    size_t length = 0;
    Outcome outcome = Outcome::Stop;
    if (!lengthArgument(call, 2, length, outcome)) return outcome;
    return call.giveText(hexText(randomBytes(length)));
}

Outcome randomString(NativeCall &call)
{
    static constexpr std::string_view kLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    constexpr unsigned kFair = 256 - 256 % kLetters.size(); // bytes above would favour the first letters
    size_t length = 0;
    Outcome outcome = Outcome::Stop;
    if (!lengthArgument(call, 1, length, outcome)) return outcome;
    std::string text;
    while (text.size() < length) {
        if (call.poll()) return Outcome::Stop;
        for (const char c : randomBytes(std::min<size_t>(length - text.size(), 4096)))
            if (static_cast<unsigned char>(c) < kFair)
                text += kLetters[static_cast<unsigned char>(c) % kLetters.size()];
    }
    return call.giveText(text);
}

Outcome randomInt(NativeCall &call)
{
    const std::optional<int64_t> low = exactInteger(call.arguments[0]), high = exactInteger(call.arguments[1]);
    if (!low || !high) return call.fail(ErrorName::ValueError, "bounds must fit 64 bits");
    if (*low > *high) return call.raise(ErrorName::ValueError, "random_int: min must not exceed max");
    const uint64_t width = static_cast<uint64_t>(*high) - static_cast<uint64_t>(*low) + 1; // 0: all of them
    const uint64_t offset = width == 0 ? randomWord() : randomBelow(width);
    return call.give(call.heap().integer(static_cast<int64_t>(static_cast<uint64_t>(*low) + offset)));
}

Outcome randomFloat(NativeCall &call)
{
    return call.give(Value::real(static_cast<double>(randomWord() >> 11) * 0x1.0p-53));
}

constexpr Need kFree = Need::of("crypto.random");
constexpr Need kFile = Need::of("file.read", 0, ResourceKind::Path);

// clang-format off
const NativeSpec kFunctions[] = {
    {"compare_hash", "a: str, b: str -> bool", &compareHash, Need::nothing(), "Are two texts equal? In constant time."},
    {"hash_file", "path: str, algorithm: str or null = \"sha256\" -> str", &hashFile, kFile, "The hash of a file's bytes."},
    {"hmac", "message: str or bytes, key: str or bytes, algorithm: str or null = \"sha256\" -> str", &hmac, Need::nothing(), "Authenticates a message with a key."},
    {"md5", "text: str or bytes, salt: str or null = \"\" -> str", &md5, Need::nothing(), "The MD5 hash of salt and text."},
    {"random_bytes", "n: int -> bytes", &giveRandomBytes, kFree, "Random bytes."},
    {"random_float", "-> num", &randomFloat, kFree, "A random float from 0 up to, not including, 1."},
    {"random_hex", "n: int -> str", &randomHex, kFree, "2n random hexadecimal digits."},
    {"random_int", "min: int, max: int -> int", &randomInt, kFree, "A random integer, both ends included."},
    {"random_string", "n: int -> str", &randomString, kFree, "Random letters and digits."},
    {"sha1", "text: str or bytes, salt: str or null = \"\" -> str", &sha1, Need::nothing(), "The SHA-1 hash of salt and text."},
    {"sha256", "text: str or bytes, salt: str or null = \"\" -> str", &sha256, Need::nothing(), "The SHA-256 hash of salt and text."},
    {"uuid", "-> str", &uuid, kFree, "A random UUID."},
    {"uuid_from_string", "text: str, namespace: str or null = null -> str", &uuidFromString, Need::nothing(), "A UUID that follows from a text."},
    {"verify_hmac", "message: str or bytes, signature: str, key: str or bytes, algorithm: str or null = \"sha256\" -> bool", &verifyHmac, Need::nothing(), "Is this the right signature? In constant time."},
};
// clang-format on

const StandardModule kModule{"crypto", "Hashes and secrets.", kFunctions, {}, {}, {}};

} // namespace

const StandardModule &cryptoModule()
{
    return kModule;
}

} // namespace latchkey::modules
