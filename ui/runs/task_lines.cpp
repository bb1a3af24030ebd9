// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/task_lines.h"

#include "ui/output/visible_text.h"

#include <QCoreApplication>
#include <QHash>
#include <QLocale>
#include <QRegularExpression>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace latchkey::runs {
namespace {

using Look = theme::RunState;

QString tr(const char *text, const char *comment = nullptr, int n = -1)
{
    return QCoreApplication::translate("latchkey::runs", text, comment, n);
}

/// "GET https://api.example.org/v1/rows" as host and what is asked of it.
QString networkText(const QString &detail)
{
    const QUrl url(detail.section(u' ', 1), QUrl::TolerantMode);
    if (url.host().isEmpty())
        return detail.isEmpty() ? tr("waiting for the network") : tr("waiting for %1").arg(detail);
    const QString host = url.port() > 0 ? url.host() + u':' + QString::number(url.port()) : url.host();
    const QString path = url.path().isEmpty() ? u"/"_s : url.path();
    return tr("waiting for %1").arg(host) + u" · "_s + detail.section(u' ', 0, 0) + u' ' + path;
}

Look lookOf(const RunEntry &entry, const RunTask &task)
{
    if (entry.status.state == RunState::Stopping) return Look::Stopping;
    if (entry.status.state == RunState::Paused) return Look::Paused;
    if (task.isQueued) return Look::Queued;
    switch (task.waiting) {
    case WaitKind::None:
    case WaitKind::Output:
        return Look::Running;
    case WaitKind::Permission:
    case WaitKind::Input:
        return Look::WaitingForYou;
    default:
        return Look::Waiting;
    }
}

QString detailOf(const RunTask &task, int children)
{
    QStringList parts;
    if (task.isQueued) parts.append(tr("waits for a free worker"));
    else if (task.waiting != WaitKind::None) parts.append(waitText(task.waiting, task.waitDetail, children));
    if (!task.progress.isEmpty()) parts.append(output::middleCut(output::visibleText(task.progress.first().message)));
    if (task.line > 0) parts.append(tr("started at line %1").arg(task.line));
    parts.removeAll(QString());
    return parts.join(u" · "_s);
}

// "asleep for 0.4 s", in the user's words.
QString inUsersWords(const QString &detail)
{
    static const QRegularExpression kAsleep(uR"(^asleep for ([0-9.e+-]+) s$)"_s);
    const QRegularExpressionMatch match = kAsleep.match(detail);
    if (!match.hasMatch()) return detail;
    QLocale locale;
    locale.setNumberOptions(QLocale::OmitGroupSeparator);
    return tr("asleep for %1 s").arg(locale.toString(match.captured(1).toDouble(), 'g', 6));
}

DetailLine lineOf(const RunEntry &entry, const RunTask &task, int depth, int children)
{
    DetailLine line{.text = detailOf(task, children)};
    line.kind = DetailLine::Kind::Task;
    line.number = task.number;
    line.depth = depth;
    line.name = output::middleCut(output::visibleText(task.name), 80);
    line.look = lookOf(entry, task);
    if (task.progress.isEmpty()) return line;
    line.share = progressShare(task.progress.first());
    line.measure = progressText(task.progress.first());
    return line;
}

} // namespace

QString waitText(WaitKind kind, const QString &detail, int tasks)
{
    const QString shown = inUsersWords(output::middleCut(output::visibleText(detail)));
    switch (kind) {
    case WaitKind::None:
        return shown;
    case WaitKind::Timer:
        return shown.isEmpty() ? tr("asleep") : shown;
    case WaitKind::File:
        return shown.isEmpty() ? tr("waiting for a file") : shown;
    case WaitKind::Network:
        return networkText(shown);
    case WaitKind::Permission:
        return shown.isEmpty() ? tr("asks for permission") : tr("asks for %1").arg(shown);
    case WaitKind::Input:
        return tr("asks for a line of input");
    case WaitKind::Output:
        return tr("slowed by output");
    case WaitKind::Task: {
        const QString what = tasks > 0 ? tr("waits for %n task(s)", nullptr, tasks) : tr("waits for another task");
        return shown.isEmpty() ? what : what + u" · "_s + shown;
    }
    case WaitKind::Other:
        break;
    }
    return shown.isEmpty() ? tr("waiting") : shown;
}

QList<DetailLine> taskLines(const RunEntry &entry)
{
    QList<DetailLine> lines;
    const QList<RunTask> &tasks = entry.status.tasks;
    if (entry.isOver() || tasks.isEmpty()) return lines;
    QHash<quint32, QList<qsizetype>> children; // by number of the parent
    QHash<quint32, qsizetype> places;
    for (qsizetype i = 0; i < tasks.size(); ++i) places.insert(tasks[i].number, i);
    for (qsizetype i = 0; i < tasks.size(); ++i) {
        // What an ended task started stands by itself.
        const bool hasParent = tasks[i].parent != 0 && places.contains(tasks[i].parent);
        children[hasParent ? tasks[i].parent : 0].append(i);
    }
    struct Step {
        qsizetype task;
        int depth;
    };
    QList<Step> open;
    const auto push = [&](quint32 parent, int depth) {
        const QList<qsizetype> list = children.value(parent);
        for (auto it = list.rbegin(); it != list.rend(); ++it) open.append({*it, depth});
    };
    push(0, 0);
    while (!open.isEmpty()) {
        const Step step = open.takeLast();
        const RunTask &task = tasks[step.task];
        lines.append(lineOf(entry, task, step.depth, static_cast<int>(children.value(task.number).size())));
        push(task.number, step.depth + 1);
    }
    if (const qint64 more = entry.status.taskCount - tasks.size(); more > 0) {
        DetailLine rest{.text = tr("and %1 more").arg(QLocale().toString(more))};
        rest.kind = DetailLine::Kind::MoreTasks;
        lines.append(rest);
    }
    return lines;
}

} // namespace latchkey::runs
