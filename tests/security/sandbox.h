// SPDX-License-Identifier: GPL-3.0-or-later
// A place to attack from: a folder with a script and what it may touch, and beside it a folder that holds a canary, a
// text that must never be seen anywhere. `escaped` looks for it in everything a run leaves behind, and for any change
// outside the script's folder.
#pragma once

#include "engine/runs/engine.h"

#include <QTemporaryDir>

#include <memory>

namespace latchkey::tests {

class Sandbox
{
public:
    static constexpr char kCanary[] = "canary-7f3a9c";

    Sandbox();
    ~Sandbox();

    /// The script's folder: `data/in.txt`, `data/deep/x.txt`, `.hidden`.
    QString home() const { return m_home; }
    /// Beside it: `secret.txt` with the canary, a folder `more` with another.
    QString outside() const { return m_outside; }
    void put(const QString &path, const QByteArray &content) const;
    QByteArray get(const QString &path) const;

    runs::RunPtr start(const QByteArray &source, const QStringList &grants, runs::RunOptions options = {}) const;
    /// Runs to the end; what it printed.
    QByteArray run(const QByteArray &source, const QStringList &grants, runs::RunOptions options = {});
    const runs::RunPtr &last() const { return m_last; }
    runs::Engine &engine() const { return *m_engine; }

    /// How the last runs got out: the canary seen in output, error, result or audit log, or a change outside. Empty:
    /// not.
    QString escaped() const;

private:
    QByteArray outsideState() const;
    QTemporaryDir m_dir;
    QString m_home;
    QString m_outside;
    QByteArray m_before; ///< what lay outside
    std::unique_ptr<runs::Engine> m_engine;
    runs::RunPtr m_last;
    QByteArray m_seen;
};

} // namespace latchkey::tests
