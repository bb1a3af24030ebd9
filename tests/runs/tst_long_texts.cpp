// SPDX-License-Identifier: GPL-3.0-or-later
// Stop is obeyed in the middle of a single step that makes hundreds of megabytes: operators and library functions look
// whether the run is to end while they copy. Each program is stopped at several moments of its loop. LATCHKEY_STRESS
// stops each of them many times and prints how long it took.
#include "engine/runs/engine.h"
#include "tests/sanitized.h"

#include <QElapsedTimer>
#include <QRandomGenerator>
#include <QTest>

#include <algorithm>
#include <chrono>
#include <thread>

using namespace latchkey::runs;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kMost = 100; ///< milliseconds from Stop to the end, all of it

} // namespace

class tst_LongTexts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void areStopped_data();
    void areStopped();
    void endlessResultHasANote();
};

void tst_LongTexts::areStopped_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("step");
    const auto row = [](const char *name, const char *before, const char *step) {
        QTest::newRow(name) << QByteArray(before) << QByteArray(step);
    };
    row("repeated text", "", "t = 'abcd' * 50000000;");
    row("repeated text, wide", "", "t = 'äö' * 50000000;");
    row("repeated array", "", "t = [1] * 25000000;");
    row("two long texts joined by +", "a = 'x' * 100000000; b = 'y' * 100000000;", "t = a + b;");
    row("two long arrays joined by +", "a = [1] * 12000000;", "t = a + a;");
    row("join of few", "a = 'x' * 100000000;", "t = ','.join([a, a]);");
    row("join of many", "a = ['xyz'] * 5000000;", "t = ', and '.join(a);");
    row("replace, many", "a = 'xy' * 20000000;", "t = a.replace('x', 'abcd');");
    row("replace by something long", "a = 'x' * 200; b = 'y' * 1000000;", "t = a.replace('x', b);");
    row("padding", "", "t = 'a'.rjust(200000000);");
    row("padding with a wide letter", "", "t = 'a'.center(70000000, 'ä');");
    row("capitals", "a = 'x' * 200000000;", "t = a.upper();");
    row("slice", "a = 'x' * 200000000;", "t = a[1:];");
    row("slice, backwards", "a = 'x' * 50000000;", "t = a[::-1];");
    row("slice of an array", "a = [1] * 25000000;", "t = a[1:];");
    row("split", "a = 'xy ' * 2000000;", "t = a.split(' ');");
    row("strip", "a = ' ' * 100000000 + 'x' * 100000000;", "t = a.strip();");
    row("text of an array", "a = [12345678] * 10000000;", "t = str(a);");
    row("format", "", "t = format('a', '>200000000');");
    row("print", "a = 'xyz\\n' * 50000000;", "print(a);");
    row("json", "import json; a = ['x' * 100000000];", "t = json.stringify(a);");
    row("json read", "import json; a = '\"' + 'x' * 100000000 + '\"';", "t = json.parse(a);");
    row("hash", "import crypto; a = 'x' * 200000000;", "t = crypto.sha256(a);");
    row("expression", "import regex; a = 'xy' * 20000000;", "t = regex.sub('x', 'abcd', a);");
}

void tst_LongTexts::areStopped()
{
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, step);
    const bool isStress = qEnvironmentVariableIsSet("LATCHKEY_STRESS");
    Engine engine;
    QRandomGenerator random(7);
    QList<qint64> times;
    for (int i = 0; i < (isStress ? 40 : 2); ++i) {
        Script script;
        // The head holds the imports, which stand before everything else.
        script.source = before + "\nwhile (true) { " + step + " t = null; }";
        RunOptions options;
        options.memoryLimit = qint64(2) << 30;
        options.outputLimit = 0;
        const RunPtr run = engine.submit(script, options);
        QTRY_VERIFY_WITH_TIMEOUT(run->status().line >= 2 || run->isFinished(), 60'000);
        std::this_thread::sleep_for(std::chrono::milliseconds(random.bounded(100)));
        QVERIFY2(!run->isFinished(), run->result().error ? qPrintable(run->result().error->message) : "");
        QElapsedTimer timer;
        timer.start();
        run->cancel();
        QVERIFY(run->wait(20'000));
        times.append(timer.elapsed());
        QCOMPARE(run->state(), RunState::Cancelled);
    }
    std::ranges::sort(times);
    qInfo("%s: p50 %lld, longest %lld ms", QTest::currentDataTag(), static_cast<long long>(times[times.size() / 2]),
          static_cast<long long>(times.last()));
    if (!latchkey::tests::kSanitized)
        QVERIFY2(times[times.size() / 2] <= kMost, qPrintable(QString::number(times.last())));
}

/// A small value whose text would be endless: the result says so instead of taking all memory there is.
void tst_LongTexts::endlessResultHasANote()
{
    Engine engine;
    Script script;
    script.source = "a = [\"x\"]; for (i in range(60)) { a = [a, a]; } result = a;";
    const RunPtr run = engine.submit(script, {});
    QVERIFY(run->wait(20'000));
    const RunResult &result = run->result();
    QVERIFY(result.success);
    const QByteArray text = result.toJsonText();
    QVERIFY(text.startsWith("{\"success\": true, \"value\": null,"));
    QVERIFY(text.contains("\"value_notes\": [\"$: more than 256 MB as JSON\"]"));
}

QTEST_GUILESS_MAIN(tst_LongTexts)
#include "tst_long_texts.moc"
