// SPDX-License-Identifier: GPL-3.0-or-later
// Any text as JSON: what can be read can be written, and reading that gives the same text again.
#include "tests/fuzz/library_script.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const latchkey::fuzz::LibraryScript script(R"(
import json;
text = input();
value = null;
good = false;
try { value = json.parse(text); good = true; } except (e) {
    if (e.name != "value_error") { print("!", e.name, e.message); }
}
if (good != json.validate(text)) { print("!validate says otherwise"); }
if (good) {
    written = json.stringify(value);
    if (json.stringify(json.parse(written)) != written) { print("!written", written); }
    if (json.stringify(json.parse(json.prettyPrint(value, 2))) != written) { print("!pretty", written); }
}
try { json.safeParse(text, 5); } except (e) { good = false; }
)");
    script.run(data, size);
    return 0;
}
