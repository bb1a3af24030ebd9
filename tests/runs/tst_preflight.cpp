// SPDX-License-Identifier: GPL-3.0-or-later
// What a script can ask for, read off its text, and the one question before its first statement (rule 36).
#include "engine/capability/broker.h"
#include "engine/runs/engine.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace latchkey::runs;
using namespace Qt::StringLiterals;

class tst_Preflight : public QObject
{
    Q_OBJECT

private slots:
    void init();

    void rule36_wishesOfAText_data();
    void rule36_wishesOfAText();
    void rule36_notHeldUp_data();
    void rule36_notHeldUp();
    void rule36_oneDecisionForAll();
    void rule36_someOfThem();
    void rule36_noneOfThem();
    void rule36_alwaysForTheScript();
    void rule36_undone();
    void rule36_modulesAskToo();
    void rule36_aFolderIsAllowedAndNoMore();
    void grantedMeanwhile();
    void stoppedMeanwhile();
    void clockStands();

private:
    Script script(const QByteArray &body) const;
    RunPtr start(const QByteArray &body, RunOptions options = {});
    PermissionRequest question(const RunPtr &run);
    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<Engine> m_engine;
};

namespace {

const QByteArray kTwoFiles = "a = file.read(\"a.txt\");\nb = file.read(\"b.txt\");\nresult = a + b;";

} // namespace

void tst_Preflight::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
    for (const char *name : {"a.txt", "b.txt"}) {
        QFile file(m_dir->filePath(QLatin1StringView(name)));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(name);
    }
    m_engine = std::make_unique<Engine>(EngineOptions{2, 0, 64 << 20, {}});
}

Script tst_Preflight::script(const QByteArray &body) const
{
    Script script;
    script.source = "import file; import env; import http;\n" + body;
    script.path = m_dir->filePath(u"script.ml"_s);
    return script;
}

RunPtr tst_Preflight::start(const QByteArray &body, RunOptions options)
{
    options.canAsk = true;
    options.asksBeforehand = true;
    return m_engine->submit(script(body), options);
}

PermissionRequest tst_Preflight::question(const RunPtr &run)
{
    const bool asks = QTest::qWaitFor(
        [&run] {
            return run->isFinished() || (!run->status().questions.isEmpty() && run->state() == RunState::Waiting);
        },
        5000);
    return asks ? run->status().questions.value(0) : PermissionRequest();
}

void tst_Preflight::rule36_wishesOfAText_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QStringList>("wishes"); // "capability resource line", the folder as "."
    QTest::newRow("nothing") << QByteArray("x = 1;") << QStringList();
    QTest::newRow("a literal") << QByteArray("file.read(\"a.txt\");") << QStringList{u"file.read ./a.txt 2"_s};
    QTest::newRow("a name for a literal")
        << QByteArray("p = \"a.txt\";\nfile.read(p);") << QStringList{u"file.read ./a.txt 3"_s};
    QTest::newRow("a sum of both") << QByteArray("p = \"d/\";\nfile.read(p + \"a\" + \".txt\");")
                                   << QStringList{u"file.read ./d/a.txt 3"_s};
    QTest::newRow("a name bound twice") << QByteArray("p = \"a\";\np = \"b\";\nfile.read(p);")
                                        << QStringList{u"file.read ? 4"_s};
    QTest::newRow("a loop's variable") << QByteArray("for (p in [\"a\"]) { file.read(p); }")
                                       << QStringList{u"file.read ? 2"_s};
    QTest::newRow("a parameter") << QByteArray("function f(p) { return file.read(p); }\np = \"a\";")
                                 << QStringList{u"file.read ? 2"_s};
    QTest::newRow("bound to itself") << QByteArray("p = p + \"a\";\nfile.read(p);") << QStringList{u"file.read ? 3"_s};
    QTest::newRow("the same twice") << QByteArray("file.read(\"a.txt\");\nfile.read(\"./a.txt\");")
                                    << QStringList{u"file.read ./a.txt 2"_s};
    QTest::newRow("read and written") << QByteArray("file.copy(\"a.txt\", \"c.txt\");")
                                      << QStringList{u"file.read ./a.txt 2"_s, u"file.write ./c.txt 2"_s};
    QTest::newRow("in a folder of its name") << QByteArray("file.copy(\"a.txt\", \".\");")
                                             << QStringList{u"file.read ./a.txt 2"_s, u"file.write ./a.txt 2"_s};
    QTest::newRow("not called") << QByteArray("f = file.read;") << QStringList{u"file.read ? 2"_s};
    QTest::newRow("in a function") << QByteArray("function f() {\n  return file.read(\"a.txt\");\n}")
                                   << QStringList{u"file.read ./a.txt 3"_s};
    QTest::newRow("variable of the environment")
        << QByteArray("env.get(\"HOME\");") << QStringList{u"env.read HOME 2"_s};
    QTest::newRow("another module's name")
        << QByteArray("import file as f;\nf.read(\"a.txt\");") << QStringList{u"file.read ./a.txt 3"_s};
    QTest::newRow("a name in a folder that stands there")
        << QByteArray("for (n in [1]) { file.read(\"data/part-\" + str(n)); }")
        << QStringList{u"file.read ./data/** 2"_s};
    QTest::newRow("one folder for many places")
        << QByteArray("for (n in [1]) { file.read(\"data/\" + n); file.read(\"./data/x-\" + n); file.write(\"data/\" + "
                      "n, 1); }")
        << QStringList{u"file.read ./data/** 2"_s, u"file.write ./data/** 2"_s};
    QTest::newRow("parts that are joined")
        << QByteArray("import path;\nd = \"data\";\nfile.read(path.join(d, \"a.txt\"));")
        << QStringList{u"file.read ./data/a.txt 4"_s};
    QTest::newRow("joined with what nobody knows")
        << QByteArray("import path as p;\nd = \"data\";\nfunction f(n) { return file.read(p.join(d, n)); }")
        << QStringList{u"file.read ./data/** 4"_s};
    QTest::newRow("a join that begins unknown")
        << QByteArray("import path;\nfunction f(n) { return file.read(path.join(n, \"a\")); }")
        << QStringList{u"file.read ? 3"_s};
    QTest::newRow("a begin of a name is no folder")
        << QByteArray("for (n in [1]) { file.read(\"part-\" + n); }") << QStringList{u"file.read ? 2"_s};
    QTest::newRow("the script's own folder and those above are no narrower than asking")
        << QByteArray("for (n in [1]) { file.read(\"./\" + n); file.write(\"../\" + n, 1); }")
        << QStringList{u"file.read ? 2"_s, u"file.write ? 2"_s};
    QTest::newRow("the root is not promised")
        << QByteArray("for (n in [1]) { file.read(\"/\" + n); }") << QStringList{u"file.read ? 2"_s};
    QTest::newRow("a join of another's") << QByteArray(
                                                "path = {join: fn(a, b) => b};\nfile.read(path.join(\"a\", \"b\"));")
                                         << QStringList{u"file.read ? 3"_s};
    QTest::newRow("in a comment") << QByteArray("// file.read(\"a.txt\");") << QStringList();
    QTest::newRow("in a text") << QByteArray("x = \"file.read('a')\";") << QStringList();
}

void tst_Preflight::rule36_wishesOfAText()
{
    QFETCH(QByteArray, body);
    QFETCH(QStringList, wishes);
    QStringList found;
    for (const PermissionWish &wish : m_engine->checkNow(script(body)).wishes) {
        QString resource = wish.resource;
        resource.replace(m_dir->path(), u"."_s);
        found << u"%1 %2 %3"_s.arg(wish.capability, wish.isKnown ? resource : u"?"_s).arg(wish.line);
    }
    QCOMPARE(found, wishes);
}

void tst_Preflight::rule36_notHeldUp_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QStringList>("grants");
    QTest::newRow("asks for nothing") << QByteArray("result = 1;") << QStringList();
    QTest::newRow("everything is granted") << kTwoFiles << QStringList{u"file.read:./*"_s};
    QTest::newRow("one is left, in code that does not run")
        << QByteArray("if (false) { file.read(\"b.txt\"); }\nfile.read(\"a.txt\"); result = 1;")
        << QStringList{u"file.read:./a.txt"_s};
    QTest::newRow("only what nobody knows is left")
        << QByteArray("function f(p) { file.read(p); }\nfunction g(p) { file.write(p, \"\"); }\nresult = 1;")
        << QStringList();
}

void tst_Preflight::rule36_notHeldUp()
{
    QFETCH(QByteArray, body);
    QFETCH(QStringList, grants);
    RunOptions options;
    options.grants = grants;
    const RunPtr run = start(body, options);
    RunWatcher watcher(run);
    QSignalSpy asked(&watcher, &RunWatcher::permissionAsked);
    QVERIFY(run->wait(5000));
    QVERIFY2(run->result().success, run->result().error ? qPrintable(run->result().error->message) : "");
    QCoreApplication::processEvents();
    QCOMPARE(asked.count(), 0);
}

void tst_Preflight::rule36_oneDecisionForAll()
{
    const RunPtr run = start(kTwoFiles + "\nfor (p in [\"a.txt\"]) { file.write(p + \".copy\", a); }");
    PermissionRequest request = question(run);
    QCOMPARE(request.wishes.size(), 3);
    QVERIFY(request.wishes[0].isKnown && request.wishes[1].isKnown && !request.wishes[2].isKnown);
    QCOMPARE(request.wishes[1].line, 3);
    QCOMPARE(run->output().byteCount(), 0);
    QCOMPARE(m_engine->runningCount(), 0);
    run->answer(request.id, PermissionAnswer::AllowForRun); // not the way it is answered
    QCOMPARE(question(run).id, request.id);
    run->answerBeforehand(request.id, PermissionAnswer::AllowForRun, {0, 1, 2, 17, -1});
    const quint64 first = request.id;
    QTRY_VERIFY(run->isFinished() || (question(run).id != 0 && question(run).id != first));
    request = question(run); // what only the run knew
    QCOMPARE(request.capability, u"file.write"_s);
    QVERIFY(request.wishes.isEmpty());
    run->answer(request.id, PermissionAnswer::DenyOnce);
    QVERIFY(run->wait(5000));
    const QList<CapabilityUse> uses = run->result().capabilities;
    QCOMPARE(uses.size(), 3);
    for (const CapabilityUse &use : uses) QCOMPARE(use.asked, 1);
    QCOMPARE(uses[0].by, u"user"_s);
}

void tst_Preflight::rule36_someOfThem()
{
    const RunPtr run = start(kTwoFiles);
    const PermissionRequest request = question(run);
    QCOMPARE(request.wishes.size(), 2);
    run->answerBeforehand(request.id, PermissionAnswer::AllowForRun, {1});
    QTRY_VERIFY(question(run).id != 0 && question(run).id != request.id);
    QVERIFY(question(run).resource.endsWith("/a.txt"_L1));
    run->answer(question(run).id, PermissionAnswer::AllowOnce);
    QVERIFY(run->wait(5000));
    QCOMPARE(run->result().value.toJson(), "\"a.txtb.txt\"");
}

void tst_Preflight::rule36_noneOfThem()
{
    const RunPtr run = start(kTwoFiles);
    const PermissionRequest request = question(run);
    run->answerBeforehand(request.id, PermissionAnswer::AllowForRun, {});
    for (const char *name : {"/a.txt", "/b.txt"}) {
        QTRY_VERIFY(question(run).resource.endsWith(QLatin1StringView(name)));
        run->answer(question(run).id, PermissionAnswer::AllowOnce);
    }
    QVERIFY(run->wait(5000));
    QVERIFY(run->result().success);
}

void tst_Preflight::rule36_alwaysForTheScript()
{
    const QByteArray body =
        "function f() {\n  return file.read(\"a.txt\");\n}\nb = file.read(\"b.txt\");\nresult = f();";
    const RunPtr first = start(body);
    first->answerBeforehand(question(first).id, PermissionAnswer::AlwaysForScript, {0, 1});
    QVERIFY(first->wait(5000));
    QVERIFY(first->result().success);
    QCOMPARE(m_engine->broker().remembered().size(), 2);
    const RunPtr second = start(body);
    QVERIFY(second->wait(5000)); // no question, neither before nor in it
    QVERIFY(second->result().success);
    // The function is as it was; the text around it has changed: one is left, which is asked for where it is used.
    const RunPtr third = start(body + " x = 1;");
    QVERIFY(question(third).resource.endsWith("/b.txt"_L1));
    third->cancel();
    QVERIFY(third->wait(5000));
}

void tst_Preflight::rule36_undone()
{
    const RunPtr run = start("import async;\nx = file.read(\"a.txt\") + file.read(\"b.txt\");\nasync.sleep(0.3);\n"
                             "file.read(\"b.txt\");");
    const quint64 id = question(run).id;
    run->answerBeforehand(id, PermissionAnswer::AllowForRun, {0, 1});
    QTRY_COMPARE(run->status().waiting, WaitKind::Timer);
    QVERIFY(run->undoAnswer(id));
    QVERIFY(!run->undoAnswer(id));
    QVERIFY(run->grants().isEmpty());
    QVERIFY(question(run).resource.endsWith("/b.txt"_L1)); // asked again, not "revoked"
    run->cancel();
    QVERIFY(run->wait(5000));
}

/// What the script imports from its folder can ask as well, however deep; each wish says where it stands.
void tst_Preflight::rule36_modulesAskToo()
{
    const auto write = [this](const QString &name, const QByteArray &text) {
        QFile file(m_dir->filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    };
    write(u"reader.ml"_s, "import file;\nimport deeper;\nfunction read() { return file.read(\"a.txt\"); }\n");
    write(u"deeper.ml"_s, "import file;\n\nfunction read() { return file.read(\"b.txt\"); }\n");
    write(u"unused.ml"_s, "import file;\nfile.write(\"c.txt\", \"\");\n");
    const RunPtr run = start("import reader;\nresult = reader.read();");
    const PermissionRequest asked = question(run);
    QCOMPARE(asked.wishes.size(), 2);
    QCOMPARE(asked.file, m_dir->filePath(u"script.ml"_s));
    QStringList places;
    for (const PermissionWish &wish : asked.wishes)
        places << QFileInfo(wish.file).fileName() + u':' + QString::number(wish.line) + u' ' +
                      QFileInfo(wish.resource).fileName();
    places.sort();
    QCOMPARE(places, (QStringList{u"deeper.ml:3 b.txt"_s, u"reader.ml:3 a.txt"_s}));
    run->answerBeforehand(asked.id, PermissionAnswer::AllowForRun, {0, 1});
    QVERIFY(run->wait(5000));
    QVERIFY2(run->result().success, run->result().error ? qPrintable(run->result().error->message) : "");
    QCOMPARE(run->result().value.toJson(), "\"a.txt\"");
}

/// A wish for a folder lets all in it through, and nothing that only begins like it or leads out again.
void tst_Preflight::rule36_aFolderIsAllowedAndNoMore()
{
    QVERIFY(QDir(m_dir->path()).mkdir(u"data"_s));
    const RunPtr run = start("function get(n) { return file.read(\"data/\" + n); }\n"
                             "function put(n) { file.write(\"data/\" + n, \"x\"); }\n"
                             "put(\"one\"); result = get(\"one\");\nget(\"../a.txt\");");
    const PermissionRequest asked = question(run);
    QCOMPARE(asked.wishes.size(), 2);
    QVERIFY(asked.wishes[0].resource.endsWith(u"/data/**"_s));
    run->answerBeforehand(asked.id, PermissionAnswer::AllowForRun, {0, 1});
    QTRY_VERIFY(run->isFinished() ||
                (!run->status().questions.isEmpty() && run->status().questions.value(0).id != asked.id));
    QVERIFY(!run->isFinished()); // the way out of the folder is a question of its own
    const PermissionRequest out = run->status().questions.value(0);
    QCOMPARE(out.resource, m_dir->filePath(u"a.txt"_s));
    QCOMPARE(out.line, 2);
    run->answer(out.id, PermissionAnswer::DenyOnce);
    QVERIFY(run->wait(5000));
    QVERIFY(!run->result().success);
}

void tst_Preflight::grantedMeanwhile()
{
    const RunPtr run = start(kTwoFiles);
    QVERIFY(question(run).id != 0);
    QVERIFY(run->grant(u"file.read:./a.txt"_s));
    QVERIFY(!run->wait(100));
    QVERIFY(run->grant(u"file.read:./b.txt"_s));
    QVERIFY(run->wait(5000));
    QVERIFY(run->result().success);
}

void tst_Preflight::stoppedMeanwhile()
{
    const RunPtr run = start(kTwoFiles);
    const quint64 id = question(run).id;
    run->cancel();
    QVERIFY(run->wait(1000));
    QCOMPARE(run->state(), RunState::Cancelled);
    QVERIFY(run->status().questions.isEmpty());
    run->answerBeforehand(id, PermissionAnswer::AllowForRun, {0, 1});
    QCOMPARE(run->state(), RunState::Cancelled);
}

void tst_Preflight::clockStands()
{
    RunOptions options;
    options.timeoutSeconds = 0.2;
    const RunPtr run = start(kTwoFiles, options);
    const quint64 id = question(run).id;
    QVERIFY(!run->wait(400));
    QVERIFY(run->status().elapsed < 0.2);
    run->answerBeforehand(id, PermissionAnswer::AllowForRun, {0, 1});
    QVERIFY(run->wait(5000));
    QVERIFY2(run->result().success, run->result().error ? qPrintable(run->result().error->message) : "");
    QVERIFY(run->result().executionTime < 0.2);
}

QTEST_GUILESS_MAIN(tst_Preflight)
#include "tst_preflight.moc"
