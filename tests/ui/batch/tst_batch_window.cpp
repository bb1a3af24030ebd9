// SPDX-License-Identifier: GPL-3.0-or-later
//
// The window of a batch over the real engine: from the choice of a file to the outcomes, with all that can end in the
// middle.
#include "engine/runs/engine.h"
#include "ui/batch/batch_form.h"
#include "ui/batch/batch_item_view.h"
#include "ui/batch/batch_table.h"
#include "ui/batch/batch_window.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/small_parts.h"

#include <QAccessible>
#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPointer>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTemporaryDir>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace latchkey;
using namespace latchkey::batch;
using theme::RunState;

namespace {

const QByteArray kScore = "function score(row) {\n    if (row.value == null) { return row.value + 1; }\n"
                          "    return row.value * 2;\n}\n";

} // namespace

class tst_BatchWindow : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void emptyTableSaysWhatToDo();
    void functionOverAFile();
    void wholeScript();
    void failuresAreRunAgain();
    void oneItem();
    void stopAll();
    void stopAtFirstFailure();
    void limitsAndFallback();
    void progressOfItems();
    void filesThatAreNoItems_data();
    void filesThatAreNoItems();
    void missingFallback();
    void exportsInBackground();
    void closingWhileItRuns();
    void goneWhileItRuns();
    void manyItems();
    void everythingHasAName();

private:
    QString file(const QString &name, const QByteArray &text)
    {
        QFile written(m_folder.filePath(name));
        if (written.open(QIODevice::WriteOnly)) written.write(text);
        return written.fileName();
    }
    BatchWindow *open(const QByteArray &source, const QString &function = {})
    {
        runs::Script script;
        script.source = source;
        script.name = u"score.ml"_s;
        script.path = m_folder.filePath(u"score.ml"_s);
        auto *window = new BatchWindow(*m_engine, script, {});
        window->resize(1180, 720);
        window->show();
        window->form()->setFunction(function);
        m_window = window;
        return window;
    }
    QAbstractButton *button(const QString &name) const { return m_window->findChild<QAbstractButton *>(name); }
    qsizetype count(RunState state) const { return m_window->session()->model()->countOf(state); }
    /// Chooses the function, once the form has found it, and starts.
    void startWith(const QString &function = {})
    {
        auto *box = m_window->findChild<QComboBox *>(u"batchFunction"_s);
        if (!function.isEmpty()) QTRY_VERIFY(box->findData(function) > 0);
        if (!function.isEmpty()) box->setCurrentIndex(box->findData(function));
        QTRY_VERIFY(button(u"batchStart"_s)->isEnabled());
        QTest::mouseClick(button(u"batchStart"_s), Qt::LeftButton);
    }
    bool isOver() const { return m_window->session()->hasStarted() && !m_window->session()->isRunning(); }

    QTemporaryDir m_folder;
    std::unique_ptr<runs::Engine> m_engine;
    QPointer<BatchWindow> m_window;
};

void tst_BatchWindow::init()
{
    m_engine = std::make_unique<runs::Engine>(runs::EngineOptions{.threads = 2, .queueLimit = 0, .stateFolder = {}});
}

void tst_BatchWindow::cleanup()
{
    delete m_window;
    m_engine.reset();
}

void tst_BatchWindow::emptyTableSaysWhatToDo()
{
    open(kScore);
    const auto *empty = m_window->findChild<QWidget *>(u"batchEmpty"_s);
    QVERIFY(empty->isVisible() && !m_window->table()->isVisible());
    m_window->chooseFile = [&](BatchWindow::File, const BatchWindow::Chosen &chosen) {
        chosen(file(u"rows.jsonl"_s, "{\"value\": 1}\n{\"value\": 2}\n"));
    };
    QTest::mouseClick(button(u"batchEmptyButton"_s), Qt::LeftButton);
    QTRY_COMPARE(m_window->session()->model()->itemCount(), 2);
    QTRY_VERIFY(!empty->isVisible() && m_window->table()->isVisible());
    // A search that nothing fits, and the way back.
    auto *search = m_window->findChild<QLineEdit *>(u"batchSearch"_s);
    search->setText(u"nowhere"_s);
    QTRY_VERIFY(empty->isVisible() && !m_window->table()->isVisible());
    QTest::mouseClick(button(u"batchEmptyButton"_s), Qt::LeftButton);
    QTRY_VERIFY(m_window->table()->isVisible());
    QVERIFY(search->text().isEmpty());
    QCOMPARE(m_window->session()->model()->rowCount(), 2);
}

void tst_BatchWindow::functionOverAFile()
{
    open(kScore);
    const QString csv = file(u"rows.csv"_s, "name,value\namber,1\nbirch,20\ncedar,300\n");
    m_window->chooseFile = [csv](BatchWindow::File what, const BatchWindow::Chosen &chosen) {
        QCOMPARE(what, BatchWindow::File::Items);
        chosen(csv);
    };
    QVERIFY(!button(u"batchStart"_s)->isEnabled()); // nothing to run over yet
    QTest::mouseClick(button(u"batchChooseItems"_s), Qt::LeftButton);
    QTRY_COMPARE(m_window->session()->model()->itemCount(), 3);
    QVERIFY2(m_window->headText().contains(u"3 input(s)"_s), qPrintable(m_window->headText()));
    startWith(u"score"_s);
    QTRY_VERIFY(isOver());
    const BatchModel *model = m_window->session()->model();
    QTRY_COMPARE(model->countOf(RunState::Finished), 3);
    QStringList values;
    for (int row = 0; row < 3; ++row) values.append(model->index(row, int(Column::Result)).data().toString());
    QCOMPARE(values.join(u' '), u"2 40 600"_s);
    QVERIFY(m_window->headText().contains(u"3 of 3 done"_s));
    QCOMPARE(m_window->session()->successRate(), 100.0);
    QCOMPARE(m_window->session()->measures().size(), 1); // how long they took
    QCOMPARE(m_window->session()->measures().first().count, 3);
    const auto *bar = m_window->findChild<widgets::BatchBar *>();
    QVERIFY2(bar->toolTip().contains(u"mean "_s) && bar->toolTip().contains(u"longest "_s), qPrintable(bar->toolTip()));
}

void tst_BatchWindow::wholeScript()
{
    open("result = [index, item.name, name];");
    m_window->setItems({"{\"name\": \"a\"}", "{\"name\": \"b\"}"}, u"the result of run 7"_s);
    QVERIFY(m_window->headText().contains(u"from the result of run 7"_s));
    startWith();
    QTRY_VERIFY(isOver());
    QCOMPARE(m_window->session()->model()->item(1).value, QByteArray("[1, \"b\", \"b\"]"));
}

void tst_BatchWindow::failuresAreRunAgain()
{
    open("import file;\nfunction f(n) { if (n == 2) { undefined_thing(); } return n; }");
    m_window->setItems({"1", "2", "3"}, u"three"_s);
    startWith(u"f"_s);
    QTRY_VERIFY(isOver());
    QTRY_COMPARE(count(RunState::Failed) + count(RunState::Finished), 3);
    if (count(RunState::Failed) == 3) QSKIP("found before it runs");
    QCOMPARE(count(RunState::Failed), 1);
    QVERIFY(button(u"batchRetry"_s)->text().contains(u"1"_s));
    QSignalSpy finished(m_window, &BatchWindow::finished);
    QTest::mouseClick(button(u"batchRetry"_s), Qt::LeftButton);
    QVERIFY(m_window->session()->isRunning());
    QCOMPARE(count(RunState::Finished), 2); // the others are left as they are
    QTRY_COMPARE(finished.count(), 1);
    QCOMPARE(count(RunState::Failed), 1);
}

void tst_BatchWindow::oneItem()
{
    open(kScore);
    m_window->setItems({"{\"value\": 1}", "{\"value\": null}"}, u"two"_s);
    startWith(u"score"_s);
    QTRY_VERIFY(isOver());
    QTRY_COMPARE(count(RunState::Failed), 1);
    m_window->table()->selectItem(1);
    auto *item = m_window->findChild<BatchItemView *>();
    QCOMPARE(item->item(), 1);
    QVERIFY(!m_window->findChild<QLabel *>(u"batchMessage"_s)->text().isEmpty());
    QSignalSpy place(m_window, &BatchWindow::placeActivated);
    button(u"batchPlace"_s)->click();
    QCOMPARE(place.count(), 1);
    QCOMPARE(place[0][1].toInt(), 2);
    QCOMPARE(m_window->findChildren<QPlainTextEdit *>().first()->toPlainText(), u"{\n  \"value\": null\n}"_s);
    // By itself, as any run of the window.
    QSignalSpy run(m_window, &BatchWindow::runRequested);
    button(u"batchOpenOne"_s)->click();
    QCOMPARE(run.count(), 1);
    const auto options = run[0][1].value<runs::RunOptions>();
    QCOMPARE(options.function, u"score"_s);
    QCOMPARE(options.argumentsText, QByteArray("[{\"value\": null}]"));
    // Again, alone.
    QSignalSpy finished(m_window, &BatchWindow::finished);
    QVERIFY(button(u"batchRetryOne"_s)->isEnabled());
    button(u"batchRetryOne"_s)->click();
    QTRY_COMPARE(finished.count(), 1);
    QCOMPARE(count(RunState::Finished), 1);
}

void tst_BatchWindow::stopAll()
{
    open("import async;\nfunction f(n) { async.sleep(1000); }");
    m_window->setItems(QList<QByteArray>(50, "1"), u"fifty"_s);
    startWith(u"f"_s);
    QTRY_VERIFY(count(RunState::Running) > 0);
    QVERIFY(button(u"batchStart"_s)->text().startsWith(u"Stop"_s));
    QTest::mouseClick(button(u"batchStart"_s), Qt::LeftButton);
    QTRY_VERIFY(isOver());
    QVERIFY(count(RunState::Stopped) > 0);
    QCOMPARE(count(RunState::Running), 0);
    QCOMPARE(count(RunState::Stopped) + count(RunState::Queued), 50); // those that never began wait for another go
}

void tst_BatchWindow::stopAtFirstFailure()
{
    open("import async;\nfunction f(n) { if (n == 0) { return [1][9]; } async.sleep(1000); }");
    m_window->setItems({"1", "0", "1", "1", "1"}, u"five"_s);
    m_window->findChild<QCheckBox *>(u"batchStop"_s)->setChecked(true);
    startWith(u"f"_s);
    QTRY_VERIFY(isOver());
    QCOMPARE(count(RunState::Failed), 1);
    QCOMPARE(count(RunState::Finished), 0);
}

void tst_BatchWindow::limitsAndFallback()
{
    const QString fallback = file(u"fallback.ml"_s, "function f(n) { return \"instead\"; }");
    open("import async;\nfunction f(n) { async.sleep(1000); }");
    m_window->setItems({"{\"limit\": 0.05}", "{\"limit\": 0.1}"}, u"two"_s);
    m_window->findChild<QLineEdit *>(u"batchTimeoutKey"_s)->setText(u"limit"_s);
    m_window->findChild<QSpinBox *>(u"batchRetries"_s)->setValue(0);
    startWith(u"f"_s);
    QTRY_VERIFY(isOver());
    QCOMPARE(count(RunState::TimedOut), 2);
    m_window->findChild<QLineEdit *>(u"batchFallback"_s)->setText(fallback);
    QTest::mouseClick(button(u"batchStart"_s), Qt::LeftButton);
    QTRY_COMPARE(count(RunState::Finished), 2);
    QTRY_VERIFY(isOver());
    QCOMPARE(m_window->session()->model()->item(0).value, QByteArray("\"instead\""));
    QCOMPARE(m_window->session()->model()->item(0).answeredBy, u"fallback.ml"_s);
    QCOMPARE(m_window->session()->measures().value(0).successes, 2);
}

void tst_BatchWindow::progressOfItems()
{
    open("import async; import progress;\n"
         "function f(n) { for (i in range(200)) { progress.report(i, 200); async.sleep(0.02); } }");
    m_window->setItems({"1", "2", "3"}, u"three"_s);
    m_window->findChild<QSpinBox *>(u"batchLimit"_s)->setValue(1);
    startWith(u"f"_s);
    const BatchModel *model = m_window->session()->model();
    QTRY_VERIFY(model->item(0).share > 0.02);
    QVERIFY(model->index(0, int(Column::Result)).data().toString().contains(u" of 200"_s));
    QCOMPARE(count(RunState::Running), 1);
    QVERIFY(m_window->headText().contains(u"1 at once"_s));
    // One of them is cancelled from the table; the next begins.
    m_window->table()->selectItem(0);
    m_window->table()->setFocus();
    QTest::keyClick(m_window->table(), Qt::Key_Delete);
    QTRY_COMPARE(model->item(0).state, RunState::Stopped);
    QTRY_COMPARE(model->item(1).state, RunState::Running);
}

void tst_BatchWindow::filesThatAreNoItems_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("another kind") << u"a.txt"_s << QByteArray("1");
    QTest::newRow("empty") << u"a.jsonl"_s << QByteArray();
    QTest::newRow("not there") << u"missing.csv"_s << QByteArray();
}

void tst_BatchWindow::filesThatAreNoItems()
{
    QFETCH(QString, name);
    QFETCH(QByteArray, text);
    open(kScore);
    m_window->setItems({"1"}, u"one"_s);
    QSignalSpy read(m_window->session(), &BatchSession::itemsRead);
    m_window->openItems(name.startsWith(u"missing"_s) ? m_folder.filePath(name) : file(name, text));
    QTRY_COMPARE(read.count(), 1);
    QVERIFY(!read[0][0].toString().isEmpty());
    QCOMPARE(m_window->session()->model()->itemCount(), 1); // what was there stays
}

void tst_BatchWindow::missingFallback()
{
    open(kScore);
    m_window->setItems({"1"}, u"one"_s);
    m_window->findChild<QLineEdit *>(u"batchFallback"_s)->setText(m_folder.filePath(u"nowhere.ml"_s));
    QSignalSpy refused(m_window->session(), &BatchSession::refused);
    startWith(u"score"_s);
    QTRY_COMPARE(refused.count(), 1);
    QVERIFY(refused[0][0].toString().contains(u"nowhere.ml"_s));
    QVERIFY(!m_window->session()->isRunning());
    QCOMPARE(count(RunState::Queued), 1);
}

void tst_BatchWindow::exportsInBackground()
{
    open(kScore);
    m_window->setItems({"{\"value\": 4}"}, u"one"_s);
    startWith(u"score"_s);
    QTRY_VERIFY(isOver());
    QTRY_VERIFY(button(u"batchExport"_s)->isEnabled());
    const QString path = m_folder.filePath(u"out.json"_s);
    m_window->chooseFile = [path](BatchWindow::File, const BatchWindow::Chosen &chosen) { chosen(path); };
    QTest::mouseClick(button(u"batchExport"_s), Qt::LeftButton);
    QTRY_VERIFY(QFile::exists(path));
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(file.readAll().contains("\"value\":8"));
}

void tst_BatchWindow::closingWhileItRuns()
{
    open("import async;\nfunction f(n) { async.sleep(1000); }");
    m_window->setItems({"1"}, u"one"_s);
    startWith(u"f"_s);
    QTRY_VERIFY(count(RunState::Running) > 0);
    QSignalSpy asked(m_window, &BatchWindow::closeAsked);
    m_window->close();
    QCOMPARE(asked.count(), 1);
    QVERIFY(m_window->isVisible());
    m_window->closeForGood();
    QTRY_VERIFY(m_window.isNull());
    QVERIFY(m_engine->drain(5000));
}

void tst_BatchWindow::goneWhileItRuns()
{
    open("import async;\nfunction f(n) { async.sleep(0.001); return n; }");
    m_window->setItems(QList<QByteArray>(5000, "1"), u"many"_s);
    startWith(u"f"_s);
    QTRY_VERIFY(count(RunState::Finished) > 10);
    m_window->exportTo(m_folder.filePath(u"x.csv"_s));
    m_window->openItems(file(u"y.jsonl"_s, "1\n2\n"));
    delete m_window;
    QVERIFY(m_engine->drain(5000));
}

/// A hundred thousand runs: the window's thread is never long away.
void tst_BatchWindow::manyItems()
{
    open("function f(n) { return n * 2; }");
    QList<QByteArray> items;
    for (int i = 0; i < 100'000; ++i) items.append(QByteArray::number(i));
    m_window->setItems(items, u"many"_s);
    qint64 longest = 0;
    QElapsedTimer since;
    since.start();
    QTimer beat;
    connect(&beat, &QTimer::timeout, this, [&] { longest = std::max(longest, since.restart()); });
    beat.start(5);
    startWith(u"f"_s);
    m_window->table()->sortByColumn(int(Column::Result), Qt::DescendingOrder);
    QTRY_VERIFY_WITH_TIMEOUT(isOver(), 60'000);
    QTRY_COMPARE(count(RunState::Finished), 100'000);
    QTRY_COMPARE(m_window->session()->model()->itemAt(0), 99'999);
    qInfo("longest time away: %lld ms", static_cast<long long>(longest));
    QVERIFY2(longest < 500, qPrintable(QString::number(longest)));
}

void tst_BatchWindow::everythingHasAName()
{
    open(kScore);
    m_window->setItems({"1"}, u"one"_s);
    m_window->table()->selectItem(0);
    const QList<QWidget *> all = m_window->findChildren<QWidget *>();
    for (const QWidget *widget : all) {
        if (widget->focusPolicy() == Qt::NoFocus || widget->objectName().startsWith(u"qt_"_s)) continue;
        if (widget->window() != m_window) continue; // lists of combo boxes
        QAccessibleInterface *face = QAccessible::queryAccessibleInterface(const_cast<QWidget *>(widget));
        QVERIFY2(face && !face->text(QAccessible::Name).isEmpty(),
                 qPrintable(QString::fromLatin1(widget->metaObject()->className()) + u' ' + widget->objectName()));
    }
    m_window->resize(900, 640);
    QVERIFY(m_window->width() <= 900);
    m_window->grab();
}

QTEST_MAIN(tst_BatchWindow)
#include "tst_batch_window.moc"
