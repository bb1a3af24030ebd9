// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/capability/broker.h"
#include "engine/capability/operation.h"
#include "engine/capability/paths.h"
#include "engine/capability/run_grants.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

#include <thread>

using namespace latchkey::capability;
using namespace Qt::StringLiterals;

class tst_Broker : public QObject
{
    Q_OBJECT

private slots:
    void init();

    void order_data();
    void order();
    void messages();
    void severalNeedsAreOneDecision();
    void useCountIsExactUnderThreads();
    void exhaustedGrantsSayWhy_data();
    void exhaustedGrantsSayWhy();
    void answers_data();
    void answers();
    void onceIsOnce();
    void twoRefusalsEndTheQuestions();
    void rememberedAcrossBrokers();
    void rememberedIsBoundToTheFunction();
    void projectFileDeniesAndGrants();
    void policyOnlyNarrows();
    void policiesOfARun();
    void brokenPolicyDeniesAll();
    void rateIsKept();
    void severalGrantsAreUsedInOrder();
    void openOperations();
    void revokeOneByItsId();
    void grantedAgainAfterRevoking();
    void strangeNamesCanBeAllowed();
    void rootFolderIsNotEverything();
    void linkItselfCanBeNamed();
    void metadata();
    void ownFolderIsNeverOpened();
    void specialFoldersNeedTheirName();
    void privateAddressesNeedTheirName();
    void revocation();
    void introspection();
    void audit();
    void auditThatCanNotBeWrittenDenies();

private:
    std::shared_ptr<RunGrants> makeRun(bool canAsk = false);
    Need need(const char *name, const char *resource) const;
    Decision decide(RunGrants &run, const char *name, const char *resource, int line = 1) const;
    std::unique_ptr<QTemporaryDir> m_dir;
    std::string m_root;
    std::unique_ptr<Broker> m_broker;
};

void tst_Broker::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
    m_root = resolveLinks(m_dir->path().toStdString());
    QVERIFY(QDir(m_dir->path()).mkpath(u"data"_s));
    m_broker = std::make_unique<Broker>();
}

std::shared_ptr<RunGrants> tst_Broker::makeRun(bool canAsk)
{
    RunIdentity identity{u"r-1"_s, QString::fromStdString(m_root + "/script.ml"), m_root, canAsk};
    auto run = std::make_shared<RunGrants>(*m_broker, identity);
    m_broker->attach(run);
    return run;
}

Need tst_Broker::need(const char *name, const char *resource) const
{
    return {name, canonicalResource(formOf(name), resource, m_root).value(), resource};
}

Decision tst_Broker::decide(RunGrants &run, const char *name, const char *resource, int line) const
{
    const Need needs[] = {need(name, resource)};
    return run.decide(needs, [line] {
        CallPlace place;
        place.line = line;
        place.functionHash = u"hash"_s;
        return place;
    });
}

void tst_Broker::order_data()
{
    QTest::addColumn<QStringList>("given");
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("resource");
    QTest::addColumn<bool>("allowed");

    const auto row = [](const char *title, QStringList given, const char *name, const char *resource, bool allowed) {
        QTest::newRow(title) << given << QByteArray(name) << QByteArray(resource) << allowed;
    };
    row("nothing granted", {}, "file.read", "data/a", false);
    row("granted", {u"file.read:./data/*"_s}, "file.read", "data/a", true);
    row("granted for another place", {u"file.read:./data/*"_s}, "file.read", "top", false);
    row("granted for any place", {u"file.read"_s}, "file.read", "/etc/passwd", true);
    row("deny beats grant", {u"file.read:./**"_s, u"!file.read:./secret/**"_s}, "file.read", "secret/s", false);
    row("deny beats a more exact grant", {u"file.read:./secret/s"_s, u"!file.read:./secret/**"_s}, "file.read",
        "secret/s", false);
    row("deny elsewhere does no harm", {u"file.read:./**"_s, u"!file.read:./secret/**"_s}, "file.read", "data/a", true);
    row("deny beats everything granted", {u"*"_s, u"!file"_s}, "file.read", "data/a", false);
    row("write is not read", {u"file.write:./**"_s}, "file.read", "data/a", false);
    row("write covers append", {u"file.write:./**"_s}, "file.append", "data/a", true);
    row("free", {}, "console.write", "", true);
    row("free but denied", {u"!console.write"_s}, "console.write", "", false);
    row("pure can not be denied", {u"!math.compute"_s}, "math.compute", "", true);
    row("foreign", {}, "gui.window", "main", false);
    row("foreign granted", {u"gui:window:m*"_s}, "gui.window", "main", true);
    row("variable", {u"env.read:APP_*"_s}, "env.read", "APP_MODE", true);
    row("other variable", {u"env.read:APP_*"_s}, "env.read", "HOME", false);
    row("all variables need more than a pattern", {u"env.read:APP_*"_s}, "env.read", "**", false);
    row("all variables", {u"env.read"_s}, "env.read", "**", true);
    row("all variables by two stars", {u"env.read:**"_s}, "env.read", "**", true);
    row("sibling with the same beginning", {u"file.read:./data/**"_s}, "file.read", "data2/a", false);
    row("upward and back", {u"file.read:./data/*"_s}, "file.read", "data/../top", false);
}

void tst_Broker::order()
{
    QFETCH(QStringList, given);
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, resource);
    QFETCH(bool, allowed);
    const auto run = makeRun();
    for (const QString &text : given) QVERIFY(run->add(text.toStdString()));
    QCOMPARE(decide(*run, name, resource).verdict == Verdict::Allow, allowed);
    QCOMPARE(run->peek(need(name, resource)) == Verdict::Allow, allowed);
}

void tst_Broker::messages()
{
    const auto run = makeRun();
    const Decision missing = decide(*run, "file.read", "top.txt");
    QCOMPARE(missing.message, "Missing required capabilities: ['file.read'] for '" + m_root + "/top.txt'");
    QCOMPARE(missing.hint, "--grant file.read:./top.txt");
    QCOMPARE(decide(*run, "network.http.get", "https://example.com/a?secret=1").message,
             "Missing required capabilities: ['network.http'] for 'https://example.com/a'");
    QVERIFY(run->add("!file.read:./top.txt"));
    QCOMPARE(decide(*run, "file.read", "top.txt").message, "Denied capability: file.read for '" + m_root + "/top.txt'");
    const auto bad = canonicalResource(ResourceForm::Url, "ftp://a/", "/");
    QVERIFY(!bad);
    QCOMPARE(bad.error(), "invalid resource: scheme 'ftp' for 'ftp://a/'");
    QVERIFY(!run->add("file.read:"));
}

void tst_Broker::severalNeedsAreOneDecision()
{
    const auto run = makeRun();
    QVERIFY(run->add("{\"capability\": \"file.read\", \"max_uses\": 1}"));
    const Need needs[] = {need("file.read", "a"), need("file.write", "b")};
    const Decision decision = run->decide(needs, [] { return CallPlace(); });
    QVERIFY(decision.verdict == Verdict::Deny);
    QCOMPARE(decision.message, "Missing required capabilities: ['file.write'] for '" + m_root + "/b'");
    // What was not done was not charged.
    QVERIFY(decide(*run, "file.read", "a").verdict == Verdict::Allow);
}

void tst_Broker::useCountIsExactUnderThreads()
{
    const auto run = makeRun();
    QVERIFY(run->add("{\"capability\": \"file.read:./data/*\", \"max_uses\": 1000}"));
    std::atomic<int> allowed = 0;
    std::vector<std::thread> threads;
    for (int i = 0; i < 16; ++i)
        threads.emplace_back([&] {
            for (int k = 0; k < 100; ++k)
                if (decide(*run, "file.read", "data/a").verdict == Verdict::Allow) ++allowed;
        });
    for (std::thread &thread : threads) thread.join();
    QCOMPARE(allowed.load(), 1000);
    QCOMPARE(decide(*run, "file.read", "data/a").message, "Capability 'file.read' used up (1000 of 1000)");
}

void tst_Broker::exhaustedGrantsSayWhy_data()
{
    QTest::addColumn<QByteArray>("grant");
    QTest::addColumn<QByteArray>("message");

    QTest::newRow("expired") << QByteArray(R"({"capability": "file.read", "expires": "2001-01-01T00:00:00Z"})")
                             << QByteArray("Capability 'file.read' expired");
    QTest::newRow("used up") << QByteArray(R"({"capability": "file.read", "max_uses": 0})")
                             << QByteArray("Capability 'file.read' used up (0 of 0)");
    QTest::newRow("file too large") << QByteArray(R"({"capability": "file.read", "max_file_size": 3})")
                                    << QByteArray("Capability 'file.read' file larger than 3 bytes");
}

void tst_Broker::exhaustedGrantsSayWhy()
{
    QFETCH(QByteArray, grant);
    QFETCH(QByteArray, message);
    QFile file(m_dir->filePath(u"data/a"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("12345");
    file.close();
    const auto run = makeRun(true);
    QVERIFY(run->add(grant.toStdString()));
    const Decision decision = decide(*run, "file.read", "data/a");
    QVERIFY(decision.verdict == Verdict::Deny); // without a question, though someone could answer
    QCOMPARE(QByteArray::fromStdString(decision.message), message);
    // A further grant that is live is used.
    QVERIFY(run->add("file.read:./data/*"));
    QVERIFY(decide(*run, "file.read", "data/a").verdict == Verdict::Allow);
}

void tst_Broker::answers_data()
{
    QTest::addColumn<int>("answer");
    QTest::addColumn<bool>("again");     // the same thing, the same run
    QTest::addColumn<bool>("neighbour"); // another file of the folder
    QTest::addColumn<bool>("nextRun");   // the same thing, a later run of the script

    QTest::newRow("allow once") << int(Answer::AllowOnce) << true << false << false;
    QTest::newRow("allow for this run") << int(Answer::AllowForRun) << true << false << false;
    QTest::newRow("always for this script") << int(Answer::AlwaysForScript) << true << false << true;
    QTest::newRow("always for this folder") << int(Answer::AlwaysForFolder) << true << false << true;
    QTest::newRow("deny once") << int(Answer::DenyOnce) << false << false << false;
    QTest::newRow("deny the kind") << int(Answer::DenyKindForRun) << false << false << false;
    QTest::newRow("always deny") << int(Answer::AlwaysDeny) << false << false << false;
}

void tst_Broker::answers()
{
    QFETCH(int, answer);
    QFETCH(bool, again);
    QFETCH(bool, neighbour);
    QFETCH(bool, nextRun);
    const auto run = makeRun(true);
    QVERIFY(decide(*run, "file.read", "data/a").verdict == Verdict::Ask);
    const Need needs[] = {need("file.read", "data/a")};
    CallPlace place;
    place.functionHash = u"hash"_s;
    run->answer(needs, static_cast<Answer>(answer), {}, 1, place);
    const Decision after = decide(*run, "file.read", "data/a");
    QCOMPARE(after.verdict == Verdict::Allow, again);
    QVERIFY(after.verdict != Verdict::Ask);
    QCOMPARE(decide(*run, "file.read", "data/b").verdict == Verdict::Allow, neighbour);
    const auto next = makeRun();
    QCOMPARE(decide(*next, "file.read", "data/a").verdict == Verdict::Allow, nextRun);
}

void tst_Broker::onceIsOnce()
{
    const auto run = makeRun(true);
    const Need needs[] = {need("file.read", "data/a")};
    run->answer(needs, Answer::AllowOnce, {}, 2, {}); // two fibers asked
    QVERIFY(decide(*run, "file.read", "data/a").verdict == Verdict::Allow);
    QVERIFY(decide(*run, "file.read", "data/a").verdict == Verdict::Allow);
    QVERIFY(decide(*run, "file.read", "data/a").verdict == Verdict::Ask);
}

void tst_Broker::twoRefusalsEndTheQuestions()
{
    const auto run = makeRun(true);
    const Need needs[] = {need("file.read", "data/a")};
    for (int i = 0; i < 2; ++i) {
        QVERIFY(decide(*run, "file.read", "data/a").verdict == Verdict::Ask);
        run->answer(needs, Answer::DenyOnce, {}, 1, {});
        QVERIFY(decide(*run, "file.read", "data/a").verdict == Verdict::Deny);
    }
    QVERIFY(decide(*run, "file.read", "data/a").verdict == Verdict::Deny);
    QVERIFY(decide(*run, "file.read", "data/b").verdict == Verdict::Ask);
}

void tst_Broker::rememberedAcrossBrokers()
{
    const QString state = m_dir->filePath(u"state"_s);
    m_broker = std::make_unique<Broker>(state);
    const Need needs[] = {need("file.read", "data/a")};
    makeRun(true)->answer(needs, Answer::AlwaysForFolder, m_root + "/data/*", 1, {});
    m_broker.reset();
    m_broker = std::make_unique<Broker>(state);
    m_broker->waitUntilLoaded();
    QCOMPARE(m_broker->remembered().size(), 1);
    QVERIFY(decide(*makeRun(), "file.read", "data/b").verdict == Verdict::Allow);
    const auto run = makeRun();
    QVERIFY(decide(*run, "file.read", "data/b").verdict == Verdict::Allow);
    // Removal counts at once, also in a run that used it.
    QVERIFY(m_broker->forget(m_broker->remembered().first().id));
    QVERIFY(decide(*run, "file.read", "data/b").verdict == Verdict::Deny);
    m_broker->sync();
    QCOMPARE(QFile::permissions(state + u"/permissions.sqlite"_s) & (QFile::ReadGroup | QFile::ReadOther),
             QFile::Permissions());
}

void tst_Broker::rememberedIsBoundToTheFunction()
{
    const Need needs[] = {need("file.read", "data/a")};
    CallPlace before;
    before.functionHash = u"other"_s;
    before.line = 12;
    makeRun(true)->answer(needs, Answer::AlwaysForScript, {}, 1, before);
    const auto run = makeRun(true);
    const Decision decision = decide(*run, "file.read", "data/a"); // asks with the hash "hash"
    QVERIFY(decision.verdict == Verdict::Ask);
    QCOMPARE(decision.note, u"line 12 changed since you allowed this"_s);
}

void tst_Broker::projectFileDeniesAndGrants()
{
    QFile file(m_dir->filePath(u"latchkey.json"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(
        R"({"allowed_capabilities": ["file.read:./data/**", "file.read:", {"capability": "env.read:APP_*", "max_uses": 1}, {"capability": "env.write", "nonsense": 1}],
                   "denied_capabilities": ["file.read:./data/secret"]})");
    file.close();
    QVERIFY(QDir(m_dir->path()).mkpath(u"sub/deeper"_s));
    const ProjectFile project = ProjectFile::load(ProjectFile::find(m_dir->filePath(u"sub/deeper"_s)));
    QVERIFY(project.isValid());
    QCOMPARE(project.problems.size(), 2); // an invalid entry grants nothing and is said
    const auto run = makeRun();
    run->useProject(project, false);
    QVERIFY(decide(*run, "file.read", "data/a").verdict == Verdict::Deny); // nobody accepted it
    m_broker->accept(project);
    QVERIFY(decide(*run, "file.read", "data/a").verdict == Verdict::Allow); // a run that goes on takes it over
    QVERIFY(decide(*run, "file.read", "data/a").by == Source::Project);
    QVERIFY(decide(*run, "file.read", "data/secret").verdict == Verdict::Deny);
    QVERIFY(decide(*run, "env.read", "APP_A").verdict == Verdict::Allow);
    QVERIFY(decide(*run, "env.read", "APP_A").verdict == Verdict::Deny);
    QVERIFY(decide(*run, "env.write", "X").verdict == Verdict::Deny);
    QVERIFY(m_broker->isAccepted(project));
    // Another content is another question; what was refused is not asked again.
    QVERIFY(!m_broker->projectToAsk(m_dir->path()).isValid());
    QVERIFY(file.open(QIODevice::Append));
    file.write(" ");
    file.close();
    const ProjectFile changed = m_broker->projectToAsk(m_dir->filePath(u"sub"_s));
    QVERIFY(changed.isValid());
    QVERIFY(!m_broker->isAccepted(changed));
    m_broker->decline(changed);
    QVERIFY(!m_broker->projectToAsk(m_dir->path()).isValid());
    const auto accepted = makeRun();
    accepted->useProject(changed, true); // on the command line, for one run
    QVERIFY(decide(*accepted, "file.read", "data/a").verdict == Verdict::Allow);
}

void tst_Broker::policyOnlyNarrows()
{
    QFile file(m_dir->filePath(u"policy.json"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(R"({"deny": ["network"], "ceiling": ["file.read:./data/**"]})");
    file.close();
    m_broker->setPolicies({Policy::load(file.fileName())});
    const auto run = makeRun(true);
    QVERIFY(run->add("*"));
    QVERIFY(decide(*run, "file.read", "data/a").verdict == Verdict::Allow);
    QVERIFY(decide(*run, "file.read", "top").verdict == Verdict::Deny);
    QVERIFY(decide(*run, "file.read", "top").by == Source::Policy);
    QVERIFY(decide(*run, "network.http.get", "http://example.com/").verdict == Verdict::Deny);
    QVERIFY(decide(*run, "console.write", "").verdict == Verdict::Allow);
}

void tst_Broker::policiesOfARun()
{
    const auto write = [this](const char *name, const char *text) {
        QFile file(m_dir->filePath(QLatin1StringView(name)));
        if (file.open(QIODevice::WriteOnly)) file.write(text);
        return file.fileName();
    };
    write("latchkey.json", "{}");
    write("policy.json", R"({"deny": ["file.read:./secret/**"]})");
    const auto run = makeRun();
    QVERIFY(run->add("file"));
    run->usePolicy(Policy::loadForProject(m_dir->filePath(u"latchkey.json"_s)));
    QVERIFY(decide(*run, "file.read", "secret/a").by == Source::Policy);
    QVERIFY(decide(*run, "file.read", "data/a").verdict == Verdict::Allow);
    QVERIFY(decide(*makeRun(), "file.read", "secret/a").by == Source::Default); // of this run only
    // Some other program's file of that name is no policy.
    write("policy.json", R"({"rules": [1, 2]})");
    QVERIFY(Policy::loadForProject(m_dir->filePath(u"latchkey.json"_s)).name.isEmpty());
    write("policy.json", R"({"deny": "network"})");
    QVERIFY(Policy::loadForProject(m_dir->filePath(u"latchkey.json"_s)).hasCeiling); // meant to be one, and broken
}

void tst_Broker::brokenPolicyDeniesAll()
{
    for (const char *text : {"{", "", "[]", "{\"deny\": [\"file.read:\"]}", "{\"ceiling\": [{\"capability\": 1}]}"}) {
        QFile file(m_dir->filePath(u"policy.json"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
        file.close();
        const Policy policy = Policy::load(file.fileName());
        QVERIFY(!policy.problems.isEmpty());
        m_broker->setPolicies({policy});
        const auto run = makeRun();
        QVERIFY(run->add("*"));
        QVERIFY(decide(*run, "file.read", "data/a").verdict == Verdict::Deny);
    }
    QVERIFY(Policy::load(m_dir->filePath(u"none.json"_s)).name.isEmpty());
}

void tst_Broker::rateIsKept()
{
    const auto run = makeRun(true);
    QVERIFY(run->add(R"({"capability": "file.read", "rate": "3/h"})"));
    for (int i = 0; i < 3; ++i) QVERIFY(decide(*run, "file.read", "data/a").verdict == Verdict::Allow);
    const Decision decision = decide(*run, "file.read", "data/a");
    QVERIFY(decision.verdict == Verdict::Deny);
    QCOMPARE(decision.message, "Capability 'file.read' rate limit 3/h reached");
    QCOMPARE(run->info("file.read")->usageCount, 3);
    const auto quick = makeRun();
    QVERIFY(quick->add(R"({"capability": "file.read", "rate": "200/s"})"));
    int allowed = 0;
    for (int i = 0; i < 400; ++i) allowed += decide(*quick, "file.read", "data/a").verdict == Verdict::Allow;
    QVERIFY(allowed >= 200 && allowed < 400);
    QTRY_VERIFY(decide(*quick, "file.read", "data/a").verdict == Verdict::Allow); // the bucket fills again
}

void tst_Broker::severalGrantsAreUsedInOrder()
{
    const auto run = makeRun();
    QVERIFY(run->add(R"({"capability": "file.read:./data/*", "max_uses": 2})"));
    QVERIFY(run->add(R"({"capability": "file.read", "max_uses": 1})"));
    QVERIFY(run->add(R"({"capability": "file.write", "max_uses": 1})"));
    // Both needs are charged or neither: the write that lacks its grant takes no read away.
    const Need both[] = {need("file.read", "data/a"), need("file.delete", "data/a")};
    QVERIFY(run->decide(both, [] { return CallPlace(); }).verdict == Verdict::Deny);
    for (int i = 0; i < 3; ++i) QVERIFY(decide(*run, "file.read", "data/a").verdict == Verdict::Allow);
    QCOMPARE(decide(*run, "file.read", "data/a").message, "Capability 'file.read' used up (1 of 1)");
    const auto held = run->held();
    QCOMPARE(held.size(), 3);
    QCOMPARE(held[0].uses, 2);
    QCOMPARE(held[1].uses, 1);
    QCOMPARE(held[0].exhausted, "used up (2 of 2)");
    QCOMPARE(held[2].conditions, "at most 1 use");
}

void tst_Broker::openOperations()
{
    const auto run = makeRun(true);
    QVERIFY(run->add(R"({"capability": "file.write:./data/*", "max_uses": 1, "max_file_size": 10})"));
    const Need needs[] = {need("file.write", "data/a")};
    const Decision decision = run->decide(needs, [] { return CallPlace(); });
    DiskBudget::Limits limits;
    limits.allBytes = 50 << 20;
    limits.openFiles = 2;
    const auto budget = std::make_shared<DiskBudget>(limits);
    const Operation operation(run, {needs[0]}, decision.grants, budget);
    QVERIFY(!operation.refusal(0)); // its only use is this one
    QVERIFY(!operation.sizeRefusal(0, 10));
    QCOMPARE(operation.sizeRefusal(0, 11).value(), "Capability 'file.write' file larger than 10 bytes");
    QVERIFY(run->revoke("file.write"));
    QCOMPARE(operation.refusal(0).value(), "Capability 'file.write' was revoked");

    QVERIFY(budget->takeBytes(50 << 20));
    QVERIFY(!budget->takeBytes(1));
    QCOMPARE(budget->diskMessage(), "Disk limit of 50 MB exceeded");
    const OpenFile first(budget);
    {
        const OpenFile second(budget);
        QVERIFY(first.isHeld() && second.isHeld());
        QVERIFY(!OpenFile(budget).isHeld());
    }
    QVERIFY(OpenFile(budget).isHeld());

    // Allowed once by a person: the operation goes on although the grant is used up, until everything is denied.
    const Need other[] = {need("file.write", "elsewhere")};
    run->answer(other, Answer::AllowOnce, {}, 1, {});
    const auto second = makeRun(true);
    second->answer(other, Answer::AllowOnce, {}, 1, {});
    const Decision once = second->decide(other, [] { return CallPlace(); });
    const Operation open(second, {other[0]}, once.grants, budget);
    second->answer(needs, Answer::AllowForRun, {}, 1, {}); // cleans the used grants up
    QVERIFY(!open.refusal(0));
    m_broker->denyEverything();
    QVERIFY(open.refusal(0));
}

void tst_Broker::revokeOneByItsId()
{
    const auto run = makeRun();
    QVERIFY(run->add("file.read:./data/*"));
    QVERIFY(run->add("env.read"));
    m_broker->remember({{}, run->identity().script, {}, u"file.write"_s, {}, true, {}, 0, {}, {}, 0});
    auto held = run->held();
    QCOMPARE(held.size(), 3);
    QVERIFY(held[2].source == Source::Remembered && !held[2].remembered.isEmpty());
    QVERIFY(run->revoke(held[2].id));
    QCOMPARE(decide(*run, "file.write", "data/a").message, "Capability 'file.write' was revoked");
    QCOMPARE(m_broker->remembered().size(), 1); // for this run only
    QVERIFY(run->revoke(held[0].id));
    QVERIFY(!run->revoke(held[0].id));
    QVERIFY(decide(*run, "file.read", "data/a").verdict == Verdict::Deny);
    QVERIFY(decide(*run, "env.read", "HOME").verdict == Verdict::Allow);
}

void tst_Broker::grantedAgainAfterRevoking()
{
    const auto run = makeRun();
    QVERIFY(run->add("file.read:./data/*"));
    QVERIFY(run->revoke("file.read"));
    QVERIFY(run->add("file.read:./top"));
    QVERIFY(decide(*run, "file.read", "data/a").verdict == Verdict::Deny);
    QVERIFY(run->add("file.read:./data/*"));
    QVERIFY(decide(*run, "file.read", "data/a").verdict == Verdict::Allow);
}

void tst_Broker::strangeNamesCanBeAllowed()
{
    const auto run = makeRun(true);
    for (const char *name : {"a\nb", "a\x1b[2Jb",
                             "a\xE2\x80\xAE"
                             "b",
                             "*", "[x]", " spaces "}) {
        const Need needs[] = {need("file.read", name)};
        run->answer(needs, Answer::AllowOnce, {}, 1, {});
        QVERIFY2(decide(*run, "file.read", name).verdict == Verdict::Allow, name);
        QVERIFY(decide(*run, "file.read", name).verdict == Verdict::Ask);
        run->answer(needs, Answer::AlwaysForScript, {}, 1, {});
        QVERIFY(decide(*run, "file.read", name).verdict != Verdict::Ask);
        QVERIFY(decide(*run, "file.read", "ab").verdict == Verdict::Ask);
    }
}

void tst_Broker::rootFolderIsNotEverything()
{
    const auto run = makeRun(true);
    const Need needs[] = {need("path.read", "/")};
    const auto patterns = RunGrants::suggestedPatterns(needs[0]);
    run->answer(needs, Answer::AllowForRun, patterns.at(0), 1, {});
    QVERIFY(decide(*run, "path.read", "/").verdict == Verdict::Allow);
    QVERIFY(decide(*run, "path.read", "/etc").verdict == Verdict::Ask);
}

/// Deleting means the link: a grant or a deny that names it means it too, and what it leads to besides.
void tst_Broker::linkItselfCanBeNamed()
{
    QVERIFY(QFile::link(m_dir->filePath(u"outside"_s), m_dir->filePath(u"data/link"_s)));
    const auto deleting = [this](RunGrants &run) {
        const Need needs[] = {
            {"file.delete", canonicalResource(ResourceForm::Path, "data/link", m_root, true).value(), "data/link"}};
        return run.decide(needs, [] { return CallPlace(); }).verdict;
    };
    const auto granted = makeRun();
    QVERIFY(granted->add("file.delete:./data/link"));
    QVERIFY(deleting(*granted) == Verdict::Allow);
    QVERIFY(decide(*granted, "file.delete", "data/other").verdict == Verdict::Deny);
    const auto denied = makeRun();
    QVERIFY(denied->add("file"));
    QVERIFY(denied->add("!file.delete:./data/link"));
    QVERIFY(deleting(*denied) == Verdict::Deny);
}

void tst_Broker::metadata()
{
    const auto run = makeRun();
    const auto verdict = [&](const char *path) { return decide(*run, kMetadataName.data(), path).verdict; };
    QVERIFY(verdict("data/a") == Verdict::Allow); // inside the script's folder
    QVERIFY(verdict("/etc/passwd") == Verdict::Deny);
    QCOMPARE(decide(*run, kMetadataName.data(), "/etc/passwd").message,
             "Missing required capabilities: ['path.read'] for '/etc/passwd'");
    QVERIFY(run->add("file.write:/etc/pass*"));
    QVERIFY(verdict("/etc/passwd") == Verdict::Allow);
    QVERIFY(verdict("/etc/hosts") == Verdict::Deny);
}

void tst_Broker::ownFolderIsNeverOpened()
{
    m_broker = std::make_unique<Broker>(m_dir->filePath(u"state"_s));
    const auto run = makeRun(true);
    QVERIFY(run->add("*"));
    QVERIFY(run->add("file.read:./state/**"));
    QVERIFY(decide(*run, "file.read", "state/permissions.sqlite").verdict == Verdict::Deny);
}

void tst_Broker::specialFoldersNeedTheirName()
{
    const auto run = makeRun();
    QVERIFY(run->add("*"));
    QVERIFY(run->add("file.read:/**"));
    QVERIFY(decide(*run, "file.read", "/proc/self/environ").verdict == Verdict::Deny);
    QVERIFY(decide(*run, "file.read", "/dev/null").verdict == Verdict::Deny);
    QVERIFY(run->add("file.read:/proc/**"));
    QVERIFY(decide(*run, "file.read", "/proc/1/status").verdict == Verdict::Allow);
    QVERIFY(decide(*run, "file.read", "/dev/null").verdict == Verdict::Deny);
}

void tst_Broker::privateAddressesNeedTheirName()
{
    const auto run = makeRun();
    QVERIFY(run->add("network.http:**"));
    QVERIFY(decide(*run, "network.http.get", "http://example.com/").verdict == Verdict::Allow);
    QCOMPARE(decide(*run, "network.http.get", "http://2130706433/").message,
             "private address 127.0.0.1 must be named by the grant");
    QVERIFY(run->add("network.http:127.0.0.1:*"));
    QVERIFY(decide(*run, "network.http.get", "http://0x7f.1:8080/").verdict == Verdict::Allow);
}

void tst_Broker::revocation()
{
    const auto run = makeRun(true);
    QVERIFY(run->add("file.read:./data/*"));
    QVERIFY(decide(*run, "file.read", "data/a").verdict == Verdict::Allow);
    QVERIFY(!run->revoke("file.write"));
    QVERIFY(run->revoke("file:read:./data/*"));
    QCOMPARE(decide(*run, "file.read", "data/a").message, "Capability 'file.read' was revoked");
    QVERIFY(run->add("env.read"));
    m_broker->denyEverything();
    QVERIFY(decide(*run, "env.read", "HOME").verdict == Verdict::Deny);
    QVERIFY(decide(*run, "console.write", "").verdict == Verdict::Allow);
    QVERIFY(makeRun(true)->peek(need("env.read", "HOME")) == Verdict::Ask); // later runs are not concerned
}

void tst_Broker::introspection()
{
    const auto run = makeRun();
    QVERIFY(run->add("file:read:./data/*"));
    QVERIFY(run->add("math:*"));
    QVERIFY(run->hasCapability("file.read"));
    QVERIFY(run->hasCapability("file:read:data/a.txt"));
    QVERIFY(!run->hasCapability("file.read:data/../top.txt"));
    QVERIFY(!run->hasCapability("file.write"));
    QVERIFY(run->hasCapability("math.compute"));
    QVERIFY(run->hasCapability("console.write"));
    QVERIFY(!run->hasCapability("no such name!"));
    QCOMPARE(run->capabilities(), (std::vector<std::string>{"file.read", "math.*"}));
    QVERIFY(!run->info("file.write"));
    QVERIFY(decide(*run, "file.read", "data/a").verdict == Verdict::Allow);
    const auto info = run->info("file.read");
    QVERIFY(info);
    QVERIFY(info->available);
    QCOMPARE(info->usageCount, 1);
    QCOMPARE(info->patterns.value(), std::vector<std::string>{"./data/*"});
    QCOMPARE(info->maxUsage, -1);
}

void tst_Broker::audit()
{
    const QString state = m_dir->filePath(u"state"_s);
    m_broker = std::make_unique<Broker>(state);
    const auto run = makeRun();
    QVERIFY(run->add("file.read:./data/*"));
    (void)decide(*run, "console.write", "");         // free: no record
    (void)decide(*run, "file.read", "data/a\nb", 7); // a newline in a name stays one line
    (void)decide(*run, "file.read", "top", 9);
    for (int i = 0; i < 5; ++i) (void)decide(*run, "file.read", "top", 9); // equal ones are counted
    QList<AuditRecord> records = m_broker->audit().records();
    QCOMPARE(records.takeFirst().event, u"grant"_s);
    QCOMPARE(records.size(), 2);
    QVERIFY(records[0].allowed && !records[1].allowed);
    QCOMPARE(records[1].count, 6);
    const QString path = m_broker->audit().filePath();
    m_broker.reset();
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QList<QByteArray> lines = file.readAll().trimmed().split('\n');
    QCOMPARE(lines.size(), 4); // the grant, the two, and the repeats with their number
    for (const QByteArray &line : lines) QVERIFY(QJsonDocument::fromJson(line).isObject());
    QCOMPARE(QJsonDocument::fromJson(lines[3])["count"_L1].toInt(), 5);
    QCOMPARE(QJsonDocument::fromJson(lines[1])["line"_L1].toInt(), 7);
}

void tst_Broker::auditThatCanNotBeWrittenDenies()
{
    QFile(m_dir->filePath(u"blocked"_s)).open(QIODevice::WriteOnly); // a file where the folder should be
    m_broker = std::make_unique<Broker>(m_dir->filePath(u"blocked"_s));
    const auto run = makeRun();
    QVERIFY(run->add("file.read"));
    QVERIFY(decide(*run, "file.read", "data/a").verdict == Verdict::Deny);
}

QTEST_GUILESS_MAIN(tst_Broker)
#include "tst_broker.moc"
