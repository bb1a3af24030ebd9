// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/capability/file_access.h"
#include "engine/capability/paths.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

using namespace latchkey::capability;
using namespace Qt::StringLiterals;

class tst_FileAccess : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase_data();
    void init();
    void cleanup();

    void opensWhatLiesThere();
    void refusesLinks();
    void refusesWhatIsNoFile();
    void writesWhollyOrNotAtAll();
    void makesMissingFolders();
    void neverFollowsASwappedFolder();

private:
    std::string at(const char *name) const { return m_root + "/" + name; }
    void make(const char *name, const QByteArray &content);
    std::unique_ptr<QTemporaryDir> m_dir;
    std::string m_root;
};

void tst_FileAccess::initTestCase_data()
{
    QTest::addColumn<bool>("walk");
    QTest::newRow("with the kernel's help") << false;
    QTest::newRow("step by step") << true;
}

void tst_FileAccess::init()
{
    QFETCH_GLOBAL(bool, walk);
    FileAccess::setWalkOnly(walk);
    m_dir = std::make_unique<QTemporaryDir>();
    m_root = resolveLinks(m_dir->path().toStdString());
    QVERIFY(QDir(m_dir->path()).mkpath(u"data/sub"_s) && QDir(m_dir->path()).mkpath(u"secret"_s));
    make("data/a.txt", "inside");
    make("secret/a.txt", "hidden");
}

void tst_FileAccess::cleanup()
{
    FileAccess::setWalkOnly(false);
}

void tst_FileAccess::make(const char *name, const QByteArray &content)
{
    QFile file(QString::fromStdString(at(name)));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(content);
}

void tst_FileAccess::opensWhatLiesThere()
{
    const auto file = FileAccess::openToRead(at("data/a.txt"));
    QVERIFY(file);
    char text[16] = {};
    QCOMPARE(::read(file->get(), text, sizeof text), 6);
    QCOMPARE(QByteArray(text), "inside");
    const auto missing = FileAccess::openToRead(at("data/none"));
    QVERIFY(!missing);
    QCOMPARE(missing.error().code, ENOENT);
    QCOMPARE(FileAccess::status(at("data/a.txt"))->st_size, 6);
}

void tst_FileAccess::refusesLinks()
{
    QFile::link(u"a.txt"_s, m_dir->filePath(u"data/link"_s));
    QFile::link(u"../secret"_s, m_dir->filePath(u"data/out"_s));
    for (const char *path : {"data/link", "data/out/a.txt"}) {
        const auto file = FileAccess::openToRead(at(path));
        QVERIFY2(!file, path);
        QVERIFY(file.error().kind == FileFault::Kind::Moved);
    }
    QVERIFY(!FileAccess::openToAppend(at("data/link")));
    QVERIFY(!AtomicFile::create(at("data/out/new")));
    // Removing a link removes the link.
    QVERIFY(FileAccess::remove(at("data/link")));
    QVERIFY(QFile::exists(m_dir->filePath(u"data/a.txt"_s)));
}

void tst_FileAccess::refusesWhatIsNoFile()
{
    QCOMPARE(mkfifo(at("data/pipe").c_str(), 0600), 0);
    const auto pipe = FileAccess::openToRead(at("data/pipe"));
    QVERIFY(!pipe);
    QVERIFY(pipe.error().kind == FileFault::Kind::NotRegular);
    const auto write = FileAccess::openToAppend(at("data/pipe"));
    QVERIFY(!write);
    const auto folder = FileAccess::openToRead(at("data/sub"));
    QVERIFY(!folder);
    QVERIFY(folder.error().kind == FileFault::Kind::IsFolder);
    QVERIFY(!AtomicFile::create(at("data/pipe")));
    QVERIFY(!AtomicFile::create(at("data/sub")));
}

void tst_FileAccess::writesWhollyOrNotAtAll()
{
    {
        auto file = AtomicFile::create(at("data/a.txt"));
        QVERIFY(file);
        QVERIFY(file->write("half"));
    }
    const auto content = [this] {
        QFile file(m_dir->filePath(u"data/a.txt"_s));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("?");
    };
    QCOMPARE(content(), "inside");
    QCOMPARE(QDir(m_dir->filePath(u"data"_s)).entryList(QDir::Files | QDir::Hidden),
             QStringList{u"a.txt"_s}); // no litter
    QFile::setPermissions(m_dir->filePath(u"data/a.txt"_s), QFile::ReadOwner | QFile::WriteOwner);
    auto file = AtomicFile::create(at("data/a.txt"));
    QVERIFY(file);
    QVERIFY(file->write("whole"));
    QVERIFY(file->commit());
    QCOMPARE(content(), "whole");
    QCOMPARE(FileAccess::status(at("data/a.txt"))->st_mode & 07777, mode_t(0600));
}

void tst_FileAccess::makesMissingFolders()
{
    auto file = AtomicFile::create(at("new/deep/er/file"));
    QVERIFY(file);
    QVERIFY(file->commit());
    QVERIFY(QFile::exists(m_dir->filePath(u"new/deep/er/file"_s)));
}

/// Someone keeps swapping the folder for a link to another one while the file is read: only what was meant is ever
/// seen.
void tst_FileAccess::neverFollowsASwappedFolder()
{
    QFile::link(u"secret"_s, m_dir->filePath(u"trap"_s));
    std::atomic<bool> stop = false;
    std::thread racer([&] {
        const std::string data = at("data");
        const std::string aside = at("aside");
        const std::string trap = at("trap");
        while (!stop) {
            rename(data.c_str(), aside.c_str());
            rename(trap.c_str(), data.c_str());
            rename(data.c_str(), trap.c_str());
            rename(aside.c_str(), data.c_str());
        }
    });
    int opened = 0;
    int escaped = 0;
    for (int i = 0; i < 20'000; ++i) {
        const auto file = FileAccess::openToRead(at("data/a.txt"));
        if (!file) continue;
        ++opened;
        char text[16] = {};
        if (::read(file->get(), text, sizeof text) == 6 && QByteArray(text) == "hidden") ++escaped;
    }
    stop = true;
    racer.join();
    QCOMPARE(escaped, 0);
    QVERIFY(opened > 0);
}

QTEST_APPLESS_MAIN(tst_FileAccess)
#include "tst_file_access.moc"
