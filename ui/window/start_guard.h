// SPDX-License-Identifier: GPL-3.0-or-later
//
// Counts starts that ended badly: a start is good when the window lived for half a minute or was closed in the usual
// way. After two bad ones in a row the window opens without the last session, which may be what kills it.
#pragma once

#include <QObject>
#include <QString>
#include <QTimer>

namespace latchkey::window {

class StartGuard : public QObject
{
    Q_OBJECT

public:
    static constexpr int kMostBad = 2;
    static constexpr int kGoodAfterMs = 30'000;

    /// Notes a start in `folder`; empty: nothing is counted.
    explicit StartGuard(const QString &folder, QObject *parent = nullptr);

    /// Whether the session should stay where it is this time.
    [[nodiscard]] bool isSafeStart() const { return m_bad >= kMostBad; }
    /// This start was a good one.
    void noteGood();

private:
    void write(int bad) const;

    QString m_file;
    int m_bad = 0; ///< starts before this one
    QTimer m_good;
};

} // namespace latchkey::window
