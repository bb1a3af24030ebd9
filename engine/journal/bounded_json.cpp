// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/journal/bounded_json.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <vector>

namespace latchkey::journal {

using runs::ResultValue;
using Kind = ResultValue::Kind;

namespace {

/// Readers of JSON give up far below this.
constexpr size_t kMostLevels = 500;

QByteArray quoted(const QString &text)
{
    const QByteArray array = QJsonDocument(QJsonArray{text}).toJson(QJsonDocument::Compact);
    return array.sliced(1, array.size() - 2);
}

class Writer
{
public:
    explicit Writer(qsizetype room)
        : m_room(room)
    {
    }

    BoundedJson write(const ResultValue &value)
    {
        put(value);
        while (!m_open.empty()) next();
        return std::move(m_made);
    }

private:
    struct Level {
        ResultValue value;
        qsizetype at = 0;
        qsizetype size = 0;
        bool isArray = false;
    };

    [[nodiscard]] bool isFull() const { return m_made.text.size() >= m_room; }

    void next()
    {
        Level &level = m_open.back();
        if (level.at < level.size && isFull()) {
            m_made.isCut = true;
            level.at = level.size;
        }
        if (level.at == level.size) {
            m_made.text += level.isArray ? ']' : '}';
            m_open.pop_back();
            return;
        }
        const qsizetype at = level.at++;
        if (at > 0) m_made.text += ',';
        if (!level.isArray) m_made.text += quoted(level.value.childKey(at)) + ':';
        put(ResultValue(level.value.child(at))); // `level` may move
    }

    void put(const ResultValue &value)
    {
        if (value.kind() == Kind::String) return putString(value);
        if (!value.hasChildren()) {
            m_made.text += value.toJson();
            return;
        }
        const auto same = [&](const Level &level) { return level.value.identity() == value.identity(); };
        if (std::ranges::any_of(m_open, same)) {
            m_made.text += "\"<cycle>\"";
            return;
        }
        if (m_open.size() == kMostLevels) {
            m_made.isCut = true;
            m_made.text += "null";
            return;
        }
        const bool isArray = value.kind() == Kind::Array;
        m_made.text += isArray ? '[' : '{';
        m_open.push_back({value, 0, value.size(), isArray});
    }

    void putString(const ResultValue &value)
    {
        const qsizetype left = std::max<qsizetype>(m_room - m_made.text.size(), 0);
        QString text = value.text(left);
        if (text.size() < value.size()) {
            m_made.isCut = true;
            // The last character may be half of one.
            while (text.endsWith(QChar::ReplacementCharacter)) text.chop(1);
        }
        m_made.text += quoted(text);
    }

    const qsizetype m_room;
    BoundedJson m_made;
    std::vector<Level> m_open;
};

} // namespace

BoundedJson boundedJson(const ResultValue &value, qsizetype room)
{
    if (!value.isValid()) return {};
    return Writer(room).write(value);
}

} // namespace latchkey::journal
