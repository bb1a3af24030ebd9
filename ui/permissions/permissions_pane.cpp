// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/permissions/permissions_pane.h"

#include "engine/capability/broker.h"
#include "ui/output/row_painting.h"
#include "ui/output/visible_text.h"
#include "ui/runs/run_list.h"
#include "ui/theme/painting.h"
#include "ui/theme/theme.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/tab_bars.h"

#include <QFileInfo>
#include <QHeaderView>
#include <QLineEdit>
#include <QPainter>
#include <QStyle>
#include <QTreeView>
#include <QtConcurrentRun>

#include <chrono>
#include <utility>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace latchkey::permissions {

using output::visibleText;
using theme::Part;
using theme::Token;

namespace {

constexpr auto kGather = 400ms; ///< how often the list of a live run is read again
constexpr int kGap = 8;
constexpr int kFilterWidth = 240, kLeastHead = 120, kLeastButton = 72;
constexpr int kLogPage = 200;

/// What a pool thread gathers for one section.
QList<PermissionRow> gather(Section section, const runs::RunPtr &run, const QString &file, capability::Broker *broker)
{
    if (section == Section::Remembered) {
        broker->waitUntilLoaded();
        if (file.isEmpty() || !QFileInfo(file).isAbsolute()) return rowsOf(broker->remembered());
        return rowsOf(broker->rememberedFor(file, QFileInfo(file).absolutePath().toStdString()));
    }
    if (!run) return {};
    return section == Section::Ledger ? rowsOf(run->capabilityUses(), file) : rowsOf(run->grants());
}

/// The column that takes the room that is left: what it is about.
int stretched(Section section)
{
    return section == Section::InForce || section == Section::Ledger ? 1 : section == Section::Log ? 3 : 2;
}

} // namespace

PermissionsPane::PermissionsPane(QWidget *parent)
    : QWidget(parent)
    , m_model(new PermissionRowsModel(this))
    , m_tabs(new widgets::DockTabBar(this))
    , m_filter(new QLineEdit(this))
    , m_view(new QTreeView(this))
    , m_act(new widgets::SmallButton({}, this))
    , m_denyAll(new widgets::SmallButton(tr("Deny everything now"), this))
    , m_older(new widgets::SmallButton(tr("Older"), this))
    , m_tighten(new widgets::SmallButton(tr("Tighten to what was used"), this))
{
    setObjectName(u"permissionsPane"_s);
    setAccessibleName(tr("Permissions of the run"));
    setFocusProxy(m_view);
    makeView();
    m_tabs->setObjectName(u"permissionSections"_s);
    m_tabs->setAccessibleName(tr("What is listed"));
    for (const QString &name : {tr("In force"), tr("Ledger"), tr("Remembered"), tr("Log")}) m_tabs->addTab(name);
    connect(m_tabs, &QTabBar::currentChanged, this, [this] {
        m_model->setRows(static_cast<Section>(m_tabs->currentIndex()), {});
        refresh();
    });
    m_filter->setObjectName(u"permissionFilter"_s);
    m_filter->setAccessibleName(tr("Filter the list"));
    m_filter->setPlaceholderText(tr("Capability, path or file"));
    m_filter->setClearButtonEnabled(true);
    connect(m_filter, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_model->setFilter(text);
        update();
    });
    m_act->setObjectName(u"revokeButton"_s);
    m_denyAll->setObjectName(u"denyEverythingButton"_s);
    m_denyAll->setIconName(u"deny"_s);
    m_older->setObjectName(u"olderButton"_s);
    connect(m_act, &QPushButton::clicked, this, &PermissionsPane::act);
    connect(m_denyAll, &QPushButton::clicked, this, &PermissionsPane::denyEverything);
    m_tighten->setObjectName(u"tightenButton"_s);
    m_tighten->setToolTip(tr("From now on the script may do what this run did, and nothing else unasked"));
    connect(m_older, &QPushButton::clicked, this, [this] { readLog(true); });
    connect(m_tighten, &QPushButton::clicked, this, [this] { emit tightenRequested(m_list->frontRun()); });
    m_pool.setMaxThreadCount(1);
    connect(&theme::Theme::instance(), &theme::Theme::changed, this, &PermissionsPane::arrange);
    m_timer.setSingleShot(true);
    m_timer.setInterval(kGather);
    connect(&m_timer, &QTimer::timeout, this, &PermissionsPane::refresh);
    updateButtons();
}

void PermissionsPane::makeView()
{
    m_view->setObjectName(u"usesView"_s);
    m_view->setAccessibleName(tr("What the run may do, was allowed and denied"));
    m_view->setModel(m_model);
    m_view->setRootIsDecorated(false);
    m_view->setUniformRowHeights(true);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->viewport()->setBackgroundRole(QPalette::AlternateBase);
    m_view->header()->setStretchLastSection(false);
    connect(m_view, &QAbstractItemView::activated, this, [this](const QModelIndex &index) {
        const PermissionRow *row = m_model->rowAt(index.row());
        if (row && row->line > 0) emit placeActivated(row->file.isEmpty() ? m_file : row->file, row->line, 0);
    });
    connect(m_view->selectionModel(), &QItemSelectionModel::selectionChanged, this, &PermissionsPane::updateButtons);
    connect(m_model, &QAbstractItemModel::modelReset, this, [this] {
        for (int i = 0; i < m_model->columnCount(); ++i)
            m_view->header()->setSectionResizeMode(
                i, i == stretched(m_model->section()) ? QHeaderView::Stretch : QHeaderView::ResizeToContents);
        updateButtons();
    });
}

// ---- what is shown ----------------------------------------------------------------------------------------------

void PermissionsPane::follow(runs::RunList *list, capability::Broker *broker)
{
    m_list = list;
    m_broker = broker;
    connect(list, &runs::RunList::frontRunChanged, this, &PermissionsPane::refresh);
    const auto ifFront = [this](quint64 run) {
        if (run == m_list->frontRun()) refreshLater();
    };
    connect(list, &runs::RunList::runChanged, this, ifFront);
    connect(list, &runs::RunList::runEnded, this, ifFront);
    refresh();
}

void PermissionsPane::showSection(Section section)
{
    m_tabs->setCurrentIndex(static_cast<int>(section));
}

void PermissionsPane::showDenial(const QString &grant)
{
    m_wanted = grant;
    showSection(Section::Ledger);
    refresh();
}

void PermissionsPane::refreshLater()
{
    if (isVisible() && !m_timer.isActive()) m_timer.start();
}

void PermissionsPane::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    refresh();
}

void PermissionsPane::refresh()
{
    if (!m_list) return;
    const quint64 front = m_list->frontRun();
    const runs::RunEntry entry = m_list->entry(front);
    m_file = entry.path.isEmpty() ? entry.tab : entry.path;
    m_head = entry.number == 0 ? QString() : tr("Run %1, %2").arg(entry.number).arg(visibleText(entry.name));
    const QString problem = m_broker ? m_broker->storageProblem() : QString();
    m_storageProblem = problem.isEmpty() ? QString() : tr("Cannot be kept: %1").arg(visibleText(problem));
    const auto section = static_cast<Section>(m_tabs->currentIndex());
    if (section == Section::Log) return readLog(false);
    const quint64 question = ++m_question;
    QtConcurrent::run(&m_pool, gather, section, m_list->run(front), entry.path, m_broker)
        .then(this, [this, question, section](const QList<PermissionRow> &rows) {
            if (question == m_question) list(section, rows);
        });
}

void PermissionsPane::readLog(bool further)
{
    if (!m_broker) return;
    const quint64 question = ++m_question;
    capability::AuditFilter filter;
    filter.text = m_filter->text().trimmed();
    capability::readAudit(m_broker->audit().filePath(), filter, further ? m_nextPage : capability::AuditPlace(),
                          kLogPage)
        .then(this, [this, question, further](const capability::AuditPage &page) {
            if (question != m_question) return;
            m_nextPage = page.next;
            if (further) m_model->append(rowsOf(page.records));
            else list(Section::Log, rowsOf(page.records));
            m_older->setEnabled(!page.isLast);
        });
}

void PermissionsPane::list(Section section, const QList<PermissionRow> &rows)
{
    const QModelIndex current = m_view->currentIndex();
    const int row = current.isValid() ? current.row() : -1;
    m_model->setRows(section, rows);
    if (row >= 0 && row < m_model->rowCount()) m_view->setCurrentIndex(m_model->index(row, 0));
    const QString wanted = std::exchange(m_wanted, {});
    for (int i = 0; !wanted.isEmpty() && i < m_model->rowCount(); ++i)
        if (m_model->rowAt(i)->key == wanted) m_view->setCurrentIndex(m_model->index(i, 0));
    m_view->setVisible(m_model->rowCount() > 0);
    if (!wanted.isEmpty()) m_view->setFocus();
    update();
}

void PermissionsPane::showUses(int number, const QString &name, const QList<runs::CapabilityUse> &uses)
{
    ++m_question;
    m_head = number == 0 ? QString() : tr("Run %1, %2").arg(number).arg(visibleText(name));
    {
        const QSignalBlocker quiet(m_tabs);
        showSection(Section::Ledger);
    }
    list(Section::Ledger, rowsOf(uses, m_file));
}

// ---- what can be done -------------------------------------------------------------------------------------------

void PermissionsPane::updateButtons()
{
    const Section section = m_model->section();
    const PermissionRow *row = m_model->rowAt(m_view->currentIndex().row());
    m_act->setText(section == Section::Remembered ? tr("Forget")
                   : section == Section::Ledger   ? tr("Allow for the file")
                                                  : tr("Revoke"));
    m_act->setToolTip(section == Section::Ledger ? tr("The next runs of the file may do unasked what was denied here")
                                                 : QString());
    m_act->setVisible(section != Section::Log);
    m_act->setEnabled(row && !row->key.isEmpty());
    arrange();
    m_older->setVisible(section == Section::Log);
    const runs::RunPtr run = m_list ? m_list->run(m_list->frontRun()) : nullptr;
    m_tighten->setVisible(section == Section::Ledger);
    m_tighten->setEnabled(run && run->isFinished() && m_model->rowCount() > 0);
    m_denyAll->setVisible(section == Section::InForce || section == Section::Ledger);
    m_denyAll->setEnabled(run && !run->isFinished());
}

/// Revokes the grant, or forgets the answer, of the current row; or asks for the grant that a denied one lacked.
void PermissionsPane::act()
{
    const PermissionRow *row = m_model->rowAt(m_view->currentIndex().row());
    if (!row || row->key.isEmpty() || !m_broker) return;
    if (m_model->section() == Section::Ledger) return emit grantRequested(m_list->frontRun(), row->key);
    if (m_model->section() == Section::Remembered) m_broker->forget(row->key);
    else if (const runs::RunPtr run = m_list->run(m_list->frontRun())) run->revokeGrant(row->key.toULongLong());
    refresh();
}

void PermissionsPane::denyEverything()
{
    if (const runs::RunPtr run = m_list->run(m_list->frontRun())) run->revokeEverything();
    refresh();
}

// ---- painting ---------------------------------------------------------------------------------------------------

/// What stands in the middle of an empty list.
QString PermissionsPane::fact() const
{
    if (!m_filter->text().trimmed().isEmpty()) return tr("Nothing fits the filter");
    switch (m_model->section()) {
    case Section::InForce:
        return m_head.isEmpty() ? tr("No run is shown") : tr("This run has no grants");
    case Section::Ledger:
        return m_head.isEmpty() ? tr("No run is shown") : tr("This run asked for nothing outside");
    case Section::Remembered:
        return tr("No answers are remembered here");
    case Section::Log:
        break;
    }
    return tr("The log is empty");
}

void PermissionsPane::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), theme::color(Token::Panel));
    // The strip of the sections goes on behind its tabs.
    const QRect strip(0, 0, width(), m_tabs->geometry().bottom() + 1);
    painter.fillRect(strip, theme::color(Token::Window));
    theme::drawEdge(&painter, strip, Qt::BottomEdge, theme::color(Token::Border));
    const bool faulty = m_model->section() == Section::Remembered && !m_storageProblem.isEmpty();
    output::paintText(&painter, m_headRect, faulty ? m_storageProblem : m_head,
                      theme::fonts().ui(theme::TextSize::Small), faulty ? Token::Paused : Token::Muted);
    if (m_view->isVisible()) return;
    const int line = theme::metrics().height(Part::TableHeader);
    QRect middle = m_view->geometry();
    middle.setTop(middle.center().y() - line / 2);
    middle.setHeight(line);
    output::paintText(&painter, middle, fact(), theme::fonts().ui(), Token::Text, Qt::AlignHCenter);
}

void PermissionsPane::resizeEvent(QResizeEvent *)
{
    arrange();
}

// In a wide pane, which is the low dock below the text, field, head and buttons share one bar; in a narrow one each has
// a row of its own. Which of the buttons are seen depends on what is listed.
void PermissionsPane::arrange()
{
    const int tabs = m_tabs->sizeHint().height();
    m_tabs->setGeometry(0, 0, width(), tabs);
    QList<QWidget *> buttons;
    int all = 0;
    for (QWidget *button : std::initializer_list<QWidget *>{m_act, m_older, m_tighten, m_denyAll}) {
        if (button->isHidden()) continue;
        buttons << button;
        all += std::max(button->sizeHint().width(), kLeastButton) + kGap;
    }
    const int field = m_filter->sizeHint().height();
    const int high = m_act->sizeHint().height();
    const theme::Metrics &m = theme::metrics();
    const bool wide = m.scaledWidth(kFilterWidth) + m.scaledWidth(kLeastHead) + all + 2 * kGap <= width();
    const int bar = std::max(m.height(Part::FilterBar), field + kGap);
    const int line = m.height(Part::TableHeader);
    const auto place = [this](QWidget *widget, const QRect &rect) {
        widget->setGeometry(QStyle::visualRect(layoutDirection(), this->rect(), rect));
    };
    int x = wide ? width() - all : kGap;
    const int y = wide ? tabs + (bar - high) / 2 : height() - high - kGap;
    for (QWidget *button : std::as_const(buttons)) {
        const int width = std::max(button->sizeHint().width(), kLeastButton);
        if (!wide && button == m_denyAll) x = this->width() - width - kGap;
        place(button, {x, y, width, high});
        x += width + kGap;
    }
    const int fieldWidth = wide ? m.scaledWidth(kFilterWidth) : width() - 2 * kGap;
    place(m_filter, {kGap, wide ? tabs + (bar - field) / 2 : tabs + line, fieldWidth, field});
    const int top = wide ? tabs + bar : tabs + line + field + kGap;
    const int bottom = wide ? height() : height() - high - 2 * kGap;
    m_view->setGeometry(0, top, width(), std::max(0, bottom - top));
    m_headRect = wide ? QRect(2 * kGap + fieldWidth, tabs, width() - all - fieldWidth - 3 * kGap, bar)
                      : QRect(theme::kRowMargin, tabs, width() - 2 * theme::kRowMargin, line);
    m_headRect = QStyle::visualRect(layoutDirection(), rect(), m_headRect);
    update();
}

} // namespace latchkey::permissions
