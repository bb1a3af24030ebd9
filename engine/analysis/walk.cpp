// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/analysis/resolver.h"

#include "engine/syntax/stack_guard.h"

#include <algorithm>
#include <utility>

namespace latchkey::analysis {

namespace {

/// Branches that assign more names than this are taken to assign none: nested deeply, carrying them outwards again at
/// each level would cost more than it tells.
constexpr size_t kMaxCarriedNames = 4096;

bool isLiteral(const syn::Expression *node, syn::LiteralExpression::Value value)
{
    return node->kind == syn::NodeKind::Literal && static_cast<const syn::LiteralExpression *>(node)->value == value;
}

} // namespace

// ---- what is certainly assigned ---------------------------------------------------------------------------------

void Resolver::assign(NameId name)
{
    if (m_assignedIn[name] == m_context.scope) return;
    m_assigned.push_back({name, m_assignedIn[name]});
    m_assignedIn[name] = m_context.scope;
}

std::vector<NameId> Resolver::undoTo(size_t mark, bool collect)
{
    std::vector<NameId> names;
    collect = collect && m_assigned.size() - mark <= kMaxCarriedNames;
    while (m_assigned.size() > mark) {
        const Assigned last = m_assigned.back();
        m_assigned.pop_back();
        m_assignedIn[last.name] = last.before;
        if (collect) names.push_back(last.name);
    }
    return names;
}

// ---- statements -------------------------------------------------------------------------------------------------

bool Resolver::statements(syn::StatementList list)
{
    bool goesOn = true;
    bool reported = false;
    const syn::Statement *before = nullptr;
    for (syn::Statement *node : list) {
        if (isStopped()) return true;
        if (!goesOn && !reported) {
            reported = true;
            if (m_options.lint) lintUnreachable(node);
        }
        if (m_options.lint && before) lintOverwritten(before, node);
        before = node;
        goesOn = statement(node) && goesOn;
        if (m_context.scope == 0 && m_result.scopes.size() > m_firstScope) finishFunctions();
    }
    return goesOn;
}

bool Resolver::isStopped()
{
    if (m_untilPoll == 0 || --m_untilPoll != 0) return m_stopped;
    m_stopped = m_stopped || m_options.shouldStop(m_options.stopContext);
    m_untilPoll = kStatementsPerPoll;
    return m_stopped;
}

bool Resolver::hasRoom(const syn::Node *node)
{
    if (m_stackEnded) return false;
    if (syn::stackHasRoom()) return true;
    m_stackEnded = true;
    syntaxError("E-SYNTAX-NESTING", {node->begin, node->begin + 1}, "nesting too deep");
    return false;
}

bool Resolver::statement(syn::Statement *node)
{
    using syn::NodeKind;
    switch (node->kind) {
    case NodeKind::FunctionStatement:
        functionStatement(static_cast<syn::FunctionStatement *>(node));
        return true;
    case NodeKind::If:
        return ifStatement(static_cast<syn::IfStatement *>(node));
    case NodeKind::While:
        return whileStatement(static_cast<syn::WhileStatement *>(node));
    case NodeKind::For:
        return forStatement(static_cast<syn::ForStatement *>(node));
    case NodeKind::Try:
        return tryStatement(static_cast<syn::TryStatement *>(node));
    case NodeKind::Return: {
        auto *value = static_cast<syn::ReturnStatement *>(node)->value;
        if (m_context.scope == 0) misplaced("E-SYNTAX-RETURN", node, "'return' outside function");
        if (value) expression(value);
        m_context.returnsValue |= value != nullptr;
        return false;
    }
    case NodeKind::Throw:
        expression(static_cast<syn::ThrowStatement *>(node)->value);
        return false;
    case NodeKind::Break:
        if (m_context.loops == 0) misplaced("E-SYNTAX-BREAK", node, "'break' outside loop");
        m_context.loopHasBreak = true;
        return false;
    case NodeKind::Continue:
        if (m_context.loops == 0) misplaced("E-SYNTAX-CONTINUE", node, "'continue' not properly in loop");
        return false;
    case NodeKind::Nonlocal:
        nonlocalStatement(static_cast<syn::NonlocalStatement *>(node));
        return true;
    case NodeKind::DestructureArray:
    case NodeKind::DestructureObject: {
        auto *destructure = static_cast<syn::DestructureStatement *>(node);
        expression(destructure->value);
        for (syn::NameAt &target : destructure->targets) bind(target, VariableFacts::Origin::Other);
        return true;
    }
    case NodeKind::Assign:
        assignStatement(static_cast<syn::AssignStatement *>(node));
        return true;
    case NodeKind::ExpressionStatement:
        expression(static_cast<syn::ExpressionStatement *>(node)->expression);
        return true;
    case NodeKind::Import:
        importStatement(static_cast<syn::ImportStatement *>(node));
        return true;
    case NodeKind::Capability:
        capability(static_cast<syn::CapabilityStatement *>(node));
        return true;
    default:
        return true;
    }
}

void Resolver::functionStatement(syn::FunctionStatement *node)
{
    checkDunder(node->target.name, node->target.span, "function name");
    // The name is assigned before the body can run for the first time.
    bindPlace(node->target.name, node->target.span, node->target.binding, VariableFacts::Origin::Function);
    if (!hasRoom(node)) return;
    if (m_options.lint && m_context.scope == 0)
        m_moduleFunctions.emplace_back(static_cast<uint32_t>(m_result.scopes.size()), m_globalOf[node->target.name]);
    if (m_context.scope == 0) m_globalFacts[m_globalOf[node->target.name]].function = &node->function;
    function(node->function);
}

void Resolver::function(syn::Function &function)
{
    const uint32_t scope = openScope(&function);
    const Context outer = std::exchange(m_context, Context{.scope = scope});
    const size_t before = mark();
    for (size_t i = 0; i < function.parameters.size(); ++i) {
        syn::NameAt &name = function.parameters[i].name;
        checkDunder(name.name, name.span, "identifier");
        if (m_table.find(scope, name.name))
            syntaxError("E-SYNTAX-PARAMETER", name.span,
                        "duplicate argument '" + nameText(name.name) + "' in function definition");
        declareLocal(name.name, name.span, VariableFacts::Origin::Other, true);
        m_uses.push_back({&name.binding, name.name, scope, name.span.begin, kNone, kNone, 0, Use::Kind::Bind});
        assign(name.name);
    }
    if (function.expression) {
        expression(function.expression);
    } else if (statements(function.body) && m_context.returnsValue && m_options.lint) {
        lintMissingReturn(function);
    }
    undoTo(before, false);
    m_context = outer;
}

bool Resolver::ifStatement(syn::IfStatement *node)
{
    if (!hasRoom(node)) return true;
    const size_t before = mark();
    std::vector<std::vector<NameId>> ends; // what each branch that goes on has assigned
    for (syn::IfBranch &branch : node->branches) {
        if (m_options.lint) lintCondition(branch.condition, false);
        expression(branch.condition);
        const bool goesOn = statements(branch.block.statements);
        auto names = undoTo(before, node->hasElse);
        if (goesOn) ends.push_back(std::move(names));
    }
    if (!node->hasElse) return true;
    const bool goesOn = statements(node->otherwise.statements);
    auto names = undoTo(before, true);
    if (goesOn) ends.push_back(std::move(names));
    assignCommon(ends);
    return !ends.empty();
}

/// Assigned behind an `if` is what each branch that goes on has assigned.
void Resolver::assignCommon(std::span<const std::vector<NameId>> ends)
{
    if (ends.empty()) return;
    m_ends.resize(m_tree.nameCount());
    for (const auto &names : ends) {
        for (const NameId name : names) ++m_ends[name];
    }
    for (const NameId name : ends.front()) {
        if (m_ends[name] == ends.size()) assign(name);
    }
    for (const auto &names : ends) {
        for (const NameId name : names) m_ends[name] = 0;
    }
}

bool Resolver::loopBody(const syn::Block &block)
{
    const bool outerBreak = std::exchange(m_context.loopHasBreak, false);
    ++m_context.loops;
    const size_t before = mark();
    statements(block.statements);
    undoTo(before, false);
    --m_context.loops;
    return std::exchange(m_context.loopHasBreak, outerBreak);
}

bool Resolver::whileStatement(syn::WhileStatement *node)
{
    if (!hasRoom(node)) return true;
    if (m_options.lint) lintCondition(node->condition, true);
    expression(node->condition);
    const bool hasBreak = loopBody(node->block);
    return hasBreak || !isLiteral(node->condition, syn::LiteralExpression::Value::True);
}

bool Resolver::forStatement(syn::ForStatement *node)
{
    if (!hasRoom(node)) return true;
    expression(node->iterable);
    const size_t before = mark();
    bind(node->variable, VariableFacts::Origin::Other);
    loopBody(node->block);
    undoTo(before, false); // the loop may not have run at all
    return true;
}

void Resolver::misplaced(std::string_view code, const syn::Statement *node, std::string_view message)
{
    const size_t word = message.find('\'', 1) - 1; // messages start with it, in quotes
    syntaxError(std::string(code), {node->begin, node->begin + static_cast<uint32_t>(word)}, std::string(message));
}

void Resolver::unreachableClause(const syn::ExceptClause &clause)
{
    warning("W-EXCEPT-UNREACHABLE", {clause.span.begin, clause.span.begin + 6}, "unreachable except clause",
            "the first except clause handles every error");
}

bool Resolver::tryStatement(syn::TryStatement *node)
{
    if (!hasRoom(node)) return true;
    const size_t before = mark();
    std::vector<std::vector<NameId>> ends;
    bool goesOn = statements(node->block.statements);
    auto names = undoTo(before, true); // the handlers run wherever the block stopped
    if (goesOn) ends.push_back(std::move(names));
    for (size_t i = 0; i < node->clauses.size(); ++i) {
        syn::ExceptClause &clause = node->clauses[i];
        if (i > 0) unreachableClause(clause);
        if (clause.hasVariable) bind(clause.variable, VariableFacts::Origin::Other);
        goesOn = statements(clause.block.statements);
        names = undoTo(before, true);
        if (goesOn) ends.push_back(std::move(names));
    }
    goesOn = !ends.empty();
    if (node->hasFinally) goesOn = statements(node->finalizer.statements) && goesOn;
    assignCommon(ends);
    return goesOn;
}

void Resolver::assignStatement(syn::AssignStatement *node)
{
    if (node->target->kind != syn::NodeKind::Identifier) {
        expression(node->value);
        expression(node->target);
        return;
    }
    auto *target = static_cast<syn::IdentifierExpression *>(node->target);
    // `f = fn(n) => ... f(n - 1)`: the body of a function that is assigned at once runs after the assignment.
    const bool isFunction = node->value->kind == syn::NodeKind::Arrow;
    if (isFunction) {
        bindIdentifier(target);
        if (m_context.scope == 0)
            m_globalFacts[m_globalOf[target->name]].function =
                &static_cast<syn::ArrowExpression *>(node->value)->function;
    }
    expression(node->value);
    if (!isFunction) bindIdentifier(target);
}

void Resolver::nonlocalStatement(syn::NonlocalStatement *node)
{
    if (m_context.scope == 0) {
        syntaxError("E-SYNTAX-NONLOCAL", {node->begin, node->begin + 8},
                    "nonlocal declaration not allowed at module level",
                    "a module variable is assigned without a declaration");
        return;
    }
    for (syn::NameAt &name : node->names) {
        checkDunder(name.name, name.span, "identifier");
        declareNonlocal(name);
    }
}

void Resolver::importStatement(syn::ImportStatement *node)
{
    std::string dotted;
    for (const NameId part : node->path) dotted += (dotted.empty() ? "" : ".") + std::string(m_tree.name(part));
    for (size_t i = 0; i < node->path.size(); ++i) checkDunder(node->path[i], node->pathSpans[i], "identifier");
    if (node->hasAlias) checkDunder(node->target.name, node->target.span, "identifier");
    const bool dangerous = checkImport(node, dotted);
    if (!dangerous && m_options.findImport && m_options.findImport(dotted) == ImportKind::Missing) {
        const bool isDunder = std::ranges::any_of(node->path, [&](NameId part) { return m_flags[part] & kDunderName; });
        if (!isDunder) missingImport(node, dotted);
        return;
    }
    bindPlace(node->target.name, node->target.span, node->target.binding, VariableFacts::Origin::Other);
    if (m_context.scope == 0 && !dangerous) m_globalFacts[m_globalOf[node->target.name]].import = node;
}

// ---- expressions ------------------------------------------------------------------------------------------------

/// The order in which parts are visited does not matter: expressions assign nothing. Left sides are taken in a loop.
void Resolver::expression(syn::Expression *node)
{
    using syn::NodeKind;
    for (;;) {
        switch (node->kind) {
        case NodeKind::Identifier:
            read(static_cast<syn::IdentifierExpression *>(node), Use::Kind::Read);
            return;
        case NodeKind::Binary: {
            auto *binary = static_cast<syn::BinaryExpression *>(node);
            if (m_options.lint) lintComparison(binary);
            operand(binary->right);
            node = binary->left;
            continue;
        }
        case NodeKind::Logical: {
            auto *logical = static_cast<syn::LogicalExpression *>(node);
            operand(logical->right);
            node = logical->left;
            continue;
        }
        case NodeKind::Call: {
            auto *call = static_cast<syn::CallExpression *>(node);
            for (syn::Expression *argument : call->arguments) operand(argument);
            if (call->callee->kind == NodeKind::Identifier) {
                if (m_options.lint) m_calls.push_back(call);
                read(static_cast<syn::IdentifierExpression *>(call->callee), Use::Kind::Call);
                return;
            }
            node = call->callee;
            continue;
        }
        case NodeKind::Index: {
            auto *index = static_cast<syn::IndexExpression *>(node);
            operand(index->index);
            node = index->object;
            continue;
        }
        case NodeKind::Slice: {
            auto *slice = static_cast<syn::SliceExpression *>(node);
            for (syn::Expression *part : {slice->from, slice->to, slice->step}) {
                if (part) operand(part);
            }
            node = slice->object;
            continue;
        }
        case NodeKind::Member: {
            auto *member = static_cast<syn::MemberExpression *>(node);
            checkMember(member);
            node = member->object;
            continue;
        }
        case NodeKind::Unary:
            node = static_cast<syn::UnaryExpression *>(node)->operand;
            continue;
        case NodeKind::Conditional: {
            auto *conditional = static_cast<syn::ConditionalExpression *>(node);
            if (m_options.lint) lintCondition(conditional->condition, false);
            operand(conditional->condition);
            operand(conditional->whenTrue);
            node = conditional->whenFalse;
            continue;
        }
        case NodeKind::Array:
            for (syn::Expression *element : static_cast<syn::ArrayExpression *>(node)->elements) operand(element);
            return;
        case NodeKind::Object:
            for (const syn::Property &property : static_cast<syn::ObjectExpression *>(node)->properties)
                operand(property.value);
            return;
        case NodeKind::Arrow:
            if (hasRoom(node)) function(static_cast<syn::ArrowExpression *>(node)->function);
            return;
        default:
            return;
        }
    }
}

/// Leaves, which most operands are, need no look at the stack.
void Resolver::operand(syn::Expression *node)
{
    if (node->kind == syn::NodeKind::Identifier) read(static_cast<syn::IdentifierExpression *>(node), Use::Kind::Read);
    else if (node->kind > syn::NodeKind::Identifier && hasRoom(node)) expression(node);
}

} // namespace latchkey::analysis
