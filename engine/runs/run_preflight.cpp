// SPDX-License-Identifier: GPL-3.0-or-later
// The question before the first statement: a run whose text can ask for several things shows them all to a person, who
// decides once instead of at every one. A run that asks for nothing, or for one thing, or for what is decided already,
// is not held up. What only the run can know is listed and asked for when it is used.
#include "engine/runs/convert.h"
#include "engine/runs/engine_private.h"
#include "engine/runs/needs.h"
#include "engine/runs/run_private.h"

#include <algorithm>

namespace latchkey::runs {

using capability::CallPlace;
using capability::Need;
using capability::Verdict;

namespace {

/// One thing is as well asked for where it is used.
constexpr size_t kWorthAsking = 2;

CallPlace placeOf(const Compiled &program, const OpenWish &open)
{
    CallPlace place;
    const syntax::SourcePtr &source = open.source;
    place.file = QString::fromStdString(source->path().empty() ? source->name() : source->path());
    place.line = open.wish.line;
    place.column = static_cast<int>(source->position(open.offset).column);
    place.functionHash = functionHash(program, source, open.offset);
    return place;
}

} // namespace

/// What to do instead of beginning; nothing: begin.
std::optional<Job::Step> RunPrivate::askBeforehand()
{
    if (m_beforehand == Beforehand::Over || !m_options.asksBeforehand || !m_options.canAsk ||
        m_program->wishes.size() < kWorthAsking)
        return std::nullopt;
    if (m_beforehand == Beforehand::Asked) {
        const std::lock_guard lock(m_mutex);
        if (!m_extras->questions.empty()) return Step::Wait;
        m_beforehand = Beforehand::Over;
        return std::nullopt;
    }
    if (!m_engine->broker.isLoaded() && m_engine->broker.whenLoaded([weak = weak_from_this()] {
            if (const auto run = weak.lock()) run->wake();
        }))
        return Step::Wait;
    Question question;
    PermissionRequest &request = question.request;
    for (const OpenWish &open : openWishes(*m_program, folderOf(m_script).toStdString())) {
        const CallPlace place = placeOf(*m_program, open);
        if (open.need && grants().peek(*open.need, place) != Verdict::Ask) continue;
        request.wishes.append(open.wish);
        question.needOfWish.push_back(open.need ? static_cast<int>(question.needs.size()) : -1);
        if (!open.need) continue;
        question.needs.push_back(*open.need);
        question.places.push_back(place);
        question.patterns.push_back(open.pattern);
    }
    m_beforehand = Beforehand::Over;
    if (question.needs.size() < kWorthAsking) return std::nullopt;
    m_beforehand = Beforehand::Asked;
    request.id = m_engine->nextQuestion.fetch_add(1);
    request.run = m_id;
    const syntax::SourcePtr &script = m_program->modules.main->program().source;
    request.file = QString::fromStdString(script->path().empty() ? script->name() : script->path());
    request.line = request.wishes.front().line;
    grants().noteAsked(question.needs, request.line);
    {
        const std::lock_guard lock(m_mutex);
        extras().questions.push_back(std::move(question));
        // The clock stands while a person thinks.
        if (m_askingSince == Time()) m_askingSince = std::chrono::steady_clock::now();
        m_parkedAt = m_askingSince;
    }
    enterPhase(&RunPhases::person);
    publish(RunState::Waiting, WaitKind::Permission);
    notify(WatcherLink::Status);
    return Step::Wait;
}

void RunPrivate::answerBeforehand(quint64 id, PermissionAnswer answer, const QList<int> &wishes)
{
    Question question;
    {
        const std::lock_guard lock(m_mutex);
        if (!m_extras) return;
        const auto it = std::ranges::find(m_extras->questions, id, [](const Question &q) { return q.request.id; });
        if (it == m_extras->questions.end() || it->request.wishes.isEmpty()) return;
        question = std::move(*it);
        m_extras->questions.erase(it);
    }
    for (const int index : wishes) {
        if (index < 0 || static_cast<size_t>(index) >= question.needOfWish.size()) continue;
        const int need = question.needOfWish[static_cast<size_t>(index)];
        if (need < 0) continue;
        const auto at = static_cast<size_t>(need);
        grants().answer({&question.needs[at], 1}, static_cast<capability::Answer>(answer), question.patterns[at], 1,
                        question.places[at], id);
    }
    notify(WatcherLink::Status);
    wake();
}

} // namespace latchkey::runs
