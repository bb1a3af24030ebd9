// SPDX-License-Identifier: GPL-3.0-or-later
//
// The tool bar: Run, Stop, Pause, then the present values of inputs, limits and grants, then the field that opens the
// palette. Run and Stop never move, fold or change their width. Below 1000 pixels inputs and limits go into "more".
#pragma once

#include "ui/widgets/buttons.h"
#include "ui/widgets/run_button.h"

#include <QToolBar>

namespace latchkey::window {

/// Looks like a field, opens the palette.
class PaletteButton : public QToolButton
{
    Q_OBJECT

public:
    explicit PaletteButton(const QKeySequence &keys, QWidget *parent = nullptr);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_keys;
};

class ToolBar : public QToolBar
{
    Q_OBJECT

public:
    explicit ToolBar(QWidget *parent = nullptr);

    [[nodiscard]] widgets::RunButton *runButton() const { return m_run; }
    [[nodiscard]] widgets::StopButton *stopButton() const { return m_stop; }
    [[nodiscard]] widgets::PauseButton *pauseButton() const { return m_pause; }
    [[nodiscard]] widgets::FlatDropDown *inputs() const { return m_inputs; }
    [[nodiscard]] widgets::FlatDropDown *limits() const { return m_limits; }
    [[nodiscard]] widgets::FlatDropDown *grants() const { return m_grants; }
    /// Where relative paths start; seen only while that is not where the file is.
    [[nodiscard]] widgets::FlatDropDown *folder() const { return m_folder; }
    [[nodiscard]] widgets::IconButton *more() const { return m_more; }
    [[nodiscard]] PaletteButton *palette() const { return m_palette; }
    /// Shows where relative paths of the page in front start; empty: where its file is, which goes without saying.
    void setFolder(const QString &path);
    /// Folds for a narrow window.
    void setNarrow(bool narrow);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    widgets::RunButton *m_run;
    widgets::StopButton *m_stop;
    widgets::PauseButton *m_pause;
    widgets::FlatDropDown *m_inputs;
    widgets::FlatDropDown *m_limits;
    widgets::FlatDropDown *m_grants;
    widgets::FlatDropDown *m_folder;
    widgets::IconButton *m_more;
    PaletteButton *m_palette;
    QString m_path; ///< of the folder shown
    bool m_narrow = false;
};

} // namespace latchkey::window
