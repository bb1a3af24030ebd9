// SPDX-License-Identifier: GPL-3.0-or-later
// What a person may see of an isolate that stands still: its tasks, the calls each of them is in, and the variables of
// those calls. The values are the isolate's own: they hold as long as nobody runs it. Before a run unwinds for good (an
// error that nobody handles, a stop) the isolate keeps such a view of itself, so that the calls can be looked at when
// they are gone.
#pragma once

#include "engine/vm/isolate.h"

#include <string_view>
#include <vector>

namespace latchkey::vm {

struct SeenVariable {
    std::string_view name; ///< of the program's
    Value value;
};

struct SeenFrame {
    const bytecode::FunctionCode *code = nullptr;
    uint32_t offset = 0;
    std::vector<SeenVariable> variables; ///< of functions: parameters and variables that have a value
};

struct SeenTask {
    uint32_t number = 0; ///< 0: the main part
    std::string name;
    bool isWaiting = false;
    WaitReason reason;
    std::vector<SeenFrame> frames; ///< innermost first; of the user's code
    uint32_t leftOut = 0;          ///< frames in the middle that are not shown
};

struct Seen {
    std::vector<SeenTask> tasks; ///< the main part first, then the others, oldest first
    size_t leftOut = 0;          ///< tasks that are not shown
    Value error = Value::null(); ///< that nobody handled
};

struct InspectionLimits {
    uint32_t tasks = 100;
    uint32_t frames = 100; ///< of one task; half of them the innermost
};

/// Only on the thread that runs the isolate, between two instructions, or while nobody runs it.
Seen inspect(const Isolate &isolate, const InspectionLimits &limits = {});

} // namespace latchkey::vm
