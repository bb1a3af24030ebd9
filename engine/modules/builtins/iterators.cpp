// SPDX-License-Identifier: GPL-3.0-or-later
// iter() and next().
#include "engine/modules/builtins/functions.h"

#include <format>

namespace latchkey::modules::builtins {

using namespace vm;

Outcome iterate(NativeCall &call)
{
    const Value source = call.arguments[0];
    if (isCellOf(source, CellKind::Iterator)) return call.give(source);
    if (!source.isArray() && !source.isString() && !source.isObject())
        return call.raise(ErrorName::TypeError, std::format("'{}' object is not iterable", typeName(source)));
    Iterator *iterator = call.heap().iterator(source);
    if (source.isObject()) iterator->expected = static_cast<uint32_t>(propertyCount(source.asObject()));
    return call.give(Value::cell(iterator));
}

Outcome next(NativeCall &call)
{
    if (!isCellOf(call.arguments[0], CellKind::Iterator))
        return call.raise(ErrorName::TypeError,
                          std::format("'{}' object is not an iterator", typeName(call.arguments[0])));
    Value element;
    const Outcome outcome = iteratorNext(call, cellAs<Iterator>(call.arguments[0]), element);
    if (outcome != Outcome::Return) return outcome;
    if (!element.isUnset()) return call.give(element);
    if (call.count > 1) return call.give(call.arguments[1]);
    return call.raise(ErrorName::RuntimeError, "Iterator exhausted - use default parameter to avoid error");
}

} // namespace latchkey::modules::builtins
