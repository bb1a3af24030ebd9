// SPDX-License-Identifier: GPL-3.0-or-later
// latchkey repl: a conversation with the language on the terminal, or with lines from a pipe.
#include "app/cli/commands.h"
#include "app/cli/read_line.h"
#include "app/cli/run_options.h"
#include "app/cli/run_session.h"
#include "app/cli/terminal.h"
#include "engine/runs/session.h"

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
    bool command(const QString &line);
    void change(const QString &capability, bool isGrant);
    void listCapabilities();
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
        if (line == u".quit"_s) break;
        if (line.startsWith(u'.') && command(line)) continue;
        if (!line.isEmpty()) evaluate(*input);
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

/// False: it is no command, and may be a number such as .5.
bool Repl::command(const QString &line)
{
    const QString name = line.section(u' ', 0, 0), rest = line.section(u' ', 1).trimmed();
    if (name == u".help"_s) writeOut(kHelp);
    else if (name == u".reset"_s) m_session.reset();
    else if (name == u".capabilities"_s) listCapabilities();
    else if (name == u".grant"_s || name == u".revoke"_s) change(rest, name == u".grant"_s);
    else return false;
    return true;
}

/// Permissions belong to the runs of a session together: any of them can be asked.
runs::RunPtr Repl::anyRun()
{
    if (!m_session.lastRun())
        if (const runs::RunPtr run = m_session.submit({})) run->wait(-1);
    return m_session.lastRun();
}

void Repl::change(const QString &capability, bool isGrant)
{
    const runs::RunPtr run = anyRun();
    QString error;
    if (capability.isEmpty()) writeError(u"which capability? for example file.read:./data/**\n"_s);
    else if (isGrant && !run->grant(capability, &error)) writeError(shownSafely(error) + u'\n');
    else if (!isGrant && !run->revoke(capability)) writeError(u"nothing like that is granted\n"_s);
}

void Repl::listCapabilities()
{
    const QList<runs::HeldGrant> grants = anyRun()->grants();
    if (grants.isEmpty()) writeOut(u"nothing beyond what is free\n"_s);
    for (const runs::HeldGrant &grant : grants)
        writeOut(u"%1  (%2)\n"_s.arg(shownSafely(grant.capability), shownSafely(grant.by)));
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
