// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fuzz/library_script.h"

#include "engine/bytecode/compiler.h"
#include "engine/modules/library.h"
#include "engine/syntax/parser.h"
#include "engine/text/utf8.h"
#include "engine/vm/isolate.h"
#include "engine/vm/silent_host.h"

#include <cstdio>
#include <cstdlib>
#include <deque>

namespace latchkey::fuzz {

namespace {

constexpr size_t kMemory = size_t(48) << 20;
constexpr uint64_t kInstructions = 3'000'000;

/// Gives the input, allows what needs no grant, ends waits at once.
class LibraryHost final : public vm::SilentHost
{
public:
    explicit LibraryHost(std::string text)
        : m_text(std::move(text))
    {
    }
    bool write(vm::Isolate &, vm::Stream, std::string_view text, vm::WaitId) override
    {
        if (!text.starts_with('!')) return true;
        std::fwrite(text.data(), 1, text.size(), stderr);
        abort();
    }
    vm::GateAnswer check(vm::Isolate &, vm::GateCheck &) override { return vm::GateAnswer::Allow; }
    void startTimer(vm::Isolate &, vm::WaitId wait, double) override { m_waits.push_back({wait, {}}); }
    void startBlocking(vm::Isolate &, vm::WaitId wait, vm::WaitReason, vm::BlockingWork work) override
    {
        const std::atomic<bool> cancelled = true;
        m_waits.push_back({wait, work(cancelled)});
    }
    void requestInput(vm::Isolate &, vm::WaitId wait, std::string) override
    {
        m_waits.push_back({wait, [this](vm::NativeCall &call) { return call.giveText(m_text); }});
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
    std::string m_text;
    std::deque<std::pair<vm::WaitId, vm::Completion>> m_waits;
};

} // namespace

struct LibraryScript::Compiled {
    vm::ImagePtr image;
};

LibraryScript::LibraryScript(const char *source)
    : m_compiled(new Compiled)
{
    const vm::Library &library = modules::standardLibrary();
    std::vector<std::string_view> builtins;
    for (const vm::NativeSpec &spec : library.builtins()) builtins.push_back(spec.name);
    analysis::ResolveOptions options;
    options.builtins = builtins;
    options.findImport = [&library](std::string_view name) {
        return library.module(name) ? analysis::ImportKind::Standard : analysis::ImportKind::Missing;
    };
    const auto parsed = syntax::parse(syntax::Source::make("fuzz.ml", source));
    const auto resolution = analysis::resolve(*parsed.tree, options);
    bytecode::CompileOptions compiling;
    compiling.findImport = options.findImport;
    const auto result = bytecode::compile(parsed.tree, resolution, compiling);
    if (!parsed.ok() || !result.program) abort();
    m_compiled->image = vm::Image::make(result.program);
}

LibraryScript::~LibraryScript()
{
    delete m_compiled;
}

void LibraryScript::run(const uint8_t *data, size_t size) const
{
    std::string text(reinterpret_cast<const char *>(data), size);
    if (text::firstInvalid(text) != text::kNone) text = text::withReplacements(text);
    LibraryHost host(std::move(text));
    vm::IsolateOptions limits;
    limits.memoryLimit = kMemory;
    limits.instructionLimit = kInstructions;
    limits.cleanupGrace = std::chrono::milliseconds(20);
    vm::Isolate isolate(host, modules::standardLibrary(), limits);
    isolate.start({m_compiled->image, {}});
    vm::RunState state = vm::RunState::Ready;
    while (state == vm::RunState::Ready || state == vm::RunState::Parked) {
        state = isolate.run();
        if (state == vm::RunState::Parked && !host.completeOne(isolate)) break;
    }
    // The program catches what may fail: anything else that ends it, but a limit, is a finding.
    if (state != vm::RunState::Failed) return;
    std::fprintf(stderr, "%s: %s\n", isolate.failure().name.c_str(), isolate.failure().message.c_str());
    abort();
}

} // namespace latchkey::fuzz
