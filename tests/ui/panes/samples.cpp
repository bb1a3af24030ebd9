// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/panes/samples.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace latchkey::samples {

using namespace runs;

namespace {

RunEntry entry(int number, const QString &name)
{
    RunEntry entry;
    entry.id = static_cast<quint64>(number);
    entry.number = number;
    entry.name = name;
    entry.path = u"/home/ada/sensors/"_s + name;
    return entry;
}

RunEntry ended(int number, const QString &name, RunState state, double seconds)
{
    RunEntry entry = samples::entry(number, name);
    entry.status.state = state;
    entry.seconds = seconds;
    entry.success = state == RunState::Succeeded;
    entry.hasValues = true;
    entry.ended = QDateTime(QDate(2026, 6, 14), QTime(12, 20 + number));
    return entry;
}

} // namespace

RunEntry running(int number)
{
    RunEntry entry = samples::entry(number, u"train.ml"_s);
    entry.status.state = RunState::Running;
    entry.status.line = 88;
    entry.status.elapsed = 48.2;
    entry.status.memory = 84'000'000;
    entry.status.progress = {{41, 100, u"epochs"_s, 0}, {3, 8, u"batches of epoch 42"_s, 1}};
    entry.stepsPerSecond = 3.1e6;
    return entry;
}

RunEntry waitingForYou(int number)
{
    RunEntry entry = samples::entry(number, u"report.ml"_s);
    entry.status.state = RunState::Waiting;
    entry.status.waiting = WaitKind::Permission;
    entry.status.elapsed = 12.4;
    entry.status.line = 16;
    entry.status.questions = {question(1, entry.id)};
    entry.status.questions[0].resource = u"notes/s-07.txt"_s;
    return entry;
}

RunEntry withTasks(int number)
{
    RunEntry entry = samples::entry(number, u"collect.ml"_s);
    entry.status.state = RunState::Waiting;
    entry.status.waiting = WaitKind::Task;
    entry.status.elapsed = 12.4;
    entry.status.line = 31;
    entry.status.waited = 3;
    const auto task = [&entry](quint32 id, quint32 parent, const QString &name, WaitKind waiting, const QString &why) {
        RunTask added;
        added.number = id;
        added.parent = parent;
        added.line = static_cast<int>(10 + id);
        added.name = name;
        added.waiting = waiting;
        added.waitDetail = why;
        entry.status.tasks.append(added);
    };
    task(1, 0, u"collect"_s, WaitKind::Task, {});
    task(2, 0, u"monitor"_s, WaitKind::Timer, u"asleep for 3.2 s"_s);
    task(3, 1, u"fetch"_s, WaitKind::Network, u"GET https://api.example.org/v1/rows"_s);
    task(4, 1, u"fetch"_s, WaitKind::Permission, u"http.get"_s);
    task(5, 1, u"store"_s, WaitKind::None, {});
    task(6, 5, u"compress"_s, WaitKind::None, {});
    entry.status.tasks[4].progress = {{12, 40, u"pages"_s, 0}};
    entry.status.tasks[5].isQueued = true;
    entry.status.taskCount = 6;
    return entry;
}

RunEntry queued(int number)
{
    RunEntry entry = samples::entry(number, u"score.ml"_s);
    entry.status.queuePosition = 1;
    return entry;
}

RunEntry finished(int number)
{
    RunEntry entry = ended(number, u"report.ml"_s, RunState::Succeeded, 1.23);
    entry.summary = u"2 rows"_s;
    entry.denied = 1;
    return entry;
}

RunEntry timedOut(int number)
{
    RunEntry entry = ended(number, u"fetch.ml"_s, RunState::TimedOut, 30.0);
    entry.timeoutSeconds = 30;
    entry.status.line = 52;
    return entry;
}

RunEntry failed(int number)
{
    RunEntry entry = ended(number, u"report.ml"_s, RunState::Failed, 0.31);
    const RunError error = nameError();
    entry.errorName = error.name;
    entry.errorMessage = error.message;
    entry.errorHint = error.hint;
    entry.status.line = error.line;
    return entry;
}

PermissionRequest question(quint64 id, quint64 run)
{
    PermissionRequest request;
    request.id = id;
    request.run = run;
    request.capability = u"file.read"_s;
    request.resource = u"/home/ada/sensors/notes/s-07.txt"_s;
    request.written = u"notes/s-07.txt"_s;
    request.about = u"Exists, 412 bytes"_s;
    request.patterns = {u"notes/s-07.txt"_s, u"notes/*"_s, u"notes/**"_s};
    request.file = u"/home/ada/sensors/report.ml"_s;
    request.line = 16;
    request.column = 16;
    request.function = u"summarise"_s;
    request.chain = {
        {u"summarise"_s, request.file, 16, 16}, {u"above"_s, request.file, 24, 22}, {QString(), request.file, 26, 10}};
    request.chainSource = {u"text = file.read(path);"_s, u"return summarise(path);"_s, u"result = above(notes);"_s};
    request.alreadyHas = {u"data/**"_s};
    request.waitingBehind = 2;
    return request;
}

RunError nameError()
{
    RunError error;
    error.name = u"name_error"_s;
    error.message = u"Unknown name `totl`."_s;
    error.hint = u"Did you mean `total`, first set in line 11?"_s;
    error.file = u"/home/ada/sensors/report.ml"_s;
    error.line = 20;
    error.column = 37;
    error.endLine = 20;
    error.endColumn = 41;
    error.stack = {{u"summarise(rows, limit)"_s, error.file, 20, 37},
                   {u"above"_s, error.file, 24, 22},
                   {QString(), error.file, 26, 10}};
    return error;
}

QByteArray script()
{
    QByteArray text;
    for (int line = 1; line < 20; ++line) text += "x = " + QByteArray::number(line) + ";\n";
    return text + "    return {count: len(rows), mean: totl / len(rows), flagged: flagged};\n}\n";
}

QJsonObject value()
{
    const QJsonArray flagged{
        QJsonObject{{u"id"_s, u"s-07"_s}, {u"value"_s, 306.5}, {u"note"_s, u"replaced 2026-06-14"_s}},
        QJsonObject{{u"id"_s, u"s-19"_s}, {u"value"_s, 271.32}, {u"note"_s, QJsonValue::Null}},
        QJsonObject{{u"id"_s, u"s-31"_s}, {u"value"_s, 262.14}, {u"note"_s, QJsonValue::Null}},
    };
    return {{u"count"_s, 412}, {u"mean"_s, 118.64320388349515}, {u"flagged"_s, flagged}};
}

} // namespace latchkey::samples
