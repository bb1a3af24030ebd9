// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runs/result_table.h"

#include "engine/vm/objects.h"
#include "engine/vm/operations.h"

#include <QSet>

#include <algorithm>

namespace latchkey::runs {

using vm::Value;

namespace {

constexpr std::string_view kScalarKey = "value";

/// Calls `look` with the numbers of the rows of the sample, in order, while it returns true.
template<typename Look>
void sample(qsizetype count, Look look)
{
    const qsizetype first = std::min(count, ResultTable::kSample);
    for (qsizetype row = 0; row < first; ++row)
        if (!look(row)) return;
    const qsizetype step = std::max<qsizetype>(1, (count - first) / ResultTable::kSample);
    for (qsizetype row = first + step - 1; row < count; row += step)
        if (!look(row)) return;
}

std::string keyText(Value key)
{
    return key.isString() ? std::string(key.asString()->view()) : vm::previewDisplay(key, vm::Display::Direct, 4096);
}

/// The value of the property called `name`, also of a key that is no string.
Value propertyNamed(const vm::Object *object, std::string_view name)
{
    const Value value = vm::getProperty(object, name);
    if (!value.isUnset() || object->shape) return value;
    uint32_t position = 0;
    for (Value key, found; vm::nextProperty(object, position, key, found);)
        if (!key.isString() && keyText(key) == name) return found;
    return Value::unset();
}

ResultTable::Cell cellOf(Value v)
{
    using Kind = ResultValue::Kind;
    if (v.isUnset()) return {};
    if (v.isSmall()) return {Kind::Integer, static_cast<double>(v.asSmall())};
    if (v.isReal()) return {Kind::Float, v.asReal()};
    if (v.isString()) return {Kind::String, 0, v.asString()->view()};
    if (v.isNull()) return {Kind::Null};
    if (v.isBoolean()) return {Kind::Boolean, v.asBoolean() ? 1.0 : 0.0};
    if (v.isArray()) return {Kind::Array, static_cast<double>(v.asArray()->length)};
    if (v.isObject()) return {Kind::Object, static_cast<double>(vm::propertyCount(v.asObject()))};
    if (vm::isInteger(v)) return {Kind::Integer, vm::toReal(v)};
    return {Kind::Other};
}

} // namespace

ResultTable ResultTable::of(const ResultValue &rows, const QStringList &columns, Accept accept)
{
    if (rows.kind() != ResultValue::Kind::Array) return {};
    ResultTable table;
    table.m_rows = rows;
    table.m_count = rows.size();
    const Value *items = Value::fromBits(rows.m_bits).asArray()->items;
    bool objects = false, lists = false, scalars = false;
    sample(table.m_count, [&](qsizetype row) {
        objects |= items[row].isObject();
        lists |= items[row].isArray();
        scalars |= !items[row].isObject() && !items[row].isArray();
        return accept == Accept::Anything || !scalars;
    });
    if (accept == Accept::Records && (scalars || objects == lists)) return {};
    table.m_lists = lists && !objects;
    for (const QString &name : columns) table.m_keys.push_back(name.toStdString());
    if (columns.isEmpty()) table.findColumns();
    for (const std::string &key : table.m_keys) table.m_columns.append(QString::fromStdString(key));
    if (accept == Accept::Records && table.m_columns.isEmpty()) return {};
    return table;
}

void ResultTable::findColumns()
{
    const Value *items = Value::fromBits(m_rows.m_bits).asArray()->items;
    QSet<QByteArray> known;
    uint32_t widest = 0;
    const void *lastShape = nullptr;
    const auto add = [&](const std::string &key) {
        if (known.contains(QByteArray(key.data(), qsizetype(key.size())))) return;
        m_more |= known.size() >= kMostColumns;
        if (known.size() >= kMostColumns) return;
        known.insert(QByteArray(key.data(), qsizetype(key.size())));
        m_keys.push_back(key);
    };
    sample(m_count, [&](qsizetype row) {
        const Value item = items[row];
        if (item.isArray()) widest = std::max(widest, item.asArray()->length);
        if (!item.isObject()) {
            if (!item.isArray()) add(std::string(kScalarKey));
            return true;
        }
        const vm::Object *object = item.asObject();
        if (object->shape && object->shape == lastShape) return true;
        lastShape = object->shape;
        uint32_t position = 0;
        for (Value key, value; position <= kMostColumns && vm::nextProperty(object, position, key, value);)
            add(keyText(key));
        return true;
    });
    m_more |= widest > kMostColumns;
    if (!m_lists) return;
    m_keys.clear();
    for (qsizetype i = 0; i < std::min<qsizetype>(widest, kMostColumns); ++i) m_keys.push_back(std::to_string(i));
}

uint64_t ResultTable::cellBits(qsizetype row, qsizetype column, std::string_view key) const
{
    const Value item = Value::fromBits(m_rows.m_bits).asArray()->items[row];
    if (item.isObject()) return propertyNamed(item.asObject(), key).bits();
    if (item.isArray()) {
        const vm::Array *list = item.asArray();
        return m_lists && column < list->length ? list->items[column].bits() : Value::unset().bits();
    }
    return key == kScalarKey ? item.bits() : Value::unset().bits();
}

ResultValue ResultTable::cell(qsizetype row, qsizetype column) const
{
    if (row < 0 || row >= m_count || column < 0 || column >= m_columns.size()) return {};
    const uint64_t bits = cellBits(row, column, m_keys[static_cast<size_t>(column)]);
    return Value::fromBits(bits).isUnset() ? ResultValue() : ResultValue(m_rows.m_heap, bits);
}

ResultTable::Reader::Reader(const ResultTable &table, qsizetype column)
    : m_table(table)
    , m_column(column)
    , m_key(table.m_keys[static_cast<size_t>(column)])
{
}

uint64_t ResultTable::Reader::bitsAt(qsizetype row)
{
    const Value item = Value::fromBits(m_table.m_rows.m_bits).asArray()->items[row];
    if (!item.isObject() || !item.asObject()->shape) return m_table.cellBits(row, m_column, m_key);
    const vm::Object *object = item.asObject();
    if (object->shape != m_shape) {
        m_shape = object->shape;
        m_slot = vm::findSlotReadOnly(object->shape, m_key);
    }
    return m_slot == vm::kNoSlot ? Value::unset().bits() : object->slots[m_slot].bits();
}

ResultTable::Cell ResultTable::Reader::at(qsizetype row)
{
    return cellOf(Value::fromBits(bitsAt(row)));
}

} // namespace latchkey::runs
