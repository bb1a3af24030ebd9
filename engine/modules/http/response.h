// SPDX-License-Identifier: GPL-3.0-or-later
// HttpResponse, what a request gives. All it holds lies in the run's heap: the body as bytes, and beside it the header
// object, final URL, reason and the text once somebody has asked for it.
#pragma once

#include "engine/modules/support/arguments.h"
#include "engine/vm/http.h"

namespace latchkey::modules::http {

extern const vm::ClassSpec kResponseClass;

/// The answer as a value. `url`: where it finally came from.
Outcome giveResponse(NativeCall &call, const vm::HttpAnswer &answer, std::string_view url);

} // namespace latchkey::modules::http
