// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/history/comparison_page.h"

#include "ui/history/history_words.h"
#include "ui/theme/theme.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/notices.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QLocale>
#include <QStackedWidget>

using namespace Qt::StringLiterals;

namespace latchkey::history {

using output::Face;
using output::RichLine;
using theme::Token;

namespace {

QString nameOf(Side side)
{
    switch (side) {
    case Side::Result:
        return ComparisonPage::tr("Result");
    case Side::Output:
        return ComparisonPage::tr("Output");
    case Side::Source:
        return ComparisonPage::tr("Text");
    case Side::Inputs:
        return ComparisonPage::tr("Inputs");
    case Side::Permissions:
        return ComparisonPage::tr("Permissions");
    }
    return {};
}

QString equalText(Side side)
{
    switch (side) {
    case Side::Result:
        return ComparisonPage::tr("The results are equal");
    case Side::Output:
        return ComparisonPage::tr("Both printed the same");
    case Side::Source:
        return ComparisonPage::tr("Both ran the same text");
    case Side::Inputs:
        return ComparisonPage::tr("Both had the same inputs");
    case Side::Permissions:
        return ComparisonPage::tr("Both used the same permissions");
    }
    return {};
}

} // namespace

ComparisonPage::ComparisonPage(QWidget *parent)
    : QWidget(parent)
    , m_title(new output::RichLabel(this))
    , m_back(new widgets::SmallButton(tr("All runs"), theme::ButtonLook::Flat, this))
    , m_close(new widgets::IconButton(u"close"_s, tr("Close this comparison"), theme::Part::SmallButton, this))
    , m_pages(new QStackedWidget(this))
    , m_view(new compare::DiffView(this))
    , m_empty(new widgets::EmptyState({}, {}, this))
{
    setObjectName(u"comparisonPage"_s);
    setAccessibleName(tr("Comparison of two runs"));
    m_view->setObjectName(u"comparisonView"_s);
    m_view->setAccessibleName(tr("What differs"));
    m_back->setObjectName(u"comparisonBack"_s);
    m_close->setObjectName(u"comparisonClose"_s);
    connect(m_back, &QAbstractButton::clicked, this, &ComparisonPage::closed);
    connect(m_close, &QAbstractButton::clicked, this, &ComparisonPage::closed);
    auto *bar = new QHBoxLayout;
    bar->setContentsMargins(theme::kBarGap, theme::kBarGap, theme::kSide, theme::kBarGap);
    bar->setSpacing(theme::kBarGap);
    bar->addWidget(m_back);
    m_title->setMinimumWidth(1); // elided where there is no room
    m_title->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    bar->addWidget(m_title, 1);
    auto *group = new QButtonGroup(this);
    for (int i = 0; i < kSides; ++i) {
        auto *chip = new widgets::Chip(nameOf(Side(i)), this);
        chip->setObjectName(u"side%1"_s.arg(i));
        chip->setCheckable(true);
        group->addButton(chip, i);
        bar->addWidget(chip);
        m_chips << chip;
    }
    bar->addWidget(m_close);
    connect(group, &QButtonGroup::idClicked, this, [this](int id) { showSide(Side(id)); });
    m_pages->addWidget(m_view);
    m_pages->addWidget(m_empty);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(bar);
    column->addWidget(m_pages, 1);
    setFocusProxy(m_view);
}

RichLine ComparisonPage::title() const
{
    const journal::RunRecord &before = m_comparison.before, &after = m_comparison.after;
    RichLine line;
    line.add(nameText(after), Face::UiSemibold);
    const auto run = [&line](const journal::RunRecord &record, int gap) {
        const theme::RunStateLook look = theme::runStateLook(lookOf(record.outcome));
        line.addIcon(look.icon, look.token, gap);
        line.add(whenText(record.started), Face::Ui, Token::Text, theme::kIconGap);
        line.add(durationText(record), Face::Ui, Token::Muted, theme::kIconGap);
    };
    run(before, theme::kRowMargin);
    line.add(u"→"_s, Face::Ui, Token::Muted, theme::kSide);
    run(after, theme::kSide);
    return line;
}

void ComparisonPage::setAlone(bool alone)
{
    m_back->setVisible(alone);
    m_close->setVisible(!alone);
}

void ComparisonPage::wait()
{
    m_title->setLine(RichLine().add(tr("Comparing…"), Face::Ui, Token::Muted));
    for (widgets::Chip *chip : m_chips) chip->setEnabled(false);
    m_view->setDiff({});
    m_pages->setCurrentWidget(m_view);
}

void ComparisonPage::show(const Comparison &comparison)
{
    m_comparison = comparison;
    m_title->setLine(title());
    Side first = Side::Result;
    for (int i = kSides - 1; i >= 0; --i) {
        const compare::Diff &diff = m_comparison.diff(Side(i));
        m_chips[i]->setEnabled(true);
        m_chips[i]->setText(diff.isSame ? nameOf(Side(i))
                                        : u"%1 %2"_s.arg(nameOf(Side(i)), QLocale().toString(diff.changes)));
        m_chips[i]->setAccessibleName(diff.isSame
                                          ? tr("%1, equal").arg(nameOf(Side(i)))
                                          : nameOf(Side(i)) + u", "_s + tr("%n difference(s)", nullptr, diff.changes));
        if (!diff.isSame) first = Side(i);
    }
    showSide(first);
}

void ComparisonPage::showSide(Side side)
{
    const compare::Diff &diff = m_comparison.diff(side);
    m_chips[int(side)]->setChecked(true);
    m_view->setDiff(diff);
    const bool isEmpty = diff.isSame;
    if (isEmpty) m_empty->setTexts(equalText(side), {});
    m_pages->setCurrentWidget(isEmpty ? static_cast<QWidget *>(m_empty) : m_view);
}

} // namespace latchkey::history
