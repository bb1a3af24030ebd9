// SPDX-License-Identifier: GPL-3.0-or-later
// Random, well-typed programs of ML and what they show, computed without the engine: a generator builds a tree, the
// tree is written as source text, and an evaluator walks the same tree. The evaluator is meant to be obviously right
// rather than fast: it recurses, keeps values in shared pointers, and does its arithmetic with GMP and exact fractions.
#pragma once

#include <cstdint>
#include <string>

namespace latchkey::tests {

struct RandomProgram {
    std::string source;
    std::string output;  ///< what it prints
    std::string failure; ///< "zero_division: division by zero", empty when it ends normally
    bool usable = false; ///< false: takes too long or grows too much, not to be run
};

RandomProgram randomProgram(uint64_t seed);

} // namespace latchkey::tests
