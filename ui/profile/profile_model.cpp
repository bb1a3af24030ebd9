// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/profile/profile_model.h"

#include "ui/output/visible_text.h"

#include <QFileInfo>
#include <QLocale>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace latchkey::profile {

namespace {

constexpr qsizetype kLongestName = 200;

template<typename Key>
void sortBy(QList<ProfileRow> &rows, Qt::SortOrder order, Key key)
{
    if (order == Qt::AscendingOrder) std::ranges::stable_sort(rows, std::less(), key);
    else std::ranges::stable_sort(rows, std::greater(), key);
}

} // namespace

QString percentText(double share)
{
    if (share <= 0) return {};
    if (share < 0.001) return u"<0.1 %"_s;
    return ProfileModel::tr("%1 %").arg(QLocale().toString(share * 100, 'f', share < 0.0995 ? 1 : 0));
}

QString secondsText(double seconds)
{
    if (seconds <= 0) return u"–"_s;
    if (seconds < 0.0005) return ProfileModel::tr("<1 ms");
    if (seconds < 1) return ProfileModel::tr("%1 ms").arg(QLocale().toString(qRound(seconds * 1000)));
    return ProfileModel::tr("%1 s").arg(QLocale().toString(seconds, 'f', 2));
}

ProfileModel::ProfileModel(QObject *parent)
    : QAbstractTableModel(parent)
{
}

void ProfileModel::setProfile(const runs::ProfilePtr &profile, const QByteArray &source, const QString &file)
{
    beginResetModel();
    m_profile = profile;
    m_source = source.split('\n');
    m_file = file;
    fill();
    endResetModel();
}

void ProfileModel::setBy(By by)
{
    if (m_by == by) return;
    beginResetModel();
    m_by = by;
    fill();
    endResetModel();
}

void ProfileModel::fill()
{
    m_rows.clear();
    m_leftOut = 0;
    if (!m_profile) return;
    if (m_by == By::Function) {
        for (const runs::Profile::Function &f :
             std::as_const(m_profile->functions).first(std::min<qsizetype>(kMostRows, m_profile->functions.size())))
            m_rows.append({f.name.isEmpty() || f.name == u"fn"_s ? QString() : f.name, f.file, f.line, f.calls, f.own,
                           f.total, f.waiting, f.samples});
        for (qsizetype i = 0; i < m_rows.size(); ++i) {
            const runs::Profile::Function &f = m_profile->functions[i];
            if (m_rows[i].name.isEmpty())
                m_rows[i].name =
                    f.name.isEmpty() ? QFileInfo(f.file).fileName() : tr("function at line %1").arg(f.line);
        }
        m_leftOut = m_profile->functions.size() - m_rows.size();
    } else {
        for (const runs::Profile::Line &l : m_profile->lines) {
            if (m_rows.size() == kMostRows) break;
            const QByteArray source = l.file == m_file ? m_source.value(l.line - 1).left(kLongestName) : QByteArray();
            m_rows.append(
                {QString::fromUtf8(source).simplified(), l.file, l.line, 0, l.own, l.own, l.waiting, l.samples});
        }
        m_leftOut = m_profile->lines.size() - m_rows.size();
    }
    arrange();
}

void ProfileModel::arrange()
{
    switch (m_column) {
    case Name:
        return sortBy(m_rows, m_order, &ProfileRow::name);
    case Place:
        return sortBy(m_rows, m_order, [](const ProfileRow &r) { return std::pair(r.file, r.line); });
    case Calls:
        return sortBy(m_rows, m_order, &ProfileRow::calls);
    case Waiting:
        return sortBy(m_rows, m_order, &ProfileRow::waiting);
    case Total:
        return sortBy(m_rows, m_order, &ProfileRow::total);
    default:
        return sortBy(m_rows, m_order, &ProfileRow::own);
    }
}

void ProfileModel::sort(int column, Qt::SortOrder order)
{
    emit layoutAboutToBeChanged();
    m_column = column;
    m_order = order;
    arrange();
    emit layoutChanged();
}

const ProfileRow *ProfileModel::rowAt(int row) const
{
    return row >= 0 && row < m_rows.size() ? &m_rows[row] : nullptr;
}

int ProfileModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int ProfileModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString ProfileModel::text(const ProfileRow &row, int column) const
{
    const double all = m_profile->computed;
    switch (column) {
    case Name:
        return output::visibleText(row.name);
    case Place:
        return u"%1:%2"_s.arg(output::visibleText(QFileInfo(row.file).fileName())).arg(row.line);
    case Calls:
        return row.calls > 0 ? QLocale().toString(row.calls) : QString();
    case Waiting:
        return secondsText(row.waiting);
    case Total:
        return percentText(all > 0 ? row.total / all : 0);
    default:
        return percentText(all > 0 ? row.own / all : 0);
    }
}

QString ProfileModel::spoken(const ProfileRow &row) const
{
    const QString own = text(row, Own);
    return tr("%1, %2: %3 of its own").arg(text(row, Name), text(row, Place), own.isEmpty() ? u"0 %"_s : own);
}

QVariant ProfileModel::data(const QModelIndex &index, int role) const
{
    const ProfileRow *row = rowAt(index.row());
    if (row == nullptr) return {};
    const int column = index.column();
    const double all = m_profile->computed;
    switch (role) {
    case Qt::DisplayRole:
        return text(*row, column);
    case Qt::AccessibleTextRole:
        return column == Name ? spoken(*row) : text(*row, column);
    case Qt::TextAlignmentRole:
        return int((column <= Place ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    case Qt::ToolTipRole:
        if (column == Own || column == Total)
            return tr("%1, %n sample(s)", nullptr, static_cast<int>(row->samples))
                .arg(secondsText(column == Own ? row->own : row->total));
        return column == Place ? output::visibleText(row->file) : QVariant();
    case ShareRole:
        if (column == Own) return all > 0 ? row->own / all : 0;
        return column == Total && all > 0 ? row->total / all : -1.0;
    default:
        return {};
    }
}

QVariant ProfileModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole)
        return int((section <= Place ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole) return {};
    const bool tip = role == Qt::ToolTipRole;
    switch (section) {
    case Name:
        return m_by == By::Function ? tr("Function") : tr("Line");
    case Place:
        return tr("Place");
    case Calls:
        return tip ? tr("How often it was called; counted, not sampled") : tr("Calls");
    case Waiting:
        return tip ? tr("How long it waited: asleep, for files, the network, or you") : tr("Waiting");
    case Total:
        return tip ? tr("Computing in it and in everything that it called") : tr("Total");
    case Own:
        return tip ? tr("Computing in it alone, with the library functions it calls") : tr("Own");
    default:
        return {};
    }
}

} // namespace latchkey::profile
