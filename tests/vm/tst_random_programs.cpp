// SPDX-License-Identifier: GPL-3.0-or-later
// Thousands of random programs, run by the compiled virtual machine and by the evaluator of random_program.h, and by
// the machine against itself: by slices that end at every poll, and with a collection at every safe point.
//
// LATCHKEY_STRESS=1 runs a hundred thousand; LATCHKEY_SEED=N runs the one program of that seed and shows it.
#include "tests/vm/random_program.h"
#include "tests/vm/vm_harness.h"

#include <QTest>

using namespace latchkey;
using tests::RunOptions;
using tests::RunReport;

namespace {

std::string endOf(const RunReport &report)
{
    if (report.finished()) return {};
    return report.compiled ? report.name + ": " + report.message
                           : "does not compile: " + report.message + " at line " + std::to_string(report.line);
}

} // namespace

class tst_RandomPrograms : public QObject
{
    Q_OBJECT

private slots:
    void sameAsTheEvaluator_data();
    void sameAsTheEvaluator();
};

void tst_RandomPrograms::sameAsTheEvaluator_data()
{
    QTest::addColumn<qulonglong>("first");
    QTest::addColumn<int>("count");
    if (qEnvironmentVariableIsSet("LATCHKEY_SEED")) {
        QTest::newRow("one seed") << qEnvironmentVariable("LATCHKEY_SEED").toULongLong() << 1;
        return;
    }
    const int blocks = qEnvironmentVariableIsSet("LATCHKEY_STRESS") ? 200 : 6;
    for (int i = 0; i < blocks; ++i)
        QTest::addRow("seeds %d to %d", i * 500, i * 500 + 499) << qulonglong(i) * 500 << 500;
}

void tst_RandomPrograms::sameAsTheEvaluator()
{
    QFETCH(qulonglong, first);
    QFETCH(int, count);
    int used = 0;
    for (qulonglong seed = first; seed < first + qulonglong(count); ++seed) {
        const tests::RandomProgram program = tests::randomProgram(seed);
        if (qEnvironmentVariableIsSet("LATCHKEY_SEED"))
            fprintf(stderr, "%s\n---- %s\n%s\n", program.source.c_str(), program.failure.c_str(),
                    program.output.c_str());
        if (!program.usable) continue;
        ++used;
        RunReport compiling;
        const vm::ImagePtr image = tests::compileProgram(program.source, compiling);
        const std::string what = "seed " + std::to_string(seed) + ": ";
        QVERIFY2(image != nullptr, (what + endOf(compiling)).c_str());
        for (const int mode : {0, 1, 2}) {
            if (mode > 0 && seed % 5 != 0) break;
            RunOptions options;
            options.sliceAlways = mode == 1;
            options.collectAlways = mode == 2;
            const RunReport report = tests::runImage(image, options);
            QVERIFY2(endOf(report) == program.failure,
                     (what + "ends with '" + endOf(report) + "', expected '" + program.failure + "'").c_str());
            if (report.output != program.output) {
                const auto at = std::mismatch(report.output.begin(), report.output.end(), program.output.begin(),
                                              program.output.end());
                const auto begin = size_t(std::max<std::ptrdiff_t>(0, at.first - report.output.begin() - 60));
                QFAIL((what + "shows '" + report.output.substr(begin, 120) + "', expected '" +
                       program.output.substr(begin, 120) + "'")
                          .c_str());
            }
        }
    }
    QVERIFY2(used * 2 > count, QByteArray::number(used).constData()); // most programs must be worth something
}

QTEST_APPLESS_MAIN(tst_RandomPrograms)
#include "tst_random_programs.moc"
