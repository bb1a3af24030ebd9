// SPDX-License-Identifier: GPL-3.0-or-later
// Sessions: what inputs share, what a failed or stopped one leaves, what each says.
#include "engine/runs/session.h"
#include "engine/runs/variables.h"

#include <QTemporaryDir>
#include <QTest>

using namespace latchkey::runs;
using namespace Qt::StringLiterals;

namespace {

/// What the console would show: the output, then the value, or "! name: message".
QString said(const RunPtr &run)
{
    if (!run) return u"busy"_s;
    if (!run->wait(20'000)) return u"does not end"_s;
    QString text = QString::fromUtf8(run->output().read(0, 1 << 16));
    const RunResult &result = run->result();
    if (result.error) text += u"! %1: %2"_s.arg(result.error->name, result.error->message);
    else if (result.value.isValid()) text += result.value.quotedText();
    return text;
}

} // namespace

class tst_Session : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void conversations_data();
    void conversations();
    void stoppedInputKeepsWhatItBound();
    void oneInputAtATime();
    void timeAndMemoryAreEachInputsOwn();
    void answersLast();
    void variablesAreSeen();
    void leftTasksEnd();
    void unknownNamesHaveAHint();
    void resetForgets();
    void manyInputs();
    void endsWithItsEngine();

private:
    Engine m_engine;
};

void tst_Session::conversations_data()
{
    QTest::addColumn<QList<QByteArray>>("inputs");
    QTest::addColumn<QStringList>("said");
    const auto row = [](const char *name, const QList<std::pair<QByteArray, QString>> &lines) {
        QList<QByteArray> inputs;
        QStringList answers;
        for (const auto &[input, answer] : lines) {
            inputs << input;
            answers << answer;
        }
        QTest::newRow(name) << inputs << answers;
    };
    row("values", {{"1 + 1", u"2"_s},
                   {"'a' + 'b'", u"'ab'"_s},
                   {"true", u"true"_s},
                   {"[true, null]", u"[True, None]"_s},
                   {"null", {}},
                   {"print(3)", u"3\n"_s},
                   {"5.0;", u"5.0"_s},
                   {"x = 1", {}},
                   {"", {}},
                   {"// nothing", {}}});
    row("variables stay",
        {{"x = 20;", {}}, {"y = x * 2", {}}, {"x + y", u"60"_s}, {"x = 'new';", {}}, {"x", u"'new'"_s}});
    row("functions see later variables", {{"function f() { return later + 1; }", {}},
                                          {"f()", u"! name_error: name 'later' is not defined"_s},
                                          {"later = 41;", {}},
                                          {"f()", u"42"_s}});
    row("functions share variables", {{"n = 0; function up() { nonlocal n; n = n + 1; return n; }", {}},
                                      {"up(); up()", u"2"_s},
                                      {"n = 10;", {}},
                                      {"up()", u"11"_s},
                                      {"n", u"11"_s}});
    row("a function is defined anew", {{"function f() { return 'old'; } g = f;", {}},
                                       {"function f() { return 'new'; }", {}},
                                       {"[f(), g()]", u"['new', 'old']"_s}});
    row("modules stay",
        {{"import math;", {}}, {"math.sqrt(16)", u"4.0"_s}, {"import math as m;", {}}, {"m.abs(-2)", u"2"_s}});
    row("an error leaves what was bound", {{"a = 1; b = 1 / 0; c = 3;", u"! zero_division: division by zero"_s},
                                           {"a", u"1"_s},
                                           {"b", u"! name_error: name 'b' is not defined"_s},
                                           {"a + 1", u"2"_s}});
    row("a mistake in the grammar changes nothing", {{"a = 1;", {}}, {"a = = 2;", u"! syntax_error"_s}, {"a", u"1"_s}});
    row("an unknown name is an error when it is read",
        {{"print(1); nobody;", u"1\n! name_error: name 'nobody' is not defined"_s}, {"nobody = 2; nobody", u"2"_s}});
    row("built-ins can be hidden", {{"len([1, 2])", u"2"_s}, {"len = fn(x) => 'mine';", {}}, {"len([])", u"'mine'"_s}});
    row("values keep their identity", {{"a = [1]; b = a;", {}}, {"b.append(2);", {}}, {"a", u"[1, 2]"_s}});
    row("what lives on", {{"import async; q = async.queue(2); i = iter([1, 2, 3]); next(i)", u"1"_s},
                          {"q.put(next(i)); q.get()", u"2"_s},
                          {"next(i)", u"3"_s}});
    row("tasks can be made and awaited", {{"import async; t = async.spawn(fn() => 7); async.gather([t])", u"[7]"_s},
                                          {"async.gather([async.spawn(fn() => 8)])", u"[8]"_s}});
    row("functions of earlier inputs go to other threads",
        {{"import parallel; k = 10;", {}},
         {"function twice(n) { return n * 2 + k - len('ab'); }", {}},
         {"function both(n) { return [twice(n), 'text of this input']; }", {}},
         {"parallel.map(both, [1, 2])", u"[[10, 'text of this input'], [12, 'text of this input']]"_s}});
    row("errors can be kept", {{"try { throw 'no'; } except (e) { kept = e; }", {}}, {"kept", u"Error('no')"_s}});
    row("result is a name like any other", {{"result = 5;", {}}, {"result", u"5"_s}});
    row("a script's own text", {{"if (true) { 5; }", {}}, {"[1,\n 2]", u"[1, 2]"_s}});
}

void tst_Session::conversations()
{
    QFETCH(QList<QByteArray>, inputs);
    QFETCH(QStringList, said);
    Session session(m_engine, {}, {});
    for (qsizetype i = 0; i < inputs.size(); ++i) {
        const QString answer = ::said(session.submit(inputs[i]));
        if (said[i].startsWith("! syntax"_L1)) QVERIFY2(answer.startsWith(said[i]), qPrintable(answer));
        else QCOMPARE(answer, said[i]);
    }
}

void tst_Session::stoppedInputKeepsWhatItBound()
{
    Session session(m_engine, {}, {});
    QCOMPARE(said(session.submit("kept = [1, 2];")), QString());
    const RunPtr endless = session.submit("more = 3; try { while (true) { } } finally { cleaned = true; }");
    QTRY_COMPARE(endless->state(), RunState::Running);
    endless->cancel();
    QVERIFY(endless->wait(20'000));
    QCOMPARE(endless->state(), RunState::Cancelled);
    QCOMPARE(said(session.submit("[kept, more, cleaned]")), u"[[1, 2], 3, True]"_s);
    endless->cancel(); // it is over: the next one is none of its business
    const RunPtr asleep = session.submit("import async; async.sleep(1000);");
    QTRY_COMPARE(asleep->state(), RunState::Waiting);
    asleep->cancel();
    QVERIFY(asleep->wait(20'000));
    QCOMPARE(said(session.submit("len(kept)")), u"2"_s);
}

void tst_Session::oneInputAtATime()
{
    RunOptions options;
    options.canAskInput = true;
    Session session(m_engine, {}, options);
    QVERIFY(!session.isBusy());
    const RunPtr first = session.submit("input();");
    QVERIFY(first && session.isBusy());
    QCOMPARE(said(session.submit("1")), first->isFinished() ? u"1"_s : u"busy"_s);
    first->cancel();
    QVERIFY(first->wait(20'000));
    QCOMPARE(said(session.submit("2")), u"2"_s);
}

void tst_Session::timeAndMemoryAreEachInputsOwn()
{
    RunOptions options;
    options.timeoutSeconds = 0.05;
    options.memoryLimit = 8 << 20;
    Session session(m_engine, {}, options);
    QCOMPARE(said(session.submit("x = 1;")), QString());
    const RunPtr late = session.submit("while (true) { }");
    QVERIFY(late->wait(20'000));
    QCOMPARE(late->state(), RunState::TimedOut);
    options.timeoutSeconds = 0;
    session.setOptions(options);
    const RunPtr large = session.submit("a = []; while (true) { a.append('x' * 1000 + str(len(a))); }");
    QVERIFY(large->wait(20'000));
    QCOMPARE(large->state(), RunState::LimitReached);
    QCOMPARE(said(session.submit("a = null; x")), u"1"_s);
    QCOMPARE(said(session.submit("b = 'y' * 1000000; len(b)")), u"1000000"_s); // there is room again
}

/// What was allowed for one input is for those after it, and only for those.
void tst_Session::answersLast()
{
    QTemporaryDir folder;
    Script script;
    script.folder = folder.path();
    RunOptions options;
    options.canAsk = true;
    Session session(m_engine, script, options);
    QCOMPARE(said(session.submit("import env; function home() { return len(env.get('HOME', 'x')) > 0; }")), QString());
    const RunPtr asks = session.submit("home()");
    QTRY_COMPARE(asks->status().questions.size(), 1);
    asks->answer(asks->status().questions.first().id, PermissionAnswer::AllowForRun);
    QCOMPARE(said(asks), u"true"_s);
    QCOMPARE(said(session.submit("home()")), u"true"_s);
    session.reset();
    QCOMPARE(said(session.submit("import env;")), QString());
    const RunPtr again = session.submit("env.get('HOME', 'x');");
    QTRY_COMPARE(again->status().questions.size(), 1);
    again->cancel();
    QVERIFY(again->wait(20'000));
}

void tst_Session::variablesAreSeen()
{
    Session session(m_engine, {}, {});
    QCOMPARE(said(session.submit("first = [1, 2]; unset;")), u"! name_error: name 'unset' is not defined"_s);
    const RunPtr run = session.submit("second = {a: first};");
    QVERIFY(run->wait(20'000));
    const auto all = run->variables();
    QCOMPARE(all.size(), 2);
    QCOMPARE(all[0].first, u"first"_s);
    QCOMPARE(all[1].second.text(), u"{'a': [1, 2]}"_s);
    const auto snapshot = run->snapshot();
    QVERIFY(snapshot && snapshot->modules.size() == 1);
    QVERIFY(session.names().contains(u"second"_s));
    QCOMPARE(said(session.submit("first.append(3); second")), u"{'a': [1, 2, 3]}"_s);
    QCOMPARE(all[0].second.text(), u"[1, 2]"_s); // what was seen is as it was then
}

/// The end of an input ends its tasks; who waits for one later is told so.
void tst_Session::leftTasksEnd()
{
    Session session(m_engine, {}, {});
    const RunPtr run = session.submit("import async; t = async.spawn(fn() => async.sleep(1000)); 1");
    QCOMPARE(said(run), u"1"_s);
    QCOMPARE(run->result().warnings.size(), 1);
    QVERIFY(said(session.submit("t.wait()")).contains("cancelled"_L1));
    QCOMPARE(said(session.submit("2")), u"2"_s);
}

void tst_Session::unknownNamesHaveAHint()
{
    Session session(m_engine, {}, {});
    said(session.submit("total = 1; unset_name;")); // read before it was ever set: not what was meant below
    const auto hintOf = [&](const QByteArray &input) {
        const RunPtr run = session.submit(input);
        return run->wait(20'000) && run->result().error ? run->result().error->hint : u"no error"_s;
    };
    QCOMPARE(hintOf("totl + 1"), u"did you mean `total`?"_s);
    QCOMPARE(hintOf("prnt(1)"), u"did you mean `print`?"_s);
    QCOMPARE(hintOf("function f() { return totla; } f()"), u"did you mean `total`?"_s);
    QCOMPARE(hintOf("unset_nam"), QString());
    QCOMPARE(hintOf("something_else"), QString());
    QCOMPARE(hintOf("1 / 0"), QString());
}

void tst_Session::resetForgets()
{
    Session session(m_engine, {}, {});
    QCOMPARE(said(session.submit("x = 1; x")), u"1"_s);
    session.reset();
    QCOMPARE(said(session.submit("x")), u"! name_error: name 'x' is not defined"_s);
    QCOMPARE(session.inputCount(), 1);
}

void tst_Session::manyInputs()
{
    Session session(m_engine, {}, {});
    QCOMPARE(said(session.submit("total = 0; fs = [];")), QString());
    for (int i = 0; i < 300; ++i) {
        const QByteArray number = QByteArray::number(i);
        QCOMPARE(said(session.submit("v" + number + " = " + number + "; fs.append(fn() => v" + number +
                                     ");"
                                     " total = total + v" +
                                     number + "; total")),
                 QString::number(i * (i + 1) / 2));
    }
    QCOMPARE(said(session.submit("join = ''; for (f in fs) { join = join + str(f()); } len(join)")), u"790"_s);
}

/// Whatever goes first.
void tst_Session::endsWithItsEngine()
{
    RunPtr run;
    auto engine = std::make_unique<Engine>();
    {
        Session session(*engine, {}, {});
        QCOMPARE(said(session.submit("x = range(1000); x[1]")), u"1"_s);
        run = session.submit("while (true) { }");
    }
    QVERIFY(run->wait(20'000));
    QCOMPARE(run->state(), RunState::Cancelled);
    engine.reset();
    QVERIFY(run->isFinished());
}

QTEST_GUILESS_MAIN(tst_Session)
#include "tst_session.moc"
