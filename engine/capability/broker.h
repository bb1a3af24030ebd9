// SPDX-License-Identifier: GPL-3.0-or-later
// What all runs of an engine share when permissions are decided: remembered answers, policy, accepted project files,
// the audit log. The decision itself for one run is `RunGrants` (run_grants.h). Thread-safe; every change raises
// `version`, by which the runs notice it at their next operation.
#pragma once

#include "engine/capability/audit_log.h"
#include "engine/capability/project_file.h"

#include <QDateTime>
#include <QList>
#include <QString>

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>

namespace latchkey::capability {

class RunGrants;

/// A remembered answer, as the Permissions page lists it.
struct Remembered {
    QString id;
    QString script;     ///< canonical path; empty when it holds for a folder
    QString folder;     ///< scripts in this folder or below
    QString capability; ///< name
    QString pattern;    ///< empty: any resource
    bool allow = true;
    QString functionHash; ///< of the asking function's source; empty: not bound
    int line = 0;         ///< where it was asked, for "line 12 changed"
    QDateTime created;
    QDateTime lastUsed;
    int count = 0;
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
    QList<Remembered> remembered() const;
    /// The id of the new row. A row for the same thing is replaced.
    QString remember(Remembered row);
    bool forget(const QString &id);
    void noteUse(const QString &id);
    /// Rows that hold for this script, as grants and denies.
    struct Applicable {
        Remembered row;
        GrantPtr grant;
    };
    std::vector<Applicable> applicable(const QString &script, const std::string &base) const;
    /// Why the stored rows could not be read; empty when they could.
    QString storageProblem() const { return m_storageProblem; }

    // ---- project files and policy -------------------------------------------------------------------------------
    bool isAccepted(const ProjectFile &project) const;
    void accept(const ProjectFile &project);
    void setPolicies(std::vector<Policy> policies);
    std::shared_ptr<const std::vector<Policy>> policies() const;

    // ---- live runs ----------------------------------------------------------------------------------------------
    void attach(const std::shared_ptr<RunGrants> &run);
    /// From now on every live run is denied everything guarded and foreign.
    void denyEverything();

    AuditLog &audit() { return m_audit; }
    /// Latchkey's own folder: no grant opens anything in it.
    const std::string &protectedFolder() const { return m_protectedFolder; }

private:
    void load();
    void saveLocked();
    void changed();
    mutable std::mutex m_mutex; ///< guards all below; never held while anything waits
    std::atomic<quint64> m_version = 1;
    QString m_storagePath;
    QString m_storageProblem;
    std::string m_protectedFolder;
    QList<Remembered> m_remembered;
    QStringList m_accepted; ///< "folder hash" of project files
    std::shared_ptr<const std::vector<Policy>> m_policies;
    std::vector<std::weak_ptr<RunGrants>> m_runs;
    std::function<void()> m_listener;
    AuditLog m_audit;
};

} // namespace latchkey::capability
