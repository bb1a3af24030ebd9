// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/bytecode/compiler_private.h"

#include <algorithm>
#include <utility>

namespace latchkey::bytecode {

// ---- control flow
// ----------------------------------------------------------------------------------------------------

void Compiler::ifStatement(IfStatement &s)
{
    Label end;
    for (size_t i = 0; i < s.branches.size(); ++i) {
        Label next;
        condition(s.branches[i].condition, false, next);
        block(s.branches[i].block);
        if (i + 1 < s.branches.size() || s.hasElse) f().jump(end);
        f().bind(next);
    }
    if (s.hasElse) block(s.otherwise);
    f().bind(end);
}

void Compiler::loop(Label &breakLabel, Label &continueLabel, const Block &body, std::optional<Register> walked)
{
    Flow flow{.kind = Flow::Kind::Loop};
    flow.breakLabel = &breakLabel;
    flow.continueLabel = &continueLabel;
    flow.walks = walked.has_value();
    flow.state = walked.value_or(0);
    m_flow.push_back(flow);
    block(body);
    m_flow.pop_back();
}

void Compiler::whileStatement(WhileStatement &s)
{
    // The condition stands behind the body: one taken jump an iteration.
    Label body, next, end;
    f().jump(next);
    f().bind(body);
    loop(end, next, s.block);
    f().bind(next);
    f().setPosition(s.condition->begin);
    condition(s.condition, true, body);
    f().bind(end);
}

void Compiler::forStatement(ForStatement &s)
{
    const Register state = temporary(3);
    const bool counted = rangeLoop(s, state);
    if (!counted) {
        expressionTo(s.iterable, state);
        f().setPosition(s.iterable->begin);
        f().emit(Opcode::IterBegin, state);
    }
    Label body, next, end;
    const Register element = targetFor(s.variable.binding);
    f().jump(next);
    const uint32_t begin = f().here();
    f().bind(body);
    store(s.variable.binding, element, s.variable.span.begin);
    loop(end, next, s.block, counted ? std::nullopt : std::optional(state));
    f().bind(next);
    f().setPosition(s.iterable->begin);
    f().jumpNext(counted ? Opcode::RangeNext : Opcode::IterNext, state, element, body);
    if (!counted) f().addLoopEnding(begin, state);
    f().bind(end);
}

void Compiler::closeLoop(const Flow &flow)
{
    if (flow.walks) f().emit(Opcode::IterClose, flow.state);
}

bool Compiler::rangeLoop(ForStatement &s, Register state)
{
    if (s.iterable->kind != NodeKind::Call) return false;
    auto &call = static_cast<CallExpression &>(*s.iterable);
    const size_t count = call.arguments.size();
    if (!isBuiltin(call.callee, "range") || count < 1 || count > 3) return false;
    for (uint32_t i = 0; i < count; ++i) expressionTo(call.arguments[i], state + i);
    f().setPosition(call.begin);
    f().emit(Opcode::RangeBegin, state, static_cast<uint32_t>(count));
    return true;
}

void Compiler::leaveLoop(bool isBreak)
{
    size_t loopIndex = m_flow.size();
    while (loopIndex > 0 && m_flow[loopIndex - 1].kind != Flow::Kind::Loop) --loopIndex;
    if (loopIndex > 0) passOut(m_flow.size(), loopIndex - 1, isBreak);
}

void Compiler::passOut(size_t from, size_t loopIndex, bool isBreak)
{
    for (size_t i = from; i-- > loopIndex + 1;) {
        Flow &flow = m_flow[i];
        closeLoop(flow);
        if (flow.kind == Flow::Kind::FinallyBody) f().emit(Opcode::LeaveFinally, flow.state);
        if (flow.kind == Flow::Kind::Finally) {
            const std::pair<size_t, bool> wanted{loopIndex, isBreak};
            auto known = std::find(flow.jumps.begin(), flow.jumps.end(), wanted);
            if (known == flow.jumps.end()) known = flow.jumps.insert(flow.jumps.end(), wanted);
            f().emitWide(Opcode::LoadInt, flow.state,
                         kCompletionFirstJump + static_cast<int32_t>(known - flow.jumps.begin()));
            return f().jump(*flow.finallyLabel);
        }
    }
    if (isBreak) closeLoop(m_flow[loopIndex]);
    f().jump(isBreak ? *m_flow[loopIndex].breakLabel : *m_flow[loopIndex].continueLabel);
}

void Compiler::returnStatement(ReturnStatement &s)
{
    if (passesFinally(m_flow.size())) {
        const Register value = temporary();
        if (s.value) expressionTo(s.value, value);
        else f().emit(Opcode::LoadNull, value);
        f().setPosition(s.begin);
        return returnFrom(m_flow.size(), value);
    }
    if (!s.value) {
        std::for_each(m_flow.rbegin(), m_flow.rend(), [this](const Flow &flow) { closeLoop(flow); });
        f().emit(Opcode::ReturnNull);
        return;
    }
    const Register value = operand(s.value, true);
    f().setPosition(s.begin);
    returnFrom(m_flow.size(), value);
}

bool Compiler::passesFinally(size_t from) const
{
    return std::any_of(m_flow.begin(), m_flow.begin() + static_cast<std::ptrdiff_t>(from),
                       [](const Flow &flow) { return flow.kind != Flow::Kind::Loop; });
}

void Compiler::returnFrom(size_t from, Register value)
{
    for (size_t i = from; i-- > 0;) {
        Flow &flow = m_flow[i];
        closeLoop(flow);
        if (flow.kind == Flow::Kind::FinallyBody) f().emit(Opcode::LeaveFinally, flow.state);
        if (flow.kind == Flow::Kind::Finally) {
            flow.returns = true;
            if (value != flow.state + 1) f().emit(Opcode::Move, flow.state + 1, value);
            f().emitWide(Opcode::LoadInt, flow.state, kCompletionReturn);
            return f().jump(*flow.finallyLabel);
        }
    }
    f().emit(Opcode::Return, value);
}

// ---- errors
// ----------------------------------------------------------------------------------------------------------

void Compiler::throwStatement(ThrowStatement &s)
{
    const Register value = operand(s.value, true);
    f().setPosition(s.begin);
    f().emit(Opcode::Throw, value);
}

void Compiler::tryStatement(TryStatement &s)
{
    if (!s.hasFinally) return guarded(s);
    const Register state = temporary(2);
    Label finalizer;
    Flow flow{.kind = Flow::Kind::Finally};
    flow.state = state;
    flow.finallyLabel = &finalizer;
    m_flow.push_back(flow);
    const uint32_t begin = f().here();
    guarded(s);
    f().emitWide(Opcode::LoadInt, state, kCompletionNormal);
    const uint32_t end = f().here();
    flow = std::move(m_flow.back());
    m_flow.pop_back();

    f().bind(finalizer);
    const uint32_t bodyBegin = f().here();
    Flow inBody{.kind = Flow::Kind::FinallyBody};
    inBody.state = state;
    m_flow.push_back(inBody);
    block(s.finalizer);
    m_flow.pop_back();
    f().setPosition(s.finalizer.span.end ? s.finalizer.span.end - 1 : s.begin);
    f().emit(Opcode::EndFinally, state);
    f().code.handlers.push_back({begin, end, bodyBegin, static_cast<uint16_t>(state), true, bodyBegin, f().here()});
    goOnAfterFinally(flow);
}

void Compiler::guarded(TryStatement &s)
{
    if (s.clauses.empty()) return block(s.block);
    const ExceptClause &clause = s.clauses.front();
    const uint32_t begin = f().here();
    block(s.block);
    const uint32_t end = f().here();
    Label after;
    f().jump(after);
    const Register error = temporary();
    if (end > begin) f().code.handlers.push_back({begin, end, f().here(), static_cast<uint16_t>(error), false, 0, 0});
    if (clause.hasVariable) store(clause.variable.binding, error, clause.variable.span.begin);
    block(clause.block);
    f().bind(after);
}

void Compiler::goOnAfterFinally(const Flow &flow)
{
    const auto when = [&](int32_t completion, auto &&go) {
        Label skip;
        f().jumpCompare(Opcode::JumpNotEqualI, flow.state, static_cast<uint16_t>(completion), skip);
        go();
        f().bind(skip);
    };
    if (flow.returns) when(kCompletionReturn, [&] { returnFrom(m_flow.size(), flow.state + 1); });
    for (size_t i = 0; i < flow.jumps.size(); ++i)
        when(kCompletionFirstJump + static_cast<int32_t>(i),
             [&] { passOut(m_flow.size(), flow.jumps[i].first, flow.jumps[i].second); });
}

} // namespace latchkey::bytecode
