// SPDX-License-Identifier: GPL-3.0-or-later
// Moments and durations as text and back: ISO 8601 and strftime, always in English.
#include "engine/modules/datetime/calendar.h"

#include <array>
#include <cstdlib>
#include <format>

namespace latchkey::modules {

// ---- ISO 8601 out -----------------------------------------------------------------------------------------------

std::string isoDate(int64_t days)
{
    const CivilDate date = dateOfDays(days);
    return std::format("{:04}-{:02}-{:02}", date.year, date.month, date.day);
}

std::string isoTime(int64_t timeOfDay)
{
    std::string text =
        std::format("{:02}:{:02}:{:02}", timeOfDay / kHour, timeOfDay / kMinute % 60, timeOfDay / kSecond % 60);
    if (timeOfDay % kSecond != 0) text += std::format(".{:06}", timeOfDay % kSecond);
    return text;
}

std::string offsetText(int32_t offset, std::string_view colon)
{
    const int32_t size = std::abs(offset);
    std::string text = std::format("{}{:02}{}{:02}", offset < 0 ? '-' : '+', size / 3600, colon, size / 60 % 60);
    if (size % 60 != 0) text += std::format("{}{:02}", colon, size % 60);
    return text;
}

std::string offsetName(int32_t offset)
{
    return offset == 0 ? "UTC" : "UTC" + offsetText(offset);
}

std::string isoMoment(const Moment &moment)
{
    std::string text = isoDate(moment.days()) + "T" + isoTime(moment.timeOfDay());
    return moment.isAware ? text + offsetText(moment.offset) : text;
}

std::string isoDelta(const Delta &delta)
{
    const Micros128 size = delta.micros < 0 ? -delta.micros : delta.micros;
    const auto days = static_cast<int64_t>(size / kDay), rest = static_cast<int64_t>(size % kDay);
    std::string text = delta.micros < 0 ? "-P" : "P";
    if (days != 0) text += std::format("{}D", days);
    if (rest == 0 && days != 0) return text;
    text += 'T';
    if (rest / kHour != 0) text += std::format("{}H", rest / kHour);
    if (rest / kMinute % 60 != 0) text += std::format("{}M", rest / kMinute % 60);
    const int64_t seconds = rest % kMinute;
    if (seconds == 0 && rest != 0) return text;
    text += std::to_string(seconds / kSecond);
    if (seconds % kSecond != 0) {
        std::string fraction = std::format(".{:06}", seconds % kSecond);
        text += fraction.substr(0, fraction.find_last_not_of('0') + 1);
    }
    return text + "S";
}

// ---- strftime ---------------------------------------------------------------------------------------------------

namespace {

constexpr std::array<std::string_view, 7> kWeekdays = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                                       "Friday", "Saturday", "Sunday"};
constexpr std::array<std::string_view, 12> kMonths = {"January",   "February", "March",    "April",
                                                      "May",       "June",     "July",     "August",
                                                      "September", "October",  "November", "December"};

struct IsoWeek {
    int64_t year = 0;
    int week = 0;
};

IsoWeek isoWeek(int64_t days)
{
    const int64_t thursday = days - weekdayOfDays(days) + 3; // it decides the year of its week
    const int64_t year = dateOfDays(thursday).year;
    return {year, static_cast<int>((thursday - daysOfDate({year, 1, 1})) / 7 + 1)};
}

class Formatter
{
public:
    explicit Formatter(const Moment &moment)
        : m_moment(moment)
        , m_days(moment.days())
        , m_date(dateOfDays(m_days))
        , m_time(moment.timeOfDay())
    {
    }

    std::string format(std::string_view format) const
    {
        std::string out;
        for (size_t at = 0; at < format.size(); ++at) {
            if (format[at] != '%') {
                out += format[at];
                continue;
            }
            size_t letter = at + 1;
            char flag = 0;
            if (letter < format.size() && std::string_view("-_0^").contains(format[letter])) flag = format[letter++];
            if (letter >= format.size() || !appendCode(out, format[letter], flag)) {
                out += format.substr(at, letter + 1 - at);
            }
            at = letter;
        }
        return out;
    }

private:
    /// A number padded to a width with zeros or spaces, as the flag says.
    static std::string number(int64_t value, int width, char flag, char pad = '0')
    {
        if (flag == '-') return std::to_string(value);
        if (flag == '_') pad = ' ';
        if (flag == '0') pad = '0';
        return pad == ' ' ? std::format("{:{}}", value, width) : std::format("{:0{}}", value, width);
    }

    static std::string word(std::string_view text, char flag)
    {
        std::string out(text);
        if (flag == '^')
            for (char &c : out)
                if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
        return out;
    }

    int64_t hour() const { return m_time / kHour; }
    int64_t hour12() const { return (hour() + 11) % 12 + 1; }
    int64_t dayOfYear() const { return m_days - daysOfDate({m_date.year, 1, 1}) + 1; }
    int weekday() const { return weekdayOfDays(m_days); }
    int64_t seconds() const
    {
        return floorDivide(m_moment.isAware ? m_moment.utc() : localToUtc(m_moment.wall), kSecond);
    }

    bool appendCode(std::string &out, char code, char flag) const
    {
        return appendDate(out, code, flag) || appendTime(out, code, flag) || appendOther(out, code, flag);
    }

    bool appendDate(std::string &out, char code, char flag) const
    {
        const auto &weekdayName = kWeekdays[static_cast<size_t>(weekday())];
        const auto &monthName = kMonths[static_cast<size_t>(m_date.month - 1)];
        switch (code) {
        case 'Y':
            out += number(m_date.year, 4, flag);
            return true;
        case 'y':
            out += number(m_date.year % 100, 2, flag);
            return true;
        case 'C':
            out += number(m_date.year / 100, 2, flag);
            return true;
        case 'm':
            out += number(m_date.month, 2, flag);
            return true;
        case 'd':
            out += number(m_date.day, 2, flag);
            return true;
        case 'e':
            out += number(m_date.day, 2, flag, ' ');
            return true;
        case 'j':
            out += number(dayOfYear(), 3, flag);
            return true;
        case 'a':
            out += word(weekdayName.substr(0, 3), flag);
            return true;
        case 'A':
            out += word(weekdayName, flag);
            return true;
        case 'b':
        case 'h':
            out += word(monthName.substr(0, 3), flag);
            return true;
        case 'B':
            out += word(monthName, flag);
            return true;
        case 'u':
            out += number(weekday() + 1, 1, flag);
            return true;
        case 'w':
            out += number((weekday() + 1) % 7, 1, flag);
            return true;
        case 'U':
            out += number((dayOfYear() + 6 - (weekday() + 1) % 7) / 7, 2, flag);
            return true;
        case 'W':
            out += number((dayOfYear() + 6 - weekday()) / 7, 2, flag);
            return true;
        case 'V':
            out += number(isoWeek(m_days).week, 2, flag);
            return true;
        case 'G':
            out += number(isoWeek(m_days).year, 4, flag);
            return true;
        case 'g':
            out += number(isoWeek(m_days).year % 100, 2, flag);
            return true;
        default:
            return false;
        }
    }

    bool appendTime(std::string &out, char code, char flag) const
    {
        switch (code) {
        case 'H':
            out += number(hour(), 2, flag);
            return true;
        case 'I':
            out += number(hour12(), 2, flag);
            return true;
        case 'k':
            out += number(hour(), 2, flag, ' ');
            return true;
        case 'l':
            out += number(hour12(), 2, flag, ' ');
            return true;
        case 'M':
            out += number(m_time / kMinute % 60, 2, flag);
            return true;
        case 'S':
            out += number(m_time / kSecond % 60, 2, flag);
            return true;
        case 'f':
            out += number(m_time % kSecond, 6, flag);
            return true;
        case 'p':
            out += hour() < 12 ? "AM" : "PM";
            return true;
        case 's':
            out += std::to_string(seconds());
            return true;
        case 'z':
            out += m_moment.isAware ? offsetText(m_moment.offset, "") : "";
            return true;
        case 'Z':
            out += m_moment.isAware ? word(m_moment.zoneName, flag) : "";
            return true;
        default:
            return false;
        }
    }

    bool appendOther(std::string &out, char code, char flag) const
    {
        switch (code) {
        case 'D':
        case 'x':
            out += format("%m/%d/%y");
            return true;
        case 'F':
            out += format("%Y-%m-%d");
            return true;
        case 'T':
        case 'X':
            out += format("%H:%M:%S");
            return true;
        case 'R':
            out += format("%H:%M");
            return true;
        case 'r':
            out += format("%I:%M:%S %p");
            return true;
        case 'c':
            out += word(format("%a %b %e %H:%M:%S %Y"), flag);
            return true;
        case 'n':
            out += '\n';
            return true;
        case 't':
            out += '\t';
            return true;
        case '%':
            out += '%';
            return true;
        default:
            return false;
        }
    }

    const Moment &m_moment;
    int64_t m_days;
    CivilDate m_date;
    int64_t m_time;
};

// ---- ISO 8601 in ------------------------------------------------------------------------------------------------

/// Walks the text; every step says whether it succeeded. A missing `fault` means the text is no ISO form at all.
class IsoParser
{
public:
    explicit IsoParser(std::string_view text)
        : m_text(text)
    {
    }

    bool parse(Moment &moment)
    {
        if (!parseDate()) return false;
        int64_t time = 0;
        if (!atEnd()) {
            if (!take('T') && !take(' ')) return false;
            if (!parseTime(time) || !parseOffset(moment)) return false;
        }
        if (!atEnd() || !fault.empty()) return false;
        moment.wall = m_days * kDay + time;
        return true;
    }

    std::string fault;

private:
    bool atEnd() const { return m_at >= m_text.size(); }
    char peek() const { return atEnd() ? '\0' : m_text[m_at]; }
    bool take(char c) { return peek() == c && !atEnd() && ++m_at; }

    bool digits(size_t count, int64_t &value)
    {
        value = 0;
        if (m_at + count > m_text.size()) return false;
        for (size_t i = 0; i < count; ++i) {
            const char c = m_text[m_at + i];
            if (c < '0' || c > '9') return false;
            value = value * 10 + (c - '0');
        }
        m_at += count;
        return true;
    }

    void note(const std::optional<std::string> &found)
    {
        if (found && fault.empty()) fault = *found;
    }

    bool parseDate()
    {
        int64_t year = 0, month = 0, day = 0;
        if (!digits(4, year)) return false;
        const bool hasDashes = take('-');
        if (take('W')) return parseWeek(year, hasDashes);
        if (!digits(2, month) || (hasDashes && !take('-')) || !digits(2, day)) return false;
        note(dateFault(year, month, day));
        if (fault.empty()) m_days = daysOfDate({year, static_cast<int>(month), static_cast<int>(day)});
        return true;
    }

    bool parseWeek(int64_t year, bool hasDashes)
    {
        int64_t week = 0, day = 1;
        if (!digits(2, week)) return false;
        const bool hasDay = hasDashes ? take('-') : (peek() >= '0' && peek() <= '9');
        if (hasDay && !digits(1, day)) return false;
        if (year < 1 || year > 9999) note(std::format("year {} is out of range", year));
        const int64_t fourth = daysOfDate({year, 1, 4});
        const int64_t monday = fourth - weekdayOfDays(fourth) + (week - 1) * 7;
        if (week < 1 || week > 53 || isoWeek(monday).year != year || day < 1 || day > 7) return false;
        m_days = monday + day - 1;
        if (m_days < kFirstDay || m_days > kLastDay)
            note(std::format("year {} is out of range", dateOfDays(m_days).year));
        return true;
    }

    bool parseFraction(int64_t &micros)
    {
        micros = 0;
        int64_t unit = 100'000;
        bool hasDigits = false;
        for (; peek() >= '0' && peek() <= '9'; ++m_at, unit /= 10) {
            micros += (peek() - '0') * unit;
            hasDigits = true;
        }
        return hasDigits;
    }

    bool parseTime(int64_t &time)
    {
        int64_t hour = 0, minute = 0, second = 0, micros = 0;
        if (!digits(2, hour)) return false;
        const bool hasColons = peek() == ':';
        const auto follows = [&] { return hasColons ? take(':') : peek() >= '0' && peek() <= '9'; };
        bool hasSeconds = false;
        if (follows()) {
            if (!digits(2, minute)) return false;
            if (follows()) {
                if (!digits(2, second)) return false;
                hasSeconds = true;
            }
        }
        if (hasSeconds && (take('.') || take(',')) && !parseFraction(micros)) return false;
        note(timeFault(hour, minute, second, micros));
        time = hour * kHour + minute * kMinute + second * kSecond + micros;
        return true;
    }

    bool parseOffset(Moment &moment)
    {
        if (atEnd()) return true;
        moment.isAware = true;
        moment.zoneName = "UTC";
        if (take('Z')) return true;
        const bool isNegative = peek() == '-';
        if (!take('+') && !take('-')) return false;
        int64_t hours = 0, minutes = 0, seconds = 0;
        if (!digits(2, hours)) return false;
        const bool hasColon = take(':');
        if ((hasColon || !atEnd()) && !digits(2, minutes)) return false;
        if (hasColon && take(':') && !digits(2, seconds)) return false;
        note(timeFault(hours, minutes, seconds));
        const auto offset = static_cast<int32_t>(hours * 3600 + minutes * 60 + seconds);
        moment.offset = isNegative ? -offset : offset;
        moment.zoneName = offsetName(moment.offset);
        return true;
    }

    std::string_view m_text;
    size_t m_at = 0;
    int64_t m_days = 0;
};

} // namespace

std::string formatMoment(const Moment &moment, std::string_view format)
{
    return Formatter(moment).format(format);
}

bool parseIsoMoment(std::string_view text, Moment &moment, std::string &fault)
{
    IsoParser parser(text);
    if (parser.parse(moment)) return true;
    fault = parser.fault.empty() ? std::format("Invalid isoformat string: '{}'", text) : parser.fault;
    return false;
}

} // namespace latchkey::modules
