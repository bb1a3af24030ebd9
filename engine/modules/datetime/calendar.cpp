// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/modules/datetime/calendar.h"

#include <QDateTime>
#include <QTimeZone>
#include <array>
#include <format>

namespace latchkey::modules {

// The classic algorithm over eras of 400 years, with the year starting in March.
int64_t daysOfDate(CivilDate date)
{
    const int64_t year = date.year - (date.month <= 2);
    const int64_t era = floorDivide(year, 400);
    const int64_t yearOfEra = year - era * 400;
    const int64_t dayOfYear = (153 * (date.month + (date.month > 2 ? -3 : 9)) + 2) / 5 + date.day - 1;
    return era * 146097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719468;
}

CivilDate dateOfDays(int64_t days)
{
    days += 719468;
    const int64_t era = floorDivide(days, 146097);
    const int64_t dayOfEra = days - era * 146097;
    const int64_t yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146096) / 365;
    const int64_t dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    const int64_t shifted = (5 * dayOfYear + 2) / 153;
    const int month = static_cast<int>(shifted < 10 ? shifted + 3 : shifted - 9);
    return {yearOfEra + era * 400 + (month <= 2), month, static_cast<int>(dayOfYear - (153 * shifted + 2) / 5 + 1)};
}

bool isLeapYear(int64_t year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

int daysInMonth(int64_t year, int64_t month)
{
    static constexpr std::array<int, 12> kDays = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (month < 1 || month > 12) return 0;
    return month == 2 && isLeapYear(year) ? 29 : kDays[static_cast<size_t>(month - 1)];
}

int weekdayOfDays(int64_t days)
{
    return static_cast<int>(days + 3 - floorDivide(days + 3, 7) * 7);
}

std::optional<std::string> dateFault(int64_t year, int64_t month, int64_t day)
{
    if (year < 1 || year > 9999) return std::format("year {} is out of range", year);
    if (month < 1 || month > 12) return "month must be in 1..12";
    if (day < 1 || day > daysInMonth(year, month)) return "day is out of range for month";
    return std::nullopt;
}

std::optional<std::string> timeFault(int64_t hour, int64_t minute, int64_t second, int64_t microsecond)
{
    if (hour < 0 || hour > 23) return "hour must be in 0..23";
    if (minute < 0 || minute > 59) return "minute must be in 0..59";
    if (second < 0 || second > 59) return "second must be in 0..59";
    if (microsecond < 0 || microsecond > 999'999) return "microsecond must be in 0..999999";
    return std::nullopt;
}

int64_t Delta::days() const
{
    const Micros128 quotient = micros / kDay;
    return static_cast<int64_t>(quotient - (micros % kDay < 0));
}

double Delta::seconds() const
{
    return static_cast<double>(static_cast<long double>(micros) / 1e6L);
}

// ---- zones ------------------------------------------------------------------------------------------------------

namespace {

int32_t offsetOf(const QTimeZone &zone, int64_t utc)
{
    return zone.offsetFromUtc(QDateTime::fromSecsSinceEpoch(floorDivide(utc, kSecond), QTimeZone::UTC));
}

} // namespace

int32_t localOffset(int64_t utc)
{
    return offsetOf(QTimeZone::systemTimeZone(), utc);
}

int64_t localToUtc(int64_t wall)
{
    const QTimeZone zone = QTimeZone::systemTimeZone();
    const int64_t before = wall - offsetOf(zone, wall - kDay) * kSecond,
                  after = wall - offsetOf(zone, wall + kDay) * kSecond;
    const auto fits = [&](int64_t utc) { return utc + offsetOf(zone, utc) * kSecond == wall; };
    return fits(before) || !fits(after) ? before : after;
}

std::optional<int32_t> zoneOffset(const std::string &zone, int64_t utc)
{
    const QTimeZone found(QByteArray::fromStdString(zone));
    return found.isValid() ? std::optional(offsetOf(found, utc)) : std::nullopt;
}

} // namespace latchkey::modules
