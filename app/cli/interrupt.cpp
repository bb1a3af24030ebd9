// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/interrupt.h"

#include "app/cli/commands.h"

#include <csignal>
#include <fcntl.h>
#include <unistd.h>

namespace latchkey::cli {

namespace {

int g_pipe[2] = {-1, -1};               ///< written by the handler, read by the event loop
volatile std::sig_atomic_t g_count = 0; ///< presses so far; the handler's alone

void onSignal(int)
{
    g_count = g_count + 1;
    if (g_count > 1) _exit(kCancelled);
    const char byte = 1;
    [[maybe_unused]] const ssize_t written = ::write(g_pipe[1], &byte, 1);
}

} // namespace

Interrupt::Interrupt(QObject *parent)
    : QObject(parent)
{
    g_count = 0;                                            // another run's presses are over
    if (pipe2(g_pipe, O_CLOEXEC | O_NONBLOCK) != 0) return; // without it Ctrl-C ends the process as usual
    m_notifier = std::make_unique<QSocketNotifier>(g_pipe[0], QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, &Interrupt::onReadable);
    struct sigaction action{};
    action.sa_handler = onSignal;
    action.sa_flags = SA_RESTART;
    sigaction(SIGINT, &action, nullptr);
    sigaction(SIGTERM, &action, nullptr);
}

Interrupt::~Interrupt()
{
    std::signal(SIGINT, SIG_DFL);
    std::signal(SIGTERM, SIG_DFL);
    m_notifier.reset();
    for (int &end : g_pipe) {
        if (end >= 0) close(end);
        end = -1;
    }
}

void Interrupt::onReadable()
{
    char bytes[16];
    while (::read(g_pipe[0], bytes, sizeof bytes) > 0) {
    }
    Q_EMIT interrupted();
}

} // namespace latchkey::cli
