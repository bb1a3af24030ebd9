// SPDX-License-Identifier: GPL-3.0-or-later
// Small cells are carved from blocks whose size doubles from 1 KiB (a sleeping script must cost little) to 256 KiB;
// freed ones go to a list a size class. Large cells and raw memory come from the C library one by one. A block's cells
// lie end to end, so sweeping walks it by the sizes of the cells.
#include "engine/vm/heap.h"

#include "engine/vm/native.h"
#include "engine/vm/objects.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <sys/mman.h>
#include <utility>

namespace latchkey::vm {

namespace {

constexpr uint8_t kLargeCell = 0xFF;
constexpr auto kFreeCell = static_cast<CellKind>(0xFF);
constexpr size_t kMaxBlock = 256 * 1024;
constexpr size_t kMaxSmallCell = 1024;
constexpr size_t kMinGarbage = 4u << 20;
/// How many cells are marked between two looks at the interrupts.
constexpr int kMarkBurst = 4096;
/// Children of one array or object that are marked before others get their turn.
constexpr uint32_t kTracePiece = 512;

/// Sizes of the classes: steps of 16 to 256, then wider.
constexpr size_t kClassSizes[] = {16,  32,  48,  64,  80,  96,  112, 128, 160, 192,
                                  224, 256, 320, 384, 448, 512, 640, 768, 896, 1024};
constexpr size_t kClassCount = std::size(kClassSizes);

uint8_t classOf(size_t bytes)
{
    if (bytes <= 128) return static_cast<uint8_t>((bytes + 15) / 16 - 1);
    uint8_t cls = 8;
    while (kClassSizes[cls] < bytes) ++cls;
    return cls;
}

struct FreeCell : Cell {
    FreeCell *next;
};

/// What the C library takes for an allocation: its header and its rounding are memory of the run, too.
constexpr size_t footprint(size_t bytes)
{
    return std::max<size_t>(32, (bytes + 8 + 15) & ~size_t(15));
}

/// From this size on, pages come from the system and go back to it, and growing moves pages instead of copying them:
/// for a while a copy would take twice what is counted.
#if defined(__SANITIZE_ADDRESS__)
constexpr bool kSanitized = true; // sees more of what the C library hands out
#elif defined(__has_feature)
constexpr bool kSanitized = __has_feature(address_sanitizer);
#else
constexpr bool kSanitized = false;
#endif
constexpr size_t kPagedBytes = kSanitized ? SIZE_MAX : size_t(4) << 20;

void *mapPages(size_t bytes)
{
    void *memory = mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED) return nullptr;
    madvise(memory, bytes, MADV_HUGEPAGE); // fewer faults, where the system has such pages
    return memory;
}

void *rawAllocate(size_t bytes)
{
    return bytes >= kPagedBytes ? mapPages(bytes) : std::malloc(bytes ? bytes : 1);
}

void rawRelease(void *memory, size_t bytes)
{
    if (bytes >= kPagedBytes) munmap(memory, bytes);
    else std::free(memory);
}

void *rawReallocate(void *memory, size_t oldBytes, size_t newBytes)
{
    if (!memory) return rawAllocate(newBytes);
    if (oldBytes < kPagedBytes && newBytes < kPagedBytes) return std::realloc(memory, newBytes ? newBytes : 1);
    if (oldBytes >= kPagedBytes && newBytes >= kPagedBytes) {
        void *moved = mremap(memory, oldBytes, newBytes, MREMAP_MAYMOVE);
        return moved == MAP_FAILED ? nullptr : moved;
    }
    void *moved = rawAllocate(newBytes);
    if (!moved) return nullptr;
    std::memcpy(moved, memory, std::min(oldBytes, newBytes));
    rawRelease(memory, oldBytes);
    return moved;
}

} // namespace

struct Heap::Block {
    Block *next;
    size_t bytes; ///< of the whole block
    char *begin() { return reinterpret_cast<char *>(this + 1); }
    char *end() { return reinterpret_cast<char *>(this) + bytes; }
    char *filled; ///< end of the carved part, kept when another block became the current one
};

struct Heap::LargeCell {
    LargeCell *next;
    size_t bytes; ///< of the allocation, this header included
    Cell *cell() { return reinterpret_cast<Cell *>(this + 1); }
};

Heap *&Heap::current()
{
    static thread_local Heap *heap = nullptr;
    return heap;
}

// ---- accounting -------------------------------------------------------------------------------------------------

void Heap::grow(size_t bytes)
{
    m_used += bytes;
    if (m_used > m_peak) m_peak = m_used;
    if (m_used < m_threshold && m_used <= m_limit) return;
    // Natives that build much out of small pieces see the stop in their polls; the rest waits for a collection first.
    if (m_used <= m_limit || m_used - m_limit <= m_limit / 8) {
        m_interrupts.fetch_or(kInterruptCollect, std::memory_order_relaxed);
        return;
    }
    if (m_refused == 0) m_refused = 1;
    stopForMemory();
}

bool Heap::injectedFailure()
{
    if (m_failAt == 0 || --m_failAt != 0) return false;
    if (m_failSticky) m_failAt = 1;
    stopForMemory();
    return true;
}

bool Heap::reserve(size_t bytes)
{
    if (m_failAt != 0 && injectedFailure()) return false;
    if (bytes <= m_limit && m_used <= m_limit - bytes) return true;
    m_refused = bytes;
    stopForMemory();
    return false;
}

bool Heap::retryAfterCollection(RootVisitor &roots)
{
    const size_t wanted = std::exchange(m_refused, 0);
    if (wanted == 0 || wanted > m_limit) return false;
    m_interrupts.fetch_and(~uint32_t(kInterruptMemory), std::memory_order_relaxed);
    const uint32_t before = m_collections;
    collect(roots);
    if (m_collections != before && m_used <= m_limit - wanted) return true;
    stopForMemory();
    return false;
}

void *Heap::allocate(size_t bytes)
{
    if (bytes > kLargeBytes ? !reserve(bytes) : (m_failAt != 0 && injectedFailure() && false)) return nullptr;
    void *memory = rawAllocate(bytes);
    if (!memory) {
        stopForMemory();
        return nullptr;
    }
    grow(footprint(bytes));
    return memory;
}

void *Heap::reallocate(void *memory, size_t oldBytes, size_t newBytes)
{
    if (newBytes > oldBytes && newBytes - oldBytes > kLargeBytes && !reserve(newBytes - oldBytes)) return nullptr;
    void *moved = rawReallocate(memory, oldBytes, newBytes);
    if (!moved) {
        stopForMemory();
        return nullptr;
    }
    if (memory) shrink(footprint(oldBytes));
    grow(footprint(newBytes));
    return moved;
}

void Heap::release(void *memory, size_t bytes)
{
    if (!memory) return;
    rawRelease(memory, bytes);
    shrink(footprint(bytes));
}

void Heap::charge(size_t bytes)
{
    grow(bytes);
}

// ---- GMP --------------------------------------------------------------------------------------------------------

namespace {

// GMP cannot be told that there is no memory; every operation that may need much asks Heap::reserve before it starts.
void *gmpAllocate(size_t bytes)
{
    void *memory = std::malloc(bytes);
    if (!memory) std::abort();
    if (Heap *heap = Heap::current()) heap->charge(footprint(bytes));
    return memory;
}
void *gmpReallocate(void *memory, size_t oldBytes, size_t newBytes)
{
    void *moved = std::realloc(memory, newBytes);
    if (!moved) std::abort();
    if (Heap *heap = Heap::current()) {
        heap->discharge(footprint(oldBytes));
        heap->charge(footprint(newBytes));
    }
    return moved;
}
void gmpFree(void *memory, size_t bytes)
{
    std::free(memory);
    if (Heap *heap = Heap::current()) heap->discharge(footprint(bytes));
}

} // namespace

void Heap::installGmpHooks()
{
    static const bool once = [] {
        mp_set_memory_functions(gmpAllocate, gmpReallocate, gmpFree);
        return true;
    }();
    (void)once;
}

// ---- cells ------------------------------------------------------------------------------------------------------

Cell *Heap::allocateCell(CellKind kind, size_t bytes)
{
    if (bytes > kMaxSmallCell) return allocateLarge(kind, bytes);
    if (m_failAt != 0)
        injectedFailure(); // a small allocation succeeds all the same: the stop is obeyed at the next poll
    const uint8_t cls = classOf(bytes);
    Cell *cell = nullptr;
    if (m_free && m_free[cls]) {
        cell = m_free[cls];
        m_free[cls] = static_cast<FreeCell *>(cell)->next;
    } else {
        const size_t size = kClassSizes[cls];
        if (m_cursor == nullptr || static_cast<size_t>(m_end - m_cursor) < size) {
            const size_t blockBytes =
                std::max(m_nextBlock, sizeof(Block) + size); // the largest cells are larger than the first block
            auto *block = static_cast<Block *>(std::malloc(blockBytes));
            if (!block) std::abort();
            if (m_blocks) m_blocks->filled = m_cursor;
            *block = {m_blocks, blockBytes, nullptr};
            m_blocks = block;
            m_cursor = block->begin();
            m_end = block->end();
            m_nextBlock = std::min(m_nextBlock * 2, kMaxBlock);
            grow(blockBytes);
        }
        cell = reinterpret_cast<Cell *>(m_cursor);
        m_cursor += size;
    }
    std::memset(static_cast<void *>(cell), 0, bytes);
    cell->kind = kind;
    cell->mark = m_color;
    cell->sizeClass = cls;
    return cell;
}

Cell *Heap::allocateLarge(CellKind kind, size_t bytes)
{
    const size_t total = bytes + sizeof(LargeCell);
    auto *large = static_cast<LargeCell *>(allocate(total));
    if (!large) return nullptr;
    large->next = m_large;
    large->bytes = total;
    m_large = large;
    Cell *cell = large->cell();
    std::memset(static_cast<void *>(cell), 0, std::min(bytes, sizeof(Environment)));
    cell->kind = kind;
    cell->mark = m_color;
    cell->sizeClass = kLargeCell;
    return cell;
}

Array *Heap::array(size_t capacity)
{
    if (capacity > kLargeBytes / sizeof(Value) && !reserve(capacity * sizeof(Value))) return nullptr;
    auto *array = static_cast<Array *>(allocateCell(CellKind::Array, sizeof(Array)));
    if (capacity > 0) {
        array->items = static_cast<Value *>(allocate(capacity * sizeof(Value)));
        if (!array->items) return nullptr;
        array->capacity = static_cast<uint32_t>(capacity);
    }
    return array;
}

Array *Heap::filledArray(size_t count, Value fill)
{
    if (count > UINT32_MAX) {
        reserve(SIZE_MAX);
        return nullptr;
    }
    Array *result = array(count);
    if (!result) return nullptr;
    std::fill_n(result->items, count, fill);
    result->length = static_cast<uint32_t>(count);
    return result;
}

bool Heap::reserveItems(Array *array, size_t capacity)
{
    if (capacity <= array->capacity) return true;
    if (capacity > UINT32_MAX) return reserve(SIZE_MAX);
    void *moved = reallocate(array->items, array->capacity * sizeof(Value), capacity * sizeof(Value));
    if (!moved) return false;
    array->items = static_cast<Value *>(moved);
    array->capacity = static_cast<uint32_t>(capacity);
    return true;
}

bool Heap::push(Array *array, Value value)
{
    if (array->length == array->capacity &&
        !reserveItems(array, array->capacity < 4 ? 4 : size_t(array->capacity) + array->capacity / 2))
        return false;
    array->items[array->length++] = value;
    return true;
}

Object *Heap::object()
{
    auto *object = static_cast<Object *>(allocateCell(CellKind::Object, sizeof(Object)));
    object->shape = rootShape();
    return object;
}

Object *Heap::objectWithShape(Shape *shape)
{
    const size_t slots = shape->count;
    auto *object = static_cast<Object *>(allocateCell(CellKind::Object, sizeof(Object) + slots * sizeof(Value)));
    object->shape = shape;
    object->slots = reinterpret_cast<Value *>(object + 1);
    object->capacity = static_cast<uint16_t>(slots);
    object->flags |= Object::kInlineSlots;
    return object;
}

Value Heap::integer(int64_t number)
{
    if (Value::fitsSmall(number)) return Value::small(number);
    BigInt *big = bigInt();
    mpz_set_si(big->number, number);
    return Value::cell(big);
}

Value Heap::takeBig(mpz_t number)
{
    if (mpz_sizeinbase(number, 2) <= 48 && mpz_fits_slong_p(number) && Value::fitsSmall(mpz_get_si(number))) {
        const int64_t value = mpz_get_si(number);
        mpz_clear(number);
        return Value::small(value);
    }
    BigInt *big = bigInt();
    mpz_swap(big->number, number);
    mpz_clear(number);
    return Value::cell(big);
}

BigInt *Heap::bigInt()
{
    auto *big = static_cast<BigInt *>(allocateCell(CellKind::BigInt, sizeof(BigInt)));
    mpz_init(big->number);
    return big;
}

Environment *Heap::environment(uint32_t count, Environment *parent)
{
    auto *environment =
        static_cast<Environment *>(allocateCell(CellKind::Environment, sizeof(Environment) + count * sizeof(Value)));
    if (!environment) return nullptr;
    environment->count = count;
    environment->parent = parent;
    std::fill_n(environment->slots(), count, Value::unset());
    return environment;
}

Closure *Heap::closure(const bytecode::FunctionCode *code, Environment *environment, ModuleInstance *module)
{
    auto *closure = static_cast<Closure *>(allocateCell(CellKind::Closure, sizeof(Closure)));
    closure->code = code;
    closure->environment = environment;
    closure->module = module;
    return closure;
}

Native *Heap::native(const NativeSpec *spec, Value bound)
{
    auto *native = static_cast<Native *>(allocateCell(CellKind::Native, sizeof(Native)));
    native->spec = spec;
    native->bound = bound;
    return native;
}

BoundMethod *Heap::boundMethod(Value receiver, const NativeSpec *spec)
{
    auto *method = static_cast<BoundMethod *>(allocateCell(CellKind::BoundMethod, sizeof(BoundMethod)));
    method->receiver = receiver;
    method->spec = spec;
    return method;
}

Error *Heap::error(ErrorName name, std::string_view message)
{
    String *text = string(message);
    auto *error = static_cast<Error *>(allocateCell(CellKind::Error, sizeof(Error)));
    error->name = name;
    error->message = text ? text : emptyString();
    error->data = Value::null();
    return error;
}

Iterator *Heap::iterator(Value source)
{
    auto *iterator = static_cast<Iterator *>(allocateCell(CellKind::Iterator, sizeof(Iterator)));
    iterator->source = source;
    return iterator;
}

Bytes *Heap::bytes(size_t count)
{
    if (count > kMaxStringBytes) {
        reserve(SIZE_MAX);
        return nullptr;
    }
    auto *bytes = static_cast<Bytes *>(allocateCell(CellKind::Bytes, sizeof(Bytes) + count));
    if (bytes) bytes->count = static_cast<uint32_t>(count);
    return bytes;
}

Instance *Heap::instance(const ClassSpec *spec, void *payload)
{
    auto *instance = static_cast<Instance *>(allocateCell(CellKind::Instance, sizeof(Instance)));
    instance->spec = spec;
    instance->payload = payload;
    return instance;
}

UserModule *Heap::userModule(ModuleInstance *module)
{
    auto *cell = static_cast<UserModule *>(allocateCell(CellKind::UserModule, sizeof(UserModule)));
    cell->instance = module;
    return cell;
}

Shape *Heap::newShape(Shape *parent, String *key)
{
    auto *shape = static_cast<Shape *>(std::malloc(sizeof(Shape)));
    if (!shape) std::abort();
    *shape = Shape{};
    shape->kind = CellKind::Shape;
    shape->flags = Cell::kImmortal; // lives as long as the heap; its key is a root
    shape->parent = parent;
    shape->key = key;
    shape->count = parent ? parent->count + 1 : 0;
    shape->next = m_shapes;
    m_shapes = shape;
    grow(sizeof(Shape));
    return shape;
}

Shape *Heap::rootShape()
{
    if (!m_rootShape) m_rootShape = newShape(nullptr, nullptr);
    return m_rootShape;
}

// ---- collection -------------------------------------------------------------------------------------------------

void Marker::push(Cell *cell)
{
    cell->mark = m_color;
    switch (cell->kind) {
    case CellKind::String:
        if (Buffer *buffer = static_cast<String *>(cell)->buffer) buffer->mark = m_color;
        return;
    case CellKind::BigInt:
    case CellKind::Bytes:
    case CellKind::Buffer:
    case CellKind::Module:
    case CellKind::UserModule:
        return;
    case CellKind::Array:
        if (static_cast<Array *>(cell)->length == 0) return;
        [[fallthrough]];
    default:
        m_stack.push_back({cell, 0});
    }
}

void Marker::traceItems(Pending pending, const Value *items, uint32_t count)
{
    const uint32_t end = std::min(count, pending.position + kTracePiece);
    if (end < count) m_stack.push_back({pending.cell, end});
    for (uint32_t i = pending.position; i < end; ++i) mark(items[i]);
}

void Marker::traceObject(Pending pending)
{
    auto *object = static_cast<Object *>(pending.cell);
    if (object->shape) return traceItems(pending, object->slots, object->shape->count);
    const Dictionary *dictionary = object->dictionary;
    const uint32_t end = std::min(dictionary->used, pending.position + kTracePiece);
    if (end < dictionary->used) m_stack.push_back({pending.cell, end});
    for (uint32_t i = pending.position; i < end; ++i) {
        mark(dictionary->entries[i].key);
        mark(dictionary->entries[i].value);
    }
}

void Marker::trace(Pending pending)
{
    Cell *cell = pending.cell;
    switch (cell->kind) {
    case CellKind::Array:
        return traceItems(pending, static_cast<Array *>(cell)->items, static_cast<Array *>(cell)->length);
    case CellKind::Object:
        return traceObject(pending);
    case CellKind::Environment: {
        auto *environment = static_cast<Environment *>(cell);
        if (pending.position == 0) mark(environment->parent);
        return traceItems(pending, environment->slots(), environment->count);
    }
    case CellKind::Closure:
        return mark(static_cast<Closure *>(cell)->environment);
    case CellKind::Native:
        return mark(static_cast<Native *>(cell)->bound);
    case CellKind::BoundMethod:
        return mark(static_cast<BoundMethod *>(cell)->receiver);
    case CellKind::Error: {
        auto *error = static_cast<Error *>(cell);
        mark(error->message);
        mark(error->data);
        return mark(error->hint);
    }
    case CellKind::Iterator:
        return mark(static_cast<Iterator *>(cell)->source);
    case CellKind::Instance: {
        auto *instance = static_cast<Instance *>(cell);
        mark(instance->fields[0]);
        mark(instance->fields[1]);
        if (instance->spec->mark) instance->spec->mark(instance, *this);
        return;
    }
    default:
        return;
    }
}

bool Marker::drain(bool cleaningUp)
{
    int burst = kMarkBurst;
    while (!m_stack.empty()) {
        const Pending pending = m_stack.back();
        m_stack.pop_back();
        trace(pending);
        if (--burst == 0) {
            burst = kMarkBurst;
            const uint32_t giveUp = cleaningUp ? uint32_t(kInterruptSkipCleanup)
                                               : kInterruptCancel | kInterruptTimeout | kInterruptSkipCleanup;
            if (m_heap.m_interrupts.load(std::memory_order_relaxed) & giveUp) return false;
        }
    }
    return true;
}

void Heap::collect(RootVisitor &roots, bool cleaningUp)
{
    m_interrupts.fetch_and(~uint32_t(kInterruptCollect), std::memory_order_relaxed);
    m_color = m_color == UINT8_MAX ? 1 : m_color + 1;
    Marker marker(*this, m_color);
    roots.visitRoots(marker);
    for (Shape *shape = m_shapes; shape; shape = shape->next) marker.mark(shape->key);
    if (!marker.drain(cleaningUp)) return; // the run is about to stop: leave everything as it is
    m_textCursor = {};
    m_liveBytes = sweep();
    ++m_collections;
    m_threshold = m_used + std::max(kMinGarbage, m_liveBytes);
    if (m_collectAlways) m_interrupts.fetch_or(kInterruptCollect, std::memory_order_relaxed);
}

size_t Heap::sweep()
{
    if (!m_free) m_free = std::make_unique<Cell *[]>(kClasses);
    std::fill_n(m_free.get(), kClasses, nullptr);
    if (m_blocks) m_blocks->filled = m_cursor;
    size_t live = 0;
    Block **link = &m_blocks;
    bool isCurrent = true;
    while (Block *block = *link) {
        const size_t found = sweepBlock(*block);
        live += found;
        if (found == 0 && !isCurrent) {
            *link = block->next;
            shrink(block->bytes);
            std::free(block);
        } else {
            link = &block->next;
        }
        isCurrent = false;
    }
    sweepLarge(live);
    return live;
}

size_t Heap::sweepBlock(Block &block)
{
    // First what lives, so that a block without life can be given back without putting its cells on the lists.
    size_t live = 0;
    for (char *at = block.begin(); at < block.filled;) {
        auto *cell = reinterpret_cast<Cell *>(at);
        at += kClassSizes[cell->sizeClass];
        if (cell->kind == kFreeCell) continue;
        if (cell->mark == m_color) live += kClassSizes[cell->sizeClass];
        else destroyCell(cell);
    }
    if (live == 0 && &block != m_blocks) return 0;
    for (char *at = block.begin(); at < block.filled;) {
        auto *cell = reinterpret_cast<FreeCell *>(at);
        at += kClassSizes[cell->sizeClass];
        if (cell->kind != kFreeCell) continue;
        cell->next = static_cast<FreeCell *>(m_free[cell->sizeClass]);
        m_free[cell->sizeClass] = cell;
    }
    return live;
}

void Heap::sweepLarge(size_t &live)
{
    LargeCell **link = &m_large;
    while (LargeCell *large = *link) {
        if (large->cell()->mark == m_color) {
            live += large->bytes;
            link = &large->next;
            continue;
        }
        destroyCell(large->cell());
        *link = large->next;
        release(large, large->bytes);
    }
}

void Heap::destroyCell(Cell *cell)
{
    switch (cell->kind) {
    case CellKind::Array: {
        auto *array = static_cast<Array *>(cell);
        release(array->items, array->capacity * sizeof(Value));
        break;
    }
    case CellKind::Object: {
        auto *object = static_cast<Object *>(cell);
        if (!object->shape) destroyDictionary(*this, object->dictionary);
        else if (!(object->flags & Object::kInlineSlots)) release(object->slots, object->capacity * sizeof(Value));
        break;
    }
    case CellKind::BigInt:
        mpz_clear(static_cast<BigInt *>(cell)->number);
        break;
    case CellKind::Error: {
        auto *error = static_cast<Error *>(cell);
        release(error->trace, error->traceCount * sizeof(TraceEntry));
        break;
    }
    case CellKind::Instance: {
        auto *instance = static_cast<Instance *>(cell);
        if (instance->spec->destroy) instance->spec->destroy(instance);
        break;
    }
    default:
        break;
    }
    cell->kind = kFreeCell;
}

Heap::~Heap()
{
    Heap *outer = std::exchange(current(), this);
    if (m_blocks) m_blocks->filled = m_cursor;
    while (Block *block = m_blocks) {
        for (char *at = block->begin(); at < block->filled;) {
            auto *cell = reinterpret_cast<Cell *>(at);
            at += kClassSizes[cell->sizeClass];
            if (cell->kind != kFreeCell) destroyCell(cell);
        }
        m_blocks = block->next;
        std::free(block);
        if (m_blocks) continue;
    }
    while (LargeCell *large = m_large) {
        destroyCell(large->cell());
        m_large = large->next;
        rawRelease(large, large->bytes);
    }
    while (Shape *shape = m_shapes) {
        m_shapes = shape->next;
        std::free(shape->children);
        std::free(shape->table);
        std::free(shape->line);
        std::free(shape);
    }
    current() = outer == this ? nullptr : outer;
}

} // namespace latchkey::vm
