// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/vm/vm_harness.h"

#include "engine/analysis/resolve.h"
#include "engine/bytecode/compiler.h"
#include "engine/modules/library.h"
#include "engine/syntax/parser.h"
#include "engine/vm/operations.h"

#include <algorithm>

namespace latchkey::tests {

using namespace vm;

namespace {

class TestHost final : public Host
{
public:
    TestHost(const RunOptions &options, RunReport &report)
        : m_options(options)
        , m_report(report)
    {
    }
    ~TestHost() = default;

    bool write(Isolate &isolate, Stream, std::string_view text, WaitId) override
    {
        if (text == "!stop\n") {
            isolate.interrupt(m_options.stopBits);
        } else if (text == "!skip\n") {
            isolate.interrupt(kInterruptSkipCleanup);
        } else if (text == "!cancel\n") {
            isolate.interrupt(kInterruptCancel);
        } else {
            m_report.outputBytes += text.size();
            if (m_report.output.size() < m_options.keptOutput) m_report.output += text;
        }
        return true;
    }

    GateAnswer check(Isolate &, GateCheck &check) override
    {
        for (const NeedItem &item : check.spec.need.items()) {
            const auto answer = m_options.gate.find(std::string(item.capability));
            if (answer != m_options.gate.end() && answer->second != GateAnswer::Allow) {
                check.message = "Missing required capabilities: ['" + std::string(item.capability) + "']";
                return answer->second;
            }
            check.resources.emplace_back("/nowhere");
        }
        return GateAnswer::Allow;
    }

    void startTimer(Isolate &, WaitId wait, double seconds) override { m_waits.push_back({m_now + seconds, wait, {}}); }
    void startBlocking(Isolate &, WaitId wait, WaitReason, BlockingWork work) override
    {
        const std::atomic<bool> cancelled = false;
        m_waits.push_back({m_now, wait, work(cancelled)});
    }
    void requestInput(Isolate &, WaitId wait, std::string) override
    {
        m_waits.push_back({m_now, wait, [](NativeCall &call) {
                               return call.raise(ErrorName::RuntimeError, "EOF when reading a line");
                           }});
    }
    void progress(Isolate &, const ProgressReport &) override {}
    bool hasCapability(std::string_view) override { return true; }
    std::vector<std::string> capabilities() override { return {}; }
    bool capabilityInfo(std::string_view, CapabilityInfo &) override { return false; }
    std::string workingFolder() override { return "/"; }
    std::string scriptPath() override { return {}; }
    std::vector<std::string> scriptArguments() override { return {}; }
    void warn(Isolate &, std::string message) override { m_report.warnings.push_back(std::move(message)); }

    /// Ends the wait whose time comes first.
    bool completeOne(Isolate &isolate)
    {
        const auto next = std::min_element(m_waits.begin(), m_waits.end(),
                                           [](const Wait &a, const Wait &b) { return a.end < b.end; });
        if (next == m_waits.end()) return false;
        const Wait wait = *next;
        m_waits.erase(next);
        m_now = wait.end;
        isolate.complete(wait.id, wait.completion);
        return true;
    }

private:
    struct Wait {
        double end;
        WaitId id;
        Completion completion;
    };
    const RunOptions &m_options;
    RunReport &m_report;
    std::vector<Wait> m_waits;
    double m_now = 0;
};

bool refused(const std::vector<syntax::Diagnostic> &diagnostics, RunReport &report)
{
    for (const syntax::Diagnostic &diagnostic : diagnostics) {
        if (diagnostic.severity != syntax::Severity::Error) continue;
        report.kind = kindName(diagnostic.kind);
        report.name = report.kind;
        report.message = diagnostic.message;
        report.hint = diagnostic.hint;
        report.line = diagnostic.position().line;
        report.column = diagnostic.position().column;
        return true;
    }
    return false;
}

std::vector<std::string> framesAsText(const std::vector<Failure::Frame> &frames)
{
    std::vector<std::string> lines;
    for (const Failure::Frame &frame : frames)
        lines.push_back(frame.function + ":" + std::to_string(frame.source->position(frame.offset).line));
    return lines;
}

void fillReport(Isolate &isolate, RunReport &report)
{
    report.peak = isolate.heap().peak();
    report.used = isolate.heap().used();
    report.collections = isolate.heap().collections();
    report.steps = isolate.steps();
    if (report.state == RunState::Stopped) {
        report.stopCause = isolate.stopCause();
        report.stopStack = framesAsText(isolate.stopStack());
    } else if (report.state == RunState::Finished && isolate.hasResult()) {
        resultJson(isolate.result(), report.result);
    } else if (report.state == RunState::Failed) {
        const Failure &failure = isolate.failure();
        report.kind = kindName(failure.kind);
        report.name = failure.name;
        report.message = failure.message;
        report.hint = failure.hint;
        report.stack = framesAsText(failure.stack);
        if (!failure.source) return;
        report.line = failure.source->position(failure.span.begin).line;
        report.column = failure.source->position(failure.span.begin).column;
    }
}

} // namespace

std::string causeName(uint32_t bits)
{
    switch (bits) {
    case kInterruptCancel:
        return "cancelled";
    case kInterruptTimeout:
        return "timeout";
    case kInterruptMemory:
        return "memory";
    case kInterruptOutput:
        return "output";
    case kInterruptInstructions:
        return "instructions";
    default:
        return std::to_string(bits);
    }
}

std::string RunReport::text() const
{
    if (finished()) return output;
    if (stopped()) return output + "stopped " + causeName(stopCause);
    if (state == RunState::Parked) return output + "parked";
    return output + name + " " + std::to_string(line) + ":" + std::to_string(column) + " " + message;
}

ImagePtr compileProgram(const std::string &source, RunReport &report, const RunOptions &options)
{
    const Library &library = modules::standardLibrary();
    std::vector<std::string_view> builtins;
    for (const NativeSpec &spec : library.builtins()) builtins.push_back(spec.name);
    analysis::ResolveOptions resolving;
    resolving.builtins = builtins;
    resolving.findImport = [&](std::string_view name) {
        if (library.module(name)) return analysis::ImportKind::Standard;
        return options.modules.contains(std::string(name)) ? analysis::ImportKind::User : analysis::ImportKind::Missing;
    };
    const auto parsed = syntax::parse(syntax::Source::make("test.ml", source));
    if (refused(parsed.diagnostics, report)) return nullptr;
    const auto resolution = analysis::resolve(*parsed.tree, resolving);
    if (refused(resolution.diagnostics, report)) return nullptr;
    bytecode::CompileOptions compiling;
    compiling.findImport = resolving.findImport;
    const auto compiled = bytecode::compile(parsed.tree, resolution, compiling);
    if (refused(compiled.diagnostics, report)) return nullptr;
    report.compiled = true;
    return Image::make(compiled.program);
}

RunReport runImage(const ImagePtr &image, const RunOptions &options)
{
    RunReport report;
    report.compiled = true;
    ModuleSet modules{image, {}};
    for (const auto &[name, source] : options.modules)
        modules.modules.emplace_back(name, compileProgram(source, report, options));
    TestHost host(options, report);
    IsolateOptions limits;
    limits.memoryLimit = options.memoryLimit;
    limits.instructionLimit = options.instructionLimit;
    limits.maxDepth = options.maxDepth;
    limits.cleanupGrace = options.grace;
    Isolate isolate(host, modules::standardLibrary(), limits);
    if (options.collectAlways) isolate.heap().setCollectAlways(true);
    if (options.failAllocation) isolate.heap().failAllocation(options.failAllocation, options.failSticky);
    isolate.start(std::move(modules));
    if (!options.callAfterwards.empty()) isolate.callAfterwards(options.callAfterwards, std::vector<Value>{});
    if (options.bitsBeforeStart) isolate.interrupt(options.bitsBeforeStart);
    if (options.sliceAlways) isolate.interrupt(kInterruptSlice);
    for (;;) {
        report.state = isolate.run();
        ++report.slices;
        if (report.state == RunState::Parked) {
            if (options.onParked && options.onParked(isolate)) continue;
            if (!options.holdWaits && host.completeOne(isolate)) continue;
            break;
        }
        if (report.state != RunState::Ready) break;
        if (options.sliceAlways) isolate.interrupt(kInterruptSlice);
    }
    fillReport(isolate, report);
    if (options.atEnd) options.atEnd(isolate);
    return report;
}

RunReport runProgram(const std::string &source, const RunOptions &options)
{
    RunReport report;
    const ImagePtr image = compileProgram(source, report, options);
    return image ? runImage(image, options) : report;
}

} // namespace latchkey::tests
