// SPDX-License-Identifier: GPL-3.0-or-later
// Permissions in the real window: what is asked before a run and while it goes on, what can be taken back, the ledger,
// and runs that do not answer. The numbers are those of the window's rules.
#include "tests/ui/window/hanging_native.h"
#include "tests/ui/window/window_test.h"

#include "engine/capability/broker.h"
#include "ui/output/output_pane.h"
#include "ui/permissions/permission_bar.h"
#include "ui/permissions/permissions_pane.h"
#include "ui/permissions/preflight_bar.h"
#include "ui/permissions/prompts_pane.h"
#include "ui/widgets/notices.h"
#include "ui/window/code_checker.h"
#include "ui/window/copy_as.h"
#include "ui/window/editor_page.h"
#include "ui/window/panes.h"
#include "ui/window/permission_desk.h"
#include "ui/window/run_desk.h"
#include "ui/window/taskbar_progress.h"

#include <QAbstractButton>
#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace latchkey;
using namespace latchkey::window;
using namespace latchkey::window::test;
using permissions::PermissionBar;
using permissions::PreflightBar;
using Look = theme::RunState;

class tst_WindowPermissions : public QObject
{
    Q_OBJECT

private slots:
    void rule36_preflightIsOneDecision();
    void rule36_nothingIsHeldUp();
    void rule36_askAtEachUse();
    void rule36_ticksChooseWhatIsAllowed();
    void rule36_listOfThePaletteRunsWithThem();
    void rule36_questionsOfOneFolderAreOne();
    void rule36_oneBarOpenForARun();
    void rule36_deniedSilentlyIsCounted();
    void rule41_answerIsTakenBackFromTheToast();
    void rule63_callersShowWhatTheyWereGiven();
    void rule63_denialLeadsToTheGrant();
    void rule42_policyIsNamedWithoutAnAnswer();
    void rule43_ledgerAndTighten();
    void rule14_raiseAndRerun();
    void rule23_taskBarShowsTheFrontRun();
    void rule29_leaveItBehind();
    void rule13_copyAs_data();
    void rule13_copyAs();
    void rule13_menusAreComplete();
};

namespace {

constexpr auto kTwoFiles =
    "import file;\na = file.read(\"a.txt\");\nb = file.read(\"notes/b.txt\");\nresult = a + b;\n";

/// A folder with a script and what it reads.
struct Place {
    QTemporaryDir folder;
    QString script;

    explicit Place(const QByteArray &text)
    {
        QDir(folder.path()).mkdir(u"notes"_s);
        makeFile(folder, u"a.txt"_s, "A");
        for (const char *name : {"b", "c", "d", "e"})
            makeFile(folder, u"notes/%1.txt"_s.arg(QLatin1StringView(name)), name);
        script = makeFile(folder, u"asks.ml"_s, text);
    }
};

QAbstractButton *buttonOf(const QWidget *parent, const QString &name)
{
    for (auto *button : parent->findChildren<QAbstractButton *>())
        if (button->objectName() == name || button->text().remove(u'&') == name) return button;
    return nullptr;
}

void click(QWidget *widget)
{
    QTest::mouseClick(widget, Qt::LeftButton);
}

} // namespace

void tst_WindowPermissions::rule36_preflightIsOneDecision()
{
    const Place place(kTwoFiles);
    TestWindow window;
    EditorPage *page = window.open(place.script);
    page->setFocus();
    const int lines = page->editor()->height();
    const quint64 run = window.run();
    QTRY_VERIFY(window->permissionDesk()->barOf(page) != nullptr);
    PreflightBar *bar = window->permissionDesk()->barOf(page);
    QCOMPARE(window.entry(run).look(), Look::WaitingForYou);
    QVERIFY(bar->isVisible());
    QVERIFY(page->editor()->hasFocus());       // rule 33
    QVERIFY(page->editor()->height() < lines); // in the layout, over nothing
    QCOMPARE(bar->request().wishes.size(), 2);
    QCOMPARE(window->promptsPane()->model()->rowCount(), 1);
    QVERIFY(bar->isDead());
    click(buttonOf(bar, u"allowListed"_s)); // in its first moment: nothing
    QCOMPARE(window.entry(run).look(), Look::WaitingForYou);
    window.type(u"x"_s); // goes to the text
    QCOMPARE(page->editor()->utf8().first(1), "x");
    QTRY_VERIFY(!bar->isDead());
    window.press(Qt::Key_P, Qt::AltModifier);
    QVERIFY(bar->hasFocus());
    window.press(Qt::Key_Tab);
    QCOMPARE(QApplication::focusWidget()->objectName(), u"allowListed"_s);
    window.press(Qt::Key_Return);
    QTRY_VERIFY(window.entry(run).isOver());
    QVERIFY2(window.entry(run).success, qPrintable(window.entry(run).errorMessage));
    QVERIFY(window->permissionDesk()->barOf(page) == nullptr);
    QVERIFY(page->editor()->hasFocus());
    QCOMPARE(window->promptsPane()->model()->rowCount(), 0);
    for (const runs::CapabilityUse &use : window->runList()->run(run)->result().capabilities) QCOMPARE(use.asked, 1);
}

void tst_WindowPermissions::rule36_nothingIsHeldUp()
{
    TestWindow window;
    EditorPage *page = window.newFile("result = 1;\n");
    const quint64 run = window.run();
    QTRY_VERIFY(window.entry(run).isOver());
    QVERIFY(window.entry(run).success);
    QVERIFY(window->permissionDesk()->barOf(page) == nullptr);
    QCOMPARE(page->notices()->count(), 0);
}

void tst_WindowPermissions::rule36_askAtEachUse()
{
    const Place place(kTwoFiles);
    TestWindow window;
    EditorPage *page = window.open(place.script);
    page->setFocus();
    const quint64 run = window.run();
    QTRY_VERIFY(window->permissionDesk()->barOf(page) != nullptr);
    PreflightBar *bar = window->permissionDesk()->barOf(page);
    QTRY_VERIFY(!bar->isDead());
    click(buttonOf(bar, u"askAtUse"_s));
    QTRY_VERIFY(window->desk()->barOf(page) != nullptr);
    QCOMPARE(window->desk()->barOf(page)->request().line, 2);
    window->desk()->stopFront();
    QTRY_VERIFY(window.entry(run).isOver());
    // From now on it is not listed beforehand.
    const quint64 next = window.run();
    QTRY_VERIFY(window->desk()->barOf(page) != nullptr);
    QVERIFY(window->permissionDesk()->barOf(page) == nullptr);
    window->desk()->stopFront();
    QTRY_VERIFY(window.entry(next).isOver());
}

void tst_WindowPermissions::rule36_ticksChooseWhatIsAllowed()
{
    const Place place(kTwoFiles);
    TestWindow window;
    EditorPage *page = window.open(place.script);
    page->setFocus();
    const quint64 run = window.run();
    QTRY_VERIFY(window->permissionDesk()->barOf(page) != nullptr);
    PreflightBar *bar = window->permissionDesk()->barOf(page);
    QTRY_VERIFY(!bar->isDead());
    auto *second = bar->findChild<QCheckBox *>(u"wish1"_s);
    QVERIFY(second != nullptr && second->isChecked());
    QTest::mouseClick(second, Qt::LeftButton, {}, QPoint(8, second->height() / 2));
    QCOMPARE(bar->ticked(), QList<int>{0});
    QVERIFY(buttonOf(bar, u"allowListed"_s)->text().contains(u"one"_s));
    click(buttonOf(bar, u"allowListed"_s));
    QTRY_VERIFY(window->desk()->barOf(page) != nullptr); // the other one, at its line
    QCOMPARE(window->desk()->barOf(page)->request().line, 3);
    window->desk()->stopFront();
    QTRY_VERIFY(window.entry(run).isOver());
}

void tst_WindowPermissions::rule36_listOfThePaletteRunsWithThem()
{
    const Place place(kTwoFiles);
    TestWindow window;
    EditorPage *page = window.open(place.script);
    page->setFocus();
    QTRY_COMPARE(window->desk()->checkerOf(page)->wishes().size(), 2);
    window->commands()[u"showAsks"_s]->trigger();
    window.press(Qt::Key_Return); // the first entry
    QTRY_VERIFY(window->runList()->frontRun() != 0);
    const quint64 run = window->runList()->frontRun();
    QTRY_VERIFY(window.entry(run).isOver());
    QVERIFY2(window.entry(run).success, qPrintable(window.entry(run).errorMessage));
    QVERIFY(page->setup.grants.isEmpty()); // for that run only
}

void tst_WindowPermissions::rule36_questionsOfOneFolderAreOne()
{
    const Place place("import file;\nimport async;\nfunction get(n) { return file.read(\"notes/\" + n + \".txt\"); }\n"
                      "tasks = [];\nfor (n in [\"b\", \"c\", \"d\", \"e\"]) { tasks.append(async.spawn(get, n)); }\n"
                      "result = async.gather(tasks);\n");
    TestWindow window;
    EditorPage *page = window.open(place.script);
    page->setFocus();
    const quint64 run = window.run();
    QTRY_VERIFY(window->desk()->barOf(page) != nullptr);
    PermissionBar *bar = window->desk()->barOf(page);
    QTRY_COMPARE(bar->others().size(), 3);
    QCOMPARE(window->promptsPane()->model()->rowCount(), 1);
    QVERIFY(bar->accessibleDescription().contains(u"and 3 more files in notes/"_s));
    QTRY_VERIFY(!bar->isDead());
    QCOMPARE(buttonOf(bar, u"allowOnce"_s)->text().remove(u'&'), u"Allow these 4 once"_s);
    click(buttonOf(bar, u"allowOnce"_s));
    QTRY_VERIFY(window.entry(run).isOver());
    QVERIFY2(window.entry(run).success, qPrintable(window.entry(run).errorMessage));
    QCOMPARE(window->runList()->run(run)->result().value.toJson(), "[\"b\", \"c\", \"d\", \"e\"]");
    QVERIFY(window->runList()->questions().isEmpty());
}

void tst_WindowPermissions::rule36_oneBarOpenForARun()
{
    const Place place(
        "import file;\nimport env;\nimport async;\nfunction one(p) { try { file.read(p); } except (e) { } }\n"
        "function two(p) { env.get(p); }\n"
        "a = async.spawn(one, \"a.txt\");\nb = async.spawn(one, \"notes/b.txt\");\n"
        "c = async.spawn(two, \"HOME\");\nasync.gather([a, b, c]);\n");
    TestWindow window;
    EditorPage *page = window.open(place.script);
    page->setFocus();
    const quint64 run = window.run();
    QTRY_COMPARE(window->runList()->questions().size(), 3);
    QTRY_VERIFY(window->desk()->barOf(page) != nullptr);
    QCOMPARE(page->findChildren<PermissionBar *>().size(), 1);
    PermissionBar *bar = window->desk()->barOf(page);
    QTRY_VERIFY(bar->accessibleDescription().contains(u"+2 more"_s));
    QCOMPARE(window->promptsPane()->model()->rowCount(), 3);
    QTRY_VERIFY(!bar->isDead());
    click(buttonOf(bar, u"deny"_s));
    QTRY_VERIFY(window->desk()->barOf(page) != nullptr && window->desk()->barOf(page) != bar);
    window->desk()->stopFront();
    QTRY_VERIFY(window.entry(run).isOver());
}

void tst_WindowPermissions::rule36_deniedSilentlyIsCounted()
{
    const Place place("import file;\nimport async;\nfunction get(p) { return file.read(p); }\n"
                      "for (i in range(30)) { try { get(\"a.txt\"); } except (e) { } }\nasync.sleep(30);\n");
    TestWindow window;
    EditorPage *page = window.open(place.script);
    page->setFocus();
    const quint64 run = window.run();
    for (int i = 0; i < 2; ++i) {
        QTRY_VERIFY(window->desk()->barOf(page) != nullptr);
        const QPointer<PermissionBar> bar = window->desk()->barOf(page);
        QTRY_VERIFY(!bar->isDead());
        click(buttonOf(bar, u"deny"_s));
        QTRY_VERIFY(bar.isNull());
    }
    QTRY_COMPARE(window.entry(run).status.denied, 30);
    QVERIFY(window->runList()->questions().isEmpty());
    window->desk()->stopFront();
    QTRY_VERIFY(window.entry(run).isOver());
}

void tst_WindowPermissions::rule41_answerIsTakenBackFromTheToast()
{
    const Place place("import file;\nimport async;\nfunction get(p) { return file.read(p); }\nget(\"a.txt\");\n"
                      "input(\"go on?\");\nget(\"a.txt\");\n");
    TestWindow window;
    EditorPage *page = window.open(place.script);
    page->setFocus();
    const quint64 run = window.run();
    QTRY_VERIFY(window->desk()->barOf(page) != nullptr);
    QTRY_VERIFY(!window->desk()->barOf(page)->isDead());
    click(buttonOf(window->desk()->barOf(page), u"allowForRun"_s));
    widgets::UndoToast *toast = nullptr;
    QTRY_VERIFY((toast = window->findChild<widgets::UndoToast *>()) && toast->isVisible());
    const runs::RunPtr handle = window->runList()->run(run);
    QTRY_COMPARE(handle->grants().size(), 1);
    QTRY_VERIFY(handle->status().inputRequest > 0); // the first use is done
    click(toast->findChild<QAbstractButton *>());
    QTRY_COMPARE(handle->grants().size(), 0);
    window->runList()->answerInput(run, u"on"_s);
    QTRY_VERIFY(window->desk()->barOf(page) != nullptr); // asked again at the next use
    window->desk()->stopFront();
    QTRY_VERIFY(window.entry(run).isOver());
}

void tst_WindowPermissions::rule63_callersShowWhatTheyWereGiven()
{
    TestWindow window;
    window.newFile("import collections;\n"
                   "function value(row, limit) {\n    return row.value / limit;\n}\n"
                   "function all(rows, limit) {\n"
                   "    return collections.map(rows, fn(row) => value(row, limit));\n}\n"
                   "result = all([{value: 4}], 0);\n");
    const quint64 run = window.run();
    QTRY_VERIFY(window.entry(run).isOver());
    QTRY_VERIFY2(window.output().contains(u"in value(row: {value: 4}, limit: 0)"_s), qPrintable(window.output()));
    const QString report = window.output();
    QVERIFY2(report.contains(u":6:45 in fn(row: {value: 4})"_s), qPrintable(report));
    QVERIFY2(report.contains(u":6:23 in all(rows: [{value: 4}], limit: 0)"_s), qPrintable(report));
    QVERIFY2(report.contains(u"called from untitled-1:8:10\n"_s), qPrintable(report));
}

// The least that would have been enough is named, and one way leads from the error to granting it.
void tst_WindowPermissions::rule63_denialLeadsToTheGrant()
{
    const Place place("import file;\nname = \"a\" + \".txt\";\nresult = file.read(name);\n");
    TestWindow window;
    EditorPage *page = window.open(place.script);
    page->setFocus();
    const quint64 run = window.run();
    QTRY_COMPARE(window->runList()->questions().size(), 1); // the state is told a moment before the question
    const runs::PermissionRequest question = window->runList()->questions().first();
    window->runList()->answer(run, question.id, runs::PermissionAnswer::DenyOnce, {});
    QTRY_VERIFY(window.entry(run).isOver());
    const QString sentence = u"A grant of file.read:./a.txt would have been enough."_s;
    QTRY_VERIFY2(window.output().contains(sentence), qPrintable(window.output()));
    QVERIFY2(!window.output().contains(u"--grant"_s), qPrintable(window.output()));

    output::OutputView *view = window->outputPane()->view();
    view->setFocus();
    window.press(Qt::Key_End, Qt::ControlModifier);
    for (int up = 0; up < 10 && !view->rowText(view->caret().row).contains(sentence); ++up) window.press(Qt::Key_Up);
    window.press(Qt::Key_Return);
    QVERIFY(window->panes()->isShown(u"permissions"_s));
    auto *list = window->findChild<QAbstractItemView *>(u"usesView"_s);
    QTRY_VERIFY(list->hasFocus() && list->currentIndex().isValid());
    auto *allow = window->findChild<QAbstractButton *>(u"revokeButton"_s);
    QVERIFY(allow->isVisible() && allow->isEnabled());
    click(allow);
    QCOMPARE(page->setup.grants, QStringList{u"file.read:./a.txt"_s});
    page->setFocus();
    const quint64 again = window.run();
    QTRY_VERIFY(window.entry(again).isOver());
    QVERIFY2(window.entry(again).success, qPrintable(window.entry(again).errorMessage));
    auto *toast = window->findChild<widgets::UndoToast *>();
    QVERIFY(toast != nullptr && toast->isVisible());
    click(toast->findChild<QAbstractButton *>());
    QVERIFY(page->setup.grants.isEmpty());
}

void tst_WindowPermissions::rule42_policyIsNamedWithoutAnAnswer()
{
    const Place place("import file;\ntry { file.read(\"a.txt\"); } except (e) { print(e.hint); }\n");
    const QString policy = makeFile(place.folder, u"strict.json"_s, R"({"deny": ["file.read"]})");
    TestWindow window;
    window->engine().broker().setPolicies({capability::Policy::load(policy)});
    EditorPage *page = window.open(place.script);
    page->setFocus();
    const quint64 run = window.run();
    QTRY_VERIFY(window.entry(run).isOver());
    QVERIFY(window->runList()->questions().isEmpty());
    QTRY_COMPARE(page->notices()->current(), u"policy"_s);
    QVERIFY(buttonOf(page->notices(), u"Allow"_s) == nullptr);
    click(buttonOf(page->notices(), u"Show the ledger"_s));
    QVERIFY(window->panes()->isShown(u"permissions"_s));
    const permissions::PermissionRowsModel *model = window->permissionsPane()->model();
    QTRY_COMPARE(model->rowCount(), 1);
    QCOMPARE(model->section(), permissions::Section::Ledger);
    QVERIFY(model->rowAt(0)->toolTip.contains(u"strict.json"_s));
}

void tst_WindowPermissions::rule43_ledgerAndTighten()
{
    const Place place("import file;\nx = file.read(\"a.txt\") + file.read(\"a.txt\");\n");
    TestWindow window;
    EditorPage *page = window.open(place.script);
    page->setFocus();
    page->setup.grants = QStringList{u"file.read"_s, u"env.read"_s};
    const quint64 run = window.run();
    QTRY_VERIFY(window.entry(run).isOver());
    window->commands()[u"ledger"_s]->trigger();
    const permissions::PermissionRowsModel *model = window->permissionsPane()->model();
    QTRY_COMPARE(model->rowCount(), 1);
    QCOMPARE(model->rowAt(0)->cells.value(0), u"file.read"_s);
    QCOMPARE(model->rowAt(0)->cells.value(5), u"2"_s);         // uses
    QVERIFY(model->rowAt(0)->cells.value(6).startsWith(u'2')); // bytes
    QAbstractButton *tighten = buttonOf(window->permissionsPane(), u"tightenButton"_s);
    QVERIFY(tighten != nullptr && tighten->isVisible() && tighten->isEnabled());
    click(tighten);
    QCOMPARE(page->setup.grants, QStringList{u"file.read:./a.txt"_s});
    const auto *toast = window->findChild<widgets::UndoToast *>();
    QVERIFY(toast != nullptr && toast->isVisible());
    // The same run needs nothing more.
    page->setFocus();
    const quint64 again = window.run();
    QTRY_VERIFY(window.entry(again).isOver());
    QVERIFY(window.entry(again).success);
    click(toast->findChild<QAbstractButton *>());
    QCOMPARE(page->setup.grants, (QStringList{u"file.read"_s, u"env.read"_s}));
}

void tst_WindowPermissions::rule14_raiseAndRerun()
{
    TestWindow window;
    EditorPage *page = window.newFile("import async;\nasync.sleep(0.6);\nresult = 1;\n");
    page->setup.limits = settings::Limits{0.4, qint64(64) << 20};
    const quint64 run = window.run();
    QTRY_COMPARE(window.entry(run).look(), Look::TimedOut);
    QTRY_COMPARE(page->notices()->current(), u"limit"_s);
    QAbstractButton *raise = nullptr;
    for (auto *button : page->notices()->findChildren<QAbstractButton *>())
        if (button->text().contains(u"rerun"_s)) raise = button;
    QVERIFY(raise != nullptr);
    click(raise);
    QTRY_VERIFY(window->runList()->frontRun() != run);
    const quint64 again = window->runList()->frontRun();
    QTRY_VERIFY(window.entry(again).isOver());
    QVERIFY2(window.entry(again).success, qPrintable(window.entry(again).errorMessage));
    QCOMPARE(page->setup.limits->seconds, 0.8);
    QVERIFY(page->notices()->current().isEmpty());
}

void tst_WindowPermissions::rule23_taskBarShowsTheFrontRun()
{
    TestWindow window;
    TaskbarProgress bar(window->runList());
    QList<QVariantMap> told;
    bar.setSend([&told](const QVariantMap &state) { told.append(state); });
    window.newFile("import progress;\nimport async;\nprogress.report(1, 4, \"files\");\nasync.sleep(30);\n");
    const quint64 run = window.run();
    QTRY_VERIFY(!told.isEmpty() && told.last()[u"progress-visible"_s].toBool());
    QCOMPARE(told.last()[u"progress"_s].toDouble(), 0.25);
    QCOMPARE(told.last()[u"count-visible"_s].toBool(), false);
    window->desk()->stopFront();
    QTRY_VERIFY(window.entry(run).isOver());
    QTRY_VERIFY(!told.last()[u"progress-visible"_s].toBool());
}

void tst_WindowPermissions::rule29_leaveItBehind()
{
    const HangingNative hanging;
    {
        TestWindow window;
        EditorPage *page = window.newFile("import crypto;\ncrypto.uuid();\n");
        const quint64 run = window.run();
        QTRY_COMPARE(window.entry(run).status.state, runs::RunState::Running);
        window->desk()->stopFront();
        QCOMPARE(window.entry(run).look(), Look::Stopping);
        QTRY_COMPARE_WITH_TIMEOUT(page->notices()->current(), u"notAnswering"_s, 6000);
        click(buttonOf(page->notices(), u"Leave it behind"_s));
        QTRY_VERIFY(window.entry(run).isOver());
        QCOMPARE(window.entry(run).look(), Look::Stopped);
        QVERIFY(page->notices()->current().isEmpty());
        // The window goes on, with as many runs at once as before.
        EditorPage *next = window.newFile("result = 1;\n");
        QVERIFY(next != nullptr);
        const quint64 other = window.run();
        QTRY_VERIFY(window.entry(other).isOver());
        QVERIFY(window.entry(other).success);
        HangingNative::letGo();
    }
}

// ---- copying --------------------------------------------------------------------------------------------------------

void tst_WindowPermissions::rule13_copyAs_data()
{
    QTest::addColumn<QByteArray>("code");
    QTest::addColumn<QByteArray>("inputs");
    QTest::addColumn<bool>("isSaved");
    QTest::newRow("plain") << QByteArray("result = 1;\n") << QByteArray() << true;
    QTest::newRow("never saved") << QByteArray("result = 1;\n") << QByteArray() << false;
    QTest::newRow("quotes and lines") << QByteArray("x = \"it's\";\n// \\ $HOME `id` \"\n")
                                      << QByteArray("{\"name\": \"O'Neil $(id)\", \"on\": true, \"none\": null}")
                                      << false;
    QTest::newRow("digits are kept") << QByteArray("result = n;\n") << QByteArray("{\"n\": 12345678901234567890123}")
                                     << true;
}

void tst_WindowPermissions::rule13_copyAs()
{
    QFETCH(QByteArray, code);
    QFETCH(QByteArray, inputs);
    QFETCH(bool, isSaved);
    runs::Script script;
    script.source = code;
    script.path = isSaved ? u"/home/ada/it's here/report.ml"_s : QString();
    runs::RunOptions options;
    options.contextText = inputs;
    options.timeoutSeconds = 2.5;
    options.memoryLimit = qint64(64) << 20;
    options.grants = {u"file.read:./o'clock.txt"_s};
    const QString command = copiedRun(CopyForm::CommandLine, script, options);
    const auto wordsOf = [](const QString &line) { // as the shell takes them
        QProcess shell;
        shell.start(u"/bin/sh"_s,
                    {u"-c"_s, u"latchkey() { printf '%s\\0' \"$@\"; }; curl() { latchkey \"$@\"; }; "_s + line});
        shell.waitForFinished();
        QList<QByteArray> words = shell.readAllStandardOutput().split('\0');
        words.removeLast();
        return words;
    };
    QList<QByteArray> expected{"run"};
    if (isSaved) expected << script.path.toUtf8();
    else expected << "-e" << code;
    expected << "--timeout" << "2.5" << "--memory" << "64";
    if (!inputs.isEmpty()) expected << "--context" << inputs;
    expected << "--grant" << "file.read:./o'clock.txt";
    QCOMPARE(wordsOf(command), expected);

    const auto isRequest = [&](const QByteArray &text, bool withGrants) {
        const QJsonObject body = QJsonDocument::fromJson(text).object();
        QCOMPARE(body[u"code"_s].toString().toUtf8(), code);
        QCOMPARE(body[u"timeout"_s].toDouble(), 2.5);
        QCOMPARE(body.contains(u"context"_s), !inputs.isEmpty());
        if (!inputs.isEmpty()) QVERIFY(text.contains(inputs)); // to the digit
        QCOMPARE(body.contains(u"capabilities"_s), withGrants);
        if (withGrants) QCOMPARE(body[u"capabilities"_s].toArray().at(0).toString(), options.grants.first());
    };
    const QByteArray bare = copiedRun(CopyForm::Json, script, options).toUtf8();
    isRequest(bare, true);
    const QList<QByteArray> curl = wordsOf(copiedRun(CopyForm::Curl, script, options));
    QVERIFY(curl.contains("http://127.0.0.1:8000/execute"));
    QCOMPARE(curl.last(), bare);
    const QByteArray message = copiedRun(CopyForm::WebSocket, script, options).toUtf8();
    isRequest(message, false);
    QVERIFY(!QJsonDocument::fromJson(message)[u"request_id"_s].toString().isEmpty());

    const QString celery = copiedRun(CopyForm::Celery, script, options);
    QVERIFY(celery.startsWith(u"app.send_task(\"latchkey.execute\", kwargs={\"ml_code\": \""_s));
    if (QStandardPaths::findExecutable(u"python3"_s).isEmpty()) QSKIP("no Python here");
    QProcess python;
    python.start(u"python3"_s, {u"-c"_s, u"import json\nclass app:\n  def send_task(name, kwargs): "
                                         "print(json.dumps([name, kwargs]))\n"_s +
                                             celery});
    QVERIFY(python.waitForFinished());
    const QJsonArray sent = QJsonDocument::fromJson(python.readAllStandardOutput()).array();
    QCOMPARE(sent.at(0).toString(), u"latchkey.execute"_s);
    QCOMPARE(sent.at(1)[u"ml_code"_s].toString().toUtf8(), code);
    QCOMPARE(sent.at(1)[u"capabilities"_s].toArray().at(0).toString(), options.grants.first());
    QCOMPARE(sent.at(1)[u"timeout"_s].toDouble(), 2.5);
    if (!inputs.isEmpty())
        QCOMPARE(sent.at(1)[u"context"_s].toObject().keys(), QJsonDocument::fromJson(inputs).object().keys());
}

void tst_WindowPermissions::rule13_menusAreComplete()
{
    TestWindow window;
    window.newFile("result = 1;\n");
    for (const char *id :
         {"run",      "runSelection", "runFresh",   "callFunction",    "batch",          "runInputs",     "stop",
          "stopAll",  "pause",        "rerun",      "copyCommandLine", "copyCurl",       "copyWebSocket", "copyCelery",
          "copyJson", "showAsks",     "fileGrants", "remembered",      "denyEverything", "ledger",        "tighten"}) {
        const QString name = QLatin1StringView(id);
        QVERIFY2(window->commands().all().contains(window->commands()[name]), id);
    }
    window->commands()[u"copyJson"_s]->trigger();
    QCOMPARE(QJsonDocument::fromJson(QApplication::clipboard()->text().toUtf8())[u"code"_s].toString(),
             u"result = 1;\n"_s);
}

QTEST_MAIN(tst_WindowPermissions)
#include "tst_window_permissions.moc"
