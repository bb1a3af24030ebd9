// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/output/log_saver.h"

#include <QFutureWatcher>
#include <QPromise>
#include <QSaveFile>
#include <QtConcurrentRun>
#include <algorithm>

namespace latchkey::output {
namespace {

constexpr qint64 kPiece = 1 << 20;

} // namespace

LogSaver::LogSaver(QObject *parent)
    : QObject(parent)
{
}

LogSaver::~LogSaver()
{
    m_future.cancel();
}

void LogSaver::start(const OutputSourcePtr &source, const QString &path)
{
    cancel();
    m_path = path;
    m_running = true;
    m_share = 0;
    const qint64 total = source->byteCount();
    auto *watcher = new QFutureWatcher<Step>(this);
    connect(watcher, &QFutureWatcherBase::resultReadyAt, this, [this, watcher, total, turn = m_turn](int index) {
        if (turn != m_turn) return;
        const Step step = watcher->resultAt(index);
        if (!step.done) {
            m_share = double(step.written) / double(total);
            return;
        }
        m_running = false;
        emit finished(m_path, step.error);
    });
    connect(watcher, &QFutureWatcherBase::finished, watcher, &QObject::deleteLater);
    m_future = QtConcurrent::run(&LogSaver::work, source, path, total);
    watcher->setFuture(m_future);
}

void LogSaver::cancel()
{
    ++m_turn;
    m_future.cancel();
    if (std::exchange(m_running, false)) emit cancelled(m_path);
}

void LogSaver::work(QPromise<Step> &promise, const OutputSourcePtr &source, const QString &path, qint64 total)
{
    QSaveFile file(path);
    bool ok = file.open(QIODevice::WriteOnly);
    qint64 written = 0;
    while (ok && written < total && !promise.isCanceled()) {
        const QByteArray piece = source->readBytes(written, std::min(kPiece, total - written));
        if (piece.isEmpty()) break;
        ok = file.write(piece) == piece.size();
        written += piece.size();
        promise.addResult(Step{.written = written});
    }
    if (promise.isCanceled()) return; // the file beside goes with `file`
    ok = ok && file.commit();
    promise.addResult(Step{.written = written, .error = ok ? QString() : file.errorString(), .done = true});
}

} // namespace latchkey::output
