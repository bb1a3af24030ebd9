// SPDX-License-Identifier: GPL-3.0-or-later
// Any text as a format of dates, as ISO 8601 and as the name of a zone: what is read is written and read again alike.
#include "tests/fuzz/library_script.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const latchkey::fuzz::LibraryScript script(R"(
import datetime;
text = input();
for (d in [datetime.create(2024, 2, 29, 23, 59, 59), datetime.create(1, 1, 1), datetime.create(9999, 12, 31).inZone("UTC"),
           datetime.parseISO("1987-06-05T04:03:02.000001-05:30")]) {
    d.format(text);
}
read = null;
try { read = datetime.parseISO(text); } except (e) {
    if (e.name != "value_error") { print("!", e.name, e.message); }
}
if (read != null) {
    again = datetime.parseISO(read.toISOString());
    if (again != read) { print("!read", read.toISOString()); }
    if (read.format("%Y-%m-%d") != read.date().toISOString()) { print("!format", read.toISOString()); }
    try { read.addDays(1).diff(read); read.inZone("UTC"); read.timestamp(); } except (e) {
        if (e.name != "value_error") { print("!", e.name, e.message); }
    }
}
try { datetime.create(2024, 7, 1).inZone(text); } except (e) {
    if (e.name != "value_error") { print("!", e.name, e.message); }
}
)");
    script.run(data, size);
    return 0;
}
