// SPDX-License-Identifier: GPL-3.0-or-later
// Values outside any run: a heap of their own, frozen from the start, so that panes read what a script showed, and JSON
// from elsewhere, in the same way as the result of a run.
#pragma once

#include "engine/runs/result_value.h"
#include "engine/vm/isolate.h"

#include <QByteArrayView>

namespace latchkey::runs {

/// An isolate that is nothing but a heap: it has nobody to ask.
std::unique_ptr<vm::Isolate> emptyIsolate();
/// A copy of what `data` holds. Any thread.
ResultValue heldValue(const vm::ModuleSet &modules, const vm::Parcel &data);

} // namespace latchkey::runs
