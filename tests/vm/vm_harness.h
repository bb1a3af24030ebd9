// SPDX-License-Identifier: GPL-3.0-or-later
// Runs one ML program on an isolate of its own, on the calling thread, without the engine's runs: for tests of the
// compiler and the virtual machine. The host keeps the output, lets timers pass in virtual time (in the order of their
// ends, at once) and answers the gate as the test says.
//
// A program stops itself at an exact place by printing a marker: `print("!stop")` raises RunOptions::stopBits,
// `print("!skip")` is the second press of Stop, `print("!cancel")` a cancel. Markers are no part of the output.
#pragma once

#include "engine/vm/isolate.h"

#include <functional>
#include <map>
#include <string>
#include <vector>

namespace latchkey::tests {

struct RunOptions {
    size_t memoryLimit = size_t(512) << 20;
    uint64_t instructionLimit = 0;
    uint32_t maxDepth = 10'000;
    std::chrono::milliseconds grace{500};
    uint32_t stopBits = vm::kInterruptCancel;
    uint32_t bitsBeforeStart = 0;
    bool collectAlways = false; ///< a collection at every safe point
    bool sliceAlways = false;   ///< the run gives its thread back at every poll
    bool holdWaits = false;     ///< nothing that is waited for ever ends
    uint64_t failAllocation = 0;
    bool failSticky = false;
    size_t keptOutput = size_t(1) << 20;        ///< more is counted, not kept
    std::map<std::string, std::string> modules; ///< user modules, by dotted name
    std::map<std::string, vm::GateAnswer> gate; ///< by capability; Allow when missing
    std::string callAfterwards;                 ///< function called when the module has run
    /// The run is parked: true when something was done about it (an interrupt, time passed).
    std::function<bool(vm::Isolate &)> onParked;
    /// Between the end of the run and the end of the isolate.
    std::function<void(vm::Isolate &)> atEnd;
};

struct RunReport {
    bool compiled = false;
    vm::RunState state = vm::RunState::Failed;
    std::string output; ///< of both streams, in order
    uint64_t outputBytes = 0;
    std::string kind; ///< "runtime_error", "syntax_error"
    std::string name; ///< "zero_division"
    std::string message;
    std::string hint;
    uint32_t line = 0;
    uint32_t column = 0;
    std::vector<std::string> stack; ///< "function:line", innermost first
    std::vector<std::string> stopStack;
    std::vector<std::string> warnings;
    uint32_t stopCause = 0;
    std::string result; ///< JSON, empty when there is none
    size_t peak = 0;
    size_t used = 0; ///< when the run ended
    uint32_t collections = 0;
    uint64_t steps = 0;
    uint64_t slices = 0;

    bool finished() const { return state == vm::RunState::Finished; }
    bool stopped() const { return state == vm::RunState::Stopped; }
    /// What the program showed and how it ended, in one text to compare: the output, then "NAME LINE:COLUMN MESSAGE"
    /// for a failure or "stopped CAUSE" for a stop.
    std::string text() const;
};

/// A compiled program, or what the compiler said (in the report).
vm::ImagePtr compileProgram(const std::string &source, RunReport &report, const RunOptions &options = {});
RunReport runImage(const vm::ImagePtr &image, const RunOptions &options = {});
RunReport runProgram(const std::string &source, const RunOptions &options = {});

/// "cancelled", "timeout", "memory", "output", "instructions"
std::string causeName(uint32_t bits);

} // namespace latchkey::tests
