// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/bytecode/compiler_private.h"

#include <algorithm>

namespace latchkey::bytecode {

namespace {

/// Element literals are gathered in registers this many at a time.
constexpr uint32_t kLiteralBatch = 64;
/// Object literals up to this size get a template (one instruction, final shape at once).
constexpr size_t kMaxTemplateKeys = 48;

} // namespace

// ---- names
// -----------------------------------------------------------------------------------------------------------

bool Compiler::isBuiltin(const Expression *e, std::string_view name) const
{
    if (e->kind != NodeKind::Identifier) return false;
    const auto *identifier = static_cast<const IdentifierExpression *>(e);
    return identifier->binding.kind == Binding::Kind::Builtin && m_tree.name(identifier->name) == name;
}

void Compiler::nameTo(const IdentifierExpression &e, Register target)
{
    f().setPosition(e.begin);
    const Binding &b = e.binding;
    switch (b.kind) {
    case Binding::Kind::Local:
        if (b.maybeUnset) f().emit(Opcode::CheckSet, b.index);
        if (b.index != target) f().emit(Opcode::Move, target, b.index);
        return;
    case Binding::Kind::Captured:
        f().emit(Opcode::GetEnvironment, target, b.depth, b.index);
        return;
    case Binding::Kind::Global:
        globalTo(b, target);
        return;
    case Binding::Kind::Builtin:
        builtinTo(b.index, target);
        return;
    case Binding::Kind::Unknown:
    case Binding::Kind::Unresolved:
        f().emit(Opcode::RaiseUnknown);
        return;
    }
}

void Compiler::globalTo(const Binding &b, Register target)
{
    if (b.fallbackBuiltin != UINT32_MAX) {
        f().emitWide(Opcode::GetGlobalOr, target, static_cast<int32_t>(b.index));
        f().emitWord(b.fallbackBuiltin, 0);
    } else if (hasGlobalRegisters()) {
        if (b.maybeUnset) f().emit(Opcode::CheckGlobal, b.index);
        if (b.index != target) f().emit(Opcode::Move, target, b.index);
    } else {
        f().emitWide(Opcode::GetGlobal, target, static_cast<int32_t>(b.index));
    }
}

void Compiler::builtinTo(uint32_t index, Register target)
{
    f().emitWide(Opcode::LoadBuiltin, target, static_cast<int32_t>(index));
}

bool Compiler::variableRegister(const Binding &b, Register &reg) const
{
    const bool here = b.kind == Binding::Kind::Local || (b.kind == Binding::Kind::Global && hasGlobalRegisters());
    reg = b.index;
    return here;
}

void Compiler::store(const Binding &b, Register value, uint32_t position)
{
    Register reg = 0;
    f().setPosition(position);
    if (variableRegister(b, reg)) {
        if (reg != value) f().emit(Opcode::Move, reg, value);
    } else if (b.kind == Binding::Kind::Captured) {
        f().emit(Opcode::SetEnvironment, value, b.depth, b.index);
    } else {
        f().emitWide(Opcode::SetGlobal, value, static_cast<int32_t>(b.index));
    }
}

Register Compiler::targetFor(const Binding &b)
{
    Register reg = 0;
    return variableRegister(b, reg) ? reg : temporary();
}

// ---- expressions
// -----------------------------------------------------------------------------------------------------

bool Compiler::isQuiet(const Expression *e)
{
    if (!e) return true;
    switch (e->kind) {
    case NodeKind::Number:
    case NodeKind::String:
    case NodeKind::Literal:
    case NodeKind::Identifier:
        return true;
    case NodeKind::Member: {
        const auto *member = static_cast<const MemberExpression *>(e);
        return member->object->kind == NodeKind::Identifier;
    }
    default:
        return false;
    }
}

Register Compiler::operand(Expression *e, bool quietLater)
{
    if (e->kind == NodeKind::Identifier) {
        const auto &name = static_cast<const IdentifierExpression &>(*e);
        const Binding &b = name.binding;
        Register reg = 0;
        if (b.fallbackBuiltin == UINT32_MAX && variableRegister(b, reg) &&
            (quietLater || b.kind == Binding::Kind::Local)) {
            f().setPosition(e->begin);
            if (b.maybeUnset) f().emit(b.kind == Binding::Kind::Local ? Opcode::CheckSet : Opcode::CheckGlobal, reg);
            return reg;
        }
    }
    const Register target = temporary();
    expressionTo(e, target);
    return target;
}

void Compiler::expressionTo(Expression *e, Register target)
{
    if (!hasRoom(*e)) return;
    f().setPosition(e->begin);
    switch (e->kind) {
    case NodeKind::Number:
        return numberTo(static_cast<NumberExpression &>(*e), target);
    case NodeKind::String:
        f().emitWide(Opcode::LoadConst, target,
                     static_cast<int32_t>(textConstant(static_cast<StringExpression &>(*e).value)));
        return;
    case NodeKind::Literal:
        return literalTo(static_cast<LiteralExpression &>(*e), target);
    case NodeKind::Identifier:
        return nameTo(static_cast<IdentifierExpression &>(*e), target);
    case NodeKind::Array:
        return arrayTo(static_cast<ArrayExpression &>(*e), target);
    case NodeKind::Object:
        return objectTo(static_cast<ObjectExpression &>(*e), target);
    case NodeKind::Arrow:
        return closureTo(static_cast<ArrowExpression &>(*e).function, target);
    case NodeKind::Unary:
        return unaryTo(static_cast<UnaryExpression &>(*e), target);
    case NodeKind::Binary:
        return binaryTo(static_cast<BinaryExpression &>(*e), target);
    case NodeKind::Logical:
        return logicalTo(static_cast<LogicalExpression &>(*e), target);
    case NodeKind::Conditional:
        return conditionalTo(static_cast<ConditionalExpression &>(*e), target);
    case NodeKind::Call:
    case NodeKind::Index:
    case NodeKind::Slice:
    case NodeKind::Member:
        return chainTo(e, target);
    default:
        f().emit(Opcode::LoadNull, target);
        return;
    }
}

void Compiler::numberTo(const NumberExpression &number, Register target)
{
    if (number.isInteger && !number.isBig && number.integer >= INT32_MIN && number.integer <= INT32_MAX)
        f().emitWide(Opcode::LoadInt, target, static_cast<int32_t>(number.integer));
    else f().emitWide(Opcode::LoadConst, target, static_cast<int32_t>(numberConstant(number)));
}

void Compiler::literalTo(const LiteralExpression &literal, Register target)
{
    using V = LiteralExpression::Value;
    f().emit(literal.value == V::Null   ? Opcode::LoadNull
             : literal.value == V::True ? Opcode::LoadTrue
                                        : Opcode::LoadFalse,
             target);
}

// ---- literals
// --------------------------------------------------------------------------------------------------------

void Compiler::arrayTo(ArrayExpression &e, Register target)
{
    const Register mark = f().top();
    const size_t count = e.elements.size();
    const Register result = count > kLiteralBatch ? temporary() : target;
    size_t done = 0;
    do {
        const Register inner = f().top();
        const size_t batch = std::min<size_t>(kLiteralBatch, count - done);
        const Register first = f().top();
        for (size_t i = 0; i < batch; ++i) expressionTo(e.elements[done + i], temporary());
        f().setPosition(e.begin);
        f().emit(done == 0 ? Opcode::NewArray : Opcode::ArrayPush, result, static_cast<uint32_t>(batch), first);
        f().releaseTo(inner);
        done += batch;
    } while (done < count);
    if (result != target) f().emit(Opcode::Move, target, result);
    f().releaseTo(mark);
}

void Compiler::objectTo(ObjectExpression &e, Register target)
{
    const Register mark = f().top();
    std::vector<uint32_t> keys;
    for (const Property &property : e.properties) keys.push_back(textConstant(property.key));
    if (keys.size() <= kMaxTemplateKeys && distinct(keys)) {
        const Register first = f().top();
        for (const Property &property : e.properties) expressionTo(property.value, temporary());
        f().setPosition(e.begin);
        f().emit(Opcode::NewObject, target, static_cast<uint32_t>(keys.size()), first);
        f().emitWord(templateNumber(keys), newCache());
    } else {
        const Register object = temporary();
        f().emit(Opcode::NewObject, object, 0, 0);
        f().emitWord(templateNumber({}), newCache());
        for (size_t i = 0; i < keys.size(); ++i) {
            const Register inner = f().top();
            const Register value = operand(e.properties[i].value, true);
            f().setPosition(e.begin);
            f().emit(Opcode::SetKey, object, 0, value);
            f().emitWord(keys[i], 0);
            f().releaseTo(inner);
        }
        f().emit(Opcode::Move, target, object);
    }
    f().releaseTo(mark);
}

bool Compiler::distinct(std::vector<uint32_t> keys)
{
    std::sort(keys.begin(), keys.end());
    return std::adjacent_find(keys.begin(), keys.end()) == keys.end();
}

uint32_t Compiler::templateNumber(const std::vector<uint32_t> &keys)
{
    m_program->objectTemplates.push_back(keys);
    return static_cast<uint32_t>(m_program->objectTemplates.size() - 1);
}

} // namespace latchkey::bytecode
