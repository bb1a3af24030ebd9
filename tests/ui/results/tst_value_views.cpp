// SPDX-License-Identifier: GPL-3.0-or-later
// What else there is to do with a value: live views of a run that goes on, search, pins, comparison, texts and charts.
#include "engine/runs/engine.h"
#include "ui/plots/plot_export.h"
#include "ui/plots/plot_pane.h"
#include "ui/results/raw_pane.h"
#include "ui/results/result_group.h"
#include "ui/results/result_pane.h"
#include "ui/results/result_view.h"
#include "ui/results/search_page.h"
#include "ui/results/text_page.h"
#include "ui/runs/run_list.h"
#include "ui/theme/theme.h"
#include "ui/widgets/buttons.h"

#include <QJsonArray>
#include <QLabel>
#include <QMenu>
#include <QSignalSpy>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace latchkey;
using namespace latchkey::results;

namespace {

ValuePtr valueFrom(const QByteArray &json)
{
    return engineValue(runs::ResultValue::fromJson(json));
}

runs::RunEntry ended(quint64 id)
{
    runs::RunEntry entry;
    entry.id = id;
    entry.number = static_cast<int>(id);
    entry.name = u"report.ml"_s;
    entry.path = u"/tmp/report.ml"_s;
    entry.status.state = runs::RunState::Succeeded;
    entry.success = entry.hasValues = true;
    return entry;
}

/// A script's result, which may hold what JSON has no word for.
runs::RunPtr finished(runs::Engine &engine, const QByteArray &source)
{
    const runs::RunPtr run = engine.submit({source, u"value.ml"_s, {}, {}}, {});
    run->wait(20'000);
    return run;
}

tables::TablePtr tableFrom(const QByteArray &json)
{
    return tables::tableOf(runs::ResultValue::fromJson(json));
}

} // namespace

class tst_ValueViews : public QObject
{
    Q_OBJECT

private slots:
    void liveTableGrowsWhileItRuns();
    void textIsLaidOutAndLoadsNothing();
    void pinsStay();
    void rule60_search_data();
    void rule60_search();
    void searchPageCountsAndCopies();
    void searchEndsWithItsPane();
    void deepAndCyclicValues();
    void suggestedCharts_data();
    void suggestedCharts();
    void requestedCharts();
    void rule56_thinningKeepsPeaks();
    void chartFromTwoClicks();
    void linesBreakWhereNoNumberIs();
    void chartOfTheScriptComesFirst();
    void rawSaysWhatJsonLacks();
    void textsAreReadWithTheirLines();
    void chartIsExported();
    void chartFollowsTheScheme();
};

// Row 30: rows appear while the run goes on; at its end all are there.
void tst_ValueViews::liveTableGrowsWhileItRuns()
{
    runs::RunList list;
    ResultGroup group;
    std::unique_ptr<QWidget> result(group.members()[0].pane), table(group.members()[1].pane),
        plot(group.members()[2].pane), raw(group.members()[3].pane);
    group.follow(&list);
    runs::Engine engine;
    runs::RunOptions options;
    options.context = {};
    const runs::RunPtr run = engine.submit({"import show; import async;\nrows = [];\nfor (i in range(100)) {\n"
                                            "rows.append({n: i});\nshow.table(rows, {title: \"live\"});\n"
                                            "async.sleep(0.01);\n}\nresult = len(rows);\n",
                                            u"live.ml"_s,
                                            {},
                                            {}},
                                           options);
    list.add(run);
    QSignalSpy fronts(&group, &ResultGroup::frontWanted);
    QTRY_VERIFY(group.table()->model()->rowCount() > 0);
    const int seen = group.table()->model()->rowCount();
    QVERIFY(!list.entry(run->id()).isOver());
    QCOMPARE(group.board()->current().name(), u"live"_s);
    QCOMPARE(fronts.first().first().toString(), u"table"_s);
    QTRY_VERIFY(group.table()->model()->rowCount() > seen);
    QTRY_VERIFY(list.entry(run->id()).isOver());
    QTRY_COMPARE(group.board()->current().name(), u"result"_s); // nobody chose: the result is what one waits for
    QCOMPARE(group.board()->subjects().size(), 2);
    group.board()->choose(1);
    QCOMPARE(group.table()->model()->rowCount(), 100);
    QCOMPARE(group.table()->model()->path(), u"live"_s);
}

void tst_ValueViews::textIsLaidOutAndLoadsNothing()
{
    TextPage page;
    QSignalSpy link(&page, &TextPage::linkActivated);
    page.setText(u"# Notes\n\n**bold** ![x](file:///etc/passwd) <b>raw</b> [here](https://example.org/)"_s, true);
    QVERIFY(page.isLaidOut());
    QVERIFY(page.browser()->toPlainText().contains(u"bold"_s));
    QVERIFY(!page.browser()->toPlainText().contains(u"**"_s));
    const QUrl file(u"file:///etc/passwd"_s);
    QCOMPARE(page.browser()->document()->resource(QTextDocument::ImageResource, file).toByteArray(), " ");
    emit page.browser()->anchorClicked(QUrl(u"file:///etc/passwd"_s));
    QCOMPARE(link.size(), 0);
    emit page.browser()->anchorClicked(QUrl(u"https://example.org/"_s));
    QCOMPARE(link.size(), 1);
    page.setText(u"# plain"_s, false);
    QVERIFY(!page.isLaidOut());
    page.setText(QString(TextPage::kMostMarkdown + 1, u'x'), true);
    QVERIFY(!page.isLaidOut());
}

void tst_ValueViews::pinsStay()
{
    ResultBoard board;
    board.showResult(ended(1), valueFrom("[1]"));
    board.pin();
    QCOMPARE(board.subjects().size(), 2);
    board.showResult(ended(2), valueFrom("[2]"));
    QCOMPARE(board.current().run.id, 2);
    QCOMPARE(board.subjects().size(), 2);
    QCOMPARE(board.others().size(), 1);
    board.choose(1);
    QCOMPARE(board.current().run.id, 1);
    QCOMPARE(board.current().value->preview(20), u"[1]"_s);
    board.unpin();
    QCOMPARE(board.current().run.id, 2);
    QCOMPARE(board.subjects().size(), 1);
    board.pin();
    board.choose(1);
    board.showResult(ended(3), valueFrom("[3]")); // a new run comes to be seen
    QCOMPARE(board.current().run.id, 3);
}

void tst_ValueViews::rule60_search_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("paths");
    QTest::newRow("in a string") << u"door"_s << QStringList{u"result.rows[0].note"_s, u"result.rows[1].note"_s};
    QTest::newRow("in a name") << u"odd"_s << QStringList{u"result[\"odd name\"]"_s};
    QTest::newRow("a number") << u"12.5"_s << QStringList{u"result.rows[1].value"_s};
    QTest::newRow("a name and its values")
        << u"VALUE"_s << QStringList{u"result.rows[0].value"_s, u"result.rows[1].value"_s};
    QTest::newRow("nothing") << u"nowhere"_s << QStringList();
}

void tst_ValueViews::rule60_search()
{
    QFETCH(QString, text);
    QFETCH(QStringList, paths);
    tables::Progress progress;
    const QByteArray json = R"({"rows":[{"note":"the Door","value":3},{"note":"door","value":12.5}],"odd name":true})";
    const Found found = searchValue(valueFrom(json), u"result"_s, text, progress);
    QStringList places;
    for (const FoundPlace &place : found.places) places << place.path;
    QCOMPARE(places, paths);
    QCOMPARE(found.count, paths.size());
    QVERIFY(found.isWhole);
}

void tst_ValueViews::searchPageCountsAndCopies()
{
    QByteArray json = "[";
    for (int i = 0; i < 3000; ++i) json += i ? ",\"hit\"" : "\"hit\"";
    ResultPane pane;
    pane.resize(400, 400);
    pane.show();
    pane.showResult(ended(1), valueFrom(json + ']'));
    auto *field = pane.findChild<QLineEdit *>(u"valueSearch"_s);
    QTest::keyClicks(field, u"hit"_s);
    QVERIFY(pane.searchPage()->isVisible());
    QTRY_VERIFY(!pane.searchPage()->isSearching());
    QCOMPARE(pane.searchPage()->model()->rowCount(), Found::kMostPlaces);
    QVERIFY2(pane.searchPage()->countText().startsWith(u"3,000 place"_s), qPrintable(pane.searchPage()->countText()));
    pane.searchPage()->setCurrentIndex(pane.searchPage()->model()->index(2));
    QCOMPARE(pane.pathText(), u"result[2]"_s);
    QTest::keyClick(pane.searchPage(), Qt::Key_Escape);
    QVERIFY(pane.view()->isVisible());
    QVERIFY(field->text().isEmpty());
}

void tst_ValueViews::searchEndsWithItsPane()
{
    QByteArray json = "[";
    for (int i = 0; i < 200'000; ++i) json += i ? ",1" : "1";
    const ValuePtr value = valueFrom(json + ']');
    {
        SearchPage page;
        page.search(value, u"result"_s, u"2"_s);
    }
    QTRY_COMPARE(value.use_count(), 1);
}

void tst_ValueViews::deepAndCyclicValues()
{
    runs::Engine engine;
    const runs::RunPtr run = engine.submit(
        {"a = [];\nfor (i in range(200000)) { a = [a]; }\nb = {name: \"loop\"};\nb.self = b;\nresult = [a, b];\n",
         u"deep.ml"_s,
         {},
         {}});
    QTRY_VERIFY(run->isFinished());
    tables::Progress progress;
    const Found found = searchValue(engineValue(run->result().value), u"result"_s, u"loop"_s, progress);
    QCOMPARE(found.count, 1);
    QVERIFY(found.looked > 200'000);
}

void tst_ValueViews::suggestedCharts_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<int>("kind");
    QTest::addColumn<int>("x");
    QTest::addColumn<int>("series");
    using plots::PlotKind;
    QTest::newRow("dates") << QByteArray(R"([{"d":"2026-06-01","v":1,"w":2},{"d":"2026-06-02","v":2,"w":1}])")
                           << int(PlotKind::Line) << 0 << 2;
    QTest::newRow("rising numbers") << QByteArray(R"([{"s":1,"v":5},{"s":2,"v":3}])") << int(PlotKind::Line) << 0 << 1;
    QTest::newRow("names") << QByteArray(R"([{"n":"a","v":5},{"n":"b","v":3}])") << int(PlotKind::Bar) << 0 << 1;
    QTest::newRow("two measures") << QByteArray(R"([{"s":2,"v":5},{"s":1,"v":3}])") << int(PlotKind::Scatter) << 0 << 1;
    QTest::newRow("no numbers") << QByteArray(R"([{"n":"a"}])") << int(PlotKind::Line) << -1 << 0;
}

void tst_ValueViews::suggestedCharts()
{
    QFETCH(QByteArray, json);
    QFETCH(int, kind);
    QFETCH(int, x);
    QFETCH(int, series);
    const plots::PlotSpec spec = plots::suggestedPlot(tableFrom(json));
    QCOMPARE(int(spec.kind), kind);
    QCOMPARE(spec.x, x);
    QCOMPARE(spec.y.size(), series);
}

void tst_ValueViews::requestedCharts()
{
    const tables::TablePtr table = tableFrom(R"([{"a":3,"b":1,"c":2},{"a":1,"b":2,"c":2}])");
    plots::PlotSpec spec = plots::requestedPlot(table, {{u"x"_s, u"b"_s}, {u"y"_s, u"a"_s}, {u"kind"_s, u"scatter"_s}});
    QCOMPARE(spec.kind, plots::PlotKind::Scatter);
    QCOMPARE(spec.x, 1);
    QCOMPARE(spec.y, QList<int>{0});
    spec = plots::requestedPlot(table, {{u"y"_s, QJsonArray{u"a"_s, u"c"_s}}});
    QCOMPARE(spec.x, -1); // row by row
    QCOMPARE(spec.y, (QList<int>{0, 2}));
    spec = plots::requestedPlot(tableFrom("[[1,5],[2,6]]"), {});
    QCOMPARE(spec.x, 0);
    QCOMPARE(spec.y, QList<int>{1});
}

void tst_ValueViews::rule56_thinningKeepsPeaks()
{
    plots::Series series;
    for (int i = 0; i < 200'000; ++i) {
        series.x.push_back(i);
        series.y.push_back(i == 123'456 ? 1000.0 : i == 150'000 ? -1000.0 : i % 10);
    }
    const plots::Points points = plots::thinned(series, 0, 200'000, 500);
    QVERIFY(points.x.size() <= 2000);
    QCOMPARE(std::ranges::max(points.y), 1000.0);
    QCOMPARE(std::ranges::min(points.y), -1000.0);
    QVERIFY(std::ranges::is_sorted(points.x));
    QCOMPARE(plots::thinned(series, 1000, 2000, 500).x.size(), size_t(1003)); // few: all of them, and one beyond
}

void tst_ValueViews::chartFromTwoClicks()
{
    plots::PlotPane pane;
    pane.resize(500, 600);
    pane.show();
    QSignalSpy read(&pane, &plots::PlotPane::read);
    pane.setTable(tableFrom(R"([{"s":1,"v":5,"w":1},{"s":2,"v":3,"w":2}])"));
    QTRY_COMPARE(read.size(), 1);
    QVERIFY(pane.noteText().startsWith(u"4 point"_s));
    pane.toggleSeries(2);
    QTRY_COMPARE(read.size(), 2);
    QCOMPARE(pane.spec().y, QList<int>{1});
    pane.setKind(plots::PlotKind::Histogram);
    QTRY_COMPARE(read.size(), 3);
    pane.setTable(tableFrom(R"([{"n":"a"}])"));
    QVERIFY(!pane.view()->isVisible());
}

void tst_ValueViews::linesBreakWhereNoNumberIs()
{
    runs::Engine engine;
    const runs::RunPtr run = finished(
        engine,
        "rows = [];\nfor (i in range(10)) { rows.append({x: i, y: i == 4 ? float('nan') : i == 7 ? float('inf') "
        ": i == 2 ? null : i}); }\nresult = rows;");
    plots::PlotPane pane;
    pane.resize(500, 600);
    pane.show();
    QSignalSpy read(&pane, &plots::PlotPane::read);
    pane.setTable(tables::tableOf(run->result().value));
    QTRY_COMPARE(read.size(), 1);
    // Nulls are no values, and a line goes on over them.
    QCPGraphDataContainer &drawn = *pane.view()->graph(0)->data();
    QList<double> breaks;
    for (const QCPGraphData &point : drawn)
        if (qIsNaN(point.value)) breaks.append(point.key);
    QCOMPARE(breaks, (QList<double>{4, 7}));
    QCOMPARE(drawn.size(), 9);
    QCOMPARE(pane.noteText(), u"7 point(s) (without 2 nan or inf), all drawn"_s);
    pane.view()->zoom(1.5);
    QVERIFY(std::ranges::any_of(*pane.view()->graph(0)->data(), [](const auto &point) { return qIsNaN(point.value); }));
}

/// A script that draws something and has a result, too: its own chart is there first, the other one is offered.
void tst_ValueViews::chartOfTheScriptComesFirst()
{
    runs::RunList list;
    ResultGroup group;
    std::vector<std::unique_ptr<QWidget>> panes;
    for (const ResultGroup::Member &member : group.members()) panes.emplace_back(member.pane);
    group.follow(&list);
    runs::Engine engine;
    group.plot()->resize(500, 600);
    group.plot()->show();
    list.add(finished(engine, "import show;\nshow.plot([[1, 2], [2, 3]], {title: 'first'});\n"
                              "show.plot([[1, 5], [2, 6], [3, 7]], {title: 'second'});\n"
                              "result = [{a: 1, b: 2}, {a: 2, b: 4}];"));
    auto *choice = group.plot()->findChild<QAbstractButton *>(u"plotChoice"_s);
    QTRY_VERIFY(choice->isVisible());
    QTRY_COMPARE(choice->text(), u"second"_s);
    group.plot()->resize(380, 500);
    QVERIFY(choice->width() >= choice->sizeHint().width()); // nothing of the name is cut
    QCOMPARE(group.plot()->spec().title, u"second"_s);
    QTRY_COMPARE(group.table()->model()->rowCount(), 2); // the result's
    const auto choose = [&](int index) {
        auto *menu = static_cast<widgets::SmallButton *>(choice)->menu();
        QCOMPARE(menu->actions().size(), 3);
        menu->actions().at(index)->trigger();
    };
    choose(0);
    QCOMPARE(group.plot()->spec().title, u"first"_s);
    choose(2);
    QCOMPARE(choice->text(), u"result"_s);
    QVERIFY(group.plot()->spec().title.isEmpty());
    // A result that is no table: the script's chart is shown all the same.
    list.add(finished(engine, "import show;\nshow.plot([[1, 2], [2, 3]], {title: 'only'});\nresult = 5;"));
    QTRY_COMPARE(group.plot()->spec().title, u"only"_s);
    QVERIFY(!choice->isVisible());
    QVERIFY(group.plot()->view()->isVisible());
    list.add(finished(engine, "result = 5;"));
    QTRY_VERIFY(!group.plot()->view()->isVisible());
}

void tst_ValueViews::rawSaysWhatJsonLacks()
{
    runs::Engine engine;
    RawPane pane;
    pane.resize(500, 300);
    pane.show();
    QSignalSpy ready(&pane, &RawPane::ready);
    auto *lacks = pane.findChild<output::RichLabel *>(u"rawLacks"_s);
    pane.setValue(engineValue(finished(engine, "result = {a: float('nan'), b: [1, -float('inf')]};")->result().value));
    QTRY_COMPARE(ready.size(), 1);
    QCOMPARE(lacks->line().plainText(), u"Not in JSON: $.a: nan · $.b[1]: -inf"_s);
    QVERIFY(lacks->isVisible());
    pane.setValue(valueFrom("[1]"));
    QTRY_COMPARE(ready.size(), 2);
    QVERIFY(!lacks->isVisible());
}

void tst_ValueViews::textsAreReadWithTheirLines()
{
    ResultPane pane;
    pane.resize(500, 400);
    pane.show();
    pane.showResult(ended(1), valueFrom(R"({"short":"a","note":"first\nsecond"})"));
    auto *button = pane.findChild<QAbstractButton *>(u"showText"_s);
    auto *view = pane.findChild<ResultView *>();
    const auto select = [&](int row) {
        view->setCurrentIndex(view->model()->index(row, 0, view->model()->index(0, 0)));
    };
    select(0);
    QVERIFY(!button->isVisible());
    select(1);
    QVERIFY(button->isVisible());
    QTest::mouseClick(button, Qt::LeftButton);
    const auto pages = pane.findChildren<TextPage *>();
    const auto shown = std::ranges::find_if(pages, [](const TextPage *page) { return page->isVisible(); });
    QVERIFY(shown != pages.end());
    const auto *text = (*shown)->findChild<output::OutputView *>();
    QCOMPARE(text->rowText(0), u"first"_s);
    QCOMPARE(text->rowText(1), u"second"_s);
    QVERIFY(!view->isVisible() && !button->isVisible());
    QTest::keyClick((*shown)->findChild<output::OutputView *>(), Qt::Key_Escape);
    QVERIFY(view->isVisible());
    // As the whole result, too.
    pane.showResult(ended(2), valueFrom(R"("a\nb")"));
    QVERIFY(button->isVisible());
}

void tst_ValueViews::chartIsExported()
{
    plots::PlotPane pane;
    pane.resize(500, 600);
    pane.show();
    QSignalSpy read(&pane, &plots::PlotPane::read);
    pane.setTable(tableFrom(R"([{"s":1,"v":5,"w":1},{"s":2,"v":3,"w":2}])"));
    QTRY_COMPARE(read.size(), 1);
    QVERIFY(plots::pictureOf(*pane.view(), plots::PlotFile::Png).startsWith("\x89PNG"));
    QVERIFY(plots::pictureOf(*pane.view(), plots::PlotFile::Svg).contains("<svg"));
    QVERIFY(plots::pictureOf(*pane.view(), plots::PlotFile::Pdf).startsWith("%PDF"));
    tables::Progress progress;
    QCOMPARE(plots::pointsText(pane.view()->plot(), progress), "x,v,w\r\n1,5,1\r\n2,3,2\r\n");
}

void tst_ValueViews::chartFollowsTheScheme()
{
    plots::PlotPane pane;
    pane.resize(500, 600);
    pane.show();
    QSignalSpy read(&pane, &plots::PlotPane::read);
    pane.setTable(tableFrom(R"([{"s":1,"v":5},{"s":2,"v":3}])"));
    QTRY_COMPARE(read.size(), 1);
    theme::Theme::instance().setScheme(theme::Theme::Scheme::Light);
    const QColor light = pane.view()->toPixmap(200, 200).toImage().pixelColor(199, 1);
    theme::Theme::instance().setScheme(theme::Theme::Scheme::Dark);
    const QColor dark = pane.view()->toPixmap(200, 200).toImage().pixelColor(199, 1);
    QVERIFY(light.lightness() > dark.lightness() + 80);
    theme::Theme::instance().setScheme(theme::Theme::Scheme::Light);
}

QTEST_MAIN(tst_ValueViews)
#include "tst_value_views.moc"
