// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a permission question says, in the one order it is always said: who, what exactly, what the object is and where
// it is asked, what the script has already, what a denial does. Made here from plain values so that bar, Prompts pane
// and tests share it. Every part that comes from a script or a file name is data: made visible, cut in the middle.
#pragma once

#include "engine/runs/run.h"
#include "ui/output/rich_line.h"

namespace latchkey::permissions {

/// Longer objects are cut in the middle until the user asks for all of it.
inline constexpr qsizetype kObjectShown = 200;

struct PromptText {
    output::RichLine who;   ///< **report.ml** · run 7 wants to read `notes/a.csv`
    QString more;           ///< "+2 more"
    output::RichLine about; ///< what it is, where it is asked
    output::RichLine has;   ///< what it has, what a denial does
    /// Why it is asked: the calls that led here, innermost first, each with its place and its source line.
    QList<output::RichLine> why;
    QString pattern;  ///< suggested for "Allow for this run"
    QString denyKind; ///< "Deny all reading"
    QString once;     ///< "Allow once", "Allow these 15 once"
    QString deny;     ///< "Deny", "Deny these 15"
    /// The other objects that one answer is about, when they are wanted.
    QList<output::RichLine> others;
    QString spoken;     ///< everything in one paragraph
    bool isCut = false; ///< the object is shown in part
};

/// The question as the window shows it. `run` is the number people know, `name` that of the script, `others` those that
/// are answered with it.
PromptText promptText(const runs::PermissionRequest &request, int run, const QString &name, bool whole = false,
                      const QList<runs::PermissionRequest> &others = {});
/// What a script can ask for before its first statement: "**report.ml** · run 7 can ask for 3 things".
output::RichLine beforehandLine(const runs::PermissionRequest &request, int run, const QString &name);
/// One of these things: "read `notes/a.csv`", "read a file that is known only when it runs".
output::RichLine wishLine(const runs::PermissionRequest &request, const runs::PermissionWish &wish);

/// The object as it is shown: the canonical resource, relative to the script's folder when it lies below it.
QString objectOf(const runs::PermissionRequest &request);
/// The target of the link that unfolds `why`.
inline const QString kWhyTarget = QStringLiteral("why");
/// The target of the link that lists the other objects of a group.
inline const QString kOthersTarget = QStringLiteral("others");
/// The links of a question's chain carry this.
QString chainTarget(const QString &file, int line, int column);

} // namespace latchkey::permissions
