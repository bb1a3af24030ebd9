// SPDX-License-Identifier: GPL-3.0-or-later
// Digits of big integers and back. A number that is too long for GMP in one go is halved: decimal digits by dividing by
// a power of ten whose exponent is half the digits, digits in a base that is a power of two by cutting bits.
#include "engine/vm/big_integers.h"

#include <bit>
#include <cstring>
#include <deque>

namespace latchkey::vm::big {

namespace {

/// GMP turns a number of this size into decimal digits, or reads them, in 2 ms.
constexpr size_t kPieceBits = kDirectBits / 4;
constexpr size_t kPieceDigits = kPieceBits * 3 / 10;

/// ten to the power of kPieceDigits * 2^i, made when they are needed.
class Powers
{
public:
    explicit Powers(text::Poll poll)
        : m_poll(poll)
    {
    }

    /// Null: stopped.
    mpz_srcptr at(size_t i)
    {
        while (m_powers.size() <= i) {
            m_powers.emplace_back();
            Number &next = m_powers.back();
            if (m_powers.size() == 1) mpz_ui_pow_ui(next, 10, kPieceDigits);
            else if (!multiply(next, m_powers[m_powers.size() - 2], m_powers[m_powers.size() - 2], m_poll))
                return nullptr;
        }
        return m_powers[i];
    }
    static size_t digits(size_t i) { return kPieceDigits << i; }

private:
    text::Poll m_poll;
    std::deque<Number> m_powers;
};

/// Appends a positive number with at least `width` digits.
void appendPiece(std::string &out, mpz_srcptr number, int base, size_t width)
{
    const size_t start = out.size();
    out.resize(start + mpz_sizeinbase(number, base) + 2);
    mpz_get_str(out.data() + start, base, number);
    const size_t length = std::strlen(out.data() + start);
    out.resize(start + length);
    if (length < width) out.insert(start, width - length, '0');
}

/// A number below ten to the power of Powers::digits(level), with as many digits if `isPadded`.
bool appendDecimal(std::string &out, mpz_srcptr number, size_t level, bool isPadded, Powers &powers, text::Poll poll)
{
    if (poll()) return false;
    if (level == 0) {
        if (isPadded || mpz_sgn(number) != 0) appendPiece(out, number, 10, isPadded ? Powers::digits(0) : 0);
        return true;
    }
    const mpz_srcptr power = powers.at(level - 1);
    Number high, low;
    if (!power || !floorDivide(high, low, number, power, poll)) return false;
    const bool hasHigh = isPadded || mpz_sgn(high) != 0;
    return (!hasHigh || appendDecimal(out, high, level - 1, isPadded, powers, poll)) &&
           appendDecimal(out, low, level - 1, hasHigh, powers, poll);
}

bool appendBits(std::string &out, mpz_srcptr number, int base, text::Poll poll)
{
    const auto digitBits = static_cast<size_t>(std::countr_zero(static_cast<unsigned>(base)));
    constexpr size_t piece = kPieceBits / 12 * 12; // whole digits in each base
    Number part;
    const size_t bits = bitsOf(number);
    for (size_t from = (bits - 1) / piece * piece;; from -= piece) {
        if (poll()) return false;
        mpz_tdiv_q_2exp(part, number, from);
        mpz_tdiv_r_2exp(part, part, piece);
        appendPiece(out, part, base, from + piece >= bits ? 0 : piece / digitBits);
        if (from == 0) return true;
    }
}

/// `level`: the digits are at most Powers::digits(level).
bool readDecimal(mpz_ptr number, std::string_view digits, size_t level, Powers &powers, text::Poll poll)
{
    if (poll()) return false;
    if (level == 0) {
        mpz_set_str(number, std::string(digits).c_str(), 10);
        return true;
    }
    const size_t lowDigits = Powers::digits(level - 1);
    if (digits.size() <= lowDigits) return readDecimal(number, digits, level - 1, powers, poll);
    const mpz_srcptr power = powers.at(level - 1);
    Number low;
    const std::string_view high = digits.substr(0, digits.size() - lowDigits);
    if (!power || !readDecimal(number, high, level - 1, powers, poll) ||
        !readDecimal(low, digits.substr(high.size()), level - 1, powers, poll) ||
        !multiply(number, number, power, poll))
        return false;
    mpz_add(number, number, low);
    return true;
}

size_t levelFor(size_t digits)
{
    size_t level = 0;
    while (Powers::digits(level) < digits) ++level;
    return level;
}

} // namespace

bool appendDigits(std::string &out, mpz_srcptr number, int base, text::Poll poll)
{
    if (mpz_sgn(number) < 0) out += '-';
    mpz_t magnitude;
    mpz_roinit_n(magnitude, mpz_limbs_read(number), static_cast<mp_size_t>(mpz_size(number)));
    const size_t bits = bitsOf(magnitude);
    if (bits <= kPieceBits) {
        appendPiece(out, magnitude, base, 0);
        return true;
    }
    out.reserve(out.size() + mpz_sizeinbase(magnitude, base) + 2);
    if (base != 10) return appendBits(out, magnitude, base, poll);
    Powers powers(poll);
    return appendDecimal(out, magnitude, levelFor(mpz_sizeinbase(magnitude, 10)), false, powers, poll);
}

bool fromDigits(mpz_ptr number, std::string_view digits, text::Poll poll)
{
    Powers powers(poll);
    return readDecimal(number, digits, levelFor(digits.size()), powers, poll);
}

} // namespace latchkey::vm::big
