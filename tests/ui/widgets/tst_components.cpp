// SPDX-License-Identifier: GPL-3.0-or-later
//
// Buttons, notices and small parts: what they show, how they are reached, what they answer.
#include "ui/theme/theme.h"
#include "ui/widgets/accessibility.h"
#include "ui/widgets/notices.h"
#include "ui/widgets/run_button.h"
#include "ui/widgets/small_parts.h"
#include "ui/widgets/spinner.h"

#include <QAccessible>
#include <QApplication>
#include <QHBoxLayout>
#include <QMenu>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace latchkey::theme;
using namespace latchkey::widgets;

namespace {

QColor corner(QWidget &widget)
{
    return widget.grab().toImage().pixelColor(4, 4);
}

QAccessible::Role roleOf(QWidget *widget)
{
    const QAccessibleInterface *interface = QAccessible::queryAccessibleInterface(widget);
    return interface ? interface->role() : QAccessible::NoRole;
}

QString nameOfWidget(QWidget *widget)
{
    const QAccessibleInterface *interface = QAccessible::queryAccessibleInterface(widget);
    return interface ? interface->text(QAccessible::Name) : QString();
}

} // namespace

class tst_Components : public QObject
{
    Q_OBJECT

private slots:
    void runIsFilledUnlessARunIsGoing_data();
    void runIsFilledUnlessARunIsGoing();
    void runAndStopKeepTheirWidth();
    void runAndStopHaveTheirSizes();
    void stopColors_data();
    void stopColors();
    void runArrowOpensTheMenuPart();
    void buttonsDoNotTakeTheFocusByClick();
    void everyControlHasANameAndARole();
    void dropDownSaysTheValue();
    void splitButtonTellsArrowFromButton();
    void splitButtonByKey();
    void removableChip();
    void linkByKey();
    void spinnerStandsStillWithoutMotion();
    void notificationsOneAtATime();
    void notificationOfTheSameIdIsReplaced();
    void notificationActions();
    void notificationEscape();
    void notificationThatCannotBeClosed();
    void toastUndoes();
    void toastPlaces();
    void toastReplaced();
    void toastEscapes();
    void toastClockStandsWithTheFocus();
    void searchFieldEscapeEmpties();
    void statusItemIsPlainUntilTold();
    void batchBarSaysItsParts();
    void emptyStateWithButton();
};

void tst_Components::runIsFilledUnlessARunIsGoing_data()
{
    QTest::addColumn<RunButton::Mode>("mode");
    QTest::addColumn<int>("ground");
    QTest::addColumn<QString>("word");
    QTest::addColumn<bool>("enabled");
    QTest::newRow("ready") << RunButton::Mode::Ready << int(Token::Fill) << u"Run"_s << true;
    QTest::newRow("going") << RunButton::Mode::Going << int(Token::Panel) << u"Run"_s << true;
    QTest::newRow("paused") << RunButton::Mode::Paused << int(Token::Fill) << u"Resume"_s << true;
    QTest::newRow("no file") << RunButton::Mode::NoFile << int(Token::Window) << u"Run"_s << false;
}

void tst_Components::runIsFilledUnlessARunIsGoing()
{
    QFETCH(RunButton::Mode, mode);
    QFETCH(int, ground);
    RunButton button;
    button.resize(button.sizeHint());
    button.setMode(mode);
    QCOMPARE(corner(button), color(static_cast<Token>(ground)));
    QTEST(button.text(), "word");
    QTEST(button.accessibleName(), "word");
    QTEST(button.isEnabled(), "enabled");
}

void tst_Components::runAndStopKeepTheirWidth()
{
    RunButton run;
    StopButton stop;
    const QSize runSize = run.sizeHint();
    const QSize stopSize = stop.sizeHint();
    for (const auto mode : {RunButton::Mode::Going, RunButton::Mode::NoFile, RunButton::Mode::Paused}) {
        run.setMode(mode);
        QCOMPARE(run.sizeHint(), runSize);
    }
    for (const auto mode : {StopButton::Mode::Running, StopButton::Mode::Stopping, StopButton::Mode::Paused}) {
        stop.setMode(mode);
        QCOMPARE(stop.sizeHint(), stopSize);
    }
}

void tst_Components::runAndStopHaveTheirSizes()
{
    RunButton run;
    run.setKeys(QKeySequence(Qt::Key_F5));
    QVERIFY(run.sizeHint().width() >= 140);
    QCOMPARE(run.sizeHint().height(), metrics().height(Part::ToolButton));
    StopButton stop;
    QVERIFY(stop.sizeHint().width() >= 124);
    QCOMPARE(PauseButton().sizeHint(), QSize(run.sizeHint().height(), run.sizeHint().height()));
}

void tst_Components::stopColors_data()
{
    QTest::addColumn<StopButton::Mode>("mode");
    QTest::addColumn<int>("ground");
    QTest::addColumn<bool>("enabled");
    QTest::newRow("nothing") << StopButton::Mode::Nothing << int(Token::Window) << false;
    QTest::newRow("running") << StopButton::Mode::Running << int(Token::Ink) << true;
    QTest::newRow("stopping can be pressed again") << StopButton::Mode::Stopping << int(Token::Ink) << true;
    QTest::newRow("paused") << StopButton::Mode::Paused << int(Token::Panel) << true;
}

void tst_Components::stopColors()
{
    QFETCH(StopButton::Mode, mode);
    QFETCH(int, ground);
    StopButton button;
    button.resize(button.sizeHint());
    button.setMode(mode);
    QCOMPARE(corner(button), color(static_cast<Token>(ground)));
    QTEST(button.isEnabled(), "enabled");
}

void tst_Components::runArrowOpensTheMenuPart()
{
    RunButton button;
    QMenu menu;
    button.setMenu(&menu);
    button.resize(button.sizeHint());
    button.show();
    QSignalSpy clicked(&button, &QAbstractButton::clicked);
    QSignalSpy opened(&menu, &QMenu::aboutToShow);
    QTest::mouseClick(&button, Qt::LeftButton, {}, QPoint(40, 15));
    QCOMPARE(clicked.size(), 1);
    QCOMPARE(opened.size(), 0);
    QTimer::singleShot(0, &menu, &QWidget::close);
    QTest::mouseClick(&button, Qt::LeftButton, {}, QPoint(button.width() - 10, 15));
    QCOMPARE(clicked.size(), 1);
    QCOMPARE(opened.size(), 1);
}

void tst_Components::buttonsDoNotTakeTheFocusByClick()
{
    const std::unique_ptr<QWidget> buttons[] = {std::make_unique<RunButton>(),
                                                std::make_unique<StopButton>(),
                                                std::make_unique<PauseButton>(),
                                                std::make_unique<FlatDropDown>(u"inputs"_s, u"Inputs"_s),
                                                std::make_unique<SmallButton>(u"Reload"_s),
                                                std::make_unique<Chip>(u"All"_s),
                                                std::make_unique<StatusItem>(u"Workers"_s)};
    for (const auto &button : buttons) QCOMPARE(button->focusPolicy(), Qt::TabFocus);
}

void tst_Components::everyControlHasANameAndARole()
{
    installAccessibility();
    StatusItem status(u"Workers"_s);
    status.setValue(u"2 / 4 workers"_s);
    QCOMPARE(nameOfWidget(&status), u"Workers: 2 / 4 workers"_s);
    LinkButton link(u"report.ml:20"_s);
    QCOMPARE(roleOf(&link), QAccessible::Link);
    QCOMPARE(nameOfWidget(&link), u"report.ml:20"_s);
    IconButton icon(u"copy"_s, u"Copy the path"_s);
    QCOMPARE(nameOfWidget(&icon), u"Copy the path"_s);
    SearchField field(u"Search in result"_s);
    QCOMPARE(roleOf(&field), QAccessible::EditableText);
    QCOMPARE(nameOfWidget(&field), u"Search in result"_s);
    RunStateLabel label(RunState::Failed);
    QCOMPARE(roleOf(&label), QAccessible::StaticText);
    QCOMPARE(nameOfWidget(&label), u"Failed"_s);
    NotificationBar bar;
    bar.post({.text = fromMarked(u"**report.ml** changed"_s)});
    QCOMPARE(roleOf(&bar), QAccessible::AlertMessage);
    QCOMPARE(nameOfWidget(&bar), u"report.ml changed"_s);
    SmallButton allow(u"Allow for this run"_s);
    allow.setCode(u"notes/**"_s);
    QCOMPARE(nameOfWidget(&allow), u"Allow for this run notes/**"_s);
}

void tst_Components::dropDownSaysTheValue()
{
    FlatDropDown limits(u"limits"_s, u"Limits"_s);
    const int before = limits.sizeHint().width();
    limits.setValue(u"30 s · 512 MB"_s);
    QCOMPARE(limits.value(), u"30 s · 512 MB"_s);
    QCOMPARE(limits.accessibleName(), u"Limits: 30 s · 512 MB"_s);
    QVERIFY(limits.sizeHint().width() > before);
}

void tst_Components::splitButtonTellsArrowFromButton()
{
    SmallButton allow(u"Allow for this run"_s, ButtonLook::Permission);
    allow.setSplit(true);
    allow.resize(allow.sizeHint());
    QSignalSpy clicked(&allow, &QAbstractButton::clicked);
    QSignalSpy arrow(&allow, &SmallButton::arrowClicked);
    QTest::mouseClick(&allow, Qt::LeftButton, {}, QPoint(20, 13));
    QCOMPARE(clicked.size(), 1);
    QCOMPARE(arrow.size(), 0);
    QTest::mouseClick(&allow, Qt::LeftButton, {}, QPoint(allow.width() - 5, 13));
    QCOMPARE(clicked.size(), 1);
    QCOMPARE(arrow.size(), 1);
}

void tst_Components::splitButtonByKey()
{
    SmallButton allow(u"Allow for this run"_s);
    allow.setSplit(true);
    QSignalSpy clicked(&allow, &QAbstractButton::clicked);
    QSignalSpy arrow(&allow, &SmallButton::arrowClicked);
    QTest::keyClick(&allow, Qt::Key_Return);
    QTest::keyClick(&allow, Qt::Key_Down);
    QCOMPARE(clicked.size(), 1);
    QCOMPARE(arrow.size(), 1);
}

void tst_Components::removableChip()
{
    Chip chip(u"value > 60"_s);
    chip.setRemovable(true);
    chip.resize(chip.sizeHint());
    QSignalSpy removed(&chip, &Chip::removeRequested);
    QTest::mouseClick(&chip, Qt::LeftButton, {}, QPoint(chip.width() - 8, 10));
    QCOMPARE(removed.size(), 1);
    QVERIFY(!chip.isChecked());
    QTest::keyClick(&chip, Qt::Key_Delete);
    QCOMPARE(removed.size(), 2);
    QTest::mouseClick(&chip, Qt::LeftButton, {}, QPoint(10, 10));
    QVERIFY(chip.isChecked());
    QCOMPARE(removed.size(), 2);
}

void tst_Components::linkByKey()
{
    LinkButton link(u"line 16"_s);
    QSignalSpy clicked(&link, &QAbstractButton::clicked);
    QTest::keyClick(&link, Qt::Key_Return);
    QTest::keyClick(&link, Qt::Key_Space);
    QCOMPARE(clicked.size(), 2);
}

void tst_Components::spinnerStandsStillWithoutMotion()
{
    // The tests run with LATCHKEY_NO_ANIMATION=1.
    QVERIFY(!Theme::instance().motionAllowed());
    RunStateLabel label(RunState::Running);
    label.setSpins(true);
    QVERIFY(!Spinner::instance().isTurning());
    QCOMPARE(Spinner::instance().degrees(), 0);
}

void tst_Components::notificationsOneAtATime()
{
    NotificationBar bar;
    QVERIFY(bar.isHidden());
    bar.post({.id = u"a"_s, .text = {{u"first"_s}}});
    bar.post({.id = u"b"_s, .text = {{u"second"_s}}});
    bar.post({.id = u"c"_s, .text = {{u"third"_s}}});
    QCOMPARE(bar.current(), u"a"_s);
    QCOMPARE(bar.count(), 3);
    QStringList texts;
    for (const SpanLabel *label : bar.findChildren<SpanLabel *>()) texts << plainText(label->spans());
    QVERIFY2(texts.contains(u"and 2 more"_s), qPrintable(texts.join(u'|')));
    bar.withdraw(u"a"_s);
    QCOMPARE(bar.current(), u"b"_s);
    bar.withdraw(u"c"_s);
    bar.withdraw(u"b"_s);
    QVERIFY(bar.isHidden());
}

void tst_Components::notificationOfTheSameIdIsReplaced()
{
    NotificationBar bar;
    bar.post({.id = u"disk"_s, .text = {{u"changed at 14:02"_s}}});
    bar.post({.id = u"disk"_s, .text = {{u"changed at 14:03"_s}}});
    QCOMPARE(bar.count(), 1);
    QCOMPARE(bar.accessibleName(), u"changed at 14:03"_s);
}

void tst_Components::notificationActions()
{
    NotificationBar bar;
    int reloaded = 0;
    int shown = 0;
    bar.post({.id = u"disk"_s,
              .text = {{u"changed"_s}},
              .actions = {{u"Reload"_s, [&] { ++reloaded; }}, {u"Show difference"_s, [&] { ++shown; }, true}}});
    const auto buttons = bar.findChildren<SmallButton *>();
    QCOMPARE(buttons.size(), 2);
    QCOMPARE(buttonLook(buttons[0]), ButtonLook::Quiet);
    QCOMPARE(buttonLook(buttons[1]), ButtonLook::Flat); // the last one
    buttons[1]->click();
    QCOMPARE(shown, 1);
    QCOMPARE(bar.count(), 1); // this one keeps it open
    buttons[0]->click();
    QCOMPARE(reloaded, 1);
    QCOMPARE(bar.count(), 0);
}

void tst_Components::notificationEscape()
{
    NotificationBar bar;
    QSignalSpy closed(&bar, &NotificationBar::closed);
    bar.post({.id = u"a"_s, .text = {{u"first"_s}}});
    QTest::keyClick(&bar, Qt::Key_Escape);
    QCOMPARE(closed.size(), 1);
    QCOMPARE(closed[0][0].toString(), u"a"_s);
}

void tst_Components::notificationThatCannotBeClosed()
{
    NotificationBar bar;
    bar.post({.id = u"a"_s, .text = {{u"first"_s}}, .closable = false});
    QTest::keyClick(&bar, Qt::Key_Escape);
    QCOMPARE(bar.count(), 1);
    QVERIFY(bar.findChild<IconButton *>()->isHidden());
}

void tst_Components::toastUndoes()
{
    QWidget window;
    window.resize(800, 600);
    UndoToast toast(&window);
    window.show();
    int undone = 0;
    QSignalSpy finished(&toast, &UndoToast::finished);
    toast.present(fromMarked(u"Removed `file.read ./tmp/**`"_s), [&] { ++undone; });
    QVERIFY(toast.isVisible());
    toast.findChild<SmallButton *>()->click();
    QCOMPARE(undone, 1);
    QVERIFY(!toast.isVisible());
    QCOMPARE(finished.size(), 1);
    QCOMPARE(finished[0][0].toBool(), true);
}

void tst_Components::toastPlaces()
{
    QWidget window;
    window.resize(800, 600);
    UndoToast toast(&window);
    toast.setBottomInset(26);
    window.show();
    toast.present({{u"Removed"_s}}, [] {});
    const auto check = [&] {
        return window.width() - toast.geometry().right() - 1 == 16 &&
               window.height() - toast.geometry().bottom() - 1 == 26 + 12;
    };
    QVERIFY(check());
    QCOMPARE(toast.height(), metrics().height(Part::UndoToast));
    const auto *label = toast.findChild<SpanLabel *>();
    QVERIFY(label->width() >= spansWidth(label->spans())); // nothing is cut that has room
    window.resize(700, 500);
    QTRY_VERIFY(check());
}

void tst_Components::toastReplaced()
{
    QWidget window;
    window.resize(800, 600);
    UndoToast toast(&window);
    window.show();
    QSignalSpy finished(&toast, &UndoToast::finished);
    QString undone;
    toast.present({{u"Removed one"_s}}, [&] { undone = u"one"_s; });
    toast.present({{u"Removed two"_s}}, [&] { undone = u"two"_s; });
    QCOMPARE(finished.size(), 1);
    QCOMPARE(finished[0][0].toBool(), false);
    toast.findChild<SmallButton *>()->click();
    QCOMPARE(undone, u"two"_s);
}

void tst_Components::toastEscapes()
{
    QWidget window;
    UndoToast toast(&window);
    window.resize(800, 600);
    window.show();
    bool undone = false;
    toast.present({{u"Removed"_s}}, [&] { undone = true; });
    QTest::keyClick(&toast, Qt::Key_Escape);
    QVERIFY(!toast.isVisible());
    QVERIFY(!undone);
}

void tst_Components::toastClockStandsWithTheFocus()
{
    QWidget window;
    window.resize(800, 600);
    UndoToast toast(&window);
    window.show();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    toast.present({{u"Removed"_s}}, [] {});
    QVERIFY(toast.isCounting());
    auto *button = toast.findChild<SmallButton *>();
    button->setFocus();
    QTRY_VERIFY(!toast.isCounting());
    QVERIFY(toast.remaining() > 0);
    button->clearFocus();
    QTRY_VERIFY(toast.isCounting());
    QVERIFY(toast.remaining() <= UndoToast::kLifetimeMs);
}

void tst_Components::searchFieldEscapeEmpties()
{
    SearchField field(u"Search"_s);
    field.setText(u"notes"_s);
    QTest::keyClick(&field, Qt::Key_Escape);
    QVERIFY(field.text().isEmpty());
    QCOMPARE(field.placeholderText(), u"Search"_s);
}

void tst_Components::statusItemIsPlainUntilTold()
{
    StatusItem item(u"Problems"_s);
    item.setValue(u"1 error"_s, u"failed"_s, Token::Fail);
    item.resize(item.sizeHint());
    const QImage colored = item.grab().toImage();
    item.setValue(u"1 error"_s, u"failed"_s);
    const QImage plain = item.grab().toImage();
    const auto count = [](const QImage &image, Token token) {
        int found = 0;
        for (int y = 0; y < image.height(); ++y)
            for (int x = 0; x < image.width(); ++x) found += image.pixelColor(x, y) == color(token);
        return found;
    };
    QVERIFY(count(colored, Token::Fail) > 0);
    QCOMPARE(count(plain, Token::Fail), 0);
    QVERIFY(count(plain, Token::Muted) > 0);
}

void tst_Components::batchBarSaysItsParts()
{
    BatchBar bar;
    bar.setParts({{RunState::Finished, 61, u"61 finished"_s},
                  {RunState::Failed, 0, u"0 failed"_s},
                  {RunState::Running, 4, u"4 running"_s}},
                 100);
    QCOMPARE(bar.accessibleName(), u"61 finished, 4 running"_s);
    bar.resize(400, bar.sizeHint().height());
    const QImage image = bar.grab().toImage();
    QCOMPARE(image.pixelColor(100, 3), color(Token::Ok));
    QCOMPARE(image.pixelColor(250, 3), color(Token::Running));
    QCOMPARE(image.pixelColor(350, 3), color(Token::Press));
}

void tst_Components::emptyStateWithButton()
{
    EmptyState empty(u"No runs yet"_s, u"The last 50 runs of a file stay here."_s);
    QCOMPARE(empty.accessibleName(), u"No runs yet. The last 50 runs of a file stay here."_s);
    auto *button = new SmallButton(u"Run report.ml"_s);
    empty.setButton(button);
    empty.resize(500, 300);
    empty.show();
    QVERIFY(qAbs(button->geometry().center().x() - empty.rect().center().x()) <= 1);
    QVERIFY(empty.rect().contains(button->geometry()));
}

int main(int argc, char *argv[])
{
    QApplication app(argc, argv);
    Theme::instance().apply();
    Theme::instance().setScheme(Theme::Scheme::Light);
    tst_Components test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_components.moc"
