// SPDX-License-Identifier: GPL-3.0-or-later
// latchkey fmt
#include "app/cli/commands.h"
#include "app/cli/terminal.h"
#include "engine/language/formatter.h"

#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

#include <unistd.h>

namespace latchkey::cli {

using namespace Qt::StringLiterals;

namespace {

/// What formatting one text came to.
struct Formatted {
    QByteArray text;
    QString refusal; ///< a full sentence; then there is no text
};

Formatted formatText(const QString &name, const QByteArray &source)
{
    constexpr QByteArrayView kMark("\xEF\xBB\xBF"); // not part of the text, and kept
    const bool marked = source.startsWith(kMark);
    const language::DocumentPtr document = language::analyse(name.toStdString(), source.toStdString());
    const auto edits = language::format(*document);
    if (!edits) return {{}, QString::fromStdString(edits.error())};
    const QByteArray text = QByteArray::fromStdString(language::applied(document->text(), *edits));
    return {marked ? kMark.toByteArray() + text : text, {}};
}

/// Replaces a file in one step; on failure it stays as it was.
bool replaceFile(const QString &path, const QByteArray &text, QString &error)
{
    // Behind links, so that a link stays one.
    const QString real = QFileInfo(path).canonicalFilePath();
    QSaveFile file(real.isEmpty() ? path : real);
    if (file.open(QIODevice::WriteOnly) && file.write(text) == text.size() && file.commit()) return true;
    error = file.errorString();
    return false;
}

} // namespace

int fmtCommand(const QStringList &arguments)
{
    QCommandLineParser parser;
    const QCommandLineOption check(u"check"_s, u"Change nothing; name the files that are not formatted."_s);
    const QCommandLineOption print(u"stdout"_s, u"Print the formatted text instead of changing the files."_s);
    parser.setApplicationDescription(
        u"Formats scripts: the white space, never the program. A file with syntax errors is left alone. "
        u"Exit status: 0 done, 1 with --check: some are not formatted, 2 syntax errors, 64 usage."_s);
    parser.addOptions({check, print});
    parser.addPositionalArgument(u"FILES"_s, u"The scripts; - formats standard input to standard output."_s);
    int status = 0;
    if (!parseArguments(parser, arguments, "fmt FILES [options]", status)) return status;
    if (parser.positionalArguments().isEmpty()) return usageError(u"no script given; try latchkey fmt --help"_s);

    bool refused = false, unformatted = false;
    for (const QString &name : parser.positionalArguments()) {
        const bool isInput = name == "-"_L1;
        QFile file(name);
        if (!(isInput ? file.open(STDIN_FILENO, QIODevice::ReadOnly) : file.open(QIODevice::ReadOnly)))
            return usageError(u"%1: %2"_s.arg(name, file.errorString()));
        const QByteArray source = file.readAll();
        file.close();
        const Formatted formatted = formatText(isInput ? u"stdin"_s : name, source);
        if (!formatted.refusal.isEmpty()) {
            writeError(shownSafely(name) + u": "_s + shownSafely(formatted.refusal) + u'\n');
            refused = true;
            continue;
        }
        const bool same = formatted.text == source;
        unformatted = unformatted || !same;
        if (parser.isSet(check)) {
            if (!same) writeOut(shownSafely(name) + u'\n');
        } else if (isInput || parser.isSet(print)) {
            writeAll(STDOUT_FILENO, formatted.text);
        } else if (QString error; !same && !replaceFile(name, formatted.text, error)) {
            return usageError(u"%1: %2"_s.arg(name, error));
        }
    }
    if (refused) return kNotCompiled;
    return parser.isSet(check) && unformatted ? kScriptFailed : kSuccess;
}

} // namespace latchkey::cli
