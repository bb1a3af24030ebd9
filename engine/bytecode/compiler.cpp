// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/bytecode/compiler_private.h"

#include "engine/syntax/stack_guard.h"

#include <bit>
#include <utility>

namespace latchkey::bytecode {

namespace {

/// Registers and constants are addressed with 16 bits.
constexpr uint32_t kMaxRegisters = 65'000;
/// Modules with more variables keep them all beside the registers of their body.
constexpr uint32_t kMaxVariablesInRegisters = 60'000;
/// Functions whose source is longer use long jumps only. A byte of source makes fewer than 2.7 instruction words.
constexpr uint32_t kLargeFunctionBytes = 12'000;
constexpr uint32_t kStatementsPerPoll = 512;

} // namespace

Compiler::Compiler(const TreePtr &tree, const Resolution &resolution, const CompileOptions &options)
    : m_tree(*tree)
    , m_resolution(resolution)
    , m_options(options)
    , m_program(std::make_shared<Program>())
{
    m_program->source = tree->source();
}

CompileResult Compiler::run()
{
    for (NameId id : m_resolution.globals) m_program->globals.emplace_back(m_tree.name(id));
    for (uint32_t i = 0; i < m_program->globals.size(); ++i)
        if (m_program->globals[i] == "result") m_program->resultGlobal = i;
    m_program->manifest = m_resolution.manifest;
    if (m_options.shouldStop) m_untilPoll = kStatementsPerPoll;
    compileModule();
    if (m_stopped) return {};
    if (!m_diagnostics.empty()) return {nullptr, std::move(m_diagnostics)};
    return {m_program, {}};
}

void Compiler::fail(std::string message, Span span)
{
    if (!m_diagnostics.empty()) return;
    Diagnostic diagnostic;
    diagnostic.code = "E-LIMIT";
    diagnostic.message = std::move(message);
    diagnostic.source = m_tree.source();
    diagnostic.span = span;
    m_diagnostics.push_back(std::move(diagnostic));
}

bool Compiler::hasRoom(const Node &node)
{
    if (m_diagnostics.empty() && stackHasRoom()) return true;
    fail("nesting too deep", node.span());
    return false;
}

uint32_t Compiler::addConstant(Constant constant)
{
    m_program->constants.push_back(std::move(constant));
    return static_cast<uint32_t>(m_program->constants.size() - 1);
}

uint32_t Compiler::textConstant(std::string_view text)
{
    const auto known = m_texts.find(text);
    if (known != m_texts.end()) return known->second;
    Constant constant;
    constant.kind = Constant::Kind::Text;
    constant.text = std::string(text);
    const uint32_t index = addConstant(std::move(constant));
    m_texts.emplace(text, index); // the tree outlives the compiler, so do its texts
    return index;
}

uint32_t Compiler::numberConstant(const NumberExpression &number)
{
    Constant constant;
    uint64_t key = 0;
    if (number.isBig) {
        constant.kind = Constant::Kind::BigInteger;
        constant.text = std::string(number.digits);
        return addConstant(std::move(constant));
    }
    if (number.isInteger) {
        constant.integer = number.integer;
        key = static_cast<uint64_t>(number.integer);
    } else {
        constant.kind = Constant::Kind::Real;
        constant.real = number.real;
        key = std::bit_cast<uint64_t>(number.real);
    }
    auto &known = number.isInteger ? m_integers : m_reals;
    const auto [place, isNew] = known.try_emplace(key, 0);
    if (isNew) place->second = addConstant(std::move(constant));
    return place->second;
}

Register Compiler::temporary(uint32_t count)
{
    const Register first = f().allocate(count);
    if (f().top() > kMaxRegisters) {
        fail("function too large", m_functionSpan);
        f().releaseTo(first);
    }
    return first;
}

// ---- functions
// -------------------------------------------------------------------------------------------------------

void Compiler::functionStatement(FunctionStatement &s)
{
    const Register place = targetFor(s.target.binding);
    closureTo(s.function, place);
    store(s.target.binding, place, s.begin);
}

void Compiler::closureTo(Function &function, Register target)
{
    const uint32_t index = compileFunction(function);
    f().setPosition(function.span.begin);
    f().emitWide(Opcode::MakeClosure, target, static_cast<int32_t>(index));
}

uint32_t Compiler::compileFunction(Function &function)
{
    const auto &scope = m_resolution.scopes[function.scope];
    const auto index = static_cast<uint32_t>(m_program->functions.size());
    m_program->functions.push_back(std::make_unique<FunctionCode>());
    FunctionCode &code = *m_program->functions.back();
    code.program = m_program.get();
    code.index = index;
    code.isArrow = function.name == kNoName;
    code.isPrelude = m_options.prelude;
    code.name = code.isArrow ? "fn" : std::string(m_tree.name(function.name));
    code.span = function.span;
    code.parameterCount = static_cast<uint16_t>(function.parameters.size());
    code.variableCount = static_cast<uint16_t>(scope.registerCount);
    code.environmentSize = scope.environmentSize;
    code.keepsEnvironment = scope.usesOuterEnvironment;
    for (const Parameter &parameter : function.parameters)
        code.parameterNames.emplace_back(m_tree.name(parameter.name.name));
    for (const auto &variable : scope.variables)
        (variable.captured ? code.environmentNames : code.registerNames)
            .emplace_back(m_tree.name(variable.name), static_cast<uint16_t>(variable.index));
    if (scope.registerCount > kMaxRegisters || scope.environmentSize > kMaxRegisters ||
        function.parameters.size() > kMaxRegisters)
        fail("function too large", function.span);

    FunctionBuilder builder(code, m_function);
    builder.setVariables(scope.registerCount);
    builder.setLarge(function.span.end - function.span.begin > kLargeFunctionBytes);
    std::vector<Flow> outerFlow;
    std::swap(outerFlow, m_flow);
    const uint32_t outerScope = std::exchange(m_scope, function.scope);
    const Span outerSpan = std::exchange(m_functionSpan, function.span);
    m_function = &builder;
    functionBody(function, scope);
    finish(builder);
    m_function = builder.parent;
    m_scope = outerScope;
    m_functionSpan = outerSpan;
    std::swap(outerFlow, m_flow);
    return index;
}

void Compiler::functionBody(Function &function, const analysis::Scope &scope)
{
    f().setPosition(function.span.begin);
    if (scope.environmentSize > 0) {
        f().emit(Opcode::NewEnvironment, 0, scope.environmentSize);
        for (uint32_t p = 0; p < function.parameters.size(); ++p) {
            const Binding &b = function.parameters[p].name.binding;
            if (b.kind == Binding::Kind::Captured) f().emit(Opcode::SetEnvironment, p, 0, b.index);
        }
    }
    const auto parameters = static_cast<uint32_t>(function.parameters.size());
    if (scope.registerCount > parameters) f().emit(Opcode::Unset, parameters, scope.registerCount - parameters);
    if (function.expression) {
        const Register value = operand(function.expression, true);
        f().setPosition(function.expression->begin);
        f().emit(Opcode::Return, value);
        return;
    }
    for (Statement *s : function.body) statement(s);
    f().setPosition(function.span.end ? function.span.end - 1 : 0);
    f().emit(Opcode::ReturnNull);
}

void Compiler::finish(FunctionBuilder &builder)
{
    builder.emitLoopEndings();
    builder.code.registerCount = static_cast<uint16_t>(builder.highest());
    builder.code.code.shrink_to_fit();
    builder.code.offsets.shrink_to_fit();
}

void Compiler::compileModule()
{
    m_program->functions.push_back(std::make_unique<FunctionCode>());
    FunctionCode &code = *m_program->functions.back();
    code.program = m_program.get();
    code.isPrelude = m_options.prelude;
    const auto size = static_cast<uint32_t>(m_program->source->text().size());
    code.span = {0, size};
    m_functionSpan = code.span;
    m_program->globalsInRegisters = !m_options.interactive && m_resolution.globals.size() <= kMaxVariablesInRegisters;
    code.variableCount =
        m_program->globalsInRegisters ? static_cast<uint16_t>(m_resolution.globals.size()) : uint16_t(0);
    for (uint32_t i = 0; i < code.variableCount; ++i)
        code.registerNames.emplace_back(m_program->globals[i], static_cast<uint16_t>(i));
    FunctionBuilder builder(code, nullptr);
    builder.setVariables(code.variableCount);
    builder.setLarge(size > kLargeFunctionBytes);
    m_function = &builder;
    for (Statement *s : m_tree.statements) {
        const bool isLast = s == m_tree.statements.back();
        if (m_options.interactive && isLast && s->kind == NodeKind::ExpressionStatement)
            returnValueOf(static_cast<ExpressionStatement &>(*s));
        else statement(s);
    }
    f().setPosition(size);
    f().emit(Opcode::ReturnNull);
    finish(builder);
    m_function = nullptr;
}

void Compiler::returnValueOf(ExpressionStatement &s)
{
    if (!hasRoom(s)) return;
    f().setPosition(s.begin);
    f().emit(Opcode::Return, operand(s.expression, true));
}

CompileResult compile(const TreePtr &tree, const Resolution &resolution, const CompileOptions &options)
{
    return Compiler(tree, resolution, options).run();
}

size_t Program::bytes() const
{
    size_t total = sizeof(Program) + source->text().size();
    for (const auto &function : functions)
        total += sizeof(FunctionCode) + function->code.size() * 8 + function->offsets.size() * 4;
    for (const Constant &constant : constants) total += sizeof(Constant) + constant.text.size();
    return total;
}

} // namespace latchkey::bytecode
