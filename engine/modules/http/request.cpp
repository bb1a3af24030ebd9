// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/modules/http/request.h"

#include "engine/capability/operation.h"
#include "engine/capability/url.h"
#include "engine/modules/file/io.h"
#include "engine/modules/json/writer.h"
#include "engine/modules/support/class_payload.h"
#include "engine/modules/support/text_results.h"
#include "engine/text/utf8.h"

#include <algorithm>
#include <cerrno>
#include <format>
#include <limits>

namespace latchkey::modules::http {

using namespace vm;

namespace {

constexpr int kMaxRedirects = 10;
constexpr std::string_view kMethods[] = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"};
/// Fields that frame the message or steer the connection: what they say is not the script's to say.
constexpr std::string_view kIgnored[] = {"host", "content-length", "transfer-encoding", "connection", "upgrade",
                                         "te",   "trailer",        "keep-alive",        "expect"};

std::string lower(std::string_view text)
{
    std::string result(text);
    for (char &c : result)
        if (c >= 'A' && c <= 'Z') c |= 0x20;
    return result;
}

std::string upper(std::string_view text)
{
    std::string result(text);
    for (char &c : result)
        if (c >= 'a' && c <= 'z') c &= ~0x20;
    return result;
}

// ---- the address ------------------------------------------------------------------------------------------------

bool isSchemeCharacter(char c)
{
    return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || c == '+' || c == '-' || c == '.';
}

/// Has a scheme and a host, whatever else may be wrong with it: that is for the gate to say.
bool looksLikeUrl(std::string_view text)
{
    const size_t scheme = text.find("://");
    if (scheme == std::string_view::npos || scheme == 0) return false;
    if (!std::ranges::all_of(text.substr(0, scheme), isSchemeCharacter)) return false;
    std::string_view authority = text.substr(scheme + 3);
    authority = authority.substr(0, authority.find_first_of("/?#"));
    if (const size_t at = authority.rfind('@'); at != std::string_view::npos) authority.remove_prefix(at + 1);
    return !authority.empty() && !authority.starts_with(':');
}

// ---- header fields ----------------------------------------------------------------------------------------------

bool isToken(std::string_view name)
{
    constexpr std::string_view kMarks = "!#$%&'*+-.^_`|~";
    return !name.empty() && std::ranges::all_of(name, [kMarks](char c) {
        return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || kMarks.contains(c);
    });
}

/// Line ends would begin another field; other controls have no meaning in one.
bool isFieldValue(std::string_view value)
{
    return std::ranges::all_of(value,
                               [](char c) { return static_cast<unsigned char>(c) >= 0x20 ? c != 0x7F : c == '\t'; });
}

bool isIgnored(std::string_view lowered)
{
    return lowered.starts_with("proxy-") || std::ranges::find(kIgnored, lowered) != std::end(kIgnored);
}

void setField(HttpHeaders &headers, std::string_view name, std::string value)
{
    const std::string wanted = lower(name);
    const auto it = std::ranges::find(headers, wanted, [](const auto &field) { return lower(field.first); });
    if (it != headers.end()) it->second = std::move(value);
    else headers.emplace_back(name, std::move(value));
}

void dropField(HttpHeaders &headers, std::string_view lowered)
{
    std::erase_if(headers, [lowered](const auto &field) { return lower(field.first) == lowered; });
}

bool addField(NativeCall &call, std::string_view name, Value value, HttpHeaders &headers)
{
    if (!value.isString() && !value.isBoolean() && !isNumber(value)) {
        call.fail(ErrorName::TypeError, std::format("header '{}' must be a string, got {}", name, typeName(value)));
        return false;
    }
    std::string text;
    if (!appendDisplay(call.isolate, value, Display::Direct, text)) return false;
    if (!isToken(name) || !isFieldValue(text)) {
        call.raise(ErrorName::ValueError, std::format("Invalid header: {}", name));
        return false;
    }
    if (isIgnored(lower(name))) {
        call.isolate.host().warn(call.isolate, std::format("{}: header '{}' is set by the connection and was ignored",
                                                           call.spec->qualifiedName(), name));
        return true;
    }
    setField(headers, name, text::withReplacements(text));
    return true;
}

bool addFields(NativeCall &call, const Object *fields, HttpHeaders &headers)
{
    Value key, value;
    for (uint32_t position = 0; nextProperty(fields, position, key, value);) {
        std::string name;
        if (!appendDisplay(call.isolate, key, Display::Direct, name)) return false;
        if (!addField(call, name, value, headers)) return false;
    }
    return true;
}

// ---- the other parts --------------------------------------------------------------------------------------------

bool isGiven(Value value)
{
    return !value.isUnset() && !value.isNull();
}

bool checkType(NativeCall &call, std::string_view option, Value value, bool isRight, std::string_view wanted)
{
    if (!isGiven(value) || isRight) return true;
    call.fail(ErrorName::TypeError, std::format("option '{}' must be {}, got {}", option, wanted, typeName(value)));
    return false;
}

double secondsOf(Value number)
{
    if (number.isSmall()) return static_cast<double>(number.asSmall());
    return number.isReal() ? number.asReal() : std::numeric_limits<double>::max(); // else a big integer
}

/// The bytes of a body and the default of its type. Return when there is nothing to say against it.
Outcome readBody(NativeCall &call, Value body, Request &request)
{
    if (!isGiven(body)) return Outcome::Return;
    std::string bytes;
    std::string_view type = "application/json";
    if (body.isString()) {
        bytes = text::withReplacements(body.asString()->view());
        type = "text/plain; charset=utf-8";
    } else if (isCellOf(body, CellKind::Bytes)) {
        const Bytes *data = cellAs<Bytes>(body);
        bytes.assign(reinterpret_cast<const char *>(data->data()), data->count);
        type = "application/octet-stream";
    } else if (const Outcome outcome = appendJson(call, body, {}, bytes); outcome != Outcome::Return) {
        return outcome;
    }
    request.next.headers.emplace_back("Content-Type", type);
    request.charged = bytes.size();
    if (!call.heap().reserve(bytes.size())) return Outcome::Stop;
    request.next.body = std::make_shared<const std::string>(std::move(bytes));
    return Outcome::Return;
}

Outcome readTimeout(NativeCall &call, Value timeout, Request &request)
{
    if (!isGiven(timeout)) return Outcome::Return;
    request.next.seconds = secondsOf(timeout);
    if (request.next.seconds > 0) return Outcome::Return; // not a number is not above 0 either
    return call.fail(ErrorName::ValueError, "timeout must be above 0");
}

void destroyRequest(Instance *instance)
{
    if (Heap *heap = Heap::current()) heap->discharge(payloadOf<RequestPtr>(instance)->charged);
    destroyPayload<RequestPtr>(instance);
}

} // namespace

const ClassSpec kRequestClass{"HttpRequest", {}, {}, &destroyRequest};

RequestPtr requestArgument(NativeCall &call, uint32_t i)
{
    return payloadOf<RequestPtr>(cellAs<Instance>(call.arguments[i]));
}

std::string hopUrl(const Request &request)
{
    if (request.unasked.empty()) return request.next.url;
    auto url = capability::Url::parse(request.next.url); // canonical: it has passed the gate
    if (!url) return request.next.url;
    url->host = request.unasked.front();
    url->isIpv6 = url->host.contains(':');
    return url->resource();
}

std::string nameBehind(std::span<const Value> arguments)
{
    if (arguments.size() < 2 || !isInstanceOf(arguments[1], kRequestClass)) return {};
    const RequestPtr request = payloadOf<RequestPtr>(cellAs<Instance>(arguments[1]));
    const auto url = capability::Url::parse(request->next.url);
    return request->unasked.empty() || !url ? std::string() : url->host;
}

Value requestValue(NativeCall &call, RequestPtr request)
{
    call.heap().charge(request->charged);
    return Value::cell(newInstance(call.heap(), kRequestClass, std::move(request)));
}

bool readOptions(NativeCall &call, const Object *options, std::string_view allowed, Given &given)
{
    Value key, value;
    for (uint32_t position = 0; nextProperty(options, position, key, value);) {
        std::string name;
        if (!appendDisplay(call.isolate, key, Display::Direct, name)) return false;
        const bool isKnown =
            !name.empty() && !name.contains(' ') && (" " + std::string(allowed) + " ").contains(" " + name + " ");
        if (!isKnown) {
            call.fail(ErrorName::ValueError, std::format("unknown option '{}'", name));
            return false;
        }
        if (name == "headers") given.headers = value;
        else if (name == "body") given.body = value;
        else if (name == "timeout") given.timeout = value;
        else if (name == "url") given.url = value;
        else if (name == "method" && !checkType(call, name, value, value.isString(), "a string")) return false;
        else if (name == "method" && isGiven(value)) given.method = value.asString()->view();
    }
    return checkType(call, "headers", given.headers, given.headers.isObject(), "an object") &&
           checkType(call, "timeout", given.timeout, isNumber(given.timeout), "a number") &&
           checkType(call, "url", given.url, given.url.isString(), "a string");
}

RequestPtr makeRequest(NativeCall &call, const Given &given, Outcome &outcome)
{
    outcome = Outcome::Raise;
    auto request = std::make_shared<Request>();
    HttpRequest &next = request->next;
    next.method = upper(given.method);
    if (std::ranges::find(kMethods, next.method) == std::end(kMethods)) {
        call.raise(ErrorName::ValueError, std::format("Unsupported method: {}", given.method));
        return nullptr;
    }
    if (!isGiven(given.url)) {
        call.fail(ErrorName::ValueError, "option 'url' is required");
        return nullptr;
    }
    next.url = given.url.asString()->view();
    if (!looksLikeUrl(next.url)) {
        call.raise(ErrorName::ValueError, "Invalid URL: " + next.url);
        return nullptr;
    }
    next.headers = {{"User-Agent", "ML-HTTP-Client/1.0"}, {"Accept", "*/*"}};
    outcome = readBody(call, given.body, *request);
    if (outcome == Outcome::Return) outcome = readTimeout(call, given.timeout, *request);
    if (outcome != Outcome::Return) return nullptr;
    if (isGiven(given.headers) && !addFields(call, given.headers.asObject(), next.headers)) {
        outcome = call.poll() ? Outcome::Stop : Outcome::Raise;
        return nullptr;
    }
    return request;
}

// ---- answers ----------------------------------------------------------------------------------------------------

namespace {

/// The next hop has what is left of the time.
Outcome goOn(NativeCall &call, Request &request, double used)
{
    request.next.seconds -= used;
    if (request.next.seconds <= 0) return call.raise(ErrorName::NetworkError, "Network error: timed out");
    return call.giveNull();
}

void forgetHop(Request &request)
{
    request.next.addresses.clear();
    request.next.operations.clear();
    request.hopOperations.clear();
}

Outcome followRedirect(NativeCall &call, Request &request, HttpAnswer &answer)
{
    if (++request.redirects > kMaxRedirects)
        return call.raise(ErrorName::NetworkError, "Network error: too many redirects");
    HttpRequest &next = request.next;
    forgetHop(request);
    next.url = std::move(answer.nextUrl);
    next.method = std::move(answer.nextMethod);
    if (!answer.keepsBody) {
        next.body.reset();
        dropField(next.headers, "content-type");
    }
    if (!answer.keepsCredentials) {
        dropField(next.headers, "authorization");
        dropField(next.headers, "cookie");
    }
    return goOn(call, request, answer.seconds);
}

/// The name means private addresses: each has to pass the gate, then the same hop is made to what was found.
Outcome askForAddresses(NativeCall &call, Request &request, HttpAnswer &answer)
{
    for (const std::string &address : answer.addresses)
        if (capability::isPrivateAddress(address) && !std::ranges::contains(request.unasked, address))
            request.unasked.push_back(address);
    request.next.addresses = std::move(answer.addresses);
    return goOn(call, request, answer.seconds);
}

} // namespace

Outcome takeAnswer(NativeCall &call, Request &request, HttpAnswer answer)
{
    switch (answer.kind) {
    case HttpAnswer::Kind::Response:
        request.answer = std::move(answer);
        return call.giveNull();
    case HttpAnswer::Kind::Redirect:
        return followRedirect(call, request, answer);
    case HttpAnswer::Kind::PrivateAddress:
        return askForAddresses(call, request, answer);
    case HttpAnswer::Kind::NetworkError:
        return call.raise(ErrorName::NetworkError, answer.message, answer.hint);
    case HttpAnswer::Kind::CapabilityError:
        return call.raise(ErrorName::CapabilityError, answer.message, answer.hint);
    case HttpAnswer::Kind::IoError:
        return call.raise(ErrorName::IoError, answer.message);
    case HttpAnswer::Kind::FileError: {
        if (answer.systemCode == EFBIG)
            return call.raise(ErrorName::IoError, std::format("file too large: '{}'", request.writtenPath));
        const capability::FileFault fault{static_cast<capability::FileFault::Kind>(answer.fileFault),
                                          answer.systemCode};
        const IoFault shown = faultOf(fault, request.writtenPath);
        return call.raise(shown.name, shown.message);
    }
    case HttpAnswer::Kind::OutOfMemory:
        break;
    }
    return stopForMemory(call);
}

} // namespace latchkey::modules::http
