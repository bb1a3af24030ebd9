// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/modules/datetime/values.h"

#include <cmath>
#include <format>

namespace latchkey::modules {

using namespace vm;

Outcome raiseRange(NativeCall &call)
{
    return call.raise(ErrorName::ValueError, "date value out of range");
}

Outcome giveMoment(NativeCall &call, Moment moment)
{
    if (!moment.isInRange()) return raiseRange(call);
    return call.give(Value::cell(newInstance(call.heap(), kMomentClass, std::move(moment))));
}

Outcome giveDate(NativeCall &call, int64_t days)
{
    if (days < kFirstDay || days > kLastDay) return raiseRange(call);
    return call.give(Value::cell(newInstance(call.heap(), kDateClass, DateValue{days})));
}

Outcome giveTime(NativeCall &call, int64_t micros)
{
    return call.give(Value::cell(newInstance(call.heap(), kTimeClass, TimeValue{micros})));
}

Outcome giveDelta(NativeCall &call, Delta delta)
{
    if (!delta.isInRange()) return raiseRange(call);
    return call.give(Value::cell(newInstance(call.heap(), kDeltaClass, delta)));
}

bool integerArgument(NativeCall &call, uint32_t i, int64_t fallback, int64_t &value)
{
    value = fallback;
    if (isMissing(call, i)) return true;
    const std::optional<int64_t> whole = wholeNumber(call.arguments[i]);
    if (!whole) raiseArgumentType(call, i, "an integer", call.arguments[i]);
    value = whole.value_or(0);
    return whole.has_value();
}

bool numberArgument(NativeCall &call, uint32_t i, double fallback, double &value)
{
    value = fallback;
    if (isMissing(call, i)) return true;
    if (!isNumber(call.arguments[i])) {
        raiseArgumentType(call, i, "a number", call.arguments[i]);
        return false;
    }
    value = toReal(call.arguments[i]);
    return true;
}

bool momentArgument(NativeCall &call, uint32_t i, const Moment *&moment)
{
    if (!isInstanceOf(call.arguments[i], kMomentClass)) {
        raiseArgumentType(call, i, "a DateTimeObject", call.arguments[i]);
        return false;
    }
    moment = &payloadOf<Moment>(cellAs<Instance>(call.arguments[i]));
    return true;
}

bool deltaArgument(NativeCall &call, uint32_t i, const Delta *&delta)
{
    if (!isInstanceOf(call.arguments[i], kDeltaClass)) {
        raiseArgumentType(call, i, "a TimeDelta", call.arguments[i]);
        return false;
    }
    delta = &payloadOf<Delta>(cellAs<Instance>(call.arguments[i]));
    return true;
}

bool scaledArgument(NativeCall &call, uint32_t i, int64_t unit, Delta &delta)
{
    double amount = 0;
    if (!numberArgument(call, i, 0, amount)) return false;
    if (!(std::fabs(amount) < 1e17)) {
        raiseRange(call);
        return false;
    }
    if (!isMissing(call, i) && isInteger(call.arguments[i]))
        delta.micros = Micros128(clampInteger(call.arguments[i])) * unit;
    else
        delta.micros =
            static_cast<Micros128>(std::nearbyint(static_cast<long double>(amount) * static_cast<long double>(unit)));
    return true;
}

std::optional<Moment> shifted(const Moment &moment, Micros128 by)
{
    const Micros128 wall = moment.wall + by;
    if (wall < Micros128(kFirstDay) * kDay || wall >= Micros128(kLastDay + 1) * kDay) return std::nullopt;
    Moment result = moment;
    result.wall = static_cast<int64_t>(wall);
    return result;
}

namespace {

void setZone(Moment &moment, int64_t utc, int32_t offset, std::string name)
{
    moment = {utc + offset * kSecond, true, offset, std::move(name)};
}

bool raiseUnknownZone(NativeCall &call, std::string_view name)
{
    call.raise(ErrorName::ValueError, std::format("unknown time zone: {}", name));
    return false;
}

/// An object with hours, minutes and name.
bool zoneOfObject(NativeCall &call, const Object *zone, int64_t utc, Moment &moment)
{
    const Value hours = getProperty(zone, "hours"), minutes = getProperty(zone, "minutes"),
                name = getProperty(zone, "name");
    const std::optional<int64_t> h = hours.isUnset() ? std::nullopt : wholeNumber(hours);
    const std::optional<int64_t> m =
        minutes.isUnset() || minutes.isNull() ? std::optional<int64_t>(0) : wholeNumber(minutes);
    const int64_t hour = h.value_or(99), minute = m.value_or(99);
    if (std::abs(hour) > 23 || std::abs(minute) > 59) return raiseUnknownZone(call, "object");
    const int64_t size = std::abs(hour) * 3600 + std::abs(minute) * 60; // minutes take the sign of the hours
    const auto offset = static_cast<int32_t>(hour < 0 || (hour == 0 && minute < 0) ? -size : size);
    setZone(moment, utc, offset, name.isString() ? std::string(name.asString()->view()) : offsetName(offset));
    return true;
}

} // namespace

bool zoneArgument(NativeCall &call, uint32_t i, int64_t utc, Moment &moment)
{
    const Value zone = call.arguments[i];
    if (zone.isObject()) return zoneOfObject(call, zone.asObject(), utc, moment);
    if (!zone.isString()) {
        raiseArgumentType(call, i, "a string or an object", zone);
        return false;
    }
    const std::string name(zone.asString()->view());
    const std::optional<int32_t> offset = name == "UTC" ? std::optional(0) : zoneOffset(name, utc);
    if (!offset) return raiseUnknownZone(call, name);
    setZone(moment, utc, *offset, name);
    return true;
}

} // namespace latchkey::modules
