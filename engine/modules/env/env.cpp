// SPDX-License-Identifier: GPL-3.0-or-later
// The module `env`. Scripts see and change a copy of the environment that belongs to their run; the process keeps its
// own.
#include "engine/modules/support/arguments.h"
#include "engine/modules/tables.h"
#include "engine/text/numbers.h"
#include "engine/text/quote.h"
#include "engine/text/trim.h"
#include "engine/text/utf8.h"

#include <algorithm>
#include <format>
#include <map>
#include <unistd.h>

namespace latchkey::modules {

using namespace vm;

namespace {

/// The run's copy, taken when the script first asks.
struct Environment {
    Environment()
    {
        for (char **entry = environ; entry && *entry; ++entry) {
            const std::string_view text = *entry;
            const size_t equals = text.find('=');
            if (equals == std::string_view::npos || equals == 0) continue;
            variables.insert_or_assign(text::withReplacements(text.substr(0, equals)),
                                       text::withReplacements(text.substr(equals + 1)));
        }
    }
    std::map<std::string, std::string, std::less<>> variables;
};

Environment &environment(NativeCall &call)
{
    static constexpr char kKey = 0;
    return call.isolate.moduleState<Environment>(&kKey);
}

/// False: raised.
bool checkName(NativeCall &call)
{
    const std::string_view name = textArgument(call, 0);
    if (!name.empty() && name.find('=') == std::string_view::npos && name.find('\0') == std::string_view::npos)
        return true;
    call.raise(ErrorName::ValueError, "invalid environment variable name: " + text::quoted(name));
    return false;
}

const std::string *find(NativeCall &call)
{
    const auto &variables = environment(call).variables;
    const auto found = variables.find(textArgument(call, 0));
    return found == variables.end() ? nullptr : &found->second;
}

Outcome giveDefault(NativeCall &call, Value fallback)
{
    return call.give(call.has(1) && !call.arguments[1].isNull() ? call.arguments[1] : fallback);
}

Outcome get(NativeCall &call)
{
    if (!checkName(call)) return Outcome::Raise;
    const std::string *value = find(call);
    return value ? call.giveText(*value) : giveDefault(call, Value::null());
}

Outcome has(NativeCall &call)
{
    return checkName(call) ? call.give(Value::boolean(find(call) != nullptr)) : Outcome::Raise;
}

Outcome require(NativeCall &call)
{
    if (!checkName(call)) return Outcome::Raise;
    if (const std::string *value = find(call)) return call.giveText(*value);
    return call.raise(ErrorName::ValueError,
                      std::format("Required environment variable not set: {}", textArgument(call, 0)));
}

Outcome set(NativeCall &call)
{
    if (!checkName(call)) return Outcome::Raise;
    std::string text;
    if (!appendDisplay(call.isolate, call.arguments[1], Display::Direct, text)) return Outcome::Stop;
    if (text.find('\0') != std::string::npos) return call.raise(ErrorName::ValueError, "invalid environment value");
    call.heap().charge(text.size());
    environment(call).variables.insert_or_assign(std::string(textArgument(call, 0)), std::move(text));
    return call.giveNull();
}

Outcome remove(NativeCall &call)
{
    if (!checkName(call)) return Outcome::Raise;
    auto &variables = environment(call).variables;
    if (const auto found = variables.find(textArgument(call, 0)); found != variables.end()) variables.erase(found);
    return call.giveNull();
}

Outcome all(NativeCall &call)
{
    Object *object = call.heap().object();
    for (const auto &[name, value] : environment(call).variables) {
        const Value text = newText(call.heap(), value);
        if (text.isUnset() || !setProperty(call.heap(), object, name, text)) return Outcome::Stop;
    }
    return giveObject(call, object);
}

// ---- typed values -----------------------------------------------------------------------------------------------

/// Optional sign, ASCII digits, single underscores between digits.
bool isPlainInteger(std::string_view text)
{
    if (text.starts_with('+') || text.starts_with('-')) text.remove_prefix(1);
    if (text.empty() || text.front() == '_' || text.back() == '_' || text.find("__") != std::string_view::npos)
        return false;
    return std::ranges::all_of(text, [](char c) { return c == '_' || (c >= '0' && c <= '9'); });
}

Outcome getInt(NativeCall &call)
{
    if (!checkName(call)) return Outcome::Raise;
    const std::string *value = find(call);
    const std::string_view text = value ? text::strip(*value) : std::string_view();
    if (!isPlainInteger(text)) return giveDefault(call, Value::small(0));
    const std::optional<text::IntegerText> number = text::parseInteger(text);
    if (!number || !number->small) return giveDefault(call, Value::small(0));
    return call.give(call.heap().integer(*number->small));
}

Outcome getFloat(NativeCall &call)
{
    if (!checkName(call)) return Outcome::Raise;
    const std::string *value = find(call);
    const std::optional<double> number = value ? text::parseFloat(*value) : std::nullopt;
    return number ? call.give(Value::realFromOutside(*number)) : giveDefault(call, Value::real(0));
}

Outcome getBool(NativeCall &call)
{
    if (!checkName(call)) return Outcome::Raise;
    const std::string *value = find(call);
    if (!value) return giveDefault(call, Value::boolean(false));
    std::string lower;
    for (const char c : *value) lower += static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
    return call.give(Value::boolean(lower == "true" || lower == "1" || lower == "yes" || lower == "on"));
}

constexpr Need kRead = Need::of("env.read", 0, ResourceKind::Variable);
constexpr Need kWrite = Need::of("env.write", 0, ResourceKind::Variable);
constexpr Need kReadAll = Need::of("env.read", -1, ResourceKind::Everything);

// clang-format off
const NativeSpec kFunctions[] = {
    {"all", "-> obj", &all, kReadAll, "All variables."},
    {"delete", "name: str -> null", &remove, kWrite, "Removes a variable."},
    {"get", "name: str, default: any = null -> any", &get, kRead, "The value of a variable, or the default."},
    {"get_bool", "name: str, default: any = false -> any", &getBool, kRead, "A variable as true or false."},
    {"get_float", "name: str, default: any = 0.0 -> any", &getFloat, kRead, "A variable as a float."},
    {"get_int", "name: str, default: any = 0 -> any", &getInt, kRead, "A variable as an integer."},
    {"has", "name: str -> bool", &has, kRead, "Is the variable set?"},
    {"require", "name: str -> str", &require, kRead, "The value of a variable that must be set."},
    {"set", "name: str, value: any -> null", &set, kWrite, "Sets a variable for this run."},
};
// clang-format on

const StandardModule kModule{"env", "Environment variables of the run.", kFunctions, {}, {}, {}};

} // namespace

const StandardModule &envModule()
{
    return kModule;
}

} // namespace latchkey::modules
