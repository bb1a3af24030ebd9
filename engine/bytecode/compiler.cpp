// SPDX-License-Identifier: GPL-3.0-or-later
// Written in this order: the unit and its constants, names, expressions (operators, conditions, postfix chains,
// literals), statements (assignment, control flow, errors), functions, entry point.
//
// Contract of the expression compilers: `expressionTo` writes its target only as the last thing it does, so a target
// may be a variable that the expression reads; `operand` gives the register that holds the value, a variable's own one
// where nothing that is evaluated later can change it.
#include "engine/bytecode/compiler.h"

#include "engine/bytecode/function_builder.h"
#include "engine/syntax/stack_guard.h"

#include <algorithm>
#include <bit>
#include <optional>
#include <string>
#include <utility>

namespace latchkey::bytecode {

using namespace syntax;
using analysis::Resolution;

namespace {

/// Registers and constants are addressed with 16 bits.
constexpr uint32_t kMaxRegisters = 65'000;
/// Modules with more variables keep them all beside the registers of their body.
constexpr uint32_t kMaxVariablesInRegisters = 60'000;
/// Element literals are gathered in registers this many at a time.
constexpr uint32_t kLiteralBatch = 64;
/// Object literals up to this size get a template (one instruction, final shape at once).
constexpr size_t kMaxTemplateKeys = 48;
/// Functions whose source is longer use long jumps only. A byte of source makes fewer than 2.7 instruction words.
constexpr uint32_t kLargeFunctionBytes = 12'000;
constexpr uint32_t kStatementsPerPoll = 512;

bool fits16(int64_t value)
{
    return value >= INT16_MIN && value <= INT16_MAX;
}

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
    Compiler(const TreePtr &tree, const Resolution &resolution, const CompileOptions &options)
        : m_tree(*tree)
        , m_resolution(resolution)
        , m_options(options)
        , m_program(std::make_shared<Program>())
    {
        m_program->source = tree->source();
    }

    CompileResult run()
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

private:
    // ---- the unit -----------------------------------------------------------------------------------------------

    FunctionBuilder &f() { return *m_function; }
    /// In the body of a module its variables are registers, unless there are too many.
    bool hasGlobalRegisters() const { return m_scope == 0 && m_program->globalsInRegisters; }

    void fail(std::string message, Span span)
    {
        if (!m_diagnostics.empty()) return;
        Diagnostic diagnostic;
        diagnostic.code = "E-LIMIT";
        diagnostic.message = std::move(message);
        diagnostic.source = m_tree.source();
        diagnostic.span = span;
        m_diagnostics.push_back(std::move(diagnostic));
    }
    bool hasRoom(const Node &node)
    {
        if (m_diagnostics.empty() && stackHasRoom()) return true;
        fail("nesting too deep", node.span());
        return false;
    }

    uint32_t addConstant(Constant constant)
    {
        m_program->constants.push_back(std::move(constant));
        return static_cast<uint32_t>(m_program->constants.size() - 1);
    }
    uint32_t textConstant(std::string_view text)
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
    uint32_t nameConstant(NameId name) { return textConstant(m_tree.name(name)); }
    uint32_t numberConstant(const NumberExpression &number)
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
    uint32_t newCache() { return m_program->cacheCount++; }

    /// A temporary; registers are released by whoever called `top()` before.
    Register temporary(uint32_t count = 1)
    {
        const Register first = f().allocate(count);
        if (f().top() > kMaxRegisters) {
            fail("function too large", m_functionSpan);
            f().releaseTo(first);
        }
        return first;
    }

    // ---- names --------------------------------------------------------------------------------------------------

    bool isBuiltin(const Expression *e, std::string_view name) const
    {
        if (e->kind != NodeKind::Identifier) return false;
        const auto *identifier = static_cast<const IdentifierExpression *>(e);
        return identifier->binding.kind == Binding::Kind::Builtin && m_tree.name(identifier->name) == name;
    }

    void nameTo(const IdentifierExpression &e, Register target)
    {
        f().setPosition(e.begin);
        const Binding &b = e.binding;
        switch (b.kind) {
        case Binding::Kind::Local:
            if (b.maybeUnset) f().emit(Opcode::CheckSet, b.index);
            if (b.index != target) f().emit(Opcode::Move, target, b.index);
            return;
        case Binding::Kind::Captured:
            f().emit(Opcode::GetEnvironment, target, b.depth, b.index);
            return;
        case Binding::Kind::Global:
            globalTo(b, target);
            return;
        case Binding::Kind::Builtin:
            builtinTo(b.index, target);
            return;
        case Binding::Kind::Unknown:
        case Binding::Kind::Unresolved:
            f().emit(Opcode::RaiseUnknown);
            return;
        }
    }
    void globalTo(const Binding &b, Register target)
    {
        if (b.fallbackBuiltin != UINT32_MAX) {
            f().emitWide(Opcode::GetGlobalOr, target, static_cast<int32_t>(b.index));
            f().emitWord(b.fallbackBuiltin, 0);
        } else if (hasGlobalRegisters()) {
            if (b.maybeUnset) f().emit(Opcode::CheckGlobal, b.index);
            if (b.index != target) f().emit(Opcode::Move, target, b.index);
        } else {
            f().emitWide(Opcode::GetGlobal, target, static_cast<int32_t>(b.index));
        }
    }
    void builtinTo(uint32_t index, Register target)
    {
        f().emitWide(Opcode::LoadBuiltin, target, static_cast<int32_t>(index));
    }

    /// The register that a variable lives in, or nothing when it lives elsewhere.
    bool variableRegister(const Binding &b, Register &reg) const
    {
        const bool here = b.kind == Binding::Kind::Local || (b.kind == Binding::Kind::Global && hasGlobalRegisters());
        reg = b.index;
        return here;
    }
    void store(const Binding &b, Register value, uint32_t position)
    {
        Register reg = 0;
        f().setPosition(position);
        if (variableRegister(b, reg)) {
            if (reg != value) f().emit(Opcode::Move, reg, value);
        } else if (b.kind == Binding::Kind::Captured) {
            f().emit(Opcode::SetEnvironment, value, b.depth, b.index);
        } else {
            f().emitWide(Opcode::SetGlobal, value, static_cast<int32_t>(b.index));
        }
    }
    /// Where a value for the variable may be computed directly; a temporary when it lives elsewhere.
    Register targetFor(const Binding &b)
    {
        Register reg = 0;
        return variableRegister(b, reg) ? reg : temporary();
    }

    // ---- expressions --------------------------------------------------------------------------------------------

    /// True when evaluating `e` can run no code of the script, so that module variables keep their values meanwhile.
    static bool isQuiet(const Expression *e)
    {
        if (!e) return true;
        switch (e->kind) {
        case NodeKind::Number:
        case NodeKind::String:
        case NodeKind::Literal:
        case NodeKind::Identifier:
            return true;
        case NodeKind::Member: {
            const auto *member = static_cast<const MemberExpression *>(e);
            return member->object->kind == NodeKind::Identifier;
        }
        default:
            return false;
        }
    }

    /// The value of `e` in some register. `later` is what is evaluated before the register is read.
    Register operand(Expression *e, bool quietLater)
    {
        if (e->kind == NodeKind::Identifier) {
            const auto &name = static_cast<const IdentifierExpression &>(*e);
            const Binding &b = name.binding;
            Register reg = 0;
            if (b.fallbackBuiltin == UINT32_MAX && variableRegister(b, reg) &&
                (quietLater || b.kind == Binding::Kind::Local)) {
                f().setPosition(e->begin);
                if (b.maybeUnset)
                    f().emit(b.kind == Binding::Kind::Local ? Opcode::CheckSet : Opcode::CheckGlobal, reg);
                return reg;
            }
        }
        const Register target = temporary();
        expressionTo(e, target);
        return target;
    }

    void expressionTo(Expression *e, Register target)
    {
        if (!hasRoom(*e)) return;
        f().setPosition(e->begin);
        switch (e->kind) {
        case NodeKind::Number:
            return numberTo(static_cast<NumberExpression &>(*e), target);
        case NodeKind::String:
            f().emitWide(Opcode::LoadConst, target,
                         static_cast<int32_t>(textConstant(static_cast<StringExpression &>(*e).value)));
            return;
        case NodeKind::Literal:
            return literalTo(static_cast<LiteralExpression &>(*e), target);
        case NodeKind::Identifier:
            return nameTo(static_cast<IdentifierExpression &>(*e), target);
        case NodeKind::Array:
            return arrayTo(static_cast<ArrayExpression &>(*e), target);
        case NodeKind::Object:
            return objectTo(static_cast<ObjectExpression &>(*e), target);
        case NodeKind::Arrow:
            return closureTo(static_cast<ArrowExpression &>(*e).function, target);
        case NodeKind::Unary:
            return unaryTo(static_cast<UnaryExpression &>(*e), target);
        case NodeKind::Binary:
            return binaryTo(static_cast<BinaryExpression &>(*e), target);
        case NodeKind::Logical:
            return logicalTo(static_cast<LogicalExpression &>(*e), target);
        case NodeKind::Conditional:
            return conditionalTo(static_cast<ConditionalExpression &>(*e), target);
        case NodeKind::Call:
        case NodeKind::Index:
        case NodeKind::Slice:
        case NodeKind::Member:
            return chainTo(e, target);
        default:
            f().emit(Opcode::LoadNull, target);
            return;
        }
    }

    void numberTo(const NumberExpression &number, Register target)
    {
        if (number.isInteger && !number.isBig && number.integer >= INT32_MIN && number.integer <= INT32_MAX)
            f().emitWide(Opcode::LoadInt, target, static_cast<int32_t>(number.integer));
        else f().emitWide(Opcode::LoadConst, target, static_cast<int32_t>(numberConstant(number)));
    }
    void literalTo(const LiteralExpression &literal, Register target)
    {
        using V = LiteralExpression::Value;
        f().emit(literal.value == V::Null   ? Opcode::LoadNull
                 : literal.value == V::True ? Opcode::LoadTrue
                                            : Opcode::LoadFalse,
                 target);
    }

    // ---- operators ----------------------------------------------------------------------------------------------

    void unaryTo(UnaryExpression &first, Register target)
    {
        // A run of prefix operators, outermost first, is walked in a loop and applied inside out.
        std::vector<UnaryExpression *> operators;
        Expression *inner = &first;
        for (; inner->kind == NodeKind::Unary; inner = static_cast<UnaryExpression *>(inner)->operand)
            operators.push_back(static_cast<UnaryExpression *>(inner));
        const Register mark = f().top();
        Register value = operand(inner, true);
        const Register scratch = operators.size() > 1 ? temporary() : target;
        for (size_t i = operators.size(); i-- > 0;) {
            const Register to = i == 0 ? target : scratch;
            f().setPosition(operators[i]->begin);
            f().emit(operators[i]->op == UnaryOperator::Not ? Opcode::Not : Opcode::Negate, to, value);
            value = to;
        }
        f().releaseTo(mark);
    }

    static Opcode valueOpcode(const BinaryExpression &e)
    {
        switch (e.op) {
        case BinaryOperator::Add:
            return e.stringShaped ? Opcode::Concat : Opcode::Add;
        case BinaryOperator::Subtract:
            return Opcode::Subtract;
        case BinaryOperator::Multiply:
            return Opcode::Multiply;
        case BinaryOperator::Divide:
            return Opcode::Divide;
        case BinaryOperator::FloorDivide:
            return Opcode::FloorDivide;
        case BinaryOperator::Remainder:
            return Opcode::Remainder;
        case BinaryOperator::Equal:
            return Opcode::Equal;
        case BinaryOperator::NotEqual:
            return Opcode::NotEqual;
        case BinaryOperator::Less:
            return Opcode::Less;
        case BinaryOperator::Greater:
            return Opcode::Greater;
        case BinaryOperator::LessEqual:
            return Opcode::LessEqual;
        case BinaryOperator::GreaterEqual:
            return Opcode::GreaterEqual;
        }
        return Opcode::Nop;
    }
    /// The form with a small integer in the instruction, Nop when there is none.
    static Opcode immediateOpcode(Opcode op)
    {
        switch (op) {
        case Opcode::Add:
            return Opcode::AddI;
        case Opcode::Subtract:
            return Opcode::SubtractI;
        case Opcode::Multiply:
            return Opcode::MultiplyI;
        case Opcode::FloorDivide:
            return Opcode::FloorDivideI;
        case Opcode::Remainder:
            return Opcode::RemainderI;
        default:
            return Opcode::Nop;
        }
    }
    static Opcode constantOpcode(Opcode op)
    {
        switch (op) {
        case Opcode::Add:
            return Opcode::AddK;
        case Opcode::Subtract:
            return Opcode::SubtractK;
        case Opcode::Multiply:
            return Opcode::MultiplyK;
        case Opcode::Divide:
            return Opcode::DivideK;
        default:
            return Opcode::Nop;
        }
    }
    static const NumberExpression *smallNumber(const Expression *e)
    {
        if (e->kind != NodeKind::Number) return nullptr;
        const auto *number = static_cast<const NumberExpression *>(e);
        return number->isBig ? nullptr : number;
    }

    /// left (op) right -> target, the right side being evaluated here.
    void applyBinary(const BinaryExpression &e, Register left, Register target)
    {
        const Opcode op = valueOpcode(e);
        if (const NumberExpression *number = smallNumber(e.right)) {
            const Opcode immediate = immediateOpcode(op);
            if (immediate != Opcode::Nop && number->isInteger && fits16(number->integer)) {
                f().setPosition(e.opSpan.begin);
                f().emit(immediate, target, left, static_cast<uint16_t>(number->integer));
                return;
            }
            const Opcode withConstant = constantOpcode(op);
            if (withConstant != Opcode::Nop && (!number->isInteger || (number->integer > -(int64_t(1) << 46) &&
                                                                       number->integer < (int64_t(1) << 46)))) {
                const uint32_t index = numberConstant(*number);
                if (index <= UINT16_MAX) {
                    f().setPosition(e.opSpan.begin);
                    f().emit(withConstant, target, left, index);
                    return;
                }
            }
        }
        const Register right = operand(e.right, true);
        f().setPosition(e.opSpan.begin);
        f().emit(op, target, left, right);
    }

    void binaryTo(BinaryExpression &last, Register target)
    {
        std::vector<BinaryExpression *> spine; // outermost first
        Expression *base = &last;
        for (; base->kind == NodeKind::Binary; base = static_cast<BinaryExpression *>(base)->left)
            spine.push_back(static_cast<BinaryExpression *>(base));
        const Register mark = f().top();
        Register left = operand(base, isQuiet(spine.back()->right));
        const Register scratch = left >= mark ? left : spine.size() > 1 ? temporary() : target;
        const Register inner = f().top();
        for (size_t i = spine.size(); i-- > 0;) {
            const Register to = i == 0 ? target : scratch;
            applyBinary(*spine[i], left, to);
            f().releaseTo(inner);
            left = to;
        }
        f().releaseTo(mark);
    }

    void logicalTo(LogicalExpression &last, Register target)
    {
        // Writes its target early, so a variable gets its value through a temporary.
        const Register mark = f().top();
        const Register value = target < f().code.variableCount ? temporary() : target;
        Label end;
        std::vector<LogicalExpression *> spine;
        Expression *base = &last;
        for (; base->kind == NodeKind::Logical; base = static_cast<LogicalExpression *>(base)->left)
            spine.push_back(static_cast<LogicalExpression *>(base));
        expressionTo(base, value);
        std::vector<Label> joins(spine.size()); // where a decided inner operator goes on: the next operator outwards
        for (size_t i = spine.size(); i-- > 0;) {
            f().jumpIf(value, !spine[i]->isAnd, joins[i]);
            expressionTo(spine[i]->right, value);
            // A decided `a && b` is the left side of the operator around it, which has to be asked again.
            f().bind(joins[i]);
        }
        if (value != target) f().emit(Opcode::Move, target, value);
        f().releaseTo(mark);
    }

    void conditionalTo(ConditionalExpression &e, Register target)
    {
        // The tail of a chain of `? :` is walked in a loop: it nests to the right without bound otherwise.
        Label end;
        Expression *tail = &e;
        while (tail->kind == NodeKind::Conditional) {
            auto *c = static_cast<ConditionalExpression *>(tail);
            Label otherwise;
            condition(c->condition, false, otherwise);
            expressionTo(c->whenTrue, target);
            f().jump(end);
            f().bind(otherwise);
            tail = c->whenFalse;
        }
        expressionTo(tail, target);
        f().bind(end);
    }

    // ---- conditions: jump to `label` when `e` is `sense`, else go on --------------------------------------------

    void condition(Expression *e, bool sense, Label &label)
    {
        if (!hasRoom(*e)) return;
        if (e->kind == NodeKind::Unary && static_cast<UnaryExpression *>(e)->op == UnaryOperator::Not) {
            bool flipped = sense;
            Expression *inner = e;
            while (inner->kind == NodeKind::Unary && static_cast<UnaryExpression *>(inner)->op == UnaryOperator::Not) {
                inner = static_cast<UnaryExpression *>(inner)->operand;
                flipped = !flipped;
            }
            return condition(inner, flipped, label);
        }
        if (e->kind == NodeKind::Logical) return logicalCondition(static_cast<LogicalExpression &>(*e), sense, label);
        if (e->kind == NodeKind::Binary && compareCondition(static_cast<BinaryExpression &>(*e), sense, label)) return;
        if (e->kind == NodeKind::Literal) {
            const bool truth = static_cast<LiteralExpression *>(e)->value == LiteralExpression::Value::True;
            if (truth == sense) f().jump(label);
            return;
        }
        const Register mark = f().top();
        const Register value = operand(e, true);
        f().setPosition(e->begin);
        f().jumpIf(value, sense, label);
        f().releaseTo(mark);
    }

    void logicalCondition(LogicalExpression &last, bool sense, Label &label)
    {
        // Operands of one operator in a row (the left spine) share their exits.
        std::vector<Expression *> operands;
        Expression *base = &last;
        while (base->kind == NodeKind::Logical && static_cast<LogicalExpression *>(base)->isAnd == last.isAnd) {
            operands.push_back(static_cast<LogicalExpression *>(base)->right);
            base = static_cast<LogicalExpression *>(base)->left;
        }
        operands.push_back(base);
        std::reverse(operands.begin(), operands.end());
        // `a && b` wanted false, `a || b` wanted true: any operand decides. Otherwise only the last one does.
        const bool anyDecides = last.isAnd != sense;
        Label undecided;
        for (size_t i = 0; i < operands.size(); ++i) {
            const bool isLast = i + 1 == operands.size();
            if (anyDecides || isLast) condition(operands[i], sense, label);
            else condition(operands[i], !sense, undecided);
        }
        f().bind(undecided);
    }

    struct Comparison {
        Opcode jump, notJump, jumpI, notJumpI;
    };
    static bool comparison(BinaryOperator op, Comparison &out)
    {
        switch (op) {
        case BinaryOperator::Equal:
            out = {Opcode::JumpEqual, Opcode::JumpNotEqual, Opcode::JumpEqualI, Opcode::JumpNotEqualI};
            return true;
        case BinaryOperator::NotEqual:
            out = {Opcode::JumpNotEqual, Opcode::JumpEqual, Opcode::JumpNotEqualI, Opcode::JumpEqualI};
            return true;
        case BinaryOperator::Less:
            out = {Opcode::JumpLess, Opcode::JumpNotLess, Opcode::JumpLessI, Opcode::JumpNotLessI};
            return true;
        case BinaryOperator::Greater:
            out = {Opcode::JumpGreater, Opcode::JumpNotGreater, Opcode::JumpGreaterI, Opcode::JumpNotGreaterI};
            return true;
        case BinaryOperator::LessEqual:
            out = {Opcode::JumpLessEqual, Opcode::JumpNotLessEqual, Opcode::JumpLessEqualI, Opcode::JumpNotLessEqualI};
            return true;
        case BinaryOperator::GreaterEqual:
            out = {Opcode::JumpGreaterEqual, Opcode::JumpNotGreaterEqual, Opcode::JumpGreaterEqualI,
                   Opcode::JumpNotGreaterEqualI};
            return true;
        default:
            return false;
        }
    }
    bool compareCondition(BinaryExpression &e, bool sense, Label &label)
    {
        Comparison ops{};
        if (!comparison(e.op, ops)) return false;
        const Register mark = f().top();
        const Register left = operand(e.left, isQuiet(e.right));
        const NumberExpression *number = smallNumber(e.right);
        if (number && number->isInteger && fits16(number->integer)) {
            f().setPosition(e.opSpan.begin);
            f().jumpCompare(sense ? ops.jumpI : ops.notJumpI, left, static_cast<uint16_t>(number->integer), label);
        } else {
            const Register right = operand(e.right, true);
            f().setPosition(e.opSpan.begin);
            f().jumpCompare(sense ? ops.jump : ops.notJump, left, right, label);
        }
        f().releaseTo(mark);
        return true;
    }

    // ---- postfix chains: calls, indexes, slices, members --------------------------------------------------------

    static Expression *chainInner(Expression *e)
    {
        switch (e->kind) {
        case NodeKind::Call:
            return static_cast<CallExpression *>(e)->callee;
        case NodeKind::Index:
            return static_cast<IndexExpression *>(e)->object;
        case NodeKind::Slice:
            return static_cast<SliceExpression *>(e)->object;
        case NodeKind::Member:
            return static_cast<MemberExpression *>(e)->object;
        default:
            return nullptr;
        }
    }

    void chainTo(Expression *last, Register target)
    {
        std::vector<Expression *> links; // outermost first
        Expression *base = last;
        for (; chainInner(base); base = chainInner(base)) links.push_back(base);
        const Register mark = f().top();
        const Register work = temporary(); // every call has its callee or receiver here, its arguments behind
        size_t i = links.size();
        Register current = chainBase(base, links, i, work, target);
        while (i-- > 0) {
            f().releaseTo(work + 1);
            const bool isMethod = links[i]->kind == NodeKind::Member && i > 0 && links[i - 1]->kind == NodeKind::Call;
            const size_t consumed = isMethod ? i - 1 : i;
            const Register to = consumed == 0 ? target : work;
            if (isMethod)
                methodCall(static_cast<MemberExpression &>(*links[i]), static_cast<CallExpression &>(*links[i - 1]),
                           current, work, to);
            else link(links[i], current, work, to);
            i = consumed;
            current = to;
        }
        f().releaseTo(mark);
    }

    /// Evaluates what the chain starts with; a call of a built-in by name needs no callee value and is done at once.
    Register chainBase(Expression *base, const std::vector<Expression *> &links, size_t &i, Register work,
                       Register target)
    {
        Expression *first = links.back();
        if (first->kind == NodeKind::Call && base->kind == NodeKind::Identifier) {
            const Binding &b = static_cast<IdentifierExpression *>(base)->binding;
            if (b.kind == Binding::Kind::Builtin && b.index < analysis::kBuiltinModule &&
                b.index != analysis::kUndefinedBuiltin) {
                auto &call = static_cast<CallExpression &>(*first);
                --i;
                const Register to = i == 0 ? target : work;
                arguments(call, work);
                f().setPosition(call.begin);
                f().emit(Opcode::CallBuiltin, work, static_cast<uint32_t>(call.arguments.size()), to);
                f().emitWord(b.index, 0);
                return to;
            }
        }
        if (base->kind == NodeKind::Identifier && first->kind != NodeKind::Call &&
            !(first->kind == NodeKind::Member && i > 1 && links[i - 2]->kind == NodeKind::Call)) {
            // A variable that is indexed or whose member is read is used where it lies.
            const bool quiet =
                first->kind == NodeKind::Member ||
                (first->kind == NodeKind::Index && isQuiet(static_cast<IndexExpression *>(first)->index));
            const Register mark = f().top();
            const Register value = operand(base, quiet);
            f().releaseTo(value >= mark ? value + 1 : mark);
            return value;
        }
        expressionTo(base, work);
        return work;
    }

    void link(Expression *e, Register current, Register work, Register to)
    {
        switch (e->kind) {
        case NodeKind::Call: {
            auto &call = static_cast<CallExpression &>(*e);
            if (current != work) f().emit(Opcode::Move, work, current);
            arguments(call, work);
            f().setPosition(call.begin);
            f().emit(Opcode::Call, work, static_cast<uint32_t>(call.arguments.size()), to);
            return;
        }
        case NodeKind::Index:
            return index(static_cast<IndexExpression &>(*e), current, to);
        case NodeKind::Slice: {
            auto &slice = static_cast<SliceExpression &>(*e);
            if (current == work || current >= f().top()) f().releaseTo(std::max(f().top(), current + 1));
            const Register bounds = sliceBounds(slice);
            f().setPosition(slice.bracket);
            f().emit(Opcode::GetSlice, to, current, bounds);
            return;
        }
        default: {
            auto &member = static_cast<MemberExpression &>(*e);
            f().setPosition(member.dot);
            f().emit(Opcode::GetMember, to, current);
            f().emitWord(nameConstant(member.name), newCache());
            return;
        }
        }
    }

    void index(IndexExpression &e, Register current, Register to)
    {
        if (current >= f().top()) f().releaseTo(current + 1);
        const NumberExpression *number = smallNumber(e.index);
        if (number && number->isInteger && fits16(number->integer)) {
            f().setPosition(e.bracket);
            f().emit(Opcode::GetIndexI, to, current, static_cast<uint16_t>(number->integer));
            return;
        }
        const Register key = operand(e.index, true);
        f().setPosition(e.bracket);
        f().emit(Opcode::GetIndex, to, current, key);
    }

    Register sliceBounds(SliceExpression &slice)
    {
        const Register first = temporary(3);
        Expression *bounds[] = {slice.from, slice.to, slice.step};
        for (uint32_t i = 0; i < 3; ++i) {
            if (bounds[i]) expressionTo(bounds[i], first + i);
            else f().emit(Opcode::Unset, first + i, 1);
        }
        return first;
    }

    void methodCall(MemberExpression &member, CallExpression &call, Register current, Register work, Register to)
    {
        if (current != work) f().emit(Opcode::Move, work, current);
        arguments(call, work);
        f().setPosition(call.begin);
        f().emit(Opcode::CallMethod, work, static_cast<uint32_t>(call.arguments.size()), to);
        f().emitWordAt(nameConstant(member.name), newCache(), member.dot);
    }

    /// Arguments into the registers behind `work`, which is the topmost one in use.
    void arguments(CallExpression &call, Register work)
    {
        f().releaseTo(work + 1);
        for (Expression *argument : call.arguments) {
            const Register place = temporary();
            expressionTo(argument, place);
        }
    }

    // ---- literals -----------------------------------------------------------------------------------------------

    void arrayTo(ArrayExpression &e, Register target)
    {
        const Register mark = f().top();
        const size_t count = e.elements.size();
        const Register result = count > kLiteralBatch ? temporary() : target;
        size_t done = 0;
        do {
            const Register inner = f().top();
            const size_t batch = std::min<size_t>(kLiteralBatch, count - done);
            const Register first = f().top();
            for (size_t i = 0; i < batch; ++i) expressionTo(e.elements[done + i], temporary());
            f().setPosition(e.begin);
            f().emit(done == 0 ? Opcode::NewArray : Opcode::ArrayPush, result, static_cast<uint32_t>(batch), first);
            f().releaseTo(inner);
            done += batch;
        } while (done < count);
        if (result != target) f().emit(Opcode::Move, target, result);
        f().releaseTo(mark);
    }

    void objectTo(ObjectExpression &e, Register target)
    {
        const Register mark = f().top();
        std::vector<uint32_t> keys;
        for (const Property &property : e.properties) keys.push_back(textConstant(property.key));
        if (keys.size() <= kMaxTemplateKeys && distinct(keys)) {
            const Register first = f().top();
            for (const Property &property : e.properties) expressionTo(property.value, temporary());
            f().setPosition(e.begin);
            f().emit(Opcode::NewObject, target, static_cast<uint32_t>(keys.size()), first);
            f().emitWord(templateNumber(keys), newCache());
        } else {
            const Register object = temporary();
            f().emit(Opcode::NewObject, object, 0, 0);
            f().emitWord(templateNumber({}), newCache());
            for (size_t i = 0; i < keys.size(); ++i) {
                const Register inner = f().top();
                const Register value = operand(e.properties[i].value, true);
                f().setPosition(e.begin);
                f().emit(Opcode::SetKey, object, 0, value);
                f().emitWord(keys[i], 0);
                f().releaseTo(inner);
            }
            f().emit(Opcode::Move, target, object);
        }
        f().releaseTo(mark);
    }
    static bool distinct(std::vector<uint32_t> keys)
    {
        std::sort(keys.begin(), keys.end());
        return std::adjacent_find(keys.begin(), keys.end()) == keys.end();
    }
    uint32_t templateNumber(const std::vector<uint32_t> &keys)
    {
        m_program->objectTemplates.push_back(keys);
        return static_cast<uint32_t>(m_program->objectTemplates.size() - 1);
    }

    // ---- statements ---------------------------------------------------------------------------------------------

    void block(const Block &b)
    {
        for (Statement *s : b.statements) statement(s);
    }

    bool isStopped()
    {
        if (m_untilPoll == 0 || --m_untilPoll != 0) return m_stopped;
        m_stopped = m_stopped || m_options.shouldStop(m_options.stopContext);
        m_untilPoll = kStatementsPerPoll;
        return m_stopped;
    }

    void statement(Statement *s)
    {
        if (!hasRoom(*s) || isStopped()) return;
        const Register mark = f().top();
        f().setPosition(s->begin);
        switch (s->kind) {
        case NodeKind::FunctionStatement:
            functionStatement(static_cast<FunctionStatement &>(*s));
            break;
        case NodeKind::If:
            ifStatement(static_cast<IfStatement &>(*s));
            break;
        case NodeKind::While:
            whileStatement(static_cast<WhileStatement &>(*s));
            break;
        case NodeKind::For:
            forStatement(static_cast<ForStatement &>(*s));
            break;
        case NodeKind::Try:
            tryStatement(static_cast<TryStatement &>(*s));
            break;
        case NodeKind::Return:
            returnStatement(static_cast<ReturnStatement &>(*s));
            break;
        case NodeKind::Throw:
            throwStatement(static_cast<ThrowStatement &>(*s));
            break;
        case NodeKind::Break:
            leaveLoop(true);
            break;
        case NodeKind::Continue:
            leaveLoop(false);
            break;
        case NodeKind::DestructureArray:
            destructureArray(static_cast<DestructureStatement &>(*s));
            break;
        case NodeKind::DestructureObject:
            destructureObject(static_cast<DestructureStatement &>(*s));
            break;
        case NodeKind::Assign:
            assign(static_cast<AssignStatement &>(*s));
            break;
        case NodeKind::ExpressionStatement:
            expressionStatement(static_cast<ExpressionStatement &>(*s));
            break;
        case NodeKind::Import:
            importStatement(static_cast<ImportStatement &>(*s));
            break;
        default:
            break; // nonlocal and capability declarations do nothing when executed
        }
        f().releaseTo(mark);
    }

    void expressionStatement(ExpressionStatement &s) { expressionTo(s.expression, temporary()); }

    void assign(AssignStatement &s)
    {
        Expression *target = s.target;
        if (target->kind == NodeKind::Identifier) {
            const Binding &b = static_cast<IdentifierExpression *>(target)->binding;
            const Register place = targetFor(b);
            expressionTo(s.value, place);
            return store(b, place, target->begin);
        }
        Expression *object = chainInner(target);
        const Register value =
            operand(s.value, isQuiet(object) && (target->kind != NodeKind::Index ||
                                                 isQuiet(static_cast<IndexExpression *>(target)->index)));
        if (target->kind == NodeKind::Index) {
            auto &e = static_cast<IndexExpression &>(*target);
            const Register container = operand(e.object, isQuiet(e.index));
            const Register key = operand(e.index, true);
            f().setPosition(e.bracket);
            f().emit(Opcode::SetIndex, container, key, value);
        } else if (target->kind == NodeKind::Slice) {
            auto &e = static_cast<SliceExpression &>(*target);
            const Register container = operand(e.object, false);
            const Register bounds = sliceBounds(e);
            f().setPosition(e.bracket);
            f().emit(Opcode::SetSlice, container, bounds, value);
        } else if (target->kind == NodeKind::Member) {
            auto &e = static_cast<MemberExpression &>(*target);
            const Register container = operand(e.object, true);
            f().setPosition(e.dot);
            f().emit(Opcode::SetMember, container, 0, value);
            f().emitWord(nameConstant(e.name), newCache());
        }
    }

    void destructureArray(DestructureStatement &s)
    {
        const Register value = operand(s.value, true);
        const auto count = static_cast<uint32_t>(s.targets.size());
        const Register first = temporary(count);
        f().setPosition(s.begin);
        f().emit(Opcode::UnpackArray, value, count, first);
        for (uint32_t i = 0; i < count; ++i) store(s.targets[i].binding, first + i, s.targets[i].span.begin);
    }

    void destructureObject(DestructureStatement &s)
    {
        const Register value = temporary(); // a target may be the variable that holds the object
        expressionTo(s.value, value);
        const Register key = temporary();
        for (const NameAt &target : s.targets) {
            const Register mark = f().top();
            f().setPosition(target.span.begin);
            f().emitWide(Opcode::LoadConst, key, static_cast<int32_t>(nameConstant(target.name)));
            const Register place = targetFor(target.binding);
            f().emit(Opcode::GetIndex, place, value, key);
            store(target.binding, place, target.span.begin);
            f().releaseTo(mark);
        }
    }

    void importStatement(ImportStatement &s)
    {
        std::string path;
        for (NameId part : s.path) {
            if (!path.empty()) path += '.';
            path += m_tree.name(part);
        }
        const analysis::ImportKind kind =
            m_options.findImport ? m_options.findImport(path) : analysis::ImportKind::Standard;
        if (kind == analysis::ImportKind::Missing) return; // a warning was given; nothing is bound
        m_program->imports.push_back({path, !s.hasAlias, kind});
        const Register place = targetFor(s.target.binding);
        f().emitWide(Opcode::Import, place, static_cast<int32_t>(m_program->imports.size() - 1));
        store(s.target.binding, place, s.begin);
    }

    // ---- control flow -------------------------------------------------------------------------------------------

    void ifStatement(IfStatement &s)
    {
        Label end;
        for (size_t i = 0; i < s.branches.size(); ++i) {
            Label next;
            condition(s.branches[i].condition, false, next);
            block(s.branches[i].block);
            if (i + 1 < s.branches.size() || s.hasElse) f().jump(end);
            f().bind(next);
        }
        if (s.hasElse) block(s.otherwise);
        f().bind(end);
    }

    void loop(Label &breakLabel, Label &continueLabel, const Block &body, std::optional<Register> walked = {})
    {
        Flow flow{.kind = Flow::Kind::Loop};
        flow.breakLabel = &breakLabel;
        flow.continueLabel = &continueLabel;
        flow.walks = walked.has_value();
        flow.state = walked.value_or(0);
        m_flow.push_back(flow);
        block(body);
        m_flow.pop_back();
    }

    void whileStatement(WhileStatement &s)
    {
        // The condition stands behind the body: one taken jump an iteration.
        Label body, next, end;
        f().jump(next);
        f().bind(body);
        loop(end, next, s.block);
        f().bind(next);
        f().setPosition(s.condition->begin);
        condition(s.condition, true, body);
        f().bind(end);
    }

    void forStatement(ForStatement &s)
    {
        const Register state = temporary(3);
        const bool counted = rangeLoop(s, state);
        if (!counted) {
            expressionTo(s.iterable, state);
            f().setPosition(s.iterable->begin);
            f().emit(Opcode::IterBegin, state);
        }
        Label body, next, end;
        const Register element = targetFor(s.variable.binding);
        f().jump(next);
        const uint32_t begin = f().here();
        f().bind(body);
        store(s.variable.binding, element, s.variable.span.begin);
        loop(end, next, s.block, counted ? std::nullopt : std::optional(state));
        f().bind(next);
        f().setPosition(s.iterable->begin);
        f().jumpNext(counted ? Opcode::RangeNext : Opcode::IterNext, state, element, body);
        if (!counted) f().addLoopEnding(begin, state);
        f().bind(end);
    }
    /// A loop is left early: a generator that it walks is ended.
    void closeLoop(const Flow &flow)
    {
        if (flow.walks) f().emit(Opcode::IterClose, flow.state);
    }
    /// `for (i in range(...))` counts without building the array.
    bool rangeLoop(ForStatement &s, Register state)
    {
        if (s.iterable->kind != NodeKind::Call) return false;
        auto &call = static_cast<CallExpression &>(*s.iterable);
        const size_t count = call.arguments.size();
        if (!isBuiltin(call.callee, "range") || count < 1 || count > 3) return false;
        for (uint32_t i = 0; i < count; ++i) expressionTo(call.arguments[i], state + i);
        f().setPosition(call.begin);
        f().emit(Opcode::RangeBegin, state, static_cast<uint32_t>(count));
        return true;
    }

    /// `break` or `continue`: out of the innermost loop, through every `finally` on the way.
    void leaveLoop(bool isBreak)
    {
        size_t loopIndex = m_flow.size();
        while (loopIndex > 0 && m_flow[loopIndex - 1].kind != Flow::Kind::Loop) --loopIndex;
        if (loopIndex > 0) passOut(m_flow.size(), loopIndex - 1, isBreak);
    }
    /// Jumps from inside flow `from` to the loop at `loopIndex`, entering the first `finally` met.
    void passOut(size_t from, size_t loopIndex, bool isBreak)
    {
        for (size_t i = from; i-- > loopIndex + 1;) {
            Flow &flow = m_flow[i];
            closeLoop(flow);
            if (flow.kind == Flow::Kind::FinallyBody) f().emit(Opcode::LeaveFinally, flow.state);
            if (flow.kind == Flow::Kind::Finally) {
                const std::pair<size_t, bool> wanted{loopIndex, isBreak};
                auto known = std::find(flow.jumps.begin(), flow.jumps.end(), wanted);
                if (known == flow.jumps.end()) known = flow.jumps.insert(flow.jumps.end(), wanted);
                f().emitWide(Opcode::LoadInt, flow.state,
                             kCompletionFirstJump + static_cast<int32_t>(known - flow.jumps.begin()));
                return f().jump(*flow.finallyLabel);
            }
        }
        if (isBreak) closeLoop(m_flow[loopIndex]);
        f().jump(isBreak ? *m_flow[loopIndex].breakLabel : *m_flow[loopIndex].continueLabel);
    }

    void returnStatement(ReturnStatement &s)
    {
        if (passesFinally(m_flow.size())) {
            const Register value = temporary();
            if (s.value) expressionTo(s.value, value);
            else f().emit(Opcode::LoadNull, value);
            f().setPosition(s.begin);
            return returnFrom(m_flow.size(), value);
        }
        if (!s.value) {
            std::for_each(m_flow.rbegin(), m_flow.rend(), [this](const Flow &flow) { closeLoop(flow); });
            f().emit(Opcode::ReturnNull);
            return;
        }
        const Register value = operand(s.value, true);
        f().setPosition(s.begin);
        returnFrom(m_flow.size(), value);
    }
    bool passesFinally(size_t from) const
    {
        return std::any_of(m_flow.begin(), m_flow.begin() + static_cast<std::ptrdiff_t>(from),
                           [](const Flow &flow) { return flow.kind != Flow::Kind::Loop; });
    }
    void returnFrom(size_t from, Register value)
    {
        for (size_t i = from; i-- > 0;) {
            Flow &flow = m_flow[i];
            closeLoop(flow);
            if (flow.kind == Flow::Kind::FinallyBody) f().emit(Opcode::LeaveFinally, flow.state);
            if (flow.kind == Flow::Kind::Finally) {
                flow.returns = true;
                if (value != flow.state + 1) f().emit(Opcode::Move, flow.state + 1, value);
                f().emitWide(Opcode::LoadInt, flow.state, kCompletionReturn);
                return f().jump(*flow.finallyLabel);
            }
        }
        f().emit(Opcode::Return, value);
    }

    // ---- errors -------------------------------------------------------------------------------------------------

    void throwStatement(ThrowStatement &s)
    {
        const Register value = operand(s.value, true);
        f().setPosition(s.begin);
        f().emit(Opcode::Throw, value);
    }

    void tryStatement(TryStatement &s)
    {
        if (!s.hasFinally) return guarded(s);
        const Register state = temporary(2);
        Label finalizer;
        Flow flow{.kind = Flow::Kind::Finally};
        flow.state = state;
        flow.finallyLabel = &finalizer;
        m_flow.push_back(flow);
        const uint32_t begin = f().here();
        guarded(s);
        f().emitWide(Opcode::LoadInt, state, kCompletionNormal);
        const uint32_t end = f().here();
        flow = std::move(m_flow.back());
        m_flow.pop_back();

        f().bind(finalizer);
        const uint32_t bodyBegin = f().here();
        Flow inBody{.kind = Flow::Kind::FinallyBody};
        inBody.state = state;
        m_flow.push_back(inBody);
        block(s.finalizer);
        m_flow.pop_back();
        f().setPosition(s.finalizer.span.end ? s.finalizer.span.end - 1 : s.begin);
        f().emit(Opcode::EndFinally, state);
        f().code.handlers.push_back({begin, end, bodyBegin, static_cast<uint16_t>(state), true, bodyBegin, f().here()});
        goOnAfterFinally(flow);
    }

    /// The try block and its first except clause.
    void guarded(TryStatement &s)
    {
        if (s.clauses.empty()) return block(s.block);
        const ExceptClause &clause = s.clauses.front();
        const uint32_t begin = f().here();
        block(s.block);
        const uint32_t end = f().here();
        Label after;
        f().jump(after);
        const Register error = temporary();
        if (end > begin)
            f().code.handlers.push_back({begin, end, f().here(), static_cast<uint16_t>(error), false, 0, 0});
        if (clause.hasVariable) store(clause.variable.binding, error, clause.variable.span.begin);
        block(clause.block);
        f().bind(after);
    }

    /// Takes up the return, break or continue that was interrupted by the finally body.
    void goOnAfterFinally(const Flow &flow)
    {
        const auto when = [&](int32_t completion, auto &&go) {
            Label skip;
            f().jumpCompare(Opcode::JumpNotEqualI, flow.state, static_cast<uint16_t>(completion), skip);
            go();
            f().bind(skip);
        };
        if (flow.returns) when(kCompletionReturn, [&] { returnFrom(m_flow.size(), flow.state + 1); });
        for (size_t i = 0; i < flow.jumps.size(); ++i)
            when(kCompletionFirstJump + static_cast<int32_t>(i),
                 [&] { passOut(m_flow.size(), flow.jumps[i].first, flow.jumps[i].second); });
    }

    // ---- functions ----------------------------------------------------------------------------------------------

    void functionStatement(FunctionStatement &s)
    {
        const Register place = targetFor(s.target.binding);
        closureTo(s.function, place);
        store(s.target.binding, place, s.begin);
    }

    void closureTo(Function &function, Register target)
    {
        const uint32_t index = compileFunction(function);
        f().setPosition(function.span.begin);
        f().emitWide(Opcode::MakeClosure, target, static_cast<int32_t>(index));
    }

    uint32_t compileFunction(Function &function)
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

    void functionBody(Function &function, const analysis::Scope &scope)
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

    void finish(FunctionBuilder &builder)
    {
        builder.emitLoopEndings();
        builder.code.registerCount = static_cast<uint16_t>(builder.highest());
        builder.code.code.shrink_to_fit();
        builder.code.offsets.shrink_to_fit();
    }

    void compileModule()
    {
        m_program->functions.push_back(std::make_unique<FunctionCode>());
        FunctionCode &code = *m_program->functions.back();
        code.program = m_program.get();
        code.isPrelude = m_options.prelude;
        const auto size = static_cast<uint32_t>(m_program->source->text().size());
        code.span = {0, size};
        m_functionSpan = code.span;
        m_program->globalsInRegisters = m_resolution.globals.size() <= kMaxVariablesInRegisters;
        code.variableCount =
            m_program->globalsInRegisters ? static_cast<uint16_t>(m_resolution.globals.size()) : uint16_t(0);
        for (uint32_t i = 0; i < code.variableCount; ++i)
            code.registerNames.emplace_back(m_program->globals[i], static_cast<uint16_t>(i));
        FunctionBuilder builder(code, nullptr);
        builder.setVariables(code.variableCount);
        builder.setLarge(size > kLargeFunctionBytes);
        m_function = &builder;
        for (Statement *s : m_tree.statements) statement(s);
        f().setPosition(size);
        f().emit(Opcode::ReturnNull);
        finish(builder);
        m_function = nullptr;
    }

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

} // namespace

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
