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

/// A grant that names the host without wildcards and is used or in force, of those that `isMeant`.
template<typename F>
bool isHostNamed(const capability::RunGrants &grants, const capability::GrantPtr &used, const Need &need, F &&isMeant)
{
    const auto names = [&](const capability::GrantPtr &grant) {
        return grant && grant->pattern().namesHost() && grant->matches(need.name, need.resource) && isMeant(*grant);
    };
    return names(used) || std::ranges::any_of(grants.grantsInForce(), names);
}

/// Who wrote down the name of a host meant the machine, wherever it is. Who said yes to a question about a public name
/// was not told that it leads next door.
network::Terms termsOf(const capability::RunGrants &grants, const capability::GrantPtr &used, const Need &need)
{
    using capability::Source;
    const bool isInner = need.resource.url && capability::isInnerName(need.resource.url->host);
    const auto isByHand = [isInner](const capability::Grant &grant) {
        return isInner || grant.source() == Source::Run || grant.source() == Source::Project;
    };
    network::Terms terms;
    terms.hostIsNamed = isHostNamed(grants, used, need, [](const capability::Grant &) { return true; });
    terms.mayBePrivate = terms.hostIsNamed && isHostNamed(grants, used, need, isByHand);
    return terms;
}

} // namespace

void RunPrivate::startExchange(vm::Isolate &, vm::WaitId wait, vm::WaitReason, vm::HttpRequest request,
                               vm::HttpAnswered answered)
{
    noteOutside();
    network::SessionPtr session;
    {
        const std::lock_guard lock(m_mutex);
        session = m_network;
    }
    if (!session) {
        session = std::make_shared<network::Session>();
        if (const int own = grants().ownLimits().http; own > 0)
            session->most = std::min(session->most, static_cast<size_t>(own));
        const std::lock_guard lock(m_mutex);
        m_network = session;
    }
    m_engine->network.start(session, ticketOf(wait), std::move(request),
                            termsOf(grants(), m_allowed.grants.front(), m_allowed.needs.front()),
                            [weak = weak_from_this(), wait, answered = std::move(answered)](vm::HttpAnswer answer) {
                                if (const auto run = weak.lock()) run->post(wait, answered(std::move(answer)));
                            });
}

/// The task that waited was cancelled.
void RunPrivate::abandon(vm::Isolate &, vm::WaitId wait)
{
    releaseBlocked([wait](const BlockedThread &thread) {
        return thread.wait.fiber == wait.fiber && thread.wait.serial == wait.serial;
    });
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
