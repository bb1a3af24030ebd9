// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/network/file_sink.h"

#include "engine/threads/handover.h"

namespace latchkey::network {

using capability::AtomicFile;
using capability::FileFault;

struct FileSink::File {
    std::string path;
    std::optional<AtomicFile> open; ///< made with the first part
};

namespace {

struct Step {
    qint64 bytes = 0;
    bool committed = false;
    std::optional<FileFault> fault;
};

} // namespace

FileSink::FileSink(std::string canonicalPath, Executor files, std::function<void()> progressed)
    : m_file(std::make_shared<File>())
    , m_files(std::move(files))
    , m_progressed(std::move(progressed))
{
    m_file->path = std::move(canonicalPath);
}

/// What was not committed is removed by the pool, which may take its time.
FileSink::~FileSink()
{
    if (m_isBusy || !m_file->open) return; // the work under way holds the file and lets it go
    m_files([file = std::move(m_file)] {});
}

void FileSink::write(QByteArray part)
{
    m_pending += part.size();
    m_parts.append(std::move(part));
    step();
}

void FileSink::commit()
{
    m_isLast = true;
    step();
}

/// Writes what waits, and commits after the last of it.
void FileSink::step()
{
    if (m_isBusy || m_fault || m_isCommitted || (m_parts.isEmpty() && !m_isLast)) return;
    m_isBusy = true;
    const auto reply =
        threads::Reply<Step>::to(this, [this](const Step &done) { stepped(done.bytes, done.committed, done.fault); });
    m_files([file = m_file, parts = std::exchange(m_parts, {}), last = m_isLast, reply]() mutable {
        Step done;
        if (!file->open) {
            if (auto made = AtomicFile::create(file->path)) file->open.emplace(std::move(*made));
            else done.fault = made.error();
        }
        for (const QByteArray &part : std::as_const(parts)) {
            done.bytes += part.size();
            if (done.fault) continue;
            const std::string_view bytes(part.constData(), static_cast<size_t>(part.size()));
            if (const auto written = file->open->write(bytes); !written) done.fault = written.error();
        }
        if (last && !done.fault) {
            if (const auto committed = file->open->commit(); committed) done.committed = true;
            else done.fault = committed.error();
        }
        file.reset(); // when the sink is gone, an unfinished file goes here and not on its thread
        reply->give(std::move(done));
    });
}

void FileSink::stepped(qint64 bytes, bool committed, std::optional<FileFault> fault)
{
    m_isBusy = false;
    m_pending -= bytes;
    m_isCommitted = committed;
    m_fault = std::move(fault);
    step();
    m_progressed();
}

} // namespace latchkey::network
