// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/permission_desk.h"

#include "engine/capability/broker.h"
#include "engine/capability/capability_string.h"
#include "engine/capability/tighten.h"
#include "ui/output/visible_text.h"
#include "ui/permissions/preflight_bar.h"
#include "ui/permissions/prompts_pane.h"
#include "ui/runs/run_words.h"
#include "ui/widgets/notices.h"
#include "ui/window/corner.h"
#include "ui/window/editor_page.h"
#include "ui/window/run_desk.h"

#include <QFileInfo>
#include <QMainWindow>
#include <QStatusBar>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace latchkey::window {

using permissions::PreflightBar;
using runs::PermissionAnswer;
using runs::PermissionRequest;

PermissionDesk::PermissionDesk(runs::Engine *engine, RunDesk *desk, permissions::PromptsPane *prompts,
                               QMainWindow *window)
    : QObject(window)
    , m_engine(engine)
    , m_list(desk->list())
    , m_desk(desk)
    , m_window(window)
{
    connect(m_list, &runs::RunList::questionAsked, this, [this](quint64, const PermissionRequest &request) {
        if (request.wishes.isEmpty()) return;
        if (EditorPage *page = m_desk->pageOfRun(request.run)) showBeforehand(page);
    });
    connect(m_list, &runs::RunList::questionSettled, this, &PermissionDesk::onSettled);
    connect(m_list, &runs::RunList::answered, this, &PermissionDesk::onAnswered);
    connect(prompts, &permissions::PromptsPane::answeredBeforehand, this,
            [this](quint64 run, quint64, PermissionAnswer, const QList<int> &wishes) { askAtUse(run, wishes); });
    m_soon.setSingleShot(true);
    m_soon.setInterval(0);
    connect(&m_soon, &QTimer::timeout, this, &PermissionDesk::presentUndo);
}

// ---- before the first statement -------------------------------------------------------------------------------------

// In the page's layout, above the text: nothing lies over the caret. One at a time; the others are in Prompts.
void PermissionDesk::showBeforehand(EditorPage *page)
{
    for (const PermissionRequest &request : m_list->questions()) {
        if (request.wishes.isEmpty() || m_desk->pageOfRun(request.run) != page) continue;
        QPointer<PreflightBar> &bar = m_bars[page];
        if (bar) return;
        const runs::RunEntry entry = m_list->entry(request.run);
        bar = new PreflightBar(page);
        bar->ask(request.run, request, entry.number, entry.name);
        connect(bar, &PreflightBar::answered, this,
                [this](quint64 run, quint64 question, PermissionAnswer answer, const QList<int> &wishes) {
                    askAtUse(run, wishes);
                    m_list->answerBeforehand(run, question, answer, wishes);
                });
        connect(bar, &PreflightBar::escaped, page, qOverload<>(&QWidget::setFocus));
        connect(bar, &PreflightBar::placeActivated, this, &PermissionDesk::placeActivated);
        auto *column = static_cast<QVBoxLayout *>(page->layout());
        column->insertWidget(column->count() - 1, bar);
        bar->show();
        return;
    }
}

void PermissionDesk::onSettled(quint64 run, quint64 question)
{
    for (auto it = m_bars.begin(); it != m_bars.end(); ++it) {
        const QPointer<PreflightBar> bar = it.value();
        if (!bar || bar->run() != run || bar->question() != question) continue;
        auto *page = qobject_cast<EditorPage *>(bar->parentWidget());
        const bool hadFocus = bar->hasFocus() || bar->isAncestorOf(bar->window()->focusWidget());
        m_bars.erase(it);
        bar->hide();
        bar->deleteLater();
        if (page == nullptr) return;
        if (hadFocus) page->setFocus();
        showBeforehand(page);
        return;
    }
}

/// Who allows nothing beforehand wants to be asked when it happens, from now on.
void PermissionDesk::askAtUse(quint64 run, const QList<int> &wishes)
{
    if (!wishes.isEmpty()) return;
    if (EditorPage *page = m_desk->pageOfRun(run)) page->asksBeforehand = false;
}

bool PermissionDesk::goToOldestQuestion()
{
    if (m_list->questions().isEmpty()) return false;
    const PermissionRequest &oldest = m_list->questions().first();
    if (oldest.wishes.isEmpty()) return m_desk->goToOldestQuestion();
    EditorPage *page = m_desk->pageOfRun(oldest.run);
    PreflightBar *bar = page == nullptr ? nullptr : barOf(page);
    if (bar == nullptr) return false;
    m_desk->showPage(page);
    bar->focusQuestion();
    return true;
}

QString PermissionDesk::grantFor(const runs::PermissionWish &wish)
{
    if (!wish.isKnown) return {};
    if (wish.resource.isEmpty()) return wish.capability;
    if (wish.resource == "**"_L1) return wish.capability + u":**"_s;
    // A wish for all that lies in a folder; what is shown is what is granted.
    const QString all = wish.resource.endsWith("/**"_L1) ? u"/**"_s : QString();
    const std::string exactly = wish.resource.chopped(all.size()).toStdString();
    return wish.capability + u':' + QString::fromStdString(capability::escapedPattern(exactly)) + all;
}

// ---- taking an answer back ------------------------------------------------------------------------------------------

void PermissionDesk::onAnswered(quint64 run, quint64 question, PermissionAnswer answer, const QString &pattern)
{
    // What held for its moment only is over when anybody could take it back.
    if (answer == PermissionAnswer::AllowOnce || answer == PermissionAnswer::DenyOnce) return;
    PermissionRequest request = m_list->leadingQuestion(run, question);
    if (!pattern.isEmpty()) request.resource = pattern;
    const runs::RunEntry entry = m_list->entry(run);
    const QString name = output::visibleText(entry.name);
    const QString what = request.wishes.isEmpty() ? runs::questionText(request) : tr("what was ticked");
    switch (answer) {
    case PermissionAnswer::AlwaysForScript:
        m_answerText = tr("Always allowed for %1: %2").arg(name, what);
        break;
    case PermissionAnswer::AlwaysForFolder:
        m_answerText = tr("Always allowed for scripts in the folder of %1: %2").arg(name, what);
        break;
    case PermissionAnswer::DenyKindForRun:
        m_answerText = tr("Denied for run %1: %2 and all of this kind").arg(entry.number).arg(what);
        break;
    case PermissionAnswer::AlwaysDeny:
        m_answerText = tr("Always denied for %1: %2").arg(name, what);
        break;
    default:
        m_answerText = tr("Allowed for run %1: %2").arg(entry.number).arg(what);
    }
    m_answers.append({run, question});
    m_soon.start();
}

void PermissionDesk::presentUndo()
{
    const auto answers = std::exchange(m_answers, {});
    if (answers.isEmpty()) return;
    Corner::toast(m_window)->present({{output::middleCut(m_answerText, 80)}}, [this, answers] {
        for (const auto &[run, question] : answers)
            if (const runs::RunPtr handle = m_list->run(run)) handle->undoAnswer(question);
    });
}

// ---- the least that is enough ---------------------------------------------------------------------------------------

QString PermissionDesk::tighten(quint64 id)
{
    const runs::RunPtr run = m_list->run(id);
    EditorPage *page = m_desk->pageOfRun(id);
    if (!run || !run->isFinished()) return tr("Only what a run that is over used can be known.");
    if (page == nullptr) return tr("The file of the run is not open.");
    std::vector<capability::UsedResource> used;
    for (const runs::CapabilityUse &use : run->result().capabilities)
        if (use.allowed && use.count > 0) used.push_back({use.capability.toStdString(), use.resource.toStdString()});
    const QString folder = QFileInfo(run->script().path).absolutePath();
    QStringList grants;
    for (const std::string &grant : capability::smallestGrants(used, folder.toStdString()))
        grants << QString::fromStdString(grant);
    const QStringList before = page->setup.grants;
    QList<capability::Remembered> wider;
    capability::Broker &broker = m_engine->broker();
    for (const capability::Remembered &row : broker.remembered())
        if (row.allow && !row.script.isEmpty() && row.script == page->path()) wider << row;
    if (before == grants && wider.isEmpty())
        return tr("The grants of %1 are as small as they can be.").arg(page->name());
    page->setup.grants = grants;
    for (const capability::Remembered &row : std::as_const(wider)) broker.forget(row.id);
    emit grantsChanged(page);
    const QString said = tr("%1 may now do unasked the %n thing(s) that this run did", nullptr, int(grants.size()))
                             .arg(output::visibleText(page->name()));
    Corner::toast(m_window)->present({{said}}, [this, page = QPointer(page), before, wider] {
        for (const capability::Remembered &row : wider) m_engine->broker().remember(row);
        if (!page) return;
        page->setup.grants = before;
        emit grantsChanged(page);
    });
    return {};
}

QString PermissionDesk::allow(quint64 id, const QString &grant)
{
    EditorPage *page = m_desk->pageOfRun(id);
    if (page == nullptr) return tr("The file of the run is not open.");
    if (page->setup.grants.contains(grant)) return tr("%1 has this grant already.").arg(page->name());
    page->setup.grants.append(grant);
    emit grantsChanged(page);
    const QString said = tr("The next runs of %1 may do it unasked: %2")
                             .arg(output::visibleText(page->name()), output::visibleText(grant));
    Corner::toast(m_window)->present({{output::middleCut(said, 100)}}, [this, page = QPointer(page), grant] {
        if (!page) return;
        page->setup.grants.removeAll(grant);
        emit grantsChanged(page);
    });
    return {};
}

} // namespace latchkey::window
