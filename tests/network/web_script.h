// SPDX-License-Identifier: GPL-3.0-or-later
// Runs a script that uses the network on a real engine, and gives back what it printed.
#pragma once

#include "engine/network/client.h"
#include "engine/runs/engine.h"

#include <QString>
#include <QStringList>

namespace latchkey::tests {

struct WebOptions {
    QStringList grants;
    QString folder;
    qint64 memoryLimit = 512 << 20;
    double timeoutSeconds = 20;
};

/// A run of a script with `import http;` before it.
runs::RunPtr startWeb(runs::Engine &engine, const QString &source, const WebOptions &options);
/// What it printed without its last line end; an error shows as a last line "!name: message".
QString printedBy(const runs::RunPtr &run);
QString webOutput(runs::Engine &engine, const QString &source, const WebOptions &options);

/// The environment's proxies are none of a test's business.
void forgetProxies();
/// How many threads this process has.
int threadCount();

} // namespace latchkey::tests
