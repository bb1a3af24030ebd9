// SPDX-License-Identifier: GPL-3.0-or-later
// Built-ins over numbers: abs, round, sum, range (language.md 11.2, 11.3).
#include "engine/modules/support/numbers.h"
#include "engine/modules/builtins/functions.h"
#include "engine/modules/support/text_results.h"
#include "engine/text/numbers.h"
#include "engine/vm/big_integers.h"

#include <cmath>
#include <format>

namespace latchkey::modules::builtins {

using namespace vm;

namespace {

// ---- round ------------------------------------------------------------------------------------------------------

/// `number` rounded to a multiple of 10^places, ties to the even multiple. False: stopped.
bool roundToPower(mpz_ptr number, unsigned long places, text::Poll poll)
{
    big::Number unit, quotient, remainder;
    mpz_set_ui(unit, 10);
    if (!big::power(unit, unit, places, poll) || !big::floorDivide(quotient, remainder, number, unit, poll))
        return false;
    mpz_mul_2exp(remainder, remainder, 1);
    const int half = mpz_cmp(remainder, unit);
    if (half > 0 || (half == 0 && mpz_odd_p(quotient))) mpz_add_ui(quotient, quotient, 1);
    return big::multiply(number, quotient, unit, poll);
}

Outcome roundInteger(NativeCall &call, Value value, int64_t precision)
{
    if (precision >= 0) return call.give(value.isBoolean() ? Value::small(value.asBoolean()) : value);
    mpz_t number;
    toMpz(value, number);
    // Half of a unit with more digits than the number is beyond it: the nearest multiple is zero.
    if (precision < -static_cast<int64_t>(mpz_sizeinbase(number, 10)) - 1) mpz_set_si(number, 0);
    else if (!roundToPower(number, static_cast<unsigned long>(-precision), pollOf(call))) {
        mpz_clear(number);
        return Outcome::Stop;
    }
    return giveBig(call, number);
}

// ---- sum --------------------------------------------------------------------------------------------------------

/// Neumaier's compensated summation, as the language asks for from the first float on.
class CompensatedSum
{
public:
    explicit CompensatedSum(double start)
        : m_sum(start)
    {
    }

    void add(double term)
    {
        const double total = m_sum + term;
        m_lost += std::fabs(m_sum) >= std::fabs(term) ? (m_sum - total) + term : (term - total) + m_sum;
        m_sum = total;
    }
    double value() const { return m_lost != 0 && std::isfinite(m_lost) ? m_sum + m_lost : m_sum; }

private:
    double m_sum;
    double m_lost = 0;
};

Outcome sumReals(NativeCall &call, const Array *items, uint32_t from, Value start)
{
    if (isBig(start) && !bigFitsReal(start)) return raiseTooLargeForFloat(call);
    CompensatedSum sum(toReal(start));
    for (uint32_t i = from; i < items->length; ++i) {
        if (pollAt(call, i)) return Outcome::Stop;
        const Value item = items->items[i];
        if (!isArithmetic(item)) return arithmetic(call, Arithmetic::Add, Value::real(sum.value()), item);
        if (isBig(item) && !bigFitsReal(item)) return raiseTooLargeForFloat(call);
        sum.add(toReal(item));
    }
    return call.give(Value::realFromOutside(sum.value()));
}

/// Joins arrays without copying the beginning again and again.
Outcome sumArrays(NativeCall &call, const Array *items, const Array *start)
{
    Array *sum = arrayOf(call.heap(), start->items, start->length);
    if (!sum) return Outcome::Stop;
    for (uint32_t i = 0; i < items->length; ++i) {
        if (!items->items[i].isArray()) return arithmetic(call, Arithmetic::Add, Value::array(sum), items->items[i]);
        const Array *part = items->items[i].asArray();
        if (call.poll() || !call.heap().reserveItems(sum, size_t(sum->length) + part->length)) return Outcome::Stop;
        std::copy_n(part->items, part->length, sum->items + sum->length);
        sum->length += part->length;
    }
    return giveArray(call, sum);
}

Outcome sumIntegers(NativeCall &call, const Array *items, Value start)
{
    Value total = start.isBoolean() ? Value::small(start.asBoolean()) : start;
    for (uint32_t i = 0; i < items->length; ++i) {
        if (pollAt(call, i)) return Outcome::Stop;
        const Value item = items->items[i];
        if (item.isReal()) return sumReals(call, items, i, total);
        if (total.isSmall() && item.isSmall()) {
            total = call.heap().integer(total.asSmall() + item.asSmall());
            continue;
        }
        const Outcome outcome = arithmetic(call, Arithmetic::Add, total, item);
        if (outcome != Outcome::Return) return outcome;
        total = call.result;
    }
    return call.give(total);
}

// ---- range ------------------------------------------------------------------------------------------------------

/// How many integers lie in the half-open range.
uint64_t rangeCount(int64_t start, int64_t stop, int64_t step)
{
    const auto span = [](int64_t from, int64_t to) { return static_cast<uint64_t>(to) - static_cast<uint64_t>(from); };
    if (step > 0) return start < stop ? (span(start, stop) - 1) / static_cast<uint64_t>(step) + 1 : 0;
    return start > stop ? (span(stop, start) - 1) / (0 - static_cast<uint64_t>(step)) + 1 : 0;
}

Outcome smallRange(NativeCall &call, int64_t start, int64_t stop, int64_t step)
{
    const uint64_t count = rangeCount(start, stop, step);
    if (count > UINT32_MAX) return stopForMemory(call);
    Array *array = call.heap().filledArray(count, Value::null());
    if (!array) return Outcome::Stop;
    uint64_t number = static_cast<uint64_t>(start); // wraps only after the last element
    for (uint64_t i = 0; i < count; ++i, number += static_cast<uint64_t>(step)) {
        if (pollAt(call, i)) return Outcome::Stop;
        array->items[i] = call.heap().integer(static_cast<int64_t>(number));
    }
    return giveArray(call, array);
}

/// Bounds beyond 64 bits: the same, with big integers.
Outcome bigRange(NativeCall &call, Value start, Value stop, Value step)
{
    Array *array = call.heap().array();
    mpz_t number, end, stride;
    toMpz(start, number);
    toMpz(stop, end);
    toMpz(step, stride);
    const int direction = mpz_sgn(stride);
    mpz_t count;
    mpz_init(count);
    mpz_sub(count, end, number);
    mpz_tdiv_q(count, count, stride);
    bool isStopped = mpz_cmp_ui(count, UINT32_MAX) > 0 && stopForMemory(call) == Outcome::Stop;
    mpz_clear(count);
    while (!isStopped && mpz_cmp(end, number) * direction > 0) {
        mpz_t copy;
        mpz_init_set(copy, number);
        isStopped = !call.heap().push(array, call.heap().takeBig(copy)) || pollAt(call, array->length);
        mpz_add(number, number, stride);
    }
    mpz_clears(number, end, stride, nullptr);
    return isStopped ? Outcome::Stop : giveArray(call, array);
}

} // namespace

Outcome absolute(NativeCall &call)
{
    const Value value = call.arguments[0];
    if (value.isReal()) return call.give(Value::real(std::fabs(value.asReal())));
    if (!isIntegral(value))
        return call.raise(ErrorName::TypeError, std::format("bad operand type for abs(): '{}'", typeName(value)));
    if (!isBig(value)) return call.give(call.heap().integer(std::abs(clampInteger(value))));
    mpz_t number;
    toMpz(value, number);
    mpz_abs(number, number);
    return giveBig(call, number);
}

Outcome round(NativeCall &call)
{
    const Value value = call.arguments[0];
    if (!isArithmetic(value))
        return call.raise(ErrorName::TypeError, std::format("type {} doesn't define round", typeName(value)));
    if (!isMissing(call, 1) && !isIntegral(call.arguments[1])) return raiseNotInteger(call, call.arguments[1]);
    const int64_t precision = integerOr(call, 1, 0);
    if (!value.isReal()) return roundInteger(call, value, precision);
    const double real = value.asReal();
    if (!std::isfinite(real)) return call.give(value);
    const double rounded = text::roundTo(real, precision);
    if (std::isinf(rounded)) return call.raise(ErrorName::OverflowError, "rounded value too large to represent");
    return call.give(Value::real(rounded));
}

Outcome sum(NativeCall &call)
{
    Outcome outcome = Outcome::Stop;
    const Value start = call.has(1) ? call.arguments[1] : Value::small(0);
    const Array *items = elementsOf(call, call.arguments[0], outcome);
    if (!items) return outcome;
    if (start.isArray()) return sumArrays(call, items, start.asArray());
    if (start.isReal()) return sumReals(call, items, 0, start);
    if (isIntegral(start)) return sumIntegers(call, items, start);
    // Strings are joined with join(), never summed; other types have no sum.
    const Value other = items->length ? items->items[0] : Value::small(0);
    if (items->length == 0 && !start.isString()) return call.give(start);
    return call.raise(ErrorName::TypeError, std::format("unsupported operand type(s) for +: '{}' and '{}'",
                                                        typeName(start), typeName(other)));
}

Outcome range(NativeCall &call)
{
    if (call.count == 0) return call.raise(ErrorName::TypeError, "range expected at least 1 argument, got 0");
    if (call.count > 3)
        return call.raise(ErrorName::TypeError, std::format("range expected at most 3 arguments, got {}", call.count));
    for (uint32_t i = 0; i < call.count; ++i)
        if (!isIntegral(call.arguments[i])) return raiseNotInteger(call, call.arguments[i]);
    const Value start = call.count > 1 ? call.arguments[0] : Value::small(0);
    const Value stop = call.count > 1 ? call.arguments[1] : call.arguments[0];
    const Value step = call.count > 2 ? call.arguments[2] : Value::small(1);
    if (exactInteger(step) == 0) return call.raise(ErrorName::ValueError, "range() arg 3 must not be zero");
    if (isBig(start) || isBig(stop) || isBig(step)) return bigRange(call, start, stop, step);
    return smallRange(call, clampInteger(start), clampInteger(stop), clampInteger(step));
}

} // namespace latchkey::modules::builtins
