// SPDX-License-Identifier: GPL-3.0-or-later
// Patterns of resources. `Glob` matches one component (a file name, a host label, a variable's name); `PathPattern`
// matches absolute canonical paths component by component; `UrlPattern` matches canonical URLs; `ResourcePattern` is
// whichever of them a capability's name calls for. Matching keeps one place to return to, so its time is bounded by
// pattern times text and never explodes.
#pragma once

#include "engine/capability/names.h"
#include "engine/capability/url.h"

#include <expected>
#include <optional>
#include <string>
#include <vector>

namespace latchkey::capability {

inline constexpr size_t kMaxPatternBytes = 4096;

/// Why a text can not be part of any pattern or resource (NUL, control and bidirectional-control characters, too long).
std::optional<std::string> refusedCharacters(std::string_view text);

/// `*`, `?`, `[...]` and `\` over one component.
class Glob
{
public:
    static std::expected<Glob, std::string> compile(std::string_view text);
    static Glob literal(std::string_view text);

    bool matches(std::string_view component) const;
    bool isLiteral() const { return m_isLiteral; }
    const std::string &text() const { return m_text; } ///< of a literal: without escapes
    bool startsWithDot() const { return m_text.starts_with('.'); }

private:
    struct Token {
        enum class Kind : uint8_t { Character, Any, Star, Set } kind = Kind::Character;
        bool negated = false;
        char32_t character = 0;
        std::vector<std::pair<char32_t, char32_t>> ranges;
        bool accepts(char32_t c) const;
    };
    static std::expected<Token, std::string> compileSet(std::u32string_view text, size_t &i);

    std::string m_text;
    std::vector<Token> m_tokens;
    bool m_isLiteral = true;
};

/// A row of components between slashes, where a component `**` is any number of components.
class ComponentPattern
{
public:
    static std::expected<ComponentPattern, std::string> compile(const std::vector<std::string> &components);
    /// `hideDots`: wildcards do not match the dot at the start of a component.
    bool matches(const std::vector<std::string_view> &components, bool hideDots) const;
    void prepend(const std::vector<std::string> &literals);
    size_t literalPrefix() const; ///< number of leading components without wildcards
    size_t size() const { return m_parts.size(); }
    const std::string &literalAt(size_t i) const { return m_parts[i].glob.text(); }
    void dropFront(size_t count) { m_parts.erase(m_parts.begin(), m_parts.begin() + static_cast<ptrdiff_t>(count)); }

private:
    struct Part {
        bool anyDepth = false;
        Glob glob;
    };
    static bool partMatches(const Part &part, std::string_view component, bool hideDots);
    std::vector<Part> m_parts;
};

/// Matches absolute canonical paths.
class PathPattern
{
public:
    /// `base` is the folder that relative patterns start at. Leading components without wildcards are resolved through
    /// links as far as they exist: that is when the grant becomes active.
    static std::expected<PathPattern, std::string> compile(std::string_view text, const std::string &base);
    bool matches(std::string_view canonicalPath) const;
    /// True when the pattern names `folder` literally as its beginning (asked for /proc, /sys, /dev).
    bool namesLiterally(std::string_view folder) const;

private:
    bool m_everything = false;
    ComponentPattern m_components;
    std::string m_literalPrefix;
    std::string m_itself; ///< of a pattern without wildcards that names a link: the link, which deleting means
};

/// Matches canonical URLs.
class UrlPattern
{
public:
    /// `httpsOnly`: the capability is network.https.
    static std::expected<UrlPattern, std::string> compile(std::string_view text, bool httpsOnly);
    bool matches(const Url &url) const;
    /// True when the host is written out: what a private address needs.
    bool namesHost() const { return m_hostIsLiteral; }

private:
    bool hostMatches(const Url &url) const;
    std::string m_scheme; ///< empty: http and https
    bool m_everything = false;
    bool m_httpsOnly = false;
    bool m_anyHost = false;
    bool m_hostIsLiteral = false;
    bool m_anySubdomain = false; ///< first label was `*`: one or more labels
    bool m_anyPort = false;
    int m_port = 0; ///< 0: the default of the scheme
    std::string m_host;
    std::vector<Glob> m_labels; ///< without the first when m_anySubdomain
    bool m_hasPath = false;
    ComponentPattern m_path;
};

/// A resource in canonical form, ready to be matched.
struct Resource {
    ResourceForm form = ResourceForm::Text;
    std::string text;        ///< canonical: what prompts, audit and patterns see
    std::optional<Url> url;  ///< for ResourceForm::Url
    bool everything = false; ///< "all of it" requests: only a grant without pattern or `**` will do
};

/// The pattern of a capability string.
class ResourcePattern
{
public:
    /// No resource: matches everything.
    ResourcePattern() = default;
    static std::expected<ResourcePattern, std::string> compile(std::string_view name, std::string_view text,
                                                               const std::string &base);
    /// Matches this resource and no other.
    static ResourcePattern exactly(const Resource &resource);
    /// What is wrong with the pattern, without looking at the disk.
    static std::optional<std::string> fault(std::string_view name, std::string_view text);

    bool matches(const Resource &resource) const;
    bool isEverything() const { return m_everything; }
    bool namesHost() const { return (m_url && m_url->namesHost()) || (m_exact && m_exact->url); }
    bool namesFolder(std::string_view folder) const;

private:
    bool m_everything = true;
    std::optional<Resource> m_exact;
    std::optional<PathPattern> m_path;
    std::optional<UrlPattern> m_url;
    std::optional<Glob> m_text;
};

/// Splits at slashes; empty components vanish.
std::vector<std::string_view> splitPath(std::string_view path);

} // namespace latchkey::capability
