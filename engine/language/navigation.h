// SPDX-License-Identifier: GPL-3.0-or-later
// From a name to where it was made, to all places it stands, and to another name.
#pragma once

#include "engine/language/completion.h"

#include <expected>

namespace latchkey::language {

/// Where the thing at `offset` was made: a variable, function or parameter of this file, an export or property of a
/// user module, the file that an import reads. Nothing for what the library holds.
std::optional<Location> definitionAt(const DocumentPtr &document, uint32_t offset, const Workspace &workspace);

struct Reference {
    Span span;
    bool binds = false; ///< it gets a value there
};
/// Every place in this text that means the same variable as the one at `offset`; of a property, those of its name.
std::vector<Reference> referencesAt(const DocumentPtr &document, uint32_t offset);

/// A name that other files can use: of the file at `path`, a variable or function outside of functions.
struct SharedName {
    std::string path;
    std::string name;
    friend bool operator==(const SharedName &, const SharedName &) = default;
};
/// The shared name at `offset`: of this file, or `module.name` of a user module. Nothing for a text without a path.
std::optional<SharedName> sharedNameAt(const DocumentPtr &document, uint32_t offset, const Workspace &workspace);

/// The places of another text that mean a shared name: `module.name`, whatever the module is called there.
struct ForeignUses {
    std::vector<Reference> references;
    /// A place that reads it by its name, `{name} = module`: the variable there would have to change, too.
    std::optional<Span> takenByName;
};
ForeignUses usesOf(const DocumentPtr &document, const SharedName &shared, const Workspace &workspace);

/// A name that can be changed, and where it stands.
struct RenameTarget {
    Span span; ///< the word at the cursor
    std::string name;
};
/// What `rename` would be about; an error (a full sentence) when the thing there has no name of this file.
std::expected<RenameTarget, std::string> renameTargetAt(const DocumentPtr &document, uint32_t offset);
/// The changes that give the variable another name. Refused, with a full sentence, when the name is no name, reserved,
/// or would then mean something else somewhere.
std::expected<std::vector<TextEdit>, std::string> rename(const DocumentPtr &document, uint32_t offset,
                                                         std::string_view newName);

} // namespace latchkey::language
