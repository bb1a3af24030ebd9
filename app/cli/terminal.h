// SPDX-License-Identifier: GPL-3.0-or-later
// Writing to the standard streams: whole, unbuffered, and with text that a script chose made harmless where Latchkey
// itself speaks.
#pragma once

#include <QByteArrayView>
#include <QString>

namespace latchkey::cli {

/// Writes all of it. False: nobody reads any more.
bool writeAll(int descriptor, QByteArrayView bytes);
void writeOut(const QString &text);
void writeError(const QString &text);

/// Control, bidirectional and zero-width characters as visible escapes, so that text in a message or a question can
/// neither move the cursor nor look like something else. `limit` cuts in the middle; 0: no limit.
QString shownSafely(QStringView text, qsizetype limit = 0);

} // namespace latchkey::cli
