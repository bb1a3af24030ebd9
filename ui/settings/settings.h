// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the user chose. One `Settings` per window, over two files in the configuration folder: `settings.json`, which
// users may edit (settings_file.h) and whose keys stand in one table (schema.h), and `state.json` for what the program
// notes for itself. Reading is a look-up in memory. `changed` tells each key whose value is another one, whoever
// changed it; what concerns the look goes to the theme by itself, once `applyLook` was called.
#pragma once

#include "ui/settings/schema.h"
#include "ui/settings/settings_file.h"
#include "ui/theme/theme.h"

#include <QObject>
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

    /// `folder` of the two files; empty: latchkey in the configuration folder of the user.
    explicit Settings(QObject *parent = nullptr, const QString &folder = {});

    /// Hands colours, fonts, zoom and density to the theme, now and after each change, and each change of the zoom
    /// back.
    void applyLook();

    /// The value of a key of the table: the user's when it is one the setting can have, else the usual one.
    [[nodiscard]] QJsonValue value(QLatin1StringView key) const;
    [[nodiscard]] bool flag(QLatin1StringView key) const { return value(key).toBool(); }
    [[nodiscard]] double number(QLatin1StringView key) const { return value(key).toDouble(); }
    [[nodiscard]] QString text(QLatin1StringView key) const { return value(key).toString(); }
    /// Sets a value; the usual one is no entry in the file. What the setting can not have is ignored.
    void set(QLatin1StringView key, const QJsonValue &value);
    void reset(QLatin1StringView key) { m_file.remove(key); }
    /// Everything in the table as it is usually; keys that are not in it stay.
    void resetAll();
    [[nodiscard]] bool isUsual(QLatin1StringView key) const;
    /// What in the file is not as it should be, one full sentence each.
    [[nodiscard]] QStringList problems() const;
    /// The file below, for keys that are not in the table (shortcuts) and what happens to it.
    [[nodiscard]] SettingsFile &file() { return m_file; }

    [[nodiscard]] theme::Theme::Scheme scheme() const;
    [[nodiscard]] bool softWrap() const { return flag(key::kWrap); }
    void setSoftWrap(bool on) { set(key::kWrap, on); }

    /// For files that have no limits of their own.
    [[nodiscard]] Limits limits() const;
    void setLimits(const Limits &limits);
    /// Bytes a run may print, and instructions it may take; 0: no limit.
    [[nodiscard]] qint64 outputLimit() const;
    [[nodiscard]] quint64 stepLimit() const { return quint64(number(key::kSteps)); }
    [[nodiscard]] WhenRunning whenRunning() const;
    void setWhenRunning(WhenRunning what);
    /// What a file that was never set up has: given beforehand, and whether it may ask for more.
    [[nodiscard]] QStringList usualGrants() const;
    [[nodiscard]] bool usuallyAsks() const { return text(key::kAsk) == u"ask"; }

    /// Newest first.
    [[nodiscard]] QStringList recentFiles() const;
    void addRecentFile(const QString &path);
    void clearRecentFiles();
    /// Whether the bar that names the first keys was closed.
    [[nodiscard]] bool introSeen() const;
    void setIntroSeen();
    /// What parts of the window note for themselves.
    [[nodiscard]] SettingsFile &state() { return m_state; }

signals:
    /// A value of the table, or another key of the file ("keys/run"), is another one.
    void changed(const QString &key);
    void recentFilesChanged();
    void limitsChanged();
    void softWrapChanged(bool on);

private:
    void onChanged(const QStringList &keys);
    void applyLookOf(const QString &key);

    SettingsFile m_file;
    SettingsFile m_state;
    bool m_looks = false; ///< the theme follows
};

} // namespace latchkey::settings
