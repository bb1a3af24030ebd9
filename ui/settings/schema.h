// SPDX-License-Identifier: GPL-3.0-or-later
//
// The table of all settings: key in the JSON file, group and words on the page, kind, usual value and what else it may
// be. The page is made from it, values from the file are checked against it, and `Settings` answers its usual values:
// a new setting is one row here, and a line where it takes effect.
#pragma once

#include <QJsonValue>
#include <QLatin1StringView>
#include <QList>
#include <QString>

#include <optional>
#include <span>

namespace latchkey::settings {

namespace key {
using namespace Qt::StringLiterals;
inline constexpr auto kColours = "look/colours"_L1, kEditorColours = "look/editorColours"_L1,
                      kUiFont = "look/uiFont"_L1, kUiSize = "look/uiSize"_L1, kCodeFont = "look/codeFont"_L1,
                      kCodeSize = "look/codeSize"_L1, kZoom = "look/zoom"_L1, kComfortable = "look/comfortable"_L1,
                      kLessMotion = "look/lessMotion"_L1, kDesktopIcons = "look/desktopIcons"_L1,
                      kDesktopStyle = "look/desktopStyle"_L1, kLanguage = "look/language"_L1;
inline constexpr auto kTabWidth = "editor/tabWidth"_L1, kIndentWith = "editor/indentWith"_L1,
                      kDetectIndent = "editor/detectIndentation"_L1, kWrap = "editor/wrap"_L1,
                      kWhitespace = "editor/whitespace"_L1, kMinimap = "editor/minimap"_L1,
                      kCaretWidth = "editor/caretWidth"_L1, kCaretBlinks = "editor/caretBlinks"_L1,
                      kCaretLine = "editor/caretLine"_L1, kCloseBrackets = "editor/closeBrackets"_L1,
                      kComplete = "editor/completeWhileTyping"_L1;
inline constexpr auto kTrimOnSave = "files/trimOnSave"_L1, kFinalNewline = "files/finalNewline"_L1,
                      kAutosave = "files/autosave"_L1, kAutosaveSeconds = "files/autosaveSeconds"_L1,
                      kRecovery = "files/recovery"_L1, kRestoreSession = "files/restoreSession"_L1;
inline constexpr auto kSeconds = "run/seconds"_L1, kMegabytes = "run/memoryMb"_L1, kOutput = "run/outputMb"_L1,
                      kSteps = "run/steps"_L1, kAgain = "run/again"_L1, kWorkers = "run/workers"_L1;
inline constexpr auto kAsk = "permissions/ask"_L1, kGrants = "permissions/grants"_L1;
inline constexpr auto kHistoryKeep = "history/keep"_L1, kHistoryRuns = "history/runsPerFile"_L1,
                      kHistoryDays = "history/days"_L1, kHistoryMegabytes = "history/megabytes"_L1;
inline constexpr auto kNotify = "notify/finished"_L1, kNotifySeconds = "notify/afterSeconds"_L1,
                      kSounds = "notify/sounds"_L1;
} // namespace key

enum class Group : quint8 { Look, Editor, Files, Runs, Permissions, History, Notifications };
inline constexpr int kGroups = int(Group::Notifications) + 1;

/// What a value is, and with that how it is shown.
enum class Kind : quint8 {
    Switch,       ///< true or false
    Number,       ///< a whole number with a unit
    Choice,       ///< one of a list of words
    Family,       ///< a font family; empty: none chosen
    CodeFamily,   ///< one with characters of one width
    EditorColors, ///< a highlighting theme; empty: the one of the window's colours
    Seconds,      ///< typed as "30 s", "2 min"; 0: none
    Megabytes,    ///< typed as "512 MB", "2 GB"; 0: none
    Count,        ///< typed as "5000000" or "5 M"; 0: none
    Capabilities, ///< a list of capability strings
};

struct Choice {
    const char *value;
    const char *text; ///< for translation in the context "Schema"
};

struct Setting {
    QLatin1StringView key;
    Group group;
    Kind kind;
    const char *title; ///< for translation, as all words here
    const char *help;  ///< a sentence more; may be empty
    QJsonValue usual;
    double least = 0;
    double most = 0;
    const char *unit = ""; ///< of a Number, with its space: " px"
    const char *none = ""; ///< what 0 or an empty text is called: "No limit", "As the desktop"
    std::span<const Choice> choices = {};
};

/// All settings, in the order of the page.
std::span<const Setting> schema();
/// The setting of that key; null for an unknown one.
const Setting *settingOf(QStringView key);
/// Whether it can be chosen in this build: the language cannot without translations.
bool isOffered(const Setting &setting);
/// Why `value` can not be a value of `setting`, a full sentence; empty when it can.
QString faultOf(const Setting &setting, const QJsonValue &value);
/// Words of the table in the user's language.
QString words(const char *text);
QString titleOf(Group group);

// Amounts as people type and read them. Zero is "none" and typed as nothing.
/// Seconds in "30", "1.5 s", "2 min", "1 h"; nothing when it is no such thing.
std::optional<double> parseSeconds(const QString &text);
/// Megabytes in "512", "512 MB", "1.5 GB".
std::optional<double> parseMegabytes(const QString &text);
/// A count in "5000", "5 000", "5 k", "5 M", "2 G".
std::optional<double> parseCount(const QString &text);
/// "30 s", "2 min"; "512 MB", "2 GB"; "5 000 000": what the functions above read back.
QString secondsText(double seconds);
QString megabytesText(double megabytes);
QString countText(double count);

} // namespace latchkey::settings
