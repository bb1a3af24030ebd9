// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runs/compile.h"

#include "engine/analysis/resolve.h"
#include "engine/bytecode/compiler.h"
#include "engine/capability/names.h"
#include "engine/modules/library.h"
#include "engine/syntax/parser.h"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <set>
#include <sys/stat.h>
#include <unordered_set>

namespace latchkey::runs {

namespace {

constexpr size_t kMaxModules = 1000;
constexpr int kMaxListedFiles = 200;

std::span<const std::string_view> builtinNames()
{
    static const std::vector<std::string_view> names = [] {
        std::vector<std::string_view> result;
        for (const vm::NativeSpec &spec : modules::standardLibrary().builtins()) result.push_back(spec.name);
        return result;
    }();
    return names;
}

std::optional<std::vector<std::string>> membersOf(std::string_view moduleName)
{
    const vm::StandardModule *module = modules::standardLibrary().module(moduleName);
    if (!module) return std::nullopt;
    std::vector<std::string> names;
    for (const vm::NativeSpec &spec : module->functions) names.emplace_back(spec.name);
    for (const vm::ConstantSpec &constant : module->constants) names.emplace_back(constant.name);
    for (const auto &[alias, target] : module->aliases) names.emplace_back(alias);
    return names;
}

/// `a.b.c` as `a/b/c.ml`. Nothing for names that could lead out of the folder or to hidden members.
std::optional<std::string> relativePath(std::string_view dotted)
{
    std::string path;
    while (!dotted.empty()) {
        const size_t dot = std::min(dotted.find('.'), dotted.size());
        const std::string_view part = dotted.substr(0, dot);
        if (part.empty() || part.starts_with("__") || part.find('/') != std::string_view::npos) return std::nullopt;
        path.append(path.empty() ? "" : "/").append(part);
        dotted.remove_prefix(std::min(dot + 1, dotted.size()));
    }
    return path.empty() ? std::nullopt : std::optional(path + ".ml");
}

/// True when the file really lies below the folder: a link may not lead an import elsewhere.
bool liesBelow(const std::string &path, const std::string &folder)
{
    std::error_code error;
    const auto real = std::filesystem::canonical(path, error);
    const auto root = std::filesystem::canonical(folder, error);
    if (error) return false;
    return std::mismatch(root.begin(), root.end(), real.begin(), real.end()).first == root.end();
}

std::optional<std::string> readFile(const std::string &path)
{
    std::ifstream file(path, std::ios::binary);
    if (!file) return std::nullopt;
    return std::string(std::istreambuf_iterator<char>(file), {});
}

std::string parentFolder(const std::string &path)
{
    const size_t slash = path.rfind('/');
    return slash == std::string::npos ? "." : slash == 0 ? "/" : path.substr(0, slash);
}

/// One compilation with all its modules.
class Compilation
{
public:
    explicit Compilation(const CompileRequest &request)
        : m_request(request)
        , m_result(std::make_shared<Compiled>())
    {
    }

    CompiledPtr run()
    {
        const auto begin = std::chrono::steady_clock::now();
        const vm::ImagePtr main =
            compileOne(syntax::Source::make(m_request.name, m_request.text, m_request.path), m_request.folder, true);
        while (main && !m_pending.empty() && m_result->modules.modules.size() < kMaxModules) compileNextModule();
        m_result->modules.main = m_failed ? nullptr : main;
        for (const auto &[name, image] : m_result->modules.modules) m_result->bytes += image->bytes();
        if (main) m_result->bytes += main->bytes();
        m_result->bytes += m_request.text.size();
        m_result->seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
        return m_result;
    }

private:
    struct Pending {
        std::string name;
        std::string path;
    };

    bool isStopped()
    {
        if (m_request.stop && m_request.stop->load(std::memory_order_relaxed)) m_result->stopped = m_failed = true;
        return m_result->stopped;
    }

    /// Where an import leads. The first look at a name decides for the whole program.
    analysis::ImportKind findImport(std::string_view dotted, const std::string &folder)
    {
        if (modules::standardLibrary().module(dotted)) return analysis::ImportKind::Standard;
        const std::string name(dotted);
        if (m_known.contains(name)) return analysis::ImportKind::User;
        const auto relative = relativePath(dotted);
        if (!relative) return analysis::ImportKind::Missing;
        std::vector<std::string> folders{folder};
        if (m_request.folder != folder) folders.push_back(m_request.folder);
        for (const std::string &root : folders) {
            if (root.empty()) continue;
            const std::string path = root + "/" + *relative;
            m_result->dependencies.push_back(Dependency::look(path));
            if (m_result->dependencies.back().modified < 0 || !liesBelow(path, root)) continue;
            m_known.insert(name);
            m_pending.push_back({name, path});
            return analysis::ImportKind::User;
        }
        return analysis::ImportKind::Missing;
    }

    std::vector<std::string> importableNames(const std::string &folder) const
    {
        std::vector<std::string> names;
        for (const vm::StandardModule *module : modules::standardLibrary().modules()) names.emplace_back(module->name);
        std::error_code error;
        int listed = 0;
        for (auto it = std::filesystem::directory_iterator(folder, error);
             !error && it != std::filesystem::directory_iterator() && listed < kMaxListedFiles;
             it.increment(error), ++listed)
            if (it->path().extension() == ".ml") names.push_back(it->path().stem().string());
        return names;
    }

    analysis::ResolveOptions resolveOptions(const syntax::SourcePtr &source, const std::string &folder, bool isMain)
    {
        analysis::ResolveOptions options;
        options.builtins = builtinNames();
        if (isMain) options.predefinedGlobals = m_request.contextNames;
        options.interactive = m_request.isInput && isMain;
        options.lint = m_request.lint && isMain;
        options.findImport = [this, folder](std::string_view dotted) { return findImport(dotted, folder); };
        if (source->text().find("import") != std::string_view::npos) options.importableNames = importableNames(folder);
        options.moduleMembers = membersOf;
        return options;
    }

    void report(std::vector<syntax::Diagnostic> diagnostics)
    {
        for (syntax::Diagnostic &diagnostic : diagnostics) {
            m_failed = m_failed || diagnostic.severity == syntax::Severity::Error;
            m_result->diagnostics.push_back(std::move(diagnostic));
        }
    }

    static bool shouldStop(void *self) { return static_cast<Compilation *>(self)->isStopped(); }

    vm::ImagePtr compileOne(const syntax::SourcePtr &source, const std::string &folder, bool isMain)
    {
        syntax::ParseOptions parseOptions;
        parseOptions.interactive = m_request.isInput && isMain;
        parseOptions.shouldStop = shouldStop;
        parseOptions.stopContext = this;
        syntax::ParseResult parsed = syntax::parse(source, parseOptions);
        if (isStopped()) return nullptr;
        const bool parsedWell = parsed.ok();
        const size_t first = m_result->diagnostics.size();
        report(std::move(parsed.diagnostics));
        // Names are looked at even after a mistake in the grammar: all independent findings are wanted at once.
        analysis::ResolveOptions options = resolveOptions(source, folder, isMain);
        options.shouldStop = shouldStop;
        options.stopContext = this;
        analysis::Resolution resolution = analysis::resolve(*parsed.tree, options);
        const bool resolvedWell = resolution.ok;
        if (isStopped()) return nullptr;
        report(std::move(resolution.diagnostics));
        std::stable_sort(
            m_result->diagnostics.begin() + static_cast<ptrdiff_t>(first), m_result->diagnostics.end(),
            [](const syntax::Diagnostic &a, const syntax::Diagnostic &b) { return a.span.begin < b.span.begin; });
        if (isMain && m_request.lint) collectMentions(*source, *parsed.tree);
        takeWishes(*parsed.tree, isMain);
        if (!parsedWell || !resolvedWell || isStopped()) return nullptr;
        bytecode::CompileOptions compileOptions;
        compileOptions.interactive = m_request.isInput && isMain;
        compileOptions.findImport = options.findImport;
        compileOptions.shouldStop = shouldStop;
        compileOptions.stopContext = this;
        bytecode::CompileResult compiled = bytecode::compile(parsed.tree, resolution, compileOptions);
        report(std::move(compiled.diagnostics));
        if (!compiled.program || isStopped()) return nullptr;
        return vm::Image::make(compiled.program);
    }

    /// What is imported can ask as well as what imports; in all no more than one text may.
    void takeWishes(const syntax::Tree &tree, bool isMain)
    {
        for (Wish &wish : wishesOf(tree)) {
            if (m_result->wishes.size() >= kMostWishes) return;
            wish.inModule = !isMain;
            m_result->wishes.push_back(std::move(wish));
        }
    }

    void compileNextModule()
    {
        const Pending next = std::move(m_pending.back());
        m_pending.pop_back();
        auto text = readFile(next.path);
        if (!text) return; // gone between the look and now: the import fails at run time
        const size_t first = m_result->diagnostics.size();
        const std::string shown =
            next.path.starts_with(m_request.folder + "/") ? next.path.substr(m_request.folder.size() + 1) : next.path;
        auto image =
            compileOne(syntax::Source::make(shown, std::move(*text), next.path), parentFolder(next.path), false);
        for (size_t i = first; i < m_result->diagnostics.size(); ++i)
            if (m_result->diagnostics[i].hint.empty())
                m_result->diagnostics[i].hint = "in module '" + next.name + "', imported by " + m_request.name;
        if (image) m_result->modules.modules.emplace_back(next.name, std::move(image));
    }

    /// The guarded functions that the text names as `module.function`, found word by word: enough for a preview of
    /// what a script may ask, and blind to what only a run can know.
    void collectMentions(const syntax::Source &source, const syntax::Tree &tree)
    {
        std::vector<std::pair<std::string, const vm::StandardModule *>> imported;
        for (const syntax::Statement *statement : tree.statements) {
            if (statement->kind != syntax::NodeKind::Import) continue;
            const auto *import = static_cast<const syntax::ImportStatement *>(statement);
            std::string dotted;
            for (syntax::NameId part : import->path) dotted.append(dotted.empty() ? "" : ".").append(tree.name(part));
            if (const vm::StandardModule *module = modules::standardLibrary().module(dotted))
                imported.emplace_back(import->hasAlias ? std::string(tree.name(import->target.name)) : dotted, module);
        }
        std::set<std::pair<int, std::string>> seen;
        const std::string_view text = source.text();
        for (const auto &[name, module] : imported) {
            for (const vm::NativeSpec &spec : module->functions) {
                const auto needs = spec.need.items();
                if (std::ranges::none_of(needs, [](const vm::NeedItem &item) { return isGuarded(item.capability); }))
                    continue;
                const std::string words = name + "." + std::string(spec.name);
                for (size_t at = text.find(words); at != std::string_view::npos; at = text.find(words, at + 1)) {
                    if (!standsAlone(text, at, words.size())) continue;
                    seen.emplace(static_cast<int>(source.position(static_cast<uint32_t>(at)).line),
                                 spec.qualifiedName());
                }
            }
        }
        for (const auto &[line, function] : seen) m_result->mentions.push_back({function, line});
    }

    static bool isGuarded(std::string_view capability)
    {
        const auto nameClass = capability::classOf(capability);
        return nameClass == capability::NameClass::Guarded || nameClass == capability::NameClass::Foreign;
    }

    static bool standsAlone(std::string_view text, size_t at, size_t length)
    {
        const auto isWord = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) || c == '_'; };
        if (at > 0 && (isWord(text[at - 1]) || text[at - 1] == '.')) return false;
        if (at + length < text.size() && isWord(text[at + length])) return false;
        const size_t lineBegin = text.rfind('\n', at) + 1;
        return text.substr(lineBegin, at - lineBegin).find("//") == std::string_view::npos;
    }

    const CompileRequest &m_request;
    std::shared_ptr<Compiled> m_result;
    std::vector<Pending> m_pending;
    std::unordered_set<std::string> m_known;
    bool m_failed = false;
};

} // namespace

Dependency Dependency::look(const std::string &path)
{
    Dependency dependency;
    dependency.path = path;
    struct stat info{};
    if (stat(path.c_str(), &info) != 0 || !S_ISREG(info.st_mode)) return dependency;
    dependency.modified = int64_t(info.st_mtim.tv_sec) * 1'000'000'000 + info.st_mtim.tv_nsec;
    dependency.size = info.st_size;
    return dependency;
}

CompiledPtr compileProgram(const CompileRequest &request)
{
    return Compilation(request).run();
}

} // namespace latchkey::runs
