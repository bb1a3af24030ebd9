// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/window/hanging_native.h"

#include "engine/modules/library.h"
#include "engine/vm/isolate.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>

namespace latchkey::window::test {

namespace {

std::mutex s_mutex;
std::condition_variable s_changed;
bool s_isOpen = false;
const vm::NativeSpec *s_before = nullptr;

vm::Outcome hang(vm::NativeCall &call)
{
    std::unique_lock lock(s_mutex);
    s_changed.wait(lock, [] { return s_isOpen; });
    return call.giveNull();
}

vm::Native &cell()
{
    const auto functions = modules::standardLibrary().module("crypto")->functions;
    return std::ranges::find(functions, std::string_view("uuid"), &vm::NativeSpec::name)->cell;
}

} // namespace

HangingNative::HangingNative()
{
    static const vm::NativeSpec kHang{"hang", "-> null", hang, vm::Need::nothing(), "Looks at nothing."};
    vm::registerNative(kHang, "crypto", vm::ErrorStyle::Module);
    s_isOpen = false;
    s_before = std::exchange(cell().spec, &kHang);
}

HangingNative::~HangingNative()
{
    letGo();
    cell().spec = s_before;
}

void HangingNative::letGo()
{
    const std::lock_guard lock(s_mutex);
    s_isOpen = true;
    s_changed.notify_all();
}

} // namespace latchkey::window::test
