// SPDX-License-Identifier: GPL-3.0-or-later
//
// The History pane: a bar to search and filter, the list, and beside it (in its place, where there is no room) what a
// run left or how two differ. Whatever takes longer than a moment runs on a worker and can be ended; the last thing
// asked for is what is shown. What touches files and runs the window does: the pane only asks.
#pragma once

#include "ui/history/comparison.h"
#include "ui/history/details_page.h"
#include "ui/history/history_view.h"
#include "ui/jobs/job.h"

#include <QFutureWatcher>
#include <QWidget>

class QLabel;
class QSplitter;
class QStackedWidget;

namespace latchkey::widgets {
class SearchField;
}

namespace latchkey::history {

class ComparisonPage;

class HistoryPane : public QWidget
{
    Q_OBJECT

public:
    explicit HistoryPane(HistoryStore *store, QWidget *parent = nullptr);
    ~HistoryPane() override;

    [[nodiscard]] HistoryModel *model() const { return m_model; }
    [[nodiscard]] HistoryView *view() const { return m_view; }
    [[nodiscard]] DetailsPage *details() const { return m_details; }
    [[nodiscard]] ComparisonPage *comparison() const { return m_comparison; }
    [[nodiscard]] bool isPageShown() const;

    /// Shows what a run left.
    void open(quint64 id);
    void compare(quint64 before, quint64 after);
    /// Compares it with the run before it of the same script.
    void compareWithPrevious(quint64 id);
    void closePage();
    /// What the empty list says about how long runs are kept.
    void setBounds(const journal::Bounds &bounds);

signals:
    void rerunRequested(const latchkey::journal::RunDetails &details);
    void sourceRequested(const latchkey::journal::RunDetails &details);
    void inputsRequested(const latchkey::journal::RunDetails &details);
    void removeRequested(const QList<quint64> &ids);
    /// A sentence for the status bar.
    void said(const QString &sentence);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void makeBar();
    void connectView();
    void showPage(QWidget *page);
    void arrange();
    void fillOutcomes(QMenu *menu);
    void fillScripts(QMenu *menu, const QStringList &scripts);
    void setFilter(const std::function<void(journal::RunFilter &)> &change);
    void refreshState();
    [[nodiscard]] QString keptText() const;
    void withDetails(quint64 id, const std::function<void(const journal::RunDetails &)> &then);
    void copy(const journal::RunDetails &details, bool asJson);

    HistoryStore *m_store;
    HistoryModel *m_model;
    HistoryView *m_view;
    widgets::SearchField *m_search;
    widgets::SmallButton *m_outcomes;
    widgets::SmallButton *m_scripts;
    widgets::Chip *m_pinned;
    QLabel *m_count;
    widgets::SmallButton *m_compare;
    widgets::EmptyState *m_empty;
    QWidget *m_left;
    QStackedWidget *m_pages;
    DetailsPage *m_details;
    ComparisonPage *m_comparison;
    journal::Bounds m_bounds;
    QTimer m_typing;
    quint64 m_opened = 0; ///< what was asked for last
    QFutureWatcher<Comparison> m_comparing;
    jobs::Job m_searchJob;
    jobs::Job m_compareJob;
};

} // namespace latchkey::history
