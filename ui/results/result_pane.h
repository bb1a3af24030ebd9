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
#include "ui/tables/table_pane.h"

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

class ImagePage;
class SearchPage;
class TextPage;
class ValueWriter;

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
    ImagePage *imagePage() const { return m_image; }
    ValueWriter *writer() const { return m_writer; }
    void setFileAsker(const tables::FileAsker &asker) { m_askFile = asker; }
    widgets::SearchField *searchField() const { return m_search; }
    /// Lays a page over the tree until another subject is shown or Escape is pressed; owns it from now on.
    void showPage(QWidget *page);

public slots:
    /// Offers the results that this one can be compared with.
    void fillCompareMenu(QMenu *menu);
    void openCompareMenu();
    /// Takes away what lies over the tree.
    void closePage();
    /// Into a file the user chooses, with progress.
    void exportValue();
    void togglePin();
    /// The chosen node, else all of it.
    void sendToInputs();
    void copyJson();
    void openSearch();

signals:
    /// The script set no `result`: the user wants the line inserted.
    void insertResultRequested(const QString &file);
    /// The user wants a node as a table; `path` is its expression.
    void compareRequested(const latchkey::results::Subject &before, const latchkey::results::Subject &after);
    /// A node is to become an input of the next run; `name` is what the variable could be called.
    void inputRequested(const latchkey::results::ValuePtr &value, const QString &name);
    void linkActivated(const QUrl &url); ///< in a text that a script showed
    void said(const QString &sentence);
    void failed(const QString &sentence);
    /// There is a value to do something with, or there is none any more.
    void valueChanged(bool there);
    void tableRequested(const latchkey::results::ValuePtr &value, const QString &path);

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    QWidget *makeSearchBar();
    void makeFoot();
    void makeImagePage(ImagePage *page);
    [[nodiscard]] QModelIndex chosenNode() const;
    [[nodiscard]] ValuePtr chosenValue() const;
    void showPicture();
    void showText();
    void dropPage();
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
    widgets::SmallButton *m_picture;
    widgets::SmallButton *m_read;
    widgets::IconButton *m_pin;
    QWidget *m_searchBar = nullptr;
    widgets::SearchField *m_search = nullptr;
    output::RichLabel *m_count = nullptr;
    SearchPage *m_found;
    TextPage *m_text;
    ImagePage *m_image;
    QPointer<QWidget> m_page; ///< laid over the tree
    widgets::SmallButton *m_compare = nullptr;
    QWidget *m_foot;
    output::RichLabel *m_path;
    ValueWriter *m_writer = nullptr;
    tables::FileAsker m_askFile;
    widgets::SmallButton *m_insert;
    widgets::EmptyState *m_empty;
    Subject m_shown;
};

} // namespace latchkey::results
