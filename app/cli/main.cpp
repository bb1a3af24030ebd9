// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/terminal.h"
#include "engine/modules/reference.h"

#include <QCoreApplication>

#include <csignal>

using namespace Qt::StringLiterals;
using namespace latchkey::cli;

namespace {

QString overview()
{
    QString text = u"Usage: latchkey COMMAND [...]\n\nCommands:\n"_s;
    for (const Command &command : commands())
        text += u"  %1 %2\n"_s.arg(QString::fromLatin1(command.name), -9).arg(QString::fromLatin1(command.summary));
    return text + u"\n`latchkey COMMAND --help` tells more. `latchkey --version` says which one this is.\n"_s;
}

} // namespace

int main(int argc, char **argv)
{
    // A reader that goes away is an error of write(), not the end of the process.
    std::signal(SIGPIPE, SIG_IGN);
    QCoreApplication app(argc, argv);
    QCoreApplication::setApplicationName(u"latchkey"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(LATCHKEY_VERSION));
    const QStringList arguments = QCoreApplication::arguments().sliced(1);
    const QString name = arguments.value(0);
    for (const Command &command : commands())
        if (name == QLatin1StringView(command.name)) return command.run(arguments);
    if (name == "--version"_L1 || name == "-v"_L1) {
        writeOut(u"latchkey %1\n"_s.arg(QCoreApplication::applicationVersion()));
        return kSuccess;
    }
    if (name == "help-library"_L1) { // how docs/library.md is made
        writeOut(QString::fromStdString(latchkey::modules::libraryReference()));
        return kSuccess;
    }
    if (name == "--help"_L1 || name == "-h"_L1 || name == "help"_L1) {
        writeOut(overview());
        return kSuccess;
    }
    writeError(name.isEmpty() ? overview()
                              : u"latchkey: unknown command '%1'\n\n"_s.arg(shownSafely(name)) + overview());
    return kUsage;
}
