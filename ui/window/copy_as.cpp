// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/copy_as.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace latchkey::window {
namespace {

/// Where `latchkey serve` listens unless told otherwise.
constexpr auto kServer = "http://127.0.0.1:8000"_L1;

QString shellQuoted(const QString &text)
{
    return u'\'' + QString(text).replace(u'\'', "'\\''"_L1) + u'\'';
}

QString json(const QJsonArray &array)
{
    return QString::fromUtf8(QJsonDocument(array).toJson(QJsonDocument::Compact));
}

/// A JSON string; Python reads it the same.
QString jsonString(const QString &text)
{
    const QString array = json({text});
    return array.sliced(1, array.size() - 2);
}

QString numberText(double value)
{
    return QString::number(value, 'g', 12);
}

// The inputs keep their text: integers of any length stay what they are.
QString contextOf(const runs::RunOptions &options)
{
    return QString::fromUtf8(options.contextText).trimmed();
}

/// The members of a request, `source` being the name of the one with the code.
QString request(const QString &source, const runs::Script &script, const runs::RunOptions &options,
                const QString &first = {}, bool withGrants = true)
{
    QStringList members;
    if (!first.isEmpty()) members << first;
    members << jsonString(source) + u": "_s + jsonString(QString::fromUtf8(script.source));
    if (options.timeoutSeconds > 0) members << u"\"timeout\": "_s + numberText(options.timeoutSeconds);
    if (!contextOf(options).isEmpty()) members << u"\"context\": "_s + contextOf(options);
    if (withGrants && !options.grants.isEmpty())
        members << u"\"capabilities\": "_s + json(QJsonArray::fromStringList(options.grants));
    return u'{' + members.join(u", "_s) + u'}';
}

QString commandLine(const runs::Script &script, const runs::RunOptions &options)
{
    QStringList words{u"latchkey"_s, u"run"_s};
    if (script.path.isEmpty()) words << u"-e"_s << shellQuoted(QString::fromUtf8(script.source));
    else words << shellQuoted(script.path);
    if (options.timeoutSeconds > 0) words << u"--timeout"_s << numberText(options.timeoutSeconds);
    if (options.memoryLimit > 0) words << u"--memory"_s << QString::number(options.memoryLimit >> 20);
    if (!contextOf(options).isEmpty()) words << u"--context"_s << shellQuoted(contextOf(options));
    for (const QString &grant : options.grants) words << u"--grant"_s << shellQuoted(grant);
    return words.join(u' ');
}

QString celeryCall(const runs::Script &script, const runs::RunOptions &options)
{
    QStringList arguments{u"\"ml_code\": "_s + jsonString(QString::fromUtf8(script.source))};
    if (!options.grants.isEmpty())
        arguments << u"\"capabilities\": "_s + json(QJsonArray::fromStringList(options.grants));
    // JSON's words for true and nothing are not Python's: the inputs are read as JSON.
    if (!contextOf(options).isEmpty())
        arguments << u"\"context\": json.loads("_s + jsonString(contextOf(options)) + u')';
    if (options.timeoutSeconds > 0) arguments << u"\"timeout\": "_s + numberText(options.timeoutSeconds);
    return u"app.send_task(\"latchkey.execute\", kwargs={"_s + arguments.join(u", "_s) + u"})"_s;
}

} // namespace

QString copiedRun(CopyForm form, const runs::Script &script, const runs::RunOptions &options)
{
    switch (form) {
    case CopyForm::CommandLine:
        return commandLine(script, options);
    case CopyForm::Curl:
        return u"curl -s "_s + kServer + u"/execute -H 'Content-Type: application/json' -d "_s +
               shellQuoted(request(u"code"_s, script, options));
    case CopyForm::WebSocket:
        return request(u"code"_s, script, options, u"\"request_id\": \"1\""_s, false);
    case CopyForm::Celery:
        return celeryCall(script, options);
    case CopyForm::Json:
        break;
    }
    return request(u"code"_s, script, options);
}

} // namespace latchkey::window
