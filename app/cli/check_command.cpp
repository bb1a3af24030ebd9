// SPDX-License-Identifier: GPL-3.0-or-later
// latchkey check
#include "app/cli/commands.h"
#include "app/cli/report.h"
#include "app/cli/terminal.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>

#include <unistd.h>

namespace latchkey::cli {

using namespace Qt::StringLiterals;

namespace {

struct Summary {
    int errors = 0;
    int warnings = 0;
};

QJsonObject resultJson(const QString &file, const runs::CheckResult &result)
{
    QJsonArray findings;
    for (const syntax::Diagnostic &diagnostic : result.diagnostics) findings.append(jsonOf(diagnostic));
    QJsonArray asks;
    for (const auto &[function, line] : result.asks)
        asks.append(QJsonObject{{u"function"_s, function}, {u"line"_s, line}});
    return {{u"file"_s, file}, {u"diagnostics"_s, findings}, {u"asks"_s, asks}, {u"seconds"_s, result.seconds}};
}

Summary count(const runs::CheckResult &result)
{
    Summary summary;
    for (const syntax::Diagnostic &diagnostic : result.diagnostics) {
        summary.errors += diagnostic.severity == syntax::Severity::Error;
        summary.warnings += diagnostic.severity == syntax::Severity::Warning;
    }
    return summary;
}

} // namespace

int checkCommand(const QStringList &arguments)
{
    QCommandLineParser parser;
    const QCommandLineOption json(u"json"_s, u"Print one line of JSON for each file."_s);
    const QCommandLineOption quiet(u"quiet"_s, u"Print errors only, no warnings and hints."_s);
    parser.setApplicationDescription(
        u"Says what is wrong with scripts, without running them. Exit status: 0 no errors, 2 errors, 64 usage."_s);
    parser.addOptions({json, quiet});
    parser.addPositionalArgument(u"FILES"_s, u"The scripts; - reads from standard input."_s);
    int status = 0;
    if (!parseArguments(parser, arguments, "check FILES [options]", status)) return status;
    if (parser.positionalArguments().isEmpty()) return usageError(u"no script given; try latchkey check --help"_s);

    runs::Engine engine;
    Summary total;
    for (const QString &name : parser.positionalArguments()) {
        const bool isInput = name == "-"_L1;
        QFile file(name);
        if (!(isInput ? file.open(STDIN_FILENO, QIODevice::ReadOnly) : file.open(QIODevice::ReadOnly)))
            return usageError(u"%1: %2"_s.arg(name, file.errorString()));
        runs::Script script;
        script.source = file.readAll();
        script.name = isInput ? u"stdin"_s : name;
        if (!isInput) script.path = QFileInfo(name).absoluteFilePath();
        const runs::CheckResult result = engine.checkNow(script);
        const Summary summary = count(result);
        total.errors += summary.errors;
        total.warnings += summary.warnings;
        if (parser.isSet(json)) {
            writeAll(STDOUT_FILENO, QJsonDocument(resultJson(name, result)).toJson(QJsonDocument::Compact) + '\n');
            continue;
        }
        for (const syntax::Diagnostic &diagnostic : result.diagnostics)
            if (!parser.isSet(quiet) || diagnostic.severity == syntax::Severity::Error)
                writeError(reportOf(diagnostic));
    }
    return total.errors > 0 ? kNotCompiled : kSuccess;
}

} // namespace latchkey::cli
