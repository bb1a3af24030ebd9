// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/permissions/preflight_bar.h"

#include "ui/output/rich_line.h"
#include "ui/output/visible_text.h"
#include "ui/permissions/prompt_text.h"
#include "ui/theme/icons.h"
#include "ui/theme/painting.h"
#include "ui/theme/theme.h"
#include "ui/widgets/buttons.h"

#include <QAccessible>
#include <QBoxLayout>
#include <QCheckBox>
#include <QFileInfo>
#include <QGridLayout>
#include <QMenu>
#include <QScrollArea>

using namespace Qt::StringLiterals;

namespace latchkey::permissions {
namespace {

using output::Face;
using output::RichLabel;
using output::RichLine;
using runs::PermissionAnswer;
using theme::ButtonLook;
using theme::Token;
using widgets::SmallButton;

constexpr int kRowsShown = 6; ///< more than these scroll: the text below must not be pushed out of sight

} // namespace

PreflightBar::PreflightBar(QWidget *parent)
    : QuestionBar(parent)
    , m_keys(new widgets::KeyCap(u"Alt+P"_s, this))
    , m_area(new QScrollArea(this))
{
    setObjectName(u"preflightBar"_s);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(kEdge + kInside, kInside - 1, kInside, kInside - 1);
    column->setSpacing(theme::kSide);
    auto *first = new QHBoxLayout;
    first->setSpacing(theme::kSide);
    first->addSpacing(kTextIndent);
    first->addWidget(m_who, 1);
    first->addWidget(m_keys);
    column->addLayout(first);
    m_area->setObjectName(u"preflightList"_s);
    m_area->setAccessibleName(tr("What the script can ask for"));
    m_area->setFrameShape(QFrame::NoFrame);
    m_area->setWidgetResizable(true);
    m_area->setFocusPolicy(Qt::NoFocus);
    m_area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_area->viewport()->setAutoFillBackground(false);
    auto *list = new QHBoxLayout;
    list->addSpacing(kTextIndent);
    list->addWidget(m_area, 1);
    column->addLayout(list);
    makeAnswers(column);
    connect(&theme::Theme::instance(), &theme::Theme::changed, this, [this] { fill(); });
    setAlive(false);
}

void PreflightBar::makeAnswers(QLayout *column)
{
    m_allow = answerButton({}, ButtonLook::Permission, u"allowListed"_s);
    m_more = answerButton(tr("More"), ButtonLook::Flat, u"moreBeforehand"_s);
    m_later = answerButton(tr("Ask at each use"), ButtonLook::Quiet, u"askAtUse"_s);
    auto *menu = new QMenu(m_more);
    m_more->setMenu(menu);
    connect(menu, &QMenu::aboutToShow, this, [this, menu] {
        menu->clear();
        const auto add = [&](const QString &text, PermissionAnswer what) {
            menu->addAction(text, this, [this, what] { answer(what, ticked()); })->setEnabled(!ticked().isEmpty());
        };
        add(tr("Always allow what is ticked for this script"), PermissionAnswer::AlwaysForScript);
        add(tr("Always allow what is ticked for scripts in this folder"), PermissionAnswer::AlwaysForFolder);
    });
    connect(m_allow, &QAbstractButton::clicked, this, [this] { answer(PermissionAnswer::AllowForRun, ticked()); });
    connect(m_later, &QAbstractButton::clicked, this, [this] { answer(PermissionAnswer::DenyOnce, {}); });
    updateAnswers();
    auto *row = new QHBoxLayout;
    row->setSpacing(theme::kAnswerGap);
    row->addSpacing(kTextIndent);
    row->addWidget(m_allow);
    row->addWidget(m_more);
    row->addStretch(1);
    row->addWidget(m_later);
    static_cast<QBoxLayout *>(column)->addLayout(row);
}

void PreflightBar::ask(quint64 run, const runs::PermissionRequest &request, int number, const QString &name)
{
    if (m_run == run && m_request.id == request.id) return;
    m_run = run;
    m_request = request;
    m_number = number;
    m_name = name;
    renew();
    m_ticks.clear();
    fill();
    restartDead();
    if (!isVisible()) return;
    QAccessibleEvent event(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
}

// The list anew; ticks stay as they are.
void PreflightBar::fill()
{
    const QList<int> before = ticked();
    const bool isFirst = m_ticks.isEmpty();
    const RichLine who = beforehandLine(m_request, m_number, m_name);
    m_who->setLine(who);
    m_ticks.clear();
    m_labels.clear();
    m_rows = new QWidget;
    m_rows->setObjectName(u"wishes"_s);
    auto *grid = new QGridLayout(m_rows);
    grid->setContentsMargins(0, 0, theme::kSide, 0);
    grid->setHorizontalSpacing(theme::kSide);
    grid->setVerticalSpacing(2);
    grid->setColumnStretch(1, 1);
    for (int i = 0; i < m_request.wishes.size(); ++i) addRow(i);
    for (int i = 0; i < m_ticks.size(); ++i)
        if (m_ticks[i]) m_ticks[i]->setChecked(isFirst || before.contains(i));
    m_area->setWidget(m_rows);
    m_rows->setAutoFillBackground(false); // the bar's own ground is seen
    const int all = m_rows->sizeHint().height();
    const qsizetype rows = std::max<qsizetype>(m_request.wishes.size(), 1);
    m_area->setFixedHeight(rows <= kRowsShown ? all : static_cast<int>(all * kRowsShown / rows));
    QStringList spoken{who.plainText()};
    for (const RichLabel *label : std::as_const(m_labels)) spoken << label->line().plainText();
    setAccessibleName(tr("Question before the run"));
    setAccessibleDescription(spoken.join(u". "_s));
    updateAnswers();
    setAlive(!isDead());
    updateGeometry();
}

void PreflightBar::addRow(int index)
{
    const runs::PermissionWish &wish = m_request.wishes[index];
    auto *grid = static_cast<QGridLayout *>(m_rows->layout());
    auto *what = new RichLabel(m_rows);
    RichLine line = wishLine(m_request, wish);
    QCheckBox *tick = nullptr;
    if (wish.isKnown) {
        tick = new QCheckBox(m_rows);
        tick->setObjectName(u"wish%1"_s.arg(index));
        tick->setAccessibleName(line.plainText());
        tick->setFocusPolicy(Qt::TabFocus);
        tick->installEventFilter(this);
        connect(tick, &QCheckBox::toggled, this, &PreflightBar::updateAnswers);
        grid->addWidget(tick, index, 0);
    } else {
        line.add(tr(" · asked then"), Face::Small, Token::Muted);
    }
    what->setLine(line);
    grid->addWidget(what, index, 1);
    auto *place = new RichLabel(m_rows);
    const QString where = wish.file.isEmpty() ? tr("line %1").arg(wish.line)
                                              : tr("%1, line %2").arg(QFileInfo(wish.file).fileName()).arg(wish.line);
    place->setLine(RichLine().addLink(output::visibleText(where), QString::number(wish.line), Face::Small));
    const QString file = wish.file.isEmpty() ? m_request.file : wish.file;
    connect(place, &RichLabel::linkActivated, this, [this, file, at = wish.line] { emit placeActivated(file, at, 0); });
    place->installEventFilter(this);
    grid->addWidget(place, index, 2);
    m_ticks.append(tick);
    m_labels.append(what);
}

QList<int> PreflightBar::ticked() const
{
    QList<int> result;
    for (int i = 0; i < m_ticks.size(); ++i)
        if (m_ticks[i] && m_ticks[i]->isChecked()) result.append(i);
    return result;
}

void PreflightBar::updateAnswers()
{
    const int count = static_cast<int>(ticked().size());
    m_allow->setText(count == 1 ? tr("Allow the ticked one for this run")
                                : tr("Allow these %n for this run", nullptr, count));
    m_allow->setEnabled(count > 0 && !isDead());
}

QSize PreflightBar::sizeHint() const
{
    const int width = theme::metrics().scaledWidth(theme::kPermissionBarWidth);
    return {std::min(std::max(QWidget::sizeHint().width(), 360), width), QWidget::sizeHint().height()};
}

void PreflightBar::setAlive(bool alive)
{
    if (!alive) keepFocus();
    for (QWidget *widget : std::initializer_list<QWidget *>{m_allow, m_more, m_later}) widget->setEnabled(alive);
    for (QCheckBox *tick : std::as_const(m_ticks))
        if (tick) tick->setEnabled(alive);
    m_who->setFaint(!alive);
    for (RichLabel *label : std::as_const(m_labels)) label->setFaint(!alive);
    if (alive) updateAnswers();
    update();
}

void PreflightBar::answer(PermissionAnswer answer, const QList<int> &wishes)
{
    if (!takeAnswer()) return;
    emit answered(m_run, m_request.id, answer, wishes);
}

// --- keys -----------------------------------------------------------------------------------------------------------

QList<QWidget *> PreflightBar::stops() const
{
    QList<QWidget *> stops;
    for (QWidget *widget : std::initializer_list<QWidget *>{m_allow, m_more, m_later})
        if (widget->isVisibleTo(this) && widget->isEnabled()) stops.append(widget);
    for (QCheckBox *tick : m_ticks)
        if (tick && tick->isEnabled()) stops.append(tick);
    return stops;
}

void PreflightBar::stepped(QWidget *stop)
{
    m_area->ensureWidgetVisible(stop);
}

} // namespace latchkey::permissions
