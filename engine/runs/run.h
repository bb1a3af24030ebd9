// SPDX-License-Identifier: GPL-3.0-or-later
// What the rest of the world calls. `Engine::submit` takes a script and options and gives a `RunPtr` at once, from any
// thread. A `Run` is a handle that any thread may hold and ask: its getters return snapshots. To follow it with
// signals, make a `RunWatcher` on the thread that wants them: it reports coalesced facts, at most 60 batches a second.
// Dropping the last handle of an ended run frees its heap.
#pragma once

#include "engine/runs/output_log.h"
#include "engine/runs/result_value.h"
#include "engine/syntax/diagnostic.h"

#include <QByteArray>
#include <QDateTime>
#include <QJsonArray>
#include <QJsonObject>
#include <QObject>
#include <QString>
#include <QStringList>

#include <functional>
#include <memory>
#include <optional>

namespace latchkey::capability {
struct AccessKey;
}

namespace latchkey::runs {

class AskGroup;
class SessionState;

/// One list of states for window, CLI, server and workers. Everything from Succeeded on is final.
enum class RunState : quint8 {
    Queued,
    Compiling,
    Running,
    Waiting, ///< parked; RunStatus::waiting says for what
    Paused,
    Stopping, ///< cancelled, its `finally` blocks run
    Succeeded,
    Failed,
    TimedOut,
    LimitReached,
    Cancelled,
};
constexpr bool isFinal(RunState s)
{
    return s >= RunState::Succeeded;
}

enum class WaitKind : quint8 { None, Timer, File, Network, Permission, Input, Output, Task, Other };

enum class Priority : quint8 { Interactive, Normal, Batch };

struct Script {
    QByteArray source; ///< UTF-8
    QString name;      ///< shown in messages; the file's name, or "untitled-1"
    QString path;      ///< absolute path of the file, empty when never saved
    QString folder;    ///< where relative paths and imports start; empty: the folder of `path`, else the working folder
};

struct RunOptions {
    QString label;       ///< shown in the Runs pane; default: the script's name
    QJsonObject context; ///< becomes module variables before the first statement
    QStringList grants;  ///< capability strings, either spelling, or JSON
    QStringList denies;
    bool grantAll = false;
    bool canAsk = false; ///< someone answers permission questions (window, terminal)
    /// Runs that share one of these ask as one (ask_group.h): the same question once, its answer for all.
    std::shared_ptr<AskGroup> askGroup;
    std::shared_ptr<SessionState> session; ///< set by Session::submit (session.h) alone
    /// The holder of the access key that was shown (Broker::holderOf). The run gets what the key stands for, or of that
    /// what `grants` asks for, and never more. Null: no key is asked for.
    std::shared_ptr<const capability::AccessKey> key;
    bool useProjectFile = false;    ///< look for one above the script; it counts when its content was accepted
    bool acceptProjectFile = false; ///< accepted for this run (--project)
    QStringList policies;           ///< further policy files; one that can not be read denies everything
    qint64 fileSizeLimit = 0;       ///< size of a file written; 0: none
    qint64 diskLimit = 0;           ///< bytes written in all; 0: none
    int openFileLimit = 100;
    double timeoutSeconds = 0; ///< 0: none; the clock stands while a person is asked
    qint64 memoryLimit = qint64(1) << 30;
    qint64 outputLimit = qint64(256) << 20;
    quint64 instructionLimit = 0;
    Priority priority = Priority::Interactive;
    QByteArray contextText; ///< more context as JSON text, where integers keep all their digits and 1.0 stays a float
    QString function;       ///< call this function of the script after its body ran; its value is the result
    QJsonArray arguments;   ///< in order, or
    QJsonObject namedArguments; ///< by parameter name, or
    QByteArray argumentsText;   ///< either of them as JSON text: an array or an object
    QStringList scriptArguments;
    bool viewsAsText = false; ///< tables that the script shows are printed too
    /// A person is shown before the first statement what the text can ask for, when that is several things at once.
    bool asksBeforehand = false;
    bool canAskInput = false; ///< input() reaches a person; otherwise end of input
    /// Takes the result of an equal run that touched nothing outside itself, when there is one (result_cache.h).
    bool useCache = false;
    bool profile = false; ///< notes where the time goes (profile.h); costs a few percent
};

/// How the time of a run was spent, in seconds. It is in exactly one phase at any moment, so they add up to
/// RunResult::totalTime.
struct RunPhases {
    double queued = 0;    ///< waited for a thread: before it began, and when others had their turn
    double compiling = 0; ///< its own compilation, or that of an equal one
    double running = 0;   ///< on a thread
    double timer = 0;     ///< asleep
    double host = 0;      ///< waited for files, the network, those who read its output
    double person = 0;    ///< waited for an answer or input, or was paused
    double tasks = 0;     ///< waited for its parallel parts

    double waiting() const { return timer + host + person + tasks; }
    double total() const { return queued + compiling + running + waiting(); }
};

struct Profile;
struct RunVariables;

struct RunError {
    syntax::ErrorKind kind = syntax::ErrorKind::RuntimeError;
    QString name; ///< "zero_division", "memory_limit"
    QString message;
    QString hint;
    QString file; ///< name or path of the source it is in
    int line = 0; ///< 1-based, 0: none
    int column = 0;
    int endLine = 0;
    int endColumn = 0;
    struct Frame {
        QString function;
        QString file;
        int line = 0;
        int column = 0;
    };
    QList<Frame> stack;
};

struct CapabilityUse {
    QString capability;
    QString resource;
    bool allowed = false;
    QString by; ///< run, once, remembered, project, policy, user, default, revoked
    int count = 1;
    int line = 0;     ///< last line that used it
    int asked = 0;    ///< questions that were put to a person about it
    qint64 bytes = 0; ///< read, written or received
    QString policy;   ///< of a denial by a policy: its file; empty: Latchkey's own folder
};

/// What a script wants to be seen (`show.table(...)`), as it was at that moment.
struct RunView {
    int number = 0;  ///< in order of first appearance, from 0
    int version = 0; ///< counts its changes
    QString kind;    ///< "value", "table", "plot", "text"
    QString title;
    QJsonObject options; ///< columns; kind, x, y, series, labels of a plot; format of a text
    ResultValue data;
};

/// One try of a task that was tried more than once (task.h).
struct RunAttempt {
    int number = 1; ///< of all tries of the task
    QString script; ///< which script was tried
    bool success = false;
    QString error;      ///< kind of the error: "timeout"; empty after a success
    QString message;    ///< what it said
    double waited = 0;  ///< seconds of backing off before it
    double started = 0; ///< seconds since the task began
    double seconds = 0; ///< how long it took
};

/// The outcome of a run; complete once the state is final.
struct RunResult {
    bool success = false;
    ResultValue value; ///< invalid when the script set no `result`
    std::optional<RunError> error;
    QList<syntax::Diagnostic> diagnostics; ///< everything the compiler found, errors and warnings
    QList<RunView> views;                  ///< what the script showed, in order of first appearance
    QStringList warnings;                  ///< of the run: unfinished tasks, cyclic result, ...
    quint64 runId = 0;
    double executionTime = 0; ///< seconds, waiting for persons excluded
    double transpileTime = 0; ///< compilation; the name that the wire form uses
    double queuedTime = 0;
    double totalTime = 0; ///< seconds from submission to the end, whatever it did
    RunPhases phases;     ///< what `totalTime` consists of
    double cpuTime = 0;
    qint64 peakMemory = 0;
    qint64 outputBytes = 0;
    quint64 steps = 0;          ///< loop rounds and calls that were carried out; 0 from the cache
    bool fromCache = false;     ///< an equal run gave this before, nothing was executed
    QList<RunAttempt> attempts; ///< of a task that was retried or fell back; else empty
    QString answeredBy;         ///< name of the script that gave the result, when there were several to try
    QList<CapabilityUse> capabilities;
    std::shared_ptr<const Profile> profile; ///< with RunOptions::profile; else null
    /// The one JSON form (CLI, server, worker).
    QJsonObject toJson() const;
    /// As text: integers beyond double precision keep their digits.
    QByteArray toJsonText() const;
};

/// A grant in force for a run, as a pane lists it. `Run::revokeGrant` takes it away.
struct HeldGrant {
    quint64 id = 0;
    QString capability; ///< canonical, with the pattern as it was written: "file.read:./data/**"
    QString by;         ///< where it comes from: run, once, user, remembered, project
    QString remembered; ///< id of the remembered answer behind it (capability::Broker::forget); empty: none
    QString conditions; ///< "at most 10 uses, until 2027-01-01T00:00:00Z"; empty: none
    QString exhausted;  ///< why it can not be used now: "expired", "used up (10 of 10)"; empty: it can
    qint64 uses = 0;
    int lastLine = 0; ///< of this run's last use; 0: not used
};

/// Something that the text of a script can ask for, known before it runs.
struct PermissionWish {
    QString function;    ///< "file.read"
    QString capability;  ///< "file.read"
    QString resource;    ///< canonical; empty: there is none, or it is not known before the run
    bool isKnown = true; ///< false: it depends on the run, and is asked for when it is used
    int line = 0;        ///< where it stands first
    QString file = {};   ///< the module that it stands in, imported by the script; empty: the script itself
};

/// A question to a person. What is shown is what is granted.
struct PermissionRequest {
    quint64 id = 0;
    quint64 run = 0;
    QString capability;   ///< "file.read"
    QString resource;     ///< canonical
    QString written;      ///< as the script wrote it
    QString about;        ///< "Exists, 412 bytes", "new file", "host api.example.org, port 443"
    QStringList patterns; ///< suggestions, narrowest first: exact, folder/*, folder/**
    QString file;
    int line = 0;
    int column = 0;
    QString function;
    QList<RunError::Frame> chain; ///< how the program came there, innermost first
    QStringList chainSource;      ///< the source line of each of them, without the space around it
    QString note;                 ///< what the person should know first: "line 12 changed since you allowed this"
    QStringList alreadyHas;       ///< grants of the same kind in force
    int waitingBehind = 0;        ///< further questions of this run
    /// Of the question before the first statement: all that the text can ask for and that is not decided yet. It has no
    /// resource of its own and is answered with `Run::answerBeforehand`.
    QList<PermissionWish> wishes;
};

enum class PermissionAnswer : quint8 {
    AllowOnce,
    AllowForRun,
    AlwaysForScript,
    AlwaysForFolder,
    DenyOnce,
    DenyKindForRun,
    AlwaysDeny
};

struct RunProgress {
    double done = 0;
    double total = -1; ///< negative: unknown
    QString message;
    int level = 0;
};

/// A task of the script that is under way (`async.spawn`, `parallel.call`).
struct RunTask {
    quint32 number = 0;
    quint32 parent = 0; ///< number of the task that started it; 0: the main part
    int line = 0;       ///< where it was started
    QString name;
    WaitKind waiting = WaitKind::None;
    QString waitDetail;
    bool isQueued = false;       ///< waits for its turn on another thread
    QList<RunProgress> progress; ///< what it reported, outermost first
};

/// A snapshot of everything that changes while a run goes on. A run that waits is looked at as it stands. One that is
/// on a thread is asked to note where it is, which takes a few milliseconds at most: the next snapshot has it.
struct RunStatus {
    RunState state = RunState::Queued;
    WaitKind waiting = WaitKind::None;
    QString waitDetail;
    double waited = 0;  ///< seconds since it began to wait
    int line = 0;       ///< where it is now, or ended; 0 unknown
    double elapsed = 0; ///< seconds since it left the queue
    quint64 steps = 0;
    qint64 memory = 0;
    QList<RunProgress> progress; ///< of the main part, or of the only task that reports; outermost first
    QList<PermissionRequest> questions;
    QString inputPrompt;   ///< valid while inputRequest is set
    int inputRequest = 0;  ///< number of the line of input that is being waited for; 0: none
    int queuePosition = 0; ///< its own place in line, from 1, while it is queued; 0: about to begin
    QList<RunTask> tasks;  ///< oldest first, at most kShownTasks
    int taskCount = 0;     ///< all of them
    int viewChanges = 0;   ///< counts what Run::views changed; ask again when it differs
    int denied = 0;        ///< how often it was denied something
    static constexpr int kShownTasks = 200;
};

class RunPrivate;
class Run
{
public:
    ~Run();
    quint64 id() const;
    const Script &script() const;
    const RunOptions &options() const;
    QDateTime submittedAt() const;

    RunState state() const;
    RunStatus status() const;
    QList<PermissionRequest> questions() const; ///< the same as in the status, and cheaper
    bool isFinished() const { return isFinal(state()); }
    /// Valid once finished; an empty result before.
    const RunResult &result() const;
    /// Thread-safe; grows while the run goes on.
    OutputLog &output() const;

    void cancel(); ///< returns at once; `finally` blocks get their grace
    void cancelWithoutCleanup();
    /// For a run that was stopped and does not end, because something it called ignores that: it is over for everybody
    /// at once, without values; what it called can do nothing outside any more, and its thread is replaced by another.
    void leaveBehind();
    void pause();
    void resume();
    void cancelTask(quint32 number); ///< one task of the script; nothing when it is over
    QList<RunView> views() const;    ///< what it has shown so far
    /// `pattern` narrows or widens what AllowForRun and the Always answers grant; empty: the exact resource.
    void answer(quint64 question, PermissionAnswer answer, const QString &pattern = {});
    /// Answers the question that lists wishes: grants those with these indices (of known ones), and goes on. With none
    /// of them, everything is asked for when it is used.
    void answerBeforehand(quint64 question, PermissionAnswer answer, const QList<int> &wishes);
    /// Takes back what an answer granted or refused beyond its moment: grants and denials of the run, remembered
    /// answers. What was done meanwhile stays done; the next use asks again. False: there is nothing to take back.
    bool undoAnswer(quint64 question);
    void answerInput(const QString &line);
    void endInput();
    /// Grants `capability` (either spelling, or JSON) from the next operation on. The error is meant for the user.
    bool grant(const QString &capability, QString *error = nullptr);
    bool revoke(const QString &capability); ///< canonical text or name; false: it was not granted
    bool revokeGrant(quint64 id);           ///< a row of `grants`; what it came from (an answer, a file) stays
    void revokeEverything();                ///< from now on this run is denied everything outside itself

    // What a run may do and did, at any time: snapshots, from any thread.
    QList<HeldGrant> grants() const;
    QList<CapabilityUse> capabilityUses() const; ///< allowed and denied; the same list as in the result

    /// The module variables of an ended run, in the order of their names' first use. Empty before, and when the script
    /// did not compile.
    QList<QPair<QString, ResultValue>> variables() const;

    /// The variables of all modules and calls as they were when the run was paused or ended (variables.h): frozen, no
    /// look at them ever asks the run. Null while it goes on, and when it never began.
    std::shared_ptr<const RunVariables> snapshot() const;

    /// Has `ended` called once when the run is final: on the thread that ends it, so it must be short and never wait;
    /// at once when it is over already.
    void whenFinished(std::function<void(const RunResult &)> ended);
    /// The same on the thread of `context`, which must be the calling one. Not called when `context` is gone by then.
    void whenFinished(QObject *context, std::function<void(const RunResult &)> ended);

    /// Blocks the calling thread until the run is final; false after `milliseconds` (negative: no limit). Never on a
    /// GUI thread.
    bool wait(int milliseconds = -1) const;

    /// For Engine.
    explicit Run(std::shared_ptr<RunPrivate> core);

private:
    friend class Engine;
    friend class RunWatcher;
    std::shared_ptr<RunPrivate> d;
};
using RunPtr = std::shared_ptr<Run>;

/// Follows one run on the thread that made the watcher. Destroying it at any time is safe.
class RunWatcher : public QObject
{
    Q_OBJECT
public:
    explicit RunWatcher(RunPtr run, QObject *parent = nullptr);
    ~RunWatcher() override;
    const RunPtr &run() const { return m_run; }

Q_SIGNALS:
    void statusChanged(const latchkey::runs::RunStatus &status); ///< at most 60 times a second
    void outputReady();                                          ///< the log grew; at most 60 times a second
    void permissionAsked(const latchkey::runs::PermissionRequest &request);
    void permissionSettled(quint64 question);
    void inputAsked(const QString &prompt);
    void finished(const latchkey::runs::RunResult &result); ///< once, after the last outputReady

protected:
    bool event(QEvent *event) override;

private:
    friend struct WatcherLink;
    void arrive();
    void deliver();
    RunPtr m_run;
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace latchkey::runs
