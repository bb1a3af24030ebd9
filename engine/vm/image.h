// SPDX-License-Identifier: GPL-3.0-or-later
// A program made ready for running: the compiler's output with its constants turned into immortal cells. Immutable and
// shared by all runs of the same source, on any thread; cached by content hash.
#pragma once

#include "engine/bytecode/program.h"
#include "engine/vm/value.h"

#include <memory>
#include <string>
#include <vector>

namespace latchkey::vm {

class Image;
using ImagePtr = std::shared_ptr<const Image>;

class Image
{
public:
    static ImagePtr make(bytecode::ProgramPtr program);
    ~Image();

    const bytecode::Program &program() const { return *m_program; }
    const Value *constants() const { return m_constants.data(); }
    size_t bytes() const; ///< memory it holds, for caches

private:
    Image() = default;
    Value makeConstant(const bytecode::Constant &constant);

    bytecode::ProgramPtr m_program;
    std::vector<Value> m_constants;
    std::vector<std::unique_ptr<std::byte[]>> m_texts;
    std::vector<std::unique_ptr<struct BigInt>> m_bigs;
};

/// The program that is run and every user module that it can import, directly or not, compiled beforehand.
struct ModuleSet {
    ImagePtr main;
    std::vector<std::pair<std::string, ImagePtr>> modules; ///< dotted name, image
};

struct InlineCache;

/// One loaded module of one isolate.
struct ModuleInstance {
    enum class State : uint8_t { Fresh, Loading, Loaded };

    ModuleInstance(ImagePtr program, std::string dottedName);
    ~ModuleInstance();
    ModuleInstance(const ModuleInstance &) = delete;
    ModuleInstance &operator=(const ModuleInstance &) = delete;

    ImagePtr image;
    std::string name; ///< dotted; "" for the main program
    const Value *constants;
    std::vector<Value> registers; ///< module variables, then the temporaries of the module's body
    Value *globals;
    Value *base; ///< the registers of the module's body
    std::unique_ptr<InlineCache[]> caches;
    State state = State::Fresh;
    bool isInput = false; ///< of a session: its variables are the session's
};

} // namespace latchkey::vm
