// SPDX-License-Identifier: GPL-3.0-or-later
// The commands of `latchkey`, one file each. A new one is a function here and a row in commands.cpp.
#pragma once

#include <QCommandLineParser>
#include <QStringList>

#include <span>

namespace latchkey::cli {

/// Exit statuses of all commands.
enum ExitStatus : int {
    kSuccess = 0,
    kScriptFailed = 1,
    kNotCompiled = 2,
    kDenied = 3,
    kTimedOut = 4,
    kUsage = 64,
    kCancelled = 130,
};

struct Command {
    const char *name;
    const char *summary;                      ///< one line of `latchkey --help`
    int (*run)(const QStringList &arguments); ///< arguments begin with the command's own name
};

std::span<const Command> commands();

int runCommand(const QStringList &arguments);
int batchCommand(const QStringList &arguments);
int benchCommand(const QStringList &arguments);
int checkCommand(const QStringList &arguments);
int keyCommand(const QStringList &arguments);
int fmtCommand(const QStringList &arguments);
int replCommand(const QStringList &arguments);

/// Parses the arguments of a command. Handles --help and mistakes: then `status` is what to end with.
bool parseArguments(QCommandLineParser &parser, const QStringList &arguments, const char *usage, int &status);
/// Says "latchkey: MESSAGE" on standard error and gives kUsage.
int usageError(const QString &message);

} // namespace latchkey::cli
