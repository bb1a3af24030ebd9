// SPDX-License-Identifier: GPL-3.0-or-later
// The module `log`. All state (levels, formats, files) belongs to the run, one record for each name of a logger; the
// module itself is the logger "default".
#include "engine/modules/file/io.h"
#include "engine/modules/json/writer.h"
#include "engine/modules/support/class_payload.h"
#include "engine/modules/tables.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <ctime>
#include <format>
#include <map>

namespace latchkey::modules {

using namespace vm;

namespace {

enum class Level : uint8_t { Debug, Info, Warning, Error, Critical };

struct LoggerState {
    Level level = Level::Info;
    bool isJson = false;
    bool hasTimestamp = true;
    std::vector<FilePath> files;
    std::vector<capability::OpenFile> places; ///< each file counts as open while the run goes on
};

struct LogState {
    std::map<std::string, LoggerState, std::less<>> loggers;
};

std::string loggerName(NativeCall &call)
{
    return isCellOf(call.receiver, CellKind::Instance) ? receiverPayload<std::string>(call) : "default";
}

LoggerState &stateOf(NativeCall &call, const std::string &name)
{
    static constexpr char kKey = 0;
    return call.isolate.moduleState<LogState>(&kKey).loggers[name];
}

LoggerState &logger(NativeCall &call)
{
    return stateOf(call, loggerName(call));
}

// ---- the line ---------------------------------------------------------------------------------------------------

std::string_view levelWord(Level level, bool isJson)
{
    static constexpr std::string_view kWords[] = {"DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"};
    return isJson && level == Level::Warning ? "WARN" : kWords[static_cast<size_t>(level)];
}

std::string localTime()
{
    const std::time_t now = std::time(nullptr);
    std::tm parts{};
    localtime_r(&now, &parts);
    std::array<char, 32> text{};
    return {text.data(), std::strftime(text.data(), text.size(), "%Y-%m-%d %H:%M:%S", &parts)};
}

std::string utcTime()
{
    const auto now = std::chrono::floor<std::chrono::microseconds>(std::chrono::system_clock::now());
    return std::format("{:%Y-%m-%dT%H:%M:%S}Z", now);
}

Outcome appendTextLine(NativeCall &call, const LoggerState &state, Level level, std::string_view message,
                       const Object *data, std::string &line)
{
    if (state.hasTimestamp) line = "[" + localTime() + "] ";
    line.append(levelWord(level, false)).append(": ").append(message);
    Value key, value;
    bool isFirst = true;
    for (uint32_t position = 0; data && nextProperty(data, position, key, value); isFirst = false) {
        line += isFirst ? " | " : ", ";
        if (!appendDisplay(call.isolate, key, Display::Direct, line)) return Outcome::Stop;
        line += '=';
        if (!appendDisplay(call.isolate, value, Display::Direct, line)) return Outcome::Stop;
    }
    return Outcome::Return;
}

Outcome appendJsonLine(NativeCall &call, const LoggerState &state, Level level, std::string_view message, Value data,
                       std::string &line)
{
    line = "{\"message\": ";
    appendJsonString(line, message);
    line.append(", \"level\": \"").append(levelWord(level, true)).append("\", \"logger\": ");
    appendJsonString(line, loggerName(call));
    if (state.hasTimestamp) line += ", \"timestamp\": \"" + utcTime() + "\"";
    if (data.isObject() && propertyCount(data.asObject()) > 0) {
        line += ", \"data\": ";
        if (const Outcome outcome = appendJson(call, data, {}, line); outcome != Outcome::Return) return outcome;
    }
    line += '}';
    return Outcome::Return;
}

/// Appends the line to every file of the logger, each of which must still be granted.
Outcome appendToFiles(NativeCall &call, std::vector<FilePath> files, std::string line)
{
    for (const FilePath &path : files)
        if (const auto allowed = path.stillAllowed(); !allowed)
            return call.raise(allowed.error().name, allowed.error().message);
    const auto work = [files = std::move(files), line = std::move(line)](const Cancelled &) -> Completion {
        for (const FilePath &path : files)
            if (const auto appended = appendBytes(path, line); !appended) return raising(appended.error());
        return givingNull();
    };
    return startFileWork(call, "writes a log", work);
}

template<Level Of>
Outcome writeRecord(NativeCall &call)
{
    const LoggerState &state = logger(call);
    if (Of < state.level) return call.giveNull();
    std::string message, line;
    if (!appendDisplay(call.isolate, call.arguments[0], Display::Direct, message)) return Outcome::Stop;
    const Value data = isMissing(call, 1) ? Value::null() : call.arguments[1];
    const Object *object = data.isObject() ? data.asObject() : nullptr;
    const Outcome outcome = state.isJson ? appendJsonLine(call, state, Of, message, data, line)
                                         : appendTextLine(call, state, Of, message, object, line);
    if (outcome != Outcome::Return) return outcome;
    line += '\n';
    const Outcome written = writeOutput(call, Stream::Output, line);
    return state.files.empty() || written != Outcome::Return ? written : appendToFiles(call, state.files, line);
}

// ---- settings ---------------------------------------------------------------------------------------------------

Outcome setLevel(NativeCall &call)
{
    std::string word;
    for (const char c : textArgument(call, 0)) word += static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
    static constexpr std::pair<std::string_view, Level> kWords[] = {
        {"DEBUG", Level::Debug},     {"INFO", Level::Info},   {"WARN", Level::Warning},
        {"WARNING", Level::Warning}, {"ERROR", Level::Error}, {"CRITICAL", Level::Critical}};
    const auto *found = std::ranges::find(kWords, word, &std::pair<std::string_view, Level>::first);
    logger(call).level = found == std::end(kWords) ? Level::Info : found->second;
    return call.giveNull();
}

Outcome setFormat(NativeCall &call)
{
    const std::string_view format = textArgument(call, 0);
    if (format != "text" && format != "json")
        return call.fail(ErrorName::ValueError, std::format("unknown format '{}'", format));
    logger(call).isJson = format == "json";
    return call.giveNull();
}

Outcome setTimestamp(NativeCall &call)
{
    logger(call).hasTimestamp = call.arguments[0].isTrue();
    return call.giveNull();
}

Outcome isDebug(NativeCall &call)
{
    return call.give(Value::boolean(logger(call).level == Level::Debug));
}

/// The file is opened at once, so that a mistake shows here and not at the first record.
Outcome addFile(NativeCall &call)
{
    FilePath path = pathArgument(call);
    LoggerState &state = logger(call);
    const auto known = std::ranges::find(state.files, path.canonical, &FilePath::canonical);
    if (known == state.files.end()) {
        auto place = placeFor(path);
        if (!place) return call.raise(place.error().name, place.error().message);
        path.isPlaceHeld = true;
        state.files.push_back(path);
        state.places.push_back(std::move(*place));
    } else {
        path.isPlaceHeld = true;
        *known = path; // allowed anew
    }
    const auto work = [path](const Cancelled &) { return completed(appendBytes(path, {})); };
    return startFileWork(call, "opens " + path.written, work);
}

extern const ClassSpec kLoggerClass;

Outcome createLogger(NativeCall &call)
{
    std::string name(textArgument(call, 0));
    stateOf(call, name);
    return call.give(Value::cell(newInstance(call.heap(), kLoggerClass, std::move(name))));
}

Outcome nameOf(NativeCall &call)
{
    return call.giveText(loggerName(call));
}

constexpr Need kLog = Need::of("log.write");
constexpr Need kAppend = Need::of("file.append", 0, ResourceKind::Path);
constexpr std::string_view kRecord = "message: any, data: obj or null = null -> null";

// clang-format off
#define LATCHKEY_LOGGER_FUNCTIONS \
    {"add_file", "path: str -> null", &addFile, kAppend, "Writes records to a file too."}, \
    {"critical", kRecord, &writeRecord<Level::Critical>, kLog, "Writes a record of the highest level."}, \
    {"debug", kRecord, &writeRecord<Level::Debug>, kLog, "Writes a record for finding mistakes."}, \
    {"error", kRecord, &writeRecord<Level::Error>, kLog, "Writes a record of an error."}, \
    {"info", kRecord, &writeRecord<Level::Info>, kLog, "Writes a record."}, \
    {"is_debug", "-> bool", &isDebug, kLog, "Are records for finding mistakes written?"}, \
    {"set_format", "format: str -> null", &setFormat, kLog, "Sets the form of records: text or json."}, \
    {"set_level", "level: str -> null", &setLevel, kLog, "Sets the lowest level that is written."}, \
    {"set_timestamp", "on: bool -> null", &setTimestamp, kLog, "Sets whether records say the time."}, \
    {"warn", kRecord, &writeRecord<Level::Warning>, kLog, "Writes a warning."}

const NativeSpec kMethods[] = {LATCHKEY_LOGGER_FUNCTIONS};
const NativeSpec kProperties[] = {{"name", "-> str", &nameOf, Need::nothing(), "The logger's name."}};
const NativeSpec kFunctions[] = {
    LATCHKEY_LOGGER_FUNCTIONS,
    {"create_logger", "name: str -> Logger", &createLogger, kLog, "The logger of a name."},
};
#undef LATCHKEY_LOGGER_FUNCTIONS
// clang-format on

const ClassSpec kLoggerClass{"Logger", kMethods, kProperties, &destroyPayload<std::string>};
constexpr const ClassSpec *kClasses[] = {&kLoggerClass};

const StandardModule kModule{"log", "Records of what a program does.", kFunctions, {}, {}, {}, {}, kClasses};

} // namespace

const StandardModule &logModule()
{
    return kModule;
}

} // namespace latchkey::modules
