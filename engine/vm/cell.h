// SPDX-License-Identifier: GPL-3.0-or-later
// The heap cells behind values: their layout, nothing more. Cells are made by `Heap` (heap.h), read and changed by the
// functions in strings.h, objects.h and operations.h, and freed by the collector alone.
//
// A cell is immortal when no heap owns it: constants of a program image, built-in functions, one-character strings.
// Immortal cells are shared by all threads and never written after they were made.
#pragma once

#include "engine/syntax/diagnostic.h"
#include "engine/vm/value.h"

#include <gmp.h>
#include <string_view>

namespace latchkey::bytecode {
struct FunctionCode;
}

namespace latchkey::vm {

class Isolate;
struct NativeSpec;
struct ClassSpec;
struct ModuleInstance;
struct StandardModule;
struct Shape;
struct Dictionary;

enum class CellKind : uint8_t {
    String,
    Array,
    Object,
    BigInt,
    Closure,     ///< function of a script
    Native,      ///< function of the library
    BoundMethod, ///< `text.upper` read as a value
    Error,
    Iterator,
    Module, ///< of the standard library (immortal)
    UserModule,
    Bytes,
    Instance,    ///< class value of a standard module: Pattern, Task, ...
    Environment, ///< captured variables; never a value of the language
    Buffer,      ///< characters shared by strings that grew from one another; never a value
    Shape,       ///< never a value
};

struct Cell {
    CellKind kind;
    uint8_t mark = 0;      ///< colour of the last collection that reached it
    uint8_t flags = 0;     ///< kImmortal and bits of the kind
    uint8_t sizeClass = 0; ///< of the heap's free lists; kLargeCell when allocated alone
    static constexpr uint8_t kImmortal = 0x80;
    bool isImmortal() const { return flags & kImmortal; }
};

/// Characters that several strings share: each sees a prefix. The one string that reaches `used` may append in place.
struct Buffer : Cell {
    uint32_t used = 0;
    uint32_t capacity = 0;
    char *data() { return reinterpret_cast<char *>(this + 1); }
};

/// Immutable text, UTF-8 (lone surrogates allowed, encoded as three bytes). `length` counts code points and is exact
/// from birth; `bytes` too.
struct String : Cell {
    static constexpr uint8_t kAscii = 0x01;  ///< bytes == length
    static constexpr uint8_t kShared = 0x02; ///< `data` lies in `buffer`
    uint32_t hash = 0;                       ///< 0: not computed
    uint32_t bytes = 0;
    uint32_t length = 0;
    const char *data = nullptr; ///< behind the cell itself, or in the buffer
    Buffer *buffer = nullptr;
    std::string_view view() const { return {data, bytes}; }
    bool isAscii() const { return flags & kAscii; }
};

struct Array : Cell {
    uint32_t length = 0;
    uint32_t capacity = 0;
    Value *items = nullptr;
};

/// A map in insertion order. With a shape, `slots[i]` is the value of the shape's i-th key; with a dictionary (keys
/// other than strings, removed keys, many keys) everything is in there.
struct Object : Cell {
    static constexpr uint8_t kInlineSlots = 0x01; ///< `slots` lie behind the cell
    uint16_t capacity = 0;                        ///< of `slots`
    Shape *shape = nullptr;                       ///< null: dictionary mode
    union {
        Value *slots = nullptr;
        Dictionary *dictionary;
    };
};

struct BigInt : Cell {
    mpz_t number; ///< never one that fits a small integer
};

struct Environment : Cell {
    uint32_t count = 0;
    Environment *parent = nullptr;
    Value *slots() { return reinterpret_cast<Value *>(this + 1); }
};

struct Closure : Cell {
    const bytecode::FunctionCode *code = nullptr;
    Environment *environment = nullptr; ///< of the enclosing function, may be null
    ModuleInstance *module = nullptr;   ///< whose globals it sees
};

struct Native : Cell {
    const NativeSpec *spec = nullptr;
    Value bound; ///< a value the function keeps (made by compose, partial, ...); null for plain library functions
};

struct BoundMethod : Cell {
    Value receiver;
    const NativeSpec *spec = nullptr;
};

/// Finer names of run-time errors, as `e.name` shows them (language.md 8.3).
enum class ErrorName : uint8_t {
    ZeroDivision,
    TypeError,
    ValueError,
    IndexError,
    KeyError,
    NameError,
    AttributeError,
    OverflowError,
    RecursionError,
    UserError,
    CapabilityError,
    SecurityError,
    IoError,
    NetworkError,
    TimeoutError,
    CancelledError,
    GroupError,
    ClosedError,
    TransferError,
    RuntimeError,
};
std::string_view errorNameText(ErrorName name);

/// One entry of a call stack, innermost first.
struct TraceEntry {
    const bytecode::FunctionCode *code;
    uint32_t offset; ///< byte offset in the function's source
};

struct Error : Cell {
    ErrorName name = ErrorName::RuntimeError;
    String *message = nullptr;
    Value data;                                   ///< the thrown object, or null
    String *hint = nullptr;                       ///< what to do, for the report; may be null
    const bytecode::FunctionCode *code = nullptr; ///< where it was raised
    uint32_t offset = 0;
    uint32_t traceCount = 0;
    TraceEntry *trace = nullptr;
};

struct Iterator : Cell {
    Value source; ///< array, string or object walked; unset when exhausted
    uint32_t index = 0;
    uint32_t expected = 0; ///< size of an object at the start: a change is an error
};

struct Module : Cell {
    const StandardModule *module = nullptr;
};

struct UserModule : Cell {
    ModuleInstance *instance = nullptr;
};

struct Bytes : Cell {
    uint32_t count = 0;
    const uint8_t *data() const { return reinterpret_cast<const uint8_t *>(this + 1); }
    uint8_t *data() { return reinterpret_cast<uint8_t *>(this + 1); }
};

/// Value of a class of the library. `payload` belongs to the class; its spec says how to mark and destroy it.
struct Instance : Cell {
    const ClassSpec *spec = nullptr;
    void *payload = nullptr;
    Value fields[2]; ///< marked by the collector; meaning up to the class
};

inline bool isCellOf(Value v, CellKind kind)
{
    return v.isOtherCell() && v.asCell()->kind == kind;
}
inline bool isBig(Value v)
{
    return isCellOf(v, CellKind::BigInt);
}
inline bool isError(Value v)
{
    return isCellOf(v, CellKind::Error);
}
inline bool isFunction(Value v)
{
    if (!v.isOtherCell()) return false;
    const CellKind k = v.asCell()->kind;
    return k == CellKind::Closure || k == CellKind::Native || k == CellKind::BoundMethod;
}
template<typename T>
T *cellAs(Value v)
{
    return static_cast<T *>(v.asCell());
}

} // namespace latchkey::vm
