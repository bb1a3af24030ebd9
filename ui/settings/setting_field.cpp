// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/setting_field.h"

#include "ui/editor/syntax.h"
#include "ui/settings/settings.h"

#include <QAbstractItemView>
#include <QCheckBox>
#include <QComboBox>
#include <QFontDatabase>
#include <QHBoxLayout>
#include <QJsonArray>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QScopedValueRollback>
#include <QSpinBox>

using namespace Qt::StringLiterals;

namespace latchkey::settings {
namespace {

constexpr int kGrantLines = 3, kListRows = 16;
constexpr int kBoxDown = 3; ///< a box is lower than a field: so far down it stands beside the title

using Parse = std::optional<double> (*)(const QString &);
using Print = QString (*)(double);

std::pair<Parse, Print> amountOf(Kind kind)
{
    if (kind == Kind::Seconds) return {parseSeconds, secondsText};
    if (kind == Kind::Megabytes) return {parseMegabytes, megabytesText};
    return {parseCount, countText};
}

QStringList linesOf(const QString &text)
{
    QStringList lines;
    for (const QString &line : text.split(u'\n'))
        if (!line.trimmed().isEmpty()) lines << line.trimmed();
    return lines;
}

QComboBox *listBox()
{
    auto *box = new QComboBox;
    box->setMaxVisibleItems(kListRows);
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    box->setMinimumContentsLength(12);
    return box;
}

} // namespace

SettingField::SettingField(const Setting &setting, Settings *settings, QWidget *parent)
    : QWidget(parent)
    , m_setting(setting)
    , m_settings(settings)
{
    switch (setting.kind) {
    case Kind::Switch:
        makeSwitch();
        break;
    case Kind::Number:
        makeNumber();
        break;
    case Kind::Choice:
        makeChoice();
        break;
    case Kind::Family:
    case Kind::CodeFamily:
        makeFamily();
        break;
    case Kind::EditorColors:
        makeEditorColors();
        break;
    case Kind::Seconds:
    case Kind::Megabytes:
    case Kind::Count:
        makeAmount();
        break;
    case Kind::Capabilities:
        makeCapabilities();
        break;
    }
    m_control->setObjectName(setting.key);
    m_control->setAccessibleName(words(setting.title));
    m_control->setAccessibleDescription(words(setting.help));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, qobject_cast<QCheckBox *>(m_control) ? kBoxDown : 0, 0, 0);
    row->addWidget(m_control);
    refresh();
}

void SettingField::setControl(QWidget *control, std::function<void(const QJsonValue &)> show)
{
    m_control = control;
    m_show = std::move(show);
    // Scrolling the page must not change what lies under the pointer.
    control->setFocusPolicy(Qt::StrongFocus);
    control->installEventFilter(this);
}

bool SettingField::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Wheel && watched == m_control && !m_control->hasFocus()) {
        event->ignore();
        return true;
    }
    // What was typed and not taken gives way to what holds.
    if (event->type() == QEvent::FocusOut && watched == m_control && m_fault.isEmpty()) refresh();
    return QWidget::eventFilter(watched, event);
}

void SettingField::refresh()
{
    if (m_taking) return;
    const QScopedValueRollback guard(m_showing, true);
    m_show(m_settings->value(m_setting.key));
}

void SettingField::take(const QJsonValue &value)
{
    if (m_showing) return;
    const QString fault = faultOf(m_setting, value);
    setFault(fault);
    const QScopedValueRollback guard(m_taking, true);
    if (fault.isEmpty()) m_settings->set(m_setting.key, value);
}

void SettingField::setFault(const QString &fault)
{
    if (std::exchange(m_fault, fault) != fault) emit faultChanged(fault);
}

void SettingField::makeSwitch()
{
    auto *box = new QCheckBox;
    setControl(box, [box](const QJsonValue &value) { box->setChecked(value.toBool()); });
    connect(box, &QCheckBox::toggled, this, [this](bool on) { take(on); });
}

// "None" is one step below the least.
void SettingField::makeNumber()
{
    auto *box = new QSpinBox;
    const bool hasNone = *m_setting.none != 0;
    const int none = int(m_setting.least) - 1;
    box->setRange(hasNone ? none : int(m_setting.least), int(m_setting.most));
    box->setSuffix(words(m_setting.unit));
    if (hasNone) box->setSpecialValueText(words(m_setting.none));
    setControl(box, [box, hasNone, none](const QJsonValue &value) {
        const int shown = hasNone && value.toInt() == 0 ? none : value.toInt();
        if (box->value() != shown) box->setValue(shown);
    });
    connect(box, &QSpinBox::valueChanged, this,
            [this, hasNone, none](int value) { take(hasNone && value == none ? 0 : value); });
}

void SettingField::makeChoice()
{
    QComboBox *box = listBox();
    for (const Choice &choice : m_setting.choices) box->addItem(words(choice.text), QString::fromLatin1(choice.value));
    setControl(box, [box](const QJsonValue &value) { box->setCurrentIndex(box->findData(value.toString())); });
    connect(box, &QComboBox::currentIndexChanged, this, [this, box] { take(box->currentData().toString()); });
}

// A plain list of names: asking each font for a sample of itself takes seconds on systems with many.
void SettingField::makeFamily()
{
    QComboBox *box = listBox();
    box->addItem(words(m_setting.none), QString());
    for (const QString &family : QFontDatabase::families()) {
        if (QFontDatabase::isPrivateFamily(family)) continue;
        if (m_setting.kind == Kind::Family || QFontDatabase::isFixedPitch(family)) box->addItem(family, family);
    }
    setControl(box, [box](const QJsonValue &value) {
        const QString family = value.toString();
        if (box->findData(family) < 0) box->addItem(family, family); // was chosen on another machine
        box->setCurrentIndex(box->findData(family));
    });
    connect(box, &QComboBox::currentIndexChanged, this, [this, box] { take(box->currentData().toString()); });
}

void SettingField::makeEditorColors()
{
    QComboBox *box = listBox();
    box->addItem(words(m_setting.none), QString());
    for (const QString &name : editor::editorThemeNames()) box->addItem(name, name);
    setControl(box, [box](const QJsonValue &value) {
        const QString name = value.toString();
        if (box->findData(name) < 0) box->addItem(name, name);
        box->setCurrentIndex(box->findData(name));
    });
    connect(box, &QComboBox::currentIndexChanged, this, [this, box] { take(box->currentData().toString()); });
}

void SettingField::makeAmount()
{
    auto *field = new QLineEdit;
    field->setPlaceholderText(words(m_setting.none));
    const auto [parse, print] = amountOf(m_setting.kind);
    setControl(field, [this, field, parse, print](const QJsonValue &value) {
        const auto typed = parse(field->text());
        if (field->hasFocus() && typed && *typed == value.toDouble()) return; // in the user's own words
        field->setText(value.toDouble() == 0 ? QString() : print(value.toDouble()));
        setFault({});
    });
    connect(field, &QLineEdit::textChanged, this, [this, parse](const QString &text) {
        if (m_showing) return;
        if (const auto amount = parse(text)) return take(*amount);
        const QString example = m_setting.kind == Kind::Seconds     ? u"30 s, 2 min"_s
                                : m_setting.kind == Kind::Megabytes ? u"512 MB, 2 GB"_s
                                                                    : u"5000000, 5 M"_s;
        setFault(tr("“%1” is no amount. Examples: %2").arg(text.trimmed(), example));
    });
}

void SettingField::makeCapabilities()
{
    auto *field = new QPlainTextEdit;
    field->setTabChangesFocus(true);
    field->setLineWrapMode(QPlainTextEdit::NoWrap);
    field->setFont(theme::fonts().code(theme::TextSize::Body));
    field->setFixedHeight(kGrantLines * field->fontMetrics().lineSpacing() + 2 * theme::kSide);
    setControl(field, [this, field](const QJsonValue &value) {
        QStringList lines;
        for (const QJsonValue line : value.toArray()) lines << line.toString();
        if (linesOf(field->toPlainText()) == lines) return;
        field->setPlainText(lines.join(u'\n'));
        setFault({});
    });
    connect(field, &QPlainTextEdit::textChanged, this,
            [this, field] { take(QJsonArray::fromStringList(linesOf(field->toPlainText()))); });
}

} // namespace latchkey::settings
