// SPDX-License-Identifier: GPL-3.0-or-later
// Indexing, slicing and members of any value (language.md chapter 5): the slow paths behind the interpreter's caches,
// with every error text.
#include "engine/text/quote.h"
#include "engine/vm/long_copy.h"
#include "engine/vm/objects.h"
#include "engine/vm/operations.h"

#include <algorithm>
#include <cstring>

namespace latchkey::vm {

namespace {

std::string quotedType(Value v)
{
    return "'" + std::string(typeName(v)) + "'";
}

/// A boolean or small integer as an index; big ones are beyond every container.
bool indexNumber(Value v, int64_t &out)
{
    if (v.isBoolean()) out = v.asBoolean();
    else if (v.isSmall()) out = v.asSmall();
    else if (isBig(v)) out = mpz_sgn(cellAs<BigInt>(v)->number) < 0 ? INT64_MIN / 2 : INT64_MAX / 2;
    else return false;
    return true;
}

bool wrapIndex(int64_t &index, int64_t length)
{
    if (index < 0) index += length;
    return index >= 0 && index < length;
}

Outcome badArrayIndex(NativeCall &call, Value index)
{
    return call.raise(ErrorName::TypeError,
                      "array indices must be integers or slices, not " + std::string(typeName(index)));
}

Outcome unhashable(NativeCall &call, Value key)
{
    return call.raise(ErrorName::TypeError, "unhashable type: " + quotedType(key));
}

std::string quotedKey(Isolate &isolate, Value key)
{
    std::string text;
    appendDisplay(isolate, key, Display::Quoted, text);
    return text;
}

Value errorField(NativeCall &call, Error *error, std::string_view name)
{
    if (error->data.isObject()) {
        const Value own = getProperty(error->data.asObject(), name);
        if (!own.isUnset()) return own;
    }
    Heap &heap = call.heap();
    if (name == "message") return Value::string(error->message);
    if (name == "name") return Value::string(heap.asciiString(errorNameText(error->name)));
    if (name == "kind")
        return Value::string(heap.asciiString(error->name == ErrorName::CapabilityError ? "capability_error"
                                              : error->name == ErrorName::SecurityError ? "security_error"
                                                                                        : "runtime_error"));
    if (name == "data") return error->data;
    if (name == "line" || name == "column") {
        if (!error->code) return Value::null();
        const syntax::Position position = error->code->program->source->position(error->offset);
        return Value::small(name == "line" ? position.line : position.column);
    }
    return Value::unset();
}

} // namespace

// ---- index ------------------------------------------------------------------------------------------------------

Outcome getIndex(NativeCall &call, Value container, Value index)
{
    int64_t i = 0;
    if (container.isArray()) {
        if (!indexNumber(index, i)) return badArrayIndex(call, index);
        const Array *array = container.asArray();
        if (!wrapIndex(i, array->length)) return call.raise(ErrorName::IndexError, "array index out of range");
        return call.give(array->items[i]);
    }
    if (container.isString()) {
        if (!indexNumber(index, i))
            return call.raise(ErrorName::TypeError, "string indices must be integers, not " + quotedType(index));
        const String *text = container.asString();
        if (!wrapIndex(i, text->length)) return call.raise(ErrorName::IndexError, "string index out of range");
        return call.give(Value::string(call.heap().characterString(codePointAt(text, static_cast<size_t>(i)))));
    }
    if (container.isObject()) {
        if (!isKey(index)) return unhashable(call, index);
        const Value value = getProperty(container.asObject(), index);
        if (!value.isUnset()) return call.give(value);
        return call.raise(ErrorName::KeyError, "object has no property " + quotedKey(call.isolate, index));
    }
    if (isError(container) && index.isString()) {
        const Value value = errorField(call, cellAs<Error>(container), index.asString()->view());
        if (!value.isUnset()) return call.give(value);
        return call.raise(ErrorName::KeyError, "object has no property " + quotedKey(call.isolate, index));
    }
    if (isCellOf(container, CellKind::Bytes)) {
        if (!indexNumber(index, i))
            return call.raise(ErrorName::TypeError, "bytes indices must be integers, not " + quotedType(index));
        const auto *bytes = cellAs<Bytes>(container);
        if (!wrapIndex(i, bytes->count)) return call.raise(ErrorName::IndexError, "bytes index out of range");
        return call.give(Value::small(bytes->data()[i]));
    }
    return call.raise(ErrorName::TypeError, quotedType(container) + " object is not subscriptable");
}

Outcome setIndex(NativeCall &call, Value container, Value index, Value value)
{
    if (container.isArray()) {
        int64_t i = 0;
        if (!indexNumber(index, i)) return badArrayIndex(call, index);
        Array *array = container.asArray();
        if (!wrapIndex(i, array->length))
            return call.raise(ErrorName::IndexError, "array assignment index out of range");
        array->items[i] = value;
        return call.giveNull();
    }
    if (container.isObject()) {
        if (!isKey(index)) return unhashable(call, index);
        return setProperty(call.heap(), container.asObject(), index, value) ? call.giveNull() : Outcome::Stop;
    }
    return call.raise(ErrorName::TypeError, quotedType(container) + " object does not support item assignment");
}

// ---- slices -----------------------------------------------------------------------------------------------------

SliceBounds clampSlice(int64_t length, Value start, Value stop, int64_t step)
{
    const auto bound = [&](Value v, int64_t omitted) {
        int64_t i = 0;
        if (v.isUnset() || v.isNull() || !indexNumber(v, i)) return omitted;
        if (i < 0) i += length;
        const int64_t low = step < 0 ? -1 : 0;
        const int64_t high = step < 0 ? length - 1 : length;
        return std::clamp(i, low, high);
    };
    SliceBounds bounds{};
    bounds.step = step;
    bounds.start = bound(start, step < 0 ? length - 1 : 0);
    bounds.stop = bound(stop, step < 0 ? -1 : length);
    if (step > 0 && bounds.stop > bounds.start)
        bounds.count = static_cast<size_t>((bounds.stop - bounds.start - 1) / step + 1);
    else if (step < 0 && bounds.stop < bounds.start)
        bounds.count = static_cast<size_t>((bounds.start - bounds.stop - 1) / -step + 1);
    return bounds;
}

namespace {

Outcome sliceStep(NativeCall &call, Value from, Value to, Value step, int64_t &out)
{
    int64_t ignored = 0;
    for (const Value v : {from, to, step})
        if (!v.isUnset() && !v.isNull() && !indexNumber(v, ignored))
            return call.raise(ErrorName::TypeError, "slice indices must be integers or null");
    out = 1;
    if (!step.isUnset() && !step.isNull()) indexNumber(step, out);
    if (out == 0) return call.raise(ErrorName::ValueError, "slice step cannot be zero");
    return Outcome::Return;
}

Outcome sliceText(NativeCall &call, String *text, const SliceBounds &bounds)
{
    if (bounds.count == 0) return call.give(Value::string(call.heap().emptyString()));
    if (bounds.step == 1) {
        const size_t begin = byteOffset(text, static_cast<size_t>(bounds.start));
        const size_t end = byteOffset(text, static_cast<size_t>(bounds.start) + bounds.count);
        String *part = call.heap().string(text->view().substr(begin, end - begin));
        return part ? call.give(Value::string(part)) : Outcome::Stop;
    }
    std::string out;
    if (!call.heap().reserve(bounds.count * (text->isAscii() ? 1 : 4))) return Outcome::Stop;
    if (text->isAscii()) {
        for (size_t i = 0; i < bounds.count; ++i) {
            if ((i & 0xFFFF) == 0xFFFF && call.poll()) return Outcome::Stop;
            out += text->data[bounds.start + static_cast<int64_t>(i) * bounds.step];
        }
        return call.giveText(out);
    }
    // A table of offsets makes every step direct, also backwards.
    std::vector<uint32_t> offsets;
    offsets.reserve(text->length + 1);
    for (uint32_t at = 0; at < text->bytes; ++at) {
        if ((at & 0xFFFFF) == 0xFFFFF && call.poll()) return Outcome::Stop;
        if ((static_cast<unsigned char>(text->data[at]) & 0xC0) != 0x80) offsets.push_back(at);
    }
    offsets.push_back(text->bytes);
    for (size_t i = 0; i < bounds.count; ++i) {
        if ((i & 0xFFFF) == 0xFFFF && call.poll()) return Outcome::Stop;
        const auto at = static_cast<size_t>(bounds.start + static_cast<int64_t>(i) * bounds.step);
        out.append(text->data + offsets[at], offsets[at + 1] - offsets[at]);
    }
    return call.giveText(out);
}

} // namespace

Outcome getSlice(NativeCall &call, Value container, Value from, Value to, Value step)
{
    if (!container.isArray() && !container.isString() && !isCellOf(container, CellKind::Bytes))
        return call.raise(ErrorName::TypeError, quotedType(container) + " object cannot be sliced");
    int64_t by = 1;
    if (const Outcome checked = sliceStep(call, from, to, step, by); checked != Outcome::Return) return checked;
    if (container.isString())
        return sliceText(call, container.asString(), clampSlice(container.asString()->length, from, to, by));
    if (container.isOtherCell()) {
        auto *bytes = cellAs<Bytes>(container);
        const SliceBounds bounds = clampSlice(bytes->count, from, to, by);
        Bytes *part = call.heap().bytes(bounds.count);
        if (!part) return Outcome::Stop;
        for (size_t i = 0; i < bounds.count; ++i)
            part->data()[i] = bytes->data()[bounds.start + static_cast<int64_t>(i) * by];
        return call.give(Value::cell(part));
    }
    const Array *array = container.asArray();
    const SliceBounds bounds = clampSlice(array->length, from, to, by);
    Array *part = call.heap().array(bounds.count);
    if (!part) return Outcome::Stop;
    if (by == 1) {
        if (!copyBytes(part->items, array->items + bounds.start, bounds.count * sizeof(Value))) return Outcome::Stop;
    } else {
        for (size_t i = 0; i < bounds.count; ++i) {
            if ((i & 0xFFFF) == 0xFFFF && call.poll()) return Outcome::Stop;
            part->items[i] = array->items[bounds.start + static_cast<int64_t>(i) * by];
        }
    }
    part->length = static_cast<uint32_t>(bounds.count);
    return call.give(Value::array(part));
}

namespace {

/// Takes back what was taken from an iterator.
void restore(Iterator *iterator, const Iterator &before)
{
    iterator->source = before.source;
    iterator->index = before.index;
}

} // namespace

Outcome setSlice(NativeCall &call, Value container, Value from, Value to, Value step, Value items)
{
    if (!container.isArray())
        return call.raise(ErrorName::TypeError, quotedType(container) + " object does not support item assignment");
    int64_t by = 1;
    if (const Outcome checked = sliceStep(call, from, to, step, by); checked != Outcome::Return) return checked;
    const bool iterable =
        items.isArray() || items.isString() || items.isObject() || isCellOf(items, CellKind::Iterator);
    if (!iterable) return call.raise(ErrorName::TypeError, "must assign iterable to slice");
    const Iterator before = isCellOf(items, CellKind::Iterator) ? *cellAs<Iterator>(items) : Iterator{};
    if (const Outcome made = toArray(call, items); made != Outcome::Return) return made;
    const Array *source = call.result.asArray();
    Array *array = container.asArray();
    const SliceBounds bounds = clampSlice(array->length, from, to, by);
    if (by != 1) {
        if (source->length != bounds.count)
            return call.raise(ErrorName::ValueError, "attempt to assign sequence of size " +
                                                         std::to_string(source->length) +
                                                         " to extended slice of size " + std::to_string(bounds.count));
        for (size_t i = 0; i < bounds.count; ++i)
            array->items[bounds.start + static_cast<int64_t>(i) * by] = source->items[i];
        return call.giveNull();
    }
    const size_t tail = array->length - static_cast<size_t>(bounds.start) - bounds.count;
    const size_t length = static_cast<size_t>(bounds.start) + source->length + tail;
    if (!call.heap().reserveItems(array, length)) {
        if (isCellOf(items, CellKind::Iterator)) restore(cellAs<Iterator>(items), before);
        return Outcome::Stop;
    }
    Value *place = array->items + bounds.start;
    if (tail) std::memmove(static_cast<void *>(place + source->length), place + bounds.count, tail * sizeof(Value));
    if (source->length) std::memcpy(static_cast<void *>(place), source->items, source->length * sizeof(Value));
    array->length = static_cast<uint32_t>(length);
    return call.giveNull();
}

// ---- members ----------------------------------------------------------------------------------------------------

namespace {

Outcome noAttribute(NativeCall &call, Value object, std::string_view name)
{
    return call.raise(ErrorName::AttributeError,
                      quotedType(object) + " object has no accessible attribute '" + std::string(name) + "'");
}

Outcome sequenceMember(NativeCall &call, Value object, std::string_view name)
{
    if (name == "length")
        return call.give(Value::small(object.isString() ? object.asString()->length : object.asArray()->length));
    const Library &library = call.isolate.library();
    const NativeSpec *method = object.isString() ? library.stringMethod(name) : library.arrayMethod(name);
    if (!method) return noAttribute(call, object, name);
    return call.give(Value::cell(call.heap().boundMethod(object, method)));
}

Outcome userModuleMember(NativeCall &call, const ModuleInstance *instance, std::string_view name)
{
    const auto &globals = instance->image->program().globals;
    for (size_t i = 0; i < globals.size(); ++i)
        if (globals[i] == name && !instance->globals[i].isUnset()) return call.give(instance->globals[i]);
    return call.raise(ErrorName::AttributeError,
                      "module '" + instance->name + "' has no attribute '" + std::string(name) + "'");
}

Outcome instanceMember(NativeCall &call, Value object, std::string_view name)
{
    const ClassSpec *spec = cellAs<Instance>(object)->spec;
    for (const NativeSpec &property : spec->properties) {
        if (property.name != name) continue;
        call.receiver = object;
        call.count = 0;
        call.spec = &property;
        return property.function(call);
    }
    for (const NativeSpec &method : spec->methods)
        if (method.name == name) return call.give(Value::cell(call.heap().boundMethod(object, &method)));
    return noAttribute(call, object, name);
}

} // namespace

Outcome getMember(NativeCall &call, Value object, String *name)
{
    const std::string_view text = name->view();
    if (object.isObject()) {
        const Value value = getProperty(object.asObject(), Value::string(name));
        return call.give(value.isUnset() ? Value::null() : value);
    }
    if (object.isString() || object.isArray()) return sequenceMember(call, object, text);
    if (!object.isOtherCell()) return noAttribute(call, object, text);
    switch (object.asCell()->kind) {
    case CellKind::Module: {
        const StandardModule *module = cellAs<Module>(object)->module;
        const Value member = call.isolate.library().moduleMember(*module, text);
        if (!member.isUnset()) return call.give(member);
        return call.raise(ErrorName::AttributeError,
                          "module '" + std::string(module->name) + "' has no attribute '" + std::string(text) + "'");
    }
    case CellKind::UserModule:
        return userModuleMember(call, cellAs<UserModule>(object)->instance, text);
    case CellKind::Error: {
        const Value field = errorField(call, cellAs<Error>(object), text);
        return call.give(field.isUnset() ? Value::null() : field);
    }
    case CellKind::Instance:
        return instanceMember(call, object, text);
    case CellKind::Bytes:
        if (text == "length") return call.give(Value::small(cellAs<Bytes>(object)->count));
        return noAttribute(call, object, text);
    default:
        return noAttribute(call, object, text);
    }
}

Outcome setMember(NativeCall &call, Value object, String *name, Value value)
{
    if (object.isObject()) {
        // A name that stands in the source: its shape is worth keeping however many such names there are.
        Object *target = object.asObject();
        if (target->shape && findSlot(call.heap(), target->shape, name) == kNoSlot) {
            if (Shape *extended = shapeWith(call.heap(), target->shape, name, false))
                return appendSlot(call.heap(), target, extended, value) ? call.giveNull() : Outcome::Stop;
        }
        return setProperty(call.heap(), target, Value::string(name), value) ? call.giveNull() : Outcome::Stop;
    }
    if (object.isArray()) return badArrayIndex(call, Value::string(name));
    return call.raise(ErrorName::TypeError, quotedType(object) + " object does not support item assignment");
}

// ---- iteration at once ------------------------------------------------------------------------------------------

namespace {

bool pushCharacters(NativeCall &call, Array *out, const String *text, size_t fromByte)
{
    for (size_t at = fromByte; at < text->bytes;) {
        size_t size = 1;
        while (at + size < text->bytes && (static_cast<unsigned char>(text->data[at + size]) & 0xC0) == 0x80) ++size;
        if (!call.heap().push(out, Value::string(call.heap().string(text->view().substr(at, size))))) return false;
        at += size;
        if ((out->length & 0xFFFF) == 0 && call.poll()) return false;
    }
    return true;
}

bool pushKeys(NativeCall &call, Array *out, const Object *object)
{
    uint32_t position = 0;
    Value key, value;
    while (nextProperty(object, position, key, value))
        if (!call.heap().push(out, key)) return false;
    return true;
}

} // namespace

Outcome notIterable(NativeCall &call, Value v)
{
    return call.raise(ErrorName::TypeError, quotedType(v) + " object is not iterable");
}

Outcome toArray(NativeCall &call, Value iterable)
{
    Heap &heap = call.heap();
    if (iterable.isArray()) {
        const Array *array = iterable.asArray();
        Array *copy = heap.array(array->length);
        if (!copy) return Outcome::Stop;
        if (!copyBytes(copy->items, array->items, array->length * sizeof(Value))) return Outcome::Stop;
        copy->length = array->length;
        return call.give(Value::array(copy));
    }
    Array *out = heap.array();
    bool ok = false;
    if (iterable.isString()) {
        ok = pushCharacters(call, out, iterable.asString(), 0);
    } else if (iterable.isObject()) {
        ok = pushKeys(call, out, iterable.asObject());
    } else if (isCellOf(iterable, CellKind::Iterator)) {
        auto *iterator = cellAs<Iterator>(iterable);
        const Iterator before = *iterator;
        Value element;
        Outcome step = Outcome::Return;
        while ((step = iteratorNext(call, iterator, element)) == Outcome::Return && !element.isUnset()) {
            if (heap.push(out, element) && ((out->length & 0xFFFF) != 0 || !call.poll())) continue;
            restore(iterator, before); // the call may be made once more
            return Outcome::Stop;
        }
        if (step != Outcome::Return) return step;
        ok = true;
    } else {
        return notIterable(call, iterable);
    }
    return ok ? call.give(Value::array(out)) : Outcome::Stop;
}

Outcome iteratorNext(NativeCall &call, Iterator *iterator, Value &element)
{
    element = Value::unset();
    const Value source = iterator->source;
    if (source.isArray()) {
        const Array *array = source.asArray();
        if (iterator->index < array->length) element = array->items[iterator->index++];
    } else if (source.isString()) {
        const String *text = source.asString();
        if (iterator->index < text->bytes) {
            uint32_t size = 1;
            while (iterator->index + size < text->bytes &&
                   (static_cast<unsigned char>(text->data[iterator->index + size]) & 0xC0) == 0x80)
                ++size;
            element = Value::string(call.heap().string(text->view().substr(iterator->index, size)));
            iterator->index += size;
        }
    } else if (source.isObject()) {
        const Object *object = source.asObject();
        if (propertyCount(object) != iterator->expected)
            return call.raise(ErrorName::RuntimeError, "object changed size during iteration");
        Value key, value;
        if (nextProperty(object, iterator->index, key, value)) element = key;
    }
    if (element.isUnset()) iterator->source = Value::unset(); // exhausted for good
    return Outcome::Return;
}

} // namespace latchkey::vm
