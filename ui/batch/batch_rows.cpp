// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/batch/batch_rows.h"

#include "ui/output/visible_text.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace latchkey::batch {

namespace {

constexpr qsizetype kShownBytes = 300;

QString tr(const char *text)
{
    return QCoreApplication::translate("latchkey::batch", text);
}

/// Numbers before texts, numbers by their value.
struct ResultKey {
    bool isText = false;
    double number = 0;
    QString text;
};

ResultKey keyOf(const BatchRow &row)
{
    ResultKey key;
    bool isNumber = false;
    key.number = row.value.toDouble(&isNumber);
    key.isText = !isNumber;
    if (key.isText) key.text = resultText(row);
    return key;
}

template<typename Key, typename KeyOf>
void sortBy(QList<int> &order, const BatchRows &rows, bool descending, KeyOf keyOfRow, const std::atomic<bool> &stop)
{
    std::vector<std::pair<Key, int>> keys;
    keys.reserve(static_cast<size_t>(order.size()));
    for (const int row : std::as_const(order)) {
        if (stop) return;
        keys.emplace_back(keyOfRow(rows[row]), row);
    }
    // Equal ones keep the order of the items, whichever way it is sorted.
    std::ranges::stable_sort(keys, [descending](const auto &a, const auto &b) {
        return descending ? b.first < a.first : a.first < b.first;
    });
    for (size_t i = 0; i < keys.size(); ++i) order[static_cast<qsizetype>(i)] = keys[i].second;
}

bool operator<(const ResultKey &a, const ResultKey &b)
{
    if (a.isText != b.isText) return b.isText;
    return a.isText ? a.text < b.text : a.number < b.number;
}

} // namespace

void BatchRows::append(BatchRow row)
{
    if (m_size % kChunk == 0) {
        m_chunks.append(QList<BatchRow>());
        m_chunks.last().reserve(kChunk);
    }
    m_chunks.last().append(std::move(row));
    ++m_size;
}

QString inputText(const BatchRow &row)
{
    if (row.item.isEmpty()) return row.problem;
    const QString text = QString::fromUtf8(row.item.first(std::min(row.item.size(), kShownBytes)));
    return output::visibleText(row.item.size() > kShownBytes ? text + u'…' : text);
}

QString resultText(const BatchRow &row)
{
    if (!row.isOver()) return {};
    if (row.state == theme::RunState::Finished) return output::visibleText(row.preview);
    if (row.state == theme::RunState::Stopped) return {};
    const QString where = row.errorLine > 0 ? tr("%1 at line %2").arg(row.errorName).arg(row.errorLine) : row.errorName;
    return output::middleCut(output::visibleText(where + u" · "_s + row.errorMessage));
}

bool Arrangement::isPlain() const
{
    return column == Column::Number && !descending && text.isEmpty() && std::ranges::find(hidden, true) == hidden.end();
}

QList<int> arrange(const BatchRows &rows, const Arrangement &arrangement, const std::atomic<bool> &stop)
{
    QList<int> order;
    order.reserve(rows.size());
    for (qsizetype i = 0; i < rows.size(); ++i) {
        if (stop) return {};
        const BatchRow &row = rows[i];
        if (arrangement.hidden[static_cast<size_t>(row.state)]) continue;
        if (!arrangement.text.isEmpty() && !inputText(row).contains(arrangement.text, Qt::CaseInsensitive) &&
            !resultText(row).contains(arrangement.text, Qt::CaseInsensitive))
            continue;
        order.append(static_cast<int>(i));
    }
    const bool down = arrangement.descending;
    switch (arrangement.column) {
    case Column::Number:
        if (down) std::ranges::reverse(order);
        break;
    case Column::Input:
        sortBy<QString>(order, rows, down, inputText, stop);
        break;
    case Column::State:
        sortBy<int>(order, rows, down, [](const BatchRow &row) { return static_cast<int>(row.state); }, stop);
        break;
    case Column::Result:
        sortBy<ResultKey>(order, rows, down, keyOf, stop);
        break;
    case Column::Time:
        sortBy<double>(order, rows, down, [](const BatchRow &row) { return row.seconds; }, stop);
        break;
    case Column::Attempts:
        sortBy<int>(order, rows, down, [](const BatchRow &row) { return row.attempts; }, stop);
        break;
    }
    return stop ? QList<int>() : order;
}

} // namespace latchkey::batch
