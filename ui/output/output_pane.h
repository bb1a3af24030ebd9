// SPDX-License-Identifier: GPL-3.0-or-later
//
// The Output pane: the filter bar, the find bar, the view, and the line where a script is answered that asks for input.
// It shows the runs of the file whose run is in front, oldest first. `follow()` keeps it so; without it runs are added
// through view().
#pragma once

#include "ui/jobs/job.h"
#include "ui/output/input_bar.h"
#include "ui/output/log_saver.h"
#include "ui/output/output_search.h"
#include "ui/output/output_view.h"

#include <QAction>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QWidget>

#include <array>

class QMenu;

namespace latchkey::runs {
class RunList;
struct RunEntry;
} // namespace latchkey::runs

namespace latchkey::widgets {
class SearchField;
class Chip;
} // namespace latchkey::widgets

namespace latchkey::output {

class OutputPane : public QWidget
{
    Q_OBJECT

public:
    explicit OutputPane(QWidget *parent = nullptr);
    ~OutputPane() override;

    /// Shows the runs of `list`; what is typed for a script goes back to it.
    void follow(runs::RunList *list);
    /// What is said while nothing was run: "Press F5 to run report.ml".
    void setEmptyHint(const QString &hint);

    OutputView *view() const { return m_view; }
    QLineEdit *findField() const;
    QLineEdit *inputField() const { return m_input->field(); }
    QWidget *inputBar() const { return m_input; } ///< where that field and its buttons are
    QString findCount() const { return m_found->text(); }

    /// What can be done with the output, as actions: they are in the pane's menu and may be put elsewhere.
    enum class Do : quint8 { Times, Wrap, CopyTimes, CopyMarkdown, Save, Clear, UndoClear, Count };
    QAction *action(Do what) const { return m_actions[static_cast<size_t>(what)]; }
    bool isSaving() const { return m_saver->isRunning(); }

public slots:
    void find();
    void findNext();
    void findPrevious();
    void closeFind();
    /// Asks for a file and saves the whole output of the last run there.
    void saveAs();
    void saveTo(const QString &path);
    void cancelSaving();
    /// Copies the selection, or everything when nothing is selected.
    void copyAs(latchkey::output::CopyStyle style);
    /// A script waits for a line.
    void askInput(quint64 run, const QString &prompt);
    void endAsking(quint64 run);

signals:
    void locationActivated(const QString &file, int line, int column);
    void urlActivated(const QUrl &url);
    /// A denial of that run is to be looked at; the grant would have been enough, empty: none would.
    void grantActivated(quint64 run, const QString &grant);
    /// A fault of Latchkey itself is to be told of.
    void faultActivated();
    void stopRequested(quint64 run);
    void inputEntered(quint64 run, const QString &line);
    void inputEnded(quint64 run);
    void saved(const QString &path, const QString &error); ///< `error` is empty when it was
    void savingCancelled(const QString &path);
    void cleared(); ///< can be undone: view()->undoClear()

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    QWidget *makeFilterBar();
    QWidget *makeFindBar();
    void makeKeys();
    void makeActions();
    QMenu *makeMenu();
    void onSaved(const QString &path, const QString &error);
    QString sourceLine(quint64 run, const QString &file, int line) const;

    void showFront(quint64 run);
    bool belongs(const runs::RunEntry &entry) const;
    void addRun(quint64 run);
    void updateRun(quint64 run);

    void searchChanged();
    void goTo(qsizetype match);
    void restartSearch();
    void updateFound();

    QPointer<runs::RunList> m_list;
    OutputView *m_view;
    OutputSearch *m_search;
    LogSaver *m_saver;
    jobs::Job m_saveJob;
    std::array<QAction *, static_cast<size_t>(Do::Count)> m_actions = {};
    QTimer m_searchDelay;
    widgets::SearchField *m_find = nullptr;
    QLabel *m_found = nullptr;
    QWidget *m_findBar = nullptr;
    InputBar *m_input = nullptr;
    QString m_emptyHint;
    QString m_scopeTab;
    QString m_scopePath;
    quint64 m_searched = 0; ///< the run whose log is searched
    qsizetype m_match = -1;
};

} // namespace latchkey::output
