// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/run_words.h"

#include "ui/output/visible_text.h"
#include "ui/runs/task_lines.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QLocale>
#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace latchkey::runs {
namespace {

using output::middleCut;
using output::visibleText;
using Look = theme::RunState;

QString tr(const char *text, const char *comment = nullptr, int n = -1)
{
    return QCoreApplication::translate("latchkey::runs", text, comment, n);
}

const QString kDot = u" · "_s;

QString joined(QStringList parts)
{
    parts.removeAll(QString());
    return parts.join(kDot);
}

// Rows show plain text: the marks around code go, in pairs.
QString message(const QString &text)
{
    const QString shown = visibleText(text);
    return shown.count(u'`') % 2 == 0 ? QString(shown).remove(u'`') : shown;
}

QString fixed(double value, int decimals)
{
    return QLocale().toString(value, 'f', decimals);
}

QString atLine(int line)
{
    return line > 0 ? tr("line %1").arg(line) : QString();
}

QString queueText(int position)
{
    if (position <= 0) return tr("waiting for a free worker");
    switch (position) {
    case 1:
        return tr("1st in line");
    case 2:
        return tr("2nd in line");
    case 3:
        return tr("3rd in line");
    default:
        return tr("number %1 in line").arg(QLocale().toString(position));
    }
}

/// From this long on it is worth saying how long something lasts.
constexpr double kLongWait = 10;
constexpr qint64 kNotAnswering = 2000;

QString soFar(double seconds)
{
    return seconds < kLongWait ? QString()
           : seconds < 60      ? tr("for %1 s").arg(static_cast<int>(seconds))
                               : tr("for %1").arg(clockText(seconds));
}

/// "line 88", or the lines it has not left for long: "lines 11–14 for 10 s".
QString placeText(const RunEntry &entry, qint64 now)
{
    if (!entry.circle) return atLine(entry.status.line);
    const QString time = soFar(static_cast<double>(now - entry.circle->since) / 1000);
    if (entry.circle->first == entry.circle->last) return tr("line %1").arg(entry.circle->first) + u' ' + time;
    return tr("lines %1–%2").arg(entry.circle->first).arg(entry.circle->last) + u' ' + time;
}

QString deniedText(const RunEntry &entry)
{
    const int denied = entry.isOver() ? entry.denied : entry.status.denied;
    return denied > 0 ? tr("%1 denied").arg(denied) : QString();
}

QString runningText(const RunEntry &entry, bool folded, qint64 now)
{
    QStringList parts{placeText(entry, now)};
    const auto &progress = entry.status.progress;
    const QString measure = progress.isEmpty() ? QString() : progressText(progress.first());
    if (folded && !measure.isEmpty()) return joined({parts.first(), measure, deniedText(entry)});
    parts.append(deniedText(entry)); // what is denied silently is counted at least
    if (!progress.isEmpty() && !progress.first().message.isEmpty())
        parts.append(middleCut(visibleText(progress.first().message)));
    parts.append(restText(entry.progress.rest()));
    if (entry.progress.totalBefore() > 0)
        parts.append(tr("the total was %1").arg(countText(entry.progress.totalBefore())));
    if (entry.stepsPerSecond >= 1) parts.append(tr("%1 steps/s").arg(countText(entry.stepsPerSecond)));
    if (entry.outputLines >= 1000)
        parts.append(tr("%n line(s)", nullptr, static_cast<int>(std::min<qint64>(entry.outputLines, INT_MAX))));
    if (entry.status.memory >= (1 << 20)) parts.append(bytesText(entry.status.memory));
    if (entry.status.waiting == WaitKind::Output) parts.append(tr("slowed by output"));
    return joined(parts);
}

QString neededText(const RunEntry &entry)
{
    if (!entry.status.questions.isEmpty()) return questionText(entry.status.questions.first());
    if (entry.status.waiting == WaitKind::Input || entry.status.inputRequest > 0) {
        const QString prompt = visibleText(entry.status.inputPrompt);
        return prompt.isEmpty() ? tr("asks for a line of input") : tr("asks: %1").arg(middleCut(prompt));
    }
    return visibleText(entry.status.waitDetail);
}

QString waitingText(const RunEntry &entry, bool folded, qint64 now)
{
    const RunStatus &status = entry.status;
    const auto &progress = status.progress;
    const QString measure = folded && !progress.isEmpty() ? progressText(progress.first()) : QString();
    const QString what = waitText(status.waiting, status.waitDetail, status.taskCount);
    return joined({what, soFar(entry.waitedAt(now)), atLine(status.line), measure, deniedText(entry)});
}

QString finishedText(const RunEntry &entry)
{
    QStringList parts{entry.summary, deniedText(entry)};
    if (!entry.warnings.isEmpty()) parts.append(visibleText(entry.warnings.first()));
    return joined(parts);
}

QString failedText(const RunEntry &entry)
{
    const QString at = entry.status.line > 0 ? tr("at line %1").arg(entry.status.line) : QString();
    const QString name = visibleText(entry.errorName);
    const QString where = name.isEmpty() ? at : at.isEmpty() ? name : name + u' ' + at;
    return joined({where, middleCut(message(entry.errorMessage)), deniedText(entry)});
}

QString timedOutText(const RunEntry &entry)
{
    const double limit = entry.timeoutSeconds > 0 ? entry.timeoutSeconds : entry.seconds;
    const QString limitText = tr("%1 s limit").arg(QLocale().toString(limit, 'g', 6));
    return entry.status.line > 0 ? tr("%1 at line %2").arg(limitText).arg(entry.status.line) : limitText;
}

QString stoppedText(const RunEntry &entry)
{
    const QString by = entry.status.line > 0 ? tr("by you at line %1").arg(entry.status.line) : tr("by you");
    // Only a run that was left behind has advice to give.
    return joined({by, entry.errorHint.isEmpty() ? QString() : tr("left behind"), deniedText(entry)});
}

} // namespace

qint64 nowMilliseconds()
{
    static const QElapsedTimer timer = [] {
        QElapsedTimer t;
        t.start();
        return t;
    }();
    return timer.elapsed();
}

Look RunEntry::look() const
{
    if (lost) return Look::Lost;
    switch (status.state) {
    case RunState::Queued:
        return Look::Queued;
    case RunState::Compiling:
        return Look::Compiling;
    case RunState::Running:
        return Look::Running;
    case RunState::Waiting:
        if (!status.questions.isEmpty() || status.waiting == WaitKind::Permission ||
            status.waiting == WaitKind::Input || status.inputRequest > 0)
            return Look::WaitingForYou;
        // Held back by its own output it is still going; the detail says so.
        return status.waiting == WaitKind::Output ? Look::Running : Look::Waiting;
    case RunState::Paused:
        return Look::Paused;
    case RunState::Stopping:
        return Look::Stopping;
    case RunState::Succeeded:
        return Look::Finished;
    case RunState::Failed:
        return Look::Failed;
    case RunState::TimedOut:
        return Look::TimedOut;
    case RunState::LimitReached:
        return Look::LimitReached;
    case RunState::Cancelled:
        return Look::Stopped;
    }
    return Look::Lost;
}

double RunEntry::secondsAt(qint64 now) const
{
    if (isOver()) return seconds;
    const bool moving = status.state != RunState::Queued && status.state != RunState::Paused;
    return moving && sampledAt > 0 ? status.elapsed + static_cast<double>(now - sampledAt) / 1000 : status.elapsed;
}

double RunEntry::waitedAt(qint64 now) const
{
    return sampledAt > 0 ? status.waited + static_cast<double>(now - sampledAt) / 1000 : status.waited;
}

bool RunEntry::canBeRaised() const
{
    const theme::RunState state = look();
    return state == theme::RunState::LimitReached || state == theme::RunState::TimedOut;
}

bool RunEntry::isNotAnswering(qint64 now) const
{
    return !isOver() && status.state == RunState::Stopping && stoppingSince > 0 && now - stoppingSince >= kNotAnswering;
}

QString detailText(const RunEntry &entry, bool folded, qint64 now)
{
    switch (entry.look()) {
    case Look::Queued:
        return queueText(entry.status.queuePosition);
    case Look::Compiling:
        return {};
    case Look::Running:
        return runningText(entry, folded, now);
    case Look::WaitingForYou:
        return neededText(entry);
    case Look::Waiting:
        return waitingText(entry, folded, now);
    case Look::Paused:
        return entry.status.line > 0 ? tr("at line %1").arg(entry.status.line) : QString();
    case Look::Stopping:
        return entry.isNotAnswering(now) ? tr("Not answering") : tr("finishing clean-up");
    case Look::Finished:
        return finishedText(entry);
    case Look::Failed:
        return failedText(entry);
    case Look::TimedOut:
        return timedOutText(entry);
    case Look::LimitReached:
        return joined({message(entry.errorMessage), atLine(entry.status.line)});
    case Look::Stopped:
        return stoppedText(entry);
    case Look::Lost:
        return tr("Latchkey closed while it ran");
    }
    return {};
}

QString progressText(const RunProgress &progress)
{
    if (!(progress.total > 0)) return {};
    const QLocale locale;
    const auto number = [&locale](double value) {
        const bool whole = value == std::floor(value) && std::abs(value) < 1e15;
        return whole ? locale.toString(static_cast<qint64>(value)) : locale.toString(value, 'g', 4);
    };
    return tr("%1 of %2").arg(number(progress.done), number(progress.total));
}

double progressShare(const RunProgress &progress)
{
    return progress.total > 0 ? std::clamp(progress.done / progress.total, 0.0, 1.0) : -1;
}

double progressShare(const RunEntry &entry)
{
    if (entry.status.progress.isEmpty()) return -1;
    const double share = progressShare(entry.status.progress.first());
    return share < 0 ? share : std::max(share, entry.progress.share());
}

QString clockText(double seconds)
{
    const qint64 whole = std::max<qint64>(0, static_cast<qint64>(seconds));
    const auto padded = [](qint64 n, int digits) { return QString::number(n).rightJustified(digits, u'0'); };
    const QString rest = padded(whole / 60 % 60, whole >= 3600 ? 2 : 1) + u':' + padded(whole % 60, 2);
    return whole >= 3600 ? QString::number(whole / 3600) + u':' + rest : rest;
}

QString durationText(double seconds)
{
    if (seconds >= 60) return clockText(seconds);
    if (seconds < 0.00005) return tr("< %1 ms").arg(fixed(0.1, 1)); // not "0.0", and short enough for its column
    if (seconds < 0.0995) return tr("%1 ms").arg(fixed(seconds * 1000, seconds < 0.00995 ? 1 : 0));
    return tr("%1 s").arg(fixed(seconds, 1));
}

QString timeText(const RunEntry &entry, qint64 now)
{
    if (entry.lost || entry.look() == Look::Queued) return {};
    return entry.isOver() ? durationText(entry.seconds) : clockText(entry.secondsAt(now));
}

QString bytesText(qint64 bytes)
{
    if (bytes < 1000) return tr("%n byte(s)", nullptr, static_cast<int>(bytes));
    if (bytes < 1000 * 1000) return tr("%1 kB").arg(fixed(static_cast<double>(bytes) / 1e3, bytes < 10'000 ? 1 : 0));
    if (bytes < 1000 * 1000 * 1000)
        return tr("%1 MB").arg(fixed(static_cast<double>(bytes) / 1e6, bytes < 10'000'000 ? 1 : 0));
    return tr("%1 GB").arg(fixed(static_cast<double>(bytes) / 1e9, 1));
}

QString countText(double count)
{
    if (count < 10'000) return QLocale().toString(static_cast<qint64>(count));
    if (count < 1e6) return tr("%1 k").arg(fixed(count / 1e3, 0));
    if (count < 1e9) return tr("%1 M").arg(fixed(count / 1e6, 1));
    return tr("%1 G").arg(fixed(count / 1e9, 1));
}

QString nearName(const QString &resource, const QString &script)
{
    const QString folder = QFileInfo(script).path();
    if (folder == "."_L1 || folder.isEmpty() || folder == "/"_L1 || !resource.startsWith(folder + u'/'))
        return resource;
    const QString name = resource.mid(folder.size() + 1);
    return name.startsWith(u'*') ? u"./"_s + name : name;
}

QString questionText(const PermissionRequest &request)
{
    if (!request.wishes.isEmpty()) return tr("can ask for %n thing(s)", nullptr, int(request.wishes.size()));
    const QString verb = request.capability.section(u'.', -1);
    const QString object = middleCut(visibleText(nearName(request.resource, request.file), output::Spaces::Show));
    if (verb == "read"_L1) return tr("read %1").arg(object);
    if (verb == "write"_L1) return tr("write %1").arg(object);
    if (verb == "append"_L1) return tr("append %1").arg(object);
    if (verb == "delete"_L1) return tr("delete %1").arg(object);
    return visibleText(verb) + u' ' + object;
}

QString headingDetail(const RunEntry &entry)
{
    const QString line = entry.status.line > 0 ? tr(" at line %1").arg(entry.status.line) : QString();
    switch (entry.look()) {
    case Look::Finished:
        return joined({tr("in %1").arg(durationText(entry.seconds)), deniedText(entry)});
    case Look::Failed:
    case Look::LimitReached:
        return joined({tr("after %1").arg(durationText(entry.seconds)) + line, visibleText(entry.errorName)});
    case Look::TimedOut:
    case Look::Stopped:
        return tr("after %1").arg(durationText(entry.seconds)) + line;
    default:
        return detailText(entry);
    }
}

namespace {

// "Run 3 failed", in whole sentences; empty for a run that goes on.
QString endFact(const RunEntry &entry)
{
    switch (entry.look()) {
    case Look::Finished:
        return tr("Run %1 finished").arg(entry.number);
    case Look::Failed:
        return tr("Run %1 failed").arg(entry.number);
    case Look::TimedOut:
        return tr("Run %1 timed out").arg(entry.number);
    case Look::LimitReached:
        return tr("Run %1 reached a limit").arg(entry.number);
    case Look::Stopped:
        return tr("Run %1 stopped").arg(entry.number);
    default:
        return {};
    }
}

} // namespace

QString announcedEnd(const RunEntry &entry)
{
    return joined({theme::runStateLook(entry.look()).word, detailText(entry)});
}

QString announcement(const RunEntry &entry)
{
    if (entry.look() == Look::WaitingForYou) {
        const QString run = tr("Run %1").arg(entry.number);
        return entry.status.questions.isEmpty() ? run + u' ' + neededText(entry)
                                                : tr("%1 needs permission: %2").arg(run, neededText(entry));
    }
    const QString fact = endFact(entry);
    const QString detail = fact.isEmpty() ? QString() : detailText(entry);
    return detail.isEmpty() ? fact : fact + u", "_s + detail;
}

QString phasesText(const RunPhases &phases)
{
    const std::pair<QString, double> parts[] = {{tr("queued %1"), phases.queued},
                                                {tr("compiling %1"), phases.compiling},
                                                {tr("running %1"), phases.running},
                                                {tr("asleep %1"), phases.timer},
                                                {tr("waiting for files or the network %1"), phases.host},
                                                {tr("waiting for you %1"), phases.person},
                                                {tr("waiting for parallel parts %1"), phases.tasks}};
    QStringList said;
    for (const auto &[words, seconds] : parts) {
        if (seconds < 0.0005) continue;
        const QString time = seconds < 1 ? tr("%1 ms").arg(qRound(seconds * 1000)) : durationText(seconds);
        said.append(words.arg(time));
    }
    return said.join(u" · "_s);
}

QList<DetailLine> detailLines(const RunEntry &entry)
{
    using Kind = DetailLine::Kind;
    QList<DetailLine> lines;
    quint64 number = 0;
    for (const RunProgress &progress : entry.status.progress) {
        const QString text = joined({visibleText(progress.message), progressText(progress)});
        const double share = number == 0 ? progressShare(entry) : progressShare(progress);
        lines.append({.text = text, .share = share, .kind = Kind::Progress, .number = number++});
    }
    for (const PermissionRequest &question : entry.status.questions)
        lines.append({.text = questionText(question), .kind = Kind::Question, .number = question.id});
    if (!entry.isOver() && entry.status.questions.isEmpty() && entry.status.waiting != WaitKind::None)
        lines.append({.text = waitText(entry.status.waiting, entry.status.waitDetail, entry.status.taskCount),
                      .kind = Kind::Wait});
    lines.append(taskLines(entry));
    if (!entry.errorMessage.isEmpty())
        lines.append({.text = message(entry.errorMessage), .isError = true, .kind = Kind::Error});
    if (!entry.errorHint.isEmpty()) lines.append({.text = message(entry.errorHint), .kind = Kind::Hint});
    number = 0;
    for (const QString &warning : entry.warnings)
        lines.append({.text = visibleText(warning), .kind = Kind::Warning, .number = number++});
    if (const QString times = phasesText(entry.phases); entry.isOver() && !times.isEmpty())
        lines.append({.text = times, .kind = Kind::Times});
    if (!entry.path.isEmpty()) lines.append({.text = tr("File: %1").arg(visibleText(entry.path)), .kind = Kind::File});
    if (entry.started.isValid())
        lines.append({.text = tr("Started %1").arg(QLocale().toString(entry.started.time(), QLocale::LongFormat)),
                      .kind = Kind::Started});
    return lines;
}

QString summaryOf(const ResultValue &value)
{
    const int size = static_cast<int>(std::min<qsizetype>(value.size(), INT_MAX));
    switch (value.kind()) {
    case ResultValue::Kind::Invalid:
    case ResultValue::Kind::Null:
        return {};
    case ResultValue::Kind::Array:
        if (size > 0 && value.child(0).kind() == ResultValue::Kind::Object) return tr("%n row(s)", nullptr, size);
        return tr("%n item(s)", nullptr, size);
    case ResultValue::Kind::Object:
        return tr("object with %n key(s)", nullptr, size);
    default:
        return middleCut(visibleText(value.preview(80)), 80);
    }
}

} // namespace latchkey::runs
