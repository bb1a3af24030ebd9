// SPDX-License-Identifier: GPL-3.0-or-later
// The module `datetime`: what makes dates and times, and arithmetic over calendars. The methods of the values are in
// classes.cpp.
#include "engine/modules/datetime/values.h"
#include "engine/modules/tables.h"

#include <chrono>
#include <cmath>
#include <format>

namespace latchkey::modules {

using namespace vm;

namespace {

int64_t nowUtc()
{
    using namespace std::chrono;
    return duration_cast<microseconds>(system_clock::now().time_since_epoch()).count();
}

Moment localMoment(int64_t utc)
{
    return {utc + localOffset(utc) * kSecond, false, 0, {}};
}

/// All arguments as integers, absent ones as `fallback`; false: raised.
bool integers(NativeCall &call, std::span<int64_t> values, int64_t fallback = 0)
{
    for (uint32_t i = 0; i < values.size(); ++i)
        if (!integerArgument(call, i, fallback, values[i])) return false;
    return true;
}

// ---- making -----------------------------------------------------------------------------------------------------

Outcome now(NativeCall &call)
{
    const int64_t utc = nowUtc();
    if (isMissing(call, 0)) return giveMoment(call, localMoment(utc));
    Moment moment;
    return zoneArgument(call, 0, utc, moment) ? giveMoment(call, std::move(moment)) : Outcome::Raise;
}

Outcome today(NativeCall &call)
{
    return giveDate(call, localMoment(nowUtc()).days());
}

Outcome create(NativeCall &call)
{
    int64_t v[6] = {};
    if (!integers(call, v)) return Outcome::Raise;
    std::optional<std::string> fault = dateFault(v[0], v[1], v[2]);
    if (!fault) fault = timeFault(v[3], v[4], v[5]);
    if (fault) return call.raise(ErrorName::ValueError, "Invalid datetime components: " + *fault);
    const int64_t days = daysOfDate({v[0], static_cast<int>(v[1]), static_cast<int>(v[2])});
    return giveMoment(call, {days * kDay + v[3] * kHour + v[4] * kMinute + v[5] * kSecond, false, 0, {}});
}

Outcome createDate(NativeCall &call)
{
    int64_t v[3] = {};
    if (!integers(call, v)) return Outcome::Raise;
    if (const auto fault = dateFault(v[0], v[1], v[2]))
        return call.raise(ErrorName::ValueError, "Invalid date: " + *fault);
    return giveDate(call, daysOfDate({v[0], static_cast<int>(v[1]), static_cast<int>(v[2])}));
}

Outcome createTime(NativeCall &call)
{
    int64_t v[4] = {};
    if (!integers(call, v)) return Outcome::Raise;
    if (const auto fault = timeFault(v[0], v[1], v[2], v[3]))
        return call.raise(ErrorName::ValueError, "Invalid time: " + *fault);
    return giveTime(call, v[0] * kHour + v[1] * kMinute + v[2] * kSecond + v[3]);
}

Outcome createDelta(NativeCall &call)
{
    static constexpr int64_t kUnits[] = {kDay, kHour, kMinute, kSecond};
    Delta total;
    for (uint32_t i = 0; i < 4; ++i) {
        Delta part;
        if (!scaledArgument(call, i, kUnits[i], part)) return Outcome::Raise;
        total.micros += part.micros;
    }
    return giveDelta(call, total);
}

Outcome fromTimestamp(NativeCall &call)
{
    double seconds = 0;
    if (!numberArgument(call, 0, 0, seconds)) return Outcome::Raise;
    Moment moment;
    const bool isSane = std::fabs(seconds) < 1e12;
    if (isSane) moment = localMoment(static_cast<int64_t>(std::nearbyint(static_cast<long double>(seconds) * 1e6L)));
    if (isSane && moment.isInRange()) return giveMoment(call, std::move(moment));
    std::string text;
    if (!appendDisplay(call.isolate, call.arguments[0], Display::Plain, text)) return Outcome::Stop;
    return call.raise(ErrorName::ValueError, std::format("Invalid timestamp {}: year is out of range", text));
}

Outcome parseISO(NativeCall &call)
{
    Moment moment;
    std::string fault;
    const std::string_view text = textArgument(call, 0);
    if (parseIsoMoment(text, moment, fault)) return giveMoment(call, std::move(moment));
    return call.raise(ErrorName::ValueError, std::format("Invalid ISO datetime string '{}': {}", text, fault));
}

// ---- calendars --------------------------------------------------------------------------------------------------

Outcome daysInMonthOf(NativeCall &call)
{
    int64_t v[2] = {};
    return integers(call, v) ? call.give(Value::small(daysInMonth(v[0], v[1]))) : Outcome::Raise;
}

Outcome isLeapYearOf(NativeCall &call)
{
    int64_t v[1] = {};
    return integers(call, v) ? call.give(Value::boolean(isLeapYear(v[0]))) : Outcome::Raise;
}

/// The day of a DateTimeObject or Date; false: raised.
bool dayArgument(NativeCall &call, uint32_t i, int64_t &days)
{
    const Value value = call.arguments[i];
    if (isInstanceOf(value, kDateClass)) days = payloadOf<DateValue>(cellAs<Instance>(value)).days;
    else if (isInstanceOf(value, kMomentClass)) days = payloadOf<Moment>(cellAs<Instance>(value)).days();
    else raiseArgumentType(call, i, "a DateTimeObject", value);
    return isInstanceOf(value, kDateClass) || isInstanceOf(value, kMomentClass);
}

Outcome calculateAge(NativeCall &call)
{
    int64_t birth = 0, at = localMoment(nowUtc()).days();
    if (!dayArgument(call, 0, birth) || (!isMissing(call, 1) && !dayArgument(call, 1, at))) return Outcome::Raise;
    const CivilDate from = dateOfDays(birth), to = dateOfDays(at);
    const bool isReached = to.month != from.month ? to.month > from.month : to.day >= from.day;
    return call.give(Value::small(to.year - from.year - !isReached));
}

/// `count` weekdays after a day; computed, since the count may be large.
int64_t addWeekdays(int64_t days, int64_t count)
{
    if (count == 0) return days;
    const int direction = count > 0 ? 1 : -1;
    // A weekend counts as the working day it follows, seen in the direction of the steps.
    while (weekdayOfDays(days) >= 5) days -= direction;
    days += count / 5 * 7;
    for (int64_t rest = count % 5; rest != 0; rest -= direction) {
        days += direction;
        while (weekdayOfDays(days) >= 5) days += direction;
    }
    return days;
}

Outcome addBusinessDays(NativeCall &call)
{
    const Moment *moment = nullptr;
    int64_t count = 0;
    if (!momentArgument(call, 0, moment) || !integerArgument(call, 1, 0, count)) return Outcome::Raise;
    if (std::abs(count) > Delta::kMaxDays) return raiseRange(call);
    const int64_t days = addWeekdays(moment->days(), count);
    const std::optional<Moment> result = shifted(*moment, Micros128(days - moment->days()) * kDay);
    return result ? giveMoment(call, *result) : raiseRange(call);
}

/// Weekdays from a Monday long ago up to and including `days`.
int64_t weekdaysUpTo(int64_t days)
{
    const int64_t sinceMonday = days + 3 + 7 * 200'000; // 1970-01-01 was a Thursday
    return sinceMonday / 7 * 5 + std::min<int64_t>(sinceMonday % 7 + 1, 5);
}

Outcome businessDaysBetween(NativeCall &call)
{
    int64_t a = 0, b = 0;
    if (!dayArgument(call, 0, a) || !dayArgument(call, 1, b)) return Outcome::Raise;
    return call.give(Value::small(weekdaysUpTo(std::max(a, b)) - weekdaysUpTo(std::min(a, b) - 1)));
}

Outcome isWeekend(NativeCall &call)
{
    int64_t days = 0;
    return dayArgument(call, 0, days) ? call.give(Value::boolean(weekdayOfDays(days) >= 5)) : Outcome::Raise;
}

Outcome isWeekday(NativeCall &call)
{
    int64_t days = 0;
    return dayArgument(call, 0, days) ? call.give(Value::boolean(weekdayOfDays(days) < 5)) : Outcome::Raise;
}

// ---- zones ------------------------------------------------------------------------------------------------------

Outcome utc(NativeCall &call)
{
    return call.giveText("UTC");
}

Outcome createTimeZone(NativeCall &call)
{
    int64_t hours = 0, minutes = 0;
    if (!integerArgument(call, 0, 0, hours) || !integerArgument(call, 1, 0, minutes)) return Outcome::Raise;
    if (std::abs(hours) > 23 || std::abs(minutes) > 59)
        return call.fail(ErrorName::ValueError, "hours must be in -23..23 and minutes in -59..59");
    const bool isNegative = hours < 0 || (hours == 0 && minutes < 0);
    std::string name(textOr(call, 2, ""));
    if (name.empty()) name = std::format("UTC{}{}:{:02}", isNegative ? '-' : '+', std::abs(hours), std::abs(minutes));
    Object *zone = call.heap().object();
    const bool fits = setProperty(call.heap(), zone, "hours", Value::small(hours)) &&
                      setProperty(call.heap(), zone, "minutes", Value::small(minutes)) &&
                      setProperty(call.heap(), zone, "name", newText(call.heap(), name));
    return fits ? giveObject(call, zone) : Outcome::Stop;
}

constexpr Need kNow = Need::of("datetime.now");

// clang-format off
const NativeSpec kFunctions[] = {
    {"addBusinessDays", "dt: any, n: any -> DateTimeObject", &addBusinessDays, Need::nothing(), "So many working days later."},
    {"businessDaysBetween", "a: any, b: any -> int", &businessDaysBetween, Need::nothing(), "Working days from one date to another, both included."},
    {"calculateAge", "birth: any, at: any = null -> int", &calculateAge, Need::nothing(), "Whole years since a date."},
    {"create", "year: any, month: any, day: any, hour: any = 0, minute: any = 0, second: any = 0 -> DateTimeObject", &create, Need::nothing(), "A date with a time."},
    {"createDate", "year: any, month: any, day: any -> Date", &createDate, Need::nothing(), "A date."},
    {"createDelta", "days: any = 0, hours: any = 0, minutes: any = 0, seconds: any = 0 -> TimeDelta", &createDelta, Need::nothing(), "A duration."},
    {"createTime", "hour: any = 0, minute: any = 0, second: any = 0, microsecond: any = 0 -> Time", &createTime, Need::nothing(), "A time of day."},
    {"createTimeZone", "hours: any, minutes: any = 0, name: str or null = \"\" -> obj", &createTimeZone, Need::nothing(), "A zone with a fixed offset."},
    {"daysInMonth", "year: any, month: any -> int", &daysInMonthOf, Need::nothing(), "Days of a month; 0 for a bad one."},
    {"fromTimestamp", "seconds: any -> DateTimeObject", &fromTimestamp, Need::nothing(), "The local time of a number of seconds since 1970."},
    {"isLeapYear", "year: any -> bool", &isLeapYearOf, Need::nothing(), "Does the year have 366 days?"},
    {"isWeekday", "dt: any -> bool", &isWeekday, Need::nothing(), "Is this a day from Monday to Friday?"},
    {"isWeekend", "dt: any -> bool", &isWeekend, Need::nothing(), "Is this a Saturday or Sunday?"},
    {"now", "zone: any = null -> DateTimeObject", &now, kNow, "The time now, local or in a zone."},
    {"parseISO", "text: str -> DateTimeObject", &parseISO, Need::nothing(), "The time of a text in ISO 8601."},
    {"today", "-> Date", &today, kNow, "The date today."},
    {"utc", "-> str", &utc, Need::nothing(), "The zone UTC."},
};
// clang-format on

constexpr std::pair<std::string_view, std::string_view> kAliases[] = {{"add_business_days", "addBusinessDays"},
                                                                      {"business_days_between", "businessDaysBetween"},
                                                                      {"calculate_age", "calculateAge"},
                                                                      {"days_in_month", "daysInMonth"},
                                                                      {"from_timestamp", "fromTimestamp"},
                                                                      {"is_weekday", "isWeekday"},
                                                                      {"is_weekend", "isWeekend"}};

constexpr const ClassSpec *kClasses[] = {&kMomentClass, &kDateClass, &kTimeClass, &kDeltaClass};

const StandardModule kModule{"datetime", "Dates, times and durations.", kFunctions, {}, {}, kAliases, {}, kClasses};

} // namespace

const StandardModule &datetimeModule()
{
    return kModule;
}

} // namespace latchkey::modules
