// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/processor_time.h"
#include "tests/ui/editor/editor_test.h"
#include "ui/editor/background.h"
#include "ui/editor/find_bar.h"
#include "ui/editor/matcher.h"
#include "ui/jobs/job_list.h"

#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace Qt::Literals::StringLiterals;
using namespace latchkey::editor;

class tst_FindBar : public QObject
{
    Q_OBJECT

private slots:
    void finds_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<SearchQuery>("query");
        QTest::addColumn<QList<SearchHit>>("hits");
        using Hits = QList<SearchHit>;
        QTest::newRow("nothing wanted") << QByteArray("abc") << SearchQuery{} << Hits{};
        QTest::newRow("any case") << QByteArray("Row row") << SearchQuery{u"row"_s} << Hits{{0, 3}, {4, 7}};
        QTest::newRow("its case") << QByteArray("Row row") << SearchQuery{u"row"_s, false, true} << Hits{{4, 7}};
        QTest::newRow("whole words") << QByteArray("rows row") << SearchQuery{u"row"_s, false, false, true}
                                     << Hits{{5, 8}};
        QTest::newRow("no pattern") << QByteArray("a.c abc") << SearchQuery{u"a.c"_s} << Hits{{0, 3}};
        QTest::newRow("pattern") << QByteArray("a.c abc") << SearchQuery{u"a.c"_s, true} << Hits{{0, 3}, {4, 7}};
        QTest::newRow("line starts") << QByteArray("a\na") << SearchQuery{u"^a"_s, true} << Hits{{0, 1}, {2, 3}};
        QTest::newRow("over lines") << QByteArray("a\nb") << SearchQuery{u"a\\nb"_s, true} << Hits{{0, 3}};
        QTest::newRow("after characters of many bytes")
            << QByteArray("\u00e9\u20ac\U0001F600x \u00e9") << SearchQuery{u"\u00e9"_s} << Hits{{0, 2}, {11, 13}};
        QTest::newRow("empty matches are none") << QByteArray("abc") << SearchQuery{u"x*"_s, true} << Hits{};
        QTest::newRow("line ends of Windows")
            << QByteArray("a\r\nba\r\n") << SearchQuery{u"a$"_s, true} << Hits{{0, 1}, {4, 5}};
        QTest::newRow("whole words of other letters")
            << QByteArray("\u00e4b b") << SearchQuery{u"b"_s, false, false, true} << Hits{{4, 5}};
        QTest::newRow("other letters in any case")
            << QByteArray("\u00c4 \u00e4") << SearchQuery{u"\u00e4"_s} << Hits{{0, 2}, {3, 5}};
        QTest::newRow("an accent of its own") << QByteArray("e\u0301 e") << SearchQuery{u"e\u0301"_s} << Hits{{0, 3}};
        QTest::newRow("what is behind a match")
            << QByteArray("ab ac") << SearchQuery{u"a(?=c)"_s, true} << Hits{{3, 4}};
        QTest::newRow("side by side") << QByteArray("aaaa") << SearchQuery{u"aa"_s, false, true}
                                      << Hits{{0, 2}, {2, 4}};
    }
    void finds()
    {
        QFETCH(QByteArray, text);
        QFETCH(SearchQuery, query);
        const SearchResult result = findAll(text, query);
        QTEST(result.hits, "hits");
        // The same far down in a text that is gone through in stretches.
        const QByteArray before = QByteArray("\u00f6\n").repeated(100'000);
        QList<SearchHit> far = findAll(before + text, query).hits;
        for (SearchHit &hit : far) hit.from -= before.size(), hit.to -= before.size();
        QTEST(far, "hits");
        QVERIFY(result.error.isEmpty());
    }

    void tellsOfABadPattern() { QVERIFY(findAll("abc", {u"("_s, true}).error.contains(u"pattern")); }

    void countsNoMoreThanItKeeps()
    {
        QVERIFY(!findAll(QByteArray(kMaxHits, 'a'), {u"a"_s}).more);
        QVERIFY(findAll(QByteArray(kMaxHits + 1, 'a'), {u"a"_s}).more);
    }

    void looksOnlyInARange()
    {
        const QByteArray text("aa aa\naa\n");
        for (const bool matchCase : {true, false}) {
            const SearchResult result = findAll(text, {u"aa"_s, false, matchCase}, {}, {1, 8});
            QCOMPARE(result.hits, (QList<SearchHit>{{3, 5}, {6, 8}}));
            QCOMPARE(replaceAll(text, {u"aa"_s, false, matchCase}, u"b"_s, {}, {1, 7}).text, "aa b\naa\n");
        }
        // What is before the range is still seen.
        QCOMPARE(findAll("xa a", {u"(?<=x)a"_s, true}, {}, {1, -1}).hits, (QList<SearchHit>{{1, 2}}));
    }

    void aCostlyPatternSaysWhereAndWhy()
    {
        const QByteArray text = QByteArray("fine\n").repeated(50'000) + QByteArray(60, 'a') + "b\n";
        const SearchResult result = findAll(text, {u"(a+)+$"_s, true});
        QVERIFY2(result.error.contains(u"line 50,001 "), qPrintable(result.error));
        QVERIFY2(result.error.contains(QLocale().toString(Matcher::kMaxSteps)), qPrintable(result.error));
        QVERIFY(replaceAll(text, {u"(a+)+$"_s, true}, u"x"_s).text == text);
    }

    // Not one place is costly enough to be refused, all together would take minutes.
    void aSlowSearchStopsSoon()
    {
        const QByteArray text = (QByteArray(2000, 'a') + "b\n").repeated(500);
        const SearchStop stop = std::make_shared<std::atomic<bool>>(false);
        const auto search =
            latchkey::editor::inBackground([text, stop] { return findAll(text, {u"(a|b)*(a|b)*[cd]"_s, true}, stop); });
        QTest::qWait(50);
        QVERIFY2(!search.isFinished(), qPrintable(search.isFinished() ? search.result().error : QString()));
        stop->store(true);
        QTRY_VERIFY_WITH_TIMEOUT(search.isFinished(), 2000);
    }

    void deepPatternsHaveRoom()
    {
        const QByteArray text = QByteArray("ab").repeated(50'000);
        const SearchResult result = findAll(text, {u"(?:a|b)*"_s, true});
        QVERIFY2(result.error.isEmpty(), qPrintable(result.error));
        QCOMPARE(result.hits, (QList<SearchHit>{{0, text.size()}}));
    }

    void aSearchCanBeStopped()
    {
        const SearchStop stop = std::make_shared<std::atomic<bool>>(true);
        QVERIFY(findAll("aaa", {u"a"_s, true}, stop).hits.isEmpty());
    }

    void replaces_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<SearchQuery>("query");
        QTest::addColumn<QString>("replacement");
        QTest::addColumn<QByteArray>("after");
        QTest::newRow("plain") << QByteArray("a b a") << SearchQuery{u"a"_s} << u"\\1"_s << QByteArray("\\1 b \\1");
        QTest::newRow("captures") << QByteArray("ab cd") << SearchQuery{u"(\\w)(\\w)"_s, true} << u"\\2\\1\\0"_s
                                  << QByteArray("baab dccd");
        QTest::newRow("line ends") << QByteArray("a,b") << SearchQuery{u","_s, true} << u"\\n\\\\"_s
                                   << QByteArray("a\n\\b");
        QTest::newRow("with nothing") << QByteArray("a1b") << SearchQuery{u"\\d"_s, true} << QString()
                                      << QByteArray("ab");
    }
    void replaces()
    {
        QFETCH(QByteArray, text);
        QFETCH(SearchQuery, query);
        QFETCH(QString, replacement);
        QTEST(replaceAll(text, query, replacement).text, "after");
    }

    void movesRoundTheEnds()
    {
        start("row a row b row\n", 1);
        QCOMPARE(count(), u"2 of 3"_s); // the first from the caret on
        m_bar->findNext();
        QCOMPARE(count(), u"3 of 3"_s);
        m_bar->findNext();
        QVERIFY2(count().startsWith(u"1 of 3 ·"), qPrintable(count())); // and says so
        m_bar->findPrevious();
        QVERIFY2(count().startsWith(u"3 of 3 ·"), qPrintable(count()));
        QCOMPARE(m_editor->selectedUtf8(), "row");
    }

    void followsEdits()
    {
        start("row a row\n", 0);
        QSignalSpy searched(m_bar.get(), &FindBar::searched);
        m_editor->append(u"row row"_s);
        QTRY_COMPARE(m_bar->result().hits.size(), 4);
    }

    void opensWithTheSelectedWord()
    {
        m_editor = test::shownEditor("alpha beta");
        m_bar = std::make_unique<FindBar>(m_editor.get());
        m_editor->select({{1, 7}, {1, 11}});
        m_bar->openFind();
        QCOMPARE(m_bar->query().pattern, u"beta"_s);
    }

    void looksOnlyInTheSelectedLines()
    {
        m_editor = test::shownEditor("row\nrow row\nrow\n");
        m_bar = std::make_unique<FindBar>(m_editor.get());
        m_editor->select({{2, 1}, {3, 1}});
        m_bar->openReplace();
        auto *button = m_bar->findChild<QToolButton *>(u"findInSelection"_s);
        QVERIFY(button->isChecked());
        m_bar->setQuery({u"row"_s});
        QTRY_VERIFY(!m_bar->isSearching());
        QCOMPARE(count(), u"1 of 2"_s);
        m_bar->findChild<QLineEdit *>(u"findReplacement"_s)->setText(u"line"_s);
        m_bar->replaceAllHits();
        QTRY_COMPARE(m_editor->utf8(), "row\nline line\nrow\n");
        QVERIFY(button->isChecked());
        m_bar->setQuery({u"line"_s}); // the stretch has grown with what was written in it
        QTRY_VERIFY(count() == u"1 of 2"_s);
        button->click();
        m_bar->setQuery({u"row"_s});
        QTRY_VERIFY(count().endsWith(u"of 2"_s));
        m_bar->close();
        m_editor->goTo({1, 1});
        m_bar->openFind();
        button->click(); // nothing is selected
        QVERIFY(!button->isChecked());
    }

    void selectsAllHits()
    {
        start("row a row b row\n", 1);
        auto *pattern = m_bar->findChild<QLineEdit *>(u"findPattern"_s);
        QTest::keyClick(pattern, Qt::Key_Return, Qt::AltModifier);
        QVERIFY(!m_bar->isVisible());
        QTest::keyClicks(m_editor.get(), u"x"_s);
        QCOMPARE(m_editor->utf8(), "x a x b x\n");
    }

    void remembersWhatWasLookedFor()
    {
        start("row a line\n", 0);
        auto *pattern = m_bar->findChild<QLineEdit *>(u"findPattern"_s);
        QTest::keyClick(pattern, Qt::Key_Return);
        pattern->setText(u"line"_s);
        QTest::keyClick(pattern, Qt::Key_Return);
        QTest::keyClick(pattern, Qt::Key_Up);
        QCOMPARE(pattern->text(), u"row"_s);
        QTest::keyClick(pattern, Qt::Key_Down);
        QCOMPARE(pattern->text(), u"line"_s);
        // In another file: the last one, also by F3 with the bar closed.
        m_bar.reset();
        m_editor = test::shownEditor("a line\n");
        m_bar = std::make_unique<FindBar>(m_editor.get());
        m_bar->findNext();
        QTRY_COMPARE(m_editor->selectedUtf8(), "line");
    }

    void aLongSearchIsAJobThatCanBeEnded()
    {
        m_editor = test::shownEditor((QByteArray(2000, 'a') + "b\n").repeated(500));
        m_bar = std::make_unique<FindBar>(m_editor.get());
        m_bar->openFind();
        auto *jobs = latchkey::jobs::JobList::instance();
        m_bar->setQuery({u"(a|b)*(a|b)*[cd]"_s, true});

        QTRY_COMPARE(jobs->shown().size(), 1);
        QVERIFY(jobs->shown().first().title.contains(u"(a|b)*"));
        jobs->cancel(jobs->shown().first().id);
        QVERIFY(!m_bar->isSearching());
        QCOMPARE(count(), u"Search stopped"_s);
        QTRY_VERIFY(jobs->shown().isEmpty());
    }

    void aFaultIsSaidBelow()
    {
        start("row\n", 0);
        const int width = m_bar->minimumSizeHint().width();
        m_bar->setQuery({u"(row"_s, true});
        QTRY_VERIFY(m_bar->findChild<QLabel *>(u"findFault"_s)->isVisible());
        QVERIFY(m_bar->minimumSizeHint().width() <= width); // a sentence does not widen the window
        m_bar->setQuery({u"(row)"_s, true});
        QTRY_VERIFY(!m_bar->findChild<QLabel *>(u"findFault"_s)->isVisible());
        QCOMPARE(count(), u"1 of 1"_s);
    }

    void keys()
    {
        start("row a row\n", 0);
        auto *pattern = m_bar->findChild<QLineEdit *>(u"findPattern"_s);
        QTest::keyClick(pattern, Qt::Key_Return);
        QCOMPARE(count(), u"2 of 2"_s);
        QTest::keyClick(pattern, Qt::Key_Return, Qt::ShiftModifier);
        QCOMPARE(count(), u"1 of 2"_s);
        QSignalSpy closed(m_bar.get(), &FindBar::closed);
        QTest::keyClick(pattern, Qt::Key_Escape);
        QCOMPARE(closed.size(), 1);
        QVERIFY(!m_bar->isVisible());
    }

    void keepsTheCase_data()
    {
        QTest::addColumn<QString>("matched");
        QTest::addColumn<QString>("after");
        QTest::newRow("small letters") << u"total"_s << u"rowSum"_s.toLower();
        QTest::newRow("capital first") << u"Total"_s << u"RowSum"_s;
        QTest::newRow("capitals") << u"TOTAL"_s << u"ROWSUM"_s;
        QTest::newRow("mixed stays as written") << u"toTal"_s << u"rowSum"_s;
        QTest::newRow("one capital letter") << u"T"_s << u"RowSum"_s;
        QTest::newRow("no letters") << u"12"_s << u"rowSum"_s;
        QTest::newRow("small after a sign") << u"_total"_s << u"rowsum"_s;
    }

    void keepsTheCase()
    {
        QFETCH(QString, matched);
        SearchQuery query{u"total|TOTAL|T|12|_total"_s, true, false, false, true};
        if (matched.contains(u"otal"_s, Qt::CaseInsensitive)) query.pattern = u"_?total"_s;
        const QByteArray text = matched.toUtf8() + '\n';
        QTEST(QString::fromUtf8(replaceAll(text, query, u"rowSum"_s).text).trimmed(), "after");
        const SearchHit hit{0, matched.toUtf8().size()};
        QTEST(QString::fromUtf8(replacementFor(text, hit, query, u"rowSum"_s)), "after");
    }

    void replacesInTheCaseThatIsThere()
    {
        start("total Total TOTAL\n", 0, true);
        m_bar->findChild<QToolButton *>(u"keepCase"_s)->click();
        m_bar->findChild<QLineEdit *>(u"findPattern"_s)->setText(u"total"_s);
        m_bar->findChild<QLineEdit *>(u"findReplacement"_s)->setText(u"sum"_s);
        QTest::mouseClick(m_bar->findChild<QPushButton *>(u"replaceAll"_s), Qt::LeftButton);
        QTRY_COMPARE(m_editor->utf8(), "sum Sum SUM\n");
    }

    void replacesOneByOne()
    {
        start("row a row b row\n", 0, true);
        m_bar->findChild<QLineEdit *>(u"findReplacement"_s)->setText(u"line"_s);
        m_bar->replaceOne();
        QTRY_COMPARE(count(), u"1 of 2"_s);
        QCOMPARE(m_editor->utf8(), "line a row b row\n");
        m_bar->replaceOne();
        QTRY_COMPARE(count(), u"1 of 1"_s);
        QCOMPARE(m_editor->utf8(), "line a line b row\n");
    }

    void replacesAllAsOneStep()
    {
        start("row a row b row\n", 0, true);
        m_bar->findChild<QLineEdit *>(u"findReplacement"_s)->setText(u"line"_s);
        QTest::mouseClick(m_bar->findChild<QPushButton *>(u"replaceAll"_s), Qt::LeftButton);
        QTRY_COMPARE(m_editor->utf8(), "line a line b line\n");
        m_editor->undo();
        QCOMPARE(m_editor->utf8(), "row a row b row\n");
    }

    void catastrophicPatternsDoNotStopTheWindow()
    {
        m_editor = test::shownEditor(QByteArray(40, 'a') + "b");
        m_bar = std::make_unique<FindBar>(m_editor.get());
        m_bar->openFind();
        const auto work = latchkey::tests::ProcessorTime::ofThisThread();
        m_bar->setQuery({u"(a+)+$"_s, true});
        QVERIFY(work.milliseconds() < 50);
        QTRY_VERIFY_WITH_TIMEOUT(!m_bar->isSearching(), 60'000);
    }

    void goneWhileSearching()
    {
        m_editor = test::shownEditor(QByteArray("row ").repeated(500'000));
        m_bar = std::make_unique<FindBar>(m_editor.get());
        m_bar->openFind();
        m_bar->setQuery({u"R.w"_s, true});
        m_bar.reset();
        m_editor.reset();
    }

    void everythingHasAName()
    {
        start("a", 0, true);
        for (const QWidget *widget : m_bar->findChildren<QWidget *>()) {
            if ((widget->focusPolicy() & Qt::TabFocus) == 0) continue;
            const auto *button = qobject_cast<const QPushButton *>(widget);
            QVERIFY2(!widget->accessibleName().isEmpty() || (button != nullptr && !button->text().isEmpty()),
                     widget->metaObject()->className());
        }
    }

    void cleanup()
    {
        m_bar.reset();
        m_editor.reset();
    }

private:
    void start(const QByteArray &text, int caret, bool replace = false)
    {
        m_editor = test::shownEditor(text);
        m_editor->goTo({1, caret + 1});
        m_bar = std::make_unique<FindBar>(m_editor.get());
        replace ? m_bar->openReplace() : m_bar->openFind();
        m_bar->setQuery({u"row"_s});
        QTRY_VERIFY(!m_bar->isSearching());
    }
    QString count() const { return m_bar->findChild<QLabel *>(u"findCount"_s)->text(); }

    std::unique_ptr<CodeEditor> m_editor;
    std::unique_ptr<FindBar> m_bar;
};

QTEST_MAIN(tst_FindBar)
#include "tst_find_bar.moc"
