// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/capability/pattern.h"

#include "engine/capability/paths.h"

#include <algorithm>

namespace latchkey::capability {

namespace {

using Failure = std::unexpected<std::string>;

/// Decodes UTF-8; bytes that are none stand for themselves above Unicode, so that any file name can be matched.
char32_t nextCharacter(std::string_view text, size_t &i)
{
    const auto byte = [&](size_t at) { return static_cast<unsigned char>(text[at]); };
    const unsigned char first = byte(i++);
    const int more = first >= 0xF0 && first < 0xF5 ? 3 : first >= 0xE0 ? 2 : first >= 0xC2 ? 1 : 0;
    if (first < 0x80) return first;
    if (more == 0 || first >= 0xF5 || i + static_cast<size_t>(more) > text.size()) return 0x110000 + first;
    char32_t c = first & (0x3F >> more);
    for (int k = 0; k < more; ++k) {
        if ((byte(i + static_cast<size_t>(k)) & 0xC0) != 0x80) return 0x110000 + first;
        c = (c << 6) | (byte(i + static_cast<size_t>(k)) & 0x3F);
    }
    i += static_cast<size_t>(more);
    return c;
}

std::u32string characters(std::string_view text)
{
    std::u32string result;
    for (size_t i = 0; i < text.size();) result += nextCharacter(text, i);
    return result;
}

bool isBidiControl(char32_t c)
{
    return c == 0x061C || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

/// Splits a pattern at slashes outside sets; escapes stay.
std::vector<std::string> patternComponents(std::string_view text)
{
    std::vector<std::string> parts{{}};
    bool inSet = false;
    for (size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '/' && !inSet) {
            parts.emplace_back();
            continue;
        }
        if (c == '[') inSet = true;
        if (c == ']') inSet = false;
        parts.back() += c;
        if (c == '\\' && i + 1 < text.size() && text[i + 1] != '/') parts.back() += text[++i];
    }
    return parts;
}

} // namespace

std::optional<std::string> refusedCharacters(std::string_view text)
{
    if (text.size() > kMaxPatternBytes) return "longer than 4096 bytes";
    for (size_t i = 0; i < text.size();) {
        const char32_t c = nextCharacter(text, i);
        if (c == 0) return "NUL character";
        if (c < 0x20 || (c >= 0x7F && c < 0xA0)) return "control character";
        if (isBidiControl(c)) return "bidirectional control character";
    }
    return std::nullopt;
}

// ---- one component ----------------------------------------------------------------------------------------------

bool Glob::Token::accepts(char32_t c) const
{
    if (kind == Kind::Any) return true;
    if (kind == Kind::Character) return c == character;
    const bool inside =
        std::ranges::any_of(ranges, [c](const auto &range) { return c >= range.first && c <= range.second; });
    return inside != negated;
}

/// `i` is behind the `[`; left behind the `]`.
std::expected<Glob::Token, std::string> Glob::compileSet(std::u32string_view text, size_t &i)
{
    Token token;
    token.kind = Token::Kind::Set;
    if (i < text.size() && (text[i] == U'!' || text[i] == U'^')) {
        token.negated = true;
        ++i;
    }
    for (bool first = true;; first = false) {
        if (i >= text.size()) return Failure("unclosed '['");
        if (text[i] == U']' && !first) break;
        if (text[i] == U'\\' && i + 1 < text.size()) ++i;
        const char32_t from = text[i++];
        char32_t to = from;
        if (i + 1 < text.size() && text[i] == U'-' && text[i + 1] != U']') {
            to = text[i + 1];
            i += 2;
        }
        token.ranges.emplace_back(from, to);
    }
    ++i;
    return token;
}

std::expected<Glob, std::string> Glob::compile(std::string_view text)
{
    Glob glob;
    const std::u32string wide = characters(text);
    std::string plain;
    for (size_t i = 0; i < wide.size();) {
        Token token;
        switch (wide[i]) {
        case U'*':
            token.kind = Token::Kind::Star;
            ++i;
            if (!glob.m_tokens.empty() && glob.m_tokens.back().kind == Token::Kind::Star) continue;
            break;
        case U'?':
            token.kind = Token::Kind::Any;
            ++i;
            break;
        case U'[': {
            auto set = compileSet(wide, ++i);
            if (!set) return Failure(set.error());
            token = std::move(*set);
            break;
        }
        case U'\\':
            if (i + 1 < wide.size()) ++i;
            [[fallthrough]];
        default:
            token.character = wide[i++];
        }
        glob.m_isLiteral = glob.m_isLiteral && token.kind == Token::Kind::Character;
        glob.m_tokens.push_back(std::move(token));
    }
    if (glob.m_isLiteral) { // keeps the bytes of the text, without the escapes
        for (size_t i = 0; i < text.size(); ++i) {
            if (text[i] == '\\' && i + 1 < text.size()) ++i;
            plain += text[i];
        }
        return literal(plain);
    }
    glob.m_text = text;
    return glob;
}

Glob Glob::literal(std::string_view text)
{
    Glob glob;
    glob.m_text = text;
    return glob;
}

bool Glob::matches(std::string_view component) const
{
    if (m_isLiteral) return component == m_text;
    size_t i = 0;
    size_t token = 0;
    size_t starToken = SIZE_MAX; // where to go on when what follows the last star does not fit
    size_t starText = 0;
    while (i < component.size()) {
        size_t next = i;
        const char32_t c = nextCharacter(component, next);
        if (token < m_tokens.size() && m_tokens[token].kind == Token::Kind::Star) {
            starToken = token++;
            starText = i;
        } else if (token < m_tokens.size() && m_tokens[token].accepts(c)) {
            ++token;
            i = next;
        } else if (starToken != SIZE_MAX) {
            token = starToken + 1;
            nextCharacter(component, starText);
            i = starText;
        } else {
            return false;
        }
    }
    while (token < m_tokens.size() && m_tokens[token].kind == Token::Kind::Star) ++token;
    return token == m_tokens.size();
}

// ---- rows of components -----------------------------------------------------------------------------------------

std::expected<ComponentPattern, std::string> ComponentPattern::compile(const std::vector<std::string> &components)
{
    ComponentPattern pattern;
    for (const std::string &component : components) {
        if (component == "**") {
            if (pattern.m_parts.empty() || !pattern.m_parts.back().anyDepth) pattern.m_parts.push_back({true, {}});
            continue;
        }
        auto glob = Glob::compile(component);
        if (!glob) return Failure(glob.error());
        pattern.m_parts.push_back({false, std::move(*glob)});
    }
    return pattern;
}

bool ComponentPattern::partMatches(const Part &part, std::string_view component, bool hideDots)
{
    if (hideDots && component.starts_with('.') && !part.glob.startsWithDot()) return false;
    return part.glob.matches(component);
}

bool ComponentPattern::matches(const std::vector<std::string_view> &components, bool hideDots) const
{
    size_t i = 0;
    size_t part = 0;
    size_t deepPart = SIZE_MAX;
    size_t deepAt = 0;
    while (i < components.size()) {
        if (part < m_parts.size() && m_parts[part].anyDepth) {
            deepPart = part++;
            deepAt = i;
        } else if (part < m_parts.size() && partMatches(m_parts[part], components[i], hideDots)) {
            ++part;
            ++i;
        } else if (deepPart != SIZE_MAX && !(hideDots && components[deepAt].starts_with('.'))) {
            part = deepPart + 1;
            i = ++deepAt;
        } else {
            return false;
        }
    }
    while (part < m_parts.size() && m_parts[part].anyDepth) ++part;
    return part == m_parts.size();
}

size_t ComponentPattern::literalPrefix() const
{
    size_t count = 0;
    while (count < m_parts.size() && !m_parts[count].anyDepth && m_parts[count].glob.isLiteral()) ++count;
    return count;
}

void ComponentPattern::prepend(const std::vector<std::string> &literals)
{
    std::vector<Part> parts;
    for (const std::string &text : literals) parts.push_back({false, Glob::literal(text)});
    m_parts.insert(m_parts.begin(), parts.begin(), parts.end());
}

std::vector<std::string_view> splitPath(std::string_view path)
{
    std::vector<std::string_view> parts;
    size_t begin = 0;
    while (begin < path.size()) {
        const size_t end = std::min(path.find('/', begin), path.size());
        if (end > begin) parts.push_back(path.substr(begin, end - begin));
        begin = end + 1;
    }
    return parts;
}

// ---- paths ------------------------------------------------------------------------------------------------------

std::expected<PathPattern, std::string> PathPattern::compile(std::string_view text, const std::string &base)
{
    PathPattern pattern;
    pattern.m_everything = text == "**";
    if (pattern.m_everything) return pattern;
    std::string expanded(text);
    if (expanded.ends_with('/')) expanded += "**";
    std::vector<std::string> literals;
    if (expanded == "~" || expanded.starts_with("~/")) {
        const std::string home = homeFolder(); // outlives its parts
        for (std::string_view part : splitPath(home)) literals.emplace_back(part);
        expanded.erase(0, 1);
    } else if (!expanded.starts_with('/')) {
        for (std::string_view part : splitPath(base)) literals.emplace_back(part);
    }
    std::vector<std::string> components = patternComponents(expanded);
    std::erase_if(components, [](const std::string &c) { return c.empty() || c == "."; });
    if (std::ranges::find(components, "..") != components.end()) return Failure("'..' in a pattern");
    auto compiled = ComponentPattern::compile(components);
    if (!compiled) return Failure(compiled.error());
    compiled->prepend(literals);

    // The part without wildcards is what it leads to now; later changes of links do not widen the grant.
    const size_t count = compiled->literalPrefix();
    std::string prefix;
    for (size_t i = 0; i < count; ++i) prefix += "/" + compiled->literalAt(i);
    pattern.m_literalPrefix = prefix.empty() ? "/" : resolveLinks(prefix);
    if (count == compiled->size() && !prefix.empty()) pattern.m_itself = resolveLinks(prefix, LastComponent::Itself);
    compiled->dropFront(count);
    literals.clear();
    for (std::string_view part : splitPath(pattern.m_literalPrefix)) literals.emplace_back(part);
    compiled->prepend(literals);
    pattern.m_components = std::move(*compiled);
    return pattern;
}

bool PathPattern::matches(std::string_view canonicalPath) const
{
    return m_everything || m_components.matches(splitPath(canonicalPath), true) ||
           (!m_itself.empty() && canonicalPath == m_itself);
}

bool PathPattern::namesLiterally(std::string_view folder) const
{
    if (m_everything) return false;
    return m_literalPrefix.starts_with(folder) &&
           (m_literalPrefix.size() == folder.size() || m_literalPrefix[folder.size()] == '/');
}

// ---- URLs -------------------------------------------------------------------------------------------------------

namespace {

bool hasWildcard(std::string_view text)
{
    return text.find_first_of("*?[") != std::string_view::npos;
}

/// Where the host ends in `authority` (the port's colon, or the end).
size_t hostEnd(std::string_view authority)
{
    if (authority.starts_with('[')) return std::min(authority.find(']') + 1, authority.size());
    return std::min(authority.rfind(':'), authority.size());
}

std::string lowered(std::string_view text)
{
    std::string result(text);
    for (char &c : result)
        if (c >= 'A' && c <= 'Z') c |= 0x20;
    return result;
}

} // namespace

std::expected<UrlPattern, std::string> UrlPattern::compile(std::string_view text, bool httpsOnly)
{
    UrlPattern pattern;
    pattern.m_httpsOnly = httpsOnly;
    pattern.m_everything = text == "**";
    if (pattern.m_everything) return pattern;
    if (const size_t scheme = text.find("://"); scheme != std::string_view::npos) {
        pattern.m_scheme = lowered(text.substr(0, scheme));
        if (pattern.m_scheme != "http" && pattern.m_scheme != "https")
            return Failure("scheme '" + pattern.m_scheme + "'");
        if (httpsOnly && pattern.m_scheme != "https") return Failure("network.https with scheme 'http'");
        text.remove_prefix(scheme + 3);
    }
    const size_t slash = std::min(text.find('/'), text.size());
    std::string_view authority = text.substr(0, slash);
    const std::string_view path = text.substr(slash);
    if (authority.find('@') != std::string_view::npos) return Failure("user information in a URL is not allowed");
    if (text.find_first_of("?#", 0) != std::string_view::npos && text.find('?', slash) != std::string_view::npos)
        return Failure("'?' in a URL pattern");
    const size_t end = hostEnd(authority);
    const std::string_view host = authority.substr(0, end);
    const std::string_view port = authority.substr(end);
    if (host.empty()) return Failure("empty host");
    if (port == ":*") {
        pattern.m_anyPort = true;
    } else if (!port.empty()) {
        for (char c : port.substr(1)) {
            if (c < '0' || c > '9') return Failure("port is not a number");
            pattern.m_port = std::min(pattern.m_port * 10 + (c - '0'), 100'000);
        }
        if (pattern.m_port < 1 || pattern.m_port > 65535) return Failure("port outside 1..65535");
    }
    if (host == "*" || host == "**") {
        pattern.m_anyHost = true;
    } else if (!hasWildcard(host) || host.starts_with('[')) {
        auto canonical = canonicalHost(host);
        if (!canonical) return Failure(canonical.error());
        pattern.m_host = std::move(*canonical);
        pattern.m_hostIsLiteral = true;
    } else {
        std::string labels = lowered(host.ends_with('.') ? host.substr(0, host.size() - 1) : host);
        if (labels.starts_with("*.")) {
            pattern.m_anySubdomain = true;
            labels.erase(0, 2);
        }
        for (size_t begin = 0; begin <= labels.size();) {
            const size_t dot = std::min(labels.find('.', begin), labels.size());
            const std::string label = labels.substr(begin, dot - begin);
            if (label.empty()) return Failure("invalid host");
            auto glob = Glob::compile(hasWildcard(label) ? label : canonicalHost(label).value_or(label));
            if (!glob) return Failure(glob.error());
            pattern.m_labels.push_back(std::move(*glob));
            begin = dot + 1;
        }
    }
    pattern.m_hasPath = !path.empty();
    if (pattern.m_hasPath) {
        auto compiled = ComponentPattern::compile(patternComponents(path.substr(1)));
        if (!compiled) return Failure(compiled.error());
        pattern.m_path = std::move(*compiled);
    }
    return pattern;
}

bool UrlPattern::hostMatches(const Url &url) const
{
    if (m_anyHost) return true;
    if (m_hostIsLiteral) return url.host == m_host;
    if (isAddress(url.host)) return false; // addresses match only when written out
    std::vector<std::string_view> labels;
    std::string_view rest = url.host;
    for (size_t dot; (dot = rest.find('.')) != std::string_view::npos; rest.remove_prefix(dot + 1))
        labels.push_back(rest.substr(0, dot));
    labels.push_back(rest);
    if (m_anySubdomain ? labels.size() <= m_labels.size() : labels.size() != m_labels.size()) return false;
    const size_t skip = labels.size() - m_labels.size();
    for (size_t i = 0; i < m_labels.size(); ++i)
        if (!m_labels[i].matches(labels[skip + i])) return false;
    return true;
}

bool UrlPattern::matches(const Url &url) const
{
    if (m_httpsOnly && url.scheme != "https") return false;
    if (m_everything) return true;
    if (!m_scheme.empty() && url.scheme != m_scheme) return false;
    if (!m_anyPort && (m_port == 0 ? !url.hasDefaultPort() : url.port != m_port)) return false;
    if (!hostMatches(url)) return false;
    if (!m_hasPath) return true;
    std::vector<std::string_view> components;
    std::string_view rest = std::string_view(url.path).substr(1);
    for (size_t slash; (slash = rest.find('/')) != std::string_view::npos; rest.remove_prefix(slash + 1))
        components.push_back(rest.substr(0, slash));
    components.push_back(rest);
    return m_path.matches(components, false);
}

// ---- any resource -----------------------------------------------------------------------------------------------

std::optional<std::string> ResourcePattern::fault(std::string_view name, std::string_view text)
{
    if (text.empty()) return "empty resource";
    if (auto why = refusedCharacters(text)) return why;
    if (formOf(name) == ResourceForm::Url) {
        auto compiled = UrlPattern::compile(text, covers("network.https", name) && !covers("network.http", name));
        return compiled ? std::nullopt : std::optional(compiled.error());
    }
    const bool path = formOf(name) == ResourceForm::Path;
    for (const std::string &component : path ? patternComponents(text) : std::vector{std::string(text)}) {
        if (path && component == "..") return "'..' in a pattern";
        if (auto glob = Glob::compile(component); !glob) return glob.error();
    }
    return std::nullopt;
}

std::expected<ResourcePattern, std::string> ResourcePattern::compile(std::string_view name, std::string_view text,
                                                                     const std::string &base)
{
    if (auto why = fault(name, text)) return Failure(*why);
    ResourcePattern pattern;
    pattern.m_everything = text == "**";
    if (pattern.m_everything && !name.starts_with("network.https")) return pattern;
    pattern.m_everything = false;
    const bool any = name.starts_with('*'); // a name that covers several forms has a pattern for each that it is one of
    const ResourceForm form = formOf(name);
    if (form == ResourceForm::Path || any) {
        auto path = PathPattern::compile(text, base);
        if (path) pattern.m_path = std::move(*path);
        else if (!any) return Failure(path.error());
    }
    if (form == ResourceForm::Url || any) {
        auto url = UrlPattern::compile(text, name.starts_with("network.https"));
        if (url) pattern.m_url = std::move(*url);
        else if (!any) return Failure(url.error());
    }
    if (form == ResourceForm::Text || any) {
        auto glob = Glob::compile(text);
        if (glob) pattern.m_text = std::move(*glob);
        else if (!any) return Failure(glob.error());
    }
    return pattern;
}

ResourcePattern ResourcePattern::exactly(const Resource &resource)
{
    ResourcePattern pattern;
    pattern.m_everything = resource.everything;
    if (!resource.everything) pattern.m_exact = resource;
    return pattern;
}

bool ResourcePattern::namesFolder(std::string_view folder) const
{
    // An exact resource was shown to the person who allowed it: it names every folder it lies in.
    return m_exact || (m_path && m_path->namesLiterally(folder));
}

bool ResourcePattern::matches(const Resource &resource) const
{
    if (m_everything) return true;
    if (m_exact) return m_exact->form == resource.form && m_exact->text == resource.text && !resource.everything;
    if (resource.everything) return false;
    switch (resource.form) {
    case ResourceForm::Path:
        return m_path && m_path->matches(resource.text);
    case ResourceForm::Url:
        return m_url && resource.url && m_url->matches(*resource.url);
    case ResourceForm::Text:
        return m_text && m_text->matches(resource.text);
    }
    return false;
}

} // namespace latchkey::capability
