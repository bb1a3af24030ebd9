// SPDX-License-Identifier: GPL-3.0-or-later
// The memory of one isolate: every byte that its script can make grow is allocated here, counted, and held against the
// run's limit. One thread at a time.
//
// Collection never happens inside an allocation. It is only requested (`wantsCollection`) and carried out by the
// interpreter at its next safe point: a loop back edge, a call, the return of a native. So library code may hold cell
// pointers in C++ variables without ceremony for as long as it does not return to the interpreter.
//
// Small allocations never fail: when they pass the limit, the heap asks for a stop (`limitReached`), which the next
// poll obeys. Allocations above kLargeBytes are refused beforehand: the functions then return null, the stop is
// already on its way, and the caller returns Outcome::Stop.
#pragma once

#include "engine/vm/cell.h"

#include <atomic>
#include <cstddef>
#include <memory>
#include <string_view>
#include <vector>

namespace latchkey::vm {

/// Where stops and other interruptions meet the interpreter: one word, read at every back edge and call.
/// Written by any thread, except Collect and MemoryLimit, which the isolate's own thread sets.
enum Interrupt : uint32_t {
    kInterruptCancel = 1u << 0,
    kInterruptTimeout = 1u << 1,
    kInterruptMemory = 1u << 2,
    kInterruptOutput = 1u << 3,
    kInterruptInstructions = 1u << 4,
    kInterruptSlice = 1u << 5,       ///< others wait: give the thread back
    kInterruptCollect = 1u << 6,     ///< the heap has grown: collect
    kInterruptDebug = 1u << 7,       ///< the debugger wants to look
    kInterruptCount = 1u << 8,       ///< an instruction limit is set: count
    kInterruptSkipCleanup = 1u << 9, ///< second press of Stop: no `finally`
    kInterruptEnding = 1u << 10,     ///< the main fiber ended: tasks that go on have a moment to clean up
    kInterruptTask = 1u << 11,       ///< the fiber that runs is to be cancelled
    kInterruptSample = 1u << 12,     ///< the profiler wants to know where it is
};
inline constexpr uint32_t kInterruptStops =
    kInterruptCancel | kInterruptTimeout | kInterruptMemory | kInterruptOutput | kInterruptInstructions;

class RootVisitor;

/// Where a string that is not ASCII was indexed last, so that walking it by index is not quadratic.
struct TextCursor {
    const String *text = nullptr;
    size_t index = 0;
    size_t byte = 0;
};

class Heap
{
public:
    static constexpr size_t kLargeBytes = 64 * 1024;
    static constexpr size_t kMaxStringBytes = size_t(1) << 30;

    explicit Heap(std::atomic<uint32_t> &interrupts)
        : m_interrupts(interrupts)
    {
    }
    ~Heap();
    Heap(const Heap &) = delete;
    Heap &operator=(const Heap &) = delete;

    void setLimit(size_t bytes) { m_limit = bytes; }
    size_t limit() const { return m_limit; }
    size_t used() const { return m_used; }
    size_t peak() const { return m_peak; }

    /// True when `bytes` more fit. Otherwise the caller returns Outcome::Stop; the interpreter then collects and makes
    /// the same call once more before the run ends with its memory limit, so ask before changing anything.
    bool reserve(size_t bytes);
    /// After a Stop because of a refused reservation: true when a collection made room and the call may be repeated.
    bool retryAfterCollection(RootVisitor &roots);
    bool overLimit() const { return m_used > m_limit; }
    /// Room for the `finally` blocks of a run that ends because it is past its limit.
    void extendForCleanup()
    {
        if (overLimit()) m_limit = m_used + m_limit / 16;
    }

    // ---- cells; null only for sizes above kLargeBytes past the limit --------------------------------------------
    String *string(std::string_view text);      ///< counts code points; copies
    String *asciiString(std::string_view text); ///< the caller knows that every byte is below 0x80
    String *emptyString() const;
    String *characterString(uint32_t codePoint); ///< immortal for ASCII
    /// Room for `bytes` bytes to be filled in by the caller through `data`, then `sealString`.
    String *rawString(size_t bytes, char *&data);
    void sealString(String *text);               ///< computes length and flags of a rawString
    String *concat(String *left, String *right); ///< appends in place when `left` is the end of its buffer
    String *append(String *left, std::string_view right, size_t rightLength);
    TextCursor &textCursor() { return m_textCursor; }
    Array *array(size_t capacity = 0);
    Object *object();                      ///< empty, with the root shape
    Object *objectWithShape(Shape *shape); ///< slots unset, to be filled by the caller at once
    Value integer(int64_t number);         ///< small or big
    Value takeBig(mpz_t number);           ///< normalises; clears `number`
    BigInt *bigInt();                      ///< zero, to be given a value that does not fit small
    Environment *environment(uint32_t count, Environment *parent);
    Closure *closure(const bytecode::FunctionCode *code, Environment *environment, ModuleInstance *module);
    Native *native(const NativeSpec *spec, Value bound);
    BoundMethod *boundMethod(Value receiver, const NativeSpec *spec);
    Error *error(ErrorName name, std::string_view message);
    Iterator *iterator(Value source);
    Bytes *bytes(size_t count);
    Instance *instance(const ClassSpec *spec, void *payload);
    UserModule *userModule(ModuleInstance *instance);

    // ---- arrays -------------------------------------------------------------------------------------------------
    bool push(Array *array, Value value);             ///< false: Outcome::Stop
    bool reserveItems(Array *array, size_t capacity); ///< false: Outcome::Stop
    /// `count` items at once: an array of this length filled with `fill`.
    Array *filledArray(size_t count, Value fill);

    // ---- raw memory charged to the run --------------------------------------------------------------------------
    void *allocate(size_t bytes); ///< null only for large sizes past the limit
    void *reallocate(void *memory, size_t oldBytes, size_t newBytes);
    void release(void *memory, size_t bytes);
    void charge(size_t bytes); ///< memory held elsewhere on the run's behalf
    void discharge(size_t bytes) { m_used -= bytes; }

    // ---- shapes -------------------------------------------------------------------------------------------------
    Shape *rootShape();
    Shape *newShape(Shape *parent, String *key); ///< used by objects.cpp alone

    // ---- collection ---------------------------------------------------------------------------------------------
    bool wantsCollection() const { return m_used >= m_threshold; }
    /// Marks from `roots` and frees the rest. Gives up early (freeing nothing) when a stop was requested, unless the
    /// run is `cleaningUp` after one.
    void collect(RootVisitor &roots, bool cleaningUp = false);
    uint32_t collections() const { return m_collections; }

    // ---- tests --------------------------------------------------------------------------------------------------
    /// The `n`-th allocation from now (1 = the next) behaves as if the limit were reached; `sticky`: all after it too.
    void failAllocation(uint64_t n, bool sticky)
    {
        m_failAt = n;
        m_failSticky = sticky;
    }
    /// Collects at every safe point.
    void setCollectAlways(bool on)
    {
        m_collectAlways = on;
        if (on) m_interrupts.fetch_or(kInterruptCollect, std::memory_order_relaxed);
    }

    /// Routes GMP's memory through the heap of the isolate that runs on this thread. Called once a process.
    static void installGmpHooks();
    /// The heap whose isolate runs on this thread; GMP's allocations are charged to it.
    static Heap *&current();

private:
    friend class Marker;
    struct Block;
    struct LargeCell;
    Cell *allocateCell(CellKind kind, size_t bytes);
    Cell *allocateLarge(CellKind kind, size_t bytes);
    void grow(size_t bytes);
    void shrink(size_t bytes) { m_used -= bytes; }
    bool injectedFailure();
    void stopForMemory() { m_interrupts.fetch_or(kInterruptMemory, std::memory_order_relaxed); }
    size_t sweep();
    size_t sweepBlock(Block &block);
    void sweepLarge(size_t &live);
    void destroyCell(Cell *cell);
    static constexpr size_t kClasses = 24;

    std::atomic<uint32_t> &m_interrupts;
    size_t m_limit = SIZE_MAX;
    size_t m_used = 0;
    size_t m_peak = 0;
    size_t m_threshold = 8u << 20; ///< short scripts never collect
    size_t m_refused = 0;          ///< bytes of the reservation that was refused last; 1: many small ones went too far
    size_t m_liveBytes = 0;        ///< found by the last collection
    Block *m_blocks = nullptr;
    char *m_cursor = nullptr;
    char *m_end = nullptr;
    size_t m_nextBlock = 1024;
    std::unique_ptr<Cell *[]> m_free; ///< kClasses lists, made at the first collection
    LargeCell *m_large = nullptr;
    Shape *m_rootShape = nullptr;
    Shape *m_shapes = nullptr; ///< all of them, a list
    uint64_t m_failAt = 0;
    uint32_t m_collections = 0;
    TextCursor m_textCursor;
    uint8_t m_color = 1;
    bool m_failSticky = false;
    bool m_collectAlways = false;
};

/// Says to a collection what is alive. Implemented by the isolate.
class Marker;
class RootVisitor
{
public:
    virtual void visitRoots(Marker &marker) = 0;

protected:
    ~RootVisitor() = default;
};

/// Marks with an explicit stack; never recurses.
class Marker
{
public:
    void mark(Value value)
    {
        if (value.isCell()) mark(value.asCell());
    }
    void mark(Cell *cell)
    {
        if (cell && cell->mark != m_color && !cell->isImmortal()) push(cell);
    }
    void markRange(const Value *first, size_t count)
    {
        for (size_t i = 0; i < count; ++i) mark(first[i]);
    }

private:
    friend class Heap;
    /// A cell whose children from `position` on are still to be marked: long arrays are taken in pieces.
    struct Pending {
        Cell *cell;
        uint32_t position;
    };
    Marker(Heap &heap, uint8_t color)
        : m_heap(heap)
        , m_color(color)
    {
    }
    void push(Cell *cell);
    bool drain(bool cleaningUp); ///< false when a stop interrupted it
    void trace(Pending pending);
    void traceItems(Pending pending, const Value *items, uint32_t count);
    void traceObject(Pending pending);
    Heap &m_heap;
    uint8_t m_color;
    std::vector<Pending> m_stack;
};

} // namespace latchkey::vm
