// SPDX-License-Identifier: GPL-3.0-or-later
// latchkey run
#include "app/cli/commands.h"
#include "app/cli/run_session.h"
#include "app/cli/terminal.h"
#include "engine/capability/broker.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QStandardPaths>

#include <expected>
#include <unistd.h>

namespace latchkey::cli {

using namespace Qt::StringLiterals;

namespace {

constexpr char kUsageLine[] = "run FILE|-|-e CODE [options] [-- script arguments]";

template<typename T>
using Parsed = std::expected<T, QString>; ///< the error is a usage error

struct RunParser : QCommandLineParser {
    QCommandLineOption code{u"e"_s, u"Run CODE instead of a file."_s, u"CODE"_s};
    QCommandLineOption json{u"json"_s, u"Print only the result, as one line of JSON."_s};
    QCommandLineOption context{u"context"_s, u"Variables to define first: a JSON object, or @FILE."_s, u"JSON"_s};
    QCommandLineOption grant{u"grant"_s, u"Allow a capability, such as file.read:./data/**; may be repeated."_s,
                             u"CAP"_s};
    QCommandLineOption grantAll{u"grant-all"_s, u"Allow everything."_s};
    QCommandLineOption deny{u"deny"_s, u"Deny a capability whatever else allows it; may be repeated."_s, u"CAP"_s};
    QCommandLineOption ask{u"ask"_s, u"Ask on the terminal for what is not granted (the default on a terminal)."_s};
    QCommandLineOption noAsk{u"no-ask"_s, u"Deny what is not granted."_s};
    QCommandLineOption policy{u"policy"_s, u"Deny what this policy file denies; may be repeated."_s, u"FILE"_s};
    QCommandLineOption project{u"project"_s, u"Accept the project file (latchkey.json) above the script as it is."_s};
    QCommandLineOption timeout{u"timeout"_s, u"Stop after this many seconds."_s, u"S"_s};
    QCommandLineOption memory{u"memory"_s, u"Stop beyond this many megabytes (default 1024)."_s, u"MB"_s};
    QCommandLineOption call{u"call"_s, u"Call FUNCTION after the script ran; its value is the result."_s,
                            u"FUNCTION"_s};
    QCommandLineOption args{u"args"_s, u"Arguments of --call: a JSON array, or an object by parameter name."_s,
                            u"JSON"_s};
    QCommandLineOption quiet{u"quiet"_s, u"Print no warnings."_s};

    RunParser()
    {
        setApplicationDescription(
            u"Runs a script and prints what it prints. Exit status: 0 success, 1 the script failed, 2 it did not compile,\n3 denied, 4 timeout, 130 cancelled, 64 usage."_s);
        addPositionalArgument(u"FILE"_s, u"The script; - reads it from standard input."_s);
        addOptions({code, json, context, grant, grantAll, deny, ask, noAsk, policy, project, timeout, memory, call,
                    args, quiet});
    }
};

Parsed<QByteArray> readFile(const QString &path)
{
    QFile file;
    const bool isOpen = path == "-"_L1 ? file.open(STDIN_FILENO, QIODevice::ReadOnly)
                                       : (file.setFileName(path), file.open(QIODevice::ReadOnly));
    if (!isOpen || QFileInfo(path).isDir())
        return std::unexpected(
            u"%1: %2"_s.arg(path, QFileInfo(path).isDir() ? u"Is a directory"_s : file.errorString()));
    return file.readAll();
}

Parsed<runs::Script> scriptOf(const RunParser &parser)
{
    runs::Script script;
    const QStringList files = parser.positionalArguments();
    script.folder = QDir::currentPath();
    if (parser.isSet(parser.code)) {
        if (!files.isEmpty()) return std::unexpected(u"-e and a file do not go together"_s);
        script.name = u"-e"_s;
        script.source = parser.value(parser.code).toUtf8();
        return script;
    }
    if (files.size() != 1)
        return std::unexpected(files.isEmpty() ? u"no script given; try latchkey run --help"_s
                                               : u"one script at a time; arguments for it go behind --"_s);
    auto source = readFile(files[0]);
    if (!source) return std::unexpected(source.error());
    script.source = std::move(*source);
    script.name = files[0] == "-"_L1 ? u"stdin"_s : files[0];
    if (files[0] != "-"_L1) {
        script.path = QFileInfo(files[0]).absoluteFilePath();
        script.folder = QFileInfo(script.path).absolutePath();
    }
    return script;
}

Parsed<double> numberOf(const QCommandLineParser &parser, const QCommandLineOption &option, double otherwise)
{
    if (!parser.isSet(option)) return otherwise;
    bool ok = false;
    const double number = parser.value(option).toDouble(&ok);
    if (!ok || !(number > 0) || number > 1e9)
        return std::unexpected(u"--%1 needs a number above 0"_s.arg(option.names().first()));
    return number;
}

Parsed<QByteArray> jsonOf(const QCommandLineParser &parser, const QCommandLineOption &option, bool arrayToo)
{
    QByteArray text = parser.value(option).toUtf8();
    if (text.startsWith('@')) {
        auto content = readFile(QString::fromUtf8(text.sliced(1)));
        if (!content) return content;
        text = std::move(*content);
    }
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(text, &error);
    if (error.error != QJsonParseError::NoError)
        return std::unexpected(
            u"--%1: %2 at byte %3"_s.arg(option.names().first(), error.errorString()).arg(error.offset));
    if (!document.isObject() && !(arrayToo && document.isArray()))
        return std::unexpected(
            u"--%1 needs a JSON %2"_s.arg(option.names().first(), arrayToo ? u"array or object"_s : u"object"_s));
    return text;
}

Parsed<void> checkCapabilities(const QStringList &texts)
{
    for (const QString &text : texts) {
        const auto grants = capability::Grant::parse(text.toStdString(), capability::Source::Run, "/");
        if (!grants) return std::unexpected(QString::fromStdString(grants.error()));
    }
    return {};
}

/// Policies of the machine, the user and the command line. One that can not be understood denies everything: said here,
/// or nobody would know why.
Parsed<std::vector<capability::Policy>> policiesOf(const RunParser &parser)
{
    for (const QString &path : parser.values(parser.policy))
        if (!QFileInfo(path).isFile()) return std::unexpected(u"--policy: no such file: %1"_s.arg(path));
    auto policies = capability::loadPolicies(parser.values(parser.policy));
    for (const capability::Policy &policy : policies)
        for (const QString &problem : policy.problems)
            writeError(u"latchkey: policy %1: %2; everything is denied\n"_s.arg(policy.name, shownSafely(problem)));
    return policies;
}

/// What --project accepts is what there is; a project file that is not accepted is said once, since it may be why a
/// script is denied.
void reportProject(const runs::Script &script, const runs::RunOptions &options, const capability::Broker &broker)
{
    const auto project = capability::ProjectFile::load(capability::ProjectFile::find(script.folder));
    if (!project.isValid() || project.isEmpty()) {
        if (options.acceptProjectFile) writeError(u"warning: there is no project file above the script\n"_s);
        return;
    }
    const bool counts = options.acceptProjectFile || broker.isAccepted(project);
    if (!counts)
        writeError(
            u"warning: %1 was not accepted and grants nothing; see --project\n"_s.arg(shownSafely(project.path)));
    for (const QString &problem : project.problems)
        if (counts) writeError(u"warning: %1: %2\n"_s.arg(shownSafely(project.path), shownSafely(problem)));
}

/// Reads all options; the first mistake is the answer.
Parsed<runs::RunOptions> optionsOf(const RunParser &parser)
{
    runs::RunOptions options;
    options.grants = parser.values(parser.grant);
    options.denies = parser.values(parser.deny);
    for (const QStringList *list : {&options.grants, &options.denies})
        if (const auto checked = checkCapabilities(*list); !checked) return std::unexpected(checked.error());
    options.grantAll = parser.isSet(parser.grantAll);
    options.useProjectFile = true; // counts when its content was accepted before
    options.acceptProjectFile = parser.isSet(parser.project);
    if (parser.isSet(parser.ask) && parser.isSet(parser.noAsk))
        return std::unexpected(u"--ask and --no-ask do not go together"_s);
    const bool wantsAsking = parser.isSet(parser.ask) || (!parser.isSet(parser.noAsk) && isatty(STDERR_FILENO));
    options.canAsk = wantsAsking && TerminalPrompt::isPossible();
    const auto timeout = numberOf(parser, parser.timeout, 0);
    if (!timeout) return std::unexpected(timeout.error());
    options.timeoutSeconds = *timeout;
    const auto memory = numberOf(parser, parser.memory, 1024);
    if (!memory) return std::unexpected(memory.error());
    options.memoryLimit = static_cast<qint64>(*memory * (1 << 20));
    if (parser.isSet(parser.context)) {
        auto context = jsonOf(parser, parser.context, false);
        if (!context) return std::unexpected(context.error());
        options.contextText = std::move(*context);
    }
    if (parser.isSet(parser.args)) {
        if (!parser.isSet(parser.call)) return std::unexpected(u"--args needs --call"_s);
        auto arguments = jsonOf(parser, parser.args, true);
        if (!arguments) return std::unexpected(arguments.error());
        options.argumentsText = std::move(*arguments);
    }
    options.function = parser.value(parser.call);
    options.canAskInput = true;
    return options;
}

} // namespace

int runCommand(const QStringList &arguments)
{
    const qsizetype separator = arguments.indexOf(u"--"_s);
    RunParser parser;
    int status = 0;
    if (!parseArguments(parser, separator < 0 ? arguments : arguments.first(separator), kUsageLine, status))
        return status;
    auto options = optionsOf(parser);
    if (!options) return usageError(options.error());
    auto script = scriptOf(parser);
    if (!script) return usageError(script.error());
    if (separator >= 0) options->scriptArguments = arguments.sliced(separator + 1);

    runs::EngineOptions engineOptions;
    engineOptions.stateFolder = QStandardPaths::writableLocation(QStandardPaths::GenericStateLocation) + u"/latchkey"_s;
    auto policies = policiesOf(parser);
    if (!policies) return usageError(policies.error());
    runs::Engine engine(engineOptions);
    capability::Broker &broker = engine.broker();
    broker.setPolicies(std::move(*policies));
    broker.waitUntilLoaded();
    if (!parser.isSet(parser.quiet)) {
        reportProject(*script, *options, broker);
        if (const QString problem = broker.storageProblem(); !problem.isEmpty())
            writeError(u"warning: remembered permissions: %1\n"_s.arg(shownSafely(problem)));
    }
    RunSession session(engine, std::move(*script), std::move(*options),
                       {parser.isSet(parser.json), parser.isSet(parser.quiet)});
    return session.exec();
}

} // namespace latchkey::cli
