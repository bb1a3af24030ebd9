// SPDX-License-Identifier: GPL-3.0-or-later
// The module `http`. A function judges its arguments (request.h), then goes on as `follow` of the prelude, which sends
// one hop after the other: a hop is a call of a helper whose row names the capability of its method, so that the gate
// sees every URL that is asked for. The exchange itself is the host's. response.h holds what a request gives, uri.h the
// text functions.
#include "engine/capability/operation.h"
#include "engine/modules/http/request.h"
#include "engine/modules/http/response.h"
#include "engine/modules/http/uri.h"
#include "engine/modules/prelude/prelude.h"
#include "engine/modules/support/text_results.h"
#include "engine/modules/tables.h"

#include <algorithm>

namespace latchkey::modules {

using namespace vm;

namespace http {
namespace {

extern const NativeSpec kHelpers[];

// ---- one hop ----------------------------------------------------------------------------------------------------

/// What a person may see of a URL: queries hold secrets.
std::string withoutQuery(const std::string &url)
{
    return url.substr(0, url.find('?'));
}

/// Takes down what the gate has just allowed: the URL, and with the first hop of a download the file, whose path does
/// not change from hop to hop; or one of the addresses behind the name.
void noteAllowed(NativeCall &call, Request &request)
{
    const auto operation = call.isolate.host().operation();
    if (operation) request.hopOperations.push_back(operation);
    if (!request.unasked.empty()) {
        request.unasked.erase(request.unasked.begin());
        return;
    }
    request.next.url = call.resource(0); // canonical from here on
    if (call.spec->need.items().size() < 2) return;
    request.next.saveTo = call.resource(1);
    if (operation) request.fileOperation = operation->ofFiles();
}

/// The gate has allowed the URL: sends the request and waits.
Outcome send(NativeCall &call)
{
    const RequestPtr request = requestArgument(call, 1);
    noteAllowed(call, *request);
    if (!request->unasked.empty()) return call.giveNull(); // the next address has to pass the gate as well
    HttpRequest next = request->next;
    next.capability = call.spec->need.items()[0].capability;
    next.memory = roomFor(call);
    next.operations = request->hopOperations;
    if (request->fileOperation) next.operations.push_back(request->fileOperation);
    WaitReason reason{WaitReason::Kind::Network, next.method + " " + withoutQuery(next.url)};
    const WaitId wait = call.isolate.beginWait(reason);
    const auto answered = [request](HttpAnswer answer) -> Completion {
        return [request, held = std::make_shared<HttpAnswer>(std::move(answer))](NativeCall &done) {
            return takeAnswer(done, *request, *held);
        };
    };
    call.isolate.host().startExchange(call.isolate, wait, std::move(reason), std::move(next), answered);
    return Outcome::Park;
}

/// The row of kHelpers that sends with this method.
const NativeSpec &senderOf(const Request &request);

/// Gives the response when there is one, else goes on with the next hop, which gives null.
Outcome step(NativeCall &call)
{
    const RequestPtr request = requestArgument(call, 0);
    if (request->answer) return giveResponse(call, *request->answer, request->next.url);
    const Value url = newText(call.heap(), hopUrl(*request));
    const Value path = newText(call.heap(), request->writtenPath);
    if (url.isUnset() || path.isUnset()) return Outcome::Stop;
    const NativeSpec &sender = senderOf(*request);
    const Value arguments[] = {url, call.arguments[0], path};
    return call.tailCall(Value::cell(&sender.cell), std::span(arguments, sender.compiled.declared));
}

// ---- the functions ----------------------------------------------------------------------------------------------

Outcome follow(NativeCall &call, const Given &given, std::string_view path = {});

Outcome requestPlain(NativeCall &call, std::string_view method)
{
    Given given{method, call.arguments[0], call.argument(1), Value::unset(), call.argument(2)};
    return follow(call, given);
}

Outcome requestWith(NativeCall &call, std::string_view method, const Object *options, std::string_view allowed,
                    std::string_view path = {})
{
    Given given{method, call.arguments[0], Value::unset(), Value::unset(), Value::unset()};
    if (options && !readOptions(call, options, allowed, given)) return call.poll() ? Outcome::Stop : Outcome::Raise;
    return follow(call, given, path);
}

const Object *objectOr(NativeCall &call, uint32_t i)
{
    return isMissing(call, i) ? nullptr : call.arguments[i].asObject();
}

Outcome get(NativeCall &call)
{
    return requestPlain(call, "GET");
}
Outcome head(NativeCall &call)
{
    return requestPlain(call, "HEAD");
}
Outcome remove(NativeCall &call)
{
    return requestPlain(call, "DELETE");
}
Outcome post(NativeCall &call)
{
    return requestWith(call, "POST", objectOr(call, 1), "body headers timeout");
}
Outcome put(NativeCall &call)
{
    return requestWith(call, "PUT", objectOr(call, 1), "body headers timeout");
}
Outcome patch(NativeCall &call)
{
    return requestWith(call, "PATCH", objectOr(call, 1), "body headers timeout");
}

Outcome request(NativeCall &call)
{
    Given given;
    given.url = given.headers = given.body = given.timeout = Value::unset();
    const bool isRead = readOptions(call, call.arguments[0].asObject(), "method url headers body timeout", given);
    if (!isRead) return call.poll() ? Outcome::Stop : Outcome::Raise;
    return follow(call, given);
}

Outcome download(NativeCall &call)
{
    const std::string_view path = textArgument(call, 1);
    if (path.empty()) return call.fail(ErrorName::ValueError, "the path is empty");
    return requestWith(call, "GET", objectOr(call, 2), "headers timeout", path);
}

// ---- tables -----------------------------------------------------------------------------------------------------

constexpr Need kNetwork = Need::of("network.http", 0, ResourceKind::Url).askedByHelper();
constexpr Need kDownload =
    Need::of("network.http", 0, ResourceKind::Url).plus("file.write", 1, ResourceKind::Path).askedByHelper();

constexpr Need hop(std::string_view capability)
{
    return Need::of(capability, 0, ResourceKind::Url);
}

constexpr std::string_view kPlain =
    "url: str, headers: obj or null = null, timeout: num or null = null -> HttpResponse";
constexpr std::string_view kWithOptions = "url: str, options: obj or null = null -> HttpResponse";
constexpr std::string_view kHop = "url: str, request: HttpRequest -> null";

// clang-format off
const NativeSpec kFunctions[] = {
    {"decodeURI", "text: str -> str", &decodeUri, Need::nothing(), "Decodes percent escapes."},
    {"delete", kPlain, &remove, kNetwork, "Sends a DELETE request."},
    {"download", "url: str, path: str, options: obj or null = null -> HttpResponse", &download, kDownload, "Saves what a URL gives to a file, of any size."},
    {"encodeQuery", "parameters: obj -> str", &encodeQuery, Need::nothing(), "A query string of an object's members."},
    {"encodeURI", "text: str -> str", &encodeUri, Need::nothing(), "Percent-encodes all but letters, digits and _ . - ~ and /."},
    {"get", kPlain, &get, kNetwork, "Sends a GET request."},
    {"head", kPlain, &head, kNetwork, "Asks for the headers only."},
    {"parseQuery", "text: str -> obj", &parseQuery, Need::nothing(), "The parameters of a query string."},
    {"patch", kWithOptions, &patch, kNetwork, "Sends a PATCH request."},
    {"post", kWithOptions, &post, kNetwork, "Sends a POST request."},
    {"put", kWithOptions, &put, kNetwork, "Sends a PUT request."},
    {"request", "options: obj -> HttpResponse", &request, Need::of("network.http", 0, ResourceKind::Url).askedByHelper(), "Sends a request with any method."},
};

const NativeSpec kHelpers[] = {
    {"__step", "request: HttpRequest -> any", &step, Need::nothing(), "The response, or null after a redirect."},
    {"follow", "request: HttpRequest -> HttpResponse", nullptr, Need::nothing(), "Goes from hop to hop."},
    {"__download", "url: str, request: HttpRequest, path: str -> null", &send, hop("network.http.get").plus("file.write", 2, ResourceKind::Path), "One hop of a download."},
    {"__DELETE", kHop, &send, hop("network.http.delete"), "One hop."},
    {"__GET", kHop, &send, hop("network.http.get"), "One hop."},
    {"__HEAD", kHop, &send, hop("network.http.head"), "One hop."},
    {"__OPTIONS", kHop, &send, hop("network.http.options"), "One hop."},
    {"__PATCH", kHop, &send, hop("network.http.patch"), "One hop."},
    {"__POST", kHop, &send, hop("network.http.post"), "One hop."},
    {"__PUT", kHop, &send, hop("network.http.put"), "One hop."},
};
// clang-format on

const NativeSpec &helper(std::string_view name)
{
    return *std::ranges::find(kHelpers, name, &NativeSpec::name);
}

const NativeSpec &senderOf(const Request &request)
{
    const bool asksForFile = !request.writtenPath.empty() && request.next.saveTo.empty();
    return helper(asksForFile ? "__download" : "__" + request.next.method);
}

Outcome follow(NativeCall &call, const Given &given, std::string_view path)
{
    Outcome outcome = Outcome::Raise;
    const RequestPtr made = makeRequest(call, given, outcome);
    if (!made) return outcome;
    made->writtenPath = path;
    static const NativeSpec &kFollow = helper("follow");
    return call.tailCall(Value::cell(&kFollow.cell), {requestValue(call, made)});
}

constexpr const ClassSpec *kClasses[] = {&kResponseClass};

} // namespace
} // namespace http

const StandardModule &httpModule()
{
    static const StandardModule module = [] {
        StandardModule made{"http", "Requests over HTTP and HTTPS.", http::kFunctions, {}, {}, {}};
        made.prelude = preludeSource("http");
        made.preludeNatives = http::kHelpers;
        made.classes = http::kClasses;
        return made;
    }();
    return module;
}

} // namespace latchkey::modules
