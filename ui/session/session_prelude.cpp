// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/session_prelude.h"

#include "engine/syntax/parser.h"

#include <algorithm>

namespace latchkey::session {

namespace {

/// In a script every statement has its end; in a session the last one may lack it.
bool isScript(const QByteArray &source)
{
    const auto text = syntax::Source::make("input", source.toStdString(), {});
    const syntax::ParseResult parsed = syntax::parse(text, {});
    return std::ranges::none_of(parsed.diagnostics, [](const syntax::Diagnostic &diagnostic) {
        return diagnostic.severity == syntax::Severity::Error;
    });
}

} // namespace

void SessionPrelude::add(const QByteArray &source)
{
    if (source.size() > kMostBytes / 2) return;
    // On a line of its own: the input may end in a comment.
    const QByteArray code = source + (isScript(source) ? "\n" : "\n;\n");
    m_inputs.append(code);
    m_bytes += code.size();
    while (m_bytes > kMostBytes) m_bytes -= m_inputs.takeFirst().size();
}

} // namespace latchkey::session
