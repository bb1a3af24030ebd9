// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/language/completion.h"

#include "engine/language/context.h"
#include "engine/language/describe.h"
#include "engine/language/tree_walk.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <unordered_set>

namespace latchkey::language {

namespace {

using Kind = Context::Kind;

/// How near a name is, added to how well it matches.
constexpr double kLocal = 12, kOuter = 9, kFile = 7, kFileFunction = 8, kModule = 6, kBuiltin = 4, kKeyword = 5,
                 kSnippet = 3, kNotImported = 1, kGuess = 0;
constexpr double kRecent = 6, kNearby = 4;
constexpr uint32_t kNearbyBytes = 4000;

struct SnippetRow {
    std::string_view label;
    std::string_view text;
    std::string_view help;
};

constexpr std::array kSnippets{
    SnippetRow{"if", "if (${1:condition}) {\n    $0\n}", "A block that runs when a condition holds."},
    SnippetRow{"ifelse", "if (${1:condition}) {\n    $2\n} else {\n    $0\n}", "One block or the other."},
    SnippetRow{"while", "while (${1:condition}) {\n    $0\n}", "A block that runs as long as a condition holds."},
    SnippetRow{"for", "for (${1:item} in ${2:items}) {\n    $0\n}", "A block for each element."},
    SnippetRow{"fori", "for (${1:i} in range(${2:n})) {\n    $0\n}", "A block for each number from 0."},
    SnippetRow{"function", "function ${1:name}(${2:arguments}) {\n    $0\n}", "A function with a name."},
    SnippetRow{"try", "try {\n    $1\n} except (${2:e}) {\n    $0\n}", "A block whose errors are handled."},
    SnippetRow{"tryfinally", "try {\n    $1\n} finally {\n    $0\n}", "A block, and what runs after it in any case."},
    SnippetRow{"throw", "throw {message: \"$1\"};", "Raises an error."},
};
constexpr SnippetRow kArrow{"fn", "fn(${1:x}) => $0", "A function as a value."};

constexpr std::array<std::string_view, 13> kStatementWords{"if",       "while",      "for",   "function", "return",
                                                           "try",      "throw",      "break", "continue", "import",
                                                           "nonlocal", "capability", "fn"};
constexpr std::array<std::string_view, 4> kValueWords{"true", "false", "null", "fn"};
constexpr std::array<std::string_view, 5> kPermissions{"read", "write", "execute", "network", "system"};

class Completer
{
public:
    Completer(const DocumentPtr &document, uint32_t offset, const Workspace &workspace,
              const CompletionOptions &options)
        : m_document(*document)
        , m_offset(offset)
        , m_workspace(workspace)
        , m_options(options)
        , m_types(document, workspace)
        , m_describe(m_types)
        , m_context(contextAt(*document, offset))
        , m_typed(document->text(m_context.word))
        , m_scope(document->scopeAt(offset))
    {
    }

    Completion run()
    {
        switch (m_context.kind) {
        case Kind::None:
        case Kind::AfterOperand:
            break;
        case Kind::Statement:
            addNames();
            addWords(kStatementWords);
            addFollowingWords();
            for (const SnippetRow &row : kSnippets) addSnippet(row);
            break;
        case Kind::Expression:
            addNames();
            addWords(kValueWords);
            addSnippet(kArrow);
            break;
        case Kind::Member:
            addMembers();
            break;
        case Kind::Module:
            addModules();
            break;
        case Kind::ForIn:
            addWords(std::array<std::string_view, 1>{"in"});
            break;
        case Kind::Key:
            if (m_options.asked) addSeenProperties();
            break;
        case Kind::CapabilityItem:
            addWords(std::array<std::string_view, 2>{"resource", "allow"});
            break;
        case Kind::CapabilityPermission:
            addWords(kPermissions);
            break;
        }
        return finish();
    }

private:
    // ---- putting items in ---------------------------------------------------------------------------------------
    /// Whether a name is wanted at all; `score` starts with how well it matches.
    bool fits(std::string_view label, double near, CompletionItem &item)
    {
        const double match = matchScore(m_typed, label, &item.hits);
        if (match <= 0) return false;
        item.label = label;
        item.insert = label;
        item.score = match + near;
        const auto recent = std::ranges::find(m_options.recent, item.label);
        if (recent != m_options.recent.end())
            item.score += kRecent / (1.0 + static_cast<double>(recent - m_options.recent.begin()) / 8);
        return true;
    }

    void add(CompletionItem item)
    {
        if (m_seen.insert(item.label + static_cast<char>('0' + (item.kind == ItemKind::Snippet))).second)
            m_items.push_back(std::move(item));
    }

    void addNames()
    {
        for (uint32_t scope = m_scope;; scope = m_document.scopes()[scope].parent) {
            const double near = scope == 0 ? kFile : scope == m_scope ? kLocal : kOuter;
            for (const uint32_t symbol : m_document.scopes()[scope].symbols) addSymbol(symbol, near);
            if (scope == 0) break;
        }
        for (const std::string &name : m_options.contextNames) {
            CompletionItem item;
            if (!fits(name, kFile, item)) continue;
            item.documentation = "An input of the run.";
            add(std::move(item));
        }
        for (const vm::NativeSpec &spec : library().builtins()) addFunction(spec, spec.name, kBuiltin);
        for (const vm::StandardModule *module : library().modules()) addUnimported(*module);
    }

    void addSymbol(uint32_t number, double near)
    {
        const Symbol &symbol = m_document.symbols()[number];
        const std::string_view name = m_document.name(symbol.name);
        CompletionItem item;
        // The word one is writing is no suggestion for itself.
        if (symbol.nameSpan.begin == m_context.word.begin && isOnlyHere(number)) return;
        if (!fits(name, symbol.kind == SymbolKind::Function ? std::max(near, kFileFunction) : near, item)) return;
        item.score += nearness(number);
        const Type type = m_types.ofSymbol(number);
        item.kind = symbol.kind == SymbolKind::Import      ? ItemKind::Module
                    : symbol.kind == SymbolKind::Parameter ? ItemKind::Parameter
                    : type.kind == Type::Kind::Function    ? ItemKind::Function
                                                           : ItemKind::Variable;
        m_describe.symbol(number, item.signature, item.documentation);
        item.detail = item.kind == ItemKind::Function ? std::string() : typeText(type);
        if (type.native != nullptr) item.needs = needText(*type.native);
        if (item.kind == ItemKind::Function) completeCall(item);
        add(std::move(item));
    }

    bool isOnlyHere(uint32_t symbol) const
    {
        return std::ranges::count(m_document.occurrences(), symbol, &Occurrence::symbol) <= 1;
    }

    /// Names used just above are the likeliest ones.
    double nearness(uint32_t symbol)
    {
        if (m_lastUse.empty()) {
            m_lastUse.resize(m_document.symbols().size(), 0);
            for (const Occurrence &occurrence : m_document.occurrences())
                if (occurrence.symbol != kNoSymbol && occurrence.span.end < m_offset)
                    m_lastUse[occurrence.symbol] = occurrence.span.end;
        }
        const uint32_t last = m_lastUse[symbol];
        if (last == 0 || m_offset - last > kNearbyBytes) return 0;
        return kNearby * (1 - static_cast<double>(m_offset - last) / kNearbyBytes);
    }

    void addFunction(const vm::NativeSpec &spec, std::string_view name, double near, ItemKind kind = ItemKind::Function)
    {
        CompletionItem item;
        if (!fits(name, near, item)) return;
        item.kind = kind;
        m_describe.native(spec, name, item.signature, item.documentation);
        item.needs = needText(spec);
        completeCall(item);
        add(std::move(item));
    }

    /// A call is written with its parentheses, the caret between them when there is something to write.
    void completeCall(CompletionItem &item)
    {
        const std::string_view text = m_document.text();
        if (m_context.wholeWord.end < text.size() && text[m_context.wholeWord.end] == '(') return;
        if (item.signature.empty()) return;
        const bool takesNothing = item.signature.find("()") != std::string::npos;
        item.insert = item.label + (takesNothing ? "()$0" : "($1)$0");
        item.isSnippet = true;
    }

    void addUnimported(const vm::StandardModule &module)
    {
        if (m_document.lookUp(m_scope, module.name) != kNoSymbol || m_typed.empty()) return;
        CompletionItem item;
        if (!fits(module.name, kNotImported, item)) return;
        item.kind = ItemKind::Module;
        item.detail = "import";
        item.documentation = std::string(module.help) + "\nAdds `import " + std::string(module.name) + ";` at the top.";
        item.also.push_back(importEdit(m_document, module.name));
        add(std::move(item));
    }

    template<typename Words>
    void addWords(const Words &words)
    {
        for (const std::string_view word : words) addWord(word);
    }

    void addWord(std::string_view word)
    {
        CompletionItem item;
        if (!fits(word, kKeyword, item)) return;
        item.kind = ItemKind::Keyword;
        item.documentation = keywordHelp(word);
        add(std::move(item));
    }

    /// `elif`, `else`, `except`, `finally` where a block has just ended.
    void addFollowingWords()
    {
        const std::string_view before = m_document.text().substr(0, m_context.word.begin);
        const size_t last = before.find_last_not_of(" \t\r\n");
        if (last == std::string_view::npos || before[last] != '}') return;
        addWords(std::array<std::string_view, 4>{"elif", "else", "except", "finally"});
    }

    void addSnippet(const SnippetRow &row)
    {
        CompletionItem item;
        if (!fits(row.label, kSnippet, item)) return;
        item.kind = ItemKind::Snippet;
        item.insert = row.text;
        item.isSnippet = true;
        item.detail = "snippet";
        item.documentation = row.help;
        add(std::move(item));
    }

    // ---- members ------------------------------------------------------------------------------------------------
    void addMembers()
    {
        const Span object = postfixBefore(m_document, m_context.dot);
        const Type type = typeOfText(m_types, object, m_scope);
        if (type.kind == Type::Kind::Object || type.kind == Type::Kind::Unknown) addFieldsOfLastRun(object);
        switch (type.kind) {
        case Type::Kind::Module:
            if (type.document) addExports(type.document);
            else if (type.standard != nullptr) addStandardMembers(*type.standard);
            return;
        case Type::Kind::Object:
            addFields(type);
            return addMethods(library().objectMethods(), kBuiltin, "object");
        case Type::Kind::String:
            addLength();
            return addMethods(library().stringMethods(), kLocal, "string");
        case Type::Kind::Array:
            addLength();
            return addMethods(library().arrayMethods(), kLocal, "array");
        case Type::Kind::Instance:
            for (const vm::NativeSpec &spec : type.instanceClass->properties)
                addProperty(spec.name, typeText(m_types.ofMember(type, spec.name)), spec.help, kLocal);
            return addMethods(type.instanceClass->methods, kOuter, type.instanceClass->name);
        case Type::Kind::Error:
            return addErrorMembers();
        case Type::Kind::Unknown:
            return addGuesses();
        default:
            return;
        }
    }

    /// What the value had when the script last ran: of data from outside nothing else is known.
    void addFieldsOfLastRun(Span object)
    {
        std::vector<std::string> path;
        if (!m_options.seen || !pathOf(m_document.text(object), m_scope, path, 0)) return;
        for (const SeenField &field : m_options.seen(path))
            if (isName(field.name)) addProperty(field.name, field.type, "In the last run: " + field.preview, kLocal);
    }

    /// The variable of the file and the steps from it that `text` is about, such as `rows[0].name`. A name inside of a
    /// function leads to what it was given: the elements of a loop, the value of an assignment.
    bool pathOf(std::string_view text, uint32_t scope, std::vector<std::string> &path, int depth) const
    {
        constexpr int kMostSteps = 8;
        size_t at = wordLength(text);
        if (at == 0 || depth > kMostSteps) return false;
        const uint32_t symbol = m_document.lookUp(scope, text.substr(0, at));
        if (symbol == kNoSymbol || m_document.symbols()[symbol].scope == 0) path.emplace_back(text.substr(0, at));
        else if (!pathOfLocal(m_document.symbols()[symbol], path, depth)) return false;
        while (at < text.size()) {
            const char step = text[at];
            if (step == '[') {
                at = text.find(']', at);
                if (at == std::string_view::npos) return false;
                path.emplace_back("[]");
                ++at;
            } else {
                const size_t length = step == '.' ? wordLength(text.substr(at + 1)) : 0;
                if (length == 0) return false;
                path.emplace_back(text.substr(at + 1, length));
                at += length + 1;
            }
        }
        return true;
    }

    bool pathOfLocal(const Symbol &symbol, std::vector<std::string> &path, int depth) const
    {
        using How = ValueSource::How;
        for (const ValueSource &value : symbol.values) {
            if (value.expression == nullptr || (value.how != How::Element && value.how != How::Assigned)) continue;
            if (!pathOf(m_document.text(value.expression->span()), symbol.scope, path, depth + 1)) continue;
            if (value.how == How::Element) path.emplace_back("[]");
            return true;
        }
        return false;
    }

    static size_t wordLength(std::string_view text)
    {
        size_t length = 0;
        while (length < text.size() && isName(text.substr(0, length + 1))) ++length;
        return length;
    }

    void addProperty(std::string_view name, std::string detail, std::string_view help, double near)
    {
        CompletionItem item;
        if (!fits(name, near, item)) return;
        item.kind = ItemKind::Property;
        item.detail = std::move(detail);
        item.documentation = help;
        add(std::move(item));
    }

    void addLength() { addProperty("length", "number", "The number of elements or characters.", kLocal); }

    void addErrorMembers()
    {
        addProperty("message", "string", "What went wrong.", kLocal);
        addProperty("name", "string", "The kind of error, such as \"type_error\".", kLocal);
        addProperty("kind", "string", "\"runtime_error\" or \"capability_error\".", kLocal);
        addProperty("line", "number", "Where it was raised.", kLocal);
        addProperty("column", "number", "Where it was raised.", kLocal);
        addProperty("data", "object", "The object that was thrown, or null.", kLocal);
    }

    void addFields(const Type &type)
    {
        if (!type.shape) return;
        for (const Field &field : type.shape->fields) {
            CompletionItem item;
            if (!isName(field.name) || !fits(field.name, kLocal, item)) continue;
            item.kind = field.type.kind == Type::Kind::Function ? ItemKind::Method : ItemKind::Property;
            item.detail = typeText(field.type);
            if (item.kind == ItemKind::Method) {
                m_describe.function(field.type, field.name, item.signature, item.documentation);
                completeCall(item);
            }
            add(std::move(item));
        }
    }

    void addMethods(std::span<const vm::NativeSpec> methods, double near, std::string_view owner)
    {
        for (const vm::NativeSpec &spec : methods) {
            const size_t before = m_items.size();
            addFunction(spec, spec.name, near, ItemKind::Method);
            if (m_items.size() > before) m_items.back().detail = owner;
        }
    }

    void addStandardMembers(const vm::StandardModule &module)
    {
        for (const ModuleMember &member : membersOf(module)) {
            if (member.function != nullptr) addFunction(*member.function, member.name, kLocal);
            else addConstant(*member.constant, member.name);
        }
    }

    void addConstant(const vm::ConstantSpec &constant, std::string_view name)
    {
        CompletionItem item;
        if (!fits(name, kLocal, item)) return;
        item.kind = ItemKind::Constant;
        item.documentation = constant.help;
        add(std::move(item));
    }

    void addExports(const DocumentPtr &module)
    {
        for (const uint32_t number : module->scopes()[0].symbols) {
            const Symbol &symbol = module->symbols()[number];
            CompletionItem item;
            if (symbol.kind == SymbolKind::Import || !fits(module->name(symbol.name), kLocal, item)) continue;
            item.kind = symbol.function != nullptr ? ItemKind::Function : ItemKind::Variable;
            describeSymbolOf(*module, symbol, item.signature, item.documentation);
            if (item.kind == ItemKind::Function) completeCall(item);
            add(std::move(item));
        }
    }

    /// Of a value nothing is known about: what this file calls members, then all methods there are.
    void addGuesses()
    {
        addSeenProperties();
        if (m_typed.empty() && !m_options.asked) return;
        addMethods(library().stringMethods(), kGuess, "string");
        addMethods(library().arrayMethods(), kGuess, "array");
        addMethods(library().objectMethods(), kGuess, "object");
    }

    void addSeenProperties()
    {
        walk(m_document.tree(), [&](const syn::Node *node) {
            if (m_options.stop != nullptr && m_options.stop->load(std::memory_order_relaxed)) return false;
            if (node->kind == syn::NodeKind::Object) {
                for (const syn::Property &property : as<syn::ObjectExpression>(node)->properties)
                    if (isName(property.key)) addProperty(property.key, {}, {}, kModule);
            } else if (node->kind == syn::NodeKind::Member) {
                const auto *member = as<syn::MemberExpression>(node);
                const bool own = member->nameSpan.begin == m_context.word.begin;
                if (member->name != syn::kNoName && !own) addProperty(m_document.name(member->name), {}, {}, kModule);
            }
            return true;
        });
    }

    // ---- modules ------------------------------------------------------------------------------------------------
    void addModules()
    {
        const std::string prefix = m_context.modulePath.empty() ? "" : m_context.modulePath + ".";
        for (const vm::StandardModule *module : library().modules())
            addModule(module->name, prefix, module->help, "standard");
        if (!m_workspace.importable) return;
        for (const std::string &name : m_workspace.importable()) addModule(name, prefix, {}, "file");
    }

    void addModule(std::string_view name, const std::string &prefix, std::string_view help, std::string_view detail)
    {
        if (!name.starts_with(prefix)) return;
        name.remove_prefix(prefix.size());
        CompletionItem item;
        if (!fits(name.substr(0, name.find('.')), kModule, item)) return;
        item.kind = ItemKind::Module;
        item.detail = detail;
        item.documentation = help;
        add(std::move(item));
    }

    // ---- the end ------------------------------------------------------------------------------------------------
    static bool isName(std::string_view text)
    {
        if (text.empty() || (text[0] >= '0' && text[0] <= '9')) return false;
        return std::ranges::all_of(text, [](char c) {
            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
        });
    }

    Completion finish()
    {
        const auto better = [](const CompletionItem &a, const CompletionItem &b) {
            if (std::abs(a.score - b.score) > 1e-9) return a.score > b.score;
            return a.label < b.label;
        };
        const size_t wanted = std::min(m_items.size(), m_options.limit);
        std::partial_sort(m_items.begin(), m_items.begin() + static_cast<ptrdiff_t>(wanted), m_items.end(), better);
        m_items.resize(wanted);
        return {m_context.word, std::move(m_items)};
    }

    const Document &m_document;
    uint32_t m_offset;
    const Workspace &m_workspace;
    const CompletionOptions &m_options;
    Types m_types;
    Describe m_describe;
    Context m_context;
    std::string_view m_typed;
    uint32_t m_scope;
    std::vector<CompletionItem> m_items;
    std::unordered_set<std::string> m_seen;
    std::vector<uint32_t> m_lastUse; ///< by symbol: the end of its last occurrence before the cursor
};

} // namespace

Completion completeAt(const DocumentPtr &document, uint32_t offset, const Workspace &workspace,
                      const CompletionOptions &options)
{
    return Completer(document, std::min(offset, static_cast<uint32_t>(document->text().size())), workspace, options)
        .run();
}

} // namespace latchkey::language
