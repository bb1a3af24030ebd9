// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/variables_pane.h"

#include "ui/results/variable_nodes.h"
#include "ui/runs/run_list.h"
#include "ui/runs/run_words.h"
#include "ui/theme/theme.h"
#include "ui/widgets/notices.h"

#include <QPainter>
#include <QScrollBar>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace latchkey::results {

using output::Face;
using theme::Token;

VariablesPane::VariablesPane(QWidget *parent)
    : QWidget(parent)
    , m_model(new ResultModel(this))
    , m_view(new ResultView(m_model, this))
    , m_head(new output::RichLabel(this))
    , m_empty(new widgets::EmptyState(QString(), QString(), this))
{
    setObjectName(u"variablesPane"_s);
    setAccessibleName(tr("Variables"));
    setFocusProxy(m_view);
    m_view->setObjectName(u"variablesView"_s);
    m_view->setAccessibleName(tr("Variables"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto *head = new QHBoxLayout;
    head->setContentsMargins(theme::kRowMargin, 7, theme::kRowMargin, 3);
    head->addWidget(m_head, 1);
    column->addLayout(head);
    column->addWidget(m_view, 1);
    column->addWidget(m_empty, 1);
    show(runs::RunEntry(), nullptr);
}

void VariablesPane::follow(runs::RunList *list)
{
    m_list = list;
    connect(list, &runs::RunList::frontRunChanged, this, &VariablesPane::update);
    connect(list, &runs::RunList::runChanged, this, &VariablesPane::update);
    connect(list, &runs::RunList::runEnded, this, &VariablesPane::update);
    connect(list, &runs::RunList::runForgotten, this, [this](quint64 run) {
        m_isShown = m_isShown && run != m_entry.id;
        update(run);
    });
    update(list->frontRun());
}

// A run that goes on is told about many times a second: only another run, or another state, is news.
void VariablesPane::update(quint64 run)
{
    if (!m_list || run != m_list->frontRun()) return;
    const runs::RunEntry entry = m_list->entry(run);
    const bool isSame = entry.id == m_entry.id && entry.status.state == m_entry.status.state;
    if (isSame && m_isShown) return;
    const runs::RunPtr handle = m_list->run(run);
    const bool stands = entry.isOver() || entry.status.state == runs::RunState::Paused;
    show(entry, stands && handle ? handle->snapshot() : nullptr);
}

void VariablesPane::show(const runs::RunEntry &entry, const std::shared_ptr<const runs::RunVariables> &variables)
{
    noteOpen();
    m_entry = entry;
    const ValuePtr tree = variableTree(variables);
    m_isShown = tree != nullptr || entry.isOver();
    m_model->setValue(tree, QString());
    const QModelIndex root = m_model->index(0, 0);
    m_view->setRootIndex(root);
    if (tree) {
        if (m_model->canFetchMore(root)) m_model->fetchMore(root);
        reopen();
        showHead(*variables);
    } else {
        showEmpty();
    }
    m_head->setVisible(tree != nullptr);
    m_view->setVisible(tree != nullptr);
    m_empty->setVisible(tree == nullptr);
    QWidget::update();
}

namespace {

constexpr int kMostReopened = 500; // nobody opened more by hand
constexpr QChar kStep(0x1f);       // between the keys of a path

QString pathTo(const QString &parent, const QModelIndex &index)
{
    return parent + kStep + index.siblingAtColumn(0).data().toString();
}

QString pathOf(const QModelIndex &index, const QModelIndex &root)
{
    return !index.isValid() || index == root ? QString() : pathTo(pathOf(index.parent(), root), index);
}

} // namespace

void VariablesPane::noteOpen()
{
    const QModelIndex root = m_view->rootIndex();
    if (!root.isValid() || m_view->isHidden()) return; // the run goes on: what was open before still counts
    m_opened = {m_entry.path.isEmpty() ? m_entry.tab : m_entry.path, {}, {}, {}, m_view->verticalScrollBar()->value()};
    m_opened.current = pathOf(m_view->currentIndex(), root);
    QList<std::pair<QModelIndex, QString>> below{{root, QString()}};
    while (!below.isEmpty() && m_opened.open.size() < kMostReopened) {
        const auto [parent, path] = below.takeFirst();
        for (int row = 0; row < m_model->rowCount(parent); ++row) {
            const QModelIndex index = m_model->index(row, 0, parent);
            if (parent == root) m_opened.seen.insert(pathTo(path, index));
            if (!m_view->isExpanded(index)) continue;
            m_opened.open.insert(pathTo(path, index));
            below.append({index, pathTo(path, index)});
        }
    }
}

void VariablesPane::reopen()
{
    const QModelIndex root = m_view->rootIndex();
    if (m_opened.file != (m_entry.path.isEmpty() ? m_entry.tab : m_entry.path)) m_opened = {};
    // The innermost call is what one looks for, unless somebody closed it.
    const QModelIndex first = m_model->index(0, 0, root);
    const ValuePtr value = m_model->valueAt(first);
    if (value && value->isGroup() && !m_opened.seen.contains(pathTo({}, first)))
        m_opened.open.insert(pathTo({}, first));
    reopenBelow(root, {});
    m_view->verticalScrollBar()->setValue(m_opened.scrolled);
}

void VariablesPane::reopenBelow(const QModelIndex &parent, const QString &path)
{
    for (int row = 0; row < m_model->rowCount(parent); ++row) {
        const QModelIndex index = m_model->index(row, 0, parent);
        const QString here = pathTo(path, index);
        if (here == m_opened.current) m_view->setCurrentIndex(index);
        if (!m_opened.open.contains(here) || !m_model->hasChildren(index)) continue;
        if (m_model->canFetchMore(index)) m_model->fetchMore(index);
        m_view->expand(index);
        reopenBelow(index, here);
    }
}

void VariablesPane::showHead(const runs::RunVariables &variables)
{
    const theme::RunStateLook look = theme::runStateLook(m_entry.look());
    output::RichLine line;
    line.addIcon(look.icon, look.token);
    const int at = m_entry.status.line;
    if (variables.isPaused)
        line.add(at > 0 ? tr("Paused at line %1").arg(at) : tr("Paused"), Face::SmallSemibold, Token::Paused);
    else line.add(look.word, Face::SmallSemibold, look.token);
    QString note = tr("run %1").arg(m_entry.number);
    if (!variables.isPaused && !m_entry.success && at > 0) note += u" · "_s + tr("at line %1").arg(at);
    if (variables.isCut) note += u" · "_s + tr("large values are shown in part");
    line.add(u"· "_s + note, Face::Small, Token::Muted, theme::kIconGap);
    m_head->setLine(line);
}

void VariablesPane::showEmpty()
{
    QString fact = tr("No run is shown");
    QString hint = tr("The variables of a run are shown here when it is paused and when it is over");
    if (m_entry.id != 0 && !m_entry.isOver()) {
        fact = tr("Run %1 is going on").arg(m_entry.number);
        hint = tr("Pause the run to look at its values");
    } else if (m_entry.id != 0 && !m_entry.hasValues) {
        fact = tr("The values of run %1 are no longer kept").arg(m_entry.number);
        hint = tr("Run it again to see them");
    } else if (m_entry.id != 0) {
        fact = tr("Run %1 has no variables").arg(m_entry.number);
    }
    m_emptyText = fact + u'\n' + hint;
    m_empty->setTexts(fact, hint);
}

void VariablesPane::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), theme::color(Token::Panel));
}

} // namespace latchkey::results
