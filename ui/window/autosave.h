// SPDX-License-Identifier: GPL-3.0-or-later
//
// Saves files that have a name by itself, when the user wants that: when their tab or the window is left, or a while
// after the last key. A file that changed on disk meanwhile is not written over; the usual bar tells.
#pragma once

#include "ui/settings/settings.h"
#include "ui/window/editor_area.h"

#include <QHash>
#include <QObject>
#include <QPointer>
#include <QTimer>

namespace latchkey::window {

class Autosave : public QObject
{
    Q_OBJECT

public:
    Autosave(EditorArea *area, settings::Settings *settings, QObject *parent = nullptr);

private:
    enum class When : quint8 { Never, Leaving, Later };
    [[nodiscard]] When when() const;
    void follow(EditorPage *page);
    void save(EditorPage *page);
    void saveAll();

    EditorArea *m_area;
    settings::Settings *m_settings;
    QPointer<EditorPage> m_front;
    QHash<EditorPage *, QTimer *> m_timers; ///< children of their pages
};

} // namespace latchkey::window
