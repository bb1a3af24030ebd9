// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/vm/big_integers.h"

#include <algorithm>
#include <utility>

namespace latchkey::vm::big {

namespace {

/// A divisor of up to this many bits is GMP's business: the quotient of one block takes 3 ms.
constexpr size_t kDirectDivisorBits = kDirectBits / 2;

/// So little work that a poll after it would only cost time.
constexpr size_t kQuickBits = kDirectBits / 8;

/// A view of `count` limbs of a number from limb `from` on; read only, and valid while the number is not changed.
class Slice
{
public:
    Slice(mpz_srcptr number, size_t from, size_t count)
    {
        const size_t size = mpz_size(number);
        from = std::min(from, size);
        mpz_roinit_n(m_view, mpz_limbs_read(number) + from, static_cast<mp_size_t>(std::min(count, size - from)));
    }
    operator mpz_srcptr() const { return m_view; }

private:
    mpz_t m_view;
};

size_t limbsFor(size_t bits)
{
    return (bits + GMP_NUMB_BITS - 1) / GMP_NUMB_BITS;
}

/// sum += part * 2^(64 * limbs), without moving what lies below.
void addAt(mpz_ptr sum, mpz_srcptr part, size_t limbs)
{
    const size_t partSize = mpz_size(part);
    if (partSize == 0) return;
    const size_t oldSize = mpz_size(sum);
    const size_t size = std::max(oldSize, limbs + partSize) + 1;
    mp_limb_t *all = mpz_limbs_modify(sum, static_cast<mp_size_t>(size));
    std::fill(all + oldSize, all + size, mp_limb_t(0));
    mpn_add(all + limbs, all + limbs, static_cast<mp_size_t>(size - limbs), mpz_limbs_read(part),
            static_cast<mp_size_t>(partSize));
    mpz_limbs_finish(sum, static_cast<mp_size_t>(size));
}

/// Positive operands, the first at least as long. The result is neither.
bool multiplyPositive(mpz_ptr product, mpz_srcptr a, mpz_srcptr b, text::Poll poll)
{
    const size_t aBits = bitsOf(a);
    const size_t bBits = bitsOf(b);
    if (aBits + bBits <= 2 * kDirectBits) {
        mpz_mul(product, a, b);
        return !poll();
    }
    if (aBits < 2 * bBits && bBits > kDirectBits / 4) return fourierProduct(product, a, b, poll);
    // The long operand in blocks as long as the short one, or as GMP may have at once.
    mpz_set_ui(product, 0);
    const size_t block = std::max(mpz_size(b), limbsFor(kDirectBits));
    const size_t size = mpz_size(a);
    mpz_realloc2(product, aBits + bBits + 2 * GMP_NUMB_BITS);
    for (size_t from = 0; from < size; from += block) {
        const Slice slice(a, from, block);
        Number part;
        const bool isLonger = mpz_size(slice) >= mpz_size(b);
        if (!multiplyPositive(part, isLonger ? mpz_srcptr(slice) : b, isLonger ? b : mpz_srcptr(slice), poll))
            return false;
        addAt(product, part, from);
    }
    return true;
}

// ---- division ---------------------------------------------------------------------------------------------------
// After Burnikel and Ziegler: a divisor of n bits is halved until GMP takes a piece at once; what is left is products.

bool divideTwoByOne(mpz_ptr quotient, mpz_ptr rest, mpz_srcptr a, mpz_srcptr b, size_t n, text::Poll poll);

/// (a12 * 2^n + a3) / (b1 * 2^n + b2), where b1 has exactly n bits and the quotient at most n.
bool divideThreeByTwo(mpz_ptr quotient, mpz_ptr rest, mpz_srcptr a12, mpz_srcptr a3, mpz_srcptr b, size_t n,
                      text::Poll poll)
{
    Number b1, b2, product;
    mpz_tdiv_q_2exp(b1, b, n);
    mpz_tdiv_r_2exp(b2, b, n);
    mpz_tdiv_q_2exp(product, a12, n);
    if (mpz_cmp(product, b1) == 0) { // the quotient would not fit: the largest that does
        mpz_set_ui(quotient, 0);
        mpz_setbit(quotient, n);
        mpz_sub_ui(quotient, quotient, 1);
        mpz_mul_2exp(product, b1, n);
        mpz_sub(rest, a12, product);
        mpz_add(rest, rest, b1);
    } else if (!divideTwoByOne(quotient, rest, a12, b1, n, poll)) {
        return false;
    }
    if (!multiply(product, quotient, b2, poll)) return false;
    mpz_mul_2exp(rest, rest, n);
    mpz_add(rest, rest, a3);
    if (poll()) return false;
    mpz_sub(rest, rest, product);
    while (mpz_sgn(rest) < 0) { // at most twice
        mpz_sub_ui(quotient, quotient, 1);
        mpz_add(rest, rest, b);
    }
    return true;
}

/// a / b for positive a < b * 2^n, where b has exactly n bits.
bool divideTwoByOne(mpz_ptr quotient, mpz_ptr rest, mpz_srcptr a, mpz_srcptr b, size_t n, text::Poll poll)
{
    if (mpz_cmp(a, b) < 0) {
        mpz_set(rest, a);
        mpz_set_ui(quotient, 0);
        return !poll();
    }
    if (n <= kDirectDivisorBits) {
        mpz_tdiv_qr(quotient, rest, a, b);
        return !poll();
    }
    const bool isOdd = n % 2 != 0;
    Number evenA, evenB, top, middle, low, firstRest;
    if (isOdd) {
        mpz_mul_2exp(evenA, a, 1);
        mpz_mul_2exp(evenB, b, 1);
        ++n;
    }
    const mpz_srcptr dividend = isOdd ? mpz_srcptr(evenA) : a;
    const mpz_srcptr divisor = isOdd ? mpz_srcptr(evenB) : b;
    const size_t half = n / 2;
    mpz_tdiv_q_2exp(top, dividend, n);
    mpz_tdiv_q_2exp(middle, dividend, half);
    mpz_tdiv_r_2exp(middle, middle, half);
    mpz_tdiv_r_2exp(low, dividend, half);
    if (poll()) return false;
    Number high;
    if (!divideThreeByTwo(high, firstRest, top, middle, divisor, half, poll)) return false;
    if (!divideThreeByTwo(quotient, rest, firstRest, low, divisor, half, poll)) return false;
    mpz_mul_2exp(high, high, half);
    mpz_add(quotient, quotient, high);
    if (isOdd) mpz_tdiv_q_2exp(rest, rest, 1);
    return true;
}

/// Any positive operands: the dividend block by block from its top, as by hand.
bool dividePositive(mpz_ptr quotient, mpz_ptr rest, mpz_srcptr a, mpz_srcptr b, text::Poll poll)
{
    const size_t aBits = bitsOf(a);
    const size_t bBits = bitsOf(b);
    if (aBits <= 2 * kDirectDivisorBits) {
        mpz_tdiv_qr(quotient, rest, a, b);
        return !poll();
    }
    const bool isDirect = bBits <= kDirectDivisorBits;
    const size_t block = limbsFor(isDirect ? kDirectDivisorBits : bBits);
    // Whole limbs: the divisor is moved up so that its bits fill them, and the dividend with it.
    const size_t moved = isDirect ? 0 : block * GMP_NUMB_BITS - bBits;
    Number movedA, movedB;
    if (moved) {
        mpz_mul_2exp(movedA, a, moved);
        mpz_mul_2exp(movedB, b, moved);
        if (poll()) return false;
    }
    const mpz_srcptr dividend = moved ? mpz_srcptr(movedA) : a;
    const mpz_srcptr divisor = moved ? mpz_srcptr(movedB) : b;
    const size_t size = mpz_size(dividend);
    mpz_set_ui(quotient, 0);
    mpz_set_ui(rest, 0);
    Number piece, part;
    for (size_t from = (size - 1) / block * block;; from -= block) {
        mpz_mul_2exp(piece, rest, block * GMP_NUMB_BITS);
        addAt(piece, Slice(dividend, from, block), 0);
        if (poll()) return false;
        if (isDirect) mpz_tdiv_qr(part, rest, piece, divisor);
        else if (!divideTwoByOne(part, rest, piece, divisor, block * GMP_NUMB_BITS, poll)) return false;
        addAt(quotient, part, from);
        if (poll()) return false;
        if (from == 0) break;
    }
    if (moved) mpz_tdiv_q_2exp(rest, rest, moved);
    return true;
}

} // namespace

size_t bitsOf(mpz_srcptr number)
{
    return mpz_sizeinbase(number, 2);
}

bool multiply(mpz_ptr product, mpz_srcptr a, mpz_srcptr b, text::Poll poll)
{
    const size_t bits = bitsOf(a) + bitsOf(b);
    if (bits <= 2 * kDirectBits) {
        mpz_mul(product, a, b);
        return bits < kQuickBits || !poll();
    }
    const bool isNegative = mpz_sgn(a) * mpz_sgn(b) < 0;
    const Slice left(a, 0, mpz_size(a));
    const Slice right(b, 0, mpz_size(b));
    Number result;
    const bool isLonger = mpz_size(a) >= mpz_size(b);
    // A square is told by its operands being one.
    const mpz_srcptr longer = isLonger ? left : right;
    const mpz_srcptr shorter = a == b ? longer : isLonger ? mpz_srcptr(right) : mpz_srcptr(left);
    if (!multiplyPositive(result, longer, shorter, poll)) return false;
    mpz_swap(product, result);
    if (isNegative) mpz_neg(product, product);
    return true;
}

bool floorDivide(mpz_ptr quotient, mpz_ptr remainder, mpz_srcptr a, mpz_srcptr b, text::Poll poll)
{
    const size_t bits = bitsOf(a);
    if (bits <= 2 * kDirectDivisorBits) {
        if (!remainder) mpz_fdiv_q(quotient, a, b);
        else if (!quotient) mpz_fdiv_r(remainder, a, b);
        else mpz_fdiv_qr(quotient, remainder, a, b);
        return bits < kQuickBits || !poll();
    }
    Number q, r;
    const Slice divisor(b, 0, mpz_size(b));
    if (!dividePositive(q, r, Slice(a, 0, mpz_size(a)), divisor, poll)) return false;
    // Of a quotient below zero the floor is the next one down, and the rest counts from there.
    if (mpz_sgn(a) * mpz_sgn(b) < 0) {
        if (mpz_sgn(r) != 0) {
            mpz_add_ui(q, q, 1);
            mpz_sub(r, divisor, r);
        }
        mpz_neg(q, q);
    }
    if (mpz_sgn(b) < 0) mpz_neg(r, r);
    if (quotient) mpz_swap(quotient, q);
    if (remainder) mpz_swap(remainder, r);
    return true;
}

bool power(mpz_ptr result, mpz_srcptr base, unsigned long exponent, text::Poll poll)
{
    if (static_cast<double>(bitsOf(base)) * static_cast<double>(exponent) <= kDirectBits) {
        mpz_pow_ui(result, base, exponent);
        return true;
    }
    Number square, product;
    mpz_set(square, base);
    mpz_set_ui(product, 1);
    for (;; exponent /= 2) {
        if (exponent % 2 && !multiply(product, product, square, poll)) return false;
        if (exponent < 2) break;
        if (!multiply(square, square, square, poll)) return false;
    }
    mpz_swap(result, product);
    return true;
}

} // namespace latchkey::vm::big
