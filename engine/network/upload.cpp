// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/network/upload.h"

#include <algorithm>

namespace latchkey::network {

Upload::Upload(std::shared_ptr<const std::string> bytes, bool mayRepeat)
    : m_bytes(std::move(bytes))
    , m_mayRepeat(mayRepeat)
{
    open(ReadOnly | Unbuffered);
}

qint64 Upload::size() const
{
    return m_bytes ? static_cast<qint64>(m_bytes->size()) : 0;
}

bool Upload::reset()
{
    return m_mayRepeat && seek(0);
}

bool Upload::seek(qint64 position)
{
    if (position < m_at && !m_mayRepeat) return false;
    if (position > size() || !QIODevice::seek(position)) return false;
    m_at = position;
    return true;
}

qint64 Upload::readData(char *data, qint64 most)
{
    const qint64 count = std::min(most, size() - m_at);
    if (count <= 0) return -1;
    std::copy_n(m_bytes->data() + m_at, count, data);
    m_at += count;
    return count;
}

} // namespace latchkey::network
