// SPDX-License-Identifier: GPL-3.0-or-later
//
// The Result pane: a line that says whose value this is with the choice of what else there is to see, the tree, and a
// foot with the path of the chosen node. What is shown is the board's affair (result_board.h).
#pragma once

#include "ui/output/rich_line.h"
#include "ui/results/result_board.h"
#include "ui/results/result_model.h"
#include "ui/results/result_view.h"
#include "ui/runs/run_entry.h"

#include <QPointer>
#include <QUrl>
#include <QWidget>

class QMenu;

namespace latchkey::runs {
class RunList;
}

namespace latchkey::widgets {
class EmptyState;
class IconButton;
class SearchField;
class SmallButton;
} // namespace latchkey::widgets

namespace latchkey::results {

class SearchPage;
class TextPage;

class ResultPane : public QWidget
{
    Q_OBJECT

public:
    explicit ResultPane(QWidget *parent = nullptr);

    /// Shows the result of the front run of `list`.
    void follow(runs::RunList *list);
    /// Shows a value of a run that is over; null when it set none.
    void showResult(const runs::RunEntry &entry, const ValuePtr &value);

    ResultModel *model() const { return m_model; }
    ResultView *view() const { return m_view; }
    ResultBoard *board() const { return m_board; }
    quint64 run() const { return m_board->run(); }
    QString headText() const { return m_head->line().plainText(); }
    QString pathText() const;
    SearchPage *searchPage() const { return m_found; }
    TextPage *textPage() const { return m_text; }
    widgets::SearchField *searchField() const { return m_search; }
    /// Lays a page over the tree until another subject is shown or Escape is pressed; owns it from now on.
    void showPage(QWidget *page);

public slots:
    /// Offers the results that this one can be compared with.
    void fillCompareMenu(QMenu *menu);

signals:
    /// The script set no `result`: the user wants the line inserted.
    void insertResultRequested(const QString &file);
    /// The user wants a node as a table; `path` is its expression.
    void compareRequested(const latchkey::results::Subject &before, const latchkey::results::Subject &after);
    /// A node is to become an input of the next run; `name` is what the variable could be called.
    void inputRequested(const latchkey::results::ValuePtr &value, const QString &name);
    void linkActivated(const QUrl &url); ///< in a text that a script showed
    void tableRequested(const latchkey::results::ValuePtr &value, const QString &path);

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    QWidget *makeSearchBar();
    void makeNodeActions();
    void search();
    void showContent();
    void showSubject();
    void showSubjects();
    void showEmpty(const Subject &subject);
    void showPath();
    void say(const QString &fact, const QString &hint, bool canInsert);

    ResultBoard *m_board;
    ResultModel *m_model;
    ResultView *m_view;
    output::RichLabel *m_head;
    widgets::SmallButton *m_choice;
    widgets::SmallButton *m_table;
    widgets::IconButton *m_pin;
    QWidget *m_searchBar = nullptr;
    widgets::SearchField *m_search = nullptr;
    output::RichLabel *m_count = nullptr;
    SearchPage *m_found;
    TextPage *m_text;
    QPointer<QWidget> m_page; ///< laid over the tree
    widgets::SmallButton *m_compare = nullptr;
    QWidget *m_foot;
    output::RichLabel *m_path;
    widgets::SmallButton *m_insert;
    widgets::EmptyState *m_empty;
    Subject m_shown;
};

} // namespace latchkey::results
