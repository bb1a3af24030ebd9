// SPDX-License-Identifier: GPL-3.0-or-later
// What kind of value an expression gives, as far as one can see without running it: literals, the library's
// signatures, the objects a file writes down, what its functions return. Nothing is ever refused because of it; what
// can not be seen is unknown. Inference is bounded in depth and steps, so that odd files cost no time.
#pragma once

#include "engine/language/document.h"
#include "engine/language/library_docs.h"

#include <map>

namespace latchkey::language {

struct Shape;

struct Type {
    enum class Kind : uint8_t {
        Unknown,
        Null,
        Boolean,
        Number,
        String,
        Array,
        Object,
        Function,
        Module,
        Error,
        Iterator,
        Bytes,
        Instance,
    };
    Kind kind = Kind::Unknown;
    const vm::NativeSpec *native = nullptr;       ///< Function of the library
    const syn::Function *function = nullptr;      ///< Function of `document`
    const vm::StandardModule *standard = nullptr; ///< Module
    const vm::ClassSpec *instanceClass = nullptr; ///< Instance
    DocumentPtr document;                         ///< of `function`, or the user Module itself
    std::shared_ptr<const Shape> shape;           ///< of Object and Array, when something is known

    bool isKnown() const { return kind != Kind::Unknown; }
};

/// A property that an object was seen to have.
struct Field {
    std::string name;
    Type type;
    DocumentPtr document;
    Span span; ///< where the file writes it
};

struct Shape {
    std::vector<Field> fields; ///< of an object, in the order they were seen
    Type element;              ///< of an array
};

/// "string", "array of number", "object", "function", "module".
std::string typeText(const Type &type);

class Types
{
public:
    Types(DocumentPtr document, const Workspace &workspace);
    Types(const Types &) = delete;
    Types &operator=(const Types &) = delete;

    const DocumentPtr &document() const { return m_document; }
    Type ofExpression(const syn::Expression *expression, uint32_t scope);
    /// The same for an expression of another tree, whose names mean what they mean here.
    Type ofForeign(const syn::Tree &tree, const syn::Expression *expression, uint32_t scope);
    Type ofSymbol(uint32_t symbol);
    Type ofName(std::string_view name, uint32_t scope);
    Type ofMember(const Type &object, std::string_view name);
    /// What calling it gives.
    Type ofCall(const Type &callee);
    Type ofElement(const Type &iterable) const;

private:
    Type of(const syn::Tree &tree, const syn::Expression *expression, uint32_t scope);
    Type ofBinary(const syn::Tree &tree, const syn::BinaryExpression *node, uint32_t scope);
    Type ofObject(const syn::Tree &tree, const syn::ObjectExpression *node, uint32_t scope);
    Type ofArray(const syn::Tree &tree, const syn::ArrayExpression *node, uint32_t scope);
    Type ofImport(const Symbol &symbol);
    Type ofValue(const ValueSource &value, uint32_t scope, syn::NameId name);
    Type ofFunctionResult(const syn::Function *function);
    Type joined(const Type &a, const Type &b) const;
    Types &typesOf(const DocumentPtr &document);

    DocumentPtr m_document;
    const Workspace &m_workspace;
    std::vector<Type> m_symbolTypes;
    std::vector<uint8_t> m_symbolStates; ///< 0 not asked, 1 being worked out, 2 known
    std::map<const syn::Function *, Type> m_results;
    Types *m_root = this;                                        ///< keeps the others and counts for all
    std::map<const Document *, std::unique_ptr<Types>> m_others; ///< of user modules
    int m_depth = 0;
    int m_steps = 0;
};

} // namespace latchkey::language
