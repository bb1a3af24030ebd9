// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/schema.h"

#include "engine/capability/capability_string.h"

#include <QCoreApplication>
#include <QFile>
#include <QHash>
#include <QJsonArray>
#include <QLocale>
#include <QRegularExpression>

#include <cmath>
#include <optional>

using namespace Qt::StringLiterals;

namespace latchkey::settings {
namespace {

#define WORDS(text) QT_TRANSLATE_NOOP("latchkey::settings", text)

constexpr Choice kColourChoices[] = {{"system", WORDS("As the system")},
                                     {"light", WORDS("Light")},
                                     {"dark", WORDS("Dark")},
                                     {"desktop", WORDS("The desktop's own")},
                                     {"contrast", WORDS("High contrast")}};
constexpr Choice kLanguages[] = {
    {"system", WORDS("As the system")}, {"en", "English"}, {"de", "Deutsch"}}; // each in its own words
constexpr Choice kIndentChoices[] = {{"spaces", WORDS("Spaces")}, {"tabs", WORDS("Tabs")}};
constexpr Choice kAutosaveChoices[] = {{"off", WORDS("Never")},
                                       {"focus", WORDS("When the window or tab is left")},
                                       {"delay", WORDS("A while after the last key")}};
constexpr Choice kAgainChoices[] = {{"another", WORDS("Starts another run")},
                                    {"replace", WORDS("Replaces the running one")}};
constexpr Choice kAskChoices[] = {{"ask", WORDS("Ask me")}, {"deny", WORDS("Deny it")}};

constexpr double kMostSeconds = 365.0 * 24 * 3600, kMostMegabytes = 1 << 20, kMostSteps = 1e15;

const Setting kSchema[] = {
    {key::kColours, Group::Look, Kind::Choice, WORDS("Colours"), "", "system"_L1, 0, 0, "", "", kColourChoices},
    {key::kEditorColours, Group::Look, Kind::EditorColors, WORDS("Editor colours"),
     WORDS("Of the text in the editor only."), ""_L1, 0, 0, "", WORDS("As the window")},
    {key::kUiFont, Group::Look, Kind::Family, WORDS("Font"), WORDS("Of menus, lists and buttons."), ""_L1, 0, 0, "",
     WORDS("As the desktop")},
    {key::kUiSize, Group::Look, Kind::Number, WORDS("Font size"), "", 0, 8, 40, WORDS(" px"), WORDS("As the desktop")},
    {key::kCodeFont, Group::Look, Kind::CodeFamily, WORDS("Code font"), WORDS("Of the editor, output and results."),
     ""_L1, 0, 0, "", WORDS("As the desktop")},
    {key::kCodeSize, Group::Look, Kind::Number, WORDS("Code font size"), "", 0, 6, 60, WORDS(" px"),
     WORDS("As the other font")},
    {key::kZoom, Group::Look, Kind::Number, WORDS("Zoom"), WORDS("Of all texts together, also by Ctrl+ and Ctrl-."),
     100, 50, 300, WORDS(" %")},
    {key::kComfortable, Group::Look, Kind::Switch, WORDS("Comfortable rows"), WORDS("More room in lists and tables."),
     false},
    {key::kLessMotion, Group::Look, Kind::Switch, WORDS("Less motion"),
     WORDS("Spinners stand still, the time beside them moves."), false},
    {key::kDesktopIcons, Group::Look, Kind::Switch, WORDS("Desktop icons"),
     WORDS("Icons of the desktop's theme where it has them."), false},
    {key::kDesktopStyle, Group::Look, Kind::Switch, WORDS("Desktop style"),
     WORDS("Buttons and fields as other programs have them."), false},
    {key::kLanguage, Group::Look, Kind::Choice, WORDS("Language"), WORDS("From the next start on."), "system"_L1, 0, 0,
     "", "", kLanguages},

    {key::kTabWidth, Group::Editor, Kind::Number, WORDS("Tab width"), "", 4, 1, 16, WORDS(" columns")},
    {key::kIndentWith, Group::Editor, Kind::Choice, WORDS("Indent with"), "", "spaces"_L1, 0, 0, "", "",
     kIndentChoices},
    {key::kDetectIndent, Group::Editor, Kind::Switch, WORDS("Follow the file"),
     WORDS("A file indented with tabs goes on with tabs, and the other way round."), true},
    {key::kWrap, Group::Editor, Kind::Switch, WORDS("Wrap long lines"), "", false},
    {key::kWhitespace, Group::Editor, Kind::Switch, WORDS("Show spaces and tabs"), "", false},
    {key::kMinimap, Group::Editor, Kind::Switch, WORDS("Minimap"),
     WORDS("The whole text, small, beside the scroll bar."), false},
    {key::kCaretWidth, Group::Editor, Kind::Number, WORDS("Caret width"), "", 2, 1, 6, WORDS(" px")},
    {key::kCaretBlinks, Group::Editor, Kind::Switch, WORDS("Blinking caret"), "", true},
    {key::kCaretLine, Group::Editor, Kind::Switch, WORDS("Mark the caret's line"), "", true},
    {key::kCloseBrackets, Group::Editor, Kind::Switch, WORDS("Close brackets and quotes"),
     WORDS("Typing an opening one types the closing one too."), true},
    {key::kComplete, Group::Editor, Kind::Switch, WORDS("Complete while typing"),
     WORDS("Otherwise completions come with Ctrl+Space."), true},

    {key::kTrimOnSave, Group::Files, Kind::Switch, WORDS("Remove trailing spaces on save"),
     WORDS("Not inside strings of several lines."), false},
    {key::kFinalNewline, Group::Files, Kind::Switch, WORDS("End files with a new line on save"), "", false},
    {key::kAutosave, Group::Files, Kind::Choice, WORDS("Save by itself"), WORDS("Files that have a name."), "off"_L1, 0,
     0, "", "", kAutosaveChoices},
    {key::kAutosaveSeconds, Group::Files, Kind::Number, WORDS("Delay of saving by itself"), "", 2, 1, 600, WORDS(" s")},
    {key::kRecovery, Group::Files, Kind::Switch, WORDS("Keep unsaved text over a crash"),
     WORDS("In the state folder, at most a second behind."), true},
    {key::kRestoreSession, Group::Files, Kind::Switch, WORDS("Open the files of the last time"), "", true},

    {key::kSeconds, Group::Runs, Kind::Seconds, WORDS("Time"), WORDS("For files without a limit of their own."), 30, 0,
     kMostSeconds, "", WORDS("No limit")},
    {key::kMegabytes, Group::Runs, Kind::Megabytes, WORDS("Memory"), "", 512, 1, kMostMegabytes, "", WORDS("No limit")},
    {key::kOutput, Group::Runs, Kind::Megabytes, WORDS("Output"), "", 256, 0.001, kMostMegabytes, "",
     WORDS("No limit")},
    {key::kSteps, Group::Runs, Kind::Count, WORDS("Steps"), WORDS("Instructions of the script, e.g. 50 M."), 0, 1,
     kMostSteps, "", WORDS("No limit")},
    {key::kAgain, Group::Runs, Kind::Choice, WORDS("Run while the file runs"), "", "another"_L1, 0, 0, "", "",
     kAgainChoices},
    {key::kWorkers, Group::Runs, Kind::Number, WORDS("Workers"), WORDS("Scripts that compute at the same time."), 0, 1,
     256, "", WORDS("One a core")},

    {key::kAsk, Group::Permissions, Kind::Choice, WORDS("When a script wants more"),
     WORDS("For files opened from now on."), "ask"_L1, 0, 0, "", "", kAskChoices},
    {key::kGrants, Group::Permissions, Kind::Capabilities, WORDS("Given to every script unasked"),
     WORDS("One a line, e.g. file.read:/data/**. For files opened from now on."), QJsonArray()},

    {key::kHistoryKeep, Group::History, Kind::Switch, WORDS("Keep past runs"),
     WORDS("With their inputs, outcome and output."), true},
    {key::kHistoryRuns, Group::History, Kind::Number, WORDS("Runs kept of each file"), "", 0, 1, 100'000, "",
     WORDS("All")},
    {key::kHistoryDays, Group::History, Kind::Number, WORDS("Days they are kept"), "", 90, 1, 36'500, WORDS(" days"),
     WORDS("For ever")},
    {key::kHistoryMegabytes, Group::History, Kind::Megabytes, WORDS("Room on the disk"),
     WORDS("The oldest go first, pinned ones stay."), 256, 1, kMostMegabytes, "", WORDS("No limit")},

    {key::kNotify, Group::Notifications, Kind::Switch, WORDS("Tell when a run has ended"),
     WORDS("While another window is in front."), true},
    {key::kNotifySeconds, Group::Notifications, Kind::Number, WORDS("Of runs that took at least"), "", 10, 0, 86'400,
     WORDS(" s")},
    {key::kSounds, Group::Notifications, Kind::Switch, WORDS("Play sounds"),
     WORDS("A tone of the desktop for finished, one for failed, one for a question."), false},
};

#undef WORDS

QString tr(const char *text)
{
    return QCoreApplication::translate("latchkey::settings", text);
}

QString faultOfNumber(const Setting &setting, double value)
{
    const bool amount = setting.kind == Kind::Seconds || setting.kind == Kind::Megabytes;
    if (value == 0 && *setting.none != 0) return {};
    if (std::isfinite(value) && value >= setting.least && value <= setting.most &&
        (amount || value == std::floor(value)))
        return {};
    const auto shown = [&](double limit) {
        if (setting.kind == Kind::Seconds) return secondsText(limit);
        if (setting.kind == Kind::Megabytes) return megabytesText(limit);
        return countText(limit) + words(setting.unit);
    };
    if (amount && value < 0) return tr("This can not be less than nothing.");
    return tr("This can be from %1 to %2.").arg(shown(setting.least), shown(setting.most));
}

QString faultOfGrants(const QJsonValue &value)
{
    for (const QJsonValue each : value.toArray()) {
        if (!each.isString()) return tr("Each entry is a text.");
        const auto capability = capability::parseCapability(each.toString().toStdString());
        if (!capability) return QString::fromStdString(capability.error());
        if (capability->isDeny) return tr("%1 denies; here is what is given.").arg(each.toString());
    }
    return {};
}

QString faultOfChoice(const Setting &setting, const QString &value)
{
    QStringList known;
    for (const Choice &choice : setting.choices) known << QString::fromLatin1(choice.value);
    return known.contains(value) ? QString() : tr("This can be %1.").arg(known.join(u", "_s));
}

// A number and what is behind it.
struct Amount {
    double value = 0;
    QString unit;
};

std::optional<Amount> parseAmount(const QString &text)
{
    static const QRegularExpression kAmount(uR"(^([0-9][0-9\s\x{a0}\x{202f}]*(?:[.,][0-9]+)?)\s*([\p{L}]*)$)"_s,
                                            QRegularExpression::UseUnicodePropertiesOption);
    const auto match = kAmount.match(text.trimmed());
    if (!match.hasMatch()) return {};
    QString digits;
    for (const QChar c : match.captured(1))
        if (!c.isSpace()) digits += c == u',' ? u'.' : c;
    bool good = false;
    const double value = digits.toDouble(&good);
    if (!good) return {};
    return Amount{value, match.captured(2).toLower()};
}

struct Unit {
    QLatin1StringView name;
    double factor;
};

std::optional<double> inUnits(const QString &text, std::initializer_list<Unit> units)
{
    if (text.trimmed().isEmpty()) return 0.0;
    const auto amount = parseAmount(text);
    if (!amount) return {};
    if (amount->unit.isEmpty()) return amount->value;
    for (const Unit &unit : units)
        if (amount->unit == unit.name) return amount->value * unit.factor;
    return {};
}

// Without grouping below five digits, and without zeros at the end.
QString plainNumber(double value)
{
    QLocale locale = QLocale::c();
    locale.setNumberOptions(QLocale::OmitGroupSeparator);
    return locale.toString(value, 'g', 12);
}

} // namespace

std::span<const Setting> schema()
{
    return kSchema;
}

const Setting *settingOf(QStringView key)
{
    static const QHash<QString, const Setting *> byKey = [] {
        QHash<QString, const Setting *> made;
        for (const Setting &setting : kSchema) made.insert(setting.key, &setting);
        return made;
    }();
    return byKey.value(key.toString());
}

bool isOffered(const Setting &setting)
{
    return setting.key != key::kLanguage || QFile::exists(u":/latchkey/translations"_s);
}

QString words(const char *text)
{
    return *text == 0 ? QString() : tr(text);
}

QString titleOf(Group group)
{
    switch (group) {
    case Group::Look:
        return QCoreApplication::translate("latchkey::settings", "Look");
    case Group::Editor:
        return QCoreApplication::translate("latchkey::settings", "Editor");
    case Group::Files:
        return QCoreApplication::translate("latchkey::settings", "Files");
    case Group::Runs:
        return QCoreApplication::translate("latchkey::settings", "Runs");
    case Group::Permissions:
        return QCoreApplication::translate("latchkey::settings", "Permissions");
    case Group::History:
        return QCoreApplication::translate("latchkey::settings", "History");
    case Group::Notifications:
        return QCoreApplication::translate("latchkey::settings", "Notifications");
    }
    return {};
}

QString faultOf(const Setting &setting, const QJsonValue &value)
{
    switch (setting.kind) {
    case Kind::Switch:
        return value.isBool() ? QString() : tr("This can be true or false.");
    case Kind::Choice:
        return faultOfChoice(setting, value.toString());
    case Kind::Family:
    case Kind::CodeFamily:
    case Kind::EditorColors:
        return value.isString() ? QString() : tr("This is a name in quotes.");
    case Kind::Capabilities:
        return value.isArray() ? faultOfGrants(value) : tr("This is a list of texts.");
    case Kind::Number:
    case Kind::Seconds:
    case Kind::Megabytes:
    case Kind::Count:
        return value.isDouble() ? faultOfNumber(setting, value.toDouble()) : tr("This is a number.");
    }
    return {};
}

std::optional<double> parseSeconds(const QString &text)
{
    return inUnits(
        text,
        {{"s"_L1, 1}, {"sec"_L1, 1}, {"ms"_L1, 0.001}, {"min"_L1, 60}, {"m"_L1, 60}, {"h"_L1, 3600}, {"d"_L1, 86400}});
}

std::optional<double> parseMegabytes(const QString &text)
{
    return inUnits(text, {{"b"_L1, 1.0 / (1 << 20)},
                          {"kb"_L1, 1.0 / 1024},
                          {"k"_L1, 1.0 / 1024},
                          {"mb"_L1, 1},
                          {"m"_L1, 1},
                          {"gb"_L1, 1024},
                          {"g"_L1, 1024},
                          {"tb"_L1, 1 << 20},
                          {"t"_L1, 1 << 20}});
}

std::optional<double> parseCount(const QString &text)
{
    const auto count = inUnits(text, {{"k"_L1, 1e3}, {"m"_L1, 1e6}, {"g"_L1, 1e9}});
    return count ? std::optional(std::round(*count)) : std::nullopt;
}

QString secondsText(double seconds)
{
    const auto whole = [&](double unit) { return seconds >= unit && std::fmod(seconds, unit) == 0; };
    if (whole(3600)) return tr("%1 h").arg(plainNumber(seconds / 3600));
    if (seconds >= 120 && whole(60)) return tr("%1 min").arg(plainNumber(seconds / 60));
    return tr("%1 s").arg(plainNumber(seconds));
}

QString megabytesText(double megabytes)
{
    constexpr double kGiga = 1024;
    if (megabytes >= kGiga && std::fmod(megabytes, kGiga) == 0) return tr("%1 GB").arg(plainNumber(megabytes / kGiga));
    if (megabytes < 1 && megabytes > 0) return tr("%1 kB").arg(plainNumber(std::round(megabytes * kGiga)));
    return tr("%1 MB").arg(plainNumber(megabytes));
}

QString countText(double count)
{
    QString digits = QString::number(count, 'f', 0);
    for (qsizetype at = digits.size() - 3; at > 0 && digits.size() > 4; at -= 3) digits.insert(at, u' ');
    return digits;
}

} // namespace latchkey::settings
