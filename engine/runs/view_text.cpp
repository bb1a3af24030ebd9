// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runs/view_text.h"

#include <QJsonArray>

#include <algorithm>

namespace latchkey::runs {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kMostRows = 50;
constexpr qsizetype kMostColumns = 20;
constexpr int kWidest = 40;

/// Rows of text; the first is the head.
struct Grid {
    QList<QStringList> rows;
    QList<bool> isNumber; ///< of a column: all its cells
};

bool isNumeric(const ResultValue &value)
{
    return value.kind() == ResultValue::Kind::Integer || value.kind() == ResultValue::Kind::Float;
}

QString cellText(const ResultValue &value)
{
    if (!value.isValid() || value.kind() == ResultValue::Kind::Null) return {};
    const bool isText = value.kind() == ResultValue::Kind::String;
    return (isText ? value.text(4 * kWidest).left(kWidest) : value.preview(kWidest)).replace(u'\n', u' ');
}

/// The columns of a table: as asked for, else the keys of its rows in order of appearance, else numbers.
QStringList columnsOf(const RunView &view)
{
    QStringList columns;
    for (const QJsonValue &name : view.options.value(u"columns").toArray()) columns.append(name.toString());
    if (!columns.isEmpty()) return columns;
    for (qsizetype i = 0; i < std::min(view.data.size(), kMostRows); ++i) {
        const ResultValue row = view.data.child(i);
        for (qsizetype k = 0; k < std::min(row.size(), kMostColumns); ++k)
            if (const QString key = row.childKey(k); !columns.contains(key)) columns.append(key);
    }
    return columns.first(std::min(columns.size(), kMostColumns));
}

Grid gridOf(const RunView &view)
{
    const QStringList columns = columnsOf(view);
    Grid grid;
    grid.rows.append(columns);
    grid.isNumber.fill(true, columns.size());
    for (qsizetype i = 0; i < std::min(view.data.size(), kMostRows); ++i) {
        const ResultValue row = view.data.child(i);
        const bool isList = row.kind() == ResultValue::Kind::Array;
        QStringList cells;
        for (qsizetype k = 0; k < columns.size(); ++k) {
            const ResultValue value =
                isList ? (k < row.size() ? row.child(k) : ResultValue()) : row.property(columns[k]);
            cells.append(cellText(value));
            grid.isNumber[k] = grid.isNumber[k] && (isNumeric(value) || cells.last().isEmpty());
        }
        grid.rows.append(cells);
    }
    return grid;
}

QString lineOf(const Grid &grid, const QStringList &cells, const QList<int> &widths)
{
    QStringList padded;
    for (qsizetype k = 0; k < cells.size(); ++k)
        padded.append(grid.isNumber[k] ? cells[k].rightJustified(widths[k]) : cells[k].leftJustified(widths[k]));
    QString line = padded.join(u"  "_s);
    while (line.endsWith(u' ')) line.chop(1);
    return line + u'\n';
}

QString tableText(const RunView &view)
{
    const Grid grid = gridOf(view);
    QList<int> widths(grid.rows.first().size(), 0);
    for (const QStringList &row : grid.rows)
        for (qsizetype k = 0; k < row.size(); ++k) widths[k] = std::max(widths[k], static_cast<int>(row[k].size()));
    QString text = lineOf(grid, grid.rows.first(), widths);
    QStringList rules;
    for (const int width : widths) rules.append(QString(width, u'-'));
    text += rules.join(u"  "_s) + u'\n';
    for (qsizetype i = 1; i < grid.rows.size(); ++i) text += lineOf(grid, grid.rows[i], widths);
    if (view.data.size() > kMostRows) text += u"... %1 rows more\n"_s.arg(view.data.size() - kMostRows);
    return text;
}

} // namespace

QByteArray viewText(const RunView &view)
{
    QString text = view.title.isEmpty() ? QString() : view.title + u'\n';
    if (view.kind == "table"_L1) text += tableText(view);
    else if (view.kind == "plot"_L1)
        text = u"[plot%1, %2 points]\n"_s.arg(view.title.isEmpty() ? u""_s : u" "_s + view.title).arg(view.data.size());
    else text += view.data.text() + u'\n';
    return text.toUtf8();
}

} // namespace latchkey::runs
