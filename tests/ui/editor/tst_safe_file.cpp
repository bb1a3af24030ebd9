// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/safe_file.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

using namespace Qt::Literals::StringLiterals;
using namespace latchkey::editor;

namespace {

QByteArray contents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("(no file)");
}

void put(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(bytes);
}

struct stat statOf(const QString &path)
{
    struct stat info = {};
    ::lstat(QFile::encodeName(path).constData(), &info);
    return info;
}

} // namespace

class tst_SafeFile : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_dir = std::make_unique<QTemporaryDir>(); }
    void cleanup()
    {
        // Nothing a test did may leave a half-written neighbour behind.
        for (const QString &name : QDir(m_dir->path()).entryList(QDir::Files | QDir::Hidden))
            QVERIFY2(!name.contains(u".latchkey-"_s), qPrintable(name));
    }

    void writesANewFile()
    {
        const auto done = SafeFile::write(at("a.ml"), "x = 1;\n");
        QVERIFY(done);
        QCOMPARE(contents(at("a.ml")), "x = 1;\n");
        QVERIFY(done->stamp.sameText(SafeFile::stamp(at("a.ml"))));
        const mode_t mask = ::umask(0);
        ::umask(mask);
        QCOMPARE(statOf(at("a.ml")).st_mode & 0777, 0666 & ~mask);
    }

    void rule81_goesInOrder()
    {
        QList<FileStep> steps;
        WriteOptions options;
        options.fault = [&](FileStep step) {
            steps << step;
            return 0;
        };
        put(at("a.ml"), "old");
        options.expected = SafeFile::stamp(at("a.ml"));
        QVERIFY(SafeFile::write(at("a.ml"), "new", options));
        using enum FileStep;
        QCOMPARE(steps, (QList{Resolve, Check, Open, Write, Attributes, Sync, Close, Rename, SyncFolder}));
    }

    void keepsTheOldTextWhenAStepFails_data()
    {
        QTest::addColumn<int>("step");
        QTest::addColumn<int>("code");
        const std::pair<const char *, FileStep> steps[] = {
            {"resolve", FileStep::Resolve}, {"check", FileStep::Check},           {"open", FileStep::Open},
            {"write", FileStep::Write},     {"attributes", FileStep::Attributes}, {"sync", FileStep::Sync},
            {"close", FileStep::Close},     {"rename", FileStep::Rename}};
        for (const auto &[name, step] : steps) {
            for (const int code : {ENOSPC, EIO, EDQUOT})
                QTest::addRow("%s fails with %d", name, code) << int(step) << code;
        }
    }
    void keepsTheOldTextWhenAStepFails()
    {
        QFETCH(int, step);
        QFETCH(int, code);
        put(at("a.ml"), "old");
        WriteOptions options;
        options.fault = [&](FileStep now) { return int(now) == step ? code : 0; };
        for (const bool expecting : {false, true}) {
            if (expecting) options.expected = SafeFile::stamp(at("a.ml"));
            const auto done = SafeFile::write(at("a.ml"), "new", options);
            QVERIFY(!done);
            QCOMPARE(done.error().code, code);
            QCOMPARE(int(done.error().step), step);
            QVERIFY2(done.error().message.contains(u"a.ml"), qPrintable(done.error().message));
            QVERIFY(done.error().message.endsWith(u'.'));
            QCOMPARE(contents(at("a.ml")), "old");
        }
        QVERIFY(SafeFile::write(at("b.ml"), "new")); // saving elsewhere works
    }

    void tellsWhenOnlyTheFolderWasNotSynced()
    {
        put(at("a.ml"), "old");
        WriteOptions options;
        options.fault = [](FileStep step) { return step == FileStep::SyncFolder ? EIO : 0; };
        const auto done = SafeFile::write(at("a.ml"), "new", options);
        QVERIFY(!done);
        QVERIFY(done.error().onDisk && done.error().onDisk->sameText(SafeFile::stamp(at("a.ml"))));
        QCOMPARE(contents(at("a.ml")), "new");
    }

    // A real refusal by the system, for which one need not be root.
    void keepsTheOldTextWhenTheFileWouldBeTooLarge()
    {
        put(at("a.ml"), "old");
        ::signal(SIGXFSZ, SIG_IGN);
        rlimit before = {};
        ::getrlimit(RLIMIT_FSIZE, &before);
        rlimit small = before;
        small.rlim_cur = 64 * 1024;
        ::setrlimit(RLIMIT_FSIZE, &small);
        const auto done = SafeFile::write(at("a.ml"), QByteArray(1'000'000, 'x'));
        ::setrlimit(RLIMIT_FSIZE, &before);
        QVERIFY(!done);
        QCOMPARE(done.error().code, EFBIG);
        QCOMPARE(contents(at("a.ml")), "old");
    }

    void keepsTheOldTextOnAFullDisk()
    {
        const QString disk = at("disk");
        QDir().mkdir(disk);
        if (::mount("tmpfs", QFile::encodeName(disk).constData(), "tmpfs", 0, "size=256k") != 0)
            QSKIP("needs the right to mount");
        put(disk + u"/a.ml"_s, "old");
        const auto done = SafeFile::write(disk + u"/a.ml"_s, QByteArray(1'000'000, 'x'));
        const QByteArray left = contents(disk + u"/a.ml"_s);
        const auto names = QDir(disk).entryList(QDir::Files | QDir::Hidden);
        ::umount(QFile::encodeName(disk).constData());
        QVERIFY(!done);
        QCOMPARE(done.error().code, ENOSPC);
        QVERIFY2(done.error().message.contains(u"full"), qPrintable(done.error().message));
        QCOMPARE(left, "old");
        QCOMPARE(names, QStringList{u"a.ml"_s});
    }

    void keepsModeAndAttributes()
    {
        put(at("a.ml"), "old");
        ::chmod(QFile::encodeName(at("a.ml")).constData(), 0751);
        const bool xattr = ::setxattr(QFile::encodeName(at("a.ml")).constData(), "user.note", "hi", 2, 0) == 0;
        QVERIFY(SafeFile::write(at("a.ml"), "new"));
        QCOMPARE(statOf(at("a.ml")).st_mode & 07777, 0751U);
        if (!xattr) QSKIP("this file system has no extended attributes");
        char value[8] = {};
        QCOMPARE(::getxattr(QFile::encodeName(at("a.ml")).constData(), "user.note", value, sizeof(value)), 2);
        QCOMPARE(QByteArray(value), "hi");
    }

    void keepsTheOwner()
    {
        if (::geteuid() != 0) QSKIP("only root can give files away");
        put(at("a.ml"), "old");
        QCOMPARE(::chown(QFile::encodeName(at("a.ml")).constData(), 1234, 2345), 0);
        QVERIFY(SafeFile::write(at("a.ml"), "new"));
        QCOMPARE(statOf(at("a.ml")).st_uid, 1234U);
        QCOMPARE(statOf(at("a.ml")).st_gid, 2345U);
    }

    void followsLinks_data()
    {
        QTest::addColumn<bool>("dangling");
        QTest::newRow("to a file") << false;
        QTest::newRow("to a file that is not there yet") << true;
    }
    void followsLinks()
    {
        QFETCH(bool, dangling);
        QDir(m_dir->path()).mkdir(u"real"_s);
        if (!dangling) put(at("real/a.ml"), "old");
        QVERIFY(QFile::link(u"real/a.ml"_s, at("one")));
        QVERIFY(QFile::link(at("one"), at("two")));
        QVERIFY(SafeFile::write(at("two"), "new"));
        QVERIFY(S_ISLNK(statOf(at("two")).st_mode));
        QVERIFY(S_ISLNK(statOf(at("one")).st_mode));
        QCOMPARE(contents(at("real/a.ml")), "new");
    }

    void tellsOfLinksInACircle()
    {
        QVERIFY(QFile::link(at("b"), at("a")));
        QVERIFY(QFile::link(at("a"), at("b")));
        const auto done = SafeFile::write(at("a"), "new");
        QVERIFY(!done);
        QCOMPARE(done.error().code, ELOOP);
    }

    void tellsOfHardLinks()
    {
        put(at("a.ml"), "old");
        QCOMPARE(::link(QFile::encodeName(at("a.ml")).constData(), QFile::encodeName(at("b.ml")).constData()), 0);
        const auto done = SafeFile::write(at("a.ml"), "new");
        QVERIFY(done);
        QCOMPARE(done->notes.size(), 1);
        QCOMPARE(contents(at("b.ml")), "old");
    }

    void refusesWhatIsNoFile_data()
    {
        QTest::addColumn<QString>("kind");
        for (const char *kind : {"folder", "pipe", "device"}) QTest::newRow(kind) << QString::fromLatin1(kind);
    }
    void refusesWhatIsNoFile()
    {
        QFETCH(QString, kind);
        QString path = at("thing");
        if (kind == u"folder") QDir().mkdir(path);
        else if (kind == u"pipe") QCOMPARE(::mkfifo(QFile::encodeName(path).constData(), 0600), 0);
        else path = u"/dev/null"_s;
        const auto written = SafeFile::write(path, "new");
        QVERIFY(!written && written.error().kind == FileError::Kind::NotRegular);
        const auto read = SafeFile::read(path, 1000);
        QVERIFY(!read && read.error().kind == FileError::Kind::NotRegular);
        QVERIFY2(read.error().message.contains(kind), qPrintable(read.error().message));
    }

    void refusesAReadOnlyFile()
    {
        put(at("a.ml"), "old");
        ::chmod(QFile::encodeName(at("a.ml")).constData(), 0444);
        const auto done = SafeFile::write(at("a.ml"), "new");
        QVERIFY(!done && done.error().kind == FileError::Kind::ReadOnly);
        QCOMPARE(contents(at("a.ml")), "old");
    }

    void refusesAReadOnlyFolder()
    {
        if (::geteuid() == 0) QSKIP("nothing is read-only to root");
        QDir().mkdir(at("closed"));
        put(at("closed/a.ml"), "old");
        ::chmod(QFile::encodeName(at("closed")).constData(), 0500);
        const auto done = SafeFile::write(at("closed/a.ml"), "new");
        ::chmod(QFile::encodeName(at("closed")).constData(), 0700);
        QVERIFY(!done);
        QCOMPARE(contents(at("closed/a.ml")), "old");
        QVERIFY2(done.error().message.contains(u"folder"), qPrintable(done.error().message));
    }

    void refusesAMissingFolder()
    {
        const auto done = SafeFile::write(at("none/a.ml"), "new");
        QVERIFY(!done && done.error().kind == FileError::Kind::NotFound);
    }

    void seesAChangeBeforeTheWrite_data()
    {
        QTest::addColumn<QString>("when");
        QTest::newRow("before") << u"before"_s;
        QTest::newRow("between check and exchange") << u"between"_s;
        QTest::newRow("deleted between check and exchange") << u"deleted"_s;
        QTest::newRow("appeared between check and rename") << u"appeared"_s;
    }
    void seesAChangeBeforeTheWrite()
    {
        QFETCH(QString, when);
        const QString path = at("a.ml");
        if (when != u"appeared") put(path, "old");
        WriteOptions options;
        options.expected = SafeFile::stamp(path);
        if (when == u"before") put(path, "theirs");
        options.fault = [&](FileStep step) {
            if (step != FileStep::Rename) return 0;
            if (when == u"deleted") QFile::remove(path);
            else if (when != u"before") put(path, "theirs");
            return 0;
        };
        const auto done = SafeFile::write(path, "mine", options);
        QVERIFY(!done);
        QCOMPARE(done.error().kind, FileError::Kind::ChangedOnDisk);
        if (when == u"deleted") QVERIFY(!QFile::exists(path));
        else QCOMPARE(contents(path), "theirs");
    }

    void refusesWhatIsTooLarge()
    {
        put(at("a.ml"), QByteArray(1001, 'x'));
        QVERIFY(!SafeFile::read(at("a.ml"), 1000));
        const auto read = SafeFile::read(at("a.ml"), 1001);
        QVERIFY(read);
        QCOMPARE(read->bytes.size(), 1001);
    }

    void readsFilesOfUnknownSize()
    {
        const auto read = SafeFile::read(u"/proc/self/status"_s, 1'000'000);
        QVERIFY(read);
        QVERIFY(read->bytes.contains("Pid:"));
    }

    void removesTheLitterOfADeadProcess()
    {
        put(at("a.ml"), "old");
        put(at(".a.ml.latchkey-999999999-abc"), "half");
        QVERIFY(SafeFile::write(at("a.ml"), "new"));
        QVERIFY(!QFile::exists(at(".a.ml.latchkey-999999999-abc")));
    }

    void writesNamesOfFullLength()
    {
        const QString path = m_dir->filePath(QString(252, u'n') + u".ml"_s);
        QVERIFY(SafeFile::write(path, "new"));
        QVERIFY(SafeFile::write(path, "newer"));
        QCOMPARE(contents(path), "newer");
    }

private:
    QString at(const char *name) const { return m_dir->filePath(QString::fromLatin1(name)); }

    std::unique_ptr<QTemporaryDir> m_dir;
};

QTEST_GUILESS_MAIN(tst_SafeFile)
#include "tst_safe_file.moc"
