// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/modules/regex/translator.h"

#include "engine/modules/regex/scanner.h"
#include "engine/text/quote.h"
#include "engine/text/utf8.h"

#include <algorithm>
#include <format>

namespace latchkey::modules {

namespace {

constexpr uint64_t kUnbounded = UINT32_MAX;
constexpr uint64_t kMaxRepeat = 65535;
/// PCRE2 has room for a little more.
constexpr size_t kMaxDepth = 250;

uint64_t capped(uint64_t width)
{
    return std::min(width, kUnbounded);
}

/// How many characters something matches.
struct Width {
    uint64_t least = 0;
    uint64_t most = 0;
    Width plus(Width other) const { return {capped(least + other.least), capped(most + other.most)}; }
    Width times(uint64_t from, uint64_t to) const
    {
        return {capped(least * from), most == 0                                ? 0
                                      : to == kUnbounded || most == kUnbounded ? kUnbounded
                                                                               : capped(most * to)};
    }
};

/// The last thing in a sequence, for the quantifier after it.
enum class Item : uint8_t { None, Anchor, Atom, Repeated };

enum class GroupKind : uint8_t { Whole, Capture, Plain, Look, LookBehind, Conditional };

/// An open group.
struct Level {
    GroupKind kind = GroupKind::Whole;
    size_t start = 0;        ///< place of its parenthesis
    uint32_t number = 0;     ///< of a capturing group
    uint32_t outerFlags = 0; ///< to be restored behind it
    uint32_t branches = 1;
    Width sequence;            ///< of the branch so far
    Width best{kUnbounded, 0}; ///< of the branches before
    Width last;                ///< of the last item
    Item item = Item::None;
};

class Translator
{
public:
    Translator(std::string_view source, uint32_t flags)
        : m_in(source)
        , m_flags(flags)
    {
        m_result.flags = flags;
    }

    std::expected<TranslatedRegex, RegexFault> run()
    {
        m_levels.push_back({});
        while (!m_in.hasFailed() && !m_in.atEnd()) step();
        if (!m_in.hasFailed() && m_levels.size() > 1)
            m_in.fail("missing ), unterminated subpattern", static_cast<int64_t>(m_levels.back().start));
        for (const auto &[group, position] : m_conditions)
            if (group > m_result.groups) m_in.fail(std::format("invalid group reference {}", group), position);
        if (!m_in.hasFailed() && m_badLookBehind) m_in.fail("look-behind requires fixed-width pattern", -1);
        if (m_in.hasFailed()) return std::unexpected(m_in.fault());
        m_result.pattern = std::move(m_out);
        m_result.groups = static_cast<uint32_t>(m_groupWidths.size() - 1);
        return std::move(m_result);
    }

private:
    bool has(uint32_t flag) const { return m_flags & flag; }
    Level &top() { return m_levels.back(); }
    int64_t at() const { return static_cast<int64_t>(m_in.position()); }

    // ---- sequence -----------------------------------------------------------------------------------------------

    void step()
    {
        const char32_t c = m_in.take();
        if (has(kRegexVerbose) && skipVerbose(c)) return;
        switch (c) {
        case '\\':
            return escape();
        case '[':
            return characterClass();
        case '(':
            return openGroup();
        case ')':
            return closeGroup();
        case '|':
            return nextBranch();
        case '*':
            return quantify(0, kUnbounded, m_in.position() - 1);
        case '+':
            return quantify(1, kUnbounded, m_in.position() - 1);
        case '?':
            return quantify(0, 1, m_in.position() - 1);
        case '{':
            return brace();
        case '^':
            return anchor("^");
        case '$':
            return anchor("$");
        case '.':
            return atom(".", {1, 1});
        default:
            return literal(c);
        }
    }

    bool skipVerbose(char32_t c)
    {
        if (c == '#')
            while (!m_in.atEnd() && m_in.take() != '\n') {
            }
        return c == '#' || (c < 0x80 && std::string_view(" \t\n\r\v\f").contains(static_cast<char>(c)));
    }

    void atom(std::string_view text, Width width)
    {
        finishItem();
        m_out += text;
        top().last = width;
        top().item = Item::Atom;
    }

    void anchor(std::string_view text)
    {
        atom(text, {});
        top().item = Item::Anchor;
    }

    void literal(char32_t c) { atom(character(c), {1, 1}); }

    /// The width of the last item counts once nothing can follow it.
    void finishItem()
    {
        top().sequence = top().sequence.plus(top().last);
        top().last = {};
    }

    static std::string character(char32_t c)
    {
        if (isRegexLetter(c) || isRegexDigit(c)) return std::string(1, static_cast<char>(c));
        // A lone surrogate can stand in no text that PCRE2 sees: texts are given to it with replacements.
        return std::format("\\x{{{:x}}}", static_cast<uint32_t>(text::isSurrogate(c) ? text::kReplacement : c));
    }

    void nextBranch()
    {
        Level &level = top();
        if (level.kind == GroupKind::Conditional && level.branches == 2) {
            m_in.fail("conditional backref with more than two branches", at() - 1);
            return;
        }
        endBranch();
        ++level.branches;
        m_out += '|';
    }

    void endBranch()
    {
        finishItem();
        Level &level = top();
        level.best = {std::min(level.best.least, level.sequence.least), std::max(level.best.most, level.sequence.most)};
        level.sequence = {};
        level.item = Item::None;
    }

    // ---- quantifiers --------------------------------------------------------------------------------------------

    void brace()
    {
        const size_t here = m_in.position();
        if (m_in.peek() == '}') return literal('{');
        const std::u32string low = m_in.takeWhile(SIZE_MAX, isRegexDigit);
        std::u32string high = low;
        const bool hasComma = m_in.take(',');
        if (hasComma) high = m_in.takeWhile(SIZE_MAX, isRegexDigit);
        if (!m_in.take('}')) {
            m_in.seek(here);
            return literal('{');
        }
        const auto count = [](const std::u32string &digits) {
            return digits.size() > 8 ? kUnbounded - 1 : regexNumber(digits, 10);
        };
        const uint64_t least = low.empty() ? 0 : count(low), most = high.empty() ? kUnbounded : count(high);
        if (least > kMaxRepeat || (!high.empty() && most > kMaxRepeat)) {
            m_in.fail("the repetition number is too large", -1);
            return;
        }
        if (most < least) {
            m_in.fail("min repeat greater than max repeat", static_cast<int64_t>(here));
            return;
        }
        quantify(least, most, here - 1);
    }

    void quantify(uint64_t least, uint64_t most, size_t position)
    {
        Level &level = top();
        if (level.item == Item::None || level.item == Item::Anchor) {
            m_in.fail("nothing to repeat", static_cast<int64_t>(position));
            return;
        }
        if (level.item == Item::Repeated) {
            m_in.fail("multiple repeat", static_cast<int64_t>(position));
            return;
        }
        m_out += most == kUnbounded ? std::format("{{{},}}", least) : std::format("{{{},{}}}", least, most);
        if (m_in.take('?')) m_out += '?';
        else if (m_in.take('+')) m_out += '+';
        level.last = level.last.times(least, most);
        level.item = Item::Repeated;
    }

    // ---- escapes ------------------------------------------------------------------------------------------------

    /// The character of an escape that means one everywhere; false: it is none of those (or failed).
    bool plainEscape(size_t begin, char32_t c, char32_t &value)
    {
        static constexpr std::string_view kLetters = "afnrtv\\", kMeanings = "\a\f\n\r\t\v\\";
        if (const size_t which = c < 0x80 ? kLetters.find(static_cast<char>(c)) : std::string_view::npos;
            which != std::string_view::npos) {
            value = static_cast<unsigned char>(kMeanings[which]);
            return true;
        }
        const size_t digits = c == 'x' ? 2 : c == 'u' ? 4 : c == 'U' ? 8 : 0;
        if (digits == 0) return false;
        const std::u32string hex = m_in.takeWhile(digits, isRegexHex);
        if (hex.size() != digits)
            return m_in.fail("incomplete escape " + m_in.since(begin), static_cast<int64_t>(begin));
        value = regexNumber(hex, 16);
        if (value > text::kMaxCodePoint)
            return m_in.fail("bad escape " + m_in.since(begin), static_cast<int64_t>(begin));
        return true;
    }

    /// Takes the character after a backslash. False: the pattern ends.
    bool escapedCharacter(char32_t &c)
    {
        if (m_in.atEnd()) return m_in.fail("bad escape (end of pattern)", at() - 1);
        c = m_in.take();
        return true;
    }

    void badEscape(size_t begin) { m_in.fail("bad escape " + m_in.since(begin), static_cast<int64_t>(begin)); }

    void namedCharacter(size_t begin)
    {
        if (m_in.peek() == '{') badEscape(begin);
        else m_in.fail("missing {", at());
    }

    void escape()
    {
        const size_t begin = m_in.position() - 1;
        char32_t c = 0, value = 0;
        if (!escapedCharacter(c)) return;
        if (c < 0x80 && std::string_view("AZbBdDsSwW").contains(static_cast<char>(c)))
            return category(static_cast<char>(c));
        if (plainEscape(begin, c, value)) return literal(value);
        if (m_in.hasFailed()) return;
        if (c == 'N') return namedCharacter(begin);
        if (isRegexDigit(c)) return numberEscape(begin, c);
        if (isRegexLetter(c)) return badEscape(begin);
        literal(c);
    }

    void category(char c)
    {
        const bool isAscii = has(kRegexAscii);
        switch (c) {
        case 'A':
            return anchor("\\A");
        case 'Z':
            return anchor("\\z");
        case 'b':
        case 'B':
            return anchor(boundary(c == 'b'));
        case 'd':
            return atom(isAscii ? "[0-9]" : "\\d", {1, 1});
        case 'D':
            return atom(isAscii ? "[^0-9]" : "\\D", {1, 1});
        case 's':
            return atom(isAscii ? "[ \\t-\\r]" : "[\\s\\x1c-\\x1f]", {1, 1});
        case 'S':
            return atom(isAscii ? "[^ \\t-\\r]" : "[^\\s\\x1c-\\x1f]", {1, 1});
        case 'w':
            return atom(isAscii ? "[0-9A-Z_a-z]" : "\\w", {1, 1});
        default:
            return atom(isAscii ? "[^0-9A-Z_a-z]" : "\\W", {1, 1});
        }
    }

    std::string boundary(bool is) const
    {
        // In an empty text there is neither a boundary nor a place that is none.
        if (!has(kRegexAscii)) return is ? "\\b" : "(?!\\A\\z)\\B";
        constexpr std::string_view kWord = "[0-9A-Z_a-z]";
        return is ? std::format("(?:(?<={0})(?!{0})|(?<!{0})(?={0}))", kWord)
                  : std::format("(?!\\A\\z)(?:(?<={0})(?={0})|(?<!{0})(?!{0}))", kWord);
    }

    /// An octal character, or a reference to a group.
    void numberEscape(size_t begin, char32_t first)
    {
        std::u32string digits(1, first);
        if (first == '0') {
            digits += m_in.takeWhile(2, isRegexOctal);
            return literal(regexNumber(digits, 8));
        }
        if (isRegexDigit(m_in.peek())) {
            digits += m_in.take();
            if (isRegexOctal(digits[0]) && isRegexOctal(digits[1]) && isRegexOctal(m_in.peek())) {
                digits += m_in.take();
                const uint32_t value = regexNumber(digits, 8);
                if (value <= 0377) return literal(value);
                m_in.fail(std::format("octal escape value {} outside of range 0-0o377", m_in.since(begin)),
                          static_cast<int64_t>(begin));
                return;
            }
        }
        const uint32_t group = regexNumber(digits, 10);
        if (group >= m_groupWidths.size()) {
            m_in.fail(std::format("invalid group reference {}", group), static_cast<int64_t>(begin) + 1);
            return;
        }
        reference(group, begin);
    }

    void reference(uint32_t group, size_t position)
    {
        const bool isOpen = std::ranges::any_of(
            m_levels, [group](const Level &l) { return l.kind == GroupKind::Capture && l.number == group; });
        if (isOpen) m_in.fail("cannot refer to an open group", static_cast<int64_t>(position));
        else atom(std::format("\\g{{{}}}", group), m_groupWidths[group]);
    }

    // ---- classes ------------------------------------------------------------------------------------------------

    struct ClassMember {
        bool isCharacter = true;
        char32_t value = 0;
        std::string text;    ///< for PCRE2
        std::string written; ///< its first token, for messages
    };

    void characterClass()
    {
        const size_t here = m_in.position() - 1;
        std::string text = m_in.take('^') ? "[^" : "[";
        const auto unterminated = [&] { m_in.fail("unterminated character set", static_cast<int64_t>(here)); };
        for (bool isFirst = true;; isFirst = false) {
            if (m_in.atEnd()) return unterminated();
            if (!isFirst && m_in.take(']')) break;
            ClassMember member;
            if (!classMember(member)) return;
            if (!m_in.take('-')) {
                text += member.text;
                continue;
            }
            if (m_in.atEnd()) return unterminated();
            if (m_in.take(']')) {
                text += member.text + "\\-";
                break;
            }
            ClassMember end;
            if (!classMember(end) || !checkRange(member, end)) return;
            text += member.text + "-" + end.text;
        }
        atom(text + "]", {1, 1});
    }

    bool checkRange(const ClassMember &from, const ClassMember &to)
    {
        if (from.isCharacter && to.isCharacter && from.value <= to.value) return true;
        const auto length =
            static_cast<int64_t>(text::countCodePoints(from.written) + 1 + text::countCodePoints(to.written));
        return m_in.fail(std::format("bad character range {}-{}", from.written, to.written), at() - length);
    }

    bool classMember(ClassMember &member)
    {
        const size_t begin = m_in.position();
        member.value = m_in.take();
        if (member.value != '\\') {
            member.written = m_in.since(begin);
            member.text = character(member.value);
            return true;
        }
        char32_t c = 0;
        if (!escapedCharacter(c)) return false;
        member.written = m_in.since(begin);
        if (c < 0x80 && std::string_view("dDsSwW").contains(static_cast<char>(c))) {
            member.isCharacter = false;
            member.text = classCategory(static_cast<char>(c));
            return true;
        }
        if (!classEscape(begin, c, member.value)) return false;
        member.text = character(member.value);
        return true;
    }

    bool classEscape(size_t begin, char32_t c, char32_t &value)
    {
        if (c == 'b') return (value = '\b', true);
        if (plainEscape(begin, c, value)) return true;
        if (m_in.hasFailed()) return false;
        if (c == 'N') return (namedCharacter(begin), false);
        if (isRegexOctal(c)) {
            const std::u32string digits = std::u32string(1, c) + m_in.takeWhile(2, isRegexOctal);
            value = regexNumber(digits, 8);
            if (value <= 0377) return true;
            return m_in.fail(std::format("octal escape value {} outside of range 0-0o377", m_in.since(begin)),
                             static_cast<int64_t>(begin));
        }
        if (isRegexDigit(c) || isRegexLetter(c)) return (badEscape(begin), false);
        value = c;
        return true;
    }

    std::string classCategory(char c) const
    {
        if (!has(kRegexAscii)) return c == 's' ? "\\s\\x1c-\\x1f" : std::string("\\") + c;
        switch (c) {
        case 'd':
            return "0-9";
        case 'D':
            return "\\x{0}-\\x{2f}\\x{3a}-\\x{10ffff}";
        case 's':
            return " \\t-\\r";
        case 'S':
            return "\\x{0}-\\x{8}\\x{e}-\\x{1f}\\x{21}-\\x{10ffff}";
        case 'w':
            return "0-9A-Z_a-z";
        default:
            return "\\x{0}-\\x{2f}\\x{3a}-\\x{40}\\x{5b}-\\x{5e}\\x{60}\\x{7b}-\\x{10ffff}";
        }
    }

    // ---- groups -------------------------------------------------------------------------------------------------

    void enter(GroupKind kind, size_t start, std::string_view opening, uint32_t number = 0)
    {
        if (m_levels.size() > kMaxDepth) {
            m_in.fail("nesting too deep", static_cast<int64_t>(start));
            return;
        }
        finishItem();
        m_out += opening;
        Level level;
        level.kind = kind;
        level.start = start;
        level.number = number;
        level.outerFlags = m_flags;
        m_levels.push_back(level);
    }

    void closeGroup()
    {
        if (m_levels.size() == 1) {
            m_in.fail("unbalanced parenthesis", at() - 1);
            return;
        }
        endBranch();
        const Level closed = top();
        m_levels.pop_back();
        m_out += ')';
        m_flags = closed.outerFlags;
        Width width = closed.best;
        if (closed.kind == GroupKind::Conditional && closed.branches == 1) width.least = 0;
        if (closed.kind == GroupKind::LookBehind && width.least != width.most) m_badLookBehind = true;
        if (closed.kind == GroupKind::Look || closed.kind == GroupKind::LookBehind) width = {};
        if (closed.kind == GroupKind::Capture) m_groupWidths[closed.number] = width;
        top().last = width;
        top().item = Item::Atom;
    }

    void openGroup()
    {
        const size_t start = m_in.position() - 1;
        if (!m_in.take('?')) return capture(start);
        char32_t c = 0;
        if (!groupCharacter(c)) return;
        switch (c) {
        case 'P':
            return named(start);
        case ':':
            return enter(GroupKind::Plain, start, "(?:");
        case '>':
            return enter(GroupKind::Plain, start, "(?>");
        case '=':
            return enter(GroupKind::Look, start, "(?=");
        case '!':
            return enter(GroupKind::Look, start, "(?!");
        case '#':
            return comment(start);
        case '<':
            return lookBehind(start);
        case '(':
            return conditional(start);
        default:
            break;
        }
        if (c == '-' || isFlagLetter(c)) return inlineFlags(start, c);
        m_in.fail("unknown extension ?" + m_in.since(m_in.position() - 1), at() - 2);
    }

    /// The next character of a group's opening. False: the pattern ends.
    bool groupCharacter(char32_t &c)
    {
        if (m_in.atEnd()) return m_in.fail("unexpected end of pattern", at());
        c = m_in.take();
        return true;
    }

    void capture(size_t start)
    {
        uint32_t parent = 0;
        for (const Level &level : m_levels)
            if (level.kind == GroupKind::Capture) parent = level.number;
        m_groupWidths.push_back({});
        m_result.groups = static_cast<uint32_t>(m_groupWidths.size() - 1);
        m_result.parents.push_back(parent);
        enter(GroupKind::Capture, start, "(", m_result.groups);
    }

    std::optional<uint32_t> groupNamed(const std::string &name) const
    {
        const auto found = std::ranges::find(m_result.names, name, &std::pair<std::string, uint32_t>::first);
        return found == m_result.names.end() ? std::nullopt : std::optional(found->second);
    }

    void named(size_t start)
    {
        if (m_in.take('<')) {
            const std::optional<std::string> name = m_in.nameUntil('>');
            if (!name || !m_in.checkName(*name)) return;
            const auto position = at() - static_cast<int64_t>(text::countCodePoints(*name)) - 1;
            if (const auto known = groupNamed(*name)) {
                m_in.fail(std::format("redefinition of group name {} as group {}; was group {}", text::quoted(*name),
                                      m_groupWidths.size(), *known),
                          position);
                return;
            }
            m_result.names.emplace_back(*name, static_cast<uint32_t>(m_groupWidths.size()));
            return capture(start);
        }
        if (m_in.take('=')) {
            const std::optional<std::string> name = m_in.nameUntil(')');
            if (!name || !m_in.checkName(*name)) return;
            const auto position = at() - static_cast<int64_t>(text::countCodePoints(*name)) - 1;
            const auto known = groupNamed(*name);
            if (known) reference(*known, static_cast<size_t>(position));
            else m_in.fail("unknown group name " + text::quoted(*name), position);
            return;
        }
        char32_t c = 0;
        if (groupCharacter(c)) m_in.fail("unknown extension ?P" + m_in.since(m_in.position() - 1), at() - 3);
    }

    void comment(size_t start)
    {
        while (!m_in.atEnd())
            if (m_in.take() == ')') return;
        m_in.fail("missing ), unterminated comment", static_cast<int64_t>(start));
    }

    void lookBehind(size_t start)
    {
        char32_t c = 0;
        if (!groupCharacter(c)) return;
        if (c == '=' || c == '!') enter(GroupKind::LookBehind, start, c == '=' ? "(?<=" : "(?<!");
        else m_in.fail("unknown extension ?<" + m_in.since(m_in.position() - 1), at() - 3);
    }

    void conditional(size_t start)
    {
        const std::optional<std::string> name = m_in.nameUntil(')');
        if (!name) return;
        const auto position = at() - static_cast<int64_t>(text::countCodePoints(*name)) - 1;
        uint32_t group = 0;
        if (std::ranges::all_of(*name, [](char c) { return c >= '0' && c <= '9'; })) {
            group = name->size() > 8 ? UINT32_MAX : static_cast<uint32_t>(std::stoul(*name));
            if (group == 0) {
                m_in.fail("bad group number", position);
                return;
            }
            m_conditions.emplace_back(group, position);
        } else {
            if (!m_in.checkName(*name)) return;
            const auto known = groupNamed(*name);
            if (!known) {
                m_in.fail("unknown group name " + text::quoted(*name), position);
                return;
            }
            group = *known;
        }
        enter(GroupKind::Conditional, start, std::format("(?({})", group));
    }

    // ---- inline flags -------------------------------------------------------------------------------------------

    static bool isFlagLetter(char32_t c)
    {
        return c < 0x80 && std::string_view("iLmsxau").contains(static_cast<char>(c));
    }

    static uint32_t flagOf(char32_t c)
    {
        switch (c) {
        case 'i':
            return kRegexIgnoreCase;
        case 'm':
            return kRegexMultiline;
        case 's':
            return kRegexDotAll;
        case 'x':
            return kRegexVerbose;
        case 'a':
            return kRegexAscii;
        default:
            return kRegexUnicode;
        }
    }

    /// Letters up to one of `ends`; false: failed.
    bool flagLetters(char32_t &c, uint32_t &flags, std::string_view ends, const std::string &missing, bool isOff)
    {
        constexpr uint32_t kTypes = kRegexAscii | kRegexUnicode;
        while (true) {
            if (isOff && (flagOf(c) & kTypes || c == 'L'))
                return m_in.fail("bad inline flags: cannot turn off flags 'a', 'u' and 'L'", at());
            if (c == 'L') return m_in.fail("bad inline flags: cannot use 'L' flag with a str pattern", at());
            flags |= flagOf(c);
            if ((flagOf(c) & kTypes) && (flags & kTypes) == kTypes)
                return m_in.fail("bad inline flags: flags 'a', 'u' and 'L' are incompatible", at());
            if (m_in.atEnd()) return m_in.fail(missing, at());
            c = m_in.take();
            if (c < 0x80 && ends.contains(static_cast<char>(c))) return true;
            if (!isFlagLetter(c)) return m_in.fail(isRegexLetter(c) ? "unknown flag" : missing, at() - 1);
        }
    }

    void inlineFlags(size_t start, char32_t c)
    {
        uint32_t on = 0, off = 0;
        if (c != '-' && !flagLetters(c, on, ")-:", "missing -, : or )", false)) return;
        if (c == ')') return globalFlags(start, on);
        if (c == '-') {
            if (m_in.atEnd()) {
                m_in.fail("missing flag", at());
                return;
            }
            c = m_in.take();
            if (!isFlagLetter(c)) {
                m_in.fail(isRegexLetter(c) ? "unknown flag" : "missing flag", at() - 1);
                return;
            }
            if (!flagLetters(c, off, ":", "missing :", true)) return;
        }
        if (on & off) {
            m_in.fail("bad inline flags: flag turned on and off", at() - 1);
            return;
        }
        enter(GroupKind::Plain, start, "(?" + letters(on) + (letters(off).empty() ? "" : "-" + letters(off)) + ":");
        if (on & (kRegexAscii | kRegexUnicode)) m_flags &= ~uint32_t(kRegexAscii | kRegexUnicode);
        m_flags = (m_flags | on) & ~off;
    }

    /// Those that PCRE2 has to know; the others are the translator's business.
    static std::string letters(uint32_t flags)
    {
        std::string text;
        if (flags & kRegexIgnoreCase) text += 'i';
        if (flags & kRegexMultiline) text += 'm';
        if (flags & kRegexDotAll) text += 's';
        return text;
    }

    void globalFlags(size_t start, uint32_t on)
    {
        const bool isAtStart = m_levels.size() == 1 && top().item == Item::None && top().branches == 1;
        if (!isAtStart) {
            m_in.fail("global flags not at the start of the expression", static_cast<int64_t>(start));
            return;
        }
        m_flags |= on;
        m_result.flags |= on;
    }

    RegexScanner m_in;
    uint32_t m_flags;
    std::string m_out;
    TranslatedRegex m_result;
    std::vector<Level> m_levels;
    std::vector<Width> m_groupWidths{{}}; ///< of group 0, which is nothing yet, and all after it
    std::vector<std::pair<uint32_t, int64_t>> m_conditions;
    bool m_badLookBehind = false;
};

// ---- templates --------------------------------------------------------------------------------------------------

class TemplateParser
{
public:
    TemplateParser(std::string_view source, const TranslatedRegex &regex)
        : m_in(source)
        , m_regex(regex)
    {
    }

    std::expected<std::vector<TemplatePart>, RegexFault> run()
    {
        while (!m_in.hasFailed() && !m_in.atEnd()) {
            const char32_t c = m_in.take();
            if (c == '\\') escape();
            else text(c);
        }
        if (m_in.hasFailed()) return std::unexpected(m_in.fault());
        return std::move(m_parts);
    }

private:
    void text(char32_t c)
    {
        if (m_parts.empty() || m_parts.back().group >= 0) m_parts.emplace_back();
        text::appendCodePoint(m_parts.back().text, c);
    }

    void group(uint64_t number, size_t position)
    {
        if (number > m_regex.groups)
            m_in.fail(std::format("invalid group reference {}", number), static_cast<int64_t>(position));
        else m_parts.push_back({{}, static_cast<int64_t>(number)});
    }

    void escape()
    {
        const size_t begin = m_in.position() - 1;
        if (m_in.atEnd()) {
            m_in.fail("bad escape (end of pattern)", static_cast<int64_t>(begin));
            return;
        }
        const char32_t c = m_in.take();
        static constexpr std::string_view kLetters = "abfnrtv\\", kMeanings = "\a\b\f\n\r\t\v\\";
        const size_t which = c < 0x80 ? kLetters.find(static_cast<char>(c)) : std::string_view::npos;
        if (c == 'g') return namedGroup();
        if (isRegexDigit(c)) return numbered(begin, c);
        if (which != std::string_view::npos) return text(static_cast<unsigned char>(kMeanings[which]));
        if (isRegexLetter(c)) {
            m_in.fail("bad escape " + m_in.since(begin), static_cast<int64_t>(begin));
            return;
        }
        text('\\');
        text(c);
    }

    void namedGroup()
    {
        if (!m_in.take('<')) {
            m_in.fail("missing <", static_cast<int64_t>(m_in.position()));
            return;
        }
        const size_t position = m_in.position();
        const std::optional<std::string> name = m_in.nameUntil('>');
        if (!name) return;
        if (std::ranges::all_of(*name, [](char c) { return c >= '0' && c <= '9'; }))
            return group(name->size() > 8 ? UINT32_MAX : std::stoul(*name), position);
        if (!m_in.checkName(*name)) return;
        const auto found = std::ranges::find(m_regex.names, *name, &std::pair<std::string, uint32_t>::first);
        if (found == m_regex.names.end()) m_in.fail("unknown group name " + text::quoted(*name), -1);
        else group(found->second, position);
    }

    void numbered(size_t begin, char32_t first)
    {
        std::u32string digits(1, first);
        if (first == '0') {
            digits += m_in.takeWhile(2, isRegexOctal);
            return text(regexNumber(digits, 8) & 0xFF);
        }
        if (isRegexDigit(m_in.peek())) digits += m_in.take();
        if (digits.size() == 2 && isRegexOctal(digits[0]) && isRegexOctal(digits[1]) && isRegexOctal(m_in.peek())) {
            digits += m_in.take();
            const uint32_t value = regexNumber(digits, 8);
            if (value <= 0377) return text(value);
            m_in.fail(std::format("octal escape value {} outside of range 0-0o377", m_in.since(begin)),
                      static_cast<int64_t>(begin));
            return;
        }
        group(regexNumber(digits, 10), begin + 1);
    }

    RegexScanner m_in;
    const TranslatedRegex &m_regex;
    std::vector<TemplatePart> m_parts;
};

} // namespace

std::expected<TranslatedRegex, RegexFault> translateRegex(std::string_view source, uint32_t flags)
{
    return Translator(source, flags).run();
}

std::expected<std::vector<TemplatePart>, RegexFault> parseTemplate(std::string_view source,
                                                                   const TranslatedRegex &regex)
{
    return TemplateParser(source, regex).run();
}

} // namespace latchkey::modules
