// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runs/coalescer.h"

#include "engine/runs/engine_private.h"

namespace latchkey::runs {

class Coalescer::Core : public AlarmTarget, public std::enable_shared_from_this<Coalescer::Core>
{
public:
    Core(std::shared_ptr<EnginePrivate> engine, const CoalesceOptions &options)
        : m_engine(std::move(engine))
        , m_options(options)
    {
    }

    void submit(Task task, TaskRun::Ended done)
    {
        task.options.useCache = true;
        bool isFull = false;
        quint64 batch = 0;
        {
            const std::lock_guard lock(m_mutex);
            m_waiting.emplace_back(std::move(task), std::move(done));
            isFull = static_cast<int>(m_waiting.size()) >= m_options.most;
            if (!isFull && m_waiting.size() > 1) return; // the first one has set the alarm
            batch = m_batches;
        }
        if (isFull) flush();
        else m_engine->clock.set(m_engine->clock.now() + m_options.patience, weak_from_this(), batch);
    }

    void flush()
    {
        std::vector<Request> requests;
        {
            const std::lock_guard lock(m_mutex);
            if (m_waiting.empty()) return;
            requests.swap(m_waiting);
            ++m_batches;
        }
        for (auto &[task, done] : requests) TaskRun::start(m_engine, std::move(task), std::move(done));
    }

    int waitingCount() const
    {
        const std::lock_guard lock(m_mutex);
        return static_cast<int>(m_waiting.size());
    }

    quint64 batchCount() const
    {
        const std::lock_guard lock(m_mutex);
        return m_batches;
    }

private:
    using Request = std::pair<Task, TaskRun::Ended>;

    /// The moment is over, unless that batch has started meanwhile.
    void alarm(uint64_t batch) override
    {
        {
            const std::lock_guard lock(m_mutex);
            if (batch != m_batches) return;
        }
        flush();
    }

    const std::shared_ptr<EnginePrivate> m_engine;
    const CoalesceOptions m_options;
    mutable std::mutex m_mutex; ///< guards all below
    std::vector<Request> m_waiting;
    quint64 m_batches = 0;
};

Coalescer::Coalescer(Engine &engine, CoalesceOptions options)
    : m_core(std::make_shared<Core>(EnginePrivate::of(engine), options))
{
}

Coalescer::~Coalescer()
{
    m_core->flush();
}

void Coalescer::submit(Task task, TaskRun::Ended done)
{
    m_core->submit(std::move(task), std::move(done));
}

void Coalescer::flush()
{
    m_core->flush();
}

int Coalescer::waitingCount() const
{
    return m_core->waitingCount();
}

quint64 Coalescer::batchCount() const
{
    return m_core->batchCount();
}

} // namespace latchkey::runs
