// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/capability/broker.h"
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
    void damagedStorageIsSetAside();
    void projectFileDeniesAndGrants();
    void policyOnlyNarrows();
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
    m_broker = std::make_unique<Broker>(state);
    QCOMPARE(m_broker->remembered().size(), 1);
    QVERIFY(decide(*makeRun(), "file.read", "data/b").verdict == Verdict::Allow);
    const auto run = makeRun();
    QVERIFY(decide(*run, "file.read", "data/b").verdict == Verdict::Allow);
    // Removal counts at once, also in a run that used it.
    QVERIFY(m_broker->forget(m_broker->remembered().first().id));
    QVERIFY(decide(*run, "file.read", "data/b").verdict == Verdict::Deny);
    QCOMPARE(QFile::permissions(state + u"/permissions.json"_s) & (QFile::ReadGroup | QFile::ReadOther),
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

void tst_Broker::damagedStorageIsSetAside()
{
    const QString state = m_dir->filePath(u"state"_s);
    QVERIFY(QDir().mkpath(state));
    QFile file(state + u"/permissions.json"_s);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("{\"remembered\": [");
    file.close();
    m_broker = std::make_unique<Broker>(state);
    QVERIFY(m_broker->remembered().isEmpty());
    QVERIFY(!m_broker->storageProblem().isEmpty());
    QVERIFY(QFile::exists(state + u"/permissions.json.damaged"_s));
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
    run->useProject(project);
    QVERIFY(decide(*run, "file.read", "data/a").verdict == Verdict::Allow);
    QVERIFY(decide(*run, "file.read", "data/a").by == Source::Project);
    QVERIFY(decide(*run, "file.read", "data/secret").verdict == Verdict::Deny);
    QVERIFY(decide(*run, "env.read", "APP_A").verdict == Verdict::Allow);
    QVERIFY(decide(*run, "env.read", "APP_A").verdict == Verdict::Deny);
    QVERIFY(decide(*run, "env.write", "X").verdict == Verdict::Deny);
    QVERIFY(!m_broker->isAccepted(project));
    m_broker->accept(project);
    QVERIFY(m_broker->isAccepted(project));
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
    QVERIFY(decide(*run, "file.read", "state/permissions.json").verdict == Verdict::Deny);
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
    const QList<AuditRecord> records = m_broker->audit().records();
    QCOMPARE(records.size(), 2);
    QVERIFY(records[0].allowed && !records[1].allowed);
    QCOMPARE(records[1].count, 6);
    const QString path = m_broker->audit().filePath();
    m_broker.reset();
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QList<QByteArray> lines = file.readAll().trimmed().split('\n');
    QCOMPARE(lines.size(), 3); // the two, and the repeats with their number
    for (const QByteArray &line : lines) QVERIFY(QJsonDocument::fromJson(line).isObject());
    QCOMPARE(QJsonDocument::fromJson(lines[2])["count"_L1].toInt(), 5);
    QCOMPARE(QJsonDocument::fromJson(lines[0])["line"_L1].toInt(), 7);
}

void tst_Broker::auditThatCanNotBeWrittenDenies()
{
    QFile(m_dir->filePath(u"blocked"_s)).open(QIODevice::WriteOnly); // a file where the folder should be
    m_broker = std::make_unique<Broker>(m_dir->filePath(u"blocked"_s));
    const auto run = makeRun();
    QVERIFY(run->add("file.read"));
    QVERIFY(decide(*run, "file.read", "data/a").verdict == Verdict::Deny);
}

QTEST_APPLESS_MAIN(tst_Broker)
#include "tst_broker.moc"
