// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/bytecode/compiler_private.h"

namespace latchkey::bytecode {

namespace {

constexpr uint32_t kStatementsPerPoll = 512;

} // namespace

void Compiler::block(const Block &b)
{
    for (Statement *s : b.statements) statement(s);
}

bool Compiler::isStopped()
{
    if (m_untilPoll == 0 || --m_untilPoll != 0) return m_stopped;
    m_stopped = m_stopped || m_options.shouldStop(m_options.stopContext);
    m_untilPoll = kStatementsPerPoll;
    return m_stopped;
}

void Compiler::statement(Statement *s)
{
    if (!hasRoom(*s) || isStopped()) return;
    const Register mark = f().top();
    f().setPosition(s->begin);
    switch (s->kind) {
    case NodeKind::FunctionStatement:
        functionStatement(static_cast<FunctionStatement &>(*s));
        break;
    case NodeKind::If:
        ifStatement(static_cast<IfStatement &>(*s));
        break;
    case NodeKind::While:
        whileStatement(static_cast<WhileStatement &>(*s));
        break;
    case NodeKind::For:
        forStatement(static_cast<ForStatement &>(*s));
        break;
    case NodeKind::Try:
        tryStatement(static_cast<TryStatement &>(*s));
        break;
    case NodeKind::Return:
        returnStatement(static_cast<ReturnStatement &>(*s));
        break;
    case NodeKind::Throw:
        throwStatement(static_cast<ThrowStatement &>(*s));
        break;
    case NodeKind::Break:
        leaveLoop(true);
        break;
    case NodeKind::Continue:
        leaveLoop(false);
        break;
    case NodeKind::DestructureArray:
        destructureArray(static_cast<DestructureStatement &>(*s));
        break;
    case NodeKind::DestructureObject:
        destructureObject(static_cast<DestructureStatement &>(*s));
        break;
    case NodeKind::Assign:
        assign(static_cast<AssignStatement &>(*s));
        break;
    case NodeKind::ExpressionStatement:
        expressionStatement(static_cast<ExpressionStatement &>(*s));
        break;
    case NodeKind::Import:
        importStatement(static_cast<ImportStatement &>(*s));
        break;
    default:
        break; // nonlocal and capability declarations do nothing when executed
    }
    f().releaseTo(mark);
}

void Compiler::assign(AssignStatement &s)
{
    Expression *target = s.target;
    if (target->kind == NodeKind::Identifier) {
        const Binding &b = static_cast<IdentifierExpression *>(target)->binding;
        const Register place = targetFor(b);
        expressionTo(s.value, place);
        return store(b, place, target->begin);
    }
    Expression *object = chainInner(target);
    const Register value =
        operand(s.value, isQuiet(object) && (target->kind != NodeKind::Index ||
                                             isQuiet(static_cast<IndexExpression *>(target)->index)));
    if (target->kind == NodeKind::Index) {
        auto &e = static_cast<IndexExpression &>(*target);
        const Register container = operand(e.object, isQuiet(e.index));
        const Register key = operand(e.index, true);
        f().setPosition(e.bracket);
        f().emit(Opcode::SetIndex, container, key, value);
    } else if (target->kind == NodeKind::Slice) {
        auto &e = static_cast<SliceExpression &>(*target);
        const Register container = operand(e.object, false);
        const Register bounds = sliceBounds(e);
        f().setPosition(e.bracket);
        f().emit(Opcode::SetSlice, container, bounds, value);
    } else if (target->kind == NodeKind::Member) {
        auto &e = static_cast<MemberExpression &>(*target);
        const Register container = operand(e.object, true);
        f().setPosition(e.dot);
        f().emit(Opcode::SetMember, container, 0, value);
        f().emitWord(nameConstant(e.name), newCache());
    }
}

void Compiler::destructureArray(DestructureStatement &s)
{
    const Register value = operand(s.value, true);
    const auto count = static_cast<uint32_t>(s.targets.size());
    const Register first = temporary(count);
    f().setPosition(s.begin);
    f().emit(Opcode::UnpackArray, value, count, first);
    for (uint32_t i = 0; i < count; ++i) store(s.targets[i].binding, first + i, s.targets[i].span.begin);
}

void Compiler::destructureObject(DestructureStatement &s)
{
    const Register value = temporary(); // a target may be the variable that holds the object
    expressionTo(s.value, value);
    const Register key = temporary();
    for (const NameAt &target : s.targets) {
        const Register mark = f().top();
        f().setPosition(target.span.begin);
        f().emitWide(Opcode::LoadConst, key, static_cast<int32_t>(nameConstant(target.name)));
        const Register place = targetFor(target.binding);
        f().emit(Opcode::GetIndex, place, value, key);
        store(target.binding, place, target.span.begin);
        f().releaseTo(mark);
    }
}

void Compiler::importStatement(ImportStatement &s)
{
    std::string path;
    for (NameId part : s.path) {
        if (!path.empty()) path += '.';
        path += m_tree.name(part);
    }
    const analysis::ImportKind kind =
        m_options.findImport ? m_options.findImport(path) : analysis::ImportKind::Standard;
    if (kind == analysis::ImportKind::Missing) return; // a warning was given; nothing is bound
    m_program->imports.push_back({path, !s.hasAlias, kind});
    const Register place = targetFor(s.target.binding);
    f().emitWide(Opcode::Import, place, static_cast<int32_t>(m_program->imports.size() - 1));
    store(s.target.binding, place, s.begin);
}

} // namespace latchkey::bytecode
