// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/profile/profile_pane.h"

#include "ui/output/visible_text.h"
#include "ui/profile/profile_view.h"
#include "ui/runs/run_list.h"
#include "ui/runs/run_words.h"
#include "ui/tables/pane_bar.h"
#include "ui/theme/theme.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/notices.h"

#include <QMenu>
#include <QPainter>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace latchkey::profile {

using output::Face;
using theme::Token;

namespace {

constexpr qint64 kFewSamples = 20;

} // namespace

ProfilePane::ProfilePane(QWidget *parent)
    : QWidget(parent)
    , m_model(new ProfileModel(this))
    , m_view(new ProfileView(m_model, this))
    , m_bar(new tables::PaneBar(Qt::BottomEdge, theme::Part::FilterBar, this))
    , m_functions(new widgets::Chip(tr("Functions"), m_bar))
    , m_lines(new widgets::Chip(tr("Lines"), m_bar))
    , m_head(new output::RichLabel(m_bar))
    , m_empty(new widgets::EmptyState(QString(), QString(), this))
    , m_start(new widgets::SmallButton(tr("Run with profile"), this))
    , m_export(new widgets::SmallButton(tr("Export"), m_bar))
{
    setObjectName(u"profilePane"_s);
    setAccessibleName(tr("Profile"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_bar);
    column->addWidget(m_view, 1);
    column->addWidget(m_empty, 1);
    m_functions->setObjectName(u"profileByFunction"_s);
    m_lines->setObjectName(u"profileByLine"_s);
    for (widgets::Chip *chip : {m_functions, m_lines}) {
        chip->setCheckable(true);
        m_bar->row()->addWidget(chip);
    }
    m_bar->row()->addSpacing(theme::kSide);
    m_bar->row()->addWidget(m_head, 1);
    auto *forms = new QMenu(m_export);
    forms->setAccessibleName(tr("Export"));
    forms->addAction(tr("For speedscope (JSON)…"), this, [this] { emit exportRequested(ProfileFile::Speedscope); });
    forms->addAction(tr("As collapsed stacks…"), this, [this] { emit exportRequested(ProfileFile::CollapsedStacks); });
    m_export->setObjectName(u"profileExport"_s);
    m_export->setIconName(u"export"_s);
    m_export->setMenu(forms);
    m_bar->row()->addWidget(m_export);
    m_functions->setChecked(true);
    m_start->setObjectName(u"runWithProfile"_s);
    m_start->setIconName(u"profile"_s);
    m_empty->setButton(m_start);
    connect(m_functions, &QAbstractButton::clicked, this, [this] { setBy(ProfileModel::By::Function); });
    connect(m_lines, &QAbstractButton::clicked, this, [this] { setBy(ProfileModel::By::Line); });
    connect(m_start, &QAbstractButton::clicked, this, &ProfilePane::profileRequested);
    connect(m_view, &ProfileView::placeActivated, this, &ProfilePane::placeActivated);
    showEmpty();
}

void ProfilePane::follow(runs::RunList *list)
{
    m_list = list;
    connect(list, &runs::RunList::frontRunChanged, this, &ProfilePane::update);
    connect(list, &runs::RunList::runEnded, this, &ProfilePane::update);
    connect(list, &runs::RunList::runForgotten, this, &ProfilePane::update);
    update(list->frontRun());
}

void ProfilePane::update(quint64 run)
{
    if (!m_list || run != m_list->frontRun()) return;
    const runs::RunPtr handle = m_list->run(run);
    if (!handle) return show(m_list->entry(run), nullptr);
    const bool isOver = m_list->entry(run).isOver();
    show(m_list->entry(run), isOver ? handle->result().profile : nullptr, handle->script().source);
}

void ProfilePane::show(const runs::RunEntry &entry, const runs::ProfilePtr &profile, const QByteArray &source)
{
    m_entry = entry;
    m_model->setProfile(profile, source, entry.path.isEmpty() ? entry.name : entry.path);
    m_bar->setVisible(profile != nullptr);
    m_view->setVisible(profile != nullptr);
    m_empty->setVisible(profile == nullptr);
    setFocusProxy(profile ? static_cast<QWidget *>(m_view) : m_start);
    if (profile) showHead();
    else showEmpty();
    emit shown();
}

void ProfilePane::setBy(ProfileModel::By by)
{
    m_functions->setChecked(by == ProfileModel::By::Function);
    m_lines->setChecked(by == ProfileModel::By::Line);
    m_model->setBy(by);
    m_view->placeColumns();
}

void ProfilePane::showHead()
{
    const runs::Profile &profile = *m_model->profile();
    output::RichLine line;
    line.add(tr("Run %1").arg(m_entry.number), Face::SmallSemibold);
    line.add(output::middleCut(output::visibleText(m_entry.name), 40), Face::Small, Token::Text, theme::kIconGap);
    QStringList facts{tr("%1 computing").arg(secondsText(profile.computed))};
    if (profile.waited > 0) facts.append(tr("%1 waiting").arg(secondsText(profile.waited)));
    facts.append(tr("%n sample(s)", nullptr, static_cast<int>(profile.samples)));
    if (profile.samples < kFewSamples) facts.append(tr("too short to tell much"));
    if (profile.isCut) facts.append(tr("the longest chains of calls are cut"));
    line.add(facts.join(u" · "_s), Face::Small, Token::Muted, theme::kSide);
    m_head->setLine(line);
    m_head->setToolTip(runs::phasesText(m_entry.phases));
}

void ProfilePane::showEmpty()
{
    const QString hint = tr("Run with profile shows how long each function and each line took");
    if (m_entry.id != 0 && !m_entry.isOver())
        m_empty->setTexts(tr("Run %1 is still going").arg(m_entry.number),
                          tr("Its profile is shown when it is over, if it was started with one"));
    else if (m_entry.id != 0) m_empty->setTexts(tr("Run %1 has no profile").arg(m_entry.number), hint);
    else m_empty->setTexts(tr("No run is shown"), hint);
}

void ProfilePane::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), theme::color(Token::Panel));
}

} // namespace latchkey::profile
