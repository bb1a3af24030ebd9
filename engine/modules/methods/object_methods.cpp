// SPDX-License-Identifier: GPL-3.0-or-later
// The methods of objects (language.md 5.6). The receiver is always an object.
#include "engine/modules/support/arguments.h"
#include "engine/modules/tables.h"
#include "engine/vm/objects.h"

#include <format>

namespace latchkey::modules {

using namespace vm;

namespace {

Object *self(NativeCall &call)
{
    return call.receiver.asObject();
}

Outcome raiseNoKey(NativeCall &call, Value key)
{
    return call.raise(ErrorName::TypeError, std::format("unhashable type: '{}'", typeName(key)));
}

Outcome raiseMissing(NativeCall &call, Value key)
{
    std::string text = "object has no property ";
    if (!appendDisplay(call.isolate, key, Display::Quoted, text)) return Outcome::Stop;
    return call.raise(ErrorName::KeyError, text);
}

Value defaultOf(NativeCall &call)
{
    return call.has(1) ? call.arguments[1] : Value::null();
}

Outcome get(NativeCall &call)
{
    if (!isKey(call.arguments[0])) return raiseNoKey(call, call.arguments[0]);
    const Value value = getProperty(self(call), call.arguments[0]);
    return call.give(value.isUnset() ? defaultOf(call) : value);
}

Outcome pop(NativeCall &call)
{
    if (!isKey(call.arguments[0])) return raiseNoKey(call, call.arguments[0]);
    const Value value = removeProperty(call.heap(), self(call), call.arguments[0]);
    if (!value.isUnset()) return call.give(value);
    return call.has(1) ? call.give(call.arguments[1]) : raiseMissing(call, call.arguments[0]);
}

/// The property that was added last; false when there is none.
bool lastProperty(const Object *object, Value &key, Value &value)
{
    if (object->shape) {
        if (object->shape->count == 0) return false;
        key = Value::string(object->shape->key);
        value = object->slots[object->shape->count - 1];
        return true;
    }
    const Dictionary *dictionary = object->dictionary;
    uint32_t i = dictionary->used;
    while (i > 0 && dictionary->entries[i - 1].key.isUnset()) --i;
    if (i == 0) return false;
    key = dictionary->entries[i - 1].key;
    value = dictionary->entries[i - 1].value;
    return true;
}

Outcome popItem(NativeCall &call)
{
    Value key, value;
    if (!lastProperty(self(call), key, value)) return call.raise(ErrorName::KeyError, "popitem(): object is empty");
    Array *pair = pairOf(call.heap(), key, value);
    removeProperty(call.heap(), self(call), key);
    return giveArray(call, pair);
}

Outcome setDefault(NativeCall &call)
{
    if (!isKey(call.arguments[0])) return raiseNoKey(call, call.arguments[0]);
    const Value value = getProperty(self(call), call.arguments[0]);
    if (!value.isUnset()) return call.give(value);
    const Value fresh = defaultOf(call);
    return setProperty(call.heap(), self(call), call.arguments[0], fresh) ? call.give(fresh) : Outcome::Stop;
}

Outcome update(NativeCall &call)
{
    if (!call.arguments[0].isObject())
        return call.raise(ErrorName::TypeError,
                          std::format("update() argument 1 must be object, not {}", typeName(call.arguments[0])));
    const Object *other = call.arguments[0].asObject();
    if (other == self(call)) return call.giveNull();
    Value key, value;
    size_t step = 0;
    for (uint32_t position = 0; nextProperty(other, position, key, value);)
        if (pollAt(call, ++step) || !setProperty(call.heap(), self(call), key, value)) return Outcome::Stop;
    return call.giveNull();
}

Outcome clear(NativeCall &call)
{
    clearProperties(call.heap(), self(call));
    return call.giveNull();
}

/// An array with `pick` of every property.
template<typename Pick>
Outcome collect(NativeCall &call, Pick pick)
{
    Array *array = call.heap().array(propertyCount(self(call)));
    if (!array) return Outcome::Stop;
    Value key, value;
    size_t step = 0;
    for (uint32_t position = 0; nextProperty(self(call), position, key, value);) {
        const Value item = pick(key, value);
        if (item.isUnset() || pollAt(call, ++step) || !call.heap().push(array, item)) return Outcome::Stop;
    }
    return giveArray(call, array);
}

Outcome keys(NativeCall &call)
{
    return collect(call, [](Value key, Value) { return key; });
}

Outcome values(NativeCall &call)
{
    return collect(call, [](Value, Value value) { return value; });
}

Outcome items(NativeCall &call)
{
    return collect(call, [&call](Value key, Value value) {
        const Array *pair = pairOf(call.heap(), key, value);
        return pair ? Value::array(pair) : Value::unset();
    });
}

const NativeSpec kMethods[] = {
    {"clear", "-> null", &clear, Need::nothing(), "Removes all properties."},
    {"get", "key: any, default: any = null -> any", &get, Need::nothing(), "The value of a key, or the default."},
    {"items", "-> arr", &items, Need::nothing(), "All properties as arrays [key, value]."},
    {"keys", "-> arr", &keys, Need::nothing(), "All keys in order."},
    {"pop", "key: any, default: any = null -> any", &pop, Need::nothing(), "Removes a property and gives its value."},
    {"popitem", "-> arr", &popItem, Need::nothing(), "Removes the last property and gives [key, value]."},
    {"setdefault", "key: any, default: any = null -> any", &setDefault, Need::nothing(),
     "The value of a key, setting the default first when it is absent."},
    {"update", "object: any -> null", &update, Need::nothing(), "Takes over all properties of another object."},
    {"values", "-> arr", &values, Need::nothing(), "All values in order."},
};

} // namespace

std::span<const NativeSpec> objectMethodTable()
{
    return kMethods;
}

} // namespace latchkey::modules
