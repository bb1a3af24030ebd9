// SPDX-License-Identifier: GPL-3.0-or-later
// One HTTP exchange as the library asks for it and the host answers it. A redirect is an answer like any other: the
// library goes to the new place through the gate again, so that every hop is a decision of its own.
#pragma once

#include "engine/vm/host.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace latchkey::vm {

using HttpHeaders = std::vector<std::pair<std::string, std::string>>;

struct HttpRequest {
    std::string method;     ///< upper case
    std::string url;        ///< canonical, as the gate allowed it
    std::string capability; ///< the name it was allowed under: "network.http.get"
    HttpHeaders headers;
    std::shared_ptr<const std::string> body; ///< null: none
    double seconds = 30;                     ///< what is left for the exchange
    size_t limit = 10'485'760;               ///< bytes of the response's body after decoding
    size_t memory = SIZE_MAX;                ///< what still fits the run; bodies in flight count against it
    std::string saveTo;                      ///< canonical path of the file that a good body goes to; empty: memory
    /// Of the host, as an answer of kind PrivateAddress gave them and the gate allowed them; empty: not looked up yet.
    std::vector<std::string> addresses;
    /// What gates have allowed for this request: all of it must still hold while the exchange goes on.
    std::vector<std::shared_ptr<const capability::Operation>> operations;
};

struct HttpAnswer {
    enum class Kind : uint8_t {
        Response,
        Redirect,
        PrivateAddress,  ///< `addresses`: what the host's name means, some of it private and not allowed yet
        NetworkError,    ///< `message`
        CapabilityError, ///< `message` and `hint`
        FileError,       ///< `fileFault` and `systemCode`, as the class that opens files gives them
        IoError,         ///< `message`
        OutOfMemory,     ///< the run's memory limit
    };
    Kind kind = Kind::NetworkError;
    std::string message;
    std::string hint;
    int fileFault = 0;
    int systemCode = 0;
    double seconds = 0; ///< what the exchange took

    int status = 0;
    std::string reason;
    HttpHeaders headers; ///< names as sent
    std::shared_ptr<const std::string> body;

    // of a redirect
    std::string nextUrl; ///< absolute, not yet canonical
    std::string nextMethod;
    bool keepsBody = false;
    bool keepsCredentials = false; ///< scheme, host and port stay the same

    std::vector<std::string> addresses;
};

/// Makes the completion of the wait; called on any thread.
using HttpAnswered = std::function<Completion(HttpAnswer)>;

} // namespace latchkey::vm
