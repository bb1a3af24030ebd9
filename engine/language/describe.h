// SPDX-License-Identifier: GPL-3.0-or-later
// Symbols and library functions in the words of completion, hover and signature help. Private to this folder.
#pragma once

#include "engine/language/completion.h"
#include "engine/language/types.h"

namespace latchkey::language {

/// Writes a signature and the documentation of something.
class Describe
{
public:
    explicit Describe(Types &types)
        : m_types(types)
    {
    }

    void symbol(uint32_t number, std::string &signature, std::string &documentation);
    void native(const vm::NativeSpec &spec, std::string_view name, std::string &signature, std::string &documentation);
    /// A function value under some name.
    void function(const Type &type, std::string_view name, std::string &signature, std::string &documentation);

private:
    Types &m_types;
};

/// "total(rows, start: number)" of a function of the file.
std::string userSignature(const Document &document, const syn::Function &function, std::string_view name);
/// The same for a symbol of any file, with the comment above it.
void describeSymbolOf(const Document &document, const Symbol &symbol, std::string &signature,
                      std::string &documentation);
/// Puts `import NAME;` below the imports of the file, or at its top below the comments there.
TextEdit importEdit(const Document &document, std::string_view module);

} // namespace latchkey::language
