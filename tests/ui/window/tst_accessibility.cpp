// SPDX-License-Identifier: GPL-3.0-or-later
//
// The window for those who do not see it, do not use a mouse, or read from right to left: every control of every pane,
// panel and dialog has a name and a role, is reached by keys, and is not cut.
#include "tests/ui/window/window_test.h"

#include "ui/batch/batch_window.h"
#include "ui/history/comparison_page.h"
#include "ui/history/history_pane.h"
#include "ui/settings/settings_page.h"
#include "ui/settings/shortcut_page.h"
#include "ui/theme/theme.h"
#include "ui/window/history_desk.h"
#include "ui/window/panes.h"
#include "ui/window/settings_desk.h"
#include "ui/window/tool_bar.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAbstractSpinBox>
#include <QAccessible>
#include <QComboBox>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMenuBar>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace latchkey;
using namespace latchkey::window;
using namespace latchkey::window::test;

class tst_Accessibility : public QObject
{
    Q_OBJECT

private slots:
    void cleanup() { QApplication::setLayoutDirection(Qt::LeftToRight); }
    void everyControlHasNameAndRole_data();
    void everyControlHasNameAndRole();
    void comparisonHasNamesToo();
    void batchHasNamesAndKeysToo();
    void keysReachEveryControl_data();
    void keysReachEveryControl();
    void tabFollowsWhatIsSeen();
    void editorIsNoTrap();
    void stateOfTheFrontRunIsAnnounced();
    void nothingIsCut_data();
    void nothingIsCut();
    void codeStaysLeftToRight();
};

namespace {

const QStringList kPanes{u"output"_s,  u"problems"_s,  u"runs"_s,  u"prompts"_s,     u"session"_s, u"result"_s,
                         u"table"_s,   u"plot"_s,      u"raw"_s,   u"permissions"_s, u"help"_s,    u"history"_s,
                         u"profile"_s, u"variables"_s, u"files"_s, u"outline"_s,     u"search"_s};
const QStringList kPanels{u"palette"_s,  u"runInputs"_s, u"fileGrants"_s, u"showAsks"_s, u"remembered"_s,
                          u"settings"_s, u"shortcuts"_s, u"about"_s,      u"replace"_s};

// Parts of a control: arrows of a scroll bar, the field in a combo box, the viewport of a view.
bool isInside(const QWidget *widget)
{
    const QWidget *parent = widget->parentWidget();
    return widget->objectName().startsWith(u"qt_"_s) || widget->inherits("QHeaderView") ||
           (parent != nullptr &&
            (qobject_cast<const QComboBox *>(parent) || qobject_cast<const QLineEdit *>(parent) ||
             qobject_cast<const QAbstractSpinBox *>(parent) || qobject_cast<const QTabBar *>(parent) ||
             parent->inherits("QComboBoxPrivateContainer")));
}

bool isControl(const QWidget *widget)
{
    return qobject_cast<const QAbstractButton *>(widget) || qobject_cast<const QLineEdit *>(widget) ||
           qobject_cast<const QAbstractItemView *>(widget) || qobject_cast<const QTabBar *>(widget) ||
           qobject_cast<const QComboBox *>(widget) || qobject_cast<const QMenuBar *>(widget) ||
           (widget->focusPolicy() & Qt::TabFocus) != 0;
}

QString describe(const QWidget *widget)
{
    QString path = u"%1 '%2'"_s.arg(QString::fromLatin1(widget->metaObject()->className()), widget->objectName());
    for (const QWidget *parent = widget->parentWidget(); parent != nullptr; parent = parent->parentWidget())
        if (!parent->objectName().isEmpty()) return path + u" in '"_s + parent->objectName() + u'\'';
    return path;
}

QStringList withoutNameOrRole(const QWidget *window, int *seen)
{
    QStringList faults;
    for (QWidget *widget : window->findChildren<QWidget *>()) {
        if (!isControl(widget) || !widget->isVisible() || isInside(widget)) continue;
        ++*seen;
        QAccessibleInterface *spoken = QAccessible::queryAccessibleInterface(widget);
        if (spoken == nullptr) faults << describe(widget) + u": no interface"_s;
        else if (spoken->text(QAccessible::Name).trimmed().isEmpty()) faults << describe(widget) + u": no name"_s;
        else if (spoken->role() == QAccessible::NoRole || spoken->role() == QAccessible::Client)
            faults << describe(widget) + u": no role"_s;
    }
    return faults;
}

// Everything in sight of one kind of pane or panel.
void show(TestWindow &window, const QString &what)
{
    if (kPanes.contains(what)) window->panes()->show(what);
    else if (!what.isEmpty()) window->commands()[what]->trigger();
}

void addRows(const QStringList &names)
{
    QTest::addColumn<QString>("what");
    QTest::newRow("nothing but the editor") << QString();
    for (const QString &name : names) QTest::newRow(qPrintable(name)) << name;
}

} // namespace

void tst_Accessibility::everyControlHasNameAndRole_data()
{
    addRows(kPanes + kPanels);
    QTest::newRow("welcome") << u"welcome"_s;
}

void tst_Accessibility::everyControlHasNameAndRole()
{
    QFETCH(QString, what);
    TestWindow window;
    if (what != u"welcome") {
        window.newFile(
            "total = 0;\nfor (i in range(3)) { total = total + i; }\nprint(total);\nresult = [{a: 1}, {a: 2}];\n");
        const quint64 run = window.run();
        QTRY_VERIFY(window.entry(run).isOver());
        show(window, what);
    }
    int seen = 0;
    const QStringList faults = withoutNameOrRole(&*window, &seen);
    QVERIFY2(faults.isEmpty(), qPrintable(faults.join(u'\n')));
    QVERIFY2(seen > 15, qPrintable(QString::number(seen)));
}

void tst_Accessibility::comparisonHasNamesToo()
{
    TestWindow window;
    EditorPage *page = window.newFile("print(1);\nresult = [{a: 1}];\n");
    const quint64 first = window.run();
    QTRY_VERIFY(window.entry(first).isOver());
    page->editor()->replaceText("print(2);\nresult = [{a: 2}];\n");
    page->editor()->setFocus();
    const quint64 second = window.run();
    QTRY_VERIFY(window.entry(second).isOver());
    window->panes()->show(u"history"_s);
    QTRY_COMPARE(window->historyPane()->model()->rowCount(), 2); // both are written
    window->findChild<HistoryDesk *>()->compareWithPrevious(second);
    QTRY_VERIFY(window->historyPane()->isPageShown() && window->historyPane()->comparison()->isVisible());
    int seen = 0;
    const QStringList faults = withoutNameOrRole(&*window, &seen);
    QVERIFY2(faults.isEmpty(), qPrintable(faults.join(u'\n')));
}

// A window of its own, where Qt's own order of Tab holds.
void tst_Accessibility::batchHasNamesAndKeysToo()
{
    TestWindow window;
    window.newFile("result = index;\n");
    window->commands()[u"batch"_s]->trigger();
    QWidget *batch = nullptr;
    for (QWidget *each : QApplication::topLevelWidgets())
        if (qobject_cast<batch::BatchWindow *>(each) != nullptr && each->isVisible()) batch = each;
    QVERIFY(batch != nullptr);
    QVERIFY(QTest::qWaitForWindowActive(batch));
    int seen = 0;
    const QStringList faults = withoutNameOrRole(batch, &seen);
    QVERIFY2(faults.isEmpty(), qPrintable(faults.join(u'\n')));
    QVERIFY(seen > 5);
    QSet<const QWidget *> reached;
    for (int tab = 0; tab < 60; ++tab) {
        reached.insert(QApplication::focusWidget());
        window.press(Qt::Key_Tab);
    }
    for (const QWidget *widget : batch->findChildren<QWidget *>())
        if (isControl(widget) && (widget->focusPolicy() & Qt::TabFocus) != 0 && widget->isVisible() &&
            widget->isEnabled() && !isInside(widget) && widget->focusProxy() == nullptr)
            QVERIFY2(reached.contains(widget), qPrintable(describe(widget)));
}

void tst_Accessibility::keysReachEveryControl_data()
{
    addRows(kPanes);
}

// F6 goes from zone to zone, Tab and Shift+Tab through each.
void tst_Accessibility::keysReachEveryControl()
{
    QFETCH(QString, what);
    TestWindow window({}, {1440, 900});
    EditorPage *page = window.newFile("print(1);\nresult = {a: 1};\n");
    const quint64 run = window.run();
    QTRY_VERIFY(window.entry(run).isOver());
    show(window, what);
    page->setFocus();
    QSet<const QWidget *> reached;
    for (int zone = 0; zone < 6; ++zone) {
        window.press(Qt::Key_F6);
        QWidget *first = QApplication::focusWidget();
        if (page->isAncestorOf(first)) continue; // Tab is a character there
        for (const bool forwards : {true, false}) {
            first->setFocus();
            for (int tab = 0; tab < 60; ++tab) {
                const QWidget *focus = QApplication::focusWidget();
                QVERIFY(focus != nullptr);
                if (tab > 0 && (focus == first || page->isAncestorOf(focus))) break;
                reached.insert(focus);
                if (forwards) window.press(Qt::Key_Tab);
                else window.press(Qt::Key_Backtab, Qt::ShiftModifier);
            }
        }
        first->setFocus();
    }
    QStringList missed;
    for (const QWidget *widget : window->findChildren<QWidget *>()) {
        if (!isControl(widget) || (widget->focusPolicy() & Qt::TabFocus) == 0 || !widget->isVisible() ||
            !widget->isEnabled() || isInside(widget) || page->isAncestorOf(widget) || widget->focusProxy() != nullptr)
            continue;
        if (!reached.contains(widget)) missed << describe(widget);
    }
    QVERIFY2(missed.isEmpty(), qPrintable(missed.join(u'\n')));
    QVERIFY(reached.size() > 5);
}

// From the tool bar to the status bar, in a row from where reading begins, also where panes have changed places.
void tst_Accessibility::tabFollowsWhatIsSeen()
{
    for (const bool mirrored : {false, true}) {
        QApplication::setLayoutDirection(mirrored ? Qt::RightToLeft : Qt::LeftToRight);
        TestWindow window({}, {1440, 900});
        window.newFile("print(1);\n");
        for (const char *pane : {"help", "problems", "history", "permissions", "files"})
            window->panes()->show(QString::fromLatin1(pane), false);
        auto *run = window->findChild<ToolBar *>()->runButton();
        run->setFocus();
        QWidget *before = run;
        int stops = 0, rows = 0;
        for (; stops < 100; ++stops) {
            window.press(Qt::Key_Tab);
            QWidget *now = QApplication::focusWidget();
            if (now == run || window.page()->isAncestorOf(now)) break;
            const QRect a(before->mapTo(&*window, QPoint()), before->size()),
                b(now->mapTo(&*window, QPoint()), now->size());
            if (before->parentWidget() == now->parentWidget() && a.top() == b.top()) {
                ++rows;
                QVERIFY2(mirrored ? b.right() < a.right() : b.left() > a.left(), qPrintable(describe(now)));
            }
            window.press(Qt::Key_Backtab, Qt::ShiftModifier);
            QCOMPARE(QApplication::focusWidget(), before); // and the same way back
            now->setFocus();
            before = now;
        }
        QVERIFY2(stops > 5 && stops < 100, qPrintable(QString::number(stops)));
        QVERIFY(rows > 3);
    }
}

void tst_Accessibility::editorIsNoTrap()
{
    TestWindow window;
    EditorPage *page = window.newFile("a = 1;\n");
    page->editor()->setFocus();
    window.press(Qt::Key_F6);
    QVERIFY(!page->isAncestorOf(QApplication::focusWidget()));
    window.press(Qt::Key_Escape);
    QVERIFY(page->isAncestorOf(QApplication::focusWidget()));
    window.press(Qt::Key_F6, Qt::ShiftModifier);
    QVERIFY(!page->isAncestorOf(QApplication::focusWidget()));
    QCOMPARE(page->editor()->utf8(), QByteArray("a = 1;\n"));
}

namespace {
QStringList spokenSentences;

void note(QAccessibleEvent *event)
{
    if (event->type() == QAccessible::Announcement)
        spokenSentences << static_cast<QAccessibleAnnouncementEvent *>(event)->message();
}
} // namespace

void tst_Accessibility::stateOfTheFrontRunIsAnnounced()
{
    QAccessible::setActive(true);
    QAccessible::installUpdateHandler(note);
    spokenSentences.clear();
    {
        TestWindow window;
        window.newFile("result = [1, 2];\n");
        const quint64 run = window.run();
        QTRY_VERIFY(window.entry(run).isOver());
        QTRY_VERIFY2(spokenSentences.join(u'\n').contains(u"finished"_s), qPrintable(spokenSentences.join(u'\n')));
        QCOMPARE(spokenSentences.size(), 1); // once
        spokenSentences.clear();
        window.newFile("import path;\nprint(path.listDir(\"/tmp\"));\n");
        const quint64 asking = window.run();
        QTRY_VERIFY(window.entry(asking).needsYou());
        QTRY_VERIFY2(spokenSentences.join(u'\n').contains(u"/tmp"_s), qPrintable(spokenSentences.join(u'\n')));
    }
    QAccessible::installUpdateHandler(nullptr);
    QAccessible::setActive(false);
}

void tst_Accessibility::nothingIsCut_data()
{
    QTest::addColumn<QSize>("size");
    QTest::addColumn<bool>("mirrored");
    QTest::newRow("wide") << QSize(1440, 900) << false;
    QTest::newRow("wide, right to left") << QSize(1440, 900) << true;
    QTest::newRow("narrow") << QSize(900, 640) << false;
    QTest::newRow("narrow, right to left") << QSize(900, 640) << true;
}

// Words of buttons and labels have the room they ask for, and nothing lies outside of what holds it.
void tst_Accessibility::nothingIsCut()
{
    QFETCH(QSize, size);
    QFETCH(bool, mirrored);
    QApplication::setLayoutDirection(mirrored ? Qt::RightToLeft : Qt::LeftToRight);
    TestWindow window({}, size);
    window.newFile("print(1);\nresult = {a: 1};\n");
    const quint64 run = window.run();
    QTRY_VERIFY(window.entry(run).isOver());
    window->settingsDesk()->openPage();
    QStringList cut;
    for (const QString &pane : kPanes) {
        window->panes()->show(pane, false);
        QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest);
        for (const QWidget *widget : window->findChildren<QWidget *>()) {
            const bool button = qobject_cast<const QAbstractButton *>(widget) != nullptr;
            const auto *label = qobject_cast<const QLabel *>(widget);
            if (!widget->isVisible() || isInside(widget) || (!button && label == nullptr)) continue;
            if (label != nullptr && (label->wordWrap() || label->text().isEmpty())) continue;
            if (widget->width() < widget->minimumSizeHint().width() ||
                widget->height() < widget->minimumSizeHint().height())
                cut << pane + u": "_s + describe(widget);
            if (!widget->parentWidget()->rect().contains(widget->geometry()))
                cut << pane + u" outside: "_s + describe(widget);
        }
    }
    cut.removeDuplicates();
    QVERIFY2(cut.isEmpty(), qPrintable(cut.join(u'\n')));
    // Run stands where reading begins.
    const auto *run5 = window->findChild<ToolBar *>();
    const int middle = run5->runButton()->mapTo(&*window, run5->runButton()->rect().center()).x();
    QCOMPARE(middle > window->width() / 2, mirrored);
}

void tst_Accessibility::codeStaysLeftToRight()
{
    QApplication::setLayoutDirection(Qt::RightToLeft);
    TestWindow window;
    EditorPage *page = window.newFile("abc = 1;\n");
    const auto *editor = page->editor();
    const long first = editor->SendScintilla(QsciScintillaBase::SCI_POINTXFROMPOSITION, 0UL, 0L);
    const long third = editor->SendScintilla(QsciScintillaBase::SCI_POINTXFROMPOSITION, 0UL, 2L);
    QVERIFY(first < third);
    QVERIFY(first < 200);
    QVERIFY(page->editor()->doorX() < 120);
}

QTEST_MAIN(tst_Accessibility)
#include "tst_accessibility.moc"
