// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tables/work.h"

namespace latchkey::tables {

QThreadPool &workPool()
{
    static QThreadPool *pool = [] {
        auto *made = new QThreadPool;
        // A long sort must not hold up the statistics of another table.
        made->setMaxThreadCount(std::max(3, QThread::idealThreadCount()));
        made->setThreadPriority(QThread::LowPriority);
        return made;
    }();
    return *pool;
}

} // namespace latchkey::tables
