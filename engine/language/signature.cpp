// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/language/signature.h"

#include "engine/language/context.h"
#include "engine/language/describe.h"

namespace latchkey::language {

namespace {

/// Finds the parameters again in the text that was made of them.
void findParameters(SignatureHelp &help, const std::vector<std::string> &parameters)
{
    size_t at = help.label.find('(') + 1;
    for (const std::string &parameter : parameters) {
        help.parameters.push_back({static_cast<uint32_t>(at), static_cast<uint32_t>(at + parameter.size())});
        at += parameter.size() + 2;
    }
}

SignatureHelp ofNative(const vm::NativeSpec &spec, std::string_view shownName)
{
    const SignatureDoc signature = signatureOf(spec);
    SignatureHelp help;
    help.label = signatureText(signature, shownName);
    help.documentation = spec.help;
    help.needs = needText(spec);
    std::vector<std::string> parameters;
    for (const ParameterDoc &parameter : signature.parameters) parameters.push_back(parameter.text);
    findParameters(help, parameters);
    return help;
}

SignatureHelp ofUser(const Document &document, const syn::Function &function, std::string_view shownName)
{
    SignatureHelp help;
    help.label = userSignature(document, function, shownName);
    help.documentation = document.commentAbove(function.span.begin);
    std::vector<std::string> parameters;
    for (const syn::Parameter &parameter : function.parameters) {
        std::string text(parameter.name.name == syn::kNoName ? "" : document.name(parameter.name.name));
        if (parameter.type != syn::kNoName) text.append(": ").append(document.name(parameter.type));
        parameters.push_back(std::move(text));
    }
    findParameters(help, parameters);
    return help;
}

} // namespace

std::optional<SignatureHelp> signatureAt(const DocumentPtr &document, uint32_t offset, const Workspace &workspace)
{
    const std::optional<OpenCall> call = callAround(*document, offset);
    if (!call) return std::nullopt;
    const Span callee = postfixBefore(*document, call->parenthesis);
    Types types(document, workspace);
    const Type type = typeOfText(types, callee, document->scopeAt(offset));
    // A long expression before the parenthesis is shown by its last name.
    std::string_view shown = document->text(callee);
    if (shown.find_first_of("([{\n\"'") != std::string_view::npos) {
        const size_t dot = shown.rfind('.');
        shown = dot == std::string_view::npos ? "fn" : shown.substr(dot + 1);
    }
    SignatureHelp help;
    if (type.native != nullptr) help = ofNative(*type.native, shown);
    else if (type.function != nullptr && type.document) help = ofUser(*type.document, *type.function, shown);
    else return std::nullopt;
    help.parenthesis = call->parenthesis;
    const auto count = static_cast<uint32_t>(help.parameters.size());
    const bool variadic = count > 0 && help.label.compare(help.parameters.back().begin, 3, "...") == 0;
    if (call->argument < count) help.active = static_cast<int>(call->argument);
    else if (variadic) help.active = static_cast<int>(count) - 1;
    return help;
}

} // namespace latchkey::language
