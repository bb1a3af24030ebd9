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

/// The names of the formats of each character of the text ("Keyword", ...; "" where plain), all of it highlighted.
QStringList formatsOf(CodeEditor &editor);
/// Highlights all of the text now.
void styleAll(CodeEditor &editor);

} // namespace latchkey::editor::test
