// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/keymap.h"

#include "ui/settings/json_text.h"
#include "ui/settings/key_presets.h"
#include "ui/settings/settings.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace latchkey::settings {
namespace {

constexpr auto kPrefix = "keys/"_L1, kPreset = "keyPreset"_L1;

QList<QKeySequence> presetKeys(const char *keys)
{
    return fromText(QString::fromLatin1(keys).split(u' ', Qt::SkipEmptyParts));
}

bool collide(const QKeySequence &one, const QKeySequence &two)
{
    return !one.isEmpty() && !two.isEmpty() &&
           (one.matches(two) != QKeySequence::NoMatch || two.matches(one) != QKeySequence::NoMatch);
}

bool meet(const QString &one, const QString &two)
{
    return one.isEmpty() || two.isEmpty() || one == two;
}

} // namespace

QStringList toText(const QList<QKeySequence> &keys)
{
    QStringList texts;
    for (const QKeySequence &key : keys) texts << key.toString(QKeySequence::PortableText);
    return texts;
}

QList<QKeySequence> fromText(const QStringList &texts)
{
    QList<QKeySequence> keys;
    for (const QString &text : texts) {
        const QKeySequence key = QKeySequence::fromString(text, QKeySequence::PortableText);
        bool known = !key.isEmpty();
        for (int i = 0; i < key.count(); ++i) known = known && key[uint(i)].key() != Qt::Key_unknown;
        if (known && !keys.contains(key)) keys << key;
    }
    return keys;
}

Keymap::Keymap(Settings *settings, QObject *parent)
    : QObject(parent)
    , m_settings(settings)
{
    connect(settings, &Settings::changed, this, [this](const QString &key) {
        if (key == kPreset || key.startsWith(kPrefix)) refresh();
    });
}

void Keymap::add(const KeyEntry &entry)
{
    m_byId.insert(entry.id, m_entries.size());
    m_entries << entry;
    m_told.insert(entry.id, entry.usual);
    if (const QList<QKeySequence> keys = keysOf(entry.id); keys != entry.usual) {
        m_told.insert(entry.id, keys);
        emit keysChanged(entry.id);
    }
}

const KeyEntry *Keymap::entryOf(const QString &id) const
{
    const auto at = m_byId.constFind(id);
    return at == m_byId.cend() ? nullptr : &m_entries[*at];
}

QList<QKeySequence> Keymap::usualOf(const QString &id) const
{
    for (const KeyPreset &each : keyPresets()) {
        if (preset() != QLatin1StringView(each.name)) continue;
        for (const PresetKey &key : each.keys)
            if (id == QLatin1StringView(key.id)) return presetKeys(key.keys);
    }
    const KeyEntry *entry = entryOf(id);
    return entry == nullptr ? QList<QKeySequence>() : entry->usual;
}

QList<QKeySequence> Keymap::keysOf(const QString &id) const
{
    const QJsonValue chosen = m_settings->file().value(kPrefix + id);
    if (chosen.isArray()) return fromText(chosen.toVariant().toStringList());
    if (chosen.isString()) return fromText({chosen.toString()});
    return usualOf(id);
}

void Keymap::store(const QString &id, const QList<QKeySequence> &keys)
{
    if (keys == usualOf(id)) m_settings->file().remove(kPrefix + id);
    else m_settings->file().set(kPrefix + id, QJsonArray::fromStringList(toText(keys)));
}

void Keymap::setKeys(const QString &id, const QList<QKeySequence> &keys)
{
    for (const QKeySequence &key : keys) {
        QStringList others;
        (void)clashes(id, key, &others);
        for (const QString &other : others) {
            QList<QKeySequence> left = keysOf(other);
            left.removeIf([&](const QKeySequence &theirs) { return collide(theirs, key); });
            store(other, left);
        }
    }
    store(id, keys);
}

// What had its usual keys may have lost one to this command: it gets them back when they are free.
void Keymap::reset(const QString &id)
{
    m_settings->file().remove(kPrefix + id);
    for (const QKeySequence &key : keysOf(id)) {
        QStringList others;
        (void)clashes(id, key, &others);
        for (const QString &other : others) {
            QList<QKeySequence> left = keysOf(other);
            left.removeIf([&](const QKeySequence &theirs) { return collide(theirs, key); });
            store(other, left);
        }
    }
    for (const KeyEntry &entry : std::as_const(m_entries)) {
        if (isUsual(entry.id)) continue;
        QList<QKeySequence> keys = keysOf(entry.id);
        bool all = true;
        for (const QKeySequence &key : usualOf(entry.id))
            if (!keys.contains(key)) all = all && clashes(entry.id, key).isEmpty();
        // Only what merely lost keys; what was given others stays as the user wants it.
        const QList<QKeySequence> usual = usualOf(entry.id);
        const bool lost = std::ranges::all_of(keys, [&](const QKeySequence &key) { return usual.contains(key); });
        if (all && lost) m_settings->file().remove(kPrefix + entry.id);
    }
}

void Keymap::resetAll()
{
    for (const QString &key : m_settings->file().values().keys())
        if (key.startsWith(kPrefix)) m_settings->file().remove(key);
}

QStringList Keymap::clashes(const QString &id, const QKeySequence &key, QStringList *ids) const
{
    QStringList names;
    const KeyEntry *own = entryOf(id);
    const QString context = own == nullptr ? QString() : own->context;
    for (const KeyEntry &entry : m_entries) {
        if (entry.id == id || !meet(context, entry.context)) continue;
        const QList<QKeySequence> keys = m_told.value(entry.id);
        if (std::ranges::none_of(keys, [&](const QKeySequence &theirs) { return collide(theirs, key); })) continue;
        names << entry.name;
        if (ids != nullptr) *ids << entry.id;
    }
    for (const FixedKey &fixed : m_fixed)
        if (meet(context, fixed.context) && collide(fixed.key, key)) names << fixed.name;
    return names;
}

QStringList Keymap::allClashes() const
{
    QStringList found;
    for (const KeyEntry &entry : m_entries)
        for (const QKeySequence &key : m_told.value(entry.id))
            for (const QString &other : clashes(entry.id, key))
                found << tr("%1: %2 and %3").arg(key.toString(), entry.name, other);
    return found;
}

QString Keymap::preset() const
{
    const QString chosen = m_settings->file().value(kPreset).toString();
    return presets().contains(chosen) ? chosen : presets().first();
}

void Keymap::setPreset(const QString &name)
{
    if (name == presets().first()) m_settings->file().remove(kPreset);
    else if (presets().contains(name)) m_settings->file().set(kPreset, name);
}

QStringList Keymap::presets()
{
    QStringList names;
    for (const KeyPreset &each : keyPresets()) names << QString::fromLatin1(each.name);
    return names;
}

QByteArray Keymap::exported() const
{
    QJsonObject keys;
    for (const KeyEntry &entry : m_entries)
        if (!isUsual(entry.id)) keys[entry.id] = QJsonArray::fromStringList(toText(keysOf(entry.id)));
    return QJsonDocument(QJsonObject{{u"preset"_s, preset()}, {u"keys"_s, keys}}).toJson();
}

QString Keymap::import(const QByteArray &json)
{
    const auto object = parseJsonText(json);
    if (!object)
        return tr("The file can not be read: line %1, %2.").arg(object.error().line).arg(object.error().message);
    const QJsonObject keys = object->value(u"keys"_s).toObject();
    const QString preset = object->value(u"preset"_s).toString();
    if (!object->value(u"keys"_s).isObject()) return tr("There are no keys in this file.");
    if (!preset.isEmpty() && !presets().contains(preset))
        return tr("This file builds on “%1”, which is not known here.").arg(preset);
    resetAll();
    setPreset(preset.isEmpty() ? presets().first() : preset);
    // Commands of another version stay in the file, where they do no harm.
    for (const QString &id : keys.keys()) m_settings->file().set(kPrefix + id, keys[id]);
    return {};
}

void Keymap::refresh()
{
    for (const KeyEntry &entry : std::as_const(m_entries)) {
        const QList<QKeySequence> keys = keysOf(entry.id);
        if (m_told.value(entry.id) == keys) continue;
        m_told.insert(entry.id, keys);
        emit keysChanged(entry.id);
    }
}

} // namespace latchkey::settings
