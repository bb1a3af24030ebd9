// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/language/library_docs.h"

#include "engine/modules/library.h"

#include <algorithm>
#include <array>
#include <utility>

namespace latchkey::language {

namespace {

using Pair = std::pair<std::string_view, std::string_view>;

/// Type words of the tables as the language's own names.
constexpr std::array kTypeWords{
    Pair{"any", ""},          Pair{"num", "number"}, Pair{"int", "integer"},         Pair{"bool", "boolean"},
    Pair{"str", "string"},    Pair{"arr", "array"},  Pair{"obj", "object"},          Pair{"fn", "function"},
    Pair{"iter", "iterable"}, Pair{"null", "null"},  Pair{"seq", "array or string"},
};

constexpr std::array kKeywords{
    Pair{"if", "if (condition) { ... }: runs the block when the condition is truthy."},
    Pair{"elif", "elif (condition) { ... }: another condition, tried when the ones before it failed."},
    Pair{"else", "else { ... }: runs when no condition held."},
    Pair{"while", "while (condition) { ... }: repeats the block as long as the condition is truthy."},
    Pair{"for", "for (x in values) { ... }: runs the block for each element, character or key."},
    Pair{"in", "for (x in values): what the loop goes over."},
    Pair{"break", "break; leaves the innermost loop."},
    Pair{"continue", "continue; goes on with the next round of the innermost loop."},
    Pair{"function", "function name(a, b) { ... }: binds a function to a name."},
    Pair{"fn", "fn(a, b) => expression, or fn(a, b) => { ... }: a function as a value."},
    Pair{"return", "return value; ends the function with a value, null without one."},
    Pair{"try", "try { ... } except (e) { ... } finally { ... }: handles errors."},
    Pair{"except", "except (e) { ... }: runs when the try block raised an error, which is in e."},
    Pair{"finally", "finally { ... }: runs however the try block ends."},
    Pair{"throw", "throw value; raises an error: a string, or an object with a message."},
    Pair{"import", "import module; or import module as name; makes a module's functions available."},
    Pair{"as", "import module as name; gives the module another name."},
    Pair{"capability",
         "capability Name { resource \"pattern\"; allow read; }: says beforehand what the script asks for."},
    Pair{"nonlocal", "nonlocal name; makes assignments in this function go to the variable outside of it."},
    Pair{"true", "The boolean true."},
    Pair{"false", "The boolean false."},
    Pair{"null", "No value. What a function without return gives, and a property that is not there."},
};

std::string_view trimmed(std::string_view text)
{
    const size_t first = text.find_first_not_of(' ');
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(' ') - first + 1);
}

std::string_view typeWord(std::string_view word)
{
    const auto found = std::ranges::find(kTypeWords, word, &Pair::first);
    return found == kTypeWords.end() ? word : found->second;
}

/// "int or str or null" -> "integer or string or null"; nothing when anything will do.
std::string typeText(std::string_view types)
{
    std::string text;
    while (!types.empty()) {
        const size_t end = std::min(types.find(" or "), types.size());
        const std::string_view word = typeWord(trimmed(types.substr(0, end)));
        if (word.empty()) return {};
        text.append(text.empty() ? "" : " or ").append(word);
        types.remove_prefix(std::min(end + 4, types.size()));
    }
    return text;
}

/// The end of the parameter that starts at `from`: a comma outside of quotes and brackets.
size_t parameterEnd(std::string_view text, size_t from)
{
    int depth = 0;
    char quote = 0;
    for (size_t i = from; i < text.size(); ++i) {
        const char c = text[i];
        if (quote != 0) quote = c == quote ? 0 : quote;
        else if (c == '"' || c == '\'') quote = c;
        else if (c == '[' || c == '{' || c == '(') ++depth;
        else if (c == ']' || c == '}' || c == ')') --depth;
        else if (c == ',' && depth == 0) return i;
    }
    return text.size();
}

ParameterDoc parameterOf(std::string_view text)
{
    ParameterDoc parameter;
    text = trimmed(text);
    if (text.starts_with("...")) {
        parameter.variadic = true;
        text.remove_prefix(3);
    }
    const size_t colon = std::min(text.find(':'), text.size());
    const size_t equals = std::min(text.find('='), text.size());
    parameter.name = trimmed(text.substr(0, std::min(colon, equals)));
    parameter.text = (parameter.variadic ? "..." : "") + parameter.name;
    if (colon < equals) {
        const std::string type = typeText(trimmed(text.substr(colon + 1, equals - colon - 1)));
        if (!type.empty()) parameter.text += ": " + type;
    }
    if (equals < text.size()) parameter.text.append(" = ").append(trimmed(text.substr(equals + 1)));
    return parameter;
}

} // namespace

const vm::Library &library()
{
    return modules::standardLibrary();
}

SignatureDoc signatureOf(const vm::NativeSpec &spec)
{
    SignatureDoc doc;
    std::string_view text = spec.signature;
    if (const size_t arrow = text.rfind("->"); arrow != std::string_view::npos) {
        doc.result = typeText(trimmed(text.substr(arrow + 2)));
        text = trimmed(text.substr(0, arrow));
    }
    while (!text.empty()) {
        const size_t end = parameterEnd(text, 0);
        doc.parameters.push_back(parameterOf(text.substr(0, end)));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return doc;
}

std::string signatureText(const SignatureDoc &signature, std::string_view name)
{
    std::string text(name);
    text += '(';
    for (const ParameterDoc &parameter : signature.parameters)
        text.append(&parameter == signature.parameters.data() ? "" : ", ").append(parameter.text);
    text += ')';
    if (!signature.result.empty()) text += " -> " + signature.result;
    return text;
}

std::string needText(const vm::NativeSpec &spec)
{
    std::vector<std::string_view> names;
    for (const vm::NeedItem &item : spec.need.items())
        if (std::ranges::find(names, item.capability) == names.end()) names.push_back(item.capability);
    std::string text;
    for (size_t i = 0; i < names.size(); ++i)
        text.append(i == 0 ? "" : i + 1 == names.size() ? " and " : ", ").append(names[i]);
    return text;
}

std::vector<ModuleMember> membersOf(const vm::StandardModule &module)
{
    std::vector<ModuleMember> members;
    for (const vm::NativeSpec &spec : module.functions) members.push_back({spec.name, &spec, nullptr});
    for (const vm::ConstantSpec &constant : module.constants) members.push_back({constant.name, nullptr, &constant});
    for (const auto &[alias, name] : module.aliases) {
        ModuleMember original = memberOf(module, name);
        original.name = alias;
        members.push_back(original);
    }
    return members;
}

ModuleMember memberOf(const vm::StandardModule &module, std::string_view name)
{
    const auto alias = std::ranges::find(module.aliases, name, &std::pair<std::string_view, std::string_view>::first);
    const std::string_view wanted = alias == module.aliases.end() ? name : alias->second;
    const auto function = std::ranges::find(module.functions, wanted, &vm::NativeSpec::name);
    if (function != module.functions.end()) return {name, &*function, nullptr};
    const auto constant = std::ranges::find(module.constants, wanted, &vm::ConstantSpec::name);
    if (constant != module.constants.end()) return {name, nullptr, &*constant};
    return {};
}

const vm::ClassSpec *classNamed(std::string_view name)
{
    for (const vm::StandardModule *module : library().modules()) {
        const auto found = std::ranges::find_if(module->classes, [&](const auto *type) { return type->name == name; });
        if (found != module->classes.end()) return *found;
    }
    return nullptr;
}

const vm::NativeSpec *builtinNamed(std::string_view name)
{
    const std::span<const vm::NativeSpec> all = library().builtins();
    const auto found = std::ranges::lower_bound(all, name, {}, &vm::NativeSpec::name);
    return found != all.end() && found->name == name ? &*found : nullptr;
}

std::string_view keywordHelp(std::string_view word)
{
    const auto found = std::ranges::find(kKeywords, word, &Pair::first);
    return found == kKeywords.end() ? std::string_view() : found->second;
}

} // namespace latchkey::language
