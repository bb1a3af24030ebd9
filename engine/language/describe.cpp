// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/language/describe.h"

namespace latchkey::language {

std::string userSignature(const Document &document, const syn::Function &function, std::string_view name)
{
    std::string text(name);
    text += '(';
    for (const syn::Parameter &parameter : function.parameters) {
        if (&parameter != function.parameters.data()) text += ", ";
        if (parameter.name.name != syn::kNoName) text += document.name(parameter.name.name);
        if (parameter.type != syn::kNoName) text.append(": ").append(document.name(parameter.type));
    }
    return text + ")";
}

void describeSymbolOf(const Document &document, const Symbol &symbol, std::string &signature,
                      std::string &documentation)
{
    if (symbol.function != nullptr) signature = userSignature(document, *symbol.function, document.name(symbol.name));
    else if (!symbol.values.empty() && symbol.values.front().how == ValueSource::How::Assigned &&
             symbol.values.front().expression->kind == syn::NodeKind::Arrow)
        signature = userSignature(document,
                                  static_cast<const syn::ArrowExpression *>(symbol.values.front().expression)->function,
                                  document.name(symbol.name));
    if (symbol.kind != SymbolKind::Parameter) documentation = document.commentAbove(symbol.fullSpan.begin);
}

void Describe::symbol(uint32_t number, std::string &signature, std::string &documentation)
{
    const Document &document = *m_types.document();
    const Symbol &symbol = document.symbols()[number];
    describeSymbolOf(document, symbol, signature, documentation);
    const Type type = m_types.ofSymbol(number);
    if (signature.empty() && type.native != nullptr)
        native(*type.native, document.name(symbol.name), signature, documentation);
    if (symbol.kind == SymbolKind::Import && documentation.empty() && type.standard != nullptr)
        documentation = type.standard->help;
}

void Describe::native(const vm::NativeSpec &spec, std::string_view name, std::string &signature,
                      std::string &documentation)
{
    std::string shown(name);
    if (!spec.module.empty()) {
        shown = std::string(spec.module) + "." + shown;
    }
    signature = signatureText(signatureOf(spec), shown);
    documentation = spec.help;
}

void Describe::function(const Type &type, std::string_view name, std::string &signature, std::string &documentation)
{
    if (type.native != nullptr) return native(*type.native, name, signature, documentation);
    if (type.function != nullptr && type.document) {
        signature = userSignature(*type.document, *type.function, name);
        documentation = type.document->commentAbove(type.function->span.begin);
    }
}

TextEdit importEdit(const Document &document, std::string_view module)
{
    const std::string line = "import " + std::string(module) + ";\n";
    uint32_t at = 0;
    bool found = false;
    for (const syn::Statement *statement : document.tree().statements) {
        if (statement->kind != syn::NodeKind::Import) break;
        at = statement->end;
        found = true;
    }
    const std::string_view text = document.text();
    if (!found) {
        // Below the comment that a file begins with, if it is set off from the code.
        for (const Piece &piece : document.pieces()) {
            if (!piece.isComment) break;
            at = piece.end;
        }
        if (at > 0) {
            const uint32_t next = static_cast<uint32_t>(std::min(text.find('\n', at), text.size()));
            const bool setOff = next + 1 < text.size() && (text[next + 1] == '\n' || text[next + 1] == '\r');
            if (!setOff) return {{0, 0}, line};
            return {{next, next}, "\n\n" + line.substr(0, line.size() - 1)};
        }
        return {{0, 0}, line};
    }
    const auto end = static_cast<uint32_t>(std::min(text.find('\n', at), text.size()));
    return {{end, end}, "\n" + line.substr(0, line.size() - 1)};
}

} // namespace latchkey::language
