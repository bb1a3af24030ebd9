// SPDX-License-Identifier: GPL-3.0-or-later
//
// Everything the window does with runs: starts them from pages, stops, pauses and repeats them, and carries what they
// say back to the text they came from: findings, the line they failed or were stopped at, bolts, and the question of a
// run that waits for a permission, as a bar under the line that asks. The RunList knows the runs, the engine runs
// them; this class only connects them with pages. Nothing here waits for a run.
#pragma once

#include "engine/journal/record.h"
#include "engine/runs/engine.h"
#include "ui/output/problems_model.h"
#include "ui/permissions/permission_bar.h"
#include "ui/runs/run_list.h"
#include "ui/settings/settings.h"
#include "ui/window/code_checker.h"
#include "ui/window/editor_area.h"

#include <QHash>
#include <QObject>
#include <QPointer>
#include <QTimer>

namespace latchkey::window {

class RunDesk : public QObject
{
    Q_OBJECT

public:
    RunDesk(runs::Engine *engine, runs::RunList *list, EditorArea *area, settings::Settings *settings,
            QObject *parent = nullptr);

    /// How much of what was remembered a run starts with.
    enum class Fresh : bool { No, Yes };

    /// Runs the page's text, saved or not. The run's id, 0 when its inputs are no JSON object.
    quint64 run(EditorPage *page, Fresh fresh = Fresh::No);
    /// As `run`, with a profile of where the time goes.
    quint64 runProfiled(EditorPage *page);
    /// Runs the page's text with these grants besides its own.
    quint64 runAllowing(EditorPage *page, const QStringList &grants);
    /// Runs the page's text with no right at all, whatever was granted or remembered before, and without questions.
    quint64 runInSandbox(EditorPage *page);
    /// Runs the selection, or the statements of the file's own level that the caret's line has a part of; `moveOn` puts
    /// the caret behind them.
    void runSelection(EditorPage *page, bool moveOn);
    /// Runs the text up to the end of the statement at the caret, which a worker finds.
    void runToHere(EditorPage *page);
    /// A script with options of its own, beside the pages: an item of a batch. Shown like any other run.
    quint64 runBeside(const runs::Script &script, runs::RunOptions options);
    /// What a run of the page starts with.
    [[nodiscard]] runs::RunOptions optionsOf(const EditorPage *page) const;
    /// The same script with the same options once more.
    quint64 rerun(quint64 run);
    /// The same once more with twice the limit that it ended at, which becomes its file's. 0: it ended at none.
    quint64 raiseAndRerun(quint64 run);
    /// A run of the history once more: the text, inputs and limits of then.
    quint64 runKept(const journal::RunDetails &details);
    /// The run configuration that a run was started with; empty: none.
    [[nodiscard]] QString configurationOf(quint64 run) const { return m_configurations.value(run); }
    /// Runs the page's text, then calls one of its functions; `arguments` is the JSON text of an array.
    quint64 call(EditorPage *page, const QString &function, const QByteArray &arguments);
    /// Runs the open scripts whose text is another one than when they last ran. How many that were.
    int runChanged();
    void stopFront();
    void pauseFront();
    /// The front run's entry; id 0: none.
    [[nodiscard]] runs::RunEntry front() const { return m_list->entry(m_list->frontRun()); }
    /// The entry of the run that Stop, Pause and Escape are about.
    [[nodiscard]] runs::RunEntry acting() const { return m_list->entry(m_list->runToStop()); }

    void showPage(EditorPage *page) { m_area->setCurrentPage(page); }
    /// Moves the focus to the oldest question that waits; false when none does or its file is not open.
    bool goToOldestQuestion();
    /// The page whose text a question comes from; null: it is not open.
    [[nodiscard]] EditorPage *pageOfQuestion(const runs::PermissionRequest &request) const;
    [[nodiscard]] EditorPage *pageOfRun(quint64 run) const;
    /// The bar open in a page, if any.
    [[nodiscard]] permissions::PermissionBar *barOf(const EditorPage *page) const { return m_bars.value(page); }

    [[nodiscard]] CodeChecker *checkerOf(const EditorPage *page) const { return m_checkers.value(page); }
    /// Puts a mend that the Problems pane offers into its file.
    bool applyFix(const output::Problem &problem, int fix);
    void setProblemsModel(output::ProblemsModel *model) { m_problems = model; }
    /// The limits that hold for a page.
    [[nodiscard]] settings::Limits limitsOf(const EditorPage *page) const;

    /// Why `text` can not be the inputs of a run; empty when it can.
    static QString inputsFault(const QByteArray &text);

    [[nodiscard]] runs::RunList *list() const { return m_list; }

    /// The first line with text behind the one that `offset` is in, from 1.
    static int lineBehind(const QByteArray &text, qsizetype offset);

signals:
    /// An input of a session is to run once more, with these options.
    void inputWanted(const latchkey::runs::RunPtr &run, const latchkey::runs::RunOptions &options);
    /// The limits of a page are other ones now.
    void limitsRaised(latchkey::window::EditorPage *page);
    /// The inputs of the page are no JSON object; they must be mended first.
    void inputsRefused(latchkey::window::EditorPage *page, const QString &why);
    void started(quint64 run);
    /// A link of a question's call chain.
    void placeActivated(const QString &file, int line, int column);

private:
    quint64 start(EditorPage *page, Fresh fresh);
    quint64 repeat(quint64 run, runs::RunOptions options);
    void runPart(EditorPage *page, language::Span part);
    void askAgain(EditorPage *page, Fresh fresh);
    quint64 submit(EditorPage *page, const runs::Script &script, runs::RunOptions options);
    void askAboutProject(EditorPage *page);
    void tellStorageProblem(EditorPage *page);
    void addPage(EditorPage *page);
    void showFindings(EditorPage *page);
    void showBolts(EditorPage *page);
    [[nodiscard]] bool isLatest(const EditorPage *page, quint64 run) const;
    void onChanged(quint64 run);
    void onEnded(quint64 run);
    void refreshTab(EditorPage *page);
    void clearMarks(EditorPage *page);
    void showQuestion(EditorPage *page);
    void fillQuestion(EditorPage *page, const runs::PermissionRequest *request = nullptr);
    void onSettled(quint64 run, quint64 question);

    runs::Engine *m_engine;
    runs::RunList *m_list;
    EditorArea *m_area;
    settings::Settings *m_settings;
    QPointer<output::ProblemsModel> m_problems;
    QHash<const EditorPage *, CodeChecker *> m_checkers;
    QHash<const EditorPage *, QPointer<permissions::PermissionBar>> m_bars;
    QString m_storageProblem;                 ///< already told
    QHash<quint64, quint64> m_revisions;      ///< of the text a run was started from
    QHash<quint64, QString> m_configurations; ///< names of those that runs were started with
    QTimer m_spinTimer;                       ///< spinners begin half a second after their run
};

} // namespace latchkey::window
