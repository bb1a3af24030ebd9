// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tables/column_statistics.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <numeric>

using namespace Qt::StringLiterals;

namespace latchkey::tables {

using runs::ResultTable;
using Kind = runs::ResultValue::Kind;

namespace {

constexpr qsizetype kPiece = 1 << 15;

/// Counts different values up to a bound: a table of their hashes, 2 MB.
class Different
{
public:
    void add(quint64 hash)
    {
        if (m_full) return;
        hash |= 1; // 0 marks a free place
        for (size_t at = hash & (kPlaces - 1);; at = (at + 1) & (kPlaces - 1)) {
            if (m_places[at] == hash) return;
            if (m_places[at] != 0) continue;
            m_places[at] = hash;
            m_full = ++m_count >= ColumnStatistics::kMostDifferent;
            return;
        }
    }
    qsizetype count() const { return m_count; }
    bool isFull() const { return m_full; }

private:
    static constexpr size_t kPlaces = 1 << 18;
    std::vector<quint64> m_places = std::vector<quint64>(kPlaces);
    qsizetype m_count = 0;
    bool m_full = false;
};

quint64 hashOf(const ResultTable::Cell &cell)
{
    if (cell.kind == Kind::String) return std::hash<std::string_view>{}(cell.text);
    const quint64 mixed = (std::bit_cast<quint64>(cell.number) + static_cast<quint64>(cell.kind)) * 0x9E3779B97F4A7C15u;
    return mixed ^ (mixed >> 29);
}

void distribute(ColumnStatistics &statistics, const std::vector<double> &numbers)
{
    std::array<qsizetype, ColumnStatistics::kBars> counts{};
    const double width = (statistics.greatest - statistics.least) / ColumnStatistics::kBars;
    if (!(width > 0) || !std::isfinite(width)) return;
    for (const double number : numbers) {
        const int bar = static_cast<int>((number - statistics.least) / width);
        ++counts[static_cast<size_t>(std::clamp(bar, 0, ColumnStatistics::kBars - 1))];
    }
    const auto most = static_cast<double>(*std::ranges::max_element(counts));
    for (const qsizetype count : counts) statistics.bars.append(static_cast<double>(count) / most);
}

void summarise(ColumnStatistics &statistics, std::vector<double> &numbers)
{
    if (numbers.empty()) return;
    statistics.hasNumbers = true;
    const auto [least, greatest] = std::ranges::minmax_element(numbers);
    statistics.least = *least;
    statistics.greatest = *greatest;
    // Welford: exact enough for any range, and with the wider exponent finite where a sum would not be.
    long double mean = 0, squares = 0, n = 0;
    for (const double number : numbers) {
        const long double away = number - mean;
        mean += away / ++n;
        squares += away * (number - mean);
    }
    statistics.mean = static_cast<double>(mean);
    statistics.deviation = n > 1 ? static_cast<double>(std::sqrt(squares / (n - 1))) : 0;
    distribute(statistics, numbers);
    const auto middle = numbers.begin() + static_cast<std::ptrdiff_t>(numbers.size() / 2);
    std::nth_element(numbers.begin(), middle, numbers.end());
    statistics.median = *middle;
    if (numbers.size() % 2 == 0) statistics.median = std::midpoint(*std::max_element(numbers.begin(), middle), *middle);
}

QString counted(const char *words, qsizetype count)
{
    return QCoreApplication::translate("latchkey::tables", words, nullptr, static_cast<int>(count));
}

} // namespace

QString numberText(double number)
{
    if (!std::isfinite(number)) return std::isnan(number) ? u"nan"_s : number > 0 ? u"inf"_s : u"-inf"_s;
    const QLocale locale;
    const double size = std::abs(number);
    if (size < 1e15 && number == std::floor(number)) return locale.toString(number, 'f', 0);
    if (size >= 1e4 && size < 1e9) return locale.toString(number, 'f', size < 1e5 ? 1 : 0);
    if (size >= 1e-3 && size < 1e4) return locale.toString(number, 'g', 5);
    // As axes write them: 3.5048·10⁻⁸.
    const QString digits = QString::number(number, 'e', 4);
    const qsizetype e = digits.indexOf(u'e');
    QString power;
    for (const QChar c : QString::number(digits.sliced(e + 1).toInt()))
        power += c == u'-' ? QChar(u'⁻') : QStringView(u"⁰¹²³⁴⁵⁶⁷⁸⁹").at(c.digitValue());
    return locale.toString(digits.first(e).toDouble(), 'g', 5) + u"·10"_s + power;
}

ColumnStatistics statisticsOf(const TablePtr &table, int column, Progress &progress)
{
    ColumnStatistics statistics;
    ResultTable::Reader reader(table->table(), column);
    Different different;
    std::vector<double> numbers;
    for (qsizetype row = 0; row < table->rowCount(); ++row) {
        if (row % kPiece == 0) {
            if (progress.isCancelled()) return statistics;
            progress.setShare(static_cast<double>(row) / static_cast<double>(table->rowCount()));
        }
        const ResultTable::Cell cell = reader.at(row);
        if (cell.kind == Kind::Null || cell.kind == Kind::Invalid) {
            ++statistics.nulls;
            continue;
        }
        ++statistics.count;
        different.add(hashOf(cell));
        if (const double number = table->number(cell, column); std::isfinite(number)) numbers.push_back(number);
    }
    statistics.different = different.count();
    statistics.moreDifferent = different.isFull();
    summarise(statistics, numbers);
    return statistics;
}

QString ColumnStatistics::line(ColumnType type) const
{
    if (count == 0 || nulls * 2 > count + nulls)
        return counted(QT_TRANSLATE_N_NOOP("latchkey::tables", "%Ln null"), nulls);
    if (hasNumbers && isNumeric(type))
        return numberText(least) + u" · "_s + numberText(mean) + u" · "_s + numberText(greatest);
    if (hasNumbers && type == ColumnType::Date)
        return least == greatest ? dateText(least)
                                 : dateText(std::floor(least)) + u" – "_s + dateText(std::floor(greatest));
    if (moreDifferent) return counted(QT_TRANSLATE_N_NOOP("latchkey::tables", "over %Ln different"), different);
    return counted(QT_TRANSLATE_N_NOOP("latchkey::tables", "%Ln different"), different);
}

} // namespace latchkey::tables
