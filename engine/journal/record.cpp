// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/journal/record.h"

#include "engine/journal/bounded_json.h"

#include <QCryptographicHash>
#include <QJsonDocument>

namespace latchkey::journal {

using namespace runs;

namespace {

constexpr int kSummaryCharacters = 160;
constexpr qsizetype kPieceBytes = 32 << 10;

QByteArray jsonOf(const QJsonObject &object)
{
    return object.isEmpty() ? QByteArray() : QJsonDocument(object).toJson(QJsonDocument::Compact);
}

QByteArray argumentsOf(const RunOptions &options)
{
    if (!options.argumentsText.isEmpty()) return options.argumentsText;
    if (!options.arguments.isEmpty()) return QJsonDocument(options.arguments).toJson(QJsonDocument::Compact);
    return jsonOf(options.namedArguments);
}

/// The bytes from `begin` to `end`, in pieces of one stream each.
QList<OutputPart> partsOf(const OutputLog &log, qint64 begin, qint64 end)
{
    QList<OutputPart> parts;
    while (begin < end) {
        OutputStream stream = OutputStream::Output;
        const QByteArray piece = log.read(begin, std::min<qint64>(end - begin, kPieceBytes), &stream);
        if (piece.isEmpty()) break; // its file is gone
        begin += piece.size();
        if (!parts.isEmpty() && parts.last().stream == stream) parts.last().text += piece;
        else parts.append({stream, piece});
    }
    return parts;
}

/// Takes what may be half a line off the beginning, so that the end begins with a whole one.
qint64 dropHalfLine(QList<OutputPart> &parts)
{
    if (parts.isEmpty()) return 0;
    const qsizetype end = parts.first().text.indexOf('\n');
    if (end < 0) return 0;
    parts.first().text.remove(0, end + 1);
    return end + 1;
}

} // namespace

RunDetails begunRecord(const Run &run, quint64 id, const QString &configuration)
{
    const Script &script = run.script();
    const RunOptions &options = run.options();
    RunDetails details;
    details.record.id = id;
    details.record.started = run.submittedAt();
    details.record.name = options.label.isEmpty() ? script.name : options.label;
    details.record.path = script.path;
    details.record.configuration = configuration;
    details.record.hash = QCryptographicHash::hash(script.source, QCryptographicHash::Sha256);
    if (script.source.size() <= kSourceBytes) details.source = script.source;
    details.folder = script.folder;
    details.inputs = options.contextText.isEmpty() ? jsonOf(options.context) : options.contextText;
    details.function = options.function;
    details.arguments = argumentsOf(options);
    details.timeoutSeconds = options.timeoutSeconds;
    details.memoryLimit = options.memoryLimit;
    details.grants = options.grants;
    details.denies = options.denies;
    details.couldAsk = options.canAsk;
    details.usedProjectFile = options.useProjectFile;
    return details;
}

void addEnd(RunDetails &details, const Run &run)
{
    const RunResult &result = run.result();
    RunRecord &record = details.record;
    record.outcome = outcomeOf(run.state());
    record.seconds = result.executionTime;
    record.line = run.state() == RunState::Succeeded ? 0 : run.status().line;
    record.summary = result.value.preview(kSummaryCharacters);
    record.outputLines = run.output().lineCount();
    record.outputBytes = run.output().byteCount();
    record.fromCache = result.fromCache;
    for (const CapabilityUse &use : result.capabilities) record.denied += use.allowed ? 0 : use.count;
    if (result.error) {
        record.errorName = result.error->name;
        record.errorMessage = result.error->message;
        if (result.error->line > 0) record.line = result.error->line;
        details.stack = result.error->stack;
        details.hint = result.error->hint;
    }
    details.uses = result.capabilities;
    details.warnings = result.warnings;
    details.queuedSeconds = result.queuedTime;
    details.compileSeconds = result.transpileTime;
    details.cpuSeconds = result.cpuTime;
    details.peakMemory = result.peakMemory;
    details.output = keptOutput(run.output());
    const BoundedJson json = boundedJson(result.value, kResultBytes);
    details.result = json.text;
    details.isResultCut = json.isCut;
}

KeptOutput keptOutput(const OutputLog &log)
{
    const qint64 bytes = log.byteCount();
    KeptOutput kept;
    if (bytes <= kHeadBytes + kTailBytes) {
        kept.head = partsOf(log, 0, bytes);
        return kept;
    }
    kept.head = partsOf(log, 0, kHeadBytes);
    kept.tail = partsOf(log, bytes - kTailBytes, bytes);
    kept.missingBytes = bytes - kHeadBytes - kTailBytes + dropHalfLine(kept.tail);
    return kept;
}

Outcome outcomeOf(RunState state)
{
    switch (state) {
    case RunState::Succeeded:
        return Outcome::Succeeded;
    case RunState::Failed:
        return Outcome::Failed;
    case RunState::TimedOut:
        return Outcome::TimedOut;
    case RunState::LimitReached:
        return Outcome::LimitReached;
    case RunState::Cancelled:
        return Outcome::Stopped;
    default:
        return Outcome::Going;
    }
}

Script scriptOf(const RunDetails &details)
{
    return {details.source, details.record.name, details.record.path, details.folder};
}

RunOptions optionsOf(const RunDetails &details)
{
    RunOptions options;
    options.contextText = details.inputs;
    options.function = details.function;
    options.argumentsText = details.arguments;
    options.timeoutSeconds = details.timeoutSeconds;
    options.memoryLimit = details.memoryLimit;
    options.grants = details.grants;
    options.denies = details.denies;
    options.canAsk = details.couldAsk;
    options.canAskInput = details.couldAsk;
    options.useProjectFile = details.usedProjectFile;
    return options;
}

} // namespace latchkey::journal
