// SPDX-License-Identifier: GPL-3.0-or-later
// The table of the built-in functions (language.md chapter 11), sorted by name: a compiled program refers to them by
// their place in it.
#include "engine/modules/builtins/functions.h"
#include "engine/modules/tables.h"

#include <algorithm>

namespace latchkey::modules {

using namespace builtins;
using vm::Intrinsic;

namespace {

// clang-format off
const NativeSpec kBuiltins[] = {
    {"abs", "value: any -> num", &absolute, Need::nothing(), "The absolute value of a number.", Intrinsic::Abs},
    {"all", "iterable: any -> bool", &all, Need::nothing(), "True when every element is truthy."},
    {"any", "iterable: any -> bool", &any, Need::nothing(), "True when some element is truthy."},
    {"available_modules", "kind: any = null -> arr", &availableModules, Need::nothing(), "Names of the modules that can be imported."},
    {"bin", "n: any -> str", &binary, Need::nothing(), "An integer in base 2, with 0b."},
    {"bool", "value: any -> bool", &toBoolean, Need::nothing(), "The truth of a value."},
    {"call", "func: any, ...arguments: any -> any", &callFunction, Need::nothing(), "Calls a function with the arguments given."},
    {"callable", "obj: any -> bool", &callable, Need::nothing(), "True for functions."},
    {"chr", "i: any -> str", &character, Need::nothing(), "The character of a code point.", Intrinsic::Chr},
    {"enumerate", "array: any, start: any = 0 -> arr", &enumerate, Need::nothing(), "Arrays [index, element] for each element."},
    {"float", "value: any -> num", &toFloat, Need::nothing(), "A number or text as a float."},
    {"format", "value: any, format_spec: any = \"\" -> str", &format, Need::nothing(), "A value as text in a given form."},
    {"getCapabilities", "-> arr", &getCapabilities, Need::nothing().outside(), "Names of the capabilities granted now."},
    {"getCapabilityInfo", "name: any -> obj or null", &getCapabilityInfo, Need::nothing().outside(), "What is known of a granted capability, or null."},
    {"getattr", "obj: any, name: any, default: any = null -> any", &getAttribute, Need::nothing(), "A member of a value, or the default."},
    {"hasCapability", "name: any -> bool", &hasCapability, Need::nothing().outside(), "True when a capability is granted now."},
    {"has_module", "module_name: any -> bool", &hasModule, Need::nothing(), "True when a module of this name can be imported."},
    {"hasattr", "obj: any, name: any -> bool", &hasAttribute, Need::nothing(), "True when a value has the member."},
    {"help", "target: any -> str", &help, Need::nothing(), "What a function or module does and which capabilities it needs."},
    {"hex", "n: any -> str", &hexadecimal, Need::nothing(), "An integer in base 16, with 0x."},
    {"input", "prompt: any = \"\" -> str", &input, Need::nothing().outside(), "Asks for one line of input."},
    {"int", "value: any -> int", &toInteger, Need::nothing(), "A number or text as an integer.", Intrinsic::Int},
    {"isinstance", "value: any, type_name: any -> bool", &isInstance, Need::nothing(), "True when typeof gives this name."},
    {"iter", "iterable: any -> any", &iterate, Need::nothing(), "An iterator over the elements."},
    {"keys", "obj: any -> arr", &keys, Need::nothing(), "The keys of an object."},
    {"len", "collection: any -> int", &length, Need::nothing(), "Characters, elements or properties; 0 for anything else.", Intrinsic::Len},
    {"max", "...values: any -> any", &maximum, Need::nothing(), "The largest of the values, or of the elements of one array."},
    {"methods", "value: any -> arr", &methods, Need::nothing(), "Names of the methods of a value."},
    {"min", "...values: any -> any", &minimum, Need::nothing(), "The smallest of the values, or of the elements of one array."},
    {"module_info", "module_name: any -> obj or null", &moduleInfo, Need::nothing(), "What is known of a module, or null."},
    {"modules", "-> arr", &loadedModules, Need::nothing(), "Names of the modules loaded so far."},
    {"next", "iterator: any, default: any = null -> any", &next, Need::nothing(), "The next element of an iterator."},
    {"oct", "n: any -> str", &octal, Need::nothing(), "An integer in base 8, with 0o."},
    {"ord", "c: any -> int", &ordinal, Need::nothing(), "The code point of a character.", Intrinsic::Ord},
    {"print", "...values: any -> null", &print, Need::nothing(), "Writes the values and a line end.", Intrinsic::Print},
    {"range", "...bounds: any -> arr", &range, Need::nothing(), "The integers from start up to, not including, stop.", Intrinsic::Range},
    {"repr", "obj: any -> str", &represent, Need::nothing(), "A value as it looks inside an array."},
    {"requiredCapabilities", "func: any -> arr", &requiredCapabilities, Need::nothing(), "Names of the capabilities a function needs."},
    {"reversed", "seq: any -> arr", &reversed, Need::nothing(), "The elements in opposite order."},
    {"round", "value: any, precision: any = 0 -> num", &round, Need::nothing(), "A number rounded to so many decimals."},
    {"sorted", "array: any, reverse: any = false -> arr", &sorted, Need::nothing(), "The elements in ascending order."},
    {"str", "value: any -> str", &toText, Need::nothing(), "A value as text.", Intrinsic::Str},
    {"sum", "iterable: any, start: any = 0 -> any", &sum, Need::nothing(), "The sum of the elements."},
    {"typeof", "value: any -> str", &typeOf, Need::nothing(), "The name of a value's type."},
    {"values", "obj: any -> arr", &values, Need::nothing(), "The values of an object."},
    {"zip", "...iterables: any -> arr", &zip, Need::nothing(), "Arrays of the first elements, of the second ones, and so on."},
};
// clang-format on

} // namespace

std::span<const NativeSpec> builtinTable()
{
    return kBuiltins;
}

const NativeSpec &rangeBuiltin()
{
    static const NativeSpec &spec = *std::ranges::find(kBuiltins, std::string_view("range"), &NativeSpec::name);
    return spec;
}

} // namespace latchkey::modules
