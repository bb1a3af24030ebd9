// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/shortcut_page.h"

#include "ui/settings/keymap.h"
#include "ui/settings/setting_row.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/widgets/buttons.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeySequenceEdit>
#include <QLabel>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace latchkey::settings {

using widgets::SmallButton;

namespace {

enum Column : quint8 { Name, Where, Keys, Columns };
constexpr int kIdRole = Qt::UserRole;
constexpr int kChordKeys = 2, kWhereWidth = 104, kKeysWidth = 200;

QString shown(const QList<QKeySequence> &keys)
{
    QStringList texts;
    for (const QKeySequence &key : keys) texts << key.toString(QKeySequence::NativeText);
    return texts.join(u"   "_s);
}

// A field that takes keys instead of letters.
QKeySequenceEdit *keyField(const QString &name, const QString &hint, const QString &id)
{
    auto *field = new QKeySequenceEdit;
    field->setObjectName(id);
    field->setMaximumSequenceLength(kChordKeys);
    field->setClearButtonEnabled(true);
    field->setAccessibleName(name);
    auto *line = field->findChild<QLineEdit *>();
    line->setAccessibleName(name);
    // The field puts a hint of its own there whenever it is emptied.
    const auto showHint = [line, hint] { line->setPlaceholderText(hint); };
    showHint();
    QObject::connect(field, &QKeySequenceEdit::keySequenceChanged, line, showHint);
    QObject::connect(field, &QKeySequenceEdit::editingFinished, line, showHint);
    return field;
}

} // namespace

ShortcutPage::ShortcutPage(Keymap *keymap, QWidget *parent)
    : QWidget(parent)
    , m_keymap(keymap)
    , m_preset(new QComboBox)
    , m_findKeys(keyField(tr("Find by keys"), tr("Press keys to find what they do"), u"findKeys"_s))
    , m_list(new QTreeWidget)
    , m_name(new QLabel)
    , m_clash(new QLabel)
    , m_editorRow(new QHBoxLayout)
    , m_typed(keyField(tr("New keys"), tr("Press new keys"), u"typedKeys"_s))
    , m_add(new SmallButton(tr("Add keys")))
    , m_reset(new SmallButton(tr("Reset"), theme::ButtonLook::Flat))
{
    setObjectName(u"shortcutPage"_s);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::kSide);
    makeFinders(column);
    fill();
    column->addWidget(m_list, 1);
    makeEditor(column);
    makeFoot(column);
    connect(keymap, &Keymap::keysChanged, this, [this](const QString &id) {
        if (QTreeWidgetItem *row = rowOf(id)) refreshRow(row);
        m_preset->setCurrentText(m_keymap->preset());
        filter();
        if (id == chosen()) refreshEditor();
        refreshClash();
    });
    connect(&theme::Theme::instance(), &theme::Theme::changed, this, &ShortcutPage::refreshRows);
    m_list->setCurrentItem(m_list->topLevelItem(0));
    refreshEditor();
}

void ShortcutPage::makeFinders(QVBoxLayout *column)
{
    m_preset->setObjectName(u"keyPreset"_s);
    m_preset->setAccessibleName(tr("Keys as in"));
    m_preset->addItems(Keymap::presets());
    m_preset->setCurrentText(m_keymap->preset());
    connect(m_preset, &QComboBox::activated, this, [this] { m_keymap->setPreset(m_preset->currentText()); });
    connect(m_findKeys->findChild<QLineEdit *>(), &QLineEdit::textChanged, this, &ShortcutPage::filter);
    auto *label = new QLabel(tr("Keys as in"));
    label->setBuddy(m_preset);
    auto *row = new QHBoxLayout;
    row->setSpacing(theme::kSide);
    row->addWidget(label);
    row->addWidget(m_preset);
    row->addStretch(1);
    row->addWidget(m_findKeys, 2);
    column->addLayout(row);
}

void ShortcutPage::fill()
{
    m_list->setObjectName(u"shortcutList"_s);
    m_list->setAccessibleName(tr("Commands and their keys"));
    m_list->setColumnCount(Columns);
    m_list->setHeaderLabels({tr("Command"), tr("Menu"), tr("Keys")});
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setAllColumnsShowFocus(true);
    m_list->header()->setAccessibleName(tr("Columns"));
    m_list->header()->setStretchLastSection(false);
    m_list->header()->setSectionsMovable(false);
    m_list->header()->setSectionResizeMode(Name, QHeaderView::Stretch);
    QPixmap blank(theme::kIcon, theme::kIcon); // names begin at one line, with an icon or without
    blank.fill(Qt::transparent);
    const QIcon none(blank);
    for (const KeyEntry &entry : m_keymap->entries()) {
        auto *row = new QTreeWidgetItem({entry.name, entry.where, QString()});
        row->setData(Name, kIdRole, entry.id);
        row->setIcon(Name, entry.icon.isEmpty() ? none : theme::Icons::icon(entry.icon));
        m_list->addTopLevelItem(row);
    }
    refreshRows();
    connect(m_list, &QTreeWidget::currentItemChanged, this, &ShortcutPage::refreshEditor);
    connect(m_list, &QTreeWidget::itemActivated, this, [this] { m_typed->setFocus(); });
}

void ShortcutPage::makeEditor(QVBoxLayout *column)
{
    m_name->setObjectName(u"shortcutName"_s);
    m_clash->setObjectName(u"shortcutClash"_s);
    m_clash->setWordWrap(true);
    m_add->setObjectName(u"addKeys"_s);
    m_reset->setObjectName(u"resetKeys"_s);
    m_editorRow->setSpacing(theme::kBarGap);
    m_editorRow->addWidget(m_name);
    m_editorRow->addStretch(1);
    m_editorRow->addWidget(m_typed);
    m_editorRow->addWidget(m_add);
    m_editorRow->addWidget(m_reset);
    column->addLayout(m_editorRow);
    column->addWidget(m_clash);
    // The field tells its keys a second after the last one; its text changes with each.
    connect(m_typed->findChild<QLineEdit *>(), &QLineEdit::textChanged, this, &ShortcutPage::refreshClash);
    connect(m_add, &QAbstractButton::clicked, this, &ShortcutPage::addTyped);
    connect(m_reset, &QAbstractButton::clicked, this, [this] { m_keymap->reset(chosen()); });
}

void ShortcutPage::makeFoot(QVBoxLayout *column)
{
    const auto button = [this](const QString &text, const QString &name, void (ShortcutPage::*wanted)()) {
        auto *made = new SmallButton(text);
        made->setObjectName(name);
        connect(made, &QAbstractButton::clicked, this, wanted);
        return made;
    };
    auto *row = new QHBoxLayout;
    row->setSpacing(theme::kBarGap);
    row->addWidget(button(tr("Export keys…"), u"exportKeys"_s, &ShortcutPage::exportRequested));
    row->addWidget(button(tr("Import keys…"), u"importKeys"_s, &ShortcutPage::importRequested));
    row->addStretch(1);
    row->addWidget(button(tr("Reset all keys"), u"resetAllKeys"_s, &ShortcutPage::resetAllRequested));
    column->addLayout(row);
}

void ShortcutPage::refreshRow(QTreeWidgetItem *row)
{
    const QString id = row->data(Name, kIdRole).toString();
    row->setText(Keys, shown(m_keymap->keysOf(id)));
    QFont font = theme::fonts().ui();
    if (!m_keymap->isUsual(id)) font.setWeight(QFont::DemiBold);
    row->setFont(Keys, font);
    row->setToolTip(Keys, m_keymap->isUsual(id) ? QString() : tr("Usually %1").arg(shown(m_keymap->usualOf(id))));
    row->setForeground(Where, theme::color(theme::Token::Muted));
}

void ShortcutPage::refreshRows()
{
    for (int i = 0; i < m_list->topLevelItemCount(); ++i) refreshRow(m_list->topLevelItem(i));
    m_list->setColumnWidth(Where, theme::metrics().scaledWidth(kWhereWidth));
    m_list->setColumnWidth(Keys, theme::metrics().scaledWidth(kKeysWidth));
    m_name->setFont(theme::fonts().ui(theme::TextSize::Body, QFont::DemiBold));
    setTokenColor(m_clash, theme::Token::Paused);
}

QTreeWidgetItem *ShortcutPage::rowOf(const QString &id) const
{
    for (int i = 0; i < m_list->topLevelItemCount(); ++i)
        if (m_list->topLevelItem(i)->data(Name, kIdRole).toString() == id) return m_list->topLevelItem(i);
    return nullptr;
}

QString ShortcutPage::chosen() const
{
    const QTreeWidgetItem *row = m_list->currentItem();
    return row == nullptr ? QString() : row->data(Name, kIdRole).toString();
}

void ShortcutPage::choose(const QString &id)
{
    m_list->setCurrentItem(rowOf(id));
}

void ShortcutPage::search(const QString &wanted)
{
    m_wanted = wanted;
    filter();
}

void ShortcutPage::filter()
{
    const QStringList parts = m_wanted.split(u' ', Qt::SkipEmptyParts);
    const QKeySequence keys = m_findKeys->keySequence();
    for (int i = 0; i < m_list->topLevelItemCount(); ++i) {
        QTreeWidgetItem *row = m_list->topLevelItem(i);
        const QString all = row->text(Name) + u' ' + row->text(Where) + u' ' + row->text(Keys);
        bool fits =
            std::ranges::all_of(parts, [&](const QString &part) { return all.contains(part, Qt::CaseInsensitive); });
        if (fits && !keys.isEmpty())
            fits = std::ranges::any_of(
                m_keymap->keysOf(row->data(Name, kIdRole).toString()),
                [&](const QKeySequence &key) { return keys.matches(key) != QKeySequence::NoMatch; });
        row->setHidden(!fits);
    }
    // The chosen one stays in sight.
    if (m_list->currentItem() != nullptr && !m_list->currentItem()->isHidden()) return;
    for (int i = 0; i < m_list->topLevelItemCount(); ++i)
        if (!m_list->topLevelItem(i)->isHidden()) return m_list->setCurrentItem(m_list->topLevelItem(i));
    m_list->setCurrentItem(nullptr);
}

void ShortcutPage::refreshEditor()
{
    const QString id = chosen();
    const QTreeWidgetItem *row = m_list->currentItem();
    m_name->setText(row == nullptr ? tr("No command is chosen") : row->text(Name));
    delete std::exchange(m_present, new QWidget);
    auto *chips = new QHBoxLayout(m_present);
    chips->setContentsMargins(theme::kSide, 0, 0, 0);
    chips->setSpacing(theme::kBarGap);
    for (const QKeySequence &key : m_keymap->keysOf(id)) {
        const QString text = key.toString(QKeySequence::NativeText);
        auto *chip = new widgets::Chip(text);
        chip->setCheckable(false);
        chip->setRemovable(true);
        chip->setAccessibleName(tr("Keys %1, Delete takes them away").arg(text));
        connect(chip, &widgets::Chip::removeRequested, this, [this, id, key] {
            QList<QKeySequence> keys = m_keymap->keysOf(id);
            keys.removeAll(key);
            // Not from within the chip, which goes with its key.
            QMetaObject::invokeMethod(
                this,
                [this, id, keys] {
                    m_keymap->setKeys(id, keys);
                    m_list->setFocus();
                },
                Qt::QueuedConnection);
        });
        chips->addWidget(chip);
    }
    m_editorRow->insertWidget(1, m_present);
    m_typed->clear();
    m_typed->setEnabled(row != nullptr);
    m_reset->setEnabled(row != nullptr && !m_keymap->isUsual(id));
    refreshClash();
}

void ShortcutPage::refreshClash()
{
    const QKeySequence typed = m_typed->keySequence();
    const QString text = typed.toString(QKeySequence::NativeText);
    QStringList ids;
    const QStringList names = typed.isEmpty() ? QStringList() : m_keymap->clashes(chosen(), typed, &ids);
    const bool fixed = names.size() > ids.size();
    if (fixed) m_clash->setText(tr("%1 is %2, which can not be changed.").arg(text, names.last()));
    else if (!names.isEmpty()) m_clash->setText(tr("%1 is %2 now, which loses it.").arg(text, names.join(u", "_s)));
    else if (const QStringList all = m_keymap->allClashes(); !all.isEmpty())
        m_clash->setText(tr("Two commands have the same keys and neither works: %1").arg(all.first()));
    else m_clash->clear();
    m_clash->setVisible(!m_clash->text().isEmpty());
    m_add->setText(names.isEmpty() || fixed ? tr("Add keys") : tr("Take keys over"));
    m_add->setEnabled(!typed.isEmpty() && !fixed && !chosen().isEmpty());
}

void ShortcutPage::addTyped()
{
    const QString id = chosen();
    QList<QKeySequence> keys = m_keymap->keysOf(id);
    if (!keys.contains(m_typed->keySequence())) keys << m_typed->keySequence();
    m_keymap->setKeys(id, keys);
    m_typed->clear();
}

} // namespace latchkey::settings
