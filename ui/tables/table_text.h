// SPDX-License-Identifier: GPL-3.0-or-later
//
// Rows of a table as text in four forms: TSV for pasting into spreadsheets, CSV (RFC 4180), JSON as a list of objects,
// and an expression of the language. Made by a worker in pieces, so that files of any size can be written and stopped.
#pragma once

#include "ui/tables/row_order.h"

#include <QByteArrayView>

#include <functional>

namespace latchkey::tables {

enum class TextForm : quint8 { Tsv, Csv, Json, Ml };

/// "csv", for file names.
QString suffixOf(TextForm form);

/// Which rows and columns, in their order on the screen.
struct TableCut {
    TablePtr table;
    std::vector<quint32> rows; ///< of the list; empty with `all` set: every row as it lies
    bool all = false;
    QList<int> columns; ///< empty: all
    [[nodiscard]] qsizetype rowCount() const { return all ? table->rowCount() : static_cast<qsizetype>(rows.size()); }
};

/// Hands the text to `take` in pieces of about 256 kB. False when `take` refused one or the work was cancelled.
bool writeTable(const TableCut &cut, TextForm form, const std::function<bool(QByteArrayView)> &take,
                Progress &progress);

/// Writes the text into a file: all of it, or the file stays as it was. Empty when done, else a sentence.
QString saveTable(const TableCut &cut, TextForm form, const QString &path, Progress &progress);

} // namespace latchkey::tables
