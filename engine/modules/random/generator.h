// SPDX-License-Identifier: GPL-3.0-or-later
// The generator behind `random` and `math.random`: xoshiro256** filled by SplitMix64. One for each run, so that a
// seeded sequence is the same on every platform and thread, and parallel scripts never share it.
#pragma once

#include "engine/vm/isolate.h"

#include <array>
#include <cstdint>
#include <string>

namespace latchkey::modules {

class RandomState
{
public:
    RandomState() { seedFromEntropy(); }

    /// The generator of a run, seeded by chance until a script asks otherwise.
    static RandomState &of(vm::Isolate &isolate);

    void seed(uint64_t seed);
    void seedFromEntropy();

    uint64_t next();
    /// [0, 1) with 53 bits.
    double real() { return static_cast<double>(next() >> 11) * 0x1.0p-53; }
    /// 0 <= result < bound, without bias; bound must not be 0.
    uint64_t below(uint64_t bound);
    /// Normally distributed, mean 0, deviation 1.
    double normal();

    /// The seed in force as the script gave it, for getSeed: an integer in decimal, a float or a text.
    enum class SeedKind : uint8_t { Integer, Real, Text } seedKind = SeedKind::Integer;
    std::string seedText;
    double seedReal = 0;

private:
    std::array<uint64_t, 4> m_state{};
};

} // namespace latchkey::modules
