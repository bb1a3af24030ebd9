// SPDX-License-Identifier: GPL-3.0-or-later
// Numbers as results: integers from doubles and digits of any length, and the size limits that keep one step of
// arithmetic short, since GMP can not be interrupted.
#pragma once

#include "engine/modules/support/arguments.h"

namespace latchkey::modules {

/// Results of pow and factorial above this are refused before the work starts.
inline constexpr uint64_t kMaxResultBits = 1'048'576;

/// The integer part of a double; raises for infinities and nan.
Outcome giveTruncated(NativeCall &call, double real);
/// The integer of ASCII digits, however many, in steps that poll.
Outcome giveDigits(NativeCall &call, std::string_view digits, bool negative);
/// "integer too large to convert to float"
Outcome raiseTooLargeForFloat(NativeCall &call);
/// Takes a GMP number as the result and clears it.
inline Outcome giveBig(NativeCall &call, mpz_t number)
{
    return call.give(call.heap().takeBig(number));
}

} // namespace latchkey::modules
