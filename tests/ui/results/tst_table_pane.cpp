// SPDX-License-Identifier: GPL-3.0-or-later
// The Table pane under the hands of a user: keys, pointer, menus, chips, copying, and what screen readers hear.
#include "ui/tables/table_pane.h"
#include "ui/theme/theme.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/notices.h"

#include <QAbstractButton>
#include <QAccessible>
#include <QApplication>
#include <QClipboard>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace latchkey;
using namespace latchkey::tables;

namespace {

TablePtr sensors(int rows)
{
    QByteArray json = "[";
    for (int i = 0; i < rows; ++i)
        json += QByteArray(i ? "," : "") + "{\"id\":\"s-" + QByteArray::number(i) +
                "\",\"value\":" + QByteArray::number((i * 37) % 101) +
                ".5,\"note\":" + (i % 3 ? "null" : "\"door left open\"") + "}";
    return tableOf(runs::ResultValue::fromJson(json + ']'));
}

class Pane : public TablePane
{
public:
    explicit Pane(const TablePtr &table)
    {
        resize(640, 480);
        setTable(table, u"result"_s);
        show();
        view()->setFocus();
    }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) { QTest::keyClick(view(), key, modifiers); }
    QString cell(int row, int column) const { return model()->index(row, column).data().toString(); }
    QPoint headOf(int column) const
    {
        TableHeader *head = view()->header();
        return {head->sectionViewportPosition(column) + head->sectionSize(column) / 2, 10};
    }
    template<typename Kind>
    Kind *part(const char16_t *name) const
    {
        return findChild<Kind *>(QString::fromUtf16(name));
    }
};

QAction *actionOf(const QWidget *pane, const QString &menuName, const QString &text)
{
    for (QMenu *menu : pane->findChildren<QMenu *>(menuName))
        if (menu->isVisible())
            for (QAction *action : menu->actions())
                if (action->text() == text) return action;
    return nullptr;
}

} // namespace

class tst_TablePane : public QObject
{
    Q_OBJECT

private slots:
    void saysWhenThereIsNone();
    void keysMoveTheCell();
    void headerClicksSort();
    void columnMenuByKey();
    void filterByField();
    void chipTakesAFilterAway();
    void rule55_copies_data();
    void rule55_copies();
    void copiesCellAndPath();
    void exportsAFile();
    void headStaysWhileRowsScroll();
    void selectsRowsAndSaysHowMany();
    void growsWithoutMoving();
    void isATableToScreenReaders();
    void schemeChangesAreFollowed();
    void narrowPaneHasNoOverlap();
    void figuresBelowANameAreNotCut();
    void wideColumnLeavesRoomForAnother();
    void mirroredCellsStandAsTheirHeaders();
};

void tst_TablePane::saysWhenThereIsNone()
{
    Pane pane(nullptr);
    QVERIFY(!pane.view()->isVisible());
    const auto *empty = pane.findChild<widgets::EmptyState *>();
    QVERIFY(empty->isVisible());
    QVERIFY2(empty->accessibleName().startsWith(u"result has no rows"_s), qPrintable(empty->accessibleName()));
    pane.setTable(nullptr, {});
    QVERIFY(empty->accessibleName().startsWith(u"No table to show"_s));
    pane.setTable(sensors(3), u"result"_s);
    QVERIFY(pane.view()->isVisible());
    QCOMPARE(pane.part<QLabel>(u"tableSize")->text(), u"3 rows × 3"_s);
}

void tst_TablePane::keysMoveTheCell()
{
    Pane pane(sensors(1000));
    const auto at = [&pane] { return QPair(pane.view()->currentIndex().row(), pane.view()->currentIndex().column()); };
    QCOMPARE(at(), qMakePair(0, 0));
    pane.press(Qt::Key_Down);
    pane.press(Qt::Key_Right);
    QCOMPARE(at(), qMakePair(1, 1));
    pane.press(Qt::Key_End);
    QCOMPARE(at(), qMakePair(1, 2));
    pane.press(Qt::Key_End, Qt::ControlModifier);
    QCOMPARE(at(), qMakePair(999, 2));
    QVERIFY(pane.view()->viewport()->rect().intersects(pane.view()->visualRect(pane.view()->currentIndex())));
    pane.press(Qt::Key_PageUp);
    QVERIFY(at().first < 999 && at().first > 900);
    pane.press(Qt::Key_Home, Qt::ControlModifier);
    pane.press(Qt::Key_Home);
    QCOMPARE(at(), qMakePair(0, 0));
    pane.press(Qt::Key_Up);
    QCOMPARE(at(), qMakePair(0, 0));
}

void tst_TablePane::headerClicksSort()
{
    Pane pane(sensors(50));
    const auto click = [&pane] {
        QTest::mouseClick(pane.view()->header()->viewport(), Qt::LeftButton, {}, pane.headOf(1));
    };
    click();
    QTRY_VERIFY(!pane.model()->isArranging());
    QCOMPARE(pane.cell(0, 1), u"0.5"_s);
    QVERIFY2(pane.orderText().startsWith(u"sorted by value, ascending · "_s), qPrintable(pane.orderText()));
    click();
    QTRY_VERIFY(!pane.model()->isArranging());
    QCOMPARE(pane.cell(49, 1), u"0.5"_s);
    click();
    QTRY_VERIFY(!pane.model()->isArranging());
    QCOMPARE(pane.model()->sort().column, -1);
    QCOMPARE(pane.cell(1, 0), u"\"s-1\""_s);
    QCOMPARE(pane.orderText(), QString());
}

void tst_TablePane::columnMenuByKey()
{
    Pane pane(sensors(50));
    QTRY_VERIFY(pane.model()->statistics(1));
    QSignalSpy filling(&pane, &TablePane::columnMenuFilling);
    pane.press(Qt::Key_Right);
    pane.press(Qt::Key_Down, Qt::AltModifier);
    QCOMPARE(filling.size(), 1);
    QCOMPARE(filling[0][1].toInt(), 1);
    QVERIFY(actionOf(&pane, u"columnMenu"_s, u"0 null"_s));
    QVERIFY(actionOf(&pane, u"columnMenu"_s, u"Minimum 0.5"_s));
    QAction *sort = actionOf(&pane, u"columnMenu"_s, u"Sort descending"_s);
    QVERIFY(sort);
    sort->trigger();
    QTRY_VERIFY(!pane.model()->isArranging());
    QCOMPARE(pane.model()->sort(), (SortKey{1, Qt::DescendingOrder}));
}

void tst_TablePane::filterByField()
{
    Pane pane(sensors(50));
    QTest::keyClick(pane.view(), Qt::Key_F, Qt::ControlModifier);
    if (!pane.part<QLineEdit>(u"filterField")->isVisible()) pane.addFilter(); // shortcuts need an active window
    auto *field = pane.part<QLineEdit>(u"filterField");
    QTest::keyClicks(field, u"valu > 3"_s);
    QCOMPARE(pane.filterFault(), u"There is no column valu"_s);
    QCOMPARE(pane.selectionText(), u"There is no column valu"_s);
    field->clear();
    QTest::keyClicks(field, u"value > 90"_s);
    QTest::keyClick(field, Qt::Key_Return);
    QTRY_VERIFY(!pane.model()->isArranging());
    QVERIFY(!field->isVisible());
    QVERIFY(pane.model()->rowCount() > 0 && pane.model()->rowCount() < 10);
    QCOMPARE(pane.part<QLabel>(u"tableSize")->text(), u"%1 of 50 rows × 3"_s.arg(pane.model()->rowCount()));
    pane.addFilter(2);
    QCOMPARE(field->text(), u"note contains "_s);
    QTest::keyClick(field, Qt::Key_Escape);
    QVERIFY(!field->isVisible());
}

void tst_TablePane::chipTakesAFilterAway()
{
    Pane pane(sensors(50));
    pane.model()->setFilters({{1, u"value"_s, RowFilter::Test::Greater, u"90"_s}});
    QTRY_VERIFY(pane.model()->rowCount() < 50);
    auto *chip = pane.findChild<widgets::Chip *>();
    QVERIFY(chip);
    QCOMPARE(chip->text(), u"value > 90"_s);
    QTest::keyClick(chip, Qt::Key_Delete);
    QTRY_COMPARE(pane.model()->rowCount(), 50);
    QTRY_VERIFY(!pane.findChild<widgets::Chip *>());
}

void tst_TablePane::rule55_copies_data()
{
    QTest::addColumn<int>("form");
    QTest::addColumn<QString>("text");
    QTest::newRow("TSV") << int(TextForm::Tsv) << u"id\tvalue\tnote\ns-1\t37.5\t\ns-2\t74.5\t\n"_s;
    QTest::newRow("CSV") << int(TextForm::Csv) << u"id,value,note\r\ns-1,37.5,\r\ns-2,74.5,\r\n"_s;
    QTest::newRow("JSON") << int(TextForm::Json)
                          << u"[\n  {\"id\": \"s-1\", \"value\": 37.5, \"note\": null},\n"
                             "  {\"id\": \"s-2\", \"value\": 74.5, \"note\": null}\n]\n"_s;
    QTest::newRow("ML") << int(TextForm::Ml)
                        << u"[\n  {id: \"s-1\", value: 37.5, note: null},\n"
                           "  {id: \"s-2\", value: 74.5, note: null}\n]\n"_s;
}

void tst_TablePane::rule55_copies()
{
    QFETCH(int, form);
    QFETCH(QString, text);
    Pane pane(sensors(4));
    pane.press(Qt::Key_Down);
    pane.press(Qt::Key_Down, Qt::ShiftModifier);
    QSignalSpy worked(&pane, &TablePane::worked);
    pane.copyRows(static_cast<TextForm>(form));
    QTRY_COMPARE(worked.size(), 1);
    QCOMPARE(QApplication::clipboard()->text(), text);
}

void tst_TablePane::copiesCellAndPath()
{
    Pane pane(sensors(4));
    pane.press(Qt::Key_Down);
    pane.copyCell();
    QCOMPARE(QApplication::clipboard()->text(), u"s-1"_s);
    pane.copyPath();
    QCOMPARE(QApplication::clipboard()->text(), u"result[1].id"_s);
}

void tst_TablePane::exportsAFile()
{
    QTemporaryDir folder;
    Pane pane(sensors(4));
    pane.setFileAsker([&](const QString &, const QString &name, const auto &chosen) { chosen(folder.filePath(name)); });
    pane.model()->setFilters({{1, u"value"_s, RowFilter::Test::Greater, u"70"_s}});
    QTRY_COMPARE(pane.model()->rowCount(), 1);
    QSignalSpy said(&pane, &TablePane::said), failed(&pane, &TablePane::failed);
    pane.exportRows(TextForm::Csv);
    QTRY_COMPARE(said.size(), 1);
    QFile file(folder.filePath(u"table.csv"_s));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), "id,value,note\r\ns-2,74.5,\r\n");
    pane.setFileAsker([](const QString &, const QString &, const auto &chosen) { chosen(u"/proc/no/t.csv"_s); });
    pane.exportRows(TextForm::Csv);
    QTRY_COMPARE(failed.size(), 1);
}

void tst_TablePane::headStaysWhileRowsScroll()
{
    Pane pane(sensors(1000));
    const QRect head = pane.view()->header()->geometry();
    pane.view()->verticalScrollBar()->setValue(500);
    pane.grab();
    QCOMPARE(pane.view()->header()->geometry(), head);
    QCOMPARE(pane.view()->firstVisibleRow(), 500);
    QCOMPARE(pane.view()->indexAt({5, 3}).row(), 500);
    pane.resize(300, 480);
    pane.view()->horizontalScrollBar()->setValue(pane.view()->horizontalScrollBar()->maximum());
    QCOMPARE(pane.view()->header()->offset(), pane.view()->horizontalScrollBar()->value());
}

void tst_TablePane::selectsRowsAndSaysHowMany()
{
    Pane pane(sensors(1000));
    QTest::mouseClick(pane.view()->viewport(), Qt::LeftButton, {}, {20, 30});
    QCOMPARE(pane.selectionText(), u"1 row(s) selected"_s);
    QCOMPARE(pane.view()->currentIndex().row(), 1);
    pane.press(Qt::Key_A, Qt::ControlModifier);
    QCOMPARE(pane.selectionText(), u"1,000 row(s) selected"_s);
}

void tst_TablePane::growsWithoutMoving()
{
    Pane pane(sensors(500));
    for (int i = 0; i < 30; ++i) pane.press(Qt::Key_Down);
    pane.view()->verticalScrollBar()->setValue(100);
    pane.setTable(sensors(600), u"result"_s);
    QCOMPARE(pane.view()->firstVisibleRow(), 100);
    QCOMPARE(pane.view()->currentIndex().row(), 30);
    QCOMPARE(pane.model()->rowCount(), 600);
}

void tst_TablePane::isATableToScreenReaders()
{
    Pane pane(sensors(20));
    QAccessibleInterface *whole = QAccessible::queryAccessibleInterface(pane.view());
    QVERIFY(whole);
    QCOMPARE(whole->role(), QAccessible::Table);
    QAccessibleTableInterface *table = whole->tableInterface();
    QVERIFY(table);
    QCOMPARE(table->rowCount(), 20);
    QCOMPARE(table->columnDescription(1), u"value"_s);
    QAccessibleInterface *cell = table->cellAt(2, 1);
    QVERIFY(cell);
    QCOMPARE(cell->text(QAccessible::Name), u"value: 74.5"_s);
    QCOMPARE(cell->role(), QAccessible::Cell);
    QCOMPARE(table->cellAt(2, 1), cell);
    QCOMPARE(whole->indexOfChild(cell), 7);
    QVERIFY(!table->cellAt(20, 0));
    pane.setTable(nullptr, {});
    QVERIFY(!table->cellAt(0, 0));
    QVERIFY(!pane.view()->accessibleName().isEmpty());
    for (const QAbstractButton *button : pane.findChildren<QAbstractButton *>())
        QVERIFY2(!button->accessibleName().isEmpty() || !button->text().isEmpty(), qPrintable(button->objectName()));
}

void tst_TablePane::schemeChangesAreFollowed()
{
    Pane pane(sensors(20));
    theme::Theme::instance().setScheme(theme::Theme::Scheme::Light);
    const QColor light = pane.grab().toImage().pixelColor(300, 400);
    theme::Theme::instance().setScheme(theme::Theme::Scheme::Dark);
    const QColor dark = pane.grab().toImage().pixelColor(300, 400);
    QVERIFY(light.lightness() > dark.lightness() + 80);
    theme::Theme::instance().setScheme(theme::Theme::Scheme::Light);
}

void tst_TablePane::figuresBelowANameAreNotCut()
{
    Pane pane(tableOf(runs::ResultValue::fromJson(R"([{"n":0.123456,"m":1},{"n":99999.5,"m":2}])")));
    QTRY_VERIFY(pane.model()->statistics(1) != nullptr);
    const TableHeader *head = pane.view()->header();
    QVERIFY(head->stripWidth(0) > 0 && head->sectionSize(0) >= head->stripWidth(0));
    // A width that a person chose stays.
    Pane chosen(nullptr);
    chosen.setTable(tableOf(runs::ResultValue::fromJson(R"([{"n":0.123456},{"n":99999.5}])")), u"result"_s);
    chosen.view()->header()->resizeSection(0, 70);
    QTRY_VERIFY(chosen.model()->statistics(0) != nullptr);
    QCOMPARE(chosen.view()->header()->sectionSize(0), 70);
}

void tst_TablePane::wideColumnLeavesRoomForAnother()
{
    const QByteArray text(400, 'x');
    Pane pane(nullptr);
    pane.resize(380, 400);
    pane.setTable(tableOf(runs::ResultValue::fromJson("[{\"a\":\"" + text + "\",\"b\":1}]")), u"result"_s);
    const TableHeader *head = pane.view()->header();
    QVERIFY2(head->sectionSize(0) <= 190, qPrintable(QString::number(head->sectionSize(0))));
    pane.view()->fitColumn(0); // asked for: as wide as it may be
    QCOMPARE(head->sectionSize(0), 320);
    Pane alone(tableOf(runs::ResultValue::fromJson("[{\"a\":\"" + text + "\"}]")));
    QCOMPARE(alone.view()->header()->sectionSize(0), 320);
}

void tst_TablePane::narrowPaneHasNoOverlap()
{
    Pane pane(sensors(20));
    pane.resize(320, 300);
    pane.model()->setFilters({{1, u"value"_s, RowFilter::Test::Greater, u"10"_s}});
    QTRY_VERIFY(!pane.model()->isArranging());
    pane.grab();
    QVERIFY(pane.view()->header()->geometry().bottom() < pane.view()->viewport()->geometry().top());
    QVERIFY(pane.view()->numbersWidth() < 60);
}

/// Right to left, the columns change their order; numbers still end at the right of theirs, where their header does.
void tst_TablePane::mirroredCellsStandAsTheirHeaders()
{
    Pane pane(sensors(20));
    pane.setLayoutDirection(Qt::RightToLeft);
    pane.view()->header()->resizeSection(1, 200);
    pane.view()->clearFocus();
    const QRect cell = pane.view()->visualRect(pane.model()->index(3, 1)).adjusted(4, 4, -4, -4);
    const QImage image = pane.view()->viewport()->grab(cell).toImage();
    const QColor ground = image.pixelColor(0, 0);
    int first = image.width(), last = 0;
    for (int x = 0; x < image.width(); ++x)
        for (int y = 0; y < image.height(); ++y)
            if (image.pixelColor(x, y) != ground) {
                first = std::min(first, x);
                last = x;
            }
    QVERIFY(first < last);
    QVERIFY2(first > image.width() / 2 && last > image.width() - 12, qPrintable(u"%1 to %2"_s.arg(first).arg(last)));
}

QTEST_MAIN(tst_TablePane)
#include "tst_table_pane.moc"
