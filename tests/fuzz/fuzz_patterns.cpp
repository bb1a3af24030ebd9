// SPDX-License-Identifier: GPL-3.0-or-later
// The first line as a capability in either spelling or as JSON, the rest as a resource. What is accepted has a
// canonical form that means the same; what is escaped matches itself; canonical paths and URLs stay what they are.
#include "engine/capability/paths.h"
#include "engine/capability/run_grants.h"

#include <cstdlib>

using namespace latchkey::capability;

namespace {

void require(bool condition)
{
    if (!condition) abort();
}

void checkUrl(const std::string &text)
{
    const auto url = Url::parse(text);
    if (!url) return;
    const auto again = Url::parse(url->full());
    require(again && again->full() == url->full() && again->resource() == url->resource());
    require(url->host.find('@') == std::string::npos && !url->host.empty());
}

void checkPath(const std::string &text)
{
    const std::string path = absolutePath(text, "/nowhere/at/all");
    require(path.starts_with('/') && absolutePath(path, "/") == path);
    require(path.find("//") == std::string::npos && !("/" + path + "/").contains("/../"));
    if (text.find('\0') != std::string::npos || refusedCharacters(path) || path.size() * 2 > kMaxPatternBytes) return;
    Resource resource;
    resource.form = ResourceForm::Path;
    resource.text = path;
    const auto exact = PathPattern::compile(exactPattern(resource), "/nowhere");
    require(exact && exact->matches(path) && !exact->matches(path + "x"));
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const std::string input(reinterpret_cast<const char *>(data), size);
    const size_t end = input.find('\n');
    const std::string written = input.substr(0, end);
    const std::string resource = end == std::string::npos ? "" : input.substr(end + 1);
    checkUrl(resource);
    checkPath(resource);
    if (const auto capability = parseCapability(written)) {
        const auto again = parseCapability(capability->canonical());
        require(again && *again == *capability);
    }
    const auto grants = Grant::parse(written, Source::Run, "/nowhere/at/all");
    if (!grants) {
        require(grants.error().starts_with("Invalid capability: "));
        return 0;
    }
    for (const GrantPtr &grant : *grants) {
        const std::string &name = grant->capability().name;
        const auto canonical = canonicalResource(formOf(name), resource, "/nowhere/at/all");
        if (!canonical) continue;
        const bool matches = grant->matches(name, *canonical);
        if (!grant->capability().hasResource && formOf(name) != ResourceForm::Url) require(matches);
        (void)grant->exhaustion();
    }
    return 0;
}
