// SPDX-License-Identifier: GPL-3.0-or-later
// The greatest common divisor of large integers, by half steps: the leading halves of two numbers tell most of the
// quotients that Euclid's algorithm would find, gathered in a matrix that shortens both numbers by a quarter at once.
//
// A matrix of determinant 1 or -1 changes no common divisor, whatever its entries are. So quotients that the leading
// halves got wrong cost time at worst, never the result, and nothing here needs to be undone.
#include "engine/vm/big_integers.h"

#include <cstdlib>
#include <utility>

namespace latchkey::vm::big {

namespace {

/// GMP takes two numbers of this size in 3 ms.
constexpr size_t kDirectGcdBits = kDirectBits / 8;
/// Numbers of this size are taken to their halves in machine words.
constexpr size_t kWordBits = 124;

using Wide = unsigned __int128;

/// Makes (a, b) into (m[0] a + m[1] b, m[2] a + m[3] b).
struct Matrix {
    Number m[4];

    Matrix()
    {
        mpz_set_ui(m[0], 1);
        mpz_set_ui(m[3], 1);
    }
    void swapRows()
    {
        mpz_swap(m[0], m[2]);
        mpz_swap(m[1], m[3]);
    }
    void negateRow(int row)
    {
        mpz_neg(m[2 * row], m[2 * row]);
        mpz_neg(m[2 * row + 1], m[2 * row + 1]);
    }
};

/// (x, y) = by * (x, y)
bool apply(const Matrix &by, mpz_ptr x, mpz_ptr y, text::Poll poll)
{
    Number parts[4];
    if (!multiply(parts[0], by.m[0], x, poll) || !multiply(parts[1], by.m[1], y, poll) ||
        !multiply(parts[2], by.m[2], x, poll) || !multiply(parts[3], by.m[3], y, poll))
        return false;
    mpz_add(x, parts[0], parts[1]);
    mpz_add(y, parts[2], parts[3]);
    return true;
}

/// Makes both positive and x the larger, and the matrix that led there say so.
void order(mpz_ptr x, mpz_ptr y, Matrix &matrix)
{
    if (mpz_sgn(x) < 0) {
        mpz_neg(x, x);
        matrix.negateRow(0);
    }
    if (mpz_sgn(y) < 0) {
        mpz_neg(y, y);
        matrix.negateRow(1);
    }
    if (mpz_cmp(x, y) < 0) {
        mpz_swap(x, y);
        matrix.swapRows();
    }
}

/// One step of Euclid's: (x, y) = (y, x mod y).
bool step(mpz_ptr x, mpz_ptr y, Matrix &matrix, text::Poll poll)
{
    Number quotient, product;
    if (!floorDivide(quotient, x, x, y, poll)) return false;
    for (const int column : {0, 1}) {
        if (!multiply(product, quotient, matrix.m[2 + column], poll)) return false;
        mpz_sub(matrix.m[column], matrix.m[column], product);
    }
    mpz_swap(x, y);
    matrix.swapRows();
    return true;
}

Wide wideOf(mpz_srcptr number)
{
    return Wide(mpz_getlimbn(number, 1)) << 64 | mpz_getlimbn(number, 0);
}

/// The half step of numbers of at most kWordBits bits.
void wordSteps(mpz_srcptr x, mpz_srcptr y, Matrix &matrix)
{
    Wide a = wideOf(x);
    Wide b = wideOf(y);
    const Wide target = Wide(1) << (bitsOf(x) / 2);
    long m[4] = {1, 0, 0, 1};
    while (b >= target) {
        const auto quotient = static_cast<long>(a / b); // at most half the bits
        a -= static_cast<Wide>(quotient) * b;
        m[0] -= quotient * m[2];
        m[1] -= quotient * m[3];
        std::swap(a, b);
        std::swap(m[0], m[2]);
        std::swap(m[1], m[3]);
    }
    for (int i = 0; i < 4; ++i) mpz_set_si(matrix.m[i], m[i]);
}

/// The matrix that takes x >= y > 0 to about half their bits. `matrix` is the identity before.
bool halfStep(mpz_srcptr x, mpz_srcptr y, Matrix &matrix, text::Poll poll)
{
    const size_t bits = bitsOf(x);
    const size_t target = bits / 2;
    if (bitsOf(y) <= target) return true;
    if (bits <= kWordBits) {
        wordSteps(x, y, matrix);
        return true;
    }
    if (poll()) return false;
    Number a, b;
    mpz_tdiv_q_2exp(a, x, target);
    mpz_tdiv_q_2exp(b, y, target);
    if (!halfStep(a, b, matrix, poll)) return false;
    mpz_set(a, x);
    mpz_set(b, y);
    if (!apply(matrix, a, b, poll)) return false;
    order(a, b, matrix);
    if (bitsOf(b) <= target || mpz_sgn(b) == 0) return true;
    if (!step(a, b, matrix, poll)) return false;
    const size_t left = bitsOf(a);
    if (left <= target || mpz_sgn(b) == 0) return true;
    // What is left to lose are left - target bits: twice as many leading ones tell how.
    const size_t cut = 2 * target > left ? 2 * target - left : 0;
    Matrix second;
    mpz_tdiv_q_2exp(a, a, cut);
    mpz_tdiv_q_2exp(b, b, cut);
    if (mpz_sgn(b) == 0) return true;
    if (!halfStep(a, b, second, poll)) return false;
    return apply(second, matrix.m[0], matrix.m[2], poll) && apply(second, matrix.m[1], matrix.m[3], poll);
}

} // namespace

bool commonDivisor(mpz_ptr result, mpz_srcptr a, mpz_srcptr b, text::Poll poll)
{
    Number x, y;
    mpz_abs(x, a);
    mpz_abs(y, b);
    if (mpz_cmp(x, y) < 0) mpz_swap(x, y);
    while (mpz_sgn(y) != 0 && bitsOf(x) > kDirectGcdBits) {
        Matrix matrix;
        if (bitsOf(x) - bitsOf(y) < bitsOf(x) / 4) {
            // The leading half alone decides: what it cannot see is left to the next turn.
            const size_t cut = bitsOf(x) / 2;
            Number high, low;
            mpz_tdiv_q_2exp(high, x, cut);
            mpz_tdiv_q_2exp(low, y, cut);
            if (!halfStep(high, low, matrix, poll) || !apply(matrix, x, y, poll)) return false;
            order(x, y, matrix);
            if (mpz_sgn(y) == 0) break;
        }
        if (!floorDivide(nullptr, x, x, y, poll)) return false;
        mpz_swap(x, y);
    }
    mpz_gcd(result, x, y);
    return !poll();
}

} // namespace latchkey::vm::big
