// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runs/group_asker.h"

#include "engine/runs/ask_group.h"

#include <QPointer>

#include <algorithm>
#include <chrono>

namespace latchkey::runs {

namespace {

/// A person does not notice it; the runs of a batch are few at a time.
constexpr std::chrono::milliseconds kBetweenLooks{50};

} // namespace

GroupAsker::GroupAsker(Runs runs, QObject *parent)
    : QObject(parent)
    , m_runs(std::move(runs))
{
    m_timer.setInterval(kBetweenLooks);
    connect(&m_timer, &QTimer::timeout, this, &GroupAsker::look);
}

void GroupAsker::start()
{
    m_timer.start();
}

void GroupAsker::stop()
{
    m_timer.stop();
    for (const auto &[kind, shown] : std::exchange(m_shown, {})) Q_EMIT settled(shown.id);
}

void GroupAsker::look()
{
    std::map<Kind, PermissionRequest> open;
    QList<PermissionRequest> fresh;
    for (auto &[run, request] : distinctQuestions(m_runs())) {
        const Kind kind(request.capability, request.resource);
        const auto known = m_shown.find(kind);
        if (known == m_shown.end()) fresh.append(request);
        open.emplace(kind, known == m_shown.end() ? request : known->second);
    }
    const std::map<Kind, PermissionRequest> before = std::exchange(m_shown, std::move(open));
    const QPointer<GroupAsker> alive(this); // a slot may destroy this
    for (const auto &[kind, shown] : before) {
        if (alive && !m_shown.contains(kind)) Q_EMIT settled(shown.id);
    }
    for (const PermissionRequest &request : std::as_const(fresh))
        if (alive) Q_EMIT asked(request);
}

void GroupAsker::answer(quint64 question, PermissionAnswer answer, const QString &pattern)
{
    const auto it = std::ranges::find(m_shown, question, [](const auto &entry) { return entry.second.id; });
    if (it == m_shown.end()) return;
    const Kind kind = it->first;
    m_shown.erase(it);
    // The run that asked first may be over by now; any that has the question will do.
    for (const auto &[run, request] : distinctQuestions(m_runs()))
        if (Kind(request.capability, request.resource) == kind) run->answer(request.id, answer, pattern);
    Q_EMIT settled(question);
}

QList<PermissionRequest> GroupAsker::questions() const
{
    QList<PermissionRequest> list;
    for (const auto &[kind, shown] : m_shown) list.append(shown);
    std::ranges::sort(list, {}, &PermissionRequest::id);
    return list;
}

} // namespace latchkey::runs
