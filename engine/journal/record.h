// SPDX-License-Identifier: GPL-3.0-or-later
// One run as the journal keeps it, in two parts: a `RunRecord` is the row a list shows, small and read by the hundred;
// `RunDetails` is everything else, read one at a time. Both are plain values. `begunRecord` and the functions below it
// take them from a run.
#pragma once

#include "engine/runs/run.h"

#include <QByteArray>
#include <QDateTime>
#include <QList>
#include <QString>

namespace latchkey::journal {

/// How a run ended. The numbers are in the file: never change one.
enum class Outcome : quint8 {
    Going = 0,
    Succeeded = 1,
    Failed = 2,
    TimedOut = 3,
    LimitReached = 4,
    Stopped = 5,
    Lost = 6, ///< the program died while it ran
};

struct RunRecord {
    quint64 id = 0; ///< grows with time, unique among all processes that write the journal
    QDateTime started;
    Outcome outcome = Outcome::Going;
    QString name;          ///< of the script, or the label of the run
    QString path;          ///< absolute; empty when the script was never saved
    QString configuration; ///< name of the run configuration; empty: none
    QByteArray hash;       ///< SHA-256 of the source
    bool isPinned = false; ///< stays when others make room
    double seconds = 0;
    QString errorName; ///< "name_error"
    QString errorMessage;
    int line = 0;    ///< where it failed or was stopped; 0: none
    QString summary; ///< the beginning of the result, one line
    qint64 outputLines = 0;
    qint64 outputBytes = 0;
    int denied = 0;         ///< operations that were denied
    bool fromCache = false; ///< an equal run gave the result before

    bool isOver() const { return outcome != Outcome::Going; }
    friend bool operator==(const RunRecord &, const RunRecord &) = default;
};

/// Part of an output that one stream wrote.
struct OutputPart {
    runs::OutputStream stream = runs::OutputStream::Output;
    QByteArray text;
    friend bool operator==(const OutputPart &, const OutputPart &) = default;
};

/// The beginning and the end of an output.
struct KeptOutput {
    QList<OutputPart> head;
    QList<OutputPart> tail;
    qint64 missingBytes = 0; ///< between them
    friend bool operator==(const KeptOutput &, const KeptOutput &) = default;
};

struct RunDetails {
    RunRecord record;
    QByteArray source;
    QString folder;            ///< where relative paths started; empty: where the file is
    QByteArray inputs;         ///< JSON text of the context variables
    QString function;          ///< called after the script's body; empty: none
    QByteArray arguments;      ///< JSON text of its arguments
    double timeoutSeconds = 0; ///< 0: no limit
    qint64 memoryLimit = 0;    ///< 0: no limit
    QStringList grants;        ///< given beforehand
    QStringList denies;
    bool couldAsk = false;
    bool usedProjectFile = false;
    QList<runs::CapabilityUse> uses; ///< the ledger: what was used and what was denied
    QList<runs::RunError::Frame> stack;
    QString hint;
    QStringList warnings;
    double queuedSeconds = 0;
    double compileSeconds = 0;
    double cpuSeconds = 0;
    qint64 peakMemory = 0;
    KeptOutput output;
    QByteArray result; ///< JSON text; empty: the script set none
    bool isResultCut = false;
};

/// Bytes kept of an output's beginning and end, and of a result.
inline constexpr qint64 kHeadBytes = 64 << 10;
inline constexpr qint64 kTailBytes = 192 << 10;
inline constexpr qsizetype kResultBytes = 1 << 20;
/// A source beyond this is kept by its hash only.
inline constexpr qsizetype kSourceBytes = 4 << 20;

/// What is known of a run when it starts.
RunDetails begunRecord(const runs::Run &run, quint64 id, const QString &configuration);
/// Adds how it ended. The run is over. Reads its output from disk if need be: not on a GUI thread.
void addEnd(RunDetails &details, const runs::Run &run);
/// What a run printed so far. Reads from disk if need be.
KeptOutput keptOutput(const runs::OutputLog &log);
Outcome outcomeOf(runs::RunState state);

/// The script and options of the run, to run it again.
runs::Script scriptOf(const RunDetails &details);
runs::RunOptions optionsOf(const RunDetails &details);

} // namespace latchkey::journal
