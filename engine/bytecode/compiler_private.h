// SPDX-License-Identifier: GPL-3.0-or-later
//
// The compiler's inside: one object makes the program of one tree. Its parts: compiler.cpp (the unit and its constants,
// functions, the entry), compiler_expressions.cpp (names, literals), compiler_operators.cpp (operators, conditions),
// compiler_chains.cpp (calls, indexes, members), compiler_statements.cpp, compiler_flow.cpp (loops, jumps, errors).
//
// Contract of the expression compilers: `expressionTo` writes its target only as the last thing it does, so a target
// may be a variable that the expression reads; `operand` gives the register that holds the value, a variable's own one
// where nothing that is evaluated later can change it.
#pragma once

#include "engine/bytecode/compiler.h"
#include "engine/bytecode/function_builder.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace latchkey::bytecode {

using namespace syntax;
using analysis::Resolution;

/// What `break`, `continue` and `return` must pass on their way out, innermost last.
struct Flow {
    enum class Kind : uint8_t { Loop, Finally, FinallyBody } kind;
    Label *breakLabel = nullptr;                     ///< Loop
    Label *continueLabel = nullptr;                  ///< Loop
    Register state = 0;                              ///< Finally, FinallyBody; Loop: what is walked
    bool walks = false;                              ///< Loop: over something that may have to be closed
    Label *finallyLabel = nullptr;                   ///< Finally
    bool returns = false;                            ///< Finally: some `return` passes through
    std::vector<std::pair<size_t, bool>> jumps = {}; ///< Finally: (index of the loop's flow, is break) of passing jumps
};

class Compiler
{
public:
    Compiler(const TreePtr &tree, const Resolution &resolution, const CompileOptions &options);

    CompileResult run();

private:
    // ---- the unit -----------------------------------------------------------------------------------------------

    FunctionBuilder &f() { return *m_function; }
    /// In the body of a module its variables are registers, unless there are too many.
    bool hasGlobalRegisters() const { return m_scope == 0 && m_program->globalsInRegisters; }
    void fail(std::string message, Span span);
    bool hasRoom(const Node &node);
    uint32_t addConstant(Constant constant);
    uint32_t textConstant(std::string_view text);
    uint32_t nameConstant(NameId name) { return textConstant(m_tree.name(name)); }
    uint32_t numberConstant(const NumberExpression &number);
    uint32_t newCache() { return m_program->cacheCount++; }
    /// A temporary; registers are released by whoever called `top()` before.
    Register temporary(uint32_t count = 1);

    // ---- names --------------------------------------------------------------------------------------------------

    bool isBuiltin(const Expression *e, std::string_view name) const;
    void nameTo(const IdentifierExpression &e, Register target);
    void globalTo(const Binding &b, Register target);
    void builtinTo(uint32_t index, Register target);
    /// The register that a variable lives in, or nothing when it lives elsewhere.
    bool variableRegister(const Binding &b, Register &reg) const;
    void store(const Binding &b, Register value, uint32_t position);
    /// Where a value for the variable may be computed directly; a temporary when it lives elsewhere.
    Register targetFor(const Binding &b);

    // ---- expressions --------------------------------------------------------------------------------------------

    /// True when evaluating `e` can run no code of the script, so that module variables keep their values meanwhile.
    static bool isQuiet(const Expression *e);
    /// The value of `e` in some register. `later` is what is evaluated before the register is read.
    Register operand(Expression *e, bool quietLater);
    void expressionTo(Expression *e, Register target);
    void numberTo(const NumberExpression &number, Register target);
    void literalTo(const LiteralExpression &literal, Register target);

    // ---- operators ----------------------------------------------------------------------------------------------

    void unaryTo(UnaryExpression &first, Register target);
    static Opcode valueOpcode(const BinaryExpression &e);
    /// The form with a small integer in the instruction, Nop when there is none.
    static Opcode immediateOpcode(Opcode op);
    static Opcode constantOpcode(Opcode op);
    static const NumberExpression *smallNumber(const Expression *e);
    /// left (op) right -> target, the right side being evaluated here.
    void applyBinary(const BinaryExpression &e, Register left, Register target);
    void binaryTo(BinaryExpression &last, Register target);
    void logicalTo(LogicalExpression &last, Register target);
    void conditionalTo(ConditionalExpression &e, Register target);

    // ---- conditions: jump to `label` when `e` is `sense`, else go on --------------------------------------------

    void condition(Expression *e, bool sense, Label &label);
    void logicalCondition(LogicalExpression &last, bool sense, Label &label);
    struct Comparison {
        Opcode jump, notJump, jumpI, notJumpI;
    };
    static bool comparison(BinaryOperator op, Comparison &out);
    bool compareCondition(BinaryExpression &e, bool sense, Label &label);

    // ---- postfix chains: calls, indexes, slices, members --------------------------------------------------------

    static Expression *chainInner(Expression *e);
    void chainTo(Expression *last, Register target);
    /// Evaluates what the chain starts with; a call of a built-in by name needs no callee value and is done at once.
    Register chainBase(Expression *base, const std::vector<Expression *> &links, size_t &i, Register work,
                       Register target);
    void link(Expression *e, Register current, Register work, Register to);
    void index(IndexExpression &e, Register current, Register to);
    Register sliceBounds(SliceExpression &slice);
    void methodCall(MemberExpression &member, CallExpression &call, Register current, Register work, Register to);
    /// Arguments into the registers behind `work`, which is the topmost one in use.
    void arguments(CallExpression &call, Register work);

    // ---- literals -----------------------------------------------------------------------------------------------

    void arrayTo(ArrayExpression &e, Register target);
    void objectTo(ObjectExpression &e, Register target);
    static bool distinct(std::vector<uint32_t> keys);
    uint32_t templateNumber(const std::vector<uint32_t> &keys);

    // ---- statements ---------------------------------------------------------------------------------------------

    void block(const Block &b);
    bool isStopped();
    void statement(Statement *s);
    void expressionStatement(ExpressionStatement &s) { expressionTo(s.expression, temporary()); }
    void assign(AssignStatement &s);
    void destructureArray(DestructureStatement &s);
    void destructureObject(DestructureStatement &s);
    void importStatement(ImportStatement &s);

    // ---- control flow -------------------------------------------------------------------------------------------

    void ifStatement(IfStatement &s);
    void loop(Label &breakLabel, Label &continueLabel, const Block &body, std::optional<Register> walked = {});
    void whileStatement(WhileStatement &s);
    void forStatement(ForStatement &s);
    /// A loop is left early: a generator that it walks is ended.
    void closeLoop(const Flow &flow);
    /// `for (i in range(...))` counts without building the array.
    bool rangeLoop(ForStatement &s, Register state);
    /// `break` or `continue`: out of the innermost loop, through every `finally` on the way.
    void leaveLoop(bool isBreak);
    /// Jumps from inside flow `from` to the loop at `loopIndex`, entering the first `finally` met.
    void passOut(size_t from, size_t loopIndex, bool isBreak);
    void returnStatement(ReturnStatement &s);
    bool passesFinally(size_t from) const;
    void returnFrom(size_t from, Register value);

    // ---- errors -------------------------------------------------------------------------------------------------

    void throwStatement(ThrowStatement &s);
    void tryStatement(TryStatement &s);
    /// The try block and its first except clause.
    void guarded(TryStatement &s);
    /// Takes up the return, break or continue that was interrupted by the finally body.
    void goOnAfterFinally(const Flow &flow);

    // ---- functions ----------------------------------------------------------------------------------------------

    void functionStatement(FunctionStatement &s);
    void closureTo(Function &function, Register target);
    uint32_t compileFunction(Function &function);
    void functionBody(Function &function, const analysis::Scope &scope);
    void finish(FunctionBuilder &builder);
    void compileModule();
    void returnValueOf(ExpressionStatement &s);

    Tree &m_tree;
    const Resolution &m_resolution;
    const CompileOptions &m_options;
    std::shared_ptr<Program> m_program;
    std::vector<Diagnostic> m_diagnostics;
    std::unordered_map<std::string_view, uint32_t> m_texts;
    std::unordered_map<uint64_t, uint32_t> m_integers;
    std::unordered_map<uint64_t, uint32_t> m_reals;
    FunctionBuilder *m_function = nullptr;
    std::vector<Flow> m_flow;
    uint32_t m_scope = 0;
    uint32_t m_untilPoll = 0; ///< statements until `shouldStop` is asked again; 0: never
    bool m_stopped = false;
    Span m_functionSpan;
};

} // namespace latchkey::bytecode
