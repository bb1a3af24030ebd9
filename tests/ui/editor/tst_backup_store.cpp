// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/backup_store.h"
#include "ui/editor/document.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace latchkey::editor;

class tst_BackupStore : public QObject
{
    Q_OBJECT

private slots:
    void newestFirst()
    {
        QTemporaryDir dir;
        const QString folder = dir.filePath(u"versions"_s);
        for (const char *text : {"one", "two", "two", "three"}) BackupStore::keep(folder, u"/a.ml"_s, text);
        BackupStore::keep(folder, u"/b.ml"_s, "other");
        const QList<Backup> own = BackupStore::list(folder, u"/a.ml"_s);
        QCOMPARE(own.size(), 3); // the same text twice is one version
        QCOMPARE(BackupStore::read(own[0]), std::optional<QByteArray>("three"));
        QCOMPARE(BackupStore::read(own[2]), std::optional<QByteArray>("one"));
        QCOMPARE(own[0].size, 5);
        QVERIFY(own[0].when >= own[2].when);
        QVERIFY(BackupStore::list(folder, u"/none.ml"_s).isEmpty());
        // Nobody else may read what the file's owner may have kept to himself.
        QCOMPARE(QFile(own[0].file).permissions() & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
    }

    void oldOnesGo()
    {
        QTemporaryDir dir;
        for (int i = 0; i < BackupStore::kVersions + 1; ++i)
            BackupStore::keep(dir.path(), u"/a.ml"_s, QByteArray::number(i));
        const QList<Backup> own = BackupStore::list(dir.path(), u"/a.ml"_s);
        QCOMPARE(own.size(), BackupStore::kVersions);
        QCOMPARE(BackupStore::read(own.last()), std::optional<QByteArray>("1"));
    }

    void boundedTogether()
    {
        QTemporaryDir dir;
        const qint64 size = BackupStore::kLargest;
        for (int i = 0; i < 8; ++i) BackupStore::keep(dir.path(), u"/%1.ml"_s.arg(i), QByteArray(size, char('a' + i)));
        QVERIFY(BackupStore::list(dir.path(), u"/0.ml"_s).isEmpty());
        QVERIFY(!BackupStore::list(dir.path(), u"/7.ml"_s).isEmpty());
        qint64 total = 0;
        for (const QFileInfo &info : QDir(dir.path()).entryInfoList(QDir::Files)) total += info.size();
        QVERIFY(total <= BackupStore::kMostBytes);
        BackupStore::keep(dir.path(), u"/large.ml"_s, QByteArray(size + 1, 'x'));
        QVERIFY(BackupStore::list(dir.path(), u"/large.ml"_s).isEmpty());
    }

    void damageIsNoticed()
    {
        QTemporaryDir dir;
        BackupStore::keep(dir.path(), u"/a.ml"_s, "some text");
        const QList<Backup> own = BackupStore::list(dir.path(), u"/a.ml"_s);
        QFile file(own.first().file);
        QVERIFY(file.open(QIODevice::ReadWrite));
        file.seek(file.size() - 1);
        file.write("!");
        file.close();
        QCOMPARE(BackupStore::read(own.first()), std::nullopt);
        QVERIFY(file.resize(3));
        QCOMPARE(BackupStore::read(own.first()), std::nullopt);
        QVERIFY(BackupStore::list(dir.path(), u"/a.ml"_s).isEmpty());
    }

    void eachSaveKeepsWhatItReplaced()
    {
        QTemporaryDir dir;
        const QString path = dir.filePath(u"a.ml"_s), folder = dir.filePath(u"versions"_s);
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("first");
        file.close();
        Document document;
        document.setVersionsFolder(folder);
        QSignalSpy opened(&document, &Document::opened), saved(&document, &Document::saved);
        document.open(path);
        QTRY_COMPARE(opened.count(), 1);
        document.save("second", 2);
        QTRY_COMPARE(saved.count(), 1);
        document.save("third", 3);
        QTRY_COMPARE(saved.count(), 2);
        const QList<Backup> own = BackupStore::list(folder, path);
        QCOMPARE(own.size(), 2);
        QCOMPARE(BackupStore::read(own[0]), std::optional<QByteArray>("second"));
        QCOMPARE(BackupStore::read(own[1]), std::optional<QByteArray>("first"));
        // A folder that can not be made costs the version, not the save.
        document.setVersionsFolder(path + u"/versions"_s);
        document.save("fourth", 4);
        QTRY_COMPARE(saved.count(), 3);
    }
};

QTEST_GUILESS_MAIN(tst_BackupStore)
#include "tst_backup_store.moc"
