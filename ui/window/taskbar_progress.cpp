// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/taskbar_progress.h"

#include "ui/runs/run_list.h"
#include "ui/runs/run_words.h"

#include <QDBusConnection>
#include <QDBusMessage>

#include <chrono>
#include <cmath>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace latchkey::window {
namespace {

constexpr auto kOften = 1s;
constexpr double kSteps = 100; // finer ones can not be seen

void sendToDesktop(const QVariantMap &state)
{
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected()) return;
    QDBusMessage update =
        QDBusMessage::createSignal(u"/org/latchkey/ide"_s, u"com.canonical.Unity.LauncherEntry"_s, u"Update"_s);
    update << u"application://latchkey-ide.desktop"_s << state;
    bus.send(update);
}

} // namespace

TaskbarProgress::TaskbarProgress(runs::RunList *list, QObject *parent)
    : QObject(parent)
    , m_list(list)
    , m_send(sendToDesktop)
{
    m_told = state(); // nothing runs: nothing to tell
    m_soon.setSingleShot(true);
    m_soon.setInterval(kOften);
    connect(&m_soon, &QTimer::timeout, this, &TaskbarProgress::tell);
    const auto soon = [this] {
        if (!m_soon.isActive()) m_soon.start();
    };
    connect(list, &runs::RunList::runChanged, this, soon);
    connect(list, &runs::RunList::runEnded, this, soon);
    connect(list, &runs::RunList::frontRunChanged, this, soon);
}

QVariantMap TaskbarProgress::state() const
{
    const runs::RunEntry front = m_list->entry(m_list->frontRun());
    const bool goesOn = front.id != 0 && !front.isOver();
    const double share = goesOn ? runs::progressShare(front) : -1;
    const qint64 waiting = m_list->needsYouCount();
    return {{u"progress"_s, share < 0 ? 0.0 : std::floor(share * kSteps) / kSteps},
            {u"progress-visible"_s, share >= 0},
            {u"count"_s, waiting},
            {u"count-visible"_s, waiting > 0}};
}

void TaskbarProgress::tell()
{
    const QVariantMap now = state();
    if (std::exchange(m_told, now) != now) m_send(now);
}

} // namespace latchkey::window
