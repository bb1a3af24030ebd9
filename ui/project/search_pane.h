// SPDX-License-Identifier: GPL-3.0-or-later
//
// Find in folder: what to look for and where, results as they come, and replacing in all of them after a look at what
// each line becomes. Searching starts as one types; Escape stops it.
#pragma once

#include "ui/jobs/job.h"
#include "ui/project/search_model.h"
#include "ui/widgets/row_view.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QLineEdit;

namespace latchkey::widgets {
class Chip;
class SearchField;
class SmallButton;
} // namespace latchkey::widgets

namespace latchkey::project {

class SearchPane : public QWidget
{
    Q_OBJECT

public:
    explicit SearchPane(QWidget *parent = nullptr);

    /// Where to search; shown above the results.
    void setFolder(const QString &folder);
    [[nodiscard]] const QString &folder() const { return m_folder; }
    /// Puts the text into the field, searches, and takes the focus.
    void open(const QString &text);
    /// Replaces in all files found; asked by whoever confirmed `replaceRequested`.
    void replaceAll();

    [[nodiscard]] SearchModel *model() const { return m_model; }
    [[nodiscard]] widgets::SearchField *field() const { return m_field; }
    [[nodiscard]] QLineEdit *replaceField() const { return m_replace; }
    [[nodiscard]] QLineEdit *namesField() const { return m_names; }
    [[nodiscard]] QLabel *summary() const { return m_summary; }
    [[nodiscard]] widgets::RowView *view() const { return m_view; }
    [[nodiscard]] bool isSearching() const { return m_search->isRunning(); }
    void searchNow();

signals:
    void activated(const QString &path, int line, int column, int length);
    /// The user wants every match replaced; nothing has happened yet.
    void replaceRequested(int hits, int files);
    void replaced(int hits, int files, const QStringList &errors);
    void folderRequested();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    [[nodiscard]] editor::SearchQuery query() const;
    void onFinished(const SearchTotals &totals);
    void showSummary(const QString &text, bool isError = false);
    void activate(const QModelIndex &index);

    QString m_folder;
    FolderSearch *m_search;
    SearchModel *m_model;
    widgets::SearchField *m_field;
    QLineEdit *m_replace;
    QLineEdit *m_names;
    widgets::Chip *m_case;
    widgets::Chip *m_words;
    widgets::Chip *m_regex;
    widgets::SmallButton *m_replaceAll;
    QLabel *m_summary;
    widgets::RowView *m_view;
    QTimer m_delay;
    jobs::Job m_job; ///< the search, or the replacing
    bool m_replacing = false;
};

} // namespace latchkey::project
