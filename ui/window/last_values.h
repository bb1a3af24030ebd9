// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the variables of a file were at the end of its last run, for whoever points at one: a look at frozen values,
// no run is asked.
#pragma once

#include "engine/language/completion.h"

#include <QString>

#include <utility>

namespace latchkey::runs {
class RunList;
}

namespace latchkey::window {

class EditorPage;

/// "total = 300", and when that was: "After run 7 at 14:02. The text has changed since." Empty when no run of this
/// page has ended, or it had no such variable of the module.
std::pair<QString, QString> lastValueOf(const runs::RunList &list, const EditorPage &page, const QString &name);

/// The properties that objects of that run had, for completion; empty when there was none.
language::SeenFields seenFieldsOf(const runs::RunList &list, const EditorPage &page);

} // namespace latchkey::window
