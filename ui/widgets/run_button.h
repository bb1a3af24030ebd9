// SPDX-License-Identifier: GPL-3.0-or-later
//
// Run, Stop and Pause: the three buttons that keep place and width whatever happens. Exactly one of them is filled:
// Run at rest (slate), Stop while something runs (ink), Run again, as Resume, while paused. Their widths come from the
// longest word each can show in the present language.
#pragma once

#include "ui/widgets/buttons.h"

#include <QKeySequence>
#include <QToolButton>

namespace latchkey::widgets {

class RunButton : public QToolButton
{
    Q_OBJECT

public:
    enum class Mode : quint8 {
        Ready,  ///< what one most likely wants next: filled
        Going,  ///< a run is going; another one may be started: quiet
        NoFile, ///< nothing to run: disabled
        Paused, ///< says Resume: filled
    };
    Q_ENUM(Mode)

    explicit RunButton(QWidget *parent = nullptr);
    void setMode(Mode mode);
    [[nodiscard]] Mode mode() const { return m_mode; }
    /// The keys shown behind the word. The action with these keys is the window's.
    void setKeys(const QKeySequence &keys);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void describe();

    Mode m_mode = Mode::Ready;
    QKeySequence m_keys;
};

class StopButton : public QToolButton
{
    Q_OBJECT

public:
    enum class Mode : quint8 {
        Nothing,  ///< nothing to stop: disabled
        Running,  ///< filled with ink
        Stopping, ///< still enabled: a second press skips the clean-up
        Paused,   ///< quiet: Resume is the filled one
    };
    Q_ENUM(Mode)

    explicit StopButton(QWidget *parent = nullptr);
    void setMode(Mode mode);
    [[nodiscard]] Mode mode() const { return m_mode; }
    void setKeys(const QKeySequence &keys);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void describe();

    Mode m_mode = Mode::Nothing;
    QKeySequence m_keys;
};

/// Pause: flat, 30 by 30.
class PauseButton : public IconButton
{
    Q_OBJECT

public:
    explicit PauseButton(QWidget *parent = nullptr);
};

} // namespace latchkey::widgets
