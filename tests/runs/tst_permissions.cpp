// SPDX-License-Identifier: GPL-3.0-or-later
// Permission questions of running scripts: parking, answering, merging, withdrawing.
#include "engine/capability/broker.h"
#include "engine/runs/engine.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace latchkey::runs;
using namespace Qt::StringLiterals;
using latchkey::syntax::ErrorKind;

class tst_Permissions : public QObject
{
    Q_OBJECT

private slots:
    void init();

    void headlessDenies();
    void grantsInBothSpellings_data();
    void grantsInBothSpellings();
    void invalidGrantRunsNothing();
    void asksParksAndGoesOn();
    void answers_data();
    void answers();
    void rememberedForTheNextRun();
    void clockStandsWhileAsked();
    void stopWithdrawsTheQuestion();
    void manyRunsAskAtOnce();
    void grantFromOutsideSettles();
    void revocationTakesEffectAtOnce();
    void ledgerOfTheRun();
    void rule43_ledgerCountsQuestionsAndBytes();
    void rule42_policyIsNamed();
    void rule41_answersAreUndone_data();
    void rule41_answersAreUndone();
    void rule36_silentAfterTwoDenials();

private:
    RunPtr start(const QByteArray &body, RunOptions options = {});
    PermissionRequest question(const RunPtr &run);
    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<Engine> m_engine;
};

void tst_Permissions::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
    for (const char *name : {"a.txt", "b.txt"}) {
        QFile file(m_dir->filePath(QLatin1StringView(name)));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(name);
    }
    m_engine = std::make_unique<Engine>(EngineOptions{2, 0, 64 << 20, {}});
}

RunPtr tst_Permissions::start(const QByteArray &body, RunOptions options)
{
    Script script;
    script.source = "import file;\n" + body;
    script.path = m_dir->filePath(u"script.ml"_s);
    return m_engine->submit(script, options);
}

/// Waits until the run asks; its first question.
PermissionRequest tst_Permissions::question(const RunPtr &run)
{
    const bool asks = QTest::qWaitFor([&run] { return !run->status().questions.isEmpty() || run->isFinished(); }, 5000);
    if (!asks || run->isFinished()) return {};
    if (!QTest::qWaitFor([&run] { return run->state() == RunState::Waiting; }, 5000)) return {};
    return run->status().questions.value(0);
}

void tst_Permissions::headlessDenies()
{
    const RunPtr run = start("try { file.read(\"a.txt\"); } except (e) { print(e.name); }\nfile.read(\"a.txt\");");
    QVERIFY(run->wait(5000));
    QCOMPARE(run->output().read(0, 100), "capability_error\n");
    QCOMPARE(run->result().error->kind, ErrorKind::CapabilityError);
    QVERIFY(run->result().error->message.startsWith("Missing required capabilities: ['file.read'] for '"_L1));
    QCOMPARE(run->result().error->hint, u"--grant file.read:./a.txt"_s);
    QCOMPARE(run->result().error->line, 3);
}

void tst_Permissions::grantsInBothSpellings_data()
{
    QTest::addColumn<QStringList>("grants");
    QTest::addColumn<QStringList>("denies");
    QTest::addColumn<bool>("allowed");
    QTest::newRow("dotted") << QStringList{u"file.read:./*"_s} << QStringList() << true;
    QTest::newRow("colon") << QStringList{u"file:read:*.txt"_s} << QStringList() << true;
    QTest::newRow("JSON") << QStringList{uR"({"capability": "file.read:./a.txt", "max_uses": 1})"_s} << QStringList()
                          << true;
    QTest::newRow("other folder") << QStringList{u"file.read:./data/*"_s} << QStringList() << false;
    QTest::newRow("denied") << QStringList{u"file.read"_s} << QStringList{u"file.read:./a*"_s} << false;
    QTest::newRow("denied by mark") << QStringList{u"file.read"_s, u"!file.read:./a*"_s} << QStringList() << false;
}

void tst_Permissions::grantsInBothSpellings()
{
    QFETCH(QStringList, grants);
    QFETCH(QStringList, denies);
    QFETCH(bool, allowed);
    RunOptions options;
    options.grants = grants;
    options.denies = denies;
    const RunPtr run = start("result = file.read(\"a.txt\");", options);
    QVERIFY(run->wait(5000));
    QCOMPARE(run->result().success, allowed);
    if (allowed) QCOMPARE(run->result().value.toJson(), "\"a.txt\"");
}

void tst_Permissions::invalidGrantRunsNothing()
{
    RunOptions options;
    options.grants = {u"file.read:"_s};
    const RunPtr run = start("print(1);", options);
    QVERIFY(run->wait(5000));
    QCOMPARE(run->result().error->message, u"Invalid capability: file.read: (empty resource)"_s);
    QCOMPARE(run->output().byteCount(), 0);
}

void tst_Permissions::asksParksAndGoesOn()
{
    RunOptions options;
    options.canAsk = true;
    const RunPtr run = start("function load(p) {\n  return file.read(p);\n}\nresult = load(\"./a.txt\");", options);
    RunWatcher watcher(run);
    QSignalSpy asked(&watcher, &RunWatcher::permissionAsked);
    QSignalSpy settled(&watcher, &RunWatcher::permissionSettled);
    QTRY_COMPARE(asked.size(), 1);
    QTRY_COMPARE(run->state(), RunState::Waiting);
    QCOMPARE(run->status().waiting, WaitKind::Permission);
    QCOMPARE(m_engine->runningCount(), 0); // no thread is held
    const auto request = asked[0][0].value<PermissionRequest>();
    QCOMPARE(request.capability, u"file.read"_s);
    QVERIFY(request.resource.endsWith("/a.txt"_L1) && !request.resource.contains("./"_L1));
    QCOMPARE(request.written, u"./a.txt"_s);
    QCOMPARE(request.about, u"exists, 5 bytes"_s);
    QCOMPARE(request.line, 3);
    QCOMPARE(request.function, u"load"_s);
    QCOMPARE(request.chain.size(), 2);
    QCOMPARE(request.patterns.size(), 3);
    run->answer(request.id, PermissionAnswer::AllowOnce);
    QVERIFY(run->wait(5000));
    QCOMPARE(run->result().value.toJson(), "\"a.txt\"");
    QTRY_COMPARE(settled.size(), 1);
}

void tst_Permissions::answers_data()
{
    QTest::addColumn<int>("answer");
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<int>("questions"); // a.txt, a.txt again, b.txt
    QTest::addColumn<int>("reads");
    QTest::newRow("allow once each time") << int(PermissionAnswer::AllowOnce) << QString() << 3 << 3;
    QTest::newRow("allow for this run") << int(PermissionAnswer::AllowForRun) << QString() << 2 << 3;
    QTest::newRow("allow the folder for this run") << int(PermissionAnswer::AllowForRun) << u"./*"_s << 1 << 3;
    QTest::newRow("always for this script") << int(PermissionAnswer::AlwaysForScript) << QString() << 2 << 3;
    QTest::newRow("deny once each time") << int(PermissionAnswer::DenyOnce) << QString() << 3 << 0;
    QTest::newRow("deny the kind") << int(PermissionAnswer::DenyKindForRun) << QString() << 1 << 0;
    QTest::newRow("always deny") << int(PermissionAnswer::AlwaysDeny) << QString() << 2 << 0;
}

void tst_Permissions::answers()
{
    QFETCH(int, answer);
    QFETCH(QString, pattern);
    QFETCH(int, questions);
    QFETCH(int, reads);
    RunOptions options;
    options.canAsk = true;
    const RunPtr run = start("n = 0;\nfor (name in [\"a.txt\", \"a.txt\", \"b.txt\"]) { try { file.read(name); n = n + "
                             "1; } except (e) { } }\nresult = n;",
                             options);
    int asked = 0;
    for (;;) {
        const PermissionRequest request = question(run);
        if (request.id == 0) break;
        ++asked;
        run->answer(request.id, static_cast<PermissionAnswer>(answer), pattern);
        QTRY_VERIFY(run->isFinished() || run->status().questions.value(0).id != request.id);
    }
    QVERIFY(run->wait(5000));
    QCOMPARE(asked, questions);
    QCOMPARE(run->result().value.toJson(), QByteArray::number(reads));
}

void tst_Permissions::rememberedForTheNextRun()
{
    RunOptions options;
    options.canAsk = true;
    const QByteArray body = "result = file.read(\"a.txt\");";
    const RunPtr first = start(body, options);
    first->answer(question(first).id, PermissionAnswer::AlwaysForScript);
    QVERIFY(first->wait(5000));
    const RunPtr second = start(body, options);
    QVERIFY(second->wait(5000)); // no question
    QVERIFY(second->result().success);
    QCOMPARE(second->result().capabilities.value(0).by, u"remembered"_s);
    // Changed code asks once more.
    const RunPtr third = start(body + " x = 1;", options);
    QVERIFY(question(third).note.contains("changed since you allowed this"_L1));
    m_engine->broker().forget(m_engine->broker().remembered().first().id);
    third->cancel();
    QVERIFY(third->wait(5000));
}

void tst_Permissions::clockStandsWhileAsked()
{
    RunOptions options;
    options.canAsk = true;
    options.timeoutSeconds = 0.2;
    const RunPtr run = start("file.read(\"a.txt\"); result = 1;", options);
    const PermissionRequest request = question(run);
    QVERIFY(request.id != 0);
    QVERIFY(!run->wait(500));
    QVERIFY(run->status().elapsed < 0.2);
    run->answer(request.id, PermissionAnswer::AllowOnce);
    QVERIFY(run->wait(5000));
    QVERIFY2(run->result().success, run->result().error ? qPrintable(run->result().error->message) : "");
    QVERIFY(run->result().executionTime < 0.2);

    const RunPtr slow = start("file.read(\"a.txt\"); while (true) { }", options);
    slow->answer(question(slow).id, PermissionAnswer::AllowOnce);
    QVERIFY(slow->wait(5000)); // and goes on after the answer
    QCOMPARE(slow->state(), RunState::TimedOut);
}

void tst_Permissions::stopWithdrawsTheQuestion()
{
    RunOptions options;
    options.canAsk = true;
    const RunPtr run = start("file.read(\"a.txt\");", options);
    RunWatcher watcher(run);
    QSignalSpy settled(&watcher, &RunWatcher::permissionSettled);
    const PermissionRequest request = question(run);
    QTRY_VERIFY(run->state() == RunState::Waiting);
    QSignalSpy finishedSpy(&watcher, &RunWatcher::finished);
    run->cancel();
    QVERIFY(run->wait(1000));
    QCOMPARE(run->state(), RunState::Cancelled);
    QTRY_COMPARE(finishedSpy.size(), 1);
    QVERIFY(run->status().questions.isEmpty());
    run->answer(request.id, PermissionAnswer::AllowOnce); // too late: nothing
}

void tst_Permissions::manyRunsAskAtOnce()
{
    RunOptions options;
    options.canAsk = true;
    QList<RunPtr> runs;
    for (int i = 0; i < 1000; ++i) runs.append(start("result = file.read(\"a.txt\");", options));
    for (const RunPtr &run : runs) QTRY_VERIFY(!run->status().questions.isEmpty());
    QTRY_COMPARE(m_engine->runningCount(), 0);
    for (qsizetype i = 0; i < runs.size(); ++i)
        runs[i]->answer(runs[i]->status().questions.value(0).id,
                        i % 2 ? PermissionAnswer::AllowOnce : PermissionAnswer::DenyOnce);
    for (qsizetype i = 0; i < runs.size(); ++i) {
        QVERIFY(runs[i]->wait(10'000));
        QCOMPARE(runs[i]->result().success, i % 2 == 1);
    }
}

void tst_Permissions::grantFromOutsideSettles()
{
    RunOptions options;
    options.canAsk = true;
    const RunPtr run = start("result = file.read(\"a.txt\");", options);
    QVERIFY(question(run).id != 0);
    QString error;
    QVERIFY(!run->grant(u"file.read:"_s, &error));
    QCOMPARE(error, u"Invalid capability: file.read: (empty resource)"_s);
    QVERIFY(run->grant(u"file:read:./*"_s));
    QVERIFY(run->wait(2000));
    QVERIFY(run->result().success);

    const RunPtr refused = start("file.read(\"a.txt\");", options);
    QVERIFY(question(refused).id != 0);
    m_engine->broker().denyEverything();
    QVERIFY(refused->wait(2000));
    QCOMPARE(refused->result().error->message, u"Capability 'file.read' was revoked"_s);
}

void tst_Permissions::revocationTakesEffectAtOnce()
{
    RunOptions options;
    options.grants = {u"file.read:./*"_s};
    options.timeoutSeconds = 10;
    const RunPtr run = start("while (true) { file.read(\"a.txt\"); }", options);
    QTRY_VERIFY(run->state() == RunState::Running || run->state() == RunState::Waiting);
    QVERIFY(!run->revoke(u"env.read"_s));
    QTRY_VERIFY(run->revoke(u"file.read"_s) || run->isFinished());
    QVERIFY(run->wait(2000));
    QCOMPARE(run->result().error->message, u"Capability 'file.read' was revoked"_s);
}

void tst_Permissions::ledgerOfTheRun()
{
    RunOptions options;
    options.grants = {u"file.read:./a.txt"_s};
    const RunPtr run =
        start("for (i in range(3)) { file.read(\"a.txt\"); }\ntry { file.read(\"b.txt\"); } except (e) { }", options);
    QVERIFY(run->wait(5000));
    const QList<CapabilityUse> uses = run->result().capabilities;
    QCOMPARE(uses.size(), 2);
    QVERIFY(uses[0].allowed);
    QCOMPARE(uses[0].count, 3);
    QCOMPARE(uses[0].line, 2);
    QCOMPARE(uses[0].by, u"run"_s);
    QVERIFY(!uses[1].allowed);
    QCOMPARE(uses[1].by, u"default"_s);
}

void tst_Permissions::rule43_ledgerCountsQuestionsAndBytes()
{
    RunOptions options;
    options.canAsk = true;
    options.grants = {u"file.write:./c.txt"_s};
    const RunPtr run = start("file.read(\"a.txt\");\nfile.read(\"a.txt\");\nfile.write(\"c.txt\", \"1234567\");\n"
                             "file.append(\"c.txt\", \"89\");",
                             options);
    for (int i = 0; i < 2; ++i) {
        const PermissionRequest request = question(run);
        QVERIFY(request.resource.endsWith("/a.txt"_L1));
        run->answer(request.id, PermissionAnswer::AllowOnce);
        QTRY_VERIFY(run->status().questions.value(0).id != request.id);
    }
    QVERIFY(run->wait(5000));
    const QList<CapabilityUse> uses = run->result().capabilities;
    QCOMPARE(uses.size(), 3);
    const auto of = [&uses](const QString &capability) {
        return *std::ranges::find(uses, capability, &CapabilityUse::capability);
    };
    QCOMPARE(of(u"file.read"_s).asked, 2);
    QCOMPARE(of(u"file.read"_s).count, 2);
    QCOMPARE(of(u"file.read"_s).bytes, 10);
    QCOMPARE(of(u"file.write"_s).asked, 0);
    QCOMPARE(of(u"file.write"_s).bytes, 7);
    QCOMPARE(of(u"file.append"_s).bytes, 2);
    // Stopped before the answer: asked, and nothing else.
    const RunPtr unanswered = start("file.read(\"a.txt\");", options);
    QVERIFY(question(unanswered).id != 0);
    unanswered->cancel();
    QVERIFY(unanswered->wait(5000));
    QCOMPARE(unanswered->result().capabilities.size(), 1);
    QCOMPARE(unanswered->result().capabilities[0].asked, 1);
    QCOMPARE(unanswered->result().capabilities[0].count, 0);
}

void tst_Permissions::rule42_policyIsNamed()
{
    const QString path = m_dir->filePath(u"strict.json"_s);
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(R"({"ceiling": ["file.read:./a.txt"]})");
    file.close();
    RunOptions options;
    options.canAsk = true;
    options.policies = {path};
    const RunPtr run = start("file.read(\"b.txt\");", options);
    QVERIFY(run->wait(5000)); // not asked: no answer could allow it
    QCOMPARE(run->result().error->message.section(u" for"_s, 0, 0), u"Denied capability: file.read"_s);
    QVERIFY(run->result().error->hint.contains(path));
    QCOMPARE(run->result().capabilities.value(0).by, u"policy"_s);
    QCOMPARE(run->result().capabilities.value(0).policy, path);
    QCOMPARE(run->result().capabilities.value(0).asked, 0);
}

void tst_Permissions::rule41_answersAreUndone_data()
{
    QTest::addColumn<int>("answer");
    QTest::addColumn<bool>("isUndone");
    QTest::newRow("allow for this run") << int(PermissionAnswer::AllowForRun) << true;
    QTest::newRow("always for this script") << int(PermissionAnswer::AlwaysForScript) << true;
    QTest::newRow("always for this folder") << int(PermissionAnswer::AlwaysForFolder) << true;
    QTest::newRow("deny once") << int(PermissionAnswer::DenyOnce) << true;
    QTest::newRow("deny the kind") << int(PermissionAnswer::DenyKindForRun) << true;
    QTest::newRow("always deny") << int(PermissionAnswer::AlwaysDeny) << true;
}

void tst_Permissions::rule41_answersAreUndone()
{
    QFETCH(int, answer);
    QFETCH(bool, isUndone);
    RunOptions options;
    options.canAsk = true;
    const RunPtr run = start("import async;\nfor (i in range(2)) { try { file.read(\"a.txt\"); } except (e) { } "
                             "async.sleep(0.3); }",
                             options);
    const PermissionRequest first = question(run);
    run->answer(first.id, static_cast<PermissionAnswer>(answer));
    QTRY_COMPARE(run->status().waiting, WaitKind::Timer);
    QCOMPARE(run->undoAnswer(first.id), isUndone);
    QVERIFY(!run->undoAnswer(first.id)); // once
    QVERIFY(m_engine->broker().remembered().isEmpty());
    const PermissionRequest second = question(run); // as if it had not been answered
    QVERIFY(second.id != 0 && second.id != first.id);
    QCOMPARE(second.resource, first.resource);
    run->cancel();
    QVERIFY(run->wait(5000));
}

void tst_Permissions::rule36_silentAfterTwoDenials()
{
    RunOptions options;
    options.canAsk = true;
    const RunPtr run =
        start("n = 0;\nwhile (n < 50) { try { file.read(\"a.txt\"); } except (e) { n = n + 1; } }", options);
    for (int i = 0; i < 2; ++i) {
        const PermissionRequest request = question(run);
        QVERIFY(request.id != 0);
        run->answer(request.id, PermissionAnswer::DenyOnce);
        QTRY_VERIFY(run->isFinished() || run->status().questions.value(0).id != request.id);
    }
    QVERIFY(run->wait(5000));
    QCOMPARE(run->status().denied, 50);
    QCOMPARE(run->result().capabilities.value(0).asked, 2);
}

QTEST_GUILESS_MAIN(tst_Permissions)
#include "tst_permissions.moc"
