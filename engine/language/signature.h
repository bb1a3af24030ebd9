// SPDX-License-Identifier: GPL-3.0-or-later
// The parameters of the function whose call one is writing.
#pragma once

#include "engine/language/document.h"

namespace latchkey::language {

struct SignatureHelp {
    std::string label; ///< "file.read(path: string) -> string"
    struct Parameter {
        uint32_t begin = 0; ///< bytes of the label
        uint32_t end = 0;
    };
    std::vector<Parameter> parameters;
    int active = -1; ///< the parameter one is at; -1: more arguments than the function takes
    std::string documentation;
    std::string needs;
    uint32_t parenthesis = 0; ///< where the call's arguments begin
};

/// Nothing when `offset` is in no call, or the function is not known.
std::optional<SignatureHelp> signatureAt(const DocumentPtr &document, uint32_t offset, const Workspace &workspace);

} // namespace latchkey::language
