// SPDX-License-Identifier: GPL-3.0-or-later
// The module `csv`: rows of fields (csv_text.h) as arrays and objects, from and to text and files.
#include "engine/modules/csv/csv_stream.h"
#include "engine/modules/csv/csv_text.h"
#include "engine/modules/file/io.h"
#include "engine/modules/support/text_results.h"
#include "engine/modules/tables.h"
#include "engine/text/utf8.h"

#include <algorithm>
#include <cerrno>
#include <format>
#include <sys/stat.h>
#include <unistd.h>

namespace latchkey::modules {

using namespace vm;

namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

// ---- arguments --------------------------------------------------------------------------------------------------

/// False: raised.
bool delimiterArgument(NativeCall &call, uint32_t i, std::string &delimiter)
{
    delimiter = textOr(call, i, ",");
    if (text::countCodePoints(delimiter) == 1 && delimiter.find_first_of("\"\r\n") == std::string::npos) return true;
    call.raise(ErrorName::ValueError, "delimiter must be a single character");
    return false;
}

bool headersArgument(NativeCall &call, uint32_t i)
{
    return isMissing(call, i) || call.arguments[i].isTrue();
}

// ---- text to values ---------------------------------------------------------------------------------------------

Value rowArray(NativeCall &call, const std::vector<std::string> &fields)
{
    Array *row = call.heap().array(fields.size());
    for (const std::string &field : fields) {
        const Value text = newText(call.heap(), field);
        if (!row || text.isUnset() || !call.heap().push(row, text)) return Value::unset();
    }
    return Value::array(row);
}

/// A row as an object: surplus fields are dropped, missing ones absent; the later of two equal names wins.
Value rowObject(NativeCall &call, const std::vector<Value> &names, const std::vector<std::string> &fields)
{
    Object *row = call.heap().object();
    for (size_t i = 0; i < std::min(names.size(), fields.size()); ++i) {
        const Value text = newText(call.heap(), fields[i]);
        if (text.isUnset() || !setProperty(call.heap(), row, names[i], text)) return Value::unset();
    }
    return Value::object(row);
}

/// All rows; with `headers` the first one names the properties of the others.
Outcome giveRows(NativeCall &call, std::string_view text, std::string_view delimiter, bool headers)
{
    CsvReader reader(text, delimiter);
    std::vector<std::string> fields;
    std::vector<Value> names;
    Array *rows = call.heap().array();
    if (headers && reader.nextRow(fields))
        for (const std::string &field : fields) names.push_back(newText(call.heap(), field));
    for (size_t i = 0; reader.nextRow(fields); ++i) {
        const Value row = headers ? rowObject(call, names, fields) : rowArray(call, fields);
        if (row.isUnset() || !call.heap().push(rows, row) || ((i & 0x3FF) == 0 && call.poll())) return Outcome::Stop;
    }
    return giveArray(call, rows);
}

Outcome readString(NativeCall &call)
{
    std::string delimiter;
    if (!delimiterArgument(call, 1, delimiter)) return Outcome::Raise;
    return giveRows(call, textArgument(call, 0), delimiter, headersArgument(call, 2));
}

// ---- values to text ---------------------------------------------------------------------------------------------

bool fieldText(NativeCall &call, Value value, std::string &text)
{
    return value.isNull() || appendDisplay(call.isolate, value, Display::Direct, text);
}

/// Makes the text of many rows, as the first element decides: objects under one header, or arrays and single values.
class RowWriter
{
public:
    RowWriter(NativeCall &call, std::string_view delimiter, std::string &out)
        : m_call(call)
        , m_delimiter(delimiter)
        , m_out(out)
    {
    }

    Outcome write(const Array *data, bool headers)
    {
        if (data->length == 0) return Outcome::Return;
        const bool areObjects = data->items[0].isObject();
        if (areObjects && propertyCount(data->items[0].asObject()) == 0)
            return m_call.raise(ErrorName::ValueError, "csv: the first object has no keys");
        if (areObjects && headers && !writeHeader(data->items[0].asObject())) return Outcome::Stop;
        for (uint32_t i = 0; i < data->length; ++i) {
            if ((i & 0x3FF) == 0 && (m_call.poll() || m_out.size() > roomFor(m_call))) return stopForMemory(m_call);
            const Value row = data->items[i];
            if (areObjects ? !writeObject(row, headers) : !writeRow(row)) return Outcome::Stop;
        }
        return Outcome::Return;
    }

    bool writeRow(Value row)
    {
        m_fields.clear();
        if (!row.isArray()) return addField(row) && flush();
        for (uint32_t i = 0; i < row.asArray()->length; ++i)
            if (!addField(row.asArray()->items[i])) return false;
        return flush();
    }

private:
    bool writeHeader(const Object *first)
    {
        m_fields.clear();
        Value key, value;
        for (uint32_t position = 0; nextProperty(first, position, key, value);) {
            m_names.push_back(key);
            if (!addField(key)) return false;
        }
        return flush();
    }

    bool writeObject(Value row, bool headers)
    {
        if (!row.isObject()) return true;
        m_fields.clear();
        Value key, value;
        if (!headers) {
            for (uint32_t position = 0; nextProperty(row.asObject(), position, key, value);)
                if (!addField(value)) return false;
            return flush();
        }
        for (const Value name : m_names) {
            value = getProperty(row.asObject(), name);
            if (!addField(value.isUnset() ? Value::null() : value)) return false;
        }
        return flush();
    }

    bool addField(Value value) { return fieldText(m_call, value, m_fields.emplace_back()); }

    bool flush()
    {
        appendCsvRow(m_out, m_fields, m_delimiter); // a row without fields is an empty line
        return true;
    }

    NativeCall &m_call;
    std::string_view m_delimiter;
    std::string &m_out;
    std::vector<Value> m_names;
    std::vector<std::string> m_fields;
};

Outcome writeString(NativeCall &call)
{
    std::string delimiter, text;
    if (!delimiterArgument(call, 1, delimiter)) return Outcome::Raise;
    const Outcome outcome =
        RowWriter(call, delimiter, text).write(call.arguments[0].asArray(), headersArgument(call, 2));
    return outcome == Outcome::Return ? call.giveText(text) : outcome;
}

// ---- files ------------------------------------------------------------------------------------------------------

struct Source {
    FilePath path;
    std::string delimiter;
    Encoding encoding{};
    size_t room = 0;
};

/// Path and options of a call; false: raised.
bool sourceArguments(NativeCall &call, uint32_t delimiterAt, uint32_t encodingAt, Source &source)
{
    source.path = pathArgument(call);
    source.room = roomFor(call);
    return delimiterArgument(call, delimiterAt, source.delimiter) &&
           encodingArgument(call, encodingAt, source.encoding);
}

/// The file's text; unlike `file.read` it keeps line ends, which may stand in quoted fields.
IoResult<std::string> load(const Source &source, const Cancelled &cancelled)
{
    IoResult<std::string> bytes = readBytes(source.path, source.room, cancelled);
    if (!bytes) return bytes;
    std::expected<std::string, size_t> text = decode(source.encoding, std::move(*bytes));
    if (!text)
        return std::unexpected(IoFault{ErrorName::ValueError, "invalid " + std::string(encodingName(source.encoding)) +
                                                                  " at byte " + std::to_string(text.error()) + ": " +
                                                                  source.path.written});
    if (text->starts_with(kByteOrderMark)) text->erase(0, kByteOrderMark.size());
    return std::move(*text);
}

Outcome read(NativeCall &call)
{
    Source source;
    if (!sourceArguments(call, 1, 3, source)) return Outcome::Raise;
    const bool headers = headersArgument(call, 2);
    const auto work = [source, headers](const Cancelled &cancelled) {
        return completed(load(source, cancelled),
                         [headers, delimiter = source.delimiter](NativeCall &done, const std::string &text) {
                             return giveRows(done, text, delimiter, headers);
                         });
    };
    return startFileWork(call, "reads " + source.path.written, work);
}

Outcome write(NativeCall &call)
{
    Source source;
    if (!sourceArguments(call, 2, 4, source)) return Outcome::Raise;
    std::string text;
    const Outcome outcome =
        RowWriter(call, source.delimiter, text).write(call.arguments[1].asArray(), headersArgument(call, 3));
    if (outcome != Outcome::Return) return outcome;
    const auto work = [source, text = std::move(text)](const Cancelled &cancelled) {
        const IoResult<std::string> bytes = encodeText(source.path, source.encoding, text);
        return bytes ? completed(writeBytes(source.path, *bytes, cancelled)) : raising(bytes.error());
    };
    return startFileWork(call, "writes " + source.path.written, work);
}

bool canStream(const Source &source)
{
    return source.delimiter.size() == 1 && isByteWise(source.encoding);
}

IoFault encodingFault(const Source &source, uint64_t offset)
{
    return {ErrorName::ValueError,
            std::format("invalid {} at byte {}: {}", encodingName(source.encoding), offset, source.path.written)};
}

/// Calls `take` with the file's bytes, chunk by chunk, until it gives false.
template<typename Take>
IoResult<> forEachChunk(const Source &source, const Cancelled &cancelled, Take take)
{
    const auto file = openToRead(source.path);
    if (!file) return std::unexpected(file.error());
    const bool isUtf8 = source.encoding == Encoding::Utf8 || source.encoding == Encoding::Utf8Signed;
    std::string chunk(size_t(1) << 18, '\0');
    for (bool isFirst = true; !cancelled.load(std::memory_order_relaxed); isFirst = false) {
        const ssize_t got = ::read(file->get(), chunk.data(), chunk.size());
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return std::unexpected(systemFault(errno, source.path.written));
        if (got == 0) return {};
        source.path.noteRead(static_cast<size_t>(got));
        if (const auto allowed = source.path.stillAllowed(); !allowed) return allowed;
        std::string_view bytes(chunk.data(), static_cast<size_t>(got));
        if (isFirst && isUtf8 && bytes.starts_with(kByteOrderMark)) bytes.remove_prefix(kByteOrderMark.size());
        if (!take(bytes)) return {};
    }
    return {};
}

IoResult<int64_t> rowsOf(const Source &source, const Cancelled &cancelled)
{
    if (!canStream(source)) {
        const IoResult<std::string> text = load(source, cancelled);
        if (!text) return std::unexpected(text.error());
        CsvReader reader(*text, source.delimiter);
        std::vector<std::string> fields;
        int64_t count = 0;
        while (reader.nextRow(fields) && !cancelled.load(std::memory_order_relaxed)) ++count;
        return count;
    }
    CsvScanner scanner(source.delimiter[0]);
    EncodingChecker checker(source.encoding);
    std::expected<void, uint64_t> valid;
    const IoResult<> read = forEachChunk(source, cancelled, [&](std::string_view bytes) {
        scanner.feed(bytes);
        valid = checker.feed(bytes);
        return valid.has_value();
    });
    if (!read) return std::unexpected(read.error());
    if (valid) valid = checker.finish();
    if (!valid) return std::unexpected(encodingFault(source, valid.error()));
    return scanner.rows();
}

/// The text of the first row, and not much more.
IoResult<std::string> beginningOf(const Source &source, const Cancelled &cancelled)
{
    if (!canStream(source)) return load(source, cancelled);
    CsvScanner scanner(source.delimiter[0]);
    std::string bytes;
    const IoResult<> read = forEachChunk(source, cancelled, [&](std::string_view chunk) {
        // The row ends at a byte of its own, so what is kept is cut between characters.
        for (size_t i = 0; i < chunk.size(); ++i) {
            const size_t size = std::min<size_t>(chunk.size() - i, 4096);
            const bool isOpen = scanner.feed(chunk.substr(i, size), true);
            bytes += chunk.substr(i, size);
            if (!isOpen || bytes.size() > source.room) return false;
            i += size - 1;
        }
        return true;
    });
    if (!read) return std::unexpected(read.error());
    if (bytes.size() > source.room) return std::unexpected(tooLarge(source.path.written));
    if (const size_t end = endOfFirstRow(bytes, source.delimiter[0]); end < bytes.size()) bytes.resize(end);
    std::expected<std::string, size_t> text = decode(source.encoding, std::move(bytes));
    if (!text) return std::unexpected(encodingFault(source, text.error()));
    return std::move(*text);
}

Outcome countRows(NativeCall &call)
{
    Source source;
    if (!sourceArguments(call, 1, 2, source)) return Outcome::Raise;
    const auto work = [source](const Cancelled &cancelled) {
        return completed(rowsOf(source, cancelled), [](NativeCall &done, int64_t rows) {
            return done.give(Value::small(std::max<int64_t>(rows - 1, 0))); // the first one is the header
        });
    };
    return startFileWork(call, "reads " + source.path.written, work);
}

Outcome getHeaders(NativeCall &call)
{
    Source source;
    if (!sourceArguments(call, 1, 2, source)) return Outcome::Raise;
    const auto work = [source](const Cancelled &cancelled) -> Completion {
        const IoResult<std::string> text = beginningOf(source, cancelled);
        if (!text) return raising(text.error());
        std::vector<std::string> fields;
        CsvReader(*text, source.delimiter).nextRow(fields);
        return [fields](NativeCall &done) {
            const Value row = rowArray(done, fields);
            return row.isUnset() ? Outcome::Stop : done.give(row);
        };
    };
    return startFileWork(call, "reads " + source.path.written, work);
}

/// A row to be appended: fields in order, or by name until the file's header is known.
struct NewRow {
    bool isNamed = false;
    std::vector<std::string> names;
    std::vector<std::string> fields;
};

bool newRow(NativeCall &call, Value value, NewRow &row)
{
    if (value.isArray()) {
        for (uint32_t i = 0; i < value.asArray()->length; ++i)
            if (!fieldText(call, value.asArray()->items[i], row.fields.emplace_back())) return false;
        return true;
    }
    if (!value.isObject()) return fieldText(call, value, row.fields.emplace_back());
    row.isNamed = true;
    Value key, item;
    for (uint32_t position = 0; nextProperty(value.asObject(), position, key, item);)
        if (!fieldText(call, key, row.names.emplace_back()) || !fieldText(call, item, row.fields.emplace_back()))
            return false;
    return true;
}

/// The text to put at the end of a file; `isOpen`: its last line has no end.
std::string appendedText(const std::string &old, bool isOpen, const NewRow &row, std::string_view delimiter)
{
    std::string text;
    std::vector<std::string> header;
    const bool isEmpty = !CsvReader(old, delimiter).nextRow(header);
    if (isOpen) text = "\r\n";
    if (!row.isNamed) {
        appendCsvRow(text, row.fields, delimiter);
        return text;
    }
    if (isEmpty) {
        header = row.names;
        appendCsvRow(text, header, delimiter);
    }
    std::vector<std::string> ordered;
    for (const std::string &name : header) {
        const auto found = std::ranges::find(row.names, name);
        ordered.push_back(found == row.names.end() ? std::string()
                                                   : row.fields[static_cast<size_t>(found - row.names.begin())]);
    }
    appendCsvRow(text, ordered, delimiter);
    return text;
}

/// Does the file end within a line? `old` is its text when it can not be looked at byte by byte.
IoResult<bool> endsInLine(const Source &source, const std::string &old, const Cancelled &cancelled)
{
    char last = old.empty() ? '\n' : old.back();
    if (canStream(source)) {
        const auto file = openToRead(source.path);
        if (!file) return std::unexpected(file.error());
        struct stat status{};
        if (fstat(file->get(), &status) != 0 || status.st_size == 0 || cancelled.load()) return false;
        if (pread(file->get(), &last, 1, status.st_size - 1) != 1)
            return std::unexpected(systemFault(errno, source.path.written));
    }
    return last != '\n' && last != '\r';
}

Outcome append(NativeCall &call)
{
    Source source;
    NewRow row;
    if (!sourceArguments(call, 2, 3, source)) return Outcome::Raise;
    if (!newRow(call, call.arguments[1], row)) return Outcome::Stop;
    const auto work = [source, row](const Cancelled &cancelled) -> Completion {
        std::string old;
        bool isOpen = false;
        if (capability::FileAccess::status(source.path.canonical)) {
            IoResult<std::string> text = beginningOf(source, cancelled);
            if (!text) return raising(text.error());
            old = std::move(*text);
            const IoResult<bool> open = endsInLine(source, old, cancelled);
            if (!open) return raising(open.error());
            isOpen = *open;
        }
        Source target = source;
        target.path.need = 1; // the second need: file.append
        const IoResult<std::string> bytes =
            encodeText(target.path, source.encoding, appendedText(old, isOpen, row, source.delimiter));
        return bytes ? completed(appendBytes(target.path, *bytes)) : raising(bytes.error());
    };
    return startFileWork(call, "appends to " + source.path.written, work);
}

constexpr Need kRead = Need::of("file.read", 0, ResourceKind::Path);
constexpr Need kWrite = Need::of("file.write", 0, ResourceKind::Path);
constexpr Need kAppend = kRead.plus("file.append", 0, ResourceKind::Path);

// clang-format off
const NativeSpec kFunctions[] = {
    {"append", "path: str, row: any, delimiter: str or null = \",\", encoding: str or null = \"utf-8\" -> null", &append, kAppend, "Adds a row at the end of a file."},
    {"count_rows", "path: str, delimiter: str or null = \",\", encoding: str or null = \"utf-8\" -> int", &countRows, kRead, "Number of rows after the first."},
    {"get_headers", "path: str, delimiter: str or null = \",\", encoding: str or null = \"utf-8\" -> arr", &getHeaders, kRead, "The first row of a file."},
    {"read", "path: str, delimiter: str or null = \",\", headers: bool or null = true, encoding: str or null = \"utf-8\" -> arr", &read, kRead, "The rows of a file."},
    {"read_string", "text: str, delimiter: str or null = \",\", headers: bool or null = true -> arr", &readString, Need::nothing(), "The rows of a text."},
    {"write", "path: str, data: arr, delimiter: str or null = \",\", headers: bool or null = true, encoding: str or null = \"utf-8\" -> null", &write, kWrite, "Replaces a file by rows."},
    {"write_string", "data: arr, delimiter: str or null = \",\", headers: bool or null = true -> str", &writeString, Need::nothing(), "Rows as text."},
};
// clang-format on

const StandardModule kModule{"csv", "Tables as comma-separated text.", kFunctions, {}, {}, {}};

} // namespace

const StandardModule &csvModule()
{
    return kModule;
}

} // namespace latchkey::modules
