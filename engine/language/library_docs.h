// SPDX-License-Identifier: GPL-3.0-or-later
// The standard library's own tables (engine/modules) in the words an editor shows: signatures, one line of help, the
// capability a function needs. Nothing about the library is written down a second time.
#pragma once

#include "engine/vm/native.h"

#include <string>
#include <string_view>
#include <vector>

namespace latchkey::language {

/// A parameter as shown: "path: string" or "encoding: string or null = \"utf-8\"".
struct ParameterDoc {
    std::string name;
    std::string text;
    bool variadic = false;
};

struct SignatureDoc {
    std::vector<ParameterDoc> parameters;
    std::string result; ///< "string", empty when anything can come
};

/// The library, with the module `builtin`.
const vm::Library &library();

SignatureDoc signatureOf(const vm::NativeSpec &spec);
/// "file.read(path: string, encoding: string or null = \"utf-8\") -> string"; `name` stands for the function's own.
std::string signatureText(const SignatureDoc &signature, std::string_view name);
/// "file.read", "file.read and file.write"; empty for none.
std::string needText(const vm::NativeSpec &spec);

/// A member of a standard module: one of the two is set.
struct ModuleMember {
    std::string_view name;
    const vm::NativeSpec *function = nullptr;
    const vm::ConstantSpec *constant = nullptr;
};
/// All members a script can reach, aliases included.
std::vector<ModuleMember> membersOf(const vm::StandardModule &module);
ModuleMember memberOf(const vm::StandardModule &module, std::string_view name);
/// The class of that name that some module makes values of; null when there is none.
const vm::ClassSpec *classNamed(std::string_view name);
const vm::NativeSpec *builtinNamed(std::string_view name);

/// What a reserved word is for, with its form: "while (condition) { ... }". Empty for other words.
std::string_view keywordHelp(std::string_view word);

} // namespace latchkey::language
