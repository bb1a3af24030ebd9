// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/output/run_report.h"

#include "engine/runs/variables.h"
#include "ui/runs/enough_grant.h"
#include "ui/runs/run_words.h"
#include "ui/theme/metrics.h"

#include <QCoreApplication>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace latchkey::output {
namespace {

using runs::RunError;
using theme::Token;
using Look = theme::RunState;

constexpr qsizetype kLineShown = 160; // characters of the source line around the fault
constexpr qsizetype kCallers = 8;
constexpr qsizetype kArguments = 5;
constexpr int kArgumentShown = 28; // characters of a value

QString tr(const char *text)
{
    return QCoreApplication::translate("latchkey::output", text);
}

QString placeText(const QString &file, int line, int column)
{
    const QString name = visibleText(QFileInfo(file).fileName());
    return column > 0 ? u"%1:%2:%3"_s.arg(name).arg(line).arg(column) : u"%1:%2"_s.arg(name).arg(line);
}

using Frames = QList<runs::RunVariables::Frame>;

// The calls whose variables were kept at this very error; empty: it was another's, or nothing was kept.
Frames callsOf(const RunError &error, const runs::RunVariables *variables)
{
    if (variables == nullptr) return {};
    for (const runs::RunVariables::Task &task : variables->tasks) {
        const qsizetype count = std::min({error.stack.size(), task.frames.size(), kCallers});
        bool same = count == std::min(error.stack.size(), kCallers);
        for (qsizetype i = 0; same && i < count; ++i)
            same = task.frames[i].function == error.stack[i].function && task.frames[i].line == error.stack[i].line;
        if (same && count > 0) return task.frames.first(count);
    }
    return {};
}

// "summarise(rows: [2 items], limit: 250)"; without values only the name.
QString callText(const QString &function, const runs::RunVariables::Frame *call)
{
    const QString name = visibleText(function);
    if (call == nullptr) return name;
    QStringList given;
    for (const QString &parameter : call->parameters) {
        if (given.size() == kArguments) {
            given.append(u"…"_s);
            break;
        }
        const auto value = std::ranges::find(call->variables, parameter, &runs::RunVariable::name);
        given.append(visibleText(
            value == call->variables.end() ? parameter : parameter + u": "_s + value->value.preview(kArgumentShown)));
    }
    return name + u'(' + given.join(u", "_s) + u')';
}

ReportRow placeRow(const RunError &error, const QString &file, const Frames &calls)
{
    ReportRow row;
    row.line.addLink(placeText(file, error.line, error.column), placeTarget(file, error.line, error.column),
                     Face::PaneCode);
    const QString function = error.stack.isEmpty() ? QString() : error.stack.first().function;
    if (!function.isEmpty())
        row.line.add(tr("in %1").arg(callText(function, calls.isEmpty() ? nullptr : &calls.first())), Face::PaneCode,
                     Token::Muted, 14);
    return row;
}

QByteArray sourceLine(const QByteArray &source, int line)
{
    qsizetype start = 0;
    for (int i = 1; i < line; ++i) {
        start = source.indexOf('\n', start) + 1;
        if (start == 0) return {};
    }
    const qsizetype end = source.indexOf('\n', start);
    return source.sliced(start, (end < 0 ? source.size() : end) - start);
}

// The line of the fault and the carets under it; columns count characters.
QList<ReportRow> excerptRows(const RunError &error, const QByteArray &source)
{
    const QString raw = QString::fromUtf8(sourceLine(source, error.line));
    if (raw.trimmed().isEmpty() || error.column <= 0) return {};
    const auto shownSize = [&](qsizetype columns) { return displayLine(raw.left(columns).toUtf8()).text.size(); };
    QString shown = displayLine(raw.toUtf8()).text;
    const qsizetype begin = shownSize(error.column - 1);
    const bool oneLine = error.endLine == error.line && error.endColumn > error.column;
    qsizetype end = oneLine ? shownSize(error.endColumn - 1) : begin + 1;
    // From the first letter on; of a very long line only what is around the fault.
    qsizetype cut = std::min(begin, shown.size() - QStringView(shown).trimmed().size());
    while (cut > 0 && !shown.first(cut).trimmed().isEmpty()) --cut;
    if (begin - cut > kLineShown / 2) cut = begin - kLineShown / 4;
    shown = (cut > 0 && !shown.first(cut).trimmed().isEmpty() ? u"…"_s : QString()) + shown.mid(cut);
    const qsizetype shift = cut - (shown.startsWith(u'…') ? 1 : 0);
    if (shown.size() > kLineShown) shown = shown.first(kLineShown - 1) + u'…';
    end = std::min(end - shift, shown.size());
    ReportRow line;
    line.line.add(u"  "_s + shown, Face::PaneCode);
    ReportRow carets;
    const QString space(2 + begin - shift, u' ');
    carets.line.add(space + QString(std::max<qsizetype>(1, end - (begin - shift)), u'^'), Face::PaneCode, Token::Fail);
    return {line, carets};
}

ReportRow callersRow(const RunError &error, const QString &file)
{
    ReportRow row;
    const qsizetype count = std::min(error.stack.size(), kCallers);
    row.line.add(tr("called from "), Face::PaneCode, Token::Muted);
    for (qsizetype i = 1; i < count; ++i) {
        const RunError::Frame &frame = error.stack[i];
        if (i > 1) row.line.add(i + 1 == count ? tr(" and ") : u", "_s, Face::PaneCode, Token::Muted);
        const QString at = frame.file.isEmpty() ? file : frame.file;
        row.line.addLink(placeText(at, frame.line, frame.column), placeTarget(at, frame.line, frame.column),
                         Face::PaneCode);
    }
    if (error.stack.size() > kCallers)
        row.line.add(tr(" and %1 more").arg(error.stack.size() - kCallers), Face::PaneCode, Token::Muted);
    return row;
}

// One row for each caller, with what it was given.
QList<ReportRow> callerRows(const RunError &error, const QString &file, const Frames &calls)
{
    QList<ReportRow> rows;
    for (qsizetype i = 1; i < calls.size(); ++i) {
        const RunError::Frame &frame = error.stack[i];
        const QString at = frame.file.isEmpty() ? file : frame.file;
        ReportRow row;
        row.line.add(tr("called from "), Face::PaneCode, Token::Muted);
        row.line.addLink(placeText(at, frame.line, frame.column), placeTarget(at, frame.line, frame.column),
                         Face::PaneCode);
        if (!frame.function.isEmpty())
            row.line.add(tr("in %1").arg(callText(frame.function, &calls[i])), Face::PaneCode, Token::Muted, 14);
        rows.append(row);
    }
    if (const qsizetype more = error.stack.size() - calls.size(); more > 0) {
        ReportRow row;
        row.line.add(QCoreApplication::translate("latchkey::output", "and %n more call(s)", nullptr, int(more)),
                     Face::PaneCode, Token::Muted);
        rows.append(row);
    }
    return rows;
}

// A denial says how it can be allowed, and never more than was wanted.
QList<ReportRow> grantRows(const RunError &error, const EndDetails &of)
{
    const runs::CapabilityUse *denied = runs::denialOf(error, of.uses);
    if (denied == nullptr) return {};
    ReportRow row;
    const QString grant = runs::enoughGrant(*denied, of.path);
    if (!grant.isEmpty()) {
        row.line.addMessage(tr("A grant of `%1` would have been enough.").arg(visibleText(grant)), Face::Ui);
        row.line.addLink(tr("Allow it in Permissions"), kGrantTarget + grant, Face::Ui, theme::kSide);
    } else if (denied->by == "policy"_L1) {
        row.line.add(denied->policy.isEmpty()
                         ? tr("Latchkey opens its own folders to no script.")
                         : tr("The policy %1 forbids it, whatever is granted.").arg(visibleText(denied->policy)),
                     Face::Ui);
        row.line.addLink(tr("Show the ledger"), kGrantTarget, Face::Ui, theme::kSide);
    } else {
        return {};
    }
    return {row};
}

// What is our own fault is told with the means to tell us of it.
ReportRow faultRow(const RunError &error)
{
    ReportRow row;
    row.line.addMessage(visibleText(error.message), Face::Ui, Token::Muted);
    row.line.addLink(tr("Copy a report"), kFaultTarget, Face::Ui, theme::kSide);
    return row;
}

ReportRow plainRow(const QString &text, const QString &icon, Token token)
{
    ReportRow row{.icon = icon, .iconToken = token};
    row.line.addMessage(visibleText(text), Face::Small, Token::Muted);
    return row;
}

} // namespace

RichLine headingOf(const runs::RunEntry &entry)
{
    const theme::RunStateLook look = theme::runStateLook(entry.look());
    RichLine line;
    line.add(tr("Run %1").arg(entry.number), Face::SmallSemibold);
    line.add(visibleText(entry.name), Face::Small, Token::Text, theme::kSide);
    line.addIcon(look.icon, look.token, theme::kSide);
    line.add(look.word, Face::SmallMedium, look.token);
    line.add(runs::headingDetail(entry), Face::Small, Token::Muted, theme::kSide);
    return line;
}

QList<ReportRow> errorRows(const RunError &error, const QString &name, const QByteArray &source, const EndDetails &of)
{
    QList<ReportRow> rows;
    const Frames calls = callsOf(error, of.variables.get());
    ReportRow sentence;
    const bool isOurs = error.kind == syntax::ErrorKind::InternalError;
    sentence.line.addMessage(isOurs ? tr("Latchkey failed here, not the script.") : visibleText(error.message),
                             Face::UiSemibold);
    rows.append(sentence);
    if (isOurs) rows.append(faultRow(error));
    const QString file = error.file.isEmpty() ? name : error.file;
    if (error.line > 0) {
        rows.append(placeRow(error, file, calls));
        // Only the script's own text is at hand; a line of another module is a click away.
        if (QFileInfo(file).fileName() == QFileInfo(name).fileName()) rows.append(excerptRows(error, source));
    }
    // Of a denial the report says what would have been enough in the words of the window.
    if (!error.hint.isEmpty() && !error.hint.startsWith("--grant "_L1)) {
        ReportRow advice;
        QString hint = visibleText(error.hint);
        hint[0] = hint[0].toUpper(); // in other reports it follows a colon
        advice.line.addMessage(hint, Face::Ui);
        rows.append(advice);
    }
    rows.append(grantRows(error, of));
    if (calls.size() > 1) rows.append(callerRows(error, file, calls));
    else if (error.stack.size() > 1) rows.append(callersRow(error, file));
    return rows;
}

QList<ReportRow> reportOf(const runs::RunEntry &entry, const std::optional<RunError> &error, const QString &name,
                          const QByteArray &source, const EndDetails &of)
{
    QList<ReportRow> rows;
    if (!entry.isOver()) return rows;
    const theme::RunStateLook look = theme::runStateLook(entry.look());
    for (const QString &warning : entry.warnings) rows.append(plainRow(warning, u"warning"_s, Token::Paused));
    if (entry.look() == Look::Stopped) {
        rows.append(plainRow(tr("Stopped %1").arg(runs::detailText(entry)), look.icon, look.token));
    } else if (error) {
        QList<ReportRow> block = errorRows(*error, name, source, of);
        block.first().icon = look.icon;
        block.first().iconToken = look.token;
        rows.append(block);
    } else if (entry.success && !entry.summary.isEmpty()) {
        rows.append(plainRow(tr("result: %1").arg(entry.summary), look.icon, look.token));
    }
    return rows;
}

} // namespace latchkey::output
