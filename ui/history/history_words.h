// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the history says about a run, in one place for list, page and comparison. Text from scripts comes out visible.
#pragma once

#include "engine/journal/record.h"
#include "ui/theme/run_state_look.h"

#include <QString>

namespace latchkey::history {

theme::RunState lookOf(journal::Outcome outcome);
/// "14:02", "yesterday 14:02", "3 Nov 14:02", "3 Nov 2024".
QString whenText(const QDateTime &when, const QDateTime &now = QDateTime::currentDateTime());
/// What came out: the result, or the error and its line.
QString detailText(const journal::RunRecord &record);
QString durationText(const journal::RunRecord &record);
/// The file's name, and the configuration it ran with.
QString nameText(const journal::RunRecord &record);
/// "report.ml, Finished, 14:02, {total: 3}, 1.2 s": for screen readers.
QString spokenText(const journal::RunRecord &record);
/// The run's command line.
QString commandLine(const journal::RunDetails &details);
/// Everything kept of it as JSON, over several lines.
QByteArray jsonText(const journal::RunDetails &details);

/// A fact about a run; without a value, the heading of those that follow.
struct Fact {
    QString name;
    QString value = {};
    bool isCode = false;
    friend bool operator==(const Fact &, const Fact &) = default;
};
/// Times, limits, inputs, grants and what was used.
QList<Fact> factsOf(const journal::RunDetails &details);
/// One line for each grant and each use: what the permissions of two runs are compared by.
QByteArray permissionLines(const journal::RunDetails &details);
/// The output as it was printed; `gap` stands for what is missing.
QByteArray outputText(const journal::KeptOutput &output, const QByteArray &gap);

} // namespace latchkey::history
