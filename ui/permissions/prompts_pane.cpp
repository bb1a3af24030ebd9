// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/permissions/prompts_pane.h"

#include "ui/output/row_painting.h"
#include "ui/permissions/permission_bar.h"
#include "ui/permissions/preflight_bar.h"
#include "ui/runs/run_list.h"
#include "ui/theme/theme.h"
#include "ui/widgets/row_painter.h"

#include <QBoxLayout>
#include <QItemSelectionModel>
#include <QKeyEvent>
#include <QPainter>
#include <QStyledItemDelegate>

using namespace Qt::StringLiterals;

namespace latchkey::permissions {
namespace {

using theme::Part;
using theme::Token;

class PromptDelegate : public QStyledItemDelegate
{
public:
    PromptDelegate(const PromptsModel *model, QObject *parent)
        : QStyledItemDelegate(parent)
        , m_model(model)
    {
    }

    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override
    {
        return {100, theme::metrics().height(Part::PermissionsRow)};
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const Prompt *prompt = m_model->promptAt(index.row());
        if (!prompt) return;
        painter->save();
        widgets::RowPainter row(painter, option);
        row.drawGround(true);
        row.take(theme::kRowMargin);
        row.drawIcon(row.take(theme::kIcon + theme::kSide), u"permission-key"_s, Token::Key);
        row.takeEnd(theme::kRowMargin);
        const PromptText text = promptText(prompt->request, prompt->number, prompt->name, false, prompt->others);
        const QString more = text.more;
        if (!more.isEmpty())
            row.drawText(row.takeEnd(72), more,
                         {.size = theme::TextSize::Small, .token = Token::Muted, .align = widgets::Align::End});
        painter->setLayoutDirection(option.direction);
        text.who.paint(painter, row.rest());
        row.drawFocus();
        painter->restore();
    }

private:
    const PromptsModel *m_model;
};

} // namespace

PromptsPane::PromptsPane(QWidget *parent)
    : QWidget(parent)
    , m_model(new PromptsModel(this))
    , m_view(new QListView(this))
    , m_bar(new PermissionBar(this))
    , m_preflight(new PreflightBar(this))
{
    setObjectName(u"promptsPane"_s);
    setAccessibleName(tr("Prompts"));
    m_view->setObjectName(u"promptsView"_s);
    m_view->setAccessibleName(tr("Waiting questions"));
    m_view->setModel(m_model);
    m_view->setItemDelegate(new PromptDelegate(m_model, this));
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setUniformItemSizes(true);
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_view->viewport()->setBackgroundRole(QPalette::AlternateBase);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_view, 1000);
    auto *below = new QHBoxLayout;
    below->setContentsMargins(theme::kRowMargin, theme::kSide, theme::kRowMargin, theme::kSide);
    m_bar->setMaximumWidth(theme::metrics().scaledWidth(theme::kPermissionBarWidth));
    m_preflight->setMaximumWidth(m_bar->maximumWidth());
    below->addWidget(m_bar, 1, Qt::AlignTop);
    below->addWidget(m_preflight, 1, Qt::AlignTop);
    below->addStretch(0);
    column->addLayout(below);
    column->addStretch(1);
    m_view->hide();
    m_bar->hide();
    m_preflight->hide();
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this, &PromptsPane::showCurrent);
    connect(m_model, &PromptsModel::countChanged, this, [this](int count) {
        showCurrent();
        emit countChanged(count);
    });
    connect(m_model, &QAbstractItemModel::dataChanged, this, [this](const QModelIndex &changed) {
        const Prompt *prompt = m_model->promptAt(changed.row());
        if (prompt && m_bar->run() == prompt->run && m_bar->question() == prompt->request.id) showPrompt(*prompt);
    });
    connect(m_bar, &PermissionBar::answered, this, &PromptsPane::answered);
    connect(m_bar, &PermissionBar::escaped, this, &PromptsPane::escaped);
    connect(m_bar, &PermissionBar::placeActivated, this, &PromptsPane::placeActivated);
    connect(m_preflight, &PreflightBar::answered, this, &PromptsPane::answeredBeforehand);
    connect(m_preflight, &PreflightBar::escaped, this, &PromptsPane::escaped);
    connect(m_preflight, &PreflightBar::placeActivated, this, &PromptsPane::placeActivated);
    connect(m_view, &QListView::activated, this,
            [this] { m_preflight->isVisibleTo(this) ? m_preflight->focusQuestion() : m_bar->focusQuestion(); });
}

void PromptsPane::follow(runs::RunList *list)
{
    if (m_list) {
        m_list->disconnect(this);
        disconnect(m_list);
    }
    m_list = list;
    m_model->clear();
    const auto add = [this](quint64 run, const runs::PermissionRequest &request) {
        if (m_list->groups().leadOf(run, request.id) == request.id) put(run, request.id);
    };
    const QList<runs::PermissionRequest> waiting = list->questions();
    for (const runs::PermissionRequest &request : waiting) add(request.run, request);
    connect(list, &runs::RunList::questionAsked, this, add);
    connect(list, &runs::RunList::groupChanged, this, &PromptsPane::put);
    connect(list, &runs::RunList::questionSettled, m_model, &PromptsModel::remove);
    connect(this, &PromptsPane::answered, list, &runs::RunList::answer);
    connect(this, &PromptsPane::answeredBeforehand, list, &runs::RunList::answerBeforehand);
}

/// The row of a group, new or as it is now.
void PromptsPane::put(quint64 run, quint64 lead)
{
    const QList<runs::PermissionRequest> members = m_list->groups().membersOf(run, lead);
    if (members.isEmpty() || members.first().id != lead) return;
    const runs::RunEntry entry = m_list->entry(run);
    m_model->add({run, entry.number, entry.name, m_list->leadingQuestion(run, lead), QDateTime::currentDateTime(),
                  members.sliced(1)});
}

void PromptsPane::showPrompt(const Prompt &prompt)
{
    const bool isBeforehand = !prompt.request.wishes.isEmpty();
    if (isBeforehand) {
        m_preflight->ask(prompt.run, prompt.request, prompt.number, prompt.name);
    } else {
        m_bar->ask(prompt.run, prompt.request, prompt.number, prompt.name);
        m_bar->setOthers(prompt.others);
    }
    m_bar->setVisible(!isBeforehand);
    m_preflight->setVisible(isBeforehand);
}

void PromptsPane::showCurrent()
{
    const int count = m_model->rowCount();
    const int current = m_view->currentIndex().isValid() ? m_view->currentIndex().row() : 0;
    const Prompt *prompt = m_model->promptAt(current);
    m_view->setVisible(count > 1);
    // The bar stands right below the rows while they leave room.
    m_view->setMaximumHeight(std::min(count, 1000) * theme::metrics().height(Part::PermissionsRow));
    // More questions behind the one shown change nothing in the bar.
    const bool shown =
        prompt && m_bar->isVisibleTo(this) && m_bar->run() == prompt->run && m_bar->question() == prompt->request.id;
    if (!prompt) m_bar->hide(), m_preflight->hide();
    else if (!shown) showPrompt(*prompt);
    update();
}

bool PromptsPane::focusOldest()
{
    if (m_model->rowCount() == 0) return false;
    m_view->setCurrentIndex(m_model->index(0));
    m_preflight->isVisibleTo(this) ? m_preflight->focusQuestion() : m_bar->focusQuestion();
    return true;
}

void PromptsPane::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), theme::color(Token::Panel));
    if (m_model->rowCount() > 0) return;
    const int line = theme::metrics().height(Part::TreeRow);
    const QRect fact(0, height() / 2 - line, width(), line);
    output::paintText(&painter, fact, tr("Nothing is waiting for you"), theme::fonts().ui(), Token::Text,
                      Qt::AlignHCenter);
    output::paintText(&painter, fact.translated(0, line), tr("When a script asks for a permission, it is listed here"),
                      theme::fonts().ui(), Token::Muted, Qt::AlignHCenter);
}

} // namespace latchkey::permissions
