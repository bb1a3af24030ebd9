// SPDX-License-Identifier: GPL-3.0-or-later
// Built-ins that ask about values, modules and capabilities (language.md 11.5). They show nothing beyond what a program
// can reach anyway, and the questions about capabilities never ask a person.
#include "engine/bytecode/program.h"
#include "engine/modules/builtins/functions.h"
#include "engine/vm/image.h"

#include <algorithm>
#include <format>
#include <set>

namespace latchkey::modules::builtins {

using namespace vm;

namespace {

Outcome giveTexts(NativeCall &call, const auto &texts)
{
    Array *array = call.heap().array();
    for (const auto &text : texts) {
        const Value value = newText(call.heap(), text);
        if (value.isUnset() || !call.heap().push(array, value)) return Outcome::Stop;
    }
    return giveArray(call, array);
}

/// The library function behind a value, null for functions of scripts and everything else.
const NativeSpec *specOf(Value value)
{
    if (isCellOf(value, CellKind::Native)) return cellAs<Native>(value)->spec;
    if (isCellOf(value, CellKind::BoundMethod)) return cellAs<BoundMethod>(value)->spec;
    return nullptr;
}

void addNeeds(const NativeSpec &spec, std::vector<std::string> &names)
{
    for (const NeedItem &item : spec.need.items()) {
        // Metadata may always be asked for near the script; it is no name that one grants.
        if (item.capability == "path.metadata") continue;
        if (std::ranges::find(names, item.capability) == names.end()) names.emplace_back(item.capability);
    }
}

// ---- members ----------------------------------------------------------------------------------------------------

std::span<const NativeSpec> methodsOf(const Library &library, Value value)
{
    if (value.isString()) return library.stringMethods();
    if (value.isArray()) return library.arrayMethods();
    if (value.isObject()) return library.objectMethods();
    if (isCellOf(value, CellKind::Instance)) return cellAs<Instance>(value)->spec->methods;
    return {};
}

bool hasName(std::span<const NativeSpec> table, std::string_view name)
{
    return std::ranges::find(table, name, &NativeSpec::name) != table.end();
}

bool isExport(const UserModule *module, std::string_view name)
{
    const std::vector<std::string> &names = module->instance->image->program().globals;
    const auto found = std::ranges::find(names, name);
    return found != names.end() && !module->instance->globals[found - names.begin()].isUnset();
}

/// Is `name` a member that a program may reach as `value.name`?
bool hasMember(NativeCall &call, Value value, std::string_view name)
{
    if (name.starts_with('_')) return false;
    if (value.isObject() && !getProperty(value.asObject(), name).isUnset()) return true;
    if ((value.isString() || value.isArray()) && name == "length") return true;
    const Library &library = call.isolate.library();
    if (hasName(methodsOf(library, value), name)) return true;
    if (!value.isOtherCell()) return false;
    switch (value.asCell()->kind) {
    case CellKind::Instance:
        return hasName(cellAs<Instance>(value)->spec->properties, name);
    case CellKind::Module:
        return !library.moduleMember(*cellAs<Module>(value)->module, name).isUnset();
    case CellKind::UserModule:
        return isExport(cellAs<UserModule>(value), name);
    default:
        return false;
    }
}

// ---- modules ----------------------------------------------------------------------------------------------------

std::set<std::string> loadedNames(NativeCall &call)
{
    std::set<std::string> names{"builtin"};
    for (const auto &module : call.isolate.modules()) {
        if (!module->name.empty()) names.insert(module->name);
        for (const bytecode::Import &import : module->image->program().imports)
            if (import.kind == analysis::ImportKind::Standard) names.insert(import.path);
    }
    return names;
}

const ModuleInstance *userModule(NativeCall &call, std::string_view name)
{
    for (const auto &module : call.isolate.modules())
        if (!name.empty() && module->name == name) return module.get();
    return nullptr;
}

std::set<std::string> functionNames(const StandardModule &module)
{
    std::set<std::string> names;
    for (const NativeSpec &spec : module.functions) names.emplace(spec.name);
    for (const auto &alias : module.aliases) names.emplace(alias.first);
    return names;
}

std::set<std::string> functionNames(const ModuleInstance &module)
{
    std::set<std::string> names;
    const std::vector<std::string> &globals = module.image->program().globals;
    for (size_t i = 0; i < globals.size() && module.globals; ++i)
        if (isFunction(module.globals[i])) names.insert(globals[i]);
    return names;
}

bool put(NativeCall &call, Object *object, std::string_view key, Value value)
{
    return !value.isUnset() && setProperty(call.heap(), object, key, value);
}

Value textArray(NativeCall &call, const auto &texts)
{
    return giveTexts(call, texts) == Outcome::Return ? call.result : Value::unset();
}

/// The texts, or null when there are none to speak of.
Value textsOrNull(NativeCall &call, bool present, const std::vector<std::string> &texts)
{
    return present ? textArray(call, texts) : Value::null();
}

Value textOrNull(NativeCall &call, std::string_view text)
{
    return text.empty() ? Value::null() : newText(call.heap(), text);
}

std::string needText(const std::vector<std::string> &names)
{
    std::string text = names.empty() ? "Capabilities: None required" : "Requires: ";
    for (size_t i = 0; i < names.size(); ++i) text += (i ? ", " : "") + names[i];
    return text;
}

/// The argument as text; other types have none.
std::string_view nameArgument(NativeCall &call, uint32_t i)
{
    return call.has(i) && call.arguments[i].isString() ? textArgument(call, i) : std::string_view();
}

} // namespace

Outcome help(NativeCall &call)
{
    const Value target = call.arguments[0];
    std::vector<std::string> needs;
    if (const NativeSpec *spec = specOf(target)) {
        addNeeds(*spec, needs);
        return call.giveText(std::format("{}\n{}", spec->help, needText(needs)));
    }
    if (isCellOf(target, CellKind::Module)) {
        const StandardModule &module = *cellAs<Module>(target)->module;
        for (const NativeSpec &spec : module.functions) addNeeds(spec, needs);
        return call.giveText(std::format("{}\n{}", module.help, needText(needs)));
    }
    std::string text = "No help available for ";
    return appendDisplay(call.isolate, target, Display::Plain, text) ? call.giveText(text) : Outcome::Stop;
}

Outcome methods(NativeCall &call)
{
    std::set<std::string> names;
    for (const NativeSpec &spec : methodsOf(call.isolate.library(), call.arguments[0])) names.emplace(spec.name);
    return giveTexts(call, names);
}

Outcome loadedModules(NativeCall &call)
{
    return giveTexts(call, loadedNames(call));
}

Outcome availableModules(NativeCall &call)
{
    const std::string_view kind = nameArgument(call, 0);
    std::set<std::string> names;
    if (kind != "ml_source")
        for (const StandardModule *module : call.isolate.library().modules()) names.emplace(module->name);
    if (kind != "python_bridge")
        for (const auto &module : call.isolate.modules())
            if (!module->name.empty()) names.insert(module->name);
    return giveTexts(call, names);
}

Outcome hasModule(NativeCall &call)
{
    const std::string_view name = nameArgument(call, 0);
    return call.give(Value::boolean(call.isolate.library().module(name) || userModule(call, name)));
}

Outcome moduleInfo(NativeCall &call)
{
    const std::string_view name = nameArgument(call, 0);
    const StandardModule *standard = call.isolate.library().module(name);
    const ModuleInstance *user = standard ? nullptr : userModule(call, name);
    if (!standard && !user) return call.giveNull();
    const bool isLoaded = loadedNames(call).contains(std::string(name));
    Object *info = call.heap().object();
    const bool fits =
        put(call, info, "name", newText(call.heap(), name)) &&
        put(call, info, "type", newText(call.heap(), standard ? "python_bridge" : "ml_source")) &&
        put(call, info, "loaded", Value::boolean(isLoaded)) && put(call, info, "reload_count", Value::small(0)) &&
        put(call, info, "functions", textArray(call, standard ? functionNames(*standard) : functionNames(*user))) &&
        (standard || put(call, info, "file_path", newText(call.heap(), user->image->program().source->name())));
    return fits ? giveObject(call, info) : Outcome::Stop;
}

Outcome hasAttribute(NativeCall &call)
{
    return call.give(Value::boolean(hasMember(call, call.arguments[0], nameArgument(call, 1))));
}

Outcome getAttribute(NativeCall &call)
{
    const Value value = call.arguments[0];
    const Value fallback = call.has(2) ? call.arguments[2] : Value::null();
    const std::string_view name = nameArgument(call, 1);
    if (!hasMember(call, value, name)) return call.give(fallback);
    // An object's own properties come first, then its methods, which `object.name` alone does not give.
    if (value.isObject() && getProperty(value.asObject(), name).isUnset())
        return call.give(Value::cell(call.heap().boundMethod(value, call.isolate.library().objectMethod(name))));
    return getMember(call, value, call.arguments[1].asString());
}

Outcome hasCapability(NativeCall &call)
{
    const std::string_view text = nameArgument(call, 0);
    return call.give(Value::boolean(!text.empty() && call.isolate.host().hasCapability(text)));
}

Outcome getCapabilities(NativeCall &call)
{
    return giveTexts(call, call.isolate.host().capabilities());
}

Outcome getCapabilityInfo(NativeCall &call)
{
    Host::CapabilityInfo info;
    const std::string_view name = nameArgument(call, 0);
    if (name.empty() || !call.isolate.host().capabilityInfo(name, info)) return call.giveNull();
    Object *object = call.heap().object();
    const bool fits =
        put(call, object, "type", newText(call.heap(), info.type)) &&
        put(call, object, "available", Value::boolean(info.available)) &&
        put(call, object, "usage_count", call.heap().integer(info.usageCount)) &&
        put(call, object, "patterns", textsOrNull(call, info.hasPatterns, info.patterns)) &&
        put(call, object, "operations", textsOrNull(call, info.hasOperations, info.operations)) &&
        put(call, object, "max_usage", info.maxUsage < 0 ? Value::null() : call.heap().integer(info.maxUsage)) &&
        put(call, object, "expires_at", textOrNull(call, info.expiresAt));
    return fits ? giveObject(call, object) : Outcome::Stop;
}

Outcome requiredCapabilities(NativeCall &call)
{
    std::vector<std::string> names;
    if (const NativeSpec *spec = specOf(call.arguments[0])) addNeeds(*spec, names);
    return giveTexts(call, names);
}

} // namespace latchkey::modules::builtins
