// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/profile_desk.h"

#include "ui/profile/profile_pane.h"
#include "ui/results/value_export.h"
#include "ui/runs/run_list.h"
#include "ui/widgets/notices.h"
#include "ui/window/ask.h"
#include "ui/window/commands.h"
#include "ui/window/editor_area.h"
#include "ui/window/panes.h"
#include "ui/window/run_desk.h"
#include "ui/window/status_line.h"

#include <QFileInfo>

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
    connect(parts.pane, &profile::ProfilePane::exportRequested, this, &ProfileDesk::exportAs);
    connect(parts.area, &EditorArea::currentPageChanged, this, &ProfileDesk::showHeat);
}

void ProfileDesk::exportAs(profile::ProfileFile form)
{
    const runs::ProfilePtr profile = m_parts.pane->model()->profile();
    if (!profile) return;
    const bool isJson = form == profile::ProfileFile::Speedscope;
    const QString script = m_parts.list->entry(m_parts.pane->run()).name;
    const FileQuestion question{
        .id = u"profile"_s,
        .title = tr("Export the profile"),
        .folder = {},
        .name = QFileInfo(script).completeBaseName() + (isJson ? u".speedscope.json"_s : u".stacks.txt"_s),
        .save = true,
        .filters = {isJson ? tr("Profile for speedscope (*.json)") : tr("Collapsed stacks (*.txt)")}};
    askFiles(m_parts.window, question, [this, profile, form](const QStringList &paths) {
        if (!paths.isEmpty()) write(profile, form, paths.first());
    });
}

void ProfileDesk::write(const runs::ProfilePtr &profile, profile::ProfileFile form, const QString &path)
{
    const QString script = m_parts.list->entry(m_parts.pane->run()).name;
    m_writing.startShown(
        tr("Exporting %1").arg(QFileInfo(path).fileName()), this,
        [profile, form, path, script](tables::Progress &) {
            const bool isJson = form == profile::ProfileFile::Speedscope;
            return results::saveContent(isJson ? profile->toSpeedscope(script) : profile->toCollapsedStacks(), path);
        },
        [this, path](const QString &fault) {
            if (fault.isEmpty()) return m_parts.status->say(tr("Exported as %1").arg(path));
            m_parts.area->notices()->post({u"profileExport"_s, widgets::Notice::Kind::Error, {{fault}}});
        });
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

void addProfileCommands(Commands &commands, profile::ProfilePane *pane)
{
    using profile::ProfileFile;
    const auto add = [&](const QString &id, const QString &text, ProfileFile form) {
        QAction *action = commands.add({id, Menu::Tools, text, {}, u"export"_s}, pane,
                                       [pane, form] { emit pane->exportRequested(form); });
        const auto refresh = [pane, action] { action->setEnabled(pane->model()->profile() != nullptr); };
        QObject::connect(pane, &profile::ProfilePane::shown, action, refresh);
        refresh();
    };
    add(u"profileSpeedscope"_s, ProfileDesk::tr("Export the profile for speedscope…"), ProfileFile::Speedscope);
    add(u"profileStacks"_s, ProfileDesk::tr("Export the profile as collapsed stacks…"), ProfileFile::CollapsedStacks);
}

} // namespace latchkey::window
