// SPDX-License-Identifier: GPL-3.0-or-later
//
// The ring around the button that has the focus. A widget cannot paint outside of itself, so one frame follows the
// focus over all windows and lies around whatever button has it. Everything else paints its own ring inside.
#pragma once

#include <QFocusFrame>
#include <QObject>
#include <QPointer>

namespace latchkey::theme {

class FocusRing : public QObject
{
    Q_OBJECT

public:
    explicit FocusRing(QObject *parent);
    ~FocusRing() override;

    /// The button the ring lies around now, if any.
    [[nodiscard]] QWidget *target() const;

private:
    void follow(QWidget *now);

    QPointer<QFocusFrame> m_frame; ///< dies with the window it is in, and is made anew
};

} // namespace latchkey::theme
