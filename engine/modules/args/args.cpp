// SPDX-License-Identifier: GPL-3.0-or-later
// The module `args`: the words of the command line, and a parser for them. Values (defaults of options, what was
// parsed) live in the fields of the instances, where the collector sees them; the rest is in parser_model.h.
#include "engine/modules/args/parser_model.h"
#include "engine/modules/support/class_payload.h"
#include "engine/modules/tables.h"

#include <algorithm>

namespace latchkey::modules {

using namespace vm;

namespace {

extern const ClassSpec kParserClass;
extern const ClassSpec kParsedClass;

// ---- the command line -------------------------------------------------------------------------------------------

Outcome giveWords(NativeCall &call, const std::vector<std::string> &words)
{
    Array *array = call.heap().array();
    for (const std::string &word : words) {
        const Value text = newText(call.heap(), word);
        if (text.isUnset() || !call.heap().push(array, text)) return Outcome::Stop;
    }
    return giveArray(call, array);
}

Outcome all(NativeCall &call)
{
    std::vector<std::string> words = call.isolate.host().scriptArguments();
    words.insert(words.begin(), call.isolate.host().scriptPath());
    return giveWords(call, words);
}

Outcome rest(NativeCall &call)
{
    return giveWords(call, call.isolate.host().scriptArguments());
}
Outcome script(NativeCall &call)
{
    return call.giveText(call.isolate.host().scriptPath());
}

// ---- ArgParser: fields[0] is an object with the defaults --------------------------------------------------------

ArgumentModel &model(NativeCall &call)
{
    return receiverPayload<ArgumentModel>(call);
}
Object *defaults(NativeCall &call)
{
    return cellAs<Instance>(call.receiver)->fields[0].asObject();
}

Outcome createParser(NativeCall &call)
{
    ArgumentModel fresh;
    fresh.name = textOr(call, 0, "");
    fresh.description = textOr(call, 1, "");
    Instance *parser = newInstance(call.heap(), kParserClass, std::move(fresh));
    parser->fields[0] = Value::object(call.heap().object());
    return call.give(Value::cell(parser));
}

Outcome addFlag(NativeCall &call)
{
    model(call).flags.push_back(
        {std::string(textArgument(call, 0)), std::string(textOr(call, 1, "")), std::string(textOr(call, 2, ""))});
    return call.giveNull();
}

Outcome addOption(NativeCall &call)
{
    ArgumentOption option{std::string(textArgument(call, 0)),
                          std::string(textOr(call, 1, "")),
                          std::string(textOr(call, 2, "")),
                          false,
                          {}};
    option.hasDefault = !isMissing(call, 3);
    if (option.hasDefault) {
        if (!appendDisplay(call.isolate, call.arguments[3], Display::Direct, option.defaultText)) return Outcome::Stop;
        if (!setProperty(call.heap(), defaults(call), call.arguments[0], call.arguments[3])) return Outcome::Stop;
    }
    model(call).options.push_back(std::move(option));
    return call.giveNull();
}

Outcome addPositional(NativeCall &call)
{
    const bool required = call.has(2) && call.arguments[2].isTrue();
    model(call).positionals.push_back({std::string(textArgument(call, 0)), std::string(textOr(call, 1, "")), required});
    return call.giveNull();
}

bool readWords(NativeCall &call, std::vector<std::string> &words)
{
    if (isMissing(call, 0)) {
        words = call.isolate.host().scriptArguments();
        return true;
    }
    const Array *array = call.arguments[0].asArray();
    for (uint32_t i = 0; i < array->length; ++i) {
        if (!array->items[i].isString()) {
            call.fail(ErrorName::TypeError, "argument 1 must be an array of strings");
            return false;
        }
        words.emplace_back(array->items[i].asString()->view());
    }
    return true;
}

/// The result keeps [flags, options, positionals] in fields[0] and the positionals by name in fields[1].
Outcome giveParsed(NativeCall &call, const ParsedLine &line)
{
    Heap &heap = call.heap();
    Object *flags = heap.object(), *options = copyObject(heap, defaults(call)), *named = heap.object();
    Array *positionals = heap.array();
    if (!options) return Outcome::Stop;
    for (const std::string &flag : line.flags)
        if (!setProperty(heap, flags, flag, Value::boolean(true))) return Outcome::Stop;
    for (const auto &[name, value] : line.options)
        if (!setProperty(heap, options, name, newText(heap, value))) return Outcome::Stop;
    for (size_t i = 0; i < line.positionals.size(); ++i) {
        const Value text = newText(heap, line.positionals[i]);
        if (!heap.push(positionals, text) || !setProperty(heap, named, model(call).positionals[i].name, text))
            return Outcome::Stop;
    }
    const Value parts[] = {Value::object(flags), Value::object(options), Value::array(positionals)};
    Instance *parsed = heap.instance(&kParsedClass, nullptr);
    parsed->fields[0] = Value::array(arrayOf(heap, parts, 3));
    parsed->fields[1] = Value::object(named);
    return call.give(Value::cell(parsed));
}

Outcome parse(NativeCall &call)
{
    std::vector<std::string> words;
    if (!readWords(call, words)) return Outcome::Raise;
    const std::expected<ParsedLine, std::string> line = model(call).parse(words);
    return line ? giveParsed(call, *line) : call.raise(ErrorName::ValueError, line.error());
}

Outcome help(NativeCall &call)
{
    return call.giveText(model(call).help());
}
Outcome parserName(NativeCall &call)
{
    return call.giveText(model(call).name);
}
Outcome parserDescription(NativeCall &call)
{
    return call.giveText(model(call).description);
}

// ---- ParsedArgs -------------------------------------------------------------------------------------------------

Value part(NativeCall &call, int i)
{
    return cellAs<Instance>(call.receiver)->fields[0].asArray()->items[i];
}
const Object *named(NativeCall &call)
{
    return cellAs<Instance>(call.receiver)->fields[1].asObject();
}

/// Options, positionals, flags, in this order; unset when none has the name.
Value lookUp(NativeCall &call)
{
    for (const Object *place : {static_cast<const Object *>(part(call, 1).asObject()), named(call),
                                static_cast<const Object *>(part(call, 0).asObject())})
        if (const Value value = getProperty(place, call.arguments[0]); !value.isUnset()) return value;
    return Value::unset();
}

Outcome has(NativeCall &call)
{
    return call.give(Value::boolean(!lookUp(call).isUnset()));
}

Outcome get(NativeCall &call)
{
    const Value value = lookUp(call);
    if (!value.isUnset()) return call.give(value);
    return call.give(call.has(1) ? call.arguments[1] : Value::null());
}

Outcome getBool(NativeCall &call)
{
    return call.give(Value::boolean(!getProperty(part(call, 0).asObject(), call.arguments[0]).isUnset()));
}

Outcome flags(NativeCall &call)
{
    return giveObject(call, copyObject(call.heap(), part(call, 0).asObject()));
}
Outcome options(NativeCall &call)
{
    return giveObject(call, copyObject(call.heap(), part(call, 1).asObject()));
}

Outcome positionals(NativeCall &call)
{
    const Array *array = part(call, 2).asArray();
    return giveArray(call, arrayOf(call.heap(), array->items, array->length));
}

// clang-format off
const NativeSpec kParserMethods[] = {
    {"add_flag", "name: str, short: str or null = null, help: str or null = \"\" -> null", &addFlag, Need::nothing(), "Declares an option without a value."},
    {"add_option", "name: str, short: str or null = null, help: str or null = \"\", default: any = null -> null", &addOption, Need::nothing(), "Declares an option with a value."},
    {"add_positional", "name: str, help: str or null = \"\", required: bool or null = false -> null", &addPositional, Need::nothing(), "Declares a word that is no option."},
    {"help", "-> str", &help, Need::nothing(), "A description of the command line."},
    {"parse", "argv: arr or null = null -> ParsedArgs", &parse, Need::nothing(), "Reads a command line."},
};
const NativeSpec kParserProperties[] = {
    {"description", "-> str", &parserDescription, Need::nothing(), "What the program does."},
    {"name", "-> str", &parserName, Need::nothing(), "The program's name."},
};
const NativeSpec kParsedMethods[] = {
    {"flags", "-> obj", &flags, Need::nothing(), "The flags that were given."},
    {"get", "name: str, default: any = null -> any", &get, Need::nothing(), "The value of an option, positional or flag."},
    {"get_bool", "name: str -> bool", &getBool, Need::nothing(), "Was the flag given?"},
    {"has", "name: str -> bool", &has, Need::nothing(), "Is there a value of this name?"},
    {"options", "-> obj", &options, Need::nothing(), "The options, defaults included."},
    {"positionals", "-> arr", &positionals, Need::nothing(), "The words that are no options."},
};

const ClassSpec kParserClass{"ArgParser", kParserMethods, kParserProperties, &destroyPayload<ArgumentModel>};
const ClassSpec kParsedClass{"ParsedArgs", kParsedMethods, {}};

constexpr Need kRead = Need::of("args.read");
const NativeSpec kFunctions[] = {
    {"all", "-> arr", &all, kRead, "The script's name and the arguments."},
    {"create_parser", "name: str or null = \"\", description: str or null = \"\" -> ArgParser", &createParser, Need::nothing(), "A parser for command lines."},
    {"rest", "-> arr", &rest, kRead, "The arguments."},
    {"script", "-> str", &script, kRead, "The script as it was named on the command line."},
};
// clang-format on

constexpr const ClassSpec *kClasses[] = {&kParserClass, &kParsedClass};

const StandardModule kModule{"args", "The command line.", kFunctions, {}, {}, {}, {}, kClasses};

} // namespace

const StandardModule &argsModule()
{
    return kModule;
}

} // namespace latchkey::modules
