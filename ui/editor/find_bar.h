// SPDX-License-Identifier: GPL-3.0-or-later
//
// Finding and replacing in one editor: a bar, not a dialog, above or below the code. It searches the text, or the
// stretch that was selected, on the file pool while one types, marks all hits (find_marks.h), counts them ("3 of 214"),
// and moves among them round the ends of the text (saying so). Results belong to a revision and a query; what arrives
// late is dropped. A search that lasts is among the background jobs and can be ended there.
#pragma once

#include "ui/editor/find_marks.h"
#include "ui/jobs/job.h"

#include <QPointer>
#include <QTimer>
#include <QWidget>

class QLabel;
class QLineEdit;
class QToolButton;

namespace latchkey::editor {

class CodeEditor;

class FindBar : public QWidget
{
    Q_OBJECT

public:
    explicit FindBar(CodeEditor *editor, QWidget *parent = nullptr);
    ~FindBar() override;

    /// Opens the bar with the selected words, if there are some, else with what was last looked for in any file, and
    /// takes the focus. Several selected lines are where it looks.
    void openFind();
    /// The same with the row for replacing.
    void openReplace();
    /// Hides the bar, unmarks the hits and gives the focus back.
    void close();

    [[nodiscard]] SearchQuery query() const;
    void setQuery(const SearchQuery &query);
    [[nodiscard]] const SearchResult &result() const { return m_result; }
    /// A search is under way.
    [[nodiscard]] bool isSearching() const { return m_stop != nullptr; }

public slots:
    void findNext();
    void findPrevious();
    /// Selects all hits, to write at all of them.
    void selectHits();
    void replaceOne();
    void replaceAllHits();

signals:
    /// The hits for the present text and query are known.
    void searched();
    void closed();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void buildFindRow(QWidget *row);
    void buildReplaceRow(QWidget *row);
    QToolButton *makeSwitch(QWidget *row, const QString &text, const QString &name);
    QToolButton *makeButton(QWidget *row, const QString &icon, const QString &name, void (FindBar::*action)());
    void refreshIcons();
    void search();
    void cancel();
    void take(const SearchResult &result, quint64 revision);
    void lookOnlyIn(bool selection);
    void remember();
    void walkHistory(int by);
    void stopSearch();
    void move(bool forward);
    void goToHit(qsizetype index, bool wrapped);
    void showFault(const QString &fault);
    void showCount(const QString &notice = {});
    [[nodiscard]] qsizetype currentHit() const;

    QPointer<CodeEditor> m_editor;
    FindMarks m_marks;
    QLineEdit *m_pattern = nullptr;
    QLineEdit *m_replacement = nullptr;
    QLabel *m_count = nullptr;
    QLabel *m_fault = nullptr; ///< below the rows, while the pattern or its cost is at fault
    QToolButton *m_case = nullptr;
    QToolButton *m_keepCase = nullptr; ///< of the replacement
    QToolButton *m_words = nullptr;
    QToolButton *m_regex = nullptr;
    QToolButton *m_inSelection = nullptr;
    QList<QPair<QToolButton *, QString>> m_icons;
    QWidget *m_replaceRow = nullptr;
    QTimer m_delay;
    SearchStop m_stop;          ///< of the search under way
    jobs::Job m_job;            ///< the search, or replacing
    qsizetype m_inHistory = -1; ///< the pattern shown is that one; -1: none of them
    SearchResult m_result;
    quint64 m_revision = 0; ///< m_result belongs to it
    long m_origin = 0;      ///< where the caret was when the search began
    int m_pendingMove = 0;  ///< asked while searching: 1 next, -1 previous, 0 first from the origin
    bool m_jump = false;    ///< go to the first hit when the answer is there
};

} // namespace latchkey::editor
