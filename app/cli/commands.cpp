// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"

#include "app/cli/terminal.h"

namespace latchkey::cli {

using namespace Qt::StringLiterals;

std::span<const Command> commands()
{
    static constexpr Command kCommands[] = {
        {"run", "run a script", runCommand},
        {"batch", "run many scripts, or one over many items", batchCommand},
        {"bench", "measure how fast runs are on this machine", benchCommand},
        {"check", "say what is wrong with scripts, without running them", checkCommand},
        {"key", "make an access key for somebody else", keyCommand},
        {"repl", "run inputs one after the other, as in a conversation", replCommand},
        {"fmt", "format scripts: their white space, never the program", fmtCommand},
    };
    return kCommands;
}

bool parseArguments(QCommandLineParser &parser, const QStringList &arguments, const char *usage, int &status)
{
    const QCommandLineOption help({u"h"_s, u"help"_s}, u"Show this help."_s);
    parser.addOption(help);
    if (!parser.parse(arguments)) {
        status = usageError(parser.errorText());
        return false;
    }
    if (!parser.isSet(help)) return true;
    // The first line Qt makes names the program, not the command.
    const QString text = parser.helpText();
    writeOut(u"Usage: latchkey %1\n"_s.arg(QString::fromLatin1(usage)) + text.mid(text.indexOf(u'\n') + 1));
    status = kSuccess;
    return false;
}

int usageError(const QString &message)
{
    writeError(u"latchkey: "_s + shownSafely(message) + u'\n');
    return kUsage;
}

} // namespace latchkey::cli
