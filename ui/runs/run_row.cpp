// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/run_row.h"

#include "ui/output/visible_text.h"
#include "ui/runs/run_words.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace latchkey::runs {

QList<RunButton> runButtons(const RunEntry &entry, bool canCompare, qint64 now)
{
    if (entry.isOver()) {
        if (entry.canBeRaised()) return {RunButton::Rerun, RunButton::Raise};
        if (canCompare) return {RunButton::Rerun, RunButton::Compare};
        return {RunButton::Rerun};
    }
    switch (entry.status.state) {
    case RunState::Queued:
        return {RunButton::Cancel};
    case RunState::Paused:
        return {RunButton::Stop, RunButton::Resume};
    case RunState::Stopping:
        if (entry.isNotAnswering(now)) return {RunButton::Stop, RunButton::LeaveBehind};
        return {RunButton::Stop};
    default:
        return {RunButton::Stop, RunButton::Pause};
    }
}

QString iconOf(RunButton button)
{
    switch (button) {
    case RunButton::Stop:
        return u"stop"_s;
    case RunButton::Cancel:
    case RunButton::CancelTask:
        return u"close"_s;
    case RunButton::Pause:
        return u"pause"_s;
    case RunButton::Resume:
        return u"resume"_s;
    case RunButton::Rerun:
        return u"rerun"_s;
    case RunButton::Compare:
        return u"diff"_s;
    case RunButton::LeaveBehind:
        return u"export"_s;
    case RunButton::Raise:
        return u"limits"_s;
    case RunButton::None:
        break;
    }
    return {};
}

QString nameOf(RunButton button, int number)
{
    const auto tr = [](const char *text) { return QCoreApplication::translate("latchkey::runs", text); };
    switch (button) {
    case RunButton::Stop:
        return tr("Stop run %1").arg(number);
    case RunButton::Cancel:
        return tr("Take run %1 out of the queue").arg(number);
    case RunButton::CancelTask:
        return tr("Cancel task %1").arg(number);
    case RunButton::Pause:
        return tr("Pause run %1").arg(number);
    case RunButton::Resume:
        return tr("Resume run %1").arg(number);
    case RunButton::Rerun:
        return tr("Run again like run %1").arg(number);
    case RunButton::Compare:
        return tr("Compare with run %1").arg(number);
    case RunButton::LeaveBehind:
        return tr("Leave run %1 behind").arg(number);
    case RunButton::Raise:
        return tr("Raise the limit of run %1 and run it again").arg(number);
    case RunButton::None:
        break;
    }
    return {};
}

widgets::RunRowFacts rowFacts(const RunEntry &entry, qint64 now, bool folded)
{
    widgets::RunRowFacts facts;
    facts.number = entry.number;
    facts.file = output::visibleText(entry.name);
    facts.state = entry.look();
    facts.detail = detailText(entry, folded, now);
    facts.time = timeText(entry, now);
    if (folded || entry.isOver() || entry.status.progress.isEmpty()) return facts;
    const RunProgress &progress = entry.status.progress.first();
    if (progressShare(entry) >= 0) facts.progress = {progressShare(entry), progressText(progress)};
    return facts;
}

} // namespace latchkey::runs
