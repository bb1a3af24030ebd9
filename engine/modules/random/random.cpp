// SPDX-License-Identifier: GPL-3.0-or-later
// The module `random`, on the generator of the run (generator.h).
#include "engine/modules/random/generator.h"
#include "engine/modules/support/numbers.h"
#include "engine/modules/support/text_results.h"
#include "engine/modules/tables.h"
#include "engine/text/numbers.h"

#include <algorithm>
#include <cmath>
#include <format>
#include <unordered_map>

namespace latchkey::modules {

using namespace vm;

namespace {

RandomState &generator(NativeCall &call)
{
    return RandomState::of(call.isolate);
}
Outcome giveReal(NativeCall &call, double real)
{
    return call.give(Value::realFromOutside(real));
}
double realOr(NativeCall &call, uint32_t i, double fallback)
{
    return isMissing(call, i) ? fallback : toReal(call.arguments[i]);
}

// ---- the seed ---------------------------------------------------------------------------------------------------

uint64_t hashText(std::string_view text) // FNV-1a
{
    uint64_t hash = 0xCBF29CE484222325;
    for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3;
    return hash;
}

void seedWithInteger(RandomState &state, Value integer)
{
    state.seedKind = RandomState::SeedKind::Integer;
    state.seedText = integerText(integer.isBoolean() ? Value::small(integer.asBoolean()) : integer);
    const std::optional<int64_t> small = exactInteger(integer);
    state.seed(small ? static_cast<uint64_t>(*small) : hashText(state.seedText));
}

void seedWithReal(NativeCall &call, RandomState &state, double real)
{
    if (real == std::floor(real) && std::fabs(real) < 9e15) // 2.0 seeds like 2
        seedWithInteger(state, call.heap().integer(static_cast<int64_t>(real)));
    else state.seed(hashText(text::display(real)));
    state.seedKind = RandomState::SeedKind::Real;
    state.seedReal = real;
}

void seedWithText(RandomState &state, std::string_view text)
{
    state.seedKind = RandomState::SeedKind::Text;
    state.seedText = text;
    state.seed(hashText(text));
}

Outcome setSeed(NativeCall &call)
{
    const Value seed = call.arguments[0];
    RandomState &state = generator(call);
    if (seed.isNull()) state.seedFromEntropy();
    else if (seed.isString()) seedWithText(state, seed.asString()->view());
    else if (seed.isReal()) seedWithReal(call, state, seed.asReal());
    else seedWithInteger(state, seed);
    return call.give(seed);
}

Outcome getSeed(NativeCall &call)
{
    const RandomState &state = generator(call);
    switch (state.seedKind) {
    case RandomState::SeedKind::Real:
        return giveReal(call, state.seedReal);
    case RandomState::SeedKind::Text:
        return call.giveText(state.seedText);
    case RandomState::SeedKind::Integer:
        break;
    }
    const bool negative = state.seedText.starts_with('-');
    return giveDigits(call, std::string_view(state.seedText).substr(negative), negative);
}

// ---- numbers ----------------------------------------------------------------------------------------------------

Outcome nextInt(NativeCall &call)
{
    return call.give(Value::small(static_cast<int64_t>(generator(call).next() >> 32)));
}
Outcome random(NativeCall &call)
{
    return giveReal(call, generator(call).real());
}

Outcome uniform(NativeCall &call)
{
    const double low = realOr(call, 0, 0), high = realOr(call, 1, 1);
    return giveReal(call, low + (high - low) * generator(call).real());
}

/// min + a number below the width, for bounds of any size.
Outcome bigRandomInt(NativeCall &call, Value low, Value high)
{
    mpz_t from, width;
    toMpz(low, from);
    toMpz(high, width);
    mpz_sub(width, width, from);
    const size_t bits = mpz_sizeinbase(width, 2), words = (bits + 63) / 64;
    std::vector<uint64_t> drawn(words);
    mpz_t offset;
    mpz_init(offset);
    do { // each try succeeds at least every second time
        for (uint64_t &word : drawn) word = generator(call).next();
        mpz_import(offset, words, -1, sizeof(uint64_t), 0, 0, drawn.data());
        mpz_tdiv_r_2exp(offset, offset, bits);
    } while (mpz_cmp(offset, width) >= 0);
    mpz_add(from, from, offset);
    mpz_clears(width, offset, nullptr);
    return giveBig(call, from);
}

Outcome randomInt(NativeCall &call)
{
    const Value low = isMissing(call, 0) ? Value::small(0) : call.arguments[0];
    const Value high = isMissing(call, 1) ? Value::small(100) : call.arguments[1];
    if (compareNumbers(low, high) >= 0) {
        std::string text = "empty range [";
        if (!appendDisplay(call.isolate, low, Display::Plain, text)) return Outcome::Stop;
        text += ", ";
        if (!appendDisplay(call.isolate, high, Display::Plain, text)) return Outcome::Stop;
        return call.fail(ErrorName::ValueError, text + ")");
    }
    if (isBig(low) || isBig(high)) return bigRandomInt(call, low, high);
    const int64_t from = clampInteger(low);
    const auto width = static_cast<uint64_t>(clampInteger(high)) - static_cast<uint64_t>(from);
    return call.give(call.heap().integer(from + static_cast<int64_t>(generator(call).below(width))));
}

Outcome randomBool(NativeCall &call)
{
    return call.give(Value::boolean(generator(call).real() < 0.5));
}

Outcome randomBoolWeighted(NativeCall &call)
{
    return call.give(Value::boolean(generator(call).real() < toReal(call.arguments[0])));
}

Outcome randomNormal(NativeCall &call)
{
    const double normal = generator(call).normal();
    const double deviation = realOr(call, 1, 1);
    return giveReal(call, realOr(call, 0, 0) + (deviation == 0 ? 0 : normal * deviation));
}

Outcome triangular(NativeCall &call)
{
    const double low = toReal(call.arguments[0]), high = toReal(call.arguments[1]);
    if (low == high) return giveReal(call, low);
    const double mode = realOr(call, 2, low + (high - low) / 2);
    const double turn = (mode - low) / (high - low), drawn = generator(call).real();
    if (drawn <= turn) return giveReal(call, low + std::sqrt(drawn * (high - low) * (mode - low)));
    return giveReal(call, high - std::sqrt((1 - drawn) * (high - low) * (high - mode)));
}

// ---- choices ----------------------------------------------------------------------------------------------------

Outcome choice(NativeCall &call)
{
    const Value from = call.arguments[0];
    const uint32_t length = from.isArray() ? from.asArray()->length : from.isString() ? from.asString()->length : 0;
    if (length == 0) return call.giveNull();
    const uint64_t at = generator(call).below(length);
    if (from.isArray()) return call.give(from.asArray()->items[at]);
    return giveString(call, call.heap().characterString(codePointAt(from.asString(), at)));
}

/// A new array of the elements or characters; empty for null.
Array *copyOf(NativeCall &call, Value sequence)
{
    if (sequence.isString()) return charactersOf(call, sequence.asString());
    if (!sequence.isArray()) return call.heap().array();
    return arrayOf(call.heap(), sequence.asArray()->items, sequence.asArray()->length);
}

/// Puts `count` elements chosen by chance at the front, in random order.
bool shuffleFront(NativeCall &call, Array *array, uint32_t count)
{
    for (uint32_t i = 0; i < count && i + 1 < array->length; ++i) {
        if (pollAt(call, i)) return false;
        std::swap(array->items[i], array->items[i + generator(call).below(array->length - i)]);
    }
    return true;
}

Outcome shuffle(NativeCall &call)
{
    Array *array = copyOf(call, call.arguments[0]);
    return array && shuffleFront(call, array, array->length) ? giveArray(call, array) : Outcome::Stop;
}

Outcome sample(NativeCall &call)
{
    const int64_t wanted = clampInteger(call.arguments[1]);
    if (wanted < 0) return call.fail(ErrorName::ValueError, "the number must not be negative");
    Array *array = copyOf(call, call.arguments[0]);
    if (!array) return Outcome::Stop;
    const auto count = static_cast<uint32_t>(std::min<int64_t>(wanted, array->length));
    if (!shuffleFront(call, array, count)) return Outcome::Stop;
    array->length = count;
    return giveArray(call, array);
}

/// 0 .. length-1 in order.
Outcome countUp(NativeCall &call, int64_t length)
{
    if (length > UINT32_MAX) return stopForMemory(call);
    Array *array = call.heap().filledArray(static_cast<size_t>(std::max<int64_t>(length, 0)), Value::null());
    if (!array) return Outcome::Stop;
    for (uint32_t i = 0; i < array->length; ++i) {
        if (pollAt(call, i)) return Outcome::Stop;
        array->items[i] = Value::small(i);
    }
    return giveArray(call, array);
}

/// Fisher-Yates without the array: only positions that were swapped are kept.
Outcome randomIndices(NativeCall &call)
{
    const int64_t length = clampInteger(call.arguments[0]), count = clampInteger(call.arguments[1]);
    if (length <= 0 || count >= length) return countUp(call, length);
    if (count < 0) return call.fail(ErrorName::ValueError, "the number must not be negative");
    if (count > UINT32_MAX) return stopForMemory(call);
    Array *array = call.heap().array(static_cast<size_t>(count));
    if (!array) return Outcome::Stop;
    std::unordered_map<int64_t, int64_t> moved;
    const auto at = [&moved](int64_t i) { return moved.contains(i) ? moved[i] : i; };
    for (int64_t i = 0; i < count; ++i) {
        const int64_t other = i + static_cast<int64_t>(generator(call).below(static_cast<uint64_t>(length - i)));
        const int64_t chosen = at(other);
        moved[other] = at(i);
        if (!call.heap().push(array, call.heap().integer(chosen)) || pollAt(call, static_cast<size_t>(i)))
            return Outcome::Stop;
    }
    return giveArray(call, array);
}

constexpr Need kGenerate = Need::of("random.generate");
constexpr Need kSample = Need::of("random.sample");

// clang-format off
const NativeSpec kFunctions[] = {
    {"choice", "s: seq or null -> any", &choice, kSample, "An element chosen by chance."},
    {"gaussian", "mean: num = 0, stddev: num = 1 -> num", &randomNormal, kGenerate, "A normally distributed float."},
    {"getSeed", "-> any", &getSeed, kGenerate, "The seed in force."},
    {"nextInt", "-> int", &nextInt, kGenerate, "An integer from 0 to 4294967295."},
    {"random", "-> num", &random, kGenerate, "A float from 0 up to, not including, 1."},
    {"randomBool", "-> bool", &randomBool, kGenerate, "True or false."},
    {"randomBoolWeighted", "p: num -> bool", &randomBoolWeighted, kGenerate, "True with a probability."},
    {"randomFloat", "min: num = 0, max: num = 1 -> num", &uniform, kGenerate, "A float between two bounds."},
    {"randomIndices", "length: int, n: int -> arr", &randomIndices, kSample, "Different positions of an array of a length."},
    {"randomInt", "min: int = 0, max: int = 100 -> int", &randomInt, kGenerate, "An integer from min up to, not including, max."},
    {"randomNormal", "mean: num = 0, stddev: num = 1 -> num", &randomNormal, kGenerate, "A normally distributed float."},
    {"sample", "s: seq or null, n: int -> arr", &sample, kSample, "Elements of different positions, in random order."},
    {"setSeed", "seed: num or str or null -> any", &setSeed, kGenerate, "Makes the sequence repeatable; null makes it unpredictable again."},
    {"shuffle", "s: seq or null -> arr", &shuffle, kSample, "All elements in random order."},
    {"triangular", "low: num, high: num, mode: num or null = null -> num", &triangular, kGenerate, "A float with a triangular distribution."},
    {"uniform", "min: num, max: num -> num", &uniform, kGenerate, "A float between two bounds."},
};
// clang-format on

constexpr std::pair<std::string_view, std::string_view> kAliases[] = {{"get_seed", "getSeed"},
                                                                      {"next_int", "nextInt"},
                                                                      {"random_bool", "randomBool"},
                                                                      {"random_float", "randomFloat"},
                                                                      {"random_indices", "randomIndices"},
                                                                      {"random_int", "randomInt"},
                                                                      {"random_normal", "randomNormal"},
                                                                      {"set_seed", "setSeed"}};

const StandardModule kModule{"random", "Numbers and choices by chance.", kFunctions, {}, {}, kAliases};

} // namespace

const StandardModule &randomModule()
{
    return kModule;
}

} // namespace latchkey::modules
