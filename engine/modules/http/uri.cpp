// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/modules/http/uri.h"

#include "engine/modules/support/text_results.h"
#include "engine/text/utf8.h"

namespace latchkey::modules::http {

using namespace vm;

namespace {

bool isUnreserved(char c)
{
    return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || c == '_' || c == '-' || c == '.' ||
           c == '~';
}

int hexValue(char c)
{
    if (c >= '0' && c <= '9') return c - '0';
    if ((c | 0x20) >= 'a' && (c | 0x20) <= 'f') return (c | 0x20) - 'a' + 10;
    return -1;
}

enum class Spelling : uint8_t { Uri, Form };

/// Percent-encodes all but the unreserved characters; a slash stays in a URI, a space is a plus in a form. False: the
/// run must stop.
bool appendEncoded(NativeCall &call, std::string_view text, Spelling spelling, std::string &out)
{
    constexpr char kDigits[] = "0123456789ABCDEF";
    // A script's string may hold half a surrogate pair, which has no place outside.
    const std::string strict = text::isAscii(text) ? std::string() : text::withReplacements(text);
    if (!strict.empty()) text = strict;
    for (size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (pollAt(call, i)) return false;
        if (isUnreserved(c) || (c == '/' && spelling == Spelling::Uri)) {
            out += c;
        } else if (c == ' ' && spelling == Spelling::Form) {
            out += '+';
        } else {
            const auto byte = static_cast<unsigned char>(c);
            out.append({'%', kDigits[byte >> 4], kDigits[byte & 15]});
        }
    }
    return true;
}

/// `%XX` become bytes, which are read as UTF-8; anything else after a percent sign stays. False: the run must stop.
bool decode(NativeCall &call, std::string_view text, Spelling spelling, std::string &out)
{
    out.clear();
    out.reserve(text.size());
    for (size_t i = 0; i < text.size(); ++i) {
        if (pollAt(call, i)) return false;
        const char c = text[i];
        const bool isEscape =
            c == '%' && i + 2 < text.size() && hexValue(text[i + 1]) >= 0 && hexValue(text[i + 2]) >= 0;
        if (isEscape) {
            out += static_cast<char>(hexValue(text[i + 1]) * 16 + hexValue(text[i + 2]));
            i += 2;
        } else {
            out += c == '+' && spelling == Spelling::Form ? ' ' : c;
        }
    }
    if (text::firstInvalid(out) != text::kNone) out = text::withReplacements(out);
    return true;
}

/// Three times its length is the most that a text can grow to here.
bool fits(NativeCall &call, std::string_view text)
{
    return text.size() <= roomFor(call) / 3;
}

/// A value as the text of a query: null is empty, the rest is what str() gives.
bool valueText(NativeCall &call, Value value, std::string &text)
{
    text.clear();
    return value.isNull() || appendDisplay(call.isolate, value, Display::Direct, text);
}

bool appendPair(NativeCall &call, std::string_view key, Value value, std::string &query)
{
    std::string text;
    if (!valueText(call, value, text)) return false;
    if (!query.empty()) query += '&';
    if (!appendEncoded(call, key, Spelling::Form, query)) return false;
    query += '=';
    return appendEncoded(call, text, Spelling::Form, query) && query.size() <= roomFor(call);
}

/// Adds a pair to the result: a name that comes again makes an array.
bool addPair(NativeCall &call, Object *result, std::string_view name, std::string_view text)
{
    const Value key = newText(call.heap(), name);
    const Value value = newText(call.heap(), text);
    if (key.isUnset() || value.isUnset()) return false;
    const Value before = getProperty(result, key);
    if (before.isUnset()) return setProperty(call.heap(), result, key, value);
    if (before.isArray()) return call.heap().push(before.asArray(), value);
    Array *pair = pairOf(call.heap(), before, value);
    return pair && setProperty(call.heap(), result, key, Value::array(pair));
}

} // namespace

Outcome encodeUri(NativeCall &call)
{
    const std::string_view text = textArgument(call, 0);
    std::string result;
    if (!fits(call, text)) return stopForMemory(call);
    return appendEncoded(call, text, Spelling::Uri, result) ? call.giveText(result) : Outcome::Stop;
}

Outcome decodeUri(NativeCall &call)
{
    const std::string_view text = textArgument(call, 0);
    std::string result;
    if (!fits(call, text)) return stopForMemory(call);
    return decode(call, text, Spelling::Uri, result) ? call.giveText(result) : Outcome::Stop;
}

Outcome encodeQuery(NativeCall &call)
{
    std::string query;
    Value key, value;
    for (uint32_t position = 0; nextProperty(call.arguments[0].asObject(), position, key, value);) {
        std::string name;
        if (!valueText(call, key, name)) return Outcome::Stop;
        const Array *several = value.isArray() ? value.asArray() : nullptr;
        const uint32_t count = several ? several->length : 1;
        for (uint32_t i = 0; i < count; ++i)
            if (!appendPair(call, name, several ? several->items[i] : value, query) || call.poll())
                return query.size() > roomFor(call) ? stopForMemory(call) : Outcome::Stop;
    }
    return call.giveText(query);
}

Outcome parseQuery(NativeCall &call)
{
    std::string_view rest = textArgument(call, 0);
    if (!fits(call, rest)) return stopForMemory(call);
    if (rest.starts_with('?')) rest.remove_prefix(1);
    Object *result = call.heap().object();
    std::string name, text;
    while (!rest.empty()) {
        const std::string_view pair = rest.substr(0, rest.find('&'));
        rest.remove_prefix(std::min(pair.size() + 1, rest.size()));
        const size_t equals = std::min(pair.find('='), pair.size());
        if (!decode(call, pair.substr(0, equals), Spelling::Form, name)) return Outcome::Stop;
        if (name.empty()) continue;
        if (!decode(call, pair.substr(std::min(equals + 1, pair.size())), Spelling::Form, text)) return Outcome::Stop;
        if (!addPair(call, result, name, text) || call.poll()) return Outcome::Stop;
    }
    return giveObject(call, result);
}

} // namespace latchkey::modules::http
