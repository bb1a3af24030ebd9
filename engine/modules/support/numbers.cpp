// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/modules/support/numbers.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

namespace latchkey::modules {

using namespace vm;

Outcome giveTruncated(NativeCall &call, double real)
{
    if (std::isnan(real)) return call.raise(ErrorName::ValueError, "cannot convert float NaN to integer");
    if (std::isinf(real)) return call.raise(ErrorName::OverflowError, "cannot convert float infinity to integer");
    if (std::fabs(real) < 9e18) return call.give(call.heap().integer(static_cast<int64_t>(real)));
    mpz_t number;
    mpz_init_set_d(number, real);
    return giveBig(call, number);
}

namespace {

/// mpz_set_str takes a NUL-terminated text; pieces of this size take well under a millisecond.
constexpr size_t kPiece = 4096;

/// number = number * 10^digits + piece
void appendPiece(mpz_t number, std::string_view piece)
{
    mpz_t part;
    mpz_init_set_str(part, std::string(piece).c_str(), 10);
    mpz_t scale;
    mpz_init(scale);
    mpz_ui_pow_ui(scale, 10, piece.size());
    mpz_mul(number, number, scale);
    mpz_add(number, number, part);
    mpz_clear(scale);
    mpz_clear(part);
}

} // namespace

Outcome giveDigits(NativeCall &call, std::string_view digits, bool negative)
{
    if (digits.size() <= 18) {
        int64_t small = 0;
        for (const char digit : digits) small = small * 10 + (digit - '0');
        return call.give(call.heap().integer(negative ? -small : small));
    }
    if (!call.heap().reserve(digits.size() / 2)) return Outcome::Stop;
    mpz_t number;
    mpz_init(number);
    if (digits.size() <= 64 * kPiece) {
        // Fast enough in one go, and GMP's own method is better than quadratic.
        mpz_set_str(number, std::string(digits).c_str(), 10);
    } else {
        for (size_t at = 0; at < digits.size(); at += 16 * kPiece) {
            if (call.poll()) {
                mpz_clear(number);
                return Outcome::Stop;
            }
            appendPiece(number, digits.substr(at, 16 * kPiece));
        }
    }
    if (negative) mpz_neg(number, number);
    return giveBig(call, number);
}

Outcome raiseTooLargeForFloat(NativeCall &call)
{
    return call.raise(ErrorName::OverflowError, "integer too large to convert to float");
}

} // namespace latchkey::modules
