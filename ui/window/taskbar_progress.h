// SPDX-License-Identifier: GPL-3.0-or-later
//
// The progress of the front run on the program's button in the task bar, and how many runs need an answer, where the
// desktop shows such things (the launcher protocol that KDE and the docks of others know). A desktop that does not
// listen costs one small message a second at most.
#pragma once

#include <QObject>
#include <QTimer>
#include <QVariantMap>

#include <functional>

namespace latchkey::runs {
class RunList;
}

namespace latchkey::window {

class TaskbarProgress : public QObject
{
    Q_OBJECT

public:
    explicit TaskbarProgress(runs::RunList *list, QObject *parent = nullptr);

    /// What is shown now: "progress" and "progress-visible", "count" and "count-visible".
    [[nodiscard]] QVariantMap state() const;
    /// Replaces the desktop; for tests.
    void setSend(std::function<void(const QVariantMap &)> send) { m_send = std::move(send); }

private:
    void tell();

    runs::RunList *m_list;
    std::function<void(const QVariantMap &)> m_send;
    QVariantMap m_told;
    QTimer m_soon;
};

} // namespace latchkey::window
