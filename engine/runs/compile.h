// SPDX-License-Identifier: GPL-3.0-or-later
// From text to something an isolate can start: parse, resolve, compile, and the same for every user module that the
// program can import. No thread of its own: whoever needs the result calls it on a thread of the pool.
#pragma once

#include "engine/runs/wishes.h"
#include "engine/syntax/diagnostic.h"
#include "engine/vm/image.h"

#include <atomic>
#include <memory>
#include <string>
#include <vector>

namespace latchkey::runs {

struct CompileRequest {
    std::string text;
    std::string name;
    std::string path;                      ///< empty when never saved
    std::string folder;                    ///< where imports start
    std::vector<std::string> contextNames; ///< module variables that exist before the first statement
    bool isInput = false;                  ///< of a session: `contextNames` are the variables of all inputs before it
    bool lint = false;
    const std::atomic<bool> *stop = nullptr; ///< looked at between the stages and by the parser
};

/// A file that a compiled program depends on; when it changed, so might the program.
struct Dependency {
    std::string path;
    int64_t modified = -1; ///< nanoseconds; -1: it did not exist
    int64_t size = 0;
    static Dependency look(const std::string &path);
    bool operator==(const Dependency &) const = default;
};

/// A guarded library function that the text mentions.
struct Mention {
    std::string function; ///< "file.read"
    int line = 0;
};

struct Compiled {
    vm::ModuleSet modules; ///< `main` is null when there are errors
    std::vector<syntax::Diagnostic> diagnostics;
    std::vector<Dependency> dependencies;
    std::vector<Mention> mentions; ///< filled when linting
    std::vector<Wish> wishes;      ///< of the main text, then of the modules it imports
    double seconds = 0;
    size_t bytes = 0;
    bool stopped = false; ///< given up because of `stop`; nothing else is valid
    bool ok() const { return modules.main != nullptr; }
};
using CompiledPtr = std::shared_ptr<const Compiled>;

CompiledPtr compileProgram(const CompileRequest &request);

} // namespace latchkey::runs
