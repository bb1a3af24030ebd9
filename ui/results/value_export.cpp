// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/value_export.h"

#include <QCoreApplication>
#include <QSaveFile>

namespace latchkey::results {
namespace {

using tables::Progress;

QString tr(const char *text)
{
    return QCoreApplication::translate("latchkey::results", text);
}

QString faultOf(const QSaveFile &file, const QString &path)
{
    return tr("%1 could not be written: %2. The old file is untouched.").arg(path, file.errorString());
}

// Pieces over several lines until `take` has enough; false when it has, or it was cancelled.
bool write(const ValuePtr &value, Progress &progress, const std::function<bool(const QByteArray &)> &take)
{
    JsonLines lines;
    const runs::ResultValue written = engineForm(value);
    return written.writeJson([&](std::string_view piece, double share) {
        if (progress.isCancelled()) return false;
        progress.setShare(share);
        return take(lines.feed(QByteArrayView(piece.data(), qsizetype(piece.size()))));
    });
}

} // namespace

QString saveValue(const ValuePtr &value, const QString &path, Progress &progress)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly)) return faultOf(file, path);
    const bool written =
        write(value, progress, [&file](const QByteArray &text) { return file.write(text) == text.size(); });
    if (progress.isCancelled()) {
        file.cancelWriting();
        return tr("Nothing was written");
    }
    const bool ended = written && file.write("\n") == 1;
    return ended && file.commit() ? QString() : faultOf(file, path);
}

ShownText textOfValue(const ValuePtr &value, Progress &progress)
{
    ShownText shown;
    shown.isWhole = write(value, progress, [&shown](const QByteArray &text) {
        shown.text += text;
        return shown.text.size() <= kMostShown;
    });
    return progress.isCancelled() ? ShownText() : shown;
}

QByteArray copiedValue(const ValuePtr &value, Progress &progress)
{
    QByteArray all;
    const bool fits = write(value, progress, [&all](const QByteArray &text) {
        all += text;
        return all.size() <= kMostCopied;
    });
    return fits ? all : QByteArray();
}

QString saveContent(const QByteArray &bytes, const QString &path)
{
    QSaveFile file(path);
    const bool saved = file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.commit();
    return saved ? QString() : faultOf(file, path);
}

} // namespace latchkey::results
