// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/result_group.h"

#include "ui/plots/plot_pane.h"
#include "ui/results/raw_pane.h"
#include "ui/results/result_pane.h"
#include "ui/results/variables_pane.h"

#include <QJsonArray>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace latchkey::results {

using runs::ResultTable;
using tables::TablePtr;

ResultGroup::ResultGroup(QObject *parent)
    : QObject(parent)
    , m_result(new ResultPane)
    , m_variables(new VariablesPane)
    , m_table(new tables::TablePane)
    , m_plot(new plots::PlotPane)
    , m_raw(new RawPane)
    , m_board(m_result->board())
{
    m_members = {{u"result"_s, tr("Result"), m_result},
                 {u"variables"_s, tr("Variables"), m_variables},
                 {u"table"_s, tr("Table"), m_table},
                 {u"plot"_s, tr("Plot"), m_plot},
                 {u"raw"_s, tr("Raw"), m_raw}};
    connect(m_board, &ResultBoard::shown, this, &ResultGroup::show);
    connect(m_result, &ResultPane::tableRequested, this, [this](const ValuePtr &value, const QString &path) {
        if (const TablePtr table = tables::tableOf(value->engine())) {
            showTable(table, path);
            emit frontWanted(u"table"_s);
        }
    });
    connect(m_table, &tables::TablePane::columnMenuFilling, this, [this](QMenu *menu, int column) {
        if (!plots::canPlot(m_table->model()->table(), column)) return;
        const bool drawn = m_plot->spec().y.contains(column);
        connect(menu->addAction(drawn ? tr("Take out of the chart") : tr("Draw in the chart")), &QAction::triggered,
                this, [this, column, drawn] {
                    m_plot->toggleSeries(column);
                    if (!drawn) emit frontWanted(u"plot"_s);
                });
    });
    connect(m_plot, &plots::PlotPane::choiceMade, this, &ResultGroup::chooseChart);
    connect(m_result, &ResultPane::said, this, &ResultGroup::said);
    connect(m_result, &ResultPane::failed, this, &ResultGroup::failed);
    connect(m_plot, &plots::PlotPane::said, this, &ResultGroup::said);
    connect(m_plot, &plots::PlotPane::failed, this, &ResultGroup::failed);
    connect(m_table, &tables::TablePane::said, this, &ResultGroup::said);
    connect(m_table, &tables::TablePane::failed, this, &ResultGroup::failed);
}

void ResultGroup::follow(runs::RunList *list)
{
    m_result->follow(list);
    m_variables->follow(list);
}

void ResultGroup::setFileAsker(const tables::FileAsker &asker)
{
    m_result->setFileAsker(asker);
    m_table->setFileAsker(asker);
    m_plot->setFileAsker(asker);
}

bool ResultGroup::givesWay(const QString &id)
{
    return id == "result"_L1 || id == "table"_L1 || id == "plot"_L1;
}

void ResultGroup::show()
{
    const Subject &subject = m_board->current();
    m_raw->setValue(subject.value);
    m_converting.cancel();
    if (!subject.value) return showTable(nullptr, {});
    const runs::ResultValue value = subject.value->engine();
    if (value.isValid()) {
        const TablePtr table = tableOfSubject(subject, value);
        showTable(table, subject.path());
        return front(table != nullptr);
    }
    m_converting.start(
        this, [json = subject.value](tables::Progress &) { return engineForm(json); },
        [this](const runs::ResultValue &made) {
            const TablePtr table = tableOfSubject(m_board->current(), made);
            showTable(table, m_board->current().path());
            front(table != nullptr);
        });
}

// A list of records by itself; what the script showed as a table also when it has no rows yet.
TablePtr ResultGroup::tableOfSubject(const Subject &subject, const runs::ResultValue &value) const
{
    QStringList columns;
    for (const QJsonValue &name : subject.options.value(u"columns"_s).toArray()) columns.append(name.toString());
    if (subject.kind == "plot"_L1 || subject.kind == "table"_L1)
        return tables::tableOf(value, columns, ResultTable::Accept::Anything);
    return tables::tableOf(value);
}

void ResultGroup::showTable(const TablePtr &table, const QString &path)
{
    m_table->setTable(table, path);
    showChart(table);
}

// What the script drew comes before what could be drawn of the value that is shown, unless that was chosen.
void ResultGroup::showChart(const TablePtr &table)
{
    const Subject &current = m_board->current();
    m_charts.clear();
    for (const Subject &each : m_board->subjects())
        if (each.kind == "plot"_L1 && each.pin == 0 && each.value && each.value->engine().isValid())
            m_charts.append(each);
    const bool drawn = std::ranges::any_of(m_charts, [&](const Subject &each) { return each.isSame(current); });
    if (!drawn && (table || m_charts.isEmpty())) m_charts.append(current);
    qsizetype shown = m_charts.size() - 1;
    if (!drawn && m_charts.size() > 1 && m_charts.last().isSame(current)) --shown;
    for (qsizetype i = 0; i < m_charts.size(); ++i)
        if (drawn ? m_charts[i].isSame(current) : m_charts[i].name() == m_wantedChart) shown = i;
    QStringList names;
    for (const Subject &each : std::as_const(m_charts)) names.append(each.name());
    m_plot->setChoices(names, static_cast<int>(shown));
    const Subject &subject = m_charts[shown];
    if (subject.isSame(current)) {
        m_plot->setTable(table, current.kind == "plot"_L1 ? current.options : QJsonObject());
        return;
    }
    m_plot->setTable(tableOfSubject(subject, subject.value->engine()), subject.options);
}

void ResultGroup::chooseChart(int index)
{
    if (index < 0 || index >= m_charts.size()) return;
    const Subject chosen = m_charts[index];
    m_wantedChart = chosen.name();
    const QList<Subject> &subjects = m_board->subjects();
    const auto place = std::ranges::find_if(subjects, [&](const Subject &each) { return each.isSame(chosen); });
    // With a chart in front the other panes show its points.
    if (m_board->current().kind == "plot"_L1 && place != subjects.end())
        return m_board->choose(static_cast<int>(place - subjects.begin()));
    showChart(m_table->model()->table());
}

void ResultGroup::front(bool isTable)
{
    const Subject &subject = m_board->current();
    if (m_fronted.isSame(subject)) return;
    m_fronted = subject;
    emit frontWanted(subject.kind == "plot"_L1 ? u"plot"_s : isTable ? u"table"_s : u"result"_s);
}

} // namespace latchkey::results
