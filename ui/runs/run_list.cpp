// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/run_list.h"

#include "ui/runs/run_words.h"

#include <algorithm>
#include <chrono>

using namespace std::chrono_literals;

namespace latchkey::runs {
namespace {

constexpr auto kGather = 33ms;
constexpr auto kLookAgain = 250ms;
/// A shorter wait is part of running: a row that changes its state all the time can not be read.
constexpr double kPassingWait = 0.2;
/// More rows than that are never in sight.
constexpr int kPlacesAtOnce = 50;

int deniedIn(const RunResult &result)
{
    int denied = 0;
    for (const CapabilityUse &use : result.capabilities) denied += use.allowed ? 0 : use.count;
    return denied;
}

void complete(RunEntry &entry, const RunResult &result)
{
    entry.success = result.success;
    entry.seconds = result.executionTime;
    entry.phases = result.phases;
    entry.warnings = result.warnings;
    entry.denied = deniedIn(result);
    entry.ended = QDateTime::currentDateTime();
    entry.summary = summaryOf(result.value);
    entry.hasValues = true;
    if (!result.error) return;
    entry.errorName = result.error->name;
    entry.errorMessage = result.error->message;
    entry.errorHint = result.error->hint;
    if (result.error->line > 0) entry.status.line = result.error->line;
}

} // namespace

RunList::RunList(QObject *parent)
    : QObject(parent)
{
    m_flush.setSingleShot(true);
    m_flush.setInterval(kGather);
    connect(&m_flush, &QTimer::timeout, this, &RunList::flush);
    m_look.setInterval(kLookAgain);
    connect(&m_look, &QTimer::timeout, this, &RunList::lookAgain);
}

RunList::~RunList() = default;

int RunList::add(const RunPtr &run, const QString &tab, Place place)
{
    const quint64 id = run->id();
    RunEntry entry;
    entry.id = id;
    entry.number = m_nextNumber++;
    entry.name = run->options().label.isEmpty() ? run->script().name : run->options().label;
    entry.path = run->script().path;
    entry.tab = tab;
    entry.timeoutSeconds = run->options().timeoutSeconds;
    entry.started = run->submittedAt();
    entry.status = run->status();
    // A short run may be over by now; its end is told with its result, never before.
    if (isFinal(entry.status.state)) entry.status.state = RunState::Running;
    entry.sampledAt = nowMilliseconds();
    m_byNumber.emplace(entry.number, id);
    m_entries.insert(id, entry);
    m_runs.insert(id, run);
    m_live.insert(id);
    if (!entry.path.isEmpty()) m_frontOfFile.insert(entry.path, id);
    if (!tab.isEmpty()) m_frontOfTab.insert(tab, id);
    emit runAdded(id);
    if (!m_look.isActive()) m_look.start();
    follow(run);
    if (place == Place::Aside) m_aside.append(id);
    else setFrontRun(id);
    announce(id); // a quick one may ask already
    return entry.number;
}

int RunList::addLost(const QString &name, const QString &path)
{
    RunEntry entry;
    entry.id = m_nextLost--;
    entry.number = m_nextNumber++;
    entry.name = name;
    entry.path = path;
    entry.lost = true;
    m_byNumber.emplace(entry.number, entry.id);
    m_entries.insert(entry.id, entry);
    emit runAdded(entry.id);
    return entry.number;
}

void RunList::follow(const RunPtr &run)
{
    const quint64 id = run->id();
    auto watcher = std::make_unique<RunWatcher>(run);
    const RunWatcher *w = watcher.get();
    connect(w, &RunWatcher::statusChanged, this, [this, id](const RunStatus &status) { onStatus(id, status); });
    connect(w, &RunWatcher::outputReady, this, [this, id] { emit outputReady(id); });
    connect(w, &RunWatcher::permissionAsked, this,
            [this, id](const PermissionRequest &request) { onQuestion(id, request); });
    connect(w, &RunWatcher::permissionSettled, this, [this, id](quint64 question) { onSettled(id, question); });
    connect(w, &RunWatcher::inputAsked, this, [this, id](const QString &prompt) { emit inputAsked(id, prompt); });
    connect(w, &RunWatcher::finished, this, [this, id](const RunResult &result) { onFinished(id, result); });
    m_watchers.emplace(id, std::move(watcher));
}

QList<RunEntry> RunList::entries() const
{
    QList<RunEntry> entries;
    entries.reserve(m_entries.size());
    for (const auto &[number, id] : m_byNumber) entries.append(m_entries.value(id));
    return entries;
}

void RunList::setFrontRun(quint64 run)
{
    if (entry(run).lost) return; // nothing of it is here that could be shown
    if (std::exchange(m_front, run) != run) emit frontRunChanged(run);
}

quint64 RunList::runToStop() const
{
    if (m_aside.isEmpty() || (m_live.contains(m_front) && !m_asideFirst)) return m_front;
    return m_aside.last();
}

void RunList::setAsideFirst(bool first)
{
    if (std::exchange(m_asideFirst, first) != first && !m_aside.isEmpty()) emit asideFirstChanged();
}

void RunList::renameTab(const QString &tab, const QString &path)
{
    const quint64 run = m_frontOfTab.value(tab);
    if (run != 0 && !path.isEmpty()) m_frontOfFile.insert(path, run);
    if (path.isEmpty()) m_frontOfTab.remove(tab);
}

int RunList::liveCountOfFile(const QString &path) const
{
    return static_cast<int>(
        std::ranges::count_if(m_live, [&](quint64 id) { return m_entries.value(id).path == path; }));
}

int RunList::needsYouCount() const
{
    return static_cast<int>(std::ranges::count_if(m_live, [&](quint64 id) { return m_entries.value(id).needsYou(); }));
}

qint64 RunList::liveMemory() const
{
    qint64 bytes = 0;
    for (const quint64 id : m_live) bytes += m_entries.value(id).status.memory;
    return bytes;
}

void RunList::stop(quint64 run)
{
    const RunPtr handle = m_runs.value(run);
    if (!handle || handle->isFinished()) return;
    if (handle->state() == RunState::Stopping) handle->cancelWithoutCleanup();
    else handle->cancel();
    // Shown at once, not when the engine's next report arrives; that report has the last word.
    auto it = m_entries.find(run);
    if (it == m_entries.end() || it->isOver() || it->status.state == RunState::Stopping) return;
    it->status.state = RunState::Stopping;
    it->stoppingSince = nowMilliseconds();
    emit runChanged(run);
}

void RunList::leaveBehind(quint64 run)
{
    if (const RunPtr handle = m_runs.value(run)) handle->leaveBehind();
}

void RunList::cancelTask(quint64 run, quint32 task)
{
    if (const RunPtr handle = m_runs.value(run)) handle->cancelTask(task);
}

void RunList::stopAll()
{
    const QList<quint64> live = m_live.values();
    for (const quint64 run : live) stop(run);
}

void RunList::setTellsEnd(quint64 run, bool tells)
{
    const auto it = m_entries.find(run);
    if (it == m_entries.end() || it->tellsEnd == tells) return;
    it->tellsEnd = tells;
    emit runChanged(run);
}

void RunList::togglePause(quint64 run)
{
    const RunPtr handle = m_runs.value(run);
    if (!handle || handle->isFinished()) return;
    if (handle->state() == RunState::Paused) handle->resume();
    else handle->pause();
}

void RunList::answer(quint64 run, quint64 question, PermissionAnswer answer, const QString &pattern)
{
    const RunPtr handle = m_runs.value(run);
    if (!handle) return;
    handle->answer(question, answer, pattern);
    emit answered(run, question, answer, pattern);
}

void RunList::answerBeforehand(quint64 run, quint64 question, PermissionAnswer answer, const QList<int> &wishes)
{
    const RunPtr handle = m_runs.value(run);
    if (!handle) return;
    handle->answerBeforehand(question, answer, wishes);
    if (!wishes.isEmpty()) emit answered(run, question, answer, {});
}

PermissionRequest RunList::leadingQuestion(quint64 run, quint64 question) const
{
    const QList<PermissionRequest> members = m_groups.membersOf(run, question);
    if (members.isEmpty()) return {};
    PermissionRequest lead = members.first();
    lead.waitingBehind = m_groups.countOf(run) - static_cast<int>(members.size());
    return lead;
}

void RunList::answerInput(quint64 run, const QString &line)
{
    if (const RunPtr handle = m_runs.value(run)) handle->answerInput(line);
}

void RunList::endInput(quint64 run)
{
    if (const RunPtr handle = m_runs.value(run)) handle->endInput();
}

void RunList::remove(quint64 run)
{
    const auto it = m_entries.constFind(run);
    if (it == m_entries.constEnd() || m_live.contains(run)) return;
    m_byNumber.erase(it->number);
    m_frontOfFile.removeIf([run](const auto &front) { return front.value() == run; });
    m_frontOfTab.removeIf([run](const auto &front) { return front.value() == run; });
    m_entries.erase(it);
    m_runs.remove(run);
    m_heapBytes.remove(run);
    if (m_front == run) setFrontRun(0);
    emit runRemoved(run);
}

void RunList::removeEnded()
{
    const QList<quint64> all = m_entries.keys();
    for (const quint64 run : all) remove(run);
}

void RunList::onStatus(quint64 run, const RunStatus &reported)
{
    const auto it = m_entries.find(run);
    if (it == m_entries.end() || isFinal(reported.state)) return; // the end comes with its result
    RunStatus status = reported;
    if (isPassingWait(*it, status)) { // looked at again soon
        status.state = RunState::Running;
        status.waiting = WaitKind::None;
        status.waitDetail.clear();
    }
    const theme::RunState before = it->look();
    const RunStatus last = it->status;
    const qint64 now = nowMilliseconds();
    const double passed = static_cast<double>(now - it->sampledAt) / 1000;
    if (passed > 0.2 && status.steps >= it->status.steps) {
        it->stepsPerSecond = static_cast<double>(status.steps - it->status.steps) / passed;
        it->sampledAt = now;
        it->status = status;
    } else {
        // Too close to the last sample for a rate: keep its steps and time.
        const quint64 steps = it->status.steps;
        const double elapsed = it->status.elapsed;
        it->status = status;
        it->status.steps = steps;
        it->status.elapsed = elapsed;
    }
    noteMovement(*it, last);
    if (it->look() != before) {
        m_changed.remove(run);
        emit runChanged(run);
        announce(run);
        return;
    }
    m_changed.insert(run);
    if (!m_flush.isActive()) m_flush.start();
}

bool RunList::isPassingWait(const RunEntry &entry, const RunStatus &status) const
{
    const theme::RunState look = entry.look();
    const bool goesOn =
        look == theme::RunState::Queued || look == theme::RunState::Running || look == theme::RunState::Compiling;
    const bool forNobody = status.waiting != WaitKind::Permission && status.waiting != WaitKind::Input &&
                           status.waiting != WaitKind::Output && status.questions.isEmpty();
    return goesOn && status.state == RunState::Waiting && forNobody && status.waited < kPassingWait;
}

void RunList::noteMovement(RunEntry &entry, const RunStatus &before)
{
    const qint64 now = nowMilliseconds();
    const RunStatus &status = entry.status;
    if (status.state != RunState::Stopping) entry.stoppingSince = 0;
    else if (entry.stoppingSince == 0) entry.stoppingSince = now;
    entry.progress.see(now, status.progress.isEmpty() ? RunProgress() : status.progress.first());
    LineTrail &trail = m_trails[entry.id];
    const auto doneOf = [](const RunStatus &s) { return s.progress.isEmpty() ? -1.0 : s.progress.last().done; };
    if (status.state != before.state || doneOf(status) != doneOf(before)) trail.moved();
    if (status.state == RunState::Running) trail.see(now, status.line);
    entry.circle = status.state == RunState::Running ? trail.circle(now) : std::nullopt;
}

/// What changes without a report of the engine.
void RunList::lookAgain()
{
    int places = 0;
    const QSet<quint64> live = m_live;
    for (const quint64 run : live) {
        const auto it = m_entries.find(run);
        const RunPtr handle = m_runs.value(run);
        if (it == m_entries.end() || !handle) continue;
        const bool isQueued = it->status.state == RunState::Queued && ++places <= kPlacesAtOnce;
        const bool mayWait = it->look() == theme::RunState::Running && handle->state() == RunState::Waiting;
        if (isQueued || mayWait) onStatus(run, handle->status());
        if (!it->isNotAnswering(nowMilliseconds()) || m_silent.contains(run)) continue;
        m_silent.insert(run);
        emit runChanged(run);
        emit notAnswering(run);
    }
    if (m_live.isEmpty()) m_look.stop();
}

void RunList::flush()
{
    const auto groups = std::exchange(m_changedGroups, {});
    for (const auto &[run, lead] : groups)
        if (m_groups.leadOf(run, lead) == lead) emit groupChanged(run, lead);
    const QSet<quint64> changed = std::exchange(m_changed, {});
    for (const quint64 run : changed) {
        const auto it = m_entries.find(run);
        if (it == m_entries.end()) continue;
        if (const RunPtr handle = m_runs.value(run)) {
            const qint64 lines = handle->output().lineCount();
            if (std::exchange(it->outputLines, lines) != lines) m_trails[run].moved();
        }
        emit runChanged(run);
    }
}

void RunList::onFinished(quint64 run, const RunResult &result)
{
    const auto it = m_entries.find(run);
    if (it == m_entries.end()) return;
    if (const RunPtr handle = m_runs.value(run)) {
        it->status = handle->status();
        it->outputLines = handle->output().lineCount();
    }
    complete(*it, result);
    it->circle.reset();
    m_trails.remove(run);
    m_live.remove(run);
    m_aside.removeAll(run);
    m_silent.remove(run);
    m_changed.remove(run);
    // An input of a session leaves its memory to the next one.
    const RunPtr ended = m_runs.value(run);
    m_heapBytes.insert(run, ended && ended->options().session ? 0 : result.peakMemory);
    settleAll(run);
    emit runChanged(run);
    emit runEnded(run);
    announce(run);
    // The watcher is still in its signal.
    const auto watcher = m_watchers.find(run);
    if (watcher != m_watchers.end()) {
        watcher->second.release()->deleteLater();
        m_watchers.erase(watcher);
    }
    trim();
}

void RunList::onQuestion(quint64 run, const PermissionRequest &request)
{
    m_questions.append(request);
    m_questions.last().run = run;
    m_groups.add(m_questions.last());
    const quint64 lead = m_groups.leadOf(run, request.id);
    emit questionAsked(run, PermissionRequest(m_questions.last())); // listeners may answer at once
    groupChangesSoon(run, lead);
    groupChangesSoon(run, m_groups.leadOf(run, m_groups.oldestOf(run))); // more wait behind it
}

// A burst of questions is one change.
void RunList::groupChangesSoon(quint64 run, quint64 lead)
{
    if (lead == 0) return;
    m_changedGroups.insert({run, lead});
    if (!m_flush.isActive()) m_flush.start();
}

void RunList::onSettled(quint64 run, quint64 question)
{
    m_questions.removeIf([=](const PermissionRequest &q) { return q.run == run && q.id == question; });
    const quint64 lead = m_groups.remove(run, question);
    emit questionSettled(run, question);
    if (lead != 0) groupChangesSoon(run, lead);
    if (const quint64 oldest = m_groups.oldestOf(run)) groupChangesSoon(run, m_groups.leadOf(run, oldest));
}

void RunList::settleAll(quint64 run)
{
    QList<quint64> open;
    for (const PermissionRequest &question : std::as_const(m_questions)) {
        if (question.run == run) open.append(question.id);
    }
    for (const quint64 question : std::as_const(open)) onSettled(run, question);
}

void RunList::announce(quint64 run)
{
    if (run != m_front && !m_entries.value(run).needsYou()) return;
    const QString sentence = announcement(m_entries.value(run));
    if (!sentence.isEmpty()) emit announced(sentence);
}

void RunList::trim()
{
    giveUpValues();
    int ended = static_cast<int>(m_entries.size() - m_live.size());
    for (auto it = m_byNumber.begin(); it != m_byNumber.end() && ended > kEndedRuns;) {
        const quint64 run = (it++)->second;
        if (m_live.contains(run) || run == m_front) continue;
        remove(run);
        --ended;
    }
}

void RunList::giveUpValues()
{
    qint64 bytes = 0;
    for (const qint64 heap : std::as_const(m_heapBytes)) bytes += heap;
    for (const auto &[number, run] : m_byNumber) {
        if (bytes <= kEndedBytes) return;
        const auto heap = m_heapBytes.constFind(run);
        const RunEntry entry = m_entries.value(run);
        const bool shown =
            run == m_front || m_frontOfFile.value(entry.path) == run || m_frontOfTab.value(entry.tab) == run;
        if (heap == m_heapBytes.constEnd() || shown) continue;
        bytes -= *heap;
        m_heapBytes.erase(heap);
        m_runs.remove(run);
        m_entries[run].hasValues = false;
        emit runForgotten(run);
    }
}

} // namespace latchkey::runs
