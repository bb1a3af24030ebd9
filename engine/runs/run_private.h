// SPDX-License-Identifier: GPL-3.0-or-later
// The inside of a run: what `Run` shows to the outside, a job of the scheduler, and the host of its isolate.
//
// Who touches what: the isolate and everything marked "slice" belongs to the thread that executes the current slice,
// and to nobody between slices. Other threads leave messages (the inbox, stop bits) and wake the job. What others read
// is either atomic or guarded by `m_mutex`, which is held for moments and never while the scheduler is called.
//
// A parked run is this object, its isolate, and nothing else; what most runs never need (questions, watchers,
// progress) is in `Extras`, made on first use.
#pragma once

#include "engine/capability/operation.h"
#include "engine/runs/ask_group.h"
#include "engine/runs/clock.h"
#include "engine/runs/compile_cache.h"
#include "engine/runs/convert.h"
#include "engine/runs/frozen_heap.h"
#include "engine/runs/run.h"
#include "engine/runs/scheduler.h"
#include "engine/runs/session_state.h"
#include "engine/vm/http.h"
#include "engine/vm/isolate.h"
#include "engine/vm/profiler.h"
#include "engine/vm/transfer.h"

#include <QElapsedTimer>

#include <atomic>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <vector>

namespace latchkey::network {
class Session;
}

namespace latchkey::runs {

class EnginePrivate;
struct CachedResult;

/// Where a watcher's notifications go; outlives the watcher as long as a run holds it.
struct WatcherLink {
    enum Flag : uint32_t { Status = 1, Output = 2, Final = 4 };
    std::mutex mutex; ///< guards `watcher` against its destruction
    RunWatcher *watcher = nullptr;
    std::atomic<uint32_t> pending = 0; ///< flags that wait for delivery; written by the run, taken by the watcher
    void post(uint32_t flags);
};

/// What each task reported, outermost first; 0: the main part. No shared list: each copy is a reader's own.
using ProgressByTask = std::map<quint32, std::vector<RunProgress>>;

class RunPrivate final : public Job,
                         public vm::Host,
                         public AlarmTarget,
                         public std::enable_shared_from_this<RunPrivate>
{
public:
    RunPrivate(std::shared_ptr<EnginePrivate> engine, quint64 id, Script script, RunOptions options);
    /// Work of a parallel task: runs one function of its parent's program (run_children.cpp).
    struct ChildWork {
        uint32_t task = 0; ///< number, in the parent
        const vm::StandardModule *module = nullptr;
        std::string function;
        std::shared_ptr<const vm::Parcel> arguments;
        size_t memoryLimit = 0;
        vm::ModuleSet modules = {}; ///< in a session, where functions come from earlier inputs too
    };
    RunPrivate(std::shared_ptr<RunPrivate> parent, quint64 id, ChildWork work);
    ~RunPrivate();
    bool isChild() const { return m_parent != nullptr; }
    static WaitKind waitKindOf(vm::WaitReason::Kind kind);

    // ---- for Run, from any thread -------------------------------------------------------------------------------
    void cancel(bool withCleanup);
    void leaveBehind();
    void setPaused(bool on);
    void cancelTask(quint32 number);
    QList<RunView> views() const;
    void answer(quint64 question, PermissionAnswer answer, const QString &pattern);
    void answerInput(std::optional<QByteArray> line);
    bool grant(const QString &capability, QString *error);
    bool revoke(const QString &capability);
    bool revokeGrant(quint64 id);
    void revokeEverything();
    bool undoAnswer(quint64 question);
    void answerBeforehand(quint64 question, PermissionAnswer answer, const QList<int> &wishes);
    QList<HeldGrant> heldGrants() const;
    QList<CapabilityUse> capabilityUses() const;
    RunStatus status() const;
    bool wait(int milliseconds) const;
    void addWatcher(const std::shared_ptr<WatcherLink> &link);
    void removeWatcher(const std::shared_ptr<WatcherLink> &link);
    QList<QPair<QString, ResultValue>> variables() const;
    std::shared_ptr<const RunVariables> snapshot() const;
    void whenFinished(std::function<void(const RunResult &)> ended);
    /// Ends at once without having run. Only before it was submitted, or after it was withdrawn from the line.
    void refuse(syntax::ErrorKind kind, const QString &name, const QString &message, RunState state);
    /// The broker or this run's grants changed: questions whose answer is now known are settled.
    void recheckQuestions();
    QList<PermissionRequest> questions() const;
    /// Another run of the group was answered so: questions that are the same, or that it settles too, are settled.
    void learn(const std::vector<capability::Need> &needs, const AskGroup::Given &given);

    const std::shared_ptr<EnginePrivate> m_engine;
    const quint64 m_id;
    const qint64 m_submittedAt; ///< milliseconds since 1970
    const Script m_script;
    const RunOptions m_options;
    std::atomic<RunState> m_publicState = RunState::Queued; ///< written by the slice and by finish; read by all
    OutputLog m_output;
    std::weak_ptr<Run> m_handle;
    std::unique_ptr<RunResult> m_result; ///< set before the state becomes final, then constant

private:
    struct Message {
        vm::WaitId wait;
        vm::Completion completion;
        uint32_t task = 0; ///< not a wait: a parallel task ended
        bool cancelled = false;
        uint32_t cancelTask = 0; ///< not a wait: a person wants the end of a task
    };

    /// A thread of the I/O pool that works for this run.
    struct BlockedThread {
        enum class Standing : uint8_t { Working, Replaced, Back };
        vm::WaitId wait;
        std::atomic<Standing> standing =
            Standing::Working; ///< written by that thread and by whoever stops waiting for it
    };

    // ---- job ----------------------------------------------------------------------------------------------------
    Step execute() override;
    void interruptSlice() override;
    std::shared_ptr<void> hold() override { return shared_from_this(); }
    bool wantsSampling() const override { return m_watched.load(std::memory_order_relaxed); }
    void alarm(uint64_t what) override;

    // ---- children (run_children.cpp)
    std::function<void()> startChild(vm::Isolate &isolate, uint32_t task, const vm::StandardModule &module,
                                     std::string_view function, std::shared_ptr<const vm::Parcel> arguments) override;
    int childrenAtOnce() override;
    void show(vm::Isolate &isolate, vm::ViewRequest request) override;
    void launch(const std::shared_ptr<RunPrivate> &child);
    void cancelChild(const std::shared_ptr<RunPrivate> &child);
    void childEnded(const std::shared_ptr<RunPrivate> &child, RunState state, vm::Completion result);
    void startChildIsolate();
    void reportToParent(RunState state);
    bool writeToParent(vm::Isolate &isolate, OutputStream stream, std::string_view text, vm::WaitId wait);
    std::vector<std::shared_ptr<RunPrivate>> children() const;

    Step compileStep();
    Step begin();
    std::optional<Step> askBeforehand();
    bool takeGrants();
    CompileRequest compileRequest() const;
    void startIsolate(const CompiledPtr &program);
    bool prepareCall(vm::Isolate &isolate);
    Step runStep();
    Step park();
    void deliverInbox();

    // ---- looking from outside (run_look.cpp)
    void sample();
    void gather(RunStatus &status) const;
    void describeOutsideTasks(QList<RunTask> &tasks) const;
    bool lookAtParked(RunStatus &status) const;
    void appendQuestions(QList<PermissionRequest> &questions) const;
    void noteProgress(quint32 task, const vm::ProgressReport &report);
    static quint32 numberOf(const vm::Instance *task);
    void requestStop(uint32_t bits);
    void showStopping();

    // ---- host ---------------------------------------------------------------------------------------------------
    bool takeOutput(vm::Isolate &isolate, OutputStream stream, std::string_view text);
    QString droppedWords();
    bool write(vm::Isolate &isolate, vm::Stream stream, std::string_view text, vm::WaitId wait) override;
    vm::GateAnswer check(vm::Isolate &isolate, vm::GateCheck &check) override;
    void startTimer(vm::Isolate &isolate, vm::WaitId wait, double seconds) override;
    void startBlocking(vm::Isolate &isolate, vm::WaitId wait, vm::WaitReason reason, vm::BlockingWork work) override;
    void startExchange(vm::Isolate &isolate, vm::WaitId wait, vm::WaitReason reason, vm::HttpRequest request,
                       vm::HttpAnswered answered) override;
    void abandon(vm::Isolate &isolate, vm::WaitId wait) override;
    void dropRequests();
    void requestInput(vm::Isolate &isolate, vm::WaitId wait, std::string prompt) override;
    void progress(vm::Isolate &isolate, const vm::ProgressReport &report) override;
    bool hasCapability(std::string_view text) override;
    std::vector<std::string> capabilities() override;
    bool capabilityInfo(std::string_view name, CapabilityInfo &info) override;
    std::string workingFolder() override;
    std::string scriptPath() override;
    std::vector<std::string> scriptArguments() override;
    std::shared_ptr<capability::Operation> operation() override;
    void warn(vm::Isolate &isolate, std::string message) override;

    // ---- permissions --------------------------------------------------------------------------------------------
    capability::RunGrants &grants();
    /// From other threads. The isolate of a session's input is another's as soon as it was brought back.
    template<typename Call>
    void withLive(Call &&call) const
    {
        std::unique_lock<std::mutex> lock;
        if (m_options.session) lock = std::unique_lock(m_options.session->reach());
        if (vm::Isolate *isolate = m_live.load()) call(*isolate);
    }
    void bringBack(RunResult &result, vm::Value value);
    std::shared_ptr<capability::RunGrants> sharedGrants() const;
    bool isKnownHarmless(const vm::NativeSpec &spec);
    void grantsChanged();
    bool waitForAnswers(const vm::GateCheck &check);
    vm::GateAnswer ask(vm::Isolate &isolate, vm::GateCheck &check, std::vector<capability::Need> needs,
                       const capability::Decision &decision);
    capability::CallPlace callPlace(vm::Isolate &isolate) const;
    AskGroup *askGroup() const { return m_parent ? m_parent->askGroup() : m_options.askGroup.get(); }

    // ---- results that are used again (run_cache.cpp) ------------------------------------------------------------
    std::optional<Step> fromCache();
    void takeCached(RunResult &result);
    void offerToCache(bool succeeded);
    void leadNobody();
    void noteOutside();

    // ---- variables (run_snapshot.cpp)
    void takeSnapshot();
    void dropSnapshot();

    // ---- where the time goes (run_profile.cpp) --------------------------------------------------------------------
    static constexpr uint64_t kSampleAlarm = uint64_t(UINT32_MAX) << 32 | 3; ///< see alarm()
    void prepareProfile(vm::Isolate &isolate);
    void armSampling();
    void sampleAlarm();
    void takeProfile(RunResult &result);
    std::unique_ptr<vm::Profiler> finishProfiler();
    void handProfileToParent();
    void takeChildProfile(std::unique_ptr<vm::Profiler> profile);

    // ---- the end ------------------------------------------------------------------------------------------------
    Step finish(vm::RunState state);
    Step finishWith(RunState state, std::optional<RunError> error);
    void conclude(RunState state, std::unique_ptr<RunResult> result);
    void releaseBlocked(const std::function<bool(const BlockedThread &)> &isMeant);
    RunError stopError(uint32_t cause) const;
    void publish(RunState state, WaitKind waiting = WaitKind::None);
    void notify(uint32_t flags);
    void post(vm::WaitId wait, vm::Completion completion);
    void deliver(Message message);
    void wake(bool urgent = false);

    // ---- time ---------------------------------------------------------------------------------------------------
    using Time = std::chrono::steady_clock::time_point;
    void enterPhase(double RunPhases::*phase);
    static double RunPhases::*phaseOf(WaitKind kind);
    void countPhases(RunResult &result);
    double elapsedSeconds(Time now) const; ///< since the first slice, waiting for persons excluded
    void armTimeout();
    void armGrace();

    struct Question {
        PermissionRequest request;
        std::vector<capability::Need> needs;
        capability::CallPlace place;
        std::vector<vm::WaitId> waits; ///< fibers that asked the same
        /// Of the question before the first statement: the place of each need, and which need a wish means (-1: none).
        std::vector<capability::CallPlace> places;
        std::vector<int> needOfWish;
        std::vector<std::string> patterns; ///< of each need: what an answer allows; empty: just it
    };
    struct Extras {
        std::vector<Question> questions;
        std::vector<std::shared_ptr<WatcherLink>> watchers;
        ProgressByTask progress;
        QStringList warnings;
        std::string inputPrompt;
        std::optional<vm::WaitId> inputWait;
        int inputCount = 0;
        QString waitDetail;
        quint64 memory = 0;
        QList<RunTask> tasks;
        int taskCount = 0;
        QList<RunView> views;
        int viewChanges = 0;
        std::vector<std::function<void(const RunResult &)>> endings; ///< to be called at the end
        std::unique_ptr<vm::Profiler> childrenProfile;               ///< what ended children spent
        std::shared_ptr<const RunVariables> snapshot;                ///< while it is paused
    };
    Extras &extras(); ///< with m_mutex held
    void settle(const Question &question, const AskGroup::Given &given);
    void callEndings();

    /// Who may touch the isolate now. A slice waits for somebody who looks, which takes microseconds; who wants to look
    /// never waits for a slice, but asks it for figures instead.
    enum class Holder : uint8_t { Nobody, Slice, Look };
    class IsolateHold
    {
    public:
        IsolateHold(std::atomic<Holder> &holder, Holder who);
        ~IsolateHold();
        IsolateHold(const IsolateHold &) = delete;
        IsolateHold &operator=(const IsolateHold &) = delete;
        bool isHeld() const { return m_isHeld; } ///< always true for a slice

    private:
        std::atomic<Holder> &m_holder;
        const Holder m_who;
        bool m_isHeld = false;
    };

    const std::shared_ptr<RunPrivate> m_parent;            ///< of a child; null else
    const std::unique_ptr<ChildWork> m_work;               ///< of a child
    std::vector<std::shared_ptr<RunPrivate>> m_children;   ///< guarded: under way
    std::list<std::shared_ptr<RunPrivate>> m_nextChildren; ///< guarded: wait for their turn; empty costs nothing
    std::string m_partialLines[2];                         ///< slice, of a child: output goes on by whole lines
    std::mutex m_outputMutex;                              ///< guards the order of output and m_outputBytes
    mutable std::mutex m_mutex;
    std::vector<Message> m_inbox;                          ///< guarded
    std::vector<std::shared_ptr<BlockedThread>> m_blocked; ///< guarded
    std::unique_ptr<Extras> m_extras;                      ///< guarded
    std::shared_ptr<network::Session> m_network;           ///< guarded; made with the first request
    std::unique_ptr<vm::Isolate> m_isolate;                ///< slice
    std::shared_ptr<const FrozenHeap> m_frozen;            ///< set before the state becomes final
    std::atomic<vm::Isolate *> m_live = nullptr;     ///< for interrupts from other threads; never freed before the run
    std::shared_ptr<capability::RunGrants> m_grants; ///< slice; guarded for others
    struct Allowed {
        std::vector<capability::Need> needs;
        std::vector<capability::GrantPtr> grants;
    };
    Allowed m_allowed;                                    ///< slice: what the gate allowed last
    std::shared_ptr<capability::DiskBudget> m_diskBudget; ///< slice
    CompiledPtr m_program;                                ///< slice
    std::vector<const vm::NativeSpec *> m_harmless;       ///< slice: free functions found allowed at m_harmlessVersion
    quint64 m_harmlessVersion = 0;
    std::atomic<quint64> m_grantChanges = 0; ///< counts answers and revocations of this run
    qint64 m_outputBytes = 0;
    qint64 m_droppedBytes = 0; ///< guarded by m_outputMutex
    Time m_queuedAt{};
    Time m_leftQueueAt{}; ///< slice
    RunPhases m_phases;   ///< slice, as the next two
    double RunPhases::*m_phase = &RunPhases::queued;
    Time m_phaseSince{}; ///< by the engine's clock, which may be virtual
    Time m_phasesBegan{};
    std::atomic<bool> m_isSampling = false; ///< an alarm for the next sample is set
    uint32_t m_sampleSeed = 1;              ///< of whoever sets that alarm
    Time m_startedAt{};                     ///< guarded, as the next two
    std::chrono::nanoseconds m_excluded{};  ///< time spent waiting for persons
    Time m_askingSince{};                   ///< zero: the clock runs
    Time m_parkedAt{};                      ///< guarded: since when it waits
    std::chrono::nanoseconds m_cpu{};       ///< slice
    std::atomic<uint64_t> m_steps = 0;      ///< figures of the last look, for status
    std::atomic<uint32_t> m_line = 0;
    std::atomic<uint32_t> m_stops = 0;         ///< interrupt bits asked for before there was an isolate
    std::atomic<int> m_alarms = 0;             ///< outstanding, so that the clock can clear them out
    std::atomic<bool> m_stopRequested = false; ///< what blocking work looks at
    std::atomic<bool> m_watched = false;
    mutable std::atomic<bool> m_wanted = false;  ///< somebody looked: fresh figures at the end of the slice
    mutable std::atomic<bool> m_wasSeen = false; ///< somebody looked once: progress is worth keeping
    mutable std::atomic<Holder> m_holder = Holder::Nobody;
    std::atomic<bool> m_paused = false;
    std::atomic<bool> m_isEnding = false; ///< set by whoever ends the run: its slice, or who leaves it behind
    std::atomic<WaitKind> m_waiting = WaitKind::None;
    bool m_graceArmed = false; ///< slice
    bool m_started = false;    ///< slice: left the queue
    bool m_hasGrants = false;  ///< slice: those of the options were taken
    enum class Beforehand : uint8_t { NotYet, Asked, Over };
    Beforehand m_beforehand = Beforehand::NotYet; ///< slice: how far the question before the first statement is
    bool m_touchedOutside = false;                ///< slice: called something whose answer may be another one next time
    /// Where this run stands with the cache of results: Leads means that equal ones wait for it.
    enum class CacheRole : uint8_t { None, Waits, Leads, Alone };
    std::atomic<CacheRole> m_cacheRole = CacheRole::None; ///< slice; taken back by who leaves the run behind
    QByteArray m_cacheKey;                                ///< slice
    std::shared_ptr<const CachedResult> m_cached;         ///< slice: what it ends with instead of running
};

} // namespace latchkey::runs
