// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the program is made of: one table of every library that is linked or bundled, with its version as it was found
// at run time and its licence. About shows it, a report of a fault begins with it.
#pragma once

#include <QList>
#include <QString>

namespace latchkey::window {

struct ProgramPart {
    QString name;
    QString version; ///< empty: comes with the part before it
    QString licence; ///< SPDX, or plain words
    QString task;    ///< what it is there for
};

/// Latchkey itself first. Any thread; asks SQLite for its version, a few milliseconds.
QList<ProgramPart> programParts();
/// What a report of a fault has: versions, platform, the last lines of the log, and `source` if it is not empty. Any
/// thread.
QString programReport(const QList<ProgramPart> &parts, const QStringList &log, const QString &source = {});

} // namespace latchkey::window
