// SPDX-License-Identifier: GPL-3.0-or-later
//
// Finding and replacing in one editor: a bar, not a dialog, above or below the code. It searches the whole text on the
// file pool while one types, marks all hits, counts them ("3 of 214"), and moves among them round the ends of the text
// (saying so). Results belong to a revision and a query; what arrives late is dropped.
#pragma once

#include "ui/editor/text_search.h"

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

    /// Opens the bar with the selected word, if there is one, and takes the focus.
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
    void showHits();
    void hideHits();
    void move(bool forward);
    void goToHit(qsizetype index, bool wrapped);
    void showCount(const QString &notice = {});
    [[nodiscard]] qsizetype currentHit() const;

    QPointer<CodeEditor> m_editor;
    QLineEdit *m_pattern = nullptr;
    QLineEdit *m_replacement = nullptr;
    QLabel *m_count = nullptr;
    QToolButton *m_case = nullptr;
    QToolButton *m_keepCase = nullptr; ///< of the replacement
    QToolButton *m_words = nullptr;
    QToolButton *m_regex = nullptr;
    QList<QPair<QToolButton *, QString>> m_icons;
    QWidget *m_replaceRow = nullptr;
    QTimer m_delay;
    SearchStop m_stop; ///< of the search under way
    SearchResult m_result;
    quint64 m_revision = 0; ///< m_result belongs to it
    long m_origin = 0;      ///< where the caret was when the search began
    int m_pendingMove = 0;  ///< asked while searching: 1 next, -1 previous, 0 first from the origin
    bool m_jump = false;    ///< go to the first hit when the answer is there
};

} // namespace latchkey::editor
