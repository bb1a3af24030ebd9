// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/modules/script_runner.h"

#include "engine/analysis/resolve.h"
#include "engine/bytecode/compiler.h"
#include "engine/capability/paths.h"
#include "engine/modules/library.h"
#include "engine/modules/path/path_text.h"
#include "engine/syntax/parser.h"
#include "engine/vm/operations.h"

#include <algorithm>
#include <sys/stat.h>

namespace latchkey::tests {

using namespace vm;

namespace {

bool isFolder(const std::string &path)
{
    struct stat status{};
    return stat(path.c_str(), &status) == 0 && S_ISDIR(status.st_mode);
}

class TestHost final : public Host
{
public:
    TestHost(const ScriptOptions &options, ScriptOutcome &outcome)
        : m_options(options)
        , m_outcome(outcome)
    {
    }
    ~TestHost() = default;

    bool write(Isolate &, Stream stream, std::string_view text, WaitId) override
    {
        (stream == Stream::Error ? m_outcome.errors : m_outcome.output) += text;
        return true;
    }

    GateAnswer check(Isolate &, GateCheck &check) override
    {
        for (const NeedItem &item : check.spec.need.items()) {
            if (m_options.denied.contains(std::string(item.capability))) {
                check.message = "Missing required capabilities: ['" + std::string(item.capability) + "']";
                return GateAnswer::Deny;
            }
            check.resources.push_back(resourceOf(item, check));
        }
        return GateAnswer::Allow;
    }

    void startTimer(Isolate &, WaitId wait, double) override { m_done.push_back({wait, {}}); }
    void startBlocking(Isolate &, WaitId wait, WaitReason, BlockingWork work) override
    {
        const std::atomic<bool> cancelled = false;
        m_done.push_back({wait, work(cancelled)});
    }

    void requestInput(Isolate &, WaitId wait, std::string prompt) override
    {
        m_outcome.output += prompt;
        if (m_nextLine >= m_options.input.size()) {
            m_done.push_back({wait, [](NativeCall &call) {
                                  return call.raise(ErrorName::RuntimeError, "EOF when reading a line");
                              }});
            return;
        }
        m_done.push_back(
            {wait, [line = m_options.input[m_nextLine++]](NativeCall &call) { return call.giveText(line); }});
    }

    void progress(Isolate &, const ProgressReport &report) override { m_outcome.progress.push_back(report); }
    bool hasCapability(std::string_view text) override
    {
        return !m_options.denied.contains(std::string(text.substr(0, text.find(':'))));
    }
    std::vector<std::string> capabilities() override { return {}; }
    bool capabilityInfo(std::string_view, CapabilityInfo &) override { return false; }
    std::string workingFolder() override { return m_options.folder; }
    std::string scriptPath() override { return m_options.script; }
    std::vector<std::string> scriptArguments() override { return m_options.arguments; }
    void warn(Isolate &, std::string) override {}

    /// Ends the oldest wait; false when there is none.
    bool completeOne(Isolate &isolate)
    {
        if (m_done.empty()) return false;
        const auto [wait, completion] = std::move(m_done.front());
        m_done.pop_front();
        isolate.complete(wait, completion);
        return true;
    }

private:
    std::string resourceOf(const NeedItem &item, const GateCheck &check) const
    {
        if (item.argument < 0) return "**";
        const auto at = static_cast<uint32_t>(item.argument);
        const std::string text = at < check.count && check.arguments[at].isString()
                                     ? std::string(check.arguments[at].asString()->view())
                                     : ".";
        switch (item.kind) {
        case ResourceKind::Path:
            return capability::canonicalPath(text, m_options.folder).value_or("");
        case ResourceKind::PathItself:
            return capability::canonicalPath(text, m_options.folder, capability::LastComponent::Itself).value_or("");
        case ResourceKind::PathGlob: {
            const std::string pattern = capability::absolutePath(text, m_options.folder);
            return capability::canonicalPath(modules::pathtext::globParts(pattern).root, "/").value_or("");
        }
        case ResourceKind::PathInto: {
            const std::string path = capability::canonicalPath(text, m_options.folder).value_or("");
            if (!isFolder(path)) return path;
            return path + "/" + std::string(modules::pathtext::basename(check.arguments[0].asString()->view()));
        }
        default:
            return text;
        }
    }

    const ScriptOptions &m_options;
    ScriptOutcome &m_outcome;
    std::deque<std::pair<WaitId, Completion>> m_done;
    size_t m_nextLine = 0;
};

ImagePtr compileScript(const std::string &source, ScriptOutcome &outcome)
{
    const Library &library = modules::standardLibrary();
    std::vector<std::string_view> builtins;
    for (const NativeSpec &spec : library.builtins()) builtins.push_back(spec.name);
    analysis::ResolveOptions options;
    options.builtins = builtins;
    options.findImport = [&library](std::string_view name) {
        return library.module(name) ? analysis::ImportKind::Standard : analysis::ImportKind::Missing;
    };
    const auto refuse = [&outcome](const std::vector<syntax::Diagnostic> &diagnostics) {
        for (const syntax::Diagnostic &diagnostic : diagnostics) {
            if (diagnostic.severity != syntax::Severity::Error || !outcome.failureText.empty()) continue;
            outcome.failureName = "syntax_error";
            outcome.failureText = diagnostic.message;
        }
    };
    auto parsed = syntax::parse(syntax::Source::make("test.ml", source));
    refuse(parsed.diagnostics);
    if (!outcome.failureText.empty()) return nullptr;
    const auto resolution = analysis::resolve(*parsed.tree, options);
    refuse(resolution.diagnostics);
    if (!outcome.failureText.empty()) return nullptr;
    bytecode::CompileOptions compileOptions;
    compileOptions.findImport = options.findImport;
    auto compiled = bytecode::compile(parsed.tree, resolution, compileOptions);
    refuse(compiled.diagnostics);
    return compiled.program ? Image::make(compiled.program) : nullptr;
}

} // namespace

ScriptOutcome runScript(const std::string &source, const ScriptOptions &options)
{
    ScriptOutcome outcome;
    const ImagePtr image = compileScript(source, outcome);
    if (!image) return outcome;
    TestHost host(options, outcome);
    IsolateOptions limits;
    limits.memoryLimit = options.memoryLimit;
    Isolate isolate(host, modules::standardLibrary(), limits);
    isolate.heap().setCollectAlways(options.collectAlways);
    if (options.failAllocation > 0) isolate.heap().failAllocation(options.failAllocation, true);
    isolate.start({image, {}});
    RunState state = RunState::Ready;
    while ((state = isolate.run()) == RunState::Ready || (state == RunState::Parked && host.completeOne(isolate))) {
    }
    if (state == RunState::Failed) {
        outcome.failureName = isolate.failure().name;
        outcome.failureText = isolate.failure().message;
    }
    if (state == RunState::Stopped) outcome.stopCause = isolate.stopCause();
    if (state == RunState::Finished && isolate.hasResult()) resultJson(isolate.result(), outcome.resultJson);
    return outcome;
}

} // namespace latchkey::tests
