// SPDX-License-Identifier: GPL-3.0-or-later
//
// The window as a whole: status bar, empty states, the folder of a script that was never saved, reading by ear, sizes,
// sounds. The numbers are those of the window's rules.
#include "tests/ui/window/window_test.h"

#include "ui/theme/theme.h"
#include "ui/widgets/buttons.h"
#include "ui/window/event_sounds.h"
#include "ui/window/panes.h"
#include "ui/window/run_desk.h"
#include "ui/window/status_line.h"
#include "ui/window/tool_bar.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAccessible>
#include <QApplication>
#include <QElapsedTimer>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QScopeGuard>
#include <QTest>
#include <QToolButton>

using namespace Qt::StringLiterals;
using namespace latchkey;
using namespace latchkey::window;
using namespace latchkey::window::test;

class tst_WindowRules : public QObject
{
    Q_OBJECT

private slots:
    void rule65_statusItemsLeadToTheirPanes_data();
    void rule65_statusItemsLeadToTheirPanes();
    void rule65_messagesLiveFiveSeconds();
    void rule66_welcomeOffersExamplesAtAnyWidth_data();
    void rule66_welcomeOffersExamplesAtAnyWidth();
    void rule68_folderOfAScriptWithoutFile();
    void rule68_folderFoldsInANarrowWindow();
    void rule69_ringsAreWhole();
    void rule71_editorIsReadLineByLine();
    void rule71_hugeTextIsReadLineByLine();
    void rule72_nothingIsCutAtAnySize_data();
    void rule72_nothingIsCutAtAnySize();
    void rule73_soundsAreSilentUnlessWanted();
    void rule73_soundsAreDistinct();
};

void tst_WindowRules::rule65_statusItemsLeadToTheirPanes_data()
{
    QTest::addColumn<QString>("item");
    QTest::addColumn<QString>("pane");
    QTest::newRow("problems") << u"statusProblems"_s << u"problems"_s;
    QTest::newRow("running") << u"statusRunning"_s << u"runs"_s;
    QTest::newRow("workers") << u"statusWorkers"_s << u"runs"_s;
    QTest::newRow("memory") << u"statusMemory"_s << u"runs"_s;
}

void tst_WindowRules::rule65_statusItemsLeadToTheirPanes()
{
    QFETCH(QString, item);
    QFETCH(QString, pane);
    TestWindow window;
    window.newFile("a = 1;\n");
    window->panes()->show(u"output"_s);
    auto *button = window->findChild<QAbstractButton *>(item);
    QVERIFY(button != nullptr && button->isVisible() && !button->accessibleName().isEmpty());
    button->setFocus(Qt::TabFocusReason);
    QVERIFY(button->hasFocus());
    window.press(Qt::Key_Space);
    QVERIFY(window->panes()->isShown(pane));
}

void tst_WindowRules::rule65_messagesLiveFiveSeconds()
{
    TestWindow window;
    auto *line = window->findChild<StatusLine *>();
    const auto *message = line->findChild<QLabel *>(u"statusMessage"_s);
    QElapsedTimer time;
    time.start();
    line->say(u"Saved a.ml"_s);
    QCOMPARE(message->text(), u"Saved a.ml"_s);
    QTRY_VERIFY_WITH_TIMEOUT(message->text().isEmpty(), 10'000);
    QVERIFY2(time.elapsed() >= 4500, qPrintable(QString::number(time.elapsed())));
}

void tst_WindowRules::rule66_welcomeOffersExamplesAtAnyWidth_data()
{
    QTest::addColumn<QSize>("size");
    QTest::newRow("wide") << QSize(1440, 900);
    QTest::newRow("narrow") << QSize(700, 640);
}

// A list that the keyboard reaches and opens from, whole in the page.
void tst_WindowRules::rule66_welcomeOffersExamplesAtAnyWidth()
{
    QFETCH(QSize, size);
    TestWindow window({}, size);
    auto *start = window->findChild<QAbstractItemView *>(u"welcomeStart"_s);
    auto *examples = window->findChild<QAbstractItemView *>(u"welcomeExamples"_s);
    QVERIFY(start->isVisible() && examples->isVisible());
    QVERIFY(start->hasFocus());
    QVERIFY(!start->geometry().intersects(examples->geometry()));
    QVERIFY(examples->parentWidget()->rect().contains(examples->geometry()));
    QVERIFY2(start->height() > 60 && examples->height() > 60, qPrintable(QString::number(examples->height())));
    window.press(Qt::Key_Tab);
    QVERIFY(examples->hasFocus());
    window.press(Qt::Key_Down);
    window.press(Qt::Key_Down);
    window.press(Qt::Key_Return);
    QTRY_VERIFY(window.page() != nullptr);
    QVERIFY(!window.page()->editor()->utf8().isEmpty());
}

// Where relative paths start is seen beside Run, and is changed there.
void tst_WindowRules::rule68_folderOfAScriptWithoutFile()
{
    const QTemporaryDir folder;
    const QString saved = makeFile(folder, u"saved.ml"_s, "result = 1;\n");
    TestWindow window;
    auto *button = window->findChild<ToolBar *>()->folder();
    window.newFile("result = 1;\n");
    QVERIFY(button->isVisible());
    QCOMPARE(button->value(), QDir::current().dirName());
    QVERIFY(button->toolTip().contains(QDir::currentPath()));

    Person person;
    person.files = {folder.path()};
    emit button->menu()->aboutToShow();
    QAction *choose = nullptr;
    for (QAction *action : button->menu()->actions())
        if (action->text().startsWith(u"Run in another folder"_s)) choose = action;
    QVERIFY(choose != nullptr);
    choose->trigger();
    QTRY_COMPARE(button->value(), QDir(folder.path()).dirName());
    const quint64 run = window.run();
    QTRY_VERIFY(window.entry(run).isOver());
    QCOMPARE(window->runList()->run(run)->script().folder, folder.path());

    window.open(saved); // goes without saying
    QVERIFY(!button->isVisible());
}

void tst_WindowRules::rule68_folderFoldsInANarrowWindow()
{
    TestWindow window({}, {800, 600});
    window.newFile("result = 1;\n");
    const auto *bar = window->findChild<ToolBar *>();
    QVERIFY(!bar->folder()->isVisible());
    emit bar->more()->menu()->aboutToShow();
    QStringList shown;
    for (const QAction *action : bar->more()->menu()->actions())
        if (action->isVisible()) shown << action->text();
    QVERIFY2(shown.contains(u"Folder: %1"_s.arg(QDir::current().dirName())), qPrintable(shown.join(u'\n')));
}

// The ring around the button that has the focus is seen on all four sides, whatever lies beside it.
void tst_WindowRules::rule69_ringsAreWhole()
{
    TestWindow window({}, {1440, 900});
    window.newFile("print(1);\nresult = [{a: 1}, {a: 2}];\n");
    const quint64 run = window.run();
    QTRY_VERIFY(window.entry(run).isOver());
    window->panes()->show(u"permissions"_s, false);
    const QColor ring = theme::color(theme::Token::Focus);
    QStringList faults;
    int seen = 0;
    for (QAbstractButton *button : window->findChildren<QAbstractButton *>()) {
        const bool isRinged = qobject_cast<QToolButton *>(button) || qobject_cast<QPushButton *>(button);
        if (!isRinged || !button->isVisible() || !button->isEnabled() || (button->focusPolicy() & Qt::TabFocus) == 0)
            continue;
        button->setFocus(Qt::TabFocusReason);
        if (!button->hasFocus()) continue;
        ++seen;
        const QImage picture = window->grab().toImage();
        const QRect rect(button->mapTo(&*window, QPoint()), button->size());
        // Somewhere in the four pixels outside of the middle of each side, or just inside where the window ends.
        const auto hasRing = [&](QPoint from, QPoint step) {
            for (int i = -2; i <= 4; ++i)
                if (picture.rect().contains(from + i * step) && picture.pixelColor(from + i * step) == ring)
                    return true;
            return false;
        };
        const QPoint middle = rect.center();
        if (!hasRing({rect.left(), middle.y()}, {-1, 0}) || !hasRing({rect.right(), middle.y()}, {1, 0}) ||
            !hasRing({middle.x(), rect.top()}, {0, -1}) || !hasRing({middle.x(), rect.bottom()}, {0, 1}))
            faults << u"%1 '%2' in '%3'"_s.arg(QLatin1StringView(button->metaObject()->className()),
                                               button->objectName() + button->accessibleName(),
                                               button->parentWidget()->objectName());
    }
    QVERIFY2(faults.isEmpty(), qPrintable(faults.join(u'\n')));
    QVERIFY2(seen > 15, qPrintable(QString::number(seen)));
}

// As a screen reader does it: the line of the caret, before and behind, while the text goes on changing.
void tst_WindowRules::rule71_editorIsReadLineByLine()
{
    TestWindow window;
    EditorPage *page = window.newFile("first = 1;\nsecond = \"ä\";\nthird = 3;\n");
    QAccessibleInterface *spoken = QAccessible::queryAccessibleInterface(page->editor());
    QVERIFY(spoken != nullptr);
    QCOMPARE(spoken->role(), QAccessible::EditableText);
    QAccessibleTextInterface *text = spoken->textInterface();
    QVERIFY(text != nullptr);
    const auto lineOfCaret = [text] {
        int start = 0, end = 0;
        return text->textAtOffset(text->cursorPosition(), QAccessible::LineBoundary, &start, &end).trimmed();
    };
    // It learns of the caret when the text is painted.
    page->editor()->goTo({1, 1});
    QTRY_COMPARE(lineOfCaret(), u"first = 1;"_s);
    window.press(Qt::Key_Down);
    QTRY_COMPARE(lineOfCaret(), u"second = \"ä\";"_s);
    window.press(Qt::Key_Down);
    QTRY_COMPARE(lineOfCaret(), u"third = 3;"_s);
    QCOMPARE(text->characterCount(), 36);
    QCOMPARE(text->text(0, 5), u"first"_s);
    window.press(Qt::Key_End);
    window.type(u" more"_s);
    QTRY_COMPARE(lineOfCaret(), u"third = 3; more"_s);
    QVERIFY(!spoken->text(QAccessible::Name).isEmpty());
}

namespace {
QStringList spokenValues;

void noteValue(QAccessibleEvent *event)
{
    if (event->type() == QAccessible::ValueChanged)
        spokenValues << static_cast<QAccessibleValueChangeEvent *>(event)->value().toString();
}
} // namespace

void tst_WindowRules::rule71_hugeTextIsReadLineByLine()
{
    const QTemporaryDir folder;
    QByteArray text = "first = 1;\nsecond = \"ä\";\n";
    while (text.size() < editor::kLeanText + 1000) text += "print(\"a line of many\");\n";
    TestWindow window;
    EditorPage *page = window.open(makeFile(folder, u"huge.ml"_s, text));
    page->setFocus();
    QTRY_VERIFY(page->editor()->isLean());
    QAccessibleInterface *spoken = QAccessible::queryAccessibleInterface(page->editor());
    QVERIFY(spoken != nullptr && spoken->role() == QAccessible::EditableText && spoken->state().multiLine);
    QAccessible::setActive(true);
    QAccessible::installUpdateHandler(noteValue);
    const auto restore = qScopeGuard([] {
        QAccessible::installUpdateHandler(nullptr);
        QAccessible::setActive(false);
    });
    page->editor()->goTo({1, 1});
    QCOMPARE(spoken->text(QAccessible::Value), u"first = 1;"_s);
    spokenValues.clear();
    window.press(Qt::Key_Down);
    QCOMPARE(spoken->text(QAccessible::Value), u"second = \"ä\";"_s);
    QTRY_VERIFY2(spokenValues.contains(u"second = \"ä\";"_s), qPrintable(spokenValues.join(u"|"_s)));
}

void tst_WindowRules::rule72_nothingIsCutAtAnySize_data()
{
    QTest::addColumn<int>("points");
    QTest::addColumn<int>("zoom");
    QTest::addColumn<QSize>("size");
    QTest::newRow("small font") << 7 << 100 << QSize(1440, 900);
    QTest::newRow("large font") << 16 << 100 << QSize(1440, 900);
    QTest::newRow("twice as large") << 20 << 100 << QSize(1920, 1200);
    QTest::newRow("half the zoom") << 10 << 50 << QSize(1440, 900);
    QTest::newRow("three times the zoom") << 10 << 300 << QSize(1920, 1200);
}

// Words of buttons and labels have the height they ask for, and rows that of their font.
void tst_WindowRules::rule72_nothingIsCutAtAnySize()
{
    QFETCH(int, points);
    QFETCH(int, zoom);
    QFETCH(QSize, size);
    const QFont before = QApplication::font();
    const auto restore = qScopeGuard([before] {
        QApplication::setFont(before);
        theme::Theme::instance().setZoom(100);
    });
    QFont font = before;
    font.setPointSize(points);
    QApplication::setFont(font);
    theme::Theme::instance().setZoom(zoom);
    TestWindow window({}, size);
    window.newFile("print(1);\nresult = [{a: 1}, {a: 2}];\n");
    const quint64 run = window.run();
    QTRY_VERIFY(window.entry(run).isOver());
    QStringList cut;
    for (const QString &pane : {u"output"_s, u"problems"_s, u"runs"_s, u"permissions"_s, u"history"_s, u"result"_s,
                                u"table"_s, u"search"_s}) {
        window->panes()->show(pane, false);
        QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest);
        for (const QWidget *widget : window->findChildren<QWidget *>()) {
            const auto *label = qobject_cast<const QLabel *>(widget);
            const auto *button = qobject_cast<const QAbstractButton *>(widget);
            if (!widget->isVisible() || (label == nullptr && button == nullptr)) continue;
            if (qobject_cast<const QLineEdit *>(widget->parentWidget())) continue; // a part of the field
            if (label != nullptr && label->text().isEmpty()) continue;
            const QString what =
                u"%1: %2 '%3'"_s.arg(pane, QLatin1StringView(widget->metaObject()->className()), widget->objectName());
            if (widget->height() < widget->fontMetrics().height() && !(button && button->text().isEmpty()))
                cut << what + u" is %1 high, its font %2"_s.arg(widget->height()).arg(widget->fontMetrics().height());
            if (widget->height() < widget->minimumSizeHint().height()) cut << what + u" is lower than it asks for"_s;
        }
    }
    cut.removeDuplicates();
    QVERIFY2(cut.isEmpty(), qPrintable(cut.join(u'\n')));
}

void tst_WindowRules::rule73_soundsAreSilentUnlessWanted()
{
    TestWindow window;
    QList<EventSound> heard;
    window->findChild<EventSounds *>()->setPlay([&heard](EventSound sound) { heard << sound; });
    window.newFile("result = 1;\n");
    const quint64 silent = window.run();
    QTRY_VERIFY(window.entry(silent).isOver());
    window->userSettings()->set(settings::key::kSounds, true);
    const auto restore = qScopeGuard([&window] { window->userSettings()->set(settings::key::kSounds, false); });
    const quint64 loud = window.run();
    QTRY_VERIFY(window.entry(loud).isOver());
    QTRY_COMPARE(heard, QList{EventSound::Finished});
}

void tst_WindowRules::rule73_soundsAreDistinct()
{
    TestWindow window;
    QList<EventSound> heard;
    auto *sounds = window->findChild<EventSounds *>();
    sounds->setPlay([&heard](EventSound sound) { heard << sound; });
    sounds->setEnabled(true);
    EditorPage *page = window.newFile("x = 1 / 0;\n");
    const quint64 failed = window.run();
    QTRY_VERIFY(window.entry(failed).isOver());
    QTRY_COMPARE(heard, QList{EventSound::Failed});
    page->editor()->replaceText("name = input(\"who? \");\n");
    page->setFocus();
    const quint64 asking = window.run();
    QTRY_VERIFY(window.entry(asking).needsYou());
    QTRY_COMPARE(heard.size(), 2);
    QCOMPARE(heard.last(), EventSound::NeedsYou);
    window->runList()->stop(asking); // whoever stops it knows
    QTRY_VERIFY(window.entry(asking).isOver());
    QSet<QByteArray> names;
    for (const EventSound sound : {EventSound::Finished, EventSound::Failed, EventSound::NeedsYou})
        names.insert(soundName(sound));
    QCOMPARE(names.size(), 3);
    QCOMPARE(heard.size(), 2);
}

QTEST_MAIN(tst_WindowRules)
#include "tst_window_rules.moc"
