// SPDX-License-Identifier: GPL-3.0-or-later
// The module `async`: waiting, and many things at once inside one script.
#include "engine/modules/support/arguments.h"
#include "engine/modules/tables.h"

#include <algorithm>
#include <cmath>
#include <format>

namespace latchkey::modules {

using namespace vm;

namespace {

/// A wait longer than this is as good as for ever, and timers can count it.
constexpr double kLongestSleep = 1e9;

Outcome sleep(NativeCall &call)
{
    const double seconds = toReal(call.arguments[0]);
    if (!(seconds >= 0)) return call.fail(ErrorName::ValueError, "the time must not be negative");
    const double bounded = std::min(seconds, kLongestSleep);
    const WaitId wait = call.isolate.beginWait({WaitReason::Kind::Timer, std::format("asleep for {} s", bounded)});
    call.isolate.host().startTimer(call.isolate, wait, bounded);
    return Outcome::Park;
}

const NativeSpec kFunctions[] = {
    {"sleep", "seconds: num -> null", &sleep, Need::nothing(), "Waits; other tasks go on meanwhile."},
};

const StandardModule kModule{"async", "Waiting, and many things at once.", kFunctions, {}, {}, {}};

} // namespace

const StandardModule &asyncModule()
{
    return kModule;
}

} // namespace latchkey::modules
