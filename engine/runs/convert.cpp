// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runs/convert.h"

#include <QDir>
#include <QFileInfo>

namespace latchkey::runs {

using namespace Qt::StringLiterals;

namespace {

QString text(const std::string &utf8)
{
    return QString::fromStdString(utf8);
}

void place(RunError &error, const syntax::SourcePtr &source, syntax::Span span)
{
    if (!source) return;
    error.file = text(source->path().empty() ? source->name() : source->path());
    const syntax::Position begin = source->position(span.begin);
    const syntax::Position end = source->position(span.end);
    error.line = static_cast<int>(begin.line);
    error.column = static_cast<int>(begin.column);
    error.endLine = static_cast<int>(end.line);
    error.endColumn = static_cast<int>(end.column);
}

QString megabytes(qint64 bytes)
{
    if (bytes >= (1 << 20) && bytes % (1 << 20) == 0) return u"%1 MB"_s.arg(bytes >> 20);
    if (bytes >= (1 << 10) && bytes % (1 << 10) == 0) return u"%1 KB"_s.arg(bytes >> 10);
    return u"%1 bytes"_s.arg(bytes);
}

/// "5.0", as the language shows a float.
QString secondsText(double seconds)
{
    const QString digits = QString::number(seconds, 'g', 15);
    return digits.contains(u'.') || digits.contains(u'e') ? digits : digits + u".0"_s;
}

} // namespace

QString folderOf(const Script &script)
{
    if (!script.folder.isEmpty()) return script.folder;
    return script.path.isEmpty() ? QDir::currentPath() : QFileInfo(script.path).absolutePath();
}

CompileRequest requestFor(const Script &script)
{
    CompileRequest request;
    request.text = script.source.toStdString();
    request.name = (script.name.isEmpty() ? QFileInfo(script.path).fileName() : script.name).toStdString();
    if (request.name.empty()) request.name = "script";
    request.path = script.path.toStdString();
    request.folder = folderOf(script).toStdString();
    return request;
}

RunError errorOf(const syntax::Diagnostic &diagnostic)
{
    RunError error;
    error.kind = diagnostic.kind;
    const std::string_view kind = syntax::kindName(diagnostic.kind);
    error.name = QString::fromUtf8(kind.data(), static_cast<qsizetype>(kind.size()));
    error.message = text(diagnostic.message);
    error.hint = text(diagnostic.hint);
    place(error, diagnostic.source, diagnostic.span);
    return error;
}

RunError errorOf(const vm::Failure &failure)
{
    RunError error;
    error.kind = failure.kind;
    error.name = text(failure.name);
    error.message = text(failure.message);
    error.hint = text(failure.hint);
    place(error, failure.source, failure.span);
    error.stack = framesOf(failure.stack);
    return error;
}

QList<RunError::Frame> framesOf(const std::vector<vm::Failure::Frame> &stack)
{
    QList<RunError::Frame> frames;
    frames.reserve(static_cast<qsizetype>(stack.size()));
    for (const vm::Failure::Frame &frame : stack) {
        const syntax::Position position = frame.source ? frame.source->position(frame.offset) : syntax::Position{};
        const QString file =
            frame.source ? text(frame.source->path().empty() ? frame.source->name() : frame.source->path()) : QString();
        frames.append({text(frame.function), file, static_cast<int>(position.line), static_cast<int>(position.column)});
    }
    return frames;
}

RunError firstError(const std::vector<syntax::Diagnostic> &diagnostics)
{
    for (const syntax::Diagnostic &diagnostic : diagnostics)
        if (diagnostic.severity == syntax::Severity::Error) return errorOf(diagnostic);
    RunError error;
    error.kind = syntax::ErrorKind::InternalError;
    error.name = u"internal_error"_s;
    error.message = u"The program could not be compiled"_s;
    return error;
}

RunState stopState(uint32_t cause)
{
    if (cause & (vm::kInterruptMemory | vm::kInterruptOutput | vm::kInterruptInstructions))
        return RunState::LimitReached;
    if (cause & vm::kInterruptTimeout) return RunState::TimedOut;
    return RunState::Cancelled;
}

RunError stopErrorFor(uint32_t cause, const RunOptions &options)
{
    RunError error;
    error.kind = syntax::ErrorKind::ResourceLimit;
    if (cause & vm::kInterruptMemory) {
        error.name = u"memory_limit"_s;
        error.message = u"Memory limit of %1 exceeded"_s.arg(megabytes(options.memoryLimit));
    } else if (cause & vm::kInterruptOutput) {
        error.name = u"output_limit"_s;
        error.message = u"Output limit of %1 exceeded"_s.arg(megabytes(options.outputLimit));
    } else if (cause & vm::kInterruptInstructions) {
        error.name = u"instruction_limit"_s;
        error.message = u"Instruction limit of %1 exceeded"_s.arg(options.instructionLimit);
    } else if (cause & vm::kInterruptTimeout) {
        error.kind = syntax::ErrorKind::Timeout;
        error.name = u"timeout"_s;
        error.message = u"Execution timeout after %1 seconds"_s.arg(secondsText(options.timeoutSeconds));
    } else {
        error.kind = syntax::ErrorKind::Cancelled;
        error.name = u"cancelled"_s;
        error.message = u"Execution was cancelled"_s;
    }
    return error;
}

void placeStop(RunError &error, const std::vector<vm::Failure::Frame> &stack)
{
    if (stack.empty()) return;
    place(error, stack.front().source, {stack.front().offset, stack.front().offset + 1});
    error.stack = framesOf(stack);
}

} // namespace latchkey::runs
