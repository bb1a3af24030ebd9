// SPDX-License-Identifier: GPL-3.0-or-later
// What the tests of this folder share: source text -> tree, resolution and the findings of both, sorted.
#pragma once

#include "engine/analysis/resolve.h"

#include <QByteArrayList>

namespace latchkey::analysis {

inline constexpr std::string_view kTestBuiltins[] = {"print", "len", "str", "range", "sum", "help", "repr"};

struct Resolved {
    syntax::ParseResult parsed;
    Resolution resolution;
    std::vector<syntax::Diagnostic> all;
};

inline Resolved resolveText(const QByteArray &text, ResolveOptions options = {})
{
    Resolved result;
    result.parsed =
        syntax::parse(syntax::Source::make("test.ml", text.toStdString()), {.interactive = options.interactive});
    if (options.builtins.empty()) options.builtins = kTestBuiltins;
    result.resolution = resolve(*result.parsed.tree, options);
    syntax::Diagnostics all;
    for (const auto &d : result.parsed.diagnostics) all.add(d);
    for (const auto &d : result.resolution.diagnostics) all.add(d);
    result.all = all.takeSorted();
    return result;
}

/// "2:1 message; 3:4 message"
inline QByteArray listed(const std::vector<syntax::Diagnostic> &diagnostics)
{
    QByteArrayList lines;
    for (const auto &d : diagnostics)
        lines << QByteArray::number(d.position().line) + ":" + QByteArray::number(d.position().column) + " " +
                     QByteArray::fromStdString(d.message);
    return lines.join("; ");
}

} // namespace latchkey::analysis
