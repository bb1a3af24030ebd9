// SPDX-License-Identifier: GPL-3.0-or-later
// Built-ins that call functions and talk to the outside (language.md 11.3).
#include "engine/modules/builtins/functions.h"

#include <format>

namespace latchkey::modules::builtins {

using namespace vm;

Outcome callFunction(NativeCall &call)
{
    if (!isFunction(call.arguments[0]))
        return call.raise(ErrorName::TypeError,
                          std::format("Cannot call object of type '{}': not callable", typeName(call.arguments[0])));
    return call.tailCall(call.arguments[0], std::span<const Value>(call.arguments + 1, call.count - 1));
}

Outcome callable(NativeCall &call)
{
    return call.give(Value::boolean(isFunction(call.arguments[0])));
}

Outcome print(NativeCall &call)
{
    std::string text;
    for (uint32_t i = 0; i < call.count; ++i) {
        if (i > 0) text += ' ';
        if (!appendDisplay(call.isolate, call.arguments[i], Display::Direct, text)) return Outcome::Stop;
    }
    text += '\n';
    return writeOutput(call, Stream::Output, text);
}

Outcome input(NativeCall &call)
{
    std::string prompt;
    if (call.has(0) && !appendDisplay(call.isolate, call.arguments[0], Display::Direct, prompt)) return Outcome::Stop;
    const WaitId wait = call.isolate.beginWait({WaitReason::Kind::Input, prompt});
    call.isolate.host().requestInput(call.isolate, wait, std::move(prompt));
    return Outcome::Park;
}

} // namespace latchkey::modules::builtins
