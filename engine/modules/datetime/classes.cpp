// SPDX-License-Identifier: GPL-3.0-or-later
// Methods of DateTimeObject, Date, Time and TimeDelta.
#include "engine/modules/datetime/values.h"

#include <cmath>

namespace latchkey::modules {

using namespace vm;

namespace {

Outcome giveInteger(NativeCall &call, int64_t number)
{
    return call.give(call.heap().integer(number));
}

// ---- DateTimeObject ---------------------------------------------------------------------------------------------

const Moment &moment(NativeCall &call)
{
    return receiverPayload<Moment>(call);
}

Outcome momentYear(NativeCall &call)
{
    return giveInteger(call, dateOfDays(moment(call).days()).year);
}
Outcome momentMonth(NativeCall &call)
{
    return giveInteger(call, dateOfDays(moment(call).days()).month);
}
Outcome momentDay(NativeCall &call)
{
    return giveInteger(call, dateOfDays(moment(call).days()).day);
}
Outcome momentHour(NativeCall &call)
{
    return giveInteger(call, moment(call).timeOfDay() / kHour);
}
Outcome momentMinute(NativeCall &call)
{
    return giveInteger(call, moment(call).timeOfDay() / kMinute % 60);
}
Outcome momentSecond(NativeCall &call)
{
    return giveInteger(call, moment(call).timeOfDay() / kSecond % 60);
}
Outcome momentWeekday(NativeCall &call)
{
    return giveInteger(call, weekdayOfDays(moment(call).days()));
}

Outcome timestamp(NativeCall &call)
{
    return call.give(Value::real(static_cast<double>(static_cast<long double>(instantOf(moment(call))) / 1e6L)));
}

Outcome giveShifted(NativeCall &call, Micros128 by)
{
    const std::optional<Moment> result = shifted(moment(call), by);
    return result ? giveMoment(call, *result) : raiseRange(call);
}

template<int64_t Unit>
Outcome addUnits(NativeCall &call)
{
    Delta delta;
    return scaledArgument(call, 0, Unit, delta) ? giveShifted(call, delta.micros) : Outcome::Raise;
}

template<int Sign>
Outcome addDelta(NativeCall &call)
{
    const Delta *delta = nullptr;
    return deltaArgument(call, 0, delta) ? giveShifted(call, Sign * delta->micros) : Outcome::Raise;
}

/// The same clock at another wall time.
Outcome giveWall(NativeCall &call, int64_t days, int64_t time)
{
    Moment result = moment(call);
    result.wall = days * kDay + time;
    return giveMoment(call, std::move(result));
}

int64_t firstOfMonth(int64_t days)
{
    const CivilDate date = dateOfDays(days);
    return daysOfDate({date.year, date.month, 1});
}

int64_t lastOfMonth(int64_t days)
{
    const CivilDate date = dateOfDays(days);
    return daysOfDate({date.year, date.month, daysInMonth(date.year, date.month)});
}

Outcome startOfDay(NativeCall &call)
{
    return giveWall(call, moment(call).days(), 0);
}
Outcome endOfDay(NativeCall &call)
{
    return giveWall(call, moment(call).days(), kDay - 1);
}
Outcome startOfMonth(NativeCall &call)
{
    return giveWall(call, firstOfMonth(moment(call).days()), 0);
}
Outcome endOfMonth(NativeCall &call)
{
    return giveWall(call, lastOfMonth(moment(call).days()), kDay - 1);
}
Outcome startOfYear(NativeCall &call)
{
    return giveWall(call, daysOfDate({dateOfDays(moment(call).days()).year, 1, 1}), 0);
}
Outcome endOfYear(NativeCall &call)
{
    return giveWall(call, daysOfDate({dateOfDays(moment(call).days()).year, 12, 31}), kDay - 1);
}

bool areSame(const Moment &a, const Moment &b)
{
    return a.isAware == b.isAware && (a.isAware ? a.utc() == b.utc() : a.wall == b.wall);
}

/// The other moment, if it may be compared with the receiver; else raised with `verb`.
const Moment *comparable(NativeCall &call, std::string_view verb)
{
    const Moment *other = nullptr;
    if (!momentArgument(call, 0, other)) return nullptr;
    if (other->isAware == moment(call).isAware) return other;
    call.raise(ErrorName::TypeError, "can't " + std::string(verb) + " offset-naive and offset-aware datetimes");
    return nullptr;
}

/// Microseconds from another moment of the same kind to this one.
int64_t distance(const Moment &to, const Moment &from)
{
    return to.isAware ? to.utc() - from.utc() : to.wall - from.wall;
}

Outcome isBefore(NativeCall &call)
{
    const Moment *other = comparable(call, "compare");
    return other ? call.give(Value::boolean(distance(moment(call), *other) < 0)) : Outcome::Raise;
}

Outcome isAfter(NativeCall &call)
{
    const Moment *other = comparable(call, "compare");
    return other ? call.give(Value::boolean(distance(moment(call), *other) > 0)) : Outcome::Raise;
}

Outcome isSame(NativeCall &call)
{
    const Moment *other = nullptr;
    return momentArgument(call, 0, other) ? call.give(Value::boolean(areSame(moment(call), *other))) : Outcome::Raise;
}

Outcome isSameDay(NativeCall &call)
{
    const Moment *other = nullptr;
    if (!momentArgument(call, 0, other)) return Outcome::Raise;
    return call.give(Value::boolean(moment(call).days() == other->days()));
}

Outcome momentDiff(NativeCall &call)
{
    const Moment *other = comparable(call, "subtract");
    return other ? giveDelta(call, {distance(moment(call), *other)}) : Outcome::Raise;
}

Outcome datePart(NativeCall &call)
{
    return giveDate(call, moment(call).days());
}
Outcome timePart(NativeCall &call)
{
    return giveTime(call, moment(call).timeOfDay());
}
Outcome momentText(NativeCall &call)
{
    return call.giveText(isoMoment(moment(call)));
}
Outcome format(NativeCall &call)
{
    return call.giveText(formatMoment(moment(call), textOr(call, 0, "%Y-%m-%d %H:%M:%S")));
}

Outcome inZone(NativeCall &call)
{
    Moment result;
    return zoneArgument(call, 0, instantOf(moment(call)), result) ? giveMoment(call, std::move(result))
                                                                  : Outcome::Raise;
}

// ---- Date -------------------------------------------------------------------------------------------------------

int64_t days(NativeCall &call)
{
    return receiverPayload<DateValue>(call).days;
}

Outcome dateYear(NativeCall &call)
{
    return giveInteger(call, dateOfDays(days(call)).year);
}
Outcome dateMonth(NativeCall &call)
{
    return giveInteger(call, dateOfDays(days(call)).month);
}
Outcome dateDay(NativeCall &call)
{
    return giveInteger(call, dateOfDays(days(call)).day);
}
Outcome dateWeekday(NativeCall &call)
{
    return giveInteger(call, weekdayOfDays(days(call)));
}
Outcome dateIsWeekend(NativeCall &call)
{
    return call.give(Value::boolean(weekdayOfDays(days(call)) >= 5));
}
Outcome dateText(NativeCall &call)
{
    return call.giveText(isoDate(days(call)));
}

template<int Sign>
Outcome dateAddDays(NativeCall &call)
{
    int64_t count = 0;
    if (!integerArgument(call, 0, 0, count)) return Outcome::Raise;
    if (std::abs(count) > Delta::kMaxDays) return raiseRange(call);
    return giveDate(call, days(call) + Sign * count);
}

Outcome dateDiff(NativeCall &call)
{
    if (!isInstanceOf(call.arguments[0], kDateClass)) return raiseArgumentType(call, 0, "a Date", call.arguments[0]);
    return giveInteger(call, days(call) - payloadOf<DateValue>(cellAs<Instance>(call.arguments[0])).days);
}

// ---- Time -------------------------------------------------------------------------------------------------------

int64_t micros(NativeCall &call)
{
    return receiverPayload<TimeValue>(call).micros;
}

Outcome timeHour(NativeCall &call)
{
    return giveInteger(call, micros(call) / kHour);
}
Outcome timeMinute(NativeCall &call)
{
    return giveInteger(call, micros(call) / kMinute % 60);
}
Outcome timeSecond(NativeCall &call)
{
    return giveInteger(call, micros(call) / kSecond % 60);
}
Outcome timeMicrosecond(NativeCall &call)
{
    return giveInteger(call, micros(call) % kSecond);
}
Outcome timeText(NativeCall &call)
{
    return call.giveText(isoTime(micros(call)));
}

// ---- TimeDelta --------------------------------------------------------------------------------------------------

const Delta &delta(NativeCall &call)
{
    return receiverPayload<Delta>(call);
}

Outcome deltaDays(NativeCall &call)
{
    return giveInteger(call, delta(call).days());
}

Outcome deltaSeconds(NativeCall &call)
{
    const Micros128 rest = delta(call).micros - Micros128(delta(call).days()) * kDay;
    return giveInteger(call, static_cast<int64_t>(rest / kSecond));
}

template<int Unit>
Outcome deltaTotal(NativeCall &call)
{
    return call.give(Value::real(delta(call).seconds() / Unit));
}

template<int Sign>
Outcome deltaAdd(NativeCall &call)
{
    const Delta *other = nullptr;
    return deltaArgument(call, 0, other) ? giveDelta(call, {delta(call).micros + Sign * other->micros})
                                         : Outcome::Raise;
}

Outcome deltaMultiply(NativeCall &call)
{
    double factor = 0;
    if (!numberArgument(call, 0, 1, factor)) return Outcome::Raise;
    if (isInteger(call.arguments[0]) && std::fabs(factor) <= 1e12)
        return giveDelta(call, {delta(call).micros * clampInteger(call.arguments[0])});
    const long double product = static_cast<long double>(delta(call).micros) * static_cast<long double>(factor);
    if (!(std::fabs(product) < 1e23L)) return raiseRange(call);
    return giveDelta(call, {static_cast<Micros128>(std::nearbyint(product))});
}

Outcome deltaIsNegative(NativeCall &call)
{
    return call.give(Value::boolean(delta(call).micros < 0));
}
Outcome deltaAbs(NativeCall &call)
{
    return giveDelta(call, {delta(call).micros < 0 ? -delta(call).micros : delta(call).micros});
}
Outcome deltaText(NativeCall &call)
{
    return call.giveText(isoDelta(delta(call)));
}

// clang-format off
const NativeSpec kMomentMethods[] = {
    {"add", "delta: any -> DateTimeObject", &addDelta<1>, Need::nothing(), "A duration later."},
    {"addDays", "n: any -> DateTimeObject", &addUnits<kDay>, Need::nothing(), "So many days later."},
    {"addHours", "n: any -> DateTimeObject", &addUnits<kHour>, Need::nothing(), "So many hours later."},
    {"addMinutes", "n: any -> DateTimeObject", &addUnits<kMinute>, Need::nothing(), "So many minutes later."},
    {"addSeconds", "n: any -> DateTimeObject", &addUnits<kSecond>, Need::nothing(), "So many seconds later."},
    {"add_days", "n: any -> DateTimeObject", &addUnits<kDay>, Need::nothing(), "So many days later."},
    {"add_hours", "n: any -> DateTimeObject", &addUnits<kHour>, Need::nothing(), "So many hours later."},
    {"add_minutes", "n: any -> DateTimeObject", &addUnits<kMinute>, Need::nothing(), "So many minutes later."},
    {"add_seconds", "n: any -> DateTimeObject", &addUnits<kSecond>, Need::nothing(), "So many seconds later."},
    {"date", "-> Date", &datePart, Need::nothing(), "The date."},
    {"day", "-> int", &momentDay, Need::nothing(), "The day of the month."},
    {"diff", "other: any -> TimeDelta", &momentDiff, Need::nothing(), "The duration since another time."},
    {"endOfDay", "-> DateTimeObject", &endOfDay, Need::nothing(), "The last microsecond of the day."},
    {"endOfMonth", "-> DateTimeObject", &endOfMonth, Need::nothing(), "The last microsecond of the month."},
    {"endOfYear", "-> DateTimeObject", &endOfYear, Need::nothing(), "The last microsecond of the year."},
    {"end_of_day", "-> DateTimeObject", &endOfDay, Need::nothing(), "The last microsecond of the day."},
    {"end_of_month", "-> DateTimeObject", &endOfMonth, Need::nothing(), "The last microsecond of the month."},
    {"end_of_year", "-> DateTimeObject", &endOfYear, Need::nothing(), "The last microsecond of the year."},
    {"format", "format: str or null = \"%Y-%m-%d %H:%M:%S\" -> str", &format, Need::nothing(), "The time in a form of one's own."},
    {"hour", "-> int", &momentHour, Need::nothing(), "The hour."},
    {"inZone", "zone: any -> DateTimeObject", &inZone, Need::nothing(), "The same instant in another zone."},
    {"isAfter", "other: any -> bool", &isAfter, Need::nothing(), "Is this later?"},
    {"isBefore", "other: any -> bool", &isBefore, Need::nothing(), "Is this earlier?"},
    {"isSame", "other: any -> bool", &isSame, Need::nothing(), "Is this the same instant?"},
    {"isSameDay", "other: any -> bool", &isSameDay, Need::nothing(), "Is this on the same day?"},
    {"is_same_day", "other: any -> bool", &isSameDay, Need::nothing(), "Is this on the same day?"},
    {"minute", "-> int", &momentMinute, Need::nothing(), "The minute."},
    {"month", "-> int", &momentMonth, Need::nothing(), "The month."},
    {"second", "-> int", &momentSecond, Need::nothing(), "The second."},
    {"startOfDay", "-> DateTimeObject", &startOfDay, Need::nothing(), "The first moment of the day."},
    {"startOfMonth", "-> DateTimeObject", &startOfMonth, Need::nothing(), "The first moment of the month."},
    {"startOfYear", "-> DateTimeObject", &startOfYear, Need::nothing(), "The first moment of the year."},
    {"start_of_day", "-> DateTimeObject", &startOfDay, Need::nothing(), "The first moment of the day."},
    {"start_of_month", "-> DateTimeObject", &startOfMonth, Need::nothing(), "The first moment of the month."},
    {"start_of_year", "-> DateTimeObject", &startOfYear, Need::nothing(), "The first moment of the year."},
    {"subtract", "delta: any -> DateTimeObject", &addDelta<-1>, Need::nothing(), "A duration earlier."},
    {"time", "-> Time", &timePart, Need::nothing(), "The time of day."},
    {"timestamp", "-> num", &timestamp, Need::nothing(), "Seconds since 1970 in UTC."},
    {"toISOString", "-> str", &momentText, Need::nothing(), "The time in ISO 8601."},
    {"toString", "-> str", &momentText, Need::nothing(), "The time in ISO 8601."},
    {"to_string", "-> str", &momentText, Need::nothing(), "The time in ISO 8601."},
    {"weekday", "-> int", &momentWeekday, Need::nothing(), "The day of the week, Monday 0."},
    {"year", "-> int", &momentYear, Need::nothing(), "The year."},
};
const NativeSpec kDateMethods[] = {
    {"addDays", "n: any -> Date", &dateAddDays<1>, Need::nothing(), "So many days later."},
    {"day", "-> int", &dateDay, Need::nothing(), "The day of the month."},
    {"diff", "other: any -> int", &dateDiff, Need::nothing(), "Days since another date."},
    {"isWeekend", "-> bool", &dateIsWeekend, Need::nothing(), "Is this a Saturday or Sunday?"},
    {"month", "-> int", &dateMonth, Need::nothing(), "The month."},
    {"subtractDays", "n: any -> Date", &dateAddDays<-1>, Need::nothing(), "So many days earlier."},
    {"toISOString", "-> str", &dateText, Need::nothing(), "The date in ISO 8601."},
    {"weekday", "-> int", &dateWeekday, Need::nothing(), "The day of the week, Monday 0."},
    {"year", "-> int", &dateYear, Need::nothing(), "The year."},
};
const NativeSpec kTimeMethods[] = {
    {"hour", "-> int", &timeHour, Need::nothing(), "The hour."},
    {"microsecond", "-> int", &timeMicrosecond, Need::nothing(), "The microsecond."},
    {"minute", "-> int", &timeMinute, Need::nothing(), "The minute."},
    {"second", "-> int", &timeSecond, Need::nothing(), "The second."},
    {"toISOString", "-> str", &timeText, Need::nothing(), "The time in ISO 8601."},
};
const NativeSpec kDeltaMethods[] = {
    {"abs", "-> TimeDelta", &deltaAbs, Need::nothing(), "The duration without its sign."},
    {"add", "other: any -> TimeDelta", &deltaAdd<1>, Need::nothing(), "The sum of two durations."},
    {"days", "-> int", &deltaDays, Need::nothing(), "Whole days, rounded down."},
    {"isNegative", "-> bool", &deltaIsNegative, Need::nothing(), "Does it go back?"},
    {"multiply", "factor: any -> TimeDelta", &deltaMultiply, Need::nothing(), "The duration so many times."},
    {"seconds", "-> int", &deltaSeconds, Need::nothing(), "Seconds beyond the whole days."},
    {"subtract", "other: any -> TimeDelta", &deltaAdd<-1>, Need::nothing(), "The difference of two durations."},
    {"toISOString", "-> str", &deltaText, Need::nothing(), "The duration in ISO 8601."},
    {"totalDays", "-> num", &deltaTotal<86400>, Need::nothing(), "All of it in days."},
    {"totalHours", "-> num", &deltaTotal<3600>, Need::nothing(), "All of it in hours."},
    {"totalMinutes", "-> num", &deltaTotal<60>, Need::nothing(), "All of it in minutes."},
    {"totalSeconds", "-> num", &deltaTotal<1>, Need::nothing(), "All of it in seconds."},
};
// clang-format on

std::string displayMoment(const Instance *value)
{
    return isoMoment(payloadOf<Moment>(value));
}
std::string displayDate(const Instance *value)
{
    return isoDate(payloadOf<DateValue>(value).days);
}
std::string displayTime(const Instance *value)
{
    return isoTime(payloadOf<TimeValue>(value).micros);
}
std::string displayDelta(const Instance *value)
{
    return isoDelta(payloadOf<Delta>(value));
}

bool sameMoment(const Instance *a, const Instance *b)
{
    return areSame(payloadOf<Moment>(a), payloadOf<Moment>(b));
}
bool sameDate(const Instance *a, const Instance *b)
{
    return payloadOf<DateValue>(a).days == payloadOf<DateValue>(b).days;
}
bool sameTime(const Instance *a, const Instance *b)
{
    return payloadOf<TimeValue>(a).micros == payloadOf<TimeValue>(b).micros;
}
bool sameDelta(const Instance *a, const Instance *b)
{
    return payloadOf<Delta>(a).micros == payloadOf<Delta>(b).micros;
}

// Values that are the same above give the same number here.
uint64_t hashMoment(const Instance *instance)
{
    const auto &moment = payloadOf<Moment>(instance);
    return moment.isAware ? ~static_cast<uint64_t>(moment.utc()) : static_cast<uint64_t>(moment.wall);
}
uint64_t hashDate(const Instance *instance)
{
    return static_cast<uint64_t>(payloadOf<DateValue>(instance).days);
}
uint64_t hashTime(const Instance *instance)
{
    return static_cast<uint64_t>(payloadOf<TimeValue>(instance).micros);
}
uint64_t hashDelta(const Instance *instance)
{
    return static_cast<uint64_t>(payloadOf<Delta>(instance).micros);
}

} // namespace

const ClassSpec kMomentClass{"DateTimeObject", kMomentMethods,        {},         &destroyPayload<Moment>,
                             nullptr,          &displayMoment,        nullptr,    &sameMoment,
                             nullptr,          &kCopyPayload<Moment>, &hashMoment};
const ClassSpec kDateClass{"Date",  kDateMethods, {},      &destroyPayload<DateValue>, nullptr,  &displayDate,
                           nullptr, &sameDate,    nullptr, &kCopyPayload<DateValue>,   &hashDate};
const ClassSpec kTimeClass{"Time",  kTimeMethods, {},      &destroyPayload<TimeValue>, nullptr,  &displayTime,
                           nullptr, &sameTime,    nullptr, &kCopyPayload<TimeValue>,   &hashTime};
const ClassSpec kDeltaClass{"TimeDelta", kDeltaMethods, {},      &destroyPayload<Delta>, nullptr,   &displayDelta,
                            nullptr,     &sameDelta,    nullptr, &kCopyPayload<Delta>,   &hashDelta};

} // namespace latchkey::modules
