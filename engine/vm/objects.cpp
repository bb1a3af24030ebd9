// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/vm/objects.h"

#include "engine/vm/operations.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdlib>
#include <cstring>

namespace latchkey::vm {

// ---- shapes -----------------------------------------------------------------------------------------------------

namespace {

Shape *ancestor(Shape *shape, uint32_t count)
{
    while (shape->count > count) shape = shape->parent;
    return shape;
}

void buildTable(Heap &heap, Shape *shape)
{
    const uint32_t size = std::bit_ceil(shape->count * 2);
    shape->table = static_cast<uint16_t *>(std::calloc(size, sizeof(uint16_t)));
    shape->line = static_cast<Shape **>(std::malloc(shape->count * sizeof(Shape *)));
    if (!shape->table || !shape->line) std::abort();
    heap.charge(size * sizeof(uint16_t) + shape->count * sizeof(Shape *));
    for (Shape *s = shape; s->parent; s = s->parent) {
        shape->line[s->count - 1] = s;
        uint32_t place = s->keyHash & (size - 1);
        while (shape->table[place]) place = (place + 1) & (size - 1);
        shape->table[place] = static_cast<uint16_t>(s->count);
    }
}

} // namespace

uint32_t findSlot(Heap &heap, Shape *shape, String *key)
{
    const uint32_t hash = hashOf(key);
    if (shape->count <= Shape::kWalkKeys) {
        for (Shape *s = shape; s->parent; s = s->parent)
            if (s->key == key || (s->keyHash == hash && sameText(s->key, key))) return s->count - 1;
        return kNoSlot;
    }
    if (!shape->table) buildTable(heap, shape);
    const uint32_t mask = std::bit_ceil(shape->count * 2) - 1;
    for (uint32_t place = hash & mask; shape->table[place]; place = (place + 1) & mask) {
        const Shape *s = shape->line[shape->table[place] - 1];
        if (s->keyHash == hash && sameText(s->key, key)) return s->count - 1;
    }
    return kNoSlot;
}

uint32_t findSlotReadOnly(const Shape *shape, std::string_view key)
{
    for (const Shape *s = shape; s->parent; s = s->parent)
        if (s->key->view() == key) return s->count - 1;
    return kNoSlot;
}

Shape *shapeWith(Heap &heap, Shape *shape, String *key, bool computed)
{
    if (shape->count >= Shape::kMaxKeys) return nullptr;
    const uint32_t hash = hashOf(key);
    for (uint32_t i = 0; i < shape->childCount; ++i) {
        Shape *child = shape->children[i];
        if (child->key == key || (child->keyHash == hash && sameText(child->key, key))) return child;
    }
    if (computed && shape->childCount >= Shape::kMaxComputedChildren) return nullptr;
    Shape *child = heap.newShape(shape, key);
    child->keyHash = hash;
    if (shape->childCount == shape->childCapacity) {
        const uint32_t capacity = shape->childCapacity ? shape->childCapacity * 2 : 2;
        auto **grown =
            static_cast<Shape **>(std::realloc(static_cast<void *>(shape->children), capacity * sizeof(Shape *)));
        if (!grown) std::abort();
        heap.charge((capacity - shape->childCapacity) * sizeof(Shape *));
        shape->children = grown;
        shape->childCapacity = capacity;
    }
    shape->children[shape->childCount++] = child;
    return child;
}

String *shapeKey(const Shape *shape, uint32_t slot)
{
    return ancestor(const_cast<Shape *>(shape), slot + 1)->key;
}

bool appendSlot(Heap &heap, Object *object, Shape *extended, Value value)
{
    const uint32_t count = object->shape->count;
    if (count == object->capacity) {
        const uint32_t capacity = count < 4 ? 4 : count * 2;
        const bool isInline = object->flags & Object::kInlineSlots;
        auto *slots = static_cast<Value *>(heap.allocate(capacity * sizeof(Value)));
        if (!slots) return false;
        if (count) std::memcpy(static_cast<void *>(slots), object->slots, count * sizeof(Value));
        if (!isInline) heap.release(object->slots, object->capacity * sizeof(Value));
        object->flags &= static_cast<uint8_t>(~Object::kInlineSlots);
        object->slots = slots;
        object->capacity = static_cast<uint16_t>(capacity);
    }
    object->slots[count] = value;
    object->shape = extended;
    return true;
}

// ---- keys -------------------------------------------------------------------------------------------------------

namespace {

uint32_t mixHash(uint64_t x)
{
    static const uint64_t seed = hashSeed();
    x += seed;
    x = (x ^ (x >> 32)) * 0xD6E8FEB86659FD93ull;
    x = (x ^ (x >> 32)) * 0xD6E8FEB86659FD93ull;
    const auto hash = static_cast<uint32_t>(x ^ (x >> 32));
    return hash ? hash : 1;
}

uint32_t hashBig(const mpz_t number)
{
    const size_t limbs = mpz_size(number);
    uint64_t state = static_cast<uint64_t>(mpz_sgn(number));
    for (size_t i = 0; i < limbs; ++i)
        state = state * 0x9E3779B97F4A7C15ull + mpz_getlimbn(number, static_cast<mp_size_t>(i));
    return mixHash(state);
}

/// Equal numbers hash alike, whatever their kind.
uint32_t hashReal(double number)
{
    if (number == std::floor(number) && std::isfinite(number)) {
        if (number >= -0x1p47 && number < 0x1p47) return mixHash(static_cast<uint64_t>(static_cast<int64_t>(number)));
        mpz_t big;
        mpz_init_set_d(big, number);
        const uint32_t hash = hashBig(big);
        mpz_clear(big);
        return hash;
    }
    return mixHash(std::bit_cast<uint64_t>(number));
}

} // namespace

bool isInstanceKey(Value v)
{
    return isCellOf(v, CellKind::Instance) && cellAs<Instance>(v)->spec->hash;
}

uint32_t hashKey(Value key)
{
    if (key.isString()) return hashOf(key.asString());
    if (key.isSmall()) return mixHash(static_cast<uint64_t>(key.asSmall()));
    if (key.isReal()) return hashReal(key.asReal());
    if (isBig(key)) return hashBig(cellAs<BigInt>(key)->number);
    if (isInstanceKey(key)) return mixHash(cellAs<Instance>(key)->spec->hash(cellAs<Instance>(key)));
    return mixHash(key.bits());
}

bool sameKey(Value a, Value b)
{
    if (a.isString()) return b.isString() && sameText(a.asString(), b.asString());
    if (identical(a, b)) return !a.isReal() || a.asReal() == a.asReal();
    if (isInstanceKey(a)) {
        const auto *x = cellAs<Instance>(a);
        return isInstanceKey(b) && x->spec == cellAs<Instance>(b)->spec && x->spec->same(x, cellAs<Instance>(b));
    }
    return isNumber(a) && isNumber(b) && compareNumbers(a, b) == 0;
}

// ---- dictionaries -----------------------------------------------------------------------------------------------

Dictionary::Entry *Dictionary::find(Value key, uint32_t hash) const
{
    if (tableSize == 0) return nullptr;
    const uint32_t mask = tableSize - 1;
    for (uint32_t place = hash & mask;; place = (place + 1) & mask) {
        const uint32_t number = table[place];
        if (number == 0) return nullptr;
        if (number == kRemovedPlace) continue;
        Entry &entry = entries[number - 1];
        if (entry.hash == hash && sameKey(entry.key, key)) return &entry;
    }
}

namespace {

/// New storage for at least `wanted` entries, without the removed ones.
bool rebuild(Heap &heap, Dictionary &dictionary, uint32_t wanted)
{
    const uint32_t capacity = std::max<uint32_t>(8, wanted);
    const uint32_t tableSize = std::bit_ceil(capacity + capacity / 2);
    const size_t newBytes = capacity * sizeof(Dictionary::Entry) + tableSize * sizeof(uint32_t);
    if (newBytes > Heap::kLargeBytes && !heap.reserve(newBytes)) return false;
    auto *entries = static_cast<Dictionary::Entry *>(heap.allocate(capacity * sizeof(Dictionary::Entry)));
    auto *table = static_cast<uint32_t *>(heap.allocate(tableSize * sizeof(uint32_t)));
    if (!entries || !table) {
        heap.release(entries, capacity * sizeof(Dictionary::Entry));
        heap.release(table, tableSize * sizeof(uint32_t));
        return false;
    }
    std::memset(table, 0, tableSize * sizeof(uint32_t));
    uint32_t used = 0;
    for (uint32_t i = 0; i < dictionary.used; ++i) {
        if (dictionary.entries[i].key.isUnset()) continue;
        entries[used] = dictionary.entries[i];
        uint32_t place = entries[used].hash & (tableSize - 1);
        while (table[place]) place = (place + 1) & (tableSize - 1);
        table[place] = ++used;
    }
    heap.release(dictionary.entries, dictionary.capacity * sizeof(Dictionary::Entry));
    heap.release(dictionary.table, dictionary.tableSize * sizeof(uint32_t));
    dictionary.entries = entries;
    dictionary.table = table;
    dictionary.used = used;
    dictionary.capacity = capacity;
    dictionary.tableSize = tableSize;
    dictionary.removedPlaces = 0;
    return true;
}

bool insert(Heap &heap, Dictionary &dictionary, Value key, uint32_t hash, Value value)
{
    if (dictionary.used == dictionary.capacity ||
        (dictionary.removedPlaces + dictionary.used) * 8 > dictionary.tableSize * 7) {
        const bool crowded = dictionary.count * 2 > dictionary.used;
        // Always more than there are: one is about to be added.
        if (!rebuild(heap, dictionary, dictionary.count + (crowded ? dictionary.count : dictionary.count / 2) + 1))
            return false;
    }
    dictionary.entries[dictionary.used] = {key, value, hash};
    const uint32_t mask = dictionary.tableSize - 1;
    uint32_t place = hash & mask;
    while (dictionary.table[place] && dictionary.table[place] != Dictionary::kRemovedPlace) place = (place + 1) & mask;
    if (dictionary.table[place] == Dictionary::kRemovedPlace) --dictionary.removedPlaces;
    dictionary.table[place] = ++dictionary.used;
    ++dictionary.count;
    ++dictionary.version;
    return true;
}

} // namespace

bool makeDictionary(Heap &heap, Object *object)
{
    auto *dictionary = static_cast<Dictionary *>(heap.allocate(sizeof(Dictionary)));
    *dictionary = Dictionary{};
    Shape *shape = object->shape;
    if (!rebuild(heap, *dictionary, shape->count + 1)) {
        heap.release(dictionary, sizeof(Dictionary));
        return false;
    }
    for (uint32_t slot = 0; slot < shape->count; ++slot) {
        String *key = shapeKey(shape, slot);
        insert(heap, *dictionary, Value::string(key), hashOf(key), object->slots[slot]);
    }
    if (!(object->flags & Object::kInlineSlots)) heap.release(object->slots, object->capacity * sizeof(Value));
    object->flags &= static_cast<uint8_t>(~Object::kInlineSlots);
    object->shape = nullptr;
    object->capacity = 0;
    object->dictionary = dictionary;
    return true;
}

void destroyDictionary(Heap &heap, Dictionary *dictionary)
{
    heap.release(dictionary->entries, dictionary->capacity * sizeof(Dictionary::Entry));
    heap.release(dictionary->table, dictionary->tableSize * sizeof(uint32_t));
    heap.release(dictionary, sizeof(Dictionary));
}

// ---- properties -------------------------------------------------------------------------------------------------

Value getProperty(const Object *object, Value key)
{
    if (!object->shape) {
        if (!isKey(key)) return Value::unset();
        const Dictionary::Entry *entry = object->dictionary->find(key, hashKey(key));
        return entry ? entry->value : Value::unset();
    }
    if (!key.isString()) return Value::unset();
    uint32_t slot = kNoSlot;
    if (Heap *heap = Heap::current()) slot = findSlot(*heap, object->shape, key.asString());
    else slot = findSlotReadOnly(object->shape, key.asString()->view());
    return slot == kNoSlot ? Value::unset() : object->slots[slot];
}

Value getProperty(const Object *object, std::string_view key)
{
    if (object->shape) {
        const uint32_t slot = findSlotReadOnly(object->shape, key);
        return slot == kNoSlot ? Value::unset() : object->slots[slot];
    }
    String probe;
    probe.kind = CellKind::String;
    probe.data = key.data();
    probe.bytes = static_cast<uint32_t>(key.size());
    probe.hash = hashBytes(key.data(), key.size());
    const Dictionary::Entry *entry = object->dictionary->find(Value::string(&probe), probe.hash);
    return entry ? entry->value : Value::unset();
}

bool setProperty(Heap &heap, Object *object, Value key, Value value)
{
    if (object->shape && key.isString()) {
        const uint32_t slot = findSlot(heap, object->shape, key.asString());
        if (slot != kNoSlot) {
            object->slots[slot] = value;
            return true;
        }
        if (Shape *extended = shapeWith(heap, object->shape, key.asString(), true))
            return appendSlot(heap, object, extended, value);
    }
    if (object->shape && !makeDictionary(heap, object)) return false;
    const uint32_t hash = hashKey(key);
    if (Dictionary::Entry *entry = object->dictionary->find(key, hash)) {
        entry->value = value;
        return true;
    }
    return insert(heap, *object->dictionary, key, hash, value);
}

bool setProperty(Heap &heap, Object *object, std::string_view key, Value value)
{
    String *text = heap.string(key);
    return text && setProperty(heap, object, Value::string(text), value);
}

Value removeProperty(Heap &heap, Object *object, Value key)
{
    if (!isKey(key) || getProperty(object, key).isUnset()) return Value::unset();
    if (object->shape && !makeDictionary(heap, object)) return Value::unset();
    Dictionary &dictionary = *object->dictionary;
    const uint32_t hash = hashKey(key);
    Dictionary::Entry *entry = dictionary.find(key, hash);
    const auto number = static_cast<uint32_t>(entry - dictionary.entries) + 1;
    uint32_t place = hash & (dictionary.tableSize - 1);
    while (dictionary.table[place] != number) place = (place + 1) & (dictionary.tableSize - 1);
    dictionary.table[place] = Dictionary::kRemovedPlace;
    ++dictionary.removedPlaces;
    const Value old = entry->value;
    entry->key = Value::unset();
    entry->value = Value::null();
    --dictionary.count;
    ++dictionary.version;
    // Removing from the end again and again must not leave a tail of removed entries to walk over.
    while (dictionary.used > 0 && dictionary.entries[dictionary.used - 1].key.isUnset()) --dictionary.used;
    return old;
}

void clearProperties(Heap &heap, Object *object)
{
    if (!object->shape) {
        destroyDictionary(heap, object->dictionary);
    } else if (!(object->flags & Object::kInlineSlots)) {
        heap.release(object->slots, object->capacity * sizeof(Value));
    }
    object->flags &= static_cast<uint8_t>(~Object::kInlineSlots);
    object->slots = nullptr;
    object->capacity = 0;
    object->shape = heap.rootShape();
}

size_t propertyCount(const Object *object)
{
    return object->shape ? object->shape->count : object->dictionary->count;
}

bool nextProperty(const Object *object, uint32_t &position, Value &key, Value &value)
{
    if (object->shape) {
        if (position >= object->shape->count) return false;
        key = Value::string(shapeKey(object->shape, position));
        value = object->slots[position++];
        return true;
    }
    const Dictionary &dictionary = *object->dictionary;
    while (position < dictionary.used && dictionary.entries[position].key.isUnset()) ++position;
    if (position >= dictionary.used) return false;
    key = dictionary.entries[position].key;
    value = dictionary.entries[position++].value;
    return true;
}

Object *copyObject(Heap &heap, const Object *object)
{
    if (object->shape) {
        Object *copy = heap.objectWithShape(object->shape);
        if (object->shape->count)
            std::memcpy(static_cast<void *>(copy->slots), object->slots, object->shape->count * sizeof(Value));
        return copy;
    }
    Object *copy = heap.object();
    uint32_t position = 0;
    Value key, value;
    while (nextProperty(object, position, key, value))
        if (!setProperty(heap, copy, key, value)) return nullptr;
    return copy;
}

} // namespace latchkey::vm
