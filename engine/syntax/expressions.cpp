// SPDX-License-Identifier: GPL-3.0-or-later
// Expressions without recursion. The machine alternates between two states, "an operand must come" and "an operand has
// just ended"; what is open (brackets, operators that wait for their right side, ternaries, arrow bodies) lies in
// m_frames, finished operands in m_operands. Only the statements of an arrow's block are read by recursion.
#include "engine/syntax/parser_impl.h"

#include <algorithm>
#include <charconv>
#include <limits>
#include <utility>

namespace latchkey::syntax {

namespace {

/// Binding strength of binary operators, 0 for all else.
int precedenceOf(TokenKind kind)
{
    switch (kind) {
    case TokenKind::OrOr:
        return 1;
    case TokenKind::AndAnd:
        return 2;
    case TokenKind::EqualEqual:
    case TokenKind::NotEqual:
        return 3;
    case TokenKind::Less:
    case TokenKind::Greater:
    case TokenKind::LessEqual:
    case TokenKind::GreaterEqual:
        return 4;
    case TokenKind::Plus:
    case TokenKind::Minus:
        return 5;
    case TokenKind::Star:
    case TokenKind::Slash:
    case TokenKind::FloorDivide:
    case TokenKind::Percent:
        return 6;
    default:
        return 0;
    }
}

BinaryOperator binaryOperator(TokenKind kind)
{
    switch (kind) {
    case TokenKind::Plus:
        return BinaryOperator::Add;
    case TokenKind::Minus:
        return BinaryOperator::Subtract;
    case TokenKind::Star:
        return BinaryOperator::Multiply;
    case TokenKind::Slash:
        return BinaryOperator::Divide;
    case TokenKind::FloorDivide:
        return BinaryOperator::FloorDivide;
    case TokenKind::Percent:
        return BinaryOperator::Remainder;
    case TokenKind::EqualEqual:
        return BinaryOperator::Equal;
    case TokenKind::NotEqual:
        return BinaryOperator::NotEqual;
    case TokenKind::Less:
        return BinaryOperator::Less;
    case TokenKind::Greater:
        return BinaryOperator::Greater;
    case TokenKind::LessEqual:
        return BinaryOperator::LessEqual;
    default:
        return BinaryOperator::GreaterEqual;
    }
}

/// The sign of the decimal exponent of a literal that is out of a float's range tells infinity from zero.
bool isHuge(std::string_view digits)
{
    size_t mantissaEnd = digits.find_first_of("eE");
    if (mantissaEnd == std::string_view::npos) mantissaEnd = digits.size();
    const std::string_view mantissa = digits.substr(0, mantissaEnd);
    const size_t dot = std::min(mantissa.find('.'), mantissa.size());
    const size_t first = mantissa.find_first_of("123456789");
    const bool negativeExponent = mantissaEnd + 1 < digits.size() && digits[mantissaEnd + 1] == '-';
    int64_t exponent = 0;
    if (mantissaEnd < digits.size()) {
        const size_t from = digits.find_first_of("0123456789", mantissaEnd);
        if (std::from_chars(digits.data() + from, digits.data() + digits.size(), exponent).ec != std::errc())
            return !negativeExponent;
        if (negativeExponent) exponent = -exponent;
    }
    const int64_t magnitude = first < dot ? int64_t(dot - first) : -int64_t(first - dot);
    return exponent + magnitude > 0;
}

} // namespace

Expression *Parser::expression()
{
    const ExpressionRun outer = m_run;
    m_run = {m_frames.size(), m_operands.size(), m_properties.size()};
    const uint32_t depth = m_depth;
    const size_t groups = m_openGroups;
    Step step = Step::Operand;
    while (step <= Step::Operator) step = step == Step::Operand ? operandStep() : operatorStep();

    Expression *result = nullptr;
    if (step == Step::Done && !m_gaveUp) {
        result = m_operands.back().node;
        m_operands.pop_back();
    } else {
        m_openBraces = static_cast<uint32_t>(
            std::count_if(m_frames.begin() + static_cast<std::ptrdiff_t>(m_run.frames), m_frames.end(),
                          [](const Frame &frame) { return frame.kind == Frame::Kind::Object; }));
        m_frames.resize(m_run.frames);
        m_operands.resize(m_run.operands);
        m_properties.resize(m_run.properties);
        m_depth = depth;
        m_openGroups = groups;
    }
    m_run = outer;
    return result;
}

// ---- an operand must come ---------------------------------------------------------------------------------------

Parser::Step Parser::operandStep()
{
    switch (m_token.kind) {
    case TokenKind::Identifier:
        pushIdentifier();
        return Step::Operator;
    case TokenKind::Number:
        pushNumber();
        return Step::Operator;
    case TokenKind::String:
        pushString();
        return Step::Operator;
    case TokenKind::True:
        pushLiteral(LiteralExpression::Value::True);
        return Step::Operator;
    case TokenKind::False:
        pushLiteral(LiteralExpression::Value::False);
        return Step::Operator;
    case TokenKind::Null:
        pushLiteral(LiteralExpression::Value::Null);
        return Step::Operator;
    case TokenKind::LeftParen:
        return openBracket(Frame::Kind::Group);
    case TokenKind::LeftBracket:
        return openBracket(Frame::Kind::Array);
    case TokenKind::LeftBrace:
        return openObject();
    case TokenKind::Fn:
        return openArrow();
    case TokenKind::Not:
        return prefixOperator();
    case TokenKind::Plus:
    case TokenKind::Minus:
        if (m_lexer.startsNumber(m_token.end)) { // the sign belongs to the literal
            m_token = m_lexer.scanNumber(m_token.begin);
            pushNumber();
            return Step::Operator;
        }
        if (m_token.kind == TokenKind::Minus) return prefixOperator();
        break;
    case TokenKind::Colon:
    case TokenKind::RightBracket:
        return omittedSlicePart();
    default:
        break;
    }
    unexpectedOperand();
    return Step::Failed;
}

Parser::Step Parser::prefixOperator()
{
    const Token op = m_token;
    advance();
    return pushFrame({.kind = Frame::Kind::Unary, .op = op.kind, .begin = op.begin, .end = op.end}) ? Step::Operand
                                                                                                    : Step::Failed;
}

Parser::Step Parser::openBracket(Frame::Kind kind)
{
    const Token bracket = m_token;
    advance();
    if (!pushFrame({.kind = kind, .begin = bracket.begin, .end = bracket.end})) return Step::Failed;
    return kind == Frame::Kind::Array && at(TokenKind::RightBracket) ? closeStep() : Step::Operand;
}

/// A part of `[a:b:c]` may be missing: before a `:`, and after one before the `]`.
Parser::Step Parser::omittedSlicePart()
{
    Frame *frame = topFrame();
    const bool inSlice = frame && frame->kind == Frame::Kind::Index && (at(TokenKind::Colon) || frame->colons > 0);
    if (!inSlice) {
        unexpectedOperand();
        return Step::Failed;
    }
    m_operands.push_back({nullptr, m_token.begin, m_token.begin, 0});
    return at(TokenKind::Colon) ? colonStep() : closeStep();
}

// object = "{" [ property { "," property } ] "}"
Parser::Step Parser::openObject()
{
    const Token brace = m_token;
    advance();
    const auto properties = static_cast<uint32_t>(m_properties.size());
    if (!pushFrame({.kind = Frame::Kind::Object, .begin = brace.begin, .end = brace.end, .properties = properties}))
        return Step::Failed;
    if (at(TokenKind::RightBrace)) return closeStep();
    return objectKey() ? Step::Operand : Step::Failed;
}

// property = ( NAME | STRING ) ":" expression
bool Parser::objectKey()
{
    Property property;
    property.keySpan = m_token.span();
    if (at(TokenKind::String)) {
        property.quoted = true;
        property.key = stringValue(m_token);
    } else if (isName(m_token.kind)) {
        property.key = textOf(m_token);
    } else {
        unexpectedInBrackets(m_frames.back());
        return false;
    }
    advance();
    if (!at(TokenKind::Colon)) {
        unexpectedWith({"expected `:` and a value after the key `", property.key.substr(0, 40), "`"});
        return false;
    }
    advance();
    m_properties.push_back(property);
    return true;
}

// arrow = "fn" "(" [ params ] ")" "=>" ( expression | "{" statement { statement } "}" )
Parser::Step Parser::openArrow()
{
    auto *arrow = m_tree.make<ArrowExpression>();
    arrow->begin = arrow->function.span.begin = m_token.begin;
    advance();
    if (!functionHeader(arrow->function)) return Step::Failed;
    if (!at(TokenKind::Arrow)) {
        unexpectedWith({"expected `=>` after the parameters"});
        return Step::Failed;
    }
    const Token op = m_token;
    advance();
    if (arrowHasBlock()) return arrowBlock(arrow);
    const uint32_t outerDeepest = std::exchange(m_deepest, m_depth);
    const Frame frame{
        .kind = Frame::Kind::ArrowBody, .begin = op.begin, .end = op.end, .arrow = arrow, .outerDeepest = outerDeepest};
    return pushFrame(frame) ? Step::Operand : Step::Failed;
}

/// After `=>` a `{` is an object literal when `}` follows, or a key and `:`; otherwise a block.
bool Parser::arrowHasBlock() const
{
    if (!at(TokenKind::LeftBrace)) return false;
    const Token first = peekAfter(m_token);
    if (first.kind == TokenKind::RightBrace) return false;
    const bool isKey = first.kind == TokenKind::String || isName(first.kind);
    return !isKey || peekAfter(first).kind != TokenKind::Colon;
}

Parser::Step Parser::arrowBlock(ArrowExpression *arrow)
{
    const uint32_t outerDeepest = std::exchange(m_deepest, m_depth);
    if (!functionBody(arrow->function)) return Step::Failed;
    arrow->end = arrow->function.span.end;
    pushOperand(arrow, arrow->begin, arrow->end, m_deepest - m_depth + 1);
    m_deepest = std::max(outerDeepest, m_deepest);
    return Step::Operator;
}

// ---- an operand has just ended ----------------------------------------------------------------------------------

Parser::Step Parser::operatorStep()
{
    switch (m_token.kind) {
    case TokenKind::LeftParen:
        return openPostfix(Frame::Kind::Call);
    case TokenKind::LeftBracket:
        return openPostfix(Frame::Kind::Index);
    case TokenKind::Dot:
        return member();
    case TokenKind::Question:
        return questionStep();
    case TokenKind::Colon:
        return colonStep();
    case TokenKind::Comma:
        return commaStep();
    case TokenKind::RightParen:
    case TokenKind::RightBracket:
    case TokenKind::RightBrace:
        return closeStep();
    default:
        break;
    }
    const int precedence = precedenceOf(m_token.kind);
    if (precedence == 0) { // the expression ends here, unless something is still open
        if (!reduceToBracket()) return Step::Failed;
        if (!topFrame()) return Step::Done;
        unexpectedInBrackets(*topFrame());
        return Step::Failed;
    }
    reduceOperators(precedence);
    const Token op = m_token;
    if (op.kind == TokenKind::FloorDivide) m_tree.floorDivisions.push_back(op.begin);
    advance();
    const Frame frame{.kind = Frame::Kind::Binary,
                      .precedence = static_cast<uint8_t>(precedence),
                      .op = op.kind,
                      .begin = op.begin,
                      .end = op.end};
    return pushFrame(frame) ? Step::Operand : Step::Failed;
}

Parser::Step Parser::openPostfix(Frame::Kind kind)
{
    const Token bracket = m_token;
    advance();
    if (!pushFrame({.kind = kind, .begin = bracket.begin, .end = bracket.end})) return Step::Failed;
    return kind == Frame::Kind::Call && at(TokenKind::RightParen) ? closeStep() : Step::Operand;
}

Parser::Step Parser::member()
{
    const uint32_t dot = m_token.begin;
    advance();
    if (!isName(m_token.kind)) {
        unexpectedWith({"expected a member name after `.`"});
        return Step::Failed;
    }
    const Operand object = m_operands.back();
    auto *node = makeExpression<MemberExpression>(object.begin, m_token.end);
    node->object = object.node;
    node->name = m_tree.intern(textOf(m_token));
    node->nameSpan = m_token.span();
    node->dot = dot;
    afterOperandToken();
    m_operands.back() = {node, object.begin, node->end, object.height};
    return Step::Operator;
}

Parser::Step Parser::questionStep()
{
    reduceOperators(0);
    const Token op = m_token;
    advance();
    return pushFrame({.kind = Frame::Kind::Then, .begin = op.begin, .end = op.end}) ? Step::Operand : Step::Failed;
}

/// The `:` of the innermost open ternary, else the one of a slice; else it is the caller's.
Parser::Step Parser::colonStep()
{
    for (;;) {
        reduceOperators(0);
        Frame *frame = topFrame();
        if (frame && frame->kind == Frame::Kind::Else) {
            if (!reduceConditional()) return Step::Failed;
        } else if (frame && frame->kind == Frame::Kind::ArrowBody) {
            reduceArrow();
        } else {
            break;
        }
    }
    Frame *frame = topFrame();
    if (!frame) return Step::Done;
    if (frame->kind == Frame::Kind::Then) {
        frame->kind = Frame::Kind::Else;
    } else if (frame->kind == Frame::Kind::Index && frame->colons < 2) {
        ++frame->colons;
    } else {
        unexpectedInBrackets(*frame);
        return Step::Failed;
    }
    advance();
    return Step::Operand;
}

Parser::Step Parser::commaStep()
{
    if (!reduceToBracket()) return Step::Failed;
    Frame *frame = topFrame();
    if (!frame) return Step::Done;
    switch (frame->kind) {
    case Frame::Kind::Array:
    case Frame::Kind::Call:
        advance();
        return Step::Operand;
    case Frame::Kind::Object:
        advance();
        return objectKey() ? Step::Operand : Step::Failed;
    default:
        unexpectedInBrackets(*frame);
        return Step::Failed;
    }
}

Parser::Step Parser::closeStep()
{
    if (!reduceToBracket()) return Step::Failed;
    Frame *frame = topFrame();
    if (!frame) return Step::Done;
    const uint32_t end = m_token.end;
    if (frame->kind == Frame::Kind::Group && at(TokenKind::RightParen)) {
        Operand &operand = m_operands.back();
        operand.node->parenthesised = true;
        operand.begin = frame->begin;
        operand.end = end;
        popFrame();
    } else if (frame->kind == Frame::Kind::Array && at(TokenKind::RightBracket)) {
        closeArray(end);
    } else if (frame->kind == Frame::Kind::Object && at(TokenKind::RightBrace)) {
        closeObject(end);
    } else if (frame->kind == Frame::Kind::Call && at(TokenKind::RightParen)) {
        closeCall(end);
    } else if (frame->kind == Frame::Kind::Index && at(TokenKind::RightBracket)) {
        closeIndex(end);
    } else {
        unexpectedInBrackets(*frame);
        return Step::Failed;
    }
    afterOperandToken();
    return Step::Operator;
}

// ---- frames -----------------------------------------------------------------------------------------------------

bool Parser::pushFrame(Frame frame)
{
    const bool isGroup = frame.kind == Frame::Kind::Group;
    if (isGroup ? m_openGroups >= kMaxOpenParentheses : m_depth >= kMaxNesting) {
        tooDeep(frame.begin);
        return false;
    }
    if (isGroup) ++m_openGroups;
    else m_deepest = std::max(m_deepest, ++m_depth);
    frame.operands = static_cast<uint32_t>(m_operands.size());
    m_frames.push_back(frame);
    return true;
}

void Parser::popFrame()
{
    if (m_frames.back().kind == Frame::Kind::Group) --m_openGroups;
    else --m_depth;
    m_frames.pop_back();
}

/// Completes operators that bind at least as strongly as `precedence`: all binary ones are left-associative.
void Parser::reduceOperators(int precedence)
{
    while (Frame *frame = topFrame()) {
        if (frame->kind == Frame::Kind::Unary) reduceUnary();
        else if (frame->kind == Frame::Kind::Binary && frame->precedence >= precedence) reduceBinary();
        else break;
    }
}

/// Completes everything that ends where a bracket closes; what remains on top is a bracket, or nothing.
bool Parser::reduceToBracket()
{
    for (;;) {
        reduceOperators(0);
        Frame *frame = topFrame();
        if (!frame) return true;
        switch (frame->kind) {
        case Frame::Kind::ArrowBody:
            reduceArrow();
            break;
        case Frame::Kind::Else:
            if (!reduceConditional()) return false;
            break;
        case Frame::Kind::Then:
            unexpectedInBrackets(*frame);
            return false;
        default:
            return true;
        }
    }
}

void Parser::reduceUnary()
{
    const Frame &frame = m_frames.back();
    const Operand operand = m_operands.back();
    auto *node = makeExpression<UnaryExpression>(frame.begin, operand.end);
    node->op = frame.op == TokenKind::Not ? UnaryOperator::Not : UnaryOperator::Negate;
    node->operand = operand.node;
    popFrame();
    m_operands.back() = {node, node->begin, node->end, operand.height + 1};
}

void Parser::reduceBinary()
{
    const Frame &frame = m_frames.back();
    const Operand right = m_operands.back();
    m_operands.pop_back();
    Operand &left = m_operands.back();
    const Span opSpan{frame.begin, frame.end};
    Expression *node = nullptr;
    if (frame.op == TokenKind::AndAnd || frame.op == TokenKind::OrOr) {
        auto *logical = makeExpression<LogicalExpression>(left.begin, right.end);
        logical->isAnd = frame.op == TokenKind::AndAnd;
        logical->opSpan = opSpan;
        logical->left = left.node;
        logical->right = right.node;
        node = logical;
    } else {
        auto *binary = makeExpression<BinaryExpression>(left.begin, right.end);
        binary->op = binaryOperator(frame.op);
        binary->opSpan = opSpan;
        binary->left = left.node;
        binary->right = right.node;
        // language.md 4.3: a `+` with a string-shaped operand joins text, and is string-shaped itself.
        binary->stringShaped =
            binary->op == BinaryOperator::Add && (left.node->stringShaped || right.node->stringShaped);
        node = binary;
    }
    popFrame();
    left = {node, node->begin, node->end, std::max(left.height, right.height + 1)};
}

bool Parser::reduceConditional()
{
    const Operand whenFalse = m_operands.back();
    m_operands.pop_back();
    const Operand whenTrue = m_operands.back();
    m_operands.pop_back();
    Operand &condition = m_operands.back();
    auto *node = makeExpression<ConditionalExpression>(condition.begin, whenFalse.end);
    node->condition = condition.node;
    node->whenTrue = whenTrue.node;
    node->whenFalse = whenFalse.node;
    popFrame();
    const uint32_t height = 1 + std::max({condition.height, whenTrue.height, whenFalse.height});
    condition = {node, node->begin, node->end, height};
    // The condition was read before anything counted it as nested: `(((a ? b : c) ? b : c) ? b : c)`.
    if (m_depth + height > kMaxNesting) {
        tooDeep(node->begin);
        return false;
    }
    m_deepest = std::max(m_deepest, m_depth + height);
    return true;
}

void Parser::reduceArrow()
{
    const Frame frame = m_frames.back();
    const Operand body = m_operands.back();
    ArrowExpression *arrow = frame.arrow;
    arrow->function.expression = body.node;
    arrow->function.bodySpan = {body.begin, body.end};
    arrow->end = arrow->function.span.end = body.end;
    popFrame();
    m_deepest = std::max(frame.outerDeepest, m_deepest);
    m_operands.back() = {arrow, arrow->begin, arrow->end, body.height + 1};
}

void Parser::closeArray(uint32_t end)
{
    const Frame &frame = m_frames.back();
    auto *node = makeExpression<ArrayExpression>(frame.begin, end);
    uint32_t height = 0;
    node->elements = takeList(frame.operands, height);
    popFrame();
    pushOperand(node, node->begin, end, height + 1);
}

void Parser::closeObject(uint32_t end)
{
    const Frame &frame = m_frames.back();
    auto *node = makeExpression<ObjectExpression>(frame.begin, end);
    uint32_t height = 0;
    const size_t count = m_properties.size() - frame.properties;
    for (size_t i = 0; i < count; ++i) {
        const Operand &value = m_operands[frame.operands + i];
        m_properties[frame.properties + i].value = value.node;
        height = std::max(height, value.height);
    }
    node->properties = m_tree.list(std::span<const Property>(m_properties).subspan(frame.properties));
    m_properties.resize(frame.properties);
    m_operands.resize(frame.operands);
    popFrame();
    pushOperand(node, node->begin, end, height + 1);
}

void Parser::closeCall(uint32_t end)
{
    const Frame &frame = m_frames.back();
    uint32_t height = 0;
    const ExpressionList arguments = takeList(frame.operands, height);
    Operand &callee = m_operands.back();
    auto *node = makeExpression<CallExpression>(callee.begin, end);
    node->callee = callee.node;
    node->arguments = arguments;
    node->parentheses = {frame.begin, end};
    callee = {node, node->begin, end, std::max(callee.height, height + 1)};
    popFrame();
}

void Parser::closeIndex(uint32_t end)
{
    const Frame frame = m_frames.back();
    popFrame();
    if (frame.colons > 0) return closeSlice(frame, end);
    const Operand index = m_operands.back();
    m_operands.pop_back();
    Operand &object = m_operands.back();
    auto *node = makeExpression<IndexExpression>(object.begin, end);
    node->object = object.node;
    node->index = index.node;
    node->bracket = frame.begin;
    object = {node, node->begin, end, std::max(object.height, index.height + 1)};
}

void Parser::closeSlice(const Frame &frame, uint32_t end)
{
    Operand &object = m_operands[frame.operands - 1];
    auto *node = makeExpression<SliceExpression>(object.begin, end);
    node->object = object.node;
    node->bracket = frame.begin;
    Expression **const parts[] = {&node->from, &node->to, &node->step};
    uint32_t height = 0;
    for (size_t i = frame.operands; i < m_operands.size(); ++i) {
        *parts[i - frame.operands] = m_operands[i].node;
        height = std::max(height, m_operands[i].height);
    }
    object = {node, node->begin, end, std::max(object.height, height + 1)};
    m_operands.resize(frame.operands);
}

ExpressionList Parser::takeList(size_t base, uint32_t &height)
{
    m_list.clear();
    for (size_t i = base; i < m_operands.size(); ++i) {
        m_list.push_back(m_operands[i].node);
        height = std::max(height, m_operands[i].height);
    }
    m_operands.resize(base);
    return m_tree.list(m_list);
}

// ---- leaves -----------------------------------------------------------------------------------------------------

template<typename T>
T *Parser::makeExpression(uint32_t begin, uint32_t end)
{
    T *node = m_tree.make<T>();
    node->begin = begin;
    node->end = end;
    return node;
}

void Parser::pushOperand(Expression *node, uint32_t begin, uint32_t end, uint32_t height)
{
    m_operands.push_back({node, begin, end, height});
}

void Parser::pushIdentifier()
{
    auto *node = makeExpression<IdentifierExpression>(m_token.begin, m_token.end);
    node->name = m_tree.intern(textOf(m_token));
    pushOperand(node, node->begin, node->end, 0);
    afterOperandToken();
}

void Parser::pushLiteral(LiteralExpression::Value value)
{
    auto *node = makeExpression<LiteralExpression>(m_token.begin, m_token.end);
    node->value = value;
    pushOperand(node, node->begin, node->end, 0);
    afterOperandToken();
}

void Parser::pushString()
{
    auto *node = makeExpression<StringExpression>(m_token.begin, m_token.end);
    node->value = stringValue(m_token);
    node->stringShaped = true;
    pushOperand(node, node->begin, node->end, 0);
    afterOperandToken();
}

void Parser::pushNumber()
{
    auto *node = makeExpression<NumberExpression>(m_token.begin, m_token.end);
    numberValue(node, m_token);
    pushOperand(node, node->begin, node->end, 0);
    afterOperandToken();
}

void Parser::numberValue(NumberExpression *number, const Token &token) const
{
    std::string_view digits = textOf(token);
    if (digits.starts_with('+')) digits.remove_prefix(1); // from_chars knows no plus sign
    const char *const end = digits.data() + digits.size();
    number->isInteger = !token.isFloat;
    if (token.isFloat) {
        if (std::from_chars(digits.data(), end, number->real).ec == std::errc()) return;
        const double magnitude = isHuge(digits) ? std::numeric_limits<double>::infinity() : 0.0;
        number->real = digits.starts_with('-') ? -magnitude : magnitude;
    } else if (std::from_chars(digits.data(), end, number->integer).ec != std::errc()) {
        number->isBig = true;
        number->digits = digits;
    }
}

/// The five escapes; a backslash before any other character stays, together with that character.
std::string_view Parser::stringValue(const Token &token)
{
    const std::string_view inner = textOf(token).substr(1, token.end - token.begin - 2);
    if (!token.hasEscapes) return inner;
    char *const value = static_cast<char *>(m_tree.allocate(inner.size(), 1));
    char *out = value;
    for (size_t i = 0; i < inner.size(); ++i) {
        if (inner[i] != '\\') {
            *out++ = inner[i];
            continue;
        }
        const char escaped = inner[++i];
        switch (escaped) {
        case 'n':
            *out++ = '\n';
            break;
        case 't':
            *out++ = '\t';
            break;
        case '\\':
        case '"':
        case '\'':
            *out++ = escaped;
            break;
        default:
            *out++ = '\\';
            *out++ = escaped;
        }
    }
    return {value, static_cast<size_t>(out - value)};
}

} // namespace latchkey::syntax
