// SPDX-License-Identifier: GPL-3.0-or-later
//
// Ways to run: a function with arguments, everything that changed, a configuration.
#include "tests/ui/window/window_test.h"
#include "ui/window/call_panel.h"
#include "ui/window/run_desk.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QLineEdit>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace latchkey;
using namespace latchkey::window;
using namespace latchkey::window::test;

namespace {

const QByteArray kFunctions = "function add(a, b: number) {\n    return a + b;\n}\n\nfunction hello() {\n    return "
                              "\"hi\";\n}\n";

/// Opens the form for the page in front and waits for its functions.
CallPanel *openPanel(TestWindow &window, int functions)
{
    window->commands()[u"callFunction"_s]->trigger();
    auto *panel = window->findChild<CallPanel *>();
    const auto isReady = [&] { return panel != nullptr && panel->functions()->count() == functions; };
    if (!QTest::qWaitFor(isReady)) qWarning("the functions were not found");
    return panel;
}

} // namespace

class tst_Running : public QObject
{
    Q_OBJECT

private slots:
    void callsAFunction();
    void formChecksWhatIsTyped_data();
    void formChecksWhatIsTyped();
    void functionWithoutParameters();
    void functionAtTheCaretIsChosen();
    void formRemembersWhatWasTyped();
    void textWithoutFunctions();
    void escapeGivesTheFocusBack();
    void runsAllThatChanged();
};

void tst_Running::callsAFunction()
{
    TestWindow window;
    window.newFile(kFunctions);
    CallPanel *panel = openPanel(window, 2);
    QTRY_VERIFY(panel->fields().size() == 2 && panel->fields().first()->hasFocus());
    auto *button = panel->findChild<QAbstractButton *>(u"callButton"_s);
    QVERIFY(!button->isEnabled());
    QTest::keyClicks(panel->fields()[0], u"40"_s);
    QTest::keyClicks(panel->fields()[1], u"2.5"_s);
    QVERIFY(button->isEnabled());
    QTest::keyClick(panel->fields()[1], Qt::Key_Return);
    QVERIFY(!panel->isVisible());
    const quint64 run = window->runList()->frontRun();
    QTRY_VERIFY(window.entry(run).isOver());
    QVERIFY(window.entry(run).success);
    QCOMPARE(window->runList()->run(run)->result().value.toJson(), "42.5");
}

void tst_Running::formChecksWhatIsTyped_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<bool>("good");
    QTest::newRow("number") << u"1"_s << true;
    QTest::newRow("object of the language") << u"{a: [1, -2]}"_s << true;
    QTest::newRow("JSON") << u"{\"a\": null}"_s << true;
    QTest::newRow("a name") << u"abc"_s << false;
    QTest::newRow("an expression") << u"1 + 1"_s << false;
    QTest::newRow("half of a text") << u"\"abc"_s << false;
}

void tst_Running::formChecksWhatIsTyped()
{
    QFETCH(QString, typed);
    QFETCH(bool, good);
    TestWindow window;
    window.newFile("function f(x) { return x; }");
    CallPanel *panel = openPanel(window, 1);
    QTRY_COMPARE(panel->fields().size(), 1);
    QTest::keyClicks(panel->fields()[0], typed);
    QCOMPARE(panel->fault().isEmpty(), good);
    QCOMPARE(panel->arguments().isEmpty(), !good);
    QCOMPARE(panel->findChild<QAbstractButton *>(u"callButton"_s)->isEnabled(), good);
    if (!good) QVERIFY(panel->fault().startsWith(u"x: "_s));
}

void tst_Running::functionWithoutParameters()
{
    TestWindow window;
    window.newFile(kFunctions);
    CallPanel *panel = openPanel(window, 2);
    panel->functions()->setCurrentIndex(1);
    QVERIFY(panel->fields().isEmpty());
    QTest::mouseClick(panel->findChild<QAbstractButton *>(u"callButton"_s), Qt::LeftButton);
    const quint64 run = window->runList()->frontRun();
    QTRY_VERIFY(window.entry(run).isOver());
    QCOMPARE(window->runList()->run(run)->result().value.toJson(), "\"hi\"");
}

void tst_Running::functionAtTheCaretIsChosen()
{
    TestWindow window;
    window.newFile(kFunctions)->editor()->goTo({6, 1});
    QCOMPARE(openPanel(window, 2)->functions()->currentIndex(), 1);
}

void tst_Running::formRemembersWhatWasTyped()
{
    TestWindow window;
    window.newFile("function f(x) { return x; }");
    CallPanel *panel = openPanel(window, 1);
    QTRY_COMPARE(panel->fields().size(), 1);
    QTest::keyClicks(panel->fields()[0], u"7"_s);
    QTest::keyClick(panel->fields()[0], Qt::Key_Return);
    openPanel(window, 1);
    QTRY_VERIFY(panel->fields().size() == 1 && panel->fields()[0]->text() == u"7"_s);
}

void tst_Running::textWithoutFunctions()
{
    TestWindow window;
    window.newFile("result = 1;");
    CallPanel *panel = openPanel(window, 0);
    QVERIFY(panel->isVisible());
    QVERIFY(panel->findChild<QWidget *>(u"callNone"_s)->isVisible());
    QVERIFY(!panel->findChild<QAbstractButton *>(u"callButton"_s)->isEnabled());
}

void tst_Running::escapeGivesTheFocusBack()
{
    TestWindow window;
    window.newFile(kFunctions);
    CallPanel *panel = openPanel(window, 2);
    QTRY_VERIFY(!panel->fields().isEmpty() && panel->fields().first()->hasFocus());
    window.press(Qt::Key_Escape);
    QVERIFY(!panel->isVisible());
    QTRY_VERIFY(window.page()->editor()->hasFocus());
}

void tst_Running::runsAllThatChanged()
{
    TestWindow window;
    EditorPage *first = window.newFile("result = 1;");
    window.newFile("result = 2;");
    QCOMPARE(window->desk()->runChanged(), 2); // neither has run
    QTRY_COMPARE(window->runList()->liveCount(), 0);
    QCOMPARE(window->desk()->runChanged(), 0);
    first->editor()->replaceText("result = 3;");
    QCOMPARE(window->desk()->runChanged(), 1);
    QTRY_COMPARE(window->runList()->liveCount(), 0);
    QCOMPARE(window->desk()->runChanged(), 0);
}

QTEST_MAIN(tst_Running)
#include "tst_running.moc"
