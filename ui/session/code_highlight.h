// SPDX-License-Identifier: GPL-3.0-or-later
//
// Code outside of an editor, in the editor's colours: the stretches of each line, from the same highlighting
// definition. For inputs of a session, which are short; of a very long one the end stays plain.
#pragma once

#include "ui/output/visible_text.h"

#include <QList>
#include <QStringList>

namespace latchkey::session {

/// The looks of lines of ML that follow each other. GUI thread; a few microseconds a line.
QList<QList<output::StyledStretch>> highlighted(const QStringList &lines);

} // namespace latchkey::session
