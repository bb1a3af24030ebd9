// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/security/sandbox.h"

#include "engine/capability/broker.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>

namespace latchkey::tests {

using namespace Qt::StringLiterals;

Sandbox::Sandbox()
    : m_home(QDir(m_dir.path()).canonicalPath() + u"/home"_s)
    , m_outside(QDir(m_dir.path()).canonicalPath() + u"/outside"_s)
{
    put(m_home + u"/data/in.txt"_s, "inside");
    put(m_home + u"/data/deep/x.txt"_s, "inside");
    put(m_home + u"/.hidden"_s, "inside");
    put(m_outside + u"/secret.txt"_s, kCanary);
    put(m_outside + u"/more/other.txt"_s, kCanary);
    put(m_home + u"/../data-secret/s.txt"_s, kCanary);
    qputenv("LATCHKEY_TEST_CANARY", kCanary);
    m_before = outsideState();
    runs::EngineOptions options;
    options.threads = 2;
    options.stateFolder = m_dir.path() + u"/state"_s;
    m_engine = std::make_unique<runs::Engine>(options);
}

Sandbox::~Sandbox() = default;

void Sandbox::put(const QString &path, const QByteArray &content) const
{
    QDir().mkpath(path.section(u'/', 0, -2));
    QFile file(path);
    if (file.open(QIODevice::WriteOnly)) file.write(content);
}

QByteArray Sandbox::get(const QString &path) const
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

runs::RunPtr Sandbox::start(const QByteArray &source, const QStringList &grants, runs::RunOptions options) const
{
    runs::Script script;
    script.source = source;
    script.path = m_home + u"/script.ml"_s;
    options.grants = grants;
    if (options.timeoutSeconds == 0) options.timeoutSeconds = 20;
    return m_engine->submit(script, options);
}

QByteArray Sandbox::run(const QByteArray &source, const QStringList &grants, runs::RunOptions options)
{
    m_last = start(source, grants, std::move(options));
    m_last->wait(60'000);
    const QByteArray output = m_last->output().read(0, m_last->output().byteCount());
    const runs::RunResult &result = m_last->result();
    m_seen += output + result.toJsonText();
    if (result.error) m_seen += result.error->message.toUtf8() + result.error->hint.toUtf8();
    return output;
}

/// Names, sizes, times and contents of everything outside the script's folder but the engine's own.
QByteArray Sandbox::outsideState() const
{
    QStringList lines;
    QDirIterator it(m_dir.path(), QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot,
                    QDirIterator::Subdirectories);
    while (it.hasNext()) {
        const QString path = it.next();
        const QString relative = QDir(m_dir.path()).relativeFilePath(path);
        if (relative.startsWith("home"_L1) || relative.startsWith("state"_L1)) continue;
        const QFileInfo info(path);
        lines.append(relative + u' ' + QString::number(info.isDir() ? 0 : info.size()) + u' ' +
                     QString::number(info.isDir() ? 0 : info.lastModified().toMSecsSinceEpoch()) + u' ' +
                     QString::fromUtf8(info.isFile() ? get(path) : QByteArray()));
    }
    lines.sort();
    return lines.join(u'\n').toUtf8();
}

QString Sandbox::escaped() const
{
    if (m_seen.contains(kCanary)) return u"the canary was seen"_s;
    if (get(m_engine->broker().audit().filePath()).contains(kCanary)) return u"the canary is in the audit log"_s;
    QDirIterator it(m_home, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (it.hasNext())
        if (const QString path = it.next(); !QFileInfo(path).isSymLink() && get(path).contains(kCanary))
            return u"the canary was copied to "_s + path;
    if (outsideState() != m_before) return u"something changed outside"_s;
    return {};
}

} // namespace latchkey::tests
