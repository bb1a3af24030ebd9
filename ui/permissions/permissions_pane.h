// SPDX-License-Identifier: GPL-3.0-or-later
//
// The Permissions pane: what the front run may do now, its ledger (what it asked for,
// what was granted, denied and used), what is remembered for its script and folder, and
// the log of all decisions. A grant is revoked and an answer forgotten in one click, which counts from the next
// operation on. The lists are gathered on a pool thread and come back as values; a later question makes an earlier
// answer void.
#pragma once

#include "ui/permissions/permission_rows.h"

#include "engine/capability/audit_reader.h"
#include "engine/runs/run.h"

#include <QThreadPool>
#include <QTimer>
#include <QWidget>

class QLineEdit;
class QTreeView;

namespace latchkey::capability {
class Broker;
}
namespace latchkey::runs {
class RunList;
}
namespace latchkey::widgets {
class DockTabBar;
class SmallButton;
} // namespace latchkey::widgets

namespace latchkey::permissions {

class PermissionsPane : public QWidget
{
    Q_OBJECT

public:
    explicit PermissionsPane(QWidget *parent = nullptr);

    /// Shows the front run of `list`; remembered answers and the log are `broker`'s. Both outlive the pane.
    void follow(runs::RunList *list, capability::Broker *broker);
    /// Shows these uses of run `number` of the script `name`.
    void showUses(int number, const QString &name, const QList<runs::CapabilityUse> &uses);
    void showSection(Section section);
    /// Shows the ledger of the front run, with the denial selected that this grant would have let through.
    void showDenial(const QString &grant);

    PermissionRowsModel *model() const { return m_model; }

signals:
    void tightenRequested(quint64 run);
    /// The script of that run is to have the grant from now on.
    void grantRequested(quint64 run, const QString &grant);
    void placeActivated(const QString &file, int line, int column);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    void makeView();
    void refresh();
    void refreshLater();
    void readLog(bool further);
    void list(Section section, const QList<PermissionRow> &rows);
    void act();
    void denyEverything();
    void updateButtons();
    void arrange();
    QString fact() const;

    PermissionRowsModel *m_model;
    widgets::DockTabBar *m_tabs;
    QLineEdit *m_filter;
    QTreeView *m_view;
    widgets::SmallButton *m_act;
    widgets::SmallButton *m_denyAll;
    widgets::SmallButton *m_older;
    widgets::SmallButton *m_tighten;
    QString m_wanted; ///< key of the row to select when it is listed
    QRect m_headRect;
    QTimer m_timer; ///< gathers changes of a live run
    runs::RunList *m_list = nullptr;
    capability::Broker *m_broker = nullptr;
    capability::AuditPlace m_nextPage;
    quint64 m_question = 0; ///< of the gathering that counts
    QString m_head;
    QString m_storageProblem; ///< why answers are not kept
    QString m_file;
    QThreadPool m_pool; ///< gathers; last, so that nothing below is gone while it does
};

} // namespace latchkey::permissions
