// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/text_format.h"

#include <QStringConverter>
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
    const QString name = encoding.isEmpty() ? u"UTF-8"_s : encoding;
    return byteOrderMark ? name + u" BOM"_s : name;
}

namespace {

const QString kUtf16Le = u"UTF-16LE"_s, kUtf16Be = u"UTF-16BE"_s;

QByteArrayView markOf(const QString &encoding)
{
    if (encoding.isEmpty()) return kMark;
    if (encoding == kUtf16Le) return "\xFF\xFE";
    if (encoding == kUtf16Be) return "\xFE\xFF";
    return {};
}

// What the bytes are in an encoding, if written back they are the same bytes.
std::optional<QString> decoded(QByteArrayView bytes, const QString &encoding)
{
    const auto flags = QStringConverter::Flag::Stateless | QStringConverter::Flag::ConvertInitialBom;
    QStringDecoder decoder(encoding, flags);
    QStringEncoder encoder(encoding, flags);
    if (!decoder.isValid() || !encoder.isValid()) return std::nullopt;
    QString text = decoder(bytes);
    const QByteArray again = encoder(text);
    if (decoder.hasError() || again != bytes) return std::nullopt;
    return text;
}

QString encodingByMark(const QByteArray &bytes)
{
    if (bytes.startsWith(QByteArrayView("\xFF\xFE\0\0", 4))) return {}; // UTF-32's
    if (bytes.startsWith(markOf(kUtf16Le))) return kUtf16Le;
    return bytes.startsWith(markOf(kUtf16Be)) ? kUtf16Be : QString();
}

} // namespace

QStringList otherEncodings()
{
    QStringList known;
    for (const QString &name :
         {kUtf16Le, kUtf16Be, u"ISO-8859-1"_s, u"ISO-8859-15"_s, u"windows-1252"_s, u"windows-1250"_s,
          u"windows-1251"_s, u"KOI8-R"_s, u"GB18030"_s, u"Big5"_s, u"Shift_JIS"_s, u"EUC-KR"_s})
        if (QStringDecoder(name).isValid()) known << name;
    return known;
}

DecodedText decodeText(const QByteArray &bytes, const QString &encoding)
{
    DecodedText decodedText;
    TextFormat &format = decodedText.format;
    const QString other = encoding.isEmpty() ? encodingByMark(bytes) : encoding;
    format.looksUtf16 = encoding.isEmpty() && (bytes.startsWith("\xFF\xFE") || bytes.startsWith("\xFE\xFF"));
    if (!other.isEmpty()) {
        const QByteArrayView mark = markOf(other);
        const bool marked = !mark.isEmpty() && bytes.startsWith(mark);
        const auto text = decoded(QByteArrayView(bytes).sliced(marked ? mark.size() : 0), other);
        format.fits = text.has_value();
        if (text) {
            format.encoding = other;
            format.looksUtf16 = false;
            format.byteOrderMark = marked;
            decodedText.text = text->toUtf8();
        }
    }
    if (format.encoding.isEmpty()) {
        format.validUtf8 = QUtf8StringView(bytes).isValidUtf8();
        if (!format.validUtf8) format.firstInvalidLine = firstInvalidLine(bytes);
        // With bytes that are no text nothing is taken off: what is shown is what is there.
        format.byteOrderMark = format.validUtf8 && bytes.startsWith(kMark);
        decodedText.text = format.byteOrderMark ? bytes.sliced(kMark.size()) : bytes;
    }
    judgeLineEnds(countLines(decodedText.text, format), format);
    format.hasBidiControls = findBidiControls(decodedText.text);
    return decodedText;
}

std::optional<QByteArray> encodeText(const QByteArray &text, const TextFormat &format)
{
    const QByteArray mark = format.byteOrderMark ? markOf(format.encoding).toByteArray() : QByteArray();
    if (format.encoding.isEmpty()) return mark.isEmpty() ? text : mark + text;
    const QString wide = QString::fromUtf8(text);
    QStringEncoder encoder(format.encoding, QStringConverter::Flag::Stateless);
    const QByteArray bytes = encoder(wide);
    const auto back = decoded(bytes, format.encoding);
    if (!back || *back != wide) return std::nullopt;
    return mark + bytes;
}

QByteArray withLineEnds(const QByteArray &text, LineEnd end)
{
    const QByteArrayView wanted = end == LineEnd::CrLf ? "\r\n" : end == LineEnd::Cr ? "\r" : "\n";
    QByteArray out;
    out.reserve(text.size() + text.size() / 32);
    for (qsizetype at = 0; at < text.size(); ++at) {
        const char c = text[at];
        if (c != '\n' && c != '\r') out += c;
        else out += wanted;
        if (c == '\r' && at + 1 < text.size() && text[at + 1] == '\n') ++at;
    }
    return out;
}

} // namespace latchkey::editor
