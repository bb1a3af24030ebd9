// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the bytes of a file say about themselves: byte-order mark, line ends, whether they are UTF-8, and what in them
// the editor has to be careful with. The editor keeps a text's bytes as they are (mixed line ends included), so a save
// needs only the mark put back. Pure functions on bytes, run on the file pool.
#pragma once

#include <QByteArray>
#include <QString>

namespace latchkey::editor {

enum class LineEnd : quint8 { Lf, CrLf, Cr };

/// What was found in a file's bytes.
struct TextFormat {
    bool byteOrderMark = false;    ///< UTF-8's; not part of the text
    LineEnd lineEnd = LineEnd::Lf; ///< the one most lines have, and new ones get
    bool mixedLineEnds = false;
    bool hasLoneCr = false; ///< then lines of the editor are not lines of the language
    bool validUtf8 = true;
    int firstInvalidLine = 0; ///< 1-based, 0 when valid
    bool looksUtf16 = false;
    qint64 nulBytes = 0;
    bool hasBidiControls = false; ///< characters that make text look other than it is
    qint64 longestLine = 0;       ///< bytes
    qint64 lines = 1;

    /// "LF", "CRLF", "CR", for the status bar.
    [[nodiscard]] QString lineEndName() const;
    /// "UTF-8" or what else is shown for the encoding.
    [[nodiscard]] QString encodingName() const;
};

/// A text and its format.
struct DecodedText {
    QByteArray text; ///< without byte-order mark, else byte for byte
    TextFormat format;
};

/// Examines the bytes of a file.
[[nodiscard]] DecodedText decodeText(const QByteArray &bytes);
/// The bytes to write for a text of that format.
[[nodiscard]] QByteArray encodeText(const QByteArray &text, const TextFormat &format);

} // namespace latchkey::editor
