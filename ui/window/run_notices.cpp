// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/run_notices.h"

#include "ui/output/visible_text.h"
#include "ui/runs/run_list.h"
#include "ui/runs/run_words.h"
#include "ui/settings/settings.h"
#include "ui/widgets/notices.h"
#include "ui/window/editor_page.h"
#include "ui/window/run_desk.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace latchkey::window {

using output::visibleText;
using Kind = widgets::Notice::Kind;

RunNotices::RunNotices(RunDesk *desk)
    : QObject(desk)
    , m_desk(desk)
    , m_list(desk->list())
{
    connect(m_list, &runs::RunList::notAnswering, this, &RunNotices::onNotAnswering);
    connect(m_list, &runs::RunList::runChanged, this, &RunNotices::onChanged);
    connect(m_list, &runs::RunList::runEnded, this, &RunNotices::onEnded);
    connect(desk, &RunDesk::started, this, [this](quint64 run) {
        EditorPage *page = m_desk->pageOfRun(run);
        if (page == nullptr) return;
        for (const QString &id : {u"limit"_s, u"policy"_s}) page->notices()->withdraw(id);
    });
}

void RunNotices::onNotAnswering(quint64 run)
{
    EditorPage *page = m_desk->pageOfRun(run);
    if (page == nullptr) return; // its row offers the same
    const runs::RunEntry entry = m_list->entry(run);
    page->notices()->post({u"notAnswering"_s,
                           Kind::Warning,
                           {{tr("Run %1 of %2 was stopped and does not answer: it waits for something outside.")
                                 .arg(entry.number)
                                 .arg(visibleText(entry.name))}},
                           {{tr("Leave it behind"), [this, run] { m_list->leaveBehind(run); }}}});
}

void RunNotices::onChanged(quint64 run)
{
    const runs::RunEntry entry = m_list->entry(run);
    if (entry.isOver() || m_told.contains(run)) return;
    if (std::exchange(m_denied[run], entry.status.denied) != entry.status.denied) tellPolicy(run);
}

void RunNotices::onEnded(quint64 run)
{
    if (EditorPage *page = m_desk->pageOfRun(run)) page->notices()->withdraw(u"notAnswering"_s);
    m_denied.remove(run);
    if (!m_told.remove(run)) tellPolicy(run);
    m_told.remove(run);
    offerToRaise(run);
}

// What no click can allow is said as a fact, with the name of who decided, and without a button that could not work.
void RunNotices::tellPolicy(quint64 run)
{
    const runs::RunPtr handle = m_list->run(run);
    EditorPage *page = m_desk->pageOfRun(run);
    if (!handle || page == nullptr) return;
    const QList<runs::CapabilityUse> uses = handle->capabilityUses();
    const auto denied = std::ranges::find_if(
        uses, [](const runs::CapabilityUse &use) { return !use.allowed && use.count > 0 && use.by == "policy"_L1; });
    if (denied == uses.end()) return;
    m_told.insert(run);
    runs::PermissionRequest request;
    request.capability = denied->capability;
    request.resource = denied->resource;
    const QString name = visibleText(m_list->entry(run).name);
    const QString what = runs::questionText(request);
    const QString text = denied->policy.isEmpty()
                             ? tr("Denied to %1, as Latchkey opens its own folders to no script: %2").arg(name, what)
                             : tr("Denied to %1 by the policy %2, whatever is granted: %3")
                                   .arg(name, output::middleCut(visibleText(denied->policy), 60), what);
    page->notices()->post(
        {u"policy"_s, Kind::Warning, {{text}}, {{tr("Show the ledger"), [this, run] { emit ledgerRequested(run); }}}});
}

void RunNotices::offerToRaise(quint64 run)
{
    const runs::RunEntry entry = m_list->entry(run);
    const runs::RunPtr handle = m_list->run(run);
    EditorPage *page = m_desk->pageOfRun(run);
    if (!entry.canBeRaised() || !handle || page == nullptr) return;
    const runs::RunOptions &options = handle->options();
    const QString limit = entry.errorName == "memory_limit"_L1   ? settings::limitsText({0, options.memoryLimit * 2})
                          : entry.errorName == "output_limit"_L1 ? runs::bytesText(options.outputLimit * 2)
                          : entry.errorName == "instruction_limit"_L1
                              ? runs::countText(double(options.instructionLimit) * 2)
                              : settings::limitsText({options.timeoutSeconds * 2, 0});
    page->notices()->post({u"limit"_s,
                           Kind::Warning,
                           {{tr("Run %1: %2").arg(entry.number).arg(runs::announcedEnd(entry))}},
                           {{tr("Raise to %1 and rerun").arg(limit), [this, run] { m_desk->raiseAndRerun(run); }}}});
}

} // namespace latchkey::window
