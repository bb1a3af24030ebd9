// SPDX-License-Identifier: GPL-3.0-or-later
// Speed of the front end on generated sources: the same mixture of statements, ten thousand lines to a million, so that
// growth beyond linear shows.
#include "tests/bench/bench.h"

#include "engine/bytecode/compiler.h"
#include "engine/modules/library.h"

namespace latchkey::bench {

namespace {

/// Blocks of twenty lines: a function and a call of it.
std::string generate(size_t lines)
{
    std::string text;
    text.reserve(lines * 34);
    for (size_t i = 0; i + 20 <= lines; i += 20) {
        const std::string n = std::to_string(i);
        text += "function work" + n +
                "(items, limit) {\n"
                "    total = 0;\n"
                "    names = [];\n"
                "    for (item in items) {\n"
                "        if (item.value > limit && item.name != \"skip\") {\n"
                "            total = total + item.value * 2 - 1; // weigh\n"
                "            names.append(item.name.upper());\n"
                "        } elif (item.value == limit) {\n"
                "            total = total + 1;\n"
                "        } else {\n"
                "            names.append(\"-\" + str(item.value));\n"
                "        }\n"
                "    }\n"
                "    mean = len(items) == 0 ? 0.0 : total / len(items);\n"
                "    twice = fn(x) => x * 2;\n"
                "    try {\n"
                "        return {count: len(items), total: twice(total), mean: mean, names: names};\n"
                "    } finally { total = 0; }\n"
                "}\n"
                "work" +
                n + "([{name: \"a\", value: " + n + "}], 3);\n";
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
    constexpr size_t kLines = 1'000'000;
    QJsonObject figures;
    const Times small = measure(5'000);
    const Times part = measure(kLines / 10);
    const Times big = measure(kLines);
    figures[QStringLiteral("compile_5000_lines_ms")] = small.all;
    figures[QStringLiteral("parse_lines_per_s")] = kLines / big.parse * 1000;
    figures[QStringLiteral("parse_resolve_compile_lines_per_s")] = kLines / big.all * 1000;
    figures[QStringLiteral("growth_100k_to_1m")] = big.all / part.all / 10; // 1: linear
    figures[QStringLiteral("tree_bytes_per_line")] = big.arenaPerLine;
    return figures;
}

} // namespace latchkey::bench
