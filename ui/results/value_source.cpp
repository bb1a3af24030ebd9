// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/value_source.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <cmath>
#include <utility>

using namespace Qt::StringLiterals;

namespace latchkey::results {
namespace {

class EngineNode : public ValueNode
{
public:
    explicit EngineNode(const runs::ResultValue &value)
        : m_value(value)
    {
    }

    Kind kind() const override { return m_value.kind(); }
    QString typeName() const override { return m_value.typeName(); }
    qsizetype size() const override { return m_value.size(); }
    ValuePtr child(qsizetype index) const override { return std::make_shared<EngineNode>(m_value.child(index)); }
    QString childKey(qsizetype index) const override { return m_value.childKey(index); }
    QString preview(int maxCharacters) const override { return m_value.preview(maxCharacters); }
    QString text(qsizetype maxBytes) const override { return m_value.text(maxBytes); }
    quintptr identity() const override { return m_value.hasChildren() ? m_value.identity() : 0; }
    QByteArray json() const override { return m_value.toJson(); }
    runs::ResultValue engine() const override { return m_value; }

private:
    runs::ResultValue m_value;
};

class JsonNode : public ValueNode
{
public:
    explicit JsonNode(const QJsonValue &value)
        : m_value(value)
        , m_keys(value.toObject().keys())
    {
    }

    Kind kind() const override
    {
        switch (m_value.type()) {
        case QJsonValue::Bool:
            return Kind::Boolean;
        case QJsonValue::Double:
            return isWhole() ? Kind::Integer : Kind::Float;
        case QJsonValue::String:
            return Kind::String;
        case QJsonValue::Array:
            return Kind::Array;
        case QJsonValue::Object:
            return Kind::Object;
        default:
            return Kind::Null;
        }
    }

    QString typeName() const override
    {
        switch (kind()) {
        case Kind::Boolean:
            return u"boolean"_s;
        case Kind::Integer:
            return u"integer"_s;
        case Kind::Float:
            return u"float"_s;
        case Kind::String:
            return u"string"_s;
        case Kind::Array:
            return u"array"_s;
        case Kind::Object:
            return u"object"_s;
        default:
            return u"null"_s;
        }
    }

    qsizetype size() const override
    {
        if (m_value.isArray()) return m_value.toArray().size();
        return m_value.isString() ? m_value.toString().size() : m_keys.size();
    }

    ValuePtr child(qsizetype index) const override
    {
        const QJsonValue value =
            m_value.isArray() ? m_value.toArray().at(index) : m_value.toObject().value(m_keys.value(index));
        return std::make_shared<JsonNode>(value);
    }
    QString childKey(qsizetype index) const override
    {
        return m_value.isArray() ? QString::number(index) : m_keys.value(index);
    }
    QString preview(int maxCharacters) const override { return shorten(shown(2), maxCharacters); }
    QString text(qsizetype maxBytes) const override
    {
        return m_value.isString() ? m_value.toString().left(maxBytes) : QString::fromUtf8(json().left(maxBytes));
    }
    quintptr identity() const override { return 0; } // JSON has no cycles
    QByteArray json() const override
    {
        if (m_value.isObject()) return QJsonDocument(m_value.toObject()).toJson(QJsonDocument::Compact);
        if (m_value.isArray()) return QJsonDocument(m_value.toArray()).toJson(QJsonDocument::Compact);
        const QByteArray array = QJsonDocument(QJsonArray{m_value}).toJson(QJsonDocument::Compact);
        return array.sliced(1, array.size() - 2);
    }

private:
    bool isWhole() const { return m_value.toVariant().typeId() == QMetaType::LongLong; }

    static QString shorten(const QString &text, int most)
    {
        return text.size() <= most ? text : text.first(std::max(0, most - 1)) + u'…';
    }

    // As the language prints it, a few members of a container.
    QString shown(int depth) const
    {
        constexpr qsizetype kShown = 3;
        if (m_value.isString()) return u'"' + m_value.toString().left(200) + u'"';
        if (!isContainer()) return QString::fromUtf8(json());
        const bool array = m_value.isArray();
        QStringList parts;
        for (qsizetype i = 0; i < std::min(kShown, size()); ++i) {
            const JsonNode node(array ? m_value.toArray().at(i) : m_value.toObject().value(m_keys.value(i)));
            const QString text = depth > 0 || !node.isContainer() ? node.shown(depth - 1) : u"…"_s;
            parts.append(array ? text : m_keys.value(i) + u": "_s + text);
        }
        if (size() > kShown) parts.append(u"…"_s);
        const QString inside = parts.join(u", "_s);
        return array ? u'[' + inside + u']' : u'{' + inside + u'}';
    }

    QJsonValue m_value;
    QStringList m_keys;
};

} // namespace

ValuePtr engineValue(const runs::ResultValue &value)
{
    return value.isValid() ? std::make_shared<EngineNode>(value) : nullptr;
}

ValuePtr jsonValue(const QJsonValue &value)
{
    return std::make_shared<JsonNode>(value);
}

runs::ResultValue engineForm(const ValuePtr &value)
{
    if (!value) return {};
    const runs::ResultValue known = value->engine();
    return known.isValid() ? known : runs::ResultValue::fromJson(value->json());
}

QByteArray JsonLines::feed(QByteArrayView compact)
{
    QByteArray out;
    out.reserve(compact.size() + compact.size() / 2);
    for (const char c : compact) {
        if (m_inString) {
            out += c;
            if (m_escaped) m_escaped = false;
            else if (c == '\\') m_escaped = true;
            else if (c == '"') m_inString = false;
            continue;
        }
        if (c == ' ' || c == '\n') continue;
        const bool closes = c == '}' || c == ']';
        // What was opened last gets a line of its own for its first member; empty it stays on one line.
        if (std::exchange(m_opened, false) && !closes) newLine(out);
        else if (closes && !m_empty) {
            --m_depth;
            newLine(out);
        } else if (closes) --m_depth;
        m_empty = c == '{' || c == '[';
        if (m_empty) {
            ++m_depth;
            m_opened = true;
        }
        m_inString = c == '"';
        out += c;
        if (c == ',') newLine(out);
        if (c == ':') out += ' ';
    }
    return out;
}

void JsonLines::newLine(QByteArray &out) const
{
    constexpr int kDeepest = 64; // a value nested a million deep stays readable: indentation stops growing
    out += '\n';
    out.append(2 * std::min(m_depth, kDeepest), ' ');
}

QByteArray indentedJson(const QByteArray &compact)
{
    return JsonLines().feed(compact);
}

} // namespace latchkey::results
