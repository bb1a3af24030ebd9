// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/setting_row.h"

#include "ui/settings/settings.h"
#include "ui/widgets/buttons.h"

#include <QGridLayout>
#include <QLabel>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace latchkey::settings {
namespace {

constexpr int kFieldWidth = 236, kRowGap = 10, kTitleDown = 4;

} // namespace

void setTokenColor(QLabel *label, theme::Token token)
{
    QPalette palette = label->palette();
    palette.setColor(QPalette::WindowText, theme::color(token));
    label->setPalette(palette);
}

SettingRow::SettingRow(const Setting &setting, Settings *settings, QWidget *parent)
    : QWidget(parent)
    , m_setting(setting)
    , m_settings(settings)
    , m_field(new SettingField(setting, settings, this))
    , m_title(new QLabel(words(setting.title), this))
    , m_help(new QLabel(words(setting.help), this))
    , m_fault(new QLabel(this))
    , m_reset(
          new widgets::IconButton(u"undo"_s, tr("Reset %1").arg(words(setting.title)), theme::Part::SmallButton, this))
{
    m_reset->setObjectName(u"reset-"_s + setting.key);
    m_fault->setObjectName(u"fault-"_s + setting.key);
    for (QLabel *label : {m_title, m_help, m_fault}) label->setWordWrap(true);
    m_title->setContentsMargins(0, kTitleDown, 0, 0); // on the line of the control's text
    m_title->setBuddy(m_field->control());
    m_help->setVisible(*setting.help != 0);
    m_fault->hide();
    QSizePolicy keeps = m_reset->sizePolicy();
    keeps.setRetainSizeWhenHidden(true);
    m_reset->setSizePolicy(keeps);
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, kRowGap);
    grid->setHorizontalSpacing(theme::kSide);
    grid->setVerticalSpacing(2);
    grid->setColumnStretch(0, 1);
    grid->addWidget(m_title, 0, 0, Qt::AlignTop);
    grid->addWidget(m_help, 1, 0, 1, 1, Qt::AlignTop);
    grid->addWidget(m_field, 0, 1, 2, 1, Qt::AlignTop);
    grid->addWidget(m_reset, 0, 2, 2, 1, Qt::AlignTop);
    grid->addWidget(m_fault, 2, 0, 1, 3);
    grid->setRowStretch(1, 1);
    connect(m_reset, &QAbstractButton::clicked, this, [this] {
        m_settings->reset(m_setting.key);
        m_field->control()->setFocus(); // the button goes
    });
    connect(m_field, &SettingField::faultChanged, this, [this](const QString &fault) {
        m_fault->setText(fault);
        m_fault->setVisible(!fault.isEmpty());
    });
    connect(&theme::Theme::instance(), &theme::Theme::changed, this, &SettingRow::refreshLook);
    refreshLook();
    refresh();
}

void SettingRow::refreshLook()
{
    const QFont small = theme::fonts().ui(theme::TextSize::Small);
    m_help->setFont(small);
    m_fault->setFont(small);
    setTokenColor(m_help, theme::Token::Muted);
    setTokenColor(m_fault, theme::Token::Fail);
    m_field->setFixedWidth(theme::metrics().scaledWidth(kFieldWidth));
}

bool SettingRow::matches(const QString &wanted) const
{
    QString all =
        words(m_setting.title) + u' ' + words(m_setting.help) + u' ' + m_setting.key + u' ' + titleOf(m_setting.group);
    for (const Choice &choice : m_setting.choices) all += u' ' + words(choice.text);
    const QStringList parts = wanted.split(u' ', Qt::SkipEmptyParts);
    return std::ranges::all_of(parts, [&](const QString &part) { return all.contains(part, Qt::CaseInsensitive); });
}

void SettingRow::refresh()
{
    m_field->refresh();
    m_reset->setVisible(!m_settings->isUsual(m_setting.key));
}

} // namespace latchkey::settings
