// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/capability/grant.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace latchkey::capability {

using namespace Qt::StringLiterals;

namespace {

using Failure = std::unexpected<std::string>;
using Clock = std::chrono::steady_clock;

/// "10MB", "512 KB" or a number of bytes.
std::optional<int64_t> parseSize(const QJsonValue &value)
{
    if (value.isDouble()) return value.toInteger(-1) >= 0 ? std::optional(value.toInteger()) : std::nullopt;
    const QString text = value.toString().trimmed().toUpper();
    int64_t unit = 1;
    QString number = text;
    const std::pair<QLatin1StringView, int64_t> kUnits[] = {{"KB"_L1, 1 << 10}, {"MB"_L1, 1 << 20}, {"GB"_L1, 1 << 30}};
    for (const auto &[word, factor] : kUnits) {
        if (!text.endsWith(word)) continue;
        unit = factor;
        number.chop(2);
    }
    bool ok = false;
    const qint64 count = number.trimmed().toLongLong(&ok);
    return ok && count >= 0 && count < (int64_t(1) << 33) ? std::optional(count * unit) : std::nullopt;
}

bool parseExpiry(const QJsonValue &value, Conditions &conditions)
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    QDateTime at = now.addMSecs(static_cast<qint64>(value.toDouble() * 1000));
    if (value.isString()) at = QDateTime::fromString(value.toString(), Qt::ISODateWithMs);
    else if (!value.isDouble() || value.toDouble() < 0) return false;
    if (!at.isValid()) return false;
    conditions.expiry = Clock::now() + std::chrono::milliseconds(now.msecsTo(at));
    conditions.expiresAt = at.toUTC().toString(Qt::ISODate).toStdString();
    return true;
}

bool parseRate(const QString &text, Conditions &conditions)
{
    const QStringList parts = text.split(u'/');
    if (parts.size() != 2) return false;
    bool ok = false;
    conditions.rateCount = parts[0].trimmed().toInt(&ok);
    const QString unit = parts[1].trimmed();
    conditions.ratePeriod = std::chrono::seconds(unit == "s"_L1     ? 1
                                                 : unit == "min"_L1 ? 60
                                                 : unit == "h"_L1   ? 3600
                                                                    : 0);
    conditions.rateText = text.toStdString();
    return ok && conditions.rateCount > 0 && conditions.ratePeriod.count() > 0;
}

/// One key of the JSON form; the answer says what is wrong with it.
std::optional<std::string> readCondition(const QString &key, const QJsonValue &value, Conditions &conditions)
{
    const std::string bad = "bad value of '" + key.toStdString() + "'";
    if (key == "max_uses"_L1) {
        conditions.maxUses = value.toInteger(-1);
        return conditions.maxUses < 0 ? std::optional(bad) : std::nullopt;
    }
    if (key == "expires"_L1) return parseExpiry(value, conditions) ? std::nullopt : std::optional(bad);
    if (key == "rate"_L1) return parseRate(value.toString(), conditions) ? std::nullopt : std::optional(bad);
    if (key == "max_file_size"_L1) {
        const auto size = parseSize(value);
        conditions.maxFileSize = size.value_or(-1);
        return size ? std::nullopt : std::optional(bad);
    }
    if (key == "hosts"_L1 || key == "ports"_L1) {
        if (!value.isArray() || value.toArray().isEmpty()) return bad;
        for (const QJsonValue &item : value.toArray()) {
            if (key == "hosts"_L1 && item.isString()) conditions.hosts.push_back(item.toString().toStdString());
            else if (key == "ports"_L1 && item.isDouble()) conditions.ports.push_back(item.toInt());
            else return bad;
        }
        return std::nullopt;
    }
    return "unknown key '" + key.toStdString() + "'";
}

std::atomic<uint64_t> g_nextId = 1; ///< grants are numbered across the process, from any thread

} // namespace

std::string_view sourceName(Source source)
{
    constexpr std::string_view kNames[] = {"run",    "once", "remembered", "project",
                                           "policy", "user", "default",    "revoked"};
    return kNames[static_cast<size_t>(source)];
}

std::string sizeText(int64_t bytes)
{
    if (bytes >= (1 << 20) && bytes % (1 << 20) == 0) return std::to_string(bytes >> 20) + " MB";
    if (bytes >= (1 << 10) && bytes % (1 << 10) == 0) return std::to_string(bytes >> 10) + " KB";
    return std::to_string(bytes) + " bytes";
}

std::shared_ptr<Grant> Grant::begin(const Capability &capability, Source source, Conditions conditions)
{
    auto grant = std::make_shared<Grant>();
    grant->m_id = g_nextId.fetch_add(1, std::memory_order_relaxed);
    grant->m_source = source;
    grant->m_capability = capability;
    grant->m_rateTokens = conditions.rateCount;
    grant->m_rateRefilled = Clock::now();
    grant->m_conditions = std::move(conditions);
    return grant;
}

std::expected<GrantPtr, std::string> Grant::make(const Capability &capability, Source source, const std::string &base,
                                                 Conditions conditions)
{
    auto grant = begin(capability, source, std::move(conditions));
    if (capability.hasResource) {
        auto pattern = ResourcePattern::compile(capability.name, capability.resource, base);
        if (!pattern) return Failure("Invalid capability: " + capability.canonical() + " (" + pattern.error() + ")");
        grant->m_pattern = std::move(*pattern);
    }
    return grant;
}

std::expected<GrantPtr, std::string> Grant::makeExact(const Capability &capability, const Resource &resource,
                                                      Source source, Conditions conditions)
{
    auto grant = begin(capability, source, std::move(conditions));
    if (capability.hasResource) grant->m_pattern = ResourcePattern::exactly(resource);
    return grant;
}

std::expected<std::vector<GrantPtr>, std::string> Grant::parse(std::string_view text, Source source,
                                                               const std::string &base)
{
    const size_t begin = text.find_first_not_of(" \t\r\n");
    if (begin != std::string_view::npos && text[begin] == '{') {
        QJsonParseError error;
        const QJsonDocument document =
            QJsonDocument::fromJson(QByteArray(text.data(), static_cast<qsizetype>(text.size())), &error);
        if (!document.isObject())
            return Failure("Invalid capability: " + std::string(text) + " (" + error.errorString().toStdString() + ")");
        return parse(document.object(), source, base);
    }
    const auto capability = parseCapability(text);
    if (!capability) return Failure(capability.error());
    auto grant = make(*capability, source, base);
    if (!grant) return Failure(grant.error());
    return std::vector{std::move(*grant)};
}

std::expected<std::vector<GrantPtr>, std::string> Grant::parse(const QJsonObject &object, Source source,
                                                               const std::string &base)
{
    const auto invalid = [&object](const std::string &why) {
        return Failure("Invalid capability: " + QJsonDocument(object).toJson(QJsonDocument::Compact).toStdString() +
                       " (" + why + ")");
    };
    if (!object.value("capability"_L1).isString()) return invalid("no 'capability'");
    const auto capability = parseCapability(object.value("capability"_L1).toString().toStdString());
    if (!capability) return Failure(capability.error());
    Conditions conditions;
    std::vector<Capability> named;
    for (auto it = object.begin(); it != object.end(); ++it) {
        if (it.key() == "capability"_L1 || it.key() == "note"_L1) continue;
        if (it.key() == "operations"_L1) {
            for (const QJsonValue &operation : it.value().toArray()) {
                Capability narrowed = *capability;
                narrowed.name += "." + operation.toString().toLower().toStdString();
                if (!parseCapability(narrowed.canonical())) return invalid("bad value of 'operations'");
                named.push_back(std::move(narrowed));
            }
            if (named.empty()) return invalid("bad value of 'operations'");
            continue;
        }
        if (const auto why = readCondition(it.key(), it.value(), conditions)) return invalid(*why);
    }
    if (named.empty()) named.push_back(*capability);
    std::vector<GrantPtr> grants;
    for (const Capability &one : named) {
        auto grant = make(one, source, base, conditions);
        if (!grant) return Failure(grant.error());
        grants.push_back(std::move(*grant));
    }
    return grants;
}

bool Grant::matches(std::string_view name, const Resource &resource) const
{
    if (!covers(name) || !m_pattern.matches(resource)) return false;
    if (resource.url) {
        // A grant of network.https covers https requests, whatever their method is called.
        if (m_capability.name.starts_with("network.https") && resource.url->scheme != "https") return false;
        const auto &[hosts, ports] = std::tie(m_conditions.hosts, m_conditions.ports);
        if (!hosts.empty() && std::ranges::find(hosts, resource.url->host) == hosts.end()) return false;
        if (!ports.empty() && std::ranges::find(ports, resource.url->port) == ports.end()) return false;
    }
    return true;
}

bool Grant::isExpired() const
{
    return m_conditions.expiry && Clock::now() >= *m_conditions.expiry;
}

std::optional<std::string> Grant::exhaustion() const
{
    if (isExpired()) return "expired";
    const int64_t limit = m_conditions.maxUses;
    if (limit >= 0 && uses() >= limit)
        return "used up (" + std::to_string(limit) + " of " + std::to_string(limit) + ")";
    if (!takeRateToken(0)) return "rate limit " + m_conditions.rateText + " reached";
    return std::nullopt;
}

std::string Grant::fileLimitText() const
{
    return sizeText(m_conditions.maxFileSize);
}

/// A bucket that fills as time passes. Amount 0 only looks whether one could be taken, -1 puts one back.
bool Grant::takeRateToken(double amount) const
{
    if (m_conditions.rateCount == 0) return true;
    const std::lock_guard lock(m_rateMutex);
    const auto now = Clock::now();
    const double seconds = std::chrono::duration<double>(now - m_rateRefilled).count();
    const double perSecond = m_conditions.rateCount / std::chrono::duration<double>(m_conditions.ratePeriod).count();
    m_rateTokens = std::min<double>(m_conditions.rateCount, m_rateTokens + seconds * perSecond);
    m_rateRefilled = now;
    if (amount >= 0 && m_rateTokens < 1) return false;
    m_rateTokens -= amount;
    return true;
}

bool Grant::use() const
{
    if (isExpired()) return false;
    const int64_t limit = m_conditions.maxUses;
    int64_t used = m_uses.load(std::memory_order_relaxed);
    do {
        if (limit >= 0 && used >= limit) return false;
    } while (!m_uses.compare_exchange_weak(used, used + 1, std::memory_order_relaxed));
    if (takeRateToken(1)) return true;
    m_uses.fetch_sub(1, std::memory_order_relaxed);
    return false;
}

void Grant::giveBack() const
{
    m_uses.fetch_sub(1, std::memory_order_relaxed);
    (void)takeRateToken(-1);
}

std::string Grant::conditionsText() const
{
    std::string text;
    const auto add = [&text](const std::string &part) { text += (text.empty() ? "" : ", ") + part; };
    const Conditions &c = m_conditions;
    if (c.maxUses >= 0) add("at most " + std::to_string(c.maxUses) + (c.maxUses == 1 ? " use" : " uses"));
    if (!c.rateText.empty()) add(c.rateText);
    if (c.maxFileSize >= 0) add("files up to " + fileLimitText());
    for (const std::string &host : c.hosts) add("host " + host);
    for (const int port : c.ports) add("port " + std::to_string(port));
    if (!c.expiresAt.empty()) add("until " + c.expiresAt);
    return text;
}

} // namespace latchkey::capability
