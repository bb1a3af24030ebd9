// SPDX-License-Identifier: GPL-3.0-or-later
//
// Batches from the main window: from the command to the outcomes, an item back into the panes, and quitting meanwhile.
#include "tests/ui/window/window_test.h"
#include "ui/batch/batch_table.h"
#include "ui/batch/batch_window.h"
#include "ui/window/batch_desk.h"
#include "ui/window/commands.h"

#include <QAbstractButton>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace latchkey;
using namespace latchkey::window;
using namespace latchkey::window::test;

class tst_WindowBatch : public QObject
{
    Q_OBJECT

private slots:
    void fromTheMenu();
    void overTheResult();
    void quittingAsks();

private:
    static batch::BatchWindow *batchWindow()
    {
        for (QWidget *widget : QApplication::topLevelWidgets())
            if (auto *found = qobject_cast<batch::BatchWindow *>(widget)) return found;
        return nullptr;
    }
};

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
