// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/network/web_script.h"

#include <QDir>

namespace latchkey::tests {

using namespace Qt::StringLiterals;

runs::RunPtr startWeb(runs::Engine &engine, const QString &source, const WebOptions &options)
{
    runs::Script script;
    script.source = u"import http; %1"_s.arg(source).toUtf8();
    script.folder = options.folder;
    runs::RunOptions runOptions;
    runOptions.grants = options.grants;
    runOptions.memoryLimit = options.memoryLimit;
    runOptions.timeoutSeconds = options.timeoutSeconds;
    return engine.submit(script, runOptions);
}

QString printedBy(const runs::RunPtr &run)
{
    if (!run->wait(30'000)) return u"!does not end"_s;
    QByteArray text;
    for (qint64 offset = 0;;) {
        const QByteArray part = run->output().read(offset, 1 << 20);
        if (part.isEmpty()) break;
        text += part;
        offset += part.size();
    }
    QString printed = QString::fromUtf8(text);
    if (const auto &error = run->result().error) printed += u"!%1: %2\n"_s.arg(error->name, error->message);
    if (printed.endsWith(u'\n')) printed.chop(1);
    return printed;
}

QString webOutput(runs::Engine &engine, const QString &source, const WebOptions &options)
{
    return printedBy(startWeb(engine, source, options));
}

void forgetProxies()
{
    for (const char *name : {"http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"})
        qunsetenv(name);
}

int threadCount()
{
    return static_cast<int>(QDir(u"/proc/self/task"_s).entryList(QDir::Dirs | QDir::NoDotAndDotDot).size());
}

} // namespace latchkey::tests
