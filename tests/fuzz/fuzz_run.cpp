// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes as a program: parsed, resolved, compiled and run under small limits, with slices and collections at places
// that the input chooses. What must hold: no crash, no leak, an end within the limits, and a heap inside its own.
#include "engine/bytecode/compiler.h"
#include "engine/modules/library.h"
#include "engine/syntax/parser.h"
#include "engine/vm/isolate.h"
#include "engine/vm/operations.h"
#include "engine/vm/silent_host.h"

#include <cstdlib>
#include <deque>

using namespace latchkey;

namespace {

constexpr size_t kMemory = size_t(16) << 20;
constexpr uint64_t kInstructions = 200'000;

void require(bool condition)
{
    if (!condition) abort();
}

/// Denies everything outside the run; waits end at once.
class FuzzHost final : public vm::SilentHost
{
public:
    bool write(vm::Isolate &isolate, vm::Stream, std::string_view text, vm::WaitId) override
    {
        m_written += text.size();
        if (m_written > kMemory) isolate.interrupt(vm::kInterruptOutput);
        return true;
    }
    vm::GateAnswer check(vm::Isolate &, vm::GateCheck &check) override
    {
        check.message = "denied";
        return vm::GateAnswer::Deny;
    }
    void startTimer(vm::Isolate &, vm::WaitId wait, double) override { m_waits.push_back({wait, {}}); }
    void startBlocking(vm::Isolate &, vm::WaitId wait, vm::WaitReason, vm::BlockingWork work) override
    {
        const std::atomic<bool> cancelled = true;
        m_waits.push_back({wait, work(cancelled)});
    }
    void requestInput(vm::Isolate &, vm::WaitId wait, std::string) override
    {
        m_waits.push_back({wait, [](vm::NativeCall &call) {
                               return call.raise(vm::ErrorName::RuntimeError, "EOF when reading a line");
                           }});
    }
    std::string workingFolder() override { return "/nowhere"; }

    bool completeOne(vm::Isolate &isolate)
    {
        if (m_waits.empty()) return false;
        const auto [wait, completion] = m_waits.front();
        m_waits.pop_front();
        isolate.complete(wait, completion);
        return true;
    }

private:
    std::deque<std::pair<vm::WaitId, vm::Completion>> m_waits;
    size_t m_written = 0;
};

vm::ImagePtr compiled(const std::string &text)
{
    const vm::Library &library = modules::standardLibrary();
    static const std::vector<std::string_view> builtins = [&] {
        std::vector<std::string_view> names;
        for (const vm::NativeSpec &spec : library.builtins()) names.push_back(spec.name);
        return names;
    }();
    analysis::ResolveOptions options;
    options.builtins = builtins;
    options.findImport = [&](std::string_view name) {
        return library.module(name) ? analysis::ImportKind::Standard : analysis::ImportKind::Missing;
    };
    const auto parsed = syntax::parse(syntax::Source::make("fuzz.ml", text));
    if (!parsed.ok()) return nullptr;
    const auto resolution = analysis::resolve(*parsed.tree, options);
    if (!resolution.ok) return nullptr;
    bytecode::CompileOptions compiling;
    compiling.findImport = options.findImport;
    const auto result = bytecode::compile(parsed.tree, resolution, compiling);
    require(result.program || !result.diagnostics.empty());
    return result.program ? vm::Image::make(result.program) : nullptr;
}

void run(const vm::ImagePtr &image, uint8_t choice)
{
    FuzzHost host;
    vm::IsolateOptions limits;
    limits.memoryLimit = kMemory;
    limits.instructionLimit = kInstructions;
    limits.maxDepth = 2000;
    limits.cleanupGrace = std::chrono::milliseconds(20);
    vm::Isolate isolate(host, modules::standardLibrary(), limits);
    const bool slices = choice & 1;
    if ((choice & 6) == 2) isolate.heap().setCollectAlways(true);
    if ((choice & 6) == 4) isolate.heap().failAllocation(choice >> 3, true);
    isolate.start({image, {}});
    vm::RunState state = vm::RunState::Ready;
    while (state == vm::RunState::Ready || state == vm::RunState::Parked) {
        if (slices) isolate.interrupt(vm::kInterruptSlice);
        state = isolate.run();
        if (state == vm::RunState::Parked && !host.completeOne(isolate)) break;
    }
    require(isolate.heap().peak() <= kMemory * 3 / 2 + (size_t(4) << 20));
    std::string json;
    if (state == vm::RunState::Finished && isolate.hasResult()) vm::resultJson(isolate.result(), json, true, 1 << 20);
    if (state == vm::RunState::Failed) require(!isolate.failure().name.empty());
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0) return 0;
    // The last byte chooses how it is run, so that a corpus of plain programs can be used as it is.
    const std::string text(reinterpret_cast<const char *>(data), size);
    if (const vm::ImagePtr image = compiled(text)) run(image, data[size - 1] == '\n' ? 0 : data[size - 1]);
    return 0;
}
