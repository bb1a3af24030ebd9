// SPDX-License-Identifier: GPL-3.0-or-later
// Values as text: the plain and quoted forms of language.md 3.3 and the JSON form of chapter 14. One walker with an
// explicit stack serves all of them; what differs is a `Form`.
#include "engine/text/numbers.h"
#include "engine/text/quote.h"
#include "engine/vm/json_text.h"
#include "engine/vm/long_copy.h"
#include "engine/vm/objects.h"
#include "engine/vm/operations.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdio>
#include <numbers>
#include <unordered_set>
#include <vector>

namespace latchkey::vm {

std::string_view errorNameText(ErrorName name)
{
    static constexpr std::string_view kNames[] = {
        "zero_division",    "type_error",      "value_error",    "index_error",     "key_error",
        "name_error",       "attribute_error", "overflow_error", "recursion_error", "user_error",
        "capability_error", "security_error",  "io_error",       "network_error",   "timeout_error",
        "cancelled_error",  "group_error",     "closed_error",   "transfer_error",  "runtime_error",
    };
    return kNames[static_cast<size_t>(name)];
}

namespace {

/// Text of one value may not outgrow a string.
constexpr size_t kMaxText = Heap::kMaxStringBytes;
/// A preview converts no longer integers than this: it must be there at once.
constexpr size_t kMaxPreviewBits = size_t(1) << 18;

void appendNumber(Value v, std::string &out)
{
    char buffer[latchkey::text::kNumberChars];
    if (v.isSmall()) out.append(buffer, latchkey::text::writeNumber(buffer, v.asSmall()));
    else if (v.isReal()) out.append(buffer, latchkey::text::writeNumber(buffer, v.asReal()));
    else out += integerText(v);
}

/// An integer of millions of digits as "1.234567890e+1234567".
void appendRoughly(const BigInt *big, std::string &out)
{
    long exponent = 0;
    const auto fraction = static_cast<long double>(std::fabs(mpz_get_d_2exp(&exponent, big->number)));
    const long double log = std::log10(fraction) + static_cast<long double>(exponent) *
                                                       std::numbers::log10e_v<long double> *
                                                       std::numbers::ln2_v<long double>;
    const long double whole = std::floor(log);
    char text[64];
    const int length = std::snprintf(text, sizeof text, "%s%.9fe+%.0f", mpz_sgn(big->number) < 0 ? "-" : "",
                                     static_cast<double>(std::pow(10.0L, log - whole)), static_cast<double>(whole));
    out.append(text, static_cast<size_t>(length));
}

void appendFunction(Value v, std::string &out)
{
    const Cell *cell = v.asCell();
    if (cell->kind == CellKind::Closure) {
        const auto *code = static_cast<const Closure *>(cell)->code;
        out += code->isArrow ? std::string("<function>") : "<function " + code->name + ">";
        return;
    }
    const NativeSpec *spec = cell->kind == CellKind::Native ? static_cast<const Native *>(cell)->spec
                                                            : static_cast<const BoundMethod *>(cell)->spec;
    out += "<builtin ";
    out += spec->name;
    out += '>';
}

void appendBytes(const Bytes *bytes, std::string &out)
{
    out += "bytes[" + std::to_string(bytes->count) + "]";
}

void appendOther(Value v, bool quoted, std::string &out)
{
    const Cell *cell = v.asCell();
    switch (cell->kind) {
    case CellKind::Closure:
    case CellKind::Native:
    case CellKind::BoundMethod:
        return appendFunction(v, out);
    case CellKind::Module:
        out += "<module ";
        out += static_cast<const Module *>(cell)->module->name;
        out += '>';
        return;
    case CellKind::UserModule:
        out += "<module " + static_cast<const UserModule *>(cell)->instance->name + ">";
        return;
    case CellKind::Error: {
        const String *message = static_cast<const Error *>(cell)->message;
        if (!quoted) {
            out += message->view();
            return;
        }
        out += "Error(";
        latchkey::text::appendQuoted(out, message->view());
        out += ')';
        return;
    }
    case CellKind::Iterator:
        out += "<iterator>";
        return;
    case CellKind::Bytes:
        return appendBytes(static_cast<const Bytes *>(cell), out);
    case CellKind::Instance: {
        const auto *instance = static_cast<const Instance *>(cell);
        if (instance->spec->display) out += instance->spec->display(instance);
        else out += "<" + std::string(instance->spec->name) + ">";
        return;
    }
    default:
        out += "None";
        return;
    }
}

void appendSourceText(std::string_view text, std::string &out)
{
    out += '"';
    for (const char c : text) {
        if (c == '\n') out += "\\n";
        else if (c == '\t') out += "\\t";
        else if (c == '"' || c == '\\') (out += '\\') += c;
        else out += c;
    }
    out += '"';
}

bool isIdentifier(std::string_view text)
{
    const auto isLetter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; };
    if (text.empty() || !isLetter(text.front())) return false;
    return std::ranges::all_of(text, [&](char c) { return isLetter(c) || (c >= '0' && c <= '9'); });
}

/// Where a display is made: for a run, or for a window that looks at one.
struct Place {
    Isolate *isolate = nullptr;
    bool isPreview = false;
    size_t most = SIZE_MAX; ///< bytes of a preview that anybody will see
};

void appendScalar(Value v, Display mode, std::string &out);
void appendText(std::string_view text, Display mode, std::string &out);

/// As much of a text of 100 MB as a preview shows, and a little more: so it is seen to be cut.
std::string_view shownPart(std::string_view text, size_t written, size_t most)
{
    size_t room = (most > written ? most - written : 0) + 8;
    if (text.size() <= room) return text;
    while (room > 0 && (static_cast<unsigned char>(text[room]) & 0xC0) == 0x80) --room;
    return text.substr(0, room);
}

/// False: the run must stop.
bool appendScalar(Value v, Display mode, std::string &out, Place place)
{
    if (place.isPreview && v.isString()) {
        appendText(shownPart(v.asString()->view(), out.size(), place.most), mode, out);
        return true;
    }
    if (!isBig(v)) {
        appendScalar(v, mode, out);
        return true;
    }
    if (place.isolate) return appendInteger(*place.isolate, v, 10, out);
    if (place.isPreview && mpz_sizeinbase(cellAs<BigInt>(v)->number, 2) > kMaxPreviewBits)
        appendRoughly(cellAs<BigInt>(v), out);
    else appendNumber(v, out);
    return true;
}

void appendText(std::string_view text, Display mode, std::string &out)
{
    if (mode == Display::Source) appendSourceText(text, out);
    else if (mode == Display::Quoted) latchkey::text::appendQuoted(out, text);
    else out += text;
}

/// Anything but arrays and objects.
void appendScalar(Value v, Display mode, std::string &out)
{
    if (v.isString()) {
        appendText(v.asString()->view(), mode, out);
    } else if (isNumber(v)) {
        appendNumber(v, out);
    } else if (v.isBoolean()) {
        const bool small = mode == Display::Direct || mode == Display::Source;
        out += small ? (v.isTrue() ? "true" : "false") : (v.isTrue() ? "True" : "False");
    } else if (v.isCell()) {
        appendOther(v, mode == Display::Quoted, out);
    } else {
        out += mode == Display::Source ? "null" : "None";
    }
}

bool isContainer(Value v)
{
    return v.isArray() || v.isObject();
}

struct Level {
    Value container;
    uint32_t position = 0;
};

/// Finds a container among those being written. Chains are short in practice; very deep ones look only at every level
/// that could close a cycle, which a hash set keeps linear.
class Path
{
public:
    bool contains(Value v) const
    {
        if (m_levels.size() < 64)
            return std::any_of(m_levels.begin(), m_levels.end(),
                               [v](const Level &l) { return identical(l.container, v); });
        return m_set.contains(v.bits());
    }
    void push(Value v)
    {
        m_levels.push_back({v, 0});
        if (m_levels.size() == 64)
            for (const Level &l : m_levels) m_set.insert(l.container.bits());
        else if (m_levels.size() > 64) m_set.insert(v.bits());
    }
    void pop()
    {
        if (m_levels.size() > 64) m_set.erase(m_levels.back().container.bits());
        if (m_levels.size() == 64) m_set.clear();
        m_levels.pop_back();
    }
    Level &top() { return m_levels.back(); }
    /// Roughly what it holds, asked only where that is about to double.
    size_t bytesToCome() const
    {
        return m_levels.size() < 1024 || !std::has_single_bit(m_levels.size()) ? 0 : m_levels.size() * 2 * 64;
    }
    bool empty() const { return m_levels.empty(); }

private:
    struct Bits {
        size_t operator()(uint64_t b) const { return b * 0x9E3779B97F4A7C15ull; }
    };
    std::vector<Level> m_levels;
    std::unordered_set<uint64_t, Bits> m_set;
};

/// The next element of the innermost container, or false. For objects the key too.
bool nextElement(Level &level, Value &key, Value &value)
{
    if (level.container.isArray()) {
        const Array *array = level.container.asArray();
        key = Value::unset();
        if (level.position >= array->length) return false;
        value = array->items[level.position++];
        return true;
    }
    return nextProperty(level.container.asObject(), level.position, key, value);
}

void open(Path &path, Value v, std::string &out)
{
    out += v.isArray() ? '[' : '{';
    path.push(v);
}
void close(Path &path, std::string &out)
{
    out += path.top().container.isArray() ? ']' : '}';
    path.pop();
}

} // namespace

namespace {

/// The text is memory of the run, and so is the string that is made of it.
bool roomForText(Isolate &isolate, size_t bytes)
{
    return isolate.heap().reserve(bytes > kMaxText ? SIZE_MAX : bytes * 2);
}

/// Writes one element of the innermost container, or its end. False: the run must stop.
bool writeNext(Path &path, Display mode, std::string &out, Place place)
{
    const bool isFirst = path.top().position == 0;
    Value key, element;
    if (!nextElement(path.top(), key, element)) {
        close(path, out);
        return true;
    }
    if (!isFirst) out += ", ";
    if (!key.isUnset()) {
        if (mode == Display::Source && key.isString() && isIdentifier(key.asString()->view()))
            out += key.asString()->view();
        else if (!appendScalar(key, mode, out, place)) return false;
        out += ": ";
    }
    if (!isContainer(element)) return appendScalar(element, mode, out, place);
    if (path.contains(element)) out += element.isArray() ? "[...]" : "{...}";
    else open(path, element, out);
    return true;
}

} // namespace

bool appendDisplay(Isolate &isolate, Value value, Display mode, std::string &out)
{
    const Place place{&isolate, false};
    if (!isContainer(value)) {
        if (value.isString() && value.asString()->bytes > Heap::kLargeBytes &&
            !roomForText(isolate, out.size() + value.asString()->bytes))
            return false;
        if (value.isString() && mode != Display::Source && mode != Display::Quoted)
            return appendBytes(out, value.asString()->view());
        return appendScalar(value, mode, out, place);
    }
    Path path;
    open(path, value, out);
    uint32_t steps = 0;
    size_t checked = out.size();
    while (!path.empty()) {
        if (!writeNext(path, Display::Quoted, out, place)) return false;
        if ((++steps & 0xFFF) == 0 && isolate.shouldStop()) return false;
        if (const size_t more = path.bytesToCome(); more > 0 && !isolate.heap().reserve(more)) return false;
        if (out.size() - checked > Heap::kLargeBytes) {
            if (!roomForText(isolate, out.size())) return false;
            checked = out.size();
        }
    }
    return true;
}

std::string previewDisplay(Value value, Display mode, size_t maxBytes)
{
    std::string out;
    const Place place{nullptr, true, maxBytes};
    if (!isContainer(value)) {
        appendScalar(value, mode, out, place);
    } else {
        Path path;
        open(path, value, out);
        const Display inner = mode == Display::Source ? Display::Source : Display::Quoted;
        while (!path.empty() && out.size() <= maxBytes) writeNext(path, inner, out, place);
    }
    if (out.size() > maxBytes) {
        size_t cut = maxBytes;
        while (cut > 0 && (static_cast<unsigned char>(out[cut]) & 0xC0) == 0x80) --cut;
        out.resize(cut);
        out += "\xE2\x80\xA6"; // ellipsis
    }
    return out;
}

// ---- JSON of a result -------------------------------------------------------------------------------------------

void appendJsonText(std::string_view text, std::string &out)
{
    static constexpr char kHex[] = "0123456789abcdef";
    out += '"';
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        switch (c) {
        case '"':
            out += "\\\"";
            break;
        case '\\':
            out += "\\\\";
            break;
        case '\n':
            out += "\\n";
            break;
        case '\r':
            out += "\\r";
            break;
        case '\t':
            out += "\\t";
            break;
        case '\b':
            out += "\\b";
            break;
        case '\f':
            out += "\\f";
            break;
        default:
            if (byte < 0x20) {
                out += "\\u00";
                out += kHex[byte >> 4];
                out += kHex[byte & 15];
            } else {
                out += c;
            }
        }
    }
    out += '"';
}

namespace {

void appendJsonScalar(Value v, std::string &out)
{
    if (v.isNull() || v.isUnset() || (v.isReal() && !std::isfinite(v.asReal()))) {
        out += "null";
    } else if (v.isBoolean()) {
        out += v.isTrue() ? "true" : "false";
    } else if (isNumber(v)) {
        appendNumber(v, out);
    } else if (v.isString()) {
        appendJsonText(v.asString()->view(), out);
    } else {
        std::string text;
        appendOther(v, true, text);
        appendJsonText(text, out);
    }
}

void appendJsonKey(Value key, std::string &out)
{
    std::string text;
    if (key.isNull()) text = "null";
    else appendScalar(key, Display::Direct, text);
    appendJsonText(text, out);
}

} // namespace

bool resultJson(Value value, std::string &out, bool cyclesAsText, size_t maxBytes)
{
    if (!isContainer(value)) {
        appendJsonScalar(value, out);
        return true;
    }
    Path path;
    open(path, value, out);
    while (!path.empty()) {
        if (out.size() > maxBytes) return false;
        const bool isFirst = path.top().position == 0;
        Value key, element;
        if (!nextElement(path.top(), key, element)) {
            close(path, out);
            continue;
        }
        if (!isFirst) out += ", ";
        if (!key.isUnset()) {
            appendJsonKey(key, out);
            out += ": ";
        }
        if (!isContainer(element)) {
            appendJsonScalar(element, out);
        } else if (path.contains(element)) {
            if (!cyclesAsText) return false;
            out += "\"<cycle>\"";
        } else {
            open(path, element, out);
        }
    }
    return true;
}

} // namespace latchkey::vm
