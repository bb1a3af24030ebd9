// SPDX-License-Identifier: GPL-3.0-or-later
// Context variables, measured operations, pools, and what the prelude's functions need to know of their options.
#include "engine/modules/async/async_classes.h"
#include "engine/modules/async/prelude_rows.h"

#include <algorithm>
#include <chrono>
#include <format>
#include <random>

namespace latchkey::modules::async {

using namespace vm;

// ---- context variables: a fiber's are an array of (variable, value) pairs, copied when one is set -----------------

namespace {

/// Index of the variable's value in the current fiber's list; -1: it has none.
int64_t placeOf(NativeCall &call, const Instance *variable)
{
    const Value locals = call.isolate.locals();
    if (!locals.isArray()) return -1;
    const Array *pairs = locals.asArray();
    for (uint32_t i = 0; i + 1 < pairs->length; i += 2)
        if (cellAs<Instance>(pairs->items[i]) == variable) return i + 1;
    return -1;
}

} // namespace

Outcome local(NativeCall &call)
{
    Instance *made = newInstance(call.heap(), kLocalClass, char(0));
    made->fields[0] = isMissing(call, 0) ? Value::null() : call.arguments[0];
    return call.give(Value::cell(made));
}

Outcome localGet(NativeCall &call)
{
    const int64_t place = placeOf(call, receiver(call));
    return call.give(place < 0 ? receiver(call)->fields[0] : call.isolate.locals().asArray()->items[place]);
}

Outcome localSet(NativeCall &call)
{
    const int64_t place = placeOf(call, receiver(call));
    Value &locals = call.isolate.locals();
    const Array *old = locals.isArray() ? locals.asArray() : nullptr;
    Array *pairs = old ? arrayOf(call.heap(), old->items, old->length) : call.heap().array();
    if (!pairs) return Outcome::Stop;
    if (place >= 0) {
        pairs->items[place] = call.arguments[0];
    } else if (!call.heap().push(pairs, call.receiver) || !call.heap().push(pairs, call.arguments[0])) {
        return Outcome::Stop;
    }
    locals = Value::array(pairs);
    return call.giveNull();
}

static Outcome localRun(NativeCall &call)
{
    return callMethodOfPrelude(call, preludeRow(PreludeRow::RunWith));
}

// ---- measures ---------------------------------------------------------------------------------------------------

namespace {

/// For the percentile: this many durations of a name are kept; later ones replace random earlier ones.
constexpr size_t kSamples = 4096;

struct Measure {
    std::string name;
    int64_t count = 0;
    int64_t errors = 0;
    double total = 0;
    double least = 0;
    double most = 0;
    std::vector<double> samples;
};

struct Measures {
    std::vector<Measure> list;
    std::minstd_rand random{1};
};

Measures &measuresOf(NativeCall &call)
{
    static constexpr char kKey = 0;
    return call.isolate.moduleState<Measures>(&kKey);
}

double percentile95(std::vector<double> samples)
{
    const size_t rank = (samples.size() * 95 + 99) / 100; // nearest rank, from 1
    const auto at = samples.begin() + static_cast<std::ptrdiff_t>(rank - 1);
    std::ranges::nth_element(samples, at);
    return *at;
}

} // namespace

/// __measured(name, seconds, failed)
Outcome measured(NativeCall &call)
{
    Measures &measures = measuresOf(call);
    const std::string_view name = textArgument(call, 0);
    const double seconds = toReal(call.arguments[1]);
    auto found = std::ranges::find(measures.list, name, &Measure::name);
    if (found == measures.list.end()) {
        call.heap().charge(sizeof(Measure) + name.size());
        measures.list.push_back({.name = std::string(name), .least = seconds, .most = seconds, .samples = {}});
        found = measures.list.end() - 1;
    }
    ++found->count;
    if (isTruthy(call.arguments[2])) ++found->errors;
    found->total += seconds;
    found->least = std::min(found->least, seconds);
    found->most = std::max(found->most, seconds);
    if (found->samples.size() < kSamples) {
        call.heap().charge(sizeof(double));
        found->samples.push_back(seconds);
    } else if (const auto at = measures.random() % static_cast<uint64_t>(found->count); at < kSamples) {
        found->samples[at] = seconds;
    }
    return call.giveNull();
}

Outcome measures(NativeCall &call)
{
    Object *all = call.heap().object();
    for (const Measure &measure : measuresOf(call).list) {
        Object *row = call.heap().object();
        const std::pair<std::string_view, Value> entries[] = {
            {"count", Value::small(measure.count)},
            {"errors", Value::small(measure.errors)},
            {"total", Value::real(measure.total)},
            {"mean", Value::real(measure.total / static_cast<double>(measure.count))},
            {"min", Value::real(measure.least)},
            {"max", Value::real(measure.most)},
            {"p95", Value::real(percentile95(measure.samples))},
        };
        for (const auto &[key, value] : entries)
            if (!setProperty(call.heap(), row, key, value)) return Outcome::Stop;
        if (!setProperty(call.heap(), all, measure.name, Value::object(row))) return Outcome::Stop;
    }
    return giveObject(call, all);
}

/// __now(): seconds of a clock that only goes forward.
Outcome now(NativeCall &call)
{
    const auto elapsed = std::chrono::steady_clock::now().time_since_epoch();
    return call.give(Value::real(std::chrono::duration<double>(elapsed).count()));
}

/// __jitter(): between -1 and 1. Not the script's own random numbers, which a seed makes repeatable.
Outcome jitter(NativeCall &call)
{
    return call.give(Value::real(std::uniform_real_distribution<double>(-1, 1)(measuresOf(call).random)));
}

// ---- pools: fields[0] is the prelude's own object -----------------------------------------------------------------

Outcome newPool(NativeCall &call)
{
    Instance *made = newInstance(call.heap(), kPoolClass, char(0));
    made->fields[0] = call.arguments[0];
    return call.give(Value::cell(made));
}

Outcome poolState(NativeCall &call)
{
    return call.give(cellAs<Instance>(call.arguments[0])->fields[0]);
}

static Outcome poolWith(NativeCall &call)
{
    return callMethodOfPrelude(call, preludeRow(PreludeRow::PoolWith));
}
static Outcome poolClose(NativeCall &call)
{
    return callMethodOfPrelude(call, preludeRow(PreludeRow::PoolClose));
}

// ---- options ----------------------------------------------------------------------------------------------------

namespace {

bool fits(Value value, Value standard)
{
    if (standard.isNull()) return true;
    if (standard.isBoolean()) return value.isBoolean();
    return isNumber(value);
}

} // namespace

/// __options(function, options, defaults): the defaults with what the script chose; unknown names are errors.
Outcome optionsOf(NativeCall &call)
{
    const std::string_view function = textArgument(call, 0);
    const Object *defaults = call.arguments[2].asObject();
    Object *chosen = copyObject(call.heap(), defaults);
    if (!chosen) return Outcome::Stop;
    if (call.arguments[1].isNull()) return giveObject(call, chosen);
    if (!call.arguments[1].isObject())
        return call.raise(ErrorName::TypeError, std::format("{}: the options must be an object, got {}", function,
                                                            typeName(call.arguments[1])));
    uint32_t position = 0;
    Value key, value;
    while (nextProperty(call.arguments[1].asObject(), position, key, value)) {
        const std::string name = key.isString() ? std::string(key.asString()->view()) : "";
        const Value standard = getProperty(defaults, key);
        if (standard.isUnset())
            return call.raise(ErrorName::ValueError, std::format("{}: there is no option '{}'", function, name));
        if (!fits(value, standard))
            return call.raise(ErrorName::TypeError,
                              std::format("{}: option '{}' must be a {}, got {}", function, name,
                                          standard.isBoolean() ? "boolean" : "number", typeName(value)));
        if (!setProperty(call.heap(), chosen, key, value)) return Outcome::Stop;
    }
    return giveObject(call, chosen);
}

// ---- classes ----------------------------------------------------------------------------------------------------

// clang-format off: tables, read by their columns
static const NativeSpec kLocalMethods[] = {
    {"get", "-> any", &localGet, Need::nothing(), "Its value in this task."},
    {"run", "value: any, f: fn -> any", &localRun, Need::nothing(), "f() while it has another value."},
    {"set", "value: any -> null", &localSet, Need::nothing(), "Gives it a value in this task and in those it starts from now on."},
};
static const NativeSpec kPoolMethods[] = {
    {"close", "f: fn -> null", &poolClose, Need::nothing(), "Waits until all are back, then calls f with each."},
    {"with", "f: fn -> any", &poolWith, Need::nothing(), "f(resource) with one that nobody else has; waits while none is free."},
};
// clang-format on

const ClassSpec kLocalClass{"Local", kLocalMethods, {}, &destroyPayload<char>};
const ClassSpec kPoolClass{"Pool", kPoolMethods, {}, &destroyPayload<char>};

} // namespace latchkey::modules::async
