// SPDX-License-Identifier: GPL-3.0-or-later
// The one form of a finding about a program, used by parser, resolver, compiler, run-time errors, editor, CLI and wire:
// what is wrong, where, and what to do.
#pragma once

#include "engine/syntax/source.h"

#include <string>
#include <vector>

namespace latchkey::syntax {

enum class Severity : uint8_t { Error, Warning, Hint };

/// The kinds of language.md 12.1, spelt on the wire as `kindName` gives them.
enum class ErrorKind : uint8_t {
    SyntaxError,
    SecurityError,
    RuntimeError,
    CapabilityError,
    Timeout,
    Cancelled,
    ResourceLimit,
    InternalError,
};

std::string_view kindName(ErrorKind kind);

/// A mend that an editor can apply: replace `span` by `text`.
struct Fix {
    std::string title; ///< "Replace with `total`"
    Span span;
    std::string text;
};

struct Diagnostic {
    Severity severity = Severity::Error;
    ErrorKind kind = ErrorKind::SyntaxError;
    std::string code;    ///< stable and searchable, e.g. "E-NAME-UNKNOWN"
    std::string message; ///< the texts of the language's error table, word for word
    std::string hint;    ///< what to do; may be empty
    SourcePtr source;    ///< the text that `span` is in
    Span span;
    std::vector<Fix> fixes;

    Position position() const { return source ? source->position(span.begin) : Position{}; }
    Position endPosition() const { return source ? source->position(span.end) : Position{}; }
};

/// Collects findings in source order; keeps the first `limit` errors and counts the rest.
class Diagnostics
{
public:
    explicit Diagnostics(size_t limit = 200)
        : m_limit(limit)
    {
    }

    void add(Diagnostic diagnostic);
    bool hasErrors() const { return m_errors > 0; }
    size_t errorCount() const { return m_errors; }
    size_t dropped() const { return m_dropped; }
    const std::vector<Diagnostic> &all() const { return m_all; }
    std::vector<Diagnostic> takeSorted(); ///< by position, stable

private:
    std::vector<Diagnostic> m_all;
    size_t m_limit;
    size_t m_errors = 0;
    size_t m_dropped = 0;
};

} // namespace latchkey::syntax
