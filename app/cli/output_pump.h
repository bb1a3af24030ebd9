// SPDX-License-Identifier: GPL-3.0-or-later
// Copies what a run prints to standard output and standard error, in order, on a thread of its own: when the terminal
// or the next program in the pipe is slow, only this thread waits, and the run is held back by its log.
#pragma once

#include "engine/runs/run.h"

#include <atomic>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace latchkey::cli {

class OutputPump
{
public:
    /// `onBroken` is called on the pump's thread when nobody reads any more.
    OutputPump(runs::RunPtr run, std::function<void()> onBroken);
    ~OutputPump();
    void poke(); ///< the log has grown
    /// The run was told to stop by someone who watches: what was printed before and is not written yet is left out
    /// behind a whole line, with a word about it. What comes from now on (clean-up) is written.
    void leaveOutPending();
    void finish(); ///< blocks until all is written

private:
    void run();
    bool write(runs::OutputStream stream, QByteArrayView part);
    bool leaveOut(qint64 to, bool isInLine);
    runs::RunPtr m_run;
    std::function<void()> m_onBroken;
    std::shared_ptr<runs::OutputLog::Reader> m_reader;
    std::mutex m_mutex; ///< guards the two flags
    std::condition_variable m_changed;
    bool m_poked = true;
    bool m_last = false;
    std::atomic<qint64> m_leaveOutTo = 0; ///< set by the session, read by the pump: where pending output ends
    std::thread m_thread;                 ///< last: it uses all of the above
};

} // namespace latchkey::cli
