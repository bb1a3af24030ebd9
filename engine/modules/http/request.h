// SPDX-License-Identifier: GPL-3.0-or-later
// A request on its way: made from the arguments of a call, sent hop by hop, and at last holding the answer. Arguments
// are judged completely before anything else happens.
#pragma once

#include "engine/modules/support/arguments.h"
#include "engine/vm/http.h"

#include <memory>
#include <optional>
#include <span>

namespace latchkey::modules::http {

struct Request {
    vm::HttpRequest next;    ///< what the next hop sends
    std::string writtenPath; ///< of a download, for messages
    int redirects = 0;
    /// Private addresses that the host's name means and the gate has yet to allow, each by a hop of its own.
    std::vector<std::string> unasked;
    /// What the gate allowed: for this hop; and for all of them, the file.
    std::vector<std::shared_ptr<const capability::Operation>> hopOperations;
    std::shared_ptr<const capability::Operation> fileOperation;
    std::optional<vm::HttpAnswer> answer;
    size_t charged = 0; ///< bytes of the body, counted against the run
};
using RequestPtr = std::shared_ptr<Request>;

/// What the script gave, before it is judged; unset where nothing was given.
struct Given {
    std::string_view method = "GET";
    Value url;
    Value headers;
    Value body;
    Value timeout;
};

/// The value that stands for a request in the module's prelude.
extern const vm::ClassSpec kRequestClass;
RequestPtr requestArgument(NativeCall &call, uint32_t i);
/// What the next hop asks the gate for: the URL, or the same with an address in the place of the host.
std::string hopUrl(const Request &request);
/// Of the arguments of a hop that asks for an address: the name that means it. Else empty.
std::string nameBehind(std::span<const Value> arguments);

/// Reads the members of an options object. False: raised.
bool readOptions(NativeCall &call, const Object *options, std::string_view allowed, Given &given);
/// Judges what was given and makes a request of it. Null: raised, or stopped.
RequestPtr makeRequest(NativeCall &call, const Given &given, Outcome &outcome);
/// The value of a request.
Value requestValue(NativeCall &call, RequestPtr request);

/// Takes the answer of one hop: the request is then answered, or ready for the next hop.
Outcome takeAnswer(NativeCall &call, Request &request, vm::HttpAnswer answer);

} // namespace latchkey::modules::http
