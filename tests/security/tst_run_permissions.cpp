// SPDX-License-Identifier: GPL-3.0-or-later
// What a pane that shows permissions asks a run and the broker, and what happens when many ask at once.
#include "tests/security/sandbox.h"

#include "engine/capability/audit_reader.h"
#include "engine/capability/broker.h"

#include <QFile>
#include <QTest>

using namespace latchkey;
using namespace latchkey::tests;
using namespace Qt::StringLiterals;

class tst_RunPermissions : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_box = std::make_unique<Sandbox>(); }
    void cleanup() { m_box.reset(); }

    void grantsOfARun();
    void revokeOneGrant();
    void whyAmIAsked();
    void tenScriptsQueueTheirQuestions();
    void oneAnswerSettlesOthers();
    void twentyTasksAskOneQuestion();
    void questionOutlivesTheTaskThatAskedFirst();
    void projectFileIsAskedFor();
    void projectFileOfADownloadedFolderGrantsNothing();
    void policyOfTheProject();
    void policyFileThatIsMissingDenies();
    void auditOfARun();
    void changedFunctionIsAskedAgain();
    void questionDiesWithItsRun();
    void hugeNamesAreNotAskedFor();

private:
    runs::RunPtr asking(const QByteArray &source, runs::RunOptions options = {}, const QStringList &grants = {}) const;
    std::unique_ptr<Sandbox> m_box;
};

runs::RunPtr tst_RunPermissions::asking(const QByteArray &source, runs::RunOptions options,
                                        const QStringList &grants) const
{
    options.canAsk = true;
    return m_box->start(source, grants, options);
}

void tst_RunPermissions::grantsOfARun()
{
    const auto run =
        m_box->start("import file; import env;\nfor (i in range(5)) {\n  file.read('data/in.txt');\n}\n"
                     "try { env.get('HOME'); } except (e) { }",
                     {u"file:read:./data/*"_s, uR"({"capability": "file.write:./out/**", "max_uses": 2})"_s});
    QVERIFY(run->wait(5000));
    const QList<runs::HeldGrant> grants = run->grants();
    QCOMPARE(grants.size(), 2);
    QCOMPARE(grants[0].capability, u"file.read:./data/*"_s);
    QCOMPARE(grants[0].by, u"run"_s);
    QCOMPARE(grants[0].uses, 5);
    QCOMPARE(grants[0].lastLine, 3);
    QCOMPARE(grants[1].conditions, u"at most 2 uses"_s);
    QCOMPARE(grants[1].lastLine, 0);
    const QList<runs::CapabilityUse> uses = run->capabilityUses();
    QCOMPARE(uses.size(), 2);
    QCOMPARE(uses[0].capability, u"env.read"_s);
    QVERIFY(!uses[0].allowed);
    QCOMPARE(uses[1].count, 5);
    QCOMPARE(run->result().capabilities.size(), 2);
}

void tst_RunPermissions::revokeOneGrant()
{
    const auto run = asking(
        "import file;\nwhile (true) { try { file.read('data/in.txt'); } except (e) { print(e.message); break; } }", {},
        {u"file.read:./data/*"_s});
    QTRY_VERIFY(!run->grants().isEmpty() && run->grants()[0].uses > 0);
    QVERIFY(run->revokeGrant(run->grants()[0].id));
    QVERIFY(run->wait(5000));
    QCOMPARE(run->output().read(0, 200), "Capability 'file.read' was revoked\n");
    QVERIFY(run->grants().isEmpty());
}

void tst_RunPermissions::whyAmIAsked()
{
    const auto run =
        asking("import file;\nfunction load(p) {\n    return file.read(p);   // here\n}\n\nload('data/in.txt');", {},
               {u"file.read:./other/*"_s});
    QTRY_VERIFY(!run->status().questions.isEmpty());
    const runs::PermissionRequest request = run->status().questions[0];
    QCOMPARE(request.line, 3);
    QCOMPARE(request.function, u"load"_s);
    QCOMPARE(request.chain.size(), 2);
    QCOMPARE(request.chainSource, (QStringList{u"return file.read(p);   // here"_s, u"load('data/in.txt');"_s}));
    QCOMPARE(request.alreadyHas, QStringList{u"file.read:./other/*"_s});
    QCOMPARE(request.resource, m_box->home() + u"/data/in.txt"_s);
    QCOMPARE(request.written, u"data/in.txt"_s);
    run->cancel();
    QVERIFY(run->wait(5000));
}

void tst_RunPermissions::tenScriptsQueueTheirQuestions()
{
    QList<runs::RunPtr> runs;
    for (int i = 0; i < 10; ++i)
        runs.append(asking("import file;\nfile.read('data/in.txt');\nfile.read('data/deep/x.txt');\nresult = 1;"));
    for (const runs::RunPtr &run : runs) QTRY_COMPARE(run->status().questions.size(), 1);
    // None of them holds a thread: another one runs.
    const auto free = m_box->start("result = 2 + 2;", {});
    QVERIFY(free->wait(2000));
    for (int round = 0; round < 2; ++round)
        for (const runs::RunPtr &run : runs) {
            QTRY_VERIFY(!run->status().questions.isEmpty());
            run->answer(run->status().questions[0].id, runs::PermissionAnswer::AllowOnce);
        }
    for (const runs::RunPtr &run : runs) {
        QVERIFY(run->wait(5000));
        QVERIFY(run->result().success);
    }
}

void tst_RunPermissions::oneAnswerSettlesOthers()
{
    QList<runs::RunPtr> runs;
    for (int i = 0; i < 10; ++i) runs.append(asking("import file;\nresult = file.read('data/in.txt');"));
    for (const runs::RunPtr &run : runs) QTRY_COMPARE(run->status().questions.size(), 1);
    runs[3]->answer(runs[3]->status().questions[0].id, runs::PermissionAnswer::AlwaysForFolder, u"./data/**"_s);
    for (const runs::RunPtr &run : runs) {
        QVERIFY(run->wait(5000));
        QVERIFY(run->result().success);
    }
    QCOMPARE(
        m_box->engine().broker().rememberedFor(m_box->home() + u"/script.ml"_s, m_box->home().toStdString()).size(), 1);
}

void tst_RunPermissions::twentyTasksAskOneQuestion()
{
    const auto run = asking("import file; import async;\n"
                            "result = async.map(fn(i) => file.read('data/in.txt'), range(20)).count('inside');");
    QTRY_COMPARE(run->status().questions.size(), 1);
    // All twenty wait for it; none of the others has put a question of its own behind it.
    QTRY_COMPARE(run->status().tasks.size(), 20);
    QCOMPARE(run->status().questions.size(), 1);
    QCOMPARE(run->status().questions[0].waitingBehind, 0);
    run->answer(run->status().questions[0].id, runs::PermissionAnswer::AllowForRun);
    QVERIFY(run->wait(5000));
    QVERIFY(run->result().success);
    QCOMPARE(run->status().questions.size(), 0);
}

void tst_RunPermissions::questionOutlivesTheTaskThatAskedFirst()
{
    const auto run = asking("import file; import async;\n"
                            "first = async.spawn(fn() => file.read('data/in.txt'));\n"
                            "second = async.spawn(fn() => file.read('data/in.txt'));\n"
                            "async.sleep(0.05);\n"
                            "first.cancel();\n"
                            "result = second.wait();");
    QTRY_COMPARE(run->status().questions.size(), 1);
    QTRY_COMPARE(run->status().tasks.size(), 1);
    QTRY_COMPARE(run->status().questions.size(), 1);
    run->answer(run->status().questions[0].id, runs::PermissionAnswer::AllowForRun);
    QVERIFY(run->wait(5000));
    QVERIFY(run->result().success);
}

void tst_RunPermissions::projectFileIsAskedFor()
{
    m_box->put(m_box->home() + u"/latchkey.json"_s, R"({"allowed_capabilities": ["file.read:./data/**"]})");
    capability::Broker &broker = m_box->engine().broker();
    runs::RunOptions options;
    options.useProjectFile = true;
    const QByteArray source = "import file; result = file.read('data/in.txt');";
    m_box->run(source, {}, options);
    QVERIFY(!m_box->last()->result().success);
    const capability::ProjectFile project = broker.projectToAsk(m_box->home());
    QVERIFY(project.isValid());
    QCOMPARE(project.allowed, QStringList{u"file.read:./data/**"_s});
    broker.accept(project);
    m_box->run(source, {}, options);
    QVERIFY(m_box->last()->result().success);
    QCOMPARE(m_box->last()->result().capabilities[0].by, u"project"_s);
    // Another content is not accepted; for one run the command line may.
    m_box->put(m_box->home() + u"/latchkey.json"_s, R"({"allowed_capabilities": ["file.read:./**"]})");
    m_box->run(source, {}, options);
    QVERIFY(!m_box->last()->result().success);
    options.acceptProjectFile = true;
    m_box->run(source, {}, options);
    QVERIFY(m_box->last()->result().success);
}

void tst_RunPermissions::projectFileOfADownloadedFolderGrantsNothing()
{
    m_box->put(m_box->home() + u"/latchkey.json"_s, R"({"allowed_capabilities": ["*", "file", "env"]})");
    m_box->put(m_box->home() + u"/mlpy.json"_s, R"({"allowed_capabilities": ["*"]})");
    for (const bool looks : {false, true}) {
        runs::RunOptions options;
        options.useProjectFile = looks;
        m_box->run("import file; file.read('../outside/secret.txt');", {}, options);
        QVERIFY(!m_box->last()->result().success);
    }
    QVERIFY(m_box->escaped().isEmpty());
}

void tst_RunPermissions::policyOfTheProject()
{
    m_box->put(m_box->home() + u"/latchkey.json"_s, "{}");
    m_box->put(m_box->home() + u"/policy.json"_s, R"({"deny": ["file.read:./data/deep/**"]})");
    m_box->run("import file; file.read('data/deep/x.txt');", {u"file"_s});
    QVERIFY(m_box->last()->result().error->message.startsWith(u"Denied capability: file.read for "_s));
    m_box->run("import file; file.read('data/in.txt');", {u"file"_s});
    QVERIFY(m_box->last()->result().success);
}

void tst_RunPermissions::policyFileThatIsMissingDenies()
{
    runs::RunOptions options;
    options.policies = {m_box->home() + u"/none.json"_s};
    m_box->run("import file; file.read('data/in.txt');", {u"file"_s}, options);
    QVERIFY(!m_box->last()->result().success);
}

void tst_RunPermissions::auditOfARun()
{
    m_box->run("import file;\nfor (i in range(500)) {\n  file.read('data/in.txt');\n}\ntry {\n  file.read('x');\n} "
               "except (e) { }",
               {u"file.read:./data/*"_s});
    const QString run = u"r-%1"_s.arg(m_box->last()->id());
    capability::AuditFilter filter;
    filter.run = run;
    filter.withEvents = false;
    const auto page = capability::readAudit(m_box->engine().broker().audit().filePath(), filter).result();
    int allowed = 0;
    int denied = 0;
    for (const capability::AuditRecord &record : page.records) (record.allowed ? allowed : denied) += record.count;
    QCOMPARE(allowed, 500);
    QCOMPARE(denied, 1);
    QVERIFY(page.records.size() <= 20);
    QCOMPARE(page.records.last().line, 3);
    QVERIFY(std::ranges::find(page.records, 6, &capability::AuditRecord::line) != page.records.end());
    QVERIFY(page.isLast);
}

void tst_RunPermissions::changedFunctionIsAskedAgain()
{
    const QByteArray before =
        "import file;\nfunction load() {\n  return file.read('data/in.txt');\n}\nresult = load();";
    auto run = asking(before);
    QTRY_VERIFY(!run->status().questions.isEmpty());
    run->answer(run->status().questions[0].id, runs::PermissionAnswer::AlwaysForScript);
    QVERIFY(run->wait(5000));
    // Text elsewhere in the file does not matter, the function's own does.
    run = asking("// a comment\n" + before);
    QVERIFY(run->wait(5000));
    QVERIFY(run->result().success);
    QByteArray after = before;
    after.replace("return file", "print('sent'); return file");
    run = asking(after);
    QTRY_VERIFY(!run->status().questions.isEmpty());
    QCOMPARE(run->status().questions[0].note, u"line 3 changed since you allowed this"_s);
    run->cancel();
    QVERIFY(run->wait(5000));
}

void tst_RunPermissions::questionDiesWithItsRun()
{
    const auto run = asking("import file; file.read('data/in.txt');");
    QTRY_VERIFY(!run->status().questions.isEmpty());
    const quint64 id = run->status().questions[0].id;
    run->cancel();
    QVERIFY(run->wait(5000));
    QVERIFY(run->status().questions.isEmpty());
    run->answer(id, runs::PermissionAnswer::AlwaysForScript); // too late: nothing is remembered
    QVERIFY(m_box->engine().broker().remembered().isEmpty());
}

/// Text that is no name but an attempt to bury one is denied without a question.
void tst_RunPermissions::hugeNamesAreNotAskedFor()
{
    const auto run = asking("import file; try { file.read('x/' * 6000); } except (e) { print(e.name); }");
    QVERIFY(run->wait(5000));
    QCOMPARE(run->output().read(0, 100), "capability_error\n");
}

QTEST_GUILESS_MAIN(tst_RunPermissions)
#include "tst_run_permissions.moc"
