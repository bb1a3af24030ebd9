// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/background.h"
#include "ui/editor/document.h"

#include <QFile>
#include <QSemaphore>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <cerrno>
#include <sys/stat.h>

using namespace Qt::Literals::StringLiterals;
using namespace latchkey::editor;

class tst_Document : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        m_document = std::make_unique<Document>();
        m_text = {};
        connect(m_document.get(), &Document::opened, this, [this](const QByteArray &text) { m_text = text; });
    }
    void cleanup() { m_document.reset(); }

    void roundTrip_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<bool>("readOnly");
        QTest::addColumn<int>("notices");
        QTest::newRow("empty") << QByteArray() << false << 0;
        QTest::newRow("LF") << QByteArray("a\nb\n") << false << 0;
        QTest::newRow("CRLF") << QByteArray("a\r\nb\r\n") << false << 0;
        QTest::newRow("mixed line ends") << QByteArray("a\r\nb\nc\rd") << false << 0;
        QTest::newRow("byte-order mark") << QByteArray("\xEF\xBB\xBFx = 1;\n") << false << 0;
        QTest::newRow("NUL bytes") << QByteArray("a\0b\n", 4) << false << 1;
        QTest::newRow("bidi controls") << QByteArray("a\u202E\n") << false << 1;
        QTest::newRow("not UTF-8") << QByteArray("a\xFF\n") << true << 1;
        QTest::newRow("a line just short enough") << QByteArray(kMaxShownLine, 'x') << false << 0;
        QTest::newRow("a line one too long") << QByteArray(kMaxShownLine + 1, 'x') << true << 1;
    }
    void roundTrip()
    {
        QFETCH(QByteArray, bytes);
        put("a.ml", bytes);
        open("a.ml");
        QTEST(m_document->isReadOnly(), "readOnly");
        QTEST(int(m_document->notices().size()), "notices");
        QSignalSpy saved(m_document.get(), &Document::saved);
        m_document->save(m_text, 1);
        QTRY_COMPARE(saved.size(), 1);
        QCOMPARE(get("a.ml"), bytes);
    }

    void doesNotOpen_data()
    {
        QTest::addColumn<QString>("path");
        QTest::newRow("missing") << m_dir->filePath(u"none.ml"_s);
        QTest::newRow("folder") << u"/"_s;
        QTest::newRow("device") << u"/dev/zero"_s;
        QTest::newRow("memory of a process") << u"/proc/self/mem"_s;
    }
    void doesNotOpen()
    {
        QFETCH(QString, path);
        QSignalSpy failed(m_document.get(), &Document::openFailed);
        m_document->open(path);
        QTRY_COMPARE(failed.size(), 1);
        QVERIFY(!failed[0][0].value<FileError>().message.isEmpty());
        QVERIFY(m_document->path().isEmpty());
    }

    void aPipeDoesNotHoldTheThread()
    {
        QCOMPARE(::mkfifo(QFile::encodeName(m_dir->filePath(u"p"_s)).constData(), 0600), 0);
        QSignalSpy failed(m_document.get(), &Document::openFailed);
        m_document->open(m_dir->filePath(u"p"_s));
        QTRY_COMPARE(failed.size(), 1);
    }

    void staysModifiedWhenTheDiskIsFull()
    {
        put("a.ml", "old");
        open("a.ml");
        m_document->setModified(true);
        m_document->setFaultHook([](FileStep step) { return step == FileStep::Write ? ENOSPC : 0; });
        QSignalSpy failed(m_document.get(), &Document::saveFailed);
        m_document->save("new", 2);
        QTRY_COMPARE(failed.size(), 1);
        QVERIFY(m_document->isModified());
        QCOMPARE(get("a.ml"), "old");
        m_document->setFaultHook({});
        QSignalSpy saved(m_document.get(), &Document::saved);
        m_document->saveAs(m_dir->filePath(u"b.ml"_s), "new", 2, Overwrite::No);
        QTRY_COMPARE(saved.size(), 1);
        QCOMPARE(get("b.ml"), "new");
        QCOMPARE(m_document->displayName(), u"b.ml"_s);
    }

    void asksBeforeReplacingAChangedFile()
    {
        put("a.ml", "old");
        open("a.ml");
        QSignalSpy conflict(m_document.get(), &Document::saveConflict);
        QSignalSpy saved(m_document.get(), &Document::saved);
        put("a.ml", "theirs, longer");
        m_document->save("mine", 2);
        QTRY_COMPARE(conflict.size(), 1);
        QCOMPARE(get("a.ml"), "theirs, longer");
        m_document->save("mine", 2, Overwrite::Yes);
        QTRY_COMPARE(saved.size(), 1);
        QCOMPARE(get("a.ml"), "mine");
    }

    void saveAsDoesNotReplaceUnasked()
    {
        put("b.ml", "theirs");
        QSignalSpy conflict(m_document.get(), &Document::saveConflict);
        m_document->saveAs(m_dir->filePath(u"b.ml"_s), "mine", 1, Overwrite::No);
        QTRY_COMPARE(conflict.size(), 1);
        QCOMPARE(get("b.ml"), "theirs");
    }

    void tellsOfAChangeOnDisk_data()
    {
        QTest::addColumn<bool>("byRename");
        QTest::newRow("written in place") << false;
        QTest::newRow("replaced by a rename") << true;
    }
    void tellsOfAChangeOnDisk()
    {
        QFETCH(bool, byRename);
        put("a.ml", "old");
        open("a.ml");
        QSignalSpy changed(m_document.get(), &Document::changedOnDisk);
        const auto change = [&](const QByteArray &text) {
            if (!byRename) return put("a.ml", text);
            put("other", text);
            QCOMPARE(::rename(QFile::encodeName(m_dir->filePath(u"other"_s)).constData(),
                              QFile::encodeName(m_dir->filePath(u"a.ml"_s)).constData()),
                     0);
        };
        change("theirs 1");
        QTRY_COMPARE(changed.size(), 1);
        change("theirs 22");
        QTRY_COMPARE(changed.size(), 2);
        m_document->reload();
        QTRY_COMPARE(m_text, "theirs 22");
    }

    void aTouchIsNoChange()
    {
        put("a.ml", "old");
        open("a.ml");
        QSignalSpy changed(m_document.get(), &Document::changedOnDisk);
        const FileStamp before = m_document->knownStamp();
        put("a.ml", "old"); // same text, other time
        QTRY_VERIFY(m_document->knownStamp().modifiedNs != before.modifiedNs);
        QCOMPARE(changed.size(), 0);
        QSignalSpy saved(m_document.get(), &Document::saved);
        m_document->save("mine", 2);
        QTRY_COMPARE(saved.size(), 1);
    }

    void keepMineLetsTheNextSaveThrough()
    {
        put("a.ml", "old");
        open("a.ml");
        QSignalSpy changed(m_document.get(), &Document::changedOnDisk);
        put("a.ml", "theirs!");
        QTRY_COMPARE(changed.size(), 1);
        m_document->keepMine();
        QVERIFY(m_document->isModified());
        QSignalSpy saved(m_document.get(), &Document::saved);
        m_document->save("mine", 2);
        QTRY_COMPARE(saved.size(), 1);
        QCOMPARE(get("a.ml"), "mine");
    }

    void tellsOfADeletion()
    {
        put("a.ml", "old");
        open("a.ml");
        QSignalSpy deleted(m_document.get(), &Document::deletedOnDisk);
        QFile::remove(m_dir->filePath(u"a.ml"_s));
        QTRY_COMPARE(deleted.size(), 1);
        QVERIFY(m_document->isModified());
        QSignalSpy saved(m_document.get(), &Document::saved);
        m_document->save("mine", 2);
        QTRY_COMPARE(saved.size(), 1);
        QCOMPARE(get("a.ml"), "mine");
    }

    void ownSavesAreNoChanges()
    {
        put("a.ml", "old");
        open("a.ml");
        QSignalSpy changed(m_document.get(), &Document::changedOnDisk);
        QSignalSpy saved(m_document.get(), &Document::saved);
        for (int i = 0; i < 5; ++i) m_document->save(QByteArray::number(i), quint64(i));
        QTRY_VERIFY(!m_document->isBusy());
        QTRY_COMPARE(get("a.ml"), "4"); // the newest text wins
        QVERIFY(saved.size() >= 2 && saved.size() <= 5);
        QSignalSpy probe(m_document.get(), &Document::changedOnDisk);
        put("a.ml", "theirs");
        QTRY_COMPARE(probe.size(), 1); // by now word of our own saves would have come too
        QCOMPARE(changed.size(), 1);
    }

    void theTargetBecameAFolder()
    {
        put("a.ml", "old");
        open("a.ml");
        QFile::remove(m_dir->filePath(u"a.ml"_s));
        QDir().mkdir(m_dir->filePath(u"a.ml"_s));
        QSignalSpy failed(m_document.get(), &Document::saveFailed);
        QSignalSpy conflict(m_document.get(), &Document::saveConflict);
        m_document->save("mine", 2);
        QTRY_COMPARE(failed.size() + conflict.size(), 1);
        QVERIFY(QFileInfo(m_dir->filePath(u"a.ml"_s)).isDir());
    }

    void destroyedWhileReading()
    {
        put("a.ml", QByteArray(5'000'000, 'x'));
        auto document = std::make_unique<Document>();
        QSignalSpy opened(document.get(), &Document::opened);
        const auto gate = std::make_shared<QSemaphore>();
        document->setFaultHook([gate](FileStep) {
            gate->acquire();
            gate->release();
            return 0;
        });
        document->open(m_dir->filePath(u"a.ml"_s));
        document.reset();
        gate->release(); // the file is read only now
        QTRY_COMPARE(filePool().activeThreadCount(), 0);
        QCOMPARE(opened.size(), 0);
    }

    void aThousandFilesAtOnce()
    {
        std::vector<std::unique_ptr<Document>> documents;
        int changes = 0;
        for (int i = 0; i < 1000; ++i) {
            const QByteArray name = "f" + QByteArray::number(i);
            put(name.constData(), "old");
            documents.push_back(std::make_unique<Document>());
            connect(documents.back().get(), &Document::changedOnDisk, this, [&] { ++changes; });
            documents.back()->open(m_dir->filePath(QString::fromLatin1(name)));
        }
        QTRY_VERIFY(std::ranges::all_of(documents, [](const auto &document) { return !document->path().isEmpty(); }));
        for (int i = 0; i < 1000; ++i) put(("f" + QByteArray::number(i)).constData(), "checked out");
        QTRY_COMPARE_WITH_TIMEOUT(changes, 1000, 20'000);
    }

private:
    void put(const char *name, const QByteArray &bytes)
    {
        QFile file(m_dir->filePath(QString::fromLatin1(name)));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
    }
    QByteArray get(const char *name)
    {
        QFile file(m_dir->filePath(QString::fromLatin1(name)));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("(no file)");
    }
    void open(const char *name)
    {
        QSignalSpy opened(m_document.get(), &Document::opened);
        m_document->open(m_dir->filePath(QString::fromLatin1(name)));
        QTRY_COMPARE(opened.size(), 1);
    }

    std::unique_ptr<QTemporaryDir> m_dir = std::make_unique<QTemporaryDir>();
    std::unique_ptr<Document> m_document;
    QByteArray m_text;
};

QTEST_GUILESS_MAIN(tst_Document)
#include "tst_document.moc"
