// SPDX-License-Identifier: GPL-3.0-or-later
//
// What editor tests share: a shown editor with a text, and looking at styles by name.
#pragma once

#include "ui/editor/code_editor.h"

#include <QString>
#include <QTemporaryDir>

#include <memory>

namespace latchkey::editor::test {

/// An editor in a shown, active window, holding `text`.
std::unique_ptr<CodeEditor> shownEditor(const QByteArray &text = {}, QSize size = {640, 400});

/// The names of the formats of each of the first `bytes` of the text, or of all ("Keyword", ...; "" where plain).
QStringList formatsOf(CodeEditor &editor, long bytes = -1);
/// Highlights the first `bytes` of the text now, or all.
void styleAll(CodeEditor &editor, long bytes = -1);

} // namespace latchkey::editor::test
