// SPDX-License-Identifier: GPL-3.0-or-later
//
// What one run was allowed and denied, and how often it used it: the uses of its result as a table.
#pragma once

#include "engine/runs/run.h"

#include <QAbstractTableModel>
#include <QTreeView>
#include <QWidget>

namespace latchkey::runs {
class RunList;
}

namespace latchkey::permissions {

class UsesModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column : quint8 { Answer, Capability, What, By, Uses, Line, ColumnCount };

    explicit UsesModel(QObject *parent = nullptr);
    void setUses(const QList<runs::CapabilityUse> &uses);
    const runs::CapabilityUse *useAt(int row) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QList<runs::CapabilityUse> m_uses;
};

class PermissionsPane : public QWidget
{
    Q_OBJECT

public:
    explicit PermissionsPane(QWidget *parent = nullptr);

    /// Shows the front run of `list`.
    void follow(runs::RunList *list);
    /// Shows these uses of run `number` of the script `name`.
    void showUses(int number, const QString &name, const QList<runs::CapabilityUse> &uses);

    UsesModel *model() const { return m_model; }

signals:
    void placeActivated(const QString &file, int line, int column);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void showRun(quint64 run);

    UsesModel *m_model;
    QTreeView *m_view;
    runs::RunList *m_list = nullptr;
    QString m_head;
    QString m_file;
    bool m_over = false;
};

} // namespace latchkey::permissions
