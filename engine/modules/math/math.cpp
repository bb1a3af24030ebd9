// SPDX-License-Identifier: GPL-3.0-or-later
// The module `math`. Integers stay exact where the result is an integer; what would take GMP too long, since it can not
// be interrupted, is refused by an estimate of its size first.
#include "engine/modules/random/generator.h"
#include "engine/modules/support/numbers.h"
#include "engine/modules/tables.h"
#include "engine/vm/big_integers.h"

#include <cmath>
#include <numbers>
#include <utility>

namespace latchkey::modules {

using namespace vm;

namespace {

constexpr int kImpossibleLogarithm = -999; ///< what ln and log give where there is none; scripts depend on it

Outcome giveReal(NativeCall &call, double real)
{
    return call.give(Value::realFromOutside(real));
}

/// The argument as a double; false: raised, since the integer is too large.
bool realArgument(NativeCall &call, uint32_t i, double &real)
{
    real = toReal(call.arguments[i]);
    if (!isBig(call.arguments[i]) || bigFitsReal(call.arguments[i])) return true;
    call.raise(ErrorName::OverflowError, "int too large to convert to float");
    return false;
}

Outcome raiseDomain(NativeCall &call)
{
    return call.raise(ErrorName::ValueError, "math domain error");
}

// ---- roots, powers, logarithms ----------------------------------------------------------------------------------

Outcome squareRoot(NativeCall &call)
{
    double x = 0;
    if (!realArgument(call, 0, x)) return Outcome::Raise;
    return x < 0 ? call.give(Value::small(0)) : giveReal(call, std::sqrt(x));
}

Outcome integerPower(NativeCall &call, Value base, int64_t exponent)
{
    mpz_t number;
    toMpz(base, number);
    const bool isUnit = mpz_cmpabs_ui(number, 1) <= 0;
    const double bits = static_cast<double>(mpz_sizeinbase(number, 2)) * static_cast<double>(exponent);
    if (!isUnit && bits > static_cast<double>(kMaxResultBits)) {
        mpz_clear(number);
        return call.fail(ErrorName::OverflowError, "result too large");
    }
    // Powers of 0, 1 and -1 depend on the parity of the exponent alone.
    const auto power = static_cast<unsigned long>(isUnit && exponent > 2 ? 2 - exponent % 2 : exponent);
    mpz_pow_ui(number, number, power);
    return giveBig(call, number);
}

Outcome power(NativeCall &call)
{
    const Value base = call.arguments[0], exponent = call.arguments[1];
    double y = toReal(exponent);
    if (toReal(base) == 0 && y < 0) return call.give(Value::small(0));
    if (isIntegral(base) && isIntegral(exponent)) {
        if (y >= 0) return integerPower(call, base, clampInteger(exponent));
        return giveReal(call, std::pow(toReal(base), y));
    }
    double x = 0;
    if (!realArgument(call, 0, x) || !realArgument(call, 1, y)) return Outcome::Raise;
    if (x < 0 && std::isfinite(x) && std::isfinite(y) && y != std::floor(y)) return raiseDomain(call);
    return giveReal(call, std::pow(x, y));
}

/// The natural logarithm of a positive number of any size.
double naturalLogarithm(Value number)
{
    if (!isBig(number)) return std::log(toReal(number));
    long exponent = 0;
    const double fraction = mpz_get_d_2exp(&exponent, cellAs<BigInt>(number)->number);
    return std::log(fraction) + static_cast<double>(exponent) * std::numbers::ln2;
}

bool isPositive(Value number)
{
    return !(toReal(number) <= 0);
} ///< or nan

Outcome naturalLog(NativeCall &call)
{
    if (!isPositive(call.arguments[0])) return call.give(Value::small(kImpossibleLogarithm));
    return giveReal(call, naturalLogarithm(call.arguments[0]));
}

Outcome logarithm(NativeCall &call)
{
    const Value x = call.arguments[0];
    const Value base = isMissing(call, 1) ? Value::small(10) : call.arguments[1];
    if (!isPositive(x) || !isPositive(base) || toReal(base) == 1) return call.give(Value::small(kImpossibleLogarithm));
    return giveReal(call, naturalLogarithm(x) / naturalLogarithm(base));
}

// ---- functions of one or two floats -----------------------------------------------------------------------------

template<double (*Function)(double)>
Outcome ofReal(NativeCall &call)
{
    double x = 0;
    return realArgument(call, 0, x) ? giveReal(call, Function(x)) : Outcome::Raise;
}

/// sin, cos and tan have no value at infinity.
template<double (*Function)(double)>
Outcome ofAngle(NativeCall &call)
{
    double x = 0;
    if (!realArgument(call, 0, x)) return Outcome::Raise;
    return std::isinf(x) ? raiseDomain(call) : giveReal(call, Function(x));
}

template<double (*Function)(double)>
Outcome ofSine(NativeCall &call)
{
    double x = 0;
    if (!realArgument(call, 0, x)) return Outcome::Raise;
    return std::fabs(x) > 1 ? raiseDomain(call) : giveReal(call, Function(x));
}

Outcome arcTangent2(NativeCall &call)
{
    double y = 0, x = 0;
    if (!realArgument(call, 0, y) || !realArgument(call, 1, x)) return Outcome::Raise;
    return giveReal(call, std::atan2(y, x));
}

double toRadians(double degrees)
{
    return degrees * (std::numbers::pi / 180);
}
double toDegrees(double radians)
{
    return radians * (180 / std::numbers::pi);
}
double exponential(double x)
{
    return std::exp(x);
}

// ---- integers ---------------------------------------------------------------------------------------------------

Value plainInteger(Value value)
{
    return value.isBoolean() ? Value::small(value.asBoolean()) : value;
}

/// An integer by `Round`ing a float; integers are themselves.
template<double (*Round)(double)>
Outcome toWhole(NativeCall &call)
{
    const Value x = call.arguments[0];
    return x.isReal() ? giveTruncated(call, Round(x.asReal())) : call.give(plainInteger(x));
}

double floorOf(double x)
{
    return std::floor(x);
}
double ceilOf(double x)
{
    return std::ceil(x);
}

double nearestEven(double x)
{
    const double low = std::floor(x), rest = x - low;
    if (rest != 0.5) return rest < 0.5 ? low : low + 1;
    return std::fmod(low, 2) == 0 ? low : low + 1;
}

Outcome absolute(NativeCall &call)
{
    const Value x = call.arguments[0];
    if (x.isReal()) return giveReal(call, std::fabs(x.asReal()));
    if (!isBig(x)) return call.give(call.heap().integer(std::abs(clampInteger(x))));
    mpz_t number;
    toMpz(x, number);
    mpz_abs(number, number);
    return giveBig(call, number);
}

Outcome sign(NativeCall &call)
{
    const double x = toReal(call.arguments[0]);
    return call.give(Value::small((x > 0) - (x < 0)));
}

Outcome factorial(NativeCall &call)
{
    const int64_t n = clampInteger(call.arguments[0]);
    if (n < 0) return call.give(Value::small(0));
    const double bits = std::lgamma(static_cast<double>(n) + 1) / std::numbers::ln2;
    if (bits > static_cast<double>(kMaxResultBits)) return call.fail(ErrorName::OverflowError, "result too large");
    mpz_t number;
    mpz_init(number);
    mpz_fac_ui(number, static_cast<unsigned long>(n));
    return giveBig(call, number);
}

using Combination = bool(mpz_ptr, mpz_srcptr, mpz_srcptr, text::Poll);

template<Combination Combine>
Outcome combine(NativeCall &call)
{
    mpz_t a, b;
    toMpz(call.arguments[0], a);
    toMpz(call.arguments[1], b);
    const bool isDone = Combine(a, a, b, pollOf(call));
    mpz_clear(b);
    if (isDone) return giveBig(call, a);
    mpz_clear(a);
    return Outcome::Stop;
}

/// The least common multiple: |a b| / gcd.
bool commonMultiple(mpz_ptr result, mpz_srcptr a, mpz_srcptr b, text::Poll poll)
{
    big::Number divisor;
    if (!big::commonDivisor(divisor, a, b, poll)) return false;
    if (mpz_sgn(divisor) == 0) {
        mpz_set_ui(result, 0);
        return true;
    }
    if (!big::floorDivide(divisor, nullptr, b, divisor, poll) || !big::multiply(result, a, divisor, poll)) return false;
    mpz_abs(result, result);
    return true;
}

// ---- choice -----------------------------------------------------------------------------------------------------

/// The second argument if it is better, else the first.
template<Relation Better>
Outcome better(NativeCall &call)
{
    const Truth second = compare(call.isolate, Better, call.arguments[1], call.arguments[0]);
    if (!isDecided(second)) return failure(second);
    return call.give(call.arguments[second == Truth::True ? 1 : 0]);
}

Outcome random(NativeCall &call)
{
    return giveReal(call, RandomState::of(call.isolate).real());
}

// clang-format off
const NativeSpec kFunctions[] = {
    {"abs", "x: num -> num", &absolute, Need::nothing(), "The absolute value."},
    {"acos", "x: num -> num", &ofSine<std::acos>, Need::nothing(), "The angle whose cosine is x."},
    {"asin", "x: num -> num", &ofSine<std::asin>, Need::nothing(), "The angle whose sine is x."},
    {"atan", "x: num -> num", &ofReal<std::atan>, Need::nothing(), "The angle whose tangent is x."},
    {"atan2", "y: num, x: num -> num", &arcTangent2, Need::nothing(), "The angle of the point (x, y)."},
    {"ceil", "x: num -> int", &toWhole<ceilOf>, Need::nothing(), "The smallest integer not below x."},
    {"cos", "x: num -> num", &ofAngle<std::cos>, Need::nothing(), "The cosine of an angle in radians."},
    {"degToRad", "degrees: num -> num", &ofReal<toRadians>, Need::nothing(), "Degrees as radians."},
    {"exp", "x: num -> num", &ofReal<exponential>, Need::nothing(), "e to the power of x."},
    {"factorial", "n: int -> int", &factorial, Need::nothing(), "The product of the integers up to n."},
    {"floor", "x: num -> int", &toWhole<floorOf>, Need::nothing(), "The largest integer not above x."},
    {"gcd", "a: int, b: int -> int", &combine<big::commonDivisor>, Need::nothing(), "The greatest common divisor."},
    {"lcm", "a: int, b: int -> int", &combine<commonMultiple>, Need::nothing(), "The least common multiple."},
    {"ln", "x: num -> num", &naturalLog, Need::nothing(), "The natural logarithm; -999 for x <= 0."},
    {"log", "x: num, base: num = 10 -> num", &logarithm, Need::nothing(), "The logarithm to a base; -999 where there is none."},
    {"max", "a: any, b: any -> any", &better<Relation::Greater>, Need::nothing(), "The larger of two values."},
    {"min", "a: any, b: any -> any", &better<Relation::Less>, Need::nothing(), "The smaller of two values."},
    {"pow", "x: num, y: num -> num", &power, Need::nothing(), "x to the power of y."},
    {"radToDeg", "radians: num -> num", &ofReal<toDegrees>, Need::nothing(), "Radians as degrees."},
    {"radians", "degrees: num -> num", &ofReal<toRadians>, Need::nothing(), "Degrees as radians."},
    {"degrees", "radians: num -> num", &ofReal<toDegrees>, Need::nothing(), "Radians as degrees."},
    {"random", "-> num", &random, Need::nothing(), "A float from 0 up to, not including, 1."},
    {"round", "x: num -> int", &toWhole<nearestEven>, Need::nothing(), "The nearest integer, ties to the even one."},
    {"sign", "x: num -> int", &sign, Need::nothing(), "1, -1 or 0."},
    {"sin", "x: num -> num", &ofAngle<std::sin>, Need::nothing(), "The sine of an angle in radians."},
    {"sqrt", "x: num -> num", &squareRoot, Need::nothing(), "The square root; 0 for negative x.", Intrinsic::Sqrt},
    {"tan", "x: num -> num", &ofAngle<std::tan>, Need::nothing(), "The tangent of an angle in radians."},
};
// clang-format on

const ConstantSpec kConstants[] = {
    {"e", Value::real(std::numbers::e), "The base of the natural logarithm."},
    {"pi", Value::real(std::numbers::pi), "The circumference of a circle of diameter 1."},
};

const StandardModule kModule{"math", "Mathematical functions.", kFunctions, kConstants, {}, {}};

} // namespace

const StandardModule &mathModule()
{
    return kModule;
}

} // namespace latchkey::modules
