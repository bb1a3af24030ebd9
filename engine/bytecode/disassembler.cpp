// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/bytecode/compiler.h"

namespace latchkey::bytecode {

namespace {

struct OpcodeInfo {
    const char *name;
    const char *operands;
    int words;
};
constexpr OpcodeInfo kOpcodes[] = {
#define LATCHKEY_OPCODE_INFO(name, operands, words) {#name, operands, words},
    LATCHKEY_OPCODES(LATCHKEY_OPCODE_INFO)
#undef LATCHKEY_OPCODE_INFO
};

std::string constantText(const Program &program, uint32_t index)
{
    const Constant &constant = program.constants[index];
    switch (constant.kind) {
    case Constant::Kind::Integer:
        return std::to_string(constant.integer);
    case Constant::Kind::Real:
        return std::to_string(constant.real);
    case Constant::Kind::BigInteger:
        return constant.text;
    case Constant::Kind::Text:
        return '"' + constant.text + '"';
    }
    return {};
}

std::string operandText(const Program &program, char form, uint16_t field, const Instruction &instruction, uint32_t at)
{
    switch (form) {
    case 'r':
        return " r" + std::to_string(field);
    case 'u':
        return " " + std::to_string(field);
    case 'i':
        return " #" + std::to_string(static_cast<int16_t>(field));
    case 'k':
        return " " + constantText(program, field);
    case 'j':
        return " ->" + std::to_string(static_cast<int64_t>(at) + 1 + static_cast<int16_t>(field));
    case 'J':
        return " ->" + std::to_string(static_cast<int64_t>(at) + 1 + instruction.d());
    case 'd':
        return " #" + std::to_string(instruction.d());
    case 'K':
        return " " + constantText(program, static_cast<uint32_t>(instruction.d()));
    default:
        return {};
    }
}

void disassemble(const FunctionCode &function, std::string &out)
{
    out += "function " + std::to_string(function.index) + " " + (function.name.empty() ? "(module)" : function.name) +
           ": " + std::to_string(function.registerCount) + " registers\n";
    for (uint32_t at = 0; at < function.code.size(); ++at) {
        const Instruction &instruction = function.code[at];
        const OpcodeInfo &info = kOpcodes[instruction.op];
        out += "  " + std::to_string(at) + "\t" + info.name;
        const uint16_t fields[] = {instruction.a, instruction.b, instruction.c};
        for (int i = 0; i < 3 && info.operands[i]; ++i)
            out += operandText(*function.program, info.operands[i], fields[i], instruction, at);
        if (info.words == 2) {
            const Instruction &word = function.code[++at];
            out += " [" + std::to_string(word.first()) + ", " + std::to_string(word.second()) + "]";
        }
        out += "\t; line " + std::to_string(function.program->source->position(function.offsets[at]).line) + "\n";
    }
    for (const Handler &handler : function.handlers)
        out += "  [" + std::to_string(handler.begin) + ", " + std::to_string(handler.end) + ") -> " +
               std::to_string(handler.target) + (handler.isFinally ? " finally" : " except") + " r" +
               std::to_string(handler.reg) + "\n";
}

} // namespace

std::string disassemble(const Program &program)
{
    std::string out;
    for (const auto &function : program.functions) disassemble(*function, out);
    return out;
}

} // namespace latchkey::bytecode
