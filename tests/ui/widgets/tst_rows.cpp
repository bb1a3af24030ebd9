// SPDX-License-Identifier: GPL-3.0-or-later
//
// Rows: columns, alignment, elision, mirroring, and the buttons painted in them.
#include "ui/theme/theme.h"
#include "ui/widgets/row_painter.h"
#include "ui/widgets/row_table.h"
#include "ui/widgets/row_view.h"
#include "ui/widgets/run_row.h"
#include "ui/widgets/spans.h"

#include <QApplication>
#include <QPainter>
#include <QSignalSpy>
#include <QStandardItemModel>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace latchkey::theme;
using namespace latchkey::widgets;

namespace {

constexpr QRect kRow(0, 0, 400, 30);

// The last column of pixels that is not the ground.
int rightmostInk(const QImage &image)
{
    for (int x = image.width() - 1; x >= 0; --x)
        for (int y = 0; y < image.height(); ++y)
            if (image.pixel(x, y) != qRgb(255, 255, 255)) return x;
    return -1;
}

int bottomInk(const QImage &image)
{
    for (int y = image.height() - 1; y >= 0; --y)
        for (int x = 0; x < image.width(); ++x)
            if (qGray(image.pixel(x, y)) < 140) return y;
    return -1;
}

QImage drawn(const std::function<void(RowPainter &)> &draw, Qt::LayoutDirection layout = Qt::LeftToRight)
{
    QImage image(kRow.size(), QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::white);
    QPainter painter(&image);
    RowPainter row(&painter, kRow, layout);
    draw(row);
    return image;
}

// A delegate with two buttons at the end of each row.
class TwoButtons : public RowDelegate
{
public:
    using RowDelegate::RowDelegate;

    void paintRow(RowPainter &row, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const QList<QRect> places = buttonRects(option, index);
        for (int i = 0; i < 2; ++i) row.drawButton(places[i], {.icon = u"stop"_s, .hovered = isHovered(index, i)});
        row.drawText(row.rest(), index.data().toString());
    }

    QList<QRect> buttonRects(const QStyleOptionViewItem &option, const QModelIndex &) const override
    {
        RowPainter row(nullptr, option);
        const QRect last = row.takeEnd(26);
        return {row.takeEnd(26), last};
    }
};

class PlainCells : public CellDelegate
{
    void paintCell(QPainter *, RowPainter &cell, const QModelIndex &index) const override
    {
        cell.drawText(cell.rest(), index.data().toString());
    }
};

class ThreeColumns : public RowTable
{
public:
    ThreeColumns()
        : RowTable(Part::TreeRow)
    {
        for (int row = 0; row < 4; ++row)
            m_model.appendRow({new QStandardItem(u"a"_s), new QStandardItem(u"b"_s), new QStandardItem(u"c"_s)});
        setModel(&m_model);
        setItemDelegate(&m_cells);
        placeColumns();
    }

    int placed = 0;

private:
    void placeColumns() override
    {
        ++placed;
        for (int column = 0; column < 3; ++column) setColumnWidth(column, viewport()->width() / 3);
    }

    QStandardItemModel m_model;
    PlainCells m_cells;
};

} // namespace

class tst_Rows : public QObject
{
    Q_OBJECT

private slots:
    void columnsFromBothEnds();
    void columnsMirror();
    void tableRingGoesRoundTheRow_data();
    void tableRingGoesRoundTheRow();
    void columnsNeverOverlap();
    void digitsLineUpAtTheEnd_data();
    void digitsLineUpAtTheEnd();
    void oneBaselineForAllFonts();
    void longTextIsElided();
    void textThatFitsIsWhole();
    void measuringPaintsNothing();
    void disabledIsFaint();
    void runRowColumns();
    void runRowColumnsStayWhenTheStateChanges();
    void narrowRunRowFoldsTheBar();
    void narrowRunRowSaysTheNumber();
    void singleButtonIsTheLast();
    void runRowAsText();
    void spansFromMarks_data();
    void spansFromMarks();
    void spansAreCutAtTheEnd();
    void viewRowHeight();
    void viewPaintsTheWholeRow();
    void buttonInRowIsClicked();
    void buttonReleasedElsewhereIsNotClicked();
};

void tst_Rows::columnsFromBothEnds()
{
    RowPainter row(nullptr, kRow);
    QCOMPARE(row.take(26), QRect(0, 0, 26, 30));
    QCOMPARE(row.takeEnd(84), QRect(316, 0, 84, 30));
    QCOMPARE(row.take(32), QRect(26, 0, 32, 30));
    QCOMPARE(row.takeEnd(72), QRect(244, 0, 72, 30));
    QCOMPARE(row.rest(), QRect(58, 0, 186, 30));
}

void tst_Rows::tableRingGoesRoundTheRow_data()
{
    QTest::addColumn<Qt::LayoutDirection>("layout");
    QTest::newRow("left to right") << Qt::LeftToRight;
    QTest::newRow("right to left") << Qt::RightToLeft;
}

// The row of the caret is found by keys alone: one ring round all of its cells, none between them, none elsewhere.
void tst_Rows::tableRingGoesRoundTheRow()
{
    QFETCH(Qt::LayoutDirection, layout);
    ThreeColumns table;
    table.setLayoutDirection(layout);
    table.resize(300, 200);
    table.show();
    QVERIFY(QTest::qWaitForWindowActive(&table));
    table.setFocus();
    table.setCurrentIndex(table.model()->index(1, 1));
    const auto isRing = [&](int x, int y) {
        return table.viewport()->grab().toImage().pixelColor(x, y) == color(Token::Focus);
    };
    const auto cell = [&](int row, int column) { return table.visualRect(table.model()->index(row, column)); };
    const QRect row = cell(1, 0) | cell(1, 2);
    QVERIFY(isRing(row.left(), row.center().y()));
    QVERIFY(isRing(row.right(), row.center().y()));
    QVERIFY(isRing(row.center().x(), row.top()));
    QVERIFY(!isRing(cell(1, 1).left(), row.center().y()));
    QVERIFY(!isRing(row.left(), cell(0, 0).center().y()));
    QTest::keyClick(&table, Qt::Key_Down);
    QVERIFY(!isRing(row.left(), row.center().y()));
    QVERIFY(isRing(row.left(), cell(2, 0).center().y()));
    table.clearFocus();
    QVERIFY(!isRing(row.left(), cell(2, 0).center().y()));
    const int before = table.placed;
    table.resize(360, 200);
    QVERIFY(table.placed > before);
}

void tst_Rows::columnsMirror()
{
    RowPainter row(nullptr, kRow, Qt::RightToLeft);
    QCOMPARE(row.take(26), QRect(374, 0, 26, 30));
    QCOMPARE(row.takeEnd(84), QRect(0, 0, 84, 30));
    QCOMPARE(row.rest(), QRect(84, 0, 290, 30));
}

void tst_Rows::columnsNeverOverlap()
{
    RowPainter row(nullptr, QRect(0, 0, 100, 30));
    const QRect a = row.take(60);
    const QRect b = row.takeEnd(60);
    QCOMPARE(b.width(), 40);
    QVERIFY(!a.intersects(b));
    QVERIFY(row.rest().isEmpty());
    QVERIFY(row.take(10).isEmpty());
}

void tst_Rows::digitsLineUpAtTheEnd_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("code");
    for (const bool code : {false, true})
        for (const QString &text : {u"0:12"_s, u"11:11"_s, u"30.0"_s, u"8"_s})
            QTest::newRow(qPrintable(text + (code ? u" in code"_s : u" in the UI font"_s))) << text << code;
}

void tst_Rows::digitsLineUpAtTheEnd()
{
    QFETCH(QString, text);
    QFETCH(bool, code);
    const RowText look{.align = Align::End, .code = code};
    const QRect box = RowPainter(nullptr, kRow).drawText(QRect(300, 0, 72, 30), text, look);
    QCOMPARE(box.right(), 371); // the end of the column, whatever the text
    QCOMPARE(box.width(), RowPainter::widthOf(text, look));
    const QImage image = drawn([&](RowPainter &row) { row.drawText(QRect(300, 0, 72, 30), text, look); });
    QVERIFY(rightmostInk(image) <= 371);
    QVERIFY(rightmostInk(image) >= 366);
}

void tst_Rows::oneBaselineForAllFonts()
{
    QList<int> bottoms;
    for (const RowText &look : {RowText{}, RowText{.size = TextSize::Small}, RowText{.weight = QFont::DemiBold},
                                RowText{.code = true}, RowText{.size = TextSize::Tiny}})
        bottoms << bottomInk(drawn([&](RowPainter &row) { row.drawText(row.rest(), u"HEH"_s, look); }));
    const auto [low, high] = std::ranges::minmax(bottoms);
    QVERIFY(low > 0);
    QCOMPARE(high - low, 0);
}

void tst_Rows::longTextIsElided()
{
    RowPainter row(nullptr, kRow);
    const QString text = u"a-very-long-name-of-a-file-that-does-not-fit.ml"_s;
    const QRect box = row.drawText(QRect(0, 0, 80, 30), text, {.elide = Qt::ElideMiddle});
    QVERIFY(box.width() <= 80);
    QVERIFY(box.width() > 40);
    const QImage image = drawn([&](RowPainter &r) { r.drawText(QRect(0, 0, 80, 30), text); });
    QVERIFY(rightmostInk(image) < 80);
}

void tst_Rows::textThatFitsIsWhole()
{
    const int width = RowPainter::widthOf(u"report.ml"_s);
    const QImage exact = drawn([&](RowPainter &row) { row.drawText(QRect(0, 0, width, 30), u"report.ml"_s); });
    const QImage roomy = drawn([&](RowPainter &row) { row.drawText(QRect(0, 0, 200, 30), u"report.ml"_s); });
    QCOMPARE(exact, roomy);
}

void tst_Rows::measuringPaintsNothing()
{
    RowPainter row(nullptr, kRow);
    row.drawGround(true);
    row.drawState(row.take(100), RunState::Running);
    row.drawButton(row.takeEnd(26), {.icon = u"stop"_s});
    row.drawProgress(row.rest(), 0.5, u"half"_s);
    row.drawFocus();
    QCOMPARE(row.rest().width(), 274);
}

void tst_Rows::disabledIsFaint()
{
    QImage image(kRow.size(), QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::white);
    QPainter painter(&image);
    RowPainter row(&painter, kRow, Qt::LeftToRight, false);
    row.drawIcon(QRect(0, 0, 16, 30), u"stop"_s, Token::Fail);
    painter.end();
    QCOMPARE(image.pixelColor(8, 15), color(Token::Faint));
}

void tst_Rows::runRowColumns()
{
    const RunRowLayout columns = layoutRunRow(QRect(0, 0, 1200, 30), Qt::LeftToRight, false);
    QCOMPARE(columns.number.width(), metrics().scaledWidth(32));
    QCOMPARE(columns.file.x() - columns.number.right() - 1, 12);
    QCOMPARE(columns.file.width(), metrics().scaledWidth(124));
    QCOMPARE(columns.state.width(), metrics().scaledWidth(144));
    QCOMPARE(columns.state.x(), columns.file.right() + 1);
    QCOMPARE(columns.detail.x(), columns.state.right() + 1);
    QCOMPARE(columns.progress.width(), metrics().scaledWidth(182));
    QCOMPARE(columns.time.width(), metrics().scaledWidth(72));
    QCOMPARE(1200 - columns.time.right() - 1, 84);
    QCOMPARE(columns.buttons.size(), 2);
    QVERIFY(columns.buttons[0].right() < columns.buttons[1].left());
    QVERIFY(!columns.detail.intersects(columns.progress));
}

void tst_Rows::runRowColumnsStayWhenTheStateChanges()
{
    // Number, file and time lie on the same pixels for every state.
    const auto imageOf = [](RunState state) {
        QImage image(1200, 30, QImage::Format_ARGB32_Premultiplied);
        image.fill(Qt::white);
        QPainter painter(&image);
        RowPainter row(&painter, QRect(0, 0, 1200, 30));
        paintRunRow(row, {.number = 7, .file = u"report.ml"_s, .state = state, .time = u"0:12"_s}, false);
        return image;
    };
    const RunRowLayout columns = layoutRunRow(QRect(0, 0, 1200, 30), Qt::LeftToRight, false);
    const QImage first = imageOf(RunState::Queued);
    for (const RunState state : allRunStates()) {
        const QImage image = imageOf(state);
        for (const QRect &column : {columns.number, columns.file, columns.time})
            QCOMPARE(image.copy(column), first.copy(column));
    }
}

void tst_Rows::narrowRunRowFoldsTheBar()
{
    const RunRowLayout columns = layoutRunRow(QRect(0, 0, 900, 30), Qt::LeftToRight, true);
    QVERIFY(columns.progress.isEmpty());
    QVERIFY(columns.detail.width() > layoutRunRow(QRect(0, 0, 900, 30), Qt::LeftToRight, false).detail.width());
}

void tst_Rows::narrowRunRowSaysTheNumber()
{
    const auto detail = [](std::optional<RunRowFacts::Progress> progress) {
        QImage image(900, 30, QImage::Format_ARGB32_Premultiplied);
        image.fill(Qt::white);
        QPainter painter(&image);
        RowPainter row(&painter, QRect(0, 0, 900, 30));
        paintRunRow(row, {.state = RunState::Running, .detail = u"line 88"_s, .progress = progress}, true);
        painter.end();
        return rightmostInk(image.copy(layoutRunRow(QRect(0, 0, 900, 30), Qt::LeftToRight, true).detail));
    };
    QVERIFY(detail(RunRowFacts::Progress{0.4, u"41 of 100"_s}) > detail({}) + 40);
}

void tst_Rows::singleButtonIsTheLast()
{
    const RunRowLayout columns = layoutRunRow(QRect(0, 0, 1200, 30), Qt::LeftToRight, false);
    QCOMPARE(runRowButtonRects(columns, 1), QList<QRect>{columns.buttons[1]});
    QCOMPARE(runRowButtonRects(columns, 2), columns.buttons);
    QVERIFY(runRowButtonRects(columns, 0).isEmpty());
}

void tst_Rows::runRowAsText()
{
    RunRowFacts facts{.number = 6,
                      .file = u"train.ml"_s,
                      .state = RunState::Running,
                      .detail = u"line 88"_s,
                      .progress = RunRowFacts::Progress{0.41, u"41 of 100"_s},
                      .time = u"0:48"_s};
    QCOMPARE(runRowText(facts), u"Run 6, train.ml, Running, line 88, 41 of 100, 0:48"_s);
    facts.detail.clear();
    facts.progress.reset();
    QCOMPARE(runRowText(facts), u"Run 6, train.ml, Running, 0:48"_s);
}

void tst_Rows::spansFromMarks_data()
{
    QTest::addColumn<QString>("marked");
    QTest::addColumn<QString>("plain");
    QTest::addColumn<QList<int>>("voices");
    using V = Span::Voice;
    const auto voices = [](std::initializer_list<V> list) {
        QList<int> numbers;
        for (const V voice : list) numbers << static_cast<int>(voice);
        return numbers;
    };
    QTest::newRow("plain") << u"Saved."_s << u"Saved."_s << voices({V::Plain});
    QTest::newRow("strong first") << u"**report.ml** changed"_s << u"report.ml changed"_s
                                  << voices({V::Strong, V::Plain});
    QTest::newRow("code inside") << u"may not read `/etc/hosts`."_s << u"may not read /etc/hosts."_s
                                 << voices({V::Plain, V::Code, V::Plain});
    QTest::newRow("both") << u"**a** reads `b`"_s << u"a reads b"_s << voices({V::Strong, V::Plain, V::Code});
    QTest::newRow("stars inside code") << u"`notes/**`"_s << u"notes/**"_s << voices({V::Code});
    QTest::newRow("left open") << u"two ** stars"_s << u"two ** stars"_s << voices({V::Plain});
    QTest::newRow("empty") << QString() << QString() << QList<int>();
}

void tst_Rows::spansFromMarks()
{
    QFETCH(QString, marked);
    QFETCH(QList<int>, voices);
    const Spans spans = fromMarked(marked);
    QTEST(plainText(spans), "plain");
    QList<int> real;
    for (const Span &span : spans) real << static_cast<int>(span.voice);
    QCOMPARE(real, voices);
}

void tst_Rows::spansAreCutAtTheEnd()
{
    const Spans spans = fromMarked(u"**report.ml** wants to read `notes/a-long-name-of-a-note.txt` now"_s);
    const QImage image = drawn([&](RowPainter &row) { row.drawSpans(QRect(0, 0, 150, 30), spans); });
    QVERIFY(rightmostInk(image) < 150);
    QVERIFY(rightmostInk(image) > 120);
    QVERIFY(spansWidth(spans) > 150);
}

void tst_Rows::viewRowHeight()
{
    RowView view;
    QStandardItemModel model(3, 1);
    view.setModel(&model);
    view.setItemDelegate(new TwoButtons(Part::RunRow, &view));
    view.resize(300, 200);
    view.show();
    QCOMPARE(view.visualRect(model.index(0, 0)).height(), metrics().height(Part::RunRow));
    Theme::instance().setComfortable(true);
    QTRY_COMPARE(view.visualRect(model.index(0, 0)).height(), metrics().height(Part::RunRow));
    Theme::instance().setComfortable(false);
}

void tst_Rows::viewPaintsTheWholeRow()
{
    RowView view;
    QStandardItemModel model(3, 1);
    view.setModel(&model);
    view.setItemDelegate(new TwoButtons(Part::RunRow, &view));
    view.resize(300, 200);
    view.show();
    QVERIFY(QTest::qWaitForWindowActive(&view));
    view.setFocus();
    view.setCurrentIndex(model.index(1, 0));
    const QImage image = view.viewport()->grab().toImage();
    const QRect row = view.visualRect(model.index(1, 0));
    QCOMPARE(image.pixelColor(100, row.center().y()), color(Token::Select));
    QCOMPARE(image.pixelColor(0, row.center().y()), color(Token::Focus));                 // the ring's start
    QCOMPARE(image.pixelColor(image.width() - 1, row.center().y()), color(Token::Focus)); // and its end
    QCOMPARE(image.pixelColor(100, view.visualRect(model.index(2, 0)).center().y()), color(Token::Panel));
}

void tst_Rows::buttonInRowIsClicked()
{
    RowView view;
    QStandardItemModel model(3, 1);
    view.setModel(&model);
    view.setItemDelegate(new TwoButtons(Part::RunRow, &view));
    view.resize(300, 200);
    view.show();
    QSignalSpy clicked(&view, &RowView::rowButtonClicked);
    const QRect row = view.visualRect(model.index(1, 0));
    QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, QPoint(row.right() - 40, row.center().y()));
    QCOMPARE(clicked.size(), 1);
    QCOMPARE(clicked[0][0].toModelIndex(), model.index(1, 0));
    QCOMPARE(clicked[0][1].toInt(), 0);
    QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, QPoint(row.right() - 10, row.center().y()));
    QCOMPARE(clicked[1][1].toInt(), 1);
    QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, QPoint(50, row.center().y()));
    QCOMPARE(clicked.size(), 2);
}

void tst_Rows::buttonReleasedElsewhereIsNotClicked()
{
    RowView view;
    QStandardItemModel model(3, 1);
    view.setModel(&model);
    view.setItemDelegate(new TwoButtons(Part::RunRow, &view));
    view.resize(300, 200);
    view.show();
    QSignalSpy clicked(&view, &RowView::rowButtonClicked);
    const QRect first = view.visualRect(model.index(0, 0));
    const QRect second = view.visualRect(model.index(1, 0));
    QTest::mousePress(view.viewport(), Qt::LeftButton, {}, QPoint(first.right() - 10, first.center().y()));
    QTest::mouseRelease(view.viewport(), Qt::LeftButton, {}, QPoint(second.right() - 10, second.center().y()));
    QCOMPARE(clicked.size(), 0);
}

int main(int argc, char *argv[])
{
    QApplication app(argc, argv);
    Theme::instance().apply();
    Theme::instance().setScheme(Theme::Scheme::Light);
    tst_Rows test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_rows.moc"
