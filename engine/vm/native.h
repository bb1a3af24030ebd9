// SPDX-License-Identifier: GPL-3.0-or-later
// How library functions meet the interpreter. A module is a table of `NativeSpec` rows; one dispatcher (dispatch.cpp)
// checks count and types of the arguments against the row's signature, asks the gate for its capability, and only then
// calls the C++ function. A native returns a value, raises, parks, or asks for another call in its place; it never
// calls back into the interpreter. Functions that take callbacks are written in ML (engine/modules/prelude).
#pragma once

#include "engine/vm/heap.h"

#include <initializer_list>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace latchkey::vm {

enum class Outcome : uint8_t {
    Return,   ///< `result` is the value
    Raise,    ///< an error was set by NativeCall::raise
    Park,     ///< a wait was begun; its completion gives the value
    Retry,    ///< as Park, but the whole call is made again when it is over (permission asked, output drained)
    Stop,     ///< a poll or the heap asked for the end of the run
    TailCall, ///< call `callee` with `tailArguments`; its result is this call's result
};

struct NativeCall;
using NativeFunction = Outcome (*)(NativeCall &);

/// What kind of thing the argument that names a resource is: the gate makes its canonical form accordingly.
enum class ResourceKind : uint8_t {
    None,
    Path,
    PathItself, ///< the link, not its target
    PathInto,   ///< as Path, but an existing folder stands for the entry in it that is named like argument 0
    PathGlob,   ///< the folder before the first component with a wildcard
    Url,
    Variable,
    Text,
    Everything, ///< no argument: all there is (`env.all()`)
};

/// One capability that a function needs.
struct NeedItem {
    std::string_view capability;
    int8_t argument = -1; ///< which argument names the resource
    ResourceKind kind = ResourceKind::None;
};

/// Every row states its need; there is no default, so a function without one does not compile.
class Need
{
public:
    static constexpr Need nothing() { return Need(); }
    static constexpr Need of(std::string_view capability, int argument = -1, ResourceKind kind = ResourceKind::None)
    {
        Need need;
        return need.plus(capability, argument, kind);
    }
    constexpr Need plus(std::string_view capability, int argument = -1, ResourceKind kind = ResourceKind::None) const
    {
        Need need = *this;
        need.m_items[need.m_count++] = {capability, static_cast<int8_t>(argument), kind};
        return need;
    }
    /// The function looks at its arguments first and then calls a helper in its place, whose row has this need.
    constexpr Need askedByHelper() const
    {
        Need need = *this;
        need.m_isAskedByHelper = true;
        return need;
    }
    /// Needs no capability, but reads or changes something outside the run (a clock, the environment): its answer may
    /// be another one next time, so the results of runs that called it are never reused.
    constexpr Need outside() const
    {
        Need need = *this;
        need.m_isOutside = true;
        return need;
    }
    constexpr std::span<const NeedItem> items() const { return {m_items, m_count}; }
    /// Nothing that the gate has to hear of.
    constexpr bool isNothing() const { return m_count == 0 && !m_isOutside; }
    constexpr bool isOutside() const { return m_isOutside; }
    constexpr bool isAskedByHelper() const { return m_isAskedByHelper; }

private:
    constexpr Need() = default;
    NeedItem m_items[3];
    uint8_t m_count = 0;
    bool m_isAskedByHelper = false;
    bool m_isOutside = false;
};

/// Calls that the interpreter carries out itself when it can.
enum class Intrinsic : uint8_t { None, Len, Append, Range, Ord, Chr, Str, Sqrt, Abs, Int, Print };

/// Words of argument count and type errors.
enum class ErrorStyle : uint8_t {
    Plain,  ///< built-ins and methods: "len() takes 1 positional argument but 2 were given"
    Module, ///< "math.max: expected 2 arguments, got 1", "math.sqrt: argument 1 must be a number, got string"
};

/// Bits of accepted types, one set a parameter.
enum TypeMask : uint16_t {
    kTypeNull = 1,
    kTypeBoolean = 2,
    kTypeInteger = 4,
    kTypeFloat = 8,
    kTypeString = 16,
    kTypeArray = 32,
    kTypeObject = 64,
    kTypeFunction = 128,
    kTypeBytes = 256,
    kTypeIterator = 512,
    kTypeError = 1024,
    kTypeInstance = 2048,
    kTypeOther = 4096,
    kTypeAny = 0xFFFF,
};

/// The compiled form of a signature, made once when the library is registered.
struct Signature {
    static constexpr int kMaxParameters = 8;
    uint8_t required = 0;
    uint8_t declared = 0; ///< parameters without the rest one
    bool variadic = false;
    bool unchecked = true; ///< every type is any: nothing to test
    uint16_t types[kMaxParameters] = {};
    uint16_t restType = kTypeAny;
    std::string_view names[kMaxParameters];
    std::string_view instanceClass[kMaxParameters]; ///< wanted class of an instance, e.g. "Pattern"
    const char *typeWords[kMaxParameters] = {};     ///< "a number", "an integer", ...
};

/// One library function. Tables of these are static: the library never frees them.
struct NativeSpec {
    std::string_view name;
    /// Parameters as the documentation writes them: "text: str, maxDepth: int = 100 -> any", "...values: any -> null".
    /// Types: any num int bool str arr obj fn null seq (arr|str) iter (seq|obj|iterator) bytes, class names, joined by
    /// " or ". A default only documents: the native sees `absent` arguments as unset. Built-ins check their own types:
    /// use any.
    std::string_view signature;
    /// Null: the ML function of the same name in the module's prelude. It has a parameter for each declared one (null
    /// when absent) and one more, an array, when the row is variadic.
    NativeFunction function;
    Need need;
    std::string_view help; ///< one line
    Intrinsic intrinsic = Intrinsic::None;

    // filled at registration
    mutable Signature compiled{};
    mutable std::string_view module{}; ///< "" for built-ins and methods
    mutable ErrorStyle style = ErrorStyle::Plain;
    mutable Native cell{};             ///< the immortal function value
    std::string qualifiedName() const; ///< "math.sqrt" or "len"
};

/// A named constant of a module.
struct ConstantSpec {
    std::string_view name;
    Value value; ///< numbers, booleans, null, immortal strings
    std::string_view help;
};

/// How the payload of a class value is copied to another isolate, through a form that no heap owns.
struct PayloadCopy {
    std::shared_ptr<void> (*pack)(const Instance *instance);
    void *(*unpack)(Heap &heap, const std::shared_ptr<void> &packed);
};

/// The members of a class value. Properties are natives without arguments, evaluated when read.
struct ClassSpec {
    std::string_view name; ///< what typeof gives
    std::span<const NativeSpec> methods;
    std::span<const NativeSpec> properties;
    void (*destroy)(Instance *instance) = nullptr;              ///< frees the payload
    void (*mark)(Instance *instance, Marker &marker) = nullptr; ///< beyond `fields`
    std::string (*display)(const Instance *instance) = nullptr; ///< default: "<Name>"
    /// Makes it work in `for`: gives the next element, or unset in `result` at the end. May park.
    NativeFunction next = nullptr;
    /// Equality by value of two instances of this class; without it they are compared by identity.
    bool (*same)(const Instance *a, const Instance *b) = nullptr;
    /// A `for` over it was left before its end, by break, return, an error or a stop. May park.
    NativeFunction close = nullptr;
    /// Values that may travel to child isolates say how; without it they are live things that stay where they are.
    const PayloadCopy *copy = nullptr;
    /// Values that never change and compare by value may be keys of objects: equal ones give the same number.
    uint64_t (*hash)(const Instance *instance) = nullptr;
};

/// One module of the standard library.
struct StandardModule {
    std::string_view name;
    std::string_view help;
    std::span<const NativeSpec> functions;
    std::span<const ConstantSpec> constants;
    std::string_view prelude; ///< ML source of the functions whose row has no C++ function; may be empty
    std::span<const std::pair<std::string_view, std::string_view>> aliases; ///< other name, name
    std::span<const NativeSpec> preludeNatives{}; ///< `__name` helpers in C++ that only the module's prelude can call
    std::span<const ClassSpec *const> classes{};  ///< of the values it makes; their methods report as "Class.method"
    mutable Module cell{};
};

/// Everything the language's programs can reach, put together once a process by engine/modules.
class Library
{
public:
    virtual std::span<const NativeSpec> builtins() const = 0; ///< sorted by name; index = Binding::index
    virtual std::span<const NativeSpec> stringMethods() const = 0;
    virtual std::span<const NativeSpec> arrayMethods() const = 0;
    virtual std::span<const NativeSpec> objectMethods() const = 0;
    virtual const StandardModule *module(std::string_view name) const = 0;
    virtual std::span<const StandardModule *const> modules() const = 0; ///< sorted by name

    /// The member as a value, unset when there is none. For modules: functions, constants and aliases.
    virtual Value moduleMember(const StandardModule &module, std::string_view name) const = 0;
    virtual const NativeSpec *stringMethod(std::string_view name) const = 0;
    virtual const NativeSpec *arrayMethod(std::string_view name) const = 0;
    virtual const NativeSpec *objectMethod(std::string_view name) const = 0;

protected:
    ~Library() = default;
};

/// Parses `spec.signature`, builds its immortal function cell. Asserts on a malformed signature.
void registerNative(const NativeSpec &spec, std::string_view module, ErrorStyle style);

class Isolate;

/// One call of a native: arguments in, outcome out.
struct NativeCall {
    Isolate &isolate;
    const NativeSpec *spec;
    Value receiver; ///< of a method; the bound value of a made function
    Value *arguments;
    uint32_t count;
    Value result;

    Heap &heap() const;
    /// The argument, or unset when it was not given.
    Value argument(uint32_t i) const { return i < count ? arguments[i] : Value::unset(); }
    bool has(uint32_t i) const { return i < count; }
    /// Canonical text of the resource that need item `i` was allowed for (a path to open as it stands).
    const std::string &resource(size_t i = 0) const;

    Outcome give(Value value)
    {
        result = value;
        return Outcome::Return;
    }
    Outcome giveNull() { return give(Value::null()); }
    Outcome giveText(std::string_view text); ///< a new string; Stop when it does not fit
    Outcome raise(ErrorName name, std::string_view message, std::string_view hint = {});
    Outcome raiseValue(Value error); ///< re-raises an error value
    /// "module.function: MESSAGE"
    Outcome fail(ErrorName name, std::string_view message);
    /// True when the run must stop: return Outcome::Stop. To be asked at least every hundred thousand steps.
    bool poll() const;
    Outcome tailCall(Value callee, std::initializer_list<Value> args);
    Outcome tailCall(Value callee, std::span<const Value> args);
};

} // namespace latchkey::vm
