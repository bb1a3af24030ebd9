// SPDX-License-Identifier: GPL-3.0-or-later
// The measuring program `latchkey-bench NAME [--json]`. A bench is a function that fills a table of figures; nothing is
// ever asserted: machines differ, so figures are for comparing runs on one machine. Measures that need a process of
// their own (memory, start-up) run this program again with `--part`.
#pragma once

#include <QJsonObject>
#include <QString>

#include <chrono>
#include <functional>
#include <vector>

namespace latchkey::bench {

using Clock = std::chrono::steady_clock;

inline double millisecondsSince(Clock::time_point start)
{
    return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

/// The value below which `share` (0..1) of the samples lie; sorts them.
double percentile(std::vector<double> &samples, double share);

/// The value of `key` (in kB) in /proc/self/status, as megabytes.
double processMegabytes(const char *key);
int processThreads();

struct Bench {
    QString name;
    QString about;
    std::function<QJsonObject()> run;
};

/// One measure that wants a fresh process: prints one JSON object.
struct Part {
    QString name;
    std::function<QJsonObject()> run;
};

/// Runs a part of this program as a child and returns what it printed; empty when it failed.
QJsonObject runPart(const QString &name);

// the benches, a file each
QJsonObject responsiveness();
QJsonObject frontEnd();
QJsonObject library();
QJsonObject async();
QJsonObject realWindow();
QJsonObject realTyping();
std::vector<Part> responsivenessParts();
QJsonObject ui();
std::vector<Part> tableParts();
std::vector<Part> uiParts(); ///< a pane adds its part to the table in editing.cpp

} // namespace latchkey::bench
