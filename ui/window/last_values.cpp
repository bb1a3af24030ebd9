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

} // namespace latchkey::window
