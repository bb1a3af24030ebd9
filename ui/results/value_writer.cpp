// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/value_writer.h"

#include "ui/results/value_export.h"
#include "ui/runs/run_words.h"

#include <QClipboard>
#include <QFileInfo>
#include <QGuiApplication>

namespace latchkey::results {

void ValueWriter::save(const ValuePtr &value, const QString &path)
{
    if (!value) return;
    m_work.startShown(
        tr("Exporting %1").arg(QFileInfo(path).fileName()), this,
        [value, path](tables::Progress &progress) { return saveValue(value, path, progress); },
        [this, path](const QString &fault) {
            if (fault.isEmpty()) emit said(tr("Exported as %1").arg(path));
            else emit failed(fault);
        },
        [this] { onStopped(); });
}

void ValueWriter::copy(const ValuePtr &value)
{
    if (!value) return;
    m_work.startShown(
        tr("Copying as JSON"), this,
        [value](tables::Progress &progress) { return QString::fromUtf8(copiedValue(value, progress)); },
        [this](const QString &text) {
            if (text.isNull())
                return emit failed(tr("The value is longer than %1, too much for the clipboard. Export it instead.")
                                       .arg(runs::bytesText(kMostCopied)));
            QGuiApplication::clipboard()->setText(text);
            emit said(tr("Copied as JSON"));
        },
        [this] { onStopped(); });
}

} // namespace latchkey::results
