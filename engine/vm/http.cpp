// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/vm/http.h"

namespace latchkey::vm {

void Host::startExchange(Isolate &isolate, WaitId wait, WaitReason reason, HttpRequest, HttpAnswered answered)
{
    startBlocking(isolate, wait, std::move(reason), [answered = std::move(answered)](const std::atomic<bool> &) {
        HttpAnswer answer;
        answer.message = "Network error: no network";
        return answered(std::move(answer));
    });
}

} // namespace latchkey::vm
