// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/settings.h"

#include <QLocale>

#include <cmath>

using namespace Qt::StringLiterals;

namespace latchkey::settings {

using theme::Theme;

namespace {

constexpr auto kScheme = "look/colours"_L1, kZoom = "look/zoom"_L1, kFamily = "look/codeFont"_L1,
               kComfortable = "look/comfortable"_L1, kDesktopStyle = "look/desktopStyle"_L1,
               kLessMotion = "look/lessMotion"_L1, kWrap = "editor/wrap"_L1, kSeconds = "run/seconds"_L1,
               kBytes = "run/bytes"_L1, kReplace = "run/replace"_L1, kRecent = "files/recent"_L1,
               kIntro = "window/introSeen"_L1;

constexpr std::pair<Theme::Scheme, QLatin1StringView> kSchemes[] = {{Theme::Scheme::System, "system"_L1},
                                                                    {Theme::Scheme::Light, "light"_L1},
                                                                    {Theme::Scheme::Dark, "dark"_L1},
                                                                    {Theme::Scheme::Desktop, "desktop"_L1}};

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
        constexpr qint64 kMega = qint64(1) << 20, kGiga = qint64(1) << 30;
        parts << (limits.bytes % kGiga == 0 ? Settings::tr("%1 GB").arg(locale.toString(limits.bytes / kGiga))
                                            : Settings::tr("%1 MB").arg(locale.toString(limits.bytes / kMega)));
    }
    return parts.isEmpty() ? Settings::tr("No limit") : parts.join(u" · "_s);
}

Settings::Settings(QObject *parent)
    : QObject(parent)
    , m_store(QSettings::IniFormat, QSettings::UserScope, u"latchkey"_s, u"latchkey"_s)
{
}

void Settings::applyLook()
{
    Theme &theme = Theme::instance();
    theme.setScheme(scheme());
    theme.setZoom(m_store.value(kZoom, 100).toInt());
    theme.setComfortable(comfortable());
    if (!codeFamily().isEmpty()) theme.setCodeFamily(codeFamily());
    if (useDesktopStyle()) theme.setUseDesktopStyle(true);
    theme.setReducedMotion(reducedMotion());
    connect(&theme, &Theme::changed, this, [this] {
        const int zoom = theme::fonts().zoom();
        if (zoom != m_store.value(kZoom, 100).toInt()) m_store.setValue(kZoom, zoom);
    });
}

Theme::Scheme Settings::scheme() const
{
    const QString name = m_store.value(kScheme).toString();
    for (const auto &[scheme, known] : kSchemes)
        if (name == known) return scheme;
    return Theme::Scheme::System;
}

void Settings::setScheme(Theme::Scheme scheme)
{
    for (const auto &[known, name] : kSchemes)
        if (scheme == known) m_store.setValue(kScheme, QString(name));
    Theme::instance().setScheme(scheme);
}

bool Settings::comfortable() const
{
    return m_store.value(kComfortable, false).toBool();
}

void Settings::setComfortable(bool on)
{
    m_store.setValue(kComfortable, on);
    Theme::instance().setComfortable(on);
}

QString Settings::codeFamily() const
{
    return m_store.value(kFamily).toString();
}

void Settings::setCodeFamily(const QString &family)
{
    m_store.setValue(kFamily, family);
    Theme::instance().setCodeFamily(family);
}

bool Settings::useDesktopStyle() const
{
    return m_store.value(kDesktopStyle, false).toBool();
}

void Settings::setUseDesktopStyle(bool on)
{
    m_store.setValue(kDesktopStyle, on);
    Theme::instance().setUseDesktopStyle(on);
}

bool Settings::reducedMotion() const
{
    return m_store.value(kLessMotion, false).toBool();
}

void Settings::setReducedMotion(bool on)
{
    m_store.setValue(kLessMotion, on);
    Theme::instance().setReducedMotion(on);
}

bool Settings::softWrap() const
{
    return m_store.value(kWrap, false).toBool();
}

void Settings::setSoftWrap(bool on)
{
    if (softWrap() == on) return;
    m_store.setValue(kWrap, on);
    emit softWrapChanged(on);
}

Limits Settings::limits() const
{
    const Limits usual;
    return {m_store.value(kSeconds, usual.seconds).toDouble(), m_store.value(kBytes, usual.bytes).toLongLong()};
}

void Settings::setLimits(const Limits &limits)
{
    m_store.setValue(kSeconds, limits.seconds);
    m_store.setValue(kBytes, limits.bytes);
    emit limitsChanged();
}

WhenRunning Settings::whenRunning() const
{
    return m_store.value(kReplace, false).toBool() ? WhenRunning::Replace : WhenRunning::StartAnother;
}

void Settings::setWhenRunning(WhenRunning what)
{
    m_store.setValue(kReplace, what == WhenRunning::Replace);
}

QStringList Settings::recentFiles() const
{
    return m_store.value(kRecent).toStringList();
}

void Settings::addRecentFile(const QString &path)
{
    QStringList files = recentFiles();
    if (!files.isEmpty() && files.first() == path) return;
    files.removeAll(path);
    files.prepend(path);
    m_store.setValue(kRecent, files.first(std::min<qsizetype>(files.size(), kRecentFiles)));
    emit recentFilesChanged();
}

void Settings::clearRecentFiles()
{
    m_store.remove(kRecent);
    emit recentFilesChanged();
}

bool Settings::introSeen() const
{
    return m_store.value(kIntro, false).toBool();
}

void Settings::setIntroSeen()
{
    m_store.setValue(kIntro, true);
}

} // namespace latchkey::settings
