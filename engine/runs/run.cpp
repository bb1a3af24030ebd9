// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runs/run.h"

#include "engine/runs/mailbox.h"
#include "engine/runs/run_private.h"
#include "engine/threads/handover.h"

#include <QCoreApplication>
#include <QPointer>
#include <QSet>
#include <QTimer>

namespace latchkey::runs {

Run::Run(std::shared_ptr<RunPrivate> core)
    : d(std::move(core))
{
}

Run::~Run() = default;

quint64 Run::id() const
{
    return d->m_id;
}

const Script &Run::script() const
{
    return d->m_script;
}

const RunOptions &Run::options() const
{
    return d->m_options;
}

QDateTime Run::submittedAt() const
{
    return QDateTime::fromMSecsSinceEpoch(d->m_submittedAt);
}

RunState Run::state() const
{
    return d->m_publicState.load(std::memory_order_acquire);
}

QList<PermissionRequest> Run::questions() const
{
    return d->questions();
}

RunStatus Run::status() const
{
    return d->status();
}

const RunResult &Run::result() const
{
    static const RunResult none;
    return isFinished() ? *d->m_result : none;
}

OutputLog &Run::output() const
{
    return d->m_output;
}

void Run::cancel()
{
    d->cancel(true);
}

void Run::cancelWithoutCleanup()
{
    d->cancel(false);
}

void Run::leaveBehind()
{
    d->leaveBehind();
}

void Run::cancelTask(quint32 number)
{
    d->cancelTask(number);
}

QList<RunView> Run::views() const
{
    return d->views();
}

void Run::pause()
{
    d->setPaused(true);
}

void Run::resume()
{
    d->setPaused(false);
}

void Run::answer(quint64 question, PermissionAnswer answer, const QString &pattern)
{
    d->answer(question, answer, pattern);
}

void Run::answerBeforehand(quint64 question, PermissionAnswer answer, const QList<int> &wishes)
{
    d->answerBeforehand(question, answer, wishes);
}

bool Run::undoAnswer(quint64 question)
{
    return d->undoAnswer(question);
}

void Run::answerInput(const QString &line)
{
    d->answerInput(line.toUtf8());
}

void Run::endInput()
{
    d->answerInput(std::nullopt);
}

bool Run::grant(const QString &capability, QString *error)
{
    return d->grant(capability, error);
}

bool Run::revoke(const QString &capability)
{
    return d->revoke(capability);
}

bool Run::revokeGrant(quint64 id)
{
    return d->revokeGrant(id);
}

void Run::revokeEverything()
{
    d->revokeEverything();
}

QList<HeldGrant> Run::grants() const
{
    return d->heldGrants();
}

QList<CapabilityUse> Run::capabilityUses() const
{
    return d->capabilityUses();
}

std::shared_ptr<const RunVariables> Run::snapshot() const
{
    return d->snapshot();
}
QList<QPair<QString, ResultValue>> Run::variables() const
{
    return d->variables();
}

void Run::whenFinished(std::function<void(const RunResult &)> ended)
{
    d->whenFinished(std::move(ended));
}

void Run::whenFinished(QObject *context, std::function<void(const RunResult &)> ended)
{
    // The run is kept until the call: its result is handed over by reference.
    d->whenFinished([box = Mailbox(context), core = std::weak_ptr(d), ended = std::move(ended)](const RunResult &) {
        box.post([core = core.lock(), ended] { ended(*core->m_result); });
    });
}

bool Run::wait(int milliseconds) const
{
    return d->wait(milliseconds);
}

// ---- watching ---------------------------------------------------------------------------------------------------

namespace {

constexpr qint64 kMillisecondsBetweenBatches = 16; ///< 60 a second: what a screen can show

} // namespace

/// Lives on the watcher's thread, but for `link`.
struct RunWatcher::State {
    std::shared_ptr<WatcherLink> link = std::make_shared<WatcherLink>();
    QElapsedTimer sinceLast;
    QTimer timer;
    QSet<quint64> asked;
    int lastInput = 0; ///< number of the last line of input that was asked for
    bool isFinished = false;
};

void WatcherLink::post(uint32_t flags)
{
    // Only the first to find nothing pending sends an event; it will take all that gathers until then. The end is
    // always sent, since it does not wait for the next batch.
    const uint32_t before = pending.fetch_or(flags);
    if (before != 0 && !(flags & Final)) return;
    const std::lock_guard lock(mutex);
    if (!watcher) return;
    threads::post(watcher, [receiver = watcher] { receiver->arrive(); });
}

bool RunWatcher::event(QEvent *event)
{
    return threads::CallEvent::take(event) || QObject::event(event);
}

RunWatcher::RunWatcher(RunPtr run, QObject *parent)
    : QObject(parent)
    , m_run(std::move(run))
    , m_state(std::make_unique<State>())
{
    m_state->timer.setSingleShot(true);
    m_state->timer.setTimerType(Qt::PreciseTimer);
    connect(&m_state->timer, &QTimer::timeout, this, &RunWatcher::deliver);
    m_state->link->watcher = this;
    m_run->d->addWatcher(m_state->link);
}

RunWatcher::~RunWatcher()
{
    {
        const std::lock_guard lock(m_state->link->mutex);
        m_state->link->watcher = nullptr;
    }
    m_run->d->removeWatcher(m_state->link);
}

/// Something is pending: deliver now, or when the next batch is due.
void RunWatcher::arrive()
{
    const bool isOver = m_state->link->pending.load() & WatcherLink::Final;
    const qint64 since = m_state->sinceLast.isValid() ? m_state->sinceLast.elapsed() : kMillisecondsBetweenBatches;
    if (isOver || since >= kMillisecondsBetweenBatches) {
        m_state->timer.stop();
        deliver();
    } else if (!m_state->timer.isActive()) {
        m_state->timer.start(static_cast<int>(kMillisecondsBetweenBatches - since));
    }
}

void RunWatcher::deliver()
{
    const uint32_t flags = m_state->link->pending.exchange(0);
    if (flags == 0 || m_state->isFinished) return;
    m_state->sinceLast.start();
    m_state->isFinished = flags & WatcherLink::Final;
    const QPointer<RunWatcher> alive(this); // a slot may destroy the watcher, and with it the last handle of the run
    const RunPtr run = m_run;
    if (flags & WatcherLink::Output) Q_EMIT outputReady();
    if (alive && (flags & WatcherLink::Status)) {
        const RunStatus status = run->status();
        Q_EMIT statusChanged(status);
        QSet<quint64> open;
        for (const PermissionRequest &request : status.questions) open.insert(request.id);
        const QSet<quint64> before = alive ? std::exchange(m_state->asked, open) : QSet<quint64>();
        for (quint64 question : before)
            if (alive && !open.contains(question)) Q_EMIT permissionSettled(question);
        for (const PermissionRequest &request : status.questions)
            if (alive && !before.contains(request.id)) Q_EMIT permissionAsked(request);
        if (alive && status.inputRequest > m_state->lastInput) {
            m_state->lastInput = status.inputRequest;
            Q_EMIT inputAsked(status.inputPrompt);
        }
    }
    if (alive && (flags & WatcherLink::Final)) Q_EMIT finished(run->result());
}

} // namespace latchkey::runs
