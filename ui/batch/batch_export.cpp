// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/batch/batch_export.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSaveFile>

using namespace Qt::StringLiterals;

namespace latchkey::batch {

namespace {

constexpr qsizetype kWriteAtOnce = 256 << 10;

QByteArray quoted(const QString &text)
{
    const QByteArray array = QJsonDocument(QJsonArray{text}).toJson(QJsonDocument::Compact);
    return array.sliced(1, array.size() - 2);
}

QByteArray stateName(const BatchRow &row)
{
    using State = theme::RunState;
    switch (row.state) {
    case State::Finished:
        return "succeeded";
    case State::Failed:
        return "failed";
    case State::TimedOut:
        return "timeout";
    case State::LimitReached:
        return "limit_reached";
    case State::Stopped:
        return "cancelled";
    default:
        return row.seconds < 0 ? "queued" : "running";
    }
}

QByteArray jsonOf(const BatchRow &row, qsizetype index)
{
    QByteArray text = "{\"index\":" + QByteArray::number(index);
    text += ",\"item\":" + (row.item.isEmpty() ? QByteArray("null") : row.item);
    text += ",\"state\":\"" + stateName(row) + '"';
    if (row.state == theme::RunState::Finished)
        text += ",\"value\":" + (row.value.isEmpty() ? QByteArray("null") : row.value);
    if (row.isFailure()) {
        text += ",\"error\":{\"name\":" + quoted(row.errorName) + ",\"message\":" + quoted(row.errorMessage);
        if (row.errorLine > 0) text += ",\"line\":" + QByteArray::number(row.errorLine);
        text += '}';
    }
    if (row.seconds >= 0) text += ",\"seconds\":" + QByteArray::number(row.seconds, 'f', 6);
    if (row.attempts > 0) text += ",\"attempts\":" + QByteArray::number(row.attempts);
    if (!row.answeredBy.isEmpty()) text += ",\"answered_by\":" + quoted(row.answeredBy);
    return text + '}';
}

/// A field of CSV; a text that a spreadsheet would take for a formula is only a text.
QByteArray field(const QByteArray &text)
{
    if (text.isEmpty()) return text;
    bool isNumber = false;
    text.toDouble(&isNumber);
    const bool isFormula = !isNumber && QByteArrayView("=+-@\t\r").contains(text[0]);
    const QByteArray shown = isFormula ? '\'' + text : text;
    if (!shown.contains('"') && !shown.contains(',') && !shown.contains('\n') && !shown.contains('\r')) return shown;
    return '"' + QByteArray(shown).replace('"', "\"\"") + '"';
}

/// A text without its quotes, everything else as JSON.
QByteArray plainJson(const QByteArray &json)
{
    if (!json.startsWith('"')) return json;
    return QJsonDocument::fromJson("[" + json + "]").array().at(0).toString().toUtf8();
}

QByteArray csvOf(const BatchRow &row, qsizetype index)
{
    const QByteArrayList fields{QByteArray::number(index + 1),
                                plainJson(row.item),
                                stateName(row),
                                plainJson(row.value),
                                row.isFailure() ? row.errorName.toUtf8() : QByteArray(),
                                row.isFailure() ? row.errorMessage.toUtf8() : QByteArray(),
                                row.isFailure() && row.errorLine > 0 ? QByteArray::number(row.errorLine) : QByteArray(),
                                row.seconds < 0 ? QByteArray() : QByteArray::number(row.seconds, 'f', 6),
                                row.attempts > 0 ? QByteArray::number(row.attempts) : QByteArray()};
    QByteArray line;
    for (const QByteArray &text : fields) line += (line.isEmpty() ? "" : ",") + field(text);
    return line + "\r\n";
}

} // namespace

std::expected<void, QString> exportRows(const BatchRows &rows, const QString &path, const std::atomic<bool> &stop)
{
    const QString suffix = QFileInfo(path).suffix().toLower();
    const bool csv = suffix == "csv"_L1;
    const bool lines = suffix == "jsonl"_L1 || suffix == "ndjson"_L1;
    const QFileInfo about(path);
    if (about.exists() && !about.isFile()) // a device or a folder is not put aside for a new file
        return std::unexpected(QCoreApplication::translate("BatchExport", "%1 is not a file.").arg(path));
    QSaveFile file(path);
    const auto failed = [&file, &path] {
        return std::unexpected(
            QCoreApplication::translate("BatchExport", "%1 could not be written: %2").arg(path, file.errorString()));
    };
    if (!file.open(QIODevice::WriteOnly)) return failed();
    QByteArray text = csv ? "number,input,state,value,error,message,line,seconds,attempts\r\n" : lines ? "" : "[\n";
    for (qsizetype i = 0; i < rows.size(); ++i) {
        if (stop) return std::unexpected(QString());
        text += csv ? csvOf(rows[i], i) : jsonOf(rows[i], i);
        if (lines) text += '\n';
        else if (!csv) text += i + 1 < rows.size() ? ",\n" : "\n";
        if (text.size() < kWriteAtOnce) continue;
        if (file.write(text) != text.size()) return failed();
        text.clear();
    }
    if (!csv && !lines) text += "]\n";
    if (file.write(text) != text.size() || !file.commit()) return failed();
    return {};
}

} // namespace latchkey::batch
