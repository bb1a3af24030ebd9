// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/event_sounds.h"

#include "ui/runs/run_list.h"

#include <QLibrary>
#include <QThreadPool>

#include <algorithm>
#include <chrono>
#include <utility>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace latchkey::window {
namespace {

constexpr auto kTogether = 150ms;
constexpr double kLongInput = 2; // seconds

/// The two functions of libcanberra that are needed. Loaded when the first sound is played, and kept: not everybody has
/// the library, and the program must start without it. Only on the sounds' thread.
class Player
{
public:
    static Player &instance()
    {
        static Player player;
        return player;
    }

    void play(const char *name) const
    {
        constexpr uint32_t kId = 1;
        if (m_context != nullptr) m_play(m_context, kId, "event.id", name, nullptr);
    }

private:
    Player()
    {
        QLibrary library(u"canberra"_s, 0);
        const auto create = reinterpret_cast<int (*)(void **)>(library.resolve("ca_context_create"));
        m_play = reinterpret_cast<Play>(library.resolve("ca_context_play"));
        if (create == nullptr || m_play == nullptr || create(&m_context) != 0) m_context = nullptr;
    }

    using Play = int (*)(void *context, uint32_t id, ...);
    Play m_play = nullptr;
    void *m_context = nullptr; ///< lives as long as the process
};

/// Never destroyed: a sound server that does not answer must not keep the program from ending.
QThreadPool &soundPool()
{
    static QThreadPool *const pool = [] {
        auto *made = new QThreadPool;
        made->setMaxThreadCount(1);
        return made;
    }();
    return *pool;
}

} // namespace

const char *soundName(EventSound sound)
{
    switch (sound) {
    case EventSound::None:
        break;
    case EventSound::Finished:
        return "complete";
    case EventSound::Failed:
        return "dialog-error";
    case EventSound::NeedsYou:
        return "dialog-question";
    }
    return "";
}

EventSounds::EventSounds(runs::RunList *list, QObject *parent)
    : QObject(parent)
    , m_list(list)
{
    m_play = [](EventSound sound) { soundPool().start([sound] { Player::instance().play(soundName(sound)); }); };
    m_together.setSingleShot(true);
    m_together.setInterval(kTogether);
    connect(&m_together, &QTimer::timeout, this, [this] { m_play(std::exchange(m_next, EventSound::None)); });
    connect(list, &runs::RunList::runEnded, this, [this](quint64 run) {
        const runs::RunEntry entry = m_list->entry(run);
        if (entry.status.state == runs::RunState::Cancelled) return; // whoever stopped it knows
        // Whoever types in a session looks at its answers, unless they take their time.
        const runs::RunPtr handle = m_list->run(run);
        if (handle && handle->options().session && entry.seconds < kLongInput) return;
        ring(entry.success ? EventSound::Finished : EventSound::Failed);
    });
    connect(list, &runs::RunList::questionAsked, this, [this] { ring(EventSound::NeedsYou); });
    connect(list, &runs::RunList::inputAsked, this, [this] { ring(EventSound::NeedsYou); });
}

EventSounds::~EventSounds() = default;

void EventSounds::ring(EventSound sound)
{
    if (!m_enabled) return;
    m_next = std::max(m_next, sound);
    if (!m_together.isActive()) m_together.start();
}

} // namespace latchkey::window
