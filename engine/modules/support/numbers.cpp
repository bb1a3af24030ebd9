// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/modules/support/numbers.h"

#include "engine/vm/big_integers.h"

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
    if (!big::fromDigits(number, digits, pollOf(call))) {
        mpz_clear(number);
        return Outcome::Stop;
    }
    if (negative) mpz_neg(number, number);
    return giveBig(call, number);
}

Outcome raiseTooLargeForFloat(NativeCall &call)
{
    return call.raise(ErrorName::OverflowError, "integer too large to convert to float");
}

} // namespace latchkey::modules
