// SPDX-License-Identifier: GPL-3.0-or-later
// Where a download goes: parts of a body are written in order by the pool for files while the network thread goes on.
// The file appears at its place only when all of it was written. The sink is used from the network thread; the work it
// hands out holds what it needs, so a sink that is let go leaves nothing behind but a finished piece of work.
#pragma once

#include "engine/capability/file_access.h"
#include "engine/network/client.h"

#include <QByteArray>
#include <QObject>

#include <memory>
#include <optional>
#include <string>

namespace latchkey::network {

class FileSink : public QObject
{
public:
    /// The reader is to pause while more than this waits to be written.
    static constexpr qint64 kFarBehind = 1 << 20;

    /// `progressed` is called on this thread whenever something was written, failed, or was committed.
    FileSink(std::string canonicalPath, Executor files, std::function<void()> progressed);
    ~FileSink() override;

    void write(QByteArray part);
    /// After the last part.
    void commit();

    bool isBehind() const { return m_pending > kFarBehind; }
    bool isCommitted() const { return m_isCommitted; }
    const std::optional<capability::FileFault> &fault() const { return m_fault; }

private:
    struct File;
    void step();
    void stepped(qint64 bytes, bool committed, std::optional<capability::FileFault> fault);

    std::shared_ptr<File> m_file; ///< touched by one piece of work at a time
    Executor m_files;
    std::function<void()> m_progressed;
    QList<QByteArray> m_parts;
    qint64 m_pending = 0;
    bool m_isBusy = false;
    bool m_isLast = false;
    bool m_isCommitted = false;
    std::optional<capability::FileFault> m_fault;
};

} // namespace latchkey::network
