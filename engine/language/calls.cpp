// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/language/calls.h"

#include "engine/syntax/parser.h"

#include <array>
#include <charconv>
#include <cmath>

namespace latchkey::language {

namespace {

/// Readers of JSON give up far below what the parser takes.
constexpr int kMostLevels = 500;

std::string quoted(std::string_view text)
{
    constexpr std::string_view kHex = "0123456789abcdef";
    std::string made = "\"";
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') (made += '\\') += c;
        else if (byte < 0x20) ((made += "\\u00") += kHex[byte >> 4]) += kHex[byte & 15];
        else made += c;
    }
    return made += '"';
}

class LiteralWriter
{
public:
    [[nodiscard]] std::string write(const syn::Expression *expression)
    {
        put(*expression, 0);
        return std::move(m_json);
    }
    [[nodiscard]] const std::string &fault() const { return m_fault; }

private:
    void put(const syn::Expression &expression, int depth)
    {
        if (!m_fault.empty()) return;
        if (depth > kMostLevels) return fail("This is nested too deeply.");
        switch (expression.kind) {
        case syn::NodeKind::Number:
            return number(static_cast<const syn::NumberExpression &>(expression));
        case syn::NodeKind::String:
            m_json += quoted(static_cast<const syn::StringExpression &>(expression).value);
            return;
        case syn::NodeKind::Literal:
            return word(static_cast<const syn::LiteralExpression &>(expression).value);
        case syn::NodeKind::Array:
            return array(static_cast<const syn::ArrayExpression &>(expression), depth);
        case syn::NodeKind::Object:
            return object(static_cast<const syn::ObjectExpression &>(expression), depth);
        case syn::NodeKind::Unary:
            return negative(static_cast<const syn::UnaryExpression &>(expression));
        default:
            return fail("Only values can be given: numbers, texts in quotes, true, false, null, [...] and {...}.");
        }
    }

    void number(const syn::NumberExpression &number)
    {
        if (number.isBig) {
            m_json += number.digits;
            return;
        }
        if (number.isInteger) {
            m_json += std::to_string(number.integer);
            return;
        }
        if (!std::isfinite(number.real)) return fail("This number is too large.");
        std::array<char, 40> text{};
        const auto end = std::to_chars(text.data(), text.data() + text.size(), number.real).ptr;
        const std::string_view shortest(text.data(), static_cast<size_t>(end - text.data()));
        m_json += shortest;
        if (shortest.find_first_of(".e") == std::string_view::npos) m_json += ".0";
    }

    void negative(const syn::UnaryExpression &unary)
    {
        if (unary.op != syn::UnaryOperator::Negate || unary.operand->kind != syn::NodeKind::Number)
            return fail("Only numbers can be negative.");
        m_json += '-';
        number(static_cast<const syn::NumberExpression &>(*unary.operand));
    }

    void word(syn::LiteralExpression::Value value)
    {
        using Value = syn::LiteralExpression::Value;
        m_json += value == Value::Null ? "null" : value == Value::True ? "true" : "false";
    }

    void array(const syn::ArrayExpression &array, int depth)
    {
        m_json += '[';
        for (size_t i = 0; i < array.elements.size(); ++i) {
            if (i > 0) m_json += ',';
            put(*array.elements[i], depth + 1);
        }
        m_json += ']';
    }

    void object(const syn::ObjectExpression &object, int depth)
    {
        m_json += '{';
        for (size_t i = 0; i < object.properties.size(); ++i) {
            if (i > 0) m_json += ',';
            (m_json += quoted(object.properties[i].key)) += ':';
            put(*object.properties[i].value, depth + 1);
        }
        m_json += '}';
    }

    void fail(std::string sentence)
    {
        if (m_fault.empty()) m_fault = std::move(sentence);
    }

    std::string m_json;
    std::string m_fault;
};

/// The one element of `[text];`, null when it is not one.
const syn::Expression *onlyElement(const syn::Tree &tree)
{
    const auto statements = tree.statements;
    if (statements.size() != 1 || statements[0]->kind != syn::NodeKind::ExpressionStatement) return nullptr;
    const syn::Expression *expression = static_cast<const syn::ExpressionStatement *>(statements[0])->expression;
    if (expression == nullptr || expression->kind != syn::NodeKind::Array) return nullptr;
    const auto elements = static_cast<const syn::ArrayExpression *>(expression)->elements;
    return elements.size() == 1 ? elements[0] : nullptr;
}

} // namespace

std::vector<CallableFunction> callableFunctions(const Document &document)
{
    std::vector<CallableFunction> functions;
    for (const uint32_t number : document.scopes().front().symbols) {
        const Symbol &symbol = document.symbols()[number];
        if (symbol.kind != SymbolKind::Function || symbol.function == nullptr) continue;
        CallableFunction callable{std::string(document.name(symbol.name)), {}, symbol.function->span};
        for (const syn::Parameter &parameter : symbol.function->parameters)
            callable.parameters.push_back(
                {std::string(document.name(parameter.name.name)),
                 parameter.type == syn::kNoName ? std::string() : std::string(document.name(parameter.type))});
        functions.push_back(std::move(callable));
    }
    return functions;
}

uint32_t endOfStatement(const Document &document, uint32_t offset)
{
    uint32_t end = 0;
    for (const syn::Statement *statement : document.tree().statements) {
        if (statement->span().begin > offset) break;
        end = statement->span().end;
    }
    return end;
}

Span statementsBetween(const Document &document, uint32_t begin, uint32_t end)
{
    Span found;
    for (const syn::Statement *statement : document.tree().statements) {
        const Span span = statement->span();
        if (span.end <= begin || span.begin >= end) continue;
        if (found.end == 0) found.begin = span.begin;
        found.end = span.end;
    }
    return found;
}

std::expected<std::string, std::string> jsonOfLiteral(std::string_view text)
{
    if (text.find_first_not_of(" \t\r\n") == std::string_view::npos) return std::unexpected("A value is missing.");
    // A line comment in the text must not hide the bracket.
    const syn::ParseResult parsed = syn::parse(syn::Source::make("argument", "[" + std::string(text) + "\n];"));
    const syn::Expression *value = parsed.ok() ? onlyElement(*parsed.tree) : nullptr;
    if (value == nullptr) return std::unexpected("This is not one value. A text stands in quotes.");
    LiteralWriter writer;
    std::string json = writer.write(value);
    if (!writer.fault().empty()) return std::unexpected(writer.fault());
    return json;
}

} // namespace latchkey::language
