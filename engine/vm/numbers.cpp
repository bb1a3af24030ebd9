// SPDX-License-Identifier: GPL-3.0-or-later
// Arithmetic beyond the interpreter's fast paths: big integers, mixed kinds, text and array forms of `+` and `*`, and
// every error text of language.md chapter 4. The size of a big result is estimated and reserved before it is computed;
// big_integers.h sees to it that computing it can be stopped.
#include "engine/vm/big_integers.h"
#include "engine/vm/long_copy.h"
#include "engine/vm/operations.h"

#include <cassert>
#include <cmath>
#include <cstring>

namespace latchkey::vm {

namespace {

/// Larger results are refused. Products and quotients of any size can be stopped, but one pass over two numbers cannot:
/// with 4 MB each it takes 2 ms, with 16 MB up to 20.
constexpr size_t kMaxBigBits = size_t(1) << 25;

constexpr std::string_view kSymbols[] = {"+", "-", "*", "/", "//", "%"};

std::string_view symbol(Arithmetic op)
{
    return kSymbols[static_cast<size_t>(op)];
}

Value unboolean(Value v)
{
    return v.isBoolean() ? Value::small(v.asBoolean()) : v;
}

/// An integer as GMP wants it: the number of a big cell itself, or one made of a small integer.
class Operand
{
public:
    explicit Operand(Value v)
        : m_number(isBig(v) ? cellAs<BigInt>(v)->number : m_own)
    {
        if (m_number == m_own) mpz_init_set_si(m_own, v.asSmall());
    }
    ~Operand()
    {
        if (m_number == m_own) mpz_clear(m_own);
    }
    Operand(const Operand &) = delete;
    Operand &operator=(const Operand &) = delete;
    operator mpz_srcptr() const { return m_number; }
    mpz_srcptr operator->() const { return m_number; }

private:
    mpz_t m_own;
    mpz_srcptr m_number;
};

text::Poll pollOf(Isolate &isolate)
{
    return {[](void *context) { return static_cast<Isolate *>(context)->shouldStop(); }, &isolate};
}

Outcome unsupported(NativeCall &call, Arithmetic op, Value a, Value b)
{
    std::string text = "unsupported operand type(s) for ";
    text += symbol(op);
    text += ": '";
    text += typeName(a);
    text += "' and '";
    text += typeName(b);
    text += '\'';
    return call.raise(ErrorName::TypeError, text);
}

// ---- + and * of sequences ---------------------------------------------------------------------------------------

Outcome addSequences(NativeCall &call, Value a, Value b)
{
    if (a.isString() && b.isString()) {
        String *joined = call.heap().concat(a.asString(), b.asString());
        return joined ? call.give(Value::string(joined)) : Outcome::Stop;
    }
    if (a.isArray() && b.isArray()) {
        const Array *left = a.asArray();
        const Array *right = b.asArray();
        Array *joined = call.heap().array(size_t(left->length) + right->length);
        if (!joined) return Outcome::Stop;
        if (!copyBytes(joined->items, left->items, left->length * sizeof(Value)) ||
            !copyBytes(joined->items + left->length, right->items, right->length * sizeof(Value)))
            return Outcome::Stop;
        joined->length = left->length + right->length;
        return call.give(Value::array(joined));
    }
    if (a.isString() || a.isArray()) {
        const std::string kind(typeName(a));
        std::string text = "can only concatenate " + kind + " (not \"";
        text += typeName(b);
        text += "\") to " + kind;
        return call.raise(ErrorName::TypeError, text, a.isString() ? "use str() to make text of the other value" : "");
    }
    return unsupported(call, Arithmetic::Add, a, b);
}

/// The count of a repetition, clamped to what could ever fit.
size_t repetitions(Value count)
{
    if (isBig(count)) return mpz_sgn(cellAs<BigInt>(count)->number) < 0 ? 0 : SIZE_MAX;
    const int64_t n = count.asSmall();
    return n < 0 ? 0 : static_cast<size_t>(n);
}

Outcome repeatText(NativeCall &call, String *text, size_t count)
{
    if (count == 0 || text->bytes == 0) return call.give(Value::string(call.heap().emptyString()));
    if (count > Heap::kMaxStringBytes / text->bytes) {
        call.heap().reserve(SIZE_MAX);
        return Outcome::Stop;
    }
    char *data = nullptr;
    const size_t total = text->bytes * count;
    String *result = call.heap().rawString(total, data);
    if (!result) return Outcome::Stop;
    if (!copyBytes(data, text->data, text->bytes) || !repeatBytes(data, text->bytes, total)) return Outcome::Stop;
    result->length = static_cast<uint32_t>(text->length * count);
    if (text->isAscii()) result->flags |= String::kAscii;
    return call.give(Value::string(result));
}

Outcome repeatArray(NativeCall &call, const Array *array, size_t count)
{
    if (count == 0 || array->length == 0) return call.give(Value::array(call.heap().array()));
    if (count > UINT32_MAX / array->length) {
        call.heap().reserve(SIZE_MAX);
        return Outcome::Stop;
    }
    const size_t total = array->length * count;
    Array *result = call.heap().array(total);
    if (!result) return Outcome::Stop;
    const size_t once = array->length * sizeof(Value);
    if (!copyBytes(result->items, array->items, once) || !repeatBytes(result->items, once, total * sizeof(Value)))
        return Outcome::Stop;
    result->length = static_cast<uint32_t>(total);
    return call.give(Value::array(result));
}

Outcome repeat(NativeCall &call, Value sequence, Value count)
{
    count = unboolean(count);
    if (!isInteger(count)) {
        std::string text = "can't multiply sequence by non-integer of type '";
        text += typeName(count);
        text += '\'';
        return call.raise(ErrorName::TypeError, text);
    }
    return sequence.isString() ? repeatText(call, sequence.asString(), repetitions(count))
                               : repeatArray(call, sequence.asArray(), repetitions(count));
}

// ---- floats -----------------------------------------------------------------------------------------------------

Outcome zeroDivision(NativeCall &call, const char *text)
{
    return call.raise(ErrorName::ZeroDivision, text);
}

double floorDivideReals(double a, double b)
{
    const double remainder = std::fmod(a, b);
    double quotient = (a - remainder) / b;
    if (remainder != 0 && std::signbit(remainder) != std::signbit(b)) quotient -= 1;
    if (quotient == 0) return std::copysign(0.0, a / b);
    const double floored = std::floor(quotient);
    return quotient - floored > 0.5 ? floored + 1 : floored;
}

double remainderReals(double a, double b)
{
    double remainder = std::fmod(a, b);
    if (remainder == 0) return std::copysign(0.0, b);
    if (std::signbit(remainder) != std::signbit(b)) remainder += b;
    return remainder;
}

Outcome realArithmetic(NativeCall &call, Arithmetic op, double a, double b)
{
    switch (op) {
    case Arithmetic::Add:
        return call.give(Value::real(a + b));
    case Arithmetic::Subtract:
        return call.give(Value::real(a - b));
    case Arithmetic::Multiply:
        return call.give(Value::real(a * b));
    case Arithmetic::Divide:
        return b == 0 ? zeroDivision(call, "float division by zero") : call.give(Value::real(a / b));
    case Arithmetic::FloorDivide:
        return b == 0 ? zeroDivision(call, "float floor division by zero")
                      : call.give(Value::realFromOutside(floorDivideReals(a, b)));
    case Arithmetic::Remainder:
        return b == 0 ? zeroDivision(call, "float modulo by zero")
                      : call.give(Value::realFromOutside(remainderReals(a, b)));
    }
    return Outcome::Stop;
}

bool integerToReal(NativeCall &call, Value v, double &out)
{
    if (isBig(v) && !bigFitsReal(v)) {
        call.raise(ErrorName::OverflowError, "integer too large to convert to float");
        return false;
    }
    out = toReal(v);
    return true;
}

// ---- integers ---------------------------------------------------------------------------------------------------

bool isZero(Value v)
{
    return v.isSmall() && v.asSmall() == 0;
}

/// Correctly rounded quotient of any two integers, ties to even, by one exact division with enough bits.
Outcome divideIntegers(NativeCall &call, Value a, Value b)
{
    if (isZero(b)) return zeroDivision(call, "division by zero");
    if (a.isSmall() && b.isSmall())
        return call.give(
            Value::real(static_cast<double>(a.asSmall()) / static_cast<double>(b.asSmall()))); // both exact below 2^53
    const Operand dividend(a), divisor(b);
    if (mpz_sgn(dividend) == 0) return call.give(Value::real(mpz_sgn(divisor) < 0 ? -0.0 : 0.0));
    const bool negative = (mpz_sgn(dividend) < 0) != (mpz_sgn(divisor) < 0);
    big::Number x, y;
    mpz_abs(x, dividend);
    mpz_abs(y, divisor);
    // Scale so that the quotient has 55 to 56 bits (fewer when it is subnormal); the remainder becomes the sticky bit.
    const long bits = static_cast<long>(mpz_sizeinbase(x, 2)) - static_cast<long>(mpz_sizeinbase(y, 2));
    long shift = std::max(bits - 55, -1074L - 2);
    if (shift > 0) mpz_mul_2exp(y, y, static_cast<mp_bitcnt_t>(shift));
    else mpz_mul_2exp(x, x, static_cast<mp_bitcnt_t>(-shift));
    big::Number quotient;
    mpz_tdiv_qr(quotient, x, x, y);
    if (mpz_sgn(x) != 0) mpz_setbit(quotient, 0);
    uint64_t q = mpz_get_ui(quotient);
    // Round to the 53 bits (or fewer) that the exponent allows.
    const int width = q ? 64 - __builtin_clzll(q) : 0;
    const int drop =
        std::max<long>(width - 53, -1074 - shift) > 0 ? static_cast<int>(std::max<long>(width - 53, -1074 - shift)) : 0;
    if (drop > 0) {
        const uint64_t half = uint64_t(1) << (drop - 1);
        const uint64_t rest = q & ((half << 1) - 1);
        q >>= drop;
        if (rest > half || (rest == half && (q & 1))) ++q;
    }
    const double result = std::ldexp(static_cast<double>(q), static_cast<int>(shift + drop));
    if (std::isinf(result))
        return call.raise(ErrorName::OverflowError, "integer division result too large for a float");
    return call.give(Value::real(negative ? -result : result));
}

bool fitsResult(NativeCall &call, size_t bits)
{
    if (bits > kMaxBigBits) {
        call.heap().reserve(SIZE_MAX);
        return false;
    }
    return bits < 8 * Heap::kLargeBytes || call.heap().reserve(bits / 8 * 2);
}

bool computeBig(Arithmetic op, mpz_ptr result, mpz_srcptr x, mpz_srcptr y, text::Poll poll)
{
    switch (op) {
    case Arithmetic::Add:
        mpz_add(result, x, y);
        return true;
    case Arithmetic::Subtract:
        mpz_sub(result, x, y);
        return true;
    case Arithmetic::Multiply:
        return big::multiply(result, x, y, poll);
    case Arithmetic::FloorDivide:
        return big::floorDivide(result, nullptr, x, y, poll);
    default:
        return big::floorDivide(nullptr, result, x, y, poll);
    }
}

Outcome bigArithmetic(NativeCall &call, Arithmetic op, Value a, Value b)
{
    if (op == Arithmetic::Divide) return divideIntegers(call, a, b);
    if (isZero(b) && op == Arithmetic::FloorDivide) return zeroDivision(call, "integer division or modulo by zero");
    if (isZero(b) && op == Arithmetic::Remainder) return zeroDivision(call, "integer modulo by zero");
    const Operand x(a), y(b);
    const size_t xBits = mpz_sizeinbase(x, 2);
    const size_t yBits = mpz_sizeinbase(y, 2);
    if (!fitsResult(call, op == Arithmetic::Multiply ? xBits + yBits : std::max(xBits, yBits) + 1))
        return Outcome::Stop;
    mpz_t result;
    mpz_init(result);
    if (computeBig(op, result, x, y, pollOf(call.isolate))) return call.give(call.heap().takeBig(result));
    mpz_clear(result);
    return Outcome::Stop;
}

Outcome integerArithmetic(NativeCall &call, Arithmetic op, Value a, Value b)
{
    if (!a.isSmall() || !b.isSmall() || op == Arithmetic::Divide) return bigArithmetic(call, op, a, b);
    const int64_t x = a.asSmall();
    const int64_t y = b.asSmall();
    int64_t result = 0;
    switch (op) {
    case Arithmetic::Add:
        return call.give(call.heap().integer(x + y));
    case Arithmetic::Subtract:
        return call.give(call.heap().integer(x - y));
    case Arithmetic::Multiply:
        if (__builtin_mul_overflow(x, y, &result)) return bigArithmetic(call, op, a, b);
        return call.give(call.heap().integer(result));
    case Arithmetic::FloorDivide:
        if (y == 0) return zeroDivision(call, "integer division or modulo by zero");
        result = x / y;
        if (x % y != 0 && (x < 0) != (y < 0)) --result;
        return call.give(call.heap().integer(result));
    default:
        if (y == 0) return zeroDivision(call, "integer modulo by zero");
        result = x % y;
        if (result != 0 && (result < 0) != (y < 0)) result += y;
        return call.give(Value::small(result));
    }
}

} // namespace

Outcome arithmetic(NativeCall &call, Arithmetic op, Value a, Value b)
{
    if (isArithmetic(a) && isArithmetic(b)) {
        a = unboolean(a);
        b = unboolean(b);
        if (!a.isReal() && !b.isReal()) return integerArithmetic(call, op, a, b);
        double x = 0;
        double y = 0;
        if (!integerToReal(call, a, x) || !integerToReal(call, b, y)) return Outcome::Raise;
        return realArithmetic(call, op, x, y);
    }
    if (op == Arithmetic::Add) return addSequences(call, a, b);
    if (op == Arithmetic::Multiply && (a.isString() || a.isArray())) return repeat(call, a, b);
    if (op == Arithmetic::Multiply && (b.isString() || b.isArray())) return repeat(call, b, a);
    return unsupported(call, op, a, b);
}

Outcome negate(NativeCall &call, Value a)
{
    a = unboolean(a);
    if (a.isSmall()) return call.give(call.heap().integer(-a.asSmall()));
    if (a.isReal()) return call.give(Value::real(-a.asReal()));
    if (isBig(a)) {
        mpz_t result;
        mpz_init(result);
        mpz_neg(result, cellAs<BigInt>(a)->number);
        return call.give(call.heap().takeBig(result));
    }
    std::string text = "bad operand type for unary -: '";
    text += typeName(a);
    text += '\'';
    return call.raise(ErrorName::TypeError, text);
}

// ---- comparing and converting -----------------------------------------------------------------------------------

namespace {

template<typename T>
int sign(T a, T b)
{
    return a < b ? -1 : a > b ? 1 : 0;
}

/// A small integer with a float, exactly: small ones have at most 47 bits, so the conversion loses nothing.
int compareWithReal(Value integer, double real)
{
    if (std::isnan(real)) return 2;
    if (integer.isSmall()) return sign(static_cast<double>(integer.asSmall()), real);
    if (std::isinf(real)) return real > 0 ? -1 : 1;
    return sign(mpz_cmp_d(cellAs<BigInt>(integer)->number, real), 0);
}

} // namespace

int compareNumbers(Value a, Value b)
{
    a = unboolean(a);
    b = unboolean(b);
    if (a.isReal() && b.isReal())
        return std::isnan(a.asReal()) || std::isnan(b.asReal()) ? 2 : sign(a.asReal(), b.asReal());
    if (a.isReal()) {
        const int reversed = compareWithReal(b, a.asReal());
        return reversed == 2 ? 2 : -reversed;
    }
    if (b.isReal()) return compareWithReal(a, b.asReal());
    if (a.isSmall() && b.isSmall()) return sign(a.asSmall(), b.asSmall());
    if (a.isSmall()) return -mpz_sgn(cellAs<BigInt>(b)->number); // a big one lies beyond every small one
    if (b.isSmall()) return mpz_sgn(cellAs<BigInt>(a)->number);
    return sign(mpz_cmp(cellAs<BigInt>(a)->number, cellAs<BigInt>(b)->number), 0);
}

bool bigFitsReal(Value big)
{
    const mpz_srcptr number = cellAs<BigInt>(big)->number;
    const size_t bits = mpz_sizeinbase(number, 2);
    return bits <= 1023 || (bits == 1024 && std::isfinite(toReal(big)));
}

double toReal(Value number)
{
    number = unboolean(number);
    if (number.isReal()) return number.asReal();
    if (number.isSmall()) return static_cast<double>(number.asSmall());
    // mpz_get_d cuts off; add what is lost by rounding 64 leading bits and a sticky one.
    const mpz_srcptr big = cellAs<BigInt>(number)->number;
    const size_t bits = mpz_sizeinbase(big, 2);
    if (bits > 1024) return mpz_sgn(big) < 0 ? -HUGE_VAL : HUGE_VAL;
    const size_t drop = bits > 62 ? bits - 62 : 0;
    mpz_t top;
    mpz_init(top);
    mpz_tdiv_q_2exp(top, big, drop);
    uint64_t leading = mpz_get_ui(top);
    mpz_clear(top);
    if (drop > 0 && mpz_scan1(big, 0) < drop) leading |= 1;
    const double magnitude = std::ldexp(static_cast<double>(leading), static_cast<int>(drop));
    return mpz_sgn(big) < 0 ? -magnitude : magnitude;
}

void toMpz(Value integer, mpz_t out)
{
    if (isBig(integer)) mpz_init_set(out, cellAs<BigInt>(integer)->number);
    else mpz_init_set_si(out, unboolean(integer).asSmall());
}

std::string integerText(Value integer, int base)
{
    std::string text;
    const bool isWhole = big::appendDigits(text, Operand(unboolean(integer)), base, {});
    assert(isWhole);
    (void)isWhole;
    return text;
}

bool appendInteger(Isolate &isolate, Value integer, int base, std::string &out)
{
    const Operand number(unboolean(integer));
    const size_t digits = mpz_sizeinbase(number, base);
    // The text is memory of the run, and so is the string that is made of it.
    if (digits > Heap::kLargeBytes && !isolate.heap().reserve(2 * digits)) return false;
    return big::appendDigits(out, number, base, pollOf(isolate));
}

} // namespace latchkey::vm
