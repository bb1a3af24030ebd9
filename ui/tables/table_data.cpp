// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tables/table_data.h"

#include "ui/output/visible_text.h"

#include <QCoreApplication>
#include <QDateTime>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace latchkey::tables {

using runs::ResultTable;
using Kind = runs::ResultValue::Kind;

namespace {

/// Cells looked at to tell a column's type.
constexpr qsizetype kTypeSample = 200;

bool isIdentifier(const QString &key)
{
    if (key.isEmpty() || key[0].isDigit()) return false;
    return std::ranges::all_of(key, [](QChar c) { return c == u'_' || (c.unicode() < 128 && c.isLetterOrNumber()); });
}

QString quoted(const QString &key)
{
    QString text = key;
    text.replace(u'\\', "\\\\"_L1)
        .replace(u'"', "\\\""_L1)
        .replace(u'\n', "\\n"_L1)
        .replace(u'\t', "\\t"_L1)
        .replace(u'\r', "\\r"_L1);
    return u'"' + text + u'"';
}

/// `count` digits at `at`, -1 when there are others.
int digits(std::string_view text, size_t at, size_t count)
{
    if (at + count > text.size()) return -1;
    int number = 0;
    for (size_t i = at; i < at + count; ++i) {
        if (text[i] < '0' || text[i] > '9') return -1;
        number = number * 10 + (text[i] - '0');
    }
    return number;
}

ColumnType typeOfCell(const ResultTable::Cell &cell)
{
    switch (cell.kind) {
    case Kind::Invalid:
    case Kind::Null:
        return ColumnType::Empty;
    case Kind::Boolean:
        return ColumnType::Boolean;
    case Kind::Integer:
        return ColumnType::Integer;
    case Kind::Float:
        return ColumnType::Float;
    case Kind::String:
        return daysOf(cell.text) ? ColumnType::Date : ColumnType::String;
    case Kind::Array:
    case Kind::Object:
        return ColumnType::Container;
    default:
        return ColumnType::Mixed;
    }
}

ColumnType both(ColumnType a, ColumnType b)
{
    if (a == b || b == ColumnType::Empty) return a;
    if (a == ColumnType::Empty) return b;
    if (isNumeric(a) && isNumeric(b)) return ColumnType::Float;
    const auto isText = [](ColumnType type) { return type == ColumnType::String || type == ColumnType::Date; };
    return isText(a) && isText(b) ? ColumnType::String : ColumnType::Mixed;
}

} // namespace

QString typeWord(ColumnType type)
{
    switch (type) {
    case ColumnType::Empty:
        return u"null"_s;
    case ColumnType::Integer:
        return u"integer"_s;
    case ColumnType::Float:
        return u"float"_s;
    case ColumnType::Boolean:
        return u"boolean"_s;
    case ColumnType::String:
        return u"string"_s;
    case ColumnType::Date:
        return QCoreApplication::translate("latchkey::tables", "date");
    case ColumnType::Container:
        return QCoreApplication::translate("latchkey::tables", "nested");
    case ColumnType::Mixed:
        break;
    }
    return QCoreApplication::translate("latchkey::tables", "mixed");
}

std::optional<double> daysOf(std::string_view text)
{
    if (text.size() < 10 || text.size() > 40 || text[4] != '-' || text[7] != '-') return {};
    const QDate date(digits(text, 0, 4), digits(text, 5, 2), digits(text, 8, 2));
    if (!date.isValid()) return {};
    const double days = static_cast<double>(date.toJulianDay() - 2'440'588);
    if (text.size() == 10) return days;
    if (text[10] != 'T' && text[10] != ' ') return {};
    const int hour = digits(text, 11, 2), minute = digits(text, 14, 2);
    if (hour < 0 || hour > 24 || minute < 0 || minute > 59 || text[13] != ':') return {};
    const int second = text.size() > 16 && text[16] == ':' ? digits(text, 17, 2) : 0;
    if (second < 0) return {};
    // The offset of its zone, so that times of different zones order as they happened.
    double offset = 0;
    if (const size_t sign = text.find_first_of("+-", 16); sign != std::string_view::npos) {
        const int hours = digits(text, sign + 1, 2);
        if (hours < 0) return {};
        offset = (text[sign] == '-' ? -1.0 : 1.0) * (hours * 60 + std::max(0, digits(text, sign + 4, 2)));
    }
    return days + (hour * 3600.0 + (minute - offset) * 60.0 + second) / 86400.0;
}

QString dateText(double days)
{
    if (!std::isfinite(days)) return {};
    const double whole = std::floor(days);
    const QDate date = QDate::fromJulianDay(static_cast<qint64>(whole) + 2'440'588);
    const int seconds = static_cast<int>(std::lround((days - whole) * 86400));
    if (seconds == 0) return date.toString(Qt::ISODate);
    return date.toString(Qt::ISODate) + u' ' + QTime(0, 0).addSecs(seconds).toString(u"HH:mm:ss"_s);
}

TableData::TableData(ResultTable table)
    : m_table(std::move(table))
{
    for (const QString &name : m_table.columns()) m_columns.append({name, ColumnType::Empty});
    for (int i = 0; i < columnCount(); ++i) m_columns[i].type = typeOf(i);
}

// The first cells, and some spread over the rest.
ColumnType TableData::typeOf(int column) const
{
    ResultTable::Reader reader(m_table, column);
    ColumnType type = ColumnType::Empty;
    const qsizetype first = std::min(rowCount(), kTypeSample);
    for (qsizetype row = 0; row < first; ++row) type = both(type, typeOfCell(reader.at(row)));
    const qsizetype step = std::max<qsizetype>(1, (rowCount() - first) / kTypeSample);
    for (qsizetype row = first; row < rowCount(); row += step) type = both(type, typeOfCell(reader.at(row)));
    return type;
}

int TableData::columnNamed(const QString &name) const
{
    for (int i = 0; i < columnCount(); ++i)
        if (m_columns[i].name == name) return i;
    return -1;
}

QString TableData::cellText(qsizetype row, int column, int maxCharacters) const
{
    return output::visibleText(m_table.cell(row, column).preview(maxCharacters));
}

double TableData::number(const ResultTable::Cell &cell, int column) const
{
    if (cell.kind == Kind::Integer || cell.kind == Kind::Float || cell.kind == Kind::Boolean) return cell.number;
    if (cell.kind == Kind::String && m_columns[column].type == ColumnType::Date)
        return daysOf(cell.text).value_or(std::nan(""));
    return std::nan("");
}

QString TableData::path(const QString &list, qsizetype row, int column) const
{
    const QString record = stepPath(list, QString::number(row), true);
    if (column < 0) return record;
    return m_table.rowsAreLists() ? stepPath(record, QString::number(column), true)
                                  : stepPath(record, m_columns[column].name, false);
}

TablePtr tableOf(const runs::ResultValue &value, const QStringList &columns, ResultTable::Accept accept)
{
    ResultTable table = ResultTable::of(value, columns, accept);
    return table.isValid() ? std::make_shared<const TableData>(std::move(table)) : nullptr;
}

QString stepPath(const QString &parent, const QString &key, bool isArray)
{
    if (isArray) return parent + u'[' + key + u']';
    return isIdentifier(key) ? parent + u'.' + key : parent + u'[' + quoted(key) + u']';
}

} // namespace latchkey::tables
