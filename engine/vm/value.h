// SPDX-License-Identifier: GPL-3.0-or-later
// A value of the language in eight bytes.
//
// A double is itself. Everything else hides among the negative quiet NaNs: the upper 16 bits are a tag, the lower 48
// the payload. Small integers (48 bits signed) live in the payload, so arithmetic on them allocates nothing; larger
// ones are BigInt cells. null, booleans and the internal marks share one tag. The other tags point to heap cells, one
// tag for each kind that the interpreter must recognise without touching memory.
//
//   0x0000.. - 0xFFF8..   a double (the machine's own NaN is 0x7FF8 or 0xFFF8)
//   0xFFF9                null, false, true, unset
//   0xFFFA                any other cell: function, big integer, error, module, iterator, bytes, ... (see cell.h)
//   0xFFFB string   0xFFFC array   0xFFFD object
//   0xFFFF                small integer: the highest tag, so that one AND and one compare test two operands at once
//
// The choice was measured against a 16-byte tagged union; the figures are in README.md.
#pragma once

#include <bit>
#include <cstdint>

namespace latchkey::vm {

struct Cell;
struct String;
struct Array;
struct Object;

class Value
{
public:
    static constexpr uint64_t kTagShift = 48;
    static constexpr uint64_t kSpecialTag = 0xFFF9, kCellTag = 0xFFFA, kStringTag = 0xFFFB, kArrayTag = 0xFFFC,
                              kObjectTag = 0xFFFD, kIntTag = 0xFFFF;
    static constexpr uint64_t kPayload = 0x0000'FFFF'FFFF'FFFF;
    static constexpr int64_t kMaxSmall = (int64_t(1) << 47) - 1;
    static constexpr int64_t kMinSmall = -(int64_t(1) << 47);

    constexpr Value()
        : m_bits((kSpecialTag << kTagShift) | 0)
    {
    } ///< null
    static constexpr Value fromBits(uint64_t bits) { return Value(bits); }
    static constexpr Value null() { return Value(); }
    static constexpr Value boolean(bool b) { return Value((kSpecialTag << kTagShift) | (b ? 3 : 2)); }
    /// Not a value of the language: "no value was assigned", "absent argument", "stop of an iteration".
    static constexpr Value unset() { return Value((kSpecialTag << kTagShift) | 4); }
    static Value real(double d)
    {
        return Value(std::bit_cast<uint64_t>(d));
    } ///< NaNs from outside must pass `realFromOutside`
    static Value realFromOutside(double d) { return d == d ? real(d) : Value(0x7FF8'0000'0000'0000); }
    static constexpr bool fitsSmall(int64_t i) { return i >= kMinSmall && i <= kMaxSmall; }
    static constexpr Value small(int64_t i)
    {
        return Value((kIntTag << kTagShift) | (uint64_t(i) & kPayload));
    } ///< needs fitsSmall(i)
    static Value cell(const Cell *c) { return tagged(kCellTag, c); }
    static Value string(const String *s) { return tagged(kStringTag, s); }
    static Value array(const Array *a) { return tagged(kArrayTag, a); }
    static Value object(const Object *o) { return tagged(kObjectTag, o); }

    constexpr uint64_t bits() const { return m_bits; }
    constexpr uint64_t tag() const { return m_bits >> kTagShift; }

    constexpr bool isReal() const { return m_bits < (kSpecialTag << kTagShift); }
    constexpr bool isSmall() const { return m_bits >= (kIntTag << kTagShift); }
    /// Both are small integers.
    static constexpr bool areSmall(Value a, Value b) { return (a.m_bits & b.m_bits) >= (kIntTag << kTagShift); }
    constexpr bool isNull() const { return m_bits == Value().m_bits; }
    constexpr bool isUnset() const { return m_bits == unset().m_bits; }
    constexpr bool isBoolean() const { return (m_bits | 1) == boolean(true).m_bits; }
    constexpr bool isTrue() const { return m_bits == boolean(true).m_bits; }
    constexpr bool isFalse() const { return m_bits == boolean(false).m_bits; }
    constexpr bool isString() const { return tag() == kStringTag; }
    constexpr bool isArray() const { return tag() == kArrayTag; }
    constexpr bool isObject() const { return tag() == kObjectTag; }
    constexpr bool isOtherCell() const { return tag() == kCellTag; }
    constexpr bool isCell() const
    {
        return m_bits - (kCellTag << kTagShift) < (uint64_t(4) << kTagShift);
    } ///< any heap value

    double asReal() const { return std::bit_cast<double>(m_bits); }
    constexpr int64_t asSmall() const { return int64_t(m_bits << 16) >> 16; }
    constexpr bool asBoolean() const { return m_bits & 1; }
    Cell *asCell() const { return reinterpret_cast<Cell *>(m_bits & kPayload); } ///< any of the cell tags
    String *asString() const { return reinterpret_cast<String *>(m_bits & kPayload); }
    Array *asArray() const { return reinterpret_cast<Array *>(m_bits & kPayload); }
    Object *asObject() const { return reinterpret_cast<Object *>(m_bits & kPayload); }

    /// Same bits: the same small value or the same cell. Not the language's `==` (see operations.h).
    friend constexpr bool identical(Value a, Value b) { return a.m_bits == b.m_bits; }

private:
    explicit constexpr Value(uint64_t bits)
        : m_bits(bits)
    {
    }
    static Value tagged(uint64_t tag, const void *p)
    {
        return Value((tag << kTagShift) | reinterpret_cast<uint64_t>(p));
    }
    uint64_t m_bits;
};

static_assert(sizeof(Value) == 8);

} // namespace latchkey::vm
