// SPDX-License-Identifier: GPL-3.0-or-later
// The one JSON form of a result: command line, server, workers.
#include "engine/runs/frozen_heap.h"
#include "engine/runs/run.h"
#include "engine/runs/value_json.h"

#include <QJsonDocument>

namespace latchkey::runs {

using namespace Qt::StringLiterals;

namespace {

QString kindText(syntax::ErrorKind kind)
{
    const std::string_view name = syntax::kindName(kind);
    return QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()));
}

QJsonValue textOrNull(const QString &text)
{
    return text.isEmpty() ? QJsonValue() : QJsonValue(text);
}

QJsonObject detailOf(const RunError &error)
{
    QJsonArray stack;
    for (const RunError::Frame &frame : error.stack)
        stack.append(QJsonObject{{u"function"_s, frame.function},
                                 {u"file"_s, frame.file},
                                 {u"line"_s, frame.line},
                                 {u"column"_s, frame.column}});
    return {{u"kind"_s, kindText(error.kind)},
            {u"name"_s, error.name},
            {u"file"_s, textOrNull(error.file)},
            {u"line"_s, error.line > 0 ? QJsonValue(error.line) : QJsonValue()},
            {u"column"_s, error.column > 0 ? QJsonValue(error.column) : QJsonValue()},
            {u"hint"_s, textOrNull(error.hint)},
            {u"stack"_s, stack}};
}

QJsonArray usesOf(const QList<CapabilityUse> &uses)
{
    QJsonArray result;
    for (const CapabilityUse &use : uses) {
        QJsonObject object{{u"capability"_s, use.capability},
                           {u"resource"_s, textOrNull(use.resource)},
                           {u"decision"_s, use.allowed ? u"allow"_s : u"deny"_s},
                           {u"by"_s, use.by},
                           {u"count"_s, use.count},
                           {u"line"_s, use.line > 0 ? QJsonValue(use.line) : QJsonValue()}};
        if (use.asked > 0) object.insert(u"asked"_s, use.asked);
        if (use.bytes > 0) object.insert(u"bytes"_s, use.bytes);
        if (!use.policy.isEmpty()) object.insert(u"policy"_s, use.policy);
        result.append(object);
    }
    return result;
}

/// A number of seconds with as many digits as a clock gives, never in a form other readers stumble over.
QJsonValue seconds(double value)
{
    return QString::number(value, 'f', 6).toDouble();
}

QJsonObject phasesOf(const RunPhases &phases)
{
    return {{u"queued"_s, seconds(phases.queued)},   {u"compiling"_s, seconds(phases.compiling)},
            {u"running"_s, seconds(phases.running)}, {u"timer"_s, seconds(phases.timer)},
            {u"host"_s, seconds(phases.host)},       {u"person"_s, seconds(phases.person)},
            {u"tasks"_s, seconds(phases.tasks)}};
}

QJsonArray attemptsOf(const QList<RunAttempt> &attempts)
{
    QJsonArray result;
    for (const RunAttempt &attempt : attempts)
        result.append(QJsonObject{{u"attempt"_s, attempt.number},
                                  {u"script"_s, attempt.script},
                                  {u"success"_s, attempt.success},
                                  {u"error_kind"_s, textOrNull(attempt.error)},
                                  {u"error"_s, textOrNull(attempt.message)},
                                  {u"waited"_s, seconds(attempt.waited)},
                                  {u"started"_s, seconds(attempt.started)},
                                  {u"execution_time"_s, seconds(attempt.seconds)}});
    return result;
}

QJsonArray viewsOf(const QList<RunView> &views)
{
    QJsonArray result;
    for (const RunView &view : views) {
        const QJsonArray data = QJsonDocument::fromJson("[" + view.data.toJson() + "]").array();
        result.append(QJsonObject{{u"kind"_s, view.kind},
                                  {u"title"_s, textOrNull(view.title)},
                                  {u"options"_s, view.options},
                                  {u"data"_s, data.isEmpty() ? QJsonValue() : data.first()}});
    }
    return result;
}

QByteArray compact(const QJsonValue &value)
{
    const QByteArray array = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
    return array.sliced(1, array.size() - 2);
}

/// Everything but the value, in the order in which it is written.
QList<std::pair<QString, QJsonValue>> fieldsOf(const RunResult &result, const QStringList &notes)
{
    QList<std::pair<QString, QJsonValue>> fields;
    fields.append({u"error"_s, result.error ? QJsonValue(result.error->message) : QJsonValue()});
    if (result.error) fields.append({u"error_detail"_s, detailOf(*result.error)});
    fields.append({u"execution_time"_s, seconds(result.executionTime)});
    fields.append({u"transpile_time"_s, seconds(result.transpileTime)});
    fields.append({u"queued_time"_s, seconds(result.queuedTime)});
    fields.append({u"cpu_time"_s, seconds(result.cpuTime)});
    fields.append({u"total_time"_s, seconds(result.totalTime)});
    fields.append({u"phases"_s, phasesOf(result.phases)});
    fields.append({u"peak_memory"_s, result.peakMemory});
    fields.append({u"output_bytes"_s, result.outputBytes});
    if (result.runId) fields.append({u"run_id"_s, u"r-%1"_s.arg(result.runId)});
    fields.append({u"steps"_s, static_cast<qint64>(result.steps)});
    if (result.fromCache) fields.append({u"from_cache"_s, true});
    if (!result.attempts.isEmpty()) fields.append({u"attempts"_s, attemptsOf(result.attempts)});
    if (!result.answeredBy.isEmpty()) fields.append({u"answered_by"_s, result.answeredBy});
    if (!result.capabilities.isEmpty()) fields.append({u"capabilities"_s, usesOf(result.capabilities)});
    if (!result.views.isEmpty()) fields.append({u"views"_s, viewsOf(result.views)});
    if (!result.warnings.isEmpty()) fields.append({u"warnings"_s, QJsonArray::fromStringList(result.warnings)});
    if (!notes.isEmpty()) fields.append({u"value_notes"_s, QJsonArray::fromStringList(notes)});
    return fields;
}

} // namespace

QByteArray RunResult::toJsonText() const
{
    const JsonText json = value.isValid() ? value.jsonText() : JsonText{"null", false, {}};
    QByteArray text = success ? "{\"success\": true, \"value\": " : "{\"success\": false, \"value\": ";
    text += json.text;
    for (const auto &[name, field] : fieldsOf(*this, json.notes))
        text += ", \"" + name.toLatin1() + "\": " + compact(field);
    return text + "}";
}

QJsonObject RunResult::toJson() const
{
    const JsonText json = value.isValid() ? value.jsonText() : JsonText{"null", false, {}};
    QJsonObject object{
        {u"success"_s, success},
        {u"value"_s, QJsonDocument::fromJson("[" + QByteArray::fromStdString(json.text) + "]").array().first()}};
    for (const auto &[name, field] : fieldsOf(*this, json.notes)) object.insert(name, field);
    return object;
}

} // namespace latchkey::runs
