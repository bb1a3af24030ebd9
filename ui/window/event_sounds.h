// SPDX-License-Identifier: GPL-3.0-or-later
//
// Sounds for those who want them: one for a run that has finished, one for one that failed, one for a question. Which
// tones these are is the desktop's sound theme's business; they are played by libcanberra where it is installed, on a
// thread of its own, since its first word to the sound server may take a while. Silent unless switched on.
#pragma once

#include <QObject>
#include <QTimer>

#include <functional>

namespace latchkey::runs {
class RunList;
}

namespace latchkey::window {

/// The more urgent one is the greater.
enum class EventSound : quint8 { None, Finished, Failed, NeedsYou };

/// Its name in the desktop's sound themes: "complete".
const char *soundName(EventSound sound);

class EventSounds : public QObject
{
    Q_OBJECT

public:
    explicit EventSounds(runs::RunList *list, QObject *parent = nullptr);
    ~EventSounds() override;

    void setEnabled(bool on) { m_enabled = on; }
    /// Replaces the desktop; for tests.
    void setPlay(std::function<void(EventSound)> play) { m_play = std::move(play); }

private:
    void ring(EventSound sound);

    runs::RunList *m_list;
    std::function<void(EventSound)> m_play;
    EventSound m_next = EventSound::None; ///< what happens at once rings once, as the most urgent of it
    QTimer m_together;
    bool m_enabled = false;
};

} // namespace latchkey::window
