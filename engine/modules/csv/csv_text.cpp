// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/modules/csv/csv_text.h"

namespace latchkey::modules {

bool CsvReader::nextRow(std::vector<std::string> &fields)
{
    fields.clear();
    while (m_at < m_text.size() && atRecordEnd()) ++m_at;
    if (m_at >= m_text.size()) return false;
    while (true) {
        readField(fields.emplace_back());
        if (atRecordEnd()) break;
        m_at += m_delimiter.size();
    }
    skipRecordEnd();
    return true;
}

/// Stops at a delimiter or at the end of the record.
void CsvReader::readField(std::string &field)
{
    if (m_at < m_text.size() && m_text[m_at] == '"') readQuoted(field);
    const size_t begin = m_at;
    while (!atRecordEnd() && !m_text.substr(m_at).starts_with(m_delimiter)) ++m_at;
    field.append(m_text.substr(begin, m_at - begin)); // what follows a closing quote belongs to the field
}

void CsvReader::readQuoted(std::string &field)
{
    for (++m_at; m_at < m_text.size(); ++m_at) {
        const size_t quote = m_text.find('"', m_at);
        field.append(m_text.substr(m_at, quote == std::string_view::npos ? quote : quote - m_at));
        m_at = quote == std::string_view::npos ? m_text.size() : quote + 1;
        if (m_at >= m_text.size() || m_text[m_at] != '"') return;
        field += '"';
    }
}

void CsvReader::skipRecordEnd()
{
    if (m_at < m_text.size() && m_text[m_at] == '\r') ++m_at;
    if (m_at < m_text.size() && m_text[m_at] == '\n') ++m_at;
}

void appendCsvRow(std::string &out, const std::vector<std::string> &fields, std::string_view delimiter)
{
    for (size_t i = 0; i < fields.size(); ++i) {
        if (i > 0) out += delimiter;
        const std::string &field = fields[i];
        const bool isQuoted = (fields.size() == 1 && field.empty()) ||
                              field.find_first_of("\"\r\n") != std::string::npos ||
                              field.find(delimiter) != std::string::npos;
        if (!isQuoted) {
            out += field;
            continue;
        }
        out += '"';
        for (const char c : field) out.append(c == '"' ? 2 : 1, c);
        out += '"';
    }
    out += "\r\n";
}

} // namespace latchkey::modules
