// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tables/row_filter.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace latchkey::tables {

using Test = RowFilter::Test;

namespace {

struct Operator {
    QLatin1StringView text;
    Test test;
    bool takesOperand = true;
};

// Longer ones first: `<=` is not `<`.
constexpr Operator kOperators[] = {{"is not null"_L1, Test::IsNotNull, false},
                                   {"is null"_L1, Test::IsNull, false},
                                   {"starts with"_L1, Test::StartsWith},
                                   {"contains"_L1, Test::Contains},
                                   {"=="_L1, Test::Equal},
                                   {"!="_L1, Test::NotEqual},
                                   {"<="_L1, Test::LessEqual},
                                   {">="_L1, Test::GreaterEqual},
                                   {"="_L1, Test::Equal},
                                   {"<"_L1, Test::Less},
                                   {">"_L1, Test::Greater}};

QString operatorText(Test test)
{
    for (const Operator &each : kOperators)
        if (each.test == test) return each.text;
    return {};
}

// The column whose whole name the text begins with; the longest such name.
int leadingColumn(const QString &text, const TableData &table)
{
    int found = -1;
    qsizetype longest = 0;
    for (int i = 0; i < table.columnCount(); ++i) {
        const QString &name = table.columns()[i].name;
        const bool ends =
            text.size() == name.size() || (text.size() > name.size() && !text[name.size()].isLetterOrNumber());
        if (name.size() > longest && ends && text.startsWith(name)) {
            found = i;
            longest = name.size();
        }
    }
    return found;
}

QString unquoted(const QString &text)
{
    const bool quotes = text.size() >= 2 && text.startsWith(u'"') && text.endsWith(u'"');
    return quotes ? text.sliced(1, text.size() - 2) : text;
}

QString say(const char *sentence)
{
    return QCoreApplication::translate("latchkey::tables", sentence);
}

} // namespace

QString RowFilter::text() const
{
    if (column < 0) return operand;
    const QString head = name + u' ' + operatorText(test);
    return test == Test::IsNull || test == Test::IsNotNull ? head : head + u' ' + operand;
}

std::expected<RowFilter, QString> parseFilter(const QString &text, const TableData &table)
{
    const QString whole = text.trimmed();
    if (whole.isEmpty()) return std::unexpected(say(QT_TRANSLATE_NOOP("latchkey::tables", "Type a condition first")));
    const int column = leadingColumn(whole, table);
    if (column < 0) {
        for (const Operator &each : kOperators)
            if (const qsizetype at = whole.indexOf(each.text); at > 0)
                return std::unexpected(
                    say(QT_TRANSLATE_NOOP("latchkey::tables", "There is no column %1")).arg(whole.first(at).trimmed()));
        return RowFilter{-1, {}, Test::Contains, unquoted(whole)};
    }
    const QString name = table.columns()[column].name;
    const QString rest = whole.sliced(name.size()).trimmed();
    for (const Operator &each : kOperators) {
        if (!rest.startsWith(each.text)) continue;
        const QString operand = rest.sliced(each.text.size()).trimmed();
        if (each.takesOperand && operand.isEmpty())
            return std::unexpected(
                say(QT_TRANSLATE_NOOP("latchkey::tables", "A value is missing after %1")).arg(each.text));
        if (!each.takesOperand && !operand.isEmpty()) continue;
        return RowFilter{column, name, each.test, unquoted(operand)};
    }
    if (rest.isEmpty()) return RowFilter{-1, {}, Test::Contains, unquoted(whole)};
    return std::unexpected(
        say(QT_TRANSLATE_NOOP("latchkey::tables", "Write %1 > 60, %1 contains text, or %1 is null")).arg(name));
}

} // namespace latchkey::tables
