// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/history/comparison.h"

#include "ui/compare/line_diff.h"
#include "ui/compare/value_diff.h"
#include "ui/history/history_words.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace latchkey::history {

using compare::Cancelled;
using compare::Diff;
using compare::DiffRow;
using journal::RunDetails;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(latchkey::history)
};

void note(Diff &diff, const QString &sentence)
{
    diff.rows.prepend({.kind = DiffRow::Kind::Note, .text = sentence});
}

/// By their structure; numbers that only their text tells apart by that.
Diff jsonDiff(const QByteArray &before, const QByteArray &after, const QString &name, const Cancelled &cancelled)
{
    if (before == after) return {};
    Diff diff = compare::diffValues(valueOf(before), valueOf(after), cancelled, name);
    const auto hasValue = [](const QByteArray &json) { return json.isEmpty() || valueOf(json) != nullptr; };
    if (!diff.isSame && hasValue(before) && hasValue(after)) return diff;
    return compare::diffLines(results::indentedJson(before), results::indentedJson(after), cancelled);
}

} // namespace

results::ValuePtr valueOf(const QByteArray &json)
{
    if (json.isEmpty()) return {};
    // Read by the language's own reader: 7.0 stays 7.0, and long integers keep their digits.
    return results::engineValue(runs::ResultValue::fromJson(json));
}

Comparison compareRuns(const RunDetails &before, const RunDetails &after, const Cancelled &cancelled)
{
    Comparison made{before.record, after.record, {}};
    const auto side = [&made](Side which) -> Diff & { return made.diffs[size_t(which)]; };
    side(Side::Result) = jsonDiff(before.result, after.result, u"result"_s, cancelled);
    if (before.isResultCut || after.isResultCut)
        note(side(Side::Result), Words::tr("Only the beginning of a large result is kept; its end is not compared"));
    // The same words on both sides: what is missing of both is not compared.
    const QByteArray gap = Words::tr("(what is between here was not kept)").toUtf8();
    side(Side::Output) = compare::diffLines(outputText(before.output, gap), outputText(after.output, gap), cancelled);
    if (before.output.missingBytes > 0 || after.output.missingBytes > 0)
        note(side(Side::Output), Words::tr("Only the beginning and the end of a long output are kept and compared"));
    side(Side::Source) = compare::diffLines(before.source, after.source, cancelled);
    side(Side::Inputs) = jsonDiff(before.inputs, after.inputs, u"inputs"_s, cancelled);
    side(Side::Permissions) = compare::diffLines(permissionLines(before), permissionLines(after), cancelled);
    return made;
}

} // namespace latchkey::history
