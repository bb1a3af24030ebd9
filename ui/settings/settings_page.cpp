// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/settings_page.h"

#include "ui/settings/settings.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFontComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace latchkey::settings {

using theme::Theme;

namespace {

QLabel *heading(const QString &text)
{
    auto *label = new QLabel(text);
    label->setFont(theme::fonts().ui(theme::TextSize::SectionTitle));
    return label;
}

// Rows of a form have their label as accessible name; said again, since Qt only does so through the buddy's mnemonic.
void addRow(QFormLayout *form, const QString &label, QWidget *field, const QString &name)
{
    field->setObjectName(name);
    field->setAccessibleName(label);
    form->addRow(label, field);
}

} // namespace

SettingsPage::SettingsPage(Settings *settings, QWidget *parent)
    : QDialog(parent)
    , m_settings(settings)
{
    setObjectName(u"settingsPage"_s);
    setWindowTitle(tr("Settings"));
    setAttribute(Qt::WA_DeleteOnClose);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(theme::kPageMargin, theme::kPageMargin, theme::kPageMargin, theme::kRowMargin);
    column->setSpacing(theme::kRowMargin);
    const auto section = [&](const QString &title) {
        column->addWidget(heading(title));
        auto *form = new QFormLayout;
        form->setHorizontalSpacing(theme::kPageMargin);
        column->addLayout(form);
        return form;
    };
    QFormLayout *look = section(tr("Look"));
    addColours(look);
    addCodeFont(look);
    addSwitches(look);
    addRuns(section(tr("Runs")));
    column->addStretch(1);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    buttons->button(QDialogButtonBox::Close)->setAccessibleName(tr("Close the settings"));
    connect(buttons, &QDialogButtonBox::rejected, this, &QWidget::close);
    column->addWidget(buttons);
}

void SettingsPage::addColours(QFormLayout *form)
{
    auto *box = new QComboBox;
    box->addItem(tr("As the system"), int(Theme::Scheme::System));
    box->addItem(tr("Light"), int(Theme::Scheme::Light));
    box->addItem(tr("Dark"), int(Theme::Scheme::Dark));
    box->addItem(tr("The desktop's own"), int(Theme::Scheme::Desktop));
    box->setCurrentIndex(box->findData(int(m_settings->scheme())));
    connect(box, &QComboBox::activated, this,
            [this, box] { m_settings->setScheme(Theme::Scheme(box->currentData().toInt())); });
    addRow(form, tr("Colours"), box, u"coloursBox"_s);
}

void SettingsPage::addCodeFont(QFormLayout *form)
{
    auto *font = new QFontComboBox;
    font->setFontFilters(QFontComboBox::MonospacedFonts);
    font->setCurrentFont(QFont(theme::fonts().codeFamily()));
    connect(font, &QFontComboBox::currentFontChanged, this,
            [this](const QFont &chosen) { m_settings->setCodeFamily(chosen.family()); });
    addRow(form, tr("Code font"), font, u"codeFontBox"_s);
}

void SettingsPage::addSwitches(QFormLayout *form)
{
    const auto add = [&](const QString &text, const QString &name, bool on, auto change) {
        auto *box = new QCheckBox(text);
        box->setObjectName(name);
        box->setChecked(on);
        connect(box, &QCheckBox::toggled, this, change);
        form->addRow(QString(), box);
    };
    add(tr("Comfortable rows"), u"comfortableBox"_s, m_settings->comfortable(),
        [this](bool on) { m_settings->setComfortable(on); });
    add(tr("Wrap long lines in the editor"), u"wrapBox"_s, m_settings->softWrap(),
        [this](bool on) { m_settings->setSoftWrap(on); });
    add(tr("Less motion"), u"motionBox"_s, m_settings->reducedMotion(),
        [this](bool on) { m_settings->setReducedMotion(on); });
    add(tr("Use the desktop's style for buttons and fields"), u"desktopStyleBox"_s, m_settings->useDesktopStyle(),
        [this](bool on) { m_settings->setUseDesktopStyle(on); });
}

void SettingsPage::addRuns(QFormLayout *form)
{
    m_seconds = new QComboBox;
    for (const double seconds : {5.0, 30.0, 120.0, 600.0, 3600.0})
        m_seconds->addItem(limitsText({seconds, 0}), seconds);
    m_seconds->addItem(tr("No limit"), 0.0);
    m_memory = new QComboBox;
    for (const qint64 mega : {128, 512, 1024, 4096})
        m_memory->addItem(limitsText({0, mega << 20}), QVariant::fromValue(mega << 20));
    m_memory->addItem(tr("No limit"), QVariant::fromValue(qint64(0)));
    refreshLimits();
    const auto take = [this] {
        m_settings->setLimits({m_seconds->currentData().toDouble(), m_memory->currentData().toLongLong()});
    };
    connect(m_seconds, &QComboBox::activated, this, take);
    connect(m_memory, &QComboBox::activated, this, take);
    connect(m_settings, &Settings::limitsChanged, this, &SettingsPage::refreshLimits);
    addRow(form, tr("Time of a run"), m_seconds, u"timeBox"_s);
    addRow(form, tr("Memory of a run"), m_memory, u"memoryBox"_s);
    auto *again = new QComboBox;
    again->addItem(tr("starts another run"), int(WhenRunning::StartAnother));
    again->addItem(tr("replaces the running one"), int(WhenRunning::Replace));
    again->setCurrentIndex(again->findData(int(m_settings->whenRunning())));
    connect(again, &QComboBox::activated, this,
            [this, again] { m_settings->setWhenRunning(WhenRunning(again->currentData().toInt())); });
    addRow(form, tr("Run while the file runs"), again, u"whenRunningBox"_s);
}

void SettingsPage::refreshLimits()
{
    const auto show = [](QComboBox *box, const QVariant &value, const QString &text) {
        if (box->findData(value) < 0) box->insertItem(0, text, value);
        box->setCurrentIndex(box->findData(value));
    };
    const Limits limits = m_settings->limits();
    show(m_seconds, limits.seconds, limitsText({limits.seconds, 0}));
    show(m_memory, QVariant::fromValue(limits.bytes), limitsText({0, limits.bytes}));
}

} // namespace latchkey::settings
