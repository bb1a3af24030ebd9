// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/bytecode/compiler_private.h"

#include <algorithm>

namespace latchkey::bytecode {

namespace {

bool fits16(int64_t value)
{
    return value >= INT16_MIN && value <= INT16_MAX;
}

} // namespace

Expression *Compiler::chainInner(Expression *e)
{
    switch (e->kind) {
    case NodeKind::Call:
        return static_cast<CallExpression *>(e)->callee;
    case NodeKind::Index:
        return static_cast<IndexExpression *>(e)->object;
    case NodeKind::Slice:
        return static_cast<SliceExpression *>(e)->object;
    case NodeKind::Member:
        return static_cast<MemberExpression *>(e)->object;
    default:
        return nullptr;
    }
}

void Compiler::chainTo(Expression *last, Register target)
{
    std::vector<Expression *> links; // outermost first
    Expression *base = last;
    for (; chainInner(base); base = chainInner(base)) links.push_back(base);
    const Register mark = f().top();
    const Register work = temporary(); // every call has its callee or receiver here, its arguments behind
    size_t i = links.size();
    Register current = chainBase(base, links, i, work, target);
    while (i-- > 0) {
        f().releaseTo(work + 1);
        const bool isMethod = links[i]->kind == NodeKind::Member && i > 0 && links[i - 1]->kind == NodeKind::Call;
        const size_t consumed = isMethod ? i - 1 : i;
        const Register to = consumed == 0 ? target : work;
        if (isMethod)
            methodCall(static_cast<MemberExpression &>(*links[i]), static_cast<CallExpression &>(*links[i - 1]),
                       current, work, to);
        else link(links[i], current, work, to);
        i = consumed;
        current = to;
    }
    f().releaseTo(mark);
}

Register Compiler::chainBase(Expression *base, const std::vector<Expression *> &links, size_t &i, Register work,
                             Register target)
{
    Expression *first = links.back();
    if (first->kind == NodeKind::Call && base->kind == NodeKind::Identifier) {
        const Binding &b = static_cast<IdentifierExpression *>(base)->binding;
        if (b.kind == Binding::Kind::Builtin && b.index < analysis::kBuiltinModule &&
            b.index != analysis::kUndefinedBuiltin) {
            auto &call = static_cast<CallExpression &>(*first);
            --i;
            const Register to = i == 0 ? target : work;
            arguments(call, work);
            f().setPosition(call.begin);
            f().emit(Opcode::CallBuiltin, work, static_cast<uint32_t>(call.arguments.size()), to);
            f().emitWord(b.index, 0);
            return to;
        }
    }
    if (base->kind == NodeKind::Identifier && first->kind != NodeKind::Call &&
        !(first->kind == NodeKind::Member && i > 1 && links[i - 2]->kind == NodeKind::Call)) {
        // A variable that is indexed or whose member is read is used where it lies.
        const bool quiet = first->kind == NodeKind::Member ||
                           (first->kind == NodeKind::Index && isQuiet(static_cast<IndexExpression *>(first)->index));
        const Register mark = f().top();
        const Register value = operand(base, quiet);
        f().releaseTo(value >= mark ? value + 1 : mark);
        return value;
    }
    expressionTo(base, work);
    return work;
}

void Compiler::link(Expression *e, Register current, Register work, Register to)
{
    switch (e->kind) {
    case NodeKind::Call: {
        auto &call = static_cast<CallExpression &>(*e);
        if (current != work) f().emit(Opcode::Move, work, current);
        arguments(call, work);
        f().setPosition(call.begin);
        f().emit(Opcode::Call, work, static_cast<uint32_t>(call.arguments.size()), to);
        return;
    }
    case NodeKind::Index:
        return index(static_cast<IndexExpression &>(*e), current, to);
    case NodeKind::Slice: {
        auto &slice = static_cast<SliceExpression &>(*e);
        if (current == work || current >= f().top()) f().releaseTo(std::max(f().top(), current + 1));
        const Register bounds = sliceBounds(slice);
        f().setPosition(slice.bracket);
        f().emit(Opcode::GetSlice, to, current, bounds);
        return;
    }
    default: {
        auto &member = static_cast<MemberExpression &>(*e);
        f().setPosition(member.dot);
        f().emit(Opcode::GetMember, to, current);
        f().emitWord(nameConstant(member.name), newCache());
        return;
    }
    }
}

void Compiler::index(IndexExpression &e, Register current, Register to)
{
    if (current >= f().top()) f().releaseTo(current + 1);
    const NumberExpression *number = smallNumber(e.index);
    if (number && number->isInteger && fits16(number->integer)) {
        f().setPosition(e.bracket);
        f().emit(Opcode::GetIndexI, to, current, static_cast<uint16_t>(number->integer));
        return;
    }
    const Register key = operand(e.index, true);
    f().setPosition(e.bracket);
    f().emit(Opcode::GetIndex, to, current, key);
}

Register Compiler::sliceBounds(SliceExpression &slice)
{
    const Register first = temporary(3);
    Expression *bounds[] = {slice.from, slice.to, slice.step};
    for (uint32_t i = 0; i < 3; ++i) {
        if (bounds[i]) expressionTo(bounds[i], first + i);
        else f().emit(Opcode::Unset, first + i, 1);
    }
    return first;
}

void Compiler::methodCall(MemberExpression &member, CallExpression &call, Register current, Register work, Register to)
{
    if (current != work) f().emit(Opcode::Move, work, current);
    arguments(call, work);
    f().setPosition(call.begin);
    f().emit(Opcode::CallMethod, work, static_cast<uint32_t>(call.arguments.size()), to);
    f().emitWordAt(nameConstant(member.name), newCache(), member.dot);
}

void Compiler::arguments(CallExpression &call, Register work)
{
    f().releaseTo(work + 1);
    for (Expression *argument : call.arguments) {
        const Register place = temporary();
        expressionTo(argument, place);
    }
}

} // namespace latchkey::bytecode
