// SPDX-License-Identifier: GPL-3.0-or-later
//
// One comparison as rows: plain values that a worker makes and a view paints. Lines of text and places of a value are
// shown by the same rows, each with a sign, so that colour is never the only mark.
#pragma once

#include <QList>
#include <QString>

namespace latchkey::compare {

struct DiffRow {
    enum class Kind : quint8 {
        Same,    ///< a line that both have
        Removed, ///< only before
        Added,   ///< only after
        Changed, ///< another value at the same place
        Gap,     ///< `count` lines that both have are not shown
        Note,    ///< a sentence about the comparison
    };
    Kind kind = Kind::Same;
    int before = 0; ///< number of the line there; 0: it has none
    int after = 0;
    int count = 0;
    QString place = {}; ///< of a value: "result.rows[3].price"
    QString text = {};  ///< the line; of a value: what it was, or is
    QString now = {};   ///< of a changed value: what it is
    friend bool operator==(const DiffRow &, const DiffRow &) = default;
};

struct Diff {
    QList<DiffRow> rows;
    int changes = 0;    ///< lines or places that differ; more than rows when some are left out
    bool isSame = true; ///< nothing differs
};

/// The row as one line of text, as it is read out and copied.
QString plainText(const DiffRow &row);
/// All of it, as text that other programs read ("+ line", "- line").
QString plainText(const Diff &diff);

} // namespace latchkey::compare
