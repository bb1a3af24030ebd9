// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/output/output_pane.h"
#include "ui/output/run_report.h"

#include <QAccessible>
#include <QClipboard>
#include <QMenu>
#include <QScrollBar>
#include <QSignalSpy>
#include <QToolButton>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace latchkey;
using namespace latchkey::output;

namespace {

using LogPtr = std::shared_ptr<runs::OutputLog>;

void print(const LogPtr &log, int first, int count, OutputStream stream = OutputStream::Output)
{
    QByteArray text;
    for (int i = first; i < first + count; ++i) text += "line " + QByteArray::number(i) + '\n';
    log->append(stream, text);
}

RichLine heading(int run)
{
    return RichLine().add(u"Run %1"_s.arg(run));
}

} // namespace

class tst_OutputView : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void followsTheEnd();
    void rule49_staysWhereTheUserPutIt();
    void rule44_gapIsOneRowAndOpens();
    void linesThatLeaveMemoryCanStillBeRead();
    void rule46_longLinesFoldAndCopyWhole();
    void selectsAndCopies();
    void copiesAllOfALongLog();
    void copiesWithTimesAndAsMarkdown();
    void timesStandBeforeTheLines();
    void markdownFenceIsLongerThanTheTexts();
    void rule50_writtenOverAgainAndAgain();
    void rule51_tipShowsTheSourceLine();
    void menuDoesWhatItSays();
    void rule52_filters();
    void clearCanBeUndone();
    void rule51_linksByMouseAndKey();
    void caretReadsLineByLineWhileItGrows();
    void wrapsLongLines();
    void rule45_repaintsAreBounded();
    void headingSticks();
    void oldRunsAreDropped();
    void hiddenPaneDoesNotHoldUpTheRun();
    void findsInTheFullLog();
    void findStopsWhenClosed();
    void askedInputIsSent();
    void savesAll();
    void savesOverAFileOnlyWhenWhole();
    void cancelledSaveLeavesTheOldFile();
    void textInterface();
    void errorBlock();
    void longReportIsReadFromItsStart();
    void ownFaultIsNotTheScripts();
    void dyingMeanwhile();

private:
    OutputView *view() const { return m_pane->view(); }
    LogPtr addRun(quint64 run, int lines)
    {
        auto log = std::make_shared<runs::OutputLog>();
        print(log, 0, lines);
        view()->addRun(run, std::make_shared<LogSource>(log), heading(static_cast<int>(run)));
        return log;
    }
    QString lastVisible() const { return view()->rowText(view()->visibleRows().last().key); }
    RowKey line(qint64 number, int run = 0) const { return {run, RowKind::Line, number}; }
    QPoint at(const RowKey &row, int column) const
    {
        // A character's middle: found by asking, so that no font is assumed.
        const QRect rect = view()->rectOf(row);
        for (int x = 0; x < rect.width(); ++x) {
            const QPoint point(x, rect.center().y());
            if (view()->placeAt(point) == OutputView::Place{row, column}) return point;
        }
        return {};
    }

    std::unique_ptr<OutputPane> m_pane;
};

void tst_OutputView::init()
{
    m_pane = std::make_unique<OutputPane>();
    m_pane->resize(600, 400);
    m_pane->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_pane.get()));
}

void tst_OutputView::cleanup()
{
    m_pane.reset();
}

void tst_OutputView::followsTheEnd()
{
    const LogPtr log = addRun(1, 100);
    QCOMPARE(lastVisible(), u"line 99"_s);
    print(log, 100, 50);
    view()->sourceChanged();
    QTRY_COMPARE(lastVisible(), u"line 149"_s);
    QVERIFY(view()->isFollowing());
}

void tst_OutputView::rule49_staysWhereTheUserPutIt()
{
    const LogPtr log = addRun(1, 500);
    view()->verticalScrollBar()->setValue(50);
    const QString top = view()->rowText(view()->topRow());
    QVERIFY(!view()->isFollowing());
    print(log, 500, 3201);
    view()->sourceChanged();
    QTRY_COMPARE(view()->newLines(), 3201);
    QCOMPARE(view()->rowText(view()->topRow()), top);
    auto *button = view()->findChild<QAbstractButton *>(u"newLinesButton"_s);
    QVERIFY(button->isVisible());
    QVERIFY(!button->accessibleName().isEmpty());
    QTest::mouseClick(button, Qt::LeftButton);
    QVERIFY(view()->isFollowing());
    QCOMPARE(lastVisible(), u"line 3700"_s);
    QVERIFY(!button->isVisible());
}

void tst_OutputView::rule44_gapIsOneRowAndOpens()
{
    addRun(1, 100'000);
    QCOMPARE(view()->rowCount(), 1 + 1000 + 1 + 20'000);
    QVERIFY(view()->rowText(1001).contains(u"79"_s));
    QCOMPARE(view()->rowText(1000), u"line 999"_s);
    QCOMPARE(view()->rowText(1002), u"line 80000"_s);
    view()->verticalScrollBar()->setValue(1001);
    const QRect gap = view()->rectOf({0, RowKind::Gap, 1000});
    QVERIFY(gap.isValid());
    QTest::mouseClick(view()->viewport(), Qt::LeftButton, {}, gap.center());
    QCOMPARE(view()->rowCount(), 1 + 100'000);
    QTRY_COMPARE(view()->rowText(RowKey{0, RowKind::Line, 50'000}), u"line 50000"_s);
}

void tst_OutputView::linesThatLeaveMemoryCanStillBeRead()
{
    const LogPtr log = addRun(1, 5000);
    view()->verticalScrollBar()->setValue(2001);
    QCOMPARE(view()->rowText(view()->topRow()), u"line 2000"_s);
    print(log, 5000, 60'000);
    view()->sourceChanged();
    QTRY_COMPARE(view()->newLines(), 60'000);
    QCOMPARE(view()->rowText(view()->topRow()), u"line 2000"_s);
    // What was never on screen comes from disk.
    QVERIFY(!log->inMemory(3000));
    view()->verticalScrollBar()->setValue(3001);
    QTRY_COMPARE(view()->rowText(view()->topRow()), u"line 3000"_s);
}

void tst_OutputView::rule46_longLinesFoldAndCopyWhole()
{
    const LogPtr log = addRun(1, 2);
    log->append(OutputStream::Output, QByteArray(122'096, 'x') + "\nafter\n");
    view()->sourceChanged();
    QTRY_COMPARE(lastVisible(), u"after"_s);
    QCOMPARE(view()->rowText(line(2)).size(), 4096);
    view()->setCaret({line(2), 0});
    view()->setCaret({line(3), 0}, true);
    QSignalSpy copied(view(), &OutputView::copied);
    view()->copy();
    QTRY_COMPARE(copied.count(), 1);
    QCOMPARE(QApplication::clipboard()->text(), QString(122'096, u'x') + u'\n');
    view()->grab(); // paints the fold
}

void tst_OutputView::selectsAndCopies()
{
    addRun(1, 10);
    QTest::mousePress(view()->viewport(), Qt::LeftButton, {}, at(line(2), 5));
    QTest::mouseMove(view()->viewport(), at(line(4), 4));
    QTest::mouseRelease(view()->viewport(), Qt::LeftButton, {}, at(line(4), 4));
    QCOMPARE(view()->selectedText(), u"2\nline 3\nline"_s);
    QTest::keyClick(view(), Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QApplication::clipboard()->text(), u"2\nline 3\nline"_s);
    QVERIFY2(!view()->isFollowing(), "a selection holds the view still");
    QTest::mouseDClick(view()->viewport(), Qt::LeftButton, {}, at(line(2), 2));
    QCOMPARE(view()->selectedText(), u"line"_s);
    view()->clearSelection();
    QSignalSpy interrupt(view(), &OutputView::interruptRequested);
    QTest::keyClick(view(), Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(interrupt.count(), 1);
}

void tst_OutputView::copiesAllOfALongLog()
{
    addRun(1, 100'000);
    view()->openFullLog(1);
    view()->selectAll();
    QSignalSpy copied(view(), &OutputView::copied);
    view()->copy();
    QTRY_COMPARE_WITH_TIMEOUT(copied.count(), 1, 20'000);
    const QStringList lines = QApplication::clipboard()->text().split(u'\n');
    QCOMPARE(lines.size(), 100'001);
    QCOMPARE(lines[50'001], u"line 50000"_s);
    QCOMPARE(lines.last(), u"line 99999"_s);
}

void tst_OutputView::copiesWithTimesAndAsMarkdown()
{
    addRun(1, 3);
    view()->setCaret({line(0), 0});
    view()->setCaret({line(1), 6}, true);
    view()->copy(CopyStyle::Markdown);
    QCOMPARE(QApplication::clipboard()->text(), u"```\nline 0\nline 1\n```\n"_s);
    view()->copy(CopyStyle::WithTimes);
    static const QRegularExpression stamped(u"^\\[0:\\d\\d\\.\\d{3}\\] line 0\n\\[0:\\d\\d\\.\\d{3}\\] line 1$"_s);
    QVERIFY2(QApplication::clipboard()->text().contains(stamped), qPrintable(QApplication::clipboard()->text()));
}

void tst_OutputView::timesStandBeforeTheLines()
{
    addRun(1, 6);
    const int plain = at(line(3), 1).x();
    QVERIFY(plain > 0);
    const QImage before = view()->viewport()->grab().toImage();
    QAction *times = m_pane->action(OutputPane::Do::Times);
    times->trigger();
    QVERIFY(view()->showsTimes() && times->isChecked());
    const int shifted = at(line(3), 1).x();
    QVERIFY2(shifted >= plain + 9 * 5,
             qPrintable(u"the times have a column of their own: %1, %2"_s.arg(plain).arg(shifted)));
    // The text moved as it is, and something is painted where it was.
    const QImage after = view()->viewport()->grab().toImage();
    const QRect rect = view()->rectOf(line(3));
    QVERIFY(before.copy(QRect(plain, rect.top(), 30, rect.height())) !=
            after.copy(QRect(plain, rect.top(), 30, rect.height())));
    QCOMPARE(view()->rowText(line(3)), u"line 3"_s);
    times->trigger();
    QCOMPARE(at(line(3), 1).x(), plain);
    QVERIFY(!times->isChecked());
}

void tst_OutputView::markdownFenceIsLongerThanTheTexts()
{
    const auto log = std::make_shared<runs::OutputLog>();
    log->append(OutputStream::Output, "```\nx\n````\n");
    view()->addRun(1, std::make_shared<LogSource>(log), heading(1));
    view()->setCaret({line(0), 0});
    view()->setCaret({line(2), 4}, true);
    view()->copy(CopyStyle::Markdown);
    QCOMPARE(QApplication::clipboard()->text(), u"`````\n```\nx\n````\n`````\n"_s);
}

void tst_OutputView::rule50_writtenOverAgainAndAgain()
{
    const LogPtr log = addRun(1, 1);
    for (int i = 0; i <= 2000; ++i)
        log->append(OutputStream::Output, "\r" + QByteArray::number(i / 20) + " % of the work");
    view()->sourceChanged();
    QTRY_COMPARE(view()->rowText(line(1)), u"100 % of the work"_s);
    log->append(OutputStream::Output, "\rdone\n");
    view()->sourceChanged();
    QTRY_VERIFY(view()->rowText(line(1)).startsWith(u"done"_s));
    QVERIFY2(!view()->rowText(line(1)).contains(u"more"_s), "nothing of it is folded away");
}

void tst_OutputView::rule51_tipShowsTheSourceLine()
{
    const LogPtr log = addRun(1, 1);
    log->append(OutputStream::Error, "see lib.ml:3:7 and https://example.org/x\n");
    view()->sourceChanged();
    QTRY_COMPARE(view()->rowCount(), 3);
    view()->setSourceLine([](quint64 run, const QString &file, int number) {
        return u"    %1 %2 %3 <b>\u202e"_s.arg(run).arg(file).arg(number);
    });
    QCOMPARE(view()->toolTipAt(at(line(1), 6)), u"lib.ml, line 3\n1 lib.ml 3 <b>⟨U+202E⟩"_s);
    QCOMPARE(view()->toolTipAt(at(line(1), 25)), u"https://example.org/x"_s);
    QCOMPARE(view()->toolTipAt(at(line(1), 1)), QString());
}

void tst_OutputView::menuDoesWhatItSays()
{
    const LogPtr log = addRun(1, 3);
    using Do = OutputPane::Do;
    auto *more = m_pane->findChild<QToolButton *>(u"outputMore"_s);
    QVERIFY(more && more->menu());
    for (int i = 0; i < static_cast<int>(Do::Count); ++i)
        QVERIFY(more->menu()->actions().contains(m_pane->action(static_cast<Do>(i))));
    m_pane->action(Do::Wrap)->trigger();
    QVERIFY(view()->isWrapping());
    QVERIFY(!m_pane->action(Do::UndoClear)->isEnabled());
    m_pane->action(Do::Clear)->trigger();
    QCOMPARE(view()->rowCount(), 1);
    QVERIFY(m_pane->action(Do::UndoClear)->isEnabled());
    addRun(2, 1); // a new run does not make the old text unreachable
    m_pane->action(Do::UndoClear)->trigger();
    QCOMPARE(view()->rowCount(), 4 + 2);
    QVERIFY(!m_pane->action(Do::UndoClear)->isEnabled());
    // With nothing selected, everything.
    view()->clearSelection();
    m_pane->action(Do::CopyMarkdown)->trigger();
    QCOMPARE(QApplication::clipboard()->text(), u"```\nRun 1\nline 0\nline 1\nline 2\nRun 2\nline 0\n```\n"_s);
}

void tst_OutputView::rule52_filters()
{
    const LogPtr log = addRun(1, 10);
    print(log, 10, 5, OutputStream::Error);
    print(log, 15, 5);
    view()->setFilter(OutputFilter::Errors);
    QTRY_COMPARE(view()->rowCount(), 1 + 5);
    QCOMPARE(view()->rowText(1), u"line 10"_s);
    print(log, 20, 2, OutputStream::Error);
    view()->sourceChanged();
    QTRY_COMPARE(view()->rowCount(), 1 + 7);
    view()->selectAll();
    QVERIFY(view()->selectedText().endsWith(u"line 14\nline 20\nline 21"_s));
    view()->setFilter(OutputFilter::System);
    QTRY_COMPARE(view()->rowCount(), 1);
    view()->setFilter(OutputFilter::All);
    QCOMPARE(view()->rowCount(), 1 + 22);
}

void tst_OutputView::clearCanBeUndone()
{
    const LogPtr log = addRun(1, 100);
    QSignalSpy cleared(m_pane.get(), &OutputPane::cleared);
    view()->clearOutput();
    QCOMPARE(cleared.count(), 1);
    QCOMPARE(view()->rowCount(), 1);
    print(log, 100, 3);
    view()->sourceChanged();
    QTRY_COMPARE(view()->rowCount(), 4);
    QCOMPARE(view()->rowText(1), u"line 100"_s);
    QVERIFY(view()->canUndoClear());
    QTest::keyClick(view(), Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(view()->rowCount(), 104);
    QCOMPARE(view()->rowText(1), u"line 0"_s);
}

void tst_OutputView::rule51_linksByMouseAndKey()
{
    const LogPtr log = addRun(1, 1);
    log->append(OutputStream::Error, "see lib.ml:3:7 and https://example.org/x\n");
    view()->sourceChanged();
    QTRY_COMPARE(view()->rowCount(), 3);
    QSignalSpy place(m_pane.get(), &OutputPane::locationActivated);
    QSignalSpy url(m_pane.get(), &OutputPane::urlActivated);
    QTest::mouseClick(view()->viewport(), Qt::LeftButton, {}, at(line(1), 6));
    QCOMPARE(place.takeFirst(), (QVariantList{u"lib.ml"_s, 3, 7}));
    QTest::mouseClick(view()->viewport(), Qt::LeftButton, {}, at(line(1), 25));
    QCOMPARE(url.takeFirst().first().toUrl(), QUrl(u"https://example.org/x"_s));
    view()->setCaret({line(1), 0});
    QTest::keyClick(view(), Qt::Key_Return);
    QCOMPARE(place.takeFirst(), (QVariantList{u"lib.ml"_s, 3, 7}));
}

void tst_OutputView::caretReadsLineByLineWhileItGrows()
{
    const LogPtr log = addRun(1, 200);
    view()->setCaret({line(0), 0});
    view()->scrollToRun(1);
    for (int i = 1; i < 40; ++i) {
        QTest::keyClick(view(), Qt::Key_Down);
        print(log, 200, 100);
        view()->sourceChanged();
        QCOMPARE(view()->rowText(view()->caret().row), u"line %1"_s.arg(i));
        QVERIFY2(view()->rectOf(view()->caret().row).isValid(), "the caret's row is on screen");
    }
    QTest::keyClick(view(), Qt::Key_Down, Qt::ShiftModifier);
    QCOMPARE(view()->selectedText(), u"line 39\n"_s);
    QTest::keyClick(view(), Qt::Key_End, Qt::ControlModifier);
    QTRY_VERIFY(view()->isFollowing());
    QTest::keyClick(view(), Qt::Key_Home, Qt::ControlModifier);
    QCOMPARE(view()->topRow(), 0);
}

void tst_OutputView::wrapsLongLines()
{
    const LogPtr log = addRun(1, 1);
    log->append(OutputStream::Output,
                QByteArray(4000, 'w') + "\n\xe6\x95\xb0\xe6\x8d\xae" + QByteArray(300, 'v') + "\nlast\n");
    view()->setWrapping(true);
    view()->sourceChanged();
    QTRY_COMPARE(lastVisible(), u"last"_s);
    const QRect wrapped = view()->rectOf(line(2));
    QVERIFY(wrapped.height() > view()->lineHeight());
    const auto last = view()->visibleRows().last();
    QVERIFY2(last.rect.bottom() < view()->viewport()->height(), "the end is on screen");
    QVERIFY(view()->visibleRows().first().skipped > 0);
    QVERIFY(!view()->horizontalScrollBar()->isVisible());
    view()->setWrapping(false);
    view()->grab();
    QTRY_VERIFY(view()->horizontalScrollBar()->maximum() > 0);
    QCOMPARE(view()->rectOf(line(2)).height(), view()->lineHeight());
}

void tst_OutputView::rule45_repaintsAreBounded()
{
    const LogPtr log = addRun(1, 100);
    QElapsedTimer timer;
    timer.start();
    const qint64 before = view()->paintCount();
    int calls = 0;
    // As fast as the event loop turns, for a third of a second.
    while (timer.elapsed() < 330) {
        print(log, 0, 10);
        view()->sourceChanged();
        QCoreApplication::processEvents();
        ++calls;
    }
    const qint64 paints = view()->paintCount() - before;
    QVERIFY(calls > 30);
    QVERIFY2(paints <= 14, qPrintable(QString::number(paints)));
}

void tst_OutputView::headingSticks()
{
    addRun(1, 50);
    addRun(2, 50);
    view()->scrollToRun(1);
    view()->verticalScrollBar()->setValue(10);
    // The rows begin below the heading that stays.
    QVERIFY(view()->visibleRows().first().rect.top() > 0);
    QCOMPARE(view()->rowText(view()->topRow()), u"line 9"_s);
    view()->scrollToRun(2);
    QVERIFY(view()->rectOf({1, RowKind::Heading, 0}).isValid());
}

void tst_OutputView::oldRunsAreDropped()
{
    for (int run = 1; run <= 25; ++run) addRun(static_cast<quint64>(run), 3);
    QCOMPARE(view()->runs().size(), 20);
    QVERIFY(!view()->hasRun(5));
    QVERIFY(view()->hasRun(6));
    QCOMPARE(view()->rowCount(), 20 * 4);
    view()->removeRun(25);
    QCOMPARE(view()->rowCount(), 19 * 4);
}

void tst_OutputView::hiddenPaneDoesNotHoldUpTheRun()
{
    const LogPtr log = addRun(1, 1);
    m_pane->hide();
    QVERIFY(!log->append(OutputStream::Output, QByteArray(runs::OutputLog::kMaxAhead + 1000, '\n')));
    bool drained = false;
    log->whenDrained([&] { drained = true; });
    QVERIFY(!drained);
    view()->sourceChanged();
    QVERIFY(drained);
}

void tst_OutputView::findsInTheFullLog()
{
    addRun(1, 100'000);
    QTest::keyClick(view(), Qt::Key_F, Qt::ControlModifier);
    m_pane->find();
    m_pane->findField()->setText(u"LINE 5000"_s);
    QTRY_COMPARE(m_pane->findCount(), u"Not found"_s);
    m_pane->findField()->setText(u"line 5000"_s);
    // 5000 and 50000 to 50009.
    QTRY_COMPARE_WITH_TIMEOUT(m_pane->findCount(), u"1 of 11"_s, 20'000);
    QTRY_COMPARE(view()->rowText(view()->caret().row), u"line 5000"_s);
    QVERIFY(view()->rectOf(line(5000)).isValid());
    m_pane->findNext();
    QTRY_COMPARE(view()->rowText(view()->caret().row), u"line 50000"_s);
    QTRY_COMPARE(view()->selectedText().size(), 0); // on disk only, so nothing in memory to give
    m_pane->findPrevious();
    m_pane->findPrevious();
    QCOMPARE(m_pane->findCount(), u"11 of 11"_s);
    QTest::keyClick(m_pane->findField(), Qt::Key_Escape);
    QVERIFY(!m_pane->findField()->isVisible());
}

void tst_OutputView::findStopsWhenClosed()
{
    addRun(1, 300'000);
    m_pane->find();
    m_pane->findField()->setText(u"line"_s);
    m_pane->closeFind();
    view()->removeRuns();
    OutputSearch search;
    auto log = std::make_shared<runs::OutputLog>();
    print(log, 0, 10);
    search.start(std::make_shared<LogSource>(log), u"line"_s);
    QTRY_COMPARE(search.count(), 10);
    print(log, 10, 5);
    QTRY_VERIFY(!search.isRunning());
    search.resume();
    QTRY_COMPARE(search.count(), 15);
}

void tst_OutputView::askedInputIsSent()
{
    addRun(7, 1);
    QVERIFY(!m_pane->inputField()->isVisible());
    m_pane->askInput(7, u"Name\u202e: "_s);
    QVERIFY(m_pane->inputField()->isVisible());
    QVERIFY2(!m_pane->inputField()->hasFocus(), "a script does not take the focus");
    QSignalSpy entered(m_pane.get(), &OutputPane::inputEntered);
    QTest::keyClicks(m_pane->inputField(), u"Ada"_s);
    QTest::keyClick(m_pane->inputField(), Qt::Key_Return);
    QCOMPARE(entered.takeFirst(), (QVariantList{7ULL, u"Ada"_s}));
    QVERIFY(!m_pane->inputField()->isVisible());
}

void tst_OutputView::savesAll()
{
    addRun(1, 50'000);
    QTemporaryDir folder;
    const QString path = folder.filePath(u"out.txt"_s);
    QSignalSpy saved(m_pane.get(), &OutputPane::saved);
    m_pane->saveTo(path);
    QTRY_COMPARE_WITH_TIMEOUT(saved.count(), 1, 20'000);
    QCOMPARE(saved.first()[1].toString(), QString());
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll().count('\n'), 50'000);
    m_pane->saveTo(folder.filePath(u"none/out.txt"_s));
    QTRY_COMPARE(saved.count(), 2);
    QVERIFY(!saved.last()[1].toString().isEmpty());
}

void tst_OutputView::savesOverAFileOnlyWhenWhole()
{
    const LogPtr log = addRun(1, 10);
    QTemporaryDir folder;
    const QString path = folder.filePath(u"out.txt"_s);
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("old");
    file.close();
    QSignalSpy saved(m_pane.get(), &OutputPane::saved);
    m_pane->saveTo(path);
    QTRY_COMPARE(saved.count(), 1);
    QCOMPARE(saved.first()[1].toString(), QString());
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), log->read(0, 1 << 20));
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files | QDir::Hidden).size(), 1);
}

void tst_OutputView::cancelledSaveLeavesTheOldFile()
{
    const auto log = std::make_shared<runs::OutputLog>();
    const QByteArray line = QByteArray(1023, 'x') + '\n';
    for (int i = 0; i < 40'000; ++i) log->append(OutputStream::Output, line);
    view()->addRun(1, std::make_shared<LogSource>(log), heading(1));
    QTemporaryDir folder;
    const QString path = folder.filePath(u"out.txt"_s);
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("old");
    file.close();
    QSignalSpy saved(m_pane.get(), &OutputPane::saved);
    QSignalSpy cancelled(m_pane.get(), &OutputPane::savingCancelled);
    m_pane->saveTo(path);
    QVERIFY(m_pane->isSaving());
    m_pane->cancelSaving();
    QCOMPARE(cancelled.count(), 1);
    QVERIFY(!m_pane->isSaving());
    QThreadPool::globalInstance()->waitForDone();
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), "old");
    QTRY_COMPARE(QDir(folder.path()).entryList(QDir::Files | QDir::Hidden).size(), 1);
    QCOMPARE(saved.count(), 0);
}

void tst_OutputView::textInterface()
{
    addRun(1, 5);
    QAccessibleInterface *interface = QAccessible::queryAccessibleInterface(view());
    QVERIFY(interface);
    QCOMPARE(interface->role(), QAccessible::Terminal);
    QVERIFY(!interface->text(QAccessible::Name).isEmpty());
    QAccessibleTextInterface *text = interface->textInterface();
    QVERIFY(text);
    QCOMPARE(text->text(0, text->characterCount()), u"Run 1\nline 0\nline 1\nline 2\nline 3\nline 4"_s);
    view()->setCaret({line(1), 2});
    QCOMPARE(text->cursorPosition(), 6 + 7 + 2);
    text->setCursorPosition(6 + 7 + 7);
    QCOMPARE(view()->caret().row, line(2));
    QCOMPARE(interface->text(QAccessible::Value), u"line 2"_s);
}

void tst_OutputView::errorBlock()
{
    addRun(1, 1);
    runs::RunError error;
    error.message = u"Unknown name `totl`."_s;
    error.hint = u"Did you mean `total`?"_s;
    error.file = u"/home/ada/report.ml"_s;
    error.line = 2;
    error.column = 8;
    error.endLine = 2;
    error.endColumn = 12;
    error.stack = {{u"f"_s, error.file, 2, 8}, {QString(), error.file, 5, 1}};
    view()->setReport(1, errorRows(error, u"report.ml"_s, "x = 1;\n\tmean: totl / 2;\n"));
    QTRY_COMPARE(view()->rowCount(), 2 + 6);
    QCOMPARE(view()->rowText(2), u"Unknown name totl."_s);
    QCOMPARE(view()->rowText(3), u"report.ml:2:8 in f"_s);
    QCOMPARE(view()->rowText(4), u"  mean: totl / 2;"_s);
    QCOMPARE(view()->rowText(5), u"        ^^^^"_s);
    QCOMPARE(view()->rowText(6), u"Did you mean total?"_s);
    QCOMPARE(view()->rowText(7), u"called from report.ml:5:1"_s);
    QSignalSpy place(m_pane.get(), &OutputPane::locationActivated);
    view()->setCaret({{0, RowKind::Tail, 1}, 0});
    QTest::keyClick(view(), Qt::Key_Return);
    QCOMPARE(place.takeFirst(), (QVariantList{error.file, 2, 8}));
    view()->grab();
}

// Rule 64.
void tst_OutputView::ownFaultIsNotTheScripts()
{
    addRun(1, 1);
    runs::RunError error;
    error.kind = syntax::ErrorKind::InternalError;
    error.message = u"a register is missing"_s;
    view()->setReport(1, errorRows(error, u"report.ml"_s, "x = 1;\n"));
    QTRY_COMPARE(view()->rowCount(), 2 + 2);
    QCOMPARE(view()->rowText(2), u"Latchkey failed here, not the script."_s);
    QCOMPARE(view()->rowText(3), u"a register is missing Copy a report"_s);
    QSignalSpy fault(m_pane.get(), &OutputPane::faultActivated);
    view()->setCaret({{0, RowKind::Tail, 1}, 0});
    QTest::keyClick(view(), Qt::Key_Return);
    QCOMPARE(fault.size(), 1);
}

// Rule 61: what went wrong stands first, also where the callers leave no room for it.
void tst_OutputView::longReportIsReadFromItsStart()
{
    addRun(1, 100);
    runs::RunError error;
    error.message = u"too deep"_s;
    error.line = 2;
    error.column = 1;
    for (int i = 0; i < 8; ++i) error.stack.append({u"f"_s, u"report.ml"_s, 2, 1});
    QList<ReportRow> rows = errorRows(error, u"report.ml"_s, "x = 1;\nf();\n");
    while (rows.size() < 200) rows.append(rows.last());
    view()->setReport(1, rows);
    QTRY_COMPARE(view()->rowText(view()->topRow()), u"too deep"_s);
    QTest::keyClick(view(), Qt::Key_End, Qt::ControlModifier); // the end is still to be reached
    const auto shown = [this] { return view()->visibleRows(); };
    QTRY_COMPARE(shown().last().row, view()->rowCount() - 1);
}

void tst_OutputView::dyingMeanwhile()
{
    addRun(1, 200'000);
    m_pane->find();
    m_pane->findField()->setText(u"line"_s);
    view()->setFilter(OutputFilter::Errors);
    view()->selectAll();
    view()->copy();
    m_pane.reset(); // workers still read; their answers have nowhere to go
    QThreadPool::globalInstance()->waitForDone();
    QCoreApplication::processEvents();
    QVERIFY(!m_pane);
}

QTEST_MAIN(tst_OutputView)
#include "tst_output_view.moc"
