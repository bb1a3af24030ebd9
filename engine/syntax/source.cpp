// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/syntax/source.h"

#include <algorithm>
#include <cstring>

namespace latchkey::syntax {

namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

bool continues(char byte)
{
    return (static_cast<unsigned char>(byte) & 0xC0) == 0x80;
}

/// Every byte that does not continue a character starts one; so invalid text has columns too.
uint32_t codePoints(std::string_view text)
{
    return static_cast<uint32_t>(std::ranges::count_if(text, [](char byte) { return !continues(byte); }));
}

} // namespace

SourcePtr Source::make(std::string name, std::string text, std::string path)
{
    return SourcePtr(new Source(std::move(name), std::move(text), std::move(path)));
}

Source::Source(std::string name, std::string text, std::string path)
    : m_name(std::move(name))
    , m_path(std::move(path))
    , m_text(std::move(text))
    , m_view(m_text)
{
    if (m_view.starts_with(kByteOrderMark)) m_view.remove_prefix(kByteOrderMark.size());
}

const std::vector<uint32_t> &Source::lineStarts() const
{
    std::call_once(m_lineStartsOnce, [this] {
        m_lineStarts.push_back(0);
        const char *const begin = m_view.data();
        const char *const end = begin + m_view.size();
        for (const char *at = begin; at < end;) {
            at = static_cast<const char *>(memchr(at, '\n', static_cast<size_t>(end - at)));
            if (!at) break;
            ++at;
            m_lineStarts.push_back(static_cast<uint32_t>(at - begin));
        }
    });
    return m_lineStarts;
}

Position Source::position(uint32_t offset) const
{
    offset = std::min<uint32_t>(offset, static_cast<uint32_t>(m_view.size()));
    const auto &starts = lineStarts();
    const auto after = std::upper_bound(starts.begin(), starts.end(), offset);
    const uint32_t start = *(after - 1);
    return {static_cast<uint32_t>(after - starts.begin()), codePoints(m_view.substr(start, offset - start)) + 1};
}

uint32_t Source::lineCount() const
{
    return static_cast<uint32_t>(lineStarts().size());
}

std::string_view Source::line(uint32_t line) const
{
    const auto &starts = lineStarts();
    if (line == 0 || line > starts.size()) return {};
    const uint32_t begin = starts[line - 1];
    std::string_view text = m_view.substr(begin, line < starts.size() ? starts[line] - begin : std::string_view::npos);
    if (text.ends_with('\n')) text.remove_suffix(1);
    if (text.ends_with('\r')) text.remove_suffix(1);
    return text;
}

uint32_t Source::offset(Position position) const
{
    const auto &starts = lineStarts();
    if (position.line == 0) return 0;
    if (position.line > starts.size()) return static_cast<uint32_t>(m_view.size());
    const std::string_view text = line(position.line);
    size_t at = 0;
    for (uint32_t column = 1; column < position.column && at < text.size(); ++column) {
        do {
            ++at;
        } while (at < text.size() && continues(text[at]));
    }
    return starts[position.line - 1] + static_cast<uint32_t>(at);
}

} // namespace latchkey::syntax
