// SPDX-License-Identifier: GPL-3.0-or-later
// What a run may write and hold open, and what happens to open work when its grant goes: just inside, one past, and
// what is left on the disk.
#include "tests/security/sandbox.h"

#include "engine/capability/broker.h"

#include <QDir>
#include <QFile>
#include <QTest>

using namespace latchkey;
using namespace latchkey::tests;
using namespace Qt::StringLiterals;

class tst_RunLimits : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_box = std::make_unique<Sandbox>(); }
    void cleanup() { m_box.reset(); }

    void sizeOfAFile_data();
    void sizeOfAFile();
    void bytesInAll_data();
    void bytesInAll();
    void openFiles();
    void largestFileOfAGrant_data();
    void largestFileOfAGrant();
    void usesOfAGrant();
    void revokedWhileReading();
    void revokedWhileWritingLeavesTheOldFile();
    void revokedLogFile();
    void deniedLogFileIsNotKept();

private:
    QByteArray message(const char *call, const runs::RunOptions &options, QStringList grants = {u"file.*:./**"_s});
    std::unique_ptr<Sandbox> m_box;
};

/// What a call ends with: "good", or the name and text of its error.
QByteArray tst_RunLimits::message(const char *call, const runs::RunOptions &options, QStringList grants)
{
    const QByteArray end = QByteArrayView(call).endsWith('}') ? "" : ";";
    const QByteArray source = QByteArray("import file; import csv; import log;\ntry { ") + call + end +
                              " print('good'); } except (e) { print(e.name + ': ' + e.message); }";
    return m_box->run(source, grants, options).trimmed();
}

void tst_RunLimits::sizeOfAFile_data()
{
    QTest::addColumn<QByteArray>("call");
    QTest::addColumn<QByteArray>("expected");
    const QByteArray tooLarge = "io_error: file too large: 'data/f'";
    QTest::newRow("just inside") << QByteArray("file.write('data/f', 'x' * 1000)") << QByteArray("good");
    QTest::newRow("one past") << QByteArray("file.write('data/f', 'x' * 1001)") << tooLarge;
    QTest::newRow("by lines") << QByteArray("file.writeLines('data/f', ['x' * 1000])") << tooLarge;
    QTest::newRow("by appending") << QByteArray("file.append('data/f', 'x' * 600); file.append('data/f', 'x' * 401)")
                                  << tooLarge;
    QTest::newRow("appended up to it") << QByteArray(
                                              "file.append('data/f', 'x' * 600); file.append('data/f', 'x' * 400)")
                                       << QByteArray("good");
    QTest::newRow("by copying") << QByteArray("file.copy('big', 'data/f')") << tooLarge;
    QTest::newRow("by a table") << QByteArray("csv.write('data/f', [['x' * 999]])") << tooLarge;
    QTest::newRow("wide characters count their bytes") << QByteArray("file.write('data/f', 'é' * 501)") << tooLarge;
    QTest::newRow("by another encoding") << QByteArray("file.write('data/f', 'x' * 501, 'utf-16le')") << tooLarge;
}

void tst_RunLimits::sizeOfAFile()
{
    QFETCH(QByteArray, call);
    QFETCH(QByteArray, expected);
    m_box->put(m_box->home() + u"/big"_s, QByteArray(1001, 'x'));
    runs::RunOptions options;
    options.fileSizeLimit = 1000;
    QCOMPARE(message(call.constData(), options), expected);
    if (expected != "good") QVERIFY(m_box->get(m_box->home() + u"/data/f"_s).size() <= 1000);
}

void tst_RunLimits::bytesInAll_data()
{
    QTest::addColumn<QByteArray>("call");
    QTest::addColumn<QByteArray>("expected");
    const QByteArray full = "io_error: Disk limit of 1 MB exceeded";
    QTest::newRow("just inside") << QByteArray("for (i in range(4)) { file.write('data/f', 'x' * 262144); }")
                                 << QByteArray("good");
    QTest::newRow("one past")
        << QByteArray("for (i in range(4)) { file.write('data/f', 'x' * 262144); } file.append('data/f', 'x')") << full;
    QTest::newRow("the same file again and again")
        << QByteArray("for (i in range(100)) { file.write('data/f', 'x' * 20000); }") << full;
    QTest::newRow("many small ones") << QByteArray("while (true) { file.append('data/f', 'x' * 50000); }") << full;
    QTest::newRow("a log") << QByteArray("log.add_file('data/f'); while (true) { log.info('x' * 50000); }") << full;
    QTest::newRow("what failed does not count")
        << QByteArray("try { file.write('data/f', 'x' * 1048577); } except (e) { } file.write('data/f', 'x' * 1048576)")
        << QByteArray("good");
    QTest::newRow("copies") << QByteArray("file.write('data/f', 'x' * 600000); file.copy('data/f', 'data/g')") << full;
}

void tst_RunLimits::bytesInAll()
{
    QFETCH(QByteArray, call);
    QFETCH(QByteArray, expected);
    runs::RunOptions options;
    options.diskLimit = 1 << 20;
    QVERIFY(message(call.constData(), options).endsWith(expected));
}

void tst_RunLimits::openFiles()
{
    runs::RunOptions options;
    QCOMPARE(message("for (i in range(100)) { log.add_file('data/f' + str(i)); }", options), "good");
    QCOMPARE(message("for (i in range(101)) { log.add_file('data/f' + str(i)); }", options),
             "io_error: Too many open files: 'data/f100'");
    QCOMPARE(message("for (i in range(300)) { log.add_file('data/f'); }", options), "good"); // it is one file
    QCOMPARE(message("for (i in range(300)) { file.read('data/in.txt'); }", options), "good");
    QCOMPARE(message("for (i in range(100)) { log.add_file('data/f' + str(i)); } file.read('data/in.txt')", options),
             "io_error: Too many open files: 'data/in.txt'");
}

void tst_RunLimits::largestFileOfAGrant_data()
{
    QTest::addColumn<QByteArray>("call");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("read inside") << QByteArray("file.read('small')") << QByteArray("good");
    QTest::newRow("read past") << QByteArray("file.read('large')")
                               << QByteArray("capability_error: Capability 'file.read' file larger than 10 bytes");
    QTest::newRow("table past") << QByteArray("csv.read('large')")
                                << QByteArray("capability_error: Capability 'file.read' file larger than 10 bytes");
    QTest::newRow("write inside") << QByteArray("file.write('new', '1234567890')") << QByteArray("good");
    QTest::newRow("write past") << QByteArray("file.write('new', '12345678901')")
                                << QByteArray("capability_error: Capability 'file.write' file larger than 10 bytes");
    QTest::newRow("leaving it larger") << QByteArray("file.append('small', 'x')")
                                       << QByteArray(
                                              "capability_error: Capability 'file.append' file larger than 10 bytes");
}

void tst_RunLimits::largestFileOfAGrant()
{
    QFETCH(QByteArray, call);
    QFETCH(QByteArray, expected);
    m_box->put(m_box->home() + u"/small"_s, "1234567890");
    m_box->put(m_box->home() + u"/large"_s, "12345678901");
    const QString grant = u"{\"capability\": \"file.*:./*\", \"max_file_size\": 10}"_s;
    QCOMPARE(message(call.constData(), {}, {grant}), expected);
    QCOMPARE(m_box->get(m_box->home() + u"/small"_s), "1234567890");
}

void tst_RunLimits::usesOfAGrant()
{
    const QStringList grants{u"{\"capability\": \"file.read:./data/*\", \"max_uses\": 3}"_s};
    const QString expired = u"{\"capability\": \"file.read\", \"expires\": \"2001-01-01T00:00:00Z\"}"_s;
    QCOMPARE(message("for (i in range(3)) { file.read('data/in.txt'); }", {}, grants), "good");
    QCOMPARE(message("for (i in range(4)) { file.read('data/in.txt'); }", {}, grants),
             "capability_error: Capability 'file.read' used up (3 of 3)");
    // A call with a wrong argument, and one that is denied, use nothing.
    QCOMPARE(
        message("try { file.read(1); } except (e) { } try { file.read('x'); } except (e) { } for (i in range(3)) { "
                "file.read('data/in.txt'); }",
                {}, grants),
        "good");
    QCOMPARE(message("file.read('data/in.txt')", {}, {expired}), "capability_error: Capability 'file.read' expired");
}

void tst_RunLimits::revokedWhileReading()
{
    runs::RunOptions options;
    options.timeoutSeconds = 60;
    const auto run = m_box->start(R"(
import file;
print("begins");
count = 0;
try { while (true) { file.read("data/in.txt"); count = count + 1; } } except (e) { print(e.name, e.message); }
result = count > 0;
)",
                                  {u"file.read:./data/*"_s}, options);
    QTRY_VERIFY(run->output().byteCount() > 0);
    QTRY_VERIFY(!run->capabilityUses().isEmpty());
    QVERIFY(run->revoke(u"file.read"_s));
    QVERIFY(run->wait(10'000));
    QVERIFY(run->output().read(0, 1000).contains("capability_error Capability 'file.read' was revoked"));
}

void tst_RunLimits::revokedWhileWritingLeavesTheOldFile()
{
    // Each write is 30 MB: the revocation falls into one of them, and the file is whole all the same.
    m_box->put(m_box->home() + u"/data/big"_s, "old");
    const auto run = m_box->start(R"(
import file;
big = "x" * 30000000;
print("begins");
try { while (true) { file.write("data/big", big); } } except (e) { print(e.name, e.message); }
)",
                                  {u"file.write:./data/*"_s});
    QTRY_VERIFY(!run->capabilityUses().isEmpty());
    m_box->engine().broker().denyEverything();
    QVERIFY(run->wait(20'000));
    QVERIFY2(run->output().read(0, 1000).contains("Capability 'file.write' was revoked"),
             run->output().read(0, 1000).constData());
    const QByteArray left = m_box->get(m_box->home() + u"/data/big"_s);
    QVERIFY(left == "old" || left.size() == 30'000'000);
    QCOMPARE(QDir(m_box->home() + u"/data"_s).entryList(QDir::Files | QDir::Hidden).size(), 2); // no litter
}

void tst_RunLimits::revokedLogFile()
{
    const auto run = m_box->start(R"(
import log; import async;
log.add_file("data/out.log");
log.info("first");
print("ready");
while (true) { try { log.info("more"); } except (e) { print(e.name, e.message); break; } async.sleep(0.01); }
)",
                                  {u"file.append:./data/*"_s});
    QTRY_VERIFY(run->output().read(0, 10'000).contains("ready"));
    QVERIFY(run->revoke(u"file.append"_s));
    QVERIFY(run->wait(10'000));
    QVERIFY(run->output()
                .read(0, run->output().byteCount())
                .contains("capability_error Capability 'file.append' was revoked"));
    QVERIFY(m_box->get(m_box->home() + u"/data/out.log"_s).contains("first"));
}

void tst_RunLimits::deniedLogFileIsNotKept()
{
    const QByteArray output = m_box->run(R"(
import log;
try { log.add_file("../outside/x.log"); } except (e) { print(e.name); }
log.info("goes nowhere else");
)",
                                         {u"file.append:./data/*"_s});
    QVERIFY(output.startsWith("capability_error\n"));
    QVERIFY(m_box->escaped().isEmpty());
}

QTEST_GUILESS_MAIN(tst_RunLimits)
#include "tst_run_limits.moc"
