// SPDX-License-Identifier: GPL-3.0-or-later
// Where the time of a run went, by function and by line: a plain value, complete once the run is over, and gathered
// only when RunOptions::profile asks for it. Computing is sampled (about a thousand times a second, so a millisecond
// is the finest that it can tell) and adds up to the processor time of the run; waits are measured, and kept apart
// from it. Tasks of the script and parallel parts are in it: what goes on at the same time adds up to more than the
// time on the wall. Calls of the library count as the line that makes them.
//
// `Measures` counts runs by name: how many, how many failed, and how long those that succeeded took.
#pragma once

#include "engine/runs/run.h"

#include <QHash>
#include <QList>
#include <QString>

#include <memory>
#include <mutex>

namespace latchkey::vm {
class Profiler;
}

namespace latchkey::runs {

struct Profile {
    struct Function {
        QString name; ///< "" : the body of a module; "fn": an arrow function
        QString file; ///< path, else the script's name
        int line = 0; ///< where it begins
        qint64 calls = 0;
        double own = 0;              ///< seconds computed in it, its library calls included
        double total = 0;            ///< the same, and in what it called
        double waiting = 0;          ///< seconds in which it waited itself
        qint64 samples = 0;          ///< that `own` rests on
        QString displayName() const; ///< "report.ml", "summarise", "function at line 24"
    };
    struct Line {
        QString file;
        int line = 0;
        double own = 0;
        double waiting = 0;
        qint64 samples = 0;
    };
    /// A function in one chain of calls; callers come before what they call.
    struct Node {
        int parent = -1;  ///< index of the caller's node; -1: none
        int function = 0; ///< index of its function
        double own = 0;
        double waiting = 0;
    };
    static constexpr qsizetype kMaxFunctions = 5'000;
    static constexpr qsizetype kMaxLines = 20'000;

    QList<Function> functions; ///< those that computed most first
    QList<Line> lines;         ///< the same
    QList<Node> tree;
    qint64 samples = 0;
    double computed = 0; ///< seconds of all `own` together, and `unplaced`
    double unplaced = 0; ///< computed after the last sample: where is not known
    double waited = 0;   ///< seconds of all waits together
    bool isCut = false;  ///< there were more functions, lines or chains of calls than are kept
    int runs = 1;        ///< added together in it

    bool isEmpty() const { return functions.isEmpty(); }
    /// Adds the profile of another run, for batches. Functions and lines are the same when file and line are.
    void add(const Profile &other);
    /// The form of flame graph tools: one line for each chain of calls, "main;f;g 1234", in microseconds.
    QByteArray toCollapsedStacks() const;
    /// The JSON file of speedscope (https://www.speedscope.app): computing, and waiting as a second profile.
    QByteArray toSpeedscope(const QString &name) const;
};
using ProfilePtr = std::shared_ptr<const Profile>;

/// What a finished profiler has seen, without anything of its isolate.
Profile profileOf(const vm::Profiler &profiler);

/// Runs of one name.
struct Measure {
    QString name;
    qint64 count = 0;
    qint64 successes = 0;
    qint64 errors = 0;
    double mean = 0;    ///< seconds of the successes (RunResult::executionTime)
    double longest = 0; ///< of them
    RunPhases phases;   ///< of all of them together
};

/// Thread-safe. At most kMaxNames names are told apart, the others are counted together.
class Measures
{
public:
    static constexpr qsizetype kMaxNames = 1'000;
    void note(const QString &name, const RunResult &result);
    QList<Measure> rows() const; ///< in the order of first appearance

private:
    mutable std::mutex m_mutex; ///< guards the next two; held for moments
    QList<Measure> m_rows;
    QHash<QString, qsizetype> m_places;
};

} // namespace latchkey::runs
