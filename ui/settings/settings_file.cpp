// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/settings_file.h"

#include "ui/editor/background.h"
#include "ui/editor/file_watch.h"
#include "ui/editor/safe_file.h"
#include "ui/settings/json_text.h"

#include <QDir>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace latchkey::settings {

using editor::FileError;
using editor::SafeFile;

namespace {

constexpr qint64 kMaxBytes = 8 << 20;
constexpr int kTries = 5; ///< when somebody else writes the file at the same moment

} // namespace

SettingsFile::SettingsFile(const QString &path, const QByteArray &preface, QObject *parent)
    : QObject(parent)
    , m_path(path)
    , m_preface(preface)
{
    QDir().mkpath(QFileInfo(path).absolutePath()); // a folder that is not there can not be watched
    const Outcome outcome = load(path);
    m_text = outcome.text;
    m_values = outcome.values;
    m_damage = outcome.damage;
    editor::FileWatch &watch = editor::FileWatch::instance();
    watch.watch(path);
    connect(&watch, &editor::FileWatch::touched, this, [this](const QString &touched) {
        if (touched == m_path) reload();
    });
}

SettingsFile::~SettingsFile()
{
    flush();
    editor::FileWatch::instance().unwatch(m_path);
}

SettingsFile::Outcome SettingsFile::load(const QString &path)
{
    Outcome outcome;
    const auto file = SafeFile::read(path, kMaxBytes);
    if (!file) {
        if (file.error().kind != FileError::Kind::NotFound) outcome.damage = file.error().message;
        return outcome;
    }
    outcome.text = file->bytes;
    if (const auto values = parseJsonText(file->bytes)) outcome.values = *values;
    else
        outcome.damage = tr("%1 can not be read: line %2, %3.")
                             .arg(QFileInfo(path).fileName())
                             .arg(values.error().line)
                             .arg(values.error().message);
    return outcome;
}

// Under the first name that is free. Empty: it could not be kept.
QString SettingsFile::keepAside(const QString &path, const QByteArray &bytes)
{
    const QFileInfo info(path);
    for (int number = 1;; ++number) {
        const QString name = number == 1
                                 ? u"%1.damaged.%2"_s.arg(info.completeBaseName(), info.suffix())
                                 : u"%1.damaged-%2.%3"_s.arg(info.completeBaseName()).arg(number).arg(info.suffix());
        const QString aside = info.dir().filePath(name);
        if (const auto there = SafeFile::read(aside, kMaxBytes)) {
            if (there->bytes == bytes) return aside;
            continue;
        }
        if (!SafeFile::write(aside, bytes, {.newFileMode = 0600})) return {};
        return aside;
    }
}

SettingsFile::Outcome SettingsFile::save(const QString &path, const QByteArray &preface, const QJsonObject &known,
                                         const Edits &edits)
{
    Outcome outcome;
    for (int tries = 0; tries < kTries; ++tries) {
        QDir().mkpath(QFileInfo(path).absolutePath());
        const auto file = SafeFile::read(path, kMaxBytes);
        if (!file && file.error().kind != FileError::Kind::NotFound) {
            outcome.failure = file.error().message;
            return outcome;
        }
        QByteArray text = file && !file->bytes.trimmed().isEmpty() ? file->bytes : preface;
        if (!parseJsonText(text)) {
            outcome.setAside = keepAside(path, text);
            if (outcome.setAside.isEmpty()) {
                outcome.failure = tr("The damaged %1 could not be kept; nothing was written.").arg(path);
                return outcome;
            }
            text = preface;
            for (const QString &key : known.keys()) text = withMember(text, key, known[key]);
        }
        for (const auto &[key, value] : edits.asKeyValueRange())
            text = value.isUndefined() ? withoutMember(text, key) : withMember(text, key, value);
        outcome.text = text;
        outcome.values = parseJsonText(text).value_or(QJsonObject());
        if (file && text == file->bytes) return outcome;
        const auto expected = file ? file->stamp : editor::FileStamp();
        const auto written = SafeFile::write(path, text, {.expected = expected, .newFileMode = 0600});
        if (written) return outcome;
        outcome.failure = written.error().message;
        if (written.error().kind != FileError::Kind::ChangedOnDisk) return outcome;
        outcome.failure.clear(); // read what is there now, and put the changes into that
    }
    outcome.failure = tr("%1 is being written by another program all the time.").arg(path);
    return outcome;
}

void SettingsFile::set(const QString &key, const QJsonValue &value)
{
    const bool there = m_values.contains(key);
    if (value.isUndefined() ? !there : there && m_values.value(key) == value) return;
    if (value.isUndefined()) m_values.remove(key);
    else m_values.insert(key, value);
    m_edits.insert(key, value);
    // A slider or a key held down sets many values in one turn: one write.
    if (!std::exchange(m_startQueued, true))
        QMetaObject::invokeMethod(this, &SettingsFile::startSaving, Qt::QueuedConnection);
    emit changed({key});
}

void SettingsFile::startSaving()
{
    m_startQueued = false;
    if (m_edits.isEmpty() || !m_writing.isEmpty()) return;
    m_writing = std::exchange(m_edits, {});
    QJsonObject known = m_values;
    m_flight = editor::inBackground(
        [path = m_path, preface = m_preface, known, edits = m_writing] { return save(path, preface, known, edits); });
    m_flight.then(this, [this](const Outcome &outcome) {
        m_writing.clear();
        ++m_writes;
        if (!outcome.setAside.isEmpty()) emit setAside(outcome.setAside);
        if (outcome.failure.isEmpty()) take(outcome);
        else emit failed(outcome.failure);
        startSaving();
    });
}

void SettingsFile::flush()
{
    if (m_flight.isValid()) m_flight.waitForFinished();
    if (m_edits.isEmpty()) return;
    const Outcome outcome = save(m_path, m_preface, m_values, std::exchange(m_edits, {}));
    m_text = outcome.text;
    if (!outcome.failure.isEmpty()) qWarning("%s", qPrintable(outcome.failure));
}

void SettingsFile::reload()
{
    editor::inBackground([path = m_path] {
        return load(path);
    }).then(this, [this, writes = m_writes](const Outcome &outcome) {
        if (writes != m_writes) return reload(); // read before the last write: too old
        if (!outcome.damage.isEmpty()) return takeDamage(outcome.damage);
        if (outcome.text != m_text || !m_damage.isEmpty()) take(outcome);
    });
}

void SettingsFile::takeDamage(const QString &damage)
{
    if (std::exchange(m_damage, damage) != damage) emit damageChanged(damage);
}

// What was set and is not written yet goes on top of what the file says.
void SettingsFile::take(const Outcome &outcome)
{
    takeDamage({});
    m_text = outcome.text;
    QJsonObject values = outcome.values;
    for (const Edits &edits : {m_writing, m_edits})
        for (const auto &[key, value] : edits.asKeyValueRange()) {
            if (value.isUndefined()) values.remove(key);
            else values.insert(key, value);
        }
    QStringList keys;
    for (const QString &key : values.keys())
        if (m_values.value(key) != values.value(key)) keys << key;
    for (const QString &key : m_values.keys())
        if (!values.contains(key)) keys << key;
    m_values = values;
    if (!keys.isEmpty()) emit changed(keys);
}

int SettingsFile::lineOf(const QString &key) const
{
    return lineOfMember(m_text, key);
}

} // namespace latchkey::settings
