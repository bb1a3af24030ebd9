// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/settings.h"

#include <QFileInfo>
#include <QJsonArray>
#include <QLocale>
#include <QStandardPaths>

#include <cmath>

using namespace Qt::StringLiterals;

namespace latchkey::settings {

using theme::Theme;

namespace {

constexpr auto kRecent = "files/recent"_L1, kIntro = "window/introSeen"_L1;
constexpr qint64 kMega = qint64(1) << 20;

constexpr QByteArrayView kPreface =
    "// Settings of Latchkey. What is not in here is as usual. The settings page writes this file too;\n"
    "// comments and keys it does not know stay.\n"
    "{\n}\n";

constexpr std::pair<Theme::Scheme, QLatin1StringView> kSchemes[] = {{Theme::Scheme::System, "system"_L1},
                                                                    {Theme::Scheme::Light, "light"_L1},
                                                                    {Theme::Scheme::Dark, "dark"_L1},
                                                                    {Theme::Scheme::Desktop, "desktop"_L1},
                                                                    {Theme::Scheme::HighContrast, "contrast"_L1}};

QString fileIn(const QString &folder, const QString &name)
{
    const QString usual = QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) + u"/latchkey"_s;
    return (folder.isEmpty() ? usual : folder) + u'/' + name;
}

} // namespace

QString limitsText(const Limits &limits)
{
    const QLocale locale;
    QStringList parts;
    if (limits.seconds > 0) {
        const bool minutes = limits.seconds >= 120 && qFuzzyIsNull(std::fmod(limits.seconds, 60));
        parts << (minutes ? Settings::tr("%1 min").arg(locale.toString(limits.seconds / 60, 'g', 6))
                          : Settings::tr("%1 s").arg(locale.toString(limits.seconds, 'g', 6)));
    }
    if (limits.bytes > 0) {
        constexpr qint64 kGiga = kMega << 10;
        parts << (limits.bytes % kGiga == 0 ? Settings::tr("%1 GB").arg(locale.toString(limits.bytes / kGiga))
                                            : Settings::tr("%1 MB").arg(locale.toString(limits.bytes / kMega)));
    }
    return parts.isEmpty() ? Settings::tr("No limit") : parts.join(u" · "_s);
}

Settings::Settings(QObject *parent, const QString &folder)
    : QObject(parent)
    , m_file(fileIn(folder, u"settings.json"_s), kPreface.toByteArray())
    , m_state(fileIn(folder, u"state.json"_s))
{
    connect(&m_file, &SettingsFile::changed, this, &Settings::onChanged);
    connect(&m_state, &SettingsFile::changed, this, [this](const QStringList &keys) {
        if (keys.contains(kRecent)) emit recentFilesChanged();
    });
}

void Settings::onChanged(const QStringList &keys)
{
    for (const QString &key : keys) {
        if (m_looks) applyLookOf(key);
        if (key == key::kWrap) emit softWrapChanged(softWrap());
        emit changed(key);
    }
    if (keys.contains(key::kSeconds) || keys.contains(key::kMegabytes)) emit limitsChanged();
}

void Settings::applyLook()
{
    m_looks = true;
    for (const Setting &setting : schema())
        if (setting.group == Group::Look) applyLookOf(setting.key);
    connect(&Theme::instance(), &Theme::changed, this, [this] {
        const int zoom = theme::fonts().zoom();
        if (zoom != int(number(key::kZoom))) set(key::kZoom, zoom);
    });
}

void Settings::applyLookOf(const QString &key)
{
    Theme &theme = Theme::instance();
    if (key == key::kColours) theme.setScheme(scheme());
    else if (key == key::kEditorColours) theme.setEditorTheme(text(key::kEditorColours));
    else if (key == key::kUiFont || key == key::kUiSize) theme.setUiFont(text(key::kUiFont), int(number(key::kUiSize)));
    else if (key == key::kCodeFont) theme.setCodeFamily(text(key::kCodeFont));
    else if (key == key::kCodeSize) theme.setCodeSize(int(number(key::kCodeSize)));
    else if (key == key::kZoom) theme.setZoom(int(number(key::kZoom)));
    else if (key == key::kComfortable) theme.setComfortable(flag(key::kComfortable));
    else if (key == key::kDesktopStyle) theme.setUseDesktopStyle(flag(key::kDesktopStyle));
    else if (key == key::kDesktopIcons) theme.setDesktopIcons(flag(key::kDesktopIcons));
    else if (key == key::kLessMotion) theme.setReducedMotion(flag(key::kLessMotion));
}

QJsonValue Settings::value(QLatin1StringView key) const
{
    const Setting *setting = settingOf(QString(key));
    Q_ASSERT(setting != nullptr);
    const QJsonValue chosen = m_file.value(key);
    return chosen.isUndefined() || !faultOf(*setting, chosen).isEmpty() ? setting->usual : chosen;
}

void Settings::set(QLatin1StringView key, const QJsonValue &value)
{
    const Setting *setting = settingOf(QString(key));
    Q_ASSERT(setting != nullptr);
    if (!faultOf(*setting, value).isEmpty()) return;
    if (value == setting->usual) m_file.remove(key);
    else m_file.set(key, value);
}

void Settings::resetAll()
{
    for (const Setting &setting : schema()) m_file.remove(setting.key);
}

bool Settings::isUsual(QLatin1StringView key) const
{
    return value(key) == settingOf(QString(key))->usual;
}

QStringList Settings::problems() const
{
    QStringList found;
    for (const Setting &setting : schema()) {
        const QJsonValue chosen = m_file.value(setting.key);
        const QString fault = chosen.isUndefined() ? QString() : faultOf(setting, chosen);
        if (fault.isEmpty()) continue;
        found << tr("%1, line %2: %3 is not used. %4")
                     .arg(QFileInfo(m_file.path()).fileName())
                     .arg(m_file.lineOf(setting.key))
                     .arg(setting.key, fault);
    }
    return found;
}

Theme::Scheme Settings::scheme() const
{
    const QString name = text(key::kColours);
    for (const auto &[scheme, known] : kSchemes)
        if (name == known) return scheme;
    return Theme::Scheme::System;
}

Limits Settings::limits() const
{
    return {number(key::kSeconds), qint64(number(key::kMegabytes) * kMega)};
}

void Settings::setLimits(const Limits &limits)
{
    set(key::kSeconds, limits.seconds);
    set(key::kMegabytes, double(limits.bytes) / kMega);
}

qint64 Settings::outputLimit() const
{
    return qint64(number(key::kOutput) * kMega);
}

WhenRunning Settings::whenRunning() const
{
    return text(key::kAgain) == "replace"_L1 ? WhenRunning::Replace : WhenRunning::StartAnother;
}

void Settings::setWhenRunning(WhenRunning what)
{
    set(key::kAgain, what == WhenRunning::Replace ? u"replace"_s : u"another"_s);
}

QStringList Settings::usualGrants() const
{
    QStringList grants;
    for (const QJsonValue grant : value(key::kGrants).toArray()) grants << grant.toString();
    return grants;
}

QStringList Settings::recentFiles() const
{
    return m_state.value(kRecent).toVariant().toStringList();
}

void Settings::addRecentFile(const QString &path)
{
    QStringList files = recentFiles();
    if (!files.isEmpty() && files.first() == path) return;
    files.removeAll(path);
    files.prepend(path);
    m_state.set(kRecent, QJsonArray::fromStringList(files.first(std::min<qsizetype>(files.size(), kRecentFiles))));
}

void Settings::clearRecentFiles()
{
    m_state.remove(kRecent);
}

bool Settings::introSeen() const
{
    return m_state.value(kIntro).toBool();
}

void Settings::setIntroSeen()
{
    m_state.set(kIntro, true);
}

} // namespace latchkey::settings
