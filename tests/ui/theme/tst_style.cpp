// SPDX-License-Identifier: GPL-3.0-or-later
//
// What Qt paints itself, in the look's sizes and colours. Widgets are really painted and their pixels asked.
#include "ui/theme/focus_ring.h"
#include "ui/theme/latchkey_style.h"
#include "ui/theme/painting.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QCheckBox>
#include <QDockWidget>
#include <QFocusFrame>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QMainWindow>
#include <QMenuBar>
#include <QPainter>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollBar>
#include <QSplitter>
#include <QStatusBar>
#include <QStyleOptionSlider>
#include <QTableWidget>
#include <QTest>
#include <QTreeWidget>

using namespace Qt::StringLiterals;
using namespace latchkey::theme;

namespace {

QColor pixel(QWidget &widget, int x, int y)
{
    return widget.grab().toImage().pixelColor(x, y);
}

} // namespace

class tst_Style : public QObject
{
    Q_OBJECT

private slots:
    void pixelMetrics_data();
    void pixelMetrics();
    void viewsInDocksHaveNoFrame();
    void scrollBarHasNoArrows();
    void scrollBarPartsCoverTheBar();
    void scrollBarThumbIsThin();
    void splitterPaintsOnePixel();
    void buttonIsFlatAndOutlined();
    void defaultButtonIsFilled();
    void fieldOutlineGivesWayToTheRing();
    void ringLiesAroundTheFocusedButton();
    void ringDiesWithItsWindow();
    void progressBarFills();
    void selectedRowHereAndElsewhere();
    void headerIsFlat();
    void cellsBeginWhereTheirHeaderDoes();
    void menuBarHeight();
    void statusBarItemsHaveNoBox();
    void checkBoxIsFilledWhenChecked();
    void segmentsLeaveGaps();
};

void tst_Style::pixelMetrics_data()
{
    QTest::addColumn<QStyle::PixelMetric>("metric");
    QTest::addColumn<int>("value");
    QTest::newRow("small icon") << QStyle::PM_SmallIconSize << 16;
    QTest::newRow("tool bar icon") << QStyle::PM_ToolBarIconSize << 16;
    QTest::newRow("button icon") << QStyle::PM_ButtonIconSize << 16;
    QTest::newRow("tree indentation") << QStyle::PM_TreeViewIndentation << 16;
    QTest::newRow("scroll bar") << QStyle::PM_ScrollBarExtent << 12;
    QTest::newRow("dock separator") << QStyle::PM_DockWidgetSeparatorExtent << 7;
    QTest::newRow("splitter") << QStyle::PM_SplitterWidth << 7;
    QTest::newRow("frame") << QStyle::PM_DefaultFrameWidth << 1;
}

void tst_Style::pixelMetrics()
{
    QFETCH(QStyle::PixelMetric, metric);
    QTEST(QApplication::style()->pixelMetric(metric), "value");
}

void tst_Style::viewsInDocksHaveNoFrame()
{
    QDockWidget dock;
    auto *tree = new QTreeWidget;
    dock.setWidget(tree);
    QCOMPARE(tree->style()->pixelMetric(QStyle::PM_DefaultFrameWidth, nullptr, tree), 0);
    QTreeWidget page;
    QCOMPARE(page.style()->pixelMetric(QStyle::PM_DefaultFrameWidth, nullptr, &page), 1);
}

void tst_Style::scrollBarHasNoArrows()
{
    QScrollBar bar(Qt::Vertical);
    bar.resize(12, 200);
    bar.setRange(0, 100);
    QStyleOptionSlider option;
    option.initFrom(&bar);
    option.orientation = Qt::Vertical;
    option.maximum = 100;
    option.pageStep = 10;
    const QRect groove = bar.style()->subControlRect(QStyle::CC_ScrollBar, &option, QStyle::SC_ScrollBarGroove, &bar);
    QCOMPARE(groove, bar.rect());
}

void tst_Style::scrollBarPartsCoverTheBar()
{
    QScrollBar bar(Qt::Vertical);
    bar.resize(12, 200);
    QStyleOptionSlider option;
    option.initFrom(&bar);
    option.orientation = Qt::Vertical;
    option.maximum = 300;
    option.pageStep = 100;
    option.sliderPosition = 300;
    const auto part = [&](QStyle::SubControl sub) {
        return bar.style()->subControlRect(QStyle::CC_ScrollBar, &option, sub, &bar);
    };
    QCOMPARE(part(QStyle::SC_ScrollBarSlider), QRect(0, 150, 12, 50)); // a quarter, at the end
    QCOMPARE(part(QStyle::SC_ScrollBarSubPage), QRect(0, 0, 12, 150));
    QVERIFY(part(QStyle::SC_ScrollBarAddPage).isEmpty());
    option.maximum = 1'000'000'000;
    QCOMPARE(part(QStyle::SC_ScrollBarSlider).height(), 24); // still to be grabbed
}

void tst_Style::scrollBarThumbIsThin()
{
    QScrollBar bar(Qt::Vertical);
    bar.resize(12, 200);
    bar.setRange(0, 100);
    bar.setPageStep(100);
    const QColor thumb = pixel(bar, 6, 20);
    QVERIFY(thumb != color(Token::Window));
    QCOMPARE(pixel(bar, 1, 20), pixel(bar, 6, 190)); // beside the thumb, and below it: ground
    QVERIFY(pixel(bar, 3, 20) != pixel(bar, 2, 20));
    QVERIFY(pixel(bar, 8, 20) != pixel(bar, 9, 20));
}

void tst_Style::splitterPaintsOnePixel()
{
    QSplitter splitter;
    splitter.addWidget(new QWidget);
    splitter.addWidget(new QWidget);
    splitter.resize(207, 50);
    splitter.show();
    const QImage image = splitter.grab().toImage();
    const QRect handle = splitter.handle(1)->geometry();
    QCOMPARE(handle.width(), 7);
    int lines = 0;
    for (int x = handle.left(); x <= handle.right(); ++x) lines += image.pixelColor(x, 25) == color(Token::Border);
    QCOMPARE(lines, 1);
}

void tst_Style::buttonIsFlatAndOutlined()
{
    QPushButton button(u"Keep mine"_s);
    button.setAutoDefault(false);
    button.resize(button.sizeHint());
    QCOMPARE(button.height(), metrics().height(Part::SmallButton));
    QCOMPARE(pixel(button, button.width() / 2, 0), color(Token::Border));
    QCOMPARE(pixel(button, 3, 3), color(Token::Panel));
    QCOMPARE(pixel(button, 3, button.height() - 4), color(Token::Panel)); // no gradient
}

void tst_Style::defaultButtonIsFilled()
{
    QPushButton button(u"Save"_s);
    button.setDefault(true);
    button.resize(button.sizeHint());
    QCOMPARE(pixel(button, 4, 4), color(Token::Fill));
}

void tst_Style::fieldOutlineGivesWayToTheRing()
{
    QWidget window;
    auto *layout = new QHBoxLayout(&window);
    auto *field = new QLineEdit;
    auto *other = new QLineEdit;
    layout->addWidget(field);
    layout->addWidget(other);
    window.show();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    other->setFocus();
    QCOMPARE(pixel(*field, field->width() / 2, 0), color(Token::Strong));
    QCOMPARE(pixel(*field, field->width() / 2, 1), color(Token::Editor));
    field->setFocus();
    QCOMPARE(pixel(*field, field->width() / 2, 0), color(Token::Focus));
    QCOMPARE(pixel(*field, field->width() / 2, 1), color(Token::Focus));
    QCOMPARE(pixel(*field, field->width() / 2, 2), color(Token::Editor));
}

void tst_Style::ringLiesAroundTheFocusedButton()
{
    QWidget window;
    auto *button = new QPushButton(u"Run"_s, &window);
    auto *field = new QLineEdit(&window);
    button->setGeometry(40, 40, 80, 26);
    field->setGeometry(40, 90, 80, 26);
    window.resize(200, 150);
    window.show();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    button->setFocus();
    const QImage image = window.grab().toImage();
    QCOMPARE(image.pixelColor(80, 37), color(Token::Focus)); // 3 outside
    QCOMPARE(image.pixelColor(80, 38), color(Token::Focus));
    QCOMPARE(image.pixelColor(80, 39), color(Token::Window)); // 1 pixel free
    field->setFocus();
    QCOMPARE(window.grab().toImage().pixelColor(80, 37), color(Token::Window));
}

void tst_Style::ringDiesWithItsWindow()
{
    for (int i = 0; i < 2; ++i) {
        QWidget window;
        auto *button = new QPushButton(u"Run"_s, &window);
        window.show();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        button->setFocus();
        QCOMPARE(Theme::instance().findChild<FocusRing *>()->target(), button);
    }
    QVERIFY(!Theme::instance().findChild<FocusRing *>()->target());
}

void tst_Style::progressBarFills()
{
    QProgressBar bar;
    bar.setTextVisible(false);
    bar.setRange(0, 100);
    bar.setValue(50);
    bar.resize(100, 6);
    QCOMPARE(bar.sizeHint().height(), 6);
    QCOMPARE(pixel(bar, 20, 3), color(Token::Running));
    QCOMPARE(pixel(bar, 80, 3), color(Token::Press));
}

void tst_Style::selectedRowHereAndElsewhere()
{
    QWidget window;
    auto *layout = new QHBoxLayout(&window);
    auto *tree = new QTreeWidget;
    auto *field = new QLineEdit;
    layout->addWidget(tree);
    layout->addWidget(field);
    tree->setHeaderHidden(true);
    auto *item = new QTreeWidgetItem(tree, {u"a"_s});
    tree->setCurrentItem(item);
    window.show();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    QVERIFY(tree->visualItemRect(item).height() >= metrics().height(Part::TreeRow));
    const QPoint inRow(tree->viewport()->width() - 20, tree->visualItemRect(item).center().y());
    tree->setFocus();
    QCOMPARE(pixel(*tree->viewport(), inRow.x(), inRow.y()), color(Token::Select));
    field->setFocus();
    QCOMPARE(pixel(*tree->viewport(), inRow.x(), inRow.y()), color(Token::Inactive));
}

void tst_Style::headerIsFlat()
{
    QTableWidget table(2, 2);
    table.setHorizontalHeaderLabels({u"a"_s, u"b"_s});
    table.resize(300, 200);
    table.show();
    QHeaderView *header = table.horizontalHeader();
    QCOMPARE(header->height(), metrics().height(Part::TableHeader));
    const QImage image = header->grab().toImage();
    QCOMPARE(image.pixelColor(50, 2), color(Token::Window));
    QCOMPARE(image.pixelColor(50, header->height() - 3), color(Token::Window));
    QCOMPARE(image.pixelColor(50, header->height() - 1), color(Token::Border));
    QVERIFY(header->defaultAlignment() & Qt::AlignLeft);
}

void tst_Style::cellsBeginWhereTheirHeaderDoes()
{
    QTreeWidget tree;
    tree.setRootIsDecorated(false);
    tree.setHeaderLabels({u"HHH"_s, u"HHH"_s});
    tree.addTopLevelItem(new QTreeWidgetItem({u"HHH"_s, u"HHH"_s}));
    tree.resize(300, 200);
    tree.show();
    // The first column of each picture, from that of the second section on, that is not ground.
    const auto firstInk = [](const QImage &image, int from, int y, int height) {
        const QRgb ground = image.pixel(from + 2, y + 2);
        for (int x = from + 2; x < from + 60; ++x)
            for (int row = y + 2; row < y + height - 2; ++row)
                if (image.pixel(x, row) != ground) return x - from;
        return -1;
    };
    const int section = tree.header()->sectionViewportPosition(1);
    const QRect cell = tree.visualItemRect(tree.topLevelItem(0));
    const int inHeader = firstInk(tree.header()->viewport()->grab().toImage(), section, 4, tree.header()->height() - 8);
    const int inCell = firstInk(tree.viewport()->grab().toImage(), section, cell.y(), cell.height());
    QVERIFY2(std::abs(inHeader - inCell) <= 1, qPrintable(u"%1 and %2"_s.arg(inHeader).arg(inCell)));
}

void tst_Style::menuBarHeight()
{
    QMainWindow window;
    window.menuBar()->setNativeMenuBar(false);
    window.menuBar()->addMenu(u"&File"_s);
    window.show();
    QCOMPARE(window.menuBar()->height(), metrics().height(Part::MenuBar));
}

void tst_Style::statusBarItemsHaveNoBox()
{
    QStatusBar bar;
    bar.ensurePolished();
    QCOMPARE(bar.styleSheet(), u"QStatusBar::item { border: 0 }"_s);
}

void tst_Style::checkBoxIsFilledWhenChecked()
{
    QCheckBox box(u"Ask"_s);
    box.resize(box.sizeHint());
    const int y = box.height() / 2;
    QCOMPARE(pixel(box, 2, y - 4), color(Token::Editor));
    box.setChecked(true);
    QCOMPARE(pixel(box, 2, y - 5), color(Token::Fill));
}

void tst_Style::segmentsLeaveGaps()
{
    QImage image(100, 6, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::white);
    QPainter painter(&image);
    const Segment segments[] = {{Token::Ok, 0.5}, {Token::Fail, 0.2}};
    drawSegments(&painter, image.rect(), segments);
    painter.end();
    QCOMPARE(image.pixelColor(20, 3), color(Token::Ok));
    QCOMPARE(image.pixelColor(48, 3), color(Token::Ok));
    QCOMPARE(image.pixelColor(49, 3), color(Token::Press)); // the gap
    QCOMPARE(image.pixelColor(50, 3), color(Token::Fail));
    QCOMPARE(image.pixelColor(80, 3), color(Token::Press));
}

int main(int argc, char *argv[])
{
    QApplication app(argc, argv);
    Theme::instance().apply();
    Theme::instance().setScheme(Theme::Scheme::Light);
    tst_Style test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_style.moc"
