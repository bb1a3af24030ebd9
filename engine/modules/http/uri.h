// SPDX-License-Identifier: GPL-3.0-or-later
// The text functions of `http`: percent encoding and query strings. They touch nothing outside.
#pragma once

#include "engine/modules/support/arguments.h"

namespace latchkey::modules::http {

Outcome encodeUri(NativeCall &call);
Outcome decodeUri(NativeCall &call);
Outcome encodeQuery(NativeCall &call);
Outcome parseQuery(NativeCall &call);

} // namespace latchkey::modules::http
