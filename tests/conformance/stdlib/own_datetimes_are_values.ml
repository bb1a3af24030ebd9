// Equal dates, times and durations are equal values: compared, looked for in arrays, made distinct.
import datetime;
import collections;
import json;
a = datetime.create(2024, 1, 5, 7, 8, 9);
b = datetime.parseISO("2024-01-05T07:08:09");
print(a == b, a != b, [a] == [b], {x: a} == {x: b});
print(len(collections.unique([a, b, a.addDays(1)])), collections.contains([a], b), collections.indexOf([1, a], b));
print(datetime.createDate(2024, 1, 5) == a.date(), datetime.createTime(7, 8, 9) == a.time(), datetime.createDelta(1) == datetime.createDelta(0, 24));
print(datetime.createDate(2024, 1, 5) == datetime.create(2024, 1, 5));
utc = datetime.parseISO("2024-01-05T10:00:00+00:00");
berlin = datetime.parseISO("2024-01-05T11:00:00+01:00");
print(utc == berlin, utc.isSame(berlin), utc == a, utc.isSame(a));
print(json.stringify([a, a.date(), a.time(), b.diff(a), utc]));
try { print(a < b); } except (e) { print(e.name); }
try { utc.diff(a); } except (e) { print(e.name, e.message); }
try { utc.isBefore(a); } except (e) { print(e.name, e.message); }
