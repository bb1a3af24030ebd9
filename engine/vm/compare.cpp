// SPDX-License-Identifier: GPL-3.0-or-later
// Equality and order of any two values. Containers are walked with an explicit stack; a pair of containers that is
// being compared further up is a cycle and raises recursion_error, as does nesting beyond kMaxDepth.
#include "engine/vm/objects.h"
#include "engine/vm/operations.h"

#include <bit>
#include <cstring>

namespace latchkey::vm {

std::string_view typeName(Value v)
{
    if (v.isSmall() || v.isReal()) return "number";
    if (v.isNull() || v.isUnset()) return "null";
    if (v.isBoolean()) return "boolean";
    switch (v.asCell()->kind) {
    case CellKind::String:
        return "string";
    case CellKind::Array:
        return "array";
    case CellKind::Object:
        return "object";
    case CellKind::BigInt:
        return "number";
    case CellKind::Closure:
    case CellKind::Native:
    case CellKind::BoundMethod:
        return "function";
    case CellKind::Error:
        return "error";
    case CellKind::Iterator:
        return "iterator";
    case CellKind::Module:
    case CellKind::UserModule:
        return "module";
    case CellKind::Bytes:
        return "bytes";
    case CellKind::Instance:
        return cellAs<Instance>(v)->spec->name;
    default:
        return "null";
    }
}

bool isTruthy(Value v)
{
    if (v.isBoolean()) return v.isTrue();
    if (v.isNull()) return false;
    if (v.isSmall()) return v.asSmall() != 0;
    if (v.isReal()) return v.asReal() != 0; // nan is true
    if (v.isString()) return v.asString()->bytes != 0;
    if (v.isArray()) return v.asArray()->length != 0;
    if (v.isObject()) return propertyCount(v.asObject()) != 0;
    return true;
}

namespace {

/// Deeper structures are taken for cyclic.
constexpr size_t kMaxDepth = size_t(1) << 21;
/// A cycle is looked for once nesting passes this; harmless structures never pay for the search.
constexpr size_t kCycleCheckDepth = 256;

struct Pair {
    Value a;
    Value b;
    uint32_t position = 0;
};

/// Scalars and everything compared by identity; containers say false through `isContainer`.
bool equalLeaves(Value a, Value b, bool &isContainer)
{
    isContainer = false;
    if (a.isReal() || isNumber(a)) return isNumber(b) && compareNumbers(a, b) == 0;
    if (a.isString()) return b.isString() && sameText(a.asString(), b.asString());
    if (identical(a, b)) return true;
    if ((a.isArray() && b.isArray()) || (a.isObject() && b.isObject())) isContainer = true;
    if (isCellOf(a, CellKind::Instance) && isCellOf(b, CellKind::Instance)) {
        const auto *x = cellAs<Instance>(a);
        const auto *y = cellAs<Instance>(b);
        return x->spec == y->spec && x->spec->same && x->spec->same(x, y);
    }
    // Each import makes a value of its own, but there is one module.
    if (isCellOf(a, CellKind::UserModule) && isCellOf(b, CellKind::UserModule))
        return cellAs<UserModule>(a)->instance == cellAs<UserModule>(b)->instance;
    if (isCellOf(a, CellKind::Bytes) && isCellOf(b, CellKind::Bytes)) {
        const auto *x = cellAs<Bytes>(a);
        const auto *y = cellAs<Bytes>(b);
        return x->count == y->count && std::memcmp(x->data(), y->data(), x->count) == 0;
    }
    return false;
}

size_t sizeOf(Value v)
{
    return v.isArray() ? v.asArray()->length : propertyCount(v.asObject());
}

/// Looked for only at depths that are powers of two: a cycle is met again whatever its length, and the search stays
/// cheaper than the walk.
bool isCyclic(const std::vector<Pair> &stack)
{
    if (stack.size() < kCycleCheckDepth || !std::has_single_bit(stack.size())) return false;
    const Pair &top = stack.back();
    for (size_t i = 0; i + 1 < stack.size(); ++i)
        if (identical(stack[i].a, top.a) && identical(stack[i].b, top.b)) return true;
    return false;
}

/// The next two elements to compare; false when the containers are through. `missing` when a key has no partner.
bool nextElements(Pair &pair, Value &x, Value &y, bool &missing)
{
    missing = false;
    if (pair.a.isArray()) {
        if (pair.position >= pair.a.asArray()->length) return false;
        x = pair.a.asArray()->items[pair.position];
        y = pair.b.asArray()->items[pair.position++];
        return true;
    }
    Value key;
    if (!nextProperty(pair.a.asObject(), pair.position, key, x)) return false;
    y = getProperty(pair.b.asObject(), key);
    missing = y.isUnset();
    return true;
}

/// True while the stack may grow; else why not. What it takes is memory of the run, too.
bool mayDescend(Isolate &isolate, const std::vector<Pair> &stack, Truth &ending)
{
    ending = Truth::Stopped;
    if (std::has_single_bit(stack.size()) && !isolate.heap().reserve(stack.size() * 2 * sizeof(Pair))) return false;
    if (stack.size() <= kMaxDepth && !isCyclic(stack)) return true;
    isolate.raise(ErrorName::RecursionError, "maximum recursion depth exceeded in comparison");
    ending = Truth::Raised;
    return false;
}

} // namespace

Truth equals(Isolate &isolate, Value a, Value b)
{
    bool isContainer = false;
    const bool same = equalLeaves(a, b, isContainer);
    if (!isContainer) return same ? Truth::True : Truth::False;
    if (sizeOf(a) != sizeOf(b)) return Truth::False;
    std::vector<Pair> stack{{a, b}};
    uint32_t steps = 0;
    while (!stack.empty()) {
        Value x, y;
        bool missing = false;
        if (!nextElements(stack.back(), x, y, missing)) {
            stack.pop_back();
            continue;
        }
        if (missing) return Truth::False;
        if ((++steps & 0xFFFF) == 0 && isolate.shouldStop()) return Truth::Stopped;
        const bool equal = equalLeaves(x, y, isContainer);
        if (equal) continue;
        if (!isContainer || sizeOf(x) != sizeOf(y)) return Truth::False;
        stack.push_back({x, y});
        if (Truth ending{}; !mayDescend(isolate, stack, ending)) return ending;
    }
    return Truth::True;
}

namespace {

constexpr std::string_view kRelations[] = {"<", ">", "<=", ">="};

bool holds(Relation relation, int order)
{
    if (order == 2) return false; // nan
    switch (relation) {
    case Relation::Less:
        return order < 0;
    case Relation::Greater:
        return order > 0;
    case Relation::LessEqual:
        return order <= 0;
    default:
        return order >= 0;
    }
}

int compareText(const String *a, const String *b)
{
    // Bytes of UTF-8 are in the order of code points.
    const int order = std::memcmp(a->data, b->data, std::min(a->bytes, b->bytes));
    if (order != 0) return order < 0 ? -1 : 1;
    return a->bytes < b->bytes ? -1 : a->bytes > b->bytes ? 1 : 0;
}

Truth incomparable(Isolate &isolate, Relation relation, Value a, Value b)
{
    std::string text = "'";
    text += kRelations[static_cast<size_t>(relation)];
    text += "' not supported between instances of '";
    text += typeName(a);
    text += "' and '";
    text += typeName(b);
    text += '\'';
    isolate.raise(ErrorName::TypeError, text);
    return Truth::Raised;
}

} // namespace

namespace {

Truth compareLeaves(Isolate &isolate, Relation relation, Value a, Value b)
{
    const auto truth = [](bool holding) { return holding ? Truth::True : Truth::False; };
    if (isArithmetic(a) && isArithmetic(b)) return truth(holds(relation, compareNumbers(a, b)));
    if (a.isString() && b.isString()) return truth(holds(relation, compareText(a.asString(), b.asString())));
    return incomparable(isolate, relation, a, b);
}

} // namespace

/// Arrays are walked in one go: the first leaves that differ decide, else the first array that ends before its partner.
Truth compare(Isolate &isolate, Relation relation, Value a, Value b)
{
    if (!a.isArray() || !b.isArray()) return compareLeaves(isolate, relation, a, b);
    std::vector<Pair> stack{{a, b}};
    uint32_t steps = 0;
    while (!stack.empty()) {
        Pair &pair = stack.back();
        const Array *x = pair.a.asArray();
        const Array *y = pair.b.asArray();
        if (pair.position >= std::min(x->length, y->length)) {
            if (x->length != y->length)
                return holds(relation, x->length < y->length ? -1 : 1) ? Truth::True : Truth::False;
            stack.pop_back();
            continue;
        }
        const Value left = x->items[pair.position];
        const Value right = y->items[pair.position++];
        if ((++steps & 0xFFFF) == 0 && isolate.shouldStop()) return Truth::Stopped;
        if (left.isArray() && right.isArray()) {
            if (identical(left, right)) continue;
            stack.push_back({left, right});
            if (Truth ending{}; !mayDescend(isolate, stack, ending)) return ending;
            continue;
        }
        const Truth same = equals(isolate, left, right);
        if (same == Truth::False) return compareLeaves(isolate, relation, left, right);
        if (same != Truth::True) return same;
    }
    return holds(relation, 0) ? Truth::True : Truth::False;
}

} // namespace latchkey::vm
