// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tables/table_text.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSaveFile>

using namespace Qt::StringLiterals;

namespace latchkey::tables {

using Kind = runs::ResultValue::Kind;

namespace {

constexpr qsizetype kPiece = 256 << 10;
/// Of one cell.
constexpr int kMostCharacters = 256 << 20;

QByteArray jsonString(const QString &text)
{
    const QByteArray list = QJsonDocument(QJsonArray{text}).toJson(QJsonDocument::Compact);
    return list.sliced(1, list.size() - 2);
}

// Text that a spreadsheet takes for one cell.
QByteArray separated(const runs::ResultValue &cell, char separator)
{
    if (!cell.isValid() || cell.kind() == Kind::Null) return {};
    QByteArray text = cell.text(kMostCharacters).toUtf8();
    const bool quotes = text.contains(separator) || text.contains('"') || text.contains('\n') || text.contains('\r') ||
                        text.startsWith(' ') || text.endsWith(' ');
    return quotes ? '"' + text.replace("\"", "\"\"") + '"' : text;
}

class Writer
{
public:
    Writer(const TableCut &cut, TextForm form)
        : m_cut(cut)
        , m_form(form)
        , m_columns(cut.columns)
    {
        for (int i = 0; m_columns.size() < cut.table->columnCount() && cut.columns.isEmpty(); ++i) m_columns.append(i);
        for (const int column : std::as_const(m_columns)) m_keys.append(keyOf(column));
    }

    QByteArray head() const
    {
        if (m_form == TextForm::Json || m_form == TextForm::Ml) return "[\n";
        return joined([this](qsizetype i) { return m_keys[i]; }) + lineEnd();
    }

    QByteArray row(qsizetype row, bool last) const
    {
        const runs::ResultTable &table = m_cut.table->table();
        if (m_form == TextForm::Tsv || m_form == TextForm::Csv)
            return joined([&](qsizetype i) { return separated(table.cell(row, m_columns[i]), separator()); }) +
                   lineEnd();
        QByteArray text;
        for (qsizetype i = 0; i < m_columns.size(); ++i) {
            const runs::ResultValue cell = table.cell(row, m_columns[i]);
            if (!cell.isValid() && !table.rowsAreLists()) continue;
            if (!text.isEmpty()) text += ", ";
            if (!table.rowsAreLists()) text += m_keys[i] + ": ";
            text += valueText(cell);
        }
        return (table.rowsAreLists() ? "  [" + text + ']' : "  {" + text + '}') + (last ? "\n" : ",\n");
    }

    QByteArray foot() const { return m_form == TextForm::Json || m_form == TextForm::Ml ? "]\n" : QByteArray(); }

private:
    char separator() const { return m_form == TextForm::Tsv ? '\t' : ','; }
    const char *lineEnd() const { return m_form == TextForm::Csv ? "\r\n" : "\n"; }

    QByteArray keyOf(int column) const
    {
        const QString name = m_cut.table->columns()[column].name;
        if (m_form == TextForm::Json) return jsonString(name);
        if (m_form == TextForm::Ml)
            return stepPath({}, name, false).startsWith(u'.') ? name.toUtf8() : jsonString(name);
        const bool quotes = name.contains(QLatin1Char(separator())) || name.contains(u'"') || name.contains(u'\n');
        return quotes ? '"' + name.toUtf8().replace("\"", "\"\"") + '"' : name.toUtf8();
    }

    QByteArray valueText(const runs::ResultValue &cell) const
    {
        if (!cell.isValid()) return "null";
        return m_form == TextForm::Json ? cell.toJson() : cell.preview(kMostCharacters).toUtf8();
    }

    template<typename CellText>
    QByteArray joined(CellText cellText) const
    {
        QByteArray line;
        for (qsizetype i = 0; i < m_columns.size(); ++i) {
            if (i > 0) line += separator();
            line += cellText(i);
        }
        return line;
    }

    const TableCut &m_cut;
    TextForm m_form;
    QList<int> m_columns;
    QList<QByteArray> m_keys;
};

} // namespace

QString suffixOf(TextForm form)
{
    switch (form) {
    case TextForm::Tsv:
        return u"tsv"_s;
    case TextForm::Csv:
        return u"csv"_s;
    case TextForm::Json:
        return u"json"_s;
    case TextForm::Ml:
        break;
    }
    return u"ml"_s;
}

bool writeTable(const TableCut &cut, TextForm form, const std::function<bool(QByteArrayView)> &take, Progress &progress)
{
    const Writer writer(cut, form);
    const qsizetype count = cut.rowCount();
    QByteArray text = writer.head();
    for (qsizetype i = 0; i < count; ++i) {
        if (i % 256 == 0 && progress.isCancelled()) return false;
        text += writer.row(cut.all ? i : static_cast<qsizetype>(cut.rows[static_cast<size_t>(i)]), i + 1 == count);
        if (text.size() < kPiece) continue;
        if (!take(text)) return false;
        text.clear();
        progress.setShare(static_cast<double>(i) / static_cast<double>(count));
    }
    return !progress.isCancelled() && take(text + writer.foot());
}

QString saveTable(const TableCut &cut, TextForm form, const QString &path, Progress &progress)
{
    QSaveFile file(path);
    const auto fault = [&file, &path] {
        return QCoreApplication::translate("latchkey::tables",
                                           "%1 could not be written: %2. The old file is untouched.")
            .arg(path, file.errorString());
    };
    if (!file.open(QIODevice::WriteOnly)) return fault();
    const bool written = writeTable(
        cut, form, [&file](QByteArrayView text) { return file.write(text.data(), text.size()) == text.size(); },
        progress);
    if (progress.isCancelled()) {
        file.cancelWriting();
        return QCoreApplication::translate("latchkey::tables", "Nothing was written");
    }
    return written && file.commit() ? QString() : fault();
}

} // namespace latchkey::tables
