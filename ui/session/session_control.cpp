// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/session_control.h"

#include "ui/runs/run_list.h"

#include <utility>

using namespace Qt::StringLiterals;

namespace latchkey::session {

using runs::RunPtr;

SessionControl::SessionControl(Setup setup, QObject *parent)
    : QObject(parent)
    , m_setup(std::move(setup))
{
    connect(m_setup.list, &runs::RunList::runEnded, this, &SessionControl::onEnded);
    connect(m_setup.list, &runs::RunList::runRemoved, this, [this](quint64 run) { m_listed.removeAll(run); });
}

SessionControl::~SessionControl() = default;

void SessionControl::close()
{
    m_setup.list->disconnect(this);
    m_waiting.clear();
    m_session.reset();
    m_previous.reset();
}

/// Made when it is first needed: the folder is that of this moment.
runs::Session &SessionControl::session()
{
    if (!m_session) {
        m_folder = m_setup.folder ? m_setup.folder() : QString();
        runs::Script script;
        script.folder = m_folder;
        m_session = std::make_unique<runs::Session>(*m_setup.engine, script, runs::RunOptions());
    }
    if (m_setup.options) m_session->setOptions(m_setup.options());
    return *m_session;
}

QString SessionControl::folder() const
{
    return m_session || !m_setup.folder ? m_folder : m_setup.folder();
}

QStringList SessionControl::names() const
{
    return m_session ? m_session->names() : QStringList();
}

int SessionControl::grantCount() const
{
    const RunPtr run = m_session ? m_session->lastRun() : nullptr;
    return run ? int(run->grants().size()) : 0;
}

// ---- inputs -----------------------------------------------------------------------------------------------------

bool SessionControl::submit(const QString &source)
{
    if (m_waiting.size() >= kMostWaiting) return false;
    m_waiting.append(source);
    if (m_busy) emit changed();
    else startNext();
    return true;
}

void SessionControl::startNext()
{
    if (m_busy || m_waiting.isEmpty()) return;
    m_previous.reset(); // what was forgotten is forgotten
    const QString source = m_waiting.takeFirst();
    const RunPtr run = session().submit(source.toUtf8());
    m_busy = true;
    m_run = run->id();
    m_listed.append(m_run);
    emit begun(run, source);
    m_setup.list->add(run, kSessionTab, runs::RunList::Place::Aside);
    forgetOld();
    emit changed();
}

void SessionControl::onEnded(quint64 run)
{
    if (!owns(run)) return;
    const bool isLatest = run == m_run && m_busy;
    if (isLatest) m_busy = false;
    emit ended(run);
    if (!isLatest) return; // of a session that is forgotten by now
    if (!m_setup.list->entry(run).success) dropWaiting();
    startNext();
    emit changed();
}

void SessionControl::stop()
{
    if (m_busy) m_setup.list->stop(m_run);
}

void SessionControl::dropWaiting()
{
    if (!m_waiting.isEmpty()) emit dropped(std::exchange(m_waiting, {}));
}

// The list is for all runs of the window: a long conversation must not push the others out.
void SessionControl::forgetOld()
{
    const QList<quint64> listed = m_listed;
    for (qsizetype i = 0; i + kListed < listed.size(); ++i)
        if (m_setup.list->frontRun() != listed[i]) m_setup.list->remove(listed[i]);
}

// ---- commands ---------------------------------------------------------------------------------------------------

void SessionControl::carryOut(const runs::SessionCommand &command)
{
    const auto answer = [this, command](const RunPtr &run) {
        emit replied(runs::carryOut(command, *run));
        emit changed();
    };
    if (const RunPtr last = session().lastRun()) return answer(last);
    // Permissions are asked of a run; an empty one is over at once.
    const RunPtr run = m_session->submit({});
    m_busy = true;
    m_run = run->id();
    run->whenFinished(this, [this, run, answer](const runs::RunResult &) {
        if (m_run == run->id()) m_busy = false;
        answer(run);
        startNext();
    });
}

void SessionControl::begin()
{
    stop();
    m_waiting.clear();
    m_busy = false;
    m_previous = std::move(m_session);
    m_previousFolder = m_folder;
    m_folder.clear();
    emit renewed();
    emit changed();
}

void SessionControl::bringBack()
{
    if (!m_previous || m_busy) return;
    m_session = std::move(m_previous);
    m_folder = m_previousFolder;
    emit renewed();
    emit changed();
}

} // namespace latchkey::session
