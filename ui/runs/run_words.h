// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the window says about a run: its row's detail, its heading in Output, its lines when opened, its announcement.
// One place, so that row, tab, heading and announcement never disagree. Text from scripts comes out visible.
#pragma once

#include "ui/runs/run_entry.h"

#include <QList>
#include <QString>

namespace latchkey::runs {

/// The detail of a run's row: what it is at, or how it ended. `folded` adds the progress, which then has no column.
/// `now` is nowMilliseconds(), for what has lasted long enough to be worth saying.
QString detailText(const RunEntry &entry, bool folded = false, qint64 now = nowMilliseconds());
/// "41 of 100"; empty when the script reported no total.
QString progressText(const RunProgress &progress);
/// 0..1, or negative when there is nothing to draw a bar from.
double progressShare(const RunProgress &progress);
/// The same of the outermost report of a run, whose bar never goes back.
double progressShare(const RunEntry &entry);
/// The time of a row: "0:12" while it goes on, "1.2 s" once over.
QString timeText(const RunEntry &entry, qint64 now);
QString clockText(double seconds);    ///< 0:12, 14:48, 1:02:03
QString durationText(double seconds); ///< 1.2 s, 2:05
/// "queued 2 ms · compiling 4 ms · running 1.2 s"; what took no time is left out.
QString phasesText(const RunPhases &phases);
QString bytesText(qint64 bytes);
QString countText(double count); ///< 412, 3.1 M

/// A path below the folder of a script, or a pattern of such, as the script would write it; anything else as it is. A
/// pattern of everything in that folder names the folder ("./**"): alone it would look like everything there is.
QString nearName(const QString &resource, const QString &script);
/// "read notes/a.csv": the verb and object of a question, the object cut in the middle.
QString questionText(const PermissionRequest &request);
/// What comes behind the state in the heading of Output: "in 1.2 s · 1 denied", "after 0.3 s at line 20 · name_error".
QString headingDetail(const RunEntry &entry);
/// How a run ended, for a sentence that has named it: "Timed out · 30 s limit at line 4".
QString announcedEnd(const RunEntry &entry);
/// "Run 7 needs permission: read notes/a.csv", "Run 7 finished, 2 rows"; empty for states that are not announced.
QString announcement(const RunEntry &entry);

/// One line of an opened row. Lines are told apart by kind and number, so that one that goes on keeps its place in the
/// view while others come and go around it.
struct DetailLine {
    enum class Kind : quint8 { Progress, Question, Wait, Error, Hint, Warning, Times, File, Started, Task, MoreTasks };

    QString text = {};
    double share = -1; ///< of its progress bar
    bool isError = false;
    Kind kind = Kind::Progress;
    quint64 number = 0; ///< of its kind; of a task: the engine's
    // A task has columns as a run has:
    int depth = 0; ///< how many tasks it is inside of
    QString name = {};
    theme::RunState look = theme::RunState::Running;
    QString measure = {}; ///< "41 of 100"

    quint64 key() const { return quint64(kind) << 56 | number; }
    friend bool operator==(const DetailLine &, const DetailLine &) = default;
};
QList<DetailLine> detailLines(const RunEntry &entry);

/// "object with 3 keys", "412 rows", "42".
QString summaryOf(const ResultValue &value);

} // namespace latchkey::runs
