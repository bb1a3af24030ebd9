// SPDX-License-Identifier: GPL-3.0-or-later
// What all runs of an engine share when permissions are decided: remembered answers, policy, accepted project files,
// the audit log. The decision itself for one run is `RunGrants` (run_grants.h). Thread-safe; every change raises
// `version`, by which the runs notice it at their next operation.
#pragma once

#include "engine/capability/audit_log.h"
#include "engine/capability/grant_store.h"
#include "engine/capability/policy.h"
#include "engine/capability/project_file.h"

#include <QList>
#include <QString>
#include <QStringList>

#include <atomic>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>

namespace latchkey::capability {

class RunGrants;

/// How often a remembered answer was used since it was read. Runs count, the broker takes the figures over.
struct RememberedUse {
    std::atomic<int> count = 0;
    std::atomic<qint64> lastUsed = 0; ///< milliseconds since 1970
};

class Broker
{
public:
    /// `stateFolder` empty: nothing is kept on disk.
    explicit Broker(const QString &stateFolder = {});
    ~Broker();

    quint64 version() const { return m_version.load(std::memory_order_acquire); }
    /// Told after every change, on the thread that made it. One listener.
    void setChangeListener(std::function<void()> listener);

    // ---- remembered answers -------------------------------------------------------------------------------------
    // They are read from the disk in the background. Until then nothing is known to be remembered: whoever decides for
    // a run lets it wait with `whenLoaded`.
    bool isLoaded() const { return m_isLoaded.load(std::memory_order_acquire); }
    /// Calls `ready` when the answers are there, on the thread that read them. False: they are, and it was not called.
    bool whenLoaded(std::function<void()> ready);
    /// Blocks until they are; for programs and tests, not for a GUI thread or a slice.
    void waitUntilLoaded();

    QList<Remembered> remembered() const;
    /// What holds for this script: its own rows, and those of folders it lies in.
    QList<Remembered> rememberedFor(const QString &script, const std::string &folder) const;
    /// The id of the new row. A row for the same thing is replaced.
    QString remember(Remembered row);
    /// From now on it does not count, in no run.
    bool forget(const QString &id);
    /// Rows that hold for this script, as grants and denies.
    struct Applicable {
        Remembered row;
        GrantPtr grant;
        std::shared_ptr<RememberedUse> use;
    };
    std::vector<Applicable> applicable(const QString &script, const std::string &base) const;
    /// What could not be read or written of what is remembered; empty when all is well.
    QString storageProblem() const;

    // ---- project files ------------------------------------------------------------------------------------------
    // A project file grants nothing until a person accepted its content for its folder. Who shows windows asks so:
    //   if (const ProjectFile file = broker.projectToAsk(folder); file.isValid()) ... show file.allowed, file.problems;
    //   then accept(file) or decline(file). Runs that go on take an acceptance over at their next operation.
    bool isAccepted(const ProjectFile &project) const;
    bool isAnswered(const ProjectFile &project) const; ///< accepted or declined
    void accept(const ProjectFile &project);
    /// Not asked about again while it has this content.
    void decline(const ProjectFile &project);
    /// The project file above `folder` when nobody has answered for its content yet; else an invalid one. Reads the
    /// disk: not on a GUI thread.
    ProjectFile projectToAsk(const QString &folder) const;

    // ---- policies -----------------------------------------------------------------------------------------------
    void setPolicies(std::vector<Policy> policies);
    std::shared_ptr<const std::vector<Policy>> policies() const;
    /// Whom an access key belongs to, by the policies; AccessKey::nobody for an unknown one.
    AccessKeyPtr holderOf(QByteArrayView key) const;
    /// The tightest limits of all policies.
    Policy::Limits limits() const;

    // ---- live runs ----------------------------------------------------------------------------------------------
    void attach(const std::shared_ptr<RunGrants> &run);
    /// From now on every live run is denied everything guarded and foreign.
    void denyEverything();

    AuditLog &audit() { return m_audit; }
    /// Latchkey's own folders (grants, audit log, settings): no grant opens anything in them.
    const std::vector<std::string> &protectedFolders() const { return m_protectedFolders; }
    /// Waits until what is remembered is on the disk; for tests.
    void sync();

private:
    struct Row {
        Remembered row;
        std::shared_ptr<RememberedUse> use;
        Remembered current() const; ///< with the uses counted in
    };
    void onLoaded(GrantStore::Content content);
    void onProblem(const QString &problem);
    void changed();
    void keepUses();
    mutable std::mutex m_mutex; ///< guards all below; never held while anything waits
    std::atomic<quint64> m_version = 1;
    std::atomic<bool> m_isLoaded = false;
    std::condition_variable m_loaded;
    std::vector<std::function<void()>> m_whenLoaded;
    QString m_storageProblem;
    std::vector<std::string> m_protectedFolders;
    std::vector<Row> m_remembered;
    QSet<QString> m_accepted; ///< keys of project files
    QSet<QString> m_declined;
    std::shared_ptr<const std::vector<Policy>> m_policies;
    std::vector<std::weak_ptr<RunGrants>> m_runs;
    std::function<void()> m_listener;
    AuditLog m_audit;
    std::unique_ptr<GrantStore> m_store; ///< last: its thread calls into the above
};

} // namespace latchkey::capability
