// SPDX-License-Identifier: GPL-3.0-or-later
// Source text as every later stage sees it: bytes that are known to be UTF-8, a name, and the table that turns a byte
// offset into a line and a column. Immutable and shared; a `Source` outlives every tree, program and diagnostic made
// from it because they hold a `SourcePtr`.
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace latchkey::syntax {

/// A place in a source text. Lines and columns start at 1; columns count code points, a tab is one.
struct Position {
    uint32_t line = 0;
    uint32_t column = 0;
};

/// A half-open range of bytes.
struct Span {
    uint32_t begin = 0;
    uint32_t end = 0;
};

class Source;
using SourcePtr = std::shared_ptr<const Source>;

/// Larger texts are refused by the parser with a diagnostic: offsets are 32 bits wide.
inline constexpr size_t kMaxSourceBytes = 1u << 30;

class Source
{
public:
    /// `name` is what diagnostics show; `path` is the file it was read from, empty when there is none.
    static SourcePtr make(std::string name, std::string text, std::string path = {});

    const std::string &name() const { return m_name; }
    const std::string &path() const { return m_path; }
    /// The text without a leading byte-order mark. May hold invalid UTF-8: the lexer reports it.
    std::string_view text() const { return m_view; }

    Position position(uint32_t offset) const;
    uint32_t lineCount() const;
    /// The text of a line (1-based) without its line end.
    std::string_view line(uint32_t line) const;
    /// The byte offset of a position, clamped to the line.
    uint32_t offset(Position position) const;

private:
    Source(std::string name, std::string text, std::string path);
    const std::vector<uint32_t> &lineStarts() const;

    std::string m_name;
    std::string m_path;
    std::string m_text;
    std::string_view m_view;
    mutable std::once_flag
        m_lineStartsOnce; ///< the table is built at the first question for a position, from any thread
    mutable std::vector<uint32_t> m_lineStarts;
};

} // namespace latchkey::syntax
