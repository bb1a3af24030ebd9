// SPDX-License-Identifier: GPL-3.0-or-later
// Runs one script on an isolate of its own, without the engine's threads: waits end at once (timers in order of their
// time, blocking work in place), everything is allowed except what a test denies. For tests of the library.
#pragma once

#include "engine/vm/isolate.h"

#include <deque>
#include <set>
#include <string>
#include <vector>

namespace latchkey::tests {

struct ScriptOutcome {
    std::string output;      ///< of the output stream, prompts included
    std::string errors;      ///< of the error stream
    std::string resultJson;  ///< empty when there is no result
    std::string failureName; ///< "value_error"; "syntax_error" when it did not compile
    std::string failureText;
    uint32_t stopCause = 0;
    std::vector<vm::ProgressReport> progress;
};

struct ScriptOptions {
    std::string folder = "/";
    std::string script;
    std::vector<std::string> arguments;
    std::vector<std::string> input; ///< lines for input()
    std::set<std::string> denied;   ///< names of capabilities
    size_t memoryLimit = size_t(512) << 20;
    bool collectAlways = false;  ///< a collection at every safe point
    uint64_t failAllocation = 0; ///< see Heap::failAllocation
};

ScriptOutcome runScript(const std::string &source, const ScriptOptions &options = {});

} // namespace latchkey::tests
