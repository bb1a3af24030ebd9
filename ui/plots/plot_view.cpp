// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/plot_view.h"

#include "ui/output/visible_text.h"
#include "ui/theme/painting.h"
#include "ui/theme/theme.h"
#include "ui/widgets/accessibility.h"

#include <QAccessible>
#include <QKeyEvent>

using namespace Qt::StringLiterals;

namespace latchkey::plots {

using theme::TextSize;
using theme::Token;

namespace {

constexpr double kLineWidth = 1.5;
constexpr double kZoomStep = 1.25, kMoveShare = 0.1;
constexpr double kFillOpacity = 0.35;
constexpr int kLabelCharacters = 24, kLabelHeight = 16, kLabelGap = 12;

QString label(const QString &text)
{
    return output::middleCut(output::visibleText(text), kLabelCharacters);
}

} // namespace

QPen PlotView::penOf(int series)
{
    QPen pen(theme::color(series % 2 == 0 ? Token::Plot1 : Token::Plot2), kLineWidth);
    if (series >= 4) pen.setDashPattern({1.5, 2.5});
    else if (series >= 2) pen.setDashPattern({6, 3});
    return pen;
}

PlotView::PlotView(QWidget *parent)
    : QCustomPlot(parent)
{
    setProperty(widgets::kAccessibleRole, int(QAccessible::Chart));
    setObjectName(u"plotView"_s);
    setAccessibleName(tr("Chart"));
    setFocusPolicy(Qt::StrongFocus);
    setInteractions(QCP::iRangeDrag | QCP::iRangeZoom);
    setNoAntialiasingOnDrag(true);
    setPlottingHint(QCP::phFastPolylines, true);
    connect(&theme::Theme::instance(), &theme::Theme::changed, this, [this] { setPlot(m_plot, true); });
    connect(xAxis, qOverload<const QCPRange &>(&QCPAxis::rangeChanged), this, [this] { fillLines(); });
    applyLook();
}

void PlotView::applyLook()
{
    setBackground(theme::color(Token::Editor));
    const QFont small = theme::fonts().ui(TextSize::Small);
    for (QCPAxis *axis : {xAxis, yAxis}) {
        axis->setTickLabelFont(small);
        axis->setLabelFont(small);
        axis->setTickLabelColor(theme::color(Token::Muted));
        axis->setLabelColor(theme::color(Token::Muted));
        axis->setBasePen(QPen(theme::color(axis == xAxis ? Token::Strong : Token::Editor)));
        axis->setTickPen(Qt::NoPen);
        axis->setSubTickPen(Qt::NoPen);
        axis->grid()->setPen(QPen(theme::color(Token::PlotGrid)));
        axis->grid()->setZeroLinePen(QPen(theme::color(Token::Strong)));
    }
    xAxis->grid()->setVisible(false); // horizontal lines only
}

void PlotView::setPlot(const PlotPtr &plot, bool keepRange)
{
    const QCPRange x = xAxis->range(), y = yAxis->range();
    m_plot = plot;
    m_lines.clear();
    clearPlottables();
    clearItems();
    applyLook();
    m_drawn = 0;
    if (m_plot) {
        makeAxes();
        makeSeries();
    }
    if (keepRange && m_plot) {
        xAxis->setRange(x);
        yAxis->setRange(y);
        fillLines();
    } else {
        showAll();
    }
    if (m_plot) addLabels();
    replot(rpQueuedReplot);
}

void PlotView::makeAxes()
{
    const PlotSpec &spec = m_plot->spec;
    if (m_plot->xIsDate) {
        const auto ticker = QSharedPointer<QCPAxisTickerDateTime>::create();
        ticker->setDateTimeSpec(Qt::UTC);
        ticker->setDateTimeFormat(u"d MMM\nyyyy"_s);
        xAxis->setTicker(ticker);
    } else if (!m_plot->categories.isEmpty()) {
        const auto ticker = QSharedPointer<QCPAxisTickerText>::create();
        for (int i = 0; i < m_plot->categories.size(); ++i) ticker->addTick(i, label(m_plot->categories[i]));
        xAxis->setTicker(ticker);
    } else if (spec.logX) {
        xAxis->setTicker(QSharedPointer<QCPAxisTickerLog>::create());
    } else {
        xAxis->setTicker(QSharedPointer<QCPAxisTicker>::create());
    }
    yAxis->setTicker(spec.logY ? QSharedPointer<QCPAxisTicker>(new QCPAxisTickerLog)
                               : QSharedPointer<QCPAxisTicker>::create());
    xAxis->setScaleType(spec.logX ? QCPAxis::stLogarithmic : QCPAxis::stLinear);
    yAxis->setScaleType(spec.logY ? QCPAxis::stLogarithmic : QCPAxis::stLinear);
    xAxis->setLabel(output::visibleText(spec.xLabel));
    yAxis->setLabel(output::visibleText(spec.yLabel));
}

void PlotView::makeSeries()
{
    for (int i = 0; i < static_cast<int>(m_plot->series.size()); ++i) {
        if (m_plot->spec.kind == PlotKind::Bar || m_plot->spec.kind == PlotKind::Histogram) {
            addBars(i);
            continue;
        }
        QCPGraph *graph = addGraph();
        graph->setPen(penOf(i));
        graph->setAdaptiveSampling(true);
        if (m_plot->spec.kind == PlotKind::Scatter) {
            graph->setLineStyle(QCPGraph::lsNone);
            const QColor colour = penOf(i).color();
            graph->setScatterStyle(
                QCPScatterStyle(i % 2 == 0 ? QCPScatterStyle::ssDisc : QCPScatterStyle::ssSquare, colour, colour, 4));
        }
        m_lines.append(graph);
    }
}

// Bars of several series stand beside one another.
void PlotView::addBars(int index)
{
    const Series &series = m_plot->series[static_cast<size_t>(index)];
    auto *bars = new QCPBars(xAxis, yAxis);
    const auto count = static_cast<double>(m_plot->series.size());
    const bool histogram = m_plot->spec.kind == PlotKind::Histogram;
    const double width = m_plot->barWidth * (histogram ? 1.0 : 0.8) / (histogram ? 1 : count);
    bars->setWidth(width);
    QColor fill = penOf(index).color();
    fill.setAlphaF(histogram || index < 2 ? 0.75F : static_cast<float>(kFillOpacity));
    bars->setPen(histogram ? QPen(theme::color(Token::Editor)) : QPen(penOf(index).color()));
    bars->setBrush(fill);
    QVector<double> keys, values;
    const double shift = histogram ? 0 : (index - (count - 1) / 2) * width;
    for (size_t i = 0; i < series.x.size() && i < static_cast<size_t>(kMostDrawn); ++i) {
        keys.append(series.x[i] + shift);
        values.append(series.y[i]);
    }
    bars->setData(keys, values, !histogram && m_plot->xIsSorted);
    m_drawn += keys.size();
}

void PlotView::fillLines()
{
    if (!m_plot || m_lines.isEmpty()) return;
    m_drawn = 0;
    const int steps = std::max(200, xAxis->axisRect()->width());
    for (int i = 0; i < m_lines.size(); ++i) {
        const Series &series = m_plot->series[static_cast<size_t>(i)];
        // A cloud that is not in order is thinned as a whole, in the order of its rows.
        const double all = std::numeric_limits<double>::infinity();
        const Points points = m_plot->xIsSorted ? thinned(series, xAxis->range().lower, xAxis->range().upper, steps)
                                                : thinned(series, -all, all, static_cast<int>(kMostDrawn / 4));
        m_drawn += static_cast<qsizetype>(points.x.size());
        const Points drawn = m_plot->spec.kind == PlotKind::Line ? broken(points, series.gaps) : points;
        m_lines[i]->setData(QVector<double>(drawn.x.begin(), drawn.x.end()),
                            QVector<double>(drawn.y.begin(), drawn.y.end()), m_plot->xIsSorted);
    }
}

// The name of a line stands at its end, in its colour; those of bars and clouds at the top.
void PlotView::addLabels()
{
    const bool lines = m_plot->spec.kind == PlotKind::Line;
    axisRect()->setAutoMargins(QCP::msAll);
    if (m_plot->series.size() < 2 && !lines) return;
    const QFont font = theme::fonts().ui(TextSize::Small, QFont::Medium);
    if (lines) {
        int widest = 0;
        for (const Series &series : m_plot->series)
            widest = std::max(widest, QFontMetrics(font).horizontalAdvance(label(series.name)));
        axisRect()->setAutoMargins(QCP::msLeft | QCP::msTop | QCP::msBottom);
        axisRect()->setMargins(QMargins(0, 0, widest + kLabelGap, 0));
    }
    QList<double> taken;
    for (int i = 0; i < static_cast<int>(m_plot->series.size()); ++i) {
        const Series &series = m_plot->series[static_cast<size_t>(i)];
        auto *text = new QCPItemText(this);
        text->setText(label(series.name));
        text->setFont(font);
        text->setColor(penOf(i).color());
        text->setClipToAxisRect(false);
        text->setPositionAlignment(lines ? Qt::AlignLeft | Qt::AlignVCenter : Qt::AlignRight | Qt::AlignBottom);
        text->setPadding(QMargins(4, 0, 2, 2));
        text->position->setTypeX(QCPItemPosition::ptAxisRectRatio);
        if (!lines || series.y.empty() || m_plot->spec.logY) {
            text->position->setTypeY(QCPItemPosition::ptAxisRectRatio);
            text->position->setCoords(1, 0.07 * (i + 1));
            continue;
        }
        // Names do not lie on one another.
        const double apart = yAxis->range().size() * kLabelHeight / std::max(kLabelHeight, yAxis->axisRect()->height());
        double place = series.y.back();
        for (qsizetype tries = 0; tries < PlotSpec::kMostSeries; ++tries)
            for (const double other : std::as_const(taken))
                if (std::abs(other - place) < apart) place = other + apart;
        taken.append(place);
        text->position->setTypeY(QCPItemPosition::ptPlotCoords);
        text->position->setCoords(1, place);
    }
}

QString PlotView::note() const
{
    if (!m_plot) return {};
    QString all = tr("%Ln point(s)", nullptr, static_cast<int>(m_plot->points));
    if (m_plot->odd > 0) all = tr("%1 (without %Ln nan or inf)", nullptr, static_cast<int>(m_plot->odd)).arg(all);
    if (m_plot->spec.kind == PlotKind::Histogram) return tr("%1, counted in steps").arg(all);
    if (m_drawn >= m_plot->points) return tr("%1, all drawn").arg(all);
    return tr("%1, %L2 drawn. Peaks are kept.").arg(all).arg(static_cast<qlonglong>(m_drawn));
}

// ---- moving -------------------------------------------------------------------------------------------------------

void PlotView::showAll()
{
    if (!m_plot) return;
    double left = std::numeric_limits<double>::infinity(), right = -left, low = left, high = -left;
    for (const Series &series : m_plot->series) {
        if (series.x.empty()) continue;
        const auto [leastX, greatestX] = std::ranges::minmax(series.x);
        const auto [leastY, greatestY] = std::ranges::minmax(series.y);
        left = std::min(left, leastX);
        right = std::max(right, greatestX);
        low = std::min(low, leastY);
        high = std::max(high, greatestY);
    }
    if (!(left <= right)) return;
    const bool bars = m_plot->spec.kind == PlotKind::Bar || m_plot->spec.kind == PlotKind::Histogram;
    if (bars) {
        left -= m_plot->barWidth / 2;
        right += m_plot->barWidth / 2;
        low = std::min(low, 0.0);
    }
    // Zero belongs to the picture when it is near.
    if (low > 0 && !m_plot->spec.logY && low < high / 2) low = 0;
    if (left == right) left -= 0.5, right += 0.5;
    if (low == high) low -= 0.5, high += 0.5;
    const double head = (high - low) * 0.06;
    m_whole = true;
    xAxis->setRange(left, right);
    yAxis->setRange(low < 0 ? low - head : low, high + head);
    fillLines();
    replot(rpQueuedReplot);
}

void PlotView::zoom(double factor)
{
    m_whole = false;
    xAxis->scaleRange(1 / factor, xAxis->range().center());
    yAxis->scaleRange(1 / factor, yAxis->range().center());
    replot(rpQueuedReplot);
}

void PlotView::keyPressEvent(QKeyEvent *event)
{
    if (event->key() >= Qt::Key_Left && event->key() <= Qt::Key_Down) m_whole = false;
    switch (event->key()) {
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        return zoom(kZoomStep);
    case Qt::Key_Minus:
        return zoom(1 / kZoomStep);
    case Qt::Key_Home:
        return showAll();
    case Qt::Key_Left:
    case Qt::Key_Right:
        xAxis->moveRange(xAxis->range().size() * (event->key() == Qt::Key_Left ? -kMoveShare : kMoveShare));
        return replot(rpQueuedReplot);
    case Qt::Key_Up:
    case Qt::Key_Down:
        yAxis->moveRange(yAxis->range().size() * (event->key() == Qt::Key_Down ? -kMoveShare : kMoveShare));
        return replot(rpQueuedReplot);
    default:
        QCustomPlot::keyPressEvent(event);
    }
}

void PlotView::mouseDoubleClickEvent(QMouseEvent *event)
{
    QCustomPlot::mouseDoubleClickEvent(event);
    showAll();
}

void PlotView::focusInEvent(QFocusEvent *event)
{
    QCustomPlot::focusInEvent(event);
    update();
}

void PlotView::focusOutEvent(QFocusEvent *event)
{
    QCustomPlot::focusOutEvent(event);
    update();
}

void PlotView::paintEvent(QPaintEvent *event)
{
    QCustomPlot::paintEvent(event);
    if (!hasFocus()) return;
    QPainter painter(this);
    theme::drawFocusRing(&painter, rect(), 0);
}

void PlotView::wheelEvent(QWheelEvent *event)
{
    m_whole = false;
    QCustomPlot::wheelEvent(event);
}

void PlotView::mouseMoveEvent(QMouseEvent *event)
{
    if (event->buttons() & Qt::LeftButton) m_whole = false;
    QCustomPlot::mouseMoveEvent(event);
}

} // namespace latchkey::plots
