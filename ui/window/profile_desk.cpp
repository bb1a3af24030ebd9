// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/profile_desk.h"

#include "ui/profile/profile_pane.h"
#include "ui/runs/run_list.h"
#include "ui/window/editor_area.h"
#include "ui/window/panes.h"
#include "ui/window/run_desk.h"

using namespace Qt::StringLiterals;

namespace latchkey::window {

namespace {

/// A smaller share behind a line is noise.
constexpr double kLeastShare = 0.01;
constexpr double kLeastWait = 0.01; // seconds

QHash<int, QString> heatOf(const runs::Profile &profile, const QString &file)
{
    QHash<int, QString> heat;
    for (const runs::Profile::Line &line : profile.lines) {
        if (line.file != file) continue;
        QStringList said;
        const double share = profile.computed > 0 ? line.own / profile.computed : 0;
        if (share >= kLeastShare) said.append(u"◀ "_s + profile::percentText(share));
        if (line.waiting >= kLeastWait)
            said.append(profile::ProfilePane::tr("%1 waiting").arg(profile::secondsText(line.waiting)));
        if (!said.isEmpty()) heat.insert(line.line, said.join(u" · "_s));
    }
    return heat;
}

} // namespace

ProfileDesk::ProfileDesk(const Parts &parts)
    : QObject(parts.window)
    , m_parts(parts)
{
    connect(parts.pane, &profile::ProfilePane::shown, this, &ProfileDesk::onShown);
    connect(parts.pane, &profile::ProfilePane::profileRequested, this, [this] {
        if (EditorPage *page = m_parts.area->currentPage()) m_parts.desk->runProfiled(page);
    });
    connect(parts.pane, &profile::ProfilePane::placeActivated, this, [this](const QString &file, int line, int column) {
        EditorPage *page = pageOfRun(m_parts.pane->run());
        const bool isItsOwn = page != nullptr && (page->path() == file || page->path().isEmpty());
        if (!isItsOwn) return m_parts.goTo(file, line, column);
        m_parts.area->setCurrentPage(page);
        page->editor()->goTo({line, column});
    });
    connect(parts.area, &EditorArea::currentPageChanged, this, &ProfileDesk::showHeat);
}

EditorPage *ProfileDesk::pageOfRun(quint64 run) const
{
    const runs::RunEntry entry = m_parts.list->entry(run);
    if (EditorPage *page = m_parts.area->pageOfKey(entry.tab)) return page;
    return entry.path.isEmpty() ? nullptr : m_parts.area->pageOfFile(entry.path);
}

void ProfileDesk::onShown()
{
    showHeat();
    const quint64 run = m_parts.pane->run();
    if (!m_parts.pane->model()->profile() || run == m_fronted) return;
    m_fronted = run;
    m_parts.panes->show(u"profile"_s, false);
}

void ProfileDesk::showHeat()
{
    const runs::ProfilePtr &profile = m_parts.pane->model()->profile();
    const runs::RunPtr run = m_parts.list->run(m_parts.pane->run());
    EditorPage *page = profile && run ? pageOfRun(run->id()) : nullptr;
    if (page != nullptr && page->editor()->utf8() != run->script().source) page = nullptr;
    if (m_heated && m_heated != page) m_heated->editor()->setInlineValues({});
    m_heated = page;
    if (page == nullptr) return;
    const runs::Script &script = run->script();
    page->editor()->setInlineValues(heatOf(*profile, script.path.isEmpty() ? script.name : script.path));
}

} // namespace latchkey::window
