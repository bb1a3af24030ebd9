// SPDX-License-Identifier: GPL-3.0-or-later
// Any text as a table: rows written and read again are the same rows.
#include "tests/fuzz/library_script.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const latchkey::fuzz::LibraryScript script(R"(
import csv;
text = input();
for (delimiter in [",", ";", " ", "x", "\t"]) {
    rows = csv.read_string(text, delimiter, false);
    for (row in rows) { if (len(row) == 0) { print("!empty row"); } }
    written = csv.write_string(rows, delimiter);
    if (csv.read_string(written, delimiter, false) != rows) { print("!written", delimiter, written); }
    csv.write_string(csv.read_string(text, delimiter, false), ",");
    objects = csv.read_string(text, delimiter);
    if (len(objects) > 0 && len(objects) != len(rows) - 1) { print("!rows", len(objects), len(rows)); }
}
)");
    script.run(data, size);
    return 0;
}
