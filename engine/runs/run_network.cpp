// SPDX-License-Identifier: GPL-3.0-or-later
// The requests of a run: handed to the engine's network client under the terms that its grants state, answered through
// the inbox, given up when the run stops or ends.
#include "engine/network/client.h"
#include "engine/runs/engine_private.h"
#include "engine/runs/run_private.h"

#include <algorithm>

namespace latchkey::runs {

using capability::Need;
using capability::ResourceForm;

namespace {

uint64_t ticketOf(vm::WaitId wait)
{
    return uint64_t(wait.fiber) << 32 | wait.serial;
}

/// What an exchange goes on needing while it lasts.
std::vector<Need> needsOf(const vm::HttpRequest &request)
{
    std::vector<Need> needs;
    const auto add = [&needs](const std::string &name, ResourceForm form, const std::string &text) {
        if (auto resource = capability::canonicalResource(form, text, "/")) needs.push_back({name, *resource, text});
    };
    add(request.capability, ResourceForm::Url, request.url);
    if (!request.saveTo.empty()) add("file.write", ResourceForm::Path, request.saveTo);
    return needs;
}

/// A grant that lasts longer than one operation and covers the need.
bool isCovered(const capability::RunGrants &grants, const Need &need)
{
    return std::ranges::any_of(grants.grantsInForce(), [&need](const capability::GrantPtr &grant) {
        return grant->source() != capability::Source::Once && !grant->isExpired() &&
               grant->matches(need.name, need.resource);
    });
}

/// A grant names the host without wildcards: then its private addresses are meant too.
bool isHostNamed(const capability::RunGrants &grants, const Need &need)
{
    return std::ranges::any_of(grants.grantsInForce(), [&need](const capability::GrantPtr &grant) {
        return grant->pattern().namesHost() && grant->matches(need.name, need.resource);
    });
}

/// Says why an exchange must not go on: one of its needs was revoked, or the grant behind it expired.
std::function<std::string()> objectionOf(std::shared_ptr<capability::RunGrants> grants, std::vector<Need> needs)
{
    std::erase_if(needs, [&](const Need &need) { return !isCovered(*grants, need); }); // allowed for this once
    return [grants = std::move(grants), needs = std::move(needs)]() -> std::string {
        const auto lost = std::ranges::find_if_not(needs, [&](const Need &need) { return isCovered(*grants, need); });
        if (lost == needs.end()) return {};
        const std::string name = lost->name.starts_with("network.") ? "network.http" : lost->name;
        return "Capability '" + name + "' was revoked";
    };
}

} // namespace

void RunPrivate::startExchange(vm::Isolate &, vm::WaitId wait, vm::WaitReason, vm::HttpRequest request,
                               vm::HttpAnswered answered)
{
    network::SessionPtr session;
    {
        const std::lock_guard lock(m_mutex);
        if (!m_network) m_network = std::make_shared<network::Session>();
        session = m_network;
    }
    const std::vector<Need> needs = needsOf(request);
    network::Terms terms;
    terms.hostIsNamed = !needs.empty() && isHostNamed(grants(), needs.front());
    terms.objection = objectionOf(sharedGrants(), needs);
    m_engine->network.start(session, ticketOf(wait), std::move(request), std::move(terms),
                            [weak = weak_from_this(), wait, answered = std::move(answered)](vm::HttpAnswer answer) {
                                if (const auto run = weak.lock()) run->post(wait, answered(std::move(answer)));
                            });
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
