// SPDX-License-Identifier: GPL-3.0-or-later
// Where the time of a run went, as people read it on a terminal: its phases, the functions and the lines that took
// most, and, of a batch, how often each script ran. Written for other tools when a file was asked for.
#pragma once

#include "engine/runs/profile.h"

#include <QString>

namespace latchkey::cli {

/// Functions, then lines with their source. `script` is where the lines of the file that ran are taken from.
QString reportOf(const runs::Profile &profile, const runs::Script &script);
/// "queued 0.2 ms, compiling 1.1 ms, running 48 ms"; what took no time is not said.
QString reportOf(const runs::RunPhases &phases);
/// A row for each name.
QString reportOf(const QList<runs::Measure> &measures);
/// Writes the profile to `path`: for speedscope when it ends in .json, else as collapsed stacks. Says what went wrong;
/// empty: nothing did.
QString writeProfile(const runs::Profile &profile, const QString &name, const QString &path);

} // namespace latchkey::cli
