// SPDX-License-Identifier: GPL-3.0-or-later
//
// A value as the panes read it: node by node, nothing copied until someone looks. `engineValue()` reads the frozen heap
// of a run of this program; `jsonValue()` reads JSON, the form in which values of runs elsewhere arrive. Nodes are
// cheap and immutable.
#pragma once

#include "engine/runs/result_value.h"

#include <QByteArray>
#include <QJsonValue>
#include <QString>

#include <memory>

namespace latchkey::results {

class ValueNode;
using ValuePtr = std::shared_ptr<const ValueNode>;
using Kind = runs::ResultValue::Kind;

class ValueNode
{
public:
    virtual ~ValueNode() = default;

    virtual Kind kind() const = 0;
    virtual QString typeName() const = 0;
    /// Elements, properties or characters; 0 for scalars.
    virtual qsizetype size() const = 0;
    virtual ValuePtr child(qsizetype index) const = 0;
    virtual QString childKey(qsizetype index) const = 0;
    /// One line, about `maxCharacters` at most.
    virtual QString preview(int maxCharacters) const = 0;
    /// The whole text of a string, the display text of anything else, up to `maxBytes`.
    virtual QString text(qsizetype maxBytes) const = 0;
    /// Equal for the same array or object; 0 for what has no identity.
    virtual quintptr identity() const = 0;
    /// May be slow: on a worker when the value may be large.
    virtual QByteArray json() const = 0;
    /// The value in the engine's form, which tables, charts and searches read; invalid for JSON until `engineForm`
    /// has made it.
    virtual runs::ResultValue engine() const { return {}; }

    /// Not a value of the script but a heading over some: a call, a module. Its name is no part of a path.
    virtual bool isGroup() const { return false; }

    bool isContainer() const { return kind() == Kind::Array || kind() == Kind::Object; }
};

/// Null for an invalid value.
ValuePtr engineValue(const runs::ResultValue &value);
ValuePtr jsonValue(const QJsonValue &value);
/// The value in the engine's form; of JSON a copy, so on a worker.
runs::ResultValue engineForm(const ValuePtr &value);

/// JSON text over several lines, two spaces a level, fed in pieces. Works on text of any size without building a tree.
class JsonLines
{
public:
    QByteArray feed(QByteArrayView compact);

private:
    void newLine(QByteArray &out) const;

    int m_depth = 0;
    bool m_inString = false;
    bool m_escaped = false;
    bool m_opened = false; ///< an opening bracket was the last
    bool m_empty = false;
};

/// The JSON text `compact` over several lines, two spaces a level. Works on text of any size without building a tree.
QByteArray indentedJson(const QByteArray &compact);

} // namespace latchkey::results
