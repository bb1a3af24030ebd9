// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/modules/random/generator.h"

#include <bit>
#include <cmath>
#include <numbers>
#include <random>

namespace latchkey::modules {

RandomState &RandomState::of(vm::Isolate &isolate)
{
    static constexpr char kKey = 0;
    return isolate.moduleState<RandomState>(&kKey);
}

void RandomState::seed(uint64_t seed)
{
    for (uint64_t &word : m_state) { // SplitMix64
        seed += 0x9E3779B97F4A7C15;
        uint64_t mixed = seed;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        word = mixed ^ (mixed >> 31);
    }
}

void RandomState::seedFromEntropy()
{
    std::random_device device;
    const uint32_t chosen = device();
    seedKind = SeedKind::Integer;
    seedText = std::to_string(chosen);
    seed(chosen);
}

uint64_t RandomState::next()
{
    const uint64_t result = std::rotl(m_state[1] * 5, 7) * 9;
    const uint64_t shifted = m_state[1] << 17;
    m_state[2] ^= m_state[0];
    m_state[3] ^= m_state[1];
    m_state[1] ^= m_state[2];
    m_state[0] ^= m_state[3];
    m_state[2] ^= shifted;
    m_state[3] = std::rotl(m_state[3], 45);
    return result;
}

uint64_t RandomState::below(uint64_t bound)
{
    const uint64_t unfair = (0 - bound) % bound; // 2^64 mod bound: values below it would come up once too often
    uint64_t value = next();
    while (value < unfair) value = next();
    return value % bound;
}

double RandomState::normal()
{
    // Box-Muller without a kept second value: a seeded sequence then depends on nothing but the number of calls.
    const double radius = std::sqrt(-2.0 * std::log(1.0 - real()));
    return radius * std::cos(2.0 * std::numbers::pi * real());
}

} // namespace latchkey::modules
