// SPDX-License-Identifier: GPL-3.0-or-later
// The first line as a pattern, the rest as text: translated, compiled and matched in every way. A pattern is valid or
// says why; whatever matches gives spans that lie in the text and agree with the texts of the groups.
#include "tests/fuzz/library_script.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const latchkey::fuzz::LibraryScript script(R"(
import regex;
input_text = input();
at = input_text.find("\n");
pattern = at < 0 ? input_text : input_text[:at];
text = at < 0 ? "" : input_text[at + 1:];
for (flags in [0, 2, 8 + 16, 64, 256]) {
    compiled = null;
    try { compiled = regex.compile(pattern, flags); } except (e) {
        if (e.name != "value_error") { print("!", e.name, e.message); }
        if (!e.message.startswith("Invalid regex")) { print("!", e.message); }
    }
    if (flags == 0 && (compiled != null) != regex.isValid(pattern)) { print("!isValid"); }
    if (compiled != null) {
        try {
            for (m in compiled.finditer(text)) {
                span = m.span();
                if (text[span[0]:span[1]] != m.value()) { print("!span", span, m.value()); }
                for (g in m.groups()) { if (g != null && text.find(g) < 0) { print("!group", g); } }
                m.lastGroup();
            }
            if (len(compiled.findall(text)) != compiled.count(text)) { print("!count"); }
            if (compiled.sub(fn(m) => m.value(), text) != text) { print("!sub"); }
            compiled.split(text);
            compiled.fullmatch(text);
            compiled.match(text);
            compiled.search(text, 1, 5);
            compiled.sub(text, text);
        } except (e) {
            if (e.name != "value_error" && e.name != "runtime_error") { print("!", e.name, e.message); }
        }
    }
}
escaped = regex.escape(text);
if (text != "" && regex.fullmatch(escaped, text) == null) { print("!escape", escaped); }
)");
    script.run(data, size);
    return 0;
}
