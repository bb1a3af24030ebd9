// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runs/wishes.h"

#include "engine/capability/names.h"
#include "engine/modules/library.h"
#include "engine/syntax/tree_walk.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

namespace latchkey::runs {

using namespace syntax;

namespace {

/// More text than this is no name that somebody wrote down.
constexpr size_t kLongestText = 4096;

bool isGuarded(std::string_view capability)
{
    const auto nameClass = capability::classOf(capability);
    return nameClass == capability::NameClass::Guarded || nameClass == capability::NameClass::Foreign;
}

class WishFinder
{
public:
    explicit WishFinder(const Tree &tree)
        : m_tree(tree)
    {
    }

    std::vector<Wish> run()
    {
        findImports();
        if (m_modules.empty()) return {};
        walk(m_tree, [this](const Node *node) {
            noteBindings(node);
            return true;
        });
        walk(m_tree, [this](const Node *node) {
            if (node->kind == NodeKind::Call) takeCall(*as<CallExpression>(node));
            else if (node->kind == NodeKind::Member) take(*as<MemberExpression>(node), nullptr);
            return m_wishes.size() < kMostWishes;
        });
        return std::move(m_wishes);
    }

private:
    /// Modules that have something guarded, by the name that the script gives them.
    void findImports()
    {
        walk(m_tree, [this](const Node *node) {
            if (node->kind != NodeKind::Import) return true;
            const auto *import = as<ImportStatement>(node);
            if (import->path.size() != 1) return true;
            const vm::StandardModule *module = modules::standardLibrary().module(m_tree.name(import->path.front()));
            const auto asks = [](const vm::NativeSpec &spec) {
                return std::ranges::any_of(spec.need.items(), isGuarded, &vm::NeedItem::capability);
            };
            if (module && std::ranges::any_of(module->functions, asks)) m_modules[import->target.name] = module;
            if (module && module->name == "path") m_pathNames.insert(import->target.name);
            return true;
        });
    }

    void bind(NameId name, const Expression *value = nullptr)
    {
        const auto [it, isNew] = m_values.emplace(name, value);
        if (!isNew) it->second = nullptr; // bound twice: nobody knows to what
    }

    void noteBindings(const Node *node)
    {
        if (const Function *function = functionOf(node))
            for (const Parameter &parameter : function->parameters) bind(parameter.name.name);
        switch (node->kind) {
        case NodeKind::Assign: {
            const auto *assign = as<AssignStatement>(node);
            if (assign->target && assign->target->kind == NodeKind::Identifier)
                bind(as<IdentifierExpression>(assign->target)->name, assign->value);
            return;
        }
        case NodeKind::For:
            return bind(as<ForStatement>(node)->variable.name);
        case NodeKind::Try:
            for (const ExceptClause &clause : as<TryStatement>(node)->clauses)
                if (clause.hasVariable) bind(clause.variable.name);
            return;
        case NodeKind::DestructureArray:
        case NodeKind::DestructureObject:
            for (const NameAt &target : as<DestructureStatement>(node)->targets) bind(target.name);
            return;
        case NodeKind::FunctionStatement:
            return bind(as<FunctionStatement>(node)->target.name);
        default:
            return;
        }
    }

    /// What is known of a text: how it begins, and whether that is all of it.
    struct Known {
        std::string text;
        bool isWhole = false;
    };

    /// The text that an expression gives; a left spine of sums is walked in a loop.
    Known textOf(const Expression *expression, int depth = 0) const
    {
        constexpr int kDeepest = 8;
        Known tail{{}, true}; // of what follows the part looked at
        for (;;) {
            if (!expression || depth > kDeepest || tail.text.size() > kLongestText) return {};
            if (expression->kind == NodeKind::Binary && as<BinaryExpression>(expression)->op == BinaryOperator::Add) {
                Known right = textOf(as<BinaryExpression>(expression)->right, depth + 1);
                if (right.isWhole) tail.text.insert(0, right.text);
                else tail = std::move(right);
                expression = as<BinaryExpression>(expression)->left;
            } else if (expression->kind == NodeKind::Identifier) {
                const auto value = m_values.find(as<IdentifierExpression>(expression)->name);
                if (value == m_values.end() || !value->second) return {};
                expression = value->second;
                ++depth;
            } else if (expression->kind == NodeKind::String) {
                return {std::string(as<StringExpression>(expression)->value) + tail.text, tail.isWhole};
            } else if (expression->kind == NodeKind::Call) {
                Known joined = joinedText(*as<CallExpression>(expression), depth + 1);
                if (!joined.isWhole) return joined;
                return {joined.text + tail.text, tail.isWhole};
            } else {
                return {};
            }
        }
    }

    /// `path.join(a, b, ...)`: parts put together with slashes. A part that begins with one starts anew, so nothing is
    /// known from one that is not known on but the folder before it.
    Known joinedText(const CallExpression &call, int depth) const
    {
        if (!call.callee || call.callee->kind != NodeKind::Member) return {};
        const auto *member = as<MemberExpression>(call.callee);
        if (!member->object || member->object->kind != NodeKind::Identifier || member->name == kNoName ||
            m_tree.name(member->name) != "join" ||
            !m_pathNames.contains(as<IdentifierExpression>(member->object)->name))
            return {};
        Known result{{}, true};
        for (const Expression *argument : call.arguments) {
            const Known part = textOf(argument, depth);
            if (!result.text.empty() && !result.text.ends_with('/')) result.text += '/';
            if (part.text.starts_with('/')) result.text.clear();
            result.text += part.text;
            if (!part.isWhole) return {std::move(result.text), false};
        }
        return result;
    }

    /// `known` up to its last slash: what follows is a part of a name.
    static std::string folderIn(const Known &known)
    {
        if (known.isWhole || known.text.size() > kLongestText) return {};
        return known.text.substr(0, known.text.rfind('/') + 1);
    }

    void takeCall(const CallExpression &call)
    {
        if (call.callee && call.callee->kind == NodeKind::Member) {
            m_called = call.callee;
            take(*as<MemberExpression>(call.callee), &call);
        }
    }

    void take(const MemberExpression &member, const CallExpression *call)
    {
        if (!call && &member == m_called) return; // as part of its call already
        if (!member.object || member.object->kind != NodeKind::Identifier) return;
        const auto module = m_modules.find(as<IdentifierExpression>(member.object)->name);
        if (module == m_modules.end() || member.name == kNoName) return;
        const std::string_view name = m_tree.name(member.name);
        const auto alias =
            std::ranges::find(module->second->aliases, name, [](const auto &pair) { return pair.first; });
        const std::string_view target = alias == module->second->aliases.end() ? name : alias->second;
        const auto spec = std::ranges::find(module->second->functions, target, &vm::NativeSpec::name);
        if (spec == module->second->functions.end()) return;
        for (const vm::NeedItem &item : spec->need.items()) {
            if (!isGuarded(item.capability)) continue;
            Wish wish{&*spec, item, {}, {}, {}, call != nullptr, 0, member.begin};
            wish.line = static_cast<int>(m_tree.source()->position(member.begin).line);
            wish.source = m_tree.source();
            for (const Expression *argument : call ? call->arguments : decltype(call->arguments)()) {
                Known known = textOf(argument);
                wish.folders.push_back(folderIn(known));
                if (known.isWhole) wish.arguments.emplace_back(std::move(known.text));
                else wish.arguments.emplace_back();
            }
            m_wishes.push_back(std::move(wish));
        }
    }

    const Tree &m_tree;
    std::unordered_map<NameId, const vm::StandardModule *> m_modules;
    std::unordered_map<NameId, const Expression *> m_values; ///< null: more than one, or none that is written down
    std::unordered_set<NameId> m_pathNames;                  ///< what the script calls the module `path`
    std::vector<Wish> m_wishes;
    const Node *m_called = nullptr;
};

} // namespace

bool Wish::isKnown() const
{
    using vm::ResourceKind;
    if (item.kind == ResourceKind::None || item.kind == ResourceKind::Everything) return true;
    if (!isCalled) return false;
    const auto isGiven = [this](int index) {
        return index < 0 || static_cast<size_t>(index) >= arguments.size() ||
               arguments[static_cast<size_t>(index)].has_value();
    };
    return isGiven(item.argument) && (item.kind != ResourceKind::PathInto || isGiven(0));
}

std::string Wish::text(int index) const
{
    if (index < 0 || static_cast<size_t>(index) >= arguments.size()) return ".";
    return arguments[static_cast<size_t>(index)].value_or(".");
}

std::string Wish::folder() const
{
    using vm::ResourceKind;
    const bool isPath = item.kind == ResourceKind::Path || item.kind == ResourceKind::PathItself;
    const auto index = static_cast<size_t>(item.argument);
    if (!isPath || !isCalled || isKnown() || item.argument < 0 || index >= folders.size()) return {};
    // Everything, or what the path's own folder is, is no narrower than asking.
    const std::string &folder = folders[index];
    return folder.find_first_not_of("./") == std::string::npos ? std::string() : folder;
}

std::vector<Wish> wishesOf(const syntax::Tree &tree)
{
    return WishFinder(tree).run();
}

} // namespace latchkey::runs
