// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runs/session.h"

#include "engine/runs/frozen_heap.h"
#include "engine/runs/session_state.h"
#include "engine/syntax/parser.h"

#include <algorithm>
#include <utility>

namespace latchkey::runs {

using namespace Qt::StringLiterals;

// ---- what goes from input to input ------------------------------------------------------------------------------

SessionState::~SessionState()
{
    if (m_isolate) frozenHeap(std::move(m_isolate)); // a large one is freed aside
}

std::vector<std::string> SessionState::names() const
{
    const std::lock_guard lock(m_mutex);
    return m_names;
}

std::shared_ptr<capability::RunGrants> SessionState::grants() const
{
    const std::lock_guard lock(m_mutex);
    return m_grants;
}

void SessionState::setGrants(std::shared_ptr<capability::RunGrants> grants)
{
    const std::lock_guard lock(m_mutex);
    m_grants = std::move(grants);
}

std::unique_ptr<vm::Isolate> SessionState::take()
{
    const std::lock_guard lock(m_mutex);
    return std::move(m_isolate);
}

void SessionState::bringBack(std::unique_ptr<vm::Isolate> isolate, std::vector<std::string> names)
{
    const std::lock_guard lock(m_mutex);
    m_isolate = std::move(isolate);
    m_names = std::move(names);
}

void SessionState::lose()
{
    const std::lock_guard lock(m_mutex);
    m_names.clear();
    m_grants.reset();
}

// ---- the session ------------------------------------------------------------------------------------------------

Session::Session(Engine &engine, Script script, RunOptions options)
    : m_engine(engine)
    , m_script(std::move(script))
    , m_options(std::move(options))
{
    m_options.useCache = false; // the same words mean something else each time
    m_options.session = std::make_shared<SessionState>();
}

Session::~Session()
{
    if (isBusy()) m_last->cancel();
}

bool Session::isBusy() const
{
    return m_last && !m_last->isFinished();
}

RunPtr Session::submit(const QByteArray &source)
{
    if (isBusy()) return nullptr;
    Script script = m_script;
    script.source = source;
    script.name = u"input %1"_s.arg(++m_inputs);
    return m_last = m_engine.submit(script, m_options);
}

bool Session::isUnfinished(const QByteArray &source)
{
    const auto text = syntax::Source::make("input", source.toStdString(), {});
    const syntax::ParseResult parsed = syntax::parse(text, {.interactive = true});
    const auto error = std::ranges::find(parsed.diagnostics, syntax::Severity::Error, &syntax::Diagnostic::severity);
    if (error == parsed.diagnostics.end()) return false;
    // Line breaks may stand inside a string, so one that is not closed goes on, too.
    return qsizetype(error->span.begin) >= source.trimmed().size() + source.indexOf(source.trimmed()) ||
           error->message.starts_with("unterminated string");
}

QStringList Session::names() const
{
    QStringList names;
    for (const std::string &name : m_options.session->names()) names.append(QString::fromStdString(name));
    return names;
}

void Session::reset()
{
    if (isBusy()) m_last->cancel();
    m_last.reset();
    m_inputs = 0;
    m_options.session = std::make_shared<SessionState>();
}

void Session::setOptions(const RunOptions &options)
{
    auto session = std::move(m_options.session);
    m_options = options;
    m_options.useCache = false;
    m_options.session = std::move(session);
}

} // namespace latchkey::runs
