// SPDX-License-Identifier: GPL-3.0-or-later
// Tables looked at piece by piece, for questions about files that need not fit the run's memory: where the first row
// ends, and how many rows there are. Works on bytes of encodings in which ASCII characters are single bytes.
#pragma once

#include "engine/modules/file/encodings.h"

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>

namespace latchkey::modules {

/// Follows records through chunks of any size, as CsvReader would read them.
class CsvScanner
{
public:
    explicit CsvScanner(char delimiter)
        : m_delimiter(delimiter)
    {
    }
    /// False when the first row ended in this chunk and `untilFirstRow` was asked for.
    bool feed(std::string_view chunk, bool untilFirstRow = false);
    int64_t rows() const { return m_rows; }

private:
    enum class State : uint8_t { Record, Field, Plain, Quoted, Quote };
    State next(char c);
    char m_delimiter;
    State m_state = State::Record;
    int64_t m_rows = 0;
};

/// Checks a text that comes in chunks; characters may be cut between two.
class EncodingChecker
{
public:
    explicit EncodingChecker(Encoding encoding)
        : m_encoding(encoding)
    {
    }
    /// The error is the offset, in all, of the first byte that does not belong.
    std::expected<void, uint64_t> feed(std::string_view chunk);
    std::expected<void, uint64_t> finish();

private:
    Encoding m_encoding;
    std::string m_rest; ///< the beginning of a character
    uint64_t m_offset = 0;
};

/// Where the first row ends, its line end included; the whole size when it does not.
size_t endOfFirstRow(std::string_view text, char delimiter);

/// Can tables in this encoding be followed byte by byte?
bool isByteWise(Encoding encoding);

} // namespace latchkey::modules
