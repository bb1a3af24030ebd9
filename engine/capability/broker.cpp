// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/capability/broker.h"

#include "engine/capability/paths.h"
#include "engine/capability/run_grants.h"

#include <QFileInfo>
#include <QStandardPaths>
#include <QUuid>

namespace latchkey::capability {

using namespace Qt::StringLiterals;

namespace {

QString keyOf(const ProjectFile &project)
{
    return QFileInfo(project.path).absolutePath() + u' ' + QString::fromLatin1(project.hash);
}

std::vector<std::string> foldersOfOurs(const QString &stateFolder)
{
    std::vector<std::string> folders;
    if (stateFolder.isEmpty()) return folders;
    const QString settings = QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation);
    for (const QString &folder : {stateFolder, settings + u"/latchkey"_s})
        folders.push_back(resolveLinks(absolutePath(folder.toStdString(), "/")));
    return folders;
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

Capability capabilityOf(const Remembered &row)
{
    return {false, row.capability.toStdString(), !row.pattern.isEmpty(), row.pattern.toStdString()};
}

bool holdsFor(const Remembered &row, const QString &script, const std::string &folder)
{
    if (!row.script.isEmpty()) return row.script == script;
    return !row.folder.isEmpty() && isInside(folder, row.folder.toStdString());
}

} // namespace

Broker::Broker(const QString &stateFolder)
    : m_protectedFolders(foldersOfOurs(stateFolder))
    , m_policies(std::make_shared<const std::vector<Policy>>())
    , m_audit(stateFolder)
{
    m_store = std::make_unique<GrantStore>(
        stateFolder.isEmpty() ? QString() : stateFolder + u"/permissions.sqlite"_s,
        [this](GrantStore::Content content) { onLoaded(std::move(content)); },
        [this](const QString &problem) { onProblem(problem); });
}

Broker::~Broker()
{
    keepUses();
    m_store.reset();
}

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

// ---- reading ----------------------------------------------------------------------------------------------------

void Broker::onLoaded(GrantStore::Content content)
{
    std::vector<std::function<void()>> waiting;
    {
        const std::lock_guard lock(m_mutex);
        std::vector<Row> added = std::exchange(m_remembered, {}); // before the disk had answered: newer than its rows
        for (Remembered &row : content.rows) {
            if (!parseCapability(capabilityOf(row).canonical())) {
                m_storageProblem = u"A remembered answer can not be understood: %1"_s.arg(row.capability);
                continue;
            }
            m_remembered.push_back({std::move(row), std::make_shared<RememberedUse>()});
        }
        for (Row &row : added) m_remembered.push_back(std::move(row));
        m_accepted.unite(content.accepted);
        m_declined.unite(content.declined);
        waiting.swap(m_whenLoaded);
        m_isLoaded.store(true, std::memory_order_release);
        m_loaded.notify_all();
    }
    changed();
    for (const auto &ready : waiting) ready();
}

void Broker::onProblem(const QString &problem)
{
    {
        const std::lock_guard lock(m_mutex);
        m_storageProblem = problem;
    }
    changed();
}

bool Broker::whenLoaded(std::function<void()> ready)
{
    const std::lock_guard lock(m_mutex);
    if (m_isLoaded.load(std::memory_order_relaxed)) return false;
    m_whenLoaded.push_back(std::move(ready));
    return true;
}

void Broker::waitUntilLoaded()
{
    std::unique_lock lock(m_mutex);
    m_loaded.wait(lock, [this] { return m_isLoaded.load(std::memory_order_relaxed); });
}

QString Broker::storageProblem() const
{
    const std::lock_guard lock(m_mutex);
    return m_storageProblem;
}

void Broker::sync()
{
    waitUntilLoaded();
    m_store->sync();
}

// ---- remembered answers -----------------------------------------------------------------------------------------

Remembered Broker::Row::current() const
{
    Remembered result = row;
    result.count += use->count.load(std::memory_order_relaxed);
    if (const qint64 at = use->lastUsed.load(std::memory_order_relaxed); at > 0)
        result.lastUsed = QDateTime::fromMSecsSinceEpoch(at);
    return result;
}

QList<Remembered> Broker::remembered() const
{
    const std::lock_guard lock(m_mutex);
    QList<Remembered> rows;
    for (const Row &row : m_remembered) rows.append(row.current());
    return rows;
}

QList<Remembered> Broker::rememberedFor(const QString &script, const std::string &folder) const
{
    QList<Remembered> rows = remembered();
    rows.removeIf([&](const Remembered &row) { return !holdsFor(row, script, folder); });
    return rows;
}

QString Broker::remember(Remembered row)
{
    row.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    row.created = QDateTime::currentDateTimeUtc();
    const QString id = row.id;
    {
        const std::lock_guard lock(m_mutex);
        std::erase_if(m_remembered, [&](const Row &old) {
            const bool isSame = old.row.script == row.script && old.row.folder == row.folder &&
                                old.row.capability == row.capability && old.row.pattern == row.pattern;
            if (isSame) m_store->remove(old.row.id);
            return isSame;
        });
        m_remembered.push_back({row, std::make_shared<RememberedUse>()});
        m_store->put(row);
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
        const auto it = std::ranges::find(m_remembered, id, [](const Row &row) { return row.row.id; });
        if (it == m_remembered.end()) return false;
        gone = it->row;
        m_remembered.erase(it);
        m_store->remove(id);
    }
    (void)m_audit.append(eventRecord(u"forget"_s, gone));
    changed();
    return true;
}

/// The figures of uses, which the rows on disk need only roughly, are kept when the broker goes.
void Broker::keepUses()
{
    const std::lock_guard lock(m_mutex);
    for (const Row &row : m_remembered) {
        if (row.use->count.load(std::memory_order_relaxed) == 0) continue;
        const Remembered now = row.current();
        m_store->noteUse(now.id, now.lastUsed, now.count);
    }
}

std::vector<Broker::Applicable> Broker::applicable(const QString &script, const std::string &base) const
{
    std::vector<Applicable> result;
    const std::lock_guard lock(m_mutex);
    for (const Row &row : m_remembered) {
        if (!holdsFor(row.row, script, base)) continue;
        if (auto grant = Grant::make(capabilityOf(row.row), Source::Remembered, base))
            result.push_back({row.row, std::move(*grant), row.use});
    }
    return result;
}

// ---- project files and policies ---------------------------------------------------------------------------------

bool Broker::isAccepted(const ProjectFile &project) const
{
    const std::lock_guard lock(m_mutex);
    return m_accepted.contains(keyOf(project));
}

void Broker::accept(const ProjectFile &project)
{
    const QString key = keyOf(project);
    {
        const std::lock_guard lock(m_mutex);
        if (m_accepted.contains(key)) return;
        m_accepted.insert(key);
        m_declined.remove(key);
        m_store->putProject(key, true);
    }
    changed();
}

void Broker::decline(const ProjectFile &project)
{
    const QString key = keyOf(project);
    {
        const std::lock_guard lock(m_mutex);
        m_declined.insert(key);
        m_accepted.remove(key);
        m_store->putProject(key, false);
    }
    changed();
}

bool Broker::isAnswered(const ProjectFile &project) const
{
    const QString key = keyOf(project);
    const std::lock_guard lock(m_mutex);
    return m_accepted.contains(key) || m_declined.contains(key);
}

ProjectFile Broker::projectToAsk(const QString &folder) const
{
    const ProjectFile project = ProjectFile::load(ProjectFile::find(folder));
    if (!project.isValid() || project.isEmpty() || isAnswered(project)) return {};
    return project;
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

AccessKeyPtr Broker::holderOf(QByteArrayView key) const
{
    const auto known = policies();
    return known ? capability::holderOf(key, *known) : AccessKey::nobody();
}

Policy::Limits Broker::limits() const
{
    Policy::Limits tightest;
    const auto known = policies();
    if (!known) return tightest;
    for (const Policy &policy : *known) tightest = tightest.with(policy.limits);
    return tightest;
}

// ---- live runs --------------------------------------------------------------------------------------------------

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

} // namespace latchkey::capability
