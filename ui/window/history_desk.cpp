// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/history_desk.h"

#include "ui/history/history_pane.h"
#include "ui/runs/runs_pane.h"
#include "ui/runs/runs_view.h"
#include "ui/window/ask.h"
#include "ui/window/editor_area.h"
#include "ui/window/file_desk.h"
#include "ui/window/panes.h"
#include "ui/window/run_desk.h"
#include "ui/window/status_line.h"

#include <QFileInfo>
#include <QTimer>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace latchkey::window {

namespace {

constexpr int kAgainMs = 500, kWorthKeepingMs = 2000;

} // namespace

using history::HistoryPane;
using journal::RunDetails;

HistoryDesk::HistoryDesk(const HistoryParts &parts, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
{
    connect(parts.list, &runs::RunList::runAdded, this, &HistoryDesk::keep);
    connect(parts.list, &runs::RunList::questionAsked, this, &HistoryDesk::keepInput);
    connect(parts.store, &history::HistoryStore::problem, this, [this](const QString &sentence) {
        m_parts.area->notices()->post({u"history"_s, widgets::Notice::Kind::Warning, {{sentence}}});
    });
    connect(parts.pane, &HistoryPane::rerunRequested, parts.desk, &RunDesk::runKept);
    connect(parts.pane, &HistoryPane::sourceRequested, this, &HistoryDesk::openSource);
    connect(parts.pane, &HistoryPane::inputsRequested, this, &HistoryDesk::takeInputs);
    connect(parts.pane, &HistoryPane::removeRequested, this, &HistoryDesk::askToRemove);
    connect(parts.pane, &HistoryPane::said, parts.status, &StatusLine::say);
    parts.runsPane->view()->setCanCompare(true);
    connect(parts.runsPane, &runs::RunsPane::compareRequested, this, &HistoryDesk::compareWithPrevious);
}

void HistoryDesk::keep(quint64 run)
{
    // A run that an earlier window left as lost has no handle: the journal knows it by itself.
    const runs::RunPtr handle = m_parts.list->run(run);
    if (!handle) return;
    if (!handle->options().session) return void(m_parts.store->record(handle, m_parts.desk->configurationOf(run)));
    // An input of a session is kept when there was more to it than a glance: so many small ones would bury the files.
    QTimer::singleShot(kWorthKeepingMs, this, [this, run] {
        if (!m_parts.list->entry(run).isOver()) keepInput(run);
    });
}

void HistoryDesk::keepInput(quint64 run)
{
    const runs::RunPtr handle = m_parts.list->run(run);
    if (handle && handle->options().session && m_parts.store->idOf(run) == 0) m_parts.store->record(handle);
}

void HistoryDesk::compareWithPrevious(quint64 run)
{
    const quint64 id = m_parts.store->idOf(run);
    if (id == 0) return m_parts.status->say(tr("That run is not kept in the history"));
    m_parts.panes->show(u"history"_s);
    m_parts.pane->compareWithPrevious(id);
}

// The list has them in the order they were started, the history newest first.
void HistoryDesk::withLost(quint64 run, const std::function<void(quint64 id)> &then, int tries)
{
    const runs::RunEntry entry = m_parts.list->entry(run);
    const auto scriptOf = [](const runs::RunEntry &its) { return its.path.isEmpty() ? its.name : its.path; };
    const QString script = scriptOf(entry);
    const QList<runs::RunEntry> entries = m_parts.list->entries();
    const auto newer = std::ranges::count_if(entries, [&](const runs::RunEntry &other) {
        return other.lost && other.number > entry.number && scriptOf(other) == script;
    });
    m_parts.store->journal()
        .find({.text = {}, .outcome = journal::Outcome::Lost, .script = script})
        .then(this, [this, run, newer, then, tries](const QFuture<QList<quint64>> &found) {
            QList<quint64> ids;
            for (const QList<quint64> &batch : found.results()) ids += batch;
            if (newer < ids.size()) return then(ids[newer]);
            // At the start of a program the history may not have noticed yet who died.
            if (tries > 1)
                return QTimer::singleShot(kAgainMs, this, [this, run, then, tries] { withLost(run, then, tries - 1); });
            m_parts.status->say(tr("That run is not kept in the history"));
        });
}

void HistoryDesk::showLost(quint64 run)
{
    withLost(run, [this](quint64 id) {
        m_parts.panes->show(u"history"_s);
        m_parts.pane->open(id);
    });
}

void HistoryDesk::rerunLost(quint64 run)
{
    withLost(run, [this](quint64 id) {
        m_parts.store->journal().details(id).then(this, [this](const std::optional<RunDetails> &details) {
            if (details && !details->source.isEmpty()) m_parts.desk->runKept(*details);
            else m_parts.status->say(tr("Its text is not kept"));
        });
    });
}

void HistoryDesk::openSource(const RunDetails &details)
{
    if (details.source.isEmpty()) return m_parts.status->say(tr("Its text is not kept"));
    m_parts.files->newFile(details.source, tr("%1 of then").arg(QFileInfo(details.record.name).completeBaseName()));
}

void HistoryDesk::takeInputs(const RunDetails &details)
{
    EditorPage *page = m_parts.area->pageOfFile(details.record.path);
    if (page == nullptr) page = m_parts.area->currentPage();
    if (page == nullptr) return m_parts.status->say(tr("Open the script first"));
    page->setup.inputs = details.inputs;
    m_parts.area->setCurrentPage(page);
    emit setupChanged();
    m_parts.status->say(tr("%1 has the inputs of that run").arg(page->name()));
}

void HistoryDesk::askToRemove(const QList<quint64> &ids)
{
    const int count = int(ids.size());
    ask(m_parts.window,
        {u"delete-runs"_s,
         tr("Delete %n run(s) from the history?", nullptr, count),
         tr("Their output, result and text of then are gone."),
         {tr("Delete %n run(s)", nullptr, count), tr("Cancel")},
         0},
        [this, ids](int button) {
            if (button == 0) m_parts.store->journal().remove(ids);
        });
}

} // namespace latchkey::window
