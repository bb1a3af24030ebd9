// SPDX-License-Identifier: GPL-3.0-or-later
//
// A value as JSON text for a file or the clipboard. Made in pieces on a worker, so that a value of any size costs
// little memory and the writing ends as soon as nobody wants it any more.
#pragma once

#include "ui/results/value_source.h"
#include "ui/tables/work.h"

namespace latchkey::results {

/// More than this does not go onto the clipboard: other programs take it whole, and freeze.
inline constexpr qsizetype kMostCopied = qsizetype(64) << 20;

/// Writes the value over several lines into a file, all or nothing. Empty when done, else a sentence. On a worker.
QString saveValue(const ValuePtr &value, const QString &path, tables::Progress &progress);

/// More than this is not shown as text.
inline constexpr qsizetype kMostShown = qsizetype(64) << 20;

/// The text over several lines, at most about kMostShown of it; null when it was cancelled. On a worker.
struct ShownText {
    QByteArray text;
    bool isWhole = true;
};
ShownText textOfValue(const ValuePtr &value, tables::Progress &progress);

/// The text for the clipboard; null when it would be longer than kMostCopied, or was cancelled. On a worker.
QByteArray copiedValue(const ValuePtr &value, tables::Progress &progress);

/// Writes bytes as they are into a file, all or nothing. Empty when done, else a sentence. On a worker.
QString saveContent(const QByteArray &bytes, const QString &path);

} // namespace latchkey::results
