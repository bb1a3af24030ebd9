// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/tour.h"

#include "ui/runs/run_list.h"
#include "ui/window/examples.h"
#include "ui/window/file_desk.h"

#include <QJsonArray>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace latchkey::window {

using widgets::Notice;

namespace {

constexpr auto kDone = "window/tourDone"_L1;

struct StepScript {
    const char *id;
    const char *file; ///< of an example
};
constexpr StepScript kScripts[Tour::Count] = {{"run", "sums_and_loops.ml"},
                                              {"progress", "progress_million.ml"},
                                              {"stop", "endless_loop.ml"},
                                              {"permission", "tour.ml"},
                                              {"result", "streaming_batches.ml"}};

} // namespace

Tour::Tour(const Parts &parts, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
{
    connect(parts.runs, &runs::RunList::runEnded, this, &Tour::onEnded);
    connect(parts.runs, &runs::RunList::questionSettled, this, [this](quint64 run) { onSettled(run); });
    connect(parts.area->notices(), &widgets::NotificationBar::closed, this, [this](const QString &id) {
        if (id == u"tour") m_current = Count;
    });
}

QString Tour::titleOf(Step step)
{
    switch (step) {
    case Run:
        return tr("Run a script");
    case Progress:
        return tr("See how far it is");
    case Stop:
        return tr("Stop what never ends");
    case Permission:
        return tr("Answer a question");
    case Result:
        return tr("Look at the result");
    case Count:
        break;
    }
    return {};
}

QString Tour::taskOf(Step step) const
{
    switch (step) {
    case Run:
        return tr("Press %1. The script runs on its own and prints below.").arg(m_parts.keys(u"run"_s));
    case Progress:
        return tr("Press %1 and look at the bar in Runs.").arg(m_parts.keys(u"run"_s));
    case Stop:
        return tr("Press %1, then %2: this loop never ends by itself.")
            .arg(m_parts.keys(u"run"_s), m_parts.keys(u"stop"_s));
    case Permission:
        return tr("Press %1. When it asks, %2 goes to the question: allow or deny.")
            .arg(m_parts.keys(u"run"_s), m_parts.keys(u"oldestQuestion"_s));
    case Result:
        return tr("Press %1. What the script assigned to result stands in Result.").arg(m_parts.keys(u"run"_s));
    case Count:
        break;
    }
    return {};
}

QString Tour::lessonOf(Step step)
{
    switch (step) {
    case Run:
        return tr("Done: a run starts clean each time, saved or not.");
    case Progress:
        return tr("Done: a script tells with progress.track how far it is.");
    case Stop:
        return tr("Done: no script can refuse to stop; its finally blocks still ran.");
    case Permission:
        return tr("Done: nothing outside a script is touched without an answer.");
    case Result:
        return tr("Done: results can be searched, compared and exported.");
    case Count:
        break;
    }
    return {};
}

void Tour::start(Step step)
{
    const QString file = QString::fromLatin1(kScripts[step].file);
    const auto example = std::ranges::find(examples(), file, &Example::file);
    if (example == examples().end()) return;
    m_current = step;
    m_page = m_parts.area->pageOfFile(file);
    if (m_page) m_parts.area->setCurrentPage(m_page);
    else m_page = m_parts.files->newFile(exampleText(*example), file);
    m_page->setup.inputs = example->inputs;
    m_page->setup.grants.clear(); // the question is what the fourth step is about
    m_page->setup.mayAsk = true;
    if (step == Progress) m_parts.show(u"runs"_s);
    if (step == Result) m_parts.show(u"result"_s);
    m_page->setFocus();
    post(taskOf(step), false);
    emit changed();
}

void Tour::end()
{
    m_current = Count;
    m_parts.area->notices()->withdraw(u"tour"_s);
    emit changed();
}

void Tour::post(const QString &sentence, bool done)
{
    using Voice = widgets::Span::Voice;
    const Step step = m_current;
    Notice notice{u"tour"_s, Notice::Kind::Information, {}};
    notice.text = {{tr("Step %1 of %2").arg(step + 1).arg(int(Count)), Voice::Strong}, {u"  "_s + sentence}};
    const bool last = step + 1 == Count;
    if (!last) {
        const Step next = Step(step + 1);
        notice.actions << Notice::Action{done ? tr("Next: %1").arg(titleOf(next)) : tr("Skip"),
                                         [this, next] { start(next); }, true};
    }
    notice.actions << Notice::Action{tr("End the tour"), [this] { end(); }};
    m_parts.area->notices()->post(notice);
}

bool Tour::isOurs(quint64 run) const
{
    return m_page && m_current != Count && m_parts.runs->entry(run).tab == m_page->key();
}

void Tour::onEnded(quint64 run)
{
    if (!isOurs(run)) return;
    const runs::RunEntry entry = m_parts.runs->entry(run);
    if (m_current == Stop ? entry.status.state == runs::RunState::Cancelled : m_current != Permission && entry.success)
        finishStep();
}

void Tour::onSettled(quint64 run)
{
    if (m_current == Permission && isOurs(run)) finishStep();
}

void Tour::finishStep()
{
    const QString id = QString::fromLatin1(kScripts[m_current].id);
    QStringList done = m_parts.settings->state().value(kDone).toVariant().toStringList();
    if (!done.contains(id)) m_parts.settings->state().set(kDone, QJsonArray::fromStringList(done << id));
    post(lessonOf(m_current), true);
    emit changed();
}

bool Tour::isDone(Step step) const
{
    const QStringList done = m_parts.settings->state().value(kDone).toVariant().toStringList();
    return done.contains(QString::fromLatin1(kScripts[step].id));
}

QList<Entry> Tour::entries()
{
    QList<Entry> rows;
    for (int step = 0; step < Count; ++step)
        rows << Entry{.icon = isDone(Step(step)) ? u"finished"_s : u"step-into"_s,
                      .name = titleOf(Step(step)),
                      .end = isDone(Step(step)) ? tr("done") : tr("step %1").arg(step + 1),
                      .token = isDone(Step(step)) ? theme::Token::Ok : theme::Token::Muted,
                      .act = [this, step] { start(Step(step)); }};
    return rows;
}

} // namespace latchkey::window
