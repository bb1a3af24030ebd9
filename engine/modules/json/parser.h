// SPDX-License-Identifier: GPL-3.0-or-later
// JSON text to values: RFC 8259 plus NaN and the infinities. Containers are kept on a stack of the parser's own, so
// depth costs memory and never the native stack. An error is a text with its place, for the caller to raise.
#pragma once

#include "engine/modules/support/arguments.h"

#include <string>
#include <unordered_map>
#include <vector>

namespace latchkey::modules {

class JsonParser
{
public:
    static constexpr size_t kMaxDepth = 10'000;

    JsonParser(NativeCall &call, std::string_view text)
        : m_call(call)
        , m_text(text)
    {
    }

    enum class Status : uint8_t { Done, Failed, Stopped };
    Status parse();

    Value value() const { return m_value; }
    /// "Expecting value: line 1 column 2 (char 1)"; valid after Failed.
    const std::string &error() const { return m_error; }
    /// Nesting of the deepest value; the root has 0.
    size_t depth() const { return m_depth; }

private:
    struct Level {
        Value container;
        Value key; ///< of the member that is being read
    };

    bool readValue();
    bool beginArray();
    bool beginObject();
    bool addToTop();
    bool continueArray(bool &isClosed);
    bool continueObject(bool &isClosed);
    bool readKey();
    bool readString(Value &value);
    bool readText(std::string_view &text);
    bool readEscape(std::string &out);
    bool readUnicodeEscape(std::string &out);
    int hexAt(size_t at) const;
    bool readNumber();
    bool readWord();
    bool enter(Value container);

    void skipSpace();
    char peek() const { return m_at < m_text.size() ? m_text[m_at] : '\0'; }
    bool isAtEnd() const { return m_at >= m_text.size(); }
    bool fail(std::string_view what, size_t at);
    bool stop();
    bool pollStep();
    Value keyString(std::string_view text);

    NativeCall &m_call;
    std::string_view m_text;
    size_t m_at = 0;
    size_t m_steps = 0;
    size_t m_depth = 0;
    Value m_value;
    bool m_isComplete = false; ///< m_value is a whole value; else a container was entered
    std::vector<Level> m_stack;
    std::string m_error;
    std::string m_scratch;
    std::unordered_map<std::string_view, Value> m_keys; ///< rows of a table share their key strings
    Status m_status = Status::Done;
};

} // namespace latchkey::modules
