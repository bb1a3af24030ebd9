// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/capability/access_keys.h"

#include "engine/capability/capability_list.h"
#include "engine/capability/policy.h"

#include <QCryptographicHash>
#include <QRandomGenerator>

#include <algorithm>
#include <array>

namespace latchkey::capability {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kHashBytes = 32;
constexpr qsizetype kLeastSaltBytes = 8;
constexpr QByteArrayView kMethod = "sha256";

QByteArray randomBytes()
{
    std::array<quint32, 8> words{};
    QRandomGenerator::system()->fillRange(words.data(), qsizetype(words.size()));
    return {reinterpret_cast<const char *>(words.data()), qsizetype(sizeof(words))};
}

QByteArray hashOf(QByteArrayView salt, QByteArrayView key)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(salt);
    hash.addData(key);
    return hash.result();
}

/// Looks at every byte, so that the time it takes tells nothing of where they differ.
bool isSame(QByteArrayView a, QByteArrayView b)
{
    if (a.size() != b.size()) return false;
    unsigned char difference = 0;
    for (qsizetype i = 0; i < a.size(); ++i) difference = static_cast<unsigned char>(difference | (a[i] ^ b[i]));
    return difference == 0;
}

bool readHash(const QString &text, AccessKey &key)
{
    const QList<QByteArray> parts = text.toLatin1().split(':');
    if (parts.size() != 3 || parts[0] != kMethod) return false;
    key.salt = QByteArray::fromHex(parts[1]);
    key.hash = QByteArray::fromHex(parts[2]);
    const bool isWhole = key.salt.toHex() == parts[1].toLower() && key.hash.toHex() == parts[2].toLower();
    return isWhole && key.salt.size() >= kLeastSaltBytes && key.hash.size() == kHashBytes;
}

} // namespace

AccessKeyPtr AccessKey::nobody()
{
    static const auto none = std::make_shared<const AccessKey>();
    return none;
}

QByteArray makeKey()
{
    constexpr auto kForm = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;
    return "lk_" + randomBytes().toBase64(kForm);
}

QByteArray hashedKey(QByteArrayView key)
{
    const QByteArray salt = randomBytes().first(16);
    return kMethod.toByteArray() + ':' + salt.toHex() + ':' + hashOf(salt, key).toHex();
}

std::vector<AccessKeyPtr> readKeys(const QJsonObject &policy, const std::string &base, QStringList &problems)
{
    std::vector<AccessKeyPtr> keys;
    const QJsonValue member = policy.value("keys"_L1);
    if (!member.isUndefined() && !member.isObject()) problems.append(u"'keys' is no object"_s);
    const QJsonObject entries = member.toObject();
    for (auto it = entries.begin(); it != entries.end(); ++it) {
        const QJsonObject entry = it.value().toObject();
        auto key = std::make_shared<AccessKey>();
        key->name = it.key();
        if (!readHash(entry.value("hash"_L1).toString(), *key))
            problems.append(u"the hash of key '%1' is not of the form sha256:SALT:HASH"_s.arg(it.key()));
        for (auto part = entry.begin(); part != entry.end(); ++part)
            if (part.key() != "hash"_L1 && part.key() != "allow"_L1)
                problems.append(u"key '%1' has an unknown member '%2'"_s.arg(it.key(), part.key()));
        key->allow = readCapabilities(entry, u"allow"_s, Source::Policy, base, nullptr, problems);
        if (std::ranges::any_of(key->allow, [](const GrantPtr &grant) { return grant->capability().isDeny; }))
            problems.append(u"key '%1' allows a deny"_s.arg(it.key()));
        keys.push_back(std::move(key));
    }
    return keys;
}

AccessKeyPtr holderOf(QByteArrayView key, std::span<const Policy> policies)
{
    AccessKeyPtr holder = AccessKey::nobody();
    for (const Policy &policy : policies)
        for (const AccessKeyPtr &known : policy.keys)
            if (isSame(hashOf(known->salt, key), known->hash)) holder = known;
    return holder;
}

} // namespace latchkey::capability
