// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/modules/http/response.h"

#include "engine/modules/json/parser.h"
#include "engine/modules/support/class_payload.h"
#include "engine/modules/support/text_results.h"
#include "engine/text/utf8.h"

#include <QStringDecoder>

#include <algorithm>
#include <format>

namespace latchkey::modules::http {

using namespace vm;

namespace {

struct Response {
    int status = 0;
};

/// Places in the array that is the second field of a response.
enum Part : uint32_t { kHeaders, kUrl, kReason, kText, kPartCount };

const Response &response(NativeCall &call)
{
    return receiverPayload<Response>(call);
}

Value part(NativeCall &call, Part which)
{
    return cellAs<Instance>(call.receiver)->fields[1].asArray()->items[which];
}

std::string_view bodyOf(NativeCall &call)
{
    const Bytes *bytes = cellAs<Bytes>(cellAs<Instance>(call.receiver)->fields[0]);
    return {reinterpret_cast<const char *>(bytes->data()), bytes->count};
}

char lowered(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
}

/// "content-type" -> "Content-Type"
std::string titleCase(std::string_view name)
{
    std::string result;
    bool isFirst = true;
    for (const char c : name) {
        const char low = lowered(c);
        result += isFirst && low >= 'a' && low <= 'z' ? static_cast<char>(low & ~0x20) : low;
        isFirst = c == '-';
    }
    return result;
}

// ---- making one -------------------------------------------------------------------------------------------------

/// Adds a field: repeated ones are joined, cookies make an array.
bool addField(NativeCall &call, Object *headers, const std::string &name, std::string_view text)
{
    Heap &heap = call.heap();
    const Value before = getProperty(headers, name);
    const bool isCookie = name == "Set-Cookie";
    const std::string strict = text::withReplacements(text);
    if (before.isUnset() || isCookie) {
        const Value value = newText(heap, strict);
        if (value.isUnset()) return false;
        if (!isCookie) return setProperty(heap, headers, name, value);
        if (before.isArray()) return heap.push(before.asArray(), value);
        Array *list = arrayOf(heap, &value, 1);
        return list && setProperty(heap, headers, name, Value::array(list));
    }
    const Value joined = newText(heap, std::string(before.asString()->view()) + ", " + strict);
    return !joined.isUnset() && setProperty(heap, headers, name, joined);
}

Object *headerObject(NativeCall &call, const HttpHeaders &fields)
{
    Object *headers = call.heap().object();
    for (const auto &[name, value] : fields)
        if (!addField(call, headers, titleCase(name), value)) return nullptr;
    return headers;
}

std::string displayResponse(const Instance *instance)
{
    const std::string status = std::to_string(payloadOf<Response>(instance).status);
    const std::string_view reason = instance->fields[1].asArray()->items[kReason].asString()->view();
    return "HttpResponse(" + status + (reason.empty() ? "" : " ") + std::string(reason) + ")";
}

// ---- text -------------------------------------------------------------------------------------------------------

/// The charset that a Content-Type names, lower case; empty when it names none.
std::string charsetOf(std::string_view contentType)
{
    std::string type;
    for (const char c : contentType) type += lowered(c);
    const size_t at = type.find("charset=");
    if (at == std::string::npos) return {};
    std::string name = type.substr(at + 8, type.find(';', at) - (at + 8));
    std::erase_if(name, [](char c) { return c == '"' || c == '\'' || c == ' '; });
    return name;
}

std::string charset(NativeCall &call)
{
    const Value type = getProperty(part(call, kHeaders).asObject(), "Content-Type");
    return type.isString() ? charsetOf(type.asString()->view()) : std::string();
}

/// The body as text; bad bytes become U+FFFD, and a charset nobody knows is taken for UTF-8.
std::string decodedBody(NativeCall &call)
{
    const std::string_view body = bodyOf(call);
    const std::string name = charset(call);
    const bool isUtf8 = name.empty() || name == "utf-8" || name == "utf8" || name == "us-ascii";
    if (!isUtf8) {
        QStringDecoder decoder(name.c_str());
        if (decoder.isValid()) {
            const QString text = decoder.decode(QByteArrayView(body.data(), static_cast<qsizetype>(body.size())));
            return text.toStdString();
        }
    }
    return text::withReplacements(body);
}

/// The text as a value, made once; unset: the run must stop.
Value textOf(NativeCall &call)
{
    Value &known = cellAs<Instance>(call.receiver)->fields[1].asArray()->items[kText];
    if (known.isString()) return known;
    // A byte of a foreign charset becomes up to three, twice on its way.
    if (bodyOf(call).size() > roomFor(call) / 8) {
        stopForMemory(call);
        return Value::unset();
    }
    const Value made = newText(call.heap(), decodedBody(call));
    if (!made.isUnset()) known = made;
    return made;
}

// ---- methods ----------------------------------------------------------------------------------------------------

Outcome status(NativeCall &call)
{
    return call.give(call.heap().integer(response(call).status));
}

Outcome statusText(NativeCall &call)
{
    return call.give(part(call, kReason));
}

Outcome ok(NativeCall &call)
{
    return call.give(Value::boolean(response(call).status >= 200 && response(call).status < 300));
}

Outcome text(NativeCall &call)
{
    const Value value = textOf(call);
    return value.isUnset() ? Outcome::Stop : call.give(value);
}

Outcome bodyBytes(NativeCall &call)
{
    return call.give(cellAs<Instance>(call.receiver)->fields[0]);
}

Outcome json(NativeCall &call)
{
    const Value value = textOf(call);
    if (value.isUnset()) return Outcome::Stop;
    std::string_view source = value.asString()->view();
    if (source.starts_with("\xEF\xBB\xBF")) source.remove_prefix(3); // a byte order mark
    JsonParser parser(call, source);
    switch (parser.parse()) {
    case JsonParser::Status::Stopped:
        return Outcome::Stop;
    case JsonParser::Status::Failed:
        return call.raise(ErrorName::ValueError, "JSON parsing failed: " + parser.error());
    case JsonParser::Status::Done:
        break;
    }
    return call.give(parser.value());
}

Outcome headers(NativeCall &call)
{
    return giveObject(call, copyObject(call.heap(), part(call, kHeaders).asObject()));
}

Outcome header(NativeCall &call)
{
    const Value value = getProperty(part(call, kHeaders).asObject(), titleCase(textArgument(call, 0)));
    if (!value.isUnset()) return call.give(value);
    return call.give(call.has(1) ? call.arguments[1] : Value::null());
}

Outcome url(NativeCall &call)
{
    return call.give(part(call, kUrl));
}

// clang-format off
const NativeSpec kMethods[] = {
    {"body", "-> str", &text, Need::nothing(), "The body as text."},
    {"bodyBytes", "-> bytes", &bodyBytes, Need::nothing(), "The body as it came, decompressed."},
    {"header", "name: str, default: any = null -> any", &header, Need::nothing(), "One header field, in any case of letters."},
    {"headers", "-> obj", &headers, Need::nothing(), "All header fields."},
    {"json", "-> any", &json, Need::nothing(), "The value of a JSON body."},
    {"ok", "-> bool", &ok, Need::nothing(), "Is the status from 200 to 299?"},
    {"status", "-> int", &status, Need::nothing(), "The status, such as 200 or 404."},
    {"statusText", "-> str", &statusText, Need::nothing(), "The words that came with the status."},
    {"text", "-> str", &text, Need::nothing(), "The body as text."},
    {"url", "-> str", &url, Need::nothing(), "Where the answer came from, after redirects."},
};
// clang-format on

} // namespace

const ClassSpec kResponseClass{"HttpResponse", kMethods, {}, &destroyPayload<Response>, nullptr, &displayResponse};

Outcome giveResponse(NativeCall &call, const HttpAnswer &answer, std::string_view url)
{
    Heap &heap = call.heap();
    Bytes *body = heap.bytes(answer.body->size());
    Object *headers = body ? headerObject(call, answer.headers) : nullptr;
    if (!headers) return Outcome::Stop;
    std::copy_n(answer.body->data(), answer.body->size(), reinterpret_cast<char *>(body->data()));
    const Value parts[kPartCount] = {Value::object(headers), newText(heap, url),
                                     newText(heap, text::withReplacements(answer.reason)), Value::null()};
    Array *rest = arrayOf(heap, parts, kPartCount);
    if (!rest || parts[kUrl].isUnset() || parts[kReason].isUnset()) return Outcome::Stop;
    Instance *instance = newInstance(heap, kResponseClass, Response{answer.status});
    instance->fields[0] = Value::cell(body);
    instance->fields[1] = Value::array(rest);
    return call.give(Value::cell(instance));
}

} // namespace latchkey::modules::http
