// SPDX-License-Identifier: GPL-3.0-or-later
// The one door to library functions: number and types of the arguments by the function's signature, then its
// capabilities by the host's gate, then the function itself. Also the parser of signatures, which runs once for each
// function when the library is put together.
#include "engine/vm/dispatch.h"

#include "engine/vm/operations.h"

#include <cassert>

namespace latchkey::vm {

// ---- signatures -------------------------------------------------------------------------------------------------

namespace {

struct TypeWord {
    std::string_view name;
    uint16_t mask;
    const char *words;
};

constexpr uint16_t kNumeric = kTypeBoolean | kTypeInteger | kTypeFloat;
constexpr TypeWord kTypes[] = {
    {"any", kTypeAny, "anything"},
    {"num", kNumeric, "a number"},
    {"int", kTypeBoolean | kTypeInteger, "an integer"},
    {"bool", kTypeBoolean, "a boolean"},
    {"str", kTypeString, "a string"},
    {"arr", kTypeArray, "an array"},
    {"obj", kTypeObject, "an object"},
    {"fn", kTypeFunction, "a function"},
    {"null", kTypeNull, "null"},
    {"bytes", kTypeBytes, "bytes"},
    {"seq", kTypeArray | kTypeString, "an array or a string"},
    {"iter", kTypeArray | kTypeString | kTypeObject | kTypeIterator, "an array, a string or an object"},
    {"iterator", kTypeIterator, "an iterator"},
    {"error", kTypeError, "an error"},
};

std::string_view trim(std::string_view s)
{
    while (!s.empty() && s.front() == ' ') s.remove_prefix(1);
    while (!s.empty() && s.back() == ' ') s.remove_suffix(1);
    return s;
}

/// One alternative of a type: a word of the table, else the name of a class.
void addType(Signature &signature, int index, std::string_view word, uint16_t &mask)
{
    for (const TypeWord &type : kTypes) {
        if (type.name != word) continue;
        mask |= type.mask;
        if (index >= 0 && !signature.typeWords[index]) signature.typeWords[index] = type.words;
        return;
    }
    mask |= kTypeInstance;
    if (index >= 0) signature.instanceClass[index] = word;
}

uint16_t parseTypes(Signature &signature, int index, std::string_view types)
{
    uint16_t mask = 0;
    while (!types.empty()) {
        const size_t bar = types.find(" or ");
        addType(signature, index, trim(types.substr(0, bar)), mask);
        types = bar == std::string_view::npos ? std::string_view() : types.substr(bar + 4);
    }
    return mask;
}

void parseParameter(Signature &signature, std::string_view text)
{
    text = trim(text);
    const bool isRest = text.starts_with("...");
    if (isRest) text.remove_prefix(3);
    const size_t equals = text.find('=');
    const bool hasDefault = equals != std::string_view::npos;
    const std::string_view declared = trim(text.substr(0, equals));
    const size_t colon = declared.find(':');
    const std::string_view types = colon == std::string_view::npos ? "any" : trim(declared.substr(colon + 1));
    if (isRest) {
        signature.variadic = true;
        signature.restType = parseTypes(signature, -1, types);
        if (signature.restType != kTypeAny) signature.unchecked = false;
        return;
    }
    assert(signature.declared < Signature::kMaxParameters);
    const int index = signature.declared++;
    signature.names[index] = trim(declared.substr(0, colon));
    signature.types[index] = parseTypes(signature, index, types);
    if (signature.types[index] != kTypeAny) signature.unchecked = false;
    if (!hasDefault) signature.required = signature.declared;
}

Signature parseSignature(std::string_view text)
{
    Signature signature;
    const size_t arrow = text.find("->");
    text = trim(text.substr(0, arrow));
    // Commas inside a default such as "[1, 2]" or "', '" do not separate.
    int depth = 0;
    char quote = 0;
    size_t begin = 0;
    for (size_t i = 0; i <= text.size(); ++i) {
        const char c = i < text.size() ? text[i] : ',';
        if (quote) {
            if (c == quote) quote = 0;
            if (i < text.size()) continue;
        }
        if (c == '"' || c == '\'') quote = c;
        if (c == '[' || c == '{' || c == '(') ++depth;
        if (c == ']' || c == '}' || c == ')') --depth;
        if (c != ',' || (depth > 0 && i < text.size())) continue;
        if (!trim(text.substr(begin, i - begin)).empty()) parseParameter(signature, text.substr(begin, i - begin));
        begin = i + 1;
    }
    return signature;
}

} // namespace

void registerNative(const NativeSpec &spec, std::string_view module, ErrorStyle style)
{
    spec.compiled = parseSignature(spec.signature);
    spec.module = module;
    spec.style = style;
    spec.cell = Native{};
    spec.cell.kind = CellKind::Native;
    spec.cell.flags = Cell::kImmortal;
    spec.cell.spec = &spec;
    spec.cell.bound = Value::null();
}

std::string NativeSpec::qualifiedName() const
{
    return module.empty() ? std::string(name) : std::string(module) + "." + std::string(name);
}

// ---- counts -----------------------------------------------------------------------------------------------------

std::string missingArguments(std::string_view function, const std::vector<std::string_view> &names)
{
    std::string text =
        std::string(function) + "() missing " + std::to_string(names.size()) + " required positional argument";
    if (names.size() > 1) text += 's';
    text += ": ";
    for (size_t i = 0; i < names.size(); ++i) {
        if (i > 0) text += names.size() == 2 ? " and " : i + 1 == names.size() ? ", and " : ", ";
        text += "'" + std::string(names[i]) + "'";
    }
    return text;
}

std::string tooManyArguments(std::string_view function, size_t least, size_t most, size_t given)
{
    std::string text = std::string(function) + "() takes ";
    if (least < most) text += "from " + std::to_string(least) + " to ";
    text += std::to_string(most) + " positional argument" + (most == 1 ? "" : "s") + " but " + std::to_string(given) +
            (given == 1 ? " was" : " were") + " given";
    return text;
}

namespace {

Outcome wrongCountPlain(NativeCall &call)
{
    const Signature &s = call.spec->compiled;
    if (call.count > s.declared)
        return call.raise(ErrorName::TypeError, tooManyArguments(call.spec->name, s.required, s.declared, call.count));
    std::vector<std::string_view> missing(s.names + call.count, s.names + s.required);
    return call.raise(ErrorName::TypeError, missingArguments(call.spec->name, missing));
}

Outcome wrongCountModule(NativeCall &call)
{
    const Signature &s = call.spec->compiled;
    std::string text = call.spec->qualifiedName() + ": expected ";
    const bool range = s.variadic || s.required < s.declared;
    const unsigned wanted = call.count < s.required ? s.required : s.declared;
    if (range) text += call.count < s.required ? "at least " : "at most ";
    text += std::to_string(wanted) + " argument" + (wanted == 1 ? "" : "s") + ", got " + std::to_string(call.count);
    return call.raise(ErrorName::TypeError, text);
}

uint16_t typeBit(Value v)
{
    if (v.isSmall()) return kTypeInteger;
    if (v.isReal()) return kTypeFloat;
    if (v.isBoolean()) return kTypeBoolean;
    if (v.isString()) return kTypeString;
    if (v.isArray()) return kTypeArray;
    if (v.isObject()) return kTypeObject;
    if (!v.isOtherCell()) return kTypeNull;
    switch (v.asCell()->kind) {
    case CellKind::BigInt:
        return kTypeInteger;
    case CellKind::Closure:
    case CellKind::Native:
    case CellKind::BoundMethod:
        return kTypeFunction;
    case CellKind::Bytes:
        return kTypeBytes;
    case CellKind::Iterator:
        return kTypeIterator;
    case CellKind::Error:
        return kTypeError;
    case CellKind::Instance:
        return kTypeInstance;
    default:
        return kTypeOther;
    }
}

bool accepts(const Signature &s, uint32_t i, Value v)
{
    const uint16_t mask = i < s.declared ? s.types[i] : s.restType;
    const uint16_t bit = typeBit(v);
    if (!(mask & bit)) return false;
    if (bit != kTypeInstance || mask == kTypeAny) return true;
    return i >= s.declared || s.instanceClass[i].empty() || s.instanceClass[i] == cellAs<Instance>(v)->spec->name;
}

Outcome wrongType(NativeCall &call, uint32_t i)
{
    const Signature &s = call.spec->compiled;
    std::string wanted = "another type";
    if (i < s.declared) {
        wanted = s.typeWords[i] ? s.typeWords[i] : "";
        if (!s.instanceClass[i].empty()) wanted += (wanted.empty() ? "a " : " or a ") + std::string(s.instanceClass[i]);
        if ((s.types[i] & kTypeNull) && s.types[i] != kTypeNull && wanted != "null") wanted += " or null";
    }
    std::string text = call.spec->qualifiedName() + ": argument " + std::to_string(i + 1) + " must be " + wanted +
                       ", got " + std::string(typeName(call.arguments[i]));
    return call.raise(ErrorName::TypeError, text);
}

} // namespace

Outcome checkArguments(NativeCall &call)
{
    const Signature &s = call.spec->compiled;
    if (call.count < s.required || (call.count > s.declared && !s.variadic))
        return call.spec->style == ErrorStyle::Plain ? wrongCountPlain(call) : wrongCountModule(call);
    if (s.unchecked) return Outcome::Return;
    for (uint32_t i = 0; i < call.count; ++i)
        if (!accepts(s, i, call.arguments[i])) return wrongType(call, i);
    return Outcome::Return;
}

Outcome checkCapabilities(NativeCall &call, std::vector<std::string> &resources)
{
    resources.clear();
    Isolate &isolate = call.isolate;
    const WaitId wait = isolate.nextWait();
    GateCheck check{*call.spec, call.arguments, call.count, wait, resources, {}, {}};
    switch (isolate.host().check(isolate, check)) {
    case GateAnswer::Allow:
        return Outcome::Return;
    case GateAnswer::Deny:
        return call.raise(ErrorName::CapabilityError, check.message, check.hint);
    case GateAnswer::Ask:
        isolate.beginWait({WaitReason::Kind::Permission, check.message});
        return Outcome::Retry;
    }
    return Outcome::Stop;
}

Outcome dispatch(NativeCall &call, std::vector<std::string> &resources)
{
    if (const Outcome checked = checkArguments(call); checked != Outcome::Return) return checked;
    if (!call.spec->need.isNothing() && !call.spec->need.isAskedByHelper()) {
        if (const Outcome allowed = checkCapabilities(call, resources); allowed != Outcome::Return) return allowed;
    }
    return call.spec->function ? call.spec->function(call) : call.isolate.callPrelude(call);
}

// ---- conveniences of NativeCall ---------------------------------------------------------------------------------

Outcome NativeCall::giveText(std::string_view text)
{
    String *value = heap().string(text);
    return value ? give(Value::string(value)) : Outcome::Stop;
}

Outcome NativeCall::raise(ErrorName name, std::string_view message, std::string_view hint)
{
    isolate.raise(name, message, hint);
    return Outcome::Raise;
}

Outcome NativeCall::raiseValue(Value error)
{
    isolate.raiseValue(error);
    return Outcome::Raise;
}

Outcome NativeCall::fail(ErrorName name, std::string_view message)
{
    return raise(name, spec->qualifiedName() + ": " + std::string(message));
}

Outcome NativeCall::tailCall(Value callee, std::initializer_list<Value> args)
{
    return tailCall(callee, std::span<const Value>(args.begin(), args.size()));
}

Outcome NativeCall::tailCall(Value callee, std::span<const Value> args)
{
    isolate.setTailCall(callee, args);
    return Outcome::TailCall;
}

} // namespace latchkey::vm
