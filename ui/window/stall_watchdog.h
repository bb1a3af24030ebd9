// SPDX-License-Identifier: GPL-3.0-or-later
//
// Measures how long the event loop keeps one waiting. A thread stamps the time every two milliseconds into an event
// for the GUI thread; how late it arrives is how long a key or a click would have waited just then. One event is under
// way at a time, so a stall is counted once and nothing piles up. Tests and the bench ask for percentiles. A watchdog
// that names culprits logs a stall of more than 50 ms while it lasts: the object and event that were being handled, and
// the calls of the GUI thread, which a signal makes note of them. In debug builds the program has one of these.
#pragma once

#include <QObject>

#include <array>
#include <atomic>
#include <chrono>
#include <memory>

class QThread;

namespace latchkey::window {

/// Waiting times in milliseconds.
struct StallReport {
    double p50 = 0;
    double p99 = 0;
    double p999 = 0;
    double longest = 0;
    quint64 samples = 0;
};

class StallWatchdog : public QObject
{
    Q_OBJECT

public:
    static constexpr std::chrono::milliseconds kPeriod{2};
    static constexpr std::chrono::milliseconds kLogged{50};

    enum class Culprits : bool { Unnamed, Named };

    /// Watches the thread it is made on.
    explicit StallWatchdog(Culprits culprits = Culprits::Unnamed, QObject *parent = nullptr);
    ~StallWatchdog() override;

    /// What was measured since the start or the last reset.
    [[nodiscard]] StallReport report() const;
    void reset();

protected:
    bool event(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    // Buckets of 1/8 of a power of two, in microseconds: 12 % wide, enough for a percentile.
    static constexpr int kBuckets = 8 * 32;
    static int bucketOf(qint64 microseconds);
    static double valueOf(int bucket);
    void watch();
    void logStall(qint64 waiting) const;
    [[nodiscard]] QByteArray calls() const;
    [[nodiscard]] double percentile(double share) const;

    const bool m_namesCulprits;
    const unsigned long m_watched; ///< the GUI thread, as the system knows it
    std::array<quint64, kBuckets> m_counts{};
    quint64 m_samples = 0;
    qint64 m_longest = 0; ///< microseconds
    // Written by the watching thread when it posts, by the GUI thread (0) when the event arrives.
    std::atomic<qint64> m_posted = 0;
    // Written by the GUI thread before each event, read by the watching thread: names that live as long as the program.
    std::atomic<const char *> m_receiver = nullptr;
    std::atomic<int> m_event = 0;
    std::atomic<bool> m_ends = false; ///< set by the destructor
    std::unique_ptr<QThread> m_thread;
};

} // namespace latchkey::window
