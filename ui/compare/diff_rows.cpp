// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/diff_rows.h"

#include <QCoreApplication>
#include <QStringList>

using namespace Qt::StringLiterals;

namespace latchkey::compare {

QString plainText(const DiffRow &row)
{
    const QString place = row.place.isEmpty() ? QString() : row.place + u": "_s;
    switch (row.kind) {
    case DiffRow::Kind::Same:
        return u"  "_s + row.text;
    case DiffRow::Kind::Removed:
        return u"- "_s + place + row.text;
    case DiffRow::Kind::Added:
        return u"+ "_s + place + row.text;
    case DiffRow::Kind::Changed:
        return u"~ "_s + place + row.text + u" → "_s + row.now;
    case DiffRow::Kind::Gap:
        return QCoreApplication::translate("latchkey::compare", "%n equal line(s)", nullptr, row.count);
    case DiffRow::Kind::Note:
        return row.text;
    }
    return {};
}

QString plainText(const Diff &diff)
{
    QStringList lines;
    lines.reserve(diff.rows.size());
    for (const DiffRow &row : diff.rows) lines << plainText(row);
    return lines.join(u'\n');
}

} // namespace latchkey::compare
