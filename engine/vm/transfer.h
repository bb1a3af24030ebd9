// SPDX-License-Identifier: GPL-3.0-or-later
// Carries values from one isolate to another: `Parcel::pack` copies what a value reaches out of its heap, `unpack`
// builds it again in another heap, on any thread. Cycles and sharing inside one parcel survive. A function takes along
// the variables it captured and the module variables that it and the functions inside of it name.
//
// Live things (tasks, locks, iterators, open loggers, ...) do not travel: packing then fails and says where it met one.
#pragma once

#include "engine/vm/image.h"
#include "engine/vm/native.h"

#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

namespace latchkey::vm {

class Parcel
{
public:
    Parcel() = default;
    Parcel(Parcel &&) noexcept = default;
    Parcel &operator=(Parcel &&) noexcept = default;
    ~Parcel();

    /// What becomes of live things: a refusal, or only the text that they show as (for views).
    enum class Live : uint8_t { Refused, AsText };
    /// Return, or Raise with a transfer_error that names the place, or Stop. Explicit stack: any depth.
    static Outcome pack(Isolate &from, Value value, Parcel &parcel, Live live = Live::Refused);
    /// The value in another isolate, whose modules come from the same programs; module variables that it has already
    /// keep their values. Unset: out of memory.
    Value unpack(Isolate &to) const;
    size_t bytes() const { return m_bytes; } ///< memory it holds, about

private:
    friend class Packer;
    friend class Unpacker;
    /// One copied cell. `slots` are values; those of other cells carry the number of their node (see `kNodeTag`).
    struct Node {
        CellKind kind = CellKind::String;
        uint32_t parent = 0; ///< what led here, for messages
        uint32_t place = 0;
        uint64_t link = 0;          ///< environment: the outer one; closure: the environment; see transfer.cpp
        const void *what = nullptr; ///< code, native, class, standard module
        std::string text;           ///< string, bytes, digits, message, name of a module
        std::vector<uint64_t> slots;
        std::shared_ptr<void> payload; ///< of a class value that can be copied
        uint32_t extra = 0;
    };
    struct ModuleVariables {
        std::string name;
        const StandardModule *prelude = nullptr;
        std::vector<std::pair<uint32_t, uint64_t>> values; ///< number of the variable, its value
    };
    std::vector<Node> m_nodes;
    std::vector<ModuleVariables> m_modules;
    uint64_t m_root = 0;
    size_t m_bytes = 0;
};

} // namespace latchkey::vm
