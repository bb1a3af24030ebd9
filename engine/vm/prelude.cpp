// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/vm/prelude.h"

#include "engine/bytecode/compiler.h"

#include <cstdio>
#include <cstdlib>
#include <map>
#include <mutex>

namespace latchkey::vm {

namespace {

[[noreturn]] void broken(const StandardModule &module, const syntax::Diagnostic &diagnostic)
{
    // A prelude is part of the program: a mistake in it is a mistake of ours and shows in every test.
    const syntax::Position at = diagnostic.position();
    std::fprintf(stderr, "prelude of %.*s, line %u: %s\n", static_cast<int>(module.name.size()), module.name.data(),
                 at.line, diagnostic.message.c_str());
    std::abort();
}

ImagePtr compilePrelude(const StandardModule &module, const Library &library)
{
    std::vector<std::string_view> builtins;
    for (const NativeSpec &spec : library.builtins()) builtins.push_back(spec.name);
    analysis::ResolveOptions options;
    options.builtins = builtins;
    options.prelude = true;
    for (const NativeSpec &helper : module.preludeNatives) options.predefinedGlobals.emplace_back(helper.name);
    auto parsed = syntax::parse(syntax::Source::make(std::string(module.name), std::string(module.prelude)));
    if (!parsed.ok()) broken(module, parsed.diagnostics.front());
    const auto resolution = analysis::resolve(*parsed.tree, options);
    for (const auto &diagnostic : resolution.diagnostics)
        if (diagnostic.severity == syntax::Severity::Error) broken(module, diagnostic);
    auto compiled =
        bytecode::compile(parsed.tree, resolution, {.prelude = true, .interactive = false, .findImport = {}});
    if (!compiled.program) broken(module, compiled.diagnostics.front());
    return Image::make(compiled.program);
}

} // namespace

ImagePtr preludeImage(const StandardModule &module, const Library &library)
{
    // The one lock of the VM: taken at most once a module and isolate, by isolates that use such a module.
    static std::mutex mutex;
    static std::map<const StandardModule *, ImagePtr> images;
    const std::lock_guard lock(mutex);
    ImagePtr &image = images[&module];
    if (!image) image = compilePrelude(module, library);
    return image;
}

} // namespace latchkey::vm
