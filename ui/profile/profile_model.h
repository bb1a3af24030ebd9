// SPDX-License-Identifier: GPL-3.0-or-later
//
// A profile as a table: its functions, or its lines with their source. Sorted by any column, the hottest first at the
// beginning; what took next to nothing beyond the first kMostRows is not listed. The profile is a value that is
// complete: nothing here waits for anybody.
#pragma once

#include "engine/runs/profile.h"

#include <QAbstractTableModel>
#include <QHash>

namespace latchkey::profile {

struct ProfileRow {
    QString name; ///< of the function, or the source of the line
    QString file;
    int line = 0;
    qint64 calls = 0;
    double own = 0; ///< seconds
    double total = 0;
    double waiting = 0;
    qint64 samples = 0;
};

class ProfileModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum class By : quint8 { Function, Line };
    enum Column : quint8 { Name, Place, Calls, Waiting, Total, Own, ColumnCount };
    enum Role : int { ShareRole = Qt::UserRole }; ///< of all computing, 0..1; -1: the column has no bar
    static constexpr int kMostRows = 2'000;

    explicit ProfileModel(QObject *parent = nullptr);

    /// `source` is the text of `file`, for the lines.
    void setProfile(const runs::ProfilePtr &profile, const QByteArray &source = {}, const QString &file = {});
    const runs::ProfilePtr &profile() const { return m_profile; }
    void setBy(By by);
    By by() const { return m_by; }
    const ProfileRow *rowAt(int row) const;
    /// Rows that are not listed.
    qsizetype leftOut() const { return m_leftOut; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    void sort(int column, Qt::SortOrder order) override;

private:
    void fill();
    void arrange();
    QString text(const ProfileRow &row, int column) const;
    QString spoken(const ProfileRow &row) const;

    runs::ProfilePtr m_profile;
    QList<QByteArray> m_source;
    QString m_file;
    QList<ProfileRow> m_rows;
    qsizetype m_leftOut = 0;
    By m_by = By::Function;
    int m_column = Own;
    Qt::SortOrder m_order = Qt::DescendingOrder;
};

/// "64 %", "0.4 %"; empty for nothing.
QString percentText(double share);
/// "1.24 s", "38 ms"; "–" for nothing.
QString secondsText(double seconds);

} // namespace latchkey::profile
