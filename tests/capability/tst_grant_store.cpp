// SPDX-License-Identifier: GPL-3.0-or-later
// Remembered answers on disk: what comes back, who may read the file, and what happens when it is damaged.
#include "engine/capability/broker.h"
#include "engine/capability/paths.h"
#include "engine/capability/run_grants.h"

#include <QDir>
#include <QFile>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>

using namespace latchkey::capability;
using namespace Qt::StringLiterals;

class tst_GrantStore : public QObject
{
    Q_OBJECT

private slots:
    void init();

    void nothingIsMadeWithoutNeed();
    void everythingComesBack();
    void onlyTheOwnerReads();
    void usesAreCounted();
    void damaged_data();
    void damaged();
    void unreadableIsLeftWhereItIs();
    void rowThatSaysNothing();
    void acceptedProjects();
    void whoWaitsIsTold();
    void aRowForTheSameIsReplaced();
    void scriptThatMovedStartsAnew();
    void twoProcessesKeepBoth();

private:
    std::unique_ptr<Broker> open() const;
    Remembered row(const QString &pattern) const;
    QString file() const { return m_state + u"/permissions.sqlite"_s; }
    std::unique_ptr<QTemporaryDir> m_dir;
    QString m_state;
};

void tst_GrantStore::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
    m_state = m_dir->filePath(u"state"_s);
}

std::unique_ptr<Broker> tst_GrantStore::open() const
{
    auto broker = std::make_unique<Broker>(m_state);
    broker->waitUntilLoaded();
    return broker;
}

Remembered tst_GrantStore::row(const QString &pattern) const
{
    Remembered row;
    row.script = m_dir->filePath(u"s.ml"_s);
    row.capability = u"file.read"_s;
    row.pattern = pattern;
    row.functionHash = u"abc"_s;
    row.line = 12;
    return row;
}

void tst_GrantStore::nothingIsMadeWithoutNeed()
{
    open();
    QVERIFY(!QFile::exists(file()));
}

void tst_GrantStore::everythingComesBack()
{
    const QString name = u"/data/ünï'\"; DROP TABLE remembered; --/*"_s;
    QString id;
    {
        const auto broker = open();
        id = broker->remember(row(name));
        Remembered deny;
        deny.folder = u"/project"_s;
        deny.capability = u"network.http"_s;
        deny.allow = false;
        broker->remember(deny);
        broker->forget(broker->remember(row(u"/gone"_s)));
    }
    const auto broker = open();
    const QList<Remembered> rows = broker->remembered();
    QCOMPARE(rows.size(), 2);
    QCOMPARE(rows[0].id, id);
    QCOMPARE(rows[0].pattern, name);
    QCOMPARE(rows[0].functionHash, u"abc"_s);
    QCOMPARE(rows[0].line, 12);
    QVERIFY(rows[0].allow);
    QVERIFY(rows[0].created.isValid());
    QCOMPARE(rows[1].folder, u"/project"_s);
    QVERIFY(!rows[1].allow && rows[1].pattern.isEmpty());
    QVERIFY(broker->storageProblem().isEmpty());
}

void tst_GrantStore::onlyTheOwnerReads()
{
    const auto broker = open();
    broker->remember(row(u"/a"_s));
    broker->sync();
    QCOMPARE(QFile::permissions(file()) & ~(QFile::ReadOwner | QFile::WriteOwner | QFile::ReadUser | QFile::WriteUser),
             QFile::Permissions());
    QFile::setPermissions(file(), QFile::ReadOwner | QFile::WriteOwner | QFile::ReadOther);
    open(); // what someone opened to others is closed again
    QVERIFY(!(QFile::permissions(file()) & QFile::ReadOther));
}

void tst_GrantStore::usesAreCounted()
{
    {
        const auto broker = open();
        Remembered mine = row(QString::fromStdString(resolveLinks(m_dir->path().toStdString())) + u"/*"_s);
        mine.functionHash.clear();
        broker->remember(mine);
        const RunIdentity identity{u"r-1"_s, mine.script, m_dir->path().toStdString(), false};
        RunGrants run(*broker, identity);
        const Need needs[] = {
            {"file.read", canonicalResource(ResourceForm::Path, "a", m_dir->path().toStdString()).value(), "a"}};
        for (int i = 0; i < 3; ++i) QVERIFY(run.decide(needs, [] { return CallPlace(); }, 7).verdict == Verdict::Allow);
        run.flush();
        QCOMPARE(broker->remembered().first().count, 3);
    }
    const auto broker = open();
    QCOMPARE(broker->remembered().first().count, 3);
    QVERIFY(broker->remembered().first().lastUsed.isValid());
}

void tst_GrantStore::damaged_data()
{
    QTest::addColumn<int>("at"); ///< where bytes are overwritten; -1: the file is text, -2: cut
    QTest::newRow("no database at all") << -1;
    QTest::newRow("cut in the middle") << -2;
    QTest::newRow("header") << 0;
    QTest::newRow("schema page") << 100;
}

void tst_GrantStore::damaged()
{
    QFETCH(int, at);
    {
        const auto broker = open();
        for (int i = 0; i < 200; ++i) broker->remember(row(u"/data/%1/*"_s.arg(i)));
    }
    QFile raw(file());
    QVERIFY(raw.open(QIODevice::ReadWrite));
    if (at == -1) raw.resize(0), raw.write("{\"remembered\": []}");
    else if (at == -2) raw.resize(raw.size() / 2);
    else raw.seek(at), raw.write(QByteArray(3000, '\x5a'));
    raw.close();
    {
        const auto broker = open();
        QVERIFY(broker->remembered().isEmpty());
        QTRY_VERIFY(broker->storageProblem().startsWith(file()));
        QVERIFY(QFile::exists(file() + u".damaged"_s));
        broker->remember(row(u"/new"_s));
    }
    const auto broker = open();
    QCOMPARE(broker->remembered().size(), 1);
    QVERIFY(broker->storageProblem().isEmpty());
}

void tst_GrantStore::unreadableIsLeftWhereItIs()
{
    QVERIFY(QDir().mkpath(file())); // a folder can not be opened, whoever we are
    const auto broker = open();
    QVERIFY(broker->remembered().isEmpty());
    QTRY_VERIFY(!broker->storageProblem().isEmpty());
    broker->remember(row(u"/kept/while/this/runs"_s));
    QCOMPARE(broker->remembered().size(), 1);
    QVERIFY(QDir(file()).exists());
}

void tst_GrantStore::rowThatSaysNothing()
{
    {
        const auto broker = open();
        broker->remember(row(u"/a"_s));
        Remembered odd = row(u"/b"_s);
        odd.capability = u"no such name!"_s;
        broker->remember(odd);
    }
    const auto broker = open();
    QCOMPARE(broker->remembered().size(), 1);
    QVERIFY(broker->storageProblem().contains(u"no such name!"_s));
}

void tst_GrantStore::acceptedProjects()
{
    QFile project(m_dir->filePath(u"latchkey.json"_s));
    QVERIFY(project.open(QIODevice::WriteOnly));
    project.write(R"({"allowed_capabilities": ["file.read:./**"]})");
    project.close();
    const ProjectFile read = ProjectFile::load(project.fileName());
    open()->accept(read);
    const auto broker = open();
    QVERIFY(broker->isAccepted(read));
    ProjectFile elsewhere = read; // the same content in another folder is another question
    elsewhere.path = u"/other/latchkey.json"_s;
    QVERIFY(!broker->isAccepted(elsewhere));
    ProjectFile changed = read;
    changed.hash = "00";
    QVERIFY(!broker->isAccepted(changed));
}

void tst_GrantStore::whoWaitsIsTold()
{
    {
        const auto broker = open();
        for (int i = 0; i < 100; ++i) broker->remember(row(QString::number(i)));
    }
    Broker broker(m_state);
    std::atomic<int> told = 0;
    const bool mustWait = broker.whenLoaded([&told] { ++told; });
    broker.waitUntilLoaded();
    QTRY_COMPARE(told.load(), mustWait ? 1 : 0);
    QVERIFY(!broker.whenLoaded([&told] { ++told; }));
    QCOMPARE(broker.remembered().size(), 100);
}

void tst_GrantStore::aRowForTheSameIsReplaced()
{
    {
        const auto broker = open();
        broker->remember(row(u"/a"_s));
        Remembered deny = row(u"/a"_s);
        deny.allow = false;
        broker->remember(deny);
        QCOMPARE(broker->remembered().size(), 1);
    }
    const auto broker = open();
    QCOMPARE(broker->remembered().size(), 1);
    QVERIFY(!broker->remembered().first().allow);
}

void tst_GrantStore::scriptThatMovedStartsAnew()
{
    const auto broker = open();
    broker->remember(row(u"/a"_s));
    QCOMPARE(broker->rememberedFor(m_dir->filePath(u"s.ml"_s), "/x").size(), 1);
    QVERIFY(broker->rememberedFor(m_dir->filePath(u"copy.ml"_s), "/x").isEmpty());
    Remembered folder;
    folder.folder = u"/x"_s;
    folder.capability = u"file.read"_s;
    broker->remember(folder);
    QCOMPARE(broker->rememberedFor(u"/x/y/z.ml"_s, "/x/y").size(), 1);
    QVERIFY(broker->rememberedFor(u"/xy/z.ml"_s, "/xy").isEmpty());
}

void tst_GrantStore::twoProcessesKeepBoth()
{
    const auto first = open();
    first->remember(row(u"/one"_s));
    first->sync();
    const auto second = open();
    second->remember(row(u"/two"_s));
    first->remember(row(u"/three"_s));
    first->sync();
    second->sync();
    QCOMPARE(open()->remembered().size(), 3);
}

QTEST_GUILESS_MAIN(tst_GrantStore)
#include "tst_grant_store.moc"
