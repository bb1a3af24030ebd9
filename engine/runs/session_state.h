// SPDX-License-Identifier: GPL-3.0-or-later
// What the inputs of a session hand from one to the next: the isolate with all values, the names of its variables, and
// the permissions. The run of an input takes it when it begins and brings it back when it is over; a run that never
// comes back (it was left behind) takes it along, and the next input begins anew. Thread-safe.
#pragma once

#include "engine/capability/run_grants.h"
#include "engine/vm/isolate.h"

#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace latchkey::runs {

class SessionState
{
public:
    ~SessionState();

    /// Names of module variables by index, those without a value too.
    std::vector<std::string> names() const;
    std::shared_ptr<capability::RunGrants> grants() const;
    void setGrants(std::shared_ptr<capability::RunGrants> grants);

    /// Null before the first input, and after one that was left behind.
    std::unique_ptr<vm::Isolate> take();
    void bringBack(std::unique_ptr<vm::Isolate> isolate, std::vector<std::string> names);
    /// Nothing of it will come back: variables and permissions are gone.
    void lose();

    /// Guards who reaches the isolate through the run of an input: from bringBack on it is the next one's.
    std::mutex &reach() { return m_reach; }

private:
    mutable std::mutex m_mutex; ///< guards all below
    std::mutex m_reach;
    std::unique_ptr<vm::Isolate> m_isolate;
    std::vector<std::string> m_names;
    std::shared_ptr<capability::RunGrants> m_grants;
};

} // namespace latchkey::runs
