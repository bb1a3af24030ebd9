// SPDX-License-Identifier: GPL-3.0-or-later
// Names the functions of prelude/async.ml that methods of class values stand for.
#pragma once

#include "engine/vm/native.h"

namespace latchkey::modules::async {

enum class PreludeRow : uint8_t { HoldWhile, RunWith, PoolWith, PoolClose };
const vm::NativeSpec &preludeRow(PreludeRow row);

} // namespace latchkey::modules::async
