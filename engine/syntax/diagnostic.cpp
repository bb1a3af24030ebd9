// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/syntax/diagnostic.h"

#include <algorithm>
#include <utility>

namespace latchkey::syntax {

std::string_view kindName(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::SyntaxError:
        return "syntax_error";
    case ErrorKind::SecurityError:
        return "security_error";
    case ErrorKind::RuntimeError:
        return "runtime_error";
    case ErrorKind::CapabilityError:
        return "capability_error";
    case ErrorKind::Timeout:
        return "timeout";
    case ErrorKind::Cancelled:
        return "cancelled";
    case ErrorKind::ResourceLimit:
        return "resource_limit";
    case ErrorKind::InternalError:
        return "internal_error";
    }
    return "internal_error";
}

void Diagnostics::add(Diagnostic diagnostic)
{
    const bool isError = diagnostic.severity == Severity::Error;
    const size_t kept = isError ? m_errors : m_all.size() - std::min(m_errors, m_limit);
    if (isError) ++m_errors;
    if (kept >= m_limit) {
        ++m_dropped;
        return;
    }
    m_all.push_back(std::move(diagnostic));
}

std::vector<Diagnostic> Diagnostics::takeSorted()
{
    std::ranges::stable_sort(m_all, {}, [](const Diagnostic &d) { return d.span.begin; });
    return std::exchange(m_all, {});
}

} // namespace latchkey::syntax
