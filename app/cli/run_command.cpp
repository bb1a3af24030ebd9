// SPDX-License-Identifier: GPL-3.0-or-later
// latchkey run
#include "app/cli/commands.h"
#include "app/cli/run_options.h"
#include "app/cli/run_session.h"
#include "app/cli/terminal.h"
#include "engine/capability/broker.h"

namespace latchkey::cli {

using namespace Qt::StringLiterals;

namespace {

constexpr char kUsageLine[] = "run FILE|-|-e CODE [options] [-- script arguments]";

Parsed<runs::Script> scriptOf(const RunParser &parser)
{
    const QStringList files = parser.positionalArguments();
    if (parser.isSet(parser.code)) {
        if (!files.isEmpty()) return std::unexpected(u"-e and a file do not go together"_s);
        return scriptOfCode(parser.value(parser.code), u"-e"_s);
    }
    if (files.size() != 1)
        return std::unexpected(files.isEmpty() ? u"no script given; try latchkey run --help"_s
                                               : u"one script at a time; arguments for it go behind --"_s);
    return scriptFrom(files[0]);
}

} // namespace

int runCommand(const QStringList &arguments)
{
    const qsizetype separator = arguments.indexOf(u"--"_s);
    RunParser parser;
    parser.setApplicationDescription(
        u"Runs a script and prints what it prints. Exit status: 0 success, 1 the script failed, 2 it did not compile,\n3 denied, 4 timeout, 130 cancelled, 64 usage."_s);
    parser.addPositionalArgument(u"FILE"_s, u"The script; - reads it from standard input."_s);
    int status = 0;
    if (!parseArguments(parser, separator < 0 ? arguments : arguments.first(separator), kUsageLine, status))
        return status;
    auto options = optionsOf(parser);
    if (!options) return usageError(options.error());
    auto script = scriptOf(parser);
    if (!script) return usageError(script.error());
    if (separator >= 0) options->scriptArguments = arguments.sliced(separator + 1);

    const auto engine = engineFor(parser, *options);
    if (!engine) return usageError(engine.error());
    const capability::Broker &broker = (*engine)->broker();
    if (!parser.isSet(parser.quiet)) {
        reportProject(*script, *options, broker);
        if (const QString problem = broker.storageProblem(); !problem.isEmpty())
            writeError(u"warning: remembered permissions: %1\n"_s.arg(shownSafely(problem)));
    }
    options->viewsAsText = !parser.isSet(parser.json);
    const bool canAsk = options->canAsk;
    RunSession session((*engine)->submit(std::move(*script), std::move(*options)), canAsk,
                       {parser.isSet(parser.json), parser.isSet(parser.quiet), parser.isSet(parser.profile),
                        parser.value(parser.profileTo)});
    return session.exec();
}

} // namespace latchkey::cli
