// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the bytes of a file say about themselves: byte-order mark, line ends, whether they are UTF-8, and what in them
// the editor has to be careful with. The editor keeps a text's bytes as they are (mixed line ends included), so a save
// needs only the mark put back. A file in another encoding is edited as UTF-8 and written in its own again; it is
// taken only where that gives back each of its bytes. Pure functions on bytes, run on the file pool.
#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <optional>

namespace latchkey::editor {

enum class LineEnd : quint8 { Lf, CrLf, Cr };

/// What was found in a file's bytes.
struct TextFormat {
    QString encoding = {};         ///< of the file, as the system calls it; empty: UTF-8
    bool byteOrderMark = false;    ///< of that encoding; not part of the text
    LineEnd lineEnd = LineEnd::Lf; ///< the one most lines have, and new ones get
    bool mixedLineEnds = false;
    bool hasLoneCr = false; ///< then lines of the editor are not lines of the language
    bool validUtf8 = true;
    int firstInvalidLine = 0; ///< 1-based, 0 when valid
    bool looksUtf16 = false;  ///< and is not
    bool fits = true;         ///< the bytes are the encoding that was asked for
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

/// Examines the bytes of a file. With `encoding` they are taken for that; else for UTF-16 if they begin with its mark,
/// else for UTF-8.
[[nodiscard]] DecodedText decodeText(const QByteArray &bytes, const QString &encoding = {});
/// The bytes to write for a text of that format; none if it has characters that the encoding has not.
[[nodiscard]] std::optional<QByteArray> encodeText(const QByteArray &text, const TextFormat &format);
/// The text with all its line ends of one kind.
[[nodiscard]] QByteArray withLineEnds(const QByteArray &text, LineEnd end);

/// Encodings a file can be read and written in besides UTF-8.
[[nodiscard]] QStringList otherEncodings();

} // namespace latchkey::editor
