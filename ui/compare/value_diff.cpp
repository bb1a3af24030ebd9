// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/value_diff.h"

#include "ui/results/result_model.h"

#include <QCoreApplication>
#include <QHash>
#include <QSet>

#include <algorithm>
#include <vector>

using namespace Qt::StringLiterals;

namespace latchkey::compare {
namespace {

using results::Kind;
using results::ValuePtr;

constexpr int kPreview = 200;
constexpr qsizetype kMostDeepText = 16 << 20; ///< of what lies below kMostLevels
constexpr qsizetype kMostText = 64 << 10;     ///< of an element that is compared with others
/// The same two containers are looked at so often; they stand in many places, or inside themselves.
constexpr int kMostVisits = 8;
/// Below this depth two values are compared by their text.
constexpr int kMostLevels = 200;

bool isNumber(const ValuePtr &value)
{
    return value->kind() == Kind::Integer || value->kind() == Kind::Float;
}

bool isContainer(const ValuePtr &value)
{
    return value && value->isContainer();
}

QString shown(const ValuePtr &value)
{
    return value ? value->preview(kPreview) : QCoreApplication::translate("latchkey::compare", "not set");
}

/// What two equal values share. Of a container at most about `most` bytes: one that holds the same parts again and
/// again may be small, and its text endless.
QByteArray textOf(const ValuePtr &value, qsizetype most = kMostText)
{
    if (value->kind() == Kind::String) return value->json();
    if (!value->isContainer()) return value->preview(kPreview).toUtf8();
    const runs::ResultValue written = value->engine();
    if (!written.isValid()) return value->json();
    QByteArray text;
    written.writeJson([&text, most](std::string_view piece, double) {
        text.append(QByteArrayView(piece.data(), qsizetype(piece.size())));
        return text.size() <= most;
    });
    return text;
}

QHash<QString, int> namesOf(const ValuePtr &object)
{
    QHash<QString, int> names;
    names.reserve(object->size());
    for (int i = 0; i < int(object->size()); ++i) names.insert(object->childKey(i), i);
    return names;
}

ValuePtr property(const ValuePtr &object, const QString &name)
{
    for (qsizetype i = 0; i < object->size(); ++i)
        if (object->childKey(i) == name) return object->child(i);
    return {};
}

/// The text of the column in each row; empty unless all rows have it, each another one.
QList<QByteArray> distinct(const ValuePtr &rows, const QString &column)
{
    QSet<QByteArray> seen;
    QList<QByteArray> keys;
    for (qsizetype i = 0; i < rows->size(); ++i) {
        const ValuePtr row = rows->child(i);
        const ValuePtr key = row->kind() == Kind::Object ? property(row, column) : ValuePtr();
        if (!key || key->isContainer() || key->kind() == Kind::Float) return {};
        keys << textOf(key);
        seen.insert(keys.last());
        if (seen.size() < keys.size()) return {};
    }
    return keys;
}

class Comparison
{
public:
    explicit Comparison(const Cancelled &cancelled)
        : m_cancelled(cancelled)
    {
    }

    Diff compare(const ValuePtr &before, const ValuePtr &after, const QString &name)
    {
        m_open.push_back({before, after, name, 0});
        while (!m_open.empty() && !(m_cancelled && m_cancelled())) {
            const Pair pair = m_open.back();
            m_open.pop_back();
            const size_t from = m_open.size();
            look(pair);
            std::reverse(m_open.begin() + qsizetype(from), m_open.end()); // taken from the end, shown in order
        }
        if (m_leftOut > 0)
            m_made.rows.append({.kind = DiffRow::Kind::Note,
                                .text = QCoreApplication::translate("latchkey::compare", "%n more place(s) differ",
                                                                    nullptr, m_leftOut)});
        if (m_isUndecided) {
            m_made.isSame = false;
            m_made.rows.append(
                {.kind = DiffRow::Kind::Note,
                 .text = QCoreApplication::translate("latchkey::compare",
                                                     "What lies more than %1 levels deep is too long to be compared")
                             .arg(kMostLevels)});
        }
        return std::move(m_made);
    }

private:
    struct Pair {
        ValuePtr before, after;
        QString place;
        int depth = 0;
    };

    void look(const Pair &pair)
    {
        if (!pair.before || !pair.after) {
            if (pair.before) differs(DiffRow::Kind::Removed, pair.place, shown(pair.before));
            else if (pair.after) differs(DiffRow::Kind::Added, pair.place, shown(pair.after));
            return;
        }
        const bool alike = pair.before->kind() == pair.after->kind();
        if (alike && isContainer(pair.before) && pair.before->identity() != 0 &&
            ++m_visits[{pair.before->identity(), pair.after->identity()}] > kMostVisits)
            return;
        if (!alike || !isContainer(pair.before) || pair.depth >= kMostLevels) return leaf(pair);
        if (pair.before->kind() == Kind::Object) return objects(pair);
        for (const QString &column : columnsOf(pair.before)) {
            const QList<QByteArray> left = distinct(pair.before, column), right = distinct(pair.after, column);
            if (!left.isEmpty() && !right.isEmpty()) return tables(pair, column, left, right);
        }
        arrays(pair);
    }

    void leaf(const Pair &pair)
    {
        const bool alike = pair.before->kind() == pair.after->kind() || (isNumber(pair.before) && isNumber(pair.after));
        const QByteArray text = textOf(pair.before, kMostDeepText);
        if (alike && text == textOf(pair.after, kMostDeepText)) {
            m_isUndecided = m_isUndecided || (pair.before->isContainer() && text.size() > kMostDeepText);
            return;
        }
        differs(DiffRow::Kind::Changed, pair.place, shown(pair.before), shown(pair.after));
    }

    void objects(const Pair &pair)
    {
        const QHash<QString, int> after = namesOf(pair.after);
        QSet<QString> seen;
        for (qsizetype i = 0; i < pair.before->size(); ++i) {
            const QString name = pair.before->childKey(i);
            seen.insert(name);
            const auto there = after.constFind(name);
            push(pair, results::stepPath(pair.place, name, false), pair.before->child(i),
                 there == after.cend() ? ValuePtr() : pair.after->child(*there));
        }
        for (qsizetype i = 0; i < pair.after->size(); ++i) {
            const QString name = pair.after->childKey(i);
            if (!seen.contains(name)) push(pair, results::stepPath(pair.place, name, false), {}, pair.after->child(i));
        }
    }

    /// Columns that may tell rows apart, the likeliest first.
    static QStringList columnsOf(const ValuePtr &rows)
    {
        const ValuePtr first = rows->size() > 0 ? rows->child(0) : ValuePtr();
        if (!first || first->kind() != Kind::Object) return {};
        QStringList likely, others;
        for (qsizetype i = 0; i < std::min<qsizetype>(first->size(), 8); ++i) {
            const QString name = first->childKey(i);
            const bool isLikely = name == "id"_L1 || name == "key"_L1 || name == "name"_L1;
            (isLikely ? likely : others) << name;
        }
        return likely + others.first(std::min<qsizetype>(others.size(), 1));
    }

    void tables(const Pair &pair, const QString &column, const QList<QByteArray> &left, const QList<QByteArray> &right)
    {
        QHash<QByteArray, int> after;
        for (int i = 0; i < int(right.size()); ++i) after.insert(right[i], i);
        QSet<QByteArray> seen;
        const auto place = [&](const QByteArray &key) {
            return u"%1[%2 = %3]"_s.arg(pair.place, column, QString::fromUtf8(key));
        };
        for (qsizetype i = 0; i < left.size(); ++i) {
            seen.insert(left[i]);
            const auto there = after.constFind(left[i]);
            push(pair, place(left[i]), pair.before->child(i),
                 there == after.cend() ? ValuePtr() : pair.after->child(*there));
        }
        for (qsizetype i = 0; i < right.size(); ++i)
            if (!seen.contains(right[i])) push(pair, place(right[i]), {}, pair.after->child(i));
    }

    /// Elements that stand opposite each other in a stretch that differs are one changed element.
    void arrays(const Pair &pair)
    {
        QHash<QByteArray, int> numbers;
        const std::vector<int> left = numbered(pair.before, numbers), right = numbered(pair.after, numbers);
        for (const Stretch &stretch : differences(left, right, m_cancelled)) {
            for (int i = 0; i < std::max(stretch.beforeCount, stretch.afterCount); ++i) {
                const bool has = i < stretch.beforeCount, gets = i < stretch.afterCount;
                const int at = gets ? stretch.after + i : stretch.before + i;
                push(pair, results::stepPath(pair.place, QString::number(at), true),
                     has ? pair.before->child(stretch.before + i) : ValuePtr(),
                     gets ? pair.after->child(stretch.after + i) : ValuePtr());
            }
        }
    }

    /// Equal elements have equal numbers; one that is too long to tell has its own, so that it is looked into.
    std::vector<int> numbered(const ValuePtr &array, QHash<QByteArray, int> &numbers)
    {
        std::vector<int> result;
        for (qsizetype i = 0; i < array->size(); ++i) {
            if (i % 1000 == 0 && m_cancelled && m_cancelled()) break;
            const QByteArray text = tellingText(array->child(i), numbers.size());
            auto it = numbers.constFind(text);
            if (it == numbers.cend()) it = numbers.insert(text, int(numbers.size()));
            result.push_back(*it);
        }
        return result;
    }

    QByteArray tellingText(const ValuePtr &element, qsizetype number)
    {
        const QByteArray own = '#' + QByteArray::number(number); // no JSON text
        if (m_tooLong.contains(element->identity())) return own;
        const QByteArray text = textOf(element);
        if (!element->isContainer() || text.size() <= kMostText) return text;
        if (element->identity() != 0) m_tooLong.insert(element->identity());
        return own;
    }

    void push(const Pair &parent, const QString &place, ValuePtr before, ValuePtr after)
    {
        m_open.push_back({std::move(before), std::move(after), place, parent.depth + 1});
    }

    void differs(DiffRow::Kind kind, const QString &place, const QString &text, const QString &now = {})
    {
        m_made.isSame = false;
        ++m_made.changes;
        if (m_made.rows.size() < kMostPlaces)
            m_made.rows.append({.kind = kind, .place = place, .text = text, .now = now});
        else ++m_leftOut;
    }

    const Cancelled &m_cancelled;
    std::vector<Pair> m_open;
    QSet<quintptr> m_tooLong; ///< containers whose text is, which is found out once
    QHash<std::pair<quintptr, quintptr>, int> m_visits;
    Diff m_made;
    int m_leftOut = 0;
    bool m_isUndecided = false;
};

} // namespace

Diff diffValues(const ValuePtr &before, const ValuePtr &after, const Cancelled &cancelled, const QString &name)
{
    return Comparison(cancelled).compare(before, after, name);
}

} // namespace latchkey::compare
