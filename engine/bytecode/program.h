// SPDX-License-Identifier: GPL-3.0-or-later
// What the compiler makes of a source text: immutable, free of any run's state, shared by all threads.
#pragma once

#include "engine/analysis/resolve.h"
#include "engine/bytecode/opcodes.h"

#include <cstring>
#include <memory>
#include <string>
#include <vector>

namespace latchkey::bytecode {

struct Instruction {
    uint16_t op = 0;
    uint16_t a = 0;
    uint16_t b = 0;
    uint16_t c = 0;

    static Instruction make(Opcode op, uint32_t a = 0, uint32_t b = 0, uint32_t c = 0)
    {
        return {static_cast<uint16_t>(op), static_cast<uint16_t>(a), static_cast<uint16_t>(b),
                static_cast<uint16_t>(c)};
    }
    static Instruction wide(Opcode op, uint32_t a, int32_t d)
    {
        return make(op, a, static_cast<uint32_t>(d) & 0xFFFF, static_cast<uint32_t>(d) >> 16);
    }
    static Instruction word(uint32_t first, uint32_t second)
    {
        return {static_cast<uint16_t>(first), static_cast<uint16_t>(first >> 16), static_cast<uint16_t>(second),
                static_cast<uint16_t>(second >> 16)};
    }
    int32_t d() const
    {
        int32_t value;
        std::memcpy(&value, &b, 4);
        return value;
    }
    uint32_t first() const
    {
        uint32_t value;
        std::memcpy(&value, &op, 4);
        return value;
    }
    uint32_t second() const
    {
        uint32_t value;
        std::memcpy(&value, &b, 4);
        return value;
    }
    int16_t offset() const { return static_cast<int16_t>(c); }
};
static_assert(sizeof(Instruction) == 8);

/// Words of an instruction, the word that may follow it included.
inline uint32_t wordCount(const Instruction &instruction)
{
    static constexpr uint8_t kWords[] = {
#define LATCHKEY_OPCODE_WORDS(name, operands, words) words,
        LATCHKEY_OPCODES(LATCHKEY_OPCODE_WORDS)
#undef LATCHKEY_OPCODE_WORDS
    };
    return kWords[instruction.op];
}

/// Kinds of a pending outcome that a finally body carries in its state register. Return and later are the compiler's.
enum Completion : int32_t {
    kCompletionStop = -1,
    kCompletionNormal = 0,
    kCompletionError = 1,
    kCompletionReturn = 2,
    kCompletionFirstJump = 3
};

/// A protected range of instructions [begin, end). Inner ranges come before outer ones.
struct Handler {
    uint32_t begin = 0;
    uint32_t end = 0;
    uint32_t target = 0; ///< where to go on
    uint16_t reg = 0;    ///< except: receives the error. finally: state in reg, value in reg + 1
    bool isFinally = false;
    uint32_t bodyBegin = 0; ///< finally: its own body, so that errors inside it are told from others
    uint32_t bodyEnd = 0;
    bool isLoop = false; ///< finally that ends what a `for` walks: skipped when there is nothing to end
};

struct Program;

struct FunctionCode {
    const Program *program = nullptr;
    uint32_t index = 0; ///< in the program; 0 is the module body
    std::string name;   ///< "" for the module, "fn" for arrows
    bool isArrow = false;
    bool isPrelude = false; ///< library code: errors point to its caller
    uint16_t parameterCount = 0;
    uint16_t registerCount = 0; ///< parameters, variables, temporaries
    uint16_t variableCount = 0; ///< the first registers are variables (module: globals)
    uint32_t environmentSize = 0;
    bool keepsEnvironment = false; ///< its closure holds the enclosing environment
    syntax::Span span;
    std::vector<Instruction> code;
    std::vector<uint32_t> offsets; ///< source offset of each word of `code`
    std::vector<Handler> handlers;
    std::vector<std::string> parameterNames;
    std::vector<std::pair<std::string, uint16_t>> registerNames; ///< for inspection
    std::vector<std::pair<std::string, uint16_t>> environmentNames;
};

struct Constant {
    enum class Kind : uint8_t { Integer, Real, BigInteger, Text };
    Kind kind = Kind::Integer;
    int64_t integer = 0;
    double real = 0;
    std::string text; ///< digits of a big integer, or the text (UTF-8)
};

struct Import {
    std::string path; ///< dotted
    bool bindsRoot;   ///< `import a.b.c;` binds a
    analysis::ImportKind kind = analysis::ImportKind::Standard;
};

struct Program {
    syntax::SourcePtr source;
    std::vector<std::unique_ptr<FunctionCode>> functions;
    std::vector<Constant> constants;
    std::vector<std::vector<uint32_t>> objectTemplates; ///< constant numbers of the keys, in order, no duplicates
    std::vector<std::string> globals;                   ///< module variables
    bool globalsInRegisters = true; ///< in the module's body, under the same numbers; else beside its registers
    std::vector<Import> imports;
    uint32_t cacheCount = 0;            ///< inline caches that an isolate keeps for this program
    uint32_t resultGlobal = UINT32_MAX; ///< the variable `result`
    analysis::Manifest manifest;
    const FunctionCode &main() const { return *functions[0]; }
    size_t bytes() const; ///< memory held, for caches
};
using ProgramPtr = std::shared_ptr<const Program>;

} // namespace latchkey::bytecode
