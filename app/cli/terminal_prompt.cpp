// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/terminal_prompt.h"

#include "app/cli/terminal.h"

#include <cerrno>
#include <fcntl.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <termios.h>
#include <unistd.h>

namespace latchkey::cli {

using namespace Qt::StringLiterals;
using runs::PermissionAnswer;

namespace {

constexpr qsizetype kMaxShown = 200;
/// Keys pressed in the first moments were meant for something else.
constexpr int kDeafMilliseconds = 500;

int openTerminal()
{
    return ::open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);
}

QString questionText(const runs::PermissionRequest &request)
{
    const auto shown = [](const QString &text) { return shownSafely(text, kMaxShown); };
    QString text = u"\n%1 asks for %2"_s.arg(shown(request.file), shown(request.capability));
    if (!request.resource.isEmpty()) text += u": "_s + shown(request.resource);
    if (!request.about.isEmpty()) text += u"  (%1)"_s.arg(shown(request.about));
    text += u"\n  line %1"_s.arg(request.line);
    if (!request.function.isEmpty()) text += u" in %1"_s.arg(shown(request.function));
    for (qsizetype i = 1; i < std::min<qsizetype>(request.chain.size(), 4); ++i)
        text += u", called at line %1"_s.arg(request.chain[i].line);
    if (!request.note.isEmpty()) text += u"\n  "_s + shown(request.note);
    if (!request.alreadyHas.isEmpty()) text += u"\n  it has: "_s + shown(request.alreadyHas.join(u", "_s));
    text += u"\n  y  allow once\n  r  allow for this run\n"_s;
    for (qsizetype i = 1; i < request.patterns.size(); ++i)
        text += u"  r%1 allow for this run: %2\n"_s.arg(i).arg(shown(request.patterns[i]));
    return text +
           u"  a  always allow for this script\n  n  deny (anything else, too)\n  d  deny everything of this kind\nAllow? "_s;
}

struct Reply {
    PermissionAnswer answer = PermissionAnswer::DenyOnce;
    QString pattern;
};

Reply replyOf(const QString &typed, const runs::PermissionRequest &request)
{
    if (typed == "y"_L1) return {PermissionAnswer::AllowOnce, {}};
    if (typed == "a"_L1) return {PermissionAnswer::AlwaysForScript, {}};
    if (typed == "d"_L1) return {PermissionAnswer::DenyKindForRun, {}};
    if (typed == "r"_L1) return {PermissionAnswer::AllowForRun, {}};
    bool isNumber = false;
    const int index = typed.startsWith(u'r') ? QStringView(typed).sliced(1).toInt(&isNumber) : 0;
    if (isNumber && index >= 1 && index < request.patterns.size())
        return {PermissionAnswer::AllowForRun, request.patterns[index]};
    return {};
}

} // namespace

bool TerminalPrompt::isPossible()
{
    const int terminal = openTerminal();
    if (terminal >= 0) close(terminal);
    return terminal >= 0;
}

TerminalPrompt::TerminalPrompt(Answer answer, QObject *parent)
    : QObject(parent)
    , m_answer(std::move(answer))
    , m_terminal(openTerminal())
    , m_withdraw(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK))
{
}

TerminalPrompt::~TerminalPrompt()
{
    stopThread();
    if (m_terminal >= 0) close(m_terminal);
    if (m_withdraw >= 0) close(m_withdraw);
}

void TerminalPrompt::ask(const runs::PermissionRequest &request)
{
    m_waiting.push_back(request);
    next();
}

void TerminalPrompt::withdraw(quint64 question)
{
    std::erase_if(m_waiting, [question](const runs::PermissionRequest &request) { return request.id == question; });
    if (m_current != question) return;
    stopThread();
    m_current = 0;
    next();
}

void TerminalPrompt::next()
{
    if (m_current != 0 || m_waiting.empty()) return;
    const runs::PermissionRequest request = m_waiting.front();
    m_waiting.pop_front();
    m_current = request.id;
    stopThread();
    uint64_t count = 0; // an old wish to withdraw is none of this question's business
    [[maybe_unused]] const ssize_t cleared = ::read(m_withdraw, &count, sizeof count);
    m_thread = std::thread([this, request] { converse(request); });
}

/// On the thread of the conversation.
void TerminalPrompt::converse(const runs::PermissionRequest &request)
{
    const QByteArray question = questionText(request).toUtf8();
    writeAll(m_terminal, question);
    pollfd deaf{m_withdraw, POLLIN, 0};
    if (poll(&deaf, 1, kDeafMilliseconds) > 0) return;
    tcflush(m_terminal, TCIFLUSH);
    QByteArray typed;
    for (;;) {
        pollfd ends[2] = {{m_terminal, POLLIN, 0}, {m_withdraw, POLLIN, 0}};
        if (poll(ends, 2, -1) < 0 && errno == EINTR) continue;
        if (ends[1].revents) {
            writeAll(m_terminal, "(withdrawn)\n");
            return;
        }
        char byte = 0;
        const ssize_t got = ::read(m_terminal, &byte, 1);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0 || byte == '\n') break;
        if (typed.size() < 16) typed += byte;
    }
    const Reply reply = replyOf(QString::fromUtf8(typed).trimmed().toLower(), request);
    QMetaObject::invokeMethod(this, [this, id = request.id, reply] { onAnswered(id, reply.answer, reply.pattern); });
}

void TerminalPrompt::onAnswered(quint64 question, PermissionAnswer answer, const QString &pattern)
{
    if (m_current != question) return;
    m_current = 0;
    m_answer(question, answer, pattern);
    next();
}

void TerminalPrompt::stopThread()
{
    if (!m_thread.joinable()) return;
    const uint64_t one = 1;
    [[maybe_unused]] const ssize_t told = ::write(m_withdraw, &one, sizeof one);
    m_thread.join();
}

} // namespace latchkey::cli
