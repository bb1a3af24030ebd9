// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/history/history_words.h"

#include "ui/output/visible_text.h"
#include "ui/results/value_source.h"
#include "ui/runs/run_words.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace latchkey::history {

using journal::Outcome;
using journal::RunDetails;
using journal::RunRecord;
using theme::RunState;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(latchkey::history)
};

QString shellQuoted(QString text)
{
    return u'\'' + text.replace(u'\'', u"'\\''"_s) + u'\'';
}

QString limitText(const RunDetails &details)
{
    QStringList parts;
    // As the tool bar says them.
    const QLocale locale;
    if (details.timeoutSeconds > 0) parts << Words::tr("%1 s").arg(locale.toString(details.timeoutSeconds, 'g', 6));
    if (details.memoryLimit > 0) parts << Words::tr("%1 MB").arg(locale.toString(details.memoryLimit >> 20));
    return parts.isEmpty() ? Words::tr("none") : parts.join(u" · "_s);
}

QString useText(const runs::CapabilityUse &use)
{
    const QString what = use.resource.isEmpty() ? use.capability : use.capability + u": "_s + use.resource;
    const QString by = QCoreApplication::translate("latchkey::permissions", use.by.toUtf8().constData());
    const QString how = use.allowed ? Words::tr("allowed (%1)").arg(by) : Words::tr("denied (%1)").arg(by);
    const QString often = use.count > 1 ? u" × %1"_s.arg(QLocale().toString(use.count)) : QString();
    return output::visibleText(what) + u" — "_s + how + often;
}

} // namespace

RunState lookOf(Outcome outcome)
{
    switch (outcome) {
    case Outcome::Going:
        return RunState::Running;
    case Outcome::Succeeded:
        return RunState::Finished;
    case Outcome::Failed:
        return RunState::Failed;
    case Outcome::TimedOut:
        return RunState::TimedOut;
    case Outcome::LimitReached:
        return RunState::LimitReached;
    case Outcome::Stopped:
        return RunState::Stopped;
    case Outcome::Lost:
        return RunState::Lost;
    }
    return RunState::Lost;
}

QString whenText(const QDateTime &when, const QDateTime &now)
{
    const QLocale locale;
    const QString time = locale.toString(when.time(), QLocale::ShortFormat);
    if (when.date() == now.date()) return time;
    if (when.date() == now.date().addDays(-1)) return Words::tr("yesterday %1").arg(time);
    if (when.date().year() == now.date().year()) return locale.toString(when.date(), u"d MMM"_s) + u' ' + time;
    return locale.toString(when.date(), u"d MMM yyyy"_s);
}

QString detailText(const RunRecord &record)
{
    if (record.outcome == Outcome::Lost) return Words::tr("Latchkey closed while it ran");
    if (record.outcome == Outcome::Stopped)
        return record.line > 0 ? Words::tr("by you, at line %1").arg(record.line) : Words::tr("by you");
    if (!record.errorMessage.isEmpty()) {
        const QString message = output::visibleText(record.errorMessage);
        return record.line > 0 ? Words::tr("line %1: %2").arg(record.line).arg(message) : message;
    }
    QStringList parts;
    if (!record.summary.isEmpty()) parts << output::visibleText(record.summary);
    if (record.denied > 0) parts << Words::tr("%n denied", nullptr, record.denied);
    if (record.fromCache) parts << Words::tr("from cache");
    return parts.join(u" · "_s);
}

QString durationText(const RunRecord &record)
{
    return record.isOver() && record.outcome != Outcome::Lost ? runs::durationText(record.seconds) : QString();
}

QString nameText(const RunRecord &record)
{
    const QString name = output::visibleText(record.name);
    return record.configuration.isEmpty() ? name : name + u" · "_s + output::visibleText(record.configuration);
}

QString spokenText(const RunRecord &record)
{
    QStringList parts{nameText(record), theme::runStateLook(lookOf(record.outcome)).word, whenText(record.started),
                      detailText(record), durationText(record)};
    if (record.isPinned) parts << Words::tr("pinned");
    parts.removeAll(QString());
    return parts.join(u", "_s);
}

QString commandLine(const RunDetails &details)
{
    QStringList words{u"latchkey"_s, u"run"_s,
                      shellQuoted(details.record.path.isEmpty() ? details.record.name : details.record.path)};
    if (details.timeoutSeconds > 0) words << u"--timeout"_s << QString::number(details.timeoutSeconds);
    if (!details.inputs.isEmpty())
        words << u"--context"_s << shellQuoted(QString::fromUtf8(details.inputs).simplified());
    if (!details.function.isEmpty()) words << u"--call"_s << shellQuoted(details.function);
    if (!details.arguments.isEmpty())
        words << u"--args"_s << shellQuoted(QString::fromUtf8(details.arguments).simplified());
    for (const QString &grant : details.grants) words << u"--grant"_s << shellQuoted(grant);
    return words.join(u' ');
}

QByteArray jsonText(const RunDetails &details)
{
    const RunRecord &record = details.record;
    QJsonArray uses;
    for (const runs::CapabilityUse &use : details.uses)
        uses.append(QJsonObject{{u"capability"_s, use.capability},
                                {u"resource"_s, use.resource},
                                {u"decision"_s, use.allowed ? u"allow"_s : u"deny"_s},
                                {u"by"_s, use.by},
                                {u"count"_s, use.count}});
    const QJsonObject object{
        {u"script"_s, record.path.isEmpty() ? record.name : record.path},
        {u"started"_s, record.started.toUTC().toString(Qt::ISODateWithMs)},
        {u"state"_s, theme::runStateLook(lookOf(record.outcome)).word},
        {u"success"_s, record.outcome == Outcome::Succeeded},
        {u"execution_time"_s, record.seconds},
        {u"error"_s, record.errorMessage.isEmpty() ? QJsonValue() : QJsonValue(record.errorMessage)},
        {u"source_sha256"_s, QString::fromLatin1(record.hash.toHex())},
        {u"grants"_s, QJsonArray::fromStringList(details.grants)},
        {u"capabilities"_s, uses}};
    // Inputs and result are text already, in which numbers keep all their digits.
    QByteArray json = QJsonDocument(object).toJson(QJsonDocument::Compact);
    json.chop(1);
    json += ",\"inputs\":" + (details.inputs.isEmpty() ? QByteArray("{}") : details.inputs);
    json += ",\"value\":" + (details.result.isEmpty() ? QByteArray("null") : details.result) + "}";
    return results::indentedJson(json);
}

QList<Fact> factsOf(const RunDetails &details)
{
    const RunRecord &record = details.record;
    const QLocale locale;
    QList<Fact> facts{{Words::tr("Run")},
                      {Words::tr("Script"), record.path.isEmpty() ? record.name : record.path},
                      {Words::tr("Started"), locale.toString(record.started, QLocale::LongFormat)}};
    if (!record.configuration.isEmpty()) facts << Fact{Words::tr("Configuration"), record.configuration};
    if (!details.function.isEmpty())
        facts << Fact{Words::tr("Function"),
                      details.function + u'(' + QString::fromUtf8(details.arguments).simplified() + u')', true};
    if (record.isOver() && record.outcome != Outcome::Lost)
        facts << Fact{Words::tr("Took"),
                      Words::tr("%1, compiled in %2, waited %3")
                          .arg(runs::durationText(record.seconds), runs::durationText(details.compileSeconds),
                               runs::durationText(details.queuedSeconds))}
              << Fact{Words::tr("Memory"), runs::bytesText(details.peakMemory)};
    facts << Fact{Words::tr("Limits"), limitText(details)};
    for (const QString &warning : details.warnings) facts << Fact{Words::tr("Warning"), warning};
    if (!record.errorMessage.isEmpty()) {
        facts << Fact{Words::tr("Error"), output::visibleText(record.errorMessage)};
        if (!details.hint.isEmpty()) facts << Fact{{}, output::visibleText(details.hint)};
        for (const runs::RunError::Frame &frame : details.stack)
            facts << Fact{{}, Words::tr("in %1, line %2").arg(output::visibleText(frame.function)).arg(frame.line)};
    }
    facts << Fact{Words::tr("Inputs")};
    const QByteArray inputs = details.inputs.isEmpty() ? QByteArray() : results::indentedJson(details.inputs);
    for (const QByteArray &line : inputs.split('\n'))
        if (!line.isEmpty()) facts << Fact{{}, output::visibleText(QString::fromUtf8(line)), true};
    if (inputs.isEmpty()) facts << Fact{{}, Words::tr("none")};
    facts << Fact{Words::tr("Permissions")};
    for (const QString &grant : details.grants) facts << Fact{Words::tr("Granted"), grant, true};
    for (const runs::CapabilityUse &use : details.uses)
        facts << Fact{use.allowed ? Words::tr("Used") : Words::tr("Denied"), useText(use)};
    if (details.grants.isEmpty() && details.uses.isEmpty()) facts << Fact{{}, Words::tr("It used none")};
    return facts;
}

QByteArray permissionLines(const RunDetails &details)
{
    QStringList lines;
    for (const QString &grant : details.grants) lines << Words::tr("Granted %1").arg(grant);
    for (const QString &denied : details.denies) lines << Words::tr("Denied %1").arg(denied);
    for (const runs::CapabilityUse &use : details.uses) lines << useText(use);
    return lines.isEmpty() ? QByteArray() : (lines.join(u'\n') + u'\n').toUtf8();
}

QByteArray outputText(const journal::KeptOutput &output, const QByteArray &gap)
{
    QByteArray text;
    for (const journal::OutputPart &part : output.head) text += part.text;
    if (output.missingBytes > 0) text += (text.endsWith('\n') || text.isEmpty() ? "" : "\n") + gap + "\n";
    for (const journal::OutputPart &part : output.tail) text += part.text;
    return text;
}

} // namespace latchkey::history
