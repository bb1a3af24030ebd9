// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/read_line.h"

#include <cerrno>
#include <unistd.h>

namespace latchkey::cli {

std::optional<QByteArray> readLine()
{
    QByteArray line;
    for (;;) {
        char byte = 0;
        const ssize_t got = ::read(STDIN_FILENO, &byte, 1);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) return line.isEmpty() ? std::nullopt : std::optional(line);
        if (byte == '\n') break;
        line += byte;
    }
    if (line.endsWith('\r')) line.chop(1);
    return line;
}

} // namespace latchkey::cli
