// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the user chose, kept in the configuration folder. One `Settings` per program; reading is a look-up in memory.
// What concerns the look goes to the theme at once, the rest is asked by the window when it needs it.
#pragma once

#include "ui/theme/theme.h"

#include <QObject>
#include <QSettings>
#include <QStringList>

namespace latchkey::settings {

/// What a run may use up. Zero means no limit.
struct Limits {
    double seconds = 30;
    qint64 bytes = qint64(512) << 20;
    friend bool operator==(const Limits &, const Limits &) = default;
};

/// "30 s · 512 MB", "No limit".
QString limitsText(const Limits &limits);

/// What F5 does while the file is running.
enum class WhenRunning : quint8 { StartAnother, Replace };

class Settings : public QObject
{
    Q_OBJECT

public:
    static constexpr int kRecentFiles = 20;

    explicit Settings(QObject *parent = nullptr);

    /// Hands colours, fonts, zoom and density to the theme, and from now on each change of the zoom back.
    void applyLook();

    [[nodiscard]] theme::Theme::Scheme scheme() const;
    void setScheme(theme::Theme::Scheme scheme);
    [[nodiscard]] bool comfortable() const;
    void setComfortable(bool on);
    [[nodiscard]] QString codeFamily() const;
    void setCodeFamily(const QString &family);
    [[nodiscard]] bool useDesktopStyle() const;
    void setUseDesktopStyle(bool on);
    [[nodiscard]] bool reducedMotion() const;
    void setReducedMotion(bool on);
    [[nodiscard]] bool softWrap() const;
    void setSoftWrap(bool on);

    /// For files that have no limits of their own.
    [[nodiscard]] Limits limits() const;
    void setLimits(const Limits &limits);
    [[nodiscard]] WhenRunning whenRunning() const;
    void setWhenRunning(WhenRunning what);

    /// Newest first.
    [[nodiscard]] QStringList recentFiles() const;
    void addRecentFile(const QString &path);
    void clearRecentFiles();
    /// Whether the bar that names the three keys was closed.
    [[nodiscard]] bool introSeen() const;
    void setIntroSeen();

signals:
    void recentFilesChanged();
    void limitsChanged();
    void softWrapChanged(bool on);

private:
    QSettings m_store;
};

} // namespace latchkey::settings
