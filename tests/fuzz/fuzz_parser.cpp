// SPDX-License-Identifier: GPL-3.0-or-later
// Any bytes through parser and resolver. What must hold: no crash, a tree, diagnostics inside the text and in order,
// every node inside the text, every name of a correct program resolved, and the same answer the second time.
#include "engine/analysis/resolve.h"

#include <cstdlib>
#include <cstring>

using namespace latchkey;

namespace {

constexpr std::string_view kBuiltins[] = {"print", "len", "str", "range", "sum"};

void require(bool condition)
{
    if (!condition) abort();
}

void checkDiagnostics(const std::vector<syntax::Diagnostic> &diagnostics, size_t size)
{
    uint32_t last = 0;
    for (const syntax::Diagnostic &diagnostic : diagnostics) {
        require(diagnostic.span.begin <= diagnostic.span.end && diagnostic.span.end <= size);
        require(diagnostic.span.begin >= last);
        require(!diagnostic.message.empty() && !diagnostic.code.empty());
        last = diagnostic.span.begin;
        const syntax::Position position = diagnostic.position();
        require(position.line > 0 && position.column > 0);
        for (const syntax::Fix &fix : diagnostic.fixes) require(fix.span.begin <= fix.span.end && fix.span.end <= size);
    }
}

/// Walks as tree.h says one may: left sides in loops, the rest by recursion.
class Walker
{
public:
    Walker(size_t size, bool correct)
        : m_size(size)
        , m_correct(correct)
    {
    }

    void statements(syntax::StatementList list)
    {
        for (syntax::Statement *node : list) statement(node);
    }

private:
    template<typename T>
    static T *as(syntax::Node *node)
    {
        return static_cast<T *>(node);
    }
    void inside(const syntax::Node *node)
    {
        require(node->begin <= node->end && node->end <= m_size);
        require(m_depth <= syntax::kMaxNesting + 1);
    }
    void name(const syntax::Binding &binding)
    {
        if (m_correct) require(binding.kind != syntax::Binding::Kind::Unresolved);
        require(binding.depth <= syntax::kMaxNesting);
    }
    void child(syntax::Expression *node)
    {
        if (!node) return;
        ++m_depth;
        expression(node);
        --m_depth;
    }
    void block(const syntax::Block &block)
    {
        ++m_depth;
        statements(block.statements);
        --m_depth;
    }
    void function(syntax::Function &function)
    {
        ++m_depth;
        for (auto &parameter : function.parameters) name(parameter.name.binding);
        if (function.expression) expression(function.expression);
        statements(function.body);
        --m_depth;
    }
    void expression(syntax::Expression *node)
    {
        using syntax::NodeKind;
        for (;;) {
            inside(node);
            switch (node->kind) {
            case NodeKind::Identifier:
                name(as<syntax::IdentifierExpression>(node)->binding);
                return;
            case NodeKind::Array:
                for (auto *element : as<syntax::ArrayExpression>(node)->elements) child(element);
                return;
            case NodeKind::Object:
                for (auto &property : as<syntax::ObjectExpression>(node)->properties) child(property.value);
                return;
            case NodeKind::Arrow:
                function(as<syntax::ArrowExpression>(node)->function);
                return;
            case NodeKind::Unary:
                child(as<syntax::UnaryExpression>(node)->operand);
                return;
            case NodeKind::Binary:
                child(as<syntax::BinaryExpression>(node)->right);
                node = as<syntax::BinaryExpression>(node)->left;
                continue;
            case NodeKind::Logical:
                child(as<syntax::LogicalExpression>(node)->right);
                node = as<syntax::LogicalExpression>(node)->left;
                continue;
            case NodeKind::Conditional:
                child(as<syntax::ConditionalExpression>(node)->condition);
                child(as<syntax::ConditionalExpression>(node)->whenTrue);
                child(as<syntax::ConditionalExpression>(node)->whenFalse);
                return;
            case NodeKind::Call:
                for (auto *argument : as<syntax::CallExpression>(node)->arguments) child(argument);
                node = as<syntax::CallExpression>(node)->callee;
                continue;
            case NodeKind::Index:
                child(as<syntax::IndexExpression>(node)->index);
                node = as<syntax::IndexExpression>(node)->object;
                continue;
            case NodeKind::Slice:
                child(as<syntax::SliceExpression>(node)->from);
                child(as<syntax::SliceExpression>(node)->to);
                child(as<syntax::SliceExpression>(node)->step);
                node = as<syntax::SliceExpression>(node)->object;
                continue;
            case NodeKind::Member:
                node = as<syntax::MemberExpression>(node)->object;
                continue;
            case NodeKind::Invalid:
                require(!m_correct);
                return;
            default:
                return;
            }
        }
    }
    void statement(syntax::Statement *node)
    {
        using syntax::NodeKind;
        inside(node);
        switch (node->kind) {
        case NodeKind::FunctionStatement:
            name(as<syntax::FunctionStatement>(node)->target.binding);
            function(as<syntax::FunctionStatement>(node)->function);
            break;
        case NodeKind::If:
            for (auto &branch : as<syntax::IfStatement>(node)->branches) {
                expression(branch.condition);
                block(branch.block);
            }
            block(as<syntax::IfStatement>(node)->otherwise);
            break;
        case NodeKind::While:
            expression(as<syntax::WhileStatement>(node)->condition);
            block(as<syntax::WhileStatement>(node)->block);
            break;
        case NodeKind::For:
            name(as<syntax::ForStatement>(node)->variable.binding);
            expression(as<syntax::ForStatement>(node)->iterable);
            block(as<syntax::ForStatement>(node)->block);
            break;
        case NodeKind::Try:
            block(as<syntax::TryStatement>(node)->block);
            for (auto &clause : as<syntax::TryStatement>(node)->clauses) block(clause.block);
            block(as<syntax::TryStatement>(node)->finalizer);
            break;
        case NodeKind::Return:
            if (auto *value = as<syntax::ReturnStatement>(node)->value) expression(value);
            break;
        case NodeKind::Throw:
            expression(as<syntax::ThrowStatement>(node)->value);
            break;
        case NodeKind::DestructureArray:
        case NodeKind::DestructureObject:
            for (auto &target : as<syntax::DestructureStatement>(node)->targets) name(target.binding);
            expression(as<syntax::DestructureStatement>(node)->value);
            break;
        case NodeKind::Assign:
            expression(as<syntax::AssignStatement>(node)->target);
            expression(as<syntax::AssignStatement>(node)->value);
            break;
        case NodeKind::ExpressionStatement:
            expression(as<syntax::ExpressionStatement>(node)->expression);
            break;
        default:
            break;
        }
    }

    size_t m_size;
    bool m_correct;
    int m_depth = 0;
};

size_t check(const std::string &text, bool interactive)
{
    const auto source = syntax::Source::make("fuzz.ml", text);
    const size_t size = source->text().size();
    const auto parsed = syntax::parse(source, {.interactive = interactive});
    require(parsed.tree != nullptr);
    checkDiagnostics(parsed.diagnostics, size);
    analysis::ResolveOptions options;
    options.builtins = kBuiltins;
    options.interactive = interactive;
    options.lint = true;
    const auto resolved = analysis::resolve(*parsed.tree, options);
    checkDiagnostics(resolved.diagnostics, size);
    for (const analysis::Scope &scope : resolved.scopes) {
        for (const analysis::Variable &variable : scope.variables)
            require(variable.index < (variable.captured ? scope.environmentSize : scope.registerCount));
    }
    Walker(size, parsed.ok() && resolved.ok).statements(parsed.tree->statements);
    return parsed.diagnostics.size() * 1000 + resolved.diagnostics.size();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const std::string text(reinterpret_cast<const char *>(data), size);
    const size_t first = check(text, false);
    require(check(text, false) == first);
    check(text, true);
    return 0;
}
