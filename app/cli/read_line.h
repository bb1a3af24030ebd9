// SPDX-License-Identifier: GPL-3.0-or-later
// Lines from standard input, for a script that asks and for whoever talks to the console.
#pragma once

#include <QByteArray>

#include <optional>

namespace latchkey::cli {

/// One line, without its end; nothing at the end of input. Byte by byte, so that what comes after the line is still
/// there for whoever reads next. Waits.
std::optional<QByteArray> readLine();

} // namespace latchkey::cli
