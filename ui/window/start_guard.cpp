// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/start_guard.h"

#include <QDir>
#include <QFile>

using namespace Qt::StringLiterals;

namespace latchkey::window {

StartGuard::StartGuard(const QString &folder, QObject *parent)
    : QObject(parent)
    , m_file(folder.isEmpty() ? QString() : folder + u"/starts"_s)
{
    if (m_file.isEmpty()) return;
    QFile file(m_file);
    if (file.open(QIODevice::ReadOnly)) m_bad = std::max(0, file.read(16).trimmed().toInt());
    file.close();
    QDir().mkpath(folder);
    write(m_bad + 1);
    m_good.setSingleShot(true);
    connect(&m_good, &QTimer::timeout, this, &StartGuard::noteGood);
    m_good.start(kGoodAfterMs);
}

void StartGuard::noteGood()
{
    m_good.stop();
    write(0);
}

// A few bytes into the page cache; lost or torn it counts as none, which is what a fresh start has.
void StartGuard::write(int bad) const
{
    QFile file(m_file);
    if (!m_file.isEmpty() && file.open(QIODevice::WriteOnly)) file.write(QByteArray::number(bad));
}

} // namespace latchkey::window
