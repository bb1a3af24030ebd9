// SPDX-License-Identifier: GPL-3.0-or-later
// Arithmetic with integers of any size that can be stopped. GMP alone cannot be interrupted, and with millions of
// digits one of its calls takes a second; so above kDirectBits the work is cut here, and GMP sees only pieces that take
// a few milliseconds. Between pieces a `Poll` is asked.
//
// big_integers.cpp cuts products into blocks, and division recursively into halves; fourier_product.cpp is the product
// of two operands that are both large; big_text.cpp converts to and from digits by halving. All allocate through GMP,
// so that the run pays for the scratch memory as well, and a poll that sees the memory limit passed ends them too.
//
// Every function returns false when it was stopped; its results are then valid numbers without a meaning. Results may
// be the same variables as operands.
#pragma once

#include "engine/text/poll.h"

#include <gmp.h>

#include <string>
#include <string_view>

namespace latchkey::vm::big {

/// Up to this many bits of result GMP does it in one go: a product takes 3 ms there, a quotient 6.
inline constexpr size_t kDirectBits = size_t(1) << 20;

/// A number for the time of a block.
class Number
{
public:
    Number() { mpz_init(m_number); }
    ~Number() { mpz_clear(m_number); }
    Number(const Number &) = delete;
    Number &operator=(const Number &) = delete;
    operator mpz_ptr() { return m_number; }
    operator mpz_srcptr() const { return m_number; }
    mpz_srcptr operator->() const { return m_number; } ///< for GMP's macros

private:
    mpz_t m_number;
};

size_t bitsOf(mpz_srcptr number); ///< of the magnitude; 1 for zero

[[nodiscard]] bool multiply(mpz_ptr product, mpz_srcptr a, mpz_srcptr b, text::Poll poll);
/// The floor of a / b, and the rest, which has the sign of b. b is not zero. Either result may be null.
[[nodiscard]] bool floorDivide(mpz_ptr quotient, mpz_ptr remainder, mpz_srcptr a, mpz_srcptr b, text::Poll poll);
/// base to the power of `exponent`; the caller has made sure that the result is one that may be.
[[nodiscard]] bool power(mpz_ptr result, mpz_srcptr base, unsigned long exponent, text::Poll poll);
/// The greatest common divisor, never negative.
[[nodiscard]] bool commonDivisor(mpz_ptr result, mpz_srcptr a, mpz_srcptr b, text::Poll poll);

/// Appends the digits, after a `-` for a negative number. Base 2, 8, 10 or 16, lower case.
[[nodiscard]] bool appendDigits(std::string &out, mpz_srcptr number, int base, text::Poll poll);
/// The value of decimal digits without a sign.
[[nodiscard]] bool fromDigits(mpz_ptr number, std::string_view digits, text::Poll poll);

/// The product of two positive operands of like size by a transform modulo 2^N + 1 (Schoenhage and Strassen): as fast
/// as GMP's own, but polled in every butterfly. `product` is neither operand.
[[nodiscard]] bool fourierProduct(mpz_ptr product, mpz_srcptr a, mpz_srcptr b, text::Poll poll);

} // namespace latchkey::vm::big
