// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runs/batch_items.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace latchkey::runs {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kReadAtOnce = 64 << 10;
constexpr qsizetype kLongestItem = 256 << 20;

/// The bytes of a device, one by one, without a call into Qt for each.
class ByteReader
{
public:
    explicit ByteReader(std::shared_ptr<QIODevice> device)
        : m_device(std::move(device))
    {
    }
    /// The next byte, or -1 at the end.
    int peek()
    {
        if (m_at == m_buffer.size()) {
            m_buffer = m_device->read(kReadAtOnce);
            m_at = 0;
            if (m_buffer.isEmpty()) return -1;
        }
        return static_cast<unsigned char>(m_buffer.at(m_at));
    }
    int take()
    {
        const int byte = peek();
        if (byte < 0) return byte;
        ++m_at;
        m_line += byte == '\n';
        return byte;
    }
    qint64 line() const { return m_line; }
    void skipSpace()
    {
        for (int byte = peek(); byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r'; byte = peek()) take();
    }
    void skipByteOrderMark()
    {
        peek();
        if (m_buffer.startsWith("\xEF\xBB\xBF")) m_at = 3;
    }

private:
    std::shared_ptr<QIODevice> m_device;
    QByteArray m_buffer;
    qsizetype m_at = 0;
    qint64 m_line = 1;
};

BatchItem problem(qint64 line, const QString &what)
{
    return {{}, u"line %1: %2"_s.arg(line).arg(what)};
}

/// True for exactly one JSON value.
bool isOneValue(const QByteArray &text, QString *error)
{
    QJsonParseError parse;
    const QJsonDocument document = QJsonDocument::fromJson("[" + text + "]", &parse);
    *error = parse.error == QJsonParseError::NoError ? u"more than one value"_s : parse.errorString();
    return document.isArray() && document.array().size() == 1;
}

// ---- JSON lines -------------------------------------------------------------------------------------------------

class JsonLines
{
public:
    explicit JsonLines(std::shared_ptr<QIODevice> device)
        : m_bytes(std::move(device))
    {
        m_bytes.skipByteOrderMark();
    }
    std::optional<BatchItem> next()
    {
        m_bytes.skipSpace();
        if (m_bytes.peek() < 0) return std::nullopt;
        const qint64 line = m_bytes.line();
        QByteArray text;
        for (int byte = m_bytes.take(); byte >= 0 && byte != '\n'; byte = m_bytes.take()) {
            if (text.size() < kLongestItem) text += static_cast<char>(byte);
        }
        QString error;
        if (!isOneValue(text, &error)) return problem(line, error);
        return BatchItem{text.trimmed(), {}};
    }

private:
    ByteReader m_bytes;
};

// ---- a JSON array -----------------------------------------------------------------------------------------------

/// Finds the ends of the elements by brackets and quotes; what is inside is judged when it is used.
class JsonArray
{
public:
    explicit JsonArray(std::shared_ptr<QIODevice> device)
        : m_bytes(std::move(device))
    {
        m_bytes.skipByteOrderMark();
    }
    std::optional<BatchItem> next()
    {
        if (m_isOver) return std::nullopt;
        m_bytes.skipSpace();
        if (!std::exchange(m_isInside, true)) {
            if (m_bytes.take() != '[') return fail(u"the items are not a JSON array"_s);
            m_bytes.skipSpace();
            if (m_bytes.peek() == ']') return end();
        }
        const qint64 line = m_bytes.line();
        QByteArray text;
        if (!takeElement(text)) return fail(u"the JSON array ends in the middle"_s);
        const int separator = m_bytes.take();
        if (separator == ']') m_isOver = true;
        else if (separator != ',') return fail(u"the JSON array ends in the middle"_s);
        QString error;
        if (!isOneValue(text, &error)) return problem(line, error);
        return BatchItem{text.trimmed(), {}};
    }

private:
    std::optional<BatchItem> end()
    {
        m_isOver = true;
        return std::nullopt;
    }
    BatchItem fail(const QString &what)
    {
        m_isOver = true;
        return problem(m_bytes.line(), what);
    }
    /// Up to the comma or bracket behind it; false at the end of the text.
    bool takeElement(QByteArray &text)
    {
        qint64 depth = 0;
        bool quoted = false;
        for (int byte = m_bytes.peek(); byte >= 0; byte = m_bytes.peek()) {
            if (!quoted && depth == 0 && (byte == ',' || byte == ']')) return true;
            text += static_cast<char>(m_bytes.take());
            if (quoted && byte == '\\') text += static_cast<char>(std::max(m_bytes.take(), 0));
            else if (byte == '"') quoted = !quoted;
            else if (!quoted && (byte == '[' || byte == '{')) ++depth;
            else if (!quoted && (byte == ']' || byte == '}')) --depth;
            if (text.size() > kLongestItem) return false;
        }
        return false;
    }

    ByteReader m_bytes;
    bool m_isInside = false;
    bool m_isOver = false;
};

// ---- CSV --------------------------------------------------------------------------------------------------------

class Csv
{
public:
    explicit Csv(std::shared_ptr<QIODevice> device)
        : m_bytes(std::move(device))
    {
        m_bytes.skipByteOrderMark();
        m_names = takeRow();
    }
    std::optional<BatchItem> next()
    {
        qint64 line = 0;
        QByteArrayList row;
        do { // lines without anything in them are no rows
            line = m_bytes.line();
            if (m_bytes.peek() < 0) return std::nullopt;
            row = takeRow();
        } while (row.size() == 1 && row[0].isEmpty());
        if (row.size() != m_names.size())
            return problem(line, u"%1 fields where the head has %2"_s.arg(row.size()).arg(m_names.size()));
        QByteArray json = "{";
        for (qsizetype i = 0; i < row.size(); ++i)
            json += (i > 0 ? "," : "") + quoted(m_names[i]) + ":" + valueOf(row[i]);
        return BatchItem{json + "}", {}};
    }

private:
    QByteArrayList takeRow()
    {
        QByteArrayList row(1);
        bool isQuoted = false;
        for (int byte = m_bytes.take(); byte >= 0; byte = m_bytes.take()) {
            if (isQuoted) {
                if (byte != '"') row.last() += static_cast<char>(byte);
                else if (m_bytes.peek() == '"') row.last() += static_cast<char>(m_bytes.take());
                else isQuoted = false;
            } else if (byte == '"' && row.last().isEmpty()) {
                isQuoted = true;
            } else if (byte == ',') {
                row.append(QByteArray());
            } else if (byte == '\n') {
                break;
            } else if (byte != '\r' || m_bytes.peek() != '\n') {
                row.last() += static_cast<char>(byte);
            }
        }
        return row;
    }
    static QByteArray quoted(const QByteArray &text)
    {
        const QByteArray array = QJsonDocument(QJsonArray{QString::fromUtf8(text)}).toJson(QJsonDocument::Compact);
        return array.sliced(1, array.size() - 2);
    }
    /// A number only when it is written as JSON writes one: "007" and "+49" stay texts.
    static QByteArray valueOf(const QByteArray &field)
    {
        QString error;
        const bool isNumber =
            !field.isEmpty() && (field[0] == '-' || (field[0] >= '0' && field[0] <= '9')) &&
            std::ranges::all_of(field, [](char c) {
                return (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '+' || c == 'e' || c == 'E';
            });
        return isNumber && isOneValue(field, &error) ? field : quoted(field);
    }

    ByteReader m_bytes;
    QByteArrayList m_names;
};

template<typename Reader>
ItemSource sourceOf(std::shared_ptr<QIODevice> device)
{
    return [reader = std::make_shared<Reader>(std::move(device))] { return reader->next(); };
}

ItemFormat formatOf(const QString &path)
{
    const QString suffix = QFileInfo(path).suffix().toLower();
    if (suffix == "csv"_L1) return ItemFormat::Csv;
    if (suffix == "jsonl"_L1 || suffix == "ndjson"_L1) return ItemFormat::JsonLines;
    return suffix == "json"_L1 ? ItemFormat::JsonArray : ItemFormat::ByName;
}

} // namespace

std::expected<ItemSource, QString> openItems(const QString &path, ItemFormat format)
{
    if (format == ItemFormat::ByName) format = formatOf(path);
    if (format == ItemFormat::ByName)
        return std::unexpected(u"%1: items come from a .json, .jsonl or .csv file"_s.arg(path));
    auto file = std::make_shared<QFile>(path);
    if (QFileInfo(path).isDir()) return std::unexpected(u"%1: Is a directory"_s.arg(path));
    if (!file->open(QIODevice::ReadOnly)) return std::unexpected(u"%1: %2"_s.arg(path, file->errorString()));
    return readItems(std::move(file), format);
}

ItemSource readItems(std::shared_ptr<QIODevice> device, ItemFormat format)
{
    if (format == ItemFormat::Csv) return sourceOf<Csv>(std::move(device));
    if (format == ItemFormat::JsonLines) return sourceOf<JsonLines>(std::move(device));
    return sourceOf<JsonArray>(std::move(device));
}

ItemSource itemsFrom(QList<QByteArray> items)
{
    return [items = std::move(items), next = qsizetype(0)]() mutable -> std::optional<BatchItem> {
        if (next >= items.size()) return std::nullopt;
        return BatchItem{std::move(items[next++]), {}};
    };
}

} // namespace latchkey::runs
