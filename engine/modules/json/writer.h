// SPDX-License-Identifier: GPL-3.0-or-later
// Values to JSON text, ASCII only. The containers that are open form a stack of the writer's own; meeting one of them
// again is the error of a circular reference.
#pragma once

#include "engine/modules/support/arguments.h"

#include <string>

namespace latchkey::modules {

struct JsonLayout {
    bool lines = false; ///< every element on a line of its own
    std::string indent; ///< of one level
};

/// Appends the JSON form of `value`. Raises what can not be written; Stop for polls and memory.
Outcome appendJson(NativeCall &call, Value value, const JsonLayout &layout, std::string &out);

/// Appends `text` as a JSON string, all non-ASCII escaped.
bool appendJsonString(std::string &out, std::string_view text);

} // namespace latchkey::modules
