// SPDX-License-Identifier: GPL-3.0-or-later
// Where a redirect leads and what is taken along. Pure functions; following is the library's business, since each hop
// is decided anew.
#pragma once

#include "engine/capability/url.h"

#include <string>
#include <string_view>

namespace latchkey::network {

struct Hop {
    std::string method;
    bool keepsBody = false;
};

bool isRedirect(int status);

/// 303, and 301 or 302 after POST, are followed with GET and without body; everything else is repeated.
Hop hopAfter(std::string_view method, int status);

/// The absolute URL that `location` means on a page at `base`: not yet canonical, to be judged like any other text.
std::string resolveReference(const capability::Url &base, std::string_view location);

/// Same scheme, host and port: only there credentials are sent along. `to` must be what resolveReference gave.
bool isSameOrigin(const capability::Url &from, std::string_view to);

} // namespace latchkey::network
