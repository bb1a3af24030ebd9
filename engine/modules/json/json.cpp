// SPDX-License-Identifier: GPL-3.0-or-later
// The module `json`: parser.h and writer.h behind the names that scripts use, and small helpers for parsed data.
#include "engine/modules/json/parser.h"
#include "engine/modules/json/writer.h"
#include "engine/modules/support/text_results.h"
#include "engine/modules/tables.h"

#include <algorithm>
#include <format>

namespace latchkey::modules {

using namespace vm;

namespace {

constexpr int64_t kDeepestAllowed = 100;

/// Parses the first argument; the value is the call's result.
Outcome parseArgument(NativeCall &call, size_t *depth = nullptr)
{
    JsonParser parser(call, textArgument(call, 0));
    switch (parser.parse()) {
    case JsonParser::Status::Stopped:
        return Outcome::Stop;
    case JsonParser::Status::Failed:
        return call.raise(ErrorName::ValueError, "JSON parsing failed: " + parser.error());
    case JsonParser::Status::Done:
        break;
    }
    if (depth) *depth = parser.depth();
    return call.give(parser.value());
}

Outcome parse(NativeCall &call)
{
    return parseArgument(call);
}

Outcome safeParse(NativeCall &call)
{
    const int64_t allowed = std::min(integerOr(call, 1, kDeepestAllowed), kDeepestAllowed);
    size_t depth = 0;
    const Outcome outcome = parseArgument(call, &depth);
    if (outcome != Outcome::Return || static_cast<int64_t>(depth) <= allowed) return outcome;
    return call.raise(ErrorName::ValueError, std::format("JSON object depth exceeds maximum allowed ({})", allowed));
}

Outcome validate(NativeCall &call)
{
    if (!call.arguments[0].isString()) return call.give(Value::boolean(false));
    JsonParser parser(call, textArgument(call, 0));
    const JsonParser::Status status = parser.parse();
    if (status == JsonParser::Status::Stopped) return Outcome::Stop;
    return call.give(Value::boolean(status == JsonParser::Status::Done));
}

Outcome write(NativeCall &call, const JsonLayout &layout)
{
    std::string text;
    const Outcome outcome = appendJson(call, call.arguments[0], layout, text);
    return outcome == Outcome::Return ? call.giveText(text) : outcome;
}

Outcome stringify(NativeCall &call)
{
    return write(call, {});
}

Outcome prettyPrint(NativeCall &call)
{
    if (call.has(1) && call.arguments[1].isNull()) return write(call, {});
    JsonLayout layout{true, std::string(4, ' ')};
    if (call.has(1) && call.arguments[1].isString()) {
        layout.indent = textArgument(call, 1);
    } else if (call.has(1)) {
        const int64_t width = clampInteger(call.arguments[1]);
        if (width > 1000) return call.fail(ErrorName::ValueError, "indent must not be above 1000");
        layout.indent = std::string(static_cast<size_t>(std::max<int64_t>(width, 0)), ' ');
    }
    return write(call, layout);
}

// ---- questions and access ---------------------------------------------------------------------------------------

Outcome isObject(NativeCall &call)
{
    return call.give(Value::boolean(call.arguments[0].isObject()));
}
Outcome isArray(NativeCall &call)
{
    return call.give(Value::boolean(call.arguments[0].isArray()));
}
Outcome isString(NativeCall &call)
{
    return call.give(Value::boolean(call.arguments[0].isString()));
}
Outcome isNumeric(NativeCall &call)
{
    return call.give(Value::boolean(isNumber(call.arguments[0])));
}
Outcome isBoolean(NativeCall &call)
{
    return call.give(Value::boolean(call.arguments[0].isBoolean()));
}
Outcome isNull(NativeCall &call)
{
    return call.give(Value::boolean(call.arguments[0].isNull()));
}

template<bool Keys>
Outcome collect(NativeCall &call)
{
    Array *array = call.heap().array();
    if (!call.arguments[0].isObject()) return giveArray(call, array);
    Value key, value;
    for (uint32_t position = 0; nextProperty(call.arguments[0].asObject(), position, key, value);)
        if (pollAt(call, position) || !call.heap().push(array, Keys ? key : value)) return Outcome::Stop;
    return giveArray(call, array);
}

/// The property named by the second argument; unset when absent. False: the key is none, raised.
bool lookUp(NativeCall &call, Value &value)
{
    value = Value::unset();
    if (!call.arguments[0].isObject()) return true;
    if (!isKey(call.arguments[1])) {
        call.raise(ErrorName::TypeError, std::format("unhashable type: '{}'", typeName(call.arguments[1])));
        return false;
    }
    value = getProperty(call.arguments[0].asObject(), call.arguments[1]);
    return true;
}

Outcome hasKey(NativeCall &call)
{
    Value value;
    return lookUp(call, value) ? call.give(Value::boolean(!value.isUnset())) : Outcome::Raise;
}

Outcome get(NativeCall &call)
{
    Value value;
    if (!lookUp(call, value)) return Outcome::Raise;
    if (!value.isUnset()) return call.give(value);
    return call.give(call.has(2) ? call.arguments[2] : Value::null());
}

Outcome merge(NativeCall &call)
{
    const bool hasFirst = call.arguments[0].isObject();
    Object *merged = hasFirst ? copyObject(call.heap(), call.arguments[0].asObject()) : call.heap().object();
    if (!merged) return Outcome::Stop;
    if (!call.arguments[1].isObject()) return giveObject(call, merged);
    Value key, value;
    for (uint32_t position = 0; nextProperty(call.arguments[1].asObject(), position, key, value);)
        if (pollAt(call, position) || !setProperty(call.heap(), merged, key, value)) return Outcome::Stop;
    return giveObject(call, merged);
}

// clang-format off
const NativeSpec kFunctions[] = {
    {"get", "object: any, key: any, default: any = null -> any", &get, Need::nothing(), "The value of a key, or the default."},
    {"hasKey", "object: any, key: any -> bool", &hasKey, Need::nothing(), "True when an object has the key."},
    {"isArray", "value: any -> bool", &isArray, Need::nothing(), "True for arrays."},
    {"isBoolean", "value: any -> bool", &isBoolean, Need::nothing(), "True for booleans."},
    {"isNull", "value: any -> bool", &isNull, Need::nothing(), "True for null."},
    {"isNumber", "value: any -> bool", &isNumeric, Need::nothing(), "True for numbers."},
    {"isObject", "value: any -> bool", &isObject, Need::nothing(), "True for objects."},
    {"isString", "value: any -> bool", &isString, Need::nothing(), "True for strings."},
    {"keys", "object: any -> arr", &collect<true>, Need::nothing(), "The keys of an object."},
    {"merge", "a: any, b: any -> obj", &merge, Need::nothing(), "A copy of one object with the properties of another."},
    {"parse", "text: str -> any", &parse, Need::nothing(), "The value of a JSON text."},
    {"prettyPrint", "value: any, indent: int or str or null = 4 -> str", &prettyPrint, Need::nothing(), "A value as JSON on several lines."},
    {"safeParse", "text: str, maxDepth: int = 100 -> any", &safeParse, Need::nothing(), "As parse, refusing deep nesting."},
    {"stringify", "value: any -> str", &stringify, Need::nothing(), "A value as JSON on one line."},
    {"validate", "text: any -> bool", &validate, Need::nothing(), "True when a text is valid JSON."},
    {"values", "object: any -> arr", &collect<false>, Need::nothing(), "The values of an object."},
};
// clang-format on

const StandardModule kModule{"json", "JSON text to values and back.", kFunctions, {}, {}, {}};

} // namespace

const StandardModule &jsonModule()
{
    return kModule;
}

} // namespace latchkey::modules
