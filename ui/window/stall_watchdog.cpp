// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/stall_watchdog.h"

#include <QCoreApplication>
#include <QEvent>
#include <QScopeGuard>
#include <QThread>

#include <algorithm>
#include <cmath>
#include <csignal>
#include <cxxabi.h>
#include <dlfcn.h>
#include <execinfo.h>
#include <pthread.h>

namespace latchkey::window {
namespace {

const QEvent::Type kStamp = QEvent::Type(QEvent::registerEventType());

qint64 nowMicroseconds()
{
    using namespace std::chrono;
    return duration_cast<microseconds>(steady_clock::now().time_since_epoch()).count();
}

// What a signal handler may touch: the calls of the thread it interrupts, noted for whoever waits for them.
constexpr int kMostCalls = 48, kHandlerCalls = 2; ///< the handler itself and what the system calls it through
constexpr auto kNoteTime = std::chrono::milliseconds(20);
std::array<void *, kMostCalls> notedCalls;
std::atomic<int> notedCount = 0;
std::atomic_flag noting; ///< one at a time asks

int noteSignal()
{
    return SIGRTMIN + 5;
}

void noteCalls(int)
{
    const int error = errno;
    notedCount.store(backtrace(notedCalls.data(), kMostCalls), std::memory_order_release);
    errno = error;
}

void prepareNoting()
{
    static const bool prepared = [] {
        void *first = nullptr;
        backtrace(&first, 1); // loads what it needs, which a handler must not
        struct sigaction action{};
        action.sa_handler = noteCalls;
        action.sa_flags = SA_RESTART;
        return sigaction(noteSignal(), &action, nullptr) == 0;
    }();
    Q_UNUSED(prepared)
}

QByteArray nameOfCall(void *address)
{
    Dl_info info{};
    if (dladdr(address, &info) == 0) return "?";
    if (info.dli_sname == nullptr) {
        const qptrdiff offset = static_cast<char *>(address) - static_cast<char *>(info.dli_fbase);
        return QByteArray(info.dli_fname) + "+0x" + QByteArray::number(offset, 16); // as addr2line takes it
    }
    int status = 0;
    const std::unique_ptr<char, decltype(&std::free)> plain(
        abi::__cxa_demangle(info.dli_sname, nullptr, nullptr, &status), &std::free);
    return status == 0 ? plain.get() : info.dli_sname;
}

} // namespace

StallWatchdog::StallWatchdog(Culprits culprits, QObject *parent)
    : QObject(parent)
    , m_namesCulprits(culprits == Culprits::Named)
    , m_watched(pthread_self())
    , m_thread(QThread::create([this] { watch(); }))
{
    if (m_namesCulprits) {
        prepareNoting();
        qApp->installEventFilter(this);
    }
    m_thread->setObjectName(QStringLiteral("stall watchdog"));
    m_thread->start(QThread::HighPriority);
}

StallWatchdog::~StallWatchdog()
{
    m_ends.store(true, std::memory_order_relaxed);
    m_thread->wait();
}

void StallWatchdog::watch()
{
    bool logged = false;
    while (!m_ends.load(std::memory_order_relaxed)) {
        QThread::sleep(kPeriod);
        const qint64 posted = m_posted.load(std::memory_order_acquire);
        if (posted == 0) {
            logged = false;
            m_posted.store(nowMicroseconds(), std::memory_order_release);
            QCoreApplication::postEvent(this, new QEvent(kStamp), Qt::HighEventPriority);
        } else if (m_namesCulprits && !logged && nowMicroseconds() - posted > kLogged / std::chrono::microseconds(1)) {
            logged = true;
            logStall(nowMicroseconds() - posted);
        }
    }
}

void StallWatchdog::logStall(qint64 waiting) const
{
    const char *receiver = m_receiver.load(std::memory_order_relaxed);
    qWarning("The window has not answered for %lld ms: %s, event %d%s", static_cast<long long>(waiting / 1000),
             receiver != nullptr ? receiver : "unknown", m_event.load(std::memory_order_relaxed), calls().constData());
}

// One call a line, innermost first; empty when the thread does not take the signal in time.
QByteArray StallWatchdog::calls() const
{
    if (noting.test_and_set(std::memory_order_acquire)) return {};
    const auto release = qScopeGuard([] { noting.clear(std::memory_order_release); });
    notedCount.store(0, std::memory_order_relaxed);
    if (pthread_kill(m_watched, noteSignal()) != 0) return {};
    const auto until = std::chrono::steady_clock::now() + kNoteTime;
    while (notedCount.load(std::memory_order_acquire) == 0) {
        if (std::chrono::steady_clock::now() > until) return {};
        QThread::sleep(kPeriod);
    }
    QByteArray text;
    for (int i = kHandlerCalls; i < notedCount.load(std::memory_order_relaxed); ++i)
        text += "\n    " + nameOfCall(notedCalls[static_cast<size_t>(i)]);
    return text;
}

bool StallWatchdog::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != this) {
        m_receiver.store(watched->metaObject()->className(), std::memory_order_relaxed);
        m_event.store(event->type(), std::memory_order_relaxed);
    }
    return false;
}

bool StallWatchdog::event(QEvent *event)
{
    if (event->type() != kStamp) return QObject::event(event);
    const qint64 late = std::max<qint64>(nowMicroseconds() - m_posted.load(std::memory_order_acquire), 0);
    m_posted.store(0, std::memory_order_release);
    ++m_counts[static_cast<size_t>(bucketOf(late))];
    ++m_samples;
    m_longest = std::max(m_longest, late);
    return true;
}

int StallWatchdog::bucketOf(qint64 microseconds)
{
    return std::clamp(static_cast<int>(std::log2(static_cast<double>(microseconds) + 1) * 8), 0, kBuckets - 1);
}

double StallWatchdog::valueOf(int bucket)
{
    return std::exp2((bucket + 1) / 8.0) / 1000;
}

double StallWatchdog::percentile(double share) const
{
    const auto wanted = static_cast<quint64>(std::ceil(share * static_cast<double>(m_samples)));
    quint64 seen = 0;
    for (int i = 0; i < kBuckets; ++i) {
        seen += m_counts[static_cast<size_t>(i)];
        if (seen >= wanted) return std::min(valueOf(i), static_cast<double>(m_longest) / 1000);
    }
    return 0;
}

StallReport StallWatchdog::report() const
{
    if (m_samples == 0) return {};
    return {percentile(0.5), percentile(0.99), percentile(0.999), static_cast<double>(m_longest) / 1000, m_samples};
}

void StallWatchdog::reset()
{
    m_counts.fill(0);
    m_samples = 0;
    m_longest = 0;
}

} // namespace latchkey::window
