// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a run left, as it was then: output, result, text, and the facts about it. Nothing here changes any more; large
// parts are prepared by a worker before they are shown.
#pragma once

#include "engine/journal/record.h"
#include "ui/history/history_words.h"
#include "ui/output/output_source.h"
#include "ui/output/rich_line.h"
#include "ui/results/value_source.h"

#include <QWidget>

class QPlainTextEdit;
class QStackedWidget;

namespace KSyntaxHighlighting {
class SyntaxHighlighter;
}

namespace latchkey::output {
class OutputView;
}

namespace latchkey::results {
class ResultModel;
class ResultView;
} // namespace latchkey::results

namespace latchkey::widgets {
class Chip;
class EmptyState;
class IconButton;
class RowView;
class SmallButton;
} // namespace latchkey::widgets

namespace latchkey::history {

class FactsModel;

/// A run's details with what a worker made of them.
struct ShownRun {
    journal::RunDetails details;
    output::OutputSourcePtr output;
    results::ValuePtr value;
    QList<Fact> facts;
};
/// On a worker.
ShownRun prepared(const journal::RunDetails &details);

class DetailsPage : public QWidget
{
    Q_OBJECT

public:
    enum class Part : quint8 { Output, Result, Source, Facts };
    explicit DetailsPage(QWidget *parent = nullptr);
    /// Whether the page stands in the list's place: its way back is named then, otherwise it is a cross at the end.
    void setAlone(bool alone);

    void show(const ShownRun &run);
    [[nodiscard]] const ShownRun &run() const { return m_run; }
    void showPart(Part part);
    [[nodiscard]] output::OutputView *outputView() const { return m_output; }
    [[nodiscard]] results::ResultModel *resultModel() const { return m_resultModel; }
    [[nodiscard]] QPlainTextEdit *source() const { return m_source; }
    /// Whoever fills the menu of what can be done with the run.
    [[nodiscard]] widgets::IconButton *moreButton() const { return m_more; }

signals:
    void closed();
    void said(const QString &sentence);
    void rerunRequested(quint64 id);

private:
    void makeBar();
    [[nodiscard]] QWidget *pageOf(Part part) const;

    ShownRun m_run;
    Part m_part = Part::Output;
    output::RichLabel *m_title;
    QList<widgets::Chip *> m_chips;
    widgets::SmallButton *m_back;
    widgets::IconButton *m_close;
    widgets::SmallButton *m_rerun;
    widgets::IconButton *m_more;
    QStackedWidget *m_pages;
    output::OutputView *m_output;
    results::ResultModel *m_resultModel;
    results::ResultView *m_result;
    QPlainTextEdit *m_source;
    KSyntaxHighlighting::SyntaxHighlighter *m_colours;
    FactsModel *m_factsModel;
    widgets::RowView *m_facts;
    widgets::EmptyState *m_empty;
};

} // namespace latchkey::history
