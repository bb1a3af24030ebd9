// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/session_transcript.h"

#include "engine/runs/variables.h"
#include "ui/output/run_report.h"
#include "ui/session/session_words.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace latchkey::session {

using output::OutputView;
using runs::RunEntry;

namespace {

/// How much of its output is in memory, about: of a flood the disk has most.
qint64 outputBytes(const SessionTranscript::Exchange &exchange)
{
    constexpr qint64 kMostOfOne = qint64(4) << 20;
    return std::min(exchange.source->byteCount(), kMostOfOne);
}

/// What the run of an exchange holds at most: a bounded copy of the variables as they were.
qint64 valueBytes(const SessionTranscript::Exchange &exchange)
{
    constexpr qint64 kMostOfOne = qint64(16) << 20;
    const bool isOver = exchange.run && exchange.run->isFinished();
    return isOver ? std::min(exchange.run->result().peakMemory, kMostOfOne) : 0;
}

} // namespace

SessionTranscript::SessionTranscript(QWidget *parent)
    : QObject(parent)
    , m_view(new OutputView(parent))
{
    m_view->setObjectName(u"sessionTranscript"_s);
    m_view->setAccessibleName(tr("Session"));
    m_view->setHeadingsShown(false);
    m_view->setWrapping(true);
    m_view->setMostRuns(kMostExchanges + 1);
}

void SessionTranscript::add(Exchange exchange)
{
    exchange.id = m_nextId++;
    m_exchanges.append(exchange);
    m_view->addRun(exchange.id, exchange.source, {});
    trim();
}

void SessionTranscript::begin(const QString &source, const runs::RunPtr &run)
{
    add({0, run, {}, std::make_shared<ExchangeSource>(inputLines(source), std::make_shared<output::LogSource>(run))});
}

void SessionTranscript::say(const QString &source, const QList<SaidLine> &reply)
{
    const QList<SaidLine> input = source.isEmpty() ? QList<SaidLine>() : inputLines(source);
    auto said = std::make_shared<ExchangeSource>(input, nullptr);
    said->close(reply);
    add({0, nullptr, {}, said});
}

void SessionTranscript::end(const RunEntry &entry)
{
    const auto found =
        std::ranges::find_if(m_exchanges, [&](const Exchange &each) { return each.run && each.run->id() == entry.id; });
    if (found == m_exchanges.end()) return; // cleared away
    found->entry = entry;
    const runs::RunResult &result = found->run->result();
    QList<SaidLine> reply;
    const bool hasValue = result.success && result.value.isValid();
    if (hasValue && result.value.kind() != runs::ResultValue::Kind::Null) reply << valueLine(result.value);
    found->source->close(reply);
    RunEntry told = entry;
    told.summary.clear(); // the value stands there
    output::EndDetails details{{}, result.capabilities, {}};
    if (result.error) details.variables = found->run->snapshot();
    const runs::Script &script = found->run->script();
    m_view->setReport(found->id, output::reportOf(told, result.error, script.name, script.source, details));
    m_view->sourceChanged();
}

void SessionTranscript::clear()
{
    // What goes on stays.
    const auto goesOn = [](const Exchange &each) { return each.run && !each.run->isFinished(); };
    for (const Exchange &each : std::as_const(m_exchanges))
        if (!goesOn(each)) m_view->removeRun(each.id);
    m_exchanges.removeIf([&](const Exchange &each) { return !goesOn(each); });
    if (m_exchanges.isEmpty()) m_view->removeRuns();
    m_view->followEnd();
}

void SessionTranscript::trim()
{
    qint64 bytes = 0, values = 0;
    for (const Exchange &each : std::as_const(m_exchanges)) {
        bytes += outputBytes(each);
        values += valueBytes(each);
    }
    while (m_exchanges.size() > 1 &&
           (m_exchanges.size() > kMostExchanges || bytes > kMostBytes || values > kMostValueBytes)) {
        bytes -= outputBytes(m_exchanges.first());
        values -= valueBytes(m_exchanges.first());
        m_view->removeRun(m_exchanges.takeFirst().id);
    }
}

// ---- finding ----------------------------------------------------------------------------------------------------

const SessionTranscript::Exchange *SessionTranscript::exchangeOf(quint64 id) const
{
    const auto found = std::ranges::find(m_exchanges, id, &Exchange::id);
    return found == m_exchanges.end() ? nullptr : &*found;
}

const SessionTranscript::Exchange *SessionTranscript::exchangeOfRun(quint64 run) const
{
    const auto found =
        std::ranges::find_if(m_exchanges, [&](const Exchange &each) { return each.run && each.run->id() == run; });
    return found == m_exchanges.end() ? nullptr : &*found;
}

const SessionTranscript::Exchange *SessionTranscript::exchangeNamed(const QString &script) const
{
    // The newest: a new session counts from 1 again.
    for (auto each = m_exchanges.crbegin(); each != m_exchanges.crend(); ++each)
        if (each->run && each->run->script().name == script) return &*each;
    return nullptr;
}

const SessionTranscript::Exchange *SessionTranscript::chosenValue() const
{
    const auto hasValue = [](const Exchange &each) {
        return each.run && each.entry.id != 0 && each.run->result().value.isValid();
    };
    const int at = m_view->caret().row.run;
    if (m_view->hasFocus() && at < m_exchanges.size() && hasValue(m_exchanges[at])) return &m_exchanges[at];
    for (auto each = m_exchanges.crbegin(); each != m_exchanges.crend(); ++each)
        if (hasValue(*each)) return &*each;
    return nullptr;
}

void SessionTranscript::showPlace(const Exchange &exchange, int line, int column)
{
    const qint64 row = std::clamp<qint64>(line - 1, 0, exchange.source->inputLines() - 1);
    const qsizetype at = kFirstMark.size() + std::max(0, column - 1);
    m_view->showMatch(exchange.id, {row, at, 1});
}

} // namespace latchkey::session
