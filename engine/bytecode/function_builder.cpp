// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/bytecode/function_builder.h"

namespace latchkey::bytecode {

namespace {

bool isLongJump(Opcode op)
{
    return op == Opcode::Jump || op == Opcode::JumpIf || op == Opcode::JumpIfNot;
}

} // namespace

Opcode FunctionBuilder::inverse(Opcode op)
{
    // The table lists every comparing jump beside its inverse, so the pairs differ in the lowest bit of their distance
    // from the first of the block.
    const auto flip = [op](Opcode first) {
        const int distance = static_cast<int>(op) - static_cast<int>(first);
        return static_cast<Opcode>(static_cast<int>(first) + (distance ^ 1));
    };
    return op >= Opcode::JumpEqualI ? flip(Opcode::JumpEqualI) : flip(Opcode::JumpEqual);
}

void FunctionBuilder::emitJump(Opcode op, Register a, Label &label)
{
    const uint32_t at = emitWide(op, a, 0);
    if (label.target != Label::kUnbound) patch(at, label.target);
    else label.uses.push_back(at);
}

void FunctionBuilder::jumpCompare(Opcode op, uint32_t a, uint32_t b, Label &label)
{
    if (m_large) {
        emit(inverse(op), a, b, 1);
        return jump(label);
    }
    const uint32_t at = emit(op, a, b, 0);
    if (label.target != Label::kUnbound) patch(at, label.target);
    else label.uses.push_back(at);
}

void FunctionBuilder::jumpNext(Opcode op, uint32_t a, uint32_t b, Label &body)
{
    if (!m_large) return jumpCompare(op, a, b, body);
    Label end;
    emit(op, a, b, 1);
    jump(end);
    jump(body);
    bind(end);
}

void FunctionBuilder::bind(Label &label)
{
    label.target = here();
    for (uint32_t at : label.uses) patch(at, label.target);
    label.uses.clear();
}

void FunctionBuilder::patch(uint32_t at, uint32_t target)
{
    const int32_t offset = static_cast<int32_t>(target) - static_cast<int32_t>(at) - 1;
    Instruction &instruction = code.code[at];
    const auto op = static_cast<Opcode>(instruction.op);
    if (isLongJump(op)) instruction = Instruction::wide(op, instruction.a, offset);
    else instruction.c = static_cast<uint16_t>(offset);
}

void FunctionBuilder::addLoopEnding(uint32_t begin, Register state)
{
    Handler handler{.begin = begin, .end = here(), .reg = static_cast<uint16_t>(state + 1), .isFinally = true};
    handler.isLoop = true;
    m_loopEndings.push_back(code.handlers.size());
    code.handlers.push_back(handler);
}

void FunctionBuilder::emitLoopEndings()
{
    for (const size_t number : m_loopEndings) {
        Handler &handler = code.handlers[number];
        handler.target = handler.bodyBegin = here();
        emit(Opcode::IterClose, handler.reg - 1u);
        emitWide(Opcode::EndFinally, handler.reg, static_cast<int32_t>(handler.end));
        handler.bodyEnd = here();
    }
    m_loopEndings.clear();
}

} // namespace latchkey::bytecode
