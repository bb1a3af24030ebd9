// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/run_options.h"

#include "app/cli/terminal.h"
#include "app/cli/terminal_prompt.h"
#include "engine/capability/broker.h"
#include "engine/capability/names.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QStandardPaths>

#include <unistd.h>

namespace latchkey::cli {

using namespace Qt::StringLiterals;

namespace {

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

/// A name the library does not know is legal, modules of a host may ask for it; one letter off it is a slip.
Parsed<void> checkCapabilities(const QStringList &texts)
{
    for (const QString &text : texts) {
        const auto grants = capability::Grant::parse(text.toStdString(), capability::Source::Run, "/");
        if (!grants) return std::unexpected(QString::fromStdString(grants.error()));
        for (const capability::GrantPtr &grant : *grants) {
            const std::string &name = grant->capability().name;
            const std::string_view likely = capability::likelyName(name);
            if (likely.empty()) continue;
            writeError(u"warning: no function of the library asks for %1; did you mean %2?\n"_s.arg(
                shownSafely(QString::fromStdString(name)), QString::fromUtf8(likely.data(), qsizetype(likely.size()))));
        }
    }
    return {};
}

} // namespace

RunParser::RunParser()
    : code(u"e"_s, u"Run CODE instead of a file."_s, u"CODE"_s)
    , json(u"json"_s, u"Print only the result, as one line of JSON."_s)
    , context(u"context"_s, u"Variables to define first: a JSON object, or @FILE."_s, u"JSON"_s)
    , grant(u"grant"_s, u"Allow a capability, such as file.read:./data/**; may be repeated."_s, u"CAP"_s)
    , grantAll(u"grant-all"_s, u"Allow everything."_s)
    , deny(u"deny"_s, u"Deny a capability whatever else allows it; may be repeated."_s, u"CAP"_s)
    , ask(u"ask"_s, u"Ask on the terminal for what is not granted (the default on a terminal)."_s)
    , noAsk(u"no-ask"_s, u"Deny what is not granted."_s)
    , policy(u"policy"_s, u"Deny what this policy file denies; may be repeated."_s, u"FILE"_s)
    , key(u"key"_s, u"Allow what this access key stands for and no more: a key, or @FILE with one."_s, u"KEY"_s)
    , project(u"project"_s, u"Accept the project file (latchkey.json) above the script as it is."_s)
    , timeout(u"timeout"_s, u"Stop after this many seconds."_s, u"S"_s)
    , memory(u"memory"_s, u"Stop beyond this many megabytes (default 1024)."_s, u"MB"_s)
    , call(u"call"_s, u"Call FUNCTION after the script ran; its value is the result."_s, u"FUNCTION"_s)
    , args(u"args"_s, u"Arguments of --call: a JSON array, or an object by parameter name."_s, u"JSON"_s)
    , quiet(u"quiet"_s, u"Print no warnings."_s)
    , profile(u"profile"_s, u"Print where the time went, by function and line, to standard error at the end."_s)
    , profileTo(u"profile-to"_s, u"Write it to FILE: for speedscope when it ends in .json, else as collapsed stacks."_s,
                u"FILE"_s)
{
    addOptions({code, json, context, grant, grantAll, deny, ask, noAsk, policy, key, project, timeout, memory, call,
                args, quiet, profile, profileTo});
}

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

Parsed<runs::Script> scriptFrom(const QString &file)
{
    auto source = readFile(file);
    if (!source) return std::unexpected(source.error());
    runs::Script script;
    script.source = std::move(*source);
    script.name = file == "-"_L1 ? u"stdin"_s : file;
    script.folder = QDir::currentPath();
    if (file != "-"_L1) {
        script.path = QFileInfo(file).absoluteFilePath();
        script.folder = QFileInfo(script.path).absolutePath();
    }
    return script;
}

runs::Script scriptOfCode(const QString &code, const QString &name)
{
    runs::Script script;
    script.source = code.toUtf8();
    script.name = name;
    script.folder = QDir::currentPath();
    return script;
}

Parsed<std::unique_ptr<runs::Engine>> engineFor(const RunParser &parser, runs::RunOptions &options)
{
    runs::EngineOptions engineOptions;
    engineOptions.stateFolder = stateFolder();
    auto policies = policiesOf(parser);
    if (!policies) return std::unexpected(policies.error());
    auto engine = std::make_unique<runs::Engine>(engineOptions);
    capability::Broker &broker = engine->broker();
    broker.setPolicies(std::move(*policies));
    broker.waitUntilLoaded();
    const auto holder = keyHolderOf(parser, broker);
    if (!holder) return std::unexpected(holder.error());
    options.key = *holder;
    return engine;
}

QString stateFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericStateLocation) + u"/latchkey"_s;
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

Parsed<capability::AccessKeyPtr> keyHolderOf(const RunParser &parser, const capability::Broker &broker)
{
    if (!parser.isSet(parser.key)) return capability::AccessKeyPtr();
    QByteArray key = parser.value(parser.key).toUtf8();
    if (key.startsWith('@')) {
        auto content = readFile(QString::fromUtf8(key.sliced(1)));
        if (!content) return std::unexpected(content.error());
        key = content->trimmed();
    }
    capability::AccessKeyPtr holder = broker.holderOf(key);
    if (holder == capability::AccessKey::nobody())
        writeError(u"warning: the access key is unknown; nothing is granted\n"_s);
    return holder;
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
    options.profile = parser.isSet(parser.profile) || parser.isSet(parser.profileTo);
    options.canAskInput = true;
    return options;
}

} // namespace latchkey::cli
