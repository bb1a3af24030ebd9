// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/last_values.h"

#include "ui/output/visible_text.h"
#include "ui/runs/run_list.h"
#include "ui/window/editor_page.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace latchkey::window {
namespace {

constexpr int kShown = 200; // characters

QString tr(const char *text)
{
    return QCoreApplication::translate("latchkey::window", text);
}

// The newest run of a page that is over and still has its values; 0: none.
quint64 lastRunOf(const runs::RunList &list, const EditorPage &page)
{
    quint64 newest = 0;
    for (const runs::RunEntry &entry : list.entries()) {
        const bool its = entry.tab == page.key() || (!page.path().isEmpty() && entry.path == page.path());
        if (its && entry.isOver() && entry.hasValues) newest = std::max(newest, entry.id);
    }
    return newest;
}

} // namespace

std::pair<QString, QString> lastValueOf(const runs::RunList &list, const EditorPage &page, const QString &name)
{
    const quint64 id = lastRunOf(list, page);
    const runs::RunPtr run = id != 0 ? list.run(id) : nullptr;
    if (!run) return {};
    const auto variables = run->variables();
    const auto found = std::ranges::find(variables, name, &std::pair<QString, runs::ResultValue>::first);
    if (found == variables.end() || !found->second.isValid()) return {};
    const runs::RunEntry entry = list.entry(id);
    const QLocale locale;
    const QString time = entry.ended.date() == QDate::currentDate()
                             ? locale.toString(entry.ended.time(), u"HH:mm:ss"_s)
                             : locale.toString(entry.ended, QLocale::ShortFormat);
    QString note = tr("After run %1 at %2.").arg(entry.number).arg(time);
    if (run->script().source != page.editor()->utf8()) note += u' ' + tr("The text has changed since.");
    return {name + u" = "_s + output::visibleText(found->second.preview(kShown)), note};
}

namespace {

constexpr qsizetype kMostFields = 200;
constexpr int kPreview = 40; // characters

std::vector<language::SeenField> fieldsAt(const QList<QPair<QString, runs::ResultValue>> &variables,
                                          const std::vector<std::string> &path)
{
    const auto found = std::ranges::find(variables, QString::fromStdString(path.front()),
                                         &std::pair<QString, runs::ResultValue>::first);
    if (found == variables.end()) return {};
    runs::ResultValue value = found->second;
    for (size_t i = 1; i < path.size() && value.isValid(); ++i) {
        const bool element = path[i] == "[]";
        if (element && value.kind() == runs::ResultValue::Kind::Array) value = value.child(0);
        else value = element ? runs::ResultValue() : value.property(QString::fromStdString(path[i]));
    }
    if (!value.isValid() || value.kind() != runs::ResultValue::Kind::Object) return {};
    std::vector<language::SeenField> fields;
    for (qsizetype i = 0; i < std::min(value.size(), kMostFields); ++i) {
        const runs::ResultValue field = value.child(i);
        fields.push_back({value.childKey(i).toStdString(), field.typeName().toStdString(),
                          output::visibleText(field.preview(kPreview)).toStdString()});
    }
    return fields;
}

} // namespace

language::SeenFields seenFieldsOf(const runs::RunList &list, const EditorPage &page)
{
    const quint64 id = lastRunOf(list, page);
    const runs::RunPtr run = id != 0 ? list.run(id) : nullptr;
    if (!run) return {};
    return [variables = run->variables()](const std::vector<std::string> &path) { return fieldsAt(variables, path); };
}

} // namespace latchkey::window
