// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/language/hover.h"

#include "engine/language/context.h"
#include "engine/language/describe.h"
#include "engine/language/navigation.h"

namespace latchkey::language {

namespace {

std::string_view kindText(SymbolKind kind)
{
    switch (kind) {
    case SymbolKind::Variable:
        return "variable";
    case SymbolKind::Parameter:
        return "parameter";
    case SymbolKind::LoopVariable:
        return "loop variable";
    case SymbolKind::ErrorVariable:
        return "error";
    case SymbolKind::Function:
        return "function";
    case SymbolKind::Import:
        return "module";
    }
    return {};
}

class Hoverer
{
public:
    Hoverer(const DocumentPtr &document, const Workspace &workspace)
        : m_document(*document)
        , m_types(document, workspace)
        , m_describe(m_types)
    {
    }

    std::optional<Hover> ofPiece(const Piece &piece, size_t index)
    {
        m_hover.span = piece.span();
        const std::string word(m_document.text(piece.span()));
        const bool member = index > 0 && m_document.pieces()[index - 1].kind == syn::TokenKind::Dot &&
                            !m_document.pieces()[index - 1].isComment;
        if (member) return ofMember(m_document.pieces()[index - 1].begin, word);
        if (syn::isReservedWord(piece.kind)) return ofKeyword(word);
        const Occurrence *occurrence = m_document.occurrenceAt(piece.begin);
        if (occurrence == nullptr || occurrence->span.begin != piece.begin) return std::nullopt;
        return occurrence->symbol != kNoSymbol ? ofSymbol(occurrence->symbol) : ofBuiltin(word);
    }

private:
    std::optional<Hover> ofKeyword(const std::string &word)
    {
        m_hover.kind = "keyword";
        m_hover.title = word;
        m_hover.documentation = keywordHelp(word);
        if (m_hover.documentation.empty()) return std::nullopt;
        return m_hover;
    }

    std::optional<Hover> ofSymbol(uint32_t number)
    {
        const Symbol &symbol = m_document.symbols()[number];
        m_describe.symbol(number, m_hover.title, m_hover.documentation);
        m_hover.kind = kindText(symbol.kind);
        const Type type = m_types.ofSymbol(number);
        if (type.native != nullptr) m_hover.needs = needText(*type.native);
        if (m_hover.title.empty()) m_hover.title = titleOf(std::string(m_document.name(symbol.name)), type);
        if (type.kind == Type::Kind::Object) addFields(type);
        m_hover.definition = Location{m_types.document(), symbol.nameSpan, symbol.fullSpan};
        return m_hover;
    }

    static std::string titleOf(const std::string &name, const Type &type)
    {
        const std::string kind = typeText(type);
        return kind.empty() ? name : name + ": " + kind;
    }

    /// The properties an object was seen to have, a few of them.
    void addFields(const Type &type)
    {
        constexpr size_t kShown = 8;
        if (!type.shape || type.shape->fields.empty()) return;
        std::string &text = m_hover.documentation;
        if (!text.empty()) text += "\n";
        text += "{";
        for (size_t i = 0; i < std::min(type.shape->fields.size(), kShown); ++i)
            text.append(i == 0 ? "" : ", ").append(titleOf(type.shape->fields[i].name, type.shape->fields[i].type));
        text += type.shape->fields.size() > kShown ? ", …}" : "}";
    }

    std::optional<Hover> ofBuiltin(const std::string &name)
    {
        const vm::NativeSpec *spec = builtinNamed(name);
        if (spec == nullptr) return std::nullopt;
        m_hover.kind = "built-in function";
        return ofNative(*spec, name);
    }

    std::optional<Hover> ofNative(const vm::NativeSpec &spec, std::string_view name)
    {
        m_describe.native(spec, name, m_hover.title, m_hover.documentation);
        m_hover.needs = needText(spec);
        return m_hover;
    }

    std::optional<Hover> ofMember(uint32_t dot, const std::string &name)
    {
        const Type object = typeOfText(m_types, postfixBefore(m_document, dot), m_document.scopeAt(dot));
        const Type type = m_types.ofMember(object, name);
        if (type.native != nullptr) {
            m_hover.kind = object.kind == Type::Kind::Module ? "function of the library" : typeText(object) + " method";
            return ofNative(*type.native, name);
        }
        if (object.kind == Type::Kind::Module && object.standard != nullptr) return ofConstant(*object.standard, name);
        if (object.kind == Type::Kind::Module && object.document) return ofExport(object.document, name);
        if (!type.isKnown() && object.kind != Type::Kind::Object) return std::nullopt;
        m_describe.function(type, name, m_hover.title, m_hover.documentation);
        if (m_hover.title.empty()) m_hover.title = titleOf(name, type);
        m_hover.kind = "property";
        for (const Field &field : object.shape ? object.shape->fields : std::vector<Field>())
            if (field.name == name && field.document)
                m_hover.definition = Location{field.document, field.span, field.span};
        return m_hover;
    }

    std::optional<Hover> ofConstant(const vm::StandardModule &module, const std::string &name)
    {
        const ModuleMember member = memberOf(module, name);
        if (member.constant == nullptr) return std::nullopt;
        m_hover.kind = "constant of the library";
        m_hover.title = std::string(module.name) + "." + name;
        m_hover.documentation = member.constant->help;
        return m_hover;
    }

    std::optional<Hover> ofExport(const DocumentPtr &module, const std::string &name)
    {
        const uint32_t number = module->lookUp(0, name);
        if (number == kNoSymbol) return std::nullopt;
        const Symbol &symbol = module->symbols()[number];
        describeSymbolOf(*module, symbol, m_hover.title, m_hover.documentation);
        if (m_hover.title.empty()) m_hover.title = name;
        m_hover.kind = kindText(symbol.kind);
        m_hover.definition = Location{module, symbol.nameSpan, symbol.fullSpan};
        return m_hover;
    }

    const Document &m_document;
    Types m_types;
    Describe m_describe;
    Hover m_hover;
};

} // namespace

std::optional<Hover> hoverAt(const DocumentPtr &document, uint32_t offset, const Workspace &workspace)
{
    size_t index = document->pieceAt(offset);
    // At the end of a word one is still on it.
    if (offset > 0 && (index >= document->pieces().size() || document->pieces()[index].begin > offset ||
                       !syn::isName(document->pieces()[index].kind)))
        index = document->pieceAt(offset - 1);
    if (index >= document->pieces().size()) return std::nullopt;
    const Piece &piece = document->pieces()[index];
    if (piece.isComment || piece.begin > offset || !syn::isName(piece.kind)) return std::nullopt;
    return Hoverer(document, workspace).ofPiece(piece, index);
}

} // namespace latchkey::language
