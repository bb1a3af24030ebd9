// SPDX-License-Identifier: GPL-3.0-or-later
// Dates, times and durations as numbers: the proleptic Gregorian calendar of the years 1 to 9999 with microseconds.
// A `Moment` is what a clock on the wall shows, and, when it is aware, how far that clock is from UTC.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace latchkey::modules {

inline constexpr int64_t kSecond = 1'000'000, kMinute = 60 * kSecond, kHour = 60 * kMinute, kDay = 24 * kHour;

struct CivilDate {
    int64_t year = 1970;
    int month = 1;
    int day = 1;
};

/// Days since 1970-01-01 and back, for any year.
int64_t daysOfDate(CivilDate date);
CivilDate dateOfDays(int64_t days);
bool isLeapYear(int64_t year);
int daysInMonth(int64_t year, int64_t month); ///< 0 for a bad month
/// Monday is 0.
int weekdayOfDays(int64_t days);
inline constexpr int64_t kFirstDay = -719162; ///< 0001-01-01
inline constexpr int64_t kLastDay = 2932896;  ///< 9999-12-31
/// Floor division for times before 1970.
constexpr int64_t floorDivide(int64_t a, int64_t b)
{
    return a / b - ((a % b != 0) && ((a < 0) != (b < 0)));
}

/// What is wrong with components, in the order year, month, day, hour, minute, second, microsecond; nothing: all good.
std::optional<std::string> dateFault(int64_t year, int64_t month, int64_t day);
std::optional<std::string> timeFault(int64_t hour, int64_t minute, int64_t second, int64_t microsecond = 0);

struct Moment {
    int64_t wall = 0; ///< microseconds since 1970-01-01T00:00 on the wall
    bool isAware = false;
    int32_t offset = 0;   ///< seconds east of UTC, of an aware moment
    std::string zoneName; ///< of an aware moment

    int64_t days() const { return floorDivide(wall, kDay); }
    int64_t timeOfDay() const { return wall - days() * kDay; }
    int64_t utc() const { return wall - offset * kSecond; } ///< of an aware moment
    bool isInRange() const { return days() >= kFirstDay && days() <= kLastDay; }
};

__extension__ using Micros128 = __int128;

/// A duration in microseconds.
struct Delta {
    Micros128 micros = 0;
    static constexpr int64_t kMaxDays = 999'999'999;
    int64_t days() const; ///< floor
    bool isInRange() const { return days() >= -kMaxDays && days() <= kMaxDays; }
    double seconds() const; ///< in all
};

// ---- text -------------------------------------------------------------------------------------------------------

std::string isoDate(int64_t days);
std::string isoTime(int64_t timeOfDay);
std::string isoMoment(const Moment &moment);
std::string isoDelta(const Delta &delta);
/// "+02:00", with seconds when there are any; `colon` empty for %z.
std::string offsetText(int32_t offset, std::string_view colon = ":");
/// "UTC", "UTC+02:00"
std::string offsetName(int32_t offset);
/// strftime in English.
std::string formatMoment(const Moment &moment, std::string_view format);
/// An ISO 8601 date with or without time and offset; false: `fault` says what is wrong.
bool parseIsoMoment(std::string_view text, Moment &moment, std::string &fault);

// ---- zones ------------------------------------------------------------------------------------------------------

/// Offset of the run's local time at an instant (microseconds UTC), and the instant of a local wall time; in a gap or
/// overlap by the earlier offset.
int32_t localOffset(int64_t utc);
int64_t localToUtc(int64_t wall);
/// Offset of an IANA zone at an instant; nothing when there is no such zone.
std::optional<int32_t> zoneOffset(const std::string &zone, int64_t utc);

} // namespace latchkey::modules
