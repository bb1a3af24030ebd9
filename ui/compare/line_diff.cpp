// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/line_diff.h"

#include <QCoreApplication>
#include <QHash>

#include <algorithm>
#include <vector>

namespace latchkey::compare {
namespace {

using Lines = std::vector<QByteArrayView>;

Lines linesOf(const QByteArray &text)
{
    Lines lines;
    qsizetype from = 0;
    while (from < text.size()) {
        qsizetype end = text.indexOf('\n', from);
        if (end < 0) end = text.size();
        QByteArrayView line(text.constData() + from, end - from);
        if (line.endsWith('\r')) line.chop(1);
        lines.push_back(line);
        from = end + 1;
    }
    return lines;
}

std::vector<int> numbered(const Lines &lines, QHash<QByteArrayView, int> &numbers)
{
    std::vector<int> result;
    result.reserve(lines.size());
    for (const QByteArrayView line : lines) {
        auto it = numbers.constFind(line);
        if (it == numbers.cend()) it = numbers.insert(line, int(numbers.size()));
        result.push_back(*it);
    }
    return result;
}

class Rows
{
public:
    Rows(const Lines &before, const Lines &after, int context)
        : m_before(before)
        , m_after(after)
        , m_context(context)
    {
    }

    Diff make(const QList<Stretch> &stretches)
    {
        for (const Stretch &stretch : stretches) {
            same(stretch.before, stretch.after, false);
            for (int i = 0; i < stretch.beforeCount; ++i) differs(DiffRow::Kind::Removed, stretch.before + i);
            for (int i = 0; i < stretch.afterCount; ++i) differs(DiffRow::Kind::Added, stretch.after + i);
            m_atBefore = stretch.before + stretch.beforeCount;
            m_atAfter = stretch.after + stretch.afterCount;
        }
        same(int(m_before.size()), int(m_after.size()), true);
        if (m_leftOut > 0)
            m_made.rows.append({.kind = DiffRow::Kind::Note,
                                .text = QCoreApplication::translate("latchkey::compare", "%n more line(s) differ",
                                                                    nullptr, m_leftOut)});
        return std::move(m_made);
    }

private:
    /// The equal lines up to there.
    void same(int before, int after, bool isEnd)
    {
        const int count = before - m_atBefore;
        const bool isStart = m_made.isSame && m_made.rows.isEmpty();
        const int head = m_context < 0 ? count : isStart ? 0 : std::min(m_context, count);
        const int tail = m_context < 0 ? 0 : isEnd ? 0 : std::min(m_context, count - head);
        for (int i = 0; i < head; ++i) equal(m_atBefore + i, m_atAfter + i);
        if (const int hidden = count - head - tail; hidden > 0)
            m_made.rows.append({.kind = DiffRow::Kind::Gap, .count = hidden});
        for (int i = tail; i > 0; --i) equal(before - i, after - i);
    }

    void equal(int before, int after)
    {
        if (m_made.rows.size() < kMostRows) m_made.rows.append(row(DiffRow::Kind::Same, before, after));
    }

    void differs(DiffRow::Kind kind, int at)
    {
        m_made.isSame = false;
        ++m_made.changes;
        const bool removed = kind == DiffRow::Kind::Removed;
        if (m_made.rows.size() < kMostRows) m_made.rows.append(row(kind, removed ? at : -1, removed ? -1 : at));
        else ++m_leftOut;
    }

    [[nodiscard]] DiffRow row(DiffRow::Kind kind, int before, int after) const
    {
        const QByteArrayView line = before >= 0 ? m_before[size_t(before)] : m_after[size_t(after)];
        return {.kind = kind, .before = before + 1, .after = after + 1, .text = QString::fromUtf8(line)};
    }

    const Lines &m_before, &m_after;
    const int m_context;
    Diff m_made;
    int m_atBefore = 0, m_atAfter = 0;
    int m_leftOut = 0;
};

} // namespace

Diff diffLines(const QByteArray &before, const QByteArray &after, const Cancelled &cancelled, int context)
{
    const Lines left = linesOf(before), right = linesOf(after);
    QHash<QByteArrayView, int> numbers;
    const std::vector<int> leftNumbers = numbered(left, numbers), rightNumbers = numbered(right, numbers);
    return Rows(left, right, context).make(differences(leftNumbers, rightNumbers, cancelled));
}

} // namespace latchkey::compare
