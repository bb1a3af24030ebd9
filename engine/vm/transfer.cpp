// SPDX-License-Identifier: GPL-3.0-or-later
// Packing walks what a value reaches with a list of cells still to be copied; what a function uses is read off its
// instructions. A slot of a node is either a value without a heap cell (numbers, null, constants of a program, library
// functions: all shared by everyone) or the number of another node.
#include "engine/vm/transfer.h"

#include "engine/bytecode/program.h"
#include "engine/vm/fiber.h"
#include "engine/vm/interpreter.h"
#include "engine/vm/operations.h"
#include "engine/vm/prelude.h"

#include <algorithm>
#include <cctype>
#include <format>
#include <set>

namespace latchkey::vm {

using bytecode::FunctionCode;
using bytecode::Instruction;
using bytecode::Opcode;

namespace {

constexpr uint64_t kNodeTag = uint64_t(0xFFFE) << Value::kTagShift; ///< a tag that no value has
constexpr uint32_t kNoParent = UINT32_MAX;
/// `place` of what a node was reached by: an element or entry by its number, else one of these.
constexpr uint32_t kPlaceOther = UINT32_MAX;
constexpr uint32_t kPlaceGlobal = 1u << 31;   ///< | number of the module variable
constexpr uint32_t kPlaceCaptured = 1u << 30; ///< | slot
constexpr size_t kPollEvery = 4096;

bool isNode(uint64_t slot)
{
    return slot >> Value::kTagShift == kNodeTag >> Value::kTagShift;
}
uint32_t nodeOf(uint64_t slot)
{
    return static_cast<uint32_t>(slot);
}

/// What a function names outside of itself, those inside of it included. Captured variables are (steps out, slot),
/// counted from the environment that its closure holds.
struct Uses {
    std::set<uint32_t> globals;
    std::set<std::pair<uint32_t, uint32_t>> captured;
};

void addUses(const FunctionCode &function, uint32_t depth, Uses &uses)
{
    const uint32_t own = function.environmentSize > 0 ? 1 : 0;
    const auto capture = [&](uint32_t steps, uint32_t slot) {
        if (steps >= own + depth) uses.captured.emplace(steps - own - depth, slot);
    };
    for (size_t at = 0; at < function.code.size(); at += bytecode::wordCount(function.code[at])) {
        const Instruction &instruction = function.code[at];
        switch (static_cast<Opcode>(instruction.op)) {
        case Opcode::GetGlobal:
        case Opcode::GetGlobalOr:
        case Opcode::SetGlobal:
            uses.globals.insert(static_cast<uint32_t>(instruction.d()));
            break;
        case Opcode::GetEnvironment:
        case Opcode::SetEnvironment:
            capture(instruction.b, instruction.c);
            break;
        case Opcode::MakeClosure:
            // Functions nest as deep as their source does, which the parser bounds.
            addUses(*function.program->functions[static_cast<size_t>(instruction.d())], depth + own, uses);
            break;
        default:
            break;
        }
    }
}

} // namespace

Parcel::~Parcel() = default;

// ---- packing ----------------------------------------------------------------------------------------------------

class Packer
{
public:
    Packer(Isolate &isolate, Parcel &parcel, Parcel::Live live)
        : m_isolate(isolate)
        , m_parcel(parcel)
        , m_live(live)
    {
    }

    Outcome run(Value value)
    {
        m_parcel.m_root = slotOf(value, kNoParent, kPlaceOther);
        while (!m_pending.empty() && m_fault.empty()) {
            const auto [cell, node] = m_pending.back();
            m_pending.pop_back();
            copy(cell, node);
            if (++m_steps % kPollEvery == 0 && m_isolate.shouldStop()) return Outcome::Stop;
            if (m_parcel.m_bytes > m_isolate.heap().limit()) {
                m_isolate.interrupt(kInterruptMemory);
                return Outcome::Stop;
            }
        }
        if (m_fault.empty()) return Outcome::Return;
        m_isolate.raise(ErrorName::TransferError, m_fault);
        return Outcome::Raise;
    }

private:
    using Node = Parcel::Node;

    uint64_t slotOf(Value value, uint32_t parent, uint32_t place)
    {
        if (!value.isCell() || value.asCell()->isImmortal()) return value.bits();
        return kNodeTag | nodeFor(value.asCell(), parent, place);
    }

    uint32_t nodeFor(const Cell *cell, uint32_t parent, uint32_t place)
    {
        const auto next = static_cast<uint32_t>(m_parcel.m_nodes.size());
        const auto [known, isNew] = m_numbers.try_emplace(cell, next);
        if (!isNew) return known->second;
        Node &node = m_parcel.m_nodes.emplace_back();
        node.kind = cell->kind;
        node.parent = parent;
        node.place = place;
        m_parcel.m_bytes += sizeof(Node);
        m_pending.emplace_back(cell, next);
        return next;
    }

    Node &node(uint32_t number) { return m_parcel.m_nodes[number]; }

    void setText(uint32_t number, std::string_view text)
    {
        node(number).text = text;
        m_parcel.m_bytes += text.size();
    }

    void setSlots(uint32_t number, std::vector<uint64_t> slots)
    {
        m_parcel.m_bytes += slots.size() * sizeof(uint64_t);
        node(number).slots = std::move(slots);
    }

    void copy(const Cell *cell, uint32_t number)
    {
        if (m_live == Parcel::Live::AsText && !isPlain(*cell)) {
            node(number).kind = CellKind::String;
            return setText(number, previewDisplay(Value::cell(cell), Display::Plain, 1000));
        }
        switch (cell->kind) {
        case CellKind::String:
            return setText(number, static_cast<const String *>(cell)->view());
        case CellKind::BigInt:
            return setText(number, integerText(Value::cell(cell), 16));
        case CellKind::Bytes: {
            const auto *bytes = static_cast<const Bytes *>(cell);
            return setText(number, {reinterpret_cast<const char *>(bytes->data()), bytes->count});
        }
        case CellKind::Array:
            return copyArray(*static_cast<const Array *>(cell), number);
        case CellKind::Object:
            return copyObject(static_cast<const Object *>(cell), number);
        case CellKind::Closure:
            return copyClosure(*static_cast<const Closure *>(cell), number);
        case CellKind::Native: {
            const auto *native = static_cast<const Native *>(cell);
            node(number).what = native->spec;
            return setSlots(number, {slotOf(native->bound, number, kPlaceOther)});
        }
        case CellKind::BoundMethod: {
            const auto *method = static_cast<const BoundMethod *>(cell);
            node(number).what = method->spec;
            return setSlots(number, {slotOf(method->receiver, number, kPlaceOther)});
        }
        case CellKind::Error:
            return copyError(*static_cast<const Error *>(cell), number);
        case CellKind::Instance:
            return copyInstance(*static_cast<const Instance *>(cell), number);
        case CellKind::UserModule:
            return copyModule(*static_cast<const UserModule *>(cell), number);
        default:
            refuse(number, cell->kind == CellKind::Iterator ? "an iterator" : "a live value");
        }
    }

    static bool isPlain(const Cell &cell)
    {
        return cell.kind <= CellKind::BigInt || cell.kind == CellKind::Bytes || cell.kind == CellKind::Error ||
               (cell.kind == CellKind::Instance && static_cast<const Instance &>(cell).spec->copy);
    }

    void copyArray(const Array &array, uint32_t number)
    {
        std::vector<uint64_t> slots;
        slots.reserve(array.length);
        for (uint32_t i = 0; i < array.length; ++i) slots.push_back(slotOf(array.items[i], number, i));
        setSlots(number, std::move(slots));
    }

    void copyObject(const Object *object, uint32_t number)
    {
        std::vector<uint64_t> slots;
        uint32_t position = 0;
        uint32_t place = 0;
        for (Value key, value; nextProperty(object, position, key, value); ++place) {
            slots.push_back(slotOf(key, number, kPlaceOther));
            slots.push_back(slotOf(value, number, place));
        }
        setSlots(number, std::move(slots));
    }

    void copyError(const Error &error, uint32_t number)
    {
        Node &copied = node(number);
        copied.extra = static_cast<uint32_t>(error.name);
        copied.what = error.code;
        copied.link = error.offset;
        const Value hint = error.hint ? Value::string(error.hint) : Value::null();
        setSlots(number, {slotOf(Value::string(error.message), number, kPlaceOther),
                          slotOf(error.data, number, kPlaceOther), slotOf(hint, number, kPlaceOther)});
    }

    void copyInstance(const Instance &instance, uint32_t number)
    {
        if (!instance.spec->copy) {
            const std::string_view name = instance.spec->name;
            const bool vowel = std::string_view("AEIOU").find(name.front()) != std::string_view::npos;
            return refuse(number, std::format("{} {}", vowel ? "an" : "a", name));
        }
        node(number).what = instance.spec;
        node(number).payload = instance.spec->copy->pack(&instance);
        setSlots(number,
                 {slotOf(instance.fields[0], number, kPlaceOther), slotOf(instance.fields[1], number, kPlaceOther)});
    }

    // ---- functions and what they name ---------------------------------------------------------------------------

    void copyClosure(const Closure &closure, uint32_t number)
    {
        node(number).what = closure.code;
        node(number).extra = moduleFor(*closure.module);
        Uses uses;
        addUses(*closure.code, 0, uses);
        for (const uint32_t global : uses.globals) takeGlobal(*closure.module, node(number).extra, global, number);
        const Environment *environment = closure.environment;
        const uint32_t first = environment && !uses.captured.empty() ? environmentFor(environment, number) : 0;
        if (first) node(number).link = kNodeTag | first;
        // The chain is as long as functions nest; the slots come sorted by it.
        uint32_t at = first;
        uint32_t steps = 0;
        for (const auto &[wanted, slot] : uses.captured) {
            for (; steps < wanted && environment; ++steps) {
                environment = environment->parent;
                if (!environment) break;
                const uint32_t outer = environmentFor(environment, number);
                node(at).link = kNodeTag | outer;
                at = outer;
            }
            if (environment) takeCaptured(const_cast<Environment *>(environment), at, slot, number);
        }
    }

    /// Environments are filled slot by slot, by those who use them; never in `copy`. Number 0 is never one: the root
    /// is a value of the language.
    uint32_t environmentFor(const Environment *environment, uint32_t parent)
    {
        const auto next = static_cast<uint32_t>(m_parcel.m_nodes.size());
        const auto [known, isNew] = m_numbers.try_emplace(environment, next);
        if (!isNew) return known->second;
        Node &made = m_parcel.m_nodes.emplace_back();
        made.kind = CellKind::Environment;
        made.parent = parent;
        made.place = kPlaceOther;
        made.slots.assign(environment->count, Value::unset().bits());
        m_parcel.m_bytes += sizeof(Node) + environment->count * sizeof(uint64_t);
        return next;
    }

    void takeCaptured(Environment *environment, uint32_t number, uint32_t slot, uint32_t closure)
    {
        if (slot >= environment->count) return;
        if (node(number).slots[slot] != Value::unset().bits()) return;
        const uint64_t copied = slotOf(environment->slots()[slot], closure, kPlaceCaptured | slot);
        node(number).slots[slot] = copied;
    }

    uint32_t moduleFor(const ModuleInstance &module)
    {
        const auto known = std::ranges::find(m_sources, &module);
        if (known != m_sources.end()) return static_cast<uint32_t>(known - m_sources.begin());
        m_sources.push_back(&module);
        const bool isPrelude = module.image->program().main().isPrelude;
        m_parcel.m_modules.push_back({module.name, isPrelude ? m_isolate.library().module(module.name) : nullptr, {}});
        return static_cast<uint32_t>(m_sources.size() - 1);
    }

    void takeGlobal(const ModuleInstance &module, uint32_t index, uint32_t global, uint32_t parent)
    {
        if (m_parcel.m_modules[index].prelude) return; // its functions are there anyway
        auto &values = m_parcel.m_modules[index].values;
        const auto isIt = [global](const auto &pair) { return pair.first == global; };
        if (std::ranges::any_of(values, isIt)) return;
        values.emplace_back(global, Value::unset().bits());
        const size_t at = values.size() - 1;
        const uint64_t slot = slotOf(module.globals[global], parent, kPlaceGlobal | global);
        m_parcel.m_modules[index].values[at].second = slot;
    }

    void copyModule(const UserModule &module, uint32_t number)
    {
        node(number).extra = moduleFor(*module.instance);
        const auto count = static_cast<uint32_t>(module.instance->image->program().globals.size());
        for (uint32_t i = 0; i < count; ++i) takeGlobal(*module.instance, node(number).extra, i, number);
    }

    // ---- faults -------------------------------------------------------------------------------------------------

    void refuse(uint32_t number, std::string_view what)
    {
        const std::string path = pathTo(number);
        m_fault = std::format("{} cannot be copied to another isolate{}{}", what, path.empty() ? "" : ": ", path);
    }

    /// "config.lock", "items[3].task"
    std::string pathTo(uint32_t number)
    {
        std::vector<uint32_t> chain;
        constexpr size_t kLongest = 20;
        for (uint32_t at = number; at != kNoParent && chain.size() < kLongest; at = node(at).parent)
            chain.push_back(at);
        std::string path;
        for (auto it = chain.rbegin(); it != chain.rend(); ++it) {
            const Node &step = node(*it);
            if (step.parent != kNoParent) path = extended(std::move(path), node(step.parent), step.place);
        }
        return path;
    }

    std::string extended(std::string path, const Node &parent, uint32_t place)
    {
        if (place == kPlaceOther) return path;
        if (place & kPlaceGlobal) {
            const ModuleInstance *module = m_sources[parent.extra];
            const std::string &name = module->image->program().globals[place & ~kPlaceGlobal];
            return parent.kind == CellKind::UserModule ? module->name + "." + name : name;
        }
        if (place & kPlaceCaptured) return "a captured variable";
        if (parent.kind == CellKind::Object) return path + keyText(parent.slots[place * 2]);
        // The root is the list of what is handed over: the function and its arguments.
        return parent.parent == kNoParent ? path : path + std::format("[{}]", place);
    }

    std::string keyText(uint64_t slot)
    {
        if (isNode(slot)) return node(nodeOf(slot)).kind == CellKind::String ? "." + node(nodeOf(slot)).text : "[...]";
        const Value key = Value::fromBits(slot);
        if (key.isString()) return "." + std::string(key.asString()->view());
        return "[" + previewDisplay(key, Display::Quoted, 40) + "]";
    }

    Isolate &m_isolate;
    Parcel &m_parcel;
    const Parcel::Live m_live;
    std::unordered_map<const Cell *, uint32_t> m_numbers;
    std::vector<std::pair<const Cell *, uint32_t>> m_pending;
    std::vector<const ModuleInstance *> m_sources;
    std::string m_fault;
    size_t m_steps = 0;
};

Outcome Parcel::pack(Isolate &from, Value value, Parcel &parcel, Live live)
{
    return Packer(from, parcel, live).run(value);
}

// ---- unpacking: cells first, then what they hold ------------------------------------------------------------------

class Unpacker
{
public:
    Unpacker(Isolate &isolate, const Parcel &parcel)
        : m_isolate(isolate)
        , m_heap(isolate.heap())
        , m_parcel(parcel)
    {
    }

    Value run()
    {
        if (!m_heap.reserve(m_parcel.m_bytes)) return Value::unset();
        for (const auto &module : m_parcel.m_modules)
            m_modules.push_back(m_isolate.moduleForParcel(module.name, module.prelude));
        m_values.resize(m_parcel.m_nodes.size());
        for (size_t i = 0; i < m_values.size(); ++i)
            if (!make(m_parcel.m_nodes[i], m_values[i])) return Value::unset();
        for (size_t i = 0; i < m_values.size(); ++i)
            if (!fill(m_parcel.m_nodes[i], m_values[i])) return Value::unset();
        for (size_t m = 0; m < m_modules.size(); ++m)
            for (const auto &[global, slot] : m_parcel.m_modules[m].values)
                if (Value &variable = m_modules[m]->globals[global]; variable.isUnset()) variable = value(slot);
        return value(m_parcel.m_root);
    }

private:
    using Node = Parcel::Node;

    Value value(uint64_t slot) const { return isNode(slot) ? m_values[nodeOf(slot)] : Value::fromBits(slot); }

    bool make(const Node &node, Value &made)
    {
        switch (node.kind) {
        case CellKind::String: {
            const String *text = m_heap.string(node.text);
            made = Value::string(text);
            return text != nullptr;
        }
        case CellKind::BigInt: {
            mpz_t number;
            mpz_init_set_str(number, node.text.c_str(), 16);
            made = m_heap.takeBig(number);
            return true;
        }
        case CellKind::Bytes: {
            Bytes *bytes = m_heap.bytes(node.text.size());
            if (!bytes) return false;
            std::copy(node.text.begin(), node.text.end(), bytes->data());
            made = Value::cell(bytes);
            return true;
        }
        case CellKind::Array: {
            const Array *array = m_heap.filledArray(node.slots.size(), Value::null());
            made = Value::array(array);
            return array != nullptr;
        }
        case CellKind::Object:
            made = Value::object(m_heap.object());
            return true;
        case CellKind::Environment:
            made = Value::cell(m_heap.environment(static_cast<uint32_t>(node.slots.size()), nullptr));
            return true;
        case CellKind::Closure:
            made = Value::cell(
                m_heap.closure(static_cast<const FunctionCode *>(node.what), nullptr, m_modules[node.extra]));
            return true;
        case CellKind::Native:
            made = Value::cell(m_heap.native(static_cast<const NativeSpec *>(node.what), Value::null()));
            return true;
        case CellKind::BoundMethod:
            made = Value::cell(m_heap.boundMethod(Value::null(), static_cast<const NativeSpec *>(node.what)));
            return true;
        case CellKind::Error:
            made = Value::cell(m_heap.error(static_cast<ErrorName>(node.extra), ""));
            return true;
        case CellKind::Instance: {
            const auto *spec = static_cast<const ClassSpec *>(node.what);
            made = Value::cell(m_heap.instance(spec, spec->copy->unpack(m_heap, node.payload)));
            return true;
        }
        case CellKind::UserModule:
            made = Value::cell(m_heap.userModule(m_modules[node.extra]));
            return true;
        default:
            return false;
        }
    }

    bool fill(const Node &node, Value made)
    {
        switch (node.kind) {
        case CellKind::Array:
            for (size_t i = 0; i < node.slots.size(); ++i) made.asArray()->items[i] = value(node.slots[i]);
            return true;
        case CellKind::Object:
            for (size_t i = 0; i + 1 < node.slots.size(); i += 2)
                if (!setProperty(m_heap, made.asObject(), value(node.slots[i]), value(node.slots[i + 1]))) return false;
            return true;
        case CellKind::Environment: {
            auto *environment = cellAs<Environment>(made);
            for (size_t i = 0; i < node.slots.size(); ++i) environment->slots()[i] = value(node.slots[i]);
            if (node.link) environment->parent = cellAs<Environment>(value(node.link));
            return true;
        }
        case CellKind::Closure:
            if (node.link) cellAs<Closure>(made)->environment = cellAs<Environment>(value(node.link));
            return true;
        case CellKind::Native:
            cellAs<Native>(made)->bound = value(node.slots[0]);
            return true;
        case CellKind::BoundMethod:
            cellAs<BoundMethod>(made)->receiver = value(node.slots[0]);
            return true;
        case CellKind::Instance:
            for (int i = 0; i < 2; ++i) cellAs<Instance>(made)->fields[i] = value(node.slots[static_cast<size_t>(i)]);
            return true;
        case CellKind::Error:
            fillError(node, *cellAs<Error>(made));
            return true;
        default:
            return true;
        }
    }

    void fillError(const Node &node, Error &error)
    {
        error.message = value(node.slots[0]).asString();
        error.data = value(node.slots[1]);
        const Value hint = value(node.slots[2]);
        error.hint = hint.isString() ? hint.asString() : nullptr;
        error.code = static_cast<const FunctionCode *>(node.what);
        error.offset = static_cast<uint32_t>(node.link);
    }

    Isolate &m_isolate;
    Heap &m_heap;
    const Parcel &m_parcel;
    std::vector<ModuleInstance *> m_modules;
    std::vector<Value> m_values;
};

Value Parcel::unpack(Isolate &to) const
{
    return Unpacker(to, *this).run();
}

} // namespace latchkey::vm
