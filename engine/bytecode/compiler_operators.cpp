// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/bytecode/compiler_private.h"

#include <algorithm>

namespace latchkey::bytecode {

namespace {

bool fits16(int64_t value)
{
    return value >= INT16_MIN && value <= INT16_MAX;
}

} // namespace

// ---- operators
// -------------------------------------------------------------------------------------------------------

void Compiler::unaryTo(UnaryExpression &first, Register target)
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

Opcode Compiler::valueOpcode(const BinaryExpression &e)
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

Opcode Compiler::immediateOpcode(Opcode op)
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

Opcode Compiler::constantOpcode(Opcode op)
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

const NumberExpression *Compiler::smallNumber(const Expression *e)
{
    if (e->kind != NodeKind::Number) return nullptr;
    const auto *number = static_cast<const NumberExpression *>(e);
    return number->isBig ? nullptr : number;
}

void Compiler::applyBinary(const BinaryExpression &e, Register left, Register target)
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
        if (withConstant != Opcode::Nop &&
            (!number->isInteger || (number->integer > -(int64_t(1) << 46) && number->integer < (int64_t(1) << 46)))) {
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

void Compiler::binaryTo(BinaryExpression &last, Register target)
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

void Compiler::logicalTo(LogicalExpression &last, Register target)
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

void Compiler::conditionalTo(ConditionalExpression &e, Register target)
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

// ---- conditions: jump to `label` when `e` is `sense`, else go on
// -----------------------------------------------------

void Compiler::condition(Expression *e, bool sense, Label &label)
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

void Compiler::logicalCondition(LogicalExpression &last, bool sense, Label &label)
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

bool Compiler::comparison(BinaryOperator op, Comparison &out)
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

bool Compiler::compareCondition(BinaryExpression &e, bool sense, Label &label)
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

} // namespace latchkey::bytecode
