// SPDX-License-Identifier: GPL-3.0-or-later
// The classes of `datetime` as values of the language, and the argument checks they share: integers may come as floats
// without a fraction, booleans are no numbers, null means the default.
#pragma once

#include "engine/modules/datetime/calendar.h"
#include "engine/modules/support/class_payload.h"

namespace latchkey::modules {

extern const vm::ClassSpec kMomentClass; ///< DateTimeObject, payload Moment
extern const vm::ClassSpec kDateClass;   ///< Date, payload DateValue
extern const vm::ClassSpec kTimeClass;   ///< Time, payload TimeValue
extern const vm::ClassSpec kDeltaClass;  ///< TimeDelta, payload Delta

struct DateValue {
    int64_t days = 0;
};
struct TimeValue {
    int64_t micros = 0;
};

/// Out of the years 1 to 9999 is an error.
Outcome giveMoment(NativeCall &call, Moment moment);
Outcome giveDate(NativeCall &call, int64_t days);
Outcome giveTime(NativeCall &call, int64_t micros);
Outcome giveDelta(NativeCall &call, Delta delta);
Outcome raiseRange(NativeCall &call); ///< "date value out of range"

// Each is false after raising the error of a wrong type.
bool integerArgument(NativeCall &call, uint32_t i, int64_t fallback, int64_t &value);
bool numberArgument(NativeCall &call, uint32_t i, double fallback, double &value);
bool momentArgument(NativeCall &call, uint32_t i, const Moment *&moment);
bool deltaArgument(NativeCall &call, uint32_t i, const Delta *&delta);

/// `amount` units of `unit` microseconds: exact for integers, rounded half to even for floats. False: raised.
bool scaledArgument(NativeCall &call, uint32_t i, int64_t unit, Delta &delta);

/// The zone of argument `i` at an instant: "UTC", an object of createTimeZone, or an IANA name. False: raised.
bool zoneArgument(NativeCall &call, uint32_t i, int64_t utc, Moment &moment);

/// The instant of a moment; a naive one is local time.
inline int64_t instantOf(const Moment &moment)
{
    return moment.isAware ? moment.utc() : localToUtc(moment.wall);
}
/// The moment plus a duration; same offset.
std::optional<Moment> shifted(const Moment &moment, Micros128 by);

} // namespace latchkey::modules
