// SPDX-License-Identifier: GPL-3.0-or-later
//
// Batches from the main window: from the command to the outcomes, an item back into the panes, and quitting meanwhile.
#include "tests/ui/window/window_test.h"
#include "ui/batch/batch_table.h"
#include "ui/batch/batch_window.h"
#include "ui/output/problems_pane.h"
#include "ui/permissions/permission_bar.h"
#include "ui/theme/theme.h"
#include "ui/window/batch_desk.h"
#include "ui/window/commands.h"
#include "ui/window/policy_desk.h"

#include "engine/capability/broker.h"

#include <QAbstractButton>
#include <QCheckBox>
#include <QStandardPaths>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace latchkey;
using namespace latchkey::window;
using namespace latchkey::window::test;

namespace {

/// As if somebody had selected all and typed it.
void writeOver(EditorPage *page, const char *text)
{
    page->editor()->SendScintilla(QsciScintillaBase::SCI_SELECTALL);
    page->editor()->SendScintilla(QsciScintillaBase::SCI_REPLACESEL, text);
}

/// Leaves pictures, light and dark, when they are wanted.
void shoot(QWidget *window, const QString &name)
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

class tst_WindowBatch : public QObject
{
    Q_OBJECT

private slots:
    void fromTheMenu();
    void overTheResult();
    void quittingAsks();
    void asksOnceForAllItems_data();
    void asksOnceForAllItems();
    void deniesWhenNobodyIsToBeAsked();
    void policyOpensAndCounts();

private:
    static batch::BatchWindow *batchWindow()
    {
        for (QWidget *widget : QApplication::topLevelWidgets())
            if (auto *found = qobject_cast<batch::BatchWindow *>(widget)) return found;
        return nullptr;
    }
};

void tst_WindowBatch::asksOnceForAllItems_data()
{
    QTest::addColumn<QString>("button");
    QTest::addColumn<bool>("isAllowed");
    QTest::newRow("allowed for this run") << u"allowForRun"_s << true;
    QTest::newRow("denied") << u"denyKind"_s << false;
}

/// Twenty items that need the same file are one question in the batch's window; the answer is for all of them.
void tst_WindowBatch::asksOnceForAllItems()
{
    QFETCH(QString, button);
    QFETCH(bool, isAllowed);
    QTemporaryDir folder;
    const QString path = makeFile(folder, u"data.txt"_s, "there");
    TestWindow window;
    runs::Script script;
    script.source = "import file;\nresult = file.read(\"" + path.toUtf8() + "\");\n";
    script.name = u"reader.ml"_s;
    batch::BatchWindow *batch =
        window->batches()->openBatch(script, {}, QList<QByteArray>(20, QByteArray("1")), u"twenty"_s);
    QTRY_COMPARE(batch->session()->model()->itemCount(), 20);
    QSignalSpy asked(batch->session()->asker(), &runs::GroupAsker::asked);
    batch->findChild<QAbstractButton *>(u"batchStart"_s)->click();
    permissions::PermissionBar *bar = nullptr;
    QTRY_VERIFY((bar = batch->findChild<permissions::PermissionBar *>(u"permissionBar"_s)) != nullptr);
    QCOMPARE(bar->request().capability, u"file.read"_s);
    QTRY_VERIFY(!bar->isDead());
    shoot(batch, u"batch-question"_s);
    auto *answer = bar->findChild<QAbstractButton *>(button);
    QVERIFY(answer != nullptr);
    QTest::mouseClick(answer, Qt::LeftButton);
    QTRY_VERIFY(!batch->session()->isRunning());
    QCOMPARE(asked.size(), 1);
    QTRY_VERIFY(batch->findChild<permissions::PermissionBar *>(u"permissionBar"_s) == nullptr);
    for (int i = 0; i < 20; ++i) QCOMPARE(batch->session()->model()->item(i).isFailure(), !isAllowed);
    batch->close();
}

void tst_WindowBatch::deniesWhenNobodyIsToBeAsked()
{
    TestWindow window;
    runs::Script script;
    script.source = "import file;\nresult = file.read(\"/etc/hostname\");\n";
    script.name = u"reader.ml"_s;
    batch::BatchWindow *batch = window->batches()->openBatch(script, {}, {"1", "2"}, u"two"_s);
    QTRY_COMPARE(batch->session()->model()->itemCount(), 2);
    auto *ask = batch->findChild<QCheckBox *>(u"batchAsk"_s);
    QVERIFY(ask->isChecked()); // a person sits before it
    ask->click();
    batch->findChild<QAbstractButton *>(u"batchStart"_s)->click();
    QTRY_VERIFY(batch->session()->hasStarted() && !batch->session()->isRunning());
    QVERIFY(batch->session()->model()->item(0).isFailure());
    batch->close();
}

/// The command makes the file when there is none; what is wrong is shown while it is written; it counts when saved.
void tst_WindowBatch::policyOpensAndCounts()
{
    const QString path = capability::userPolicyPath();
    QVERIFY(path.startsWith(QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation)));
    QFile::remove(path);
    const auto cleanUp = qScopeGuard([path] { QFile::remove(path); });
    TestWindow window;
    window->commands()[u"policy"_s]->trigger();
    QTRY_VERIFY(window.page() && window.page()->path() == path);
    EditorPage *page = window.page();
    QTRY_COMPARE(page->editor()->utf8(), capability::policyTemplate());
    QVERIFY(!(QFile::permissions(path) & (QFileDevice::ReadOther | QFileDevice::ReadGroup)));
    const auto problems = [&] { return window->findChild<output::ProblemsPane *>()->model()->rowCount(); };
    QTRY_VERIFY(page->editor()->utf8().contains("\"deny\""));
    QCOMPARE(problems(), 0);

    writeOver(page, "{\n\"deny\": [\"file.read:\"]\n}\n");
    QTRY_COMPARE(problems(), 1);
    window->files()->save(page);
    QTRY_COMPARE(page->notices()->current(), u"policy"_s);
    QVERIFY(window->engine().broker().policies()->front().hasCeiling); // everything is denied

    writeOver(page, "{\n// never\n\"deny\": [\"env.read\"],\n\"limits\": {\"http\": 4},\n}\n");
    QTRY_COMPARE(problems(), 0);
    window->files()->save(page);
    QTRY_COMPARE(window->engine().broker().limits().http, 4);
    QTRY_VERIFY(page->notices()->current().isEmpty());
    runs::RunOptions options;
    options.grants = {u"env.read"_s};
    runs::Script script;
    script.source = "import env; env.get(\"HOME\");";
    const runs::RunPtr run = window->engine().submit(script, options);
    QTRY_VERIFY(run->isFinished());
    QCOMPARE(run->result().error->message, u"Denied capability: env.read for 'HOME'"_s);
}

void tst_WindowBatch::fromTheMenu()
{
    QTemporaryDir folder;
    Person person;
    person.files = {makeFile(folder, u"items.jsonl"_s, "{\"x\": 4}\n{\"x\": null}\n")};
    TestWindow window;
    window.newFile("print(\"item\", index);\nresult = x * 2;\n");
    window->commands()[u"batch"_s]->trigger();
    batch::BatchWindow *batch = batchWindow();
    QVERIFY(batch != nullptr && batch->isVisible() && !batch->isModal());
    batch->findChild<QAbstractButton *>(u"batchChooseItems"_s)->click();
    QTRY_COMPARE(batch->session()->model()->itemCount(), 2);
    batch->findChild<QAbstractButton *>(u"batchStart"_s)->click();
    QTRY_VERIFY(batch->session()->hasStarted() && !batch->session()->isRunning());
    QCOMPARE(batch->session()->model()->item(0).value, QByteArray("8"));
    QVERIFY(batch->session()->model()->item(1).isFailure());
    QCOMPARE(window->runList()->entries().size(), 0); // a batch does not flood the list of runs
    // One of them in the panes.
    batch->table()->selectItem(1);
    batch->findChild<QAbstractButton *>(u"batchOpenOne"_s)->click();
    QTRY_COMPARE(window->runList()->liveCount(), 0);
    QCOMPARE(window->runList()->entries().size(), 1);
    QVERIFY(!window->runList()->entries().first().success);
    QTRY_VERIFY(window.output().contains(u"item 1"_s));
    batch->close();
    QTRY_VERIFY(batchWindow() == nullptr);
}

void tst_WindowBatch::overTheResult()
{
    TestWindow window;
    window.newFile("function double(n) { return n * 2; }\nresult = [1, 2.5, \"x\"];\n");
    const quint64 run = window.run();
    QTRY_VERIFY(window.entry(run).isOver());
    window->commands()[u"batchResult"_s]->trigger();
    batch::BatchWindow *batch = batchWindow();
    QVERIFY(batch != nullptr);
    QTRY_COMPARE(batch->session()->model()->itemCount(), 3);
    QCOMPARE(batch->session()->model()->item(1).item, QByteArray("2.5"));
    QVERIFY(batch->headText().contains(u"run 1"_s));
}

void tst_WindowBatch::quittingAsks()
{
    Person person(2); // change nothing
    TestWindow window;
    window.newFile("import async;\nasync.sleep(1000);\n");
    batch::BatchWindow *batch = window->batches()->openBatch(window.page()->script(), {}, {"1", "2"}, u"two"_s);
    batch->start();
    QTRY_COMPARE(batch->session()->model()->countOf(theme::RunState::Running), 2);
    window->close();
    QTRY_VERIFY(person.asked.contains(u"quit-running"_s));
    QVERIFY(window->isVisible());
    QVERIFY(batch->session()->isRunning());
    batch->close();
    QTRY_VERIFY(person.asked.contains(u"close-batch"_s));
    QVERIFY(batch->isVisible());
}

QTEST_MAIN(tst_WindowBatch)
#include "tst_window_batch.moc"
