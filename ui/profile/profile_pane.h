// SPDX-License-Identifier: GPL-3.0-or-later
//
// The Profile pane: where the time of the front run went, by function or by line, and the phases of the run. A run has
// a profile when it was started with one; until the front run has one, the pane says how to get it, and the profile of
// an earlier run never stands for it.
#pragma once

#include "ui/output/rich_line.h"
#include "ui/profile/profile_model.h"
#include "ui/runs/run_entry.h"

#include <QPointer>
#include <QWidget>

namespace latchkey::runs {
class RunList;
}
namespace latchkey::widgets {
class Chip;
class EmptyState;
class SmallButton;
} // namespace latchkey::widgets
namespace latchkey::tables {
class PaneBar;
}

namespace latchkey::profile {

class ProfileView;

/// What a profile can be written as.
enum class ProfileFile : quint8 {
    Speedscope,      ///< JSON for https://www.speedscope.app
    CollapsedStacks, ///< one line for each chain of calls, for flame graphs
};

class ProfilePane : public QWidget
{
    Q_OBJECT

public:
    explicit ProfilePane(QWidget *parent = nullptr);

    /// Shows the profile of the front run of `list`.
    void follow(runs::RunList *list);
    /// Shows the profile of a run; null: it has none.
    void show(const runs::RunEntry &entry, const runs::ProfilePtr &profile, const QByteArray &source = {});

    quint64 run() const { return m_entry.id; }
    ProfileModel *model() const { return m_model; }
    ProfileView *view() const { return m_view; }
    QString headText() const { return m_head->line().plainText(); }

signals:
    void placeActivated(const QString &file, int line, int column);
    void profileRequested(); ///< the user wants a run with profile
    void exportRequested(latchkey::profile::ProfileFile form);
    /// Another profile is shown, or none: what the editor says about lines belongs to it.
    void shown();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void update(quint64 run);
    void setBy(ProfileModel::By by);
    void showHead();
    void showEmpty();

    QPointer<runs::RunList> m_list;
    runs::RunEntry m_entry;
    ProfileModel *m_model;
    ProfileView *m_view;
    tables::PaneBar *m_bar;
    widgets::Chip *m_functions;
    widgets::Chip *m_lines;
    output::RichLabel *m_head;
    widgets::EmptyState *m_empty;
    widgets::SmallButton *m_start;
    widgets::SmallButton *m_export;
};

} // namespace latchkey::profile
