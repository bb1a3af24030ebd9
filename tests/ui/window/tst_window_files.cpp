// SPDX-License-Identifier: GPL-3.0-or-later
//
// Files in the real window: opened, saved, closed, changed by others, brought back; and the end of the window.
#include "tests/ui/window/window_test.h"

#include "ui/compare/diff_view.h"
#include "ui/window/text_diff.h"

#include "ui/permissions/permission_bar.h"
#include "ui/window/run_desk.h"

#include <QApplication>
#include <QComboBox>
#include <QFile>
#include <QSignalSpy>
#include <QTest>
#include <QThread>
#include <QToolButton>

#include <cerrno>

using namespace Qt::StringLiterals;
using namespace latchkey;
using namespace latchkey::window;
using namespace latchkey::window::test;

class tst_WindowFiles : public QObject
{
    Q_OBJECT

private slots:
    void closeUnsaved_data();
    void closeUnsaved();
    void closedTabComesBack();
    void emptyTabGivesWay();
    void openingAPlaceMovesTheCaret();
    void unreadableFileIsSaid();
    void invalidUtf8CanBeLookedAt();
    void otherEncodingsAreReadAndWritten();
    void lineEndsAreConverted();
    void fiftyMegabytes();
    void changedOnDisk_data();
    void changedOnDisk();
    void savingOverAForeignChangeAsks();
    void deletedOnDisk();
    void rule81_fullDiskKeepsTextAndFile();
    void rule30_quit_data();
    void rule30_quit();
    void closeDuringSave();
    void closeDuringQuestion();
    void windowGoneDuringEverything();
    void keepRunningHidesUntilTheEnd();
    void sessionComesBack();
    void rule83_crashLosesNothing();
    void rule83_restoredTextsCanBeComparedAndDiscarded();
    void rule84_twoBadStartsOfferTheSession();
    void rule81_outsideChangeShowsTheDifference();
    void earlierVersionsComeBack();
    void f7_secondWindowLeavesTheSession();
    void rule85_runsOfACrashAreLost();
    void rule86_undoSurvivesSavingAndReload();
};

namespace {

QString noticeOf(const EditorPage *page)
{
    return page->notices()->current();
}

// Presses a button of the notice in front.
void pressNotice(widgets::NotificationBar *bar, const QString &text)
{
    const auto wanted = [&]() -> QAbstractButton * {
        for (QAbstractButton *button : bar->findChildren<QAbstractButton *>())
            if (button->isVisible() && button->text() == text) return button;
        return nullptr;
    };
    QTRY_VERIFY2(wanted() != nullptr, qPrintable(u"no button "_s + text));
    QTest::mouseClick(wanted(), Qt::LeftButton);
}

} // namespace

void tst_WindowFiles::closeUnsaved_data()
{
    QTest::addColumn<int>("button");
    QTest::addColumn<bool>("closes");
    QTest::addColumn<QByteArray>("onDisk");
    QTest::newRow("save") << 0 << true << QByteArray("new text");
    QTest::newRow("do not save") << 1 << true << QByteArray("old text");
    QTest::newRow("cancel") << 2 << false << QByteArray("old text");
}

void tst_WindowFiles::closeUnsaved()
{
    QFETCH(int, button);
    QFETCH(bool, closes);
    QFETCH(QByteArray, onDisk);
    QTemporaryDir folder;
    const QString path = makeFile(folder, u"a.ml"_s, "old text");
    Person person(button);
    TestWindow window;
    EditorPage *page = window.open(path);
    page->editor()->replaceText("new text");
    QVERIFY(page->document()->isModified());
    QSignalSpy gone(page, &QObject::destroyed);
    page->setFocus();
    window.press(Qt::Key_W, Qt::ControlModifier);
    QTRY_COMPARE(person.asked, QStringList{u"close"_s});
    if (closes) QTRY_COMPARE(gone.size(), 1);
    else QVERIFY(window.page() == page && page->document()->isModified());
    QCOMPARE(contentOf(path), onDisk);
}

void tst_WindowFiles::closedTabComesBack()
{
    Person person(1);
    TestWindow window;
    EditorPage *page = window.newFile();
    window.type(u"never saved"_s);
    page->setup.inputs = "{\"a\": 1}";
    window->files()->close(page);
    QTRY_VERIFY(window.page() == nullptr);
    window.press(Qt::Key_T, Qt::ControlModifier | Qt::ShiftModifier);
    QVERIFY(window.page() != nullptr);
    QCOMPARE(window.page()->editor()->utf8(), "never saved");
    QCOMPARE(window.page()->setup.inputs, "{\"a\": 1}");
    QVERIFY(window.page()->document()->isModified());
}

void tst_WindowFiles::emptyTabGivesWay()
{
    QTemporaryDir folder;
    TestWindow window;
    window.newFile();
    window.open(makeFile(folder, u"a.ml"_s, "a = 1;\n"));
    QTRY_COMPARE(window->editors()->pages().size(), 1);
    QCOMPARE(window.page()->name(), u"a.ml"_s);
}

void tst_WindowFiles::openingAPlaceMovesTheCaret()
{
    QTemporaryDir folder;
    const QString path = makeFile(folder, u"a.ml"_s, "a = 1;\nb = 2;\nc = 3;\n");
    TestWindow window;
    const FilePlace place = placeFromArgument(u"a.ml:2:3"_s, folder.path());
    QCOMPARE(place.path, path);
    window->openPlaces({place});
    QTRY_COMPARE(window.page()->editor()->caretPlace(), (editor::TextPlace{2, 3}));
}

void tst_WindowFiles::unreadableFileIsSaid()
{
    TestWindow window;
    window->files()->open({u"/nowhere/at-all.ml"_s});
    QTRY_COMPARE(window->editors()->notices()->current(), u"openFailed"_s);
    QTRY_VERIFY(window->editors()->pages().isEmpty());
}

namespace {

// Opens a menu of the status bar and presses the entry of that name.
void choose(TestWindow &window, const QString &button, const QString &text)
{
    auto *item = window->findChild<QToolButton *>(button);
    QVERIFY(item != nullptr);
    emit item->menu()->aboutToShow();
    const QList<QAction *> actions = item->menu()->actions();
    const auto found = std::ranges::find_if(
        actions, [&](const QAction *action) { return action->text() == text && action->isEnabled(); });
    QVERIFY2(found != actions.end(), qPrintable(text));
    (*found)->trigger();
}

} // namespace

void tst_WindowFiles::otherEncodingsAreReadAndWritten()
{
    const QTemporaryDir folder;
    const QString path = makeFile(folder, u"old.ml"_s, "x = \"\xE9t\xE9\";\n");
    TestWindow window;
    EditorPage *page = window.open(path);
    QVERIFY(page->editor()->isReadOnly());
    choose(window, u"statusEncoding"_s, u"Shift_JIS"_s); // it is not
    QTRY_VERIFY(window->editors()->notices()->current() == u"openFailed"_s);
    QVERIFY(page->editor()->isReadOnly());
    choose(window, u"statusEncoding"_s, u"ISO-8859-1"_s);
    QTRY_COMPARE(page->editor()->utf8(), "x = \"\u00e9t\u00e9\";\n");
    QVERIFY(!page->editor()->isReadOnly() && !page->document()->isModified());
    QVERIFY(!page->editor()->isUndoAvailable());
    QVERIFY2(page->notices()->current().isEmpty(), qPrintable(page->notices()->current())); // it is text now
    QTRY_COMPARE(window->findChild<QToolButton *>(u"statusEncoding"_s)->text(), u"ISO-8859-1"_s);
    page->editor()->append(u"y = \"\u00e9\";\n"_s);
    window.press(Qt::Key_S, Qt::ControlModifier);
    QTRY_VERIFY(!page->document()->isModified());
    QCOMPARE(contentOf(path), "x = \"\xE9t\xE9\";\ny = \"\xE9\";\n");
    // What it has no letter for stays unsaved, and says so.
    page->editor()->append(u"z = \"\u20ac\";\n"_s);
    window.press(Qt::Key_S, Qt::ControlModifier);
    QTRY_COMPARE(page->notices()->current(), u"saveFailed"_s);
    QVERIFY(page->document()->isModified());
    QCOMPARE(contentOf(path), "x = \"\xE9t\xE9\";\ny = \"\xE9\";\n");
    choose(window, u"statusEncoding"_s, u"UTF-8"_s);
    window.press(Qt::Key_S, Qt::ControlModifier);
    QTRY_VERIFY(!page->document()->isModified());
    QCOMPARE(contentOf(path), page->editor()->utf8());
}

void tst_WindowFiles::lineEndsAreConverted()
{
    const QTemporaryDir folder;
    const QString path = makeFile(folder, u"a.ml"_s, "a\nb\r\nc\n");
    TestWindow window;
    EditorPage *page = window.open(path);
    page->editor()->goTo({2, 2});
    choose(window, u"statusLineEnd"_s, u"CRLF (Windows)"_s);
    QTRY_COMPARE(page->editor()->utf8(), "a\r\nb\r\nc\r\n");
    QCOMPARE(page->editor()->caretPlace(), (editor::TextPlace{2, 2}));
    QTRY_COMPARE(window->findChild<QToolButton *>(u"statusLineEnd"_s)->text(), u"CRLF"_s);
    page->setFocus();
    window.press(Qt::Key_S, Qt::ControlModifier);
    QTRY_COMPARE(contentOf(path), "a\r\nb\r\nc\r\n");
    page->editor()->undo();
    QCOMPARE(page->editor()->utf8(), "a\nb\r\nc\n");
}

void tst_WindowFiles::invalidUtf8CanBeLookedAt()
{
    QTemporaryDir folder;
    const QByteArray bytes = "a = \"\xff\xfe\";\n";
    const QString path = makeFile(folder, u"a.ml"_s, bytes);
    TestWindow window;
    EditorPage *page = window.open(path);
    QVERIFY(page->document()->isReadOnly());
    QVERIFY(noticeOf(page).startsWith(u"document"_s));
    page->setFocus();
    window.type(u"x"_s);
    QVERIFY(!page->document()->isModified());
    QCOMPARE(contentOf(path), bytes);
}

void tst_WindowFiles::fiftyMegabytes()
{
    QTemporaryDir folder;
    const QString path =
        makeFile(folder, u"big.ml"_s, QByteArray("value = 123456789; // a line\n").repeated(1'800'000));
    TestWindow window;
    EditorPage *page = window.open(path);
    QVERIFY(page != nullptr && page->document()->isLarge());
    page->setFocus();
    window.press(Qt::Key_End, Qt::ControlModifier);
    window.type(u"x"_s);
    QVERIFY(page->document()->isModified());
    QVERIFY(page->editor()->utf8().endsWith("\nx"));
}

void tst_WindowFiles::changedOnDisk_data()
{
    QTest::addColumn<QString>("button");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("modified");
    QTest::newRow("reload") << u"Reload"_s << QByteArray("theirs") << false;
    QTest::newRow("keep mine") << u"Keep mine"_s << QByteArray("mine") << true;
}

void tst_WindowFiles::changedOnDisk()
{
    QFETCH(QString, button);
    QFETCH(QByteArray, text);
    QFETCH(bool, modified);
    QTemporaryDir folder;
    const QString path = makeFile(folder, u"a.ml"_s, "old");
    TestWindow window;
    EditorPage *page = window.open(path);
    page->editor()->replaceText("mine");
    makeFile(folder, u"a.ml"_s, "theirs");
    page->document()->checkDisk();
    QTRY_COMPARE(noticeOf(page), u"changed"_s);
    QCOMPARE(page->editor()->utf8(), "mine");
    pressNotice(page->notices(), button);
    QTRY_COMPARE(page->editor()->utf8(), text);
    QTRY_COMPARE(page->document()->isModified(), modified);
    QTRY_COMPARE(noticeOf(page), QString());
}

void tst_WindowFiles::savingOverAForeignChangeAsks()
{
    QTemporaryDir folder;
    const QString path = makeFile(folder, u"a.ml"_s, "old");
    TestWindow window;
    EditorPage *page = window.open(path);
    page->editor()->replaceText("mine");
    makeFile(folder, u"a.ml"_s, "theirs");
    page->setFocus();
    window.press(Qt::Key_S, Qt::ControlModifier);
    QTRY_COMPARE(noticeOf(page), u"conflict"_s);
    QCOMPARE(contentOf(path), "theirs");
    QVERIFY(page->document()->isModified());
    pressNotice(page->notices(), u"Save mine"_s);
    QTRY_COMPARE(contentOf(path), "mine");
    QTRY_VERIFY(!page->document()->isModified());
}

void tst_WindowFiles::deletedOnDisk()
{
    QTemporaryDir folder;
    const QString path = makeFile(folder, u"a.ml"_s, "text");
    TestWindow window;
    EditorPage *page = window.open(path);
    QVERIFY(QFile::remove(path));
    page->document()->checkDisk();
    QTRY_COMPARE(noticeOf(page), u"deleted"_s);
    QVERIFY(page->document()->isModified());
    QCOMPARE(page->editor()->utf8(), "text");
    pressNotice(page->notices(), u"Save again"_s);
    QTRY_COMPARE(contentOf(path), "text");
}

void tst_WindowFiles::rule81_fullDiskKeepsTextAndFile()
{
    QTemporaryDir folder;
    const QString path = makeFile(folder, u"a.ml"_s, "old");
    TestWindow window;
    EditorPage *page = window.open(path);
    page->editor()->replaceText("new");
    page->document()->setFaultHook([](editor::FileStep step) { return step == editor::FileStep::Write ? ENOSPC : 0; });
    page->setFocus();
    window.press(Qt::Key_S, Qt::ControlModifier);
    QTRY_COMPARE(noticeOf(page), u"saveFailed"_s);
    QCOMPARE(contentOf(path), "old");
    QVERIFY(page->document()->isModified());
    // Closing with a save that fails keeps the tab.
    Person person(0);
    window->files()->close(page);
    QTRY_COMPARE(person.asked, QStringList{u"close"_s});
    QTRY_VERIFY(!page->document()->isBusy());
    QCOMPARE(window.page(), page);
    page->document()->setFaultHook({});
    pressNotice(page->notices(), u"Try again"_s);
    QTRY_COMPARE(contentOf(path), "new");
    QTRY_COMPARE(noticeOf(page), QString());
}

void tst_WindowFiles::rule30_quit_data()
{
    QTest::addColumn<bool>("running");
    QTest::addColumn<bool>("unsaved");
    QTest::addColumn<int>("button");
    QTest::addColumn<QStringList>("asked");
    QTest::addColumn<bool>("closes");
    const QString run = u"quit-running"_s, save = u"quit-unsaved"_s;
    QTest::newRow("nothing to lose") << false << false << 2 << QStringList() << true;
    QTest::newRow("running, stop") << true << false << 0 << QStringList{run} << true;
    QTest::newRow("running, cancel") << true << false << 2 << QStringList{run} << false;
    QTest::newRow("unsaved, save") << false << true << 0 << QStringList{save} << true;
    QTest::newRow("unsaved, do not save") << false << true << 1 << QStringList{save} << true;
    QTest::newRow("unsaved, cancel") << false << true << 2 << QStringList{save} << false;
    QTest::newRow("both, stop and save") << true << true << 0 << QStringList{run, save} << true;
}

void tst_WindowFiles::rule30_quit()
{
    QFETCH(bool, running);
    QFETCH(bool, unsaved);
    QFETCH(int, button);
    QFETCH(QStringList, asked);
    QFETCH(bool, closes);
    QTemporaryDir folder;
    const QString path = makeFile(folder, u"a.ml"_s, "while (true) {\n}\n");
    Person person(button);
    TestWindow window;
    EditorPage *page = window.open(path);
    page->setFocus();
    if (running) window.run();
    if (unsaved) page->editor()->replaceText("while (true) {\n}\n// more\n");
    window.press(Qt::Key_Q, Qt::ControlModifier);
    QTRY_COMPARE(person.asked, asked);
    QTRY_COMPARE(window->isVisible(), !closes);
    if (!closes) QCOMPARE(page->document()->isModified(), unsaved);
    if (unsaved && closes) QCOMPARE(contentOf(path).contains("more"), button == 0);
    if (running && closes) QTRY_COMPARE(window->runList()->liveCount(), 0);
}

// The save that is under way ends; the file has the whole text, the tab goes.
void tst_WindowFiles::closeDuringSave()
{
    QTemporaryDir folder;
    const QString path = makeFile(folder, u"a.ml"_s, "old");
    TestWindow window;
    EditorPage *page = window.open(path);
    page->editor()->replaceText("new");
    QSignalSpy gone(page, &QObject::destroyed);
    page->document()->setFaultHook([](editor::FileStep step) {
        if (step == editor::FileStep::Rename) QThread::msleep(100); // a slow disk
        return 0;
    });
    window->files()->save(page);
    QVERIFY(page->document()->isBusy());
    window->files()->close(page);
    QCOMPARE(gone.size(), 0);
    QTRY_COMPARE(gone.size(), 1);
    QCOMPARE(contentOf(path), "new");
}

void tst_WindowFiles::closeDuringQuestion()
{
    QTemporaryDir folder;
    const QString path = makeFile(folder, u"a.ml"_s, "import file;\nresult = file.read(\"x\");\n");
    TestWindow window;
    EditorPage *page = window.open(path);
    page->setFocus();
    const quint64 run = window.run();
    QTRY_VERIFY(window->desk()->barOf(page) != nullptr);
    QSignalSpy gone(page, &QObject::destroyed);
    window->files()->close(page);
    QTRY_COMPARE(gone.size(), 1);
    QVERIFY(!window.entry(run).isOver());
    window->runList()->stop(run);
    QTRY_VERIFY(window.entry(run).isOver());
}

// The window goes while it saves, while runs go on and while one of them asks.
void tst_WindowFiles::windowGoneDuringEverything()
{
    QTemporaryDir folder;
    const QString path = makeFile(folder, u"a.ml"_s, "import file;\nresult = file.read(\"x\");\n");
    TestWindow window;
    window.newFile("while (true) {\n    print(\"flood\");\n}\n");
    window.run();
    EditorPage *page = window.open(path);
    page->setFocus();
    window.run();
    QTRY_VERIFY(window->desk()->barOf(page) != nullptr);
    page->editor()->replaceText(page->editor()->utf8() + "// more\n");
    window->files()->save(page);
    window.vanish();
    QTRY_VERIFY(contentOf(path).contains("more"));
}

void tst_WindowFiles::keepRunningHidesUntilTheEnd()
{
    Person person(1);
    TestWindow window;
    window.newFile("while (true) {\n}\n");
    const quint64 run = window.run();
    QTRY_VERIFY(window->runList()->liveCount() == 1);
    window->close();
    QTRY_VERIFY(!window->isVisible());
    QVERIFY(!window.entry(run).isOver());
    window->runList()->stop(run);
    QTRY_VERIFY(window.entry(run).isOver());
}

void tst_WindowFiles::sessionComesBack()
{
    QTemporaryDir folder, state;
    const QString a = makeFile(folder, u"a.ml"_s, "a = 1;\nb = 2;\n"), b = makeFile(folder, u"b.ml"_s, "c = 3;\n");
    {
        TestWindow window(state.path());
        EditorPage *page = window.open(a);
        window.open(b);
        page->setup.limits = settings::Limits{5, 0};
        window->editors()->setCurrentPage(page);
        page->editor()->setBookmarks({1, 3});
        page->toggleSplit(Qt::Vertical);
        page->editor()->goTo({2, 3});
        window->close();
        QTRY_VERIFY(!window->isVisible());
    }
    TestWindow window(state.path());
    QTRY_COMPARE(window->editors()->pages().size(), 2);
    QCOMPARE(window.page()->name(), u"a.ml"_s);
    QTRY_COMPARE(window.page()->editor()->caretPlace(), (editor::TextPlace{2, 3}));
    QCOMPARE(window.page()->setup.limits, std::optional(settings::Limits{5, 0}));
    QCOMPARE(window.page()->editor()->bookmarks(), (QList<int>{1, 3}));
    QCOMPARE(window.page()->splitWay(), std::optional(Qt::Vertical));
    QVERIFY(window->editors()->notices()->current() != u"restored"_s);
}

// Unsaved text of saved and of never saved files is back, unsaved, without a question.
void tst_WindowFiles::rule83_crashLosesNothing()
{
    QTemporaryDir folder, state;
    const QString path = makeFile(folder, u"a.ml"_s, "old");
    {
        TestWindow window(state.path());
        EditorPage *page = window.open(path);
        page->editor()->replaceText("changed, never saved");
        EditorPage *fresh = window.newFile();
        window.type(u"a new text"_s);
        const QFuture<void> one = page->editor()->journal()->flush(), other = fresh->editor()->journal()->flush();
        QTRY_VERIFY(one.isFinished() && other.isFinished());
        window.vanish();
    }
    Person person;
    TestWindow window(state.path());
    QTRY_COMPARE(window->editors()->pages().size(), 2);
    QStringList texts;
    for (const EditorPage *page : window->editors()->pages()) {
        texts << QString::fromUtf8(page->editor()->utf8());
        QVERIFY(page->document()->isModified());
    }
    texts.sort();
    QCOMPARE(texts, (QStringList{u"a new text"_s, u"changed, never saved"_s}));
    QCOMPARE(window->editors()->notices()->current(), u"restored"_s);
    QVERIFY(person.asked.isEmpty());
    QCOMPARE(contentOf(path), "old");
}

void tst_WindowFiles::rule83_restoredTextsCanBeComparedAndDiscarded()
{
    QTemporaryDir folder, state;
    const QString path = makeFile(folder, u"a.ml"_s, "one\ntwo\n");
    {
        TestWindow window(state.path());
        EditorPage *page = window.open(path);
        page->editor()->replaceText("one\nchanged\n");
        EditorPage *fresh = window.newFile();
        window.type(u"new"_s);
        const QFuture<void> one = page->editor()->journal()->flush(), other = fresh->editor()->journal()->flush();
        QTRY_VERIFY(one.isFinished() && other.isFinished());
        window.vanish();
    }
    Person person(0);
    TestWindow window(state.path());
    QTRY_COMPARE(window->editors()->pages().size(), 2);
    const auto press = [&](const QString &text) {
        for (auto *button : window->editors()->notices()->findChildren<QAbstractButton *>())
            if (button->text() == text) return button->click(), true;
        return false;
    };
    QVERIFY(press(u"Show differences"_s));
    auto *diff = window->findChild<TextDiff *>();
    QVERIFY(diff);
    QTRY_VERIFY(diff->summary().startsWith(u"2 lines differ"_s));
    QCOMPARE(compare::plainText(diff->view()->diff()).trimmed().section(u'\n', 0, 0).trimmed(), u"one"_s);
    diff->close();
    QVERIFY(press(u"Discard…"_s));
    QTRY_COMPARE(person.asked, (QStringList{u"discard-restored"_s}));
    QTRY_COMPARE(window->editors()->pages().size(), 1);
    QTRY_COMPARE(window.page()->editor()->utf8(), "one\ntwo\n");
    QVERIFY(!window.page()->document()->isModified());
    QVERIFY(window->editors()->notices()->current() != u"restored"_s);
}

void tst_WindowFiles::rule84_twoBadStartsOfferTheSession()
{
    QTemporaryDir folder, state;
    const QString path = makeFile(folder, u"a.ml"_s, "text\n");
    {
        TestWindow window(state.path());
        window.open(path);
        window->close();
        QTRY_VERIFY(!window->isVisible());
    }
    for (int bad = 0; bad < StartGuard::kMostBad; ++bad) {
        TestWindow window(state.path());
        QTRY_COMPARE(window->editors()->pages().size(), 1);
        window.vanish();
    }
    {
        TestWindow window(state.path());
        QCOMPARE(window->editors()->pages().size(), 0);
        QCOMPARE(window->editors()->notices()->current(), u"safeStart"_s);
        auto *button = window->editors()->notices()->findChild<QPushButton *>();
        QVERIFY(button);
        button->click();
        QTRY_COMPARE(window->editors()->pages().size(), 1);
        QTRY_COMPARE(window.page()->path(), path);
        window->close();
        QTRY_VERIFY(!window->isVisible());
    }
    // Closed in the usual way: the next start is a usual one.
    TestWindow window(state.path());
    QTRY_COMPARE(window->editors()->pages().size(), 1);
    QVERIFY(window->editors()->notices()->current() != u"safeStart"_s);
}

void tst_WindowFiles::rule81_outsideChangeShowsTheDifference()
{
    QTemporaryDir folder;
    const QString path = makeFile(folder, u"a.ml"_s, "one\ntwo\nthree\n");
    TestWindow window;
    EditorPage *page = window.open(path);
    makeFile(folder, u"a.ml"_s, "one\nTWO\nthree\n");
    page->document()->checkDisk();
    QTRY_COMPARE(page->notices()->current(), u"changed"_s);
    QAbstractButton *show = nullptr;
    for (auto *button : page->notices()->findChildren<QAbstractButton *>())
        if (button->text() == u"Show difference"_s) show = button;
    QVERIFY(show);
    show->click();
    auto *diff = window->findChild<TextDiff *>();
    QVERIFY(diff);
    QTRY_VERIFY(diff->summary().startsWith(u"2 lines differ"_s));
    QCOMPARE(page->notices()->current(), u"changed"_s); // looking is no answer
    auto *take = diff->findChild<QAbstractButton *>(u"versionAction"_s);
    QVERIFY(take && take->isEnabled());
    take->click();
    QTRY_COMPARE(page->editor()->utf8(), "one\nTWO\nthree\n");
    QTRY_VERIFY(page->notices()->current() != u"changed"_s);
}

void tst_WindowFiles::earlierVersionsComeBack()
{
    QTemporaryDir folder;
    const QString path = makeFile(folder, u"a.ml"_s, "first\n");
    TestWindow window;
    EditorPage *page = window.open(path);
    for (const char *text : {"second\n", "third\n"}) {
        page->editor()->replaceText(text);
        window->files()->save(page);
        QTRY_VERIFY(!page->document()->isModified());
        QTRY_COMPARE(contentOf(path), text);
    }
    window->commands()[u"compareVersions"_s]->trigger();
    QTRY_VERIFY(window->findChild<TextDiff *>());
    auto *diff = window->findChild<TextDiff *>();
    QCOMPARE(diff->versions()->count(), 2);
    diff->versions()->setCurrentIndex(1);
    auto *take = diff->findChild<QAbstractButton *>(u"versionAction"_s);
    QTRY_VERIFY(take->isEnabled());
    take->click();
    QCOMPARE(page->editor()->utf8(), "first\n");
    QVERIFY(page->document()->isModified()); // nothing was written
    QCOMPARE(contentOf(path), "third\n");
    page->editor()->undo();
    QCOMPARE(page->editor()->utf8(), "third\n");
}

// A window beside the one that has the session neither takes it over nor loses its own unsaved text in a crash.
void tst_WindowFiles::f7_secondWindowLeavesTheSession()
{
    QTemporaryDir folder, state;
    const QString a = makeFile(folder, u"a.ml"_s, "a = 1;\n"), b = makeFile(folder, u"b.ml"_s, "b = 1;\n");
    {
        TestWindow first(state.path());
        first.open(a);
        QTRY_VERIFY(contentOf(state.path() + u"/session.json"_s).contains("a.ml"));
        WindowOptions options;
        options.stateFolder = state.path();
        options.restoreSession = false;
        options.threads = 1;
        {
            MainWindow second(options);
            second.show();
            EditorPage *page = second.files()->open({b});
            QTRY_VERIFY(!page->document()->isBusy());
            page->editor()->replaceText("b = 2;\n");
            const QFuture<void> kept = page->editor()->journal()->flush();
            QTRY_VERIFY(kept.isFinished());
            // Gone without being closed, as in a crash.
        }
        MainWindow third(options);
        third.show();
        third.files()->open({b});
        third.close();
        QTRY_VERIFY(!third.isVisible());
        const QByteArray session = contentOf(state.path() + u"/session.json"_s);
        QVERIFY(session.contains("a.ml") && !session.contains("b.ml"));
        first->close();
        QTRY_VERIFY(!first->isVisible());
    }
    TestWindow window(state.path());
    QTRY_COMPARE(window->editors()->pages().size(), 2);
    EditorPage *restored = window->editors()->pageOfFile(b);
    QVERIFY(restored && restored->document()->isModified());
    QCOMPARE(restored->editor()->utf8(), "b = 2;\n");
}

void tst_WindowFiles::rule85_runsOfACrashAreLost()
{
    QTemporaryDir folder, state;
    const QString path = makeFile(folder, u"loop.ml"_s, "while (true) {\n}\n");
    {
        TestWindow window(state.path());
        EditorPage *page = window.open(path);
        page->setFocus();
        window.run();
        QTRY_VERIFY(contentOf(state.path() + u"/session.json"_s).contains("\"running\":[{"));
        window.vanish();
    }
    TestWindow window(state.path());
    const QList<runs::RunEntry> entries = window->runList()->entries();
    QCOMPARE(entries.size(), 1);
    QVERIFY(entries.first().lost);
    QCOMPARE(entries.first().path, path);
}

void tst_WindowFiles::rule86_undoSurvivesSavingAndReload()
{
    QTemporaryDir folder;
    const QString path = makeFile(folder, u"a.ml"_s, "first");
    TestWindow window;
    EditorPage *page = window.open(path);
    page->setFocus();
    window.press(Qt::Key_End, Qt::ControlModifier);
    window.type(u"x"_s);
    window->commands()[u"save"_s]->trigger();
    QTRY_VERIFY(!page->document()->isModified() && !page->document()->isBusy());
    QCOMPARE(contentOf(path), "firstx");
    makeFile(folder, u"a.ml"_s, "another program's");
    QSignalSpy loaded(page->editor(), &editor::CodeEditor::loaded);
    window->commands()[u"reload"_s]->trigger();
    QTRY_VERIFY(loaded.size() > 0);
    QTRY_COMPARE(page->editor()->utf8(), "another program's");
    window->commands()[u"undo"_s]->trigger();
    QCOMPARE(page->editor()->utf8(), "firstx");
    window->commands()[u"undo"_s]->trigger();
    QCOMPARE(page->editor()->utf8(), "first");
    QVERIFY(page->document()->isModified());
}

QTEST_MAIN(tst_WindowFiles)
#include "tst_window_files.moc"
