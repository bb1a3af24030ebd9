// SPDX-License-Identifier: GPL-3.0-or-later
//
// Writes a whole log to a file on a worker, piece by piece, beside the file and then into its place: cancelled or
// failed, the file is as it was. One save at a time; what is printed after the start is not part of it.
#pragma once

#include "ui/output/output_source.h"

#include <QFuture>
#include <QObject>

namespace latchkey::output {

class LogSaver : public QObject
{
    Q_OBJECT

public:
    explicit LogSaver(QObject *parent = nullptr);
    ~LogSaver() override;

    /// A save under way is cancelled first.
    void start(const OutputSourcePtr &source, const QString &path);
    void cancel();
    bool isRunning() const { return m_running; }
    /// 0 to 1 of the present save.
    double share() const { return m_share; }

signals:
    /// `error` is empty when the file has everything.
    void finished(const QString &path, const QString &error);
    void cancelled(const QString &path);

private:
    struct Step {
        qint64 written = 0;
        QString error = {};
        bool done = false;
    };
    static void work(QPromise<Step> &promise, const OutputSourcePtr &source, const QString &path, qint64 total);

    QFuture<Step> m_future;
    QString m_path;
    double m_share = 0;
    bool m_running = false;
    int m_turn = 0; ///< answers of an earlier save are dropped
};

} // namespace latchkey::output
