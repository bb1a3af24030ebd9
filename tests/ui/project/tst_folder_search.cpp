// SPDX-License-Identifier: GPL-3.0-or-later
//
// Searching, replacing and listing files of a folder, without any widget.
#include "ui/project/file_index.h"
#include "ui/project/folder_search.h"
#include "ui/project/folder_walk.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QThreadPool>

using namespace Qt::StringLiterals;
using namespace latchkey;
using namespace latchkey::project;

class tst_FolderSearch : public QObject
{
    Q_OBJECT

private slots:
    void matches_data();
    void matches();
    void refusesPatterns_data();
    void refusesPatterns();
    void limitsWhatAPatternCosts();
    void lines();
    void searchesAFolder();
    void leavesOut();
    void cancels();
    void aNewSearchReplacesTheOld();
    void ownerGoneMeanwhile();
    void stopsAtTooManyHits();
    void replaces();
    void leavesChangedFilesAlone();
    void findsFiles_data();
    void findsFiles();

private:
    static QString write(const QTemporaryDir &folder, const QString &name, const QByteArray &text)
    {
        const QString path = folder.filePath(name);
        QDir().mkpath(QFileInfo(path).path());
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly)) qFatal("could not write");
        file.write(text);
        return path;
    }
    static QByteArray read(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    struct Outcome {
        QList<FoundFile> files;
        SearchTotals totals;
    };
    static Outcome search(const FolderQuery &query)
    {
        FolderSearch search;
        Outcome outcome;
        connect(&search, &FolderSearch::found, &search, [&](const QList<FoundFile> &files) { outcome.files << files; });
        QSignalSpy finished(&search, &FolderSearch::finished);
        search.start(query);
        if (finished.isEmpty() && !finished.wait(20'000)) qWarning("the search did not end");
        outcome.totals = search.totals();
        std::ranges::sort(outcome.files, {}, &FoundFile::path);
        return outcome;
    }
};

void tst_FolderSearch::matches_data()
{
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<QString>("options"); // r regex, c case, w words
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("found"); // places as from-to
    QTest::newRow("a word") << u"ab"_s << u"c"_s << "ab xab"_ba << u"0-2 4-6"_s;
    QTest::newRow("any case") << u"AB"_s << u""_s << "ab aB"_ba << u"0-2 3-5"_s;
    QTest::newRow("any case beyond ASCII") << u"ÄÖ"_s << u""_s << "äö"_ba << u"0-4"_s;
    QTest::newRow("its case") << u"AB"_s << u"c"_s << "ab AB"_ba << u"3-5"_s;
    QTest::newRow("whole words") << u"ab"_s << u"w"_s << "ab abc ab"_ba << u"0-2 7-9"_s;
    QTest::newRow("whole words with a backslash") << u"a\\Eb"_s << u"cw"_s << "a\\Eb"_ba << u"0-4"_s;
    QTest::newRow("no pattern unless asked") << u"a.c"_s << u"c"_s << "abc a.c"_ba << u"4-7"_s;
    QTest::newRow("a pattern") << u"a.c"_s << u"rc"_s << "abc a.c"_ba << u"0-3 4-7"_s;
    QTest::newRow("lines' starts") << u"^b"_s << u"rc"_s << "a\nb\nb"_ba << u"2-3 4-5"_s;
    QTest::newRow("letters of all scripts") << u"\\w+"_s << u"rc"_s << "é1 ж"_ba << u"0-3 4-6"_s;
    QTest::newRow("empty matches are left out") << u"x*"_s << u"rc"_s << "axxé"_ba << u"1-3"_s;
    QTest::newRow("beside broken UTF-8") << u"ab"_s << u""_s << "ab\xFF\xFE ab"_ba << u"0-2 5-7"_s;
}

void tst_FolderSearch::matches()
{
    QFETCH(QString, pattern);
    QFETCH(QString, options);
    QFETCH(QByteArray, text);
    const auto matcher =
        Matcher::make({pattern, options.contains(u'r'), options.contains(u'c'), options.contains(u'w')});
    QVERIFY(matcher);
    QStringList found;
    QCOMPARE(matcher->each(text, {},
                           [&](qsizetype from, qsizetype to, const Matcher::Groups &) {
                               found << u"%1-%2"_s.arg(from).arg(to);
                               return true;
                           }),
             QString());
    QTEST(found.join(u' '), "found");
}

void tst_FolderSearch::refusesPatterns_data()
{
    QTest::addColumn<QString>("pattern");
    QTest::newRow("an open group") << u"(a"_s;
    QTest::newRow("an open set") << u"[a"_s;
    QTest::newRow("nothing to repeat") << u"*a"_s;
    QTest::newRow("too long") << QString(20'000, u'a');
}

void tst_FolderSearch::refusesPatterns()
{
    QFETCH(QString, pattern);
    const auto matcher = Matcher::make({pattern, true, true, false});
    QVERIFY(!matcher);
    QVERIFY(matcher.error().endsWith(u'.'));
}

void tst_FolderSearch::limitsWhatAPatternCosts()
{
    const auto matcher = Matcher::make({u"(a+)+[bx]"_s, true, true, false});
    QVERIFY(matcher);
    QVERIFY(!matcher->each(QByteArray(200, 'a') + 'c', {}, [](auto, auto, const auto &) { return true; }).isEmpty());
}

void tst_FolderSearch::lines()
{
    const auto matcher = Matcher::make({u"x"_s, false, true, false});
    const QList<FoundLine> found = linesFound("a\r\n  éx\r\nx x", *matcher, {}, 100, nullptr);
    QCOMPARE(found.size(), 3);
    QCOMPARE(found[0].line, 2);
    QCOMPARE(found[0].column, 4);
    QCOMPARE(found[0].text, u"  éx"_s);
    QCOMPARE(found[0].matchFrom, 3);
    QCOMPARE(found[2].line, 3);
    QCOMPARE(found[2].column, 3);
    // A long line is shown around its match.
    const QList<FoundLine> far =
        linesFound(QByteArray(100'000, 'y') + "x" + QByteArray(100'000, 'y'), *matcher, {}, 9, nullptr);
    QCOMPARE(far.size(), 1);
    QCOMPARE(far[0].column, 100'001);
    QVERIFY(far[0].text.size() < 400);
    QCOMPARE(far[0].text[far[0].matchFrom], u'x');
}

void tst_FolderSearch::searchesAFolder()
{
    const QTemporaryDir folder;
    write(folder, u"a.ml"_s, "one\ntwo\n");
    write(folder, u"deep/er/b.txt"_s, "two two\n");
    write(folder, u"c.ml"_s, "three\n");
    const Outcome all = search({folder.path(), {u"two"_s, false, true, false}, {}});
    QCOMPARE(all.files.size(), 2);
    QCOMPARE(all.totals.hits, 3);
    QCOMPARE(all.totals.files, 3);
    QCOMPARE(all.files[0].lines.first().line, 2);
    const Outcome scripts = search({folder.path(), {u"two"_s, false, true, false}, {u"*.ml"_s, u" *.MLX"_s}});
    QCOMPARE(scripts.files.size(), 1);
    const Outcome bad = search({folder.path(), {u"(two"_s, true, true, false}, {}});
    QVERIFY(!bad.totals.error.isEmpty());
    QCOMPARE(search({folder.path() + u"/none"_s, {u"two"_s, false, true, false}, {}}).totals.files, 0);
}

void tst_FolderSearch::leavesOut()
{
    const QTemporaryDir folder;
    write(folder, u".git/config"_s, "two");
    write(folder, u"node_modules/x.js"_s, "two");
    write(folder, u"binary"_s, QByteArray("two\0two", 7));
    write(folder, u"huge"_s, QByteArray(FolderSearch::kMaxFile + 1, 't') + "two");
    write(folder, u"plain"_s, "two");
    QVERIFY(QFile::link(folder.path(), folder.filePath(u"circle"_s)));
    const Outcome outcome = search({folder.path(), {u"two"_s, false, true, false}, {}});
    QCOMPARE(outcome.files.size(), 1);
    QCOMPARE(outcome.files.first().path, folder.filePath(u"plain"_s));
    QCOMPARE(outcome.totals.leftOut, 2);
}

void tst_FolderSearch::cancels()
{
    const QTemporaryDir folder;
    for (int i = 0; i < 3000; ++i) write(folder, u"f%1"_s.arg(i), "two");
    FolderSearch search;
    QSignalSpy finished(&search, &FolderSearch::finished);
    search.start({folder.path(), {u"two"_s, false, true, false}, {}});
    search.cancel();
    QVERIFY(finished.wait());
    QVERIFY(search.totals().cancelled);
    QVERIFY(search.totals().hits < 3000);
    QVERIFY(!search.isRunning());
}

void tst_FolderSearch::aNewSearchReplacesTheOld()
{
    const QTemporaryDir folder;
    for (int i = 0; i < 500; ++i) write(folder, u"f%1"_s.arg(i), "two three");
    FolderSearch search;
    QSignalSpy finished(&search, &FolderSearch::finished);
    QStringList found;
    connect(&search, &FolderSearch::found, &search, [&](const QList<FoundFile> &files) {
        for (const FoundFile &file : files)
            found << file.lines.first().text.mid(file.lines.first().matchFrom, file.lines.first().matchLength);
    });
    search.start({folder.path(), {u"two"_s, false, true, false}, {}});
    search.start({folder.path(), {u"three"_s, false, true, false}, {}});
    QVERIFY(finished.wait());
    QCOMPARE(finished.size(), 1);
    QCOMPARE(found.size(), 500);
    QCOMPARE(found.removeDuplicates(), 499);
    QCOMPARE(found.first(), u"three"_s);
}

void tst_FolderSearch::ownerGoneMeanwhile()
{
    const QTemporaryDir folder;
    for (int i = 0; i < 500; ++i) write(folder, u"f%1"_s.arg(i), "two");
    {
        FolderSearch search;
        search.start({folder.path(), {u"two"_s, false, true, false}, {}});
        FileIndex index;
        index.refresh(folder.path());
    }
    QVERIFY(QTest::qWaitFor([] { return walkPool().activeThreadCount() == 0; }));
    QCoreApplication::processEvents();
}

void tst_FolderSearch::stopsAtTooManyHits()
{
    const QTemporaryDir folder;
    for (int i = 0; i < 5; ++i) write(folder, u"f%1"_s.arg(i), QByteArray("t\n").repeated(FolderSearch::kMaxHits / 2));
    const Outcome outcome = search({folder.path(), {u"t"_s, false, true, false}, {}});
    QVERIFY(outcome.totals.more);
    QVERIFY(outcome.totals.hits >= FolderSearch::kMaxHits);
    QVERIFY(outcome.totals.hits <= FolderSearch::kMaxHits * 2);
}

void tst_FolderSearch::replaces()
{
    const QTemporaryDir folder;
    const QString path = write(folder, u"a.ml"_s, "one two\r\ntwo\n");
    const editor::SearchQuery query{u"(t)(wo)"_s, true, true, false};
    const Outcome outcome = search({folder.path(), query, {}});
    QCOMPARE(outcome.files.size(), 1);
    const ReplacedFile done = replaceInFile(outcome.files.first(), *Matcher::make(query), u"\\2\\1\\n"_s);
    QCOMPARE(done.error, QString());
    QCOMPARE(done.count, 2);
    QCOMPARE(read(path), "one wot\n\r\nwot\n\n");
}

void tst_FolderSearch::leavesChangedFilesAlone()
{
    const QTemporaryDir folder;
    const QString path = write(folder, u"a.ml"_s, "two\n");
    const editor::SearchQuery query{u"two"_s, false, true, false};
    const Outcome outcome = search({folder.path(), query, {}});
    write(folder, u"a.ml"_s, "two and more\n");
    const ReplacedFile done = replaceInFile(outcome.files.first(), *Matcher::make(query), u"x"_s);
    QVERIFY(!done.error.isEmpty());
    QCOMPARE(done.count, 0);
    QCOMPARE(read(path), "two and more\n");
}

void tst_FolderSearch::findsFiles_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("first");
    QTest::newRow("a name") << u"main"_s << u"main.ml"_s;
    QTest::newRow("humps") << u"mw"_s << u"main_window.ml"_s;
    QTest::newRow("with its folder") << u"sub/main"_s << u"sub/main_window.ml"_s;
    QTest::newRow("letters of folders") << u"deephelper"_s << u"deep/er/helper.ml"_s;
    QTest::newRow("another case") << u"MAIN_W"_s << u"sub/main_window.ml"_s;
    QTest::newRow("none") << u"zzz"_s << u""_s;
}

void tst_FolderSearch::findsFiles()
{
    QFETCH(QString, typed);
    QFETCH(QString, first);
    const QTemporaryDir folder;
    for (const QString &name : {u"main.ml"_s, u"sub/main_window.ml"_s, u"deep/er/helper.ml"_s, u".git/main.ml"_s})
        write(folder, name, "");
    FileIndex index;
    const QSignalSpy listed(&index, &FileIndex::listed);
    index.refresh(folder.path());
    QTRY_COMPARE(listed.size(), 1);
    QCOMPARE(index.size(), 3);
    std::optional<QList<FileHit>> hits;
    index.find(typed, 10, [&hits](const QList<FileHit> &found) { hits = found; });
    QTRY_VERIFY(hits);
    const QString best = hits->isEmpty() ? QString(u""_s) : hits->first().path.sliced(folder.path().size() + 1);
    QVERIFY2(best.endsWith(first) && best.isEmpty() == first.isEmpty(), qPrintable(best));
}

QTEST_GUILESS_MAIN(tst_FolderSearch)
#include "tst_folder_search.moc"
