// A request goes from hop to hop: each one is a call of its own that passes the gate, waits, and leaves in the request
// where it is to go next.

function follow(request) {
    response = __step(request);
    while (response == null) { response = __step(request); }
    return response;
}
