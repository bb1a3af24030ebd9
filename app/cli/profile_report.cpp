// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/profile_report.h"

#include "app/cli/terminal.h"

#include <QFile>
#include <QFileInfo>
#include <QHash>
#include <QSaveFile>

#include <algorithm>

namespace latchkey::cli {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kShownRows = 20;
constexpr qsizetype kSourceChars = 60;

QString timeText(double seconds)
{
    if (seconds < 0.0005) return seconds > 0 ? u"<1 ms"_s : u"0"_s;
    if (seconds < 1) return u"%1 ms"_s.arg(qRound(seconds * 1000));
    return u"%1 s"_s.arg(seconds, 0, 'f', 2);
}

QString percentText(double part, double whole)
{
    return whole > 0 ? u"%1%"_s.arg(100 * part / whole, 0, 'f', 1) : u"0.0%"_s;
}

/// Columns as wide as they must be; the first `right` of them with their text at the right.
QString table(const QList<QStringList> &rows, qsizetype right)
{
    QList<qsizetype> widths(rows.first().size());
    for (const QStringList &row : rows)
        for (qsizetype i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], row[i].size());
    QString text;
    for (const QStringList &row : rows) {
        QString line;
        for (qsizetype i = 0; i < row.size(); ++i)
            line += u"  "_s + (i < right ? row[i].rightJustified(widths[i]) : row[i].leftJustified(widths[i]));
        while (line.endsWith(u' ')) line.chop(1);
        text += line + u'\n';
    }
    return text;
}

/// The lines of the files that a profile names, each file read once.
class Sources
{
public:
    explicit Sources(const runs::Script &script)
    {
        m_files[script.path.isEmpty() ? script.name : script.path] = script.source.split('\n');
    }
    QString line(const QString &file, int line)
    {
        auto found = m_files.find(file);
        if (found == m_files.end()) {
            QFile source(file);
            found = m_files.insert(file, source.open(QIODevice::ReadOnly) ? source.readAll().split('\n')
                                                                          : QList<QByteArray>());
        }
        const QString text = QString::fromUtf8(found->value(line - 1)).simplified();
        return shownSafely(text.size() > kSourceChars ? text.first(kSourceChars - 1) + u'…' : text);
    }

private:
    QHash<QString, QList<QByteArray>> m_files;
};

QString placeOf(const QString &file, int line)
{
    return u"%1:%2"_s.arg(shownSafely(QFileInfo(file).fileName())).arg(line);
}

bool isWorthARow(const runs::Profile &profile, double own, double waiting)
{
    return own >= 0.001 * profile.computed || waiting > 0;
}

} // namespace

QString reportOf(const runs::Profile &profile, const runs::Script &script)
{
    QString text = u"\nComputing %1, %2 samples"_s.arg(timeText(profile.computed)).arg(profile.samples);
    if (profile.runs > 1) text += u" of %1 runs"_s.arg(profile.runs);
    if (profile.waited > 0) text += u"; waiting %1"_s.arg(timeText(profile.waited));
    text += u"\n\n"_s;
    QList<QStringList> rows{{u"own"_s, u"own %"_s, u"total %"_s, u"calls"_s, u"waiting"_s, u"function"_s, QString()}};
    for (const runs::Profile::Function &f : profile.functions) {
        if (rows.size() > kShownRows) break;
        rows.append({timeText(f.own), percentText(f.own, profile.computed), percentText(f.total, profile.computed),
                     QString::number(f.calls), timeText(f.waiting), shownSafely(f.displayName(), 60),
                     placeOf(f.file, f.line)});
    }
    const qsizetype shown = rows.size() - 1;
    text += table(rows, 5);
    if (shown < profile.functions.size()) text += u"  and %1 more functions\n"_s.arg(profile.functions.size() - shown);
    Sources sources(script);
    rows = {{u"own"_s, u"own %"_s, u"waiting"_s, u"line"_s, QString()}};
    for (const runs::Profile::Line &line : profile.lines) {
        if (rows.size() > kShownRows) break;
        if (!isWorthARow(profile, line.own, line.waiting)) continue;
        rows.append({timeText(line.own), percentText(line.own, profile.computed), timeText(line.waiting),
                     placeOf(line.file, line.line), sources.line(line.file, line.line)});
    }
    if (rows.size() > 1) text += u'\n' + table(rows, 3);
    if (profile.samples < 10)
        text += u"\nThe run was short: figures by function and line rest on a sample each millisecond.\n"_s;
    if (profile.isCut) text += u"\nThere were more chains of calls than are kept; the rest is in their outer part.\n"_s;
    return text;
}

QString reportOf(const runs::RunPhases &phases)
{
    const std::pair<QString, double> parts[] = {{u"queued"_s, phases.queued},
                                                {u"compiling"_s, phases.compiling},
                                                {u"running"_s, phases.running},
                                                {u"asleep"_s, phases.timer},
                                                {u"waiting for files, network or output"_s, phases.host},
                                                {u"waiting for you"_s, phases.person},
                                                {u"waiting for parallel parts"_s, phases.tasks}};
    QStringList said;
    for (const auto &[name, seconds] : parts)
        if (seconds >= 0.00005) said.append(name + u' ' + timeText(seconds));
    return said.join(u", "_s) + u'\n';
}

QString reportOf(const QList<runs::Measure> &measures)
{
    QList<QStringList> rows{{u"runs"_s, u"errors"_s, u"mean"_s, u"longest"_s, u"running"_s, u"waiting"_s, u"name"_s}};
    for (const runs::Measure &measure : measures) {
        rows.append({QString::number(measure.count), QString::number(measure.errors), timeText(measure.mean),
                     timeText(measure.longest), timeText(measure.phases.running), timeText(measure.phases.waiting()),
                     measure.name.isEmpty() ? u"(others)"_s : shownSafely(measure.name, 60)});
        if (rows.size() > kShownRows) break;
    }
    QString text = u"\n"_s + table(rows, 6);
    if (rows.size() - 1 < measures.size()) text += u"  and %1 more names\n"_s.arg(measures.size() - rows.size() + 1);
    return text;
}

QString writeProfile(const runs::Profile &profile, const QString &name, const QString &path)
{
    const QByteArray text =
        path.endsWith(u".json"_s, Qt::CaseInsensitive) ? profile.toSpeedscope(name) : profile.toCollapsedStacks();
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size() || !file.commit())
        return u"the profile could not be written: %1: %2"_s.arg(path, file.errorString());
    return {};
}

} // namespace latchkey::cli
