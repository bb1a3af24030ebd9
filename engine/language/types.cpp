// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/language/types.h"

#include "engine/language/tree_walk.h"

#include <algorithm>

namespace latchkey::language {

using syn::NodeKind;
using Kind = Type::Kind;

namespace {

constexpr int kMaxDepth = 40;
constexpr int kMaxSteps = 20'000;
constexpr size_t kMaxFields = 400;
constexpr size_t kSampledElements = 8;

Type plain(Kind kind)
{
    Type type;
    type.kind = kind;
    return type;
}

/// A type as the library's tables write it.
Type fromTable(std::string_view word)
{
    if (word == "num" || word == "int") return plain(Kind::Number);
    if (word == "str") return plain(Kind::String);
    if (word == "bool") return plain(Kind::Boolean);
    if (word == "arr") return plain(Kind::Array);
    if (word == "obj") return plain(Kind::Object);
    if (word == "fn") return plain(Kind::Function);
    if (word == "null") return plain(Kind::Null);
    if (word == "bytes") return plain(Kind::Bytes);
    if (word == "iterator") return plain(Kind::Iterator);
    Type type;
    type.instanceClass = classNamed(word);
    if (type.instanceClass != nullptr) type.kind = Kind::Instance;
    return type;
}

/// What a library function gives; of alternatives the first that is not null.
Type resultOf(const vm::NativeSpec &spec)
{
    const size_t arrow = spec.signature.rfind("->");
    if (arrow == std::string_view::npos) return {};
    std::string_view words = spec.signature.substr(arrow + 2);
    Type best;
    while (!words.empty()) {
        words.remove_prefix(std::min(words.find_first_not_of(' '), words.size()));
        const size_t end = std::min(words.find(" or "), words.size());
        const Type type = fromTable(words.substr(0, end));
        if (!best.isKnown() || best.kind == Kind::Null) best = type;
        words.remove_prefix(std::min(end + 4, words.size()));
    }
    return best;
}

Type functionType(const vm::NativeSpec *spec)
{
    Type type = plain(Kind::Function);
    type.native = spec;
    return type;
}

Type constantType(const vm::ConstantSpec &constant)
{
    if (constant.value.isBoolean()) return plain(Kind::Boolean);
    if (constant.value.isNull()) return plain(Kind::Null);
    if (constant.value.isString()) return plain(Kind::String);
    return plain(Kind::Number);
}

Type arrayOf(const Type &element)
{
    Type type = plain(Kind::Array);
    if (!element.isKnown()) return type;
    auto shape = std::make_shared<Shape>();
    shape->element = element;
    type.shape = std::move(shape);
    return type;
}

const Field *fieldOf(const Type &type, std::string_view name)
{
    if (!type.shape) return nullptr;
    const auto found = std::ranges::find(type.shape->fields, name, &Field::name);
    return found == type.shape->fields.end() ? nullptr : &*found;
}

const vm::NativeSpec *specNamed(std::span<const vm::NativeSpec> table, std::string_view name)
{
    const auto found = std::ranges::find(table, name, &vm::NativeSpec::name);
    return found == table.end() ? nullptr : &*found;
}

} // namespace

std::string typeText(const Type &type)
{
    switch (type.kind) {
    case Kind::Unknown:
        return {};
    case Kind::Null:
        return "null";
    case Kind::Boolean:
        return "boolean";
    case Kind::Number:
        return "number";
    case Kind::String:
        return "string";
    case Kind::Array: {
        const std::string element = type.shape ? typeText(type.shape->element) : std::string();
        return element.empty() ? "array" : "array of " + element;
    }
    case Kind::Object:
        return "object";
    case Kind::Function:
        return "function";
    case Kind::Module:
        return "module";
    case Kind::Error:
        return "error";
    case Kind::Iterator:
        return "iterator";
    case Kind::Bytes:
        return "bytes";
    case Kind::Instance:
        return std::string(type.instanceClass->name);
    }
    return {};
}

Types::Types(DocumentPtr document, const Workspace &workspace)
    : m_document(std::move(document))
    , m_workspace(workspace)
    , m_symbolTypes(m_document->symbols().size())
    , m_symbolStates(m_document->symbols().size())
{
}

Types &Types::typesOf(const DocumentPtr &document)
{
    if (document == m_document) return *this;
    if (document == m_root->m_document) return *m_root;
    std::unique_ptr<Types> &types = m_root->m_others[document.get()];
    if (!types) {
        types = std::make_unique<Types>(document, m_workspace);
        types->m_root = m_root;
    }
    return *types;
}

Type Types::ofExpression(const syn::Expression *expression, uint32_t scope)
{
    return of(m_document->tree(), expression, scope);
}

Type Types::ofForeign(const syn::Tree &tree, const syn::Expression *expression, uint32_t scope)
{
    return of(tree, expression, scope);
}

Type Types::of(const syn::Tree &tree, const syn::Expression *expression, uint32_t scope)
{
    if (expression == nullptr || m_root->m_depth >= kMaxDepth || ++m_root->m_steps > kMaxSteps) return {};
    struct Depth {
        int &depth;
        explicit Depth(int &d)
            : depth(d)
        {
            ++depth;
        }
        ~Depth() { --depth; }
    } deeper(m_root->m_depth);
    switch (expression->kind) {
    case NodeKind::Number:
        return plain(Kind::Number);
    case NodeKind::String:
        return plain(Kind::String);
    case NodeKind::Literal:
        return plain(as<syn::LiteralExpression>(expression)->value == syn::LiteralExpression::Value::Null
                         ? Kind::Null
                         : Kind::Boolean);
    case NodeKind::Identifier:
        return ofName(tree.name(as<syn::IdentifierExpression>(expression)->name), scope);
    case NodeKind::Array:
        return ofArray(tree, as<syn::ArrayExpression>(expression), scope);
    case NodeKind::Object:
        return ofObject(tree, as<syn::ObjectExpression>(expression), scope);
    case NodeKind::Arrow: {
        Type type = plain(Kind::Function);
        if (&tree != &m_document->tree()) return type;
        type.function = &as<syn::ArrowExpression>(expression)->function;
        type.document = m_document;
        return type;
    }
    case NodeKind::Unary:
        return plain(as<syn::UnaryExpression>(expression)->op == syn::UnaryOperator::Not ? Kind::Boolean
                                                                                         : Kind::Number);
    case NodeKind::Binary:
        return ofBinary(tree, as<syn::BinaryExpression>(expression), scope);
    case NodeKind::Logical:
        return joined(of(tree, as<syn::LogicalExpression>(expression)->left, scope),
                      of(tree, as<syn::LogicalExpression>(expression)->right, scope));
    case NodeKind::Conditional:
        return joined(of(tree, as<syn::ConditionalExpression>(expression)->whenTrue, scope),
                      of(tree, as<syn::ConditionalExpression>(expression)->whenFalse, scope));
    case NodeKind::Call:
        return ofCall(of(tree, as<syn::CallExpression>(expression)->callee, scope));
    case NodeKind::Member: {
        const auto *member = as<syn::MemberExpression>(expression);
        if (member->name == syn::kNoName) return {};
        return ofMember(of(tree, member->object, scope), tree.name(member->name));
    }
    case NodeKind::Index: {
        const auto *index = as<syn::IndexExpression>(expression);
        const Type object = of(tree, index->object, scope);
        if (index->index != nullptr && index->index->kind == NodeKind::String && object.kind == Kind::Object) {
            const Field *field = fieldOf(object, as<syn::StringExpression>(index->index)->value);
            return field != nullptr ? field->type : Type();
        }
        return object.kind == Kind::Array || object.kind == Kind::String ? ofElement(object) : Type();
    }
    case NodeKind::Slice:
        return of(tree, as<syn::SliceExpression>(expression)->object, scope);
    default:
        return {};
    }
}

Type Types::ofBinary(const syn::Tree &tree, const syn::BinaryExpression *node, uint32_t scope)
{
    using syn::BinaryOperator;
    if (node->op >= BinaryOperator::Equal) return plain(Kind::Boolean);
    if (node->op == BinaryOperator::Add) {
        if (node->stringShaped) return plain(Kind::String);
        const Type left = of(tree, node->left, scope);
        return left.isKnown() ? left : of(tree, node->right, scope);
    }
    if (node->op == BinaryOperator::Multiply) { // repetition of a text or array
        const Type left = of(tree, node->left, scope);
        if (left.kind == Kind::String || left.kind == Kind::Array) return left;
        const Type right = of(tree, node->right, scope);
        if (right.kind == Kind::String || right.kind == Kind::Array) return right;
    }
    return plain(Kind::Number);
}

Type Types::ofObject(const syn::Tree &tree, const syn::ObjectExpression *node, uint32_t scope)
{
    auto shape = std::make_shared<Shape>();
    const bool own = &tree == &m_document->tree();
    for (const syn::Property &property : node->properties) {
        if (shape->fields.size() >= kMaxFields) break;
        shape->fields.push_back({std::string(property.key), of(tree, property.value, scope),
                                 own ? m_document : DocumentPtr(), property.keySpan});
    }
    Type type = plain(Kind::Object);
    type.shape = std::move(shape);
    return type;
}

Type Types::ofArray(const syn::Tree &tree, const syn::ArrayExpression *node, uint32_t scope)
{
    Type element;
    for (size_t i = 0; i < std::min(node->elements.size(), kSampledElements); ++i)
        element = joined(element, of(tree, node->elements[i], scope));
    return arrayOf(element);
}

/// Either of two: known wins over unknown and null, objects bring their properties together.
Type Types::joined(const Type &a, const Type &b) const
{
    if (!a.isKnown() || a.kind == Kind::Null) return b.isKnown() ? b : a;
    if (!b.isKnown() || b.kind != a.kind || !b.shape) return a;
    if (!a.shape) return b;
    auto shape = std::make_shared<Shape>(*a.shape);
    for (const Field &field : b.shape->fields)
        if (fieldOf(a, field.name) == nullptr && shape->fields.size() < kMaxFields) shape->fields.push_back(field);
    shape->element = joined(a.shape->element, b.shape->element);
    Type type = a;
    type.shape = std::move(shape);
    return type;
}

Type Types::ofName(std::string_view name, uint32_t scope)
{
    if (const uint32_t symbol = m_document->lookUp(scope, name); symbol != kNoSymbol) return ofSymbol(symbol);
    if (const vm::NativeSpec *spec = builtinNamed(name)) return functionType(spec);
    if (name == "undefined") return plain(Kind::Null);
    if (name == "builtin") {
        Type type = plain(Kind::Module);
        type.standard = library().module(name);
        return type;
    }
    return {};
}

Type Types::ofSymbol(uint32_t number)
{
    if (m_symbolStates[number] == 2) return m_symbolTypes[number];
    if (m_symbolStates[number] == 1) return {};
    m_symbolStates[number] = 1;
    const Symbol &symbol = m_document->symbols()[number];
    Type type;
    if (symbol.kind == SymbolKind::Import) type = ofImport(symbol);
    else if (symbol.kind == SymbolKind::ErrorVariable) type = plain(Kind::Error);
    for (const ValueSource &value : symbol.values) type = joined(type, ofValue(value, symbol.scope, symbol.name));
    if (!symbol.properties.empty() && (!type.isKnown() || type.kind == Kind::Object)) {
        auto shape = std::make_shared<Shape>();
        for (const PropertySource &property : symbol.properties)
            if (std::ranges::find(shape->fields, m_document->name(property.name), &Field::name) == shape->fields.end())
                shape->fields.push_back({std::string(m_document->name(property.name)),
                                         ofExpression(property.value, symbol.scope), m_document, property.span});
        Type added = plain(Kind::Object);
        added.shape = std::move(shape);
        type = joined(type, added);
    }
    m_symbolStates[number] = 2;
    m_symbolTypes[number] = type;
    return type;
}

Type Types::ofValue(const ValueSource &value, uint32_t scope, syn::NameId name)
{
    switch (value.how) {
    case ValueSource::How::Assigned:
        return ofExpression(value.expression, scope);
    case ValueSource::How::Element:
        return ofElement(ofExpression(value.expression, scope));
    case ValueSource::How::Position: {
        if (value.expression->kind == NodeKind::Array) {
            const auto elements = as<syn::ArrayExpression>(value.expression)->elements;
            if (value.position < elements.size()) return ofExpression(elements[value.position], scope);
        }
        return ofElement(ofExpression(value.expression, scope));
    }
    case ValueSource::How::Key:
        return ofMember(ofExpression(value.expression, scope), m_document->name(name));
    case ValueSource::How::Declaration: {
        Type type = plain(Kind::Function);
        type.function = value.function;
        type.document = m_document;
        return type;
    }
    }
    return {};
}

Type Types::ofImport(const Symbol &symbol)
{
    if (symbol.import == nullptr) return {};
    Type type = plain(Kind::Module);
    const std::string dotted = dottedName(*m_document, *symbol.import);
    type.standard = library().module(dotted);
    if (type.standard == nullptr && m_workspace.module) type.document = m_workspace.module(dotted);
    return type;
}

Type Types::ofElement(const Type &iterable) const
{
    if (iterable.kind == Kind::Array) return iterable.shape ? iterable.shape->element : Type();
    if (iterable.kind == Kind::String || iterable.kind == Kind::Object) return plain(Kind::String);
    return {};
}

Type Types::ofMember(const Type &object, std::string_view name)
{
    switch (object.kind) {
    case Kind::Object:
        if (const Field *field = fieldOf(object, name)) return field->type;
        if (const vm::NativeSpec *spec = library().objectMethod(name)) return functionType(spec);
        return {};
    case Kind::String:
        if (name == "length") return plain(Kind::Number);
        if (const vm::NativeSpec *spec = library().stringMethod(name)) return functionType(spec);
        return {};
    case Kind::Array:
        if (name == "length") return plain(Kind::Number);
        if (const vm::NativeSpec *spec = library().arrayMethod(name)) return functionType(spec);
        return {};
    case Kind::Module: {
        if (object.document) {
            const uint32_t symbol = object.document->lookUp(0, name);
            return symbol == kNoSymbol ? Type() : typesOf(object.document).ofSymbol(symbol);
        }
        if (object.standard == nullptr) return {};
        const ModuleMember member = memberOf(*object.standard, name);
        if (member.function != nullptr) return functionType(member.function);
        return member.constant != nullptr ? constantType(*member.constant) : Type();
    }
    case Kind::Instance:
        if (const vm::NativeSpec *spec = specNamed(object.instanceClass->methods, name)) return functionType(spec);
        if (const vm::NativeSpec *spec = specNamed(object.instanceClass->properties, name)) return resultOf(*spec);
        return {};
    case Kind::Error:
        if (name == "message" || name == "name" || name == "kind") return plain(Kind::String);
        return name == "line" || name == "column" ? plain(Kind::Number) : Type();
    default:
        return {};
    }
}

Type Types::ofCall(const Type &callee)
{
    if (callee.native != nullptr) {
        if (callee.native == builtinNamed("range")) return arrayOf(plain(Kind::Number));
        if (callee.native == library().stringMethod("split")) return arrayOf(plain(Kind::String));
        return resultOf(*callee.native);
    }
    if (callee.function != nullptr && callee.document)
        return typesOf(callee.document).ofFunctionResult(callee.function);
    return {};
}

Type Types::ofFunctionResult(const syn::Function *function)
{
    if (const auto known = m_results.find(function); known != m_results.end()) return known->second;
    m_results[function] = {}; // a function that calls itself adds nothing
    uint32_t scope = 0;
    for (uint32_t i = 1; i < m_document->scopes().size(); ++i)
        if (m_document->scopes()[i].function == function) scope = i;
    Type type;
    if (function->expression != nullptr) {
        type = ofExpression(function->expression, scope);
    } else {
        std::vector<const syn::Node *> roots(function->body.begin(), function->body.end());
        walk(std::move(roots), [&](const syn::Node *node) {
            if (functionOf(node) != nullptr) return false;
            if (node->kind == NodeKind::Return)
                type = joined(type, ofExpression(as<syn::ReturnStatement>(node)->value, scope));
            return true;
        });
    }
    m_results[function] = type;
    return type;
}

} // namespace latchkey::language
