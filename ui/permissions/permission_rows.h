// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the Permissions pane lists, as rows of text: the grants in force, what was used, what is remembered, the log.
// Pure functions from the engine's values to rows, and one model for all of them.
#pragma once

#include "engine/capability/audit_log.h"
#include "engine/capability/remembered.h"
#include "engine/runs/run.h"

#include <QAbstractTableModel>

namespace latchkey::permissions {

/// Which list is shown.
enum class Section : quint8 { InForce, Ledger, Remembered, Log };

struct PermissionRow {
    bool allowed = true;
    QStringList cells; ///< as many as the section has columns
    QString toolTip;
    QString key;  ///< what the row's button needs: the grant's number, the answer's id, what would let a denial through
    QString file; ///< where it was asked; empty: unknown
    int line = 0;
};

QStringList headersOf(Section section);
/// A word of the engine's records in the user's language: who decided ("user", "policy"), what happened ("revoke").
QString recordWord(const QString &word);
QList<PermissionRow> rowsOf(const QList<runs::HeldGrant> &grants);
/// The ledger: a row for each thing, however often it was asked for, allowed and denied.
QList<PermissionRow> rowsOf(const QList<runs::CapabilityUse> &uses, const QString &file);
QList<PermissionRow> rowsOf(const QList<capability::Remembered> &remembered);
QList<PermissionRow> rowsOf(const QList<capability::AuditRecord> &records);

class PermissionRowsModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    explicit PermissionRowsModel(QObject *parent = nullptr);

    void setRows(Section section, const QList<PermissionRow> &rows);
    void append(const QList<PermissionRow> &rows);
    /// Shows only rows in which `text` stands; case does not matter.
    void setFilter(const QString &text);
    Section section() const { return m_section; }
    const PermissionRow *rowAt(int row) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    bool matches(const PermissionRow &row) const;
    void choose();

    Section m_section = Section::InForce;
    QList<PermissionRow> m_rows;
    QList<qsizetype> m_shown; ///< of m_rows
    QString m_filter;
};

} // namespace latchkey::permissions
