// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/report.h"

#include "app/cli/terminal.h"

#include <QFile>

namespace latchkey::cli {

using namespace Qt::StringLiterals;

namespace {

/// Longer source lines are shown around the column only.
constexpr qsizetype kMaxShown = 160;

QString text(std::string_view utf8)
{
    return QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
}

struct Finding {
    QString file;
    int line = 0;
    int column = 0;
    QString kind;
    QString message;
    QString hint;
    QString sourceLine;
};

QString sourceBlock(const Finding &finding)
{
    if (finding.sourceLine.trimmed().isEmpty() || finding.column < 1) return {};
    // Columns count code points; so does the caret.
    const QList<uint> points = finding.sourceLine.toUcs4();
    const qsizetype column = std::min<qsizetype>(finding.column - 1, points.size());
    const qsizetype from = std::max<qsizetype>(0, column - kMaxShown / 2);
    const auto part = [&points](qsizetype begin, qsizetype end) {
        const auto slice = points.mid(begin, end - begin);
        return QString::fromUcs4(reinterpret_cast<const char32_t *>(slice.constData()), slice.size());
    };
    const QString before = shownSafely(part(from, column).replace(u'\t', u' '));
    const QString after = shownSafely(part(column, std::min(points.size(), from + kMaxShown)).replace(u'\t', u' '));
    return u"    "_s + before + after + u"\n    "_s + QString(before.toUcs4().size(), u' ') + u"^\n"_s;
}

QString format(const Finding &finding)
{
    QString place = shownSafely(finding.file);
    if (finding.line > 0) place += u":%1:%2"_s.arg(finding.line).arg(finding.column);
    QString result = (place.isEmpty() ? QString() : place + u": "_s) + finding.kind + u": "_s +
                     shownSafely(finding.message) + u'\n' + sourceBlock(finding);
    if (!finding.hint.isEmpty()) result += u"hint: "_s + shownSafely(finding.hint) + u'\n';
    return result;
}

QString lineOf(const QByteArray &source, int line)
{
    const QList<QByteArray> lines = source.split('\n');
    return line >= 1 && line <= lines.size() ? QString::fromUtf8(lines[line - 1]).remove(u'\r') : QString();
}

} // namespace

QString reportOf(const runs::RunError &error, const runs::Script &script)
{
    Finding finding{error.file, error.line, error.column, text(syntax::kindName(error.kind)), error.message,
                    error.hint, {}};
    const bool isMain = error.file.isEmpty() || error.file == script.path || error.file == script.name;
    if (isMain) {
        finding.sourceLine = lineOf(script.source, error.line);
        finding.file = script.name;
    } else if (QFile file(error.file); file.open(QIODevice::ReadOnly)) {
        finding.sourceLine = lineOf(file.readAll(), error.line);
    }
    QString result = format(finding);
    constexpr qsizetype kMaxFrames = 12;
    for (qsizetype i = 1; i < std::min(error.stack.size(), kMaxFrames); ++i) {
        const runs::RunError::Frame &frame = error.stack[i];
        result += u"  called at %1:%2 in %3\n"_s.arg(shownSafely(frame.file))
                      .arg(frame.line)
                      .arg(frame.function.isEmpty() ? u"the script"_s : shownSafely(frame.function));
    }
    return result;
}

QString reportOf(const syntax::Diagnostic &diagnostic)
{
    const syntax::Position position = diagnostic.position();
    Finding finding{diagnostic.source ? text(diagnostic.source->name()) : QString(),
                    static_cast<int>(position.line),
                    static_cast<int>(position.column),
                    text(syntax::kindName(diagnostic.kind)),
                    text(diagnostic.message),
                    text(diagnostic.hint),
                    {}};
    if (diagnostic.severity != syntax::Severity::Error)
        finding.kind = diagnostic.severity == syntax::Severity::Warning ? u"warning"_s : u"hint"_s;
    if (diagnostic.source && position.line > 0) finding.sourceLine = text(diagnostic.source->line(position.line));
    return format(finding);
}

QJsonObject jsonOf(const syntax::Diagnostic &diagnostic)
{
    const syntax::Position begin = diagnostic.position();
    const syntax::Position end = diagnostic.endPosition();
    constexpr const char *kSeverities[] = {"error", "warning", "hint"};
    return {{u"severity"_s, QString::fromLatin1(kSeverities[static_cast<int>(diagnostic.severity)])},
            {u"kind"_s, text(syntax::kindName(diagnostic.kind))},
            {u"code"_s, text(diagnostic.code)},
            {u"message"_s, text(diagnostic.message)},
            {u"hint"_s, diagnostic.hint.empty() ? QJsonValue() : QJsonValue(text(diagnostic.hint))},
            {u"file"_s, diagnostic.source ? text(diagnostic.source->path().empty() ? diagnostic.source->name()
                                                                                   : diagnostic.source->path())
                                          : QString()},
            {u"line"_s, static_cast<int>(begin.line)},
            {u"column"_s, static_cast<int>(begin.column)},
            {u"end_line"_s, static_cast<int>(end.line)},
            {u"end_column"_s, static_cast<int>(end.column)}};
}

} // namespace latchkey::cli
