// SPDX-License-Identifier: GPL-3.0-or-later
// The requests of a run: handed to the engine's network client under the terms that its grants state, answered through
// the inbox, given up when the run stops or ends.
#include "engine/network/client.h"
#include "engine/runs/engine_private.h"
#include "engine/runs/run_private.h"

#include <algorithm>

namespace latchkey::runs {

using capability::Need;

namespace {

uint64_t ticketOf(vm::WaitId wait)
{
    return uint64_t(wait.fiber) << 32 | wait.serial;
}

/// A grant in force names the host without wildcards: then its private addresses are meant too.
bool isHostNamed(const capability::RunGrants &grants, const Need &need)
{
    return std::ranges::any_of(grants.grantsInForce(), [&need](const capability::GrantPtr &grant) {
        return grant->pattern().namesHost() && grant->matches(need.name, need.resource);
    });
}

} // namespace

void RunPrivate::startExchange(vm::Isolate &, vm::WaitId wait, vm::WaitReason, vm::HttpRequest request,
                               vm::HttpAnswered answered)
{
    noteOutside();
    network::SessionPtr session;
    {
        const std::lock_guard lock(m_mutex);
        if (!m_network) m_network = std::make_shared<network::Session>();
        session = m_network;
    }
    network::Terms terms;
    const capability::GrantPtr &used = m_allowed.grants.front();
    terms.hostIsNamed = (used && used->pattern().namesHost()) || isHostNamed(grants(), m_allowed.needs.front());
    terms.operation = operation();
    m_engine->network.start(session, ticketOf(wait), std::move(request), std::move(terms),
                            [weak = weak_from_this(), wait, answered = std::move(answered)](vm::HttpAnswer answer) {
                                if (const auto run = weak.lock()) run->post(wait, answered(std::move(answer)));
                            });
}

/// The task that waited was cancelled.
void RunPrivate::abandon(vm::Isolate &, vm::WaitId wait)
{
    network::SessionPtr session;
    {
        const std::lock_guard lock(m_mutex);
        session = m_network;
    }
    if (session) m_engine->network.cancel(session, ticketOf(wait));
}

/// Closes the sockets of a run that stops or is over.
void RunPrivate::dropRequests()
{
    network::SessionPtr session;
    {
        const std::lock_guard lock(m_mutex);
        session = m_network;
    }
    if (session) m_engine->network.cancelAll(session);
}

} // namespace latchkey::runs
