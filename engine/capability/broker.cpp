// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/capability/broker.h"

#include "engine/capability/paths.h"
#include "engine/capability/run_grants.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>
#include <QUuid>

namespace latchkey::capability {

using namespace Qt::StringLiterals;

namespace {

QJsonObject toJson(const Remembered &row)
{
    return {{u"id"_s, row.id},
            {u"script"_s, row.script},
            {u"folder"_s, row.folder},
            {u"capability"_s, row.capability},
            {u"pattern"_s, row.pattern},
            {u"allow"_s, row.allow},
            {u"function_hash"_s, row.functionHash},
            {u"line"_s, row.line},
            {u"created"_s, row.created.toString(Qt::ISODateWithMs)},
            {u"last_used"_s, row.lastUsed.toString(Qt::ISODateWithMs)},
            {u"count"_s, row.count}};
}

Remembered rememberedFromJson(const QJsonObject &object)
{
    Remembered row;
    row.id = object["id"_L1].toString();
    row.script = object["script"_L1].toString();
    row.folder = object["folder"_L1].toString();
    row.capability = object["capability"_L1].toString();
    row.pattern = object["pattern"_L1].toString();
    row.allow = object["allow"_L1].toBool();
    row.functionHash = object["function_hash"_L1].toString();
    row.line = object["line"_L1].toInt();
    row.created = QDateTime::fromString(object["created"_L1].toString(), Qt::ISODateWithMs);
    row.lastUsed = QDateTime::fromString(object["last_used"_L1].toString(), Qt::ISODateWithMs);
    row.count = object["count"_L1].toInt();
    return row;
}

QString acceptedKey(const ProjectFile &project)
{
    return QFileInfo(project.path).absolutePath() + u' ' + QString::fromLatin1(project.hash);
}

std::string canonicalFolder(const QString &folder)
{
    return folder.isEmpty() ? std::string() : resolveLinks(absolutePath(folder.toStdString(), "/"));
}

AuditRecord eventRecord(const QString &event, const Remembered &row)
{
    AuditRecord record;
    record.event = event;
    record.script = row.script.isEmpty() ? row.folder : row.script;
    record.capability = row.capability;
    record.resource = row.pattern;
    record.allowed = row.allow;
    record.by = Source::User;
    return record;
}

} // namespace

Broker::Broker(const QString &stateFolder)
    : m_protectedFolder(canonicalFolder(stateFolder))
    , m_policies(std::make_shared<const std::vector<Policy>>())
    , m_audit(stateFolder)
{
    if (stateFolder.isEmpty()) return;
    m_storagePath = stateFolder + u"/permissions.json"_s;
    load();
}

Broker::~Broker() = default;

void Broker::setChangeListener(std::function<void()> listener)
{
    const std::lock_guard lock(m_mutex);
    m_listener = std::move(listener);
}

void Broker::changed()
{
    m_version.fetch_add(1, std::memory_order_release);
    std::function<void()> listener;
    {
        const std::lock_guard lock(m_mutex);
        listener = m_listener;
    }
    if (listener) listener();
}

QList<Remembered> Broker::remembered() const
{
    const std::lock_guard lock(m_mutex);
    return m_remembered;
}

QString Broker::remember(Remembered row)
{
    row.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    row.created = QDateTime::currentDateTimeUtc();
    const QString id = row.id;
    {
        const std::lock_guard lock(m_mutex);
        m_remembered.removeIf([&row](const Remembered &old) {
            return old.script == row.script && old.folder == row.folder && old.capability == row.capability &&
                   old.pattern == row.pattern;
        });
        m_remembered.append(row);
        saveLocked();
    }
    (void)m_audit.append(eventRecord(u"remember"_s, row)); // the answer stands; operations still fail closed
    changed();
    return id;
}

bool Broker::forget(const QString &id)
{
    Remembered gone;
    {
        const std::lock_guard lock(m_mutex);
        const auto it = std::ranges::find(m_remembered, id, &Remembered::id);
        if (it == m_remembered.end()) return false;
        gone = *it;
        m_remembered.erase(it);
        saveLocked();
    }
    (void)m_audit.append(eventRecord(u"forget"_s, gone));
    changed();
    return true;
}

void Broker::noteUse(const QString &id)
{
    const std::lock_guard lock(m_mutex);
    const auto it = std::ranges::find(m_remembered, id, &Remembered::id);
    if (it == m_remembered.end()) return;
    ++it->count;
    // Kept on disk at the first use a minute: the date matters, not the second.
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const bool stale = !it->lastUsed.isValid() || it->lastUsed.secsTo(now) > 60;
    it->lastUsed = now;
    if (stale) saveLocked();
}

std::vector<Broker::Applicable> Broker::applicable(const QString &script, const std::string &base) const
{
    std::vector<Applicable> result;
    for (const Remembered &row : remembered()) {
        const bool forScript = !row.script.isEmpty() && row.script == script;
        const bool forFolder =
            row.script.isEmpty() && !row.folder.isEmpty() && isInside(base, row.folder.toStdString());
        if (!forScript && !forFolder) continue;
        Capability capability{false, row.capability.toStdString(), !row.pattern.isEmpty(), row.pattern.toStdString()};
        if (auto grant = Grant::make(capability, Source::Remembered, base)) result.push_back({row, std::move(*grant)});
    }
    return result;
}

bool Broker::isAccepted(const ProjectFile &project) const
{
    const std::lock_guard lock(m_mutex);
    return m_accepted.contains(acceptedKey(project));
}

void Broker::accept(const ProjectFile &project)
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_accepted.contains(acceptedKey(project))) return;
        m_accepted.append(acceptedKey(project));
        saveLocked();
    }
    changed();
}

void Broker::setPolicies(std::vector<Policy> policies)
{
    {
        const std::lock_guard lock(m_mutex);
        m_policies = std::make_shared<const std::vector<Policy>>(std::move(policies));
    }
    changed();
}

std::shared_ptr<const std::vector<Policy>> Broker::policies() const
{
    const std::lock_guard lock(m_mutex);
    return m_policies;
}

void Broker::attach(const std::shared_ptr<RunGrants> &run)
{
    const std::lock_guard lock(m_mutex);
    if (m_runs.size() == m_runs.capacity()) std::erase_if(m_runs, [](const auto &held) { return held.expired(); });
    m_runs.push_back(run);
}

void Broker::denyEverything()
{
    std::vector<std::shared_ptr<RunGrants>> live;
    {
        const std::lock_guard lock(m_mutex);
        for (const auto &held : m_runs)
            if (auto run = held.lock()) live.push_back(std::move(run));
    }
    for (const auto &run : live) run->denyEverything();
    changed();
}

void Broker::load()
{
    QFile file(m_storagePath);
    if (!file.exists()) return;
    QJsonParseError error{};
    QJsonDocument document;
    if (file.open(QIODevice::ReadOnly)) document = QJsonDocument::fromJson(file.readAll(), &error);
    if (!document.isObject()) { // treated as empty, kept aside, and said
        m_storageProblem = u"%1: %2"_s.arg(m_storagePath, error.errorString());
        file.close();
        QFile::rename(m_storagePath, m_storagePath + u".damaged"_s);
        return;
    }
    for (const QJsonValue &row : document["remembered"_L1].toArray())
        m_remembered.append(rememberedFromJson(row.toObject()));
    for (const QJsonValue &key : document["accepted_projects"_L1].toArray()) m_accepted.append(key.toString());
}

void Broker::saveLocked()
{
    if (m_storagePath.isEmpty()) return;
    QJsonArray rows;
    for (const Remembered &row : m_remembered) rows.append(toJson(row));
    QSaveFile file(m_storagePath);
    const QJsonObject root{{u"remembered"_s, rows}, {u"accepted_projects"_s, QJsonArray::fromStringList(m_accepted)}};
    if (!file.open(QIODevice::WriteOnly)) return;
    file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    file.write(QJsonDocument(root).toJson());
    file.commit();
}

} // namespace latchkey::capability
