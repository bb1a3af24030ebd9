// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runs/result_value.h"

#include "engine/runs/frozen_heap.h"
#include "engine/runs/value_json.h"
#include "engine/vm/operations.h"

namespace latchkey::runs {

using vm::CellKind;
using vm::Value;

bool FrozenHeap::property(const vm::Object *object, uint32_t index, Value &key, Value &value) const
{
    const std::lock_guard lock(m_mutex);
    if (m_lastObject != object || m_lastIndex > index) {
        m_lastObject = object;
        m_lastIndex = 0;
        m_lastPosition = 0;
    }
    while (vm::nextProperty(object, m_lastPosition, key, value))
        if (m_lastIndex++ == index) return true;
    m_lastObject = nullptr;
    return false;
}

ResultValue::ResultValue(std::shared_ptr<const FrozenHeap> heap, uint64_t bits)
    : m_heap(std::move(heap))
    , m_bits(bits)
{
}

ResultValue::Kind ResultValue::kind() const
{
    const Value v = Value::fromBits(m_bits);
    if (!m_heap || v.isUnset()) return Kind::Invalid;
    if (v.isNull()) return Kind::Null;
    if (v.isBoolean()) return Kind::Boolean;
    if (vm::isInteger(v)) return Kind::Integer;
    if (v.isReal()) return Kind::Float;
    if (v.isString()) return Kind::String;
    if (v.isArray()) return Kind::Array;
    if (v.isObject()) return Kind::Object;
    if (vm::isFunction(v)) return Kind::Function;
    switch (v.asCell()->kind) {
    case CellKind::Module:
    case CellKind::UserModule:
        return Kind::Module;
    case CellKind::Error:
        return Kind::Error;
    case CellKind::Bytes:
        return Kind::Bytes;
    default:
        return Kind::Other;
    }
}

QString ResultValue::typeName() const
{
    const Kind k = kind();
    if (k == Kind::Invalid) return {};
    if (k == Kind::Integer) return QStringLiteral("integer");
    if (k == Kind::Float) return QStringLiteral("float");
    const std::string_view name = vm::typeName(Value::fromBits(m_bits));
    return QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()));
}

qsizetype ResultValue::size() const
{
    const Value v = Value::fromBits(m_bits);
    switch (kind()) {
    case Kind::Array:
        return v.asArray()->length;
    case Kind::Object:
        return static_cast<qsizetype>(vm::propertyCount(v.asObject()));
    case Kind::String:
        return v.asString()->length;
    case Kind::Bytes:
        return vm::cellAs<vm::Bytes>(v)->count;
    default:
        return 0;
    }
}

ResultValue ResultValue::child(qsizetype index) const
{
    const Value v = Value::fromBits(m_bits);
    if (index < 0 || index >= size()) return {};
    if (kind() == Kind::Array) return {m_heap, v.asArray()->items[index].bits()};
    Value key;
    Value value;
    if (kind() != Kind::Object || !m_heap->property(v.asObject(), static_cast<uint32_t>(index), key, value)) return {};
    return {m_heap, value.bits()};
}

QString ResultValue::childKey(qsizetype index) const
{
    if (kind() == Kind::Array) return QString::number(index);
    Value key;
    Value value;
    if (kind() != Kind::Object || index < 0 ||
        !m_heap->property(Value::fromBits(m_bits).asObject(), static_cast<uint32_t>(index), key, value))
        return {};
    return ResultValue(m_heap, key.bits()).text(4096);
}

ResultValue ResultValue::property(const QString &key) const
{
    if (kind() != Kind::Object) return {};
    const QByteArray utf8 = key.toUtf8();
    const Value value = vm::getProperty(Value::fromBits(m_bits).asObject(),
                                        std::string_view(utf8.data(), static_cast<size_t>(utf8.size())));
    return value.isUnset() ? ResultValue() : ResultValue(m_heap, value.bits());
}

QString ResultValue::preview(int maxCharacters) const
{
    if (!isValid()) return {};
    const std::string text =
        vm::previewDisplay(Value::fromBits(m_bits), vm::Display::Source, static_cast<size_t>(maxCharacters));
    return QString::fromStdString(text).replace(u'\n', u' ');
}

QString ResultValue::text(qsizetype maxBytes) const
{
    if (!isValid()) return {};
    const Value v = Value::fromBits(m_bits);
    if (v.isString()) {
        const std::string_view bytes = v.asString()->view().substr(0, static_cast<size_t>(maxBytes));
        return QString::fromUtf8(bytes.data(), static_cast<qsizetype>(bytes.size()));
    }
    return QString::fromStdString(vm::previewDisplay(v, vm::Display::Direct, static_cast<size_t>(maxBytes)));
}

QString ResultValue::quotedText(qsizetype maxBytes) const
{
    if (!isValid()) return {};
    const Value v = Value::fromBits(m_bits);
    // The console alone says `true` of a direct boolean, as print does.
    const vm::Display display = v.isBoolean() ? vm::Display::Direct : vm::Display::Quoted;
    return QString::fromStdString(vm::previewDisplay(v, display, static_cast<size_t>(maxBytes)));
}

QByteArray ResultValue::bytes(qsizetype most) const
{
    if (kind() != Kind::Bytes) return {};
    const auto *bytes = vm::cellAs<vm::Bytes>(Value::fromBits(m_bits));
    return QByteArray(reinterpret_cast<const char *>(bytes->data()), std::min<qsizetype>(most, bytes->count));
}

double ResultValue::toDouble() const
{
    const Kind k = kind();
    return k == Kind::Integer || k == Kind::Float || k == Kind::Boolean ? vm::toReal(Value::fromBits(m_bits)) : 0.0;
}

bool ResultValue::toBool() const
{
    return isValid() && vm::isTruthy(Value::fromBits(m_bits));
}

quintptr ResultValue::identity() const
{
    const Value v = Value::fromBits(m_bits);
    return isValid() && v.isCell() ? reinterpret_cast<quintptr>(v.asCell()) : 0;
}

bool ResultValue::writeJson(const TakeJson &take) const
{
    return isValid() ? runs::writeJson(Value::fromBits(m_bits), take) : take("null", 1);
}

JsonText ResultValue::jsonText() const
{
    return valueToJson(Value::fromBits(m_bits));
}

QByteArray ResultValue::toJson(bool cyclesAsText) const
{
    if (!isValid()) return "null";
    JsonText json = valueToJson(Value::fromBits(m_bits), cyclesAsText);
    return json.hadCycle && !cyclesAsText ? QByteArray() : QByteArray::fromStdString(json.text);
}

} // namespace latchkey::runs
