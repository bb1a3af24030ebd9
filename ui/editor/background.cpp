// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/background.h"

namespace latchkey::editor {

namespace {
// More than cores: these threads mostly wait for a disk, and a hanging mount may hold some of them.
constexpr int kFileThreads = 8;
} // namespace

QThreadPool &filePool()
{
    static QThreadPool *const pool = [] {
        auto *made = new QThreadPool; // outlives main() on purpose, see the header
        made->setMaxThreadCount(kFileThreads);
        made->setObjectName(QStringLiteral("files"));
        return made;
    }();
    return *pool;
}

} // namespace latchkey::editor
