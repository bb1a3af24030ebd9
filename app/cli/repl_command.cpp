// SPDX-License-Identifier: GPL-3.0-or-later
// latchkey repl: a conversation with the language on the terminal, or with lines from a pipe.
#include "app/cli/commands.h"
#include "app/cli/read_line.h"
#include "app/cli/run_options.h"
#include "app/cli/run_session.h"
#include "app/cli/terminal.h"
#include "engine/runs/session.h"
#include "engine/runs/session_commands.h"

#include <termios.h>
#include <unistd.h>

namespace latchkey::cli {

using namespace Qt::StringLiterals;

namespace {

constexpr char kUsageLine[] = "repl [options]";
constexpr auto kHelp =
    "An input is any piece of a script; the value of a last expression is shown. An input that ends in\n"
    "the middle of something goes on in the next line; an empty line ends it as it is.\n\n"
    "  .capabilities       what inputs may do\n"
    "  .grant CAPABILITY   allow more: .grant file.read:./data/**\n"
    "  .revoke CAPABILITY  take it back\n"
    "  .reset              forget variables and permissions\n"
    "  .help               this text\n"
    "  .quit               end; so does the end of input (Ctrl+D)\n\n"
    "Ctrl+C stops an input that is running. Variables stay.\n"_L1;

class Repl
{
public:
    Repl(runs::Engine &engine, const runs::RunOptions &options, SessionOptions shown)
        : m_session(engine, scriptOfCode({}, u"repl"_s), options)
        , m_shown(shown)
        , m_isTerminal(isatty(STDIN_FILENO) == 1)
    {
    }

    /// Until the end of input; the exit status of the last input that failed, for pipes.
    int exec();

private:
    std::optional<QByteArray> nextInput() const;
    void prompt(const QString &text) const;
    void evaluate(const QByteArray &source);
    void command(const runs::SessionCommand &command);
    bool isConfirmed(const runs::SessionCommand &command) const;
    static void tell(const runs::SessionReply &reply);
    runs::RunPtr anyRun();

    runs::Session m_session;
    const SessionOptions m_shown;
    const bool m_isTerminal;
    int m_status = kSuccess;
};

void Repl::prompt(const QString &text) const
{
    if (m_isTerminal && !m_shown.quiet) writeOut(text);
}

/// Lines until they are whole; nothing at the end of input.
std::optional<QByteArray> Repl::nextInput() const
{
    prompt(u"> "_s);
    std::optional<QByteArray> text = readLine();
    if (!text) return text;
    while (runs::Session::isUnfinished(*text)) {
        prompt(u"... "_s);
        const std::optional<QByteArray> line = readLine();
        if (!line || line->trimmed().isEmpty()) break;
        *text += '\n' + *line;
    }
    return text;
}

int Repl::exec()
{
    while (const std::optional<QByteArray> input = nextInput()) {
        const QString line = QString::fromUtf8(input->trimmed());
        const std::optional<runs::SessionCommand> known = runs::sessionCommandOf(line);
        if (known && known->kind == runs::SessionCommand::Kind::Quit) break;
        if (known) command(*known);
        else if (!line.isEmpty()) evaluate(*input);
    }
    prompt(u"\n"_s);
    return m_isTerminal ? int(kSuccess) : m_status;
}

void Repl::evaluate(const QByteArray &source)
{
    const runs::RunPtr run = m_session.submit(source);
    RunSession shown(run, m_session.options().canAsk, m_shown);
    if (const int status = shown.exec(); status != kSuccess) m_status = status;
    if (m_shown.json || !run->result().value.isValid()) return;
    writeOut(shownSafely(run->result().value.quotedText()) + u'\n');
}

/// What is granted at a terminal is confirmed there, with keys that are pressed after the question: lines that were
/// pasted may do more than somebody has read.
bool Repl::isConfirmed(const runs::SessionCommand &command) const
{
    if (command.kind != runs::SessionCommand::Kind::Grant || !m_isTerminal) return true;
    tcflush(STDIN_FILENO, TCIFLUSH);
    writeOut(u"Grant %1 to the inputs of this session? [y/N] "_s.arg(shownSafely(command.argument)));
    return readLine().value_or(QByteArray()).trimmed() == "y";
}

void Repl::command(const runs::SessionCommand &command)
{
    using Kind = runs::SessionCommand::Kind;
    if (!isConfirmed(command)) writeOut(u"Not granted: %1\n"_s.arg(shownSafely(command.argument)));
    else if (command.needsRun()) tell(runs::carryOut(command, *anyRun()));
    else if (command.kind == Kind::Help) writeOut(kHelp);
    else if (command.kind == Kind::Reset) m_session.reset();
}

/// Permissions belong to the runs of a session together: any of them can be asked.
runs::RunPtr Repl::anyRun()
{
    if (!m_session.lastRun())
        if (const runs::RunPtr run = m_session.submit({})) run->wait(-1);
    return m_session.lastRun();
}

void Repl::tell(const runs::SessionReply &reply)
{
    using Kind = runs::SessionReply::Kind;
    const QString capability = shownSafely(reply.capability);
    switch (reply.kind) {
    case Kind::Held:
        if (reply.held.isEmpty()) writeOut(u"No capabilities granted\n"_s);
        for (const runs::HeldGrant &grant : reply.held) {
            QString line = u"%1  (%2"_s.arg(shownSafely(grant.capability), shownSafely(grant.by));
            if (grant.uses > 0) line += grant.uses == 1 ? u", used once"_s : u", used %1 times"_s.arg(grant.uses);
            for (const QString &more : {grant.conditions, grant.exhausted})
                if (!more.isEmpty()) line += u", "_s + more;
            writeOut(line + u")\n"_s);
        }
        break;
    case Kind::Granted:
        return writeOut(u"Granted: %1\n"_s.arg(capability));
    case Kind::AlreadyGranted:
        return writeOut(u"Already granted: %1\n"_s.arg(capability));
    case Kind::Revoked:
        return writeOut(u"Revoked: %1\n"_s.arg(capability));
    case Kind::NotGranted:
        return writeError(u"Not granted: %1\n"_s.arg(capability));
    case Kind::Refused:
        return writeError(shownSafely(reply.message) + u'\n');
    case Kind::NothingNamed:
        return writeError(u"Which capability? For example file.read:./data/**\n"_s);
    }
}

} // namespace

int replCommand(const QStringList &arguments)
{
    RunParser parser;
    parser.setApplicationDescription(
        u"Runs inputs one after the other, each with the variables of those before it, and shows their values.\nType .help in it for its commands."_s);
    int status = 0;
    if (!parseArguments(parser, arguments, kUsageLine, status)) return status;
    auto options = optionsOf(parser);
    if (!options) return usageError(options.error());
    if (!parser.positionalArguments().isEmpty() || parser.isSet(parser.code) || parser.isSet(parser.call))
        return usageError(u"repl takes its inputs from standard input alone"_s);

    const auto engine = engineFor(parser, *options);
    if (!engine) return usageError(engine.error());
    options->viewsAsText = !parser.isSet(parser.json);
    return Repl(**engine, *options, {parser.isSet(parser.json), parser.isSet(parser.quiet), false, {}}).exec();
}

} // namespace latchkey::cli
