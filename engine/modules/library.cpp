// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/modules/library.h"

#include "engine/modules/tables.h"

#include <algorithm>
#include <cassert>
#include <unordered_map>
#include <vector>

namespace latchkey::modules {

using namespace vm;

namespace {

using Methods = std::unordered_map<std::string_view, const NativeSpec *>;
using Members = std::unordered_map<std::string_view, Value>;

[[maybe_unused]] bool isSortedByName(std::span<const NativeSpec> table)
{
    return std::ranges::is_sorted(table, {}, &NativeSpec::name);
}

Methods methodsOf(std::span<const NativeSpec> table)
{
    assert(isSortedByName(table));
    Methods methods;
    for (const NativeSpec &spec : table) {
        registerNative(spec, {}, ErrorStyle::Plain);
        methods.emplace(spec.name, &spec);
    }
    return methods;
}

/// Everything a script reaches through `module.name`, aliases included.
Members membersOf(const StandardModule &module)
{
    Members members;
    for (const NativeSpec &spec : module.functions) members.emplace(spec.name, Value::cell(&spec.cell));
    for (const ConstantSpec &constant : module.constants) members.emplace(constant.name, constant.value);
    for (const auto &[alias, name] : module.aliases) {
        const auto original = members.find(name);
        assert(original != members.end());
        members.emplace(alias, original->second);
    }
    return members;
}

class StandardLibrary final : public Library
{
public:
    StandardLibrary()
        : m_builtins(builtinTable())
        , m_stringMethods(methodsOf(stringMethodTable()))
        , m_arrayMethods(methodsOf(arrayMethodTable()))
        , m_objectMethods(methodsOf(objectMethodTable()))
    {
        assert(isSortedByName(m_builtins));
        for (const NativeSpec &spec : m_builtins) registerNative(spec, {}, ErrorStyle::Plain);
        for (const StandardModule *module : allModules()) addModule(*module);
        std::ranges::sort(m_modules, {}, &StandardModule::name);
        makeCell(m_builtin);
        m_members.emplace(&m_builtin, membersOf(m_builtin));
    }

    std::span<const NativeSpec> builtins() const override { return m_builtins; }
    std::span<const NativeSpec> stringMethods() const override { return stringMethodTable(); }
    std::span<const NativeSpec> arrayMethods() const override { return arrayMethodTable(); }
    std::span<const NativeSpec> objectMethods() const override { return objectMethodTable(); }
    std::span<const StandardModule *const> modules() const override { return m_modules; }

    const StandardModule *module(std::string_view name) const override
    {
        if (name == m_builtin.name) return &m_builtin;
        const auto found = std::ranges::lower_bound(m_modules, name, {}, &StandardModule::name);
        return found != m_modules.end() && (*found)->name == name ? *found : nullptr;
    }

    Value moduleMember(const StandardModule &module, std::string_view name) const override
    {
        const auto members = m_members.find(&module);
        if (members == m_members.end()) return Value::unset();
        const auto member = members->second.find(name);
        return member == members->second.end() ? Value::unset() : member->second;
    }

    const NativeSpec *stringMethod(std::string_view name) const override { return lookup(m_stringMethods, name); }
    const NativeSpec *arrayMethod(std::string_view name) const override { return lookup(m_arrayMethods, name); }
    const NativeSpec *objectMethod(std::string_view name) const override { return lookup(m_objectMethods, name); }

private:
    static std::vector<const StandardModule *> allModules()
    {
        return {
            &argsModule(), &asyncModule(),    &collectionsModule(), &consoleModule(), &cryptoModule(),
            &csvModule(),  &datetimeModule(), &envModule(),         &fileModule(),    &functionalModule(),
            &httpModule(), &jsonModule(),     &logModule(),         &mathModule(),    &parallelModule(),
            &pathModule(), &progressModule(), &randomModule(),      &regexModule(),   &showModule(),
        };
    }

    void addModule(const StandardModule &module)
    {
        for (const NativeSpec &spec : module.functions) registerNative(spec, module.name, ErrorStyle::Module);
        for (const NativeSpec &spec : module.preludeNatives) registerNative(spec, module.name, ErrorStyle::Module);
        for (const ClassSpec *type : module.classes) {
            for (const NativeSpec &spec : type->methods) registerNative(spec, type->name, ErrorStyle::Module);
            for (const NativeSpec &spec : type->properties) registerNative(spec, type->name, ErrorStyle::Module);
        }
        m_members.emplace(&module, membersOf(module));
        makeCell(module);
        m_modules.push_back(&module);
    }

    /// Always there under its own name, but nothing that one would import.
    static StandardModule builtinModule()
    {
        StandardModule module{};
        module.name = "builtin";
        module.help = "The built-in functions.";
        module.functions = builtinTable();
        return module;
    }

    static void makeCell(const StandardModule &module)
    {
        module.cell.kind = CellKind::Module;
        module.cell.flags = Cell::kImmortal;
        module.cell.module = &module;
    }

    static const NativeSpec *lookup(const Methods &methods, std::string_view name)
    {
        const auto found = methods.find(name);
        return found == methods.end() ? nullptr : found->second;
    }

    std::span<const NativeSpec> m_builtins;
    Methods m_stringMethods;
    Methods m_arrayMethods;
    Methods m_objectMethods;
    std::vector<const StandardModule *> m_modules; ///< by name
    std::unordered_map<const StandardModule *, Members> m_members;
    StandardModule m_builtin = builtinModule();
};

} // namespace

const Library &standardLibrary()
{
    static const StandardLibrary library;
    return library;
}

} // namespace latchkey::modules
