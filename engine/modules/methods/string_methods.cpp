// SPDX-License-Identifier: GPL-3.0-or-later
// The methods of strings (language.md 5.5): argument checks and results here, the work in engine/text. The receiver is
// always a string.
#include "engine/modules/support/arguments.h"
#include "engine/modules/support/text_results.h"
#include "engine/modules/tables.h"
#include "engine/text/casing.h"
#include "engine/text/characters.h"
#include "engine/text/search.h"
#include "engine/text/trim.h"
#include "engine/text/utf8.h"
#include "engine/vm/long_copy.h"

#include <algorithm>
#include <format>
#include <limits>

namespace latchkey::modules {

using namespace vm;

namespace {

String *self(NativeCall &call)
{
    return call.receiver.asString();
}
std::string_view selfText(NativeCall &call)
{
    return call.receiver.asString()->view();
}

Outcome raiseNotText(NativeCall &call, uint32_t i)
{
    return call.raise(ErrorName::TypeError, std::format("{}() argument {} must be string, not {}", call.spec->name,
                                                        i + 1, typeName(call.arguments[i])));
}

/// Tests optional integer arguments from number `first` on; null means omitted.
bool areIntegersFrom(NativeCall &call, uint32_t first, Outcome &outcome)
{
    for (uint32_t i = first; i < call.count; ++i) {
        if (call.arguments[i].isNull() || isIntegral(call.arguments[i])) continue;
        outcome = raiseNotInteger(call, call.arguments[i]);
        return false;
    }
    return true;
}

// ---- case -------------------------------------------------------------------------------------------------------

template<std::optional<std::string> (*Change)(std::string_view, text::Poll)>
Outcome changeCase(NativeCall &call)
{
    const std::optional<std::string> changed = Change(selfText(call), pollOf(call));
    return changed ? call.giveText(*changed) : Outcome::Stop;
}

// ---- properties -------------------------------------------------------------------------------------------------

template<bool (*Property)(std::string_view)>
Outcome hasProperty(NativeCall &call)
{
    return call.give(Value::boolean(Property(selfText(call))));
}

// ---- ends -------------------------------------------------------------------------------------------------------

template<text::Side Side>
Outcome strip(NativeCall &call)
{
    std::string_view rest;
    if (isMissing(call, 0)) rest = text::strip(selfText(call), Side);
    else if (call.arguments[0].isString()) rest = text::strip(selfText(call), textArgument(call, 0), Side);
    else return raiseNotText(call, 0);
    if (rest.size() == selfText(call).size()) return call.give(call.receiver);
    return call.giveText(rest);
}

template<text::Align Align>
Outcome pad(NativeCall &call)
{
    if (!isIntegral(call.arguments[0])) return raiseNotInteger(call, call.arguments[0]);
    const Value fill = call.has(1) ? call.arguments[1] : Value::string(call.heap().characterString(' '));
    if (!fill.isString() || fill.asString()->length != 1)
        return call.raise(ErrorName::TypeError, "The fill character must be exactly one character long");
    const int64_t width = clampInteger(call.arguments[0]);
    if (width <= self(call)->length) return call.give(call.receiver);
    return giveExpected(call, text::padded(selfText(call), self(call)->length, width, Align, fill.asString()->view(),
                                           roomFor(call), pollOf(call)));
}

// ---- search -----------------------------------------------------------------------------------------------------

enum class Range { Found, Empty, Failed };

/// Checks `(text [, start [, end]])` and selects the bytes to search.
Range searchedRange(NativeCall &call, text::ByteRange &range, Outcome &outcome)
{
    if (!call.arguments[0].isString()) {
        outcome = raiseNotText(call, 0);
        return Range::Failed;
    }
    if (!areIntegersFrom(call, 1, outcome)) return Range::Failed;
    const int64_t end = integerOr(call, 2, std::numeric_limits<int64_t>::max());
    return text::searchRange(selfText(call), self(call)->length, integerOr(call, 1, 0), end, range) ? Range::Found
                                                                                                    : Range::Empty;
}

template<bool AtEnd>
Outcome hasAffix(NativeCall &call)
{
    text::ByteRange range;
    Outcome outcome = Outcome::Stop;
    const Range found = searchedRange(call, range, outcome);
    if (found == Range::Failed) return outcome;
    if (found == Range::Empty) return call.give(Value::boolean(false));
    const std::string_view part = selfText(call).substr(range.begin, range.end - range.begin);
    const std::string_view affix = textArgument(call, 0);
    return call.give(Value::boolean(AtEnd ? part.ends_with(affix) : part.starts_with(affix)));
}

/// The index of the first or last occurrence, -1 when there is none.
template<bool FromRight>
Outcome position(NativeCall &call, int64_t &index)
{
    text::ByteRange range;
    Outcome outcome = Outcome::Return;
    index = -1;
    const Range found = searchedRange(call, range, outcome);
    if (found != Range::Found) return outcome;
    const std::string_view part = selfText(call).substr(range.begin, range.end - range.begin);
    const std::string_view wanted = textArgument(call, 0);
    const auto at = FromRight ? text::findLast(part, wanted, pollOf(call)) : text::find(part, wanted, 0, pollOf(call));
    if (!at) return Outcome::Stop;
    if (*at != text::kNone) index = static_cast<int64_t>(codePointIndex(self(call), range.begin + *at));
    return Outcome::Return;
}

template<bool FromRight>
Outcome find(NativeCall &call)
{
    int64_t index = -1;
    const Outcome outcome = position<FromRight>(call, index);
    return outcome == Outcome::Return ? call.give(Value::small(index)) : outcome;
}

template<bool FromRight>
Outcome index(NativeCall &call)
{
    int64_t index = -1;
    const Outcome outcome = position<FromRight>(call, index);
    if (outcome != Outcome::Return) return outcome;
    return index < 0 ? call.raise(ErrorName::ValueError, "substring not found") : call.give(Value::small(index));
}

Outcome count(NativeCall &call)
{
    text::ByteRange range;
    Outcome outcome = Outcome::Stop;
    const Range found = searchedRange(call, range, outcome);
    if (found == Range::Failed) return outcome;
    if (found == Range::Empty) return call.give(Value::small(0));
    const std::string_view part = selfText(call).substr(range.begin, range.end - range.begin);
    const std::optional<size_t> total = text::count(part, textArgument(call, 0), pollOf(call));
    return total ? call.give(Value::small(static_cast<int64_t>(*total))) : Outcome::Stop;
}

// ---- parts ------------------------------------------------------------------------------------------------------

Outcome replace(NativeCall &call)
{
    for (uint32_t i = 0; i < 2; ++i)
        if (!call.arguments[i].isString()) return raiseNotText(call, i);
    Outcome outcome = Outcome::Stop;
    if (!areIntegersFrom(call, 2, outcome)) return outcome;
    return giveExpected(call, text::replace(selfText(call), textArgument(call, 0), textArgument(call, 1),
                                            integerOr(call, 2, -1), pollOf(call), roomFor(call)));
}

text::Splitter makeSplitter(NativeCall &call, bool fromRight)
{
    const int64_t limit = integerOr(call, 1, -1);
    const std::string_view all = selfText(call);
    if (isMissing(call, 0))
        return fromRight ? text::Splitter::byWhitespaceFromRight(all, limit, pollOf(call))
                         : text::Splitter::byWhitespace(all, limit, pollOf(call));
    const std::string_view separator = textArgument(call, 0);
    return fromRight ? text::Splitter::bySeparatorFromRight(all, separator, limit, pollOf(call))
                     : text::Splitter::bySeparator(all, separator, limit, pollOf(call));
}

template<bool FromRight>
Outcome split(NativeCall &call)
{
    if (!isMissing(call, 0) && !call.arguments[0].isString()) return raiseNotText(call, 0);
    Outcome outcome = Outcome::Stop;
    if (!areIntegersFrom(call, 1, outcome)) return outcome;
    if (!isMissing(call, 0) && textArgument(call, 0).empty())
        return call.raise(ErrorName::ValueError, "empty separator");
    text::Splitter splitter = makeSplitter(call, FromRight);
    Array *parts = call.heap().array();
    while (const std::optional<std::string_view> part = splitter.next()) {
        const Value value = newText(call.heap(), *part);
        if (value.isUnset() || !call.heap().push(parts, value)) return Outcome::Stop;
        if (pollAt(call, parts->length)) return Outcome::Stop;
    }
    if (splitter.stopped()) return Outcome::Stop;
    if (FromRight) std::reverse(parts->items, parts->items + parts->length);
    return giveArray(call, parts);
}

bool isIterable(Value value)
{
    return value.isArray() || value.isString() || value.isObject() || isCellOf(value, CellKind::Iterator) ||
           isCellOf(value, CellKind::Bytes);
}

Outcome join(NativeCall &call)
{
    if (!isIterable(call.arguments[0])) return call.raise(ErrorName::TypeError, "can only join an iterable");
    Outcome outcome = Outcome::Stop;
    const Array *parts = elementsOf(call, call.arguments[0], outcome);
    if (!parts) return outcome;
    size_t bytes = parts->length ? selfText(call).size() * (parts->length - 1) : 0;
    for (uint32_t i = 0; i < parts->length; ++i) {
        if (pollAt(call, i)) return Outcome::Stop;
        if (!parts->items[i].isString())
            return call.raise(ErrorName::TypeError,
                              std::format("sequence item {}: expected string, {} found", i, typeName(parts->items[i])));
        bytes += parts->items[i].asString()->bytes;
    }
    char *to = nullptr;
    String *joined = makeRaw(call, bytes, to);
    if (!joined) return Outcome::Stop;
    for (uint32_t i = 0; i < parts->length; ++i) {
        if (pollAt(call, i)) return Outcome::Stop;
        const std::string_view between = i > 0 ? selfText(call) : std::string_view();
        const std::string_view part = parts->items[i].asString()->view();
        if (!copyBytes(to, between.data(), between.size())) return Outcome::Stop;
        if (!copyBytes(to + between.size(), part.data(), part.size())) return Outcome::Stop;
        to += between.size() + part.size();
    }
    call.heap().sealString(joined);
    return giveString(call, joined);
}

const NativeSpec kMethods[] = {
    {"capitalize", "-> str", &changeCase<text::capitalize>, Need::nothing(),
     "First character a capital, the others small."},
    {"center", "width: any, fill: any = \" \" -> str", &pad<text::Align::Center>, Need::nothing(),
     "Padded on both sides to a width."},
    {"count", "text: any, start: any = 0, end: any = null -> int", &count, Need::nothing(),
     "Number of occurrences without overlap."},
    {"endswith", "suffix: any, start: any = 0, end: any = null -> bool", &hasAffix<true>, Need::nothing(),
     "Does the text end so?"},
    {"find", "text: any, start: any = 0, end: any = null -> int", &find<false>, Need::nothing(),
     "First position of a text, or -1."},
    {"index", "text: any, start: any = 0, end: any = null -> int", &index<false>, Need::nothing(),
     "First position of a text; raises when absent."},
    {"isalnum", "-> bool", &hasProperty<text::isAllAlnum>, Need::nothing(), "Only letters and digits?"},
    {"isalpha", "-> bool", &hasProperty<text::isAllAlpha>, Need::nothing(), "Only letters?"},
    {"isdigit", "-> bool", &hasProperty<text::isAllDigit>, Need::nothing(), "Only digits?"},
    {"islower", "-> bool", &hasProperty<text::isLowerText>, Need::nothing(), "Are all cased letters small?"},
    {"isspace", "-> bool", &hasProperty<text::isAllSpace>, Need::nothing(), "Only white space?"},
    {"istitle", "-> bool", &hasProperty<text::isTitleText>, Need::nothing(), "Does every word begin with a capital?"},
    {"isupper", "-> bool", &hasProperty<text::isUpperText>, Need::nothing(), "Are all cased letters capitals?"},
    {"join", "iterable: any -> str", &join, Need::nothing(), "The strings of an iterable with this text between them."},
    {"ljust", "width: any, fill: any = \" \" -> str", &pad<text::Align::Left>, Need::nothing(),
     "Padded at the right to a width."},
    {"lower", "-> str", &changeCase<text::lower>, Need::nothing(), "All letters small."},
    {"lstrip", "characters: any = null -> str", &strip<text::Side::Left>, Need::nothing(),
     "Without white space, or the given characters, at the left."},
    {"replace", "old: any, new: any, count: any = -1 -> str", &replace, Need::nothing(),
     "Occurrences of one text replaced by another."},
    {"rfind", "text: any, start: any = 0, end: any = null -> int", &find<true>, Need::nothing(),
     "Last position of a text, or -1."},
    {"rindex", "text: any, start: any = 0, end: any = null -> int", &index<true>, Need::nothing(),
     "Last position of a text; raises when absent."},
    {"rjust", "width: any, fill: any = \" \" -> str", &pad<text::Align::Right>, Need::nothing(),
     "Padded at the left to a width."},
    {"rsplit", "separator: any = null, max: any = -1 -> arr", &split<true>, Need::nothing(),
     "Parts between separators; the limit counts from the right."},
    {"rstrip", "characters: any = null -> str", &strip<text::Side::Right>, Need::nothing(),
     "Without white space, or the given characters, at the right."},
    {"split", "separator: any = null, max: any = -1 -> arr", &split<false>, Need::nothing(),
     "Parts between separators, or words."},
    {"startswith", "prefix: any, start: any = 0, end: any = null -> bool", &hasAffix<false>, Need::nothing(),
     "Does the text begin so?"},
    {"strip", "characters: any = null -> str", &strip<text::Side::Both>, Need::nothing(),
     "Without white space, or the given characters, at both ends."},
    {"swapcase", "-> str", &changeCase<text::swapCase>, Need::nothing(), "Capitals small and small letters capitals."},
    {"title", "-> str", &changeCase<text::title>, Need::nothing(), "Every word with a capital."},
    {"upper", "-> str", &changeCase<text::upper>, Need::nothing(), "All letters capitals."},
};

} // namespace

std::span<const NativeSpec> stringMethodTable()
{
    return kMethods;
}

} // namespace latchkey::modules
