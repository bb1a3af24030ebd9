// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/output_pump.h"

#include "app/cli/terminal.h"

#include <QLocale>

#include <unistd.h>

#include <algorithm>
#include <utility>

namespace latchkey::cli {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kPartBytes = 64 * 1024;
constexpr qint64 kLongestRest = 64 * 1024;     ///< of the line under way, when the rest is left out
constexpr qint64 kWorthLeavingOut = 64 * 1024; ///< less than this is written after all

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

void OutputPump::leaveOutPending()
{
    m_leaveOutTo.store(m_run->output().byteCount(), std::memory_order_relaxed);
    poke();
}

bool OutputPump::write(runs::OutputStream stream, QByteArrayView part)
{
    return writeAll(stream == runs::OutputStream::Output ? STDOUT_FILENO : STDERR_FILENO, part);
}

/// From the reader's place to `to`: the line under way is ended, the rest is not written. False: nobody reads.
bool OutputPump::leaveOut(qint64 to, bool isInLine)
{
    bool reads = true;
    qint64 position = m_reader->position();
    if (isInLine) {
        auto stream = runs::OutputStream::Output;
        const QByteArray part = m_run->output().read(position, kLongestRest, &stream);
        const qsizetype end = part.indexOf('\n');
        const QByteArray rest = end < 0 ? QByteArray("\n") : part.first(end + 1);
        reads = write(stream, rest);
        position += end < 0 ? 0 : rest.size();
    }
    if (to > position)
        writeError(u"latchkey: %1 of output not shown\n"_s.arg(
            QLocale::c().formattedDataSize(to - position, 1, QLocale::DataSizeSIFormat)));
    m_reader->consumed(std::max(to, position));
    return reads;
}

void OutputPump::run()
{
    bool isBroken = false;
    bool isInLine = false;
    const auto check = [&](bool wasWritten) {
        if (wasWritten || std::exchange(isBroken, true)) return;
        m_onBroken();
    };
    for (bool last = false; !last;) {
        {
            std::unique_lock lock(m_mutex);
            m_changed.wait(lock, [this] { return m_poked || m_last; });
            m_poked = false;
            last = m_last; // read before the log: what was printed before the end is in it
        }
        for (;;) {
            const qint64 position = m_reader->position();
            if (const qint64 to = m_leaveOutTo.load(std::memory_order_relaxed); to - position > kWorthLeavingOut) {
                check(isBroken || leaveOut(to, isInLine));
                isInLine = false;
                continue;
            }
            auto stream = runs::OutputStream::Output;
            const QByteArray part = m_run->output().read(position, kPartBytes, &stream);
            if (part.isEmpty()) break;
            isInLine = !part.endsWith('\n');
            check(isBroken || write(stream, part));
            m_reader->consumed(position + part.size());
        }
    }
}

} // namespace latchkey::cli
