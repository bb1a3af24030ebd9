// SPDX-License-Identifier: GPL-3.0-or-later
// Comma-separated text without values of the language: rows of fields from text, and fields to text.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace latchkey::modules {

/// Reads rows one by one. Empty lines are no rows.
class CsvReader
{
public:
    CsvReader(std::string_view text, std::string_view delimiter)
        : m_text(text)
        , m_delimiter(delimiter)
    {
    }

    /// False at the end.
    bool nextRow(std::vector<std::string> &fields);

private:
    void readField(std::string &field);
    void readQuoted(std::string &field);
    bool atRecordEnd() const { return m_at >= m_text.size() || m_text[m_at] == '\n' || m_text[m_at] == '\r'; }
    void skipRecordEnd();

    std::string_view m_text;
    std::string_view m_delimiter;
    size_t m_at = 0;
};

/// Appends a row with its record end; fields are quoted where they must be.
void appendCsvRow(std::string &out, const std::vector<std::string> &fields, std::string_view delimiter);

} // namespace latchkey::modules
