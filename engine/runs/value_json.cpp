// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runs/value_json.h"

#include "engine/vm/json_text.h"
#include "engine/vm/operations.h"

#include <charconv>
#include <cmath>
#include <unordered_set>
#include <vector>

namespace latchkey::runs {

using vm::Value;

namespace {

constexpr qsizetype kMaxNotes = 100;
constexpr size_t kPiece = size_t(1) << 18;
constexpr uint32_t kStepsPerLook = 4096;

/// One container on the way down.
struct Level {
    Value container;
    uint32_t position = 0; ///< of the array, or nextProperty's
    bool first = true;
    std::string key; ///< where its current child is, for notes
};

/// Writes one value after another with an explicit stack of containers.
class Writer
{
public:
    explicit Writer(bool cyclesAsText)
        : m_cyclesAsText(cyclesAsText)
    {
    }

    JsonText write(Value value)
    {
        put(value);
        while (!m_levels.empty() && !m_stopped && m_result.text.size() <= kMostJsonText) step();
        if (m_result.text.size() > kMostJsonText) { // a few lists that hold each other twice are enough
            m_result.text = "null";
            m_result.notes = {QStringLiteral("$: more than %1 MB as JSON").arg(kMostJsonText >> 20)};
        }
        return std::move(m_result);
    }

    bool writePieces(Value value, const TakeJson &take)
    {
        put(value);
        for (uint32_t steps = 1; !m_levels.empty(); ++steps) {
            step();
            // Often enough to be stopped at once, seldom enough to cost nothing.
            if (m_result.text.size() < kPiece && steps % kStepsPerLook != 0) continue;
            if (!take(m_result.text, share())) return false;
            m_result.text.clear();
        }
        return take(m_result.text, 1);
    }

private:
    void step()
    {
        Level &level = m_levels.back();
        Value child;
        if (!next(level, child)) {
            m_result.text += level.container.isArray() ? ']' : '}';
            m_open.erase(level.container.bits());
            m_levels.pop_back();
            return;
        }
        put(child);
    }

    /// Takes the next child of a level and writes what stands before it.
    bool next(Level &level, Value &child)
    {
        std::string &out = m_result.text;
        if (level.container.isArray()) {
            const vm::Array *array = level.container.asArray();
            if (level.position >= array->length) return false;
            if (level.position > 0) out += ", ";
            level.key = "[" + std::to_string(level.position) + "]";
            child = array->items[level.position++];
            return true;
        }
        Value key;
        if (!vm::nextProperty(level.container.asObject(), level.position, key, child)) return false;
        if (!std::exchange(level.first, false)) out += ", ";
        const std::string text = keyText(key);
        level.key = "." + text;
        vm::appendJsonText(text, out);
        out += ": ";
        return true;
    }

    static std::string keyText(Value key)
    {
        if (key.isString()) return std::string(key.asString()->view());
        if (key.isNull()) return "null";
        if (key.isBoolean()) return key.asBoolean() ? "true" : "false";
        return vm::previewDisplay(key, vm::Display::Plain, 1 << 20);
    }

    void put(Value value)
    {
        std::string &out = m_result.text;
        if (value.isNull() || value.isUnset()) out += "null";
        else if (value.isBoolean()) out += value.asBoolean() ? "true" : "false";
        else if (vm::isInteger(value)) out += vm::integerText(value);
        else if (value.isReal()) putReal(value);
        else if (value.isString()) vm::appendJsonText(value.asString()->view(), out);
        else if (value.isArray() || value.isObject()) open(value);
        else
            vm::appendJsonText(
                vm::previewDisplay(value, vm::isError(value) ? vm::Display::Quoted : vm::Display::Plain, 1 << 20), out);
    }

    void putReal(Value value)
    {
        if (std::isfinite(value.asReal())) {
            m_result.text += vm::previewDisplay(value, vm::Display::Plain, 64);
            return;
        }
        m_result.text += "null";
        if (m_result.notes.size() < kMaxNotes)
            m_result.notes.append(place() + QStringLiteral(": ") +
                                  QString::fromLatin1(std::isnan(value.asReal()) ? "nan"
                                                      : value.asReal() > 0       ? "inf"
                                                                                 : "-inf"));
    }

    void open(Value value)
    {
        if (!m_open.insert(value.bits()).second) {
            m_result.hadCycle = true;
            m_stopped = !m_cyclesAsText;
            m_result.text += "\"<cycle>\"";
            if (m_result.notes.size() < kMaxNotes) m_result.notes.append(place() + QStringLiteral(": cycle"));
            return;
        }
        m_result.text += value.isArray() ? '[' : '{';
        m_levels.push_back({value, 0, true, {}});
    }

    /// How far the outermost two containers are gone through.
    double share() const
    {
        double share = 0, part = 1;
        for (size_t depth = 0; depth < std::min<size_t>(2, m_levels.size()); ++depth) {
            const Level &level = m_levels[depth];
            const bool array = level.container.isArray();
            const double all = array ? level.container.asArray()->length
                                     : static_cast<double>(vm::propertyCount(level.container.asObject()));
            if (all <= 0) break;
            part /= all;
            share += std::max(0.0, level.position - 1.0) * part;
        }
        return std::clamp(share, 0.0, 1.0);
    }

    QString place() const
    {
        std::string path = "$";
        for (const Level &level : m_levels) {
            path += level.key;
            if (path.size() > 200) break;
        }
        return QString::fromStdString(path);
    }

    bool m_cyclesAsText;
    bool m_stopped = false;
    std::vector<Level> m_levels;
    std::unordered_set<uint64_t> m_open; ///< containers on the way down, for cycles
    JsonText m_result;
};

/// Reads JSON with an explicit stack of open containers.
class Reader
{
public:
    Reader(vm::Heap &heap, std::string_view text)
        : m_heap(heap)
        , m_text(text)
    {
    }

    std::optional<Value> read()
    {
        for (;;) {
            Value value;
            if (!readValue(value)) return std::nullopt;
            if (m_opened) { // an empty stack entry was pushed: its first child, or its end, comes next
                m_opened = false;
                if (!startContainer(value)) continue;
            }
            // A whole value: hand it to the container around it, closing as many as end here.
            for (;;) {
                if (m_levels.empty()) {
                    skipSpace();
                    return m_at == m_text.size() ? std::optional(value) : std::nullopt;
                }
                if (!add(value)) return std::nullopt;
                skipSpace();
                if (m_at >= m_text.size()) return std::nullopt;
                const char c = m_text[m_at++];
                if (c == ',') {
                    if (!beforeChild()) return std::nullopt;
                    break;
                }
                if (c != (m_levels.back().container.isArray() ? ']' : '}')) return std::nullopt;
                value = m_levels.back().container;
                m_levels.pop_back();
            }
        }
    }

private:
    struct Open {
        Value container;
        std::string key;
    };

    /// After an opening bracket: true when the container ended at once and is the value.
    bool startContainer(Value &value)
    {
        skipSpace();
        const Value container = m_levels.back().container;
        if (m_at < m_text.size() && m_text[m_at] == (container.isArray() ? ']' : '}')) {
            ++m_at;
            m_levels.pop_back();
            value = container;
            return true;
        }
        if (!beforeChild()) m_at = SIZE_MAX; // makes the next read fail
        return false;
    }

    bool beforeChild()
    {
        if (m_levels.back().container.isArray()) return true;
        skipSpace();
        if (!readText(m_levels.back().key)) return false;
        skipSpace();
        return m_at < m_text.size() && m_text[m_at++] == ':';
    }

    bool add(Value value)
    {
        Open &open = m_levels.back();
        if (open.container.isArray()) return m_heap.push(open.container.asArray(), value);
        return vm::setProperty(m_heap, open.container.asObject(), std::string_view(open.key), value);
    }

    bool readValue(Value &value)
    {
        skipSpace();
        if (m_at >= m_text.size()) return false;
        const char c = m_text[m_at];
        if (c == '[' || c == '{') {
            if (m_levels.size() >= kMaxJsonDepth) return false;
            ++m_at;
            value = c == '[' ? Value::array(m_heap.array()) : Value::object(m_heap.object());
            m_levels.push_back({value, {}});
            m_opened = true;
            return true;
        }
        if (c == '"') {
            std::string text;
            if (!readText(text)) return false;
            vm::String *string = m_heap.string(text);
            if (string) value = Value::string(string);
            return string != nullptr;
        }
        for (const auto &[word, constant] :
             {std::pair{"null", Value::null()}, {"true", Value::boolean(true)}, {"false", Value::boolean(false)}}) {
            if (!m_text.substr(m_at).starts_with(word)) continue;
            m_at += std::string_view(word).size();
            value = constant;
            return true;
        }
        return readNumber(value);
    }

    bool readNumber(Value &value)
    {
        const size_t begin = m_at;
        while (m_at < m_text.size() && std::string_view("+-.eE0123456789").find(m_text[m_at]) != std::string_view::npos)
            ++m_at;
        const std::string_view digits = m_text.substr(begin, m_at - begin);
        if (digits.empty() || digits[0] == '+') return false;
        const char *end = digits.data() + digits.size();
        if (digits.find_first_of(".eE") != std::string_view::npos) {
            double real = 0;
            const auto [stop, error] = std::from_chars(digits.data(), end, real);
            if (error == std::errc::result_out_of_range) real = std::strtod(std::string(digits).c_str(), nullptr);
            value = Value::realFromOutside(real);
            return stop == end;
        }
        int64_t small = 0;
        const auto [stop, error] = std::from_chars(digits.data(), end, small);
        if (error == std::errc() && stop == end) {
            value = m_heap.integer(small);
            return true;
        }
        mpz_t big;
        if (mpz_init_set_str(big, std::string(digits).c_str(), 10) != 0) {
            mpz_clear(big);
            return false;
        }
        value = m_heap.takeBig(big);
        return true;
    }

    bool readText(std::string &out)
    {
        out.clear();
        if (m_at >= m_text.size() || m_text[m_at] != '"') return false;
        for (++m_at; m_at < m_text.size();) {
            const char c = m_text[m_at++];
            if (c == '"') return true;
            if (c != '\\') {
                out += c;
                continue;
            }
            if (m_at >= m_text.size() || !readEscape(m_text[m_at++], out)) return false;
        }
        return false;
    }

    bool readEscape(char c, std::string &out)
    {
        constexpr std::string_view kNames = "\"\\/bfnrt";
        constexpr std::string_view kCharacters = "\"\\/\b\f\n\r\t";
        if (const size_t at = kNames.find(c); at != std::string_view::npos) {
            out += kCharacters[at];
            return true;
        }
        uint32_t code = 0;
        if (c != 'u' || !readHex(code)) return false;
        if (code >= 0xD800 && code < 0xDC00 && m_text.substr(m_at).starts_with("\\u")) {
            const size_t back = m_at;
            uint32_t low = 0;
            m_at += 2;
            if (readHex(low) && low >= 0xDC00 && low < 0xE000)
                code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
            else m_at = back;
        }
        appendUtf8(out, code);
        return true;
    }

    bool readHex(uint32_t &code)
    {
        if (m_at + 4 > m_text.size()) return false;
        const auto [stop, error] = std::from_chars(m_text.data() + m_at, m_text.data() + m_at + 4, code, 16);
        if (error != std::errc() || stop != m_text.data() + m_at + 4) return false;
        m_at += 4;
        return true;
    }

    static void appendUtf8(std::string &out, uint32_t c)
    {
        const auto byte = [&out](uint32_t b) { out += static_cast<char>(b); };
        if (c < 0x80) byte(c);
        else if (c < 0x800) byte(0xC0 | c >> 6), byte(0x80 | (c & 0x3F));
        else if (c < 0x10000) byte(0xE0 | c >> 12), byte(0x80 | (c >> 6 & 0x3F)), byte(0x80 | (c & 0x3F));
        else byte(0xF0 | c >> 18), byte(0x80 | (c >> 12 & 0x3F)), byte(0x80 | (c >> 6 & 0x3F)), byte(0x80 | (c & 0x3F));
    }

    void skipSpace()
    {
        while (m_at < m_text.size() && std::string_view(" \t\r\n").find(m_text[m_at]) != std::string_view::npos) ++m_at;
    }

    vm::Heap &m_heap;
    std::string_view m_text;
    size_t m_at = 0;
    bool m_opened = false;
    std::vector<Open> m_levels;
};

} // namespace

JsonText valueToJson(Value value, bool cyclesAsText)
{
    return Writer(cyclesAsText).write(value);
}

bool writeJson(Value value, const TakeJson &take)
{
    return Writer(true).writePieces(value, take);
}

std::optional<Value> valueFromJson(vm::Heap &heap, QByteArrayView text)
{
    return Reader(heap, std::string_view(text.data(), static_cast<size_t>(text.size()))).read();
}

} // namespace latchkey::runs
