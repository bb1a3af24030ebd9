// SPDX-License-Identifier: GPL-3.0-or-later
// What the commands that run scripts share: their options, where the script comes from, the policies of the machine.
#pragma once

#include "engine/capability/policy.h"
#include "engine/runs/engine.h"

#include <QCommandLineParser>

#include <expected>
#include <memory>
#include <vector>

namespace latchkey::capability {
class Broker;
}

namespace latchkey::cli {

template<typename T>
using Parsed = std::expected<T, QString>; ///< the error is a usage error

/// The options of every command that runs scripts.
struct RunParser : QCommandLineParser {
    QCommandLineOption code;
    QCommandLineOption json;
    QCommandLineOption context;
    QCommandLineOption grant;
    QCommandLineOption grantAll;
    QCommandLineOption deny;
    QCommandLineOption ask;
    QCommandLineOption noAsk;
    QCommandLineOption policy;
    QCommandLineOption key;
    QCommandLineOption project;
    QCommandLineOption timeout;
    QCommandLineOption memory;
    QCommandLineOption call;
    QCommandLineOption args;
    QCommandLineOption quiet;
    QCommandLineOption profile;
    QCommandLineOption profileTo;

    RunParser();
};

/// Whole content of a file, or of standard input for "-".
Parsed<QByteArray> readFile(const QString &path);
/// The script of a file, or of standard input for "-".
Parsed<runs::Script> scriptFrom(const QString &file);
/// The script of a text on the command line.
runs::Script scriptOfCode(const QString &code, const QString &name);
/// The value of an option that is a number above 0.
Parsed<double> numberOf(const QCommandLineParser &parser, const QCommandLineOption &option, double otherwise);
/// Reads all options; the first mistake is the answer.
Parsed<runs::RunOptions> optionsOf(const RunParser &parser);
/// Policies of the machine, the user and the command line.
Parsed<std::vector<capability::Policy>> policiesOf(const RunParser &parser);
/// Says once when a project file above the script does not count, or what is wrong with it.
void reportProject(const runs::Script &script, const runs::RunOptions &options, const capability::Broker &broker);
/// Whom --key belongs to; null without it. For keys that nobody knows: says so, and it is one that is allowed nothing.
Parsed<capability::AccessKeyPtr> keyHolderOf(const RunParser &parser, const capability::Broker &broker);
/// An engine with the policies of the machine and of the command line. Whom --key belongs to is put into `options`.
Parsed<std::unique_ptr<runs::Engine>> engineFor(const RunParser &parser, runs::RunOptions &options);
/// Where remembered permissions and the audit log are.
QString stateFolder();

} // namespace latchkey::cli
