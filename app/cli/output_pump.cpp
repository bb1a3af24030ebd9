// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/output_pump.h"

#include "app/cli/terminal.h"

#include <unistd.h>

namespace latchkey::cli {

namespace {

constexpr qint64 kPartBytes = 64 * 1024;

} // namespace

OutputPump::OutputPump(runs::RunPtr run, std::function<void()> onBroken)
    : m_run(std::move(run))
    , m_onBroken(std::move(onBroken))
    , m_reader(m_run->output().addReader())
    , m_thread([this] { this->run(); })
{
}

OutputPump::~OutputPump()
{
    finish();
}

void OutputPump::poke()
{
    {
        const std::lock_guard lock(m_mutex);
        m_poked = true;
    }
    m_changed.notify_one();
}

void OutputPump::finish()
{
    {
        const std::lock_guard lock(m_mutex);
        m_last = true;
    }
    m_changed.notify_one();
    if (m_thread.joinable()) m_thread.join();
}

void OutputPump::run()
{
    bool isBroken = false;
    for (bool last = false; !last;) {
        {
            std::unique_lock lock(m_mutex);
            m_changed.wait(lock, [this] { return m_poked || m_last; });
            m_poked = false;
            last = m_last; // read before the log: what was printed before the end is in it
        }
        for (;;) {
            auto stream = runs::OutputStream::Output;
            const qint64 position = m_reader->position();
            const QByteArray part = m_run->output().read(position, kPartBytes, &stream);
            if (part.isEmpty()) break;
            const int to = stream == runs::OutputStream::Output ? STDOUT_FILENO : STDERR_FILENO;
            if (!isBroken && !writeAll(to, part)) {
                isBroken = true;
                m_onBroken();
            }
            m_reader->consumed(position + part.size());
        }
    }
}

} // namespace latchkey::cli
