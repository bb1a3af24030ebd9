// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/recovery_journal.h"

#include <QDir>
#include <QFile>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <cerrno>
#include <sys/stat.h>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using namespace latchkey::editor;

class tst_RecoveryJournal : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        m_folder = m_dir->filePath(u"state/journals"_s);
        m_text.clear();
    }

    void keepsATextThatWasNeverSaved()
    {
        auto journal = make();
        journal->setInfo({{}, u"untitled-1"_s, {}, {}});
        edit(*journal, 0, 0, "hello\n");
        crash(journal);
        const RecoveredSet set = RecoveryJournal::recover(m_folder);
        QCOMPARE(set.texts.size(), 1U);
        QCOMPARE(set.texts[0].text, "hello\n");
        QCOMPARE(set.texts[0].info.title, u"untitled-1"_s);
        QVERIFY(set.texts[0].info.path.isEmpty());
        QVERIFY(!set.texts[0].endedEarly);
    }

    void keepsFormatAndBase()
    {
        auto journal = make();
        JournalInfo info{u"/x/a.ml"_s, u"a.ml"_s, {}, {}};
        info.format.byteOrderMark = true;
        info.format.lineEnd = LineEnd::CrLf;
        info.base = {true, 1, quint64(1) << 60, 3, qint64(1) << 60, 0};
        journal->setInfo(info);
        edit(*journal, 0, 0, "x");
        crash(journal);
        const RecoveredSet set = RecoveryJournal::recover(m_folder);
        QCOMPARE(set.texts.size(), 1U);
        QCOMPARE(set.texts[0].info.path, info.path);
        QVERIFY(set.texts[0].info.format.byteOrderMark);
        QCOMPARE(set.texts[0].info.format.lineEnd, LineEnd::CrLf);
        QVERIFY(set.texts[0].info.base.sameText(info.base));
    }

    // A tab that is closed while its text is being written leaves nothing behind, not even the lock.
    void discardedWhileWritingLeavesNothing()
    {
        for (int i = 0; i < 50; ++i) {
            auto journal = make();
            edit(*journal, 0, 0, "unsaved\n");
            (void)journal->flush();
            QVERIFY(!journal->isIdle());
            journal->discard();
            journal.reset();
            QCOMPARE(QDir(m_folder).entryList(QDir::Files), QStringList());
            m_text.clear();
        }
    }

    void savedJustBeforeTheCrash_data()
    {
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<QByteArray>("typedAfter");
        QTest::addColumn<bool>("offered");
        QTest::newRow("the save went through") << QByteArray("saved text") << QByteArray() << false;
        QTest::newRow("it did not") << QByteArray("old text") << QByteArray() << true;
        QTest::newRow("it did, and one typed on") << QByteArray("saved text") << QByteArray(" and more") << true;
        QTest::newRow("neither, and one typed on") << QByteArray("old text") << QByteArray(" and more") << true;
    }

    // A crash after the file has the text, before its journal is gone: what is older than the file is not offered.
    void savedJustBeforeTheCrash()
    {
        QFETCH(QByteArray, file);
        QFETCH(QByteArray, typedAfter);
        QFETCH(bool, offered);
        const QString path = m_dir->filePath(u"a.ml"_s);
        auto journal = make();
        journal->setInfo({path, u"a.ml"_s, {}, {}});
        edit(*journal, 0, 0, "saved");
        flush(*journal);
        edit(*journal, m_text.size(), 0, " text"); // in memory only
        const auto announce = journal->saveAnnouncement();
        QVERIFY(announce);
        announce("saved text");
        QVERIFY(SafeFile::write(path, file));
        if (!typedAfter.isEmpty()) edit(*journal, m_text.size(), 0, typedAfter);
        crash(journal);
        const RecoveredSet set = RecoveryJournal::recover(m_folder);
        QCOMPARE(set.texts.size(), offered ? 1U : 0U);
        if (offered) QCOMPARE(set.texts[0].text, "saved text" + typedAfter);
        else QVERIFY(QDir(m_folder).entryList(QDir::Files).isEmpty());
    }

    // While a save is under way the file still has what the one before wrote.
    void secondSaveUnderWay()
    {
        const QString path = m_dir->filePath(u"a.ml"_s);
        auto journal = make();
        journal->setInfo({path, u"a.ml"_s, {}, {}});
        edit(*journal, 0, 0, "one");
        flush(*journal);
        edit(*journal, m_text.size(), 0, " two"); // as far as the first save goes
        journal->saveAnnouncement()("one two");
        QVERIFY(SafeFile::write(path, "one two"));
        const auto second = journal->saveAnnouncement();
        second("one two three");
        crash(journal);
        QVERIFY(RecoveryJournal::recover(m_folder).texts.empty());
    }

    // A new journal counts from nought again; an old note about a save must not outrank it.
    void oldSaveNoteDoesNotHideNewText()
    {
        const QString path = m_dir->filePath(u"a.ml"_s);
        auto journal = make();
        journal->setInfo({path, u"a.ml"_s, {}, {}});
        for (int i = 0; i < 10; ++i) edit(*journal, m_text.size(), 0, "x");
        journal->saveAnnouncement()("xxxxxxxxxx");
        QVERIFY(SafeFile::write(path, "xxxxxxxxxx"));
        edit(*journal, m_text.size(), 0, "y");
        crash(journal);
        {
            const RecoveredSet first = RecoveryJournal::recover(m_folder);
            QCOMPARE(first.texts.size(), 1U);
            QTest::qSleep(2); // another millisecond: journals are told apart by when they were made
            m_text = first.texts[0].text;
            journal = make();
            journal->adopt(first.texts[0]);
        } // which also held the lock
        crash(journal);
        QCOMPARE(RecoveryJournal::recover(m_folder).texts.size(), 1U);
    }

    void replaysAnyEdits()
    {
        QRandomGenerator random(5);
        auto journal = make();
        for (int round = 0; round < 400; ++round) {
            const qsizetype at = m_text.isEmpty() ? 0 : random.bounded(m_text.size());
            const qsizetype removed =
                m_text.isEmpty() ? 0 : random.bounded(std::min<qsizetype>(5, m_text.size() - at) + 1);
            edit(*journal, at, removed, QByteArray(random.bounded(8), char('a' + round % 26)));
            if (round % 50 == 7) flush(*journal);
        }
        crash(journal);
        const RecoveredSet set = RecoveryJournal::recover(m_folder);
        QCOMPARE(set.texts.size(), 1U);
        QCOMPARE(set.texts[0].text, m_text);
    }

    void aLongLogGivesWayToANewText()
    {
        auto journal = make();
        edit(*journal, 0, 0, "start");
        flush(*journal);
        for (int i = 0; i < 30; ++i) {
            edit(*journal, 0, 0, QByteArray(100'000, 'y'));
            flush(*journal);
        }
        qint64 logs = 0;
        for (const QFileInfo &info : QDir(m_folder).entryInfoList({u"*.log"_s}, QDir::Files)) logs += info.size();
        QVERIFY2(logs < 2'000'000, qPrintable(QString::number(logs)));
        crash(journal);
        QCOMPARE(RecoveryJournal::recover(m_folder).texts.at(0).text, m_text);
    }

    void aBlockCutShortIsLeftOut_data()
    {
        QTest::addColumn<int>("cut");
        for (const int cut : {1, 5, 12, 20}) QTest::addRow("%d bytes missing", cut) << cut;
    }
    void aBlockCutShortIsLeftOut()
    {
        QFETCH(int, cut);
        auto journal = make();
        edit(*journal, 0, 0, "one ");
        flush(*journal); // the text
        edit(*journal, 4, 0, "two ");
        flush(*journal); // a block
        edit(*journal, 8, 0, "three");
        crash(journal);
        const QString log = QDir(m_folder).entryInfoList({u"*.log"_s}, QDir::Files).value(0).filePath();
        QFile file(log);
        QVERIFY(file.resize(file.size() - cut));
        const RecoveredSet set = RecoveryJournal::recover(m_folder);
        QCOMPARE(set.texts.at(0).text, "one two ");
        QVERIFY(set.texts[0].endedEarly);
    }

    void aDamagedTextIsSetAside()
    {
        auto journal = make();
        edit(*journal, 0, 0, "hello");
        crash(journal);
        const QString path = QDir(m_folder).entryInfoList({u"*.journal"_s}, QDir::Files).value(0).filePath();
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadWrite));
        file.seek(file.size() - 1);
        file.write("X");
        file.close();
        const RecoveredSet set = RecoveryJournal::recover(m_folder);
        QCOMPARE(set.texts.size(), 0U);
        QCOMPARE(set.damaged.size(), 1);
        QVERIFY(QFile::exists(set.damaged[0]));
        QCOMPARE(RecoveryJournal::recover(m_folder).damaged.size(), 0);
    }

    void aLivingJournalIsNotOffered()
    {
        auto journal = make();
        edit(*journal, 0, 0, "hello");
        flush(*journal);
        QCOMPARE(RecoveryJournal::recover(m_folder).texts.size(), 0U);
    }

    void isOfferedOnce()
    {
        auto journal = make();
        edit(*journal, 0, 0, "hello");
        crash(journal);
        const RecoveredSet first = RecoveryJournal::recover(m_folder);
        QCOMPARE(first.texts.size(), 1U);
        QCOMPARE(RecoveryJournal::recover(m_folder).texts.size(), 0U); // held by `first`
    }

    void dyingDuringRecoveryLosesNothing()
    {
        auto journal = make();
        edit(*journal, 0, 0, "hello");
        crash(journal);
        for (int i = 0; i < 3; ++i) QCOMPARE(RecoveryJournal::recover(m_folder).texts.at(0).text, "hello");
        {
            const RecoveredSet set = RecoveryJournal::recover(m_folder);
            m_text = set.texts[0].text;
            auto adopted = make();
            adopted->adopt(set.texts[0]);
            edit(*adopted, 5, 0, " again");
            crash(adopted);
        }
        QCOMPARE(RecoveryJournal::recover(m_folder).texts.at(0).text, "hello again");
    }

    void discardLeavesNothing()
    {
        auto journal = make();
        edit(*journal, 0, 0, "hello");
        flush(*journal);
        edit(*journal, 0, 0, "more");
        flush(*journal);
        journal->discard();
        QTRY_VERIFY(journal->isIdle());
        QCOMPARE(QDir(m_folder).entryList(QDir::Files | QDir::Hidden), QStringList());
        edit(*journal, 0, 0, "later"); // and begins anew
        crash(journal);
        QCOMPARE(RecoveryJournal::recover(m_folder).texts.at(0).text, m_text);
    }

    void discardDuringAWriteLeavesNothing()
    {
        auto journal = make();
        edit(*journal, 0, 0, QByteArray(3'000'000, 'x'));
        journal->flush();
        journal->discard();
        QTRY_VERIFY(journal->isIdle());
        QCOMPARE(QDir(m_folder).entryList(QDir::Files | QDir::Hidden), QStringList());
    }

    void isTheOwnersOnly()
    {
        auto journal = make();
        edit(*journal, 0, 0, "secret");
        flush(*journal);
        edit(*journal, 0, 0, "more");
        flush(*journal);
        for (const QFileInfo &info : QDir(m_folder).entryInfoList(QDir::Files | QDir::Hidden)) {
            struct stat there = {};
            QCOMPARE(::stat(QFile::encodeName(info.filePath()).constData(), &there), 0);
            QCOMPARE(there.st_mode & 0777, 0600U);
        }
        struct stat there = {};
        ::stat(QFile::encodeName(m_folder).constData(), &there);
        QCOMPARE(there.st_mode & 0777, 0700U);
    }

    void rule80_writesByItself()
    {
        auto journal = make();
        QSignalSpy written(journal.get(), &RecoveryJournal::written);
        QElapsedTimer clock;
        clock.start();
        edit(*journal, 0, 0, "hello");
        QTRY_COMPARE(written.size(), 1);
        QVERIFY(clock.elapsed() >= 250);
        // Typing without a pause: the longest wait counts.
        clock.restart();
        while (written.size() < 2 && clock.elapsed() < 4000) {
            edit(*journal, 0, 0, "k");
            QTest::qWait(50); // the pace of typing, not a wait for something
        }
        QVERIFY2(clock.elapsed() < 1600, qPrintable(QString::number(clock.elapsed())));
    }

    void tellsWhenItCanNotWriteAndRecovers()
    {
        auto journal = make();
        journal->setTiming({20ms, 50ms});
        bool broken = true;
        journal->setFaultHook([&broken](FileStep step) { return broken && step == FileStep::Write ? ENOSPC : 0; });
        QSignalSpy failed(journal.get(), &RecoveryJournal::failed);
        QSignalSpy written(journal.get(), &RecoveryJournal::written);
        edit(*journal, 0, 0, "hello");
        QTRY_COMPARE(failed.size(), 1);
        QVERIFY(failed[0][0].toString().contains(u"full"));
        journal->setFaultHook({});
        QTRY_VERIFY(written.size() > 0);
        QCOMPARE(failed.size(), 1); // told once
        crash(journal);
        QCOMPARE(RecoveryJournal::recover(m_folder).texts.at(0).text, "hello");
    }

private:
    std::unique_ptr<RecoveryJournal> make()
    {
        return std::make_unique<RecoveryJournal>(m_folder, [this] { return m_text; });
    }
    void edit(RecoveryJournal &journal, qsizetype at, qsizetype removed, const QByteArray &inserted)
    {
        m_text.replace(at, removed, inserted);
        journal.noteEdit(at, removed, inserted);
    }
    static void flush(RecoveryJournal &journal)
    {
        const QFuture<void> done = journal.flush();
        QTRY_VERIFY(done.isFinished());
    }
    // Everything noted is on the disk, and the process lets go of the lock; a real kill is tst_kill's.
    static void crash(std::unique_ptr<RecoveryJournal> &journal)
    {
        flush(*journal);
        journal.reset();
    }

    std::unique_ptr<QTemporaryDir> m_dir;
    QString m_folder;
    QByteArray m_text;
};

QTEST_GUILESS_MAIN(tst_RecoveryJournal)
#include "tst_recovery_journal.moc"
