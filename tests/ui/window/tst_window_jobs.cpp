// SPDX-License-Identifier: GPL-3.0-or-later
// Rule 24 in the real window: what takes long stands in one stack in the corner, and its cross really ends it. The
// threads that work are held, so that a job takes as long as a test likes.
#include "ui/editor/background.h"
#include "ui/jobs/job.h"
#include "ui/jobs/job_stack.h"
#include "ui/output/output_pane.h"
#include "ui/project/folder_walk.h"
#include "ui/project/search_pane.h"
#include "ui/results/result_group.h"
#include "ui/results/result_pane.h"
#include "ui/theme/theme.h"
#include "ui/widgets/notices.h"
#include "ui/window/corner.h"
#include "ui/window/editor_area.h"
#include "ui/window/status_line.h"
#include "window_test.h"

#include <QAbstractButton>
#include <QLabel>
#include <QScopeGuard>
#include <QSemaphore>
#include <QSignalSpy>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace latchkey;
using namespace latchkey::window;
using namespace latchkey::window::test;

namespace {

/// Keeps all threads of a pool busy.
class Held
{
public:
    explicit Held(QThreadPool &pool)
        : m_pool(pool)
        , m_threads(pool.maxThreadCount())
    {
        for (int i = 0; i < m_threads; ++i)
            pool.start([this] {
                m_held.release();
                m_go.acquire();
            });
        m_held.acquire(m_threads);
    }
    ~Held()
    {
        m_go.release(m_threads);
        m_pool.waitForDone();
    }

private:
    QThreadPool &m_pool;
    int m_threads;
    QSemaphore m_held, m_go;
};

jobs::JobStack *stackOf(TestWindow &window)
{
    return window->findChild<jobs::JobStack *>(Qt::FindDirectChildrenOnly);
}

QAbstractButton *crossOf(TestWindow &window)
{
    return stackOf(window)->findChild<QAbstractButton *>(u"jobCancel"_s);
}

QString titleOf(TestWindow &window)
{
    const auto *title = stackOf(window)->findChild<QLabel *>(u"jobTitle"_s);
    return title != nullptr ? title->accessibleName() : QString();
}

/// A picture of the window, where LATCHKEY_SHOTS names a folder.
void shoot(TestWindow &window, const QString &name)
{
    const QString folder = qEnvironmentVariable("LATCHKEY_SHOTS");
    if (folder.isEmpty()) return;
    using Scheme = theme::Theme::Scheme;
    for (const auto &[scheme, suffix] :
         {std::pair(Scheme::Dark, u"-dark.png"_s), std::pair(Scheme::Light, u".png"_s)}) {
        theme::Theme::instance().setScheme(scheme);
        QApplication::processEvents();
        window->grab().save(folder + u'/' + name + suffix);
    }
}

} // namespace

class tst_WindowJobs : public QObject
{
    Q_OBJECT

private slots:
    void cleanup() { QCOMPARE(jobs::JobList::instance()->count(), 0); }
    void rule24_comparisonOfResultsIsAJob();
    void rule24_exportOfAValueIsAJob();
    void rule24_readingAFileIsAJob();
    void rule24_aReloadThatIsCancelledKeepsTheText();
    void rule24_folderSearchIsAJob();
    void rule24_savingTheOutputIsAJob();
    void rule24_cornerHoldsJobsAndToast();
    void toastLeavesTheInputLineAlone();
    void rule24_jobsAreReachedByKeys();
    void rule24_closingTheWindowEndsJobs();
};

void tst_WindowJobs::rule24_comparisonOfResultsIsAJob()
{
    TestWindow window;
    window.newFile("result = [1, 2];\n");
    const quint64 run = window.run();
    QTRY_VERIFY(window.entry(run).isOver());
    results::ResultPane *pane = window->resultPane();
    QTRY_VERIFY(pane->board()->current().value != nullptr);
    const Held held(tables::workPool());
    emit pane->compareRequested(pane->board()->current(), pane->board()->current());
    QTRY_VERIFY(stackOf(window)->isVisible());
    QCOMPARE(titleOf(window), u"Comparing run 1 with run 1"_s);
    QTest::mouseClick(crossOf(window), Qt::LeftButton);
    QTRY_VERIFY(!stackOf(window)->isVisible());
    QVERIFY(pane->view()->isVisible());
    QCOMPARE(window->findChild<QLabel *>(u"statusMessage"_s)->text(), u"The comparison was stopped"_s);
}

void tst_WindowJobs::rule24_exportOfAValueIsAJob()
{
    QTemporaryDir folder;
    TestWindow window;
    Person person(0);
    person.files = {folder.filePath(u"value.json"_s)};
    window.newFile("result = [1, 2];\n");
    const quint64 run = window.run();
    QTRY_VERIFY(window.entry(run).isOver());
    QTRY_VERIFY(window->commands()[u"resultExport"_s]->isEnabled());
    {
        const Held held(tables::workPool());
        window->commands()[u"resultExport"_s]->trigger();
        QTRY_VERIFY(stackOf(window)->isVisible());
        QCOMPARE(titleOf(window), u"Exporting value.json"_s);
        QTest::mouseClick(crossOf(window), Qt::LeftButton);
        QTRY_VERIFY(!stackOf(window)->isVisible());
    }
    QVERIFY(QDir(folder.path()).isEmpty());
}

void tst_WindowJobs::rule24_readingAFileIsAJob()
{
    const QTemporaryDir folder;
    const QString path = makeFile(folder, u"large.ml"_s, "x = 1;\n");
    TestWindow window;
    window.newFile("y = 2;\n");
    const qsizetype before = window->editors()->pages().size();
    {
        const Held held(editor::filePool());
        window->openPlaces({{path}});
        QCOMPARE(window->editors()->pages().size(), before + 1);
        QTRY_VERIFY(stackOf(window)->isVisible());
        QCOMPARE(titleOf(window), u"Reading large.ml"_s);
        QTest::mouseClick(crossOf(window), Qt::LeftButton);
        QTRY_VERIFY(!stackOf(window)->isVisible());
        QCOMPARE(window->editors()->pages().size(), before); // its tab is gone, without a message
    }
    QVERIFY(window->editors()->notices()->current() != u"openFailed"_s);
    window.open(path); // and can be opened after all
    QTRY_COMPARE(window.page()->editor()->utf8(), "x = 1;\n");
}

void tst_WindowJobs::rule24_aReloadThatIsCancelledKeepsTheText()
{
    const QTemporaryDir folder;
    const QString path = makeFile(folder, u"kept.ml"_s, "x = 1;\n");
    TestWindow window;
    EditorPage *page = window.open(path);
    const Held held(editor::filePool());
    page->document()->reload();
    QTRY_VERIFY(stackOf(window)->isVisible());
    QTest::mouseClick(crossOf(window), Qt::LeftButton);
    QTRY_VERIFY(!stackOf(window)->isVisible());
    QCOMPARE(window.page(), page);
    QCOMPARE(page->editor()->utf8(), "x = 1;\n");
    QVERIFY(!page->document()->isBusy());
}

void tst_WindowJobs::rule24_folderSearchIsAJob()
{
    const QTemporaryDir folder;
    const QString path = makeFile(folder, u"main.ml"_s, "total = 1;\n");
    TestWindow window;
    window.open(path);
    auto *pane = window->findChild<project::SearchPane *>();
    pane->setFolder(folder.path());
    auto held = std::make_unique<Held>(project::walkPool());
    pane->field()->setText(u"total"_s);
    pane->searchNow();
    QTRY_VERIFY(stackOf(window)->isVisible());
    QCOMPARE(titleOf(window), u"Searching for total"_s);
    QTest::mouseClick(crossOf(window), Qt::LeftButton);
    held.reset(); // the walk sees that it was stopped
    QTRY_VERIFY(!pane->isSearching());
    QTRY_VERIFY(!stackOf(window)->isVisible());
    QVERIFY2(pane->summary()->text().contains(u"stopped"_s), qPrintable(pane->summary()->text()));
}

void tst_WindowJobs::rule24_savingTheOutputIsAJob()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"out.txt"_s);
    TestWindow window;
    window.newFile("print(1);\n");
    const quint64 run = window.run();
    QTRY_VERIFY(window.entry(run).isOver());
    QTRY_VERIFY(!window.output().isEmpty());
    QSignalSpy cancelled(window->outputPane(), &output::OutputPane::savingCancelled);
    {
        const Held held(*QThreadPool::globalInstance());
        window->outputPane()->saveTo(path);
        QTRY_VERIFY(stackOf(window)->isVisible());
        QCOMPARE(titleOf(window), u"Saving out.txt"_s);
        QTest::mouseClick(crossOf(window), Qt::LeftButton);
        QTRY_COMPARE(cancelled.count(), 1);
    }
    QVERIFY(!QFile::exists(path));
}

void tst_WindowJobs::rule24_cornerHoldsJobsAndToast()
{
    TestWindow window({}, {900, 640});
    window.newFile("print(1);\n");
    const jobs::Job first(u"Exporting measurements-of-the-third-quarter.json"_s, {}, [] { return 0.42; });
    const jobs::Job second(u"Searching for total"_s, {});
    second.setDetail(u"1 204 files"_s);
    jobs::JobStack *stack = stackOf(window);
    QTRY_COMPARE(stack->findChildren<QAbstractButton *>(u"jobCancel"_s).size(), 2);
    const QRect status = window->statusBar()->geometry();
    QVERIFY(stack->geometry().bottom() < status.top());
    widgets::UndoToast *toast = Corner::toast(&*window);
    toast->present({{u"Cleared"_s}}, [] {});
    QVERIFY(!toast->geometry().intersects(stack->geometry()));
    QVERIFY(toast->geometry().bottom() < stack->geometry().top());
    auto *item = window->findChild<QAbstractButton *>(u"statusJobs"_s);
    QVERIFY(item->isVisible());
    QCOMPARE(item->text(), u"2 jobs"_s);
    shoot(window, u"jobs"_s);
    QTest::mouseClick(item, Qt::LeftButton);
    QVERIFY(!stack->isVisible());
    QVERIFY(status.top() - toast->geometry().bottom() < 20); // back in its corner
    QTest::mouseClick(item, Qt::LeftButton);
    QVERIFY(stack->isVisible());
    QVERIFY(crossOf(window)->hasFocus());
}

/// The buttons of the line that a script waits for are not covered, whichever of both comes first.
void tst_WindowJobs::toastLeavesTheInputLineAlone()
{
    TestWindow window({}, {900, 640});
    window.newFile("name = input(\"name? \");\n");
    widgets::UndoToast *toast = Corner::toast(&*window);
    toast->present({{u"Cleared"_s}}, [] {});
    const int before = toast->geometry().bottom();
    const quint64 run = window.run();
    const QWidget *bar = window->outputPane()->inputBar();
    const auto placeOf = [&] { return QRect(bar->mapTo(&*window, QPoint()), bar->size()); };
    QTRY_VERIFY(bar->isVisible());
    QTRY_VERIFY(!toast->geometry().intersects(placeOf()));
    QVERIFY(toast->geometry().bottom() < before);
    Corner::toast(&*window)->present({{u"Cleared again"_s}}, [] {});
    QVERIFY(!toast->geometry().intersects(placeOf()));
    const jobs::Job job(u"Searching for total"_s, {});
    QTRY_VERIFY(stackOf(window)->isVisible());
    QVERIFY(!stackOf(window)->geometry().intersects(placeOf()));
    window->runList()->stop(run);
    QTRY_VERIFY(!bar->isVisible());
    QTRY_VERIFY(toast->geometry().bottom() > before - bar->height() || stackOf(window)->isVisible());
}

void tst_WindowJobs::rule24_jobsAreReachedByKeys()
{
    TestWindow window;
    EditorPage *page = window.newFile("print(1);\n");
    QAction *command = window->commands()[u"backgroundJobs"_s];
    QVERIFY(!command->isEnabled());
    bool cancelled = false;
    jobs::Job job(u"Searching for total"_s, [&] {
        cancelled = true;
        job.end();
    });
    QTRY_VERIFY(command->isEnabled());
    command->trigger();
    QVERIFY(crossOf(window)->hasFocus());
    window.press(Qt::Key_Escape); // back to the text; nothing is cancelled
    QTRY_VERIFY(page->isAncestorOf(window->focusWidget()));
    QVERIFY(!cancelled);
    command->trigger();
    window.press(Qt::Key_Tab);
    QVERIFY(!stackOf(window)->isAncestorOf(window->focusWidget())); // no trap
    window.press(Qt::Key_Backtab, Qt::ShiftModifier);
    QVERIFY(crossOf(window)->hasFocus());
    window.press(Qt::Key_Space);
    QTRY_VERIFY(cancelled);
    QTRY_VERIFY(!command->isEnabled());
    QVERIFY(page->isAncestorOf(window->focusWidget()));
}

void tst_WindowJobs::rule24_closingTheWindowEndsJobs()
{
    QTemporaryDir folder;
    const Held held(tables::workPool());
    TestWindow window;
    Person person(0);
    person.files = {folder.filePath(u"value.json"_s)};
    window.newFile("result = [1, 2];\n");
    const quint64 run = window.run();
    QTRY_VERIFY(window.entry(run).isOver());
    QTRY_VERIFY(window->commands()[u"resultExport"_s]->isEnabled());
    window->commands()[u"resultExport"_s]->trigger();
    QTRY_VERIFY(jobs::JobList::instance()->count() > 0);
    window.vanish();
    QCOMPARE(jobs::JobList::instance()->count(), 0);
}

QTEST_MAIN(tst_WindowJobs)
#include "tst_window_jobs.moc"
