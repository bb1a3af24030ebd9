// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/runs_view.h"

#include "ui/theme/theme.h"
#include "ui/widgets/row_painter.h"
#include "ui/widgets/spinner.h"

#include <QAction>
#include <QContextMenuEvent>
#include <QHeaderView>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QToolTip>
#include <chrono>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace latchkey::runs {
namespace {

using theme::Part;
using theme::Token;
using widgets::RowPainter;

constexpr auto kClock = 250ms; // shows seconds: a quarter keeps them even
constexpr int kNarrowPane = 760;

class RunRowDelegate : public QStyledItemDelegate
{
public:
    explicit RunRowDelegate(RunsView *view, const RunsModel *model)
        : QStyledItemDelegate(view)
        , m_view(view)
        , m_model(model)
    {
    }

    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &index) const override
    {
        const Part part = !m_model->isDetail(index)     ? Part::RunRow
                          : m_model->taskAt(index) != 0 ? Part::BatchRow
                                                        : Part::TreeRow;
        return {100, theme::metrics().height(part)};
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        painter->save();
        RowPainter row(painter, option);
        row.drawGround(true);
        if (m_model->taskAt(index) != 0) paintTask(row, *m_model->detailAt(index));
        else if (m_model->isDetail(index)) paintDetail(row, index);
        else if (const RunEntry *entry = m_model->entryAt(index)) paintRun(row, index, *entry);
        row.drawFocus();
        painter->restore();
    }

private:
    void paintRun(RowPainter &row, const QModelIndex &index, const RunEntry &entry) const
    {
        const bool folded = m_view->isFolded();
        widgets::RunRowFacts facts = rowFacts(entry, nowMilliseconds(), folded);
        facts.expanded = m_view->isExpanded(index);
        facts.spinnerDegrees = m_view->spinnerDegrees(entry.id);
        const QList<RunButton> buttons = runButtons(entry, m_view->canCompare());
        const QList<QRect> places = m_view->buttonRects(row.rect(), buttons.size());
        for (qsizetype i = 0; i < buttons.size(); ++i) {
            const bool over = places[i].contains(m_view->pointer());
            // Stopping: the same button, hollow, since a second press skips the clean-up.
            const bool hollow = entry.status.state == RunState::Stopping && buttons[i] == RunButton::Stop;
            facts.buttons.append({.icon = hollow ? u"stopping"_s : iconOf(buttons[i]),
                                  .hovered = over,
                                  .pressed = over && m_view->isPressed(),
                                  .token = Token::Muted});
        }
        widgets::paintRunRow(row, facts, folded);
    }

    /// The columns of its run, the name set in by one step for each task around it.
    void paintTask(RowPainter &row, const DetailLine &task) const
    {
        constexpr int kDeepest = 4; // beyond that the name would be gone
        const bool folded = m_view->isFolded();
        const auto columns = widgets::layoutRunRow(row.rect(), row.layout(), folded);
        const int indent = std::min(task.depth, kDeepest) * theme::kTreeIndent;
        const bool mirrored = row.layout() == Qt::RightToLeft;
        const QRect name =
            columns.file.adjusted(mirrored ? theme::kIconGap : indent, 0, mirrored ? -indent : -theme::kIconGap, 0);
        row.drawText(name, task.name, {.elide = Qt::ElideMiddle, .code = true});
        row.drawState(columns.state, task.look);
        const bool hasBar = task.share >= 0 && !folded;
        const QString detail = hasBar || task.measure.isEmpty() ? task.text : task.measure + u" · "_s + task.text;
        row.drawText(columns.detail, detail, {.token = Token::Muted});
        if (hasBar) row.drawProgress(columns.progress, task.share, task.measure);
        const QRect place = widgets::runRowButtonRects(columns, 1).last();
        const bool over = place.contains(m_view->pointer());
        row.drawButton(place, {.icon = iconOf(RunButton::CancelTask),
                               .hovered = over,
                               .pressed = over && m_view->isPressed(),
                               .token = Token::Muted});
    }

    void paintDetail(RowPainter &row, const QModelIndex &index) const
    {
        const auto columns = widgets::layoutRunRow(row.rect(), row.layout(), m_view->isFolded());
        row.take(row.layout() == Qt::RightToLeft ? row.rect().right() - columns.file.right()
                                                 : columns.file.left() - row.rect().left());
        row.takeEnd(theme::kRowMargin);
        const bool error = index.data(RunsModel::ErrorRole).toBool();
        const double share = index.data(RunsModel::ShareRole).toDouble();
        if (share >= 0) row.drawProgress(row.take(84 + theme::kSide), share, {});
        row.drawText(row.rest(), index.data().toString(),
                     {.size = theme::TextSize::Small, .token = error ? Token::Fail : Token::Muted});
    }

    RunsView *m_view;
    const RunsModel *m_model;
};

} // namespace

RunsView::RunsView(RunsModel *model, QWidget *parent)
    : QTreeView(parent)
    , m_model(model)
{
    setModel(model);
    setObjectName(u"runsView"_s);
    setAccessibleName(tr("Runs"));
    setItemDelegate(new RunRowDelegate(this, model));
    setHeaderHidden(true);
    setRootIsDecorated(false);
    setIndentation(0);
    setFrameShape(QFrame::NoFrame);
    setMouseTracking(true);
    setUniformRowHeights(false);
    setExpandsOnDoubleClick(false);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setSelectionMode(QAbstractItemView::SingleSelection);
    viewport()->setBackgroundRole(QPalette::AlternateBase);
    header()->setStretchLastSection(false);
    header()->setSectionResizeMode(0, QHeaderView::Stretch);
    for (int column = 1; column < RunsModel::ColumnCount; ++column) setColumnHidden(column, true);
    makeActions();
    m_clock.setInterval(kClock);
    connect(&m_clock, &QTimer::timeout, this, &RunsView::tick);
    connect(model, &QAbstractItemModel::dataChanged, this, &RunsView::updateTimers);
    connect(model, &QAbstractItemModel::rowsInserted, this, &RunsView::updateTimers);
    connect(model, &QAbstractItemModel::rowsRemoved, this, &RunsView::updateTimers);
    connect(model, &QAbstractItemModel::modelReset, this, &RunsView::updateTimers);
    connect(selectionModel(), &QItemSelectionModel::currentChanged, this, &RunsView::updateCommands);
    connect(model, &QAbstractItemModel::dataChanged, this, &RunsView::updateCommands);
    connect(&theme::Theme::instance(), &theme::Theme::changed, this, [this] { scheduleDelayedItemsLayout(); });
    updateCommands();
}

void RunsView::setCanCompare(bool can)
{
    m_canCompare = can;
    updateCommands();
    viewport()->update();
}

void RunsView::makeActions()
{
    addCommand(tr("Stop"), QKeySequence::Delete, {RunButton::Stop, RunButton::Cancel});
    addCommand(tr("Pause or resume"), Qt::Key_Space, {RunButton::Pause, RunButton::Resume});
    addCommand(tr("Run again"), QKeySequence(Qt::SHIFT | Qt::Key_Return), {RunButton::Rerun});
    addCommand(tr("Compare"), QKeySequence(), {RunButton::Compare});
    addCommand(tr("Leave behind"), QKeySequence(Qt::SHIFT | Qt::Key_Delete), {RunButton::LeaveBehind});
    addCommand(tr("Raise and rerun"), QKeySequence(), {RunButton::Raise});
    m_cancelTask = new QAction(this);
    m_cancelTask->setShortcutContext(Qt::WidgetShortcut);
    connect(m_cancelTask, &QAction::triggered, this, &RunsView::cancelCurrentTask);
    addAction(m_cancelTask);
    m_tellsEnd = new QAction(tr("Notify when it has ended"), this);
    m_tellsEnd->setObjectName(u"tellsEnd"_s);
    m_tellsEnd->setCheckable(true);
    connect(m_tellsEnd, &QAction::triggered, this, [this](bool on) { emit tellsEndRequested(currentRun(), on); });
    addAction(m_tellsEnd);
    m_remove = new QAction(tr("Take off the list"), this);
    connect(m_remove, &QAction::triggered, this, [this] { emit removeRequested(currentRun()); });
    addAction(m_remove);
}

void RunsView::addCommand(const QString &text, const QKeySequence &key, std::initializer_list<RunButton> buttons)
{
    auto *action = new QAction(text, this);
    action->setShortcut(key);
    action->setShortcutContext(Qt::WidgetShortcut);
    connect(action, &QAction::triggered, this, [this, list = QList<RunButton>(buttons)] {
        if (m_model->taskAt(currentIndex()) != 0 && list.contains(RunButton::Stop)) return cancelCurrentTask();
        const RunEntry *entry = m_model->entryAt(currentIndex());
        if (!entry) return;
        for (const RunButton button : runButtons(*entry, m_canCompare)) {
            if (list.contains(button)) return press(entry->id, button);
        }
    });
    addAction(action);
    m_commands.append({action, buttons});
}

void RunsView::cancelCurrentTask()
{
    const quint32 task = m_model->taskAt(currentIndex());
    if (task != 0) emit cancelTaskRequested(currentRun(), task);
}

void RunsView::updateCommands()
{
    const RunEntry *entry = m_model->entryAt(currentIndex());
    // Delete is the key of Stop, which knows the difference: one key, one action.
    const quint32 task = m_model->taskAt(currentIndex());
    m_cancelTask->setVisible(task != 0);
    m_cancelTask->setEnabled(task != 0);
    m_cancelTask->setText(nameOf(RunButton::CancelTask, static_cast<int>(task)));
    for (const Command &command : std::as_const(m_commands)) {
        const QList<RunButton> buttons = entry ? runButtons(*entry, m_canCompare) : QList<RunButton>();
        bool possible = false;
        for (const RunButton button : buttons) {
            if (!command.buttons.contains(button)) continue;
            possible = true;
            command.action->setText(nameOf(button, entry->number));
        }
        command.action->setEnabled(possible);
        command.action->setVisible(possible);
    }
    m_tellsEnd->setVisible(entry && !entry->isOver() && task == 0);
    m_tellsEnd->setEnabled(m_tellsEnd->isVisible());
    m_tellsEnd->setChecked(entry && entry->tellsEnd);
    m_remove->setEnabled(entry && entry->isOver());
    m_remove->setVisible(m_remove->isEnabled());
}

quint64 RunsView::currentRun() const
{
    return m_model->runAt(currentIndex());
}

void RunsView::selectRun(quint64 run)
{
    const QModelIndex index = m_model->indexOf(run);
    if (index.isValid() && index != currentIndex()) setCurrentIndex(index);
}

std::pair<quint64, RunButton> RunsView::buttonAt(const QPoint &point) const
{
    const QModelIndex index = indexAt(point);
    const RunEntry *entry = m_model->entryAt(index);
    if (!entry) return {0, RunButton::None};
    if (m_model->isDetail(index)) {
        const bool onCancel = m_model->taskAt(index) != 0 && buttonRects(visualRect(index), 1).last().contains(point);
        return onCancel ? std::pair(entry->id, RunButton::CancelTask) : std::pair(quint64(0), RunButton::None);
    }
    const QList<RunButton> buttons = runButtons(*entry, m_canCompare);
    const QList<QRect> places = buttonRects(visualRect(index), buttons.size());
    for (qsizetype i = 0; i < buttons.size(); ++i) {
        if (places[i].contains(point)) return {entry->id, buttons[i]};
    }
    return {0, RunButton::None};
}

void RunsView::press(quint64 run, RunButton button)
{
    switch (button) {
    case RunButton::Stop:
    case RunButton::Cancel:
        emit stopRequested(run);
        break;
    case RunButton::Pause:
    case RunButton::Resume:
        emit pauseRequested(run);
        break;
    case RunButton::Rerun:
        emit rerunRequested(run);
        break;
    case RunButton::Compare:
        emit compareRequested(run);
        break;
    case RunButton::LeaveBehind:
        emit leaveBehindRequested(run);
        break;
    case RunButton::Raise:
        emit raiseRequested(run);
        break;
    case RunButton::CancelTask: // needs to know which: see mouseReleaseEvent
    case RunButton::None:
        break;
    }
}

void RunsView::mouseMoveEvent(QMouseEvent *event)
{
    m_pointer = event->position().toPoint();
    viewport()->update();
    QTreeView::mouseMoveEvent(event);
}

void RunsView::mousePressEvent(QMouseEvent *event)
{
    const QPoint point = event->position().toPoint();
    m_pressed = event->button() == Qt::LeftButton ? buttonAt(point) : std::pair<quint64, RunButton>{0, RunButton::None};
    m_pressedTask = taskAt(point);
    if (isPressed()) return viewport()->update();
    const QModelIndex index = indexAt(point);
    const bool chevron =
        index.isValid() && !m_model->isDetail(index) && columnsOf(visualRect(index)).chevron.contains(point);
    QTreeView::mousePressEvent(event);
    if (chevron && event->button() == Qt::LeftButton) setExpanded(index, !isExpanded(index));
}

void RunsView::mouseReleaseEvent(QMouseEvent *event)
{
    const auto pressed = std::exchange(m_pressed, {0, RunButton::None});
    viewport()->update();
    if (pressed.second == RunButton::None) return QTreeView::mouseReleaseEvent(event);
    // Rows move when states change: the press counts only for the run it began on.
    const QPoint point = event->position().toPoint();
    if (buttonAt(point) != pressed) return;
    if (pressed.second != RunButton::CancelTask) press(pressed.first, pressed.second);
    else if (taskAt(point) == m_pressedTask) emit cancelTaskRequested(pressed.first, m_pressedTask);
}

void RunsView::mouseDoubleClickEvent(QMouseEvent *event)
{
    const QPoint point = event->position().toPoint();
    if (buttonAt(point).second != RunButton::None) return mousePressEvent(event);
    if (const quint64 run = m_model->runAt(indexAt(point))) emit activated(run);
}

void RunsView::leaveEvent(QEvent *event)
{
    m_pointer = {-1, -1};
    viewport()->update();
    QTreeView::leaveEvent(event);
}

void RunsView::contextMenuEvent(QContextMenuEvent *event)
{
    if (!currentIndex().isValid()) return;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("Show"), this, [this, run = currentRun()] { emit activated(run); });
    menu->addActions(actions());
    const bool byKey = event->reason() == QContextMenuEvent::Keyboard;
    menu->popup(byKey ? viewport()->mapToGlobal(visualRect(currentIndex()).bottomLeft()) : event->globalPos());
}

void RunsView::keyPressEvent(QKeyEvent *event)
{
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (enter && event->modifiers() == Qt::NoModifier && currentRun() != 0) {
        emit activated(currentRun());
        return;
    }
    QTreeView::keyPressEvent(event);
}

void RunsView::showEvent(QShowEvent *event)
{
    QTreeView::showEvent(event);
    updateTimers();
}

void RunsView::hideEvent(QHideEvent *event)
{
    QTreeView::hideEvent(event);
    updateTimers();
}

bool RunsView::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        const auto [run, button] = buttonAt(help->pos());
        const RunEntry *entry = m_model->entryAt(indexAt(help->pos()));
        const quint32 task = taskAt(help->pos());
        const QString text = !entry                            ? QString()
                             : button == RunButton::CancelTask ? nameOf(button, static_cast<int>(task))
                             : button != RunButton::None       ? nameOf(button, entry->number)
                             : task != 0                       ? indexAt(help->pos()).data(Qt::ToolTipRole).toString()
                                                               : detailText(*entry);
        QToolTip::showText(help->globalPos(), text.toHtmlEscaped(), viewport());
        return true;
    }
    return QTreeView::viewportEvent(event);
}

void RunsView::updateTimers()
{
    bool live = false;
    m_spinning = 0;
    const qint64 now = nowMilliseconds();
    // Live runs come first; the first one that runs long enough has the spinner.
    for (int row = 0; row < m_model->rowCount(); ++row) {
        const RunEntry *entry = m_model->entryAt(m_model->index(row, 0));
        if (entry->isOver()) break;
        live = true;
        if (!theme::spins(entry->look()) || entry->secondsAt(now) * 1000 < widgets::kSpinnerDelayMs) continue;
        m_spinning = entry->id;
        break;
    }
    const bool shown = isVisible();
    if (live && shown) {
        if (!m_clock.isActive()) m_clock.start();
    } else {
        m_clock.stop();
    }
    if (shown && m_spinning != 0) widgets::Spinner::instance().attach(viewport());
    else widgets::Spinner::instance().detach(viewport());
}

void RunsView::tick()
{
    updateTimers();
    updateCommands();
    viewport()->update(); // times, and how long things last
}

int RunsView::spinnerDegrees(quint64 run) const
{
    return run != 0 && run == m_spinning ? widgets::Spinner::instance().degrees() : 0;
}

bool RunsView::isFolded() const
{
    return window()->width() < theme::kNarrowWindow || viewport()->width() < kNarrowPane;
}

widgets::RunRowLayout RunsView::columnsOf(const QRect &row) const
{
    return widgets::layoutRunRow(row, layoutDirection(), isFolded());
}

QList<QRect> RunsView::buttonRects(const QRect &row, qsizetype count) const
{
    return widgets::runRowButtonRects(columnsOf(row), static_cast<int>(count));
}

} // namespace latchkey::runs
