// SPDX-License-Identifier: GPL-3.0-or-later
//
// The background jobs of the program as values, oldest first. A job is told of once it has lasted half a second (a
// flash is worse than nothing), and then at most ten times a second; one that takes as long to end goes at once.
#pragma once

#include <QElapsedTimer>
#include <QList>
#include <QObject>
#include <QTimer>

#include <functional>

namespace latchkey::jobs {

/// What can be seen of a job.
struct JobView {
    quint64 id = 0;
    QString title;
    QString detail;
    double share = -1;       ///< 0 to 1; below 0 while the end is not known. Never goes back.
    bool isStopping = false; ///< cancelled, and not over yet

    friend bool operator==(const JobView &, const JobView &) = default;
};

class JobList : public QObject
{
    Q_OBJECT

public:
    static constexpr int kQuietMs = 500;
    static constexpr int kTickMs = 100;

    explicit JobList(QObject *parent = nullptr);
    /// The one list, which goes with the application; null after it.
    static JobList *instance();

    quint64 begin(const QString &title, std::function<void()> cancel, std::function<double()> share);
    void setDetail(quint64 id, const QString &detail);
    void end(quint64 id);

    /// The jobs that have lasted long enough to be seen.
    [[nodiscard]] const QList<JobView> &shown() const { return m_shown; }
    /// All of them, the young ones too.
    [[nodiscard]] qsizetype count() const { return m_jobs.size(); }
    /// Cancels a job; a second time changes nothing.
    void cancel(quint64 id);

signals:
    /// `shown()` is different.
    void changed();

private:
    struct Entry {
        JobView view;
        QElapsedTimer age;
        std::function<void()> cancel;
        std::function<double()> share;
    };
    void refresh();

    QList<Entry> m_jobs;
    QList<JobView> m_shown;
    QTimer m_tick;
    quint64 m_last = 0;
};

} // namespace latchkey::jobs
