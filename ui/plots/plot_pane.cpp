// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/plot_pane.h"

#include "ui/output/visible_text.h"
#include "ui/plots/plot_export.h"
#include "ui/tables/pane_bar.h"
#include "ui/theme/theme.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/notices.h"

#include <QBoxLayout>
#include <QFileInfo>
#include <QHeaderView>
#include <QMenu>
#include <QPainter>

using namespace Qt::StringLiterals;

namespace latchkey::plots {

using theme::Part;
using theme::Token;
using widgets::SmallButton;

namespace {

QString kindWord(PlotKind kind)
{
    switch (kind) {
    case PlotKind::Line:
        return PlotPane::tr("Line");
    case PlotKind::Bar:
        return PlotPane::tr("Bars");
    case PlotKind::Scatter:
        return PlotPane::tr("Scatter");
    case PlotKind::Histogram:
        break;
    }
    return PlotPane::tr("Histogram");
}

QString menuText(const QString &name)
{
    return output::middleCut(output::visibleText(name), 40).replace(u'&', u"&&"_s);
}

} // namespace

PlotPane::PlotPane(QWidget *parent)
    : QWidget(parent)
    , m_view(new PlotView(this))
    , m_note(new QLabel(this))
    , m_statistics(new StatisticsModel(this))
    , m_empty(
          new widgets::EmptyState(tr("No chart to show"), tr("A table with a column of numbers is drawn here"), this))
{
    setObjectName(u"plotPane"_s);
    setAccessibleName(tr("Plot"));
    setFocusProxy(m_view);
    m_note->setObjectName(u"plotNote"_s);
    m_note->setForegroundRole(QPalette::PlaceholderText);
    m_note->setContentsMargins(theme::kRowMargin, 2, theme::kRowMargin, 6);
    m_note->setWordWrap(true);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_bar = makeBar());
    column->addWidget(m_view, 1);
    column->addWidget(m_note);
    column->addWidget(makeFigures());
    column->addWidget(m_empty, 1);
    setTable(nullptr);
}

QWidget *PlotPane::makeBar()
{
    auto *bar = new tables::PaneBar(Qt::BottomEdge, Part::FilterBar, this);
    const auto add = [bar](const QString &name, const QString &id) {
        auto *button = new SmallButton(QString(), theme::ButtonLook::Flat, bar);
        button->setObjectName(id);
        button->setAccessibleName(name);
        button->setToolTip(name);
        button->setMenu(new QMenu(button));
        return button;
    };
    m_choice = add(tr("What is drawn"), u"plotChoice"_s);
    m_choice->hide();
    m_kind = add(tr("Kind of chart"), u"plotKind"_s);
    m_kind->setIconName(u"plot"_s);
    m_x = add(tr("Along the axis"), u"plotX"_s);
    m_y = add(tr("Series"), u"plotY"_s);
    m_export = add(tr("Export the chart"), u"plotExport"_s);
    m_export->setIconName(u"export"_s);
    for (SmallButton *button : {m_choice, m_kind, m_x, m_y}) bar->row()->addWidget(button);
    bar->row()->addStretch(1);
    auto *all = new widgets::IconButton(u"undo"_s, tr("Show the whole chart"), Part::SmallButton, bar);
    bar->row()->addWidget(all);
    bar->row()->addWidget(m_export);
    connect(all, &QAbstractButton::clicked, m_view, &PlotView::showAll);
    for (const PlotKind kind : {PlotKind::Line, PlotKind::Bar, PlotKind::Scatter, PlotKind::Histogram})
        connect(m_kind->menu()->addAction(kindWord(kind)), &QAction::triggered, this, [this, kind] { setKind(kind); });
    const std::pair<PlotFile, QString> files[] = {{PlotFile::Png, tr("As PNG…")},
                                                  {PlotFile::Svg, tr("As SVG…")},
                                                  {PlotFile::Pdf, tr("As PDF…")},
                                                  {PlotFile::Csv, tr("Points as CSV…")}};
    for (const auto &[file, text] : files)
        connect(m_export->menu()->addAction(text), &QAction::triggered, this, [this, file] { exportPlot(file); });
    return bar;
}

QWidget *PlotPane::makeFigures()
{
    m_figures = new QTableView(this);
    m_figures->setObjectName(u"plotFigures"_s);
    m_figures->setAccessibleName(tr("Figures of the chart"));
    m_figures->setModel(m_statistics);
    m_figures->setFrameShape(QFrame::NoFrame);
    m_figures->setShowGrid(false);
    m_figures->verticalHeader()->hide();
    m_figures->verticalHeader()->setDefaultSectionSize(theme::metrics().height(Part::TreeRow));
    m_figures->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    m_figures->horizontalHeader()->setFixedHeight(theme::metrics().height(Part::TableHeader));
    m_figures->horizontalHeader()->setSectionsClickable(false);
    m_figures->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_figures->setTabKeyNavigation(false);
    m_figures->setMaximumHeight(theme::metrics().height(Part::TableHeader) +
                                8 * theme::metrics().height(Part::TreeRow));
    return m_figures;
}

void PlotPane::setTable(const TablePtr &table, const QJsonObject &options)
{
    const bool sameColumns =
        table && m_table && table->table().columns() == m_table->table().columns() && options == m_options;
    m_table = table;
    m_options = options;
    if (!sameColumns) m_spec = options.isEmpty() ? suggestedPlot(table) : requestedPlot(table, options);
    const bool any = table && !m_spec.y.isEmpty();
    const bool none = !table || (!any && suggestedPlot(table).y.isEmpty());
    for (QWidget *part : std::initializer_list<QWidget *>{m_bar, m_view, m_note, m_figures}) part->setVisible(!none);
    m_empty->setVisible(none);
    if (none) {
        m_reading.cancel();
        return showPlot(nullptr, false);
    }
    fillMenus();
    readPoints(sameColumns && m_view->plot() != nullptr);
}

void PlotPane::setChoices(const QStringList &names, int current)
{
    m_choice->menu()->clear();
    for (int i = 0; i < names.size(); ++i) {
        QAction *action = m_choice->menu()->addAction(menuText(names[i]));
        action->setCheckable(true);
        action->setChecked(i == current);
        connect(action, &QAction::triggered, this, [this, i] { emit choiceMade(i); });
    }
    m_choice->setVisible(names.size() > 1);
    showKind();
    m_choice->setText(output::middleCut(output::visibleText(names.value(current)), 18));
    m_choice->setAccessibleName(tr("Drawn: %1").arg(names.value(current)));
}

void PlotPane::fillMenus()
{
    for (SmallButton *button : {m_x, m_y}) button->menu()->clear();
    const auto add = [](QMenu *menu, const QString &text, int column) {
        QAction *action = menu->addAction(text);
        action->setCheckable(true);
        action->setData(column);
        return action;
    };
    connect(add(m_x->menu(), tr("Number of the row"), -1), &QAction::triggered, this, [this] { setX(-1); });
    for (int column = 0; column < m_table->columnCount(); ++column) {
        const QString text = menuText(m_table->columns()[column].name);
        connect(add(m_x->menu(), text, column), &QAction::triggered, this, [this, column] { setX(column); });
        if (canPlot(m_table, column))
            connect(add(m_y->menu(), text, column), &QAction::triggered, this,
                    [this, column] { toggleSeries(column); });
    }
    showSpec();
}

// Beside the choice there is no room for the word in a pane of usual width.
void PlotPane::showKind()
{
    const bool isChoice = !m_choice->isHidden();
    m_kind->setText(isChoice ? QString() : kindWord(m_spec.kind));
    m_kind->setToolTip(isChoice ? kindWord(m_spec.kind) : tr("Kind of chart"));
    m_kind->setAccessibleName(tr("Kind of chart: %1").arg(kindWord(m_spec.kind)));
}

void PlotPane::showSpec()
{
    showKind();
    const auto nameOf = [this](int column) {
        return column < 0 ? tr("row") : output::middleCut(output::visibleText(m_table->columns()[column].name), 14);
    };
    m_x->setVisible(m_spec.kind != PlotKind::Histogram);
    m_x->setText(nameOf(m_spec.x) + u" ×"_s);
    QStringList names;
    for (const int column : std::as_const(m_spec.y)) names.append(nameOf(column));
    m_y->setText(names.isEmpty()                   ? tr("Add a series")
                 : names.join(u", "_s).size() > 16 ? tr("%Ln series", nullptr, int(names.size()))
                                                   : names.join(u", "_s));
    for (QAction *action : m_x->menu()->actions()) action->setChecked(action->data().toInt() == m_spec.x);
    for (QAction *action : m_y->menu()->actions()) {
        const bool on = m_spec.y.contains(action->data().toInt());
        action->setChecked(on);
        action->setEnabled(on || m_spec.y.size() < PlotSpec::kMostSeries);
    }
}

void PlotPane::wish(const PlotSpec &spec)
{
    if (!m_table || spec == m_spec) return showSpec();
    m_spec = spec;
    showSpec();
    readPoints(false);
}

void PlotPane::setKind(PlotKind kind)
{
    PlotSpec spec = m_spec;
    spec.kind = kind;
    wish(spec);
}

void PlotPane::setX(int column)
{
    PlotSpec spec = m_spec;
    spec.x = column;
    wish(spec);
}

void PlotPane::toggleSeries(int column)
{
    PlotSpec spec = m_spec;
    if (!m_table || !canPlot(m_table, column)) return;
    if (!spec.y.removeOne(column) && spec.y.size() < PlotSpec::kMostSeries) spec.y.append(column);
    wish(spec);
}

void PlotPane::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (m_stale) readPoints(false);
}

// Nobody looks: points are read when someone does. While those of a chart that grows are read, its next version waits,
// or none would ever be shown.
void PlotPane::readPoints(bool grows)
{
    m_stale = !isVisible() || (grows && m_reading.isRunning());
    if (m_stale) return;
    m_reading.start(
        this, [table = m_table, spec = m_spec](tables::Progress &progress) { return readPlot(table, spec, progress); },
        [this](const PlotPtr &plot) {
            const bool sameChart = m_view->plot() && m_view->plot()->spec == plot->spec;
            showPlot(plot, sameChart && !m_view->isWhole());
            emit read();
            if (m_stale) readPoints(true);
        });
}

void PlotPane::showPlot(const PlotPtr &plot, bool keepRange)
{
    m_view->setPlot(plot, keepRange);
    m_statistics->setPlot(plot);
    m_note->setText(m_view->note());
}

void PlotPane::exportPlot(PlotFile file)
{
    if (!m_askFile || !m_view->plot()) return;
    m_askFile(tr("Export the chart"), u"chart."_s + suffixOf(file), [this, file](const QString &path) {
        const QByteArray picture = file == PlotFile::Csv ? QByteArray() : pictureOf(*m_view, file);
        m_writing.startShown(
            tr("Exporting %1").arg(QFileInfo(path).fileName()), this,
            [file, picture, path, plot = m_view->plot()](tables::Progress &progress) {
                return saveBytes(file == PlotFile::Csv ? pointsText(plot, progress) : picture, path);
            },
            [this, path](const QString &fault) {
                if (fault.isEmpty()) emit said(tr("Exported as %1").arg(path));
                else emit failed(fault);
            });
    });
}

void PlotPane::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), theme::color(Token::Panel));
}

} // namespace latchkey::plots
