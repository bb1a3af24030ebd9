// SPDX-License-Identifier: GPL-3.0-or-later
// What a table is made of: which values are tables, the types of columns, order, conditions, statistics, text forms.
#include "ui/tables/column_statistics.h"
#include "ui/tables/table_model.h"
#include "ui/tables/table_text.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace latchkey;
using namespace latchkey::tables;

namespace {

TablePtr tableFrom(const char *json, const QStringList &columns = {})
{
    return tableOf(runs::ResultValue::fromJson(json), columns);
}

QString typesOf(const TablePtr &table)
{
    QStringList types;
    for (const Column &column : table->columns()) types << column.name + u':' + typeWord(column.type);
    return types.join(u' ');
}

/// The rows shown, by number.
QString rowsOf(const RowOrder &order)
{
    QStringList rows;
    for (const quint32 row : order.rows) rows << QString::number(row);
    return rows.join(u' ');
}

} // namespace

class tst_Tables : public QObject
{
    Q_OBJECT

private slots:
    void rule55_whatIsATable_data();
    void rule55_whatIsATable();
    void cells();
    void namedColumns();
    void dates_data();
    void dates();
    void order_data();
    void order();
    void ordersLargeTablesAsASortWould();
    void conditions_data();
    void conditions();
    void conditionsThatDoNotFit_data();
    void conditionsThatDoNotFit();
    void statistics();
    void statisticsOfOddNumbers();
    void figuresAreWrittenAsTheLanguageDoes_data();
    void figuresAreWrittenAsTheLanguageDoes();
    void textForms_data();
    void textForms();
    void savesWholeOrNotAtAll();
    void model();
    void growingKeepsTheWishes();
    void cancelKeepsWhatIsShown();
    void newerWishWins();
    void modelGoneWhileSorting();
};

void tst_Tables::rule55_whatIsATable_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("types"); // empty: no table
    QTest::newRow("objects") << QByteArray(R"([{"id":"a","n":1},{"id":"b","n":2.5}])") << u"id:string n:float"_s;
    QTest::newRow("lists") << QByteArray("[[1,true],[2,false]]") << u"0:integer 1:boolean"_s;
    QTest::newRow("keys that come later") << QByteArray(R"([{"a":1},{"b":"x"}])") << u"a:integer b:string"_s;
    QTest::newRow("nulls do not count") << QByteArray(R"([{"a":null},{"a":3}])") << u"a:integer"_s;
    QTest::newRow("only nulls") << QByteArray(R"([{"a":null}])") << u"a:null"_s;
    QTest::newRow("dates") << QByteArray(R"([{"d":"2026-06-18"},{"d":"2026-06-19"}])") << u"d:date"_s;
    QTest::newRow("dates and other text") << QByteArray(R"([{"d":"2026-06-18"},{"d":"soon"}])") << u"d:string"_s;
    QTest::newRow("numbers and text") << QByteArray(R"([{"d":1},{"d":"x"}])") << u"d:mixed"_s;
    QTest::newRow("nested") << QByteArray(R"([{"d":[1]},{"d":{}}])") << u"d:nested"_s;
    QTest::newRow("lists of different length") << QByteArray("[[1],[1,2,3]]") << u"0:integer 1:integer 2:integer"_s;
    QTest::newRow("numbers") << QByteArray("[1,2,3]") << QString();
    QTest::newRow("empty list") << QByteArray("[]") << QString();
    QTest::newRow("empty objects") << QByteArray("[{},{}]") << QString();
    QTest::newRow("a number among objects") << QByteArray(R"([{"a":1},2])") << QString();
    QTest::newRow("lists and objects") << QByteArray(R"([{"a":1},[2]])") << QString();
    QTest::newRow("object") << QByteArray(R"({"a":[]})") << QString();
}

void tst_Tables::rule55_whatIsATable()
{
    QFETCH(QByteArray, json);
    QFETCH(QString, types);
    const TablePtr table = tableFrom(json);
    QCOMPARE(table != nullptr, !types.isEmpty());
    if (table) QCOMPARE(typesOf(table), types);
}

void tst_Tables::cells()
{
    const TablePtr table = tableFrom(R"([{"id":"s-07","odd name":5.0},{"odd name":null,"id":"a\nb"}])");
    QCOMPARE(table->rowCount(), 2);
    QCOMPARE(table->cellText(0, 0), u"\"s-07\""_s);
    QCOMPARE(table->cellText(0, 1), u"5.0"_s); // as the language prints it
    QCOMPARE(table->cellText(1, 1), u"null"_s);
    QCOMPARE(table->cellText(1, 0), u"\"a\\nb\""_s);
    QCOMPARE(table->cellText(2, 0), QString());
    QCOMPARE(table->path(u"result"_s, 1, 0), u"result[1].id"_s);
    QCOMPARE(table->path(u"result"_s, 1, 1), u"result[1][\"odd name\"]"_s);
    QCOMPARE(tableFrom("[[1,2]]")->path(u"rows"_s, 0, 1), u"rows[0][1]"_s);
}

void tst_Tables::namedColumns()
{
    const TablePtr table = tableFrom(R"([{"a":1,"b":2,"c":3}])", {u"c"_s, u"a"_s});
    QCOMPARE(typesOf(table), u"c:integer a:integer"_s);
    QCOMPARE(table->cellText(0, 0), u"3"_s);
    const TablePtr lists = tableFrom("[[1,2]]", {u"left"_s, u"right"_s});
    QCOMPARE(typesOf(lists), u"left:integer right:integer"_s);
    QCOMPARE(lists->cellText(0, 1), u"2"_s);
    QVERIFY(tableOf(runs::ResultValue::fromJson("[]"), {u"a"_s}, runs::ResultTable::Accept::Anything));
}

void tst_Tables::dates_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("shown"); // empty: no date
    QTest::newRow("day") << QByteArray("2026-06-18") << u"2026-06-18"_s;
    QTest::newRow("the first day") << QByteArray("1970-01-01") << u"1970-01-01"_s;
    QTest::newRow("time") << QByteArray("2026-06-18T13:05:09") << u"2026-06-18 13:05:09"_s;
    QTest::newRow("time with a space") << QByteArray("2026-06-18 13:05") << u"2026-06-18 13:05:00"_s;
    QTest::newRow("in UTC") << QByteArray("2026-06-18T13:05:09.25Z") << u"2026-06-18 13:05:09"_s;
    QTest::newRow("two hours ahead") << QByteArray("2026-06-18T01:00:00+02:00") << u"2026-06-17 23:00:00"_s;
    QTest::newRow("no such day") << QByteArray("2026-02-30") << QString();
    QTest::newRow("number") << QByteArray("1234567890") << QString();
    QTest::newRow("short") << QByteArray("2026-06") << QString();
    QTest::newRow("text behind") << QByteArray("2026-06-18 or so") << QString();
    QTest::newRow("ends in the zone") << QByteArray("2026-06-18T01:00:00+") << QString();
}

void tst_Tables::dates()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, shown);
    const auto days = daysOf(std::string_view(text.data(), static_cast<size_t>(text.size())));
    QCOMPARE(days.has_value(), !shown.isEmpty());
    if (days) QCOMPARE(dateText(*days), shown);
}

void tst_Tables::order_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<bool>("down");
    QTest::addColumn<QString>("rows");
    const QByteArray numbers = R"([{"v":3},{"v":-1.5},{"v":null},{"v":0},{},{"v":20}])";
    QTest::newRow("numbers, missing last") << numbers << false << u"1 3 0 5 2 4"_s;
    QTest::newRow("downwards, missing still last") << numbers << true << u"5 0 3 1 2 4"_s;
    const QByteArray same = R"([{"v":1},{"v":0},{"v":1},{"v":0}])";
    QTest::newRow("equal rows keep their order") << same << false << u"1 3 0 2"_s;
    QTest::newRow("and downwards too") << same << true << u"0 2 1 3"_s;
    QTest::newRow("text") << QByteArray(R"([{"v":"b"},{"v":"a"},{"v":"B"},{"v":""}])") << false << u"3 2 1 0"_s;
    QTest::newRow("text equal in eight bytes")
        << QByteArray(R"([{"v":"12345678b"},{"v":"12345678"},{"v":"12345678a"}])") << false << u"1 2 0"_s;
    QTest::newRow("dates of two zones") << QByteArray(
                                               R"([{"v":"2026-06-18T01:00:00Z"},{"v":"2026-06-18T02:00:00+02:00"}])")
                                        << false << u"1 0"_s;
    QTest::newRow("mixed types stay apart")
        << QByteArray(R"([{"v":"a"},{"v":[1]},{"v":2},{"v":true}])") << false << u"3 2 0 1"_s;
    QTest::newRow("minus zero is zero") << QByteArray(R"([{"v":0.0},{"v":-0.0},{"v":-1}])") << false << u"2 0 1"_s;
}

void tst_Tables::order()
{
    QFETCH(QByteArray, json);
    QFETCH(bool, down);
    QFETCH(QString, rows);
    Progress progress;
    const SortKey sort{0, down ? Qt::DescendingOrder : Qt::AscendingOrder};
    QCOMPARE(rowsOf(orderRows(tableFrom(json), {}, sort, progress)), rows);
}

// More rows than are sorted in one piece, so that the merging counts.
void tst_Tables::ordersLargeTablesAsASortWould()
{
    constexpr int kRows = 150'000;
    QByteArray json = "[";
    std::vector<std::pair<int, quint32>> expected;
    quint32 seed = 42;
    for (quint32 row = 0; row < kRows; ++row) {
        seed = seed * 1664525 + 1013904223;
        const int value = static_cast<int>(seed >> 16) % 1000 - 500;
        json += (row ? ",[" : "[") + QByteArray::number(value) + ']';
        expected.emplace_back(value, row);
    }
    std::ranges::sort(expected); // equal values by row: stable
    Progress progress;
    const RowOrder order = orderRows(tableFrom(json + ']'), {}, {0, Qt::AscendingOrder}, progress);
    QCOMPARE(order.rows.size(), expected.size());
    for (size_t i = 0; i < expected.size(); ++i) QCOMPARE(order.rows[i], expected[i].second);
}

void tst_Tables::conditions_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("rows");
    QTest::newRow("greater") << u"value > 60"_s << u"1 2"_s;
    QTest::newRow("greater, equal, no spaces") << u"value>=61.5"_s << u"1 2"_s;
    QTest::newRow("less") << u"value < 61.5"_s << u"0"_s;
    QTest::newRow("equal") << u"value = 61.5"_s << u"1"_s;
    QTest::newRow("equal, as in the language") << u"value == 61.5"_s << u"1"_s;
    QTest::newRow("not equal") << u"value != 61.5"_s << u"0 2 3"_s;
    QTest::newRow("text equal") << u"note = \"Door left open\""_s << u"1"_s;
    QTest::newRow("contains, any case") << u"note contains DOOR"_s << u"1 2"_s;
    QTest::newRow("starts with") << u"note starts with see"_s << u"2"_s;
    QTest::newRow("null") << u"note is null"_s << u"0 3"_s;
    QTest::newRow("not null") << u"note is not null"_s << u"1 2"_s;
    QTest::newRow("equals null") << u"value = null"_s << u"3"_s;
    QTest::newRow("date") << u"day >= 2026-06-10"_s << u"1 2"_s;
    QTest::newRow("any column") << u"door"_s << u"1 2"_s;
    QTest::newRow("any column, a number") << u"61.5"_s << u"1"_s;
    QTest::newRow("longest column name wins") << u"value 2 > 4"_s << u"1 2 3"_s;
    QTest::newRow("boolean") << u"good = true"_s << u"0"_s;
    QTest::newRow("the name of a column only") << u"value"_s << QString();
}

void tst_Tables::conditions()
{
    QFETCH(QString, text);
    QFETCH(QString, rows);
    const TablePtr table = tableFrom(R"([{"value":1,"note":null,"day":"2026-06-01","value 2":4,"good":true},
                      {"value":61.5,"note":"Door left open","day":"2026-06-10","value 2":5,"good":false},
                      {"value":90,"note":"see the door","day":"2026-06-11","value 2":6},
                      {"value":null,"day":"2026-01-01","value 2":7}])");
    const auto filter = parseFilter(text, *table);
    QVERIFY2(filter, filter ? "" : qPrintable(filter.error()));
    Progress progress;
    QCOMPARE(rowsOf(orderRows(table, {*filter}, {}, progress)), rows);
    const auto again = parseFilter(filter->text(), *table);
    QVERIFY(again);
    QCOMPARE(*again, *filter); // chips can be edited as text
}

void tst_Tables::conditionsThatDoNotFit_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("fault");
    QTest::newRow("empty") << u"  "_s << u"Type a condition first"_s;
    QTest::newRow("no such column") << u"valu > 3"_s << u"There is no column valu"_s;
    QTest::newRow("no value") << u"value >"_s << u"A value is missing after >"_s;
    QTest::newRow("no operator") << u"value 60"_s << u"Write value > 60, value contains text, or value is null"_s;
}

void tst_Tables::conditionsThatDoNotFit()
{
    QFETCH(QString, text);
    QFETCH(QString, fault);
    const auto filter = parseFilter(text, *tableFrom(R"([{"value":1}])"));
    QVERIFY(!filter);
    QCOMPARE(filter.error(), fault);
}

void tst_Tables::statistics()
{
    const TablePtr table = tableFrom(R"([{"n":1,"s":"a","d":"2026-06-01"},{"n":2,"s":"b","d":"2026-06-30"},
                                         {"n":6,"s":"a","d":"2026-06-30"},{"n":null},{"n":3.5},{"n":2}])");
    Progress progress;
    const ColumnStatistics n = statisticsOf(table, 0, progress);
    QCOMPARE(n.count, 5);
    QCOMPARE(n.nulls, 1);
    QCOMPARE(n.different, 4);
    QCOMPARE(n.least, 1.0);
    QCOMPARE(n.greatest, 6.0);
    QCOMPARE(n.mean, 2.9);
    QCOMPARE(n.median, 2.0);
    QVERIFY(std::abs(n.deviation - 1.949358868961793) < 1e-12);
    QCOMPARE(n.bars.size(), ColumnStatistics::kBars);
    QCOMPARE(*std::ranges::max_element(n.bars), 1.0);
    QCOMPARE(n.line(table->columns()[0].type), u"1 · 2.9 · 6"_s);
    const ColumnStatistics s = statisticsOf(table, 1, progress);
    QCOMPARE(s.different, 2);
    QCOMPARE(s.line(ColumnType::String), u"2 different"_s);
    QVERIFY(s.bars.isEmpty());
    QCOMPARE(statisticsOf(table, 2, progress).line(ColumnType::Date), u"2026-06-01 – 2026-06-30"_s);
    const TablePtr nulls = tableFrom(R"([{"a":null,"b":1},{"a":null},{"a":1}])");
    QCOMPARE(statisticsOf(nulls, 0, progress).line(ColumnType::Integer), u"2 null"_s);
}

void tst_Tables::figuresAreWrittenAsTheLanguageDoes_data()
{
    QTest::addColumn<double>("number");
    QTest::addColumn<QString>("english");
    QTest::addColumn<QString>("german");
    QTest::newRow("whole") << 1e6 << u"1,000,000"_s << u"1.000.000"_s;
    QTest::newRow("a mean") << 499999.5 << u"500,000"_s << u"500.000"_s;
    QTest::newRow("middling") << 12345.678 << u"12,345.7"_s << u"12.345,7"_s;
    QTest::newRow("five digits") << 1.0 / 3 << u"0.33333"_s << u"0,33333"_s;
    QTest::newRow("short") << 2.5 << u"2.5"_s << u"2,5"_s;
    QTest::newRow("negative") << -61.2 << u"-61.2"_s << u"-61,2"_s;
    QTest::newRow("huge") << 1.5e300 << u"1.5·10³⁰⁰"_s << u"1,5·10³⁰⁰"_s;
    QTest::newRow("tiny") << 3.50481e-8 << u"3.5048·10⁻⁸"_s << u"3,5048·10⁻⁸"_s;
    QTest::newRow("nothing") << 0.0 << u"0"_s << u"0"_s;
    QTest::newRow("not a number") << qQNaN() << u"nan"_s << u"nan"_s;
}

void tst_Tables::figuresAreWrittenAsTheLanguageDoes()
{
    QFETCH(double, number);
    const auto restored = qScopeGuard([before = QLocale()] { QLocale::setDefault(before); });
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    QTEST(numberText(number), "english");
    QLocale::setDefault(QLocale(QLocale::German, QLocale::Germany));
    QTEST(numberText(number), "german");
}

void tst_Tables::statisticsOfOddNumbers()
{
    Progress progress;
    const ColumnStatistics huge = statisticsOf(tableFrom(R"([[1e308],[-1e308],[1e308]])"), 0, progress);
    QVERIFY(std::isfinite(huge.mean));
    const ColumnStatistics one = statisticsOf(tableFrom("[[7],[7]]"), 0, progress);
    QVERIFY(one.bars.isEmpty());
    QCOMPARE(one.deviation, 0.0);
    QCOMPARE(one.median, 7.0);
}

void tst_Tables::textForms_data()
{
    QTest::addColumn<int>("form");
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("TSV") << int(TextForm::Tsv) << QByteArray("id\todd name\ns-07\t5.0\n\"a\tb\"\t\n");
    QTest::newRow("CSV") << int(TextForm::Csv) << QByteArray("id,odd name\r\ns-07,5.0\r\na\tb,\r\n");
    QTest::newRow("JSON") << int(TextForm::Json)
                          << QByteArray("[\n  {\"id\": \"s-07\", \"odd name\": 5.0},\n"
                                        "  {\"id\": \"a\\tb\", \"odd name\": null}\n]\n");
    QTest::newRow("ML") << int(TextForm::Ml)
                        << QByteArray("[\n  {id: \"s-07\", \"odd name\": 5.0},\n"
                                      "  {id: \"a\\tb\", \"odd name\": null}\n]\n");
}

void tst_Tables::textForms()
{
    QFETCH(int, form);
    QFETCH(QByteArray, text);
    const TableCut cut{tableFrom(R"([{"id":"s-07","odd name":5.0},{"id":"a\tb","odd name":null}])"), {}, true, {}};
    QByteArray written;
    Progress progress;
    QVERIFY(writeTable(
        cut, static_cast<TextForm>(form), [&](QByteArrayView piece) { return written += piece, true; }, progress));
    QCOMPARE(written, text);
    const TableCut turned{cut.table, {1, 0}, false, {1}};
    written.clear();
    QVERIFY(writeTable(turned, TextForm::Csv, [&](QByteArrayView piece) { return written += piece, true; }, progress));
    QCOMPARE(written, "odd name\r\n\r\n5.0\r\n");
}

void tst_Tables::savesWholeOrNotAtAll()
{
    QTemporaryDir folder;
    const TableCut cut{tableFrom("[[1,2],[3,4]]"), {}, true, {}};
    const QString path = folder.filePath(u"t.csv"_s);
    Progress progress;
    QCOMPARE(saveTable(cut, TextForm::Csv, path, progress), QString());
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), "0,1\r\n1,2\r\n3,4\r\n");
    Progress cancelled;
    cancelled.cancel();
    QCOMPARE(saveTable(cut, TextForm::Json, path, cancelled), u"Nothing was written"_s);
    file.seek(0);
    QCOMPARE(file.readAll(), "0,1\r\n1,2\r\n3,4\r\n");
    QVERIFY(saveTable(cut, TextForm::Csv, u"/proc/nowhere/t.csv"_s, progress).contains(u"could not be written"_s));
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files), QStringList(u"t.csv"_s)); // nothing half-made left
}

void tst_Tables::model()
{
    TableModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(model.rowCount(), 0);
    QSignalSpy counted(&model, &TableModel::statisticsReady);
    model.setPath(u"result"_s);
    model.setTable(tableFrom(R"([{"a":2,"b":"x"},{"a":1,"b":"y"}])"));
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(model.columnCount(), 2);
    QCOMPARE(model.headerData(1, Qt::Horizontal, Qt::DisplayRole).toString(), u"b"_s);
    QCOMPARE(model.index(0, 0).data(Qt::AccessibleTextRole).toString(), u"a: 2"_s);
    QTRY_COMPARE(counted.size(), 2);
    QVERIFY(model.statistics(1));
    QCOMPARE(model.statistics(1)->different, 2);
    model.setSort({0, Qt::AscendingOrder});
    QVERIFY(model.isArranging());
    QTRY_VERIFY(!model.isArranging());
    QCOMPARE(model.index(0, 1).data().toString(), u"\"y\""_s);
    QCOMPARE(model.index(0, 1).data(TableModel::PathRole).toString(), u"result[1].b"_s);
    QCOMPARE(model.headerData(0, Qt::Vertical, Qt::DisplayRole).toInt(), 1); // the list's own number
    model.setTable(nullptr);
    QCOMPARE(model.rowCount(), 0);
    QVERIFY(!model.statistics(0));
}

void tst_Tables::growingKeepsTheWishes()
{
    TableModel model;
    model.setTable(tableFrom(R"([{"a":2},{"a":1}])"));
    model.setSort({0, Qt::DescendingOrder});
    QTRY_VERIFY(!model.isArranging());
    model.setTable(tableFrom(R"([{"a":2},{"a":1},{"a":5}])"));
    QCOMPARE(model.rowCount(), 2); // the old one until the new one is in order
    QTRY_COMPARE(model.rowCount(), 3);
    QCOMPARE(model.index(0, 0).data().toString(), u"5"_s);
    QTRY_VERIFY(model.statistics(0) && model.statistics(0)->count == 3);
    model.setTable(tableFrom(R"([{"b":2}])")); // another table: wishes go
    QCOMPARE(model.sort().column, -1);
    QCOMPARE(model.rowCount(), 1);
}

void tst_Tables::cancelKeepsWhatIsShown()
{
    QByteArray json = "[[0]";
    for (qint64 i = 1; i < 300'000; ++i) json += ",[" + QByteArray::number((i * 7919) % 300'007) + ']';
    TableModel model;
    model.setTable(tableFrom(json + ']'));
    QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    model.setSort({0, Qt::DescendingOrder});
    model.cancelArranging();
    QVERIFY(!model.isArranging());
    QCOMPARE(model.sort().column, -1);
    model.setSort({0, Qt::AscendingOrder});
    QTRY_VERIFY(!model.isArranging());
    QCOMPARE(reset.size(), 1);
    QCOMPARE(model.sourceRow(0), 0);
}

void tst_Tables::newerWishWins()
{
    TableModel model;
    model.setTable(tableFrom("[[3],[1],[2]]"));
    QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    model.setSort({0, Qt::AscendingOrder});
    model.setSort({0, Qt::DescendingOrder});
    QTRY_VERIFY(!model.isArranging());
    QCOMPARE(reset.size(), 1);
    QCOMPARE(model.index(0, 0).data().toString(), u"3"_s);
}

void tst_Tables::modelGoneWhileSorting()
{
    QByteArray json = "[[0]";
    for (int i = 1; i < 200'000; ++i) json += ",[" + QByteArray::number(-i) + ']';
    const TablePtr table = tableFrom(json + ']');
    {
        TableModel model;
        model.setTable(table);
        model.setSort({0, Qt::AscendingOrder});
    }
    // The worker lets go of the table soon, and nothing is told to the model that is gone.
    QTRY_COMPARE(table.use_count(), 1);
}

QTEST_MAIN(tst_Tables)
#include "tst_tables.moc"
