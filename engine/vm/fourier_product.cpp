// SPDX-License-Identifier: GPL-3.0-or-later
// Products of millions of bits. Both operands are cut into K pieces, the coefficients of two polynomials, which are
// multiplied by a Fourier transform in the ring of integers modulo 2^N + 1. There 2 is a root of unity of order 2N, so
// that a twiddle factor is a shift, and N is chosen so large that no coefficient of the product wraps. K products of N
// bits are left, which GMP does in microseconds.
#include "engine/vm/big_integers.h"

#include <algorithm>
#include <bit>

namespace latchkey::vm::big {

namespace {

using Limb = mp_limb_t;
using Limbs = mp_size_t;

/// Numbers modulo 2^N + 1 in N/64 + 1 limbs; the last limb is 1 only for 2^N itself, which stands for -1.
class Ring
{
public:
    explicit Ring(Limbs limbs)
        : m_limbs(limbs)
    {
        m_scratch = mpz_limbs_write(m_space, 2 * limbs + 2);
    }

    Limbs size() const { return m_limbs; }
    Limbs stride() const { return m_limbs + 1; }

    void add(Limb *result, const Limb *a, const Limb *b)
    {
        const Limb carry = mpn_add_n(result, a, b, m_limbs);
        fold(result, static_cast<long>(carry + a[m_limbs] + b[m_limbs]));
    }

    void subtract(Limb *result, const Limb *a, const Limb *b)
    {
        const Limb borrow = mpn_sub_n(result, a, b, m_limbs);
        fold(result, static_cast<long>(a[m_limbs]) - static_cast<long>(b[m_limbs]) - static_cast<long>(borrow));
    }

    /// result = a * 2^bits, where 0 <= bits < N.
    void shift(Limb *result, const Limb *a, size_t bits)
    {
        const auto whole = static_cast<Limbs>(bits / GMP_NUMB_BITS);
        const auto part = static_cast<unsigned>(bits % GMP_NUMB_BITS);
        // The scratch takes all of a * 2^part; what passes 2^N counts negative.
        if (part) m_scratch[m_limbs + 1] = mpn_lshift(m_scratch, a, m_limbs + 1, part);
        else {
            mpn_copyi(m_scratch, a, m_limbs + 1);
            m_scratch[m_limbs + 1] = 0;
        }
        const Limbs kept = m_limbs - whole;
        const Limb *high = m_scratch + kept;
        const Limbs highLimbs = whole + 2;
        mpn_copyi(result + whole, m_scratch, kept);
        std::fill_n(result, whole, Limb(0));
        const Limbs common = std::min(highLimbs, m_limbs);
        Limb borrow = mpn_sub_n(result, result, high, common);
        if (common < m_limbs) borrow = mpn_sub_1(result + common, result + common, m_limbs - common, borrow);
        long top = -static_cast<long>(borrow);
        // Limbs of the high part beyond N once more: their weight is 2^N, their sign minus.
        for (Limbs i = common; i < highLimbs; ++i) top -= static_cast<long>(high[i]);
        fold(result, top);
    }

    void negate(Limb *a)
    {
        if (a[m_limbs]) { // -(-1)
            a[m_limbs] = 0;
            a[0] = 1;
        } else if (!mpn_zero_p(a, m_limbs)) {
            mpn_com(a, a, m_limbs); // 2^N - 1 - a, and 2 more
            a[m_limbs] = mpn_add_1(a, a, m_limbs, 2);
        }
    }

    /// a = a * b; `a` may be `b`.
    void multiply(Limb *a, const Limb *b)
    {
        if (a[m_limbs] || b[m_limbs]) return multiplyByMinusOne(a, b);
        if (a == b) mpn_sqr(m_scratch, a, m_limbs);
        else mpn_mul_n(m_scratch, a, b, m_limbs);
        const Limb borrow = mpn_sub_n(a, m_scratch, m_scratch + m_limbs, m_limbs);
        fold(a, -static_cast<long>(borrow));
    }

private:
    /// Brings a number whose part beyond N bits is `top` into the range: 2^N is -1.
    void fold(Limb *a, long top)
    {
        a[m_limbs] = 0;
        if (top > 0) {
            if (mpn_sub_1(a, a, m_limbs, static_cast<Limb>(top))) a[m_limbs] = mpn_add_1(a, a, m_limbs, 1);
        } else if (top < 0 && mpn_add_1(a, a, m_limbs, static_cast<Limb>(-top))) {
            if (mpn_zero_p(a, m_limbs)) a[m_limbs] = 1;
            else mpn_sub_1(a, a, m_limbs, 1);
        }
    }

    void multiplyByMinusOne(Limb *a, const Limb *b)
    {
        if (!a[m_limbs]) {
            negate(a);
        } else {
            if (a != b) mpn_copyi(a, b, stride());
            else a[m_limbs] = 1;
            negate(a);
        }
    }

    Limbs m_limbs;
    Number m_space;
    Limb *m_scratch;
};

/// The sizes of one product.
struct Plan {
    size_t pieces;   ///< K, a power of two
    Limbs piece;     ///< limbs of one
    Limbs ringLimbs; ///< N / 64
};

Plan planFor(Limbs limbs)
{
    // Measured: two to four times as many pieces as the square root of the limbs is best at every size.
    const auto total = static_cast<size_t>(limbs);
    const auto log = static_cast<unsigned>(std::max(4, (std::bit_width(total) - 1) / 2 + 2));
    const size_t pieces = size_t(1) << log;
    const size_t piece = (total + pieces - 1) / pieces;
    // A coefficient sums up K products of two pieces; the order of 2, which is 2N, must be a multiple of K.
    const size_t bits = 2 * piece * GMP_NUMB_BITS + log + 1;
    const size_t unit = std::max<size_t>(GMP_NUMB_BITS, pieces / 2);
    return {pieces, static_cast<Limbs>(piece), static_cast<Limbs>((bits + unit - 1) / unit * unit / GMP_NUMB_BITS)};
}

/// One operand's coefficients, and what is done with them.
class Transform
{
public:
    Transform(const Plan &plan, Ring &ring, text::Poll poll)
        : m_plan(plan)
        , m_ring(ring)
        , m_poll(poll)
        , m_values(mpz_limbs_write(m_space, static_cast<Limbs>(plan.pieces) * ring.stride()))
        , m_spare(mpz_limbs_write(m_spareSpace, ring.stride()))
    {
    }

    Limb *at(size_t i) { return m_values + static_cast<Limbs>(i) * m_ring.stride(); }

    bool load(mpz_srcptr number)
    {
        const auto size = static_cast<Limbs>(mpz_size(number));
        const Limb *limbs = mpz_limbs_read(number);
        for (size_t i = 0; i < m_plan.pieces; ++i) {
            if (m_poll()) return false;
            const Limbs from = std::min(size, static_cast<Limbs>(i) * m_plan.piece);
            const Limbs count = std::min(m_plan.piece, size - from);
            mpn_copyi(at(i), limbs + from, count);
            std::fill(at(i) + count, at(i) + m_ring.stride(), Limb(0));
        }
        return true;
    }

    /// Coefficients to values, in bit-reversed order.
    bool forward()
    {
        for (size_t half = m_plan.pieces / 2; half > 0; half /= 2)
            for (size_t i = 0; i < m_plan.pieces; ++i) {
                if (i & half) continue;
                if (m_poll()) return false;
                Limb *low = at(i);
                Limb *high = at(i + half);
                m_ring.subtract(m_spare, low, high);
                m_ring.add(low, low, high);
                m_ring.shift(high, m_spare, twiddle(i & (half - 1), half));
            }
        return true;
    }

    bool multiplyBy(Transform &other)
    {
        for (size_t i = 0; i < m_plan.pieces; ++i) {
            if (m_poll()) return false;
            m_ring.multiply(at(i), other.at(i));
        }
        return true;
    }

    /// Values in bit-reversed order back to coefficients, K times too large.
    bool backward()
    {
        for (size_t half = 1; half < m_plan.pieces; half *= 2)
            for (size_t i = 0; i < m_plan.pieces; ++i) {
                if (i & half) continue;
                if (m_poll()) return false;
                backwardButterfly(at(i), at(i + half), twiddle(i & (half - 1), half));
            }
        return true;
    }

    /// The coefficients put together, each divided by K.
    bool store(mpz_ptr number, Limbs size)
    {
        const Limbs room = size + m_ring.stride();
        Limb *limbs = mpz_limbs_write(number, room);
        std::fill_n(limbs, room, Limb(0));
        const size_t bits = static_cast<size_t>(m_ring.size()) * GMP_NUMB_BITS;
        const auto log = static_cast<size_t>(std::countr_zero(m_plan.pieces));
        for (size_t i = 0; i < m_plan.pieces; ++i) {
            if (m_poll()) break;
            const Limbs offset = static_cast<Limbs>(i) * m_plan.piece;
            m_ring.shift(m_spare, at(i), bits - log); // 2^-log is -2^(N - log)
            m_ring.negate(m_spare);
            if (offset < size) mpn_add(limbs + offset, limbs + offset, room - offset, m_spare, m_ring.stride());
        }
        mpz_limbs_finish(number, size);
        return !m_poll();
    }

private:
    size_t twiddle(size_t j, size_t half) const
    {
        return j * (static_cast<size_t>(m_ring.size()) * GMP_NUMB_BITS / half);
    }

    /// The inverse of a root 2^s is -2^(N - s).
    void backwardButterfly(Limb *low, Limb *high, size_t bits)
    {
        if (bits == 0) {
            mpn_copyi(m_spare, high, m_ring.stride());
            m_ring.subtract(high, low, m_spare);
            m_ring.add(low, low, m_spare);
            return;
        }
        m_ring.shift(m_spare, high, static_cast<size_t>(m_ring.size()) * GMP_NUMB_BITS - bits);
        m_ring.add(high, low, m_spare);
        m_ring.subtract(low, low, m_spare);
    }

    Plan m_plan;
    Ring &m_ring;
    text::Poll m_poll;
    Number m_space;
    Number m_spareSpace;
    Limb *m_values;
    Limb *m_spare;
};

} // namespace

bool fourierProduct(mpz_ptr product, mpz_srcptr a, mpz_srcptr b, text::Poll poll)
{
    const auto size = static_cast<Limbs>(mpz_size(a) + mpz_size(b));
    const Plan plan = planFor(size);
    Ring ring(plan.ringLimbs);
    Transform values(plan, ring, poll);
    if (!values.load(a) || !values.forward()) return false;
    if (a == b) {
        if (!values.multiplyBy(values)) return false;
    } else {
        Transform others(plan, ring, poll);
        if (!others.load(b) || !others.forward() || !values.multiplyBy(others)) return false;
    }
    return values.backward() && values.store(product, size);
}

} // namespace latchkey::vm::big
