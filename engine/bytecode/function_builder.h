// SPDX-License-Identifier: GPL-3.0-or-later
// Emission of one function's instructions: registers, labels, jumps of either width. Private to the compiler.
#pragma once

#include "engine/bytecode/program.h"

#include <unordered_map>

namespace latchkey::bytecode {

using Register = uint32_t;

/// A place that jumps lead to; bound once, used any number of times before and after.
struct Label {
    static constexpr uint32_t kUnbound = UINT32_MAX;
    uint32_t target = kUnbound;
    std::vector<uint32_t> uses; ///< instructions to patch when bound
};

class FunctionBuilder
{
public:
    FunctionBuilder(FunctionCode &function, FunctionBuilder *enclosing)
        : code(function)
        , parent(enclosing)
    {
    }

    FunctionCode &code;
    FunctionBuilder *parent;

    // ---- registers: variables first, then temporaries like a stack ----------------------------------------------
    Register allocate(uint32_t count = 1)
    {
        const Register first = m_top;
        m_top += count;
        if (m_top > m_highest) m_highest = m_top;
        return first;
    }
    Register top() const { return m_top; }
    void releaseTo(Register mark) { m_top = mark; }
    void setVariables(uint32_t count) { m_top = m_highest = count; }
    uint32_t highest() const { return m_highest; }

    // ---- instructions -------------------------------------------------------------------------------------------
    uint32_t here() const { return static_cast<uint32_t>(code.code.size()); }
    void setPosition(uint32_t offset) { m_position = offset; }
    uint32_t emit(Opcode op, uint32_t a = 0, uint32_t b = 0, uint32_t c = 0)
    {
        return append(Instruction::make(op, a, b, c));
    }
    uint32_t emitWide(Opcode op, uint32_t a, int32_t d) { return append(Instruction::wide(op, a, d)); }
    void emitWord(uint32_t first, uint32_t second) { append(Instruction::word(first, second)); }
    void emitWordAt(uint32_t first, uint32_t second, uint32_t position)
    {
        append(Instruction::word(first, second));
        code.offsets.back() = position;
    }

    // ---- jumps --------------------------------------------------------------------------------------------------
    void jump(Label &label) { emitJump(Opcode::Jump, 0, label); }
    void jumpIf(Register value, bool sense, Label &label)
    {
        emitJump(sense ? Opcode::JumpIf : Opcode::JumpIfNot, value, label);
    }
    /// A jump with two operands and a 16-bit offset. In a function too large for that, the inverse skips a long one.
    void jumpCompare(Opcode op, uint32_t a, uint32_t b, Label &label);
    /// IterNext, RangeNext: they have no inverse, a long loop goes through a trampoline.
    void jumpNext(Opcode op, uint32_t a, uint32_t b, Label &body);
    void bind(Label &label);
    /// Large functions use only long jumps: decided before anything is emitted, from the length of the source.
    void setLarge(bool large) { m_large = large; }

    // ---- loops --------------------------------------------------------------------------------------------------
    /// From `begin` to here a `for` walks what `state` holds: an error or a stop that leaves it ends a generator.
    void addLoopEnding(uint32_t begin, Register state);
    /// Emits what the loops' handlers jump to, behind the function's code, where no one falls into it.
    void emitLoopEndings();

    /// The inverse of a comparing jump.
    static Opcode inverse(Opcode op);

private:
    uint32_t append(Instruction instruction)
    {
        code.code.push_back(instruction);
        code.offsets.push_back(m_position);
        return here() - 1;
    }
    void emitJump(Opcode op, Register a, Label &label);
    void patch(uint32_t at, uint32_t target);

    std::vector<size_t> m_loopEndings; ///< handlers, by number
    Register m_top = 0;
    Register m_highest = 0;
    uint32_t m_position = 0;
    bool m_large = false;
};

} // namespace latchkey::bytecode
