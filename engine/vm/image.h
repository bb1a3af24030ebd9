// SPDX-License-Identifier: GPL-3.0-or-later
// A program made ready for running: the compiler's output with its constants turned into immortal cells, and the user
// modules it imports. Immutable and shared by all runs of the same source, on any thread; cached by content hash.
#pragma once

#include "engine/bytecode/program.h"
#include "engine/vm/value.h"

#include <memory>
#include <string>
#include <vector>

namespace latchkey::vm {

class Library;
class Image;
using ImagePtr = std::shared_ptr<const Image>;

class Image
{
public:
    /// `imports` are the images of the user modules, by dotted name, that `program` names; may form no cycle of
    /// ownership: a module that is already being loaded is left out and found through the importing program (see
    /// ModuleSet).
    static ImagePtr make(bytecode::ProgramPtr program, const Library &library);
    ~Image();

    const bytecode::Program &program() const { return *m_program; }
    Value constant(uint32_t index) const { return m_constants[index]; }
    const Value *constants() const { return m_constants.data(); }
    size_t bytes() const; ///< memory it holds, for caches

private:
    Image() = default;
    bytecode::ProgramPtr m_program;
    std::vector<Value> m_constants;
    std::vector<void *> m_cells;
};

/// The program that is run and every user module that it can import, directly or not, compiled beforehand.
struct ModuleSet
{
    ImagePtr main;
    std::vector<std::pair<std::string, ImagePtr>> modules; ///< dotted name, image
};

/// One loaded module of one isolate.
struct ModuleInstance
{
    ImagePtr image;
    std::string name;      ///< dotted; "" for the main program
    Value *globals = nullptr;
    uint32_t capacity = 0; ///< of `globals`: variables, then the registers of the module's body
    enum class State : uint8_t { Fresh, Loading, Loaded } state = State::Fresh;
    std::vector<struct CallCache> *caches = nullptr;
};

} // namespace latchkey::vm
