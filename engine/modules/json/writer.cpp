// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/modules/json/writer.h"

#include "engine/modules/support/base64.h"
#include "engine/modules/support/text_results.h"
#include "engine/text/numbers.h"
#include "engine/text/utf8.h"
#include "engine/vm/long_copy.h"

#include <cmath>
#include <format>
#include <unordered_set>
#include <vector>

namespace latchkey::modules {

using namespace vm;

namespace {

constexpr size_t kMaxDepth = 10'000;

void appendUnit(std::string &out, uint32_t unit)
{
    static constexpr char kDigits[] = "0123456789abcdef";
    out += "\\u";
    for (int shift = 12; shift >= 0; shift -= 4) out += kDigits[(unit >> shift) & 15];
}

void appendEscaped(std::string &out, char32_t c)
{
    switch (c) {
    case '"':
        out += "\\\"";
        return;
    case '\\':
        out += "\\\\";
        return;
    case '\b':
        out += "\\b";
        return;
    case '\f':
        out += "\\f";
        return;
    case '\n':
        out += "\\n";
        return;
    case '\r':
        out += "\\r";
        return;
    case '\t':
        out += "\\t";
        return;
    default:
        break;
    }
    if (c < 0x10000) return appendUnit(out, c);
    appendUnit(out, 0xD800 + ((c - 0x10000) >> 10));
    appendUnit(out, 0xDC00 + ((c - 0x10000) & 0x3FF));
}

std::string realText(double real)
{
    if (std::isnan(real)) return "NaN";
    if (std::isinf(real)) return real > 0 ? "Infinity" : "-Infinity";
    return text::display(real);
}

/// Classes whose values stand in JSON as their text.
bool isTextualClass(const ClassSpec &spec)
{
    return spec.name == "DateTimeObject" || spec.name == "Date" || spec.name == "Time" || spec.name == "TimeDelta";
}

class Writer
{
public:
    Writer(NativeCall &call, const JsonLayout &layout, std::string &out)
        : m_call(call)
        , m_layout(layout)
        , m_out(out)
    {
    }

    Outcome write(Value value)
    {
        Outcome outcome = begin(value);
        while (outcome == Outcome::Return && !m_open.empty()) outcome = step();
        return outcome;
    }

private:
    struct Level {
        Value container;
        uint32_t position = 0;
        bool isFirst = true;
    };

    /// Writes a scalar, or opens a container.
    Outcome begin(Value value)
    {
        if (pollAt(m_call, ++m_steps)) return Outcome::Stop;
        // Indentation of deep values grows faster than steps.
        const bool isDue = (m_steps & kPollMask) == 0 || m_out.size() - m_checked > text::kPollBytes;
        if (isDue && (m_checked = m_out.size()) > roomFor(m_call)) return stopForMemory(m_call);
        if (value.isArray() || value.isObject()) return open(value);
        if (value.isString())
            return appendJsonString(m_out, value.asString()->view()) ? Outcome::Return : Outcome::Stop;
        if (isCellOf(value, CellKind::Bytes))
            m_out += '"' + base64({cellAs<Bytes>(value)->data(), cellAs<Bytes>(value)->count}) + '"';
        else if (isBig(value)) return appendInteger(m_call.isolate, value, 10, m_out) ? Outcome::Return : Outcome::Stop;
        else if (!appendScalar(value, m_out)) return raiseNotSerializable(value);
        return Outcome::Return;
    }

    static bool appendScalar(Value value, std::string &out)
    {
        if (value.isNull()) out += "null";
        else if (value.isBoolean()) out += value.asBoolean() ? "true" : "false";
        else if (value.isReal()) out += realText(value.asReal());
        else if (value.isSmall()) out += text::display(value.asSmall());
        else if (isBig(value)) out += integerText(value);
        else if (isCellOf(value, CellKind::Instance) && isTextualClass(*cellAs<Instance>(value)->spec))
            appendJsonString(out, cellAs<Instance>(value)->spec->display(cellAs<Instance>(value)));
        else return false;
        return true;
    }

    Outcome raiseNotSerializable(Value value)
    {
        return m_call.raise(
            ErrorName::TypeError,
            std::format("JSON serialization failed: Object of type {} is not JSON serializable", typeName(value)));
    }

    Outcome open(Value container)
    {
        const bool isArray = container.isArray();
        if ((isArray ? container.asArray()->length : propertyCount(container.asObject())) == 0) {
            m_out += isArray ? "[]" : "{}";
            return Outcome::Return;
        }
        if (m_open.size() >= kMaxDepth)
            return m_call.raise(ErrorName::ValueError,
                                std::format("JSON serialization failed: nesting deeper than {}", kMaxDepth));
        if (!m_onPath.insert(container.bits()).second)
            return m_call.raise(ErrorName::ValueError, "JSON serialization failed: Circular reference detected");
        m_out += isArray ? '[' : '{';
        m_open.push_back({container});
        return Outcome::Return;
    }

    /// Writes the next member of the innermost container, or closes it.
    Outcome step()
    {
        Level &level = m_open.back();
        Value key, value;
        if (level.container.isArray()) {
            const Array *array = level.container.asArray();
            if (level.position >= array->length) return close();
            value = array->items[level.position++];
            separate(level);
        } else {
            if (!nextProperty(level.container.asObject(), level.position, key, value)) return close();
            separate(level);
            appendKey(key);
        }
        return begin(value);
    }

    void separate(Level &level)
    {
        if (!level.isFirst) m_out += m_layout.lines ? "," : ", ";
        level.isFirst = false;
        if (m_layout.lines) newLine(m_open.size());
    }

    void appendKey(Value key)
    {
        if (key.isString()) {
            appendJsonString(m_out, key.asString()->view());
        } else if (isCellOf(key, CellKind::Instance)) {
            appendJsonString(m_out, cellAs<Instance>(key)->spec->display(cellAs<Instance>(key)));
        } else {
            m_out += '"';
            appendScalar(key, m_out);
            m_out += '"';
        }
        m_out += ": ";
    }

    Outcome close()
    {
        const Value container = m_open.back().container;
        m_open.pop_back();
        m_onPath.erase(container.bits());
        if (m_layout.lines) newLine(m_open.size());
        m_out += container.isArray() ? ']' : '}';
        return Outcome::Return;
    }

    void newLine(size_t depth)
    {
        m_out += '\n';
        for (size_t i = 0; i < depth; ++i) m_out += m_layout.indent;
    }

    NativeCall &m_call;
    const JsonLayout &m_layout;
    std::string &m_out;
    std::vector<Level> m_open;
    std::unordered_set<uint64_t> m_onPath;
    size_t m_steps = 0;
    size_t m_checked = 0; ///< size of the text when it was last compared with the room
};

} // namespace

bool appendJsonString(std::string &out, std::string_view text)
{
    const text::Poll poll = pollOfRunning();
    out += '"';
    size_t plain = 0;
    for (size_t at = 0; at < text.size();) {
        if (at >= kCopiedAtOnce && poll()) return false;
        for (const size_t next = std::min(text.size(), at + kCopiedAtOnce); at < next;) {
            const auto byte = static_cast<unsigned char>(text[at]);
            if (byte >= 0x20 && byte < 0x7F && byte != '"' && byte != '\\') {
                ++at;
                continue;
            }
            out.append(text.substr(plain, at - plain));
            const text::Decoded c = text::decodeAt(text, at);
            appendEscaped(out, c.value);
            at += c.length;
            plain = at;
        }
        out.append(text.substr(plain, at - plain));
        plain = at;
    }
    out += '"';
    return true;
}

Outcome appendJson(NativeCall &call, Value value, const JsonLayout &layout, std::string &out)
{
    return Writer(call, layout, out).write(value);
}

} // namespace latchkey::modules
