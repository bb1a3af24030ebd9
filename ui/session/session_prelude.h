// SPDX-License-Identifier: GPL-3.0-or-later
//
// The inputs of a session as one script, for completion: what an input is about to use was imported, defined and given
// its type by those before it. Only inputs that went well are in it, the last ones, as many as are looked at quickly.
#pragma once

#include <QByteArray>
#include <QList>

namespace latchkey::session {

class SessionPrelude
{
public:
    static constexpr qsizetype kMostBytes = 48 << 10;

    void add(const QByteArray &source);
    void clear() { m_inputs.clear(), m_bytes = 0; }
    /// Ends with a line end, so that the next input begins a statement.
    [[nodiscard]] QByteArray code() const { return m_inputs.join(); }

private:
    QByteArrayList m_inputs;
    qsizetype m_bytes = 0;
};

} // namespace latchkey::session
