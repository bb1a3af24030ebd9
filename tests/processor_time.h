// SPDX-License-Identifier: GPL-3.0-or-later
// A stopwatch of work done, not of time gone by: for tests that say "this does not explode". Other work on the machine
// and waiting for the disk do not count.
#pragma once

#include <ctime>

namespace latchkey::tests {

class ProcessorTime
{
public:
    /// Counts what the calling thread does from now on, and is read there.
    static ProcessorTime ofThisThread() { return ProcessorTime(CLOCK_THREAD_CPUTIME_ID); }
    /// Counts what all threads of this process do.
    static ProcessorTime ofAllThreads() { return ProcessorTime(CLOCK_PROCESS_CPUTIME_ID); }

    [[nodiscard]] long milliseconds() const { return now() - m_start; }

private:
    explicit ProcessorTime(clockid_t clock)
        : m_clock(clock)
        , m_start(now())
    {
    }
    [[nodiscard]] long now() const
    {
        timespec time{};
        clock_gettime(m_clock, &time);
        return long(time.tv_sec) * 1000 + time.tv_nsec / 1'000'000;
    }

    clockid_t m_clock;
    long m_start;
};

} // namespace latchkey::tests
