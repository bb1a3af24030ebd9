// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/modules/reference.h"

#include "engine/modules/library.h"

#include <algorithm>
#include <format>
#include <vector>

namespace latchkey::modules {

using namespace vm;

namespace {

/// In a table's cell: a bar would end it.
std::string cell(std::string_view text)
{
    std::string result;
    for (const char c : text) {
        if (c == '|') result += '\\';
        result += c;
    }
    return result;
}

/// "`file.read` for `path`"
std::string needText(const NativeSpec &spec)
{
    std::string text;
    for (const NeedItem &item : spec.need.items()) {
        if (!text.empty()) text += ", ";
        text += std::format("`{}`", item.capability == "path.metadata" ? "path.read" : item.capability);
        if (item.capability == "path.metadata") text += " outside the script's folder";
        if (item.kind == ResourceKind::Everything) text += " for all of it";
        else if (item.argument >= 0 && item.argument < spec.compiled.declared)
            text += std::format(" for `{}`", spec.compiled.names[item.argument]);
    }
    return text;
}

/// "name(text: str, depth: int = 100) -> any"
std::string callText(const NativeSpec &spec)
{
    std::string_view signature = spec.signature;
    const size_t arrow = signature.find("->");
    std::string_view parameters = signature.substr(0, arrow);
    while (parameters.ends_with(' ')) parameters.remove_suffix(1);
    std::string text = std::format("{}({})", spec.name, parameters);
    if (arrow != std::string_view::npos) text += std::format(" {}", signature.substr(arrow));
    return text;
}

void appendRows(std::string &out, std::span<const NativeSpec> specs)
{
    std::vector<const NativeSpec *> sorted;
    for (const NativeSpec &spec : specs) sorted.push_back(&spec);
    std::ranges::sort(sorted, {}, [](const NativeSpec *spec) { return spec->name; });
    const bool hasNeeds = std::ranges::any_of(specs, [](const NativeSpec &spec) { return !spec.need.isNothing(); });
    out += hasNeeds ? "| call | what it does | needs |\n|---|---|---|\n" : "| call | what it does |\n|---|---|\n";
    for (const NativeSpec *spec : sorted) {
        out += std::format("| `{}` | {} |", cell(callText(*spec)), cell(spec->help));
        out += hasNeeds ? std::format(" {} |\n", needText(*spec)) : "\n";
    }
    out += '\n';
}

void appendClass(std::string &out, const ClassSpec &klass)
{
    out += std::format("### {}\n\n", klass.name);
    if (!klass.properties.empty()) {
        out += "Properties:";
        for (const NativeSpec &property : klass.properties)
            out += std::format(" `{}` ({})", property.name, property.help);
        out += "\n\n";
    }
    if (!klass.methods.empty()) appendRows(out, klass.methods);
}

void appendModule(std::string &out, const StandardModule &module)
{
    out += std::format("## {}\n\n{}\n\n", module.name, module.help);
    if (!module.constants.empty()) {
        out += "| constant | what it is |\n|---|---|\n";
        for (const ConstantSpec &constant : module.constants)
            out += std::format("| `{}` | {} |\n", constant.name, cell(constant.help));
        out += '\n';
    }
    appendRows(out, module.functions);
    if (!module.aliases.empty()) {
        out += "Other names:";
        for (const auto &[alias, name] : module.aliases) out += std::format(" `{}` = `{}`", alias, name);
        out += "\n\n";
    }
    for (const ClassSpec *klass : module.classes) appendClass(out, *klass);
}

} // namespace

std::string libraryReference()
{
    const Library &library = standardLibrary();
    std::string out =
        "# The standard library\n\n"
        "Made from the library's own tables by `latchkey help-library`; do not edit. A module is there after\n"
        "`import NAME;`. Types: `num` is an integer or a float, `seq` an array or a string, `iter` a `seq`, an\n"
        "object or an iterator. *Needs* names the capability that is asked for and the parameter that says for\n"
        "what; functions without one touch nothing outside the script.\n\n";
    out += "## Built-in functions\n\n";
    appendRows(out, library.builtins());
    out += "## Methods of strings\n\n";
    appendRows(out, library.stringMethods());
    out += "## Methods of arrays\n\n";
    appendRows(out, library.arrayMethods());
    out += "## Methods of objects\n\n";
    appendRows(out, library.objectMethods());
    for (const StandardModule *module : library.modules()) appendModule(out, *module);
    out.pop_back();
    return out;
}

} // namespace latchkey::modules
