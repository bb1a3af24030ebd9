// SPDX-License-Identifier: GPL-3.0-or-later
// Permission questions on the terminal itself, never on piped input. Shows what will be granted in its canonical form
// with nothing invisible in it, discards keys that were typed before the question was there, and takes anything but a
// clear yes as no. One question at a time; one that is settled otherwise is withdrawn.
#pragma once

#include "engine/runs/run.h"

#include <QObject>

#include <deque>
#include <functional>
#include <thread>

namespace latchkey::cli {

class TerminalPrompt : public QObject
{
    Q_OBJECT
public:
    /// True when there is a terminal to ask on.
    static bool isPossible();

    using Answer = std::function<void(quint64 question, runs::PermissionAnswer answer, const QString &pattern)>;

    /// `answer` is told what was answered, on this thread.
    explicit TerminalPrompt(Answer answer, QObject *parent = nullptr);
    ~TerminalPrompt() override;
    void ask(const runs::PermissionRequest &request);
    void withdraw(quint64 question);

private:
    void next();
    void converse(const runs::PermissionRequest &request);
    void onAnswered(quint64 question, runs::PermissionAnswer answer, const QString &pattern);
    void stopThread();

    Answer m_answer;
    std::deque<runs::PermissionRequest> m_waiting;
    quint64 m_current = 0; ///< 0: none
    int m_terminal = -1;
    int m_withdraw = -1; ///< an eventfd: ends the conversation
    std::thread m_thread;
};

} // namespace latchkey::cli
