// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/runs_pane.h"

#include "ui/output/row_painting.h"
#include "ui/runs/run_list.h"
#include "ui/theme/theme.h"

#include <QPainter>

using namespace Qt::StringLiterals;

namespace latchkey::runs {

using theme::Token;

RunsPane::RunsPane(QWidget *parent)
    : QWidget(parent)
    , m_model(new RunsModel(this))
    , m_view(new RunsView(m_model, this))
{
    setObjectName(u"runsPane"_s);
    setAccessibleName(tr("Runs"));
    setFocusProxy(m_view);
    connect(m_view, &RunsView::stopRequested, this, &RunsPane::stopRequested);
    connect(m_view, &RunsView::pauseRequested, this, &RunsPane::pauseRequested);
    connect(m_view, &RunsView::rerunRequested, this, &RunsPane::rerunRequested);
    connect(m_view, &RunsView::compareRequested, this, &RunsPane::compareRequested);
    connect(m_view, &RunsView::activated, this, &RunsPane::activated);
    connect(m_view, &RunsView::raiseRequested, this, &RunsPane::raiseRequested);
    connect(m_model, &QAbstractItemModel::rowsInserted, this, &RunsPane::updateEmpty);
    connect(m_model, &QAbstractItemModel::rowsRemoved, this, &RunsPane::updateEmpty);
    connect(m_model, &QAbstractItemModel::modelReset, this, &RunsPane::updateEmpty);
    updateEmpty();
}

void RunsPane::follow(RunList *list)
{
    if (m_list) {
        m_list->disconnect(this);
        disconnect(m_list);
    }
    m_list = list;
    m_model->clear();
    const QList<RunEntry> entries = list->entries();
    for (const RunEntry &entry : entries) m_model->set(entry);
    const auto update = [this](quint64 run) {
        if (m_list->contains(run)) m_model->set(m_list->entry(run));
        if (std::exchange(m_live, m_list->liveCount()) != m_list->liveCount()) emit countChanged(m_live);
    };
    connect(list, &RunList::runAdded, this, update);
    connect(list, &RunList::runChanged, this, update);
    connect(list, &RunList::runEnded, this, update);
    connect(list, &RunList::runForgotten, this, update);
    connect(list, &RunList::runRemoved, m_model, &RunsModel::remove);
    connect(list, &RunList::frontRunChanged, m_view, &RunsView::selectRun);
    connect(this, &RunsPane::stopRequested, list, &RunList::stop);
    connect(this, &RunsPane::pauseRequested, list, &RunList::togglePause);
    connect(this, &RunsPane::activated, list, &RunList::setFrontRun);
    connect(m_view, &RunsView::tellsEndRequested, list, &RunList::setTellsEnd);
    connect(m_view, &RunsView::removeRequested, list, &RunList::remove);
    connect(m_view, &RunsView::leaveBehindRequested, list, &RunList::leaveBehind);
    connect(m_view, &RunsView::cancelTaskRequested, list, &RunList::cancelTask);
}

void RunsPane::updateEmpty()
{
    m_view->setVisible(m_model->rowCount() > 0);
    update();
}

void RunsPane::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), theme::color(Token::Panel));
    if (m_model->rowCount() > 0) return;
    const int line = theme::metrics().height(theme::Part::TreeRow);
    QRect text(0, height() / 2 - line, width(), line);
    output::paintText(&painter, text, tr("No script has run yet"), theme::fonts().ui(), Token::Text, Qt::AlignHCenter);
    output::paintText(
        &painter, text.translated(0, line),
        tr("Runs are listed here; the last %1 ended ones are kept until Latchkey closes").arg(RunList::kEndedRuns),
        theme::fonts().ui(), Token::Muted, Qt::AlignHCenter);
}

void RunsPane::resizeEvent(QResizeEvent *)
{
    m_view->setGeometry(rect());
}

} // namespace latchkey::runs
