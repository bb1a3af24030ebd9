// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/permissions/permissions_pane.h"

#include "ui/output/row_painting.h"
#include "ui/output/visible_text.h"
#include "ui/runs/run_list.h"
#include "ui/theme/icons.h"
#include "ui/theme/painting.h"
#include "ui/theme/theme.h"

#include <QHeaderView>
#include <QLocale>
#include <QPainter>

using namespace Qt::StringLiterals;

namespace latchkey::permissions {

using output::Spaces;
using output::visibleText;
using theme::Part;
using theme::Token;

UsesModel::UsesModel(QObject *parent)
    : QAbstractTableModel(parent)
{
}

void UsesModel::setUses(const QList<runs::CapabilityUse> &uses)
{
    beginResetModel();
    m_uses = uses;
    endResetModel();
}

const runs::CapabilityUse *UsesModel::useAt(int row) const
{
    return row >= 0 && row < m_uses.size() ? &m_uses.at(row) : nullptr;
}

int UsesModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_uses.size());
}

int UsesModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant UsesModel::data(const QModelIndex &index, int role) const
{
    const runs::CapabilityUse *use = index.isValid() ? useAt(index.row()) : nullptr;
    if (!use) return {};
    const bool code = index.column() == Capability || index.column() == What;
    if (role == Qt::FontRole && code) return theme::fonts().code();
    if (role == Qt::TextAlignmentRole && (index.column() == Uses || index.column() == Line))
        return int(Qt::AlignRight | Qt::AlignVCenter);
    if (role == Qt::DecorationRole && index.column() == Answer)
        return theme::Icons::icon(use->allowed ? u"check"_s : u"deny"_s, use->allowed ? Token::Key : Token::Fail);
    if (role == Qt::ToolTipRole && index.column() == What)
        return visibleText(use->resource, Spaces::Show).toHtmlEscaped();
    if (role != Qt::DisplayRole) return {};
    switch (index.column()) {
    case Answer:
        return use->allowed ? tr("Allowed") : tr("Denied");
    case Capability:
        return visibleText(use->capability, Spaces::Show);
    case What:
        return output::middleCut(visibleText(use->resource, Spaces::Show));
    case By:
        return use->by;
    case Uses:
        return QLocale().toString(use->count);
    case Line:
        return use->line > 0 ? QLocale().toString(use->line) : QString();
    default:
        return {};
    }
}

QVariant UsesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole && (section == Uses || section == Line))
        return int(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole) return {};
    switch (section) {
    case Answer:
        return tr("Answer");
    case Capability:
        return tr("Capability");
    case What:
        return tr("What");
    case By:
        return tr("Decided by");
    case Uses:
        return tr("Uses");
    case Line:
        return tr("Last line");
    default:
        return {};
    }
}

PermissionsPane::PermissionsPane(QWidget *parent)
    : QWidget(parent)
    , m_model(new UsesModel(this))
    , m_view(new QTreeView(this))
{
    setObjectName(u"permissionsPane"_s);
    setAccessibleName(tr("Permissions of the run"));
    setFocusProxy(m_view);
    m_view->setObjectName(u"usesView"_s);
    m_view->setAccessibleName(tr("What the run was allowed and denied"));
    m_view->setModel(m_model);
    m_view->setRootIsDecorated(false);
    m_view->setUniformRowHeights(true);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->viewport()->setBackgroundRole(QPalette::AlternateBase);
    m_view->header()->setStretchLastSection(false);
    m_view->header()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_view->header()->setSectionResizeMode(UsesModel::What, QHeaderView::Stretch);
    connect(m_view, &QAbstractItemView::activated, this, [this](const QModelIndex &index) {
        const runs::CapabilityUse *use = m_model->useAt(index.row());
        if (use && use->line > 0) emit placeActivated(m_file, use->line, 0);
    });
    m_view->hide();
}

void PermissionsPane::follow(runs::RunList *list)
{
    if (m_list) m_list->disconnect(this);
    m_list = list;
    connect(list, &QObject::destroyed, this, [this] { m_list = nullptr; });
    connect(list, &runs::RunList::frontRunChanged, this, &PermissionsPane::showRun);
    connect(list, &runs::RunList::runEnded, this, [this](quint64 run) {
        if (run == m_list->frontRun()) showRun(run);
    });
    showRun(list->frontRun());
}

void PermissionsPane::showRun(quint64 run)
{
    const runs::RunPtr handle = m_list->run(run);
    const runs::RunEntry entry = m_list->entry(run);
    m_file = entry.path.isEmpty() ? entry.tab : entry.path;
    m_over = entry.isOver();
    showUses(entry.number, entry.name,
             handle && entry.isOver() ? handle->result().capabilities : QList<runs::CapabilityUse>());
}

void PermissionsPane::showUses(int number, const QString &name, const QList<runs::CapabilityUse> &uses)
{
    m_model->setUses(uses);
    int allowed = 0;
    int denied = 0;
    for (const runs::CapabilityUse &use : uses) (use.allowed ? allowed : denied) += use.count;
    m_head = number == 0
                 ? QString()
                 : tr("Run %1, %2 · %3 allowed, %4 denied").arg(number).arg(visibleText(name)).arg(allowed).arg(denied);
    m_view->setVisible(!uses.isEmpty());
    update();
}

void PermissionsPane::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), theme::color(Token::Panel));
    const int line = theme::metrics().height(Part::TableHeader);
    if (m_model->rowCount() > 0) {
        const QRect head(theme::kRowMargin, 0, width() - 2 * theme::kRowMargin, line);
        output::paintText(&painter, head, m_head, theme::fonts().ui(theme::TextSize::Small), Token::Muted);
        return;
    }
    const QString fact = m_head.isEmpty() ? tr("No run is shown")
                         : m_over         ? tr("This run asked for nothing outside")
                                          : tr("Listed once the run is over");
    output::paintText(&painter, QRect(0, height() / 2 - line / 2, width(), line), fact, theme::fonts().ui(),
                      Token::Text, Qt::AlignHCenter);
}

void PermissionsPane::resizeEvent(QResizeEvent *)
{
    m_view->setGeometry(rect().adjusted(0, theme::metrics().height(Part::TableHeader), 0, 0));
}

} // namespace latchkey::permissions
