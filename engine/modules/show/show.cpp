// SPDX-License-Identifier: GPL-3.0-or-later
// The module `show`: looking instead of reading. Each call hands a copy of the data to whoever watches the run; a
// second call with the same title replaces the first one's view.
#include "engine/modules/support/arguments.h"
#include "engine/modules/tables.h"
#include "engine/vm/transfer.h"

#include <algorithm>
#include <format>

namespace latchkey::modules {

using namespace vm;

namespace {

constexpr std::string_view kPlotKinds[] = {"line", "scatter", "bar", "hist", "box", "heatmap"};
constexpr std::string_view kPlotOptions[] = {"kind",    "x",       "y",     "series", "title",
                                             "x_label", "y_label", "log_x", "log_y"};
constexpr std::string_view kTableOptions[] = {"columns", "title"};
constexpr std::string_view kTextOptions[] = {"format", "title"};
constexpr std::string_view kFormats[] = {"plain", "markdown", "json"};

Outcome send(NativeCall &call, std::string_view kind, Value data, std::string title, Value options)
{
    ViewRequest request{std::string(kind), std::move(title), {}, {}};
    if (options.isObject() && !resultJson(options, request.options, true))
        return call.fail(ErrorName::ValueError, "the options are too large");
    const auto parcel = std::make_shared<Parcel>();
    const Outcome packed = Parcel::pack(call.isolate, data, *parcel, Parcel::Live::AsText);
    if (packed != Outcome::Return) return packed;
    request.data = parcel;
    call.isolate.host().show(call.isolate, std::move(request));
    return call.giveNull();
}

/// The text of an option; empty when it is absent.
std::string_view optionText(Value options, std::string_view name)
{
    if (!options.isObject()) return {};
    const Value value = getProperty(options.asObject(), name);
    return value.isString() ? value.asString()->view() : std::string_view();
}

/// Return, or Raise for an option that does not exist.
Outcome checkOptions(NativeCall &call, Value options, std::span<const std::string_view> known)
{
    if (!options.isObject()) return Outcome::Return;
    uint32_t position = 0;
    for (Value key, value; nextProperty(options.asObject(), position, key, value);) {
        const std::string_view name = key.isString() ? key.asString()->view() : std::string_view();
        if (std::ranges::find(known, name) == known.end())
            return call.fail(ErrorName::ValueError, std::format("there is no option '{}'", name));
        if (name == "title" && !value.isString() && !value.isNull())
            return call.fail(ErrorName::TypeError, "the title must be a string");
    }
    return Outcome::Return;
}

Outcome checkChoice(NativeCall &call, Value options, std::string_view name, std::span<const std::string_view> choices)
{
    if (!options.isObject() || getProperty(options.asObject(), name).isUnset()) return Outcome::Return;
    const std::string_view chosen = optionText(options, name);
    if (std::ranges::find(choices, chosen) != choices.end()) return Outcome::Return;
    std::string list;
    for (const std::string_view choice : choices) list += (list.empty() ? "" : ", ") + std::string(choice);
    return call.fail(ErrorName::ValueError, std::format("{} must be one of {}", name, list));
}

Value optionsArgument(NativeCall &call)
{
    return isMissing(call, 1) ? Value::null() : call.arguments[1];
}

Outcome showValue(NativeCall &call)
{
    return send(call, "value", call.arguments[0], std::string(textOr(call, 1, "")), Value::null());
}

Outcome showTable(NativeCall &call)
{
    const Value options = optionsArgument(call);
    const Array *rows = call.arguments[0].asArray();
    for (uint32_t i = 0; i < rows->length; ++i) {
        if (pollAt(call, i)) return Outcome::Stop;
        if (rows->items[i].isObject() || rows->items[i].isArray()) continue;
        return call.fail(ErrorName::TypeError,
                         std::format("row {} must be an object or an array, got {}", i, typeName(rows->items[i])));
    }
    if (const Outcome checked = checkOptions(call, options, kTableOptions); checked != Outcome::Return) return checked;
    return send(call, "table", call.arguments[0], std::string(optionText(options, "title")), options);
}

/// A number, [x, y], or an object with what x and y name.
bool isPoint(Value value)
{
    if (isArithmetic(value) || value.isNull() || value.isObject()) return true;
    return value.isArray();
}

Outcome showPlot(NativeCall &call)
{
    const Value options = optionsArgument(call);
    const Array *data = call.arguments[0].asArray();
    for (uint32_t i = 0; i < data->length; ++i) {
        if (pollAt(call, i)) return Outcome::Stop;
        if (!isPoint(data->items[i]))
            return call.fail(ErrorName::TypeError, std::format("point {} must be a number, [x, y] or an object, got {}",
                                                               i, typeName(data->items[i])));
    }
    if (const Outcome checked = checkOptions(call, options, kPlotOptions); checked != Outcome::Return) return checked;
    if (const Outcome checked = checkChoice(call, options, "kind", kPlotKinds); checked != Outcome::Return)
        return checked;
    return send(call, "plot", call.arguments[0], std::string(optionText(options, "title")), options);
}

Outcome showText(NativeCall &call)
{
    const Value options = optionsArgument(call);
    if (const Outcome checked = checkOptions(call, options, kTextOptions); checked != Outcome::Return) return checked;
    if (const Outcome checked = checkChoice(call, options, "format", kFormats); checked != Outcome::Return)
        return checked;
    return send(call, "text", call.arguments[0], std::string(optionText(options, "title")), options);
}

// clang-format off: tables, read by their columns
const NativeSpec kFunctions[] = {
    {"plot", "data: arr, options: obj or null = null -> null", &showPlot, Need::nothing().outside(), "A chart. Options kind (line, scatter, bar, hist, box, heatmap), x, y, series, title, x_label, y_label, log_x, log_y."},
    {"table", "rows: arr, options: obj or null = null -> null", &showTable, Need::nothing().outside(), "A table of objects or arrays. Options columns, title."},
    {"text", "text: str, options: obj or null = null -> null", &showText, Need::nothing().outside(), "A text. Options format (plain, markdown, json), title."},
    {"value", "value: any, title: str or null = null -> null", &showValue, Need::nothing().outside(), "Any value, as a tree."},
};
// clang-format on

const StandardModule kModule{"show", "Looking instead of reading.", kFunctions, {}, {}, {}};

} // namespace

const StandardModule &showModule()
{
    return kModule;
}

} // namespace latchkey::modules
