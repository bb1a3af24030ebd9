// SPDX-License-Identifier: GPL-3.0-or-later
// How objects keep their properties. A shape is the ordered list of an object's string keys, shared by all objects of
// the isolate that got the same keys in the same order; it forms a tree, each shape being its parent plus one key. The
// interpreter's inline caches compare shapes and go straight to the slot. An object with other keys than strings, with
// removed keys, or with very many or very varied keys has a dictionary of its own instead.
#pragma once

#include "engine/vm/heap.h"

namespace latchkey::vm {

struct Shape : Cell {
    /// More properties than this make a dictionary.
    static constexpr uint32_t kMaxKeys = 64;
    /// A shape that was extended by so many different computed keys is used as a map: no more children.
    static constexpr uint32_t kMaxComputedChildren = 16;
    /// Up to so many keys, walking the parents is faster than a table.
    static constexpr uint32_t kWalkKeys = 8;

    uint32_t count = 0; ///< keys, its own included
    uint32_t keyHash = 0;
    Shape *parent = nullptr;
    String *key = nullptr; ///< the last one; null for the root
    Shape **children = nullptr;
    uint32_t childCount = 0;
    uint32_t childCapacity = 0;
    uint16_t *table = nullptr; ///< hash table of slot numbers + 1, made when first needed
    Shape **line = nullptr;    ///< this shape's ancestors by slot, made with `table`
    Shape *next = nullptr;     ///< list of all shapes of the heap
};

inline constexpr uint32_t kNoSlot = UINT32_MAX;

/// The slot of a key in a shape, kNoSlot when it has none.
uint32_t findSlot(Heap &heap, Shape *shape, String *key);
/// Without building tables: for readers outside the run.
uint32_t findSlotReadOnly(const Shape *shape, std::string_view key);
/// The shape with one more key; null when the object should become a dictionary.
Shape *shapeWith(Heap &heap, Shape *shape, String *key, bool computed);
/// The key of a slot.
String *shapeKey(const Shape *shape, uint32_t slot);
/// Gives the object a slot for a shape one larger than its own. False: stop.
bool appendSlot(Heap &heap, Object *object, Shape *extended, Value value);

/// Insertion-ordered hash map with language keys.
struct Dictionary {
    struct Entry {
        Value key; ///< unset: removed
        Value value;
        uint32_t hash;
    };
    uint32_t count = 0;     ///< live entries
    uint32_t used = 0;      ///< entries including removed ones
    uint32_t capacity = 0;  ///< of `entries`
    uint32_t tableSize = 0; ///< power of two
    Entry *entries = nullptr;
    uint32_t *table = nullptr;  ///< entry number + 1, 0 free, kRemoved for a removed entry's place
    uint32_t removedPlaces = 0; ///< of `table`; too many and it is made anew, or searches would never end
    uint32_t version = 0;       ///< grows when a key is added or removed
    static constexpr uint32_t kRemovedPlace = UINT32_MAX;

    Entry *find(Value key, uint32_t hash) const;
    size_t bytes() const { return sizeof(Dictionary) + capacity * sizeof(Entry) + tableSize * sizeof(uint32_t); }
};

uint32_t hashKey(Value key);
bool sameKey(Value a, Value b);
bool makeDictionary(Heap &heap, Object *object);
void destroyDictionary(Heap &heap, Dictionary *dictionary);

/// Hashes are seeded per process, so that nobody can prepare colliding keys.
uint32_t hashBytes(const char *data, size_t size);
uint64_t hashSeed();

} // namespace latchkey::vm
