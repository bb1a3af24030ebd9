// SPDX-License-Identifier: GPL-3.0-or-later
// The module `console`: lines of text to the two output streams. One call writes one unbroken chunk.
#include "engine/modules/support/arguments.h"
#include "engine/modules/tables.h"

namespace latchkey::modules {

using namespace vm;

namespace {

/// Writes the label and the arguments, separated by spaces.
Outcome writeLine(NativeCall &call, Stream stream, std::string_view label)
{
    std::string text(label);
    for (uint32_t i = 0; i < call.count; ++i) {
        if (!text.empty() || i > 0) text += ' ';
        if (!appendDisplay(call.isolate, call.arguments[i], Display::Direct, text)) return Outcome::Stop;
    }
    text += '\n';
    return writeOutput(call, stream, text);
}

Outcome log(NativeCall &call)
{
    return writeLine(call, Stream::Output, {});
}
Outcome info(NativeCall &call)
{
    return writeLine(call, Stream::Output, "INFO:");
}
Outcome debug(NativeCall &call)
{
    return writeLine(call, Stream::Output, "DEBUG:");
}
Outcome warn(NativeCall &call)
{
    return writeLine(call, Stream::Error, "WARNING:");
}
Outcome error(NativeCall &call)
{
    return writeLine(call, Stream::Error, {});
}

constexpr Need kWrite = Need::of("console.write");
constexpr Need kError = Need::of("console.error");

const NativeSpec kFunctions[] = {
    {"debug", "...values: any -> null", &debug, kWrite, "Writes a line that begins with DEBUG:."},
    {"error", "...values: any -> null", &error, kError, "Writes a line to the error stream."},
    {"info", "...values: any -> null", &info, kWrite, "Writes a line that begins with INFO:."},
    {"log", "...values: any -> null", &log, kWrite, "Writes the values and a line end."},
    {"warn", "...values: any -> null", &warn, kError, "Writes a line that begins with WARNING: to the error stream."},
};

const StandardModule kModule{"console", "Output to the console.", kFunctions, {}, {}, {}};

} // namespace

const StandardModule &consoleModule()
{
    return kModule;
}

} // namespace latchkey::modules
