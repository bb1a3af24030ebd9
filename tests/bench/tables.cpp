// SPDX-License-Identifier: GPL-3.0-or-later
// `ui`, the part of tables: a list of ten million records that a script made, in the Table pane. A million records are
// made and listed ten times over, so that the list is as long as it says while the heap fits small machines; a second
// script makes a million records of twenty members, all its own.
#include "tests/bench/bench.h"

#include "engine/runs/engine.h"
#include "ui/tables/table_pane.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <QScrollBar>
#include <QTimer>

#include <cstdio>
#include <cstdlib>

using namespace Qt::StringLiterals;

namespace latchkey::bench {

namespace {

runs::ResultValue made(const QByteArray &source)
{
    runs::Engine engine;
    runs::RunOptions options;
    options.memoryLimit = qint64(6) << 30;
    options.timeoutSeconds = 120;
    const runs::RunPtr run = engine.submit({source, u"bench"_s, {}, {}}, options);
    run->wait(120'000);
    const runs::ResultValue value = run->result().value;
    // Or the figures would be those of an empty table.
    if (!value.isValid()) {
        std::fputs("the script of the bench made no value\n", stderr);
        std::exit(1);
    }
    return value;
}

void settle(const tables::TablePane &pane)
{
    QEventLoop loop;
    QTimer look;
    QObject::connect(&look, &QTimer::timeout, &loop, [&] {
        if (!pane.model()->isArranging()) loop.quit();
    });
    look.start(2);
    loop.exec();
}

/// Milliseconds from handing a value over to the picture of it.
double firstPaint(tables::TablePane &pane, const runs::ResultValue &value)
{
    const Clock::time_point start = Clock::now();
    pane.setTable(tables::tableOf(value), u"result"_s);
    pane.grab();
    return millisecondsSince(start);
}

std::vector<double> scroll(tables::TablePane &pane)
{
    std::vector<double> samples;
    QScrollBar *bar = pane.view()->verticalScrollBar();
    for (int i = 0; i < 400; ++i) {
        const Clock::time_point start = Clock::now();
        // Lines, pages and far jumps.
        const int next = i % 3 == 0   ? bar->value() + 3
                         : i % 3 == 1 ? bar->value() + bar->pageStep()
                                      : (i * 7919) % 997 * (bar->maximum() / 997);
        bar->setValue(next % std::max(1, bar->maximum()));
        pane.view()->viewport()->grab();
        pane.view()->grab(QRect(0, 0, pane.view()->numbersWidth(), pane.view()->height()));
        samples.push_back(millisecondsSince(start));
    }
    return samples;
}

QJsonObject longTable()
{
    const runs::ResultValue value =
        made("part = [];\nfor (i in range(1000000)) { part.append({id: \"s-\" + str(i % 4000), value: (i * 7919) % "
             "100003 + 0.5, step: i}); }\nresult = [];\nfor (k in range(10)) { result = result + part; }\n");
    const double before = processMegabytes("VmRSS");
    tables::TablePane pane;
    pane.resize(1000, 800);
    pane.show();
    const double paint = firstPaint(pane, value);
    std::vector<double> samples = scroll(pane);
    const double shown = processMegabytes("VmRSS");
    const double p99 = percentile(samples, 0.99), longest = percentile(samples, 1.0);
    const Clock::time_point start = Clock::now();
    pane.model()->setSort({1, Qt::DescendingOrder});
    settle(pane);
    const double sorted = millisecondsSince(start) / 1000;
    std::vector<double> again = scroll(pane);
    return {{u"table_10m_rows"_s, static_cast<double>(pane.model()->rowCount())},
            {u"table_10m_first_paint_ms"_s, paint},
            {u"table_10m_scroll_p99_ms"_s, p99},
            {u"table_10m_scroll_longest_ms"_s, longest},
            {u"table_10m_sort_s"_s, sorted},
            {u"table_10m_sorted_scroll_p99_ms"_s, percentile(again, 0.99)},
            {u"table_10m_view_mb"_s, shown - before}};
}

QJsonObject wideTable()
{
    QByteArray members;
    for (int i = 0; i < 20; ++i)
        members += (i ? ", m" : "m") + QByteArray::number(i) + ": i + " + QByteArray::number(i);
    const runs::ResultValue value =
        made("result = [];\nfor (i in range(1000000)) { result.append({" + members + "}); }\n");
    tables::TablePane pane;
    pane.resize(1000, 800);
    pane.show();
    const double paint = firstPaint(pane, value);
    return {{u"table_1m_x_20_first_paint_ms"_s, paint}};
}

} // namespace

std::vector<Part> tableParts()
{
    return {{u"uiLongTable"_s, longTable}, {u"uiWideTable"_s, wideTable}};
}

} // namespace latchkey::bench
