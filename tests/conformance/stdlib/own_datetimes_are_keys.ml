// Equal values of the classes of datetime are equal keys of an object, here and in a child isolate.
import collections;
import datetime;
import json;
import parallel;

visits = {};
days = [datetime.createDate(2024, 1, 2), datetime.createDate(2024, 1, 3), datetime.createDate(2024, 1, 2)];
for (day in days) {
    visits[day] = visits.get(day, 0) + 1;
}
print(len(visits), visits[datetime.createDate(2024, 1, 2)]);
print(json.hasKey(visits, datetime.createDate(2024, 1, 3)), json.hasKey(visits, datetime.createDate(2024, 1, 4)));
print(json.stringify(visits));
visits.pop(datetime.createDate(2024, 1, 3));
print(len(visits));

// A moment with an offset is the same instant in any zone, and never the same as one on the wall.
noon = datetime.parseISO("2024-01-02T12:00:00+00:00");
rome = datetime.parseISO("2024-01-02T13:00:00+01:00");
wall = datetime.parseISO("2024-01-02T12:00:00");
seen = {};
seen[noon] = "noon";
seen[wall] = "wall";
print(len(seen), seen[rome], seen[wall]);
print(len(collections.unique([noon, rome, wall, wall])));

function countOf(table) {
    return [len(table), table[datetime.createDate(2024, 1, 2)]];
}
print(parallel.call(countOf, visits).wait());

try {
    table = {};
    table[[1]] = 2;
} except (e) {
    print(e.message);
}
