// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runs/ask_group.h"

#include "engine/runs/run_private.h"

#include <QSet>

#include <algorithm>

namespace latchkey::runs {

using capability::Need;

namespace {

/// A person who said no to the same thing this often is not asked again.
constexpr int kRefusalsBeforeSilence = 2;

/// What an answer to one run means for the others.
PermissionAnswer forOthers(PermissionAnswer answer)
{
    switch (answer) {
    case PermissionAnswer::AlwaysForScript:
    case PermissionAnswer::AlwaysForFolder:
        return PermissionAnswer::AllowForRun;
    case PermissionAnswer::AlwaysDeny:
        return PermissionAnswer::DenyKindForRun;
    default:
        return answer;
    }
}

} // namespace

bool AskGroup::isSame(const Needs &a, const Needs &b)
{
    return std::ranges::equal(a, b, [](const Need &one, const Need &other) {
        return one.name == other.name && one.resource.text == other.resource.text;
    });
}

void AskGroup::join(std::weak_ptr<RunPrivate> run)
{
    const std::lock_guard lock(m_mutex);
    std::erase_if(m_askers, [](const auto &asker) { return asker.expired(); });
    const auto isIt = [&run](const auto &asker) { return !asker.owner_before(run) && !run.owner_before(asker); };
    if (std::ranges::none_of(m_askers, isIt)) m_askers.push_back(std::move(run));
}

void AskGroup::answered(const RunPrivate &by, const Needs &needs, const Given &given, const std::string &folder,
                        bool lasts)
{
    const Given shared{forOthers(given.answer), given.pattern};
    std::vector<std::shared_ptr<RunPrivate>> others;
    {
        const std::lock_guard lock(m_mutex);
        if (!lasts) keep(needs, shared, folder);
        for (const auto &asker : m_askers)
            if (auto run = asker.lock(); run && run.get() != &by) others.push_back(std::move(run));
    }
    for (const auto &run : others) run->learn(needs, shared);
}

/// With m_mutex held.
void AskGroup::keep(const Needs &needs, const Given &given, const std::string &folder)
{
    if (given.answer == PermissionAnswer::AllowOnce) return;
    if (given.answer == PermissionAnswer::DenyOnce) {
        const auto before = std::ranges::find_if(m_answers, [&needs](const Answer &answer) {
            return answer.given.answer == PermissionAnswer::DenyOnce && isSame(answer.needs, needs);
        });
        if (before != m_answers.end()) {
            ++before->times;
            return;
        }
    }
    Answer answer{needs, given, nullptr, 1};
    if (!given.pattern.isEmpty() && needs.size() == 1) {
        const capability::Capability capability{false, needs.front().name, true, given.pattern.toStdString()};
        if (auto grant = capability::Grant::make(capability, capability::Source::User, folder))
            answer.grant = std::move(*grant);
    }
    m_answers.push_back(std::move(answer));
}

bool AskGroup::holdsFor(const Answer &answer, const Needs &needs)
{
    switch (answer.given.answer) {
    case PermissionAnswer::DenyOnce:
        return answer.times >= kRefusalsBeforeSilence && isSame(answer.needs, needs);
    case PermissionAnswer::DenyKindForRun:
        return std::ranges::any_of(
            needs, [&answer](const Need &need) { return std::ranges::contains(answer.needs, need.name, &Need::name); });
    default:
        if (isSame(answer.needs, needs)) return true;
        return answer.grant && needs.size() == 1 && answer.grant->matches(needs.front().name, needs.front().resource) &&
               needs.front().meantBy == answer.needs.front().meantBy;
    }
}

std::optional<AskGroup::Given> AskGroup::find(const Needs &needs) const
{
    const std::lock_guard lock(m_mutex);
    const auto known = std::ranges::find_if(m_answers, [&](const Answer &answer) { return holdsFor(answer, needs); });
    return known == m_answers.end() ? std::nullopt : std::optional(known->given);
}

QList<std::pair<RunPtr, PermissionRequest>> distinctQuestions(const QList<RunPtr> &runs)
{
    QList<std::pair<RunPtr, PermissionRequest>> result;
    QSet<std::pair<QString, QString>> seen;
    for (const RunPtr &run : runs) {
        for (const PermissionRequest &question : run ? run->questions() : QList<PermissionRequest>()) {
            const std::pair key(question.capability, question.resource);
            if (seen.contains(key)) continue;
            seen.insert(key);
            result.append({run, question});
        }
    }
    return result;
}

} // namespace latchkey::runs
