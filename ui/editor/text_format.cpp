// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/text_format.h"

#include <QUtf8StringView>

#include <cstring>

using namespace Qt::Literals::StringLiterals;

namespace latchkey::editor {

namespace {

constexpr QByteArrayView kMark("\xEF\xBB\xBF");

struct LineCounts {
    qint64 lf = 0, crLf = 0, cr = 0;
};

LineCounts countLines(const QByteArray &text, TextFormat &format)
{
    LineCounts counts;
    const char *const begin = text.constData();
    const char *const end = begin + text.size();
    const char *lineStart = begin;
    for (const char *at = begin; at < end; ++at) {
        const char c = *at;
        if (c == '\0') ++format.nulBytes;
        if (c != '\n' && c != '\r') continue;
        format.longestLine = std::max<qint64>(format.longestLine, at - lineStart);
        if (c == '\n') ++counts.lf;
        else if (at + 1 < end && at[1] == '\n') ++counts.crLf, ++at;
        else ++counts.cr;
        lineStart = at + 1;
    }
    format.longestLine = std::max<qint64>(format.longestLine, end - lineStart);
    return counts;
}

void judgeLineEnds(const LineCounts &counts, TextFormat &format)
{
    format.lines = 1 + counts.lf + counts.crLf + counts.cr;
    format.hasLoneCr = counts.cr > 0;
    format.mixedLineEnds = (counts.lf > 0) + (counts.crLf > 0) + (counts.cr > 0) > 1;
    if (counts.crLf > counts.lf && counts.crLf >= counts.cr) format.lineEnd = LineEnd::CrLf;
    else if (counts.cr > counts.lf) format.lineEnd = LineEnd::Cr;
}

// The bytes of the character at `at` if it is well formed, else 0: no overlong forms, no surrogates, no end past
// U+10FFFF.
int sequenceLength(const uchar *at, const uchar *end)
{
    const uchar lead = *at;
    if (lead < 0x80) return 1;
    const int length = lead >= 0xC2 && lead <= 0xDF   ? 2
                       : (lead & 0xF0) == 0xE0        ? 3
                       : lead >= 0xF0 && lead <= 0xF4 ? 4
                                                      : 0;
    if (length == 0 || end - at < length) return 0;
    for (int i = 1; i < length; ++i) {
        if ((at[i] & 0xC0) != 0x80) return 0;
    }
    const uchar next = at[1];
    if ((lead == 0xE0 && next < 0xA0) || (lead == 0xED && next > 0x9F)) return 0;
    if ((lead == 0xF0 && next < 0x90) || (lead == 0xF4 && next > 0x8F)) return 0;
    return length;
}

int firstInvalidLine(const QByteArray &text)
{
    const auto *at = reinterpret_cast<const uchar *>(text.constData());
    const uchar *const end = at + text.size();
    int line = 1;
    while (at < end) {
        const int length = sequenceLength(at, end);
        if (length == 0) return line;
        if (*at == '\n') ++line;
        at += length;
    }
    return 0;
}

// U+202A..U+202E (E2 80 AA..AE) and U+2066..U+2069 (E2 81 A6..A9).
bool findBidiControls(const QByteArray &text)
{
    const char *at = text.constData();
    const char *const end = at + text.size();
    while ((at = static_cast<const char *>(std::memchr(at, 0xE2, size_t(end - at)))) != nullptr && end - at >= 3) {
        const auto second = uchar(at[1]), third = uchar(at[2]);
        if ((second == 0x80 && third >= 0xAA && third <= 0xAE) || (second == 0x81 && third >= 0xA6 && third <= 0xA9))
            return true;
        ++at;
    }
    return false;
}

} // namespace

QString TextFormat::lineEndName() const
{
    return lineEnd == LineEnd::CrLf ? u"CRLF"_s : lineEnd == LineEnd::Cr ? u"CR"_s : u"LF"_s;
}

QString TextFormat::encodingName() const
{
    if (looksUtf16) return u"UTF-16"_s;
    if (!validUtf8) return u"?"_s;
    return byteOrderMark ? u"UTF-8 BOM"_s : u"UTF-8"_s;
}

DecodedText decodeText(const QByteArray &bytes)
{
    DecodedText decoded;
    TextFormat &format = decoded.format;
    format.looksUtf16 = bytes.startsWith("\xFF\xFE") || bytes.startsWith("\xFE\xFF");
    format.validUtf8 = QUtf8StringView(bytes).isValidUtf8();
    if (!format.validUtf8) format.firstInvalidLine = firstInvalidLine(bytes);
    // With bytes that are no text nothing is taken off: what is shown is what is there.
    format.byteOrderMark = format.validUtf8 && bytes.startsWith(kMark);
    decoded.text = format.byteOrderMark ? bytes.sliced(kMark.size()) : bytes;
    judgeLineEnds(countLines(decoded.text, format), format);
    format.hasBidiControls = findBidiControls(decoded.text);
    return decoded;
}

QByteArray encodeText(const QByteArray &text, const TextFormat &format)
{
    return format.byteOrderMark ? kMark.toByteArray() + text : text;
}

} // namespace latchkey::editor
