// SPDX-License-Identifier: GPL-3.0-or-later
// Speed of the front end on generated sources: the same mixture of statements, ten thousand lines to a million, so that
// growth beyond linear shows.
#include "tests/bench/bench.h"

#include "engine/bytecode/compiler.h"
#include "engine/modules/library.h"

namespace latchkey::bench {

namespace {

std::string generate(size_t lines)
{
    std::string text;
    text.reserve(lines * 34);
    for (size_t i = 0; i + 10 <= lines; i += 10) {
        const std::string n = std::to_string(i);
        text += "function work" + n +
                "(items, limit) {\n"
                "    total = 0;\n"
                "    for (item in items) {\n"
                "        if (item.value > limit && item.name != \"skip\") {\n"
                "            total = total + item.value * 2 - 1; // weigh\n"
                "        }\n"
                "    }\n"
                "    return {count: len(items), total: total, mean: total / 10.5};\n"
                "}\n"
                "value" +
                n + " = work" + n + "([{name: \"a\", value: " + n + "}], 3);\n";
    }
    return text;
}

struct Times {
    double parse = 0;
    double all = 0;
    double arenaPerLine = 0;
};

Times measure(size_t lines)
{
    std::vector<std::string_view> builtins;
    for (const auto &spec : modules::standardLibrary().builtins()) builtins.push_back(spec.name);
    const auto source = syntax::Source::make("generated", generate(lines));
    const auto start = Clock::now();
    auto parsed = syntax::parse(source);
    Times times;
    times.parse = millisecondsSince(start);
    analysis::ResolveOptions options;
    options.builtins = builtins;
    const auto resolution = analysis::resolve(*parsed.tree, options);
    const auto compiled = bytecode::compile(parsed.tree, resolution);
    times.all = millisecondsSince(start);
    times.arenaPerLine = static_cast<double>(parsed.tree->arenaBytes()) / static_cast<double>(lines);
    if (!compiled.program) times.all = -1;
    return times;
}

} // namespace

QJsonObject frontEnd()
{
    constexpr double kMillion = 1e6;
    QJsonObject figures;
    const Times small = measure(5'000);
    const Times part = measure(100'000);
    const Times big = measure(500'000); // the module variables of a million generated lines pass a program's limit
    figures[QStringLiteral("compile_5000_lines_ms")] = small.all;
    figures[QStringLiteral("parse_lines_per_s")] = 500'000 / big.parse * 1000;
    figures[QStringLiteral("parse_resolve_compile_lines_per_s")] = 500'000 / big.all * 1000;
    figures[QStringLiteral("growth_100k_to_500k")] = (big.all / 500'000) / (part.all / 100'000);
    figures[QStringLiteral("tree_bytes_per_line")] = big.arenaPerLine;
    figures[QStringLiteral("parse_million_lines_s")] = big.parse / 1000 * kMillion / 500'000;
    return figures;
}

} // namespace latchkey::bench
