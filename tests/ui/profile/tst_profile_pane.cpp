// SPDX-License-Identifier: GPL-3.0-or-later
//
// The Profile and Variables panes in the real window: what they show of the run in front, and what they say when there
// is nothing to show.
#include "tests/ui/window/window_test.h"

#include "ui/profile/profile_pane.h"
#include "ui/profile/profile_view.h"
#include "ui/results/result_group.h"
#include "ui/results/variables_pane.h"
#include "ui/runs/run_words.h"
#include "ui/window/editor_area.h"
#include "ui/window/editor_page.h"
#include "ui/window/panes.h"
#include "ui/window/run_desk.h"

#include <QAbstractButton>
#include <QAbstractItemModelTester>
#include <QHeaderView>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace latchkey;
using namespace latchkey::window;
using namespace latchkey::window::test;
using profile::ProfileModel;
using profile::ProfilePane;
using results::ResultModel;
using results::VariablesPane;

namespace {

const QByteArray kHot = R"(function cold(n) {
    return n + 1;
}
function hot(n) {
    x = 0;
    for (i in range(n)) {
        x = (x * 31 + i * 7 - x // 5 + i * 11) % 1000003 + (x + i) % 97 - (x * 3) % 11;
    }
    return cold(x);
}
result = hot(3000000);
)";

const QByteArray kFails = R"(total = 5;
function inner(n) {
    half = n / 2;
    return half / 0;
}
inner(4);
)";

runs::ProfilePtr sample()
{
    runs::Profile profile;
    profile.functions = {{.name = u"slow"_s,
                          .file = u"a.ml"_s,
                          .line = 3,
                          .calls = 2,
                          .own = 0.6,
                          .total = 0.9,
                          .waiting = 0,
                          .samples = 600},
                         {.name = u"quick"_s,
                          .file = u"a.ml"_s,
                          .line = 9,
                          .calls = 40,
                          .own = 0.3,
                          .total = 0.3,
                          .waiting = 1.5,
                          .samples = 300},
                         {.name = QString(),
                          .file = u"a.ml"_s,
                          .line = 1,
                          .calls = 1,
                          .own = 0.1,
                          .total = 1.0,
                          .waiting = 0,
                          .samples = 100}};
    profile.lines = {{.file = u"a.ml"_s, .line = 4, .own = 0.6, .waiting = 0, .samples = 600},
                     {.file = u"b.ml"_s, .line = 2, .own = 0.4, .waiting = 0, .samples = 400}};
    profile.samples = 1000;
    profile.computed = 1.0;
    profile.waited = 1.5;
    return std::make_shared<const runs::Profile>(profile);
}

QStringList column(const QAbstractItemModel &model, int column, const QModelIndex &parent = {})
{
    QStringList texts;
    for (int row = 0; row < model.rowCount(parent); ++row)
        texts.append(model.index(row, column, parent).data().toString());
    return texts;
}

} // namespace

class tst_ProfilePane : public QObject
{
    Q_OBJECT

private slots:
    void functionsAndLines();
    void sorting_data();
    void sorting();
    void runWithProfile();
    void nothingToShow();
    void sharesGoWhenTheTextIsEdited();
    void phasesInTheOpenedRow();
    void variablesAtTheEnd();
    void variablesOfCalls();
    void variablesOfAPausedRun();
    void variablesAfterStop();
    void variablesStayOpenFromPauseToPause();
    void exportsAsTheCommandLineDoes_data();
    void exportsAsTheCommandLineDoes();

private:
    static ProfilePane *profileOf(TestWindow &window) { return window->findChild<ProfilePane *>(); }
    static VariablesPane *variablesOf(TestWindow &window) { return window->results()->variables(); }
    /// First level of the tree.
    static QStringList names(const VariablesPane &pane)
    {
        return column(*pane.model(), ResultModel::Name, pane.model()->index(0, 0));
    }
};

void tst_ProfilePane::functionsAndLines()
{
    ProfileModel model;
    const QAbstractItemModelTester tester(&model);
    model.setProfile(sample(), "one\ntwo\nthree\n    x = hot;\n", u"a.ml"_s);
    QCOMPARE(column(model, ProfileModel::Name), (QStringList{u"slow"_s, u"quick"_s, u"a.ml"_s}));
    QCOMPARE(column(model, ProfileModel::Own), (QStringList{u"60 %"_s, u"30 %"_s, u"10 %"_s}));
    QCOMPARE(column(model, ProfileModel::Total), (QStringList{u"90 %"_s, u"30 %"_s, u"100 %"_s}));
    QCOMPARE(column(model, ProfileModel::Calls), (QStringList{u"2"_s, u"40"_s, u"1"_s}));
    QCOMPARE(column(model, ProfileModel::Waiting), (QStringList{u"–"_s, u"1.50 s"_s, u"–"_s}));
    model.setBy(ProfileModel::By::Line);
    QCOMPARE(column(model, ProfileModel::Place), (QStringList{u"a.ml:4"_s, u"b.ml:2"_s}));
    QCOMPARE(column(model, ProfileModel::Name), (QStringList{u"x = hot;"_s, QString()})); // b.ml is another file
    model.setProfile(nullptr);
    QCOMPARE(model.rowCount(), 0);
}

void tst_ProfilePane::sorting_data()
{
    QTest::addColumn<int>("column");
    QTest::addColumn<bool>("descending");
    QTest::addColumn<QStringList>("names");

    QTest::newRow("by its own") << int(ProfileModel::Own) << true << QStringList{u"slow"_s, u"quick"_s, u"a.ml"_s};
    QTest::newRow("by total") << int(ProfileModel::Total) << true << QStringList{u"a.ml"_s, u"slow"_s, u"quick"_s};
    QTest::newRow("by calls") << int(ProfileModel::Calls) << true << QStringList{u"quick"_s, u"slow"_s, u"a.ml"_s};
    QTest::newRow("by name") << int(ProfileModel::Name) << false << QStringList{u"a.ml"_s, u"quick"_s, u"slow"_s};
    QTest::newRow("by place") << int(ProfileModel::Place) << false << QStringList{u"a.ml"_s, u"slow"_s, u"quick"_s};
    QTest::newRow("by waiting") << int(ProfileModel::Waiting) << true << QStringList{u"quick"_s, u"slow"_s, u"a.ml"_s};
}

void tst_ProfilePane::sorting()
{
    QFETCH(int, column);
    QFETCH(bool, descending);
    QFETCH(QStringList, names);
    ProfileModel model;
    model.setProfile(sample());
    model.sort(column, descending ? Qt::DescendingOrder : Qt::AscendingOrder);
    QCOMPARE(::column(model, ProfileModel::Name), names);
}

void tst_ProfilePane::runWithProfile()
{
    TestWindow window;
    EditorPage *page = window.newFile(kHot);
    window->commands()[u"runProfile"_s]->trigger();
    ProfilePane *pane = profileOf(window);
    QTRY_VERIFY_WITH_TIMEOUT(pane->model()->profile() != nullptr, 20'000);
    QVERIFY(window->panes()->isShown(u"profile"_s)); // it comes to the front by itself
    QCOMPARE(pane->run(), window->runList()->frontRun());
    QVERIFY(pane->headText().startsWith(u"Run 1"_s));
    const QAbstractItemModel &model = *pane->model();
    QCOMPARE(model.index(0, ProfileModel::Name).data().toString(), u"hot"_s);
    QCOMPARE(model.index(0, ProfileModel::Calls).data().toString(), u"1"_s);
    // A share stands behind the hot line.
    QVERIFY(page->editor()->inlineValues().value(7).startsWith(u"◀ "_s));
    QVERIFY(!page->editor()->inlineValues().contains(2));
    // A click goes to the place.
    page->editor()->goTo({1, 1});
    QTest::mouseClick(pane->view()->viewport(), Qt::LeftButton, {},
                      pane->view()->visualRect(model.index(0, ProfileModel::Name)).center());
    QCOMPARE(page->editor()->caretPlace().line, 4);
    QTest::mouseClick(pane->findChild<QWidget *>(u"profileByLine"_s), Qt::LeftButton);
    QCOMPARE(model.index(0, ProfileModel::Place).data().toString().section(u':', 1), u"7"_s);
    QVERIFY(model.index(0, ProfileModel::Name).data().toString().startsWith(u"x = (x * 31"_s));
    pane->view()->setCurrentIndex(model.index(0, 0));
    QTest::keyClick(pane->view(), Qt::Key_Return);
    QCOMPARE(page->editor()->caretPlace().line, 7);
    QCOMPARE(window->runList()->run(pane->run())->options().profile, true);
}

void tst_ProfilePane::nothingToShow()
{
    TestWindow window;
    EditorPage *page = window.newFile("result = 1;");
    ProfilePane *pane = profileOf(window);
    window->panes()->show(u"profile"_s);
    QVERIFY(pane->model()->profile() == nullptr);
    QVERIFY(!pane->view()->isVisible());
    // The button in the empty pane is the way to a profile.
    auto *button = pane->findChild<QAbstractButton *>(u"runWithProfile"_s);
    QVERIFY(button->isVisible());
    QTest::mouseClick(button, Qt::LeftButton);
    QTRY_VERIFY(pane->model()->profile() != nullptr);
    // A run without one: the profile of the run before does not stand for it.
    const quint64 plain = window.run();
    QTRY_VERIFY(window.entry(plain).isOver());
    QTRY_VERIFY(pane->model()->profile() == nullptr);
    QVERIFY(pane->view()->isHidden());
    QVERIFY(page->editor()->inlineValues().isEmpty());
}

void tst_ProfilePane::sharesGoWhenTheTextIsEdited()
{
    TestWindow window;
    EditorPage *page = window.newFile(kHot);
    window->commands()[u"runProfile"_s]->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(!page->editor()->inlineValues().isEmpty(), 20'000);
    page->editor()->goTo({1, 1});
    page->editor()->setFocus();
    window.type(u"x"_s);
    QTRY_VERIFY(page->editor()->inlineValues().isEmpty());
    QVERIFY(profileOf(window)->model()->profile() != nullptr); // the table stays
}

void tst_ProfilePane::phasesInTheOpenedRow()
{
    runs::RunEntry entry;
    entry.status.state = runs::RunState::Succeeded;
    entry.phases.queued = 0.004;
    entry.phases.running = 1.2;
    entry.phases.timer = 0.25;
    entry.phases.compiling = 0.0001;
    QStringList lines;
    for (const runs::DetailLine &line : runs::detailLines(entry)) lines.append(line.text);
    QVERIFY2(lines.contains(u"queued 4 ms · running 1.2 s · asleep 250 ms"_s), qPrintable(lines.join(u'\n')));
}

void tst_ProfilePane::variablesAtTheEnd()
{
    TestWindow window;
    window.newFile("function f() { return 1; }\nb = [1, 2];\na = {x: f()};\n");
    const VariablesPane *pane = variablesOf(window);
    const quint64 run = window.run();
    QTRY_COMPARE(pane->run(), run);
    QTRY_COMPARE(names(*pane), (QStringList{u"b"_s, u"a"_s, u"f"_s})); // values before functions
    const QModelIndex root = pane->model()->index(0, 0);
    const QModelIndex a = pane->model()->index(1, 0, root);
    QCOMPARE(pane->model()->pathAt(a), u"a"_s);
    pane->model()->fetchMore(a);
    QCOMPARE(pane->model()->pathAt(pane->model()->index(0, 0, a)), u"a.x"_s);
    QVERIFY(pane->headText().contains(u"run 1"_s));
}

void tst_ProfilePane::variablesOfCalls()
{
    TestWindow window;
    window.newFile(kFails);
    const VariablesPane *pane = variablesOf(window);
    const quint64 run = window.run();
    QTRY_COMPARE(pane->run(), run);
    QTRY_COMPARE(names(*pane).size(), 2); // the body of the script is a call, too
    QCOMPARE(names(*pane).first(), u"inner"_s);
    const ResultModel *model = pane->model();
    const QModelIndex root = model->index(0, 0);
    const QModelIndex call = model->index(0, 0, root);
    QCOMPARE(call.siblingAtColumn(ResultModel::Type).data().toString(), u"line 4"_s);
    QVERIFY(pane->view()->isExpanded(call)); // the innermost is open
    QCOMPARE(column(*model, ResultModel::Name, call), (QStringList{u"n"_s, u"half"_s}));
    QCOMPARE(model->pathAt(model->index(1, 0, call)), u"half"_s); // headings are no part of a path
    QVERIFY(model->pathAt(call).isEmpty());
    const QModelIndex body = model->index(1, 0, root);
    QCOMPARE(body.siblingAtColumn(ResultModel::Type).data().toString(), u"line 6"_s);
    pane->model()->fetchMore(body);
    QCOMPARE(column(*model, ResultModel::Name, body), (QStringList{u"total"_s, u"inner"_s}));
}

void tst_ProfilePane::variablesOfAPausedRun()
{
    TestWindow window;
    window.newFile("n = 0;\nlist = [7];\nwhile (true) {\n    n = n + 1;\n}\n");
    const VariablesPane *pane = variablesOf(window);
    window->panes()->show(u"variables"_s);
    const quint64 run = window.run();
    QTRY_COMPARE(window.entry(run).look(), theme::RunState::Running);
    QTRY_COMPARE(pane->run(), run);
    QVERIFY(pane->view()->isHidden());
    QVERIFY(pane->emptyText().contains(u"Pause the run to look at its values"_s));
    window->runList()->togglePause(run);
    QTRY_COMPARE(names(*pane), (QStringList{u"n"_s, u"list"_s}));
    QVERIFY(pane->headText().startsWith(u"Paused"_s));
    window->runList()->togglePause(run);
    QTRY_VERIFY(pane->view()->isHidden()); // what it was is no longer what it is
    window->runList()->stop(run);
    QTRY_VERIFY(window.entry(run).isOver());
    QTRY_COMPARE(names(*pane), (QStringList{u"n"_s, u"list"_s}));
}

void tst_ProfilePane::variablesStayOpenFromPauseToPause()
{
    TestWindow window;
    window.newFile("deep = {inner: {list: [1, 2, 3]}, other: [4]};\nn = 0;\nwhile (true) {\n    n = n + 1;\n}\n");
    const VariablesPane *pane = variablesOf(window);
    window->panes()->show(u"variables"_s);
    results::ResultView *view = pane->view();
    const quint64 run = window.run();
    const auto pause = [&] {
        QTRY_COMPARE(window.entry(run).look(), theme::RunState::Running);
        window->runList()->togglePause(run);
        QTRY_VERIFY(!view->isHidden());
    };
    const auto child = [&](const QModelIndex &parent, const QString &name) {
        if (pane->model()->canFetchMore(parent)) pane->model()->fetchMore(parent);
        for (int row = 0; row < pane->model()->rowCount(parent); ++row)
            if (const QModelIndex at = pane->model()->index(row, 0, parent); at.data().toString() == name) return at;
        return QModelIndex();
    };
    pause();
    QModelIndex deep = child(view->rootIndex(), u"deep"_s);
    view->expand(deep);
    view->expand(child(deep, u"inner"_s));
    view->setCurrentIndex(child(child(deep, u"inner"_s), u"list"_s));
    const QString before = child(view->rootIndex(), u"n"_s).siblingAtColumn(1).data().toString();
    window->runList()->togglePause(run);
    QTRY_VERIFY(view->isHidden());
    pause();
    QVERIFY(child(view->rootIndex(), u"n"_s).siblingAtColumn(1).data().toString() != before); // other values
    deep = child(view->rootIndex(), u"deep"_s);
    QVERIFY(view->isExpanded(deep));
    QVERIFY(view->isExpanded(child(deep, u"inner"_s)));
    QVERIFY(!view->isExpanded(child(deep, u"other"_s)));
    QCOMPARE(view->currentIndex().siblingAtColumn(0).data().toString(), u"list"_s);
    view->collapse(deep); // and what was closed stays closed
    window->runList()->togglePause(run);
    QTRY_VERIFY(view->isHidden());
    pause();
    QVERIFY(!view->isExpanded(child(view->rootIndex(), u"deep"_s)));
    window->runList()->stop(run);
    QTRY_VERIFY(window.entry(run).isOver());
}

void tst_ProfilePane::exportsAsTheCommandLineDoes_data()
{
    QTest::addColumn<QString>("command");
    QTest::addColumn<QString>("name");
    QTest::newRow("speedscope") << u"profileSpeedscope"_s << u"p.json"_s;
    QTest::newRow("collapsed stacks") << u"profileStacks"_s << u"p.txt"_s;
}

void tst_ProfilePane::exportsAsTheCommandLineDoes()
{
    QFETCH(QString, command);
    QFETCH(QString, name);
    const QTemporaryDir folder;
    Person person;
    person.files = {folder.filePath(name)};
    TestWindow window;
    window.newFile(kHot);
    QVERIFY(!window->commands()[command]->isEnabled());
    window->commands()[u"runProfile"_s]->trigger();
    ProfilePane *pane = profileOf(window);
    QTRY_VERIFY_WITH_TIMEOUT(pane->model()->profile() != nullptr, 20'000);
    QVERIFY(window->commands()[command]->isEnabled());
    QVERIFY(pane->findChild<QAbstractButton *>(u"profileExport"_s)->isVisible());
    window->commands()[command]->trigger();
    const runs::Profile &profile = *pane->model()->profile();
    const QString script = window.entry(pane->run()).name;
    QTRY_VERIFY(QFile::exists(person.files.first()));
    QCOMPARE(contentOf(person.files.first()),
             name.endsWith(u"json"_s) ? profile.toSpeedscope(script) : profile.toCollapsedStacks());
    person.files = {folder.filePath(u"none/p.json"_s)};
    window->commands()[command]->trigger();
    QTRY_COMPARE(window->editors()->notices()->current(), u"profileExport"_s);
}

/// Values stay readable after Stop.
void tst_ProfilePane::variablesAfterStop()
{
    TestWindow window;
    window.newFile("import async;\ndone = [1, 2];\nfunction wait(limit) {\n    async.sleep(1000);\n}\nwait(9);\n");
    const quint64 run = window.run();
    QTRY_COMPARE(window.entry(run).look(), theme::RunState::Waiting);
    window.press(Qt::Key_F5, Qt::ShiftModifier);
    QTRY_VERIFY(window.entry(run).isOver());
    const VariablesPane *pane = variablesOf(window);
    QTRY_COMPARE(names(*pane).value(0), u"wait"_s);
    const QModelIndex call = pane->model()->index(0, 0, pane->model()->index(0, 0));
    QCOMPARE(column(*pane->model(), ResultModel::Name, call), QStringList{u"limit"_s});
}

QTEST_MAIN(tst_ProfilePane)
#include "tst_profile_pane.moc"
