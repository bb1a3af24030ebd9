// SPDX-License-Identifier: GPL-3.0-or-later
// What a script names, as the one form that is matched, shown, granted and used; and the patterns to offer for it.
#include "engine/capability/paths.h"
#include "engine/capability/run_grants.h"

#include <filesystem>

namespace latchkey::capability {

std::string reportedName(const std::string &name)
{
    if (name.starts_with("network.http.")) return "network.http";
    return name == kMetadataName ? "path.read" : name;
}

std::expected<Resource, std::string> canonicalResource(ResourceForm form, std::string_view text,
                                                       const std::string &workingFolder, bool lastItself)
{
    Resource resource;
    resource.form = form;
    const auto invalid = [text](const std::string &why) {
        std::string shown(text.substr(0, 200));
        std::erase(shown, '\0');
        return std::unexpected("invalid resource: " + why + " for '" + shown + "'");
    };
    if (text.size() > kMaxResourceBytes) return invalid("longer than 65536 bytes");
    switch (form) {
    case ResourceForm::Path: {
        auto path = canonicalPath(text, workingFolder, lastItself ? LastComponent::Itself : LastComponent::Follow);
        if (!path) return invalid(path.error());
        resource.text = std::move(*path);
        break;
    }
    case ResourceForm::Url: {
        auto url = Url::parse(text);
        if (!url) return invalid(url.error());
        resource.text = url->resource();
        resource.url = std::move(*url);
        break;
    }
    case ResourceForm::Text:
        resource.text = text;
        resource.everything = text == "**";
    }
    return resource;
}

std::string exactPattern(const Resource &resource)
{
    if (resource.everything) return "**";
    // A slash at the end would mean everything below.
    return resource.form == ResourceForm::Path && resource.text == "/" ? "/." : escapedPattern(resource.text);
}

std::vector<std::string> RunGrants::suggestedPatterns(const Need &need)
{
    const Resource &resource = need.resource;
    std::vector<std::string> patterns{exactPattern(resource)};
    if (resource.everything) return patterns;
    if (refusedCharacters(resource.text)) return {}; // nothing that could be shown as it is
    if (resource.form == ResourceForm::Path) {
        // What is asked for a folder is its entries: the suggestion stays inside it.
        std::error_code ignored;
        const bool isFolder = std::filesystem::is_directory(resource.text, ignored);
        const size_t slash = isFolder ? resource.text.size() : resource.text.rfind('/');
        const std::string folder = escapedPattern(resource.text.substr(0, slash));
        if (folder.empty()) return patterns; // nothing wider than a file in the root is ever suggested
        patterns.push_back(folder + "/*");
        patterns.push_back(folder + "/**");
    } else if (resource.url) {
        Url origin = *resource.url;
        const std::string path = origin.path;
        origin.path.clear();
        if (const size_t slash = path.rfind('/'); slash > 0 && slash != std::string::npos)
            patterns.push_back(origin.resource() + escapedPattern(path.substr(0, slash)) + "/**");
        patterns.push_back(origin.resource());
    }
    return patterns;
}

} // namespace latchkey::capability
