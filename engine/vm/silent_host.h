// SPDX-License-Identifier: GPL-3.0-or-later
// A host that lets nothing out and tells nobody: for isolates that only hold values, and as the base of hosts that care
// for a few calls alone. It denies every guarded call; waits never end by themselves.
#pragma once

#include "engine/vm/host.h"

namespace latchkey::vm {

class SilentHost : public Host
{
public:
    virtual ~SilentHost() = default;

    bool write(Isolate &, Stream, std::string_view, WaitId) override { return true; }
    GateAnswer check(Isolate &, GateCheck &) override { return GateAnswer::Deny; }
    void startTimer(Isolate &, WaitId, double) override {}
    void startBlocking(Isolate &, WaitId, WaitReason, BlockingWork) override {}
    void requestInput(Isolate &, WaitId, std::string) override {}
    void progress(Isolate &, const ProgressReport &) override {}
    bool hasCapability(std::string_view) override { return false; }
    std::vector<std::string> capabilities() override { return {}; }
    bool capabilityInfo(std::string_view, CapabilityInfo &) override { return false; }
    std::string workingFolder() override { return {}; }
    std::string scriptPath() override { return {}; }
    std::vector<std::string> scriptArguments() override { return {}; }
    void warn(Isolate &, std::string) override {}
};

} // namespace latchkey::vm
