// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/batch_session.h"

#include "app/cli/commands.h"
#include "app/cli/interrupt.h"
#include "app/cli/profile_report.h"
#include "app/cli/report.h"
#include "app/cli/terminal.h"
#include "engine/runs/ask_group.h"
#include "engine/runs/mailbox.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <unistd.h>

namespace latchkey::cli {

using namespace Qt::StringLiterals;

namespace {

/// More failures than this have the same exit status; those above mean something else.
constexpr qint64 kMostFailures = 63;

/// {"total": 4, "successes": 2, "failures": 2, "success_rate": 50.0, ...}, in this order.
QByteArray jsonOf(const runs::StreamSummary &summary)
{
    const auto number = [](double value) { return QByteArray::number(value, 'f', 1); };
    return "{\"total\": " + QByteArray::number(summary.total) +
           ", \"successes\": " + QByteArray::number(summary.successes) +
           ", \"failures\": " + QByteArray::number(summary.failures) +
           ", \"success_rate\": " + number(summary.successRate()) +
           ", \"cancelled\": " + QByteArray::number(summary.cancelled) +
           ", \"most_at_once\": " + QByteArray::number(summary.highWater) +
           ", \"elapsed\": " + QByteArray::number(summary.seconds, 'f', 6) + "}";
}

QString wordsOf(const runs::StreamSummary &summary)
{
    return u"%1 runs: %2 succeeded, %3 failed, success rate %4 %, %5 s\n"_s.arg(summary.total)
        .arg(summary.successes)
        .arg(summary.failures)
        .arg(summary.successRate(), 0, 'f', 1)
        .arg(summary.seconds, 0, 'f', 3);
}

QString kindOf(const runs::RunResult &result)
{
    if (!result.error) return {};
    const std::string_view kind = syntax::kindName(result.error->kind);
    return QString::fromUtf8(kind.data(), static_cast<qsizetype>(kind.size()));
}

} // namespace

BatchSession::BatchSession(runs::Engine &engine, QList<runs::Script> scripts, runs::BatchOptions batch,
                           runs::ItemSource items, BatchDisplay display)
    : m_display(display)
    , m_scripts(std::move(scripts))
    , m_hasItems(static_cast<bool>(items))
{
    connect(new Interrupt(this), &Interrupt::interrupted, this, &BatchSession::onInterrupted);
    const auto ended = [box = runs::Mailbox(this)](const runs::StreamSummary &) {
        box.post([] { QCoreApplication::quit(); });
    };
    if (m_display.json && !m_display.stream) writeAll(STDOUT_FILENO, "{\"results\": [");
    if (batch.options.canAsk) askTheTerminal(batch.options);
    if (m_hasItems) {
        batch.script = m_scripts.first();
        m_stream = runs::startBatch(
            engine, std::move(batch), std::move(items),
            [this](runs::BatchOutcome outcome) { return take(outcome.index, outcome.result, outcome.item); }, ended);
        return;
    }
    runs::StreamOptions options;
    options.limit = batch.limit > 0 ? batch.limit : static_cast<int>(m_scripts.size());
    options.inOrder = batch.inOrder;
    options.stopAtFailure = batch.stopAtFailure;
    options.measure = batch.measure;
    const auto source = [batch = std::move(batch), scripts = m_scripts,
                         next = qsizetype(0)]() mutable -> std::optional<runs::Task> {
        if (next >= scripts.size()) return std::nullopt;
        return runs::Task{scripts[next++], batch.options, batch.retry, batch.fallbacks, {}};
    };
    m_stream = runs::TaskStream::start(
        engine, options, source, [this](qint64 index, runs::RunResult result) { return take(index, result, {}); },
        ended);
}

BatchSession::~BatchSession() = default;

/// One question for all runs that have it.
void BatchSession::askTheTerminal(runs::RunOptions &options)
{
    options.askGroup = std::make_shared<runs::AskGroup>();
    m_asker = std::make_unique<runs::GroupAsker>([this] { return runsUnderWay(); });
    m_prompt = std::make_unique<TerminalPrompt>(
        [this](quint64 question, runs::PermissionAnswer answer, const QString &pattern) {
            m_asker->answer(question, answer, pattern);
        });
    connect(m_asker.get(), &runs::GroupAsker::asked, m_prompt.get(), &TerminalPrompt::ask);
    connect(m_asker.get(), &runs::GroupAsker::settled, m_prompt.get(), &TerminalPrompt::withdraw);
    m_asker->start();
}

QList<runs::RunPtr> BatchSession::runsUnderWay() const
{
    QList<runs::RunPtr> runs;
    if (!m_stream) return runs;
    for (const auto &[index, task] : m_stream->underWay()) runs.append(task->run());
    return runs;
}

int BatchSession::exec()
{
    QCoreApplication::exec();
    m_asker.reset();
    m_prompt.reset();
    const runs::StreamSummary summary = m_stream->summary();
    if (m_display.json && m_display.stream) writeAll(STDOUT_FILENO, "{\"summary\": " + jsonOf(summary) + "}\n");
    else if (m_display.json) writeAll(STDOUT_FILENO, "], \"summary\": " + jsonOf(summary) + "}\n");
    else writeError(wordsOf(summary));
    if (m_display.profile) {
        writeError(reportOf(summary.measures));
        if (summary.profile) writeError(reportOf(*summary.profile, m_scripts.first()));
    }
    if (!m_display.profileTo.isEmpty() && summary.profile) {
        const QString fault = writeProfile(*summary.profile, m_scripts.first().name, m_display.profileTo);
        if (!fault.isEmpty()) writeError(u"warning: %1\n"_s.arg(shownSafely(fault)));
    }
    if (m_wasInterrupted) return kCancelled;
    return static_cast<int>(std::min(summary.failures, kMostFailures));
}

void BatchSession::onInterrupted()
{
    m_wasInterrupted = true;
    m_stream->cancel();
}

/// On one of the engine's threads, one at a time.
runs::TaskStream::Next BatchSession::take(qint64 index, const runs::RunResult &result, const QByteArray &item)
{
    QByteArray text = lineOf(index, result, item);
    if (m_display.json && !m_display.stream) text = (m_isFirst ? "\n" : ",\n") + text;
    else text += '\n';
    m_isFirst = false;
    const bool isRead = writeAll(STDOUT_FILENO, text);
    if (!m_display.json && !m_display.quiet && result.error && !m_hasItems)
        writeError(reportOf(*result.error, m_scripts[static_cast<qsizetype>(index)]));
    return isRead ? runs::TaskStream::Next::GoOn : runs::TaskStream::Next::Stop;
}

QByteArray BatchSession::lineOf(qint64 index, const runs::RunResult &result, const QByteArray &item) const
{
    const QString name = m_hasItems ? QString() : m_scripts[static_cast<qsizetype>(index)].name;
    if (m_display.json) {
        QByteArray head = "{\"index\": " + QByteArray::number(index);
        if (m_hasItems) head += ", \"item\": " + (item.isEmpty() ? QByteArray("null") : item);
        else
            head +=
                ", \"script\": " + QJsonDocument(QJsonArray{name}).toJson(QJsonDocument::Compact).sliced(1).chopped(1);
        return head + ", " + result.toJsonText().sliced(1);
    }
    const QString place = m_hasItems ? QString::number(index) : shownSafely(name, 100);
    QString line = place + u": "_s;
    if (result.success) line += shownSafely(result.value.isValid() ? result.value.preview(1000) : u"null"_s);
    else line += kindOf(result) + u": "_s + shownSafely(result.error ? result.error->message : QString());
    if (!result.answeredBy.isEmpty() && result.answeredBy != m_scripts.value(m_hasItems ? 0 : index).name)
        line += u"  (answered by %1)"_s.arg(shownSafely(result.answeredBy));
    else if (result.attempts.size() > 1) line += u"  (%1 attempts)"_s.arg(result.attempts.size());
    if (result.fromCache) line += u"  (from cache)"_s;
    return line.toUtf8();
}

} // namespace latchkey::cli
